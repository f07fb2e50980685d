/* path_walk.c - breadth first over the ties from both ends at once, one indexed query a person or
 * institution: two small circles that meet hold far fewer than one large one. */
#include "path_private.h"
#include "tie_private.h"

/* clang-format off */
#define TRIED "min(3, 1 + count(*))"
#define PLACE "2 + (ifnull(t.is_core_team, 0) OR ifnull(t.is_head, 0)), 'p', t.position, "
#define TIE "ifnull(r.strength, 2), 'r', r.kind, "
/* Over the maps of campaigns: what actors do to each other but for rivals, and our ways in. One end
 * is t, whose column `end` is :id; the other is o with p or i. */
#define OTHER "iif(o.person IS NULL, 1, 0), coalesce(o.person, o.institution), "
#define OTHER_LISTED " LEFT JOIN person p ON p.id = o.person" \
	" LEFT JOIN institution i ON i.id = o.institution" \
	" WHERE t.archived_at IS NULL AND o.archived_at IS NULL" \
	" AND (i.id IS NOT NULL AND i.archived_at IS NULL OR " LISTED("p") ")"
#define MOVES(end, of, to, back) \
	"SELECT " OTHER "ifnull(x.strength, 2), 'i', x.kind, " back \
	" FROM power_actor t JOIN power_edge x ON x." of " = t.id AND x.archived_at IS NULL" \
	" AND x.kind <> 'rivals' JOIN power_actor o ON o.id = x." to OTHER_LISTED \
	" AND t." end " = :id"
#define ON_MAPS(end) \
	MOVES(end, "from_actor", "to_actor", "0") \
	" UNION ALL " MOVES(end, "to_actor", "from_actor", "1") \
	" UNION ALL SELECT 0, t.route, 3, 'w', NULL, 1 FROM power_actor t" \
	" JOIN person p ON p.id = t.route WHERE t." end " = :id AND t.archived_at IS NULL" \
	" AND " LISTED("p")
#define LEADS_IN \
	" UNION ALL SELECT " OTHER "3, 'w', NULL, 0 FROM power_actor t" \
	" JOIN power_actor o ON o.id = t.id" OTHER_LISTED " AND t.route = :id"
#define WAY_IN DOOR("l") " AND i.archived_at IS NULL"

/* What is tied to one: kind, id, strength, sign of the tie, its word, read backwards? */
static const char *const ties_of[] = {
	[PERSON] =
		"SELECT 0, r.to_person, " TIE "0"
		" FROM relationship r JOIN person p ON p.id = r.to_person"
		" WHERE r.from_person = :id AND " OPEN("r") " AND " LISTED("p")
		" UNION ALL SELECT 0, r.from_person, " TIE "1"
		" FROM relationship r JOIN person p ON p.id = r.from_person"
		" WHERE r.to_person = :id AND " OPEN("r") " AND " LISTED("p")
		" UNION ALL SELECT 1, t.institution, " PLACE "0"
		" FROM institution_person t JOIN institution i ON i.id = t.institution"
		" WHERE t.person = :id AND " STANDS("t") " AND i.archived_at IS NULL"
		" UNION ALL SELECT 0, m.person, " TRIED ", 'm', NULL, 0"
		" FROM user u CROSS JOIN one_to_one m ON m.organiser = u.id"
		" JOIN person p ON p.id = m.person"
		" WHERE u.person = :id AND " HELD("m") " AND " LISTED("p") " GROUP BY m.person"
		" UNION ALL SELECT 0, u.person, " TRIED ", 'm', NULL, 0"
		" FROM one_to_one m JOIN user u ON u.id = m.organiser"
		" JOIN person p ON p.id = u.person"
		" WHERE m.person = :id AND " HELD("m") " AND " LISTED("p") " GROUP BY u.person",
	[INSTITUTION] =
		"SELECT 0, t.person, " PLACE "1"
		" FROM institution_person t JOIN person p ON p.id = t.person"
		" WHERE t.institution = :id AND " STANDS("t") " AND " LISTED("p")
		" UNION ALL SELECT 1, l.b, 1, 'l', l.kind, 0"
		" FROM institution_link l JOIN institution i ON i.id = l.b"
		" WHERE l.a = :id AND " WAY_IN
		" UNION ALL SELECT 1, l.a, 1, 'l', l.kind, 1"
		" FROM institution_link l JOIN institution i ON i.id = l.a"
		" WHERE l.b = :id AND " WAY_IN,
	[USER] =
		"SELECT 0, m.person, " TRIED ", 'm', NULL, 0"
		" FROM one_to_one m JOIN person p ON p.id = m.person"
		" WHERE m.organiser = :id AND " HELD("m") " AND " LISTED("p") " GROUP BY m.person",
};

