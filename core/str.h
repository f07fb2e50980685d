/* str.h - a string that grows.
 *
 * b.s is never NULL after STR_INIT and always ends in a NUL; b.len does not count it.
 * Life: struct str b = STR_INIT; ... str_release(&b). str_clear empties and keeps the memory.
 */
#ifndef STR_H
#define STR_H
#include "base.h"

struct str {
	char *s;
	size_t len, cap;
};

extern char str_nothing[1];
#define STR_INIT { str_nothing, 0, 0 }

void str_add(struct str *b, const char *s); /* NULL adds nothing */
void str_addn(struct str *b, const char *s, size_t n);
void str_addc(struct str *b, char c);
void str_addf(struct str *b, const char *fmt, ...) PRINTF(2, 3);
void str_cut(struct str *b, size_t len); /* shortens to len */
void str_clear(struct str *b);
void str_release(struct str *b);

/* Words: splits s at any of the bytes in seps, one piece a call; empty pieces are skipped.
 * Start with *at = s; returns false at the end. The piece is (*word, *n), not terminated. */
bool str_word(const char **at, const char *seps, const char **word, size_t *n);
/* Does the list `words` (separated by spaces or commas) hold the word w of n bytes? */
bool str_listed(const char *words, const char *w, size_t n);
/* Does s, or s from one of its later words on, begin with what was typed? Both folded. */
bool str_word_begins(const char *s, const char *typed);
/* A number made of text (FNV-1a), the same on every machine and for ever: files keep it. Begin with
 * STR_HASH; what comes out goes in again with the next text. NULL adds nothing. */
#define STR_HASH UINT64_C(14695981039346656037)
uint64_t str_hash(uint64_t h, const char *s);
/* The nearest of cand[0..n) to what was typed, for "did you mean"; NULL when none is near. */
const char *str_nearest(const char *typed, const char *const *cand, size_t n);
#endif
