/* leaders_tree.c - who develops whom, as a tree. */
#include "leaders.h"
#include "access.h"
#include "ftype.h"
#include "listed.h"

enum { DEEPEST = 20 }; /* levels that are drawn; a longer chain goes on as a tree of its own */

struct node {
	int64_t id;
	const char *name, *number; /* number NULL: not told yet */
	int first, n;              /* its ties out: tie[first .. first + n) */
	bool has_one;              /* somebody develops her */
};

struct tie {
	int64_t from, to;
};

struct tree {
	struct db *db;
	struct arena *a;
	struct node *node;
	struct node **by_id;
	struct tie *tie;
	int nodes, ties;
	struct str *to;
};

#define LED " /* scan: people who lead or are led, when somebody asks for the tree */"

/* Both in the order of names, so that the tree reads like every other list. */
static const char people[] =
	"WITH ties(a, b) AS (SELECT r.from_person, r.to_person FROM relationship r"
	" JOIN person p ON p.id = r.from_person JOIN person q ON q.id = r.to_person"
	" WHERE r.kind = 'develops' AND " OPEN("r") " AND " LISTED("p") " AND " LISTED("q") ")"
	" SELECT t.id, %s, t.current_ladder_step FROM person t WHERE " LISTED("t")
	" AND (t.id IN (SELECT a FROM ties UNION SELECT b FROM ties) OR ifnull(t.actual_leader, -1) = 1)"
	" ORDER BY %s, t.id" LED;
static const char ties[] =
	"SELECT r.from_person, r.to_person FROM relationship r JOIN person t ON t.id = r.to_person"
	" WHERE r.kind = 'develops' AND " OPEN("r")
	" GROUP BY 1, 2 ORDER BY 1, %s" LED;

static const char *with_sql(struct tree *t, const char *sql, bool name)
{
	struct str title = STR_INIT, order = STR_INIT;
	title_sql(&title, entity_find("person"), "t");
	order_sql(&order, entity_find("person"), "t");
	const char *ret = arena_printf(t->a, sql, name ? title.s : order.s, order.s);
	str_release(&title);
	str_release(&order);
	return ret;
}

static enum rc read_people(struct tree *t)
{
	int room = 0;
	struct stmt *st = db_query(t->db, with_sql(t, people, true), NULL);
	while (db_step(st)) {
		if (t->nodes == room)
			t->node = xrealloc(t->node, sizeof *t->node * (size_t)(room = room * 2 + 64));
		const char *step = db_text(st, 2);
		t->node[t->nodes++] = (struct node){ .id = db_int(st, 0),
			.name = step ? arena_printf(t->a, "%s, %s", db_text(st, 1),
				code_label(t->db, t->a, "ladder_step", step))
				: arena_dup(t->a, db_text(st, 1)) };
	}
	return db_done(st);
}

static int by_id(const void *x, const void *y)
{
	const struct node *const *a = x, *const *b = y;
	return ((*a)->id > (*b)->id) - ((*a)->id < (*b)->id);
}

static void index_people(struct tree *t)
{
	t->by_id = arena_array(t->a, struct node *, t->nodes);
	for (int i = 0; i < t->nodes; i++)
		t->by_id[i] = &t->node[i];
	if (t->nodes)
		qsort(t->by_id, (size_t)t->nodes, sizeof *t->by_id, by_id);
}

static struct node *node_of(struct tree *t, int64_t id)
{
	struct node key = { .id = id }, *wanted = &key;
	struct node **found = t->nodes ? bsearch(&wanted, t->by_id, (size_t)t->nodes,
		sizeof *t->by_id, by_id) : NULL;
	return found ? *found : NULL;
}

static enum rc read_ties(struct tree *t)
{
	int room = 0;
	struct node *from = NULL;
	struct stmt *st = db_query(t->db, with_sql(t, ties, false), NULL);
	while (db_step(st)) {
		if (!from || from->id != db_int(st, 0))
			from = node_of(t, db_int(st, 0));
		struct node *to = node_of(t, db_int(st, 1));
		if (!from || !to)
			continue;
		if (t->ties == room)
			t->tie = xrealloc(t->tie, sizeof *t->tie * (size_t)(room = room * 2 + 64));
		if (!from->n++)
			from->first = t->ties;
		to->has_one = true;
		t->tie[t->ties++] = (struct tie){ from->id, to->id };
	}
	return db_done(st);
}

static void tell(struct tree *t, struct node *n, const char *number, int depth)
{
	str_addf(t->to, "%*s%s %s", 2 * depth, "", number, n->name);
	if (n->number)
		str_addf(t->to, _(" (see %s)"), n->number);
	else if (depth == DEEPEST && n->n)
		str_add(t->to, _(" (goes on below)"));
	str_addc(t->to, '\n');
	if (n->number || (depth == DEEPEST && n->n))
		return;
	n->number = number;
	for (int i = 0; i < n->n; i++)
		tell(t, node_of(t, t->tie[n->first + i].to),
			arena_printf(t->a, "%s.%d", number, i + 1), depth + 1);
}

/* First the tops; then rings, which have none, from the first name on. */
static void tell_all(struct tree *t)
{
	int top = 0;
	struct str alone = STR_INIT;
	for (int ring = 0; ring < 2; ring++)
		for (int i = 0; i < t->nodes; i++) {
			struct node *n = &t->node[i];
			if (!n->number && n->n && (ring || !n->has_one))
				tell(t, n, arena_printf(t->a, "%d", ++top), 0);
		}
	for (int i = 0; i < t->nodes; i++)
		if (!t->node[i].n && !t->node[i].has_one)
			str_addf(&alone, "- %s\n", t->node[i].name);
	if (alone.len)
		str_addf(t->to, "%s\n%s", _("Nobody develops these leaders, and they develop nobody:"),
			alone.s);
	str_release(&alone);
}

static enum rc draw(struct tree *t, int64_t person)
{
	struct node *one = person ? node_of(t, person) : NULL;
	if (person && !one)
		return db_fail(t->db, INVALID, _("%s develops nobody, and nobody develops her"),
			record_title(t->db, t->a, entity_find("person"), person));
	if (!t->nodes)
		return db_fail(t->db, INVALID, "%s",
			_("Nobody develops anybody yet: add a tie of the kind \"develops\""));
	if (one)
		tell(t, one, "1", 0);
	else
		tell_all(t);
	return OK;
}

enum rc leaders_tree(struct db *db, struct arena *a, int64_t person, struct str *to)
{
	struct tree t = { .db = db, .a = a, .to = to };
	enum rc rc = access_may(db, entity_find("relationship"), READ);
	if (!rc)
		rc = read_people(&t);
	index_people(&t);
	if (!rc)
		rc = read_ties(&t);
	if (!rc)
		rc = draw(&t, person);
	free(t.node);
	free(t.tie);
	return rc;
}
