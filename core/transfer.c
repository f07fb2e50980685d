/* transfer.c - lists and answers out: CSV, JSON lines, and columns for the eye. */
#include "transfer.h"
#include "access.h"
#include "csv.h"
#include "history.h"
#include "import_private.h"
#include "json.h"
#include "utf8.h"
#include <errno.h>

#define PAGE 200

bool format_find(const char *word, enum format *ret)
{
	static const char *const words[] = {
		[FMT_TABLE] = "table",
		[FMT_CSV] = "csv",
		[FMT_JSON] = "json",
	};
	for (size_t i = 0; word && i < COUNT(words); i++)
		if (!strcmp(words[i], word)) {
			*ret = (enum format)i;
			return true;
		}
	return false;
}

/* References repeat: what the last of them were called. */
struct name {
	const struct entity *e;
	char id[24], text[104];
};

struct out {
	struct db *db;
	FILE *to;
	enum format fmt;
	const struct column *cols;
	int n;
	struct arena a; /* of a row */
	struct str line;
	struct name names[64];
	int64_t rows;
};

static void out_open(
	struct out *o, struct db *db, FILE *to, enum format fmt, const struct column *cols, int n)
{
	*o = (struct out){ .db = db, .to = to, .fmt = fmt, .cols = cols, .n = n, .line = STR_INIT };
}

static enum rc out_close(struct out *o, enum rc rc)
{
	str_release(&o->line);
	arena_free(&o->a);
	if (!rc && (fflush(o->to) || ferror(o->to)))
		return db_fail(o->db, FAILED, _("The list cannot be written: %s"), strerror(errno));
	return rc;
}

static bool leaves(const struct column *c)
{
	return !c->f || (!(c->f->flags & NOCSV) && c->f->type != FT_ONEOF);
}

static const char *name_of(struct out *o, const struct entity *e, const char *id)
{
	struct name *n = &o->names[(strtoull(id, NULL, 10) ^ (uintptr_t)e >> 4) % COUNT(o->names)];
	if (n->e == e && !strcmp(n->id, id))
		return n->text;
	const char *text = record_name(o->db, &o->a, e, atoll(id));
	if (text && strlen(text) < sizeof n->text && strlen(id) < sizeof n->id) {
		n->e = e;
		memcpy(n->id, id, strlen(id) + 1);
		memcpy(n->text, text, strlen(text) + 1);
	}
	return text ? text : id;
}

/* Titles have commas in them, so ; stands between. */
static const char *names_of(struct out *o, const struct entity *e, const char *ids)
{
	const char *ret = NULL, *word;
	size_t n;
	while (str_word(&ids, ",", &word, &n)) {
		const char *name = name_of(o, e, arena_dupn(&o->a, word, n));
		ret = ret ? arena_printf(&o->a, "%s; %s", ret, name) : name;
	}
	return ret;
}

/* What stands in the file for a value; NULL for what is empty or masked. */
static const char *value(struct out *o, const struct column *c, const struct row *row, int i)
{
	const char *v = row->v[i];
	if (!v || !strcmp(v, FIELD_MASKED))
		return NULL;
	if (c->f && c->f->type == FT_REF)
		return name_of(o, entity_find(c->f->of), v);
	if (c->f && c->f->type == FT_REFS)
		return names_of(o, entity_find(c->f->of), v);
	if (c->type == FT_REF && row->t && row->t[i])
		return row->t[i];
	return v;
}

static void csv_header(struct out *o)
{
	csv_cell(o->to, true, "id");
	for (int i = 0; i < o->n; i++)
		if (leaves(&o->cols[i]))
			csv_cell(o->to, false, o->cols[i].name);
	csv_end(o->to);
}

static void csv_row(struct out *o, const struct row *row)
{
	fprintf(o->to, "%lld", (long long)row->id);
	for (int i = 0; i < o->n; i++) {
		const struct column *c = &o->cols[i];
		if (!leaves(c))
			continue;
		const char *v = value(o, c, row, i);
		csv_cell(o->to, false, v && !ftypes[c->type].typed ? formula_guard(&o->a, v) : v);
	}
	csv_end(o->to);
}

