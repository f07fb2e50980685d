/* form_draw.c - the form on the screen: one line a field, the reason of a fault under its field,
 * the names that fit under the field one is in, what it wants in the line at the foot. */
#include "form.h"
#include "draw.h"
#include "text.h"
#include "core/utf8.h"

enum { NOTE_ROWS = 512, WHY_ROWS = 3, LABEL_X = 3 };

struct frame {
	struct app *app;
	struct form *fm;
	int y, end;          /* the next row, and the first one that is no longer ours */
	int label_cols, x, cols; /* of labels; where values begin, and how wide they may be */
};

static int label_cols(const struct form *fm)
{
	int most = 0;

	for (int i = 0; i < fm->n; i++) {
		int w = utf8_width(field_label(fm->e, fm->field[i]));
		most = w > most ? w : most;
	}
	int limit = draw_cols() / 3;
	return most < limit ? most : limit;
}

static const char *why_of(const struct form *fm, int place)
{
	return place < fm->n ? fm->ed->why[field_index(fm->e, fm->field[place])] : NULL;
}

static bool is_note(const struct field *f)
{
	return f && widget_of(f) == W_LINES;
}

/* The reason of a fault, in rows; 0 when there is none. */
static int why_rows(const struct frame *fr, int place, char ***rows)
{
	struct arena *a = &fr->app->turn;
	const char *why = why_of(fr->fm, place);
	int n = why ? text_wrap(a, arena_printf(a, "! %s", why), fr->cols, rows) : 0;

	return n < WHY_ROWS ? n : WHY_ROWS;
}

/* How many rows a place takes: an error has its own, and the field one is in shows more. */
static int height(const struct frame *fr, int place)
{
	const struct form *fm = fr->fm;
	struct note_row rows[NOTE_ROWS];
	char **why;
	int h = 1 + why_rows(fr, place, &why), room = fr->end - fr->y;

	if (place != fm->at || place >= fm->n)
		return h;
	if (is_note(field_at(fm)))
		h += note_rows(line_text(fm->line), fr->cols, rows, NOTE_ROWS) - 1;
	else if (by_name(field_at(fm)))
		h += fm->nmatch;
	return h < room ? h : room;
}

/* The first place drawn moves only as far as the one we are in needs. */
static void scroll(const struct frame *fr)
{
	struct form *fm = fr->fm;
	int sum = 0, first = fm->at;

	for (; first >= 0; first--) {
		sum += height(fr, first);
		if (sum > fr->end - fr->y && first < fm->at)
			break;
	}
	if (fm->top < first + 1)
		fm->top = first + 1;
	if (fm->top > fm->at)
		fm->top = fm->at;
	/* When all fits, all shows. */
	if (first < 0) {
		for (int i = fm->at + 1; i < places(fm); i++)
			sum += height(fr, i);
		if (sum <= fr->end - fr->y)
			fm->top = 0;
	}
}

static void draw_note(struct frame *fr)
{
	struct form *fm = fr->fm;
	struct note_row rows[NOTE_ROWS];
	const char *text = line_text(fm->line);
	int n = note_rows(text, fr->cols, rows, NOTE_ROWS), first = 0;
	int cur = note_row_of(rows, n, line_at(fm->line)), room = fr->end - fr->y;

	fm->note_cols = fr->cols;
	if (cur >= room)
		first = cur - room + 1;
	for (int i = first; i < n && fr->y < fr->end; i++, fr->y++) {
		char *row = arena_dupn(&fr->app->turn, text + rows[i].at, rows[i].n);
		draw_cell(fr->y, fr->x, fr->cols, ST_FIELD, row);
		/* The marker goes with the cursor: who hears the screen finds both in one line. */
		draw_text(fr->y, 1, 1, ST_MARKER, i == cur ? ">" : " ");
		if (i == cur) {
			row[line_at(fm->line) - rows[i].at] = 0;
			draw_cursor(fr->y, fr->x + utf8_width(row));
		}
	}
}

