/* main.c - the command line: options, which face, which file, which user, which language; then one
 * command, or the loop. */
#include "cmd_common.h"
#include "core/demo.h"
#include "core/schema.h"
#include "core/utf8.h"
#include "draw.h"
#include "here.h"
#include "jail.h"
#include "place.h"
#include "term.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>

#ifndef PREFIX
#define PREFIX "/usr/local"
#endif

struct options {
	const char *file, *user, *lang, *script, *command;
	const char *how; /* "moved" or "copied" */
	bool plain, ascii, yes, help, version;
	bool served; /* for somebody who came in through ssh */
	int argc; /* the COMMAND's words */
	const char *const *argv;
};

static bool read_options(int argc, char **argv, struct options *o)
{
	enum { AS = 256, PLAIN, LANG, ASCII, YES, SCRIPT, HELP, VERSION, MOVED, COPIED,
		SERVED };
	static const struct option known[] = {
		{ "as", required_argument, NULL, AS }, { "plain", no_argument, NULL, PLAIN },
		{ "lang", required_argument, NULL, LANG }, { "ascii", no_argument, NULL, ASCII },
		{ "yes", no_argument, NULL, YES }, { "script", required_argument, NULL, SCRIPT },
		{ "moved", no_argument, NULL, MOVED }, { "copied", no_argument, NULL, COPIED },
		{ "file", required_argument, NULL, 'd' },
		{ "command", required_argument, NULL, 'c' },
		{ "served", no_argument, NULL, SERVED },
		{ "help", no_argument, NULL, HELP }, { "version", no_argument, NULL, VERSION },
		{ 0 },
	};
	int opt;
	while ((opt = getopt_long(argc, argv, "+d:c:h", known, NULL)) != -1)
		switch (opt) {
		case 'd': o->file = optarg; break;
		case 'c': o->command = optarg; break;
		case AS: o->user = optarg; break;
		case PLAIN: o->plain = true; break;
		case LANG: o->lang = optarg; break;
		case ASCII: o->ascii = true; break;
		case YES: o->yes = true; break;
		case SCRIPT: o->script = optarg; break;
		case MOVED: o->how = "moved"; break;
		case COPIED: o->how = "copied"; break;
		case SERVED: o->served = true; break;
		case 'h':
		case HELP: o->help = true; break;
		case VERSION: o->version = true; break;
		default: return false; /* getopt has said which */
		}
	o->argc = argc - optind;
	o->argv = (const char *const *)argv + optind;
	return true;
}

/* What a client asked for, where sshd starts the program by its ForceCommand; the door says it by itself.
 * Without a terminal the pages are lines. */
static bool serve_here(struct arena *a, char *name, struct options *o)
{
	const char *line = getenv("SSH_ORIGINAL_COMMAND"), **words;
	int argc = line && *line && !o->argc ? cmd_split_client(a, line, &words) : 0;
	if (argc < 0)
		fprintf(stderr, "%s\n",
			_("A quotation mark is open: close it, or write \\\" for the mark itself"));
	if (argc > 0) {
		char **argv = arena_array(a, char *, argc + 2);
		argv[0] = name;
		memcpy(argv + 1, words, sizeof *words * (size_t)argc);
		optind = 0;
		if (!read_options(argc + 1, argv, o))
			return false;
	}
	o->plain |= !o->argc && !o->command && !isatty(STDIN_FILENO);
	return argc >= 0;
}

/* ---- language ---- */

/* "es" of "es_ES.UTF-8" and of "es:en"; "en" for C, POSIX and whatever is no language. */
static const char *two_letters(const char *locale)
{
	static char lang[3];
	bool letters = locale[0] >= 'a' && locale[0] <= 'z' && locale[1] >= 'a' && locale[1] <= 'z';
	if (!letters || (locale[2] && !strchr("_.@:-", locale[2])))
		return "en";
	memcpy(lang, locale, 2);
	return lang;
}

static const char *lang_of_environment(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *v = getenv(names[i]);
		if (v && *v)
			return two_letters(v);
	}
	return "en";
}

/* Beside the binary when it was just built, in the shared folder when it is installed. */
static const char *locale_folder(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	const char *tries[3] = { PREFIX "/share/locale", NULL, NULL };
	if (n > 0) {
		path[n] = '\0';
		char *slash = strrchr(path, '/');
		*(slash ? slash : path) = '\0';
		tries[2] = tries[0];
		tries[0] = arena_printf(a, "%s/locale", path);
		tries[1] = arena_printf(a, "%s/../share/locale", path);
	}
	for (size_t i = 0; i < COUNT(tries); i++)
		if (tries[i] && !access(tries[i], R_OK))
			return tries[i];
	return PREFIX "/share/locale";
}

