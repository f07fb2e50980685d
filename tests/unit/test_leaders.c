/* Leaders: the questions about them, the page of one, the tree of who develops whom; who may read what
 * is an opinion. */
#include "fixture.h"
#include "core/ladder.h"
#include "core/leaders.h"
#include "core/question.h"

static const char *answer_of(struct fixture *f, struct db *db, const char *name, const char *arg)
{
	struct list *l;
	struct row *rows;
	const struct column *cols;
	struct str b = STR_INIT;
	const struct question *q = question_find(name);
	int n, counted;
	assert_ok(db, question_ask(db, q, arg != NULL, &arg, &l));
	int ncols = list_columns(l, &cols);
	assert_ok(db, list_page(l, &f->a, NULL, 1, false, 100, &rows, &n));
	for (int i = 0; i < n; i++)
		for (int k = 0; k < ncols; k++)
			str_addf(&b, "%s%s", list_cell(l, &f->a, &rows[i], k), k + 1 < ncols ? "|" : "\n");
	if (!arg) {
		assert_ok(db, question_count(db, q, 999, &counted));
		assert_int_equal(counted, n);
	}
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	list_close(l);
	return ret;
}

static const char *answer(struct fixture *f, const char *name, const char *arg)
{
	return answer_of(f, f->db, name, arg);
}

static void person(struct fixture *f, const char *name, const char *more)
{
	fixture_new(f, "person", arena_printf(&f->a, "given=%s", name), more, NULL);
}

static void set(struct fixture *f, int64_t id, const char *what)
{
	fixture_set(f, f->db, "person", id, what);
}

static void develops(struct fixture *f, const char *who, const char *whom)
{
	fixture_new(f, "relationship", arena_printf(&f->a, "from_person=%s", who), "kind=develops",
		arena_printf(&f->a, "to_person=%s", whom), NULL);
}

static void ready(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", "current_ladder_step=regular");
	person(f, "Chi", NULL);
	person(f, "Dina", NULL);
	for (int i = 1; i <= 4; i++)
		fixture_new(f, "touch", arena_printf(&f->a, "person=%d", i), "kind=session",
			"on=2026-11-14", NULL);
	fixture_new(f, "pledge", "person=Bo", "status=done", NULL);
	set(f, 3, "contact_safety_level=hidden");
	set(f, 4, "processing_restricted=yes");
	assert_string_equal(answer(f, "ready", NULL),
		"Bo|Regular|Helper|did 1 task|ana\n"
		"Ana|Contact|Attender|came once|ana\n");
	assert_ok(f->db, ladder_move(f->db, 1, "attender", NULL));
	assert_string_equal(answer(f, "ready", NULL), "Bo|Regular|Helper|did 1 task|ana\n");
}

static void stuck(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", NULL);
	person(f, "Chi", NULL);
	fixture_new(f, "ladder_event", "person=Ana", "to_step=regular", "on=2026-08-23", NULL);
	fixture_new(f, "ladder_event", "person=Bo", "to_step=regular", "on=2026-08-24", NULL);
	fixture_new(f, "ladder_event", "person=Chi", "to_step=organiser", "on=2026-01-01", NULL);
	assert_string_equal(answer(f, "stuck", NULL), "Ana|Regular|Sun 23 Aug|90||ana\n");
	fixture_new(f, "pledge", "person=Bo", "status=done", NULL);
	assert_string_equal(answer(f, "stuck", "days=89"),
		"Ana|Regular|Sun 23 Aug|90||ana\nBo|Regular|Mon 24 Aug|89|did 1 task|ana\n");
	fixture_new(f, "ladder_event", "person=Ana", "to_step=contact", NULL);
	assert_string_equal(answer(f, "stuck", NULL), "");
}

static void who_develops(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", NULL);
	person(f, "Chi", "actual_leader=yes");
	person(f, "Dina", "current_ladder_step=leader");
	person(f, "Ewa", NULL);
	develops(f, "Ana", "Bo");
	develops(f, "Ana", "Chi");
	develops(f, "Ana", "Ewa");
	set(f, 5, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "develops", NULL),
		"Ana|Contact||2|Bo, Chi\n"
		"Dina|Parent Leader||0|\n"
		"Bo|Contact|Ana|0|\n"
		"Chi|Contact|Ana|0|\n");
}

