/* s_duplicates.c - records that may be here twice, a pair a line, as a sentence.
 *
 * opening.argv: [PLURAL]; without it people and institutions and whatever else can be. Each line is
 * merged into one, or said to be two; it then leaves the list. */
#include "cmd_common.h"
#include "core/duplicate.h"
#include "draw.h"
#include "rows.h"

enum { MOST = 2000 };

struct twice {
	const struct entity *e;
	struct pair pair;
};
struct duplicates {
	const struct entity *only;
	struct arena a;      /* of the pairs */
	struct twice *at;    /* one for each row: its place in the list is its place here, from 1 */
	int n;
	bool more;
	struct rows rows;
};

static enum rc find(struct app *app, struct duplicates *d, struct arena *a, const struct entity *e,
	struct twice *to, int *n)
{
	struct pair *pair;
	int found;
	bool more;
	enum rc rc = duplicates_of(app->db, a, e, MOST - *n, &pair, &found, &more);
	for (int i = 0; !rc && i < found; i++)
		to[(*n)++] = (struct twice){ e, pair[i] };
	d->more |= !rc && more;
	return rc;
}

static struct list *as_list(struct app *app, struct arena *a, const struct twice *at, int n,
	bool more)
{
	const struct column cols[] = {
		{ .name = "what", .label = _("May be the same"), .type = FT_TEXT },
	};
	struct row *rows = arena_array(a, struct row, n);
	for (int i = 0; i < n; i++) {
		rows[i].id = at[i].pair.b;
		rows[i].e = at[i].e;
		rows[i].v = arena_array(a, const char *, 1);
		rows[i].t = arena_array(a, const char *, 1);
		rows[i].v[0] = duplicate_say(app->db, a, at[i].e, &at[i].pair);
	}
	return list_hold(app->db, _("May be here twice"), NULL, cols, 1, rows, n, more);
}

static enum rc look(struct app *app, struct duplicates *d, struct list **ret)
{
	struct arena a = { 0 };
	struct twice *at = arena_array(&a, struct twice, MOST);
	int n = 0;
	enum rc rc = OK;
	d->more = false;
	for (size_t i = 0; entities[i] && !rc; i++)
		if (d->only ? entities[i] == d->only
			: entities[i]->same && !access_may(app->db, entities[i], READ))
			rc = find(app, d, &a, entities[i], at, &n);
	if (rc) {
		arena_free(&a);
		return rc;
	}
	*ret = as_list(app, &a, at, n, d->more);
	arena_free(&d->a);
	d->a = a;
	d->at = at;
	d->n = n;
	return OK;
}

static enum rc duplicates_open(struct app *app, struct screen *s)
{
	struct duplicates *d = s->data;
	struct list *l;
	d->only = s->how.argc ? entity_find(s->how.argv[0]) : NULL;
	enum rc rc = look(app, d, &l);
	if (!rc)
		rows_show(&d->rows, app, l);
	return rc;
}

static void duplicates_close(struct app *app, struct screen *s)
{
	struct duplicates *d = s->data;
	(void)app;
	rows_release(&d->rows);
	arena_free(&d->a);
}

static int duplicates_refresh(struct app *app, struct screen *s)
{
	struct duplicates *d = s->data;
	struct list *l;
	if (!look(app, d, &l))
		rows_swap(&d->rows, l);
	return DRAW;
}

/* ---- verbs ---- */

/* The pair of the current line, or of the one with that number. */
static const struct twice *pair_of(struct app *app, struct duplicates *d, int argc,
	const char *const *argv)
{
	int number = argc > 1 ? rows_number(argv[1]) : 0;
	const struct row *row = argc > 1 ? NULL : rows_current(&d->rows);
	if (row)
		number = (int)row->place;
	if (number >= 1 && number <= d->n)
		return &d->at[number - 1];
	app_wrong(app, "%s", _("There is no such line here"));
	return NULL;
}

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct duplicates *d = app_base(app)->data;
	(void)argc;
	rows_move(&d->rows, rows_motion(argv[0]));
	return X_OK;
}

