/* ladder.c - the evidence for each step of the ladder, and moving along it. */
#include "ladder.h"
#include "access.h"
#include "history.h"
#include "listed.h"
#include "question.h"

/* clang-format off */
#define LIVE(x) x ".archived_at IS NULL"
#define SEEN(x) LIVE(x) " AND " x ".contact_safety_level <> 'hidden'"
#define SESSION(c) c ".kind IN ('session', 'action') AND " c ".reached IS NOT 0 AND " LIVE(c) \
	" AND " c ".\"on\" <= :today"
#define HAPPENED(a) LIVE(a) " AND " a ".\"on\" <= :today AND " a ".status <> 'cancelled'"

/* The days on which she came to anything. */
#define HER_DAYS "SELECT c.\"on\" FROM touch c WHERE c.person = t.id AND " SESSION("c") \
	" UNION SELECT a.\"on\" FROM sign_in s JOIN action a ON a.id = s.action" \
	" WHERE s.person = t.id AND " LIVE("s") " AND " HAPPENED("a")
#define CAME "(SELECT count(*) FROM (" HER_DAYS "))"
/* Those of the last six on which people of her institutions did, of anybody when she has none: TEMP
 * table circle. Ten times how many of them, and how many those were: 56 is 5 of the last 6. */
#define HER_CIRCLE "SELECT m.institution FROM institution_person m WHERE m.person = t.id AND " STANDS("m")
#define OF_SIX "iif(" CAME " < 4, 0, (SELECT ifnull(10 * sum(x.\"on\" IN (" HER_DAYS ")) + count(*), 0)" \
	" FROM (SELECT DISTINCT g.\"on\" FROM circle g WHERE g.institution IN (" HER_CIRCLE \
	" UNION ALL SELECT 0 WHERE NOT EXISTS (" HER_CIRCLE ")) ORDER BY 1 DESC LIMIT 6) x))"
#define TASKS "((SELECT count(*) FROM pledge d WHERE d.person = t.id AND d.status = 'done'" \
	" AND d.kind IN ('task', 'bring', 'speak', 'host', 'introduce') AND " LIVE("d") ")" \
	" + (SELECT count(*) FROM next_step n WHERE n.by_person = t.id AND n.done_on IS NOT NULL" \
	" AND " LIVE("n") "))"
#define ROLE(what) "EXISTS (SELECT 1 FROM person_role w WHERE w.person = t.id AND " STANDS("w") \
	" AND " what ")"
#define INDUCTED ROLE("w.role NOT IN ('attender', 'professional', 'trustee', 'donor'," \
	" 'power_holder') AND w.induction_on <= :today AND (ifnull(w.dbs_level, 'none') = 'none'" \
	" OR (w.dbs_date <= :today AND ifnull(w.dbs_expiry, '9999') >= :today))")
#define TRAINED "(" ROLE("w.role IN ('champion', 'facilitator', 'parent_leader', 'team_leader')" \
	" AND w.safeguarding_trained_on <= :today") \
	" OR EXISTS (SELECT 1 FROM pledge d WHERE d.person = t.id AND d.kind = 'train'" \
	" AND d.status = 'done' AND " LIVE("d") ")" \
	" OR EXISTS (SELECT 1 FROM skill_record k WHERE k.person = t.id AND " LIVE("k") \
	" AND k.skill IN ('safeguarding', 'listen', 'one_to_one')" \
	" AND k.stage IN ('did_supported', 'does_alone', 'teaches')))"
#define IN_TOUCH "(EXISTS (SELECT 1 FROM touch c WHERE c.person = t.id AND c.reached IS NOT 0 AND " \
	LIVE("c") " AND c.\"on\" BETWEEN date(:today, '-31 days') AND :today)" \
	" OR EXISTS (SELECT 1 FROM one_to_one o WHERE o.person = t.id AND o.status = 'held' AND " \
	LIVE("o") " AND o.\"on\" >= date(:today, '-31 days')))"
#define AT_ACTIONS(roles) "(SELECT count(DISTINCT r.action) FROM action_role r JOIN action a" \
	" ON a.id = r.action WHERE r.person = t.id AND " LIVE("r") " AND r.role IN (" roles ")" \
	" AND a.status = 'held' AND " LIVE("a") ")"
