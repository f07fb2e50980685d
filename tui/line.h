/* line.h - one line being typed: UTF-8 by grapheme, a cursor, sideways scrolling.
 * No loop, no screen of its own: whoever shows it asks where the cursor is. */
#ifndef LINE_H
#define LINE_H
#include "key.h"

struct line;
struct line *line_new(const char *text);
void line_free(struct line *l);
void line_set(struct line *l, const char *text); /* the cursor at its end */
const char *line_text(const struct line *l);
/* Left Right Home End C-a C-e Backspace Delete C-u C-w C-k and characters. True when it used it. */
bool line_key(struct line *l, key k);
void line_insert(struct line *l, const char *text);
size_t line_at(const struct line *l); /* the cursor, in bytes */
/* The part that shows in cols columns, and the cursor's column in it. */
const char *line_view(struct line *l, int cols, int *cursor);
#endif
