/* db_private.h - the inside of a connection, shared by the db_*.c files, history.c (whose action
 * of the moment hangs on the connection) and keep*.c (whose business is the file), and nobody else.
 * sqlite3.h itself stays in db.c, db_stmt.c and db_wall.c: the others speak SQL through db.h. */
#ifndef DB_PRIVATE_H
#define DB_PRIVATE_H
#include "db.h"
#include "str.h"

struct sqlite3;
struct db {
	struct sqlite3 *h;
	char *path;
	bool readonly;
	uint64_t dev, ino;          /* which file path was when it was opened */
	struct str words, note;
	struct arena scratch;       /* of one SQL function call */
	struct stmt *cache[256];
	int cached;
	struct str faults;          /* what the planner did without an index */
	bool watch;                 /* look at every plan (PACT_PLANS, tests) */

	int depth;                  /* of db_begin */
	enum rc lost;               /* why a change could not be written down: then none is kept */
	int lock;                   /* descriptor of FILE-lock, or -1 */
	char *busy_as;
	bool (*wait)(void *arg, const char *holder);
	void *wait_arg;
	struct db_interrupt stop;
	bool bulk;
	int wal_pages;              /* in the log after the last commit */

	int64_t me;
	char *part;                 /* the record types of which she does not meet all rows */
	char roles[200];            /* the roles that the scopes and the wall were built for */
	int site;                   /* -1 until asked */
	char today[11];
	struct history *history;    /* history.c's; freed with the connection */
	struct wall *wall;          /* db_wall.c's; NULL: none */
	enum db_trust trust;
	bool refused;               /* the wall said no to what is being prepared */
	void (*ended)(struct db *db, bool committed); /* after the outermost commit or rollback */
};

/* db_stmt.c: what SQLite says, in words for a person; all that nobody is stepping through goes. */
enum rc fault(struct db *db, int code);
void forget_statements(struct db *db);
/* db_lock.c: the turn among writers. */
enum rc lock_take(struct db *db);
void lock_give(struct db *db);
/* db_words.c: fold(), fold_or(), words(), dialled(), without() and bulk() in SQL. */
void words_init(struct db *db);
/* db_plan.c: looks at a statement's plan; hands the faults found to $PACT_PLANS. */
void plan_look(struct db *db, const char *sql);
void plan_report(struct db *db);
/* db_wall.c */
void wall_free(struct db *db);
/* Was a statement refused because the view that it writes through was not there? Now it is. */
bool wall_wanted(struct db *db);
void wall_ended(struct db *db, bool kept); /* a transaction did */
/* db_place.c: may a database lie here? Words on db when not. */
enum rc place_check(struct db *db, const char *path);
enum rc place_folder(struct db *db, const char *path); /* makes the folders above, 0700 */
#endif
