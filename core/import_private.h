/* import_private.h - what the parts of an import share: the file as records (import_source.c),
 * which column goes where (import_map.c), a record made of a row (import_row.c, import_value.c),
 * many rows written at once (import_bulk.c), and those that do not fit (import_refused.c).
 */
#ifndef IMPORT_PRIVATE_H
#define IMPORT_PRIVATE_H
#include "csv.h"
#include "json.h"
#include "record.h"
#include "transfer.h"

/* A file of records, CSV or JSON alike. Records without any value are passed over. */
struct source {
	struct lines in;
	struct csv *csv;       /* NULL: JSON */
	struct json json;
	char delimiter;        /* , ; TAB or { */
	const char **header;
	int n;
	struct arena a;        /* of the record */
	long line;             /* where the record begins */
	const char **v;        /* n values, "" for what is not there */
	const char *fault;     /* why it cannot be read, translated; NULL */
};

/* The header is allocated in a. NOTFOUND, INVALID, FAILED as lines_open. */
enum rc source_open(struct source *s, struct db *db, struct arena *a, const char *path);
bool source_next(struct source *s);
void source_close(struct source *s);

/* "field:=text": the same for every row. */
struct constant {
	const struct field *f;
	const char *typed;
};

/* A plan is the part that callers see, and what a run needs besides. */
struct plan {
	struct import im; /* first, so that one is the other */
	struct constant *constant;
	int nconstant;
	bool own;         /* an export of ours: empty is empty, what is derived is left out */
	off_t size;       /* of the file that was planned with */
	int64_t mtime;    /* nanoseconds */
};

enum rc import_map(struct db *db, struct arena *a, struct plan *p, const struct source *s,
	int argc, const char *const *argv);

/* What a text came to in a field, kept because files say the same thing in every row. */
struct memo {
	const struct field *f;
	char typed[80], value[48];
	enum memo_how { MEMO_NONE, MEMO_EXACT, MEMO_NEAR, MEMO_SEVERAL } how;
};

/* Makes records of rows, one after the other (import_row.c, import_value.c). */
struct filler {
	struct db *db;
	struct plan *p;
	struct arena *a;     /* of the row; the caller clears it */
	struct edit *ed;     /* the record made */
	struct str notes;    /* what no field takes */
	struct str why;      /* why the row is refused, "" when it is good */
	struct str unfound;  /* references left empty */
	long nunfound;
	struct memo memo[64];
};

void filler_open(struct filler *f, struct db *db, struct plan *p, struct arena *a);
void filler_close(struct filler *f);
/* OK: f->ed is ready to be saved, or f->why says why not. Anything else stops the import. */
enum rc filler_row(struct filler *f, const struct source *s);

/* Rows that were refused: FILE.refused.csv beside the file, for its owner alone. It is made under
 * another name when the first comes, on the disk before the import is committed (refused_finish),
 * and gets its name after (refused_close, keep), so that it is whole or not there. */
struct refused {
	FILE *f;
	char *path, *unfinished;
};

enum rc refused_row(struct refused *r, struct db *db, const char *path, const struct source *s,
	const char *why);
enum rc refused_finish(struct refused *r, struct db *db);
void refused_close(struct refused *r, bool keep);

/* Many rows at once. rows is how many will come at most: their ids are one run. Only within a
 * transaction, whose end without bulk_end must be db_rollback. */
struct bulk {
	struct db *db;
	struct arena *a;
	const struct entity *e;
	int64_t next, end;    /* ids not given yet */
	const char *insert;
	struct bind *binds;   /* of insert; the values are filled in row by row */
	const char *make;     /* the indexes, as SQL */
};

bool bulk_fits(struct db *db, const struct plan *p);
enum rc bulk_begin(struct bulk *b, struct db *db, struct arena *a, const struct entity *e,
	long rows);
enum rc bulk_row(struct bulk *b, struct edit *ed);
enum rc bulk_end(struct bulk *b);

/* Without blanks at the ends; NULL when nothing is left. */
const char *text_trim(struct arena *a, const char *s, size_t n);
/* core/synonyms.txt: the code of a list for what files say instead; NULL. */
const char *code_synonym(struct arena *a, const char *list, const char *said);

/* One value into a field of f->ed. header is what the file calls it. A reference that finds nothing
 * is left empty and counted; a word that is no code goes into notes; what cannot be taken otherwise
 * refuses the row. */
enum rc filler_set(struct filler *f, const struct field *field, const char *header,
	const char *typed);
void filler_refuse(struct filler *f, const char *header, const char *why); /* header may be NULL */
void filler_note(struct filler *f, const char *header, const char *value);
/* A key that stops, or a fault of the disk, ends the import; what is wrong with a value does not:
 * then this is OK. */
enum rc import_stops(enum rc rc);

/* "Ana de la Cruz", "de la Cruz, Ana": the particles of a family name stay with it. One word alone
 * is a given name. NULL for what is not there. */
void name_split(struct arena *a, const char *name, const char **given, const char **family);

/* Text that a spreadsheet would take for a formula goes out with an apostrophe before it, and
 * comes back without. Text that has apostrophes of its own there gets one more, so that both ways
 * together change nothing. */
const char *formula_guard(struct arena *a, const char *s);
const char *formula_unguard(const char *s);
/* Is the field free text, which is guarded? References are: they go out as titles. */
bool formula_field(const struct field *f);
#endif
