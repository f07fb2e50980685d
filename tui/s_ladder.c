/* s_ladder.c - the ladder board: a column a step, a card a person, "*" where she is ready for the next.
 *
 * opening.argv: [FILTER], as for a list of people. "raise" and "lower" move the current card a step: at
 * once where the evidence is met, else after one line that says why. The sentence at the bottom that
 * said what a move would do says afterwards, by a letter or two, that it was done.
 */
#include "cmd_common.h"
#include "core/ladder.h"
#include "draw.h"
#include "ladder_board.h"
#include "text.h"

enum { CARD = 13 }; /* columns a card takes at least */

static enum rc ladder_open(struct app *app, struct screen *s)
{
	return rungs_open(app, s->data, &s->a, s->how.argc && s->how.argv[0] ? s->how.argv[0] : "");
}

static void ladder_close(struct app *app, struct screen *s)
{
	(void)app;
	rungs_close(s->data);
}

/* What was moved here shows already. */
static int ladder_refresh(struct app *app, struct screen *s)
{
	struct ladder *d = s->data;
	int64_t newest;
	history_since(app->db, 0, &newest);
	if (d->moved_to < 0 || newest != d->txn)
		rungs_settle(app, d);
	return DRAW;
}

/* ---- verbs ---- */

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct ladder *d = app_base(app)->data;
	(void)argc;
	if (d->moved_to >= 0)
		rungs_settle(app, d);
	rows_move(&d->step[d->cur].rows, rows_motion(argv[0]));
	return X_OK;
}

/* To the same line of the column beside, as far as it goes. */
static int run_side(struct app *app, int argc, const char *const *argv)
{
	struct ladder *d = app_base(app)->data;
	int to = d->cur + (strcmp(argv[0], "left") ? 1 : -1);
	(void)argc;
	if (d->moved_to >= 0)
		rungs_settle(app, d);
	if (to < 0 || to >= d->n)
		return X_OK;
	int line = d->step[d->cur].rows.cur;
	struct rows *r = &d->step[to].rows;
	d->cur = to;
	rows_ready(r);
	r->cur = line < r->n ? line : r->n ? r->n - 1 : 0;
	return X_OK;
}

/* The card that is meant: the current one, or that of the number said. */
static int64_t meant(struct app *app, struct ladder *d, int argc, const char *const *argv)
{
	if (argc > 1 && !rungs_pick(d, rows_number(argv[1]))) {
		app_wrong(app, _("There is no card %s here"), argv[1]);
		return 0;
	}
	int64_t person = rungs_current(d);
	if (!person)
		app_wrong(app, "%s", _("Nobody stands here"));
	return person;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	int64_t person = meant(app, app_base(app)->data, argc, argv);
	return !person ? X_NOTFOUND : app_code(app_open(app, "record", "person",
		arena_int(&app->turn, person), NULL));
}

static const char *whole_name(struct app *app, int64_t person)
{
	return cmd_title(app, entity_find("person"), person);
}

/* Who, from where, to where, and what shows it: for the ear, which does not see the columns. */
static void say_moved(struct app *app, const struct ladder *d, int64_t person, int from, int to,
	const char *because)
{
	struct ladder_look look = { .known = "" };
	if (!because && !ladder_look(app->db, &app->turn, person, d->step[to].code, &look))
		because = look.known;
	const char *steps = arena_printf(&app->turn, _("%s: from %s to %s"), whole_name(app, person),
		d->step[from].label, d->step[to].label);
	if (because && *because)
		app_wrote(app, "%s, %s", steps, utf8_scrub(&app->turn, because, true));
	else
		app_wrote(app, "%s", steps);
}

