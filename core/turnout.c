/* turnout.c - an action's quotas, pledges and sign-ins, read and put together with the forecast. */
#include "turnout_private.h"
#include "access.h"
#include "listed.h"
#include "record.h"
#include "str.h"
#include <math.h>

/* Half of this many standard deviations to each side hold four in five. */
#define FOUR_IN_FIVE 2.563

/* ---- who is on the board ---- */

static struct turnout_place *place_of(struct arena *a, struct turnout *t, int64_t id)
{
	for (int i = 0; i < t->places; i++)
		if (t->place[i].institution == id)
			return &t->place[i];
	t->place = turnout_more(a, t->place, sizeof *t->place, t->places);
	t->place[t->places] = (struct turnout_place){ .institution = id, .quota = -1, .name = "" };
	return &t->place[t->places++];
}

static struct turnout_leader *leader_of(const struct turnout *t, int64_t id)
{
	for (int i = 0; i < t->leaders; i++)
		if (t->leader[i].leader == id)
			return &t->leader[i];
	return NULL;
}

static enum rc read_quotas(struct db *db, struct arena *a, struct turnout *t)
{
	struct stmt *st = db_query(db, "SELECT q.institution, q.quota FROM turnout_target q"
		" WHERE q.action = :action AND q.archived_at IS NULL", BIND(I("action", t->action)));
	while (db_step(st)) {
		struct turnout_place *p = place_of(a, t, db_int(st, 0));
		p->quota = db_null(st, 1) ? -1 : (int)db_int(st, 1);
		t->quota += p->quota > 0 ? p->quota : 0;
	}
	return db_done(st);
}

static enum rc take_leaders(struct arena *a, struct turnout *t, struct stmt *st)
{
	while (db_step(st)) {
		if (leader_of(t, db_int(st, 0)))
			continue;
		t->leader = turnout_more(a, t->leader, sizeof *t->leader, t->leaders);
		struct turnout_leader *l = &t->leader[t->leaders++];
		*l = (struct turnout_leader){ .leader = db_int(st, 0),
			.institution = db_int(st, 1), .pledge = db_int(st, 2),
			.brings = db_null(st, 3) ? -1 : (int)db_int(st, 3),
			.name = arena_dup(a, db_text(st, 4)), .seen = db_int(st, 5),
			.reminded = arena_dup(a, db_text(st, 6)),
			.phone = arena_dup(a, db_text(st, 7)) };
		l->own.brings = l->brings > 0 ? l->brings : 0;
		struct turnout_place *p = place_of(a, t, l->institution);
		p->pledged += l->own.brings;
		p->leaders += l->own.brings > 0;
		t->pledged += l->own.brings;
	}
	return db_done(st);
}

/* First those who pledged; then who could be asked: leaders of the institutions with a quota. */
static enum rc read_leaders(struct db *db, struct arena *a, struct turnout *t)
{
	struct str sql = STR_INIT, name = STR_INIT, seen = STR_INIT, phone = STR_INIT;
	const struct entity *e = entity_find("person");
	title_sql(&name, e, "t");
	field_sql(&phone, e, field_find(e, "phone"), "t");
	turnout_seen_sql(&seen);
	str_addf(&sql, "SELECT p.leader, p.institution, p.id, p.number, %s, %s,"
		" max(ifnull(p.reminded_7, ''), ifnull(p.reminded_2, ''), ifnull(p.reminded_0, '')), %s"
		" FROM turnout_pledge p JOIN person t ON t.id = p.leader"
		" WHERE p.action = :action AND p.archived_at IS NULL AND " LISTED("t"),
		name.s, seen.s, phone.s);
	struct stmt *st = db_query(db, sql.s, BIND(I("action", t->action)));
	enum rc rc = take_leaders(a, t, st);
	str_clear(&sql);
	str_addf(&sql, "SELECT t.id, q.institution, 0, NULL, %s, %s, '', %s"
		" FROM turnout_target q JOIN institution_person r ON r.institution = q.institution"
		" JOIN person t ON t.id = r.person WHERE q.action = :action AND q.archived_at IS NULL"
		" AND " STANDS("r") " AND t.actual_leader = 1 AND " LISTED("t"), name.s, seen.s, phone.s);
	if (!rc && !t->over) {
		st = db_query(db, sql.s, BIND(I("action", t->action)));
		rc = take_leaders(a, t, st);
	}
	str_release(&sql);
	str_release(&name);
	str_release(&seen);
	str_release(&phone);
	return rc;
}

/* Who came, by institution and by who brought them. */
static enum rc read_came(struct db *db, struct arena *a, struct turnout *t)
{
	struct stmt *st = db_query(db, "SELECT s.institution, s.brought_by FROM sign_in s"
		" WHERE s.action = :action AND " TURNOUT_COUNTS("s", "person"),
		BIND(I("action", t->action)));
	while (db_step(st)) {
		struct turnout_leader *l = db_null(st, 1) ? NULL : leader_of(t, db_int(st, 1));
		place_of(a, t, db_int(st, 0))->came++;
		t->came++;
		if (l)
			l->came++;
	}
	for (int i = 0; i < t->leaders; i++) {
		struct turnout_leader *l = &t->leader[i];
		t->arrived += l->came < l->own.brings ? l->came : l->own.brings;
	}
	return db_done(st);
}

