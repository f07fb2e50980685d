/* lines.h - a text file somebody gave us, as lines of UTF-8.
 *
 * The whole file is looked through when it is opened: it is UTF-8 (a BOM is skipped) or, when any
 * byte of it is not, Windows-1252. UTF-16, NUL bytes and things that are no files are refused.
 * A line is given with its end (LF, CRLF or CR alone); a longer one comes in pieces, so that memory
 * stays small whatever the file holds.
 */
#ifndef LINES_H
#define LINES_H
#include "db.h"
#include <stdio.h>

#define LINES_PIECE 16384

struct lines {
	FILE *f;
	const char *encoding; /* "UTF-8", "Windows-1252" */
	long line;            /* number of the line last given, 1 is the first */
	off_t at;             /* where the next piece begins */
	bool open_line;       /* the last piece had no line end: the next goes on with it */
	struct arena a;
	char raw[LINES_PIECE + 2];
};

/* NOTFOUND: there is no such file. INVALID: it is no text. FAILED: it cannot be read. The words are
 * on db. */
enum rc lines_open(struct lines *l, struct db *db, const char *path);
void lines_close(struct lines *l);
/* The next line or piece, valid until the next call; false at the end. */
bool lines_next(struct lines *l, const char **s, size_t *n);
/* Goes back (or on) to a place taken from `at` when `line` was given. */
void lines_seek(struct lines *l, off_t at, long line);
#endif
