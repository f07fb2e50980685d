/* kill -9 within a merge, a split, an erasure, an import and a migration, at moments spread over the whole of
 * it: afterwards the file is sound and holds all of it or nothing. */
#include "fixture.h"
#include "core/care.h"
#include "core/embed.h"
#include "core/merge.h"
#include "core/transfer.h"
#include <signal.h>
#include <sys/wait.h>

enum { MEETINGS = 60, TIMES = 12 };

#define PERSON entity_find("person")

struct deed {
	enum rc (*run)(struct db *db, struct arena *a);
	/* What must hold whichever way it went; NULL: nothing besides. */
	void (*holds)(struct fixture *f, bool done);
};

static const char *num(struct fixture *f, const char *field, int64_t id)
{
	return arena_printf(&f->a, "%s=%lld", field, (long long)id);
}

/* Ana (1) and Anna (2), who is the same woman, with much about each. */
static void fill(struct fixture *f)
{
	assert_int_equal(fixture_new(f, "person", "given=Ana", "family=Quispe",
		"phone=07700 900123", NULL), 1);
	assert_int_equal(fixture_new(f, "person", "given=Qzqanna", "family=Kispe",
		"email=qzq@example.org", NULL), 2);
	int64_t bea = fixture_person(f, "Bea", "Ros");
	for (int i = 0; i < MEETINGS; i++) {
		fixture_new(f, "one_to_one", num(f, "person", i % 4 ? 2 : 1), "on=2026-11-01",
			i % 4 ? "story=qzqstory" : "story=met", "next_step=ring", "next_due=2026-12-01",
			NULL);
		fixture_new(f, "one_to_one", num(f, "person", bea), "on=2026-11-02",
			"introduce_to=2,1", NULL);
	}
}

static enum rc run_merge(struct db *db, struct arena *a)
{
	int64_t moved;
	(void)a;
	return record_merge(db, PERSON, 1, 2, &moved);
}

static enum rc run_split(struct db *db, struct arena *a)
{
	(void)a;
	const char *fields[] = { "given=Luis" };
	int64_t hers[MEETINGS], other;
	struct marked marked = { entity_find("one_to_one"), hers, 0 };
	struct stmt *st = db_query(db, "SELECT id FROM one_to_one WHERE person = 2", NULL);
	while (db_step(st))
		hers[marked.n++] = db_int(st, 0);
	db_done(st);
	return record_split(db, PERSON, 2, 1, fields, &marked, 1, &other);
}

static enum rc run_erase(struct db *db, struct arena *a)
{
	struct erasure gone;
	return erase_person(db, a, 2, "Qzqanna Kispe", &gone);
}

/* Both of them changed, and many more brought in, from a file beside the file of records. */
static enum rc run_import(struct db *db, struct arena *a)
{
	const char *path = arena_printf(a, "%s.csv", db_path(db));
	struct import *im;
	FILE *csv = fopen(path, "w");
	fputs("id,given,family,source\n1,Ana,Quispe,church\n2,Qzqanna,Kispe,market\n", csv);
	for (int i = 0; i < MEETINGS * 5; i++)
		fprintf(csv, ",New,Comer %d,market\n", i);
	fclose(csv);
	enum rc rc = import_plan(db, a, PERSON, path, 0, NULL, &im);
	return rc ? rc : import_run(db, a, im, NULL, NULL);
}

static bool in_file(const char *path, const char *bytes)
{
	static char all[8 << 20];
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(all, 1, sizeof all, file) : 0;
	if (file)
		fclose(file);
	return n && memmem(all, n, bytes, strlen(bytes));
}

/* What was killed between the erasure and the file written anew was made good by who came in. */
static void nothing_of_her(struct fixture *f, bool done)
{
	const char *wal = arena_printf(&f->a, "%s-wal", f->path);
	if (done && (in_file(f->path, "qzq") || in_file(wal, "qzq") || in_file(f->path, "Qzq")))
		fail_msg("she was erased, and her words are in the file");
}

