/* What a try of a password costs the machine tells nobody whether there is such a user. */
#include "fixture.h"
#include <time.h>

enum { TRIES = 5 };

static int by_size(const void *a, const void *b)
{
	clock_t x = *(const clock_t *)a, y = *(const clock_t *)b;
	return (x > y) - (x < y);
}

/* The median of processor time. */
static clock_t cost(struct fixture *f, const char *name, const char *password)
{
	clock_t took[TRIES];
	for (int i = 0; i < TRIES; i++) {
		clock_t begun = clock();
		access_password_user(f->db, &f->a, name, password);
		took[i] = clock() - begun;
	}
	qsort(took, TRIES, sizeof *took, by_size);
	return took[TRIES / 2];
}

static void test_names(void **state)
{
	struct fixture *f = *state;
	const char *word = "four words are enough", *wrong = "four words are wrong";
	fixture_new(f, "setting", "name=passwords", "value=on", NULL);
	db_close(fixture_user(f, "keyed", "organiser"));
	db_close(fixture_user(f, "gone", "organiser"));
	assert_ok(f->db, access_password_set(f->db, 1, word));
	assert_ok(f->db, access_password_set(f->db, 3, word));
	fixture_set(f, f->db, "user", 3, "disabled=1");
	const struct {
		const char *name, *password;
	} tries[] = { { "nobody", wrong }, { "", wrong }, { "keyed", wrong }, { "gone", wrong },
		{ "gone", word }, { "ana", word } };
	clock_t known = cost(f, "ana", wrong);
	assert_true(known > CLOCKS_PER_SEC / 500);
	for (size_t i = 0; i < COUNT(tries); i++) {
		clock_t took = cost(f, tries[i].name, tries[i].password);
		if (took < known / 2 || took > known * 2)
			fail_msg("\"%s\": %ld, and %ld for a wrong one of ana's", tries[i].name, (long)took,
				(long)known);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
