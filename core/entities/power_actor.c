/* core/entities/power_actor.c - who has power over a campaign's decision, and where they stand: only people
 * with a public role, and institutions. Power and stance are the newest assessment's. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "campaign", N_("Campaign"), FT_REF, REQ | LIST | SORT, .of = "campaign" },
	{ "who", N_("Who"), FT_ONEOF, REQ | LIST, .of = "person institution" },
	{ "person", N_("Person"), FT_REF, PART, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, PART, .of = "institution" },
	{ "role", N_("Role"), FT_TEXT, LIST | FIND, .help = N_("Their part in this decision") },
	{ "is_target", N_("Decides"), FT_BOOL, LIST, .help = N_("Can give us what we ask") },
	{ "power", N_("Power"), FT_INT, LIST | VIRT, .min = 0, .max = 10,
		.help = N_("0 none, 10 decides alone"),
		.sql = "(SELECT x.power FROM (SELECT a.power, max(a.\"on\" || printf('%017d', a.id))"
		       " FROM power_assessment a WHERE a.actor = t.id AND a.archived_at IS NULL) x)" },
	{ "stance", N_("Stance"), FT_INT, LIST | VIRT, .min = -3, .max = 3,
		.help = N_("-3 strongly against, 0 neutral, 3 strongly with us"),
		.sql = "(SELECT x.stance FROM (SELECT a.stance, max(a.\"on\" || printf('%017d', a.id))"
		       " FROM power_assessment a WHERE a.actor = t.id AND a.archived_at IS NULL) x)" },
	{ "assessed_on", N_("Assessed"), FT_DATE, LIST | VIRT | RO,
		.sql = "(SELECT max(a.\"on\") FROM power_assessment a WHERE a.actor = t.id"
		       " AND a.archived_at IS NULL)" },
	{ "interest", N_("Their interest"), FT_TEXT, FIND, .help = N_("What moves them in this") },
	{ "route", N_("Our way in"), FT_REF, 0, .of = "person" },
	{ "last_contact", N_("Last contact"), FT_DATE, 0 },
	{ "source", N_("How we know"), FT_TEXT, MORE | FIND },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_power_actor = { "power_actor", "power_actors", N_("Actors"), fields,
	COUNT(fields), .one = N_("Actor"), .title = "person institution", .order = "campaign",
	.zone = ZONE_PERSONAL, .notes = "notes" };
