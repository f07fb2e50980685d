/* Whatever bytes a file of cards holds, reading it ends, in order, and gives text. */
#include "core/utf8.h"
#include "core/vcard.h"
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char begin[] = "BEGIN:VCARD\n";
	static struct db *db;
	static char path[40];
	static int fd = -1;
	if (fd < 0) {
		db_open(&db, "", 0); /* there is no such file: only for its words */
		fd = memfd_create("fuzz", 0);
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	}
	if (ftruncate(fd, 0) || pwrite(fd, begin, sizeof begin - 1, 0) < 0 ||
		pwrite(fd, data, size, sizeof begin - 1) != (ssize_t)size)
		return 0;
	struct lines in;
	if (lines_open(&in, db, path))
		return 0;
	if (!cards_begin(&in))
		abort();
	struct cards *c = cards_open(&in);
	struct arena a = { 0 };
	struct json_row row;
	long last = 0;
	while (cards_next(c, &a, &row)) {
		if (row.line <= last)
			abort();
		last = row.line;
		for (int i = 0; i < row.n; i++)
			if (!utf8_valid(row.pair[i].key, strlen(row.pair[i].key)) ||
				!utf8_valid(row.pair[i].value, strlen(row.pair[i].value)))
				abort();
		arena_clear(&a);
	}
	cards_close(c);
	lines_close(&in);
	arena_free(&a);
	return 0;
}
