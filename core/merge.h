/* merge.h - two records of one person (or place) made one; two people in one record told apart.
 *
 * Each is one action, which one undo takes back: every row that is moved is an ordinary change in
 * history. Moved is what refers to a record: FT_REF fields and parts of a ONEOF, archived rows too,
 * and the sets of FT_REFS fields.
 */
#ifndef MERGE_H
#define MERGE_H
#include "record.h"

/* drop becomes part of keep: what refers to it refers to keep, keep's empty fields are filled from
 * it, their notes are joined, the stricter rule of care holds, and drop is archived with its foreign
 * id, so that an import still knows it for keep. A tie between the two is put away, and nobody is left
 * as her own coach (ANOTHER). Rows that say the same of both (entity.joins: on one power map, pledged
 * for one action, signed in twice) become one in the same way; where such a row bears the day it was
 * said "on", the later one's word holds.
 * DENIED when either is hidden and the user is not the safeguarding lead. INVALID: the same record,
 * one that is archived, they are not of the same (entity.within), or both have what only one may have
 * (a safe-contact rule, a quota): the words say which. *moved: rows that refer to keep now. */
enum rc record_merge(struct db *db, const struct entity *e, int64_t keep, int64_t drop,
	int64_t *moved);
/* The record that a merged one became part of, however often; id itself when it was not merged. */
int64_t record_merged(struct db *db, const struct entity *e, int64_t id);
/* By the name of a record that became part of it: for a file that was written before. NOTFOUND;
 * INVALID when it is not clear which. */
enum rc record_merged_named(struct db *db, const struct entity *e, const char *name, int64_t *ret);

/* Rows of one record type that belong to the other one. */
struct marked {
	const struct entity *e;
	const int64_t *id;
	int n;
};
/* A second record beside id: its title, keeper and care as id has them, but for what `fields`
 * ("given=Ana", n of them) say; then the marked rows that refer to id refer to it. *ret is its id.
 * INVALID: nothing marked, or a row that does not refer to id. */
enum rc record_split(struct db *db, const struct entity *e, int64_t id, int n,
	const char *const *fields, const struct marked *marked, int nmarked, int64_t *ret);
#endif
