/* The demonstration: the same each time, whole by every rule, not to be undone, never in the place
 * of real records. */
#include "fixture.h"
#include "core/demo.h"
#include "core/question.h"

static const char *path_of(struct fixture *f, const char *name)
{
	return arena_printf(&f->a, "%s/%s", f->dir, name);
}

static int64_t count(struct db *db, const char *table)
{
	struct arena a = { 0 };
	int64_t n = db_int_of(db, arena_printf(&a, "SELECT count(*) FROM %s", table), NULL, -1);
	arena_free(&a);
	return n;
}

/* All stories and days as one text. */
static const char *content(struct db *db, struct arena *a)
{
	return db_text_of(db, a,
		"SELECT (SELECT group_concat(\"on\" || person || story, ';') FROM one_to_one)"
		" || (SELECT group_concat(action || person, ';') FROM sign_in)", NULL);
}

/* A demonstration where a question has nothing to say teaches nothing; one that lists all, neither,
 * but for brokers, which counts everybody. */
static void every_question_has_an_answer(struct db *db)
{
	int n, count;
	const struct question *q = questions(&n);
	for (int i = 0; i < n; i++) {
		if (q[i].opens &&
			access_may(db, q[i].opens, READ)) /* concerns: the safeguarding lead's alone */
			continue;
		assert_ok(db, question_count(db, &q[i], 999, &count));
		if (!count || (count > 390 && strcmp(q[i].name, "brokers")))
			fail_msg("%s: %d", q[i].name, count);
	}
}

static void it_is_full_and_sound(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_ok(db, demo_open(&db, path_of(f, "demo.db"), true));
	assert_int_equal(count(db, "person"), 400);
	assert_int_equal(count(db, "institution"), 40);
	assert_true(count(db, "one_to_one") > 600);
	assert_true(count(db, "next_step") > 30);
	assert_string_equal(access_name(db, &f->a), "ana");
	assert_string_equal(db_setting(db, &f->a, "_demo", ""), "1");
	assert_ok(db, db_check(db));
	assert_string_equal(schema_verify(db, &f->a), "");
	int late, unmet;
	assert_ok(db, question_count(db, question_find("next-steps"), 999, &late));
	assert_ok(db, question_count(db, question_find("not-met"), 999, &unmet));
	assert_true(late > 3 && late < 30);
	assert_true(unmet > 50 && unmet < 400);
	every_question_has_an_answer(db);
	assert_int_equal(history_undo(db, 0), NOTFOUND);
	db_close(db);
}

/* No two people of one name, so that "show person" by name finds one; ages of days: none ahead. */
static void it_reads_true(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_ok(db, demo_open(&db, path_of(f, "demo.db"), true));
	assert_int_equal(db_int_of(db, "SELECT count(*) - count(DISTINCT given || ' ' || family)"
		" FROM person", NULL, -1), 0);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM one_to_one WHERE \"on\" > :today"
		" AND status <> 'planned'", NULL, -1), 0);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM person WHERE"
		" contact_safety_level = 'hidden'", NULL, -1), 3);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM one_to_one o JOIN person p"
		" ON p.id = o.person WHERE p.contact_safety_level = 'hidden'", NULL, -1), 0);
	assert_true(count(db, "touch") > 300 && count(db, "relationship") > 200);
	assert_true(count(db, "membership") > 20 && count(db, "consent") > 300);
	db_close(db);
}

/* The cycle: campaigns at stages of their own, actions past and to come, promises in every state, and
 * what a person's step says is what her newest event says. */
static void it_has_gone_round_the_cycle(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_ok(db, demo_open(&db, path_of(f, "demo.db"), true));
	assert_int_equal(db_int_of(db, "SELECT count(DISTINCT stage) FROM campaign", NULL, 0), 3);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM action WHERE status = 'held'"
		" AND \"on\" < :today", NULL, 0), 5);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM action WHERE status = 'planned'"
		" AND \"on\" > :today", NULL, 0), 1);
	assert_int_equal(db_int_of(db, "SELECT count(DISTINCT status) FROM commitment", NULL, 0), 5);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM commitment WHERE due ="
		" date(:today, '+14 days')", NULL, 0), 1);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM commitment c WHERE c.status <>"
		" (SELECT k.status FROM commitment_check k WHERE k.commitment = c.id"
		" ORDER BY k.\"on\" DESC, k.id DESC LIMIT 1)", NULL, -1), 0);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM person p WHERE p.current_ladder_step <>"
		" (SELECT k.to_step FROM ladder_event k WHERE k.person = p.id"
		" ORDER BY k.\"on\" DESC, k.id DESC LIMIT 1)", NULL, -1), 0);
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM sign_in s JOIN person p ON p.id = s.person"
		" WHERE p.contact_safety_level = 'hidden' OR p.processing_restricted = 1", NULL, -1), 0);
	assert_int_equal(db_int_of(db, "SELECT min(n) FROM (SELECT count(*) AS n FROM power_assessment"
		" GROUP BY actor)", NULL, 0), 1);
	db_close(db);
}

static void it_is_the_same_each_time(void **state)
{
	struct fixture *f = *state;
	struct db *one, *two;
	assert_ok(one, demo_open(&one, path_of(f, "one.db"), false));
	assert_ok(two, demo_open(&two, path_of(f, "two.db"), false));
	assert_string_equal(content(one, &f->a), content(two, &f->a));
	db_close(one);
	db_close(two);
}

static void a_kept_one_keeps_its_changes_a_fresh_one_does_not(void **state)
{
	struct fixture *f = *state;
	const struct entity *person = entity_find("person");
	const char *path = path_of(f, "demo.db");
	static const char live[] = "SELECT archived_at IS NULL FROM person WHERE id = 1";
	struct db *db;
	assert_ok(db, demo_open(&db, path, false));
	assert_ok(db, record_archive(db, person, 1, true));
	db_close(db);
	assert_ok(db, demo_open(&db, path, false));
	assert_int_equal(db_int_of(db, live, NULL, 9), 0);
	db_close(db);
	assert_ok(db, demo_open(&db, path, true));
	assert_int_equal(db_int_of(db, live, NULL, 9), 1);
	db_close(db);
}

static void real_records_are_left_alone(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(demo_open(&db, f->path, false), INVALID);
	assert_true(*db_words(db));
	db_close(db);
	assert_int_equal(count(f->db, "person"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(it_is_full_and_sound),
		FIXTURE_TEST(it_reads_true),
		FIXTURE_TEST(it_has_gone_round_the_cycle),
		FIXTURE_TEST(it_is_the_same_each_time),
		FIXTURE_TEST(a_kept_one_keeps_its_changes_a_fresh_one_does_not),
		FIXTURE_TEST(real_records_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
