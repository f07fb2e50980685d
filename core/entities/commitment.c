/* core/entities/commitment.c - what somebody with power promised, word for word: due when, held by whom,
 * and whether it was kept. */
#include "core/record.h"

static const struct field fields[] = {
	{ "text", N_("What was promised"), FT_NOTE, REQ | LIST | FIND, .syn = "words,promise,what",
		.help = N_("The exact words") },
	{ "from_whom", N_("By whom"), FT_ONEOF, REQ | LIST, .of = "person institution" },
	{ "person", N_("Person"), FT_REF, PART, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, PART, .of = "institution" },
	{ "due", N_("Due"), FT_DATE, LIST | SORT, .syn = "by,deadline",
		.help = N_("fri, 3 dec, in 2 weeks ...") },
	{ "status", N_("Status"), FT_CODE, REQ | LIST, .of = "commitment_status", .def = "open",
		.kept = "commitment_check commitment status was" },
	{ "holder", N_("Who holds it"), FT_REF, LIST, .of = "person",
		.help = N_("The leader who goes back and asks") },
	{ "made_on", N_("Made on"), FT_DATE, REQ, .def = "today", .syn = "date,when,fecha" },
	{ "action", N_("At the action"), FT_REF, 0, .of = "action" },
	{ "ask", N_("In answer to"), FT_REF, MORE, .of = "ask" },
	{ "campaign", N_("Campaign"), FT_REF, MORE, .of = "campaign" },
	{ "evidence_needed", N_("How we would know"), FT_TEXT, FIND },
	{ "next_check", N_("Look again on"), FT_DATE, 0 },
	{ "public", N_("Made in public"), FT_BOOL, MORE },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

/* It is the campaign's of the action where it was made, unless somebody says otherwise. */
static void campaign_of(struct db *db, struct edit *ed)
{
	const char *action = edit_value(ed, "action");
	if (ed->id || !action || edit_value(ed, "campaign"))
		return;
	int64_t campaign = db_int_of(db, "SELECT campaign FROM action WHERE id = :action",
		BIND(T("action", action)), 0);
	edit_put_id(ed, "campaign", campaign);
}

static enum rc check(struct db *db, struct edit *ed)
{
	const char *made = edit_value(ed, "made_on"), *due = edit_value(ed, "due");
	if (made && strcmp(made, db_today(db)) > 0) {
		edit_wrong(ed, "made_on", _("That day is still to come"));
		return db_fail(db, INVALID, "%s", _("A promise is written down once it was made"));
	}
	if (made && due && strcmp(due, made) < 0) {
		edit_wrong(ed, "due", _("That is before it was promised"));
		return db_fail(db, INVALID, "%s", _("It would be due before it was promised"));
	}
	campaign_of(db, ed);
	return OK;
}

const struct entity ent_commitment = { "commitment", "commitments", N_("Commitments"), fields,
	COUNT(fields), .one = N_("Commitment"), .title = "text", .order = "due",
	.zone = ZONE_OPEN, .notes = "notes", .check = check };
