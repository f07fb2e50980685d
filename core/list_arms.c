/* list_arms.c - which way a list stands: by an index, by place, by the places of another entity, or
 * held in memory. The SQL of each is written here; list_walk.c and list_held.c run it. */
#include "list_private.h"
#include "access.h"

enum {
	HITS_HELD = 2000,   /* bare words under another order than the list's own */
	REF_HELD = 5000,    /* sorted by a reference: above it the other entity's places are walked */
	ROWS_HELD = 10000,  /* sorted by what has no index */
};

/* A list while its way is chosen. */
struct choice {
	struct list *l;
	const struct field *by; /* sorted by this; NULL: own order */
	bool desc;               /* greatest key first */
	const struct entity *to; /* what `by` refers to, when it is a reference */
	const char *own, *where, *test;
	bool own_desc, own_num, words;
	bool through; /* a tab whose rows are found by two ways: sorted at every page */
};

/* Makes a text of the list's own from SQL writers. */
static const char *kept(struct list *l, struct str *b)
{
	const char *ret = arena_dup(&l->a, b->s);
	str_release(b);
	return ret;
}

static bool has_index(const struct field *f)
{
	return f->flags & SORT && field_stored(f) && f->type != FT_REF;
}

/* The order of the record referred to; an empty reference stands last. */
static void ref_key(struct str *b, const struct choice *c)
{
	str_add(b, "ifnull((SELECT ");
	order_sql(b, c->to, "s");
	str_addf(b, " FROM \"%s\" s WHERE s.id = t.\"%s\"), %s)", c->to->name, c->by->name,
		c->desc ? "''" : "char(1114111)");
}

static void oneof_key(struct str *b, const struct choice *c)
{
	const struct entity *e = c->l->e;
	const char *at = NULL;
	const struct field *part;
	str_add(b, "fold(coalesce(");
	while (fields_each(e, c->by->of, &at, &part, NULL)) {
		str_add(b, "(SELECT ");
		title_sql(b, entity_find(part->of), "s");
		str_addf(b, " FROM \"%s\" s WHERE s.id = t.\"%s\"), ", part->of, part->name);
	}
	str_add(b, "''))");
}

/* What the list is sorted by, as one expression over t that is never NULL. */
static const char *sort_key(const struct choice *c)
{
	struct str b = STR_INIT;
	const struct entity *e = c->l->e;
	const struct field *f = c->by;
	bool words = f->type == FT_TEXT || f->type == FT_NOTE || f->type == FT_EMAIL ||
		f->type == FT_URL;
	if (has_index(f)) {
		sort_sql(&b, e, f, "t");
	} else if (c->to) {
		ref_key(&b, c);
	} else if (f->type == FT_ONEOF) {
		oneof_key(&b, c);
	} else {
		str_add(&b, words ? "fold(ifnull(" : "ifnull(");
		field_sql(&b, e, f, "t");
		str_add(&b, words ? ", ''))" : f->type == FT_INT || f->type == FT_BOOL ? ", -1)"
			: ", '')");
	}
	return kept(c->l, &b);
}

static void set_keys(struct arm *arm, int n, const struct along *keys)
{
	memcpy(arm->keys, keys, sizeof *keys * (size_t)n);
	arm->nkeys = n;
}
#define KEYS(...) (int)(sizeof((struct along[]){ __VA_ARGS__ }) / sizeof(struct along)), \
	(struct along[]){ __VA_ARGS__ }

/* In the entity's own order, by its index (or by that of a tab's reference). */
static void own_keys(const struct choice *c, struct arm *arm)
{
	set_keys(arm, KEYS({ BY_KEY, c->own, c->own_desc }, { BY_ID, "t.id", c->own_desc }));
	c->l->key_is_num = c->own_num;
}

/* In the order asked for. */
static void sort_keys(struct choice *c, struct arm *arm)
{
	if (!c->by) {
		own_keys(c, arm);
		return;
	}
	set_keys(arm, KEYS({ BY_KEY, sort_key(c), c->desc }, { BY_ID, "t.id", c->desc }));
	c->l->key_is_num = c->to ? false : !strcmp(ftype_of(c->by)->storage, "INTEGER");
}

