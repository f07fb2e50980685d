/* question.c - asks a question of core/questions.sql. */
#include "question.h"
#include "access.h"
#include "few.h"
#include "ftype.h"
#include "str.h"
#include <ctype.h>

#define ROWS_MOST 10000

static const struct question_param *param_named(const struct question *q, const char *arg, size_t n)
{
	for (int i = 0; i < q->nparams; i++)
		if (strlen(q->params[i].name) == n && !strncmp(q->params[i].name, arg, n))
			return &q->params[i];
	return NULL;
}

static enum rc no_param(struct db *db, const struct question *q, const char *arg)
{
	struct str all = STR_INIT;
	for (int i = 0; i < q->nparams; i++)
		str_addf(&all, "%s%s=%s", i ? ", " : "", q->params[i].name, q->params[i].def);
	enum rc rc = q->nparams ? db_fail(db, INVALID, _("%s does not understand \"%s\". It takes: %s"),
					  q->name, arg, all.s)
				: db_fail(db, INVALID, _("%s takes nothing after it"), q->name);
	str_release(&all);
	return rc;
}

static enum rc set_param(struct db *db, struct arena *a, const struct question_param *p,
	const char *typed, struct bind *to)
{
	const struct field f = { .name = p->name, .label = p->label, .type = p->type, .of = p->of,
		.max = p->type == FT_INT ? 100000 : 0 };
	const char *value;
	enum rc rc = field_parse(db, a, &f, typed, &value);
	if (rc)
		return db_fail(db, rc, "%s: %s", p->name, db_words(db));
	*to = T(p->name, value);
	return OK;
}

/* Does the statement name :NAME? */
static bool names(const char *sql, const char *name)
{
	size_t n = strlen(name);
	const char *s = sql;
	while ((s = strchr(s, ':')) && (strncmp(s + 1, name, n) ||
		isalnum((unsigned char)s[1 + n]) || s[1 + n] == '_'))
		s++;
	return s;
}

/* Leaves those that the statement names: some are for the working out alone. */
static void keep_named(struct bind *binds, const char *sql)
{
	struct bind *to = binds;
	for (; binds->name; binds++)
		if (names(sql, binds->name))
			*to++ = *binds;
	*to = (struct bind){ 0 };
}

struct asking {
	const struct question *q;
	question_needs *needs; /* NULL: what it needs still stands */
	int argc;
	const char *const *argv;
	bool few;              /* as a trustee does */
	struct db *on;         /* asked there, to be given back by db_bared: a trustee's is of everybody */
	struct stmt *st;
};

/* Stopped in a small look-up, it may have read as if nothing were there or allowed. */
static enum rc stopped(struct db *db, enum rc rc)
{
	return rc && rc != BUSY && db_interrupted(db) ? BUSY : rc;
}

static enum rc may_ask(struct db *db, struct asking *k)
{
	return stopped(db, few_may(db, k->q, k->argc, &k->few));
}

static enum rc bind_params(struct db *db, struct arena *a, const struct asking *k, struct bind *binds)
{
	const struct question *q = k->q;
	enum rc rc = OK;
	for (int i = 0; i < q->nparams && !rc; i++)
		rc = set_param(db, a, &q->params[i], q->params[i].def, &binds[i]);
	for (int i = 0; i < k->argc && !rc; i++) {
		size_t len = strcspn(k->argv[i], "=");
		const struct question_param *p = k->argv[i][len] ? param_named(q, k->argv[i], len) : NULL;
		rc = p ? set_param(db, a, p, k->argv[i] + len + 1, &binds[p - q->params])
		       : no_param(db, q, k->argv[i]);
	}
	return rc;
}

/* Starts that statement of the question, with the parameters bound, after working out what it needs.
 * may_ask said that she may. */
static enum rc ask(struct db *db, struct asking *k, const char *sql, int most)
{
	struct arena a = { 0 };
	struct bind *binds = arena_array(&a, struct bind, k->q->nparams + 3);
	k->on = db;
	enum rc rc = k->few ? db_bare(db, DB_READONLY, &k->on) : OK;
	if (!rc)
		rc = bind_params(db, &a, k, binds);
	if (most)
		binds[k->q->nparams] = I("most", most);
	if (!rc && k->needs) {
		db_note(k->on, NULL);
		rc = k->needs(k->on, binds);
	}
	if (k->q->needs)
		keep_named(binds, sql);
	if (!(rc = stopped(db, rc)))
		k->st = db_query(k->on, sql, binds);
	arena_free(&a);
	return rc ? db_bared(db, k->on, rc) : OK;
}

static enum rc ask_all(struct db *db, struct asking *k)
{
	struct str sql = STR_INIT;
	question_sql(k->q, &sql);
	enum rc rc = ask(db, k, sql.s, 0);
	str_release(&sql);
	return rc;
}

