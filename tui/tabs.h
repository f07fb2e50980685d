/* tabs.h - what stands under a record: a tab for every kind of record that refers to it, and its
 * past. They come from the entity table; nobody lists them. The first few kinds come first, then what
 * holds something, then the past, then the kinds that hold nothing. */
#ifndef TABS_H
#define TABS_H
#include "app.h"

/* Instead of a number: not known yet; she meets some of the rows only, and has none. */
enum { TAB_UNKNOWN = -1, TAB_PART = -2 };

struct tab {
	const struct entity *from; /* NULL: the past */
	const struct field *by;
	const char *label;
	int64_t count;             /* or one of the above */
};

struct tabs {
	const struct entity *e;    /* the record they are of */
	int64_t id;
	struct tab *tab;
	int n, at;                 /* at: the one that shows */
};

/* Finds them, in a; the one that showed stays the one that shows, while it is there. */
void tabs_find(struct tabs *t, struct app *app, struct arena *a);
/* The first that holds something, other than the past. */
int tabs_first(const struct tabs *t, struct app *app);
/* "one_to_one.person": the rows that refer by that field; the first that holds something when there is
 * no such tab. "past" is the past. */
int tabs_named(const struct tabs *t, struct app *app, const char *name);
/* The rows of one. */
enum rc tabs_open(const struct tabs *t, struct app *app, int i, struct list **ret);
/* Counts tab i; false when it could not be (a key stopped it). */
bool tabs_count(struct tabs *t, struct app *app, int i);
/* "[1 One-to-ones 4]  2 Next steps 1  3 Past" in lines of cols columns, at most t->n of them; when
 * they are more than `most`, without the tabs that hold nothing ("+24"), and of those only as many,
 * with the one of the current tab among them. In the arena of the turn. */
int tabs_lines(const struct tabs *t, struct app *app, int cols, int most, const char **line);
#endif
