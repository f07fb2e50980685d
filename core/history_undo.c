/* history_undo.c - taking an action back, and taking that back again.
 *
 * Both are one thing: the changes of a txn are reverted, newest first, in a new txn. A field is put
 * back only where its value is still the one the action left; an inserted record goes only if
 * nobody has worked on it since and nothing points at it. What stays is counted and named.
 * Many inserts (an import) or many deletes (an import undone) are reverted by set, not by row:
 * history_bulk.c.
 */
#include "history_private.h"
#include "access.h"
#include "json.h"
#include "kept.h"
#include "record.h"
#include "schema.h"
#include <stdio.h>

#define MANY 500 /* rows of one record type from which sets are quicker */

void undo_stays(struct undo *u, const struct entity *e, int64_t id, const char *why)
{
	if (u->stayed++ < 3)
		str_addf(&u->names, "%s%s (%s)", u->names.len ? "; " : "",
			record_title(u->db, &u->a, e, id), why);
}

/* Did a later action that still stands touch the row? */
static bool touched_since(struct undo *u, const struct change *c)
{
	return db_int_of(u->db, "SELECT 1 FROM change c JOIN txn x ON x.id = c.txn"
		" WHERE c.entity = :entity AND c.row = :row AND c.id > :id AND c.txn <> :txn"
		" AND x.kind IN ('edit', 'erase') AND x.undone = 0 LIMIT 1",
		BIND(T("entity", c->e->name), I("row", c->row), I("id", c->id),
			I("txn", u->txn)), 0);
}

/* SQL that is true of a row `t` of e which something else refers to: anybody's, also what this user may
 * not read, so it is asked as the program. */
static void pointed_at(struct str *b, const struct entity *e, const char *row)
{
	str_addf(b, "(%s IS NULL", row);
	for (size_t i = 0; entities[i]; i++)
		for (size_t j = 0; j < entities[i]->n; j++) {
			const struct field *f = &entities[i]->fields[j];
			if (!f->of || strcmp(f->of, e->name))
				continue;
			if (f->type == FT_REFS)
				str_addf(b, " OR EXISTS(SELECT 1 FROM main.\"%s_%s\" r WHERE r.\"ref\" = %s)",
					entities[i]->name, f->name, row);
			else if (f->type == FT_REF && field_stored(f))
				str_addf(b, " OR EXISTS(SELECT 1 FROM main.\"%s\" r WHERE r.\"%s\" = %s)",
					entities[i]->name, f->name, row);
		}
	str_addc(b, ')');
}

static enum rc take_out(struct undo *u, const struct change *c)
{
	struct str b = STR_INIT;
	str_add(&b, "SELECT ");
	pointed_at(&b, c->e, ":id");
	enum db_trust was = db_trust(u->db, DB_TRUSTED);
	bool pointed = db_int_of(u->db, b.s, BIND(I("id", c->row)), 0);
	db_trust(u->db, was);
	str_clear(&b);
	if (pointed || touched_since(u, c)) {
		undo_stays(u, c->e, c->row, pointed ? _("others refer to it") : _("changed since"));
		str_release(&b);
		return OK;
	}
	str_addf(&b, "DELETE FROM \"%s\" WHERE id = :id", c->e->name);
	enum rc rc = db_run(u->db, b.s, BIND(I("id", c->row)));
	str_release(&b);
	u->done++;
	return rc;
}

static enum rc put_back(struct undo *u, const struct change *c)
{
	struct json_pair *pair;
	int n;
	if (json_object(&u->a, c->before, strlen(c->before), &pair, &n))
		return db_fail(u->db, FAILED, _("History row %lld cannot be read"), (long long)c->id);
	struct str cols = STR_INIT, vals = STR_INIT;
	struct bind *binds = arena_array(&u->a, struct bind, n + 2);
	binds[n] = I("id", c->row);
	for (int i = 0; i < n; i++) {
		str_addf(&cols, ", \"%s\"", pair[i].key);
		str_addf(&vals, ", :v%d", i);
		binds[i] = T(arena_printf(&u->a, "v%d", i), pair[i].value);
	}
	struct str sql = STR_INIT;
	str_addf(&sql, "INSERT INTO \"%s\"(id, rev%s) SELECT :id, 1%s"
		" WHERE NOT EXISTS(SELECT 1 FROM \"%s\" WHERE id = :id)", c->e->name, cols.s, vals.s,
		c->e->name);
	enum rc rc = db_run(u->db, sql.s, binds);
	str_release(&sql);
	str_release(&cols);
	str_release(&vals);
	u->done++;
	return rc;
}

