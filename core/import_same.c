/* import_same.c - is a row of a file a record that is here already? Then it is that record's news,
 * not another one.
 *
 * Looked up, in this order: the id that the same kind of file gave it (import_ref, which begins with
 * a number made of the file's headers; where it gives none, a number made of all the row says), the
 * id of an export of ours under the same title, the
 * entity's uniq fields, its title with one of the `same` fields. What was merged into another record
 * is known for that one, and then fills only what is empty there: what people chose stands.
 *
 * Rows that are one record within the file are found by the number of each thing that a row is known
 * by (import_ready.c). */
#include "import_private.h"
#include "access.h"
#include "duplicate.h"
#include "merge.h"
#include "schema.h"
#include "utf8.h"
#include <stdio.h>

enum { PROBES = 10000 }; /* rows of a file that are held against what sounds alike */

/* ---- what a row is known by ---- */

/* The next text of several, and that it ends here. */
static uint64_t mix(uint64_t h, const char *s)
{
	return str_hash(str_hash(h, s), "\1");
}

static void add_key(struct filler *f, const char *kind, const char *name, const char *v)
{
	if (f->nkeys < COUNT(f->key))
		f->key[f->nkeys++] = (int64_t)(mix(mix(mix(STR_HASH, kind), name), v)
			>> 1);
}

static void collect_keys(struct filler *f, const char *title)
{
	const struct entity *e = f->p->im.e;
	const char *at = NULL;
	const struct field *field;
	f->nkeys = 0;
	if (f->ed->import_ref && !f->no_id) { /* the file itself tells its rows apart */
		add_key(f, "id", "", f->ed->import_ref);
		return;
	}
	if (!e->same || !*title)
		return;
	const char *folded = utf8_fold(f->a, title);
	while (fields_each(e, e->same, &at, &field, NULL)) {
		const char *v = f->ed->v[field_index(e, field)];
		if (v)
			add_key(f, field->name, folded, v);
	}
}

/* ---- on file ---- */

static void meet(struct filler *f, struct str *sql)
{
	if (!access_role(f->db, "dsl"))
		meets_sql(sql, f->p->im.e, "t");
}

/* Archived ones may have become part of another. */
static int64_t stands_for(struct filler *f, int64_t id)
{
	int64_t now = id ? record_merged(f->db, f->p->im.e, id) : 0;
	f->part = now != id;
	return now;
}

