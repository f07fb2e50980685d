/* cmd_keep.c - keeping the file of records: backup, restore, move; what is asked when a file turns up
 * on another machine; the copy of the day, made on leaving. */
#include "cmd_common.h"
#include "core/keep.h"
#include "draw.h"
#include "term.h"

static const char *safe(struct app *app, const char *text)
{
	return utf8_scrub(&app->turn, text, true);
}

static const char *size_words(struct app *app, int64_t bytes)
{
	static const char *const units[] = { "kB", "MB", "GB" };
	double n = (double)bytes / 1000;
	size_t i = 0;
	while (n >= 1000 && i + 1 < COUNT(units))
		n /= 1000, i++;
	return arena_printf(&app->turn, n < 10 ? "%.1f %s" : "%.0f %s", n, units[i]);
}

static int cmd_backup(struct app *app, int argc, const char *const *argv)
{
	int64_t size;
	if (argc != 2)
		return app_usage(app, argv[0]);
	const char *path = words_path(&app->turn, argv[1]);
	enum rc rc = keep_backup(app->db, path, &size);
	if (!rc)
		app_tell(app, _("Copied to %s (%s), and the copy was checked"), safe(app, path),
			size_words(app, size));
	return app_rc(app, rc);
}

/* The file leaves: whoever has it open on a screen closes it first. */
static int shell_only(struct app *app, const char *command)
{
	app_wrong(app, _("Leave first, then: pact-tui %s"), command);
	return X_USAGE;
}

/* From now on there is no open file; the words that are left are told. */
static int close_kept(struct app *app, struct kept *k, enum rc rc)
{
	db_close(app->db);
	app->db = k->db;
	return app_rc(app, rc);
}

/* What a restore came to, a sentence a line. */
static const char *restored(struct app *app, const struct kept *k, const char *copy)
{
	struct str b = STR_INIT;
	str_addf(&b, _("%s is as it was in %s"), safe(app, app->path), safe(app, copy));
	if (k->path) {
		str_addc(&b, '\n');
		str_addf(&b, _("The file as it was until now is kept as %s"), safe(app, k->path));
	}
	if (k->erased) {
		str_addc(&b, '\n');
		str_addf(&b, trn("%d person who asked to be forgotten since was left out",
			"%d people who asked to be forgotten since were left out",
			(unsigned long)k->erased), k->erased);
	}
	if (k->damaged)
		str_addf(&b, "\n%s", _("The old file cannot be read, so whoever asked to be forgotten"
			" after the copy was made is back: erase them again"));
	const char *text = arena_dup(&app->turn, b.s);
	str_release(&b);
	return text;
}

const char *keep_go_back(struct app *app)
{
	struct kept k;
	const char *copy = arena_dup(&app->turn, app->restore);
	free(app->restore);
	app->restore = NULL;
	app->leave = false;
	db_close(app->db);
	app->db = NULL;
	enum rc rc = keep_restore(&app->turn, app->path, copy, &k);
	const char *said = rc ? arena_dup(&app->turn, db_words(k.db)) : restored(app, &k, copy);
	db_close(k.db);
	return said;
}

static void go_back(struct app *app, void *arg, const char *yes)
{
	char *copy = arg;
	if (!yes) {
		app_tell(app, "%s", _("Nothing was changed"));
		free(copy);
		return;
	}
	app->restore = copy;
	app->leave = true;
}

/* The screens close with the file, and open again with what stands in its place (main.c). */
static int ask_to_go_back(struct app *app, const char *copy)
{
	char *path = xstrdup(words_path(&app->turn, copy));
	if (access(path, R_OK)) {
		app_wrong(app, _("There is no file %s"), safe(app, path));
		free(path);
		return X_NOINPUT;
	}
	app_confirm(app, arena_printf(&app->turn,
		_("Go back to %s? What came after it is kept in a file beside"), safe(app, path)),
		go_back, path);
	return X_OK;
}

