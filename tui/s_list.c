/* s_list.c - rows of a record type or of an answer.
 *
 * opening.argv, opening.list: see listing.h. In an answer "/" narrows the rows by words. */
#include "core/promise.h"
#include "core/utf8.h"
#include "draw.h"
#include "listing.h"
#include "term.h"

static enum rc list_screen_open(struct app *app, struct screen *s)
{
	return listing_open(s->data, app, &s->a, &s->how);
}

static int list_refresh(struct app *app, struct screen *s)
{
	listing_refresh(s->data, app);
	return DRAW;
}

static void list_close_screen(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	(void)app;
	rows_release(&d->rows);
}

/* ---- filter ---- */

static void filter_typed(struct app *app, void *arg, const char *text)
{
	/* What is typed over at once is not worth looking for. */
	if (app->face != FACE_SCREEN || !term_key_waiting())
		listing_filter(((struct screen *)arg)->data, app, text, true);
}

static void filter_done(struct app *app, void *arg, const char *value)
{
	struct listing *d = ((struct screen *)arg)->data;
	enum rc rc = listing_filter(d, app, value ? value : d->before, false);
	if (!rc && !value)
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

static int run_filter(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct listing *d = s->data;
	struct str words = STR_INIT;
	for (int i = 1; i < argc; i++)
		str_addf(&words, "%s%s", i > 1 ? " " : "", argv[i]);
	int code = X_OK;
	if (argc > 1) {
		code = app_rc(app, listing_filter(d, app, words.s, false));
	} else {
		d->before = d->filter;
		d->was_at = rows_place(&d->rows, &s->a);
		struct opening how = { .title = _("Filter"), .value = d->filter,
			.complete = d->held ? NULL : filter_complete_typed, .typing = filter_typed,
			.done = filter_done, .arg = s };
		code = app_code(app_push(app, "prompt", &how));
	}
	str_release(&words);
	return code;
}

static int run_clear(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	return app_rc(app, listing_filter(app_base(app)->data, app, "", false));
}

/* ---- sort ---- */

/* Chosen again, the order is turned round. */
static void sort_chosen(struct app *app, void *arg, const char *value)
{
	struct listing *d = ((struct screen *)arg)->data;
	if (!value)
		return;
	if (!strcmp(value, "own"))
		value = NULL;
	else if (same(value, d->spec.sort))
		value = arena_printf(&app->turn, "-%s", value);
	app_rc(app, listing_sort(d, app, value));
}

static int sort_menu(struct app *app, struct screen *s)
{
	struct listing *d = s->data;
	const struct entity *e = d->spec.e;
	struct choice *choices = arena_array(&app->turn, struct choice, e->n + 2);
	int n = 0;
	choices[n++] = (struct choice){ "own", _("The usual order") };
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
	return app_code(app_push(app, "menu", &how));
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
	return app_rc(app, listing_sort(d, app, argv[1]));
}

/* ---- the other verbs ---- */

/* An answer may want another page first: the card before a call. */
static int open_row(struct app *app, const struct listing *d, const struct row *row)
{
	if (!row || !row->e)
		return X_OK;
	const struct question *q = d->ask ? question_find(d->ask[0]) : NULL;
	int64_t person = q && q->first ? person_of(app->db, row->e, row->id) : 0;
	if (person)
		return app_code(app_open(app, q->first,
			arena_int(&app->turn, person), NULL));
	return app_code(app_open(app, "record", row->e->name,
		arena_int(&app->turn, row->id), NULL));
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
	return open_row(app, d, rows_current(&d->rows));
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
		app_tell(app, n ? trn("%d marked", "%d marked", (unsigned long)n)
				: _("Nothing is marked now"), n);
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Opens the record of this line"), C_SCREEN, run_open, NULL, N_("open") },
	{ "filter", "[FILTER]", N_("Shows only what fits; without words it asks while you type"),
		C_SCREEN, run_filter, NULL, N_("find") },
	{ "clear", "", N_("Shows all again, without a filter"), C_SCREEN, run_clear, NULL,
		N_("all") },
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

static const char *empty_words(struct app *app, struct listing *d)
{
	struct arena *a = &app->turn;
	if (*d->filter)
		return arena_printf(a, _("Nothing matches %s. \"%s\" shows all again."), d->filter,
			rows_key(app, "list", "clear"));
	if (d->held)
		return _("Nothing to show here.");
	if (d->spec.of)
		return arena_printf(a, _("Nothing here yet. \"%s\" adds it."),
			rows_key(app, "list", "add"));
	if (access_may(app->db, d->spec.e, ADD))
		return _("None that you may see.");
	if (d->spec.e->zone == ZONE_PERSONAL && access_whole(app->db, d->spec.e))
		return _("None of yours yet: an organiser makes you somebody's organiser (\"owner\").");
	return arena_printf(a,
		_("Nothing here yet. \"%s\" adds one, \":import %s FILE\" brings a list in."),
		rows_key(app, "list", "add"), d->spec.e->plural);
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
	else if (!app->message.len)
		draw_text(bottom, 1, draw_cols() - 1, ST_MESSAGE, list_noted(d->rows.list));
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
		str_addf(to, to->s[to->len - 1] == '?' ? " %lld" : ", %lld", (long long)r->total);
	if (*d->filter)
		str_addf(to, _(", filter: %s"), d->filter);
	str_add(to, ".");
	if (r->total > r->rank + r->n - 1)
		str_addf(to, _(" %d shown, \"more\" for the next."), r->n);
	if (list_cut_short(r->list))
		str_addf(to, " %s.", _("More match: keep typing"));
	if (*list_noted(r->list))
		str_addf(to, " %s.", list_noted(r->list));
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
	open_row(app, d, row);
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

static const char *const *list_words(struct app *app, struct screen *s, int *n)
{
	(void)app;
	return listing_words(s->data, n);
}

static struct rows *list_rows(struct app *app, struct screen *s)
{
	(void)app;
	return &((struct listing *)s->data)->rows;
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
	.words = list_words,
	.rows = list_rows,
};
