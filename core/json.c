/* json.c - JSON as far as records need it. */
#include "json.h"

#define OBJECT_MAX (1024 * 1024)
#define KEYS_MAX 1000
#define RESYNCS_MAX 100 /* a hostile file must not have us walk 1 MiB for each of its lines */

static const char too_long[] = N_("more than 1 MiB between { and }");
static const char broken[] = N_("this is not JSON: one { ... } a line is expected");
static const char nested[] = N_("a value inside a value: only flat objects can be read");
static const char many_keys[] = N_("more than 1,000 values");

/* A place in an object's text. */
struct at {
	const char *s, *end;
	struct arena *a;
	const char *fault;
};

static void blanks(struct at *p)
{
	while (p->s < p->end && strchr(" \t\r\n", *p->s) && *p->s)
		p->s++;
}

static bool take(struct at *p, char c)
{
	blanks(p);
	if (p->s == p->end || *p->s != c)
		return false;
	p->s++;
	return true;
}

static void add_utf8(struct str *b, unsigned c)
{
	if (c < 0x80) {
		str_addc(b, (char)c);
	} else if (c < 0x800) {
		str_addc(b, (char)(0xC0 | c >> 6));
		str_addc(b, (char)(0x80 | (c & 63)));
	} else if (c < 0x10000) {
		str_addc(b, (char)(0xE0 | c >> 12));
		str_addc(b, (char)(0x80 | (c >> 6 & 63)));
		str_addc(b, (char)(0x80 | (c & 63)));
	} else {
		str_addc(b, (char)(0xF0 | c >> 18));
		str_addc(b, (char)(0x80 | (c >> 12 & 63)));
		str_addc(b, (char)(0x80 | (c >> 6 & 63)));
		str_addc(b, (char)(0x80 | (c & 63)));
	}
}

static bool hex4(struct at *p, unsigned *ret)
{
	*ret = 0;
	for (int i = 0; i < 4; i++, p->s++) {
		static const char digits[] = "0123456789abcdef";
		const char *d = p->s < p->end && *p->s ? strchr(digits, *p->s | 0x20) : NULL;
		if (!d)
			return false;
		*ret = *ret << 4 | (unsigned)(d - digits);
	}
	return true;
}

/* After "\u": half a surrogate pair alone becomes the replacement character, as a reader of text
 * would show it; U+0000 is no text. */
static bool unicode(struct at *p, struct str *b)
{
	unsigned c, low;
	if (!hex4(p, &c) || !c)
		return false;
	if (c >= 0xD800 && c < 0xDC00 && p->end - p->s >= 6 && p->s[0] == '\\' && p->s[1] == 'u') {
		const char *back = p->s;
		p->s += 2;
		if (!hex4(p, &low))
			return false;
		if (low >= 0xDC00 && low < 0xE000)
			c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
		else
			p->s = back;
	}
	add_utf8(b, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
	return true;
}

static bool escape(struct at *p, struct str *b)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	if (p->s == p->end || !*p->s)
		return false;
	char c = *p->s++;
	if (c == 'u')
		return unicode(p, b);
	const char *known = strchr(from, c);
	if (known)
		str_addc(b, to[known - from]);
	return known;
}

/* After the opening quotation mark. */
static const char *string(struct at *p)
{
	struct str b = STR_INIT;
	bool good = true;
	while (good && p->s < p->end && *p->s != '"') {
		const char *run = p->s;
		while (p->s < p->end && *p->s != '"' && *p->s != '\\' &&
			(unsigned char)*p->s >= 0x20)
			p->s++;
		str_addn(&b, run, (size_t)(p->s - run));
		if (p->s < p->end && *p->s == '\\') {
			p->s++;
			good = escape(p, &b);
		} else if (p->s < p->end && *p->s != '"') {
			good = false;
		}
	}
	good = good && p->s < p->end;
	if (good)
		p->s++;
	else
		p->fault = broken;
	const char *ret = good ? arena_dupn(p->a, b.s, b.len) : NULL;
	str_release(&b);
	return ret;
}

/* A number, true, false or null; the word is p->s .. the result. */
static const char *bare(struct at *p)
{
	const char *from = p->s;
	while (p->s < p->end && !strchr(",]} \t\r\n", *p->s))
		p->s++;
	const char *word = arena_dupn(p->a, from, (size_t)(p->s - from));
	if (!strcmp(word, "null"))
		return NULL;
	if (strcmp(word, "true") && strcmp(word, "false") && !json_is_number(word))
		p->fault = broken;
	return word;
}

static const char *scalar(struct at *p)
{
	if (take(p, '"'))
		return string(p);
	if (p->s < p->end && (*p->s == '{' || *p->s == '[')) {
		p->fault = nested;
		return NULL;
	}
	return bare(p);
}

static const char *value(struct at *p)
{
	if (!take(p, '['))
		return scalar(p);
	struct str b = STR_INIT;
	bool first = true;
	while (!p->fault && !take(p, ']')) {
		if (!first && !take(p, ',')) {
			p->fault = broken;
			break;
		}
		first = false;
		const char *v = scalar(p);
		if (v && *v)
			str_addf(&b, "%s%s", b.len ? "; " : "", v);
	}
	const char *ret = b.len ? arena_dupn(p->a, b.s, b.len) : NULL;
	str_release(&b);
	return ret;
}

