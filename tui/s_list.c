/* s_list.c - rows of a record type or of an answer.
 *
 * opening.argv: PLURAL [FILTER] [--sort FIELD] [--of FIELD ID]   a list; --of: a tab of that record
 *               or, with opening.list, ask QUESTION [NAME=VALUE ...]: how that answer was asked for,
 *               so that it is asked again after a change.
 * opening.list: a list made elsewhere, taken over; /, then, narrows it by words. */
#include "core/ftype.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"
#include "term.h"

struct listing {
	struct rows rows;
	struct list_spec spec;  /* its strings are in the screen's arena */
	const char *filter;     /* "": none */
	const char *before;     /* the filter when the prompt opened ... */
	struct row was_at;      /* ... and the row one was on */
	const char *parent;     /* --of: the title of that record */
	bool held;              /* the list was made elsewhere */
	const char **ask;       /* QUESTION NAME=VALUE ... */
	int nask;
	bool stale;             /* a key stopped a refresh: to be done again */
};

/* ---- opening ---- */

static enum rc read_of(struct app *app, struct screen *s, const char *name, const char *id)
{
	struct listing *d = s->data;
	d->spec.of = name ? field_find(d->spec.e, name) : NULL;
	if (!d->spec.of || !id || !id_parse(app->db, id, &d->spec.of_id))
		return db_fail(app->db, INVALID, _("A list of %s by what?"), entity_label(d->spec.e));
	d->parent = record_title(app->db, &s->a, entity_find(d->spec.of->of), d->spec.of_id);
	return OK;
}

static enum rc read_words(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	const char *const *v = s->how.argv;
	struct str filter = STR_INIT;
	enum rc rc = OK;
	int n = s->how.argc;
	d->spec.e = n ? entity_find(v[0]) : NULL;
	if (!d->spec.e)
		return db_fail(app->db, INVALID, "%s", _("A list of what? For example: list people"));
	for (int i = 1; i < n && !rc; i++) {
		if (!strcmp(v[i], "--sort") && i + 1 < n)
			d->spec.sort = arena_dup(&s->a, v[++i]);
		else if (!strcmp(v[i], "--of") && i + 2 < n)
			rc = read_of(app, s, v[i + 1], v[i + 2]), i += 2;
		else
			str_addf(&filter, "%s%s", filter.len ? " " : "", v[i]);
	}
	d->filter = arena_dup(&s->a, filter.s);
	str_release(&filter);
	return rc;
}

static enum rc open_anew(struct app *app, struct listing *d, struct list **l)
{
	if (d->ask)
		return question_ask(app->db, question_find(d->ask[0]), d->nask - 1, d->ask + 1, l);
	d->spec.filter = d->filter;
	return list_open(app->db, &d->spec, l);
}

static enum rc list_screen_open(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	const struct opening *how = &s->how;
	struct list *l = how->list;
	enum rc rc = OK;
	d->filter = "";
	d->held = l;
	if (!l && !(rc = read_words(app, s)))
		rc = open_anew(app, d, &l);
	if (rc)
		return rc;
	if (d->held && how->argc > 1 && !strcmp(how->argv[0], "ask")) {
		d->nask = how->argc - 1;
		d->ask = arena_array(&s->a, const char *, d->nask);
		for (int i = 0; i < d->nask; i++)
			d->ask[i] = arena_dup(&s->a, how->argv[i + 1]);
	}
	rows_show(&d->rows, app, l);
	return OK;
}

static void list_close_screen(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	(void)app;
	rows_release(&d->rows);
}

static int list_refresh(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	struct list *l;
	d->stale = false;
	if (d->held && !d->ask)
		return DRAW;
	enum rc rc = open_anew(app, d, &l);
	d->stale = rc == BUSY;
	if (rc)
		return DONE;
	if (d->ask)
		list_narrow(l, d->filter);
	d->stale = !rows_swap(&d->rows, l);
	return DRAW;
}

/* ---- filter ---- */