#define LED "((SELECT count(*) FROM house_meeting h WHERE h.facilitator = t.id AND h.\"on\" <= :today" \
	" AND " LIVE("h") ") + " AT_ACTIONS("'chair', 'co_chair'") ")"
#define IN_PUBLIC AT_ACTIONS("'chair', 'co_chair', 'testimony', 'pinner', 'ask_maker', 'press'," \
	" 'prayer_or_reflection', 'thanks'")
#define BROUGHT "ifnull((SELECT max(x.n) FROM (SELECT count(*) AS n FROM sign_in s" \
	" WHERE s.brought_by = t.id AND " LIVE("s") " AND NOT EXISTS (SELECT 1 FROM person p" \
	" WHERE p.id = s.person AND p.contact_safety_level = 'hidden') GROUP BY s.action) x), 0)"
#define TEAM "ifnull((SELECT max(x.n) FROM (SELECT count(DISTINCT o.person) AS n" \
	" FROM institution_person m CROSS JOIN institution_person o ON o.institution = m.institution" \
	" CROSS JOIN person p ON p.id = o.person WHERE m.person = t.id AND " STANDS("m") \
	" AND m.is_core_team = 1 AND " STANDS("o") " AND o.is_core_team = 1 AND " SEEN("p") \
	" GROUP BY m.institution) x), 0)"
#define DEVELOPS "(SELECT count(DISTINCT r.to_person) FROM relationship r JOIN person p" \
	" ON p.id = r.to_person WHERE r.from_person = t.id AND r.kind = 'develops' AND " OPEN("r") \
	" AND " SEEN("p") " AND (p.actual_leader = 1" \
	" OR p.current_ladder_step IN ('leader', 'team_leader', 'organiser')))"
#define AGREED "EXISTS (SELECT 1 FROM consent g WHERE g.person = t.id AND g.given = 1" \
	" AND ifnull(g.withdrawn_on, '9999') > :today AND " LIVE("g") ")"
/* clang-format on */

/* How a count is said. */

static const char *say_agreed(struct arena *a, int n)
{
	(void)a, (void)n;
	return _("agreed to hear from us");
}
static const char *say_came(struct arena *a, int n)
{
	return arena_printf(a, trn("came once", "came %d times", (unsigned long)n), n);
}
static const char *say_of_six(struct arena *a, int n)
{
	return arena_printf(a, _("came to %d of the last %d"), n / 10, n % 10);
}
static const char *say_tasks(struct arena *a, int n)
{
	return arena_printf(a, trn("did %d task", "did %d tasks", (unsigned long)n), n);
}
static const char *say_inducted(struct arena *a, int n)
{
	(void)a, (void)n;
	return _("has a role, with her induction and checks done");
}
static const char *say_trained(struct arena *a, int n)
{
	(void)a, (void)n;
	return _("has had her training");
}
static const char *say_in_touch(struct arena *a, int n)
{
	(void)a, (void)n;
	return _("was in touch this month");
}
static const char *say_led(struct arena *a, int n)
{
	return arena_printf(a, trn("led %d session", "led %d sessions", (unsigned long)n), n);
}
static const char *say_brought(struct arena *a, int n)
{
	return arena_printf(a, trn("brought %d person to an action", "brought %d people to an action",
		(unsigned long)n), n);
}
static const char *say_in_public(struct arena *a, int n)
{
	return arena_printf(a, trn("had a public role in %d action", "had a public role in %d actions",
		(unsigned long)n), n);
}
static const char *say_team(struct arena *a, int n)
{
	return arena_printf(a, _("has a core team of %d"), n);
}
static const char *say_develops(struct arena *a, int n)
{
	return arena_printf(a, trn("develops %d leader", "develops %d leaders", (unsigned long)n), n);
}
static const char *say_appointed(struct arena *a, int n)
{
	(void)a, (void)n;
	return _("was appointed");
}

#define SOME "/* scan: the days of one institution's people; people of one step, each once */"

enum { FACTS = 2 };

/* A row a step: what is counted over person t, the least it takes (0: told, not asked for), and how it
 * is said. */
