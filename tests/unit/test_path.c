/* Paths: the shortest chain, the strongest of the shortest, in words; never through who or what is
 * hidden; quick in a borough of ten thousand. */
#include "fixture.h"
#include "core/path.h"
#include <time.h>

static const char *told(struct fixture *f, const char *from, const char *to)
{
	const struct entity *e1, *e2;
	int64_t a, b;
	struct path p;
	assert_ok(f->db, path_end(f->db, from, &e1, &a));
	assert_ok(f->db, path_end(f->db, to, &e2, &b));
	enum rc rc = path_find(f->db, &f->a, e1, a, e2, b, &p);
	return rc ? db_words(f->db) : path_words(&f->a, &p);
}

static int64_t tie(
	struct fixture *f, const char *from, const char *kind, const char *to, const char *strength)
{
	return fixture_new(f, "relationship", arena_printf(&f->a, "from_person=%s", from),
		arena_printf(&f->a, "to_person=%s", to), arena_printf(&f->a, "kind=%s", kind),
		arena_printf(&f->a, "strength=%s", strength), NULL);
}

static int64_t at(struct fixture *f, const char *who, const char *where, const char *as)
{
	return fixture_new(f, "institution_person", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "institution=%s", where),
		arena_printf(&f->a, "position=%s", as), NULL);
}

static int street_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	static const char *const names[] = { "Ana", "Bo", "Chi", "Dina", "Ewa", "Fay", "Gul" };
	for (size_t i = 0; i < COUNT(names); i++)
		fixture_person(f, names[i], NULL);
	fixture_new(f, "institution", "name=St Giles", NULL);
	fixture_new(f, "institution", "name=Town Hall", "type=council", NULL);
	return 0;
}
#define STREET_TEST(f) cmocka_unit_test_setup_teardown(f, street_open, fixture_close)

static void it_is_told_in_words(void **state)
{
	struct fixture *f = *state;
	tie(f, "Ana", "neighbour", "Bo", "2");
	at(f, "Bo", "St Giles", "Parent governor");
	at(f, "Chi", "St Giles", "Warden");
	tie(f, "Dina", "introduced_by", "Chi", "2");
	db_plan_faults(f->db);
	assert_string_equal(told(f, "Ana", "Dina"),
		"Ana, who is a neighbour of Bo, who is parent governor at St Giles, "
		"where Chi is warden, who introduced Dina.");
	assert_string_equal(told(f, "Dina", "institution:St Giles"),
		"Dina, who was introduced by Chi, who is warden at St Giles.");
	assert_string_equal(told(f, "St Giles", "1"),
		"St Giles, where Bo is parent governor, who is a neighbour of Ana.");
	assert_string_equal(db_plan_faults(f->db), "");
}

static void the_strongest_of_the_shortest(void **state)
{
	struct fixture *f = *state;
	tie(f, "Ana", "friend", "Bo", "1");
	tie(f, "Bo", "friend", "Dina", "3");
	tie(f, "Ana", "friend", "Chi", "3");
	tie(f, "Chi", "friend", "Dina", "2");
	tie(f, "Ana", "friend", "Ewa", "3");
	tie(f, "Ewa", "friend", "Fay", "3");
	tie(f, "Fay", "friend", "Dina", "3");
	assert_string_equal(
		told(f, "Ana", "Dina"), "Ana, who is a friend of Chi, who is a friend of Dina.");
}

static void institutions_are_linked(void **state)
{
	struct fixture *f = *state;
	at(f, "Ana", "St Giles", "");
	int64_t link = fixture_new(
		f, "institution_link", "a=Town Hall", "b=St Giles", "kind=landlord", NULL);
	assert_string_equal(told(f, "Ana", "Town Hall"),
		"Ana, who belongs to St Giles, whose landlord is Town Hall.");
	fixture_set(f, f->db, "institution_link", link, "kind=rival");
	assert_string_equal(told(f, "Ana", "Town Hall"),
		"No chain that is on file leads from Ana to Town Hall");
}

static void meetings_are_ties_of_the_user(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "one_to_one", "person=Bo", "on=2026-11-01", NULL);
	tie(f, "Bo", "family", "Chi", "2");
	assert_string_equal(
		told(f, "me", "Chi"), "You, who have met Bo one to one, who is family of Chi.");
	fixture_set(f, f->db, "user", 1, "person=Ana");
	assert_string_equal(told(f, "me", "Chi"),
		"Ana, who has had a one-to-one with Bo, who is family of Chi.");
	assert_string_equal(told(f, "Chi", "Ana"),
		"Chi, who is family of Bo, who has had a one-to-one with Ana.");
}

/* Hidden people, hidden ties, those at rest, archived and ended: each breaks the only chain. */
static void none_goes_through_the_hidden(void **state)
{
	struct fixture *f = *state;
	static const char none[] = "No chain that is on file leads from Ana to Chi";
	static const char chain[] = "Ana, who is a friend of Bo, who is a friend of Chi.";
	int64_t first = tie(f, "Ana", "friend", "Bo", "2");
	tie(f, "Bo", "friend", "Chi", "2");
	assert_string_equal(told(f, "Ana", "Chi"), chain);
	fixture_set(f, f->db, "relationship", first, "hidden=yes");
	assert_string_equal(told(f, "Ana", "Chi"), none);
	fixture_set(f, f->db, "relationship", first, "hidden=no");
	fixture_set(f, f->db, "person", 2, "processing_restricted=yes");
	assert_string_equal(told(f, "Ana", "Chi"), none);
	fixture_set(f, f->db, "person", 2, "processing_restricted=no");
	assert_string_equal(told(f, "Ana", "Chi"), chain);
	fixture_set(f, f->db, "person", 2, "contact_safety_level=hidden");
	assert_string_equal(told(f, "Ana", "Chi"), none);
	assert_string_equal(told(f, "Ana", "2"), "No chain that is on file leads from Ana to Bo");
	fixture_set(f, f->db, "person", 2, "contact_safety_level=normal");
	assert_ok(f->db, record_archive(f->db, entity_find("relationship"), first, true));
	assert_string_equal(told(f, "Ana", "Chi"), none);
}

