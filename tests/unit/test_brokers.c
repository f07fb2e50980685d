/* Brokers, bridges, lone ties, reach: what the file holds as a graph; nobody hidden is in any of it;
 * a borough of ten thousand is quick, and what is estimated says so. */
#include "fixture.h"
#include "core/question.h"
#include <time.h>

static int64_t tie(struct fixture *f, const char *from, const char *to)
{
	return fixture_new(f, "relationship", arena_printf(&f->a, "from_person=%s", from),
		arena_printf(&f->a, "to_person=%s", to), "kind=friend", NULL);
}

static int64_t at(struct fixture *f, const char *who, const char *where)
{
	return fixture_new(f, "institution_person", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "institution=%s", where), NULL);
}

/* Ana - Bo - Chi - Dina - Ewa in a row; Fay alone. */
static int row_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	static const char *const names[] = { "Ana", "Bo", "Chi", "Dina", "Ewa", "Fay" };
	for (size_t i = 0; i < COUNT(names); i++)
		fixture_person(f, names[i], NULL);
	for (size_t i = 1; i < 5; i++)
		tie(f, names[i - 1], names[i]);
	fixture_new(f, "institution", "name=St Giles", NULL);
	fixture_new(f, "institution", "name=Town Hall", NULL);
	fixture_new(f, "institution", "name=Mosque", NULL);
	return 0;
}
#define ROW_TEST(f) cmocka_unit_test_setup_teardown(f, row_open, fixture_close)

static const char row[] = "Chi|2|4|yes\nBo|2|3|yes\nDina|2|3|yes\nAna|1|0|no\nEwa|1|0|no\nFay|0|0|no\n";

static void everybody_counts_a_pair_once(void **state)
{
	struct fixture *f = *state;
	db_plan_faults(f->db);
	assert_string_equal(fixture_answer(f, "brokers", NULL), row);
	tie(f, "Bo", "Ana");
	fixture_new(f, "relationship", "from_person=Ana", "to_person=Bo", "kind=neighbour", NULL);
	assert_string_equal(fixture_answer(f, "brokers", NULL), row);
	at(f, "Ana", "St Giles"); /* places are no ties of people */
	at(f, "Ewa", "St Giles");
	assert_string_equal(fixture_answer(f, "brokers", NULL), row);
	tie(f, "Ana", "Ewa");
	assert_string_equal(fixture_answer(f, "brokers", NULL),
		"Ana|2|1|no\nBo|2|1|no\nChi|2|1|no\nDina|2|1|no\n"
		"Ewa|2|1|no\nFay|0|0|no\n");
	assert_string_equal(db_plan_faults(f->db), "");
}

/* Hidden, at rest, archived, kept to oneself: each is as if it were not there. */
static void nobody_hidden_is_in_it(void **state)
{
	struct fixture *f = *state;
	static const char without_ewa[] = "Bo|2|2|yes\nChi|2|2|yes\nAna|1|0|no\nDina|1|0|no\nFay|0|0|no\n";
	fixture_set(f, f->db, "person", 5, "contact_safety_level=hidden");
	assert_string_equal(fixture_answer(f, "brokers", NULL), without_ewa);
	at(f, "Ewa", "St Giles");
	at(f, "Dina", "Town Hall");
	assert_string_equal(fixture_answer(f, "bridges", "institutions=0"),
		"Chi||1|3|Town Hall goes dark; 3 people are cut off\n" /* both halves */
		"Dina||1|0|Town Hall goes dark\n"
		"Bo||0|1|1 person is cut off\n");
	fixture_set(f, f->db, "person", 5, "contact_safety_level=normal");
	fixture_set(f, f->db, "person", 5, "processing_restricted=yes");
	assert_string_equal(fixture_answer(f, "brokers", NULL), without_ewa);
	fixture_set(f, f->db, "person", 5, "processing_restricted=no");
	assert_string_equal(fixture_answer(f, "brokers", NULL), row);
	fixture_set(f, f->db, "relationship", 4, "hidden=yes");
	assert_string_equal(fixture_answer(f, "brokers", NULL),
		"Bo|2|2|yes\nChi|2|2|yes\nAna|1|0|no\nDina|1|0|no\n"
		"Ewa|0|0|no\nFay|0|0|no\n");
	assert_ok(f->db, record_archive(f->db, entity_find("person"), 5, true));
	assert_string_equal(fixture_answer(f, "brokers", NULL), without_ewa);
}

static void the_rest_is_the_larger_part(void **state)
{
	struct fixture *f = *state;
	at(f, "Ana", "St Giles");
	at(f, "Ana", "Town Hall");
	at(f, "Ana", "Mosque");
	assert_string_equal(fixture_answer(f, "bridges", NULL),
		"Ana||3|0|St Giles, Town Hall, Mosque go dark\n");
}

/* Positions that ended, rivals, archived places: no way for anybody. */
static void what_has_ended_holds_nothing(void **state)
{
	struct fixture *f = *state;
	at(f, "Ana", "St Giles");
	int64_t other = at(f, "Dina", "St Giles");
	assert_string_equal(fixture_answer(f, "bridges", NULL), "");
	fixture_set(f, f->db, "institution_person", other, "to_on=2026-11-20");
	assert_string_equal(fixture_answer(f, "bridges", NULL),
		"Bo||1|1|St Giles goes dark; 1 person is cut off\n"
		"Ana||1|0|St Giles goes dark\n");
	int64_t link = fixture_new(f, "institution_link", "a=St Giles", "b=Town Hall", "kind=rival", NULL);
	at(f, "Chi", "Town Hall");
	static const char two[] = "Chi||1|2|Town Hall goes dark; 2 people are cut off\n"
		"Bo||1|1|St Giles goes dark; 1 person is cut off\n"
		"Ana||1|0|St Giles goes dark\n";
	assert_string_equal(fixture_answer(f, "bridges", NULL), two);
	fixture_set(f, f->db, "institution_link", link, "kind=partner");
	assert_string_equal(fixture_answer(f, "bridges", NULL), "");
	assert_ok(f->db, record_archive(f->db, entity_find("institution_link"), link, true));
	assert_string_equal(fixture_answer(f, "bridges", NULL), two);
	assert_ok(f->db, record_archive(f->db, entity_find("institution"), 1, true));
	assert_string_equal(fixture_answer(f, "bridges", NULL),
		"Chi||1|4|Town Hall goes dark; 4 people are cut off\n"); /* two halves */
}

