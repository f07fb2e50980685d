/* path_private.h - the inside of path.c: the walk over the ties (path_walk.c) and the chain in words
 * (path_words.c). Nobody else includes it. */
#ifndef PATH_PRIVATE_H
#define PATH_PRIVATE_H
#include "path.h"

enum kind { PERSON, INSTITUTION, USER };
const struct entity *path_entity(enum kind kind);
enum kind path_kind(const struct entity *e);

/* Where the walk has been. `before` is the node it came from, over the tie told by `sign`, `word`.
 */
struct node {
	enum kind kind;
	int64_t id;
	int before, depth, strength;
	char sign;
	bool back;
	const char *word;
};

struct walk {
	struct db *db;
	struct arena *a;
	struct node *node;
	int n, room;
	int edge;         /* the first node that was not looked from yet */
	int *slot, slots; /* node + 1 by hash; a power of two */
	int64_t *mapped;  /* who is on a map, 2 * id + kind, ascending */
	int nmapped;
};

/* One step of the chain that was found: to whom or what, and over which tie from where. */
struct hop {
	enum kind before, kind;
	int64_t id;
	char sign;
	bool back;
	const char *word;
};

/* path_walk.c. A walk begins at one end and is widened a whole distance at a time: only then is the
 * strongest of the shortest chains known. */
enum rc walk_begin(struct walk *w, struct db *db, struct arena *a, enum kind kind, int64_t id);
enum rc walk_widen(struct walk *w);
void walk_end(struct walk *w);
/* Which node that one is; -1: not met. */
int walk_found(struct walk *w, enum kind kind, int64_t id);
/* Widens both until they meet, at *in_from of one and *in_to of the other (-1: nowhere). */
enum rc walk_both(struct walk *from, struct walk *to, int *in_from, int *in_to);
/* The chain to node `at`; *n hops, room for as many as asked. */
struct hop *walk_hops(struct walk *w, int at, int room, int *n);
/* The chain goes on from node `at` to where w began. */
void walk_on(struct walk *w, int at, struct hop *hop, int *n);

/* path_words.c */
void path_tell(struct db *db, struct arena *a, const struct hop *hop, int n, struct path *ret);
#endif
