/* db_plan.c - what SQLite's planner makes of the program's statements: a walk through a whole
 * table or a sort without an index is a fault, unless the SQL says why it may ("scan: ..."). */
#include "db_private.h"
#include <stdio.h>

/* A line of a plan that walks a whole table. The rows of a subquery (`names`, gathered on the way)
 * are walked too, but what they come from has a line of its own. */
static bool walks_table(struct str *names, const char *d)
{
	static const char *const made[] = { "CO-ROUTINE ", "MATERIALIZE " };
	for (size_t i = 0; i < COUNT(made); i++)
		if (!strncmp(d, made[i], strlen(made[i])))
			str_addf(names, " %s", d + strlen(made[i]));
	if (strncmp(d, "SCAN ", 5) || strstr(d, "USING") || strstr(d, "VIRTUAL") ||
		strstr(d, "CONSTANT") || strchr(d, '('))
		return false;
	return !str_listed(names->s, d + 5, strcspn(d + 5, " "));
}

/* Lines of the plan that walk a table or sort without an index, unless the SQL says why it may. A
 * subquery of a row may sort the little that belongs to that row. */
void plan_look(struct db *db, const char *sql)
{
	if (strstr(sql, "/* scan:") || strstr(sql, "FROM sqlite_") || /* the schema itself */
		!strncasecmp(sql, "EXPLAIN", 7) || !strncasecmp(sql, "PRAGMA", 6))
		return;
	struct str explain = STR_INIT, names = STR_INIT;
	int of_row[64], n = 0; /* nodes of the plan inside such subqueries */
	str_addf(&explain, "EXPLAIN QUERY PLAN %s", sql);
	struct stmt *st = db_query(db, explain.s, NULL);
	while (db_step(st)) {
		const char *d = db_text(st, 3);
		bool inside = !strncmp(d, "CORRELATED", 10);
		for (int i = 0; i < n && !inside; i++)
			inside = of_row[i] == (int)db_int(st, 1);
		if (inside && n < (int)COUNT(of_row))
			of_row[n++] = (int)db_int(st, 0);
		if (walks_table(&names, d) || (strstr(d, "TEMP B-TREE FOR ORDER") && !inside))
			str_addf(&db->faults, "%s: %s\n", d, sql);
	}
	db_done(st);
	str_release(&explain);
	str_release(&names);
}

const char *db_plan_faults(struct db *db)
{
	db->watch = true;
	return db->faults.s;
}

/* With PACT_PLANS=FILE every connection adds what it found there: the test suite reads it. */
void plan_report(struct db *db)
{
	const char *to = getenv("PACT_PLANS");
	FILE *f = to && db->faults.len ? fopen(to, "a") : NULL;
	if (!f)
		return;
	fputs(db->faults.s, f);
	fclose(f);
}
