/* vcard.c - reading cards: lines unfolded, properties taken apart, each card a row of pairs.
 *
 * Lines are taken as bytes and judged one by one: older programs fold within a character, and write
 * some properties in one character set and some in another. */
#include "vcard.h"
#include "import_private.h"
#include "utf8.h"
#include <ctype.h>

enum {
	LINE_MOST = 64 * 1024, /* octets of a line that are kept */
	CARD_MOST = 1024 * 1024,
	PAIRS_MOST = 200,
};

struct cards {
	struct lines *in;
	struct str line;    /* one, unfolded; bytes */
	struct str ahead;   /* the beginning of the next: it had to be looked at */
	long number, ahead_number;
	bool have_ahead;
	bool begun;         /* the BEGIN of the next card has been read */
};

/* One property: name and parameters in capitals, as "TEL" and ";TYPE=CELL;PREF". */
struct property {
	const char *name, *params, *value;
	bool old; /* of a 2.1 card: written in quoted-printable */
};

static const char cut_off[] = N_("the card has no end");
static const char too_long[] = N_("the card is longer than 1 MiB");
static const char no_person[] = N_("a card of an organisation or group, not of a person");
static const char no_name[] = N_("a card without a name");

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
		if (to->len < LINE_MOST)
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
static bool next_line(struct cards *c)
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
		if (c->line.len < LINE_MOST)
			str_addn(&c->line, c->ahead.s + (folded && !soft),
				c->ahead.len - (folded && !soft));
	}
}

static bool line_is(const struct cards *c, const char *what)
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

/* The next component of a value up to an unescaped sep (0: all of it), with the escapes taken off.
 * *s is left after sep; NULL when there is none. */
static const char *component(struct arena *a, const char **s, char sep)
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

/* The components with something between them; NULL when all are empty. */
static const char *all_components(struct arena *a, const char *value, const char *between)
{
	const char *ret = NULL, *part;
	while (value) {
		part = component(a, &value, ';');
		if (part)
			ret = ret ? arena_printf(a, "%s%s%s", ret, between, part) : part;
	}
	return ret;
}

static bool read_property(struct cards *c, struct arena *a, struct property *p)
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

/* Is the word a parameter, or among the values of one? */
static bool has_param(const struct property *p, const char *word)
{
	const char *at = p->params, *piece;
	size_t n, len = strlen(word);
	while (str_word(&at, ";,=\"", &piece, &n))
		if (n == len && !memcmp(piece, word, n))
			return true;
	return false;
}

/* ---- a card ---- */

struct card {
	struct arena *a;
	struct json_row *row;
	const char *given, *family, *full;
	int phone_rank; /* of the telephone that is in the row, with its place */
	int phone, phones, emails;
	bool apart;     /* KIND says it is not a person */
	size_t bytes;
};

static void add_pair(struct card *d, const char *key, const char *value)
{
	struct json_row *r = d->row;
	if (!value || !*value || r->n == PAIRS_MOST)
		return;
	d->bytes += strlen(value);
	r->pair[r->n++] = (struct json_pair){ key, value };
}

/* The same header does not come twice: the second is "TEL 2". */
static void add_more(struct card *d, const char *name, const char *value)
{
	const char *key = name;
	int again = 2;
	for (int i = 0; i < d->row->n; i++)
		if (!strcmp(d->row->pair[i].key, key)) {
			key = arena_printf(d->a, "%s %d", name, again++);
			i = -1;
		}
	add_pair(d, key, value);
}

static void take_name(struct card *d, const struct property *p)
{
	const char *v = p->value, *part[5] = { 0 };
	for (int i = 0; i < 5; i++)
		part[i] = component(d->a, &v, ';');
	d->family = part[0];
	d->given = part[1] && part[2] ? arena_printf(d->a, "%s %s", part[1], part[2]) :
		part[1] ? part[1] : part[2];
}

static void take_full(struct card *d, const struct property *p)
{
	const char *v = p->value;
	d->full = component(d->a, &v, 0);
}

/* "tel:+44..." too. The best one takes the place of the person's telephone. */
static void take_phone(struct card *d, const struct property *p)
{
	const char *v = p->value, *number = component(d->a, &v, 0);
	if (!number)
		return;
	if (!strncasecmp(number, "tel:", 4))
		number = arena_dupn(d->a, number + 4, strcspn(number + 4, ";"));
	int rank = has_param(p, "FAX") || has_param(p, "PAGER") ? 1 : has_param(p, "PREF") ? 4 :
		has_param(p, "CELL") || has_param(p, "IPHONE") ? 3 : 2;
	if (rank > d->phone_rank && d->phones) {
		const char *before = d->row->pair[d->phone].value;
		d->row->pair[d->phone].value = number;
		number = before;
	}
	if (rank > d->phone_rank)
		d->phone_rank = rank;
	if (!d->phones++) {
		d->phone = d->row->n;
		add_pair(d, "phone", number);
	} else {
		add_more(d, "TEL 2", number);
	}
}

static void take_email(struct card *d, const struct property *p)
{
	const char *v = p->value, *email = component(d->a, &v, 0);
	if (!email)
		return;
	if (!d->emails++)
		add_pair(d, "email", email);
	else
		add_more(d, "EMAIL 2", email);
}

