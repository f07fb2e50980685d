/* The six lines before a one-to-one, the promises a meeting keeps, calls, who is next, health. */
#include "fixture.h"
#include "core/card.h"
#include "core/health.h"
#include "core/promise.h"
#include "core/question.h"

static const char *line(struct fixture *f, struct db *db, int64_t person, int i)
{
	struct meeting_card c;
	assert_ok(db, meeting_card(db, &f->a, person, NULL, &c));
	return c.text[i];
}

static int64_t meeting(struct fixture *f, int64_t person, const char *on, const char *more)
{
	return fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)person),
		arena_printf(&f->a, "on=%s", on), more, NULL);
}

static int64_t step(struct fixture *f, const char *about, const char *text, const char *due)
{
	return fixture_new(f, "next_step", arena_printf(&f->a, "about=%s", about),
		arena_printf(&f->a, "text=%s", text), arena_printf(&f->a, "due=%s", due), NULL);
}

static void a_card_of_somebody_new(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", "Quispe");
	assert_string_equal(line(f, f->db, ana, 0), "Contact");
	assert_string_equal(line(f, f->db, ana, 1), "never: this is the first one-to-one");
	assert_string_equal(line(f, f->db, ana, 2), "not known yet: ask");
	assert_string_equal(line(f, f->db, ana, 3), "nothing open, either way");
	assert_string_equal(line(f, f->db, ana, 4), "none: agree one with her");
	assert_string_equal(line(f, f->db, ana, 5), "no number on file, no special rule");
}

static void a_card_says_what_is_known(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_new(f, "person", "given=Ana", "phone=07700 900123",
		"preferred_language=es", "actual_leader=yes", NULL);
	fixture_new(f, "institution", "name=Espacio", NULL);
	fixture_new(f, "institution_person", "institution=Espacio", "person=Ana", "position=Parent",
		NULL);
	meeting(f, ana, "2026-09-01", "interests=family,housing");
	fixture_set(f, f->db, "one_to_one", 1, "self_interest=to be asked");
	int64_t last = meeting(f, ana, "2026-10-10", "story=Damp again");
	fixture_set(f, f->db, "one_to_one", last, "place=school gate");
	fixture_new(f, "one_to_one", "person=Ana", "on=2026-11-24", "at=10.30", "status=planned",
		NULL);
	fixture_new(f, "one_to_one", "person=Ana", "on=2026-12-24", "status=planned", NULL);
	fixture_new(f, "one_to_one", "person=Ana", "on=2026-11-02", "status=planned", NULL);
	int64_t ours = step(f, "person:1", "bring the form", "2026-11-27");
	int64_t hers = step(f, "one_to_one:1", "two neighbours", "2026-11-30");
	fixture_set(f, f->db, "next_step", hers, "by_person=Ana");
	db_plan_faults(f->db);
	assert_string_equal(
		line(f, f->db, ana, 0), "Parent at Espacio, Contact, leads others, speaks Spanish");
	assert_string_equal(
		line(f, f->db, ana, 1), "Sat 10 Oct, 6 weeks ago, school gate. Damp again");
	assert_string_equal(line(f, f->db, ana, 2), "Family, Housing. \"to be asked\"");
	assert_string_equal(line(f, f->db, ana, 3),
		"we: bring the form (Fri 27 Nov)   she: two neighbours (Mon 30 Nov)");
	assert_string_equal(line(f, f->db, ana, 4),
		"bring the form, Fri 27 Nov, in 6 days, ana. One-to-one planned Tue 24 Nov 10:30."
		" One-to-one planned Thu 24 Dec");
	assert_string_equal(line(f, f->db, ana, 5), "07700 900123, no special rule");
	assert_string_equal(db_plan_faults(f->db), "");
	fixture_set(f, f->db, "next_step", ours, "done_on=2026-11-21");
	assert_string_equal(line(f, f->db, ana, 3), "she: two neighbours (Mon 30 Nov)");
}

