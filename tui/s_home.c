/* s_home.c - the first page: what is late, who has gone quiet, what is this week.
 *
 * It draws at once and fills its numbers one by one when there is nothing else to do; a key stops a
 * count, which is then taken up again. On an empty file it says how to begin instead. */
#include "cells.h"
#include "app.h"
#include "core/date.h"
#include "core/utf8.h"
#include "draft.h"
#include "draw.h"
#include "rows.h"

enum { WEEKS = 12, MOST = 999, DETAIL_MOST = 200, DETAIL_LEAST = 12, UNKNOWN = -1, NONE = -2 };

/* On a map of fewer institutions than this everything is a hole: it goes without saying. */
enum { MAP_LEAST = 5 };

/* A line is a question's answer or a list: the most urgent first, what is kept for long last. */
static const struct source {
	const char *label, *question, *plural;
} sources[] = {
	{ N_("Next steps due"), "next-steps", NULL },
	{ N_("In the diary"), "diary", NULL },
	{ N_("New, no one-to-one booked"), "new-not-booked", NULL },
	{ N_("Leaders never met"), "leaders-never-met", NULL },
	{ N_("Not met for six weeks"), "not-met", NULL },
	{ N_("Gone quiet"), "gone-quiet", NULL },
	{ N_("Members not met"), "institutions-not-met", NULL },
	{ N_("Members with one leader"), "single-leader", NULL },
	{ N_("Dues late"), "dues-late", NULL },
	{ N_("Not on the map yet"), "map-gaps", NULL },
	{ NULL, NULL, "people" },
	{ NULL, NULL, "institutions" },
	{ NULL, NULL, "one_to_ones" },
};

static const struct begin {
	const char *label, *command, *asks;
} begins[] = {
	{ N_("Bring people in from a spreadsheet (CSV)"), "import people", N_("Which file?") },
	{ N_("Bring institutions in from a spreadsheet (CSV)"), "import institutions",
		N_("Which file?") },
	{ N_("Add a person by hand"), "add person", NULL },
	{ N_("Write your own name: so far you are called %s"), "set user %s name=",
		N_("Your name") },
	{ N_("Look around in an invented borough"), "demo", NULL },
};

struct line {
	const char *label, *command, *asks;
	const struct source *of;
	int64_t count;      /* UNKNOWN, or NONE: it has no number */
	const char *detail; /* the first row of an answer, as a sentence */
};

enum { LINES = COUNT(sources) > COUNT(begins) ? COUNT(sources) : COUNT(begins) };

struct home {
	struct arena a;     /* details */
	struct line line[LINES];
	int n, cur, top;    /* top: the first line drawn */
	bool empty;         /* an empty file */
	int week[WEEKS];    /* one-to-ones held, the last is this week's */
	bool weeks_known;
	int target;
	const char *asked;  /* the command whose last word is asked for */
	char *answer;       /* what was typed there, to be mended if it was wrong */
};

/* ---- what there is to say ---- */

static bool has_rows(struct app *app, const char *plural, int least)
{
	struct list_spec spec = { .e = entity_find(plural) };
	struct list *l;
	struct row *rows;
	int n = 0;
	if (list_open(app->db, &spec, &l))
		return true; /* who may not look is not told that nothing is there */
	enum rc rc = list_page(l, &app->turn, NULL, 1, false, least, &rows, &n);
	list_close(l);
	return rc || n >= least;
}

/* The words with `what` where their "%s" is, if they have one. */
static const char *filled(struct arena *a, const char *words, const char *what)
{
	const char *at = strstr(words, "%s");
	return at ? arena_printf(a, "%.*s%s%s", (int)(at - words), words, what, at + 2) : words;
}

/* The commands outlive a refresh: one may have been asked for its last word meanwhile. */
static void say_begins(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	const char *me = arena_printf(&app->turn, "%lld", (long long)db_my_id(app->db));
	d->n = 0;
	for (size_t i = 0; i < COUNT(begins); i++)
		d->line[d->n++] = (struct line){
			.label = filled(&d->a, _(begins[i].label), app->user),
			.command = filled(&s->a, begins[i].command, me),
			.asks = begins[i].asks, .count = NONE };
}

/* Her name may have been changed here, or by an administrator. */
static void name_user(struct app *app)
{
	const char *name = access_name(app->db, &app->turn);
	if (same(name, app->user))
		return;
	free((char *)app->user);
	app->user = xstrdup(name);
}

