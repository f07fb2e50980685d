/* date_show.c - days, months and moments for the eye, in the language of tr(). */
#include "date_private.h"

#include <time.h>

static const char *const weekdays[] = {
	N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
};

static const char *const months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

static const char *show(struct arena *a, long number, const char *today)
{
	struct ymd t = ymd_of(number);
	const char *weekday = tr(NULL, weekdays[weekday_of(number)]);
	const char *month = tr(NULL, months[t.m - 1]);
	long now;

	if (today && date_number(today, &now) && ymd_of(now).y == t.y)
		return arena_printf(a, "%s %d %s", weekday, t.d, month);
	return arena_printf(a, "%s %d %s %04d", weekday, t.d, month, t.y);
}

const char *date_show(struct arena *a, const char *day, const char *today)
{
	long number;

	return date_number(day, &number) ? show(a, number, today) : day;
}

const char *month_show(struct arena *a, const char *month)
{
	struct ymd t;

	if (!month || !month_read(month, &t))
		return month;
	return arena_printf(a, "%s %04d", tr(NULL, months[t.m - 1]), t.y);
}

const char *moment_show(struct arena *a, const char *moment, const char *today)
{
	struct tm tm = { 0 };
	const char *end = moment ? strptime(moment, "%Y-%m-%dT%H:%M:%SZ", &tm) : NULL;
	struct ymd day;
	time_t at;

	if (!end || *end)
		return moment;
	at = timegm(&tm);
	localtime_r(&at, &tm);
	day = (struct ymd){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
	return arena_printf(a, "%s %02d:%02d", show(a, ymd_number(day), today), tm.tm_hour,
		tm.tm_min);
}

/* Whole months from one day to a later one. */
static int months_between(struct ymd from, struct ymd to)
{
	return (to.y - from.y) * 12 + to.m - from.m - (to.d < from.d);
}

static const char *past(struct arena *a, int days, int of_months)
{
	int n = days;

	if (days == 1)
		return _("yesterday");
	if (days < 14)
		return arena_printf(a, trn("%d day ago", "%d days ago", (unsigned long)n), n);
	n = days / 7;
	if (n < 9)
		return arena_printf(a, trn("%d week ago", "%d weeks ago", (unsigned long)n), n);
	n = of_months;
	if (n < 24)
		return arena_printf(a, trn("%d month ago", "%d months ago", (unsigned long)n), n);
	n = of_months / 12;
	return arena_printf(a, trn("%d year ago", "%d years ago", (unsigned long)n), n);
}

static const char *ahead(struct arena *a, int days, int of_months)
{
	int n = days;

	if (days == 1)
		return _("tomorrow");
	if (days < 14)
		return arena_printf(a, trn("in %d day", "in %d days", (unsigned long)n), n);
	n = days / 7;
	if (n < 9)
		return arena_printf(a, trn("in %d week", "in %d weeks", (unsigned long)n), n);
	n = of_months;
	if (n < 24)
		return arena_printf(a, trn("in %d month", "in %d months", (unsigned long)n), n);
	n = of_months / 12;
	return arena_printf(a, trn("in %d year", "in %d years", (unsigned long)n), n);
}

const char *date_ago(struct arena *a, const char *day, const char *today)
{
	long then, now;

	if (!date_number(day, &then) || !date_number(today, &now))
		return day;
	if (then == now)
		return _("today");
	if (then < now)
		return past(a, (int)(now - then), months_between(ymd_of(then), ymd_of(now)));
	return ahead(a, (int)(then - now), months_between(ymd_of(now), ymd_of(then)));
}
