/* Days as people type them and read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "core/date.h"

#define TODAY "2026-11-21" /* a Saturday */

static const struct typed {
	const char *typed, *day; /* NULL: no day */
} typed[] = {
	{ "2026-02-03", "2026-02-03" }, { "2026/2/3", "2026-02-03" }, { "2026-2-3", "2026-02-03" },
	{ "3/2/2026", "2026-02-03" }, { "03/02/2026", "2026-02-03" }, { "3.2.26", "2026-02-03" },
	{ "3-2-2026", "2026-02-03" }, { "3/2/46", "2046-02-03" }, { "3/2/47", "1947-02-03" },
	{ "3/2/99", "1999-02-03" }, { "29/2/2024", "2024-02-29" }, { " 3/2/2026 ", "2026-02-03" },
	/* without a year: the first that is not more than six months back */
	{ "3/2", "2027-02-03" }, { "3 feb", "2027-02-03" }, { "21/11", "2026-11-21" },
	{ "20/11", "2026-11-20" }, { "21/5", "2026-05-21" }, { "20/5", "2027-05-20" },
	{ "25 dec", "2026-12-25" }, { "3feb", "2027-02-03" }, { "feb 3", "2027-02-03" },
	{ "3rd February", "2027-02-03" }, { "February 3rd", "2027-02-03" },
	{ "the 1st of december", "2026-12-01" }, { "2nd dec", "2026-12-02" },
	{ "3 de febrero de 2026", "2026-02-03" }, { "3 de febrero del 2026", "2026-02-03" },
	{ "el 3 de febrero", "2027-02-03" }, { "1\xC2\xBA de enero", "2027-01-01" },
	{ "1 ene 26", "2026-01-01" }, { "3 Feb, 2026", "2026-02-03" },
	{ "feb 3 2026", "2026-02-03" },
	{ "FEBRUARY 3, 2026", "2026-02-03" }, { "3 sept", "2026-09-03" },
	{ "3 setiembre", "2026-09-03" },
	{ "3 ago", "2026-08-03" }, { "3 mar", "2027-03-03" }, { "mar 3", "2027-03-03" },
	/* weekdays are ahead of today, never today */
	{ "fri", "2026-11-27" }, { "friday", "2026-11-27" }, { "next fri", "2026-11-27" },
	{ "this friday", "2026-11-27" }, { "Viernes", "2026-11-27" },
	{ "el viernes", "2026-11-27" },
	{ "pr\xC3\xB3ximo viernes", "2026-11-27" }, { "proximo viernes", "2026-11-27" },
	{ "el viernes que viene", "2026-11-27" }, { "sat", "2026-11-28" },
	{ "s\xC3\xA1" "bado", "2026-11-28" },
	{ "sun", "2026-11-22" }, { "mar", "2026-11-24" }, { "mi\xC3\xA9rcoles", "2026-11-25" },
	{ "weds", "2026-11-25" }, { "thurs", "2026-11-26" }, { "last fri", "2026-11-20" },
	{ "last sat", "2026-11-14" }, { "viernes pasado", "2026-11-20" },
	{ "el pasado viernes", "2026-11-20" },
	/* named days and distances */
	{ "today", "2026-11-21" }, { "hoy", "2026-11-21" }, { "Tomorrow", "2026-11-22" },
	{ "ma\xC3\xB1" "ana", "2026-11-22" }, { "man\xCC\x83" "ana", "2026-11-22" },
	{ "pasado ma\xC3\xB1" "ana", "2026-11-23" }, { "yesterday", "2026-11-20" },
	{ "ayer", "2026-11-20" },
	{ "anteayer", "2026-11-19" }, { "in 2 weeks", "2026-12-05" },
	{ "en 2 semanas", "2026-12-05" },
	{ "dentro de 2 semanas", "2026-12-05" }, { "2w", "2026-12-05" }, { "+10", "2026-12-01" },
	{ "-3", "2026-11-18" }, { "+2w", "2026-12-05" }, { "-1 month", "2026-10-21" },
	{ "hace 3 d\xC3\xAD" "as", "2026-11-18" }, { "3 days ago", "2026-11-18" },
	{ "in a month", "2026-12-21" }, { "hace un a\xC3\xB1o", "2025-11-21" },
	{ "3 days", "2026-11-24" },
	{ "next week", "2026-11-28" }, { "la semana que viene", "2026-11-28" },
	{ "last month", "2026-10-21" }, { "in 3 months", "2027-02-21" },
	/* a weekday beside a date must be the right one, and tells the year */
	{ "Fri 27 Nov", "2026-11-27" }, { "Sat 3 Jan 2026", "2026-01-03" },
	{ "Sat 3 Jan", "2026-01-03" },
	{ "viernes 27 de noviembre", "2026-11-27" }, { "mar 3 mar 2026", "2026-03-03" },
	{ "vie 27/11", "2026-11-27" }, { "Thu 27 Nov", NULL }, { "Thu 27 Nov 2026", NULL },
	/* no days */
	{ "", NULL }, { "   ", NULL }, { "31 feb", NULL }, { "29 feb", NULL },
	{ "29/2/2026", NULL },
	{ "31/4", NULL }, { "32/1", NULL }, { "0/1", NULL }, { "1/0", NULL }, { "3/13", NULL },
	{ "fri fri", NULL }, { "fri 27", NULL }, { "next", NULL }, { "3", NULL }, { "2026", NULL },
	{ "feb", NULL }, { "feb 2026", NULL }, { "2026-02", NULL }, { "3/2/6", NULL },
	{ "3/2/026", NULL },
	{ "10:05", NULL }, { "3+2", NULL }, { "--3", NULL }, { "+", NULL }, { "- 3", NULL },
	{ "feb '26", NULL }, { "banana", NULL }, { "3 banana", NULL }, { "in 3", NULL },
	{ "hace", NULL },
	{ "in 999999 years", NULL }, { "+99999999999999999999", NULL }, { "2026-02-30", NULL },
	{ "1/2/3/4", NULL }, { "3 feb 2026 extra", NULL }, { "fr", NULL }, { "tod", NULL },
	{ "\xFF\xFE", NULL }, { "0000-01-01", NULL }, { "a b c d e f g h i j k", NULL },
};

