/* history_bulk.c - many inserts of one action taken back, or many deletes, by set and not by row. */
#include "history_private.h"
#include "access.h"
#include "record.h"
#include "schema.h"

#define ONE_IMPORT " /* scan: rows of one import */"

/* Does a row of e refer to another of its kind? Then each that goes is looked for in an index. */
static bool self_referring(const struct entity *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].type == FT_REF && !strcmp(e->fields[i].of, e->name))
			return true;
	return false;
}

/* Runs sql, which adds or takes away `rows` rows of e, without triggers; without the indexes too
 * when they are many of the table's. */
static enum rc in_bulk(struct undo *u, const struct entity *e, int64_t rows, const char *sql,
	const struct bind *binds)
{
	const char *again = "";
	enum rc rc = OK;
	if (schema_bulk_pays(u->db, e, rows) && !self_referring(e))
		rc = schema_unindex(u->db, &u->a, e, &again);
	db_bulk(u->db, true);
	if (!rc)
		rc = db_run(u->db, sql, binds);
	if (!rc)
		rc = schema_reindex(u->db, e);
	if (!rc)
		rc = db_script(u->db, again);
	db_bulk(u->db, false);
	return rc;
}

/* Takes out of `going` what something refers to: by the references, of which there are mostly fewer
 * than rows. */
static enum rc keep_pointed_at(struct undo *u, const struct entity *e, const struct bind *span)
{
	struct str b = STR_INIT;
	enum rc rc = OK;
	enum db_trust was = db_trust(u->db, DB_TRUSTED); /* also what this user may not read */
	for (size_t i = 0; entities[i]; i++)
		for (size_t j = 0; j < entities[i]->n && !rc; j++) {
			const struct field *f = &entities[i]->fields[j];
			bool set = f->type == FT_REFS;
			if (!f->of || strcmp(f->of, e->name) ||
				(!set && (f->type != FT_REF || !field_stored(f))))
				continue;
			str_clear(&b);
			str_addf(&b, "DELETE FROM going WHERE id IN (SELECT r.\"%s\" FROM main.\"%s%s%s\" r"
				" WHERE r.\"%s\" BETWEEN :first AND :last)", set ? "ref" : f->name,
				entities[i]->name, set ? "_" : "", set ? f->name : "",
				set ? "ref" : f->name);
			rc = db_run(u->db, b.s, span);
		}
	db_trust(u->db, was);
	str_release(&b);
	return rc;
}

/* The rows of a bulk insert that nobody worked on since, and nothing points at. */
static enum rc choose_going(struct undo *u, const struct change *c, const struct bind *span)
{
	struct str b = STR_INIT;
	enum rc rc = db_script(u->db, "CREATE TEMP TABLE IF NOT EXISTS going(id INTEGER PRIMARY KEY);"
		"DELETE FROM going");
	str_addf(&b, "INSERT INTO going SELECT t.id FROM \"%s\" t WHERE t.id BETWEEN :first AND :last"
		" AND t.id NOT IN (SELECT c.row FROM change c JOIN txn x ON x.id = c.txn"
		" WHERE c.entity = :entity AND c.row BETWEEN :first AND :last AND c.id > :id"
		" AND x.kind IN ('edit', 'erase') AND x.undone = 0)", c->e->name);
	if (!access_role(u->db, "dsl"))
		meets_sql(&b, c->e, "t");
	if (!rc)
		rc = db_run(u->db, b.s, BIND(I("first", c->row), I("last", atoll(c->after)),
			I("id", c->id), T("entity", c->e->name)));
	str_release(&b);
	return rc ? rc : keep_pointed_at(u, c->e, span);
}

static enum rc name_those_that_stay(struct undo *u, const struct entity *e, const struct bind *span)
{
	struct str b = STR_INIT;
	str_addf(&b, "SELECT t.id FROM \"%s\" t WHERE t.id BETWEEN :first AND :last"
		" AND t.id NOT IN (SELECT id FROM going)", e->name);
	struct stmt *st = db_query(u->db, b.s, span);
	while (db_step(st))
		undo_stays(u, e, db_int(st, 0), _("changed since, or others refer to it"));
	str_release(&b);
	return db_done(st);
}

