/* s_pager.c - a text to read: help, a record's past, a report.
 *
 * opening.text (or argv[0]): the text; opening.title. There is a current line, so that a screen
 * reader can go through it line by line. */
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"
#include "text.h"

struct pager {
	const char *title, *text;
	struct arena a; /* lines of the width they were wrapped for */
	char **line;
	int n, cols;
	int top, cur, room;
};

static const char *made_safe(struct arena *a, const char *text)
{
	struct str b = STR_INIT;
	while (*text) {
		size_t n = strcspn(text, "\n");
		str_add(&b, utf8_scrub(a, arena_dupn(a, text, n), false));
		text += n;
		if (*text) {
			str_addc(&b, '\n');
			text++;
		}
	}
	const char *safe = arena_dup(a, b.s);
	str_release(&b);
	return safe;
}

static enum rc pager_open(struct app *app, struct screen *s)
{
	struct pager *d = s->data;
	const struct opening *how = &s->how;
	(void)app;
	d->text = made_safe(&s->a, how->text ? how->text : how->argc ? how->argv[0] : "");
	d->title = utf8_scrub(&s->a, arena_dup(&s->a, how->title ? how->title : ""), true);
	return OK;
}

static void pager_close(struct app *app, struct screen *s)
{
	(void)app;
	arena_free(&((struct pager *)s->data)->a);
}

/* Where the lines that follow a long one begin: under its words, behind what is like a key in a
 * table or the blanks at its beginning. */
static int hang(const char *line, int cols)
{
	const char *gap = strstr(line + strspn(line, " "), "  ");
	const char *words = gap ? gap + strspn(gap, " ") : line + strspn(line, " ");
	int n = utf8_width(line) - utf8_width(words);
	return *words && n <= cols / 2 ? n : 0;
}

static int wrap_line(struct pager *d, const char *line, int cols, char **to)
{
	int indent = utf8_width(line) > cols ? hang(line, cols) : 0;
	size_t head = utf8_fit(line, indent);
	char **part;
	int n = text_wrap(&d->a, line + head, cols - indent, &part);
	for (int i = 0; to && i < n; i++)
		to[i] = i ? arena_printf(&d->a, "%*s%s", indent, "", part[i])
			  : arena_printf(&d->a, "%.*s%s", (int)head, line, part[i]);
	return n;
}

static void wrap(struct pager *d, int cols)
{
	if (d->cols == cols)
		return;
	arena_clear(&d->a);
	for (int pass = 0; pass < 2; pass++) {
		int n = 0;
		for (const char *at = d->text; *at || !n;) {
			size_t len = strcspn(at, "\n");
			n += wrap_line(d, arena_dupn(&d->a, at, len), cols,
				pass ? d->line + n : NULL);
			at += len + (at[len] == '\n');
		}
		if (!pass)
			d->line = arena_array(&d->a, char *, n);
		d->n = n;
	}
	d->cols = cols;
}

static void in_sight(struct pager *d)
{
	if (d->cur >= d->n)
		d->cur = d->n - 1;
	if (d->cur < 0)
		d->cur = 0;
	d->top = rows_top(d->top, d->cur, d->room);
}

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct pager *d = app_base(app)->data;
	int page = d->room > 1 ? d->room : 1;
	(void)argc;
	switch (rows_motion(argv[0])) {
	case M_DOWN: d->cur++; break;
	case M_UP: d->cur--; break;
	case M_PAGE_DOWN: d->cur += page; d->top += page; break;
	case M_PAGE_UP: d->cur -= page; d->top -= page; break;
	case M_TOP: d->cur = 0; break;
	case M_BOTTOM: d->cur = d->n - 1; break;
	case M_NONE: break;
	}
	if (d->top > d->n - d->room)
		d->top = d->n - d->room;
	if (d->top < 0)
		d->top = 0;
	in_sight(d);
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ 0 },
};

static void pager_draw(struct app *app, struct screen *s)
{
	struct pager *d = s->data;
	d->room = draw_rows() - 4;
	wrap(d, draw_cols() - 4);
	in_sight(d);
	for (int i = 0; i < d->room && d->top + i < d->n; i++)
		draw_text(2 + i, 3, draw_cols() - 4, ST_TEXT, d->line[d->top + i]);
	draw_text(2 + d->cur - d->top, 1, 1, ST_MARKER,
		rows_marker(app, true));
	draw_cursor(2 + d->cur - d->top, 1);
}

static void pager_say(struct app *app, struct screen *s, struct str *to)
{
	struct pager *d = s->data;
	size_t n = strlen(d->text);
	(void)app;
	if (*d->title)
		str_addf(to, "%s\n", d->title);
	str_addf(to, "%s%s", d->text, n && d->text[n - 1] != '\n' ? "\n" : "");
}

static const char *pager_title(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct pager *)s->data)->title;
}

static const char *pager_corner(struct app *app, struct screen *s)
{
	struct pager *d = s->data;
	return arena_printf(&app->turn, "%d/%d", d->cur + 1, d->n);
}

const struct screen_ops screen_pager = {
	.name = "pager",
	.keys = "pager",
	.size = sizeof(struct pager),
	.open = pager_open,
	.close = pager_close,
	.draw = pager_draw,
	.say = pager_say,
	.title = pager_title,
	.corner = pager_corner,
	.hint = "down,page_down,back",
	.verbs = verbs,
};
