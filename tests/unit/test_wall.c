/* Whatever SQL is run on a user's walled connection, it gets what domain 3.7 gives her roles. */
#include "fixture.h"
#include "core/care.h"
#include "core/few.h"
#include "core/transfer.h"
#include "zones.h"

/* Two champions and what they did; a rule and a concern; a person of nobody's. */
struct borough {
	struct db *cha, *other;
	int64_t hers, theirs, others, rule;
};

static void settle(struct fixture *f, struct borough *b)
{
	b->cha = fixture_user(f, "cha", "champion");
	b->other = fixture_user(f, "chu", "champion");
	b->hers = fixture_new(f, "person", "given=Hera", "owner=cha", "phone=07700 900111", NULL);
	b->theirs = fixture_new(f, "person", "given=Thea", "owner=chu", "phone=07700 900222", NULL);
	b->others = fixture_new(f, "person", "given=Otis", "owner=ana", NULL);
	fixture_new(f, "touch", "person=Hera", "note=zebra", NULL);
	fixture_new(f, "touch", "person=Thea", "note=yak", NULL);
	fixture_new(f, "one_to_one", "person=Thea", "story=mango", "next_step=ring", NULL);
	fixture_new(f, "one_to_one", "person=Hera", "story=papaya", "next_step=visit", NULL);
	b->rule = fixture_new(f, "contact_safety", "person=Otis", "code_word=daffodil", NULL);
	db_close(fixture_user(f, "lead", "dsl"));
	struct db *lead = fixture_connect(f, "lead");
	fixture_made(f, lead, "concern", "who=Otis", "verbatim=sandcastle", NULL);
	db_close(lead);
}

static void leave(struct borough *b)
{
	db_close(b->cha);
	db_close(b->other);
}

/* The rows that a statement yields; -1 when it is refused. */
static int rows_of(struct db *db, const char *sql)
{
	int n = 0;
	struct stmt *st = db_query(db, sql, NULL);
	while (db_step(st))
		n++;
	enum rc rc = db_done(st);
	if (rc && rc != DENIED)
		fail_msg("%s: %d, %s", sql, rc, db_words(db));
	return rc ? -1 : n;
}

static int run(struct db *db, const char *sql)
{
	assert_ok(db, db_begin(db));
	return (int)db_end(db, db_run(db, sql, NULL));
}

/* What she may write she writes, though a table that refers to it is closed to her. */
static void test_written(void **state)
{
	struct fixture *f = *state;
	struct db *ana = fixture_walled(f, "ana"), *bare = f->db;
	f->db = ana;
	int64_t bea = fixture_person(f, "Bea", "Ros"),
		hall = fixture_new(f, "institution", "name=Hall", NULL);
	fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%d", (int)bea), "on=2026-11-20", NULL);
	fixture_set(f, ana, "institution", hall, "name=Halls");
	assert_ok(ana, history_undo(ana, 0));
	assert_string_equal(fixture_get(f, ana, "person", bea, "given"), "Bea");
	assert_string_equal(fixture_get(f, ana, "institution", hall, "name"), "Hall");
	assert_int_equal(rows_of(ana, "SELECT 1 FROM main.concern"), -1);
	f->db = bare;
	db_close(ana);
}

