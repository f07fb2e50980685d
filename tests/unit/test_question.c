/* Questions: the file is sound, each answer counts what it says, arguments are understood. */
#include "fixture.h"
#include "core/question.h"

static struct list *asked(struct fixture *f, const char *name, const char *arg)
{
	struct list *l;
	const struct question *q = question_find(name);
	assert_non_null(q);
	assert_ok(f->db, question_ask(f->db, q, arg != NULL, &arg, &l));
	return l;
}

static int64_t meeting(struct fixture *f, const char *who, const char *on, const char *status)
{
	return fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "on=%s", on), arena_printf(&f->a, "status=%s", status), NULL);
}

static int desk_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	fixture_person(f, "Bintou", NULL);
	fixture_new(f, "person", "given=Chloe", "actual_leader=yes", NULL);
	fixture_person(f, "Dina", NULL);
	int64_t hidden = fixture_person(f, "Ewa", NULL);
	fixture_new(f, "person", "given=Fatuma", "processing_restricted=yes", NULL);
	fixture_new(f, "person", "given=Gul", "is_power_holder=yes", NULL);
	int64_t gone = fixture_person(f, "Hana", NULL);
	fixture_new(f, "person", "known_as=Ivy", NULL);
	fixture_new(f, "institution", "name=St Giles", NULL);
	fixture_new(f, "institution_person", "institution=St Giles", "person=Ana Quispe", NULL);
	meeting(f, "Ana Quispe", "2026-09-01", "held");
	meeting(f, "Ana Quispe", "2026-11-20", "missed");
	meeting(f, "Bintou", "2026-10-10", "held"); /* 42 days: not yet over */
	int64_t dinas = meeting(f, "Dina", "2026-07-01", "held");
	meeting(f, "Ivy", "2026-11-16", "held");
	int64_t hers = meeting(f, "Ewa", "2026-01-01", "held");
	fixture_new(f, "next_step", "text=Ring her", "person=Ana Quispe", "due=2026-11-19", NULL);
	fixture_new(f, "next_step", "text=Hall keys", "institution=St Giles", "due=2026-11-28", NULL);
	fixture_new(f, "next_step", "text=Later", "institution=St Giles", "due=2026-11-29", NULL);
	fixture_new(f, "next_step", "text=Some day", "institution=St Giles", NULL);
	fixture_new(f, "next_step", "text=Done", "person=Ana Quispe", "due=2026-11-01",
		"done_on=2026-11-02", NULL);
	fixture_new(f, "next_step", "text=Bring the form", "due=2026-11-21",
		arena_printf(&f->a, "one_to_one=%lld", (long long)dinas), "owner=", NULL);
	fixture_new(f, "next_step", "text=Secret", "due=2026-11-01",
		arena_printf(&f->a, "one_to_one=%lld", (long long)hers), NULL);
	fixture_set(f, f->db, "person", hidden, "contact_safety_level=hidden");
	assert_ok(f->db, record_archive(f->db, entity_find("person"), gone, true));
	db_plan_faults(f->db);
	return 0;
}

static void test_not_met(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(fixture_answer(f, "not-met", NULL),
		"Chloe|yes|||ana|\n"
		"Gul||||ana|\n"
		"Dina||Wed 1 Jul|143|ana|\n"
		"Ana Quispe||Tue 1 Sep|81|ana|St Giles\n");
	assert_string_equal(fixture_answer(f, "not_met", "days=100"),
		"Chloe|yes|||ana|\n"
		"Gul||||ana|\n"
		"Dina||Wed 1 Jul|143|ana|\n");
	assert_string_equal(db_plan_faults(f->db), "");
}

static void test_what_it_opens(void **state)
{
	struct fixture *f = *state;
	struct list *l = asked(f, "not-met", NULL);
	struct row *rows;
	int n;
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 1, &rows, &n));
	assert_int_equal(rows[0].id, 3);
	assert_ptr_equal(rows[0].e, entity_find("person"));
	assert_ptr_equal(list_entity(l), entity_find("person"));
	assert_string_equal(list_title(l), "Who have I not met?");
	list_close(l);
}

static void test_next_steps(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(fixture_answer(f, "next-steps", NULL),
		"Ana Quispe|||Ring her|Thu 19 Nov||ana|2\n"
		"St Giles|||Hall keys|Sat 28 Nov||ana|0\n"
		"Dina|||Bring the form|Sat 21 Nov|||0\n");
	assert_string_equal(fixture_answer(f, "next-steps", "days=0"),
		"Ana Quispe|||Ring her|Thu 19 Nov||ana|2\n"
		"Dina|||Bring the form|Sat 21 Nov|||0\n");
	assert_string_equal(db_plan_faults(f->db), "");
}

