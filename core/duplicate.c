/* duplicate.c - records that may be the same one twice. */
#include "duplicate.h"
#include "access.h"
#include "history.h"
#include "utf8.h"
#include <stdio.h>

/* ---- how names sound ---- */

/* What goes before a name and is left out as often as not. */
static bool passed_over(const char *word, size_t n)
{
	static const char known[] =
		"al el ul as de del de la las los da do dos di du van von bin bint ibn ben abu"
		" the of and y";
	return str_listed(known, word, n);
}

static char sound_of(const char *s, size_t i)
{
	switch (s[i]) {
	case 'a': case 'e': case 'i': case 'o': case 'u':
		return i ? 0 : 'a';
	case 'h':
		return i ? 0 : 'h';
	case 'p':
		return s[i + 1] == 'h' ? 'f' : 'p';
	case 'c': case 'q':
		return s[i + 1] && strchr("eiy", s[i + 1]) ? 's' : 'k';
	case 'y':
		return i ? 0 : 'j';
	case 'w':
		return 'v';
	case 'z':
		return 's';
	default:
		return s[i];
	}
}

static void add_sound(struct str *b, const char *word, size_t n)
{
	char last = 0;
	for (size_t i = 0; i < n; i++) {
		char c = sound_of(word, i);
		if (c && c != last)
			str_addc(b, c);
		last = c ? c : last;
	}
}

const char *name_sound(struct arena *a, const char *name)
{
	const char *at = utf8_fold(a, name), *word;
	struct str b = STR_INIT;
	size_t n;
	while (str_word(&at, " ", &word, &n)) {
		if (passed_over(word, n))
			continue;
		str_add(&b, b.len ? " " : "");
		add_sound(&b, word, n);
	}
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static int count_words(const char *s)
{
	const char *word;
	size_t n;
	int count = 0;
	while (str_word(&s, " ", &word, &n))
		count++;
	return count;
}

bool names_alike(struct arena *a, const char *x, const char *y, bool loosely)
{
	const char *less = name_sound(a, x), *more = name_sound(a, y), *word;
	if (count_words(less) > count_words(more)) {
		const char *swap = less;
		less = more;
		more = swap;
	}
	int words = count_words(less), found = 0;
	const char *at = less;
	for (size_t n; str_word(&at, " ", &word, &n);)
		found += str_listed(more, word, n);
	return words && (loosely ? found * 2 >= count_words(more) : found == words);
}

int64_t name_number(struct arena *a, const char *name)
{
	return (int64_t)(str_hash(STR_HASH, utf8_fold(a, name)) >> 1);
}

const char *edit_title(struct arena *a, const struct edit *ed)
{
	const char *at = NULL, *ret = "";
	const struct field *f;
	while (fields_each(ed->e, ed->e->title, &at, &f, NULL)) {
		const char *v = ed->v[field_index(ed->e, f)];
		if (v)
			ret = *ret ? arena_printf(a, "%s %s", ret, v) : v;
	}
	return ret;
}

/* ---- what two of them share ---- */

enum kind { BY_PHONE, BY_EMAIL, BY_POSTCODE, BY_NAME, NONE };

static const char *const reasons[][2] = {
	[BY_PHONE] = { N_("same phone, names sound alike"), N_("same phone, names much alike") },
	[BY_EMAIL] = { N_("same e-mail, names sound alike"), N_("same e-mail, names much alike") },
	[BY_POSTCODE] = { N_("same postcode, names sound alike"),
		N_("same postcode, names much alike") },
	[BY_NAME] = { N_("same name"), N_("same name") },
};

/* Names of people are a few words, all of which count; an institution's are many, "school" among
 * them. */
static bool is_loose(const struct entity *e)
{
	return !e->names;
}

static enum kind kind_of(const struct entity *e, const struct field *f)
{
	if (!field_stored(f) || f->flags & OPINION)
		return NONE;
	if (f->type == FT_POSTCODE)
		return str_listed(e->same, f->name, strlen(f->name)) ? BY_POSTCODE : NONE;
	return f->type == FT_PHONE ? BY_PHONE : f->type == FT_EMAIL ? BY_EMAIL : NONE;
}

static void add_live(struct str *b, const struct entity *e)
{
	str_add(b, " FROM ");
	str_ident(b, e->name);
	str_add(b, " t WHERE t.archived_at IS NULL");
	hidden_sql(b, e, "t");
}

/* One arm a kind of key: the key begins with its kind. */
static void keys_sql(struct str *b, const struct entity *e)
{
	str_addf(b, "SELECT '%d' || ", BY_NAME);
	order_sql(b, e, "t");
	str_add(b, " AS k, t.id AS id");
	add_live(b, e);
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		enum kind kind = kind_of(e, f);
		if (kind == NONE)
			continue;
		str_addf(b, " UNION ALL SELECT '%d' || %st.", kind, kind == BY_PHONE ? "substr(" : "");
		str_ident(b, f->name);
		str_addf(b, "%s, t.id", kind == BY_PHONE ? ", -6)" : "");
		add_live(b, e);
		str_add(b, " AND t.");
		str_ident(b, f->name);
		str_add(b, " IS NOT NULL");
		if (f->flags & MASK && e->mask)
			str_addf(b, " AND (%s) IS FALSE", e->mask);
	}
}

