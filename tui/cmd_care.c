/* cmd_care.c - commands of care for the people recorded: erase, told, handover. */
#include "cmd_common.h"
#include "core/care.h"
#include "draft.h"

/* ---- forgetting ---- */

/* What still mentions her, to be read and put right by hand. */
static int show_mentions(struct app *app, const struct erasure *gone)
{
	struct str b = STR_INIT;
	struct row *rows = arena_array(&app->turn, struct row, gone->mentions);
	for (int i = 0; i < gone->mentions; i++) {
		const struct erased_row *m = &gone->mention[i];
		const char **v = arena_array(&app->turn, const char *, 2);
		v[0] = entity_one(m->e);
		v[1] = record_title(app->db, &app->turn, m->e, m->id);
		rows[i] = (struct row){ .id = m->id, .e = m->e, .v = v,
			.t = arena_array(&app->turn, const char *, 2) };
		str_addf(&b, "%s %s  %s\n", m->e->name, id_show(app->db, &app->turn, m->id),
			utf8_scrub(&app->turn, v[1], true));
	}
	if (app->face == FACE_SHELL) {
		cmd_print(app, b.s);
		str_release(&b);
		return X_OK;
	}
	str_release(&b);
	const struct column cols[] = {
		{ NULL, "kind", _("Kind"), FT_TEXT }, { NULL, "title", _("Name"), FT_TEXT },
	};
	struct opening how = { .list = list_hold(app->db, _("Where she is still mentioned"), NULL,
		cols, COUNT(cols), rows, gone->mentions, false) };
	return cmd_push(app, "list", &how);
}

static int erase(struct app *app, int64_t id, const char *name)
{
	struct erasure gone = { 0 };
	enum rc rc = erase_person(app->db, &app->turn, id, name, &gone);
	if (rc && !gone.rows)
		return app_rc(app, rc);
	for (int i = 0; i < gone.rows; i++)
		draft_forget(app->db, gone.row[i].e, gone.row[i].id);
	/* The command that "." repeats and the message may hold her name. */
	str_clear(&app->last);
	str_clear(&app->message);
	int code = gone.mentions ? show_mentions(app, &gone) : X_OK;
	int drafts = draft_naming(app->db, name), copies, kept = keep_erased(app, name, &copies);
	if (rc)
		return app_rc(app, rc);
	if (drafts)
		app_tell(app, trn("Erased for good. %d unfinished form still has her name: finish or"
			" discard it, then erase her once more", "Erased for good. %d unfinished forms"
			" still have her name: finish or discard them, then erase her once more",
			(unsigned long)drafts), drafts);
	else if (gone.mentions)
		app_tell(app, trn("Erased for good. %d record still mentions her: put it right, then"
			" erase her once more", "Erased for good. %d records still mention her: put"
			" them right, then erase her once more", (unsigned long)gone.mentions),
			gone.mentions);
	else if (copies)
		app_tell(app, trn("Erased for good, in %d older copy too. Exported files are yours to"
			" delete", "Erased for good, in %d older copies too. Exported files are yours to"
			" delete", (unsigned long)copies), copies);
	else
		app_tell(app, _("Erased for good. Files that were exported before are yours to"
			" delete"));
	if (app->face == FACE_SHELL)
		app_tell(app, "%s", _("A copy that you made by hand: \"clean FILE\" takes her out of it"));
	return code ? code : kept;
}

static void name_typed(struct app *app, void *arg, const char *name)
{
	int64_t *id = arg;
	if (name && *name)
		app->exit = erase(app, *id, name);
	else
		app_tell(app, _("Nothing was erased"));
	free(id);
}

