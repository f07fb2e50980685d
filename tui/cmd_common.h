/* cmd_common.h - what the files of commands share; nobody else includes it.
 *
 * Each cmd_NAME.c holds one table, cmds_NAME. Help, the manual, completion and "did you mean" are
 * made from the tables' rows, so a row without usage or help is a fault.
 */
#ifndef CMD_COMMON_H
#define CMD_COMMON_H
#include "app.h"
#include "core/utf8.h"

/* Tables of commands; each ends with a NULL name. */
extern const struct command cmds_leaders[], cmds_list[], cmds_write[], cmds_form[], cmds_day[],
	cmds_care[], cmds_map[], cmds_listen[], cmds_power[], cmds_turnout[], cmds_cycle[],
	cmds_import[], cmds_transfer[], cmds_merge[], cmds_file[], cmds_keep[], cmds_user[], cmds_app[];

/* cmd_split for a line that is still being typed: an open quote is fine, and the last word, which
 * may be empty, is always there. *last is where it begins in the line. */
int cmd_split_open(struct arena *a, const char *line, const char ***argv, size_t *last);
/* The word as it must be typed to stay one word. */
const char *cmd_quote(struct arena *a, const char *word);
/* Words as one line that cmd_split takes apart again. */
const char *cmd_join(struct arena *a, int argc, const char *const *argv);

/* The words after the command's own name, copied so that options can be taken out of them. */
struct words {
	int n;
	const char **v;
};
struct words words_of(struct app *app, int argc, const char *const *argv);
/* Takes "NAME VALUE" or "NAME=VALUE" out. False when NAME stands there without a value. */
bool words_option(struct words *w, const char *name, const char **value);
bool words_flag(struct words *w, const char *name);
/* The words as one filter: each is one term, whatever blanks it holds. */
const char *words_filter(struct app *app, const struct words *w);

/* A name or a reason typed without quotation marks, whole again. */
const char *words_text(struct arena *a, int n, const char *const *words);
/* The path of a file as it is typed on a screen: "~/" is the home folder, as the shell has it. */
const char *words_path(struct arena *a, const char *typed);

/* The entity of that name; NULL after saying "did you mean". */
const struct entity *cmd_entity(struct app *app, const char *word);
/* The record the words begin with: ENTITY ID, or ENTITY TITLE; without words, or when the first is
 * no entity, the one the top screen is about. *used is how many words it took. Returns the exit
 * code, after the words for it. */
int cmd_record(struct app *app, const struct words *w, const struct entity **e, int64_t *id,
	int *used);
/* The same for a command that takes nothing besides. */
int cmd_record_alone(struct app *app, int argc, const char *const *argv, const struct entity **e,
	int64_t *id);
/* The record of type e that a command means: the one typed, by id or title, or, when typed is NULL,
 * the one the top screen is about. *id is 0, with X_OK, when that is none. Returns the exit code,
 * after the words for it. */
int cmd_meant(struct app *app, const struct entity *e, const char *typed, int64_t *id);
/* The same for a person; without a word it is whoever the record there is about. */
int cmd_person(struct app *app, const char *typed, int64_t *person);
/* The record of type e that the top screen is about, or that the record there belongs to by its field
 * of e's name; 0. */
int64_t cmd_here(struct app *app, const struct entity *e);
/* Goes from a record to the person or institution it is about, if it is about one: an actor is one or
 * the other. */
void cmd_subject(struct app *app, const struct entity **e, int64_t *id);
/* "Ana Quispe", as text for a message. */
const char *cmd_title(struct app *app, const struct entity *e, int64_t id);

/* A screen's answer to a line of digits alone: its "open NUMBER"; UNUSED for another line. */
int cmd_opens(struct app *app, const char *line,
	int (*run_open)(struct app *app, int argc, const char *const *argv));
/* app_push, which tells why a screen did not open, as an exit code. */
int cmd_push(struct app *app, const char *screen, const struct opening *how);
/* Text that is not a record or list: a pager on the screens, lines elsewhere. */
int cmd_text(struct app *app, const char *title, const char *text);
/* Writes text to app->out line by line, made safe for a terminal. */
void cmd_print(struct app *app, const char *text);
/* The words of a command's usage in the language of now: "[TIPO NUMERO]" for "[ENTITY ID]". */
const char *cmd_args(struct arena *a, const struct command *c);

/* The live key map, read on first use (the shell rarely needs it). */
struct keymap *cmd_keymap(struct app *app);

/* cmd_turnout.c: what happens when at an action. */
int show_run_sheet(struct app *app, int64_t action);

/* help.c: the text for a topic, made from the tables; false when there is no such topic. */
bool help_text(struct app *app, const char *topic, struct str *to);
extern const char *const help_topics[]; /* besides commands, entities, questions; ends with NULL */

/* cmd_keep.c: after a file was opened. said is "moved", "copied" or NULL; on the screens keep_ask puts
 * the question when it is still open, over the screen that is there. */
int keep_meets(struct app *app, const char *said, bool writes);
void keep_ask(struct app *app);
/* Closes the file, puts the copy `app->restore` in its place and lets it be opened anew. What is to
 * be said of it, whether it went well or not, in the arena of the turn. */
const char *keep_go_back(struct app *app);
/* The copy of the day; the words to say when it could not be made, else NULL. */
const char *keep_today(struct app *app);
/* Who was erased just now under that name leaves the copies that the program made: *copies is how many
 * hold nothing of her now. X_NOTFOUND when some may still, or files of refused rows name her, which are
 * told. Esc stops it on the screens; it is ended on leaving. */
int keep_erased(struct app *app, const char *name, int *copies);

/* Completion (cmd_complete.c); each has the form of struct command's `complete`. */
void complete_record(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_list(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_fields(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_set(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_ask(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_import(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_file(struct app *app, int argc, const char *const *argv, struct str *to);
void complete_help(struct app *app, int argc, const char *const *argv, struct str *to);
#endif