/* ---- the file ---- */

/* $NAME/pact-tui/FILE, or ~/OTHERWISE/pact-tui/FILE; NULL when there is no home. */
static const char *own_path(struct arena *a, const char *name, const char *otherwise,
	const char *file)
{
	const char *dir = getenv(name), *home = getenv("HOME");
	if (dir && *dir == '/')
		return arena_printf(a, "%s/pact-tui/%s", dir, file);
	if (!home || !*home) {
		struct passwd *pw = getpwuid(getuid());
		home = pw ? pw->pw_dir : NULL;
	}
	return home ? arena_printf(a, "%s/%s/pact-tui/%s", home, otherwise, file) : NULL;
}

static const char *file_of(struct arena *a, const struct options *o)
{
	const char *env = getenv("PACT_DB");
	if (o->file)
		return o->file;
	if (env && *env)
		return env;
	return own_path(a, "XDG_DATA_HOME", ".local/share", "pact.db");
}

/* ---- opening ---- */

static int log_in(struct app *app, const struct options *o)
{
	enum rc rc = access_login(app->db, o->user);
	if (!rc && app->served)
		rc = access_wall(app->db);
	if (rc)
		return app_rc(app, rc);
	const char *lang = access_lang(app->db, &app->turn);
	if (!o->lang && *lang)
		tr_language(lang, NULL);
	/* Shown on line 1 as long as the program runs. */
	app->user = xstrdup(access_name(app->db, &app->turn));
	struct arena a = { 0 };
	app->demo = same(db_setting(app->db, &a, "_demo", NULL), "1");
	arena_free(&a);
	return X_OK;
}

static int open_file(struct app *app, const struct options *o)
{
	const char *path = app->path;
	if (!path) {
		app_wrong(app, _("There is no home folder to keep records in: name a file with -d"));
		return X_CONFIG;
	}
	bool missing = access(path, F_OK) && errno == ENOENT;
	enum rc rc = db_open(&app->db, path, DB_CREATE);
	if (!rc)
		rc = schema_open(app->db);
	if (rc)
		return app_rc(app, rc);
	if (missing)
		fprintf(stderr, _("%s was not there and has been made\n"),
			utf8_scrub(&app->turn, path, true));
	const struct command *c = o->argc ? cmd_find(app, o->argv[0]) : NULL;
	int code = keep_meets(app, o->how, o->how || app->face != FACE_SHELL ||
		(c && c->flags & C_WRITES));
	return code ? code : log_in(app, o);
}

/* Help and the like want no file; when one is there its words and keys are used. */
static void open_if_there(struct app *app, const struct options *o)
{
	const char *path = app->path;
	if (!path || access(path, R_OK))
		return;
	if (db_open(&app->db, path, DB_READONLY) || schema_open(app->db) ||
		access_login(app->db, o->user)) {
		db_close(app->db);
		app->db = NULL;
	}
}

/* demo: a fresh borough each time; demo FILE: kept from time to time. */
static int open_demo(struct app *app, const struct options *o)
{
	bool fresh = o->argc < 2;
	const char *path = fresh ? own_path(&app->turn, "XDG_STATE_HOME", ".local/state", "demo.db")
	                         : o->argv[1];
	if (o->argc > 2)
		return app_usage(app, "demo");
	if (!path) {
		app_wrong(app, _("There is no home folder for the demonstration: name a file"));
		return X_CONFIG;
	}
	enum rc rc = demo_open(&app->db, path, fresh);
	return rc ? app_rc(app, rc) : log_in(app, o);
}

/* ---- running ---- */

static int run_loop(struct app *app, const struct options *o)
{
	return app->face == FACE_PLAIN ? plain_loop(app) : o->script ? script_run(app) : app_loop(app);
}

/* Another file stands where the file was: everything that came from that one is closed first. */
static int open_restored(struct app *app, const struct options *o)
{
	app_close(app);
	char *said = xstrdup(keep_go_back(app));
	free((char *)app->user);
	app->user = NULL;
	app->newest = app->version = 0;
	int code = open_file(app, &(struct options){ .user = o->user, .lang = o->lang });
	if (!code) {
		app_push(app, "home", NULL);
		cmd_text(app, _("Going back to a copy"), said);
		code = run_loop(app, o);
	}
	free(said);
	return code;
}

