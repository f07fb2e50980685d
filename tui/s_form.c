/* s_form.c - the form: one record being typed, new or old.
 *
 * argv: ENTITY, then "new" or the record's id or nothing (new), then "field=value" ...
 * done is given the id of the saved record, NULL when it was left.
 *
 * What is typed is kept as a draft: when a field is left, when the hands rest for two seconds, when
 * the form is left or the program ends. When the same form is opened again it is filled in. What is
 * RESTRICTED is kept nowhere until it is saved: its form says so, and asks before it is left.
 */
#include "form.h"
#include "draft.h"
#include "end.h"
#include "term.h"
#include <time.h>

extern const struct screen_ops screen_form;

enum { REST_MS = 2000 };

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000ll + t.tv_nsec / 1000000;
}

struct screen *form_screen(struct app *app)
{
	struct screen *s = app->top;

	while (s && s->ops != &screen_form)
		s = s->below;
	return s;
}

void form_touched(struct form *fm)
{
	fm->changed = fm->dirty = true;
	fm->last_key = now_ms();
}

/* ---- opening ---- */

/* ENTITY, then "new" or an id or nothing, then assignments: fm->given. */
static enum rc read_words(struct app *app, struct screen *s, struct form *fm)
{
	const struct opening *how = &s->how;
	int i = 1;

	fm->e = how->argc ? entity_find(how->argv[0]) : NULL;
	if (!fm->e)
		return db_fail(app->db, NOTFOUND, "%s", _("There is no such kind of record"));
	if (how->argc > 1 && !strchr(how->argv[1], '=')) {
		if (strcmp(how->argv[1], "new") && !id_parse(app->db, how->argv[1], &fm->id))
			return db_fail(app->db, INVALID, _("\"%s\" is not the number of a record"),
				how->argv[1]);
		i = 2;
	}
	fm->given = arena_array(&s->a, const char *, how->argc + 1);
	for (int n = 0; i < how->argc; i++)
		fm->given[n++] = arena_dup(&s->a, how->argv[i]);
	return OK;
}

/* A value that cannot be taken stands in the form with its reason. */
static enum rc assign(struct app *app, struct form *fm, const char *given)
{
	const char *eq = strchr(given, '=');
	const struct field *f = !eq ? NULL
		: field_find(fm->e, arena_dupn(fm->a, given, (size_t)(eq - given)));
	enum rc rc = edit_assign(app->db, fm->ed, given);

	if (!rc || !f || !fm->ed->why[field_index(fm->e, f)])
		return rc;
	fm->as_typed[field_index(fm->e, f)] = eq + 1;
	return OK;
}

enum rc form_load(struct app *app, struct form *fm)
{
	enum rc rc = access_may(app->db, fm->e, fm->id ? WRITE : ADD);

	if (rc)
		return rc;
	fm->as_typed = arena_array(fm->a, const char *, fm->e->n);
	if (!fm->id)
		fm->ed = edit_new(app->db, fm->a, fm->e);
	else if ((rc = edit_load(app->db, fm->a, fm->e, fm->id, &fm->ed)))
		return rc;
	for (const char **given = fm->given; *given && !rc; given++)
		rc = assign(app, fm, *given);
	return rc;
}

/* The assignments as one text: a new record's draft belongs to them. */
static const char *from_of(const struct form *fm)
{
	struct str b = STR_INIT;

	for (const char **given = fm->given; *given && !fm->id; given++)
		str_addf(&b, "%s%s", b.len ? " " : "", *given);
	const char *ret = arena_dup(fm->a, b.s);
	str_release(&b);
	return ret;
}

static void show_fields(struct form *fm, bool all)
{
	fm->n = fm->hidden = 0;
	for (int more = 0; more < 2; more++)
		for (size_t i = 0; i < fm->e->n; i++) {
			const struct field *f = &fm->e->fields[i];
			if (f->flags & (RO | PART) || !(f->flags & MORE) != !more)
				continue;
			/* One that was given or is wrong is not hidden. */
			bool open = all || !more || fm->ed->why[i] ||
				(fm->ed->touched[i] && !f->def);
			if (open)
				fm->field[fm->n++] = f;
			else
				fm->hidden++;
		}
}

/* A new record, or one that is being completed, begins at the first empty field; an old one at its
 * first. */
