/* graph.h - points and the lines between them: who holds a web of people together.
 *
 * Points are numbers from 0. Lines have no direction; however many join a pair they count once, and
 * a line from a point to itself does not count. Nothing here calls itself: a chain of a million
 * people needs no deeper stack than a chain of three.
 *
 * Life: graph_init, graph_add for every line, graph_seal; then ask; graph_release. What the
 * questions return lies in the arena given.
 *
 * Sources: betweenness by U. Brandes, A faster algorithm for betweenness centrality (2001), from
 * drawn starting points by Geisberger, Sanders and Schultes (2008); cuts by the low points of
 * Hopcroft and Tarjan (1973).
 */
#ifndef GRAPH_H
#define GRAPH_H
#include "arena.h"

struct graph {
	int n;           /* points */
	int *first, *to; /* neighbours of v: to[first[v]] .. to[first[v + 1] - 1], in rising order */
	int *line;       /* until it is sealed: both ends of each line, as added */
	int lines, room;
};

void graph_init(struct graph *g, int n);
void graph_add(struct graph *g, int a, int b);
void graph_seal(struct graph *g);
void graph_release(struct graph *g);
static inline int graph_degree(const struct graph *g, int v)
{
	return g->first[v + 1] - g->first[v];
}

/* Long work asks here now and then, saying how far it is; true stops it. NULL: never. */
typedef bool graph_stop(void *arg, int done, int of);

/* How many shortest chains between two others lead over each point: a pair with several shortest
 * chains gives each its share; a pair counts once; not divided by anything. At most `starts` points
 * are starting points: with n or more it is exact, else they are drawn, the same ones every time, and
 * *error is how far off a value is at most, 19 times in 20 (0 when exact). False: it was stopped. */
bool graph_between(const struct graph *g, int starts, double *between, double *error,
	graph_stop *stop, void *arg);
/* All of 2,000 points; of more as many starting points as take about a second. */
int graph_starts(const struct graph *g);

/* The graph walked from one point to the next as deep as it goes. */
struct graph_walk {
	int *order; /* points as they were met, one whole component after another */
	int *at;    /* where each stands in order */
	int *size;  /* points met from v on before the walk left it, v too: a run of order */
	int *up;    /* the point it was met from, -1: the first of its component */
	int *low;   /* the earliest place in order that those points reach over one line more */
	int *root;  /* the first of its component, which is a run of order from there */
	bool *cut;  /* without it, others that had a chain have none */
};
void graph_walk(const struct graph *g, struct arena *a, struct graph_walk *w);
/* The parts that v was the only way into from where the walk began, as runs [from, to) of order; of
 * what is left of its component nobody is cut off from the first of it. How many; part may be NULL
 * (room for as many as v has neighbours). */
struct graph_part {
	int from, to;
};
int graph_parts(const struct graph_walk *w, int v, struct graph_part *part);
/* Is the line by which v was met the only one between its two sides? */
static inline bool graph_bridge(const struct graph_walk *w, int v)
{
	return w->up[v] >= 0 && w->low[v] == w->at[v];
}

/* Steps from the nearest of the points in from[0..n); -1 where there is no chain. */
void graph_steps(const struct graph *g, const int *from, int n, int *steps);
#endif
