/* core/entities/setting.c - settings of the file: name and value. Names that begin with "_" are the
 * program's own. */
#include "core/record.h"

static const struct field fields[] = {
	{ "name", N_("Setting"), FT_TEXT, REQ | LIST | SORT },
	{ "value", N_("Value"), FT_TEXT, LIST },
};

static enum rc check(struct db *db, struct edit *ed)
{
	if (edit_value(ed, "name") && *edit_value(ed, "name") == '_') {
		edit_wrong(ed, "name", _("Names that begin with _ are the program's own"));
		return db_fail(db, DENIED, "%s", _("That setting is the program's own"));
	}
	return same(edit_value(ed, "name"), "zone") ? edit_check_zone(db, ed, "value") : OK;
}

const struct entity ent_setting = { "setting", "settings", N_("Settings"), fields, COUNT(fields),
	.one = N_("Setting"), .title = "name", .order = "name", .zone = ZONE_ADMIN,
	.uniq = "name", .rest = "substr(t.name, 1, 1) = '_'", .bookkeeping = true, .check = check };
