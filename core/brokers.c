/* brokers.c - who holds the web together: brokers, those whose going would leave others in the dark,
 * ties that nothing else makes good, and how far a team reaches. Each answer_NAME is worked out for
 * the question of that name (question.h). The words of the trade: a broker lies on many shortest
 * chains between others (betweenness); a cut point is the only link of somebody to the rest. */
#include "network.h"
#include "question.h"
#include "record.h"
#include "str.h"
#include <stdio.h>

static const char *param(const struct bind *params, const char *name)
{
	while (params->name && strcmp(params->name, name))
		params++;
	return params->text;
}

/* ---- brokers ---- */

struct patience {
	struct db *db;
	enum rc rc;
};

static bool stop(void *arg, int done, int of)
{
	struct patience *p = arg;
	p->rc = db_progress(p->db, done, of);
	return p->rc != OK;
}

static enum rc keep_brokers(struct db *db, const struct network *n, const struct graph_walk *w,
	const double *between)
{
	char number[32];
	enum rc rc = OK;
	for (int v = 0; v < n->g.n && !rc; v++) {
		snprintf(number, sizeof number, "%.10g", between[v]);
		rc = db_run(db, "INSERT INTO temp.brokers VALUES(:id, :degree, :between, :cut)",
			BIND(I("id", n->id[v]), I("degree", graph_degree(&n->g, v)), T("between", number),
				I("cut", w->cut[v])));
	}
	return rc;
}

/* A number for the eye: three figures of what is an estimate anyway. */
static const char *about(struct arena *a, double x)
{
	return x < 1000 ? arena_printf(a, "%.3g", x) : arena_printf(a, "%.0f", x);
}

enum rc answer_brokers(struct db *db, const struct bind *params)
{
	struct network n;
	struct arena a = { 0 };
	struct graph_walk w;
	struct patience p = { .db = db };
	double error;
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS brokers(person INTEGER PRIMARY KEY,"
		" degree INTEGER, betweenness REAL, cut INTEGER); DELETE FROM temp.brokers");
	(void)params;
	if (rc || (rc = network_load(db, false, &n)))
		return rc;
	int starts = graph_starts(&n.g);
	double *between = arena_array(&a, double, n.g.n);
	graph_walk(&n.g, &a, &w);
	graph_between(&n.g, starts, between, &error, stop, &p);
	rc = p.rc ? p.rc : keep_brokers(db, &n, &w, between);
	if (!rc && starts < n.g.n)
		db_note(db, _("Estimate from %d of %d people: off by %s at most (19 of 20 times)"),
			starts, n.g.n, about(&a, error));
	network_release(&n);
	arena_free(&a);
	return rc;
}

/* ---- who goes dark ---- */

/* The web of people and institutions, walked, and where institutions stand in the walk. */
struct web {
	struct db *db;
	struct arena a;
	struct network n;
	struct graph_walk w;
	int *places;   /* institutions before a place in order; one more than there are points */
	int *next;     /* the first institution from there on */
	struct graph_part *part; /* room */
};

static enum rc web_open(struct db *db, struct web *b)
{
	*b = (struct web){ .db = db };
	enum rc rc = network_load(db, true, &b->n);
	if (rc)
		return rc;
	int n = b->n.g.n;
	graph_walk(&b->n.g, &b->a, &b->w);
	b->places = arena_array(&b->a, int, n + 1);
	b->next = arena_array(&b->a, int, n + 1);
	b->part = arena_array(&b->a, struct graph_part, n);
	for (int at = 0; at < n; at++)
		b->places[at + 1] = b->places[at] + (b->w.order[at] >= b->n.people);
	b->next[n] = n;
	for (int at = n - 1; at >= 0; at--)
		b->next[at] = b->w.order[at] >= b->n.people ? at : b->next[at + 1];
	return OK;
}

static void web_close(struct web *b)
{
	network_release(&b->n);
	arena_free(&b->a);
}

