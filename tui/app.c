/* app.c - the loop: a key, what it means, what follows from it, a frame; then idle work. */
#include "app.h"
#include "draw.h"
#include "place.h"
#include "term.h"
#include <time.h>

enum {
	PAINT = 100,        /* ms between frames of what idle work finds: each is a packet of ssh's */
	LOOK = 2000,        /* ms between looks at what others wrote */
	PATIENCE = 500,     /* ms that work may take before Esc is taken as a wish to stop it ... */
	GLANCE = 60,        /* ... when it only reads: then nothing is lost by a stop */
	SETTLE_MOST = 10000, /* idle rounds of a settling script: more than any screen has */
};

/* What the hooks need to know of the turn that runs. */
struct watch {
	struct app *app;
	int64_t since;      /* when its key came */
	int64_t shown;      /* when it was last said how far the work is */
	bool told;          /* that we wait for somebody */
	bool stopped;       /* by Esc: so is whatever its key still wants done */
};

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool any_key(void *arg)
{
	(void)arg;
	return term_key_waiting();
}

/* Long work only: an Esc typed ahead of a save is not about that save. */
static bool esc_key(void *arg)
{
	struct watch *w = arg;
	int64_t patience = db_writing(w->app->db) ? PATIENCE : GLANCE;
	w->stopped = w->stopped || (clock_ms() - w->since > patience && term_stop());
	return w->stopped;
}

/* Painted over the screen that stands there, and forgotten: what comes next is a frame of its own. */
static void show_progress(void *arg, int done, int of)
{
	struct watch *w = arg;
	int64_t now = clock_ms();
	if (w->app->face != FACE_SCREEN || now - w->since < PATIENCE || now - w->shown < PATIENCE)
		return;
	w->shown = now;
	app_tell(w->app, _("%d %% done. Esc stops it"), (int)(100ll * done / of));
	app_draw(w->app);
	str_clear(&w->app->message);
}

static bool wait_for(void *arg, const char *holder)
{
	struct watch *w = arg;
	if (!w->told) {
		app_tell(w->app, _("Waiting for %s. Esc gives up"), holder);
		app_draw(w->app);
		w->told = true;
	}
	return !term_stop();
}

/* --- who may go on --------------------------------------------------------------------------- */

/* Screens opened before may show what she no longer meets. A half-typed form is kept as a draft. */
static void begin_anew(struct app *app)
{
	while (app->top)
		app_pop(app);
	app->leave = app->for_marked = false;
	app->n_typed = 0;
	str_clear(&app->last);
	app_push(app, "home", NULL);
	app_tell(app, "%s", _("An administrator has changed your roles: this is your home page now"));
}

static void end_session(struct app *app)
{
	app->leave = true;
	app->exit = X_DENIED;
	if (app->face == FACE_PLAIN)
		app_wrong(app, "%s", db_words(app->db));
	else
		app->ended = xstrdup(db_words(app->db));
}

bool app_stays(struct app *app)
{
	bool changed;
	if (app->face == FACE_SHELL || app->leave || !app->top || !app->db || !db_my_id(app->db) ||
		db_writing(app->db))
		return true;
	int64_t version = db_version(app->db), own = history_txn(app->db);
	const char *day = db_today(app->db);
	if (version == app->stays.version && own == app->stays.own && same(day, app->stays.day))
		return true;
	enum rc rc = access_again(app->db, &changed);
	app->stays.version = version;
	app->stays.own = own;
	memcpy(app->stays.day, day, sizeof app->stays.day);
	if (rc)
		end_session(app);
	else if (changed)
		begin_anew(app);
	return !rc && !changed;
}

/* --- keys ----------------------------------------------------------------------------------- */

/* What the keys typed so far mean in a table of this screen, or in that of all screens. */
static enum match meaning(struct app *app, const char *table, const char **line)
{
	return table ? keymap_find(app->keys, table, app->typed, app->n_typed, line) : MATCH_NONE;
}

static bool to_screen(struct app *app, key k)
{
	struct screen *s = app->top;
	int what = s->ops->key ? s->ops->key(app, s, k) : UNUSED;
	if (what & UNUSED)
		return false;
	app_perform(app, s, what);
	return true;
}

/* Where one types, the screen comes before the keys of all screens (Backspace is not "back"
 * there), and characters never mean anything else. *used: the screen took it. */
