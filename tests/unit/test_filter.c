/* The filter language: a table of what is typed and whom it finds, the sentences when it cannot be
 * understood, and what may be typed next. */
#include "fixture.h"
#include "core/filter.h"
#include "core/list.h"

/* People by their given name's first letter; institutions likewise. */
static int town_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	fixture_new(f, "user", "name=Bo", "role=organiser", NULL);
	fixture_new(f, "person", "given=Ana", "family=Quispe", "phone=07700 900123", "step=leader",
		"language=es", "owner=me", "postcode=SE5 8RW", "notes=sings in the St Giles choir",
		"joined_on=2025-03-01", "actual_leader=yes", "dob_month=1980-05", NULL);
	fixture_new(f, "person", "given=Bintou", "family=O'Connor", "step=helper", "language=fr",
		"owner=Bo", "joined_on=2026-11-20", "email=bintou@example.org", "actual_leader=no", NULL);
	fixture_new(f, "person", "given=Chloé", "family=Núñez", "owner=", "rating=4",
		"notes=St Albans, near Giles Road", NULL);
	fixture_new(f, "person", "given=Dina", "family=Ana-Maria", "language=es", "step=contact",
		"phone=020 7946 0000", "contact_safety_level=care", "joined_on=2026-02-28", NULL);
	fixture_new(f, "person", "given=小龍", "family=王", "step=leader", NULL);
	int64_t gone = fixture_new(f, "person", "given=Zed", "family=Quispe", NULL);
	assert_ok(f->db, record_archive(f->db, entity_find("person"), gone, true));
	fixture_new(f, "institution", "name=St Giles, Camberwell", "type=church", "size=120",
		"languages=es,fr", NULL);
	fixture_new(f, "institution", "name=Goldsmith School", "type=school", "size=400",
		"lead_user=me", NULL);
	fixture_new(f, "institution", "name=Peckham Mosque", "languages=ar", NULL);
	fixture_new(f, "one_to_one", "person=Ana Quispe", "on=2026-11-10", "story=damp in the flat",
		"introduce_to=Dina Ana-Maria", "interests=housing,faith", NULL);
	fixture_new(f, "one_to_one", "person=Bintou O'Connor", "on=2026-09-02", "place=school gate",
		"organiser=Bo", NULL);
	fixture_new(f, "next_step", "text=Bring the form", "person=Ana Quispe", "due=fri", NULL);
	fixture_new(f, "next_step", "text=Visit the hall", "institution=Peckham Mosque",
		"due=2026-11-02", "done_on=2026-11-03", NULL);
	db_plan_faults(f->db);
	return 0;
}

/* The first letters of the first column of what a filter finds, in order; NULL: it is refused. */
static const char *found(struct fixture *f, const char *plural, const char *filter, bool lenient)
{
	struct list_spec spec = { .e = entity_find(plural), .filter = filter, .lenient = lenient };
	struct list *l;
	struct row *rows;
	int n;
	if (list_open(f->db, &spec, &l))
		return NULL;
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 50, &rows, &n));
	char *ret = arena_alloc(&f->a, (size_t)n * 4 + 1), *to = ret;
	for (int i = 0; i < n; i++) {
		const char *cell = list_cell(l, &f->a, &rows[i], 0);
		*to++ = (unsigned char)*cell < 0x80 ? *cell : '*';
	}
	list_close(l);
	return ret;
}

