/* The questions of the organiser's day: each counts what it says, leaves out whom it must, and its
 * count agrees with its rows. */
#include "fixture.h"
#include "core/question.h"

static const char *answer(struct fixture *f, const char *name, const char *arg)
{
	struct list *l;
	struct row *rows;
	const struct column *cols;
	struct str b = STR_INIT;
	const struct question *q = question_find(name);
	int n, counted;
	assert_ok(f->db, question_ask(f->db, q, arg != NULL, &arg, &l));
	int ncols = list_columns(l, &cols);
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 100, &rows, &n));
	for (int i = 0; i < n; i++)
		for (int k = 0; k < ncols; k++)
			str_addf(&b, "%s%s", list_cell(l, &f->a, &rows[i], k),
				k + 1 < ncols ? "|" : "\n");
	if (!arg) {
		assert_ok(f->db, question_count(f->db, q, 999, &counted));
		assert_int_equal(counted, n);
	}
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	list_close(l);
	return ret;
}

static void new_person(struct fixture *f, const char *name, const char *more)
{
	fixture_new(f, "person", arena_printf(&f->a, "given=%s", name), more, NULL);
}

static void at(struct fixture *f, const char *who, const char *where, const char *more)
{
	fixture_new(f, "institution_person", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "institution=%s", where), more, NULL);
}

static void met(struct fixture *f, const char *who, const char *on, const char *status)
{
	fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "on=%s", on), arena_printf(&f->a, "status=%s", status), NULL);
}

static void new_not_booked(void **state)
{
	struct fixture *f = *state;
	new_person(f, "Ana", "how_heard=school gate");
	new_person(f, "Bo", "joined_on=2026-11-10");
	new_person(f, "Chi", "contact_safety_level=hidden");
	new_person(f, "Dina", NULL);
	new_person(f, "Ewa", NULL);
	new_person(f, "Fay", "processing_restricted=yes");
	met(f, "Dina", "2026-11-25", "planned");
	met(f, "Ewa", "2026-11-20", "missed");
	static const char three[] =
		"Ana|Sat 21 Nov|school gate||ana\nBo|Sat 21 Nov|||ana\nEwa|Sat 21 Nov|||ana\n";
	assert_string_equal(answer(f, "new-not-booked", NULL), three);
	setenv("PACT_TODAY", "2026-12-04", 1);
	assert_string_equal(answer(f, "new-not-booked", NULL), three);
	setenv("PACT_TODAY", "2026-12-05", 1);
	assert_string_equal(answer(f, "new-not-booked", NULL), "");
	assert_string_equal(answer(f, "new-not-booked", "days=15"), three);
}

static void leaders_never_met(void **state)
{
	struct fixture *f = *state;
	new_person(f, "Ana", "actual_leader=yes");
	new_person(f, "Bo", "actual_leader=yes");
	new_person(f, "Chi", "potential_leader=yes");
	new_person(f, "Dina", "actual_leader=yes");
	fixture_set(f, f->db, "person", 4, "contact_safety_level=hidden");
	met(f, "Ana", "2020-01-01", "held");
	met(f, "Bo", "2026-11-30", "planned");
	assert_string_equal(answer(f, "leaders-never-met", NULL), "Bo||Mon 30 Nov|ana\n");
}

static void touch(struct fixture *f, const char *who, const char *on, const char *reached)
{
	fixture_new(f, "touch", arena_printf(&f->a, "person=%s", who),
		arena_printf(&f->a, "on=%s", on), arena_printf(&f->a, "reached=%s", reached), NULL);
}

static void gone_quiet(void **state)
{
	struct fixture *f = *state;
	new_person(f, "Ana", NULL);
	new_person(f, "Bo", "actual_leader=yes");
	new_person(f, "Chi", NULL);
	new_person(f, "Never", NULL);
	met(f, "Ana", "2026-10-09", "held");
	met(f, "Bo", "2026-10-01", "held");
	touch(f, "Bo", "2026-10-09", "yes");
	touch(f, "Bo", "2026-11-20", "no");
	met(f, "Chi", "2026-01-01", "held");
	touch(f, "Chi", "2026-10-10", "yes"); /* 42 days: not yet over */
	assert_string_equal(
		answer(f, "gone-quiet", NULL), "Bo|yes|Fri 9 Oct|43|ana\nAna||Fri 9 Oct|43|ana\n");
	assert_string_equal(answer(f, "gone-quiet", "days=43"), "");
}

