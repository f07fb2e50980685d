/* health.h - how healthy an institution's core team is, from 0 to 4, with a reason for each test.
 *
 * The facts are the row that the question core-teams has of it, so that the two never disagree.
 * What is not known yet counts as not met, and its reason says so.
 */
#ifndef HEALTH_H
#define HEALTH_H
#include "db.h"

enum { HEALTH_TESTS = 4 };

struct health {
	int score;
	struct {
		bool met;
		const char *why; /* a sentence, translated, in a */
	} test[HEALTH_TESTS];	 /* leaders, meets, trained, quota */
};

enum rc health_of(struct db *db, struct arena *a, int64_t institution, struct health *ret);
#endif