static void json_row(struct out *o, const struct row *row)
{
	str_clear(&o->line);
	str_addf(&o->line, "{\"id\":%lld", (long long)row->id);
	for (int i = 0; i < o->n; i++) {
		const struct column *c = &o->cols[i];
		if (!leaves(c))
			continue;
		const char *v = value(o, c, row, i);
		str_addc(&o->line, ',');
		json_string(&o->line, c->name);
		str_addc(&o->line, ':');
		if (v && c->type == FT_INT && json_is_number(v))
			str_add(&o->line, v);
		else if (v && c->type == FT_BOOL)
			str_add(&o->line, *v == '1' ? "true" : "false");
		else
			json_string(&o->line, v);
	}
	fprintf(o->to, "%s}\n", o->line.s);
}

static enum rc out_row(void *arg, const struct row *row)
{
	struct out *o = arg;
	if (!o->rows++ && o->fmt == FMT_CSV)
		csv_header(o);
	if (o->fmt == FMT_CSV)
		csv_row(o, row);
	else
		json_row(o, row);
	arena_clear(&o->a);
	return ferror(o->to) ? FAILED : OK;
}

/* A table: its columns are as wide as the first page needs, less where the line is too narrow. */
struct table {
	struct list *l;
	const struct column *cols;
	int n, room; /* columns; of the terminal, 0: as wide as need be */
	int *width;  /* n + 1: the id's comes first */
};

static const char *table_cell(struct table *t, struct arena *a, const struct row *row, int i)
{
	const char *s = i < 0 ? id_show(list_db(t->l), a, row->id) : list_cell(t->l, a, row, i);
	return utf8_scrub(a, s ? s : "", true);
}

static void fit_widths(struct table *t)
{
	int total = 2 * t->n;
	for (int i = 0; i <= t->n; i++)
		total += t->width[i];
	while (t->room && total > t->room) {
		int widest = 1;
		for (int i = 2; i <= t->n; i++)
			if (t->width[i] > t->width[widest])
				widest = i;
		if (t->n < 1 || t->width[widest] <= 4)
			return;
		t->width[widest]--;
		total--;
	}
}

static void measure(struct table *t, struct arena *a, const struct row *rows, int count)
{
	t->width[0] = 2;
	for (int i = 0; i < t->n; i++)
		t->width[i + 1] = utf8_width(t->cols[i].label);
	for (int r = 0; r < count; r++)
		for (int i = -1; i < t->n; i++) {
			int w = utf8_width(table_cell(t, a, &rows[r], i));
			if (w > t->width[i + 1])
				t->width[i + 1] = w;
		}
	fit_widths(t);
}

/* One line; row NULL is the header. */
static void table_line(struct table *t, struct arena *a, FILE *to, const struct row *row)
{
	struct str line = STR_INIT;
	for (int i = -1; i < t->n; i++) {
		const char *s = row ? table_cell(t, a, row, i) : i < 0 ? "id" : t->cols[i].label;
		size_t n = t->room ? utf8_fit(s, t->width[i + 1]) : strlen(s);
		const char *cut = arena_dupn(a, s, n);
		str_add(&line, cut);
		for (int w = utf8_width(cut); w < t->width[i + 1] + 2; w++)
			str_addc(&line, ' ');
	}
	while (line.len && line.s[line.len - 1] == ' ')
		str_cut(&line, line.len - 1);
	if (t->room)
		str_cut(&line, utf8_fit(line.s, t->room));
	fprintf(to, "%s\n", line.s);
	str_release(&line);
}

/* Hands every row on, page by page; a page lives until the next one is there. */
static enum rc each_page(struct list *l,
	enum rc (*page)(void *arg, struct arena *a, const struct row *rows, int n), void *arg)
{
	struct arena a[2] = { { 0 }, { 0 } };
	struct row *rows, *last = NULL;
	int n = PAGE;
	enum rc rc = OK;
	for (int turn = 0; !rc && n == PAGE; turn ^= 1) {
		arena_clear(&a[turn]);
		rc = list_page(l, &a[turn], last, 1, false, PAGE, &rows, &n);
		if (!rc)
			rc = page(arg, &a[turn], rows, n);
		last = !rc && n ? &rows[n - 1] : last;
	}
	arena_free(&a[0]);
	arena_free(&a[1]);
	return rc;
}

