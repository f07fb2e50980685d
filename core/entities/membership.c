/* core/entities/membership.c - a year of an institution's membership and its dues: the sign of
 * ownership. Amounts are whole pounds. */
#include "core/record.h"

static const struct field fields[] = {
	{ "institution", N_("Institution"), FT_REF, REQ | LIST | SORT, .of = "institution" },
	{ "year", N_("Year"), FT_INT, REQ | LIST | SORT, .min = 1990, .max = 2100 },
	{ "dues_amount", N_("Dues, pounds"), FT_INT, LIST, .min = 0, .max = 1000000,
		.syn = "dues,amount,cuota" },
	{ "invoiced_on", N_("Invoiced"), FT_DATE, 0 },
	{ "due_on", N_("Due"), FT_DATE, LIST | SORT, .syn = "due,due date" },
	{ "paid_on", N_("Paid on"), FT_DATE, LIST },
	{ "paid_amount", N_("Paid, pounds"), FT_INT, LIST, .min = 0, .max = 1000000, .syn = "paid" },
	{ "status", N_("Status"), FT_CODE, REQ | LIST, .of = "dues_status", .def = "quoted" },
	{ "waiver_reason", N_("Why waived"), FT_TEXT, MORE },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *status = edit_value(ed, "status");
	if (!same(status, "waived") || edit_value(ed, "waiver_reason"))
		return OK;
	edit_wrong(ed, "waiver_reason", _("Say why the dues are waived"));
	return db_fail(db, INVALID, "%s", _("Dues are waived for a reason: say which"));
}

const struct entity ent_membership = { "membership", "memberships", N_("Membership"), fields,
	COUNT(fields), .one = N_("Year of membership"), .title = "institution year",
	.order = "-year", .zone = ZONE_OPEN, .notes = "notes", .uniq = "institution year",
	.check = check };
