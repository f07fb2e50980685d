/* rows_show.c - a window on a list as it is seen and heard, and its numbers. */
#include "draw.h"
#include "rows.h"

bool rows_idle(struct rows *r)
{
	int64_t number;
	enum rc rc = NOTFOUND;
	if (!r->list)
		return false;
	rows_ready(r);
	if (r->total < 0) {
		rc = list_total(r->list, &number);
		if (!rc)
			r->total = number;
	} else if (!r->rank && r->n) {
		rc = list_rank(r->list, &r->row[0], &number);
		if (!rc)
			r->rank = number;
	}
	return rc == OK;
}

const char *rows_corner(struct rows *r)
{
	struct arena *a = &r->app->turn;
	if (!r->n)
		return "";
	const char *rank = r->rank ? arena_int(a, r->rank + r->cur) : "?";
	const char *total = r->total >= 0 ? arena_int(a, r->total) : "?";
	return arena_printf(a, "%s/%s", rank, total);
}


const char *rows_marker(const struct app *app, bool current)
{
	return current && !app->top->ops->small ? ">" : " ";
}

/* The marker stands apart from the text, so that a move rewrites two characters. */
static void draw_row(struct rows *r, int y, int i)
{
	bool marked = marks_has(&r->marks, r->row[i].id);
	draw_text(y, 1, 1, ST_MARKER, rows_marker(r->app, i == r->cur));
	if (marked)
		draw_text(y, 2, 1, ST_MARKED, "*");
	draw_text(y, 3, draw_cols() - 3, marked ? ST_MARKED : ST_TEXT,
		cells_line(&r->cells, &r->app->turn, r->text[i], draw_ascii()));
}

void rows_draw(struct rows *r, int y, int lines, const char *empty)
{
	rows_room(r, lines - 1);
	cells_fit(&r->cells, draw_cols() - 4, (const char *const *const *)r->text, r->n);
	if (lines < 2)
		return;
	draw_text(y, 3, draw_cols() - 3, ST_HEAD,
		cells_line(&r->cells, &r->app->turn, NULL, draw_ascii()));
	for (int i = 0; i < r->n; i++)
		draw_row(r, y + 1 + i, i);
	if (!r->n)
		draw_text(y + 1, 3, draw_cols() - 3, ST_QUIET, empty);
	draw_cursor(y + 1 + r->cur, 1);
}


/* The number said before the first row that shows, less one. */
static int64_t said_before(const struct rows *r)
{
	return r->rank ? r->rank - 1 : 0;
}

void rows_say(struct rows *r, struct str *to)
{
	rows_ready(r);
	while (rows_idle(r))
		;
	for (int i = 0; i < r->n; i++) {
		str_addf(to, "%lld %s", (long long)said_before(r) + i + 1,
			marks_has(&r->marks, r->row[i].id) ? "* " : "");
		cells_say(&r->cells, &r->app->turn, &r->row[i], to);
		str_addc(to, '\n');
	}
}

const struct row *rows_said(struct rows *r, int number)
{
	struct row *rows;
	int n;
	rows_ready(r);
	int64_t at = number - said_before(r) - 1;
	if (number < 1 || at >= r->n)
		return NULL;
	if (at >= 0)
		return &r->row[at];
	if (list_page(r->list, &r->app->turn, NULL, 1, false, number, &rows, &n) || n < number)
		return NULL;
	return &rows[number - 1];
}

int rows_number(const char *line)
{
	size_t n = strspn(line, "0123456789");
	return n && n < 9 && !line[n] ? atoi(line) : 0;
}

int rows_step(enum motion m, int cur, int n, int page)
{
	switch (m) {
	case M_DOWN: cur++; break;
	case M_UP: cur--; break;
	case M_PAGE_DOWN: cur += page; break;
	case M_PAGE_UP: cur -= page; break;
	case M_TOP: cur = 0; break;
	case M_BOTTOM: cur = n - 1; break;
	case M_NONE: break;
	}
	return cur < 0 || !n ? 0 : cur >= n ? n - 1 : cur;
}

int rows_top(int top, int cur, int room)
{
	return cur < top ? cur : cur >= top + room ? cur - room + 1 : top;
}

const char *rows_key(struct app *app, const char *table, const char *line)
{
	char buf[32] = "";
	if (app->face != FACE_SCREEN || !app->keys || !*keymap_keys(app->keys, table, line, buf))
		return line;
	return arena_dup(&app->turn, buf);
}