struct finding {
	struct db *db;
	struct arena *a;
	const struct entity *e;
	struct pair *pair;
	int n, most;
	bool more;
};

static bool known_pair(const struct finding *d, int64_t a, int64_t b)
{
	for (int i = 0; i < d->n; i++)
		if (d->pair[i].a == a && d->pair[i].b == b)
			return true;
	return db_int_of(d->db, "SELECT 1 FROM not_duplicate WHERE entity = :e AND a = :a AND b = :b",
		BIND(T("e", d->e->name), I("a", a), I("b", b)), 0);
}

static void add_pair(struct finding *d, enum kind kind, int64_t a, int64_t b)
{
	struct arena spare = { 0 };
	bool loose = is_loose(d->e);
	if (kind == BY_NAME || names_alike(&spare, record_title(d->db, &spare, d->e, a),
			record_title(d->db, &spare, d->e, b), loose)) {
		if (d->n == d->most)
			d->more = true;
		else if (!known_pair(d, a, b))
			d->pair[d->n++] = (struct pair){ a, b, _(reasons[kind][loose]) };
	}
	arena_free(&spare);
}

/* All pairs of the ids in one group. */
static void add_group(struct finding *d, enum kind kind, const char *ids)
{
	int64_t id[DUPLICATE_SHARED];
	int n = 0;
	for (const char *at = ids, *word; n < DUPLICATE_SHARED;) {
		size_t len;
		if (!str_word(&at, ",", &word, &len))
			break;
		id[n++] = atoll(word);
	}
	for (int i = 0; i < n; i++)
		for (int j = i + 1; j < n; j++)
			add_pair(d, kind, id[i] < id[j] ? id[i] : id[j], id[i] < id[j] ? id[j] : id[i]);
}

