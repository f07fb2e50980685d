/* few.h - questions and who may ask them; numbers so small that they tell of somebody.
 *
 * A question is answered to whoever may read every record type that its SQL names; one that counts
 * everybody, to whom meets all people: who meets some would be told a wrong number. A trustee, who
 * reads no person, is answered those marked "counts": of everybody, without parameters (two answers
 * that differ by one institution would tell its number), and no number under 5 is said. What was left
 * out cannot be had from a total: where one number alone of a column was left out, or several that
 * make less than 5 together, the next smallest is left out with them; so in each group of rows that
 * have a total ("by campaign"), and a share in per cent goes with what it is a share of. Rows have no
 * number either where that would be a person's. */
#ifndef FEW_H
#define FEW_H
#include "question.h"

/* May this user ask that? *few: as a trustee does. */
enum rc few_may(struct db *db, const struct question *q, int argc, bool *few);
void few_hide(const struct question *q, struct row *rows, int n);
#endif
