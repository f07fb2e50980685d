/* cmd.h - the table of commands: what keys, ":", menus, key scripts, the shell and ssh all run.
 *
 * A command line is words with blanks between; "quotes" and 'quotes' hold blanks together, a
 * backslash takes the next character as it is; inside a word ' is an apostrophe (O'Connor).
 * A command function gets argv[0] = its own name.
 * On the shell it writes data to app->out and talk through app_tell (stderr); on the screens it
 * pushes one. It returns an exit code (0, or one of X_*).
 */
#ifndef CMD_H
#define CMD_H
#include "core/access.h"
#include "core/arena.h"
#include "core/str.h"
#include "key.h"
#include <unistd.h>
#undef X_OK /* access() has a macro of this name, and it is 1 */

struct app;

enum {
	X_OK = 0, X_NOTFOUND = 1, X_USAGE = 2,
	X_DATA = 65, X_NOINPUT = 66, X_IO = 74, X_BUSY = 75, X_DENIED = 77, X_CONFIG = 78,
};

enum cmd_flags {
	C_SCREEN = 1,  /* means nothing on the shell (motion, marks) */
	C_LOCAL = 2,   /* reads or writes local files or users: not over ssh */
	C_WRITES = 4,  /* changes records: after it screens reload and "u undoes" is said */
	C_EACH = 8,    /* with ";" it runs once for each marked record, its id added */
	C_HIDDEN = 16, /* not in help */
	C_STAYS = 64,  /* undo does not take it back */
	C_PERSON = 128, /* is about a person: not hinted on rows of a kind that name nobody */
	C_NOFILE = 32, /* needs no file of records: on the shell none is made for it */
};

/* What a command asks of the gate: where that is refused it is neither hinted nor in the menu. */
struct gate {
	const char *type; /* of records; GATE_HERE: what its first word names, else those it stands on */
	enum action what;
	bool whole;       /* and that she meets all of them */
};
#define GATE_HERE ""

struct command {
	const char *name;   /* "list"; words with _ answer to - too */
	const char *args;   /* "PLURAL [FILTER] [-o table|csv|json]", for usage and the manual */
	const char *help;   /* N_("...") one line, for ? and the manual */
	unsigned flags;
	int (*run)(struct app *app, int argc, const char *const *argv);
	/* May follow these words: candidates for completion, one a line into to. NULL: none. */
	void (*complete)(struct app *app, int argc, const char *const *argv, struct str *to);
	const char *hint;   /* N_("open") short word for the hint line; NULL: the name */
	struct gate gate;
};

/* Would the gate let her do that here? What it refuses is neither hinted nor in the menu. */
bool cmd_offered(struct app *app, const char *line);
/* Splits a line; words in a. INVALID (returns -1) on an open quote. argv ends with NULL. */
int cmd_split(struct arena *a, const char *line, const char ***argv);
/* The same of a line that came through ssh: "--" stands behind the options that a client may give, for
 * whose file and which user is not for the client to say. */
int cmd_split_client(struct arena *a, const char *line, const char ***argv);
/* The top screen's verbs first, then every cmd_*.c's table. Unambiguous prefixes are not taken. */
const struct command *cmd_find(struct app *app, const char *name);
const struct command *cmd_at(int i);            /* all of the global ones, by name */
/* Runs a line or words, whatever the face; unknown ones say "did you mean". */
int cmd_line(struct app *app, const char *line);
int cmd_run(struct app *app, int argc, const char *const *argv);
/* Completes the last word of a line: the longest common text, and what may follow. */
bool cmd_complete(struct app *app, const char *typed, struct str *completed, struct str *shown);
/* The same for a line that is one file name, blanks and all. */
bool cmd_complete_path(struct app *app, const char *typed, struct str *completed,
	struct str *shown);
#endif
