/* db_wall.c - the wall under a user's connection: views that carry her rows, and SQLite's authorizer.
 *
 * A table she meets in part stands behind two TEMP views. The outer bears the table's name, so that
 * the program's own SQL reads through it; the inner holds the condition. SQLite tells the authorizer
 * the innermost view or trigger that a read comes from, but it tells the name of a WITH as well, and
 * that anybody can choose: so what the wall made bears a word drawn at random, which nobody is told.
 * What the planner sees is the table and the condition: it flattens both views.
 *
 * INSTEAD OF triggers pass a write on to wall_write(), which runs it on the table itself: within a
 * trigger the table's name is the view. */
#include "db_private.h"
#include <sqlite3.h>
#include <stdio.h>
#include <sys/random.h>

enum { COLUMNS_MOST = 62 };

struct walled {
	char name[64];
	unsigned may;
	bool open; /* read as it is; else through its view alone */
	bool view; /* there is one */
	bool later; /* there will be one when it is first written */
	bool none; /* the view has no row */
	bool fresh; /* put up by the transaction of the moment, and gone again if that is not kept */
};

struct wall {
	char word[33]; /* "~" and hexadecimal */
	struct walled *table;
	int n, room;
	int wanted; /* whose view is to be put up before the statement can be prepared; -1: nobody's */
	bool up;
};

enum db_trust db_trust(struct db *db, enum db_trust now)
{
	enum db_trust was = db->trust;
	db->trust = now;
	return was;
}

static struct walled *find(const struct wall *w, const char *table)
{
	for (int i = 0; i < w->n; i++)
		if (!strcmp(w->table[i].name, table))
			return &w->table[i];
	return NULL;
}

/* ---- what SQLite asks ---- */

/* Does the name end with the word of this wall? */
static bool ours(const struct wall *w, const char *name)
{
	size_t n = name ? strlen(name) : 0, len = strlen(w->word);
	return n > len && !strcmp(name + n - len, w->word);
}

static bool search_table(const char *table)
{
	const char *last = strrchr(table, '_');
	return strstr(table, "_fts") || (last && (!strcmp(last, "_ord") || !strcmp(last, "_words")));
}

/* The table whose index that is: "person" of "person_fts_data". */
static const struct walled *indexed(const struct wall *w, const char *table)
{
	const char *fts = strstr(table, "_fts"), *last = strrchr(table, '_');
	char name[64];
	const char *end = fts ? fts : last;
	snprintf(name, sizeof name, "%.*s", end ? (int)(end - table) : 0, table);
	return find(w, name);
}

static bool may_read(const struct db *db, const char *table, const char *base, const char *inner)
{
	const struct wall *w = db->wall;
	bool temp = base && !strcmp(base, "temp"), schema = !strncmp(table, "sqlite_", 7);
	if (search_table(table)) {
		const struct walled *of = indexed(w, table);
		return db->trust == DB_SEARCH || (of && of->open);
	}
	if (schema)
		return !temp && !strstr(table, "temp") &&
		       (strstr(table, "master") || strstr(table, "schema"));
	if (temp || ours(w, inner))
		return true;
	if (!strcmp(table, "json_each") || !strcmp(table, "json_tree"))
		return true;
	const struct walled *t = find(w, table);
	/* Without a database it is what the FROM names, and that is the view. */
	return t ? t->open || !base : ours(w, table);
}

static bool may_write(struct db *db, const char *table, const char *base, unsigned what)
{
	/* Asked when a search index is first met, which is declared as a table would be; SQLite itself
	 * lets nobody write there. */
	if (!strncmp(table, "sqlite_", 7))
		return what == DB_MAY_UPDATE && same(base, "main");
	if (base && !strcmp(base, "temp"))
		return true;
	struct walled *t = find(db->wall, table);
	bool may = t && !t->view && t->may & what;
	if (!may || !t->later)
		return may;
	db->wall->wanted = (int)(t - db->wall->table);
	return false;
}

static bool may_call(const struct db *db, const char *function, const char *inner)
{
	if (!strcmp(function, "wall_write"))
		return ours(db->wall, inner);
	return strcmp(function, "logged") && strcmp(function, "load_extension") &&
		strcmp(function, "fts3_tokenizer");
}

