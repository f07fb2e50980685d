/* s_stick.c - somebody with a public role as a stick person: what she thinks, how she speaks, what
 * moves her, what she can do, what she controls, where she goes, each beside that part of the body.
 *
 * opening.argv: PERSON, an id. The words are those of her stick card; "write" opens it in its form. */
#include "cmd_common.h"
#include "core/power.h"
#include "draw.h"
#include "rows.h"
#include "text.h"

/* From the top down. A part takes two lines, `more` as often again as its words need. */
static const struct part {
	const char *field, *first, *more, *last;
} parts[] = {
	{ "head", "  .---.", " (     )", " ( o o )" },
	{ "mouth", " (  -  )", " (     )", "  '---'" },
	{ "heart", "  --+--", " /  |  \\", "/  <3   \\" },
	{ "hands", "o   |   o", "    |", "    |" },
	{ "pockets", "  [ | ]", "    |", "    |" },
	{ "feet", "   / \\", "  /   \\", "_/     \\_" },
};

enum { FIGURE = 12, MAP_COLS = 60 };

struct showing {
	struct arena a; /* what was read; emptied when it is read anew */
	int64_t person, card;
	const char *title, *label[COUNT(parts)], *text[COUNT(parts)];
	int cur;
};

static enum rc read_card(struct app *app, struct showing *d)
{
	const struct entity *e = entity_find("stick_card");
	struct arena fresh = { 0 };
	struct record *r = NULL;
	int64_t card;
	enum rc rc = power_stick(app->db, d->person, &card);
	if (!rc && card)
		rc = record_load(app->db, &fresh, e, card, &r);
	if (rc) {
		arena_free(&fresh);
		return rc;
	}
	arena_free(&d->a);
	d->a = fresh;
	d->card = card;
	d->title = utf8_scrub(&d->a,
		record_title(app->db, &d->a, entity_find("person"), d->person), true);
	for (size_t i = 0; i < COUNT(parts); i++) {
		const struct field *f = field_find(e, parts[i].field);
		const char *v = r ? r->v[field_index(e, f)] : NULL;
		d->label[i] = field_label(e, f);
		d->text[i] = utf8_scrub(&d->a, v ? v : "-", true);
	}
	return OK;
}

static enum rc stick_open(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	if (!s->how.argc || !id_parse(app->db, s->how.argv[0], &d->person))
		return db_fail(app->db, INVALID, "%s",
			_("Whose stick person? As in: stick \"Cllr Grey\""));
	return read_card(app, d);
}

static void stick_close(struct app *app, struct screen *s)
{
	(void)app;
	arena_free(&((struct showing *)s->data)->a);
}

static int stick_refresh(struct app *app, struct screen *s)
{
	enum rc rc = read_card(app, s->data);
	if (rc == NOTFOUND || rc == INVALID) {
		app_rc(app, rc);
		return CLOSE;
	}
	return DRAW;
}

/* ---- verbs ---- */

static int run_move(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	(void)argc;
	d->cur = rows_step(rows_motion(argv[0]), d->cur, COUNT(parts), COUNT(parts));
	return X_OK;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	(void)argc, (void)argv;
	return app_code(app_open(app, "record", "person",
		arena_int(&app->turn, d->person), NULL));
}

static int run_write(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	(void)argc, (void)argv;
	return cmd_line(app, d->card ? arena_printf(&app->turn, "edit stick_card %lld",
					       (long long)d->card)
				     : arena_printf(&app->turn, "add stick_card person=%lld",
					       (long long)d->person));
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Opens her record"), C_SCREEN, run_open, NULL, N_("record") },
	{ "write", "", N_("Opens the stick card in its form"), C_SCREEN, run_write, NULL,
		N_("write") },
	{ 0 },
};

/* ---- seen and heard ---- */

/* The lines each part gets of `room`: two, then more to those whose words need them. */
static void share(const int *need, int room, int *got)
{
	bool figure = room >= FIGURE;
	for (size_t i = 0; i < COUNT(parts); i++)
		room -= got[i] = figure ? 2 : 1;
	for (bool gave = true; gave && room > 0;) {
		gave = false;
		for (size_t i = 0; i < COUNT(parts) && room > 0; i++)
			if (got[i] < need[i]) {
				got[i]++;
				room--;
				gave = true;
			}
	}
}

static void stick_draw(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	bool figure = draw_cols() >= MAP_COLS && draw_rows() - 4 >= FIGURE;
	int width = text_widest(d->label, COUNT(parts)), label = figure ? 16 : 3;
	int x = label + width + 2, y = 2;
	char **line[COUNT(parts)];
	int need[COUNT(parts)], got[COUNT(parts)];
	for (size_t i = 0; i < COUNT(parts); i++)
		need[i] = text_wrap(&app->turn, d->text[i], draw_cols() - x - 1, &line[i]);
	share(need, draw_rows() - 4, got);
	for (size_t i = 0; i < COUNT(parts); i++) {
		bool here = (int)i == d->cur;
		draw_text(y, label - 2, 1, ST_MARKER, rows_marker(app, here));
		draw_text(y, label, width, ST_LABEL, d->label[i]);
		if (here)
			draw_cursor(y, label - 2);
		for (int k = 0; k < got[i]; k++, y++) {
			const char *body = !k ? parts[i].first : k + 1 < got[i] ? parts[i].more
									       : parts[i].last;
			bool cut = k + 1 == got[i] && need[i] > got[i];
			if (figure)
				draw_text(y, 2, 10, ST_TEXT, body);
			if (k < need[i])
				draw_text(y, x, draw_cols() - x - 1, ST_FIELD, !cut ? line[i][k]
					: arena_printf(&app->turn, "%s %s", line[i][k], line[i][k + 1]));
		}
	}
}

static void stick_say(struct app *app, struct screen *s, struct str *to)
{
	const struct showing *d = s->data;
	(void)app;
	str_addf(to, "%s\n", d->title);
	for (size_t i = 0; i < COUNT(parts); i++)
		str_addf(to, "%s: %s\n", d->label[i], d->text[i]);
}

static const char *stick_title(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct showing *)s->data)->title;
}

static bool stick_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	(void)app;
	*e = entity_find("person");
	*id = ((struct showing *)s->data)->person;
	return true;
}

const struct screen_ops screen_stick = {
	.name = "stick",
	.keys = "stick",
	.acts = "stick_card",
	.size = sizeof(struct showing),
	.open = stick_open,
	.close = stick_close,
	.draw = stick_draw,
	.say = stick_say,
	.refresh = stick_refresh,
	.title = stick_title,
	.hint = "write,open,next_step,path,back",
	.verbs = verbs,
	.about = stick_about,
};
