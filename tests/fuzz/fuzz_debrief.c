/* How people felt, as a line: it is refused with words, or kept so that the line it is shown as means
 * the same again. A byte that is no letter stands for a piece of such a line. */
#include "file.h"
#include "core/debrief.h"
#include "core/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(c, line) \
	do { \
		if (!(c)) \
			die("a promise is broken: %s: %s: %s", #c, line, db_words(db)); \
	} while (0)

static struct db *open_once(void)
{
	static struct db *db;
	if (db)
		return db;
	db = fuzz_file("INSERT INTO person(id, given, family, known_as, contact_safety_level) VALUES"
		"(1, 'Ana', 'Quispe', NULL, 'normal'), (2, 'Ana', 'Lima', NULL, 'normal'),"
		"(3, 'Bea', 'Ros', 'B', 'normal'), (4, 'Luz Marina', 'Ros', NULL, 'normal'),"
		"(5, 'Cy', NULL, NULL, 'hidden');"
		"INSERT INTO action(id, title, kind, \"on\", status)"
		" VALUES(1, 'Assembly', 'assembly', '2026-11-20', 'held');"
		"INSERT INTO sign_in(action, person) VALUES(1, 2);"
		"INSERT INTO action_evaluation(id, action, \"on\", kind) VALUES(1, 1, '2026-11-20',"
		" 'immediate')");
	return db;
}

static enum rc felt(struct db *db, struct arena *a, const char *line)
{
	struct edit *ed;
	enum rc rc = edit_load(db, a, entity_find("action_evaluation"), 1, &ed);
	if (rc)
		return rc;
	edit_put(ed, field_find(ed->e, "feelings_words"), line);
	return edit_save(db, ed);
}

static const char *shown(struct db *db, struct arena *a)
{
	struct record *r;
	const struct entity *e = entity_find("action_evaluation");
	if (record_load(db, a, e, 1, &r))
		die("%s", db_words(db));
	return r->v[field_index(e, field_find(e, "feelings_words"))];
}

static const char *rows(struct db *db, struct arena *a)
{
	return db_text_of(db, a, "SELECT group_concat(id || ' ' || ifnull(person, '-') || ' ' || word,"
		" ', ') FROM (SELECT * FROM feeling WHERE archived_at IS NULL ORDER BY id)", NULL);
}

static const char *line_of(struct arena *a, const uint8_t *data, size_t size)
{
	static const char *const pieces[] = { "Ana", "Ana Lima", "ana quispe ", "Bea", "B ", "Luz",
		"Luz Marina ", "Cy ", "Zoe", " proud", " calm", "calm, ", ", ", ";", "\n", " " };
	struct str b = STR_INIT;
	for (size_t i = 0; i < size; i++)
		if (data[i] < 128)
			str_addn(&b, (const char *)data + i, 1);
		else
			str_add(&b, pieces[data[i] % COUNT(pieces)]);
	const char *line = arena_dup(a, b.s);
	str_release(&b);
	return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size || size > 60)
		return 0;
	struct db *db = open_once();
	struct arena a = { 0 };
	const char *line = line_of(&a, data, size);
	if (db_begin(db))
		die("%s", db_words(db));
	enum rc rc = felt(db, &a, line);
	PROMISE(!rc || (rc == INVALID && *db_words(db)), line);
	if (!rc) {
		const char *is = shown(db, &a), *kept = rows(db, &a);
		PROMISE(!felt(db, &a, is), is);
		PROMISE(same(shown(db, &a), is), is);
		PROMISE(same(rows(db, &a), kept), is);
	}
	if (db_writing(db))
		db_rollback(db);
	arena_free(&a);
	return 0;
}