static void members_and_their_leaders(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "institution", "name=St Giles", "membership_status=member", NULL);
	fixture_new(f, "institution", "name=Mosque", "membership_status=member", NULL);
	fixture_new(f, "institution", "name=School", "membership_status=contacted", NULL);
	new_person(f, "Ana", "actual_leader=yes");
	new_person(f, "Bo", "actual_leader=yes");
	new_person(f, "Chi", NULL);
	at(f, "Ana", "St Giles", NULL);
	at(f, "Bo", "St Giles", NULL);
	at(f, "Chi", "Mosque", NULL);
	at(f, "Ana", "School", NULL);
	met(f, "Ana", "2026-09-25", "held");
	met(f, "Chi", "2026-11-20", "held");
	assert_string_equal(
		answer(f, "institutions-not-met", NULL), "Mosque|0||\nSt Giles|2|Fri 25 Sep|\n");
	assert_string_equal(answer(f, "institutions-not-met", "days=57"), "Mosque|0||\n");
	assert_string_equal(answer(f, "single-leader", NULL), "");
	fixture_set(f, f->db, "institution_person", 2, "to_on=2026-11-01");
	assert_string_equal(answer(f, "single-leader", NULL), "St Giles|Ana|Fri 25 Sep|\n");
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "single-leader", NULL), "");
	assert_string_equal(answer(f, "core-teams", NULL),
		"School|0|0||0|0|||0||\nSt Giles|0|0||0|0|||0||\nMosque|1|0|Fri 20 Nov|0|0|||1||\n");
}

/* The fourth test: the quota of the last action that was held, by those who came and may be counted. */
static void the_last_quota_is_a_test(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "institution", "name=Mosque", "membership_status=member", NULL);
	new_person(f, "Ana", NULL);
	new_person(f, "Bo", NULL);
	fixture_new(f, "action", "title=Old", "on=2026-10-01", "status=held", NULL);
	fixture_new(f, "action", "title=New", "on=2026-11-01", "status=held", NULL);
	fixture_new(f, "action", "title=To come", "on=2026-12-01", NULL);
	fixture_new(f, "turnout_target", "action=1", "institution=1", "quota=9", NULL);
	fixture_new(f, "turnout_target", "action=2", "institution=1", "quota=2", NULL);
	fixture_new(f, "turnout_target", "action=3", "institution=1", "quota=7", NULL);
	fixture_new(f, "sign_in", "action=2", "person=1", "institution=1", NULL);
	assert_string_equal(answer(f, "core-teams", NULL), "Mosque|0|0||0|0|2|1|0||\n");
	fixture_new(f, "sign_in", "action=2", "person=2", "institution=1", NULL);
	assert_string_equal(answer(f, "core-teams", NULL), "Mosque|1|0||0|0|2|2|0||\n");
	fixture_set(f, f->db, "person", 2, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "core-teams", NULL), "Mosque|0|0||0|0|2|1|0||\n");
}

static void dues(struct fixture *f, const char *year, const char *due, const char *more)
{
	fixture_new(f, "membership", "institution=St Giles", arena_printf(&f->a, "year=%s", year),
		"dues_amount=300", arena_printf(&f->a, "due_on=%s", due), more, NULL);
}

static void dues_late(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "institution", "name=St Giles", NULL);
	new_person(f, "Ana", NULL);
	at(f, "Ana", "St Giles", "is_head=yes");
	dues(f, "2023", "2023-11-01", "status=paid");
	dues(f, "2024", "2024-11-01", "status=part_paid");
	fixture_set(f, f->db, "membership", 2, "paid_amount=100");
	dues(f, "2025", "2025-11-01", "status=cancelled");
	dues(f, "2026", "2026-11-20", "status=invoiced");
	dues(f, "2027", "2026-11-21", "status=invoiced");
	assert_string_equal(answer(f, "dues-late", NULL),
		"St Giles|2024|Fri 1 Nov 2024|750|200|Ana|\nSt Giles|2026|Fri 20 Nov|1|300|Ana|\n");
}

