/* What works on many rows at once works behind the wall as it does without it: for an organiser and for
 * the safeguarding lead, each act, its undo and its redo. */
#include "fixture.h"
#include "core/care.h"
#include "core/keep.h"
#include "core/merge.h"
#include "core/transfer.h"

#define PERSON entity_find("person")

static void undo_and_redo(struct db *db)
{
	assert_ok(db, history_undo(db, 0));
	assert_ok(db, history_redo(db));
	assert_ok(db, history_undo(db, 0));
	assert_ok(db, db_check(db));
}

static void merges(struct fixture *f, struct db *db)
{
	int64_t keep = fixture_made(f, db, "person", "given=Ana", "family=Quispe", NULL), moved;
	int64_t drop = fixture_made(f, db, "person", "given=Anna", "family=Kispe", "phone=07700 900123",
		NULL);
	const char *her = arena_printf(&f->a, "person=%d", (int)drop);
	fixture_made(f, db, "touch", her, "note=rang", NULL);
	fixture_made(f, db, "one_to_one", her, "interests=Family", NULL);
	assert_ok(db, record_merge(db, PERSON, keep, drop, &moved));
	assert_int_equal(moved, 2);
	assert_int_equal(record_merged(db, PERSON, drop), keep);
	undo_and_redo(db);
	int64_t one = fixture_made(f, db, "institution", "name=Hall", NULL);
	int64_t two = fixture_made(f, db, "institution", "name=The Hall", NULL);
	assert_ok(db, record_merge(db, entity_find("institution"), one, two, &moved));
	undo_and_redo(db);
}

static void splits(struct fixture *f, struct db *db)
{
	int64_t id = fixture_made(f, db, "person", "given=Rosa", "family=Mamani", "phone=07700 900222",
		NULL), other;
	int64_t touch = fixture_made(f, db, "touch", arena_printf(&f->a, "person=%d", (int)id),
		"note=rang", NULL);
	const char *const fields[] = { "given=Rosalia" };
	const struct marked rows = { entity_find("touch"), &touch, 1 };
	assert_ok(db, record_split(db, PERSON, id, 1, fields, &rows, 1, &other));
	assert_string_equal(fixture_get(f, db, "person", other, "given"), "Rosalia");
	undo_and_redo(db);
}

static void imports(struct fixture *f, struct db *db)
{
	const char *path = arena_printf(&f->a, "%s/list.csv", f->dir);
	FILE *to = fopen(path, "w");
	fprintf(to, "Given name,Family name,Phone,Institution\n");
	for (int i = 0; i < 60; i++)
		fprintf(to, "Illa%d,Condori%d,07700 9%05d,\n", i, i, i);
	fprintf(to, ",,not a phone,\n");
	fclose(to);
	struct import *im;
	int64_t before = db_int_of(db, "SELECT count(*) FROM person /* scan: few */", NULL, 0);
	assert_ok(db, import_plan(db, &f->a, PERSON, path, 0, NULL, &im));
	assert_int_equal(im->fresh, 60);
	assert_ok(db, import_run(db, &f->a, im, NULL, NULL));
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM person /* scan: few */", NULL, 0), before + 60);
	undo_and_redo(db);
}

static void erases(struct fixture *f, struct db *db)
{
	struct erasure gone;
	int64_t id = fixture_made(f, db, "person", "given=Tika", "family=Huanca", NULL);
	fixture_made(f, db, "touch", arena_printf(&f->a, "person=%d", (int)id), "note=Tika rang", NULL);
	assert_ok(db, erase_person(db, &f->a, id, "Tika Huanca", &gone));
	assert_false(same(fixture_get(f, db, "person", id, "given"), "Tika"));
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM change WHERE before LIKE '%Tika%' OR"
		" after LIKE '%Tika%' /* scan: */", NULL, 9), 0);
	assert_ok(db, db_check(db));
}

static void hands_over(struct fixture *f, struct db *db)
{
	struct handed h;
	int64_t from = db_int_of(f->db, "SELECT id FROM user WHERE name = 'gone'", NULL, 0);
	int64_t her = fixture_made(f, db, "person", "given=Inti", "owner=gone", NULL);
	assert_ok(db, handover(db, &f->a, from, db_my_id(db), &h));
	assert_string_equal(fixture_get(f, db, "person", her, "owner"),
		arena_int(&f->a, db_my_id(db)));
	fixture_set(f, f->db, "user", from, "disabled=no");
}

static void copies(struct fixture *f, struct db *db)
{
	int64_t size;
	const char *to = arena_printf(&f->a, "%s/copy-%d.db", f->dir, (int)history_txn(f->db));
	unlink(to);
	assert_ok(db, keep_backup(db, to, &size));
}

