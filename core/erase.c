/* erase.c - forgetting a person who asks: what is hers loses its words, a skeleton stays. */
#include "erase_private.h"
#include "access.h"
#include "ftype.h"
#include "history.h"
#include "utf8.h"

enum { DEPTH = 2, MENTIONS = 200 };

/* What of her own row the counts need. */
static const char kept[] = "contact_safety_level current_ladder_step owner ward joined_on";
/* Rows that say nothing but what binds her to others, or what she agreed to. */
static const char gone_wholly[] =
	"relationship institution_person consent privacy_shown contact_safety";
/* Rows that would wait in lists for somebody to do them. */
static const char put_away[] = "person next_step";

struct erasing {
	struct db *db;
	struct arena *a;
	int64_t id;
	const char *name;    /* her whole name; NULL: mentions are not looked for */
	struct erasure *gone;
	int rows, mentions;  /* there is room for */
	enum rc fault;       /* what is hers could not all be found */
};

static bool listed(const char *words, const char *word)
{
	return str_listed(words, word, strlen(word));
}

static bool has(const struct erased_row *row, int n, const struct entity *e, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (row[i].e == e && row[i].id == id)
			return true;
	return false;
}

static void add(struct arena *a, struct erased_row **row, int *n, int *room,
	const struct entity *e, int64_t id)
{
	if (*n == *room) {
		struct erased_row *more = arena_array(a, struct erased_row, *room * 2 + 32);
		if (*n)
			memcpy(more, *row, sizeof *more * (size_t)*n);
		*row = more;
		*room = *room * 2 + 32;
	}
	(*row)[(*n)++] = (struct erased_row){ e, id };
}

/* ---- what is hers ---- */

/* A row is somebody's by a reference that it cannot be without, or that names it. */
static bool owns(const struct entity *e, const struct field *by)
{
	return by->type == FT_REF && (by->flags & (REQ | PART) ||
		listed(e->title, by->name));
}

static void collect(struct erasing *x, const struct entity *e, int64_t id, int depth);

static void collect_from(struct erasing *x, const char *sql, const struct bind *binds,
	const struct entity *e, bool hers, int depth)
{
	struct stmt *st = db_query(x->db, sql, binds);
	while (db_step(st)) {
		int64_t id = db_int(st, 0);
		if (!hers)
			add(x->a, &x->gone->mention, &x->gone->mentions, &x->mentions, e, id);
		else if (!has(x->gone->row, x->gone->rows, e, id))
			collect(x, e, id, depth);
	}
	enum rc rc = db_done(st);
	if (rc)
		x->fault = rc;
}

/* The rows of one kind that refer to a row; those known only from history too, since the words of a
 * row that was taken back stand there. */
static void collect_kind(struct erasing *x, const struct entity *from, const struct field *by,
	int64_t id, int depth)
{
	struct str sql = STR_INIT;
	if (by->type == FT_REFS) {
		str_addf(&sql, "SELECT \"row\" FROM \"%s_%s\" WHERE \"ref\" = :id", from->name, by->name);
		collect_from(x, sql.s, BIND(I("id", id)), from, false, depth);
	} else {
		bool hers = owns(from, by);
		str_addf(&sql, "SELECT id FROM \"%s\" WHERE \"%s\" = :id", from->name, by->name);
		collect_from(x, sql.s, BIND(I("id", id)), from, hers, depth);
		str_clear(&sql);
		str_addf(&sql, "SELECT row FROM change WHERE entity = :entity AND op = 'd'"
			" AND before ->> '$.%s' = CAST(:id AS TEXT)", by->name);
		if (hers)
			collect_from(x, sql.s, BIND(T("entity", from->name), I("id", id)), from,
				true, depth);
	}
	str_release(&sql);
}

static void collect(struct erasing *x, const struct entity *e, int64_t id, int depth)
{
	const struct entity *from;
	const struct field *by;
	add(x->a, &x->gone->row, &x->gone->rows, &x->rows, e, id);
	if (!depth) /* records of hers that became part of this one */
		collect_from(x, "SELECT dropped FROM merged WHERE entity = :entity AND kept = :id",
			BIND(T("entity", e->name), I("id", id)), e, true, 0);
	for (size_t i = 0; depth < DEPTH && entity_referrer(e, i, &from, &by); i++)
		collect_kind(x, from, by, id, depth + 1);
}

