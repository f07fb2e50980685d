/* plain.c - the face for a screen reader, a teletype or a script: the same screens as numbered
 * lines, a prompt, and lines typed back. No curses, no escape sequence, no box character.
 *
 * A line belongs to the top screen first (numbers, answers to its questions), then it is a command,
 * then the keys of that screen's key map, so that "u undoes it" holds here too. A line that begins
 * with ":" is a command whatever the screen asks. */
#include "cmd_common.h"
#include <ctype.h>

enum { LINE_MOST = 1 << 20 }; /* letters; what follows is the next line: nobody says it from afar */

/* One line from whoever is there; from a file or pipe it is written out as well, so that what comes
 * of it reads like a conversation. */
static bool read_line(struct app *app, struct str *line)
{
	int c = EOF;
	str_clear(line);
	fputs("? ", app->out);
	if (!fflush(app->out))
		while ((c = getc(stdin)) != EOF && c != '\n' && line->len < LINE_MOST)
			str_addc(line, (char)c);
	if (c == EOF && !line->len) {
		fputc('\n', app->out);
		return false;
	}
	str_cut(line, strcspn(line->s, "\r"));
	if (!isatty(STDIN_FILENO))
		cmd_print(app, line->len ? line->s : "\n");
	return true;
}

static bool has_line(const char *text, const char *line, size_t len)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (strcspn(text, "\n") == len && !memcmp(text, line, len))
			return true;
	return false;
}

/* A board is long and a move changes two lines of it: whose number or place is another than it was
 * said to be is said again, so that what was heard still holds. */
static void say_new_lines(struct app *app, const char *before, const char *now)
{
	size_t len;
	for (; *now; now += len, now += *now == '\n')
		if (len = strcspn(now, "\n"), !has_line(before, now, len))
			cmd_print(app, arena_dupn(&app->turn, now, len));
}

/* The screen says itself when it is another one or says something else than before; a board whose
 * command has just said what it did says no more. before: what was said of it, or of the question that
 * stood there. */
static void say_if_new(struct app *app, struct str *before, bool always)
{
	struct str now = STR_INIT;
	app->top->ops->say(app, app->top, &now);
	bool told = app->wrote && app->top->ops->quiet;
	if (always || (!told && !app->top->ops->board && strcmp(now.s, before->s)))
		cmd_print(app, now.s);
	else if (!told)
		say_new_lines(app, before->s, now.s);
	str_release(before);
	*before = now;
}

/* "u" or "gp": the command line of these keys in the screen's table, NULL when there is none. */
static const char *line_of_keys(struct app *app, const char *line)
{
	key keys[8];
	int n = 0;
	const char *table = app->top->ops->keys, *ret;
	while (*line && n < (int)COUNT(keys)) {
		int cols;
		size_t len = utf8_next(line, &cols);
		char one[16];
		if (!len || len >= sizeof one)
			return NULL;
		memcpy(one, line, len);
		one[len] = 0;
		const char *at = one;
		keys[n++] = key_read(&at);
		line += len;
	}
	if (*line)
		return NULL;
	if (table && keymap_find(app->keys, table, keys, n, &ret) == MATCH_WHOLE)
		return ret;
	return keymap_find(app->keys, "all", keys, n, &ret) == MATCH_WHOLE ? ret : NULL;
}

/* A command line, or one begun by keys: "gp" and "g p" as hints spell it, "/ amina", "/amina". */
static const char *meant(struct app *app, const char *line)
{
	const char **argv, *bound;
	int cols, argc = cmd_split(&app->turn, line, &argv);
	size_t first = utf8_next(line, &cols);
	/* "q" is the key, ":q" the command. */
	if (argc < 1 || (cmd_find(app, argv[0]) && argv[0][1]))
		return line;
	if (argc == 2 && strlen(argv[0]) == 1 && strlen(argv[1]) == 1 && (bound = line_of_keys(app,
			arena_printf(&app->turn, "%s%s", argv[0], argv[1]))))
		return bound;
	if ((bound = line_of_keys(app, argv[0])))
		return arena_printf(&app->turn, "%s%s", bound, line + strcspn(line, " \t"));
	if (ispunct((unsigned char)*line) && (bound = line_of_keys(app,
			arena_dupn(&app->turn, line, first))))
		return arena_printf(&app->turn, "%s %s", bound, line + first);
	return line;
}

static void take_line(struct app *app, char *line)
{
	struct screen *s = app->top;
	if (s->ops->answer && *line != ':') {
		int what = s->ops->answer(app, s, line);
		if (!(what & UNUSED)) {
			app_perform(app, s, what);
			return;
		}
	}
	line += strspn(line, " \t");
	if (*line == ':') {
		cmd_line(app, line + 1);
		return;
	}
	cmd_line(app, meant(app, line));
}

int plain_loop(struct app *app)
{
	/* Of a screen, and of a question over it: after that a board goes on where it was. */
	struct str said[] = { STR_INIT, STR_INIT };
	struct str line = STR_INIT;
	bool always = true;
	cmd_keymap(app);
	while (!app->leave && app->top) {
		struct screen *top = app->top, *under = top->ops->small ? top->below : NULL;
		say_if_new(app, &said[top->ops->small], always);
		if (!read_line(app, &line))
			break;
		/* An empty line says it again: one who hears may have missed it. (To a question it is an
		 * answer.) */
		bool blank = !line.s[strspn(line.s, " \t")];
		always = blank && !under;
		app->wrote = false;
		if (!blank || top->ops->answer)
			take_line(app, line.s);
		always |= app->top != top && !(app->top && app->top == under && under->ops->board);
		app_turn(app);
	}
	str_release(&line);
	str_release(&said[0]);
	str_release(&said[1]);
	return app->exit;
}
