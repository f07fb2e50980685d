/* One record: loading, naming, finding by name, changing, merging, archiving. */
#include "fixture.h"
#include "core/list.h"

static const struct entity *person(void)
{
	return entity_find("person");
}

static int64_t rev_of(struct fixture *f, int64_t id)
{
	return db_int_of(f->db, "SELECT rev FROM person WHERE id = :id", BIND(I("id", id)), -1);
}

static void test_new_and_load(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "person", "given=Ana", "phone=07700 900123",
		"preferred_language=espa", NULL);
	struct record *r;
	assert_ok(f->db, record_load(f->db, &f->a, person(), id, &r));
	assert_int_equal(r->rev, 1);
	assert_null(r->archived_at);
	assert_string_equal(fixture_get(f, f->db, "person", id, "phone"), "+447700900123");
	assert_string_equal(fixture_get(f, f->db, "person", id, "preferred_language"), "es");
	assert_string_equal(fixture_get(f, f->db, "person", id, "contact_safety_level"), "normal");
	assert_int_equal(atoll(fixture_get(f, f->db, "person", id, "owner")), db_my_id(f->db));
	assert_null(fixture_get(f, f->db, "person", id, "family"));
	assert_int_equal(record_load(f->db, &f->a, person(), 999, &r), NOTFOUND);
	assert_non_null(strstr(db_words(f->db), "999"));
}

static void test_title_name_resolve(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", "Núñez"), seven = fixture_person(f, "7", NULL);
	int64_t met = fixture_new(f, "one_to_one", "person=Ana Núñez", "on=21 nov", NULL), got;
	assert_string_equal(record_title(f->db, &f->a, person(), ana), "Ana Núñez");
	assert_string_equal(record_title(f->db, &f->a, entity_find("one_to_one"), met),
		"Sat 21 Nov, Ana Núñez");
	assert_string_equal(record_title(f->db, &f->a, person(), 999), "?");
	assert_ok(f->db, record_resolve(f->db, person(), arena_int(&f->a, ana), &got));
	assert_int_equal(got, ana);
	assert_ok(f->db, record_resolve(f->db, person(), "ana nunez", &got));
	assert_int_equal(got, ana);
	assert_ok(f->db, record_resolve(f->db, entity_find("one_to_one"), "2026-11-21 Ana Núñez",
		&got));
	assert_int_equal(got, met);
	assert_int_equal(record_resolve(f->db, person(), "Ana", &got), NOTFOUND);
	assert_int_equal(record_resolve(f->db, person(), "", &got), NOTFOUND);
	assert_int_equal(
		record_resolve(f->db, person(), "'; DROP TABLE person; --", &got), NOTFOUND);
	assert_ok(f->db, record_resolve(f->db, person(), "7", &got));
	assert_int_equal(got, seven);
	assert_string_equal(record_name(f->db, &f->a, person(), ana), "Ana Núñez");
	assert_string_equal(record_name(f->db, &f->a, person(), 999), "");
}

/* Digits are an id before they are a name; several of one name are told apart by exact writing. */
static void test_resolve_several(void **state)
{
	struct fixture *f = *state;
	int64_t first = fixture_person(f, "Ana", NULL), other = fixture_person(f, "ana", NULL), got;
	int64_t digits = fixture_person(f, arena_int(&f->a, first), NULL);
	assert_ok(f->db, record_resolve(f->db, person(), "ana", &got));
	assert_int_equal(got, other);
	assert_int_equal(record_resolve(f->db, person(), "ANA", &got), INVALID);
	assert_non_null(strstr(db_words(f->db), "2 are called \"ANA\""));
	assert_non_null(strstr(db_words(f->db), arena_int(&f->a, other)));
	assert_ok(f->db, record_resolve(f->db, person(), arena_int(&f->a, first), &got));
	assert_int_equal(got, first);
	assert_string_equal(record_name(f->db, &f->a, person(), digits), arena_int(&f->a, digits));
	fixture_person(f, "Ana", NULL);
	assert_int_equal(record_resolve(f->db, person(), "Ana", &got), INVALID);
	assert_ok(f->db, record_archive(f->db, person(), first, true));
	assert_ok(f->db, record_resolve(f->db, person(), "Ana", &got));
	assert_int_not_equal(got, first);
}

