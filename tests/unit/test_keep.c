/* Copies, the way back, another folder, another machine; a full disk and kill -9 on the way. */
#include "fixture.h"
#include "core/care.h"
#include "core/keep.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char *in_dir(struct fixture *f, const char *name)
{
	return arena_printf(&f->a, "%s/%s", f->dir, name);
}

static int64_t people(struct db *db)
{
	return db_int_of(db, "SELECT count(*) FROM person", NULL, -1);
}

/* People in a file as the program finds it; it must be sound. */
static int64_t people_in(const char *path)
{
	struct db *db;
	assert_ok(db, db_open(&db, path, 0));
	assert_ok(db, schema_open(db));
	assert_ok(db, db_check(db));
	int64_t n = people(db);
	db_close(db);
	return n;
}

static int files_in(struct fixture *f, const char *with)
{
	int n = 0;
	DIR *dir = opendir(f->dir);
	for (struct dirent *d; (d = readdir(dir));)
		n += strstr(d->d_name, with) != NULL;
	closedir(dir);
	return n;
}

static void backup(void **state)
{
	struct fixture *f = *state;
	const char *to = in_dir(f, "copy.db");
	int64_t size = 0;
	struct stat st;
	fixture_person(f, "Ana", NULL);
	assert_ok(f->db, keep_backup(f->db, to, &size));
	assert_int_equal(stat(to, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, size);
	assert_int_equal(people_in(to), 1);
	fixture_person(f, "Bea", NULL);
	assert_int_equal(keep_backup(f->db, to, &size), INVALID);
	assert_int_equal(people_in(to), 1);
	assert_int_equal(files_in(f, "unfinished"), 0);
	assert_int_equal(keep_backup(f->db, in_dir(f, "none/copy.db"), &size), FAILED);
}

/* Runs in a process of its own that may write no file longer than 100 kB. */
static void full_disk(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", NULL);
	pid_t child = fork();
	if (!child) {
		int64_t size;
		struct rlimit most = { 100000, 100000 };
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &most);
		enum rc rc = keep_backup(f->db, in_dir(f, "copy.db"), &size);
		_exit(rc == FAILED && *db_words(f->db) ? 0 : 1);
	}
	int status;
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && !WEXITSTATUS(status));
	assert_int_equal(files_in(f, "copy"), 0);
	assert_ok(f->db, db_check(f->db));
}

static bool at_once(void *arg)
{
	(void)arg;
	return true;
}

static void daily(void **state)
{
	struct fixture *f = *state;
	const char *folder = in_dir(f, "kept"), *made, *first;
	struct stat st;
	assert_ok(f->db, keep_settle(f->db, false));
	db_interrupt_hook(f->db, (struct db_interrupt){ at_once, NULL });
	assert_int_equal(keep_daily(f->db, &f->a, folder, &made), BUSY);
	db_interrupt_hook(f->db, (struct db_interrupt){ 0 });
	assert_null(made);
	assert_ok(f->db, keep_daily(f->db, &f->a, folder, &first));
	assert_string_equal(first, arena_printf(&f->a, "%s/a-2026-11-21.db", folder));
	assert_true(!stat(folder, &st) && (st.st_mode & 0777) == 0700);
	assert_true(!stat(first, &st) && (st.st_mode & 0777) == 0600);
	assert_ok(f->db, keep_daily(f->db, &f->a, folder, &made));
	assert_null(made);
	for (int day = 22; day <= 30; day++) {
		setenv("PACT_TODAY", arena_printf(&f->a, "2026-11-%d", day), 1);
		assert_ok(f->db, keep_daily(f->db, &f->a, folder, &made));
		assert_non_null(made);
	}
	assert_int_equal(access(first, F_OK), -1);
	/* A clock that went back: the copy of that day stays, and is made once. */
	setenv("PACT_TODAY", "2026-11-20", 1);
	assert_ok(f->db, keep_daily(f->db, &f->a, folder, &made));
	assert_non_null(made);
	assert_ok(f->db, keep_daily(f->db, &f->a, folder, &made));
	assert_null(made);
	int n = 0;
	for (int day = 20; day <= 30; day++) {
		const char *path = arena_printf(&f->a, "%s/a-2026-11-%d.db", folder, day);
		n += !unlink(path);
	}
	assert_int_equal(n, 7);
	rmdir(folder);
}

