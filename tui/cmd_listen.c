/* cmd_listen.c - commands of a listening campaign: writing down what is said, reporting it back. */
#include "cmd_common.h"
#include "core/heard.h"
#include "core/print.h"

static int open_listen(struct app *app, int64_t meeting)
{
	const char *v[] = { arena_int(&app->turn, meeting) };
	struct opening how = { .argc = COUNT(v), .argv = v };
	return cmd_push(app, "listen", &how);
}

static void meeting_known(struct app *app, void *arg, const char *id)
{
	(void)arg;
	if (id)
		open_listen(app, atoll(id));
}

/* On a listening campaign the meeting is written down first; elsewhere one is chosen. */
static int begin(struct app *app, const struct entity *e, int64_t id)
{
	bool new_one = e && !strcmp(e->name, "listening_campaign");
	const char *v[] = { "house_meeting", "new",
		arena_printf(&app->turn, "campaign=%lld", (long long)id) };
	struct opening how = { .argc = new_one ? 3 : 1, .argv = v, .done = meeting_known,
		.title = _("Which house meeting?") };
	return cmd_push(app, new_one ? "form" : "pick", &how);
}

static int cmd_listen(struct app *app, int argc, const char *const *argv)
{
	const struct entity *e = NULL, *meetings = entity_find("house_meeting");
	int64_t id = 0;
	if (argc > 2)
		return app_usage(app, argv[0]);
	if (argc == 2) {
		enum rc rc = record_resolve(app->db, meetings, argv[1], &id);
		return rc ? app_rc(app, rc) : open_listen(app, id);
	}
	if (app_about(app, &e, &id) && e == meetings)
		return open_listen(app, id);
	return begin(app, e, id);
}

static int cmd_report(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *campaigns = entity_find("listening_campaign");
	const char *format = NULL, *text;
	int64_t id;
	if (!words_option(&w, "-o", &format) || w.n > 1 || (format && strcmp(format, "print")))
		return app_usage(app, argv[0]);
	int code = cmd_meant(app, campaigns, w.n ? w.v[0] : NULL, &id);
	if (code)
		return code;
	if (!id) {
		app_wrong(app, "%s", _("Which listening campaign? As in: report 1"));
		return X_USAGE;
	}
	enum rc rc = report_back(app->db, &app->turn, id, &text);
	if (rc)
		return app_rc(app, rc);
	if (format)
		return app_rc(app, text_print(app->db, campaigns, id, text, app->out));
	return cmd_text(app, cmd_title(app, campaigns, id), text);
}

const struct command cmds_listen[] = {
	{ "listen", "[MEETING]", N_("Writes down what is said at a house meeting, line by line"),
		C_SCREEN, cmd_listen, NULL, N_("listen") },
	{ "report", "[LISTENING_CAMPAIGN] [-o print]",
		N_("What was heard, as text to read out to those who said it; without names"), 0,
		cmd_report, NULL, N_("report") },
	{ 0 },
};
