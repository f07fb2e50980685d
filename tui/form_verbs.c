/* form_verbs.c - what can be done in a form, as commands that keys run. */
#include "form.h"
#include "draft.h"

static struct form *here(struct app *app, struct screen **s)
{
	*s = form_screen(app);
	return *s ? (*s)->data : NULL;
}

static int v_next(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);

	(void)argc, (void)argv;
	if (field_finish(app, fm))
		form_goto(app, fm, fm->at + 1);
	return X_OK;
}

static int v_previous(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);

	(void)argc, (void)argv;
	form_goto(app, fm, fm->at - 1);
	return X_OK;
}

/* Up and down: in the names that fit, in a note's rows, else from field to field. */
static int move(struct app *app, int by)
{
	struct screen *s;
	struct form *fm = here(app, &s);
	const struct field *f = field_at(fm);

	if (fm->stale)
		match_search(app, fm);
	if (f && by_name(f) && fm->nmatch && fm->mark + by >= 0 && fm->mark + by < fm->nmatch)
		fm->mark += by;
	else if (!f || widget_of(f) != W_LINES || !note_move(fm, by))
		form_goto(app, fm, fm->at + by);
	return X_OK;
}

static int v_down(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	return move(app, 1);
}

static int v_up(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	return move(app, -1);
}

static int v_page_down(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);

	(void)argc, (void)argv;
	form_goto(app, fm, fm->at + 8);
	return X_OK;
}

static int v_page_up(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);

	(void)argc, (void)argv;
	form_goto(app, fm, fm->at - 8);
	return X_OK;
}

static int v_save(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;

	(void)argc, (void)argv;
	here(app, &s);
	app_perform(app, s, form_save(app, s));
	return X_OK;
}

static int v_leave(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;

	(void)argc, (void)argv;
	here(app, &s);
	app_perform(app, s, form_leave(app, s));
	return X_OK;
}

static int v_more(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;

	(void)argc, (void)argv;
	form_more(app, here(app, &s));
	return X_OK;
}

/* Enter: a new line in a note, the next field, or what the last lines say. */
static int v_enter(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);
	const struct field *f = field_at(fm);

	if (on_more(fm))
		return v_more(app, argc, argv);
	if (!f)
		return v_save(app, argc, argv);
	if (widget_of(f) != W_LINES)
		return v_next(app, argc, argv);
	field_newline(fm);
	return X_OK;
}

static int v_discard(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);
	enum rc rc = form_load(app, fm);

	(void)argc, (void)argv;
	if (rc)
		return app_rc(app, rc);
	draft_drop(app->db, fm->e, fm->id, fm->from);
	fm->changed = fm->dirty = fm->kept = fm->typed = false;
	fm->ask = ASK_FIELD;
	form_begin(app, fm);
	app_tell(app, "%s", _("The draft is thrown away: this is the form as it was"));
	return X_OK;
}

/* ---- choosing from a list of its own ---- */

static void chosen_record(struct app *app, void *arg, const char *value)
{
	const struct entity *e = arg;
	struct screen *s = form_screen(app);
	int64_t id = value ? strtoll(value, NULL, 10) : 0;

	if (!s || !id || !field_at(s->data))
		return;
	struct form *fm = s->data;
	struct hit m = { match_value(fm->a, field_at(fm), e, id),
		record_title(app->db, fm->a, e, id) };
	field_put(app, fm, &m);
}

static void chosen_word(struct app *app, void *arg, const char *value)
{
	struct screen *s = form_screen(app);

	(void)arg;
	if (!s || !value || !field_at(s->data))
		return;
	struct form *fm = s->data;
	struct hit m = { arena_dup(fm->a, value),
		code_label(app->db, fm->a, field_at(fm)->of, value) };
	field_put(app, fm, &m);
}

static void pick_of(struct app *app, const struct entity *e)
{
	const char *argv[] = { e->name };
	struct opening how = { .argc = 1, .argv = argv, .done = chosen_record, .arg = (void *)e };

	app_push(app, "pick", &how);
}

static void chosen_kind(struct app *app, void *arg, const char *value)
{
	const struct entity *e = value ? entity_find(value) : NULL;

	(void)arg;
	if (e)
		pick_of(app, e);
}

static void choose_kind(struct app *app, struct form *fm, const struct field *f)
{
	struct choice kinds[8] = { 0 };
	const struct entity *e;

	for (int i = 0; i < 7 && (e = match_entity(fm, f, i)); i++)
		kinds[i] = (struct choice){ e->name, entity_one(e) };
	struct opening how = { .title = field_label(fm->e, f), .choices = kinds,
		.done = chosen_kind };
	app_push(app, "menu", &how);
}

