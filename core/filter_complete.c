/* filter_complete.c - what may be typed next in a filter. */
#include "filter_private.h"
#include "utf8.h"

struct offers {
	struct arena *a;
	const char **v;
	size_t n, cap;
};

static void offer(struct offers *o, const char *text)
{
	if (o->n == o->cap) {
		const char **more = arena_array(o->a, const char *, o->cap * 2 + 32);
		if (o->n)
			memcpy(more, o->v, o->n * sizeof *more);
		o->v = more;
		o->cap = o->cap * 2 + 32;
	}
	o->v[o->n++] = text;
}

static bool begins(struct arena *a, const char *s, const char *folded)
{
	return !strncmp(utf8_fold(a, s), folded, strlen(folded));
}

static void offer_fields(struct offers *o, const struct entity *e, const char *minus,
	const char *typed)
{
	static const char *const also[] = { "archived", "id" };
	const char *folded = utf8_fold(o->a, typed);
	for (size_t i = 0; i < e->n; i++)
		if (begins(o->a, e->fields[i].name, folded) ||
		    begins(o->a, field_label(e, &e->fields[i]), folded))
			offer(o, arena_printf(o->a, "%s%s:", minus, e->fields[i].name));
	for (size_t i = 0; i < COUNT(also); i++)
		if (begins(o->a, also[i], folded))
			offer(o, arena_printf(o->a, "%s%s:", minus, also[i]));
}

/* The words that a field's value may be, where they are few. */
static void offer_values(struct offers *o, struct db *db, const struct entity *e,
	const char *before, const char *field, const char *typed)
{
	static const struct code none[] = { { NULL, NULL } }, yes_no[] = { { "yes", "yes" },
		{ "no", "no" }, { NULL, NULL } }, me[] = { { "me", "me" }, { NULL, NULL } },
		archived[] = { { "yes", "yes" }, { "all", "all" }, { NULL, NULL } };
	const struct field *f = filter_field_named(e, field);
	const char *folded = utf8_fold(o->a, typed);
	const struct code *c = none;
	if (!strcmp(field, "archived"))
		c = archived;
	else if (f && (f->type == FT_CODE || f->type == FT_CODES))
		c = codes_of(db, o->a, f->of);
	else if (f && f->type == FT_BOOL)
		c = yes_no;
	else if (f && f->type == FT_REF && !strcmp(f->of, "user"))
		c = me;
	for (; c->code; c++)
		if (begins(o->a, c->code, folded) || begins(o->a, c->label, folded))
			offer(o, arena_printf(o->a, "%s%s", before, c->code));
}

size_t filter_complete(struct db *db, struct arena *a, const struct entity *e, const char *text,
	const char ***ret)
{
	struct offers o = { .a = a };
	struct term t, last = { .from = "", .to = "", .word = "" };
	for (const char *at = text; term_read(a, &at, &t);)
		last = t;
	if (*last.to) /* blanks follow it: a new term begins */
		last = (struct term){ .word = "" };
	const char *minus = last.minus ? "-" : "";
	if (last.word && !last.quoted) {
		offer_fields(&o, e, minus, last.word);
	} else if (last.field) {
		const char *typed = last.n ? last.v[last.n - 1] : "";
		size_t rest = strlen(typed), len = (size_t)(last.to - last.from);
		bool quoted = len && last.to[-1] == '"';
		if (len && (last.to[-1] == ',' || quoted))
			rest = 0;
		if (!quoted)
			offer_values(&o, db, e, arena_dupn(a, last.from, len - rest), last.field,
				rest ? typed : "");
	}
	*ret = o.v;
	return o.n;
}