static int asked(void *arg, int what, const char *a, const char *b, const char *base,
	const char *inner)
{
	struct db *db = arg;
	bool yes = db->trust == DB_TRUSTED;
	if (yes)
		return SQLITE_OK;
	switch (what) {
	case SQLITE_SELECT:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_RECURSIVE:
		yes = true;
		break;
	case SQLITE_READ:
		yes = may_read(db, a, base, inner);
		break;
	case SQLITE_INSERT:
		yes = may_write(db, a, base, DB_MAY_INSERT);
		break;
	case SQLITE_UPDATE:
		yes = may_write(db, a, base, DB_MAY_UPDATE);
		break;
	case SQLITE_DELETE:
		yes = may_write(db, a, base, DB_MAY_DELETE);
		break;
	case SQLITE_FUNCTION:
		yes = may_call(db, b, inner);
		break;
	case SQLITE_PRAGMA:
		yes = !strcmp(a, "data_version") && !b;
		break;
	}
	db->refused |= !yes;
	return yes ? SQLITE_OK : SQLITE_DENY;
}

/* ---- writing through a view ---- */

/* What was written before the refusal is not kept either. */
static void refuse(sqlite3_context *c)
{
	struct db *db = sqlite3_user_data(c);
	db->lost = DENIED;
	sqlite3_result_error(c, "not authorized", -1);
	sqlite3_result_error_code(c, SQLITE_AUTH);
}

/* The columns of a table, in their order; how many. */
static int columns_of(struct db *db, struct arena *a, const char *table, const char **names)
{
	int n = 0;
	struct stmt *st = db_query(db, "SELECT name FROM pragma_table_info(:name, 'main')",
		BIND(T("name", table)));
	while (db_step(st)) {
		if (n == COLUMNS_MOST)
			die("%s has more columns than a view can write", table);
		names[n++] = arena_dup(a, db_text(st, 0));
	}
	db_done(st);
	return n;
}

/* The statement that op stands for: i values; u old and new values; d old values. The row of a link
 * table is named by both its columns, every other by its id. */
static void write_sql(struct str *b, const char *table, char op, const char *const *names, int n)
{
	int keys = strcmp(names[0], "id") ? n : 1;
	if (op == 'i') {
		str_add(b, "INSERT INTO main.");
		str_addf(b, "\"%s\"", table);
		for (int i = 0; i < n; i++) {
			str_add(b, i ? ", " : "(");
			str_addf(b, "\"%s\"", names[i]);
		}
		for (int i = 0; i < n; i++)
			str_addf(b, "%s?%d", i ? ", " : ") VALUES(", i + 1);
		str_addc(b, ')');
		return;
	}
	str_add(b, op == 'u' ? "UPDATE main." : "DELETE FROM main.");
	str_addf(b, "\"%s\"", table);
	for (int i = 0; op == 'u' && i < n; i++) {
		str_add(b, i ? ", " : " SET ");
		str_addf(b, "\"%s\"", names[i]);
		str_addf(b, " = ?%d", n + i + 1);
	}
	for (int i = 0; i < keys; i++) {
		str_add(b, i ? " AND " : " WHERE ");
		str_addf(b, "\"%s\"", names[i]);
		str_addf(b, " = ?%d", i + 1);
	}
}

static int run_write(struct db *db, const char *sql, int n, sqlite3_value **v)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(db->h, sql, -1, &s, NULL);
	int used = s ? sqlite3_bind_parameter_count(s) : 0;
	for (int i = 0; i < used && i < n; i++)
		sqlite3_bind_value(s, i + 1, v[i]);
	if (code == SQLITE_OK)
		code = sqlite3_step(s);
	bool there = code == SQLITE_ROW;
	int done = sqlite3_finalize(s);
	return there ? SQLITE_ROW : done;
}

/* Does she meet the row that has just been written? */
static bool met(struct db *db, const char *table, const char *const *names, int n, sqlite3_value **v)
{
	struct str b = STR_INIT;
	int keys = strcmp(names[0], "id") ? n : 1;
	str_add(&b, "SELECT 1 FROM temp.");
	str_addf(&b, "\"%s\"", table);
	for (int i = 0; i < keys; i++) {
		str_add(&b, i ? " AND " : " WHERE ");
		str_addf(&b, "\"%s\"", names[i]);
		str_addf(&b, " = ?%d", i + 1);
	}
	bool ret = run_write(db, b.s, keys, v) == SQLITE_ROW;
	str_release(&b);
	return ret;
}

