/* power.c - the power map: what it shows, and the rules for being on it. */
#include "power.h"
#include "access.h"
#include "date.h"
#include "listed.h"
#include "path.h"
#include "str.h"
#include <ctype.h>

/* clang-format off */
#define ASSESSED "FROM power_assessment s WHERE s.actor = t.id AND s.archived_at IS NULL"
/* The rows of t on a map; what one end of an influence has at the other. */
#define ON_MAP " AND (i.id IS NOT NULL AND i.archived_at IS NULL OR " LISTED("p") ")"
#define INFLUENCE(end, other) \
	"SELECT x.from_actor, x.to_actor, x.kind FROM power_edge x" \
	" JOIN power_actor t ON t.id = x." other " LEFT JOIN person p ON p.id = t.person" \
	" LEFT JOIN institution i ON i.id = t.institution" \
	" WHERE x." end " = :id AND x.archived_at IS NULL AND t.archived_at IS NULL" ON_MAP
#define NEWEST_FIRST " ORDER BY s.\"on\" DESC, s.id DESC LIMIT 1)"
/* clang-format on */

static const struct entity *person(void)
{
	return entity_find("person");
}

/* ---- what the map shows ---- */

static int by_power(const void *x, const void *y)
{
	const struct actor *a = x, *b = y;
	if (a->placed != b->placed)
		return a->placed ? -1 : 1;
	if (a->power != b->power)
		return b->power - a->power;
	if (a->stance != b->stance)
		return a->stance - b->stance;
	return (a->id > b->id) - (a->id < b->id);
}

static struct actor read_actor(struct db *db, struct arena *a, struct stmt *st)
{
	struct actor x = { .id = db_int(st, 0),
		.e = db_null(st, 1) ? entity_find("institution") : person(),
		.who = db_int(st, db_null(st, 1) ? 2 : 1),
		.role = arena_dup(a, db_text(st, 3)),
		.decides = db_int(st, 4),
		.placed = !db_null(st, 6),
		.power = (int)db_int(st, 6),
		.stance = (int)db_int(st, 7),
		.was_power = (int)db_int(st, 8),
		.was_stance = (int)db_int(st, 9),
		.was_on = arena_dup(a, db_text(st, 10)) };
	x.moved = x.placed && (x.power != x.was_power || x.stance != x.was_stance);
	x.name = record_title(db, a, x.e, x.who);
	x.route = db_int(st, 5);
	if (x.route)
		x.way = arena_printf(a, "%s.", record_title(db, a, person(), x.route));
	return x;
}

enum rc power_map(struct db *db, struct arena *a, int64_t campaign, const char *since,
	struct actor **ret, int *n)
{
	struct record *c;
	int room = 0;
	*ret = NULL;
	*n = 0;
	enum rc rc = access_may(db, entity_find("power_actor"), READ);
	if (!rc)
		rc = record_load(db, a, entity_find("campaign"), campaign, &c);
	if (rc)
		return rc;
	struct stmt *st = db_query(db,
		"SELECT t.id, t.person, t.institution, t.role, t.is_target, r.id,"
		" now.power, now.stance, was.power, was.stance, was.\"on\""
		" FROM power_actor t LEFT JOIN person p ON p.id = t.person"
		" LEFT JOIN institution i ON i.id = t.institution"
		" LEFT JOIN person r ON r.id = t.route AND " LISTED("r")
		" LEFT JOIN power_assessment now ON now.id = (SELECT s.id " ASSESSED NEWEST_FIRST
		" LEFT JOIN power_assessment was ON was.id = coalesce("
		"(SELECT s.id " ASSESSED " AND s.\"on\" <= :since" NEWEST_FIRST ","
		" (SELECT s.id " ASSESSED " ORDER BY s.\"on\", s.id LIMIT 1))"
		" WHERE t.campaign = :campaign AND t.archived_at IS NULL" ON_MAP,
		BIND(I("campaign", campaign), T("since", since)));
	while (db_step(st)) {
		if (*n == room) {
			struct actor *more = arena_array(a, struct actor, room = room * 2 + 16);
			if (*n)
				memcpy(more, *ret, sizeof *more * (size_t)*n);
			*ret = more;
		}
		(*ret)[(*n)++] = read_actor(db, a, st);
	}
	if (*n)
		qsort(*ret, (size_t)*n, sizeof **ret, by_power);
	return db_done(st);
}

/* "Answers to" within a sentence. */
static const char *small(struct arena *a, const char *label)
{
	char *s = arena_dup(a, label);
	*s = (char)tolower((unsigned char)*s);
	return s;
}

static enum rc add_influence(struct db *db, struct arena *a, const char *sql, int64_t actor,
	struct influence **ret, int *n)
{
	const struct entity *e = entity_find("power_actor");
	struct stmt *st = db_query(db, sql, BIND(I("id", actor)));
	while (db_step(st)) {
		struct influence *more = arena_array(a, struct influence, *n + 1);
		if (*n)
			memcpy(more, *ret, sizeof *more * (size_t)*n);
		*ret = more;
		struct influence *x = &more[(*n)++];
		x->from = db_int(st, 0);
		x->to = db_int(st, 1);
		const char *kind = code_label(db, a, "influence_kind", db_text(st, 2));
		x->words = arena_printf(a, "%s: %s %s", record_title(db, a, e, x->from),
			small(a, kind), record_title(db, a, e, x->to));
	}
	return db_done(st);
}

