/* Any bytes at all, folded, made canonical, measured and shown: the promises of utf8.h hold. */
#include "core/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(c) \
	do { \
		if (!(c)) \
			die("a promise is broken: %s", #c); \
	} while (0)

/* No single code point folds to more than 12 times its bytes; words may say each twice. */
enum { FOLD_MOST = 12, WORDS_MOST = 24 };

static void check_folding(struct arena *a, const char *s, size_t n)
{
	const char *fold = utf8_fold(a, s), *words = utf8_words(a, s), *nfc = utf8_nfc(a, s);

	PROMISE(utf8_valid(fold, strlen(fold)));
	PROMISE(utf8_valid(words, strlen(words)));
	PROMISE(utf8_valid(nfc, strlen(nfc)));
	PROMISE(same(utf8_fold(a, fold), fold));
	PROMISE(same(utf8_nfc(a, nfc), nfc));
	/* The Greek iota below a letter folds to a letter, and marks are not ordered across it. */
	PROMISE(!utf8_valid(s, n) || strstr(fold, "\xCE\xB9") || same(utf8_fold(a, nfc), fold));
	PROMISE(strlen(fold) <= FOLD_MOST * n);
	PROMISE(strlen(words) <= WORDS_MOST * n);
	PROMISE(*fold != ' ' && !strstr(fold, "  ") && !strpbrk(fold, "'`\n\t\x1B"));
	PROMISE(*words != ' ' && !strstr(words, "  "));
}

static void check_clusters(const char *s, size_t n)
{
	size_t at = 0, len;
	int cols, all = 0;

	while ((len = utf8_next(s + at, &cols))) {
		PROMISE(cols >= 0 && cols <= 2);
		at += len;
		PROMISE(at <= n);
		all += cols;
	}
	PROMISE(at == n && all == utf8_width(s));
	for (at = n; at; at -= len) {
		len = utf8_prev(s, at);
		PROMISE(len > 0 && len <= at);
		if (n > 300)
			break;
	}
	for (int fit = 0; fit <= all && fit < 9; fit++)
		PROMISE(utf8_fit(s, fit) <= n);
	PROMISE(utf8_fit(s, all) == n);
}

static void check_shown(struct arena *a, const char *s, bool one_line)
{
	const char *shown = utf8_scrub(a, s, one_line), *ascii = utf8_ascii(a, shown);

	PROMISE(utf8_valid(shown, strlen(shown)));
	PROMISE(utf8_scrub(a, shown, one_line) == shown);
	for (const char *c = shown; *c; c++)
		PROMISE(((unsigned char)*c >= ' ' && *c != 0x7F) || (*c == '\n' && !one_line));
	for (; *ascii; ascii++)
		PROMISE((*ascii >= ' ' && *ascii <= '~') || (*ascii == '\n' && !one_line));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	char *s = arena_dupn(&a, (const char *)data, size);
	char *latin = utf8_from_cp1252(&a, s, size);
	size_t n = strlen(s);

	PROMISE(utf8_valid(latin, strlen(latin)));
	PROMISE(size == n || !utf8_valid((const char *)data, size));
	check_folding(&a, s, n);
	check_clusters(s, n);
	check_shown(&a, s, true);
	check_shown(&a, s, false);
	arena_free(&a);
	return 0;
}
