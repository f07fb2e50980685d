/* Every change a row, and every action taken back: across restarts, users, references, imports. */
#include "fixture.h"

static int changes(struct fixture *f, const char *op)
{
	return (int)db_int_of(f->db, "SELECT count(*) FROM change WHERE op = :op AND entity = 'person'",
		BIND(T("op", op)), -1);
}

static int64_t people(struct fixture *f)
{
	return db_int_of(f->db, "SELECT count(*) FROM person", NULL, -1);
}

static void reopen(struct fixture *f)
{
	db_close(f->db);
	assert_int_equal(db_open(&f->db, f->path, 0), OK);
	assert_int_equal(schema_open(f->db), OK);
	assert_int_equal(access_login(f->db, "ana"), OK);
}

static void test_only_what_changed_is_written(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", "Quispe");
	assert_int_equal(changes(f, "i"), 1);
	fixture_set(f, f->db, "person", id, "phone=07700 900123");
	assert_int_equal(changes(f, "u"), 1);
	assert_string_equal(db_text_of(f->db, &f->a, "SELECT after FROM change WHERE op = 'u'", NULL),
		"{\"phone\":\"+447700900123\"}");
	fixture_set(f, f->db, "person", id, "phone=07700 900123");
	assert_int_equal(changes(f, "u"), 1);
	assert_null(db_text_of(f->db, &f->a, "SELECT after FROM change WHERE op = 'i'", NULL));
}

static void test_undo_and_redo_across_restarts(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	fixture_set(f, f->db, "person", id, "given=Anna");
	reopen(f);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana");
	reopen(f);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_int_equal(people(f), 0);
	assert_int_equal(history_undo(f->db, 0), NOTFOUND);
	reopen(f);
	assert_int_equal(history_redo(f->db), OK);
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana");
	assert_int_equal(history_redo(f->db), OK);
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Anna");
	assert_int_equal(history_redo(f->db), NOTFOUND);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana");
}

static void test_a_new_change_ends_redo(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	fixture_set(f, f->db, "person", id, "given=Anna");
	assert_int_equal(history_undo(f->db, 0), OK);
	fixture_set(f, f->db, "person", id, "family=Quispe");
	assert_int_equal(history_redo(f->db), NOTFOUND);
}

static void add_user(struct fixture *f, const char *name)
{
	fixture_new(f, "user", arena_printf(&f->a, "name=%s", name), "role=organiser", NULL);
}

static void test_what_another_changed_stays_and_is_named(void **state)
{
	struct fixture *f = *state;
	add_user(f, "bo");
	int64_t id = fixture_person(f, "Ana", "Quispe");
	struct edit *ed;
	assert_int_equal(edit_load(f->db, &f->a, entity_find("person"), id, &ed), OK);
	edit_put(ed, field_find(ed->e, "given"), "Anna");
	edit_put(ed, field_find(ed->e, "ward"), "Camberwell");
	assert_int_equal(edit_save(f->db, ed), OK);
	struct db *bo = fixture_connect(f, "bo");
	fixture_set(f, bo, "person", id, "ward=Peckham");
	assert_int_equal(history_undo(f->db, 0), NOTFOUND);
	assert_non_null(strstr(db_words(f->db), "Ward"));
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana");
	assert_string_equal(fixture_get(f, f->db, "person", id, "ward"), "Peckham");
	assert_int_equal(history_undo(bo, 0), OK);
	assert_string_equal(fixture_get(f, f->db, "person", id, "ward"), "Camberwell");
	db_close(bo);
}

static void test_a_record_others_point_at_stays(void **state)
{
	struct fixture *f = *state;
	add_user(f, "bo");
	int64_t id = fixture_person(f, "Ana", "Quispe");
	struct db *bo = fixture_connect(f, "bo");
	struct edit *ed = edit_new(bo, &f->a, entity_find("one_to_one"));
	assert_int_equal(edit_assign(bo, ed, arena_printf(&f->a, "person=%lld", (long long)id)), OK);
	assert_int_equal(edit_save(bo, ed), OK);
	assert_int_equal(history_undo(f->db, 0), NOTFOUND);
	assert_non_null(strstr(db_words(f->db), "Ana Quispe"));
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana");
	db_close(bo);
}

static void test_a_meeting_goes_with_its_next_step(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)id),
		"next_step=bring the form", "next_due=2026-11-27", NULL);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM next_step", NULL, 0), 1);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM next_step", NULL, 9), 0);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM one_to_one", NULL, 9), 0);
	assert_int_equal(history_redo(f->db), OK);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM next_step", NULL, 0), 1);
	assert_int_equal(db_check(f->db), OK);
}

static void test_a_set_goes_back(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t met = fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)ana),
		NULL);
	fixture_set(f, f->db, "one_to_one", met, arena_printf(&f->a, "introduce_to=%lld",
		(long long)bo));
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "introduce_to"),
		arena_printf(&f->a, "%lld", (long long)bo));
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_null(fixture_get(f, f->db, "one_to_one", met, "introduce_to"));
	assert_int_equal(history_redo(f->db), OK);
	assert_non_null(fixture_get(f, f->db, "one_to_one", met, "introduce_to"));
}

