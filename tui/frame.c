/* frame.c - what stands round every screen: line 1, the rule, the message, the hint. */
#include "app.h"
#include "draw.h"
#include "term.h"
#include "core/promise.h"
#include "core/utf8.h"

/* A position ("3/412") changes with every step and stands at the beginning of the last line: from
 * the marker of a row the cursor is there and back in half the bytes it takes to the far corner of
 * line 1. It has a field of its own, so that counting on moves nothing else. */
enum { POSITION = 11 };

/* How many of a screen's own keys its hint line should name at least. */
enum { HINTS_OWN = 5 };

static bool is_position(const char *corner)
{
	return *corner && !corner[strspn(corner, "0123456789/?+")];
}

/* The file's name without folder and ending. */
static const char *file_name(struct app *app)
{
	const char *path = db_path(app->db), *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	return arena_dupn(&app->turn, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static const char *site_name(struct app *app)
{
	const char *site = app->db ? db_setting(app->db, &app->turn, "site", NULL) : NULL;
	if (!site || !*site)
		site = app->db ? file_name(app) : "";
	return app->demo ? arena_printf(&app->turn, "%s (%s)", site, _("DEMO")) : site;
}

static const char *text_of(struct app *app, struct screen *s,
	const char *(*ask)(struct app *, struct screen *))
{
	const char *text = ask ? ask(app, s) : NULL;
	return text ? text : "";
}

/* " PACT  Southwark (DEMO)     People     ana   draft kept". When room is short the user goes
 * first, then the site, but never the word that it is a demonstration. */
static void draw_top_line(struct app *app, struct screen *s)
{
	int cols = draw_cols();
	const char *site = site_name(app), *user = app->user ? app->user : "";
	const char *title = text_of(app, s, s->ops->title), *corner = text_of(app, s, s->ops->corner);
	if (is_position(corner))
		corner = "";
	int corner_w = utf8_width(corner), title_w = utf8_width(title), user_w = utf8_width(user);
	int end = cols - 1 - (corner_w ? corner_w + 3 : 0);
	int begin = 7 + utf8_width(site);
	if (begin + 2 + title_w + 2 + user_w > end)
		user_w = 0;
	if (begin + 2 + title_w + 2 > end) {
		site = app->demo ? _("DEMO") : "";
		begin = 7 + utf8_width(site);
	}
	draw_text(0, 1, 4, ST_TITLE, "PACT");
	draw_text(0, 7, begin - 7, ST_TITLE, site);
	int x = (cols - title_w) / 2, last = end - (user_w ? user_w + 2 : 0);
	if (x + title_w > last)
		x = last - title_w;
	if (x < begin + 2)
		x = begin + 2;
	draw_text(0, x, last - x, ST_TITLE, title);
	if (user_w)
		draw_text(0, end - user_w, user_w, ST_TITLE, user);
	draw_text(0, cols - 1 - corner_w, corner_w, ST_TITLE, corner);
}

/* The key to show for a command line here: where characters are text, none of those that hold
 * everywhere else. */
static const char *key_for(struct app *app, struct screen *s, const char *line, char buf[32])
{
	const char *table, *keys, *bound;
	if (!s->ops->typing)
		return keymap_keys(app->keys, s->ops->keys, line, buf);
	for (int i = 0; keymap_each(app->keys, i, &table, &keys, &bound); i++) {
		const char *at = keys;
		if (!strcmp(bound, line) && (!strcmp(table, s->ops->keys) ||
		    (!strcmp(table, "all") && !key_is_text(key_read(&at)))))
			return keys_spell(keys, buf);
	}
	buf[0] = 0;
	return buf;
}

/* What a command line does, in a word or two: "list people" is people. */
static const char *word_for(struct app *app, const char *line)
{
	const char *blank = strchr(line, ' ');
	const struct entity *e = blank ? entity_find(blank + 1) : NULL;
	if (e)
		return entity_label(e);
	const char *name = blank ? arena_dupn(&app->turn, line, (size_t)(blank - line)) : line;
	const struct command *c = cmd_find(app, name);
	return c && c->hint ? _(c->hint) : name;
}

/* Adds "key word" when it fits into cols; false when it does not. */
static bool add_hint(struct str *to, const char *keys, const char *word, int cols)
{
	size_t before = to->len;
	str_addf(to, "%s%s %s", to->len ? "  " : "", keys, word);
	if (utf8_width(to->s) <= cols)
		return true;
	str_cut(to, before);
	return false;
}

/* What may follow the keys typed so far. */
static void hint_of_rest(struct app *app, struct screen *s, int cols, struct str *to)
{
	const char *table, *keys, *line;
	for (int i = 0; keymap_each(app->keys, i, &table, &keys, &line); i++) {
		if (strcmp(table, "all") && strcmp(table, s->ops->keys))
			continue;
		const char *at = keys;
		int n = 0;
		while (n < app->n_typed && key_read(&at) == app->typed[n])
			n++;
		if (n == app->n_typed && *at && cmd_offered(app, line) &&
			!add_hint(to, at, word_for(app, line), cols))
			return;
	}
}

/* "o one-to-one" among themes or settings would promise what they have not, to a trustee anywhere. */
static bool means_something(struct app *app, struct screen *s, const char *line)
{
	const struct command *c = cmd_find(app, line);
	const struct entity *e;
	int64_t id;
	if (!cmd_offered(app, line))
		return false;
	return !c || !(c->flags & C_PERSON) || !s->ops->about || !s->ops->about(app, s, &e, &id) ||
	       person_in(e);
}

/* The screen's own hints, as many as fit; how many that are, or all of them. */
static int hint_of_own(struct app *app, struct screen *s, int cols, struct str *to)
{
	char buf[32];
	int done = 0;
	const char *at = s->ops->hint ? s->ops->hint : "", *w;
	for (size_t n; str_word(&at, ",", &w, &n); done++) {
		const char *line = arena_dupn(&app->turn, w, n);
		if ((!strcmp(line, "complete") && !s->how.complete) || !means_something(app, s, line))
			continue;
		if (*key_for(app, s, line, buf) && !add_hint(to, buf, word_for(app, line), cols))
			return done;
	}
	return HINTS_OWN;
}

/* ":" gives way where a screen's own first keys would not fit beside it, "?" never does. */
static void hint_of_screen(struct app *app, struct screen *s, int cols, struct str *to)
{
	char buf[32];
	static const char *const names[] = { "command", "help" };
	for (size_t first = 0; first < COUNT(names); first++) {
		struct str always = STR_INIT;
		for (size_t i = first; i < COUNT(names); i++)
			if (*key_for(app, s, names[i], buf))
				add_hint(&always, buf, word_for(app, names[i]), cols);
		str_clear(to);
		int own = hint_of_own(app, s, cols - (always.len ? utf8_width(always.s) + 2 : 0), to);
		if (to->len && always.len)
			str_add(to, "  ");
		str_add(to, always.s);
		str_release(&always);
		if (own >= HINTS_OWN)
			break;
	}
}

static void draw_last_line(struct app *app, struct screen *s)
{
	int y = draw_rows() - 1, x = 1;
	struct str line = STR_INIT;
	const char *at = text_of(app, s, s->ops->corner);
	if (is_position(at)) {
		int width = utf8_width(at);
		draw_text(y, 0, width, ST_TEXT, at);
		x = (width > POSITION || draw_cols() < 60 ? width : POSITION) + 2;
	}
	if (app->n_typed)
		hint_of_rest(app, s, draw_cols() - 1 - x, &line);
	else if (app->keys)
		hint_of_screen(app, s, draw_cols() - 1 - x, &line);
	draw_text(y, x, draw_cols() - 1 - x, ST_HINT, line.s);
	str_release(&line);
}

static void draw_message(struct app *app)
{
	int y = draw_rows() - 2, cols = draw_cols();
	struct str keys = STR_INIT;
	char name[16];
	for (int i = 0; i < app->n_typed; i++)
		str_addf(&keys, "%s-", key_name(app->typed[i], name));
	if (app->n_typed)
		draw_cell(y, 1, cols - 2, ST_MESSAGE, keys.s);
	else if (app->message.len)
		draw_cell(y, 1, cols - 2, app->message_bad ? ST_ERROR : ST_MESSAGE, app->message.s);
	str_release(&keys);
}

/* From the base upwards, so that small screens come to lie over it. */
static void draw_small(struct app *app, struct screen *s, const struct screen *base)
{
	if (s == base)
		return;
	draw_small(app, s->below, base);
	if (s->ops->draw)
		s->ops->draw(app, s);
}

void app_draw(struct app *app)
{
	struct screen *base = app_base(app);
	if (app->face != FACE_SCREEN || !base)
		return;
	draw_begin();
	if (draw_too_small()) {
		draw_text(0, 0, draw_cols(), ST_TEXT, _("Too small: 40x12 is needed"));
		draw_end();
		return;
	}
	/* First the screen itself: what it finds while it draws is in its title and position. */
	if (base->ops->draw)
		base->ops->draw(app, base);
	if (!base->ops->alone) {
		draw_top_line(app, base);
		draw_rule(1, 1, draw_cols() - 2);
		draw_last_line(app, app->top);
		draw_message(app);
		draw_small(app, app->top, base);
	}
	draw_end();
}
