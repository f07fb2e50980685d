/* The connection: what is refused with which words, transactions, locks, ids, statements. */
#include "fixture.h"
#include "core/str.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static void write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static void test_what_is_no_database_is_left_alone(void **state)
{
	struct fixture *f = *state;
	char path[120];
	struct db *db;
	snprintf(path, sizeof path, "%s/letter.txt", f->dir);
	write_file(path, "Dear Ana, this is a letter and no database, however long it may be."
		" It goes on a little so that it is longer than a header of a hundred bytes.");
	assert_int_equal(db_open(&db, path, DB_CREATE), INVALID);
	assert_non_null(strstr(db_words(db), "not a pact-tui file"));
	db_close(db);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size > 100);
	unlink(path);
}

static void test_folder_and_missing_file(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(db_open(&db, f->dir, DB_CREATE), INVALID);
	db_close(db);
	char path[120];
	snprintf(path, sizeof path, "%s/none.db", f->dir);
	assert_int_equal(db_open(&db, path, 0), NOTFOUND);
	assert_non_null(strstr(db_words(db), path));
	db_close(db);
}

static void test_synced_folder_is_refused(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(db_open(&db, arena_printf(&f->a, "%s/Dropbox/x.db", f->dir), DB_CREATE),
		INVALID);
	assert_non_null(strstr(db_words(db), "copied to a service"));
	db_close(db);
}

