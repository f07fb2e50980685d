/* Who was erased leaves the copies of the file too: those of each day, what restore kept, what move
 * left, one that is named; and what others wrote of her there. */
#include "fixture.h"
#include "core/care.h"
#include "core/keep.h"
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define PERSON entity_find("person")

static const char *in_dir(struct fixture *f, const char *name)
{
	return arena_printf(&f->a, "%s/%s", f->dir, name);
}

static bool holds(const char *path, const char *bytes)
{
	static char all[8 << 20];
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(all, 1, sizeof all, file) : 0;
	if (file)
		fclose(file);
	return n && memmem(all, n, bytes, strlen(bytes));
}

static const char *daily(struct fixture *f, const char *day)
{
	const char *made;
	setenv("PACT_TODAY", day, 1);
	assert_ok(f->db, keep_daily(f->db, &f->a, f->dir, &made));
	setenv("PACT_TODAY", "2026-11-21", 1);
	assert_non_null(made);
	return made;
}

static int64_t wrote(struct fixture *f, int64_t of, const char *story)
{
	return fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)of),
		"on=2026-11-01", arena_printf(&f->a, "story=%s", story), NULL);
}

static const char *story_in(struct fixture *f, const char *copy, int64_t id)
{
	struct db *db;
	assert_ok(db, db_open(&db, copy, DB_READONLY));
	const char *ret = db_text_of(db, &f->a, "SELECT story FROM one_to_one WHERE id = :id",
		BIND(I("id", id)));
	db_close(db);
	return ret;
}

static void test_others_words(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	int people;
	int64_t her = fixture_person(f, "Zoraida", "Xu"), bo = fixture_person(f, "Bo", "Lind");
	int64_t rosa = fixture_person(f, "Qzqrosa", NULL);
	static const char *const story[][2] = {
		{ "came with Zoraida Xu.", "came with (erased)." },
		{ "ZORAÏDA  xu's sister\nand Xu, again", "(erased) sister\nand (erased), again" },
		{ "Xu and others; (Zoraida)", "(erased) and others; ((erased))" },
		{ "xufang met zoraidas sister", "xufang met zoraidas sister" },
		{ "a qzqrosa in the window", "a qzqrosa in the window" },
	};
	int64_t id[COUNT(story)];
	for (size_t i = 0; i < COUNT(story); i++)
		id[i] = wrote(f, bo, story[i][0]);
	const char *copy = daily(f, "2026-11-20");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Xu", &gone));
	assert_ok(f->db, erase_person(f->db, &f->a, rosa, "Qzqrosa", &gone));
	assert_ok(f->db, keep_clean(f->db, &f->a, copy, "Qzqrosa", &people));
	assert_int_equal(people, 2);
	for (size_t i = 0; i < COUNT(story); i++)
		assert_string_equal(story_in(f, copy, id[i]), story[i][1]);
	assert_ok(f->db, keep_clean(f->db, &f->a, copy, NULL, &people));
	assert_int_equal(people, 0);
	struct db *db;
	assert_ok(db, db_open(&db, copy, 0));
	assert_ok(db, db_check(db));
	assert_ok(db, schema_open(db));
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM one_to_one_fts WHERE one_to_one_fts"
		" MATCH 'window'", NULL, 0), 1);
	db_close(db);
}

/* Mended by hand in the file, it stays in the words of its index until that is made anew. */
static void test_mended_words_leave_the_index(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	int64_t her = fixture_person(f, "Zoraida", "Xuxo"), bo = fixture_person(f, "Bo", "Lind");
	int64_t met = wrote(f, bo, "came with Zoraida Xuxo");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Xuxo", &gone));
	fixture_set(f, f->db, "one_to_one", met, "story=came with a friend");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Xuxo", &gone));
	assert_false(holds(f->path, "zoraida"));
	assert_false(holds(f->path, "xuxo"));
}

