/* few.h - questions and who may ask them; numbers so small that they tell of somebody.
 *
 * A question is answered to whoever may read every record type that its SQL names. A trustee, who
 * reads no person, is answered those marked "counts": of everybody, without parameters (two answers
 * that differ by one institution would tell its number), and no number under 5 is said. Where one
 * number alone of a column was left out the next smallest is left out with it, so that a total does
 * not tell it. */
#ifndef FEW_H
#define FEW_H
#include "question.h"

/* May this user ask that? *few: as a trustee does. */
enum rc few_may(struct db *db, const struct question *q, int argc, bool *few);
/* The question's SQL over everybody's rows, whatever views stand before them. */
struct stmt *few_query(struct db *db, struct arena *a, const char *sql, const struct bind *binds);
void few_hide(const struct question *q, struct row *rows, int n);
#endif