static void draw_typed(struct frame *fr, const struct field *f)
{
	struct form *fm = fr->fm;
	int cursor = 0;

	if (is_note(f)) {
		draw_note(fr);
		return;
	}
	if (widget_of(f) == W_TICK) {
		draw_cell(fr->y, fr->x, fr->cols, ST_FIELD,
			field_text(fr->app, &fr->app->turn, fm, f));
		cursor = 1;
	} else {
		draw_cell(fr->y, fr->x, fr->cols, ST_FIELD,
			line_view(fm->line, fr->cols, &cursor));
	}
	draw_cursor(fr->y++, fr->x + (cursor < fr->cols ? cursor : fr->cols - 1));
}

static void draw_matches(struct frame *fr)
{
	const struct form *fm = fr->fm;

	for (int i = 0; i < fm->nmatch && fr->y < fr->end; i++, fr->y++) {
		draw_text(fr->y, fr->x - 2, 1, ST_MARKER, i == fm->mark ? "*" : " ");
		draw_cell(fr->y, fr->x, fr->cols, ST_FIELD, fm->match[i].label);
	}
}

static void draw_field(struct frame *fr, int place)
{
	struct form *fm = fr->fm;
	const struct field *f = fm->field[place];
	struct arena *a = &fr->app->turn;
	bool here = place == fm->at;
	char **why;
	int nwhy = why_rows(fr, place, &why);

	draw_text(fr->y, 1, 1, ST_MARKER, here ? ">" : " ");
	draw_cell(fr->y, LABEL_X, fr->label_cols, ST_LABEL, field_label(fm->e, f));
	if (here)
		draw_typed(fr, f);
	else
		draw_cell(fr->y++, fr->x, fr->cols, ST_FIELD,
			utf8_scrub(a, field_text(fr->app, a, fm, f), true));
	for (int i = 0; i < nwhy && fr->y < fr->end; i++)
		draw_cell(fr->y++, fr->x, fr->cols, ST_ERROR, why[i]);
	if (here && by_name(f))
		draw_matches(fr);
}

/* "More fields (22)" and "Save". */
static void draw_button(struct frame *fr, int place)
{
	struct form *fm = fr->fm;
	bool here = place == fm->at, more = fm->hidden && place == fm->n;

	draw_text(fr->y, 1, 1, ST_MARKER, here ? ">" : " ");
	draw_text(fr->y, LABEL_X, draw_cols() - LABEL_X, ST_LABEL,
		more ? arena_printf(&fr->app->turn, _("More fields (%d)"), fm->hidden) : _("Save"));
	if (here)
		draw_cursor(fr->y, LABEL_X);
	fr->y++;
}

const char *form_rule(const struct form *fm)
{
	for (size_t i = 0; i < fm->e->n; i++) {
		const struct field *f = &fm->e->fields[i];
		if (f->flags & RULE)
			return tr(fm->e->name, f->help);
	}
	return NULL;
}

void form_draw(struct app *app, struct screen *s)
{
	struct form *fm = s->data;
	struct frame fr = { app, fm, 2, draw_rows() - 3, label_cols(fm), 0, 0 };
	const char *rule = form_rule(fm), *wants = field_wants(app, &app->turn, fm);

	fr.x = LABEL_X + fr.label_cols + 2;
	fr.cols = draw_cols() - fr.x - 1;
	if (rule && draw_rows() >= 16)
		draw_text(fr.y++, LABEL_X, draw_cols() - LABEL_X - 1, ST_QUIET, rule);
	/* Said once is enough when it stands above already. */
	if (!rule || strcmp(rule, wants) || draw_rows() < 16)
		draw_text(draw_rows() - 3, LABEL_X, draw_cols() - LABEL_X - 1, ST_MESSAGE, wants);
	scroll(&fr);
	for (int i = fm->top; i < places(fm) && fr.y < fr.end; i++) {
		if (i < fm->n)
			draw_field(&fr, i);
		else
			draw_button(&fr, i);
	}
}
