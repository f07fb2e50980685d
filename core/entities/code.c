/* core/entities/code.c - word lists that differ from network to network are data. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "list", N_("Word list"), FT_TEXT, REQ | LIST | SORT },
	{ "code", N_("Code"), FT_TEXT, REQ | LIST | SORT },
	{ "sort", N_("Place"), FT_INT, LIST, .def = "0", .min = 0, .max = 100000 },
	{ "active", N_("In use"), FT_BOOL, LIST, .def = "1" },
	{ "label", N_("Label"), FT_TEXT, LIST | VIRT | RO,
		.sql = "(SELECT x.label FROM (SELECT l.label, max(2 * (l.lang = :lang) + (l.lang = 'en'))"
		       " FROM code_label l WHERE l.list = t.list AND l.code = t.code) x)" },
};

const struct entity ent_code = { "code", "codes", N_("Word lists"), fields, COUNT(fields),
	.one = N_("Word"), .title = "list code", .order = "list sort", .zone = ZONE_OPEN,
	.uniq = "list code" };