static void test_files_are_private(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	static const char *const files[] = { "", "-wal", "-lock" };
	for (size_t i = 0; i < COUNT(files); i++) {
		assert_int_equal(stat(arena_printf(&f->a, "%s%s", f->path, files[i]), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static void test_rollback_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t before = db_int_of(f->db, "SELECT count(*) FROM seq", NULL, -1);
	assert_int_equal(db_begin(f->db), OK);
	assert_int_equal(db_begin(f->db), OK);
	db_new_id(f->db, "nothing");
	db_rollback(f->db);
	assert_false(db_writing(f->db));
	assert_int_equal(db_commit(f->db), FAILED);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM seq", NULL, -1), before);
}

/* What would be saved under no number is not saved. */
static void test_no_id_no_commit(void **state)
{
	struct fixture *f = *state;
	assert_ok(f->db, db_begin(f->db));
	assert_ok(f->db, db_script(f->db, "PRAGMA query_only=1"));
	assert_true(db_new_id(f->db, "person") < 0);
	assert_ok(f->db, db_script(f->db, "PRAGMA query_only=0"));
	assert_int_equal(db_end(f->db, OK), FAILED);
	assert_false(db_writing(f->db));
}

static void test_ids_as_people_see_them(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	assert_string_equal(id_show(f->db, &f->a, 7), "7");
	assert_string_equal(id_show(f->db, &f->a, ((int64_t)2 << 40) + 7), "c7");
	assert_string_equal(id_show(f->db, &f->a, ((int64_t)26 << 40) + 7), "ba7");
	assert_true(id_parse(f->db, "c7", &id));
	assert_int_equal(id, ((int64_t)2 << 40) + 7);
	assert_true(id_parse(f->db, "2199023255559", &id));
	assert_int_equal(id, ((int64_t)2 << 40) + 7);
	static const char *const none[] = { "", "c", "7c", "0", "-7", "7.0", "zzzzzz9", "C7",
		"99999999999999999999" };
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(id_parse(f->db, none[i], &id));
}

static void test_two_statements_of_one_text(void **state)
{
	struct fixture *f = *state;
	struct stmt *one = db_query(f->db, "SELECT :x", BIND(I("x", 1)));
	assert_true(db_step(one));
	assert_int_equal(db_int_of(f->db, "SELECT :x", BIND(I("x", 2)), 0), 2);
	assert_int_equal(db_int(one, 0), 1);
	assert_int_equal(db_done(one), OK);
}

static int written;

static void write_sum(struct str *b, const void *of)
{
	written++;
	str_addf(b, "SELECT %d + :x", *(const int *)of);
}

static void test_long_sql_is_written_once(void **state)
{
	struct fixture *f = *state;
	static const int ten = 10, twenty = 20;
	written = 0;
	for (int i = 0; i < 3; i++) {
		struct stmt *st = db_query_of(f->db, write_sum, &ten, BIND(I("x", i)));
		assert_true(db_step(st));
		assert_int_equal(db_int(st, 0), 10 + i);
		struct stmt *other = db_query_of(f->db, write_sum, &twenty, BIND(I("x", i)));
		assert_true(db_step(other));
		assert_int_equal(db_int(other, 0), 20 + i);
		assert_int_equal(db_done(st), OK);
		assert_int_equal(db_done(other), OK);
	}
	assert_int_equal(written, 2);
	assert_int_equal(db_int_of(f->db, "SELECT 10 + :x", BIND(I("x", 7)), 0), 17);
	/* While it runs it is another statement; when many came since it is written again. */
	struct stmt *one = db_query_of(f->db, write_sum, &ten, BIND(I("x", 1)));
	assert_int_equal(db_done(db_query_of(f->db, write_sum, &ten, BIND(I("x", 2)))), OK);
	assert_true(db_step(one));
	assert_int_equal(db_int(one, 0), 11);
	assert_int_equal(db_done(one), OK);
	assert_int_equal(written, 3);
	for (int i = 0; i < 300; i++)
		db_run(f->db, arena_printf(&f->a, "SELECT %d", i), NULL);
	assert_int_equal(db_done(db_query_of(f->db, write_sum, &ten, BIND(I("x", 1)))), OK);
	assert_int_equal(written, 4);
}

static bool stop_at_once(void *arg)
{
	++*(int *)arg;
	return true;
}

static void test_a_key_stops_a_query(void **state)
{
	struct fixture *f = *state;
	int looked = 0;
	struct db_interrupt before = db_interrupt_hook(f->db,
		(struct db_interrupt){ stop_at_once, &looked });
	struct stmt *st = db_query(f->db, "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL"
		" SELECT i + 1 FROM n) SELECT count(*) FROM n", NULL);
	assert_false(db_step(st));
	assert_int_equal(db_done(st), BUSY);
	assert_int_equal(looked, 1);
	db_interrupt_hook(f->db, before);
	assert_int_equal(db_int_of(f->db, "SELECT 3", NULL, 0), 3);
}

static bool give_up_after_two(void *arg, const char *holder)
{
	snprintf(arg, 100, "%s", holder);
	return false;
}

static void test_who_holds_the_lock_is_said(void **state)
{
	struct fixture *f = *state;
	struct db *other = fixture_connect(f, NULL);
	char holder[100] = "";
	db_busy_as(f->db, "ana: import people");
	db_wait_hook(other, give_up_after_two, holder);
	assert_int_equal(db_begin(f->db), OK);
	assert_int_equal(db_begin(other), BUSY);
	assert_string_equal(holder, "ana: import people");
	assert_non_null(strstr(db_words(other), "ana: import people"));
	assert_int_equal(db_commit(f->db), OK);
	assert_int_equal(db_begin(other), OK);
	assert_int_equal(db_commit(other), OK);
	db_close(other);
}

/* What SQLite takes for something else is a file like any other, and no record is lost in it. */
static void test_names_that_sqlite_reads_otherwise(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { ":memory:", "file:x.db", "a?b#c%20.db", "file:///y" };
	char before[4096];
	assert_non_null(getcwd(before, sizeof before));
	assert_int_equal(chdir(f->dir), 0);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct db *db;
		assert_ok(db, db_open(&db, names[i], DB_CREATE));
		assert_ok(db, schema_open(db));
		db_close(db);
		assert_ok(db, db_open(&db, names[i], 0));
		assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, -1), 0);
		db_close(db);
		unlink(names[i]);
		assert_true(access(names[i], F_OK));
	}
	assert_int_equal(chdir(before), 0);
}

static bool no_patience(void *arg, const char *holder)
{
	snprintf(arg, 40, "%s", holder);
	return false;
}

static void test_a_link_leads_to_the_same_lock(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char link[120], who[40] = "";
	snprintf(link, sizeof link, "%s/link.db", f->dir);
	assert_int_equal(symlink(f->path, link), 0);
	assert_ok(db, db_open(&db, link, 0));
	db_wait_hook(db, no_patience, who);
	db_busy_as(f->db, "ana: import people");
	assert_ok(f->db, db_begin(f->db));
	assert_int_equal(db_begin(db), BUSY);
	assert_string_equal(who, "ana: import people");
	db_rollback(f->db);
	db_close(db);
}