/* The same on the maps of campaigns, asked for those who are on one. */
static const char *const maps_of[] = {
	[PERSON] = ON_MAPS("person") LEADS_IN,
	[INSTITUTION] = ON_MAPS("institution"),
};
static const char on_maps[] =
	"SELECT 2 * t.person FROM power_actor t WHERE t.person > 0"
	" UNION ALL SELECT 2 * t.route FROM power_actor t WHERE t.route > 0"
	" UNION ALL SELECT 2 * t.institution + 1 FROM power_actor t WHERE t.institution > 0";
/* clang-format on */

const struct entity *path_entity(enum kind kind)
{
	static const char *const names[] = { "person", "institution", "user" };
	return entity_find(names[kind]);
}

enum kind path_kind(const struct entity *e)
{
	enum kind kind = PERSON;
	while (kind < USER && path_entity(kind) != e)
		kind++;
	return kind;
}

/* ---- the walk ---- */

static unsigned hash(enum kind kind, int64_t id)
{
	uint64_t h = ((uint64_t)id * 4 + kind) * 0x9e3779b97f4a7c15u;
	return (unsigned)(h >> 32);
}

/* The slot where that one is, or where it belongs. */
static int *slot_of(struct walk *w, enum kind kind, int64_t id)
{
	unsigned mask = (unsigned)w->slots - 1, at = hash(kind, id) & mask;
	while (w->slot[at]) {
		const struct node *n = &w->node[w->slot[at] - 1];
		if (n->kind == kind && n->id == id)
			break;
		at = (at + 1) & mask;
	}
	return &w->slot[at];
}

static void more_room(struct walk *w)
{
	w->room = w->room ? w->room * 2 : 256;
	w->node = xrealloc(w->node, sizeof *w->node * (size_t)w->room);
	free(w->slot);
	w->slots = w->room * 2;
	w->slot = xcalloc((size_t)w->slots, sizeof *w->slot);
	for (int i = 0; i < w->n; i++)
		*slot_of(w, w->node[i].kind, w->node[i].id) = i + 1;
}

