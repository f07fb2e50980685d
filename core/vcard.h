/* vcard.h - people as cards: RFC 6350 (4.0) out; 4.0, 3.0 and, leniently, 2.1 in.
 *
 * Out: a card for each person of a list. Who must be reached with care, or is hidden, has none: a
 * card ends in somebody's telephone. Of a birthday there is the month. UID stays the same for ever;
 * a person who came from a phone book keeps the one she had there.
 *
 * In: each card is a row of header and value, so that preview, duplicates and refusal are those of
 * any other file. Names of fields are the headers where a property is one of ours; the rest keeps its
 * own name and ends up in notes. Pictures, keys and what programs tell each other are left out. Of
 * several telephones the preferred one, else the first mobile one, is the person's; the others stand
 * in notes. A card that is cut off, too long or not a person's is refused by itself.
 */
#ifndef VCARD_H
#define VCARD_H
#include "json.h"

/* What import_ref begins with when the rest is the UID of a card: "uid:urn:uuid:...". */
#define VCARD_UID "uid"

struct cards;
/* Does the file begin as cards do? It is left where it stood. */
bool cards_begin(struct lines *in);
struct cards *cards_open(struct lines *in);
/* The next card into a; false at the end. */
bool cards_next(struct cards *c, struct arena *a, struct json_row *row);
void cards_close(struct cards *c); /* NULL is fine; the lines stay open */
#endif
