/* draft.h - what was typed into a form and not yet saved, kept through Esc, hang-up and kill -9.
 *
 * A draft is a file of the user in $XDG_STATE_HOME/pact-tui/drafts (0700, the file 0600), not in
 * the record file, where it would wait for other writers and wake them all. It belongs to one
 * record file, one user and one record; that of a new record to the assignments its form was opened
 * with, so that a one-to-one begun with Ana is not offered with Bo. It holds the values as they
 * were when editing began and the `rev`: a save after a restart merges as if nothing had happened.
 * It is written aside, synced and renamed, so that there is always a whole one.
 */
#ifndef DRAFT_H
#define DRAFT_H
#include "core/entity.h"

struct draft_field {
	const char *name, *base, *now; /* NULL is empty; now may be half typed */
};

struct draft {
	const struct entity *e;
	int64_t id, rev;    /* id 0: a new record */
	const char *from;   /* a new record: the assignments, "person=7"; else "" */
	const char *at;     /* the moment it was written; draft_write sets it */
	struct draft_field *f;
	int n;
};

/* FAILED: it could not be kept; the words say why. The form goes on all the same. */
enum rc draft_write(struct db *db, const struct draft *d);
/* This user's draft of that record, in a; NOTFOUND when there is none. Fields that the entity no
 * longer has are left out. */
enum rc draft_read(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	const char *from, struct draft **ret);
void draft_drop(struct db *db, const struct entity *e, int64_t id, const char *from);
/* How many drafts this user has in this record file. */
int draft_count(struct db *db);
/* Drops what is older than 14 days, everybody's in this folder. */
void draft_sweep(struct db *db);
/* The path of something else of this user's that is kept beside the drafts, for a day at most, and goes
 * with every erasure. In a; NULL when there is no home folder. */
const char *draft_beside(struct db *db, struct arena *a, const char *name);
/* Erasure: drops every draft about the record or that refers to it, whoever wrote it. */
void draft_forget(struct db *db, const struct entity *e, int64_t id);
/* How many drafts about others, of whoever keeps hers in this folder, hold that whole name. */
int draft_naming(struct db *db, const char *name);
#endif