/* Shows what the filter lets through. When it cannot be taken the rows stay; the words are on db. */
static enum rc set_filter(struct app *app, struct screen *s, const char *text, bool lenient)
{
	struct listing *d = s->data;
	if (!strcmp(text, d->filter) && d->spec.lenient == lenient)
		return OK;
	const char *kept = d->filter;
	struct list *l = d->rows.list;
	enum rc rc = OK;
	d->filter = arena_dup(&s->a, text);
	d->spec.lenient = lenient;
	if (d->held)
		list_narrow(l, d->filter);
	else
		rc = open_anew(app, d, &l);
	if (rc)
		d->filter = kept;
	else
		rows_show(&d->rows, app, l);
	return rc;
}

static void filter_typed(struct app *app, void *arg, const char *text)
{
	/* What is typed over at once is not worth looking for. */
	if (app->face != FACE_SCREEN || !term_key_waiting())
		set_filter(app, arg, text, true);
}

static void filter_done(struct app *app, void *arg, const char *value)
{
	struct screen *s = arg;
	struct listing *d = s->data;
	enum rc rc = set_filter(app, s, value ? value : d->before, false);
	if (!rc && !value && d->was_at.id)
		rows_goto(&d->rows, &d->was_at);
	app_rc(app, rc);
}

/* The prompt completes as the command "list PLURAL ..." does. */
static bool filter_complete_typed(struct app *app, const char *typed, struct str *completed,
	struct str *shown)
{
	struct listing *d = app->top->below->data;
	const char *begin = arena_printf(&app->turn, "list %s ", d->spec.e->plural);
	size_t n = strlen(begin);
	struct str line = STR_INIT;
	bool found = cmd_complete(app, arena_printf(&app->turn, "%s%s", begin, typed), &line, shown);
	str_clear(completed);
	if (found && line.len >= n)
		str_add(completed, line.s + n);
	str_release(&line);
	return found;
}

/* What Esc goes back to. */
static void remember_place(struct screen *s)
{
	struct listing *d = s->data;
	const struct row *row = rows_current(&d->rows);
	d->before = d->filter;
	d->was_at = row ? *row : (struct row){ 0 };
	d->was_at.key = arena_dup(&s->a, d->was_at.key);
	d->was_at.v = d->was_at.t = NULL;
}

static int run_filter(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct listing *d = s->data;
	struct str words = STR_INIT;
	for (int i = 1; i < argc; i++)
		str_addf(&words, "%s%s", i > 1 ? " " : "", argv[i]);
	int code = X_OK;
	if (argc > 1) {
		code = app_rc(app, set_filter(app, s, words.s, false));
	} else {
		remember_place(s);
		struct opening how = { .title = _("Filter"), .value = d->filter,
			.complete = d->held ? NULL : filter_complete_typed, .typing = filter_typed,
			.done = filter_done, .arg = s };
		code = app_rc(app, app_push(app, "prompt", &how));
	}
	str_release(&words);
	return code;
}

static int run_clear(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	return app_rc(app, set_filter(app, app_base(app), "", false));
}

/* ---- sort ---- */

static enum rc set_sort(struct app *app, struct screen *s, const char *sort)
{
	struct listing *d = s->data;
	const char *kept = d->spec.sort;
	struct list *l;
	d->spec.sort = arena_dup(&s->a, sort);
	enum rc rc = open_anew(app, d, &l);
	if (rc)
		d->spec.sort = kept;
	else
		rows_show(&d->rows, app, l);
	return rc;
}

/* Chosen again, the order is turned round. */
static void sort_chosen(struct app *app, void *arg, const char *value)
{
	struct screen *s = arg;
	struct listing *d = s->data;
	if (!value)
		return;
	if (!strcmp(value, "own"))
		value = NULL;
	else if (same(value, d->spec.sort))
		value = arena_printf(&app->turn, "-%s", value);
	app_rc(app, set_sort(app, s, value));
}

