/* Power: who may be assessed, what an assessment keeps, what the map shows and says, and who is on
 * none. */
#include "fixture.h"
#include "core/power.h"
#include "core/question.h"

/* One campaign, a councillor who moved, an institution with us, a neighbour, a way in. */
static int town_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	fixture_new(f, "campaign", "title=Warm homes", NULL);
	fixture_new(f, "campaign", "title=Clean air", NULL);
	fixture_new(f, "person", "given=Cllr", "family=Grey", "is_power_holder=yes", NULL);
	fixture_new(f, "person", "given=Adaeze", "actual_leader=yes", NULL);
	fixture_new(f, "person", "given=Dora", "is_power_holder=yes", NULL);
	fixture_new(f, "institution", "name=Salvation Army", NULL);
	fixture_new(f, "power_actor", "campaign=1", "who=Cllr Grey", "role=Head of housing",
		"is_target=yes", "power=6", "stance=-1", NULL);
	fixture_new(f, "power_actor", "campaign=1", "who=institution:1", "power=4", "stance=3", NULL);
	fixture_new(f, "power_actor", "campaign=1", "who=Dora", NULL);
	fixture_set(f, f->db, "power_assessment", 1, "on=2026-10-01");
	return 0;
}
#define TOWN_TEST(f) cmocka_unit_test_setup_teardown(f, town_open, fixture_close)

static struct edit *tried(struct fixture *f, const char *entity, ...)
{
	struct edit *ed = edit_new(f->db, &f->a, entity_find(entity));
	const char *assignment;
	va_list ap;
	va_start(ap, entity);
	while ((assignment = va_arg(ap, const char *)))
		assert_ok(f->db, edit_assign(f->db, ed, assignment));
	va_end(ap);
	return ed;
}

static const char *why(struct fixture *f, struct edit *ed, const char *field)
{
	assert_int_equal(edit_save(f->db, ed), INVALID);
	return ed->why[field_index(ed->e, field_find(ed->e, field))];
}

static int64_t count(struct fixture *f, const char *what)
{
	return db_int_of(f->db, arena_printf(&f->a, "SELECT count(*) FROM %s", what), NULL, -1);
}

/* The map as sentences, a line each. */
static const char *said(struct fixture *f, const char *since)
{
	struct actor *x;
	int n;
	struct str b = STR_INIT;
	assert_ok(f->db, power_map(f->db, &f->a, 1, since, &x, &n));
	assert_ok(f->db, power_ways(f->db, &f->a, x, n));
	for (int i = 0; i < n; i++)
		str_addf(&b, "%s%s%s\n", power_sentence(f->db, &f->a, &x[i]), x[i].way ? " " : "",
			x[i].way ? x[i].way : "");
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static void only_public_people_are_assessed(void **state)
{
	struct fixture *f = *state;
	static const char no[] = "Only people with a public role (\"Holds public power\"), no "
				 "neighbours";
	assert_string_equal(why(f, tried(f, "power_actor", "campaign=1", "who=Adaeze", NULL), "who"),
		no);
	assert_string_equal(db_words(f->db), no);
	assert_string_equal(why(f, tried(f, "stick_card", "person=Adaeze", "head=X", NULL), "person"),
		no);
	fixture_set(f, f->db, "person", 2, "is_power_holder=yes");
	fixture_new(f, "stick_card", "person=Adaeze", "head=X", NULL);
	int64_t card;
	assert_ok(f->db, power_stick(f->db, 2, &card));
	assert_int_equal(card, 1);
	assert_ok(f->db, power_stick(f->db, 3, &card));
	assert_int_equal(card, 0);
}

static void a_public_role_is_not_taken_from_under_a_map(void **state)
{
	struct fixture *f = *state;
	struct edit *ed;
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("person"), 1, &ed));
	assert_ok(f->db, edit_assign(f->db, ed, "is_power_holder=no"));
	assert_non_null(why(f, ed, "is_power_holder"));
	assert_ok(f->db, record_archive(f->db, entity_find("power_actor"), 1, true));
	fixture_set(f, f->db, "person", 1, "is_power_holder=no");
	assert_non_null(why(f, tried(f, "power_assessment", "actor=1", "power=2", "stance=2", NULL),
		"actor"));
	int64_t card;
	assert_int_equal(power_stick(f->db, 1, &card), INVALID);
}

