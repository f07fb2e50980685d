/* text.c - fitting and wrapping by columns. */
#include "text.h"
#include "core/utf8.h"

char *text_fit(struct arena *a, const char *s, int cols, bool ascii)
{
	struct str b = STR_INIT;
	int width = utf8_width(s);
	if (cols < 0)
		cols = 0;
	if (width <= cols) {
		str_add(&b, s);
	} else if (cols) {
		size_t n = utf8_fit(s, cols - 1);
		char *kept = arena_dupn(a, s, n);
		width = utf8_width(kept) + 1;
		str_add(&b, kept);
		str_add(&b, ascii ? "~" : "…");
	}
	for (; width < cols; width++)
		str_addc(&b, ' ');
	char *ret = arena_dupn(a, b.s, b.len);
	str_release(&b);
	return ret;
}

static bool ends_in(const char *s, size_t n, const char *end)
{
	size_t len = strlen(end);
	return n >= len && !memcmp(s + n - len, end, len);
}

const char *text_stop(struct arena *a, const char *s)
{
	static const char *const ends[] = { ".", "?", "!", "…" }, *const quotes[] = { "\"", "”", "»", ")" };
	size_t n = strlen(s);
	for (size_t i = 0; i < COUNT(quotes); i++)
		if (ends_in(s, n, quotes[i])) {
			n -= strlen(quotes[i]);
			break;
		}
	for (size_t i = 0; i < COUNT(ends); i++)
		if (ends_in(s, n, ends[i]))
			return s;
	return arena_printf(a, "%s.", s);
}

/* How much of s stands on one line of cols columns, in bytes, and where the next one begins. */
static size_t one_line(const char *s, size_t n, int cols, size_t *next)
{
	size_t fits = 0, blank = 0;
	int used = 0;
	while (fits < n) {
		int w;
		size_t step = utf8_next(s + fits, &w);
		if (!step || fits + step > n)
			step = n - fits;
		if (s[fits] == ' ')
			blank = fits;
		if (used + w > cols && fits)
			break;
		used += w;
		fits += step;
	}
	*next = fits;
	if (fits == n)
		return fits;
	if (s[fits] != ' ' && blank)
		fits = blank;
	*next = fits;
	while (*next < n && s[*next] == ' ')
		++*next;
	while (fits && s[fits - 1] == ' ')
		fits--;
	return fits;
}

int text_wrap(struct arena *a, const char *s, int cols, char ***lines)
{
	int n = 0, cap = 8;
	char **ret = xmalloc(sizeof *ret * (size_t)cap);
	if (cols < 1)
		cols = 1;
	while (*s || !n) {
		size_t len = strcspn(s, "\n"), at = 0, next = 0;
		do {
			size_t fits = one_line(s + at, len - at, cols, &next);
			if (n + 1 == cap)
				ret = xrealloc(ret, sizeof *ret * (size_t)(cap *= 2));
			ret[n++] = arena_dupn(a, s + at, fits);
			at += next;
		} while (at < len);
		s += len + (s[len] == '\n');
	}
	*lines = arena_array(a, char *, n + 1);
	memcpy(*lines, ret, sizeof *ret * (size_t)n);
	free(ret);
	return n;
}

/* What columns 0..n-1 take at least, with the blanks between them. */
static int least_sum(int n, const int *least)
{
	int sum = n ? n - 1 : 0;
	for (int i = 0; i < n; i++)
		sum += least[i];
	return sum;
}

void text_columns(int cols, int n, const int *want, const int *least, int *got)
{
	int kept = n;
	while (kept > 1 && least_sum(kept, least) > cols)
		kept--;
	int left = cols - least_sum(kept, least), greedy = 0;
	for (int i = 0; i < n; i++)
		got[i] = i < kept ? least[i] : 0;
	if (kept == 1 && left < 0) {
		got[0] = cols > 0 ? cols : 0;
		return;
	}
	/* A column at a time gets one more, so that all come near their wish together. */
	for (bool given = true; left > 0 && given;) {
		given = false;
		for (int i = 0; i < kept && left > 0; i++) {
			if (!want[i] || got[i] >= want[i])
				continue;
			got[i]++;
			left--;
			given = true;
		}
	}
	for (int i = 0; i < kept; i++)
		greedy += !want[i];
	for (int i = 0; i < kept && greedy; i++) {
		if (want[i])
			continue;
		got[i] += left / greedy;
		left -= left / greedy;
		greedy--;
	}
}

int text_widest(const char *const *words, size_t n)
{
	int most = 0;
	for (size_t i = 0; i < n; i++)
		if (utf8_width(words[i]) > most)
			most = utf8_width(words[i]);
	return most;
}
