/* cmd_complete.c - what may follow on the command line: commands, kinds of record, fields, words of
 * the lists, questions, files. Names of people are never offered: somebody may be looking on. */
#include "cmd_common.h"
#include <dirent.h>
#include <sys/stat.h>

static void offer(struct str *to, const char *word)
{
	str_addf(to, "%s\n", word);
}

static void offer_entities(struct str *to, bool plural)
{
	for (size_t i = 0; entities[i]; i++)
		offer(to, plural ? entities[i]->plural : entities[i]->name);
}

/* "status=" for each field; once the field stands, "status=member" for each word of its list. */
static void offer_fields(struct app *app, const struct entity *e, const char *typed, struct str *to)
{
	size_t len = strcspn(typed, "=");
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		if ((f->flags & RO) || (f->flags & PART))
			continue;
		if (!typed[len]) {
			str_addf(to, "%s=\n", f->name);
			continue;
		}
		if (strlen(f->name) != len || strncmp(f->name, typed, len))
			continue;
		const struct code *c = f->type == FT_CODE || f->type == FT_CODES
			? codes_of(app->db, &app->turn, f->of) : NULL;
		for (; c && c->code; c++)
			str_addf(to, "%s=%s\n", f->name, c->code);
		if (f->type == FT_BOOL)
			str_addf(to, "%s=%s\n%s=%s\n", f->name, "yes", f->name, "no");
	}
}

void complete_record(struct app *app, int argc, const char *const *argv, struct str *to)
{
	(void)app;
	(void)argv;
	if (argc == 2)
		offer_entities(to, false);
}

void complete_fields(struct app *app, int argc, const char *const *argv, struct str *to)
{
	const struct entity *e = argc > 2 ? entity_find(argv[1]) : NULL;
	if (argc == 2)
		offer_entities(to, false);
	else if (e)
		offer_fields(app, e, argv[argc - 1], to);
}

/* set [ENTITY ID] FIELD=VALUE: without the two it is about the record on the screen. */
void complete_set(struct app *app, int argc, const char *const *argv, struct str *to)
{
	const struct entity *e = argc > 3 ? entity_find(argv[1]) : NULL;
	int64_t id;
	if (!e && !(argc > 2 && entity_find(argv[1])))
		app_about(app, &e, &id);
	if (argc == 2)
		offer_entities(to, false);
	if (e)
		offer_fields(app, e, argv[argc - 1], to);
}

void complete_list(struct app *app, int argc, const char *const *argv, struct str *to)
{
	const struct entity *e = argc > 2 ? entity_find(argv[1]) : NULL;
	if (argc == 2) {
		offer_entities(to, true);
		return;
	}
	if (!e)
		return;
	if (!strcmp(argv[argc - 2], "--sort")) {
		for (size_t i = 0; i < e->n; i++)
			if (e->fields[i].flags & SORT)
				offer(to, e->fields[i].name);
		return;
	}
	const char **words;
	size_t n = filter_complete(app->db, &app->turn, e, argv[argc - 1], &words);
	for (size_t i = 0; i < n; i++)
		offer(to, words[i]);
	offer(to, "--sort");
}

void complete_ask(struct app *app, int argc, const char *const *argv, struct str *to)
{
	int n;
	const struct question *q = questions(&n);
	(void)app;
	if (argc == 2)
		for (int i = 0; i < n; i++)
			offer(to, q[i].name);
	q = argc > 2 ? question_find(argv[1]) : NULL;
	for (int i = 0; q && i < q->nparams; i++)
		str_addf(to, "%s=\n", q->params[i].name);
}

/* The files in the folder of what is typed; folders end in a slash. */
static void offer_files(struct arena *a, const char *typed, struct str *to)
{
	const char *slash = strrchr(typed, '/');
	size_t len = slash ? (size_t)(slash - typed) + 1 : 0;
	struct str path = STR_INIT;
	const char *at = arena_dupn(a, typed, len);
	str_add(&path, words_path(a, at));
	size_t real = path.len;
	DIR *dir = opendir(len ? path.s : ".");
	for (struct dirent *d; dir && (d = readdir(dir));) {
		if (*d->d_name == '.' && typed[len] != '.')
			continue;
		struct stat st;
		str_cut(&path, real);
		str_add(&path, d->d_name);
		bool folder = !stat(path.s, &st) && S_ISDIR(st.st_mode);
		str_addf(to, "%s%s%s\n", at, d->d_name, folder ? "/" : "");
	}
	if (dir)
		closedir(dir);
	str_release(&path);
}

