/* core/entities/pledge.c - what somebody was asked for and said she would do: her word, and whether it
 * came about. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "kind", N_("To do what"), FT_CODE, REQ | LIST, .of = "pledge_kind", .def = "task" },
	{ "text", N_("In words"), FT_TEXT, LIST | FIND, .syn = "what,words",
		.help = N_("Specific, dated, yes or no") },
	{ "quantity", N_("How many"), FT_INT, LIST, .min = 0, .max = 10000 },
	{ "due", N_("By when"), FT_DATE, LIST | SORT, .syn = "by,deadline" },
	{ "status", N_("Status"), FT_CODE, REQ | LIST, .of = "pledge_status", .def = "pledged" },
	{ "action", N_("Action"), FT_REF, 0, .of = "action" },
	{ "asked_by", N_("Asked by"), FT_REF, 0, .of = "user", .def = "me" },
	{ "done_on", N_("Done on"), FT_DATE, 0 },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_pledge = { "pledge", "pledges", N_("Pledges"), fields,
	COUNT(fields), .one = N_("Pledge"), .title = "person kind text", .order = "due",
	.zone = ZONE_PERSONAL, .notes = "notes" };
