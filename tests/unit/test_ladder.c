/* The ladder: a step changes by an event and by nothing else, whichever way it came; what each step
 * asks for; who meets it. */
#include "fixture.h"
#include "core/ladder.h"
#include "core/merge.h"
#include "core/question.h"
#include "core/transfer.h"

static const char *step_of(struct fixture *f, int64_t person)
{
	return fixture_get(f, f->db, "person", person, "current_ladder_step");
}

/* "contact>helper (did 1 task)" for each event that stands, oldest first. */
static const char *events_of(struct fixture *f, int64_t person)
{
	struct str b = STR_INIT;
	struct stmt *st = db_query(f->db, "SELECT from_step, to_step, evidence_text FROM ladder_event"
		" WHERE person = :id AND archived_at IS NULL ORDER BY \"on\", id",
		BIND(I("id", person)));
	while (db_step(st)) {
		str_addf(&b, "%s%s>%s", b.len ? " " : "", db_text(st, 0) ? db_text(st, 0) : "",
			db_text(st, 1));
		if (db_text(st, 2))
			str_addf(&b, " (%s)", db_text(st, 2));
	}
	assert_ok(f->db, db_done(st));
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static void set_writes_an_event(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	assert_string_equal(events_of(f, id), "");
	fixture_set(f, f->db, "person", id, "current_ladder_step=helper");
	assert_string_equal(events_of(f, id), "contact>helper");
	fixture_set(f, f->db, "person", id, "phone=07700 900123");
	fixture_set(f, f->db, "person", id, "current_ladder_step=helper");
	assert_string_equal(events_of(f, id), "contact>helper");
	fixture_set(f, f->db, "person", id, "current_ladder_step=");
	assert_string_equal(events_of(f, id), "contact>helper helper>contact");
	int64_t other = fixture_new(f, "person", "given=Bo", "current_ladder_step=leader", NULL);
	assert_string_equal(events_of(f, other), ">leader");
}

/* Two move her to the same step, one by a form that was opened before: she took it once. */
static void two_say_the_same(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	struct edit *ed;
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("person"), id, &ed));
	assert_ok(f->db, edit_assign(f->db, ed, "current_ladder_step=helper"));
	fixture_new(f, "ladder_event", "person=Ana", "to_step=helper", NULL);
	assert_ok(f->db, edit_save(f->db, ed));
	assert_string_equal(events_of(f, id), "contact>helper");
}

static void the_newest_event_says(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	int64_t newest = fixture_new(f, "ladder_event", "person=Ana", "to_step=helper",
		"on=2026-11-10", NULL);
	assert_string_equal(step_of(f, id), "helper");
	fixture_new(f, "ladder_event", "person=Ana", "to_step=regular", "on=2026-10-01",
		"evidence_text=was at each", NULL);
	assert_string_equal(step_of(f, id), "helper");
	assert_string_equal(events_of(f, id), "contact>regular (was at each) contact>helper");
	fixture_set(f, f->db, "ladder_event", newest, "to_step=volunteer");
	assert_string_equal(step_of(f, id), "volunteer");
	assert_ok(f->db, record_archive(f->db, entity_find("ladder_event"), newest, true));
	assert_string_equal(step_of(f, id), "regular");
	assert_ok(f->db, record_archive(f->db, entity_find("ladder_event"), newest, false));
	assert_string_equal(step_of(f, id), "volunteer");
}

static void the_only_one_put_away(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	int64_t event = fixture_new(f, "ladder_event", "person=Ana", "to_step=helper", NULL);
	assert_ok(f->db, record_archive(f->db, entity_find("ladder_event"), event, true));
	assert_string_equal(step_of(f, id), "contact");
}

static void undone_and_done_again(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	fixture_set(f, f->db, "person", id, "current_ladder_step=regular");
	assert_ok(f->db, ladder_move(f->db, id, "helper", "she says so"));
	assert_string_equal(events_of(f, id), "contact>regular regular>helper (she says so)");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(step_of(f, id), "regular");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(step_of(f, id), "contact");
	assert_string_equal(events_of(f, id), "");
	assert_ok(f->db, history_redo(f->db));
	assert_string_equal(step_of(f, id), "regular");
	assert_string_equal(events_of(f, id), "contact>regular");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(step_of(f, id), "contact");
}

