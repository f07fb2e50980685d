/* power_board.c - the power map on the screen: two axes with cards, or where there is no room a line
 * an actor; under it what is known of the current one.
 *
 * A move repaints one card and the message line, which says where the card is: nothing else on the
 * screen depends on where the current card stands today. */
#include "power_board.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"
#include "text.h"

enum { MAP_ROWS = 20, MAP_COLS = 60, FOOT = LAY_LINES + 3, LEGEND = 2 };

bool power_is_map(void)
{
	return draw_rows() >= MAP_ROWS && draw_cols() >= MAP_COLS;
}

static const char *shown_name(struct app *app, const struct actor *x)
{
	return utf8_scrub(&app->turn, x->name, true);
}

/* ---- in words ---- */

static const char *influences(struct app *app, const struct actor *x)
{
	struct influence *e;
	int n = 0;
	struct str s = STR_INIT;
	if (power_influence(app->db, &app->turn, x->id, &e, &n))
		n = 0;
	for (int i = 0; i < n; i++)
		str_addf(&s, "%s%s", i ? "; " : "", e[i].words);
	const char *ret = n ? arena_printf(&app->turn, "%s.", s.s) : NULL;
	str_release(&s);
	return ret;
}

static const char *way_in(struct app *app, const struct power_board *b, const struct actor *x)
{
	if (x->way)
		return arena_printf(&app->turn, _("Way in: %s"), x->way);
	return b->ways ? _("Way in: nobody on file yet.") : NULL;
}

const char *power_tell(struct app *app, const struct power_board *b, int i)
{
	const struct actor *x = &b->actor[i];
	const char *way = way_in(app, b, x), *moves = influences(app, x);
	struct str s = STR_INIT;
	str_add(&s, power_sentence(app->db, &app->turn, x));
	if (way)
		str_addf(&s, " %s", way);
	if (moves)
		str_addf(&s, " %s", moves);
	const char *ret = utf8_scrub(&app->turn, arena_dup(&app->turn, s.s), true);
	str_release(&s);
	return ret;
}

/* ---- the axes ---- */

static void draw_axes(const struct lay *l, int cols)
{
	int y = 2, end = LAY_MARGIN + LAY_CELLS * l->pitch;
	const char *with = _("with us");
	draw_text(y, 1, LAY_MARGIN + l->pitch - 1, ST_LABEL, _("power"));
	draw_text(y, lay_column(l, -2) + 1, 2 * l->pitch, ST_LABEL, _("against us"));
	draw_text(y, lay_column(l, 0) + 1, 2 * l->pitch, ST_LABEL, _("neutral"));
	draw_text(y, lay_column(l, 2) + 1, cols - lay_column(l, 2) - 2, ST_LABEL, with);
	for (int line = 0; line < LAY_LINES; line++) {
		char label[16];
		snprintf(label, sizeof label, "%3d |", LAY_LINES - 1 - line);
		draw_text(y + 1 + line, 0, LAY_MARGIN, ST_LABEL, label);
	}
	draw_text(y + LAY_LINES + 1, LAY_MARGIN - 1, 1, ST_RULE, "+");
	draw_rule(y + LAY_LINES + 1, LAY_MARGIN, end - LAY_MARGIN);
	for (int stance = -3; stance <= 3; stance++) {
		char label[8];
		snprintf(label, sizeof label, stance ? "%+d" : "%d", stance);
		draw_text(y + LAY_LINES + 2, lay_column(l, stance) + 1, 3, ST_LABEL, label);
	}
}

static void draw_trails(const struct lay *l, int cols)
{
	for (int line = 0; line < LAY_LINES; line++)
		for (int x = LAY_MARGIN; x < cols; x++) {
			const char one[2] = { l->trail[line][x], 0 };
			if (*one != ' ')
				draw_text(3 + line, x, 1, ST_QUIET, one);
		}
}

static void draw_rests(const struct lay *l)
{
	for (int y = 0; y < LAY_LINES; y++)
		for (int c = 0; c < LAY_CELLS; c++) {
			char more[8];
			if (!l->rest[y][c])
				continue;
			snprintf(more, sizeof more, "+%d", l->rest[y][c] % 100);
			draw_text(3 + y, l->rest_x[y][c], 3, ST_LABEL, more);
		}
}

static void draw_card(struct app *app, const struct power_board *b, int i)
{
	const struct lay_card *c = &b->card[i];
	if (!c->shown)
		return;
	draw_text(3 + c->y, c->x, c->cols, ST_FIELD, c->tagged ? c->tag : shown_name(app, &b->actor[i]));
	if (i != b->cur)
		return;
	draw_text(3 + c->y, c->x - 1, 1, ST_MARKER, rows_marker(app, true));
	draw_cursor(3 + c->y, c->x - 1);
}

/* ---- under the map ---- */

/* ">-": instead of the tag of somebody without a place. */
static const char *current_tag(struct app *app)
{
	return arena_printf(&app->turn, "%s-", rows_marker(app, true));
}

/* Whose tag is whose, and the names in full: of all, so that it stays when cards meet and part. Who has
 * no place yet has no tag either, and the marker there when she is current: a place costs no more. */
