/* cmd.c - finding and running commands, whatever the face. */
#include "cmd_common.h"

static const struct command *const tables[] = {
	cmds_leaders, cmds_list, cmds_write, cmds_form, cmds_day, cmds_care, cmds_map, cmds_listen,
	cmds_power, cmds_turnout, cmds_cycle, cmds_import, cmds_transfer, cmds_merge, cmds_file,
	cmds_keep, cmds_user, cmds_app,
};
enum { MOST = 128 };

/* "one-to-one" is as good as "one_to_one". */
static bool same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if ((*a == '-' ? '_' : *a) != (*b == '-' ? '_' : *b))
			return false;
	return !*a && !*b;
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const struct command *const *)a)->name,
		(*(const struct command *const *)b)->name);
}

const struct command *cmd_at(int i)
{
	static const struct command *all[MOST];
	static int n;
	if (!n) {
		for (size_t t = 0; t < COUNT(tables); t++)
			for (const struct command *c = tables[t]; c->name && n < MOST; c++)
				all[n++] = c;
		qsort(all, (size_t)n, sizeof *all, by_name);
	}
	return i >= 0 && i < n ? all[i] : NULL;
}

static const struct command *verbs_of(const struct screen *s)
{
	static const struct command none[] = { { 0 } };
	return s && s->ops->verbs ? s->ops->verbs : none;
}

const struct command *cmd_find(struct app *app, const char *name)
{
	/* A prompt's own verbs, then those of the screen that is seen behind it. */
	struct screen *at[] = { app ? app->top : NULL, app && app->top ? app_base(app) : NULL };
	for (size_t i = 0; i < COUNT(at); i++)
		for (const struct command *c = verbs_of(at[i]); c->name; c++)
			if (same_name(c->name, name))
				return c;
	for (int i = 0; cmd_at(i); i++)
		if (same_name(cmd_at(i)->name, name))
			return cmd_at(i);
	return NULL;
}

static const char *nearest(struct app *app, const char *name)
{
	const char *names[2 * MOST];
	size_t n = 0;
	const struct screen *s = app->top ? app_base(app) : NULL;
	for (const struct command *c = verbs_of(s); c->name && n < MOST; c++)
		names[n++] = c->name;
	for (int i = 0; cmd_at(i); i++)
		if (!(cmd_at(i)->flags & (app->face == FACE_SHELL ? C_HIDDEN | C_SCREEN : C_HIDDEN)))
			names[n++] = cmd_at(i)->name;
	return str_nearest(name, names, n);
}

static bool is_verb(const struct screen *s, const struct command *c)
{
	for (const struct command *v = verbs_of(s); v->name; v++)
		if (v == c)
			return true;
	return false;
}

/* A question stands over the screen whose verb this is: the verb would not find its screen. */
static bool waits(struct app *app, const struct command *c)
{
	return app->top && app->top != app_base(app) && is_verb(app_base(app), c);
}

static int unknown(struct app *app, const char *name)
{
	const char *near = nearest(app, name);
	const char *safe = utf8_scrub(&app->turn, name, true);
	if (near)
		app_wrong(app, _("There is no command \"%s\". Did you mean \"%s\"?"), safe, near);
	else
		app_wrong(app, _("There is no command \"%s\". \"help\" lists them."), safe);
	return X_USAGE;
}

/* How many records the action that was just committed changed: not those that were so already. */
static int changed(struct app *app, int64_t before)
{
	int64_t txn = history_txn(app->db);
	struct past *past;
	int n = 0;
	if (txn == before || history_of(app->db, &app->turn, NULL, 0, txn + 1, 1, &past, &n) || !n)
		return 0;
	return past->records;
}

/* The command once for each marked record, its entity and id put before the other words: one
 * action in history, one undo. */