static const struct {
	const char *plural, *filter, *finds;
} cases[] = {
	{ "people", "", "ABCD*" },
	{ "people", "   ", "ABCD*" },
	{ "people", "an", "AD" },
	{ "people", "ANA", "AD" },
	{ "people", "quispe ana", "A" },
	{ "people", "na", "" },
	{ "people", "nunez", "C" },
	{ "people", "chloe", "C" },
	{ "people", "connor", "B" },
	{ "people", "o'con", "B" },
	{ "people", "小", "*" },
	{ "people", "小龍 王", "*" },
	{ "people", "-ana", "BC*" },
	{ "people", "ana -quispe", "D" },
	{ "people", "\"st giles\"", "A" },
	{ "people", "giles st", "AC" },
	{ "people", "-\"st giles\"", "BCD*" },
	{ "people", "...", "ABCD*" },
	{ "people", "10:30", "" },
	{ "people", "http://example", "" },
	{ "people", "07700900123", "A" },
	{ "people", "step:leader", "A*" },
	{ "people", "step:leader,helper", "AB*" },
	{ "people", "-step:leader", "BCD" },
	{ "people", "step!=leader", "BCD" },
	{ "people", "-step!=leader", "A*" },
	{ "people", "language:", "C*" },
	{ "people", "language:*", "ABD" },
	{ "people", "-language:*", "C*" },
	{ "people", "current_ladder_step:leader", "A*" },
	{ "people", "current-ladder-step:leader", "A*" },
	{ "people", "language:es", "AD" },
	{ "people", "language:spanish", "AD" },
	{ "people", "language:es owner:me", "AD" },
	{ "people", "owner:me", "AD*" },
	{ "people", "owner:bo", "B" },
	{ "people", "owner=Bo", "B" },
	{ "people", "owner:ana,bo", "ABD*" },
	{ "people", "owner:", "C" },
	{ "people", "-owner:me", "BC" },
	{ "people", "family:uisp", "A" },
	{ "people", "family=quispe", "A" },
	{ "people", "family=quis", "" },
	{ "people", "family=nunez", "C" },
	{ "people", "family:\"ana maria\"", "D" },
	{ "people", "family<o", "CD" },
	{ "people", "family>=o", "AB*" },
	{ "people", "name:\"ana quispe\"", "A" },
	{ "people", "name=ana", "" },
	{ "people", "phone:07700", "A" },
	{ "people", "phone:900123", "A" },
	{ "people", "phone=\"07700 900123\"", "A" },
	{ "people", "phone:7946", "" }, /* masked: it cannot be guessed */
	{ "people", "phone:", "BC*" },
	{ "people", "postcode:se58", "A" },
	{ "people", "email:EXAMPLE", "B" },
	{ "people", "joined:<2026", "A" },
	{ "people", "joined_on:2026", "BD" },
	{ "people", "joined_on:2026-02", "D" },
	{ "people", "joined_on:\"28 feb 2026\"", "D" },
	{ "people", "joined_on>=2026-02-28", "BD" },
	{ "people", "joined_on:>today", "" },
	{ "people", "joined_on:yesterday", "B" },
	{ "people", "joined_on:<=yesterday -joined_on:2025", "BD" },
	{ "people", "actual_leader:yes", "A" },
	{ "people", "leader:no", "BCD*" },
	{ "people", "dob_month:1980", "A" },
	{ "people", "dob_month:\"may 1980\"", "A" },
	{ "people", "last_met:2026-11", "A" },
	{ "people", "last_met:", "CD*" },
	{ "people", "last_met:<2026-10-01", "B" },
	{ "people", "rating:4", "C" },
	{ "people", "rating:>3", "C" },
	{ "people", "archived:yes", "Z" },
	{ "people", "archived:all quispe", "AZ" },
	{ "people", "archived:no quispe", "A" },
	{ "people", "-archived:yes quispe", "A" },
	{ "people", "id:1,2", "AB" },
	{ "people", "-id:1", "BCD*" },
	{ "institutions", "type:church", "S" },
	{ "institutions", "-type:school", "PS" },
	{ "institutions", "size:>100", "GS" },
	{ "institutions", "size:>=400", "G" },
	{ "institutions", "size<0", "" },
	{ "institutions", "languages:es", "S" },
	{ "institutions", "languages:ar,fr", "PS" },
	{ "institutions", "languages:", "G" },
	{ "institutions", "lead_user:me", "G" },
	{ "institutions", "giles type:church", "S" },
	{ "one_to_ones", "ana", "A" },
	{ "one_to_ones", "ana damp", "A" },
	{ "one_to_ones", "ana gate", "" },
	{ "one_to_ones", "gate", "B" },
	{ "one_to_ones", "-ana", "B" },
	{ "one_to_ones", "person:ana", "A" },
	{ "one_to_ones", "person:\"Ana Quispe\"", "A" },
	{ "one_to_ones", "person=\"Ana Quispe\"", "A" },
	{ "one_to_ones", "person:1", "A" },
	{ "one_to_ones", "introduce_to:dina", "A" },
	{ "one_to_ones", "introduce_to:", "B" },
	{ "one_to_ones", "interests:faith", "A" },
	{ "one_to_ones", "on:<2026-10-01", "B" },
	{ "one_to_ones", "trust:", "AB" },
	{ "next_steps", "due:<today", "V" },
	{ "next_steps", "done_on:", "B" },
	{ "next_steps", "done:no", "B" },
	{ "next_steps", "done_on:yes", "V" },
	{ "next_steps", "done:Sí,no", "VB" },
	{ "next_steps", "-done:no", "V" },
	{ "next_steps", "due:no", "" },
	{ "next_steps", "about:quispe", "B" },
	{ "next_steps", "about:person:1", "B" },
	{ "next_steps", "about=\"Peckham Mosque\"", "V" },
	{ "next_steps", "person:*", "B" },
	{ "settings", "zone", "" },
};

static void test_what_is_found(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *is = found(f, cases[i].plural, cases[i].filter, false);
		if (!is || strcmp(is, cases[i].finds))
			fail_msg("%s %s: \"%s\", not \"%s\" (%s)", cases[i].plural, cases[i].filter,
				is ? is : "refused", cases[i].finds, db_words(f->db));
	}
	assert_string_equal(db_plan_faults(f->db), "");
}