static int moved(struct app *app, struct ladder *d, int64_t person, int to, const char *because,
	const char *words)
{
	int from = d->cur, code = app_rc(app, ladder_move(app->db, person, d->step[to].code, because));
	if (code)
		return code;
	rungs_land(app, d, person, to, words);
	if (app->face != FACE_SCREEN) {
		rungs_settle(app, d);
		say_moved(app, d, person, from, to, because);
	} else if (!*words) {
		app_wrote(app, "%s: %s", rungs_card(app, person, RUNGS_WIDE), d->step[to].label);
	}
	return X_OK;
}

struct asked {
	struct ladder *d;
	int64_t person;
	int to;
};

static void because_given(struct app *app, void *arg, const char *value)
{
	const struct asked *q = arg;
	if (value)
		moved(app, q->d, q->person, q->to, value, "");
}

static int run_step(struct app *app, int argc, const char *const *argv)
{
	struct ladder *d = app_base(app)->data;
	bool up = !strcmp(argv[0], "raise");
	int64_t person = meant(app, d, argc, argv);
	int to = d->cur + (up ? 1 : -1);
	struct ladder_look look;
	if (!person)
		return X_NOTFOUND;
	if (to < 0 || to >= d->n) {
		app_wrong(app, "%s", up ? _("This is the last step") : _("This is the first step"));
		return X_NOTFOUND;
	}
	if (d->moved_to >= 0 && !d->on_moved)
		rungs_settle(app, d);
	const char *words = up ? rungs_sentence(app, d, d->cur, person, true) : "";
	if (*words)
		return moved(app, d, person, to, NULL, words);
	enum rc rc = ladder_look(app->db, &app->turn, person, d->step[to].code, &look);
	struct asked *q = arena_new(d->a, struct asked);
	*q = (struct asked){ d, person, to };
	app_ask(app, arena_printf(&app->turn, _("%s: %s, because"), rungs_card(app, person, CARD),
		d->step[to].label), up ? look.known : "", because_given, q);
	return app_rc(app, rc);
}

static void filter_given(struct app *app, void *arg, const char *value)
{
	if (value)
		app_rc(app, rungs_filter(app, arg, value));
}

/* The prompt completes as the command "list people ..." does. */
static bool complete_filter(struct app *app, const char *typed, struct str *completed, struct str *shown)
{
	static const char begin[] = "list people ";
	struct str line = STR_INIT;
	bool found = cmd_complete(app, arena_printf(&app->turn, "%s%s", begin, typed), &line, shown);
	str_clear(completed);
	if (found && line.len >= strlen(begin))
		str_add(completed, line.s + strlen(begin));
	str_release(&line);
	return found;
}

static int run_filter(struct app *app, int argc, const char *const *argv)
{
	struct ladder *d = app_base(app)->data;
	struct words w = words_of(app, argc, argv);
	if (w.n)
		return app_rc(app, rungs_filter(app, d, words_filter(app, &w)));
	struct opening how = { .title = _("Filter"), .value = d->filter, .complete = complete_filter,
		.done = filter_given, .arg = d };
	return cmd_push(app, "prompt", &how);
}

static int run_clear(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	return app_rc(app, rungs_filter(app, app_base(app)->data, ""));
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "left", "", N_("To the step before"), C_SCREEN, run_side, NULL, N_("left") },
	{ "right", "", N_("To the next step"), C_SCREEN, run_side, NULL, N_("right") },
	{ "open", "[NUMBER]", N_("Opens her record"), C_SCREEN, run_open, NULL, N_("open") },
	{ "raise", "[NUMBER]", N_("Moves her a step up; what shows it is written down"),
		C_SCREEN | C_WRITES, run_step, NULL, N_("a step up") },
	{ "lower", "[NUMBER]", N_("Moves her a step down, and asks why"), C_SCREEN | C_WRITES, run_step,
		NULL, N_("down") },
	{ "filter", "[WORDS]", N_("Narrows the board: words, institution:giles, owner:ana"), C_SCREEN,
		run_filter, NULL, N_("find") },
	{ "clear", "", N_("Shows everybody again"), C_SCREEN, run_clear, NULL, N_("all") },
	{ 0 },
};

