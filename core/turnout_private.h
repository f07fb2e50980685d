/* turnout_private.h - what the files about turnout share: turnout.c reads an action, turnout_record.c
 * knows leaders' records, turnout_answer.c answers questions.
 */
#ifndef TURNOUT_PRIVATE_H
#define TURNOUT_PRIVATE_H
#include "str.h"
#include "turnout.h"

/* A leader's past: of how many actions, and in all how many she pledged and how many came. */
struct turnout_records {
	int64_t *leader;
	int *times;
	struct pledger *of;
	int n;
};

/* Of every leader, in a: the actions before that day, but for one (0: none is left out). */
enum rc turnout_records(struct db *db, struct arena *a, int64_t but, const char *day,
	struct turnout_records *ret);
/* Where a leader stands among them; n when she is not. */
int turnout_record_of(const struct turnout_records *r, int64_t leader);
/* SQL, appended: may this user see the record of the person t? She herself, or her coach. */
void turnout_seen_sql(struct str *b);
/* Room for one more of n things in a: it doubles when n is full. */
void *turnout_more(struct arena *a, void *old, size_t size, int n);
#endif