static unsigned needed(char op)
{
	return op == 'i' ? DB_MAY_INSERT : op == 'u' ? DB_MAY_UPDATE : DB_MAY_DELETE;
}

/* wall_write(table, op, value, ...) */
static void wall_write(sqlite3_context *c, int argc, sqlite3_value **v)
{
	struct db *db = sqlite3_user_data(c);
	const char *table = (const char *)sqlite3_value_text(v[0]);
	char op = *(const char *)sqlite3_value_text(v[1]);
	const struct walled *t = db->wall ? find(db->wall, table) : NULL;
	if (!t || !(t->may & needed(op))) {
		refuse(c);
		return;
	}
	enum db_trust was = db_trust(db, DB_TRUSTED);
	struct arena a = { 0 };
	struct str sql = STR_INIT;
	const char *names[COLUMNS_MOST];
	int n = columns_of(db, &a, table, names);
	write_sql(&sql, table, op, names, n);
	int code = run_write(db, sql.s, argc - 2, v + 2);
	if (code != SQLITE_OK) {
		sqlite3_result_error(c, sqlite3_errmsg(db->h), -1);
		sqlite3_result_error_code(c, code);
	} else if (op != 'd' && !t->none && !met(db, table, names, n, v + 2 + (op == 'u' ? n : 0))) {
		refuse(c);
	}
	str_release(&sql);
	arena_free(&a);
	db_trust(db, was);
}

/* ---- building ---- */

static void draw_word(char word[33])
{
	unsigned char bytes[15];
	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		die("the machine gives no random bytes");
	*word = '~';
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(word + 1 + 2 * i, 3, "%02x", bytes[i]);
}

static struct walled *add(struct db *db, const char *table, unsigned may)
{
	if (!db->wall) {
		db->wall = xcalloc(1, sizeof *db->wall);
		draw_word(db->wall->word);
		db->wall->wanted = -1;
		sqlite3_create_function_v2(db->h, "wall_write", -1, SQLITE_UTF8, db, wall_write, NULL,
			NULL, NULL);
	}
	struct wall *w = db->wall;
	if (w->n == w->room)
		w->table = xrealloc(w->table, sizeof *w->table * (size_t)(w->room = 2 * w->room + 16));
	struct walled *t = &w->table[w->n++];
	*t = (struct walled){ .may = may };
	snprintf(t->name, sizeof t->name, "%s", table);
	return t;
}

void db_wall_open(struct db *db, const char *table, unsigned may)
{
	add(db, table, may)->open = true;
}

const char *db_wall_inside(struct db *db, struct arena *a, const char *table)
{
	return arena_printf(a, "%s%s", table, db->wall->word);
}

/* No view takes a parameter: who she is stands in it. */
static void add_where(struct str *b, const struct db *db, const char *where)
{
	for (const char *s = where; *s; s++)
		if (!strncmp(s, ":me", 3)) {
			str_addf(b, "%lld", (long long)db->me);
			s += 2;
		} else {
			str_addc(b, *s);
		}
}

/* n 0: what it passes on is refused anyway. */
static void add_trigger(struct str *b, const struct wall *w, const char *table, char op,
	const char *const *names, int n)
{
	static const char *const verbs[] = { ['i'] = "INSERT", ['u'] = "UPDATE", ['d'] = "DELETE" };
	str_addf(b, ";\nCREATE TEMP TRIGGER \"%s_%c%s\" INSTEAD OF %s ON temp.\"%s\" BEGIN"
		" SELECT wall_write('%s', '%c'", table, op, w->word, verbs[(int)op], table, table, op);
	for (int i = 0; op != 'i' && i < n; i++)
		str_addf(b, ", old.\"%s\"", names[i]);
	for (int i = 0; op != 'd' && i < n; i++)
		str_addf(b, ", new.\"%s\"", names[i]);
	str_add(b, "); END");
}

