/* record.c - one record: read through the gate, named, found by its name, archived. */
#include "record.h"
#include "access.h"
#include "history.h"
#include "json.h"
#include "schema.h"
#include "utf8.h"
#include <stdio.h>

/* The newest rows in which a title without an index is looked for. */
#define NEWEST "20000"

/* The safeguarding lead meets everybody; keys are no part of that. */
static bool meets_all(struct db *db, const struct entity *e)
{
	return !e->bookkeeping && access_role(db, "dsl");
}

/* Conditions that keep out what this user may not meet, appended to a WHERE over t. */
static void gate(struct db *db, struct str *b, const struct entity *e)
{
	if (!meets_all(db, e))
		meets_sql(b, e, "t");
}

static enum rc no_such(struct db *db, struct arena *a, const struct entity *e, int64_t id)
{
	return db_fail(db, NOTFOUND, _("%s: there is no number %s"), entity_one(e),
		id_show(db, a, id));
}

static void from_one(struct db *db, struct str *b, const struct entity *e)
{
	str_add(b, " FROM ");
	str_ident(b, e->name);
	str_add(b, " t WHERE t.id = :id");
	gate(db, b, e);
}

/* Whoever may meet everybody reads without the gate. */
static void load_sql(struct str *b, const void *of)
{
	const struct entity *e = of;
	str_add(b, "SELECT t.rev, t.archived_at, t.import_ref");
	for (size_t i = 0; i < e->n; i++) {
		str_add(b, ", ");
		field_sql(b, e, &e->fields[i], "t");
	}
	str_add(b, " FROM ");
	str_ident(b, e->name);
	str_add(b, " t WHERE t.id = :id");
}

static void load_gated_sql(struct str *b, const void *of)
{
	load_sql(b, of);
	meets_sql(b, of, "t");
}

enum rc record_load(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	struct record **ret)
{
	enum rc rc = access_may(db, e, READ);
	if (rc)
		return rc;
	struct stmt *st = db_query_of(db, meets_all(db, e) ? load_sql : load_gated_sql, e,
		BIND(I("id", id)));
	struct record *r = NULL;
	if (db_step(st)) {
		r = arena_new(a, struct record);
		*r = (struct record){ e, id, db_int(st, 0), arena_dup(a, db_text(st, 1)),
			arena_dup(a, db_text(st, 2)), arena_array(a, const char *, e->n) };
		for (size_t i = 0; i < e->n; i++)
			r->v[i] = arena_dup(a, db_text(st, 3 + (int)i));
	}
	if ((rc = db_done(st)))
		return rc;
	if (!r)
		return no_such(db, a, e, id);
	*ret = r;
	return record_was_read(db, e, &id, 1, true);
}

enum rc record_was_read(struct db *db, const struct entity *e, const int64_t *ids, int n, bool whole)
{
	char command[100];
	bool begun = false;
	enum rc rc = OK;
	if (e->zone != ZONE_RESTRICTED || db_writing(db))
		return OK;
	for (int i = 0; i < n; i++) {
		if (!history_looks(db, e, ids[i], whole))
			continue;
		if (!begun) {
			if ((rc = db_begin(db)))
				break;
			begun = true;
			snprintf(command, sizeof command, "show %s", e->name);
			history_action(db, "read", command);
			history_summary(db, "%s", access_used(db, e, READ));
		}
		history_log(db, e, 'r', ids[i], NULL, NULL);
	}
	if (begun)
		rc = db_commit(db);
	if (rc) /* nothing of it is known to be written down */
		history_look(db);
	return rc;
}

