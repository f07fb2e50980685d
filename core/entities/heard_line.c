/* core/entities/heard_line.c - one thing that was said at a house meeting, nobody's name to it unless she
 * wants it: a line, its theme, and whether she would act. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "meeting", N_("House meeting"), FT_REF, REQ | LIST | SORT, .of = "house_meeting" },
	{ "text", N_("Said"), FT_TEXT, REQ | LIST | FIND, .syn = "line,story,said" },
	{ "theme", N_("Theme"), FT_REF, LIST, .of = "theme" },
	{ "act_ready", N_("Would act"), FT_CODE, LIST, .of = "act_ready" },
	{ "person", N_("Person"), FT_REF, 0, .of = "person",
		.help = N_("Only when she wants to be called") },
};

const struct entity ent_heard_line = { "heard_line", "heard_lines", N_("Heard"), fields,
	COUNT(fields), .one = N_("Line heard"), .title = "text", .order = "meeting",
	.zone = ZONE_PERSONAL };
