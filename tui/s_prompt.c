/* s_prompt.c - one line to type at the foot of the screen: commands, filters, answers.
 *
 * opening.title: what is asked; value: what stands there to begin with; complete: what Tab does;
 * typing: called after each key; blank: an empty line is an answer too; done: is given the text, NULL
 * when it was left.
 *
 * What was typed under a title comes back with Up, for as long as the program runs: it is kept in
 * `past`, the only state of this file, and never on disk. */
#include "draw.h"
#include "end.h"
#include "line.h"
#include "core/utf8.h"
#include <stdio.h>

enum { TITLES = 16, LINES_KEPT = 50 };

static struct recall {
	char *title;
	char *line[LINES_KEPT]; /* the newest first */
	int n;
} past[TITLES];

struct prompt {
	const char *title;
	struct line *line;
	struct recall *past;  /* NULL: more titles than places */
	int back;           /* which of them stands in the line, -1: none */
	char *draft;        /* what was typed before going back */
	struct str shown;   /* what Tab found */
};

static struct recall *past_of(const char *title)
{
	for (int i = 0; i < TITLES; i++) {
		if (!past[i].title)
			past[i].title = xstrdup(title);
		if (!strcmp(past[i].title, title))
			return &past[i];
	}
	return NULL;
}

static void remember(struct recall *p, const char *text)
{
	if (!p || !*text || (p->n && !strcmp(p->line[0], text)))
		return;
	if (p->n == LINES_KEPT)
		free(p->line[--p->n]);
	memmove(p->line + 1, p->line, sizeof(p->line[0]) * (size_t)p->n);
	p->line[0] = xstrdup(text);
	p->n++;
}

static enum rc prompt_open(struct app *app, struct screen *s)
{
	struct prompt *p = s->data;

	(void)app;
	p->title = arena_dup(&s->a, s->how.title ? s->how.title : "");
	p->line = line_new(s->how.value ? s->how.value : "");
	p->past = past_of(p->title);
	p->back = -1;
	p->shown = (struct str)STR_INIT;
	return OK;
}

static void prompt_close(struct app *app, struct screen *s)
{
	struct prompt *p = s->data;

	(void)app;
	line_free(p->line);
	free(p->draft);
	str_release(&p->shown);
}

static const char *sign(const struct prompt *p)
{
	size_t n = strlen(p->title);

	/* ":" and "?" stand for themselves; words get a colon. */
	return n && strchr(":?", p->title[n - 1]) ? (n == 1 ? "" : " ") : n ? ": " : "";
}

static void prompt_draw(struct app *app, struct screen *s)
{
	struct prompt *p = s->data;
	int y = draw_rows() - 2, cols = draw_cols(), cursor;
	const char *ask = arena_printf(&app->turn, "%s%s", p->title, sign(p));
	int x = 1 + draw_text(y, 1, cols / 2, ST_MESSAGE, ask);

	if (p->shown.len)
		draw_cell(y - 1, 1, cols - 2, ST_QUIET, p->shown.s);
	draw_cell(y, x, cols - x, ST_FIELD, line_view(p->line, cols - x - 1, &cursor));
	draw_cursor(y, x + cursor);
}

static void prompt_say(struct app *app, struct screen *s, struct str *to)
{
	struct prompt *p = s->data;

	(void)app;
	str_add(to, p->title);
	if (*line_text(p->line))
		str_addf(to, " [%s]", line_text(p->line));
	else if (!s->how.blank)
		str_addf(to, " (%s)", _("an empty line leaves"));
	str_add(to, "\n");
}

static void typed(struct app *app, struct screen *s)
{
	struct prompt *p = s->data;

	str_clear(&p->shown);
	if (s->how.typing)
		s->how.typing(app, s->how.arg, line_text(p->line));
}

static int prompt_key(struct app *app, struct screen *s, key k)
{
	struct prompt *p = s->data;
	const char *before = arena_dup(&app->turn, line_text(p->line));

	if (!line_key(p->line, k))
		return UNUSED;
	if (strcmp(before, line_text(p->line)))
		typed(app, s);
	/* Backspace in an empty line leaves, as people expect of a line they opened by mistake. */
	else if (k == K_BACKSPACE && !*before)
		return screen_end(app, s, NULL);
	return DRAW;
}

static int finish(struct app *app, struct screen *s, const char *text)
{
	struct prompt *p = s->data;

	if (text)
		remember(p->past, text);
	return screen_end(app, s, text);
}

/* An empty line keeps what stands there, "-" empties it, "<" leaves. */
static int prompt_answer(struct app *app, struct screen *s, const char *line)
{
	struct prompt *p = s->data;

	if (!strcmp(line, "<"))
		return finish(app, s, NULL);
	return finish(app, s, !*line ? line_text(p->line) : strcmp(line, "-") ? line : "");
}

static int v_accept(struct app *app, int argc, const char *const *argv)
{
	struct prompt *p = app->top->data;

	(void)argc, (void)argv;
	finish(app, app->top, line_text(p->line));
	return X_OK;
}

static int v_leave(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	finish(app, app->top, NULL);
	return X_OK;
}

static int v_complete(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app->top;
	struct prompt *p = s->data;
	struct str completed = STR_INIT, shown = STR_INIT;

	(void)argc, (void)argv;
	if (s->how.complete && s->how.complete(app, line_text(p->line), &completed, &shown)) {
		if (completed.len && strcmp(completed.s, line_text(p->line))) {
			line_set(p->line, completed.s);
			typed(app, s);
		}
		str_clear(&p->shown);
		str_add(&p->shown, shown.s);
	}
	str_release(&completed);
	str_release(&shown);
	return X_OK;
}

static void go_back(struct app *app, int to)
{
	struct prompt *p = app->top->data;

	if (!p->past || to < -1 || to >= p->past->n)
		return;
	if (p->back < 0) {
		free(p->draft);
		p->draft = xstrdup(line_text(p->line));
	}
	p->back = to;
	line_set(p->line, to < 0 ? p->draft : p->past->line[to]);
	typed(app, app->top);
}

static int v_older(struct app *app, int argc, const char *const *argv)
{
	struct prompt *p = app->top->data;

	(void)argc, (void)argv;
	go_back(app, p->back + 1);
	return X_OK;
}

static int v_newer(struct app *app, int argc, const char *const *argv)
{
	struct prompt *p = app->top->data;

	(void)argc, (void)argv;
	if (p->back >= 0)
		go_back(app, p->back - 1);
	return X_OK;
}

static const struct command verbs[] = {
	{ "accept", "", N_("Takes the line"), C_SCREEN, v_accept, NULL, N_("take") },
	{ "leave", "", N_("Leaves without an answer"), C_SCREEN, v_leave, NULL, N_("leave") },
	{ "complete", "", N_("Completes the word"), C_SCREEN, v_complete, NULL, N_("complete") },
	{ "older", "", N_("What was typed before"), C_SCREEN, v_older, NULL, N_("before") },
	{ "newer", "", N_("What was typed after that"), C_SCREEN, v_newer, NULL, N_("after") },
	{ 0 },
};

const struct screen_ops screen_prompt = {
	.name = "prompt", .keys = "prompt", .size = sizeof(struct prompt), .small = true,
	.typing = true, .open = prompt_open, .close = prompt_close, .draw = prompt_draw,
	.say = prompt_say, .key = prompt_key, .answer = prompt_answer,
	.hint = "accept,complete,older,leave", .verbs = verbs,
};
