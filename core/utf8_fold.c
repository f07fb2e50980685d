/* utf8_fold.c - one folding under sorting, searching and the ASCII of old terminals.
 *
 * Folding goes in two steps: the text is taken apart to bare code points (NFKD, case-folded,
 * marks off) and put together again, then written out word by word. Plain ASCII, which is most of a
 * file, needs only the second.
 */
#include "utf8.h"
#include "str.h"

#include <utf8proc.h>

/* Letters that do not decompose, in their folded form, and what people type for them. */
static const struct letter {
	int32_t cp;
	const char *as;
} letters[] = {
	{ 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" },  { 0x00FE, "th" }, { 0x0111, "d" },
	{ 0x0127, "h" },  { 0x0131, "i" },  { 0x0138, "k" },  { 0x0142, "l" },  { 0x014B, "n" },
	{ 0x0153, "oe" }, { 0x0167, "t" },  { 0x0180, "b" },  { 0x0188, "c" },  { 0x0192, "f" },
	{ 0x0199, "k" },  { 0x019A, "l" },  { 0x01B4, "y" },  { 0x01B6, "z" },  { 0x01E5, "g" },
	{ 0x0253, "b" },  { 0x0254, "o" },  { 0x0256, "d" },  { 0x0257, "d" },  { 0x0259, "e" },
	{ 0x025B, "e" },  { 0x0260, "g" },  { 0x0263, "g" },  { 0x0268, "i" },  { 0x0269, "i" },
	{ 0x0272, "n" },  { 0x0289, "u" },  { 0x028B, "v" },
};

/* Written in every way: straight, curly, prime, the modifier letters of ayn, hamza and okina, and
 * the accents that keyboards give in their place. None decomposes further but these accents. */
static const int32_t apostrophes[] = {
	'\'', '`', 0x00B4, 0x02B9, 0x02BB, 0x02BC, 0x02BD, 0x02BE, 0x02BF, 0x2018, 0x2019, 0x201B,
	0x2032, 0xA78B, 0xA78C, 0xFF07, 0xFF40, 0x0374, 0x1FEF, 0x1FFD,
};

static const char *letter_as(int32_t cp)
{
	size_t lo = 0, hi = COUNT(letters);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (letters[mid].cp == cp)
			return letters[mid].as;
		if (letters[mid].cp < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static bool apostrophe(int32_t cp)
{
	for (size_t i = 0; i < COUNT(apostrophes); i++)
		if (apostrophes[i] == cp)
			return true;
	return false;
}

/* Marks that people leave out when they type. The marks of Bengali, Tamil and the like are vowels
 * and stay. */
static bool left_out(int32_t cp)
{
	return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x064B && cp <= 0x0655) || cp == 0x0670
		|| cp == 0x0640;
}

/* Code points in the making. */
struct points {
	int32_t *v, few[128];
	size_t n, cap;
};

static void points_init(struct points *p)
{
	p->v = p->few;
	p->n = 0;
	p->cap = COUNT(p->few);
}

static void points_release(struct points *p)
{
	if (p->v != p->few)
		free(p->v);
}

/* Marks are kept in canonical order whatever was dropped between them. */
static void points_add(struct points *p, int32_t cp)
{
	int class = cp < 0x0300 ? 0 : utf8proc_get_property(cp)->combining_class;
	size_t at = p->n;

	if (p->n == p->cap) {
		p->cap *= 2;
		p->v = xrealloc(p->v == p->few ? NULL : p->v, p->cap * sizeof *p->v);
		if (p->n == COUNT(p->few))
			memcpy(p->v, p->few, sizeof p->few);
	}
	while (class && at && utf8proc_get_property(p->v[at - 1])->combining_class > class) {
		p->v[at] = p->v[at - 1];
		at--;
	}
	p->v[at] = cp;
	p->n++;
}

enum kind { LETTER, MARK, DROP, GAP, APOSTROPHE };

static enum kind kind_of(int32_t cp)
{
	if (apostrophe(cp))
		return APOSTROPHE;
	if (left_out(cp))
		return DROP;
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return MARK;
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF:
		return DROP;
	case UTF8PROC_CATEGORY_PC ... UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
		return GAP;
	default: /* letters, numbers, and what a newer Unicode may know as one */
		return LETTER;
	}
}

/* Vowels and finals of Hangul, which compose with what stands before them. */
static bool hangul_tail(int32_t cp)
{
	return cp >= 0x1160 && cp <= 0x11FF;
}

/* Gaps come out as blanks and apostrophes as "'"; a mark with no letter before it is noise. What
 * joins the letter before must find it, else folding twice would differ from folding once. */
static void take(struct points *p, int32_t cp)
{
	const char *as = letter_as(cp);
	enum kind kind = kind_of(cp);

	while ((kind == MARK || hangul_tail(cp)) && p->n && p->v[p->n - 1] == '\'')
		p->n--;
	switch (kind) {
	case LETTER:
		for (; as && *as; as++)
			points_add(p, *as);
		if (!as)
			points_add(p, cp);
		break;
	case MARK:
		if (p->n && p->v[p->n - 1] != ' ')
			points_add(p, cp);
		break;
	case GAP:
		points_add(p, ' ');
		break;
	case APOSTROPHE:
		points_add(p, '\'');
		break;
	case DROP:
		break;
	}
}

static int32_t ascii_folded(int32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return c;
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	return c == '\'' || c == '`' ? '\'' : ' ';
}

static void take_apart(struct points *p, const char *s, size_t n)
{
	enum { WHOLE = 32 }; /* the longest decomposition is of 18 */
	int32_t cp, parts[WHOLE];

	for (size_t at = 0; at < n;) {
		utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s + at,
			(utf8proc_ssize_t)(n - at), &cp);
		int last = 0;

		at += len > 0 ? (size_t)len : 1;
		if (len <= 0 || cp < 0x80 || apostrophe(cp)) {
			points_add(p, len <= 0 ? ' ' : cp < 0x80 ? ascii_folded(cp) : '\'');
			continue;
		}
		len = utf8proc_decompose_char(cp, parts, WHOLE, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD
			| UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE | UTF8PROC_STABLE, &last);
		for (utf8proc_ssize_t i = 0; i < len && i < WHOLE; i++)
			take(p, parts[i]);
	}
	p->n = (size_t)utf8proc_normalize_utf32(p->v, (utf8proc_ssize_t)p->n,
		UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

/* Scripts written without blanks between words: every character is a word. */
static bool word_by_itself(int32_t cp)
{
	return (cp >= 0x3041 && cp <= 0x30FF) || (cp >= 0x31F0 && cp <= 0x31FF)
		|| (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF)
		|| (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0xF900 && cp <= 0xFAFF)
		|| (cp >= 0x20000 && cp <= 0x3FFFF) || (cp >= 0x3005 && cp <= 0x3007);
}

/* Words being written out. */
struct writer {
	char *to, *end; /* begin and end of what is written */
	char *part;     /* after the last apostrophe inside this word; NULL when it has none */
	bool gap;       /* a blank is due before the next letter */
	bool words;     /* for the search index */
};

static void end_word(struct writer *w)
{
	size_t n = w->part ? (size_t)(w->end - w->part) : 0;

	if (w->words && n) {
		*w->end++ = ' ';
		memcpy(w->end, w->part, n);
		w->end += n;
	}
	w->part = NULL;
	w->gap = w->end > w->to;
}

static void put(struct writer *w, int32_t cp)
{
	if (cp == ' ') {
		if (!w->gap)
			end_word(w);
		return;
	}
	if (cp == '\'') {
		if (!w->gap && w->end > w->to)
			w->part = w->end;
		return;
	}
	if (w->gap) {
		*w->end++ = ' ';
		w->gap = false;
	}
	if (cp < 0x80)
		*w->end++ = (char)cp;
	else
		w->end += utf8proc_encode_char(cp, (utf8proc_uint8_t *)w->end);
}

static void put_apart(struct writer *w, const struct points *p)
{
	for (size_t i = 0; i < p->n; i++) {
		bool alone = w->words && word_by_itself(p->v[i]);

		if (alone)
			put(w, ' ');
		put(w, p->v[i]);
		/* A mark that could not be composed stays with its letter. */
		if (alone && (i + 1 == p->n || kind_of(p->v[i + 1]) != MARK))
			put(w, ' ');
	}
}

static char *fold(struct arena *a, const char *s, bool words)
{
	char room[512], *space = room, *ret;
	struct points p;
	struct writer w;
	size_t n = 0, most;
	bool ascii;

	while (s[n] && !(s[n] & 0x80))
		n++;
	ascii = !s[n];
	most = n;
	points_init(&p);
	if (!ascii) {
		take_apart(&p, s, n + strlen(s + n));
		most = 4 * p.n;
	}
	/* At worst each is a word by itself with a blank, or stands again as a last part. */
	most = 2 * most + 2;
	if (most > sizeof room)
		space = xmalloc(most);
	w = (struct writer){ .to = space, .end = space, .words = words };
	if (!ascii)
		put_apart(&w, &p);
	for (size_t i = 0; ascii && i < n; i++)
		put(&w, ascii_folded(s[i]));
	end_word(&w);
	ret = arena_dupn(a, w.to, (size_t)(w.end - w.to));
	points_release(&p);
	if (space != room)
		free(space);
	return ret;
}

char *utf8_fold(struct arena *a, const char *s)
{
	return fold(a, s, false);
}

char *utf8_words(struct arena *a, const char *s)
{
	return fold(a, s, true);
}

const char *utf8_version(void)
{
	return utf8proc_unicode_version();
}

/* Signs that have an ASCII likeness but no decomposition to it. */
static const struct letter signs[] = {
	{ 0x00A3, "GBP" }, { 0x00AB, "<<" }, { 0x00B7, "." }, { 0x00BB, ">>" }, { 0x00D7, "x" },
	{ 0x00F7, "/" }, { 0x2010, "-" }, { 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "-" },
	{ 0x2015, "-" }, { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" }, { 0x2022, "*" },
	{ 0x2044, "/" }, { 0x20AC, "EUR" }, { 0x2190, "<-" }, { 0x2192, "->" }, { 0x2212, "-" },
	{ 0x2500, "-" }, { 0x2502, "|" },
};

static bool ascii_letter(struct str *b, int32_t cp)
{
	int32_t lower = utf8proc_tolower(cp);
	const char *as = cp == 0x00DF ? "ss" : cp == 0x1E9E ? "SS" : letter_as(lower);

	if (as && lower != cp && cp != 0x1E9E) {
		str_addc(b, (char)(*as - 'a' + 'A'));
		as++;
	}
	if (apostrophe(cp))
		as = "'";
	for (size_t i = 0; !as && i < COUNT(signs); i++)
		if (signs[i].cp == cp)
			as = signs[i].as;
	str_add(b, as);
	return as != NULL;
}

/* False when some of the cluster has no likeness. */
static bool ascii_cluster(struct str *b, const char *s, size_t n)
{
	int32_t cp, parts[32];
	bool all = true;

	for (size_t at = 0; at < n;) {
		utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s + at,
			(utf8proc_ssize_t)(n - at), &cp);
		int last = 0;

		if (len <= 0)
			return false;
		at += (size_t)len;
		if (apostrophe(cp)) {
			str_addc(b, '\'');
			continue;
		}
		len = utf8proc_decompose_char(cp, parts, 32, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE
			| UTF8PROC_IGNORE | UTF8PROC_STABLE, &last);
		for (utf8proc_ssize_t i = 0; i < len && i < 32; i++) {
			if (parts[i] < 0x80)
				str_addc(b, (char)parts[i]);
			else if (!left_out(parts[i]))
				all = ascii_letter(b, parts[i]) && all;
		}
	}
	return all;
}

char *utf8_ascii(struct arena *a, const char *s)
{
	struct str b = STR_INIT;
	size_t len, before;
	char *ret;
	int cols;

	while ((len = utf8_next(s, &cols))) {
		before = b.len;
		if (!ascii_cluster(&b, s, len)) {
			str_cut(&b, before);
			str_addn(&b, "??", (size_t)cols);
		}
		s += len;
	}
	ret = arena_dupn(a, b.s, b.len);
	str_release(&b);
	return ret;
}
