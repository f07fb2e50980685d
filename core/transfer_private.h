/* transfer_private.h - what the ways of writing a list share: one row of the table in transfer.c
 * each, so that the next format is a file of its own and a row.
 */
#ifndef TRANSFER_PRIVATE_H
#define TRANSFER_PRIVATE_H
#include "record.h"
#include "str.h"
#include "transfer.h"

/* References repeat: what the last of them were called. */
struct name {
	const struct entity *e;
	char id[24], text[104];
};

/* A list or answer on its way out. */
struct out {
	struct db *db;
	FILE *to;
	const struct writer *w;
	const struct entity *e;     /* of the rows; NULL: of several kinds */
	const char *title;
	struct list *l;             /* NULL: an answer that is handed over row by row */
	const struct column *cols;
	int n;
	int room;                   /* columns a line may take; 0: as many as need be */
	bool begun;
	bool consents;              /* some are on file: what they keep in does not leave (care.h) */
	struct arena a;             /* of a page */
	struct str line;
	struct str twice;           /* ics': what has its entries, of the kind an answer has twice */
	int *width;                 /* n + 1: the id's comes first (fit_columns) */
	struct paper *paper;        /* print's */
	struct name names[64];
};

enum writer_flags {
	W_TAKEN = 1, /* leaves the program: EXPORT is asked for, and a row in history says so */
	W_ALL = 2,   /* every field, not only those a list shows */
	W_CELLS = 4, /* cells for the eye: it needs the list itself, of which out.l is one */
};

struct writer {
	const char *word; /* after -o */
	unsigned flags;
	/* Can such records be written so? INVALID with words when not. NULL: any can. */
	enum rc (*fits)(struct db *db, const struct entity *e);
	/* begin sees the first rows (none when there are none); end comes after the last. NULL: nothing
	 * is to be done. What the disk refuses is seen by transfer.c. */
	enum rc (*begin)(struct out *o, const struct row *rows, int n);
	enum rc (*rows)(struct out *o, const struct row *rows, int n);
	void (*end)(struct out *o);
};

extern const struct writer table_writer, csv_writer, json_writer, vcf_writer, ics_writer,
	print_writer;

/* Shares out.room among the columns by what the first rows need (transfer_table.c). */
void fit_columns(struct out *o, const struct row *rows, int n);
/* A cell for the eye, harmless in one line; i < 0 is the id. */
const char *out_cell(struct out *o, const struct row *row, int i);

/* The record of a row as this user reads it, without what consent keeps in; *ret is NULL when she
 * meets none. */
enum rc out_record(struct out *o, const struct row *row, struct record **ret);
/* A field of it; NULL when it is empty or masked. */
const char *out_value(const struct record *r, const char *field);
/* "person-7@1f0c22ab.pact-tui": the same for ever, in all copies of this file. */
const char *out_uid(struct out *o, const struct entity *e, int64_t id);

/* Nothing personal leaves before it is written down that it did: rows of e (1: the one called id). */
enum rc out_log(struct db *db, const struct entity *e, const char *what, int64_t rows, int64_t id);

/* RFC 5545 and RFC 6350 alike: the line folded after 75 octets, never within a character, and CRLF. */
void fold_line(FILE *to, const char *line);
/* Appends text with backslash, comma, semicolon and line ends escaped. */
void escape_text(struct str *b, const char *text);
/* The line "NAME:text"; none when text is empty or NULL. */
void out_text(struct out *o, const char *name, const char *text);
#endif