static void say_sources(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	d->n = 0;
	for (size_t i = 0; i < COUNT(sources); i++) {
		const struct source *of = &sources[i];
		const struct entity *e = of->plural ? entity_find(of->plural) : NULL;
		const struct question *q = of->question ? question_find(of->question) : NULL;
		if (e ? access_may(app->db, e, READ) : !q || access_may(app->db, q->opens, READ))
			continue;
		d->line[d->n++] = (struct line){ .label = e ? entity_label(e) : _(of->label),
			.command = e ? arena_printf(&s->a, "list %s", of->plural)
				     : arena_printf(&s->a, "ask %s", of->question),
			.of = of, .count = UNKNOWN };
	}
}

static int home_refresh(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	bool was_empty = d->empty;
	arena_clear(&d->a);
	name_user(app);
	d->empty = !has_rows(app, "people", 1) && !has_rows(app, "institutions", 1);
	if (d->empty)
		say_begins(app, s);
	else if (was_empty || !d->n)
		say_sources(app, s);
	for (int i = 0; i < d->n && !d->empty; i++)
		d->line[i].count = UNKNOWN, d->line[i].detail = NULL;
	d->weeks_known = d->empty;
	if (was_empty != d->empty)
		d->cur = 0;
	if (d->cur >= d->n)
		d->cur = d->n ? d->n - 1 : 0;
	return DRAW;
}

static enum rc home_open(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	d->target = atoi(db_setting(app->db, &app->turn, "one_to_ones_target", "10"));
	home_refresh(app, s);
	return OK;
}

static void home_close(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	(void)app;
	arena_free(&d->a);
	free(d->answer);
}

/* ---- numbers, when idle ---- */

/* My meetings from the newest back to twelve weeks ago, by week. */
static enum rc count_weeks(struct app *app, struct home *d)
{
	struct list_spec spec = { .e = entity_find("one_to_one"),
		.filter = "status:held organiser:me" };
	struct list *l;
	struct row *rows = NULL;
	const struct column *cols;
	struct arena page[2] = { 0 }; /* this one and the one before, whose last row it begins after */
	long today, day;
	int turn = 0, week[WEEKS] = { 0 }, on = 0, n = 1;
	enum rc rc = list_open(app->db, &spec, &l);
	if (rc)
		return rc;
	while (on < list_columns(l, &cols) - 1 && strcmp(cols[on].name, "on"))
		on++;
	date_number(db_today(app->db), &today);
	long monday = today - (today + 3) % 7, first = monday - 7 * (WEEKS - 1);
	for (bool more = true; more && !rc && n;) {
		arena_clear(&page[turn ^= 1]);
		rc = list_page(l, &page[turn], rows ? &rows[n - 1] : NULL, 1, false, 200, &rows, &n);
		for (int i = 0; i < n && more && !rc; i++) {
			more = rows[i].v[on] && date_number(rows[i].v[on], &day) && day >= first;
			if (more && day < monday + 7)
				week[(day - first) / 7]++;
		}
	}
	list_close(l);
	arena_free(&page[0]);
	arena_free(&page[1]);
	if (!rc)
		memcpy(d->week, week, sizeof week);
	return rc;
}

static const char *first_row(struct app *app, struct home *d, const struct question *q)
{
	struct list *l;
	struct row *rows;
	int n = 0;
	const char *said = NULL;
	if (question_ask(app->db, q, 0, NULL, &l))
		return NULL;
	if (!list_page(l, &app->turn, NULL, 1, false, 1, &rows, &n) && n) {
		struct cells cells = { 0 };
		struct str b = STR_INIT;
		cells_init(&cells, app->db, l);
		cells_brief(&cells, &app->turn, &rows[0], &b);
		said = arena_dup(&d->a, b.s);
		str_release(&b);
	}
	list_close(l);
	return said;
}

static enum rc count_line(struct app *app, struct home *d, struct line *line)
{
	const struct source *of = line->of;
	enum rc rc;
	line->detail = NULL;
	if (same(of->question, "map-gaps") && !has_rows(app, "institutions", MAP_LEAST)) {
		line->count = 0;
		return OK;
	}
	if (of->question) {
		const struct question *q = question_find(of->question);
		int n = 0;
		rc = question_count(app->db, q, MOST + 1, &n);
		line->count = rc ? UNKNOWN : n;
		if (!rc && n && n <= DETAIL_MOST)
			line->detail = first_row(app, d, q);
		return rc;
	}
	struct list_spec spec = { .e = entity_find(of->plural) };
	struct list *l;
	rc = list_open(app->db, &spec, &l);
	if (rc)
		return rc;
	rc = list_total(l, &line->count);
	list_close(l);
	if (rc)
		line->count = UNKNOWN;
	return rc;
}