/* The rule is its owner's and the safeguarding lead's; another learns that there is care to take.
 */
static void a_card_masks_and_keeps_rules(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_new(
		f, "person", "given=Ana", "phone=07700 900123", "contact_safety_level=care", NULL);
	fixture_new(f, "contact_safety", "person=Ana", "safe_hours=not after 6", NULL);
	struct db *bo = fixture_user(f, "bo", "organiser");
	struct meeting_card c;
	assert_ok(f->db, meeting_card(f->db, &f->a, ana, NULL, &c));
	assert_true(c.masked);
	assert_string_equal(c.text[5], "***, With care, Safe hours: not after 6");
	assert_ok(f->db, meeting_card(f->db, &f->a, ana, "+447700900123", &c));
	assert_false(c.masked);
	assert_string_equal(line(f, bo, ana, 5), "***, With care");
	fixture_set(f, f->db, "person", ana, "contact_safety_level=hidden");
	assert_int_equal(meeting_card(bo, &f->a, ana, NULL, &c), NOTFOUND);
	db_close(bo);
}

static void a_meeting_keeps_a_promise(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t before = meeting(f, ana, "2026-10-01", "next_step=bring the form");
	step(f, "person:1", "ring her", "");
	step(f, "person:2", "not hers", "2026-11-01");
	int64_t now = meeting(f, ana, "2026-11-20", "next_step=the next");
	struct promise *p;
	int n;
	int64_t cy = fixture_person(f, "Cy", NULL);
	fixture_new(f, "next_step", "about=person:1", "text=came from one who hides", "by_person=Cy", NULL);
	fixture_set(f, f->db, "person", cy, "contact_safety_level=hidden");
	assert_ok(f->db, promises_open(f->db, &f->a, ana, now, &p, &n));
	assert_int_equal(n, 2);
	assert_string_equal(p[0].text, "bring the form");
	assert_ok(f->db, promise_keep(f->db, now, p[0].id));
	assert_string_equal(fixture_get(f, f->db, "next_step", p[0].id, "done_on"), "2026-11-20");
	assert_string_equal(fixture_get(f, f->db, "next_step", p[0].id, "result"), "one-to-one 2");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_null(fixture_get(f, f->db, "next_step", p[0].id, "done_on"));
	int64_t planned = meeting(f, bo, "2026-11-25", "status=planned");
	assert_int_equal(promise_keep(f->db, planned, p[0].id), INVALID);
	assert_int_equal(person_of(f->db, entity_find("next_step"), p[0].id), ana);
	assert_int_equal(person_of(f->db, entity_find("one_to_one"), before), ana);
}

/* The next step is about the meeting: it goes where that goes. */
static void a_meeting_moves_with_its_next_step(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t id = meeting(f, ana, "2026-11-20", "next_step=ring her");
	fixture_set(f, f->db, "one_to_one", id, "person=Bo");
	struct promise *p;
	int n;
	assert_ok(f->db, promises_open(f->db, &f->a, ana, 0, &p, &n));
	assert_int_equal(n, 0);
	assert_ok(f->db, promises_open(f->db, &f->a, bo, 0, &p, &n));
	assert_int_equal(n, 1);
	assert_string_equal(fixture_get(f, f->db, "person", bo, "next_step"), "ring her");
	assert_null(fixture_get(f, f->db, "person", ana, "next_step"));
}

static int64_t touches(struct fixture *f)
{
	return db_int_of(f->db, "SELECT count(*) FROM touch", NULL, -1);
}

