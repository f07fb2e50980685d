/* core/entities/heard_line.c - one thing that was said at a house meeting, nobody's name to it unless she
 * wants it: a line, its theme, and whether she would act. */
#include "core/record.h"

static const struct field fields[] = {
	{ "meeting", N_("House meeting"), FT_REF, REQ | LIST | SORT, .of = "house_meeting" },
	{ "text", N_("Said"), FT_TEXT, REQ | LIST | FIND, .syn = "line,story,said" },
	{ "theme", N_("Theme"), FT_REF, LIST, .of = "theme" },
	{ "act_ready", N_("Would act"), FT_CODE, LIST, .of = "act_ready" },
	{ "person", N_("Person"), FT_REF, 0, .of = "person",
		.help = N_("Only when she wants to be called") },
};

/* Themes are those of the campaign that the meeting belongs to. */
static enum rc check(struct db *db, struct edit *ed)
{
	const char *meeting = edit_value(ed, "meeting"), *theme = edit_value(ed, "theme");
	if (!meeting || !theme || db_int_of(db, "SELECT 1 FROM theme t JOIN house_meeting m"
		" ON m.campaign = t.campaign WHERE m.id = CAST(:meeting AS INTEGER)"
		" AND t.id = CAST(:theme AS INTEGER)", BIND(T("meeting", meeting), T("theme", theme)), 0))
		return OK;
	edit_wrong(ed, "theme", _("That theme belongs to another listening campaign"));
	return db_fail(db, INVALID, "%s", _("That theme belongs to another listening campaign"));
}

const struct entity ent_heard_line = { "heard_line", "heard_lines", N_("Heard"), fields,
	COUNT(fields), .one = N_("Line heard"), .title = "text", .order = "meeting",
	.zone = ZONE_PERSONAL, .check = check };