static void read_names(struct db *db, struct arena *a, struct turnout *t)
{
	for (int i = 0; i < t->places; i++)
		if (t->place[i].institution)
			t->place[i].name = record_title(db, a, entity_find("institution"),
				t->place[i].institution);
}

/* ---- the forecast of an action ---- */

/* As this user may know it: her own record, or none, which is the group's. */
static struct pledger as_seen(const struct turnout_leader *l, bool seen)
{
	return seen ? l->own : (struct pledger){ .brings = l->own.brings };
}

static struct range of_place(const struct turnout *t, const struct show_rates *rates,
	const struct turnout_place *p, struct pledger *room)
{
	int n = 0;
	for (int i = 0; i < t->leaders; i++) {
		const struct turnout_leader *l = &t->leader[i];
		if (l->institution == p->institution && l->brings > 0)
			room[n++] = as_seen(l, l->seen || p->leaders >= TURNOUT_FEW);
	}
	return forecast(rates, room, n);
}

/* A call settles what her own range leaves open; one who was not asked may add what she is used to
 * bring. */
static double hangs_on(const struct turnout_leader *l, const struct show_rates *rates, int times)
{
	if (l->brings >= 0)
		return FOUR_IN_FIVE * l->range.spread;
	return times ? show_rates_mean(rates) * l->own.pledged / times : 1;
}

static int by_weight(const void *x, const void *y)
{
	const struct turnout_leader *a = x, *b = y;
	double d = b->moves - a->moves;
	if (fabs(d) > 1e-9)
		return d > 0 ? 1 : -1;
	int order = strcmp(a->name, b->name);
	return order ? order : (a->leader > b->leader) - (a->leader < b->leader);
}

static enum rc expect(struct db *db, struct arena *a, struct turnout *t)
{
	struct show_rates rates;
	struct turnout_records known;
	const char *day = t->on ? t->on : "9999-12-31";
	enum rc rc = turnout_records(db, a, t->action, day, &known);
	if (rc)
		return rc;
	show_rates_learn(&rates, known.of, known.n);
	t->rate = show_rates_mean(&rates);
	struct pledger *all = arena_array(a, struct pledger, t->leaders);
	for (int i = 0; i < t->leaders; i++) {
		struct turnout_leader *l = &t->leader[i];
		int at = turnout_record_of(&known, l->leader), times = 0;
		if (at < known.n) {
			l->own.pledged = known.of[at].pledged;
			l->own.came = known.of[at].came;
			times = known.times[at];
		}
		struct pledger seen = as_seen(l, l->seen);
		l->range = forecast(&rates, &seen, 1);
		l->moves = hangs_on(l, &rates, times);
		all[i] = l->own;
	}
	t->range = forecast(&rates, all, t->leaders);
	for (int i = 0; i < t->places; i++)
		t->place[i].range = of_place(t, &rates, &t->place[i], all);
	for (int i = 0; i < t->leaders; i++)
		if (!t->leader[i].seen)
			t->leader[i].came = -1;
	if (t->leaders)
		qsort(t->leader, (size_t)t->leaders, sizeof *t->leader, by_weight);
	return db_interrupted(db);
}

static int by_name(const void *x, const void *y)
{
	const struct turnout_place *a = x, *b = y;
	if (!a->institution != !b->institution)
		return !a->institution - !b->institution;
	int most_a = a->quota > a->pledged ? a->quota : a->pledged;
	int most_b = b->quota > b->pledged ? b->quota : b->pledged;
	return most_a != most_b ? most_b - most_a : strcmp(a->name, b->name);
}

static const char *value(const struct record *r, const char *field)
{
	return r->v[field_index(r->e, field_find(r->e, field))];
}

enum rc turnout_read(struct db *db, struct arena *a, int64_t action, struct turnout *ret)
{
	struct record *r;
	enum rc rc = record_load(db, a, entity_find("action"), action, &r);
	if (rc)
		return rc;
	*ret = (struct turnout){ .action = action, .title = value(r, "title"), .on = value(r, "on"),
		.at = value(r, "at") };
	ret->over = same(value(r, "status"), "held") ||
		    (ret->on && strcmp(ret->on, db_today(db)) < 0);
	if ((rc = read_quotas(db, a, ret)) || (rc = read_leaders(db, a, ret)) ||
		(rc = read_came(db, a, ret)) || (rc = expect(db, a, ret)))
		return rc;
	read_names(db, a, ret);
	if (ret->places)
		qsort(ret->place, (size_t)ret->places, sizeof *ret->place, by_name);
	if (access_may(db, entity_find("turnout_pledge"), READ))
		ret->leaders = 0;
	return OK;
}
