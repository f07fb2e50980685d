/* core/entities/ladder_event.c - a step up (or down) the ladder: with its evidence, on a day, by
 * somebody. A person's step is where her newest event led; nobody overwrites it. */
#include "core/ladder.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "from_step", N_("From"), FT_CODE, LIST, .of = "ladder_step", .syn = "from" },
	{ "to_step", N_("To"), FT_CODE, REQ | LIST, .of = "ladder_step", .syn = "to,step" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today", .syn = "date,when,fecha" },
	{ "evidence_text", N_("Because"), FT_TEXT, LIST | FIND, .syn = "evidence,because",
		.help = N_("What she did that shows it") },
	{ "by", N_("By"), FT_REF, LIST, .of = "user", .def = "me" },
};

const struct entity ent_ladder_event = { "ladder_event", "ladder_events", N_("Steps taken"), fields,
	COUNT(fields), .one = N_("Step taken"), .title = "person to_step", .order = "-on",
	.zone = ZONE_PERSONAL, .notes = "evidence_text", .check = ladder_check };