/* What cannot be put back whole is not undone by half. */
static void test_a_set_that_cannot_go_back_stays(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	const char *with = arena_printf(&f->a, "introduce_to=%lld", (long long)bo);
	int64_t met = fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)ana),
		with, NULL);
	fixture_set(f, f->db, "one_to_one", met, "introduce_to=");
	assert_ok(f->db, db_script(f->db, "CREATE TEMP TRIGGER full BEFORE INSERT ON"
		" main.one_to_one_introduce_to BEGIN SELECT RAISE(ABORT, 'full'); END"));
	assert_int_equal(history_undo(f->db, 0), INVALID);
	assert_false(db_writing(f->db));
	assert_int_equal(db_int_of(f->db, "SELECT sum(undone) FROM txn", NULL, -1), 0);
	assert_ok(f->db, db_script(f->db, "DROP TRIGGER full"));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_non_null(fixture_get(f, f->db, "one_to_one", met, "introduce_to"));
}

/* A bulk insert as the import writes it. */
static int64_t bulk(struct fixture *f, int n)
{
	assert_int_equal(db_begin(f->db), OK);
	history_action(f->db, NULL, "import people");
	int64_t first = db_new_ids(f->db, "person", n);
	db_bulk(f->db, true);
	for (int i = 0; i < n; i++)
		assert_int_equal(db_run(f->db, "INSERT INTO person(id, rev, given, contact_safety_level)"
			" VALUES(:id, 1, :name, 'normal')", BIND(I("id", first + i),
			T("name", i % 2 ? "Odd" : "Even"))), OK);
	db_bulk(f->db, false);
	history_log(f->db, entity_find("person"), 'I', first, NULL,
		arena_printf(&f->a, "%lld", (long long)(first + n - 1)));
	assert_int_equal(schema_reindex(f->db, entity_find("person")), OK);
	assert_int_equal(db_commit(f->db), OK);
	return first;
}

static int64_t found(struct fixture *f, const char *match)
{
	return db_int_of(f->db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH :m",
		BIND(T("m", match)), -1);
}

static void test_an_import_goes_in_one_and_comes_back(void **state)
{
	struct fixture *f = *state;
	int64_t before = fixture_person(f, "Stays", NULL);
	int64_t first = bulk(f, 2000);
	assert_int_equal(people(f), 2001);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_int_equal(people(f), 1);
	assert_int_equal(found(f, "odd"), 0);
	assert_int_equal(history_redo(f->db), OK);
	assert_int_equal(people(f), 2001);
	assert_int_equal(found(f, "odd"), 1000);
	assert_string_equal(fixture_get(f, f->db, "person", first + 1, "given"), "Odd");
	assert_non_null(fixture_get(f, f->db, "person", before, "given"));
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_int_equal(people(f), 1);
	assert_int_equal(db_check(f->db), OK);
}

static void test_of_an_import_what_was_worked_on_stays(void **state)
{
	struct fixture *f = *state;
	int64_t first = bulk(f, 700);
	add_user(f, "bo");
	struct db *bo = fixture_connect(f, "bo");
	fixture_set(f, bo, "person", first + 3, "given=Edited");
	assert_int_equal(history_undo(f->db, 0), NOTFOUND);
	assert_non_null(strstr(db_words(f->db), "Edited"));
	assert_int_equal(people(f), 1);
	assert_int_equal(found(f, "edited"), 1);
	db_close(bo);
}

static void test_settings_are_not_undone(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", NULL);
	fixture_new(f, "setting", "name=site", "value=Southwark", NULL);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_int_equal(people(f), 0);
	assert_string_equal(db_setting(f->db, &f->a, "site", ""), "Southwark");
}

static void test_the_past_as_read(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	fixture_set(f, f->db, "person", id, "given=Anna");
	struct past *past;
	int n;
	assert_int_equal(history_of(f->db, &f->a, entity_find("person"), id, 0, 10, &past, &n), OK);
	assert_int_equal(n, 2);
	assert_string_equal(past[0].what, "Given name: Ana -> Anna");
	assert_string_equal(past[0].user, "ana");
	assert_int_equal(past[1].op, 'i');
	assert_int_equal(history_of(f->db, &f->a, NULL, 0, 0, 10, &past, &n), OK);
	assert_true(n >= 2);
	assert_string_equal(past[0].command, "set person");
	assert_null(strstr(past[0].what, "Anna"));
}

static void test_history_never_names_people_in_commands(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Xochitl", NULL);
	assert_int_equal(record_archive(f->db, entity_find("person"), id, true), OK);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM txn WHERE command LIKE '%Xoch%'"
		" OR summary LIKE '%Xoch%'", NULL, -1), 0);
}

static int told_of(struct fixture *f, struct db *db, const char *entity)
{
	struct past *past;
	int n = 0, ret = 0;
	assert_ok(db, history_of(db, &f->a, NULL, 0, 0, 50, &past, &n));
	for (int i = 0; i < n; i++)
		ret += past[i].e && !strcmp(past[i].e->name, entity);
	return ret;
}

