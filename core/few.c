/* few.c - who may ask what, and numbers under five. */
#include "few.h"
#include "access.h"
#include "str.h"

enum { LEAST = 5 };

/* The record type whose name begins at s and ends there. */
static const struct entity *named_at(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz_");
	for (size_t i = 0; n && entities[i]; i++)
		if (strlen(entities[i]->name) == n && !strncmp(entities[i]->name, s, n))
			return entities[i];
	return NULL;
}

/* Where a table is named next: behind FROM or JOIN; NULL at the end. */
static const char *next_table(const char *s)
{
	const char *from = strstr(s, "FROM "), *join = strstr(s, "JOIN ");
	const char *at = from && (!join || from < join) ? from : join;
	return at ? at + strlen("FROM ") : NULL;
}

enum rc few_may(struct db *db, const struct question *q, int argc, bool *few)
{
	enum rc rc = q->opens ? access_may(db, q->opens, READ) : OK;
	const struct entity *e;
	*few = false;
	for (const char *s = q->sql; !rc && (s = next_table(s));)
		if ((e = named_at(s)))
			rc = access_may(db, e, READ);
	if (rc != DENIED || !q->counts || !access_role(db, "trustee"))
		return rc;
	if (argc)
		return db_fail(db, DENIED, _("%s: your role is answered for everybody together, without"
			" parameters"), q->name);
	*few = true;
	return OK;
}

struct stmt *few_query(struct db *db, struct arena *a, const char *sql, const struct bind *binds)
{
	struct str b = STR_INIT;
	const char *from = sql, *at = sql;
	while ((at = next_table(at))) {
		str_addn(&b, from, (size_t)(at - from));
		str_add(&b, named_at(at) ? "main." : "");
		from = at;
	}
	str_add(&b, from);
	enum db_trust was = db_trust(db, DB_TRUSTED);
	struct stmt *st = db_query(db, arena_dup(a, b.s), binds);
	db_trust(db, was);
	str_release(&b);
	return st;
}

static long number(const struct row *row, int col)
{
	return row->v[col] ? strtol(row->v[col], NULL, 10) : 0;
}

static void hide_column(struct row *rows, int n, int col)
{
	int hidden = 0, next = -1;
	for (int i = 0; i < n; i++) {
		long v = number(&rows[i], col);
		if (v > 0 && v < LEAST) {
			rows[i].v[col] = NULL;
			hidden++;
		} else if (v >= LEAST && (next < 0 || v < number(&rows[next], col))) {
			next = i;
		}
	}
	if (hidden == 1 && next >= 0)
		rows[next].v[col] = NULL;
}

void few_hide(const struct question *q, struct row *rows, int n)
{
	for (int col = 0; col < q->ncols; col++)
		if (q->cols[col].type == FT_INT)
			hide_column(rows, n, col);
}
