/* core/entities/power_assessment.c - how much power an actor has over the decision and where it stands, on a
 * day, as somebody reads it. Assessed again and again, so that movement shows. */
#include "core/power.h"

static const struct field fields[] = {
	{ "actor", N_("Actor"), FT_REF, REQ | LIST | SORT, .of = "power_actor" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today", .syn = "date,when,fecha" },
	{ "power", N_("Power"), FT_INT, REQ | LIST, .min = 0, .max = 10 },
	{ "stance", N_("Stance"), FT_INT, REQ | LIST, .of = "stance", .min = -3, .max = 3 },
	{ "note", N_("Because"), FT_TEXT, LIST | FIND, .syn = "notes,because" },
	{ "by", N_("By"), FT_REF, LIST, .of = "user", .def = "me" },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *on = edit_value(ed, "on");
	if (on && strcmp(on, db_today(db)) > 0) {
		edit_wrong(ed, "on", _("That day is still to come"));
		return db_fail(db, INVALID, "%s", _("What is to come cannot be assessed"));
	}
	return power_assessable(db, ed);
}

const struct entity ent_power_assessment = { "power_assessment", "power_assessments",
	N_("Assessments"), fields, COUNT(fields), .one = N_("Assessment"), .title = "on actor",
	.order = "-on", .zone = ZONE_PERSONAL, .notes = "note", .check = check };
