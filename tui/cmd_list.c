/* cmd_list.c - commands that look: list, show, find, ask, history. */
#include "cmd_common.h"
#include "core/date.h"
#include "core/few.h"
#include "core/print.h"
#include <sys/ioctl.h>
#include <unistd.h>

/* Columns a table may take: the terminal's; no limit into a file or pipe. */
static int table_cols(struct app *app)
{
	struct winsize w;
	int fd = fileno(app->out);
	if (fd < 0 || !isatty(fd) || ioctl(fd, TIOCGWINSZ, &w))
		return 0;
	return w.ws_col;
}

/* Takes "-o FORMAT" out; *given says whether it was there. An exit code. */
static int take_format(struct app *app, struct words *w, enum format *fmt, bool *given)
{
	const char *word = NULL;
	for (int i = 0; i < w->n; i++) {
		if (!strncmp(w->v[i], "-o", 2) && format_find(w->v[i] + 2, fmt))
			w->v[i] = arena_printf(&app->turn, "-o=%s", w->v[i] + 2);
		if (strncmp(w->v[i], "--", 2) || !strncmp(w->v[i], "--sort", 6))
			continue;
		app_wrong(app, _("There is no option %s"), utf8_scrub(&app->turn, w->v[i], true));
		return X_USAGE;
	}
	if (!words_option(w, "-o", &word)) {
		app_wrong(app, _("-o wants a format: %s"), format_words(&app->turn));
		return X_USAGE;
	}
	*given = word;
	*fmt = FMT_TABLE;
	if (word && !format_find(word, fmt)) {
		app_wrong(app, _("There is no format \"%s\": %s"),
			utf8_scrub(&app->turn, word, true), format_words(&app->turn));
		return X_USAGE;
	}
	if (word && app->face == FACE_SCREEN) {
		app_wrong(app,
			_("-o is for the shell. Here \"export FILE\" writes the list to a file"));
		return X_USAGE;
	}
	return X_OK;
}

/* The list on a screen: its words are PLURAL, the filter, --sort NAME. */
static int push_list(struct app *app, const struct entity *e, const struct words *w,
	const char *sort)
{
	const char *argv[4] = { e->plural };
	int argc = 1;
	if (w->n > 1) {
		struct words rest = { w->n - 1, w->v + 1 };
		argv[argc++] = words_filter(app, &rest);
	}
	if (sort) {
		argv[argc++] = "--sort";
		argv[argc++] = sort;
	}
	struct opening how = { .argc = argc, .argv = argv };
	return cmd_push(app, "list", &how);
}

static int cmd_list(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	enum format fmt;
	bool given;
	const char *sort = NULL;
	int code = take_format(app, &w, &fmt, &given);
	if (code)
		return code;
	if (!words_option(&w, "--sort", &sort) || !w.n)
		return app_usage(app, argv[0]);
	const struct entity *e = cmd_entity(app, w.v[0]);
	if (!e)
		return X_USAGE;
	if (app->face != FACE_SHELL && !given)
		return push_list(app, e, &w, sort);
	struct words rest = { w.n - 1, w.v + 1 };
	struct list_spec spec = { .e = e, .filter = words_filter(app, &rest), .sort = sort,
		.all_fields = fmt == FMT_CSV || fmt == FMT_JSON };
	struct list *l;
	enum rc rc = list_open(app->db, &spec, &l);
	if (rc)
		return app_rc(app, rc);
	rc = list_write(l, app->out, fmt, table_cols(app));
	list_close(l);
	return app_rc(app, rc);
}

static int cmd_show(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	int64_t id;
	int used;
	enum format fmt;
	bool given;
	int code = take_format(app, &w, &fmt, &given);
	if (!code)
		code = cmd_record(app, &w, &e, &id, &used);
	if (code)
		return code;
	if (used < w.n || (given && fmt != FMT_PRINT))
		return app_usage(app, argv[0]);
	enum rc rc = access_may(app->db, e, READ);
	if (!rc && given)
		return app_rc(app, record_print(app->db, e, id, app->out));
	if (rc)
		return app_rc(app, rc);
	const char *v[] = { e->name, arena_int(&app->turn, id) };
	struct opening how = { .argc = COUNT(v), .argv = v };
	return cmd_push(app, "record", &how);
}

/* ---- find: every kind of record at once ---- */

enum { FIND_EACH = 200 }; /* hits of one kind; who meets more needs another word */

struct found {
	struct row *rows;
	int n, cap;
	bool more;
};

