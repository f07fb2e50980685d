/* cmd_app.c - commands about the program itself: where one is, help, keys, the prompt, the menu. */
#include "cmd_common.h"
#include "core/embed.h"
#include "draw.h"
#include "rows.h"
#include "term.h"
#include <errno.h>

#define VERSION "0.1"

static int cmd_home(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	if (app->face == FACE_SHELL)
		return cmd_push(app, "home", NULL);
	app_home(app);
	return X_OK;
}

static int cmd_quit(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	app->leave = true;
	return X_OK;
}

static int cmd_back(struct app *app, int argc, const char *const *argv)
{
	if (!app->top->below)
		return cmd_quit(app, argc, argv);
	app_pop(app);
	return X_OK;
}

static int cmd_version(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	const char *text = arena_printf(&app->turn, "pact-tui %s\n%s %s\n%s\n", VERSION,
		"Unicode", utf8_version(), _("MIT licence. It sends nothing anywhere, ever."));
	return cmd_text(app, "pact-tui", text);
}

/* ---- keys ---- */

static void read_own_keys(struct app *app, const char *name, struct str *why)
{
	const char *dir = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	const char *path = dir && *dir
		? arena_printf(&app->turn, "%s/pact-tui/%s.keys", dir, name)
		: arena_printf(&app->turn, "%s/.config/pact-tui/%s.keys", home ? home : "", name);
	FILE *f = fopen(path, "r");
	if (!f) {
		str_addf(why, _("%s: %s. The shipped keys are used.\n"), path, strerror(errno));
		return;
	}
	struct str text = STR_INIT;
	char buf[4096];
	size_t n;
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		str_addn(&text, buf, n);
	fclose(f);
	keymap_read(app->keys, path, text.s, why);
	str_release(&text);
}

struct keymap *cmd_keymap(struct app *app)
{
	if (app->keys)
		return app->keys;
	app->keys = keymap_new();
	struct str why = STR_INIT;
	const char *name = app->db ? access_keymap(app->db, &app->turn) : "";
	const char *file = arena_printf(&app->turn, "keymaps/%s.keys", name);
	const char *shipped = *name ? embed_find(file) : NULL;
	if (shipped && strcmp(name, "default")) {
		keymap_read(app->keys, name, shipped, &why);
	} else {
		const char *text = embed_find("keymaps/default.keys");
		keymap_read(app->keys, "default", text ? text : "", &why);
		if (*name && !shipped)
			read_own_keys(app, name, &why);
	}
	if (why.len)
		app_wrong(app, "%s", why.s);
	str_release(&why);
	return app->keys;
}

static bool has_verb(const char *table, const char *name)
{
	const struct screen_ops *ops;
	for (int i = 0; (ops = screen_at(i)); i++)
		for (const struct command *c = ops->verbs; c && c->name; c++)
			if (!strcmp(c->name, name) &&
				(!strcmp(table, "all") || same(ops->keys, table)))
				return true;
	return false;
}

/* Is the line one that a key of that table can run? */
static bool known(const char *table, const char *line)
{
	struct arena a = { 0 };
	const char **argv;
	bool ret = cmd_split(&a, line, &argv) > 0
		&& (cmd_find(NULL, argv[0]) || has_verb(table, argv[0]));
	arena_free(&a);
	return ret;
}

static int check_keys(struct app *app)
{
	struct str why = STR_INIT;
	int faults = keymap_check(app->keys, known, &why);
	if (faults)
		cmd_print(app, why.s);
	else
		app_tell(app, _("Every key leads somewhere, and none to two places"));
	str_release(&why);
	return faults ? X_NOTFOUND : X_OK;
}

static int cmd_keys(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	bool check = words_flag(&w, "--check");
	if (w.n)
		return app_usage(app, argv[0]);
	cmd_keymap(app);
	if (check)
		return check_keys(app);
	struct str b = STR_INIT;
	const char *table, *keys, *line;
	for (int i = 0; keymap_each(app->keys, i, &table, &keys, &line); i++)
		str_addf(&b, "%-8s %-10s %s\n", table, keys, line);
	int code = cmd_text(app, _("Keys"), b.s);
	str_release(&b);
	return code;
}

/* ---- help, prompt, menu ---- */

static int cmd_help(struct app *app, int argc, const char *const *argv)
{
	struct str b = STR_INIT;
	const char *topic = argc > 1 ? argv[1] : NULL;
	int code = X_USAGE;
	cmd_keymap(app);
	if (argc > 2)
		app_usage(app, argv[0]);
	else if (help_text(app, topic, &b))
		code = cmd_text(app, topic ? topic : _("Help"), b.s);
	else
		app_wrong(app, _("There is no help on \"%s\". \"help\" alone lists what there is."),
			utf8_scrub(&app->turn, topic, true));
	str_release(&b);
	return code;
}

static void command_typed(struct app *app, void *arg, const char *line)
{
	(void)arg;
	if (line && *line)
		cmd_line(app, line);
	app->for_marked = false;
}

static int cmd_command(struct app *app, int argc, const char *const *argv)
{
	struct opening how = { .title = ":", .value = cmd_join(&app->turn, argc - 1, argv + 1),
		.complete = cmd_complete, .done = command_typed };
	return cmd_push(app, "prompt", &how);
}

/* The record type that a command is about: the gate's own, else what is named, else that of the list or
 * record it stands on. NULL: of none, or she says which. */