void form_begin(struct app *app, struct form *fm)
{
	show_fields(fm, false);
	fm->at = fm->top = 0;
	while ((!fm->id || *fm->given) && fm->at < fm->n &&
		fm->ed->v[field_index(fm->e, fm->field[fm->at])])
		fm->at++;
	field_enter(app, fm);
}

static enum rc form_open(struct app *app, struct screen *s)
{
	struct form *fm = s->data;

	enum rc rc = read_words(app, s, fm);

	fm->a = &s->a;
	if (rc || (rc = form_load(app, fm)))
		return rc;
	fm->from = from_of(fm);
	fm->field = arena_array(&s->a, const struct field *, fm->e->n);
	fm->line = line_new("");
	draft_sweep(app->db);
	form_resume(app, fm);
	form_begin(app, fm);
	return OK;
}

static void form_close(struct app *app, struct screen *s)
{
	struct form *fm = s->data;

	if (!fm->line)
		return;
	form_keep(app, fm);
	line_free(fm->line);
	arena_free(&fm->found);
	fm->line = NULL;
}

/* ---- moving ---- */

void form_goto(struct app *app, struct form *fm, int place)
{
	field_leave(app, fm);
	form_keep(app, fm);
	if (place < 0)
		place = 0;
	fm->at = place < places(fm) ? place : places(fm) - 1;
	field_enter(app, fm);
}

void form_more(struct app *app, struct form *fm)
{
	int at = fm->at;

	field_leave(app, fm);
	if (fm->hidden)
		show_fields(fm, true);
	fm->at = at < places(fm) ? at : places(fm) - 1;
	field_enter(app, fm);
}

/* To the first field that is wrong, whether it shows or not. */
static bool goto_wrong(struct app *app, struct form *fm)
{
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < fm->n; i++)
			if (fm->ed->why[field_index(fm->e, fm->field[i])]) {
				fm->at = i;
				field_enter(app, fm);
				return true;
			}
		show_fields(fm, true);
	}
	return false;
}

/* ---- saving and leaving ---- */

static int saved(struct app *app, struct screen *s, struct form *fm)
{
	const char *title = record_title(app->db, &app->turn, fm->e, fm->ed->id);

	draft_drop(app->db, fm->e, fm->id, fm->from);
	fm->dirty = false;
	const char *at = NULL;
	const struct field *f;
	bool desc;
	/* A title that begins with a day does not say what it is of. */
	if (fm->e->fixed)
		app_tell(app, _("%s: written down for those who may read it. It stays as it is"),
			entity_one(fm->e));
	else if (fields_each(fm->e, fm->e->title, &at, &f, &desc) && f->type == FT_DATE)
		app_wrote(app, _("Saved %s: %s"), entity_one(fm->e), title);
	else
		app_wrote(app, _("Saved %s"), title);
	return screen_end(app, s, arena_int(&app->turn, fm->ed->id));
}

/* The conflict screen has asked: what was chosen stands in the edit. */
static void settled(struct app *app, void *arg, const char *value)
{
	struct screen *s = form_screen(app);

	(void)arg;
	if (!s)
		return;
	struct form *fm = s->data;
	form_touched(fm);
	if (value)
		app_perform(app, s, form_save(app, s));
	else
		form_keep(app, fm);
	if (s == app->top)
		field_enter(app, fm);
}

/* Faults are found anew: one that lay between two fields may be mended in the other. */
static void judge_again(struct app *app, struct edit *ed)
{
	for (size_t i = 0; i < ed->e->n; i++) {
		const char *v = ed->v[i];
		if (ed->why[i] && ed->touched[i])
			edit_set(app->db, ed, &ed->e->fields[i], v ? v : "");
		else
			ed->why[i] = NULL;
	}
}

static int faults(const struct edit *ed)
{
	int n = 0;

	for (size_t i = 0; i < ed->e->n; i++)
		n += ed->why[i] != NULL;
	return n;
}

static bool anything_new(const struct edit *ed)
{
	for (size_t i = 0; i < ed->e->n; i++)
		if (ed->touched[i] && (ed->why[i] || !same(ed->v[i], ed->base[i])))
			return true;
	return !ed->id;
}

