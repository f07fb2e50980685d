/* desk_door.h - what the sign-in desk shows: what is typed, who is meant by it, the last who came in; how
 * it looks and sounds. The screen itself is s_desk.c.
 */
#ifndef DESK_DOOR_H
#define DESK_DOOR_H
#include "app.h"
#include "core/desk.h"
#include "core/forecast.h"
#include "line.h"

/* Few lines at a time: on a slow line each letter sends them anew, and another letter narrows more than
 * another page shows. */
enum { SHOWN = 9, RECENT = 5, UNDOS = 100 };

struct door {
	struct desk desk;
	const char *title;
	struct range expected;
	bool pledged;          /* somebody has, so that there is something to expect */
	struct line *line;
	struct arena a;        /* of what was found */
	const struct desk_person *found[SHOWN];
	int n, cur, top;
	bool stale;            /* typed over, not looked for yet */
	bool asked;            /* that nobody is called so was said: the next Enter puts her on file */
	int64_t recent[RECENT];/* people, the last who came in first */
	int recents;
	int64_t done[UNDOS];   /* what this desk did, for undo */
	int dones;
};

bool door_typed(const struct door *d);
/* How many lines there are: that of whoever is not on file follows those who were found. */
int door_rows(const struct door *d);
/* Looks for who is meant by what is typed; with nothing typed, for the last who came in. */
void door_find(struct app *app, struct door *d);
/* Reads who is likely and who is in, notes who came in meanwhile at any desk, keeps the cursor. */
enum rc door_read(struct app *app, struct door *d);
void door_draw(struct app *app, struct door *d);
void door_say(struct app *app, struct door *d, struct str *to);
#endif
