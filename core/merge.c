/* merge.c - one record made of two, and two of one. */
#include "merge.h"
#include "access.h"
#include "duplicate.h"
#include "history.h"
#include "json.h"
#include "schema.h"

struct merge {
	struct db *db;
	struct arena a;
	const struct entity *e;
	int64_t keep, drop, moved;
	bool twins; /* rows that say the same of what is being merged, not chosen by anybody */
};

static bool true_of(struct db *db, const struct entity *e, const char *what, int64_t id)
{
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT ");
	str_add(&sql, what);
	str_add(&sql, " FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " t WHERE t.id = :id");
	bool ret = db_int_of(db, sql.s, BIND(I("id", id)), 0);
	str_release(&sql);
	return ret;
}

static enum rc may_merge(struct merge *m, int64_t id)
{
	struct record *r;
	enum rc rc = record_load(m->db, &m->a, m->e, id, &r);
	if (rc)
		return rc;
	if (r->archived_at)
		return db_fail(m->db, INVALID, _("%s is archived: bring it back first"),
			record_title(m->db, &m->a, m->e, id));
	if (m->e->hide && !access_role(m->db, "dsl") && true_of(m->db, m->e, m->e->hide, id))
		return db_fail(m->db, DENIED, "%s",
			_("A hidden record is merged by the safeguarding lead alone"));
	return OK;
}

/* What belongs to one record only is not made one with what belongs to another. */
static enum rc check_within(struct merge *m)
{
	if (!m->e->within || db_int_of(m->db, arena_printf(&m->a, "SELECT 1 FROM \"%s\" a JOIN \"%s\" b"
		" ON b.\"%s\" = a.\"%s\" WHERE a.id = :keep AND b.id = :drop", m->e->name, m->e->name,
		m->e->within, m->e->within), BIND(I("keep", m->keep), I("drop", m->drop)), 0))
		return OK;
	return db_fail(m->db, INVALID, _("%s: the two do not belong to the same one"),
		field_label(m->e, field_find(m->e, m->e->within)));
}

/* Fields of f->of = e anywhere: true of those that are a column. */
static bool refers(const struct field *f, const struct entity *e)
{
	return f->type == FT_REF && field_stored(f) && !strcmp(f->of, e->name);
}

/* ---- what refers to one refers to the other ---- */

/* " FROM x p JOIN x q WHERE ...": the rows p of X whose f is drop and of which keep has one already, q,
 * where there may be one each; NULL: there may be many. */
static const char *second_ones(struct merge *m, const struct entity *x, const struct field *f)
{
	const char *one = x->joins ? x->joins : x->uniq, *at = NULL;
	const struct field *u;
	if (!one || !str_listed(one, f->name, strlen(f->name)))
		return NULL;
	struct str sql = STR_INIT;
	str_addf(&sql, " FROM \"%s\" p JOIN \"%s\" q ON q.\"%s\" = :keep", x->name, x->name, f->name);
	while (fields_each(x, one, &at, &u, NULL))
		if (u != f)
			str_addf(&sql, " AND q.\"%s\" IS p.\"%s\"", u->name, u->name);
	str_addf(&sql, " WHERE p.\"%s\" = :drop", f->name);
	if (!x->uniq)
		str_add(&sql, " AND p.archived_at IS NULL AND q.archived_at IS NULL");
	const char *ret = arena_dup(&m->a, sql.s);
	str_release(&sql);
	return ret;
}

/* A second one that is put away stays with drop; one in use is for people to decide, unless the two say
 * the same: then drop's becomes part of keep's, where that is in use. */
static enum rc check_only_one(struct merge *m, const struct entity *x, const char *second)
{
	if (!second || !db_int_of(m->db, arena_printf(&m->a, "SELECT 1%s AND p.archived_at IS NULL%s",
		second, x->joins ? " AND q.archived_at IS NOT NULL" : ""),
		BIND(I("keep", m->keep), I("drop", m->drop)), 0))
		return OK;
	return db_fail(m->db, INVALID, _("%s: both have one, and only one can stay. Archive that of %s, "
		"then merge again"), entity_label(x), record_title(m->db, &m->a, m->e, m->drop));
}

static enum rc move_all(struct merge *m);
static enum rc learn(struct merge *m);

/* What refers to drop's row, and what it knows, goes to keep's. */
static enum rc join(struct merge *m, const struct entity *x, int64_t keep, int64_t drop)
{
	struct merge twins = { .db = m->db, .e = x, .keep = keep, .drop = drop, .twins = true };
	enum rc rc = move_all(&twins);
	if (!rc)
		rc = learn(&twins);
	if (!rc)
		rc = db_run(m->db, arena_printf(&m->a, "UPDATE \"%s\" SET archived_at = :now,"
			" rev = rev + 1 WHERE id = :drop", x->name), BIND(I("drop", drop)));
	m->moved += twins.moved;
	arena_free(&twins.a);
	return rc;
}

/* One by one: what was joined is put away, and is not found again. */
static enum rc join_all(struct merge *m, const struct entity *x, const char *second)
{
	enum rc rc = OK;
	for (int64_t keep = 0, drop = 1; second && x->joins && drop && !rc;) {
		struct stmt *st = db_query(m->db, arena_printf(&m->a, "SELECT q.id, p.id%s"
			" AND p.archived_at IS NULL ORDER BY 2, 1 LIMIT 1", second),
			BIND(I("keep", m->keep), I("drop", m->drop)));
		bool found = db_step(st);
		keep = found ? db_int(st, 0) : 0;
		drop = found ? db_int(st, 1) : 0;
		rc = db_done(st);
		if (!rc && drop)
			rc = join(m, x, keep, drop);
	}
	return rc;
}

/* A tie between the two would be one of the record with itself. (What she promised is no tie: it is
 * about her and by her.) */
static enum rc put_ties_away(struct merge *m, const struct entity *x)
{
	const struct field *end[2];
	size_t n = 0;
	for (size_t i = 0; i < x->n && n < 2; i++)
		if (refers(&x->fields[i], m->e) && x->fields[i].flags & REQ)
			end[n++] = &x->fields[i];
	if (n < 2)
		return OK;
	return db_run(m->db, arena_printf(&m->a, "UPDATE \"%s\" SET archived_at = :now, rev = rev + 1"
		" WHERE archived_at IS NULL AND \"%s\" = :keep AND \"%s\" = :keep", x->name,
		end[0]->name, end[1]->name), BIND(I("keep", m->keep)));
}

/* Nobody coaches herself, stands in for herself or is the way in to herself. */
static enum rc not_herself(struct merge *m, const struct entity *x)
{
	enum rc rc = OK;
	for (size_t i = 0; i < x->n && !rc; i++)
		for (size_t k = 0; k < x->n && !rc; k++) {
			const struct field *f = &x->fields[i], *of = &x->fields[k];
			if (!(f->flags & ANOTHER) || of->flags & ANOTHER || !refers(f, m->e) ||
				!refers(of, m->e))
				continue;
			rc = db_run(m->db, arena_printf(&m->a, "UPDATE \"%s\" SET \"%s\" = NULL,"
				" rev = rev + 1 WHERE \"%s\" = :keep AND \"%s\" = :keep", x->name,
				f->name, f->name, of->name), BIND(I("keep", m->keep)));
		}
	return rc;
}

static enum rc move_refs(struct merge *m, const struct entity *x, const struct field *f)
{
	const char *second = second_ones(m, x, f);
	enum rc rc = check_only_one(m, x, second);
	if (rc || (rc = schema_writable(m->db, x)) || (rc = join_all(m, x, second)))
		return rc;
	struct str sql = STR_INIT;
	str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = :keep, rev = rev + 1 WHERE \"%s\" = :drop",
		x->name, f->name, f->name);
	if (second)
		str_addf(&sql, " AND id NOT IN (SELECT p.id%s)", second);
	str_add(&sql, " RETURNING 1");
	struct stmt *st = db_query(m->db, sql.s, BIND(I("keep", m->keep), I("drop", m->drop)));
	while (db_step(st))
		m->moved++;
	str_release(&sql);
	rc = db_done(st);
	if (!rc)
		rc = put_ties_away(m, x);
	return rc ? rc : not_herself(m, x);
}

