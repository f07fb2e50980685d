/* db_copy.c - a copy of the file, and whether a file is sound. */
#include "db_private.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum rc db_copy(struct db *db, const char *to)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return db_fail(db, FAILED, _("%s cannot be made: %s"), to, strerror(errno));
	close(fd);
	struct db *bare;
	enum rc rc = db_bare(db, DB_READONLY, &bare);
	if (!rc)
		rc = db_bared(db, bare, db_run(bare, "VACUUM INTO :to", BIND(T("to", to))));
	if (rc) { /* half a copy is worse than none */
		char *journal;
		if (asprintf(&journal, "%s-journal", to) < 0)
			die("out of memory");
		unlink(to);
		unlink(journal);
		free(journal);
		return rc;
	}
	struct db *copy;
	if (!(rc = db_open(&copy, to, DB_READONLY)))
		rc = db_check(copy);
	if (rc)
		db_fail(db, rc, _("The copy %s is not sound: %s"), to, db_words(copy));
	db_close(copy);
	return rc;
}

enum rc db_check(struct db *db)
{
	struct arena a = { 0 };
	enum db_trust was = db_trust(db, DB_TRUSTED);
	const char *said = db_text_of(db, &a, "PRAGMA integrity_check(1)", NULL);
	enum rc rc = OK;
	if (!said || strcmp(said, "ok"))
		rc = db_fail(db, FAILED, _("%s is damaged: %s"), db->path, said ? said : "?");
	else if (db_int_of(db, "SELECT count(*) FROM pragma_foreign_key_check", NULL, 1))
		rc = db_fail(db, FAILED, _("%s points at records that are not there"), db->path);
	db_trust(db, was);
	arena_free(&a);
	return rc;
}
