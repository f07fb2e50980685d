/* list.h - rows of an entity (or of a question's answer) in an order, a page at a time.
 *
 * A list never holds all its rows and never waits for a number. It is one of
 *   keyed     in the entity's own order or by a SORT field: paged by (key, id) on the index
 *   placed    bare words typed: paged by place in the search index, in the entity's own order
 *   by title  sorted by a reference: walks the other entity's places
 *   held      at most 2,000 hits under another sort, or the rows of an answer (at most 10,000):
 *             kept in memory, as they were when the list was opened
 * Which one is list_open's business; pages look the same. The first row of a page is found again
 * after others wrote by its key: list_page(from = that row, inclusive). A row that has only an id
 * (key NULL, place 0) is looked up: so a cursor is put on a record just saved.
 */
#ifndef LIST_H
#define LIST_H
#include "filter.h"

struct list;

struct list_spec {
	const struct entity *e;
	const char *filter;         /* NULL or "": all that is not archived */
	const char *sort;           /* "name" or "-name" of a field; NULL: the entity's own order */
	const struct field *of;     /* a tab: only rows whose REF/REFS/part `of` is of_id */
	int64_t of_id;
	bool all_fields;            /* every field (export) instead of the LIST ones */
	bool lenient;               /* half-typed filter terms are left out */
};

struct column {
	const struct field *f; /* NULL in an answer whose column is no field */
	const char *name;      /* field name or the answer's column name */
	const char *label;     /* translated */
	enum ft type;
};

struct row {
	int64_t id;
	const struct entity *e; /* what Enter opens: the list's, or an answer's own */
	const char **v;         /* a canonical value a column, NULL is empty */
	const char **t;         /* the title where the column is a REF or ONEOF; else NULL */
	bool archived;
	/* where it stands: */
	const char *key;
	int64_t place;
};

/* INVALID: the filter or sort is wrong (words on db). More than 10,000 rows under a sort without
 * an index: INVALID, "narrow the list first". */
enum rc list_open(struct db *db, const struct list_spec *spec, struct list **ret);
void list_close(struct list *l); /* NULL is fine */
struct db *list_db(const struct list *l);
const struct entity *list_entity(const struct list *l); /* NULL: an answer of several */
/* How it was opened; its e is NULL when the rows were made elsewhere (list_hold). */
const struct list_spec *list_spec_of(const struct list *l);
const char *list_title(const struct list *l); /* "People", or the question's, translated */
int list_columns(const struct list *l, const struct column **ret);

/* Up to n rows into a, always in list order. from NULL: the first page (dir > 0) or the last
 * (dir < 0); else the rows after/before it, from itself too when inclusive. BUSY: a key stopped it. */
enum rc list_page(struct list *l, struct arena *a, const struct row *from, int dir, bool inclusive,
	int n, struct row **rows, int *count);
/* How many there are, and which one (1..) a row is. BUSY when the interrupt hook stopped it. */
enum rc list_total(struct list *l, int64_t *ret);
enum rc list_rank(struct list *l, const struct row *row, int64_t *ret);
/* "more match: keep typing": the rows shown are not in the order asked for, or not all. */
bool list_cut_short(const struct list *l);
/* The cell for the eye. */
const char *list_cell(struct list *l, struct arena *a, const struct row *row, int col);

/* A held list from rows made elsewhere (questions, history, duplicates). The list copies them. */
struct list *list_hold(struct db *db, const char *title, const struct entity *e,
	const struct column *cols, int ncols, const struct row *rows, int n, bool cut_short);
/* What is said under a held list ("estimated from ..."); "" when nothing. */
void list_note(struct list *l, const char *words);
const char *list_noted(const struct list *l);
/* Narrows a held list by words (folded, each the beginning of a word of the row); NULL: all. */
void list_narrow(struct list *l, const char *words);
#endif