/* The number beside the rule, masked where it is; the last words said. */
static void test_calls(void **state)
{
	struct fixture *f = *state;
	fixture_set(f, f->db, "person", 1, "phone=07700 900123");
	fixture_set(f, f->db, "one_to_one", 1, "story=Damp again\nand the lift");
	assert_string_equal(fixture_answer(f, "next-steps", "days=0"),
		"Ana Quispe|07700 900123||Ring her|Thu 19 Nov|Damp again and the lift|ana|2\n"
		"Dina|||Bring the form|Sat 21 Nov|||0\n");
	fixture_set(f, f->db, "person", 1, "contact_safety_level=care");
	assert_string_equal(fixture_answer(f, "next-steps", "days=0"),
		"Ana Quispe|***|With care|Ring her|Thu 19 Nov|Damp again and the lift|ana|2\n"
		"Dina|||Bring the form|Sat 21 Nov|||0\n");
}

static void test_weeks(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(fixture_answer(f, "one-to-ones-by-week", "weeks=3"),
		"Mon 2 Nov|0\nMon 9 Nov|0\nMon 16 Nov|1\n");
	int n;
	assert_ok(f->db, question_count(f->db, question_find("one-to-ones-by-week"), 999, &n));
	assert_int_equal(n, 12);
	assert_null(question_find("one-to-ones-by-week")->opens);
	assert_string_equal(db_plan_faults(f->db), "");
}

static void test_counts(void **state)
{
	struct fixture *f = *state;
	int n;
	assert_ok(f->db, question_count(f->db, question_find("not-met"), 999, &n));
	assert_int_equal(n, 4);
	assert_ok(f->db, question_count(f->db, question_find("not-met"), 3, &n));
	assert_int_equal(n, 3);
	assert_ok(f->db, question_count(f->db, question_find("next-steps"), 999, &n));
	assert_int_equal(n, 3);
}

static void refused(struct fixture *f, const char *arg, const char *says)
{
	struct list *l;
	assert_int_equal(question_ask(f->db, question_find("not-met"), 1, &arg, &l), INVALID);
	assert_null(l);
	if (!strstr(db_words(f->db), says))
		fail_msg("%s: %s", arg, db_words(f->db));
}

static void test_arguments(void **state)
{
	struct fixture *f = *state;
	refused(f, "days=many", "days: ");
	refused(f, "weeks=3", "It takes: days=42");
	refused(f, "days", "It takes: days=42");
	assert_string_equal(question_nearest("not-mett"), "not-met");
	assert_null(question_find("nothing-like-it"));
}

static enum rc first_two(void *arg, const struct row *row)
{
	(void)row;
	return ++*(int *)arg < 2 ? OK : DENIED;
}

static void test_each(void **state)
{
	struct fixture *f = *state;
	const struct question *q = question_find("not-met");
	int n = 0;
	assert_int_equal(question_each(f->db, q, 0, NULL, first_two, &n), DENIED);
	assert_int_equal(n, 2);
}

/* Every question: words, parameters that its SQL takes, as many columns as it declares. */
static void test_the_file(void **state)
{
	struct fixture *f = *state;
	int n, count;
	const struct question *q = questions(&n);
	assert_true(n >= 3);
	for (int i = 0; i < n; i++) {
		assert_true(q[i].title && *q[i].title && q[i].about && *q[i].about && q[i].length);
		struct bind *binds = arena_array(&f->a, struct bind, q[i].nparams + 1);
		for (int k = 0; k < q[i].nparams; k++) {
			assert_true(*q[i].params[k].label);
			binds[k] = T(q[i].params[k].name, q[i].params[k].def);
		}
		if (q[i].needs) { /* its table is made when it is worked out */
			assert_ok(f->db, question_count(f->db, &q[i], 999, &count));
			continue;
		}
		struct str sql = STR_INIT;
		question_sql(&q[i], &sql);
		struct stmt *st = db_query(f->db, sql.s, binds);
		str_release(&sql);
		assert_int_equal(db_columns(st), q[i].ncols + 1);
		assert_ok(f->db, db_done(st));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define DESK_TEST(t) cmocka_unit_test_setup_teardown(t, desk_open, fixture_close)
		DESK_TEST(test_not_met),
		DESK_TEST(test_what_it_opens),
		DESK_TEST(test_next_steps),
		DESK_TEST(test_calls),
		DESK_TEST(test_weeks),
		DESK_TEST(test_counts),
		DESK_TEST(test_arguments),
		DESK_TEST(test_each),
		FIXTURE_TEST(test_the_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
