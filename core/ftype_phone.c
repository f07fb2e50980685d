/* ftype_phone.c - telephone numbers: read as people here write them, kept as E.164, shown in the
 * groups people read aloud. */
#include "ftype_private.h"
#include <ctype.h>

#define EXAMPLE _("Like this: 07700 900123, 020 7946 0018 or +34 612 345 678")

/* Bytes at s that only divide groups: blanks, dashes, dots, brackets, in ASCII and beyond. */
static size_t divider(const char *s)
{
	static const char *const wide[] = { "\xC2\xA0", "\xE2\x80\x90", "\xE2\x80\x91",
		"\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x89", "\xE2\x80\xAF",
		"\xE2\x80\xAA", "\xE2\x80\xAC", "\xE2\x80\x8B" };
	if ((unsigned char)*s < 0x80)
		return strchr(" -./()[]\t", *s) ? 1 : 0;
	for (size_t i = 0; i < COUNT(wide); i++)
		if (!strncmp(s, wide[i], strlen(wide[i])))
			return strlen(wide[i]);
	return 0;
}

/* Digits with a leading + kept, into to. False at anything else. "(0)" after a country code is
 * written for people who dial from home and is no part of the number. */
static bool bare_number(const char *s, char *to, size_t size)
{
	size_t n = 0, w;
	while (*s) {
		if (!strncmp(s, "(0)", 3) && n && (*to == '+' || !strncmp(to, "00", 2)))
			s += 3;
		else if ((w = divider(s)))
			s += w;
		else if (n + 1 < size && (isdigit((unsigned char)*s) || (*s == '+' && !n)))
			to[n++] = *s++;
		else
			return false;
	}
	to[n] = 0;
	return n > 0;
}

/* The part after +44: numbers here have 10 digits, some 9, and a few helplines 7. */
static bool british(const char *s)
{
	size_t n = strlen(s);
	if (!strchr("1235789", *s))
		return false;
	if (n == 7)
		return !strncmp(s, "800", 3) || !strncmp(s, "845", 3);
	return n == 10 || (n == 9 && (*s == '1' || !strncmp(s, "800", 3)));
}

/* "tel:" or "Tel. " before the number. */
static const char *after_prefix(const char *in)
{
	if (strncasecmp(in, "tel", 3))
		return in;
	return in + 3 + strspn(in + 3, ".: ");
}

/* E.164 of the digits, or NULL when no number can look so. */
static const char *international(struct arena *a, const char *s)
{
	const char *home = NULL;
	size_t n = strlen(s);
	if (*s == '+')
		s++;
	else if (!strncmp(s, "00", 2))
		s += 2;
	else if (*s == '0')
		home = s + 1;
	else if (n == 10 && *s != '0')
		home = s; /* a spreadsheet took the 0 for nothing */
	else if (n != 12 || strncmp(s, "44", 2))
		return NULL;
	if (!home && !strncmp(s, "44", 2))
		home = s + 2 + (s[2] == '0');
	if (home)
		return british(home) ? arena_printf(a, "+44%s", home) : NULL;
	n = strlen(s);
	return *s != '0' && n >= 8 && n <= 15 ? arena_printf(a, "+%s", s) : NULL;
}

PARSE(parse_phone)
{
	(void)f;
	char digits[32];
	const char *s = after_prefix(in), *tail = strpbrk(s, "xX#eE");
	size_t first = strcspn(s, "0123456789");
	if (tail && s + first < tail && isdigit((unsigned char)tail[strcspn(tail, "0123456789")]))
		return db_fail(db, INVALID, "%s",
			_("Leave the extension out, and write it into the notes"));
	if (!bare_number(s, digits, sizeof digits))
		return db_fail(db, INVALID, _("Not a telephone number: %s. %s"), in, EXAMPLE);
	*ret = international(a, digits);
	if (!*ret)
		return db_fail(db, INVALID,
			_("No telephone number has these digits: %s. %s"), in, EXAMPLE);
	return OK;
}

/* Digits of the country code at s. */
static size_t country_code(const char *s)
{
	static const char two[] =
		"20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55"
		" 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
	if (*s == '1' || *s == '7')
		return 1;
	return str_listed(two, s, 2) ? 2 : 3;
}

/* How a number of this country is grouped, area code first. */
static const char *groups(const char *s)
{
	size_t n = strlen(s);
	if (n == 7)
		return "34";
	if (n == 9)
		return *s == '1' ? "45" : "36";
	if (*s == '7')
		return "46";
	if (*s == '2')
		return "244";
	if (*s == '1' && s[1] != '1' && s[2] != '1')
		return "46";
	return "334";
}

SHOW(show_phone)
{
	(void)db, (void)f;
	if (!strncmp(v, "+44", 3) && british(v + 3)) {
		const char *s = v + 3;
		char *ret = arena_dup(a, "0");
		for (const char *g = groups(s); *g; s += *g++ - '0')
			ret = arena_printf(a, "%s%s%.*s", ret, s == v + 3 ? "" : " ", *g - '0', s);
		return ret;
	}
	if (*v != '+' || strlen(v) < 5)
		return v;
	size_t cc = country_code(v + 1);
	const char *s = v + 1 + cc;
	char *ret = arena_dupn(a, v, 1 + cc);
	while (*s) {
		size_t n = strlen(s), take = n > 4 ? 3 : n;
		ret = arena_printf(a, "%s %.*s", ret, (int)take, s);
		s += take;
	}
	return ret;
}
