/* ftype.h - what can be done with a field of each type: the small table that makes the rest
 * generic.
 *
 * Above db.h a value is canonical UTF-8 text (NFC) or NULL (empty). `parse` reads loosely what a
 * person or a file gives and returns the canonical text; `show` formats that for the eye in the
 * language of now. Canonical forms are described in entity.h beside each type.
 */
#ifndef FTYPE_H
#define FTYPE_H
#include "entity.h"
#include "str.h"

enum widget { W_LINE, W_LINES, W_TICK, W_CHOICE, W_CHOICES, W_PICK, W_PICKS };

struct ftype {
	const char *name;    /* "date", for help and the manual */
	const char *storage; /* "TEXT" or "INTEGER" */
	const char *check;   /* SQL CHECK with %s for the quoted column; NULL */
	enum widget widget;
	bool typed;          /* goes out in CSV untouched (numbers, dates, phones, ids, codes) */
	int width;           /* columns a list gives it; 0: shares what is left */
	/* Canonical text of `in` in a, NULL for empty; on INVALID the words are on db. */
	enum rc (*parse)(struct db *db, struct arena *a, const struct field *f, const char *in,
		const char **ret);
	/* For the eye; v is canonical and not NULL. */
	const char *(*show)(struct db *db, struct arena *a, const struct field *f, const char *v);
};

extern const struct ftype ftypes[FT_COUNT];
static inline const struct ftype *ftype_of(const struct field *f)
{
	return &ftypes[f->type];
}

/* Trims, makes NFC, turns "" into NULL, then parses by type. Refuses invalid UTF-8 and text over
 * 64 KiB. FIELD_MASKED is refused. References are resolved through record_resolve. */
enum rc field_parse(struct db *db, struct arena *a, const struct field *f, const char *in,
	const char **ret);
/* "" for NULL. References give the record's title. */
const char *field_show(struct db *db, struct arena *a, const struct field *f, const char *v);
/* The value a new record starts with: resolves "today" and "me". */
const char *field_default(struct db *db, struct arena *a, const struct field *f);

/* Word lists (tables code and code_label, seeded from core/codes.txt). */
struct code {
	const char *code, *label; /* label in the language of now, else English, else the code */
};
/* The active codes of a list in their order; ends with a NULL code; in a. */
const struct code *codes_of(struct db *db, struct arena *a, const char *list);
const char *code_label(struct db *db, struct arena *a, const char *list, const char *code);

/* SQL, appended to b. Column and table names are quoted; `t` is the row's alias.
 *   field_sql    what this user may read of f: the column, its .sql, masked or NULL (OPINION)
 *   title_sql    the record's title as one text
 *   order_sql    the key of the entity's own order; never NULL; with id it is unique
 *   sort_sql     the key of one SORT field; never NULL; the very text its index has. The key of a
 *                number or reference is an integer (-1 when empty): bind it as one
 *   words_sql    the words the search index holds of the row
 * All are over alias `t`, which the caller names ("t", "new", "old"). */
void str_ident(struct str *b, const char *name);
void field_sql(struct str *b, const struct entity *e, const struct field *f, const char *t);
void title_sql(struct str *b, const struct entity *e, const char *t);
void order_sql(struct str *b, const struct entity *e, const char *t);
void sort_sql(struct str *b, const struct entity *e, const struct field *f, const char *t);
void words_sql(struct str *b, const struct entity *e, const char *t);
/* True when the entity's own order is greatest first. */
bool order_desc(const struct entity *e);
/* Has the entity a search index (any FIND field)? */
bool entity_searchable(const struct entity *e);
/* " AND ..." conditions that keep hidden rows, and rows that refer to hidden rows, out. For lists,
 * counts and search: the seer too meets them only by id or whole title. */
void hidden_sql(struct str *b, const struct entity *e, const char *t);
/* A row of e itself that is in no list: hidden, or at rest. The index E_is_hidden is over it. */
void unlisted_sql(struct str *b, const struct entity *e, const char *t);
/* The same, but rows hidden to all but their seer stay for the seer (:me): for one record. */
void meets_sql(struct str *b, const struct entity *e, const char *t);
/* The same over the tables themselves: for the views of who meets some people or none (wall.c), to whom
 * a hidden person would else be one who is not there, and what hangs on her a row like any other. */
void meets_main_sql(struct str *b, const struct entity *e, const char *t);

/* Finds a UK postcode inside a line ("12 Peckham Rd, London se58rw"): its canonical form, and where
 * it stands. False when there is none. */
bool postcode_find(const char *text, char ret[9], size_t *at, size_t *len);
#endif