/* The role by which she meets that row: the safeguarding lead's alone reaches whom nobody else meets. */
static const char *role_used(struct db *db, const struct entity *e, int64_t id)
{
	struct str sql = STR_INIT;
	if (!meets_all(db, e))
		return access_used(db, e, READ);
	str_add(&sql, "SELECT 1 FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " t WHERE t.id = :id");
	meets_sql(&sql, e, "t");
	bool hers = db_int_of(db, sql.s, BIND(I("id", id)), 0);
	str_release(&sql);
	return hers ? access_used(db, e, READ) : "dsl";
}

/* Writes down that a masked value was read. What is not written down is not shown. */
static enum rc log_reading(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	const struct field *f)
{
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "read", arena_printf(a, "reveal %s", e->name));
	history_summary(db, "%s", role_used(db, e, id));
	struct str what = STR_INIT;
	str_addc(&what, '{');
	json_string(&what, f->name);
	str_add(&what, ":\"" FIELD_MASKED "\"}");
	history_log(db, e, 'r', id, NULL, what.s);
	str_release(&what);
	return db_commit(db);
}

enum rc record_reveal(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	const struct field *f, const char **ret)
{
	struct record *r;
	enum rc rc = record_load(db, a, e, id, &r);
	if (rc)
		return rc;
	*ret = r->v[field_index(e, f)];
	if (!same(*ret, FIELD_MASKED))
		return OK;
	if ((rc = log_reading(db, a, e, id, f)))
		return rc;
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT t.");
	str_ident(&sql, f->name);
	from_one(db, &sql, e);
	*ret = db_text_of(db, a, sql.s, BIND(I("id", id)));
	str_release(&sql);
	return OK;
}

/* The title as title_sql makes it; NULL when there is no such row for this user. */
static const char *plain_title(struct db *db, struct arena *a, const struct entity *e, int64_t id)
{
	if (access_may(db, e, READ))
		return NULL;
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT ");
	title_sql(&sql, e, "t");
	from_one(db, &sql, e);
	const char *ret = db_text_of(db, a, sql.s, BIND(I("id", id)));
	str_release(&sql);
	return ret;
}

/* Are all fields of the list words, so that the title for the eye is the plain one? */
static bool plain(const struct entity *e, const char *list)
{
	const char *at = NULL;
	const struct field *f;
	while (fields_each(e, list, &at, &f, NULL))
		if (f->type != FT_TEXT && f->type != FT_NOTE)
			return false;
	return true;
}

const char *record_title(struct db *db, struct arena *a, const struct entity *e, int64_t id)
{
	const char *at = NULL, *ret;
	const struct field *f;
	struct record *r;
	if (plain(e, e->title)) {
		ret = plain_title(db, a, e, id);
		return ret && *ret ? ret : "?";
	}
	if (record_load(db, a, e, id, &r))
		return "?";
	for (ret = NULL; fields_each(e, e->title, &at, &f, NULL);) {
		const char *v = field_show(db, a, f, r->v[field_index(e, f)]);
		if (*v)
			ret = ret ? arena_printf(a, "%s, %s", ret, v) : v;
	}
	return ret ? ret : "?";
}

/* Live rows whose folded title is that of :typed. By the index of the entity's own order where that
 * is the title, else among the newest. */
static void named_sql(struct db *db, struct str *b, const struct entity *e)
{
	bool indexed = plain(e, e->title) && !strcmp(e->title, e->order);
	str_add(b, "SELECT t.id, ");
	title_sql(b, e, "t");
	str_add(b, " FROM ");
	str_ident(b, e->name);
	str_add(b, " t WHERE t.archived_at IS NULL AND ");
	if (indexed) {
		order_sql(b, e, "t");
	} else {
		str_add(b, "t.id IN (SELECT n.id FROM ");
		str_ident(b, e->name);
		str_add(b, " n /* scan: the newest " NEWEST " */ ORDER BY n.id DESC LIMIT " NEWEST
			") AND fold(");
		title_sql(b, e, "t");
		str_addc(b, ')');
	}
	str_add(b, " = fold(:typed)");
	gate(db, b, e);
	str_add(b, " ORDER BY t.id LIMIT 20");
}

