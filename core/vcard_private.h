/* vcard_private.h - a file of cards as properties (vcard_line.c), for vcard.c, which makes rows of them.
 */
#ifndef VCARD_PRIVATE_H
#define VCARD_PRIVATE_H
#include "vcard.h"

enum { CARD_LINE_MOST = 64 * 1024 }; /* octets of a line that are kept */

struct cards {
	struct lines *in;
	struct str line;    /* one, unfolded; bytes */
	struct str ahead;   /* the beginning of the next: it had to be looked at */
	long number, ahead_number;
	bool have_ahead;
	bool begun;         /* the BEGIN of the next card has been read */
};

/* One property: name and parameters in capitals, as "TEL" and ";TYPE=CELL;PREF". */
struct property {
	const char *name, *params, *value;
	bool old; /* of a 2.1 card: written in quoted-printable */
};

/* The next line, with those that go on from it; false at the end of the file. */
bool card_line(struct cards *c);
/* Is the line that, whatever its case? */
bool card_line_is(const struct cards *c, const char *what);
/* The line taken apart; false when it is no property. */
bool card_property(struct cards *c, struct arena *a, struct property *p);
/* Is the word a parameter, or among the values of one? */
bool card_param(const struct property *p, const char *word);
/* The next component of a value up to an unescaped sep (0: all of it), with the escapes taken off;
 * NULL when it is empty. *s is left after sep; NULL when there is no more. */
const char *card_part(struct arena *a, const char **s, char sep);
#endif