static void test_what_is_refused(void **state)
{
	static const struct {
		const char *plural, *filter, *says;
	} wrong[] = {
		{ "people", "famly:x", "Did you mean family?" },
		{ "people", "qqqqqqqqqqqq:x", "People have no field \"qqqqqqqqqqqq\"" },
		{ "people", "\"st giles", "quote" },
		{ "people", "notes:\"st", "quote" },
		{ "people", "joined_on:someday", "someday" },
		{ "people", "joined_on:2026-02-31", "2026-02-31" },
		{ "people", "joined_on:<", "compared" },
		{ "people", "step:astronaut", "astronaut" },
		{ "people", "step:<leader", "no more and less" },
		{ "people", "owner=nobody", "nobody" },
		{ "people", "archived:maybe", "archived:yes" },
		{ "people", "archived:", "archived:yes" },
		{ "people", "id:x", "number" },
		{ "people", "id:>1", "no more and less" },
		{ "people", "leader:perhaps", "perhaps" },
		{ "institutions", "size:many", "many" },
		{ "next_steps", "about=\"No Such\"", "No Such" },
		{ "people", "given:\xff", "UTF-8" },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const char *is = found(f, wrong[i].plural, wrong[i].filter, false);
		if (is || !strstr(db_words(f->db), wrong[i].says))
			fail_msg("%s: %s, \"%s\"", wrong[i].filter, is, db_words(f->db));
	}
}

static void test_half_typed(void **state)
{
	static const char *const half[][2] = {
		{ "step:", "ABCD*" }, { "language: ", "C*" }, { "famly:x", "ABCD*" }, { "\"st gil", "A" },
		{ "joined_on:<", "ABCD*" }, { "joined_on:some", "ABCD*" }, { "ana step:zzz", "AD" },
		{ "-", "ABCD*" }, { "archived:", "ABCD*" }, { "a owner=zz", "ACD" },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(half); i++) {
		const char *is = found(f, "people", half[i][0], true);
		if (!is || strcmp(is, half[i][1]))
			fail_msg("%s: %s, not %s", half[i][0], is, half[i][1]);
	}
}

/* Another's opinion and a hidden person cannot be found by asking for them. */
static void test_nothing_leaks(void **state)
{
	struct fixture *f = *state;
	struct db *bo = fixture_connect(f, "Bo"), *ana = f->db;
	f->db = bo;
	assert_string_equal(found(f, "people", "rating:4", false), "");
	assert_string_equal(found(f, "people", "rating:*", false), "");
	f->db = ana;
	db_close(bo);
	fixture_set(f, ana, "person", 4, "contact_safety_level=hidden");
	assert_string_equal(found(f, "people", "dina archived:all", false), "");
	assert_string_equal(found(f, "people", "id:4", false), "");
	assert_string_equal(found(f, "one_to_ones", "introduce_to:dina", false), "");
	assert_string_equal(found(f, "one_to_ones", "introduce_to:4", false), "");
}

static void test_text_is_tidied(void **state)
{
	struct fixture *f = *state;
	struct filter *filter;
	assert_ok(f->db, filter_parse(f->db, &f->a, entity_find("person"),
		"  ana   step:leader\t\"st  giles\" ", false, &filter));
	assert_string_equal(filter->text, "ana step:leader \"st  giles\"");
	assert_non_null(filter->match);
	assert_int_equal(filter->nwords, 0);
	assert_ok(f->db, filter_parse(f->db, &f->a, entity_find("person"), "...", false, &filter));
	assert_null(filter->match);
	assert_string_equal(filter->where, "");
}

static void completes(struct fixture *f, const char *plural, const char *text, const char *want)
{
	const char **offers;
	size_t n = filter_complete(f->db, &f->a, entity_find(plural), text, &offers);
	struct str b = STR_INIT;
	for (size_t i = 0; i < n; i++)
		str_addf(&b, "%s%s", i ? " " : "", offers[i]);
	assert_string_equal(b.s, want);
	str_release(&b);
}

static void test_completion(void **state)
{
	struct fixture *f = *state;
	completes(f, "people", "ana fam", "family:");
	completes(f, "people", "ana -fam", "-family:");
	completes(f, "people", "arch", "archived:");
	completes(f, "people", "language:e", "language:en language:es");
	completes(f, "people", "language:spa", "language:es");
	completes(f, "people", "-language:es,po", "-language:es,pt -language:es,pl");
	completes(f, "people", "leader:y", "leader:yes");
	completes(f, "people", "owner:", "owner:me");
	completes(f, "people", "archived:", "archived:yes archived:all");
	completes(f, "people", "zzz", "");
	completes(f, "people", "\"st", "");
	const char **all;
	assert_true(filter_complete(f->db, &f->a, entity_find("people"), "ana ", &all) >
		entity_find("people")->n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TOWN_TEST(t) cmocka_unit_test_setup_teardown(t, town_open, fixture_close)
		TOWN_TEST(test_what_is_found),
		TOWN_TEST(test_what_is_refused),
		TOWN_TEST(test_half_typed),
		TOWN_TEST(test_nothing_leaks),
		TOWN_TEST(test_text_is_tidied),
		TOWN_TEST(test_completion),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
