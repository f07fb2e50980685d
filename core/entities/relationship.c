/* core/entities/relationship.c - who is tied to whom: one direction a row, read both ways. */
#include "core/record.h"

static const struct field fields[] = {
	{ "from_person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person", .syn = "from,de" },
	{ "kind", N_("Tie"), FT_CODE, REQ | LIST, .of = "relationship_kind", .syn = "type,tipo",
		.help = N_("What the first is to the second") },
	{ "to_person", N_("To"), FT_REF, REQ | LIST | SORT, .of = "person", .syn = "to,con" },
	{ "strength", N_("Strength"), FT_INT, LIST, .min = 1, .max = 3, .def = "2",
		.help = N_("1 know each other, 2 meet now and then, 3 close") },
	{ "since", N_("Since"), FT_DATE, 0 },
	{ "hidden", N_("Keep to yourself"), FT_BOOL, MORE,
		.help = N_("The tie is in no path, no list and no export") },
};

static enum rc check(struct db *db, struct edit *ed)
{
	if (!same(edit_value(ed, "from_person"), edit_value(ed, "to_person")))
		return OK;
	edit_wrong(ed, "to_person", _("That is the same person"));
	return db_fail(db, INVALID, "%s", _("A tie needs two people"));
}

const struct entity ent_relationship = { "relationship", "relationships", N_("Ties"), fields,
	COUNT(fields), .one = N_("Tie"), .title = "from_person to_person", .order = "-strength",
	.zone = ZONE_PERSONAL, .rest = "t.hidden = 1",
	.joins = "from_person kind to_person", .check = check };