/* What was said later of an earlier day holds when the newest is taken back. */
static void undone_out_of_turn(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	assert_ok(f->db, ladder_move(f->db, id, "volunteer", NULL));
	int64_t txn = history_txn(f->db);
	fixture_new(f, "ladder_event", "person=Ana", "to_step=helper", "on=2026-10-01", NULL);
	assert_ok(f->db, history_undo(f->db, txn));
	assert_string_equal(step_of(f, id), "helper");
}

static void refused(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", NULL);
	assert_int_equal(ladder_move(f->db, id, "boss", NULL), INVALID);
	assert_int_equal(ladder_move(f->db, id, "contact", NULL), INVALID);
	assert_int_equal(ladder_move(f->db, 99, "helper", NULL), NOTFOUND);
	struct edit *ed = edit_new(f->db, &f->a, entity_find("ladder_event"));
	assert_ok(f->db, edit_assign(f->db, ed, "person=Ana"));
	assert_ok(f->db, edit_assign(f->db, ed, "to_step=helper"));
	assert_ok(f->db, edit_assign(f->db, ed, "on=2026-11-22"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	assert_string_equal(step_of(f, id), "contact");
}

/* Two records become one: the newest of both their steps holds, and goes back where it was. */
static void merged(void **state)
{
	struct fixture *f = *state;
	int64_t moved, ana = fixture_person(f, "Ana", NULL), twin = fixture_person(f, "Ana", "Q");
	fixture_new(f, "ladder_event", "person=1", "to_step=regular", "on=2026-09-01", NULL);
	fixture_new(f, "ladder_event", "person=2", "to_step=helper", "on=2026-10-01", NULL);
	assert_ok(f->db, record_merge(f->db, entity_find("person"), ana, twin, &moved));
	assert_string_equal(step_of(f, ana), "helper");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(step_of(f, ana), "regular");
	assert_string_equal(step_of(f, twin), "helper");
}

static void file_with(struct fixture *f, int n)
{
	FILE *to = fopen(arena_printf(&f->a, "%s/people.csv", f->dir), "w");
	fprintf(to, "given,family,current_ladder_step\n");
	for (int i = 0; i < n; i++)
		fprintf(to, "Name%d,Family,%s\n", i, i % 3 ? "regular" : i % 2 ? "contact" : "");
	fclose(to);
}

static void import_file(struct fixture *f)
{
	struct import *im;
	const char *path = arena_printf(&f->a, "%s/people.csv", f->dir);
	assert_ok(f->db, import_plan(f->db, &f->a, entity_find("person"), path, 0, NULL, &im));
	assert_ok(f->db, import_run(f->db, &f->a, im, NULL, NULL));
}

static int64_t count(struct fixture *f, const char *what)
{
	return db_int_of(f->db, arena_printf(&f->a, "SELECT count(*) FROM %s", what), NULL, -1);
}

static void imported(struct fixture *f, int n)
{
	file_with(f, n);
	import_file(f);
	assert_int_equal(count(f, "person"), n);
	assert_int_equal(count(f, "ladder_event"), count(f,
		"person WHERE current_ladder_step = 'regular'"));
	assert_int_equal(count(f, "ladder_event e JOIN person p ON p.id = e.person WHERE e.\"on\" ="
		" '2026-11-21' AND e.by = 1 AND e.to_step = p.current_ladder_step"),
		count(f, "ladder_event"));
	fixture_set(f, f->db, "person", 2, "current_ladder_step=helper");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(step_of(f, 2), "regular");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(count(f, "person"), 0);
	assert_int_equal(count(f, "ladder_event"), 0);
	assert_ok(f->db, history_redo(f->db));
	assert_int_equal(count(f, "person"), n);
	assert_int_equal(count(f, "ladder_event"), count(f,
		"person WHERE current_ladder_step = 'regular'"));
}

static void a_few_imported(void **state)
{
	imported(*state, 30);
}

static void many_imported(void **state)
{
	imported(*state, 3000);
}

/* ---- evidence ---- */

static const char *look(struct fixture *f, int64_t person, const char *step)
{
	struct ladder_look l;
	assert_ok(f->db, ladder_look(f->db, &f->a, person, step, &l));
	return arena_printf(&f->a, "%s%s", l.met ? "* " : "", l.known);
}

static void came(struct fixture *f, const char *who, const char *on)
{
	fixture_new(f, "touch", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "on=%s", on), "kind=session", NULL);
}

static void at(struct fixture *f, const char *who, const char *more)
{
	fixture_new(f, "institution_person", arena_printf(&f->a, "person=%s", who), "institution=Hall",
		more, NULL);
}

/* Six Saturdays of the hall's people; a seventh of others is not theirs to have missed. */
static void sessions(void **state)
{
	static const char *const day[] = { "2026-11-14", "2026-11-07", "2026-10-31", "2026-10-24",
		"2026-10-17", "2026-10-10", "2026-10-03" };
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t chi = fixture_person(f, "Chi", NULL);
	fixture_new(f, "institution", "name=Hall", NULL);
	at(f, "Ana", NULL);
	at(f, "Bo", NULL);
	for (size_t i = 0; i < COUNT(day); i++)
		came(f, "Bo", day[i]);
	came(f, "Chi", "2026-11-20");
	assert_string_equal(look(f, ana, "attender"), "");
	for (size_t i = 0; i < 3; i++)
		came(f, "Ana", day[i]);
	assert_string_equal(look(f, ana, "attender"), "* came 3 times");
	assert_string_equal(look(f, ana, "regular"), "");
	came(f, "Ana", day[6]);
	assert_string_equal(look(f, ana, "regular"), "came to 3 of the last 6");
	fixture_new(f, "action", "title=March", "on=2026-10-31", NULL);
	fixture_new(f, "sign_in", "action=March", "person=Ana", NULL);
	fixture_new(f, "action", "title=Vigil", "on=2026-10-24", NULL);
	fixture_new(f, "sign_in", "action=Vigil", "person=Ana", NULL);
	assert_string_equal(look(f, ana, "regular"), "* came to 4 of the last 6");
	assert_string_equal(look(f, bo, "regular"), "* came to 6 of the last 6");
	assert_string_equal(look(f, chi, "attender"), "* came once");
	fixture_new(f, "pledge", "person=Ana", "kind=task", "status=done", NULL);
	fixture_new(f, "pledge", "person=Ana", "kind=attend", "status=done", NULL);
	fixture_new(f, "pledge", "person=Ana", "kind=task", "status=pledged", NULL);
	assert_string_equal(look(f, ana, "helper"), "* came to 4 of the last 6 and did 1 task");
	fixture_new(f, "next_step", "text=Form", "person=Bo", "by_person=Ana", "done_on=2026-11-20",
		NULL);
	assert_string_equal(look(f, ana, "helper"), "* came to 4 of the last 6 and did 2 tasks");
}

static void roles(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL);
	int64_t role = fixture_new(f, "person_role", "person=Ana", "role=volunteer", NULL);
	assert_string_equal(look(f, ana, "volunteer"), "");
	fixture_set(f, f->db, "person_role", role, "induction_on=2026-11-01");
	assert_string_equal(look(f, ana, "volunteer"), "* has a role, with her induction and checks done");
	fixture_set(f, f->db, "person_role", role, "dbs_level=enhanced");
	assert_string_equal(look(f, ana, "volunteer"), "");
	fixture_set(f, f->db, "person_role", role, "dbs_date=2024-01-01");
	assert_string_equal(look(f, ana, "volunteer"), "* has a role, with her induction and checks done");
	fixture_set(f, f->db, "person_role", role, "dbs_expiry=2026-11-20");
	assert_string_equal(look(f, ana, "volunteer"), "");
	fixture_new(f, "skill_record", "person=Ana", "skill=listen", "stage=does_alone", NULL);
	assert_string_equal(look(f, ana, "champion"), "has had her training");
	fixture_new(f, "one_to_one", "person=Ana", "on=2026-11-01", NULL);
	assert_string_equal(look(f, ana, "champion"), "* has had her training and was in touch this month");
	assert_string_equal(look(f, ana, "organiser"), "");
	fixture_new(f, "person_role", "person=Ana", "role=parent_organiser", NULL);
	assert_string_equal(look(f, ana, "organiser"), "* was appointed");
	assert_string_equal(look(f, ana, "contact"), "");
	fixture_new(f, "consent", "person=Ana", "purpose=contact_phone", "given=yes", "how=verbal", NULL);
	assert_string_equal(look(f, ana, "contact"), "* agreed to hear from us");
}