static enum rc put_view(struct db *db, struct walled *t, const char *where)
{
	const char *table = t->name;
	struct arena a = { 0 };
	struct str b = STR_INIT;
	const char *names[COLUMNS_MOST];
	enum db_trust was = db_trust(db, DB_TRUSTED);
	int n = columns_of(db, &a, table, names);
	db_trust(db, was);
	t->none = !where;
	t->view = true;
	str_addf(&b, "CREATE TEMP VIEW \"%s%s\" AS SELECT ", table, db->wall->word);
	for (int i = 0; i < n; i++)
		str_addf(&b, "%st.\"%s\"", i ? ", " : "", names[i]);
	str_addf(&b, " FROM main.\"%s\" t WHERE ", table);
	if (where)
		add_where(&b, db, *where ? where : "1");
	else /* a column that is never empty: SQLite asks about a table none of whose columns is read */
		str_addf(&b, "t.\"%s\" IS NULL AND t.\"%s\" IS NOT NULL", names[n - 1], names[n - 1]);
	str_addf(&b, ";\nCREATE TEMP VIEW \"%s\" AS SELECT * FROM temp.\"%s%s\"", table, table,
		db->wall->word);
	for (const char *op = "iud"; *op; op++)
		add_trigger(&b, db->wall, table, *op, names, t->may & needed(*op) ? n : 0);
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	arena_free(&a);
	return rc;
}

enum rc db_wall_view(struct db *db, const char *table, const char *where, unsigned may)
{
	struct walled *t = add(db, table, may);
	t->open = t->later = where && !*where;
	return t->later ? OK : put_view(db, t, where);
}

bool wall_wanted(struct db *db)
{
	if (!db->wall || db->wall->wanted < 0)
		return false;
	struct walled *t = &db->wall->table[db->wall->wanted];
	db->wall->wanted = -1;
	t->later = false;
	t->fresh = db->depth;
	struct db_interrupt was = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	enum rc rc = put_view(db, t, "");
	db_interrupt_hook(db, was);
	return !rc;
}

void wall_ended(struct db *db, bool kept)
{
	bool lost = false;
	for (int i = 0; db->wall && i < db->wall->n; i++) {
		struct walled *t = &db->wall->table[i];
		if (t->fresh && !kept) {
			t->later = lost = true;
			t->view = false;
		}
		t->fresh = false;
	}
	if (lost)
		forget_statements(db); /* that write through it */
}

void db_wall_up(struct db *db)
{
	sqlite3_set_authorizer(db->h, asked, db);
	db->wall->up = true;
}

bool db_walled(const struct db *db)
{
	return db->wall && db->wall->up;
}

void db_roles_set(struct db *db, const char *roles)
{
	snprintf(db->roles, sizeof db->roles, "%s", roles);
}

const char *db_roles(const struct db *db)
{
	return db->roles;
}

enum rc db_wall_down(struct db *db)
{
	struct str b = STR_INIT;
	if (!db->wall)
		return OK;
	forget_statements(db); /* SQLite would read them anew by itself, as they were allowed then */
	sqlite3_set_authorizer(db->h, NULL, NULL);
	for (int i = 0; i < db->wall->n; i++)
		if (db->wall->table[i].view)
			str_addf(&b, "DROP VIEW temp.\"%s\";\nDROP VIEW temp.\"%s%s\";\n",
				db->wall->table[i].name, db->wall->table[i].name, db->wall->word);
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	wall_free(db);
	return rc;
}

void wall_free(struct db *db)
{
	if (db->wall)
		free(db->wall->table);
	free(db->wall);
	db->wall = NULL;
}

enum rc db_bare(struct db *db, unsigned flags, struct db **ret)
{
	*ret = db;
	if (!db->wall)
		return OK;
	struct db *bare;
	enum rc rc = db_open(&bare, db->path, flags);
	if (rc)
		return db_bared(db, bare, rc);
	bare->me = db->me;
	db_roles_set(bare, db->roles);
	db_interrupt_hook(bare, db->stop);
	*ret = bare;
	return OK;
}

enum rc db_bared(struct db *db, struct db *bare, enum rc rc)
{
	if (bare == db)
		return rc;
	if (rc)
		db_fail(db, rc, "%s", db_words(bare));
	db_close(bare);
	return rc;
}
