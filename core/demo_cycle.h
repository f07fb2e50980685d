/* demo_cycle.h - the organising of the demonstration: what was heard, cut into campaigns, asked in
 * public, promised, kept and learned: tables only. Only demo_cycle.c includes it.
 *
 * A line that begins with "*" names a record type and the fields of the lines that follow it, which
 * are set apart by "|". Days are counted from today. People and places stand by name, other records
 * by the first field of their line or, "#3", by their place in the table; several with ";".
 */
#ifndef DEMO_CYCLE_H
#define DEMO_CYCLE_H
#include <stddef.h>

enum { PAST = 5, QUOTAS = 10 };

static const char *const demo_cycle[] = {
	/* ---- what was heard ---- */
	"* listening_campaign question | target_heard | from_on | to_on | stage",
	"What makes it hard to raise a child here? | 90 | -290 | -215 | closed",
	"Who looks after the children while you learn? | 60 | -45 | 20 | listening",
	"* theme label | campaign | intensity",
	"Damp and cold | #1 | 3",
	"The road outside school | #1 | 3",
	"Rents | #1 | 2",
	"Waiting for the doctor | #1 | 2",
	"Being alone | #1 | 1",
	"No crèche, no class | #2 | 3",
	"Class at the wrong hour | #2 | 2",
	"Forms only in English | #2 | 2",
	"* house_meeting campaign | on | host | institution | place | language | n_present"
	" | facilitator | scribe | report_sent_on",
	"#1 | -284 | Denise Cooper | Cedar Court Tenants' Hall | tenants' hall | en | 12"
	" | Michelle Baptiste | Minh Hạnh Trần | -270",
	"#1 | -276 | Rosa Mendoza | Espacio Mamá | her kitchen | es | 9 | Yolanda Ríos"
	" | Luz Marina Ortega | -260",
	"#1 | -262 | Sharon Clarke | Elmwood Primary School | breakfast club | en | 11"
	" | Sharon Clarke | Ifrah Yusuf | -250",
	"#1 | -255 | Hodan Abdi | Somali Mothers of Peckham | her sister's | so | 8 | Hodan Abdi"
	" | Fadumo Warsame | -240",
	"#1 | -248 | Adaeze Okafor | St Brannoc's Church | church hall | en | 12 | Adaeze Okafor"
	" | Bùkọ́lá Adéyẹmí | -240",
	"#1 | -236 | Yusuf Mansour | Crescent Road Mosque | the mosque's café | ar | 10"
	" | Maryam Al-Khatib | Yusuf Mansour | -220",
	"#1 | -228 | Rehana Begum | Goldsmith Lane School | parents' room | bn | 7 | Rehana Begum"
	" | Shirin Akter |",
	"#2 | -30 | Luz Marina Ortega | Espacio Mamá | MumSpace | es | 8 | Yolanda Ríos"
	" | Gloria Velasco | -20",
	"#2 | -24 | Michelle Baptiste | MumSpace Camberwell | MumSpace | en | 10"
	" | Michelle Baptiste | Tracey O'Connor | -18",
	"#2 | -15 | Hodan Abdi | Somali Mothers of Peckham | her kitchen | so | 6 | Hodan Abdi"
	" | Ifrah Yusuf |",
	"#2 | -4 | Thu Hà Phạm | Cedar Court Tenants' Hall | tenants' hall | vi | 5 | Lan Nguyễn"
	" | Minh Hạnh Trần |",
	"* heard_line meeting | text | theme | act_ready | person",
	"#1 | The wall is black again two weeks after they paint it | Damp and cold | yes"
	" | Minh Hạnh Trần",
	"#1 | My boy's chest; the doctor wrote a letter, nobody answered | Damp and cold | yes |",
	"#1 | They send a man who looks and goes | Damp and cold | maybe |",
	"#1 | We heat one room and all sleep in it | Damp and cold | yes | Thu Hà Phạm",
	"#1 | Six years on this stair and I knew nobody | Being alone | no |",
	"#1 | The rent went up the month the lift stopped | Rents | maybe |",
	"#2 | Dicen que abra la ventana, en enero | Damp and cold | yes | Carmen Suárez",
	"#2 | Trabajo de noche y de día no hay quien se quede con los niños | Being alone"
	" | maybe |",
	"#2 | El doctor me atiende en tres semanas, la fiebre es hoy | Waiting for the doctor"
	" | maybe |",
	"#2 | Subió el alquiler y nadie explicó por qué | Rents | no |",
	"#2 | Moho en la cuna | Damp and cold | yes |",
	"#3 | A lorry mounted the pavement while we stood there | The road outside school | yes"
	" | Łucja Wiśniewska",
	"#3 | I cross with four children and one hand free | The road outside school | yes |",
	"#3 | The light has been out since spring | The road outside school | yes |",
	"#3 | My daughter will not walk alone now | The road outside school | maybe |",
	"#3 | Doctor's line is engaged from eight until it is full | Waiting for the doctor"
	" | maybe |",
	"#4 | Nobody told us which form, so we missed the school place | Being alone | no |",
	"#4 | The flat is wet and we are seven | Damp and cold | maybe |",
	"#4 | The crossing is where the buses turn | The road outside school | yes | Ifrah Yusuf",
	"#5 | Young families leave the parish because of the rents | Rents | maybe |",
	"#5 | My mother fell there, at the gate of Elmwood | The road outside school | yes |",
	"#5 | She sits in the surgery with a newborn for two hours | Waiting for the doctor"
	" | maybe |",
	"#6 | Water runs down inside the window | Damp and cold | maybe |",
	"#6 | They speak to my son because my English is slow | Being alone | no |",
	"#7 | Rent first, then food, then shoes | Rents | maybe |",
	"#7 | I wash the wall every Friday | Damp and cold | yes | Farida Khatun",
	"#8 | La clase es a las diez y a las diez tengo al bebé | No crèche, no class | yes"
	" | Gloria Velasco",
	"#8 | Vine tres veces y tres veces me fui con él llorando | No crèche, no class | yes |",
	"#8 | Las cartas de la escuela vienen solo en inglés | Forms only in English | maybe |",
	"#8 | Yo cuidaría a los niños de las demás, si alguien cuida al mío | No crèche, no class"
	" | yes | Carmen Suárez",
	"#9 | I would teach it if there were somebody with the little ones | No crèche, no class"
	" | yes |",
	"#9 | College said no under-fives in the building | No crèche, no class | maybe |",
	"#9 | Evenings are when I work | Class at the wrong hour | maybe |",
	"#10 | The class ends when school ends, two buses away | Class at the wrong hour | maybe |",
	"#10 | We share one who reads for all of us | Forms only in English | yes |",
	"#10 | With a crèche ten of us would come | No crèche, no class | yes | Hodan Abdi",
	"#11 | My husband can mind her, but only after six | Class at the wrong hour | no |",
	"#11 | I signed it without knowing what it said | Forms only in English | maybe |",

	/* ---- campaigns ---- */
	"* campaign title | stage | outcome | problem | issue | cut | asks | decision_maker"
	" | deadline | leader | team | story_tellers | themes | win_statement | from_on"
	" | families_affected | equity_domain | marmot",
	"Warm, dry homes | negotiate | running"
	" | Flats that make children ill, and letters nobody answers"
	" | Riverside Homes mends blocks 2 and 3 of Cedar Court this winter"
	" | specific,winnable,widely_felt,has_target,builds_power"
	" | A date for each flat. A tenant at every inspection. Answers within ten days"
	" | Martin Fallow | 75 | Denise Cooper"
	" | Denise Cooper; Rosa Mendoza; Lan Nguyễn; Minh Hạnh Trần | Thu Hà Phạm; Carmen Suárez"
	" | Damp and cold; Rents | No child in Cedar Court sleeps in a room with a black wall"
	" | -205 | 64 | housing | standard_of_living",
	"A crèche with every class | plan | running"
	" | Mothers cannot come to English class with a baby"
	" | The college opens its crèche for two mornings a week | specific,widely_felt,unites"
	" | Two mornings, twelve places, no fee | | 140 | Yolanda Ríos"
	" | Yolanda Ríos; Luz Marina Ortega; Hodan Abdi | Gloria Velasco | No crèche, no class"
	" | Twelve children in the crèche and twelve mothers in class | -40 | 30 | education"
	" | capabilities",
	"A safe gate at Elmwood | implement | part_won | The road outside school is dark and fast"
	" | Lights and a crossing at the gate before the clocks go back"
	" | specific,winnable,widely_felt,unites,has_target,builds_power"
	" | Two lights. A crossing this year | Judith Grey | 30 | Sharon Clarke"
	" | Sharon Clarke; Adaeze Okafor; Ifrah Yusuf | Łucja Wiśniewska | The road outside school"
	" | A child of nine walks to school alone | -210 | 210 | community | places",
	"* research_question campaign | question | owner | due | answer | source | confidence",
	"Warm, dry homes | How many flats of blocks 2 and 3 have damp? | Minh Hạnh Trần | -150"
	" | 41 of 64, knocked on by tenants in one weekend | Door to door, two evenings | high",
	"Warm, dry homes | Who signs off the repairs budget? | Denise Cooper | -120"
	" | The director of housing, with the councillor's word | Minutes of the committee"
	" | medium",
	"Warm, dry homes | What did the last surveyor's report say? | Lan Nguyễn | -3 | | |",
	"A crèche with every class | Who decides over the crèche at the college? | Yolanda Ríos"
	" | 9 | | |",
	"A crèche with every class | What does a crèche worker cost a morning? | Luz Marina Ortega"
	" | 4 | About £64, for two | Children's centre, by telephone | medium",
	"A safe gate at Elmwood | Who owns the lamp posts? | Sharon Clarke | -180"
	" | The council; a contractor changes them | Asked at the meeting | high",

	/* ---- power ---- */
	"* power_actor campaign | who | role | is_target | interest | route | last_contact",
	"Warm, dry homes | person:Martin Fallow | Signs the repairs budget | 1"
	" | To be seen to answer; no more in the paper | Wendy Marsh | -12",
	"Warm, dry homes | person:Judith Grey | Holds the housing brief"
	" | | The ward, and her word given | Adaeze Okafor | -12",
	"Warm, dry homes | institution:Riverside Homes | Owns the blocks | 1"
	" | Its grant for next year | | -90",
	"Warm, dry homes | institution:Hospital Cleaners' Branch | Half its members live there"
	" | | Members' homes | Rosa Mendoza | -35",
	"Warm, dry homes | institution:St Brannoc's Church | Hall, numbers, a good name"
	" | | Its families | Adaeze Okafor | -6",
	"Warm, dry homes | institution:Walworth Gate Health Centre"
	" | Writes the letters about chests | | Fewer children with asthma | Helen Strand | -60",
	"Warm, dry homes | institution:Lettsome Gardens Tenants | Same landlord, other estate"
	" | | Its own repairs first | | -100",
	"A safe gate at Elmwood | person:Judith Grey | Puts it on the council's list | 1"
	" | To be seen at the gate | Sharon Clarke | -40",
	"A safe gate at Elmwood | institution:Elmwood Primary School | Its gate | | No more falls"
	" | Wendy Marsh | -10",
	"A safe gate at Elmwood | institution:Aylmer Estate Residents | Wants the parking"
	" | | Where to put the cars | | -80",
	"Warm, dry homes | institution:Camber Road Surgery | Its asthma numbers go to the council | |"
	" Fewer children in the waiting room | |",
	"* power_assessment actor | on | power | stance | note",
	"#1 | -150 | 9 | -2 | Would not meet us",
	"#1 | -75 | 9 | -1 | Took the tea, not the question",
	"#1 | -12 | 9 | 1 | Gave his word before all of us",
	"#2 | -150 | 7 | -1 | Sent an assistant",
	"#2 | -75 | 7 | 1 | Came, and stayed to the end",
	"#2 | -20 | 7 | 2 | Wrote to the director herself",
	"#3 | -150 | 8 | -2 | The letter said wait",
	"#3 | -60 | 8 | -3 | Broke its word about the letters",
	"#4 | -100 | 4 | 1 | Spoke for us at its meeting",
	"#4 | -18 | 5 | 2 | Brings twenty to the assembly",
	"#5 | -150 | 4 | 3 | Ours",
	"#6 | -100 | 3 | 1 | Will not speak in public yet",
	"#6 | -25 | 3 | 2 | Signed the letter",
	"#7 | -100 | 2 | -1 | Fears to wait longer because of us",
	"#8 | -175 | 7 | 0 | Listened",
	"#8 | -165 | 7 | 2 | Said yes to the lights",
	"#9 | -175 | 4 | 3 | Ours",
	"#10 | -150 | 3 | -2 | Does not want to lose the parking",
	"#11 | -50 | 6 | 0 | Nobody of ours has been there",
	"* power_edge from_actor | kind | to_actor | strength | source",
	"#1 | reports_to | #2 | 2 | The council's chart",
	"#2 | funds | #3 | 3 | The grant is voted each year",
	"#3 | owes | #1 | 2 | Minutes of the committee",
	"#4 | advises | #2 | 2 | They meet before the vote",
	"#5 | faith | #2 | 2 | Her parish",
	"#6 | advises | #1 | 1 | The letters about chests",
	"#7 | rivals | #5 | 1 |",
	"#9 | elects | #8 | 2 | Six hundred parents",
	"* stick_card person | head | heart | mouth | hands | pockets | feet",
	"Martin Fallow | \"There is a process.\" Director of housing"
	" | Was a tenant's son; says so when tired | Long sentences, then a short one"
	" | Knows every contractor | The repairs budget"
	" | Council offices; the allotments on Sundays",
	"Judith Grey | \"I keep my word.\" Councillor, housing | The ward she grew up in"
	" | Plain, quick | Counts votes | What is on the list this year | St Brannoc's, second row",

	/* ---- actions ---- */
	"* action title | kind | on | at | place | campaign | status | institution | target"
	" | partisan_check | capacity | accessible | creche | interpreter_langs | risk_assessed_on"
	" | photo_policy",
	"Assembly at the gate | assembly | -168 | 18:30 | Elmwood Primary School, hall"
	" | A safe gate at Elmwood | held | Elmwood Primary School | Judith Grey | 1 | 160 | 1 | 1"
	" | es,so | -180 | ask",
	"Walk round Cedar Court | walk | -118 | 17:00 | Cedar Court, block 2 | Warm, dry homes"
	" | held | Cedar Court Tenants' Hall | Judith Grey | 1 | | 0 | 0 | es,vi | -125 | ask",
	"Tea on the steps | public_action | -75 | 11:00 | Borough Housing Office, the steps"
	" | Warm, dry homes | held | | Martin Fallow | 1 | | 1 | 0 | es | -80 | open",
	"Training: chair, pin, thank | training | -40 | 10:00 | St Brannoc's Church | | held"
	" | St Brannoc's Church | | | 40 | 1 | 1 | es,so | | none",
	"Delegation to the director | delegation | -12 | 15:30 | Borough Housing Office"
	" | Warm, dry homes | held | | Martin Fallow | 1 | 30 | 1 | 0 | es | -15 | none",
	"Housing assembly | assembly | 6 | 18:30 | St Brannoc's Church | Warm, dry homes | planned"
	" | St Brannoc's Church | Martin Fallow | | 200 | 1 | 1 | es,so,vi | -2 | stage_only",
	"* action_role action | role | person | institution | rehearsed_on | backup",
	"#1 | chair | Adaeze Okafor | St Brannoc's Church | -170 |",
	"#1 | testimony | Sharon Clarke | Elmwood Primary School | -170 |",
	"#1 | pinner | Denise Cooper | | -169 |",
	"#2 | chair | Denise Cooper | Cedar Court Tenants' Hall | |",
	"#2 | testimony | Thu Hà Phạm | Cedar Court Tenants' Hall | |",
	"#3 | chair | Rosa Mendoza | Espacio Mamá | -77 | Yolanda Ríos",
	"#3 | ask_maker | Denise Cooper | | -77 |",
	"#4 | chair | Michelle Baptiste | | |",
	"#5 | chair | Denise Cooper | Cedar Court Tenants' Hall | -13 | Rosa Mendoza",
	"#5 | pinner | Rosa Mendoza | Espacio Mamá | -13 |",
	"#6 | chair | Denise Cooper | Cedar Court Tenants' Hall | -2 | Sharon Clarke",
	"#6 | co_chair | Rosa Mendoza | Espacio Mamá | -2 |",
	"#6 | testimony | Thu Hà Phạm | Cedar Court Tenants' Hall | -2 | Carmen Suárez",
	"#6 | testimony | Carmen Suárez | Espacio Mamá | |",
	"#6 | pinner | Adaeze Okafor | St Brannoc's Church | -2 |",
	"#6 | timekeeper | Ifrah Yusuf | | | Hodan Abdi",
	"#6 | interpreter | Hodan Abdi | | | Fadumo Warsame",
	"#6 | interpreter | Lan Nguyễn | | |",
	"#6 | signing_in | Michelle Baptiste | MumSpace Camberwell | | Tracey O'Connor",
	"#6 | creche | Luz Marina Ortega | Espacio Mamá | |",
	"#6 | evaluator | Yolanda Ríos | Espacio Mamá | |",
	"#6 | thanks | Kwame Mensah | | |",
	"* run_item action | minute | item | person | minutes | note",
	"#6 | -60 | Doors, desk, crèche and interpreters ready | Michelle Baptiste | 60"
	" | Two laptops",
	"#6 | 0 | Welcome, in four languages | Denise Cooper | 5 |",
	"#6 | 5 | Roll call: each place says how many it brought | Ifrah Yusuf | 8 | Stand up",
	"#6 | 13 | Why we are here: what was heard | Rosa Mendoza | 5 |",
	"#6 | 18 | Testimony: the black wall | Thu Hà Phạm | 4 | Lan interprets",
	"#6 | 22 | Testimony: a cot | Carmen Suárez | 4 | In Spanish",
	"#6 | 26 | What was promised so far, read out | Sharon Clarke | 4 |",
	"#6 | 30 | The director is asked, yes or no | Adaeze Okafor | 10 | Both asks",
	"#6 | 40 | What each place does next | Rosa Mendoza | 8 |",
	"#6 | 48 | Thanks, and the room is put back | Kwame Mensah | 7 |",

	/* ---- what was asked and promised ---- */
	"* ask action | wording | target | asked_by | answer | verbatim | witness",
	"#1 | Will you have two lights put up at the gate within ten weeks? | Judith Grey"
	" | Denise Cooper | yes | Yes. Two lights, before the summer is out. | Adaeze Okafor",
	"#1 | Will you put the crossing on this year's list? | Judith Grey | Denise Cooper"
	" | yes_with_condition | Yes, if the school signs for the kerb. | Adaeze Okafor",
	"#2 | Will you write to the director about blocks 2 and 3? | Judith Grey | Denise Cooper"
	" | yes | I will, this week. | Minh Hạnh Trần",
	"#3 | Will you meet twelve tenants within a month? | Martin Fallow | Denise Cooper"
	" | deferred | Not on the steps. Write to me. | Rosa Mendoza",
	"#5 | Will you have a surveyor look at every flat in blocks 2 and 3? | Martin Fallow"
	" | Rosa Mendoza | yes | You will have your surveyor. | Denise Cooper",
	"#5 | Will you give each flat a date for its repairs? | Martin Fallow | Rosa Mendoza"
	" | yes_with_condition | Yes, when the survey is in. | Denise Cooper",
	"#6 | Will you give each flat a date tonight? | Martin Fallow | Adaeze Okafor | not_asked"
	" | |",
	"#6 | Will you let a tenant walk with every surveyor? | Martin Fallow | Adaeze Okafor"
	" | not_asked | |",
	"* commitment text | from_whom | due | status | holder | made_on | action | ask | campaign"
	" | evidence_needed | next_check | public",
	"Two lights, before the summer is out. | person:Judith Grey | -98 | kept | Sharon Clarke"
	" | -168 | #1 | #1 | A safe gate at Elmwood | Both lamps lit at six in the evening | -90"
	" | 1",
	"I will put the crossing on this year's list, and say so at your gate."
	" | person:Judith Grey | 14 | in_progress | Sharon Clarke | -168 | #1 | #2"
	" | A safe gate at Elmwood | It stands on the published list | 7 | 1",
	"Every letter about the damp is answered within ten days. | institution:Riverside Homes"
	" | -60 | broken | Minh Hạnh Trần | -118 | #2 | | Warm, dry homes | Dates on ten letters"
	" | 10 | 1",
	"You will have your surveyor in every flat of blocks 2 and 3. | person:Martin Fallow | -2"
	" | in_progress | Denise Cooper | -12 | #5 | #5 | Warm, dry homes | 64 doors ticked off"
	" | 1 | 0",
	"When the survey is in, each flat has its date. | person:Martin Fallow | 45 | open"
	" | Denise Cooper | -12 | #5 | #6 | Warm, dry homes | A letter in every flat | 20 | 0",
	"A tenant sits in on the repairs meeting. | institution:Riverside Homes | -30 | part_kept"
	" | Lan Nguyễn | -118 | #2 | | Warm, dry homes | Her name in the minutes | | 1",
	"* commitment_check commitment | on | status | evidence",
	"#1 | -110 | in_progress | Posts are in, no lamps yet",
	"#1 | -90 | kept | Both lit at six; photograph on the wall",
	"#2 | -60 | in_progress | The school signed for the kerb",
	"#3 | -58 | broken | Two of ten letters answered",
	"#4 | -3 | in_progress | Block 2 is done, block 3 has no date",
	"#6 | -28 | part_kept | Invited once, not since",

	/* ---- what we learned ---- */
	"* action_evaluation action | on | kind | feelings_words | got_ask | target_reaction"
	" | turnout_truth | grew | learning | change | next | surprised_us | credit | chair"
	" | scribe",
	"#1 | -168 | immediate | Sharon proud, Adaeze tired, Rosa loud | yes"
	" | Wrote it down before she was asked to | 110 were pledged, 89 came"
	" | Sharon Clarke; Łucja Wiśniewska | A story of four minutes is long enough"
	" | Count heads at the door, not by eye | Ring everybody who came new"
	" | The caretaker stayed to stack | Adaeze for the chair | Rosa Mendoza | Ifrah Yusuf",
	"#1 | -160 | formal | | yes | Has asked to be invited again | | Adaeze Okafor"
	" | Places that met in a kitchen first kept their quota"
	" | Ask for the quota by name and in writing | A training before the next | |"
	" | Denise Cooper | Yolanda Ríos",
	"#2 | -118 | immediate | Thu Hà heard, Denise angry | yes | Touched the wall herself"
	" | 31 were pledged, 26 came | Thu Hà Phạm | She believed her hand, not our report"
	" | Ring the mosque before Friday prayers | Write to the director | Thu Hà spoke"
	" | Lan for interpreting | Denise Cooper | Minh Hạnh Trần",
	"#3 | -74 | immediate | Rosa giddy, Yolanda brave, Luz Marina cold | partly"
	" | Smiled, took the tea, put off the question"
	" | 66 were pledged, 49 came; the mosque brought two | Rosa Mendoza; Yolanda Ríos"
	" | He answers in a room, not on steps | One person asks, and then waits in silence"
	" | Ask for a meeting in writing | | Everybody who carried urns | Rosa Mendoza"
	" | Yolanda Ríos",
	"#4 | -40 | immediate | ready | | | 25 came | Ifrah Yusuf"
	" | Pinning is a skill like any other | Rehearse in the room where it will be"
	" | Rehearse twice before the assembly | | | Michelle Baptiste |",

	/* ---- leaders ---- */
	"* ladder_event person | from_step | to_step | on | evidence_text",
	"Rosa Mendoza | helper | facilitator | -330 | Led the cooking and the story circle",
	"Rosa Mendoza | facilitator | leader | -100"
	" | Brought nine to the walk, chaired on the steps",
	"Denise Cooper | volunteer | leader | -310 | Filled the tenants' hall twice",
	"Denise Cooper | leader | team_leader | -110 | A team of four, and two she brings on",
	"Adaeze Okafor | champion | leader | -160 | Chaired the assembly at the gate",
	"Sharon Clarke | champion | leader | -150 | Told her story, brought twelve",
	"Yolanda Ríos | volunteer | facilitator | -140 | Led two house meetings",
	"Michelle Baptiste | volunteer | champion | -200 | Champion training, the autumn course",
	"Caroline Nugent | volunteer | champion | -190 | Champion training, the autumn course",
	"Luz Marina Ortega | helper | volunteer | -130"
	" | Cooks for every meeting, checked and inducted",
	"Ana Lucía Quispe | regular | helper | -60 | Offered to translate, and did",
	"Hodan Abdi | regular | helper | -50 | Held two house meetings in her kitchen",
	"Amina Hassan | attender | regular | -45 | Came to five of six",
	"Ifrah Yusuf | attender | regular | -38 | Kept time at the training",
	"* skill_record person | skill | stage | on | coach | next_practice | next_on",
	"Denise Cooper | chair | does_alone | -12 | | The assembly | 6",
	"Denise Cooper | negotiate | did_supported | -12 | Adaeze Okafor | Wait after the question"
	" | 6",
	"Rosa Mendoza | public_speaking | does_alone | -75 | Denise Cooper | |",
	"Rosa Mendoza | chair | tried | -110 | Denise Cooper | Chairs the tea on the steps | -75",
	"Rosa Mendoza | chair | did_supported | -75 | Denise Cooper | Co-chairs the assembly | 6",
	"Sharon Clarke | tell_story | does_alone | -168 | Adaeze Okafor | |",
	"Sharon Clarke | chair | saw | -40 | Adaeze Okafor | Stands in for Denise | 6",
	"Yolanda Ríos | facilitate | does_alone | -30 | Rosa Mendoza | |",
	"Yolanda Ríos | evaluate | tried | -74 | Rosa Mendoza | Evaluates the assembly | 6",
	"Adaeze Okafor | train_others | did_supported | -40 | Denise Cooper"
	" | A training of her own | 30",
	"Ana Lucía Quispe | one_to_one | tried | -25 | Rosa Mendoza | One more, in Spanish | 5",
	"Hodan Abdi | listen | does_alone | -15 | Yolanda Ríos | |",
	"Hodan Abdi | facilitate | did_supported | -15 | Yolanda Ríos | A third meeting | 12",
	"Ifrah Yusuf | turnout | saw | -40 | Sharon Clarke | Rings five | 3",
	"Lan Nguyễn | research | tried | -20 | Denise Cooper | Reads the report with two others"
	" | 2",
	"Thu Hà Phạm | tell_story | did_supported | -118 | Denise Cooper"
	" | Testimony at the assembly | 6",
	"Michelle Baptiste | recruit | teaches | -60 | | |",
	"Kwame Mensah | public_speaking | tried | -12 | Michelle Baptiste | Thanks at the assembly"
	" | 6",
	"* pledge person | kind | text | quantity | due | status | action | done_on",
	"Denise Cooper | task | Book the hall and the urns | | -1 | pledged | #6 |",
	"Denise Cooper | task | Print the roll call | | 5 | pledged | #6 |",
	"Denise Cooper | introduce | The head of the tenants' federation | | 10 | pledged | |",
	"Denise Cooper | speak | Chairs the delegation | | -12 | done | #5 | -12",
	"Rosa Mendoza | bring | Ten from the Tuesday group | 10 | 6 | pledged | #6 |",
	"Rosa Mendoza | speak | Chairs on the steps | | -75 | done | #3 | -75",
	"Rosa Mendoza | task | Call the choir's leader | | -20 | done | | -22",
	"Adaeze Okafor | speak | Pins the answer | | 6 | pledged | #6 |",
	"Adaeze Okafor | host | The training in her hall | | -40 | done | #4 | -40",
	"Sharon Clarke | bring | Eight from the gate | 8 | 6 | pledged | #6 |",
	"Sharon Clarke | task | Photograph of the lamps | | -89 | done | | -90",
	"Luz Marina Ortega | task | Runs the crèche | | 6 | pledged | #6 |",
	"Luz Marina Ortega | task | Soup for the training | | -40 | done | #4 | -40",
	"Thu Hà Phạm | speak | Her testimony | | 6 | pledged | #6 |",
	"Carmen Suárez | speak | Her testimony, if her sister comes | | 6 | asked | #6 |",
	"Hodan Abdi | host | A house meeting | | -15 | done | | -15",
	"Hodan Abdi | bring | Five from the Thursday group | 5 | 6 | pledged | #6 |",
	"Amina Hassan | bring | Three from the women's class | 3 | -75 | missed | #3 |",
	"Amina Hassan | attend | The assembly | | 6 | asked | #6 |",
	"Yusuf Mansour | bring | Ten after prayers | 10 | -75 | partly | #3 | -75",
	"Yusuf Mansour | bring | Eight after prayers | 8 | -12 | missed | #5 |",
	"Grace Boateng | task | Ask the choir to sing | | 2 | pledged | #6 |",
	"Kwame Mensah | speak | Says thanks | | 6 | pledged | #6 |",
	"Gloria Velasco | train | Comes to the next training | | 25 | pledged | |",
	"Ana Lucía Quispe | task | Translates the leaflet | | -8 | done | | -9",
	"Maryam Al-Khatib | task | Translates the leaflet | | -8 | withdrawn | |",
	"* relationship from_person | kind | to_person | strength",
	"Denise Cooper | develops | Rosa Mendoza | 3",
	"Denise Cooper | develops | Minh Hạnh Trần | 2",
	"Denise Cooper | develops | Lan Nguyễn | 2",
	"Lan Nguyễn | develops | Thu Hà Phạm | 3",
	"Rosa Mendoza | develops | Yolanda Ríos | 3",
	"Rosa Mendoza | develops | Ana Lucía Quispe | 2",
	"Yolanda Ríos | develops | Luz Marina Ortega | 2",
	"Yolanda Ríos | develops | Hodan Abdi | 2",
	"Adaeze Okafor | develops | Sharon Clarke | 2",
	"Sharon Clarke | develops | Ifrah Yusuf | 2",
	"Michelle Baptiste | develops | Kwame Mensah | 2",
	"* next_step about | text | due",
	"action:Housing assembly | Ring the interpreters once more | 8",
	"commitment:#2 | Look at the council's list when it is published | 9",
	"campaign:A crèche with every class | Find out who decides at the college | 10",
	NULL,
};

