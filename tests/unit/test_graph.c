/* Graphs: published ones have the values that are published; any graph has what counting every
 * chain by hand gives; large ones are quick, and what is drawn says how far off it may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "core/graph.h"
#include <math.h>
#include <stdio.h>
#include <time.h>

/* "1-2 1-3 ...": points are numbered from 1 in what was published. */
static void made(struct graph *g, int n, const char *lines)
{
	int a, b, used;
	graph_init(g, n);
	for (; sscanf(lines, " %d-%d%n", &a, &b, &used) == 2; lines += used)
		graph_add(g, a - 1, b - 1);
	graph_seal(g);
}

static void assert_near(double got, double want, int v)
{
	if (fabs(got - want) > 1e-9 * (1 + fabs(want)))
		fail_msg("point %d: %.10g, not %.10g", v + 1, got, want);
}

static double *between(const struct graph *g)
{
	double error, *b = calloc((size_t)g->n, sizeof *b);
	assert_true(graph_between(g, g->n, b, &error, NULL, NULL));
	assert_true(error == 0);
	return b;
}

/* ---- by hand: distances and numbers of chains between all pairs, without v for the cuts ---- */

enum { HAND = 64 };

static bool tied(const struct graph *g, int a, int b)
{
	for (int i = g->first[a]; i < g->first[a + 1]; i++)
		if (g->to[i] == b)
			return true;
	return false;
}

/* The number of chains of that many steps is a power of the matrix; the first that is not 0. */
static void chains(const struct graph *g, int without, int steps[HAND][HAND],
	double count[HAND][HAND])
{
	static double power[HAND][HAND], next[HAND][HAND];
	for (int a = 0; a < g->n; a++)
		for (int b = 0; b < g->n; b++) {
			power[a][b] = a == b && a != without;
			steps[a][b] = a == b && a != without ? 0 : -1;
			count[a][b] = power[a][b];
		}
	for (int s = 1; s < g->n; s++) {
		for (int a = 0; a < g->n; a++)
			for (int b = 0; b < g->n; b++) {
				next[a][b] = 0;
				for (int c = 0; c < g->n; c++)
					if (b != without && tied(g, c, b))
						next[a][b] += power[a][c];
			}
		for (int a = 0; a < g->n; a++)
			for (int b = 0; b < g->n; b++) {
				power[a][b] = next[a][b];
				if (steps[a][b] < 0 && next[a][b] > 0) {
					steps[a][b] = s;
					count[a][b] = next[a][b];
				}
			}
	}
}

static double between_by_hand(const struct graph *g, int v, int steps[HAND][HAND],
	double count[HAND][HAND])
{
	double sum = 0;
	for (int a = 0; a < g->n; a++)
		for (int b = a + 1; b < g->n; b++)
			if (a != v && b != v && steps[a][b] > 0 && steps[a][v] > 0 &&
				steps[v][b] > 0 && steps[a][v] + steps[v][b] == steps[a][b])
				sum += count[a][v] * count[v][b] / count[a][b];
	return sum;
}

static bool cut_by_hand(const struct graph *g, int v, int steps[HAND][HAND])
{
	static int without[HAND][HAND];
	static double count[HAND][HAND];
	chains(g, v, without, count);
	for (int a = 0; a < g->n; a++)
		for (int b = 0; b < g->n; b++)
			if (a != v && b != v && steps[a][b] > 0 && without[a][b] < 0)
				return true;
	return false;
}

static bool same_side(const struct graph_walk *w, const struct graph_part *part, int n, int a, int b)
{
	for (int i = 0; i < n; i++) {
		bool in_a = w->at[a] >= part[i].from && w->at[a] < part[i].to;
		bool in_b = w->at[b] >= part[i].from && w->at[b] < part[i].to;
		if (in_a || in_b)
			return in_a && in_b;
	}
	return w->root[a] == w->root[b];
}

static void agrees_with_hand(const struct graph *g)
{
	static int steps[HAND][HAND], without[HAND][HAND];
	static double count[HAND][HAND];
	struct arena a = { 0 };
	struct graph_walk w;
	struct graph_part part[HAND];
	double *b = between(g);
	int far[HAND];
	chains(g, -1, steps, count);
	graph_walk(g, &a, &w);
	for (int v = 0; v < g->n; v++) {
		assert_near(b[v], between_by_hand(g, v, steps, count), v);
		assert_int_equal(w.cut[v], cut_by_hand(g, v, steps));
		graph_steps(g, &v, 1, far);
		for (int x = 0; x < g->n; x++)
			assert_int_equal(far[x], steps[v][x]);
		int n = graph_parts(&w, v, part);
		chains(g, v, without, count);
		for (int x = 0; x < g->n; x++)
			for (int y = 0; y < g->n; y++)
				if (x != v && y != v && steps[x][y] >= 0)
					assert_int_equal(without[x][y] >= 0, same_side(&w, part, n, x, y));
		chains(g, -1, steps, count);
	}
	free(b);
	arena_free(&a);
}

