/* floorload FILE PEOPLE.csv - the fewest seconds SQLite needs to hold the same text: rows in one
 * transaction, two indexes on names and a full-text index of prefixes after them. The lines have eight
 * cells and no quotation marks, as people.py writes them. Prints the seconds. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void run(const char *sql)
{
	char *why = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &why)) {
		fprintf(stderr, "%s: %s\n", why, sql);
		exit(1);
	}
}

static void load(FILE *f)
{
	char line[4096];
	sqlite3_stmt *st;
	if (!fgets(line, sizeof line, f) || sqlite3_prepare_v2(db, "INSERT INTO person(given, family,"
		" phone, email, language, address, postcode, notes) VALUES(?,?,?,?,?,?,?,?)", -1, &st, 0))
		exit(1);
	while (fgets(line, sizeof line, f)) {
		char *rest = line;
		line[strcspn(line, "\n")] = '\0';
		for (int i = 1; i <= 8; i++)
			sqlite3_bind_text(st, i, strsep(&rest, ","), -1, SQLITE_STATIC);
		sqlite3_step(st);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
}

int main(int argc, char **argv)
{
	struct timespec from, to;
	FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
	if (!f || sqlite3_open(argv[1], &db)) {
		fprintf(stderr, "floorload FILE PEOPLE.csv\n");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &from);
	run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	    "CREATE TABLE person(id INTEGER PRIMARY KEY, given TEXT, family TEXT, phone TEXT,"
	    " email TEXT, language TEXT, address TEXT, postcode TEXT, notes TEXT) STRICT;"
	    "CREATE VIRTUAL TABLE words USING fts5(given, family, phone, email, notes,"
	    " content='person', content_rowid='id', prefix='1 2 3'); BEGIN");
	load(f);
	run("CREATE INDEX given ON person(given, id); CREATE INDEX family ON person(family, id);"
	    "INSERT INTO words(words) VALUES('rebuild'); COMMIT");
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%.3f\n", (double)(to.tv_sec - from.tv_sec) +
		(double)(to.tv_nsec - from.tv_nsec) / 1e9);
	return sqlite3_close(db);
}
