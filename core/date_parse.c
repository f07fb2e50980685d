/* date_parse.c - days as people type them, in English and Spanish at once.
 *
 * The text is folded and cut into numbers and words; small words ("de", "the") go. What is left is
 * tried as a named day, as a distance from today, as a weekday and as a day of a month, in turn.
 */
#include "date_private.h"
#include "utf8.h"

enum { TOKENS = 8, WORD = 16 };

struct token {
	long num;        /* -1: a word */
	int digits;
	char word[WORD]; /* folded */
};

struct tokens {
	struct token t[TOKENS];
	int n;
};

/* Words with a number: what they are depends on the table. */
struct word {
	const char *word;
	int n;
};

static const struct word weekdays[] = {
	{ "monday", 0 }, { "tuesday", 1 }, { "wednesday", 2 }, { "thursday", 3 }, { "friday", 4 },
	{ "saturday", 5 }, { "sunday", 6 }, { "lunes", 0 }, { "martes", 1 }, { "miercoles", 2 },
	{ "jueves", 3 }, { "viernes", 4 }, { "sabado", 5 }, { "domingo", 6 }, { "weds", 2 },
};

static const struct word months[] = {
	{ "january", 1 }, { "february", 2 }, { "march", 3 }, { "april", 4 }, { "may", 5 },
	{ "june", 6 }, { "july", 7 }, { "august", 8 }, { "september", 9 }, { "october", 10 },
	{ "november", 11 }, { "december", 12 }, { "enero", 1 }, { "febrero", 2 }, { "marzo", 3 },
	{ "abril", 4 }, { "mayo", 5 }, { "junio", 6 }, { "julio", 7 }, { "agosto", 8 },
	{ "septiembre", 9 }, { "setiembre", 9 }, { "octubre", 10 }, { "noviembre", 11 },
	{ "diciembre", 12 },
};

/* Days from today. */
static const struct word named[] = {
	{ "today", 0 }, { "hoy", 0 }, { "tomorrow", 1 }, { "manana", 1 }, { "yesterday", -1 },
	{ "ayer", -1 }, { "anteayer", -2 }, { "antier", -2 },
};

enum unit { DAY, WEEK, MONTH, YEAR };

static const struct word units[] = {
	{ "d", DAY }, { "day", DAY }, { "days", DAY }, { "dia", DAY }, { "dias", DAY },
	{ "w", WEEK }, { "wk", WEEK }, { "wks", WEEK }, { "week", WEEK }, { "weeks", WEEK },
	{ "s", WEEK }, { "sem", WEEK }, { "semana", WEEK }, { "semanas", WEEK },
	{ "m", MONTH }, { "month", MONTH }, { "months", MONTH }, { "mes", MONTH },
	{ "meses", MONTH }, { "y", YEAR }, { "year", YEAR }, { "years", YEAR }, { "ano", YEAR },
	{ "anos", YEAR },
};

static const struct word ones[] = { { "a", 1 }, { "an", 1 }, { "un", 1 }, { "una", 1 } };

/* Which way from today. Before what they go with, and after it. */
static const struct word before[] = {
	{ "next", 1 }, { "this", 1 }, { "proximo", 1 }, { "proxima", 1 }, { "este", 1 },
	{ "last", -1 }, { "pasado", -1 }, { "pasada", -1 }, { "ultimo", -1 }, { "ultima", -1 },
};
static const struct word after[] = {
	{ "next", 1 }, { "proximo", 1 }, { "proxima", 1 }, { "viene", 1 },
	{ "last", -1 }, { "pasado", -1 }, { "pasada", -1 },
};
static const struct word to_count[] = { { "in", 1 }, { "en", 1 }, { "dentro", 1 }, { "hace", -1 } };
static const struct word counted[] = { { "ago", -1 }, { "atras", -1 } };

static const struct word small[] = {
	{ "de", 0 }, { "del", 0 }, { "el", 0 }, { "la", 0 }, { "on", 0 }, { "of", 0 }, { "the", 0 },
	{ "que", 0 },
};
static const struct word ordinals[] = {
	{ "st", 0 }, { "nd", 0 }, { "rd", 0 }, { "th", 0 }, { "o", 0 }, { "a", 0 }, { "er", 0 },
	{ "ro", 0 },
};

#define FIND(table, t, ret) find(table, COUNT(table), t, 0, ret)
#define FIND_BEGUN(table, t, ret) find(table, COUNT(table), t, 3, ret)