static const char *legend(struct app *app, const struct power_board *b)
{
	struct str s = STR_INIT;
	for (int i = 0; i < b->n; i++)
		str_addf(&s, "%s%s %s", i ? ", " : "", b->actor[i].placed ? b->card[i].tag
			: i == b->cur ? current_tag(app) : "--", shown_name(app, &b->actor[i]));
	const char *ret = arena_dup(&app->turn, s.s);
	str_release(&s);
	return ret;
}

/* Text wrapped from line y on, at most `most` lines; how many it took. */
static int draw_words(struct app *app, int y, int most, const char *words)
{
	char **line;
	int n = words && most > 0 ? text_wrap(&app->turn, words, draw_cols() - 3, &line) : 0;
	for (int i = 0; i < n && i < most; i++) {
		bool cut = i + 1 == most && n > most;
		const char *s = cut ? arena_printf(&app->turn, "%s %s", line[i], line[i + 1]) : line[i];
		draw_text(y + i, 2, draw_cols() - 3, ST_TEXT, utf8_scrub(&app->turn, s, true));
	}
	return n < most ? n : most;
}

/* The cursor is there where the current one has no card; beside what is said of her when that is cut. */
static void draw_legend(struct app *app, const struct power_board *b, int y)
{
	char **line;
	const char *words = legend(app, b);
	int n = text_wrap(&app->turn, words, draw_cols() - 3, &line);
	draw_words(app, y, LEGEND, words);
	if (b->actor[b->cur].placed)
		return;
	draw_cursor(draw_rows() - 2, 1);
	for (int i = 0; i < n && i < LEGEND; i++) {
		const char *at = strstr(line[i], current_tag(app));
		if (at)
			draw_cursor(y + i, 2 + utf8_width(arena_dupn(&app->turn, line[i],
				(size_t)(at - line[i]))));
	}
}

/* Where it stood does not change by a move of today, nor does what follows. */
static void draw_foot(struct app *app, const struct power_board *b)
{
	const struct actor *x = &b->actor[b->cur];
	const char *words[] = { power_then(app->db, &app->turn, x), way_in(app, b, x),
		influences(app, x) };
	int y = 2 + FOOT, end = draw_rows() - 2 - LEGEND;
	struct str s = STR_INIT;
	for (size_t i = 0; i < COUNT(words); i++)
		str_addf(&s, "%s%s", s.len && words[i] ? " " : "", words[i] ? words[i] : "");
	draw_words(app, y, end - y, s.s);
	str_release(&s);
	draw_legend(app, b, end);
}

static void draw_map(struct app *app, struct power_board *b)
{
	struct lay l;
	lay_out(&l, &app->turn, b->card, b->n, b->cur, draw_cols() - 1);
	draw_axes(&l, draw_cols());
	draw_trails(&l, draw_cols() - 1);
	draw_rests(&l);
	for (int i = 0; i < b->n; i++)
		draw_card(app, b, i);
	draw_foot(app, b);
}

/* ---- a line an actor ---- */

static void draw_line(struct app *app, const struct power_board *b, int y, int i)
{
	const struct actor *x = &b->actor[i];
	int cols = draw_cols(), at = cols - 17;
	const char *place = !x->placed ? "-"
			    : x->moved ? arena_printf(&app->turn, _("%2d %+d  was %+d"), x->power, x->stance,
						 x->was_stance)
				       : arena_printf(&app->turn, "%2d %+d", x->power, x->stance);
	draw_text(y, 1, 1, ST_MARKER, rows_marker(app, i == b->cur));
	draw_text(y, 3, at - 4, ST_FIELD, shown_name(app, x));
	draw_text(y, at, cols - at - 1, ST_FIELD, place);
	if (i == b->cur)
		draw_cursor(y, 1);
}

static void draw_lines(struct app *app, struct power_board *b)
{
	int room = draw_rows() - 4 - 3;
	b->top = rows_top(b->top, b->cur, room);
	for (int i = b->top; i < b->n && i < b->top + room; i++)
		draw_line(app, b, 2 + i - b->top, i);
	draw_words(app, 2 + room, 3, way_in(app, b, &b->actor[b->cur]));
}

/* In figures, which are what a move changes; the words stand over the map. */
static const char *place_line(struct app *app, const struct actor *x)
{
	const char *name = shown_name(app, x);
	if (!x->placed)
		return arena_printf(&app->turn, _("%s: power --, stance -- (not assessed yet)"), name);
	return arena_printf(&app->turn, x->stance ? _("%s: power %2d, stance %+d")
		: _("%s: power %2d, stance  %d"), name, x->power, x->stance);
}

void power_draw(struct app *app, struct power_board *b)
{
	if (!b->n) {
		draw_text(2, 3, draw_cols() - 4, ST_TEXT, arena_printf(&app->turn,
			_("Nobody is on this map yet: %s adds somebody."),
			rows_key(app, "map", "place")));
		draw_cursor(2, 1);
		return;
	}
	if (power_is_map())
		draw_map(app, b);
	else
		draw_lines(app, b);
	draw_text(draw_rows() - 2, 1, draw_cols() - 2, ST_MESSAGE, place_line(app, &b->actor[b->cur]));
}
