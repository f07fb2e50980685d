/* From an ask to a commitment, and what checks make of it. */
#include "fixture.h"
#include "core/ledger.h"
#include "core/promise.h"
#include "core/question.h"

static const char *value(struct fixture *f, const char *entity, int64_t id, const char *field)
{
	const struct entity *e = entity_find(entity);
	struct record *r;
	assert_ok(f->db, record_load(f->db, &f->a, e, id, &r));
	return r->v[field_index(e, field_find(e, field))];
}

/* A campaign, an assembly and a councillor who was asked. */
static int64_t asked(struct fixture *f, const char *answer, const char *words)
{
	fixture_new(f, "person", "given=Judith", "family=Grey", "is_power_holder=1", NULL);
	fixture_new(f, "person", "given=Denise", "family=Cooper", NULL);
	fixture_new(f, "campaign", "title=Warm homes", NULL);
	fixture_new(f, "action", "title=Assembly", "on=2026-11-20", "campaign=1", "status=held", NULL);
	return fixture_new(f, "ask", "action=1", "wording=Will you come back in May?", "target=1",
		"asked_by=2", arena_printf(&f->a, "answer=%s", answer),
		arena_printf(&f->a, "verbatim=%s", words), NULL);
}

static int count(struct fixture *f, const char *question)
{
	int n = -1;
	assert_ok(f->db, question_count(f->db, question_find(question), 99, &n));
	return n;
}

/* ---- one sentence that asks ---- */

static const char *mend(struct fixture *f, const char *words)
{
	int64_t id = fixture_new(f, "ask", "action=1", arena_printf(&f->a, "wording=%s", words), NULL);
	const char *v = value(f, "ask", id, "mend");
	return v ? v : "";
}

static void an_ask_is_one_question(void **state)
{
	struct fixture *f = *state;
	static const char *const good[] = { "Will you come?", "Will Mr. Grey come at 6.30?",
		"¿Vendrá usted?", "هل ستأتي؟" };
	fixture_new(f, "action", "title=Assembly", "on=2026-11-20", NULL);
	for (size_t i = 0; i < COUNT(good); i++)
		assert_string_equal(mend(f, good[i]), "");
	assert_string_equal(mend(f, "You must come"), "question");
	assert_string_equal(mend(f, "Will you come"), "question");
	assert_string_equal(mend(f, "Will you come? Will you stay?"), "one");
	assert_string_equal(mend(f, "We are cold. Will you mend it?"), "one");
	assert_string_equal(mend(f, "Will you come; and will you stay?"), "one");
}

/* ---- into the ledger ---- */

static void a_yes_is_carried_over_in_one_act(void **state)
{
	struct fixture *f = *state;
	int64_t id, ask = asked(f, "yes_with_condition", "Yes, in May, if it rains");
	assert_int_equal(count(f, "yes-said"), 1);
	assert_ok(f->db, ledger_commit(f->db, ask, "1 dec", &id));
	assert_string_equal(value(f, "commitment", id, "text"), "Yes, in May, if it rains");
	assert_string_equal(value(f, "commitment", id, "person"), "1");
	assert_string_equal(value(f, "commitment", id, "holder"), "2");
	assert_string_equal(value(f, "commitment", id, "due"), "2026-12-01");
	assert_string_equal(value(f, "commitment", id, "made_on"), "2026-11-20");
	assert_string_equal(value(f, "commitment", id, "action"), "1");
	assert_string_equal(value(f, "commitment", id, "campaign"), "1");
	assert_string_equal(value(f, "commitment", id, "status"), "open");
	assert_int_equal(count(f, "yes-said"), 0);
	assert_int_equal(ledger_commit(f->db, ask, NULL, &id), INVALID); /* there already */
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(count(f, "yes-said"), 1);
	assert_int_equal(count(f, "promises"), 0);
	assert_ok(f->db, ledger_ready(f->db, ask));
}

static void only_a_yes_is(void **state)
{
	struct fixture *f = *state;
	int64_t id, ask = asked(f, "deferred", "Write to me");
	assert_int_equal(ledger_commit(f->db, ask, NULL, &id), INVALID);
	assert_int_equal(ledger_commit(f->db, 99, NULL, &id), NOTFOUND);
	assert_false(db_writing(f->db));
}

/* Nothing said: the wording stands for the words; nobody named: whom the action was to ask; a yes
 * before the day was given today. */
static void what_is_missing_is_taken_from_the_action(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	asked(f, "no", "No");
	fixture_new(f, "action", "title=Delegation", "on=2026-12-05", "target=1", NULL);
	int64_t ask = fixture_new(f, "ask", "action=2", "wording=Will you?", "answer=yes", "witness=2", NULL);
	assert_ok(f->db, ledger_commit(f->db, ask, "", &id));
	assert_string_equal(value(f, "commitment", id, "text"), "Will you?");
	assert_string_equal(value(f, "commitment", id, "person"), "1");
	assert_string_equal(value(f, "commitment", id, "holder"), "2");
	assert_string_equal(value(f, "commitment", id, "made_on"), "2026-11-21");
	assert_null(value(f, "commitment", id, "due"));
}

/* ---- where it stands ---- */