static void choose_word(struct app *app, struct form *fm, const struct field *f)
{
	const struct code *codes = codes_of(app->db, &app->turn, f->of);
	int n = 0;

	while (codes[n].code)
		n++;
	struct choice *choices = arena_array(&app->turn, struct choice, n + 1);
	for (int i = 0; i < n; i++)
		choices[i] = (struct choice){ codes[i].code, codes[i].label };
	struct opening how = { .title = field_label(fm->e, f), .choices = choices,
		.value = edit_value(fm->ed, f->name), .done = chosen_word };
	app_push(app, "menu", &how);
}

int form_choose(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);

	if (f && by_word(f))
		choose_word(app, fm, f);
	else if (f && f->type == FT_ONEOF)
		choose_kind(app, fm, f);
	else if (f && by_name(f))
		pick_of(app, match_entity(fm, f, 0));
	else if (f && widget_of(f) == W_TICK)
		field_toggle(app, fm);
	else
		app_tell(app, "%s", _("There is no list to choose from: just type"));
	return X_OK;
}

static int v_choose(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;

	(void)argc, (void)argv;
	return form_choose(app, here(app, &s));
}

/* "Ana Quispe" typed where nobody of that name is: a form for her, with the name in it. */
static const char *name_assignment(struct app *app, const struct entity *e, const char *typed,
	const char **second)
{
	const char *at = NULL;
	const struct field *f, *f2;
	bool desc;
	const char *blank = strchr(typed, ' ');

	*second = NULL;
	if (!fields_each(e, e->title, &at, &f, &desc) || f->type != FT_TEXT)
		return NULL;
	if (blank && fields_each(e, e->title, &at, &f2, &desc) && f2->type == FT_TEXT) {
		*second = arena_printf(&app->turn, "%s=%s", f2->name, blank + 1);
		return arena_printf(&app->turn, "%s=%.*s", f->name, (int)(blank - typed), typed);
	}
	return arena_printf(&app->turn, "%s=%s", f->name, typed);
}

static int v_add(struct app *app, int argc, const char *const *argv)
{
	struct screen *s;
	struct form *fm = here(app, &s);
	const struct field *f = field_at(fm);
	const struct entity *e = f && by_name(f) ? match_entity(fm, f, 0) : NULL;
	const char *words[4] = { 0 };
	bool known;

	if (argc > 1) { /* "add person given=Ana", as everywhere */
		struct opening how = { .argc = argc - 1, .argv = argv + 1 };
		return app_code(app_push(app, "form", &how));
	}
	if (!e || e->bookkeeping) {
		app_tell(app, "%s", _("In a field that names a record this adds a new one"));
		return X_OK;
	}
	const char *text = line_text(fm->line);
	const char *typed = text + match_tail(fm, f, text, &known);
	words[0] = e->name;
	words[1] = "new";
	int n = 2;
	if (!known && !fm->fresh && *typed)
		words[n] = name_assignment(app, e, typed, &words[n + 1]);
	while (n < 4 && words[n])
		n++;
	struct opening how = { .argc = n, .argv = words, .done = chosen_record, .arg = (void *)e };
	return app_code(app_push(app, "form", &how));
}

const struct command form_verbs[] = {
	{ "next", "", N_("To the next field"), C_SCREEN, v_next, NULL, N_("next") },
	{ "previous", "", N_("To the field before"), C_SCREEN, v_previous, NULL, N_("back") },
	{ "save", "", N_("Saves the form"), C_SCREEN, v_save, NULL, N_("save") },
	{ "w", "", N_("Saves the form"), C_SCREEN | C_HIDDEN, v_save, NULL, N_("save") },
	{ "leave", "", N_("Leaves the form; what was typed is kept as a draft"), C_SCREEN, v_leave,
		NULL, N_("leave") },
	{ "choose", "", N_("Chooses from a list instead of typing"), C_SCREEN, v_choose, NULL,
		N_("choose") },
	{ "add", "", N_("Adds the record whose name was typed here"), C_SCREEN, v_add, NULL,
		N_("add") },
	{ "more", "", N_("Shows the fields that are rarely needed"), C_SCREEN, v_more, NULL,
		N_("more fields") },
	{ "discard", "", N_("Throws the draft away"), C_SCREEN, v_discard, NULL,
		N_("throw draft away") },
	{ "enter", "", N_("Takes what was typed; a new line in a note"), C_SCREEN, v_enter, NULL,
		N_("take") },
	{ "down", "", N_("Down a line or a field"), C_SCREEN, v_down, NULL, N_("down") },
	{ "up", "", N_("Up a line or a field"), C_SCREEN, v_up, NULL, N_("up") },
	{ "page_down", "", N_("Eight fields on"), C_SCREEN, v_page_down, NULL, N_("page") },
	{ "page_up", "", N_("Eight fields back"), C_SCREEN, v_page_up, NULL, N_("page back") },
	{ 0 },
};
