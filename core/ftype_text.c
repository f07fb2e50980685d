/* ftype_text.c - text, numbers, yes and no, addresses of the net, postcodes. */
#include "ftype_private.h"
#include "utf8.h"
#include <ctype.h>

PARSE(parse_text)
{
	(void)db, (void)a, (void)f;
	*ret = in;
	return OK;
}

SHOW(show_text)
{
	(void)db, (void)a, (void)f;
	return v;
}

/* Digits with blanks, or commas before threes ("1,200"), taken out. False when it is no number. */
static bool plain_number(const char *in, char *to, size_t size)
{
	size_t n = 0, digits = 0, since = 0;
	bool grouped = false;
	for (const char *s = in; *s; s++) {
		if (isdigit((unsigned char)*s)) {
			digits++;
			since++;
		} else if (*s == ',' && digits && (!grouped || since == 3)) {
			grouped = true;
			since = 0;
			continue;
		} else if ((*s != '-' && *s != '+') || s != in) {
			return false;
		}
		if (n + 1 >= size)
			return false;
		to[n++] = *s;
	}
	to[n] = 0;
	return digits && (!grouped || since == 3);
}

/* Where a word list names the numbers, the word is as good as the number. */
PARSE(parse_int)
{
	char digits[16] = "";
	bool number = plain_number(in, digits, sizeof digits);
	if (!number && f->of)
		return parse_code(db, a, f, in, ret);
	if (!number)
		return db_fail(db, INVALID, _("Not a whole number: %s"), in);
	long long n = atoll(digits);
	if (f->max > f->min && (n < f->min || n > f->max))
		return db_fail(db, INVALID, _("A number from %d to %d, please"), f->min, f->max);
	*ret = arena_printf(a, "%lld", n);
	return OK;
}

SHOW(show_int)
{
	if (!f->of)
		return v;
	return arena_printf(a, f->min < 0 && strcmp(v, "0") ? "%s (%+lld)" : "%s (%lld)",
		code_label(db, a, f->of, v), atoll(v));
}

PARSE(parse_bool)
{
	(void)f;
	static const char *const yes[] = { "yes", "y", "1", "true", "si", "s", "x", "on" };
	static const char *const no[] = { "no", "n", "0", "false", "off" };
	const char *word = utf8_fold(a, in);
	for (size_t i = 0; i < COUNT(yes); i++)
		if (!strcmp(word, yes[i]))
			*ret = "1";
	for (size_t i = 0; i < COUNT(no); i++)
		if (!strcmp(word, no[i]))
			*ret = "0";
	return *ret ? OK : db_fail(db, INVALID, _("Yes or no? \"%s\" is neither"), in);
}

SHOW(show_bool)
{
	(void)db, (void)a, (void)f;
	return !strcmp(v, "1") ? _("yes") : _("no");
}

PARSE(parse_email)
{
	(void)a, (void)f;
	const char *at = strchr(in, '@'), *dot = at ? strrchr(at, '.') : NULL;
	if (!at || at == in || strchr(at + 1, '@') || !dot || dot == at + 1 || !dot[1] ||
	    strpbrk(in, " \t,;<>()") || strlen(in) > 254)
		return db_fail(db, INVALID,
			_("Not an e-mail address: %s. Like this: ana@example.org"), in);
	*ret = in;
	return OK;
}

PARSE(parse_url)
{
	(void)a, (void)f;
	const char *dot = strchr(in, '.');
	bool dotted = dot && dot != in && dot[1];
	if (strpbrk(in, " \t<>\"") || (!dotted && !strstr(in, "://")))
		return db_fail(
			db, INVALID, _("Not a web page: %s. Like this: www.example.org"), in);
	*ret = in;
	return OK;
}

static bool letter(char c, const char *but)
{
	return c >= 'A' && c <= 'Z' && !strchr(but, c);
}

/* The district of a postcode at s ("SE5", "W1A", "EC1A"), upper case: bytes, 0 when it is none. */
static size_t district(const char *s)
{
	size_t n = 1;
	if (!letter(s[0], "QVX"))
		return 0;
	/* ZZ is no place: health records write ZZ99 for those without one. */
	if (letter(s[1], "IJZ") || (s[0] == 'Z' && s[1] == 'Z'))
		n++;
	if (!isdigit((unsigned char)s[n]))
		return 0;
	n++;
	return n;
}

/* "5RW", the half after the blank. */
static bool street(const char *s)
{
	return isdigit((unsigned char)s[0]) && letter(s[1], "CIKMOV") && letter(s[2], "CIKMOV");
}

/* A postcode that begins at s (upper case); bytes, 0 when there is none. The district may have one
 * more digit or letter, so both readings are tried, the longer first. */
static size_t postcode_at(const char *s, char ret[9])
{
	size_t n = district(s), more;
	if (!n)
		return 0;
	for (more = isalnum((unsigned char)s[n]) ? 1 : 0;; more--) {
		size_t out = n + more, in = out;
		while (s[in] == ' ')
			in++;
		if (street(s + in) && !isalnum((unsigned char)s[in + 3])) {
			memcpy(ret, s, out);
			ret[out] = ' ';
			memcpy(ret + out + 1, s + in, 3);
			ret[out + 4] = 0;
			return in + 3;
		}
		if (!more)
			return 0;
	}
}

bool postcode_find(const char *text, char ret[9], size_t *at, size_t *len)
{
	char *upper = xstrdup(text);
	bool found = false;
	for (char *s = upper; *s; s++)
		*s = (char)toupper((unsigned char)*s);
	for (size_t i = 0; upper[i] && !found; i++) {
		size_t n =
			i && isalnum((unsigned char)upper[i - 1]) ? 0 : postcode_at(upper + i, ret);
		if (!n)
			continue;
		*at = i;
		*len = n;
		found = true;
	}
	free(upper);
	return found;
}

PARSE(parse_postcode)
{
	(void)f;
	char code[9];
	size_t at, len;
	if (!postcode_find(in, code, &at, &len) || at || in[len])
		return db_fail(db, INVALID, _("Not a postcode: %s. Like this: SE5 8RW"), in);
	*ret = arena_dup(a, code);
	return OK;
}
