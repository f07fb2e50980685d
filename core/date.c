/* date.c - the calendar, the clock and the zone. */
#include "date_private.h"

#include <stdio.h>
#include <time.h>

int ymd_days(int y, int m)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return days[m - 1] + (m == 2 && leap);
}

bool ymd_real(struct ymd t)
{
	return t.y >= 1 && t.y <= 9999 && t.m >= 1 && t.m <= 12 && t.d >= 1
		&& t.d <= ymd_days(t.y, t.m);
}

/* Years are counted from March, so that the leap day is the last of its year. A month of such a
 * year begins on day (153 m + 2) / 5. */
enum { DAYS_400Y = 146097, TO_1970 = 719468 };

long ymd_number(struct ymd t)
{
	long y = t.m > 2 ? t.y : t.y - 1, m = (t.m + 9) % 12;

	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + t.d - 1 - TO_1970;
}

struct ymd ymd_of(long number)
{
	static const struct ymd first = { 1, 1, 1 }, last = { 9999, 12, 31 };
	long day, y, m;

	if (number < ymd_number(first))
		return first;
	if (number > ymd_number(last))
		return last;
	day = number + TO_1970;
	y = (day * 400 + 591) / DAYS_400Y;
	while (y * 365 + y / 4 - y / 100 + y / 400 > day)
		y--;
	day -= y * 365 + y / 4 - y / 100 + y / 400;
	m = (5 * day + 2) / 153;
	return (struct ymd){ (int)(y + (m >= 10)), (int)(m < 10 ? m + 3 : m - 9),
		(int)(day - (153 * m + 2) / 5 + 1) };
}

/* The first of January 1970 was a Thursday. */
int weekday_of(long number)
{
	return (int)(((number + 3) % 7 + 7) % 7);
}

/* Exactly n digits. */
static bool digits(const char *s, int n, int *ret)
{
	*ret = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*ret = *ret * 10 + (s[i] - '0');
	}
	return true;
}

bool month_read(const char *month, struct ymd *ret)
{
	ret->d = 1;
	return strnlen(month, 8) == 7 && digits(month, 4, &ret->y) && month[4] == '-'
		&& digits(month + 5, 2, &ret->m) && ymd_real(*ret);
}

bool date_number(const char *day, long *ret)
{
	struct ymd t;

	if (!day || strnlen(day, 11) != 10 || !digits(day, 4, &t.y) || day[4] != '-'
		|| !digits(day + 5, 2, &t.m) || day[7] != '-' || !digits(day + 8, 2, &t.d)
		|| !ymd_real(t))
		return false;
	*ret = ymd_number(t);
	return true;
}

static char *put_digits(char *to, int value, int n)
{
	for (int i = n - 1; i >= 0; i--, value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + n;
}

void date_text(long number, char ret[11])
{
	struct ymd t = ymd_of(number);

	ret = put_digits(ret, t.y, 4);
	*ret++ = '-';
	ret = put_digits(ret, t.m, 2);
	*ret++ = '-';
	*put_digits(ret, t.d, 2) = '\0';
}

/* The C library takes any text for a zone and quietly answers in UTC, so look for the file. */
bool date_zone_known(const char *zone)
{
	const char *dir = getenv("TZDIR");
	char path[512], magic[4];
	FILE *f;
	bool known;

	if (same(zone, "UTC"))
		return true;
	if (!zone || !*zone || *zone == '/' || strstr(zone, "..")
		|| strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			"0123456789_+-/") != strlen(zone))
		return false;
	if ((size_t)snprintf(path, sizeof path, "%s/%s", dir && *dir ? dir : "/usr/share/zoneinfo",
		zone) >= sizeof path)
		return false;
	f = fopen(path, "re");
	if (!f)
		return false;
	known = fread(magic, 1, 4, f) == 4 && !memcmp(magic, "TZif", 4);
	fclose(f);
	return known;
}

void date_zone(const char *zone)
{
	setenv("TZ", zone && date_zone_known(zone) ? zone : "UTC0", 1);
	tzset();
}

/* The day that tests and demonstrations set; false when it is the clock's turn. */
static bool day_set(long *number)
{
	const char *day = getenv("PACT_TODAY");

	return day && date_number(day, number);
}

void date_today(char ret[11])
{
	time_t now = time(NULL);
	struct tm tm;
	long number;

	if (!day_set(&number)) {
		localtime_r(&now, &tm);
		number = ymd_number((struct ymd){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday });
	}
	date_text(number, ret);
}

/* A day that was set has its moments at noon. */
void date_now(char ret[21])
{
	time_t now = time(NULL);
	struct tm tm;
	long number;

	if (day_set(&number)) {
		date_text(number, ret);
		memcpy(ret + 10, "T12:00:00Z", 11);
		return;
	}
	gmtime_r(&now, &tm);
	strftime(ret, 21, "%Y-%m-%dT%H:%M:%SZ", &tm);
}
