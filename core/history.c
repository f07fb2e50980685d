/* history.c - the action of the moment, and writing down what it changes. */
#include "history_private.h"
#include "db_private.h"
#include "ftype.h"
#include "json.h"
#include <stdarg.h>
#include <stdio.h>

enum { LOOKED = 128 }; /* when a look is at more, some may be written down twice */

struct history {
	bool open;          /* an action was named in this transaction */
	char kind[12], command[64], summary[200];
	int64_t txn;        /* its row, 0 until something is logged */
	int64_t last;       /* the last one committed */
	struct {
		const struct entity *e;
		int64_t row;
		bool whole;
	} looked[LOOKED];   /* in the look of the moment */
	int nlooked;
};

size_t history_columns(const struct entity *e, const char **names)
{
	size_t n = 0;
	for (size_t i = 0; i < e->n; i++)
		if (field_stored(&e->fields[i]) && !(e->fields[i].flags & NOLOG))
			names[n++] = e->fields[i].name;
	if (n + 2 > HISTORY_MOST)
		die("%s has more columns than one call can log", e->name);
	names[n++] = "archived_at";
	names[n++] = "import_ref";
	return n;
}

static void ended(struct db *db, bool committed)
{
	struct history *h = db->history;
	/* No news for a screen; what was revealed on purpose is, in the record's past. */
	bool look = !strncmp(h->command, "show ", 5) || !strcmp(h->kind, "login");
	if (committed && h->txn && !look)
		h->last = h->txn;
	if (!committed) /* nor was it written down */
		h->nlooked = 0;
	h->open = false;
	h->txn = 0;
}

void history_action(struct db *db, const char *kind, const char *command)
{
	struct history *h = db->history;
	if (h->open)
		return;
	h->open = true;
	h->txn = 0;
	h->summary[0] = 0;
	snprintf(h->kind, sizeof h->kind, "%s", kind ? kind : "edit");
	snprintf(h->command, sizeof h->command, "%s", command);
}

enum rc history_write(struct db *db, const char *sql, const struct bind *binds)
{
	enum db_trust was = db_trust(db, DB_TRUSTED);
	enum rc rc = db_run(db, sql, binds);
	db_trust(db, was);
	return rc;
}

void history_summary(struct db *db, const char *fmt, ...)
{
	struct history *h = db->history;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(h->summary, sizeof h->summary, fmt, ap);
	va_end(ap);
	if (h->txn)
		history_write(db, "UPDATE main.txn SET summary = :summary WHERE id = :txn",
			BIND(T("summary", h->summary), I("txn", h->txn)));
}

int64_t history_txn(struct db *db)
{
	return db->history->last;
}

int64_t history_now(struct db *db)
{
	struct history *h = db->history;
	if (!h->open)
		history_action(db, NULL, "");
	if (h->txn)
		return h->txn;
	h->txn = db_new_txn(db);
	enum rc rc = history_write(db, "INSERT INTO main.txn(id, at, user, site, kind, command, summary)"
		" VALUES(:id, :now, nullif(:me, 0), :site, :kind, :command, nullif(:summary, ''))",
		BIND(I("id", h->txn), I("site", db_site(db)), T("kind", h->kind),
			T("command", h->command), T("summary", h->summary)));
	if (rc)
		db->lost = rc;
	return h->txn;
}

/* Called within the statement that changes the row, which cannot be failed from here: the commit
 * is refused instead. */
static void write_change(struct db *db, const char *entity, const char *op, int64_t row,
	const char *before, const char *after)
{
	enum rc rc = history_write(db, "INSERT INTO main.change(txn, entity, row, op, before, after)"
		" VALUES(:txn, :entity, :row, :op, :before, :after)",
		BIND(I("txn", history_now(db)), T("entity", entity), I("row", row), T("op", op),
			T("before", before), T("after", after)));
	if (rc)
		db->lost = rc;
}

void history_log(struct db *db, const struct entity *e, char op, int64_t row,
	const char *before, const char *after)
{
	write_change(db, e->name, (char[]){ op, 0 }, row, before, after);
}

void history_look(struct db *db)
{
	if (db->history)
		db->history->nlooked = 0;
}

bool history_looks(struct db *db, const struct entity *e, int64_t row, bool whole)
{
	struct history *h = db->history;
	for (int i = 0; i < h->nlooked; i++)
		if (h->looked[i].e == e && h->looked[i].row == row && h->looked[i].whole >= whole)
			return false;
	if (h->nlooked == LOOKED)
		h->nlooked = 0;
	h->looked[h->nlooked].e = e;
	h->looked[h->nlooked].row = row;
	h->looked[h->nlooked++].whole = whole;
	return true;
}

static void add_pair(struct str *b, const char *name, const char *value)
{
	str_addc(b, b->len ? ',' : '{');
	json_string(b, name);
	str_addc(b, ':');
	if (value)
		json_string(b, value);
	else
		str_add(b, "null");
}

/* logged(entity, op, row, old.a, new.a, ...) for u; old.a, ... for d; nothing for i. */
static const char *logged(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)a;
	const struct entity *e = entity_find(argv[0]);
	const char *op = argv[1], *names[HISTORY_MOST];
	int64_t row = atoll(argv[2]);
	size_t n = history_columns(e, names);
	struct str before = STR_INIT, after = STR_INIT;
	int each = *op == 'u' ? 2 : 1;
	for (size_t i = 0; *op != 'i' && i < n; i++) {
		int at = 3 + (int)i * each;
		if (at + each > argc)
			die("logged: %s has %d values", argv[0], argc);
		if (each == 2 && same(argv[at], argv[at + 1]))
			continue;
		if (each == 2 || argv[at])
			add_pair(&before, names[i], argv[at]);
		if (each == 2)
			add_pair(&after, names[i], argv[at + 1]);
	}
	if (before.len)
		str_addc(&before, '}');
	if (after.len)
		str_addc(&after, '}');
	if (*op != 'u' || before.len)
		write_change(db, e->name, op, row, before.len ? before.s : NULL,
			after.len ? after.s : NULL);
	str_release(&before);
	str_release(&after);
	return NULL;
}

void history_init(struct db *db)
{
	if (db->history)
		return;
	db->history = xcalloc(1, sizeof *db->history);
	db->ended = ended;
	db_add_function(db, "logged", false, logged);
}

bool history_since(struct db *db, int64_t since, int64_t *newest)
{
	enum db_trust was = db_trust(db, DB_TRUSTED); /* a number, and no more, of anybody's action */
	*newest = db_int_of(db, "SELECT id FROM main.txn WHERE kind NOT IN ('read', 'login')"
		" ORDER BY id DESC LIMIT 1 /* scan: from the newest back, past looks */", NULL, 0);
	db_trust(db, was);
	return *newest > since;
}