/* Is the token in the table, or, when least is not 0, the beginning of a word there? */
static bool find(const struct word *table, size_t n, const struct token *t, size_t least, int *ret)
{
	size_t len = strlen(t->word);

	for (size_t i = 0; t->num < 0 && i < n; i++) {
		if (!strcmp(table[i].word, t->word)
			|| (least && len >= least && !strncmp(table[i].word, t->word, len))) {
			*ret = table[i].n;
			return true;
		}
	}
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One number or word from *s; false when it is longer than any of ours. */
static bool token_read(const char **s, struct token *t)
{
	int n = 0;

	*t = (struct token){ .num = -1 };
	if (is_digit(**s))
		t->num = 0;
	for (; **s && **s != ' ' && is_digit(**s) == (t->num >= 0); (*s)++) {
		if (t->num < 0)
			t->word[n++] = **s;
		else
			t->num = t->num * 10 + (**s - '0'), t->digits++;
		if (n == WORD - 1 || t->digits > 8)
			return false;
	}
	return true;
}

static bool tokens_read(const char *folded, struct tokens *to)
{
	const char *s = folded;
	struct token t;
	int nothing;

	to->n = 0;
	while (*s) {
		bool attached = s > folded && is_digit(s[-1]) && *s != ' ';

		if (*s == ' ') {
			s++;
			continue;
		}
		if (!token_read(&s, &t))
			return false;
		if ((attached && FIND(ordinals, &t, &nothing)) || FIND(small, &t, &nothing))
			continue;
		if (to->n == TOKENS)
			return false;
		to->t[to->n++] = t;
	}
	return to->n > 0;
}

/* Folding takes all signs off: what may stand between numbers is looked at before. A sign is +1 or
 * -1 when the text begins with one, else 0. */
static bool typed_read(const char *typed, struct tokens *to, int *sign)
{
	struct arena a = { 0 };
	bool good;

	typed += strspn(typed, " \t\r\n");
	*sign = *typed == '+' ? 1 : *typed == '-' ? -1 : 0;
	if (*sign && !is_digit(*++typed))
		return false;
	if (strnlen(typed, 81) > 80 || strpbrk(typed, "'+:;!?\"#$%&()*<=>@[\\]^_{|}~"))
		return false;
	good = tokens_read(utf8_fold(&a, typed), to);
	arena_free(&a);
	return good;
}

static bool step(long from, long n, int unit, long *ret)
{
	struct ymd t = ymd_of(from);
	long month;

	if (n > 9999 * 12L || n < -9999 * 12L)
		return false;
	if (unit == DAY || unit == WEEK) {
		*ret = from + n * (unit == WEEK ? 7 : 1);
		return true;
	}
	month = t.y * 12L + t.m - 1 + n * (unit == YEAR ? 12 : 1);
	if (month < 12 || month >= 10000 * 12L)
		return false;
	t.y = (int)(month / 12);
	t.m = (int)(month % 12) + 1;
	if (t.d > ymd_days(t.y, t.m))
		t.d = ymd_days(t.y, t.m); /* a month from 31 January is the end of February */
	*ret = ymd_number(t);
	return true;
}

/* "tomorrow", "pasado manana". */
static bool named_day(const struct token *t, int n, long now, long *ret)
{
	int days, way;

	if (n == 2 && FIND(before, t, &way) && same(t[0].word, "pasado")
		&& same(t[1].word, "manana")) {
		*ret = now + 2;
		return true;
	}
	if (n != 1 || !FIND(named, t, &days))
		return false;
	*ret = now + days;
	return true;
}

/* "2w", "in 2 weeks", "hace 3 dias", "3 days ago", "+10", "next week". */
static bool distance(const struct token *t, int n, int sign, long now, long *ret)
{
	int way = sign ? sign : 1, unit = DAY, one;
	long count;

	if (n == 2 && !sign && ((FIND(before, t, &way) && FIND(units, t + 1, &unit))
		|| (FIND(units, t, &unit) && FIND(after, t + 1, &way))))
		return step(now, way, unit, ret);
	if (!sign && n > 1 && FIND(to_count, t, &way))
		t++, n--;
	else if (!sign && n > 1 && FIND(counted, t + n - 1, &way))
		n--;
	count = t->num;
	if (FIND(ones, t, &one))
		count = one;
	if (count < 0 || n > 2 || (n == 1 && !sign) || (n == 2 && !FIND(units, t + 1, &unit)))
		return false;
	return step(now, way * count, unit, ret);
}

/* "fri", "next fri", "viernes pasado". */
static bool weekday(const struct token *t, int n, long now, long *ret)
{
	int way = 1, day, ahead;

	if (n == 2 && FIND(before, t, &way))
		t++, n--;
	else if (n == 2 && FIND(after, t + 1, &way))
		n--;
	if (n != 1 || !FIND_BEGUN(weekdays, t, &day))
		return false;
	ahead = (day - weekday_of(now) + 7) % 7;
	if (way > 0)
		*ret = now + (ahead ? ahead : 7);
	else
		*ret = now + ahead - 7;
	return true;
}

/* 4 digits as they are; 2 are 20xx up to 20 years ahead, else 19xx. */
static bool year_of(const struct token *t, long now, int *ret)
{
	*ret = (int)t->num;
	if (t->num >= 0 && t->digits == 2)
		*ret += *ret + 2000 <= ymd_of(now).y + 20 ? 2000 : 1900;
	return *ret > 0 && (t->digits == 2 || t->digits == 4);
}

static bool month_of(const struct token *t, int *ret)
{
	*ret = (int)t->num;
	return (t->num >= 0 && t->digits <= 2) || FIND_BEGUN(months, t, ret);
}

/* The first such day that is no further back than 6 months. */
static int year_near(int m, int d, long now)
{
	long back;
	struct ymd t;

	if (!step(now, -6, MONTH, &back))
		back = now;
	t = ymd_of(back);
	return t.y + (m < t.m || (m == t.m && d < t.d));
}

/* "3 feb", "february 3 2026", "3/2/26", "2026-02-03". The year is 0 when none was typed. */
static bool day_month_year(const struct token *t, int n, long now, struct ymd *ret)
{
	const struct token *day = t, *month = t + 1;

	*ret = (struct ymd){ 0 };
	if (n < 2 || n > 3)
		return false;
	if (n == 3 && t[0].num >= 0 && t[0].digits == 4) {
		day = t + 2;
		if (!year_of(t, now, &ret->y))
			return false;
	} else {
		if (t[0].num < 0)
			day = t + 1, month = t;
		if (n == 3 && !year_of(t + 2, now, &ret->y))
			return false;
	}
	ret->d = (int)day->num;
	return day->num >= 0 && day->digits <= 2 && month_of(month, &ret->m);
}

static bool dated(struct ymd t, long *ret)
{
	if (!ymd_real(t))
		return false;
	*ret = ymd_number(t);
	return true;
}

/* A day of a month, perhaps with its weekday, which must then be the right one. What date_show
 * writes without a year is of this year: the weekday tells it from the near one. */
static bool calendar_day(const struct token *t, int n, long now, long *ret)
{
	struct ymd day, this_year;
	int week;

	if (day_month_year(t, n, now, &day)) {
		if (!day.y)
			day.y = year_near(day.m, day.d, now);
		return dated(day, ret);
	}
	if (n < 3 || !FIND_BEGUN(weekdays, t, &week) || !day_month_year(t + 1, n - 1, now, &day))
		return false;
	this_year = day;
	this_year.y = day.y ? day.y : ymd_of(now).y;
	if (!day.y)
		day.y = year_near(day.m, day.d, now);
	return (dated(day, ret) && weekday_of(*ret) == week)
		|| (dated(this_year, ret) && weekday_of(*ret) == week);
}

bool date_parse(const char *typed, const char *today, char ret[11])
{
	struct tokens k;
	long now, number;
	int sign;

	if (!typed)
		return false;
	if (date_number(typed, &number)) {
		memcpy(ret, typed, 11);
		return true;
	}
	if (!date_number(today, &now) || !typed_read(typed, &k, &sign))
		return false;
	if (!distance(k.t, k.n, sign, now, &number)
		&& (sign || !(named_day(k.t, k.n, now, &number) || weekday(k.t, k.n, now, &number)
			|| calendar_day(k.t, k.n, now, &number))))
		return false;
	date_text(number, ret);
	return date_number(ret, &now) && now == number; /* within the years there are */
}

bool month_parse(const char *typed, char ret[8])
{
	const struct token *year, *month;
	struct ymd t = { .d = 1 };
	struct tokens k;
	char day[11];
	int sign;

	if (!typed || !typed_read(typed, &k, &sign) || sign || k.n != 2)
		return false;
	year = k.t[0].digits == 4 ? k.t : k.t + 1;
	month = year == k.t ? k.t + 1 : k.t;
	t.y = (int)year->num;
	if (year->digits != 4 || !month_of(month, &t.m) || !ymd_real(t))
		return false;
	date_text(ymd_number(t), day);
	day[7] = '\0';
	memcpy(ret, day, 8);
	return true;
}
