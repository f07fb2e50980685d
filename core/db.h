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
struct str;

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

/* What there is to say besides a call that went well ("estimated from ..."); "" when nothing. It
 * stands until the next db_note; NULL takes it off. */
void db_note(struct db *db, const char *fmt, ...) PRINTF(2, 3);
const char *db_noted(const struct db *db);

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
/* The same for SQL that is long to write and always the same of one thing (a record type): known by
 * who writes it and of what, it is written when it is first needed. */
typedef void (*db_writer)(struct str *b, const void *of);
struct stmt *db_query_of(struct db *db, db_writer write, const void *of, const struct bind *binds);
bool db_step(struct stmt *st);
enum rc db_done(struct stmt *st); /* resets it and says how it ended */
const char *db_text(struct stmt *st, int col); /* until the next step; NULL is NULL */
int64_t db_int(struct stmt *st, int col);
bool db_null(struct stmt *st, int col);
int db_columns(struct stmt *st);

/* Several statements of the program's own, no binding, not cached (schema steps, TEMP tables). The
 * wall lets them through: never with a word in them that somebody typed. */
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
	void (*progress)(void *arg, int done, int of); /* NULL: nobody is told */
};
struct db_interrupt db_interrupt_hook(struct db *db, struct db_interrupt hook);
/* For long work outside of statements: asks the hook; BUSY, with its words, when it says stop. */
enum rc db_interrupted(struct db *db);
/* The same, having told how far the work is. */
enum rc db_progress(struct db *db, int done, int of);

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
/* The number of the next action: after the newest of this copy. Actions do not go, so that their
 * table itself knows it, which saves a page of every save; seq has one only where a file was put back
 * from an older copy of it. */
int64_t db_new_txn(struct db *db);
/* Ids as people see them: 7 for this copy's, c7 for site 2's. */
const char *id_show(struct db *db, struct arena *a, int64_t id);
bool id_parse(struct db *db, const char *typed, int64_t *ret);

/* Settings of the file: key and value. setting_get gives `otherwise` when it is not set. */
const char *db_setting(struct db *db, struct arena *a, const char *name, const char *otherwise);

/* Moved when another connection committed (PRAGMA data_version). */
int64_t db_version(struct db *db);
/* Idle work: a passive checkpoint when the WAL has grown. */
void db_idle(struct db *db);
/* Nobody has typed for a while: gives back the memory that only saves time. */
void db_rest(struct db *db);
/* Copies the file as it is now (VACUUM INTO), checks the copy. */
enum rc db_copy(struct db *db, const char *to);
/* What was deleted leaves the file and its log as bytes too: the file is written anew. Outside a
 * transaction. BUSY: somebody reads, so the log could not be emptied yet; the words say so. */
enum rc db_scrub(struct db *db);
enum rc db_check(struct db *db); /* integrity and foreign keys; the words say what is wrong */

/* The wall (db_wall.c): a connection that serves one user alone reads and writes the tables that
 * were opened to it, those that stand behind a view of hers through that view, and nothing else: no
 * other table, no schema, no PRAGMA. A refusal is DENIED. What the program does for itself (history,
 * ids, triggers, the search index) says so while it does it; db_script is always such.
 * Told of a record before the wall stands: db_wall_open, db_wall_view; then db_wall_up. */
enum db_trust {
	DB_WALLED,  /* whatever SQL it is */
	DB_SEARCH,  /* a list that joins every hit of the search index to the view */
	DB_TRUSTED, /* the program's own bookkeeping */
};
enum db_trust db_trust(struct db *db, enum db_trust now); /* returns what stood before */
enum { DB_MAY_INSERT = 1, DB_MAY_UPDATE = 2, DB_MAY_DELETE = 4, DB_MAY_WRITE = 7 };
/* A table that may be read as it is, and written so far. */
void db_wall_open(struct db *db, const char *table, unsigned may);
/* A table of which only the rows for which `where`, over `t` and :me, is true are met (NULL: none; "":
 * all, and it may be read as it is), by whatever names it: a TEMP view of its name, written through triggers,
 * which refuse a row that she would not meet afterwards unless she meets none. Where all are met it is put up
 * when the table is first written: sixty views are 1 MB. */
enum rc db_wall_view(struct db *db, const char *table, const char *where, unsigned may);
/* The name of the view's inside, by which other views' `where` may read it; in a. */
const char *db_wall_inside(struct db *db, struct arena *a, const char *table);
void db_wall_up(struct db *db);   /* from here on SQLite asks the wall */
bool db_walled(const struct db *db); /* does it? */
/* The roles, as they are written, that the views and the wall were built for; "" before. */
void db_roles_set(struct db *db, const char *roles);
const char *db_roles(const struct db *db);
/* Of these record types, "touch,sign_in", who is logged in meets some rows or none: for SQL met_whole(type)
 * is false of them. */
void db_meets_part(struct db *db, const char *types);
enum rc db_wall_down(struct db *db); /* and its views go: before another user logs in */
/* The file without the wall and its views, which VACUUM would trip over, and for what speaks of everybody
 * and tells of nobody: db itself where it has none, else a connection opened with flags, as the same
 * user. db_bared gives it back, and hands on how it ended with the words. */
enum rc db_bare(struct db *db, unsigned flags, struct db **ret);
enum rc db_bared(struct db *db, struct db *bare, enum rc rc);

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