static const char *set_of(struct merge *m, const char *link, int64_t row)
{
	return db_text_of(m->db, &m->a, arena_printf(&m->a,
		"SELECT group_concat(\"ref\") FROM (SELECT \"ref\" FROM \"%s\" WHERE \"row\" = :row"
		" ORDER BY \"ref\")", link), BIND(I("row", row)));
}

static const char *as_json(struct merge *m, const struct field *f, const char *v)
{
	struct str b = STR_INIT;
	str_addf(&b, "{\"%s\":", f->name);
	if (v)
		json_string(&b, v);
	else
		str_add(&b, "null");
	str_addc(&b, '}');
	const char *ret = arena_dup(&m->a, b.s);
	str_release(&b);
	return ret;
}

/* One set in which something is exchanged or added, with the change that history keeps of it. */
static enum rc change_set(struct merge *m, const struct entity *x, const struct field *f,
	int64_t row, const char *sql, const struct bind *binds)
{
	const char *link = arena_printf(&m->a, "%s_%s", x->name, f->name);
	const char *was = set_of(m, link, row);
	enum rc rc = db_run(m->db, arena_printf(&m->a, sql, link, link), binds);
	const char *is = set_of(m, link, row);
	if (!rc && !same(was, is))
		history_log(m->db, x, 'u', row, as_json(m, f, was), as_json(m, f, is));
	return rc;
}

