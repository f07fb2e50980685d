/* turnout_board.h - the lines of the turnout board and how they look and sound: institutions with
 * what they agreed, pledged, may be expected to bring and brought; under an open one its leaders; or
 * all leaders, those first on whose call most hangs. The screen itself is s_turnout.c.
 *
 * The order of leaders is the one they had when it was last sorted: a list in which one writes must
 * not jump.
 */
#ifndef TURNOUT_BOARD_H
#define TURNOUT_BOARD_H
#include "app.h"
#include "core/turnout.h"

struct board_line {
	const struct turnout_place *place;   /* of the line, or of its leader */
	const struct turnout_leader *leader; /* NULL: the institution itself */
};

struct board {
	struct arena a; /* of what was read */
	int64_t action;
	struct turnout t;
	bool by_leader;
	int64_t open;   /* the institution whose leaders show; -1: none */
	struct board_line *line;
	int n, cur, top;
	int64_t *order; /* leaders as they were sorted; a heap block */
	int orders;
	char typed[6];  /* a pledge on its way */
};

/* Reads the action and makes the lines; the cursor stays on its record. sort: leaders anew. */
enum rc board_read(struct db *db, struct board *b, bool sort);
/* Makes the lines again after by_leader or open changed. */
void board_lines(struct board *b);
void board_release(struct board *b);
/* The current line; NULL: there is none. */
const struct board_line *board_current(const struct board *b);

void board_draw(struct app *app, struct board *b);
void board_say(struct app *app, const struct board *b, struct str *to);
#endif
