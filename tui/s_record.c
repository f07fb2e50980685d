/* s_record.c - one record: its filled fields, then a tab for every kind of record that refers to
 * it, and its past.
 *
 * opening.argv: ENTITY ID. Commands without an id are about the record itself, whichever row of a
 * tab the cursor is on; "open" goes to that row. */
#include "card.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"

enum { PAST_MOST = 200 };

struct tab {
	const struct entity *from; /* NULL: the past */
	const struct field *by;
	const char *label;
	int64_t count;             /* -1: not known yet */
};

struct showing {
	const struct entity *e;
	int64_t id;
	struct arena a;       /* what was read; emptied when it is read anew */
	struct record *r;
	const char *title;
	const char **clear;   /* revealed values, one a field; NULL: none */
	int64_t clear_rev;    /* ... of this state of the record */
	struct card card;
	int top, region;      /* the first line of fields that shows, and how many do */
	struct tab *tab;
	int tabs, at;
	struct rows rows;     /* of tab[at] */
	bool stale;           /* a key stopped a refresh: to be done again */
};

/* ---- reading ---- */

static const char *key_for(struct app *app, const char *verb)
{
	char buf[32] = "";
	if (app->face != FACE_SCREEN || !app->keys || !*keymap_keys(app->keys, "record", verb, buf))
		return verb;
	return arena_dup(&app->turn, buf);
}

static void read_card(struct app *app, struct showing *d)
{
	if (d->clear && d->clear_rev != d->r->rev)
		d->clear = NULL;
	card_read(&d->card, &d->a, app->db, d->r, d->clear, key_for(app, "reveal"));
}

static enum rc read_record(struct app *app, struct showing *d)
{
	struct arena fresh = { 0 };
	struct record *r;
	enum rc rc = record_load(app->db, &fresh, d->e, d->id, &r);
	if (rc) {
		arena_free(&fresh);
		return rc;
	}
	arena_free(&d->a);
	d->a = fresh;
	d->r = r;
	d->title = utf8_scrub(&d->a, record_title(app->db, &d->a, d->e, d->id), true);
	if (r->archived_at)
		d->title = arena_printf(&d->a, "%s (%s)", d->title, _("archived"));
	read_card(app, d);
	return OK;
}

/* A second tab of the same kind says by which field: "Next steps: Promised by". */
static const char *tab_label(struct arena *a, const struct showing *d, const struct entity *from,
	const struct field *by)
{
	for (int i = 0; i < d->tabs; i++)
		if (d->tab[i].from == from)
			return arena_printf(a, "%s: %s", entity_label(from), field_label(from, by));
	return entity_label(from);
}

static void find_tabs(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	const struct entity *from;
	const struct field *by;
	size_t n = 0;
	while (entity_referrer(d->e, n, &from, &by))
		n++;
	d->tab = arena_array(&s->a, struct tab, n + 1);
	for (size_t i = 0; i < n && entity_referrer(d->e, i, &from, &by); i++)
		if (!access_may(app->db, from, READ)) {
			const char *label = tab_label(&s->a, d, from, by);
			d->tab[d->tabs++] = (struct tab){ from, by, label, -1 };
		}
	d->tab[d->tabs++] = (struct tab){ NULL, NULL, _("Past"), -1 };
}

/* Every change of the record, newest first, as rows. */
static enum rc open_past(struct app *app, const struct showing *d, struct list **ret)
{
	struct arena *a = &app->turn;
	struct past *past;
	int n;
	enum rc rc = history_of(app->db, a, d->e, d->id, 0, PAST_MOST, &past, &n);
	if (rc)
		return rc;
	const struct column cols[] = {
		{ NULL, "at", _("When"), FT_MOMENT },
		{ NULL, "who", _("Who"), FT_TEXT },
		{ NULL, "what", _("What"), FT_TEXT },
	};
	struct row *rows = arena_array(a, struct row, n);
	for (int i = 0; i < n; i++) {
		const struct past *p = &past[i];
		const char *what = p->what && *p->what ? p->what : p->command ? p->command : p->kind;
		rows[i].id = p->txn;
		rows[i].v = arena_array(a, const char *, COUNT(cols));
		rows[i].t = arena_array(a, const char *, COUNT(cols));
		rows[i].v[0] = p->at;
		rows[i].v[1] = p->user;
		rows[i].v[2] = p->undone ? arena_printf(a, _("%s (taken back)"), what) : what;
	}
	*ret = list_hold(app->db, arena_printf(a, _("%s: past"), d->title), NULL, cols, COUNT(cols),
		rows, n, n == PAST_MOST);
	return OK;
}

