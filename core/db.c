/* db.c - a connection: opened, set up, at rest, closed; functions for SQL. Its statements are
 * db_stmt.c's. */
#include "db_private.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <malloc.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID 0x50414354 /* "PACT" */
#define WAL_MOST 4000             /* pages before a save pays for a checkpoint */
#define STOP_STEPS 500            /* virtual machine steps between two looks at the keyboard */

/* SQL functions of other modules. */

struct added {
	struct db *db;
	db_function f;
};

static void sql_added(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct added *a = sqlite3_user_data(c);
	const char *argv[128];
	for (int i = 0; i < n; i++)
		argv[i] = (const char *)sqlite3_value_text(v[i]);
	const char *text = a->f(a->db, &a->db->scratch, n, argv);
	if (text)
		sqlite3_result_text(c, text, -1, SQLITE_TRANSIENT);
	arena_clear(&a->db->scratch);
}

void db_add_function(struct db *db, const char *name, bool pure, db_function f)
{
	struct added *a = xmalloc(sizeof *a);
	*a = (struct added){ db, f };
	sqlite3_create_function_v2(db->h, name, -1, SQLITE_UTF8 | SQLITE_INNOCUOUS |
		(pure ? SQLITE_DETERMINISTIC : 0), a, sql_added, NULL, NULL, free);
}

/* Opening. */

static enum rc check_header(struct db *db)
{
	unsigned char head[100];
	int fd = open(db->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return db_fail(db, FAILED, _("%s cannot be opened: %s"), db->path, strerror(errno));
	ssize_t n = read(fd, head, sizeof head);
	close(fd);
	if (!n)
		return OK;
	uint32_t id = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 | (uint32_t)head[70] << 8 |
		head[71];
	/* The id is written before anything else, and page 1 only ever reaches the file whole: a file
	 * whose making was cut short has it too, and an id of 0 is somebody else's database. */
	if (n < (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) || id != APPLICATION_ID)
		return db_fail(db, INVALID, _("%s is not a pact-tui file. Nothing was touched"),
			db->path);
	return OK;
}

static int wal_grew(void *arg, sqlite3 *h, const char *name, int pages)
{
	struct db *db = arg;
	db->wal_pages = pages;
	if (pages > WAL_MOST)
		sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return SQLITE_OK;
}

static int open_handle(struct db *db, bool immutable)
{
	int how = db->readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	/* The pages a statement may have to put back are kept in memory: a save changes about thirty, and
	 * by default that makes a file in the temporary folder each time. For the first connection of
	 * the process; later it is refused, and holds already. When it spills after all it does so in one
	 * piece, of which SQLite's writing takes 17 bits: 128 KiB would be "disk full". */
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, 124 * 1024);
	/* A connection is one thread's, and nobody asks how much memory SQLite has: no locks for that. */
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* No twenty pages in one piece for each cache, most of which stay empty: db_rest can give back
	 * single ones. */
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	struct str uri = STR_INIT; /* for SQLite ":memory:" and "file:x" are no names of files */
	str_add(&uri, *db->path == '/' ? "file://" : "file:./");
	for (const char *p = db->path; *p; p++)
		if (strchr("%?#", *p))
			str_addf(&uri, "%%%02X", (unsigned char)*p);
		else
			str_addc(&uri, *p);
	if (immutable)
		str_add(&uri, "?immutable=1");
	int code = sqlite3_open_v2(uri.s, &db->h, how | SQLITE_OPEN_URI, NULL);
	str_release(&uri);
	return code;
}

static enum rc open_file(struct db *db)
{
	enum rc rc;
	struct stat st;
	bool there = !stat(db->path, &st);
	if (there && !S_ISREG(st.st_mode))
		return db_fail(db, INVALID, _("%s is not a file"), db->path);
	if (there && access(db->path, W_OK))
		db->readonly = true;
	else if (there && !st.st_size && fchmodat(AT_FDCWD, db->path, 0600, 0))
		return db_fail(db, FAILED, _("%s cannot be written: %s"), db->path, strerror(errno));
	if (!there) {
		if ((rc = place_folder(db, db->path)))
			return rc;
		int fd = open(db->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return db_fail(db, FAILED, _("%s cannot be made: %s"), db->path, strerror(errno));
		close(fd);
	}
	if ((rc = check_header(db)))
		return rc;
	if (stat(db->path, &st))
		return db_fail(db, FAILED, _("%s cannot be opened: %s"), db->path, strerror(errno));
	db->dev = st.st_dev;
	db->ino = st.st_ino;
	int code = open_handle(db, false);
	if (code == SQLITE_OK && db->readonly &&
		sqlite3_exec(db->h, "PRAGMA schema_version", NULL, NULL, NULL) != SQLITE_OK) {
		sqlite3_close(db->h); /* a read-only folder has no room for the -shm file */
		code = open_handle(db, true);
	}
	return code == SQLITE_OK ? OK : fault(db, code);
}

/* Sorting a million rows in memory takes a hundred megabytes. What spills instead lies, without a
 * name, in the record's own folder, not in one that is shared. */
static void temp_beside(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!sqlite3_temp_directory)
		sqlite3_temp_directory = slash ? sqlite3_mprintf("%.*s", (int)(slash - path) + 1, path) :
			sqlite3_mprintf(".");
}

