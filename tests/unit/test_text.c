/* Fitting, wrapping and sharing columns. */
/* needs: tui/text.o */
#include <stdarg.h>
#include <setjmp.h>
#include "core/utf8.h"
#include "tui/text.h"
#include <cmocka.h>

static void fits_in_columns(void **state)
{
	struct arena *a = *state;
	assert_string_equal(text_fit(a, "Ana", 5, false), "Ana  ");
	assert_string_equal(text_fit(a, "Ana", 3, false), "Ana");
	assert_string_equal(text_fit(a, "Ana Lucia", 5, true), "Ana ~");
	assert_string_equal(text_fit(a, "Ana Lucia", 5, false), "Ana …");
	assert_string_equal(text_fit(a, "Zoë", 3, false), "Zoë");
	assert_string_equal(text_fit(a, "Ana", 0, false), "");
	assert_string_equal(text_fit(a, "Ana", -1, false), "");
	assert_string_equal(text_fit(a, "Ana", 1, true), "~");
	/* A wide character that does not fit leaves a blank in its half of a cell. */
	assert_string_equal(text_fit(a, "小龍女", 4, true), "小~ ");
	assert_int_equal(utf8_width(text_fit(a, "小龍女", 6, false)), 6);
}

static void stops_once(void **state)
{
	struct arena *a = *state;
	assert_string_equal(text_stop(a, "Ana is in. 3 in"), "Ana is in. 3 in.");
	assert_string_equal(text_stop(a, "By when?"), "By when?");
	assert_string_equal(text_stop(a, "I will, this week."), "I will, this week.");
	assert_string_equal(text_stop(a, "\"I will, this week.\""), "\"I will, this week.\"");
	assert_string_equal(text_stop(a, "Ewa (-1)"), "Ewa (-1).");
	assert_string_equal(text_stop(a, "Ana Luc…"), "Ana Luc…");
	assert_string_equal(text_stop(a, ""), ".");
}

/* The lines joined with "|". */
static const char *wrapped(struct arena *a, const char *s, int cols)
{
	char **lines, *all = arena_dup(a, "");
	int n = text_wrap(a, s, cols, &lines);
	for (int i = 0; i < n; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "|" : "", lines[i]);
	assert_null(lines[n]);
	return all;
}

static void wraps_at_blanks(void **state)
{
	struct arena *a = *state;
	assert_string_equal(wrapped(a, "", 10), "");
	assert_string_equal(wrapped(a, "one two three", 7), "one two|three");
	assert_string_equal(wrapped(a, "one two three", 8), "one two|three");
	assert_string_equal(wrapped(a, "one two three", 100), "one two three");
	assert_string_equal(wrapped(a, "one   two", 4), "one|two");
	assert_string_equal(wrapped(a, "abcdefgh ij", 3), "abc|def|gh|ij");
	assert_string_equal(wrapped(a, "a\n\nb", 5), "a||b");
	assert_string_equal(wrapped(a, "a\n", 5), "a");
	assert_string_equal(wrapped(a, "小龍女", 3), "小|龍|女");
	assert_string_equal(wrapped(a, "小", 1), "小");
	assert_string_equal(wrapped(a, "ab", 0), "a|b");
	assert_string_equal(wrapped(a, "damp again, the landlord laughed", 12),
		"damp again,|the landlord|laughed");
}

static void columns(int cols, int n, const int *want, const int *least, const int *expect)
{
	int got[8], sum = 0, shown = 0;
	text_columns(cols, n, want, least, got);
	for (int i = 0; i < n; i++) {
		assert_int_equal(got[i], expect[i]);
		sum += got[i];
		shown += got[i] > 0;
	}
	assert_true(sum + shown - 1 <= cols || shown <= 1);
}
#define V(...) ((const int[]){ __VA_ARGS__ })

static void shares_columns(void **state)
{
	(void)state;
	columns(30, 3, V(10, 10, 5), V(4, 4, 4), V(10, 10, 5));
	columns(30, 3, V(10, 0, 5), V(4, 4, 4), V(10, 13, 5));
	columns(20, 3, V(10, 10, 5), V(4, 4, 4), V(7, 6, 5));
	columns(10, 3, V(10, 10, 5), V(4, 4, 4), V(5, 4, 0));
	columns(3, 2, V(10, 10), V(4, 4), V(3, 0));
	columns(20, 2, V(0, 0), V(4, 4), V(9, 10));
	columns(0, 1, V(5), V(4), V(0));
}

int main(void)
{
	static struct arena a;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(fits_in_columns, &a),
		cmocka_unit_test_prestate(stops_once, &a),
		cmocka_unit_test_prestate(wraps_at_blanks, &a),
		cmocka_unit_test(shares_columns),
	};
	int faults = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return faults;
}
