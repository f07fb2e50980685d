/* card.c - who she is, when we met, what moves her, what was promised, what is next, how to reach
 * her. */
#include "card.h"
#include "access.h"
#include "date.h"
#include "list.h"
#include "listed.h"
#include "promise.h"
#include "record.h"
#include "str.h"

enum { MEETINGS = 5, PROMISES = 3 };

struct reading {
	struct db *db;
	struct arena *a;
	struct record *r; /* the person */
	const char *clear;
	struct promise *promise;
	int promises;
};

static const char *value(const struct reading *d, const char *field)
{
	return d->r->v[field_index(d->r->e, field_find(d->r->e, field))];
}

static const char *shown(const struct reading *d, const char *field)
{
	const struct field *f = field_find(d->r->e, field);
	return field_show(d->db, d->a, f, value(d, field));
}

/* Adds a part after a comma or whatever stands between. */
static void add(struct str *b, const char *between, const char *part)
{
	if (part && *part)
		str_addf(b, "%s%s", b->len ? between : "", part);
}

static const char *take(const struct reading *d, struct str *b)
{
	const char *s = arena_dup(d->a, b->s);
	str_release(b);
	return s;
}

/* "Parent at Espacio Mamá", of positions that have not ended. */
static void add_positions(const struct reading *d, struct str *b)
{
	struct stmt *st = db_query(d->db,
		"SELECT r.position, i.name FROM institution_person r"
		" JOIN institution i ON i.id = r.institution WHERE r.person = :person"
		" AND i.archived_at IS NULL AND " STANDS("r"),
		BIND(I("person", d->r->id)));
	while (db_step(st)) {
		const char *position = db_text(st, 0), *name = db_text(st, 1);
		add(b, ", ", position ? arena_printf(d->a, _("%s at %s"), position, name) : name);
	}
	db_done(st);
}

static const char *who(const struct reading *d)
{
	struct str b = STR_INIT;
	add_positions(d, &b);
	add(&b, ", ", shown(d, "current_ladder_step"));
	if (same(value(d, "actual_leader"), "1"))
		add(&b, ", ", _("leads others"));
	if (value(d, "preferred_language"))
		add(&b, ", ", arena_printf(d->a, _("speaks %s"), shown(d, "preferred_language")));
	if (same(value(d, "interpreter_needed"), "1"))
		add(&b, ", ", _("needs an interpreter"));
	add(&b, ". ", shown(d, "notes_short"));
	return take(d, &b);
}

/* Newest first, as far as the lines of a card go. */
static struct stmt *held(const struct reading *d)
{
	return db_query(d->db,
		"SELECT o.\"on\", o.place, o.story, o.interests, o.self_interest FROM one_to_one o"
		" WHERE o.person = :person AND o.status = 'held' AND o.archived_at IS NULL"
		" ORDER BY o.\"on\" DESC, o.id DESC LIMIT :most",
		BIND(I("person", d->r->id), I("most", MEETINGS)));
}

static const char *last_met(const struct reading *d)
{
	struct str b = STR_INIT;
	struct stmt *st = held(d);
	while (db_step(st)) {
		if (b.len)
			continue;
		const char *on = db_text(st, 0), *today = db_today(d->db);
		str_addf(&b, "%s, %s", date_show(d->a, on, today), date_ago(d->a, on, today));
		add(&b, ", ", db_text(st, 1));
		add(&b, ". ", db_text(st, 2));
	}
	db_done(st);
	if (!b.len)
		str_add(&b, _("never: this is the first one-to-one"));
	return take(d, &b);
}

static void add_interests(
	const struct reading *d, struct str *b, struct str *seen, const char *codes)
{
	const char *at = codes ? codes : "", *w;
	size_t n;
	while (str_word(&at, ",", &w, &n)) {
		if (str_listed(seen->s, w, n))
			continue;
		str_addf(seen, " %.*s", (int)n, w);
		add(b, ", ", code_label(d->db, d->a, "interest", arena_dupn(d->a, w, n)));
	}
}

static const char *moves_her(const struct reading *d)
{
	struct str b = STR_INIT, seen = STR_INIT, own = STR_INIT;
	struct stmt *st = held(d);
	while (db_step(st)) {
		add_interests(d, &b, &seen, db_text(st, 3));
		if (!own.len && db_text(st, 4))
			str_addf(&own, "\"%s\"", db_text(st, 4));
	}
	db_done(st);
	add(&b, ". ", own.s);
	str_release(&seen);
	str_release(&own);
	if (!b.len)
		str_add(&b, _("not known yet: ask"));
	return take(d, &b);
}

static const char *promise_words(const struct reading *d, const struct promise *p)
{
	return p->due ? arena_printf(
				d->a, "%s (%s)", p->text, date_show(d->a, p->due, db_today(d->db)))
		      : p->text;
}

