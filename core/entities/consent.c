/* core/entities/consent.c - what a person agreed to, for which purpose, in which words, until when.
 * Consent to be reached by a channel defaults to no; a withdrawal acts at once. */
#include "core/record.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "purpose", N_("For"), FT_CODE, REQ | LIST | SORT, .of = "consent_purpose" },
	{ "given", N_("Agreed"), FT_BOOL, REQ | LIST, .def = "1" },
	{ "given_on", N_("On"), FT_DATE, REQ | LIST, .def = "today" },
	{ "how", N_("How"), FT_CODE, REQ | LIST, .of = "consent_how", .def = "verbal" },
	{ "language", N_("In which language"), FT_CODE, 0, .of = "language" },
	{ "wording_version", N_("Wording"), FT_TEXT, 0, .help = N_("Which words she was shown") },
	{ "withdrawn_on", N_("Withdrawn on"), FT_DATE, LIST },
	{ "expires_on", N_("Runs out on"), FT_DATE, LIST | SORT },
	{ "note", N_("Note"), FT_TEXT, MORE },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *given = edit_value(ed, "given_on"), *back = edit_value(ed, "withdrawn_on");
	if (!given || !back || strcmp(given, back) <= 0)
		return OK;
	edit_wrong(ed, "withdrawn_on", _("It was withdrawn before it was given"));
	return db_fail(db, INVALID, "%s", _("It was withdrawn before it was given"));
}

const struct entity ent_consent = { "consent", "consents", N_("Consents"), fields, COUNT(fields),
	.one = N_("Consent"), .title = "person purpose", .order = "purpose",
	.zone = ZONE_PERSONAL, .notes = "note", .check = check };