/* ---- published ---- */

/* W. W. Zachary, An information flow model for conflict and fission in small groups (1977). */
static const char karate[] =
	"1-2 1-3 1-4 1-5 1-6 1-7 1-8 1-9 1-11 1-12 1-13 1-14 1-18 1-20 1-22 1-32 2-3 2-4 2-8 2-14"
	" 2-18 2-20 2-22 2-31 3-4 3-8 3-9 3-10 3-14 3-28 3-29 3-33 4-8 4-13 4-14 5-7 5-11 6-7 6-11"
	" 6-17 7-17 9-31 9-33 9-34 10-34 14-34 15-33 15-34 16-33 16-34 19-33 19-34 20-34 21-33"
	" 21-34 23-33 23-34 24-26 24-28 24-30 24-33 24-34 25-26 25-28 25-32 26-32 27-30 27-34 28-34"
	" 29-32 29-34 30-33 30-34 31-33 31-34 32-33 32-34 33-34";

static void the_karate_club(void **state)
{
	static const int degree[34] = { 16, 9, 10, 6, 3, 4, 4, 4, 5, 2, 3, 1, 2, 5, 2, 2, 2, 2, 2, 3, 2,
		2, 2, 5, 3, 3, 2, 4, 3, 4, 4, 6, 12, 17 };
	static const struct { int point; double between; } known[] = { { 1, 231.0714285714 },
		{ 34, 160.5515873016 }, { 33, 76.6904761905 }, { 3, 75.8507936508 },
		{ 32, 73.0095238095 }, { 2, 28.4785714286 }, { 9, 29.5293650794 }, { 12, 0 } };
	struct graph g;
	struct arena a = { 0 };
	struct graph_walk w;
	(void)state;
	made(&g, 34, karate);
	assert_int_equal(g.lines, 78);
	for (int v = 0; v < 34; v++)
		assert_int_equal(graph_degree(&g, v), degree[v]);
	double *b = between(&g);
	for (size_t i = 0; i < COUNT(known); i++)
		assert_near(b[known[i].point - 1], known[i].between, known[i].point - 1);
	graph_walk(&g, &a, &w);
	for (int v = 0; v < 34; v++)
		assert_int_equal(w.cut[v], v == 0);
	assert_true(graph_bridge(&w, 11) != graph_bridge(&w, 0)); /* 1-12, whichever was met first */
	agrees_with_hand(&g);
	free(b);
	arena_free(&a);
	graph_release(&g);
}

/* J. F. Padgett and C. K. Ansell (1993), marriages: 1 Acciaiuoli 2 Albizzi 3 Barbadori 4 Bischeri
 * 5 Castellani 6 Ginori 7 Guadagni 8 Lamberteschi 9 Medici 10 Pazzi 11 Peruzzi 12 Pucci 13 Ridolfi
 * 14 Salviati 15 Strozzi 16 Tornabuoni. */
static void the_families_of_florence(void **state)
{
	static const double known[16] = { 0, 19 + 1 / 3., 8.5, 9.5, 5, 0, 23 + 1 / 6., 0, 47.5, 0, 2, 0,
		10 + 1 / 3., 13, 9 + 1 / 3., 8 + 1 / 3. };
	struct graph g;
	struct arena a = { 0 };
	struct graph_walk w;
	(void)state;
	made(&g, 16, "1-9 2-6 2-7 2-9 3-5 3-9 4-7 4-11 4-15 5-11 5-15 7-8 7-16 9-13 9-14 9-16 10-14"
		" 11-15 13-15 13-16");
	assert_int_equal(g.lines, 20);
	assert_int_equal(graph_degree(&g, 8), 6);
	assert_int_equal(graph_degree(&g, 11), 0);
	double *b = between(&g);
	for (int v = 0; v < 16; v++)
		assert_near(b[v], known[v], v);
	graph_walk(&g, &a, &w);
	for (int v = 0; v < 16; v++)
		assert_int_equal(w.cut[v], v == 1 || v == 6 || v == 8 || v == 13);
	agrees_with_hand(&g);
	free(b);
	arena_free(&a);
	graph_release(&g);
}

/* D. Krackhardt (1990): Andre Beverly Carol Diane Ed Fernando Garth Heather Ike Jane. */
static void the_kite(void **state)
{
	static const double known[10] = { 5 / 6., 5 / 6., 0, 3 + 2 / 3., 0, 8 + 1 / 3., 8 + 1 / 3., 14,
		8, 0 };
	static const int degree[10] = { 4, 4, 3, 6, 3, 5, 5, 3, 2, 1 };
	struct graph g;
	(void)state;
	made(&g, 10, "1-2 1-3 1-4 1-6 2-4 2-5 2-7 3-4 3-6 4-5 4-6 4-7 5-7 6-7 6-8 7-8 8-9 9-10");
	double *b = between(&g);
	for (int v = 0; v < 10; v++) {
		assert_near(b[v], known[v], v);
		assert_int_equal(graph_degree(&g, v), degree[v]);
	}
	agrees_with_hand(&g);
	free(b);
	graph_release(&g);
}

