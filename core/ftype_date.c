/* ftype_date.c - days, months and moments as field values. */
#include "ftype_private.h"
#include "date.h"
#include <ctype.h>

/* Spreadsheets write a day as a moment: "03/02/2026 00:00:00". The day alone, or NULL. */
static const char *without_time(struct arena *a, const char *in)
{
	const char *sep = strpbrk(in, " T");
	while (sep && !(isdigit((unsigned char)sep[1]) && strchr(sep, ':')))
		sep = strpbrk(sep + 1, " T");
	const char *colon = sep ? strchr(sep, ':') : NULL;
	if (!colon || colon - sep > 3)
		return NULL;
	return arena_dupn(a, in, (size_t)(sep - in));
}

static bool day_of(struct db *db, struct arena *a, const char *in, char ret[11])
{
	const char *day;
	return date_parse(in, db_today(db), ret) ||
		((day = without_time(a, in)) && date_parse(day, db_today(db), ret));
}

PARSE(parse_date)
{
	(void)f;
	char day[11];
	if (!day_of(db, a, in, day))
		return db_fail(
			db, INVALID, _("Not a day: %s. Like this: fri, 3 feb, 2026-02-03"), in);
	*ret = arena_dup(a, day);
	return OK;
}

SHOW(show_date)
{
	(void)f;
	return date_show(a, v, db_today(db));
}

/* Of a whole day only the month is kept. */
PARSE(parse_month)
{
	(void)f;
	char month[11];
	if (!month_parse(in, month) && !day_of(db, a, in, month))
		return db_fail(db, INVALID, _("Not a month: %s. Like this: mar 2019, 2019-03"), in);
	*ret = arena_dupn(a, month, 7);
	return OK;
}

SHOW(show_month)
{
	(void)db, (void)f;
	return month_show(a, v);
}

PARSE(parse_moment)
{
	(void)f;
	static const char pattern[] = "0000-00-00T00:00:00Z";
	char day[11];
	long number;
	size_t i = 0;
	for (; in[i] && pattern[i]; i++)
		if (pattern[i] == '0' ? !isdigit((unsigned char)in[i]) : in[i] != pattern[i])
			break;
	bool whole = !in[i] && !pattern[i] && date_number(arena_dupn(a, in, 10), &number) &&
		memcmp(in + 11, "24", 2) < 0 && in[14] < '6' && in[17] < '6';
	if (whole)
		*ret = in;
	else if (date_parse(in, db_today(db), day))
		*ret = arena_printf(a, "%sT00:00:00Z", day);
	else
		return db_fail(
			db, INVALID, _("Not a moment: %s. Like this: 2026-02-03T14:05:00Z"), in);
	return OK;
}

PARSE(parse_time)
{
	(void)f;
	char time[6];
	bool either;
	if (!time_parse(in, time, &either))
		return either ? db_fail(db, INVALID, _("%s in the morning or the afternoon? Like this:"
			" %sam, %spm"), in, in, in)
			: db_fail(db, INVALID, _("Not a time: %s. Like this: 10, 10.30, 2pm"), in);
	*ret = arena_dup(a, time);
	return OK;
}

SHOW(show_moment)
{
	(void)f;
	return moment_show(a, v, db_today(db));
}