/* What ana thinks of some, from 1, leads others to act, to 5; and how long ago she thought so. */
static const struct demo_rating {
	const char *name, *rating;
	int days;
} demo_ratings[] = {
	{ "Rosa Mendoza", "1", 130 },
	{ "Michelle Baptiste", "1", 60 },
	{ "Amina Hassan", "2", 110 },
	{ "Tracey O'Connor", "2", 95 },
	{ "Yusuf Mansour", "2", 150 },
	{ "Layla Haddad", "3", 80 },
};

/* What places agreed to bring to each action, the next one last. 0: it was not asked. */
static const struct demo_quota {
	const char *place;
	int quota[PAST + 1];
} demo_quotas[QUOTAS] = {
	{ "Elmwood Primary School", { 30, 0, 8, 4, 2, 20 } },
	{ "St Brannoc's Church", { 25, 4, 12, 4, 3, 30 } },
	{ "Cedar Court Tenants' Hall", { 12, 12, 10, 3, 8, 25 } },
	{ "Espacio Mamá", { 15, 6, 10, 3, 6, 20 } },
	{ "Crescent Road Mosque", { 15, 6, 10, 2, 4, 25 } },
	{ "Living Water Assembly", { 12, 0, 6, 2, 0, 15 } },
	{ "MumSpace Camberwell", { 8, 2, 4, 2, 2, 10 } },
	{ "Goldsmith Lane School", { 8, 2, 5, 2, 2, 10 } },
	{ "Somali Mothers of Peckham", { 0, 0, 0, 2, 2, 10 } },
	{ "Old Kent Road Islamic Centre", { 10, 0, 0, 0, 0, 0 } },
};