static struct arm *add_arm(struct choice *c, const char *from, const char *more)
{
	struct list *l = c->l;
	struct arm *arm = &l->arms[l->narms++];
	*arm = (struct arm){ .from = from };
	arm->where = arena_printf(&l->a, "%s%s", more, c->where);
	return arm;
}

static struct arm *keyed(struct choice *c)
{
	struct arm *arm = add_arm(c, arena_printf(&c->l->a, "\"%s\" t", c->l->e->name), "");
	own_keys(c, arm);
	arm->scan = c->l->filter->few; /* found by id, then sorted */
	return arm;
}

/* The rows that hold the words: by place in the search index. */
static struct arm *placed(struct choice *c)
{
	struct list *l = c->l;
	const char *e = l->e->name;
	struct arm *arm = add_arm(c, arena_printf(&l->a, "\"%s_fts\" f CROSS JOIN \"%s_ord\" o"
		" ON o.ord = f.rowid CROSS JOIN \"%s\" t ON t.id = o.id", e, e, e),
		arena_printf(&l->a, " AND \"%s_fts\" MATCH :match", e));
	set_keys(arm, KEYS({ BY_PLACE, "f.rowid", order_desc(l->e) }));
	l->place_of = arena_printf(&l->a, "(SELECT o.ord FROM \"%s_ord\" o WHERE o.id = t.id)", e);
	return arm;
}

/* The rows that one word finds, themselves or through their title, if they also hold the others. */
static struct arm *by_title_words(struct choice *c, const struct found_word *w)
{
	struct list *l = c->l;
	struct arm *arm = add_arm(c, arena_printf(&l->a, "(%s) w CROSS JOIN \"%s\" t ON t.id = w.id",
		w->ids, l->e->name), c->test);
	own_keys(c, arm);
	l->filter->match = w->match;
	return arm;
}

/* The word that finds the fewest rows, when those are few enough to hold; else NULL. */
static enum rc rarest(struct choice *c, const struct found_word **ret)
{
	struct list *l = c->l;
	int fewest = HITS_HELD + 1, n;
	enum rc rc = OK;
	*ret = NULL;
	for (size_t i = 0; i < l->filter->nwords && fewest && !rc; i++) {
		const struct found_word *w = &l->filter->words[i];
		struct arm arm = { .from = arena_printf(&l->a, "(%s) w", w->ids), .where = "" };
		own_keys(c, &arm);
		l->filter->match = w->match;
		rc = arm_count(l, &arm, fewest, &n);
		if (!rc && n < fewest) {
			fewest = n;
			*ret = w;
		}
	}
	return rc;
}

/* Sorted by a reference: the other entity's places in turn, then the rows that refer to nothing.
 * Those of one reference stand in their own order. A bound that every place keeps shows the planner
 * that the places are walked by their index. */
static void by_reference(struct choice *c)
{
	struct list *l = c->l;
	const char *e = l->e->name, *to = c->to->name, *f = c->by->name;
	struct arm *arm = add_arm(c, arena_printf(&l->a, "\"%s_ord\" o CROSS JOIN \"%s\" t"
		" ON t.\"%s\" = o.id", to, e, f), " AND o.ord > -9223372036854775807");
	set_keys(arm, KEYS({ BY_PLACE, "o.ord", c->desc }, { BY_KEY, c->own, c->own_desc },
		{ BY_ID, "t.id", c->own_desc }));
	l->place_of = arena_printf(&l->a, "(SELECT o.ord FROM \"%s_ord\" o WHERE o.id = t.\"%s\")",
		to, f);
	arm = add_arm(c, arena_printf(&l->a, "\"%s\" t", e), arena_printf(&l->a,
		" AND t.\"%s\" IS NULL", f));
	own_keys(c, arm);
	arm->nowhere = true;
}

/* Takes the rows of the only arm into memory in the order asked for. Those of one reference stand
 * in their own order, as they do when its places are walked. */
static enum rc hold(struct choice *c, struct arm *arm, int most)
{
	struct list *l = c->l;
	sort_keys(c, arm);
	if (c->to)
		set_keys(arm, KEYS({ BY_PLACE, arm->keys[0].sql, c->desc }, { BY_KEY, c->own,
			c->own_desc }, { BY_ID, "t.id", c->own_desc }));
	arm->scan = true;
	l->place_of = NULL;
	return held_load(l, arm, most);
}

