/* Where the cards of a power map stand: no card over another, none outside, none lost, and one that
 * moves changes no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "core/utf8.h"
#include "tui/power_lay.h"

enum { MOST = 40, COLS = 79 };

struct map {
	struct arena a;
	struct lay lay;
	struct lay_card card[MOST];
	int n;
};

static int map_open(void **state)
{
	*state = calloc(1, sizeof(struct map));
	return 0;
}

static int map_close(void **state)
{
	arena_free(&((struct map *)*state)->a);
	free(*state);
	return 0;
}
#define MAP_TEST(f) cmocka_unit_test_setup_teardown(f, map_open, map_close)

static void add(struct map *m, const char *name, int power, int stance)
{
	m->card[m->n++] = (struct lay_card){ .name = name, .placed = true, .power = power,
		.stance = stance };
}

static void lay(struct map *m, int current, int cols)
{
	lay_out(&m->lay, &m->a, m->card, m->n, current, cols);
}

/* Every card that shows, with its marker, and every "+3": no column is taken twice. */
static void assert_apart(struct map *m, int cols)
{
	char taken[LAY_LINES][200] = { { 0 } };
	for (int i = 0; i < m->n; i++) {
		const struct lay_card *c = &m->card[i];
		if (!c->shown)
			continue;
		assert_in_range(c->y, 0, LAY_LINES - 1);
		assert_true(c->x - 1 >= LAY_MARGIN && c->x + c->cols <= cols);
		for (int x = c->x - 1; x < c->x + c->cols; x++)
			if (taken[c->y][x]++)
				fail_msg("%s stands on another at %d, %d", c->name, c->y, x);
	}
	for (int y = 0; y < LAY_LINES; y++)
		for (int k = 0; k < LAY_CELLS; k++)
			for (int x = 0; m->lay.rest[y][k] && x < 3; x++) {
				assert_true(m->lay.rest_x[y][k] + x < cols);
				if (taken[y][m->lay.rest_x[y][k] + x]++)
					fail_msg("+%d stands on a card", m->lay.rest[y][k]);
			}
}

static int counted(const struct map *m)
{
	int n = 0;
	for (int i = 0; i < m->n; i++)
		n += m->card[i].shown;
	for (int y = 0; y < LAY_LINES; y++)
		for (int k = 0; k < LAY_CELLS; k++)
			n += m->lay.rest[y][k];
	return n;
}

static void corners_are_within(void **state)
{
	struct map *m = *state;
	for (int p = 0; p <= 10; p += 10)
		for (int s = -3; s <= 3; s += 6)
			add(m, "Housing director of the borough", p, s);
	for (int cols = LAY_LEAST; cols < 140; cols++) {
		lay(m, 0, cols);
		assert_apart(m, cols);
		assert_int_equal(counted(m), 4);
	}
	lay(m, 0, COLS);
	assert_int_equal(m->card[3].y, 0);
	assert_int_equal(m->card[0].y, 10);
	assert_int_equal(m->card[0].x, LAY_MARGIN + 1);
	assert_int_equal(m->card[1].x, LAY_MARGIN + 1 + 6 * 10);
}

static void all_cells_full(void **state)
{
	struct map *m = *state;
	for (int i = 0; i < MOST; i++)
		add(m, arena_printf(&m->a, "Actor %d of many", i), i % 11, i / 11 % 7 - 3);
	lay(m, 5, COLS);
	assert_apart(m, COLS);
	assert_int_equal(counted(m), MOST);
}

/* Wherever they crowd, at any width: nobody is lost, and the current one is to be seen. */
static void forty_in_one_place(void **state)
{
	struct map *m = *state;
	for (int i = 0; i < MOST; i++)
		add(m, arena_printf(&m->a, "Council of ward %d", i), 5, i % 13 ? 3 : 2);
	for (int cols = LAY_LEAST; cols < 120; cols += 7)
		for (int at = 0; at < MOST; at++) {
			lay(m, at, cols);
			assert_apart(m, cols);
			assert_int_equal(counted(m), MOST);
			assert_true(m->card[at].shown);
		}
}