/* Another file called a.db: its copies do not pass for ours. */
static void daily_of_another(void **state)
{
	struct fixture *f = *state;
	const char *folder = in_dir(f, "kept"), *path = in_dir(f, "b/a.db"), *one, *two, *again;
	struct db *other;
	assert_ok(f->db, keep_settle(f->db, false));
	assert_ok(f->db, keep_daily(f->db, &f->a, folder, &one));
	assert_int_equal(mkdir(in_dir(f, "b"), 0700), 0);
	assert_ok(other, db_open(&other, path, DB_CREATE));
	assert_ok(other, schema_open(other));
	assert_ok(other, keep_settle(other, false));
	assert_ok(other, keep_daily(other, &f->a, folder, &two));
	assert_non_null(two);
	assert_string_not_equal(one, two);
	assert_ok(other, keep_daily(other, &f->a, folder, &again));
	assert_null(again);
	db_close(other);
	unlink(one), unlink(two), unlink(path), unlink(in_dir(f, "b/a.db-lock"));
	rmdir(folder), rmdir(in_dir(f, "b"));
}

static void restore(void **state)
{
	struct fixture *f = *state;
	const char *copy = in_dir(f, "copy.db");
	int64_t size;
	struct kept k;
	fixture_person(f, "Ana", NULL);
	assert_ok(f->db, keep_backup(f->db, copy, &size));
	int64_t bea = fixture_person(f, "Bea", NULL), txn = history_txn(f->db);
	struct db *other = fixture_connect(f, NULL);
	assert_int_equal(keep_restore(&f->a, f->path, copy, &k), BUSY);
	db_close(k.db);
	db_close(other);
	db_close(f->db);
	assert_int_equal(keep_restore(&f->a, f->path, f->path, &k), INVALID);
	db_close(k.db);
	assert_ok(k.db, keep_restore(&f->a, f->path, copy, &k));
	db_close(k.db);
	assert_int_equal(people_in(f->path), 1);
	assert_int_equal(people_in(k.path), 2);
	assert_false(k.damaged);
	f->db = fixture_connect(f, NULL);
	enum met met;
	const char *where;
	assert_ok(f->db, keep_meet(f->db, &f->a, &met, &where));
	assert_int_equal(met, MET_HOME);
	assert_true(fixture_person(f, "Cay", NULL) > bea); /* no number is given twice */
	assert_true(history_txn(f->db) > txn);
	assert_int_equal(keep_restore(&f->a, f->path, in_dir(f, "none.db"), &k), NOTFOUND);
	db_close(k.db);
}

static void scribble(const char *path, off_t at, size_t n)
{
	char bytes[512];
	int fd = open(path, O_WRONLY);
	memset(bytes, 0x5a, sizeof bytes);
	for (size_t done = 0; done < n; done += sizeof bytes)
		assert_int_equal(pwrite(fd, bytes, sizeof bytes, at + (off_t)done), sizeof bytes);
	close(fd);
}

static void restore_over_rubble(void **state)
{
	struct fixture *f = *state;
	const char *copy = in_dir(f, "copy.db"), *broken = in_dir(f, "broken.db");
	int64_t size;
	struct kept k;
	struct stat st;
	fixture_person(f, "Ana", NULL);
	assert_ok(f->db, keep_backup(f->db, copy, &size));
	assert_ok(f->db, keep_backup(f->db, broken, &size));
	db_close(f->db);
	f->db = NULL;
	for (int header = 0; header < 2; header++) {
		scribble(f->path, header ? 0 : 8192, 65536);
		assert_ok(k.db, keep_restore(&f->a, f->path, copy, &k));
		assert_true(k.damaged);
		assert_true(!stat(k.path, &st) && st.st_size > 0);
		db_close(k.db);
		assert_int_equal(people_in(f->path), 1);
	}
	unlink(f->path);
	assert_ok(k.db, keep_restore(&f->a, f->path, copy, &k));
	assert_null(k.path);
	db_close(k.db);
	assert_int_equal(people_in(f->path), 1);
	scribble(broken, 8192, 65536); /* a bad copy takes nobody's place */
	assert_int_equal(keep_restore(&f->a, f->path, broken, &k), INVALID);
	db_close(k.db);
	assert_int_equal(people_in(f->path), 1);
}

