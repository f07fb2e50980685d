/* power_lay.h - where the cards of a power map stand: pure, no terminal and no records.
 *
 * Power runs up, 11 lines from 10 down to 0; stance runs across, 7 cells from -3 to +3. A card keeps
 * its place whatever else stands on the map, so that moving one repaints that card alone. Alone in its
 * cell a card bears its name, cut where the next card may stand; several there bear their tags,
 * initials that no other card of the map has; when even those do not fit "+3" counts the rest, but
 * the current card always shows. Where a card stood before there is an "o" if nothing else stands there, and
 * a line to the card when it is in the same row.
 */
#ifndef POWER_LAY_H
#define POWER_LAY_H
#include "core/arena.h"

enum { LAY_LINES = 11, LAY_CELLS = 7, LAY_MARGIN = 5, LAY_LEAST = LAY_MARGIN + 7 * LAY_CELLS };

struct lay_card {
	const char *name;
	bool placed;
	int power, stance;
	bool moved;
	int was_power, was_stance;
	/* found by lay_out: */
	const char *tag;
	int nth, of;      /* in its cell: which of how many, from 0 */
	bool shown, tagged;
	int y, x, cols;   /* the line from the top of the map; the column of its words, one before which
	                     the marker stands; how many they take */
};

struct lay {
	int pitch;                     /* columns of a cell */
	char *trail[LAY_LINES];        /* what stands between cards, as lines of `cols` columns */
	int rest[LAY_LINES][LAY_CELLS];   /* "+3": how many do not show in a cell, and where it stands */
	int rest_x[LAY_LINES][LAY_CELLS];
};

/* The first column of the cell of a stance: the marker's. */
int lay_column(const struct lay *l, int stance);
/* Places n cards on a map `cols` wide (LAY_LEAST at least). All is in a. */
void lay_out(struct lay *l, struct arena *a, struct lay_card *cards, int n, int current, int cols);

enum lay_way { LAY_LEFT, LAY_RIGHT, LAY_UP, LAY_DOWN };
/* The nearest card in a direction, `from` when there is none. Cards that are not placed are below
 * all others, side by side. */
int lay_nearest(const struct lay_card *cards, int n, int from, enum lay_way way);
#endif
