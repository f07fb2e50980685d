/* vcard_line.c - lines of cards unfolded and taken apart.
 *
 * Lines are taken as bytes and judged one by one: older programs fold within a character, and write
 * some properties in one character set and some in another. */
#include "import_private.h"
#include "utf8.h"
#include "vcard_private.h"
#include <ctype.h>

/* ---- lines ---- */

/* One line as it stands, without its end, into to. False at the end of the file. */
static bool raw_line(struct cards *c, struct str *to, long *number)
{
	const char *s;
	size_t n;
	bool any = false;
	str_clear(to);
	while (lines_next(c->in, &s, &n)) {
		if (!any)
			*number = c->in->line;
		any = true;
		size_t end = n;
		while (end && strchr("\r\n", s[end - 1]))
			end--;
		if (to->len < CARD_LINE_MOST)
			str_addn(to, s, end);
		if (!c->in->open_line)
			break;
	}
	return any;
}

static bool soft_break(const struct str *line)
{
	const char *value = memchr(line->s, ':', line->len);
	struct arena a = { 0 };
	if (!value || line->s[line->len - 1] != '=')
		return false;
	const char *head = arena_dupn(&a, line->s, (size_t)(value - line->s));
	bool ret = strcasestr(head, "QUOTED-PRINTABLE");
	arena_free(&a);
	return ret;
}

/* A line with those that go on from it: they begin with a blank, or follow the "=" that ends a line
 * of quoted-printable. */
bool card_line(struct cards *c)
{
	if (!c->have_ahead && !raw_line(c, &c->ahead, &c->ahead_number))
		return false;
	struct str spare = c->line;
	c->line = c->ahead;
	c->ahead = spare;
	c->number = c->ahead_number;
	for (;;) {
		bool soft = soft_break(&c->line);
		c->have_ahead = raw_line(c, &c->ahead, &c->ahead_number);
		bool folded = c->have_ahead && c->ahead.len && strchr(" \t", c->ahead.s[0]);
		if (!c->have_ahead || (!folded && !soft))
			return true;
		if (soft)
			str_cut(&c->line, c->line.len - 1);
		if (c->line.len < CARD_LINE_MOST)
			str_addn(&c->line, c->ahead.s + (folded && !soft),
				c->ahead.len - (folded && !soft));
	}
}

bool card_line_is(const struct cards *c, const char *what)
{
	size_t n = strlen(what);
	return c->line.len >= n && !strncasecmp(c->line.s, what, n) &&
		!c->line.s[n + strspn(c->line.s + n, " \t")];
}

/* ---- values ---- */

static const char *as_utf8(struct arena *a, const char *s, size_t n)
{
	return utf8_valid(s, n) ? arena_dupn(a, s, n) : utf8_from_cp1252(a, s, n);
}

static int hex(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ?
		toupper((unsigned char)c) - 'A' + 10 : -1;
}

static const char *unquoted(struct arena *a, const char *s)
{
	struct str b = STR_INIT;
	for (; *s; s++) {
		int hi = *s == '=' ? hex(s[1]) : -1, lo = hi < 0 ? -1 : hex(s[2]);
		int byte = lo < 0 ? (unsigned char)*s : hi * 16 + lo;
		if (byte)
			str_addc(&b, (char)byte);
		s += lo < 0 ? 0 : 2;
	}
	const char *ret = as_utf8(a, b.s, b.len);
	str_release(&b);
	return ret;
}

const char *card_part(struct arena *a, const char **s, char sep)
{
	if (!*s)
		return NULL;
	struct str b = STR_INIT;
	const char *p = *s;
	for (; *p && (!sep || *p != sep); p++)
		if (*p == '\\' && p[1] && strchr("nN", p[1]))
			str_addc(&b, '\n'), p++;
		else if (*p == '\\' && p[1] && strchr("\\,;:", p[1]))
			str_addc(&b, *++p);
		else if (*p != '\r')
			str_addc(&b, *p);
	*s = *p ? p + 1 : NULL;
	const char *ret = text_trim(a, b.s, b.len);
	str_release(&b);
	return ret;
}

bool card_property(struct cards *c, struct arena *a, struct property *p)
{
	const char *line = c->line.s, *end = line;
	bool quoted = false;
	for (; *end && (quoted || *end != ':'); end++)
		quoted ^= *end == '"';
	if (*end != ':')
		return false;
	char *head = arena_dupn(a, line, (size_t)(end - line));
	for (char *s = head; *s; s++)
		*s = (char)toupper((unsigned char)*s);
	size_t n = strcspn(head, ";");
	const char *dot = memchr(head, '.', n); /* item1.TEL: what belongs together in the card */
	*p = (struct property){ .params = as_utf8(a, head + n, strlen(head + n)) };
	p->name = dot ? arena_dupn(a, dot + 1, n - (size_t)(dot + 1 - head)) :
		arena_dupn(a, head, n);
	p->name = as_utf8(a, p->name, strlen(p->name));
	p->old = strstr(p->params, "QUOTED-PRINTABLE");
	p->value = p->old ? unquoted(a, end + 1) : as_utf8(a, end + 1, strlen(end + 1));
	return *p->name;
}

bool card_param(const struct property *p, const char *word)
{
	const char *at = p->params, *piece;
	size_t n, len = strlen(word);
	while (str_word(&at, ";,=\"", &piece, &n))
		if (n == len && !memcmp(piece, word, n))
			return true;
	return false;
}

bool cards_begin(struct lines *in)
{
	const off_t at = in->at;
	const long line = in->line;
	const char *s;
	size_t n;
	bool ret = false;
	while (lines_next(in, &s, &n)) {
		size_t blank = strspn(s, " \t\r\n");
		if (blank >= n)
			continue;
		ret = !strncasecmp(s + blank, "BEGIN:VCARD", 11);
		break;
	}
	lines_seek(in, at, line);
	return ret;
}

struct cards *cards_open(struct lines *in)
{
	struct cards *c = xcalloc(1, sizeof *c);
	c->in = in;
	c->line = c->ahead = (struct str)STR_INIT;
	in->encoding = "UTF-8"; /* bytes as they are: see above */
	return c;
}

void cards_close(struct cards *c)
{
	if (!c)
		return;
	str_release(&c->line);
	str_release(&c->ahead);
	free(c);
}