/* Whoever asked to be forgotten is not brought back by an older copy. */
static void restore_forgets(void **state)
{
	struct fixture *f = *state;
	const char *copy = in_dir(f, "copy.db");
	int64_t size, id = fixture_person(f, "Amina", "Warsame");
	struct erasure gone;
	struct kept k;
	assert_ok(f->db, keep_backup(f->db, copy, &size));
	assert_ok(f->db, erase_person(f->db, &f->a, id, "Amina Warsame", &gone));
	db_close(f->db);
	f->db = NULL;
	assert_ok(k.db, keep_restore(&f->a, f->path, copy, &k));
	assert_int_equal(k.erased, 1);
	db_close(k.db);
	f->db = fixture_connect(f, NULL);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person WHERE family = 'Warsame'",
		NULL, -1), 0);
}

static void move(void **state)
{
	struct fixture *f = *state;
	const char *folder = in_dir(f, "new"), *where;
	struct kept k;
	struct stat st;
	enum met met;
	fixture_person(f, "Ana", NULL);
	assert_ok(f->db, keep_settle(f->db, false));
	assert_int_equal(keep_move(&f->a, f->path, folder, &k), BUSY);
	db_close(k.db);
	assert_int_equal(access(in_dir(f, "new/a.db"), F_OK), -1);
	db_close(f->db);
	assert_ok(k.db, keep_move(&f->a, f->path, folder, &k));
	db_close(k.db);
	assert_int_equal(people_in(k.path), 1);
	assert_true(!stat(f->path, &st) && (st.st_mode & 0777) == 0400);
	assert_ok(f->db, db_open(&f->db, f->path, DB_READONLY));
	assert_ok(f->db, keep_meet(f->db, &f->a, &met, &where));
	assert_int_equal(met, MET_LEFT);
	assert_string_equal(where, k.path);
	struct db *new;
	assert_ok(new, db_open(&new, k.path, 0));
	assert_ok(new, keep_meet(new, &f->a, &met, &where));
	assert_int_equal(met, MET_HOME);
	db_close(new);
	db_close(f->db);
	chmod(f->path, 0600);
	assert_int_equal(keep_move(&f->a, f->path, folder, &k), INVALID); /* there is one there */
	db_close(k.db);
	f->db = NULL;
	unlink(in_dir(f, "new/a.db")), unlink(in_dir(f, "new/a.db-lock"));
	rmdir(folder);
}

static void refused_places(void **state)
{
	struct fixture *f = *state;
	struct kept k;
	db_close(f->db);
	f->db = NULL;
	assert_int_equal(keep_move(&f->a, f->path, in_dir(f, "Dropbox"), &k), INVALID);
	assert_non_null(strstr(db_words(k.db), "service"));
	db_close(k.db);
	rmdir(in_dir(f, "Dropbox"));
	assert_int_equal(people_in(f->path), 0);
}

