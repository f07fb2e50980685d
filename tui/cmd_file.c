/* cmd_file.c - commands about the file of records, and files beside it: check, backup, sql, dump. */
#include "cmd_common.h"
#include "core/schema.h"
#include "draw.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
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

static int cmd_backup(struct app *app, int argc, const char *const *argv)
{
	if (argc != 2)
		return app_usage(app, argv[0]);
	if (!access(argv[1], F_OK)) {
		app_wrong(app, _("%s is there already: give another name"), argv[1]);
		return X_DATA;
	}
	enum rc rc = db_copy(app->db, argv[1]);
	if (!rc) {
		chmod(argv[1], 0600);
		app_tell(app, _("Copied to %s, and the copy was checked"), argv[1]);
	}
	return app_rc(app, rc);
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
	int fd = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool written = fd >= 0 && write(fd, b.s, b.len) == (ssize_t)b.len;
	if (fd >= 0)
		written = !close(fd) && written;
	str_release(&b);
	if (!written)
		app_wrong(app, _("%s cannot be written: %s"), argv[1], strerror(errno));
	return written ? X_OK : X_IO;
}

/* The screens have a file open already; main.c sees to it on the shell's command line. */
static int cmd_demo(struct app *app, int argc, const char *const *argv)
{
	(void)argc;
	(void)argv;
	app_wrong(app, _("Leave first, then: pact-tui demo"));
	return X_USAGE;
}

const struct command cmds_file[] = {
	{ "check", "", N_("Looks whether the file is sound"), 0, cmd_check, NULL, N_("check") },
	{ "backup", "FILE", N_("Copies the whole file of records and checks the copy"), C_LOCAL,
		cmd_backup, complete_file, N_("backup") },
	{ "demo", "[FILE]", N_("Opens a borough with invented people, to try everything"), C_LOCAL,
		cmd_demo, complete_file, N_("demo") },
	{ "dump", "FILE", N_("Writes the screen as text into a file"), C_SCREEN | C_LOCAL, cmd_dump,
		complete_file, N_("dump") },
	{ "sql", "ENTITY", N_("The schema step that makes a kind of record, for programmers"),
		C_NOFILE, cmd_sql, complete_record, N_("sql") },
	{ 0 },
};
