/* core/entities/stick_card.c - a person with a public role on one card, as a stick person: what she thinks,
 * what moves her, how she speaks, what she can do, what she controls, where she goes. */
#include "core/power.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "head", N_("Head"), FT_NOTE, LIST | FIND, .help = N_("What they think and say; public role") },
	{ "heart", N_("Heart"), FT_NOTE, LIST | FIND, .help = N_("What moves them") },
	{ "mouth", N_("Mouth"), FT_NOTE, FIND, .help = N_("How they speak") },
	{ "hands", N_("Hands"), FT_NOTE, FIND, .help = N_("Skills and relationships") },
	{ "pockets", N_("Pockets"), FT_NOTE, FIND, .help = N_("Money, and what they control") },
	{ "feet", N_("Feet"), FT_NOTE, FIND, .help = N_("Where they go, whom they belong to") },
};

static enum rc check(struct db *db, struct edit *ed)
{
	return power_public(db, ed, "person");
}

const struct entity ent_stick_card = { "stick_card", "stick_cards", N_("Stick people"), fields,
	COUNT(fields), .one = N_("Stick person"), .title = "person", .order = "person",
	.zone = ZONE_PERSONAL, .notes = "head", .uniq = "person", .joins = "person",
	.check = check };