static void test_refusals(void **state)
{
	struct fixture *f = *state;
	struct edit *ed = edit_new(f->db, &f->a, person());
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_non_null(ed->why[field_index(person(), field_find(person(), "given"))]);
	assert_int_equal(ed->id, 0);
	assert_int_equal(edit_assign(f->db, ed, "joined_on=32 feb"), INVALID);
	assert_non_null(strstr(db_words(f->db), "joined_on: "));
	assert_string_equal(edit_value(ed, "joined_on"), "32 feb");
	assert_ok(f->db, edit_assign(f->db, ed, "given=Ana"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_ok(f->db, edit_assign(f->db, ed, "joined_on="));
	assert_ok(f->db, edit_save(f->db, ed));
	assert_true(ed->id > 0);
	assert_int_equal(edit_assign(f->db, ed, "famly=X"), INVALID);
	assert_non_null(strstr(db_words(f->db), "Did you mean family?"));
	assert_int_equal(edit_assign(f->db, ed, "nonsense"), INVALID);
	assert_int_equal(edit_assign(f->db, ed, "last_met=today"), DENIED);
	assert_int_equal(edit_assign(f->db, ed, "contact_safety_level="), OK);
	assert_int_equal(edit_save(f->db, ed), INVALID);
}

static void test_nothing_changed_writes_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	int64_t rows = db_int_of(f->db, "SELECT count(*) FROM change", NULL, 0);
	fixture_set(f, f->db, "person", id, "given=Ana");
	assert_int_equal(rev_of(f, id), 1);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM change", NULL, 0), rows);
	fixture_set(f, f->db, "person", id, "given=Anna");
	assert_int_equal(rev_of(f, id), 2);
}

/* An imported oddity in one field does not stop the saving of another. */
static void test_untouched_is_not_judged(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	assert_ok(f->db, db_begin(f->db));
	assert_ok(f->db, db_run(f->db, "UPDATE person SET current_ladder_step = 'odd', email = 'no'"
		" WHERE id = :id", BIND(I("id", id))));
	assert_ok(f->db, db_commit(f->db));
	fixture_set(f, f->db, "person", id, "family=Quispe");
	assert_string_equal(fixture_get(f, f->db, "person", id, "current_ladder_step"), "odd");
}

static void test_merge(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	struct db *bo = fixture_user(f, "bo", "organiser");
	struct edit *mine = fixture_edit(f, f->db, "person", id);
	assert_ok(f->db, edit_assign(f->db, mine, "ward=Camberwell"));
	fixture_set(f, bo, "person", id, "family=Quispe");
	assert_ok(f->db, edit_save(f->db, mine));
	assert_string_equal(fixture_get(f, f->db, "person", id, "ward"), "Camberwell");
	assert_string_equal(fixture_get(f, f->db, "person", id, "family"), "Quispe");
	assert_int_equal(rev_of(f, id), 3);
	assert_int_equal(mine->rev, 3);
	db_close(bo);
}

static void test_conflict(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	struct db *bo = fixture_user(f, "bo", "organiser");
	const struct field *ward = field_find(person(), "ward");
	size_t i = field_index(person(), ward);
	struct edit *mine = fixture_edit(f, f->db, "person", id);
	assert_ok(f->db, edit_assign(f->db, mine, "ward=Camberwell"));
	assert_ok(f->db, edit_assign(f->db, mine, "family=Mamani"));
	fixture_set(f, bo, "person", id, "ward=Peckham");
	assert_int_equal(edit_save(f->db, mine), CONFLICT);
	assert_true(mine->clashed[i]);
	assert_string_equal(mine->other[i], "Peckham");
	assert_string_equal(mine->v[i], "Camberwell");
	assert_string_equal(mine->who, "bo");
	assert_non_null(strstr(db_words(f->db), "Ward"));
	assert_null(fixture_get(f, f->db, "person", id, "family"));
	assert_int_equal(edit_save(f->db, mine), CONFLICT);
	edit_rebase(mine);
	fixture_set(f, bo, "person", id, "ward=Nunhead");
	assert_int_equal(edit_save(f->db, mine), CONFLICT);
	edit_rebase(mine);
	assert_ok(f->db, edit_save(f->db, mine));
	assert_string_equal(fixture_get(f, bo, "person", id, "ward"), "Camberwell");
	assert_string_equal(fixture_get(f, bo, "person", id, "family"), "Mamani");
	db_close(bo);
}

static void test_same_change_is_no_conflict(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	struct edit *mine = fixture_edit(f, f->db, "person", id);
	assert_ok(f->db, edit_assign(f->db, mine, "ward=Peckham"));
	fixture_set(f, f->db, "person", id, "ward=Peckham");
	assert_ok(f->db, edit_save(f->db, mine));
	assert_int_equal(rev_of(f, id), 2);
}

static void test_unique(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "user", "name=bo", NULL);
	struct edit *ed = edit_new(f->db, &f->a, entity_find("user"));
	assert_ok(f->db, edit_assign(f->db, ed, "name=bo"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_non_null(strstr(db_words(f->db), "\"bo\""));
	assert_non_null(ed->why[0]);
	assert_ok(f->db, edit_assign(f->db, ed, "name=cy"));
	assert_ok(f->db, edit_save(f->db, ed));
	assert_ok(f->db, edit_assign(f->db, ed, "name=cy"));
	assert_ok(f->db, edit_save(f->db, ed));
	assert_ok(f->db, edit_assign(f->db, ed, "name=bo"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
}

static void test_sets(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t cy = fixture_person(f, "Cy", NULL);
	int64_t met = fixture_new(f, "one_to_one", "person=Ana", "introduce_to=Cy, Bo", NULL);
	const char *both = arena_printf(&f->a, "%s,%s", arena_int(&f->a, bo), arena_int(&f->a, cy));
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "introduce_to"), both);
	fixture_set(f, f->db, "one_to_one", met, "introduce_to=Bo");
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "introduce_to"), arena_int(&f->a, bo));
	assert_int_equal(db_int_of(f->db, "SELECT rev FROM one_to_one WHERE id = :id",
		BIND(I("id", met)), 0), 2);
	fixture_set(f, f->db, "one_to_one", met, "introduce_to=");
	assert_null(fixture_get(f, f->db, "one_to_one", met, "introduce_to"));
	assert_int_equal(ana, atoll(fixture_get(f, f->db, "one_to_one", met, "person")));
}

