/* s_listen.c - a house meeting written down while people speak: a line, its theme, would she act.
 *
 * opening.argv: the meeting's id. Enter goes on from field to field and keeps the line after the last.
 * What is typed is the draft of the form of that line too, so a dropped connection loses nothing. */
#include "core/utf8.h"
#include "draft.h"
#include "end.h"
#include "listen.h"
#include "rows.h"
#include <time.h>

enum { FITS = 5, REST_MS = 2000, LINES_SHOWN = 40 };

static const struct entity *lines(void)
{
	return entity_find("heard_line");
}

static long long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000ll + t.tv_nsec / 1000000;
}

static struct screen *listen_screen(struct app *app)
{
	struct screen *s = app->top;
	while (s && strcmp(s->ops->name, "listen"))
		s = s->below;
	return s;
}

/* ---- read ---- */

static enum rc read_meeting(struct app *app, struct listen *d)
{
	struct arena fresh = { 0 };
	struct sitting now;
	struct heard *last;
	int n;
	enum rc rc = sitting_load(app->db, &fresh, d->meeting, &now);
	if (!rc)
		rc = heard_last(app->db, &fresh, d->meeting, LINES_SHOWN, &last, &n);
	if (rc) {
		arena_free(&fresh);
		return rc;
	}
	arena_free(&d->fresh);
	d->fresh = fresh;
	d->now = now;
	d->last = last;
	d->nlast = n;
	return OK;
}

/* ---- the draft ---- */

static const char *draft_from(struct app *app, const struct listen *d)
{
	return arena_printf(&app->turn, "meeting=%lld", (long long)d->meeting);
}

static bool empty(const struct listen *d)
{
	return !*line_text(d->line[SAID]) && !*line_text(d->line[THEME]) && !d->act && !d->person;
}

static void keep_draft(struct app *app, struct listen *d)
{
	struct arena *a = &app->turn;
	struct draft_field f[] = { { "text", NULL, line_text(d->line[SAID]) },
		{ "theme", NULL, line_text(d->line[THEME]) }, { "act_ready", NULL, d->act },
		{ "person", NULL, d->person ? arena_int(a, d->person) : NULL } };
	struct draft draft = { .e = lines(), .from = draft_from(app, d), .f = f, .n = COUNT(f) };
	if (!d->dirty)
		return;
	d->dirty = d->kept = false;
	if (empty(d)) {
		draft_drop(app->db, lines(), 0, draft.from);
	} else if (draft_write(app->db, &draft) == OK) {
		d->kept = true;
	} else if (!d->no_draft) {
		d->no_draft = true;
		app_wrong(app, "%s", db_words(app->db));
	}
}

void listen_touched(struct listen *d)
{
	d->dirty = true;
	d->last_key = now_ms();
}

static void take_person(struct app *app, struct screen *s, int64_t person)
{
	struct listen *d = s->data;
	d->person = person;
	d->who = person ? record_title(app->db, &s->a, entity_find("person"), person) : NULL;
}

static void resume(struct app *app, struct screen *s)
{
	struct listen *d = s->data;
	struct draft *draft;
	if (draft_read(app->db, &s->a, lines(), 0, draft_from(app, d), &draft))
		return;
	for (int i = 0; i < draft->n; i++) {
		const struct draft_field *f = &draft->f[i];
		if (!f->now || !*f->now)
			continue;
		if (!strcmp(f->name, "text"))
			line_set(d->line[SAID], f->now);
		else if (!strcmp(f->name, "theme"))
			line_set(d->line[THEME], f->now);
		else if (!strcmp(f->name, "act_ready"))
			d->act = f->now;
		else if (!strcmp(f->name, "person"))
			take_person(app, s, atoll(f->now));
	}
	d->kept = true;
	d->stale = true;
	app_tell(app, "%s", _("The line you had not kept is filled in"));
}

/* ---- life ---- */

static enum rc listen_open(struct app *app, struct screen *s)
{
	struct listen *d = s->data;
	d->a = &s->a;
	if (!s->how.argc || !id_parse(app->db, s->how.argv[0], &d->meeting))
		return db_fail(app->db, INVALID, "%s", _("Which house meeting? As in: listen 7"));
	enum rc rc = access_may(app->db, lines(), ADD);
	if (rc || (rc = read_meeting(app, d)))
		return rc;
	d->line[SAID] = line_new("");
	d->line[THEME] = line_new("");
	resume(app, s);
	return OK;
}