/* Sets of x that hold drop hold keep. */
static enum rc move_members(struct merge *m, const struct entity *x, const struct field *f)
{
	struct str rows = STR_INIT;
	const char *at, *word;
	size_t n;
	enum rc rc = OK;
	struct stmt *st = db_query(m->db, arena_printf(&m->a,
		"SELECT \"row\" FROM \"%s_%s\" WHERE \"ref\" = :drop", x->name, f->name),
		BIND(I("drop", m->drop)));
	while (db_step(st))
		str_addf(&rows, "%s ", db_text(st, 0));
	rc = db_done(st);
	for (at = rows.s; !rc && str_word(&at, " ", &word, &n); m->moved++) {
		int64_t row = atoll(word);
		rc = change_set(m, x, f, row, "INSERT INTO \"%s\"(\"row\", \"ref\")"
			" VALUES(:row, :keep) ON CONFLICT DO NOTHING",
			BIND(I("row", row), I("keep", m->keep)));
		if (!rc)
			rc = change_set(m, x, f, row,
				"DELETE FROM \"%s\" WHERE \"row\" = :row AND \"ref\" = :drop",
				BIND(I("row", row), I("drop", m->drop)));
	}
	str_release(&rows);
	return rc;
}

static enum rc move_all(struct merge *m)
{
	enum rc rc = OK;
	for (size_t i = 0; entities[i] && !rc; i++) {
		const struct entity *x = entities[i];
		for (size_t k = 0; k < x->n && !rc; k++) {
			const struct field *f = &x->fields[k];
			if (refers(f, m->e))
				rc = move_refs(m, x, f);
			else if (f->type == FT_REFS && !strcmp(f->of, m->e->name))
				rc = move_members(m, x, f);
		}
	}
	return rc;
}

/* ---- what one knows the other learns ---- */

/* From what gives way to what holds, whichever of the two says it: care never becomes less, and a
 * public role is one. */
static const struct {
	const char *field, *order;
	bool care;
} strictest[] = {
	{ "contact_safety_level", "normal,care,hidden", true },
	{ "processing_restricted", "0,1", true },
	{ "hidden", "0,1", true },
	{ "is_power_holder", "0,1", false },
};

static const char *order_of(const struct field *f, bool care)
{
	for (size_t i = 0; i < COUNT(strictest); i++)
		if (!strcmp(f->name, strictest[i].field) && (strictest[i].care || !care))
			return strictest[i].order;
	return NULL;
}

/* The value of f that keep (t) has after learning from drop (d). */
static void learnt(struct str *b, const struct merge *m, const struct field *f)
{
	const struct entity *e = m->e;
	const char *n = f->name, *order = order_of(f, false);
	bool opinion = e->author && (f->flags & OPINION || !strcmp(n, e->author));
	bool note = f->type == FT_NOTE || (e->notes && !strcmp(n, e->notes));
	if (order)
		str_addf(b, "iif(instr('%s', ifnull(d.\"%s\", '')) > instr('%s', ifnull(t.\"%s\", '')),"
			" d.\"%s\", t.\"%s\")", order, n, order, n, n, n);
	else if (opinion) /* a judgement and who made it stay together */
		str_addf(b, "iif(t.\"%s\" IS NULL, d.\"%s\", t.\"%s\")", e->author, n, n);
	else if (note)
		str_addf(b, "CASE WHEN instr(ifnull(t.\"%s\", ''), ifnull(d.\"%s\", '')) THEN t.\"%s\""
			" ELSE ifnull(t.\"%s\" || %s, '') || d.\"%s\" END", n, n, n, n,
			f->type == FT_NOTE ? "char(10)" : "'; '", n);
	else if (m->twins && e->said)
		str_addf(b, "iif(d.\"%s\" > t.\"%s\", ifnull(d.\"%s\", t.\"%s\"),"
			" ifnull(t.\"%s\", d.\"%s\"))", e->said, e->said, n, n, n, n);
	else
		str_addf(b, "ifnull(t.\"%s\", d.\"%s\")", n, n);
}

