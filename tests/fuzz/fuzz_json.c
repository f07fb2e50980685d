/* Whatever bytes a file holds, reading it as JSON ends; what is read can be written and read again.
 */
#include "core/json.h"
#include "core/utf8.h"
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void again(struct arena *a, const struct json_row *row)
{
	struct str b = STR_INIT;
	for (int i = 0; i < row->n; i++) {
		str_add(&b, i ? "," : "{");
		json_string(&b, row->pair[i].key);
		str_addc(&b, ':');
		json_string(&b, row->pair[i].value);
	}
	str_add(&b, row->n ? "}" : "{}");
	struct json_pair *pair;
	int n;
	if (json_object(a, b.s, b.len, &pair, &n) || n != row->n)
		abort();
	for (int i = 0; i < n; i++)
		if (!same(pair[i].key, row->pair[i].key) ||
			!same(pair[i].value, row->pair[i].value))
			abort();
	str_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct db *db;
	static char path[40];
	static int fd = -1;
	if (fd < 0) {
		db_open(&db, "", 0); /* there is no such file: only for its words */
		fd = memfd_create("fuzz", 0);
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	}
	if (ftruncate(fd, 0) || pwrite(fd, data, size, 0) != (ssize_t)size)
		return 0;
	struct lines in;
	if (lines_open(&in, db, path))
		return 0;
	struct arena a = { 0 };
	struct json j;
	struct json_row row;
	json_open(&j, &in);
	while (json_next(&j, &a, &row)) {
		if (!row.fault)
			again(&a, &row);
		arena_clear(&a);
	}
	json_close(&j);
	lines_close(&in);
	arena_free(&a);
	return 0;
}
