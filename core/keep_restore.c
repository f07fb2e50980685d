/* keep_restore.c - the way back from a copy, and the way into another folder. */
#include "keep_private.h"
#include "care.h"
#include "db_private.h"
#include "schema.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* The words of one connection, where the caller looks for them. */
static enum rc told(struct db *to, struct db *from, enum rc rc)
{
	return rc && to != from ? db_fail(to, rc, "%s", db_words(from)) : rc;
}

/* This connection is the only one, and has the file in one piece, without a log. BUSY when not. */
static enum rc keep_alone(struct db *db)
{
	struct arena a = { 0 };
	enum rc rc = db_script(db, "PRAGMA busy_timeout=500; PRAGMA locking_mode=EXCLUSIVE");
	if (!rc && !same(db_text_of(db, &a, "PRAGMA journal_mode=DELETE", NULL), "delete"))
		rc = BUSY;
	if (!rc)
		rc = db_script(db, "BEGIN EXCLUSIVE; COMMIT");
	if (rc == BUSY)
		db_fail(db, BUSY, _("%s is open elsewhere. Close it there first, then try again."
			" Nothing was changed"), db_path(db));
	arena_free(&a);
	return rc;
}

/* Ids are given once: what was added since the copy was made must not be numbered again. */
static enum rc raise_ids(struct db *old, struct db *copy)
{
	enum rc rc = OK;
	int64_t site = db_site(old), txn = db_new_txn(old);
	struct stmt *st = db_query(old, "SELECT entity, site, next FROM seq WHERE entity > ''"
		" UNION ALL SELECT 'txn', :site, :txn - (:site << 40)",
		BIND(I("site", site), I("txn", txn)));
	while (!rc && db_step(st))
		rc = db_run(copy, "INSERT INTO seq(entity, site, next) VALUES(:e, :site, :next)"
			" ON CONFLICT(entity, site) DO UPDATE SET next = max(next, :next)",
			BIND(T("e", db_text(st, 0)), I("site", db_int(st, 1)),
				I("next", db_int(st, 2))));
	enum rc read = db_done(st);
	return rc ? rc : read;
}

/* The copy as it will stand: of this program's schema, without those who were forgotten since, at
 * home here. */
static enum rc prepare(struct arena *a, const char *copy, const char *path, struct db *old,
	struct kept *k)
{
	struct db *db;
	enum rc rc = db_open(&db, copy, 0);
	if (!rc)
		rc = db_script(db, "PRAGMA journal_mode=WAL");
	if (!rc)
		rc = schema_open(db);
	if (!rc && old)
		rc = told(db, old, erased_replay(old, db, NULL, &k->erased));
	if (!rc && old && !(rc = db_begin(db)) && !(rc = raise_ids(old, db)))
		rc = db_commit(db);
	if (!rc)
		rc = keep_home_is(db, path);
	told(k->db, db, rc);
	db_close(db);
	unlink(arena_printf(a, "%s-before-v%d", copy, schema_newest()));
	keep_tidy(copy);
	return rc;
}

/* A name beside the file that nothing bears. */
static const char *beside(struct arena *a, struct db *db, const char *path)
{
	struct stat st;
	const char *first = arena_printf(a, "%s-before-restore-%s", path, db_today(db)), *name = first;
	for (int n = 2; !lstat(name, &st); n++)
		name = arena_printf(a, "%s-%d", first, n);
	return name;
}

static bool copy_bytes(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n = -1;
	while (in >= 0 && out >= 0 && (n = sendfile(out, in, NULL, 1 << 20)) > 0)
		;
	bool good = n == 0 && !fsync(out);
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out))
		good = false;
	return good;
}

/* The old file gets a second name, with its log if it has one: under the first it stands until the
 * new one takes its place in one step. */
static enum rc keep_beside(struct arena *a, struct kept *k, const char *path)
{
	const char *to = beside(a, k->db, path);
	if (link(path, to) && !copy_bytes(path, to)) {
		int why = errno;
		unlink(to);
		return db_fail(k->db, FAILED, _("The file as it is now cannot be kept as %s: %s."
			" Nothing was changed"), to, strerror(why));
	}
	k->path = to;
	if (rename(arena_printf(a, "%s-wal", path), arena_printf(a, "%s-wal", to)) &&
		errno != ENOENT)
		return db_fail(k->db, FAILED, _("%s cannot be written: %s"), to, strerror(errno));
	return keep_sync(k->db, to);
}

/* The file as it is now, if it can be read at all; nobody else has it open then. */
static enum rc open_old(const char *path, struct db **old, struct kept *k)
{
	if (access(path, F_OK))
		return OK;
	enum rc rc = db_open(old, path, 0);
	if (!rc)
		rc = schema_open(*old);
	if (!rc && !db_readonly(*old))
		rc = keep_alone(*old);
	if (rc == BUSY)
		return told(k->db, *old, rc);
	k->damaged = rc || db_check(*old);
	if (k->damaged) {
		db_close(*old);
		*old = NULL;
	}
	return OK;
}

