/* utf8.c - validity, canonical form, width, and text that is safe to show. Folding: utf8_fold.c. */
#include "utf8.h"
#include "str.h"

#include <utf8proc.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* The code point at s, of n bytes; a byte that begins none is one byte of U+FFFD. */
static size_t decode(const char *s, size_t n, int32_t *cp)
{
	utf8proc_ssize_t len;

	len = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, cp);
	if (len > 0)
		return (size_t)len;
	*cp = -1;
	return 1;
}

bool utf8_valid(const char *s, size_t n)
{
	int32_t cp = 0;

	while (n) {
		size_t len = 1;

		if (*s == '\0')
			return false;
		if (*s & 0x80)
			len = decode(s, n, &cp);
		if (cp < 0)
			return false;
		s += len;
		n -= len;
	}
	return true;
}

/* Bytes that are no text become U+FFFD. */
static char *mended(struct arena *a, const char *s, size_t n)
{
	struct str b = STR_INIT;
	char *ret;

	for (size_t i = 0, len; i < n; i += len) {
		int32_t cp;

		len = decode(s + i, n - i, &cp);
		if (cp <= 0)
			str_add(&b, REPLACEMENT);
		else
			str_addn(&b, s + i, len);
	}
	ret = arena_dupn(a, b.s, b.len);
	str_release(&b);
	return ret;
}

/* Below U+0300 every code point is canonical: most of what people type. */
static bool surely_nfc(const char *s)
{
	while ((unsigned char)*s < 0xCC)
		if (*s++ == '\0')
			return true;
	return false;
}

char *utf8_nfc(struct arena *a, const char *s)
{
	size_t n = strlen(s);
	utf8proc_uint8_t *made;
	utf8proc_ssize_t len;
	char *ret;

	if (!utf8_valid(s, n)) {
		s = mended(a, s, n);
		n = strlen(s);
	}
	if (surely_nfc(s))
		return arena_dupn(a, s, n);
	len = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &made,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len < 0)
		die("Text could not be brought to its canonical form: %s.", utf8proc_errmsg(len));
	ret = arena_dupn(a, (char *)made, (size_t)len);
	free(made);
	return ret;
}

static bool plain_ascii(char c)
{
	return c >= ' ' && c <= '~';
}

/* The columns of a cluster are those of its parts, two at most: a family joined of four emoji, a
 * flag of two letters and a Hangul syllable of three are two wide. */
size_t utf8_next(const char *s, int *cols)
{
	size_t n = strnlen(s, 4), at;
	int32_t cp, before, state = 0;

	*cols = 0;
	if (!n)
		return 0;
	if (plain_ascii(s[0]) && !(s[1] & 0x80)) {
		*cols = 1;
		return 1;
	}
	at = decode(s, n, &before);
	*cols = before < 0 ? 1 : utf8proc_charwidth(before);
	while (before >= 0 && s[at]) {
		size_t len = decode(s + at, strnlen(s + at, 4), &cp);

		if (cp < 0 || utf8proc_grapheme_break_stateful(before, cp, &state))
			break;
		*cols += utf8proc_charwidth(cp);
		if (*cols > 2)
			*cols = 2;
		at += len;
		before = cp;
	}
	return at;
}

/* Clusters can only be found going forward. Between two plain ASCII characters one surely ends, so
 * the walk begins at the nearest such place. */
size_t utf8_prev(const char *s, size_t at)
{
	size_t from = at ? at - 1 : 0, len;
	int cols;

	while (from && !(plain_ascii(s[from]) && plain_ascii(s[from - 1])))
		from--;
	while ((len = utf8_next(s + from, &cols)) && from + len < at)
		from += len;
	return at - from;
}

int utf8_width(const char *s)
{
	int all = 0, cols;
	size_t len;

	while ((len = utf8_next(s, &cols))) {
		all += cols;
		s += len;
	}
	return all;
}

size_t utf8_fit(const char *s, int cols)
{
	size_t at = 0, len;
	int wide;

	while ((len = utf8_next(s + at, &wide)) && wide <= cols) {
		cols -= wide;
		at += len;
	}
	return at;
}

static bool bidi_control(int32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)
		|| cp == 0x200E || cp == 0x200F || cp == 0x061C;
}

/* What stands for cp on the screen when it may not stand there itself; NULL when it may. */
static const char *stand_in(int32_t cp, bool one_line, char mark[4])
{
	if (cp == '\n' && !one_line)
		return NULL;
	if (cp == '\n' || cp == '\t')
		return " ";
	if (cp == 0x2028 || cp == 0x2029)
		return one_line ? " " : "\n";
	if (cp < 0 || bidi_control(cp))
		return REPLACEMENT;
	if (cp >= 0x80 && cp < 0xA0) { /* C1 is the same control as ESC and a letter */
		memcpy(mark, (char[]){ '^', '[', (char)(cp - 0x40), '\0' }, 4);
		return mark;
	}
	if (cp < 0x20 || cp == 0x7F) {
		memcpy(mark, (char[]){ '^', (char)(cp ^ 0x40), '\0' }, 3);
		return mark;
	}
	return NULL;
}

const char *utf8_scrub(struct arena *a, const char *s, bool one_line)
{
	struct str b = STR_INIT;
	const char *kept = s, *at = s, *instead;
	char mark[4];
	size_t len;

	for (; *at; at += len) {
		int32_t cp = *at;

		len = 1;
		if (plain_ascii(*at))
			continue;
		len = decode(at, strnlen(at, 4), &cp);
		instead = stand_in(cp, one_line, mark);
		if (!instead)
			continue;
		str_addn(&b, kept, (size_t)(at - kept));
		str_add(&b, instead);
		kept = at + len;
	}
	if (kept == s)
		return s;
	str_add(&b, kept);
	s = arena_dupn(a, b.s, b.len);
	str_release(&b);
	return s;
}

char *utf8_from_cp1252(struct arena *a, const char *s, size_t n)
{
	static const uint16_t high[32] = {
		0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
		0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
	};
	char *ret = arena_alloc(a, 3 * n + 1), *to = ret;

	for (size_t i = 0; i < n; i++) {
		int32_t cp = (unsigned char)s[i];

		if (cp >= 0x80 && cp < 0xA0)
			cp = high[cp - 0x80];
		else if (cp == 0)
			cp = 0xFFFD;
		to += utf8proc_encode_char(cp, (utf8proc_uint8_t *)to);
	}
	return ret;
}
