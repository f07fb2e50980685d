/* cmd_write.c - commands that change records: new, set, archive, unarchive, undo, redo. */
#include "cmd_common.h"
#include "draw.h"
#include "text.h"

/* Every word must be field=value. */
static int assign(struct app *app, struct edit *ed, int argc, const char *const *argv)
{
	for (int i = 0; i < argc; i++) {
		enum rc rc = edit_assign(app->db, ed, argv[i]);
		if (rc)
			return app_rc(app, rc);
	}
	return X_OK;
}

static int save(struct app *app, struct edit *ed)
{
	enum rc rc = edit_save(app->db, ed);
	if (rc == CONFLICT)
		app_wrong(app, _("%s changed the same field just now: look again, then repeat it"),
			ed->who ? ed->who : "?");
	return rc == CONFLICT ? X_BUSY : app_rc(app, rc);
}

static int cmd_new(struct app *app, int argc, const char *const *argv)
{
	if (argc < 2)
		return app_usage(app, argv[0]);
	const struct entity *e = cmd_entity(app, argv[1]);
	if (!e)
		return X_USAGE;
	enum rc rc = access_may(app->db, e, ADD);
	if (rc)
		return app_rc(app, rc);
	if (argc == 2 && app->face != FACE_SHELL)
		return cmd_line(app, arena_printf(&app->turn, "add %s", e->name));
	struct edit *ed = edit_new(app->db, &app->turn, e);
	int code = assign(app, ed, argc - 2, argv + 2);
	if (!code)
		code = save(app, ed);
	if (code)
		return code;
	/* The id whole, not as people see it: it means the same in every copy of the file. */
	if (app->face == FACE_SHELL)
		fprintf(app->out, "%lld\n", (long long)ed->id);
	else if (e->fixed)
		app_tell(app, _("%s: written down for those who may read it. It stays as it is"),
			entity_one(e));
	else
		app_wrote(app, _("Saved %s %s: %s"), entity_one(e),
			id_show(app->db, &app->turn, ed->id), cmd_title(app, e, ed->id));
	return X_OK;
}

static int cmd_set(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	struct edit *ed;
	int64_t id;
	int used, code = cmd_record(app, &w, &e, &id, &used);
	if (code)
		return code;
	if (used == w.n)
		return app_usage(app, argv[0]);
	enum rc rc = access_may(app->db, e, WRITE);
	if (!rc)
		rc = edit_load(app->db, &app->turn, e, id, &ed);
	if (rc)
		return app_rc(app, rc);
	code = assign(app, ed, w.n - used, w.v + used);
	if (!code)
		code = save(app, ed);
	if (!code)
		app_wrote(app, _("Saved %s"), cmd_title(app, e, id));
	return code;
}

static int archive(struct app *app, int argc, const char *const *argv, bool archived)
{
	const struct entity *e;
	int64_t id;
	int code = cmd_record_alone(app, argc, argv, &e, &id);
	if (code)
		return code;
	enum rc rc = access_may(app->db, e, WRITE);
	if (!rc)
		rc = record_archive(app->db, e, id, archived);
	if (rc)
		return app_rc(app, rc);
	if (archived && e->away)
		app_wrote(app, "%s", _(e->away));
	else if (archived)
		app_wrote(app, _("Archived %s"), cmd_title(app, e, id));
	else
		app_wrote(app, _("Brought back %s"), cmd_title(app, e, id));
	return X_OK;
}

static int cmd_archive(struct app *app, int argc, const char *const *argv)
{
	return archive(app, argc, argv, true);
}

static int cmd_unarchive(struct app *app, int argc, const char *const *argv)
{
	return archive(app, argc, argv, false);
}

/* Is the action of this page? */
static bool written_here(const struct screen *s, const char *types)
{
	const char *word;
	size_t n;
	bool ret = !s || !s->ops->acts;
	while (!ret && str_word(&types, ",", &word, &n))
		ret = str_listed(s->ops->acts, word, n);
	return ret;
}

static int undo(struct app *app, int64_t txn)
{
	enum rc rc = history_undo(app->db, txn);
	if (!rc)
		app_tell(app, "%s", db_words(app->db));
	return app_rc(app, rc);
}

static void undo_wanted(struct app *app, void *arg, const char *yes)
{
	if (yes)
		undo(app, *(int64_t *)arg);
}

/* The question stays in sight, with the answers that s_confirm.c puts behind it. */
static const char *undo_question(struct app *app, const char *what)
{
	enum { ANSWERS = 10 };
	const char *fmt = _("Take back what was done elsewhere: %s?");
	const char *clean = utf8_scrub(&app->turn, what, true);
	int room = draw_cols() - ANSWERS - utf8_width(arena_printf(&app->turn, fmt, ""));
	if (app->face == FACE_SCREEN && room > 0 && utf8_width(clean) > room)
		clean = text_fit(&app->turn, clean, room, draw_ascii());
	return arena_printf(&app->turn, fmt, clean);
}

/* Who looks at a board means what she did on it: an act of elsewhere is named first, and asked about. */
static int undo_last(struct app *app)
{
	struct screen *s = app->face == FACE_SHELL ? NULL : app_base(app);
	const char *types, *what;
	int64_t txn = history_last(app->db, &app->turn, &types, &what);
	if (!txn || !types || written_here(s, types))
		return undo(app, 0);
	int64_t *of = arena_new(&s->a, int64_t);
	*of = txn;
	app_confirm(app, undo_question(app, what), undo_wanted, of);
	return X_OK;
}

static int cmd_undo(struct app *app, int argc, const char *const *argv)
{
	int64_t txn = 0;
	if (argc > 1) {
		char *end;
		txn = strtoll(argv[1], &end, 10);
		if (argc > 2 || *end || txn <= 0) {
			app_wrong(app,
				_("undo takes the number of an action, as \"history\" shows it"));
			return X_USAGE;
		}
	}
	return txn ? undo(app, txn) : undo_last(app);
}

static int cmd_redo(struct app *app, int argc, const char *const *argv)
{
	if (argc > 1)
		return app_usage(app, argv[0]);
	enum rc rc = history_redo(app->db);
	if (!rc)
		app_tell(app, "%s", db_words(app->db));
	return app_rc(app, rc);
}

const struct command cmds_write[] = {
	{ "new", "ENTITY FIELD=VALUE ...", N_("Makes a record and prints its number"), C_WRITES,
		cmd_new, complete_fields, N_("new") },
	{ "set", "[ENTITY ID] FIELD=VALUE ...", N_("Changes fields of a record; FIELD= empties one"),
		C_WRITES | C_EACH, cmd_set, complete_set, N_("set") },
	{ "archive", "[ENTITY ID]", N_("Puts a record away: it is in no list, and nothing is lost"),
		C_WRITES | C_EACH, cmd_archive, complete_record, N_("archive") },
	{ "unarchive", "[ENTITY ID]", N_("Brings an archived record back"), C_WRITES | C_EACH,
		cmd_unarchive, complete_record, N_("bring back") },
	{ "undo", "[ACTION]", N_("Takes back what you did last, or the action of that number"),
		C_WRITES | C_STAYS, cmd_undo, NULL, N_("undo") },
	{ "redo", "", N_("Does again what you last took back"), C_WRITES,
		cmd_redo, NULL, N_("redo") },
	{ 0 },
};
