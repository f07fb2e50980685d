/* demo.c - makes the demonstration from the tables of demo_borough.h, through records and edits as
 * any person would. */
#include "demo.h"
#include "access.h"
#include "date.h"
#include "demo_borough.h"
#include "history.h"
#include "record.h"
#include "schema.h"
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum {
	MEETINGS = 80, WEEKS = 12,
	REGULARS = 52, /* of the people, in the table's order, those one-to-ones are had with */
	SIX_WEEKS = 42,
	HIDDEN = 48,   /* one of the people: only her owner meets her */
};

struct maker {
	struct db *db;
	struct arena a;    /* emptied after each record */
	enum rc rc;        /* the first thing that went wrong; after it nothing is made */
	uint32_t seed;
	size_t next;       /* whose turn it is */
	long today;
	int64_t users[3], places[COUNT(demo_places)], people[COUNT(demo_people)];
	bool met[COUNT(demo_people)];
};

/* The same numbers on every machine. */
static unsigned chance(struct maker *m, unsigned below)
{
	m->seed = m->seed * 1664525u + 1013904223u;
	return (m->seed >> 16) % below;
}

static const char *id_text(struct maker *m, int64_t id)
{
	return id ? arena_printf(&m->a, "%lld", (long long)id) : NULL;
}

static const char *day(struct maker *m, long number)
{
	char *text = arena_alloc(&m->a, 11);
	date_text(number, text);
	return text;
}

/* Field and value in turn, values canonical; ends with a NULL field. */
static int64_t put_and_save(struct maker *m, struct edit *ed, va_list ap)
{
	for (const char *name; (name = va_arg(ap, const char *));) {
		const char *value = va_arg(ap, const char *);
		if (value)
			edit_put(ed, field_find(ed->e, name), value);
	}
	m->rc = edit_save(m->db, ed);
	int64_t id = ed->id;
	arena_clear(&m->a);
	return id;
}

static int64_t make(struct maker *m, const char *entity, ...)
{
	if (m->rc)
		return 0;
	va_list ap;
	va_start(ap, entity);
	int64_t id = put_and_save(m, edit_new(m->db, &m->a, entity_find(entity)), ap);
	va_end(ap);
	return id;
}

static void change(struct maker *m, const char *entity, int64_t id, ...)
{
	struct edit *ed;
	if (m->rc || (m->rc = edit_load(m->db, &m->a, entity_find(entity), id, &ed)))
		return;
	va_list ap;
	va_start(ap, id);
	put_and_save(m, ed, ap);
	va_end(ap);
}

static void make_users(struct maker *m)
{
	m->users[0] = db_my_id(m->db);
	change(m, "user", m->users[0], "name", "ana", "role", "organiser,admin", NULL);
	m->users[1] = make(m, "user", "name", "bilal", "role", "organiser", NULL);
	m->users[2] = make(m, "user", "name", "dorothy", "role", "dsl", NULL);
}

static void make_places(struct maker *m)
{
	for (size_t i = 0; i < COUNT(demo_places); i++) {
		const struct demo_place *p = &demo_places[i];
		m->places[i] = make(m, "institution", "name", p->name, "type", p->type,
			"membership_status", p->status, "postcode", p->postcode, "languages",
			p->languages, "notes", p->note, "lead_user",
			id_text(m, m->users[i % 3 == 2]),
			"phone", arena_printf(&m->a, "+4420794601%02zu", i), NULL);
	}
}

/* One is hidden, two are reached with care: the rules can be tried. */
static const char *safety_of(size_t i)
{
	return i == HIDDEN ? "hidden" : i == 17 || i == 30 ? "care" : "normal";
}

static void make_person(struct maker *m, size_t i)
{
	const struct demo_person *p = &demo_people[i];
	bool office = i >= REGULARS && p->place;
	bool leader = !strcmp(p->step, "leader") || !strcmp(p->step, "team_leader");
	m->people[i] = make(m, "person", "given", p->given, "family", p->family,
		"preferred_language", p->lang, "current_ladder_step", p->step, "notes_short",
		p->note,
		"phone", i % 5 == 4 ? NULL : arena_printf(&m->a, "+447700900%03zu", 100 + i),
		"owner", id_text(m, m->users[i != HIDDEN && i % 4 == 3]), "contact_safety_level",
		safety_of(i), "actual_leader", leader ? "1" : NULL, "is_parent",
		office ? NULL : "1", "is_power_holder", p->place == 12 ? "1" : NULL, "joined_on",
		i % 3 ? NULL : day(m, m->today - 400 + 6 * (long)i), NULL);
	if (p->place)
		make(m, "institution_person", "institution", id_text(m, m->places[p->place - 1]),
			"person", id_text(m, m->people[i]), "position", p->position, "is_core_team",
			leader ? "1" : NULL, "from_on", day(m, m->today - 500 + 7 * (long)i), NULL);
}