/* All that stands in the file, but for moments. */
static const char *whole(struct fixture *f)
{
	struct str b = STR_INIT;
	for (size_t i = 0; entities[i]; i++) {
		const struct entity *e = entities[i];
		struct str sql = STR_INIT;
		if (e->bookkeeping)
			continue;
		str_addf(&sql, "SELECT json_array(id, rev, archived_at IS NULL, import_ref");
		for (size_t k = 0; k < e->n; k++)
			if (field_stored(&e->fields[k]))
				str_addf(&sql, ", \"%s\"", e->fields[k].name);
		str_addf(&sql, ") FROM \"%s\" ORDER BY id", e->name);
		struct stmt *st = db_query(f->db, sql.s, NULL);
		while (db_step(st))
			str_addf(&b, "%s %s\n", e->name, db_text(st, 0));
		db_done(st);
		str_release(&sql);
	}
	const char *one = db_text_of(f->db, &f->a, "SELECT json_array((SELECT count(*) FROM txn),"
		" (SELECT count(*) FROM change), (SELECT count(*) FROM merged),"
		" (SELECT group_concat(\"ref\") FROM one_to_one_introduce_to),"
		" (SELECT count(*) FROM person_fts WHERE person_fts MATCH 'qzqanna'))", NULL);
	str_add(&b, one ? one : "");
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static void put_file(struct fixture *f, const char *from)
{
	static const char *const ends[] = { "-wal", "-shm", "-lock" };
	static char all[8 << 20];
	for (size_t i = 0; i < COUNT(ends); i++)
		unlink(arena_printf(&f->a, "%s%s", f->path, ends[i]));
	FILE *in = fopen(from, "rb"), *out = fopen(f->path, "wb");
	size_t n = fread(all, 1, sizeof all, in);
	assert_int_equal(fwrite(all, 1, n, out), n);
	fclose(in);
	fclose(out);
}

/* Counts down and then pulls the plug; below 0 it only counts. */
static bool count_down(void *arg)
{
	long *left = arg;
	if (!--*left)
		kill(getpid(), SIGKILL);
	return false;
}

static enum rc run(const struct deed *deed, struct db *db, struct arena *a, long *left)
{
	db_interrupt_hook(db, (struct db_interrupt){ count_down, left });
	return deed->run(db, a);
}

/* In a child that is killed at the left-th look round, or after so many microseconds. */
static void run_killed(struct fixture *f, const struct deed *deed, long left, useconds_t after)
{
	pid_t child = fork();
	if (!child) {
		struct db *db = fixture_connect(f, NULL);
		_exit(run(deed, db, &f->a, &left));
	}
	if (after) {
		usleep(after);
		kill(child, SIGKILL);
	}
	int how;
	waitpid(child, &how, 0);
	if (!after) {
		assert_true(WIFSIGNALED(how));
		assert_int_equal(WTERMSIG(how), SIGKILL);
	}
}

static void all_or_nothing(struct fixture *f, const struct deed *deed)
{
	const char *pristine = arena_printf(&f->a, "%s/pristine", f->dir);
	fill(f);
	assert_ok(f->db, db_copy(f->db, pristine));
	const char *before = whole(f);
	db_close(f->db);
	f->db = fixture_connect(f, NULL); /* as it will be in the child: so many looks round, and no more */
	long looks = 0;
	int undone = 0;
	assert_ok(f->db, run(deed, f->db, &f->a, &looks));
	assert_true(-looks > TIMES);
	db_interrupt_hook(f->db, (struct db_interrupt){ 0 });
	const char *after = whole(f);
	assert_string_not_equal(before, after);
	for (int i = 0; i < 2 * TIMES; i++) {
		bool timed = i >= TIMES;
		db_close(f->db);
		f->db = NULL;
		put_file(f, pristine);
		run_killed(f, deed, timed ? 0 : 1 + (-looks - 1) * i / (TIMES - 1),
			timed ? (useconds_t)((i - TIMES) * (i - TIMES) * 500 + 1) : 0);
		f->db = fixture_connect(f, NULL);
		const char *is = whole(f);
		bool done = !strcmp(is, after);
		if (!done)
			assert_string_equal(is, before);
		undone += !done;
		assert_ok(f->db, db_check(f->db));
		if (deed->holds)
			deed->holds(f, done);
		fixture_person(f, "Cy", "Ro"); /* nobody is kept out */
	}
	assert_true(undone > TIMES / 2);
}

static void merge_killed(void **state)
{
	all_or_nothing(*state, &(struct deed){ run_merge, NULL });
}

static void split_killed(void **state)
{
	all_or_nothing(*state, &(struct deed){ run_split, NULL });
}

static void erase_killed(void **state)
{
	all_or_nothing(*state, &(struct deed){ run_erase, nothing_of_her });
}

static void import_killed(void **state)
{
	all_or_nothing(*state, &(struct deed){ run_import, NULL });
}

/* A file of the first schema, as the first program left it. */
static void old_file(const char *path)
{
	struct db *db;
	unlink(path);
	assert_ok(db, db_open(&db, path, DB_CREATE));
	assert_ok(db, db_script(db, "PRAGMA application_id=0x50414354"));
	assert_ok(db, db_begin(db));
	assert_ok(db, db_script(db, embed_find("schema/0001-ground.sql")));
	assert_ok(db, db_run(db, "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n"
		" WHERE i < 500) INSERT INTO person(id, given, contact_safety_level)"
		" SELECT i, 'Old ' || i, 'normal' FROM n", NULL));
	assert_ok(db, db_script(db, "PRAGMA user_version=1"));
	assert_ok(db, db_commit(db));
	db_close(db);
}

static void migrated(const char *path, long *left)
{
	struct db *db;
	assert_ok(db, db_open(&db, path, 0));
	db_interrupt_hook(db, (struct db_interrupt){ count_down, left });
	assert_ok(db, schema_open(db));
	db_close(db);
}

static void migration_killed(void **state)
{
	struct fixture *f = *state;
	const char *path = arena_printf(&f->a, "%s/old.db", f->dir);
	int undone = 0;
	long looks = 0;
	old_file(path);
	migrated(path, &looks);
	assert_true(-looks > TIMES);
	for (int i = 0; i < TIMES; i++) {
		struct db *db;
		int how;
		old_file(path);
		pid_t child = fork();
		if (!child) {
			long left = 1 + (-looks - 1) * i / (TIMES - 1);
			migrated(path, &left);
			_exit(0);
		}
		waitpid(child, &how, 0);
		assert_true(WIFSIGNALED(how));
		assert_ok(db, db_open(&db, path, 0));
		int64_t version = db_int_of(db, "PRAGMA user_version", NULL, 0);
		assert_true(version == 1 || version == schema_newest());
		undone += version == 1;
		assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, 0), 500);
		assert_ok(db, schema_open(db));
		assert_ok(db, db_check(db));
		assert_string_equal(schema_verify(db, &f->a), "");
		assert_int_equal(db_int_of(db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH"
			" 'old'", NULL, 0), 500);
		db_close(db);
	}
	assert_true(undone > TIMES / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(merge_killed),
		FIXTURE_TEST(split_killed),
		FIXTURE_TEST(erase_killed),
		FIXTURE_TEST(import_killed),
		FIXTURE_TEST(migration_killed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
