/* form_plain.c - the form as questions: field by field, then whether to save. "=" or an empty line
 * keeps, "-" empties, "?" helps, "<" goes a field back, "." saves, ":" runs a command, "back" leaves as on
 * every page; "/back" is that word. */
#include "form.h"
#include "core/utf8.h"
#include "end.h"

enum { FEW = 12 }; /* so many choices are numbered, more are typed */

/* The choices of the field one is in as numbered lines; 0 when they are too many, or none. */
static int few_words(struct app *app, const struct field *f, const struct code **ret)
{
	int n = 0;

	*ret = by_word(f) ? codes_of(app->db, &app->turn, f->of) : NULL;
	while (*ret && (*ret)[n].code)
		n++;
	return n <= FEW ? n : 0;
}

static void say_heading(struct app *app, struct screen *s, struct str *to)
{
	struct form *fm = s->data;
	const char *rule = form_rule(fm);

	str_addf(to, "%s\n", form_title(app, s));
	if (rule)
		str_addf(to, "%s\n", rule);
	str_addf(to, "%s\n", _("= keeps, - empties, ? helps, < is the field before, . saves, "
				   "back keeps a draft and leaves"));
}

static void say_choices(struct app *app, struct form *fm, const struct field *f, struct str *to)
{
	const struct code *codes;
	int n = few_words(app, f, &codes);

	for (int i = 0; i < fm->nmatch; i++)
		str_addf(to, "%d %s\n", i + 1, fm->match[i].label);
	for (int i = 0; i < n && !fm->nmatch; i++)
		str_addf(to, "%d %s\n", i + 1, codes[i].label);
	if (widget_of(f) == W_TICK)
		str_addf(to, "1 %s\n2 %s\n", _("yes"), _("no"));
	else if (by_word(f) && !n && !fm->nmatch)
		str_addf(to, "%s\n", _("Type part of it"));
}

static void say_end(struct form *fm, struct str *to)
{
	str_addf(to, "%s\n1 %s\n2 %s\n3 %s\n", _("Save?"), _("yes"), _("go through it again"),
		form_secret(fm) ? _("leave; it is kept nowhere") : _("leave, draft kept"));
	if (fm->hidden)
		str_addf(to, _("4 more fields (%d)\n"), fm->hidden);
}

void form_say(struct app *app, struct screen *s, struct str *to)
{
	struct form *fm = s->data;
	const struct field *f = field_at(fm);

	if (!fm->headed)
		say_heading(app, s, to);
	if (fm->ask == ASK_END || !f) {
		say_end(fm, to);
		return;
	}
	const char *why = fm->ed->why[field_index(fm->e, f)];
	const char *now = field_text(app, &app->turn, fm, f);
	if (why)
		str_addf(to, "! %s\n", why);
	say_choices(app, fm, f, to);
	str_addf(to, *now ? "%s [%s]:\n" : "%s:\n", field_label(fm->e, f),
		utf8_scrub(&app->turn, now, true));
}

static void go(struct app *app, struct form *fm, int place)
{
	form_goto(app, fm, place < fm->n ? place : fm->n - 1);
	match_clear(fm);
	fm->ask = place < fm->n ? ASK_FIELD : ASK_END;
}

static int save(struct app *app, struct screen *s)
{
	struct form *fm = s->data;
	int ret = form_save(app, s);

	if (app->top == s) {
		match_clear(fm);
		fm->ask = ASK_FIELD;
	}
	return ret;
}

static int answer_end(struct app *app, struct screen *s, const char *line)
{
	struct form *fm = s->data;

	switch (*line) {
	case '1':
	case '.':
		return save(app, s);
	case '2':
		go(app, fm, 0);
		return DRAW;
	case '3':
		return form_leave(app, s);
	case '<':
		go(app, fm, fm->n - 1);
		return DRAW;
	case '4':
		if (fm->hidden) {
			int first = fm->n;
			form_more(app, fm);
			go(app, fm, first);
		}
		return DRAW;
	default:
		app_wrong(app, "%s", _("Type the number of one of these"));
		return DRAW;
	}
}

/* A note is one line here: \n in it begins a new one. */
static const char *with_line_ends(struct arena *a, const char *line)
{
	char *ret = arena_dup(a, line), *to = ret;

	for (const char *at = line; *at; at++)
		*to++ = at[0] == '\\' && at[1] == 'n' ? (at++, '\n') : *at;
	*to = 0;
	return ret;
}

