/* save FILE SAVES WORD [BLOCK] - the milliseconds of each save of a person's name by the program's own
 * core, one a line: what stands against sqlfloor. WORD begins the new names, so that each run writes
 * others. BLOCK, from 0, names people apart from those of other blocks: several may write at once.
 * A save begins when she asks for it: the form was filled before, which sqlfloor does not do either.
 * That the row is read again under the lock, for what others wrote meanwhile, is timed. */
#include "core/access.h"
#include "core/record.h"
#include "core/schema.h"
#include <stdio.h>
#include <time.h>

static double save(struct db *db, struct arena *a, const char *word, int block, int i)
{
	struct timespec from, to;
	struct edit *ed;
	char given[80];
	int64_t id = block < 0 ? 1 + i * 37 % 2000 : 1 + block * 250 + i * 37 % 250;
	snprintf(given, sizeof given, "given=%.40s%d", word, i);
	if (edit_load(db, a, entity_find("person"), id, &ed))
		die("%s", db_words(db));
	clock_gettime(CLOCK_MONOTONIC, &from);
	if (edit_assign(db, ed, given) || edit_save(db, ed))
		die("%s", db_words(db));
	clock_gettime(CLOCK_MONOTONIC, &to);
	arena_clear(a);
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

int main(int argc, char **argv)
{
	struct db *db;
	struct arena a = { 0 };
	if (argc < 4 || argc > 5 || db_open(&db, argv[1], 0) || schema_open(db) || access_login(db, NULL)) {
		fprintf(stderr, "save FILE SAVES WORD [BLOCK]\n");
		return 2;
	}
	setlinebuf(stdout);
	for (int i = 0; i < atoi(argv[2]); i++)
		printf("%.4f\n", save(db, &a, argv[3], argc == 5 ? atoi(argv[4]) : -1, i));
	db_close(db);
	arena_free(&a);
	return 0;
}
