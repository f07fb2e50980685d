/* db_stmt.c - statements: prepared once and kept, bound by name, stepped, and what goes wrong in words. */
#include "db_private.h"
#include "date.h"
#include <errno.h>
#include <sqlite3.h>

#define CACHE_MOST 200 /* statements kept */

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
enum rc fault(struct db *db, int code)
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

void forget_statements(struct db *db)
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
	int code;
	do {
		db->refused = false;
		code = sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->s, NULL);
	} while (code != SQLITE_OK && wall_wanted(db));
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
