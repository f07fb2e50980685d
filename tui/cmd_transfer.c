/* cmd_transfer.c - records in and out as files: import, export.
 *
 * An import is planned first and nothing is written until somebody says yes: on the shell --yes or
 * an answer at the terminal, on the screens the question that stands over the plan. */
#include "cmd_common.h"
#include "term.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { SAMPLE = 10 }; /* refused rows that the plan names; FILE.refused.csv has them all */

/* ---- the plan in plain words ---- */

static void say_column(struct str *b, struct arena *a, const struct import *im,
	const struct mapping *m)
{
	const char *header = utf8_scrub(a, m->header, true);
	switch (m->how) {
	case MAP_FIELD:
		str_addf(b, "  %s -> %s (%s)\n", header, field_label(im->e, m->f), _(m->why));
		break;
	case MAP_NAME:
		str_addf(b, "  %s -> %s, %s\n", header, field_label(im->e, m->f),
			m->f2 ? field_label(im->e, m->f2) : "");
		break;
	case MAP_ID:
		str_addf(b, _("  %s -> kept beside the record, to know it again\n"), header);
		break;
	case MAP_ADDRESS:
		str_addf(b, _("  %s -> %s; a postcode in it is taken out\n"), header,
			m->f ? field_label(im->e, m->f) : "-");
		break;
	case MAP_NOTES:
		str_addf(b, _("  %s -> notes, as \"%s: ...\"\n"), header, header);
		break;
	case MAP_NONE:
		str_addf(b, _("  %s -> left out\n"), header);
		break;
	}
}

static void say_lines(struct str *b, struct arena *a, const struct refusal *r, long n)
{
	for (long i = 0; i < n && i < SAMPLE; i++)
		str_addf(b, _("  line %ld: %s\n"), r[i].line, utf8_scrub(a, r[i].why, true));
	if (n > SAMPLE)
		str_addf(b, _("  and %ld more\n"), n - SAMPLE);
}

static const char *delimiter_word(char c)
{
	static const char *const words[] = { N_("comma"), N_("semicolon"), N_("tab"),
		N_("JSON lines") };
	static const char known[] = ",;\t{";
	const char *at = c ? strchr(known, c) : NULL;
	return at ? _(words[at - known]) : "?";
}

static const char *plan_text(struct arena *a, const struct import *im)
{
	struct str b = STR_INIT;
	str_addf(&b, _("%s from %s (%s, %s)\n"), entity_label(im->e), utf8_scrub(a, im->path, true),
		im->encoding, delimiter_word(im->delimiter));
	str_addf(&b, _("%ld rows: %ld can come in, %ld are refused\n"), im->rows, im->good,
		im->nrefused);
	for (int i = 0; i < im->nmap; i++)
		say_column(&b, a, im, &im->map[i]);
	if (im->nrefused) {
		str_addf(&b, _("Refused, and kept with the reason in %s.refused.csv:\n"),
			utf8_scrub(a, im->path, true));
		say_lines(&b, a, im->refused, im->nrefused < 1000 ? im->nrefused : 1000);
	}
	if (im->unfound) {
		str_addf(&b, _("%ld names are not on file; those fields are left empty:\n"),
			im->unfound);
		say_lines(&b, a, im->unfound_at, im->nunfound_at);
	}
	const char *text = arena_dup(a, b.s);
	str_release(&b);
	return text;
}

/* ---- bringing it in ---- */

/* Lives from the plan to the answer, which on the screens comes turns later. */
struct job {
	struct arena a;
	struct import *im;
	bool over_plan; /* the pager with the plan lies under the question */
	int code;
	bool done;
};

static void job_free(struct job *job)
{
	arena_free(&job->a);
	free(job);
}

/* A few times a second: says how far it is; Esc, or a signal to leave, stops it. */
static bool progress(void *arg, long done, long of)
{
	struct app *app = arg;
	if (app->face != FACE_SCREEN)
		return true;
	if (term_stop())
		return false;
	app_tell(app, _("%ld of %ld brought in. Esc stops it, and nothing is written"), done, of);
	app_draw(app);
	return !term_leaving();
}

static int bring_in(struct app *app, struct job *job)
{
	struct import *im = job->im;
	enum rc rc = import_run(app->db, &job->a, im, progress, app);
	if (rc)
		return app_rc(app, rc);
	if (im->nrefused)
		app_wrote(app, _("Brought in %ld, refused %ld: they are in %s.refused.csv"),
			im->good, im->nrefused, utf8_scrub(&app->turn, im->path, true));
	else
		app_wrote(app, _("Brought in %ld"), im->good);
	return im->nrefused ? X_DATA : X_OK;
}

