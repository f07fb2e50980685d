/* Who is at the keyboard, and what a role may do. */
#include "fixture.h"
#include "core/date.h"
#include "core/list.h"

#define KEY_ONE "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDr"
#define KEY_TWO "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDs"

static void test_first_user(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(access_name(f->db, &f->a), "ana");
	assert_true(access_role(f->db, "organiser"));
	assert_true(access_role(f->db, "admin"));
	assert_false(access_role(f->db, "dsl"));
	assert_false(access_role(f->db, "adm"));
	assert_string_equal(access_lang(f->db, &f->a), "");
	assert_string_equal(access_keymap(f->db, &f->a), "");
	fixture_set(f, f->db, "user", db_my_id(f->db), "lang=es");
	assert_string_equal(access_lang(f->db, &f->a), "es");
}

static void test_login_name_is_a_word(void **state)
{
	(void)state;
	struct fixture other = { 0 };
	setenv("PACT_USER", "Ana María", 1);
	snprintf(other.dir, sizeof other.dir, "/tmp/pact-unit-XXXXXX");
	assert_non_null(mkdtemp(other.dir));
	snprintf(other.path, sizeof other.path, "%s/a.db", other.dir);
	struct fixture *copy = malloc(sizeof *copy);
	other.db = fixture_connect(&other, NULL);
	assert_string_equal(access_name(other.db, &other.a), "ana-maria");
	*copy = other;
	fixture_close((void **)&copy);
}

static void test_who_it_is(void **state)
{
	struct fixture *f = *state;
	int64_t ana = db_my_id(f->db);
	setenv("PACT_USER", "cy", 1);
	struct db *db = fixture_connect(f, NULL);
	assert_int_equal(db_my_id(db), ana); /* the only one */
	db_close(db);
	db_close(fixture_user(f, "bo", "trustee"));
	db = fixture_connect(f, NULL);
	assert_int_equal(db_my_id(db), ana); /* the first organiser */
	db_close(db);
	setenv("PACT_USER", "bo", 1);
	db = fixture_connect(f, NULL);
	assert_string_equal(access_name(db, &f->a), "bo"); /* the one of that name */
	db_close(db);
	assert_int_equal(access_login(f->db, "nobody"), NOTFOUND);
	assert_non_null(strstr(db_words(f->db), "nobody"));
}

static void test_shut_out(void **state)
{
	struct fixture *f = *state;
	int64_t bo = fixture_new(f, "user", "name=bo", "disabled=yes", NULL);
	assert_int_equal(access_login(f->db, "bo"), DENIED);
	fixture_set(f, f->db, "user", bo, "disabled=no");
	fixture_set(f, f->db, "user", bo, "expires_on=2026-11-20");
	assert_int_equal(access_login(f->db, "bo"), DENIED);
	fixture_set(f, f->db, "user", bo, "expires_on=2026-11-21");
	struct db *db = fixture_connect(f, "bo");
	assert_ok(db, access_may(db, entity_find("person"), READ));
	fixture_set(f, f->db, "user", bo, "disabled=yes");
	assert_int_equal(access_may(db, entity_find("person"), READ), DENIED); /* at once */
	db_close(db);
}