static void one_tie_holds_two_parts(void **state)
{
	struct fixture *f = *state;
	tie(f, "Ana", "Chi");
	at(f, "Dina", "St Giles");
	at(f, "Ewa", "St Giles");
	assert_string_equal(fixture_answer(f, "lone-ties", NULL), "Chi|Dina|2|1\n");
	assert_string_equal(fixture_answer(f, "lone-ties", "people=3"), "");
	at(f, "Fay", "Mosque");
	tie(f, "Fay", "Bo");
	assert_string_equal(fixture_answer(f, "lone-ties", "people=1"),
		"Chi|Dina|2|1\nBo|Fay|1|1\n");
	tie(f, "Ewa", "Ana");
	assert_string_equal(fixture_answer(f, "lone-ties", NULL), "");
}

static void a_team_reaches(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "campaign", "title=Warm homes", "team=Ana", "leader=Bo", NULL);
	fixture_new(f, "campaign", "title=Buses", "leader=Ewa", NULL);
	assert_string_equal(fixture_answer(f, "reach", NULL), "Buses|1|1|2|6\nWarm homes|2|1|2|6\n");
	fixture_set(f, f->db, "person", 3, "contact_safety_level=hidden");
	assert_string_equal(fixture_answer(f, "reach", "campaign=Warm homes"), "Warm homes|2|0|0|5\n");
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	assert_string_equal(fixture_answer(f, "reach", "campaign=1"), "Warm homes|1|0|0|4\n");
}

/* ---- ten thousand people, fifty thousand ties ---- */

static void fill_borough(struct db *db, int people)
{
	assert_ok(db, db_begin(db));
	db_bulk(db, true);
	assert_ok(db, db_run(db, "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < 99 + :n) INSERT INTO person(id, given, contact_safety_level)"
		" SELECT i, 'P' || i, 'normal' FROM n", BIND(I("n", people))));
	assert_ok(db, db_run(db, "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < 5 * :n - 1) INSERT INTO relationship(id, from_person, kind, to_person)"
		" SELECT i + 1, 100 + i % :n, 'friend', 100 + (i % :n + 1 + (i / :n) * (i * 7919 % 97)) % :n"
		" FROM n", BIND(I("n", people))));
	db_bulk(db, false);
	assert_ok(db, db_commit(db));
}

static double seconds(struct fixture *f, const char *name, const char **note)
{
	struct timespec t0, t1;
	struct list *l;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
	assert_ok(f->db, question_ask(f->db, question_find(name), 0, NULL, &l));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
	*note = arena_dup(&f->a, list_noted(l));
	list_close(l);
	double t = (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9;
	print_message("# %s: %.3f s\n", name, t);
	return t;
}

static void a_borough_is_quick(void **state)
{
	struct fixture *f = *state;
	const char *note;
	double slow = getenv("PACT_SAN") && *getenv("PACT_SAN") ? 20 : 2;
	fill_borough(f->db, 10000);
	assert_true(seconds(f, "bridges", &note) < slow);
	assert_string_equal(note, "");
	assert_true(seconds(f, "brokers", &note) < 2 * slow);
	assert_int_equal(strncmp(note, "Estimate from ", 14), 0);
	assert_non_null(strstr(note, " of 10000 people: off by "));
}

static void two_thousand_are_exact(void **state)
{
	struct fixture *f = *state;
	const char *note;
	fill_borough(f->db, 2000);
	assert_true(seconds(f, "brokers", &note) < (getenv("PACT_SAN") && *getenv("PACT_SAN") ? 40 : 4));
	assert_string_equal(note, "");
}

static int told;
static void how_far(void *arg, int done, int of)
{
	(void)arg;
	assert_true(done < of);
	told++;
}
static bool at_once(void *arg)
{
	(void)arg;
	return told > 3;
}

static void it_tells_how_far_and_stops(void **state)
{
	struct fixture *f = *state;
	struct list *l;
	told = 0;
	db_interrupt_hook(f->db, (struct db_interrupt){ at_once, NULL, how_far });
	assert_int_equal(question_ask(f->db, question_find("brokers"), 0, NULL, &l), BUSY);
	assert_int_equal(told, 4);
	db_interrupt_hook(f->db, (struct db_interrupt){ 0 });
	assert_string_equal(fixture_answer(f, "brokers", NULL), row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROW_TEST(everybody_counts_a_pair_once),
		ROW_TEST(nobody_hidden_is_in_it),
		ROW_TEST(the_rest_is_the_larger_part),
		ROW_TEST(what_has_ended_holds_nothing),
		ROW_TEST(one_tie_holds_two_parts),
		ROW_TEST(a_team_reaches),
		FIXTURE_TEST(a_borough_is_quick),
		FIXTURE_TEST(two_thousand_are_exact),
		ROW_TEST(it_tells_how_far_and_stops),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
