/* demo_cycle.c - the organising of the demonstration: reads the lines of demo_cycle.h into records,
 * and fills the actions from what each leader said and brought. */
#include "demo_cycle.h"
#include "demo_private.h"
#include "str.h"
#include <stdio.h>

enum { FIELDS_MOST = 20 };

/* What a line made, so that later ones can name it. */
struct made {
	const struct entity *e;
	const char *key; /* its first field */
	size_t n;
	int64_t id;
};

struct cycle {
	struct maker *m;
	const struct entity *e;
	const struct field *heads[FIELDS_MOST];
	int nheads, nmade;
	struct made made[COUNT(demo_cycle)];
};

/* The next piece between `sep`, without blanks about it; false at the end. */
static bool piece(const char **at, char sep, const char **from, size_t *n)
{
	if (!*at)
		return false;
	const char *s = *at + strspn(*at, " "), *end = strchr(s, sep);
	*at = end ? end + 1 : NULL;
	*from = s;
	*n = end ? (size_t)(end - s) : strlen(s);
	while (*n && s[*n - 1] == ' ')
		--*n;
	return true;
}

static int64_t made_named(const struct cycle *c, const struct entity *e, const char *s, size_t n)
{
	int nth = *s == '#' ? atoi(s + 1) : 0;
	for (int i = 0; i < c->nmade; i++) {
		const struct made *x = &c->made[i];
		if (x->e == e && (nth ? !--nth : x->n == n && !memcmp(x->key, s, n)))
			return x->id;
	}
	die("the demonstration has no %s %.*s", e->name, (int)n, s);
}

static int64_t named(const struct cycle *c, const char *entity, const char *s, size_t n)
{
	if (!strcmp(entity, "person"))
		return c->m->people[person_named(s, n)];
	if (!strcmp(entity, "institution"))
		return c->m->places[place_named(s, n)];
	return made_named(c, entity_find(entity), s, n);
}

/* "A; B" as "7,12". */
static const char *all_named(struct cycle *c, const char *entity, const char *text)
{
	const char *one;
	size_t n;
	struct str b = STR_INIT;
	while (piece(&text, ';', &one, &n))
		str_addf(&b, "%s%lld", b.len ? "," : "", (long long)named(c, entity, one, n));
	const char *ret = arena_dup(&c->m->a, b.s);
	str_release(&b);
	return ret;
}

/* "person:Denise Cooper" as "person:10". */
static const char *one_of(struct cycle *c, const char *text)
{
	const char *colon = strchr(text, ':');
	const char *entity = arena_dupn(&c->m->a, text, (size_t)(colon - text));
	return arena_printf(&c->m->a, "%s:%lld", entity,
		(long long)named(c, entity, colon + 1, strlen(colon + 1)));
}

/* What a line has in a field, as a record holds it. */
static const char *canonical(struct cycle *c, const struct field *f, const char *text)
{
	switch (f->type) {
	case FT_DATE: return day(c->m, c->m->today + atol(text));
	case FT_REF: return id_text(c->m, named(c, f->of, text, strlen(text)));
	case FT_REFS: return all_named(c, f->of, text);
	case FT_ONEOF: return one_of(c, text);
	default: return text;
	}
}

/* "* entity field | field ..." */
static void take_heads(struct cycle *c, const char *line)
{
	const char *at = line + 2, *s;
	size_t n = strcspn(at, " ");
	char name[32];
	snprintf(name, sizeof name, "%.*s", (int)n, at);
	c->e = entity_find(name);
	for (c->nheads = 0, at += n; piece(&at, '|', &s, &n); c->nheads++) {
		snprintf(name, sizeof name, "%.*s", (int)n, s);
		c->heads[c->nheads] = field_find(c->e, name);
		if (!c->heads[c->nheads])
			die("the demonstration: %s has no field %s", c->e->name, name);
	}
}

static void take_line(struct cycle *c, const char *line)
{
	struct edit *ed = edit_new(c->m->db, &c->m->a, c->e);
	struct made *made = &c->made[c->nmade++];
	const char *s;
	size_t n;
	made->e = c->e;
	for (int i = 0; piece(&line, '|', &s, &n); i++) {
		if (!i)
			made->key = s, made->n = n;
		if (n)
			edit_put(ed, c->heads[i],
				canonical(c, c->heads[i], arena_dupn(&c->m->a, s, n)));
	}
	made->id = save(c->m, ed);
}

/* ---- who came ---- */

struct desk {
	struct maker *m;
	int64_t action;
	bool came[PEOPLE];
};

