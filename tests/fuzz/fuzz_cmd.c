/* Command lines: taken apart, put together and taken apart again they are the same words. */
#include "tui/cmd_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	const char **words, **again;
	size_t last;
	const char *line = arena_dupn(&a, (const char *)data, size);
	int n = cmd_split(&a, line, &words);
	if (n >= 0) {
		if (cmd_split(&a, cmd_join(&a, n, words), &again) != n || words[n] || again[n])
			abort();
		for (int i = 0; i < n; i++)
			if (strcmp(words[i], again[i]))
				abort();
	}
	if (cmd_split_open(&a, line, &words, &last) < (n > 0 ? n : 1) || last > strlen(line))
		abort();
	arena_free(&a);
	return 0;
}
