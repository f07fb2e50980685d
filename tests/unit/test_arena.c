/* Memory given back all at once: zeroed, aligned, apart, of any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "core/arena.h"

static bool zeros(const char *p, size_t n)
{
	while (n)
		if (p[--n])
			return false;
	return true;
}

static void zeroed_and_aligned(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (int turn = 0; turn < 3; turn++) {
		for (size_t n = 0; n < 3000; n += 7) {
			char *p = arena_alloc(&a, n);

			assert_true((uintptr_t)p % _Alignof(max_align_t) == 0);
			assert_true(zeros(p, n));
			memset(p, 0xAB, n);
		}
		arena_clear(&a);
	}
	arena_free(&a);
	assert_null(a.head);
	arena_free(&a);
	arena_clear(&a);
}

static void pieces_keep_apart(void **state)
{
	enum { PIECES = 500 };
	static const size_t sizes[] = { 1, 40, 5000, 17, 200000, 0, 4096 };
	struct arena a = { 0 };
	unsigned char *p[PIECES];

	(void)state;
	for (int i = 0; i < PIECES; i++) {
		p[i] = arena_alloc(&a, sizes[(size_t)i % COUNT(sizes)]);
		memset(p[i], i & 0xFF, sizes[(size_t)i % COUNT(sizes)]);
	}
	for (int i = 0; i < PIECES; i++)
		for (size_t at = 0; at < sizes[(size_t)i % COUNT(sizes)]; at++)
			if (p[i][at] != (i & 0xFF))
				fail_msg("piece %d was written over at %zu", i, at);
	arena_free(&a);
}

static void texts(void **state)
{
	struct arena a = { 0 };
	struct pair {
		int64_t one;
		const char *two;
	} *pairs = arena_array(&a, struct pair, 3);

	(void)state;
	pairs[2].one = 7;
	assert_null(pairs[2].two);
	assert_non_null(arena_array(&a, struct pair, 0));
	assert_non_null(arena_new(&a, struct pair));
	assert_null(arena_dup(&a, NULL));
	assert_string_equal(arena_dup(&a, "Ana"), "Ana");
	assert_string_equal(arena_dupn(&a, "Ana Quispe", 3), "Ana");
	assert_string_equal(arena_dupn(&a, NULL, 0), "");
	assert_string_equal(arena_printf(&a, "%s, %d", "Ana", 42), "Ana, 42");
	assert_int_equal(strlen(arena_printf(&a, "%09000d", 1)), 9000);
	assert_int_equal(pairs[2].one, 7);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroed_and_aligned), cmocka_unit_test(pieces_keep_apart),
		cmocka_unit_test(texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
