/* end.h - how a screen that asks something ends: it goes first, then whoever opened it hears, so
 * that the answer may open the next screen. */
#ifndef END_H
#define END_H
#include "app.h"

static inline int screen_end(struct app *app, struct screen *s, const char *value)
{
	void (*done)(struct app *, void *, const char *) = s->how.done;
	void *arg = s->how.arg;
	const char *kept = arena_dup(&app->turn, value);

	app_pop(app);
	if (done)
		done(app, arg, kept);
	return DRAW;
}

/* --plain: the words that leave every page leave a question too. */
static inline bool screen_leaves(const char *line)
{
	static const char *const words[] = { "", "<", "back", "quit" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(line, words[i]) || (i > 1 && !strcmp(line, _(words[i]))))
			return true;
	return false;
}

/* The verb of leaving without an answer. */
static inline int screen_leave(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	screen_end(app, app->top, NULL);
	return X_OK;
}
#endif
