/* question.c - reads core/questions.sql and asks it. */
#include "question.h"
#include "access.h"
#include "embed.h"
#include "ftype.h"
#include "str.h"
#include <stdio.h>

#define ROWS_MOST 10000

/* What is worked out in C before a question is asked: answers.def names them. */
#define ANSWER(name) enum rc answer_##name(struct db *db, const struct bind *params);
#include "answers.def"
#undef ANSWER
static const struct {
	const char *name;
	question_needs *work_out;
} answers[] = {
#define ANSWER(name) { #name, answer_##name },
#include "answers.def"
#undef ANSWER
	{ NULL, NULL }
};

static question_needs *answer_named(const char *name, const char *question)
{
	for (size_t i = 0; answers[i].name; i++)
		if (!strcmp(answers[i].name, name))
			return answers[i].work_out;
	die("question %s: nothing works out %s", question, name);
}

/* The parsed file: kept for the program's life. Texts are English in `plain`; `shown` is the same
 * with its words in the language of now. */
static struct {
	struct arena a;
	struct question *plain, *shown;
	int n;
	char lang[8];
} file;

static const struct {
	const char *name;
	enum ft type;
} types[] = {
	{ "text", FT_TEXT }, { "int", FT_INT }, { "bool", FT_BOOL }, { "date", FT_DATE },
	{ "month", FT_MONTH }, { "moment", FT_MOMENT }, { "phone", FT_PHONE },
	{ "postcode", FT_POSTCODE }, { "email", FT_EMAIL },
};

static enum ft type_named(const char *name, const char *question)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (!strcmp(types[i].name, name))
			return types[i].type;
	die("question %s: no type %s", question, name);
}

/* A parameter may also be a record: its type is then the name of its entity. */
static void param_type(struct question_param *p, const char *name, const char *question)
{
	const struct entity *e = entity_find(name);
	p->type = e ? FT_REF : type_named(name, question);
	p->of = e ? e->name : NULL;
}

/* The next line of the file, cut out; NULL at the end. */
static const char *next_line(const char **at)
{
	size_t n = strcspn(*at, "\n");
	if (!**at)
		return NULL;
	const char *line = arena_dupn(&file.a, *at, n);
	*at += n + ((*at)[n] == '\n');
	return line;
}

/* The first word of *at, cut out; *at moves to what follows. */
static const char *cut_word(const char **at)
{
	size_t n = strcspn(*at, " ");
	const char *word = arena_dupn(&file.a, *at, n);
	*at += n + strspn(*at + n, " ");
	return word;
}

static void add_param(struct question *q, const char *rest)
{
	struct question_param *more = arena_array(&file.a, struct question_param, q->nparams + 1);
	if (q->nparams)
		memcpy(more, q->params, sizeof *more * (size_t)q->nparams);
	struct question_param *p = &more[q->nparams++];
	p->name = cut_word(&rest);
	param_type(p, cut_word(&rest), q->name);
	p->def = cut_word(&rest);
	if (!strcmp(p->def, "-"))
		p->def = "";
	p->label = rest;
	q->params = more;
}

static void add_column(struct question *q, const char *rest)
{
	struct column *more = arena_array(&file.a, struct column, q->ncols + 1);
	if (q->ncols)
		memcpy(more, q->cols, sizeof *more * (size_t)q->ncols);
	struct column *c = &more[q->ncols++];
	c->name = cut_word(&rest);
	c->type = type_named(cut_word(&rest), q->name);
	c->label = rest;
	q->cols = more;
}

/* "-- title: ..." and the like; false when the line is none of them. */
static bool take_header(struct question *q, const char *line)
{
	static const char *const heads[] = { "title", "about", "opens", "reads", "needs", "param",
		"column" };
	for (size_t i = 0; i < COUNT(heads); i++) {
		size_t n = strlen(heads[i]);
		if (strncmp(line, "-- ", 3) || strncmp(line + 3, heads[i], n) || line[3 + n] != ':')
			continue;
		const char *rest = line + 3 + n + 1 + strspn(line + 3 + n + 1, " ");
		switch (*heads[i]) {
		case 't': q->title = rest; break;
		case 'a': q->about = rest; break;
		case 'o': q->opens = entity_find(rest); break;
		case 'r': q->reads = rest; break;
		case 'n': q->needs = answer_named(rest, q->name); break;
		case 'p': add_param(q, rest); break;
		default: add_column(q, rest); break;
		}
		return true;
	}
	return false;
}

