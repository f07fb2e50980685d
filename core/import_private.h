/* import_private.h - what the parts of an import share: the file as records (import_source.c),
 * which column goes where (import_map.c), a record made of a row (import_row.c, import_value.c),
 * many rows written at once (import_bulk.c), those that do not fit (import_refused.c), and those
 * that are on file already (import_same.c), those that wait to come in (import_ready.c).
 * import_look.c shows one line.
 */
#ifndef IMPORT_PRIVATE_H
#define IMPORT_PRIVATE_H
#include "csv.h"
#include "json.h"
#include "record.h"
#include "transfer.h"
#include "vcard.h"

/* A file of records, CSV, JSON or cards alike. Records without any value are passed over. */
struct source {
	struct lines in;
	struct csv *csv;       /* NULL: JSON or cards */
	struct cards *cards;   /* NULL: CSV or JSON */
	struct json json;
	char delimiter;        /* , ; TAB, { or v */
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

/* The good rows on their way, kept on this connection's temporary disk (import_ready.c). */
struct ready {
	struct db *db;
	const struct entity *e;
	bool at_once;       /* they can be brought in without being read again */
	const char *put, *get;
	struct bind *binds; /* of put */
	const char **names; /* of its parameters, one a field */
};

/* A plan is the part that callers see, and what a run needs besides. */
struct plan {
	struct import im; /* first, so that one is the other */
	struct ready ready;
	struct constant *constant;
	int nconstant;
	bool own;         /* an export of ours: empty is empty, what is derived is left out */
	const char *kind; /* a number made of the headers: files of one kind have the same */
	int64_t newest;   /* txn of the record that was planned with */
	bool *by_hand;    /* columns that somebody mapped */
	off_t size;       /* of the file that was planned with */
	int64_t mtime;    /* nanoseconds */
};

enum rc import_map(struct db *db, struct arena *a, struct plan *p, const struct source *s,
	int argc, const char *const *argv);
/* Is the file still the one that was planned with? */
bool plan_same_file(const struct plan *p, const struct source *s);
/* Keeps what was mapped by hand for the next file of this kind. */
enum rc import_remember(struct db *db, const struct plan *p);

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
	bool forgotten;      /* ... because she asked to be: nothing is kept of it */
	struct str unfound;  /* references left empty */
	long nunfound;
	struct memo memo[128];
	long nth;            /* rows made so far, this one too */
	struct str unsaid;   /* numbers of the fields that only have their default: "6 7 " */
	/* import_same.c */
	bool empty, merged;  /* the record type has no rows; some became part of others */
	const char *all;     /* what knows the row again when the file gives it no id */
	bool no_id;
	char *by_ref, *by_title, *by_merged;
	int64_t is;          /* the record this row is already; 0: none, a new one */
	bool part;           /* ... into which what this row was is merged */
	bool changes;        /* it says something new of that record */
	struct str what;     /* what changes, for the eye */
	const char *new_ref; /* that record has no foreign id yet: this one */
	int64_t like;        /* a record it may be; 0 */
	const char *like_why;
	int probes;
	int64_t key[4];      /* what it is known by within the file */
	size_t nkeys;
};

void filler_open(struct filler *f, struct db *db, struct plan *p, struct arena *a);
void filler_close(struct filler *f);
/* OK: f->ed is ready to be saved, or f->why says why not. Anything else stops the import. */
enum rc filler_row(struct filler *f, const struct source *s);

void same_open(struct filler *f);
void same_close(struct filler *f);
void same_row(struct filler *f, const struct source *s); /* before its cells are read */
/* Sets f->is, or f->like, and what the row is known by. The new record is in f->ed. */
enum rc same_find(struct filler *f);
/* f->ed becomes the record f->is with the row's news: no empty cell empties, no default counts. */
enum rc same_update(struct filler *f);
/* The news of f->ed for `old`, which becomes f->ed. */
enum rc same_news(struct filler *f, struct edit *old);
enum rc same_save(struct filler *f);

/* Of a look at a file: every row that filler_row was asked of is told, then ready_settle makes one
 * of those that are one record and says how many went into others. After it import_ready holds the
 * new records in the order of their lists, and import_other the numbers of the rows (filler.nth)
 * that are news of records on file, or were refused. */
enum rc ready_open(struct ready *r, struct db *db, struct arena *a, const struct plan *p);
enum rc ready_row(struct ready *r, const struct filler *f);
enum rc ready_settle(struct ready *r, struct filler *f, long *repeats);
/* Brings in those numbered above `from` up to `to`; their ids are before + number. */
enum rc ready_copy(struct ready *r, int64_t before, long from, long to);
int64_t ready_other(struct ready *r, int64_t after); /* the next number in import_other; 0 */
void ready_forget(struct ready *r);

/* Rows that were refused: FILE.refused.csv beside the file, for its owner alone. It is made under
 * another name when the first comes, on the disk before the import is committed (refused_finish),
 * and gets its name after (refused_close, keep), so that it is whole or not there. Of who asked to be
 * forgotten it holds the line's number alone. Where it is is a setting: refused_naming (transfer.h). */
struct refused {
	FILE *f;
	char *path, *unfinished;
};

enum rc refused_row(struct refused *r, struct db *db, const char *path, const struct source *s,
	const struct filler *f);
enum rc refused_finish(struct refused *r, struct db *db);
void refused_close(struct refused *r, struct db *db, bool keep);

/* Many rows at once, those that are ready: no triggers, no indexes until the end, one change row.
 * Only within a transaction, whose end without bulk_end must be db_rollback. */
bool bulk_fits(struct db *db, const struct plan *p);
/* before: the id in front of the first. make: the SQL that bulk_end wants. */
enum rc bulk_begin(struct db *db, struct arena *a, const struct import *im, int64_t *before,
	const char **make);
enum rc bulk_end(struct db *db, const struct import *im, const char *make);

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
#endif