/* ---- wiping ---- */

static bool wiped(const struct entity *e, const struct field *f)
{
	if (!field_stored(f) || (e == entity_find("person") && listed(kept, f->name)))
		return false;
	if (e == entity_find("person") || f->flags & OPINION)
		return true;
	switch (f->type) {
	case FT_REF:
	case FT_DATE:
	case FT_MOMENT:
	case FT_BOOL:
	case FT_CODE:
	case FT_INT:
		return false;
	default:
		return true;
	}
}

static enum rc wipe(struct erasing *x, const struct entity *e, int64_t id)
{
	struct str sql = STR_INIT;
	bool away = listed(put_away, e->name);
	str_addf(&sql, "UPDATE \"%s\" SET rev = rev + 1, import_ref = NULL%s", e->name,
		away ? ", archived_at = ifnull(archived_at, :now)" : "");
	for (size_t i = 0; i < e->n; i++)
		if (wiped(e, &e->fields[i]))
			str_addf(&sql, ", \"%s\" = %s", e->fields[i].name,
				e->fields[i].flags & REQ || !strcmp(e->fields[i].name, "given")
					? ":mark" : "NULL");
	str_add(&sql, " WHERE id = :id");
	bool marks = strstr(sql.s, ":mark");
	const struct bind both[] = { I("id", id), T("mark", _("(erased)")), { 0 } };
	enum rc rc = db_run(x->db, sql.s, marks ? both : BIND(I("id", id)));
	str_release(&sql);
	return rc;
}

static enum rc take_out(struct erasing *x, const struct entity *e, int64_t id)
{
	struct str sql = STR_INIT;
	str_addf(&sql, "DELETE FROM \"%s\" WHERE id = :id", e->name);
	enum rc rc = db_run(x->db, sql.s, BIND(I("id", id)));
	str_release(&sql);
	return rc;
}

/* Sets that she is in: others' rows, which lose her alone. */
static enum rc leave_sets(struct erasing *x)
{
	const struct entity *from;
	const struct field *by;
	struct str sql = STR_INIT;
	enum rc rc = OK;
	for (size_t i = 0; !rc && entity_referrer(entity_find("person"), i, &from, &by); i++) {
		if (by->type != FT_REFS)
			continue;
		str_clear(&sql);
		str_addf(&sql, "DELETE FROM \"%s_%s\" WHERE \"ref\" = :id", from->name, by->name);
		rc = db_run(x->db, sql.s, BIND(I("id", x->id)));
	}
	str_release(&sql);
	return rc;
}

/* Its name stood there as a number, to know it again in a file. */
static enum rc forget_merge(struct db *db, const struct entity *e, int64_t id)
{
	return db_run(db, "DELETE FROM merged WHERE entity = :entity AND :id IN (dropped, kept)",
		BIND(T("entity", e->name), I("id", id)));
}

/* The words of a row leave history; that something was done, by whom and when, stays. */
static enum rc forget_past(struct db *db, const struct entity *e, int64_t id)
{
	const struct bind *row = BIND(T("entity", e->name), I("row", id));
	enum rc rc = db_run(db, "UPDATE main.change SET before = '{}', after = '{}'"
		" WHERE entity = :entity AND row = :row AND op = 'u'", row);
	return rc ? rc : db_run(db, "DELETE FROM main.change WHERE entity = :entity AND row = :row"
		" AND op = 'd'", row);
}

/* ---- where else she is named ---- */

static enum rc find_mentions(struct erasing *x, const struct entity *e)
{
	int64_t *id;
	int n;
	enum rc rc = named_rows(x->db, x->a, x->name, e, INT64_MIN, MENTIONS, &id, &n);
	for (int i = 0; i < n; i++)
		add(x->a, &x->gone->mention, &x->gone->mentions, &x->mentions, e, id[i]);
	return rc;
}

