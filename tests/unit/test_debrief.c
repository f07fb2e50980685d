/* How people felt, typed as it is said; and what comes back before the next action. */
#include "fixture.h"
#include "core/debrief.h"
#include "core/question.h"

/* Two called Ana, of whom one was there; Bea, who was not. */
static void people(struct fixture *f)
{
	fixture_new(f, "person", "given=Ana", "family=Quispe", NULL);
	fixture_new(f, "person", "given=Ana", "family=Lima", NULL);
	fixture_new(f, "person", "given=Bea", "family=Núñez", NULL);
	fixture_new(f, "person", "given=Luz Marina", "family=Ortega", NULL);
	fixture_new(f, "action", "title=Assembly", "on=2026-11-20", NULL);
	fixture_new(f, "sign_in", "action=1", "person=2", NULL);
}

/* The feelings that stand, as "who: word" with the person's number. */
static const char *feelings(struct fixture *f)
{
	const char *all = db_text_of(f->db, &f->a,
		"SELECT group_concat(ifnull(person, '-') || ':' || word, ' ') FROM (SELECT * FROM feeling"
		" WHERE archived_at IS NULL ORDER BY id)", NULL);
	return all ? all : "";
}

static enum rc felt(struct fixture *f, int64_t id, const char *line)
{
	struct edit *ed;
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("action_evaluation"), id, &ed));
	edit_put(ed, field_find(ed->e, "feelings_words"), line);
	return edit_save(f->db, ed);
}

static void each_has_one_word(void **state)
{
	struct fixture *f = *state;
	people(f);
	int64_t id = fixture_new(f, "action_evaluation", "action=1",
		"feelings_words=ana proud,  BEA tired, luz marina cold, hopeful", NULL);
	assert_string_equal(feelings(f), "2:proud 3:tired 4:cold -:hopeful");
	struct record *r;
	const struct entity *e = entity_find("action_evaluation");
	assert_ok(f->db, record_load(f->db, &f->a, e, id, &r));
	assert_string_equal(r->v[field_index(e, field_find(e, "feelings_words"))],
		"Ana proud, Bea tired, Luz Marina cold, hopeful");
}

static void a_name_that_nobody_has_is_not_lost(void **state)
{
	struct fixture *f = *state;
	people(f);
	int64_t id = fixture_new(f, "action_evaluation", "action=1", "feelings_words=Zoe glad", NULL);
	assert_string_equal(feelings(f), "-:Zoe glad");
	assert_ok(f->db, felt(f, id, "Zoe glad, Bea calm"));
	assert_string_equal(feelings(f), "-:Zoe glad 3:calm");
}

static void one_that_several_have_is_asked_about(void **state)
{
	struct fixture *f = *state;
	people(f);
	fixture_new(f, "sign_in", "action=1", "person=1", NULL);
	int64_t id = fixture_new(f, "action_evaluation", "action=1", NULL);
	assert_int_equal(felt(f, id, "Ana proud"), INVALID);
	assert_non_null(strstr(db_words(f->db), "Ana"));
	assert_ok(f->db, felt(f, id, "Ana Lima proud, Ana Quispe sad"));
	assert_string_equal(feelings(f), "2:proud 1:sad");
}

static void written_again_people_stay_and_words_change(void **state)
{
	struct fixture *f = *state;
	people(f);
	int64_t id = fixture_new(
		f, "action_evaluation", "action=1", "feelings_words=Ana proud, Bea tired, glad", NULL);
	assert_ok(f->db, felt(f, id, "Bea awake, glad, Luz Marina cold"));
	assert_string_equal(feelings(f), "3:awake -:glad 4:cold");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(feelings(f), "2:proud 3:tired -:glad");
	assert_ok(f->db, felt(f, id, NULL));
	assert_string_equal(feelings(f), "");
}

/* A hidden person is found by nobody, and her word is neither shown nor lost. */
static void hidden_people_are_left_alone(void **state)
{
	struct fixture *f = *state;
	people(f);
	int64_t id =
		fixture_new(f, "action_evaluation", "action=1", "feelings_words=Bea tired, Ana proud", NULL);
	struct edit *ed;
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("person"), 3, &ed));
	edit_put(ed, field_find(ed->e, "contact_safety_level"), "hidden");
	assert_ok(f->db, edit_save(f->db, ed));
	assert_ok(f->db, felt(f, id, "Ana calm, Bea awake"));
	assert_string_equal(feelings(f), "3:tired 2:calm -:Bea awake");
}

static void what_is_talked_over_was_held(void **state)
{
	struct fixture *f = *state;
	people(f);
	assert_int_equal(debrief_next(f->db), 1);
	int n;
	fixture_new(f, "action", "title=Long ago", "on=2026-11-01", NULL);
	assert_ok(f->db, question_count(f->db, question_find("no-evaluation"), 9, &n));
	assert_int_equal(n, 1);
	fixture_new(f, "action_evaluation", "action=1", "change=Begin on time", NULL);
	assert_string_equal(db_text_of(f->db, &f->a, "SELECT status FROM action WHERE id = 1", NULL),
		"held");
	assert_int_equal(debrief_next(f->db), 2); /* the one without comes before the later one */
	assert_string_equal(debrief_changes(f->db, &f->a), "Begin on time\n");
	fixture_new(f, "action_evaluation", "action=2", NULL);
	assert_int_equal(debrief_next(f->db), 0);
	struct edit *ed = edit_new(f->db, &f->a, entity_find("action_evaluation"));
	edit_put(ed, field_find(ed->e, "action"), "1");
	edit_put(ed, field_find(ed->e, "on"), "2026-12-01");
	assert_int_equal(edit_check(f->db, ed), INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(each_has_one_word),
		FIXTURE_TEST(a_name_that_nobody_has_is_not_lost),
		FIXTURE_TEST(one_that_several_have_is_asked_about),
		FIXTURE_TEST(written_again_people_stay_and_words_change),
		FIXTURE_TEST(hidden_people_are_left_alone),
		FIXTURE_TEST(what_is_talked_over_was_held),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
