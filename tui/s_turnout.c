/* s_turnout.c - the turnout board: quota, pledged, forecast, came, by institution and by leader.
 *
 * opening.argv: ACTION, its id, and "leaders" to begin with these. Digits on a leader are her pledge:
 * Enter writes it down and goes to the next, so that a call takes four keys. */
#include "cmd_common.h"
#include "turnout_board.h"
#include "rows.h"

static struct board *shown(struct app *app)
{
	return app_base(app)->data;
}

static enum rc turnout_open(struct app *app, struct screen *s)
{
	struct board *b = s->data;
	b->open = -1;
	if (!s->how.argc || !id_parse(app->db, s->how.argv[0], &b->action))
		return db_fail(app->db, INVALID, "%s", _("Which action? As in: turnout \"Assembly\""));
	b->by_leader = s->how.argc > 1;
	return board_read(app->db, b, true);
}

/* A number that was typed and never kept does not go without a word. */
static void drop_typed(struct app *app, struct board *b)
{
	const struct board_line *line = board_current(b);
	if (*b->typed && line && line->leader)
		app_tell(app, _("Not written down: %s brings %s"),
			utf8_scrub(&app->turn, line->leader->name, true), b->typed);
	b->typed[0] = 0;
}

static void turnout_close(struct app *app, struct screen *s)
{
	drop_typed(app, s->data);
	board_release(s->data);
}

static int turnout_refresh(struct app *app, struct screen *s)
{
	enum rc rc = board_read(app->db, s->data, false);
	if (rc == NOTFOUND) {
		app_rc(app, rc);
		return CLOSE;
	}
	return DRAW;
}

/* ---- verbs ---- */

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	(void)argc;
	drop_typed(app, b);
	b->cur = rows_step(rows_motion(argv[0]), b->cur, b->n, ROWS_PAGE);
	return X_OK;
}

static int brings(struct app *app, struct board *b, const struct board_line *line, const char *typed)
{
	if (!line || !line->leader) {
		app_wrong(app, _("A pledge is a leader's: Enter shows those of an institution"));
		return X_USAGE;
	}
	const char *name = utf8_scrub(&app->turn, arena_dup(&app->turn, line->leader->name), true);
	int n = atoi(typed), was = line->leader->brings;
	enum rc rc = turnout_pledge(app->db, b->action, line->leader->leader, n);
	if (!rc && app->face != FACE_SCREEN)
		rc = board_read(app->db, b, false);
	if (!rc && app->face != FACE_SCREEN)
		app_wrote(app, _("%s brings %d, before %s; pledged %d, expect %d to %d"), name, n,
			was < 0 ? _("not asked yet") : arena_int(&app->turn, was), b->t.pledged,
			b->t.range.low, b->t.range.high);
	else if (!rc) /* which key takes it back stands in the hint: a call every few seconds */
		app_tell(app, _("%s brings %d"), name, n);
	return app_rc(app, rc);
}

/* The pledge of the current leader, or of the one on that line; afterwards one is with the next. */
static int run_brings(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	int number = argc > 2 ? rows_number(argv[1]) : b->cur + 1;
	const char *typed = argv[argc - 1];
	if (argc < 2 || argc > 3 || strspn(typed, "0123456789") != strlen(typed) || strlen(typed) > 5)
		return app_usage(app, argv[0]);
	if (number < 1 || number > b->n) {
		app_wrong(app, _("There is no line %d here"), number);
		return X_NOTFOUND;
	}
	b->cur = number - 1;
	int code = brings(app, b, &b->line[b->cur], typed);
	if (!code && b->cur + 1 < b->n)
		b->cur++;
	return code;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	const struct board_line *line = board_current(b);
	(void)argc, (void)argv;
	if (*b->typed) {
		const char *words[] = { "brings", arena_dup(&app->turn, b->typed) };
		b->typed[0] = 0;
		return run_brings(app, 2, words);
	}
	if (line && line->leader)
		return app_code(app_open(app, "record", "person",
			arena_int(&app->turn, line->leader->leader), NULL));
	if (line) {
		b->open = line->place->institution == b->open ? -1 : line->place->institution;
		board_lines(b);
	}
	return X_OK;
}

static int run_view(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	(void)argc, (void)argv;
	drop_typed(app, b);
	b->by_leader = !b->by_leader;
	b->cur = b->top = 0;
	board_lines(b);
	b->cur = 0;
	if (b->by_leader && app->face == FACE_SCREEN)
		app_tell(app, "%s", _("On a leader: type how many she brings, and Enter"));
	return X_OK;
}

static int run_sort(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	(void)argc, (void)argv;
	if (!b->by_leader && b->open < 0) {
		app_tell(app, _("Leaders are sorted: %s shows them"), rows_key(app, "turnout", "view"));
		return X_OK;
	}
	int code = app_rc(app, board_read(app->db, b, true));
	if (!code)
		app_tell(app, "%s", _("Those first on whose call most hangs"));
	return code;
}

static int run_clear(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	(void)argc, (void)argv;
	if (*b->typed)
		b->typed[0] = 0;
	else
		app_pop(app);
	return X_OK;
}

static int run_rub(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	size_t n = strlen(b->typed);
	if (!n)
		return run_clear(app, argc, argv);
	b->typed[n - 1] = 0;
	return X_OK;
}

