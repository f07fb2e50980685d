/* cmd_transfer.c - records out as files. */
#include "cmd_common.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int cmd_export(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	struct screen *s = app_base(app);
	const char *word = NULL;
	enum format fmt = FMT_CSV;
	if (!words_option(&w, "-o", &word) || w.n != 1 || (word && !format_find(word, &fmt)))
		return app_usage(app, argv[0]);
	w.v[0] = words_path(&app->turn, w.v[0]);
	if (!word)
		format_of_file(w.v[0], &fmt);
	struct list *l = s->ops->list ? s->ops->list(app, s) : NULL;
	if (!l) {
		app_wrong(app, _("There is no list here to export"));
		return X_USAGE;
	}
	int fd = open(w.v[0], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
	if (!to) {
		app_wrong(app, _("%s cannot be written: %s"), w.v[0], strerror(errno));
		return X_IO;
	}
	enum rc rc = list_write(l, to, fmt, 0);
	bool sound = !ferror(to);
	sound = !fclose(to) && sound;
	if (!rc && sound) {
		app_tell(app, _("Written to %s. It holds what people told us: keep it safe"),
			w.v[0]);
		return X_OK;
	}
	unlink(w.v[0]);
	if (rc)
		return app_rc(app, rc);
	app_wrong(app, _("%s could not be written whole and was taken away: is the disk full?"),
		w.v[0]);
	return X_IO;
}

const struct command cmds_transfer[] = {
	{ "export", "FILE [-o csv|json|vcf|ics|print]", N_("Writes the list on the screen to a file"),
		C_SCREEN | C_LOCAL, cmd_export, complete_file, N_("export") },
	{ 0 },
};
