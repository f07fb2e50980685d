/* demo.c - makes the demonstration from tables, through edits as any person would. */
#include "demo.h"
#include "access.h"
#include "date.h"
#include "demo_borough.h"
#include "demo_names.h"
#include "demo_private.h"
#include "history.h"
#include "record.h"
#include "schema.h"
#include "str.h"
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

/* What an enum says of a table holds. */
_Static_assert(COUNT(demo_people) == NAMED, "demo_people");
_Static_assert(COUNT(demo_places) == PLACES, "demo_places");

unsigned chance(struct maker *m, unsigned below)
{
	m->seed = m->seed * 1664525u + 1013904223u;
	return (m->seed >> 16) % below;
}

const char *id_text(struct maker *m, int64_t id)
{
	return id ? arena_int(&m->a, id) : NULL;
}

const char *day(struct maker *m, long number)
{
	char *text = arena_alloc(&m->a, 11);
	date_text(number, text);
	return text;
}

int64_t save(struct maker *m, struct edit *ed)
{
	m->rc = edit_save(m->db, ed);
	int64_t id = ed->id;
	arena_clear(&m->a);
	return id;
}

/* Field and value in turn, values canonical; ends with a NULL field. */
static int64_t put_and_save(struct maker *m, struct edit *ed, va_list ap)
{
	for (const char *name; (name = va_arg(ap, const char *));) {
		const char *value = va_arg(ap, const char *);
		if (value)
			edit_put(ed, field_find(ed->e, name), value);
	}
	return save(m, ed);
}

int64_t make(struct maker *m, const char *entity, ...)
{
	if (m->rc)
		return 0;
	va_list ap;
	va_start(ap, entity);
	int64_t id = put_and_save(m, edit_new(m->db, &m->a, entity_find(entity)), ap);
	va_end(ap);
	return id;
}

void change(struct maker *m, const char *entity, int64_t id, ...)
{
	struct edit *ed;
	if (m->rc || (m->rc = edit_load(m->db, &m->a, entity_find(entity), id, &ed)))
		return;
	va_list ap;
	va_start(ap, id);
	put_and_save(m, ed, ap);
	va_end(ap);
}

/* Is it the n bytes of text? */
static bool spelt(const char *name, const char *text, size_t n)
{
	return strlen(name) == n && !memcmp(name, text, n);
}

size_t place_named(const char *name, size_t n)
{
	for (size_t i = 0; i < PLACES; i++)
		if (spelt(demo_places[i].name, name, n))
			return i;
	die("the demonstration has no place %.*s", (int)n, name);
}

size_t person_named(const char *name, size_t n)
{
	for (size_t i = 0; i < NAMED; i++) {
		size_t given = strlen(demo_people[i].given);
		if (n > given + 1 && name[given] == ' ' && spelt(demo_people[i].given, name, given) &&
			spelt(demo_people[i].family, name + given + 1, n - given - 1))
			return i;
	}
	die("the demonstration has nobody called %.*s", (int)n, name);
}

static void make_users(struct maker *m)
{
	m->users[0] = db_my_id(m->db);
	change(m, "user", m->users[0], "name", "ana", "role", "organiser,admin", NULL);
	m->users[1] = make(m, "user", "name", "bilal", "role", "organiser", NULL);
	make(m, "user", "name", "dorothy", "role", "dsl", NULL);
	m->users[2] = make(m, "user", "name", "femi", "role", "organiser", NULL);
}

static void make_places(struct maker *m)
{
	for (size_t i = 0; i < COUNT(demo_places); i++) {
		const struct demo_place *p = &demo_places[i];
		m->places[i] = make(m, "institution", "name", p->name, "type", p->type,
			"membership_status", p->status, "postcode", p->postcode, "languages",
			p->languages, "notes", p->note, "lead_user",
			id_text(m, m->users[i % 3 == 2]), "phone",
			arena_printf(&m->a, "+4420794601%02zu", i), NULL);
	}
}

/* A few are hidden, a few are reached with care: the rules can be tried. */
bool is_hidden(size_t i)
{
	return i == HIDDEN || i == 148 || i == 248;
}

static const char *safety_of(size_t i)
{
	return is_hidden(i) ? "hidden" : i == 17 || i == 30 || i % 70 == 69 ? "care" : "normal";
}

static void make_position(struct maker *m, size_t i, const char *position)
{
	bool late = i % 40 == 39; /* moved away */
	make(m, "institution_person", "institution", id_text(m, m->places[m->at[i] - 1]), "person",
		id_text(m, m->people[i]), "position", position, "is_core_team",
		m->leads[i] || i % 23 == 2 ? "1" : NULL, "is_head",
		same(position, "Head teacher") || same(position, "Pastor") ? "1" : NULL, "from_on",
		day(m, m->today - 900 + 2 * (long)i), "to_on", late ? day(m, m->today - 50) : NULL,
		NULL);
}