/* The words of a code in the language of now. */
static void add_label(struct str *b, const char *list, const char *column)
{
	str_addf(b, "(SELECT x.label FROM (SELECT l.label, max(2 * (l.lang = :lang) + (l.lang = 'en'))"
		" FROM code_label l WHERE l.list = '%s' AND l.code = %s) x)", list, column);
}

/* "name p", "listed p" or "label skill t.skill" within braces. */
static void add_part(struct str *b, const char *part, const char *question)
{
	char alias[8], what[16], list[32], column[64];
	if (sscanf(part, "{label %31[a-z_] %63[a-z_.]}", list, column) == 2) {
		add_label(b, list, column);
		return;
	}
	if (sscanf(part, "{%15[a-z] %7[a-z]}", what, alias) != 2)
		die("question %s: what is %.20s", question, part);
	if (!strcmp(what, "name"))
		title_sql(b, entity_find("person"), alias);
	else if (!strcmp(what, "listed"))
		str_addf(b, "(%s.archived_at IS NULL AND %s.contact_safety_level <> 'hidden'"
			" AND ifnull(%s.processing_restricted, 0) = 0)", alias, alias, alias);
	else
		die("question %s: what is {%s}", question, what);
}

/* The statement is what follows the heads, without the last semicolon. The bound it relies on, when
 * it walks a table or sorts, stands before it. */
static void end_question(struct question *q, struct str *sql)
{
	struct str b = STR_INIT;
	while (sql->len && strchr(" ;\n", sql->s[sql->len - 1]))
		str_cut(sql, sql->len - 1);
	if (q && q->reads)
		str_addf(&b, "/* scan: %s; a key stops it */ ", q->reads);
	for (const char *s = sql->s; q && *s; s++) {
		if (*s != '{') {
			str_addc(&b, *s);
			continue;
		}
		add_part(&b, s, q->name);
		s = strchr(s, '}');
	}
	if (q)
		q->sql = arena_dup(&file.a, b.s);
	str_release(&b);
	str_clear(sql);
}

static void read_file(void)
{
	const char *at = embed_find("questions.sql"), *line;
	struct question *q = NULL;
	struct str sql = STR_INIT;
	for (const char *s = at; (s = strstr(s, "\n-- question ")); s++)
		file.n++;
	file.plain = arena_array(&file.a, struct question, file.n);
	while ((line = next_line(&at))) {
		if (!strncmp(line, "-- question ", 12)) {
			end_question(q, &sql);
			q = q ? q + 1 : file.plain;
			q->name = line + 12;
		} else if (q && !take_header(q, line)) {
			str_addf(&sql, "%s\n", line);
		}
	}
	end_question(q, &sql);
	str_release(&sql);
}

/* Puts the words of all questions into the language of now. */
static void translate(void)
{
	struct question *to = arena_array(&file.a, struct question, file.n);
	for (int i = 0; i < file.n; i++) {
		struct question *q = &to[i];
		*q = file.plain[i];
		q->title = _(q->title);
		q->about = _(q->about);
		q->params = arena_array(&file.a, struct question_param, q->nparams);
		q->cols = arena_array(&file.a, struct column, q->ncols);
		for (int k = 0; k < q->nparams; k++) {
			q->params[k] = file.plain[i].params[k];
			q->params[k].label = _(q->params[k].label);
		}
		for (int k = 0; k < q->ncols; k++) {
			q->cols[k] = file.plain[i].cols[k];
			q->cols[k].label = _(q->cols[k].label);
		}
	}
	file.shown = to;
	snprintf(file.lang, sizeof file.lang, "%s", tr_lang());
}

const struct question *questions(int *n)
{
	if (!file.plain)
		read_file();
	if (!file.shown || strcmp(file.lang, tr_lang()))
		translate();
	*n = file.n;
	return file.shown;
}

static bool same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(*a == '-' && *b == '_'))
			return false;
	return *a == *b;
}

