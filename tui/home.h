/* home.h - the lines of the first page: what they are (a table), and what there is to say in each.
 *
 * A line is the answer to a question or a list, and opens it. Its number, capped, and its first row as
 * a sentence are taken one by one when there is nothing else to do; a key stops a count, which is then
 * taken up again. A question that nobody answers to is left out. On an empty file the lines say how to
 * begin instead. Who is answered by numbers of everybody alone, as a trustee is, finds the questions
 * that she may ask at the end. s_home.c draws and speaks them.
 */
#ifndef HOME_H
#define HOME_H
#include "app.h"

enum { HOME_LINES = 19, WEEKS = 12, MOST = 999, UNKNOWN = -1, NONE = -2 };

struct home_source {
	const char *label, *question, *plural;
	/* How its first row reads, a column in each pair of braces; NULL: its cells, one by one. */
	const char *first;
	const char *words; /* the same for a line of its own below, when much hangs on the words; NULL */
	const char *when; /* only while this question has an answer; NULL: always */
	const char *command; /* no question and no list: what there is to do */
	enum home_for { /* besides who may ask it or read them at all */
		FOR_ALL,
		FOR_WHOLE, /* it speaks of everybody: who meets some would be told a wrong number */
		FOR_DOER,  /* it asks for something to be done: who may change what it is about */
		FOR_KEEPER, /* users and settings: who keeps them and meets nobody */
		FOR_TELLER, /* who may add one and not read it */
	} whom;
};

struct home_line {
	const char *label, *command, *asks; /* asks: the command's last word is asked for */
	const struct home_source *of;
	int64_t count;      /* UNKNOWN, or NONE: it has no number */
	const char *detail; /* the first row of an answer, as a sentence */
	const char *words;  /* and what was said in it */
};

struct home {
	struct arena a;     /* details */
	struct home_line line[HOME_LINES];
	int n, cur, top;    /* top: the first line drawn */
	bool empty;         /* an empty file */
	int week[WEEKS];    /* one-to-ones held, the last is this week's */
	bool weeks_known;
	const char *as;     /* who holds no one-to-ones has no such weeks, but the names of her roles */
	int target;
	const char *asked;  /* the command whose last word is asked for */
	char *answer;       /* what was typed there, to be mended if it was wrong */
};

/* The lines there may be now; strings that outlive a refresh go to `lasting`. */
void home_lines(struct app *app, struct home *d, struct arena *lasting);
/* Takes one number that is missing. False when none is, or when a key stopped it. */
bool home_count(struct app *app, struct home *d);
/* The numbers of the lines that show, and how many these are. */
int home_shown(const struct home *d, int *at);
#endif