static enum rc data_page(void *arg, struct arena *a, const struct row *rows, int n)
{
	enum rc rc = OK;
	(void)a;
	for (int i = 0; i < n && !rc; i++)
		rc = out_row(arg, &rows[i]);
	return rc;
}

struct table_out {
	struct table t;
	FILE *to;
	bool begun;
};

static enum rc table_page(void *arg, struct arena *a, const struct row *rows, int n)
{
	struct table_out *o = arg;
	if (!o->begun) {
		measure(&o->t, a, rows, n);
		table_line(&o->t, a, o->to, NULL);
		o->begun = true;
	}
	for (int i = 0; i < n; i++)
		table_line(&o->t, a, o->to, &rows[i]);
	return ferror(o->to) ? FAILED : OK;
}

static enum rc table_write(struct list *l, FILE *to, int room)
{
	struct table_out o = { .t = { .l = l, .room = room }, .to = to };
	o.t.n = list_columns(l, &o.t.cols);
	o.t.width = xcalloc((size_t)o.t.n + 1, sizeof *o.t.width);
	enum rc rc = each_page(l, table_page, &o);
	free(o.t.width);
	if (rc == FAILED || fflush(to))
		return db_fail(
			list_db(l), FAILED, _("The list cannot be written: %s"), strerror(errno));
	return rc;
}

/* Nothing personal leaves unless it is written down first that it did. */
static enum rc log_export(struct db *db, const struct entity *e, const char *what, int64_t rows)
{
	if (!e || db_readonly(db) || (e->zone != ZONE_PERSONAL && e->zone != ZONE_RESTRICTED))
		return OK;
	char command[120];
	snprintf(command, sizeof command, "export %s", what);
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "read", command);
	history_summary(db, "%lld %s", (long long)rows, e->plural);
	history_log(db, e, 'r', 0, NULL, NULL);
	return db_commit(db);
}

static enum rc data_write(struct db *db, struct list *l, FILE *to, enum format fmt)
{
	const struct entity *e = list_entity(l);
	struct out o;
	int64_t total;
	enum rc rc = e ? access_may(db, e, EXPORT) : OK;
	if (!rc)
		rc = list_total(l, &total);
	if (!rc)
		rc = log_export(db, e, e ? e->plural : "answer", total);
	if (rc)
		return rc;
	const struct column *cols;
	int n = list_columns(l, &cols);
	out_open(&o, db, to, fmt, cols, n);
	rc = each_page(l, data_page, &o);
	if (!rc && !o.rows && fmt == FMT_CSV)
		csv_header(&o);
	return out_close(&o, rc);
}

enum rc list_write(struct list *l, FILE *to, enum format fmt, int cols)
{
	const struct list_spec *spec = list_spec_of(l);
	struct db *db = list_db(l);
	if (fmt == FMT_TABLE)
		return table_write(l, to, cols);
	/* A list on the screen shows a few fields: the same rows are read anew with all of them. */
	if (!spec || !spec->e || spec->all_fields)
		return data_write(db, l, to, fmt);
	struct list_spec whole = *spec;
	struct list *all;
	whole.all_fields = true;
	enum rc rc = list_open(db, &whole, &all);
	if (rc)
		return rc;
	rc = data_write(db, all, to, fmt);
	list_close(all);
	return rc;
}

static enum rc count_row(void *arg, const struct row *row)
{
	(void)row;
	++*(int64_t *)arg;
	return OK;
}

enum rc question_write(struct db *db, const struct question *q, int argc, const char *const *argv,
	FILE *to, enum format fmt, int cols)
{
	struct out o;
	struct list *l;
	int64_t rows = 0;
	enum rc rc;
	if (fmt == FMT_TABLE) {
		if ((rc = question_ask(db, q, argc, argv, &l)))
			return rc;
		rc = table_write(l, to, cols);
		list_close(l);
		return rc;
	}
	rc = q->opens ? access_may(db, q->opens, EXPORT) : OK;
	if (!rc)
		rc = question_each(db, q, argc, argv, count_row, &rows);
	if (!rc)
		rc = log_export(db, q->opens, q->name, rows);
	if (rc)
		return rc;
	out_open(&o, db, to, fmt, q->cols, q->ncols);
	rc = question_each(db, q, argc, argv, out_row, &o);
	if (!rc && !o.rows && fmt == FMT_CSV)
		csv_header(&o);
	return out_close(&o, rc);
}
