/* core/entities/turnout_pledge.c - how many a leader says she brings to an action, and when she was
 * reminded. */
#include "core/listed.h"
#include "core/record.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "leader", N_("Leader"), FT_REF, REQ | LIST | SORT, .of = "person", .syn = "person,name" },
	{ "institution", N_("Institution"), FT_REF, LIST, .of = "institution" },
	{ "number", N_("Brings"), FT_INT, REQ | LIST, .min = 0, .max = 10000, .syn = "pledged,quantity" },
	{ "on", N_("Said on"), FT_DATE, LIST, .def = "today", .syn = "date,when,fecha" },
	{ "reminded_7", N_("Reminded a week before"), FT_DATE, 0 },
	{ "reminded_2", N_("Reminded two days before"), FT_DATE, 0 },
	{ "reminded_0", N_("Reminded on the day"), FT_DATE, 0 },
	{ "note", N_("Note"), FT_TEXT, FIND, .syn = "notes" },
};

/* A leader pledges for the institution she belongs to, one with a quota for that action first. */
static enum rc check(struct db *db, struct edit *ed)
{
	const char *leader = edit_value(ed, "leader"), *action = edit_value(ed, "action");
	if (ed->id || edit_value(ed, "institution") || !leader || !action)
		return OK;
	edit_put(ed, field_find(ed->e, "institution"), db_text_of(db, ed->a,
		"SELECT x.institution FROM (SELECT r.institution, max(4 * (r.institution IN"
		" (SELECT q.institution FROM turnout_target q WHERE q.action = :action"
		" AND q.archived_at IS NULL)) + 2 * ifnull(r.is_core_team, 0) + ifnull(r.is_head, 0))"
		" FROM institution_person r WHERE r.person = :leader AND " STANDS("r") ") x",
		BIND(T("leader", leader), T("action", action))));
	return OK;
}

const struct entity ent_turnout_pledge = { "turnout_pledge", "turnout_pledges", N_("Turnout pledges"),
	fields, COUNT(fields), .one = N_("Turnout pledge"), .title = "action leader",
	.order = "leader", .zone = ZONE_PERSONAL, .notes = "note", .uniq = "action leader",
	.joins = "action leader", .said = "on", .check = check };
