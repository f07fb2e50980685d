/* import_ready.c - the good rows of a file between the look at it and their coming in.
 *
 * The look writes each new record, as it will stand, to this connection's temporary disk, with a
 * number for each thing it is known by. At its end rows that are one record become one, and all are
 * put in the order of their lists: records that stand together in a list then lie together on the
 * disk, and what is sorted when they come in is sorted already. So nothing is read twice, and the
 * file is locked only while rows are copied over.
 */
#include "import_private.h"
#include "kept.h"

#define THE_FILE " /* scan: the rows of one file */"

/* Is it kept? What is only read is not; a set of references is written by edit_save alone. */
static bool kept(const struct field *f)
{
	return f->type != FT_REFS && (f->flags & (VIRT | RO)) != (VIRT | RO);
}

/* A piece for each field kept: before, its name in quotes or :fN, after. */
static void add_each(struct str *b, const struct entity *e, const char *before, bool names,
	bool types)
{
	for (size_t i = 0; i < e->n; i++) {
		if (!kept(&e->fields[i]))
			continue;
		str_add(b, before);
		if (names)
			str_ident(b, e->fields[i].name);
		else
			str_addf(b, ":f%zu", i);
		if (types)
			str_addf(b, " %s", ftype_of(&e->fields[i])->storage);
	}
}

static const char *text_of(struct arena *a, struct str *b)
{
	const char *ret = arena_dup(a, b->s);
	str_release(b);
	return ret;
}

/* Sets of references are written one by one by edit_save; rows that refer to their own kind, may
 * stand only once or keep a field of others are looked up while they come. */
static bool comes_at_once(const struct plan *p)
{
	const struct entity *e = p->im.e;
	if (e->uniq || kept_by(e))
		return false;
	for (int i = 0; i < p->im.nmap; i++) {
		const struct field *f = p->im.map[i].f;
		if (f && (f->type == FT_REFS || (f->type == FT_REF && !strcmp(f->of, e->name))))
			return false;
	}
	for (int i = 0; i < p->nconstant; i++)
		if (p->constant[i].f->type == FT_REFS)
			return false;
	return true;
}

enum rc ready_open(struct ready *r, struct db *db, struct arena *a, const struct plan *p)
{
	const struct entity *e = p->im.e;
	struct str b = STR_INIT;
	*r = (struct ready){ .db = db, .e = e, .at_once = comes_at_once(p) };
	str_add(&b, "INSERT INTO temp.import_row(_nth, _unsaid, import_ref");
	add_each(&b, e, ", ", true, false);
	str_add(&b, ") VALUES(:nth, :unsaid, :ref");
	add_each(&b, e, ", ", false, false);
	str_addc(&b, ')');
	r->put = text_of(a, &b);
	str_add(&b, "SELECT _unsaid, import_ref");
	add_each(&b, e, ", ", true, false);
	str_add(&b, " FROM temp.import_row WHERE _nth = :nth");
	r->get = text_of(a, &b);
	r->binds = arena_array(a, struct bind, e->n + 4);
	r->names = arena_array(a, const char *, e->n);
	for (size_t i = 0; i < e->n; i++)
		r->names[i] = arena_printf(a, "f%zu", i);
	str_add(&b, "PRAGMA temp.cache_size=-256;"
		"DROP TABLE IF EXISTS temp.import_row; DROP TABLE IF EXISTS temp.import_ready;"
		"CREATE TEMP TABLE IF NOT EXISTS import_seen(key INTEGER, nth INTEGER);"
		"CREATE TEMP TABLE IF NOT EXISTS import_again(key INTEGER PRIMARY KEY, nth INTEGER);"
		"CREATE TEMP TABLE IF NOT EXISTS import_other(nth INTEGER PRIMARY KEY);"
		"DELETE FROM temp.import_seen; DELETE FROM temp.import_again;"
		"DELETE FROM temp.import_other;"
		"CREATE TEMP TABLE import_row(_nth INTEGER PRIMARY KEY, _unsaid TEXT, import_ref TEXT");
	add_each(&b, e, ", ", true, true);
	str_addc(&b, ')');
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	return rc;
}

/* ---- a row is kept ---- */

