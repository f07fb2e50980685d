/* cmd_file.c - commands about the file of records, and files beside it: check, demo, sql, dump. */
#include "cmd_common.h"
#include "core/schema.h"
#include "draw.h"
#include "term.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int cmd_check(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	enum rc rc = db_check(app->db);
	if (rc) {
		app_wrong(app, "%s", db_words(app->db));
		return rc == BUSY ? X_BUSY : X_NOTFOUND;
	}
	const char *faults = schema_verify(app->db, &app->turn);
	if (*faults) {
		cmd_print(app, faults);
		return X_NOTFOUND;
	}
	app_tell(app, _("The file is sound: %s"), db_path(app->db));
	return X_OK;
}

static int cmd_sql(struct app *app, int argc, const char *const *argv)
{
	if (argc != 2)
		return app_usage(app, argv[0]);
	const struct entity *e = cmd_entity(app, argv[1]);
	return e ? cmd_text(app, e->name, schema_step(&app->turn, e)) : X_USAGE;
}

/* What is on the screen, as text: for tests, and to show somebody what one sees. */
static int cmd_dump(struct app *app, int argc, const char *const *argv)
{
	if (argc != 2)
		return app_usage(app, argv[0]);
	struct str b = STR_INIT;
	if (app->face == FACE_SCREEN) {
		app_draw(app);
		draw_dump(&b);
	} else {
		app->top->ops->say(app, app->top, &b);
	}
	const char *path = words_path(&app->turn, argv[1]);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool written = fd >= 0 && write(fd, b.s, b.len) == (ssize_t)b.len;
	if (fd >= 0)
		written = !close(fd) && written;
	str_release(&b);
	if (!written)
		app_wrong(app, _("%s cannot be written: %s"), path, strerror(errno));
	return written ? X_OK : X_IO;
}

/* The screens have a file open already, so the demonstration is a program of its own, and leaving
 * it one is back here. main.c sees to it on the shell's command line. */
static int cmd_demo(struct app *app, int argc, const char *const *argv)
{
	const char *v[10] = { "pact-tui", "--lang", tr_lang() };
	int n = 3, status = 0;
	if (argc > 2)
		return app_usage(app, argv[0]);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		app_wrong(app, _("Leave first, then: pact-tui demo"));
		return X_USAGE;
	}
	if (app->face == FACE_PLAIN)
		v[n++] = "--plain";
	if (draw_ascii())
		v[n++] = "--ascii";
	v[n++] = "demo";
	if (argc > 1)
		v[n++] = argv[1];
	if (app->face == FACE_SCREEN)
		term_suspend();
	pid_t child = fork();
	if (!child) {
		execv("/proc/self/exe", (char *const *)v);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (app->face == FACE_SCREEN)
		term_resume();
	if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 127) {
		app_wrong(app, _("Leave first, then: pact-tui demo"));
		return X_USAGE;
	}
	app_tell(app, _("Back from the demonstration: these are your own records"));
	return X_OK;
}

const struct command cmds_file[] = {
	{ "check", "", N_("Looks whether the file is sound"), 0, cmd_check, NULL, N_("check") },
	{ "demo", "[FILE]", N_("Opens a borough with invented people, to try everything"), C_LOCAL,
		cmd_demo, complete_file, N_("demo") },
	{ "dump", "FILE", N_("Writes the screen as text into a file"), C_SCREEN | C_LOCAL, cmd_dump,
		complete_file, N_("dump") },
	{ "sql", "ENTITY", N_("The schema step that makes a kind of record, for programmers"),
		C_NOFILE, cmd_sql, complete_record, N_("sql") },
	{ 0 },
};
