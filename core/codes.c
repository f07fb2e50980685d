/* codes.c - word lists: the codes of a list, what they are called, and reading one as typed. */
#include "ftype_private.h"
#include "utf8.h"

/* A code under one of its names; a code has one a language, sorted side by side. */
struct word {
	const char *code, *lang, *label; /* lang and label NULL when nobody named it */
	bool active;
	int64_t sort, id;
};

static int by_place(const void *pa, const void *pb)
{
	const struct word *a = pa, *b = pb;
	if (a->sort != b->sort)
		return a->sort < b->sort ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* All of a list in its order. A list has tens of words: sorting here needs no index. */
static struct word *words_of(struct db *db, struct arena *a, const char *list, size_t *ret)
{
	size_t n = 0, cap = 0;
	struct word *words = NULL;
	struct stmt *st = db_query(db,
		"SELECT c.code, l.lang, l.label, c.active IS NOT 0, c.sort, c.id"
		" FROM code c LEFT JOIN code_label l ON l.list = c.list AND l.code = c.code"
		" AND l.archived_at IS NULL WHERE c.list = :list AND c.archived_at IS NULL",
		BIND(T("list", list)));
	while (db_step(st)) {
		if (n == cap) {
			struct word *more = arena_array(a, struct word, cap = cap ? 2 * cap : 32);
			if (n)
				memcpy(more, words, n * sizeof *words);
			words = more;
		}
		words[n++] = (struct word){ arena_dup(a, db_text(st, 0)),
			arena_dup(a, db_text(st, 1)), arena_dup(a, db_text(st, 2)), db_int(st, 3),
			db_int(st, 4), db_int(st, 5) };
	}
	db_done(st);
	if (n)
		qsort(words, n, sizeof *words, by_place);
	*ret = n;
	return words;
}

const struct code *codes_of(struct db *db, struct arena *a, const char *list)
{
	size_t n, m = 0;
	struct word *words = words_of(db, a, list, &n);
	struct code *ret = arena_array(a, struct code, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct word *w = &words[i];
		if (!w->active)
			continue;
		if (!m || strcmp(ret[m - 1].code, w->code))
			ret[m++] = (struct code){ w->code, w->code };
		struct code *c = &ret[m - 1];
		if (w->label &&
			(same(w->lang, tr_lang()) || (same(w->lang, "en") && c->label == c->code)))
			c->label = w->label;
	}
	return ret;
}

const char *code_label(struct db *db, struct arena *a, const char *list, const char *code)
{
	return db_text_of(db, a, "SELECT coalesce("
		"(SELECT label FROM code_label WHERE list = :list AND code = :code AND lang = :lang"
		" AND archived_at IS NULL),"
		"(SELECT label FROM code_label WHERE list = :list AND code = :code AND lang = 'en'"
		" AND archived_at IS NULL), :code)",
		BIND(T("list", list), T("code", code), T("lang", tr_lang())));
}

SHOW(show_code)
{
	return code_label(db, a, f->of, v);
}

SHOW(show_codes)
{
	const char *ret = NULL;
	for (char *code; (code = list_piece(a, &v));) {
		const char *label = code_label(db, a, f->of, code);
		ret = ret ? arena_printf(a, "%s, %s", ret, label) : label;
	}
	return ret ? ret : "";
}

/* The code whose name is `typed` (both folded), or the only one with a name that begins so. */
static const char *named(struct arena *a, const struct word *words, size_t n, const char *typed)
{
	const char *begins = NULL;
	size_t len = strlen(typed);
	bool several = false;
	for (size_t i = 0; i < n && len; i++) {
		const struct word *w = &words[i];
		const char *label = w->label ? utf8_fold(a, w->label) : "";
		const char *code = utf8_fold(a, w->code);
		if (w->active && (!strcmp(label, typed) || !strcmp(code, typed)))
			return w->code;
		if (!w->active || (strncmp(label, typed, len) && strncmp(code, typed, len)))
			continue;
		several |= begins && strcmp(begins, w->code);
		begins = w->code;
	}
	return several ? NULL : begins;
}

/* Says which words there are, and which was probably meant. */
static enum rc unknown(struct db *db, struct arena *a, const struct field *f, const char *in)
{
	const struct code *codes = codes_of(db, a, f->of);
	const struct entity *e = field_entity(f);
	struct str some = STR_INIT;
	size_t n = 0;
	for (; codes[n].code; n++)
		if (n < 8)
			str_addf(&some, "%s%s", n ? ", " : "", codes[n].label);
	str_add(&some, n > 8 ? " ..." : "");
	const char **labels = arena_array(a, const char *, n);
	for (size_t i = 0; i < n; i++)
		labels[i] = codes[i].label;
	const char *label = e ? field_label(e, f) : _(f->label), *near = str_nearest(in, labels, n);
	enum rc rc = INVALID;
	if (near)
		db_fail(db, rc, _("%s: there is no \"%s\". Did you mean %s? One of: %s"), label, in,
			near, some.s);
	else
		db_fail(db, rc, _("%s: there is no \"%s\". One of: %s"), label, in, some.s);
	str_release(&some);
	return rc;
}

PARSE(parse_code)
{
	*ret = db_text_of(db, a, "SELECT code FROM code WHERE list = :list AND code = :code"
		" AND archived_at IS NULL", BIND(T("list", f->of), T("code", in)));
	if (*ret)
		return OK;
	size_t n;
	struct word *words = words_of(db, a, f->of, &n);
	*ret = named(a, words, n, utf8_fold(a, in));
	return *ret ? OK : unknown(db, a, f, in);
}

/* Kept in the list's order, each once. */
PARSE(parse_codes)
{
	struct str chosen = STR_INIT;
	enum rc rc = OK;
	for (char *piece; !rc && (piece = list_piece(a, &in));) {
		const char *code;
		if (!(rc = parse_code(db, a, f, piece, &code)))
			str_addf(&chosen, " %s", code);
	}
	size_t n = 0;
	const struct word *words = rc ? NULL : words_of(db, a, f->of, &n);
	const char *all = NULL;
	for (size_t i = 0; i < n; i++) {
		const char *code = words[i].code;
		if (str_listed(chosen.s, code, strlen(code)) &&
			(!i || strcmp(words[i - 1].code, code)))
			all = all ? arena_printf(a, "%s,%s", all, code) : code;
	}
	str_release(&chosen);
	if (!rc)
		*ret = all;
	return rc;
}
