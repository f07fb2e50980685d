/* script.c - key scripts: a test, or a lesson, drives the real screens.
 *
 * A line that begins with ":" runs as a command line, "#" begins a comment, a blank line is
 * nothing. Any other line is keys: characters as typed and names in angle brackets, <Enter> <Tab>
 * <C-o>; its end is not typed. After each line idle work is finished and the screen painted.
 */
#include "app.h"
#include "term.h"

/* The next key of a line; moves *at past it. */
static key next_key(const char **at)
{
	const char *p = *at;
	if (*p == '<') {
		p++;
		key k = key_read(&p);
		if (k != K_NONE && *p == '>') {
			*at = p + 1;
			return k;
		}
		p = *at;
	}
	if (*p == ' ') {
		*at = p + 1;
		return ' ';
	}
	/* One character, even where its neighbours would spell a key's name ("Up"). */
	char one[5] = "";
	do
		strncat(one, p++, 1);
	while ((*p & 0xc0) == 0x80 && strlen(one) < 4);
	*at = p;
	const char *s = one;
	return key_read(&s);
}

/* All keys of a line wait in the terminal at once, as when somebody types fast. */
static int type_keys(struct app *app, const char *at)
{
	int code = X_OK;
	while (*at) {
		key k = next_key(&at);
		term_feed(&k, 1);
	}
	while (term_fed()) {
		key k = term_key(0);
		int ran = app->leave ? X_OK : app_key(app, k);
		if (ran)
			code = ran;
		app_turn(app);
	}
	return code;
}

static int run_line(struct app *app, const char *line)
{
	if (!*line || *line == '#')
		return X_OK;
	int code = *line == ':' ? cmd_line(app, line + 1) : type_keys(app, line);
	app_settle(app);
	return code;
}

int script_run(struct app *app)
{
	char *line = NULL;
	size_t cap = 0;
	int code = X_OK;
	app_settle(app);
	while (app->top && !app->leave && !term_leaving() && getline(&line, &cap, stdin) >= 0) {
		line[strcspn(line, "\r\n")] = '\0';
		int ran = run_line(app, line);
		if (ran)
			code = ran;
	}
	free(line);
	return code ? code : app->exit;
}