/* Who is in when an administrator changes what she may do, or shuts her out. */
static void test_changed_meanwhile(void **state)
{
	struct fixture *f = *state;
	bool changed;
	static const bool walls[] = { false, true };
	fixture_person(f, "Otis", NULL);
	for (size_t i = 0; i < COUNT(walls); i++) {
		int64_t bo = fixture_new(f, "user", arena_printf(&f->a, "name=bo%zu", i), "role=organiser",
			NULL);
		struct db *db = fixture_connect(f, arena_printf(&f->a, "bo%zu", i));
		if (walls[i])
			assert_ok(db, access_wall(db));
		assert_ok(db, access_again(db, &changed));
		assert_false(changed);
		fixture_set(f, f->db, "user", bo, "lang=es");
		assert_ok(db, access_again(db, &changed));
		assert_false(changed);
		assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, 9), 1 + (int)i);
		/* Between the change and the look nothing is let through by the new role and the old rows. */
		fixture_set(f, f->db, "user", bo, "role=champion");
		assert_int_equal(access_may(db, entity_find("person"), READ), DENIED);
		assert_ok(db, access_again(db, &changed));
		assert_true(changed);
		assert_ok(db, access_may(db, entity_find("person"), READ));
		assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, 9), 0);
		assert_ok(db, access_again(db, &changed));
		assert_false(changed);
		/* The wall stands again where it stood. */
		struct stmt *st = db_query(db, "SELECT count(*) FROM main.person", NULL);
		while (db_step(st))
			;
		assert_int_equal(db_done(st), walls[i] ? DENIED : OK);
		/* A key taken away shuts nobody out who is in. */
		struct edit *ed = edit_new(f->db, &f->a, entity_find("user_key"));
		edit_put(ed, field_find(ed->e, "user"), arena_int(&f->a, bo));
		edit_put(ed, field_find(ed->e, "key"), i ? KEY_TWO : KEY_ONE);
		assert_ok(f->db, edit_save(f->db, ed));
		assert_ok(f->db, record_archive(f->db, ed->e, ed->id, true));
		assert_ok(db, access_again(db, &changed));
		assert_false(changed);
		fixture_set(f, f->db, "user", bo, i ? "disabled=yes" : "expires_on=2026-11-20");
		assert_int_equal(access_again(db, &changed), DENIED);
		assert_non_null(strstr(db_words(db), i ? "disabled" : "ended"));
		assert_int_equal(access_may(db, entity_find("institution"), READ), DENIED);
		db_close(db);
		assert_ok(f->db, record_archive(f->db, entity_find("user"), bo, true));
		fixture_person(f, "Olga", NULL);
	}
}

static void test_matrix(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *role, *entity;
		bool may[4]; /* READ WRITE ADD EXPORT */
	} cases[] = {
		{ "organiser", "person", { true, true, true, true } },
		{ "organiser", "institution", { true, true, true, true } },
		{ "organiser", "user", { true, false, false, false } },
		{ "dsl", "person", { true, true, true, true } },
		{ "trustee", "institution", { true, false, false, true } },
		{ "trustee", "person", { false, false, false, false } },
		{ "evaluator", "person", { false, false, false, false } },
		{ "champion", "one_to_one", { true, true, true, false } }, /* her own */
		{ "champion", "contact_safety", { false, false, false, false } },
		{ "champion", "concern", { false, false, true, false } },
		{ "facilitator", "concern", { false, false, true, false } },
		{ "facilitator", "person", { true, false, false, false } }, /* of her groups */
		{ "facilitator", "touch", { true, true, true, false } },
		{ "organiser", "contact_safety", { true, true, true, false } }, /* her people's */
		{ "organiser", "concern", { false, false, false, false } },
		{ "trustee", "concern", { false, false, false, false } },
		{ "dsl", "concern", { true, false, true, true } }, /* it stands as it was written */
		{ "facilitator", "institution", { true, false, false, true } },
		{ "admin", "user", { true, true, true, true } },
		{ "admin", "setting", { true, true, true, true } },
		{ "admin", "person", { false, false, false, false } },
		{ "admin", "institution", { true, false, false, false } },
		{ "trustee,organiser", "person", { true, true, true, true } },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct db *db = fixture_user(f, arena_printf(&f->a, "u%zu", i), cases[i].role);
		for (int what = READ; what <= EXPORT; what++) {
			enum rc rc =
				access_may(db, entity_find(cases[i].entity), (enum action)what);
			if ((rc == OK) != cases[i].may[what])
				fail_msg("%s, %s, action %d: %d", cases[i].role, cases[i].entity,
					what, rc);
		}
		db_close(db);
	}
}

