/* keep.c - copies of the file: when somebody asks, and once a day. */
#include "keep_private.h"
#include "db_private.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT = 7 };

enum rc keep_sync(struct db *db, const char *path)
{
	char folder[4096];
	snprintf(folder, sizeof folder, "%s", path);
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = 0;
	const char *what[] = { path, slash ? folder : "." };
	for (size_t i = 0; i < COUNT(what); i++) {
		int fd = open(what[i], O_RDONLY | O_CLOEXEC);
		bool bad = fd < 0 || (fsync(fd) && errno != EINVAL); /* some folders have no fsync */
		int why = errno;
		if (fd >= 0)
			close(fd);
		if (bad)
			return db_fail(db, FAILED, _("%s cannot be written: %s"), path,
				strerror(why));
	}
	return OK;
}

enum rc keep_name(struct db *db, const char *unfinished, const char *path)
{
	bool bad = renameat2(AT_FDCWD, unfinished, AT_FDCWD, path, RENAME_NOREPLACE);
	if (bad && (errno == EINVAL || errno == ENOSYS)) { /* this disk does not know how */
		struct stat st;
		bad = !lstat(path, &st) ? (errno = EEXIST, true) : rename(unfinished, path);
	}
	if (!bad)
		return keep_sync(db, path);
	int why = errno;
	unlink(unfinished);
	if (why == EEXIST)
		return db_fail(db, INVALID, _("%s is there already: give another name"), path);
	return db_fail(db, FAILED, _("%s cannot be written: %s"), path, strerror(why));
}

void keep_tidy(const char *path)
{
	static const char *const ends[] = { "-wal", "-shm", "-lock" };
	for (size_t i = 0; i < COUNT(ends); i++) {
		char *name = NULL;
		if (asprintf(&name, "%s%s", path, ends[i]) < 0)
			die("%s", strerror(errno));
		unlink(name);
		free(name);
	}
}

bool keep_is_one(const char *path, const char *other)
{
	struct stat a, b;
	return !stat(path, &a) && !stat(other, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

enum rc keep_backup(struct db *db, const char *to, int64_t *size)
{
	struct arena a = { 0 };
	struct stat st;
	const char *unfinished = arena_printf(&a, "%s.unfinished", to);
	enum rc rc = lstat(to, &st) ? place_check(db, to) :
		db_fail(db, INVALID, _("%s is there already: give another name"), to);
	if (!rc) {
		unlink(unfinished); /* of a copy that was cut short */
		rc = db_copy(db, unfinished);
		if (rc)
			unlink(unfinished);
		keep_tidy(unfinished);
	}
	if (!rc)
		rc = keep_sync(db, unfinished);
	if (!rc)
		rc = keep_name(db, unfinished, to);
	if (!rc)
		*size = stat(to, &st) ? 0 : st.st_size;
	arena_free(&a);
	return rc;
}

/* ---- once a day ---- */

/* "pact" of "/home/ana/pact.db". */
static const char *base_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t n = strlen(name);
	return arena_dupn(a, name, n > 3 && !strcmp(name + n - 3, ".db") ? n - 3 : n);
}

bool keep_is_daily(const char *file, const char *name)
{
	static const char shape[] = "-9999-99-99.db";
	size_t len = strlen(file), n = name ? strlen(name) : len - (sizeof shape - 1);
	if (len < sizeof shape || len != n + strlen(shape) || (name && strncmp(file, name, n)))
		return false;
	for (size_t i = 0; shape[i]; i++) {
		char c = file[n + i];
		if (shape[i] == '9' ? c < '0' || c > '9' : c != shape[i])
			return false;
	}
	return true;
}

static int backwards(const void *x, const void *y)
{
	return strcmp(*(const char *const *)y, *(const char *const *)x);
}

size_t keep_files(struct arena *a, const char *folder,
	bool (*wanted)(const char *file, const char *name), const char *name, const char ***ret)
{
	DIR *dir = opendir(folder);
	size_t n = 0, cap = 0;
	for (struct dirent *d; dir && (d = readdir(dir));) {
		if (!wanted(d->d_name, name))
			continue;
		if (n == cap) {
			const char **more = arena_array(a, const char *, cap = cap * 2 + 16);
			if (n)
				memcpy(more, *ret, n * sizeof *more);
			*ret = more;
		}
		(*ret)[n++] = arena_printf(a, "%s/%s", folder, d->d_name);
	}
	if (dir)
		closedir(dir);
	if (n)
		qsort(*ret, n, sizeof **ret, backwards);
	return n;
}

/* The daily copies under a name, newest first; how many there are. */
static size_t dailies(struct arena *a, const char *folder, const char *name, const char ***ret)
{
	return keep_files(a, folder, keep_is_daily, name, ret);
}

static const char *identity(struct db *db, struct arena *a)
{
	return arena_printf(a, "%s %d", db_setting(db, a, "_file", "?"), db_site(db));
}

bool keep_same_file(struct db *db, struct arena *a, struct db *copy)
{
	return same(identity(copy, a), identity(db, a));
}

/* Two files in different folders may be called pact.db: the copies of one must not pass for those of
 * the other. */
static bool is_ours(struct db *db, struct arena *a, const char *copy)
{
	struct db *other;
	bool ret = !db_open(&other, copy, DB_READONLY) && keep_same_file(db, a, other);
	db_close(other);
	return ret;
}

static const char *daily_name(struct db *db, struct arena *a, const char *folder)
{
	const char *name = base_name(a, db_path(db)), **there = NULL;
	if (!dailies(a, folder, name, &there) || is_ours(db, a, there[0]))
		return name;
	return arena_printf(a, "%s-%s-%d", name, db_setting(db, a, "_file", "other"), db_site(db));
}

enum rc keep_daily(struct db *db, struct arena *a, const char *folder, const char **made)
{
	*made = NULL;
	if (db_readonly(db) || same(db_setting(db, a, "_demo", NULL), "1"))
		return OK;
	enum rc rc = place_folder(db, arena_printf(a, "%s/", folder));
	if (rc || chmod(folder, 0700))
		return rc ? rc : db_fail(db, FAILED, _("%s cannot be written: %s"), folder,
			strerror(errno));
	const char *name = daily_name(db, a, folder), **there = NULL;
	const char *path = arena_printf(a, "%s/%s-%s.db", folder, name, db_today(db));
	struct cleaned cleaned;
	int64_t size;
	rc = keep_clean_all(db, a, folder, NULL, &cleaned); /* if it was cut short */
	if (rc || !access(path, F_OK) || (rc = keep_backup(db, path, &size)))
		return rc;
	*made = path;
	/* The oldest goes; not the one of today, whatever day those before believed it was. */
	size_t n = dailies(a, folder, name, &there), kept = 1;
	for (size_t i = 0; i < n; i++)
		if (strcmp(there[i], path) && ++kept > KEPT)
			unlink(there[i]);
	return OK;
}
