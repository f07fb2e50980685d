/* turnout_pledge.c - which action is next, and what is written down on the way to it: pledges and
 * reminders. */
#include "turnout.h"
#include "access.h"
#include "history.h"
#include "record.h"

int64_t turnout_next(struct db *db)
{
	/* With a day to come, then without a day, then the last: each along the index of days. */
	static const char *const sql[] = {
		"SELECT a.id FROM action a WHERE a.archived_at IS NULL AND a.status = 'planned'"
		" AND ifnull(a.\"on\", '') >= :today ORDER BY ifnull(a.\"on\", ''), a.id LIMIT 1",
		"SELECT a.id FROM action a WHERE a.archived_at IS NULL AND a.status = 'planned'"
		" AND ifnull(a.\"on\", '') = '' LIMIT 1",
		"SELECT a.id FROM action a WHERE a.archived_at IS NULL AND a.status <> 'cancelled'"
		" AND ifnull(a.\"on\", '') > '' ORDER BY ifnull(a.\"on\", '') DESC, a.id DESC LIMIT 1",
	};
	int64_t id = 0;
	for (size_t i = 0; i < COUNT(sql) && !id; i++)
		id = db_int_of(db, sql[i], NULL, 0);
	return id;
}

static enum rc put_pledge(struct db *db, struct arena *a, int64_t action, int64_t leader, int brings)
{
	const struct entity *e = entity_find("turnout_pledge");
	struct edit *ed;
	int64_t id = db_int_of(db, "SELECT p.id FROM turnout_pledge p WHERE p.action = :action"
		" AND p.leader = :leader", BIND(I("action", action), I("leader", leader)), 0);
	enum rc rc = id ? record_archive(db, e, id, false) : OK;
	if (rc)
		return rc;
	if (!id) {
		ed = edit_new(db, a, e);
		edit_put_id(ed, "action", action);
		edit_put_id(ed, "leader", leader);
	} else if ((rc = edit_load(db, a, e, id, &ed))) {
		return rc;
	}
	if (id)
		edit_put(ed, field_find(e, "on"), db_today(db));
	rc = edit_set(db, ed, field_find(e, "number"), arena_printf(a, "%d", brings));
	return rc ? rc : edit_save(db, ed);
}

enum rc turnout_pledge(struct db *db, int64_t action, int64_t leader, int brings)
{
	struct arena a = { 0 };
	enum rc rc = access_may(db, entity_find("turnout_pledge"), ADD);
	if (!rc)
		rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "edit", "brings");
	rc = db_end(db, put_pledge(db, &a, action, leader, brings));
	arena_free(&a);
	return rc;
}

enum rc turnout_reminded(struct db *db, int64_t pledge)
{
	struct arena a = { 0 };
	struct edit *ed;
	const struct entity *e = entity_find("turnout_pledge");
	int days = (int)db_int_of(db, "SELECT CAST(julianday(a.\"on\") - julianday(:today) AS INTEGER)"
		" FROM turnout_pledge p JOIN action a ON a.id = p.action WHERE p.id = :id"
		" AND a.\"on\" >= :today", BIND(I("id", pledge)), 999);
	const char *field = days > 7 ? NULL
		: days > 2 ? "reminded_7"
		: days > 0 ? "reminded_2"
			   : "reminded_0";
	enum rc rc = edit_load(db, &a, e, pledge, &ed);
	if (!rc && (!field || edit_value(ed, field)))
		rc = db_fail(db, NOTFOUND, "%s",
			_("No reminder is due: they are a week, two days and the day before"));
	if (!rc) {
		edit_put(ed, field_find(e, field), db_today(db));
		rc = edit_save(db, ed);
	}
	arena_free(&a);
	return rc;
}
