/* s_blank.c - nothing: what stood on the screen is gone, and so is what had scrolled away, until
 * Enter shows it again. It takes every key, so that nobody works blindly on what lies below. It is
 * a curtain, not a lock.
 *
 * In --plain it says one line and no more; the terminal itself is cleared where it can be. */
#include "app.h"
#include "draw.h"
#include "term.h"

struct blank {
	bool asked; /* a key that was not Enter: say which one goes on */
};

static enum rc blank_open(struct app *app, struct screen *s)
{
	(void)s;
	fflush(app->out);
	if (app->face != FACE_SHELL)
		term_wipe();
	return OK;
}

static void blank_draw(struct app *app, struct screen *s)
{
	const struct blank *d = s->data;
	(void)app;
	if (d->asked)
		draw_text(0, 0, draw_cols() - 1, ST_TEXT, _("Enter goes on"));
	draw_cursor(0, 0);
}

static void blank_say(struct app *app, struct screen *s, struct str *to)
{
	(void)app, (void)s;
	str_addf(to, "%s\n", _("Wiped. An empty line goes on"));
}

static int blank_key(struct app *app, struct screen *s, key k)
{
	struct blank *d = s->data;
	(void)app;
	if (k == K_ENTER)
		return CLOSE;
	d->asked = true;
	return DRAW;
}

static int blank_answer(struct app *app, struct screen *s, const char *line)
{
	(void)app, (void)s;
	return line[strspn(line, " \t")] ? DONE : CLOSE;
}

const struct screen_ops screen_blank = {
	.name = "blank", .keys = "blank", .size = sizeof(struct blank), .alone = true,
	.typing = true, .open = blank_open, .draw = blank_draw, .say = blank_say, .key = blank_key,
	.answer = blank_answer,
};
