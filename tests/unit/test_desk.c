/* test_desk.c - the sign-in desk: who is found by a few letters, walk-ins, one row a person however many
 * desks and copies there are. */
#include "fixture.h"
#include "core/desk.h"
#include <signal.h>
#include <sys/wait.h>

static const char *ref(struct fixture *f, const char *field, int64_t id)
{
	return arena_printf(&f->a, "%s=%lld", field, (long long)id);
}

static int64_t count(struct fixture *f, const char *sql)
{
	return db_int_of(f->db, sql, NULL, -1);
}
#define IN "SELECT count(*) FROM sign_in s WHERE s.archived_at IS NULL"
#define PEOPLE "SELECT count(*) FROM person"

/* An assembly to which Amina pledged to bring five; she brought Bo to the vigil; Chen belongs to an
 * institution with a quota, Dina came to the vigil, Ewa is on file. */
struct door {
	int64_t action, mosque, amina, bo, chen, dina, ewa;
};

static struct door make(struct fixture *f)
{
	struct door d = { .mosque = fixture_new(f, "institution", "name=Peckham Mosque", NULL),
		.amina = fixture_person(f, "Amina", "Hassan"), .bo = fixture_person(f, "Bo", "Hansen"),
		.chen = fixture_person(f, "Chen", "Hanley"), .dina = fixture_person(f, "Dina", "Hart"),
		.ewa = fixture_person(f, "Ewa", "Haas") };
	int64_t vigil = fixture_new(f, "action", "title=Vigil", "on=2026-05-01", "status=held", NULL);
	d.action = fixture_new(f, "action", "title=Assembly", "on=2026-11-21", NULL);
	fixture_new(f, "institution_person", ref(f, "person", d.chen), ref(f, "institution", d.mosque),
		NULL);
	fixture_new(f, "turnout_target", ref(f, "action", d.action), ref(f, "institution", d.mosque),
		"quota=10", NULL);
	fixture_new(f, "turnout_pledge", ref(f, "action", d.action), ref(f, "leader", d.amina),
		ref(f, "institution", d.mosque), "number=5", NULL);
	fixture_new(f, "sign_in", ref(f, "action", vigil), ref(f, "person", d.bo),
		ref(f, "brought_by", d.amina), ref(f, "institution", d.mosque), NULL);
	fixture_new(f, "sign_in", ref(f, "action", vigil), ref(f, "person", d.dina), NULL);
	return d;
}

