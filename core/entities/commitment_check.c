/* core/entities/commitment_check.c - somebody went and looked whether a commitment is kept: its newest check
 * is where it stands. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "commitment", N_("Commitment"), FT_REF, REQ | LIST | SORT, .of = "commitment" },
	{ "on", N_("On"), FT_DATE, REQ | LIST, .def = "today", .syn = "date,when,fecha" },
	{ "status", N_("Found"), FT_CODE, REQ | LIST, .of = "commitment_status" },
	{ "evidence", N_("What we saw"), FT_NOTE, LIST | FIND },
	{ "by", N_("By"), FT_REF, LIST, .of = "user", .def = "me" },
};

const struct entity ent_commitment_check = { "commitment_check", "commitment_checks",
	N_("Checks"), fields, COUNT(fields), .one = N_("Check"), .title = "on commitment",
	.order = "-on", .zone = ZONE_OPEN, .notes = "evidence" };