static void found_add(struct app *app, struct found *f, const struct entity *e, int64_t id)
{
	for (int i = 0; i < f->n; i++)
		if (f->rows[i].e == e && f->rows[i].id == id)
			return;
	if (f->n == f->cap) {
		struct row *more = arena_array(&app->turn, struct row, f->cap * 2 + 64);
		if (f->n)
			memcpy(more, f->rows, sizeof *more * (size_t)f->n);
		f->rows = more;
		f->cap = f->cap * 2 + 64;
	}
	const char **v = arena_array(&app->turn, const char *, 2);
	v[0] = entity_one(e);
	v[1] = record_title(app->db, &app->turn, e, id);
	f->rows[f->n++] = (struct row){ .id = id, .e = e, .v = v,
		.t = arena_array(&app->turn, const char *, 2) };
}

/* A hidden person is met by her seer alone, and only under her whole name. */
static void find_hidden(struct app *app, struct found *f, const struct entity *e, const char *whole)
{
	int64_t id;
	if (e->hide && record_resolve(app->db, e, whole, &id) == OK)
		found_add(app, f, e, id);
}

static enum rc find_in(struct app *app, struct found *f, const struct entity *e,
	const char *filter, const char *whole)
{
	struct list_spec spec = { .e = e, .filter = filter };
	struct list *l;
	enum rc rc = list_open(app->db, &spec, &l);
	if (rc)
		return rc;
	struct row *rows;
	int n = 0;
	rc = list_page(l, &app->turn, NULL, 1, true, FIND_EACH, &rows, &n);
	for (int i = 0; i < n && !rc; i++)
		found_add(app, f, e, rows[i].id);
	f->more |= n == FIND_EACH;
	list_close(l);
	find_hidden(app, f, e, whole);
	return rc;
}

/* Words to look for are words, never the filter's language: each goes in its quotes. */
static const char *plain_words(struct app *app, const struct words *w, const char **whole)
{
	struct str filter = STR_INIT, title = STR_INIT;
	for (int i = 0; i < w->n; i++) {
		struct str word = STR_INIT;
		for (const char *s = w->v[i]; *s; s++)
			str_addc(&word, *s == '"' ? ' ' : *s);
		str_addf(&filter, "%s\"%s\"", i ? " " : "", word.s);
		str_addf(&title, "%s%s", i ? " " : "", w->v[i]);
		str_release(&word);
	}
	const char *ret = arena_dup(&app->turn, filter.s);
	*whole = arena_dup(&app->turn, title.s);
	str_release(&filter);
	str_release(&title);
	return ret;
}

static int show_found(struct app *app, const struct found *f, const char *whole)
{
	if (app->face == FACE_SHELL) {
		struct str b = STR_INIT;
		for (int i = 0; i < f->n; i++)
			str_addf(&b, "%s %s  %s\n", f->rows[i].e->name,
				id_show(app->db, &app->turn, f->rows[i].id),
				utf8_scrub(&app->turn, f->rows[i].v[1], true));
		cmd_print(app, b.s);
		str_release(&b);
		if (f->more)
			app_tell(app, _("More match: give another word"));
		return X_OK;
	}
	static struct column cols[] = {
		{ NULL, "kind", NULL, FT_TEXT }, { NULL, "title", NULL, FT_TEXT },
	};
	cols[0].label = _("Kind");
	cols[1].label = _("Name");
	struct opening how = { .list = list_hold(app->db,
		arena_printf(&app->turn, _("Found: %s"), utf8_scrub(&app->turn, whole, true)), NULL,
		cols, COUNT(cols), f->rows, f->n, f->more) };
	return cmd_push(app, "list", &how);
}

static void find_asked(struct app *app, void *arg, const char *words)
{
	(void)arg;
	if (words && *words)
		cmd_line(app, arena_printf(&app->turn, "find %s", words));
}

static int cmd_find_words(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	if (!w.n && app->face != FACE_SHELL) {
		app_ask(app, _("Find whom or what?"), "", find_asked, NULL);
		return X_OK;
	}
	if (!w.n)
		return app_usage(app, argv[0]);
	struct found f = { 0 };
	const char *whole, *filter = plain_words(app, &w, &whole);
	for (size_t i = 0; entities[i]; i++) {
		const struct entity *e = entities[i];
		if (e->bookkeeping || !entity_searchable(e) || access_may(app->db, e, READ))
			continue;
		enum rc rc = find_in(app, &f, e, filter, whole);
		if (rc)
			return app_rc(app, rc);
	}
	return show_found(app, &f, whole);
}

/* ---- ask ---- */

static void ask_chosen(struct app *app, void *arg, const char *name)
{
	(void)arg;
	if (name)
		cmd_line(app, arena_printf(&app->turn, "ask %s", name));
}