enum rc duplicates_of(struct db *db, struct arena *a, const struct entity *e, int most,
	struct pair **ret, int *n, bool *more)
{
	struct finding d = { .db = db, .a = a, .e = e, .most = most };
	enum rc rc = access_may(db, e, READ);
	if (!rc && !e->same)
		rc = db_fail(db, INVALID, _("%s are not looked through for duplicates"),
			entity_label(e));
	if (rc)
		return rc;
	d.pair = arena_array(a, struct pair, most);
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT substr(k, 1, 1), group_concat(id) FROM (");
	keys_sql(&sql, e);
	str_addf(&sql, ") GROUP BY k HAVING count(*) BETWEEN 2 AND %d AND length(k) > 1"
		" /* scan: all live records, when somebody asks */", DUPLICATE_SHARED);
	struct stmt *st = db_query(db, sql.s, NULL);
	str_release(&sql);
	while (!d.more && db_step(st))
		add_group(&d, (enum kind)db_int(st, 0), db_text(st, 1));
	rc = db_done(st);
	*ret = d.pair;
	*n = d.n;
	*more = d.more;
	return rc;
}

const char *duplicate_say(struct db *db, struct arena *a, const struct entity *e,
	const struct pair *p)
{
	const char *x = record_title(db, a, e, p->a), *y = record_title(db, a, e, p->b);
	return arena_printf(a, _("%s and %s: %s"), x, y, p->why);
}

/* ---- one new record against those on file ---- */

/* The rows that the search index knows by the last digits of a number; or by a sorted postcode. */
static bool probe_sql(struct str *b, const struct entity *e, const struct field *f, enum kind kind)
{
	str_add(b, "SELECT t.id FROM ");
	if (kind == BY_PHONE && f->flags & FIND) {
		str_addf(b, "\"%s_fts\" x CROSS JOIN \"%s_ord\" o ON o.ord = x.rowid CROSS JOIN",
			e->name, e->name);
		str_addf(b, " \"%s\" t ON t.id = o.id WHERE \"%s_fts\" MATCH :v", e->name, e->name);
	} else if (kind == BY_POSTCODE && f->flags & SORT) {
		str_ident(b, e->name);
		str_add(b, " t WHERE ");
		sort_sql(b, e, f, "t");
		str_add(b, " = :v");
	} else {
		return false;
	}
	str_add(b, " AND t.archived_at IS NULL");
	hidden_sql(b, e, "t");
	str_addf(b, " LIMIT %d", DUPLICATE_SHARED + 1);
	return true;
}

static enum rc probe(struct db *db, const struct edit *ed, const struct field *f, enum kind kind,
	int64_t *id)
{
	const char *v = ed->v[field_index(ed->e, f)], *title = edit_title(ed->a, ed);
	struct str sql = STR_INIT;
	size_t n = v ? strlen(v) : 0;
	int64_t found[DUPLICATE_SHARED + 1];
	int count = 0;
	if (kind == BY_PHONE && n > 6)
		v = arena_printf(ed->a, "\"%s\"", v + n - 6);
	if (!n || !probe_sql(&sql, ed->e, f, kind)) {
		str_release(&sql);
		return OK;
	}
	enum db_trust was = db_trust(db, DB_SEARCH);
	struct stmt *st = db_query(db, sql.s, BIND(T("v", v)));
	db_trust(db, was);
	str_release(&sql);
	while (db_step(st))
		found[count++] = db_int(st, 0);
	enum rc rc = db_done(st);
	for (int i = 0; !rc && !*id && count <= DUPLICATE_SHARED && i < count; i++)
		if (names_alike(ed->a, title, record_title(db, ed->a, ed->e, found[i]),
			is_loose(ed->e)))
			*id = found[i];
	return rc;
}

enum rc duplicate_likely(struct db *db, const struct edit *ed, int64_t *id, const char **why)
{
	enum rc rc = OK;
	*id = 0;
	for (size_t i = 0; i < ed->e->n && !rc && !*id; i++) {
		enum kind kind = ed->e->same ? kind_of(ed->e, &ed->e->fields[i]) : NONE;
		if (kind == NONE || !*edit_title(ed->a, ed))
			continue;
		rc = probe(db, ed, &ed->e->fields[i], kind, id);
		*why = _(reasons[kind][is_loose(ed->e)]);
	}
	return rc;
}

enum rc duplicate_not(struct db *db, const struct entity *e, int64_t a, int64_t b)
{
	struct arena spare = { 0 };
	struct record *r;
	enum rc rc = access_may(db, e, WRITE);
	if (!rc)
		rc = record_load(db, &spare, e, a, &r);
	if (!rc)
		rc = record_load(db, &spare, e, b, &r);
	arena_free(&spare);
	if (!rc && a == b)
		rc = db_fail(db, INVALID, "%s", _("These are one and the same record"));
	bool own = !db_writing(db);
	if (rc || (own && (rc = db_begin(db))))
		return rc;
	rc = db_run(db, "INSERT INTO not_duplicate(entity, a, b, at, user)"
		" VALUES(:e, min(:a, :b), max(:a, :b), :now, nullif(:me, 0)) ON CONFLICT DO NOTHING",
		BIND(T("e", e->name), I("a", a), I("b", b)));
	return own ? db_end(db, rc) : rc;
}