enum rc power_influence(struct db *db, struct arena *a, int64_t actor, struct influence **ret,
	int *n)
{
	*ret = NULL;
	*n = 0;
	enum rc rc = add_influence(db, a, INFLUENCE("from_actor", "to_actor"), actor, ret, n);
	return rc ? rc : add_influence(db, a, INFLUENCE("to_actor", "from_actor"), actor, ret, n);
}

/* "leaning for (+1)" */
static const char *stance_words(struct db *db, struct arena *a, int stance)
{
	const struct entity *e = entity_find("power_assessment");
	return small(a, field_show(db, a, field_find(e, "stance"), arena_printf(a, "%d", stance)));
}

const char *power_place(struct db *db, struct arena *a, const struct actor *x)
{
	if (!x->placed)
		return _("not assessed yet");
	const char *stance = code_label(db, a, "stance", arena_printf(a, "%d", x->stance));
	return arena_printf(a, _("power %d, %s"), x->power, small(a, stance));
}

const char *power_then(struct db *db, struct arena *a, const struct actor *x)
{
	if (!x->placed || !strcmp(x->was_on, db_today(db)))
		return NULL;
	return arena_printf(a, _("%s on %s: power %d, %s."), x->name, date_show(a, x->was_on, db_today(db)),
		x->was_power, stance_words(db, a, x->was_stance));
}

/* "leaning against (-1) on 1 Oct"; NULL when it did not move. */
static const char *before_words(struct db *db, struct arena *a, const struct actor *x)
{
	if (!x->moved)
		return NULL;
	const char *on = date_show(a, x->was_on, db_today(db));
	const char *stance = stance_words(db, a, x->was_stance);
	if (x->was_power == x->power)
		return arena_printf(a, _("%s on %s"), stance, on);
	return arena_printf(a, _("power %d, %s on %s"), x->was_power, stance, on);
}

const char *power_sentence(struct db *db, struct arena *a, const struct actor *x)
{
	const char *before = before_words(db, a, x);
	const char *place = !x->placed ? power_place(db, a, x)
		: arena_printf(a, _("power %d, %s"), x->power, stance_words(db, a, x->stance));
	const char *who = x->role ? arena_printf(a, "%s (%s)", x->name, x->role) : x->name;
	if (x->decides)
		who = arena_printf(a, _("%s, who decides"), who);
	if (before)
		return arena_printf(a, _("%s: %s, was %s."), who, place, before);
	return arena_printf(a, "%s: %s.", who, place);
}

enum rc power_ways(struct db *db, struct arena *a, struct actor *actors, int n)
{
	struct path_end me, *to = arena_array(a, struct path_end, n);
	struct path *p = arena_array(a, struct path, n);
	for (int i = 0; i < n; i++)
		to[i] = (struct path_end){ actors[i].e, actors[i].who };
	enum rc rc = path_end(db, "me", &me.e, &me.id);
	if (!rc)
		rc = path_find_all(db, a, &me, to, n, p);
	for (int i = 0; i < n && !rc; i++)
		if (!actors[i].route)
			actors[i].way = p[i].n > 1 ? path_words(a, &p[i]) : NULL;
	return rc;
}

/* ---- moving ---- */