/* Spreads what differs over all bits, so that numbers can be added up whatever their order. */
static uint64_t stir(uint64_t h)
{
	h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
	h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

void same_row(struct filler *f, const struct source *s)
{
	uint64_t h = STR_HASH;
	for (int i = 0; i < s->n; i++)
		if (*s->v[i])
			h += stir(mix(mix(STR_HASH, s->header[i]), s->v[i]));
	f->all = arena_printf(f->a, "%s:=%016llx", f->p->kind, (unsigned long long)h);
}

void same_open(struct filler *f)
{
	const struct entity *e = f->p->im.e;
	const char *at = NULL;
	const struct field *field;
	struct str b = STR_INIT;
	str_addf(&b, "SELECT t.id FROM \"%s\" t WHERE t.import_ref = :ref", e->name);
	meet(f, &b);
	f->by_ref = schema_imported(f->db, e) ? xstrdup(b.s) : NULL;
	str_clear(&b);
	str_add(&b, "SELECT t.id, t.import_ref");
	while (e->same && fields_each(e, e->same, &at, &field, NULL))
		str_addf(&b, ", t.\"%s\"", field->name);
	str_addf(&b, " FROM \"%s\" t WHERE t.archived_at IS NULL AND ", e->name);
	order_sql(&b, e, "t");
	str_add(&b, " = fold(:title)");
	meet(f, &b);
	str_add(&b, " ORDER BY t.id LIMIT 20");
	f->by_title = xstrdup(b.s);
	str_clear(&b);
	at = NULL;
	str_add(&b, "SELECT t.id, t.import_ref");
	while (e->same && fields_each(e, e->same, &at, &field, NULL))
		str_addf(&b, ", t.\"%s\"", field->name);
	str_addf(&b, " FROM merged g CROSS JOIN \"%s\" t ON t.id = g.dropped"
		" WHERE g.entity = :e AND g.name = :number", e->name);
	meet(f, &b);
	f->by_merged = xstrdup(b.s);
	str_clear(&b);
	str_addf(&b, "SELECT 1 FROM \"%s\" LIMIT 1", e->name);
	f->empty = !db_int_of(f->db, b.s, NULL, 0);
	f->merged = db_int_of(f->db, "SELECT 1 FROM merged WHERE entity = :e LIMIT 1",
		BIND(T("e", e->name)), 0);
	str_release(&b);
}

void same_close(struct filler *f)
{
	free(f->by_ref);
	free(f->by_title);
	free(f->by_merged);
}

/* A card that this file gave out itself, as out_uid names it: "person-7@1f0c22ab.pact-tui". */
static int64_t by_own_uid(struct filler *f, const char *ref)
{
	const struct entity *e = f->p->im.e;
	const char *file = db_setting(f->db, f->a, "_file", NULL);
	size_t n = strlen(e->name);
	struct record *r;
	char *end;
	if (!file || strncmp(ref, e->name, n) || ref[n] != '-')
		return 0;
	int64_t id = strtoll(ref + n + 1, &end, 10);
	bool ours = !strcmp(end, arena_printf(f->a, "@%s.pact-tui", file));
	return ours && !record_load(f->db, f->a, e, id, &r) ? id : 0;
}

/* Two rows of one file that say just the same, and have no ids, may be two all the same. */
static int64_t by_ref(struct filler *f)
{
	const struct import *im = &f->p->im;
	if (!f->by_ref)
		return 0;
	int64_t id = db_int_of(f->db, f->by_ref, BIND(T("ref", f->ed->import_ref)), 0);
	return f->no_id && im->first && id >= im->first && id <= im->last ? 0 : id;
}

/* The row of an export of ours: its number and its title must both be the record's. */
static int64_t by_own_id(struct filler *f, const char *ref)
{
	const struct entity *e = f->p->im.e;
	const char *at = NULL;
	const struct field *field;
	struct record *r;
	int64_t id;
	if (ref && f->p->im.delimiter == 'v')
		return by_own_uid(f, ref);
	if (!f->p->own || !ref || !id_parse(f->db, ref, &id) || record_load(f->db, f->a, e, id, &r))
		return 0;
	while (fields_each(e, e->title, &at, &field, NULL)) {
		size_t i = field_index(e, field);
		if (!same(r->v[i], f->ed->v[i]))
			return 0;
	}
	return id;
}

static int64_t by_uniq(struct filler *f)
{
	const struct entity *e = f->p->im.e;
	const char *at = NULL;
	const struct field *field;
	struct bind binds[8] = { 0 };
	size_t n = 0;
	struct str sql = STR_INIT;
	str_addf(&sql, "SELECT t.id FROM \"%s\" t WHERE 1", e->name);
	while (n < COUNT(binds) - 1 && fields_each(e, e->uniq, &at, &field, NULL)) {
		binds[n++] = T(field->name, f->ed->v[field_index(e, field)]);
		str_addf(&sql, field->flags & PART ? " AND t.\"%s\" IS :%s" : " AND t.\"%s\" = :%s",
			field->name, field->name);
	}
	meet(f, &sql);
	int64_t id = db_int_of(f->db, sql.s, binds, 0);
	str_release(&sql);
	return id;
}

/* Did the same kind of file give that record another id than this row's? Then they are two. */
static bool other_row(const struct filler *f, const char *ref)
{
	size_t n = strlen(f->p->kind);
	return ref && !f->no_id && f->ed->import_ref && ref[n] && ref[n + 1] != '=' &&
	       !strncmp(ref, f->ed->import_ref, n + 1) && strcmp(ref, f->ed->import_ref);
}

/* Of the records of that name the one that shares a `same` field; the first, in *like, if none. */
static enum rc by_name(struct filler *f, const char *sql, const struct bind *binds, int64_t *ret,
	int64_t *like)
{
	const struct entity *e = f->p->im.e;
	struct stmt *st = db_query(f->db, sql, binds);
	while (db_step(st)) {
		const char *at = NULL;
		const struct field *field;
		bool other = other_row(f, db_text(st, 1));
		for (int col = 2; !other && !*ret && fields_each(e, e->same, &at, &field, NULL);
			col++) {
			const char *v = f->ed->v[field_index(e, field)];
			if (v && same(v, db_text(st, col)))
				*ret = db_int(st, 0);
		}
		*like = *like ? *like : db_int(st, 0);
	}
	return db_done(st);
}

static enum rc by_title(struct filler *f, const char *title, int64_t *ret)
{
	int64_t like = 0, ignored = 0;
	enum rc rc = OK;
	if (!f->empty)
		rc = by_name(f, f->by_title, BIND(T("title", title)), ret, &like);
	if (!rc && !*ret && f->merged)
		rc = by_name(f, f->by_merged, BIND(T("e", f->p->im.e->name),
			I("number", name_number(f->a, title))), ret, &ignored);
	if (!rc && !*ret && like) {
		f->like = like;
		f->like_why = _("same name");
	}
	return rc;
}

enum rc same_find(struct filler *f)
{
	const struct entity *e = f->p->im.e;
	const char *title = e->same ? edit_title(f->a, f->ed) : "", *ref = f->ed->import_ref;
	enum rc rc = OK;
	f->is = f->like = 0;
	f->part = false;
	f->no_id = !ref;
	f->ed->import_ref = ref ? arena_printf(f->a, "%s:%s", f->p->kind, ref) : f->all;
	collect_keys(f, title);
	if (f->empty)
		return OK;
	f->is = stands_for(f, by_ref(f));
	if (!f->is)
		f->is = stands_for(f, by_own_id(f, ref));
	if (!f->is && e->uniq && !e->bookkeeping)
		f->is = by_uniq(f);
	if (!f->is && e->same && *title) {
		rc = by_title(f, title, &f->is);
		f->is = stands_for(f, f->is);
	}
	if (!rc && !f->is && !f->like && e->same && f->probes < PROBES) {
		f->probes++;
		rc = duplicate_likely(f->db, f->ed, &f->like, &f->like_why);
	}
	return rc;
}

/* ---- a record and its news ---- */

/* Where the line stands in text, as a whole line; beginning: lines that only begin so count. */
static const char *line_in(const char *text, const char *line, size_t n, bool beginning)
{
	for (const char *s = text; s && *s; s = strchr(s, '\n'), s = s ? s + 1 : NULL)
		if (!strncmp(s, line, n) && (beginning || !s[n] || s[n] == '\n'))
			return s;
	return NULL;
}

/* "telephone: 020 7" said anew stands where it stood; what is new comes at the end. */
static const char *news_of_notes(struct arena *a, const char *notes, const char *news)
{
	const char *at = news, *line;
	size_t n;
	while (str_word(&at, "\n", &line, &n)) {
		const char *colon = memchr(line, ':', n);
		size_t head = colon ? (size_t)(colon - line) + 2 : 0;
		if (line_in(notes, line, n, false))
			continue;
		const char *was = head && head < n ? line_in(notes, line, head, true) : NULL;
		if (was)
			notes = arena_printf(a, "%.*s%.*s%s", (int)(was - notes), notes, (int)n, line,
				was + strcspn(was, "\n"));
		else
			notes = arena_printf(a, "%s%s%.*s", notes, *notes ? "\n" : "", (int)n, line);
	}
	return notes;
}

static const char *in_clear(struct filler *f, const struct field *field)
{
	return db_text_of(f->db, f->a, arena_printf(f->a,
		"SELECT \"%s\" FROM \"%s\" WHERE id = :id", field->name, f->p->im.e->name),
		BIND(I("id", f->is)));
}

static bool is_constant(const struct plan *p, const struct field *field)
{
	for (int i = 0; i < p->nconstant; i++)
		if (p->constant[i].f == field)
			return true;
	return false;
}

/* Has the file something to say here that the record does not say already? */
static bool is_news(struct filler *f, const struct edit *old, size_t i)
{
	const struct field *field = &old->e->fields[i];
	const char *v = f->ed->v[i];
	if (!f->ed->touched[i] || !v || field->flags & PART || same(v, old->v[i]))
		return false;
	if ((f->part || is_constant(f->p, field)) && old->v[i])
		return false;
	return !same(old->v[i], FIELD_MASKED) || !same(v, in_clear(f, field));
}

static void tell_news(struct filler *f, const struct edit *old, const struct field *field,
	const char *v)
{
	size_t i = field_index(old->e, field);
	bool quiet = field->type == FT_NOTE || field->flags & MASK;
	str_addf(&f->what, "%s%s", f->what.len ? "; " : "", field_label(old->e, field));
	if (!quiet && old->v[i])
		str_addf(&f->what, ": %s -> %s", field_show(f->db, f->a, field, old->v[i]),
			field_show(f->db, f->a, field, v));
	else if (!quiet)
		str_addf(&f->what, ": %s", field_show(f->db, f->a, field, v));
}

enum rc same_news(struct filler *f, struct edit *old)
{
	const struct entity *e = old->e;
	const struct field *notes = e->notes ? field_find(e, e->notes) : NULL;
	enum rc rc = OK;
	str_clear(&f->what);
	for (size_t i = 0; i < e->n; i++) {
		const struct field *field = &e->fields[i];
		if ((field == notes && !f->p->own) || !is_news(f, old, i))
			continue;
		tell_news(f, old, field, f->ed->v[i]);
		edit_put(old, field, f->ed->v[i]);
	}
	size_t n = notes ? field_index(e, notes) : 0;
	if (notes && !f->p->own && !f->part) {
		const char *was = old->v[n] ? old->v[n] : "", *is = was;
		if (f->ed->touched[n] && f->ed->v[n])
			is = news_of_notes(f->a, is, f->ed->v[n]);
		is = news_of_notes(f->a, is, f->notes.s);
		if (strcmp(was, is)) {
			tell_news(f, old, notes, is);
			rc = edit_set(f->db, old, notes, is);
		}
	}
	f->ed = old;
	f->changes = f->what.len > 0;
	return rc;
}

enum rc same_update(struct filler *f)
{
	struct edit *old;
	enum rc rc = edit_load(f->db, f->a, f->p->im.e, f->is, &old);
	if (rc)
		return rc;
	if (!old->import_ref && !f->no_id)
		f->new_ref = f->ed->import_ref;
	return same_news(f, old);
}

enum rc same_save(struct filler *f)
{
	enum rc rc = f->changes ? edit_save(f->db, f->ed) : OK;
	if (rc || !f->new_ref)
		return rc;
	return db_run(f->db, arena_printf(f->a, "UPDATE \"%s\" SET import_ref = :ref, rev = rev + 1"
		" WHERE id = :id AND import_ref IS NULL", f->p->im.e->name),
		BIND(T("ref", f->new_ref), I("id", f->is)));
}
