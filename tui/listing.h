/* listing.h - what a list screen shows, apart from how it is asked for: a record type with its
 * filter and order, the rows of a tab, or an answer.
 *
 * The words of opening.argv: PLURAL [FILTER] [--sort FIELD] [--of FIELD ID]; --of: only the rows
 * that refer to that record. Or, with opening.list, ask QUESTION [NAME=VALUE ...]: how that answer
 * was asked for, so that it is asked again after a change. */
#ifndef LISTING_H
#define LISTING_H
#include "rows.h"

struct listing {
	struct arena *a;        /* the screen's */
	struct rows rows;
	struct list_spec spec;  /* its strings are in a */
	const char *filter;     /* "": none */
	const char *before;     /* the filter when the prompt opened ... */
	struct place was_at;    /* ... and where one was */
	const char *parent;     /* --of: the title of that record */
	bool held;              /* the list was made elsewhere */
	const char **ask;       /* QUESTION NAME=VALUE ... */
	int nask;
	bool stale;             /* a key stopped a refresh: to be done again */
};

/* Reads the words, opens the list. INVALID, DENIED: the words are on db. */
enum rc listing_open(struct listing *d, struct app *app, struct arena *a,
	const struct opening *how);
/* Opens it anew and keeps the place; when a key stops that it is stale, and tried again later. */
void listing_refresh(struct listing *d, struct app *app);
/* Shows what the filter lets through, from the first row. When it cannot be taken the rows stay;
 * the words are on db. lenient: it is still being typed. */
enum rc listing_filter(struct listing *d, struct app *app, const char *text, bool lenient);
/* Another order, "name" or "-name"; NULL is the record type's own. */
enum rc listing_sort(struct listing *d, struct app *app, const char *sort);
/* The words that open it as it is now, in the arena of the turn; "ask ..." for an answer; none for a
 * list that was made elsewhere. */
const char *const *listing_words(struct listing *d, int *n);
#endif
