/* filter.c - reads the filter language; what a field term means in SQL is in filter_field.c. */
#include "filter_private.h"
#include "utf8.h"

enum { TERMS_MOST = 400 }; /* SQLite takes a thousand conditions in a row */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static const struct {
	const char *sign;
	enum op op;
} ops[] = {
	{ "<=", OP_UPTO }, { ">=", OP_FROM }, { "!=", OP_NOT },
	{ "<", OP_LESS }, { ">", OP_MORE }, { "=", OP_EXACT },
};

/* The operator at s, ":" before it or not; its length, 0 when there is none. */
static size_t read_op(const char *s, enum op *op)
{
	size_t colon = *s == ':';
	*op = OP_IS;
	for (size_t i = 0; i < COUNT(ops); i++)
		if (!strncmp(s + colon, ops[i].sign, strlen(ops[i].sign))) {
			*op = ops[i].op;
			return colon + strlen(ops[i].sign);
		}
	return colon;
}

/* A field's name that an operator follows; its length, else 0. An address is no field. */
static size_t field_length(const char *s)
{
	size_t n = 0;
	enum op op;
	if (!is_letter(*s))
		return 0;
	while (is_letter(s[n]) || (s[n] >= '0' && s[n] <= '9') || s[n] == '_' || s[n] == '-')
		n++;
	return read_op(s + n, &op) && strncmp(s + n, "://", 3) ? n : 0;
}

/* What stands in quotes at *at; moves behind it. */
static const char *read_quoted(struct arena *a, const char **at, bool *open)
{
	const char *from = *at + 1, *end = strchr(from, '"');
	if (!end) {
		*open = true;
		end = from + strlen(from);
	}
	*at = end + (*end == '"');
	return arena_dupn(a, from, (size_t)(end - from));
}

static void add_value(struct arena *a, struct term *t, const char *v)
{
	const char **more = arena_array(a, const char *, t->n + 1);
	if (t->n)
		memcpy(more, t->v, t->n * sizeof *more);
	more[t->n++] = v;
	t->v = more;
}

/* Values with commas between; an empty one says nothing. */
static void read_values(struct arena *a, const char **at, struct term *t)
{
	const char *s = *at;
	for (bool more = true; more; s += more) {
		if (*s == '"') {
			const char *v = read_quoted(a, &s, &t->open);
			if (*v)
				add_value(a, t, v);
		} else {
			const char *from = s;
			while (*s && !is_blank(*s) && *s != ',')
				s++;
			if (s > from)
				add_value(a, t, arena_dupn(a, from, (size_t)(s - from)));
			t->filled = s - from == 1 && *from == '*' && t->n == 1;
		}
		more = *s == ',';
	}
	*at = s;
}

bool term_read(struct arena *a, const char **at, struct term *t)
{
	const char *s = *at;
	while (is_blank(*s))
		s++;
	*t = (struct term){ .from = s };
	if (!*s) {
		*at = s;
		return false;
	}
	t->minus = *s == '-' && s[1] && !is_blank(s[1]);
	s += t->minus;
	size_t n = field_length(s);
	if (*s == '"') {
		t->quoted = true;
		t->word = read_quoted(a, &s, &t->open);
	} else if (n) {
		t->field = arena_dupn(a, s, n);
		s += n;
		s += read_op(s, &t->op);
		read_values(a, &s, t);
	} else {
		const char *from = s;
		while (*s && !is_blank(*s))
			s++;
		t->word = arena_dupn(a, from, (size_t)(s - from));
	}
	t->to = *at = s;
	return true;
}

static void bind_value(struct making *m, struct str *b, struct bind value)
{
	if (m->n + 1 >= m->cap) {
		struct bind *more = arena_array(m->a, struct bind, m->cap * 2 + 16);
		if (m->n)
			memcpy(more, m->binds, m->n * sizeof *more);
		m->binds = more;
		m->cap = m->cap * 2 + 16;
	}
	value.name = arena_printf(m->a, "f%zu", m->n + 1);
	m->binds[m->n++] = value;
	str_addf(b, ":%s", value.name);
}