static int run_reminded(struct app *app, int argc, const char *const *argv)
{
	struct board *b = shown(app);
	const struct board_line *line = board_current(b);
	(void)argc, (void)argv;
	if (!line || !line->leader || !line->leader->pledge) {
		app_wrong(app, _("Nobody has pledged on this line"));
		return X_NOTFOUND;
	}
	const char *name = arena_dup(&app->turn, line->leader->name);
	int code = app_rc(app, turnout_reminded(app->db, line->leader->pledge));
	if (!code) {
		app_wrote(app, _("%s: reminded"), utf8_scrub(&app->turn, name, true));
		b->cur += b->cur + 1 < b->n;
	}
	return code;
}

/* The desk and the run sheet of the same action. */
static int run_there(struct app *app, int argc, const char *const *argv)
{
	const char *words[] = { arena_int(&app->turn, shown(app)->action) };
	struct opening how = { .argc = 1, .argv = words };
	(void)argc;
	if (!strcmp(argv[0], "runsheet"))
		return show_run_sheet(app, shown(app)->action);
	return cmd_push(app, "desk", &how);
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Shows the leaders of an institution, opens a leader, or keeps the number typed"),
		C_SCREEN, run_open, NULL, N_("open") },
	{ "brings", "[LINE] NUMBER", N_("So many this leader brings"), C_SCREEN | C_WRITES, run_brings,
		NULL, N_("brings") },
	{ "view", "", N_("By leader, or by institution"), C_SCREEN, run_view, NULL, N_("leaders") },
	{ "sort", "", N_("Leaders anew, those first on whose call most hangs"), C_SCREEN, run_sort,
		NULL, N_("sort") },
	{ "reminded", "", N_("Marks this leader as reminded"), C_SCREEN | C_WRITES, run_reminded, NULL,
		N_("reminded"), { "turnout_pledge", WRITE, false } },
	{ "desk", "", N_("The sign-in desk of this action"), C_SCREEN, run_there, NULL, N_("desk"),
		{ "sign_in", ADD, false } },
	{ "runsheet", "", N_("The run sheet of this action"), C_SCREEN, run_there, NULL,
		N_("run sheet") },
	{ "clear", "", N_("Takes the number typed away, or leaves"), C_SCREEN, run_clear, NULL,
		N_("back") },
	{ "rub", "", N_("Takes the last digit away, or leaves"), C_SCREEN, run_rub, NULL, N_("back") },
	{ 0 },
};

static int turnout_key(struct app *app, struct screen *s, key k)
{
	struct board *b = s->data;
	size_t n = strlen(b->typed);
	const struct board_line *line = board_current(b);
	if (k < '0' || k > '9' || !line || n + 1 >= sizeof b->typed)
		return UNUSED;
	if (!line->leader) {
		app_wrong(app, _("A pledge is a leader's: Enter shows those of an institution"));
		return DRAW;
	}
	b->typed[n] = (char)k;
	b->typed[n + 1] = 0;
	return DRAW;
}

/* ---- seen and heard ---- */

static void turnout_draw(struct app *app, struct screen *s)
{
	board_draw(app, s->data);
}

static void turnout_say(struct app *app, struct screen *s, struct str *to)
{
	const struct board *b = s->data;
	board_say(app, b, to);
	if (b->n && app->face == FACE_PLAIN)
		str_add(to, b->by_leader ? _("NUMBER BRINGS writes down a pledge, as in 1 12; \"view\" is "
					     "by institution.\n")
					 : _("A number shows its leaders; \"view\" is whom to call.\n"));
}

/* "3" opens line 3, "3 12": she brings 12. */
static int turnout_answer(struct app *app, struct screen *s, const char *line)
{
	struct board *b = s->data;
	size_t n = strspn(line, "0123456789");
	const char *rest = line + n + strspn(line + n, " ");
	int number = rows_number(arena_dupn(&app->turn, line, n));
	if (!number || (*rest && (rest == line + n || !rows_number(rest)) && strcmp(rest, "0")))
		return UNUSED;
	const char *words[] = { "brings", arena_dupn(&app->turn, line, n), rest };
	if (*rest) {
		run_brings(app, 3, words);
	} else if (number > b->n) {
		app_wrong(app, _("There is no line %d here"), number);
	} else {
		b->cur = number - 1;
		run_open(app, 1, words);
	}
	return DRAW;
}

static const char *turnout_title(struct app *app, struct screen *s)
{
	const struct board *b = s->data;
	return arena_printf(&app->turn, _("Turnout: %s"), utf8_scrub(&app->turn, b->t.title, true));
}

static bool turnout_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	const struct board *b = s->data;
	const struct board_line *line = board_current(b);
	(void)app;
	*e = entity_find("action");
	*id = b->action;
	if (line && line->leader)
		*e = entity_find("person"), *id = line->leader->leader;
	else if (line && line->place->institution)
		*e = entity_find("institution"), *id = line->place->institution;
	return true;
}

const struct screen_ops screen_turnout = {
	.name = "turnout",
	.keys = "turnout",
	.board = true,
	.quiet = true,
	.acts = "turnout_pledge turnout_target sign_in",
	.size = sizeof(struct board),
	.open = turnout_open,
	.close = turnout_close,
	.draw = turnout_draw,
	.say = turnout_say,
	.key = turnout_key,
	.answer = turnout_answer,
	.refresh = turnout_refresh,
	.title = turnout_title,
	.hint = "open,view,undo,reminded,desk,sort,runsheet,back",
	.verbs = verbs,
	.about = turnout_about,
};