static enum rc hold_or_refuse(struct choice *c, struct arm *arm)
{
	int n;
	enum rc rc = arm_count(c->l, arm, ROWS_HELD + 1, &n);
	if (rc)
		return rc;
	if (n > ROWS_HELD)
		return db_fail(c->l->db, INVALID, _("Too many to sort by %s: narrow the list first"),
			field_label(c->l->e, c->by));
	return hold(c, arm, ROWS_HELD);
}

static void forget_arms(struct choice *c)
{
	c->l->narms = 0;
	c->l->place_of = NULL;
	c->l->key_is_num = false;
}

/* The bare words as a condition on each row. */
static struct arm *tested(struct choice *c, struct arm *arm)
{
	arm->where = arena_printf(&c->l->a, "%s%s", arm->where, c->test);
	return arm;
}

static enum rc own_order(struct choice *c)
{
	struct list *l = c->l;
	const struct found_word *w;
	enum rc rc;
	forget_arms(c);
	c->by = NULL;
	c->to = NULL;
	if (l->filter->nwords) {
		if ((rc = rarest(c, &w)))
			return rc;
		if (w)
			return hold(c, by_title_words(c, w), HITS_HELD);
	}
	if (l->filter->match && !l->filter->nwords)
		placed(c);
	else
		tested(c, keyed(c));
	return OK;
}

/* Words under another order: few hits are sorted, many stand in the list's own. Where words may
 * stand in a title too, few is meant of the rarest word. */
static enum rc words_sorted(struct choice *c)
{
	struct list *l = c->l;
	const struct found_word *w = NULL;
	struct arm *arm;
	int n = 0;
	enum rc rc;
	if (l->filter->nwords) {
		if ((rc = rarest(c, &w)))
			return rc;
		arm = w ? by_title_words(c, w) : NULL;
	} else {
		arm = l->filter->match ? placed(c) : tested(c, keyed(c));
		if ((rc = arm_count(l, arm, HITS_HELD + 1, &n)))
			return rc;
	}
	if (arm && n <= HITS_HELD)
		return hold(c, arm, HITS_HELD);
	l->cut = true;
	return own_order(c);
}

static enum rc other_order(struct choice *c)
{
	struct list *l = c->l;
	struct arm *arm = keyed(c);
	int n;
	if (has_index(c->by)) {
		sort_keys(c, arm);
		return OK;
	}
	if (!c->to || !(c->by->flags & SORT) || !entity_searchable(c->to))
		return hold_or_refuse(c, arm);
	enum rc rc = arm_count(l, arm, REF_HELD + 1, &n);
	if (rc)
		return rc;
	if (n <= REF_HELD)
		return hold(c, arm, REF_HELD);
	forget_arms(c);
	by_reference(c);
	return OK;
}

/* Rows linked to a record through a set: not many, so they are sorted at every page. */
static void linked(struct choice *c)
{
	const char *e = c->l->e->name;
	struct arm *arm = tested(c, add_arm(c, arena_printf(&c->l->a, "\"%s_%s\" l CROSS JOIN \"%s\" t"
		" ON t.id = l.\"row\"", e, c->l->spec.of->name, e), " AND l.\"ref\" = :of"));
	sort_keys(c, arm);
	arm->scan = true;
}

static enum rc read_sort(struct choice *c)
{
	struct list *l = c->l;
	const char *sort = l->spec.sort;
	if (!sort || !*sort)
		return OK;
	c->desc = *sort == '-';
	sort += c->desc;
	c->by = field_find(l->e, sort);
	if (!c->by)
		c->by = field_guess(l->e, sort);
	if (!c->by) {
		const char *near = field_nearest(l->e, sort);
		return near ? db_fail(l->db, INVALID, _("%s have no field \"%s\". Did you mean %s?"),
				       entity_label(l->e), sort, near)
			    : db_fail(l->db, INVALID, _("%s have no field \"%s\""),
				       entity_label(l->e), sort);
	}
	if (c->by->type == FT_REF)
		c->to = entity_find(c->by->of);
	if (c->to && order_desc(c->to)) /* "up" is then that entity's own order too */
		c->desc = !c->desc;
	return OK;
}

