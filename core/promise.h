/* promise.h - what was promised to and by a person, and what becomes of it: a promise is closed by
 * the meeting that keeps it, or moved by a call that reached nobody.
 */
#ifndef PROMISE_H
#define PROMISE_H
#include "db.h"

struct entity;

struct promise {
	int64_t id;
	const char *text, *due; /* due may be NULL */
	const char *owner;	/* the user who does it; NULL */
	bool hers;		/* she promised it */
};

/* The person a record is about: herself, the one its field "person" names, the one its meeting was
 * with, or who made its commitment. 0: nobody. */
int64_t person_of(struct db *db, const struct entity *e, int64_t id);
/* Can records of that type be about a person at all? */
bool person_in(const struct entity *e);

/* Her open next steps and those of meetings with her, by their day; those of the meeting `but` are
 * left out (0: none). In a. */
enum rc promises_open(
	struct db *db, struct arena *a, int64_t person, int64_t but, struct promise **ret, int *n);
/* The meeting kept it: done on its day, its result says which. INVALID: the meeting was not held.
 */
enum rc promise_keep(struct db *db, int64_t meeting, int64_t step);

/* A call about a record (a next step, or whatever has a person): a touch, and when it is a next
 * step and `again` is given, its new day; reached without `again`: the step is done. One action. */
enum rc call_note(
	struct db *db, const struct entity *e, int64_t id, bool reached, const char *again);

/* The one-to-one planned by me with her for today or the two weeks before, the oldest; 0: none. */
int64_t meeting_planned(struct db *db, int64_t person);

/* Who is next for me when nothing else says so: planned one-to-ones up to today, then the people
 * the next steps that are due are about, then those not met. `but` is not meant. 0: nobody. */
int64_t person_due(struct db *db, int64_t but);
#endif