static void take_address(struct card *d, const struct property *p)
{
	const char *v = p->value, *line = NULL, *part, *postcode = NULL;
	for (int i = 0; i < 7; i++) {
		part = component(d->a, &v, ';');
		if (i == 5)
			postcode = part;
		else if (part && i < 5)
			line = line ? arena_printf(d->a, "%s, %s", line, part) : part;
	}
	add_more(d, "address_line", line);
	add_more(d, "postcode", postcode);
}

/* "19850315", "1985-03-15", "1985-03": the month is kept. Without a year, for which 1604 stands in
 * some phone books, there is no month of birth to keep. */
static void take_birthday(struct card *d, const struct property *p)
{
	int year = 0, month = 0;
	const char *s = p->value;
	if (sscanf(s, "%4d-%2d", &year, &month) != 2 && sscanf(s, "%4d%2d", &year, &month) != 2)
		return;
	if (year > 1604 && year < 10000 && month >= 1 && month <= 12)
		add_pair(d, "dob_month", arena_printf(d->a, "%04d-%02d", year, month));
}

static void take_language(struct card *d, const struct property *p)
{
	const char *v = p->value, *lang = component(d->a, &v, 0);
	size_t n = lang ? strcspn(lang, "-_") : 0; /* "pt-BR" is pt */
	add_more(d, "preferred_language", lang ? arena_dupn(d->a, lang, n) : NULL);
}

static void take_kind(struct card *d, const struct property *p)
{
	d->apart |= !strcasecmp(p->value, "group") || !strcasecmp(p->value, "org");
}

static void leave(struct card *d, const struct property *p)
{
	(void)d, (void)p;
}

static void take_nickname(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "known_as", component(d->a, &v, 0));
}

static void take_pronouns(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "pronouns", component(d->a, &v, 0));
}

static void take_note(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "notes_short", component(d->a, &v, 0));
}

static void take_uid(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "import_ref", component(d->a, &v, 0));
}

static const struct {
	const char *name;
	void (*take)(struct card *d, const struct property *p);
} properties[] = {
	{ "N", take_name }, { "FN", take_full }, { "NICKNAME", take_nickname },
	{ "TEL", take_phone }, { "EMAIL", take_email }, { "ADR", take_address },
	{ "BDAY", take_birthday }, { "LANG", take_language }, { "NOTE", take_note },
	{ "PRONOUNS", take_pronouns }, { "UID", take_uid }, { "KIND", take_kind },
	{ "X-ADDRESSBOOKSERVER-KIND", take_kind }, { "VERSION", leave }, { "PRODID", leave },
	{ "REV", leave }, { "SOURCE", leave }, { "PHOTO", leave }, { "LOGO", leave },
	{ "SOUND", leave }, { "KEY", leave }, { "CLIENTPIDMAP", leave }, { "XML", leave },
	{ "SORT-STRING", leave }, { "MAILER", leave }, { "LABEL", leave }, { "X-ABLABEL", leave },
	{ "X-ABADR", leave }, { "AGENT", leave },
};

static void take(struct card *d, const struct property *p)
{
	for (size_t i = 0; i < COUNT(properties); i++)
		if (!strcmp(properties[i].name, p->name)) {
			properties[i].take(d, p);
			return;
		}
	add_more(d, p->name, all_components(d->a, p->value, ", "));
}

static bool is_there(const struct card *d, const char *value)
{
	for (int i = 0; i < d->row->n; i++)
		if (same(value, d->row->pair[i].value))
			return true;
	return false;
}

/* Names come last: the full one is taken apart only where its parts are not given, nor is it what she
 * is called. */
static void finish(struct card *d)
{
	if (d->full && is_there(d, d->full))
		d->full = NULL;
	if (d->full && !d->given && !d->family) {
		name_split(d->a, d->full, &d->given, &d->family);
		d->full = NULL;
	}
	add_pair(d, "given", d->given);
	add_pair(d, "family", d->family);
	const char *both = arena_printf(d->a, "%s%s%s", d->given ? d->given : "",
		d->given && d->family ? " " : "", d->family ? d->family : "");
	if (d->full && strcmp(d->full, both))
		add_more(d, "FN", d->full);
	if (d->apart)
		d->row->fault = no_person;
	else if (!d->row->n)
		d->row->fault = no_name;
}

/* Up to the END of the card, or to where the next one begins without this having ended. */
static void read_card(struct cards *c, struct card *d)
{
	struct property p;
	int inside = 0; /* cards within the card (AGENT) */
	bool agent = false;
	while (next_line(c)) {
		if (line_is(c, "END:VCARD")) {
			if (!inside--)
				return;
			continue;
		}
		if (line_is(c, "BEGIN:VCARD")) {
			c->begun = !agent;
			if (c->begun)
				break;
			inside++;
			agent = false;
			continue;
		}
		if (inside || !read_property(c, d->a, &p))
			continue;
		agent = !strcmp(p.name, "AGENT");
		if (d->bytes + c->line.len > CARD_MOST || c->line.len >= LINE_MOST)
			d->row->fault = strcmp(p.name, "PHOTO") ? too_long : d->row->fault;
		else
			take(d, &p);
	}
	d->row->fault = cut_off;
}

bool cards_next(struct cards *c, struct arena *a, struct json_row *row)
{
	while (!c->begun && next_line(c))
		c->begun = line_is(c, "BEGIN:VCARD");
	if (!c->begun)
		return false;
	c->begun = false;
	*row = (struct json_row){ .line = c->number,
		.pair = arena_array(a, struct json_pair, PAIRS_MOST) };
	struct card d = { .a = a, .row = row };
	read_card(c, &d);
	if (!row->fault)
		finish(&d);
	return true;
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
