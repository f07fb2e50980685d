/* s_menu.c - one of a few: letters jump, Enter takes.
 *
 * opening.title: what is asked; choices; value: the one that stands now. done is given the chosen
 * value, NULL when it was left. */
#include "draw.h"
#include "end.h"
#include "rows.h"
#include "core/utf8.h"
#include <stdio.h>

struct menu {
	const char *title;
	struct choice *choice;
	int n, at, top, room;
	char typed[32]; /* the beginning of the choice that is looked for */
};

static enum rc menu_open(struct app *app, struct screen *s)
{
	struct menu *m = s->data;
	const struct choice *from = s->how.choices;

	(void)app;
	while (from && from[m->n].value)
		m->n++;
	m->title = arena_dup(&s->a, s->how.title ? s->how.title : _("Menu"));
	m->choice = arena_array(&s->a, struct choice, m->n);
	for (int i = 0; i < m->n; i++) {
		m->choice[i] = (struct choice){ arena_dup(&s->a, from[i].value),
			arena_dup(&s->a, from[i].label) };
		if (same(from[i].value, s->how.value))
			m->at = i;
	}
	return OK;
}

static void menu_draw(struct app *app, struct screen *s)
{
	struct menu *m = s->data;
	int y = 2, x = 1, cols = draw_cols();

	(void)app;
	m->room = draw_rows() - 2 - y;
	m->top = rows_top(m->top, m->at, m->room);
	if (!m->n)
		draw_text(y, 3, cols - 4, ST_TEXT, _("There is nothing to choose from"));
	for (int i = m->top; i < m->n && y < draw_rows() - 2; i++, y++) {
		draw_text(y, 1, 1, ST_MARKER, i == m->at ? ">" : " ");
		draw_cell(y, 3, cols - 4, ST_TEXT, m->choice[i].label);
		if (i == m->at)
			draw_cursor(y, x);
	}
	if (!m->n)
		draw_cursor(2, x);
}

static void menu_say(struct app *app, struct screen *s, struct str *to)
{
	const struct menu *m = s->data;

	(void)app;
	str_addf(to, "%s\n", m->title);
	for (int i = 0; i < m->n; i++)
		str_addf(to, "%d %s\n", i + 1, m->choice[i].label);
}

/* The next choice, from the one after this, that begins with what was typed. */
static int find(struct app *app, const struct menu *m, const char *typed, int from)
{
	const char *want = utf8_fold(&app->turn, typed);
	size_t n = strlen(want);

	for (int i = 0; n && i < m->n; i++) {
		int at = (from + i) % m->n;
		if (!strncmp(utf8_fold(&app->turn, m->choice[at].label), want, n))
			return at;
	}
	return -1;
}

static int menu_key(struct app *app, struct screen *s, key k)
{
	struct menu *m = s->data;
	char name[16];

	if (k == K_BACKSPACE)
		return screen_end(app, s, NULL);
	if (k == K_HOME || k == K_END) {
		m->at = k == K_HOME || !m->n ? 0 : m->n - 1;
		return DRAW;
	}
	if (!key_is_text(k))
		return UNUSED;
	const char *letter = k == ' ' ? " " : key_name(k, name);
	const char *typed = arena_printf(&app->turn, "%s%s", m->typed, letter);
	int at = *m->typed ? find(app, m, typed, m->at) : -1;
	/* No choice goes on like that: the letter begins another, the next one of those. */
	if (at < 0)
		at = find(app, m, typed = letter, m->at + 1);
	snprintf(m->typed, sizeof(m->typed), "%s", at < 0 ? "" : typed);
	if (at < 0)
		return UNUSED;
	m->at = at;
	return DRAW;
}

static int menu_answer(struct app *app, struct screen *s, const char *line)
{
	struct menu *m = s->data;
	size_t digits = strspn(line, "0123456789");
	long i = strtol(line, NULL, 10);

	if (screen_leaves(line))
		return screen_end(app, s, NULL);
	if (*line == ':')
		return UNUSED;
	if (digits && !line[digits] && i >= 1 && i <= m->n)
		return screen_end(app, s, m->choice[i - 1].value);
	int at = digits ? -1 : find(app, m, line, 0);
	if (at >= 0)
		return screen_end(app, s, m->choice[at].value);
	app_wrong(app, "%s", _("Type the number of one of these; an empty line leaves"));
	return DRAW;
}

static int v_move(struct app *app, int argc, const char *const *argv)
{
	static const struct {
		const char *verb;
		int by;
	} moves[] = { { "down", 1 }, { "up", -1 }, { "page_down", 0 }, { "page_up", 0 } };
	struct menu *m = app->top->data;

	(void)argc;
	for (size_t i = 0; i < COUNT(moves); i++)
		if (!strcmp(argv[0], moves[i].verb))
			m->at += moves[i].by ? moves[i].by : i == 2 ? m->room : -m->room;
	if (m->at >= m->n)
		m->at = m->n - 1;
	if (m->at < 0)
		m->at = 0;
	*m->typed = 0;
	return X_OK;
}

static int v_open(struct app *app, int argc, const char *const *argv)
{
	struct menu *m = app->top->data;

	(void)argc, (void)argv;
	screen_end(app, app->top, m->n ? m->choice[m->at].value : NULL);
	return X_OK;
}

static const struct command verbs[] = {
	{ "open", "", N_("Takes this one"), C_SCREEN, v_open, NULL, N_("take") },
	{ "leave", "", N_("Leaves without an answer"), C_SCREEN, screen_leave, NULL, N_("leave") },
	{ "down", "", N_("To the next line"), C_SCREEN, v_move, NULL, N_("down") },
	{ "up", "", N_("To the line before"), C_SCREEN, v_move, NULL, N_("up") },
	{ "page_down", "", N_("A page further"), C_SCREEN, v_move, NULL, N_("page") },
	{ "page_up", "", N_("A page back"), C_SCREEN, v_move, NULL, N_("page back") },
	{ 0 },
};

static const char *menu_title(struct app *app, struct screen *s)
{
	const struct menu *m = s->data;

	(void)app;
	return m->title;
}

const struct screen_ops screen_menu = {
	.name = "menu", .keys = "menu", .size = sizeof(struct menu), .typing = true,
	.open = menu_open, .draw = menu_draw, .say = menu_say, .key = menu_key,
	.answer = menu_answer, .title = menu_title, .hint = "open,leave", .verbs = verbs,
};