static enum rc set_up(struct db *db)
{
	temp_beside(db->path);
	static const int off[] = { SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL };
	for (size_t i = 0; i < COUNT(off); i++)
		sqlite3_db_config(db->h, off[i], 0, NULL);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_extended_result_codes(db->h, 1);
	sqlite3_busy_timeout(db->h, 10000);
	sqlite3_wal_hook(db->h, wal_grew, db);
	words_init(db);
	return db_script(db, "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL;"
		"PRAGMA cache_size=-2000; PRAGMA mmap_size=0; PRAGMA temp_store=FILE;"
		"PRAGMA recursive_triggers=OFF; PRAGMA wal_autocheckpoint=0");
}

enum rc db_open(struct db **ret, const char *path, unsigned flags)
{
	struct db *db = xcalloc(1, sizeof *db);
	*ret = db;
	db->words = db->note = (struct str)STR_INIT;
	db->faults = (struct str)STR_INIT;
	db->lock = -1;
	db->site = -1;
	db->path = xstrdup(path);
	db->readonly = flags & DB_READONLY;
	db->watch = getenv("PACT_PLANS");
	struct stat st;
	if (!(flags & DB_CREATE) && stat(path, &st))
		return db_fail(db, NOTFOUND, _("There is no file %s"), path);
	enum rc rc;
	if ((rc = place_check(db, path)) || (rc = open_file(db)))
		return rc;
	return set_up(db);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->depth)
		db_rollback(db);
	plan_report(db);
	forget_statements(db);
	sqlite3_close_v2(db->h);
	if (db->lock >= 0)
		close(db->lock);
	arena_free(&db->scratch);
	str_release(&db->words);
	str_release(&db->note);
	str_release(&db->faults);
	free(db->busy_as);
	free(db->part);
	free(db->history);
	wall_free(db);
	free(db->path);
	free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

bool db_readonly(const struct db *db)
{
	return db->readonly;
}

/* Stopping, idle work, looking. */

static int look_round(void *arg)
{
	struct db *db = arg;
	return db->stop.stop(db->stop.arg);
}

struct db_interrupt db_interrupt_hook(struct db *db, struct db_interrupt hook)
{
	struct db_interrupt before = db->stop;
	db->stop = hook;
	sqlite3_progress_handler(db->h, STOP_STEPS, hook.stop ? look_round : NULL, db);
	return before;
}

enum rc db_interrupted(struct db *db)
{
	return db->stop.stop && db->stop.stop(db->stop.arg) ? fault(db, SQLITE_INTERRUPT) : OK;
}

enum rc db_progress(struct db *db, int done, int of)
{
	if (db->stop.progress)
		db->stop.progress(db->stop.arg, done, of);
	return db_interrupted(db);
}

void db_idle(struct db *db)
{
	if (db->wal_pages < 100 || db->depth || db->readonly)
		return;
	sqlite3_wal_checkpoint_v2(db->h, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	db->wal_pages = 0;
}

void db_rest(struct db *db)
{
	if (db->depth)
		return;
	forget_statements(db);
	sqlite3_db_release_memory(db->h);
	malloc_trim(0);
}

int64_t db_version(struct db *db)
{
	return db_int_of(db, "PRAGMA data_version", NULL, 0);
}

int64_t db_schema_bytes(struct db *db)
{
	int now = 0, most = 0;
	sqlite3_db_status(db->h, SQLITE_DBSTATUS_SCHEMA_USED, &now, &most, 0);
	return now;
}

void db_bulk(struct db *db, bool on)
{
	db->bulk = on;
}

bool db_in_bulk(const struct db *db)
{
	return db->bulk;
}
