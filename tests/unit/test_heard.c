/* Listening: lines kept with their themes in one act, themes found and made by name, merged ones taken
 * for what they became, the report without names; nobody hidden counts. */
#include "fixture.h"
#include "core/heard.h"
#include "core/merge.h"
#include "core/question.h"

static int round_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	fixture_person(f, "Bintou", NULL);
	fixture_new(f, "institution", "name=St Giles", NULL);
	fixture_new(
		f, "listening_campaign", "question=What presses?", "target_heard=20", "language=en", NULL);
	fixture_new(f, "listening_campaign", "question=Another?", NULL);
	fixture_new(f, "house_meeting", "campaign=1", "on=2026-11-10", "host=Ana Quispe", "n_present=8",
		"institution=St Giles", NULL);
	db_plan_faults(f->db);
	return 0;
}
#define ROUND_TEST(f) cmocka_unit_test_setup_teardown(f, round_open, fixture_close)

static int64_t kept(struct fixture *f, const char *text, const char *theme, const char *act, bool *made)
{
	struct heard h = { text, theme, act, 0 };
	int64_t id = 0;
	assert_ok(f->db, heard_keep(f->db, 1, &h, &id, made));
	return id;
}

static const char *fits(struct fixture *f, const char *typed)
{
	const char **label;
	struct str b = STR_INIT;
	int n;
	assert_ok(f->db, theme_match(f->db, &f->a, 1, typed, 3, &label, &n));
	for (int i = 0; i < n; i++)
		str_addf(&b, "%s%s", i ? "," : "", label[i]);
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static int64_t count(struct fixture *f, const char *sql)
{
	return db_int_of(f->db, sql, NULL, -1);
}

static void a_line_and_its_theme_are_one_act(void **state)
{
	struct fixture *f = *state;
	bool made;
	int64_t id = kept(f, "  the landlord laughed ", "Damp homes", "yes", &made);
	assert_true(made);
	assert_string_equal(fixture_get(f, f->db, "heard_line", id, "text"), "the landlord laughed");
	assert_string_equal(fixture_get(f, f->db, "heard_line", id, "act_ready"), "yes");
	assert_string_equal(fixture_get(f, f->db, "theme", 1, "campaign"), "1");
	kept(f, "black walls", "DAMP  hómes", NULL, &made);
	assert_false(made);
	assert_int_equal(count(f, "SELECT count(*) FROM heard_line WHERE theme = 1"), 2);
	kept(f, "nothing in particular", "", NULL, &made);
	assert_false(made);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(count(f, "SELECT count(*) FROM heard_line"), 0);
	assert_int_equal(count(f, "SELECT count(*) FROM theme"), 0);
	assert_string_equal(db_plan_faults(f->db), "");
}

static void what_cannot_be_kept_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct heard h = { "", "Brand new", "yes", 0 };
	int64_t id;
	bool made;
	assert_int_equal(heard_keep(f->db, 1, &h, &id, &made), INVALID);
	assert_int_equal(count(f, "SELECT count(*) FROM theme"), 0);
	h = (struct heard){ "words", NULL, NULL, 0 };
	assert_int_equal(heard_keep(f->db, 9, &h, &id, &made), NOTFOUND);
	fixture_new(f, "theme", "label=Buses", "campaign=2", NULL);
	struct edit *ed = edit_new(f->db, &f->a, entity_find("heard_line"));
	assert_ok(f->db, edit_assign(f->db, ed, "meeting=1"));
	assert_ok(f->db, edit_assign(f->db, ed, "text=words"));
	assert_ok(f->db, edit_assign(f->db, ed, "theme=Buses"));
	assert_int_equal(edit_save(f->db, ed), INVALID);
	struct db *eva = fixture_user(f, "eva", "evaluator");
	assert_int_equal(heard_keep(eva, 1, &h, &id, &made), DENIED);
	db_close(eva);
}

static void themes_fit_by_the_beginning_of_a_word(void **state)
{
	struct fixture *f = *state;
	bool made;
	kept(f, "a", "Damp homes", NULL, &made);
	kept(f, "b", "Waiting for the doctor", NULL, &made);
	kept(f, "c", "Doctors", NULL, &made);
	kept(f, "d", "Doctors", NULL, &made);
	kept(f, "e", "Dampness", NULL, &made);
	fixture_new(f, "theme", "label=Doctors elsewhere", "campaign=2", NULL);
	assert_string_equal(fits(f, "doc"), "Doctors,Waiting for the doctor");
	assert_string_equal(fits(f, "DÓCTORS"), "Doctors");
	assert_string_equal(fits(f, "damp"), "Damp homes,Dampness");
	assert_string_equal(fits(f, "amp"), "");
	assert_string_equal(fits(f, "d"), "Doctors,Damp homes,Dampness");
}

/* Merged: the lines go over, it is not offered, its name stands for what it became; all undone at once. */
static void a_merged_theme_is_what_it_became(void **state)
{
	struct fixture *f = *state;
	int64_t moved;
	bool made;
	kept(f, "a", "Damp homes", "yes", &made);
	kept(f, "b", "Mould", "yes", &made);
	kept(f, "c", "Mould", "maybe", &made);
	fixture_new(f, "campaign", "title=Warm homes", "themes=Mould", NULL);
	assert_ok(f->db, record_merge(f->db, entity_find("theme"), 1, 2, &moved));
	assert_int_equal(moved, 3);
	assert_string_equal(fixture_get(f, f->db, "theme", 2, "merged_into"), "Damp homes");
	assert_string_equal(fixture_get(f, f->db, "theme", 1, "lines"), "3");
	assert_string_equal(fits(f, "mou"), "");
	kept(f, "d", "mould", NULL, &made);
	assert_false(made);
	assert_string_equal(fixture_get(f, f->db, "theme", 1, "lines"), "4");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "theme", 2, "lines"), "2");
	assert_null(fixture_get(f, f->db, "theme", 2, "merged_into"));
	assert_string_equal(fits(f, "mou"), "Mould");
	int64_t other = fixture_new(f, "theme", "label=Mould", "campaign=2", NULL);
	assert_int_equal(record_merge(f->db, entity_find("theme"), 1, other, &moved), INVALID);
	assert_string_equal(db_words(f->db), "Listening campaign: the two do not belong to the same one");
	/* Put away without a merge, it is no theme any more: the name makes a new one. */
	assert_ok(f->db, record_archive(f->db, entity_find("theme"), 2, true));
	kept(f, "e", "Mould", NULL, &made);
	assert_true(made);
}