/* unsaid: the fields that only have what every new record has. */
static enum rc put(struct ready *r, int64_t nth, const struct edit *ed, const char *unsaid)
{
	size_t n = 0;
	r->binds[n++] = I("nth", nth);
	r->binds[n++] = T("unsaid", unsaid);
	r->binds[n++] = T("ref", ed->import_ref);
	for (size_t i = 0; i < r->e->n; i++)
		if (ed->v[i] && kept(&r->e->fields[i]))
			r->binds[n++] = T(r->names[i], ed->v[i]);
	r->binds[n] = (struct bind){ 0 };
	return db_run(r->db, r->put, r->binds);
}

enum rc ready_row(struct ready *r, const struct filler *f)
{
	enum rc rc = OK;
	if (f->why.len || f->is)
		return f->is && !f->changes ? OK : db_run(r->db, "INSERT INTO temp.import_other(nth)"
			" VALUES(:nth)", BIND(I("nth", f->nth)));
	for (size_t i = 0; i < f->nkeys && !rc; i++)
		rc = db_run(r->db, "INSERT INTO temp.import_seen(key, nth) VALUES(:key, :nth)",
			BIND(I("key", f->key[i]), I("nth", f->nth)));
	return rc || !r->at_once ? rc : put(r, f->nth, f->ed, f->unsaid.s);
}

/* ---- rows of the file that are one record ---- */

/* The row that st stands on as an edit: its import_ref and fields from column 1 on. */
static struct edit *read_row(struct ready *r, struct arena *a, struct stmt *st)
{
	struct edit *ed = edit_new(r->db, a, r->e);
	int col = 1;
	ed->import_ref = arena_dup(a, db_text(st, col++));
	for (size_t i = 0; i < r->e->n; i++) {
		ed->v[i] = kept(&r->e->fields[i]) ? arena_dup(a, db_text(st, col++)) : NULL;
		ed->touched[i] = ed->v[i] != NULL;
	}
	return ed;
}

static struct edit *get(struct ready *r, struct arena *a, int64_t nth, const char **unsaid)
{
	struct edit *ed = NULL;
	struct stmt *st = db_query(r->db, r->get, BIND(I("nth", nth)));
	if (db_step(st)) {
		*unsaid = arena_dup(a, db_text(st, 0));
		ed = read_row(r, a, st);
	}
	return db_done(st) ? NULL : ed;
}

static enum rc take_away(struct ready *r, int64_t nth)
{
	return db_run(r->db, "DELETE FROM temp.import_row WHERE _nth = :nth", BIND(I("nth", nth)));
}

/* Row nth as news of row `into`. Where the two do not make one sound record they stay two. */
static enum rc join(struct ready *r, struct filler *f, int64_t into, int64_t nth, bool *joined)
{
	const char *kept_unsaid, *unsaid, *number;
	size_t n;
	struct edit *first = get(r, f->a, into, &kept_unsaid);
	enum rc rc;
	*joined = false;
	if (!first || !(f->ed = get(r, f->a, nth, &unsaid)))
		return FAILED;
	while (str_word(&unsaid, " ", &number, &n))
		f->ed->touched[atoi(number)] = false;
	rc = same_news(f, first);
	if (!rc && f->changes)
		rc = edit_check(r->db, first);
	if (rc)
		return import_stops(rc);
	*joined = true;
	rc = take_away(r, nth);
	if (rc || !f->changes || (rc = take_away(r, into)))
		return rc;
	return put(r, into, first, kept_unsaid);
}

/* A row that shares something with others: it goes into the first of them, or is the first. */
static enum rc one_again(struct ready *r, struct filler *f, int64_t nth, const int64_t *key, int n,
	long *repeats)
{
	int64_t into = 0;
	bool joined = false;
	enum rc rc = OK;
	arena_clear(f->a);
	str_clear(&f->notes); /* they are in the rows already */
	f->part = false;
	for (int i = 0; i < n && !into; i++)
		into = db_int_of(r->db, "SELECT ifnull(nth, 0) FROM temp.import_again"
			" WHERE key = :key", BIND(I("key", key[i])), 0);
	if (into && r->at_once)
		rc = join(r, f, into, nth, &joined);
	else
		joined = into;
	*repeats += joined;
	for (int i = 0; i < n && !rc; i++)
		rc = db_run(r->db, "UPDATE temp.import_again SET nth = :nth"
			" WHERE key = :key AND nth IS NULL",
			BIND(I("key", key[i]), I("nth", joined ? into : nth)));
	return rc;
}

