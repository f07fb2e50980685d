/* rows.h - a window on a list: the rows that show, the cursor, the marks. Every screen that shows
 * rows (list, record, answers) holds one of these and draws, moves and speaks through it.
 *
 * Only the rows that show are held. A move within them fetches nothing; a move past them fetches
 * one page by the key of a row that shows, so it costs the same anywhere in the list. A page that
 * could not be fetched (a key stopped it, others write) leaves what shows as it was.
 *
 * `rank` and `total` are taken when idle and carried along by moves; 0 and -1 until then, and again
 * after others wrote. Marks are ids and outlive pages, filters and sorts.
 *
 * Life: a struct rows of zeros; rows_show as often as wanted; rows_release.
 */
#ifndef ROWS_H
#define ROWS_H
#include "app.h"
#include "cells.h"
#include "marks.h"

enum { ROWS_SAID = 20, ROWS_PAGE = 10 };

enum motion { M_NONE, M_DOWN, M_UP, M_PAGE_DOWN, M_PAGE_UP, M_TOP, M_BOTTOM };

struct rows {
	struct app *app;
	struct list *list;
	struct cells cells;
	struct arena page[2]; /* the rows that show are in page[now], the next go to the other */
	int now;
	struct row *row;
	const char ***text;   /* the cells of each */
	int n, room;          /* how many show, how many would fit */
	int cur;              /* the current one of them */
	int64_t rank, total;  /* of row[0], from 1; of all */
	struct marks marks;
};

/* Shows another list from its first row, taking it over; the list of before is closed. */
void rows_show(struct rows *r, struct app *app, struct list *l);
void rows_release(struct rows *r);
/* Fetches anew from the first row's key; the cursor stays on its record, the numbers are lost. */
bool rows_refresh(struct rows *r); /* false: a key stopped it, the rows are the old ones */
/* The same for a list that was opened anew, taken over as by rows_show. */
bool rows_swap(struct rows *r, struct list *l);
/* Where one is, kept in a, and back there: after a filter was left, on a row that was found. */
struct place {
	struct row first; /* the first row that showed; no id: there was none */
	const struct entity *e;
	int64_t id, rank;
};
struct place rows_place(struct rows *r, struct arena *a);
void rows_goto(struct rows *r, const struct place *p);
/* So many rows fit: fetches when that is news. */
void rows_room(struct rows *r, int room);
void rows_ready(struct rows *r); /* fetches for a face that has no height (--plain) */
/* The current row; NULL when there is none. */
const struct row *rows_current(struct rows *r);

/* "down" ... "bottom", the names of the commands; M_NONE for another word. */
enum motion rows_motion(const char *name);
/* For what is not rows of a list but lines of its own: where the cursor is after that motion among n
 * lines, a page being so many (0 when there are none), and which line is the first of the `room` that
 * show when it was `top` and the cursor's must be among them. */
int rows_step(enum motion m, int cur, int n, int page);
int rows_top(int top, int cur, int room);
void rows_move(struct rows *r, enum motion m);
/* To the next (1) or previous (-1) marked row, anywhere; without marks the next row. */
void rows_next(struct rows *r, int dir);

void rows_mark(struct rows *r);          /* marks the current row or takes the mark off; next row */
int rows_mark_all(struct rows *r);       /* up to MARKS_MOST; when all are: none. How many are */

/* Heads and rows into lines y .. y + lines - 1, and the cursor. `empty` is said where rows would
 * be. */
void rows_draw(struct rows *r, int y, int lines, const char *empty);
/* ">" where one is, which is not here while a prompt is open: marker and cursor go together. */
const char *rows_marker(const struct app *app, bool current);
/* "3/412", "3/?"; "" when the list is empty. In the arena of the turn. */
const char *rows_corner(struct rows *r);
/* Counts one thing; the loop stops it when a key comes. True when something new is known. */
bool rows_idle(struct rows *r);

/* The rows that show as lines numbered by their place in the list, which is counted first. */
void rows_say(struct rows *r, struct str *to);
/* The next page for rows_say; false when there is none. */
bool rows_more(struct rows *r);
/* The row that was said under that number, in the arena of the turn; NULL. */
const struct row *rows_said(struct rows *r, int number);
/* A line of digits alone: the number, else 0. */
int rows_number(const char *line);

/* The key bound to a command line in a table, to be named in a sentence; without keys the line. */
const char *rows_key(struct app *app, const char *table, const char *line);

/* The six motions as rows of a screen's table of verbs, all run by `f`. */
#define ROWS_VERBS(f)                                                                              \
	{ "down", "", N_("To the next line"), C_SCREEN, f, NULL, N_("down") },                     \
	{ "up", "", N_("To the line before"), C_SCREEN, f, NULL, N_("up") },                       \
	{ "page_down", "", N_("A page further"), C_SCREEN, f, NULL, N_("page") },                  \
	{ "page_up", "", N_("A page back"), C_SCREEN, f, NULL, N_("page back") },                  \
	{ "top", "", N_("To the first line"), C_SCREEN, f, NULL, N_("top") },                      \
	{ "bottom", "", N_("To the last line"), C_SCREEN, f, NULL, N_("end") }
#endif
