/* core/entities/setting.c - settings of the file: name and value. Names that begin with "_" are the
 * program's own. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "name", N_("Setting"), FT_TEXT, REQ | LIST | SORT },
	{ "value", N_("Value"), FT_TEXT, LIST },
};

const struct entity ent_setting = { "setting", "settings", N_("Settings"), fields, COUNT(fields),
	.one = N_("Setting"), .title = "name", .order = "name", .zone = ZONE_OPEN,
	.uniq = "name", .bookkeeping = true };
