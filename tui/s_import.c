/* s_import.c - an import before it happens: how many rows, where each column goes, and the lines
 * worth a look. Nothing is written until "bring_in".
 *
 * opening.argv: PLURAL FILE [FIELD=COLUMN ...]. A column changed by hand is one more such word, and
 * the file is looked at again. */
#include "cmd_common.h"
#include "draw.h"
#include "plan.h"
#include "rows.h"
#include <stdio.h>

enum { ARGS_MOST = 256 };

struct importing {
	struct arena a;            /* of the plan */
	struct import *im;
	const struct entity *e;
	const char *path;
	const char *arg[ARGS_MOST]; /* in the screen's arena */
	int nargs;
	const char *header;        /* the column that is being changed */
	struct rows rows;          /* the lines worth a look */
};

/* ---- the plan ---- */

static struct list *sights(struct app *app, struct importing *d)
{
	const struct column cols[] = {
		{ .name = "line", .label = _("Line"), .type = FT_INT },
		{ .name = "record", .label = _("Record"), .type = FT_TEXT },
		{ .name = "what", .label = _("What"), .type = FT_TEXT },
	};
	static const char *const words[] = { N_("refused: %s"), "%s", N_("changed: %s") };
	struct arena *a = &d->a;
	struct row *rows = arena_array(a, struct row, d->im->nsights);
	for (int i = 0; i < d->im->nsights; i++) {
		const struct sight *s = &d->im->sight[i];
		rows[i].id = i + 1;
		rows[i].v = arena_array(a, const char *, COUNT(cols));
		rows[i].t = arena_array(a, const char *, COUNT(cols));
		rows[i].v[0] = arena_printf(a, "%ld", s->line);
		rows[i].v[1] = s->title;
		rows[i].v[2] = arena_printf(a, _(words[s->what]), s->why);
	}
	return list_hold(app->db, "", NULL, cols, COUNT(cols), rows, d->im->nsights, false);
}

static enum rc look(struct app *app, struct importing *d)
{
	struct arena a = { 0 };
	struct import *im;
	enum rc rc = import_plan(app->db, &a, d->e, d->path, d->nargs, d->arg, &im);
	if (rc) {
		arena_free(&a);
		return rc;
	}
	struct arena old = d->a;
	d->a = a;
	d->im = im;
	rows_show(&d->rows, app, sights(app, d));
	arena_free(&old);
	return OK;
}

static enum rc importing_open(struct app *app, struct screen *s)
{
	struct importing *d = s->data;
	d->e = entity_find(s->how.argv[0]);
	d->path = arena_dup(&s->a, s->how.argv[1]);
	for (int i = 2; i < s->how.argc && d->nargs < ARGS_MOST; i++)
		d->arg[d->nargs++] = arena_dup(&s->a, s->how.argv[i]);
	enum rc rc = look(app, d);
	if (!rc && app->face == FACE_SCREEN)
		app_tell(app, "%s", _("Nothing is written yet"));
	return rc;
}

static void importing_close(struct app *app, struct screen *s)
{
	struct importing *d = s->data;
	(void)app;
	rows_release(&d->rows);
	arena_free(&d->a);
}

/* ---- verbs ---- */

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct importing *d = app_base(app)->data;
	(void)argc;
	rows_move(&d->rows, rows_motion(argv[0]));
	return X_OK;
}

static int look_at(struct app *app, struct importing *d, const struct row *row)
{
	const char *text;
	if (!row)
		return X_OK;
	const struct sight *s = &d->im->sight[row->id - 1];
	enum rc rc = import_look(app->db, &app->turn, d->im, s->line, &text);
	if (rc)
		return app_rc(app, rc);
	return cmd_text(app, arena_printf(&app->turn, _("Line %ld"), s->line), text);
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct importing *d = app_base(app)->data;
	(void)argc, (void)argv;
	return look_at(app, d, rows_current(&d->rows));
}

static int run_bring_in(struct app *app, int argc, const char *const *argv)
{
	struct importing *d = app_base(app)->data;
	(void)argc, (void)argv;
	int code = plan_run(app, &d->a, d->im);
	if (code == X_OK || code == X_DATA)
		app_pop(app);
	return code;
}

static int run_leave(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	app_pop(app);
	app_tell(app, _("Nothing was written"));
	return X_OK;
}

/* A column goes elsewhere: the plan is made anew; what cannot be is said, and nothing changes. */
static int map_to(struct app *app, struct screen *s, const char *field, const char *header)
{
	struct importing *d = s->data;
	int before = d->nargs;
	if (before == ARGS_MOST)
		return X_OK;
	for (int i = 0; i < d->nargs; i++) { /* said anew */
		const char *is = strchr(d->arg[i], '=');
		if (is && is > d->arg[i] && is[-1] != ':' && !strcmp(is + 1, header))
			d->arg[i] = d->arg[--d->nargs];
	}
	d->arg[d->nargs++] = arena_printf(&s->a, "%s=%s", field, header);
	enum rc rc = look(app, d);
	if (rc)
		d->nargs--;
	return app_rc(app, rc);
}

static void field_chosen(struct app *app, void *arg, const char *field)
{
	struct screen *s = arg;
	struct importing *d = s->data;
	if (field)
		map_to(app, s, field, d->header);
}

