/* erase_private.h - what erase.c, tombstone.c and import_refused.c ask of erase_named.c: where in other
 * people's words somebody is named.
 *
 * A row names her when every word of her name begins a word of its texts, whatever accents and case;
 * a name of one word must stand there whole.
 */
#ifndef ERASE_PRIVATE_H
#define ERASE_PRIVATE_H
#include "care.h"

/* Has the text every word of the name, as a whole word or with an s? */
bool named_in(struct arena *a, const char *text, const char *name);
/* Up to `most` rows of e that name her, from after the id `after` on. */
enum rc named_rows(struct db *db, struct arena *a, const char *name, const struct entity *e,
	int64_t after, int most, int64_t **ret, int *n);
/* History forgets earlier wording that names her, and deleted rows that did. */
enum rc named_forget(struct db *db, struct arena *a, const char *name);
/* In a copy that nobody reviews: each word of hers in a text that names her becomes "(erased)". A name
 * of one word is left: others bear it, and flowers do. */
enum rc named_strike(struct db *db, struct arena *a, const char *name);
/* An index keeps the words of a text that was mended until it is made anew. */
enum rc named_reindex(struct db *db);
#endif