/* How many a leader said she brings to each action and how many of them came; the next one last. */
static const struct demo_turnout {
	const char *leader, *place;
	struct {
		int pledged, came;
	} at[PAST + 1];
} demo_turnouts[] = {
	{ "Sharon Clarke", "Elmwood Primary School",
		{ { 18, 14 }, { 0, 0 }, { 5, 4 }, { 2, 2 }, { 2, 2 }, { 12, 0 } } },
	{ "Hodan Abdi", "Elmwood Primary School",
		{ { 8, 5 }, { 0, 0 }, { 3, 2 }, { 2, 1 }, { 0, 0 }, { 6, 0 } } },
	{ "Adaeze Okafor", "St Brannoc's Church",
		{ { 15, 12 }, { 3, 3 }, { 7, 6 }, { 2, 2 }, { 2, 2 }, { 14, 0 } } },
	{ "Bùkọ́lá Adéyẹmí", "St Brannoc's Church",
		{ { 10, 5 }, { 0, 0 }, { 5, 2 }, { 1, 1 }, { 0, 0 }, { 8, 0 } } },
	{ "Denise Cooper", "Cedar Court Tenants' Hall",
		{ { 8, 6 }, { 8, 7 }, { 6, 5 }, { 2, 2 }, { 5, 5 }, { 12, 0 } } },
	{ "Minh Hạnh Trần", "Cedar Court Tenants' Hall",
		{ { 4, 3 }, { 4, 2 }, { 4, 2 }, { 1, 1 }, { 3, 2 }, { 7, 0 } } },
	{ "Rosa Mendoza", "Espacio Mamá",
		{ { 10, 9 }, { 5, 4 }, { 8, 7 }, { 2, 2 }, { 4, 4 }, { 10, 0 } } },
	{ "Luz Marina Ortega", "Espacio Mamá",
		{ { 5, 4 }, { 2, 1 }, { 3, 2 }, { 1, 1 }, { 2, 1 }, { 5, 0 } } },
	{ "Yusuf Mansour", "Crescent Road Mosque",
		{ { 12, 5 }, { 5, 1 }, { 10, 2 }, { 1, 0 }, { 8, 1 }, { 9, 0 } } },
	{ "Amina Hassan", "Crescent Road Mosque",
		{ { 0, 0 }, { 0, 0 }, { 3, 0 }, { 0, 0 }, { 1, 0 }, { 4, 0 } } },
	{ "Grace Boateng", "Living Water Assembly",
		{ { 8, 6 }, { 0, 0 }, { 5, 2 }, { 2, 1 }, { 0, 0 }, { 8, 0 } } },
	{ "Michelle Baptiste", "MumSpace Camberwell",
		{ { 6, 5 }, { 2, 1 }, { 3, 2 }, { 2, 2 }, { 2, 1 }, { 5, 0 } } },
	{ "Caroline Nugent", "Goldsmith Lane School",
		{ { 6, 3 }, { 2, 0 }, { 4, 1 }, { 1, 0 }, { 2, 0 }, { 6, 0 } } },
};
#endif
