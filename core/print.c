/* print.c - plain text for paper. */
#include "print.h"
#include "access.h"
#include "date.h"
#include "transfer_private.h"
#include "utf8.h"

enum { COLUMNS = 72, LINES = 60, LABEL = 22 };

struct paper {
	int page, line; /* the page, and lines on it; 0: nothing stands on it yet */
	bool table;     /* the heads of columns stand on every page */
};

static void raw_line(struct out *o, const char *text)
{
	size_t n = strlen(text);
	while (n && text[n - 1] == ' ')
		n--;
	fprintf(o->to, "%.*s\n", (int)n, text);
	o->paper->line++;
}

static void rule(struct out *o)
{
	char line[COLUMNS + 1];
	memset(line, '-', COLUMNS);
	line[COLUMNS] = 0;
	raw_line(o, line);
}

static void pad(struct str *b, int cols)
{
	while (cols-- > 0)
		str_addc(b, ' ');
}

static void column_heads(struct out *o)
{
	str_clear(&o->line);
	for (int i = -1; i < o->n; i++) {
		const char *s = i < 0 ? "id" : o->cols[i].label;
		size_t n = utf8_fit(s, o->width[i + 1]);
		const char *cut = arena_dupn(&o->a, s, n);
		str_add(&o->line, cut);
		pad(&o->line, o->width[i + 1] + 2 - utf8_width(cut));
	}
	raw_line(o, o->line.s);
	rule(o);
}

static void page_head(struct out *o)
{
	struct paper *p = o->paper;
	if (p->page++)
		fputc('\f', o->to);
	p->line = 0;
	const char *right = arena_printf(&o->a, _("%s, page %d"),
		date_show(&o->a, db_today(o->db), "0000"), p->page);
	const char *title = utf8_scrub(&o->a, o->title, true);
	int room = COLUMNS - utf8_width(right) - 2;
	str_clear(&o->line);
	str_addn(&o->line, title, utf8_fit(title, room));
	pad(&o->line, COLUMNS - utf8_width(o->line.s) - utf8_width(right));
	str_add(&o->line, right);
	raw_line(o, o->line.s);
	rule(o);
	if (p->table)
		column_heads(o);
}

/* Goes on to a new page unless so many lines have room on this one. */
static void make_room(struct out *o, int lines)
{
	if (!o->paper->page || o->paper->line + lines > LINES)
		page_head(o);
}

static void line_out(struct out *o, const char *text)
{
	make_room(o, 1);
	raw_line(o, text);
}

/* The bytes of s that go into a line of cols columns, broken at a blank where there is one. *next is
 * where the line after it begins. */
static size_t wrap(const char *s, int cols, const char **next)
{
	size_t end = strcspn(s, "\n"), n = utf8_fit(s, cols);
	if (n >= end) {
		*next = s + end + (s[end] == '\n');
		return end;
	}
	size_t at = n;
	while (at && s[at] != ' ')
		at--;
	if (!at) {
		int wide;
		at = n ? n : utf8_next(s, &wide);
	}
	*next = s + at + strspn(s + at, " ");
	return at;
}

/* ---- lists ---- */

/* Line number `line` of a cell that is wrapped to its column; "" when it has ended. */
static const char *cell_line(struct out *o, const char *cell, int width, int line)
{
	for (; *cell; line--) {
		const char *next;
		size_t n = wrap(cell, width, &next);
		if (!line)
			return arena_dupn(&o->a, cell, n);
		cell = next;
	}
	return "";
}

static int height(const char *cell, int width)
{
	int lines = 0;
	for (const char *next; *cell; cell = next, lines++)
		wrap(cell, width, &next);
	return lines;
}

static void row_out(struct out *o, const struct row *row)
{
	const char **cell = arena_array(&o->a, const char *, o->n + 1);
	int lines = 1;
	for (int i = 0; i <= o->n; i++) {
		cell[i] = out_cell(o, row, i - 1);
		int here = height(cell[i], o->width[i]);
		lines = here > lines ? here : lines;
	}
	make_room(o, lines < LINES / 2 ? lines : 1);
	for (int line = 0; line < lines; line++) {
		make_room(o, 1);
		struct str b = STR_INIT;
		for (int i = 0; i <= o->n; i++) {
			const char *piece = cell_line(o, cell[i], o->width[i], line);
			str_add(&b, piece);
			pad(&b, o->width[i] + 2 - utf8_width(piece));
		}
		raw_line(o, b.s);
		str_release(&b);
	}
}

static enum rc list_begin(struct out *o, const struct row *rows, int n)
{
	o->room = COLUMNS;
	fit_columns(o, rows, n);
	o->paper = xcalloc(1, sizeof *o->paper);
	o->paper->table = true;
	page_head(o);
	return OK;
}

