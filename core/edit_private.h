/* edit_private.h - what the files of a change in the making share: edit_save.c writes it, edit_key.c
 * knows when two rows are one.
 */
#ifndef EDIT_PRIVATE_H
#define EDIT_PRIVATE_H
#include "record.h"

/* Was field number i touched, and does it say something else than the base? */
static inline bool edit_changed(const struct edit *ed, size_t i)
{
	return ed->touched[i] && !same(ed->v[i], ed->base[i]);
}

/* INVALID, with words, when another row bears the uniq fields of this one. An empty field among them
 * names nobody, but for a part of a "one of". A new row of a keyed entity may: it is that row (edit_join). */
enum rc edit_check_key(struct db *db, struct edit *ed);
/* The other row with these uniq fields, at rest or not; 0. */
int64_t edit_twin(struct db *db, struct edit *ed);
/* What was to be a new row says what is known of it to the row that is there, which is taken out of
 * the archive. What that one says already stays. */
enum rc edit_join(struct db *db, struct edit *ed, int64_t twin);
/* The id of a new row: drawn, or of a keyed entity made from its key. */
int64_t edit_new_id(struct db *db, struct edit *ed);
#endif