static int sort_menu(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	const struct entity *e = d->spec.e;
	struct choice *choices = arena_array(&app->turn, struct choice, e->n + 2);
	int n = 0;
	choices[n++] = (struct choice){ "own", _("The order of before") };
	for (unsigned flag = SORT; flag; flag = flag == SORT ? LIST : 0)
		for (size_t i = 0; i < e->n; i++) {
			const struct field *f = &e->fields[i];
			if (!(f->flags & flag) || (flag == LIST && f->flags & SORT))
				continue;
			const char *label = field_label(e, f);
			if (same(d->spec.sort, f->name))
				label = arena_printf(&app->turn, _("%s (again: backwards)"), label);
			choices[n++] = (struct choice){ f->name, label };
		}
	struct opening how = { .title = _("Sort by"), .choices = choices, .done = sort_chosen,
		.arg = s };
	return app_rc(app, app_push(app, "menu", &how));
}

static int run_sort(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct listing *d = s->data;
	if (d->held) {
		app_tell(app, "%s", _("An answer keeps its own order"));
		return X_OK;
	}
	if (argc == 1)
		return sort_menu(app, s);
	return app_rc(app, set_sort(app, s, argv[1]));
}

/* ---- the other verbs ---- */

static int open_row(struct app *app, const struct row *row)
{
	if (!row || !row->e)
		return X_OK;
	return app_rc(app, app_open(app, "record", row->e->name,
		arena_printf(&app->turn, "%lld", (long long)row->id), NULL));
}

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct listing *d = app_base(app)->data;
	(void)argc;
	rows_move(&d->rows, rows_motion(argv[0]));
	return X_OK;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct listing *d = app_base(app)->data;
	(void)argc, (void)argv;
	return open_row(app, rows_current(&d->rows));
}

static int run_next(struct app *app, int argc, const char *const *argv)
{
	struct listing *d = app_base(app)->data;
	(void)argc;
	rows_next(&d->rows, strcmp(argv[0], "prev") ? 1 : -1);
	return X_OK;
}

static int run_mark(struct app *app, int argc, const char *const *argv)
{
	struct listing *d = app_base(app)->data;
	(void)argc, (void)argv;
	rows_mark(&d->rows);
	return X_OK;
}

static int run_mark_all(struct app *app, int argc, const char *const *argv)
{
	struct listing *d = app_base(app)->data;
	(void)argc, (void)argv;
	int n = rows_mark_all(&d->rows);
	if (n == MARKS_MOST)
		app_tell(app, _("The first %d are marked: no more can be"), n);
	else
		app_tell(app, trn("%d marked", "%d marked", (unsigned long)n), n);
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Opens the record of this line"), C_SCREEN, run_open, NULL, N_("open") },
	{ "filter", "[FILTER]", N_("Shows only what fits; without words it asks while you type"),
		C_SCREEN, run_filter, NULL, N_("find") },
	{ "clear", "", N_("Shows all again, without a filter"), C_SCREEN, run_clear, NULL, N_("all") },
	{ "sort", "[FIELD]", N_("Puts the list in another order; -FIELD is backwards"), C_SCREEN,
		run_sort, NULL, N_("sort") },
	{ "next", "", N_("To the next marked line"), C_SCREEN, run_next, NULL, N_("next") },
	{ "prev", "", N_("To the marked line before"), C_SCREEN, run_next, NULL, N_("before") },
	{ "mark", "", N_("Marks this line, or takes its mark off"), C_SCREEN, run_mark, NULL,
		N_("mark") },
	{ "mark_all", "", N_("Marks every line the filter lets through; again: none"), C_SCREEN,
		run_mark_all, NULL, N_("mark all") },
	{ 0 },
};

/* ---- seen and heard ---- */

static const char *key_for(struct app *app, const char *verb)
{
	char buf[32] = "";
	if (app->face != FACE_SCREEN || !app->keys || !*keymap_keys(app->keys, "list", verb, buf))
		return verb;
	return arena_dup(&app->turn, buf);
}

