/* s_pick.c - one record of a kind: what is typed narrows the list, Enter takes the marked one.
 *
 * opening.argv: ENTITY [FILTER]; title: what is asked. done is given the id as text, NULL when it
 * was left. */
#include "draw.h"
#include "end.h"
#include "line.h"
#include "rows.h"
#include "term.h"

struct pick {
	const struct entity *e;
	const char *title;
	struct line *line;
	struct rows rows;
	bool stale;   /* typed over, not looked for yet */
};

static enum rc look(struct app *app, struct pick *p)
{
	struct list_spec spec = { .e = p->e, .filter = line_text(p->line), .lenient = true };
	struct list *l = NULL;
	enum rc rc = list_open(app->db, &spec, &l);

	p->stale = false;
	if (!rc)
		rows_show(&p->rows, app, l);
	return rc;
}

static enum rc pick_open(struct app *app, struct screen *s)
{
	struct pick *p = s->data;
	const struct opening *how = &s->how;

	p->e = how->argc ? entity_find(how->argv[0]) : NULL;
	if (!p->e)
		return db_fail(app->db, NOTFOUND, "%s", _("There is no such kind of record"));
	p->title = arena_dup(&s->a, how->title ? how->title : entity_one(p->e));
	p->line = line_new(how->argc > 1 ? how->argv[1] : "");
	enum rc rc = look(app, p);
	if (rc)
		line_free(p->line);
	return rc;
}

static void pick_close(struct app *app, struct screen *s)
{
	struct pick *p = s->data;

	(void)app;
	rows_release(&p->rows);
	line_free(p->line);
}

static const char *nothing(struct app *app, struct pick *p)
{
	if (!*line_text(p->line))
		return _("There are none yet");
	return arena_printf(&app->turn, _("Nothing matches \"%s\""), line_text(p->line));
}

/* The cursor stands on the marked row: that is what Enter takes, and what is read out. */
static void pick_draw(struct app *app, struct screen *s)
{
	struct pick *p = s->data;
	int cols = draw_cols(), cursor;

	draw_text(2, 1, cols - 2, ST_LABEL, arena_printf(&app->turn, _("Type part of it: %s_"),
		line_view(p->line, cols - 24, &cursor)));
	rows_draw(&p->rows, 3, draw_rows() - 2 - 3, nothing(app, p));
}

static void pick_say(struct app *app, struct screen *s, struct str *to)
{
	struct pick *p = s->data;
	struct str rows = STR_INIT;

	rows_say(&p->rows, &rows);
	str_addf(to, "%s\n%s\n%s", p->title,
		_("Type part of it, or a number; an empty line leaves"), rows.s);
	if (!p->rows.n)
		str_addf(to, "%s\n", nothing(app, p));
	str_release(&rows);
}

static int take(struct app *app, struct screen *s, const struct row *row)
{
	if (!row)
		return DRAW;
	return screen_end(app, s, arena_int(&app->turn, row->id));
}

static int pick_key(struct app *app, struct screen *s, key k)
{
	struct pick *p = s->data;
	const char *before = arena_dup(&app->turn, line_text(p->line));

	if (k == K_BACKSPACE && !*before)
		return screen_end(app, s, NULL);
	if (!line_key(p->line, k))
		return UNUSED;
	if (strcmp(before, line_text(p->line)))
		p->stale = true;
	if (p->stale && !term_key_waiting())
		look(app, p);
	return DRAW;
}

static int pick_idle(struct app *app, struct screen *s)
{
	struct pick *p = s->data;

	if (p->stale)
		return look(app, p), DRAW;
	return rows_idle(&p->rows) ? DRAW : DONE;
}

static int pick_refresh(struct app *app, struct screen *s)
{
	struct pick *p = s->data;

	(void)app;
	rows_refresh(&p->rows);
	return DRAW;
}

static int pick_answer(struct app *app, struct screen *s, const char *line)
{
	struct pick *p = s->data;
	int number = rows_number(line);

	if (screen_leaves(line)) {
		if (line[0] && line[1]) /* who looks for a Back Street */
			app_tell(app, _("Nothing taken. \"/%s\" looks for that word"), line);
		return screen_end(app, s, NULL);
	}
	if (*line == ':')
		return UNUSED;
	if (!strcmp(line, "more"))
		return rows_more(&p->rows), DRAW;
	if (number) {
		const struct row *row = rows_said(&p->rows, number);
		if (!row)
			app_wrong(app, _("There is no line %d"), number);
		return take(app, s, row);
	}
	line_set(p->line, line + (*line == '/'));
	app_rc(app, look(app, p));
	return DRAW;
}

static int v_move(struct app *app, int argc, const char *const *argv)
{
	struct pick *p = app->top->data;

	(void)argc;
	rows_move(&p->rows, rows_motion(argv[0]));
	return X_OK;
}

static int v_open(struct app *app, int argc, const char *const *argv)
{
	struct pick *p = app->top->data;

	(void)argc, (void)argv;
	if (p->stale)
		look(app, p);
	take(app, app->top, rows_current(&p->rows));
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(v_move),
	{ "open", "", N_("Takes this one"), C_SCREEN, v_open, NULL, N_("take") },
	{ "leave", "", N_("Leaves without an answer"), C_SCREEN, screen_leave, NULL, N_("leave") },
	{ 0 },
};

static const char *pick_title(struct app *app, struct screen *s)
{
	const struct pick *p = s->data;

	(void)app;
	return p->title;
}

static const char *pick_corner(struct app *app, struct screen *s)
{
	struct pick *p = s->data;

	(void)app;
	return rows_corner(&p->rows);
}

const struct screen_ops screen_pick = {
	.name = "pick", .keys = "pick", .size = sizeof(struct pick), .typing = true,
	.open = pick_open, .close = pick_close, .draw = pick_draw, .say = pick_say,
	.key = pick_key, .answer = pick_answer, .refresh = pick_refresh, .idle = pick_idle,
	.title = pick_title, .corner = pick_corner, .hint = "open,leave", .verbs = verbs,
};