static void carrying(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", NULL);
	fixture_new(f, "action", "title=March", "on=2026-12-12", NULL);
	fixture_new(f, "action", "title=Past", "on=2026-11-01", NULL);
	fixture_new(f, "action_role", "action=March", "role=chair", "person=Ana", NULL);
	fixture_new(f, "action_role", "action=Past", "role=chair", "person=Ana", NULL);
	fixture_new(f, "pledge", "person=Ana", "text=Bake", NULL);
	fixture_new(f, "pledge", "person=Ana", "kind=attend", NULL);
	fixture_new(f, "pledge", "person=Bo", "status=done", NULL);
	assert_string_equal(answer(f, "carrying-too-much", NULL), "");
	fixture_new(f, "person_role", "person=Ana", "role=volunteer", NULL);
	fixture_new(f, "person_role", "person=Ana", "role=champion", "to_on=2026-11-20", NULL);
	assert_string_equal(answer(f, "carrying-too-much", NULL), "Ana|3|1|1|1|ana\n");
	fixture_new(f, "next_step", "text=Ring", "person=Bo", "by_person=Ana", NULL);
	assert_string_equal(answer(f, "carrying-too-much", NULL), "Ana|4|2|1|1|ana\n");
	set(f, 2, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "carrying-too-much", "least=4"), "");
}

static void asked_nothing(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", "current_ladder_step=helper");
	person(f, "Chi", NULL);
	person(f, "Dina", "current_ladder_step=leader");
	fixture_new(f, "one_to_one", "person=Chi", "on=2026-11-01", NULL);
	static const char all[] = "Dina|Parent Leader||ana\nBo|Helper||ana\nChi|Contact|Sun 1 Nov|ana\n";
	assert_string_equal(answer(f, "asked-nothing", NULL), all);
	fixture_new(f, "pledge", "person=Bo", "status=missed", "due=2026-08-01", NULL);
	assert_string_equal(answer(f, "asked-nothing", NULL), all);
	fixture_new(f, "pledge", "person=Bo", "status=asked", NULL);
	fixture_new(f, "one_to_one", "person=Chi", "on=2026-11-02", "ask=Come", NULL);
	fixture_new(f, "next_step", "text=Ring", "person=Bo", "by_person=Dina", NULL);
	assert_string_equal(answer(f, "asked-nothing", NULL), "");
}

static void skills(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", NULL);
	fixture_new(f, "skill_record", "person=Ana", "skill=chair", "stage=saw", "on=2026-10-01", NULL);
	fixture_new(f, "skill_record", "person=Ana", "skill=chair", "stage=tried", "on=2026-11-01",
		"coach=Bo", "next_practice=the core team", "next_on=2026-12-01", NULL);
	fixture_new(f, "skill_record", "person=Bo", "skill=listen", "stage=teaches", "on=2026-11-02", NULL);
	assert_string_equal(answer(f, "skills", NULL),
		"Ana|Chair|Tried it|Sun 1 Nov|Bo|the core team|Tue 1 Dec\n"
		"Bo|Listen|Teaches it|Mon 2 Nov|||\n");
	assert_string_equal(answer(f, "skills", "person=Bo"), "Bo|Listen|Teaches it|Mon 2 Nov|||\n");
	assert_string_equal(answer(f, "skills", "skill=chair"),
		"Ana|Chair|Tried it|Sun 1 Nov|Bo|the core team|Tue 1 Dec\n");
	set(f, 2, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "skills", NULL),
		"Ana|Chair|Tried it|Sun 1 Nov||the core team|Tue 1 Dec\n");
}