/* Is the record that a tab belongs to a hidden one? Who opened it may meet her, so her own tabs
 * show what refers to her. */
static bool of_hidden(struct list *l)
{
	struct str b = STR_INIT;
	const struct entity *to = entity_find(l->spec.of->of);
	str_addf(&b, "SELECT count(*) FROM \"%s\" t WHERE t.id = :of", to->name);
	hidden_sql(&b, to, "t");
	bool hidden = !db_int_of(l->db, b.s, BIND(I("of", l->spec.of_id)), 0);
	str_release(&b);
	return hidden;
}

/* Is the key of the own order a number? Several fields make a text. */
static bool own_is_num(const struct entity *e)
{
	const char *at = NULL;
	const struct field *f;
	bool num = false;
	int n = 0;
	for (; fields_each(e, e->order, &at, &f, NULL); n++)
		num = !strcmp(ftype_of(f)->storage, "INTEGER");
	return num && n == 1;
}

/* The rows of a tab. Where the reference is one of several things a row may be about, rows about
 * something of hers are hers too: a next step about a meeting with her. True when there are such. */
static bool tab_where(struct list *l, struct str *b)
{
	const struct field *of = l->spec.of;
	size_t was = b->len;
	bool through = false;
	str_addf(b, " AND (t.\"%s\" = :of", of->name);
	for (size_t i = 0; i < l->e->n; i++) {
		const struct field *about = &l->e->fields[i], *part;
		const char *at = NULL;
		if (about->type != FT_ONEOF || !str_listed(about->of, of->name, strlen(of->name)))
			continue;
		while (fields_each(l->e, about->of, &at, &part, NULL)) {
			const struct entity *thing = entity_find(part->of);
			for (size_t j = 0; part != of && j < thing->n; j++) {
				const struct field *whose = &thing->fields[j];
				if (whose->type != FT_REF || !(whose->flags & REQ) ||
					strcmp(whose->of, of->of))
					continue;
				str_addf(b, " OR t.\"%s\" IN (SELECT v.id FROM \"%s\" v"
					" WHERE v.\"%s\" = :of)", part->name, thing->name, whose->name);
				through = true;
			}
		}
	}
	if (!through) {
		str_cut(b, was);
		str_addf(b, " AND t.\"%s\" = :of", of->name);
		return false;
	}
	str_addc(b, ')');
	return true;
}

static void set_where(struct choice *c)
{
	static const char *const archived[] = { [LIVE_ONLY] = " AND t.archived_at IS NULL",
		[ARCHIVED_ONLY] = " AND t.archived_at IS NOT NULL", [ARCHIVED_TOO] = "" };
	struct list *l = c->l;
	struct str b = STR_INIT;
	str_add(&b, archived[l->filter->archived]);
	if (l->spec.of && l->spec.of->type == FT_REF)
		c->through = tab_where(l, &b);
	str_add(&b, l->filter->where);
	if (!l->spec.of || !of_hidden(l))
		hidden_sql(&b, l->e, "t");
	else if (!access_role(l->db, "dsl"))
		meets_sql(&b, l->e, "t");
	c->where = kept(l, &b);
	struct str own = STR_INIT;
	order_sql(&own, l->e, "t");
	c->own = kept(l, &own);
	c->own_desc = order_desc(l->e);
	c->own_num = own_is_num(l->e);
	c->test = l->filter->test;
	c->words = *c->test;
}

enum rc list_choose(struct list *l)
{
	struct choice c = { .l = l };
	const struct filter *f = l->filter;
	enum rc rc = read_sort(&c);
	if (rc)
		return rc;
	set_where(&c);
	if (l->spec.of && l->spec.of->type == FT_REFS) {
		linked(&c);
		return OK;
	}
	if (f->archived != LIVE_ONLY && (c.by || !f->match)) {
		struct arm *arm = tested(&c, keyed(&c));
		sort_keys(&c, arm);
		arm->scan = true;
		return OK;
	}
	if (l->spec.of) {
		struct arm *arm = tested(&c, keyed(&c));
		arm->scan |= c.through;
		return c.by ? hold_or_refuse(&c, arm) : OK;
	}
	if (!c.by)
		return own_order(&c);
	return c.words ? words_sorted(&c) : other_order(&c);
}