int form_save(struct app *app, struct screen *s)
{
	struct form *fm = s->data;

	field_leave(app, fm);
	judge_again(app, fm->ed);
	if (!anything_new(fm->ed)) {
		draft_drop(app->db, fm->e, fm->id, fm->from);
		fm->dirty = false;
		app_tell(app, "%s", _("Nothing was changed"));
		return screen_end(app, s, NULL);
	}
	enum rc rc = edit_save(app->db, fm->ed);
	if (rc == OK)
		return saved(app, s, fm);
	form_keep(app, fm);
	if (rc == CONFLICT) {
		struct opening how = { .done = settled, .arg = fm->ed };
		app_push(app, "conflict", &how);
		return DRAW;
	}
	const char *words = arena_dup(&app->turn, db_words(app->db));
	int wrong = faults(fm->ed);
	if (wrong && goto_wrong(app, fm))
		app_wrong(app, trn("Not saved yet: one field needs mending",
			"Not saved yet: %d fields need mending", (unsigned long)wrong), wrong);
	else
		app_wrong(app, "%s", words);
	return DRAW;
}

static void left(struct app *app, void *arg, const char *yes)
{
	struct screen *s = form_screen(app);

	(void)arg;
	if (s && yes)
		screen_end(app, s, NULL);
	else if (s)
		field_enter(app, s->data);
}

int form_leave(struct app *app, struct screen *s)
{
	struct form *fm = s->data;

	field_leave(app, fm);
	form_keep(app, fm);
	if (form_secret(fm) && fm->changed) {
		app_confirm(app, _("What you typed is kept nowhere. Leave without it?"), left, NULL);
		return DRAW;
	}
	if (fm->kept)
		app_tell(app, "%s", _("Draft kept: it is filled in when you open this form again"));
	return screen_end(app, s, NULL);
}

/* ---- the rest of a screen ---- */

static int form_key(struct app *app, struct screen *s, key k)
{
	struct form *fm = s->data;
	const struct field *f = field_at(fm);

	if (k == '?' && f && (by_word(f) || by_name(f)) && (fm->fresh || !*line_text(fm->line))) {
		form_choose(app, fm);
		return DRAW;
	}
	int ret = field_key(app, fm, k);
	if (fm->stale && !term_key_waiting())
		match_search(app, fm);
	return ret;
}

static int form_idle(struct app *app, struct screen *s)
{
	struct form *fm = s->data;
	bool kept = fm->kept;

	if (fm->stale) {
		match_search(app, fm);
		return DRAW;
	}
	if (fm->dirty && now_ms() - fm->last_key >= REST_MS)
		form_keep(app, fm);
	return fm->kept != kept ? DRAW : DONE;
}

const char *form_title(struct app *app, struct screen *s)
{
	struct form *fm = s->data;
	const char *about = "";

	if (fm->ed->id)
		return arena_printf(&app->turn, _("%s: change"),
			record_title(app->db, &app->turn, fm->e, fm->ed->id));
	/* What it was opened from names it: "New: One-to-one, Ana Quispe". */
	for (size_t i = 0; i < fm->e->n && !*about && *fm->from; i++) {
		const struct field *f = &fm->e->fields[i];
		size_t n = strlen(f->name);
		if ((f->type == FT_REF || f->type == FT_ONEOF) && fm->ed->v[i] &&
		    !fm->ed->why[i] && !strncmp(fm->from, f->name, n) && fm->from[n] == '=')
			about = field_show(app->db, &app->turn, f, fm->ed->v[i]);
	}
	return arena_printf(&app->turn, *about ? _("New: %s, %s") : _("New: %s"), entity_one(fm->e),
		about);
}

static const char *form_corner(struct app *app, struct screen *s)
{
	const struct form *fm = s->data;

	(void)app;
	if (form_secret(fm))
		return _("not kept until saved");
	return fm->kept && fm->changed ? _("draft kept") : "";
}

static bool form_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	const struct form *fm = s->data;

	(void)app;
	*e = fm->e;
	*id = fm->ed->id;
	return *id != 0;
}

/* What no draft is kept of does not come back at the next login either. */
static const char *const *form_words(struct app *app, struct screen *s, int *n)
{
	(void)app;
	*n = form_secret(s->data) ? 0 : s->how.argc;
	return s->how.argv;
}

const struct screen_ops screen_form = {
	.name = "form", .keys = "form", .size = sizeof(struct form), .typing = true,
	.open = form_open, .close = form_close, .draw = form_draw, .say = form_say,
	.key = form_key, .answer = form_answer, .idle = form_idle, .title = form_title,
	.corner = form_corner, .hint = "next,save,leave,choose,discard",
	.verbs = form_verbs,
	.about = form_about, .words = form_words,
};
