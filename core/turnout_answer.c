/* turnout_answer.c - what questions about turnout need first (answers.def): forecasts, how often they
 * held, whose pledges arrive. */
#include "turnout_private.h"
#include "question.h"
#include "record.h"

static enum rc put_row(struct db *db, const struct turnout *t, int64_t institution, int64_t leader,
	int quota, int pledged, const struct range *r, int came, int place)
{
	return db_run(db,
		"INSERT INTO temp.forecast VALUES(:action, nullif(:institution, -1),"
		" nullif(:leader, 0), nullif(:quota, -1), nullif(:pledged, -1),"
		" iif(:pledged < 0, NULL, :low),"
		" iif(:pledged < 0, NULL, :high),"
		" nullif(:came, -1),"
		" :place)",
		BIND(I("action", t->action), I("institution", institution), I("leader", leader),
			I("quota", quota), I("pledged", pledged), I("low", r->low), I("high", r->high),
			I("came", came), I("place", place)));
}

/* An action's own row has neither institution nor leader; institution 0: none was said. */
static enum rc put_turnout(struct db *db, const struct turnout *t)
{
	enum rc rc = put_row(db, t, -1, 0, t->quota ? t->quota : -1, t->pledged, &t->range, t->came, 0);
	for (int i = 0; i < t->places && !rc; i++) {
		const struct turnout_place *p = &t->place[i];
		rc = put_row(db, t, p->institution, 0, p->quota, p->pledged, &p->range, p->came, i);
	}
	for (int i = 0; i < t->leaders && !rc; i++) {
		const struct turnout_leader *l = &t->leader[i];
		rc = put_row(db, t, l->institution, l->leader, -1, l->brings, &l->range, l->came, i);
	}
	return rc;
}

/* The action asked about; none given: the next one. A question without that parameter is about all
 * that are to come. */
static enum rc which(struct db *db, struct arena *a, const struct bind *params, int64_t **ret, int *n)
{
	*ret = NULL;
	*n = 0;
	for (; params->name; params++)
		if (!strcmp(params->name, "action")) {
			*ret = arena_new(a, int64_t);
			**ret = params->text ? strtoll(params->text, NULL, 10) : turnout_next(db);
			*n = **ret != 0;
			return OK;
		}
	struct stmt *st = db_query(db, "SELECT a.id FROM action a WHERE a.archived_at IS NULL"
		" AND a.status = 'planned' AND ifnull(a.\"on\", '') >= :today",
		NULL);
	while (db_step(st)) {
		*ret = turnout_more(a, *ret, sizeof **ret, *n);
		(*ret)[(*n)++] = db_int(st, 0);
	}
	return db_done(st);
}

enum rc answer_forecast(struct db *db, const struct bind *params)
{
	struct arena a = { 0 };
	struct turnout t;
	int64_t *id;
	int n = 0;
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS forecast(action INTEGER,"
		" institution INTEGER, leader INTEGER, quota INTEGER, pledged INTEGER, low INTEGER,"
		" high INTEGER, came INTEGER, place INTEGER);"
		" DELETE FROM temp.forecast");
	if (!rc)
		rc = which(db, &a, params, &id, &n);
	for (int i = 0; i < n && !rc; i++) {
		rc = turnout_read(db, &a, id[i], &t);
		if (!rc)
			rc = put_turnout(db, &t);
	}
	arena_free(&a);
	return rc;
}

/* Each past action's forecast with nothing but what was known before it, and who of those came. */
enum rc answer_held(struct db *db, const struct bind *params)
{
	struct arena a = { 0 };
	struct turnout t;
	int64_t *id = NULL;
	int n = 0;
	(void)params;
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS held(action INTEGER,"
		" pledged INTEGER, low INTEGER, high INTEGER, arrived INTEGER);"
		" DELETE FROM temp.held");
	struct stmt *st = db_query(db, "SELECT a.id FROM action a WHERE a.archived_at IS NULL"
		" AND a.status <> 'cancelled' AND ifnull(a.\"on\", '') > ''"
		" AND ifnull(a.\"on\", '') < :today AND EXISTS (SELECT 1 FROM sign_in s"
		" WHERE s.action = a.id AND s.brought_by IS NOT NULL AND s.archived_at IS NULL)",
		NULL);
	while (db_step(st)) {
		id = turnout_more(&a, id, sizeof *id, n);
		id[n++] = db_int(st, 0);
	}
	if (!rc)
		rc = db_done(st);
	for (int i = 0; i < n && !rc; i++) {
		rc = turnout_read(db, &a, id[i], &t);
		if (!rc && t.pledged)
			rc = db_run(db, "INSERT INTO temp.held VALUES(:action, :pledged, :low, :high,"
				" :arrived)", BIND(I("action", id[i]), I("pledged", t.pledged),
				I("low", t.range.low), I("high", t.range.high),
				I("arrived", t.arrived)));
	}
	arena_free(&a);
	return rc;
}

/* ---- whose pledges arrive ---- */

struct sum {
	int leaders, unseen, pledged, came;
};

static enum rc put_arrivals(struct db *db, const char *who, const char *name, int actions, int leaders,
	int pledged, int came)
{
	return db_run(db, "INSERT INTO temp.arrivals VALUES(:who, :name, nullif(:actions, 0),"
		" nullif(:leaders, 0), :pledged, :came)",
		BIND(T("who", who), T("name", name), I("actions", actions), I("leaders", leaders),
			I("pledged", pledged), I("came", came)));
}

/* A group is told of when nobody's own numbers can be taken out of it: those in it whose record this
 * user may not see are none, or TURNOUT_FEW and more. */
static bool can_be_told(const struct sum *s)
{
	return s->leaders > 1 && (!s->unseen || s->unseen >= TURNOUT_FEW);
}

static enum rc one_arrival(struct db *db, struct arena *a, const struct turnout_records *known, int i,
	int least, struct sum *all)
{
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT ");
	turnout_seen_sql(&sql);
	str_add(&sql, " FROM person t WHERE t.id = :id");
	bool seen = db_int_of(db, sql.s, BIND(I("id", known->leader[i])), 0);
	str_release(&sql);
	all->leaders++;
	all->unseen += !seen;
	all->pledged += known->of[i].pledged;
	all->came += known->of[i].came;
	if (!seen || known->times[i] < least)
		return OK;
	return put_arrivals(db, arena_printf(a, "person:%lld", (long long)known->leader[i]),
		record_title(db, a, entity_find("person"), known->leader[i]), known->times[i], 0,
		known->of[i].pledged, known->of[i].came);
}

enum rc answer_arrivals(struct db *db, const struct bind *params)
{
	struct arena a = { 0 };
	struct turnout_records known = { 0 };
	struct sum all = { 0 };
	int least = TURNOUT_RECORD;
	for (; params->name; params++)
		if (!strcmp(params->name, "least") && params->text)
			least = atoi(params->text);
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS arrivals(who TEXT, name TEXT,"
		" actions INTEGER, leaders INTEGER, pledged INTEGER, came INTEGER);"
		" DELETE FROM temp.arrivals");
	if (!rc)
		rc = turnout_records(db, &a, 0, "9999-12-31", &known);
	for (int i = 0; i < known.n && !rc; i++)
		rc = one_arrival(db, &a, &known, i, least, &all);
	if (!rc && can_be_told(&all))
		rc = put_arrivals(db, "none:0", _("All leaders together"), 0, all.leaders, all.pledged,
			all.came);
	arena_free(&a);
	return rc;
}
