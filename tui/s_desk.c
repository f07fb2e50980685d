/* s_desk.c - the sign-in desk at the door of an action: first letters and Enter.
 *
 * opening.argv: ACTION, its id. What is typed finds those who are likely to come first (core/desk.h);
 * the last line is whoever is not on file: "NAME" or "NAME, WITH". With nothing typed the last who
 * came in are shown, whichever desk signed them in. Characters are text here, so what a key does has
 * a key with Ctrl. */
#include "cmd_common.h"
#include "core/turnout.h"
#include "desk_door.h"
#include "rows.h"
#include "term.h"

static struct door *at_door(struct app *app)
{
	return app_base(app)->data;
}

static enum rc desk_open(struct app *app, struct screen *s)
{
	struct door *d = s->data;
	struct turnout t;
	int64_t action;
	if (!s->how.argc || !id_parse(app->db, s->how.argv[0], &action))
		return db_fail(app->db, INVALID, "%s", _("Which action? As in: desk \"Assembly\""));
	enum rc rc = turnout_read(app->db, &app->turn, action, &t);
	if (!rc)
		rc = desk_read(app->db, action, &d->desk);
	if (rc)
		return rc;
	d->title = utf8_scrub(&s->a, arena_dup(&s->a, t.title), true);
	d->expected = t.range;
	d->pledged = t.pledged;
	d->line = line_new("");
	return OK;
}

static void desk_close(struct app *app, struct screen *s)
{
	struct door *d = s->data;
	(void)app;
	desk_release(&d->desk);
	arena_free(&d->a);
	line_free(d->line);
}

static int desk_refresh(struct app *app, struct screen *s)
{
	door_read(app, s->data);
	return DRAW;
}

/* ---- signing in ---- */

static void done_here(struct app *app, struct door *d, int64_t before)
{
	int64_t txn = history_txn(app->db);
	if (txn == before)
		return;
	if (d->dones == UNDOS)
		memmove(d->done, d->done + 1, sizeof *d->done * (size_t)--d->dones);
	d->done[d->dones++] = txn;
}

/* What was read includes what this desk wrote: the loop need not have it read once more. */
static void next_one(struct app *app, struct door *d)
{
	line_set(d->line, "");
	d->asked = false;
	if (!door_read(app, d))
		app_base(app)->seen = history_txn(app->db);
}

/* What was done; the key that takes it back is no key in --plain, where every page says "-". */
static void say_done(struct app *app, const char *words)
{
	if (app->face != FACE_PLAIN)
		app_wrote(app, "%s", words);
	else
		app_tell(app, "%s", words);
	app->wrote = true;
}

static void say_in(struct app *app, const struct door *d, const char *name, bool was_in)
{
	if (was_in)
		app_tell(app, _("%s is in already. %d in"), name, d->desk.in);
	else
		say_done(app, arena_printf(&app->turn, _("%s is in. %d in"), name, d->desk.in));
}

static int sign(struct app *app, struct door *d, const struct desk_person *p)
{
	bool was_in;
	const char *with = desk_with(arena_dup(&app->turn, line_text(d->line)));
	const char *name = utf8_scrub(&app->turn, arena_dup(&app->turn, p->name), true);
	int64_t before = history_txn(app->db);
	int code = app_rc(app, desk_sign(app->db, &d->desk, p, with, &was_in));
	if (code)
		return code;
	done_here(app, d, before);
	next_one(app, d);
	say_in(app, d, name, was_in);
	return X_OK;
}

/* A hidden person's name is not said again. */
static int sign_new(struct app *app, struct door *d, const char *line)
{
	bool was_in, hidden;
	const char *name = utf8_scrub(&app->turn, arena_dupn(&app->turn, line, strcspn(line, ",")), true);
	int64_t before = history_txn(app->db);
	line = arena_dup(&app->turn, line);
	int code = app_rc(app, desk_new(app->db, &d->desk, line, &was_in, &hidden));
	if (code)
		return code;
	done_here(app, d, before);
	next_one(app, d);
	if (hidden)
		say_done(app, _("Signed in"));
	else
		say_in(app, d, name, was_in);
	return X_OK;
}

/* Where nobody is called so, a slip of the finger would put somebody on file: it takes another Enter. */
static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct door *d = at_door(app);
	(void)argc, (void)argv;
	if (d->stale)
		door_find(app, d);
	if (d->cur < d->n)
		return sign(app, d, d->found[d->cur]);
	if (!door_typed(d))
		return X_OK;
	if (!d->n && !d->asked) {
		d->asked = true;
		app_tell(app, "%s", _("Nobody is called so. Enter again puts her on file and signs her in"));
		return X_OK;
	}
	return sign_new(app, d, line_text(d->line));
}

static int run_new(struct app *app, int argc, const char *const *argv)
{
	struct door *d = at_door(app);
	(void)argc, (void)argv;
	return door_typed(d) ? sign_new(app, d, line_text(d->line)) : X_OK;
}

/* What this desk did last, whatever the same user did at another. */
static int run_undo(struct app *app, int argc, const char *const *argv)
{
	struct door *d = at_door(app);
	(void)argc, (void)argv;
	if (!d->dones) {
		app_wrong(app, "%s", _("This desk has signed nobody in yet"));
		return X_NOTFOUND;
	}
	enum rc rc = history_undo(app->db, d->done[--d->dones]);
	door_read(app, d);
	if (rc)
		return app_rc(app, rc);
	app_tell(app, _("Taken back. %d in"), d->desk.in);
	app->wrote = true;
	return X_OK;
}