/* ---- seen ---- */

static const char *count_of(struct app *app, const struct step *c)
{
	return c->rows.total < 0 ? "?" : arena_int(&app->turn, c->rows.total);
}

static void draw_head(struct app *app, const struct step *c, int y, int x, int cols)
{
	const char *count = count_of(app, c);
	int room = cols - utf8_width(count) - 1, width = utf8_width(c->label);
	const char *label = text_fit(&app->turn, c->label, width < room ? width : room, true);
	draw_text(y, x, cols, ST_TEXT, arena_printf(&app->turn, "%s %s", label, count));
}

/* No attributes: to change one costs more than the letters. */
static void draw_card(int y, int x, int cols, const char *mark, const char *name, bool ready)
{
	draw_text(y, x, 1, ST_MARKER, mark);
	int used = draw_text(y, x + 2, cols - 4, ST_TEXT, name);
	if (ready)
		draw_text(y, x + 3 + used, 1, ST_TEXT, "*");
	if (*mark == '>')
		draw_cursor(y, x);
}

/* The mark of a card of a column: one that was moved from here leaves its name with a "-". */
static const char *mark_of(struct app *app, struct ladder *d, bool at, int64_t person)
{
	return d->moved_to >= 0 && person == d->moved ? "-" : rows_marker(app, at);
}

static void draw_step(struct app *app, struct ladder *d, int at, int x, int cols, int lines)
{
	struct step *c = &d->step[at];
	struct rows *r = &c->rows;
	bool here = at == d->cur && !d->on_moved;
	rows_room(r, lines - 2);
	rungs_look(app, d, at);
	draw_head(app, c, 2, x, cols - 1);
	if (here)
		draw_cursor(4 + r->cur, x);
	if (d->moved_to == at)
		draw_card(3, x, cols, rows_marker(app, d->on_moved), rungs_card(app, d->moved, cols - 4),
			d->moved_ready);
	for (int i = 0; i < r->n; i++)
		if (d->moved_to != at || r->row[i].id != d->moved)
			draw_card(4 + i, x, cols, mark_of(app, d, here && i == r->cur, r->row[i].id),
				rungs_name(app, r, i, cols - 4), c->ready[i]);
	if (here && !r->n)
		draw_card(4, x, cols, rows_marker(app, true), "", false);
}

/* As many columns as have room, with the current one among them. */
static void bring_into_sight(struct ladder *d)
{
	int room = (draw_cols() - 1) / CARD;
	d->shown = room < d->n ? room : d->n;
	d->first = rows_top(d->first, d->cur, d->shown);
	if (d->first + d->shown > d->n)
		d->first = d->n - d->shown;
}

static const char *said_of_current(struct app *app, struct ladder *d)
{
	return d->on_moved ? d->sentence.s : rungs_sentence(app, d, d->cur, rungs_current(d), false);
}

static void ladder_draw(struct app *app, struct screen *s)
{
	struct ladder *d = s->data;
	bring_into_sight(d);
	int lines = draw_cols() < 60 ? 3 : 2; /* of the sentence */
	int cols = (draw_cols() - 1) / d->shown, end = draw_rows() - 2 - lines;
	for (int i = 0; i < d->shown; i++)
		draw_step(app, d, d->first + i, i * cols, cols, end - 2);
	char **line;
	int n = text_wrap(&app->turn, said_of_current(app, d), draw_cols() - 2, &line);
	for (int i = 0; i < n && i < lines; i++)
		draw_text(end + i, 1, draw_cols() - 2, ST_TEXT, line[i]);
	if (*d->filter && !app->message.len)
		draw_text(draw_rows() - 2, 1, draw_cols() - 2, ST_MESSAGE,
			arena_printf(&app->turn, _("Filter: %s"), d->filter));
}

