/* test_turnout.c - an action's quotas, pledges and sign-ins put together: what shows, who may see whose
 * record, what becomes of reminders, what the run sheet says. */
#include "fixture.h"
#include "core/question.h"
#include "core/turnout.h"

/* An assembly next week, two past actions, two institutions; leaders Ada (St Giles) and Bo (Mosque). */
struct world {
	int64_t giles, mosque, ada, bo, spring, summer, assembly;
};

static const char *ref(struct fixture *f, const char *field, int64_t id)
{
	return arena_printf(&f->a, "%s=%lld", field, (long long)id);
}

static int64_t leader(struct fixture *f, const char *given, int64_t at)
{
	int64_t id = fixture_new(f, "person", arena_printf(&f->a, "given=%s", given),
		"actual_leader=1", NULL);
	fixture_new(f, "institution_person", ref(f, "person", id), ref(f, "institution", at), NULL);
	return id;
}

static int64_t action(struct fixture *f, const char *title, const char *on, const char *status)
{
	return fixture_new(f, "action", arena_printf(&f->a, "title=%s", title),
		arena_printf(&f->a, "on=%s", on), arena_printf(&f->a, "status=%s", status), NULL);
}

static int64_t pledge(struct fixture *f, int64_t at, int64_t who, int n)
{
	return fixture_new(f, "turnout_pledge", ref(f, "action", at), ref(f, "leader", who),
		ref(f, "number", n), NULL);
}

/* n people come with a leader. */
static void come(struct fixture *f, int64_t at, int64_t with, int64_t from, int n)
{
	while (n-- > 0)
		fixture_new(f, "sign_in", ref(f, "action", at),
			ref(f, "person", fixture_person(f, "Guest", NULL)), ref(f, "brought_by", with),
			ref(f, "institution", from), NULL);
}

static struct world make(struct fixture *f)
{
	struct world w = { .giles = fixture_new(f, "institution", "name=St Giles", "default_quota=30",
				   NULL),
		.mosque = fixture_new(f, "institution", "name=Mosque", NULL) };
	w.ada = leader(f, "Ada", w.giles);
	w.bo = leader(f, "Bo", w.mosque);
	w.spring = action(f, "Spring", "2026-04-01", "held");
	w.summer = action(f, "Summer", "2026-07-01", "held");
	w.assembly = action(f, "Assembly", "2026-11-28", "planned");
	pledge(f, w.spring, w.ada, 10);
	come(f, w.spring, w.ada, w.giles, 9);
	pledge(f, w.summer, w.bo, 10);
	come(f, w.summer, w.bo, w.mosque, 2);
	fixture_new(f, "turnout_target", ref(f, "action", w.assembly), ref(f, "institution", w.giles),
		NULL);
	fixture_new(f, "turnout_target", ref(f, "action", w.assembly), ref(f, "institution", w.mosque),
		"quota=20", NULL);
	return w;
}

static struct turnout read_it(struct fixture *f, struct db *db, int64_t id)
{
	struct turnout t;
	assert_ok(db, turnout_read(db, &f->a, id, &t));
	return t;
}

static const struct turnout_leader *line_of(const struct turnout *t, int64_t leader_id)
{
	for (int i = 0; i < t->leaders; i++)
		if (t->leader[i].leader == leader_id)
			return &t->leader[i];
	return NULL;
}

static const struct turnout_place *place_at(const struct turnout *t, int64_t id)
{
	for (int i = 0; i < t->places; i++)
		if (t->place[i].institution == id)
			return &t->place[i];
	return NULL;
}

/* ---- what stands on the board ---- */

static void test_board(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	assert_int_equal(turnout_next(f->db), w.assembly);
	assert_ok(f->db, turnout_pledge(f->db, w.assembly, w.ada, 12));
	struct turnout t = read_it(f, f->db, w.assembly);
	assert_int_equal(t.quota, 50); /* St Giles' usual quota, since none was named */
	assert_int_equal(t.pledged, 12);
	assert_int_equal(place_at(&t, w.giles)->pledged, 12);
	assert_int_equal(line_of(&t, w.ada)->institution, w.giles);
	assert_int_equal(line_of(&t, w.bo)->brings, -1); /* not asked yet, but there to be asked */
	assert_true(t.range.low >= 1 && t.range.high <= 12 && t.range.low < t.range.high);
	assert_false(t.over);
	/* Said again, it is the same pledge. */
	assert_ok(f->db, turnout_pledge(f->db, w.assembly, w.ada, 20));
	t = read_it(f, f->db, w.assembly);
	assert_int_equal(t.pledged, 20);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(read_it(f, f->db, w.assembly).pledged, 12);
}