static const char *found(struct fixture *f, const struct desk *d, const char *typed)
{
	const struct desk_person *at[10];
	struct str b = STR_INIT;
	int n = desk_find(f->db, d, &f->a, typed, at, COUNT(at));
	for (int i = 0; i < n; i++)
		str_addf(&b, "%s%s", i ? " " : "", arena_dupn(&f->a, at[i]->name,
			strcspn(at[i]->name, " ")));
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static const struct desk_person *one(struct fixture *f, const struct desk *d, const char *typed)
{
	const struct desk_person *at[1];
	assert_int_equal(desk_find(f->db, d, &f->a, typed, at, 1), 1);
	return at[0];
}

static void test_a_few_letters(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	struct desk d = { 0 };
	fixture_new(f, "sign_in", "action=Vigil", ref(f, "person", fixture_person(f, "Aada", "Hayes")),
		ref(f, "brought_by", w.amina), NULL);
	fixture_new(f, "sign_in", "action=Vigil", ref(f, "person", fixture_person(f, "Aba", "Hall")), NULL);
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	/* The likeliest first: who pledged, whom she brought, whose institution has a quota, who came
	 * before; of each kind by name; then anybody on file. */
	assert_string_equal(found(f, &d, "ha"), "Amina Aada Bo Chen Aba Dina Ewa");
	assert_string_equal(found(f, &d, "am"), "Amina");
	assert_string_equal(found(f, &d, "am ha"), "Amina");
	assert_string_equal(found(f, &d, "AH"), "Amina Aada Aba"); /* first letters of both names */
	assert_string_equal(found(f, &d, "ha am"), "");
	assert_string_equal(found(f, &d, "ew"), "Ewa");
	assert_string_equal(found(f, &d, "e"), ""); /* one letter is too few for all on file */
	assert_string_equal(found(f, &d, " "), "");
	assert_string_equal(found(f, &d, "bo, peckham"), "Bo");
	const struct desk_person *bo = one(f, &d, "bo");
	assert_string_equal(bo->with, "Peckham Mosque, Amina Hassan");
	assert_int_equal(bo->brought_by, w.amina);
	desk_release(&d);
}

static void test_sign(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	struct desk d = { 0 };
	bool was_in, gone;
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_ok(f->db, desk_sign(f->db, &d, one(f, &d, "bo"), NULL, &was_in));
	assert_false(was_in);
	assert_ok(f->db, desk_sign(f->db, &d, one(f, &d, "bo"), NULL, &was_in));
	assert_true(was_in);
	assert_int_equal(count(f, IN), 3);
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_int_equal(d.in, 1);
	assert_string_equal(found(f, &d, "ha"), "Amina Chen Dina Bo Ewa"); /* who is in comes later */
	assert_string_equal(found(f, &d, "bo"), "Bo");
	/* Taken back, and in again: the same row. */
	assert_ok(f->db, desk_out(f->db, w.action, w.bo, &gone));
	assert_int_equal(desk_out(f->db, w.action, w.bo, &gone), NOTFOUND);
	assert_int_equal(count(f, IN), 2);
	assert_ok(f->db, desk_sign(f->db, &d, one(f, &d, "bo"), NULL, &was_in));
	assert_false(was_in);
	assert_int_equal(count(f, IN), 3);
	assert_int_equal(count(f, "SELECT count(*) FROM sign_in"), 3);
	desk_release(&d);
}

static void test_with_another(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	struct desk d = { 0 };
	bool was_in;
	int64_t club = fixture_new(f, "institution", "name=Boxing club", NULL);
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_ok(f->db, desk_sign(f->db, &d, one(f, &d, "bo"), "boxing", &was_in));
	assert_int_equal(db_int_of(f->db, "SELECT s.institution FROM sign_in s WHERE s.action = :a",
		BIND(I("a", w.action)), 0), club);
	assert_int_equal(count(f, IN " AND s.brought_by IS NOT NULL"), 1); /* the vigil's */
	desk_release(&d);
}

/* A slip: whoever came on file by the sign-in goes off it with it, unless she is known by now. */
static void test_out_again(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	struct desk d = { 0 };
	bool was_in, hidden, gone;
	int64_t people = count(f, PEOPLE);
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_ok(f->db, desk_new(f->db, &d, "Zz", &was_in, &hidden));
	int64_t zz = count(f, "SELECT id FROM person WHERE given = 'Zz'");
	assert_ok(f->db, desk_out(f->db, w.action, zz, &gone));
	assert_true(gone);
	assert_int_equal(count(f, PEOPLE), people);
	assert_int_equal(count(f, IN), 2);
	assert_ok(f->db, desk_new(f->db, &d, "Yy", &was_in, &hidden));
	int64_t yy = count(f, "SELECT id FROM person WHERE given = 'Yy'");
	fixture_new(f, "one_to_one", ref(f, "person", yy), "status=planned", NULL);
	assert_ok(f->db, desk_out(f->db, w.action, yy, &gone));
	assert_false(gone);
	assert_int_equal(count(f, PEOPLE), people + 1);
	assert_int_equal(count(f, IN), 2);
	assert_ok(f->db, desk_sign(f->db, &d, one(f, &d, "bo"), NULL, &was_in));
	assert_ok(f->db, desk_out(f->db, w.action, w.bo, &gone));
	assert_false(gone);
	desk_release(&d);
}

/* Somebody new is put on file and signed in, and one undo takes both away. */
static void test_walk_in(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	struct desk d = { 0 };
	bool was_in, hidden;
	int64_t people = count(f, PEOPLE);
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_ok(f->db, desk_new(f->db, &d, "Rosa Diaz, ami", &was_in, &hidden));
	assert_false(was_in || hidden);
	assert_int_equal(count(f, PEOPLE), people + 1);
	assert_int_equal(count(f, IN " AND s.is_new = 1"), 1);
	assert_int_equal(db_int_of(f->db, "SELECT s.brought_by FROM sign_in s WHERE s.is_new = 1", NULL,
		0), w.amina);
	assert_int_equal(db_int_of(f->db, "SELECT s.institution FROM sign_in s WHERE s.is_new = 1", NULL,
		0), w.mosque);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(count(f, PEOPLE), people);
	assert_int_equal(count(f, IN), 2);
	/* What names neither is kept in words; a whole name finds who is on file. */
	assert_ok(f->db, desk_new(f->db, &d, "Rosa Diaz, the bus", &was_in, &hidden));
	assert_int_equal(count(f, IN " AND s.note = 'the bus'"), 1);
	assert_ok(f->db, desk_new(f->db, &d, " ewa haas , the bus", &was_in, &hidden));
	assert_int_equal(count(f, PEOPLE), people + 1);
	assert_int_equal(desk_new(f->db, &d, " , the bus", &was_in, &hidden), INVALID);
	assert_int_equal(count(f, IN), 4);
	/* A number is no name; a name that two have is one of theirs, not a third person's. */
	assert_int_equal(desk_new(f->db, &d, "99999", &was_in, &hidden), INVALID);
	assert_int_equal(desk_new(f->db, &d, "-5", &was_in, &hidden), INVALID);
	assert_int_equal(desk_new(f->db, &d, "\u200B", &was_in, &hidden), INVALID);
	fixture_person(f, "Ewa", "Haas");
	assert_int_equal(desk_new(f->db, &d, "Ewa Haas", &was_in, &hidden), INVALID);
	assert_int_equal(count(f, IN), 4);
	assert_int_equal(count(f, PEOPLE), people + 2);
	desk_release(&d);
}

static void test_hidden(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	struct desk d = { 0 };
	bool was_in, hidden;
	fixture_set(f, f->db, "person", w.bo, "contact_safety_level=hidden");
	fixture_set(f, f->db, "person", w.dina, "processing_restricted=1");
	struct db *other = fixture_user(f, "bea", "organiser");
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_string_equal(found(f, &d, "ha"), "Amina Chen Ewa");
	assert_string_equal(found(f, &d, "bo hansen"), "");
	int64_t people = count(f, PEOPLE);
	/* Her seer means her by her whole name, and nothing of it shows afterwards. */
	assert_ok(f->db, desk_new(f->db, &d, "Bo Hansen", &was_in, &hidden));
	assert_true(hidden);
	assert_int_equal(count(f, PEOPLE), people);
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_int_equal(d.in, 0);
	assert_string_equal(found(f, &d, "bo"), "");
	/* To anybody else she is a name never heard. */
	assert_ok(other, desk_new(other, &d, "Bo Hansen", &was_in, &hidden));
	assert_false(hidden);
	assert_int_equal(count(f, PEOPLE), people + 1);
	db_close(other);
	desk_release(&d);
}

/* A colleague at another desk, in a process of her own, waits for the word and signs the same people in. */
static int at_another_desk(const char *path, int64_t action, int go)
{
	struct db *db;
	struct arena a = { 0 };
	struct desk d = { 0 };
	char c;
	bool was_in;
	int faults = 0;
	if (db_open(&db, path, 0) || schema_open(db) || access_login(db, NULL) ||
		desk_read(db, action, &d) || read(go, &c, 1) != 1)
		return 100;
	for (int i = 0; i < 60; i++) {
		const struct desk_person *p;
		if (desk_find(db, &d, &a, arena_printf(&a, "guest n%d", i), &p, 1) != 1 ||
			desk_sign(db, &d, p, NULL, &was_in))
			faults++;
	}
	desk_release(&d);
	arena_free(&a);
	db_close(db);
	return faults;
}

/* And one who signs in people nobody knows yet, among those everybody does. */
static int at_the_door(const char *path, int64_t action, int go)
{
	struct db *db;
	struct arena a = { 0 };
	struct desk d = { .action = action };
	char c;
	bool was_in, hidden;
	int faults = 0;
	if (db_open(&db, path, 0) || schema_open(db) || access_login(db, NULL) || read(go, &c, 1) != 1)
		return 100;
	for (int i = 0; i < 60; i++)
		if (desk_new(db, &d, arena_printf(&a, "Guest N%d.", i), &was_in, &hidden) ||
			desk_new(db, &d, arena_printf(&a, "Walk In%d.%d", (int)getpid(), i), &was_in,
				&hidden))
			faults++;
	arena_free(&a);
	db_close(db);
	return faults;
}

static void test_three_desks_at_once(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	int go[2], status;
	assert_int_equal(pipe(go), 0);
	for (int i = 0; i < 60; i++)
		fixture_person(f, "Guest", arena_printf(&f->a, "N%d.", i));
	db_close(f->db);
	pid_t pid[3];
	for (int i = 0; i < 3; i++)
		if (!(pid[i] = fork()))
			_exit(at_another_desk(f->path, w.action, go[0]));
	assert_int_equal(write(go[1], "ggg", 3), 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	f->db = fixture_connect(f, NULL);
	struct desk d = { 0 };
	assert_ok(f->db, desk_read(f->db, w.action, &d));
	assert_int_equal(d.in, 60); /* each once, and the same for all */
	desk_release(&d);
	close(go[0]);
	close(go[1]);
}

/* The plug of one desk is pulled in the midst: the other signs in whom it did not, nobody twice, and a
 * walk-in is on file and in, or neither. */
static void test_a_desk_is_killed(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	int go[2], status;
	assert_int_equal(pipe(go), 0);
	for (int i = 0; i < 60; i++)
		fixture_person(f, "Guest", arena_printf(&f->a, "N%d.", i));
	for (int round = 0; round < 8; round++) {
		assert_ok(f->db, db_run(f->db, "DELETE FROM sign_in WHERE action = :id",
			BIND(I("id", w.action))));
		int64_t people = count(f, PEOPLE);
		db_close(f->db);
		pid_t pid[2];
		for (int i = 0; i < 2; i++)
			if (!(pid[i] = fork()))
				_exit(i ? at_another_desk(f->path, w.action, go[0])
					: at_the_door(f->path, w.action, go[0]));
		assert_int_equal(write(go[1], "gg", 2), 2);
		usleep((useconds_t)(round * round + 1) * 2000);
		kill(pid[0], SIGKILL);
		assert_int_equal(waitpid(pid[0], &status, 0), pid[0]);
		if (WIFEXITED(status))
			assert_int_equal(WEXITSTATUS(status), 0); /* it was faster */
		assert_int_equal(waitpid(pid[1], &status, 0), pid[1]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		f->db = fixture_connect(f, NULL);
		assert_ok(f->db, db_check(f->db));
		assert_int_equal(count(f, IN " AND s.action = 2 AND s.person IN"
			" (SELECT id FROM person WHERE given = 'Guest')"), 60);
		assert_int_equal(count(f, "SELECT count(*) - count(DISTINCT person) FROM sign_in"
			" WHERE action = 2 AND archived_at IS NULL"), 0);
		assert_int_equal(count(f, IN " AND s.action = 2"), 60 + count(f, PEOPLE) - people);
	}
	close(go[0]);
	close(go[1]);
}

/* Any way of writing it down finds the row that is there: `new`, a form, an import. */
static void test_one_row(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	int64_t a = fixture_new(f, "sign_in", ref(f, "action", w.action), ref(f, "person", w.bo), NULL);
	int64_t b = fixture_new(f, "sign_in", ref(f, "action", w.action), ref(f, "person", w.bo),
		"note=late", ref(f, "brought_by", w.amina), NULL);
	assert_int_equal(a, b);
	assert_string_equal(fixture_get(f, f->db, "sign_in", a, "note"), "late");
	fixture_new(f, "sign_in", ref(f, "action", w.action), ref(f, "person", w.bo), "note=early", NULL);
	assert_string_equal(fixture_get(f, f->db, "sign_in", a, "note"), "late"); /* what is said stays */
	/* Those who leave no name are as many as they are. */
	fixture_new(f, "sign_in", ref(f, "action", w.action), NULL);
	fixture_new(f, "sign_in", ref(f, "action", w.action), NULL);
	assert_int_equal(count(f, IN), 5);
}

/* Copies of a file have sites of their own, and yet they make the same row of the same fact. */
static void test_one_row_in_all_copies(void **state)
{
	struct fixture *f = *state;
	struct door w = make(f);
	const char *at = arena_printf(&f->a, "action=a%lld", (long long)w.action); /* site 0's */
	const char *chen = arena_printf(&f->a, "person=a%lld", (long long)w.chen);
	const char *dina = arena_printf(&f->a, "person=a%lld", (long long)w.dina);
	int64_t here = fixture_new(f, "sign_in", at, chen, NULL);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_ok(f->db, db_begin(f->db));
	assert_ok(f->db, schema_setting(f->db, "_site", "77"));
	assert_ok(f->db, db_commit(f->db));
	struct db *copy = fixture_connect(f, NULL), *mine = f->db;
	assert_int_equal(db_site(copy), 77);
	f->db = copy;
	int64_t there = fixture_new(f, "sign_in", at, chen, NULL);
	int64_t other = fixture_new(f, "sign_in", at, dina, NULL);
	f->db = mine;
	assert_true(here == there);
	assert_true(here != other);
	assert_true(here < INT64_C(1) << 53);
	db_close(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_a_few_letters), FIXTURE_TEST(test_sign), FIXTURE_TEST(test_with_another),
		FIXTURE_TEST(test_walk_in), FIXTURE_TEST(test_out_again), FIXTURE_TEST(test_hidden),
		FIXTURE_TEST(test_three_desks_at_once), FIXTURE_TEST(test_a_desk_is_killed),
		FIXTURE_TEST(test_one_row),
		FIXTURE_TEST(test_one_row_in_all_copies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