/* Everyone in turn, leaders more often; of late every fifth and every ninth is left out, so that the
 * first question has an answer. The hidden one is met by nobody. */
static size_t whom(struct maker *m, int meeting, long ago)
{
	size_t i = meeting % 4 == 3 ? chance(m, 12) : m->next++;
	while (i >= REGULARS || i == HIDDEN || (ago <= SIX_WEEKS && (i % 5 == 0 || i % 9 == 8)))
		i = m->next++ % REGULARS;
	return i;
}

static void make_step(struct maker *m, int64_t meeting, int64_t owner, long on)
{
	long due = on + 5 + chance(m, 16);
	bool done = due < m->today && chance(m, 8);
	make(m, "next_step", "about", arena_printf(&m->a, "one_to_one:%lld", (long long)meeting),
		"text", demo_steps[chance(m, COUNT(demo_steps))], "due", day(m, due), "owner",
		id_text(m, owner), "done_on", done ? day(m, due - chance(m, 4)) : NULL, NULL);
}

static void make_meeting(struct maker *m, int i)
{
	long ago = 7 * WEEKS - 1 - (long)i * 7 * WEEKS / MEETINGS, on = m->today - ago;
	size_t who = whom(m, i, ago);
	int64_t by = m->users[chance(m, 4) == 0];
	int64_t id = make(m, "one_to_one", "person", id_text(m, m->people[who]), "on", day(m, on),
		"organiser", id_text(m, by), "place", demo_where[chance(m, COUNT(demo_where))],
		"minutes", arena_printf(&m->a, "%u", 20 + 5 * chance(m, 6)), "story",
		demo_stories[chance(m, COUNT(demo_stories))], "interests",
		demo_interests[chance(m, COUNT(demo_interests))], "is_first",
		m->met[who] ? NULL : "1", NULL);
	m->met[who] = true;
	if (chance(m, 5) < 3)
		make_step(m, id, by, on);
}

enum rc demo_fill(struct db *db)
{
	struct maker m = { .db = db, .seed = 2026 };
	date_number(db_today(db), &m.today);
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "migrate", "demo");
	make_users(&m);
	make_places(&m);
	for (size_t i = 0; i < COUNT(demo_people); i++)
		make_person(&m, i);
	for (int i = 0; i < MEETINGS; i++)
		make_meeting(&m, i);
	make(&m, "next_step", "about",
		arena_printf(&m.a, "institution:%lld", (long long)m.places[3]), "text", "Bring the imam the programme", "due", day(&m, m.today - 2), NULL);
	make(&m, "next_step", "about",
		arena_printf(&m.a, "person:%lld", (long long)m.people[2]), "text", "Visit the parish hall with her", "due", day(&m, m.today + 3), NULL);
	make(&m, "setting", "name", "site", "value", "Southwark", NULL);
	make(&m, "setting", "name", "_demo", "value", "1", NULL);
	arena_free(&m.a);
	if (m.rc) {
		db_rollback(db);
		return m.rc;
	}
	return db_commit(db);
}

static void throw_away(const char *path)
{
	static const char *const beside[] = { "", "-wal", "-shm", "-lock" };
	for (size_t i = 0; i < COUNT(beside); i++) {
		char *name = NULL;
		if (asprintf(&name, "%s%s", path, beside[i]) < 0)
			die("no memory");
		unlink(name);
		free(name);
	}
}

enum rc demo_open(struct db **ret, const char *path, bool fresh)
{
	struct arena a = { 0 };
	if (fresh)
		throw_away(path);
	bool missing = access(path, F_OK);
	enum rc rc = db_open(ret, path, DB_CREATE);
	if (!rc)
		rc = schema_open(*ret);
	if (!rc && !missing && !same(db_setting(*ret, &a, "_demo", NULL), "1"))
		rc = db_fail(*ret, INVALID,
			_("%s holds real records, not a demonstration: left alone"), path);
	if (!rc)
		rc = access_login(*ret, missing ? NULL : "ana");
	if (!rc && missing)
		rc = demo_fill(*ret);
	arena_free(&a);
	return rc;
}
