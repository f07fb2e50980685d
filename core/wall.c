/* wall.c - what a user's roles give her, put under her connection: db_wall.c holds it up. */
#include "access.h"
#include "ftype.h"

/* The program's own tables: who meets every person may read and write them. */
static const char *const own[] = { "tombstone", "merged", "not_duplicate" };

static unsigned writes(struct db *db, const struct entity *e)
{
	return (access_may(db, e, ADD) ? 0 : DB_MAY_INSERT) |
		(access_may(db, e, WRITE) ? 0 : DB_MAY_UPDATE | DB_MAY_DELETE);
}

/* The link tables of the sets of e: a link is met with its row. */
static enum rc wall_links(struct db *db, struct arena *a, const struct entity *e, enum row_scope rows,
	unsigned may)
{
	enum rc rc = OK;
	for (size_t i = 0; i < e->n && !rc; i++) {
		if (e->fields[i].type != FT_REFS)
			continue;
		const char *link = arena_printf(a, "%s_%s", e->name, e->fields[i].name);
		if (rows == ROWS_ALL)
			db_wall_open(db, link, may ? DB_MAY_WRITE : 0);
		else
			rc = db_wall_view(db, link, rows == ROWS_NONE ? NULL : arena_printf(a,
				"t.\"row\" IN (SELECT s.id FROM temp.\"%s\" s)",
				db_wall_inside(db, a, e->name)), may ? DB_MAY_WRITE : 0);
	}
	return rc;
}

/* Was the row that alias c of change is about hers to meet? Adds an arm for e to a CASE. */
static void add_seen(struct db *db, struct arena *a, struct str *b, const struct entity *e,
	enum row_scope rows)
{
	str_addf(b, " WHEN '%s' THEN ", e->name);
	if (rows == ROWS_NONE)
		str_addc(b, '0');
	else
		str_addf(b, "EXISTS (SELECT 1 FROM temp.\"%s\" s WHERE s.id = t.row)",
			db_wall_inside(db, a, e->name));
}

/* Of history she reads what is about records that she meets; of logins, what an administrator may. */
static enum rc wall_history(struct db *db, const char *seen)
{
	struct arena a = { 0 };
	enum rc rc = OK;
	if (!*seen) {
		db_wall_open(db, "change", 0);
		db_wall_open(db, "txn", 0);
	} else if (!(rc = db_wall_view(db, "change", arena_printf(&a, "CASE t.entity%s ELSE 1 END",
			seen), 0))) {
		const char *inside = db_wall_inside(db, &a, "change");
		rc = db_wall_view(db, "txn", arena_printf(&a, "(%d OR t.command <> 'login') AND (NOT EXISTS"
			" (SELECT 1 FROM main.change c WHERE c.txn = t.id) OR EXISTS"
			" (SELECT 1 FROM temp.\"%s\" c WHERE c.txn = t.id))",
			access_role(db, "admin"), inside), 0);
	}
	arena_free(&a);
	return rc;
}

/* Who meets some people or none meets nothing that hangs on a hidden one either. */
static enum row_scope keep_hidden_out(struct str *where, const struct entity *e, enum row_scope rows)
{
	struct str b = STR_INIT;
	meets_main_sql(&b, e, "t");
	if (b.len) {
		char *mine = xstrdup(rows == ROWS_ALL ? "1" : where->s);
		str_clear(where);
		str_addf(where, "(%s)%s", mine, b.s);
		free(mine);
		rows = ROWS_SOME;
	}
	str_release(&b);
	return rows;
}

static enum rc build(struct db *db)
{
	struct arena a = { 0 };
	struct str where = STR_INIT, seen = STR_INIT;
	enum rc rc = OK;
	bool everybody = access_rows(db, entity_find("person"), &where) == ROWS_ALL;
	for (size_t i = 0; entities[i] && !rc; i++) {
		const struct entity *e = entities[i];
		enum row_scope rows = access_rows(db, e, &where);
		unsigned may = writes(db, e);
		if (!everybody && rows != ROWS_NONE)
			rows = keep_hidden_out(&where, e, rows);
		/* What is written goes through a view, also where she meets all: so its triggers, and
		 * SQLite's looks at tables that refer to it and are closed to her, are the wall's own. */
		if (rows == ROWS_ALL && !may)
			db_wall_open(db, e->name, 0);
		else
			rc = db_wall_view(db, e->name, rows == ROWS_ALL ? "" : rows == ROWS_SOME
				? where.s : NULL, may);
		if (rows != ROWS_ALL)
			add_seen(db, &a, &seen, e, rows);
		if (!rc)
			rc = wall_links(db, &a, e, rows, may);
	}
	for (size_t i = 0; i < COUNT(own) && everybody; i++)
		db_wall_open(db, own[i], DB_MAY_WRITE);
	if (!rc)
		rc = wall_history(db, seen.len ? seen.s : "");
	str_release(&where);
	str_release(&seen);
	arena_free(&a);
	return rc;
}

enum rc access_scopes(struct db *db)
{
	struct str where = STR_INIT;
	enum rc rc = OK;
	if (access_rows(db, entity_find("person"), &where) == ROWS_SOME)
		rc = build(db);
	str_release(&where);
	return rc;
}

enum rc access_wall(struct db *db)
{
	enum rc rc = db_wall_down(db);
	if (!rc && !(rc = build(db)))
		db_wall_up(db);
	return rc;
}

enum rc access_lift(struct db *db, bool *lifted)
{
	struct str where = STR_INIT;
	bool all = access_rows(db, entity_find("person"), &where) == ROWS_ALL;
	str_release(&where);
	*lifted = all && db_walled(db) && !db_writing(db);
	if (!*lifted)
		return OK;
	struct db_interrupt was = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	enum rc rc = db_wall_down(db);
	db_interrupt_hook(db, was);
	return rc;
}

enum rc access_lower(struct db *db, bool lifted, enum rc rc)
{
	if (!lifted)
		return rc;
	/* A key that stopped the work does not stop this, and its last words stay the last. */
	struct db_interrupt was = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	char *words = xstrdup(db_words(db));
	enum rc up = build(db);
	db_wall_up(db);
	if (up)
		db_roles_set(db, "");
	else
		db_fail(db, rc, "%s", words);
	free(words);
	db_interrupt_hook(db, was);
	return up ? up : rc;
}