static void the_meeting_shows_its_last_lines(void **state)
{
	struct fixture *f = *state;
	struct sitting s;
	struct heard *h;
	bool made;
	int n;
	kept(f, "a", NULL, "yes", &made);
	kept(f, "b", "Damp", NULL, &made);
	int64_t hers = kept(f, "c", "Damp", "yes", &made);
	assert_ok(f->db, sitting_load(f->db, &f->a, 1, &s));
	assert_int_equal(s.lines, 3);
	assert_int_equal(s.ready, 2);
	assert_string_equal(s.question, "What presses?");
	assert_ok(f->db, heard_last(f->db, &f->a, 1, 2, &h, &n));
	assert_int_equal(n, 2);
	assert_string_equal(h[0].text, "b");
	assert_string_equal(h[1].text, "c");
	assert_string_equal(h[1].act_ready, "Yes");
	fixture_set(f, f->db, "heard_line", hers, "person=Bintou");
	fixture_set(f, f->db, "person", 2, "contact_safety_level=hidden");
	assert_ok(f->db, sitting_load(f->db, &f->a, 1, &s));
	assert_int_equal(s.lines, 2);
	assert_ok(f->db, heard_last(f->db, &f->a, 1, 9, &h, &n));
	assert_int_equal(n, 2);
	assert_string_equal(db_plan_faults(f->db), "");
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	struct db *bea = fixture_user(f, "bea", "organiser");
	assert_int_equal(sitting_load(bea, &f->a, 1, &s), NOTFOUND);
	db_close(bea);
}

static const char *report(struct fixture *f)
{
	const char *text;
	assert_ok(f->db, report_back(f->db, &f->a, 1, &text));
	return text;
}

static void the_report_bears_no_names(void **state)
{
	struct fixture *f = *state;
	bool made;
	int64_t hers = kept(f, "they never ring back", "Doctors", "yes", &made);
	kept(f, "black walls", "Damp", "maybe", &made);
	fixture_set(f, f->db, "heard_line", hers, "person=Bintou");
	assert_string_equal(report(f), "What we heard\n\nWe asked: What presses?\n\n"
		"At 1 house meeting we heard 8 people; we wanted to hear 20. 1 would act.\n\n"
		"Where we listened\n- St Giles, English: 8 people, 1 would act.\n\n"
		"What presses on us\n1. Doctors: 1 voice, 1 would act.\n   \"they never ring back\"\n"
		"2. Damp: 1 voice.\n   \"black walls\"\n\n"
		"Thank you to all who opened their doors, and to all who spoke.\n");
	/* What a scribe wrote down of others counts as heard, and no room hears it. */
	fixture_person(f, "Sharon", "Clarke");
	kept(f, "sharon clarke owes her rent", "Damp", "maybe", &made);
	kept(f, "ring me on 07700 900123", "Damp", "maybe", &made);
	assert_null(strstr(report(f), "owes"));
	assert_null(strstr(report(f), "900123"));
	assert_non_null(strstr(report(f), "Damp: 3 voices.\n   \"black walls\"\n\n"));
	assert_string_equal(db_plan_faults(f->db), "");
	int64_t yes = fixture_new(f, "consent", "person=Bintou", "purpose=story_public", "given=yes",
		"given_on=2026-11-11", NULL);
	assert_non_null(strstr(report(f), "\"they never ring back\" - Bintou\n"));
	fixture_set(f, f->db, "consent", yes, "withdrawn_on=2026-11-20");
	assert_null(strstr(report(f), "Bintou"));
	fixture_set(f, f->db, "consent", yes, "withdrawn_on=");
	fixture_set(f, f->db, "consent", yes, "expires_on=2026-11-20");
	assert_null(strstr(report(f), "Bintou"));
	fixture_set(f, f->db, "consent", yes, "expires_on=");
	fixture_new(f, "consent", "person=Bintou", "purpose=story_public", "given=no",
		"given_on=2026-11-12", NULL);
	assert_null(strstr(report(f), "Bintou"));
	kept(f, "nobody came", "Doctors", "maybe", &made);
	fixture_set(f, f->db, "person", 2, "contact_safety_level=hidden");
	assert_null(strstr(report(f), "they never"));
	assert_non_null(strstr(report(f), "Doctors: 1 voice.\n   \"nobody came\"\n"));
	fixture_set(f, f->db, "person", 1, "contact_safety_level=hidden");
	assert_null(strstr(report(f), "Damp"));
	assert_null(strstr(report(f), "St Giles"));
	assert_string_equal(fixture_get(f, f->db, "listening_campaign", 1, "heard") ? "some" : "none",
		"none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROUND_TEST(a_line_and_its_theme_are_one_act),
		ROUND_TEST(what_cannot_be_kept_leaves_nothing),
		ROUND_TEST(themes_fit_by_the_beginning_of_a_word),
		ROUND_TEST(a_merged_theme_is_what_it_became),
		ROUND_TEST(the_meeting_shows_its_last_lines),
		ROUND_TEST(the_report_bears_no_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