static void answered(struct app *app, void *arg, const char *yes)
{
	struct job *job = arg;
	if (job->over_plan)
		app_pop(app);
	if (yes) {
		job->code = bring_in(app, job);
	} else {
		app_tell(app, _("Nothing was written"));
		job->code = X_OK;
	}
	job->done = true;
	if (app->face != FACE_SHELL)
		job_free(job);
}

/* Puts the plan before somebody's eyes or ears and asks. Takes the job over. */
static int ask_first(struct app *app, struct job *job, const char *plan)
{
	if (app->face == FACE_SCREEN) {
		struct opening how = { .title = _("Before it is brought in"), .text = plan };
		int code = cmd_push(app, "pager", &how);
		if (code) {
			job_free(job);
			return code;
		}
		job->over_plan = true;
	}
	app_confirm(app, trn("Nothing is written yet. Bring %ld record in?",
		"Nothing is written yet. Bring them in?", (unsigned long)job->im->good),
		answered, job);
	if (app->face != FACE_SHELL)
		return X_OK;
	int code = job->done ? job->code : X_USAGE;
	job_free(job);
	return code;
}

/* The plan is talk, not data: stderr on the shell. */
static void say_plan(struct app *app, const char *plan)
{
	FILE *out = app->out;
	if (app->face == FACE_SHELL)
		app->out = stderr;
	if (app->face != FACE_SCREEN)
		cmd_print(app, plan);
	app->out = out;
}

static int cmd_import(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	bool dry = words_flag(&w, "--dry-run"), yes = words_flag(&w, "--yes") || app->yes;
	if (w.n < 2)
		return app_usage(app, argv[0]);
	const struct entity *e = cmd_entity(app, w.v[0]);
	if (!e)
		return X_USAGE;
	enum rc rc = access_may(app->db, e, ADD);
	if (rc)
		return app_rc(app, rc);
	struct job *job = xcalloc(1, sizeof *job);
	rc = import_plan(app->db, &job->a, e, w.v[1], w.n - 2, w.v + 2, &job->im);
	if (rc) {
		job_free(job);
		int code = app_rc(app, rc);
		return rc == NOTFOUND ? X_NOINPUT : code;
	}
	const char *plan = plan_text(&job->a, job->im);
	int code = job->im->nrefused ? X_DATA : X_OK;
	say_plan(app, plan);
	if (dry && app->face == FACE_SCREEN)
		cmd_text(app, _("What an import would do"), plan);
	else if (dry)
		app_tell(app, _("Nothing was written"));
	else if (yes)
		code = bring_in(app, job);
	else if (app->face != FACE_SHELL || (isatty(STDIN_FILENO) && isatty(STDERR_FILENO)))
		return ask_first(app, job, plan);
	else {
		app_wrong(app, _("Nothing was written: add --yes to bring them in"));
		code = X_USAGE;
	}
	job_free(job);
	return code;
}

/* ---- export ---- */

static int cmd_export(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	struct screen *s = app_base(app);
	const char *word = NULL;
	enum format fmt = FMT_CSV;
	if (!words_option(&w, "-o", &word) || w.n != 1 || (word && !format_find(word, &fmt)))
		return app_usage(app, argv[0]);
	if (!word && strlen(w.v[0]) > 5 && !strcmp(w.v[0] + strlen(w.v[0]) - 5, ".json"))
		fmt = FMT_JSON;
	struct list *l = s->ops->list ? s->ops->list(app, s) : NULL;
	if (!l) {
		app_wrong(app, _("There is no list here to export"));
		return X_USAGE;
	}
	int fd = open(w.v[0], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
	if (!to) {
		app_wrong(app, _("%s cannot be written: %s"), w.v[0], strerror(errno));
		return X_IO;
	}
	enum rc rc = list_write(l, to, fmt, 0);
	bool sound = !ferror(to);
	sound = !fclose(to) && sound;
	if (!rc && sound) {
		app_tell(app, _("Written to %s. It holds what people told us: keep it safe"),
			w.v[0]);
		return X_OK;
	}
	unlink(w.v[0]);
	if (rc)
		return app_rc(app, rc);
	app_wrong(app, _("%s could not be written whole and was taken away: is the disk full?"),
		w.v[0]);
	return X_IO;
}

const struct command cmds_transfer[] = {
	{ "import", "PLURAL FILE [FIELD=COLUMN ...] [FIELD:=TEXT ...] [--dry-run] [--yes]",
		N_("Brings records in from a CSV or JSON file, after showing what would happen"),
		C_WRITES | C_LOCAL, cmd_import, complete_import, N_("import") },
	{ "export", "FILE [-o csv|json]", N_("Writes the list on the screen to a file"),
		C_SCREEN | C_LOCAL, cmd_export, complete_file, N_("export") },
	{ 0 },
};
