/* core/entities/concern.c - what somebody fears for a child or an adult. RESTRICTED: who meets people
 * tells it, the safeguarding lead alone reads it, and it stands as it was written. What is found or
 * decided later is a new row that says which one it follows. */
#include "core/access.h"
#include "core/record.h"

static const struct field fields[] = {
	{ "verbatim", N_("What was said or seen"), FT_NOTE, REQ,
		.help = N_("In her own words. Only the safeguarding lead reads this") },
	{ "who", N_("Who it is about"), FT_TEXT, LIST,
		.help = N_("A name, or how to find her; for someone on file the next line") },
	{ "person", N_("Person"), FT_REF, LIST | SORT, .of = "person" },
	{ "category", N_("What kind"), FT_CODE, LIST, .of = "concern_category" },
	{ "disclosed_on", N_("Told on"), FT_DATE, REQ | LIST | SORT, .def = "today" },
	{ "happened_on", N_("Happened on"), FT_DATE, 0 },
	{ "told_by", N_("Written by"), FT_REF, RO | LIST, .of = "user", .def = "me" },
	{ "opinion", N_("What you make of it"), FT_NOTE, MORE,
		.help = N_("Your own view, apart from what was said") },
	{ "witnesses", N_("Who else was there"), FT_TEXT, MORE },
	{ "actions", N_("Done so far"), FT_CODES, LIST | MORE, .of = "concern_action" },
	{ "follows", N_("Adds to"), FT_REF, MORE, .of = "concern",
		.help = N_("The concern that this row carries on") },
	{ "decision", N_("Decision"), FT_NOTE, MORE, .help = N_("The safeguarding lead's") },
	{ "decision_by", N_("Decided by"), FT_REF, MORE, .of = "user" },
	{ "decision_at", N_("Decided on"), FT_DATE, MORE },
	{ "not_referred_reason", N_("Why not passed on"), FT_NOTE, MORE },
	{ "consent_override_reason", N_("Why without her consent"), FT_NOTE, MORE },
};

/* A concern is about somebody; a decision is signed and dated. */
static enum rc check(struct db *db, struct edit *ed)
{
	if (!edit_value(ed, "who") && !edit_value(ed, "person") && !edit_value(ed, "follows")) {
		edit_wrong(ed, "who", _("Say who it is about, however you can"));
		return db_fail(db, INVALID, "%s", _("A concern is about somebody: say who"));
	}
	static const char *const hers[] = { "decision", "decision_by", "decision_at", "not_referred_reason",
		"consent_override_reason" };
	for (size_t i = 0; i < COUNT(hers) && !access_role(db, "dsl"); i++)
		if (edit_value(ed, hers[i])) {
			edit_wrong(ed, hers[i], _("The safeguarding lead decides"));
			return db_fail(db, DENIED, "%s",
				_("What becomes of a concern, the safeguarding lead says"));
		}
	if (!edit_value(ed, "decision"))
		return OK;
	if (!edit_value(ed, "decision_by"))
		edit_put_id(ed, "decision_by", db_my_id(db));
	if (!edit_value(ed, "decision_at"))
		edit_put(ed, field_find(ed->e, "decision_at"), db_today(db));
	return OK;
}

const struct entity ent_concern = { "concern", "concerns", N_("Concerns"), fields, COUNT(fields),
	.one = N_("Concern"), .title = "disclosed_on person", .order = "-disclosed_on",
	.zone = ZONE_RESTRICTED, .told = true, .fixed = true, .check = check };
