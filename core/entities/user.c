/* core/entities/user.c - who works with this file: organisers and owners are always users. */
#include "core/access.h"
#include "core/record.h"

static const struct field fields[] = {
	{ "name", N_("Name"), FT_TEXT, REQ | LIST | FIND | SORT, .syn = "user,login" },
	{ "role", N_("Roles"), FT_CODES, REQ | LIST, .of = "user_role", .def = "organiser" },
	{ "person", N_("Person"), FT_REF, LIST, .of = "person" },
	{ "lang", N_("Language"), FT_CODE, 0, .of = "ui_language" },
	{ "tz", N_("Time zone"), FT_TEXT, MORE, .syn = "zone",
		.help = N_("Europe/London, America/Lima ...") },
	{ "keymap", N_("Key map"), FT_TEXT, 0, .help = N_("default, es, or a map of your own") },
	{ "disabled", N_("Disabled"), FT_BOOL, LIST },
	{ "last_login", N_("Last here"), FT_MOMENT, RO | LIST | NOLOG },
	{ "expires_on", N_("Access ends"), FT_DATE, MORE },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *role = edit_value(ed, "role"), *ends = edit_value(ed, "expires_on");
	bool runs = role && strstr(role, "admin") && !same(edit_value(ed, "disabled"), "1") &&
		(!ends || strcmp(ends, db_today(db)) >= 0);
	enum rc rc = ed->id && !runs ? access_stays(db, ed->id) : OK;
	return rc ? rc : edit_check_zone(db, ed, "tz");
}

const struct entity ent_user = { "user", "users", N_("Users"), fields, COUNT(fields),
	.one = N_("User"), .title = "name", .order = "name", .zone = ZONE_ADMIN,
	.uniq = "name", .bookkeeping = true, .check = check, .leaves = access_stays };
