/* power_lay.c - where the cards of a power map stand. */
#include "power_lay.h"
#include "core/str.h"
#include "core/utf8.h"
#include <ctype.h>
#include <limits.h>

enum { TAG = 2, CENTRE = LAY_CELLS / 2, BEYOND = 3 };

/* ---- tags ---- */

static const char *joined(struct arena *a, const char *first, const char *second)
{
	int cols, more;
	size_t n = utf8_next(first, &cols), m = second ? utf8_next(second, &more) : 0;
	if (cols > 1)
		m = 0; /* one wide character fills a tag */
	char *tag = arena_dupn(a, first, n + m);
	if (m)
		memcpy(tag + n, second, m);
	tag[n + m] = 0;
	for (char *s = tag; *s; s++)
		*s = (char)toupper((unsigned char)*s);
	return tag;
}

static bool taken(const struct lay_card *cards, int before, const char *tag)
{
	for (int i = 0; i < before; i++)
		if (!strcmp(cards[i].tag, tag))
			return true;
	return false;
}

/* The next word that counts ("of" and "the" say nothing); NULL. */
static const char *next_word(const char **at)
{
	const char *w;
	size_t n;
	while (str_word(at, " -/.,'", &w, &n))
		if (n > 3 || isupper((unsigned char)*w) || (unsigned char)*w >= 0x80)
			return w;
	return NULL;
}

/* Initials; when they are taken the first with another letter of the name, with a figure at last. */
static const char *tag_of(struct arena *a, const struct lay_card *cards, int i)
{
	const char *at = cards[i].name, *first = next_word(&at), *second = next_word(&at), *tag;
	int cols;
	if (!first)
		first = *cards[i].name ? cards[i].name : "?";
	if (!second && first[utf8_next(first, &cols)])
		second = first + utf8_next(first, &cols);
	tag = joined(a, first, second);
	for (const char *s = first + utf8_next(first, &cols); *s && taken(cards, i, tag);
		s += utf8_next(s, &cols))
		if (isalpha((unsigned char)*s))
			tag = joined(a, first, s);
	for (int k = 2; taken(cards, i, tag); k++)
		tag = k < 10 ? joined(a, first, arena_printf(a, "%d", k)) : arena_printf(a, "%d", k);
	return tag;
}

/* ---- cells ---- */

static bool same_cell(const struct lay_card *a, const struct lay_card *b)
{
	return a->placed && b->placed && a->power == b->power && a->stance == b->stance;
}

int lay_column(const struct lay *l, int stance)
{
	return LAY_MARGIN + (stance + CENTRE) * l->pitch;
}

static int line_of(int power)
{
	return LAY_LINES - 1 - power;
}

static void count_cells(struct lay_card *cards, int n)
{
	for (int i = 0; i < n; i++) {
		cards[i].nth = cards[i].of = 0;
		for (int k = 0; k < n; k++)
			if (same_cell(&cards[i], &cards[k])) {
				cards[i].nth += k < i;
				cards[i].of++;
			}
	}
}

/* Which tag of a crowded cell is the first that shows: the current one is always among them. */
static int first_shown(const struct lay_card *c, const struct lay_card *current, int room)
{
	if (!current || !same_cell(c, current) || current->nth < room)
		return 0;
	return current->nth - room + 1;
}

/* How far a name may run: a little into the next cell when nobody is there. The longer the name, the
 * more has to be sent when it moves. */
static int run(const struct lay *l, const struct lay_card *cards, int n, const struct lay_card *c,
	int cols)
{
	int begin = lay_column(l, c->stance), end = begin + l->pitch + BEYOND;
	if (end > cols)
		end = cols;
	for (int i = 0; i < n; i++)
		if (cards[i].placed && cards[i].power == c->power && cards[i].stance == c->stance + 1)
			end = begin + l->pitch;
	return end - begin - 1;
}

static void place(struct lay *l, struct lay_card *c, const struct lay_card *current)
{
	int step = TAG + 1, room = l->pitch / step, begin = lay_column(l, c->stance);
	bool crowded = c->of > room;
	if (crowded)
		room = (l->pitch - 4) / step; /* "+12" takes four */
	if (room < 1)
		room = 1;
	int first = crowded ? first_shown(c, current, room) : 0;
	c->y = line_of(c->power);
	c->tagged = c->of > 1;
	c->shown = !c->tagged || (c->nth >= first && c->nth < first + (crowded ? room : c->of));
	c->x = begin + 1 + (c->tagged ? (c->nth - first) * step : 0);
	if (crowded) {
		int cell = c->stance + CENTRE;
		l->rest[c->y][cell] = c->of - room;
		l->rest_x[c->y][cell] = begin + 1 + room * step;
	}
}

