/* key.h - keys and key maps: the only names of keys above the terminal.
 *
 * A key is a Unicode code point, or one of K_*. Its name is the character itself, or Enter Tab
 * S-Tab Esc Space Backspace Delete Insert Up Down Left Right Home End PgUp PgDn F1..F12, C-x for
 * control and a letter. Return and line feed are both Enter; C-h and DEL are both Backspace.
 *
 * A key map file has one binding a line, "#" begins a comment:
 *     bind TABLE KEYS COMMAND LINE
 * TABLE is a screen's key table (list record form pick menu prompt pager help home ...) or "all".
 * KEYS is one key name, or characters typed one after the other (gp). The screen's own table is
 * looked at first, then "all". `unbind TABLE KEYS` takes one away; `include NAME` reads another
 * shipped map first. What cannot be typed after ":" cannot be bound.
 */
#ifndef KEY_H
#define KEY_H
#include "core/str.h"

enum {
	K_BASE = 0x110000,
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN,
	K_BACKSPACE, K_DELETE, K_INSERT, K_TAB, K_BACKTAB, K_ENTER, K_ESC,
	K_F1, K_F12 = K_F1 + 11,
	K_CTRL,            /* K_CTRL + 'a' .. 'z' */
	K_RESIZE = K_CTRL + 128, K_NONE
};
typedef int key;

const char *key_name(key k, char buf[16]);
/* Reads one key name at *s ("Enter", "C-x", "é"); moves *s past it. K_NONE when there is none. */
key key_read(const char **s);
bool key_is_text(key k); /* a character one can type into a field */

/* The first key in bytes from a terminal; *used is how many it took. K_NONE with *used > 0: bytes
 * that mean nothing (a terminal's reply, a broken sequence) and are dropped. K_NONE with *used 0:
 * more bytes are needed; `last` says none will come, so that a lone Esc is Esc. */
key key_decode(const unsigned char *s, size_t n, bool last, size_t *used);

struct keymap;
struct keymap *keymap_new(void);
void keymap_free(struct keymap *m);
/* Reads a map's text; faults go to `why` one a line ("default.keys:12: no such key ..."). Returns
 * how many there were; a faulty line is skipped. */
int keymap_read(struct keymap *m, const char *name, const char *text, struct str *why);

enum match { MATCH_NONE, MATCH_PART, MATCH_WHOLE };
/* What the keys typed so far mean in a table. *line is the command line when whole. */
enum match keymap_find(const struct keymap *m, const char *table, const key *keys, int n,
	const char **line);
/* The keys bound to a command line in a table (or "all"): "o", "g p" for hints and help; "" none. */
const char *keymap_keys(const struct keymap *m, const char *table, const char *line, char buf[32]);
/* KEYS of a map as people read them: "gp" is "g p", "C-o" is "Ctrl-O". */
const char *keys_spell(const char *keys, char buf[32]);
/* Every binding, for help and checks; false past the last. */
bool keymap_each(const struct keymap *m, int i, const char **table, const char **keys,
	const char **line);
/* Clashes: a key bound twice in one table by one file, a key that hides a longer one, a binding
 * whose command is unknown (known() says), a motion without a plain key. Lines into why. */
int keymap_check(const struct keymap *m, bool (*known)(const char *table, const char *line),
	struct str *why);
#endif