static void leading(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL);
	fixture_new(f, "institution", "name=Hall", NULL);
	fixture_new(f, "action", "title=March", "on=2026-10-31", "status=held", NULL);
	fixture_new(f, "action_role", "action=March", "role=testimony", "person=Ana", NULL);
	for (int i = 0; i < 3; i++) {
		const char *name = arena_printf(&f->a, "P%d", i);
		fixture_new(f, "person", arena_printf(&f->a, "given=%s", name), "actual_leader=yes",
			NULL);
		fixture_new(f, "sign_in", "action=March", arena_printf(&f->a, "person=%s", name),
			"brought_by=Ana", NULL);
		fixture_new(f, "relationship", "from_person=Ana", "kind=develops",
			arena_printf(&f->a, "to_person=%s", name), NULL);
		at(f, name, "is_core_team=yes");
	}
	at(f, "Ana", "is_core_team=yes");
	assert_string_equal(look(f, ana, "leader"),
		"* brought 3 people to an action and had a public role in 1 action");
	assert_string_equal(look(f, ana, "team_leader"), "* has a core team of 4 and develops 3 leaders");
	fixture_set(f, f->db, "person", 2, "contact_safety_level=hidden");
	assert_string_equal(look(f, ana, "leader"),
		"brought 2 people to an action and had a public role in 1 action");
	assert_string_equal(look(f, ana, "team_leader"), "* has a core team of 3 and develops 2 leaders");
}

