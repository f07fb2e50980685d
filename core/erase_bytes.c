/* erase_bytes.c - after an erasure: the bytes of what was forgotten leave the disk. */
#include "care.h"
#include "history.h"
#include "schema.h"
#include <dirent.h>
#include <unistd.h>

/* Migrations copy the file first: once it is sound, those copies only keep what is forgotten. So do
 * copies that somebody pulled the plug on. */
static void drop_copies(struct db *db)
{
	struct str path = STR_INIT;
	const char *slash = strrchr(db_path(db), '/'), *base = slash ? slash + 1 : db_path(db);
	size_t n = strlen(base);
	str_addn(&path, db_path(db), (size_t)(base - db_path(db)));
	size_t folder = path.len;
	DIR *dir = opendir(folder ? path.s : ".");
	for (struct dirent *d; dir && (d = readdir(dir));) {
		const char *rest = strncmp(d->d_name, base, n) ? "" : d->d_name + n;
		if (strncmp(rest, "-before-v", 9))
			continue;
		str_cut(&path, folder);
		str_add(&path, d->d_name);
		unlink(path.s);
	}
	if (dir)
		closedir(dir);
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
