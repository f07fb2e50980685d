/* core/entities/turnout_target.c - the quota an institution agreed to for an action, and what came of it. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "institution", N_("Institution"), FT_REF, REQ | LIST | SORT, .of = "institution" },
	{ "quota", N_("Quota"), FT_INT, LIST, .min = 0, .max = 100000, .syn = "target,cupo" },
	{ "agreed_by", N_("Agreed by"), FT_REF, LIST, .of = "person" },
	{ "agreed_on", N_("Agreed on"), FT_DATE, 0 },
	{ "pledged", N_("Pledged"), FT_INT, LIST | VIRT | RO,
		.sql = "(SELECT sum(p.number) FROM turnout_pledge p WHERE p.action = t.action"
		       " AND p.institution = t.institution AND p.archived_at IS NULL)" },
	{ "actual", N_("Came"), FT_INT, LIST | VIRT | RO,
		.sql = "(SELECT count(*) FROM sign_in s WHERE s.action = t.action"
		       " AND s.institution = t.institution AND s.archived_at IS NULL)" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_turnout_target = { "turnout_target", "turnout_targets", N_("Quotas"), fields,
	COUNT(fields), .one = N_("Quota"), .title = "action institution", .order = "institution",
	.zone = ZONE_OPEN, .notes = "notes", .uniq = "action institution" };