static const struct rule {
	const char *step;
	struct fact {
		const char *sql;
		int least;
		const char *(*say)(struct arena *a, int n);
	} fact[FACTS];
} rules[] = {
	{ "contact", { { AGREED, 1, say_agreed } } },
	{ "attender", { { CAME, 1, say_came } } },
	{ "regular", { { OF_SIX, 40, say_of_six } } },
	{ "helper", { { OF_SIX, 0, say_of_six }, { TASKS, 1, say_tasks } } },
	{ "volunteer", { { TASKS, 0, say_tasks }, { INDUCTED, 1, say_inducted } } },
	{ "champion", { { TRAINED, 1, say_trained }, { IN_TOUCH, 1, say_in_touch } } },
	{ "facilitator", { { LED, 2, say_led } } },
	{ "leader", { { BROUGHT, 3, say_brought }, { IN_PUBLIC, 1, say_in_public } } },
	{ "team_leader", { { TEAM, 3, say_team }, { DEVELOPS, 2, say_develops } } },
	{ "organiser", { { ROLE("w.role = 'parent_organiser'"), 1, say_appointed } } },
};

static const struct rule *rule_of(const char *step)
{
	for (size_t i = 0; i < COUNT(rules); i++)
		if (!strcmp(rules[i].step, step))
			return &rules[i];
	return NULL;
}

/* ---- the last six days of an institution ---- */

/* What is in circle holds until anything is written, and for this day: as of when it was drawn. */
static const char *as_of(struct db *db, struct arena *a)
{
	int64_t newest;
	history_since(db, 0, &newest);
	return arena_printf(a, "%lld %s", (long long)newest, db_today(db));
}

static enum rc forget_circles(struct db *db)
{
	struct arena a = { 0 };
	enum rc rc = db_script(db,
		"CREATE TEMP TABLE IF NOT EXISTS circle(institution INTEGER, \"on\" TEXT,"
		" PRIMARY KEY(institution, \"on\")) WITHOUT ROWID;"
		"CREATE TEMP TABLE IF NOT EXISTS circled(institution INTEGER PRIMARY KEY, as_of TEXT)");
	if (!rc && db_int_of(db, "SELECT 1 FROM circled WHERE as_of <> :now OR :writing LIMIT 1 " SOME,
		BIND(T("now", as_of(db, &a)), I("writing", db_writing(db))), 0))
		rc = db_script(db, "DELETE FROM circle; DELETE FROM circled");
	arena_free(&a);
	return rc;
}

static enum rc draw_circle(struct db *db, int64_t at)
{
	struct arena a = { 0 };
	enum rc rc = db_run(db, at ? "INSERT INTO circle SELECT :at, \"on\" FROM (SELECT c.\"on\""
		" FROM institution_person o CROSS JOIN touch c ON c.person = o.person"
		" WHERE o.institution = :at AND " LIVE("o") " AND " SESSION("c")
		" UNION SELECT a.\"on\" FROM institution_person o"
		" CROSS JOIN sign_in s ON s.person = o.person CROSS JOIN action a ON a.id = s.action"
		" WHERE o.institution = :at AND " LIVE("o") " AND "
		LIVE("s") " AND " HAPPENED("a") ") ORDER BY 2 DESC LIMIT 6 " SOME
		: "INSERT INTO circle SELECT :at, \"on\" FROM (SELECT c.\"on\" FROM touch c WHERE "
		SESSION("c") " UNION SELECT a.\"on\" FROM action a WHERE " HAPPENED("a") " AND EXISTS"
		" (SELECT 1 FROM sign_in s WHERE s.action = a.id AND " LIVE("s") "))"
		" ORDER BY 2 DESC LIMIT 6 " SOME, BIND(I("at", at)));
	if (!rc)
		rc = db_run(db, "INSERT INTO circled VALUES(:at, :now)",
			BIND(I("at", at), T("now", as_of(db, &a))));
	arena_free(&a);
	return rc;
}

