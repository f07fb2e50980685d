/* list_private.h - how a list stands in the file.
 *
 * A list that is not held is one arm or two, walked one after the other. An arm is a FROM and a
 * WHERE whose rows stand in the order of up to three keys, the last of them unique. A page after a
 * row is then one statement for each key, the deepest first ("k = :key AND id > :id", then
 * "k > :key"): each seeks in an index, where the row value "(k, id) > (:key, :id)" would not. */
#ifndef LIST_PRIVATE_H
#define LIST_PRIVATE_H
#include "list.h"
#include "ftype.h"

#define KEYS_MOST 3
#define ARMS_MOST 2
#define NOWHERE INT64_MIN /* the place of a row whose reference is empty */

enum standing { BY_KEY, BY_PLACE, BY_ID }; /* row.key, row.place, row.id */

struct along {
	enum standing by;
	const char *sql;
	bool desc;
};
struct arm {
	const char *from, *where; /* where: " AND ..." */
	struct along keys[KEYS_MOST];
	int nkeys;
	bool nowhere; /* its rows have no place */
	bool scan;    /* no index has this order: it is sorted */
	const char *sql[KEYS_MOST + 1][2]; /* page statements once built: by depth, backwards */
};

struct list {
	struct db *db;
	struct arena a;
	struct list_spec spec;
	const struct entity *e;
	const char *title;
	struct column *cols;
	int ncols;
	struct filter *filter;
	struct bind *binds;   /* room for what a statement binds */
	struct arena match;   /* of list_match */
	bool words_known;     /* the index can be asked for its words */
	const char *cells;    /* ", cell, cell ..." of the SELECT */
	bool key_is_num;
	bool cut;

	struct arm arms[ARMS_MOST];
	int narms;
	const char *place_of; /* SQL over t: its place; NULL when places do not matter */

	bool held;
	struct row *rows;
	int nrows;
	int *shown, nshown;   /* those left after list_narrow */
	const char *note;     /* said under it; NULL: nothing */
	const char **hay;     /* the words of each row, once narrowed */
};

/* list_arms.c: which way the list stands. */
enum rc list_choose(struct list *l);

/* list_walk.c */
enum rc walk_page(struct list *l, struct arena *a, const struct row *from, int dir, bool inclusive,
	int n, struct row *rows, int *count);
enum rc walk_total(struct list *l, int64_t *ret);
enum rc walk_rank(struct list *l, const struct row *row, int64_t *ret);
/* How many rows an arm has, counting to at most `most`. */
enum rc arm_count(struct list *l, const struct arm *arm, int most, int *ret);
/* The first n rows of an arm. */
enum rc arm_rows(struct list *l, struct arm *arm, struct arena *a, int n, struct row *rows,
	int *count);

/* list_match.c: the filter's match as the index answers it quickest, until the next call. */
const char *list_match(struct list *l);

/* list_held.c */
enum rc held_load(struct list *l, struct arm *arm, int most);
void held_page(struct list *l, struct arena *a, const struct row *from, int dir, bool inclusive,
	int n, struct row *rows, int *count);
bool held_rank(const struct list *l, const struct row *row, int64_t *ret);
#endif
