/* transfer_table.c - columns for the eye: as wide as the first page needs, less where the line is too
 * narrow. */
#include "transfer_private.h"
#include "utf8.h"

const char *out_cell(struct out *o, const struct row *row, int i)
{
	const char *s = i < 0 ? id_show(o->db, &o->a, row->id) : list_cell(o->l, &o->a, row, i);
	return utf8_scrub(&o->a, s ? s : "", true);
}

/* Takes from the widest column, one by one, until the line fits. */
static void narrow(struct out *o)
{
	int total = 2 * o->n;
	for (int i = 0; i <= o->n; i++)
		total += o->width[i];
	while (o->room && total > o->room) {
		int widest = 1;
		for (int i = 2; i <= o->n; i++)
			if (o->width[i] > o->width[widest])
				widest = i;
		if (o->n < 1 || o->width[widest] <= 4)
			return;
		o->width[widest]--;
		total--;
	}
}

void fit_columns(struct out *o, const struct row *rows, int n)
{
	o->width = xcalloc((size_t)o->n + 1, sizeof *o->width);
	o->width[0] = 2;
	for (int i = 0; i < o->n; i++)
		o->width[i + 1] = utf8_width(o->cols[i].label);
	for (int r = 0; r < n; r++)
		for (int i = -1; i < o->n; i++) {
			int w = utf8_width(out_cell(o, &rows[r], i));
			if (w > o->width[i + 1])
				o->width[i + 1] = w;
		}
	narrow(o);
}

/* One line; row NULL is the header. */
static void table_line(struct out *o, const struct row *row)
{
	struct str *line = &o->line;
	str_clear(line);
	for (int i = -1; i < o->n; i++) {
		const char *s = row ? out_cell(o, row, i) : i < 0 ? "id" : o->cols[i].label;
		size_t n = o->room ? utf8_fit(s, o->width[i + 1]) : strlen(s);
		const char *cut = arena_dupn(&o->a, s, n);
		str_add(line, cut);
		for (int w = utf8_width(cut); w < o->width[i + 1] + 2; w++)
			str_addc(line, ' ');
	}
	while (line->len && line->s[line->len - 1] == ' ')
		str_cut(line, line->len - 1);
	if (o->room)
		str_cut(line, utf8_fit(line->s, o->room));
	fprintf(o->to, "%s\n", line->s);
}

static enum rc table_begin(struct out *o, const struct row *rows, int n)
{
	fit_columns(o, rows, n);
	table_line(o, NULL);
	return OK;
}

static enum rc table_rows(struct out *o, const struct row *rows, int n)
{
	for (int i = 0; i < n; i++)
		table_line(o, &rows[i]);
	return OK;
}

const struct writer table_writer = { .word = "table", .flags = W_CELLS, .begin = table_begin,
	.rows = table_rows };
