/* s_card.c - the six lines before a one-to-one.
 *
 * opening.argv: PERSON, her id. "o" begins the one-to-one; when that is saved the card of the next
 * person of the list below takes this one's place (cmd_day.c). */
#include "core/card.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"
#include "text.h"

struct showing {
	struct arena a; /* what was read; emptied when it is read anew */
	struct meeting_card card;
	int64_t person;
	const char *clear; /* her number, revealed; in the screen's arena */
	int cur;
};

static enum rc read_card(struct app *app, struct showing *d)
{
	struct arena fresh = { 0 }, old = d->a;
	enum rc rc = meeting_card(app->db, &fresh, d->person, d->clear, &d->card);
	if (rc) {
		arena_free(&fresh);
		return rc;
	}
	struct meeting_card *c = &d->card;
	c->title = utf8_scrub(&fresh, c->title, true);
	for (int i = 0; i < CARD_LINES; i++)
		c->text[i] = utf8_scrub(&fresh, c->text[i], true);
	if (c->masked)
		c->text[CARD_LINES - 1] = arena_printf(&fresh, _("%s (%s shows it)"),
			c->text[CARD_LINES - 1], rows_key(app, "card", "reveal"));
	d->a = fresh;
	arena_free(&old);
	return OK;
}

static enum rc card_open(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	if (!s->how.argc || !id_parse(app->db, s->how.argv[0], &d->person))
		return db_fail(app->db, INVALID, "%s", _("Whose card? As in: card \"Ana Quispe\""));
	return read_card(app, d);
}

static void card_close(struct app *app, struct screen *s)
{
	(void)app;
	arena_free(&((struct showing *)s->data)->a);
}

static int card_refresh(struct app *app, struct screen *s)
{
	enum rc rc = read_card(app, s->data);
	if (rc == NOTFOUND) {
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
	d->cur = rows_step(rows_motion(argv[0]), d->cur, CARD_LINES, CARD_LINES);
	return X_OK;
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	struct showing *d = app_base(app)->data;
	(void)argc, (void)argv;
	return app_code(app_open(app, "record", "person", arena_int(&app->turn, d->person), NULL));
}

/* That it was read is a row in history: core sees to it. */
static int run_reveal(struct app *app, int argc, const char *const *argv)
{
	struct screen *s = app_base(app);
	struct showing *d = s->data;
	const struct entity *e = entity_find("person");
	const char *clear = NULL;
	(void)argc, (void)argv;
	if (!d->card.masked) {
		app_tell(app, "%s", _("Nothing is masked here"));
		return X_OK;
	}
	enum rc rc = record_reveal(app->db, &s->a, e, d->person, field_find(e, "phone"), &clear);
	if (!rc) {
		d->clear = clear;
		rc = read_card(app, d);
	}
	return app_rc(app, rc);
}

static const struct command verbs[] = {
	ROWS_VERBS(run_move),
	{ "open", "", N_("Opens her record"), C_SCREEN, run_open, NULL, N_("record") },
	{ "reveal", "", N_("Shows what is masked, until you leave; history keeps that you looked"),
		C_SCREEN, run_reveal, NULL, N_("show phone") },
	{ 0 },
};

/* ---- seen and heard ---- */

/* Lines that do not fit give way from the end of each text, so that all six are in sight. */
static void card_draw(struct app *app, struct screen *s)
{
	struct showing *d = s->data;
	const struct meeting_card *c = &d->card;
	int width = text_widest(c->label, CARD_LINES), x = 3 + width + 2, y = 2, room = draw_rows() - 4;
	for (int i = 0; i < CARD_LINES; i++) {
		char **line;
		int n = text_wrap(&app->turn, c->text[i], draw_cols() - x - 1, &line);
		int most = room - (y - 2) - (CARD_LINES - 1 - i);
		draw_text(y, 1, 1, ST_MARKER, rows_marker(app, i == d->cur));
		draw_text(y, 3, width, ST_LABEL, c->label[i]);
		if (i == d->cur)
			draw_cursor(y, 1);
		int shown = n < most ? n : most < 1 ? 1 : most;
		for (int k = 0; k < shown && k < n; k++)
			draw_text(y + k, x, draw_cols() - x - 1, ST_FIELD, line[k]);
		y += shown;
	}
}

static void card_say(struct app *app, struct screen *s, struct str *to)
{
	const struct meeting_card *c = &((struct showing *)s->data)->card;
	(void)app;
	str_addf(to, "%s\n", c->title);
	for (int i = 0; i < CARD_LINES; i++)
		str_addf(to, "%s: %s\n", c->label[i], c->text[i]);
}

static const char *card_title(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct showing *)s->data)->card.title;
}

static bool card_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	(void)app;
	*e = entity_find("person");
	*id = ((struct showing *)s->data)->person;
	return true;
}

const struct screen_ops screen_card = {
	.name = "card",
	.keys = "card",
	.size = sizeof(struct showing),
	.open = card_open,
	.close = card_close,
	.draw = card_draw,
	.say = card_say,
	.refresh = card_refresh,
	.title = card_title,
	.hint = "one_to_one,open,rang,next_step,reveal,back",
	.verbs = verbs,
	.about = card_about,
};
