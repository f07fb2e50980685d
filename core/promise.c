/* promise.c - promises kept by meetings, moved by calls. */
#include "promise.h"
#include "access.h"
#include "history.h"
#include "question.h"
#include "record.h"

/* The fields that lead to her, the nearest first. */
static const char *const leads[] = { "person", "one_to_one", "commitment" };

bool person_in(const struct entity *e)
{
	bool ret = !strcmp(e->name, "person");
	for (size_t i = 0; i < COUNT(leads) && !ret; i++) {
		const struct field *f = field_find(e, leads[i]);
		ret = f && f->type == FT_REF;
	}
	return ret;
}

int64_t person_of(struct db *db, const struct entity *e, int64_t id)
{
	struct arena a = { 0 };
	struct record *r;
	int64_t person = 0;
	if (!strcmp(e->name, "person"))
		return id;
	if (!record_load(db, &a, e, id, &r)) {
		for (size_t i = 0; i < COUNT(leads) && !person; i++) {
			const struct field *f = field_find(e, leads[i]);
			const char *v = f && f->type == FT_REF ? r->v[field_index(e, f)] : NULL;
			if (v)
				person = person_of(db, entity_find(leads[i]), strtoll(v, NULL, 10));
		}
	}
	arena_free(&a);
	return person;
}

static int by_day(const void *x, const void *y)
{
	const struct promise *a = x, *b = y;
	int order = strcmp(a->due ? a->due : "9999", b->due ? b->due : "9999");
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

enum rc promises_open(
	struct db *db, struct arena *a, int64_t person, int64_t but, struct promise **ret, int *n)
{
	int room = 0;
	*ret = NULL;
	*n = 0;
	struct stmt *st = db_query(db,
		"SELECT n.id, n.text, n.due, u.name, n.by_person IS :person"
		" FROM next_step n LEFT JOIN user u ON u.id = n.owner"
		" WHERE n.archived_at IS NULL AND n.done_on IS NULL AND n.one_to_one IS NOT :but"
		" AND (n.person = :person OR n.by_person = :person OR n.one_to_one IN"
		" (SELECT o.id FROM one_to_one o WHERE o.person = :person AND o.archived_at IS "
		"NULL))"
		" AND NOT EXISTS (SELECT 1 FROM person h WHERE h.id IN (n.person, n.by_person)"
		" AND h.id <> :person AND h.contact_safety_level = 'hidden')",
		BIND(I("person", person), I("but", but)));
	while (db_step(st)) {
		if (*n == room) {
			struct promise *more = arena_array(a, struct promise, room = room * 2 + 8);
			if (*n)
				memcpy(more, *ret, sizeof *more * (size_t)*n);
			*ret = more;
		}
		(*ret)[(*n)++] = (struct promise){ db_int(st, 0), arena_dup(a, db_text(st, 1)),
			arena_dup(a, db_text(st, 2)), arena_dup(a, db_text(st, 3)), db_int(st, 4) };
	}
	if (*n)
		qsort(*ret, (size_t)*n, sizeof **ret, by_day);
	return db_done(st);
}

/* What stood there and what is added, in one note. */
static const char *with_line(struct arena *a, const char *before, const char *line)
{
	return before ? arena_printf(a, "%s\n%s", before, line) : line;
}

static enum rc close_step(
	struct db *db, struct arena *a, int64_t step, const char *on, const char *result)
{
	const struct entity *e = entity_find("next_step");
	struct edit *ed;
	enum rc rc = edit_load(db, a, e, step, &ed);
	if (rc)
		return rc;
	edit_put(ed, field_find(e, "done_on"), on);
	if (result)
		edit_put(ed, field_find(e, "result"),
			with_line(a, edit_value(ed, "result"), result));
	return edit_save(db, ed);
}

enum rc promise_keep(struct db *db, int64_t meeting, int64_t step)
{
	struct arena a = { 0 };
	const struct entity *e = entity_find("one_to_one");
	struct record *r = NULL;
	enum rc rc = record_load(db, &a, e, meeting, &r);
	if (!rc && !same(r->v[field_index(e, field_find(e, "status"))], "held"))
		rc = db_fail(db, INVALID, "%s",
			_("Only a one-to-one that was held can have kept a promise"));
	if (!rc)
		rc = close_step(db, &a, step, r->v[field_index(e, field_find(e, "on"))],
			arena_printf(&a, "one-to-one %s", id_show(db, &a, meeting)));
	arena_free(&a);
	return rc;
}

static enum rc add_touch(struct db *db, struct arena *a, int64_t person, bool reached)
{
	const struct entity *e = entity_find("touch");
	struct edit *ed = edit_new(db, a, e);
	edit_put_id(ed, "person", person);
	edit_put(ed, field_find(e, "kind"), "phone");
	edit_put(ed, field_find(e, "reached"), reached ? "1" : "0");
	return edit_save(db, ed);
}

static enum rc move_step(struct db *db, struct arena *a, int64_t step, const char *again)
{
	const struct entity *e = entity_find("next_step");
	struct edit *ed;
	enum rc rc = edit_load(db, a, e, step, &ed);
	if (!rc)
		rc = edit_set(db, ed, field_find(e, "due"), again);
	return rc ? rc : edit_save(db, ed);
}

static enum rc note(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	bool reached, const char *again)
{
	bool step = !strcmp(e->name, "next_step");
	int64_t person = person_of(db, e, id);
	enum rc rc = OK;
	if (!person && !step)
		return db_fail(db, INVALID, "%s", _("There is nobody here to have rung"));
	if (person)
		rc = add_touch(db, a, person, reached);
	if (rc || !step)
		return rc;
	if (again)
		return move_step(db, a, id, again);
	return reached ? close_step(db, a, id, db_today(db), NULL) : OK;
}

enum rc call_note(
	struct db *db, const struct entity *e, int64_t id, bool reached, const char *again)
{
	struct arena a = { 0 };
	enum rc rc = access_may(db, entity_find("touch"), ADD);
	if (!rc)
		rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "edit", "rang");
	rc = note(db, &a, e, id, reached, again);
	arena_free(&a);
	return db_end(db, rc);
}

/* ---- who is next ---- */

int64_t meeting_planned(struct db *db, int64_t person)
{
	return db_int_of(db,
		"SELECT o.id, min(o.\"on\") FROM one_to_one o WHERE o.person = :person"
		" AND o.status = 'planned' AND o.organiser = :me AND o.archived_at IS NULL"
		" AND o.\"on\" BETWEEN date(:today, '-14 days') AND :today",
		BIND(I("person", person)), 0);
}

struct first {
	struct db *db;
	int64_t but, person;
};

static enum rc take_first(void *arg, const struct row *row)
{
	struct first *f = arg;
	int64_t person = row->e ? person_of(f->db, row->e, row->id) : 0;
	if (!person || person == f->but)
		return OK;
	f->person = person;
	return BUSY; /* enough */
}

int64_t person_due(struct db *db, int64_t but)
{
	static const char *const today[] = { "days=0" };
	static const struct {
		const char *question;
		int argc;
	} asked[] = { { "diary", 1 }, { "next-steps", 1 }, { "not-met", 0 } };
	struct first f = { db, but, 0 };
	for (size_t i = 0; i < COUNT(asked) && !f.person; i++)
		question_each(
			db, question_find(asked[i].question), asked[i].argc, today, take_first, &f);
	return f.person;
}