static void add_promises(const struct reading *d, struct str *b, bool hers)
{
	struct str side = STR_INIT;
	int n = 0;
	for (int i = 0; i < d->promises; i++)
		if (d->promise[i].hers == hers && n++ < PROMISES)
			add(&side, "; ", promise_words(d, &d->promise[i]));
	if (n > PROMISES)
		str_addf(&side, _(" and %d more"), n - PROMISES);
	if (n)
		str_addf(b, "%s%s: %s", b->len ? "   " : "", hers ? _("she") : _("we"), side.s);
	str_release(&side);
}

static const char *promised(const struct reading *d)
{
	struct str b = STR_INIT;
	add_promises(d, &b, false);
	add_promises(d, &b, true);
	if (!b.len)
		str_add(&b, _("nothing open, either way"));
	return take(d, &b);
}

static const char *next_step(const struct reading *d)
{
	struct str b = STR_INIT;
	const char *today = db_today(d->db);
	if (d->promises) {
		const struct promise *p = &d->promise[0];
		add(&b, ", ", p->text);
		if (p->due)
			add(&b, ", ",
				arena_printf(d->a, "%s, %s", date_show(d->a, p->due, today),
					date_ago(d->a, p->due, today)));
		add(&b, ", ", p->hers ? _("she") : p->owner);
	}
	struct stmt *st = db_query(d->db, "SELECT o.\"on\", o.\"at\", o.place FROM one_to_one o"
		" WHERE o.person = :person AND o.status = 'planned' AND o.archived_at IS NULL"
		" AND o.\"on\" >= :today ORDER BY o.\"on\", o.\"at\", o.id LIMIT :most",
		BIND(I("person", d->r->id), I("most", MEETINGS)));
	while (db_step(st)) {
		add(&b, ". ", arena_printf(d->a, _("One-to-one planned %s"),
			date_show(d->a, db_text(st, 0), today)));
		add(&b, " ", db_text(st, 1));
		add(&b, ", ", db_text(st, 2));
	}
	db_done(st);
	if (!b.len)
		str_add(&b, _("none: agree one with her"));
	return take(d, &b);
}

/* The rule is in a zone of its own: who may not read it learns only that there is care to take. */
static void add_rule(const struct reading *d, struct str *b)
{
	const struct entity *e = entity_find("contact_safety");
	struct list_spec spec = {
		.e = e, .of = field_find(e, "person"), .of_id = d->r->id, .all_fields = true
	};
	struct list *l;
	struct row *rows;
	const struct column *cols;
	int n = 0;
	if (access_may(d->db, e, READ) || list_open(d->db, &spec, &l))
		return;
	int ncols = list_columns(l, &cols);
	if (list_page(l, d->a, NULL, 1, false, 1, &rows, &n))
		n = 0;
	for (int i = 0; i < ncols && n; i++) {
		bool said = cols[i].f != spec.of && rows[0].v[i];
		const char *v = said ? list_cell(l, d->a, &rows[0], i) : "";
		if (*v && cols[i].f->type != FT_DATE)
			add(b, ", ", arena_printf(d->a, "%s: %s", cols[i].label, v));
	}
	list_close(l);
}

static const char *safe_contact(const struct reading *d, bool *masked)
{
	struct str b = STR_INIT;
	const char *phone = d->clear ? d->clear : value(d, "phone");
	*masked = same(phone, FIELD_MASKED);
	if (phone)
		str_add(&b, *masked ? phone
				    : field_show(d->db, d->a, field_find(d->r->e, "phone"), phone));
	else
		str_add(&b, _("no number on file"));
	add(&b, ", ",
		same(value(d, "contact_safety_level"), "normal")
			? _("no special rule")
			: shown(d, "contact_safety_level"));
	add_rule(d, &b);
	if (value(d, "preferred_channel"))
		add(&b, ", ", arena_printf(d->a, _("best by %s"), shown(d, "preferred_channel")));
	return take(d, &b);
}

enum rc meeting_card(
	struct db *db, struct arena *a, int64_t person, const char *clear, struct meeting_card *ret)
{
	const struct entity *e = entity_find("person");
	struct reading d = { .db = db, .a = a, .clear = clear };
	enum rc rc = access_may(db, e, READ);
	if (!rc)
		rc = record_load(db, a, e, person, &d.r);
	if (!rc)
		rc = promises_open(db, a, person, 0, &d.promise, &d.promises);
	if (rc)
		return rc;
	*ret = (struct meeting_card){
		.person = person,
		.title = record_title(db, a, e, person),
		.label = { _("Who"), _("Last met"), _("Moves her"), _("Promised"), _("Next step"),
			_("Safe contact") },
	};
	const char *text[CARD_LINES] = { who(&d), last_met(&d), moves_her(&d), promised(&d),
		next_step(&d), safe_contact(&d, &ret->masked) };
	memcpy(ret->text, text, sizeof text);
	return OK;
}