static void typed_days(void **state)
{
	char day[11];

	(void)state;
	for (size_t i = 0; i < COUNT(typed); i++) {
		bool good = date_parse(typed[i].typed, TODAY, day);

		if (good != (typed[i].day != NULL))
			fail_msg("\"%s\" gave %s", typed[i].typed, good ? day : "no day");
		if (good && strcmp(day, typed[i].day))
			fail_msg("\"%s\" gave %s, not %s", typed[i].typed, day, typed[i].day);
	}
	assert_false(date_parse(NULL, TODAY, day));
	assert_false(date_parse("fri", "", day));
	assert_true(date_parse("in a month", "2027-01-31", day));
	assert_string_equal(day, "2027-02-28");
	assert_true(date_parse("29 feb", "2027-10-01", day));
	assert_string_equal(day, "2028-02-29");
	assert_true(date_parse("30 nov", "2027-01-02", day));
	assert_string_equal(day, "2026-11-30");
}

static void typed_months(void **state)
{
	static const struct typed months[] = {
		{ "2019-03", "2019-03" }, { "mar 2019", "2019-03" }, { "marzo 2019", "2019-03" },
		{ "marzo de 2019", "2019-03" }, { "3/2019", "2019-03" }, { "03.2019", "2019-03" },
		{ "2019/3", "2019-03" }, { "March, 2019", "2019-03" }, { "2019 march", "2019-03" },
		{ "", NULL }, { "2019", NULL }, { "mar", NULL }, { "13/2019", NULL },
		{ "0/2019", NULL },
		{ "3/19", NULL }, { "2019-03-01", NULL }, { "2019 2019", NULL },
		{ "-3/2019", NULL },
		{ "fri 2019", NULL }, { "0000-01", NULL },
	};
	char month[8];

	(void)state;
	for (size_t i = 0; i < COUNT(months); i++) {
		bool good = month_parse(months[i].typed, month);

		if (good != (months[i].day != NULL) || (good && strcmp(month, months[i].day)))
			fail_msg("\"%s\" gave %s", months[i].typed, good ? month : "no month");
	}
	assert_false(month_parse(NULL, month));
}

static void numbers(void **state)
{
	static const char *const wrong[] = {
		"2026-1-01", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29", "2026-01-00",
		"2026-01-32", "2026-01-01x", "0000-01-01", "2026/01/01", "", "20260101",
	};
	char text[11];
	long n, again;

	(void)state;
	assert_true(date_number("1970-01-01", &n));
	assert_int_equal(n, 0);
	assert_true(date_number("2000-03-01", &n));
	assert_int_equal(n, 11017);
	assert_true(date_number("1969-12-31", &n));
	assert_int_equal(n, -1);
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (date_number(wrong[i], &n))
			fail_msg("\"%s\" is a day", wrong[i]);
	assert_false(date_number(NULL, &n));
	assert_true(date_number("0001-01-01", &n));
	for (again = n; n <= 2932896; n++) {
		date_text(n, text);
		if (!date_number(text, &again) || again != n)
			fail_msg("day %ld is %s is %ld", n, text, again);
	}
	assert_string_equal(text, "9999-12-31");
	date_text(n + 1000, text);
	assert_string_equal(text, "9999-12-31");
	date_text(-99999999, text);
	assert_string_equal(text, "0001-01-01");
}

