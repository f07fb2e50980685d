/* record.h - one record: read, change, save with merge, archive, and how people name one.
 */
#ifndef RECORD_H
#define RECORD_H
#include "ftype.h"

struct record {
	const struct entity *e;
	int64_t id, rev;
	const char *archived_at, *import_ref;
	const char **v; /* e->n canonical values or NULL, as this user may read them */
};

/* NOTFOUND also for a record this user may not meet (hidden, out of scope). */
enum rc record_load(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	struct record **ret);
/* Writes down that n RESTRICTED records were read, which is done by whoever shows them: what is not
 * written down is not shown. whole: more of them than a row of a list. A row of history for each record
 * and look (history_look), with the role used. Nothing for other zones, nor within a write. */
enum rc record_was_read(struct db *db, const struct entity *e, const int64_t *ids, int n, bool whole);
/* The value of a MASK or OPINION field in clear; the reading is a row in history when masked. */
enum rc record_reveal(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	const struct field *f, const char **ret);
/* One line that names it ("Ana Quispe", "Sat 21 Nov, Ana Quispe"), for the eye; "?" if there is
 * none this user may meet. */
const char *record_title(struct db *db, struct arena *a, const struct entity *e, int64_t id);
/* By id ("7", "c7") or exact title (case and accents as given, else folded when that is unique).
 * INVALID when several bear it. Hidden rows only for their seer, by id or whole title. */
enum rc record_resolve(struct db *db, const struct entity *e, const char *typed, int64_t *ret);
/* Is it something that this user may not meet: hidden, out of her scope, not for her role? */
bool record_kept_from(struct db *db, const struct entity *e, int64_t id);
/* What CSV writes for a reference: its title where that finds it again, else the id. */
const char *record_name(struct db *db, struct arena *a, const struct entity *e, int64_t id);

/* A change in the making: what a form, `new`, `set` and the import fill.
 * Only touched fields are checked and written. */
struct edit {
	const struct entity *e;
	struct arena *a;
	int64_t id;         /* 0: a new record; set by edit_save */
	int64_t rev;        /* of the base */
	const char **base;  /* values when editing began (a new record: NULLs) */
	const char **v;     /* values now */
	bool *touched;
	const char **why;   /* per field: what is wrong with it, translated; NULL */
	const char **other; /* after CONFLICT: what somebody else wrote there, where clashed */
	bool *clashed;
	const char *who;    /* after CONFLICT: the other's name */
	int64_t other_rev;  /* after CONFLICT: the rev that other[] was read at */
	const char *import_ref;
};

/* A new record with its defaults (touched), or an existing one. */
struct edit *edit_new(struct db *db, struct arena *a, const struct entity *e);
enum rc edit_load(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	struct edit **ret);
/* Parses loosely; INVALID puts the sentence in why[] too, and keeps what was typed in v[] so that
 * nothing is lost. RO fields are DENIED. */
enum rc edit_set(struct db *db, struct edit *ed, const struct field *f, const char *typed);
/* Sets a canonical value (hooks, import, undo of a draft). */
void edit_put(struct edit *ed, const struct field *f, const char *v);
/* The same for a reference; 0 puts nothing. */
void edit_put_id(struct edit *ed, const char *field, int64_t id);
/* "field=value" with an unknown field's "did you mean" in the words. */
enum rc edit_assign(struct db *db, struct edit *ed, const char *assignment);
const char *edit_value(const struct edit *ed, const char *field);
void edit_wrong(struct edit *ed, const char *field, const char *why); /* for check hooks */
/* For check hooks: INVALID when the field holds a word that is no time zone. */
enum rc edit_check_zone(struct db *db, struct edit *ed, const char *field);
/* Checks (types, REQ, uniq, check hook), writes, runs saved, in one transaction of its own or the
 * one it is called in. When others changed other fields meanwhile both are kept; the same field:
 * CONFLICT, with other[] and clashed[] filled, nothing written. To write over it all the same, the
 * caller calls edit_rebase (other[] becomes base[], rev is raised to that of other[]) and saves
 * again; what was changed once more since then clashes once more. */
enum rc edit_save(struct db *db, struct edit *ed);
/* The checks of edit_save alone, for an import's preview: INVALID as there, nothing is written. */
enum rc edit_check(struct db *db, struct edit *ed);
void edit_rebase(struct edit *ed);

enum rc record_archive(struct db *db, const struct entity *e, int64_t id, bool archived);
#endif
