/* s_home.c - the first page: what is late, who has gone quiet, what is this week; drawn at once, its
 * numbers filled in as they come (home.h). */
#include "home.h"
#include "core/date.h"
#include "core/utf8.h"
#include "draft.h"
#include "draw.h"
#include "rows.h"

enum { DETAIL_LEAST = 12 };

static int home_refresh(struct app *app, struct screen *s)
{
	home_lines(app, s->data, &s->a);
	return DRAW;
}

/* The lines are read when the page is first seen, not under a screen that opens over it. */
static struct home *seen(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	if (!d->n)
		home_refresh(app, s);
	return d;
}

static enum rc home_open(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	d->target = atoi(db_setting(app->db, &app->turn, "one_to_ones_target", "10"));
	return OK;
}

static void home_close(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	(void)app;
	arena_free(&d->a);
	free(d->answer);
}

static int home_idle(struct app *app, struct screen *s)
{
	return home_count(app, seen(app, s)) ? DRAW : DONE;
}

/* Where the cursor is among the n lines that show: its own may have gone. */
static int place(const struct home *d, const int *at, int n)
{
	int i = 0;
	while (i + 1 < n && at[i] < d->cur)
		i++;
	return i;
}

/* ---- verbs ---- */

/* The answer is the last word of the command, or stands behind its "=". */
static void answered(struct app *app, void *arg, const char *value)
{
	struct home *d = arg;
	const char **argv, **words;
	if (!value || !*value)
		return;
	free(d->answer);
	d->answer = xstrdup(value);
	int n = cmd_split(&app->turn, d->asked, &argv);
	words = arena_array(&app->turn, const char *, n + 2);
	memcpy(words, argv, sizeof *argv * (size_t)n);
	if (d->asked[strlen(d->asked) - 1] == '=')
		words[n - 1] = arena_printf(&app->turn, "%s%s", argv[n - 1], value);
	else
		words[n++] = value;
	cmd_run(app, n, words);
}

static int choose(struct app *app, struct home *d, int i)
{
	const struct home_line *line = &d->line[i];
	if (!line->asks)
		return cmd_line(app, line->command);
	bool again = d->asked == line->command, file = line->command[strlen(line->command) - 1] != '=';
	d->asked = line->command;
	struct opening how = { .title = _(line->asks), .value = again ? d->answer : NULL,
		.complete = file ? cmd_complete_path : NULL, .done = answered, .arg = d };
	return app_code(app_push(app, "prompt", &how));
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct home *d = seen(app, app_base(app));
	int at[HOME_LINES], n = home_shown(d, at);
	(void)argc, (void)argv;
	return n ? choose(app, d, at[place(d, at, n)]) : X_OK;
}

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct home *d = seen(app, app_base(app));
	int at[HOME_LINES], n = home_shown(d, at);
	(void)argc;
	if (n)
		d->cur = at[rows_step(rows_motion(argv[0]), place(d, at, n), n, n)];
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Opens the list of this line"), C_SCREEN, run_open, NULL, N_("open") },
	{ 0 },
};

/* ---- seen and heard ---- */

/* The weeks as a row of columns, each as high as its number. */
static const char *sparkline(struct app *app, const struct home *d)
{
	static const char *const ascii[] = { "_", ".", ":", "|" };
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	const char *const *sign = draw_ascii() ? ascii : blocks;
	int levels = draw_ascii() ? (int)COUNT(ascii) - 1 : (int)COUNT(blocks) - 1, most = d->target;
	struct str b = STR_INIT;
	for (int i = 0; i < WEEKS; i++)
		if (d->week[i] > most)
			most = d->week[i];
	for (int i = 0; i < WEEKS; i++)
		str_addf(&b, "%s%s", i ? " " : "",
			sign[most ? (d->week[i] * levels + most - 1) / most : 0]);
	const char *line = arena_dup(&app->turn, b.s);
	str_release(&b);
	return line;
}

static const char *this_week(struct app *app, const struct home *d)
{
	if (!d->weeks_known)
		return arena_printf(&app->turn, _("? of %d"), d->target);
	return arena_printf(&app->turn, _("%d of %d"), d->week[WEEKS - 1], d->target);
}

static const char *count_text(struct app *app, const struct home_line *line)
{
	if (line->count < 0)
		return line->count == NONE ? "" : "?";
	if (line->of->question && line->count > MOST)
		return arena_printf(&app->turn, "%d+", MOST);
	return arena_int(&app->turn, line->count);
}

static const char *here_as_text(struct app *app, const struct home *d)
{
	return arena_printf(&app->turn, _("You are here as: %s"), d->as);
}

static void draw_head(struct app *app, const struct home *d)
{
	int cols = draw_cols();
	if (d->empty) {
		draw_text(2, 1, cols - 2, ST_TEXT,
			_("Nobody is on file yet. Begin in one of these ways:"));
		return;
	}
	if (d->as) {
		draw_text(2, 1, cols - 2, ST_TEXT, here_as_text(app, d));
		return;
	}
	const char *week = arena_printf(&app->turn, "%s  %s", _("One-to-ones this week"),
		this_week(app, d));
	draw_text(2, 1, cols - 2, ST_TEXT, week);
	int x = utf8_width(week) + 5;
	if (d->weeks_known && x + 12 + 2 * WEEKS < cols)
		draw_text(2, x, cols - x - 1, ST_TEXT, arena_printf(&app->turn, "%s  %s",
			_("12 weeks"), sparkline(app, d)));
}

