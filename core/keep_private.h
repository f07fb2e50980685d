/* keep_private.h - the hands that keep.c, keep_restore.c and keep_home.c have in common. */
#ifndef KEEP_PRIVATE_H
#define KEEP_PRIVATE_H
#include "keep.h"

/* Gives a finished file its name. INVALID when there is one of that name. */
enum rc keep_name(struct db *db, const char *unfinished, const char *path);
/* The file, and the folder it is in, to the disk. */
enum rc keep_sync(struct db *db, const char *path);
/* FILE-wal, FILE-shm and FILE-lock, of a file that nobody has open. */
void keep_tidy(const char *path);
/* Home is at `path`, where the open file is going to be. */
enum rc keep_home_is(struct db *db, const char *path);
#endif
