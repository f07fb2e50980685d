/* core/entities/institution_link.c - what ties one institution to another. */
#include "core/record.h"

static const struct field fields[] = {
	{ "a", N_("Institution"), FT_REF, REQ | LIST | SORT, .of = "institution", .syn = "from" },
	{ "kind", N_("Link"), FT_CODE, REQ | LIST, .of = "institution_link_kind", .syn = "type" },
	{ "b", N_("Other institution"), FT_REF, REQ | LIST | SORT, .of = "institution", .syn = "to" },
	{ "notes", N_("Notes"), FT_NOTE, FIND },
};

static enum rc check(struct db *db, struct edit *ed)
{
	if (!same(edit_value(ed, "a"), edit_value(ed, "b")))
		return OK;
	edit_wrong(ed, "b", _("That is the same institution"));
	return db_fail(db, INVALID, "%s", _("A link needs two institutions"));
}

const struct entity ent_institution_link = { "institution_link", "institution_links", N_("Links"),
	fields, COUNT(fields), .one = N_("Link"), .title = "a b", .order = "kind",
	.zone = ZONE_OPEN, .notes = "notes", .check = check };