static int run_screens(struct app *app, const struct options *o)
{
	const char *note = NULL;
	if (o->script && strcmp(o->script, "-") && !freopen(o->script, "r", stdin)) {
		app->face = FACE_SHELL; /* the words go to stderr */
		app_wrong(app, _("The script %s cannot be read"), o->script);
		return X_NOINPUT;
	}
	if (app->served)
		db_rest(app->db); /* what coming in took is where the windows go: a tenth of a session */
	if (app->face == FACE_SCREEN) {
		const char *why = term_open(o->script != NULL, &note);
		if (why) {
			app->face = FACE_SHELL; /* the words go to stderr */
			app_wrong(app, _("%s. pact-tui --plain works on any terminal"), why);
			return X_CONFIG;
		}
	}
	cmd_keymap(app);
	if (note)
		app_tell(app, "%s", note);
	app_push(app, "home", NULL);
	keep_ask(app);
	if (app->served) {
		here_enter(app);
		place_return(app);
	}
	if (o->command)
		cmd_line(app, o->command);
	int code = run_loop(app, o);
	while (app->restore && !code)
		code = open_restored(app, o);
	const char *said = keep_today(app);
	char *lost = said ? xstrdup(said) : NULL; /* the turn ends with the screens */
	app_close(app);
	term_close();
	if (app->ended)
		fprintf(stderr, "%s\n", app->ended);
	if (lost)
		fprintf(stderr, "%s\n", lost);
	free(app->ended);
	free(lost);
	return code;
}

static int run(struct app *app, struct options *o, bool demo)
{
	if (o->argc && !demo)
		return cmd_run(app, o->argc, o->argv);
	if (app->face != FACE_SHELL)
		return run_screens(app, o);
	return cmd_line(app, o->command ? o->command : "home");
}

/* One command is the shell's; else the screens, line by line where no screen can be drawn, and
 * where nobody sits the first page as text. */
static enum face choose_face(const struct options *o, bool demo)
{
	if (o->argc && !demo)
		return FACE_SHELL;
	if (o->plain)
		return FACE_PLAIN;
	if (o->script)
		return FACE_SCREEN;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return FACE_SHELL;
	return term_is_dumb() ? FACE_PLAIN : FACE_SCREEN;
}

static bool wants_file(struct app *app, const struct options *o)
{
	const struct command *c = o->argc ? cmd_find(app, o->argv[0]) : NULL;
	return !o->argc || (c && !(c->flags & C_NOFILE));
}

/* What was written must have arrived: a full disk is not to be taken for an empty list. */
static int last_words(struct app *app, int code)
{
	bool lost = fflush(app->out) || ferror(app->out);
	if (lost && errno != EPIPE && code != X_IO) /* else it has been said */
		fprintf(stderr, _("The output could not be written: %s\n"), strerror(errno));
	return lost ? X_IO : code;
}

int main(int argc, char **argv)
{
	struct app app = { .out = stdout, .message = STR_INIT, .last = STR_INIT };
	struct options o = { 0 };
	struct arena a = { 0 };
	umask(077);
	/* What the shell closed is opened the wrong way round: else a file of ours takes its number, and
	 * what is said there lands in it. */
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) < 0)
			return X_IO;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit reached is a full disk, which is told */
	tr_language(lang_of_environment(), locale_folder(&a));
	if (!read_options(argc, argv, &o)) {
		fprintf(stderr, "%s\n", _("\"pact-tui --help\" says what there is"));
		arena_free(&a);
		return X_USAGE;
	}
	if (o.served && !serve_here(&a, argv[0], &o)) {
		arena_free(&a);
		return X_USAGE;
	}
	if (o.lang)
		tr_language(two_letters(o.lang), NULL);
	static const char *const instead[] = { "help", "version", NULL };
	if (o.help || o.version) {
		o.argc = 1;
		o.argv = instead + !o.help;
	}
	bool demo = o.argc && !o.served && !strcmp(o.argv[0], "demo");
	app.path = demo ? NULL : file_of(&a, &o);
	app.backups = own_path(&a, "XDG_STATE_HOME", ".local/state", "backups");
	app.face = choose_face(&o, demo);
	app.yes = o.yes;
	app.served = o.served;
	if (o.served && !app.path)
		die("a served program is told its file");
	if (o.served)
		jail_served(app.path, getenv("XDG_STATE_HOME"), locale_folder(&a));
	if (o.ascii)
		draw_set_ascii(true);
	int code = X_OK;
	if (demo)
		code = open_demo(&app, &o);
	else if (wants_file(&app, &o))
		code = open_file(&app, &o);
	else
		open_if_there(&app, &o);
	if (!code)
		code = run(&app, &o, demo);
	code = last_words(&app, code);
	app_close(&app);
	keymap_free(app.keys);
	db_close(app.db);
	str_release(&app.message);
	str_release(&app.last);
	free((char *)app.user);
	arena_free(&a);
	return code;
}