/* role x entity: how many of what ana's file holds raw SQL gives. */
static void test_matrix(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	static const char *const entity[] = { "institution", "person", "touch", "one_to_one",
		"next_step", "contact_safety", "concern", "user" };
	static const struct {
		const char *role;
		int rows[COUNT(entity)];
	} cases[] = {
		{ "organiser", { 1, 3, 2, 2, 2, 0, 0, 10 } },
		{ "facilitator", { 1, 0, 0, 0, 0, 0, 0, 10 } },
		{ "champion", { 1, 0, 0, 0, 0, 0, 0, 10 } },
		{ "evaluator", { 1, 0, 0, 0, 0, 0, 0, 10 } },
		{ "dsl", { 1, 3, 2, 2, 2, 1, 1, 10 } },
		{ "trustee", { 1, 0, 0, 0, 0, 0, 0, 10 } },
		{ "admin", { 1, 0, 0, 0, 0, 0, 0, 10 } },
	};
	settle(f, &b);
	fixture_new(f, "institution", "name=Hall", NULL);
	for (size_t i = 0; i < COUNT(cases) - 1; i++) /* ten users: four and these six */
		db_close(fixture_user(f, arena_printf(&f->a, "u%zu", i), cases[i].role));
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (i == COUNT(cases) - 1)
			fixture_set(f, f->db, "user", 5, "role=admin");
		struct db *db = fixture_walled(f, arena_printf(&f->a, "u%zu", i % (COUNT(cases) - 1)));
		for (size_t k = 0; k < COUNT(entity); k++) {
			const char *sql = arena_printf(&f->a, "SELECT * FROM \"%s\" t WHERE t.id = 0"
				" OR 1 = 1 /* scan: few */", entity[k]);
			int n = rows_of(db, sql);
			if (n != cases[i].rows[k])
				fail_msg("%s, %s: %d rows", cases[i].role, entity[k], n);
		}
		db_close(db);
	}
	leave(&b);
}

/* Every record type, by its own name and by its table's: nothing of a zone a role has no part in. */
static void test_every_table(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	static const char *const ways[] = { "SELECT * FROM main.\"%s\"", "SELECT count(*) FROM main.\"%s\"",
		"SELECT (SELECT max(rev) FROM main.\"%s\")",
		"WITH x AS (SELECT * FROM main.\"%s\") SELECT * FROM x",
		"SELECT 1 WHERE EXISTS (SELECT 1 FROM main.\"%s\")",
		"SELECT 1 FROM user u LEFT JOIN main.\"%s\" x ON x.id = u.id",
		"SELECT id FROM main.\"%s\" UNION SELECT 1", "SELECT rowid FROM main.\"%s\"" };
	static const char *const roles[] = { "trustee", "champion", "facilitator", "evaluator", "admin" };
	settle(f, &b);
	for (size_t r = 0; r < COUNT(roles); r++) {
		db_close(fixture_user(f, roles[r], roles[r]));
		struct db *db = fixture_walled(f, roles[r]);
		for (size_t i = 0; entities[i]; i++)
			for (size_t k = 0; k < COUNT(ways); k++) {
				const struct entity *e = entities[i];
				char sql[300];
				snprintf(sql, sizeof sql, ways[k], e->name);
				int n = rows_of(db, arena_printf(&f->a, "/* scan: all */ %s", sql));
				int zone = zone_of(e->name);
				/* OPEN, but met by a view where it may hang on a hidden person. */
				if (n >= 0 ? zone != OPEN && zone != ADMIN : zone == ADMIN)
					fail_msg("%s: %s: %d", roles[r], sql, n);
			}
		for (size_t i = 0; entities[i]; i++) { /* a WITH of the same name is no view */
			const struct entity *e = entities[i];
			const char *sql = arena_printf(&f->a, "/* scan: all */ WITH \"%s\" AS"
				" (SELECT * FROM main.\"%s\") SELECT * FROM \"%s\"", e->name, e->name,
				e->name);
			int zone = zone_of(e->name);
			bool open = zone == OPEN || zone == ADMIN;
			if (rows_of(db, sql) >= 0 ? !open : zone == ADMIN)
				fail_msg("%s: %s", roles[r], sql);
			sql = arena_printf(&f->a, "/* scan: all */ SELECT * FROM \"%s\"", e->name);
			assert_true(!open || rows_of(db, sql) >= 0);
		}
		db_close(db);
	}
	leave(&b);
}

