/* core/entities/touch.c - any contact that is no one-to-one: rang, texted, met at a session. It is
 * what "gone quiet" is counted from. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today", .syn = "date,when,fecha" },
	{ "kind", N_("How"), FT_CODE, REQ | LIST, .of = "touch_kind", .def = "phone",
		.syn = "type,how" },
	{ "direction", N_("Who began"), FT_CODE, 0, .of = "direction", .def = "out" },
	{ "reached", N_("Reached her"), FT_BOOL, LIST, .def = "1" },
	{ "note", N_("Note"), FT_TEXT, LIST | FIND | RULE, .syn = "notes,nota",
		.help = N_("Write it as if she will read it: she may") },
	{ "minutes", N_("Minutes"), FT_INT, MORE, .min = 0, .max = 600 },
	{ "by", N_("By"), FT_REF, LIST, .of = "user", .def = "me" },
};

const struct entity ent_touch = { "touch", "touches", N_("Touches"), fields, COUNT(fields),
	.one = N_("Touch"), .title = "on person", .order = "-on", .zone = ZONE_PERSONAL,
	.notes = "note" };