static const char *empty_words(struct app *app, struct listing *d)
{
	struct arena *a = &app->turn;
	if (*d->filter)
		return arena_printf(a, _("Nothing matches %s. \"%s\" shows all again."), d->filter,
			key_for(app, "clear"));
	if (d->held)
		return _("Nobody and nothing: all is well here.");
	if (d->spec.of)
		return arena_printf(a, _("Nothing here yet. \"%s\" adds it."), key_for(app, "add"));
	return arena_printf(a, _("Nothing here yet. \"%s\" adds one, \"import %s FILE\" brings a list in."),
		key_for(app, "add"), d->spec.e->plural);
}

static void list_draw(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	int bottom = draw_rows() - 2;
	if (*d->filter && !app->message.len)
		draw_text(bottom, 1, draw_cols() - 1, ST_MESSAGE,
			arena_printf(&app->turn, _("Filter: %s"), d->filter));
	else if (list_cut_short(d->rows.list) && !app->message.len)
		draw_text(bottom, 1, draw_cols() - 1, ST_MESSAGE, _("More match: keep typing"));
	rows_draw(&d->rows, 2, bottom - 2, empty_words(app, d));
}

static const char *list_screen_title(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	const char *title = list_title(d->rows.list);
	return d->parent ? arena_printf(&app->turn, "%s: %s", title, d->parent) : title;
}

static const char *list_corner(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	(void)app;
	return rows_corner(&d->rows);
}

/* People, 412, filter: language:es. 20 shown, "more" for the next. */
static void list_say(struct app *app, struct screen *s, struct str *to)
{
	struct listing *d = s->data;
	struct rows *r = &d->rows;
	struct str lines = STR_INIT;
	rows_say(r, &lines);
	str_add(to, list_screen_title(app, s));
	if (r->total >= 0)
		str_addf(to, ", %lld", (long long)r->total);
	if (*d->filter)
		str_addf(to, _(", filter: %s"), d->filter);
	str_add(to, ".");
	if (r->total > r->rank + r->n - 1)
		str_addf(to, _(" %d shown, \"more\" for the next."), r->n);
	if (list_cut_short(r->list))
		str_addf(to, " %s.", _("More match: keep typing"));
	str_addc(to, '\n');
	str_add(to, lines.s);
	if (!r->n)
		str_addf(to, "%s\n", empty_words(app, d));
	str_release(&lines);
}

static int list_answer(struct app *app, struct screen *s, const char *line)
{
	struct listing *d = s->data;
	int number = rows_number(line);
	if (!number && strcmp(line, "more") && strcmp(line, _("more")))
		return UNUSED;
	if (!number) {
		if (rows_more(&d->rows))
			return DRAW;
		app_tell(app, "%s", _("That was all"));
		return DONE;
	}
	const struct row *row = rows_said(&d->rows, number);
	if (!row)
		app_wrong(app, _("There is no line %d here"), number);
	open_row(app, row);
	return DONE;
}

static int list_idle(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	if (d->stale)
		return list_refresh(app, s);
	return rows_idle(&d->rows) ? DRAW : DONE;
}

static bool list_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	struct listing *d = s->data;
	const struct row *row = rows_current(&d->rows);
	(void)app;
	if (!row || !row->e)
		return false;
	*e = row->e;
	*id = row->id;
	return true;
}

static int list_marked(struct app *app, struct screen *s, int64_t *ids)
{
	const struct marks *m = &((struct listing *)s->data)->rows.marks;
	(void)app;
	if (ids && m->n)
		memcpy(ids, m->id, sizeof *ids * (size_t)m->n);
	return m->n;
}

static struct list *list_shown(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct listing *)s->data)->rows.list;
}

const struct screen_ops screen_list = {
	.name = "list",
	.keys = "list",
	.size = sizeof(struct listing),
	.open = list_screen_open,
	.close = list_close_screen,
	.draw = list_draw,
	.say = list_say,
	.answer = list_answer,
	.refresh = list_refresh,
	.idle = list_idle,
	.title = list_screen_title,
	.corner = list_corner,
	.hint = "open,one_to_one,add,edit,filter,sort",
	.verbs = verbs,
	.about = list_about,
	.marked = list_marked,
	.list = list_shown,
};
