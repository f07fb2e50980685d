/* handover.c - an organiser leaves: what she looks after goes to another, nothing is orphaned. */
#include "care.h"
#include "access.h"
#include "history.h"
#include "schema.h"
#include <stddef.h>

/* Who keeps it, and which of the rows are still to be kept. */
static const struct kept {
	const char *entity, *field, *which;
	size_t count; /* where struct handed counts them */
} keeps[] = {
	{ "person", "owner", "true", offsetof(struct handed, people) },
	{ "institution", "lead_user", "true", offsetof(struct handed, institutions) },
	{ "next_step", "owner", "done_on IS NULL", offsetof(struct handed, next_steps) },
	{ "one_to_one", "organiser", "status = 'planned'", offsetof(struct handed, meetings) },
};

static enum rc may_hand_over(struct db *db)
{
	enum rc rc = access_may(db, entity_find("user"), WRITE);
	for (size_t i = 0; i < COUNT(keeps) && !rc; i++)
		rc = access_may(db, entity_find(keeps[i].entity), WRITE);
	return rc;
}

static enum rc hand_one(struct db *db, const struct kept *k, int64_t from, int64_t to, int64_t *n)
{
	struct str sql = STR_INIT;
	enum rc rc = schema_writable(db, entity_find(k->entity));
	str_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE \"%s\" = :from AND %s", k->entity, k->field,
		k->which);
	*n = db_int_of(db, sql.s, BIND(I("from", from)), 0);
	str_clear(&sql);
	str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = :to, rev = rev + 1 WHERE \"%s\" = :from AND %s",
		k->entity, k->field, k->field, k->which);
	if (!rc)
		rc = db_run(db, sql.s, BIND(I("from", from), I("to", to)));
	str_release(&sql);
	return rc;
}

static enum rc hand_all(struct db *db, int64_t from, int64_t to, struct handed *ret)
{
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "edit", "handover");
	for (size_t i = 0; i < COUNT(keeps) && !rc; i++)
		rc = hand_one(db, &keeps[i], from, to, (int64_t *)((char *)ret + keeps[i].count));
	return db_end(db, rc);
}

/* FROM's roles that TO has not got yet. */
static const char *new_roles(struct arena *a, const char *from, const char *to)
{
	const char *ret = "", *word;
	size_t n;
	while (from && str_word(&from, ",", &word, &n))
		if (!str_listed(to ? to : "", word, n))
			ret = arena_printf(a, "%s%s%s", ret, *ret ? "," : "", arena_dupn(a, word, n));
	return ret;
}

static enum rc close_access(struct db *db, struct edit *leaves, struct edit *stays,
	struct handed *ret)
{
	const struct field *role = field_find(stays->e, "role");
	const char *has = edit_value(stays, "role");
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "setting", "handover");
	if (*ret->roles && !(rc = edit_set(db, stays, role,
			arena_printf(stays->a, "%s%s%s", has ? has : "", has ? "," : "", ret->roles))))
		rc = edit_save(db, stays);
	edit_put(leaves, field_find(leaves->e, "disabled"), "1");
	if (!rc)
		rc = edit_save(db, leaves);
	return db_end(db, rc);
}

enum rc handover(struct db *db, struct arena *a, int64_t from, int64_t to, struct handed *ret)
{
	const struct entity *user = entity_find("user");
	struct edit *leaves, *stays;
	*ret = (struct handed){ .roles = "" };
	enum rc rc = may_hand_over(db);
	if (!rc)
		rc = edit_load(db, a, user, from, &leaves);
	if (!rc)
		rc = edit_load(db, a, user, to, &stays);
	if (rc)
		return rc;
	if (from == to)
		return db_fail(db, INVALID, "%s", _("That is the same user: to whom does it go?"));
	if (same(edit_value(stays, "disabled"), "1"))
		return db_fail(db, INVALID, _("%s is disabled: hand over to somebody who is here"),
			edit_value(stays, "name"));
	ret->roles = new_roles(a, edit_value(leaves, "role"), edit_value(stays, "role"));
	rc = hand_all(db, from, to, ret);
	return rc ? rc : close_access(db, leaves, stays, ret);
}
