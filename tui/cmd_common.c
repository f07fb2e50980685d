/* cmd_common.c - reading the words of commands, and answering with text. */
#include "cmd_common.h"
#include "core/promise.h"
#include "draw.h"
#include "rows.h"

struct words words_of(struct app *app, int argc, const char *const *argv)
{
	const char **v = arena_array(&app->turn, const char *, argc + 1);
	struct words w = { argc > 0 ? argc - 1 : 0, v };
	for (int i = 0; i < w.n; i++)
		w.v[i] = argv[i + 1];
	return w;
}

const char *words_text(struct arena *a, int n, const char *const *words)
{
	const char *ret = n ? words[0] : "";
	for (int i = 1; i < n; i++)
		ret = arena_printf(a, "%s %s", ret, words[i]);
	return ret;
}

const char *words_path(struct arena *a, const char *typed)
{
	const char *home = getenv("HOME");
	return home && !strncmp(typed, "~/", 2) ? arena_printf(a, "%s%s", home, typed + 1) : typed;
}

static void take(struct words *w, int i, int n)
{
	memmove(w->v + i, w->v + i + n, sizeof *w->v * (size_t)(w->n + 1 - i - n));
	w->n -= n;
}

bool words_flag(struct words *w, const char *name)
{
	for (int i = 0; i < w->n; i++)
		if (!strcmp(w->v[i], name))
			return take(w, i, 1), true;
	return false;
}

bool words_option(struct words *w, const char *name, const char **value)
{
	size_t len = strlen(name);
	for (int i = 0; i < w->n; i++) {
		if (strncmp(w->v[i], name, len))
			continue;
		if (w->v[i][len] == '=') {
			*value = w->v[i] + len + 1;
			take(w, i--, 1);
		} else if (!w->v[i][len]) {
			if (i + 1 == w->n)
				return false;
			*value = w->v[i + 1];
			take(w, i--, 2);
		}
	}
	return true;
}

/* A word with blanks is put in the filter's own quotes, after its "field:" if it has one. */
static void add_term(struct str *b, const char *word)
{
	if (!strpbrk(word, " \t\r\n") || strchr(word, '"')) {
		str_add(b, word);
		return;
	}
	size_t head = strspn(word, "-") ? 1 : 0;
	size_t name = strspn(word + head, "abcdefghijklmnopqrstuvwxyz_");
	size_t op = name ? strspn(word + head + name, ":=<>!") : 0;
	if (op)
		head += name + op;
	str_addn(b, word, head);
	str_addf(b, "\"%s\"", word + head);
}

const char *words_filter(struct app *app, const struct words *w)
{
	struct str b = STR_INIT;
	for (int i = 0; i < w->n; i++) {
		if (i)
			str_addc(&b, ' ');
		add_term(&b, w->v[i]);
	}
	const char *filter = arena_dup(&app->turn, b.s);
	str_release(&b);
	return filter;
}

const struct entity *cmd_entity(struct app *app, const char *word)
{
	const struct entity *e = entity_find(word);
	if (e)
		return e;
	const char *near = entity_nearest(word), *safe = utf8_scrub(&app->turn, word, true);
	if (near)
		app_wrong(app, _("There is no kind of record \"%s\". Did you mean \"%s\"?"), safe,
			near);
	else
		app_wrong(app, _("There is no kind of record \"%s\". \"help\" lists them."), safe);
	return NULL;
}

int cmd_record(struct app *app, const struct words *w, const struct entity **e, int64_t *id,
	int *used)
{
	*used = 0;
	bool named = w->n && (app->face == FACE_SHELL || entity_find(w->v[0]));
	if (!named) {
		if (app_about(app, e, id))
			return X_OK;
		app_wrong(app, _("Which one? Say its kind and number, as in: person 7"));
		return X_USAGE;
	}
	*e = cmd_entity(app, w->v[0]);
	if (!*e)
		return X_USAGE;
	if (w->n < 2) {
		app_wrong(app, _("Which one? Say its kind and number, as in: %s 7"), (*e)->name);
		return X_USAGE;
	}
	*used = 2;
	return app_rc(app, record_resolve(app->db, *e, w->v[1], id));
}

int cmd_record_alone(struct app *app, int argc, const char *const *argv, const struct entity **e,
	int64_t *id)
{
	struct words w = words_of(app, argc, argv);
	int used, code = cmd_record(app, &w, e, id, &used);
	return code || used == w.n ? code : app_usage(app, argv[0]);
}