static void copy_file(struct fixture *f, const char *to)
{
	char bytes[65536];
	int in = open(f->path, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
	for (ssize_t n; (n = read(in, bytes, sizeof bytes)) > 0;)
		assert_int_equal(write(out, bytes, (size_t)n), n);
	close(in), close(out);
}

static enum met meet(struct fixture *f, const char *path, struct db **db)
{
	const char *where;
	enum met met;
	assert_ok(*db, db_open(db, path, 0));
	assert_ok(*db, schema_open(*db));
	assert_ok(*db, keep_meet(*db, &f->a, &met, &where));
	return met;
}

static void moved_or_copied(void **state)
{
	struct fixture *f = *state;
	const char *copy = in_dir(f, "copy.db"), *other = in_dir(f, "other.db");
	struct db *db;
	setenv("PACT_MACHINE", "here", 1);
	assert_ok(f->db, keep_settle(f->db, false));
	db_close(f->db);
	assert_int_equal(meet(f, f->path, &db), MET_HOME);
	db_close(db);
	copy_file(f, copy);
	assert_int_equal(meet(f, copy, &db), MET_COPY);
	assert_ok(db, keep_settle(db, true));
	int site = db_site(db);
	assert_in_range(site, 1, 8191);
	assert_int_equal(db_new_id(db, "person") >> 40, site);
	db_close(db);
	assert_int_equal(rename(copy, other), 0); /* moved, on this machine: nobody is asked */
	assert_int_equal(meet(f, other, &db), MET_HOME);
	assert_int_equal(db_site(db), site);
	db_close(db);
	setenv("PACT_MACHINE", "there", 1);
	assert_int_equal(meet(f, f->path, &db), MET_ELSEWHERE);
	assert_ok(db, keep_settle(db, false));
	assert_int_equal(db_site(db), 0);
	db_close(db);
	assert_int_equal(meet(f, f->path, &db), MET_HOME);
	db_close(db);
	unsetenv("PACT_MACHINE");
	f->db = NULL;
}

/* Killed at any moment of it, a file that is sound stands where it stood, with the people of before
 * or of after. */
static void killed(void **state)
{
	struct fixture *f = *state;
	const char *copy = in_dir(f, "copy.db");
	int64_t size;
	int before = 0, after = 0;
	fixture_person(f, "Ana", NULL);
	assert_ok(f->db, keep_settle(f->db, false));
	assert_ok(f->db, keep_backup(f->db, copy, &size));
	fixture_person(f, "Bea", NULL);
	db_close(f->db);
	f->db = NULL;
	for (int i = 0; i < 24; i++) {
		struct kept k;
		pid_t child = fork();
		if (!child) {
			keep_restore(&f->a, f->path, copy, &k);
			_exit(0);
		}
		usleep((useconds_t)(i * i * 500));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		int64_t n = people_in(f->path);
		assert_in_range(n, 1, 2);
		before += n == 2;
		after += n == 1;
	}
	assert_true(before + after == 24);
}

static void killed_while_moving(void **state)
{
	struct fixture *f = *state;
	const char *folder = in_dir(f, "new"), *new = in_dir(f, "new/a.db");
	fixture_person(f, "Ana", NULL);
	assert_ok(f->db, keep_settle(f->db, false));
	db_close(f->db);
	f->db = NULL;
	for (int i = 0; i < 24 && access(new, F_OK); i++) {
		struct kept k;
		struct db *db;
		pid_t child = fork();
		if (!child) {
			keep_move(&f->a, f->path, folder, &k);
			_exit(0);
		}
		usleep((useconds_t)(i * i * 400));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		enum met met = meet(f, f->path, &db); /* ends what was cut short */
		db_close(db);
		assert_int_equal(people_in(met == MET_LEFT ? new : f->path), 1);
		if (met != MET_LEFT)
			assert_int_equal(access(new, F_OK), -1);
	}
	chmod(f->path, 0600);
	unlink(new), unlink(in_dir(f, "new/a.db-lock")), unlink(in_dir(f, "new/a.db.unfinished"));
	unlink(in_dir(f, "new/a.db.unfinished-wal")), unlink(in_dir(f, "new/a.db.unfinished-shm"));
	unlink(in_dir(f, "new/a.db.unfinished-lock"));
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(backup), FIXTURE_TEST(full_disk), FIXTURE_TEST(daily),
		FIXTURE_TEST(daily_of_another), FIXTURE_TEST(restore),
		FIXTURE_TEST(restore_over_rubble), FIXTURE_TEST(restore_forgets),
		FIXTURE_TEST(move), FIXTURE_TEST(refused_places), FIXTURE_TEST(moved_or_copied),
		FIXTURE_TEST(killed), FIXTURE_TEST(killed_while_moving),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
