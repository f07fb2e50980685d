/* The entity table: finding types and fields by what people call them. */
#include "fixture.h"

static void test_find(void **state)
{
	(void)state;
	assert_ptr_equal(entity_find("people"), entity_find("person"));
	assert_ptr_equal(entity_find("one-to-ones"), entity_find("one_to_one"));
	assert_null(entity_find("persons"));
	assert_null(entity_find(""));
	assert_null(entity_find(NULL));
	assert_string_equal(entity_nearest("poeple"), "people");
	assert_true(entity_count() >= 9);
}

static void test_fields(void **state)
{
	(void)state;
	const struct entity *person = entity_find("person");
	assert_string_equal(field_find(person, "given")->name, "given");
	assert_null(field_find(person, "Given"));
	assert_null(field_find(person, "give"));
	assert_string_equal(field_guess(person, "Given name")->name, "given");
	assert_string_equal(field_guess(person, "FIRSTNAME")->name, "given");
	assert_string_equal(field_guess(person, " First_Name ")->name, "given");
	assert_string_equal(field_guess(person, "Código Postal")->name, "postcode");
	assert_string_equal(field_guess(person, "actual leader")->name, "actual_leader");
	assert_null(field_guess(person, "shoe size"));
	assert_null(field_guess(person, "--"));
	assert_string_equal(field_nearest(person, "famly"), "family");
	assert_true(field_stored(field_find(person, "given")));
	assert_false(field_stored(field_find(person, "last_met")));
	assert_false(field_stored(field_find(entity_find("next_step"), "about")));
	assert_false(field_stored(field_find(entity_find("one_to_one"), "introduce_to")));
}

static void test_each(void **state)
{
	(void)state;
	const struct entity *meeting = entity_find("one_to_one");
	const struct field *f;
	const char *at = NULL;
	bool desc;
	assert_true(fields_each(meeting, "-on person", &at, &f, &desc));
	assert_string_equal(f->name, "on");
	assert_true(desc);
	assert_true(fields_each(meeting, "-on person", &at, &f, &desc));
	assert_string_equal(f->name, "person");
	assert_false(desc);
	assert_false(fields_each(meeting, "-on person", &at, &f, &desc));
	at = NULL;
	assert_false(fields_each(meeting, NULL, &at, &f, NULL));
}

static void test_referrers(void **state)
{
	(void)state;
	const struct entity *person = entity_find("person"), *from;
	const struct field *by;
	bool meetings = false, introduced = false, part = false;
	size_t i = 0;
	for (; entity_referrer(person, i, &from, &by); i++) {
		assert_string_equal(by->of, "person");
		assert_false(from->bookkeeping);
		meetings |= !strcmp(from->name, "one_to_one") && !strcmp(by->name, "person");
		introduced |= !strcmp(by->name, "introduce_to");
		part |= !strcmp(from->name, "next_step") && !strcmp(by->name, "person");
	}
	assert_true(meetings && introduced && part);
	assert_false(entity_referrer(person, i + 1, &from, &by));
}

static void test_table(void **state)
{
	(void)state;
	static const struct field fields[] = { { "name", "Name", FT_TEXT, REQ } };
	static const struct entity thing = { "thing", "things", "Things", fields, 1,
		.title = "name", .order = "name" };
	static const struct entity *const table[] = { &thing, NULL };
	entity_table(table);
	assert_int_equal(entity_count(), 1);
	assert_ptr_equal(entity_find("things"), &thing);
	assert_null(entity_find("person"));
	assert_string_equal(entity_one(&thing), "Things");
	entity_table(NULL);
	assert_non_null(entity_find("person"));
}

/* Each row of the table is sound: what it names is there. */
static void test_sound(void **state)
{
	(void)state;
	for (size_t i = 0; entities[i]; i++) {
		const struct entity *e = entities[i];
		const char *lists[] = { e->title, e->order, e->uniq, e->notes, e->author, e->seer };
		for (size_t k = 0; k < COUNT(lists); k++) {
			const struct field *f;
			const char *at = NULL;
			while (fields_each(e, lists[k], &at, &f, NULL))
				assert_non_null(f);
		}
		for (size_t k = 0; k < e->n; k++) {
			const struct field *f = &e->fields[k];
			assert_true(field_find(e, f->name) == f);
			assert_true(!(f->flags & VIRT) == !f->sql);
			assert_true(!(f->flags & OPINION) || e->author);
			if (f->type == FT_REF || f->type == FT_REFS)
				assert_non_null(entity_find(f->of));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_referrers),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
