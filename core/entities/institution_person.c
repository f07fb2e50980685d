/* core/entities/institution_person.c - who belongs where, and as what. */
#include "core/record.h"

static const struct field fields[] = {
	{ "institution", N_("Institution"), FT_REF, REQ | LIST | SORT, .of = "institution" },
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "position", N_("Position"), FT_TEXT, LIST | FIND | SORT, .syn = "role,job,cargo",
		.help = N_("Parent, head teacher, imam, caretaker ...") },
	{ "is_head", N_("Head"), FT_BOOL, 0 },
	{ "is_gatekeeper", N_("Gatekeeper"), FT_BOOL, 0, .help = N_("Opens or shuts the door") },
	{ "is_core_team", N_("Core team"), FT_BOOL, LIST },
	{ "influence", N_("Influence"), FT_INT, MORE, .min = 0, .max = 5 },
	{ "from_on", N_("From"), FT_DATE, LIST, .syn = "from,since,start" },
	{ "to_on", N_("Until"), FT_DATE, MORE, .syn = "to,until,end" },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *from = edit_value(ed, "from_on"), *to = edit_value(ed, "to_on");
	if (!from || !to || strcmp(from, to) <= 0)
		return OK;
	edit_wrong(ed, "to_on", _("It ends before it begins"));
	return db_fail(db, INVALID, "%s", _("It ends before it begins"));
}

const struct entity ent_institution_person = { "institution_person", "institution_people",
	N_("Positions"), fields, COUNT(fields), .one = N_("Position"),
	.title = "person institution", .order = "position", .zone = ZONE_PERSONAL,
	.joins = "institution person position from_on to_on", .check = check };
