/* help.c - help texts, made from the live tables: what is not in a table is not in help. */
#include "cmd_common.h"

enum { KEYS_COLS = 20 };

const char *const help_topics[] = { "commands", "keys", "records", "filter", "questions", NULL };

static void one_command(struct app *app, struct str *to, const struct command *c)
{
	char buf[32];
	struct screen *s = app->top ? app_base(app) : NULL;
	const char *table = s && s->ops->keys ? s->ops->keys : "all";
	const char *keys = app->keys ? keymap_keys(app->keys, table, c->name, buf) : "";
	str_addf(to, "%s%s%s\n\n%s.\n", c->name, *c->args ? " " : "", cmd_args(&app->turn, c),
		c->help ? _(c->help) : "");
	if (*keys)
		str_addf(to, _("Key: %s\n"), keys);
	if (c->flags & C_EACH)
		str_addf(to, "%s\n",
			_("After \";\" it is done to every marked record, as one action."));
	if ((c->flags & (C_WRITES | C_STAYS)) == C_WRITES)
		str_addf(to, "%s\n", _("\"undo\" takes it back."));
}

/* ---- a kind of record ---- */

static void add_codes(struct app *app, struct str *to, const struct field *f)
{
	if (!app->db || (f->type != FT_CODE && f->type != FT_CODES))
		return;
	str_add(to, "                         ");
	int n = 0;
	for (const struct code *c = codes_of(app->db, &app->turn, f->of); c->code; c++)
		str_addf(to, "%s%s", n++ ? ", " : "", c->code);
	str_addc(to, '\n');
}

static void add_field(struct app *app, struct str *to, const struct entity *e,
	const struct field *f)
{
	if (f->flags & PART)
		return;
	str_addf(to, "%-24s %s, %s", f->name, field_label(e, f), _(ftype_of(f)->name));
	if (f->type == FT_REF || f->type == FT_REFS)
		str_addf(to, " (%s)", f->of);
	if (f->flags & REQ)
		str_addf(to, ", %s", _("must be filled"));
	if (f->flags & RO)
		str_addf(to, ", %s", _("kept by the program"));
	if (f->flags & SORT)
		str_addf(to, ", %s", _("lists sort by it"));
	str_addc(to, '\n');
	add_codes(app, to, f);
	if (f->help)
		str_addf(to, "                         %s\n", _(f->help));
}

static void one_entity(struct app *app, struct str *to, const struct entity *e)
{
	str_addf(to, "%s\n\n", entity_label(e));
	str_addf(to, _("One is \"%s\", many are \"%s\". Fields, for forms, files and filters:\n\n"),
		e->name, e->plural);
	for (size_t i = 0; i < e->n; i++)
		add_field(app, to, e, &e->fields[i]);
	str_addf(to, _("\nAs in: list %s, new %s FIELD=VALUE, import %s FILE\n"), e->plural, e->name,
		e->plural);
}

static void one_question(struct str *to, const struct question *q)
{
	str_addf(to, "%s\n\n%s\n", _(q->title), q->about ? _(q->about) : "");
	for (int i = 0; i < q->nparams; i++)
		str_addf(to, "  %s=%s  %s\n", q->params[i].name,
			q->params[i].def ? q->params[i].def : "",
			q->params[i].label ? _(q->params[i].label) : "");
	str_addf(to, _("\nAs in: ask %s -o csv\n"), q->name);
}

/* ---- topics ---- */

static void command_line(struct app *app, struct str *to, const struct command *c)
{
	if ((c->flags & C_HIDDEN) || !c->help || (app->face == FACE_SHELL && (c->flags & C_SCREEN)))
		return;
	str_addf(to, "%s%s%s\n    %s\n", c->name, *c->args ? " " : "",
		cmd_args(&app->turn, c), _(c->help));
}

static void commands(struct app *app, struct str *to)
{
	struct screen *s = app->top ? app_base(app) : NULL;
	if (s && s->ops->verbs) {
		str_addf(to, "%s\n\n", _("Commands here"));
		for (const struct command *c = s->ops->verbs; c->name; c++)
			command_line(app, to, c);
		str_addc(to, '\n');
	}
	str_addf(to, "%s\n\n",
		_("Commands: on the shell after pact-tui, on the screens after \":\""));
	for (int i = 0; cmd_at(i); i++)
		command_line(app, to, cmd_at(i));
}

/* What a bound line does: the command's help, or the records it leads to. */
static const char *line_help(struct app *app, const char *line)
{
	const char **argv;
	int argc = cmd_split(&app->turn, line, &argv);
	const struct command *c = argc > 0 ? cmd_find(app, argv[0]) : NULL;
	const struct entity *e = argc > 1 ? entity_find(argv[1]) : NULL;
	if (e && argc == 2)
		return entity_label(e);
	if (e)
		return arena_printf(&app->turn, "%s: %s", entity_label(e),
			cmd_join(&app->turn, argc - 2, argv + 2));
	return c && c->help ? _(c->help) : "";
}

/* The same command line, or one that differs in its number alone: "tab 1", "tab 2". */
static bool alike(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return a[strspn(a, "0123456789")] == b[strspn(b, "0123456789")]
		&& !a[strspn(a, "0123456789")];
}

/* "j, Down"; digits in a row become "1-9". */
static void add_key(struct str *all, const char *keys)
{
	char buf[32];
	size_t n = all->len;
	bool digit = *keys >= '1' && *keys <= '9' && !keys[1];
	if (digit && n && all->s[n - 1] == *keys - 1) {
		str_cut(all, n > 1 && all->s[n - 2] == '-' ? n - 2 : n);
		str_addf(all, "-%c", *keys);
	} else {
		str_addf(all, "%s%s", n ? ", " : "", keys_spell(keys, buf));
	}
}