/* The index holds everybody's words: it is read by a list, whose hits are hers, and by nothing else. */
static void test_search(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	settle(f, &b);
	struct db *db = fixture_walled(f, "cha");
	static const char *const refused[] = { "SELECT rowid FROM person_fts WHERE person_fts MATCH 'thea'",
		"SELECT * FROM person_ord", "SELECT * FROM main.person_fts_data",
		"SELECT * FROM touch_fts_idx",
		"SELECT count(*) FROM person_fts", "SELECT * FROM person_fts_config",
		"CREATE VIRTUAL TABLE temp.w USING fts5vocab(main, 'person_fts', instance)",
		"SELECT * FROM sqlite_temp_master", "SELECT * FROM temp.sqlite_schema",
		"SELECT * FROM pragma_table_list", "SELECT * FROM pragma_table_info('person')",
		"SELECT * FROM dbstat", "PRAGMA table_list", "PRAGMA writable_schema=1",
		"ATTACH 'x' AS x", "CREATE TEMP VIEW v AS SELECT * FROM main.person", "DROP VIEW temp.person",
		"SELECT wall_write('person', 'd', 1)", "SELECT logged('person', 'i', 1)",
		"WITH log_i_person AS (SELECT logged('person', 'i', 1) x) SELECT x FROM log_i_person",
		"SELECT * FROM user_password", "SELECT * FROM tombstone", "SELECT * FROM merged",
		"SELECT * FROM seq", "VACUUM INTO 'x'", "SELECT * FROM main.change", "SELECT * FROM main.txn",
		"WITH person_fts AS (SELECT * FROM main.person) SELECT * FROM person_fts" };
	for (size_t i = 0; i < COUNT(refused); i++)
		if (rows_of(db, arena_printf(&f->a, "%s /* scan: */", refused[i])) != -1)
			fail_msg("not refused: %s", refused[i]);
	static const struct {
		const char *entity, *word;
		int hits;
	} finds[] = { { "person", "hera", 1 }, { "person", "thea", 0 }, { "person", "otis", 0 },
		{ "touch", "zebra", 1 }, { "touch", "yak", 0 }, { "one_to_one", "mango", 0 },
		{ "one_to_one", "papaya", 1 }, { "person", "07700", 1 } };
	for (size_t i = 0; i < COUNT(finds); i++) {
		struct list *l;
		int64_t n;
		assert_ok(db, list_open(db, &(struct list_spec){ .e = entity_find(finds[i].entity),
			.filter = finds[i].word }, &l));
		assert_ok(db, list_total(l, &n));
		if (n != finds[i].hits)
			fail_msg("%s %s: %d", finds[i].entity, finds[i].word, (int)n);
		list_close(l);
	}
	db_close(db);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM sqlite_schema WHERE name IN"
		" ('concern_fts', 'contact_safety_fts')", NULL, 9), 0);
	leave(&b);
}

/* A champion's own: she writes it, it is logged, it takes its place among everybody's. */
static void test_own(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	settle(f, &b);
	struct db *db = fixture_walled(f, "cha");
	fixture_set(f, db, "person", b.hers, "family=Adams");
	assert_string_equal(fixture_get(f, db, "person", b.hers, "family"), "Adams");
	int64_t mine = fixture_made(f, db, "person", "given=Mina", NULL);
	fixture_made(f, db, "touch", "person=Mina", "note=quokka", NULL);
	fixture_made(f, db, "one_to_one", "person=Mina", "story=lychee", "next_step=tea",
		"introduce_to=Hera Adams", NULL);
	assert_string_equal(fixture_get(f, f->db, "person", mine, "given"), "Mina");
	assert_int_equal(rows_of(db, "SELECT * FROM person /* scan: */"), 2);
	struct edit *ed;
	assert_int_equal(edit_load(db, &f->a, entity_find("person"), b.theirs, &ed), NOTFOUND);
	assert_null(fixture_get(f, db, "person", b.others, "given"));
	/* Raw writes reach no other row, and move none out of reach. */
	assert_int_equal(run(db, "UPDATE person SET given = 'X' WHERE id > 0 /* scan: */"), OK);
	assert_string_equal(fixture_get(f, f->db, "person", b.theirs, "given"), "Thea");
	assert_string_equal(fixture_get(f, f->db, "person", b.hers, "given"), "X");
	assert_int_equal(run(db, "DELETE FROM person WHERE given = 'Otis' /* scan: */"), OK);
	assert_string_equal(fixture_get(f, f->db, "person", b.others, "given"), "Otis");
	assert_int_equal(run(db, "UPDATE person SET owner = 1 WHERE id > 0 /* scan: */"), DENIED);
	assert_int_equal(run(db, "INSERT INTO person(id, rev, given, contact_safety_level, owner)"
		" VALUES(999, 1, 'Z', 'normal', 1)"), DENIED);
	assert_int_equal(run(db, "INSERT INTO main.person(id, rev, given, contact_safety_level)"
		" VALUES(998, 1, 'Z', 'normal')"), DENIED);
	assert_int_equal(run(db, "UPDATE main.person SET given = 'Y'"), DENIED);
	assert_int_equal(run(db, "UPDATE institution SET name = 'Y'"), DENIED);
	assert_int_equal(run(db, "INSERT INTO change(txn, entity, row, op) VALUES(1, 'person', 1, 'i')"),
		DENIED);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person WHERE id > 900", NULL, 9), 0);
	/* History: her own, and undone by her. */
	assert_int_equal(rows_of(db, arena_printf(&f->a, "SELECT * FROM change WHERE entity = 'person'"
		" AND row = %d", (int)b.theirs)), 0);
	assert_int_equal(rows_of(db, "SELECT * FROM change WHERE before LIKE '%mango%' OR after LIKE"
		" '%Thea%' /* scan: */"), 0);
	assert_int_equal(rows_of(db, "SELECT * FROM change WHERE entity = 'concern' /* scan: */"), 0);
	assert_ok(db, history_undo(db, 0));
	db_close(db);
	assert_string_equal(db_plan_faults(f->db), "");
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM (SELECT ord, lag(ord) OVER (ORDER BY"
		" fold_or(p.known_as, p.given, p.family), p.id) AS prev FROM person_ord o JOIN person p"
		" ON p.id = o.id) WHERE prev >= ord /* scan: */", NULL, 9), 0);
	leave(&b);
}