/* A column that no row fills is left out of what is written of each. */
static void filled(struct undo *u, const struct entity *e, const char **names, size_t *n)
{
	struct str b = STR_INIT;
	size_t left = 0;
	for (size_t i = 0; i < *n; i++)
		str_addf(&b, "%scount(t.\"%s\")", i ? ", " : "SELECT ", names[i]);
	str_addf(&b, " FROM going g CROSS JOIN \"%s\" t ON t.id = g.id" ONE_IMPORT, e->name);
	struct stmt *st = db_query(u->db, b.s, NULL);
	if (db_step(st))
		for (size_t i = 0; i < *n; i++)
			if (db_int(st, (int)i))
				names[left++] = names[i];
	*n = db_done(st) ? *n : left;
	str_release(&b);
}

static enum rc log_going(struct undo *u, const struct entity *e)
{
	const char *names[HISTORY_MOST];
	size_t n = history_columns(e, names);
	struct str b = STR_INIT;
	filled(u, e, names, &n);
	str_add(&b, "INSERT INTO main.change(txn, entity, row, op, before)"
		" SELECT :now_txn, :entity, t.id, 'd', json_object(");
	for (size_t i = 0; i < n; i++)
		str_addf(&b, "%s'%s', CAST(t.\"%s\" AS TEXT)", i ? ", " : "", names[i], names[i]);
	str_addf(&b, ") FROM going g CROSS JOIN \"%s\" t ON t.id = g.id ORDER BY t.id"
		ONE_IMPORT, e->name);
	enum rc rc = history_write(u->db, b.s,
		BIND(T("entity", e->name), I("now_txn", history_now(u->db))));
	str_release(&b);
	return rc;
}

/* A bulk insert: its rows go in one statement, those worked on since or pointed at stay. */
enum rc undo_take_out_all(struct undo *u, const struct change *c)
{
	const struct bind *span = BIND(I("first", c->row), I("last", atoll(c->after)));
	enum rc rc = choose_going(u, c, span);
	if (!rc)
		rc = name_those_that_stay(u, c->e, span);
	if (!rc)
		rc = log_going(u, c->e);
	if (rc)
		return rc;
	int64_t n = db_int_of(u->db, "SELECT count(*) FROM going", NULL, 0);
	struct str b = STR_INIT;
	str_addf(&b, "DELETE FROM \"%s\" WHERE id IN (SELECT id FROM going)", c->e->name);
	u->done += n;
	rc = in_bulk(u, c->e, n, b.s, NULL);
	str_release(&b);
	return rc;
}

/* The deletes of an import undone, back in one statement. */
enum rc undo_put_back_all(struct undo *u, const struct entity *e)
{
	const char *names[HISTORY_MOST];
	size_t n = history_columns(e, names);
	const struct bind *which = BIND(I("txn", u->txn), T("entity", e->name));
	int64_t first = 0, last = 0, all = 0;
	struct stmt *st = db_query(u->db, "SELECT min(row), max(row), count(*) FROM change"
		" WHERE txn = :txn AND entity = :entity AND op = 'd'", which);
	if (db_step(st)) {
		first = db_int(st, 0);
		last = db_int(st, 1);
		all = db_int(st, 2);
	}
	enum rc rc = db_done(st);
	struct str b = STR_INIT;
	str_addf(&b, "INSERT INTO \"%s\"(id, rev", e->name);
	for (size_t i = 0; i < n; i++)
		str_addf(&b, ", \"%s\"", names[i]);
	str_add(&b, ") SELECT c.row, 1");
	for (size_t i = 0; i < n; i++)
		str_addf(&b, ", c.before ->> '$.%s'", names[i]);
	str_addf(&b, " FROM change c WHERE c.txn = :txn AND c.entity = :entity AND c.op = 'd'"
		" AND c.row NOT IN (SELECT id FROM \"%s\") ORDER BY c.id", e->name);
	if (!rc)
		rc = in_bulk(u, e, all, b.s, which);
	str_release(&b);
	if (rc)
		return rc;
	history_log(u->db, e, 'I', first, NULL, arena_int(&u->a, last));
	u->done += all;
	return OK;
}