static enum rc list_rows(struct out *o, const struct row *rows, int n)
{
	for (int i = 0; i < n; i++)
		row_out(o, &rows[i]);
	return OK;
}

const struct writer print_writer = { .word = "print", .flags = W_TAKEN | W_CELLS,
	.begin = list_begin, .rows = list_rows };

/* ---- records ---- */

/* "Label:       value", the value's further lines below its first. */
static void field_out(struct out *o, const char *label, const char *value)
{
	bool own_line = utf8_width(label) > LABEL - 2;
	struct str b = STR_INIT;
	if (own_line)
		line_out(o, arena_printf(&o->a, "%s:", label));
	for (bool first = !own_line; *value; first = false) {
		const char *next;
		size_t n = wrap(value, COLUMNS - LABEL, &next);
		str_clear(&b);
		if (first)
			str_addf(&b, "%s:", label);
		pad(&b, LABEL - utf8_width(b.s));
		str_addn(&b, value, n);
		line_out(o, b.s);
		value = next;
	}
	str_release(&b);
}

static void fields_out(struct out *o, const struct record *r)
{
	for (size_t i = 0; i < r->e->n; i++) {
		const struct field *f = &r->e->fields[i];
		const char *v = r->v[i];
		if (!v || !strcmp(v, FIELD_MASKED) || f->flags & (NOCSV | PART))
			continue;
		const char *shown = field_show(o->db, &o->a, f, v);
		field_out(o, field_label(r->e, f), utf8_scrub(&o->a, shown, false));
	}
}

static void heading(struct out *o, const char *text)
{
	make_room(o, 6);
	if (o->paper->line > 2)
		line_out(o, "");
	line_out(o, text);
	column_heads(o);
}

/* The records of one kind that refer to this one, with columns of their own, on the same paper. */
static enum rc tab_out(struct out *o, const struct entity *e, const struct field *by, int64_t id)
{
	struct list_spec spec = { .e = e, .of = by, .of_id = id };
	struct row *rows, *last = NULL;
	int n = 1;
	enum rc rc = access_may(o->db, e, EXPORT);
	if (rc || (rc = list_open(o->db, &spec, &o->l)))
		return rc == DENIED ? OK : rc;
	o->n = list_columns(o->l, &o->cols);
	for (bool first = true; !rc && n; first = false) {
		rc = list_page(o->l, &o->a, last, 1, false, 200, &rows, &n);
		if (first && !rc && n) {
			fit_columns(o, rows, n);
			heading(o, list_title(o->l));
			o->paper->table = true;
		}
		for (int i = 0; i < n && !rc; i++)
			row_out(o, &rows[i]);
		last = n ? &rows[n - 1] : NULL;
	}
	o->paper->table = false;
	free(o->width);
	o->width = NULL;
	list_close(o->l);
	return rc;
}

static enum rc all_out(struct out *o, const struct record *r)
{
	const struct entity *from;
	const struct field *by;
	enum rc rc = OK;
	o->title = record_title(o->db, &o->a, r->e, r->id);
	o->room = COLUMNS;
	fields_out(o, r);
	for (size_t i = 0; !rc && entity_referrer(r->e, i, &from, &by); i++)
		rc = tab_out(o, from, by, r->id);
	return rc;
}

/* The first line is the title; an empty line stays one. */
static enum rc lines_out(struct out *o, const char *text)
{
	size_t n = strcspn(text, "\n");
	o->title = arena_dupn(&o->a, text, n);
	text += n + (text[n] == '\n');
	for (const char *next; *text; text = next) {
		n = wrap(text, COLUMNS, &next);
		line_out(o, utf8_scrub(&o->a, arena_dupn(&o->a, text, n), true));
	}
	return OK;
}

static enum rc print_one(struct db *db, const struct entity *e, int64_t id, const char *text, FILE *to)
{
	struct paper paper = { 0 };
	struct out o = { .db = db, .to = to, .e = e, .line = STR_INIT, .paper = &paper };
	struct record *r;
	enum rc rc = access_may(db, e, EXPORT);
	if (!rc)
		rc = record_load(db, &o.a, e, id, &r);
	if (!rc)
		rc = out_log(db, e, e->name, 1, id);
	if (!rc)
		rc = text ? lines_out(&o, text) : all_out(&o, r);
	if (!rc && (fflush(to) || ferror(to)))
		rc = db_fail(db, FAILED, "%s", _("The paper cannot be written: is the disk full?"));
	str_release(&o.line);
	arena_free(&o.a);
	return rc;
}

enum rc record_print(struct db *db, const struct entity *e, int64_t id, FILE *to)
{
	return print_one(db, e, id, NULL, to);
}

enum rc text_print(struct db *db, const struct entity *e, int64_t id, const char *text, FILE *to)
{
	return print_one(db, e, id, text, to);
}