static void holes_in_the_map(void **state)
{
	struct fixture *f = *state;
	int before, after;
	const struct question *q = question_find("map-gaps");
	new_person(f, "Ana", "preferred_language=es");
	new_person(f, "Bo", "preferred_language=so");
	new_person(f, "Chi", "preferred_language=so");
	const char *first = answer(f, "map-gaps", NULL);
	assert_true(!strncmp(first, "Somali|||2\nSpanish|||1\n", 23));
	assert_non_null(strstr(first, "\n||Mosque|0\n"));
	/* Wards however they are spelt; the hidden live nowhere. */
	fixture_set(f, f->db, "person", 1, "ward=Faraday");
	fixture_set(f, f->db, "person", 2, "ward=faraday");
	fixture_set(f, f->db, "person", 3, "ward=Peckham");
	const char *wards = "Somali|||2\n|Faraday||2\nSpanish|||1\n|Peckham||1\n";
	assert_memory_equal(answer(f, "map-gaps", NULL), wards, strlen(wards));
	fixture_set(f, f->db, "person", 3, "contact_safety_level=hidden");
	assert_null(strstr(answer(f, "map-gaps", NULL), "Peckham"));
	int64_t hall = fixture_new(f, "institution", "name=Hall", "ward=FARADAY",
		"type=tenants_association", NULL);
	assert_null(strstr(answer(f, "map-gaps", NULL), "araday"));
	assert_ok(f->db, record_archive(f->db, entity_find("institution"), hall, true));
	assert_non_null(strstr(answer(f, "map-gaps", NULL), "araday"));
	fixture_set(f, f->db, "person", 3, "contact_safety_level=normal");
	assert_ok(f->db, question_count(f->db, q, 999, &before));
	fixture_new(f, "institution", "name=Mosque", "type=mosque", "languages=ar,so", NULL);
	assert_ok(f->db, question_count(f->db, q, 999, &after));
	assert_int_equal(before - after, 3);
	tr_language("es", NULL);
	assert_non_null(strstr(answer(f, "map-gaps", NULL), "Español|||1\n"));
	tr_language("en", NULL);
}

/* Rows of two kinds: each opens its own. */
static void the_diary(void **state)
{
	struct fixture *f = *state;
	struct list *l;
	struct row *rows;
	int n;
	new_person(f, "Ana", NULL);
	new_person(f, "Bo", NULL);
	new_person(f, "Chi", NULL);
	met(f, "Ana", "2026-11-19", "planned");
	met(f, "Bo", "2026-11-24", "planned");
	met(f, "Chi", "2026-11-24", "planned");
	met(f, "Ana", "2026-11-20", "held");
	fixture_new(f, "next_step", "text=Ring her", "person=Ana", "due=2026-11-23", NULL);
	fixture_new(f, "next_step", "text=Late", "person=Ana", "due=2026-11-20", NULL);
	fixture_new(f, "next_step", "text=Done", "person=Ana", "due=2026-11-23",
		"done_on=2026-11-20", NULL);
	fixture_set(f, f->db, "one_to_one", 2, "at=2pm");
	fixture_set(f, f->db, "person", 3, "contact_safety_level=hidden");
	assert_string_equal(answer(f, "diary", NULL),
		"Thu 19 Nov||Ana|||ana\nMon 23 Nov||Ana|Ring her||ana\nTue 24 Nov|14:00|Bo|||ana\n");
	assert_ok(f->db, question_ask(f->db, question_find("diary"), 0, NULL, &l));
	assert_null(list_entity(l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 9, &rows, &n));
	assert_ptr_equal(rows[0].e, entity_find("one_to_one"));
	assert_ptr_equal(rows[1].e, entity_find("next_step"));
	assert_int_equal(rows[1].id, 1);
	list_close(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(new_not_booked),
		FIXTURE_TEST(leaders_never_met),
		FIXTURE_TEST(gone_quiet),
		FIXTURE_TEST(members_and_their_leaders),
		FIXTURE_TEST(the_last_quota_is_a_test),
		FIXTURE_TEST(dues_late),
		FIXTURE_TEST(holes_in_the_map),
		FIXTURE_TEST(the_diary),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
