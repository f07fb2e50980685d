/* demo_borough.h - who and what is in the demonstration: tables only. Only demo.c includes it. */
#ifndef DEMO_BOROUGH_H
#define DEMO_BOROUGH_H
#include <stddef.h>

struct demo_place {
	const char *name, *type, *status, *postcode, *languages, *note;
};
struct demo_person {
	const char *given, *family, *lang, *step;
	int place; /* 1.. of demo_places; 0: none */
	const char *position, *note;
};

static const struct demo_place demo_places[] = {
	{ "Elmwood Primary School", "school", "member", "SE5 9ZA", "en,es,so", NULL },
	{ "Goldsmith Lane School", "school", "relationship", "SE15 9ZB", "en,yo,bn", NULL },
	{ "St Brannoc's Church", "church", "member", "SE5 9ZC", "en,yo,es", "Hall seats 200" },
	{ "Crescent Road Mosque", "mosque", "prospective", "SE15 9ZD", "ar,so,bn",
		"Friday after prayers is the time to come" },
	{ "Cedar Court Tenants' Hall", "tenants_association", "member", "SE17 9ZE", "en,vi",
		"Damp in blocks 2 and 3" },
	{ "Espacio Mamá", "community_group", "member", "SE5 9ZF", "es",
		"The weekly group in Spanish, within MumSpace" },
	{ "MumSpace Camberwell", "community_group", "member", "SE5 9ZC", "en", NULL },
	{ "Little Lanterns Nursery", "nursery", "contacted", "SE15 9ZG", "en,pt", NULL },
	{ "Burgess Green Children's Centre", "childrens_centre", "partner_nonmember", "SE17 9ZH",
		"en", "DadSpace meets here on Saturdays" },
	{ "Living Water Assembly", "church", "relationship", "SE15 9ZJ", "en,yo,tw", NULL },
	{ "Walworth Gate Health Centre", "gp_practice", "partner_nonmember", "SE17 9ZK", "en",
		"Sends parents to Parent University" },
	{ "Borough Housing Office", "council", "target_only", "SE1 9ZL", "en", NULL },
};

