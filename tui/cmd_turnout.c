/* cmd_turnout.c - commands about actions: the turnout board, pledges and reminders, the run sheet, the
 * sign-in desk. */
#include "cmd_common.h"
#include "core/desk.h"
#include "core/print.h"
#include "core/turnout.h"

/* The action that is named, else the one the top screen is about, else the next one. */
static int which(struct app *app, const char *named, int64_t *action)
{
	const struct entity *e = entity_find("action");
	if (named)
		return app_rc(app, record_resolve(app->db, e, named, action));
	if ((*action = cmd_here(app, e)) || (*action = turnout_next(app->db)))
		return X_OK;
	app_wrong(app, "%s", _("There is no action yet: \"add action\" plans one"));
	return X_NOTFOUND;
}

static int push_about(struct app *app, const char *screen, int64_t action, const char *how)
{
	const char *words[] = { arena_int(&app->turn, action), how };
	struct opening opening = { .argc = how ? 2 : 1, .argv = words };
	return cmd_push(app, screen, &opening);
}

static int cmd_turnout(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	int64_t action;
	bool leaders = words_flag(&w, "--leaders");
	if (w.n > 1)
		return app_usage(app, argv[0]);
	enum rc rc = access_whole(app->db, entity_find("turnout_pledge"));
	if (rc) /* its numbers are of everybody */
		return app_rc(app, rc);
	int code = which(app, w.n ? w.v[0] : NULL, &action);
	return code ? code : push_about(app, "turnout", action, leaders ? "leaders" : NULL);
}

static int cmd_desk(struct app *app, int argc, const char *const *argv)
{
	int64_t action;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = which(app, argc > 1 ? argv[1] : NULL, &action);
	return code ? code : push_about(app, "desk", action, NULL);
}

int show_run_sheet(struct app *app, int64_t action)
{
	const char *text;
	enum rc rc = run_sheet(app->db, &app->turn, action, &text);
	if (rc)
		return app_rc(app, rc);
	return cmd_text(app, _("Run sheet"), text);
}

static int cmd_runsheet(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const char *format = NULL, *text;
	int64_t action;
	if (!words_option(&w, "-o", &format) || w.n > 1 || (format && strcmp(format, "print")))
		return app_usage(app, argv[0]);
	int code = which(app, w.n ? w.v[0] : NULL, &action);
	if (code || !format)
		return code ? code : show_run_sheet(app, action);
	enum rc rc = run_sheet(app->db, &app->turn, action, &text);
	if (!rc)
		rc = text_print(app->db, entity_find("action"), action, text, app->out);
	return app_rc(app, rc);
}

static int cmd_brings(struct app *app, int argc, const char *const *argv)
{
	int64_t action, leader;
	if (argc != 4 || strspn(argv[3], "0123456789") != strlen(argv[3]) || strlen(argv[3]) > 5)
		return app_usage(app, argv[0]);
	enum rc rc = record_resolve(app->db, entity_find("action"), argv[1], &action);
	if (!rc)
		rc = record_resolve(app->db, entity_find("person"), argv[2], &leader);
	if (!rc)
		rc = turnout_pledge(app->db, action, leader, atoi(argv[3]));
	if (!rc)
		app_wrote(app, _("%s brings %d"), cmd_title(app, entity_find("person"), leader),
			atoi(argv[3]));
	return app_rc(app, rc);
}

/* The pledge of the current line, or the one that is named; from a list one is then with the next. */
static int cmd_reminded(struct app *app, int argc, const char *const *argv)
{
	const struct entity *e = entity_find("turnout_pledge");
	int64_t id;
	if (argc > 3 || (argc == 3 && entity_find(argv[1]) != e))
		return app_usage(app, argv[0]);
	int code = cmd_meant(app, e, argc > 1 ? argv[argc - 1] : NULL, &id);
	if (code)
		return code;
	if (!id) {
		app_wrong(app, "%s", _("Which pledge? \"ask reminders-due\" lists who is to be reminded"));
		return X_USAGE;
	}
	const char *title = cmd_title(app, e, id);
	enum rc rc = turnout_reminded(app->db, id);
	if (!rc)
		app_wrote(app, _("%s: reminded"), title);
	return app_rc(app, rc);
}

/* Somebody on file by number or whole name, else as at the desk. */
static enum rc sign(struct app *app, const struct desk *d, const char *who, bool *was_in, bool *hidden,
	const char **name)
{
	struct desk_person p = { 0 };
	*name = utf8_scrub(&app->turn, arena_dupn(&app->turn, who, strcspn(who, ",")), true);
	if (record_resolve(app->db, entity_find("person"), who, &p.id))
		return desk_new(app->db, d, who, was_in, hidden);
	*name = cmd_title(app, entity_find("person"), p.id);
	for (int i = 0; i < d->n; i++)
		if (d->person[i].id == p.id)
			return desk_sign(app->db, d, &d->person[i], NULL, was_in);
	return desk_sign(app->db, d, &p, NULL, was_in);
}

static int cmd_sign_in(struct app *app, int argc, const char *const *argv)
{
	struct desk d = { 0 };
	int64_t action;
	bool was_in = false, hidden = false;
	const char *name;
	if (argc != 3)
		return app_usage(app, argv[0]);
	int code = which(app, argv[1], &action);
	if (code)
		return code;
	enum rc rc = desk_read(app->db, action, &d);
	if (!rc)
		rc = sign(app, &d, argv[2], &was_in, &hidden, &name);
	desk_release(&d);
	if (rc)
		return app_rc(app, rc);
	if (was_in)
		app_tell(app, _("%s is in already"), name);
	else
		app_wrote(app, hidden ? _("Signed in") : _("%s is in"), name);
	return X_OK;
}

const struct command cmds_turnout[] = {
	{ "turnout", "[ACTION] [--leaders]",
		N_("Quotas, pledges, what to expect and who came, of an action"), 0, cmd_turnout, NULL,
		N_("turnout"), { "turnout_pledge", READ, true } },
	{ "desk", "[ACTION]", N_("Signs people in at the door of an action"), C_SCREEN, cmd_desk, NULL,
		N_("desk"), { "sign_in", ADD, false } },
	{ "sign_in", "ACTION NAME", N_("Signs one person in: her number or name, or \"NAME, WITH\""),
		C_WRITES, cmd_sign_in, NULL, N_("sign in") },
	{ "brings", "ACTION LEADER NUMBER", N_("So many this leader brings to an action"), C_WRITES,
		cmd_brings, NULL, N_("brings") },
	{ "reminded", "[PLEDGE]", N_("Marks the reminder that is due as done"), C_WRITES | C_EACH,
		cmd_reminded, NULL, N_("reminded"), { "turnout_pledge", WRITE, false } },
	{ "runsheet", "[ACTION] [-o print]",
		N_("What happens when at an action, who does it, and what does not fit"), 0,
		cmd_runsheet, NULL, N_("run sheet") },
	{ 0 },
};