/* One that is met for the first time, or over stronger ties at the same distance. */
static void reach(struct walk *w, const struct node *to, const char *word)
{
	if (w->n == w->room)
		more_room(w);
	int *slot = slot_of(w, to->kind, to->id);
	struct node *n = *slot ? &w->node[*slot - 1] : &w->node[w->n];
	if (*slot && (n->depth != to->depth || n->strength >= to->strength))
		return;
	if (!*slot)
		*slot = ++w->n;
	*n = *to;
	n->word = arena_dup(w->a, word);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Few are on a map: asking that of all the others would double what a walk takes. */
static enum rc read_mapped(struct walk *w)
{
	int room = 0;
	struct stmt *st = db_query(w->db, on_maps, NULL);
	while (db_step(st)) {
		if (w->nmapped == room)
			w->mapped = xrealloc(w->mapped,
				sizeof *w->mapped * (size_t)(room = room * 2 + 64));
		w->mapped[w->nmapped++] = db_int(st, 0);
	}
	if (w->nmapped)
		qsort(w->mapped, (size_t)w->nmapped, sizeof *w->mapped, by_number);
	return db_done(st);
}

static bool is_mapped(const struct walk *w, const struct node *n)
{
	int64_t key = 2 * n->id + (n->kind == INSTITUTION);
	return n->kind != USER && w->nmapped &&
		bsearch(&key, w->mapped, (size_t)w->nmapped, sizeof key, by_number);
}

static enum rc look_at(struct walk *w, int at, const char *ties)
{
	struct node from = w->node[at];
	struct stmt *st = db_query(w->db, ties, BIND(I("id", from.id)));
	while (db_step(st)) {
		struct node to = { .kind = (enum kind)db_int(st, 0),
			.id = db_int(st, 1),
			.before = at,
			.depth = from.depth + 1,
			.strength = from.strength + (int)db_int(st, 2),
			.sign = *db_text(st, 3),
			.back = db_int(st, 5) };
		reach(w, &to, db_text(st, 4));
	}
	return db_done(st);
}

static enum rc look_from(struct walk *w, int at)
{
	enum kind kind = w->node[at].kind;
	enum rc rc = look_at(w, at, ties_of[kind]);
	return !rc && is_mapped(w, &w->node[at]) ? look_at(w, at, maps_of[kind]) : rc;
}

int walk_found(struct walk *w, enum kind kind, int64_t id)
{
	return *slot_of(w, kind, id) - 1;
}

enum rc walk_widen(struct walk *w)
{
	enum rc rc = OK;
	for (int end = w->n; w->edge < end && !rc; w->edge++)
		rc = look_from(w, w->edge);
	return rc;
}

/* Where the farthest nodes of w lie in the other walk too: there the two chains are one, of all that
 * are as short the strongest. -1: nowhere. */
static int meeting(struct walk *w, struct walk *other, int *in_other)
{
	int best = -1, most = -1;
	for (int i = w->edge; i < w->n; i++) {
		const struct node *n = &w->node[i];
		int at = walk_found(other, n->kind, n->id);
		if (at < 0 || n->strength + other->node[at].strength <= most)
			continue;
		most = n->strength + other->node[at].strength;
		best = i;
		*in_other = at;
	}
	return best;
}

/* From both ends, the narrower circle first, until they meet or one can go no further. Nobody's ties
 * lead to a user who is no person on file: such an end is only walked from. */
enum rc walk_both(struct walk *from, struct walk *to, int *in_from, int *in_to)
{
	bool one_way = to->node[0].kind == USER;
	enum rc rc = OK;
	*in_from = -1;
	while (!rc && *in_from < 0 && from->edge < from->n && to->edge < to->n) {
		if (one_way || from->n - from->edge <= to->n - to->edge) {
			if (!(rc = walk_widen(from)))
				*in_from = meeting(from, to, in_to);
		} else if (!(rc = walk_widen(to))) {
			*in_to = meeting(to, from, in_from);
		}
	}
	return rc;
}

struct hop *walk_hops(struct walk *w, int at, int room, int *n)
{
	struct hop *hop = arena_array(w->a, struct hop, room);
	*n = w->node[at].depth + 1;
	for (int i = *n - 1; i >= 0; i--, at = w->node[at].before) {
		const struct node *x = &w->node[at];
		hop[i] = (struct hop){ i ? w->node[x->before].kind : x->kind, x->kind, x->id, x->sign,
			x->back, x->word };
	}
	return hop;
}

/* From where the walks met on, the other walk's chain is read from its far end: each tie the other
 * way round. */
void walk_on(struct walk *w, int at, struct hop *hop, int *n)
{
	for (; w->node[at].depth; at = w->node[at].before) {
		const struct node *x = &w->node[at], *next = &w->node[x->before];
		hop[(*n)++] = (struct hop){ x->kind, next->kind, next->id, x->sign, !x->back, x->word };
	}
}

enum rc walk_begin(struct walk *w, struct db *db, struct arena *a, enum kind kind, int64_t id)
{
	*w = (struct walk){ .db = db, .a = a };
	reach(w, &(struct node){ .kind = kind, .id = id }, NULL);
	return read_mapped(w);
}

void walk_end(struct walk *w)
{
	free(w->node);
	free(w->slot);
	free(w->mapped);
}
