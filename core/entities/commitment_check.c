/* core/entities/commitment_check.c - somebody went and looked whether a commitment is kept: its newest check
 * is where it stands. */
#include "core/record.h"

static const struct field fields[] = {
	{ "commitment", N_("Commitment"), FT_REF, REQ | LIST | SORT, .of = "commitment" },
	{ "on", N_("On"), FT_DATE, REQ | LIST, .def = "today", .syn = "date,when,fecha" },
	{ "status", N_("Found"), FT_CODE, REQ | LIST, .of = "commitment_status" },
	{ "evidence", N_("What we saw"), FT_NOTE, LIST | FIND },
	{ "next_check", N_("Look again on"), FT_DATE, VIRT,
		.help = N_("fri, 3 dec, in 2 weeks ..."),
		.sql = "(SELECT c.next_check FROM commitment c WHERE c.id = t.commitment)" },
	{ "by", N_("By"), FT_REF, LIST, .of = "user", .def = "me" },
	{ "was", N_("Before"), FT_CODE, RO, .of = "commitment_status" },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *on = edit_value(ed, "on"), *of = edit_value(ed, "commitment");
	if (on && strcmp(on, db_today(db)) > 0) {
		edit_wrong(ed, "on", _("That day is still to come"));
		return db_fail(db, INVALID, "%s", _("Nobody can have looked yet"));
	}
	if (!ed->id && of && !edit_value(ed, "was"))
		edit_put(ed, field_find(ed->e, "was"), db_text_of(db, ed->a,
			"SELECT status FROM commitment WHERE id = :id", BIND(T("id", of))));
	return OK;
}

/* The day to look again is the commitment's; nothing is looked at again that was kept or replaced. */
static enum rc saved(struct db *db, struct edit *ed)
{
	const struct entity *e = entity_find("commitment");
	const char *status = edit_value(ed, "status");
	bool over = same(status, "kept") || same(status, "superseded");
	const struct field *again = field_find(ed->e, "next_check");
	struct edit *of;
	if (!ed->touched[field_index(ed->e, again)] && !over)
		return OK;
	enum rc rc = edit_load(db, ed->a, e, atoll(edit_value(ed, "commitment")), &of);
	if (rc)
		return rc;
	edit_put(of, field_find(e, "next_check"), over ? NULL : edit_value(ed, "next_check"));
	return edit_save(db, of);
}

const struct entity ent_commitment_check = { "commitment_check", "commitment_checks",
	N_("Checks"), fields, COUNT(fields), .one = N_("Check"), .title = "on commitment",
	.order = "-on", .zone = ZONE_OPEN, .notes = "evidence", .check = check, .saved = saved };
