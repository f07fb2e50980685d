/* db.h - SQLite, and the only module that includes it.
 *
 * One struct db is one connection of one user to one file. After a call that returned something
 * other than OK, db_words(db) is a sentence for a person, already translated.
 *
 * Statements are cached by their text and bound by name: a name the statement does not have is a
 * bug and dies. These are bound by themselves wherever they stand: :today :now :me (the user's id)
 * :lang (of the moment).
 * A statement that yields a row must be stepped to its end or db_reset before it is used again.
 * SQL text comes only from the program's own tables and files; values come only by binding.
 *
 * Writing: db_begin .. db_commit. They nest; only the outermost pair is real. db_begin takes a
 * lock on FILE-lock first, so that writers are served in turn (SQLite alone starves some), and
 * polls the `wait` hook while it waits. BEGIN IMMEDIATE, WAL, synchronous=FULL: one fsync a commit.
 */
#ifndef DB_H
#define DB_H
#include "arena.h"

struct db;
struct stmt;

enum db_flags {
	DB_CREATE = 1,   /* make the file when it is missing */
	DB_READONLY = 2, /* never write */
};

/* Opens and checks the file (header, application id, version, not on a network folder) but does no
 * schema work: schema_open does both. *ret is always a handle; on failure it only has words.
 * INVALID: no database, not ours, or newer. FAILED: cannot be opened. */
enum rc db_open(struct db **ret, const char *path, unsigned flags);
void db_close(struct db *db); /* checkpoints when it can; NULL is fine */
const char *db_path(const struct db *db);
bool db_readonly(const struct db *db);

const char *db_words(const struct db *db);
/* Puts words on the handle and returns rc, so that `return db_fail(db, INVALID, ...)` reads well. */
enum rc db_fail(struct db *db, enum rc rc, const char *fmt, ...) PRINTF(3, 4);

/* A value to bind; a list of them ends with the zero one that BIND adds. */
struct bind {
	const char *name; /* without the colon */
	const char *text; /* NULL is NULL */
	int64_t num;
	bool is_num;
};
#define T(name, text) ((struct bind){ name, text, 0, false })
#define I(name, num) ((struct bind){ name, NULL, num, true })
#define BIND(...) ((const struct bind[]){ __VA_ARGS__ __VA_OPT__(, ) { 0 } })

/* Runs to the end; rows are thrown away. */
enum rc db_run(struct db *db, const char *sql, const struct bind *binds);
/* The first column of the first row; `otherwise` when there is none. */
int64_t db_int_of(struct db *db, const char *sql, const struct bind *binds, int64_t otherwise);
/* The same as text in `a`; NULL when there is no row or it is NULL. */
const char *db_text_of(struct db *db, struct arena *a, const char *sql, const struct bind *binds);

/* Row by row: for (st = db_query(...); db_step(st); ) ...; rc = db_done(st).
 * db_query on a statement that is running already gives a second one of the same text. */
struct stmt *db_query(struct db *db, const char *sql, const struct bind *binds);
bool db_step(struct stmt *st);
enum rc db_done(struct stmt *st); /* resets it and says how it ended */
const char *db_text(struct stmt *st, int col); /* until the next step; NULL is NULL */
int64_t db_int(struct stmt *st, int col);
bool db_null(struct stmt *st, int col);
int db_columns(struct stmt *st);

/* Several statements of the program's own, no binding, not cached (schema steps). */
enum rc db_script(struct db *db, const char *sql);

enum rc db_begin(struct db *db);
enum rc db_commit(struct db *db);
void db_rollback(struct db *db); /* the whole outermost transaction */
/* Commits when rc is OK, else rolls back; returns how it ended. */
enum rc db_end(struct db *db, enum rc rc);
bool db_writing(const struct db *db);
/* What FILE-lock says while this connection writes: "ana: import people". */
void db_busy_as(struct db *db, const char *who_what);
/* Called about five times a second while another holds the lock, with that other's words; false
 * gives up (db_begin then returns BUSY). Without a hook db_begin waits 10 s. */
void db_wait_hook(struct db *db, bool (*wait)(void *arg, const char *holder), void *arg);
/* Called every few hundred steps of any statement; true stops it (BUSY). NULL removes it.
 * Returns the hook that stood before, so that it can be put back. */
struct db_interrupt {
	bool (*stop)(void *arg);
	void *arg;
};
struct db_interrupt db_interrupt_hook(struct db *db, struct db_interrupt hook);
/* For long work outside of statements: asks the hook; BUSY, with its words, when it says stop. */
enum rc db_interrupted(struct db *db);

/* While true, the triggers that log changes and index words rest (bulk loads). */
void db_bulk(struct db *db, bool on);
bool db_in_bulk(const struct db *db);

/* Who this connection is, set by access_login; 0 before. Bound as :me. */
void db_me(struct db *db, int64_t user);
int64_t db_my_id(const struct db *db);
/* The day :today stands for; it follows the clock unless PACT_TODAY is set. */
const char *db_today(struct db *db);
/* This copy's site, 0..8191, and new ids of an entity: site << 40 | n. Inside a transaction, which
 * cannot be committed any more when no id could be had (a negative number then). */
int db_site(struct db *db);
int64_t db_new_id(struct db *db, const char *entity);
/* n ids in one run; the first is returned. */
int64_t db_new_ids(struct db *db, const char *entity, int64_t n);
/* Ids as people see them: 7 for this copy's, c7 for site 2's. */
const char *id_show(struct db *db, struct arena *a, int64_t id);
bool id_parse(struct db *db, const char *typed, int64_t *ret);

/* Settings of the file: key and value. setting_get gives `otherwise` when it is not set. */
const char *db_setting(struct db *db, struct arena *a, const char *name, const char *otherwise);

/* Moved when another connection committed (PRAGMA data_version). */
int64_t db_version(struct db *db);
/* Idle work: a passive checkpoint when the WAL has grown. */
void db_idle(struct db *db);
/* Copies the file as it is now (VACUUM INTO), checks the copy. */
enum rc db_copy(struct db *db, const char *to);
/* What was deleted leaves the file and its log as bytes too: the file is written anew. Outside a
 * transaction. BUSY: somebody reads, so the log could not be emptied yet; the words say so. */
enum rc db_scrub(struct db *db);
enum rc db_check(struct db *db); /* integrity and foreign keys; the words say what is wrong */

/* For tests: statements run, sorts and scans the planner chose that are not marked with a comment
 * that begins with "scan:" in their SQL; each is a line in the returned text ("" when clean). */
const char *db_plan_faults(struct db *db);
/* A C function as name(...) in SQL: its text (in a, static, or one of its arguments) is the result,
 * NULL is NULL. pure: the same for the same arguments, so that it may stand in an index. */
typedef const char *(*db_function)(struct db *db, struct arena *a, int argc,
	const char *const *argv);
void db_add_function(struct db *db, const char *name, bool pure, db_function f);
/* Bytes SQLite uses for the schema (tests). */
int64_t db_schema_bytes(struct db *db);
#endif