static int cmd_restore(struct app *app, int argc, const char *const *argv)
{
	struct kept k;
	if (argc != 2)
		return app_usage(app, argv[0]);
	if (!app->path) {
		app_wrong(app, _("The demonstration is made anew each time: there is no going back"));
		return X_CONFIG;
	}
	if (app->face != FACE_SHELL)
		return ask_to_go_back(app, argv[1]);
	db_close(app->db);
	app->db = NULL;
	enum rc rc = keep_restore(&app->turn, app->path, argv[1], &k);
	if (!rc)
		app_tell(app, "%s", restored(app, &k, argv[1]));
	int code = close_kept(app, &k, rc);
	return rc == NOTFOUND ? X_NOINPUT : code;
}

/* Whoever asked to be forgotten leaves a copy that somebody made by hand. */
static int cmd_clean(struct app *app, int argc, const char *const *argv)
{
	int people;
	if (argc != 2)
		return app_usage(app, argv[0]);
	const char *path = words_path(&app->turn, argv[1]);
	enum rc rc = keep_clean(app->db, &app->turn, path, NULL, &people);
	if (!rc && people)
		app_tell(app, trn("%s: %d person who asked to be forgotten is out of it",
			"%s: %d people who asked to be forgotten are out of it",
			(unsigned long)people), safe(app, path), people);
	else if (!rc)
		app_tell(app, _("%s: nobody is in it who asked to be forgotten"), safe(app, path));
	return rc == NOTFOUND ? (app_rc(app, rc), X_NOINPUT) : app_rc(app, rc);
}

static int cmd_move(struct app *app, int argc, const char *const *argv)
{
	struct kept k;
	if (argc != 2)
		return app_usage(app, argv[0]);
	if (app->face != FACE_SHELL)
		return shell_only(app, "move DIR");
	const char *path = arena_dup(&app->turn, db_path(app->db));
	db_close(app->db);
	app->db = NULL;
	enum rc rc = keep_move(&app->turn, path, argv[1], &k);
	if (!rc) {
		app_tell(app, _("The records are now in %s, copied and checked"), safe(app, k.path));
		app_tell(app, _("%s stays as it was and can only be read. Open the new one with:"
			" pact-tui -d %s"), safe(app, path), safe(app, k.path));
	}
	return close_kept(app, &k, rc);
}

const struct command cmds_keep[] = {
	{ "backup", "FILE", N_("Copies the whole file of records and checks the copy"), C_LOCAL,
		cmd_backup, complete_file, N_("backup") },
	{ "restore", "FILE", N_("Goes back to a copy; the file as it is now is kept beside it"),
		C_LOCAL | C_NOFILE, cmd_restore, complete_file, N_("restore") },
	{ "clean", "FILE", N_("Takes those who asked to be forgotten out of a copy of the file, too"),
		C_LOCAL, cmd_clean, complete_file, N_("clean") },
	{ "move", "DIR", N_("Moves the file of records to another folder, checked"), C_LOCAL,
		cmd_move, complete_file, N_("move") },
	{ 0 },
};

/* ---- a file met elsewhere ---- */

static int settle(struct app *app, bool copy)
{
	app->elsewhere = false;
	int code = app_rc(app, keep_settle(app->db, copy));
	if (!code && copy)
		app_tell(app, _("This copy is number %d: what is added here and there stays apart"),
			db_site(app->db));
	return code;
}

static void answered(struct app *app, void *arg, const char *how)
{
	(void)arg;
	const char *word = how ? utf8_fold(&app->turn, how) : "";
	bool copied = *word && (!strncmp("copied", word, strlen(word)) ||
		!strncmp(utf8_fold(&app->turn, _("copied")), word, strlen(word)));
	bool moved = *word && (!strncmp("moved", word, strlen(word)) ||
		!strncmp(utf8_fold(&app->turn, _("moved")), word, strlen(word)));
	if (copied || moved) {
		settle(app, copied);
		return;
	}
	app_wrong(app, _("This file comes from another machine. Say which it was:"
		" pact-tui --moved or pact-tui --copied"));
	app->leave = true;
	app->exit = X_CONFIG;
}

void keep_ask(struct app *app)
{
	static const char question[] = N_("From another machine: moved or copied?");
	if (!app->elsewhere)
		return;
	if (app->face == FACE_SHELL) {
		app_ask(app, arena_printf(&app->turn, "%s [%s/%s]", _(question), _("moved"),
			_("copied")), NULL, answered, NULL);
		return;
	}
	struct choice choices[] = {
		{ "moved", _("Moved: it is used here only") },
		{ "copied", _("Copied: it is used there too") },
		{ 0 },
	};
	struct opening how = { .title = _(question), .choices = choices, .done = answered };
	app_push(app, "menu", &how);
}

