/* text.h - laying text out in columns: pure, no terminal. Widths are columns of a terminal. */
#ifndef TEXT_H
#define TEXT_H
#include "core/str.h"
#include "core/arena.h"

/* s in exactly cols columns: cut with a "~" (or "…") or padded with blanks. */
char *text_fit(struct arena *a, const char *s, int cols, bool ascii);
/* s as a sentence: with a full stop, unless it ends in one, in "?", "!" or "…", be it before a quote. */
const char *text_stop(struct arena *a, const char *s);
/* s cut into lines of at most cols columns at blanks (long words at graphemes); newlines kept.
 * Returns how many; *lines ends with NULL. */
int text_wrap(struct arena *a, const char *s, int cols, char ***lines);
/* The columns that the widest of n words takes. */
int text_widest(const char *const *words, size_t n);
/* Shares `cols` among n columns: want[i] is the wished width (0: takes what is left), least[i]
 * the smallest. got[i] is 0 for a column that has no room: the last ones go first. One blank
 * stands between two. */
void text_columns(int cols, int n, const int *want, const int *least, int *got);
#endif
