/* db.c - with db_wall.c the only file that includes sqlite3.h. */
#include "db_private.h"
#include "date.h"
#include "utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <malloc.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID 0x50414354 /* "PACT" */
#define CACHE_MOST 200            /* statements kept */
#define WAL_MOST 4000             /* pages before a save pays for a checkpoint */
#define STOP_STEPS 500            /* virtual machine steps between two looks at the keyboard */

struct stmt {
	sqlite3_stmt *s; /* NULL: it could not be prepared, rc says why */
	struct db *db;
	char *sql;
	db_writer write; /* who wrote it, and of what; NULL: known by its text */
	const void *of;
	unsigned slot;
	struct stmt *next;
	bool busy, once;
	enum db_trust trust; /* for SQLite prepares it again by itself */
	int today, now, me, lang; /* parameter numbers, 0 when it has none */
	char **name;        /* of parameter 1 at 0, without the colon, in one piece of memory: SQLite's
	                       own go when it prepares again by itself */
	int names;
	enum rc rc;
};

/* What SQLite says, in words for a person. */
static enum rc fault(struct db *db, int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return OK;
	case SQLITE_AUTH:
		return db_fail(db, DENIED, "%s", _("Your role does not reach that"));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return db_fail(db, BUSY, _("Somebody else is writing to %s. Try again in a moment"),
			db->path);
	case SQLITE_INTERRUPT:
		return db_fail(db, BUSY, "%s", _("Stopped"));
	case SQLITE_FULL:
		return db_fail(db, FAILED, "%s",
			_("The disk is full. Nothing was changed; make room and try again"));
	case SQLITE_READONLY:
		return db_fail(db, DENIED, _("%s is read-only: nothing can be saved"), db->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return db_fail(db, FAILED, _("%s is damaged or no pact-tui file (%s)."
			" Restore the last backup"), db->path, sqlite3_errmsg(db->h));
	case SQLITE_CONSTRAINT:
		return db_fail(db, INVALID, _("This does not fit what is on file: %s"),
			sqlite3_errmsg(db->h));
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return db_fail(db, FAILED, _("%s cannot be read or written: %s"), db->path,
			errno ? strerror(errno) : sqlite3_errmsg(db->h));
	}
	return db_fail(db, FAILED, _("The database answered: %s"), sqlite3_errmsg(db->h));
}

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

static void forget_statements(struct db *db)
{
	for (size_t i = 0; i < COUNT(db->cache); i++)
		for (struct stmt *st, **at = &db->cache[i]; (st = *at);) {
			if (st->busy) {
				at = &st->next;
				continue;
			}
			*at = st->next;
			sqlite3_finalize(st->s);
			free(st->sql);
			free(st->name);
			free(st);
			db->cached--;
		}
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

/* Statements. */

static void keep_names(struct stmt *st)
{
	int n = sqlite3_bind_parameter_count(st->s);
	size_t bytes = (size_t)n * sizeof *st->name;
	for (int i = 1; i <= n; i++)
		bytes += strlen(sqlite3_bind_parameter_name(st->s, i));
	st->names = n;
	st->name = xmalloc(bytes + 1);
	char *to = (char *)(st->name + n);
	for (int i = 0; i < n; i++) {
		st->name[i] = to;
		to = stpcpy(to, sqlite3_bind_parameter_name(st->s, i + 1) + 1) + 1;
	}
}

static struct stmt *prepare(struct db *db, const char *sql, unsigned slot)
{
	struct stmt *st = xcalloc(1, sizeof *st);
	st->db = db;
	st->slot = slot;
	st->sql = xstrdup(sql);
	st->trust = db->trust;
	if (db->watch)
		plan_look(db, sql);
	db->refused = false;
	int code = sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->s, NULL);
	if (code != SQLITE_OK) {
		if (db->refused) /* whatever came of that */
			code = SQLITE_AUTH;
		if ((code & 0xff) == SQLITE_ERROR)
			die("SQL: %s\n%s", sqlite3_errmsg(db->h), sql);
		st->rc = fault(db, code);
		st->once = true;
		return st;
	}
	keep_names(st);
	st->today = sqlite3_bind_parameter_index(st->s, ":today");
	st->now = sqlite3_bind_parameter_index(st->s, ":now");
	st->me = sqlite3_bind_parameter_index(st->s, ":me");
	st->lang = sqlite3_bind_parameter_index(st->s, ":lang");
	return st;
}

/* The number of a parameter; values mostly come in the order in which the SQL names them, so it is
 * looked for from the last one on. */
static int parameter(const struct stmt *st, const char *name, int last)
{
	for (int i = 0; i < st->names; i++) {
		int at = (last + i) % st->names;
		if (!strcmp(st->name[at], name))
			return at + 1;
	}
	die("SQL has no :%s: %s", name, st->sql);
}