static void test_came(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	struct turnout t = read_it(f, f->db, w.spring);
	assert_true(t.over);
	assert_int_equal(t.came, 9);
	assert_int_equal(t.arrived, 9);
	assert_int_equal(place_at(&t, w.giles)->came, 9);
	come(f, w.spring, w.ada, w.giles, 5); /* more than she pledged: a gift, no record */
	t = read_it(f, f->db, w.spring);
	assert_int_equal(t.came, 14);
	assert_int_equal(t.arrived, 10);
}

/* What came later is not known before. */
static void test_forecast_knows_only_the_past(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	struct turnout t = read_it(f, f->db, w.spring);
	assert_true(t.rate > 0.57 && t.rate < 0.63);
	t = read_it(f, f->db, w.summer);
	assert_true(t.rate > 0.65);
	t = read_it(f, f->db, w.assembly);
	assert_true(t.rate > 0.45 && t.rate < 0.65);
}

/* ---- whose record is seen ---- */

/* Ana of this file becomes the coach of a leader. */
static void coach(struct fixture *f, int64_t whom)
{
	int64_t me = fixture_person(f, "Ana", "Organiser");
	fixture_set(f, f->db, "user", db_my_id(f->db), ref(f, "person", me));
	fixture_new(f, "relationship", ref(f, "from_person", me), "kind=develops",
		ref(f, "to_person", whom), NULL);
}

static void test_own_record(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	for (int i = 0; i < 4; i++)
		pledge(f, w.summer, leader(f, arena_printf(&f->a, "Other%d", i), w.giles), 5);
	pledge(f, w.assembly, w.ada, 20);
	pledge(f, w.assembly, w.bo, 20);
	struct turnout t = read_it(f, f->db, w.assembly);
	struct range ada = line_of(&t, w.ada)->range, bo = line_of(&t, w.bo)->range;
	struct range place = place_at(&t, w.mosque)->range, all = t.range;
	assert_int_equal(ada.low, bo.low); /* the group's, for both */
	assert_int_equal(ada.high, bo.high);
	assert_int_equal(place.low, bo.low); /* nor is hers told by her institution's */
	assert_int_equal(place.high, bo.high);
	coach(f, w.bo);
	t = read_it(f, f->db, w.assembly);
	assert_true(line_of(&t, w.bo)->range.mean < bo.mean - 1);
	assert_true(place_at(&t, w.mosque)->range.mean < place.mean - 1);
	assert_true(line_of(&t, w.ada)->range.mean == ada.mean);
	assert_true(t.range.mean == all.mean); /* the whole was made of every record before */
	/* She herself sees hers. */
	struct db *db = fixture_user(f, "ada", "organiser");
	fixture_set(f, f->db, "user", db_my_id(db), ref(f, "person", w.ada));
	t = read_it(f, db, w.assembly);
	assert_true(line_of(&t, w.ada)->range.mean > ada.mean + 1);
	assert_true(line_of(&t, w.bo)->range.mean == bo.mean);
	db_close(db);
}

/* How many of those she pledged came is her record too. */
static void test_came_of_a_leader(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	struct turnout t = read_it(f, f->db, w.summer);
	assert_int_equal(line_of(&t, w.bo)->came, -1);
	coach(f, w.bo);
	t = read_it(f, f->db, w.summer);
	assert_int_equal(line_of(&t, w.bo)->came, 2);
}

struct told {
	struct fixture *f;
	int n;
	const char *who[16];
};

static enum rc note_row(void *arg, const struct row *row)
{
	struct told *t = arg;
	t->who[t->n++] = arena_dup(&t->f->a, row->v[0]);
	return OK;
}

static struct told ask(struct fixture *f, const char *question, const char *param)
{
	struct told t = { .f = f };
	const char *argv[] = { param };
	assert_ok(f->db, question_each(f->db, question_find(question), !!param, argv, note_row, &t));
	return t;
}

