/* edit_key.c - rows that are named by some of their fields: one of a kind, and in keyed entities the
 * same row for everybody who writes it. */
#include "edit_private.h"
#include "str.h"

/* Ids of keyed rows: no copy of a file has this site (db_new_ids), so that they are never drawn. */
#define KEY_SITE (INT64_C(8191) << 40)
#define KEY_MOST ((INT64_C(1) << 40) - 1)

/* The values of the uniq fields, as text for people into `what` when not NULL; false when one of
 * them is empty and so names nobody (of the parts of a "one of" all but one are). */
static bool key_of(struct db *db, struct edit *ed, struct bind *binds, size_t most, struct str *sql,
	struct str *what)
{
	const char *at = NULL;
	const struct field *f;
	size_t n = 1;
	bool whole = true;
	binds[0] = I("id", ed->id);
	while (n < most - 1 && fields_each(ed->e, ed->e->uniq, &at, &f, NULL)) {
		const char *v = ed->v[field_index(ed->e, f)];
		whole &= v != NULL || f->flags & PART;
		binds[n++] = T(f->name, v);
		str_add(sql, " AND t.");
		str_ident(sql, f->name);
		str_addf(sql, f->flags & PART ? " IS :%s" : " = :%s", f->name);
		if (what)
			str_addf(what, "%s%s", what->len ? ", " : "", field_show(db, ed->a, f, v));
	}
	binds[n] = (struct bind){ 0 };
	return whole;
}

static int64_t twin_of(struct db *db, struct edit *ed, struct str *what)
{
	struct bind binds[8];
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT t.id FROM ");
	str_ident(&sql, ed->e->name);
	str_add(&sql, " t WHERE t.id <> :id");
	bool whole = key_of(db, ed, binds, COUNT(binds), &sql, what);
	int64_t ret = whole ? db_int_of(db, sql.s, binds, 0) : 0;
	str_release(&sql);
	return ret;
}

int64_t edit_twin(struct db *db, struct edit *ed)
{
	return twin_of(db, ed, NULL);
}

enum rc edit_check_key(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	const char *at = NULL;
	const struct field *f, *first = NULL;
	bool any = !ed->id && !e->keyed;
	enum rc rc = OK;
	while (e->uniq && fields_each(e, e->uniq, &at, &f, NULL)) {
		first = first ? first : f;
		any |= ed->id && edit_changed(ed, field_index(e, f));
	}
	if (!first || !any)
		return OK;
	struct str what = STR_INIT;
	if (twin_of(db, ed, &what)) {
		edit_wrong(ed, first->name, _("There is one with this name already"));
		rc = db_fail(
			db, INVALID, _("%s: there is a \"%s\" already"), entity_one(e), what.s);
	}
	str_release(&what);
	return rc;
}

enum rc edit_join(struct db *db, struct edit *ed, int64_t twin)
{
	const struct entity *e = ed->e;
	struct edit *there;
	enum rc rc = record_archive(db, e, twin, false);
	if (!rc)
		rc = edit_load(db, ed->a, e, twin, &there);
	if (rc)
		return rc;
	for (size_t i = 0; i < e->n; i++)
		if (ed->touched[i] && ed->v[i] && !there->v[i] && !(e->fields[i].flags & PART))
			edit_put(there, &e->fields[i], ed->v[i]);
	if ((rc = edit_save(db, there)))
		return rc;
	ed->id = twin;
	memcpy(ed->v, there->v, e->n * sizeof *ed->v);
	return OK;
}

int64_t edit_new_id(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	struct bind binds[8];
	struct str sql = STR_INIT;
	if (!e->keyed || !key_of(db, ed, binds, COUNT(binds), &sql, NULL)) {
		str_release(&sql);
		return db_new_id(db, e->name);
	}
	uint64_t h = STR_HASH;
	for (size_t i = 1; binds[i].name; i++)
		h = str_hash(str_hash(h, binds[i].text), " ");
	/* Another key that makes the same number is met once in a million million: then the next. */
	int64_t id = (int64_t)((h ^ h >> 40) & (uint64_t)KEY_MOST);
	str_clear(&sql);
	str_add(&sql, "SELECT 1 FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " WHERE id = :id");
	for (id = KEY_SITE | (id ? id : 1); db_int_of(db, sql.s, BIND(I("id", id)), 0);)
		id = KEY_SITE | ((id & KEY_MOST) % KEY_MOST + 1);
	str_release(&sql);
	return id;
}