void filter_bind_text(struct making *m, struct str *b, const char *text)
{
	bind_value(m, b, T(NULL, text));
}

void filter_bind_id(struct making *m, struct str *b, int64_t id)
{
	bind_value(m, b, I(NULL, id));
}

/* Bare words. They are looked for in the words of the row itself and of the records its title
 * refers to; where neither has an index, in its title. */

/* The i-th field whose record's words count as the row's; NULL past the last. */
static const struct field *title_ref(const struct entity *e, size_t i)
{
	const char *at = NULL;
	const struct field *f;
	while (fields_each(e, e->title, &at, &f, NULL)) {
		const struct entity *to = f->type == FT_REF ? entity_find(f->of) : NULL;
		if (to && entity_searchable(to) && to->zone < ZONE_RESTRICTED && !i--)
			return f;
	}
	return NULL;
}

/* The words of the record that f of alias t refers to; f NULL: of the row itself. */
static void hay(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	str_add(b, "' ' || ");
	if (f) {
		const struct entity *to = entity_find(f->of);
		str_add(b, "(SELECT ");
		words_sql(b, to, "s");
		str_add(b, " FROM ");
		str_ident(b, to->name);
		str_addf(b, " s WHERE s.id = %s.", t);
		str_ident(b, f->name);
		str_addc(b, ')');
	} else if (entity_searchable(e)) {
		words_sql(b, e, t);
	} else {
		str_add(b, "words(");
		title_sql(b, e, t);
		str_addc(b, ')');
	}
}

/* "(the words of alias t hold the one bound as name)", by the first n places to look only. */
static void holds(struct str *b, const struct entity *e, const char *t, const char *name, size_t n)
{
	const struct field *f;
	bool own = entity_searchable(e) || !title_ref(e, 0);
	const char *with = "(";
	if (own) {
		str_add(b, "(instr(");
		hay(b, e, NULL, t);
		str_addf(b, ", %s) > 0", name);
		with = " OR ";
	}
	for (size_t i = 0; i < n && (f = title_ref(e, i)); i++, with = " OR ") {
		str_addf(b, "%sinstr(", with);
		hay(b, e, f, t);
		str_addf(b, ", %s) > 0", name);
	}
	str_add(b, *with == '(' ? "(FALSE)" : ")");
}

/* Words are bound with the blank before them: they match the beginning of a word. */
static const char *bind_word(struct making *m, const char *word)
{
	struct str name = STR_INIT;
	filter_bind_text(m, &name, arena_printf(m->a, " %s", word));
	const char *ret = arena_dup(m->a, name.s);
	str_release(&name);
	return ret;
}

struct words {
	struct str match, test;
	struct found_word *found;
	size_t n, cap;
};

/* The rows whose own words, or those of a title reference, hold the word bound as name: found one
 * after the other, so that a LIMIT ends the search. */
static const char *ids_of_word(struct making *m, const char *name)
{
	struct str b = STR_INIT;
	const struct entity *e = m->e;
	const struct field *f;
	if (entity_searchable(e))
		str_addf(&b, "SELECT o.id AS id FROM \"%s_fts\" f CROSS JOIN \"%s_ord\" o"
			" ON o.ord = f.rowid WHERE \"%s_fts\" MATCH :match", e->name, e->name, e->name);
	for (size_t i = 0; (f = title_ref(e, i)); i++) {
		str_addf(&b, "%sSELECT x.id AS id FROM \"%s_fts\" f CROSS JOIN \"%s_ord\" o"
			" ON o.ord = f.rowid CROSS JOIN \"%s\" x ON x.\"%s\" = o.id"
			" WHERE \"%s_fts\" MATCH :match AND ", b.len ? " UNION ALL " : "", f->of, f->of,
			e->name, f->name, f->of);
		holds(&b, e, "x", name, i);
		str_add(&b, " IS NOT TRUE");
	}
	const char *ret = arena_dup(m->a, b.s);
	str_release(&b);
	return ret;
}

