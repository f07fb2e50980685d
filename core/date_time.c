/* date_time.c - the time of a day: read as people type it, and as a moment. */
#include "date_private.h"

#include <ctype.h>
#include <stdio.h>
#include <time.h>

/* Up to `most` digits; how many there were. */
static int number(const char **s, int most, int *ret)
{
	int n = 0;

	for (*ret = 0; n < most && isdigit((unsigned char)**s); n++)
		*ret = *ret * 10 + *(*s)++ - '0';
	return n;
}

/* "am", "p.m.": 'a', 'p' or 0; *s after it. */
static char half_of_day(const char **s)
{
	const char *at = *s;
	char half = (char)tolower((unsigned char)*at);

	if (half != 'a' && half != 'p')
		return 0;
	at += 1 + (at[1] == '.');
	if (tolower((unsigned char)*at) != 'm')
		return 0;
	*s = at + 1 + (at[1] == '.');
	return half;
}

/* "10:30", "10.30", "10 30", "14h30", "14h", "1430", "930", "10"; how many digits the hour has, 0: it is
 * none. *exact: nobody says it of the afternoon. */
static int hour_and_minute(const char **s, int *hour, int *minute, bool *exact)
{
	int digits = number(s, 4, hour), more;

	*minute = 0;
	*exact = false;
	if (digits > 2) {
		*minute = *hour % 100;
		*hour /= 100;
		return digits - 2;
	}
	*exact = tolower((unsigned char)**s) == 'h';
	if (!**s || (!*exact && !strchr(".: ", **s)) || !isdigit((unsigned char)(*s)[1])) {
		*s += *exact;
		return digits;
	}
	++*s;
	if (number(s, 2, minute) != 2 || (**s == ':' && (++*s, number(s, 2, &more) != 2)))
		return 0;
	return digits;
}

bool time_parse(const char *typed, char ret[6], bool *either)
{
	int hour, minute, digits;
	bool exact;
	char half;

	*either = false;
	typed += strspn(typed, " ");
	digits = hour_and_minute(&typed, &hour, &minute, &exact);
	typed += strspn(typed, " ");
	half = half_of_day(&typed);
	if (!digits || minute > 59 || typed[strspn(typed, " ")])
		return false;
	if (half && (hour < 1 || hour > 12))
		return false;
	if (half)
		hour = hour % 12 + (half == 'p' ? 12 : 0);
	*either = !half && !exact && digits == 1 && hour > 0 && hour < 8;
	if (hour > 23 || *either)
		return false;
	snprintf(ret, 6, "%02u:%02u", (unsigned)hour % 24, (unsigned)minute % 60);
	return true;
}

bool date_moment(const char *day, const char *at, char ret[21])
{
	long days;
	int hour, minute;
	struct ymd t;

	if (!date_number(day, &days) || !at || sscanf(at, "%2d:%2d", &hour, &minute) != 2)
		return false;
	t = ymd_of(days);
	struct tm tm = { .tm_year = t.y - 1900, .tm_mon = t.m - 1, .tm_mday = t.d, .tm_hour = hour,
		.tm_min = minute, .tm_isdst = -1 };
	time_t moment = mktime(&tm);
	gmtime_r(&moment, &tm);
	return strftime(ret, 21, "%Y-%m-%dT%H:%M:%SZ", &tm);
}
