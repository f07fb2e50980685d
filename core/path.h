/* path.h - who can introduce whom: the shortest chain of people and institutions between two.
 *
 * Ties are relationships, positions that have not ended, links between institutions (rivals are no
 * way in), one-to-ones that were held, between the person met and the user's own person, and what
 * the maps of campaigns say: influence but for rivals, and our ways in. Of
 * chains equally short the one with the strongest ties is told. No chain goes through, begins or
 * ends with somebody hidden, at rest or archived, nor over a tie that is kept to oneself.
 */
#ifndef PATH_H
#define PATH_H
#include "entity.h"

struct path_step {
	const struct entity
		*e; /* person or institution; user: an organiser who is no person on file */
	int64_t id;
	const char *title;
	const char
		*tie; /* from the step before: "who is a neighbour of Adaeze Okafor"; NULL: first */
};

struct path {
	struct path_step *step;
	int n;
};

/* "7" or a title, of a person else of an institution; "person:7", "institution:St Giles"; "me"; or
 * the post somebody holds, "head of housing". */
enum rc path_end(struct db *db, const char *typed, const struct entity **e, int64_t *id);
/* NOTFOUND: there is no chain; BUSY: a key stopped it. The words say so. All is in a. */
enum rc path_find(struct db *db, struct arena *a, const struct entity *from, int64_t from_id,
	const struct entity *to, int64_t to_id, struct path *ret);
/* The same from one to many in one walk; where there is no chain ret[i].n is 0. */
struct path_end {
	const struct entity *e;
	int64_t id;
};
enum rc path_find_all(struct db *db, struct arena *a, const struct path_end *from,
	const struct path_end *to, int n, struct path *ret);
/* "Ana Quispe, who is a neighbour of Adaeze Okafor, who is warden at St Giles." */
const char *path_words(struct arena *a, const struct path *p);
#endif