static void test_one_of(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL);
	int64_t hall = fixture_new(f, "institution", "name=Hall", NULL);
	int64_t step = fixture_new(f, "next_step", "text=Ring", "about=Ana", NULL);
	assert_string_equal(fixture_get(f, f->db, "next_step", step, "person"), arena_int(&f->a, ana));
	fixture_set(f, f->db, "next_step", step, "about=institution Hall");
	assert_null(fixture_get(f, f->db, "next_step", step, "person"));
	assert_string_equal(fixture_get(f, f->db, "next_step", step, "about"),
		arena_printf(&f->a, "institution:%s", arena_int(&f->a, hall)));
	fixture_set(f, f->db, "next_step", step, "person=Ana");
	assert_null(fixture_get(f, f->db, "next_step", step, "institution"));
	struct edit *ed = edit_new(f->db, &f->a, entity_find("next_step"));
	assert_ok(f->db, edit_assign(f->db, ed, "text=Ring"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	ed = fixture_edit(f, f->db, "next_step", step);
	assert_ok(f->db, edit_assign(f->db, ed, "person="));
	assert_int_equal(edit_save(f->db, ed), INVALID);
}

/* One of several is one: the second is not written over the first without a word. */
static void test_two_of_one_of(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", NULL);
	fixture_new(f, "institution", "name=Hall", NULL);
	struct edit *ed = edit_new(f->db, &f->a, entity_find("next_step"));
	assert_ok(f->db, edit_assign(f->db, ed, "text=Ring"));
	assert_ok(f->db, edit_assign(f->db, ed, "person=Ana"));
	assert_ok(f->db, edit_assign(f->db, ed, "institution=Hall"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_string_equal(db_words(f->db), "About: Give either Person or Institution, not both");
	assert_ok(f->db, edit_assign(f->db, ed, "about=Hall"));
	assert_ok(f->db, edit_save(f->db, ed));
	assert_ok(f->db, edit_assign(f->db, ed, "person=Ana")); /* later she thinks better of it */
	assert_ok(f->db, edit_save(f->db, ed));
}

/* Two people move one next step to different records: it clashes, and never has two. */
static void test_one_of_conflict(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", NULL);
	fixture_person(f, "Bo", NULL);
	fixture_new(f, "institution", "name=Hall", NULL);
	int64_t step = fixture_new(f, "next_step", "text=Ring", "about=Ana", NULL);
	struct edit *mine = fixture_edit(f, f->db, "next_step", step);
	assert_ok(f->db, edit_assign(f->db, mine, "about=Bo"));
	fixture_set(f, f->db, "next_step", step, "about=Hall");
	assert_int_equal(edit_save(f->db, mine), CONFLICT);
	edit_rebase(mine);
	assert_ok(f->db, edit_save(f->db, mine));
	assert_null(fixture_get(f, f->db, "next_step", step, "institution"));
	assert_non_null(fixture_get(f, f->db, "next_step", step, "person"));
}

/* The first one-to-one: the next step on its form becomes a row, and is changed through it. */
static void test_meeting_with_next_step(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", NULL);
	int64_t met = fixture_new(f, "one_to_one", "person=Ana", "next_step=Visit the hall",
		"next_due=fri", NULL);
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "next_due"), "2026-11-27");
	fixture_set(f, f->db, "one_to_one", met, "next_step=Ring her");
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM next_step", NULL, 0), 1);
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "next_step"), "Ring her");
	struct edit *ed = edit_new(f->db, &f->a, entity_find("one_to_one"));
	assert_ok(f->db, edit_assign(f->db, ed, "person=Ana"));
	assert_ok(f->db, edit_assign(f->db, ed, "on=1 dec"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM one_to_one", NULL, 0), 1);
}

static void test_archive(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL), got;
	struct record *r;
	assert_ok(f->db, record_archive(f->db, person(), id, true));
	assert_ok(f->db, record_archive(f->db, person(), id, true));
	assert_int_equal(rev_of(f, id), 2);
	assert_ok(f->db, record_load(f->db, &f->a, person(), id, &r));
	assert_non_null(r->archived_at);
	assert_int_equal(record_resolve(f->db, person(), "Ana", &got), NOTFOUND);
	assert_ok(f->db, record_archive(f->db, person(), id, false));
	assert_ok(f->db, record_resolve(f->db, person(), "Ana", &got));
	assert_int_equal(record_archive(f->db, person(), 999, true), NOTFOUND);
}