static void tags_are_unlike(void **state)
{
	struct map *m = *state;
	static const char *const names[] = { "Cllr Grey", "Cllr Green", "Leader of the council",
		"MumSpace", "小龍", "Éva Łukasz", "", "Cllr G", "C", "Cllr Grey", "12" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add(m, names[i], 5, 0);
	while (m->n < MOST)
		add(m, "Cllr Grey", 5, 0);
	lay(m, 0, COLS);
	assert_string_equal(m->card[0].tag, "CG");
	assert_string_equal(m->card[2].tag, "LC");
	assert_string_equal(m->card[3].tag, "MU");
	for (int i = 0; i < MOST; i++) {
		assert_in_range(utf8_width(m->card[i].tag), 1, 2);
		assert_true(utf8_valid(m->card[i].tag, strlen(m->card[i].tag)));
		for (int k = 0; k < i; k++)
			if (!strcmp(m->card[i].tag, m->card[k].tag))
				fail_msg("%d and %d are both %s", i, k, m->card[i].tag);
	}
}

/* What keeps a move cheap: the others stay as they were, whatever moves among them. */
static void a_move_changes_one_card(void **state)
{
	struct map *m = *state, before;
	add(m, "Cllr Grey", 6, 1);
	add(m, "Landlords' association", 6, -3);
	add(m, "Salvation Army", 6, 3);
	lay(m, 0, COLS);
	before = *m;
	m->card[0].stance = 2;
	lay(m, 0, COLS);
	for (int i = 1; i < 3; i++) {
		assert_int_equal(m->card[i].x, before.card[i].x);
		assert_int_equal(m->card[i].cols, before.card[i].cols);
		assert_int_equal(m->card[i].tagged, before.card[i].tagged);
	}
}

static void names_run_on_where_nobody_is(void **state)
{
	struct map *m = *state;
	add(m, "Landlords' association", 6, -3);
	lay(m, 0, COLS);
	assert_int_equal(m->card[0].cols, 12);
	add(m, "Cllr Grey", 6, -2);
	lay(m, 0, COLS);
	assert_int_equal(m->card[0].cols, 9);
	assert_int_equal(m->card[1].cols, 9);
	add(m, "Salvation Army", 4, 3);
	lay(m, 0, COLS);
	assert_int_equal(m->card[2].cols, 12);
	assert_apart(m, COLS);
}

static void trails_show_where_it_stood(void **state)
{
	struct map *m = *state;
	add(m, "Grey", 6, 1);
	m->card[0] = (struct lay_card){ .name = "Grey", .placed = true, .power = 6, .stance = 1,
		.moved = true, .was_power = 6, .was_stance = -1 };
	lay(m, 0, COLS);
	int from = lay_column(&m->lay, -1) + 1, to = lay_column(&m->lay, 1);
	assert_int_equal(m->lay.trail[4][from], 'o');
	for (int x = from + 1; x < to; x++)
		assert_int_equal(m->lay.trail[4][x], '-');
	assert_int_equal(m->lay.trail[4][to], ' ');
	m->card[0].was_power = 9;
	lay(m, 0, COLS);
	assert_int_equal(m->lay.trail[1][from], 'o');
	assert_int_equal(m->lay.trail[1][from + 1], ' ');
	assert_int_equal(m->lay.trail[4][from], ' ');
}

/* Nothing is drawn where a card stands. */
static void trails_give_way(void **state)
{
	struct map *m = *state;
	add(m, "Grey", 6, 2);
	add(m, "In between", 6, 0);
	add(m, "On the spot", 6, -2);
	m->card[0].moved = true;
	m->card[0].was_power = 6;
	m->card[0].was_stance = -2;
	lay(m, 0, COLS);
	for (int i = 1; i < 3; i++)
		for (int x = m->card[i].x - 1; x < m->card[i].x + m->card[i].cols; x++)
			assert_int_equal(m->lay.trail[4][x], ' ');
	assert_int_equal(m->lay.trail[4][lay_column(&m->lay, -1) + 2], '-');
}

/* By arrows alone every card is reached from every other. */
static void arrows_reach_all(void **state)
{
	struct map *m = *state;
	static const int spots[][2] = { { 10, 1 }, { 6, -3 }, { 6, 1 }, { 6, 1 }, { 6, 1 }, { 4, 3 },
		{ 2, 2 }, { 0, -3 }, { 5, 0 }, { 9, -2 } };
	for (size_t i = 0; i < sizeof spots / sizeof *spots; i++)
		add(m, "Somebody", spots[i][0], spots[i][1]);
	add(m, "Nowhere", 0, 0);
	m->card[m->n - 1].placed = false;
	add(m, "Nowhere either", 0, 0);
	m->card[m->n - 1].placed = false;
	lay(m, 0, COLS);
	for (int from = 0; from < m->n; from++) {
		bool seen[MOST] = { false };
		int queue[MOST], n = 0, got = 0;
		queue[n++] = from;
		seen[from] = true;
		while (got < n) {
			int at = queue[got++];
			for (int way = LAY_LEFT; way <= LAY_DOWN; way++) {
				int to = lay_nearest(m->card, m->n, at, (enum lay_way)way);
				assert_in_range(to, 0, m->n - 1);
				if (!seen[to])
					queue[n++] = to;
				seen[to] = true;
			}
		}
		assert_int_equal(n, m->n);
	}
	assert_int_equal(lay_nearest(m->card, m->n, 1, LAY_RIGHT), 2);
	assert_int_equal(lay_nearest(m->card, m->n, 2, LAY_RIGHT), 3);
	assert_int_equal(lay_nearest(m->card, m->n, 2, LAY_LEFT), 1);
	assert_int_equal(lay_nearest(m->card, m->n, 2, LAY_UP), 0);
	assert_int_equal(lay_nearest(m->card, m->n, 7, LAY_DOWN), 10);
	assert_int_equal(lay_nearest(m->card, m->n, 0, LAY_UP), 0);
	assert_int_equal(lay_nearest(m->card, 0, 0, LAY_UP), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MAP_TEST(corners_are_within),
		MAP_TEST(all_cells_full),
		MAP_TEST(forty_in_one_place),
		MAP_TEST(tags_are_unlike),
		MAP_TEST(a_move_changes_one_card),
		MAP_TEST(names_run_on_where_nobody_is),
		MAP_TEST(trails_show_where_it_stood),
		MAP_TEST(trails_give_way),
		MAP_TEST(arrows_reach_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
