/* leaders.c - the page of a leader. */
#include "leaders.h"
#include "date.h"
#include "ftype.h"
#include "ladder.h"
#include "listed.h"
#include "question.h"

enum { NAMES = 5 }; /* of a list of people, the others are counted */

struct page {
	struct db *db;
	struct arena *a;
	struct record *r;
	struct str *to;
};

static const char *value(const struct page *p, const char *field)
{
	return p->r->v[field_index(p->r->e, field_find(p->r->e, field))];
}

static void add_line(struct page *p, const char *label, const char *text)
{
	if (text && *text)
		str_addf(p->to, "%s: %s\n", label, text);
}

/* "Ewa, Bo and 3 more" of the rows of a query whose first column is a name. */
static const char *names(struct page *p, const char *sql)
{
	struct str b = STR_INIT;
	int n = 0;
	struct stmt *st = db_query(p->db, sql, BIND(I("id", p->r->id)));
	while (db_step(st))
		if (n++ < NAMES)
			str_addf(&b, "%s%s", b.len ? ", " : "", db_text(st, 0));
	db_done(st);
	if (n > NAMES)
		str_addf(&b, _(" and %d more"), n - NAMES);
	const char *ret = arena_dup(p->a, b.s);
	str_release(&b);
	return ret;
}

/* The same of a statement in which {name p} stands for the name. */
static const char *named(struct page *p, const char *sql)
{
	struct str b = STR_INIT;
	for (const char *s = sql, *open; *s; s = *open ? open + 8 : open) {
		open = strstr(s, "{name p}");
		open = open ? open : s + strlen(s);
		str_addn(&b, s, (size_t)(open - s));
		if (*open)
			title_sql(&b, entity_find("person"), "p");
	}
	const char *ret = names(p, arena_dup(p->a, b.s));
	str_release(&b);
	return ret;
}

static void add_step(struct page *p)
{
	const char *step = value(p, "current_ladder_step"), *today = db_today(p->db);
	const char *since = db_text_of(p->db, p->a, "SELECT max(\"on\") FROM ladder_event"
		" WHERE person = :id AND archived_at IS NULL", BIND(I("id", p->r->id)));
	const char *label = step ? code_label(p->db, p->a, "ladder_step", step) : "-";
	add_line(p, _("Step"), since ? arena_printf(p->a, _("%s since %s, %s"), label,
		date_show(p->a, since, today), date_ago(p->a, since, today)) : label);
	const char *next = ladder_beside(p->db, p->a, step, 1);
	struct ladder_look look;
	if (!next || ladder_look(p->db, p->a, p->r->id, next, &look))
		return;
	label = code_label(p->db, p->a, "ladder_step", next);
	add_line(p, _("Next step of the ladder"), arena_printf(p->a,
		look.met ? _("%s, she is ready: %s") : *look.known ? _("%s, not yet: %s")
		: _("%s, nothing shows it yet"), label, look.known));
}

/* May this user read opinions of her? */
static bool confidant(struct page *p)
{
	return db_int_of(p->db, arena_printf(p->a,
		"SELECT t.rated_by IS nullif(:me, 0) OR %s FROM person t WHERE t.id = :id",
		p->r->e->coach), BIND(I("id", p->r->id)), 0);
}

static void add_opinion(struct page *p)
{
	const char *rating = value(p, "rating"), *on = value(p, "rated_on");
	if (rating && on)
		add_line(p, _("Rating, an opinion"), arena_printf(p->a, _("%s of 5, %s by %s"), rating,
			date_show(p->a, on, db_today(p->db)), field_show(p->db, p->a,
			field_find(p->r->e, "rated_by"), value(p, "rated_by"))));
	else if (rating)
		add_line(p, _("Rating, an opinion"), arena_printf(p->a, _("%s of 5"), rating));
}