static void march(struct fixture *f)
{
	static const char *const names[] = { "Ana", "Bo", "Chi", "Dina" };
	for (size_t i = 0; i < COUNT(names); i++)
		person(f, names[i], NULL);
	fixture_new(f, "action", "title=March", "on=2026-10-31", "status=held", NULL);
	fixture_new(f, "action", "title=Vigil", "on=2026-11-07", "status=held", NULL);
	fixture_new(f, "sign_in", "action=March", "person=Bo", "brought_by=Ana", NULL);
	fixture_new(f, "sign_in", "action=Vigil", "person=Bo", "brought_by=Ana", NULL);
	fixture_new(f, "sign_in", "action=Vigil", "person=Chi", "brought_by=Ana", NULL);
	fixture_new(f, "sign_in", "action=Vigil", "person=Dina", "brought_by=Chi", NULL);
	fixture_new(f, "pledge", "person=Ana", "kind=bring", "quantity=5", "status=done",
		"done_on=2026-11-07", NULL);
}

static void followers(void **state)
{
	struct fixture *f = *state;
	march(f);
	assert_string_equal(answer(f, "followers", NULL),
		"Ana|Bo|2|Sat 7 Nov|Contact\nAna|Chi|1|Sat 7 Nov|Contact\nAna||5|Sat 7 Nov|\n"
		"Chi|Dina|1|Sat 7 Nov|Contact\n");
	assert_string_equal(answer(f, "followers", "leader=Chi"), "Chi|Dina|1|Sat 7 Nov|Contact\n");
	set(f, 2, "contact_safety_level=hidden");
	set(f, 4, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "followers", NULL),
		"Ana|Chi|1|Sat 7 Nov|Contact\nAna||5|Sat 7 Nov|\n");
}

/* ---- opinions ---- */

static void ratings_untested(void **state)
{
	struct fixture *f = *state;
	march(f);
	set(f, 1, "rating=2");
	set(f, 2, "rating=3");
	set(f, 2, "rated_on=2026-09-01");
	assert_string_equal(answer(f, "ratings-untested", NULL), "Bo|3|Tue 1 Sep|\n");
	fixture_new(f, "pledge", "person=Bo", "status=missed", "due=2026-09-10", NULL);
	assert_string_equal(answer(f, "ratings-untested", NULL), "Bo|3|Tue 1 Sep|Thu 10 Sep\n");
	struct db *other = fixture_user(f, "bilal", "organiser");
	assert_string_equal(answer_of(f, other, "ratings-untested", NULL), "");
	fixture_set(f, f->db, "user", 2, "person=Dina");
	develops(f, "Dina", "Bo");
	assert_string_equal(answer_of(f, other, "ratings-untested", NULL), "Bo|3|Tue 1 Sep|Thu 10 Sep\n");
	db_close(other);
	set(f, 2, "rated_on=2024-11-21");
	assert_string_equal(answer(f, "ratings-untested", NULL), "");
}

