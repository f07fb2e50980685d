/* One record: loading, naming, finding by name, changing, merging, hiding, archiving. */
#include "fixture.h"
#include "core/list.h"

static const struct entity *person(void)
{
	return entity_find("person");
}

static const char *num(struct fixture *f, int64_t id)
{
	return arena_printf(&f->a, "%lld", (long long)id);
}

static struct edit *editing(struct fixture *f, struct db *db, const char *entity, int64_t id)
{
	struct edit *ed;
	assert_ok(db, edit_load(db, &f->a, entity_find(entity), id, &ed));
	return ed;
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
	assert_ok(f->db, record_resolve(f->db, person(), num(f, ana), &got));
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
	int64_t digits = fixture_person(f, num(f, first), NULL);
	assert_ok(f->db, record_resolve(f->db, person(), "ana", &got));
	assert_int_equal(got, other);
	assert_int_equal(record_resolve(f->db, person(), "ANA", &got), INVALID);
	assert_non_null(strstr(db_words(f->db), "2 are called \"ANA\""));
	assert_non_null(strstr(db_words(f->db), num(f, other)));
	assert_ok(f->db, record_resolve(f->db, person(), num(f, first), &got));
	assert_int_equal(got, first);
	assert_string_equal(record_name(f->db, &f->a, person(), digits), num(f, digits));
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
	struct edit *mine = editing(f, f->db, "person", id);
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
	struct edit *mine = editing(f, f->db, "person", id);
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
	struct edit *mine = editing(f, f->db, "person", id);
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
	const char *both = arena_printf(&f->a, "%s,%s", num(f, bo), num(f, cy));
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "introduce_to"), both);
	fixture_set(f, f->db, "one_to_one", met, "introduce_to=Bo");
	assert_string_equal(fixture_get(f, f->db, "one_to_one", met, "introduce_to"), num(f, bo));
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
	assert_string_equal(fixture_get(f, f->db, "next_step", step, "person"), num(f, ana));
	fixture_set(f, f->db, "next_step", step, "about=institution Hall");
	assert_null(fixture_get(f, f->db, "next_step", step, "person"));
	assert_string_equal(fixture_get(f, f->db, "next_step", step, "about"),
		arena_printf(&f->a, "institution:%s", num(f, hall)));
	fixture_set(f, f->db, "next_step", step, "person=Ana");
	assert_null(fixture_get(f, f->db, "next_step", step, "institution"));
	struct edit *ed = edit_new(f->db, &f->a, entity_find("next_step"));
	assert_ok(f->db, edit_assign(f->db, ed, "text=Ring"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	ed = editing(f, f->db, "next_step", step);
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
	struct edit *mine = editing(f, f->db, "next_step", step);
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

/* Only her owner and the safeguarding lead meet her, and what is about her. */
static void test_hidden(void **state)
{
	struct fixture *f = *state;
	int64_t her = fixture_new(f, "person", "given=Zoe", "contact_safety_level=hidden", NULL),
		got;
	int64_t met = fixture_new(f, "one_to_one", "person=Zoe", NULL);
	int64_t step = fixture_new(f, "next_step", "text=Ring",
		arena_printf(&f->a, "one_to_one=%s", num(f, met)), NULL);
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
	assert_int_equal(record_resolve(bo, person(), num(f, her), &got), NOTFOUND);
	assert_string_equal(record_title(bo, &f->a, person(), her), "?");
	assert_int_equal(record_load(bo, &f->a, entity_find("one_to_one"), met, &r), NOTFOUND);
	assert_int_equal(record_load(bo, &f->a, entity_find("next_step"), step, &r), NOTFOUND);
	assert_int_equal(record_archive(bo, person(), her, true), NOTFOUND);
	assert_string_equal(record_title(f->db, &f->a, entity_find("one_to_one"), met),
		"Sat 21 Nov, Zoe");
	db_close(bo);
	db_close(dee);
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

/* In lists nobody meets her; links to her stay when somebody who cannot see them edits the set. */
static void test_hidden_in_lists_and_sets(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t her = fixture_new(f, "person", "given=Zoe", "contact_safety_level=hidden", NULL);
	int64_t about = fixture_new(f, "one_to_one", "person=Zoe", NULL);
	fixture_new(f, "next_step", "text=A", arena_printf(&f->a, "one_to_one=%s", num(f, about)),
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
	struct edit *ed = editing(f, f->db, "person", id);
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
		FIXTURE_TEST(test_hidden),
		FIXTURE_TEST(test_hidden_in_lists_and_sets),
		FIXTURE_TEST(test_at_rest_in_no_list_but_met_by_name),
		FIXTURE_TEST(test_nobody_takes_her_over_who_is_in_care),
		FIXTURE_TEST(test_settings_of_the_program_are_its_own),
		FIXTURE_TEST(test_a_promise_of_a_hidden_person_shows_nowhere),
		FIXTURE_TEST(test_masked),
		FIXTURE_TEST(test_role_of_a_reveal),
		FIXTURE_TEST(test_opinions),
		FIXTURE_TEST(test_opinions_stay_their_authors),
		FIXTURE_TEST(test_archive),
		FIXTURE_TEST(test_inside_a_transaction),
		FIXTURE_TEST(test_a_save_makes_no_intermediate_table),
		FIXTURE_TEST(test_pages_a_save),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
