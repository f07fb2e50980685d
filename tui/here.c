/* here.c - the files of those who are here: user, tab, when she came. */
#include "here.h"
#include "cmd_common.h"
#include "core/date.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

static const char *folder(struct app *app)
{
	const char *state = getenv("XDG_STATE_HOME");
	return state && *state == '/' ? arena_printf(&app->turn, "%s/here", state) : NULL;
}

/* Held until the program ends, however it does. */
void here_enter(struct app *app)
{
	const char *dir = folder(app);
	if (!dir || (mkdir(dir, 0700) && errno != EEXIST))
		return;
	const char *path = arena_printf(&app->turn, "%s/%ld", dir, (long)getpid());
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return;
	char at[21];
	date_now(at);
	if (flock(fd, LOCK_EX | LOCK_NB) || dprintf(fd, "%s\t%s\n", app->user, at) < 0)
		close(fd);
}

/* "ana since 9:15", when somebody holds the file; else it goes. */
static bool add_one(struct app *app, const char *path, struct str *to)
{
	char line[300] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return false;
	bool left = !flock(fd, LOCK_SH | LOCK_NB);
	ssize_t n = read(fd, line, sizeof line - 1);
	close(fd);
	if (left)
		unlink(path);
	char *tab = n > 0 ? strchr(line, '\t') : NULL;
	if (left || !tab)
		return false;
	*tab = '\0';
	tab[1 + strcspn(tab + 1, "\n")] = '\0';
	str_addf(to, _("%s, since %s\n"), utf8_scrub(&app->turn, line, true),
		moment_show(&app->turn, tab + 1, db_today(app->db)));
	return true;
}

int cmd_who(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	struct str b = STR_INIT;
	const char *dir = folder(app);
	DIR *d = dir ? opendir(dir) : NULL;
	int n = 0;
	for (struct dirent *e; d && (e = readdir(d));)
		if (*e->d_name != '.')
			n += add_one(app, arena_printf(&app->turn, "%s/%s", dir, e->d_name), &b);
	if (d)
		closedir(d);
	if (!n)
		str_addf(&b, "%s\n", _("Nobody is here through ssh"));
	int code = cmd_text(app, _("Who is here"), b.s);
	str_release(&b);
	return code;
}
