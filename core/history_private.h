/* history_private.h - an action being taken back: history_undo.c row by row, history_bulk.c by set. */
#ifndef HISTORY_PRIVATE_H
#define HISTORY_PRIVATE_H
#include "history.h"
#include "str.h"

struct undo {
	struct db *db;
	struct arena a;
	int64_t txn;       /* being reverted */
	int64_t done, stayed;
	int64_t followed;  /* rows that keep a field of what was done */
	struct str names;  /* of the first that stayed */
	enum rc fault;     /* history could not be read to its end */
};

struct change {
	int64_t id, row;
	const struct entity *e;
	char op;
	const char *before, *after;
};

/* History is written by these files alone, whoever is here. */
enum rc history_write(struct db *db, const char *sql, const struct bind *binds);
/* The row stays as it is: counted, and the first few are named. */
void undo_stays(struct undo *u, const struct entity *e, int64_t id, const char *why);
/* A bulk insert: its rows go, but for those worked on since or pointed at. */
enum rc undo_take_out_all(struct undo *u, const struct change *c);
/* All rows of e that the action deleted. */
enum rc undo_put_back_all(struct undo *u, const struct entity *e);
#endif