static void test_pledges_arrive(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	assert_int_equal(ask(f, "pledges-arrive", "least=1").n, 0); /* of two, each could be told */
	coach(f, w.bo);
	struct told t = ask(f, "pledges-arrive", "least=1");
	assert_int_equal(t.n, 1);
	assert_string_equal(t.who[0], "Bo");
	assert_int_equal(ask(f, "pledges-arrive", NULL).n, 0); /* three actions make a record */
	for (int i = 0; i < 3; i++)
		pledge(f, w.summer, leader(f, arena_printf(&f->a, "Other%d", i), w.giles), 5);
	t = ask(f, "pledges-arrive", "least=1");
	assert_int_equal(t.n, 2);
	assert_string_equal(t.who[0], "All leaders together");
	assert_string_equal(t.who[1], "Bo");
}

static void test_hidden(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	pledge(f, w.assembly, w.ada, 12);
	int64_t guest = fixture_person(f, "Hidden", "Guest");
	fixture_new(f, "sign_in", ref(f, "action", w.spring), ref(f, "person", guest), NULL);
	assert_int_equal(read_it(f, f->db, w.spring).came, 10);
	assert_string_equal(fixture_get(f, f->db, "action", w.spring, "came"), "10");
	fixture_set(f, f->db, "person", guest, "contact_safety_level=hidden");
	fixture_set(f, f->db, "person", w.ada, "contact_safety_level=hidden");
	assert_int_equal(read_it(f, f->db, w.spring).came, 9);
	assert_string_equal(fixture_get(f, f->db, "action", w.spring, "came"), "9");
	struct turnout t = read_it(f, f->db, w.assembly);
	assert_null(line_of(&t, w.ada));
	assert_int_equal(t.pledged, 0);
	assert_null(fixture_get(f, f->db, "action", w.assembly, "pledged"));
	assert_int_equal(ask(f, "turnout-leaders", NULL).n, 1);
}

/* Who is put away brings nobody: the record, the quota and the board say the same. */
static void test_archived_leader(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	pledge(f, w.assembly, w.ada, 12);
	assert_string_equal(fixture_get(f, f->db, "action", w.assembly, "pledged"), "12");
	assert_ok(f->db, record_archive(f->db, entity_find("person"), w.ada, true));
	assert_int_equal(read_it(f, f->db, w.assembly).pledged, 0);
	assert_null(fixture_get(f, f->db, "action", w.assembly, "pledged"));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "action", w.assembly, "pledged"), "12");
}

/* Worked out from rows that she meets in part, a number would be wrong: there is none. */
static void test_met_in_part(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	static const char *const roles[] = { "trustee", "champion", "facilitator", "evaluator" };
	pledge(f, w.assembly, w.ada, 12);
	for (size_t i = 0; i < COUNT(roles); i++) {
		struct db *db = fixture_user(f, roles[i], roles[i]);
		assert_non_null(fixture_get(f, db, "action", w.spring, "title"));
		assert_null(fixture_get(f, db, "action", w.spring, "came"));
		assert_null(fixture_get(f, db, "action", w.assembly, "pledged"));
		assert_null(fixture_get(f, db, "turnout_target", 1, "pledged"));
		assert_null(fixture_get(f, db, "institution", w.giles, "people"));
		assert_string_equal(fixture_get(f, db, "action", w.assembly, "quota"), "50");
		db_close(db);
	}
	struct db *db = fixture_user(f, "two", "trustee,organiser");
	assert_string_equal(fixture_get(f, db, "action", w.spring, "came"), "9");
	db_close(db);
}

/* The next is planned and has its day to come; else one without a day; else the last that was held. */
static void test_next(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	action(f, "Called off", "2026-11-24", "cancelled");
	assert_int_equal(turnout_next(f->db), w.assembly);
	fixture_set(f, f->db, "action", w.assembly, "status=cancelled");
	assert_int_equal(turnout_next(f->db), w.summer);
	int64_t some_day = fixture_new(f, "action", "title=Some day", NULL);
	assert_int_equal(turnout_next(f->db), some_day);
}

/* Said again, it is said today, and what was put away stands again. She pledges for the institution
 * that has a quota, though she leads another. */
