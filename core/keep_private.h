/* keep_private.h - the hands that the keep*.c files have in common. */
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
/* Do both names mean one file? */
bool keep_is_one(const char *path, const char *other);
/* Is it a copy of that file, or the file itself? */
bool keep_same_file(struct db *db, struct arena *a, struct db *copy);
/* The files of a folder that are wanted, the last by name first; how many there are. */
size_t keep_files(struct arena *a, const char *folder,
	bool (*wanted)(const char *file, const char *name), const char *name, const char ***ret);
/* Is it "NAME-2026-11-21.db"? name NULL: any. */
bool keep_is_daily(const char *file, const char *name);
#endif