static enum rc is_sound(struct db *db, const char *path)
{
	if (keep_is_one(path, db_path(db)))
		return db_fail(db, INVALID, _("%s is the file itself, not a copy of it"), path);
	int version = (int)db_int_of(db, "PRAGMA user_version", NULL, -1);
	if (version < 1 || version > schema_newest())
		return db_fail(db, INVALID, version < 1 ? _("%s holds no records") :
			_("%s was written by a newer pact-tui. Nothing was touched"), db_path(db));
	enum rc rc = db_check(db);
	if (rc == FAILED)
		return db_fail(db, INVALID, _("%s cannot be restored: it is damaged"), db_path(db));
	return rc;
}

static enum rc replace(struct arena *a, struct kept *k, const char *path, struct db *old)
{
	const char *copy = arena_printf(a, "%s.unfinished", path);
	unlink(copy);
	keep_tidy(copy);
	enum rc rc = place_check(k->db, path);
	if (!rc)
		rc = place_folder(k->db, path);
	if (!rc)
		rc = db_copy(k->db, copy);
	if (!rc)
		rc = prepare(a, copy, path, old, k);
	if (!rc)
		rc = keep_sync(k->db, copy);
	if (!rc && !access(path, F_OK))
		rc = keep_beside(a, k, path);
	if (!rc && rename(copy, path))
		rc = db_fail(k->db, FAILED, _("%s cannot be written: %s"), path, strerror(errno));
	if (rc) {
		unlink(copy);
		return rc;
	}
	return keep_sync(k->db, path);
}

enum rc keep_restore(struct arena *a, const char *path, const char *from, struct kept *ret)
{
	struct db *old = NULL;
	*ret = (struct kept){ 0 };
	enum rc rc = db_open(&ret->db, from, DB_READONLY);
	if (rc == FAILED)
		rc = INVALID; /* the words say that it is damaged, or what else keeps it from being read */
	if (!rc)
		rc = is_sound(ret->db, path);
	if (!rc)
		rc = open_old(path, &old, ret);
	if (!rc)
		rc = replace(a, ret, path, old);
	db_close(old);
	if (!rc)
		unlink(arena_printf(a, "%s-shm", path));
	return rc;
}

/* ---- move ---- */

/* The new file is ready but for its name when the old one is marked: at every moment one of the two
 * is the one to use, and keep_meet ends what was cut short. */
static enum rc hand_on(struct kept *k, const char *copy, const char *to)
{
	struct db *db;
	enum rc rc = db_open(&db, copy, 0);
	if (!rc)
		rc = db_script(db, "PRAGMA journal_mode=WAL");
	if (!rc)
		rc = keep_home_is(db, to);
	if (!rc && !(rc = db_begin(db))) /* for whoever is erased there later (keep_clean.c) */
		rc = db_end(db, schema_setting(db, "_left", db_path(k->db)));
	told(k->db, db, rc);
	db_close(db);
	keep_tidy(copy);
	if (!rc)
		rc = keep_sync(k->db, copy);
	if (!rc && !(rc = db_begin(k->db)) && !(rc = schema_setting(k->db, "_moved", to)))
		rc = db_commit(k->db);
	if (rc) {
		db_rollback(k->db);
		unlink(copy);
		return rc;
	}
	return keep_name(k->db, copy, to);
}

static enum rc place_for(struct arena *a, struct kept *k, const char *path, const char *folder)
{
	struct stat st;
	const char *slash = strrchr(path, '/');
	enum rc rc = place_folder(k->db, arena_printf(a, "%s/", folder));
	if (rc)
		return rc;
	char *real = realpath(folder, NULL);
	k->path = arena_printf(a, "%s/%s", real ? real : folder, slash ? slash + 1 : path);
	free(real);
	if (stat(folder, &st) || !S_ISDIR(st.st_mode))
		return db_fail(k->db, INVALID, _("%s is no folder"), folder);
	if (!lstat(k->path, &st))
		return db_fail(k->db, INVALID, _("%s is there already: choose another folder"),
			k->path);
	return place_check(k->db, k->path);
}

enum rc keep_move(struct arena *a, const char *path, const char *folder, struct kept *ret)
{
	*ret = (struct kept){ 0 };
	enum rc rc = db_open(&ret->db, path, 0);
	if (!rc)
		rc = schema_open(ret->db);
	if (!rc && db_readonly(ret->db))
		rc = db_fail(ret->db, DENIED, _("%s is read-only: it cannot be moved"), path);
	if (!rc)
		rc = place_for(a, ret, path, folder);
	if (!rc)
		rc = keep_alone(ret->db);
	if (rc)
		return rc;
	const char *copy = arena_printf(a, "%s.unfinished", ret->path);
	unlink(copy);
	keep_tidy(copy);
	rc = db_copy(ret->db, copy);
	if (!rc)
		rc = hand_on(ret, copy, ret->path);
	if (!rc)
		chmod(path, 0400);
	return rc;
}