static void make_person(struct maker *m, size_t i)
{
	const struct demo_person *p = &demo_people[i];
	bool office = i >= REGULARS && p->place;
	m->leads[i] = !strcmp(p->step, "leader") || !strcmp(p->step, "team_leader");
	m->people[i] = make(m, "person", "given", p->given, "family", p->family,
		"preferred_language", p->lang, "current_ladder_step", p->step, "notes_short",
		p->note, "phone",
		i % 5 == 4 ? NULL : arena_printf(&m->a, "+447700900%03zu", 100 + i), "owner",
		id_text(m, m->users[i != HIDDEN && i % 4 == 3]), "contact_safety_level",
		safety_of(i), "actual_leader", m->leads[i] ? "1" : NULL, "is_parent",
		office ? NULL : "1", "is_power_holder", p->place == 12 ? "1" : NULL, "joined_on",
		i % 3 ? NULL : day(m, m->today - 400 + 6 * (long)i), NULL);
	m->at[i] = p->place;
	if (p->place)
		make_position(m, i, p->position);
}

/* Somewhere her language is spoken, looked for from a place of her own on; else nowhere. */
static int place_for(size_t i, const char *lang)
{
	for (size_t k = 0; k < PLACES && i % 6; k++) {
		size_t at = (i * 7 + k) % PLACES;
		if (demo_places[at].languages && at != 11 &&
			str_listed(demo_places[at].languages, lang, strlen(lang)))
			return (int)at + 1;
	}
	return 0;
}

/* The others: the further up the ladder the fewer. */
static void make_other(struct maker *m, size_t i, const struct demo_names *n, int k)
{
	static const char *const steps[] = { "contact", "contact", "contact", "attender",
		"attender", "attender", "regular", "regular", "helper", "volunteer" };
	static const char *const positions[] = { "Parent", "Parent", "Parent", "Grandmother",
		"Member", "Childminder", "Parent governor", "Volunteer" };
	bool fresh = i >= FIRST_NEW, told = i % 9;
	m->leads[i] = !fresh && i % 29 == 5;
	const char *step = m->leads[i] ? "leader" : fresh ? "contact" : steps[chance(m, 10)];
	long joined = fresh ? m->today - (PEOPLE - 1 - (long)i)
			    : m->today - 30 - (FIRST_NEW - (long)i) * 2;
	m->people[i] = make(m, "person", "given", n->given[k % DEMO_GIVEN], "family",
		n->family[k % DEMO_FAMILY], "preferred_language", n->lang, "current_ladder_step",
		step, "phone", i % 4 == 3 ? NULL : arena_printf(&m->a, "+447700900%03zu", 100 + i),
		"email", i % 3 ? NULL : arena_printf(&m->a, "%s%zu@example.org", n->lang, i),
		"owner", id_text(m, m->users[i % 7 == 6 ? 2 : i % 4 == 3]), "contact_safety_level",
		safety_of(i), "actual_leader", m->leads[i] ? "1" : NULL, "is_parent",
		i % 5 ? "1" : NULL, "interpreter_needed", i % 13 == 4 ? "1" : NULL,
		"processing_restricted", i == RESTRICTED ? "1" : NULL, "joined_on", day(m, joined),
		"how_heard", fresh ? "School gate" : NULL, "source",
		told ? NULL : "Her sister-in-law", NULL);
	m->at[i] = fresh ? 0 : place_for(i, n->lang);
	if (m->at[i])
		make_position(m, i, positions[chance(m, COUNT(positions))]);
}

static void make_people(struct maker *m)
{
	size_t i = 0;
	for (; i < NAMED; i++)
		make_person(m, i);
	/* One of each language in turn, so that no page of the list is all of one. */
	for (int k = 0; i < PEOPLE && k < DEMO_GIVEN * DEMO_FAMILY; k++)
		for (size_t n = 0; n < COUNT(demo_names) && i < PEOPLE; n++)
			if (k < demo_names[n].people)
				make_other(m, i++, &demo_names[n], k);
}

/* Everything while the triggers rest: the words are indexed once, at the end. */
static enum rc make_all(struct maker *m)
{
	db_bulk(m->db, true);
	make_users(m);
	make_places(m);
	make_people(m);
	make_days(m);
	make_cycle(m);
	make(m, "setting", "name", "site", "value", "Southwark", NULL);
	if (!m->rc)
		m->rc = schema_setting(m->db, "_demo", "1");
	for (size_t i = 0; entities[i] && !m->rc; i++)
		m->rc = schema_reindex(m->db, entities[i]);
	db_bulk(m->db, false);
	return m->rc;
}

/* An empty file that somebody is logged in to, in one transaction that undo leaves alone. */
static enum rc fill(struct db *db)
{
	struct maker m = { .db = db, .seed = 2026 };
	date_number(db_today(db), &m.today);
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "migrate", "demo");
	make_all(&m);
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
		rc = fill(*ret);
	arena_free(&a);
	return rc;
}