static enum match look_up(struct app *app, key k, const char **line, bool *used)
{
	const struct screen_ops *ops = app->top->ops;
	bool typing = ops->typing && app->n_typed == 1;
	if (typing && key_is_text(k) && (*used = to_screen(app, k)))
		return MATCH_NONE;
	const char *other = NULL;
	enum match own = meaning(app, ops->keys, line);
	if (own != MATCH_NONE)
		return own;
	if (typing && (key_is_text(k) || (*used = to_screen(app, k))))
		return MATCH_NONE;
	enum match all = meaning(app, "all", &other);
	*line = other;
	if (all == MATCH_NONE && !typing && app->n_typed == 1)
		*used = to_screen(app, k);
	return all;
}

int app_key(struct app *app, key k)
{
	const char *line = NULL;
	bool used = false;
	if (k == K_RESIZE || k == K_NONE || !app->top)
		return X_OK;
	if (!app->n_typed) {
		str_clear(&app->message);
		if (app->db)
			history_look(app->db);
	}
	app->typed[app->n_typed++] = k;
	enum match m = look_up(app, k, &line, &used);
	if (m == MATCH_PART && app->n_typed < (int)COUNT(app->typed))
		return X_OK;
	app->n_typed = 0;
	if (m == MATCH_WHOLE)
		return cmd_line(app, line);
	if (!used)
		term_beep();
	return X_OK;
}

/* --- idle work ------------------------------------------------------------------------------ */

/* One round over what shows. True when there may be more to do. */
static bool idle_round(struct app *app)
{
	bool more = false;
	struct screen *base = app_base(app), *below;
	for (struct screen *s = app->top; s; s = below) {
		below = s == base ? NULL : s->below;
		int what = s->ops->idle ? s->ops->idle(app, s) : DONE;
		if (what == DONE || what == UNUSED)
			continue;
		app_perform(app, s, what);
		more = true;
	}
	return more;
}

/* Idle work until there is none left or a key comes; what it found is painted, several finds at once. */
static void be_idle(struct app *app)
{
	struct db_interrupt was = db_interrupt_hook(app->db, (struct db_interrupt){ any_key, NULL });
	bool unpainted = false;
	for (int64_t due = clock_ms() + PAINT; !app->leave && !term_key_waiting();) {
		bool stays = app_stays(app), more = stays && idle_round(app);
		bool fresh = app_turn(app) || !stays;
		unpainted |= more || fresh;
		if (unpainted && (fresh || !more || clock_ms() >= due) && !term_key_waiting()) {
			app_draw(app);
			unpainted = false;
			due = clock_ms() + PAINT;
		}
		if (!more && !fresh) {
			db_idle(app->db);
			break;
		}
	}
	db_interrupt_hook(app->db, was);
}

void app_settle(struct app *app)
{
	app_turn(app);
	for (int i = 0; i < SETTLE_MOST && app->top && idle_round(app); i++)
		app_turn(app);
	app_turn(app);
	app_draw(app);
}

/* Looks at the file now and then, and sends nothing unless something is new. */
static key wait_for_key(struct app *app)
{
	for (bool rested = false;; rested = true) {
		be_idle(app);
		if (app->leave)
			return K_NONE;
		key k = term_key(LOOK);
		if (k != K_NONE || app->leave || term_leaving())
			return k;
		if (!rested)
			db_rest(app->db);
	}
}

int app_loop(struct app *app)
{
	struct watch watch = { .app = app };
	db_wait_hook(app->db, wait_for, &watch);
	db_interrupt_hook(app->db, (struct db_interrupt){ esc_key, &watch, show_progress });
	app_turn(app);
	while (app->top && !app->leave && !term_leaving()) {
		if (!term_key_waiting())
			app_draw(app);
		key k = wait_for_key(app);
		watch = (struct watch){ .app = app, .since = clock_ms() };
		app_key(app, k);
		watch.stopped = false;
		app_turn(app);
	}
	watch.since = clock_ms();
	if (app->served && term_leaving())
		place_keep(app);
	app_close(app);
	db_interrupt_hook(app->db, (struct db_interrupt){ NULL, NULL });
	db_wait_hook(app->db, NULL, NULL);
	return app->exit;
}
