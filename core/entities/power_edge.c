/* core/entities/power_edge.c - which actor moves which, and how. */
#include "core/record.h"

static const struct field fields[] = {
	{ "from_actor", N_("Actor"), FT_REF, REQ | LIST | SORT, .of = "power_actor", .syn = "from,de" },
	{ "kind", N_("Influence"), FT_CODE, REQ | LIST, .of = "influence_kind",
		.help = N_("What the first does to the second") },
	{ "to_actor", N_("Whom"), FT_REF, REQ | LIST, .of = "power_actor", .syn = "to,on" },
	{ "strength", N_("Strength"), FT_INT, LIST, .min = 1, .max = 3, .def = "2" },
	{ "source", N_("How we know"), FT_TEXT, FIND },
};

/* Influence is read on one map: both ends are of one campaign. */
static enum rc check(struct db *db, struct edit *ed)
{
	const char *from = edit_value(ed, "from_actor"), *to = edit_value(ed, "to_actor");
	if (same(from, to)) {
		edit_wrong(ed, "to_actor", _("That is the same actor"));
		return db_fail(db, INVALID, "%s", _("Influence needs two actors"));
	}
	if (!db_int_of(db, "SELECT 1 FROM power_actor x JOIN power_actor y"
		" ON y.campaign = x.campaign WHERE x.id = :from AND y.id = :to",
		BIND(T("from", from), T("to", to)), 0)) {
		edit_wrong(ed, "to_actor", _("That actor is of another campaign"));
		return db_fail(db, INVALID, "%s", _("Influence joins two actors of one campaign"));
	}
	return OK;
}

const struct entity ent_power_edge = { "power_edge", "power_edges", N_("Influence"), fields,
	COUNT(fields), .one = N_("Influence"), .title = "from_actor to_actor",
	.order = "-strength", .zone = ZONE_PERSONAL, .notes = "source",
	.joins = "from_actor kind to_actor", .check = check };