static int read_only(struct app *app, const char *where)
{
	const char *path = arena_dup(&app->turn, db_path(app->db));
	db_close(app->db);
	enum rc rc = db_open(&app->db, path, DB_READONLY);
	if (!rc)
		app_tell(app, _("These records were moved to %s. What is shown here is what was left"
			" behind, and can only be read"), safe(app, where));
	return app_rc(app, rc);
}

/* Whoever only looks is not asked; what is written needs to know which copy it is written to. */
int keep_meets(struct app *app, const char *said, bool writes)
{
	enum met met;
	const char *other;
	enum rc rc = keep_meet(app->db, &app->turn, &met, &other);
	if (rc)
		return rc == BUSY ? X_OK : app_rc(app, rc);
	if (met == MET_LEFT)
		return read_only(app, other);
	if (met == MET_HOME || db_readonly(app->db) || (!writes && !said))
		return X_OK;
	if (said)
		return settle(app, !strcmp(said, "copied"));
	if (met == MET_COPY) {
		app_tell(app, _("This is a copy of %s"), safe(app, other));
		return settle(app, true);
	}
	app->elsewhere = true;
	if (app->face == FACE_SHELL)
		keep_ask(app);
	return app->leave ? app->exit : X_OK;
}

/* ---- on leaving ---- */

static bool stopped(void *arg)
{
	(void)arg;
	return term_stop() || term_leaving();
}

/* What may take a while, with a word on the screen, and stopped by Esc there. */
static enum rc patiently(struct app *app, const char *words, enum rc (*work)(struct app *, void *),
	void *arg)
{
	bool screen = app->face == FACE_SCREEN;
	if (screen && app->top) {
		app_tell(app, "%s", words);
		app_draw(app);
	}
	struct db_interrupt hook = { screen ? stopped : NULL, NULL };
	struct db_interrupt before = db_interrupt_hook(app->db, hook);
	enum rc rc = work(app, arg);
	db_interrupt_hook(app->db, before);
	return rc;
}

static enum rc copy_today(struct app *app, void *arg)
{
	const char *made;
	(void)arg;
	return keep_daily(app->db, &app->turn, app->backups, &made);
}

const char *keep_today(struct app *app)
{
	if (!app->backups || (app->face == FACE_SCREEN && term_leaving()))
		return NULL;
	enum rc rc = patiently(app, _("Keeping a copy of today. Esc leaves without one"), copy_today,
		NULL);
	if (!rc || rc == BUSY)
		return NULL;
	return arena_printf(&app->turn, _("There is no copy of today: %s"), db_words(app->db));
}

struct forgetting {
	const char *name;
	struct cleaned done;
};

static enum rc clean_all(struct app *app, void *arg)
{
	struct forgetting *of = arg;
	return keep_clean_all(app->db, &app->turn, app->backups, of->name, &of->done);
}

int keep_erased(struct app *app, const char *name, int *copies)
{
	struct forgetting of = { .name = name };
	enum rc rc = patiently(app, _("Older copies forget her too. Esc: they do so when you leave"),
		clean_all, &of);
	*copies = of.done.copies;
	const char *refused = refused_naming(app->db, &app->turn, name), *left = of.done.left;
	if (!*left && !*refused)
		return X_OK;
	const char *head[] = { !*left ? "" : rc == BUSY ?
		_("These copies may hold her until you leave the program:") :
		_("These copies may still hold her. Delete them, or mend them and type: clean FILE"),
		!*refused ? "" : _("Rows that an import refused name her. Delete these files:") };
	const char *text = arena_printf(&app->turn, "%s%s%s%s%s", head[0],
		utf8_scrub(&app->turn, left, false), *left && *refused ? "\n" : "", head[1],
		utf8_scrub(&app->turn, refused, false));
	if (app->face == FACE_SHELL)
		app_wrong(app, "%s", text);
	else
		cmd_text(app, _("Where she may still be"), text);
	return X_NOTFOUND;
}