/* The set of a REFS field back to what it was, if it is still what the action left. */
static bool refs_back(struct undo *u, const struct change *c, const struct field *f,
	const char *before, const char *after, enum rc *rc)
{
	struct str sql = STR_INIT;
	str_addf(&sql, "SELECT group_concat(\"ref\", ',') FROM (SELECT \"ref\" FROM \"%s_%s\""
		" WHERE \"row\" = :id ORDER BY \"ref\")", c->e->name, f->name);
	const char *now = db_text_of(u->db, &u->a, sql.s, BIND(I("id", c->row)));
	str_clear(&sql);
	bool ours = same(now, after);
	if (ours) {
		str_addf(&sql, "DELETE FROM \"%s_%s\" WHERE \"row\" = :id", c->e->name, f->name);
		*rc = db_run(u->db, sql.s, BIND(I("id", c->row)));
		str_clear(&sql);
		str_addf(&sql, "INSERT INTO \"%s_%s\"(\"row\", \"ref\") VALUES(:id, :ref)",
			c->e->name, f->name);
		const char *at = before ? before : "", *word;
		size_t len;
		while (!*rc && str_word(&at, ",", &word, &len))
			*rc = db_run(u->db, sql.s, BIND(I("id", c->row), T("ref",
				arena_dupn(&u->a, word, len))));
		struct str was = STR_INIT, is = STR_INIT;
		json_string(&was, after);
		json_string(&is, before);
		history_log(u->db, c->e, 'u', c->row,
			arena_printf(&u->a, "{\"%s\":%s}", f->name, was.s),
			arena_printf(&u->a, "{\"%s\":%s}", f->name, is.s));
		str_release(&was);
		str_release(&is);
	}
	str_release(&sql);
	return ours;
}

/* Runs an UPDATE ... RETURNING 1: did it find its row? A value that another row bears by now stays. */
static bool row_found(struct undo *u, const char *sql, const struct bind *binds, enum rc *rc)
{
	struct stmt *st = db_query(u->db, sql, binds);
	bool found = false;
	while (db_step(st))
		found = true;
	enum rc how = db_done(st);
	if (how && how != INVALID)
		*rc = how;
	return found && !how;
}

/* One column back, if its value is still what the action left. */
static bool column_back(struct undo *u, const struct change *c, const char *name,
	const char *before, const char *after, enum rc *rc)
{
	struct str sql = STR_INIT;
	str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = :before, rev = rev + 1 WHERE id = :id"
		" AND CAST(\"%s\" AS TEXT) IS :after RETURNING 1", c->e->name, name, name);
	bool ours = row_found(u, sql.s, BIND(T("before", before), T("after", after),
		I("id", c->row)), rc);
	str_release(&sql);
	return ours;
}

/* A field that rows of another type keep (kept.h) followed them when they went back before it: what
 * is left to do is only what no row says. */
static bool follows(const struct entity *e, const char *name)
{
	const struct field *f = field_find(e, name);
	return f && f->kept;
}

/* ONEOF parts are checked row by row, so the columns of one change go back in one UPDATE when all
 * of them are still ours; else one by one. */
