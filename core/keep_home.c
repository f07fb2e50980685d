/* keep_home.c - where the file lives, and what to think when it is met elsewhere. */
#include "keep_private.h"
#include "db_private.h"
#include "schema.h"
#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* This machine among others, as 16 hex digits; the number itself is nobody's business. PACT_MACHINE
 * names it in tests, and where each start is another container. */
static void machine(char ret[17])
{
	char id[64] = "";
	const char *named = getenv("PACT_MACHINE");
	FILE *f = named && *named ? NULL : fopen("/etc/machine-id", "re");
	if (named && *named)
		snprintf(id, sizeof id, "%s", named);
	else if (!f || !fgets(id, sizeof id, f))
		gethostname(id, sizeof id - 1);
	if (f)
		fclose(f);
	id[strcspn(id, "\n")] = 0;
	snprintf(ret, 17, "%016llx", (unsigned long long)str_hash(STR_HASH, id));
}

/* A home as it is written down: "MACHINE INODE PATH". */
struct home {
	char machine[17];
	unsigned long long inode;
	const char *path;
};

static bool read_home(struct arena *a, const char *text, struct home *ret)
{
	int at = 0;
	if (!text || sscanf(text, "%16[0-9a-f] %llu %n", ret->machine, &ret->inode, &at) < 2 || !at)
		return false;
	ret->path = arena_dup(a, text + at);
	return *ret->path;
}

static unsigned long long inode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) ? 0 : st.st_ino;
}

static const char *real_path(struct arena *a, const char *path)
{
	char *real = realpath(path, NULL);
	const char *ret = arena_dup(a, real ? real : path);
	free(real);
	return ret;
}

static uint64_t chance(void)
{
	uint64_t n;
	if (getrandom(&n, sizeof n, 0) != sizeof n)
		die("getrandom: %s", strerror(errno));
	return n;
}

/* A number that no record of this file was ever made under. */
static int new_site(struct db *db)
{
	int site;
	do
		site = (int)(1 + chance() % 8190); /* 8191 is nobody's: edit_key.c */
	while (db_int_of(db, "SELECT EXISTS(SELECT 1 FROM seq WHERE entity > '' AND site = :site)"
		" OR EXISTS(SELECT 1 FROM txn WHERE id BETWEEN :site << 40 AND (:site + 1 << 40) - 1)",
		BIND(I("site", site)), 0)); /* every record has drawn its id there, every action its own */
	return site;
}

static enum rc write_home(struct db *db, struct arena *a, const char *path, bool copy)
{
	char here[17];
	machine(here);
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	rc = schema_setting(db, "_home", arena_printf(a, "%s %llu %s", here,
		inode_of(db_path(db)), path));
	if (!rc && !db_setting(db, a, "_file", NULL))
		rc = schema_setting(db, "_file", arena_printf(a, "%08x", (unsigned)chance()));
	if (!rc && copy) {
		rc = schema_setting(db, "_site", arena_printf(a, "%d", new_site(db)));
		db->site = -1;
	}
	return db_end(db, rc);
}

enum rc keep_home_is(struct db *db, const char *path)
{
	struct arena a = { 0 };
	enum rc rc = write_home(db, &a, path, false);
	arena_free(&a);
	return rc;
}

enum rc keep_settle(struct db *db, bool copy)
{
	struct arena a = { 0 };
	enum rc rc = write_home(db, &a, real_path(&a, db_path(db)), copy);
	arena_free(&a);
	return rc;
}

/* A move that was cut short just before its end is ended now. */
static void end_move(struct arena *a, const char *to)
{
	const char *unfinished = arena_printf(a, "%s.unfinished", to);
	struct db *words;
	if (!access(to, F_OK) || access(unfinished, F_OK))
		return;
	if (!db_open(&words, unfinished, DB_READONLY))
		keep_name(words, unfinished, to);
	db_close(words);
}

enum rc keep_meet(struct db *db, struct arena *a, enum met *ret, const char **other)
{
	struct home home;
	char here[17];
	const char *path = real_path(a, db_path(db));
	*ret = MET_HOME;
	*other = db_setting(db, a, "_moved", NULL);
	if (*other) {
		end_move(a, *other);
		*ret = MET_LEFT;
		return OK;
	}
	if (same(db_setting(db, a, "_demo", NULL), "1"))
		return OK;
	bool known = read_home(a, db_setting(db, a, "_home", NULL), &home);
	machine(here);
	if (known && strcmp(home.machine, here)) {
		*ret = MET_ELSEWHERE;
		return OK;
	}
	if (known && !strcmp(home.path, path))
		return OK;
	/* Another name for the same inode is the same file, wherever it lies. */
	if (known && home.inode != inode_of(path) && inode_of(home.path) == home.inode) {
		*ret = MET_COPY;
		*other = home.path;
		return OK;
	}
	return db_readonly(db) ? OK : write_home(db, a, path, false);
}
