/* power_board.h - the power map as s_power.c keeps it and power_board.c shows it. */
#ifndef POWER_BOARD_H
#define POWER_BOARD_H
#include "app.h"
#include "core/power.h"
#include "power_lay.h"

struct power_board {
	struct arena a;           /* what was read; emptied when it is read anew */
	int64_t campaign;
	const char *title;
	char since[11];
	struct actor *actor;
	struct lay_card *card;    /* one an actor */
	int n, cur;               /* cur: the current one */
	bool ways, stale;         /* the ways in are known; as they were before others wrote */
	int top;                  /* as lines: the first that shows */
};

/* Is there room for the two axes? If not it is a line an actor. */
bool power_is_map(void);
void power_draw(struct app *app, struct power_board *b);
/* One actor in sentences: where it stands and stood, our way in, who moves whom. */
const char *power_tell(struct app *app, const struct power_board *b, int i);
#endif