/* Inside somebody else's transaction nothing is committed or rolled back. */
static void test_inside_a_transaction(void **state)
{
	struct fixture *f = *state;
	assert_ok(f->db, db_begin(f->db));
	fixture_person(f, "Ana", NULL);
	struct edit *ed = edit_new(f->db, &f->a, person());
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_true(db_writing(f->db));
	fixture_person(f, "Bo", NULL);
	assert_ok(f->db, db_commit(f->db));
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person", NULL, 0), 2);
	assert_ok(f->db, db_begin(f->db));
	fixture_person(f, "Cy", NULL);
	db_rollback(f->db);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person", NULL, 0), 2);
}

static void test_settings_of_the_program_are_its_own(void **state)
{
	struct fixture *fx = *state;
	struct edit *ed = edit_new(fx->db, &fx->a, entity_find("setting"));
	assert_ok(fx->db, edit_assign(fx->db, ed, "name=_site"));
	assert_int_equal(edit_save(fx->db, ed), DENIED);
	struct list *l;
	struct row *rows;
	int n;
	assert_ok(fx->db, list_open(fx->db, &(struct list_spec){ .e = entity_find("setting") }, &l));
	assert_ok(fx->db, list_page(l, &fx->a, NULL, 1, false, 50, &rows, &n));
	for (int i = 0; i < n; i++)
		assert_true(rows[i].v[0][0] != '_');
	list_close(l);
}

