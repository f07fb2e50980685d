/* Who meets what of a record: hidden people, masked numbers, opinions, who objected. */
#include "fixture.h"
#include "core/list.h"

static const struct entity *person(void)
{
	return entity_find("person");
}

static int64_t listed(struct db *db, const char *entity)
{
	struct str b = STR_INIT;
	str_addf(&b, "SELECT count(*) FROM %s t WHERE true", entity);
	hidden_sql(&b, entity_find(entity), "t");
	int64_t n = db_int_of(db, b.s, NULL, -1);
	str_release(&b);
	return n;
}

/* Only her owner and the safeguarding lead meet her, and what is about her. */
static void test_hidden(void **state)
{
	struct fixture *f = *state;
	int64_t her = fixture_new(f, "person", "given=Zoe", "contact_safety_level=hidden", NULL),
		got;
	int64_t met = fixture_new(f, "one_to_one", "person=Zoe", NULL);
	int64_t step = fixture_new(f, "next_step", "text=Ring",
		arena_printf(&f->a, "one_to_one=%s", arena_int(&f->a, met)), NULL);
	struct db *bo = fixture_user(f, "bo", "organiser"), *dee = fixture_user(f, "dee", "dsl");
	struct record *r;
	struct edit *ed;
	assert_ok(f->db, record_load(f->db, &f->a, person(), her, &r));
	assert_ok(f->db, record_resolve(f->db, person(), "Zoe", &got));
	assert_ok(dee, record_load(dee, &f->a, person(), her, &r));
	assert_ok(dee, record_load(dee, &f->a, entity_find("next_step"), step, &r));
	assert_int_equal(record_load(bo, &f->a, person(), her, &r), NOTFOUND);
	assert_int_equal(edit_load(bo, &f->a, person(), her, &ed), NOTFOUND);
	assert_int_equal(record_resolve(bo, person(), "Zoe", &got), NOTFOUND);
	assert_int_equal(record_resolve(bo, person(), arena_int(&f->a, her), &got), NOTFOUND);
	assert_string_equal(record_title(bo, &f->a, person(), her), "?");
	assert_int_equal(record_load(bo, &f->a, entity_find("one_to_one"), met, &r), NOTFOUND);
	assert_int_equal(record_load(bo, &f->a, entity_find("next_step"), step, &r), NOTFOUND);
	assert_int_equal(record_archive(bo, person(), her, true), NOTFOUND);
	assert_string_equal(record_title(f->db, &f->a, entity_find("one_to_one"), met),
		"Sat 21 Nov, Zoe");
	db_close(bo);
	db_close(dee);
}

/* In lists nobody meets her; links to her stay when somebody who cannot see them edits the set. */
static void test_hidden_in_lists_and_sets(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t her = fixture_new(f, "person", "given=Zoe", "contact_safety_level=hidden", NULL);
	int64_t about = fixture_new(f, "one_to_one", "person=Zoe", NULL);
	fixture_new(f, "next_step", "text=A", arena_printf(&f->a, "one_to_one=%s", arena_int(&f->a, about)),
		NULL);
	fixture_new(f, "next_step", "text=B", "person=Ana", NULL);
	int64_t met = fixture_new(f, "one_to_one", "person=Ana", "introduce_to=Zoe", NULL);
	assert_int_equal(listed(f->db, "person"), 2);
	assert_int_equal(listed(f->db, "one_to_one"), 1);
	assert_int_equal(listed(f->db, "next_step"), 1);
	assert_null(fixture_get(f, f->db, "one_to_one", met, "introduce_to"));
	fixture_set(f, f->db, "one_to_one", met, "introduce_to=Bo");
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM one_to_one_introduce_to WHERE"
		" ref = :her OR ref = :bo", BIND(I("her", her), I("bo", bo)), 0), 2);
	assert_true(ana > 0);
}

static void test_masked(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "person", "given=Ana", "phone=07700 900123",
		"contact_safety_level=care", NULL);
	const struct field *phone = field_find(person(), "phone");
	const char *v;
	assert_string_equal(fixture_get(f, f->db, "person", id, "phone"), FIELD_MASKED);
	assert_null(fixture_get(f, f->db, "person", id, "email"));
	struct edit *ed = fixture_edit(f, f->db, "person", id);
	assert_int_equal(edit_set(f->db, ed, phone, "***"), INVALID);
	fixture_set(f, f->db, "person", id, "family=Quispe");
	assert_ok(f->db, record_reveal(f->db, &f->a, person(), id, phone, &v));
	assert_string_equal(v, "+447700900123");
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM change c JOIN txn x ON x.id = c.txn"
		" WHERE c.op = 'r' AND c.row = :id AND x.kind = 'read' AND x.summary = 'organiser'",
		BIND(I("id", id)), 0), 1);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH"
		" '\"07700900123\"'", NULL, -1), 0);
	fixture_set(f, f->db, "person", id, "contact_safety_level=normal");
	assert_ok(f->db, record_reveal(f->db, &f->a, person(), id, phone, &v));
	assert_string_equal(v, "+447700900123");
	assert_int_equal(
		db_int_of(f->db, "SELECT count(*) FROM change WHERE op = 'r'", NULL, 0), 1);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH"
		" '\"07700900123\"'", NULL, -1), 1);
}

