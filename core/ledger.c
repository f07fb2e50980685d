/* ledger.c - asks that were answered yes become commitments. */
#include "ledger.h"
#include "access.h"
#include "history.h"

static const char *value(const struct record *r, const char *field)
{
	return r ? r->v[field_index(r->e, field_find(r->e, field))] : NULL;
}

/* The action it was asked at; NULL when there is none that this user may meet. */
static struct record *action_of(struct db *db, struct arena *a, const struct record *ask)
{
	struct record *r;
	const char *id = value(ask, "action");
	return id && !record_load(db, a, entity_find("action"), atoll(id), &r) ? r : NULL;
}

static enum rc is_a_yes(struct db *db, const struct record *ask, const char *from)
{
	const char *answer = value(ask, "answer");
	if (!same(answer, "yes") && !same(answer, "yes_with_condition"))
		return db_fail(db, INVALID, "%s", _("Nobody has said yes to this yet: when they have,"
			" put the answer on the ask"));
	if (!from)
		return db_fail(db, INVALID, "%s", _("Who said yes? Put it on the ask: Of whom"));
	int64_t held = db_int_of(db, "SELECT id FROM commitment WHERE ask = :ask"
		" AND archived_at IS NULL", BIND(I("ask", ask->id)), 0);
	struct arena a = { 0 };
	enum rc rc = held ? db_fail(db, INVALID, _("It is in the ledger already, as commitment %s"),
		id_show(db, &a, held)) : OK;
	arena_free(&a);
	return rc;
}

static const char *who_said_it(const struct record *ask, const struct record *action)
{
	const char *target = value(ask, "target");
	return target ? target : value(action, "target");
}

enum rc ledger_ready(struct db *db, int64_t id)
{
	struct arena a = { 0 };
	struct record *ask;
	enum rc rc = record_load(db, &a, entity_find("ask"), id, &ask);
	if (!rc)
		rc = is_a_yes(db, ask, who_said_it(ask, action_of(db, &a, ask)));
	arena_free(&a);
	return rc;
}

/* What is carried over: field of the commitment, and its value. */
static void carry(struct edit *ed, const char *field, const char *v)
{
	if (v && *v)
		edit_put(ed, field_find(ed->e, field), v);
}

static enum rc commit(struct db *db, struct arena *a, int64_t id, const char *due, int64_t *ret)
{
	struct record *ask;
	enum rc rc = record_load(db, a, entity_find("ask"), id, &ask);
	if (rc)
		return rc;
	const struct entity *e = entity_find("commitment");
	struct record *action = action_of(db, a, ask);
	const char *from = who_said_it(ask, action), *on = value(action, "on");
	struct edit *ed = edit_new(db, a, e);
	if ((rc = is_a_yes(db, ask, from)) ||
		(due && *due && (rc = edit_set(db, ed, field_find(e, "due"), due))))
		return rc;
	const char *said = value(ask, "verbatim"), *holder = value(ask, "asked_by");
	carry(ed, "text", said ? said : value(ask, "wording"));
	carry(ed, "from_whom", arena_printf(a, "person:%s", from));
	carry(ed, "made_on", on && strcmp(on, db_today(db)) <= 0 ? on : db_today(db));
	carry(ed, "holder", holder ? holder : value(ask, "witness"));
	carry(ed, "action", value(ask, "action"));
	edit_put_id(ed, "ask", id);
	carry(ed, "campaign", value(action, "campaign"));
	rc = edit_save(db, ed);
	*ret = ed->id;
	return rc;
}

enum rc ledger_commit(struct db *db, int64_t ask, const char *due, int64_t *ret)
{
	struct arena a = { 0 };
	enum rc rc = access_may(db, entity_find("commitment"), ADD);
	if (!rc)
		rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "edit", "commit");
	rc = db_end(db, commit(db, &a, ask, due, ret));
	arena_free(&a);
	return rc;
}
