/* core/entities/skill_record.c - how far somebody is with one skill, on a day: the newest row of a skill
 * holds. Whoever coaches her says what she practises next. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "skill", N_("Skill"), FT_CODE, REQ | LIST, .of = "skill" },
	{ "stage", N_("Stage"), FT_CODE, REQ | LIST, .of = "skill_stage" },
	{ "on", N_("On"), FT_DATE, REQ | LIST, .def = "today", .syn = "date,when,fecha" },
	{ "coach", N_("Coach"), FT_REF, LIST | ANOTHER, .of = "person" },
	{ "next_practice", N_("Practises next"), FT_TEXT, LIST | FIND,
		.help = N_("Where she tries it next, in her words") },
	{ "next_on", N_("By when"), FT_DATE, 0 },
};

const struct entity ent_skill_record = { "skill_record", "skill_records", N_("Skills"), fields,
	COUNT(fields), .one = N_("Skill"), .title = "person skill", .order = "-on",
	.zone = ZONE_PERSONAL, .notes = "next_practice" };
