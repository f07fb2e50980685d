/* core/entities/person_role.c - what a person does with us: volunteer, champion, facilitator ...,
 * from when, and what safety asks of that. Of a criminal record check only result and date. */
#include "core/record.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "role", N_("Role"), FT_CODE, REQ | LIST | SORT, .of = "person_role", .syn = "rol" },
	{ "institution", N_("With"), FT_REF, LIST, .of = "institution" },
	{ "from_on", N_("From"), FT_DATE, LIST, .syn = "from,since,start,desde" },
	{ "to_on", N_("Until"), FT_DATE, LIST, .syn = "to,until,end,hasta" },
	{ "dbs_level", N_("DBS check"), FT_CODE, 0, .of = "dbs_level" },
	{ "dbs_date", N_("DBS seen on"), FT_DATE, 0 },
	{ "dbs_expiry", N_("DBS runs out"), FT_DATE, SORT },
	{ "induction_on", N_("Induction"), FT_DATE, MORE },
	{ "safeguarding_trained_on", N_("Safeguarding training"), FT_DATE, MORE },
	{ "agreement_signed", N_("Agreement signed"), FT_BOOL, MORE },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *from = edit_value(ed, "from_on"), *to = edit_value(ed, "to_on");
	if (!from || !to || strcmp(from, to) <= 0)
		return OK;
	edit_wrong(ed, "to_on", _("It ends before it begins"));
	return db_fail(db, INVALID, "%s", _("It ends before it begins"));
}

const struct entity ent_person_role = { "person_role", "person_roles", N_("Roles"), fields,
	COUNT(fields), .one = N_("Role"), .title = "person role", .order = "role",
	.zone = ZONE_PERSONAL, .notes = "notes", .check = check };