static void one_actor_once_in_a_campaign(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(why(f, tried(f, "power_actor", "campaign=1", "who=Cllr Grey", NULL),
		"who"), "Cllr Grey is on this map already: number 1");
	assert_string_equal(why(f, tried(f, "power_actor", "campaign=1", "who=institution:1", NULL),
		"who"), "Salvation Army is on this map already: number 2");
	fixture_new(f, "power_actor", "campaign=2", "who=Cllr Grey", NULL);
	assert_ok(f->db, record_archive(f->db, entity_find("power_actor"), 2, true));
	assert_string_equal(why(f, tried(f, "power_actor", "campaign=1", "who=institution:1", NULL),
		"who"), "Salvation Army was on this map before: unarchive power_actor 2 brings that back");
}

/* Same day, same user: one row. Another day, or somebody else between: another. */
static void assessments_are_kept(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 1);
	fixture_set(f, f->db, "power_actor", 1, "stance=leaning for");
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 2);
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "stance"), "1");
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "power"), "6");
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "assessed_on"), "2026-11-21");
	fixture_set(f, f->db, "power_actor", 1, "stance=2");
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 2);
	fixture_set(f, f->db, "power_actor", 1, "notes=nothing new");
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 2);
	struct db *bo = fixture_user(f, "bo", "organiser");
	fixture_set(f, bo, "power_actor", 1, "power=7");
	db_close(bo);
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 3);
	fixture_set(f, f->db, "power_actor", 1, "power=8");
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 4);
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "power"), "8");
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "stance"), "2");
}

static void both_numbers_are_said(void **state)
{
	struct fixture *f = *state;
	struct edit *ed;
	assert_non_null(why(f, tried(f, "power_actor", "campaign=2", "who=Dora", "power=3", NULL),
		"stance"));
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("power_actor"), 1, &ed));
	assert_ok(f->db, edit_assign(f->db, ed, "power="));
	assert_non_null(why(f, ed, "power"));
	assert_non_null(why(f, tried(f, "power_assessment", "actor=1", "power=3", "stance=0",
		"on=2026-11-22", NULL), "on"));
	assert_int_equal(edit_assign(f->db, tried(f, "power_assessment", NULL), "stance=4"), INVALID);
	assert_int_equal(edit_assign(f->db, tried(f, "power_assessment", NULL), "stance=so so"),
		INVALID);
}

/* Each press is one action; undo goes back one step, and the first step's undo to the day before. */
static void moves_are_undone_one_by_one(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 2; i++)
		assert_ok(f->db, power_move(f->db, &f->a, 1, 0, 1));
	assert_ok(f->db, power_move(f->db, &f->a, 1, 1, 0));
	assert_string_equal(said(f, "2026-10-21"),
		"Cllr Grey (Head of housing), who decides: power 7, leaning for (+1), was power 6, "
		"leaning against (-1) on Thu 1 Oct.\n"
		"Salvation Army: power 4, strong ally (+3).\n"
		"Dora: not assessed yet.\n");
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 2);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "power"), "6");
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "stance"), "1");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "stance"), "0");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "stance"), "-1");
	assert_int_equal(count(f, "power_assessment WHERE actor = 1"), 1);
	assert_ok(f->db, history_redo(f->db));
	assert_string_equal(fixture_get(f, f->db, "power_actor", 1, "stance"), "0");
}

static void the_edge_and_the_unplaced(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(power_move(f->db, &f->a, 2, 0, 1), INVALID);
	assert_int_equal(count(f, "power_assessment WHERE actor = 2"), 1);
	assert_ok(f->db, power_move(f->db, &f->a, 3, 0, -1));
	assert_string_equal(fixture_get(f, f->db, "power_actor", 3, "power"), "5");
	assert_string_equal(fixture_get(f, f->db, "power_actor", 3, "stance"), "-1");
}

static void where_it_stood_follows_the_day(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "power_assessment", "actor=1", "power=6", "stance=2", "on=2026-11-10", NULL);
	assert_non_null(strstr(said(f, "2026-11-09"), "ally (+2), was leaning against (-1) on Thu 1 Oct."));
	assert_non_null(strstr(said(f, "2026-11-10"), "power 6, ally (+2).\n"));
	assert_non_null(strstr(said(f, "2026-01-01"), "was leaning against (-1) on Thu 1 Oct."));
}

static void ways_in(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "one_to_one", "person=Adaeze", "on=2026-11-01", NULL);
	fixture_new(f, "relationship", "from_person=Adaeze", "to_person=Cllr Grey", "kind=neighbour",
		NULL);
	fixture_new(f, "power_edge", "from_actor=1", "to_actor=3", "kind=advises", NULL);
	fixture_set(f, f->db, "power_actor", 2, "route=Adaeze");
	db_plan_faults(f->db);
	const char *all = said(f, "2026-11-01");
	assert_string_equal(db_plan_faults(f->db), "");
	assert_non_null(strstr(all, "strong ally (+3). Adaeze.\n"));
	assert_non_null(strstr(all, "You, who have met Adaeze one to one, who is a neighbour of "
				    "Cllr Grey, advising Dora.\n"));
	struct influence *x;
	int n;
	assert_ok(f->db, power_influence(f->db, &f->a, 3, &x, &n));
	assert_int_equal(n, 1);
	assert_string_equal(x[0].words, "Cllr Grey: advises Dora");
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	assert_null(strstr(said(f, "2026-11-01"), "advising")); /* nor through who is hidden */
}