/* A number stands for the line it was said on; several with commas for several words. */
static const char *by_number(struct app *app, struct form *fm, const struct field *f,
	const char *line)
{
	const struct code *codes;
	int n = few_words(app, f, &codes);
	struct str b = STR_INIT;
	const char *at = line, *w;
	size_t len;

	if (!n || fm->nmatch || strspn(line, "0123456789, ") < strlen(line))
		return line;
	while (str_word(&at, ", ", &w, &len)) {
		long i = strtol(w, NULL, 10);
		if (i < 1 || i > n) {
			str_release(&b);
			return line;
		}
		str_addf(&b, "%s%s", b.len ? ", " : "", codes[i - 1].label);
	}
	const char *ret = arena_dup(&app->turn, b.s);
	str_release(&b);
	return ret;
}

/* Names: one that fits is taken, several are said with numbers and asked again. */
static bool take_name(struct app *app, struct form *fm, const char *line)
{
	const struct field *f = field_at(fm);
	long i = strtol(line, NULL, 10);
	bool many = takes_many(f) && strchr(line, ',');

	if (fm->nmatch && i >= 1 && i <= fm->nmatch && !line[strspn(line, "0123456789")]) {
		line_set(fm->line, "");
		match_take(fm, &fm->match[i - 1]);
		return true;
	}
	line_set(fm->line, line);
	fm->fresh = false;
	fm->typed = true;
	if (many)
		return true;
	match_search(app, fm);
	if (fm->nmatch < 2 || (by_word(f) && fm->nmatch == 1)) {
		if (fm->nmatch == 1)
			match_take(fm, &fm->match[0]);
		return true;
	}
	fm->typed = false;
	return false;
}

static int answer_field(struct app *app, struct form *fm, const char *line)
{
	const struct field *f = field_at(fm);
	size_t i = field_index(fm->e, f);

	line = by_number(app, fm, f, line);
	form_touched(fm);
	if (widget_of(f) == W_TICK) {
		fm->as_typed[i] = arena_dup(fm->a, line);
		edit_set(app->db, fm->ed, f, strcmp(line, "2") ? line : "0");
	} else if (by_name(f) || by_word(f)) {
		if (!take_name(app, fm, line))
			return DRAW;
	} else {
		if (widget_of(f) == W_LINES)
			line = with_line_ends(&app->turn, line);
		line_set(fm->line, line);
		fm->typed = true;
	}
	field_leave(app, fm);
	go(app, fm, fm->ed->why[i] ? fm->at : fm->at + 1);
	return DRAW;
}

static int empty_field(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);

	fm->as_typed[field_index(fm->e, f)] = NULL;
	form_touched(fm);
	edit_set(app->db, fm->ed, f, "");
	go(app, fm, fm->at + (fm->ed->why[field_index(fm->e, f)] == NULL));
	return DRAW;
}

static void help(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);
	const char *wants = f && f->help ? tr(fm->e->name, f->help) : "";

	const struct code *codes;
	int few = f ? few_words(app, f, &codes) : 0;
	if (f && by_name(f))
		app_tell(app, "%s", _("Part of the name, or its number"));
	else if (f && by_word(f))
		app_tell(app, "%s", few ? _("The number of a line above, or part of the word")
			: field_wants(app, &app->turn, fm));
	else if (f && widget_of(f) == W_LINES)
		app_tell(app, "%s", _("As much as you like on one line; \\n begins a new one"));
	if (*wants || !f || (!by_name(f) && !by_word(f) && widget_of(f) != W_LINES))
		app_tell(app, "%s", *wants ? wants : _("Type it as people say it"));
	if (f && f->flags & REQ)
		app_tell(app, "%s", _("This must be filled"));
}

/* Not "" and "<", which mean something else in a form. */
static bool leaves(const char *line)
{
	return line[0] && line[1] && screen_leaves(line);
}

static int leave(struct app *app, struct screen *s, const char *line)
{
	app_tell(app, _("\"/%s\" writes that word"), line);
	return form_leave(app, s);
}

int form_answer(struct app *app, struct screen *s, const char *line)
{
	struct form *fm = s->data;

	fm->headed = true;
	line += strspn(line, " \t");
	if (*line == ':')
		return UNUSED;
	if (leaves(line))
		return leave(app, s, arena_dup(&app->turn, line));
	if (fm->ask == ASK_END || !field_at(fm))
		return answer_end(app, s, line);
	if (!*line || !strcmp(line, "=")) {
		go(app, fm, fm->at + 1);
		return DRAW;
	}
	if (!strcmp(line, "-"))
		return empty_field(app, fm);
	if (!strcmp(line, "."))
		return save(app, s);
	if (!strcmp(line, "<")) {
		go(app, fm, fm->at - 1);
		return DRAW;
	}
	if (!strcmp(line, "?")) {
		help(app, fm);
		return DRAW;
	}
	return answer_field(app, fm, line + (*line == '/' && leaves(line + 1)));
}
