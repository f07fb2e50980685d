/* edit_save.c - a change is checked, merged with what others did meanwhile, and written. */
#include "edit_private.h"
#include "access.h"
#include "history.h"
#include "json.h"
#include "kept.h"
#include "schema.h"

static bool anything_changed(const struct edit *ed)
{
	for (size_t i = 0; i < ed->e->n; i++)
		if (edit_changed(ed, i) || (ed->touched[i] && ed->why[i]))
			return true;
	return false;
}

/* What is wrong already, and what must be filled. An untouched field is not judged: an imported
 * oddity must not stop the saving of another field. */
static enum rc check_fields(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		if (f->flags & REQ && !ed->v[i] && (ed->touched[i] || !ed->id))
			edit_wrong(ed, f->name, _("This must be filled in"));
	}
	for (size_t i = 0; i < e->n; i++)
		if (ed->why[i])
			return db_fail(
				db, INVALID, "%s: %s", field_label(e, &e->fields[i]), ed->why[i]);
	return OK;
}

/* Takes in what the row says now. A field clashes when mine, the base and theirs all differ. */
static bool merge(struct edit *ed, const struct record *now)
{
	const struct entity *e = ed->e;
	bool clash = false;
	for (size_t i = 0; i < e->n; i++) {
		const char *theirs = now->v[i];
		bool mine = edit_changed(ed, i);
		ed->clashed[i] = mine && !same(theirs, ed->base[i]) && !same(theirs, ed->v[i]);
		ed->other[i] = ed->clashed[i] ? theirs : NULL;
		clash |= ed->clashed[i];
		if (!mine)
			ed->v[i] = theirs;
		if (!ed->clashed[i])
			ed->base[i] = theirs;
	}
	ed->other_rev = now->rev;
	for (size_t i = 0; i < e->n && !clash; i++)
		if (e->fields[i].type == FT_ONEOF && edit_changed(ed, i))
			edit_put(ed, &e->fields[i], ed->v[i]);
	return clash;
}

static enum rc clashed(struct db *db, struct edit *ed)
{
	struct past *past;
	int n = 0;
	struct str which = STR_INIT;
	if (!history_of(db, ed->a, ed->e, ed->id, 0, 1, &past, &n) && n)
		ed->who = past->user;
	for (size_t i = 0; i < ed->e->n; i++)
		if (ed->clashed[i] && !(ed->e->fields[i].flags & PART))
			str_addf(&which, "%s%s", which.len ? ", " : "",
				field_label(ed->e, &ed->e->fields[i]));
	enum rc rc = db_fail(db, CONFLICT, _("%s has changed the same meanwhile: %s"),
		ed->who ? ed->who : _("Somebody"), which.s);
	str_release(&which);
	return rc;
}

/* A list of binds with room for every field. */
struct binds {
	struct bind *list;
	size_t n;
};

static void bind_value(struct edit *ed, struct binds *b, size_t i, struct str *sql)
{
	const char *name = arena_printf(ed->a, "v%zu", i);
	str_addf(sql, ":%s", name);
	b->list[b->n++] = T(name, ed->v[i]);
}

/* All stored columns are named, so that a thousand rows of an import are one statement. */
static enum rc insert_row(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	struct binds b = { arena_array(ed->a, struct bind, e->n + 3), 0 };
	struct str sql = STR_INIT, values = STR_INIT;
	if ((ed->id = edit_new_id(db, ed)) <= 0)
		return FAILED;
	b.list[b.n++] = I("id", ed->id);
	b.list[b.n++] = T("import_ref", ed->import_ref);
	str_add(&sql, "INSERT INTO ");
	str_ident(&sql, e->name);
	str_add(&sql, "(id, rev, import_ref");
	str_add(&values, ") VALUES(:id, 1, :import_ref");
	for (size_t i = 0; i < e->n; i++) {
		if (!field_stored(&e->fields[i]))
			continue;
		str_add(&sql, ", ");
		str_ident(&sql, e->fields[i].name);
		str_add(&values, ", ");
		bind_value(ed, &b, i, &values);
	}
	str_addf(&sql, "%s)", values.s);
	enum rc rc = db_run(db, sql.s, b.list);
	str_release(&sql);
	str_release(&values);
	return rc;
}