/* A file whose days are those of nowhere would be a day out, and nobody would see why. */
static void test_a_zone_is_one(void **state)
{
	struct fixture *f = *state;
	struct edit *ed = edit_new(f->db, &f->a, entity_find("setting"));
	assert_ok(f->db, edit_assign(f->db, ed, "name=zone"));
	assert_ok(f->db, edit_assign(f->db, ed, "value=Mars/Nowhere"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_ok(f->db, edit_assign(f->db, ed, "value=America/Lima"));
	assert_ok(f->db, edit_save(f->db, ed));
}

/* The gate stands in front of records, not only in a table. */
static void test_the_gate_is_used(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL), got;
	int64_t hall = fixture_new(f, "institution", "name=Hall", NULL);
	struct db *db = fixture_user(f, "tia", "trustee");
	struct record *r;
	struct edit *ed;
	assert_int_equal(record_load(db, &f->a, entity_find("person"), id, &r), DENIED);
	assert_non_null(strstr(db_words(db), "People"));
	assert_int_equal(record_resolve(db, entity_find("person"), "Ana", &got), DENIED);
	assert_string_equal(record_title(db, &f->a, entity_find("person"), id), "?");
	assert_ok(db, edit_load(db, &f->a, entity_find("institution"), hall, &ed));
	edit_put(ed, field_find(ed->e, "name"), "Mine");
	assert_int_equal(edit_save(db, ed), DENIED);
	assert_int_equal(record_archive(db, entity_find("institution"), hall, true), DENIED);
	ed = edit_new(db, &f->a, entity_find("institution"));
	edit_put(ed, field_find(ed->e, "name"), "Mine");
	assert_int_equal(edit_save(db, ed), DENIED);
	db_me(db, 0);
	assert_int_equal(record_load(db, &f->a, entity_find("institution"), hall, &r), DENIED);
	db_close(db);
}

static int logins(struct fixture *f, struct db *db)
{
	struct past *past;
	int n = 0, count;
	assert_ok(db, history_of(db, &f->a, NULL, 0, 0, 200, &past, &count));
	for (int i = 0; i < count; i++)
		n += !strcmp(past[i].command, "login");
	return n;
}

/* Coming in by name is a row of history each time, for the administrator to read; without a name it is
 * noted once a day. It is nothing to undo, and what cannot be written keeps nobody out. */
static void test_last_login(void **state)
{
	struct fixture *f = *state;
	const char *at = fixture_get(f, f->db, "user", db_my_id(f->db), "last_login");
	assert_non_null(at);
	int64_t before = db_version(f->db), newest;
	db_close(fixture_connect(f, NULL));
	assert_int_equal(db_version(f->db), before);
	assert_int_equal(logins(f, f->db), 0);
	db_close(fixture_connect(f, "ana"));
	db_close(fixture_connect(f, "ana"));
	assert_int_equal(logins(f, f->db), 2);
	assert_int_equal(history_undo(f->db, 0), NOTFOUND);
	struct db *db = fixture_user(f, "bo", "organiser");
	assert_int_equal(logins(f, db), 0);
	assert_ok(db, access_wall(db));
	assert_int_equal(logins(f, db), 0);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM txn WHERE command = 'login' /* scan: few */",
		NULL, 9), 0);
	history_since(db, 0, &newest);
	db_close(db);
	db_close(fixture_connect(f, "bo"));
	assert_false(history_since(f->db, newest, &newest)); /* no screen is drawn anew for that */
	assert_int_equal(logins(f, f->db), 4);
	assert_ok(f->db, db_begin(f->db)); /* somebody writes for long */
	db_close(fixture_connect(f, "bo"));
	db_rollback(f->db);
	assert_int_equal(logins(f, f->db), 4);
}

/* Days and hours are hers, else the file's; what is no zone is refused. */
static void test_zone(void **state)
{
	struct fixture *f = *state;
	struct edit *ed;
	if (!date_zone_known("Pacific/Kiritimati"))
		skip();
	const struct entity *user = entity_find("user");
	assert_ok(f->db, edit_load(f->db, &f->a, user, db_my_id(f->db), &ed));
	edit_put(ed, field_find(user, "tz"), "Moon/Dark_side");
	assert_int_equal(edit_save(f->db, ed), INVALID);
	edit_put(ed, field_find(user, "tz"), "Pacific/Kiritimati");
	assert_ok(f->db, edit_save(f->db, ed));
	db_close(fixture_connect(f, "ana"));
	assert_string_equal(getenv("TZ"), "Pacific/Kiritimati");
	fixture_set(f, f->db, "user", db_my_id(f->db), "tz=");
	setenv("TZ", "Europe/London", 1);
	db_close(fixture_connect(f, "ana"));
	assert_string_equal(getenv("TZ"), "Europe/London");
}

/* Whoever is the last to administer the file can neither be shut out nor lose that role. */
static void test_last_admin(void **state)
{
	struct fixture *f = *state;
	static const char *const ways[] = { "disabled=1", "role=organiser", "expires_on=2026-11-20" };
	const struct entity *user = entity_find("user");
	int64_t ana = db_my_id(f->db);
	struct edit *ed;
	db_close(fixture_user(f, "bo", "organiser"));
	for (size_t i = 0; i < COUNT(ways); i++) {
		assert_ok(f->db, edit_load(f->db, &f->a, user, ana, &ed));
		assert_ok(f->db, edit_assign(f->db, ed, ways[i]));
		assert_int_equal(edit_save(f->db, ed), INVALID);
	}
	assert_int_equal(record_archive(f->db, user, ana, true), INVALID);
	db_close(fixture_user(f, "eve", "admin"));
	assert_ok(f->db, record_archive(f->db, user, ana, true));
}

