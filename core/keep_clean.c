/* keep_clean.c - who was erased leaves the copies of the file too. */
#include "keep_private.h"
#include "care.h"
#include "db_private.h"
#include "schema.h"
#include <sys/stat.h>
#include <unistd.h>

/* The copy's own words, on db. */
static enum rc told(struct db *db, struct db *copy, enum rc rc)
{
	return rc ? db_fail(db, rc, "%s", db_words(copy)) : OK;
}

/* Opened to be written, of this program's schema, and one file again at the end. */
static enum rc clean(struct db *db, struct arena *a, const char *copy, const char *name,
	int *people)
{
	struct db *c;
	enum rc rc = db_open(&c, copy, 0);
	db_interrupt_hook(c, db->stop);
	if (!rc)
		rc = db_script(c, "PRAGMA busy_timeout=500"); /* it will be told, and tried again */
	if (!rc)
		rc = schema_open(c);
	if (!rc && db_readonly(c))
		rc = db_fail(c, DENIED, "%s", _("it can only be read"));
	if (!rc)
		rc = erased_replay(db, c, name, people);
	if (!rc && !same(db_text_of(c, a, "PRAGMA journal_mode=DELETE", NULL), "delete"))
		rc = db_fail(c, BUSY, "%s", _("it is open elsewhere"));
	told(db, c, rc);
	db_close(c);
	unlink(arena_printf(a, "%s-before-v%d", copy, schema_newest())); /* a copy of the copy */
	if (!rc)
		keep_tidy(copy);
	return rc;
}

/* *other: it is a file of its own, which is left as it is. */
static enum rc clean_copy(struct db *db, struct arena *a, const char *copy, const char *name,
	int *people, bool *other)
{
	struct db *c;
	struct stat st;
	enum rc rc = db_open(&c, copy, DB_READONLY);
	*people = 0;
	*other = !rc && !keep_same_file(db, a, c);
	bool lacks = !rc && !*other && (name || !erased_all_there(db, c));
	told(db, c, rc);
	db_close(c);
	if (!lacks || stat(copy, &st))
		return rc;
	chmod(copy, (st.st_mode & 07777) | 0200); /* what move left behind is for reading only */
	rc = clean(db, a, copy, name, people);
	chmod(copy, st.st_mode & 07777);
	return rc;
}

enum rc keep_clean(struct db *db, struct arena *a, const char *copy, const char *name, int *people)
{
	bool other;
	if (keep_is_one(copy, db_path(db)))
		return db_fail(db, INVALID, _("%s is the file itself, not a copy of it"), copy);
	enum rc rc = clean_copy(db, a, copy, name, people, &other);
	return rc || !other ? rc : db_fail(db, INVALID, _("%s is no copy of %s"), copy,
		db_path(db));
}

/* ---- all of them ---- */

static bool is_beside(const char *file, const char *name)
{
	static const char mark[] = "-before-restore-", *const ends[] = { "-wal", "-shm", "-lock" };
	size_t n = strlen(name), len = strlen(file);
	if (strncmp(file, name, n) || strncmp(file + n, mark, sizeof mark - 1))
		return false;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (len > strlen(ends[i]) && !strcmp(file + len - strlen(ends[i]), ends[i]))
			return false;
	return true;
}

static const char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_dupn(a, path, (size_t)(slash - path) + (slash == path)) : ".";
}

/* Every one that may be ours: those of other files are told from ours when they are opened. */
static size_t all_copies(struct db *db, struct arena *a, const char *folder, const char ***ret)
{
	const char *slash = strrchr(db_path(db), '/'), *base = slash ? slash + 1 : db_path(db);
	const char **daily = NULL, **beside = NULL, *left = db_setting(db, a, "_left", NULL);
	size_t n = folder ? keep_files(a, folder, keep_is_daily, NULL, &daily) : 0;
	size_t m = keep_files(a, folder_of(a, db_path(db)), is_beside, base, &beside);
	const char **all = arena_array(a, const char *, n + m + 1);
	if (n)
		memcpy(all, daily, n * sizeof *all);
	if (m)
		memcpy(all + n, beside, m * sizeof *all);
	if (left && !access(left, F_OK) && !keep_is_one(left, db_path(db)))
		all[n + m++] = left;
	*ret = all;
	return n + m;
}

/* A key that stops is told from a copy that somebody else has open. */
struct asked {
	struct db_interrupt hook;
	bool stop;
};

static bool ask(void *arg)
{
	struct asked *of = arg;
	return of->stop = of->stop || of->hook.stop(of->hook.arg);
}

enum rc keep_clean_all(struct db *db, struct arena *a, const char *folder, const char *name,
	struct cleaned *ret)
{
	const char **copy;
	struct str left = STR_INIT;
	struct asked asked = { .hook = db->stop };
	*ret = (struct cleaned){ .left = "" };
	if (!erased_any(db))
		return OK;
	size_t n = all_copies(db, a, folder, &copy);
	if (asked.hook.stop)
		db_interrupt_hook(db, (struct db_interrupt){ ask, &asked });
	for (size_t i = 0; i < n; i++) {
		int people;
		bool other = false;
		enum rc rc = asked.stop ? BUSY : clean_copy(db, a, copy[i], name, &people, &other);
		ret->copies += !rc && !other;
		const char *why = asked.stop ? _("not yet") : db_words(db);
		if (rc && strstr(why, copy[i]))
			str_addf(&left, "\n%s", why);
		else if (rc)
			str_addf(&left, "\n%s: %s", copy[i], why);
	}
	ret->left = arena_dup(a, left.s ? left.s : "");
	str_release(&left);
	db_interrupt_hook(db, asked.hook);
	return asked.stop ? BUSY : OK;
}