static int within(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

enum rc power_move(struct db *db, struct arena *a, int64_t actor, int power, int stance)
{
	const struct entity *e = entity_find("power_actor");
	const struct field *fp = field_find(e, "power"), *fs = field_find(e, "stance");
	struct edit *ed;
	enum rc rc = access_may(db, e, WRITE);
	if (!rc)
		rc = edit_load(db, a, e, actor, &ed);
	if (rc)
		return rc;
	const char *p = edit_value(ed, "power"), *s = edit_value(ed, "stance");
	int now_p = p ? atoi(p) : POWER_MOST / 2, now_s = s ? atoi(s) : 0;
	int to_p = within(now_p + power, 0, POWER_MOST);
	int to_s = within(now_s + stance, -STANCE_MOST, STANCE_MOST);
	if (p && s && to_p == now_p && to_s == now_s)
		return db_fail(db, INVALID, "%s", power
				? _("The map goes from power 0 to 10: there is no further")
				: _("The map goes from -3 to +3: there is no further"));
	edit_put(ed, fp, arena_printf(a, "%d", to_p));
	edit_put(ed, fs, arena_printf(a, "%d", to_s));
	return edit_save(db, ed);
}

/* ---- rules ---- */

static bool is_public(struct db *db, const char *id)
{
	return db_int_of(db, "SELECT is_power_holder FROM person WHERE id = :id",
		BIND(T("id", id)), 0);
}

static const char *why_not(void)
{
	return _("Only people with a public role (\"Holds public power\"), no neighbours");
}

enum rc power_stick(struct db *db, int64_t id, int64_t *card)
{
	struct arena a = { 0 };
	struct record *r;
	enum rc rc = access_may(db, entity_find("stick_card"), READ);
	if (!rc)
		rc = record_load(db, &a, person(), id, &r);
	if (!rc && !is_public(db, arena_int(&a, id)))
		rc = db_fail(db, INVALID, "%s", why_not());
	*card = rc ? 0 : db_int_of(db, "SELECT id FROM stick_card WHERE person = :id"
		" AND archived_at IS NULL", BIND(I("id", id)), 0);
	arena_free(&a);
	return rc;
}

static enum rc not_public(struct db *db, struct edit *ed, const char *field)
{
	const char *why = why_not();
	edit_wrong(ed, field, why);
	return db_fail(db, INVALID, "%s", why);
}

enum rc power_public(struct db *db, struct edit *ed, const char *field)
{
	const char *id = edit_value(ed, field);
	if (!id || is_public(db, id))
		return OK;
	/* What a form shows of it is the whole, not its part. */
	return not_public(db, ed, field_find(ed->e, field)->flags & PART ? "who" : field);
}

enum rc power_once(struct db *db, struct edit *ed)
{
	struct arena *a = ed->a;
	const struct field *who = field_find(ed->e, "who");
	int64_t twin = db_int_of(db, "SELECT id FROM power_actor WHERE campaign = :campaign"
		" AND person IS :person AND institution IS :institution AND id <> :id",
		BIND(T("campaign", edit_value(ed, "campaign")), T("person", edit_value(ed, "person")),
			T("institution", edit_value(ed, "institution")), I("id", ed->id)), 0);
	struct record *r;
	if (!twin || record_load(db, a, ed->e, twin, &r))
		return OK;
	const char *name = field_show(db, a, who, edit_value(ed, "who"));
	const char *number = id_show(db, a, twin);
	const char *why = arena_printf(a, r->archived_at
			? _("%s was on this map before: unarchive power_actor %s brings that back")
			: _("%s is on this map already: number %s"), name, number);
	edit_wrong(ed, "who", why);
	return db_fail(db, INVALID, "%s", why);
}

static bool changes(const struct edit *ed, const char *field)
{
	size_t i = field_index(ed->e, field_find(ed->e, field));
	return ed->touched[i] && !same(ed->v[i], ed->base[i]);
}

enum rc power_numbers(struct db *db, struct edit *ed)
{
	static const char *const both[] = { "power", "stance" };
	bool some = edit_value(ed, both[0]) || edit_value(ed, both[1]);
	for (size_t i = 0; i < COUNT(both); i++) {
		bool gone = changes(ed, both[i]) && !edit_value(ed, both[i]);
		if (edit_value(ed, both[i]) || (!some && !gone))
			continue;
		const char *why = gone ? _("What was assessed is not emptied: say what it is now")
				       : _("Power and stance are assessed together: say both");
		edit_wrong(ed, both[i], why);
		return db_fail(db, INVALID, "%s", why);
	}
	return OK;
}

/* Mine of today, when nobody assessed since; 0. */
static int64_t todays(struct db *db, int64_t actor)
{
	return db_int_of(db, "SELECT iif(\"on\" = :today AND \"by\" IS :me, id, 0)"
		" FROM power_assessment WHERE actor = :actor AND archived_at IS NULL"
		" ORDER BY \"on\" DESC, id DESC LIMIT 1", BIND(I("actor", actor)), 0);
}

enum rc power_assess(struct db *db, struct edit *ed)
{
	const struct entity *e = entity_find("power_assessment");
	struct edit *to;
	if (!changes(ed, "power") && !changes(ed, "stance"))
		return OK;
	int64_t id = todays(db, ed->id);
	enum rc rc = OK;
	if (id)
		rc = edit_load(db, ed->a, e, id, &to);
	else
		to = edit_new(db, ed->a, e);
	if (rc)
		return rc;
	edit_put_id(to, "actor", ed->id);
	edit_put(to, field_find(e, "power"), edit_value(ed, "power"));
	edit_put(to, field_find(e, "stance"), edit_value(ed, "stance"));
	return edit_save(db, to);
}

enum rc power_assessable(struct db *db, struct edit *ed)
{
	const char *person = db_text_of(db, ed->a, "SELECT person FROM power_actor WHERE id = :id",
		BIND(T("id", edit_value(ed, "actor"))));
	return !person || is_public(db, person) ? OK : not_public(db, ed, "actor");
}

enum rc power_released(struct db *db, struct edit *ed)
{
	if (!ed->id || !changes(ed, "is_power_holder") || same(edit_value(ed, "is_power_holder"), "1"))
		return OK;
	if (!db_int_of(db, "SELECT 1 WHERE EXISTS (SELECT 1 FROM power_actor WHERE person = :id"
		" AND archived_at IS NULL) OR EXISTS (SELECT 1 FROM stick_card WHERE person = :id"
		" AND archived_at IS NULL)", BIND(I("id", ed->id)), 0))
		return OK;
	const char *why = _("She is on a power map or has a stick card: archive those first");
	edit_wrong(ed, "is_power_holder", why);
	return db_fail(db, INVALID, "%s", why);
}
