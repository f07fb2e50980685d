/* marks.h - ids marked with Space: a small set, ascending. They outlive pages, filters and sorts.
 * A struct marks of zeros is empty; marks_release gives its memory back. */
#ifndef MARKS_H
#define MARKS_H
#include "core/base.h"

enum { MARKS_MOST = 10000 };

struct marks {
	int64_t *id;
	int n, cap;
};

bool marks_has(const struct marks *m, int64_t id);
bool marks_add(struct marks *m, int64_t id);  /* false: it was there, or the set is full */
bool marks_drop(struct marks *m, int64_t id); /* false: it was not there */
void marks_release(struct marks *m);
#endif
