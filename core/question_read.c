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

/* Questions are parsed when they are first asked for, with their words in the language of then, and
 * kept for the program's life: most sessions ask a few. In another language they are read again. */
static struct {
	struct arena a;
	const char **at;        /* where each begins in the file, at its name */
	struct question *shown; /* name is NULL as long as one was not read */
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
	struct question_param *p = &q->params[q->nparams++];
	p->name = cut_word(&rest);
	param_type(p, cut_word(&rest), q->name);
	p->def = cut_word(&rest);
	if (!strcmp(p->def, "-"))
		p->def = "";
	p->label = _(rest);
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
	struct column *c = &q->cols[q->ncols++];
	c->name = cut_word(&rest);
	column_type(c, cut_word(&rest), q->name);
	c->label = _(rest);
}

/* "-- title: ..." and the like; false when the line is none of them. */
static bool take_header(struct question *q, const char *line)
{
	static const char *const heads[] = { "title", "about", "opens", "reads", "needs", "param",
		"first", "column", "counts", "whole" };
	for (size_t i = 0; i < COUNT(heads); i++) {
		size_t n = strlen(heads[i]);
		if (strncmp(line, "-- ", 3) || strncmp(line + 3, heads[i], n) || line[3 + n] != ':')
			continue;
		const char *rest = line + 3 + n + 1 + strspn(line + 3 + n + 1, " ");
		switch (*heads[i]) {
		case 't': q->title = _(rest); break;
		case 'a': q->about = _(rest); break;
		case 'o': q->opens = entity_find(rest); break;
		case 'r': q->reads = rest; break;
		case 'n': q->needs = answer_named(rest, q->name); break;
		case 'f': q->first = rest; break;
		case 'w': q->whole = true; break;
		case 'p': add_param(q, rest); break;
		case 'c':
			if (!strcmp(heads[i], "counts"))
				q->counts = rest;
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

#define BEGINS "\n-- question "

static void find_blocks(void)
{
	const char *text = embed_find("questions.sql");
	for (const char *s = text; (s = strstr(s, BEGINS)); s++)
		file.n++;
	file.at = arena_array(&file.a, const char *, file.n);
	int n = 0;
	for (const char *s = text; (s = strstr(s, BEGINS)); s++)
		file.at[n++] = s + strlen(BEGINS);
}

/* How many lines of a block begin so. */
static int lines_of(const char *at, const char *end, const char *head)
{
	int n = 0;
	for (; (at = strstr(at, head)) && at < end; at++)
		n++;
	return n;
}

/* Reads block i: its name, its heads, where its SQL stands. */
static void read_block(int i)
{
	struct question *q = &file.shown[i];
	const char *at = file.at[i];
	const char *end = i + 1 < file.n ? file.at[i + 1] - strlen(BEGINS) : at + strlen(at);
	q->name = arena_dupn(&file.a, at, strcspn(at, "\n"));
	q->params = arena_array(&file.a, struct question_param, lines_of(at, end, "\n-- param:"));
	q->cols = arena_array(&file.a, struct column, lines_of(at, end, "\n-- column:"));
	for (at += strlen(q->name) + 1; at < end && !strncmp(at, "-- ", 3); at += strcspn(at, "\n") + 1)
		if (!take_header(q, arena_dupn(&file.a, at, strcspn(at, "\n"))))
			break;
	while (end > at && strchr(" ;\n", end[-1]))
		end--;
	q->body = at;
	q->length = (int)(end - at);
}

/* The bound that the statement relies on, when it walks a table or sorts, stands before it. */
void question_sql(const struct question *q, struct str *to)
{
	char *body = xcalloc(1, (size_t)q->length + 1);
	memcpy(body, q->body, (size_t)q->length);
	if (q->reads)
		str_addf(to, "/* scan: %s; a key stops it */ ", q->reads);
	add_sql(to, body, q->name);
	free(body);
}

static const struct question *take(int i)
{
	if (!file.shown[i].name)
		read_block(i);
	return &file.shown[i];
}

/* Finds where they stand, and forgets words of another language. */
static void look(void)
{
	if (!file.n)
		find_blocks();
	if (file.shown && !strcmp(file.lang, tr_lang()))
		return;
	file.shown = arena_array(&file.a, struct question, file.n);
	snprintf(file.lang, sizeof file.lang, "%s", tr_lang());
}

const struct question *questions(int *n)
{
	look();
	for (int i = 0; i < file.n; i++)
		take(i);
	*n = file.n;
	return file.shown;
}

/* Is that the name that ends with its line? */
static bool same_name(const char *a, const char *b)
{
	for (; *a && *a != '\n' && *b; a++, b++)
		if (*a != *b && !(*a == '-' && *b == '_'))
			return false;
	return (!*a || *a == '\n') && !*b;
}

const struct question *question_find(const char *name)
{
	look();
	for (int i = 0; i < file.n; i++)
		if (same_name(file.at[i], name))
			return take(i);
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