/* Those that lose their chain to the rest: runs of the walk, how many of each kind. */
struct dark {
	struct graph_part *run;
	int n, places, people;
};

static void count_dark(const struct web *b, struct dark *d)
{
	d->places = d->people = 0;
	for (int i = 0; i < d->n; i++) {
		int places = b->places[d->run[i].to] - b->places[d->run[i].from];
		d->places += places;
		d->people += d->run[i].to - d->run[i].from - places;
	}
}

/* The rest is the largest part that is left; when no part is larger than the others there is no rest,
 * and everybody has lost everybody. */
static void without(struct web *b, int v, struct dark *d)
{
	int root = b->w.root[v], from = b->w.at[root], to = from + b->w.size[root];
	int n = graph_parts(&b->w, v, b->part), left = to - from - 1, most, best = -1, as_large = 0;
	for (int i = 0; i < n; i++)
		left -= b->part[i].to - b->part[i].from;
	most = left;
	for (int i = 0; i < n; i++) {
		int size = b->part[i].to - b->part[i].from;
		as_large = size > most ? 0 : as_large + (size == most);
		best = size > most ? i : best;
		most = size > most ? size : most;
	}
	*d = (struct dark){ b->part, n, 0, 0 };
	if (!as_large && best < 0) { /* the rest is where the walk came from */
		count_dark(b, d);
		return;
	}
	struct graph_part rest = as_large ? (struct graph_part){ to, to } : b->part[best];
	d->run = arena_array(&b->a, struct graph_part, 2);
	d->run[0] = (struct graph_part){ from, rest.from };
	d->run[1] = (struct graph_part){ rest.to, to };
	d->n = 2;
	count_dark(b, d);
	d->people--; /* v herself */
}

enum { NAMES = 3 };

/* "St Giles, Peckham Mosque, Espacio Mama and 2 more" */
static const char *names_of(struct web *b, const struct dark *d)
{
	const struct entity *e = entity_find("institution");
	struct str s = STR_INIT;
	int got = 0;
	for (int i = 0; i < d->n; i++)
		for (int at = b->next[d->run[i].from]; at < d->run[i].to && got < NAMES;
			at = b->next[at + 1])
			str_addf(&s, "%s%s", got++ ? ", " : "",
				record_title(b->db, &b->a, e, b->n.id[b->w.order[at]]));
	const char *ret = arena_dup(&b->a, s.s);
	str_release(&s);
	return d->places > got ? arena_printf(&b->a, _("%s and %d more"), ret, d->places - got) : ret;
}

static const char *dark_words(struct web *b, const struct dark *d)
{
	const char *places = d->places ? arena_printf(&b->a, trn("%s goes dark", "%s go dark",
		(unsigned long)d->places), names_of(b, d)) : "";
	const char *people = d->people ? arena_printf(&b->a, trn("%d person is cut off",
		"%d people are cut off", (unsigned long)d->people), d->people) : "";
	return arena_printf(&b->a, "%s%s%s", places, *places && *people ? "; " : "", people);
}

enum rc answer_bridges(struct db *db, const struct bind *params)
{
	struct web b;
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS bridges(person INTEGER PRIMARY KEY,"
		" places INTEGER, people INTEGER, words TEXT); DELETE FROM temp.bridges");
	int least = atoi(param(params, "institutions"));
	if (rc || (rc = web_open(db, &b)))
		return rc;
	for (int v = 0; v < b.n.people && !rc && !(rc = db_interrupted(db)); v++) {
		struct dark d;
		if (!b.w.cut[v])
			continue;
		without(&b, v, &d);
		if (d.places >= least)
			rc = db_run(db, "INSERT INTO temp.bridges VALUES(:id, :places, :people, :words)",
				BIND(I("id", b.n.id[v]), I("places", d.places), I("people", d.people),
					T("words", dark_words(&b, &d))));
	}
	web_close(&b);
	return rc;
}

/* ---- ties that hold two parts together alone ---- */

static const char *kind_of(const struct web *b, int v)
{
	return v < b->n.people ? "person" : "institution";
}