static int cmd_erase(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	int64_t id;
	int used, code = cmd_record(app, &w, &e, &id, &used);
	if (code)
		return code;
	if (e != entity_find("person")) {
		app_wrong(app, _("Only a person is erased; archive puts other records away"));
		return X_USAGE;
	}
	if (used + 1 < w.n)
		return app_usage(app, argv[0]);
	if (used < w.n)
		return erase(app, id, w.v[used]);
	if (app->face == FACE_SHELL && !isatty(STDIN_FILENO)) {
		app_wrong(app, _("Say her whole name as well, for this cannot be undone:"
			" erase person %s \"...\""), id_show(app->db, &app->turn, id));
		return X_USAGE;
	}
	int64_t *kept = xmalloc(sizeof *kept);
	*kept = id;
	app->exit = X_OK;
	app_ask(app, _("To erase her for good, her whole name:"), "", name_typed,
		kept);
	code = app->exit;
	app->exit = X_OK;
	return code;
}

/* ---- telling ---- */

static int cmd_told(struct app *app, int argc, const char *const *argv)
{
	const struct entity *e;
	struct edit *ed;
	int64_t id;
	int code = cmd_record_alone(app, argc, argv, &e, &id);
	if (code)
		return code;
	const struct field *f = field_find(e, "told_on");
	if (!f) {
		app_wrong(app, _("That is no person: only people are told what we hold"));
		return X_USAGE;
	}
	enum rc rc = access_may(app->db, e, WRITE);
	if (!rc)
		rc = edit_load(app->db, &app->turn, e, id, &ed);
	if (rc)
		return app_rc(app, rc);
	edit_put(ed, f, db_today(app->db));
	rc = edit_save(app->db, ed);
	if (!rc)
		app_wrote(app, _("Told today: %s"), cmd_title(app, e, id));
	return app_rc(app, rc);
}

/* ---- handing over ---- */

struct hands {
	int64_t from, to;
};

static int hand_over(struct app *app, const struct hands *of)
{
	const struct entity *user = entity_find("user");
	/* The names first: who hands over herself can read nothing after it. */
	const char *who = cmd_title(app, user, of->from), *whom = cmd_title(app, user, of->to);
	struct handed h;
	enum rc rc = handover(app->db, &app->turn, of->from, of->to, &h);
	if (rc)
		return app_rc(app, rc);
	app_wrote(app, _("%s has now people: %lld, institutions: %lld, next steps: %lld, planned"
		" one-to-ones: %lld. %s is disabled, which undo does not take back%s%s"), whom,
		(long long)h.people, (long long)h.institutions, (long long)h.next_steps,
		(long long)h.meetings, who, *h.roles ? _("; nor the new roles: ") : "", h.roles);
	return X_OK;
}

static void hand_over_agreed(struct app *app, void *arg, const char *yes)
{
	if (yes)
		hand_over(app, arg);
	else
		app_tell(app, "%s", _("Nothing was changed"));
}

/* A slip of the hand would shut somebody out, so a screen asks; on the shell both names were typed. */
static int cmd_handover(struct app *app, int argc, const char *const *argv)
{
	const struct entity *user = entity_find("user");
	struct hands of;
	if (argc != 3)
		return app_usage(app, argv[0]);
	enum rc rc = record_resolve(app->db, user, argv[1], &of.from);
	if (!rc)
		rc = record_resolve(app->db, user, argv[2], &of.to);
	if (rc)
		return app_rc(app, rc);
	if (app->face == FACE_SHELL || !app_base(app))
		return hand_over(app, &of);
	struct hands *kept = arena_new(&app_base(app)->a, struct hands);
	*kept = of;
	app_confirm(app, arena_printf(&app->turn,
		_("All goes to %s. %s loses access, and undo leaves it so. Go on?"),
		cmd_title(app, user, of.to), cmd_title(app, user, of.from)), hand_over_agreed, kept);
	return X_OK;
}

const struct command cmds_care[] = {
	{ "erase", "[person ID] [NAME]", N_("Forgets a person who asks for it, for good: her name is"
		" to be typed"), C_WRITES | C_STAYS, cmd_erase, complete_record, N_("erase"),
		{ "person", WRITE, true } },
	{ "told", "[person ID]", N_("Marks that she was told today that we hold her details"),
		C_WRITES | C_EACH, cmd_told, complete_record, N_("told") },
	{ "handover", "FROM-USER TO-USER", N_("Gives everything one user looks after to another and"
		" disables the first"), C_WRITES | C_LOCAL, cmd_handover, NULL, N_("handover") },
	{ 0 },
};