/* The steps of that kind in the program that a statement is. */
static int steps(struct fixture *f, const char *sql, const char *kind)
{
	int n = 0;
	struct stmt *st = db_query(f->db, arena_printf(&f->a, "EXPLAIN %s", sql), NULL);
	while (db_step(st))
		n += !strcmp(db_text(st, 1), kind);
	assert_ok(f->db, db_done(st));
	return n;
}

/* An intermediate table costs a save more than an index does: SQLite opens a database for it. */
static void test_a_save_makes_no_intermediate_table(void **state)
{
	struct fixture *f = *state;
	static const char *const writes[] = {
		"UPDATE person SET given = :v, rev = rev + 1 WHERE id = :id",
		"INSERT INTO person(id, given, contact_safety_level) VALUES(:id, :v, 'normal')",
	};
	fixture_person(f, "Ana", "Núñez"); /* makes the triggers */
	for (size_t i = 0; i < COUNT(writes); i++) {
		assert_int_equal(steps(f, writes[i], "Program"), i ? 2 : 3);
		assert_int_equal(steps(f, writes[i], "OpenEphemeral"), 0);
		assert_int_equal(steps(f, writes[i], "SorterOpen"), 0);
	}
}

static int64_t logged_pages(struct fixture *f, const char *how)
{
	struct stmt *st = db_query(f->db, how, NULL);
	assert_true(db_step(st));
	int64_t n = db_int(st, 1);
	assert_ok(f->db, db_done(st));
	return n;
}

/* What a save of a name must carry to the disk: each page is written, summed and synced. */
static void test_pages_a_save(void **state)
{
	struct fixture *f = *state;
	enum { PEOPLE = 100, SAVES = 50 };
	for (int i = 0; i < PEOPLE; i++)
		fixture_person(f, arena_printf(&f->a, "Given%d", i * 37 % PEOPLE), "Family");
	logged_pages(f, "PRAGMA wal_checkpoint(TRUNCATE)");
	for (int i = 0; i < SAVES; i++)
		fixture_set(f, f->db, "person", 1 + i * 31 % PEOPLE,
			arena_printf(&f->a, "given=Name%d", i));
	int64_t pages = logged_pages(f, "PRAGMA wal_checkpoint(PASSIVE)");
	print_message("# %.2f pages a save\n", (double)pages / SAVES);
	assert_in_range(pages, SAVES, SAVES * 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_new_and_load),
		FIXTURE_TEST(test_title_name_resolve),
		FIXTURE_TEST(test_resolve_several),
		FIXTURE_TEST(test_refusals),
		FIXTURE_TEST(test_nothing_changed_writes_nothing),
		FIXTURE_TEST(test_untouched_is_not_judged),
		FIXTURE_TEST(test_merge),
		FIXTURE_TEST(test_conflict),
		FIXTURE_TEST(test_same_change_is_no_conflict),
		FIXTURE_TEST(test_unique),
		FIXTURE_TEST(test_sets),
		FIXTURE_TEST(test_one_of),
		FIXTURE_TEST(test_two_of_one_of),
		FIXTURE_TEST(test_one_of_conflict),
		FIXTURE_TEST(test_meeting_with_next_step),
		FIXTURE_TEST(test_settings_of_the_program_are_its_own),
		FIXTURE_TEST(test_archive),
		FIXTURE_TEST(test_inside_a_transaction),
		FIXTURE_TEST(test_a_save_makes_no_intermediate_table),
		FIXTURE_TEST(test_pages_a_save),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
