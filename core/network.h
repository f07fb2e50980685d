/* network.h - the people on file and the ties between them as a graph.
 *
 * Every person who may stand in a list is a point, without ties too; nobody hidden, at rest or
 * archived is. Ties are relationships; with places, institutions are points as well, and positions,
 * links between them and one-to-ones are ties too: what path.h says, but for the maps of campaigns.
 */
#ifndef NETWORK_H
#define NETWORK_H
#include "db.h"
#include "graph.h"

struct network {
	struct graph g;
	int64_t *id;       /* of each point: people first, then institutions, each in rising order */
	int people;
};

enum rc network_load(struct db *db, bool places, struct network *ret);
void network_release(struct network *n);
/* The point of a person or an institution; -1: not in the graph. */
int network_person(const struct network *n, int64_t id);
int network_place(const struct network *n, int64_t id);
#endif
