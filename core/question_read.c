/* question_read.c - reads core/questions.sql. */
#include "embed.h"
#include "ftype.h"
#include "listed.h"
#include "question.h"
#include "str.h"
#include <stdio.h>

/* What is worked out in C before a question is asked: answers.def names them. */
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
	{ "month", FT_MONTH }, { "moment", FT_MOMENT }, { "time", FT_TIME }, { "phone", FT_PHONE },
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

/* A type, or "person.phone": as that field is shown, and kept from exports. */
static void column_type(struct column *c, const char *name, const char *question)
{
	const char *dot = strchr(name, '.');
	const struct entity *e = dot ? entity_find(arena_dupn(&file.a, name, (size_t)(dot - name))) : NULL;
	c->f = e ? field_find(e, dot + 1) : NULL;
	if (dot && !c->f)
		die("question %s: no field %s", question, name);
	c->type = c->f ? c->f->type : type_named(name, question);
}

static void add_column(struct question *q, const char *rest)
{
	struct column *more = arena_array(&file.a, struct column, q->ncols + 1);
	if (q->ncols)
		memcpy(more, q->cols, sizeof *more * (size_t)q->ncols);
	struct column *c = &more[q->ncols++];
	c->name = cut_word(&rest);
	column_type(c, cut_word(&rest), q->name);
	c->label = rest;
	q->cols = more;
}

/* "-- title: ..." and the like; false when the line is none of them. */
static bool take_header(struct question *q, const char *line)
{
	static const char *const heads[] = { "title", "about", "opens", "reads", "needs", "param",
		"first", "column", "counts" };
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
		case 'f': q->first = rest; break;
		case 'p': add_param(q, rest); break;
		case 'c':
			if (!strcmp(heads[i], "counts"))
				q->counts = true;
			else
				add_column(q, rest);
			break;
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

/* What a block says in two words, {user p.owner}; $ stands for the second. */
static const struct {
	const char *name, *sql;
} parts[] = {
	{ "listed", "(" LISTED("$") ")" },
	{ "stands", "(" STANDS("$") ")" },
	{ "open", "(" OPEN("$") ")" },
	{ "unhidden", "NOT EXISTS (SELECT 1 FROM person x WHERE x.id IN ($)"
		      " AND x.contact_safety_level = 'hidden')" },
	{ "said", "($.archived_at IS NULL AND ($.person IS NULL OR EXISTS (SELECT 1 FROM person p"
		  " WHERE p.id = $.person AND {listed p})))" },
	{ "user", "(SELECT u.name FROM user u WHERE u.id = $)" },
	{ "days", "CAST(julianday(:today) - julianday($) AS INTEGER)" },
	{ "home", "(SELECT i.name FROM institution_person r JOIN institution i ON i.id = r.institution"
		  " WHERE r.person = $.id AND r.archived_at IS NULL AND r.to_on IS NULL"
		  " ORDER BY r.is_core_team DESC, r.id LIMIT 1)" },
	{ "phone", "CASE WHEN $.contact_safety_level = 'normal' THEN $.phone"
		   " WHEN $.phone IS NOT NULL THEN '***' END" },
	{ "care", "CASE WHEN $.contact_safety_level <> 'normal'"
		  " THEN {label contact_safety $.contact_safety_level} END" },
};

static void add_sql(struct str *b, const char *sql, const char *question);

static void add_part(struct str *b, const char *part, const char *question)
{
	char what[16], of[64], list[32];
	size_t i = 0;
	if (sscanf(part, "{label %31[a-z_] %63[a-z_.]}", list, of) == 2) {
		add_label(b, list, of);
		return;
	}
	if (sscanf(part, "{%15[a-z] %63[a-z_., \"]}", what, of) != 2)
		die("question %s: what is %.20s", question, part);
	if (!strcmp(what, "name")) {
		title_sql(b, entity_find("person"), of);
		return;
	}
	while (i < COUNT(parts) && strcmp(parts[i].name, what))
		i++;
	if (i == COUNT(parts))
		die("question %s: what is {%s}", question, what);
	struct str sql = STR_INIT;
	for (const char *s = parts[i].sql; *s; s++)
		str_addn(&sql, *s == '$' ? of : s, *s == '$' ? strlen(of) : 1);
	add_sql(b, sql.s, question);
	str_release(&sql);
}

static void add_sql(struct str *b, const char *sql, const char *question)
{
	for (; *sql; sql++) {
		if (*sql != '{') {
			str_addc(b, *sql);
			continue;
		}
		add_part(b, sql, question);
		sql = strchr(sql, '}');
	}
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
	if (q) {
		add_sql(&b, sql->s, q->name);
		q->sql = arena_dup(&file.a, b.s);
	}
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
