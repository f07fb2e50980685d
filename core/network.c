/* network.c - the graph of the people on file: two walks through the file. */
#include "network.h"
#include "tie_private.h"

/* clang-format off */
#define THE_WEB " /* scan: all people or all ties, when somebody asks who holds them together */"

static const char points[] =
	"SELECT 0, p.id FROM person p WHERE " LISTED("p")
	" UNION ALL SELECT 1, i.id FROM institution i WHERE :places AND i.archived_at IS NULL" THE_WEB;
/* Two ends, each a place (1) or a person (0). */
static const char ties[] =
	"SELECT 0, r.from_person, 0, r.to_person FROM relationship r WHERE " OPEN("r")
	" UNION ALL SELECT 0, t.person, 1, t.institution FROM institution_person t"
	" WHERE :places AND " STANDS("t")
	" UNION ALL SELECT 1, l.a, 1, l.b FROM institution_link l WHERE :places AND " DOOR("l")
	" UNION ALL SELECT 0, m.person, 0, u.person FROM one_to_one m"
	" JOIN user u ON u.id = m.organiser WHERE :places AND " HELD("m") THE_WEB;
/* clang-format on */

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static int point_of(const int64_t *id, int n, int64_t want)
{
	const int64_t *at = n ? bsearch(&want, id, (size_t)n, sizeof *id, by_id) : NULL;
	return at ? (int)(at - id) : -1;
}

int network_person(const struct network *n, int64_t id)
{
	return point_of(n->id, n->people, id);
}

int network_place(const struct network *n, int64_t id)
{
	int at = point_of(n->id + n->people, n->g.n - n->people, id);
	return at < 0 ? at : at + n->people;
}

static enum rc load_points(struct db *db, bool places, struct network *n)
{
	int got = 0, room = 0;
	struct stmt *st = db_query(db, points, BIND(I("places", places)));
	while (db_step(st)) {
		if (got == room)
			n->id = xrealloc(n->id, sizeof *n->id * (size_t)(room = room * 2 + 1024));
		n->people += !db_int(st, 0);
		n->id[got++] = db_int(st, 1);
	}
	graph_init(&n->g, got);
	if (got) {
		qsort(n->id, (size_t)n->people, sizeof *n->id, by_id);
		qsort(n->id + n->people, (size_t)(got - n->people), sizeof *n->id, by_id);
	}
	return db_done(st);
}

static enum rc load_ties(struct db *db, bool places, struct network *n)
{
	struct stmt *st = db_query(db, ties, BIND(I("places", places)));
	while (db_step(st)) {
		int64_t a = db_int(st, 1), b = db_int(st, 3);
		int from = db_int(st, 0) ? network_place(n, a) : network_person(n, a);
		int to = db_int(st, 2) ? network_place(n, b) : network_person(n, b);
		if (from >= 0 && to >= 0)
			graph_add(&n->g, from, to);
	}
	return db_done(st);
}

enum rc network_load(struct db *db, bool places, struct network *ret)
{
	*ret = (struct network){ 0 };
	enum rc rc = load_points(db, places, ret);
	if (!rc)
		rc = load_ties(db, places, ret);
	if (rc)
		network_release(ret);
	else
		graph_seal(&ret->g);
	return rc;
}

void network_release(struct network *n)
{
	graph_release(&n->g);
	free(n->id);
	*n = (struct network){ 0 };
}