static enum rc update_row(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	struct binds b = { arena_array(ed->a, struct bind, e->n + 2), 0 };
	struct str sql = STR_INIT;
	bool any = false;
	b.list[b.n++] = I("id", ed->id);
	str_add(&sql, "UPDATE ");
	str_ident(&sql, e->name);
	str_add(&sql, " SET rev = rev + 1");
	for (size_t i = 0; i < e->n; i++) {
		if (e->fields[i].flags & VIRT || !edit_changed(ed, i))
			continue;
		any = true;
		if (!field_stored(&e->fields[i]))
			continue;
		str_add(&sql, ", ");
		str_ident(&sql, e->fields[i].name);
		str_add(&sql, " = ");
		bind_value(ed, &b, i, &sql);
	}
	str_add(&sql, " WHERE id = :id");
	enum rc rc = any ? db_run(db, sql.s, b.list) : OK;
	str_release(&sql);
	return rc;
}

/* Runs sql for each id of `ids` that is not in `but`. */
static enum rc each_ref(struct db *db, struct edit *ed, const char *sql, const char *ids,
	const char *but)
{
	const char *word;
	size_t n;
	enum rc rc = OK;
	while (ids && !rc && str_word(&ids, ",", &word, &n))
		if (!but || !str_listed(but, word, n))
			rc = db_run(db, sql,
				BIND(I("row", ed->id), T("ref", arena_dupn(ed->a, word, n))));
	return rc;
}

static const char *as_json(struct edit *ed, const struct field *f, const char *v)
{
	struct str b = STR_INIT;
	str_addc(&b, '{');
	json_string(&b, f->name);
	str_addc(&b, ':');
	json_string(&b, v);
	str_addc(&b, '}');
	const char *ret = arena_dup(ed->a, b.s);
	str_release(&b);
	return ret;
}

/* A set is written as what went and what came: links this user may not see stay as they are. */
static enum rc write_set(struct db *db, struct edit *ed, size_t i)
{
	const struct field *f = &ed->e->fields[i];
	const char *was = ed->base[i], *is = ed->v[i];
	const char *link = arena_printf(ed->a, "\"%s_%s\"", ed->e->name, f->name);
	enum rc rc = each_ref(db, ed, arena_printf(ed->a,
		"DELETE FROM %s WHERE \"row\" = :row AND \"ref\" = :ref", link), was, is);
	if (!rc)
		rc = each_ref(db, ed, arena_printf(ed->a,
			"INSERT INTO %s(\"row\", \"ref\") SELECT :row, :ref WHERE NOT EXISTS"
			" (SELECT 1 FROM %s WHERE \"row\" = :row AND \"ref\" = :ref)", link, link),
			is, was);
	if (!rc)
		history_log(db, ed->e, 'u', ed->id, as_json(ed, f, was), as_json(ed, f, is));
	return rc;
}

static enum rc write_sets(struct db *db, struct edit *ed)
{
	enum rc rc = OK;
	for (size_t i = 0; i < ed->e->n && !rc; i++)
		if (ed->e->fields[i].type == FT_REFS && edit_changed(ed, i))
			rc = write_set(db, ed, i);
	return rc;
}

/* The name of whoever signed the row's opinions, if that is another than who is here, else NULL;
 * and whether there are any. */
