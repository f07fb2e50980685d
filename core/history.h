/* history.h - every change as a row; a record's past; undo and redo; later, exchange.
 *
 *   txn(id, at, user, site, kind, command, summary, undoes, undone)   one user action
 *   change(id, txn, entity, row, op, before, after)                   one changed record of it
 * kind: edit | undo | redo | setting | read | login | draft | erase | migrate. op: i insert,
 * u update, d delete, I bulk insert (row = first id, after = last id). before/after are JSON of the
 * changed fields only: an insert stores no values (the row has them), a delete the whole row.
 * command and summary never hold a person's words or name: titles are looked up when shown.
 *
 * The rows are written by logged('E', op, id, old.a, new.a, ...), called from TEMP triggers.
 */
#ifndef HISTORY_H
#define HISTORY_H
#include "entity.h"

void history_init(struct db *db); /* adds logged() to the connection; schema_open calls it */

/* The columns that logged() is given of a record type, in this order: stored fields but NOLOG ones,
 * then archived_at and import_ref. names has room for HISTORY_MOST; returns how many. */
#define HISTORY_MOST 62
size_t history_columns(const struct entity *e, const char **names);

/* The action that the writes up to db_commit belong to. Call after db_begin; nested calls join the
 * outer action. The txn row is made when the first change is logged.
 * command: the command's name ("set person"); kind NULL is "edit". history_kind: what a plain write
 * to a record type is, since settings and users are not undone, nor what stands as it was written. */
static inline const char *history_kind(const struct entity *e)
{
	return e->bookkeeping || e->fixed ? "setting" : "edit";
}
void history_action(struct db *db, const char *kind, const char *command);
void history_summary(struct db *db, const char *fmt, ...) PRINTF(2, 3);
/* Logs by hand what no trigger sees: a REFS set (JSON objects), a bulk insert, a read. */
void history_log(struct db *db, const struct entity *e, char op, int64_t row,
	const char *before, const char *after);
/* A look is what one command or key shows: a record that is read more than once in it (its title, its
 * fields, its row drawn anew since somebody else wrote) was looked at once. history_look begins the next
 * one, which the loop does before each command. New in this look? whole: more than its row in a list. */
void history_look(struct db *db);
bool history_looks(struct db *db, const struct entity *e, int64_t row, bool whole);
int64_t history_now(struct db *db); /* the txn of the action of the moment, its row made */
/* Of the last action committed on this connection that was more than looking; 0. */
int64_t history_txn(struct db *db);

/* undo: the newest of this user's that is not an undo, read, draft, setting, user, key, erasure or
 * migration; or the one given. In reverse order, deferred foreign keys, a new txn, rev raised. What
 * others have since changed or point to stays: NOTFOUND then, and the words name it (the rest is
 * undone). NOTFOUND also when there is nothing to undo. INVALID: what was done last is an erasure, and
 * the words say so and which action was before it.
 * redo: this user's last undo while nothing of theirs came after.
 * On OK the words say what was done ("Took back: set person, 1 record"). */
enum rc history_undo(struct db *db, int64_t txn);
/* The action that an undo of now would take back, 0: none. *types: the record types it wrote,
 * "person,power_edge"; *what: "changed (Person): Ana Quispe", for the eye. In a. */
int64_t history_last(struct db *db, struct arena *a, const char **types, const char **what);
enum rc history_redo(struct db *db);

struct past {
	int64_t txn, row;
	const char *at, *user, *command, *summary, *kind;
	const struct entity *e;  /* NULL for a txn of many records */
	char op;
	const char *what;        /* "phone: 020 7 -> 020 8; given: Ana -> Anna", for the eye */
	int records;             /* of a txn */
	bool undone;
};
/* An action's command in people's words: "set person" is "changed (Person)". */
const char *history_words(struct arena *a, const char *command);
/* Newest first; a record's past (e, id) or everybody's actions (e NULL). Up to n rows older than
 * txn `before` (0: the newest). Values this user may not read do not appear. */
enum rc history_of(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	int64_t before, int n, struct past **ret, int *count);
/* Did anybody change anything since txn `since`, for "others wrote"? The newest such txn in *newest:
 * that something was looked at, or somebody came in, changes no screen. */
bool history_since(struct db *db, int64_t since, int64_t *newest);
#endif
