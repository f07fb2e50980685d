/* sqlfloor FILE ROWS SAVES - the fewest milliseconds SQLite needs for a durable save: one row of a
 * table with two indexes on names and a full-text index of prefixes over the same words that the
 * program finds a person by, changed in a transaction of its own, with the write-ahead log synced
 * each time. Prints the milliseconds of each save, a line each. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
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

static void fill(int rows)
{
	run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
	    "CREATE TABLE person(id INTEGER PRIMARY KEY, given TEXT, family TEXT, phone TEXT,"
	    " email TEXT, notes TEXT) STRICT;"
	    "CREATE INDEX given ON person(given, id); CREATE INDEX family ON person(family, id);"
	    "CREATE VIRTUAL TABLE words USING fts5(given, family, phone, email, notes,"
	    " content='person', content_rowid='id', prefix='1 2 3', detail=none);"
	    "CREATE TRIGGER changed AFTER UPDATE ON person BEGIN"
	    " INSERT INTO words(words, rowid, given, family, phone, email, notes) VALUES('delete',"
	    "  old.id, old.given, old.family, old.phone, old.email, old.notes);"
	    " INSERT INTO words(rowid, given, family, phone, email, notes) VALUES(new.id, new.given,"
	    "  new.family, new.phone, new.email, new.notes); END;");
	char sql[600];
	snprintf(sql, sizeof sql, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < %d) INSERT INTO person SELECT i, 'Given' || (i %% 997), 'Family' || (i %% 4999),"
		" '+44770090' || i, 'given' || (i %% 997) || '.family' || i || '@example.org',"
		" iif(i %% 7 < 2, '', 'Would come in the evening') FROM n;"
		" INSERT INTO words(words) VALUES('rebuild')", rows);
	run(sql);
}

static double save(sqlite3_stmt *st, int rows, int i)
{
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	run("BEGIN IMMEDIATE");
	sqlite3_bind_int(st, 1, i);
	sqlite3_bind_int(st, 2, 1 + i * 37 % rows);
	sqlite3_step(st);
	sqlite3_reset(st);
	run("COMMIT");
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

int main(int argc, char **argv)
{
	sqlite3_stmt *st;
	if (argc != 4 || sqlite3_open(argv[1], &db)) {
		fprintf(stderr, "sqlfloor FILE ROWS SAVES\n");
		return 2;
	}
	int rows = atoi(argv[2]), saves = atoi(argv[3]);
	fill(rows);
	if (sqlite3_prepare_v2(db, "UPDATE person SET given = 'Name' || ?1 WHERE id = ?2", -1, &st, 0))
		return 1;
	for (int i = 0; i < saves; i++)
		printf("%.4f\n", save(st, rows, i));
	sqlite3_finalize(st);
	return sqlite3_close(db);
}
