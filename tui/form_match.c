/* form_match.c - what typing into a field finds: words of a list, records by their titles. */
#include "form.h"
#include "core/utf8.h"
#include <ctype.h>
#include <stdio.h>

#define MOST 5 /* names shown under a field */

void match_remember(struct form *fm, const struct field *f, const char *value, const char *label)
{
	struct known *k = arena_new(fm->a, struct known);

	*k = (struct known){ fm->known, f,
		{ arena_dup(fm->a, value), arena_dup(fm->a, label) } };
	fm->known = k;
}

static const char *skip(const char *s)
{
	while (*s == ' ' || *s == ',')
		s++;
	return s;
}

/* A known name that stands at s as a whole piece: titles may have commas in them. */
static const struct known *known_at(const struct form *fm, const struct field *f, const char *s,
	size_t *n)
{
	for (const struct known *k = fm->known; k; k = k->next) {
		size_t len = strlen(k->m.label);
		if (k->f != f || !len || strncmp(s, k->m.label, len))
			continue;
		const char *after = s + len;
		while (*after == ' ')
			after++;
		if (!*after || (*after == ',' && takes_many(f))) {
			*n = len;
			return k;
		}
	}
	return NULL;
}

/* The piece at s: its length, and the known name it is. */
static const struct known *piece_at(const struct form *fm, const struct field *f, const char *s,
	size_t *n)
{
	const struct known *k = known_at(fm, f, s, n);

	if (!k)
		*n = takes_many(f) ? strcspn(s, ",") : strlen(s);
	return k;
}

size_t match_tail(const struct form *fm, const struct field *f, const char *text, bool *known)
{
	const char *s = takes_many(f) ? skip(text) : text;
	size_t at = (size_t)(s - text);

	*known = false;
	while (*s) {
		size_t n;
		at = (size_t)(s - text);
		*known = piece_at(fm, f, s, &n);
		s += n;
		const char *next = takes_many(f) ? skip(s) : s;
		if (*s == ',' && !*next) {
			*known = false;
			return strlen(text); /* a comma was typed: a new piece begins */
		}
		s = next;
	}
	return at;
}

const struct entity *match_entity(const struct form *fm, const struct field *f, int i)
{
	const char *at = f->of, *word;
	size_t n;

	if (f->type != FT_ONEOF)
		return i ? NULL : entity_find(f->of);
	while (str_word(&at, " ", &word, &n)) {
		char name[64];
		snprintf(name, sizeof(name), "%.*s", (int)n, word);
		const struct field *part = field_find(fm->e, name);
		if (part && !i--)
			return entity_find(part->of);
	}
	return NULL;
}

const char *match_value(struct arena *a, const struct field *f, const struct entity *e, int64_t id)
{
	if (f->type == FT_ONEOF)
		return arena_printf(a, "%s:%lld", e->name, (long long)id);
	return arena_int(a, id);
}

/* The words of f's list that fit; an exact one alone. Into a. */
static int words_for(struct app *app, struct arena *a, const struct field *f, const char *typed,
	struct hit **ret)
{
	const struct code *codes = codes_of(app->db, a, f->of);
	const char *want = utf8_fold(a, typed);
	int n = 0, found = 0;

	while (codes[n].code)
		n++;
	*ret = arena_array(a, struct hit, n);
	for (int i = 0; i < n; i++) {
		const char *label = utf8_fold(a, codes[i].label);
		struct hit m = { codes[i].code, codes[i].label };
		if (*want && (!strcmp(label, want) || !strcmp(codes[i].code, typed))) {
			(*ret)[0] = m;
			return 1;
		}
		if (str_word_begins(label, want))
			(*ret)[found++] = m;
	}
	return found;
}

