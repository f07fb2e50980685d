/* listen.h - what the two files of the screen for house meetings share: s_listen.c (its life, the
 * draft, keeping a line) and listen_show.c (how it is seen, and heard line by line). Nobody else
 * includes it. */
#ifndef LISTEN_H
#define LISTEN_H
#include "app.h"
#include "core/heard.h"
#include "line.h"

enum { SAID, THEME, ACT, PLACES };

struct listen {
	struct arena *a;         /* the screen's */
	int64_t meeting;
	struct sitting now;
	struct arena fresh;      /* what was read last */
	struct heard *last;      /* lines kept before, the newest last */
	int nlast;

	int at;                  /* the field one is in */
	struct line *line[ACT];  /* what is said, and the theme as typed */
	const char *act;         /* a code of act_ready; NULL */
	int64_t person;          /* who wants to be called; 0 */
	const char *who;         /* her name, in the screen's arena */

	struct arena found;
	const char **fit;        /* themes that begin as typed */
	int nfit, mark;          /* mark == nfit: what was typed itself, as a new theme */
	bool stale;              /* typed since they were looked for */
	bool just_so;            /* the one that fits is called just so */

	int here;                /* lines kept since this was opened: what discard may take back */
	bool dirty, kept;        /* typed since the draft was written; there is one */
	bool no_draft;           /* none can be kept, and that was said */
	long long last_key;
	bool headed;             /* --plain: the heading was said */
};

/* s_listen.c */
void listen_touched(struct listen *d);
void listen_go(struct app *app, struct listen *d, int place);
void listen_next(struct app *app, struct listen *d); /* after the last field the line is kept */
void listen_keep(struct app *app, struct listen *d);
/* Themes that fit what is typed, looked for when that has changed. */
void listen_look(struct app *app, struct listen *d);
/* The code of act_ready whose words begin so, in the screen's arena; NULL. */
const char *listen_act(struct app *app, struct listen *d, const char *typed);

/* listen_show.c */
void listen_draw(struct app *app, struct screen *s);
void listen_say(struct app *app, struct screen *s, struct str *to);
int listen_answer(struct app *app, struct screen *s, const char *line);
const char *listen_title(struct app *app, struct screen *s);
#endif