static enum rc open_tab(struct app *app, const struct showing *d, const struct tab *t,
	struct list **ret)
{
	struct list_spec spec = { .e = t->from, .of = t->by, .of_id = d->id };
	return t->from ? list_open(app->db, &spec, ret) : open_past(app, d, ret);
}

static enum rc show_tab(struct app *app, struct showing *d, int at)
{
	struct list *l;
	enum rc rc = open_tab(app, d, &d->tab[at], &l);
	if (rc)
		return rc;
	d->at = at;
	rows_show(&d->rows, app, l);
	return OK;
}

static enum rc record_open(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	const struct opening *how = &s->how;
	d->e = how->argc ? entity_find(how->argv[0]) : NULL;
	if (!d->e || how->argc < 2 || !id_parse(app->db, how->argv[1], &d->id))
		return db_fail(app->db, INVALID, "%s", _("Which record? For example: show person 7"));
	enum rc rc = read_record(app, d);
	if (rc)
		return rc;
	find_tabs(app, s);
	rc = show_tab(app, d, 0);
	if (rc)
		arena_free(&d->a);
	return rc;
}

static void record_close(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	(void)app;
	rows_release(&d->rows);
	arena_free(&d->a);
}

static int record_refresh(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	struct list *l;
	enum rc rc = read_record(app, d);
	if (rc == NOTFOUND) {
		app_rc(app, rc);
		return CLOSE;
	}
	for (int i = 0; i < d->tabs; i++)
		d->tab[i].count = -1;
	if (!rc)
		rc = open_tab(app, d, &d->tab[d->at], &l);
	if (!rc && !rows_swap(&d->rows, l))
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
		return app_rc(app, app_open(app, "record", row->e->name,
			arena_printf(&app->turn, "%lld", (long long)row->id), NULL));
	struct opening how = { .title = d->title, .text = row->v[2] };
	return app_rc(app, app_push(app, "pager", &how));
}

static int run_tab(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	const char *which = argc > 1 ? argv[1] : "next";
	int n = rows_number(which), at;
	if (!strcmp(which, "next"))
		at = (d->at + 1) % d->tabs;
	else if (!strcmp(which, "back"))
		at = (d->at + d->tabs - 1) % d->tabs;
	else if (n >= 1 && n <= d->tabs)
		at = n - 1;
	else {
		app_wrong(app, _("Tabs here go from 1 to %d"), d->tabs);
		return X_USAGE;
	}
	return app_rc(app, show_tab(app, d, at));
}

/* Each value read in clear is a row in history: core sees to that. */
static int run_reveal(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct showing *d = s->data;
	int n = 0;
	(void)argc, (void)argv;
	const char **clear = arena_array(&s->a, const char *, d->e->n);
	for (int i = 0; i < d->card.items; i++) {
		const struct field *f = d->card.item[i].f;
		if (!d->card.item[i].masked)
			continue;
		enum rc rc = record_reveal(app->db, &s->a, d->e, d->id, f,
			&clear[field_index(d->e, f)]);
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
	{ "tab", "[NUMBER|next|back]", N_("To another tab"), C_SCREEN, run_tab, NULL, N_("tab") },
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
			int x = 1 + k * card_half(c), end = k + 1 < line->parts ? 1 + card_half(c) : c->cols;
			draw_text(y + i, x, c->label, ST_LABEL, line->part[k].label);
			draw_text(y + i, x + c->label + 2, end - x - c->label - 2, ST_FIELD,
				line->part[k].value);
		}
	}
}