static void listen_close(struct app *app, struct screen *s)
{
	struct listen *d = s->data;
	if (d->line[SAID])
		keep_draft(app, d);
	line_free(d->line[SAID]);
	line_free(d->line[THEME]);
	arena_free(&d->fresh);
	arena_free(&d->found);
}

static int listen_refresh(struct app *app, struct screen *s)
{
	enum rc rc = read_meeting(app, s->data);
	return rc == NOTFOUND ? app_rc(app, rc), CLOSE : DRAW;
}

static int listen_idle(struct app *app, struct screen *s)
{
	struct listen *d = s->data;
	bool kept = d->kept;
	if (d->dirty && now_ms() - d->last_key >= REST_MS)
		keep_draft(app, d);
	return d->kept != kept ? DRAW : DONE;
}

/* ---- themes ---- */

/* What is marked is what Enter takes: the first that fits, else what was typed. */
void listen_look(struct app *app, struct listen *d)
{
	const char *typed = line_text(d->line[THEME]);
	if (!d->stale)
		return;
	d->stale = false;
	arena_clear(&d->found);
	d->nfit = d->mark = 0;
	if (*typed)
		app_rc(app, theme_match(app->db, &d->found, d->now.campaign, typed, FITS, &d->fit,
			&d->nfit));
	d->just_so = d->nfit == 1 && !strcmp(utf8_fold(&d->found, typed),
		utf8_fold(&d->found, d->fit[0]));
}

/* The theme as it will be kept: "" is none. *fresh: there is none of that name yet. */
static const char *chosen(struct app *app, struct listen *d, bool *fresh)
{
	listen_look(app, d);
	*fresh = *line_text(d->line[THEME]) && d->mark == d->nfit;
	return d->mark < d->nfit ? d->fit[d->mark] : line_text(d->line[THEME]);
}

/* ---- going on, keeping ---- */

static void begin_next(struct listen *d)
{
	line_set(d->line[SAID], "");
	line_set(d->line[THEME], "");
	d->act = d->who = NULL;
	d->person = 0;
	d->at = SAID;
	d->stale = true;
	d->dirty = d->kept = false;
}

void listen_keep(struct app *app, struct listen *d)
{
	bool fresh, made;
	int64_t id;
	struct heard h = { .text = line_text(d->line[SAID]), .theme = chosen(app, d, &fresh),
		.act_ready = d->act, .person = d->person };
	enum rc rc = heard_keep(app->db, d->meeting, &h, &id, &made);
	if (rc) {
		keep_draft(app, d);
		d->at = *h.text ? d->at : SAID;
		app_rc(app, rc);
		return;
	}
	draft_drop(app->db, lines(), 0, draft_from(app, d));
	const char *theme = utf8_scrub(&app->turn, h.theme, true);
	const char *back = app->face == FACE_SCREEN ? rows_key(app, "listen", "discard") : ":undo";
	if (made)
		app_tell(app, _("Kept, with a new theme: %s. %s takes it back"), theme, back);
	else if (*h.theme)
		app_tell(app, _("Kept under %s. %s takes it back"), theme, back);
	else
		app_tell(app, _("Kept without a theme. %s takes it back"), back);
	d->here++;
	begin_next(d);
	read_meeting(app, d);
}

/* The theme that is marked stands in its field from then on. */
static void settle_theme(struct app *app, struct listen *d)
{
	bool fresh;
	const char *theme = chosen(app, d, &fresh);
	if (fresh || !*theme)
		return;
	line_set(d->line[THEME], theme);
	d->stale = true;
}

void listen_go(struct app *app, struct listen *d, int place)
{
	if (d->at == THEME)
		settle_theme(app, d);
	keep_draft(app, d);
	d->at = place < 0 ? 0 : place;
}

void listen_next(struct app *app, struct listen *d)
{
	if (d->at == SAID && empty(d))
		app_tell(app, "%s", _("Type what was said"));
	else if (d->at + 1 < PLACES)
		listen_go(app, d, d->at + 1);
	else
		listen_keep(app, d);
}

static int run_next(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	listen_next(app, app_base(app)->data);
	return X_OK;
}

static int run_previous(struct app *app, int argc, const char *const *argv)
{
	struct listen *d = app_base(app)->data;
	(void)argc, (void)argv;
	listen_go(app, d, d->at - 1);
	return X_OK;
}

