/* s_record.c - one record: its filled fields, then a tab for every kind of record that refers to
 * it, and its past.
 *
 * opening.argv: ENTITY ID [TAB], a tab as tabs_named has it. Commands without an id are about the
 * record itself, whichever row of a tab the cursor is on; "open" goes to that row. */
#include "card.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"
#include "tabs.h"
#include "text.h"

enum { TABS_MARKED = 24 };

struct showing {
	struct arena a;       /* what was read; emptied when it is read anew */
	struct record *r;
	const char *title;
	const char **clear;   /* revealed values, one a field; NULL: none */
	int64_t clear_rev;    /* ... of this state of the record */
	struct card card;
	int top, region;      /* the first line of fields that shows, and how many do */
	struct tabs tabs;
	struct rows rows;     /* of the tab that shows */
	struct {              /* what is marked in the others */
		const struct field *by;
		const struct entity *e;
		struct marks marks;
	} kept[TABS_MARKED];
	bool stale;           /* a key stopped a refresh: to be done again */
};

/* ---- reading ---- */

static void read_card(struct app *app, struct showing *d)
{
	if (d->clear && d->clear_rev != d->r->rev)
		d->clear = NULL;
	card_read(&d->card, &d->a, app->db, d->r, d->clear, rows_key(app, "record", "reveal"));
}

static enum rc read_record(struct app *app, struct showing *d)
{
	struct arena fresh = { 0 };
	struct record *r;
	enum rc rc = record_load(app->db, &fresh, d->tabs.e, d->tabs.id, &r);
	if (rc) {
		arena_free(&fresh);
		return rc;
	}
	struct arena old = d->a;
	d->a = fresh;
	d->r = r;
	d->title = utf8_scrub(&d->a, record_title(app->db, &d->a, d->tabs.e, d->tabs.id), true);
	if (r->archived_at)
		d->title = arena_printf(&d->a, "%s (%s)", d->title, _("archived"));
	read_card(app, d);
	tabs_find(&d->tabs, app, &d->a);
	arena_free(&old);
	return OK;
}

/* Marks stay with their tab. */
static void swap_marks(struct showing *d, const struct tab *tab)
{
	int i = 0;
	while (i < TABS_MARKED - 1 && d->kept[i].by && d->kept[i].by != tab->by)
		i++;
	struct marks was = d->kept[i].marks;
	d->kept[i].by = tab->by;
	d->kept[i].e = tab->from;
	d->kept[i].marks = d->rows.marks;
	d->rows.marks = was;
}

static enum rc show_tab(struct app *app, struct showing *d, int at)
{
	struct list *l;
	enum rc rc = tabs_open(&d->tabs, app, at, &l);
	if (rc)
		return rc;
	if (d->rows.list)
		swap_marks(d, &d->tabs.tab[d->tabs.at]);
	d->tabs.at = at;
	swap_marks(d, &d->tabs.tab[at]);
	rows_show(&d->rows, app, l);
	return OK;
}

static enum rc record_open(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	const struct opening *how = &s->how;
	d->tabs.e = how->argc ? entity_find(how->argv[0]) : NULL;
	if (!d->tabs.e || how->argc < 2 || !id_parse(app->db, how->argv[1], &d->tabs.id))
		return db_fail(app->db, INVALID, "%s",
			_("Which record? For example: show person 7"));
	enum rc rc = read_record(app, d);
	if (rc)
		return rc;
	rc = show_tab(app, d, how->argc > 2 ? tabs_named(&d->tabs, app, how->argv[2])
	                                    : tabs_first(&d->tabs, app));
	if (rc)
		arena_free(&d->a);
	return rc;
}

static void record_close(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	(void)app;
	rows_release(&d->rows);
	for (int i = 0; i < TABS_MARKED; i++)
		marks_release(&d->kept[i].marks);
	arena_free(&d->a);
}

static int record_refresh(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	struct list *l;
	const struct field *shown = d->tabs.tab[d->tabs.at].by;
	enum rc rc = read_record(app, d);
	if (rc == NOTFOUND) {
		app_rc(app, rc);
		return CLOSE;
	}
	if (!rc)
		rc = tabs_open(&d->tabs, app, d->tabs.at, &l);
	if (!rc && d->tabs.tab[d->tabs.at].by != shown)
		rows_show(&d->rows, app, l);
	else if (!rc && !rows_swap(&d->rows, l))
		rc = BUSY;
	d->stale = rc == BUSY;
	return DRAW;
}

/* ---- verbs ---- */

/* Fields that do not fit are paged through before the rows. */
static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	enum motion m = rows_motion(argv[0]);
	int last = d->card.lines - d->region;
	(void)argc;
	if (m == M_PAGE_DOWN && d->top < last)
		d->top += d->region < last - d->top ? d->region : last - d->top;
	else if (m == M_PAGE_UP && d->top && !d->rows.cur && d->rows.rank <= 1)
		d->top -= d->region < d->top ? d->region : d->top;
	else
		rows_move(&d->rows, m);
	return X_OK;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	const struct row *row = rows_current(&d->rows);
	(void)argc, (void)argv;
	if (!row)
		return X_OK;
	if (row->e)
		return app_code(app_open(app, "record", row->e->name,
			arena_int(&app->turn, row->id), NULL));
	struct opening how = { .title = d->title, .text = row->v[2] };
	return app_code(app_push(app, "pager", &how));
}