static const char *page(struct fixture *f, struct db *db, int64_t id)
{
	struct str b = STR_INIT;
	assert_ok(db, leader_page(db, &f->a, id, &b));
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static void the_page(void **state)
{
	struct fixture *f = *state;
	march(f);
	set(f, 1, "rating=2");
	fixture_new(f, "pledge", "person=Ana", "status=missed", NULL);
	fixture_new(f, "pledge", "person=Ana", "status=partly", NULL);
	fixture_new(f, "skill_record", "person=Ana", "skill=chair", "stage=tried",
		"next_practice=the core team", NULL);
	fixture_new(f, "ladder_event", "person=Ana", "to_step=regular", "on=2026-11-14", NULL);
	develops(f, "Ana", "Dina");
	static const char whole[] = "Step: Regular since Sat 14 Nov, 7 days ago\n"
		"Next step of the ladder: Helper, she is ready: did 1 task\n"
		"Rating, an opinion: 2 of 5, Sat 21 Nov by ana\n"
		"Tests, evidence: kept 1 of 3 pledges, 1 in part; brought 3, at 2 actions\n"
		"Brings: Bo, Chi\nSkills: Chair: Tried it, practises next: the core team\n"
		"Develops: Dina\nDeveloped by: nobody yet\n";
	assert_string_equal(page(f, f->db, 1), whole);
	struct db *other = fixture_user(f, "bilal", "organiser");
	const char *theirs = page(f, other, 1);
	assert_null(strstr(theirs, "Rating"));
	assert_null(strstr(theirs, "kept"));
	assert_non_null(strstr(theirs, "Tests, evidence: brought 3, at 2 actions\n"));
	fixture_set(f, f->db, "user", 2, "person=Dina");
	develops(f, "Dina", "Ana");
	assert_non_null(strstr(page(f, other, 1), "Rating, an opinion: 2 of 5"));
	assert_non_null(strstr(page(f, other, 1), "kept 1 of 3 pledges"));
	set(f, 2, "contact_safety_level=hidden");
	assert_non_null(strstr(page(f, other, 1), "brought 1, at 1 action\nBrings: Chi\n"));
	struct str b = STR_INIT;
	assert_int_equal(leader_page(other, &f->a, 2, &b), NOTFOUND);
	str_release(&b);
	db_close(other);
}

/* ---- the tree ---- */

static const char *tree(struct fixture *f, int64_t id)
{
	struct str b = STR_INIT;
	assert_ok(f->db, leaders_tree(f->db, &f->a, id, &b));
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static void the_tree(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { "Ana", "Bo", "Chi", "Dina", "Ewa", "Fay" };
	struct str b = STR_INIT;
	assert_int_equal(leaders_tree(f->db, &f->a, 0, &b), INVALID);
	str_release(&b);
	for (size_t i = 0; i < COUNT(names); i++)
		person(f, names[i], NULL);
	develops(f, "Ana", "Chi");
	develops(f, "Ana", "Bo");
	develops(f, "Bo", "Dina");
	develops(f, "Chi", "Dina");
	set(f, 6, "actual_leader=yes");
	assert_string_equal(tree(f, 0), "1 Ana, Contact\n  1.1 Bo, Contact\n    1.1.1 Dina, Contact\n"
		"  1.2 Chi, Contact\n    1.2.1 Dina, Contact (see 1.1.1)\n"
		"Nobody develops these leaders, and they develop nobody:\n- Fay, Contact\n");
	assert_string_equal(tree(f, 3), "1 Chi, Contact\n  1.1 Dina, Contact\n");
	set(f, 2, "contact_safety_level=hidden");
	assert_string_equal(tree(f, 1), "1 Ana, Contact\n  1.1 Chi, Contact\n    1.1.1 Dina, Contact\n");
	assert_int_equal(leaders_tree(f->db, &f->a, 5, &b), INVALID);
	assert_int_equal(leaders_tree(f->db, &f->a, 2, &b), INVALID);
	str_release(&b);
}

static void rings(void **state)
{
	struct fixture *f = *state;
	person(f, "Ana", NULL);
	person(f, "Bo", NULL);
	person(f, "Chi", NULL);
	develops(f, "Ana", "Bo");
	develops(f, "Bo", "Chi");
	develops(f, "Chi", "Ana");
	assert_string_equal(tree(f, 0), "1 Ana, Contact\n  1.1 Bo, Contact\n    1.1.1 Chi, Contact\n"
		"      1.1.1.1 Ana, Contact (see 1)\n");
}

/* A chain longer than the tree is deep is all there, as several. */
static void a_long_chain(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 50; i++)
		person(f, arena_printf(&f->a, "P%02d", i), NULL);
	for (int i = 0; i < 49; i++)
		develops(f, arena_printf(&f->a, "P%02d", i), arena_printf(&f->a, "P%02d", i + 1));
	const char *t = tree(f, 0);
	for (int i = 0; i < 50; i++)
		assert_non_null(strstr(t, arena_printf(&f->a, " P%02d,", i)));
	assert_non_null(strstr(t, "P20, Contact (goes on below)\n2 P20"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(ready),
		FIXTURE_TEST(stuck),
		FIXTURE_TEST(who_develops),
		FIXTURE_TEST(carrying),
		FIXTURE_TEST(asked_nothing),
		FIXTURE_TEST(skills),
		FIXTURE_TEST(followers),
		FIXTURE_TEST(ratings_untested),
		FIXTURE_TEST(the_page),
		FIXTURE_TEST(the_tree),
		FIXTURE_TEST(rings),
		FIXTURE_TEST(a_long_chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
