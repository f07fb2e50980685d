/* cmd_user.c - who may work with this file: user add, list, role, key, password, disable, enable; and
 * serve, which hands over to the program of the door. */
#include "cmd_common.h"
#include "here.h"
#include <errno.h>
#include <libintl.h>
#include <termios.h>

#ifndef PREFIX
#define PREFIX "/usr/local"
#endif

static int save_user(struct app *app, struct edit *ed)
{
	enum rc rc = access_may(app->db, ed->e, ed->id ? WRITE : ADD);
	if (!rc)
		rc = edit_save(app->db, ed);
	return app_rc(app, rc);
}

static const struct entity *users(void)
{
	return entity_find("user");
}

/* The user of that name, to be changed. */
static int load_user(struct app *app, const char *name, struct edit **ret)
{
	int64_t id;
	enum rc rc = record_resolve(app->db, users(), name, &id);
	if (!rc)
		rc = edit_load(app->db, &app->turn, users(), id, ret);
	return app_rc(app, rc);
}

/* Sets one field of a user as it was typed, and says so. */
static int change(struct app *app, const char *name, const char *field, const char *typed)
{
	struct edit *ed;
	int code = load_user(app, name, &ed);
	if (code)
		return code;
	enum rc rc = edit_set(app->db, ed, field_find(users(), field), typed);
	code = rc ? app_rc(app, rc) : save_user(app, ed);
	if (!code)
		app_wrote(app, _("Saved %s"), cmd_title(app, users(), ed->id));
	return code;
}

static int user_list(struct app *app, struct words *w)
{
	(void)w;
	return cmd_line(app, "list users");
}

static int user_add(struct app *app, struct words *w)
{
	const char *role = NULL;
	if (!words_option(w, "--role", &role) || w->n != 1 || !role) /* what she may is said, not guessed */
		return app_usage(app, "user");
	struct edit *ed = edit_new(app->db, &app->turn, users());
	enum rc rc = edit_set(app->db, ed, field_find(users(), "name"), w->v[0]);
	if (!rc)
		rc = edit_set(app->db, ed, field_find(users(), "role"), role);
	int code = rc ? app_rc(app, rc) : save_user(app, ed);
	if (!code && app->face == FACE_SHELL)
		fprintf(app->out, "%lld\n", (long long)ed->id);
	else if (!code)
		app_wrote(app, _("Saved %s"), cmd_title(app, users(), ed->id));
	return code;
}

/* One line of a file of keys. */
static enum rc add_key(struct app *app, int64_t user, const char *line)
{
	const struct entity *e = entity_find("user_key");
	struct edit *ed = edit_new(app->db, &app->turn, e);
	edit_put_id(ed, "user", user);
	edit_put(ed, field_find(e, "key"), line);
	return edit_save(app->db, ed);
}

/* All that stands in f, before anything is written: whoever types it keeps nobody waiting. */
static const char *read_all(struct app *app, FILE *f)
{
	enum { KEYS_MOST = 1 << 20 };
	struct str b = STR_INIT;
	for (int c; b.len < KEYS_MOST && (c = getc(f)) != EOF;)
		str_addc(&b, (char)c);
	const char *ret = arena_dup(&app->turn, b.s);
	str_release(&b);
	return ret;
}

/* All of a file's keys, or none. */
static enum rc add_keys(struct app *app, int64_t user, FILE *f, int *added)
{
	const char *at = read_all(app, f), *line;
	size_t n;
	enum rc rc = access_may(app->db, entity_find("user_key"), ADD);
	if (rc || (rc = db_begin(app->db)))
		return rc;
	while (!rc && str_word(&at, "\r\n", &line, &n))
		if (strspn(line, " \t") < n && *line != '#' &&
			!(rc = add_key(app, user, arena_dupn(&app->turn, line, n))))
			++*added;
	return db_end(app->db, rc);
}

static int user_key(struct app *app, struct words *w)
{
	struct edit *ed;
	int code = load_user(app, w->v[0], &ed), added = 0;
	if (code)
		return code;
	const char *path = words_path(&app->turn, w->v[1]);
	FILE *f = strcmp(path, "-") ? fopen(path, "re") : stdin;
	if (!f) {
		app_wrong(app, _("%s cannot be read: %s"), utf8_scrub(&app->turn, path, true),
			strerror(errno));
		return X_NOINPUT;
	}
	code = app_rc(app, add_keys(app, ed->id, f, &added));
	if (f != stdin)
		fclose(f);
	if (!code && !added) {
		app_wrong(app, _("There is no key in %s"), utf8_scrub(&app->turn, path, true));
		return X_DATA;
	}
	if (!code)
		app_tell(app, trn("%d key added for %s", "%d keys added for %s", (unsigned long)added),
			added, cmd_title(app, users(), ed->id));
	return code;
}

/* A line of the terminal that is not shown. */
static bool read_secret(const char *question, char **line)
{
	struct termios was, quiet;
	bool tty = isatty(STDIN_FILENO) && !tcgetattr(STDIN_FILENO, &was);
	size_t room = 0;
	if (tty) {
		quiet = was;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
		fprintf(stderr, "%s: ", question);
	}
	ssize_t n = getline(line, &room, stdin);
	if (tty) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	if (n > 0)
		(*line)[strcspn(*line, "\r\n")] = '\0';
	return n > 0;
}