/* Among the themes that fit, and what was typed itself. */
static int run_choose(struct app *app, int argc, const char *const *argv)
{
	struct listen *d = app_base(app)->data;
	(void)argc;
	listen_look(app, d);
	int most = d->nfit - d->just_so;
	if (d->at != THEME)
		return X_OK;
	d->mark += !strcmp(argv[0], "down") ? 1 : -1;
	d->mark = d->mark < 0 ? 0 : d->mark > most ? most : d->mark;
	return X_OK;
}

static void person_chosen(struct app *app, void *arg, const char *id)
{
	struct screen *s = listen_screen(app);
	(void)arg;
	if (!s || !id)
		return;
	take_person(app, s, atoll(id));
	listen_touched(s->data);
	keep_draft(app, s->data);
}

static int run_call(struct app *app, int argc, const char *const *argv)
{
	const char *v[] = { "person" };
	struct opening how = { .argc = 1, .argv = v, .title = _("Who wants to be called"),
		.done = person_chosen };
	(void)argc, (void)argv;
	return app_code(app_push(app, "pick", &how));
}

static int run_discard(struct app *app, int argc, const char *const *argv)
{
	struct listen *d = app_base(app)->data;
	(void)argc, (void)argv;
	if (empty(d) && !d->here) {
		app_tell(app, "%s", _("Nothing to throw away"));
		return X_OK;
	}
	if (empty(d)) {
		int code = cmd_line(app, "undo");
		d->here -= code == X_OK;
		return code;
	}
	begin_next(d);
	d->dirty = true;
	keep_draft(app, d);
	app_tell(app, "%s", _("Thrown away"));
	return X_OK;
}

static const struct command verbs[] = {
	{ "next", "", N_("To the next field; after the last the line is kept"), C_SCREEN, run_next,
		NULL, N_("next") },
	{ "previous", "", N_("To the field before"), C_SCREEN, run_previous, NULL, N_("before") },
	{ "down", "", N_("To the next theme that fits"), C_SCREEN, run_choose, NULL, N_("down") },
	{ "up", "", N_("To the theme before"), C_SCREEN, run_choose, NULL, N_("up") },
	{ "call", "", N_("Says who wants to be called"), C_SCREEN, run_call, NULL, N_("call her") },
	{ "discard", "", N_("Throws away what is typed; with nothing typed takes the last line back"),
		C_SCREEN, run_discard, NULL, N_("throw away") },
	{ "leave", "", N_("Leaves; what is typed is kept as a draft"), C_SCREEN, screen_leave, NULL,
		N_("leave") },
	{ 0 },
};

/* ---- typing ---- */

/* The first letters of the words in the language of now, else those of the codes: y, m, n. */
const char *listen_act(struct app *app, struct listen *d, const char *typed)
{
	struct arena *a = &app->turn;
	const struct code *codes = codes_of(app->db, a, "act_ready");
	const char *want = utf8_fold(a, typed);
	for (int by_code = 0; by_code < 2 && *want; by_code++)
		for (int i = 0; codes[i].code; i++)
			if (!strncmp(by_code ? codes[i].code : utf8_fold(a, codes[i].label), want,
				strlen(want)))
				return arena_dup(d->a, codes[i].code);
	return NULL;
}

static int act_key(struct app *app, struct listen *d, key k)
{
	char name[16];
	const char *act = key_is_text(k) ? listen_act(app, d, key_name(k, name)) : NULL;
	if (!act && k != K_BACKSPACE)
		return UNUSED;
	d->act = act;
	listen_touched(d);
	return DRAW;
}

static int listen_key(struct app *app, struct screen *s, key k)
{
	struct listen *d = s->data;
	if (d->at == ACT)
		return act_key(app, d, k);
	if (!line_key(d->line[d->at], k))
		return UNUSED;
	d->stale |= d->at == THEME;
	listen_touched(d);
	return DRAW;
}

/* ---- the rest of a screen ---- */

static const char *listen_corner(struct app *app, struct screen *s)
{
	(void)app;
	return ((struct listen *)s->data)->kept ? _("draft kept") : "";
}

static bool listen_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	(void)app;
	*e = entity_find("house_meeting");
	*id = ((struct listen *)s->data)->meeting;
	return true;
}

const struct screen_ops screen_listen = {
	.name = "listen", .keys = "listen", .size = sizeof(struct listen), .typing = true,
	.open = listen_open, .close = listen_close, .draw = listen_draw, .say = listen_say,
	.key = listen_key, .answer = listen_answer, .refresh = listen_refresh, .idle = listen_idle,
	.title = listen_title, .corner = listen_corner, .hint = "next,call,discard,leave",
	.verbs = verbs, .about = listen_about,
};
