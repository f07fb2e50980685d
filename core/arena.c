/* arena.c - chunks in a chain; the head is the one being filled.
 *
 * Under the address sanitizer every allocation is a chunk of its own and none is kept, so that a
 * byte too far or a use after arena_clear is found.
 */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
enum { CHUNK = 0, CHUNK_MOST = 0, ALIGN = 1 };
#else
enum { CHUNK = 4096, CHUNK_MOST = 65536, ALIGN = _Alignof(max_align_t) };
#endif

struct arena_chunk {
	struct arena_chunk *next;
	size_t size, used;
	_Alignas(max_align_t) char mem[];
};

/* Something bigger than an ordinary chunk goes behind the head, which goes on being filled. */
static struct arena_chunk *add_chunk(struct arena *a, size_t n)
{
	size_t size = a->head ? a->head->size * 2 : CHUNK;
	struct arena_chunk *c;

	if (size > CHUNK_MOST)
		size = CHUNK_MOST;
	c = xmalloc(sizeof *c + (n > size ? n : size));
	c->size = n > size ? n : size;
	c->used = 0;
	if (n > size && a->head) {
		c->next = a->head->next;
		a->head->next = c;
	} else {
		c->next = a->head;
		a->head = c;
	}
	return c;
}

void *arena_alloc(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->head;
	size_t need;
	void *p;

	if (__builtin_add_overflow(n ? n : 1, ALIGN - 1, &need) || need > PTRDIFF_MAX / 2)
		die("A piece of memory of %zu bytes was asked for.", n);
	need -= need % ALIGN;
	if (!c || c->size - c->used < need)
		c = add_chunk(a, need);
	p = c->mem + c->used;
	c->used += need;
	return memset(p, 0, need);
}

char *arena_dupn(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	return n ? memcpy(p, s, n) : p;
}

char *arena_dup(struct arena *a, const char *s)
{
	return s ? arena_dupn(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *p;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		die("Text could not be made from \"%s\".", fmt);
	p = arena_alloc(a, (size_t)n + 1);
	va_start(args, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, args);
	va_end(args);
	return p;
}

char *arena_int(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

static void free_chain(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *next = c->next;

		free(c);
		c = next;
	}
}

void arena_clear(struct arena *a)
{
	if (!a->head)
		return;
	if (!CHUNK_MOST || a->head->size > CHUNK_MOST) {
		arena_free(a);
		return;
	}
	free_chain(a->head->next);
	a->head->next = NULL;
	a->head->used = 0;
}

void arena_free(struct arena *a)
{
	free_chain(a->head);
	a->head = NULL;
}
