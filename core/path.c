/* path.c - breadth first over the ties, one indexed query a person or institution. */
#include "path.h"
#include "access.h"
#include "ftype.h"
#include "record.h"
#include "str.h"
#include <ctype.h>
#include <stdio.h>

enum kind { PERSON, INSTITUTION, USER };

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
	int *slot, slots; /* node + 1 by hash; a power of two */
};

/* clang-format off */
#define LISTED(p) p ".archived_at IS NULL AND " p ".contact_safety_level <> 'hidden'" \
	" AND ifnull(" p ".processing_restricted, 0) = 0"
#define STANDS(t) t ".archived_at IS NULL AND (" t ".to_on IS NULL OR " t ".to_on >= :today)"
#define MET "m.status = 'held' AND m.archived_at IS NULL"
#define TRIED "min(3, 1 + count(*))"
#define PLACE "2 + (ifnull(t.is_core_team, 0) OR ifnull(t.is_head, 0)), 'p', t.position, "
#define TIE "ifnull(r.strength, 2), 'r', r.kind, "
#define OPEN "r.archived_at IS NULL AND ifnull(r.hidden, 0) = 0"
#define WAY_IN "l.archived_at IS NULL AND l.kind <> 'rival' AND i.archived_at IS NULL"

/* What is tied to one: kind, id, strength, sign of the tie, its word, read backwards? */
static const char *const ties_of[] = {
	[PERSON] =
		"SELECT 0, r.to_person, " TIE "0"
		" FROM relationship r JOIN person p ON p.id = r.to_person"
		" WHERE r.from_person = :id AND " OPEN " AND " LISTED("p")
		" UNION ALL SELECT 0, r.from_person, " TIE "1"
		" FROM relationship r JOIN person p ON p.id = r.from_person"
		" WHERE r.to_person = :id AND " OPEN " AND " LISTED("p")
		" UNION ALL SELECT 1, t.institution, " PLACE "0"
		" FROM institution_person t JOIN institution i ON i.id = t.institution"
		" WHERE t.person = :id AND " STANDS("t") " AND i.archived_at IS NULL"
		" UNION ALL SELECT 0, m.person, " TRIED ", 'm', NULL, 0"
		" FROM user u CROSS JOIN one_to_one m ON m.organiser = u.id"
		" JOIN person p ON p.id = m.person"
		" WHERE u.person = :id AND " MET " AND " LISTED("p") " GROUP BY m.person"
		" UNION ALL SELECT 0, u.person, " TRIED ", 'm', NULL, 0"
		" FROM one_to_one m JOIN user u ON u.id = m.organiser"
		" JOIN person p ON p.id = u.person"
		" WHERE m.person = :id AND " MET " AND " LISTED("p") " GROUP BY u.person",
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
		" WHERE m.organiser = :id AND " MET " AND " LISTED("p") " GROUP BY m.person",
};
/* clang-format on */

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

