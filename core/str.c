/* str.c - a string that grows, words in lists, and the nearest word. */
#include "str.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

char str_nothing[1];

/* Room for n more bytes and the NUL. cap is 0 while b->s is str_nothing, which nobody writes to. */
static void grow(struct str *b, size_t n)
{
	size_t need, cap;

	if (__builtin_add_overflow(b->len, n, &need) || need > PTRDIFF_MAX / 2)
		die("A text grew beyond all bounds.");
	if (need < b->cap)
		return;
	cap = b->cap ? b->cap * 2 : 32;
	if (cap <= need)
		cap = need + 1;
	b->s = xrealloc(b->cap ? b->s : NULL, cap);
	b->cap = cap;
}

void str_add(struct str *b, const char *s)
{
	if (s)
		str_addn(b, s, strlen(s));
}

void str_addn(struct str *b, const char *s, size_t n)
{
	if (!n)
		return;
	grow(b, n);
	memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void str_addc(struct str *b, char c)
{
	str_addn(b, &c, 1);
}

void str_addf(struct str *b, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(b->s + b->len, b->cap - b->len, fmt, args);
	va_end(args);
	if (n < 0)
		die("Text could not be made from \"%s\".", fmt);
	if ((size_t)n >= b->cap - b->len) {
		grow(b, (size_t)n);
		va_start(args, fmt);
		vsnprintf(b->s + b->len, b->cap - b->len, fmt, args);
		va_end(args);
	}
	b->len += (size_t)n;
}

void str_cut(struct str *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->s[len] = '\0';
}

void str_clear(struct str *b)
{
	str_cut(b, 0);
}

void str_release(struct str *b)
{
	if (b->cap)
		free(b->s);
	*b = (struct str)STR_INIT;
}

bool str_word(const char **at, const char *seps, const char **word, size_t *n)
{
	*word = *at + strspn(*at, seps);
	*n = strcspn(*word, seps);
	*at = *word + *n;
	return *n > 0;
}

bool str_listed(const char *words, const char *w, size_t n)
{
	const char *word;
	size_t len;

	while (words && str_word(&words, " ,", &word, &len))
		if (len == n && !memcmp(word, w, n))
			return true;
	return false;
}

bool str_word_begins(const char *s, const char *typed)
{
	size_t n = strlen(typed);

	for (const char *w = s; w; w = strchr(w, ' ') ? strchr(w, ' ') + 1 : NULL)
		if (!strncmp(w, typed, n))
			return true;
	return false;
}

uint64_t str_hash(uint64_t h, const char *s)
{
	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return h;
}

enum { NEAR_MOST = 48 }; /* longer words are not typing errors of one another */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters to add, drop, change or swap with the next to make b of a; case is no matter. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb)
{
	size_t rows[3][NEAR_MOST + 1];
	size_t *two = rows[0], *above = rows[1], *row = rows[2], *spare;

	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		spare = two, two = above, above = row, row = spare;
		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			int x = tolower((unsigned char)a[i - 1]);
			int y = tolower((unsigned char)b[j - 1]);

			row[j] = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2])
				&& y == tolower((unsigned char)a[i - 2]))
				row[j] = least(row[j], two[j - 2] + 1);
		}
	}
	return row[nb];
}

/* Near is one slip in three letters, or the beginning of the word. */
const char *str_nearest(const char *typed, const char *const *cand, size_t n)
{
	size_t len = strlen(typed), best = len < 3 ? 2 : len / 3 + 2;
	const char *nearest = NULL;

	if (!len || len > NEAR_MOST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(cand[i]), d;

		if (other > NEAR_MOST)
			continue;
		d = distance(typed, len, cand[i], other);
		if (d > 1 && len > 1 && !strncasecmp(typed, cand[i], len))
			d = 1;
		if (d < best && d < other) {
			best = d;
			nearest = cand[i];
		}
	}
	return nearest;
}