static const char *drafts_text(struct app *app, int n)
{
	return arena_printf(&app->turn,
		trn("%d form is not finished: open it again, and what you typed is there",
			"%d forms are not finished: open one again, and what you typed is there",
			(unsigned long)n), n);
}

/* What was said stands on a line of its own. */
static int height(const struct home_line *line)
{
	return line->words ? 2 : 1;
}

static void in_sight(struct home *d, const int *at, int cur, int room)
{
	int rows = 0;
	if (cur < d->top)
		d->top = cur;
	for (int i = d->top; i <= cur; i++)
		rows += height(&d->line[at[i]]);
	while (rows > room && d->top < cur)
		rows -= height(&d->line[at[d->top++]]);
}

static void draw_line(struct app *app, const struct home_line *line, int y, int end, bool current)
{
	const char *count = count_text(app, line);
	int cols = draw_cols();
	draw_text(y, 1, 1, ST_MARKER, rows_marker(app, current));
	draw_text(y, 3, cols - 4, line->count ? ST_TEXT : ST_QUIET, line->label);
	if (*count)
		draw_text(y, end - utf8_width(count), cols - end, ST_TEXT, count);
	if (line->detail && cols - end - 4 >= DETAIL_LEAST)
		draw_text(y, end + 3, cols - end - 4, ST_TEXT, line->detail);
	if (line->words && y + 1 < draw_rows() - 2)
		draw_text(y + 1, 5, cols - 6, ST_TEXT, line->words);
}

static void home_draw(struct app *app, struct screen *s)
{
	struct home *d = seen(app, s);
	int y = 3, at_cursor = y, width = 0, drafts = draft_count(app->db);
	int at[HOME_LINES], n = home_shown(d, at), cur = place(d, at, n);
	for (int i = 0; i < d->n; i++)
		if (utf8_width(d->line[i].label) > width)
			width = utf8_width(d->line[i].label);
	draw_head(app, d);
	in_sight(d, at, cur, draw_rows() - 5);
	for (int i = d->top; i < n && y < draw_rows() - 2; i++) {
		if (i == cur)
			at_cursor = y;
		draw_line(app, &d->line[at[i]], y, 3 + width + 6, i == cur);
		y += height(&d->line[at[i]]);
	}
	if (drafts && y + 1 < draw_rows() - 2)
		draw_text(y + 1, 3, draw_cols() - 4, ST_QUIET, drafts_text(app, drafts));
	draw_cursor(at_cursor, 1);
}

static void say_weeks(struct home *d, struct app *app, struct str *to)
{
	str_addf(to, "%s: %s. %s:", _("One-to-ones this week"), this_week(app, d), _("12 weeks"));
	for (int i = 0; i < WEEKS; i++)
		str_addf(to, " %d", d->week[i]);
	str_add(to, ".\n");
}

static void home_say(struct app *app, struct screen *s, struct str *to)
{
	struct home *d = seen(app, s);
	int at[HOME_LINES];
	while (home_count(app, d))
		;
	int all = home_shown(d, at);
	if (d->empty)
		str_addf(to, "%s\n", _("Nobody is on file yet. Begin in one of these ways:"));
	else if (d->as)
		str_addf(to, "%s.\n", here_as_text(app, d));
	else
		say_weeks(d, app, to);
	for (int i = 0; i < all; i++) {
		const struct home_line *line = &d->line[at[i]];
		const char *n = count_text(app, line);
		str_addf(to, "%d %s%s%s%s%s%s%s\n", i + 1, line->label, *n ? ", " : "", n,
			line->detail ? ". " : "", line->detail ? line->detail : "",
			line->words ? ". " : "", line->words ? line->words : "");
	}
	int drafts = draft_count(app->db);
	if (drafts)
		str_addf(to, "%s.\n", drafts_text(app, drafts));
}

static int home_answer(struct app *app, struct screen *s, const char *line)
{
	struct home *d = seen(app, s);
	int number = rows_number(line), at[HOME_LINES], n = home_shown(d, at);
	if (!number)
		return UNUSED;
	if (number > n)
		app_wrong(app, _("There is no line %d here"), number);
	else
		choose(app, d, at[number - 1]);
	return DONE;
}

static const char *home_title(struct app *app, struct screen *s)
{
	(void)app, (void)s;
	return _("Home");
}

static const char *home_corner(struct app *app, struct screen *s)
{
	(void)s;
	const char *today = db_today(app->db);
	return date_show(&app->turn, today, today);
}

const struct screen_ops screen_home = {
	.name = "home",
	.keys = "home",
	.board = true,
	.size = sizeof(struct home),
	.open = home_open,
	.close = home_close,
	.draw = home_draw,
	.say = home_say,
	.answer = home_answer,
	.refresh = home_refresh,
	.idle = home_idle,
	.title = home_title,
	.corner = home_corner,
	.hint = "open,add,one_to_one,list people,ask,find",
	.verbs = verbs,
};
