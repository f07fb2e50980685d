/* db_lock.c - one writer after the other: a lock on FILE-lock round each transaction.
 *
 * SQLite's own waiting starves some of eight writers for seconds; the kernel serves a blocked
 * flock in turn. The wait is broken five times a second to ask the wait hook. */
#include "db_private.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#define WHO 120           /* bytes of the holder's words */
#define LOOK_EVERY 200000 /* microseconds */
#define PATIENCE 50       /* looks without a hook: 10 s */

static void woken(int sig)
{
	(void)sig;
}

static void holder_of(int fd, char who[WHO])
{
	ssize_t n = pread(fd, who, WHO - 1, 0);
	who[n > 0 ? n : 0] = 0;
}

/* The holder's words, always as many bytes, and only when others stand there: the file's size stays
 * as it is, so that the sync of a save has nothing of this file to carry. */
static void tell_who(struct db *db)
{
	char mine[WHO] = "", there[WHO] = "";
	snprintf(mine, sizeof mine, "%s", db->busy_as ? db->busy_as : "");
	if (pread(db->lock, there, WHO, 0) >= 0 && !memcmp(mine, there, WHO))
		return;
	if (pwrite(db->lock, mine, WHO, 0) < 0)
		return; /* a courtesy: a full disk will be said by the write itself */
}

/* Waits in the kernel's queue, looking round now and then. */
static enum rc wait_turn(struct db *db)
{
	struct sigaction wake = { .sa_handler = woken }, before;
	struct itimerval every = { { 0, LOOK_EVERY }, { 0, LOOK_EVERY } }, none = { 0 };
	char who[WHO] = "";
	enum rc rc = OK;
	sigaction(SIGALRM, &wake, &before);
	setitimer(ITIMER_REAL, &every, NULL);
	for (int looks = 0; flock(db->lock, LOCK_EX); looks++) {
		bool woke = errno == EINTR;
		holder_of(db->lock, who);
		if (woke && (db->wait ? db->wait(db->wait_arg, who) : looks < PATIENCE))
			continue;
		rc = db_fail(db, BUSY, _("Somebody is writing to %s (%s). Nothing was changed; "
			"try again"), db->path, *who ? who : "?");
		break;
	}
	setitimer(ITIMER_REAL, &none, NULL);
	sigaction(SIGALRM, &before, NULL);
	return rc;
}

enum rc lock_take(struct db *db)
{
	if (db->lock < 0) {
		struct str path = STR_INIT;
		char *real = realpath(db->path, NULL); /* one lock, whatever link leads there */
		str_addf(&path, "%s-lock", real ? real : db->path);
		free(real);
		db->lock = open(path.s, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		str_release(&path);
		if (db->lock < 0)
			return db_fail(db, FAILED, _("%s-lock cannot be made: %s"), db->path,
				strerror(errno));
	}
	if (flock(db->lock, LOCK_EX | LOCK_NB)) {
		enum rc rc = wait_turn(db);
		if (rc)
			return rc;
	}
	tell_who(db);
	return OK;
}

void lock_give(struct db *db)
{
	if (db->lock >= 0)
		flock(db->lock, LOCK_UN);
}

/* What is saved in a file that was deleted or replaced meanwhile is lost when it is closed. */
static enum rc still_there(struct db *db)
{
	struct stat st;
	if (!stat(db->path, &st) && st.st_dev == db->dev && st.st_ino == db->ino)
		return OK;
	return db_fail(db, FAILED, _("%s is no longer the file that was opened: it was moved, deleted or"
		" replaced. Nothing was changed; put it back and start again"), db->path);
}

enum rc db_begin(struct db *db)
{
	if (db->depth++)
		return OK;
	enum rc rc = db->readonly ? db_fail(db, DENIED, _("%s is read-only: nothing can be saved"),
		db->path) : lock_take(db);
	if (!rc && ((rc = still_there(db)) || (rc = db_run(db, "BEGIN IMMEDIATE", NULL))))
		lock_give(db);
	if (rc)
		db->depth = 0;
	db->lost = OK;
	return rc;
}

enum rc db_commit(struct db *db)
{
	if (!db->depth) /* somebody inside gave up: the words are theirs */
		return FAILED;
	if (--db->depth)
		return OK;
	enum rc rc = db->lost ? db_fail(db, db->lost, "%s",
		_("What was done could not be written down, so nothing was changed. Try again"))
		: db_run(db, "COMMIT", NULL);
	if (rc) {
		db->depth = 1;
		char words[1000];
		snprintf(words, sizeof words, "%s", db->words.s);
		db_rollback(db);
		return db_fail(db, rc, "%s", words);
	}
	lock_give(db);
	wall_ended(db, true);
	if (db->ended)
		db->ended(db, true);
	return OK;
}

void db_rollback(struct db *db)
{
	if (!db->depth)
		return;
	db->depth = 0;
	char words[1000]; /* of the fault that led here */
	snprintf(words, sizeof words, "%s", db->words.s);
	db_run(db, "ROLLBACK", NULL); /* says so when SQLite has rolled back already */
	db_fail(db, OK, "%s", words);
	db->bulk = false;
	lock_give(db);
	wall_ended(db, false);
	if (db->ended)
		db->ended(db, false);
}

enum rc db_end(struct db *db, enum rc rc)
{
	if (!rc)
		return db_commit(db);
	db_rollback(db);
	return rc;
}

bool db_writing(const struct db *db)
{
	return db->depth > 0;
}

void db_busy_as(struct db *db, const char *who_what)
{
	free(db->busy_as);
	db->busy_as = xstrdup(who_what);
}

void db_wait_hook(struct db *db, bool (*wait)(void *arg, const char *holder), void *arg)
{
	db->wait = wait;
	db->wait_arg = arg;
}