/* What was not kept leaves the wall as it was. */
static void test_rolled_back(void **state)
{
	struct fixture *f = *state;
	db_close(fixture_user(f, "olga", "organiser"));
	struct db *db = fixture_open_as(f->path, "olga", true);
	assert_ok(db, db_begin(db));
	fixture_made(f, db, "person", "given=Sonqo", NULL);
	db_rollback(db);
	fixture_made(f, db, "person", "given=Sonqo", NULL);
	assert_ok(db, history_undo(db, 0));
	assert_ok(db, history_redo(db));
	db_close(db);
}

static void test_acts(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *name, *role;
		bool keeps; /* users: then she hands over too */
	} users[] = { { "olga", "organiser", false }, { "lea", "dsl", false },
		{ "amy", "organiser,admin", true } };
	static void (*const acts[])(struct fixture *, struct db *) = { merges, splits, imports, erases,
		copies };
	db_close(fixture_user(f, "gone", "organiser"));
	for (size_t u = 0; u < COUNT(users); u++) {
		db_close(fixture_user(f, users[u].name, users[u].role));
		for (int wall = 0; wall < 2; wall++) {
			struct db *db;
			for (size_t i = 0; i < COUNT(acts); i++) { /* each as the first thing she does */
				db = fixture_open_as(f->path, users[u].name, wall);
				acts[i](f, db);
				db_close(db);
			}
			db = fixture_open_as(f->path, users[u].name, wall);
			for (size_t i = 0; i < COUNT(acts); i++)
				acts[i](f, db);
			if (users[u].keeps)
				hands_over(f, db);
			db_close(db);
		}
	}
}

struct stopper {
	int calls, from;
};

static bool from_then_on(void *arg)
{
	struct stopper *s = arg;
	return s->calls++ >= s->from;
}

/* Stopped by a key, wherever that comes: the act is done or it is not, and she goes on behind her wall.
 * False when the key came too late. */
static bool stopped(struct fixture *f, struct db *db, struct stopper *s)
{
	int64_t moved, keep = fixture_made(f, db, "person", "given=Ana", "family=Quispe", NULL);
	int64_t drop = fixture_made(f, db, "person", "given=Anna", "family=Kispe", NULL);
	int64_t touch = fixture_made(f, db, "touch", arena_printf(&f->a, "person=%d", (int)drop), NULL);
	s->calls = 0;
	db_interrupt_hook(db, (struct db_interrupt){ from_then_on, s, NULL });
	enum rc rc = record_merge(db, PERSON, keep, drop, &moved);
	const char *words = arena_dup(&f->a, db_words(db));
	db_interrupt_hook(db, (struct db_interrupt){ 0 });
	if (rc && (rc != BUSY || !*words))
		fail_msg("from call %d on: %d, %s", s->from, rc, words);
	const char *whose = fixture_get(f, f->db, "touch", touch, "person");
	if (!same(whose, arena_int(&f->a, rc ? drop : keep)))
		fail_msg("from call %d on: %d, and what was hers is of %s", s->from, rc, whose);
	assert_true(db_walled(db));
	struct stmt *st = db_query(db, "SELECT id FROM main.concern /* scan: */", NULL);
	assert_false(db_step(st));
	assert_int_equal(db_done(st), DENIED);
	if (rc)
		assert_ok(db, record_merge(db, PERSON, keep, drop, &moved));
	assert_int_equal(record_merged(f->db, PERSON, drop), keep);
	return s->calls > s->from;
}

static void test_stopped(void **state)
{
	struct fixture *f = *state;
	struct stopper s = { 0 };
	bool in_time = true;
	db_close(fixture_user(f, "olga", "organiser"));
	for (; in_time; s.from += 1 + s.from / 16) {
		struct db *db = fixture_walled(f, "olga");
		in_time = stopped(f, db, &s);
		db_close(db);
	}
	assert_true(s.from > 20);
	assert_ok(f->db, db_check(f->db));
}

/* A trustee's question needs a connection of its own: where the file cannot be opened, that is said. */
static void test_no_other_connection(void **state)
{
	struct fixture *f = *state;
	const struct question *q = question_find("one-to-ones-by-week");
	const char *there = arena_printf(&f->a, "%s/elsewhere.db", f->dir);
	struct list *l;
	db_close(fixture_user(f, "tom", "trustee"));
	struct db *db = fixture_walled(f, "tom");
	assert_int_equal(rename(f->path, there), 0);
	assert_int_equal(question_ask(db, q, 0, NULL, &l), NOTFOUND);
	assert_non_null(strstr(db_words(db), f->path));
	assert_int_equal(rename(there, f->path), 0);
	assert_ok(db, question_ask(db, q, 0, NULL, &l));
	list_close(l);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_rolled_back),
		FIXTURE_TEST(test_acts),
		FIXTURE_TEST(test_stopped),
		FIXTURE_TEST(test_no_other_connection),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