static bool columns_back(struct undo *u, const struct change *c, const struct json_pair *was,
	const struct json_pair *is, int n, enum rc *rc)
{
	struct str set = STR_INIT, where = STR_INIT, sql = STR_INIT;
	struct bind *binds = arena_array(&u->a, struct bind, 2 * n + 2);
	for (int i = 0; i < n; i++) {
		const char *name = was[i].key;
		if (follows(c->e, name)) {
			str_addf(&set, "\"%s\" = iif(\"%s\" IS :a%d, :b%d, \"%s\"), ", name, name,
				i, i, name);
		} else {
			str_addf(&set, "\"%s\" = :b%d, ", name, i);
			str_addf(&where, " AND CAST(\"%s\" AS TEXT) IS :a%d", name, i);
		}
		binds[2 * i] = T(arena_printf(&u->a, "b%d", i), was[i].value);
		binds[2 * i + 1] = T(arena_printf(&u->a, "a%d", i), is[i].value);
	}
	binds[2 * n] = I("id", c->row);
	str_addf(&sql, "UPDATE \"%s\" SET %srev = rev + 1 WHERE id = :id%s RETURNING 1", c->e->name,
		set.s, where.s);
	bool ours = row_found(u, sql.s, binds, rc);
	str_release(&set);
	str_release(&where);
	str_release(&sql);
	return ours;
}

static enum rc change_back(struct undo *u, const struct change *c)
{
	struct json_pair *was, *is;
	int n, m;
	if (json_object(&u->a, c->before, strlen(c->before), &was, &n) ||
		json_object(&u->a, c->after, strlen(c->after), &is, &m) || n != m)
		return db_fail(u->db, FAILED, _("History row %lld cannot be read"), (long long)c->id);
	const struct field *f = n ? field_find(c->e, was[0].key) : NULL;
	bool set = f && f->type == FT_REFS;
	enum rc rc = OK;
	if (!set && columns_back(u, c, was, is, n, &rc)) {
		u->done++;
		return OK;
	}
	for (int i = 0; !rc && i < n; i++) {
		f = field_find(c->e, was[i].key);
		bool ours = set ? refs_back(u, c, f, was[i].value, is[i].value, &rc)
			: n > 1 && column_back(u, c, was[i].key, was[i].value, is[i].value, &rc);
		if (ours)
			u->done++;
		else
			undo_stays(u, c->e, c->row, f ? field_label(c->e, f) : was[i].key);
	}
	return rc;
}

static enum rc revert(struct undo *u, const struct change *c)
{
	enum rc rc = access_may(u->db, c->e, WRITE);
	if (rc || (rc = schema_writable(u->db, c->e)))
		return rc;
	if (strchr("iu", c->op) && record_kept_from(u->db, c->e, c->row)) {
		undo_stays(u, c->e, c->row, _("not yours to change"));
		return OK;
	}
	switch (c->op) {
	case 'i':
		return take_out(u, c);
	case 'u':
		return change_back(u, c);
	case 'd':
		return put_back(u, c);
	case 'I':
		return undo_take_out_all(u, c);
	}
	return OK;
}

/* Changes are read one at a time, newest first: reverting writes to the table they stand in. */
static bool next_change(struct undo *u, int64_t below, const char *skip, struct change *c)
{
	struct stmt *st = db_query(u->db, "SELECT id, entity, row, op, before, after FROM change"
		" WHERE txn = :txn AND id < :below AND NOT (op = 'd' AND instr(:skip, entity || ' '))"
		" ORDER BY id DESC LIMIT 1", BIND(I("txn", u->txn), I("below", below),
		T("skip", skip)));
	bool there = db_step(st);
	if (there) {
		*c = (struct change){ db_int(st, 0), db_int(st, 2), entity_find(db_text(st, 1)),
			*db_text(st, 3), arena_dup(&u->a, db_text(st, 4)),
			arena_dup(&u->a, db_text(st, 5)) };
	}
	u->fault = db_done(st);
	return there;
}

/* What comes and goes with the field it keeps is not counted beside it. */
static void count_apart(struct undo *u, const struct entity *e, int64_t before)
{
	if (!kept_by(e))
		return;
	u->followed += u->done - before;
	u->done = before;
}