/* Those of one person, or of everybody (0), that are not drawn yet. */
static enum rc draw_circles(struct db *db, int64_t person)
{
	enum rc rc = forget_circles(db);
	int64_t at = 0;
	while (!rc && at >= 0) {
		at = db_int_of(db, person ? "SELECT i.id FROM (SELECT m.institution AS id"
			" FROM institution_person m WHERE m.person = :person AND " STANDS("m")
			" UNION ALL SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM institution_person m"
			" WHERE m.person = :person AND " STANDS("m") ")) i"
			" WHERE i.id NOT IN (SELECT institution FROM circled) LIMIT 1"
			: "SELECT i.id FROM (SELECT 0 AS id UNION ALL SELECT id FROM institution"
			" WHERE id > :person) i WHERE i.id NOT IN (SELECT institution FROM circled)"
			" LIMIT 1 " SOME, BIND(I("person", person)), -1);
		if (at >= 0 && !(rc = draw_circle(db, at)))
			rc = db_interrupted(db);
	}
	return rc;
}

/* ---- looking ---- */

static bool asks_for_days(const struct rule *r)
{
	return r->fact[0].say == say_of_six || r->fact[1].say == say_of_six;
}

/* SELECT t.id, fact, fact FROM person t WHERE ... */
static void rule_sql(struct str *b, const struct rule *r, const char *where)
{
	str_add(b, SOME " SELECT t.id");
	for (int i = 0; i < FACTS; i++)
		str_addf(b, ", %s", r->fact[i].sql ? r->fact[i].sql : "0");
	str_addf(b, " FROM person t WHERE %s", where);
}

static bool met(const struct rule *r, struct stmt *st)
{
	for (int i = 0; i < FACTS; i++)
		if (db_int(st, 1 + i) < r->fact[i].least)
			return false;
	return true;
}

static const char *said(struct arena *a, const struct rule *r, struct stmt *st)
{
	const char *ret = "";
	for (int i = 0; i < FACTS; i++) {
		int n = (int)db_int(st, 1 + i);
		if (!r->fact[i].sql || !n)
			continue;
		const char *one = r->fact[i].say(a, n);
		ret = *ret ? arena_printf(a, _("%s and %s"), ret, one) : one;
	}
	return ret;
}

enum rc ladder_look(struct db *db, struct arena *a, int64_t person, const char *step,
	struct ladder_look *ret)
{
	const struct rule *r = step ? rule_of(step) : NULL;
	*ret = (struct ladder_look){ false, "" };
	enum rc rc = access_may(db, entity_find("person"), READ);
	if (!rc && r && asks_for_days(r))
		rc = draw_circles(db, person);
	if (rc || !r)
		return rc;
	struct str sql = STR_INIT;
	rule_sql(&sql, r, "t.id = :id");
	struct stmt *st = db_query(db, sql.s, BIND(I("id", person)));
	str_release(&sql);
	if (db_step(st))
		*ret = (struct ladder_look){ met(r, st), said(a, r, st) };
	return db_done(st);
}

/* ---- along the ladder ---- */

const char *ladder_beside(struct db *db, struct arena *a, const char *step, int dir)
{
	const struct code *c = codes_of(db, a, "ladder_step");
	for (int i = 0; step && c[i].code; i++)
		if (!strcmp(c[i].code, step))
			return i + dir < 0 ? NULL : c[i + dir].code;
	return NULL;
}

static bool is_step(struct db *db, struct arena *a, const char *step)
{
	const struct code *c = codes_of(db, a, "ladder_step");
	while (c->code && strcmp(c->code, step))
		c++;
	return c->code;
}

static const char *name_of(struct db *db, struct arena *a, const char *step)
{
	return code_label(db, a, "ladder_step", step);
}

static enum rc move(struct db *db, struct arena *a, int64_t person, const char *step,
	const char *because)
{
	const struct entity *e = entity_find("person"), *event = entity_find("ladder_event");
	struct record *r;
	enum rc rc = record_load(db, a, e, person, &r);
	if (rc)
		return rc;
	if (!is_step(db, a, step))
		return db_fail(db, INVALID, _("There is no step \"%s\""), step);
	if (same(r->v[field_index(e, field_find(e, "current_ladder_step"))], step))
		return db_fail(db, INVALID, _("%s stands on that step: %s"),
			record_title(db, a, e, person), name_of(db, a, step));
	struct edit *ed = edit_new(db, a, event);
	edit_put_id(ed, "person", person);
	edit_put(ed, field_find(event, "to_step"), step);
	if (because && *because && (rc = edit_set(db, ed, field_find(event, "evidence_text"), because)))
		return rc;
	history_action(db, "edit", "step person");
	return edit_save(db, ed);
}