/* How often it was written down that somebody looked at that concern. */
static int reads(struct fixture *f, int64_t id)
{
	return (int)db_int_of(f->db, "SELECT count(*) FROM change WHERE entity = 'concern' AND op = 'r'"
		" AND row = :id", BIND(I("id", id)), 0);
}

static int listed(struct fixture *f, struct db *db, const char *entity)
{
	struct list *l;
	struct row *rows;
	int n;
	assert_ok(db, list_open(db, &(struct list_spec){ .e = entity_find(entity) }, &l));
	assert_ok(db, list_page(l, &f->a, NULL, 1, false, 20, &rows, &n));
	list_close(l);
	return n;
}

static enum rc no_row(void *arg, const struct row *row)
{
	(void)arg, (void)row;
	return OK;
}

static bool at_once(void *arg, const char *holder)
{
	(void)arg, (void)holder;
	return false;
}

/* A concern is told and not read; the lead reads it, and that is written down. */
static void test_concern(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	settle(f, &b);
	const struct entity *e = entity_find("concern");
	db_close(fixture_user(f, "fay", "facilitator"));
	struct db *db = fixture_walled(f, "fay");
	int64_t id = fixture_made(f, db, "concern", "who=a girl in the blue coat", "verbatim=whisper", NULL);
	struct record *r;
	assert_int_equal(record_load(db, &f->a, e, id, &r), DENIED);
	assert_int_equal(rows_of(db, "SELECT * FROM concern"), 0);
	assert_int_equal(rows_of(db, "SELECT * FROM change WHERE entity = 'concern' /* scan: */"), 0);
	assert_int_equal(rows_of(db, "SELECT * FROM txn WHERE command LIKE '%concern%' /* scan: */"), 0);
	assert_int_equal(history_undo(db, 0), NOTFOUND); /* what she told stands */
	assert_int_equal(access_may(db, entity_find("contact_safety"), ADD), DENIED);
	db_close(db);
	assert_int_equal(access_may(f->db, e, READ), DENIED);
	db = fixture_walled(f, "lead");
	int before = reads(f, id);
	/* One look is one row of history for each record, however often it is loaded; the next look,
	 * another; its row in a list and then all of it, two. */
	history_look(db);
	assert_string_equal(fixture_get(f, db, "concern", id, "verbatim"), "whisper");
	assert_string_not_equal(record_title(db, &f->a, e, id), "?");
	assert_int_equal(listed(f, db, "concern"), 2);
	assert_int_equal(reads(f, id), before + 1);
	assert_int_equal(reads(f, 1), 1);
	history_look(db);
	assert_int_equal(listed(f, db, "concern"), 2);
	assert_int_equal(listed(f, db, "concern"), 2);
	assert_int_equal(reads(f, id), before + 2);
	assert_string_equal(fixture_get(f, db, "concern", id, "verbatim"), "whisper");
	assert_int_equal(reads(f, id), before + 3);
	history_look(db);
	assert_ok(db, question_each(db, question_find("concerns-open"), 0, NULL, no_row, NULL));
	assert_int_equal(reads(f, id), before + 4);
	/* What could not be written down is not shown, and not taken for written the next time. */
	history_look(db);
	assert_ok(f->db, db_begin(f->db));
	db_wait_hook(db, at_once, NULL);
	assert_int_equal(record_load(db, &f->a, e, id, &r), BUSY);
	assert_int_equal(record_load(db, &f->a, e, id, &r), BUSY);
	db_rollback(f->db);
	db_wait_hook(db, NULL, NULL);
	assert_ok(db, record_load(db, &f->a, e, id, &r));
	assert_int_equal(reads(f, id), before + 5);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM txn WHERE command = 'show concern'"
		" AND summary IS NOT 'dsl'", NULL, 9), 0);
	/* An export names the role too. */
	struct list *l;
	FILE *to = tmpfile();
	assert_ok(db, list_open(db, &(struct list_spec){ .e = e }, &l));
	assert_ok(db, list_write(l, to, FMT_CSV, 80));
	list_close(l);
	fclose(to);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM txn WHERE command = 'export concerns'"
		" AND summary = '2 concerns, dsl'", NULL, 0), 1);
	struct edit *ed;
	assert_ok(db, edit_load(db, &f->a, e, id, &ed));
	edit_put(ed, field_find(e, "verbatim"), "other");
	assert_int_equal(edit_save(db, ed), DENIED);
	assert_int_equal(record_archive(db, e, id, true), DENIED);
	fixture_made(f, db, "concern", arena_printf(&f->a, "follows=%d", (int)id), "verbatim=rang MASH",
		"decision=referred", NULL);
	assert_int_equal(run(db, "UPDATE concern SET verbatim = 'x'"), DENIED);
	assert_int_equal(run(db, "DELETE FROM concern"), DENIED);
	db_close(db);
	leave(&b);
}

