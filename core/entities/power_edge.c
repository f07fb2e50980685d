/* core/entities/power_edge.c - which actor moves which, and how. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "from_actor", N_("Actor"), FT_REF, REQ | LIST | SORT, .of = "power_actor", .syn = "from,de" },
	{ "kind", N_("Influence"), FT_CODE, REQ | LIST, .of = "influence_kind",
		.help = N_("What the first does to the second") },
	{ "to_actor", N_("On"), FT_REF, REQ | LIST, .of = "power_actor", .syn = "to,on" },
	{ "strength", N_("Strength"), FT_INT, LIST, .min = 1, .max = 3, .def = "2" },
	{ "source", N_("How we know"), FT_TEXT, FIND },
};

const struct entity ent_power_edge = { "power_edge", "power_edges", N_("Influence"), fields,
	COUNT(fields), .one = N_("Influence"), .title = "from_actor to_actor",
	.order = "-strength", .zone = ZONE_PERSONAL, .notes = "source" };