/* By which of her roles: whom the safeguarding lead alone meets is met by that role. */
static void test_role_of_a_reveal(void **state)
{
	struct fixture *f = *state;
	struct db *db = fixture_user(f, "lea", "organiser,dsl");
	const struct field *phone = field_find(person(), "phone");
	const char *const level[] = { "care", "hidden" }, *const role[] = { "organiser", "dsl" }, *v;
	for (size_t i = 0; i < COUNT(level); i++) {
		int64_t id = fixture_new(f, "person", "given=Ana", "phone=07700 900123",
			arena_printf(&f->a, "contact_safety_level=%s", level[i]), NULL);
		assert_ok(db, record_reveal(db, &f->a, person(), id, phone, &v));
		assert_string_equal(v, "+447700900123");
		assert_string_equal(db_text_of(f->db, &f->a, "SELECT summary FROM txn WHERE kind = 'read'"
			" ORDER BY id DESC LIMIT 1", NULL), role[i]);
	}
	db_close(db);
}

static void test_opinions(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	fixture_set(f, f->db, "person", id, "rating=2");
	struct db *bo = fixture_user(f, "bo", "organiser");
	assert_string_equal(fixture_get(f, f->db, "person", id, "rating"), "2");
	assert_null(fixture_get(f, bo, "person", id, "rating"));
	fixture_set(f, bo, "person", id, "ward=Peckham");
	assert_string_equal(fixture_get(f, f->db, "person", id, "rating"), "2");
	db_close(bo);
}

/* Would db's user be told off for that? */
static bool refused(struct fixture *f, struct db *db, const char *entity, int64_t id, const char *set)
{
	struct edit *ed;
	assert_ok(db, edit_load(db, &f->a, entity_find(entity), id, &ed));
	assert_ok(db, edit_assign(db, ed, set));
	return edit_save(db, ed) == INVALID && strstr(db_words(db), "Only ana");
}

static void test_opinions_stay_their_authors(void **state)
{
	struct fixture *f = *state;
	struct db *bo = fixture_user(f, "bo", "organiser");
	int64_t id = fixture_person(f, "Ana", NULL);
	int64_t met = fixture_new(f, "one_to_one", "person=Ana", "trust=4", NULL),
		plain = fixture_new(f, "one_to_one", "person=Ana", NULL);
	fixture_set(f, f->db, "person", id, "rating=2");
	assert_true(refused(f, bo, "person", id, "rating=5"));
	assert_true(refused(f, bo, "one_to_one", met, "trust=1"));
	assert_true(refused(f, bo, "one_to_one", met, "organiser=bo"));
	assert_false(refused(f, bo, "one_to_one", plain, "organiser=bo"));
	assert_false(refused(f, bo, "one_to_one", plain, "trust=1"));
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "trust"), "4");
	assert_null(fixture_get(f, f->db, "one_to_one", plain, "trust"));
	fixture_set(f, f->db, "person", id, "rating=");
	assert_false(refused(f, bo, "person", id, "rating=5"));
	db_close(bo);
}

/* She objected to being used: the record stays, and whoever knows her name opens it. */
static void test_at_rest_in_no_list_but_met_by_name(void **state)
{
	struct fixture *fx = *state;
	int64_t id = fixture_new(fx, "person", "given=Rosa", "family=Paredes", NULL), found;
	const struct entity *person = entity_find("person");
	struct list *l;
	int64_t n;
	fixture_set(fx, fx->db, "person", id, "processing_restricted=yes");
	assert_ok(fx->db, list_open(fx->db, &(struct list_spec){ .e = person }, &l));
	assert_ok(fx->db, list_total(l, &n));
	assert_int_equal(n, 0);
	list_close(l);
	assert_ok(fx->db, record_resolve(fx->db, person, "Rosa Paredes", &found));
	assert_int_equal(found, id);
	assert_string_equal(fixture_get(fx, fx->db, "person", id, "family"), "Paredes");
}

/* The owner reads the safe-contact rule, so nobody makes themselves her owner. */
static void test_nobody_takes_her_over_who_is_in_care(void **state)
{
	struct fixture *fx = *state;
	int64_t id = fixture_new(fx, "person", "given=Rosa", "contact_safety_level=care", NULL);
	struct db *bo = fixture_user(fx, "bo", "organiser");
	struct edit *ed;
	assert_ok(bo, edit_load(bo, &fx->a, entity_find("person"), id, &ed));
	assert_ok(bo, edit_assign(bo, ed, "owner=me"));
	assert_int_equal(edit_save(bo, ed), DENIED);
	fixture_set(fx, fx->db, "person", id, "owner=bo");
	db_close(bo);
}

static void test_a_promise_of_a_hidden_person_shows_nowhere(void **state)
{
	struct fixture *fx = *state;
	int64_t ana = fixture_person(fx, "Ana", NULL), her = fixture_person(fx, "Hid", NULL);
	fixture_new(fx, "next_step", "text=what she promised",
		arena_printf(&fx->a, "about=person:%lld", (long long)ana),
		arena_printf(&fx->a, "by_person=%lld", (long long)her), NULL);
	assert_string_equal(fixture_get(fx, fx->db, "person", ana, "next_step"), "what she promised");
	fixture_set(fx, fx->db, "person", her, "contact_safety_level=hidden");
	assert_null(fixture_get(fx, fx->db, "person", ana, "next_step"));
}
int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_hidden),
		FIXTURE_TEST(test_hidden_in_lists_and_sets),
		FIXTURE_TEST(test_at_rest_in_no_list_but_met_by_name),
		FIXTURE_TEST(test_nobody_takes_her_over_who_is_in_care),
		FIXTURE_TEST(test_a_promise_of_a_hidden_person_shows_nowhere),
		FIXTURE_TEST(test_masked),
		FIXTURE_TEST(test_role_of_a_reveal),
		FIXTURE_TEST(test_opinions),
		FIXTURE_TEST(test_opinions_stay_their_authors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