enum rc ladder_move(struct db *db, int64_t person, const char *step, const char *because)
{
	struct arena a = { 0 };
	enum rc rc = access_may(db, entity_find("ladder_event"), ADD);
	if (!rc)
		rc = db_begin(db);
	if (rc)
		return rc;
	rc = db_end(db, move(db, &a, person, step, because));
	arena_free(&a);
	return rc;
}

/* The step she stood on that day, as far as events say; else the one she stands on. */
static const char *step_before(struct db *db, struct arena *a, const char *person, const char *on)
{
	return db_text_of(db, a, "SELECT coalesce((SELECT x.to_step FROM (SELECT v.to_step,"
		" max(v.\"on\" || printf('%020d', v.id)) FROM ladder_event v WHERE v.person = t.id"
		" AND v.archived_at IS NULL AND v.\"on\" <= :on) x), (SELECT x.from_step FROM"
		" (SELECT v.from_step, min(v.\"on\" || printf('%020d', v.id)) FROM ladder_event v"
		" WHERE v.person = t.id AND v.archived_at IS NULL) x), t.current_ladder_step)"
		" FROM person t WHERE t.id = :id",
		BIND(I("id", strtoll(person, NULL, 10)), T("on", on)));
}

/* Is the second step further up than the first? */
static bool is_up(struct db *db, struct arena *a, const char *from, const char *to)
{
	const struct code *c = codes_of(db, a, "ladder_step");
	while (from && c->code && strcmp(c->code, from) && strcmp(c->code, to))
		c++;
	return !from || !c->code || !strcmp(c->code, from);
}

enum rc ladder_check(struct db *db, struct edit *ed)
{
	const char *on = edit_value(ed, "on"), *person = edit_value(ed, "person");
	const char *to = edit_value(ed, "to_step");
	if (on && strcmp(on, db_today(db)) > 0) {
		edit_wrong(ed, "on", _("That day is still to come"));
		return db_fail(db, INVALID, "%s", _("A step is written down when it was taken"));
	}
	if (ed->id || !on || !person || !to)
		return OK;
	const struct field *from = field_find(ed->e, "from_step");
	if (!ed->touched[field_index(ed->e, from)])
		edit_put(ed, from, step_before(db, ed->a, person, on));
	struct ladder_look look;
	if (edit_value(ed, "evidence_text") || !is_up(db, ed->a, edit_value(ed, "from_step"), to))
		return OK;
	enum rc rc = ladder_look(db, ed->a, strtoll(person, NULL, 10), to, &look);
	if (!rc && look.met)
		edit_put(ed, field_find(ed->e, "evidence_text"), look.known);
	return rc;
}

/* ---- everybody who meets the rule of her next step: TEMP table ladder ---- */

/* People on the step before, by the index of steps. */
static enum rc look_all(struct db *db, struct arena *a, const char *step, const char *next)
{
	const struct entity *e = entity_find("person");
	const struct rule *r = rule_of(next);
	if (!r)
		return OK;
	struct str sql = STR_INIT, where = STR_INIT;
	sort_sql(&where, e, field_find(e, "current_ladder_step"), "t");
	str_add(&where, " = :step AND " LISTED("t"));
	rule_sql(&sql, r, where.s);
	struct stmt *st = db_query(db, sql.s, BIND(T("step", step)));
	str_release(&sql);
	str_release(&where);
	enum rc rc = OK;
	while (db_step(st))
		if (!rc && met(r, st))
			rc = db_run(db, "INSERT INTO ladder VALUES(:person, :next, :known)",
				BIND(I("person", db_int(st, 0)), T("next", next),
					T("known", said(a, r, st))));
	enum rc done = db_done(st);
	return rc ? rc : done;
}

enum rc answer_ladder(struct db *db, const struct bind *params)
{
	struct arena a = { 0 };
	(void)params;
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS ladder(person INTEGER PRIMARY KEY,"
		" next TEXT, known TEXT); DELETE FROM ladder");
	if (!rc)
		rc = draw_circles(db, 0);
	const struct code *c = codes_of(db, &a, "ladder_step");
	for (int i = 0; !rc && c[i].code && c[i + 1].code; i++)
		if (!(rc = look_all(db, &a, c[i].code, c[i + 1].code)))
			rc = db_interrupted(db);
	arena_free(&a);
	return rc;
}