static void test_every_copy_of_ours(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	struct cleaned c;
	struct kept k;
	int64_t size;
	assert_ok(f->db, keep_settle(f->db, false));
	int64_t her = fixture_new(f, "person", "given=Zoraida", "family=Qzqxuxo", NULL);
	const char *copies[4] = { daily(f, "2026-11-19"), daily(f, "2026-11-20") };
	const char *by_hand = in_dir(f, "hand.db"), *other = in_dir(f, "other-2026-11-20.db");
	assert_ok(f->db, keep_backup(f->db, by_hand, &size));
	db_close(f->db);
	assert_ok(k.db, keep_restore(&f->a, f->path, by_hand, &k));
	db_close(k.db);
	copies[2] = k.path;
	/* Another's, in the same folder. */
	struct db *db;
	assert_ok(db, db_open(&db, other, DB_CREATE));
	assert_ok(db, schema_open(db));
	assert_ok(db, access_login(db, "ana"));
	assert_ok(db, keep_settle(db, false));
	struct db *mine = f->db;
	f->db = db;
	fixture_person(f, "Zoraida", "Qzqxuxo");
	f->db = mine;
	db_close(db);
	assert_ok(k.db, keep_move(&f->a, f->path, in_dir(f, "new"), &k));
	db_close(k.db);
	copies[3] = f->path;
	assert_ok(db, db_open(&db, k.path, 0));
	assert_ok(db, schema_open(db));
	assert_ok(db, access_login(db, "ana"));
	f->db = db;
	rename(copies[2], arena_printf(&f->a, "%s-before-restore-x", k.path));
	copies[2] = arena_printf(&f->a, "%s-before-restore-x", k.path);
	for (size_t i = 0; i < COUNT(copies); i++)
		assert_true(holds(copies[i], "Qzqxuxo"));
	assert_ok(db, erase_person(db, &f->a, her, "Zoraida Qzqxuxo", &gone));
	assert_ok(db, keep_clean_all(db, &f->a, f->dir, "Zoraida Qzqxuxo", &c));
	assert_int_equal(c.copies, 4);
	assert_string_equal(c.left, "");
	for (size_t i = 0; i < COUNT(copies); i++)
		assert_false(holds(copies[i], "Qzqxuxo"));
	struct stat st;
	assert_int_equal(stat(copies[3], &st), 0);
	assert_int_equal(st.st_mode & 0777, 0400);
	assert_true(holds(other, "Qzqxuxo") && holds(by_hand, "Qzqxuxo"));
	int people;
	assert_int_equal(keep_clean(db, &f->a, other, NULL, &people), INVALID);
	assert_int_equal(keep_clean(db, &f->a, k.path, NULL, &people), INVALID);
	assert_ok(db, keep_clean(db, &f->a, by_hand, NULL, &people));
	assert_int_equal(people, 1);
	assert_false(holds(by_hand, "Qzqxuxo"));
	/* What is no database any more is told. */
	FILE *file = fopen(copies[0], "w");
	fputs("rubbish Qzqxuxo", file);
	fclose(file);
	assert_ok(db, keep_clean_all(db, &f->a, f->dir, "Zoraida Qzqxuxo", &c));
	assert_int_equal(c.copies, 3);
	assert_non_null(strstr(c.left, copies[0]));
	unlink(copies[2]), unlink(k.path), unlink(arena_printf(&f->a, "%s-lock", k.path));
	unlink(arena_printf(&f->a, "%s-wal", k.path)), unlink(arena_printf(&f->a, "%s-shm", k.path));
	rmdir(in_dir(f, "new"));
	chmod(f->path, 0600);
}

static bool at_once(void *arg)
{
	(void)arg;
	return true;
}

static bool never(void *arg)
{
	(void)arg;
	return false;
}