static void test_a_file_that_went_takes_nothing(void **state)
{
	struct fixture *f = *state;
	char away[120];
	snprintf(away, sizeof away, "%s/away.db", f->dir);
	assert_int_equal(rename(f->path, away), 0);
	assert_int_equal(db_begin(f->db), FAILED);
	assert_non_null(strstr(db_words(f->db), "no longer"));
	fclose(fopen(f->path, "w"));
	assert_int_equal(db_begin(f->db), FAILED);
	assert_int_equal(rename(away, f->path), 0);
	assert_ok(f->db, db_begin(f->db));
	assert_ok(f->db, db_commit(f->db));
}

static void test_read_only_file_says_so(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(db_open(&db, f->path, DB_READONLY), OK);
	assert_int_equal(schema_open(db), OK);
	assert_int_equal(db_begin(db), DENIED);
	assert_non_null(strstr(db_words(db), "read-only"));
	db_close(db);
}

static void test_copy_is_sound_and_damage_is_said(void **state)
{
	struct fixture *f = *state;
	char path[120];
	struct db *db;
	snprintf(path, sizeof path, "%s/copy.db", f->dir);
	assert_int_equal(db_copy(f->db, path), OK);
	assert_int_equal(db_copy(f->db, path), FAILED);
	assert_int_equal(db_copy(f->db, "/nowhere/copy.db"), FAILED);
	assert_non_null(strstr(db_words(f->db), "/nowhere/copy.db cannot be made"));
	FILE *out = fopen(path, "r+");
	fseek(out, 4096 * 3, SEEK_SET);
	for (int i = 0; i < 4096 * 4; i++)
		fputc(0x5a, out);
	fclose(out);
	enum rc rc = db_open(&db, path, 0);
	if (!rc)
		rc = db_check(db);
	assert_int_equal(rc, FAILED);
	assert_non_null(strstr(db_words(db), "damaged"));
	db_close(db);
	unlink(path);
}

/* A child saves as fast as it can and tells each id only when it is saved; it is killed at any
 * moment. Every id told is in the file. */
static void test_kill_loses_nothing_told(void **state)
{
	struct fixture *f = *state;
	for (int round = 0; round < 5; round++) {
		int fd[2];
		assert_int_equal(pipe(fd), 0);
		pid_t pid = fork();
		if (!pid) {
			close(fd[0]);
			struct fixture child = *f;
			if (db_open(&child.db, f->path, 0) || schema_open(child.db) ||
				access_login(child.db, "ana"))
				_exit(1);
			for (;;) {
				struct edit *ed = edit_new(child.db, &child.a, entity_find("person"));
				edit_put(ed, field_find(ed->e, "given"), "Saved");
				if (edit_save(child.db, ed) ||
					write(fd[1], &ed->id, sizeof ed->id) != sizeof ed->id)
					_exit(1);
			}
		}
		close(fd[1]);
		int64_t id, told[2000];
		int n = 0;
		int most = 20 + round * 9;
		while (n < most && read(fd[0], &id, sizeof id) == sizeof id)
			told[n++] = id;
		kill(pid, SIGKILL);
		while (n < 2000 && read(fd[0], &id, sizeof id) == sizeof id)
			told[n++] = id;
		close(fd[0]);
		waitpid(pid, NULL, 0);
		assert_true(n >= most);
		for (int i = 0; i < n; i++)
			assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person WHERE id = :id",
				BIND(I("id", told[i])), 0), 1);
		assert_int_equal(db_check(f->db), OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_what_is_no_database_is_left_alone),
		FIXTURE_TEST(test_folder_and_missing_file),
		FIXTURE_TEST(test_synced_folder_is_refused),
		FIXTURE_TEST(test_files_are_private),
		FIXTURE_TEST(test_rollback_leaves_nothing),
		FIXTURE_TEST(test_no_id_no_commit),
		FIXTURE_TEST(test_ids_as_people_see_them),
		FIXTURE_TEST(test_two_statements_of_one_text),
		FIXTURE_TEST(test_long_sql_is_written_once),
		FIXTURE_TEST(test_a_key_stops_a_query),
		FIXTURE_TEST(test_who_holds_the_lock_is_said),
		FIXTURE_TEST(test_names_that_sqlite_reads_otherwise),
		FIXTURE_TEST(test_a_link_leads_to_the_same_lock),
		FIXTURE_TEST(test_a_file_that_went_takes_nothing),
		FIXTURE_TEST(test_read_only_file_says_so),
		FIXTURE_TEST(test_copy_is_sound_and_damage_is_said),
		FIXTURE_TEST(test_kill_loses_nothing_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
