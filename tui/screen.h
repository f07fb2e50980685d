/* screen.h - what a screen is: a row of the screen table, a place on the stack, an arena.
 *
 * Screens are pushed by name (app_push) with an `opening`, so they have no headers. Handlers state
 * consequences, the loop performs them. Prompts, menus, pickers and confirmations are screens too:
 * they end by calling opening.done with a value (NULL: left without).
 */
#ifndef SCREEN_H
#define SCREEN_H
#include "cmd.h"
#include "core/list.h"

enum {
	DONE = 0,
	UNUSED = 1, /* not mine: try the key map, then a command */
	DRAW = 2,   /* what I show has changed */
	RELOAD = 4, /* fetch my data again */
	CLOSE = 8,  /* take me off the stack */
};

struct choice {
	const char *value, *label;
};

/* How a screen is opened. Which members matter is said at the head of each s_*.c. Strings are
 * copied by the screen if it keeps them. */
struct opening {
	int argc;
	const char *const *argv;
	const char *title, *value;      /* a question; what stands there to begin with */
	const struct choice *choices;   /* ends with a NULL value */
	struct list *list;              /* the screen takes it over */
	const char *text;               /* pager */
	bool (*complete)(struct app *app, const char *typed, struct str *completed, struct str *shown);
	void (*typing)(struct app *app, void *arg, const char *text); /* live: after each key */
	void (*done)(struct app *app, void *arg, const char *value);
	void *arg;
	bool blank; /* prompt: an empty line is an answer, it does not leave */
};

struct screen {
	const struct screen_ops *ops;
	struct screen *below;
	struct arena a;         /* lives as long as the screen; ops->size bytes of it are `data` */
	void *data;
	struct opening how;
	int64_t seen;           /* newest txn when its data was fetched */
};

struct screen_ops {
	const char *name;       /* "list" */
	const char *keys;       /* its key table */
	size_t size;            /* of data, zeroed */
	bool small;             /* draws itself over the screen below (prompt) */
	bool alone;             /* nothing stands round it: no line 1, message or hint */
	bool typing;            /* characters are text here: they go to key() before any key map */
	const char *acts;       /* record types that are written here ("heard_line theme"): undo asks
	                           first when what was done last wrote none of them; NULL: it does not ask */
	bool board;             /* --plain: after a command its new lines are said, not all of them */
	bool quiet;             /* --plain: what a command says of its write is all that is said */
	/* Non-OK: it does not open, the words are on db. */
	enum rc (*open)(struct app *app, struct screen *s);
	void (*close)(struct app *app, struct screen *s);
	/* Rows 2 .. the message line are the body; app draws line 1, rule, message and hint. Must put
	 * the hardware cursor on the current row or field. */
	void (*draw)(struct app *app, struct screen *s);
	/* The screen as numbered lines, for --plain and the shell. Required. */
	void (*say)(struct app *app, struct screen *s, struct str *to);
	/* A key the key map did not take (text into a field). UNUSED beeps. */
	int (*key)(struct app *app, struct screen *s, key k);
	/* --plain: a line typed here. UNUSED: it is a command. */
	int (*answer)(struct app *app, struct screen *s, const char *line);
	/* Others or a command wrote: fetch anew, keep the place. Never touches what is being typed. */
	int (*refresh)(struct app *app, struct screen *s);
	/* Nothing to do for the moment: counts, drafts. Returns DRAW when something is new. */
	int (*idle)(struct app *app, struct screen *s);
	/* Title for line 1, and what stands at its right end ("draft kept"). A position ("3/412",
	 * "3/?") stands at the beginning of the last line instead, where a step costs few bytes. */
	const char *(*title)(struct app *app, struct screen *s);
	const char *(*corner)(struct app *app, struct screen *s);
	/* Commands that matter here, for the hint line, best first: "open,one_to_one,add". */
	const char *hint;
	const struct command *verbs; /* its own commands; ends with a NULL name */
	/* The record or records a command with no id is about ("person", 7); false: none. */
	bool (*about)(struct app *app, struct screen *s, const struct entity **e, int64_t *id);
	/* Ids marked here, for ";": count, and into ids when not NULL. */
	int (*marked)(struct app *app, struct screen *s, int64_t *ids);
	/* The i-th kind of rows marked under a record, for `split`: how many, and into ids when not
	 * NULL; *e NULL past the last. i < 0: takes all these marks off. */
	int (*belongs)(struct app *app, struct screen *s, int i, const struct entity **e,
		int64_t *ids);
	/* The list it shows, for `export`; NULL: none. It stays the screen's. */
	struct list *(*list)(struct app *app, struct screen *s);
	/* For the next login after the line broke (place.h): the words that open it as it is now, when
	 * they are others than those it was opened with; an answer's begin with "ask". *n 0: it stays away.
	 */
	const char *const *(*words)(struct app *app, struct screen *s, int *n);
	struct rows *(*rows)(struct app *app, struct screen *s);
};

/* screens.def lists them: SCREEN(list) is `extern const struct screen_ops screen_list`. */
const struct screen_ops *screen_find(const char *name);
const struct screen_ops *screen_at(int i); /* NULL past the last */
#endif
