/* talk.c - what the program says to the person before it, and what it asks. */
#include "cmd_common.h"
#include "core/utf8.h"
#include "draw.h"
#include "text.h"
#include <stdarg.h>
#include <unistd.h>

static void say(struct app *app, bool bad, const char *fmt, va_list ap)
{
	char words[1024];
	vsnprintf(words, sizeof words, fmt, ap);
	if (!*words)
		return;
	app->message_bad = bad;
	if (app->face == FACE_SHELL) {
		fprintf(stderr, "%s\n", words);
	} else if (app->face == FACE_PLAIN) {
		fprintf(app->out, "%s\n", words);
		fflush(app->out);
	} else {
		str_clear(&app->message);
		str_add(&app->message, words);
	}
}

void app_tell(struct app *app, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	say(app, false, fmt, ap);
	va_end(ap);
}

void app_wrong(struct app *app, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	say(app, true, fmt, ap);
	va_end(ap);
}

int app_code(enum rc rc)
{
	static const int codes[] = { [OK] = X_OK, [INVALID] = X_DATA, [NOTFOUND] = X_NOTFOUND,
		[CONFLICT] = X_NOTFOUND, [DENIED] = X_DENIED, [BUSY] = X_BUSY, [FAILED] = X_IO };
	return codes[rc];
}

int app_rc(struct app *app, enum rc rc)
{
	if (rc && *db_words(app->db))
		app_wrong(app, "%s", db_words(app->db));
	return app_code(rc);
}

int app_usage(struct app *app, const char *name)
{
	const struct command *c = cmd_find(app, name);
	bool args = c && c->args && *c->args;
	app_wrong(app, args ? _("Usage: %s %s") : _("Usage: %s"), name,
		args ? cmd_args(&app->turn, c) : "");
	return X_USAGE;
}

/* A line from the person at the shell; NULL when nobody is there to ask. */
static const char *shell_answer(struct app *app, const char *question)
{
	char line[512];
	if (!isatty(STDIN_FILENO))
		return NULL;
	fprintf(stderr, "%s ", question);
	if (!fgets(line, sizeof line, stdin))
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return arena_dup(&app->turn, line);
}

/* "y", "yes", and the same in the language of now, with or without its accent. */
static bool means_yes(struct arena *a, const char *answer)
{
	const char *typed = answer ? utf8_fold(a, answer) : "";
	size_t n = strlen(typed);
	return n && (!strncmp(typed, utf8_fold(a, _("yes")), n) || !strncmp(typed, "yes", n));
}

void app_confirm(struct app *app, const char *question,
	void (*done)(struct app *app, void *arg, const char *yes_or_null), void *arg)
{
	if (app->yes) {
		done(app, arg, "yes");
	} else if (app->face == FACE_SHELL) {
		const char *asked = arena_printf(&app->turn, "%s [%s]", question, _("yes/no"));
		done(app, arg, means_yes(&app->turn, shell_answer(app, asked)) ? "yes" : NULL);
	} else {
		app_push(app, "confirm",
			&(struct opening){ .title = question, .done = done, .arg = arg });
	}
}

void app_ask(struct app *app, const char *question, const char *value,
	void (*done)(struct app *app, void *arg, const char *value), void *arg)
{
	if (app->face == FACE_SHELL)
		done(app, arg, shell_answer(app, question));
	else
		app_push(app, "prompt", &(struct opening){ .title = question, .value = value,
			.done = done, .arg = arg });
}

/* Long names are cut, so that the key behind them stays in sight. */
static const char *fitted(struct app *app, const char *words, const char *undo)
{
	const char *rest = arena_printf(&app->turn, _("%s %s undoes it"), ".", undo);
	int room = draw_cols() - 2 - utf8_width(rest);
	if (app->face != FACE_SCREEN || room < 1 || utf8_width(words) <= room)
		return text_stop(&app->turn, words);
	return text_stop(&app->turn, text_fit(&app->turn, words, room, draw_ascii()));
}

/* The key that takes it back stands in the same line; on the shell it is a command. */
void app_wrote(struct app *app, const char *fmt, ...)
{
	char words[512], keys[32];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	const char *undo = "undo", *table = app->top ? app_base(app)->ops->keys : "all";
	if (app->keys && *keymap_keys(app->keys, table ? table : "all", "undo", keys))
		undo = keys;
	if (app->face == FACE_SHELL)
		app_tell(app, "%s", words);
	else
		app_tell(app, _("%s %s undoes it"), fitted(app, words, undo), undo);
	app->wrote = true;
}

bool app_about(struct app *app, const struct entity **e, int64_t *id)
{
	for (struct screen *s = app->top; s; s = s->ops->small ? s->below : NULL)
		if (s->ops->about)
			return s->ops->about(app, s, e, id);
	return false;
}