static void take_word(struct making *m, struct words *w, const char *word)
{
	const char *name = bind_word(m, word);
	str_add(&w->test, " AND ");
	holds(&w->test, m->e, "t", name, SIZE_MAX);
	str_addf(&w->match, "%s\"%s\" *", w->match.len ? " AND " : "", word);
	if (!title_ref(m->e, 0))
		return;
	if (w->n == w->cap) {
		struct found_word *more = arena_array(m->a, struct found_word, w->cap * 2 + 8);
		if (w->n)
			memcpy(more, w->found, w->n * sizeof *more);
		w->found = more;
		w->cap = w->cap * 2 + 8;
	}
	w->found[w->n++] = (struct found_word){ arena_printf(m->a, "\"%s\" *", word),
		ids_of_word(m, name) };
}

static void take_words(struct making *m, struct words *w, const struct term *t)
{
	const char *folded = utf8_words(m->a, t->word), *at = folded, *word;
	size_t n;
	if (!*folded)
		return;
	if (t->minus || t->quoted) {
		str_add(&m->where, " AND ");
		holds(&m->where, m->e, "t", bind_word(m, folded), SIZE_MAX);
		str_add(&m->where, t->minus ? " IS NOT TRUE" : "");
	}
	while (!t->minus && str_word(&at, " ", &word, &n))
		take_word(m, w, arena_dupn(m->a, word, n));
}

static void finish_words(struct making *m, struct words *w, struct filter *f)
{
	f->test = arena_dup(m->a, w->test.s);
	f->words = w->found;
	f->nwords = w->n;
	if (w->match.len && !w->n && entity_searchable(m->e))
		f->match = arena_dup(m->a, w->match.s);
	str_release(&w->test);
	str_release(&w->match);
}

/* A live filter is read while it is typed: its last term may be half there. */
static enum rc take_term(struct making *m, struct words *w, const struct term *t, bool lenient)
{
	if (t->open && !lenient)
		return db_fail(m->db, INVALID, "%s", _("A quote was opened and not closed: put \" at"
			" its end"));
	if (t->word) {
		take_words(m, w, t);
		return OK;
	}
	if (lenient && !t->n && !*t->to)
		return OK;
	size_t was = m->where.len;
	enum rc rc = filter_field(m, t);
	if (rc == NOTFOUND) /* a record that the value names */
		rc = INVALID;
	if (rc != INVALID || !lenient)
		return rc;
	str_cut(&m->where, was);
	return OK;
}

enum rc filter_parse(struct db *db, struct arena *a, const struct entity *e, const char *text,
	bool lenient, struct filter **ret)
{
	struct making m = { .db = db, .a = a, .e = e, .where = STR_INIT, .archived = LIVE_ONLY };
	struct words w = { .match = STR_INIT, .test = STR_INIT };
	struct str tidy = STR_INIT;
	struct filter *f = arena_new(a, struct filter);
	struct term t;
	enum rc rc = OK;
	text = text ? text : "";
	if (!utf8_valid(text, strlen(text)))
		rc = db_fail(db, INVALID, "%s", _("The filter has letters that are not UTF-8"));
	size_t terms = 0;
	for (const char *at = text; !rc && term_read(a, &at, &t);) {
		if ((terms += 1 + t.n) > TERMS_MOST)
			rc = db_fail(db, INVALID, _("A filter has %d words at most"), TERMS_MOST);
		else
			rc = take_term(&m, &w, &t, lenient);
		str_add(&tidy, tidy.len ? " " : "");
		str_addn(&tidy, t.from, (size_t)(t.to - t.from));
	}
	finish_words(&m, &w, f);
	f->e = e;
	f->where = arena_dup(a, m.where.s);
	f->binds = m.binds ? m.binds : arena_new(a, struct bind);
	f->archived = m.archived;
	f->few = m.few;
	f->text = arena_dup(a, tidy.s);
	str_release(&m.where);
	str_release(&tidy);
	*ret = rc ? NULL : f;
	return rc;
}