static void test_what_she_may_not_meet_is_out_of_reach(void **state)
{
	struct fixture *f = *state;
	struct db *bo = fixture_user(f, "bo", "organiser"), *dee = fixture_user(f, "dee", "dsl"),
		  *tia = fixture_user(f, "tia", "trustee");
	int64_t seen = fixture_person(f, "Ana", NULL);
	int64_t seen_txn = history_txn(f->db), hidden = fixture_new(f, "person", "given=Hida",
		"contact_safety_level=hidden", NULL), txn = history_txn(f->db);
	assert_int_equal(told_of(f, f->db, "person"), 2);
	assert_int_equal(told_of(f, dee, "person"), 2);
	assert_int_equal(told_of(f, bo, "person"), 1);
	assert_int_equal(told_of(f, tia, "person"), 0);
	assert_int_equal(history_undo(bo, txn), NOTFOUND);
	assert_null(strstr(db_words(bo), "Hida"));
	assert_int_equal(people(f), 2);
	fixture_set(f, f->db, "person", hidden, "family=Secreto");
	assert_int_equal(history_undo(bo, history_txn(f->db)), NOTFOUND);
	assert_string_equal(fixture_get(f, f->db, "person", hidden, "family"), "Secreto");
	assert_int_equal(history_undo(tia, seen_txn), DENIED);
	assert_string_equal(fixture_get(f, f->db, "person", seen, "given"), "Ana");
	assert_int_equal(told_of(f, bo, "person"), 1);
	db_close(bo);
	db_close(dee);
	db_close(tia);
}

/* A key stopped it, say: what is not in history can be neither undone nor exchanged. */
static void test_what_cannot_be_logged_is_not_done(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	struct edit *ed;
	assert_ok(f->db, db_script(f->db, "CREATE TEMP TRIGGER full BEFORE INSERT ON main.change"
		" BEGIN SELECT RAISE(ABORT, 'full'); END"));
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("person"), id, &ed));
	edit_put(ed, field_find(ed->e, "given"), "Anna");
	assert_int_not_equal(edit_save(f->db, ed), OK);
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana");
	assert_false(db_writing(f->db));
	assert_ok(f->db, db_script(f->db, "DROP TRIGGER full"));
	fixture_set(f, f->db, "person", id, "given=Anna");
}

static void test_a_past_keeps_opinions_and_masks(void **state)
{
	struct fixture *f = *state;
	struct past *past;
	int n = 0;
	int64_t id = fixture_new(f, "person", "given=Ana", "rating=4", "phone=07700 900123",
		"contact_safety_level=care", NULL);
	fixture_set(f, f->db, "person", id, "rating=3");
	fixture_set(f, f->db, "person", id, "rating=");
	struct db *bo = fixture_user(f, "bo", "organiser");
	fixture_set(f, bo, "person", id, "rating=5");
	fixture_set(f, bo, "person", id, "phone=");
	assert_ok(bo, history_of(bo, &f->a, entity_find("person"), id, 0, 10, &past, &n));
	assert_int_equal(n, 5);
	assert_string_equal(past[0].what, "Phone");
	assert_string_equal(past[1].what, "Rating: - -> 5; Rated on: - -> Sat 21 Nov; Rated by: - -> bo");
	assert_string_equal(past[2].what, "Rating; Rated on; Rated by: ana -> -");
	assert_string_equal(past[3].what, "Rating");
	assert_ok(f->db, history_of(f->db, &f->a, entity_find("person"), id, 0, 10, &past, &n));
	assert_string_equal(past[1].what, "Rating; Rated on; Rated by: - -> bo");
	assert_string_equal(past[2].what, "Rating: 3 -> -; Rated on: Sat 21 Nov -> -; Rated by: ana -> -");
	db_close(bo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_only_what_changed_is_written),
		FIXTURE_TEST(test_undo_and_redo_across_restarts),
		FIXTURE_TEST(test_a_new_change_ends_redo),
		FIXTURE_TEST(test_what_another_changed_stays_and_is_named),
		FIXTURE_TEST(test_a_record_others_point_at_stays),
		FIXTURE_TEST(test_a_meeting_goes_with_its_next_step),
		FIXTURE_TEST(test_a_set_goes_back),
		FIXTURE_TEST(test_a_set_that_cannot_go_back_stays),
		FIXTURE_TEST(test_an_import_goes_in_one_and_comes_back),
		FIXTURE_TEST(test_of_an_import_what_was_worked_on_stays),
		FIXTURE_TEST(test_settings_are_not_undone),
		FIXTURE_TEST(test_the_past_as_read),
		FIXTURE_TEST(test_history_never_names_people_in_commands),
		FIXTURE_TEST(test_what_she_may_not_meet_is_out_of_reach),
		FIXTURE_TEST(test_what_cannot_be_logged_is_not_done),
		FIXTURE_TEST(test_a_past_keeps_opinions_and_masks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
