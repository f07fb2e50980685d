/* place.c - keeps and finds again the stack of screens. A line a screen, from the lowest up:
 *   ENTITY ROW NAME WORDS...     (no row: "- 0") */
#include "place.h"
#include "cmd_common.h"
#include "draft.h"
#include "rows.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

enum { GOOD_FOR = 30 * 60, SCREENS_MOST = 20 };

/* Screens about records come back; one that asks something, or reads a file, does not. */
static bool comes_back(const struct screen_ops *ops)
{
	return ops && ops->about;
}

/* The words a screen is opened with to be as it is now. */
static bool words_of_screen(struct app *app, struct screen *s, struct str *to)
{
	int n = s->how.argc;
	const char *const *v = s->how.argv;
	/* A list that was opened to choose from has nobody to tell; a form is saved all the same. */
	if ((s->how.done && s->ops->rows) || !comes_back(s->ops))
		return false;
	if (s->ops->words)
		v = s->ops->words(app, s, &n);
	if (!n)
		return false;
	struct rows *r = s->ops->rows ? s->ops->rows(app, s) : NULL;
	const struct row *row = r ? rows_current(r) : NULL;
	str_addf(to, "%s %lld %s %s\n", row && row->e ? row->e->name : "-",
		row ? (long long)row->id : 0LL, s->ops->name, cmd_join(&app->turn, n, v));
	return true;
}

void place_keep(struct app *app)
{
	struct screen *stack[SCREENS_MOST];
	struct str b = STR_INIT;
	int n = 0;
	for (struct screen *s = app->top; s && n < SCREENS_MOST; s = s->below)
		stack[n++] = s;
	while (n)
		words_of_screen(app, stack[--n], &b);
	const char *path = draft_beside(app->db, &app->turn, "place");
	int fd = path && b.len ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)
	                       : -1;
	if (fd >= 0) {
		if (write(fd, b.s, b.len) != (ssize_t)b.len)
			unlink(path); /* half a place is none */
		close(fd);
	}
	str_release(&b);
}

/* One line; false when it does not open, and what stood above it neither. */
static bool open_line(struct app *app, const char *line)
{
	const char **v;
	int n = cmd_split(&app->turn, line, &v);
	if (n < 4 || !comes_back(screen_find(v[2])))
		return false;
	const struct screen *was = app->top;
	if (!strcmp(v[3], "ask")) {
		cmd_run(app, n - 3, v + 3);
	} else {
		struct opening how = { .argc = n - 3, .argv = v + 3 };
		if (app_push(app, v[2], &how))
			return false;
	}
	struct screen *s = app->top;
	if (s == was || strcmp(s->ops->name, v[2]))
		return false;
	struct rows *r = s->ops->rows ? s->ops->rows(app, s) : NULL;
	struct place p = { .e = entity_find(v[0]), .id = strtoll(v[1], NULL, 10) };
	p.first = (struct row){ .id = p.id, .e = p.e };
	if (r && p.e && p.id)
		rows_goto(r, &p);
	return true;
}

void place_return(struct app *app)
{
	const char *path = draft_beside(app->db, &app->turn, "place");
	struct stat st;
	FILE *f = path ? fopen(path, "re") : NULL;
	if (!f)
		return;
	unlink(path);
	bool fresh = !fstat(fileno(f), &st) && st.st_uid == geteuid() &&
		time(NULL) - st.st_mtime < GOOD_FOR;
	char *line = NULL;
	size_t room = 0;
	bool opened = false;
	while (fresh && getline(&line, &room, f) > 0 && open_line(app, line))
		opened = true;
	if (opened)
		app_tell(app, "%s", _("Here you were when the line ended"));
	free(line);
	fclose(f);
}