static enum rc revert_all(struct undo *u)
{
	struct str many = STR_INIT;
	enum rc rc = OK;
	struct stmt *st = db_query(u->db, "SELECT entity FROM change WHERE txn = :txn AND op = 'd'"
		" GROUP BY entity HAVING count(*) > :many",
		BIND(I("txn", u->txn), I("many", MANY)));
	while (db_step(st))
		str_addf(&many, "%s ", db_text(st, 0));
	rc = db_done(st);
	for (size_t i = 0; !rc && many.len && entities[i]; i++) {
		char word[80];
		snprintf(word, sizeof word, "%s ", entities[i]->name);
		int64_t before = u->done;
		if (strstr(many.s, word))
			rc = undo_put_back_all(u, entities[i]);
		count_apart(u, entities[i], before);
	}
	struct change c;
	for (int64_t at = INT64_MAX; !rc && next_change(u, at, many.s, &c); at = c.id) {
		int64_t before = u->done;
		if (c.e) {
			rc = revert(u, &c);
			count_apart(u, c.e, before);
		}
		arena_clear(&u->a);
	}
	str_release(&many);
	u->done = u->done ? u->done : u->followed;
	return rc ? rc : u->fault;
}

/* "changed (Person): Ana Quispe" of an action on one record. */
static const char *in_words(struct db *db, struct arena *a, int64_t txn, const char **types, bool *named)
{
	const struct bind *of = BIND(I("txn", txn));
	const char *command = db_text_of(db, a, "SELECT command FROM txn WHERE id = :txn", of);
	*types = db_text_of(db, a, "SELECT group_concat(DISTINCT entity) FROM change WHERE txn = :txn", of);
	const char *what = history_words(a, command ? command : "");
	const struct entity *e = *types ? entity_find(*types) : NULL;
	int64_t row = e ? db_int_of(db, "SELECT iif(min(row) = max(row), row, 0) FROM change"
		" WHERE txn = :txn AND op IN ('i', 'u')", of, 0) : 0;
	/* Within a write nobody writes down that something RESTRICTED was read. */
	const char *title = row && !(db_writing(db) && e->zone == ZONE_RESTRICTED)
		? record_title(db, a, e, row) : "?";
	*named = strcmp(title, "?");
	return *named ? arena_printf(a, "%s: %s", what, title) : what;
}

/* Reverts txn in a new one of that kind; marks both. */
static enum rc turn_back(struct db *db, int64_t txn, const char *kind, int64_t mark_done)
{
	struct undo u = { .db = db, .txn = txn, .names = STR_INIT };
	bool lifted;
	enum rc rc = access_lift(db, &lifted);
	if (!rc)
		rc = db_begin(db);
	if (rc)
		return access_lower(db, lifted, rc);
	history_action(db, kind, kind);
	struct arena words = { 0 }; /* what was added has a name before, what comes back behind */
	bool named;
	const char *types, *what = in_words(db, &words, txn, &types, &named);
	rc = db_script(db, "PRAGMA defer_foreign_keys=ON");
	if (!rc)
		rc = revert_all(&u);
	if (!rc && mark_done)
		what = in_words(db, &words, mark_done, &types, &named);
	if (!rc)
		rc = history_write(db, "UPDATE main.txn SET undone = 1 WHERE id = :txn",
			BIND(I("txn", txn)));
	if (!rc && mark_done)
		rc = history_write(db, "UPDATE main.txn SET undone = 0 WHERE id = :txn",
			BIND(I("txn", mark_done)));
	if (!rc)
		rc = history_write(db, "UPDATE main.txn SET undoes = :txn WHERE id = :undo",
			BIND(I("txn", txn), I("undo", history_now(db))));
	if (!rc && u.stayed && !u.done) /* nothing of it is hers: it stays for whoever's it is */
		rc = db_fail(db, NOTFOUND, _("%lld changed back; %lld stayed: %s%s"), 0LL,
			(long long)u.stayed, u.names.s, u.stayed > 3 ? " ..." : "");
	if (!rc && (rc = db_commit(db)) == OK) {
		if (u.stayed)
			rc = db_fail(db, NOTFOUND, _("%lld changed back; %lld stayed: %s%s"),
				(long long)u.done, (long long)u.stayed, u.names.s,
				u.stayed > 3 ? " ..." : "");
		else if (named)
			db_fail(db, OK, mark_done ? _("Done again: %s") : _("Undone: %s"), what);
		else
			db_fail(db, OK, mark_done ? trn("Done again: %s, %ld record",
				"Done again: %s, %ld records", (unsigned long)u.done)
				: trn("Undone: %s, %ld record", "Undone: %s, %ld records",
				(unsigned long)u.done), what, (long)u.done);
	} else {
		db_rollback(db);
	}
	arena_free(&words);
	arena_free(&u.a);
	str_release(&u.names);
	return access_lower(db, lifted, rc);
}

