/* cmd_cycle.c - commands of what comes after an action: a yes into the ledger, the debrief, and what
 * somebody promised us. */
#include "cmd_common.h"
#include "core/date.h"
#include "core/debrief.h"
#include "core/ledger.h"

/* ---- a yes into the ledger ---- */

static int write_commitment(struct app *app, int64_t ask, const char *due)
{
	int64_t id;
	int code = app_rc(app, ledger_commit(app->db, ask, due, &id));
	if (code)
		return code;
	if (app->face == FACE_SHELL)
		fprintf(app->out, "%lld\n", (long long)id);
	else
		app_wrote(app, _("In the ledger: %s"), cmd_title(app, entity_find("commitment"), id));
	return X_OK;
}

struct yes {
	int64_t ask;
};

static void day_given(struct app *app, void *arg, const char *value)
{
	const struct yes *yes = arg;
	if (value)
		write_commitment(app, yes->ask, !*value || same(value, "-") ? NULL : value);
}

static int cmd_commit(struct app *app, int argc, const char *const *argv)
{
	int64_t ask;
	if (argc > 3)
		return app_usage(app, argv[0]);
	int code = cmd_meant(app, entity_find("ask"), argc > 1 ? argv[1] : NULL, &ask);
	enum rc rc = code || !ask ? OK : ledger_ready(app->db, ask);
	if (code || rc)
		return code ? code : app_rc(app, rc);
	if (!ask) {
		app_wrong(app, _("Go to the ask that was answered yes, or give its number: commit 3"));
		return X_USAGE;
	}
	if (argc > 2 || app->face == FACE_SHELL)
		return write_commitment(app, ask, argc > 2 ? argv[2] : NULL);
	struct yes *yes = arena_new(&app_base(app)->a, struct yes);
	yes->ask = ask;
	return cmd_push(app, "prompt", &(struct opening){ .title = _("By when? (3 dec, or nothing)"),
		.value = "", .blank = true, .done = day_given, .arg = yes });
}

/* ---- the debrief ---- */

/* Within two days of it, it is the talk straight after; later, a formal session. */
static const char *kind_of(struct app *app, int64_t action)
{
	const struct entity *e = entity_find("action");
	struct record *r;
	long on, today;
	if (record_load(app->db, &app->turn, e, action, &r) ||
		!r->v[field_index(e, field_find(e, "on"))])
		return "kind=immediate";
	date_number(r->v[field_index(e, field_find(e, "on"))], &on);
	date_number(db_today(app->db), &today);
	return today - on > 2 ? "kind=formal" : "kind=immediate";
}

static int cmd_debrief(struct app *app, int argc, const char *const *argv)
{
	int64_t action;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = cmd_meant(app, entity_find("action"), argc > 1 ? argv[1] : NULL, &action);
	enum rc rc = code ? OK : access_may(app->db, entity_find("action_evaluation"), ADD);
	if (code || rc)
		return code ? code : app_rc(app, rc);
	if (!action && !(action = debrief_next(app->db))) {
		app_wrong(app, _("Every action has been talked over: go to one to do it again"));
		return X_USAGE;
	}
	const char *v[] = { "action_evaluation", "new",
		arena_printf(&app->turn, "action=%s", arena_int(&app->turn, action)), kind_of(app, action) };
	struct opening how = { .argc = COUNT(v), .argv = v };
	return cmd_push(app, "form", &how);
}

/* ---- what somebody promised ---- */

static int cmd_promises(struct app *app, int argc, const char *const *argv)
{
	static const char *const kinds[] = { "person", "institution" };
	const char *words[] = { "ask", "promises", NULL };
	int64_t id = 0;
	enum rc rc = OK;
	if (argc > 2)
		return app_usage(app, argv[0]);
	for (size_t i = 0; i < COUNT(kinds) && !id; i++) {
		const struct entity *e = entity_find(kinds[i]), *about;
		if (argc > 1)
			rc = record_resolve(app->db, e, argv[1], &id);
		else if (!app_about(app, &about, &id) || about != e)
			id = 0;
		if (!id && rc && rc != NOTFOUND)
			return app_rc(app, rc);
		if (id)
			words[2] = arena_printf(&app->turn, "%s=%s", kinds[i], arena_int(&app->turn, id));
	}
	if (argc > 1 && !id) {
		app_wrong(app, _("Nobody called \"%s\" is on file, and no institution"), argv[1]);
		return X_NOTFOUND;
	}
	return cmd_run(app, id ? 3 : 2, words);
}

const struct command cmds_cycle[] = {
	{ "commit", "[ASK [WHEN]]", N_("Writes a yes into the ledger of commitments, in the words that"
		" were said"), C_WRITES, cmd_commit, NULL, N_("commitment") },
	{ "debrief", "[ACTION]", N_("Writes down what was learned from an action, straight after it"),
		C_SCREEN, cmd_debrief, NULL, N_("debrief") },
	{ "promises", "[PERSON|INSTITUTION]", N_("Everything somebody has promised us, and whether it was"
		" kept"), 0, cmd_promises, NULL, N_("promises") },
	{ 0 },
};