/* ---- where they stood ---- */

enum { TAKEN = '#' };

static void take(struct lay *l, const struct lay_card *c)
{
	char *line = l->trail[c->y];
	if (c->shown)
		memset(line + c->x - 1, TAKEN, (size_t)c->cols + 1);
	int cell = c->stance + CENTRE;
	if (l->rest[c->y][cell])
		memset(line + l->rest_x[c->y][cell], TAKEN, 3);
}

static void put(struct lay *l, int power, int x, char c)
{
	char *at = &l->trail[line_of(power)][x];
	if (*at != TAKEN && *at != 'o')
		*at = c;
}

static void trail(struct lay *l, const struct lay_card *c)
{
	int from = lay_column(l, c->was_stance) + 1, to = lay_column(l, c->stance);
	int step = c->was_stance < c->stance ? 1 : -1;
	put(l, c->was_power, from, 'o');
	for (int x = from + step; c->power == c->was_power && x != to; x += step)
		put(l, c->power, x, '-');
}

void lay_out(struct lay *l, struct arena *a, struct lay_card *cards, int n, int current, int cols)
{
	*l = (struct lay){ .pitch = (cols - LAY_MARGIN) / LAY_CELLS };
	for (int y = 0; y < LAY_LINES; y++) {
		l->trail[y] = arena_array(a, char, cols + 1);
		memset(l->trail[y], ' ', (size_t)cols);
	}
	for (int i = 0; i < n; i++)
		cards[i].tag = tag_of(a, cards, i);
	count_cells(cards, n);
	const struct lay_card *here = current >= 0 && current < n ? &cards[current] : NULL;
	for (int i = 0; i < n; i++) {
		struct lay_card *c = &cards[i];
		c->shown = false;
		if (!c->placed)
			continue;
		place(l, c, here);
		int most = c->tagged ? TAG : run(l, cards, n, c, cols);
		c->cols = utf8_width(c->tagged ? c->tag : c->name);
		if (c->cols > most)
			c->cols = most;
		take(l, c);
	}
	for (int i = 0; i < n; i++)
		if (cards[i].placed && cards[i].moved)
			trail(l, &cards[i]);
	for (int y = 0; y < LAY_LINES; y++)
		for (char *s = l->trail[y]; *s; s++)
			if (*s == TAKEN)
				*s = ' ';
}

/* ---- the nearest ---- */

/* How far it is in a direction; INT_MAX: it does not lie there. What lies beside costs more than
 * what lies ahead. */
static int distance(const struct lay_card *from, const struct lay_card *to, enum lay_way way)
{
	enum { CELL = 64, BESIDE = 3 * CELL };
	int across = (to->stance - from->stance) * CELL + to->nth - from->nth;
	int up = (to->power - from->power) * CELL, beside;
	if (way == LAY_LEFT || way == LAY_DOWN) {
		across = -across;
		up = -up;
	}
	if (way == LAY_LEFT || way == LAY_RIGHT)
		return across > 0 ? across + abs(up) * 3 : INT_MAX;
	beside = abs(to->stance - from->stance) * BESIDE + to->nth;
	return up > 0 ? up + beside : INT_MAX;
}

static int among_unplaced(const struct lay_card *cards, int n, int from, enum lay_way way)
{
	int step = way == LAY_LEFT || way == LAY_UP ? -1 : 1, i = from + step;
	while (i >= 0 && i < n && cards[i].placed != (way == LAY_UP))
		i += step;
	return i < 0 || i >= n ? from : i;
}

int lay_nearest(const struct lay_card *cards, int n, int from, enum lay_way way)
{
	int best = from, least = INT_MAX;
	if (from < 0 || from >= n)
		return n ? 0 : from;
	if (!cards[from].placed)
		return among_unplaced(cards, n, from, way);
	for (int i = 0; i < n; i++) {
		int far = i == from || !cards[i].placed ? INT_MAX
							: distance(&cards[from], &cards[i], way);
		if (far < least) {
			least = far;
			best = i;
		}
	}
	if (best == from && way == LAY_DOWN)
		for (int i = n - 1; i >= 0; i--)
			if (!cards[i].placed)
				best = i;
	return best;
}