static int run_tab(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	const struct tabs *t = &d->tabs;
	const char *which = argc > 1 ? argv[1] : "next";
	int n = rows_number(which), at;
	if (!strcmp(which, "next"))
		at = (t->at + 1) % t->n;
	else if (!strcmp(which, "back"))
		at = (t->at + t->n - 1) % t->n;
	else if (n >= 1 && n <= t->n)
		at = n - 1;
	else {
		app_wrong(app, _("Tabs here go from 1 to %d"), t->n);
		return X_USAGE;
	}
	return app_rc(app, show_tab(app, d, at));
}

/* What belongs to somebody else, for "split". */
static int run_mark(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	(void)argc, (void)argv;
	if (d->tabs.tab[d->tabs.at].from)
		rows_mark(&d->rows);
	return X_OK;
}

/* Each value read in clear is a row in history: core sees to that. */
static int run_reveal(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct showing *d = s->data;
	int n = 0;
	(void)argc, (void)argv;
	const char **clear = arena_array(&s->a, const char *, d->tabs.e->n);
	for (int i = 0; i < d->card.items; i++) {
		const struct field *f = d->card.item[i].f;
		if (!d->card.item[i].masked)
			continue;
		enum rc rc = record_reveal(app->db, &s->a, d->tabs.e, d->tabs.id, f,
			&clear[field_index(d->tabs.e, f)]);
		if (rc)
			return app_rc(app, rc);
		n++;
	}
	if (!n) {
		app_tell(app, "%s", _("Nothing is masked here"));
		return X_OK;
	}
	d->clear = clear;
	d->clear_rev = d->r->rev;
	read_card(app, d);
	return X_OK;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Opens the record of this line"), C_SCREEN, run_open, NULL, N_("open") },
	{ "mark", "", N_("Marks this line, or takes its mark off"), C_SCREEN, run_mark, NULL,
		N_("mark") },
	{ "tab", "[NUMBER|next|back]", N_("To another tab"), C_SCREEN, run_tab, NULL,
		N_("next tab") },
	{ "reveal", "", N_("Shows what is masked, until you leave; history keeps that you looked"),
		C_SCREEN, run_reveal, NULL, N_("show phone") },
	{ 0 },
};

/* ---- seen ---- */

static void draw_fields(struct showing *d, int y)
{
	const struct card *c = &d->card;
	for (int i = 0; i < d->region; i++) {
		const struct card_line *line = &c->line[d->top + i];
		for (int k = 0; k < line->parts; k++) {
			int x = 1 + k * card_half(c);
			int end = k + 1 < line->parts ? 1 + card_half(c) : c->cols;
			draw_text(y + i, x, c->label, ST_LABEL, line->part[k].label);
			draw_text(y + i, x + c->label + 2, end - x - c->label - 2, ST_FIELD,
				line->part[k].value);
		}
	}
}

/* How many lines of fields show: the rest is for tabs and at least a few rows. */
static void share_lines(struct showing *d, int lines, int tabs)
{
	int rows = lines < 14 ? 3 : 5;
	d->region = lines - 1 - tabs - rows;
	if (d->region < 1)
		d->region = 1;
	if (d->region > d->card.lines)
		d->region = d->card.lines;
	if (d->top > d->card.lines - d->region)
		d->top = d->card.lines - d->region;
}

static void record_draw(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	int lines = draw_rows() - 4, cols = draw_cols(), y = 2;
	const char **tab = arena_array(&app->turn, const char *, d->tabs.n + 1);
	struct tab *shown = &d->tabs.tab[d->tabs.at];
	if (shown->count != TAB_PART)
		shown->count = d->rows.total;
	int ntab = tabs_lines(&d->tabs, app, cols - 2, lines < 14 ? 1 : 3, tab);
	card_fit(&d->card, &d->a, cols - 1);
	share_lines(d, lines, ntab);
	draw_fields(d, y);
	y += d->region;
	draw_rule(y, 1, cols - 2);
	if (d->region < d->card.lines)
		draw_text(y, 3, cols - 4, ST_QUIET,
			arena_printf(&app->turn, _(" lines %d-%d of %d, %s "), d->top + 1,
				d->top + d->region, d->card.lines, rows_key(app, "record", "page_down")));
	y++;
	for (int i = 0; i < ntab; i++)
		draw_text(y++, 1, cols - 1, ST_TITLE, tab[i]);
	rows_draw(&d->rows, y, lines + 2 - y,
		shown->count == TAB_PART ? _("None that you may see.") : _("Nothing here yet."));
}

static const char *record_screen_title(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct showing *)s->data)->title;
}

static const char *record_corner(struct app *app, struct screen *s)
{
	(void)app;
	return rows_corner(&((struct showing *)s->data)->rows);
}