static void test_said_again(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	int64_t id = pledge(f, w.assembly, w.ada, 12);
	int64_t club = fixture_new(f, "institution", "name=Club", NULL);
	fixture_new(f, "institution_person", ref(f, "person", w.ada), ref(f, "institution", club),
		"is_core_team=1", "is_head=1", NULL);
	fixture_set(f, f->db, "turnout_pledge", id, "on=2026-11-01");
	assert_ok(f->db, record_archive(f->db, entity_find("turnout_pledge"), id, true));
	assert_ok(f->db, turnout_pledge(f->db, w.assembly, w.ada, 5));
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", id, "on"), "2026-11-21");
	assert_int_equal(read_it(f, f->db, w.assembly).pledged, 5);
	id = pledge(f, w.summer, w.ada, 3);
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", id, "institution"),
		arena_int(&f->a, club));
	fixture_new(f, "turnout_target", ref(f, "action", w.spring), ref(f, "institution", w.mosque), NULL);
	fixture_new(f, "institution_person", ref(f, "person", w.bo), ref(f, "institution", club),
		"is_core_team=1", "is_head=1", NULL);
	id = pledge(f, w.spring, w.bo, 3);
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", id, "institution"),
		arena_int(&f->a, w.mosque));
}

/* ---- answers and the board are one ---- */

static void test_answers_agree(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	pledge(f, w.assembly, w.ada, 12);
	pledge(f, w.assembly, w.bo, 7);
	struct turnout t = read_it(f, f->db, w.assembly);
	struct list *l;
	struct row *rows;
	int n;
	assert_ok(f->db, question_ask(f->db, question_find("expected"), 0, NULL, &l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 10, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(atoi(rows[0].v[3]), 19);
	assert_int_equal(atoi(rows[0].v[4]), t.range.low);
	assert_int_equal(atoi(rows[0].v[5]), t.range.high);
	list_close(l);
	assert_ok(f->db, question_ask(f->db, question_find("turnout"), 0, NULL, &l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 10, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].id, w.giles);
	assert_int_equal(atoi(rows[0].v[4]), place_at(&t, w.giles)->range.low);
	list_close(l);
}

static void test_held(void **state)
{
	struct fixture *f = *state;
	make(f);
	struct list *l;
	struct row *rows;
	int n;
	assert_ok(f->db, question_ask(f->db, question_find("forecasts-held"), 0, NULL, &l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 10, &rows, &n));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].v[0], "Summer");
	assert_string_equal(rows[0].v[5], "2");
	assert_string_equal(rows[0].v[6], "0"); /* after nine of ten nobody expects two */
	assert_string_equal(rows[1].v[5], "9");
	list_close(l);
}

/* ---- quotas, reminders, checks ---- */

static const char *result_of(struct fixture *f, int64_t at, int64_t place, const char *quota)
{
	int64_t id = fixture_new(f, "turnout_target", ref(f, "action", at), ref(f, "institution", place),
		quota, NULL);
	const char *v = fixture_get(f, f->db, "turnout_target", id, "result");
	assert_ok(f->db, history_undo(f->db, 0));
	return v ? v : "";
}

static void test_results(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	assert_string_equal(result_of(f, w.spring, w.giles, "quota=9"), "met");
	assert_string_equal(result_of(f, w.spring, w.giles, "quota=11"), "near");
	assert_string_equal(result_of(f, w.spring, w.giles, "quota=12"), "missed");
	assert_string_equal(result_of(f, w.spring, w.mosque, NULL), "no_quota");
	fixture_new(f, "turnout_target", ref(f, "action", w.summer), ref(f, "institution", w.mosque),
		"quota=10", NULL);
	struct told t = ask(f, "quota-missed", NULL);
	assert_int_equal(t.n, 1);
	assert_string_equal(t.who[0], "Mosque");
	/* Before its day nothing has come of it. */
	int64_t later = action(f, "Later", "2026-12-01", "planned");
	assert_string_equal(result_of(f, later, w.giles, "quota=3"), "");
}

static void test_reminders(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	int64_t id = pledge(f, w.assembly, w.ada, 12);
	setenv("PACT_TODAY", "2026-11-20", 1);
	assert_int_equal(turnout_reminded(f->db, id), NOTFOUND);
	setenv("PACT_TODAY", "2026-11-21", 1);
	assert_int_equal(ask(f, "reminders-due", NULL).n, 1);
	assert_ok(f->db, turnout_reminded(f->db, id));
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", id, "reminded_7"), "2026-11-21");
	assert_int_equal(ask(f, "reminders-due", NULL).n, 0);
	assert_int_equal(turnout_reminded(f->db, id), NOTFOUND);
	setenv("PACT_TODAY", "2026-11-26", 1);
	assert_int_equal(ask(f, "reminders-due", NULL).n, 1);
	assert_ok(f->db, turnout_reminded(f->db, id));
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", id, "reminded_2"), "2026-11-26");
	setenv("PACT_TODAY", "2026-11-28", 1);
	assert_int_equal(ask(f, "reminders-due", NULL).n, 1);
	setenv("PACT_TODAY", "2026-11-29", 1);
	assert_int_equal(ask(f, "reminders-due", NULL).n, 0);
}