void complete_file(struct app *app, int argc, const char *const *argv, struct str *to)
{
	if (argc == 2)
		offer_files(&app->turn, argv[1], to);
}

void complete_import(struct app *app, int argc, const char *const *argv, struct str *to)
{
	const struct entity *e = argc > 3 ? entity_find(argv[1]) : NULL;
	if (argc == 2)
		offer_entities(to, true);
	else if (argc == 3)
		offer_files(&app->turn, argv[2], to);
	for (size_t i = 0; e && i < e->n; i++)
		if (!(e->fields[i].flags & (RO | PART)))
			str_addf(to, "%s=\n", e->fields[i].name);
}

static void offer_commands(struct app *app, struct str *to)
{
	struct screen *s = app->top ? app_base(app) : NULL;
	for (const struct command *c = s ? s->ops->verbs : NULL; c && c->name; c++)
		if (!(c->flags & C_HIDDEN))
			offer(to, c->name);
	for (int i = 0; cmd_at(i); i++)
		if (!(cmd_at(i)->flags & C_HIDDEN))
			offer(to, cmd_at(i)->name);
}

void complete_help(struct app *app, int argc, const char *const *argv, struct str *to)
{
	if (argc != 2)
		return;
	for (size_t i = 0; help_topics[i]; i++)
		offer(to, help_topics[i]);
	offer_commands(app, to);
	offer_entities(to, false);
	complete_ask(app, argc, argv, to);
}

/* ---- from candidates to text ---- */

struct fit {
	struct str common; /* what all that fit begin with */
	int n;
};

/* How many bytes of s the n bytes at w begin with, never between the bytes of one letter. */
static size_t same_for(const char *s, const char *w, size_t n)
{
	size_t at = 0;
	while (at < n && s[at] && s[at] == w[at])
		at++;
	while (at && ((unsigned char)s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* Looks through the candidates, a line each, for those that begin with `word`. */
static void fit_all(struct fit *fit, const char *candidates, const char *word, struct str *shown)
{
	const char *w;
	size_t len, typed = strlen(word);
	while (str_word(&candidates, "\n", &w, &len)) {
		if (len < typed || strncmp(w, word, typed))
			continue;
		if (!fit->n++) {
			str_addn(&fit->common, w, len);
		} else {
			str_cut(&fit->common, same_for(fit->common.s, w, len));
		}
		str_addf(shown, "%s%.*s", shown->len ? "  " : "", (int)len, w);
	}
}

/* A word that more must follow gets no blank after it. */
static bool goes_on(const char *word)
{
	size_t n = strlen(word);
	return n && strchr("=:/", word[n - 1]);
}

bool cmd_complete(struct app *app, const char *typed, struct str *completed, struct str *shown)
{
	const char **argv;
	size_t last;
	int argc = cmd_split_open(&app->turn, typed, &argv, &last);
	struct str candidates = STR_INIT;
	struct fit fit = { STR_INIT, 0 };
	const struct command *c = argc > 1 ? cmd_find(app, argv[0]) : NULL;
	if (argc == 1)
		offer_commands(app, &candidates);
	else if (c && c->complete)
		c->complete(app, argc, argv, &candidates);
	str_clear(shown);
	fit_all(&fit, candidates.s, argv[argc - 1], shown);
	str_clear(completed);
	str_addn(completed, typed, last);
	if (fit.n) {
		str_add(completed, *fit.common.s ? cmd_quote(&app->turn, fit.common.s) : "");
		if (fit.n == 1 && !goes_on(fit.common.s))
			str_addc(completed, ' ');
	} else {
		str_add(completed, typed + last);
	}
	if (fit.n < 2)
		str_clear(shown);
	str_release(&candidates);
	str_release(&fit.common);
	return fit.n > 0;
}

bool cmd_complete_path(struct app *app, const char *typed, struct str *completed,
	struct str *shown)
{
	struct str files = STR_INIT;
	struct fit fit = { STR_INIT, 0 };
	offer_files(&app->turn, typed, &files);
	str_clear(shown);
	fit_all(&fit, files.s, typed, shown);
	str_clear(completed);
	str_add(completed, fit.n ? fit.common.s : typed);
	if (fit.n < 2)
		str_clear(shown);
	str_release(&files);
	str_release(&fit.common);
	return fit.n > 0;
}
