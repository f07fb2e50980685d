/* plan.c - an import before and while it happens, in words. */
#include "plan.h"
#include "core/utf8.h"
#include "term.h"

enum { SAMPLE = 10 }; /* lines of each kind that the text names; FILE.refused.csv has them all */

static void add_count(struct str *b, const char *sep, long n, const char *one, const char *many)
{
	if (n)
		str_addf(b, "%s", sep), str_addf(b, trn(one, many, (unsigned long)n), n);
}

const char *plan_counts(struct arena *a, const struct import *im)
{
	struct str b = STR_INIT;
	str_addf(&b, trn("%ld row", "%ld rows", (unsigned long)im->rows), im->rows);
	add_count(&b, ", ", im->fresh, "%ld new", "%ld new");
	add_count(&b, ", ", im->changed, "%ld changed", "%ld changed");
	add_count(&b, ", ", im->unchanged, "%ld unchanged", "%ld unchanged");
	add_count(&b, ", ", im->repeats, "%ld twice in the file", "%ld twice in the file");
	add_count(&b, ", ", im->nrefused, "%ld refused", "%ld refused");
	add_count(&b, "; ", im->likely, "%ld of the new may be here already",
		"%ld of the new may be here already");
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

const char *plan_column(struct arena *a, const struct import *im, const struct mapping *m)
{
	const char *header = utf8_scrub(a, m->header, true);
	const char *label = m->f ? field_label(im->e, m->f) : "-";
	switch (m->how) {
	case MAP_FIELD:
		return arena_printf(a, "%s -> %s", header, label);
	case MAP_NAME:
		return arena_printf(a, "%s -> %s, %s", header, label,
			m->f2 ? field_label(im->e, m->f2) : "");
	case MAP_ID:
		return arena_printf(
			a, _("%s -> kept beside the record, to know it again"), header);
	case MAP_ADDRESS:
		return arena_printf(a, _("%s -> %s; a postcode in it is taken out"), header, label);
	case MAP_NOTES:
		return arena_printf(a, _("%s -> notes, as \"%s: ...\""), header, header);
	case MAP_NONE:
		break;
	}
	return arena_printf(a, _("%s -> left out"), header);
}

/* A line worth a look, as a sentence: "line 57, Wykeham Primary: changed, Phone". */
static const char *sight(struct arena *a, const struct sight *s)
{
	static const char *const words[] = { N_("refused, %s"), "%s", N_("changed, %s") };
	const char *title = *s->title ? arena_printf(a, ", %s", s->title) : "";
	const char *why = arena_printf(a, _(words[s->what]), s->why);
	return utf8_scrub(a, arena_printf(a, _("line %ld%s: %s"), s->line, title, why), true);
}

static void add_sights(struct str *b, struct arena *a, const struct import *im, int what,
	long n, bool numbered)
{
	long shown = 0;
	for (int i = 0; i < im->nsights && (numbered || shown < SAMPLE); i++) {
		if ((int)im->sight[i].what != what)
			continue;
		shown++;
		if (numbered)
			str_addf(b, "%d %s\n", i + 1, sight(a, &im->sight[i]));
		else
			str_addf(b, "  %s\n", sight(a, &im->sight[i]));
	}
	if (n > shown)
		str_addf(b, _("  and %ld more\n"), n - shown);
}

static void add_unfound(struct str *b, struct arena *a, const struct import *im)
{
	str_addf(b, trn("%ld name is not on file; that field is left empty:\n",
		"%ld names are not on file; those fields are left empty:\n",
		(unsigned long)im->unfound), im->unfound);
	for (int i = 0; i < im->nunfound_at && i < SAMPLE; i++)
		str_addf(b, _("  line %ld: %s\n"), im->unfound_at[i].line,
			utf8_scrub(a, im->unfound_at[i].why, true));
	if (im->nunfound_at > SAMPLE)
		str_addf(b, _("  and %ld more\n"), (long)im->nunfound_at - SAMPLE);
}

static const char *delimiter_word(char c)
{
	static const char *const words[] = { N_("comma"), N_("semicolon"), N_("tab"),
		N_("JSON lines"), N_("vCards") };
	static const char known[] = ",;\t{v";
	const char *at = c ? strchr(known, c) : NULL;
	return at ? _(words[at - known]) : "?";
}

const char *plan_text(struct arena *a, const struct import *im, bool numbered)
{
	struct str b = STR_INIT;
	const char *path = utf8_scrub(a, im->path, true);
	str_addf(&b, _("%s from %s (%s, %s)\n"), entity_label(im->e), path, im->encoding,
		delimiter_word(im->delimiter));
	str_addf(&b, "%s\n", plan_counts(a, im));
	for (int i = 0; i < im->nmap; i++)
		str_addf(&b, "  %s\n", plan_column(a, im, &im->map[i]));
	if (im->nrefused) {
		str_addf(&b, _("Refused; an import keeps them with the reason in %s.refused.csv:\n"),
			path);
		add_sights(&b, a, im, SIGHT_REFUSED, im->nrefused, numbered);
	}
	if (im->likely) {
		str_add(&b, _("New, but they may be here already; \"duplicates\" shows them then:\n"));
		add_sights(&b, a, im, SIGHT_LIKE, im->likely, numbered);
	}
	if (im->changed) {
		str_add(&b, _("Here already, and changed:\n"));
		add_sights(&b, a, im, SIGHT_CHANGED, im->changed, numbered);
	}
	if (im->unfound)
		add_unfound(&b, a, im);
	const char *text = arena_dup(a, b.s);
	str_release(&b);
	return text;
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

int plan_run(struct app *app, struct arena *a, struct import *im)
{
	enum rc rc = import_run(app->db, a, im, progress, app);
	if (rc)
		return app_rc(app, rc);
	struct str b = STR_INIT;
	str_addf(&b, _("Brought in %ld"), im->fresh);
	if (im->changed)
		str_addf(&b, _(", changed %ld"), im->changed);
	add_count(&b, ", ", im->repeats, "%ld twice in the file", "%ld twice in the file");
	if (im->nrefused)
		str_addf(&b, _(", refused %ld: they are in %s.refused.csv"), im->nrefused,
			utf8_scrub(&app->turn, im->path, true));
	if (im->fresh + im->changed + im->repeats)
		app_wrote(app, "%s", b.s);
	else if (im->nrefused)
		app_tell(app, "%s", b.s);
	else
		app_tell(app, "%s", _("All of it is here already: nothing was changed"));
	str_release(&b);
	return im->nrefused ? X_DATA : X_OK;
}
