/* core/entities/one_to_one.c - the relational meeting, the organiser's daily unit: short, face to
 * face, about what moves somebody. The record says why this person, and what happens next. */
#include "core/record.h"

static const struct field fields[] = {
	{ "person", N_("With"), FT_REF, REQ | LIST | SORT, .of = "person", .syn = "person,con,name" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today", .syn = "date,when,fecha" },
	{ "organiser", N_("By"), FT_REF, LIST | SORT, .of = "user", .def = "me" },
	{ "place", N_("Where"), FT_TEXT, LIST | FIND, .syn = "where,venue,lugar" },
	{ "minutes", N_("Minutes"), FT_INT, 0, .min = 0, .max = 600 },
	{ "story", N_("Story"), FT_NOTE, LIST | FIND | RULE, .syn = "notes,note,historia",
		.help = N_("Write it as if she will read it: she may. No health, no immigration") },
	{ "interests", N_("What moves her"), FT_CODES, 0, .of = "interest" },
	{ "self_interest", N_("In her words"), FT_TEXT, FIND },
	{ "knows", N_("Who she knows"), FT_TEXT, FIND, .help = N_("Names, or how many") },
	{ "ask", N_("Asked"), FT_TEXT, 0, .help = N_("What we asked of her, plain and dated") },
	{ "answer", N_("Answer"), FT_TEXT, 0 },
	{ "next_step", N_("Next step"), FT_TEXT, VIRT,
		.sql = "(SELECT x.text FROM (SELECT n.text, min(n.done_on IS NOT NULL) FROM next_step n"
		       " WHERE n.one_to_one = t.id AND n.archived_at IS NULL) x)" },
	{ "next_due", N_("By when"), FT_DATE, VIRT, .help = N_("fri, 3 dec, in 2 weeks ..."),
		.sql = "(SELECT x.due FROM (SELECT n.due, min(n.done_on IS NOT NULL) FROM next_step n"
		       " WHERE n.one_to_one = t.id AND n.archived_at IS NULL) x)" },
	{ "trust", N_("Trust"), FT_INT, OPINION, .min = 1, .max = 5,
		.help = N_("1 to 5. Seen by you alone") },
	{ "status", N_("Status"), FT_CODE, REQ | MORE, .of = "one_to_one_status", .def = "held" },
	{ "at", N_("Time"), FT_TIME, MORE, .syn = "time,hora", .help = N_("10, 10.30, 2pm") },
	{ "purpose", N_("Purpose"), FT_CODE, MORE, .of = "one_to_one_purpose" },
	{ "outcome", N_("Outcome"), FT_CODE, MORE, .of = "one_to_one_outcome" },
	{ "institution", N_("Institution"), FT_REF, MORE, .of = "institution" },
	{ "is_first", N_("First meeting"), FT_BOOL, MORE },
	{ "pressure", N_("What makes her angry"), FT_TEXT, MORE | FIND },
	{ "gifts", N_("Gifts and skills"), FT_TEXT, MORE | FIND },
	{ "leadership_read", N_("As a leader"), FT_TEXT, MORE | OPINION,
		.help = N_("Seen by you alone") },
	{ "introduce_to", N_("Introduce to"), FT_REFS, MORE, .of = "person" },
	{ "follow_up_on", N_("Meet again on"), FT_DATE, MORE | SORT },
	{ "thanked_on", N_("Thanked on"), FT_DATE, MORE },
	{ "sensitivity", N_("Sensitivity"), FT_CODE, MORE, .of = "sensitivity", .def = "open" },
};

static enum rc check(struct db *db, struct edit *ed)
{
	const char *on = edit_value(ed, "on"), *status = edit_value(ed, "status");
	if (on && status && !strcmp(status, "held") && strcmp(on, db_today(db)) > 0) {
		edit_wrong(ed, "on", _("It has not happened yet: say planned under Status"));
		return db_fail(db, INVALID, "%s", _("A meeting that was held cannot lie in the future"));
	}
	if (edit_value(ed, "next_due") && !edit_value(ed, "next_step")) {
		edit_wrong(ed, "next_step", _("A date, but what is to be done?"));
		return db_fail(db, INVALID, "%s", _("The next step has a date but no words"));
	}
	return OK;
}

/* The next step typed on the form is a next_step row about this meeting. */
static enum rc saved(struct db *db, struct edit *ed)
{
	const struct field *text = field_find(ed->e, "next_step"), *due = field_find(ed->e, "next_due");
	if (!ed->touched[field_index(ed->e, text)] && !ed->touched[field_index(ed->e, due)])
		return OK;
	const struct entity *step = entity_find("next_step");
	int64_t id = db_int_of(db, "SELECT id, min(done_on IS NOT NULL) FROM next_step"
		" WHERE one_to_one = :meeting AND archived_at IS NULL",
		BIND(I("meeting", ed->id)), 0);
	if (!id && !edit_value(ed, "next_step"))
		return OK;
	if (id && !edit_value(ed, "next_step"))
		return record_archive(db, step, id, true);
	struct edit *next;
	if (!id) {
		next = edit_new(db, ed->a, step);
		edit_put_id(next, "one_to_one", ed->id);
	} else if (edit_load(db, ed->a, step, id, &next)) {
		return FAILED;
	}
	edit_put(next, field_find(step, "text"), edit_value(ed, "next_step"));
	edit_put(next, field_find(step, "due"), edit_value(ed, "next_due"));
	return edit_save(db, next);
}

const struct entity ent_one_to_one = { "one_to_one", "one_to_ones", N_("One-to-ones"), fields,
	COUNT(fields), .one = N_("One-to-one"), .title = "on person", .order = "-on",
	.zone = ZONE_PERSONAL, .notes = "story", .author = "organiser",
	.coach = "EXISTS (SELECT 1 FROM user c JOIN relationship d ON d.from_person = c.person"
		 " WHERE c.id = :me AND d.to_person = t.person AND d.kind = 'develops'"
		 " AND d.archived_at IS NULL)", .formed = "on",
	.check = check, .saved = saved };