static void a_call_is_one_action(void **state)
{
	struct fixture *f = *state;
	const struct entity *e = entity_find("next_step");
	fixture_person(f, "Ana", NULL);
	int64_t id = step(f, "person:1", "ring her", "2026-11-19");
	assert_ok(f->db, call_note(f->db, e, id, false, "+2"));
	assert_string_equal(fixture_get(f, f->db, "next_step", id, "due"), "2026-11-23");
	assert_string_equal(fixture_get(f, f->db, "touch", 1, "reached"), "0");
	assert_string_equal(fixture_get(f, f->db, "touch", 1, "kind"), "phone");
	assert_null(fixture_get(f, f->db, "person", 1, "last_touch"));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "next_step", id, "due"), "2026-11-19");
	assert_int_equal(touches(f), 0);
	assert_ok(f->db, call_note(f->db, e, id, true, NULL));
	assert_string_equal(fixture_get(f, f->db, "next_step", id, "done_on"), "2026-11-21");
	assert_string_equal(fixture_get(f, f->db, "person", 1, "last_touch"), "2026-11-21");
	assert_int_equal(call_note(f->db, e, id, false, "never"), INVALID);
	assert_int_equal(touches(f), 1);
	assert_int_equal(call_note(f->db, entity_find("user"), 1, true, NULL), INVALID);
}

static void who_is_next(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(person_due(f->db, 0), 0);
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t chi = fixture_person(f, "Chi", NULL);
	assert_int_equal(person_due(f->db, ana), bo);
	step(f, "person:3", "ring her", "2026-11-21");
	assert_int_equal(person_due(f->db, 0), chi);
	meeting(f, bo, "2026-11-20", "status=planned");
	assert_int_equal(person_due(f->db, 0), bo);
	assert_int_equal(person_due(f->db, bo), chi);
	assert_int_equal(meeting_planned(f->db, bo), 1);
	assert_int_equal(meeting_planned(f->db, chi), 0);
	fixture_set(f, f->db, "one_to_one", 1, "on=2026-11-22");
	assert_int_equal(meeting_planned(f->db, bo), 0);
}

static void health_has_reasons(void **state)
{
	struct fixture *f = *state;
	struct health h;
	int64_t id = fixture_new(f, "institution", "name=St Giles", NULL);
	assert_ok(f->db, health_of(f->db, &f->a, id, &h));
	assert_int_equal(h.score, 0);
	assert_string_equal(h.test[0].why, "No leader yet: three are wanted");
	for (int i = 0; i < 3; i++) {
		const char *who = arena_printf(&f->a, "P%d", i);
		fixture_new(f, "person", arena_printf(&f->a, "given=%s", who), "actual_leader=yes",
			NULL);
		fixture_new(f, "institution_person", "institution=St Giles",
			arena_printf(&f->a, "person=%s", who), "is_core_team=yes", NULL);
		fixture_new(f, "person_role", arena_printf(&f->a, "person=%s", who),
			"role=parent_leader", "induction_on=2026-01-01", NULL);
	}
	meeting(f, 1, "2026-10-21", "minutes=30");
	assert_ok(f->db, health_of(f->db, &f->a, id, &h));
	assert_int_equal(h.score, 3);
	assert_string_equal(h.test[0].why, "3 leaders; three are wanted");
	assert_true(h.test[1].met && h.test[2].met && !h.test[3].met);
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	assert_ok(f->db, health_of(f->db, &f->a, id, &h));
	assert_int_equal(h.score, 1);
	assert_string_equal(h.test[0].why, "2 leaders; three are wanted");
	assert_string_equal(h.test[1].why, "Nobody there has had a one-to-one yet");
	assert_int_equal(health_of(f->db, &f->a, 99, &h), NOTFOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_card_of_somebody_new),
		FIXTURE_TEST(a_card_says_what_is_known),
		FIXTURE_TEST(a_card_masks_and_keeps_rules),
		FIXTURE_TEST(a_meeting_keeps_a_promise),
		FIXTURE_TEST(a_meeting_moves_with_its_next_step),
		FIXTURE_TEST(a_call_is_one_action),
		FIXTURE_TEST(who_is_next),
		FIXTURE_TEST(health_has_reasons),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