/* ---- any graph ---- */

static unsigned seed = 7;
static int any(int n)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 8) % (unsigned)n);
}

static void drawn(struct graph *g, int n, int lines)
{
	graph_init(g, n);
	while (lines--)
		graph_add(g, any(n), any(n));
	graph_seal(g);
}

static void any_graph_agrees_with_hand(void **state)
{
	struct graph g;
	(void)state;
	for (int i = 0; i < 40; i++) {
		int n = 1 + any(16);
		drawn(&g, n, any(2 * n));
		agrees_with_hand(&g);
		graph_release(&g);
	}
}

static void a_pair_counts_once(void **state)
{
	struct graph g;
	(void)state;
	made(&g, 3, "1-2 2-1 1-2 1-1 2-3");
	assert_int_equal(g.lines, 2);
	assert_int_equal(graph_degree(&g, 0), 1);
	assert_int_equal(graph_degree(&g, 1), 2);
	graph_release(&g);
	made(&g, 0, "");
	double b[1], error;
	assert_true(graph_between(&g, 10, b, &error, NULL, NULL));
	graph_release(&g);
}

/* ---- large ---- */

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Instrumented builds and slow machines get ten times as long. */
enum { SLOW = 10 };

static void a_chain_needs_no_deep_stack(void **state)
{
	enum { LONG = 400000 };
	struct graph g;
	struct arena a = { 0 };
	struct graph_walk w;
	(void)state;
	graph_init(&g, LONG);
	for (int v = 1; v < LONG; v++)
		graph_add(&g, v - 1, v);
	graph_seal(&g);
	graph_walk(&g, &a, &w);
	assert_false(w.cut[0]);
	assert_true(w.cut[LONG / 2] && graph_bridge(&w, LONG / 2));
	arena_free(&a);
	graph_release(&g);
}

static void a_borough_is_quick(void **state)
{
	struct graph g;
	struct arena a = { 0 };
	struct graph_walk w;
	int *steps = calloc(10000, sizeof *steps), from = 0;
	(void)state;
	double t = seconds();
	drawn(&g, 10000, 50000);
	graph_walk(&g, &a, &w);
	graph_steps(&g, &from, 1, steps);
	t = seconds() - t;
	if (t > 0.05 * SLOW)
		fail_msg("cut points and steps of 10,000 took %.3f s", t);
	free(steps);
	arena_free(&a);
	graph_release(&g);
}

static void two_thousand_are_exact_in_a_second(void **state)
{
	struct graph g;
	(void)state;
	drawn(&g, 2000, 10000);
	assert_int_equal(graph_starts(&g), 2000);
	double t = seconds();
	free(between(&g));
	t = seconds() - t;
	if (t > 0.5 * SLOW)
		fail_msg("betweenness of 2,000 took %.3f s", t);
	graph_release(&g);
}

/* What is drawn is off by more than it says in fewer than one point of twenty. */
static void what_is_drawn_knows_its_error(void **state)
{
	enum { N = 1000 };
	struct graph g;
	(void)state;
	drawn(&g, N, 4 * N);
	double *exact = between(&g), *b = calloc(N, sizeof *b), error, again;
	assert_true(graph_between(&g, 200, b, &error, NULL, NULL));
	assert_true(error > 0);
	int off = 0;
	double most = 0;
	for (int v = 0; v < N; v++) {
		off += fabs(b[v] - exact[v]) > error;
		most = fmax(most, exact[v]);
	}
	assert_true(off <= N / 20);
	assert_true(error < most / 2); /* and it is worth knowing */
	double first = b[17];
	assert_true(graph_between(&g, 200, b, &again, NULL, NULL));
	assert_true(b[17] == first && again == error);
	free(exact);
	free(b);
	graph_release(&g);
}

static bool stops_at_five(void *arg, int done, int of)
{
	int *asked = arg;
	assert_int_equal(done, *asked);
	assert_int_equal(of, 34);
	return ++*asked > 5;
}

static void a_key_stops_it(void **state)
{
	struct graph g;
	double b[34], error;
	int asked = 0;
	(void)state;
	made(&g, 34, karate);
	assert_false(graph_between(&g, 34, b, &error, stops_at_five, &asked));
	assert_int_equal(asked, 6);
	graph_release(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_karate_club),
		cmocka_unit_test(the_families_of_florence),
		cmocka_unit_test(the_kite),
		cmocka_unit_test(any_graph_agrees_with_hand),
		cmocka_unit_test(a_pair_counts_once),
		cmocka_unit_test(a_chain_needs_no_deep_stack),
		cmocka_unit_test(a_borough_is_quick),
		cmocka_unit_test(two_thousand_are_exact_in_a_second),
		cmocka_unit_test(what_is_drawn_knows_its_error),
		cmocka_unit_test(a_key_stops_it),
	};
	return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
