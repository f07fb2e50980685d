/* cmd_import.c - bringing records in from a file.
 *
 * An import is planned first and nothing is written until somebody says yes: on the shell --yes or
 * an answer at the terminal, elsewhere the screen that shows the plan (s_import.c). */
#include "cmd_common.h"
#include "plan.h"

/* Lives from the plan to the answer. */
struct job {
	struct arena a;
	struct import *im;
	int code;
};

static void answered(struct app *app, void *arg, const char *yes)
{
	struct job *job = arg;
	if (yes)
		job->code = plan_run(app, &job->a, job->im);
	else
		app_tell(app, _("Nothing was written"));
}

static int on_the_shell(struct app *app, struct job *job, bool dry, bool yes)
{
	FILE *out = app->out;
	app->out = stderr; /* the plan is talk, not data */
	cmd_print(app, plan_text(&job->a, job->im, false));
	app->out = out;
	job->code = job->im->nrefused ? X_DATA : X_OK;
	if (dry) {
		app_tell(app, _("Nothing was written"));
	} else if (yes) {
		answered(app, job, "yes");
	} else if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO)) {
		app_confirm(app, trn("Nothing is written yet. Bring %ld record in?",
			"Nothing is written yet. Bring them in?", (unsigned long)job->im->good),
			answered, job);
	} else {
		app_wrong(app, _("Nothing was written: add --yes to bring them in"));
		return X_USAGE;
	}
	return job->code;
}

static int cmd_import(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	bool dry = words_flag(&w, "--dry-run"), yes = words_flag(&w, "--yes") || app->yes;
	if (w.n < 2)
		return app_usage(app, argv[0]);
	w.v[1] = words_path(&app->turn, w.v[1]);
	const struct entity *e = cmd_entity(app, w.v[0]);
	if (!e)
		return X_USAGE;
	enum rc rc = access_may(app->db, e, ADD);
	if (rc)
		return app_rc(app, rc);
	if (app->face != FACE_SHELL && !dry && !yes) {
		struct opening how = { .argc = w.n, .argv = w.v };
		return cmd_push(app, "import", &how);
	}
	struct job job = { 0 };
	int code;
	rc = import_plan(app->db, &job.a, e, w.v[1], w.n - 2, w.v + 2, &job.im);
	if (rc)
		code = rc == NOTFOUND ? app_rc(app, rc), X_NOINPUT : app_rc(app, rc);
	else if (app->face == FACE_SHELL)
		code = on_the_shell(app, &job, dry, yes);
	else if (dry)
		code = cmd_text(app, _("What an import would do"), plan_text(&job.a, job.im, false));
	else
		code = plan_run(app, &job.a, job.im);
	arena_free(&job.a);
	return code;
}

const struct command cmds_import[] = {
	{ "import", "PLURAL FILE [FIELD=COLUMN ...] [FIELD:=TEXT ...] [--dry-run] [--yes]",
		N_("Brings records in from a CSV, JSON or vCard file, after showing what would happen"),
		C_WRITES | C_LOCAL, cmd_import, complete_import, N_("import") },
	{ 0 },
};