static void influence_stays_in_one_campaign(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "power_actor", "campaign=2", "who=Dora", NULL);
	assert_string_equal(why(f, tried(f, "power_edge", "from_actor=1", "to_actor=4",
		"kind=advises", NULL), "to_actor"), "That actor is of another campaign");
	assert_string_equal(why(f, tried(f, "power_edge", "from_actor=1", "to_actor=1",
		"kind=advises", NULL), "to_actor"), "That is the same actor");
}

/* She is on no map, in no sentence about others, in no answer. */
static void hidden_people_are_on_no_map(void **state)
{
	struct fixture *f = *state;
	static const char *const levels[] = { "contact_safety_level=hidden",
		"processing_restricted=yes" };
	fixture_new(f, "power_edge", "from_actor=1", "to_actor=2", "kind=owes", NULL);
	fixture_set(f, f->db, "power_actor", 2, "route=Adaeze");
	fixture_set(f, f->db, "power_actor", 1, "stance=3");
	for (size_t i = 0; i < COUNT(levels); i++) {
		fixture_set(f, f->db, "person", 1, levels[i]);
		fixture_set(f, f->db, "person", 2, levels[i]);
		const char *all = said(f, "2026-11-01");
		assert_null(strstr(all, "Grey"));
		assert_null(strstr(all, "Adaeze"));
		static const char *const asked[] = { "moved", "powerful-unheld", "who-decides" };
		for (size_t q = 0; q < COUNT(asked); q++) {
			int n;
			assert_ok(f->db, question_count(f->db, question_find(asked[q]), 100, &n));
			assert_int_equal(n, 0);
		}
		fixture_set(f, f->db, "person", 1, "contact_safety_level=normal");
		fixture_set(f, f->db, "person", 2, "contact_safety_level=normal");
	}
	struct influence *x;
	int n;
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	assert_ok(f->db, power_influence(f->db, &f->a, 2, &x, &n)); /* not even for her organiser */
	assert_int_equal(n, 0);
}

static void a_closed_campaign_needs_an_outcome(void **state)
{
	struct fixture *f = *state;
	struct edit *ed;
	assert_ok(f->db, edit_load(f->db, &f->a, entity_find("campaign"), 1, &ed));
	assert_ok(f->db, edit_assign(f->db, ed, "stage=closed"));
	assert_non_null(why(f, ed, "outcome"));
	assert_ok(f->db, edit_assign(f->db, ed, "outcome=won"));
	assert_ok(f->db, edit_save(f->db, ed));
	assert_null(fixture_get(f, f->db, "campaign", 1, "uncut"));
}

/* What the issue still lacks, in the words of the list. */
static void what_is_not_cut_yet(void **state)
{
	struct fixture *f = *state;
	fixture_set(f, f->db, "campaign", 1, "cut=specific,winnable,widely_felt,unites");
	const char *lacks = fixture_get(f, f->db, "campaign", 1, "uncut");
	assert_string_equal(field_show(f->db, &f->a, field_find(entity_find("campaign"), "uncut"),
		lacks), "Builds power, Somebody can say yes");
	fixture_set(f, f->db, "campaign", 1,
		"cut=specific,winnable,widely_felt,unites,has_target,builds_power");
	assert_null(fixture_get(f, f->db, "campaign", 1, "uncut"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TOWN_TEST(only_public_people_are_assessed),
		TOWN_TEST(a_public_role_is_not_taken_from_under_a_map),
		TOWN_TEST(one_actor_once_in_a_campaign),
		TOWN_TEST(assessments_are_kept),
		TOWN_TEST(both_numbers_are_said),
		TOWN_TEST(moves_are_undone_one_by_one),
		TOWN_TEST(the_edge_and_the_unplaced),
		TOWN_TEST(where_it_stood_follows_the_day),
		TOWN_TEST(ways_in),
		TOWN_TEST(influence_stays_in_one_campaign),
		TOWN_TEST(hidden_people_are_on_no_map),
		TOWN_TEST(a_closed_campaign_needs_an_outcome),
		TOWN_TEST(what_is_not_cut_yet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