static enum rc keep_lone(struct web *b, int v, int beyond, int people)
{
	const char *one = kind_of(b, b->w.up[v]), *other = kind_of(b, v);
	int64_t a = b->n.id[b->w.up[v]], c = b->n.id[v];
	return db_run(b->db, "INSERT INTO temp.lone_ties VALUES(:row, :one, :other, :beyond, :people)",
		BIND(T("row", arena_printf(&b->a, "%s:%lld", one, (long long)a)),
			T("one", record_title(b->db, &b->a, entity_find(one), a)),
			T("other", record_title(b->db, &b->a, entity_find(other), c)),
			I("beyond", beyond), I("people", people)));
}

/* The smaller of its two sides is what it alone holds. */
enum rc answer_lone_ties(struct db *db, const struct bind *params)
{
	struct web b;
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS lone_ties(row TEXT, one TEXT,"
		" other TEXT, places INTEGER, people INTEGER); DELETE FROM temp.lone_ties");
	int least = atoi(param(params, "people"));
	if (rc || (rc = web_open(db, &b)))
		return rc;
	for (int v = 0; v < b.n.g.n && !rc && !(rc = db_interrupted(db)); v++) {
		int root = b.w.root[v], from = b.w.at[v], to = from + b.w.size[v];
		int places = b.places[to] - b.places[from], people = to - from - places;
		int first = b.w.at[root], last = first + b.w.size[root];
		int all_places = b.places[last] - b.places[first];
		int others = last - first - all_places - people;
		bool below = to - from <= last - first - (to - from);
		if (graph_bridge(&b.w, v) && (below ? people : others) >= least)
			rc = keep_lone(&b, v, below ? places : all_places - places,
				below ? people : others);
	}
	web_close(&b);
	return rc;
}

/* ---- how far a team reaches ---- */

static enum rc reach_of(struct db *db, const struct network *n, int64_t campaign, int *team,
	int *steps)
{
	int members = 0, near = 0, within = 0;
	struct stmt *st = db_query(db, "SELECT t.ref FROM campaign_team t WHERE t.row = :id"
		" UNION SELECT c.leader FROM campaign c WHERE c.id = :id", BIND(I("id", campaign)));
	while (db_step(st)) {
		int v = network_person(n, db_int(st, 0));
		if (v >= 0)
			team[members++] = v;
	}
	enum rc rc = db_done(st);
	if (rc)
		return rc;
	graph_steps(&n->g, team, members, steps);
	for (int v = 0; v < n->g.n; v++) {
		near += steps[v] == 1;
		within += steps[v] == 1 || steps[v] == 2;
	}
	return db_run(db, "INSERT INTO temp.reach VALUES(:id, :team, :near, :within, :all)",
		BIND(I("id", campaign), I("team", members), I("near", near), I("within", within),
			I("all", n->g.n)));
}

enum rc answer_reach(struct db *db, const struct bind *params)
{
	struct network n;
	const char *only = param(params, "campaign");
	enum rc rc = db_script(db, "CREATE TEMP TABLE IF NOT EXISTS reach(campaign INTEGER PRIMARY KEY,"
		" team INTEGER, near INTEGER, within INTEGER, people INTEGER); DELETE FROM temp.reach");
	if (rc || (rc = network_load(db, false, &n)))
		return rc;
	int *team = xcalloc((size_t)n.g.n + 1, sizeof *team);
	int *steps = xcalloc((size_t)n.g.n + 1, sizeof *steps);
	struct stmt *st = db_query(db, "SELECT id FROM campaign WHERE id BETWEEN :least AND :most"
		" AND archived_at IS NULL ORDER BY id", BIND(I("least", only ? atoll(only) : 0),
			I("most", only ? atoll(only) : INT64_MAX)));
	while (!rc && db_step(st))
		rc = reach_of(db, &n, db_int(st, 0), team, steps);
	enum rc done = db_done(st);
	free(team);
	free(steps);
	network_release(&n);
	return rc ? rc : done;
}
