/* core/entities/next_step.c - what was promised, by whom, by when: about one person, institution,
 * meeting, action, commitment or campaign. */
#include "core/record.h"

static const struct field fields[] = {
	{ "text", N_("What"), FT_TEXT, REQ | LIST | FIND, .syn = "task,step,what,todo,tarea" },
	{ "due", N_("By when"), FT_DATE, LIST | SORT, .syn = "due date,by,deadline,fecha",
		.help = N_("fri, 3 dec, in 2 weeks ...") },
	{ "about", N_("About"), FT_ONEOF, REQ | LIST,
		.of = "person institution one_to_one action commitment campaign" },
	{ "person", N_("Person"), FT_REF, PART, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, PART, .of = "institution" },
	{ "one_to_one", N_("One-to-one"), FT_REF, PART, .of = "one_to_one" },
	{ "action", N_("Action"), FT_REF, PART, .of = "action" },
	{ "commitment", N_("Commitment"), FT_REF, PART, .of = "commitment" },
	{ "campaign", N_("Campaign"), FT_REF, PART, .of = "campaign" },
	{ "owner", N_("Who does it"), FT_REF, LIST | SORT, .of = "user", .def = "me" },
	{ "by_person", N_("Promised by"), FT_REF, MORE, .of = "person",
		.help = N_("When it is her promise, not ours") },
	{ "done_on", N_("Done on"), FT_DATE, LIST | SORT, .syn = "done,hecho" },
	{ "result", N_("Result"), FT_NOTE, FIND, .syn = "notes,resultado" },
};

const struct entity ent_next_step = { "next_step", "next_steps", N_("Next steps"), fields,
	COUNT(fields), .one = N_("Next step"), .title = "text", .order = "due",
	.zone = ZONE_PERSONAL, .notes = "result" };