/* Typed words as a filter: each in quotes, so that no sign in a name means anything. */
static char *as_filter(struct arena *a, const char *typed)
{
	struct str b = STR_INIT;
	const char *w;
	size_t n;

	while (str_word(&typed, " \t\"\\", &w, &n)) {
		str_add(&b, b.len ? " \"" : "\"");
		str_addn(&b, w, n);
		str_addc(&b, '"');
	}
	char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

/* Up to `most` records of e that fit, appended to m[*n]; true when there are more. */
static bool records_for(struct app *app, struct arena *a, const struct field *f,
	const struct entity *e, const char *typed, struct hit *m, int *n, int most)
{
	const char *filter = as_filter(a, typed);
	struct list_spec spec = { .e = e, .filter = filter, .lenient = true };
	struct list *list = NULL;
	struct row *rows = NULL;
	int got = 0;

	if (!*filter || !entity_searchable(e) || list_open(app->db, &spec, &list))
		return false;
	if (list_page(list, a, NULL, 1, false, most - *n + 1, &rows, &got))
		got = 0;
	list_close(list);
	for (int i = 0; i < got && *n < most; i++)
		m[(*n)++] = (struct hit){ match_value(a, f, e, rows[i].id),
			record_title(app->db, a, e, rows[i].id) };
	return got > most - (*n - got) && *n == most;
}

static int names_for(struct app *app, struct arena *a, const struct form *fm,
	const struct field *f, const char *typed, struct hit **ret, bool *more)
{
	const struct entity *e;
	int n = 0;

	*ret = arena_array(a, struct hit, MOST);
	*more = false;
	for (int i = 0; (e = match_entity(fm, f, i)) && n < MOST; i++)
		*more = records_for(app, a, f, e, typed, *ret, &n, MOST);
	return n;
}

/* Several fit: the one that is called just so, when there is one, comes first and alone. */
static int exact_of(struct arena *a, const char *typed, struct hit *m, int n)
{
	const char *want = utf8_fold(a, typed);
	int at = -1;

	for (int i = 0; i < n; i++) {
		if (strcmp(utf8_fold(a, m[i].label), want))
			continue;
		if (at >= 0)
			return n;
		at = i;
	}
	if (at < 0)
		return n;
	m[0] = m[at];
	return 1;
}

void match_clear(struct form *fm)
{
	arena_clear(&fm->found);
	fm->match = NULL;
	fm->nmatch = fm->mark = 0;
	fm->more_match = fm->stale = false;
}

void match_search(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);
	bool known;

	match_clear(fm);
	if (!f || (!by_word(f) && !by_name(f)))
		return;
	const char *text = line_text(fm->line);
	const char *tail = text + match_tail(fm, f, text, &known);
	if (known || (fm->fresh && *text))
		return;
	if (by_word(f))
		fm->nmatch = words_for(app, &fm->found, f, tail, &fm->match);
	else if (*tail)
		fm->nmatch = names_for(app, &fm->found, fm, f, tail, &fm->match, &fm->more_match);
}

void match_take(struct form *fm, const struct hit *m)
{
	const struct field *f = field_at(fm);
	bool known;
	struct str b = STR_INIT;
	const char *text = line_text(fm->line);
	size_t at = match_tail(fm, f, text, &known);

	match_remember(fm, f, m->value, m->label);
	if (takes_many(f)) {
		/* A name that is whole stays; the taken one comes after it. */
		str_addn(&b, text, known ? strlen(text) : at);
		while (b.len && (b.s[b.len - 1] == ' ' || b.s[b.len - 1] == ','))
			str_cut(&b, b.len - 1);
		if (b.len)
			str_add(&b, ", ");
	}
	str_add(&b, m->label);
	line_set(fm->line, b.s);
	str_release(&b);
	fm->typed = true;
	fm->fresh = false;
	match_clear(fm);
}

static const char *which(struct arena *a, const struct hit *m, int n)
{
	struct str b = STR_INIT;

	for (int i = 0; i < n && i < 6; i++)
		str_addf(&b, "%s%s", i ? ", " : "", m[i].label);
	if (n > 6)
		str_add(&b, " ...");
	const char *ret = arena_printf(a, _("Several fit: %s. Type more of it"), b.s);
	str_release(&b);
	return ret;
}

/* "7", "c7": an id is taken by its number, not searched for. */
static bool is_id(struct app *app, const char *typed)
{
	int64_t id;

	return typed[strcspn(typed, "0123456789")] && id_parse(app->db, typed, &id);
}

bool match_values(struct app *app, struct form *fm, const struct field *f, const char *text,
	struct str *to, const char **several)
{
	struct arena *a = fm->a;
	const char *s = takes_many(f) ? skip(text) : text;

	*several = NULL;
	while (*s) {
		size_t n;
		const struct known *k = piece_at(fm, f, s, &n);
		char *typed = arena_dupn(a, s, n);
		struct hit *m = NULL;
		bool more = false;
		int found = 0;
		for (size_t len = n; len && isspace((unsigned char)typed[len - 1]); )
			typed[--len] = 0;
		if (!k && by_word(f))
			found = words_for(app, a, f, typed, &m);
		else if (!k && !is_id(app, typed))
			found = exact_of(a, typed, m, names_for(app, a, fm, f, typed, &m, &more));
		if (found > 1 && !*several)
			*several = which(a, m, found);
		if (to->len)
			str_addc(to, ',');
		str_add(to, k ? k->m.value : found == 1 ? m[0].value : typed);
		if (found == 1)
			match_remember(fm, f, m[0].value, m[0].label);
		s += n;
		if (takes_many(f))
			s = skip(s);
	}
	return !*several;
}
