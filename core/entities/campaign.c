/* core/entities/campaign.c - from a problem to an issue that can be won, and what came of it. */
#include "core/ledger.h"

static const struct field fields[] = {
	{ "title", N_("Campaign"), FT_TEXT, REQ | LIST | FIND | SORT, .syn = "name,titulo" },
	{ "stage", N_("Stage"), FT_CODE, REQ | LIST | SORT, .of = "campaign_stage", .def = "organise" },
	{ "outcome", N_("Outcome"), FT_CODE, REQ | LIST, .of = "campaign_outcome", .def = "running" },
	{ "problem", N_("Problem"), FT_NOTE, FIND, .help = N_("As people say it") },
	{ "issue", N_("Issue"), FT_TEXT, LIST | FIND, .help = N_("The problem cut to what can be won") },
	{ "cut", N_("Already true of it"), FT_CODES, 0, .of = "issue_test",
		.help = N_("What is true of the issue already") },
	{ "uncut", N_("Not yet true of it"), FT_CODES, LIST | VIRT | RO, .of = "issue_test",
		.sql = "CASE WHEN t.stage <> 'closed' THEN (SELECT group_concat(c.code) FROM code c"
		       " WHERE c.list = 'issue_test' AND c.active = 1 AND c.archived_at IS NULL"
		       " AND instr(',' || ifnull(t.cut, '') || ',', ',' || c.code || ',') = 0) END" },
	{ "asks", N_("What we ask"), FT_NOTE, FIND },
	{ "decision_maker", N_("Who decides"), FT_REF, LIST, .of = "person" },
	{ "promises_back", N_("Late or broken"), FT_INT, LIST | VIRT | RO,
		.help = N_("Promises made to this campaign that were not kept in time"),
		.sql = "(SELECT nullif(count(*), 0) FROM commitment c WHERE c.campaign = t.id"
		       " AND c.archived_at IS NULL AND " LEDGER_BACK("c") ")" },
	{ "deadline", N_("Deadline"), FT_DATE, LIST | SORT },
	{ "leader", N_("Led by"), FT_REF, LIST, .of = "person",
		.help = N_("A leader, not staff: never do for others what they can do for themselves") },
	{ "team", N_("Team"), FT_REFS, 0, .of = "person" },
	{ "story_tellers", N_("Who tells the story"), FT_REFS, MORE, .of = "person" },
	{ "themes", N_("Themes"), FT_REFS, MORE, .of = "theme" },
	{ "win_statement", N_("What winning looks like"), FT_TEXT, FIND },
	{ "tactics", N_("Tactics"), FT_NOTE, MORE | FIND },
	{ "budget", N_("Budget, pounds"), FT_INT, MORE, .min = 0, .max = 10000000 },
	{ "from_on", N_("From"), FT_DATE, MORE, .syn = "from,since,start" },
	{ "to_on", N_("Until"), FT_DATE, MORE, .syn = "to,until,end" },
	{ "families_affected", N_("Families it touches"), FT_INT, MORE, .min = 0, .max = 10000000 },
	{ "equity_domain", N_("Health equity"), FT_CODE, MORE, .of = "equity_domain" },
	{ "marmot", N_("Marmot objective"), FT_CODE, MORE, .of = "marmot" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

/* A campaign is closed with what came of it; what came of it may be known before. */
static enum rc check(struct db *db, struct edit *ed)
{
	const char *from = edit_value(ed, "from_on"), *to = edit_value(ed, "to_on");
	if (same(edit_value(ed, "stage"), "closed") && same(edit_value(ed, "outcome"), "running")) {
		edit_wrong(ed, "outcome", _("What came of it? Won, partly won, lost or parked"));
		return db_fail(db, INVALID, "%s", _("A closed campaign needs an outcome"));
	}
	if (from && to && strcmp(from, to) > 0) {
		edit_wrong(ed, "to_on", _("It ends before it begins"));
		return db_fail(db, INVALID, "%s", _("It ends before it begins"));
	}
	return OK;
}

const struct entity ent_campaign = { "campaign", "campaigns", N_("Campaigns"), fields,
	COUNT(fields), .one = N_("Campaign"), .title = "title", .order = "title",
	.zone = ZONE_OPEN, .notes = "notes", .check = check };
