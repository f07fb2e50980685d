/* transfer.h - records in and out of the program as files.
 *
 * Out: CSV (RFC 4180, UTF-8, CRLF), JSON (one object a line), table (columns for the eye). For any
 * list or answer. `id` first, then every field the reader may see in table order (table: the LIST
 * ones). Typed values go out untouched; free text that begins with = + - @ TAB CR gets a leading
 * apostrophe. NOCSV fields and masked values do not leave. Each export is a row in history.
 * print: for paper (print.h). vcf: people as cards (vcard.h). ics: next steps and one-to-ones for a
 * calendar (ical.h). The last two are for lists and answers whose rows are such records.
 *
 * In: CSV, JSON lines or vCards, told apart by content. UTF-8 with or without BOM, else Windows-1252; the
 * delimiter , ; or TAB found from the header; any line end; quoted newlines. Headers are matched by
 * field_guess; `names` splits into two fields; id becomes import_ref; a postcode is found in
 * whichever of the address columns it stands; what no field claims goes into the notes field as
 * "header: value". A code is tried as it stands, then part by part (at ; , /), then by
 * core/synonyms.txt, and what was said stays in notes unless it was just the code. A telephone
 * number is taken out of other words, which stay in notes too. Everything else is read as a form
 * reads it, and a row with a value that cannot be taken is refused. One transaction, one undo.
 *
 * A row that is a record already (import_same.c says when) is that record's news: what the file has
 * and the record has not, or has otherwise, is changed; an empty cell empties nothing. So is a row
 * that is the same as an earlier one of the file. One that is merely like a record (duplicate.h)
 * comes in as new. A column that somebody mapped by hand is mapped so the next time a file with the
 * same headers comes: a setting, kept when the rows are brought in.
 */
#ifndef TRANSFER_H
#define TRANSFER_H
#include "question.h"
#include <stdio.h>

enum format { FMT_TABLE, FMT_CSV, FMT_JSON, FMT_VCF, FMT_ICS, FMT_PRINT };
bool format_find(const char *word, enum format *ret);
/* By how a file's name ends; .txt is print. */
bool format_of_file(const char *path, enum format *ret);
/* "table, csv, json ..." */
const char *format_words(struct arena *a);

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
/* A line worth a look before anything is written. */
struct sight {
	long line;
	enum { SIGHT_REFUSED, SIGHT_LIKE, SIGHT_CHANGED } what;
	const char *title;      /* of the record, as the file or the program names it */
	const char *why;        /* "same phone, names sound alike", "Phone: 020 7 -> 020 8", why not */
	int64_t id;             /* the record it changes, or may be; 0 */
};
struct import {
	const struct entity *e;
	const char *path;
	struct mapping *map;
	int nmap;
	long rows, good;        /* data rows; those that are not refused: */
	long fresh, changed, unchanged; /* ... new, news of a record, nothing new of one */
	long repeats;           /* ... the same as an earlier row of the file */
	long likely;            /* of the new, those that may be on file (the first 10,000 asked) */
	struct sight *sight;    /* the first 1,000 of each kind, refused first, then like, changed */
	int nsights;
	long nrefused;
	struct refusal *refused; /* the first 1,000 */
	long unfound;           /* references that found nothing and were left empty */
	struct refusal *unfound_at; /* the first 1,000, with which */
	int nunfound_at;
	const char *encoding;   /* "UTF-8", "Windows-1252" */
	char delimiter;         /* , ; TAB, { for JSON lines, v for vCards */
	int64_t first, last;    /* ids of the new */
};

/* Reads the file once without writing anything and fills the plan. args: "field=column" (a column
 * by its header; "-=column" leaves it out) and "field:=text" (a constant for every row). INVALID: no
 * header fits a field, a column named is not there, not text. NOTFOUND: no such file. */
enum rc import_plan(struct db *db, struct arena *a, const struct entity *e, const char *path,
	int argc, const char *const *argv, struct import **ret);
/* Writes the good rows of a plan: one transaction, one bulk change row when many; the counts are
 * made anew. Refused ones with reasons go to PATH.refused.csv (0600). CONFLICT: the file, or what
 * it is checked against, is not what was planned with: plan again. progress is called a few times a
 * second; false stops with nothing written (BUSY). */
enum rc import_run(struct db *db, struct arena *a, struct import *im,
	bool (*progress)(void *arg, long done, long of), void *arg);
/* The files of refused rows, of all imports so far, that are there and name somebody in full: "\nPATH"
 * each, "" when none does. For who erases her. */
const char *refused_naming(struct db *db, struct arena *a, const char *name);
/* All that a line of the planned file says, a column a line, and what becomes of it. */
enum rc import_look(struct db *db, struct arena *a, struct import *im, long line, const char **ret);
/* "Ana de la Cruz", "de la Cruz, Ana": the particles of a family name stay with it. One word alone
 * is a given name. NULL for what is not there. */
void name_split(struct arena *a, const char *name, const char **given, const char **family);
#endif
