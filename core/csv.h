/* csv.h - comma separated files, a record at a time.
 *
 * Reading is libcsv's (quoted newlines, doubled quotes, stray quotes taken as they stand, blanks
 * around cells off); what is added is the delimiter found from the header, line numbers, and
 * limits: a cell over 64 KiB, or a quotation mark that is never closed, spoils one record, not the
 * file.
 * Writing is RFC 4180 with CRLF.
 */
#ifndef CSV_H
#define CSV_H
#include "lines.h"

struct csv;
struct csv_row {
	long line;         /* where it begins */
	int n;
	const char **v;    /* cells, never NULL; until the next csv_next */
	const char *fault; /* why it cannot be read (untranslated); NULL */
};

/* The delimiter , ; or TAB that the first line is written with. A first line "sep=;", as some
 * spreadsheets write it, says so itself and is skipped. The file then stands before the header. */
char csv_delimiter(struct lines *in);
struct csv *csv_open(struct lines *in, char delimiter);
bool csv_next(struct csv *c, struct csv_row *row);
void csv_close(struct csv *c); /* NULL is fine; the lines stay open */

/* One cell, with the delimiter before it unless it is the first of its record. */
void csv_cell(FILE *to, bool first, const char *text); /* NULL is empty */
void csv_end(FILE *to);

/* Free text that a spreadsheet would take for a formula goes out with an apostrophe before it, and
 * comes back without. Text that has apostrophes of its own there gets one more, so that both ways
 * together change nothing. References are free text: they go out as titles. */
const char *formula_guard(struct arena *a, const char *s);
const char *formula_unguard(const char *s);
#endif