static void ended_positions_are_over(void **state)
{
	struct fixture *f = *state;
	at(f, "Ana", "St Giles", "Parent");
	int64_t was = at(f, "Bo", "St Giles", "Parent");
	assert_string_equal(
		told(f, "Ana", "Bo"), "Ana, who is parent at St Giles, where Bo is parent.");
	fixture_set(f, f->db, "institution_person", was, "to_on=2026-11-20");
	assert_string_equal(told(f, "Ana", "Bo"), "No chain that is on file leads from Ana to Bo");
}

static void its_ends_are_two(void **state)
{
	struct fixture *f = *state;
	const struct entity *e;
	int64_t id;
	assert_string_equal(told(f, "Ana", "Ana"), "A path needs two ends: these are the same");
	assert_int_equal(path_end(f->db, "Nobody", &e, &id), NOTFOUND);
}

/* 10,000 people, 50,000 ties, the two ends as far apart as can be. */
static void it_is_quick(void **state)
{
	struct fixture *f = *state;
	struct db *db = f->db;
	struct timespec t0, t1;
	struct path p;
	const struct entity *person = entity_find("person");
	assert_ok(db, db_begin(db));
	db_bulk(db, true);
	assert_ok(
		db, db_run(db,
			    "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n"
			    " WHERE i < 10099) INSERT INTO person(id, given, contact_safety_level)"
			    " SELECT i, 'P' || i, 'normal' FROM n",
			    NULL));
	assert_ok(db, db_run(db,
			      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
			      " WHERE i < 49999) INSERT INTO relationship(id, from_person, kind, "
			      "to_person, strength)"
			      " SELECT i + 1, 100 + i % 9999, 'friend',"
			      " 100 + (i % 9999 + 1 + (i / 9999) * (i * 7919 % 97)) % 9999, 1 + i "
			      "% 3 FROM n",
			      NULL));
	db_bulk(db, false);
	assert_ok(db, db_commit(db));
	clock_gettime(CLOCK_MONOTONIC, &t0);
	assert_int_equal(path_find(db, &f->a, person, 100, person, 10099, &p), NOTFOUND);
	assert_ok(db, path_find(db, &f->a, person, 100, person, 5100, &p));
	clock_gettime(CLOCK_MONOTONIC, &t1);
	assert_true(p.n > 3);
	double took = (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9;
	print_message("# both walks of 10,000 people and 50,000 ties: %.3f s\n", took);
	assert_true(took < (getenv("PACT_SAN") && *getenv("PACT_SAN") ? 20 : 2));
}

/* Ties drawn by chance: the chain is as short, and of those as strong, as looking at all says. */
enum { DRAWN = 14 };

static void any_chain_is_the_shortest_and_strongest(void **state)
{
	struct fixture *f = *state;
	const struct entity *person = entity_find("person");
	static int tied[DRAWN + 1][DRAWN + 1], far[DRAWN + 1], strong[DRAWN + 1];
	unsigned x = 11;
	for (int i = 1; i <= DRAWN; i++)
		fixture_person(f, arena_printf(&f->a, "P%d", i), NULL);
	for (int i = 0; i < 22; i++) {
		int a = 1 + (int)((x = x * 1664525u + 1013904223u) >> 16) % DRAWN;
		int b = 1 + (int)((x = x * 1664525u + 1013904223u) >> 16) % DRAWN, s = 1 + i % 3;
		if (a == b)
			continue;
		tie(f, arena_printf(&f->a, "%d", a), "friend", arena_printf(&f->a, "%d", b),
			arena_printf(&f->a, "%d", s));
		tied[a][b] = tied[b][a] = s > tied[a][b] ? s : tied[a][b];
	}
	for (int from = 1; from <= DRAWN; from++) {
		memset(far, -1, sizeof far);
		far[from] = strong[from] = 0;
		for (int d = 0; d < DRAWN; d++)
			for (int a = 1; a <= DRAWN; a++)
				for (int b = 1; far[a] == d && b <= DRAWN; b++)
					if (tied[a][b] && (far[b] < 0 || (far[b] == d + 1 &&
						strong[b] < strong[a] + tied[a][b]))) {
						far[b] = d + 1;
						strong[b] = strong[a] + tied[a][b];
					}
		for (int to = 1; to <= DRAWN; to++) {
			struct path p;
			int strength = 0;
			if (to == from)
				continue;
			enum rc rc = path_find(f->db, &f->a, person, from, person, to, &p);
			assert_int_equal(rc, far[to] < 0 ? NOTFOUND : OK);
			if (rc)
				continue;
			assert_int_equal(p.n, far[to] + 1);
			for (int i = 1; i < p.n; i++)
				strength += tied[p.step[i - 1].id][p.step[i].id];
			assert_int_equal(strength, strong[to]);
			assert_int_equal(p.step[0].id, from);
			assert_int_equal(p.step[p.n - 1].id, to);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STREET_TEST(it_is_told_in_words),
		STREET_TEST(the_strongest_of_the_shortest),
		STREET_TEST(institutions_are_linked),
		STREET_TEST(meetings_are_ties_of_the_user),
		STREET_TEST(none_goes_through_the_hidden),
		STREET_TEST(ended_positions_are_over),
		STREET_TEST(its_ends_are_two),
		FIXTURE_TEST(any_chain_is_the_shortest_and_strongest),
		STREET_TEST(it_is_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
