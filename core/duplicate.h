/* duplicate.h - two records that may be one, and what was decided about them.
 *
 * Certain is: the same title and one of the entity's `same` fields the same (an import then updates
 * instead of adding). Everything here is merely likely, waits for a person to look, and is found
 * anew whenever it is asked for, so it never grows stale. Two live records are a likely pair when
 *   phone     their numbers end in the same six digits, and their names sound alike
 *   e-mail    it is the same, and their names sound alike
 *   postcode  it is the same, and their names are much alike (institutions)
 *   name      it is the same, folded
 * A number, place or name that more than DUPLICATE_SHARED records have says nothing. Hidden people
 * and people at rest are in no pair, and what is masked counts for nothing.
 *
 * How a name sounds, roughly, for names carried over from other scripts: each word is folded, what
 * goes before a family name (al, el, de, bin ...) is left out, ph is f, j and y are one, so are
 * v and w, z and s, q c and k (s before e, i, y); h and vowels count only where a word begins (any
 * vowel as a), and a letter written twice counts once. So Muhammad is Mohamed, Yusuf is
 * Youssef, Ana is Anna. Words in scripts without these letters are compared as they are.
 */
#ifndef DUPLICATE_H
#define DUPLICATE_H
#include "record.h"

enum { DUPLICATE_SHARED = 8 };

/* "an ksp": the words of a name as they sound. */
const char *name_sound(struct arena *a, const char *name);
/* Does each word of the shorter name sound like one of the longer? loosely: half of them will do. */
bool names_alike(struct arena *a, const char *x, const char *y, bool loosely);
/* A number made of the folded name; the same for names that are written alike. */
int64_t name_number(struct arena *a, const char *name);

struct pair {
	int64_t a, b;    /* a < b: the older one first */
	const char *why; /* "same phone, names sound alike", translated */
};
/* The likely pairs of e, strongest first, at most `most`; *more: there are others. BUSY: a key
 * stopped it. */
enum rc duplicates_of(struct db *db, struct arena *a, const struct entity *e, int most,
	struct pair **ret, int *n, bool *more);
/* "Ana Quispe and Anna Quispe: same phone, names sound alike" */
const char *duplicate_say(struct db *db, struct arena *a, const struct entity *e,
	const struct pair *p);
/* A record on file that the new one in ed may be: *id (0: none) and why. It looks up a number and a
 * postcode, and does not scan. */
enum rc duplicate_likely(struct db *db, const struct edit *ed, int64_t *id, const char **why);
/* These two are not the same: they are not a pair again. Kept like a setting, not undone. */
enum rc duplicate_not(struct db *db, const struct entity *e, int64_t a, int64_t b);
/* The title of a change in the making, for titles that are plain words; "" when it has none. */
const char *edit_title(struct arena *a, const struct edit *ed);
#endif
