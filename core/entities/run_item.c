/* core/entities/run_item.c - a line of an action's run sheet. `minute` counts from the beginning. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "minute", N_("Minute"), FT_INT, REQ | LIST | SORT, .min = -600, .max = 6000,
		.help = N_("From the beginning; before it with a minus") },
	{ "item", N_("What"), FT_TEXT, REQ | LIST | FIND },
	{ "person", N_("Who"), FT_REF, LIST, .of = "person" },
	{ "minutes", N_("Minutes"), FT_INT, LIST, .min = 0, .max = 600 },
	{ "note", N_("Note"), FT_TEXT, LIST | FIND, .syn = "notes" },
};

const struct entity ent_run_item = { "run_item", "run_items", N_("Run sheet"), fields,
	COUNT(fields), .one = N_("Line of the run sheet"), .title = "minute item",
	.order = "minute", .zone = ZONE_OPEN, .notes = "note" };