/* Both, field by field, where either says something. */
static const char *side_by_side(struct app *app, const struct twice *t)
{
	struct record *x, *y;
	struct arena *a = &app->turn;
	struct str b = STR_INIT;
	if (record_load(app->db, a, t->e, t->pair.a, &x) || record_load(app->db, a, t->e, t->pair.b, &y))
		return db_words(app->db);
	str_addf(&b, "%s\n\n", duplicate_say(app->db, a, t->e, &t->pair));
	for (size_t i = 0; i < t->e->n; i++) {
		const struct field *f = &t->e->fields[i];
		if (f->flags & PART || (!x->v[i] && !y->v[i]))
			continue;
		const char *p = field_show(app->db, a, f, x->v[i]);
		const char *q = field_show(app->db, a, f, y->v[i]);
		if (same(p, q))
			str_addf(&b, _("%s: both %s\n"), field_label(t->e, f), p);
		else
			str_addf(&b, "%s: %s | %s\n", field_label(t->e, f), *p ? p : "-", *q ? q : "-");
	}
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct duplicates *d = app_base(app)->data;
	const struct twice *t = d->n ? pair_of(app, d, argc, argv) : NULL;
	return t ? cmd_text(app, _("May be the same"), side_by_side(app, t)) : X_OK;
}

/* Both numbers as a command of the shell would have them. */
static int decide(struct app *app, const char *command, const struct twice *t, bool newer)
{
	const char *words[] = { command, t->e->name,
		id_show(app->db, &app->turn, newer ? t->pair.b : t->pair.a),
		id_show(app->db, &app->turn, newer ? t->pair.a : t->pair.b), NULL };
	struct screen *s = app_base(app);
	int code = cmd_run(app, 4, words);
	if (!code)
		app_perform(app, s, RELOAD);
	return code;
}

static int run_merge(struct app *app, int argc, const char *const *argv)
{
	bool newer = argc > 1 && !strcmp(argv[argc - 1], "newer");
	const struct twice *t = pair_of(app, app_base(app)->data, argc - newer, argv);
	return t ? decide(app, "merge", t, newer) : X_NOTFOUND;
}

static int run_apart(struct app *app, int argc, const char *const *argv)
{
	const struct twice *t = pair_of(app, app_base(app)->data, argc, argv);
	return t ? decide(app, "not_duplicate", t, false) : X_NOTFOUND;
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "[NUMBER]", N_("Shows both, field by field"), C_SCREEN, run_open, NULL,
		N_("look") },
	{ "same", "[NUMBER] [newer]", N_("Makes one of them: the older record stays, or the newer"),
		C_SCREEN | C_WRITES, run_merge, NULL, N_("the same") },
	{ "apart", "[NUMBER]", N_("They are two: not shown again"), C_SCREEN | C_WRITES | C_STAYS,
		run_apart, NULL, N_("two") },
	{ 0 },
};

/* ---- seen and heard ---- */

static const char *nothing(void)
{
	return _("Nothing looks as if it were here twice.");
}

static void duplicates_draw(struct app *app, struct screen *s)
{
	(void)app;
	rows_draw(&((struct duplicates *)s->data)->rows, 2, draw_rows() - 4, nothing());
}

static void duplicates_say(struct app *app, struct screen *s, struct str *to)
{
	struct duplicates *d = s->data;
	(void)app;
	str_addf(to, _("May be here twice, %d.\n"), d->n);
	if (!d->n)
		str_addf(to, "%s\n", nothing());
	rows_say(&d->rows, to);
	if (d->n)
		str_add(to, _("A number shows both; \"same NUMBER\" makes one of them, "
			"\"apart NUMBER\" keeps them apart.\n"));
}

static int duplicates_answer(struct app *app, struct screen *s, const char *line)
{
	(void)s;
	return cmd_opens(app, line, run_open);
}

static const char *duplicates_title(struct app *app, struct screen *s)
{
	(void)app, (void)s;
	return _("May be here twice");
}

static const char *duplicates_corner(struct app *app, struct screen *s)
{
	(void)app;
	return rows_corner(&((struct duplicates *)s->data)->rows);
}

static int duplicates_idle(struct app *app, struct screen *s)
{
	(void)app;
	return rows_idle(&((struct duplicates *)s->data)->rows) ? DRAW : DONE;
}

const struct screen_ops screen_duplicates = {
	.name = "duplicates",
	.keys = "duplicates",
	.size = sizeof(struct duplicates),
	.open = duplicates_open,
	.close = duplicates_close,
	.draw = duplicates_draw,
	.say = duplicates_say,
	.answer = duplicates_answer,
	.refresh = duplicates_refresh,
	.idle = duplicates_idle,
	.title = duplicates_title,
	.corner = duplicates_corner,
	.hint = "open,same,apart,back",
	.verbs = verbs,
};