static enum rc look_from(struct walk *w, int at)
{
	struct node from = w->node[at];
	struct stmt *st = db_query(w->db, ties_of[from.kind], BIND(I("id", from.id)));
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

static int found(struct walk *w, enum kind kind, int64_t id)
{
	return *slot_of(w, kind, id) - 1;
}

/* A whole distance at a time: only then is the strongest of the shortest known. */
static enum rc walk(struct walk *w, enum kind kind, int64_t id)
{
	enum rc rc = OK;
	for (int at = 0, end = w->n; at < end && found(w, kind, id) < 0; end = w->n)
		for (; at < end && !rc; at++)
			rc = look_from(w, at);
	return rc;
}

/* ---- in words ---- */

static const struct saying {
	const char *code, *forth, *back; /* %s: the one that comes next */
} sayings[] = {
	{ "partner", N_("who is the partner of %s"), N_("who is the partner of %s") },
	{ "friend", N_("who is a friend of %s"), N_("who is a friend of %s") },
	{ "family", N_("who is family of %s"), N_("who is family of %s") },
	{ "neighbour", N_("who is a neighbour of %s"), N_("who is a neighbour of %s") },
	{ "introduced_by", N_("who was introduced by %s"), N_("who introduced %s") },
	{ "brings", N_("who brings %s"), N_("whom %s brings") },
	{ "develops", N_("who develops %s"), N_("whom %s develops") },
	{ "same_institution", N_("who is from the same institution as %s"),
		N_("who is from the same institution as %s") },
	{ "same_trust", N_("which is in the same trust as %s"),
		N_("which is in the same trust as %s") },
	{ "network", N_("which is in the same network as %s"),
		N_("which is in the same network as %s") },
	{ "landlord", N_("which is the landlord of %s"), N_("whose landlord is %s") },
	{ "funder", N_("which funds %s"), N_("which is funded by %s") },
	{ "parish", N_("which is in the same parish as %s"),
		N_("which is in the same parish as %s") },
	{ "partner", N_("which is a partner of %s"), N_("which is a partner of %s") },
};

/* The first is a tie of people, the last the link of that name. */
static const struct saying *saying_of(const char *code, bool link)
{
	for (size_t i = 0; i < COUNT(sayings); i++) {
		const struct saying *s = &sayings[link ? COUNT(sayings) - 1 - i : i];
		if (same(s->code, code))
			return s;
	}
	return NULL;
}

/* "Parent governor" within a sentence; "NHS lead" stays. */
static const char *in_sentence(struct arena *a, const char *position)
{
	char *s = arena_dup(a, position);
	if (isupper((unsigned char)s[0]) && !isupper((unsigned char)s[1]))
		s[0] = (char)tolower((unsigned char)s[0]);
	return s;
}

static const char *position_words(struct arena *a, const struct node *n, const char *title)
{
	const char *as = n->word ? in_sentence(a, n->word) : NULL;
	if (n->back)
		return as ? arena_printf(a, _("where %s is %s"), title, as)
			  : arena_printf(a, _("where %s belongs"), title);
	return as ? arena_printf(a, _("who is %s at %s"), as, title)
		  : arena_printf(a, _("who belongs to %s"), title);
}

static const char *tie_words(struct walk *w, const struct node *n, const char *title)
{
	struct arena *a = w->a;
	if (n->sign == 'p')
		return position_words(a, n, title);
	if (n->sign == 'm' && w->node[n->before].kind == USER)
		return arena_printf(a, _("who have met %s one to one"), title);
	if (n->sign == 'm')
		return arena_printf(a, _("who has had a one-to-one with %s"), title);
	const struct saying *s = saying_of(n->word, n->sign == 'l');
	if (s)
		return arena_printf(a, n->back ? _(s->back) : _(s->forth), title);
	const char *label = code_label(
		w->db, a, n->sign == 'l' ? "institution_link_kind" : "relationship_kind", n->word);
	return arena_printf(a, _("tied to %s (%s)"), title, label);
}

static const struct entity *entity_of(enum kind kind)
{
	static const char *const names[] = { "person", "institution", "user" };
	return entity_find(names[kind]);
}

static void tell(struct walk *w, int at, struct path *ret)
{
	ret->n = w->node[at].depth + 1;
	ret->step = arena_array(w->a, struct path_step, ret->n);
	for (int i = ret->n - 1; i >= 0; i--, at = w->node[at].before) {
		const struct node *n = &w->node[at];
		struct path_step *step = &ret->step[i];
		step->e = entity_of(n->kind);
		step->id = n->id;
		step->title = n->kind == USER
				      ? _("You")
				      : arena_dup(w->a, record_title(w->db, w->a, step->e, n->id));
		step->tie = i ? tie_words(w, n, step->title) : NULL;
	}
}

const char *path_words(struct arena *a, const struct path *p)
{
	struct str b = STR_INIT;
	for (int i = 0; i < p->n; i++)
		str_addf(&b, "%s%s", i ? ", " : "", i ? p->step[i].tie : p->step[i].title);
	str_addc(&b, '.');
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

/* ---- the ends ---- */

static enum rc my_end(struct db *db, const struct entity **e, int64_t *id)
{
	*id = db_int_of(db, "SELECT person FROM user WHERE id = :me", NULL, 0);
	*e = *id ? entity_of(PERSON) : entity_of(USER);
	if (!*id)
		*id = db_my_id(db);
	return OK;
}

enum rc path_end(struct db *db, const char *typed, const struct entity **e, int64_t *id)
{
	if (!strcmp(typed, "me") || !strcmp(typed, _("me")))
		return my_end(db, e, id);
	for (enum kind kind = PERSON; kind <= INSTITUTION; kind++) {
		*e = entity_of(kind);
		size_t n = strlen((*e)->name);
		if (!strncmp(typed, (*e)->name, n) && typed[n] == ':')
			return record_resolve(db, *e, typed + n + 1, id);
	}
	*e = entity_of(PERSON);
	enum rc rc = record_resolve(db, *e, typed, id);
	if (rc != NOTFOUND)
		return rc;
	*e = entity_of(INSTITUTION);
	return record_resolve(db, *e, typed, id);
}

/* Hidden people, those at rest and what is archived are in no path, as its ends neither. */
static bool listed(struct db *db, enum kind kind, int64_t id)
{
	static const char *const sql[] = {
		[PERSON] = "SELECT 1 FROM person p WHERE p.id = :id AND " LISTED("p"),
		[INSTITUTION] = "SELECT 1 FROM institution WHERE id = :id AND archived_at IS NULL",
		[USER] = "SELECT 1 FROM user WHERE id = :id",
	};
	return db_int_of(db, sql[kind], BIND(I("id", id)), 0);
}

static enum kind kind_of(const struct entity *e)
{
	enum kind kind = PERSON;
	while (kind < USER && entity_of(kind) != e)
		kind++;
	return kind;
}

static enum rc search(struct walk *w, enum kind from, int64_t from_id, enum kind to, int64_t to_id,
	struct path *ret)
{
	struct node first = { .kind = from, .id = from_id };
	reach(w, &first, NULL);
	if (!listed(w->db, from, from_id) || !listed(w->db, to, to_id))
		return NOTFOUND;
	enum rc rc = walk(w, to, to_id);
	int at = rc ? -1 : found(w, to, to_id);
	if (at < 0)
		return rc ? rc : NOTFOUND;
	tell(w, at, ret);
	return OK;
}

enum rc path_find(struct db *db, struct arena *a, const struct entity *from, int64_t from_id,
	const struct entity *to, int64_t to_id, struct path *ret)
{
	struct walk w = { .db = db, .a = a };
	*ret = (struct path){ 0 };
	enum rc rc = access_may(db, entity_find("person"), READ);
	if (rc)
		return rc;
	if (from == to && from_id == to_id)
		return db_fail(db, INVALID, "%s", _("A path needs two ends: these are the same"));
	rc = search(&w, kind_of(from), from_id, kind_of(to), to_id, ret);
	free(w.node);
	free(w.slot);
	if (rc == NOTFOUND)
		return db_fail(db, NOTFOUND, _("No chain that is on file leads from %s to %s"),
			kind_of(from) == USER ? _("you") : record_title(db, a, from, from_id),
			record_title(db, a, to, to_id));
	return rc;
}
