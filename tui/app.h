/* app.h - the program while it runs: one face, one file, a stack of screens, one loop.
 */
#ifndef APP_H
#define APP_H
#include "screen.h"
#include "core/access.h"
#include "core/history.h"
#include "core/question.h"
#include "core/record.h"
#include "core/transfer.h"
#include <stdio.h>

enum face { FACE_SCREEN, FACE_PLAIN, FACE_SHELL };

struct app {
	enum face face;
	struct db *db;
	struct arena turn;       /* emptied at the end of every turn of the loop */
	struct screen *top;
	struct keymap *keys;
	FILE *out;               /* data, on the shell and --plain */
	bool demo, yes;          /* a demonstration file; --yes */
	bool leave;              /* the loop ends after this turn */
	int exit;                /* with this */
	const char *user;        /* who is shown on line 1 */
	const char *path;        /* of the file of records, open or not; NULL: none was named */
	char *restore;           /* the loop ended to go back to this copy */
	const char *backups;     /* the folder of the daily copies; NULL: there is no home */
	bool served;             /* for somebody who came in through ssh */
	bool elsewhere;          /* it comes from another machine: moved or copied? */
	struct str message;      /* the message line */
	bool message_bad;
	bool wrote;              /* --plain: this line's command has said what it wrote (app_wrote) */
	struct str last;         /* the command "." repeats */
	bool for_marked;         /* ";" was typed: the next command is for the marked */
	struct screen *gone;     /* closed in this turn, given back at its end */
	int64_t newest;          /* newest txn known; a screen whose `seen` differs is refreshed */
	int64_t version;         /* db_version when last looked */
	struct {                 /* the same, the newest txn of ours and the day, when it was last looked
	                          * whether she may go on as she is */
		int64_t version, own;
		char day[11];
	} stays;
	char *ended;             /* why she may not: said when the screens have gone */
	key typed[4];            /* the beginning of a key of several characters */
	int n_typed;
};

/* Screens. NULL how is an empty one. OK, or why it did not open (already told). */
enum rc app_push(struct app *app, const char *name, const struct opening *how);
/* app_push with words only: app_open(app, "record", "person", "7", NULL). */
enum rc app_open(struct app *app, const char *name, ...) __attribute__((sentinel));
void app_pop(struct app *app);       /* the top one; its done is called by itself */
void app_home(struct app *app);      /* down to the home screen */
void app_close(struct app *app);     /* every screen: before the db is closed */
/* The topmost screen that is not small: what `about`, marks and verbs mean below a prompt. */
struct screen *app_base(struct app *app);
/* Performs what a handler of s returned, however the stack has changed meanwhile. */
void app_perform(struct app *app, struct screen *s, int what);
/* The end of a turn: screens that show older data refresh, closed ones and app->turn are freed.
 * True when a screen was refreshed. */
bool app_turn(struct app *app);

/* Before what she does and while nothing is done: may she still, and as she is? False when the session
 * ends, or goes on from a new home screen because her roles are others: then what was meant is dropped. */
bool app_stays(struct app *app);

/* Talk: the message line, a line in --plain, stderr on the shell. */
void app_tell(struct app *app, const char *fmt, ...) PRINTF(2, 3);
void app_wrong(struct app *app, const char *fmt, ...) PRINTF(2, 3);
/* Tells db_words and gives the exit code for rc (0 for OK, saying nothing). */
int app_rc(struct app *app, enum rc rc);
int app_code(enum rc rc);            /* the exit code alone: what was wrong has been told */
int app_usage(struct app *app, const char *command); /* tells its usage; X_USAGE */

/* Questions put to the user. On the shell without a terminal the answer is `otherwise`. */
void app_confirm(struct app *app, const char *question,
	void (*done)(struct app *app, void *arg, const char *yes_or_null), void *arg);
void app_ask(struct app *app, const char *question, const char *value,
	void (*done)(struct app *app, void *arg, const char *value), void *arg);

/* After a write: "Saved Ana Quispe. u undoes it" and reload. */
void app_wrote(struct app *app, const char *fmt, ...) PRINTF(2, 3);

/* The record a command is about: the given word, or what the top screen is about. */
bool app_about(struct app *app, const struct entity **e, int64_t *id);

/* The loop of the full screen and of --plain: returns the exit code. */
int app_loop(struct app *app);
/* One key: the screen when it is typed into, the key maps, the screen. Returns the exit code of
 * the command it ran, else 0. */
int app_key(struct app *app, key k);
int plain_loop(struct app *app);
/* Runs a key script (script.c) instead of waiting for a terminal. */
int script_run(struct app *app);
/* One turn's worth of drawing: line 1, rule, the top screen, message, hint. */
void app_draw(struct app *app);
/* Lets idle work happen until there is none left (scripts, tests). */
void app_settle(struct app *app);
#endif