static int record_idle(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	if (d->stale)
		return record_refresh(app, s);
	if (rows_idle(&d->rows))
		return DRAW;
	for (int i = 0; i < d->tabs.n; i++)
		if (i != d->tabs.at && d->tabs.tab[i].count == TAB_UNKNOWN)
			return tabs_count(&d->tabs, app, i) ? DRAW : DONE;
	return DONE;
}

/* ---- heard ---- */

/* What holds nothing is one phrase: "Nothing yet: 1 One-to-ones, 2 Next steps, all from 5 on". */
static void say_empty(const struct tabs *t, struct str *to)
{
	struct str b = STR_INIT;
	for (int i = 0, last; i < t->n; i = last + 1) {
		last = i;
		if (t->tab[i].count)
			continue;
		while (last + 1 < t->n && !t->tab[last + 1].count)
			last++;
		if (b.len)
			str_add(&b, ", ");
		if (last - i > 3)
			str_addf(&b, last + 1 < t->n ? _("%d to %d") : _("all from %d on"), i + 1,
				last + 1);
		for (int k = i; last - i <= 3 && k <= last; k++)
			str_addf(&b, "%s%d %s", k > i ? ", " : "", k + 1, t->tab[k].label);
	}
	if (b.len)
		str_addf(to, _("Nothing yet: %s\n"), b.s);
	str_release(&b);
}

static void record_say(struct app *app, struct screen *s, struct str *to)
{
	struct showing *d = s->data;
	str_addf(to, "%s %s.\n", text_stop(&app->turn, d->title), entity_one(d->tabs.e));
	for (int i = 0; i < d->card.items; i++)
		str_addf(to, "%s: %s\n", d->card.item[i].label, d->card.item[i].value);
	for (int i = 0; i < d->tabs.n; i++) {
		const struct tab *t = &d->tabs.tab[i];
		if (t->count == TAB_UNKNOWN)
			tabs_count(&d->tabs, app, i);
		if (t->count == TAB_PART)
			str_addf(to, "%d %s\n", i + 1, t->label);
		else if (t->count)
			str_addf(to, "%d %s, %s\n", i + 1, t->label, t->count < 0 ? "?" :
				arena_int(&app->turn, t->count));
	}
	say_empty(&d->tabs, to);
}

static int record_answer(struct app *app, struct screen *s, const char *line)
{
	struct showing *d = s->data;
	int number = rows_number(line);
	if (!number)
		return UNUSED;
	if (number > d->tabs.n) {
		app_wrong(app, _("There is no line %d here"), number);
		return DONE;
	}
	const struct tab *t = &d->tabs.tab[number - 1];
	if (t->from) {
		app_open(app, "list", t->from->plural, "--of", t->by->name,
			arena_int(&app->turn, d->tabs.id), NULL);
		return DONE;
	}
	struct opening how = { 0 };
	if (!tabs_open(&d->tabs, app, number - 1, &how.list))
		app_push(app, "list", &how);
	return DONE;
}

static bool record_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	struct showing *d = s->data;
	(void)app;
	*e = d->tabs.e;
	*id = d->tabs.id;
	return true;
}

static int record_belongs(struct app *app, struct screen *s, int i, const struct entity **e,
	int64_t *ids)
{
	struct showing *d = s->data;
	const struct tab *shown = &d->tabs.tab[d->tabs.at];
	(void)app;
	if (i < 0) {
		for (int k = 0; k < TABS_MARKED; k++)
			marks_release(&d->kept[k].marks);
		marks_release(&d->rows.marks);
	}
	*e = i >= 0 && i < TABS_MARKED ? d->kept[i].e : NULL;
	if (!*e)
		return 0;
	const struct marks *m = d->kept[i].by == shown->by ? &d->rows.marks : &d->kept[i].marks;
	if (ids && m->n)
		memcpy(ids, m->id, sizeof *ids * (size_t)m->n);
	return m->n;
}

static struct list *record_list(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct showing *)s->data)->rows.list;
}

static struct rows *record_rows(struct app *app, struct screen *s)
{
	(void)app;
	return &((struct showing *)s->data)->rows;
}

/* The tab that shows is the third word. */
static const char *const *record_words(struct app *app, struct screen *s, int *n)
{
	struct showing *d = s->data;
	const struct tab *t = &d->tabs.tab[d->tabs.at];
	const char **v = arena_array(&app->turn, const char *, 3);
	v[0] = d->tabs.e->name;
	v[1] = arena_int(&app->turn, d->tabs.id);
	v[2] = t->from ? arena_printf(&app->turn, "%s.%s", t->from->name, t->by->name) : "past";
	*n = 3;
	return v;
}

const struct screen_ops screen_record = {
	.name = "record",
	.keys = "record",
	.size = sizeof(struct showing),
	.open = record_open,
	.close = record_close,
	.draw = record_draw,
	.say = record_say,
	.answer = record_answer,
	.refresh = record_refresh,
	.idle = record_idle,
	.title = record_screen_title,
	.corner = record_corner,
	.hint = "one_to_one,edit,add,next_step,tab,open",
	.verbs = verbs,
	.about = record_about,
	.belongs = record_belongs,
	.list = record_list,
	.words = record_words,
	.rows = record_rows,
};