/* Somebody has it open: that is told, and the others are seen to. */
static void test_one_in_use_is_told(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	struct cleaned c;
	struct db *reader;
	int64_t her = fixture_person(f, "Zoraida", "Qzqxuxo");
	const char *copy = daily(f, "2026-11-19"), *next = daily(f, "2026-11-20");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Qzqxuxo", &gone));
	assert_ok(reader, db_open(&reader, next, 0));
	struct stmt *st = db_query(reader, "SELECT id FROM person", NULL);
	assert_true(db_step(st));
	db_interrupt_hook(f->db, (struct db_interrupt){ never, NULL });
	assert_ok(f->db, keep_clean_all(f->db, &f->a, f->dir, "Zoraida Qzqxuxo", &c));
	db_interrupt_hook(f->db, (struct db_interrupt){ 0 });
	assert_int_equal(c.copies, 1);
	assert_non_null(strstr(c.left, next));
	assert_null(strstr(c.left, copy));
	assert_false(holds(copy, "Qzqxuxo"));
	db_done(st);
	db_close(reader);
	assert_ok(f->db, keep_clean_all(f->db, &f->a, f->dir, NULL, &c));
	assert_false(holds(next, "Qzqxuxo"));
}

/* Stopped by Esc, or killed on the way: leaving the program ends it. */
static void test_what_was_stopped_is_ended_on_leaving(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	struct cleaned c;
	const char *made;
	int64_t her = fixture_person(f, "Zoraida", "Qzqxuxo"), bo = fixture_person(f, "Bo", "Lind");
	wrote(f, bo, "came with Zoraida Qzqxuxo");
	const char *copy = daily(f, "2026-11-19"), *next = daily(f, "2026-11-21");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Qzqxuxo", &gone));
	db_interrupt_hook(f->db, (struct db_interrupt){ at_once, NULL });
	assert_int_equal(keep_clean_all(f->db, &f->a, f->dir, "Zoraida Qzqxuxo", &c), BUSY);
	db_interrupt_hook(f->db, (struct db_interrupt){ 0 });
	assert_non_null(strstr(c.left, copy));
	assert_non_null(strstr(c.left, next));
	assert_int_equal(c.copies, 0);
	assert_true(holds(copy, "Qzqxuxo"));
	for (int i = 0; i < 12; i++) {
		pid_t child = fork();
		if (!child) {
			struct db *db = fixture_connect(f, NULL);
			_exit(keep_clean_all(db, &f->a, f->dir, NULL, &c));
		}
		usleep((useconds_t)(i * i * 600));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		struct db *db;
		assert_ok(db, db_open(&db, copy, DB_READONLY));
		assert_ok(db, db_check(db));
		assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, 0), 2);
		db_close(db);
	}
	assert_ok(f->db, keep_daily(f->db, &f->a, f->dir, &made));
	assert_null(made);
	assert_false(holds(copy, "Qzqxuxo"));
	assert_false(holds(next, "Qzqxuxo"));
}

/* Nobody reviews a file that was restored: there she goes from what others wrote as well. */
static void test_restored(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	struct kept k;
	int64_t size, her = fixture_person(f, "Zoraida", "Qzqxuxo"), bo = fixture_person(f, "Bo", "L");
	int64_t met = wrote(f, bo, "came with Zoraida Qzqxuxo");
	const char *copy = in_dir(f, "copy.db");
	assert_ok(f->db, keep_backup(f->db, copy, &size));
	fixture_set(f, f->db, "one_to_one", met, "story=came with a friend");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Qzqxuxo", &gone));
	db_close(f->db);
	f->db = NULL;
	assert_ok(k.db, keep_restore(&f->a, f->path, copy, &k));
	db_close(k.db);
	assert_int_equal(k.erased, 1);
	assert_string_equal(story_in(f, f->path, met), "came with (erased)");
	assert_false(holds(f->path, "Qzqxuxo"));
	assert_false(holds(f->path, "qzqxuxo"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_others_words),
		FIXTURE_TEST(test_mended_words_leave_the_index),
		FIXTURE_TEST(test_every_copy_of_ours),
		FIXTURE_TEST(test_one_in_use_is_told),
		FIXTURE_TEST(test_what_was_stopped_is_ended_on_leaving),
		FIXTURE_TEST(test_restored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
