/* db_scrub.c - what was deleted leaves the file as bytes too. */
#include "db_private.h"
#include <stdio.h>

/* Deleted words stay in free pages, in the gaps of others and in the log. VACUUM writes the file
 * anew from what is there; the checkpoint copies that over the old bytes and empties the log, which
 * it can only while nobody else reads an older state. */
static enum rc scrub(struct db *db)
{
	enum rc rc;
	int64_t patience = db_int_of(db, "PRAGMA busy_timeout", NULL, 0);
	db_script(db, "PRAGMA busy_timeout=1500"); /* a reader is gone in a moment, or stays long */
	struct db_interrupt none = { NULL, NULL }, was = db_interrupt_hook(db, none);
	rc = db_run(db, "VACUUM", NULL);
	if (!rc && db_int_of(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, 1))
		rc = db_fail(db, BUSY, "%s", _("It is done, but somebody else is reading the file:"
			" the old words leave its log when everybody has left the program"));
	db->wal_pages = 0;
	char back[64];
	snprintf(back, sizeof back, "PRAGMA busy_timeout=%lld", (long long)patience);
	db_script(db, back);
	db_interrupt_hook(db, was);
	return rc;
}

enum rc db_scrub(struct db *db)
{
	struct db *bare;
	if (db->depth)
		die("db_scrub within a transaction");
	enum rc rc = lock_take(db);
	if (rc)
		return rc;
	if (!(rc = db_bare(db, 0, &bare)))
		rc = db_bared(db, bare, scrub(bare));
	lock_give(db);
	return rc;
}