/* What hangs on somebody hidden hangs so for who meets nobody; a number typed into a filter tells nothing. */
static void test_hidden_from_all(void **state)
{
	struct fixture *f = *state;
	static const char *const roles[] = { "champion", "trustee", "facilitator", "evaluator" };
	int64_t hana = fixture_new(f, "person", "given=Hana", "family=Ros", NULL), open;
	fixture_new(f, "commitment", "text=Hana speaks", "from_whom=person:Hana Ros", NULL);
	open = fixture_person(f, "Olu", "Bah");
	fixture_new(f, "commitment", "text=Olu speaks", "from_whom=person:Olu Bah", NULL);
	fixture_set(f, f->db, "person", hana, "contact_safety_level=hidden");
	const struct entity *said = entity_find("commitment");
	for (size_t i = 0; i < COUNT(roles); i++) {
		struct db *db = fixture_user(f, roles[i], roles[i]);
		struct record *r;
		assert_ok(db, access_wall(db));
		assert_int_equal(record_load(db, &f->a, said, 1, &r), NOTFOUND);
		assert_ok(db, record_load(db, &f->a, said, 2, &r));
		struct list *l;
		int n;
		const char *const filters[] = { "speaks",
			arena_printf(&f->a, "from_whom:%lld", (long long)hana),
			arena_printf(&f->a, "from_whom:%lld", (long long)open) };
		static const int want[] = { 1, 0, 0 };
		for (size_t k = 0; k < COUNT(filters); k++) {
			struct list_spec spec = { .e = said, .filter = filters[k] };
			assert_ok(db, list_open(db, &spec, &l));
			struct row *rows;
			assert_ok(db, list_page(l, &f->a, NULL, 1, false, 9, &rows, &n));
			list_close(l);
			assert_int_equal(n, want[k]);
		}
		db_close(db);
	}
}

/* A key is read from its line, whatever stands round it. */
static void test_keys(void **state)
{
	struct fixture *f = *state;
	static const char line[] = "  ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDr ana at home\r\n";
	struct access_key k;
	assert_ok(f->db, access_key_read(f->db, &f->a, line, &k));
	assert_string_equal(k.key, "ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDr");
	assert_string_equal(k.comment, "ana at home");
	assert_string_equal(k.fingerprint, "SHA256:zX0iJX1ZOYJNOdrj7CQ8mmvsjE+r/4LYOCg2RKBVtA8");
	static const char *const bad[] = { "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-dss AAAAB3NzaC1kc3M=",
		"command=\"sh\" ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDr",
		"ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDr",
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDrAAAA",
		"-----BEGIN OPENSSH PRIVATE KEY-----" };
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(access_key_read(f->db, &f->a, bad[i], &k), INVALID);
}

