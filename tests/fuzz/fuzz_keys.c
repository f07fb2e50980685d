/* Key map files and the bytes of a terminal: whatever comes, decoding moves on and nothing breaks. */
/* needs: tui/key.o tui/keymap.o */
#include "tui/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool known(const char *table, const char *line)
{
	return *table && *line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (size_t at = 0, used; at < size; at += used) {
		key k = key_decode(data + at, size - at, true, &used);
		if (!used || used > size - at || k <= 0 || k > K_NONE)
			abort();
	}
	struct str text = STR_INIT, why = STR_INIT;
	str_addn(&text, (const char *)data, size);
	struct keymap *m = keymap_new();
	int faults = keymap_read(m, "fuzz.keys", text.s, &why);
	if (faults && !why.len)
		abort();
	keymap_check(m, known, &why);
	keymap_free(m);
	str_release(&text);
	str_release(&why);
	return 0;
}
