/* list_walk.c - pages, totals and ranks of arms: the SQL of a walk and its running. */
#include "list_private.h"
#include <ctype.h>

static const char *const names[] = { [BY_KEY] = "key", [BY_PLACE] = "place", [BY_ID] = "id" };

/* For orders that no index has, where a list is bounded or seldom asked for, and for counting. */
static const char note[] =
	"/* scan: counts, ids, archived rows, up to 10,000 to sort; a key stops it */ ";

/* The conditions that a row stands beyond :key :place :id at the given depth: the keys before it
 * the same, this one greater (or smaller, backwards). */
static void add_beyond(struct str *b, const struct arm *arm, int depth, bool back)
{
	for (int i = 0; i <= depth; i++) {
		const struct along *k = &arm->keys[i];
		const char *sign = i < depth ? "=" : k->desc == back ? ">" : "<";
		str_addf(b, " AND %s %s :%s", k->sql, sign, names[k->by]);
	}
}

static void add_where(struct str *b, const struct arm *arm)
{
	str_addf(b, " FROM %s WHERE ", arm->from);
	str_add(b, *arm->where ? arm->where + strlen(" AND ") : "TRUE");
}

static const char *key_sql(const struct arm *arm, enum standing by, const char *otherwise)
{
	for (int i = 0; i < arm->nkeys; i++)
		if (arm->keys[i].by == by)
			return arm->keys[i].sql;
	return otherwise;
}

/* The page beyond a row at this depth; depth -1: from the beginning (or the end). */
static const char *page_sql(struct list *l, struct arm *arm, int depth, bool back)
{
	const char **at = &arm->sql[depth + 1][back];
	if (*at)
		return *at;
	struct str b = STR_INIT;
	str_addf(&b, "%sSELECT t.id, t.archived_at IS NOT NULL, %s, %s%s", arm->scan ? note : "",
		key_sql(arm, BY_KEY, "NULL"), key_sql(arm, BY_PLACE, "0"), l->cells);
	add_where(&b, arm);
	add_beyond(&b, arm, depth, back);
	str_add(&b, " ORDER BY "); /* what is the same in all rows must not stand here */
	int first = depth > 0 ? depth : 0;
	for (int i = first; i < arm->nkeys; i++)
		str_addf(&b, "%s%s%s", i > first ? ", " : "", arm->keys[i].sql,
			arm->keys[i].desc != back ? " DESC" : "");
	str_add(&b, " LIMIT :n");
	*at = arena_dup(&l->a, b.s);
	str_release(&b);
	return *at;
}

/* Does the statement name this parameter? */
static bool names_it(const char *sql, const char *name)
{
	size_t n = strlen(name);
	for (const char *s = strchr(sql, ':'); s; s = strchr(s + 1, ':'))
		if (!strncmp(s + 1, name, n) && !isalnum((unsigned char)s[n + 1]))
			return true;
	return false;
}

/* Of all that a list may bind, what this statement names. step moves the last key of the row by
 * one, so that the page begins with the row itself. */
static const struct bind *binds_of(struct list *l, const struct arm *arm, const char *sql,
	const struct row *at, int n, int step)
{
	static const struct row nothing = { 0 };
	const struct row *row = at ? at : &nothing;
	bool by_place = arm->keys[arm->nkeys - 1].by == BY_PLACE;
	/* Where a title may hold a word too, several indexes are asked for it. */
	bool own_index = l->filter->match && !l->filter->nwords && names_it(sql, "match");
	const char *match = own_index ? list_match(l) : l->filter->match;
	const struct bind own[] = {
		T("match", match), I("of", l->spec.of_id), I("n", n),
		I("place", row->place + (by_place ? step : 0)), I("id", row->id + step),
		l->key_is_num && row->key ? I("key", atoll(row->key)) : T("key", row->key),
	};
	struct bind *to = l->binds;
	for (const struct bind *b = l->filter->binds; b->name; b++)
		if (names_it(sql, b->name))
			*to++ = *b;
	for (size_t i = 0; i < COUNT(own); i++)
		if (names_it(sql, own[i].name))
			*to++ = own[i];
	*to = (struct bind){ 0 };
	return l->binds;
}

static void read_row(struct list *l, struct arena *a, struct stmt *st, const struct arm *arm,
	struct row *row)
{
	int at = 4;
	*row = (struct row){
		.id = db_int(st, 0), .e = l->e, .archived = db_int(st, 1),
		.key = arena_dup(a, db_text(st, 2)),
		.place = arm->nowhere ? NOWHERE : db_int(st, 3),
		.v = arena_array(a, const char *, l->ncols),
		.t = arena_array(a, const char *, l->ncols),
	};
	for (int i = 0; i < l->ncols; i++) {
		row->v[i] = arena_dup(a, db_text(st, at++));
		if (l->cols[i].type == FT_REF || l->cols[i].type == FT_ONEOF)
			row->t[i] = arena_dup(a, db_text(st, at++));
	}
}

/* Asked of the index too: every hit is joined to the rows that this user meets. */
static struct stmt *search(struct list *l, const char *sql, const struct bind *binds)
{
	enum db_trust was = db_trust(l->db, DB_SEARCH);
	struct stmt *st = db_query(l->db, sql, binds);
	db_trust(l->db, was);
	return st;
}

