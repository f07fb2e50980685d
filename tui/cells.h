/* cells.h - how a row of a list looks in columns and sounds in a sentence.
 *
 * A cell shows one column of the list, or several that together name a record (given and family
 * name become "Name"). The column a tab was opened by is left out: it is the same in every row.
 * Widths are measured on the first page and then kept, so that a list does not shift under the eye
 * while one scrolls or types a filter, and a scrolled row is not sent to the terminal again.
 * A late date carries " !" on the screen and "late" in a sentence; no colour is involved.
 */
#ifndef CELLS_H
#define CELLS_H
#include "core/list.h"
#include "core/str.h"

enum { CELLS_MOST = 24 };

struct cell {
	const char *label; /* translated */
	int first, n;      /* the columns of the list it shows */
	int width;         /* columns of the terminal; 0: no room */
};

struct cells {
	struct db *db;
	struct list *list;
	const struct column *column;
	struct cell cell[CELLS_MOST];
	int n;
	int cols; /* the width it was laid out for; 0: not yet */
};

/* Looks at the list's columns. Widths stay when the columns are those of before. */
void cells_init(struct cells *c, struct db *db, struct list *l);
/* The texts of a row, one a cell, safe to show, in a. */
const char **cells_of(const struct cells *c, struct arena *a, const struct row *row);
/* Shares cols among the cells by what stands in the n rows. Does nothing when that was done for
 * this width already. */
void cells_fit(struct cells *c, int cols, const char *const *const *text, int n);
/* One line: the heads (text NULL), or a row's texts. */
const char *cells_line(const struct cells *c, struct arena *a, const char *const *text, bool ascii);
/* "Adaeze Okafor, Parent Leader, Last met 9 days ago, Next step: ring". */
void cells_say(const struct cells *c, struct arena *a, const struct row *row, struct str *to);
/* The same where there is little room: "Ring her, Fri 11 Sep, late, Amina Hassan". */
void cells_brief(const struct cells *c, struct arena *a, const struct row *row, struct str *to);
#endif
