/* utf8.h - names of every script: validity, canonical form, folding, width, and making text safe.
 *
 * Stored text is NFC. Two foldings come from one place:
 *   fold  what lists sort by and names are compared by: NFKD, case-folded, marks off, letters that
 *         do not decompose mapped (l-stroke to l, o-slash to o, sharp s to ss ...), apostrophes and
 *         ayn dropped, Arabic vowel signs and tatweel dropped, punctuation to a space, spaces run
 *         together. "O'Connor" -> "oconnor".
 *   words what the search index holds: fold, and beside a word with an apostrophe its last part
 *         too ("oconnor connor"); Han, kana and hangul syllables with a space between each.
 * A query is folded word by word by `words` as well, so both sides agree.
 * Width counts columns of a terminal by grapheme cluster (utf8proc), never by libc.
 */
#ifndef UTF8_H
#define UTF8_H
#include "arena.h"

bool utf8_valid(const char *s, size_t n); /* well-formed, no NUL inside */
char *utf8_nfc(struct arena *a, const char *s);
char *utf8_fold(struct arena *a, const char *s);
char *utf8_words(struct arena *a, const char *s);
/* The version of the Unicode tables: when it changes, indexes built with fold are rebuilt. */
const char *utf8_version(void);

int utf8_width(const char *s); /* columns of the whole string */
/* Bytes of the grapheme cluster at s, its columns in *cols (0, 1 or 2). 0 at the end. */
size_t utf8_next(const char *s, int *cols);
/* Bytes of the cluster that ends at s + at (for going left). 0 at the start. */
size_t utf8_prev(const char *s, size_t at);
/* The longest beginning of s that fits in cols columns, in bytes. */
size_t utf8_fit(const char *s, int cols);

/* s as it may be shown: control characters (C0, C1, DEL) become a visible mark, "^G" or for C1 the
 * "^[[" that they stand for; bidi controls and invalid bytes become U+FFFD, a tab a space. A
 * newline stays, or is a space when one_line. Returns s itself when there is nothing to change. */
const char *utf8_scrub(struct arena *a, const char *s, bool one_line);
/* Windows-1252 to UTF-8; undefined bytes become U+FFFD. */
char *utf8_from_cp1252(struct arena *a, const char *s, size_t n);
/* For terminals without UTF-8: the nearest ASCII; what has none becomes '?', as wide as it was. */
char *utf8_ascii(struct arena *a, const char *s);
#endif