/* A trustee is answered by numbers of everybody, none under 5, and by no name. */
static void test_trustee(void **state)
{
	struct fixture *f = *state;
	static const char *const roles[] = { "trustee", "champion" };
	for (int i = 0; i < 8; i++)
		fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%d", (int)fixture_person(f,
			arena_printf(&f->a, "P%d", i), NULL)), i < 6 ? "on=2026-11-17" :
			i < 7 ? "on=2026-11-03" : "on=2026-11-11", NULL);
	for (int i = 0; i < 6; i++)
		fixture_new(f, "one_to_one", "person=1", "on=2026-10-28", NULL);
	const struct question *q = question_find("one-to-ones-by-week");
	for (size_t r = 0; r < COUNT(roles); r++) {
		db_close(fixture_user(f, roles[r], roles[r]));
		struct db *db = fixture_walled(f, roles[r]);
		struct list *l;
		struct row *rows;
		int n, said = 0;
		assert_int_equal(question_ask(db, q, 0, NULL, &l), r ? DENIED : OK); /* of everybody */
		if (r) {
			db_close(db);
			continue;
		}
		assert_ok(db, list_page(l, &f->a, NULL, 1, false, 20, &rows, &n));
		for (int i = 0; i < n; i++)
			said += rows[i].v[1] ? atoi(rows[i].v[1]) : 0;
		assert_int_equal(said, 6); /* 1 and 1 would be 14 less 12 */
		list_close(l);
		const char *const arg = "weeks=2";
		assert_int_equal(question_ask(db, q, 1, &arg, &l), DENIED);
		assert_int_equal(question_ask(db, question_find("single-leader"), 0, NULL, &l), DENIED);
		assert_int_equal(question_ask(db, question_find("not-met"), 0, NULL, &l), DENIED);
		db_close(db);
	}
	struct list *l;
	assert_ok(f->db, question_ask(f->db, question_find("single-leader"), 0, NULL, &l));
	list_close(l);
}

