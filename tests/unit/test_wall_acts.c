/* What works on many rows at once works behind the wall as it does without it: for an organiser and for
 * the safeguarding lead, each act, its undo and its redo. */
#include "fixture.h"
#include "core/care.h"
#include "core/keep.h"
#include "core/merge.h"
#include "core/transfer.h"

#define PERSON entity_find("person")

static struct db *comes_in(struct fixture *f, const char *name, bool wall)
{
	struct db *db = fixture_connect(f, name);
	if (wall)
		assert_ok(db, access_wall(db));
	return db;
}

static int64_t made(struct fixture *f, struct db *db, const char *entity, ...)
{
	struct edit *ed = edit_new(db, &f->a, entity_find(entity));
	const char *assignment;
	va_list ap;
	va_start(ap, entity);
	while ((assignment = va_arg(ap, const char *)))
		assert_ok(db, edit_assign(db, ed, assignment));
	va_end(ap);
	assert_ok(db, edit_save(db, ed));
	return ed->id;
}

static void undo_and_redo(struct db *db)
{
	assert_ok(db, history_undo(db, 0));
	assert_ok(db, history_redo(db));
	assert_ok(db, history_undo(db, 0));
	assert_ok(db, db_check(db));
}

static void merges(struct fixture *f, struct db *db)
{
	int64_t keep = made(f, db, "person", "given=Ana", "family=Quispe", NULL), moved;
	int64_t drop = made(f, db, "person", "given=Anna", "family=Kispe", "phone=07700 900123", NULL);
	made(f, db, "touch", arena_printf(&f->a, "person=%d", (int)drop), "note=rang", NULL);
	made(f, db, "one_to_one", arena_printf(&f->a, "person=%d", (int)drop), "interests=Family", NULL);
	assert_ok(db, record_merge(db, PERSON, keep, drop, &moved));
	assert_int_equal(moved, 2);
	assert_int_equal(record_merged(db, PERSON, drop), keep);
	undo_and_redo(db);
	int64_t one = made(f, db, "institution", "name=Hall", NULL);
	int64_t two = made(f, db, "institution", "name=The Hall", NULL);
	assert_ok(db, record_merge(db, entity_find("institution"), one, two, &moved));
	undo_and_redo(db);
}

static void splits(struct fixture *f, struct db *db)
{
	int64_t id = made(f, db, "person", "given=Rosa", "family=Mamani", "phone=07700 900222", NULL), other;
	int64_t touch = made(f, db, "touch", arena_printf(&f->a, "person=%d", (int)id), "note=rang", NULL);
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
	int64_t id = made(f, db, "person", "given=Tika", "family=Huanca", NULL);
	made(f, db, "touch", arena_printf(&f->a, "person=%d", (int)id), "note=Tika rang", NULL);
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
	int64_t her = made(f, db, "person", "given=Inti", "owner=gone", NULL);
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
	struct db *db = comes_in(f, "olga", true);
	assert_ok(db, db_begin(db));
	made(f, db, "person", "given=Sonqo", NULL);
	db_rollback(db);
	made(f, db, "person", "given=Sonqo", NULL);
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
				db = comes_in(f, users[u].name, wall);
				acts[i](f, db);
				db_close(db);
			}
			db = comes_in(f, users[u].name, wall);
			for (size_t i = 0; i < COUNT(acts); i++)
				acts[i](f, db);
			if (users[u].keeps)
				hands_over(f, db);
			db_close(db);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_rolled_back),
		FIXTURE_TEST(test_acts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