static enum rc learn(struct merge *m)
{
	struct str sql = STR_INIT;
	str_addf(&sql, "UPDATE \"%s\" AS t SET rev = t.rev + 1", m->e->name);
	for (size_t i = 0; i < m->e->n; i++) {
		const struct field *f = &m->e->fields[i];
		if (!field_stored(f) || (m->twins && str_listed(m->e->joins, f->name, strlen(f->name))))
			continue;
		str_addf(&sql, ", \"%s\" = ", f->name);
		learnt(&sql, m, f);
	}
	str_addf(&sql, " FROM \"%s\" d WHERE t.id = :keep AND d.id = :drop", m->e->name);
	const struct bind *both = BIND(I("keep", m->keep), I("drop", m->drop));
	enum rc rc = db_run(m->db, sql.s, both);
	str_release(&sql);
	for (size_t i = 0; i < m->e->n && !rc; i++)
		if (m->e->fields[i].type == FT_REFS)
			rc = change_set(m, m->e, &m->e->fields[i], m->keep,
				"INSERT INTO \"%s\"(\"row\", \"ref\") SELECT :keep, \"ref\""
				" FROM \"%s\" WHERE \"row\" = :drop AND \"ref\" <> :keep"
				" ON CONFLICT DO NOTHING", both);
	return rc;
}

static enum rc remember(struct merge *m)
{
	const char *title = record_title(m->db, &m->a, m->e, m->drop);
	return db_run(m->db, "INSERT INTO merged(entity, dropped, kept, name, txn)"
		" VALUES(:e, :drop, :keep, :name, :txn) ON CONFLICT(entity, dropped)"
		" DO UPDATE SET kept = :keep, name = :name, txn = :txn",
		BIND(T("e", m->e->name), I("drop", m->drop), I("keep", m->keep),
			I("name", name_number(&m->a, title)), I("txn", history_now(m->db))));
}

static enum rc merge(struct merge *m)
{
	enum rc rc = may_merge(m, m->keep);
	if (!rc)
		rc = may_merge(m, m->drop);
	if (!rc)
		rc = check_within(m);
	if (!rc)
		rc = schema_writable(m->db, m->e);
	if (rc)
		return rc;
	history_action(m->db, history_kind(m->e), arena_printf(&m->a, "merge %s", m->e->name));
	if ((rc = move_all(m)) || (rc = learn(m)) || (rc = remember(m)))
		return rc;
	history_summary(m->db, "%s into %s", id_show(m->db, &m->a, m->drop),
		id_show(m->db, &m->a, m->keep));
	return record_archive(m->db, m->e, m->drop, true);
}

enum rc record_merge(struct db *db, const struct entity *e, int64_t keep, int64_t drop,
	int64_t *moved)
{
	struct merge m = { .db = db, .e = e, .keep = keep, .drop = drop };
	enum rc rc = access_may(db, e, WRITE);
	if (!rc)
		rc = access_whole(db, e);
	if (!rc && keep == drop)
		rc = db_fail(db, INVALID, "%s", _("These are one and the same record"));
	if (!rc && e->bookkeeping)
		rc = db_fail(db, INVALID, _("%s cannot be merged"), entity_label(e));
	bool lifted = false;
	if (!rc && !(rc = access_lift(db, &lifted)) && !(rc = db_begin(db)))
		rc = db_end(db, merge(&m));
	*moved = m.moved;
	arena_free(&m.a);
	return access_lower(db, lifted, rc);
}

int64_t record_merged(struct db *db, const struct entity *e, int64_t id)
{
	for (int i = 0; i < 20; i++) {
		int64_t kept = db_int_of(db, "SELECT g.kept FROM merged g JOIN txn x ON x.id = g.txn"
			" WHERE g.entity = :e AND g.dropped = :id AND x.undone = 0",
			BIND(T("e", e->name), I("id", id)), 0);
		if (!kept)
			break;
		id = kept;
	}
	return id;
}

