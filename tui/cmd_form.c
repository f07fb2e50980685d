/* cmd_form.c - commands that open a form: add, edit, next_step. */
#include "cmd_common.h"

/* The words of the form screen: ENTITY and the id of the record, or ENTITY and assignments. */
static int open_form(struct app *app, const struct entity *e, int argc, const char *const *argv)
{
	enum rc rc = access_may(app->db, e, ADD);
	if (rc)
		return app_rc(app, rc);
	const char **v = arena_array(&app->turn, const char *, argc + 2);
	v[0] = e->name;
	for (int i = 0; i < argc; i++)
		v[i + 1] = argv[i];
	struct opening how = { .argc = argc + 1, .argv = v };
	return cmd_push(app, "form", &how);
}

/* "person=7" or "about=person:7": how a new record of `from` says that it belongs to that one. */
static const char *reference(struct app *app, const struct entity *from, const struct field *by,
	int64_t id)
{
	if (!(by->flags & PART))
		return arena_printf(&app->turn, "%s=%s", by->name, arena_int(&app->turn, id));
	for (size_t i = 0; i < from->n; i++)
		if (from->fields[i].type == FT_ONEOF)
			return arena_printf(&app->turn, "%s=%s:%s", from->fields[i].name, by->name,
				arena_int(&app->turn, id));
	return NULL;
}

/* A record's menu of what can be added to it: the command line to run and its label. */
static void add_chosen(struct app *app, void *arg, const char *line)
{
	(void)arg;
	if (line)
		cmd_line(app, line);
}

/* What would be added to the tab that shows: the choice to begin with. */
static const char *of_tab(struct app *app)
{
	struct screen *s = app_base(app);
	const struct list_spec *spec = list_spec_of(s->ops->list(app, s));
	const char *ref = spec && spec->of ? reference(app, spec->e, spec->of, spec->of_id) : NULL;
	return ref ? arena_printf(&app->turn, "add %s %s", spec->e->name, ref) : NULL;
}

static int add_to_record(struct app *app, const struct entity *e, int64_t id)
{
	struct choice *choices = NULL;
	int n = 0;
	const struct entity *from, *last = NULL;
	const struct field *by;
	for (size_t i = 0; entity_referrer(e, i, &from, &by); i++)
		n++;
	choices = arena_array(&app->turn, struct choice, n + 1);
	n = 0;
	for (size_t i = 0; entity_referrer(e, i, &from, &by); i++) {
		const char *ref = reference(app, from, by, id);
		/* A tie has two ends and is one thing to add: she stands at the first of them. */
		bool twice = from == last;
		if (!ref || twice || (by->flags & (RO | MORE)) || access_may(app->db, from, ADD))
			continue;
		last = from;
		choices[n++] = (struct choice){
			arena_printf(&app->turn, "add %s %s", from->name, ref), entity_one(from) };
	}
	if (!n) {
		app_wrong(app, _("Nothing can be added to this"));
		return X_USAGE;
	}
	struct opening how = {
		.title = arena_printf(&app->turn, _("Add to %s"), cmd_title(app, e, id)),
		.value = of_tab(app), .choices = choices, .done = add_chosen };
	return cmd_push(app, "menu", &how);
}

/* Every kind of record that has a page of its own. */
static int add_anything(struct app *app)
{
	static const char *const kinds[] = { "person", "one_to_one", "next_step", "institution" };
	struct choice choices[COUNT(kinds) + 1] = { 0 };
	int n = 0;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct entity *e = entity_find(kinds[i]);
		if (!access_may(app->db, e, ADD))
			choices[n++] = (struct choice){
				arena_printf(&app->turn, "add %s", e->name), entity_one(e) };
	}
	struct opening how = { .title = _("Add what?"), .choices = choices, .done = add_chosen };
	return cmd_push(app, "menu", &how);
}

static int cmd_add(struct app *app, int argc, const char *const *argv)
{
	const struct entity *e = NULL;
	int64_t id;
	struct screen *s = app_base(app);
	if (argc > 1) {
		e = cmd_entity(app, argv[1]);
		return e ? open_form(app, e, argc - 2, argv + 2) : X_USAGE;
	}
	if (!strcmp(s->ops->name, "record") && app_about(app, &e, &id))
		return add_to_record(app, e, id);
	struct list *l = s->ops->list ? s->ops->list(app, s) : NULL;
	e = l ? list_entity(l) : NULL;
	if (!e && !app_about(app, &e, &id))
		return add_anything(app);
	/* A tab as a list of its own: what is added belongs to the record above. */
	const struct list_spec *spec = l ? list_spec_of(l) : NULL;
	const char *ref = spec && spec->of ? reference(app, e, spec->of, spec->of_id) : NULL;
	return open_form(app, e, ref != NULL, &ref);
}

static int cmd_edit(struct app *app, int argc, const char *const *argv)
{
	const struct entity *e;
	int64_t id;
	int code = cmd_record_alone(app, argc, argv, &e, &id);
	if (code)
		return code;
	enum rc rc = access_may(app->db, e, WRITE);
	if (rc)
		return app_rc(app, rc);
	const char *v[] = { e->name, arena_int(&app->turn, id) };
	struct opening how = { .argc = COUNT(v), .argv = v };
	return cmd_push(app, "form", &how);
}

static int cmd_next_step(struct app *app, int argc, const char *const *argv)
{
	const struct entity *step = entity_find("next_step"), *e = NULL;
	struct words w = words_of(app, argc, argv);
	int64_t id;
	int used;
	if (w.n) {
		int code = cmd_record(app, &w, &e, &id, &used);
		if (code)
			return code;
		if (used < w.n)
			return app_usage(app, argv[0]);
	} else if (!app_about(app, &e, &id)) {
		return open_form(app, step, 0, NULL);
	}
	const struct field *by = field_find(step, e->name);
	if (!by) {
		cmd_subject(app, &e, &id);
		by = field_find(step, e->name);
	}
	const char *about = by && (by->flags & PART) ? reference(app, step, by, id) : NULL;
	return open_form(app, step, about ? 1 : 0, &about);
}

const struct command cmds_form[] = {
	{ "add", "[ENTITY [FIELD=VALUE ...]]",
		N_("Opens an empty form; on a record it asks what to add to it"), C_SCREEN, cmd_add,
		complete_fields, N_("add"), { GATE_HERE, ADD, false } },
	{ "edit", "[ENTITY ID]", N_("Opens a record in its form"), C_SCREEN, cmd_edit,
		complete_record, N_("edit"), { GATE_HERE, WRITE, false } },
	{ "next_step", "[ENTITY ID]", N_("Writes down what was promised, and by when"), C_SCREEN,
		cmd_next_step, complete_record, N_("next step"), { "next_step", ADD, false } },
	{ 0 },
};