static const struct entity *type_meant(struct app *app, const struct gate *g, const char *named)
{
	const struct entity *e = NULL;
	struct screen *s = app_base(app);
	int64_t id;
	if (*g->type || *named)
		return entity_find(*g->type ? g->type : named);
	if (g->what == READ)
		return NULL;
	struct list *l = s && s->ops->list ? s->ops->list(app, s) : NULL;
	if ((l && (e = list_entity(l))) || (s && s->ops->about && s->ops->about(app, s, &e, &id)))
		return e;
	return entity_find("person");
}

bool cmd_offered(struct app *app, const char *line)
{
	size_t n = strcspn(line, " ");
	const struct command *c = cmd_find(app, arena_dupn(&app->turn, line, n));
	if (c && app->served && c->flags & C_LOCAL)
		return false;
	if (!c || !c->gate.type)
		return true;
	const struct entity *e = type_meant(app, &c->gate, line[n] ? line + n + 1 : "");
	return !e || !(access_may(app->db, e, c->gate.what) ||
		(c->gate.whole && access_whole(app->db, e)));
}

static bool for_menu(struct app *app, const struct command *c)
{
	return cmd_offered(app, c->name) && !(c->flags & C_HIDDEN) && (!*c->args || *c->args == '[')
		&& strcmp(c->name, "menu") && rows_motion(c->name) == M_NONE;
}

static struct choice menu_line(struct app *app, const struct command *c)
{
	char buf[32];
	const char *table = app_base(app)->ops->keys;
	const char *keys = keymap_keys(app->keys, table ? table : "all", c->name, buf);
	return (struct choice){ c->name, *keys
		? arena_printf(&app->turn, "%s (%s)", _(c->help), keys) : _(c->help) };
}

static int cmd_menu(struct app *app, int argc, const char *const *argv)
{
	const struct command *verbs = app_base(app)->ops->verbs, *c;
	int n = 0, most = 1;
	if (argc > 1)
		return app_usage(app, argv[0]);
	for (c = verbs; c && c->name; c++)
		most++;
	for (int i = 0; cmd_at(i); i++)
		most++;
	struct choice *choices = arena_array(&app->turn, struct choice, most);
	for (c = verbs; c && c->name; c++)
		if (for_menu(app, c) && c->help)
			choices[n++] = menu_line(app, c);
	for (int i = 0; (c = cmd_at(i)); i++)
		if (for_menu(app, c))
			choices[n++] = menu_line(app, c);
	struct opening how = { .title = _("What can be done here"), .choices = choices,
		.done = command_typed };
	return cmd_push(app, "menu", &how);
}

/* ---- marks, repeating, the screen itself ---- */

static int cmd_repeat(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	if (!app->last.len) {
		app_wrong(app, _("Nothing to repeat yet: archive or set something first"));
		return X_USAGE;
	}
	return cmd_line(app, app->last.s);
}

static int cmd_marked(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	if (argc > 1)
		return app_usage(app, argv[0]);
	int n = s->ops->marked ? s->ops->marked(app, s, NULL) : 0;
	app->for_marked = !app->for_marked;
	/* With nothing marked too: a command typed fast behind it is not meant for this row. */
	if (app->for_marked && !n)
		app_wrong(app, _("Nothing is marked: the space bar marks a row"));
	else if (app->for_marked)
		app_tell(app, trn("The next command is for the %d marked record",
			"The next command is for the %d marked records", (unsigned long)n), n);
	else
		app_tell(app, _("The next command is for this row alone"));
	return X_OK;
}

static int cmd_redraw(struct app *app, int argc, const char *const *argv)
{
	(void)argc;
	(void)argv;
	if (app->face == FACE_SCREEN)
		term_redraw();
	return X_OK;
}

/* Somebody leans over her shoulder. */
static int cmd_blank(struct app *app, int argc, const char *const *argv)
{
	return argc > 1 ? app_usage(app, argv[0]) : cmd_push(app, "blank", NULL);
}

const struct command cmds_app[] = {
	{ "home", "", N_("The first page: what is late, who has gone quiet, what is this week"), 0,
		cmd_home, NULL, N_("home") },
	{ "back", "", N_("One page back; from the first one it leaves"), C_SCREEN, cmd_back, NULL,
		N_("back") },
	{ "quit", "", N_("Leaves the program; everything is saved"), C_NOFILE, cmd_quit, NULL,
		N_("quit") },
	{ "q", "", N_("Leaves the program; everything is saved"), C_NOFILE | C_HIDDEN, cmd_quit,
		NULL, N_("quit") },
	{ "help", "[TOPIC]", N_("Help on this page, a command, a kind of record, a question"),
		C_NOFILE, cmd_help, complete_help, N_("help") },
	{ "command", "[WORDS ...]", N_("Types a command; Tab completes it"), C_SCREEN | C_HIDDEN,
		cmd_command, NULL, N_("command") },
	{ "menu", "", N_("What can be done here, to choose from"), C_SCREEN, cmd_menu, NULL,
		N_("menu") },
	{ "repeat", "", N_("The last change again, on this row"), C_SCREEN, cmd_repeat, NULL,
		N_("again") },
	{ "marked", "", N_("The next command is for all marked rows"), C_SCREEN, cmd_marked, NULL,
		N_("for marked") },
	{ "redraw", "", N_("Paints the screen anew"), C_SCREEN, cmd_redraw, NULL, N_("redraw") },
	{ "blank", "", N_("Wipes the screen and what scrolled away; Enter shows it again"),
		C_SCREEN, cmd_blank, NULL, N_("blank") },
	{ "keys", "[--check]", N_("Every key and what it does; --check looks for clashes"), C_NOFILE,
		cmd_keys, NULL, N_("keys") },
	{ "version", "", N_("Which pact-tui this is"), C_NOFILE, cmd_version, NULL, N_("version") },
	{ 0 },
};