enum rc record_merged_named(struct db *db, const struct entity *e, const char *name, int64_t *ret)
{
	struct arena a = { 0 };
	int64_t found = 0;
	bool clear = true;
	struct stmt *st = db_query(db, "SELECT dropped FROM merged WHERE entity = :e AND name = :number",
		BIND(T("e", e->name), I("number", name_number(&a, name))));
	while (db_step(st)) {
		int64_t dropped = db_int(st, 0), id = record_merged(db, e, dropped);
		if (id == dropped || record_kept_from(db, e, id))
			continue;
		clear &= !found || found == id;
		found = id;
	}
	enum rc rc = db_done(st);
	arena_free(&a);
	*ret = found;
	return rc ? rc : !found ? NOTFOUND : clear ? OK : INVALID;
}

/* ---- told apart ---- */

/* What the second record takes from the first before its own fields are given. */
static bool goes_along(const struct entity *e, const struct field *f)
{
	size_t n = strlen(f->name);
	return str_listed(e->title, f->name, n) || (e->seer && !strcmp(f->name, e->seer)) ||
	       order_of(f, true);
}

static enum rc move_row(struct merge *m, const struct entity *x, int64_t row)
{
	int64_t moved = 0;
	struct record *r;
	enum rc rc = access_may(m->db, x, WRITE);
	if (!rc)
		rc = record_load(m->db, &m->a, x, row, &r);
	if (!rc)
		rc = schema_writable(m->db, x);
	for (size_t i = 0; i < x->n && !rc; i++) {
		const struct field *f = &x->fields[i];
		if (!refers(f, m->e))
			continue;
		struct stmt *st = db_query(m->db, arena_printf(&m->a,
			"UPDATE \"%s\" SET \"%s\" = :keep, rev = rev + 1"
			" WHERE id = :row AND \"%s\" = :drop RETURNING 1", x->name, f->name, f->name),
			BIND(I("keep", m->keep), I("drop", m->drop), I("row", row)));
		while (db_step(st))
			moved++;
		rc = db_done(st);
	}
	if (!rc && !moved)
		rc = db_fail(m->db, INVALID, _("%s %s does not belong to %s"), entity_one(x),
			id_show(m->db, &m->a, row), record_title(m->db, &m->a, m->e, m->drop));
	return rc;
}

static enum rc second(struct merge *m, int n, const char *const *fields)
{
	struct edit *from, *ed = edit_new(m->db, &m->a, m->e);
	enum rc rc = edit_load(m->db, &m->a, m->e, m->drop, &from);
	for (size_t i = 0; i < m->e->n && !rc; i++)
		if (goes_along(m->e, &m->e->fields[i]))
			edit_put(ed, &m->e->fields[i], from->v[i]);
	for (int i = 0; i < n && !rc; i++)
		rc = edit_assign(m->db, ed, fields[i]);
	if (!rc)
		rc = edit_save(m->db, ed);
	m->keep = ed->id;
	return rc;
}

static enum rc split(struct merge *m, int n, const char *const *fields,
	const struct marked *marked, int nmarked)
{
	int rows = 0;
	enum rc rc;
	for (int i = 0; i < nmarked; i++)
		rows += marked[i].n;
	if (!rows)
		return db_fail(m->db, INVALID, "%s",
			_("Say first what belongs to the other: mark it under the record"));
	history_action(m->db, history_kind(m->e), arena_printf(&m->a, "split %s", m->e->name));
	if ((rc = second(m, n, fields)))
		return rc;
	for (int i = 0; i < nmarked; i++)
		for (int k = 0; k < marked[i].n && !rc; k++)
			rc = move_row(m, marked[i].e, marked[i].id[k]);
	if (!rc)
		history_summary(m->db, "%s from %s", id_show(m->db, &m->a, m->keep),
			id_show(m->db, &m->a, m->drop));
	return rc ? rc : duplicate_not(m->db, m->e, m->keep, m->drop);
}

enum rc record_split(struct db *db, const struct entity *e, int64_t id, int n,
	const char *const *fields, const struct marked *marked, int nmarked, int64_t *ret)
{
	struct merge m = { .db = db, .e = e, .drop = id };
	enum rc rc = access_may(db, e, ADD);
	if (!rc)
		rc = access_may(db, e, WRITE);
	if (!rc)
		rc = access_whole(db, e);
	bool lifted = false;
	if (!rc && !(rc = access_lift(db, &lifted)) && !(rc = db_begin(db)))
		rc = db_end(db, split(&m, n, fields, marked, nmarked));
	*ret = m.keep;
	arena_free(&m.a);
	return access_lower(db, lifted, rc);
}
