/* core/entities/turnout_target.c - the quota an institution agreed to for an action, and what came of
 * it. One that names no number is the institution's usual quota. The words for what came of it are the
 * trade's (met, near, missed, no quota); that near means four in five is ours. */
#include "core/record.h"
#include "core/turnout.h"

#define CAME                                                                                       \
	"(SELECT count(*) FROM sign_in s WHERE s.action = t.action AND s.institution = t.institution" \
	" AND " TURNOUT_COUNTS("s", "person") ")"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "institution", N_("Institution"), FT_REF, REQ | LIST | SORT, .of = "institution" },
	{ "quota", N_("Quota"), FT_INT, LIST, .min = 0, .max = 100000, .syn = "target,cupo" },
	{ "agreed_by", N_("Agreed by"), FT_REF, LIST, .of = "person" },
	{ "agreed_on", N_("Agreed on"), FT_DATE, 0 },
	{ "pledged", N_("Pledged"), FT_INT, LIST | VIRT | RO, .counts = "turnout_pledge",
		.sql = "(SELECT sum(p.number) FROM turnout_pledge p WHERE p.action = t.action"
		       " AND p.institution = t.institution AND " TURNOUT_PLEDGED("p") ")" },
	{ "actual", N_("Came"), FT_INT, LIST | VIRT | RO, .sql = CAME,
		.counts = "sign_in" },
	{ "result", N_("Result"), FT_CODE, LIST | VIRT | RO, .of = "turnout_result",
		.counts = "sign_in",
		.sql = "(SELECT CASE WHEN a.status <> 'held' AND ifnull(a.\"on\", '9999') >= :today"
		       " THEN NULL WHEN ifnull(t.quota, 0) < 1 THEN 'no_quota'"
		       " WHEN " CAME " >= t.quota THEN 'met' WHEN 5 * " CAME " >= 4 * t.quota"
		       " THEN 'near' ELSE 'missed' END FROM action a WHERE a.id = t.action)" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *place = edit_value(ed, "institution");
	if (ed->id || edit_value(ed, "quota") || !place)
		return OK;
	edit_put(ed, field_find(ed->e, "quota"), db_text_of(db, ed->a,
		"SELECT i.default_quota FROM institution i WHERE i.id = :id", BIND(T("id", place))));
	return OK;
}

const struct entity ent_turnout_target = { "turnout_target", "turnout_targets", N_("Quotas"), fields,
	COUNT(fields), .one = N_("Quota"), .title = "action institution", .order = "institution",
	.zone = ZONE_OPEN, .notes = "notes", .uniq = "action institution", .check = check };