static void sign_in(struct desk *d, size_t who, size_t place, int64_t leader)
{
	struct maker *m = d->m;
	d->came[who] = true;
	make(m, "sign_in", "action", id_text(m, d->action), "person", id_text(m, m->people[who]),
		"institution", id_text(m, m->places[place]), "brought_by", id_text(m, leader),
		"is_new", who >= NAMED && who % 5 == 0 ? "1" : NULL, "on_time",
		who % 7 ? "1" : "0", NULL);
}

/* Those of her place first, then others: the leaders themselves came on their own account. */
static void bring(struct desk *d, size_t leader, size_t place, int n)
{
	struct maker *m = d->m;
	for (int pass = 0; pass < 2; pass++)
		for (size_t k = 0; k < FIRST_NEW && n; k++) {
			size_t i = pass ? (leader * 29 + k) % FIRST_NEW : k;
			bool hers = m->at[i] == (int)place + 1;
			if (d->came[i] || m->leads[i] || is_hidden(i) || i == RESTRICTED ||
				i % 10 == 3 || (!pass && !hers))
				continue;
			sign_in(d, i, place, m->people[leader]);
			n--;
		}
}

/* Said three weeks before, the next one's in the last days; reminded where the time for it has come. */
static void make_pledge(
	struct maker *m, const struct demo_turnout *t, size_t leader, int i, int64_t action, long on)
{
	bool past = on < m->today;
	make(m, "turnout_pledge", "action", id_text(m, action), "leader",
		id_text(m, m->people[leader]), "institution",
		id_text(m, m->places[place_named(t->place, strlen(t->place))]), "number",
		arena_printf(&m->a, "%d", t->at[i].pledged), "on",
		day(m, past ? on - 21 : m->today - 1 - (long)leader % 9), "reminded_7",
		past ? day(m, on - 7) : leader % 3 ? NULL : day(m, m->today - 1), "reminded_2",
		past ? day(m, on - 2) : NULL, "reminded_0", past ? day(m, on) : NULL, NULL);
}

static void make_turnout(struct maker *m, int i, int64_t action, long on)
{
	struct desk d = { .m = m, .action = action };
	size_t leader[COUNT(demo_turnouts)];
	for (size_t k = 0; k < COUNT(demo_turnouts); k++) {
		const struct demo_turnout *t = &demo_turnouts[k];
		leader[k] = person_named(t->leader, strlen(t->leader));
		if (t->at[i].pledged)
			make_pledge(m, t, leader[k], i, action, on);
		if (t->at[i].came)
			sign_in(&d, leader[k], place_named(t->place, strlen(t->place)), 0);
		d.came[leader[k]] = true;
	}
	for (size_t k = 0; k < COUNT(demo_turnouts); k++) {
		const struct demo_turnout *t = &demo_turnouts[k];
		bring(&d, leader[k], place_named(t->place, strlen(t->place)), t->at[i].came);
	}
}

static void make_quotas(struct maker *m, int i, int64_t action, long on)
{
	for (size_t k = 0; k < COUNT(demo_quotas); k++) {
		const struct demo_quota *q = &demo_quotas[k];
		if (q->quota[i])
			make(m, "turnout_target", "action", id_text(m, action), "institution",
				id_text(m, m->places[place_named(q->place, strlen(q->place))]),
				"quota", arena_printf(&m->a, "%d", q->quota[i]), "agreed_on",
				day(m, on - 28), NULL);
	}
}

/* The day of an action. */
static long day_of(struct maker *m, int64_t action)
{
	return m->today + db_int_of(m->db, "SELECT julianday(\"on\") - julianday(:today) FROM action"
		" WHERE id = :id", BIND(I("id", action)), 0);
}

static void make_ratings(struct maker *m)
{
	for (size_t i = 0; i < COUNT(demo_ratings); i++) {
		const struct demo_rating *r = &demo_ratings[i];
		change(m, "person", m->people[person_named(r->name, strlen(r->name))], "rating",
			r->rating, "rated_on", day(m, m->today - r->days), NULL);
	}
}

void make_cycle(struct maker *m)
{
	struct cycle c = { .m = m };
	for (size_t i = 0; demo_cycle[i] && !m->rc; i++) {
		if (*demo_cycle[i] == '*')
			take_heads(&c, demo_cycle[i]);
		else
			take_line(&c, demo_cycle[i]);
	}
	for (int i = 0; i <= PAST && !m->rc; i++) {
		char nth[8];
		int n = snprintf(nth, sizeof nth, "#%d", i + 1);
		int64_t action = made_named(&c, entity_find("action"), nth, (size_t)n);
		long on = day_of(m, action);
		make_quotas(m, i, action, on);
		make_turnout(m, i, action, on);
	}
	make_ratings(m);
}
