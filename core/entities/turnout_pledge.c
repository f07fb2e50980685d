/* core/entities/turnout_pledge.c - how many a leader says she brings to an action, and when she was
 * reminded. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "leader", N_("Leader"), FT_REF, REQ | LIST | SORT, .of = "person", .syn = "person,name" },
	{ "institution", N_("Institution"), FT_REF, LIST, .of = "institution" },
	{ "number", N_("Brings"), FT_INT, REQ | LIST, .min = 0, .max = 10000, .syn = "pledged,quantity" },
	{ "on", N_("Said on"), FT_DATE, LIST, .def = "today", .syn = "date,when,fecha" },
	{ "reminded_7", N_("Reminded a week before"), FT_DATE, 0 },
	{ "reminded_2", N_("Reminded two days before"), FT_DATE, 0 },
	{ "reminded_0", N_("Reminded on the day"), FT_DATE, 0 },
	{ "note", N_("Note"), FT_TEXT, FIND, .syn = "notes" },
};

const struct entity ent_turnout_pledge = { "turnout_pledge", "turnout_pledges", N_("Turnout pledges"),
	fields, COUNT(fields), .one = N_("Turnout pledge"), .title = "action leader",
	.order = "leader", .zone = ZONE_PERSONAL, .notes = "note", .uniq = "action leader" };
