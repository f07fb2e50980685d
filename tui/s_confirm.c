/* s_confirm.c - a question that is answered with yes or no; anything but yes is no.
 *
 * opening.title: the question; done is given "yes", or NULL. */
#include "draw.h"
#include "end.h"
#include "core/utf8.h"
#include <stdio.h>

static enum rc confirm_open(struct app *app, struct screen *s)
{
	(void)app;
	s->data = arena_dup(&s->a, s->how.title ? s->how.title : _("Are you sure?"));
	return OK;
}

static void confirm_draw(struct app *app, struct screen *s)
{
	int y = draw_rows() - 2, cols = draw_cols();
	const char *ask = arena_printf(&app->turn, "%s (%s) ", (const char *)s->data, _("y/n"));

	draw_cell(y, 1, cols - 1, ST_MESSAGE, "");
	int x = 1 + draw_text(y, 1, cols - 3, ST_MESSAGE, ask);
	draw_cursor(y, x);
}

static void confirm_say(struct app *app, struct screen *s, struct str *to)
{
	(void)app;
	str_addf(to, "%s\n1 %s\n2 %s\n", (const char *)s->data, _("yes"), _("no"));
}

/* "y", "yes", and the same in the language of now, with or without its accent. */
static bool means(struct arena *a, const char *answer, const char *word, const char *translated)
{
	const char *typed = utf8_fold(a, answer);
	size_t n = strlen(typed);

	return n && (!strncmp(typed, word, n) || !strncmp(typed, utf8_fold(a, translated), n));
}

static int take(struct app *app, struct screen *s, const char *answer)
{
	if (means(&app->turn, answer, "yes", _("yes")))
		return screen_end(app, s, "yes");
	if (means(&app->turn, answer, "no", _("no")))
		return screen_end(app, s, NULL);
	return DONE;
}

/* A key that means neither is not an answer, but Enter and Esc are the safe one. */
static int confirm_key(struct app *app, struct screen *s, key k)
{
	char name[16], typed[16];

	if (k == K_ESC || k == K_ENTER || k == K_BACKSPACE)
		return screen_end(app, s, NULL);
	if (!key_is_text(k))
		return UNUSED;
	snprintf(typed, sizeof(typed), "%s", key_name(k, name));
	take(app, s, typed);
	return DRAW;
}

static int confirm_answer(struct app *app, struct screen *s, const char *line)
{
	if (!strcmp(line, "1"))
		return screen_end(app, s, "yes");
	if (!strcmp(line, "2") || screen_leaves(line))
		return screen_end(app, s, NULL);
	if (take(app, s, line) == DONE)
		app_wrong(app, "%s", _("Type 1 or 2"));
	return DRAW;
}

const struct screen_ops screen_confirm = {
	.name = "confirm", .keys = "confirm", .small = true, .typing = true, .open = confirm_open,
	.draw = confirm_draw, .say = confirm_say, .key = confirm_key, .answer = confirm_answer,
};