const char *json_object(
	struct arena *a, const char *s, size_t n, struct json_pair **ret, int *count)
{
	struct at p = { s, s + n, a, NULL };
	int cap = 16;
	*ret = arena_array(a, struct json_pair, cap);
	*count = 0;
	if (!take(&p, '{'))
		return broken;
	while (!p.fault && !take(&p, '}')) {
		if ((*count && !take(&p, ',')) || !take(&p, '"'))
			return broken;
		if (*count == KEYS_MAX)
			return many_keys;
		if (*count == cap) {
			cap *= 2;
			struct json_pair *more = arena_array(a, struct json_pair, cap);
			memcpy(more, *ret, sizeof **ret * (size_t)*count);
			*ret = more;
		}
		const char *key = string(&p);
		if (p.fault || !take(&p, ':'))
			return broken;
		(*ret)[(*count)++] = (struct json_pair){ key, value(&p) };
	}
	blanks(&p);
	return p.fault ? p.fault : p.s == p.end ? NULL : broken;
}

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

bool json_is_number(const char *s)
{
	s += *s == '-';
	size_t n = digits(s);
	if (!n || (n > 1 && *s == '0'))
		return false;
	s += n;
	if (*s == '.') {
		if (!(n = digits(s + 1)))
			return false;
		s += 1 + n;
	}
	if (*s == 'e' || *s == 'E') {
		s += 1 + (s[1] == '+' || s[1] == '-');
		if (!(n = digits(s)))
			return false;
		s += n;
	}
	return !*s;
}

void json_string(struct str *b, const char *s)
{
	if (!s) {
		str_add(b, "null");
		return;
	}
	str_addc(b, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c == '\n')
			str_add(b, "\\n");
		else if (c == '\t')
			str_add(b, "\\t");
		else if (c < 0x20 || c == 0x7F)
			str_addf(b, "\\u%04x", c);
		else {
			if (c == '"' || c == '\\')
				str_addc(b, '\\');
			str_addc(b, (char)c);
		}
	}
	str_addc(b, '"');
}

void json_open(struct json *j, struct lines *in)
{
	*j = (struct json){ .in = in, .text = STR_INIT, .line = 1 };
}

void json_close(struct json *j)
{
	str_release(&j->text);
}

/* Takes n bytes off the front, counting the lines in them. */
static void pass(struct json *j, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = j->text.s[j->at + i];
		j->line += c == '\n' || (c == '\r' && j->text.s[j->at + i + 1] != '\n');
	}
	j->at += n;
}

static bool more(struct json *j)
{
	const char *s;
	size_t n;
	if (!lines_next(j->in, &s, &n))
		return false;
	if (j->at) {
		memmove(j->text.s, j->text.s + j->at, j->text.len - j->at);
		str_cut(&j->text, j->text.len - j->at);
		j->at = 0;
	}
	str_addn(&j->text, s, n);
	return true;
}

/* Walks on from n bytes into an object to the byte after its end; 0 when it does not end yet. A
 * line end inside a string is no JSON, and most likely where the harm ends: *bad is set then. */
struct walk {
	size_t at;
	int depth;
	bool quoted, escaped, bad;
};

static bool object_ends(struct walk *w, const char *s, size_t n)
{
	for (; w->at < n; w->at++) {
		char c = s[w->at];
		if (w->quoted) {
			w->bad |= c == '\n' || c == '\r';
			if (w->bad)
				return true;
			w->quoted = w->escaped || c != '"';
			w->escaped = !w->escaped && c == '\\';
			continue;
		}
		w->quoted = c == '"';
		w->depth += (c == '{' || c == '[') - (c == '}' || c == ']');
		if (w->depth <= 0) {
			w->at++;
			return true;
		}
	}
	return false;
}

/* Gives up what stands from here to the end of the line that byte `from` is in. */
static void drop_line(struct json *j, size_t from)
{
	size_t n;
	while (j->at + from + (n = strcspn(j->text.s + j->at + from, "\r\n")) == j->text.len) {
		pass(j, j->text.len - j->at);
		from = 0;
		if (!more(j))
			return;
	}
	pass(j, from + n);
}

/* Is there anything but blanks, commas and the brackets around a list of objects? */
static bool object_begins(struct json *j)
{
	do {
		pass(j, strspn(j->text.s + j->at, " \t\r\n,[]"));
	} while (j->at == j->text.len && more(j));
	return j->at < j->text.len;
}

bool json_next(struct json *j, struct arena *a, struct json_row *row)
{
	if (!object_begins(j))
		return false;
	*row = (struct json_row){ .line = j->line };
	struct walk w = { 0 };
	bool ends =
		j->text.s[j->at] == '{' && object_ends(&w, j->text.s + j->at, j->text.len - j->at);
	while (j->text.s[j->at] == '{' && !ends && w.at < OBJECT_MAX && more(j))
		ends = object_ends(&w, j->text.s + j->at, j->text.len - j->at);
	if (ends && !w.bad) {
		row->fault = json_object(a, j->text.s + j->at, w.at, &row->pair, &row->n);
		pass(j, w.at);
		return true;
	}
	row->fault = w.at >= OBJECT_MAX ? too_long : broken;
	bool here = !w.bad && w.at < OBJECT_MAX && j->resyncs++ < RESYNCS_MAX;
	drop_line(j, here ? 0 : w.at);
	return true;
}
