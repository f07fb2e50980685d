/* card.c - the filled fields of a record as labels and values. */
#include "card.h"
#include "core/care.h"
#include "core/date.h"
#include "core/utf8.h"
#include "text.h"

/* How she may be contacted, in words; NULL when as anybody. Her own rule stands there for those who
 * may read it. */
static const char *safe_contact(struct db *db, struct arena *a, const struct record *r)
{
	for (size_t i = 0; i < r->e->n; i++) {
		const struct field *f = &r->e->fields[i];
		if (f->type == FT_CODE && !strcmp(f->of, "contact_safety") && r->v[i]
			&& !same(r->v[i], f->def)) {
			const char *rule = r->e == entity_find("person")
				? contact_rule(db, a, r->id) : NULL;
			return utf8_scrub(a, arena_printf(a, rule ? "%s: %s: %s" : "%s: %s",
				field_label(r->e, f), field_show(db, a, f, r->v[i]), rule), true);
		}
	}
	return NULL;
}

/* The rule for contacting that person stands beside the first masked value. */
static const char *masked(struct db *db, struct arena *a, const struct record *r,
	const char *reveal, bool first)
{
	const char *rule = first ? safe_contact(db, a, r) : NULL;
	const char *how = arena_printf(a, _("%s shows it"), reveal);
	return rule ? arena_printf(a, "%s (%s; %s)", FIELD_MASKED, how, rule)
		    : arena_printf(a, "%s (%s)", FIELD_MASKED, how);
}

/* Line by line, so that the ends of lines stay and everything else is made safe. */
static const char *many_lines(struct arena *a, const char *s)
{
	struct str b = STR_INIT;
	for (const char *at = s; *at;) {
		size_t n = strcspn(at, "\n");
		str_add(&b, utf8_scrub(a, arena_dupn(a, at, n), false));
		at += n;
		if (*at) {
			str_addc(&b, '\n');
			at++;
		}
	}
	s = arena_dup(a, b.s);
	str_release(&b);
	return s;
}

static const char *value(struct db *db, struct arena *a, const struct field *f, const char *v)
{
	const char *s = field_show(db, a, f, v);
	if (f->type == FT_DATE)
		s = arena_printf(a, "%s, %s", s, date_ago(a, v, db_today(db)));
	return f->type == FT_NOTE ? many_lines(a, s) : utf8_scrub(a, s, true);
}

/* Is f a word of the title, which stands in line 1 already? */
static bool in_title(const struct entity *e, const struct field *f)
{
	const char *at = NULL;
	const struct field *word;
	bool desc;
	while (fields_each(e, e->title, &at, &word, &desc))
		if (word == f)
			return f->type == FT_TEXT;
	return false;
}

/* Once it is shown the rule matters even more. */
static void beside(struct card_item *it, struct arena *a, const char *rule)
{
	if (rule)
		it->value = arena_printf(a, "%s (%s)", it->value, rule);
}

void card_read(struct card *c, struct arena *a, struct db *db, const struct record *r,
	const char *const *clear, const char *reveal)
{
	bool first = true;
	*c = (struct card){ .item = arena_array(a, struct card_item, r->e->n + 1) };
	for (size_t i = 0; i < r->e->n; i++) {
		const struct field *f = &r->e->fields[i];
		const char *v = clear && clear[i] ? clear[i] : r->v[i];
		if (!v || f->flags & PART || in_title(r->e, f)
			|| (f->type == FT_BOOL && strcmp(v, "1")))
			continue;
		bool hidden = f->flags & MASK && !strcmp(v, FIELD_MASKED);
		c->item[c->items++] = (struct card_item){ f, field_label(r->e, f),
			hidden ? masked(db, a, r, reveal, first) : value(db, a, f, v), hidden };
		if (!hidden && first && f->flags & MASK)
			beside(&c->item[c->items - 1], a, safe_contact(db, a, r));
		first &= !(f->flags & MASK);
	}
	const char *label, *besides = r->e->besides ? r->e->besides(db, a, r, &label) : NULL;
	if (besides)
		c->item[c->items++] = (struct card_item){ NULL, label, many_lines(a, besides), false };
}

static int label_width(const struct card *c, int cols)
{
	int most = cols < 60 ? 12 : 20, w = 0;
	for (int i = 0; i < c->items; i++) {
		int own = utf8_width(c->item[i].label);
		if (own > w)
			w = own;
	}
	return w > most ? most : w;
}

static bool is_short(const struct card *c, const struct card_item *it)
{
	return c->cols >= 60 && it->f && it->f->type != FT_NOTE
		&& c->label + 2 + utf8_width(it->value) < card_half(c);
}

void card_fit(struct card *c, struct arena *a, int cols)
{
	if (c->cols == cols)
		return;
	int cap = 0;
	c->cols = cols;
	c->label = label_width(c, cols);
	c->lines = 0;
	char ***wrapped = arena_array(a, char **, c->items);
	for (int i = 0; i < c->items; i++)
		cap += text_wrap(a, c->item[i].value, cols - c->label - 3, &wrapped[i]);
	c->line = arena_array(a, struct card_line, cap);
	bool half_free = false;
	for (int i = 0; i < c->items; i++) {
		const struct card_item *it = &c->item[i];
		if (half_free && is_short(c, it)) {
			struct card_line *line = &c->line[c->lines - 1];
			line->part[1].label = it->label;
			line->part[1].value = it->value;
			line->parts = 2;
			half_free = false;
			continue;
		}
		for (int k = 0; wrapped[i][k]; k++) {
			struct card_line *line = &c->line[c->lines++];
			line->part[0].label = k ? "" : it->label;
			line->part[0].value = wrapped[i][k];
			line->parts = 1;
		}
		half_free = is_short(c, it);
	}
}
