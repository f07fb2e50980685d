/* erase_bytes.c - after an erasure: the bytes of what was forgotten leave the disk. */
#include "care.h"
#include "history.h"
#include "schema.h"
#include <unistd.h>

/* Migrations copy the file first: once it is sound, those copies only keep what is forgotten. */
static void drop_copies(struct db *db)
{
	struct str path = STR_INIT;
	for (int v = 1; v <= schema_newest(); v++) {
		str_clear(&path);
		str_addf(&path, "%s-before-v%d", db_path(db), v);
		unlink(path.s);
	}
	str_release(&path);
}

/* Between the erasure and the file written anew somebody may pull the plug, or somebody else may
 * read: until it is done the file says that it is to be done. */
enum rc erase_owe(struct db *db)
{
	return schema_setting(db, "_scrub", "1");
}

enum rc erase_finish(struct db *db)
{
	if (db_readonly(db) || db_writing(db) ||
		!db_int_of(db, "SELECT 1 FROM setting WHERE name = '_scrub'", NULL, 0))
		return OK;
	drop_copies(db);
	enum rc rc = db_scrub(db);
	if (rc || (rc = db_begin(db)))
		return rc;
	history_action(db, "erase", "erase");
	db_bulk(db, true);
	rc = db_run(db, "DELETE FROM setting WHERE name = '_scrub'", NULL);
	db_bulk(db, false);
	return db_end(db, rc);
}
