/* keep.h - keeping the file: copies of it, the way back from one, another folder, another machine.
 *
 * Whatever happens on the way - a full disk, a kill, the power - one good file stands under the name
 * it had. A copy is made under another name, checked and brought to the disk before it gets its own;
 * nothing that is there is ever written over.
 *
 * A file knows where it lives (setting "_home": machine, inode, path). Met at another path of the
 * same machine it was copied if the file it came from is still there, else moved. Met on another
 * machine only a person can say. A copy draws a site number of its own, so that what is added to both
 * is never taken for the same record. "_file" names the file and its copies among all others.
 */
#ifndef KEEP_H
#define KEEP_H
#include "db.h"

/* A checked copy, 0600. INVALID: there is something of that name already. *size is in bytes. */
enum rc keep_backup(struct db *db, const char *to, int64_t *size);
/* The day's copy, folder/NAME-DATE.db: made when there is none of today, and the seven newest are
 * kept. *made is NULL when there was nothing to do: the demonstration and read-only files have none.
 * BUSY: the interrupt hook stopped it; there is no copy then. */
enum rc keep_daily(struct db *db, struct arena *a, const char *folder, const char **made);

/* Whoever was erased (care.h) leaves the copies as well. A copy of db's file by its name: INVALID when it
 * is none. *people: how many left it now. name: who was erased just now, to be looked for in what
 * others wrote; NULL: nobody in particular, and then a copy that lacks nothing is only read. */
enum rc keep_clean(struct db *db, struct arena *a, const char *copy, const char *name, int *people);
/* All the copies that the program made by itself: of each day in that folder (NULL: there is none),
 * what restore kept beside the file, what move left behind. BUSY: the interrupt hook stopped it;
 * keep_daily goes on with it. */
struct cleaned {
	int copies;       /* she left so many */
	const char *left; /* "\nFILE: why" each, those that may still hold her; "" when none */
};
enum rc keep_clean_all(struct db *db, struct arena *a, const char *folder, const char *name,
	struct cleaned *ret);

struct kept {
	struct db *db;     /* what words are on; the caller closes it. Never NULL */
	const char *path;  /* restore: the old file, kept beside (NULL: there was none). move: the new */
	int erased;        /* restore: people forgotten since the copy was made, and now again */
	bool damaged;      /* restore: the old file could not be read, so none of them are known */
};
/* Puts the copy `from` in the place of `path`, whatever state that is in. INVALID: `from` is no sound
 * copy. BUSY: somebody has the file open. */
enum rc keep_restore(struct arena *a, const char *path, const char *from, struct kept *ret);
/* Into another folder, which is made if need be; the old file stays, marked as moved and read-only.
 * INVALID: no place for it, or there is a file of that name. BUSY as above. */
enum rc keep_move(struct arena *a, const char *path, const char *folder, struct kept *ret);

enum met {
	MET_HOME,      /* where it lives; or it was moved, which has been written down */
	MET_COPY,      /* a copy: the file it came from is there still */
	MET_ELSEWHERE, /* on another machine: moved or copied? */
	MET_LEFT,      /* the one that `move` left behind: to be read only */
};
/* *other is the place of the original (COPY) or where it went (LEFT); else NULL. */
enum rc keep_meet(struct db *db, struct arena *a, enum met *ret, const char **other);
/* It lives here now; a copy gets its own site number. */
enum rc keep_settle(struct db *db, bool copy);
#endif
