/* graph.c - neighbours, steps, cut points, betweenness. */
#include "graph.h"
#include <math.h>

/* ---- made ---- */

void graph_init(struct graph *g, int n)
{
	*g = (struct graph){ .n = n };
}

void graph_add(struct graph *g, int a, int b)
{
	if (g->lines == g->room) {
		g->room = g->room ? g->room * 2 : 1024;
		g->line = xrealloc(g->line, sizeof *g->line * 2 * (size_t)g->room);
	}
	g->line[2 * g->lines] = a;
	g->line[2 * g->lines + 1] = b;
	g->lines++;
}

/* Lines sorted by their second end into `by`: done by counting, as many points as there are. */
static void sort_into(const struct graph *g, const int *line, int n, int *by, int *first)
{
	memset(first, 0, sizeof *first * ((size_t)g->n + 1));
	for (int i = 0; i < n; i++)
		first[line[2 * i + 1] + 1]++;
	for (int v = 0; v < g->n; v++)
		first[v + 1] += first[v];
	for (int i = 0; i < n; i++) {
		int at = first[line[2 * i + 1]]++;
		by[2 * at] = line[2 * i + 1];
		by[2 * at + 1] = line[2 * i];
	}
}

/* Each line in both directions, sorted by the far end, then by the near one, which keeps the far
 * ones in order; then neighbours that stand twice side by side are one. */
void graph_seal(struct graph *g)
{
	int n = 0, both = 2 * g->lines;
	int *line = xcalloc((size_t)both + 1, 2 * sizeof *line);
	int *by = xcalloc((size_t)both + 1, 2 * sizeof *by);
	g->first = xcalloc((size_t)g->n + 2, sizeof *g->first);
	for (int i = 0; i < g->lines; i++) {
		int a = g->line[2 * i], b = g->line[2 * i + 1];
		if (a == b)
			continue;
		line[2 * n] = a, line[2 * n++ + 1] = b;
		line[2 * n] = b, line[2 * n++ + 1] = a;
	}
	sort_into(g, line, n, by, g->first);   /* by: (far, near), far rising */
	sort_into(g, by, n, line, g->first);   /* line: (near, far), both rising */
	g->to = xcalloc((size_t)n + 1, sizeof *g->to);
	memset(g->first, 0, sizeof *g->first * ((size_t)g->n + 1));
	int kept = 0;
	for (int i = 0; i < n; i++) {
		if (i && line[2 * i] == line[2 * i - 2] && line[2 * i + 1] == line[2 * i - 1])
			continue;
		g->first[line[2 * i] + 1]++;
		g->to[kept++] = line[2 * i + 1];
	}
	for (int v = 0; v < g->n; v++)
		g->first[v + 1] += g->first[v];
	free(line);
	free(by);
	free(g->line);
	g->line = NULL;
	g->lines = kept / 2;
}

void graph_release(struct graph *g)
{
	free(g->first);
	free(g->to);
	free(g->line);
	*g = (struct graph){ 0 };
}

/* ---- steps ---- */

void graph_steps(const struct graph *g, const int *from, int n, int *steps)
{
	int *queue = xcalloc((size_t)g->n + 1, sizeof *queue), end = 0;
	memset(steps, -1, sizeof *steps * (size_t)g->n);
	for (int i = 0; i < n; i++) {
		if (steps[from[i]] < 0)
			queue[end++] = from[i];
		steps[from[i]] = 0;
	}
	for (int at = 0; at < end; at++) {
		int v = queue[at];
		for (int i = g->first[v]; i < g->first[v + 1]; i++)
			if (steps[g->to[i]] < 0) {
				steps[g->to[i]] = steps[v] + 1;
				queue[end++] = g->to[i];
			}
	}
	free(queue);
}

/* ---- cut points ---- */

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The whole component of `root`, from place `met` of order on; how many are met after it. */
static int walk_from(const struct graph *g, struct graph_walk *w, int *next, int root, int met)
{
	int v = root, under_root = 0;
	w->up[root] = -1;
	for (;;) {
		if (w->at[v] < 0) {
			w->at[v] = w->low[v] = met;
			w->root[v] = root;
			w->order[met++] = v;
			next[v] = g->first[v];
		}
		if (next[v] < g->first[v + 1]) {
			int to = g->to[next[v]++];
			if (w->at[to] < 0) {
				w->up[to] = v;
				v = to;
			} else if (to != w->up[v]) {
				w->low[v] = least(w->low[v], w->at[to]);
			}
			continue;
		}
		w->size[v] = met - w->at[v];
		int up = w->up[v];
		if (up < 0)
			break;
		w->low[up] = least(w->low[up], w->low[v]);
		if (up != root)
			w->cut[up] |= w->low[v] >= w->at[up];
		else
			w->cut[up] = ++under_root > 1;
		v = up;
	}
	return met;
}

void graph_walk(const struct graph *g, struct arena *a, struct graph_walk *w)
{
	int *next = xcalloc((size_t)g->n + 1, sizeof *next), met = 0;
	w->order = arena_array(a, int, g->n);
	w->at = arena_array(a, int, g->n);
	w->size = arena_array(a, int, g->n);
	w->up = arena_array(a, int, g->n);
	w->low = arena_array(a, int, g->n);
	w->root = arena_array(a, int, g->n);
	w->cut = arena_array(a, bool, g->n);
	memset(w->at, -1, sizeof *w->at * (size_t)g->n);
	for (int v = 0; v < g->n; v++)
		if (w->at[v] < 0)
			met = walk_from(g, w, next, v, met);
	free(next);
}