static int user_password(struct app *app, struct words *w)
{
	struct edit *ed;
	char *once = NULL, *twice = NULL;
	if (app->face != FACE_SHELL) {
		app_wrong(app, "%s", _("Leave the program first and type: pact-tui user password NAME"));
		return X_USAGE;
	}
	int code = load_user(app, w->v[0], &ed);
	enum rc rc = code ? OK : access_may(app->db, users(), WRITE);
	if (code || rc)
		return code ? code : app_rc(app, rc);
	bool read = read_secret(_("Password"), &once) &&
		(!isatty(STDIN_FILENO) || read_secret(_("Once more"), &twice));
	if (!read || (twice && strcmp(once, twice))) {
		app_wrong(app, "%s", _("The two are not the same: nothing was changed"));
		code = X_DATA;
	} else {
		code = app_rc(app, access_password_set(app->db, ed->id, once));
	}
	if (!code && !access_passwords(app->db))
		app_tell(app, "%s", _("Kept. Passwords are off here until \"new setting name=passwords"
			" value=on\" is typed"));
	if (once)
		explicit_bzero(once, strlen(once));
	if (twice)
		explicit_bzero(twice, strlen(twice));
	free(once);
	free(twice);
	return code;
}

static const struct {
	const char *name;
	int words;          /* after it; -1: it looks itself */
	int (*run)(struct app *app, struct words *w); /* NULL: it sets a field of the user ... */
	const char *field;
	const char *typed;  /* ... to this; NULL: to the second word */
} verbs[] = {
	{ "list", 0, user_list }, { "add", -1, user_add }, { "key", 2, user_key },
	{ "password", 1, user_password }, { "role", 2, NULL, "role", NULL },
	{ "disable", 1, NULL, "disabled", "1" }, { "enable", 1, NULL, "disabled", "0" },
};

static int cmd_user(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	for (size_t i = 0; w.n && i < COUNT(verbs); i++) {
		if (strcmp(verbs[i].name, w.v[0]))
			continue;
		w.n--;
		w.v++;
		if (verbs[i].words >= 0 && verbs[i].words != w.n)
			break;
		if (verbs[i].run)
			return verbs[i].run(app, &w);
		return change(app, w.v[0], verbs[i].field, verbs[i].typed ? verbs[i].typed : w.v[1]);
	}
	return app_usage(app, argv[0]);
}

/* The program of the door lies beside this one when it was just built, else in libexec. */
static int cmd_serve(struct app *app, int argc, const char *const *argv)
{
	struct arena *a = &app->turn;
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	self[n > 0 ? n : 0] = '\0';
	const char **args = arena_array(a, const char *, argc + 4);
	int k = 0;
	if (app->face != FACE_SHELL) {
		app_wrong(app, "%s", _("Leave the program first and type: pact-tui serve"));
		return X_USAGE;
	}
	args[k++] = "pact-tui-serve";
	args[k++] = self;
	args[k++] = arena_dup(a, db_path(app->db));
	for (int i = 1; i < argc; i++)
		args[k++] = argv[i];
	db_close(app->db);
	app->db = NULL;
	char *slash = strrchr(self, '/');
	int folder = slash ? (int)(slash - self) : 0;
	const char *const tries[] = { arena_printf(a, "%.*s/pact-tui-serve", folder, self),
		arena_printf(a, "%.*s/../libexec/pact-tui-serve", folder, self),
		PREFIX "/libexec/pact-tui-serve" };
	fflush(NULL);
	setenv("PACT_LANG", tr_lang(), 1);
	setenv("PACT_LOCALE", bindtextdomain("pact-tui", NULL), 1);
	for (size_t i = 0; i < COUNT(tries); i++)
		execv(tries[i], (char *const *)args);
	app_wrong(app, _("pact-tui-serve is missing beside %s: build or install it again"), self);
	return X_CONFIG;
}

static void complete_user(struct app *app, int argc, const char *const *argv, struct str *to)
{
	(void)app;
	(void)argv;
	for (size_t i = 0; argc <= 2 && i < COUNT(verbs); i++)
		str_addf(to, "%s\n", verbs[i].name);
}

const struct command cmds_user[] = {
	{ "user", "list | add NAME --role ROLE | role NAME ROLE | key NAME FILE | password NAME |"
		" disable NAME | enable NAME", N_("Who may work with this file, and the keys they come with"),
		C_WRITES | C_STAYS | C_LOCAL, cmd_user, complete_user, N_("user") },
	{ "serve", "[-l ADDRESS:PORT] [--state DIR] [--idle SECONDS]",
		N_("Opens the door: others come in through ssh"), C_LOCAL, cmd_serve, NULL,
		N_("serve") },
	{ "who", "", N_("Who else is here through ssh, and since when"), 0, cmd_who, NULL, N_("who") },
	{ 0 },
};