/* Her last action was an erasure: u is meant for that, and must not take back what came before it. */
static enum rc not_past_erasure(struct db *db, int64_t next)
{
	if (!db_int_of(db, "SELECT kind = 'erase' FROM txn WHERE user IS nullif(:me, 0)"
		" AND kind IN ('edit', 'erase', 'undo', 'redo') ORDER BY id DESC LIMIT 1", NULL, 0))
		return OK;
	struct arena a = { 0 };
	const char *what = db_text_of(db, &a, "SELECT command FROM txn WHERE id = :txn",
		BIND(I("txn", next)));
	enum rc rc = what ? db_fail(db, INVALID, _("An erasure stays. \"undo %lld\" takes back what was"
		" before: %s"), (long long)next, history_words(&a, what))
		: db_fail(db, INVALID, "%s", _("An erasure stays: it is not undone"));
	arena_free(&a);
	return rc;
}

static int64_t newest_of_mine(struct db *db)
{
	return db_int_of(db, "SELECT id FROM txn WHERE user IS nullif(:me, 0)"
		" AND kind = 'edit' AND undone = 0 ORDER BY id DESC LIMIT 1", NULL, 0);
}

int64_t history_last(struct db *db, struct arena *a, const char **types, const char **what)
{
	int64_t txn = newest_of_mine(db);
	bool named;
	*what = in_words(db, a, txn, types, &named);
	return txn;
}

enum rc history_undo(struct db *db, int64_t txn)
{
	if (!txn) {
		txn = newest_of_mine(db);
		enum rc rc = not_past_erasure(db, txn);
		if (rc)
			return rc;
	}
	if (!txn)
		return db_fail(db, NOTFOUND, "%s", _("There is nothing to undo"));
	struct arena a = { 0 };
	const char *kind = db_text_of(db, &a, "SELECT iif(undone, 'undone', kind) FROM txn"
		" WHERE id = :txn", BIND(I("txn", txn)));
	enum rc rc = OK;
	if (!kind)
		rc = db_fail(db, NOTFOUND, "%s", _("There is no such action"));
	else if (!strcmp(kind, "undone"))
		rc = db_fail(db, NOTFOUND, "%s", _("That was undone already"));
	else if (strcmp(kind, "edit"))
		rc = db_fail(db, INVALID, "%s", _("That cannot be undone"));
	arena_free(&a);
	return rc ? rc : turn_back(db, txn, "undo", 0);
}

enum rc history_redo(struct db *db)
{
	int64_t undo = db_int_of(db, "SELECT id FROM txn x WHERE user IS nullif(:me, 0)"
		" AND kind = 'undo' AND undone = 0 AND NOT EXISTS (SELECT 1 FROM txn y"
		" WHERE y.user IS x.user AND y.id > x.id AND y.kind = 'edit')"
		" ORDER BY id DESC LIMIT 1", NULL, 0);
	if (!undo)
		return db_fail(db, NOTFOUND, "%s", _("There is nothing to do again"));
	return turn_back(db, undo, "redo",
		db_int_of(db, "SELECT undoes FROM txn WHERE id = :undo", BIND(I("undo", undo)), 0));
}
