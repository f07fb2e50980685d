/* screen.c - the screen table and the stack of screens. */
#include "app.h"
#include <stdarg.h>

#define SCREEN(name) extern const struct screen_ops screen_##name;
#include "screens.def"
#undef SCREEN

static const struct screen_ops *const table[] = {
#define SCREEN(name) &screen_##name,
#include "screens.def"
#undef SCREEN
	NULL
};

const struct screen_ops *screen_at(int i)
{
	return i >= 0 && (size_t)i < COUNT(table) ? table[i] : NULL;
}

const struct screen_ops *screen_find(const char *name)
{
	for (size_t i = 0; table[i]; i++)
		if (!strcmp(table[i]->name, name))
			return table[i];
	return NULL;
}

static void free_screen(struct app *app, struct screen *s)
{
	if (s->ops->close)
		s->ops->close(app, s);
	arena_free(&s->a);
	free(s);
}

/* On the shell a screen is what it says. */
static void say_and_close(struct app *app, struct screen *s)
{
	struct str to = STR_INIT;
	s->ops->say(app, s, &to);
	fwrite(to.s, 1, to.len, app->out);
	str_release(&to);
	free_screen(app, s);
}

/* What others wrote since we last looked, and what we wrote ourselves. */
static void look_for_news(struct app *app)
{
	if (!app->db)
		return;
	int64_t version = db_version(app->db), own = history_txn(app->db), newest;
	if (own > app->newest)
		app->newest = own;
	if (version == app->version)
		return;
	app->version = version;
	if (history_since(app->db, app->newest, &newest))
		app->newest = newest;
}

/* The caller's words go with the turn: those that opened the screen are its own from here on. */
static void keep_words(struct screen *s)
{
	const char **v = arena_array(&s->a, const char *, s->how.argc + 1);
	for (int i = 0; i < s->how.argc; i++)
		v[i] = arena_dup(&s->a, s->how.argv[i]);
	s->how.argv = v;
}

enum rc app_push(struct app *app, const char *name, const struct opening *how)
{
	const struct screen_ops *ops = screen_find(name);
	if (!ops)
		die("no screen is called %s", name);
	look_for_news(app);
	struct screen *s = xcalloc(1, sizeof *s);
	s->ops = ops;
	s->seen = app->newest;
	if (how)
		s->how = *how;
	if (ops->size)
		s->data = arena_alloc(&s->a, ops->size);
	enum rc rc = ops->open ? ops->open(app, s) : OK;
	if (rc) {
		app_rc(app, rc);
		arena_free(&s->a);
		free(s);
		return rc;
	}
	keep_words(s);
	if (app->face == FACE_SHELL) {
		say_and_close(app, s);
		return OK;
	}
	s->below = app->top;
	app->top = s;
	return OK;
}

enum rc app_open(struct app *app, const char *name, ...)
{
	const char *words[16];
	int n = 0;
	va_list ap;
	va_start(ap, name);
	for (const char *w; n < (int)COUNT(words) - 1 && (w = va_arg(ap, const char *));)
		words[n++] = w;
	va_end(ap);
	words[n] = NULL;
	return app_push(app, name, &(struct opening){ .argc = n, .argv = words });
}

/* Takes s off the stack. Its memory stays until the turn ends: its own handler may be running. */
static void take_off(struct app *app, struct screen *s)
{
	struct screen **at = &app->top;
	while (*at && *at != s)
		at = &(*at)->below;
	if (!*at)
		return;
	*at = s->below;
	s->below = app->gone;
	app->gone = s;
}

static void free_gone(struct app *app)
{
	for (struct screen *s; (s = app->gone);) {
		app->gone = s->below;
		free_screen(app, s);
	}
}

void app_pop(struct app *app)
{
	if (app->top)
		take_off(app, app->top);
	if (!app->top && app->face != FACE_SHELL)
		app->leave = true;
}

void app_home(struct app *app)
{
	while (app->top && strcmp(app->top->ops->name, "home"))
		take_off(app, app->top);
	if (!app->top)
		app_push(app, "home", NULL);
}

void app_close(struct app *app)
{
	while (app->top)
		take_off(app, app->top);
	free_gone(app);
	arena_free(&app->turn);
}

struct screen *app_base(struct app *app)
{
	struct screen *s = app->top;
	while (s && s->ops->small && s->below)
		s = s->below;
	return s;
}

static bool on_stack(const struct app *app, const struct screen *s)
{
	for (const struct screen *at = app->top; at; at = at->below)
		if (at == s)
			return true;
	return false;
}

void app_perform(struct app *app, struct screen *s, int what)
{
	if (what & RELOAD && on_stack(app, s) && s->ops->refresh)
		what |= s->ops->refresh(app, s);
	if (!(what & CLOSE) || !on_stack(app, s))
		return;
	take_off(app, s);
	if (!app->top)
		app->leave = true;
}

bool app_turn(struct app *app)
{
	bool fresh = false;
	look_for_news(app);
	struct screen *base = app_base(app), *s = app->top;
	while (s) {
		struct screen *below = s == base ? NULL : s->below;
		if (s->seen != app->newest) {
			s->seen = app->newest;
			app_perform(app, s, RELOAD);
			fresh = true;
		}
		s = below;
	}
	free_gone(app);
	arena_clear(&app->turn);
	return fresh;
}
