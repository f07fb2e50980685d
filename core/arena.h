/* arena.h - memory that is given back all at once.
 *
 * There are two lifetimes in the program: a screen's, and one turn of the loop. Whoever owns the
 * lifetime owns the arena; who allocates from it frees nothing. Allocations are zeroed and aligned
 * for any type. A struct arena of zeros is ready for use.
 */
#ifndef ARENA_H
#define ARENA_H
#include "base.h"

struct arena {
	struct arena_chunk *head;
};

void *arena_alloc(struct arena *a, size_t n);
char *arena_dup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_dupn(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
char *arena_int(struct arena *a, int64_t n); /* the number as text: ids, canonical integers */
void arena_clear(struct arena *a); /* empties it, keeps one chunk for what comes next */
void arena_free(struct arena *a);  /* gives everything back */

#define arena_new(a, type) ((type *)arena_alloc(a, sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc(a, sizeof(type) * (size_t)((n) ? (n) : 1)))
#endif