static void a_commitment_stands_where_its_newest_check_left_it(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	asked(f, "no", "No");
	id = fixture_new(f, "commitment", "text=Two lights", "person=1", "made_on=2026-10-01",
		"due=2026-11-01", NULL);
	assert_int_equal(count(f, "commitments"), 1); /* late */
	int64_t first = fixture_new(f, "commitment_check", "commitment=1", "on=2026-11-02",
		"status=in_progress", "next_check=2026-12-05", NULL);
	assert_string_equal(value(f, "commitment", id, "status"), "in_progress");
	assert_string_equal(value(f, "commitment", id, "next_check"), "2026-12-05");
	assert_string_equal(value(f, "commitment_check", first, "was"), "open");
	int64_t second = fixture_new(f, "commitment_check", "commitment=1", "status=kept", NULL);
	assert_string_equal(value(f, "commitment", id, "status"), "kept");
	assert_null(value(f, "commitment", id, "next_check"));
	assert_int_equal(count(f, "commitments"), 0);
	assert_ok(f->db, record_archive(f->db, entity_find("commitment_check"), second, true));
	assert_string_equal(value(f, "commitment", id, "status"), "in_progress");
	assert_ok(f->db, record_archive(f->db, entity_find("commitment_check"), first, true));
	assert_string_equal(value(f, "commitment", id, "status"), "open");
}

static void a_check_that_is_undone_puts_it_back(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	asked(f, "no", "No");
	id = fixture_new(f, "commitment", "text=Two lights", "person=1", "made_on=2026-10-01",
		"next_check=2026-12-01", NULL);
	fixture_new(f, "commitment_check", "commitment=1", "status=broken", "next_check=2026-12-24", NULL);
	assert_string_equal(value(f, "commitment", id, "next_check"), "2026-12-24");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(value(f, "commitment", id, "status"), "open");
	assert_string_equal(value(f, "commitment", id, "next_check"), "2026-12-01");
}

static void what_cannot_be_is_refused(void **state)
{
	struct fixture *f = *state;
	struct edit *ed = edit_new(f->db, &f->a, entity_find("commitment"));
	asked(f, "no", "No");
	edit_put(ed, field_find(ed->e, "text"), "Two lights");
	edit_put(ed, field_find(ed->e, "person"), "1");
	edit_put(ed, field_find(ed->e, "due"), "2026-11-01"); /* before it was made */
	assert_int_equal(edit_check(f->db, ed), INVALID);
	edit_put(ed, field_find(ed->e, "due"), NULL);
	edit_put(ed, field_find(ed->e, "made_on"), "2026-12-01");
	assert_int_equal(edit_check(f->db, ed), INVALID);
}

/* Broken and late ones are counted with their campaign; a hidden person's promise is in no answer. */
static void they_come_back_and_hidden_ones_do_not_show(void **state)
{
	struct fixture *f = *state;
	asked(f, "no", "No");
	fixture_new(f, "commitment", "text=Two lights", "person=1", "made_on=2026-10-01", "due=2026-11-01",
		"action=1", NULL);
	fixture_new(f, "commitment", "text=A crossing", "person=1", "made_on=2026-10-01", "status=broken",
		"campaign=1", NULL);
	fixture_new(f, "commitment", "text=A bench", "person=1", "made_on=2026-10-01", "due=2027-11-01",
		"campaign=1", NULL);
	assert_string_equal(value(f, "campaign", 1, "promises_back"), "2");
	assert_int_equal(count(f, "promises"), 3);
	assert_int_equal(count(f, "commitments"), 2);
	struct edit *ed;
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("person"), 1, &ed));
	edit_put(ed, field_find(ed->e, "contact_safety_level"), "hidden");
	assert_ok(f->db, edit_save(f->db, ed));
	assert_int_equal(count(f, "promises"), 0);
	assert_int_equal(count(f, "commitments"), 0);
	assert_int_equal(count(f, "diary"), 0);
}

/* A next step about a commitment is about whoever made it; about an action, about nobody. */
static void next_steps_know_what_they_are_about(void **state)
{
	struct fixture *f = *state;
	const struct entity *step = entity_find("next_step");
	asked(f, "no", "No");
	fixture_new(f, "commitment", "text=Two lights", "person=1", "made_on=2026-10-01", NULL);
	int64_t a = fixture_new(f, "next_step", "text=Ring", "commitment=1", "due=today", NULL);
	int64_t b = fixture_new(f, "next_step", "text=Chairs", "action=1", "due=today", NULL);
	int64_t c = fixture_new(f, "next_step", "text=Read", "about=campaign:1", "due=today", NULL);
	assert_int_equal(person_of(f->db, step, a), 1);
	assert_int_equal(person_of(f->db, step, b), 0);
	assert_int_equal(person_of(f->db, step, c), 0);
	assert_int_equal(count(f, "next-steps"), 3);
	assert_int_equal(count(f, "diary"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(an_ask_is_one_question),
		FIXTURE_TEST(a_yes_is_carried_over_in_one_act),
		FIXTURE_TEST(only_a_yes_is),
		FIXTURE_TEST(what_is_missing_is_taken_from_the_action),
		FIXTURE_TEST(a_commitment_stands_where_its_newest_check_left_it),
		FIXTURE_TEST(a_check_that_is_undone_puts_it_back),
		FIXTURE_TEST(what_cannot_be_is_refused),
		FIXTURE_TEST(they_come_back_and_hidden_ones_do_not_show),
		FIXTURE_TEST(next_steps_know_what_they_are_about),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
