/* core/entities/action_role.c - who does what at an action, rehearsed when, and who stands in. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "role", N_("Role"), FT_CODE, REQ | LIST, .of = "action_role", .syn = "rol" },
	{ "person", N_("Person"), FT_REF, LIST, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, LIST, .of = "institution" },
	{ "rehearsed_on", N_("Rehearsed"), FT_DATE, LIST },
	{ "backup", N_("Stands in"), FT_REF, LIST | ANOTHER, .of = "person" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_action_role = { "action_role", "action_roles", N_("Roles at actions"), fields,
	COUNT(fields), .one = N_("Role at an action"), .title = "role person", .order = "role",
	.zone = ZONE_PERSONAL, .notes = "notes" };