int cmd_opens(struct app *app, const char *line,
	int (*run_open)(struct app *app, int argc, const char *const *argv))
{
	const char *words[] = { "open", line };
	if (!rows_number(line))
		return UNUSED;
	run_open(app, COUNT(words), words);
	return DONE;
}

int cmd_meant(struct app *app, const struct entity *e, const char *typed, int64_t *id)
{
	const struct entity *about;
	if (typed)
		return app_rc(app, record_resolve(app->db, e, typed, id));
	if (!app_about(app, &about, id) || about != e)
		*id = 0;
	return X_OK;
}

int cmd_person(struct app *app, const char *typed, int64_t *person)
{
	const struct entity *e;
	if (typed)
		return app_rc(app, record_resolve(app->db, entity_find("person"), typed, person));
	*person = app_about(app, &e, person) ? person_of(app->db, e, *person) : 0;
	return X_OK;
}

int64_t cmd_here(struct app *app, const struct entity *e)
{
	const struct entity *about;
	int64_t id;
	struct record *r;
	if (!app_about(app, &about, &id))
		return 0;
	if (about == e)
		return id;
	const struct field *f = field_find(about, e->name);
	if (!f || f->type != FT_REF || strcmp(f->of, e->name) ||
		record_load(app->db, &app->turn, about, id, &r) || !r->v[field_index(about, f)])
		return 0;
	return strtoll(r->v[field_index(about, f)], NULL, 10);
}

void cmd_subject(struct app *app, const struct entity **e, int64_t *id)
{
	const struct entity *institution = entity_find("institution");
	const struct field *at = field_find(*e, "institution");
	int64_t person = *e == institution ? 0 : person_of(app->db, *e, *id);
	struct record *r;
	if (person) {
		*e = entity_find("person");
		*id = person;
	} else if (*e != institution && at && at->type == FT_REF &&
		!record_load(app->db, &app->turn, *e, *id, &r) && r->v[field_index(*e, at)]) {
		*id = strtoll(r->v[field_index(*e, at)], NULL, 10);
		*e = institution;
	}
}

const char *cmd_title(struct app *app, const struct entity *e, int64_t id)
{
	return utf8_scrub(&app->turn, record_title(app->db, &app->turn, e, id), true);
}

void cmd_print(struct app *app, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		const char *line = utf8_scrub(&app->turn, arena_dupn(&app->turn, text, n), true);
		if (draw_ascii())
			line = utf8_ascii(&app->turn, line);
		fprintf(app->out, "%s\n", line);
		text += n + (text[n] == '\n');
	}
}

const char *cmd_args(struct arena *a, const struct command *c)
{
	static const char *const names[] = { N_("ACTION"), N_("ADDRESS"), N_("ASK"),
		N_("CAMPAIGN"), N_("COLUMN"), N_("DAY"), N_("DIR"), N_("DROP"), N_("ENTITY"),
		N_("FIELD"), N_("FILE"), N_("FILTER"), N_("FROM"), N_("ID"), N_("INSTITUTION"),
		N_("KEEP"), N_("LEADER"), N_("LINE"), N_("LISTENING_CAMPAIGN"), N_("MEETING"),
		N_("NAME"), N_("NEXT_STEP"), N_("NUMBER"), N_("ONE_TO_ONE"), N_("PERSON"),
		N_("PLEDGE"), N_("PLURAL"), N_("PORT"), N_("QUESTION"), N_("ROLE"), N_("SECONDS"),
		N_("STEP"), N_("TEXT"), N_("TO"), N_("TOPIC"), N_("USER"), N_("VALUE"), N_("WHEN"),
		N_("WORDS") };
	struct str b = STR_INIT;
	for (const char *at = c->args; *at;) {
		size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), i = 0;
		while (n && i < COUNT(names) && (strlen(names[i]) != n || strncmp(names[i], at, n)))
			i++;
		if (n && i < COUNT(names))
			str_add(&b, _(names[i]));
		else
			str_addn(&b, at, n ? n : 1);
		at += n ? n : 1;
	}
	const char *args = arena_dup(a, b.s);
	str_release(&b);
	return args;
}

int cmd_push(struct app *app, const char *screen, const struct opening *how)
{
	return app_code(app_push(app, screen, how));
}

int cmd_text(struct app *app, const char *title, const char *text)
{
	if (app->face == FACE_SHELL) {
		cmd_print(app, text);
		return X_OK;
	}
	struct opening how = { .title = title, .text = text };
	return cmd_push(app, "pager", &how);
}
