/* ladder_board.h - the cards of the ladder board: a window on a list for each step, the card that was
 * moved last, and what is said of the current one. s_ladder.c draws it and says it.
 *
 * A move must cost few bytes on a slow line, so nothing is shifted for it: the card leaves its name
 * with a "-" where it was and stands on a line kept free between head and cards until the cursor goes
 * on or others write; then its columns are fetched anew and it takes its place.
 */
#ifndef LADDER_BOARD_H
#define LADDER_BOARD_H
#include "rows.h"

struct step {
	const char *code, *label;
	struct rows rows;
	bool *ready;          /* of each row that shows: she meets the next step's rule */
	int64_t *looked;      /* the people that was worked out for; nlooked -1: none */
	int nlooked;
};

struct ladder {
	struct arena *a;
	const char *filter;   /* "": none */
	struct step *step;
	int n, cur;           /* the current column */
	int first, shown;     /* those in sight */
	/* the card moved last, until it takes its place: */
	int64_t moved;
	int moved_to;         /* its column; -1: none */
	bool on_moved;        /* the cursor is on it */
	bool moved_ready;
	struct str sentence;  /* what moved it */
	int64_t txn;          /* the action it was: that needs no refresh */
	int64_t *heard;       /* whose number is which, as said: a heap block */
	int nheard;
};

/* INVALID: the filter is wrong, or there are no steps. */
enum rc rungs_open(struct app *app, struct ladder *d, struct arena *a, const char *filter);
void rungs_close(struct ladder *d);
/* Shows those the filter lets through, the cursor on one of them; when it cannot be taken the cards stay.
 * Without a filter the cursor stays with whom it was on. */
enum rc rungs_filter(struct app *app, struct ladder *d, const char *filter);

/* The person of the current card; 0: nobody. */
int64_t rungs_current(struct ladder *d);
/* The number a person is said under: hers until another filter, wherever she is moved. */
int rungs_number(struct ladder *d, int64_t person);
/* Makes the card said under that number the current one; false: there is none. */
bool rungs_pick(struct ladder *d, int number);
/* Fetches anew; a card that was moved takes its place, and the cursor stays with it. */
void rungs_settle(struct app *app, struct ladder *d);
/* Shows a card as moved, without fetching. words: the sentence that stays for it, or "". */
void rungs_land(struct app *app, struct ladder *d, int64_t person, int to, const char *words);

/* Works out who is ready among the rows of a column that show, once for them. */
void rungs_look(struct app *app, struct ladder *d, int at);
/* "Amina H", of the i-th row or of a person, cut to fit: there is little room, and of two Aminas the
 * letter tells. In the arena of the turn. */
enum { RUNGS_WIDE = 40 };
const char *rungs_name(struct app *app, struct rows *r, int i, int cols);
const char *rungs_card(struct app *app, int64_t person, int cols);
/* "* Amina H came to 5 of the last 6 and did 2 tasks: + moves her to Helper, u moves her back."; moved: it
 * was done. "" when the rule of the step after `at` is not met. */
const char *rungs_sentence(struct app *app, struct ladder *d, int at, int64_t person, bool moved);
#endif