static void shown(void **state)
{
	static const struct {
		const char *day, *words;
	} ago[] = {
		{ "2026-11-21", "today" }, { "2026-11-20", "yesterday" },
		{ "2026-11-22", "tomorrow" },
		{ "2026-11-12", "9 days ago" }, { "2026-11-08", "13 days ago" },
		{ "2026-11-07", "2 weeks ago" }, { "2026-10-10", "6 weeks ago" },
		{ "2026-09-20", "8 weeks ago" }, { "2026-09-19", "2 months ago" },
		{ "2026-03-21", "8 months ago" }, { "2026-03-22", "7 months ago" },
		{ "2024-11-22", "23 months ago" }, { "2024-11-21", "2 years ago" },
		{ "2016-01-01", "10 years ago" }, { "2026-11-24", "in 3 days" },
		{ "2026-12-31", "in 5 weeks" }, { "2027-02-21", "in 3 months" },
		{ "2030-01-01", "in 3 years" },
		{ "soon", "soon" },
	};
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(date_show(&a, "2026-11-27", TODAY), "Fri 27 Nov");
	assert_string_equal(date_show(&a, "2026-01-03", TODAY), "Sat 3 Jan");
	assert_string_equal(date_show(&a, "2025-11-27", TODAY), "Thu 27 Nov 2025");
	assert_string_equal(date_show(&a, "2025-11-27", NULL), "Thu 27 Nov 2025");
	assert_string_equal(date_show(&a, "some day", TODAY), "some day");
	assert_null(date_show(&a, NULL, TODAY));
	assert_string_equal(month_show(&a, "2019-03"), "Mar 2019");
	assert_string_equal(month_show(&a, "2019-13"), "2019-13");
	for (size_t i = 0; i < COUNT(ago); i++)
		assert_string_equal(date_ago(&a, ago[i].day, TODAY), ago[i].words);
	arena_free(&a);
}

/* What a form shows is what it may be given back. */
static void what_is_shown_parses(void **state)
{
	struct arena a = { 0 };
	char day[11], again[11];
	long n;

	(void)state;
	date_number("2025-01-01", &n);
	for (long end = n + 4 * 365; n < end; n++) {
		const char *words;

		date_text(n, day);
		words = date_show(&a, day, TODAY);
		if (!date_parse(words, TODAY, again) || strcmp(day, again))
			fail_msg("%s shown as %s does not come back", day, words);
		arena_clear(&a);
	}
	arena_free(&a);
}

static void clock_and_zone(void **state)
{
	struct arena a = { 0 };
	char today[11], now[21];
	long n;

	(void)state;
	setenv("PACT_TODAY", TODAY, 1);
	date_today(today);
	assert_string_equal(today, TODAY);
	date_now(now);
	assert_string_equal(now, TODAY "T12:00:00Z");
	setenv("PACT_TODAY", "someday", 1);
	date_today(today);
	assert_true(date_number(today, &n));
	unsetenv("PACT_TODAY");
	date_now(now);
	assert_int_equal(strlen(now), 20);
	assert_true(date_zone_known("UTC"));
	assert_false(date_zone_known("Europe/Atlantis"));
	assert_false(date_zone_known("../../etc/passwd"));
	assert_false(date_zone_known("/etc/localtime"));
	assert_false(date_zone_known(""));
	assert_false(date_zone_known(NULL));
	assert_false(date_zone_known("Europe"));
	date_zone("Europe/Atlantis");
	assert_string_equal(moment_show(&a, "2026-06-30T23:30:00Z", TODAY), "Tue 30 Jun 23:30");
	if (date_zone_known("Europe/London")) {
		date_zone("Europe/London");
		assert_string_equal(moment_show(&a, "2026-06-30T23:30:00Z", TODAY),
			"Wed 1 Jul 00:30");
		assert_string_equal(moment_show(&a, "2026-11-21T14:05:00Z", TODAY),
			"Sat 21 Nov 14:05");
	}
	date_zone(NULL);
	assert_string_equal(moment_show(&a, "2025-06-30T23:30:00Z", TODAY),
		"Mon 30 Jun 2025 23:30");
	assert_string_equal(moment_show(&a, "lunchtime", TODAY), "lunchtime");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_days), cmocka_unit_test(typed_months),
		cmocka_unit_test(numbers),
		cmocka_unit_test(shown), cmocka_unit_test(what_is_shown_parses),
		cmocka_unit_test(clock_and_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