static void column_chosen(struct app *app, void *arg, const char *header)
{
	struct screen *s = arg;
	struct importing *d = s->data;
	struct choice *c = arena_array(&app->turn, struct choice, d->e->n + 3);
	int n = 0;
	if (!header)
		return;
	d->header = arena_dup(&s->a, header);
	for (size_t i = 0; i < d->e->n; i++) {
		const struct field *f = &d->e->fields[i];
		if (!(f->flags & (RO | PART)))
			c[n++] = (struct choice){ f->name, field_label(d->e, f) };
	}
	c[n++] = (struct choice){ "id", _("kept beside the record, to know it again") };
	c[n++] = (struct choice){ "-", _("left out") };
	struct opening how = { .title = arena_printf(&app->turn, _("Where does %s go?"), d->header),
		.choices = c, .done = field_chosen, .arg = s };
	app_push(app, "menu", &how);
}

static int run_map(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct importing *d = s->data;
	if (argc == 3)
		return map_to(app, s, argv[2], argv[1]);
	struct choice *c = arena_array(&app->turn, struct choice, d->im->nmap + 1);
	for (int i = 0; i < d->im->nmap; i++)
		c[i] = (struct choice){ d->im->map[i].header,
			plan_column(&app->turn, d->im, &d->im->map[i]) };
	struct opening how = { .title = _("Which column goes elsewhere?"), .choices = c,
		.done = column_chosen, .arg = s };
	return cmd_push(app, "menu", &how);
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Shows the whole line of the file, and what becomes of it"), C_SCREEN,
		run_open, NULL, N_("look") },
	{ "map", "[COLUMN FIELD]", N_("Changes where a column goes; - leaves it out"), C_SCREEN,
		run_map, NULL, N_("column") },
	{ "bring_in", "", N_("Brings the rows in"), C_SCREEN | C_WRITES, run_bring_in, NULL,
		N_("bring in") },
	{ "leave", "", N_("Leaves, and nothing is written"), C_SCREEN, run_leave, NULL,
		N_("leave") },
	{ 0 },
};

/* ---- seen and heard ---- */

/* Two columns where there is room; the rest are behind "map". */
static int draw_mapping(struct app *app, const struct importing *d, int y, int most)
{
	int cols = draw_cols() - 4, across = cols >= 70 ? 2 : 1, width = cols / across - 2;
	int lines = (d->im->nmap + across - 1) / across;
	bool all = lines <= most;
	int shown = all ? d->im->nmap : most * across - 1;
	for (int i = 0; i < shown; i++)
		draw_cell(y + i / across, 3 + i % across * (width + 2), width, ST_FIELD,
			plan_column(&app->turn, d->im, &d->im->map[i]));
	if (!all)
		draw_cell(y + shown / across, 3 + shown % across * (width + 2), width, ST_QUIET,
			arena_printf(&app->turn, _("and %d more columns: %s"), d->im->nmap - shown,
				rows_key(app, "import", "map")));
	return all ? lines : most;
}

static void importing_draw(struct app *app, struct screen *s)
{
	struct importing *d = s->data;
	int last = draw_rows() - 2, y = 2;
	draw_cell(y, 3, draw_cols() - 4, ST_TITLE, plan_counts(&app->turn, d->im));
	y += 1 + draw_mapping(app, d, y + 1, draw_rows() < 20 ? 2 : 6);
	draw_rule(y++, 1, draw_cols() - 2);
	rows_draw(&d->rows, y, last - y, _("No line needs a look."));
}

static void importing_say(struct app *app, struct screen *s, struct str *to)
{
	struct importing *d = s->data;
	str_add(to, plan_text(&app->turn, d->im, true));
	str_add(to, _("Nothing is written yet. \"yes\" brings them in, \"no\" leaves it, a number looks "
		"at a line, \"map\" changes a column.\n"));
}

static int importing_answer(struct app *app, struct screen *s, const char *line)
{
	struct importing *d = s->data;
	int number = rows_number(line);
	if (number) {
		if (number > d->im->nsights)
			app_wrong(app, _("There is no line %d here"), number);
		else
			look_at(app, d, &(struct row){ .id = number });
		return DONE;
	}
	if (!strcmp(line, "yes") || !strcmp(line, "y") || !strcmp(line, _("yes"))) {
		run_bring_in(app, 0, NULL);
		return DONE;
	}
	if (!strcmp(line, "no") || !strcmp(line, "n") || !strcmp(line, _("no"))) {
		run_leave(app, 0, NULL);
		return DONE;
	}
	return UNUSED;
}

static const char *importing_title(struct app *app, struct screen *s)
{
	struct importing *d = s->data;
	const char *slash = strrchr(d->path, '/');
	return arena_printf(&app->turn, _("Import %s from %s"), entity_label(d->e),
		utf8_scrub(&app->turn, slash ? slash + 1 : d->path, true));
}

static const char *importing_corner(struct app *app, struct screen *s)
{
	(void)app;
	return rows_corner(&((struct importing *)s->data)->rows);
}

static int importing_idle(struct app *app, struct screen *s)
{
	(void)app;
	return rows_idle(&((struct importing *)s->data)->rows) ? DRAW : DONE;
}

const struct screen_ops screen_import = {
	.name = "import",
	.keys = "import",
	.size = sizeof(struct importing),
	.open = importing_open,
	.close = importing_close,
	.draw = importing_draw,
	.say = importing_say,
	.answer = importing_answer,
	.idle = importing_idle,
	.title = importing_title,
	.corner = importing_corner,
	.hint = "bring_in,map,open,leave",
	.verbs = verbs,
};