/* Adds up to n rows of one statement. */
static enum rc run_page(struct list *l, struct arm *arm, struct arena *a, const char *sql,
	const struct row *at, int step, int n, struct row *rows, int *count)
{
	if (*count >= n)
		return OK;
	struct stmt *st = search(l, sql, binds_of(l, arm, sql, at, n - *count, step));
	while (db_step(st))
		read_row(l, a, st, arm, &rows[(*count)++]);
	return db_done(st);
}

enum rc arm_rows(struct list *l, struct arm *arm, struct arena *a, int n, struct row *rows,
	int *count)
{
	return run_page(l, arm, a, page_sql(l, arm, -1, false), NULL, 0, n, rows, count);
}

static int arm_of(const struct list *l, const struct row *row)
{
	for (int i = 0; i < l->narms; i++)
		if (l->arms[i].nowhere == (row->place == NOWHERE))
			return i;
	return 0;
}

/* Where a row that is known by its id alone would stand; NULL when there is no such record. */
static const struct row *locate(struct list *l, const struct row *row, struct row *found)
{
	const char *key = key_sql(&l->arms[0], BY_KEY, NULL);
	if (!row || ((!key || row->key) && (!l->place_of || row->place)))
		return row;
	struct arena *a = &l->a;
	const char *sql = arena_printf(a, "SELECT %s, %s FROM \"%s\" t WHERE t.id = :id",
		key ? key : "NULL", l->place_of ? l->place_of : "0", l->e->name);
	struct stmt *st = search(l, sql, BIND(I("id", row->id)));
	bool there = db_step(st);
	*found = *row;
	if (there) {
		found->key = arena_dup(a, db_text(st, 0));
		found->place = db_null(st, 1) ? NOWHERE : db_int(st, 1);
	}
	db_done(st);
	return there ? found : NULL;
}

static void turn_round(struct row *rows, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct row r = rows[i];
		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = r;
	}
}

enum rc walk_page(struct list *l, struct arena *a, const struct row *from, int dir, bool inclusive,
	int n, struct row *rows, int *count)
{
	bool back = dir < 0;
	struct row found;
	enum rc rc = OK;
	from = locate(l, from, &found);
	int at = from ? arm_of(l, from) : back ? l->narms - 1 : 0;
	if (from) {
		struct arm *arm = &l->arms[at];
		for (int depth = arm->nkeys - 1; depth >= 0 && !rc; depth--) {
			bool deepest = depth == arm->nkeys - 1;
			bool up = arm->keys[depth].desc == back; /* beyond is greater */
			int step = deepest && inclusive ? up ? -1 : 1 : 0;
			rc = run_page(l, arm, a, page_sql(l, arm, depth, back), from, step, n, rows,
				count);
		}
		at += back ? -1 : 1;
	}
	for (; at >= 0 && at < l->narms && !rc; at += back ? -1 : 1)
		rc = run_page(l, &l->arms[at], a, page_sql(l, &l->arms[at], -1, back), NULL, 0, n, rows,
			count);
	if (back)
		turn_round(rows, *count);
	return rc;
}

/* Counting goes row by row, so that the interrupt hook can stop it. */
static enum rc count_rows(struct list *l, const struct arm *arm, int depth, const struct row *at,
	int most, int64_t *ret)
{
	struct str b = STR_INIT;
	str_addf(&b, "%sSELECT count(*)%s", note, most ? " FROM (SELECT 1" : "");
	add_where(&b, arm);
	add_beyond(&b, arm, depth, true);
	str_add(&b, most ? " LIMIT :n)" : "");
	struct stmt *st = search(l, b.s, binds_of(l, arm, b.s, at, most, 0));
	if (db_step(st)) {
		*ret += db_int(st, 0);
		while (db_step(st))
			;
	}
	str_release(&b);
	return db_done(st);
}

enum rc arm_count(struct list *l, const struct arm *arm, int most, int *ret)
{
	int64_t n = 0;
	enum rc rc = count_rows(l, arm, -1, NULL, most, &n);
	*ret = (int)n;
	return rc;
}

enum rc walk_total(struct list *l, int64_t *ret)
{
	enum rc rc = OK;
	for (int i = 0; i < l->narms && !rc; i++)
		rc = count_rows(l, &l->arms[i], -1, NULL, 0, ret);
	return rc;
}

enum rc walk_rank(struct list *l, const struct row *row, int64_t *ret)
{
	struct row found;
	enum rc rc = OK;
	if (!(row = locate(l, row, &found)))
		return db_fail(l->db, NOTFOUND, "%s", _("It is no longer there"));
	int mine = arm_of(l, row);
	for (int i = 0; i < mine && !rc; i++)
		rc = count_rows(l, &l->arms[i], -1, NULL, 0, ret);
	for (int depth = l->arms[mine].nkeys - 1; depth >= 0 && !rc; depth--)
		rc = count_rows(l, &l->arms[mine], depth, row, 0, ret);
	++*ret;
	return rc;
}