const struct question *question_find(const char *name)
{
	int n;
	const struct question *q = questions(&n);
	for (int i = 0; i < n; i++)
		if (same_name(q[i].name, name))
			return &q[i];
	return NULL;
}

const char *question_nearest(const char *name)
{
	int n;
	const struct question *q = questions(&n);
	const char **names = xcalloc((size_t)n + 1, sizeof *names);
	for (int i = 0; i < n; i++)
		names[i] = q[i].name;
	const char *ret = str_nearest(name, names, (size_t)n);
	free(names);
	return ret;
}

/* Asking. */

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

/* Starts the question: its statement, with the parameters bound. */
static enum rc ask(struct db *db, const struct question *q, const char *sql, int argc,
	const char *const *argv, int most, struct stmt **ret)
{
	struct arena a = { 0 };
	struct bind *binds = arena_array(&a, struct bind, q->nparams + 3);
	int n = q->nparams;
	enum rc rc = q->opens ? access_may(db, q->opens, READ) : OK;
	for (int i = 0; i < q->nparams && !rc; i++)
		rc = set_param(db, &a, &q->params[i], q->params[i].def, &binds[i]);
	for (int i = 0; i < argc && !rc; i++) {
		size_t len = strcspn(argv[i], "=");
		const struct question_param *p = argv[i][len] ? param_named(q, argv[i], len) : NULL;
		rc = p ? set_param(db, &a, p, argv[i] + len + 1, &binds[p - q->params])
		       : no_param(db, q, argv[i]);
	}
	if (most)
		binds[n++] = I("most", most);
	if (strstr(sql, ":lang"))
		binds[n++] = T("lang", tr_lang());
	if (!rc && q->needs)
		rc = q->needs(db, binds);
	if (!rc)
		*ret = db_query(db, sql, binds);
	arena_free(&a);
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

enum rc question_each(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg)
{
	struct arena turn = { 0 };
	struct stmt *st;
	struct row row;
	enum rc rc = ask(db, q, q->sql, argc, argv, 0, &st);
	if (rc)
		return rc;
	while (!rc && db_step(st)) {
		arena_clear(&turn);
		read_row(st, q, &turn, &row);
		rc = each(arg, &row);
	}
	enum rc done = db_done(st);
	arena_free(&turn);
	return rc ? rc : done;
}

enum rc question_ask(struct db *db, const struct question *q, int argc, const char *const *argv,
	struct list **ret)
{
	struct arena a = { 0 };
	struct row *rows = NULL;
	struct stmt *st;
	int n = 0, room = 0;
	bool mixed = false;
	*ret = NULL;
	enum rc rc = ask(db, q, q->sql, argc, argv, 0, &st);
	if (rc)
		return rc;
	while (n <= ROWS_MOST && db_step(st)) {
		if (n == room)
			rows = xrealloc(rows, sizeof *rows * (size_t)(room = room * 2 + 64));
		read_row(st, q, &a, &rows[n]);
		mixed |= rows[n++].e != q->opens;
	}
	if (!(rc = db_done(st)))
		*ret = list_hold(db, q->title, mixed ? NULL : q->opens, q->cols, q->ncols, rows,
			n > ROWS_MOST ? ROWS_MOST : n, n > ROWS_MOST);
	free(rows);
	arena_free(&a);
	return rc;
}

/* Counted without the order, so that the first `most` are enough. */
enum rc question_count(struct db *db, const struct question *q, int most, int *ret)
{
	struct stmt *st;
	struct str sql = STR_INIT;
	const char *order = q->sql, *next;
	while ((next = strstr(order + 1, "\nORDER BY")))
		order = next;
	int n = order > q->sql ? (int)(order - q->sql) : (int)strlen(q->sql);
	str_addf(&sql, "SELECT count(*) FROM (SELECT 1 FROM (%.*s) LIMIT :most)", n, q->sql);
	enum rc rc = ask(db, q, sql.s, 0, NULL, most, &st);
	str_release(&sql);
	if (rc)
		return rc;
	for (*ret = 0; db_step(st);)
		*ret = (int)db_int(st, 0);
	return db_done(st);
}
