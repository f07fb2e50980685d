/* term.h - the terminal: opening it, reading keys, size, signals. With draw.c the only file that
 * includes curses. There is one terminal; its state is static.
 *
 * One wait in the program: term_key. Escape sequences of both cursor-key modes are understood; a
 * lone Esc costs 50 ms. Replies of the terminal (DA, DSR, OSC) are swallowed. Return and line feed
 * are Enter. SIGHUP, SIGTERM, SIGINT set term_leaving; SIGTSTP and SIGCONT are handled here.
 */
#ifndef TERM_H
#define TERM_H
#include "key.h"

/* NULL when open; else why it could not be ("terminal unknown: foo"). An unknown TERM falls back
 * to xterm-256color, then vt100, and says so in *note. to_null: draws to nowhere (key scripts),
 * size from LINES and COLUMNS, else 80x24. */
const char *term_open(bool to_null, const char **note);
void term_close(void); /* puts the terminal back; safe to call twice, and from die() */
bool term_is_dumb(void); /* TERM unset or dumb, or stdin/stdout no terminal: use --plain */

/* Waits at most ms (-1: for ever) for a key; K_NONE when none came. K_RESIZE after a new size.
 * Opened to_null it does not wait. */
key term_key(int ms);
bool term_key_waiting(void); /* one is there already, without waiting */
/* Has Esc been typed while the program was busy? Takes it and the keys before it. */
bool term_stop(void);
void term_beep(void);
/* Feeds keys before any the terminal has (key scripts). */
void term_feed(const key *keys, int n);
bool term_fed(void);         /* fed keys are left */
int term_leaving(void);      /* the signal that asks us to leave, or 0 */
void term_suspend(void);     /* gives the terminal to another program ... */
void term_resume(void);      /* ... and takes it back, repainting all */
void term_redraw(void);      /* paints everything anew (C-l) */
/* Blanks the screen and the scroll-back of terminals that have one. Not open (--plain): does so on
 * standard output when that is a terminal which can. */
void term_wipe(void);
#endif