static const char *tab_text(struct app *app, const struct showing *d, int i)
{
	const struct tab *t = &d->tab[i];
	int64_t count = i == d->at ? d->rows.total : t->count;
	const char *n = count < 0 ? "" : arena_printf(&app->turn, " %lld", (long long)count);
	return arena_printf(&app->turn, i == d->at ? "[%d %s%s]" : "%d %s%s", i + 1, t->label, n);
}

/* The tabs in lines of cols columns; when only one line is to be had, the current one's. */
static int tab_lines(struct app *app, const struct showing *d, int cols, int most, const char **line)
{
	int n = 0, width = 0, with_current = 0;
	struct str b = STR_INIT;
	for (int i = 0; i < d->tabs; i++) {
		const char *s = tab_text(app, d, i);
		int w = utf8_width(s);
		if (width && width + 2 + w > cols && n + 1 < d->tabs) {
			line[n++] = arena_dup(&app->turn, b.s);
			str_clear(&b);
			width = 0;
		}
		str_addf(&b, "%s%s", width ? "  " : "", s);
		width += w + (width ? 2 : 0);
		if (i == d->at)
			with_current = n;
	}
	line[n++] = arena_dup(&app->turn, b.s);
	str_release(&b);
	if (n <= most)
		return n;
	line[0] = line[with_current];
	return 1;
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
	const char **tab = arena_array(&app->turn, const char *, d->tabs);
	int ntab = tab_lines(app, d, cols - 2, lines < 14 ? 1 : 3, tab);
	card_fit(&d->card, &d->a, cols - 1);
	share_lines(d, lines, ntab);
	draw_fields(d, y);
	y += d->region;
	draw_rule(y, 1, cols - 2);
	if (d->region < d->card.lines)
		draw_text(y, 3, cols - 4, ST_QUIET, arena_printf(&app->turn, _(" lines %d-%d of %d, %s "),
			d->top + 1, d->top + d->region, d->card.lines, key_for(app, "page_down")));
	y++;
	for (int i = 0; i < ntab; i++)
		draw_text(y++, 1, cols - 1, ST_TITLE, tab[i]);
	rows_draw(&d->rows, y, lines + 2 - y, _("Nothing here yet."));
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

static int count_tab(struct app *app, struct showing *d, struct tab *t)
{
	struct list *l;
	bool known = false;
	if (!open_tab(app, d, t, &l)) {
		known = !list_total(l, &t->count);
		list_close(l);
	}
	return known ? DRAW : DONE;
}

static int record_idle(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	if (d->stale)
		return record_refresh(app, s);
	if (rows_idle(&d->rows))
		return DRAW;
	for (int i = 0; i < d->tabs; i++)
		if (i != d->at && d->tab[i].count < 0)
			return count_tab(app, d, &d->tab[i]);
	return DONE;
}

/* ---- heard ---- */

static void record_say(struct app *app, struct screen *s, struct str *to)
{
	struct showing *d = s->data;
	str_addf(to, "%s. %s.\n", d->title, entity_one(d->e));
	for (int i = 0; i < d->card.items; i++)
		str_addf(to, "%s: %s\n", d->card.item[i].label, d->card.item[i].value);
	for (int i = 0; i < d->tabs; i++) {
		struct tab *t = &d->tab[i];
		if (t->count < 0)
			count_tab(app, d, t);
		str_addf(to, "%d %s, %lld\n", i + 1, t->label, (long long)(t->count < 0 ? 0 : t->count));
	}
}

static int record_answer(struct app *app, struct screen *s, const char *line)
{
	struct showing *d = s->data;
	int number = rows_number(line);
	if (!number)
		return UNUSED;
	if (number > d->tabs) {
		app_wrong(app, _("There is no line %d here"), number);
		return DONE;
	}
	const struct tab *t = &d->tab[number - 1];
	if (t->from) {
		app_open(app, "list", t->from->plural, "--of", t->by->name,
			arena_printf(&app->turn, "%lld", (long long)d->id), NULL);
		return DONE;
	}
	struct opening how = { 0 };
	if (!open_past(app, d, &how.list))
		app_push(app, "list", &how);
	return DONE;
}

static bool record_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	struct showing *d = s->data;
	(void)app;
	*e = d->e;
	*id = d->id;
	return true;
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
};
