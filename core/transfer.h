/* transfer.h - records in and out of the program as files.
 *
 * Out: CSV (RFC 4180, UTF-8, CRLF), JSON (one object a line), table (columns for the eye). For any
 * list or answer. `id` first, then every field the reader may see in table order (table: the LIST
 * ones). Typed values go out untouched; free text that begins with = + - @ TAB CR gets a leading
 * apostrophe. NOCSV fields and masked values do not leave. Each export is a row in history.
 *
 * In: CSV or JSON lines, told apart by content. UTF-8 with or without BOM, else Windows-1252; the
 * delimiter , ; or TAB found from the header; any line end; quoted newlines. Headers are matched by
 * field_guess; `names` splits into two fields; id becomes import_ref; a postcode is found in
 * whichever of the address columns it stands; what no field claims goes into the notes field as
 * "header: value". A code is tried as it stands, then part by part (at ; , /), then by
 * core/synonyms.txt, and what was said stays in notes unless it was just the code. A telephone
 * number is taken out of other words, which stay in notes too. Everything else is read as a form
 * reads it, and a row with a value that cannot be taken is refused. One transaction, one undo.
 */
#ifndef TRANSFER_H
#define TRANSFER_H
#include "question.h"
#include <stdio.h>

enum format { FMT_TABLE, FMT_CSV, FMT_JSON };
bool format_find(const char *word, enum format *ret);

/* The whole list, page by page. cols limits the width of a table (0: no limit). Exports above one
 * page are interruptible. */
enum rc list_write(struct list *l, FILE *to, enum format fmt, int cols);
enum rc question_write(struct db *db, const struct question *q, int argc, const char *const *argv,
	FILE *to, enum format fmt, int cols);

/* One column of the file and where it goes. */
struct mapping {
	const char *header;
	const struct field *f;  /* NULL: into notes, or nowhere */
	const struct field *f2; /* the second half of a split name */
	enum { MAP_FIELD, MAP_NAME, MAP_ID, MAP_ADDRESS, MAP_NOTES, MAP_NONE } how;
	const char *why;        /* "name", "label", "synonym", "given", for the eye */
};
struct refusal {
	long line;              /* of the file, 1 is the header */
	const char *why;
};
struct import {
	const struct entity *e;
	const char *path;
	struct mapping *map;
	int nmap;
	long rows, good;        /* data rows; those that can come in */
	long nrefused;
	struct refusal *refused; /* the first 1,000 */
	long unfound;           /* references that found nothing and were left empty */
	struct refusal *unfound_at; /* the first 1,000, with which */
	int nunfound_at;
	const char *encoding;   /* "UTF-8", "Windows-1252" */
	char delimiter;         /* , ; TAB, or { for JSON lines */
	int64_t first, last;    /* ids written */
};

/* Reads the file once without writing anything and fills the plan. args: "field=column" (a column
 * by its header) and "field:=text" (a constant for every row). INVALID: no header fits a field,
 * a column named is not there, not text. NOTFOUND: no such file. */
enum rc import_plan(struct db *db, struct arena *a, const struct entity *e, const char *path,
	int argc, const char *const *argv, struct import **ret);
/* Writes the good rows of a plan: one transaction, one bulk change row when many; the counts are
 * made anew. Refused ones with reasons go to PATH.refused.csv (0600). CONFLICT: the file, or what
 * it is checked against, is not what was planned with: plan again. progress is called a few times a
 * second; false stops with nothing written (BUSY). */
enum rc import_run(struct db *db, struct arena *a, struct import *im,
	bool (*progress)(void *arg, long done, long of), void *arg);
#endif
