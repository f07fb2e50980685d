/* turnout_record.c - what is known of leaders from the actions of before, and who may see it. */
#include "turnout_private.h"
#include "entity.h"

void *turnout_more(struct arena *a, void *old, size_t size, int n)
{
	if (n && (n < 8 || n & (n - 1)))
		return old;
	void *room = arena_alloc(a, size * (size_t)(n < 8 ? 8 : 2 * n));
	if (n)
		memcpy(room, old, size * (size_t)n);
	return room;
}

void turnout_seen_sql(struct str *b)
{
	str_addf(b, "EXISTS (SELECT 1 FROM user u WHERE u.id = :me AND u.person = t.id) OR %s",
		entity_find("person")->coach);
}

/* Pledges for actions before that day, with how many of them came. Only actions where it was written
 * down who brought whom. */
#define PLEDGES                                                                                    \
	"SELECT p.leader, p.number, (SELECT count(*) FROM sign_in s WHERE s.brought_by = p.leader" \
	" AND s.action = p.action AND " TURNOUT_COUNTS("s", "person") ")"                          \
	" FROM action a JOIN turnout_pledge p ON p.action = a.id"                                  \
	" WHERE a.archived_at IS NULL AND ifnull(a.\"on\", '') > '' AND ifnull(a.\"on\", '') < :day" \
	" AND a.status <> 'cancelled' AND a.id <> :action"                                         \
	" AND p.number > 0 AND " TURNOUT_COUNTS("p", "leader")                                     \
	" AND EXISTS (SELECT 1 FROM sign_in s WHERE s.action = a.id AND s.brought_by IS NOT NULL"  \
	" AND s.archived_at IS NULL)"

int turnout_record_of(const struct turnout_records *r, int64_t leader)
{
	int i = 0;
	while (i < r->n && r->leader[i] != leader)
		i++;
	return i;
}

enum rc turnout_records(
	struct db *db, struct arena *a, int64_t but, const char *day, struct turnout_records *ret)
{
	*ret = (struct turnout_records){ 0 };
	struct stmt *st = db_query(db, PLEDGES, BIND(I("action", but), T("day", day)));
	while (db_step(st)) {
		int at = turnout_record_of(ret, db_int(st, 0));
		int pledged = (int)db_int(st, 1), came = (int)db_int(st, 2);
		if (at == ret->n) {
			ret->leader = turnout_more(a, ret->leader, sizeof *ret->leader, ret->n);
			ret->times = turnout_more(a, ret->times, sizeof *ret->times, ret->n);
			ret->of = turnout_more(a, ret->of, sizeof *ret->of, ret->n);
			ret->leader[ret->n++] = db_int(st, 0);
		}
		ret->times[at]++;
		ret->of[at].pledged += pledged;
		ret->of[at].came += came < pledged ? came : pledged;
	}
	return db_done(st);
}