static enum rc join_all(struct ready *r, struct filler *f, long *repeats)
{
	int64_t nth = 0, key[COUNT(f->key)];
	int n = 0;
	enum rc rc = db_run(r->db, "INSERT INTO temp.import_again(key) SELECT key"
		" FROM temp.import_seen GROUP BY key HAVING count(*) > 1" THE_FILE, NULL);
	if (rc)
		return rc;
	struct stmt *st = db_query(r->db, "SELECT s.nth, s.key FROM temp.import_seen s"
		" CROSS JOIN temp.import_again g ON g.key = s.key ORDER BY s.rowid" THE_FILE, NULL);
	while (!rc && db_step(st)) {
		if (n && db_int(st, 0) != nth) {
			rc = one_again(r, f, nth, key, n, repeats);
			n = 0;
		}
		nth = db_int(st, 0);
		key[n++] = db_int(st, 1);
	}
	enum rc read = db_done(st);
	if (!rc && !read && n)
		rc = one_again(r, f, nth, key, n, repeats);
	return rc ? rc : read;
}

/* ---- all of them ---- */

static enum rc in_order(struct ready *r)
{
	struct str b = STR_INIT;
	str_add(&b, "CREATE TEMP TABLE import_ready AS SELECT t.import_ref");
	add_each(&b, r->e, ", t.", true, false);
	str_add(&b, " FROM temp.import_row t ORDER BY ");
	order_sql(&b, r->e, "t");
	str_add(&b, ", t._nth; DROP TABLE temp.import_row");
	enum rc rc = db_script(r->db, b.s);
	str_release(&b);
	return rc;
}

enum rc ready_settle(struct ready *r, struct filler *f, long *repeats)
{
	*repeats = 0;
	enum rc rc = join_all(r, f, repeats);
	if (!rc && r->at_once)
		rc = in_order(r);
	return rc ? rc : db_script(r->db, "DELETE FROM temp.import_seen");
}

/* ---- coming in ---- */

static enum rc copy(struct ready *r, const struct bind *which)
{
	struct str b = STR_INIT;
	const struct entity *e = r->e;
	str_add(&b, "INSERT INTO ");
	str_ident(&b, e->name);
	str_add(&b, "(id, import_ref");
	for (size_t i = 0; i < e->n; i++)
		if (field_stored(&e->fields[i])) {
			str_add(&b, ", ");
			str_ident(&b, e->fields[i].name);
		}
	str_add(&b, ") SELECT :before + r.rowid, r.import_ref");
	for (size_t i = 0; i < e->n; i++)
		if (field_stored(&e->fields[i])) {
			str_add(&b, ", r.");
			str_ident(&b, e->fields[i].name);
		}
	str_add(&b, " FROM temp.import_ready r WHERE r.rowid > :from AND r.rowid <= :to"
		" ORDER BY r.rowid");
	enum rc rc = db_run(r->db, b.s, which);
	str_release(&b);
	return rc;
}

/* What the saved hook writes besides is logged and indexed as ever: only these rows are bulk. */
static enum rc run_hooks(struct ready *r, int64_t before, const struct bind *which)
{
	struct arena row = { 0 };
	struct str b = STR_INIT;
	enum rc rc = OK;
	str_add(&b, "SELECT r.rowid, r.import_ref");
	add_each(&b, r->e, ", r.", true, false);
	str_add(&b, " FROM temp.import_ready r WHERE r.rowid > :from AND r.rowid <= :to"
		" ORDER BY r.rowid");
	struct stmt *st = db_query(r->db, b.s, which);
	db_bulk(r->db, false);
	while (!rc && db_step(st)) {
		arena_clear(&row);
		struct edit *ed = read_row(r, &row, st);
		ed->id = before + db_int(st, 0);
		rc = r->e->saved(r->db, ed);
	}
	db_bulk(r->db, true);
	enum rc read = db_done(st);
	str_release(&b);
	arena_free(&row);
	return rc ? rc : read;
}

enum rc ready_copy(struct ready *r, int64_t before, long from, long to)
{
	enum rc rc = copy(r, BIND(I("before", before), I("from", from), I("to", to)));
	if (rc || !r->e->saved)
		return rc;
	return run_hooks(r, before, BIND(I("from", from), I("to", to)));
}

int64_t ready_other(struct ready *r, int64_t after)
{
	return db_int_of(r->db, "SELECT min(nth) FROM temp.import_other WHERE nth > :after",
		BIND(I("after", after)), 0);
}

void ready_forget(struct ready *r)
{
	db_script(r->db, "DROP TABLE IF EXISTS temp.import_row;"
		"DROP TABLE IF EXISTS temp.import_ready");
}
