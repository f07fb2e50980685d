/* core/entities/action.c - an assembly, a delegation, a vigil: what is done in public, with whom, and who
 * came. One in the open that nobody has checked to be non-partisan (charity law wants all parties
 * treated alike) is stopped by nothing: it is said on the record, the run sheet and home until it is
 * done. */
#include "core/debrief.h"
#include "core/entity.h"
#include "core/turnout.h"

static const struct field fields[] = {
	{ "title", N_("Action"), FT_TEXT, REQ | LIST | FIND | SORT, .syn = "name,titulo" },
	{ "kind", N_("Kind"), FT_CODE, REQ | LIST, .of = "action_kind", .def = "assembly",
		.syn = "type,tipo" },
	{ "on", N_("On"), FT_DATE, LIST | SORT, .syn = "date,when,fecha" },
	{ "at", N_("Time"), FT_TIME, 0, .syn = "time,hora", .help = N_("10, 10.30, 2pm") },
	{ "place", N_("Where"), FT_TEXT, LIST | FIND, .syn = "where,venue,lugar" },
	{ "campaign", N_("Campaign"), FT_REF, LIST, .of = "campaign" },
	{ "status", N_("Status"), FT_CODE, REQ | LIST, .of = "action_status", .def = "planned" },
	{ "to_check", N_("Before it is public"), FT_CODE, VIRT | RO, .of = "action_warning",
		.sql = "CASE WHEN t.kind IN ('assembly', 'public_action') AND t.status <> 'cancelled'"
		       " AND t.partisan_check IS NOT 1 THEN 'partisan' END" },
	{ "quota", N_("Quota"), FT_INT, VIRT | RO,
		.sql = "(SELECT sum(q.quota) FROM turnout_target q WHERE q.action = t.id"
		       " AND q.archived_at IS NULL)" },
	{ "pledged", N_("Pledged"), FT_INT, VIRT | RO, .counts = "turnout_pledge",
		.sql = "(SELECT sum(p.number) FROM turnout_pledge p WHERE p.action = t.id"
		       " AND " TURNOUT_PLEDGED("p") ")" },
	{ "came", N_("Came"), FT_INT, VIRT | RO, .counts = "sign_in",
		.sql = "(SELECT count(*) FROM sign_in s WHERE s.action = t.id"
		       " AND " TURNOUT_COUNTS("s", "person") ")" },
	{ "institution", N_("Host"), FT_REF, 0, .of = "institution" },
	{ "target", N_("Who is asked"), FT_REF, 0, .of = "person",
		.help = N_("Who can say yes to what we ask") },
	{ "partisan_check", N_("Non-partisan check"), FT_BOOL, 0,
		.help = N_("All parties treated alike, no vote asked for: charity law") },
	{ "capacity", N_("Room for"), FT_INT, MORE, .min = 0, .max = 1000000 },
	{ "accessible", N_("Step-free"), FT_BOOL, MORE },
	{ "creche", N_("Creche"), FT_BOOL, MORE },
	{ "interpreter_langs", N_("Interpreters for"), FT_CODES, MORE, .of = "language" },
	{ "risk_assessed_on", N_("Risk assessed"), FT_DATE, MORE },
	{ "photo_policy", N_("Photographs"), FT_CODE, MORE, .of = "photo_policy" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_action = { "action", "actions", N_("Actions"), fields, COUNT(fields),
	.one = N_("Action"), .title = "title", .order = "-on", .zone = ZONE_OPEN,
	.notes = "notes", .besides = debrief_besides };