static int list_questions(struct app *app)
{
	int n;
	const struct question *q = questions(&n);
	if (app->face == FACE_SHELL) {
		struct str b = STR_INIT;
		int width = 0;
		for (int i = 0; i < n; i++)
			width = (int)strlen(q[i].name) > width ? (int)strlen(q[i].name) : width;
		for (int i = 0; i < n; i++)
			str_addf(&b, "%-*s  %s\n", width, q[i].name, _(q[i].title));
		cmd_print(app, b.s);
		str_release(&b);
		return X_OK;
	}
	struct choice *choices = arena_array(&app->turn, struct choice, n + 1), *to = choices;
	bool few;
	for (int i = 0; i < n; i++)
		if (!few_may(app->db, &q[i], 0, &few)) /* what she would be refused is not offered */
			*to++ = (struct choice){ q[i].name, _(q[i].title) };
	struct opening how = { .title = _("Questions"), .choices = choices, .done = ask_chosen };
	return cmd_push(app, "menu", &how);
}

static void no_question(struct app *app, const char *name)
{
	const char *near = question_nearest(name), *safe = utf8_scrub(&app->turn, name, true);
	if (near)
		app_wrong(app, _("There is no question \"%s\". Did you mean \"%s\"?"), safe, near);
	else
		app_wrong(app, _("There is no question \"%s\". \"ask\" alone lists them."), safe);
}

static int cmd_ask(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	enum format fmt;
	bool given;
	int code = take_format(app, &w, &fmt, &given);
	if (code)
		return code;
	if (!w.n)
		return list_questions(app);
	const struct question *q = question_find(w.v[0]);
	if (!q) {
		no_question(app, w.v[0]);
		return X_USAGE;
	}
	enum rc rc;
	if (app->face == FACE_SHELL || given) {
		rc = question_write(app->db, q, w.n - 1, w.v + 1, app->out, fmt, table_cols(app));
		if (!rc && q->needs)
			app_tell(app, "%s", db_noted(app->db));
		return app_rc(app, rc);
	}
	struct opening how = { .argc = argc, .argv = argv };
	rc = question_ask(app->db, q, w.n - 1, w.v + 1, &how.list);
	if (rc)
		return app_rc(app, rc);
	return cmd_push(app, "list", &how);
}

/* ---- history ---- */

enum { PAST = 200 };

static void add_past(struct app *app, struct str *b, const struct past *p, bool of_one)
{
	struct arena *a = &app->turn;
	const char *words = history_words(a, p->command ? p->command : p->kind), *title;
	str_addf(b, "%lld  %s  %s  %s", (long long)p->txn,
		moment_show(a, p->at, db_today(app->db)), p->user && *p->user ? p->user : "-", words);
	if (!of_one && p->e && p->row) {
		if (!strstr(words, entity_one(p->e))) /* "changed (Person)" has said it */
			str_addf(b, " (%s)", entity_one(p->e));
		if (strcmp(title = cmd_title(app, p->e, p->row), "?"))
			str_addf(b, "  %s  %s", id_show(app->db, a, p->row), title);
	} else if (p->records > 1) {
		str_addf(b, trn("  %d record", "  %d records", (unsigned long)p->records),
			p->records);
	}
	if (p->what && *p->what)
		str_addf(b, "  %s", utf8_scrub(a, p->what, true));
	if (p->summary && *p->summary)
		str_addf(b, "  %s", utf8_scrub(a, p->summary, true));
	if (p->undone)
		str_addf(b, "  (%s)", _("taken back"));
	str_addc(b, '\n');
}

static int cmd_history(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e = NULL;
	int64_t id = 0;
	int used = 0, code = w.n ? cmd_record(app, &w, &e, &id, &used) : X_OK;
	if (code)
		return code;
	if (used < w.n)
		return app_usage(app, argv[0]);
	struct past *past;
	int n = 0;
	enum rc rc = history_of(app->db, &app->turn, e, id, 0, PAST, &past, &n);
	if (rc)
		return app_rc(app, rc);
	struct str b = STR_INIT;
	for (int i = 0; i < n; i++)
		add_past(app, &b, &past[i], e != NULL);
	if (!n)
		app_tell(app, _("Nothing has been written yet"));
	code = n ? cmd_text(app, _("What was done"), b.s) : X_OK;
	str_release(&b);
	return code;
}

const struct command cmds_list[] = {
	{ "list", "PLURAL [FILTER ...] [--sort FIELD] [-o table|csv|json|vcf|ics|print]",
		N_("A list of people, institutions ...: all, or those a filter lets through"),
		0, cmd_list, complete_list, N_("list"), { GATE_HERE, READ, false } },
	{ "show", "[ENTITY ID] [-o print]", N_("One record with all that is known of it"), 0, cmd_show,
		complete_record, N_("show") },
	{ "find", "WORDS ...", N_("Looks for words in every kind of record"), 0, cmd_find_words,
		NULL, N_("find") },
	{ "ask", "[QUESTION [NAME=VALUE ...]] [-o table|csv|json|vcf|ics|print]",
		N_("Answers a question; alone it lists the questions"), 0, cmd_ask, complete_ask,
		N_("ask") },
	{ "history", "[ENTITY ID]", N_("What was done, by whom and when: in all, or to one record"),
		0, cmd_history, complete_record, N_("history") },
	{ 0 },
};
