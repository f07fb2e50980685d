/* draw.h - putting text on the screen: rows, columns, styles. No caller knows curses.
 *
 * Everything shown passes through draw_text: scrubbed of control and bidi characters, measured by
 * grapheme, cut to its columns with a mark, in ASCII when the terminal has no UTF-8.
 * A frame: draw_begin, draw_..., draw_cursor, draw_end (one doupdate). Colour never carries
 * meaning alone; NO_COLOR and terminals without colour get the mono column of styles.def.
 */
#ifndef DRAW_H
#define DRAW_H
#include "core/base.h"

#define STYLE(id, mono, fg, bg) ST_##id,
enum style {
#include "styles.def"
	ST_COUNT
};
#undef STYLE

/* Never less than 12 and 40, so that no screen need reckon with less; what lies outside a smaller
 * terminal is cut off, and the app says that it is too small. */
int draw_rows(void);
int draw_cols(void);
bool draw_too_small(void);
void draw_begin(void);
/* s at (y, x) in at most cols columns; returns the columns it took. */
int draw_text(int y, int x, int cols, enum style st, const char *s);
/* The same, and blanks up to cols. Alignment by words in the caller. */
void draw_cell(int y, int x, int cols, enum style st, const char *s);
void draw_rule(int y, int x, int cols); /* a horizontal line of "-" */
void draw_cursor(int y, int x);
void draw_end(void);
/* The screen as text, one line a row, trailing blanks cut, then "cursor ROW COL" (from 1). */
struct str;
void draw_dump(struct str *to);
bool draw_ascii(void); /* no UTF-8 or no box characters here */
void draw_set_ascii(bool on);
#endif
