/* path.h - who can introduce whom: the shortest chain of people and institutions between two.
 *
 * Ties are relationships, positions that have not ended, links between institutions (rivals are no
 * way in), and one-to-ones that were held, between the person met and the user's own person. Of
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

/* "7" or a title, of a person else of an institution; "person:7", "institution:St Giles"; "me". */
enum rc path_end(struct db *db, const char *typed, const struct entity **e, int64_t *id);
/* NOTFOUND: there is no chain; BUSY: a key stopped it. The words say so. All is in a. */
enum rc path_find(struct db *db, struct arena *a, const struct entity *from, int64_t from_id,
	const struct entity *to, int64_t to_id, struct path *ret);
/* "Ana Quispe, who is a neighbour of Adaeze Okafor, who is warden at St Giles." */
const char *path_words(struct arena *a, const struct path *p);
#endif