/* Those met from v that reach nothing before it are a part each. */
int graph_parts(const struct graph_walk *w, int v, struct graph_part *part)
{
	int n = 0, end = w->at[v] + w->size[v], c;
	for (int at = w->at[v] + 1; at < end; at += w->size[c]) {
		c = w->order[at];
		if (w->low[c] < w->at[v])
			continue;
		if (part)
			part[n] = (struct graph_part){ at, at + w->size[c] };
		n++;
	}
	return n;
}

/* ---- betweenness ---- */

enum {
	EXACT = 2000,        /* so many points are all starting points */
	LOOKS = 80000000,    /* at neighbours: about a second, on an old machine */
	STARTS_LEAST = 50,   /* fewer tell nothing */
};

/* What walking from one starting point needs. */
struct flow {
	int *queue, *steps;
	int *on, *first; /* the lines that lead on, by where their near end stands in the queue */
	double *chains;  /* shortest chains from the start */
	double *share;   /* what leads on over a point, for each chain to it */
	double *squares; /* of what each point got, over all starts: how much they differ */
	bool drawn;      /* not from every point */
};

/* Forth over the shortest chains, counting them. Returns how many points were met. */
static int flow_forth(const struct graph *g, struct flow *f, int start)
{
	int end = 1, on = 0;
	f->queue[0] = start;
	f->steps[start] = 0;
	f->chains[start] = 1;
	for (int at = 0; at < end; at++) {
		int v = f->queue[at], next = f->steps[v] + 1;
		f->first[at] = on;
		for (int i = g->first[v]; i < g->first[v + 1]; i++) {
			int to = g->to[i];
			if (f->steps[to] < 0) {
				f->steps[to] = next;
				f->queue[end++] = to;
			}
			if (f->steps[to] == next) {
				f->chains[to] += f->chains[v];
				f->on[on++] = to;
			}
		}
	}
	f->first[end] = on;
	return end;
}

/* Forth, then back, each point handing on its share. When only some points are starts, those beside
 * one would seem to matter more than they do: a chain then counts for a point by how much of its way
 * lies between that and the start. Its two ends give the two parts of the way, one together
 * (Geisberger, Sanders and Schultes, 2008). */
static void flow_from(const struct graph *g, struct flow *f, int start, double *between)
{
	int end = flow_forth(g, f, start);
	for (int at = end - 1; at > 0; at--) {
		int v = f->queue[at];
		double sum = 0;
		for (int i = f->first[at]; i < f->first[at + 1]; i++)
			sum += f->share[f->on[i]];
		double over = sum * f->chains[v], own = f->drawn ? 1. / f->steps[v] : 1;
		double got = f->drawn ? f->steps[v] * over : over / 2;
		f->share[v] = (own + over) / f->chains[v];
		between[v] += got;
		f->squares[v] += got * got;
	}
	for (int at = 0; at < end; at++) {
		f->steps[f->queue[at]] = -1;
		f->chains[f->queue[at]] = 0;
	}
}

static void flow_init(struct flow *f, const struct graph *g, bool drawn)
{
	size_t room = (size_t)g->n + 2;
	f->drawn = drawn;
	f->queue = xcalloc(room, sizeof *f->queue);
	f->steps = xcalloc(room, sizeof *f->steps);
	f->on = xcalloc((size_t)g->lines + 1, sizeof *f->on);
	f->first = xcalloc(room, sizeof *f->first);
	f->chains = xcalloc(room, sizeof *f->chains);
	f->share = xcalloc(room, sizeof *f->share);
	f->squares = xcalloc(room, sizeof *f->squares);
	memset(f->steps, -1, sizeof *f->steps * room);
}

static void flow_release(struct flow *f)
{
	free(f->queue);
	free(f->steps);
	free(f->on);
	free(f->first);
	free(f->chains);
	free(f->share);
	free(f->squares);
}

/* The first k of these are k of the points, each as likely as any other: the same ones every time,
 * so that a number asked for twice is the same number. */
static int *draw_points(int n, int k)
{
	int *point = xcalloc((size_t)n + 1, sizeof *point);
	uint64_t x = 20131126; /* any number will do */
	for (int i = 0; i < n; i++)
		point[i] = i;
	for (int i = 0; i < k && k < n; i++) {
		x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		int other = i + (int)((x >> 33) % (uint64_t)(n - i)), was = point[i];
		point[i] = point[other];
		point[other] = was;
	}
	return point;
}

/* From sums over k of n starting points to the whole. Returns how far off that may be. */
static double raise(double *between, const double *squares, int n, int k)
{
	double most = 0;
	for (int v = 0; v < n; v++) {
		double mean = between[v] / k, differ = squares[v] / k - mean * mean;
		between[v] = mean * n;
		if (differ > most)
			most = differ;
	}
	return k < n ? 1.96 * n * sqrt(most / (k - 1) * (1 - (double)k / n)) : 0;
}

int graph_starts(const struct graph *g)
{
	int most = LOOKS / (g->n + 2 * g->lines + 1);
	if (g->n <= EXACT)
		return g->n;
	return most < STARTS_LEAST ? STARTS_LEAST : most;
}

bool graph_between(const struct graph *g, int starts, double *between, double *error,
	graph_stop *stop, void *arg)
{
	struct flow f;
	int k = starts < g->n ? starts : g->n;
	bool stopped = false;
	int *from = draw_points(g->n, k);
	flow_init(&f, g, k < g->n);
	memset(between, 0, sizeof *between * (size_t)g->n);
	for (int i = 0; i < k && !(stopped = stop && stop(arg, i, k)); i++)
		flow_from(g, &f, from[i], between);
	*error = stopped || !k ? 0 : raise(between, f.squares, g->n, k);
	flow_release(&f);
	free(from);
	return !stopped;
}