/* Takes one number that is missing. False when none is, or when a key stopped it. */
static bool count_one(struct app *app, struct home *d)
{
	enum rc rc;
	if (!d->weeks_known) {
		rc = count_weeks(app, d);
		d->weeks_known = rc != BUSY;
		return rc != BUSY;
	}
	for (int i = 0; i < d->n; i++)
		if (d->line[i].count == UNKNOWN) {
			rc = count_line(app, d, &d->line[i]);
			if (rc && rc != BUSY)
				d->line[i].count = NONE;
			return rc != BUSY;
		}
	return false;
}

static int home_idle(struct app *app, struct screen *s)
{
	return count_one(app, s->data) ? DRAW : DONE;
}

/* ---- the lines that say something ---- */

/* A question that nobody answers to is left out. */
static bool shows(const struct line *line)
{
	return line->count || !line->of || !line->of->question;
}

/* The numbers of the lines that show, and how many these are. */
static int shown(const struct home *d, int *at)
{
	int n = 0;
	for (int i = 0; i < d->n; i++)
		if (shows(&d->line[i]))
			at[n++] = i;
	return n;
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
	const struct line *line = &d->line[i];
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
	struct home *d = app_base(app)->data;
	int at[LINES], n = shown(d, at);
	(void)argc, (void)argv;
	return n ? choose(app, d, at[place(d, at, n)]) : X_OK;
}

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct home *d = app_base(app)->data;
	enum motion m = rows_motion(argv[0]);
	int at[LINES], n = shown(d, at), to = place(d, at, n);
	(void)argc;
	if (m == M_DOWN && to + 1 < n)
		to++;
	else if (m == M_UP && to)
		to--;
	else if (m == M_TOP || m == M_PAGE_UP)
		to = 0;
	else if ((m == M_BOTTOM || m == M_PAGE_DOWN) && n)
		to = n - 1;
	if (n)
		d->cur = at[to];
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

static const char *count_text(struct app *app, const struct line *line)
{
	if (line->count < 0)
		return line->count == NONE ? "" : "?";
	if (line->of->question && line->count > MOST)
		return arena_printf(&app->turn, "%d+", MOST);
	return arena_printf(&app->turn, "%lld", (long long)line->count);
}

static void draw_head(struct app *app, const struct home *d)
{
	int cols = draw_cols();
	if (d->empty) {
		draw_text(2, 1, cols - 2, ST_TEXT,
			_("Nobody is on file yet. Begin in one of these ways:"));
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

static void in_sight(struct home *d, int cur, int room)
{
	if (cur < d->top)
		d->top = cur;
	if (cur >= d->top + room)
		d->top = cur - room + 1;
}

static void home_draw(struct app *app, struct screen *s)
{
	struct home *d = s->data;
	int cols = draw_cols(), width = 0, at[LINES], n = shown(d, at), cur = place(d, at, n);
	for (int i = 0; i < d->n; i++)
		if (utf8_width(d->line[i].label) > width)
			width = utf8_width(d->line[i].label);
	draw_head(app, d);
	in_sight(d, cur, draw_rows() - 5);
	for (int i = d->top; i < n && i - d->top < draw_rows() - 5; i++) {
		const struct line *line = &d->line[at[i]];
		const char *count = count_text(app, line);
		int y = 3 + i - d->top, end = 3 + width + 6;
		draw_text(y, 1, 1, ST_MARKER, rows_marker(app, i == cur));
		draw_text(y, 3, cols - 4, line->count ? ST_TEXT : ST_QUIET, line->label);
		if (*count)
			draw_text(y, end - utf8_width(count), cols - end, ST_TEXT, count);
		if (line->detail && cols - end - 4 >= DETAIL_LEAST)
			draw_text(y, end + 3, cols - end - 4, ST_TEXT, line->detail);
	}
	int y = 4 + n - d->top, drafts = draft_count(app->db);
	if (drafts && y < draw_rows() - 2)
		draw_text(y, 3, cols - 4, ST_QUIET, drafts_text(app, drafts));
	draw_cursor(3 + cur - d->top, 1);
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
	struct home *d = s->data;
	int at[LINES];
	while (count_one(app, d))
		;
	int all = shown(d, at);
	if (d->empty)
		str_addf(to, "%s\n", _("Nobody is on file yet. Begin in one of these ways:"));
	else
		say_weeks(d, app, to);
	for (int i = 0; i < all; i++) {
		const struct line *line = &d->line[at[i]];
		const char *n = count_text(app, line);
		str_addf(to, "%d %s%s%s%s%s\n", i + 1, line->label, *n ? ", " : "", n,
			line->detail ? ". " : "", line->detail ? line->detail : "");
	}
	int drafts = draft_count(app->db);
	if (drafts)
		str_addf(to, "%s.\n", drafts_text(app, drafts));
}

static int home_answer(struct app *app, struct screen *s, const char *line)
{
	struct home *d = s->data;
	int number = rows_number(line), at[LINES], n = shown(d, at);
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