/* Where one types it is a letter, or takes one away. */
static bool types(key k)
{
	return key_is_text(k) || k == K_BACKSPACE;
}

/* The keys of one table, those of one command line together: "j, Down  To the next line". Where
 * characters are text, those are no keys. */
static void keys_of_table(struct app *app, struct str *to, const char *want, bool text)
{
	const char *table, *keys, *line, *other, *more;
	for (int i = 0; keymap_each(app->keys, i, &table, &keys, &line); i++) {
		bool first = !strcmp(table, want);
		for (int k = 0; first && k < i; k++)
			first = !keymap_each(app->keys, k, &table, &more, &other) ||
				strcmp(table, want) || !alike(other, line);
		if (!first)
			continue;
		struct str all = STR_INIT;
		for (int k = i; keymap_each(app->keys, k, &table, &more, &other); k++) {
			const char *at = more;
			if (!strcmp(table, want) && alike(other, line)
				&& !(text && types(key_read(&at))))
				add_key(&all, more);
		}
		int pad = KEYS_COLS - utf8_width(all.s);
		if (all.len)
			str_addf(to, "%s%*s  %s\n", all.s, pad > 0 ? pad : 0, "",
				line_help(app, line));
		str_release(&all);
	}
}

static void keys(struct app *app, struct str *to)
{
	struct screen *s = app->top ? app_base(app) : NULL;
	if (!app->keys)
		return;
	if (s && s->ops->keys && strcmp(s->ops->keys, "all")) {
		str_addf(to, "%s\n\n", _("Keys here"));
		keys_of_table(app, to, s->ops->keys, false);
		str_addc(to, '\n');
	}
	str_addf(to, "%s\n\n", _("Keys on every page"));
	keys_of_table(app, to, "all", app->top && app->top->ops->typing);
}

static void records(struct str *to)
{
	str_addf(to, "%s\n\n", _("Kinds of record"));
	for (size_t i = 0; entities[i]; i++)
		str_addf(to, "%-20s %-20s %s\n", entities[i]->name, entities[i]->plural,
			entity_label(entities[i]));
}

static void ask(struct str *to)
{
	int n;
	const struct question *q = questions(&n);
	str_addf(to, "%s\n\n", _("Questions: ask NAME"));
	for (int i = 0; i < n; i++)
		str_addf(to, "%-20s %s\n", q[i].name, _(q[i].title));
}

static void filter(struct str *to)
{
	str_add(to, _(
		"A filter is words; all of them must fit.\n\n"
		"ana                    a word of the record begins with it; accents do not matter\n"
		"\"first words\"          several words\n"
		"language:es            a field: is, holds or contains\n"
		"type:school,church     either\n"
		"given=Ana              exactly\n"
		"due<today  due:<fri    before a day; > after; <= and >= with the day itself\n"
		"phone:                 is empty\n"
		"phone:*                is filled; of days also done:no and done:yes\n"
		"-type:school           not\n"
		"owner:me               mine\n"
		"archived:yes           put away; archived:all shows both\n\n"
		"The field is said by its name or its label: \"help person\" lists them.\n"));
}

static void how_to_begin(struct str *to)
{
	str_add(to, _(
		"pact-tui [-d FILE] [--as USER] [--plain] [--lang LL] [--ascii] [--yes]\n"
		"         [--script FILE] [-c COMMAND | COMMAND ...]\n\n"
		"  pact-tui                              opens the screens\n"
		"  pact-tui demo                         the same with an invented borough\n"
		"  pact-tui new person given=Ana         makes a record and prints its number\n"
		"  pact-tui list people language:es      a list; -o csv for a file\n"
		"  pact-tui ask not-met                  whom have I not met?\n"
		"  pact-tui import institutions FILE     brings a CSV file in, asking first\n\n"));
}

/* What one reads first: on a screen its keys, elsewhere how to begin; then every command. */
static void overview(struct app *app, struct str *to)
{
	if (app->face == FACE_SHELL)
		how_to_begin(to);
	else if (app->face == FACE_PLAIN)
		str_add(to, _("A number opens the line it stands before. \"more\" says what follows, "
			"\"back\" leaves a page, \"quit\" the program. An empty line says the page again. "
			"Words are commands; \"help keys\" has the keys, which work as words here.\n"));
	else
		keys(app, to);
	if (to->len && app->face != FACE_SHELL)
		str_addc(to, '\n');
	commands(app, to);
	str_addf(to, "\n%s\n",
		_("More: help COMMAND, help person, help filter, help keys, help records"));
}

static bool is(const char *topic, const char *a)
{
	return !strcmp(topic, a);
}

bool help_text(struct app *app, const char *topic, struct str *to)
{
	const struct command *c;
	const struct entity *e;
	const struct question *q;
	if (!topic)
		overview(app, to);
	else if (is(topic, "commands"))
		commands(app, to);
	else if (is(topic, "keys"))
		keys(app, to);
	else if (is(topic, "records"))
		records(to);
	else if (is(topic, "questions"))
		ask(to);
	else if (is(topic, "filter"))
		filter(to);
	else if ((c = cmd_find(app, topic)))
		one_command(app, to, c);
	else if ((q = question_find(topic)))
		one_question(to, q);
	else if (entity_find(topic))
		;
	else
		return false;
	/* one_to_one is a command and a kind of record, next-steps a question too: all is told. */
	if ((e = entity_find(topic ? topic : "")) && to->len)
		str_addc(to, '\n');
	if (e)
		one_entity(app, to, e);
	return true;
}