/* What came of what she was asked for, beside the opinion. */
static void add_tests(struct page *p)
{
	struct str b = STR_INIT;
	bool any = false;
	struct stmt *st = db_query(p->db, "SELECT sum(status = 'done'), sum(status = 'partly'), count(*)"
		" FROM pledge WHERE person = :id AND archived_at IS NULL AND status IN"
		" ('done', 'partly', 'missed')"
		" AND coalesce(done_on, due, :today) > date(:today, '-24 months')",
		BIND(I("id", p->r->id)));
	while (db_step(st))
		if ((any = db_int(st, 2)) && confidant(p)) {
			str_addf(&b, _("kept %d of %d pledges"), (int)db_int(st, 0), (int)db_int(st, 2));
			if (db_int(st, 1))
				str_addf(&b, _(", %d in part"), (int)db_int(st, 1));
		}
	db_done(st);
	st = db_query(p->db, "SELECT count(*), count(DISTINCT s.action)"
		" FROM sign_in s LEFT JOIN person p ON p.id = s.person"
		" WHERE s.brought_by = :id AND s.archived_at IS NULL AND s.person IS NOT :id"
		" AND ifnull(p.contact_safety_level, '') <> 'hidden'", BIND(I("id", p->r->id)));
	while (db_step(st))
		if (db_int(st, 0))
			str_addf(&b, trn("%sbrought %d, at %d action", "%sbrought %d, at %d actions",
				(unsigned long)db_int(st, 1)), b.len ? "; " : "", (int)db_int(st, 0),
				(int)db_int(st, 1));
	db_done(st);
	add_line(p, _("Tests, evidence"), b.len || any ? b.s : _("none yet: ask her for something"));
	str_release(&b);
}

/* ---- what questions know ---- */

struct told {
	struct str b;
	int n;
};

static enum rc tell_skill(void *arg, const struct row *row)
{
	struct told *t = arg;
	const char *next = row->v[5];
	str_addf(&t->b, "%s%s: %s", t->b.len ? "; " : "", row->v[1], row->v[2]);
	if (next)
		str_addf(&t->b, _(", practises next: %s"), next);
	return OK;
}

static enum rc tell_follower(void *arg, const struct row *row)
{
	struct told *t = arg;
	if (row->v[1] && t->n++ < NAMES)
		str_addf(&t->b, "%s%s", t->b.len ? ", " : "", row->v[1]);
	return OK;
}

static void add_answer(struct page *p, const char *label, const char *question, const char *param,
	enum rc (*tell)(void *arg, const struct row *row))
{
	struct told t = { .b = STR_INIT };
	const char *arg = arena_printf(p->a, "%s=%lld", param, (long long)p->r->id);
	question_each(p->db, question_find(question), 1, &arg, tell, &t);
	if (t.n > NAMES)
		str_addf(&t.b, _(" and %d more"), t.n - NAMES);
	add_line(p, label, t.b.s);
	str_release(&t.b);
}

enum rc leader_page(struct db *db, struct arena *a, int64_t person, struct str *to)
{
	struct page p = { db, a, NULL, to };
	enum rc rc = record_load(db, a, entity_find("person"), person, &p.r);
	if (rc)
		return rc;
	add_step(&p);
	add_opinion(&p);
	add_tests(&p);
	add_answer(&p, _("Brings"), "followers", "leader", tell_follower);
	add_answer(&p, _("Skills"), "skills", "person", tell_skill);
	add_line(&p, _("Develops"), named(&p, "SELECT DISTINCT {name p} FROM relationship r"
		" JOIN person p ON p.id = r.to_person WHERE r.from_person = :id AND r.kind = 'develops'"
		" AND " OPEN("r") " AND " LISTED("p")));
	const char *by = named(&p, "SELECT DISTINCT {name p} FROM relationship r"
		" JOIN person p ON p.id = r.from_person WHERE r.to_person = :id AND r.kind = 'develops'"
		" AND " OPEN("r") " AND " LISTED("p"));
	add_line(&p, _("Developed by"), *by ? by : _("nobody yet"));
	return OK;
}