/* One number left out alone would be the total less the others. */
static void test_few(void **state)
{
	(void)state;
	const char *cells[] = { "3", "9", "20", "0" };
	struct row rows[COUNT(cells)] = { 0 };
	struct column col = { .name = "n", .type = FT_INT };
	const struct question q = { .cols = &col, .ncols = 1 };
	for (size_t i = 0; i < COUNT(cells); i++)
		rows[i].v = &cells[i];
	few_hide(&q, rows, COUNT(cells));
	assert_null(cells[0]);
	assert_null(cells[1]);
	assert_string_equal(cells[2], "20");
	assert_string_equal(cells[3], "0");
	const char *more[] = { "3", "2", "4", "5" };
	for (size_t i = 0; i < COUNT(more); i++)
		rows[i].v = &more[i];
	few_hide(&q, rows, COUNT(more));
	assert_null(more[0]);
	assert_null(more[1]);
	assert_null(more[2]);
	assert_string_equal(more[3], "5");
}

/* The copy of the day and the scrubbing after an erasure are of the whole file, whoever leaves it. */
static void test_whole_file(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	struct erasure done;
	char to[200];
	settle(f, &b);
	snprintf(to, sizeof to, "%s/copy.db", f->dir);
	struct db *db = fixture_walled(f, "cha");
	assert_ok(db, db_copy(db, to));
	db_close(db);
	assert_ok(db, db_open(&db, to, 0));
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, 0), 3);
	db_close(db);
	leave(&b);
	db = fixture_walled(f, "ana");
	assert_ok(db, erase_person(db, &f->a, b.theirs, "Thea", &done));
	assert_ok(db, db_check(db));
	const char *given = fixture_get(f, db, "person", b.theirs, "given");
	assert_false(same(given, "Thea"));
	db_close(db);
}

/* What a walled list asks goes by indexes too. */
static void test_plans(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	settle(f, &b);
	setenv("PACT_PLANS", "/dev/null", 1);
	struct db *db = fixture_walled(f, "cha");
	unsetenv("PACT_PLANS");
	static const char *const filters[] = { NULL, "hera", "phone:07700" };
	for (size_t i = 0; i < COUNT(filters); i++) {
		struct list *l;
		struct row *rows;
		int n;
		assert_ok(db, list_open(db, &(struct list_spec){ .e = entity_find("person"),
			.filter = filters[i] }, &l));
		assert_ok(db, list_page(l, &f->a, NULL, 1, false, 20, &rows, &n));
		assert_int_equal(n, 1);
		list_close(l);
	}
	assert_non_null(fixture_get(f, db, "person", b.hers, "given"));
	assert_string_equal(db_plan_faults(db), "");
	db_close(db);
	leave(&b);
}

/* Two roles are a union. */
static void test_union(void **state)
{
	struct fixture *f = *state;
	struct borough b;
	settle(f, &b);
	db_close(fixture_user(f, "tc", "trustee,champion"));
	struct db *db = fixture_walled(f, "tc");
	fixture_made(f, db, "person", "given=Tess", NULL);
	assert_int_equal(rows_of(db, "SELECT * FROM person /* scan: */"), 1);
	db_close(db);
	fixture_set(f, f->db, "user", db_int_of(f->db, "SELECT id FROM user WHERE name = 'tc'", NULL, 0),
		"role=organiser,dsl");
	db = fixture_walled(f, "tc");
	assert_int_equal(rows_of(db, "SELECT * FROM person /* scan: */"), 4);
	assert_int_equal(rows_of(db, "SELECT * FROM concern /* scan: */"), 1);
	assert_int_equal(rows_of(db, "SELECT * FROM contact_safety /* scan: */"), 1);
	db_close(db);
	leave(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_written),
		FIXTURE_TEST(test_matrix),
		FIXTURE_TEST(test_every_table),
		FIXTURE_TEST(test_search),
		FIXTURE_TEST(test_own),
		FIXTURE_TEST(test_concern),
		FIXTURE_TEST(test_trustee),
		cmocka_unit_test(test_few),
		FIXTURE_TEST(test_union),
		FIXTURE_TEST(test_whole_file),
		FIXTURE_TEST(test_plans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
