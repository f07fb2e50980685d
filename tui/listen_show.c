/* listen_show.c - the screen for house meetings as it is seen, and heard line by line. */
#include "core/utf8.h"
#include "draw.h"
#include "listen.h"
#include "rows.h"

enum { LABELS = 12 };

/* ---- seen ---- */

static const char *label_of(int place)
{
	static const char *const name[] = { "text", "theme", "act_ready" };
	return field_label(entity_find("heard_line"), field_find(entity_find("heard_line"), name[place]));
}

static const char *act_words(struct app *app, const char *code)
{
	return code ? code_label(app->db, &app->turn, "act_ready", code) : "";
}

/* "y Yes  m Maybe  n No": from yes down, as one asks. */
static const char *act_choices(struct app *app)
{
	struct arena *a = &app->turn;
	const struct code *codes = codes_of(app->db, a, "act_ready");
	struct str b = STR_INIT;
	int n = 0, cols;
	while (codes[n].code)
		n++;
	while (n-- > 0) {
		const char *label = utf8_fold(a, codes[n].label);
		str_addf(&b, "%s%.*s %s", b.len ? "  " : "", (int)utf8_next(label, &cols), label,
			codes[n].label);
	}
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

/* The themes that fit, from the i-th on, the one that Enter takes in brackets, what was typed last. */
static const char *themes_from(struct app *app, const struct listen *d, int i)
{
	struct arena *a = &app->turn;
	struct str b = STR_INIT;
	const char *typed = line_text(d->line[THEME]);
	for (; i <= d->nfit; i++) {
		const char *name = i < d->nfit ? d->fit[i] : arena_printf(a, _("new: %s"), typed);
		if (i == d->nfit && d->just_so)
			break;
		str_addf(&b, i == d->mark ? "%s[%s]" : "%s%s", b.len ? "  " : "", name);
	}
	const char *ret = utf8_scrub(a, arena_dup(a, b.s), true);
	str_release(&b);
	return ret;
}

/* Where there is no room for all, the one that Enter takes comes first. */
static const char *theme_choices(struct app *app, struct listen *d)
{
	listen_look(app, d);
	if (!*line_text(d->line[THEME]))
		return _("Type part of a theme, or a new one");
	const char *all = themes_from(app, d, 0);
	return utf8_width(all) > draw_cols() - 4 ? themes_from(app, d, d->mark) : all;
}

static const char *wants(struct app *app, struct listen *d)
{
	if (d->at == SAID)
		return _("In her words. Nobody's name");
	if (d->at == THEME)
		return theme_choices(app, d);
	return d->act ? _("Enter keeps the line") : act_choices(app);
}

static const char *count_words(struct app *app, const struct listen *d)
{
	const char *kept = arena_printf(&app->turn, trn("%d line", "%d lines",
		(unsigned long)d->now.lines), d->now.lines);
	return arena_printf(&app->turn, trn("%s, %d would act", "%s, %d would act",
		(unsigned long)d->now.ready), kept, d->now.ready);
}

static void draw_last(struct app *app, const struct listen *d, int y, int end)
{
	int cols = draw_cols() - 3, act = 8, theme = cols / 4, text = cols - act - theme - 2;
	int first = d->nlast > end - y ? d->nlast - (end - y) : 0;
	for (int i = first; i < d->nlast; i++, y++) {
		const struct heard *h = &d->last[i];
		draw_cell(y, 3, text, ST_QUIET, utf8_scrub(&app->turn, h->text, true));
		draw_cell(y, 4 + text, theme, ST_QUIET,
			utf8_scrub(&app->turn, h->theme ? h->theme : "-", true));
		draw_cell(y, 5 + text + theme, act, ST_QUIET, h->act_ready ? h->act_ready : "-");
	}
}

static void draw_field(struct app *app, struct listen *d, int place, int y)
{
	bool here = place == d->at;
	int x = 3 + LABELS, cols = draw_cols() - x - 1, cursor = 0;
	const char *text = place == ACT ? act_words(app, d->act) : line_text(d->line[place]);
	if (here && place != ACT)
		text = line_view(d->line[place], cols, &cursor);
	draw_text(y, 1, 1, ST_MARKER, rows_marker(app, here));
	draw_text(y, 3, LABELS - 1, ST_LABEL, label_of(place));
	draw_text(y, x, cols, ST_FIELD, utf8_scrub(&app->turn, text, true));
	if (here)
		draw_cursor(y, x + cursor);
}

/* The question and what was kept above, the line being written at the foot, where the eye is. */
void listen_draw(struct app *app, struct screen *s)
{
	struct listen *d = s->data;
	int end = draw_rows() - 2, y = end - PLACES - 1 - (d->who != NULL);
	draw_text(2, 3, draw_cols() - 4, ST_HEAD, utf8_scrub(&app->turn, d->now.question, true));
	draw_text(3, 3, draw_cols() - 4, ST_TEXT, count_words(app, d));
	draw_last(app, d, 4, y);
	for (int i = 0; i < PLACES; i++)
		draw_field(app, d, i, y++);
	if (d->who) {
		draw_text(y, 3, LABELS - 1, ST_LABEL, _("Call"));
		draw_text(y++, 3 + LABELS, draw_cols() - LABELS - 4, ST_FIELD,
			utf8_scrub(&app->turn, d->who, true));
	}
	draw_text(y, 3, draw_cols() - 4, ST_TEXT, wants(app, d));
}

const char *listen_title(struct app *app, struct screen *s)
{
	const struct listen *d = s->data;
	return arena_printf(&app->turn, _("Listening: %s"), d->now.title);
}

/* ---- line by line ---- */

void listen_say(struct app *app, struct screen *s, struct str *to)
{
	struct listen *d = s->data;
	if (!d->headed)
		str_addf(to, "%s\n%s\n%s\n", listen_title(app, s), d->now.question,
			_("= keeps what stands there, < goes back, :call says who wants to be called,"
			  " :leave leaves"));
	if (d->at == SAID)
		str_addf(to, "%s.\n", count_words(app, d));
	if (d->who)
		str_addf(to, "%s: %s\n", _("Call"), d->who);
	if (d->at == THEME)
		listen_look(app, d);
	for (int i = 0; d->at == THEME && i < d->nfit; i++)
		str_addf(to, "%d %s\n", i + 1, d->fit[i]);
	if (d->at == THEME && d->nfit && !d->just_so)
		str_addf(to, _("%d new: %s\n"), d->nfit + 1, line_text(d->line[THEME]));
	if (d->at == ACT)
		str_addf(to, "%s\n", act_choices(app));
	const char *now = d->at == ACT ? act_words(app, d->act) : line_text(d->line[d->at]);
	str_addf(to, *now ? "%s [%s]:\n" : "%s:\n", label_of(d->at), now);
}

/* A name that fits one theme alone, or none, is taken at once; several are numbered and asked again. */
static void answer_theme(struct app *app, struct listen *d, const char *line)
{
	int number = rows_number(line);
	if (number > 0 && number <= d->nfit + 1) {
		d->mark = number - 1;
		listen_go(app, d, ACT);
		return;
	}
	line_set(d->line[THEME], line);
	d->stale = true;
	listen_touched(d);
	listen_look(app, d);
	if (d->nfit == d->just_so)
		listen_go(app, d, ACT);
}

int listen_answer(struct app *app, struct screen *s, const char *line)
{
	struct listen *d = s->data;
	d->headed = true;
	line += strspn(line, " \t");
	if (*line == ':')
		return UNUSED;
	if (!strcmp(line, "<")) {
		listen_go(app, d, d->at - 1);
	} else if (!*line || !strcmp(line, "=")) {
		listen_next(app, d);
	} else if (d->at == SAID) {
		line_set(d->line[SAID], line);
		listen_touched(d);
		listen_go(app, d, THEME);
	} else if (d->at == THEME) {
		answer_theme(app, d, line);
	} else {
		d->act = listen_act(app, d, line);
		listen_touched(d);
		if (d->act)
			listen_keep(app, d);
		else
			app_wrong(app, "%s", act_choices(app));
	}
	return DRAW;
}
