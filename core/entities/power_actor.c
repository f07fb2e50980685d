/* core/entities/power_actor.c - who has power over a campaign's decision, and where they stand: only people
 * with a public role, and institutions. Power and stance are the newest assessment's. */
#include "core/power.h"

#define NEWEST(what) \
	"(SELECT a." what " FROM power_assessment a WHERE a.actor = t.id AND a.archived_at IS NULL" \
	" ORDER BY a.\"on\" DESC, a.id DESC LIMIT 1)"

static const struct field fields[] = {
	{ "campaign", N_("Campaign"), FT_REF, REQ | LIST | SORT, .of = "campaign" },
	{ "who", N_("Who"), FT_ONEOF, REQ | LIST, .of = "person institution",
		.help = N_("Somebody with a public role, or an institution") },
	{ "person", N_("Person"), FT_REF, PART, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, PART, .of = "institution" },
	{ "role", N_("Role"), FT_TEXT, LIST | FIND | SORT, .help = N_("Their part in this decision") },
	{ "is_target", N_("Decides"), FT_BOOL, LIST, .help = N_("Can give us what we ask") },
	{ "power", N_("Power"), FT_INT, LIST | VIRT, .min = 0, .max = 10,
		.help = N_("0 none, 10 decides alone"), .sql = NEWEST("power") },
	{ "stance", N_("Stance"), FT_INT, LIST | VIRT, .of = "stance", .min = -3, .max = 3,
		.help = N_("-3 strongly against, 0 neutral, 3 strongly with us"),
		.sql = NEWEST("stance") },
	{ "assessed_on", N_("Assessed"), FT_DATE, LIST | VIRT | RO, .sql = NEWEST("\"on\"") },
	{ "interest", N_("Their interest"), FT_TEXT, FIND, .help = N_("What moves them in this") },
	{ "route", N_("Our way in"), FT_REF, ANOTHER, .of = "person" },
	{ "last_contact", N_("Last contact"), FT_DATE, 0 },
	{ "source", N_("How we know"), FT_TEXT, MORE | FIND },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

static enum rc check(struct db *db, struct edit *ed)
{
	enum rc rc = power_public(db, ed, "person");
	if (!rc)
		rc = power_once(db, ed);
	return rc ? rc : power_numbers(db, ed);
}

const struct entity ent_power_actor = { "power_actor", "power_actors", N_("Actors"), fields,
	COUNT(fields), .one = N_("Actor"), .title = "person institution", .order = "campaign",
	.zone = ZONE_PERSONAL, .notes = "notes", .uniq = "campaign person institution",
	.joins = "campaign person institution", .check = check, .saved = power_assess };