static int run_each(struct app *app, const struct command *c, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct list *l = s->ops->list ? s->ops->list(app, s) : NULL;
	const struct entity *e = l ? list_entity(l) : NULL;
	int n = s->ops->marked ? s->ops->marked(app, s, NULL) : 0, code = X_OK;
	int64_t *ids = arena_array(&app->turn, int64_t, n);
	if (!n) {
		app_wrong(app, _("Nothing is marked, so nothing was done"));
		return X_USAGE;
	}
	s->ops->marked(app, s, ids);
	if (!e) {
		/* Marks are ids, and here 7 may be a person and an institution. */
		app_wrong(app, _("These are of several kinds: do it one by one"));
		return X_USAGE;
	}
	const char **v = arena_array(&app->turn, const char *, argc + 3);
	v[0] = argv[0];
	v[1] = e->name;
	for (int i = 1; i < argc; i++)
		v[i + 2] = argv[i];
	enum rc rc = db_begin(app->db);
	if (rc)
		return app_rc(app, rc);
	history_action(app->db, "edit", c->name);
	for (int i = 0; i < n && code == X_OK; i++) {
		v[2] = arena_int(&app->turn, ids[i]);
		code = c->run(app, argc + 2, v);
	}
	if (code != X_OK) {
		db_rollback(app->db);
		return code;
	}
	int64_t before = history_txn(app->db);
	rc = db_commit(app->db);
	n = rc ? 0 : changed(app, before);
	if (n)
		app_wrote(app, trn("%s: %d record", "%s: %d records", (unsigned long)n),
			history_words(&app->turn, c->name), n);
	else if (!rc)
		app_tell(app, "%s", _("Nothing was changed"));
	return app_rc(app, rc);
}

/* Motions and what is typed into a prompt, the prompt and the menu themselves only lead to the
 * command that ";" is meant for. */
static bool leads_on(struct app *app, const struct command *c)
{
	return is_verb(app->top, c) || !strcmp(c->name, "command") || !strcmp(c->name, "menu")
		|| !strcmp(c->name, "marked");
}

int cmd_run(struct app *app, int argc, const char *const *argv)
{
	if (!argc)
		return X_OK;
	const struct command *c = cmd_find(app, argv[0]);
	if (!c)
		return unknown(app, argv[0]);
	if ((c->flags & C_SCREEN) && app->face == FACE_SHELL) {
		app_wrong(app, _("\"%s\" works on the screens: pact-tui -c %s"), c->name, c->name);
		return X_USAGE;
	}
	if (app->served && c->flags & C_LOCAL) {
		app_wrong(app, _("\"%s\" is for the machine itself: it cannot be done from afar"), c->name);
		return X_DENIED;
	}
	if (waits(app, c)) {
		app_wrong(app, _("Answer the question first, or go back"));
		return X_USAGE;
	}
	const char **v = arena_array(&app->turn, const char *, argc + 1);
	memcpy(v, argv, (size_t)argc * sizeof *v);
	v[0] = c->name; /* however it was typed: page-down, page_down */
	if (!app->for_marked || leads_on(app, c))
		return c->run(app, argc, v);
	app->for_marked = false;
	if (c->flags & C_EACH)
		return run_each(app, c, argc, v);
	app_wrong(app, _("\"%s\" is for one record at a time: nothing was done"), c->name);
	return X_USAGE;
}

int cmd_line(struct app *app, const char *line)
{
	const char **argv;
	if (!app_stays(app))
		return app->exit;
	if (app->db)
		history_look(app->db);
	/* The line may lie in app->last, which the command may change. */
	line = arena_dup(&app->turn, line);
	int argc = cmd_split(&app->turn, line, &argv);
	if (argc < 0) {
		app_wrong(app,
			_("A quotation mark is open: close it, or write \\\" for the mark itself"));
		return X_USAGE;
	}
	int code = cmd_run(app, argc, argv);
	if (!argc || code || app->face == FACE_SHELL)
		return code;
	const struct command *c = cmd_find(app, argv[0]);
	if (c && (c->flags & C_EACH)) {
		str_clear(&app->last);
		str_add(&app->last, line);
	}
	return code;
}
