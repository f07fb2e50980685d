/* file.h - what fuzzers that need records start from: a new file in a folder of its own, opened, with
 * "ana" logged in as its first user, on Saturday 21 November 2026. It is made once. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H
#include <stdio.h>
#include <unistd.h>
#include "core/access.h"
#include "core/schema.h"

/* The folder, and the day and the user; the caller makes the file. */
static inline const char *fuzz_folder(void)
{
	static char dir[] = "/tmp/pact-fuzz-XXXXXX";
	setenv("PACT_TODAY", "2026-11-21", 1);
	setenv("PACT_USER", "ana", 1);
	if (!mkdtemp(dir))
		abort();
	return dir;
}

/* The file, with what the script puts into it. */
static inline struct db *fuzz_file(const char *script)
{
	struct db *db;
	char path[64];
	snprintf(path, sizeof path, "%s/a.db", fuzz_folder());
	if (db_open(&db, path, DB_CREATE) || schema_open(db) || access_login(db, NULL) ||
		db_script(db, script))
		die("%s", db_words(db));
	return db;
}
#endif