static int run_out(struct app *app, int argc, const char *const *argv)
{
	struct door *d = at_door(app);
	(void)argc, (void)argv;
	if (d->cur >= d->n || !d->found[d->cur]->signed_in) {
		app_wrong(app, "%s", _("She is not signed in here"));
		return X_NOTFOUND;
	}
	const char *name = utf8_scrub(&app->turn, arena_dup(&app->turn, d->found[d->cur]->name), true);
	int64_t before = history_txn(app->db);
	bool gone;
	int code = app_rc(app, desk_out(app->db, d->desk.action, d->found[d->cur]->id, &gone));
	if (code)
		return code;
	done_here(app, d, before);
	next_one(app, d);
	say_done(app, arena_printf(&app->turn, gone ? _("%s is not in, and not on file. %d in")
		: _("%s is not in. %d in"), name, d->desk.in));
	return X_OK;
}

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct door *d = at_door(app);
	(void)argc;
	d->cur = rows_step(rows_motion(argv[0]), d->cur, door_rows(d), ROWS_PAGE);
	return X_OK;
}

static int run_clear(struct app *app, int argc, const char *const *argv)
{
	struct door *d = at_door(app);
	(void)argc, (void)argv;
	if (!*line_text(d->line)) {
		app_pop(app);
		return X_OK;
	}
	line_set(d->line, "");
	d->asked = false;
	door_find(app, d);
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Signs this person in"), C_SCREEN | C_WRITES, run_open, NULL, N_("is in") },
	{ "new", "", N_("Signs in somebody who is not on file, by the name typed"), C_SCREEN | C_WRITES,
		run_new, NULL, N_("new") },
	{ "undo", "", N_("Takes back what this desk did last"), C_SCREEN, run_undo, NULL, N_("undo") },
	{ "out", "", N_("This person did not come after all"), C_SCREEN | C_WRITES, run_out, NULL,
		N_("not in") },
	{ "clear", "", N_("Takes away what was typed, or leaves"), C_SCREEN, run_clear, NULL,
		N_("clear, leave") },
	{ 0 },
};

static int desk_key(struct app *app, struct screen *s, key k)
{
	struct door *d = s->data;
	const char *before = arena_dup(&app->turn, line_text(d->line));
	if (!line_key(d->line, k))
		return UNUSED;
	if (strcmp(before, line_text(d->line)))
		d->stale = true;
	d->asked = false;
	if (d->stale && !term_key_waiting())
		door_find(app, d);
	return DRAW;
}

static int desk_idle(struct app *app, struct screen *s)
{
	struct door *d = s->data;
	if (!d->stale)
		return DONE;
	door_find(app, d);
	return DRAW;
}

/* ---- seen and heard ---- */

static void desk_draw(struct app *app, struct screen *s)
{
	door_draw(app, s->data);
}

static void desk_say(struct app *app, struct screen *s, struct str *to)
{
	door_say(app, s->data, to);
}

/* One who is alone meant, or whose whole name was given. */
static const struct desk_person *clear_one(struct app *app, const struct door *d, const char *line)
{
	const char *whole = utf8_fold(&app->turn, arena_dupn(&app->turn, line, strcspn(line, ",")));
	const struct desk_person *ret = d->n == 1 ? d->found[0] : NULL;
	int n = 0;
	for (int i = 0; i < d->n; i++)
		if (!strcmp(d->found[i]->folded, whole)) {
			ret = d->found[i];
			n++;
		}
	return n > 1 ? NULL : ret;
}

/* Who is meant, or how to go on where nothing was typed; said even when it was said before: every line has
 * an answer. */
static void look_for(struct app *app, struct door *d, const char *line)
{
	struct str words = STR_INIT;
	line_set(d->line, line);
	door_find(app, d);
	const struct desk_person *p = door_typed(d) ? clear_one(app, d, line) : NULL;
	if (p) {
		sign(app, d, p);
		return;
	}
	door_say(app, d, &words);
	cmd_print(app, words.s);
	str_release(&words);
	app->wrote = true;
}

static bool is_word(const char *line, const char *word)
{
	return !strcmp(line, word) || !strcmp(line, _(word));
}

static int desk_answer(struct app *app, struct screen *s, const char *line)
{
	struct door *d = s->data;
	line += strspn(line, " ");
	int number = rows_number(line);
	if (!strcmp(line, "<") || is_word(line, "back"))
		return CLOSE;
	if (is_word(line, "quit"))
		return cmd_line(app, "quit"), DRAW;
	if (!strcmp(line, "?"))
		return look_for(app, d, ""), DRAW;
	if (!*line || !strcmp(line, "-")) {
		if (*line)
			run_undo(app, 0, NULL);
		return DRAW;
	}
	if (*line == '+') {
		sign_new(app, d, line + 1 + strspn(line + 1, " "));
		return DRAW;
	}
	if (number) {
		if (number > d->n || !door_typed(d))
			app_wrong(app, _("There is no line %d here"), number);
		else
			sign(app, d, d->found[number - 1]);
		return DRAW;
	}
	look_for(app, d, line + (*line == '/'));
	return DRAW;
}

static const char *desk_title(struct app *app, struct screen *s)
{
	return arena_printf(&app->turn, _("Sign-in: %s"), ((struct door *)s->data)->title);
}

static bool desk_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	const struct door *d = s->data;
	(void)app;
	*e = entity_find("action");
	*id = d->desk.action;
	return true;
}

const struct screen_ops screen_desk = {
	.name = "desk",
	.keys = "desk",
	.size = sizeof(struct door),
	.typing = true,
	.quiet = true,
	.open = desk_open,
	.close = desk_close,
	.draw = desk_draw,
	.say = desk_say,
	.key = desk_key,
	.answer = desk_answer,
	.refresh = desk_refresh,
	.idle = desk_idle,
	.title = desk_title,
	.hint = "open,clear,new,undo,out",
	.verbs = verbs,
	.about = desk_about,
};