/* Keys are the administrator's and their owner's business: in lists, in records, in history. */
static void test_keys_of_others(void **state)
{
	struct fixture *f = *state;
	const struct entity *e = entity_find("user_key");
	static const char *const key[] = { KEY_ONE, KEY_TWO };
	static const struct {
		const char *role;
		int mine, all;
	} cases[] = { { "organiser", 1, 0 }, { "champion", 1, 0 }, { "facilitator", 1, 0 },
		{ "evaluator", 1, 0 }, { "dsl", 1, 0 }, { "trustee", 1, 0 }, { "admin", 1, 2 } };
	db_close(fixture_user(f, "bo", "organiser"));
	for (int64_t i = 0; i < 2; i++) {
		struct edit *ed = edit_new(f->db, &f->a, e);
		edit_put(ed, field_find(e, "user"), arena_int(&f->a, i + 1));
		edit_put(ed, field_find(e, "key"), key[i]);
		assert_ok(f->db, edit_save(f->db, ed));
	}
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		struct list *l;
		struct record *r;
		struct past *past;
		int64_t n, all = cases[i / 2].all ? 2 : 1;
		int told = 0, count;
		fixture_set(f, f->db, "user", 2, arena_printf(&f->a, "role=%s", cases[i / 2].role));
		struct db *db = fixture_connect(f, "bo");
		if (i % 2)
			assert_ok(db, access_wall(db));
		assert_ok(db, list_open(db, &(struct list_spec){ .e = e }, &l));
		assert_ok(db, list_total(l, &n));
		list_close(l);
		if (n != all)
			fail_msg("%s, wall %d: %d keys", cases[i / 2].role, (int)i % 2, (int)n);
		assert_int_equal(record_load(db, &f->a, e, 1, &r), all == 2 ? OK : NOTFOUND);
		assert_ok(db, record_load(db, &f->a, e, 2, &r));
		assert_ok(db, history_of(db, &f->a, NULL, 0, 0, 100, &past, &count));
		for (int k = 0; k < count; k++)
			told += past[k].e == e && past[k].row == 1;
		assert_int_equal(told, all == 2);
		assert_int_equal(access_may(db, e, WRITE), cases[i / 2].all ? OK : DENIED);
		assert_int_equal(access_may(db, entity_find("setting"), WRITE),
			cases[i / 2].all ? OK : DENIED);
		assert_ok(db, access_may(db, entity_find("setting"), READ));
		assert_string_equal(record_title(db, &f->a, entity_find("user"), 1), "ana");
		db_close(db);
	}
}

/* Who comes in by a key: its user, until she is disabled or her time is over. */
static void test_key_user(void **state)
{
	struct fixture *f = *state;
	const struct entity *e = entity_find("user_key");
	int64_t bo = fixture_new(f, "user", "name=bo", NULL);
	struct edit *ed = edit_new(f->db, &f->a, e);
	edit_put(ed, field_find(e, "user"), arena_int(&f->a, bo));
	edit_put(ed, field_find(e, "key"), KEY_ONE " laptop");
	assert_ok(f->db, edit_save(f->db, ed));
	const char *print = "SHA256:zX0iJX1ZOYJNOdrj7CQ8mmvsjE+r/4LYOCg2RKBVtA8";
	assert_string_equal(access_key_user(f->db, &f->a, print), "bo");
	assert_null(access_key_user(f->db, &f->a, "SHA256:other"));
	fixture_set(f, f->db, "user", bo, "expires_on=2026-11-20");
	assert_null(access_key_user(f->db, &f->a, print));
	fixture_set(f, f->db, "user", bo, "expires_on=2026-11-21");
	assert_string_equal(access_key_user(f->db, &f->a, print), "bo");
	assert_ok(f->db, record_archive(f->db, e, ed->id, true));
	assert_null(access_key_user(f->db, &f->a, print));
}

static void test_passwords(void **state)
{
	struct fixture *f = *state;
	const char *word = "four words are enough";
	assert_int_equal(access_password_set(f->db, 1, "short"), INVALID);
	assert_ok(f->db, access_password_set(f->db, 1, word));
	assert_null(access_password_user(f->db, &f->a, "ana", word)); /* they are off */
	fixture_new(f, "setting", "name=passwords", "value=on", NULL);
	assert_string_equal(access_password_user(f->db, &f->a, "ana", word), "ana");
	assert_null(access_password_user(f->db, &f->a, "ana", "four words are wrong"));
	assert_null(access_password_user(f->db, &f->a, "nobody", word));
	db_close(fixture_user(f, "eve", "admin")); /* somebody is left */
	fixture_set(f, f->db, "user", 1, "disabled=1");
	assert_null(access_password_user(f->db, &f->a, "ana", word));
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM change WHERE after LIKE '%argon%'"
		" OR before LIKE '%argon%'", NULL, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_first_user),
		cmocka_unit_test(test_login_name_is_a_word),
		FIXTURE_TEST(test_who_it_is),
		FIXTURE_TEST(test_shut_out),
		FIXTURE_TEST(test_changed_meanwhile),
		FIXTURE_TEST(test_matrix),
		FIXTURE_TEST(test_a_zone_is_one),
		FIXTURE_TEST(test_the_gate_is_used),
		FIXTURE_TEST(test_last_login),
		FIXTURE_TEST(test_zone),
		FIXTURE_TEST(test_last_admin),
		FIXTURE_TEST(test_hidden_from_all),
		FIXTURE_TEST(test_keys),
		FIXTURE_TEST(test_keys_of_others),
		FIXTURE_TEST(test_key_user),
		FIXTURE_TEST(test_passwords),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