static const char *ladder_title(struct app *app, struct screen *s)
{
	struct ladder *d = s->data;
	if (!d->shown || d->shown == d->n)
		return _("The ladder");
	return arena_printf(&app->turn, _("The ladder, steps %d to %d of %d"), d->first + 1,
		d->first + d->shown, d->n);
}

static int ladder_idle(struct app *app, struct screen *s)
{
	struct ladder *d = s->data;
	(void)app;
	for (int i = 0; i < d->n; i++)
		if (d->step[i].rows.room && d->step[i].rows.total < 0)
			return rows_idle(&d->step[i].rows) ? DRAW : DONE;
	return DONE;
}

static bool ladder_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	(void)app;
	*e = entity_find("person");
	*id = rungs_current(s->data);
	return *id;
}

/* ---- heard ---- */

/* Cards have one number each over the whole board, so that a number alone says who is meant. */
static void say_step(struct app *app, struct ladder *d, int at, struct str *to)
{
	struct step *c = &d->step[at];
	struct rows *r = &c->rows;
	rows_ready(r);
	while ((r->total < 0 || !r->rank) && rows_idle(r))
		;
	rungs_look(app, d, at);
	str_addf(to, "%s, %s", c->label, count_of(app, c));
	for (int i = 0; i < r->n; i++)
		str_addf(to, "%s%d %s%s", i ? ", " : ": ", rungs_number(d, r->row[i].id),
			whole_name(app, r->row[i].id), c->ready[i] ? " *" : "");
	int64_t past = (r->rank ? r->rank - 1 : 0) + r->n;
	if (r->total > past)
		str_addf(to, _(" and %d more"), (int)(r->total - past));
	str_add(to, ".\n");
}

/* Who is ready, in the words a line is typed with. */
static void say_ready(struct app *app, struct ladder *d, struct str *to)
{
	struct ladder_look look;
	for (int i = 0; i < d->n; i++)
		for (int k = 0; k < d->step[i].rows.n; k++) {
			int64_t person = d->step[i].rows.row[k].id;
			if (d->step[i].ready[k] && !ladder_look(app->db, &app->turn, person,
				d->step[i + 1].code, &look))
				str_addf(to, _("* %s %s: \"raise %d\" moves her to %s.\n"),
					whole_name(app, person), look.known,
					rungs_number(d, person), d->step[i + 1].label);
		}
}

static void ladder_say(struct app *app, struct screen *s, struct str *to)
{
	struct ladder *d = s->data;
	str_add(to, _("The ladder"));
	if (*d->filter)
		str_addf(to, _(", filter: %s"), d->filter);
	str_add(to, ".\n");
	for (int i = 0; i < d->n; i++)
		say_step(app, d, i, to);
	say_ready(app, d, to);
	if (d->nheard)
		str_add(to, _("A number opens her; \"raise NUMBER\" moves her a step up, "
			"\"lower NUMBER\" down; \"more\" says the next of each step.\n"));
}

/* The next cards of each column that has more. */
static void say_more(struct app *app, struct ladder *d)
{
	bool any = false;
	for (int i = 0; i < d->n; i++)
		any |= rows_more(&d->step[i].rows);
	if (!any)
		app_tell(app, "%s", _("That is everybody"));
}

static int ladder_answer(struct app *app, struct screen *s, const char *line)
{
	if (!strcmp(line, "more"))
		return say_more(app, s->data), DRAW;
	return cmd_opens(app, line, run_open);
}

const struct screen_ops screen_ladder = {
	.name = "ladder",
	.keys = "ladder",
	.board = true,
	.quiet = true,
	.acts = "ladder_event",
	.size = sizeof(struct ladder),
	.open = ladder_open,
	.close = ladder_close,
	.draw = ladder_draw,
	.say = ladder_say,
	.answer = ladder_answer,
	.refresh = ladder_refresh,
	.idle = ladder_idle,
	.title = ladder_title,
	.hint = "raise,lower,open,leader,filter,right",
	.verbs = verbs,
	.about = ladder_about,
};
