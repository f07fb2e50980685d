/* Anything typed as a day, a month or a time: it is none, or one that parses to itself and, shown,
 * comes back. */
#include "core/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(c) \
	do { \
		if (!(c)) \
			die("a promise is broken: %s", #c); \
	} while (0)

static const char *const todays[] = { "2026-11-21", "2028-02-29", "0001-01-01", "9999-12-31" };

static void check_day(struct arena *a, const char *typed, const char *today)
{
	char day[11], again[11];
	const char *shown;
	long n;

	if (!date_parse(typed, today, day))
		return;
	PROMISE(date_number(day, &n));
	date_text(n, again);
	PROMISE(same(day, again));
	PROMISE(date_parse(day, today, again) && same(day, again));
	shown = date_show(a, day, NULL);
	PROMISE(date_parse(shown, today, again) && same(day, again));
	shown = date_show(a, day, today);
	PROMISE(date_parse(shown, today, again) && same(day, again));
	PROMISE(*date_ago(a, day, today));
}

/* A time is canonical or asked about, never both; on any day it is a moment. */
static void check_time(const char *typed, const char *day)
{
	char at[6] = "", again[6], moment[21];
	bool either;

	if (!time_parse(typed, at, &either)) {
		PROMISE(!*at);
		return;
	}
	PROMISE(!either && strlen(at) == 5);
	PROMISE(time_parse(at, again, &either) && same(at, again));
	PROMISE(date_moment(day, at, moment) && strlen(moment) == 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	char *typed = arena_dupn(&a, (const char *)data, size);
	char month[8], again[8];

	for (size_t i = 0; i < COUNT(todays); i++)
		check_day(&a, typed, todays[i]);
	check_time(typed, todays[0]);
	check_time(typed, todays[1]);
	if (month_parse(typed, month)) {
		PROMISE(month_parse(month, again) && same(month, again));
		PROMISE(month_parse(month_show(&a, month), again) && same(month, again));
	}
	PROMISE(date_show(&a, typed, todays[0]) && month_show(&a, typed));
	PROMISE(moment_show(&a, typed, todays[0]));
	date_zone_known(typed);
	arena_free(&a);
	return 0;
}