static void test_check_to_do(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	assert_string_equal(fixture_get(f, f->db, "action", w.assembly, "to_check"), "partisan");
	fixture_set(f, f->db, "action", w.assembly, "partisan_check=1");
	assert_null(fixture_get(f, f->db, "action", w.assembly, "to_check"));
	fixture_set(f, f->db, "action", w.assembly, "partisan_check=0");
	assert_int_equal(ask(f, "not-checked", NULL).n, 1);
	assert_int_equal(ask(f, "not-checked", "days=300").n, 3); /* those that were held, too */
	fixture_set(f, f->db, "action", w.assembly, "kind=training");
	assert_null(fixture_get(f, f->db, "action", w.assembly, "to_check"));
}

static void test_run_sheet(void **state)
{
	struct fixture *f = *state;
	struct world w = make(f);
	const char *text;
	fixture_set(f, f->db, "action", w.assembly, "at=18:50");
	fixture_new(f, "run_item", ref(f, "action", w.assembly), "minute=0", "item=Welcome",
		"minutes=10", ref(f, "person", w.ada), NULL);
	fixture_new(f, "run_item", ref(f, "action", w.assembly), "minute=20", "item=The ask",
		"minutes=5", NULL);
	fixture_new(f, "run_item", ref(f, "action", w.assembly), "minute=-30", "item=Doors", NULL);
	fixture_new(f, "action_role", ref(f, "action", w.assembly), "role=chair", NULL);
	assert_ok(f->db, run_sheet(f->db, &f->a, w.assembly, &text));
	assert_non_null(strstr(text, "18:20       Doors\n18:50  10   Welcome"));
	assert_non_null(strstr(text, "19:10  5    The ask"));
	assert_non_null(strstr(text, "In all 15 minutes, from 18:20 to 19:15, 40 minutes not planned"));
	assert_non_null(strstr(text, "Chair: nobody yet, not rehearsed; nobody stands in."));
	assert_non_null(strstr(text, "Non-partisan check still to do"));
	assert_null(strstr(text, "Runs over"));
	fixture_new(f, "run_item", ref(f, "action", w.assembly), "minute=8", "item=Testimony",
		"minutes=12", NULL);
	assert_ok(f->db, run_sheet(f->db, &f->a, w.assembly, &text));
	assert_non_null(strstr(text, "Runs over: Welcome, by 2 minutes: \"Testimony\" begins at 18:58."));
	fixture_set(f, f->db, "action", w.assembly, "at=");
	fixture_set(f, f->db, "person", w.ada, "contact_safety_level=hidden");
	assert_ok(f->db, run_sheet(f->db, &f->a, w.assembly, &text));
	assert_non_null(strstr(text, "+8     12   Testimony"));
	assert_null(strstr(text, "Ada"));
	fixture_set(f, f->db, "person", w.ada, "contact_safety_level=normal");
	assert_ok(f->db, run_sheet(f->db, &f->a, w.assembly, &text));
	assert_non_null(strstr(text, "Ada"));
	fixture_set(f, f->db, "person", w.ada, "processing_restricted=yes");
	assert_ok(f->db, run_sheet(f->db, &f->a, w.assembly, &text));
	assert_null(strstr(text, "Ada"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_board), FIXTURE_TEST(test_came),
		FIXTURE_TEST(test_forecast_knows_only_the_past), FIXTURE_TEST(test_own_record),
		FIXTURE_TEST(test_came_of_a_leader), FIXTURE_TEST(test_pledges_arrive),
		FIXTURE_TEST(test_hidden), FIXTURE_TEST(test_met_in_part),
		FIXTURE_TEST(test_next), FIXTURE_TEST(test_said_again),
		FIXTURE_TEST(test_archived_leader), FIXTURE_TEST(test_answers_agree), FIXTURE_TEST(test_held),
		FIXTURE_TEST(test_results), FIXTURE_TEST(test_reminders),
		FIXTURE_TEST(test_check_to_do), FIXTURE_TEST(test_run_sheet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