static const struct demo_person demo_people[] = {
	{ "Ana Lucía", "Quispe", "es", "helper", 6, "Parent", "Ask for Ana, not after six" },
	{ "Adaeze", "Okafor", "en", "leader", 3, "Warden", "Chairs well; people listen" },
	{ "Amina", "Hassan", "so", "regular", 4, "Parent", "Wants the hall for a women's class" },
	{ "Caroline", "Nugent", "en", "champion", 2, "Parent governor", NULL },
	{ "Rosa", "Mendoza", "es", "leader", 6, "Parent leader", "Brings ten when she asks" },
	{ "Títílayọ̀", "Adébísí", "yo", "champion", 10, "Choir leader", NULL },
	{ "Rehana", "Begum", "bn", "volunteer", 2, "Parent", NULL },
	{ "Lan", "Nguyễn", "vi", "helper", 5, "Tenant", "Her neighbour interprets" },
	{ "Bintou", "Camara", "fr", "contact", 0, NULL, "Met at the school gate" },
	{ "Denise", "Cooper", "en", "team_leader", 5, "Chair", "Knows every door in Cedar Court" },
	{ "Fadumo", "Warsame", "so", "attender", 4, "Parent", NULL },
	{ "Yolanda", "Ríos", "es", "facilitator", 6, "Facilitator", NULL },
	{ "Maryam", "Al-Khatib", "ar", "regular", 4, "Teacher", NULL },
	{ "Tracey", "O'Connor", "en", "regular", 7, "Parent", NULL },
	{ "Grace", "Boateng", "tw", "volunteer", 10, "Usher", NULL },
	{ "Łucja", "Wiśniewska", "pl", "attender", 1, "Parent", NULL },
	{ "Folákẹ́", "Ògúnlẹ́sì", "yo", "regular", 10, "Parent", NULL },
	{ "Marisol", "Cáceres", "es", "attender", 6, "Parent", "Works nights" },
	{ "Hodan", "Abdi", "so", "helper", 1, "Parent", NULL },
	{ "Shirin", "Akter", "bn", "attender", 2, "Parent", NULL },
	{ "小龍", "陳", "zh", "contact", 5, "Tenant", NULL },
	{ "Michelle", "Baptiste", "en", "champion", 7, "Facilitator", "Runs MumSpace on Tuesdays" },
	{ "Kwame", "Mensah", "tw", "helper", 9, "Father", "DadSpace began in his kitchen" },
	{ "Fátima", "Carvalho", "pt", "attender", 8, "Parent", NULL },
	{ "نور", "الهاشمي", "ar", "contact", 4, "Parent", NULL },
	{ "Thu Hà", "Phạm", "vi", "attender", 5, "Tenant", NULL },
	{ "Sharon", "Clarke", "en", "leader", 1, "Parent", NULL },
	{ "Gloria", "Velasco", "es", "regular", 6, "Parent", NULL },
	{ "Sahra", "Jama", "so", "contact", 0, NULL, NULL },
	{ "Bùkọ́lá", "Adéyẹmí", "yo", "attender", 3, "Parent", NULL },
	{ "Selam", "Tesfay", "ti", "contact", 3, "Parent", NULL },
	{ "Luz Marina", "Ortega", "es", "volunteer", 6, "Parent", "Cooks for every meeting" },
	{ "Farida", "Khatun", "bn", "contact", 2, "Parent", NULL },
	{ "Aïssatou", "Diallo", "fr", "attender", 8, "Parent", NULL },
	{ "Yusuf", "Mansour", "ar", "helper", 4, "Secretary", NULL },
	{ "Paola", "Benítez", "es", "contact", 1, "Parent", NULL },
	{ "Minh Hạnh", "Trần", "vi", "regular", 5, "Treasurer", NULL },
	{ "Ewa", "Zając", "pl", "contact", 8, "Parent", NULL },
	{ "Abena", "Osei", "tw", "attender", 10, "Parent", NULL },
	{ "Hirut", "Bekele", "am", "contact", 0, NULL, NULL },
	{ "Carmen", "Suárez", "es", "attender", 6, "Parent", NULL },
	{ "Ifrah", "Yusuf", "so", "regular", 1, "Parent", "Parent University, first course" },
	{ "Kẹ́hìndé", "Olówu", "yo", "contact", 10, "Father", NULL },
	{ "Samira", "Benali", "ar", "attender", 7, "Parent", NULL },
	{ "Nelly", "Chávez", "es", "contact", 6, "Parent", NULL },
	{ "Anwar", "Miah", "bn", "contact", 4, "Father", NULL },
	{ "Mei Ling", "Wong", "zh", "attender", 5, "Tenant", NULL },
	{ "João", "Baptista", "pt", "contact", 9, "Father", NULL },
	{ "Beatriz", "Núñez", "es", "contact", 0, NULL, "Came once, with her sister" },
	{ "নাসরিন", "চৌধুরী", "bn", "contact", 2, "Parent", NULL },
	{ "Layla", "Haddad", "ar", "contact", 8, "Parent", NULL },
	{ "Cabdi", "Nuur", "so", "contact", 9, "Father", NULL },
	{ "Gurpreet", "Sandhu", "pa", "contact", 0, NULL, NULL },
	{ "Elena", "Ionescu", "ro", "contact", 1, "Parent", NULL },
	{ "Julián", "Paredes", "es", "contact", 9, "Father", NULL },
	{ "Wendy", "Marsh", "en", "contact", 1, "Head teacher", NULL },
	{ "Oluwaseun", "Balógun", "yo", "contact", 10, "Pastor", NULL },
	{ "Helen", "Strand", "en", "contact", 11, "Health visitor", NULL },
	{ "Judith", "Grey", "en", "contact", 12, "Councillor", "Holds the housing brief" },
	{ "Martin", "Fallow", "en", "contact", 12, "Director of housing", NULL },
};

static const char *const demo_where[] = { "school gate", "her kitchen", "church hall", "MumSpace",
	"Espacio Mamá", "the mosque's café", "tenants' hall", "park bench", "library", "bus stop" };

static const char *const demo_stories[] = {
	"Damp in the flat, the landlord laughed. Her sister has the same",
	"Came alone the first time; now she saves a chair for somebody",
	"Tired of being told to wait. Wants to say so to somebody's face",
	"Two jobs, three children, and still she runs the breakfast club",
	"Her mother organised a market back home. She had never told anyone here",
	"The bus was cut; she walks forty minutes to the nursery",
	"Wants her boy to see her speak in front of people",
	"Was asked for nothing in five years. Said yes before I had ended",
	"Angry about the playground gate, locked since spring",
	"Knows everybody on the stairs, thinks that is nothing special",
	"Learned English at Parent University; now helps others fill in forms",
	"Quiet until we spoke of rents, then she did not stop",
};
static const char *const demo_interests[] = { "housing", "family", "school", "work", "faith",
	"belonging,recognition", "justice", "money,time" };
static const char *const demo_steps[] = {
	"Bring the council form", "Visit the parish hall together", "Ring about the assembly",
	"Introduce her to Denise", "Send the course dates", "Ask her to welcome at the door",
	"Go with her to the housing office", "Find somebody for the crèche", "Say thank you",
	"Ask her to bring two neighbours", "Borrow chairs for Saturday", "Practise her three minutes",
};
#endif
