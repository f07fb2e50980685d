/* core/entities/action_evaluation.c - what we learned from an action: straight after, one by one,
 * and in a formal session within ten days. What we would change comes back before the next action. */
#include "core/debrief.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today", .syn = "date,when,fecha" },
	{ "kind", N_("Kind"), FT_CODE, REQ | LIST, .of = "evaluation_kind", .def = "immediate" },
	{ "feelings_words", N_("How people feel"), FT_TEXT, LIST | VIRT, .sql = DEBRIEF_FEELINGS,
		.help = N_("One word each: Ana proud, Bea tired") },
	{ "got_ask", N_("Did we get it"), FT_CODE, LIST, .of = "got_ask" },
	{ "target_reaction", N_("How they reacted"), FT_NOTE, FIND | RULE,
		.help = N_("Write it as if they will read it: they may") },
	{ "turnout_truth", N_("Turnout, honestly"), FT_TEXT, FIND },
	{ "grew", N_("Who grew"), FT_REFS, 0, .of = "person" },
	{ "learning", N_("What we learned"), FT_NOTE, FIND },
	{ "change", N_("What we would change"), FT_NOTE, LIST | FIND,
		.help = N_("It comes back before the next action") },
	{ "next", N_("What is next"), FT_TEXT, FIND },
	{ "surprised_us", N_("Who surprised us"), FT_TEXT, MORE | FIND },
	{ "power_note", N_("Power"), FT_NOTE, MORE | FIND },
	{ "recognition_note", N_("Recognition"), FT_NOTE, MORE | FIND },
	{ "relationship_note", N_("Relationship"), FT_NOTE, MORE | FIND },
	{ "credit", N_("Thanks are due to"), FT_TEXT, MORE | FIND },
	{ "chair", N_("Chair"), FT_REF, MORE, .of = "person" },
	{ "scribe", N_("Scribe"), FT_REF, MORE, .of = "person" },
};

const struct entity ent_action_evaluation = { "action_evaluation", "action_evaluations",
	N_("Evaluations"), fields, COUNT(fields), .one = N_("Evaluation"), .title = "on action",
	.order = "-on", .zone = ZONE_PERSONAL, .notes = "learning", .check = debrief_check,
	.saved = debrief_saved };
