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
	/* What is worked out is worked out from people. */
	if (!rc && q->needs)
		rc = access_may(db, entity_find("person"), READ);
	struct str sql = STR_INIT;
	question_sql(q, &sql);
	for (const char *s = sql.s; !rc && (s = next_table(s));)
		if ((e = named_at(s)))
			rc = access_may(db, e, READ);
	str_release(&sql);
	if (!rc && (q->whole || q->counts))
		rc = access_whole(db, entity_find("person"));
	if (rc != DENIED || !q->counts || !access_role(db, "trustee"))
		return rc;
	if (argc)
		return db_fail(db, DENIED, _("%s: your role is answered for everybody together, without"
			" parameters"), q->name);
	*few = true;
	return OK;
}

static long number(const struct row *row, int col)
{
	return row->v[col] ? strtol(row->v[col], NULL, 10) : 0;
}

/* The rows from `first` on that are of its group, and not yet done, in at[]; how many. */
static int group_of(const struct row *rows, int n, int first, int by, bool *done, int *at)
{
	int ret = 0;
	for (int i = first; i < n; i++)
		if (!done[i] && (by < 0 || same(rows[i].v[by], rows[first].v[by]))) {
			done[i] = true;
			at[ret++] = i;
		}
	return ret;
}

static void hide_column(struct row *rows, const int *at, int n, int col)
{
	int hidden = 0, next;
	long together = 0;
	for (int i = 0; i < n; i++) {
		long v = number(&rows[at[i]], col);
		if (v > 0 && v < LEAST) {
			rows[at[i]].v[col] = NULL;
			hidden++;
			together += v;
		}
	}
	while (hidden && (hidden == 1 || together < LEAST)) {
		next = -1;
		for (int i = 0; i < n; i++)
			if (number(&rows[at[i]], col) > 0 && (next < 0 ||
				number(&rows[at[i]], col) < number(&rows[next], col)))
				next = at[i];
		if (next < 0)
			return;
		hidden++;
		together += number(&rows[next], col);
		rows[next].v[col] = NULL;
	}
}

/* A share tells the number that it is a share of. */
static void hide_shares(const struct question *q, struct row *row)
{
	bool hidden = false;
	for (int i = 0; i < q->ncols; i++)
		hidden |= q->cols[i].type == FT_INT && !row->v[i];
	for (int i = 0; i < q->ncols && hidden; i++)
		if (!strcmp(q->cols[i].name, "percent"))
			row->v[i] = NULL;
}

/* Which column groups the rows; -1. */
static int grouped_by(const struct question *q)
{
	const char *by = q->counts ? strstr(q->counts, " by ") : NULL;
	for (int i = 0; by && i < q->ncols; i++)
		if (!strcmp(q->cols[i].name, by + 4))
			return i;
	if (by)
		die("question %s: no column%s", q->name, by + 3);
	return -1;
}

void few_hide(const struct question *q, struct row *rows, int n)
{
	bool *done = xcalloc((size_t)n + 1, sizeof *done);
	int *at = xcalloc((size_t)n + 1, sizeof *at), by = grouped_by(q);
	for (int first = 0; first < n; first++) {
		int size = done[first] ? 0 : group_of(rows, n, first, by, done, at);
		for (int col = 0; col < q->ncols && size; col++)
			if (q->cols[col].type == FT_INT)
				hide_column(rows, at, size, col);
	}
	for (int i = 0; i < n; i++) {
		hide_shares(q, &rows[i]);
		if (rows[i].e && rows[i].e->zone != ZONE_OPEN) {
			rows[i].e = NULL;
			rows[i].id = 0;
		}
	}
	free(done);
	free(at);
}