/* One of the rows so named, if it is clear which. */
static enum rc by_title(struct db *db, struct arena *a, const struct entity *e, const char *typed,
	int64_t *ret)
{
	int n = 0, exact = 0;
	int64_t id = 0, exact_id = 0;
	const char *ids = "";
	struct str sql = STR_INIT;
	named_sql(db, &sql, e);
	struct stmt *st = db_query(db, sql.s, BIND(T("typed", typed)));
	str_release(&sql);
	while (db_step(st)) {
		id = db_int(st, 0);
		ids = arena_printf(a, "%s%s%s", ids, n++ ? ", " : "", id_show(db, a, id));
		if (same(db_text(st, 1), typed)) {
			exact++;
			exact_id = id;
		}
	}
	enum rc rc = db_done(st);
	if (rc)
		return rc;
	if (!n || (!exact && !*utf8_fold(a, typed)))
		return db_fail(db, NOTFOUND, _("%s: there is no \"%s\""), entity_one(e), typed);
	if (n > 1 && exact != 1)
		return db_fail(db, INVALID,
			_("%s: %d are called \"%s\". Give the number of one: %s"), entity_label(e),
			n, typed, ids);
	*ret = exact == 1 ? exact_id : id;
	return OK;
}

static bool is_there(struct db *db, const struct entity *e, int64_t id)
{
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT 1");
	from_one(db, &sql, e);
	bool ret = db_int_of(db, sql.s, BIND(I("id", id)), 0);
	str_release(&sql);
	return ret;
}

bool record_kept_from(struct db *db, const struct entity *e, int64_t id)
{
	if (access_may(db, e, READ))
		return true;
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT 1 FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " WHERE id = :id");
	bool exists = db_int_of(db, sql.s, BIND(I("id", id)), 0);
	str_release(&sql);
	return exists && !is_there(db, e, id);
}

enum rc record_resolve(struct db *db, const struct entity *e, const char *typed, int64_t *ret)
{
	enum rc rc = access_may(db, e, READ);
	if (rc)
		return rc;
	int64_t id;
	if (id_parse(db, typed, &id) && is_there(db, e, id)) {
		*ret = id;
		return OK;
	}
	struct arena a = { 0 };
	rc = by_title(db, &a, e, typed, ret);
	arena_free(&a);
	return rc;
}

const char *record_name(struct db *db, struct arena *a, const struct entity *e, int64_t id)
{
	int64_t found;
	const char *title = plain_title(db, a, e, id);
	if (!title)
		return "";
	if (*title && !record_resolve(db, e, title, &found) && found == id)
		return title;
	return id_show(db, a, id);
}

static enum rc write_archived(struct db *db, const struct entity *e, int64_t id, bool archived)
{
	struct str sql = STR_INIT;
	str_add(&sql, "UPDATE ");
	str_ident(&sql, e->name);
	str_addf(&sql, " SET archived_at = %s, rev = rev + 1 WHERE id = :id",
		archived ? ":now" : "NULL");
	enum rc rc = db_run(db, sql.s, BIND(I("id", id)));
	str_release(&sql);
	return rc;
}

enum rc record_archive(struct db *db, const struct entity *e, int64_t id, bool archived)
{
	struct arena a = { 0 };
	struct record *r;
	bool own = !db_writing(db);
	enum rc rc = access_may(db, e, WRITE);
	if (!rc && own)
		rc = db_begin(db);
	if (rc)
		return rc;
	rc = record_load(db, &a, e, id, &r);
	if (!rc && !!r->archived_at != archived && !(rc = schema_writable(db, e))) {
		history_action(db, history_kind(e),
			arena_printf(&a, "%s %s", archived ? "archive" : "unarchive", e->name));
		if (archived && e->leaves)
			rc = e->leaves(db, id);
		if (!rc)
			rc = write_archived(db, e, id, archived);
	}
	if (own)
		rc = db_end(db, rc);
	arena_free(&a);
	return rc;
}
