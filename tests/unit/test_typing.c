/* A word being typed, letter by letter: whichever way the index is asked, the rows are those whose
 * words begin so, and it is not gathered from all of them first. */
#include "fixture.h"
#include "core/list.h"
#include "core/list_private.h"

static struct list *people(struct fixture *f, const char *filter)
{
	struct list *l;
	assert_ok(f->db, list_open(f->db, &(struct list_spec){ .e = entity_find("person"),
		.filter = filter, .lenient = true }, &l));
	return l;
}

static int64_t found(struct fixture *f, const char *filter)
{
	struct list *l = people(f, filter);
	int64_t n = -1;
	assert_ok(f->db, list_total(l, &n));
	list_close(l);
	return n;
}

static const char *asked(struct fixture *f, const char *filter)
{
	struct list *l = people(f, filter);
	const char *ret = arena_dup(&f->a, list_match(l));
	list_close(l);
	return ret;
}

static void letter_by_letter(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { "Okafor", "okafor", "Okafors", "Okagbue", "Oka", "Ókafor",
		"O'Kafor", "Mohammed" };
	for (size_t i = 0; i < COUNT(names); i++)
		fixture_person(f, "Ana", names[i]);
	assert_int_equal(found(f, "o"), 7);
	assert_int_equal(found(f, "oka"), 7);
	assert_int_equal(found(f, "okaf"), 5);
	assert_int_equal(found(f, "okafor"), 5);
	assert_int_equal(found(f, "okafors"), 1);
	assert_int_equal(found(f, "okafz"), 0);
	assert_int_equal(found(f, "okaf ana"), 5);
	assert_int_equal(found(f, "okaf moha"), 0);
	assert_string_equal(asked(f, "oka"), "\"oka\" *");
	assert_string_equal(asked(f, "okaf ana"), "(\"okafor\" OR \"okafors\") AND \"ana\" *");
}

/* The list is open while another adds a word that begins so. */
static void a_word_comes(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Okafor");
	struct list *l = people(f, "okaf");
	int64_t n = 0;
	assert_ok(f->db, list_total(l, &n));
	assert_int_equal(n, 1);
	struct db *other = fixture_user(f, "bea", "organiser"), *mine = f->db;
	f->db = other;
	fixture_person(f, "Bea", "Okaforsson");
	f->db = mine;
	assert_ok(f->db, list_total(l, &n));
	assert_int_equal(n, 2);
	list_close(l);
	db_close(other);
}

/* Too many words begin so: they are not all named. Letters of other scripts count as one each. */
static void many_words(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 40; i++)
		fixture_new(f, "person", "given=Ana", arena_printf(&f->a, "email=person%d@x.org", i), NULL);
	fixture_person(f, "রহিমা", "Жанна");
	assert_int_equal(found(f, "pers"), 40);
	assert_int_equal(found(f, "person1"), 11);
	assert_string_equal(asked(f, "person"), "\"person\" *");
	assert_int_equal(found(f, "жанн"), 1);
	assert_string_equal(asked(f, "жан"), "\"жан\" *");
	assert_string_equal(asked(f, "жанн"), "(\"жанна\")");
	assert_int_equal(found(f, "রহিম"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(letter_by_letter),
		FIXTURE_TEST(a_word_comes),
		FIXTURE_TEST(many_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