static void leading_sessions(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL);
	fixture_new(f, "listening_campaign", "question=What keeps you awake?", NULL);
	fixture_new(f, "house_meeting", "campaign=1", "on=2026-11-01", "facilitator=Ana", NULL);
	assert_string_equal(look(f, ana, "facilitator"), "led 1 session");
	fixture_new(f, "action", "title=March", "on=2026-10-31", "status=held", NULL);
	fixture_new(f, "action_role", "action=March", "role=chair", "person=Ana", NULL);
	assert_string_equal(look(f, ana, "facilitator"), "* led 2 sessions");
}

/* The event takes what is known where it is enough, and what somebody says before it. */
static void evidence_of_an_event(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL);
	came(f, "Ana", "2026-11-14");
	assert_ok(f->db, ladder_move(f->db, ana, "attender", NULL));
	assert_ok(f->db, ladder_move(f->db, ana, "regular", NULL));
	assert_ok(f->db, ladder_move(f->db, ana, "attender", NULL));
	assert_string_equal(events_of(f, ana),
		"contact>attender (came once) attender>regular regular>attender");
}

static void beside(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(ladder_beside(f->db, &f->a, "contact", 1), "attender");
	assert_string_equal(ladder_beside(f->db, &f->a, "attender", -1), "contact");
	assert_null(ladder_beside(f->db, &f->a, "contact", -1));
	assert_null(ladder_beside(f->db, &f->a, "organiser", 1));
	assert_null(ladder_beside(f->db, &f->a, "odd", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(set_writes_an_event),
		FIXTURE_TEST(two_say_the_same),
		FIXTURE_TEST(the_newest_event_says),
		FIXTURE_TEST(the_only_one_put_away),
		FIXTURE_TEST(undone_and_done_again),
		FIXTURE_TEST(undone_out_of_turn),
		FIXTURE_TEST(refused),
		FIXTURE_TEST(merged),
		FIXTURE_TEST(a_few_imported),
		FIXTURE_TEST(many_imported),
		FIXTURE_TEST(sessions),
		FIXTURE_TEST(roles),
		FIXTURE_TEST(leading),
		FIXTURE_TEST(leading_sessions),
		FIXTURE_TEST(evidence_of_an_event),
		FIXTURE_TEST(beside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
