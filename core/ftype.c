/* ftype.c - the table of field types, and what is common to reading any of them. */
#include "ftype_private.h"
#include "date.h"
#include "utf8.h"

#define DAY "%s IS date(%s, '+0 days')"
#define MONTH "%s GLOB '[12][0-9][0-9][0-9]-[01][0-9]'"
#define TIME "%s GLOB '[012][0-9]:[0-5][0-9]' AND %s < '24'"
#define MOMENT                                                                                     \
	"%s GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z'"

const struct ftype ftypes[FT_COUNT] = {
	[FT_TEXT] = { N_("text"), "TEXT", NULL, W_LINE, false, 0, parse_text, show_text },
	[FT_NOTE] = { N_("note"), "TEXT", NULL, W_LINES, false, 0, parse_text, show_text },
	[FT_INT] = { N_("number"), "INTEGER", NULL, W_LINE, true, 6, parse_int, show_int },
	[FT_BOOL] = { N_("yes or no"), "INTEGER", NULL, W_TICK, true, 3, parse_bool, show_bool },
	[FT_DATE] = { N_("date"), "TEXT", DAY, W_LINE, true, 15, parse_date, show_date },
	[FT_MONTH] = { N_("month"), "TEXT", MONTH, W_LINE, true, 8, parse_month, show_month },
	[FT_MOMENT] = { N_("moment"), "TEXT", MOMENT, W_LINE, true, 16, parse_moment, show_moment },
	[FT_TIME] = { N_("time"), "TEXT", TIME, W_LINE, true, 5, parse_time, show_text },
	[FT_PHONE] = { N_("phone"), "TEXT", "%s GLOB '+[0-9]*'", W_LINE, true, 14, parse_phone,
		show_phone },
	[FT_EMAIL] = { N_("e-mail"), "TEXT", NULL, W_LINE, false, 24, parse_email, show_text },
	[FT_URL] = { N_("web page"), "TEXT", NULL, W_LINE, false, 24, parse_url, show_text },
	[FT_POSTCODE] = { N_("postcode"), "TEXT", NULL, W_LINE, true, 8, parse_postcode, show_text },
	[FT_CODE] = { N_("word"), "TEXT", NULL, W_CHOICE, true, 12, parse_code, show_code },
	[FT_CODES] = { N_("words"), "TEXT", NULL, W_CHOICES, true, 16, parse_codes, show_codes },
	[FT_REF] = { N_("record"), "INTEGER", NULL, W_PICK, false, 0, parse_ref, show_ref },
	[FT_REFS] = { N_("records"), "TEXT", NULL, W_PICKS, false, 0, parse_refs, show_refs },
	[FT_ONEOF] = { N_("record of several types"), "TEXT", NULL, W_PICK, false, 0, parse_oneof,
		show_oneof },
};

enum { LONGEST = 64 * 1024 };

/* Signs that nobody sees: spaces of no width, marks of direction. Phones and web pages copy them along
 * with a name; within it they stay, where they may mean something. */
static const char *const unseen[] = { "\u200B", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C",
	"\u202D", "\u202E", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\uFEFF" };

/* Bytes of blank at s that trimming takes: ASCII blanks, a word processor's no-break space, what
 * nobody sees. */
static size_t blank(const char *s)
{
	if ((unsigned char)*s > ' ' && *s != '\xC2' && *s != '\xE2' && *s != '\xEF')
		return 0;
	if (*s && strchr(" \t\r\n\v\f", *s))
		return 1;
	for (size_t i = 0; i < COUNT(unseen); i++)
		if (!strncmp(s, unseen[i], 3))
			return 3;
	return s[0] == '\xC2' && s[1] == '\xA0' ? 2 : 0;
}

static char *trim(struct arena *a, const char *in, size_t n)
{
	size_t w, last = 0;
	while (n && (w = blank(in)))
		in += w, n -= w;
	for (size_t i = 0; i < n; i += w ? w : 1)
		if (!(w = blank(in + i)))
			last = i + 1;
	return arena_dupn(a, in, last);
}

/* Takes out control characters in place. Lines end in a newline, in one-line fields in a blank. */
static void without_controls(char *s, bool lines)
{
	char *to = s;
	for (const unsigned char *from = (unsigned char *)s; *from; from++) {
		if (from[0] == 0xC2 && from[1] >= 0x80 && from[1] < 0xA0) {
			from++;
		} else if (*from == '\r' && from[1] == '\n') {
			continue;
		} else if (*from == '\n' || *from == '\r') {
			*to++ = lines ? '\n' : ' ';
		} else if (*from == '\t') {
			*to++ = lines ? '\t' : ' ';
		} else if (*from >= ' ' && *from != 0x7F) {
			*to++ = (char)*from;
		}
	}
	*to = 0;
}

enum rc field_parse(struct db *db, struct arena *a, const struct field *f, const char *in,
	const char **ret)
{
	*ret = NULL;
	if (!in)
		return OK;
	size_t n = strlen(in);
	if (n > LONGEST)
		return db_fail(db, INVALID, _("Too long: %zu characters fit here, this has %zu"),
			(size_t)LONGEST, n);
	if (!utf8_valid(in, n))
		return db_fail(db, INVALID, "%s", _("This is not text: it has broken characters"));
	char *s = trim(a, in, n);
	if (!strcmp(s, FIELD_MASKED))
		return db_fail(db, INVALID, "%s",
			_("*** stands for something hidden from view: type the new one in full"));
	without_controls(s, f->type == FT_NOTE);
	s = trim(a, s, strlen(s));
	if (!*s)
		return OK;
	return ftype_of(f)->parse(db, a, f, utf8_nfc(a, s), ret);
}

const char *field_show(struct db *db, struct arena *a, const struct field *f, const char *v)
{
	if (!v)
		return "";
	return strcmp(v, FIELD_MASKED) ? ftype_of(f)->show(db, a, f, v) : v;
}

const char *field_default(struct db *db, struct arena *a, const struct field *f)
{
	if (!f->def)
		return NULL;
	if (f->type == FT_DATE && !strcmp(f->def, "today"))
		return arena_dup(a, db_today(db));
	if (f->type == FT_REF && !strcmp(f->def, "me"))
		return db_my_id(db) ? arena_int(a, db_my_id(db)) : NULL;
	return f->def;
}

char *list_piece(struct arena *a, const char **at)
{
	const char *word;
	size_t n;
	while (str_word(at, ",;", &word, &n)) {
		char *piece = trim(a, word, n);
		if (*piece)
			return piece;
	}
	return NULL;
}