static enum rc other_author(struct db *db, struct edit *ed, const char **ret, bool *any)
{
	const struct entity *e = ed->e;
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT u.name, coalesce(NULL");
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].flags & OPINION) {
			str_add(&sql, ", t.");
			str_ident(&sql, e->fields[i].name);
		}
	str_add(&sql, ") IS NOT NULL FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " t JOIN user u ON u.id = t.");
	str_ident(&sql, e->author);
	str_add(&sql, " WHERE t.id = :id AND u.id <> :me");
	struct stmt *st = db_query(db, sql.s, BIND(I("id", ed->id)));
	*ret = db_step(st) ? arena_dup(ed->a, db_text(st, 0)) : NULL;
	*any = *ret && db_int(st, 1);
	str_release(&sql);
	return db_done(st);
}

/* An opinion is written over by its author alone; nor is it read by taking the row over. */
static enum rc check_opinions(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	bool any = false;
	const char *author = NULL;
	enum rc rc = e->author && ed->id ? other_author(db, ed, &author, &any) : OK;
	if (rc)
		return rc;
	for (size_t i = 0; author && i < e->n; i++) {
		const struct field *f = &e->fields[i];
		bool guarded = f->flags & OPINION || (any && !strcmp(f->name, e->author));
		if (!guarded || !edit_changed(ed, i))
			continue;
		edit_wrong(ed, f->name, arena_printf(ed->a,
			_("Only %s can change this: it goes with an opinion of theirs"), author));
		return db_fail(db, INVALID, "%s: %s", field_label(e, f), ed->why[i]);
	}
	return OK;
}

static enum rc write_row(struct db *db, struct edit *ed)
{
	const struct entity *e = ed->e;
	bool fresh = !ed->id;
	enum rc rc = OK;
	struct record *now;
	if (!fresh && (rc = record_load(db, ed->a, e, ed->id, &now)))
		return rc;
	if (!fresh && merge(ed, now))
		return clashed(db, ed);
	if ((rc = check_opinions(db, ed)) || (e->check && (rc = e->check(db, ed))) ||
		(rc = edit_check_key(db, ed)) || (rc = schema_writable(db, e)))
		return rc;
	int64_t twin = fresh && e->keyed ? edit_twin(db, ed) : 0;
	if (twin)
		return edit_join(db, ed, twin);
	history_action(
		db, history_kind(e), arena_printf(ed->a, "%s %s", fresh ? "new" : "set", e->name));
	if (e->zone == ZONE_RESTRICTED)
		history_summary(db, "%s", access_used(db, e, fresh ? ADD : WRITE));
	if ((rc = fresh ? insert_row(db, ed) : update_row(db, ed)) || (rc = write_sets(db, ed)) ||
		(rc = kept_saved(db, ed)))
		return rc;
	return e->saved ? e->saved(db, ed) : OK;
}

/* What is saved is the base of what may be changed next. */
static void settle(struct db *db, struct edit *ed)
{
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT rev FROM ");
	str_ident(&sql, ed->e->name);
	str_add(&sql, " WHERE id = :id");
	ed->rev = db_int_of(db, sql.s, BIND(I("id", ed->id)), 1);
	str_release(&sql);
	for (size_t i = 0; i < ed->e->n; i++) {
		ed->base[i] = ed->v[i];
		ed->touched[i] = false;
	}
}

enum rc edit_check(struct db *db, struct edit *ed)
{
	enum rc rc = check_fields(db, ed);
	if (!rc && ed->e->check)
		rc = ed->e->check(db, ed);
	return rc ? rc : edit_check_key(db, ed);
}

enum rc edit_save(struct db *db, struct edit *ed)
{
	bool own = !db_writing(db), fresh = !ed->id;
	enum rc rc = access_may(db, ed->e, fresh ? ADD : WRITE);
	if (!rc && !fresh && !anything_changed(ed))
		return OK;
	if (rc || (rc = check_fields(db, ed)) || (own && (rc = db_begin(db))))
		return rc;
	rc = write_row(db, ed);
	if (own)
		rc = db_end(db, rc);
	if (!rc)
		settle(db, ed);
	else if (fresh)
		ed->id = 0;
	return rc;
}
