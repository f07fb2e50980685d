/* base.h - the words every other file uses: result codes, translation, memory that never fails.
 *
 * Core returns, it never prints: a function that can fail returns an enum rc, and the words for a
 * person are on the handle it worked on (db_words, edit.why ...). A bug or no memory calls die(),
 * which first restores whatever base_on_die restores (the terminal), then says so and aborts.
 */
#ifndef BASE_H
#define BASE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum rc {
	OK,       /* done */
	INVALID,  /* what was given cannot be taken; the words say which and why */
	NOTFOUND, /* no such record, or none this user may meet: the two are not told apart */
	CONFLICT, /* somebody else changed the same field meanwhile */
	DENIED,   /* this user may not */
	BUSY,     /* somebody else is writing, or a key stopped it; nothing was changed */
	FAILED,   /* disk, memory or file; nothing was changed */
};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define LIKE(a) __attribute__((format_arg(a))) /* the result takes the same %d as argument a */

/* N_ marks a string for translation where it stands in a table; _ translates it when used. */
#define N_(s) s
#define _(s) tr(NULL, s)

/* The translation of s as it is meant in context (an entity's name) if there is one, else the plain
 * translation, else s itself. The result is static. */
const char *tr(const char *context, const char *s) LIKE(2);
/* "%d people": the plural form for n. */
const char *trn(const char *one, const char *many, unsigned long n) LIKE(1) LIKE(2);
/* Chooses the language ("en", "es") and makes LC_CTYPE UTF-8 whatever the machine has installed.
 * dir holds LL/LC_MESSAGES/pact-tui.mo; NULL leaves the folder as it was. */
void tr_language(const char *lang, const char *dir);
/* The two letters chosen last; "en" before tr_language. */
const char *tr_lang(void);

/* Memory: these die rather than return NULL. */
void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n);
char *xstrdup(const char *s);

/* Called before die() speaks: the face puts the terminal right here. */
extern void (*base_on_die)(void);
_Noreturn void die(const char *fmt, ...) PRINTF(1, 2);

/* a and b are the same text, or both NULL. */
static inline bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}
#endif