/* The first column is an id of what the question opens, or says of what kind it is: "person:7". */
static void read_row(struct stmt *st, const struct question *q, struct arena *a, struct row *row)
{
	const char *id = db_text(st, 0), *colon = id ? strchr(id, ':') : NULL;
	const struct entity *e = colon ? entity_find(arena_dupn(a, id, (size_t)(colon - id))) : q->opens;
	*row = (struct row){ .id = colon ? strtoll(colon + 1, NULL, 10) : db_int(st, 0), .e = e,
		.v = arena_array(a, const char *, q->ncols),
		.t = arena_array(a, const char *, q->ncols) };
	for (int i = 0; i < q->ncols; i++)
		row->v[i] = arena_dup(a, db_text(st, i + 1));
}

/* Which numbers are left out is known when all of them are. */
static enum rc hand_listed(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg)
{
	struct arena a = { 0 };
	struct list *l;
	struct row *rows;
	int n = 0;
	enum rc rc = question_ask(db, q, argc, argv, &l);
	if (rc)
		return rc;
	rc = list_page(l, &a, NULL, 1, false, ROWS_MOST, &rows, &n);
	for (int i = 0; i < n && !rc; i++)
		rc = each(arg, &rows[i]);
	list_close(l);
	arena_free(&a);
	return rc;
}

static enum rc hand_over(struct db *db, struct asking *k, enum rc (*each)(void *arg, const struct row *row),
	void *arg)
{
	struct arena turn = { 0 };
	struct row row;
	enum rc rc = may_ask(db, k);
	/* Rows of a list are written down as read. */
	if (!rc && (k->few || (k->q->opens && k->q->opens->zone == ZONE_RESTRICTED)))
		return hand_listed(db, k->q, k->argc, k->argv, each, arg);
	if (rc || (rc = ask_all(db, k)))
		return rc;
	while (!rc && db_step(k->st)) {
		arena_clear(&turn);
		read_row(k->st, k->q, &turn, &row);
		rc = each(arg, &row);
	}
	enum rc done = db_done(k->st);
	arena_free(&turn);
	return db_bared(db, k->on, rc ? rc : done);
}

enum rc question_each(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg)
{
	struct asking k = { .q = q, .needs = q->needs, .argc = argc, .argv = argv };
	return hand_over(db, &k, each, arg);
}

enum rc question_again(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg)
{
	struct asking k = { .q = q, .argc = argc, .argv = argv };
	return hand_over(db, &k, each, arg);
}

enum rc question_ask(struct db *db, const struct question *q, int argc, const char *const *argv,
	struct list **ret)
{
	struct arena a = { 0 };
	struct row *rows = NULL;
	struct asking k = { .q = q, .needs = q->needs, .argc = argc, .argv = argv };
	int n = 0, room = 0;
	bool mixed = false;
	*ret = NULL;
	enum rc rc = may_ask(db, &k);
	if (rc || (rc = ask_all(db, &k)))
		return rc;
	while (n <= ROWS_MOST && db_step(k.st)) {
		if (n == room)
			rows = xrealloc(rows, sizeof *rows * (size_t)(room = room * 2 + 64));
		read_row(k.st, q, &a, &rows[n]);
		mixed |= rows[n++].e != q->opens;
	}
	rc = db_done(k.st);
	const char *noted = rc || !q->needs ? "" : arena_dup(&a, db_noted(k.on));
	if (!(rc = db_bared(db, k.on, rc)) && k.few)
		few_hide(q, rows, n > ROWS_MOST ? ROWS_MOST : n);
	if (!rc)
		*ret = list_hold(db, q->title, mixed ? NULL : q->opens, q->cols, q->ncols, rows,
			n > ROWS_MOST ? ROWS_MOST : n, n > ROWS_MOST);
	if (!rc && *noted)
		list_note(*ret, noted);
	if (!rc && k.few)
		list_note(*ret, _("Numbers under 5 are left empty: they could tell of one person"));
	free(rows);
	arena_free(&a);
	return rc;
}

/* Counted without the order, so that the first `most` are enough. */
enum rc question_count(struct db *db, const struct question *q, int most, int *ret)
{
	struct asking k = { .q = q, .needs = q->needs };
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT count(*) FROM (SELECT 1 FROM (");
	question_sql(q, &sql);
	const char *order = NULL;
	for (const char *next = sql.s; (next = strstr(next + 1, "\nORDER BY"));)
		order = next;
	if (order)
		str_cut(&sql, (size_t)(order - sql.s));
	str_add(&sql, ") LIMIT :most)");
	enum rc rc = may_ask(db, &k);
	if (!rc)
		rc = ask(db, &k, sql.s, most);
	str_release(&sql);
	if (rc)
		return rc;
	for (*ret = 0; db_step(k.st);)
		*ret = (int)db_int(k.st, 0);
	return db_bared(db, k.on, db_done(k.st));
}