/* Those that are hers, met twice, or not met by this user are none. */
static void tidy_mentions(struct erasing *x)
{
	struct erasure *g = x->gone;
	struct record *r;
	int n = 0;
	for (int i = 0; i < g->mentions; i++) {
		struct erased_row m = g->mention[i];
		if (!has(g->row, g->rows, m.e, m.id) && !has(g->mention, n, m.e, m.id) &&
			!record_load(x->db, x->a, m.e, m.id, &r))
			g->mention[n++] = m;
	}
	g->mentions = n;
}

/* ---- the whole of it ---- */

static enum rc erase_all(struct erasing *x)
{
	struct erasure *g = x->gone;
	const struct entity *person = entity_find("person");
	enum rc rc = db_script(x->db, "PRAGMA defer_foreign_keys=ON");
	collect(x, person, x->id, 0);
	if (!rc)
		rc = x->fault;
	for (int i = 0; i < g->rows && x->name && !rc; i++)
		if (g->row[i].e == person && !tombstone_of(x->db, g->row[i].id))
			rc = tombstone_put(x->db, g->row[i].id);
	for (size_t i = 0; x->name && !rc && entities[i]; i++)
		if (!entities[i]->bookkeeping)
			rc = find_mentions(x, entities[i]);
	if (!rc)
		rc = leave_sets(x);
	for (int i = 0; i < g->rows && !rc; i++) {
		const struct entity *e = g->row[i].e;
		bool whole = listed(gone_wholly, e->name);
		rc = whole ? take_out(x, e, g->row[i].id) : wipe(x, e, g->row[i].id);
		if (!rc)
			rc = forget_past(x->db, e, g->row[i].id);
		if (!rc && e == person)
			rc = forget_merge(x->db, e, g->row[i].id);
		if (!rc && !whole)
			history_log(x->db, e, 'u', g->row[i].id, "{}", "{}");
	}
	if (!rc && x->name)
		rc = named_forget(x->db, x->a, x->name);
	if (!rc)
		rc = named_reindex(x->db);
	return rc;
}

enum rc erase_rows(struct db *db, struct arena *a, int64_t id, const char *name,
	struct erasure *ret)
{
	struct erasing x = { .db = db, .a = a, .id = id, .name = name, .gone = ret };
	bool was = db_in_bulk(db);
	*ret = (struct erasure){ 0 };
	db_bulk(db, true); /* the triggers would write down in history what is being forgotten */
	enum rc rc = erase_all(&x);
	if (!rc)
		rc = erase_owe(db);
	db_bulk(db, was);
	if (!rc)
		tidy_mentions(&x);
	return rc;
}

/* Is it her whole name? Of somebody erased already the tombstone knows. */
static bool is_hers(struct db *db, struct arena *a, int64_t id, const char *name)
{
	if (!name || !*utf8_fold(a, name))
		return false;
	if (tombstone_of(db, id))
		return tombstone_named(db, id, name);
	return !strcmp(utf8_fold(a, name),
		utf8_fold(a, record_title(db, a, entity_find("person"), id)));
}

enum rc erase_person(struct db *db, struct arena *a, int64_t id, const char *name,
	struct erasure *ret)
{
	const struct entity *person = entity_find("person");
	struct record *r;
	enum rc rc = access_may(db, person, WRITE);
	if (!rc)
		rc = access_whole(db, person);
	if (!rc)
		rc = record_load(db, a, person, id, &r);
	if (!rc && !is_hers(db, a, id, name))
		rc = db_fail(db, INVALID, "%s",
			_("That is not her whole name as it stands here: nothing was erased"));
	bool lifted = false;
	if (!rc)
		rc = access_lift(db, &lifted);
	if (!rc)
		rc = db_begin(db);
	if (rc)
		return access_lower(db, lifted, rc);
	history_action(db, "erase", "erase person");
	rc = db_end(db, erase_rows(db, a, id, name, ret));
	if (rc)
		*ret = (struct erasure){ 0 }; /* nothing was */
	else
		rc = erase_finish(db);
	return access_lower(db, lifted, rc);
}
