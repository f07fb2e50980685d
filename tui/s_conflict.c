/* s_conflict.c - somebody else wrote the same fields meanwhile: each is shown as mine and as
 * theirs, and one is chosen. Nothing was written yet, nothing is lost.
 *
 * opening.arg: the struct edit that edit_save refused with CONFLICT. done is given "save" when
 * every field is settled and the edit stands on the newest record, NULL when it was left. */
#include "draw.h"
#include "end.h"
#include "core/utf8.h"

struct conflict {
	struct edit *ed;
	const struct field **field;
	bool *theirs;
	int n, at;
};

static enum rc conflict_open(struct app *app, struct screen *s)
{
	struct conflict *c = s->data;

	(void)app;
	c->ed = s->how.arg;
	c->field = arena_array(&s->a, const struct field *, c->ed->e->n);
	c->theirs = arena_array(&s->a, bool, c->ed->e->n);
	for (size_t i = 0; i < c->ed->e->n; i++)
		if (c->ed->clashed[i] && !(c->ed->e->fields[i].flags & PART))
			c->field[c->n++] = &c->ed->e->fields[i];
	return OK;
}

static const char *words(struct app *app, const struct conflict *c, int i, bool theirs)
{
	const struct field *f = c->field[i];
	size_t at = field_index(c->ed->e, f);
	const char *v = theirs ? c->ed->other[at] : c->ed->v[at];
	const char *shown = v ? field_show(app->db, &app->turn, f, v) : _("(empty)");

	return utf8_scrub(&app->turn, shown, true);
}

static const char *who(const struct conflict *c)
{
	return c->ed->who ? c->ed->who : _("somebody else");
}

static const char *heading(struct app *app, const struct conflict *c)
{
	return arena_printf(&app->turn,
		_("%s changed the same while you were typing. Choose for each:"), who(c));
}

/* One field: its name, then both values, the chosen one with a star. */
static int draw_one(struct app *app, struct conflict *c, int i, int y)
{
	int cols = draw_cols();

	draw_text(y, 1, 1, ST_MARKER, i == c->at ? ">" : " ");
	draw_text(y, 3, cols - 4, ST_LABEL, field_label(c->ed->e, c->field[i]));
	if (i == c->at)
		draw_cursor(y, 1);
	draw_text(y + 1, 5, cols - 6, ST_FIELD, arena_printf(&app->turn, "%s %s: %s",
		c->theirs[i] ? " " : "*", _("mine"), words(app, c, i, false)));
	draw_text(y + 2, 5, cols - 6, ST_FIELD, arena_printf(&app->turn, "%s %s: %s",
		c->theirs[i] ? "*" : " ", who(c), words(app, c, i, true)));
	return y + 3;
}

static void conflict_draw(struct app *app, struct screen *s)
{
	struct conflict *c = s->data;
	int y = 3, end = draw_rows() - 2, fit = (end - y) / 3;
	int first = c->at >= fit ? c->at - fit + 1 : 0;

	draw_text(2, 1, draw_cols() - 2, ST_TEXT, heading(app, c));
	for (int i = first; i < c->n && y + 3 <= end; i++)
		y = draw_one(app, c, i, y);
	if (!app->message.len)
		draw_text(end, 1, draw_cols() - 2, ST_MESSAGE,
			_("What has a star is saved; nothing is written yet"));
}

static void conflict_say(struct app *app, struct screen *s, struct str *to)
{
	struct conflict *c = s->data;

	str_addf(to, "%s\n%s\n1 %s: %s\n2 %s: %s\n", heading(app, c),
		field_label(c->ed->e, c->field[c->at]), _("mine"), words(app, c, c->at, false),
		who(c), words(app, c, c->at, true));
}

/* With theirs put in its place a field is as the record has it, and is not written. */
static int settle(struct app *app, struct screen *s)
{
	struct conflict *c = s->data;

	for (int i = 0; i < c->n; i++) {
		size_t at = field_index(c->ed->e, c->field[i]);
		if (c->theirs[i])
			edit_put(c->ed, c->field[i], c->ed->other[at]);
	}
	edit_rebase(c->ed);
	return screen_end(app, s, "save");
}

static void choose(struct conflict *c, bool theirs)
{
	c->theirs[c->at] = theirs;
	if (c->at + 1 < c->n)
		c->at++;
}

static int conflict_answer(struct app *app, struct screen *s, const char *line)
{
	struct conflict *c = s->data;
	bool last = c->at + 1 == c->n;

	if (!*line || !strcmp(line, "<"))
		return screen_end(app, s, NULL);
	if (strcmp(line, "1") && strcmp(line, "2")) {
		app_wrong(app, "%s",
			_("Type 1 or 2; an empty line leaves, and your draft is kept"));
		return DRAW;
	}
	choose(c, *line == '2');
	return last ? settle(app, s) : DRAW;
}

static const char *conflict_title(struct app *app, struct screen *s)
{
	const struct conflict *c = s->data;

	return record_title(app->db, &app->turn, c->ed->e, c->ed->id);
}

static int v_choose(struct app *app, int argc, const char *const *argv)
{
	(void)argc;
	choose(app->top->data, !strcmp(argv[0], "theirs"));
	return X_OK;
}

static int v_move(struct app *app, int argc, const char *const *argv)
{
	struct conflict *c = app->top->data;

	(void)argc;
	if (!strcmp(argv[0], "down"))
		c->at += c->at + 1 < c->n;
	else
		c->at -= c->at > 0;
	return X_OK;
}

static int v_save(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	settle(app, app->top);
	return X_OK;
}

static const struct command verbs[] = {
	{ "mine", "", N_("Writes what was typed here"), C_SCREEN, v_choose, NULL, N_("mine") },
	{ "theirs", "", N_("Keeps what the other wrote"), C_SCREEN, v_choose, NULL, N_("theirs") },
	{ "save", "", N_("Saves with what has a star"), C_SCREEN, v_save, NULL, N_("save") },
	{ "leave", "", N_("Back to the form; nothing is written"), C_SCREEN, screen_leave, NULL,
		N_("back to the form") },
	{ "down", "", N_("To the next field"), C_SCREEN, v_move, NULL, N_("down") },
	{ "up", "", N_("To the field before"), C_SCREEN, v_move, NULL, N_("up") },
	{ 0 },
};

const struct screen_ops screen_conflict = {
	.name = "conflict", .keys = "conflict", .size = sizeof(struct conflict), .typing = true,
	.open = conflict_open, .draw = conflict_draw, .say = conflict_say,
	.answer = conflict_answer, .title = conflict_title, .hint = "mine,theirs,save,leave",
	.verbs = verbs,
};