static void bind_all(struct stmt *st, const struct bind *b)
{
	int i = 0;
	if (!st->s)
		return;
	if (st->today)
		sqlite3_bind_text(st->s, st->today, db_today(st->db), -1, SQLITE_TRANSIENT);
	if (st->me)
		sqlite3_bind_int64(st->s, st->me, st->db->me);
	if (st->lang)
		sqlite3_bind_text(st->s, st->lang, tr_lang(), -1, SQLITE_STATIC);
	if (st->now) {
		char now[21];
		date_now(now);
		sqlite3_bind_text(st->s, st->now, now, -1, SQLITE_TRANSIENT);
	}
	for (; b && b->name; b++) {
		i = parameter(st, b->name, i);
		if (b->is_num)
			sqlite3_bind_int64(st->s, i, b->num);
		else if (b->text)
			sqlite3_bind_text(st->s, i, b->text, -1, SQLITE_TRANSIENT);
		else
			sqlite3_bind_null(st->s, i);
	}
}

/* Where a statement is kept: eight bytes at a time, as some are long and run a million times. */
static unsigned slot_of(const struct db *db, const char *sql)
{
	uint64_t h = 0, piece = 0;
	size_t n = strlen(sql);
	for (; n >= sizeof piece; n -= sizeof piece, sql += sizeof piece) {
		memcpy(&piece, sql, sizeof piece);
		h = (h ^ piece) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
	}
	for (; n; n--, sql++)
		h = (h ^ (unsigned char)*sql) * UINT64_C(1099511628211);
	return (h ^ h >> 32) % COUNT(db->cache);
}

static void keep(struct db *db, struct stmt *st)
{
	if (++db->cached > CACHE_MOST) {
		forget_statements(db);
		db->cached++;
	}
	st->next = db->cache[st->slot];
	db->cache[st->slot] = st;
}

static struct stmt *begin(struct stmt *st, const struct bind *binds)
{
	st->busy = true;
	if (st->s)
		st->rc = OK;
	bind_all(st, binds);
	return st;
}

struct stmt *db_query(struct db *db, const char *sql, const struct bind *binds)
{
	unsigned slot = slot_of(db, sql);
	struct stmt *st = db->cache[slot];
	while (st && (st->busy || st->write || st->trust != db->trust || strcmp(st->sql, sql)))
		st = st->next;
	if (!st && !(st = prepare(db, sql, slot))->once)
		keep(db, st);
	return begin(st, binds);
}

struct stmt *db_query_of(struct db *db, db_writer write, const void *of, const struct bind *binds)
{
	unsigned slot = (unsigned)(((uintptr_t)write ^ (uintptr_t)of) >> 4) % COUNT(db->cache);
	struct stmt *st = db->cache[slot];
	while (st && (st->busy || st->write != write || st->of != of || st->trust != db->trust))
		st = st->next;
	if (!st) {
		struct str sql = STR_INIT;
		write(&sql, of);
		st = prepare(db, sql.s, slot);
		st->write = write;
		st->of = of;
		if (!st->once)
			keep(db, st);
		str_release(&sql);
	}
	return begin(st, binds);
}

bool db_step(struct stmt *st)
{
	if (st->rc != OK)
		return false;
	enum db_trust was = db_trust(st->db, st->trust);
	int code = sqlite3_step(st->s);
	db_trust(st->db, was);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		st->rc = fault(st->db, code);
	return false;
}

enum rc db_done(struct stmt *st)
{
	enum rc rc = st->rc;
	if (st->once) {
		free(st->sql);
		free(st);
		return rc;
	}
	sqlite3_reset(st->s);
	sqlite3_clear_bindings(st->s);
	st->busy = false;
	return rc;
}

const char *db_text(struct stmt *st, int col)
{
	return (const char *)sqlite3_column_text(st->s, col);
}

int64_t db_int(struct stmt *st, int col)
{
	return sqlite3_column_int64(st->s, col);
}

bool db_null(struct stmt *st, int col)
{
	return sqlite3_column_type(st->s, col) == SQLITE_NULL;
}

int db_columns(struct stmt *st)
{
	return st->s ? sqlite3_column_count(st->s) : 0;
}

enum rc db_run(struct db *db, const char *sql, const struct bind *binds)
{
	struct stmt *st = db_query(db, sql, binds);
	while (db_step(st))
		;
	return db_done(st);
}

int64_t db_int_of(struct db *db, const char *sql, const struct bind *binds, int64_t otherwise)
{
	struct stmt *st = db_query(db, sql, binds);
	if (db_step(st))
		otherwise = db_int(st, 0);
	db_done(st);
	return otherwise;
}

const char *db_text_of(struct db *db, struct arena *a, const char *sql, const struct bind *binds)
{
	struct stmt *st = db_query(db, sql, binds);
	const char *text = db_step(st) ? arena_dup(a, db_text(st, 0)) : NULL;
	db_done(st);
	return text;
}

enum rc db_script(struct db *db, const char *sql)
{
	enum db_trust was = db_trust(db, DB_TRUSTED);
	int code = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
	db_trust(db, was);
	if ((code & 0xff) == SQLITE_ERROR)
		die("SQL: %s\n%.400s", sqlite3_errmsg(db->h), sql);
	return fault(db, code);
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
