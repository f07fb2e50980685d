/* ftype_sql.c - the SQL that the entity table implies, written in one place so that an index and
 * the query it serves have the very same text. */
#include "ftype.h"
#include <stdio.h>

/* How far a reference is followed to something hidden: a next step about a meeting with her. */
enum { HIDDEN_DEPTH = 2 };

void str_ident(struct str *b, const char *name)
{
	str_addc(b, '"');
	for (; *name; name++) {
		if (*name == '"')
			str_addc(b, '"');
		str_addc(b, *name);
	}
	str_addc(b, '"');
}

static void column(struct str *b, const char *t, const char *name)
{
	str_add(b, t);
	str_addc(b, '.');
	str_ident(b, name);
}

static bool in_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* An expression of the entity table, which is written over `t`, over another alias. */
static void over(struct str *b, const char *sql, const char *t)
{
	bool quoted = false;
	for (const char *s = sql; *s; s++) {
		quoted ^= *s == '\'';
		bool alias = !quoted && s[0] == 't' && s[1] == '.' && (s == sql || !in_word(s[-1]));
		if (alias)
			str_add(b, t);
		else
			str_addc(b, *s);
	}
}

static bool is_number(const struct field *f)
{
	return !strcmp(ftype_of(f)->storage, "INTEGER");
}

/* Sorted and compared by fold; the others sort as they are stored. */
static bool is_words(const struct field *f)
{
	return f->type == FT_TEXT || f->type == FT_NOTE || f->type == FT_EMAIL || f->type == FT_URL;
}

void unlisted_sql(struct str *b, const struct entity *e, const char *t)
{
	if (e->hide)
		over(b, e->hide, t);
	str_add(b, e->hide && e->rest ? " OR " : "");
	if (e->rest)
		over(b, e->rest, t);
}

struct hiding {
	bool but_mine;  /* without rows whose seer is :me */
	const char *in; /* "main.": the tables themselves, for a view: its scope is said beside it */
};

/* The ids of the rows of e that nobody meets in a list; false (and nothing written) when e has
 * none. */
static bool hidden_ids(struct str *b, const struct entity *e, int depth, const struct hiding *h);

/* Conditions, each begun with `with`, that are true of a hidden row. */
static bool hidden_terms(struct str *b, const struct entity *e, const char *t, int depth,
	const struct hiding *how, const char *with)
{
	bool any = false;
	if (how->but_mine ? !!e->hide : e->hide || e->rest) {
		str_addf(b, "%s((", with);
		if (how->but_mine)
			over(b, e->hide, t);
		else
			unlisted_sql(b, e, t);
		str_add(b, ")");
		if (how->but_mine && e->seer) {
			str_add(b, " AND ");
			column(b, t, e->seer);
			str_add(b, " IS NOT :me");
		}
		str_add(b, ")");
		any = true;
	}
	if (e->scope && !*how->in) {
		str_addf(b, "%s((", any ? " OR " : with);
		over(b, e->scope, t);
		str_add(b, ") IS NOT TRUE)");
		any = true;
	}
	for (size_t i = 0; i < e->n && depth > 0 && !e->bookkeeping; i++) {
		const struct field *f = &e->fields[i];
		const struct entity *to =
			f->type == FT_REF && field_stored(f) ? entity_find(f->of) : NULL;
		if (!to || to->bookkeeping)
			continue;
		size_t was = b->len;
		str_addf(b, "%s(", any ? " OR " : with);
		column(b, t, f->name);
		str_add(b, " IN (");
		if (hidden_ids(b, to, depth - 1, how)) {
			str_add(b, "))");
			any = true;
		} else {
			str_cut(b, was);
		}
	}
	return any;
}

static bool hidden_ids(struct str *b, const struct entity *e, int depth, const struct hiding *how)
{
	size_t was = b->len;
	char alias[16];
	snprintf(alias, sizeof alias, "h%d", depth);
	str_addf(b, "SELECT %s.id FROM %s", alias, how->in);
	str_ident(b, e->name);
	str_addf(b, " %s WHERE ", alias);
	if (hidden_terms(b, e, alias, depth, how, ""))
		return true;
	str_cut(b, was);
	return false;
}

static void keep_hidden_out(struct str *b, const struct entity *e, const char *t, struct hiding how)
{
	if (hidden_terms(b, e, t, HIDDEN_DEPTH, &how, " AND ("))
		str_add(b, ") IS NOT TRUE");
}

void hidden_sql(struct str *b, const struct entity *e, const char *t)
{
	keep_hidden_out(b, e, t, (struct hiding){ false, "" });
}

void meets_sql(struct str *b, const struct entity *e, const char *t)
{
	keep_hidden_out(b, e, t, (struct hiding){ true, "" });
}

void meets_main_sql(struct str *b, const struct entity *e, const char *t)
{
	keep_hidden_out(b, e, t, (struct hiding){ true, "main." });
}

/* The ids of a set, ascending since that is how the key of a link table lies; hidden ones are not
 * among them. */
static void refs_sql(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	char link[128];
	snprintf(link, sizeof link, "%s_%s", e->name, f->name);
	str_add(b, "(SELECT group_concat(l.\"ref\") FROM ");
	str_ident(b, link);
	str_addf(b, " l WHERE l.\"row\" = %s.id", t);
	const struct entity *to = entity_find(f->of);
	size_t was = b->len;
	str_add(b, " AND l.\"ref\" NOT IN (");
	if (to && hidden_ids(b, to, HIDDEN_DEPTH, &(struct hiding){ false, "" }))
		str_add(b, ")");
	else
		str_cut(b, was);
	str_addc(b, ')');
}

static void oneof_sql(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	const char *at = NULL;
	const struct field *part;
	str_add(b, "CASE");
	while (fields_each(e, f->of, &at, &part, NULL)) {
		str_add(b, " WHEN ");
		column(b, t, part->name);
		str_addf(b, " IS NOT NULL THEN '%s:' || ", part->name);
		column(b, t, part->name);
	}
	str_add(b, " END");
}

/* Who works with this file is seen by all of them; that one of them is a hidden person is not. */
static void person_of_user_sql(struct str *b, const struct field *f, const char *t)
{
	const struct entity *to = entity_find(f->of);
	size_t was = b->len;
	str_add(b, "CASE WHEN ");
	column(b, t, f->name);
	str_add(b, " NOT IN (");
	if (to && !to->bookkeeping && hidden_ids(b, to, HIDDEN_DEPTH, &(struct hiding){ false, "" })) {
		str_add(b, ") THEN ");
		column(b, t, f->name);
		str_add(b, " END");
	} else {
		str_cut(b, was);
		column(b, t, f->name);
	}
}

/* The value itself, whoever reads. */
static void value_sql(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	if (f->flags & VIRT) {
		if (f->counts)
			str_addf(b, "CASE WHEN met_whole('%s') THEN ", f->counts);
		str_addc(b, '(');
		over(b, f->sql, t);
		str_add(b, f->counts ? ") END" : ")");
	} else if (f->type == FT_REFS) {
		refs_sql(b, e, f, t);
	} else if (f->type == FT_ONEOF) {
		oneof_sql(b, e, f, t);
	} else if (e->bookkeeping && f->type == FT_REF) {
		person_of_user_sql(b, f, t);
	} else {
		column(b, t, f->name);
	}
}

/* What somebody thinks of a person is for its author and her coach, and not for ever. */
static void opinion_sql(struct str *b, const struct entity *e, const struct field *f,
	const char *t)
{
	str_add(b, "CASE WHEN (");
	column(b, t, e->author);
	str_add(b, " = :me");
	if (e->coach) {
		str_add(b, " OR ");
		over(b, e->coach, t);
	}
	str_add(b, ")");
	if (e->formed) {
		str_add(b, " AND ifnull(");
		column(b, t, e->formed);
		str_add(b, ", :today) > date(:today, '-24 months')");
	}
	str_add(b, " THEN ");
	value_sql(b, e, f, t);
	str_add(b, " END");
}

void field_sql(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	if (f->flags & OPINION) {
		opinion_sql(b, e, f, t);
	} else if (f->flags & MASK && e->mask) {
		str_add(b, "CASE WHEN ");
		value_sql(b, e, f, t);
		str_add(b, " IS NOT NULL AND (");
		over(b, e->mask, t);
		str_add(b, ") IS NOT FALSE THEN '" FIELD_MASKED "' ELSE ");
		value_sql(b, e, f, t);
		str_add(b, " END");
	} else {
		value_sql(b, e, f, t);
	}
}

/* A text field that can stand for the title when a record has none: known_as for given family. */
static const struct field *fallback(const struct entity *e, const char *list)
{
	const char *at = NULL;
	const struct field *f, *ret = NULL;
	while (fields_each(e, list, &at, &f, NULL))
		if (f->flags & REQ || !is_words(f))
			return NULL;
	for (size_t i = 0; i < e->n && !ret; i++) {
		f = &e->fields[i];
		if (f->type == FT_TEXT && f->flags & FIND &&
			!(f->flags & (VIRT | MASK | OPINION)) &&
			!str_listed(list, f->name, strlen(f->name)))
			ret = f;
	}
	return ret;
}

/* Is the list one field that is always filled? Its column alone will do: short SQL opens faster. */
static bool alone(const struct entity *e, const char *list, const struct field **f)
{
	const struct field *second;
	const char *at = NULL;
	return fields_each(e, list, &at, f, NULL) && (*f)->flags & REQ && is_words(*f) &&
		!fields_each(e, list, &at, &second, NULL);
}

/* The fields of a list joined by blanks, empty ones left out; references by their own title, one
 * level deep. */
static void joined_sql(struct str *b, const struct entity *e, const char *list, const char *t,
	int depth)
{
	const struct field *rest = fallback(e, list), *f;
	const char *at = NULL;
	bool more = false;
	if (alone(e, list, &f)) {
		value_sql(b, e, f, t);
		return;
	}
	str_add(b, rest ? "coalesce(nullif(ltrim(" : "ltrim(");
	for (; fields_each(e, list, &at, &f, NULL); more = true) {
		const struct entity *to = f->type == FT_REF ? entity_find(f->of) : NULL;
		str_addf(b, "%sifnull(' ' || ", more ? " || " : "");
		if (to && depth > 0) {
			str_add(b, "(SELECT ");
			joined_sql(b, to, to->title, "r", depth - 1);
			str_add(b, " FROM ");
			str_ident(b, to->name);
			str_add(b, " r WHERE r.id = ");
			column(b, t, f->name);
			str_addc(b, ')');
		} else {
			value_sql(b, e, f, t);
		}
		str_add(b, ", '')");
	}
	str_addc(b, ')');
	if (!rest)
		return;
	str_add(b, ", ''), ");
	column(b, t, rest->name);
	str_add(b, ", '')");
}

void title_sql(struct str *b, const struct entity *e, const char *t)
{
	joined_sql(b, e, e->title, t, 1);
}

void sort_sql(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	if (is_words(f)) { /* fold(NULL) is '' */
		str_add(b, "fold(");
		value_sql(b, e, f, t);
		str_addc(b, ')');
	} else if (f->flags & REQ) { /* never NULL: the bare column is the cheapest index there is */
		value_sql(b, e, f, t);
	} else {
		str_add(b, "ifnull(");
		value_sql(b, e, f, t);
		str_add(b, is_number(f) ? ", -1)" : ", '')");
	}
}

/* A key among several: numbers as text of one width that sorts as they do, negative ones too. */
static void key_sql(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	if (!is_number(f)) {
		sort_sql(b, e, f, t);
		return;
	}
	str_add(b, "printf('%016d', 9007199254740992 + ");
	sort_sql(b, e, f, t);
	str_addc(b, ')');
}

void order_sql(struct str *b, const struct entity *e, const char *t)
{
	const struct field *f, *first = NULL;
	const char *at = NULL;
	bool all_words = true;
	int n = 0;
	for (; fields_each(e, e->order, &at, &f, NULL); n++) {
		first = n ? first : f;
		all_words &= is_words(f);
	}
	if (all_words) { /* fold of several joins them: the shortest index text there is */
		const struct field *rest = fallback(e, e->order);
		at = NULL;
		str_add(b, rest ? "fold_or(" : "fold(");
		if (rest)
			column(b, t, rest->name);
		for (n = 0; fields_each(e, e->order, &at, &f, NULL); n++) {
			str_add(b, n || rest ? ", " : "");
			value_sql(b, e, f, t);
		}
		str_addc(b, ')');
	} else if (n == 1) {
		sort_sql(b, e, first, t);
	} else {
		at = NULL;
		for (n = 0; fields_each(e, e->order, &at, &f, NULL); n++) {
			str_add(b, n ? " || char(1) || " : "");
			key_sql(b, e, f, t);
		}
	}
}

bool order_desc(const struct entity *e)
{
	return e->order && *e->order == '-';
}

static void field_words(struct str *b, const struct entity *e, const struct field *f, const char *t)
{
	bool masked = f->flags & MASK && e->mask;
	if (masked) {
		str_add(b, "CASE WHEN (");
		over(b, e->mask, t);
		str_add(b, ") IS FALSE THEN ");
	}
	if (f->type == FT_PHONE)
		str_add(b, "dialled(");
	column(b, t, f->name);
	if (f->type == FT_PHONE)
		str_addc(b, ')');
	if (masked)
		str_add(b, " END");
	if (f->type == FT_POSTCODE) {
		str_add(b, ", replace(");
		column(b, t, f->name);
		str_add(b, ", ' ', '')");
	}
}

static bool searched(const struct field *f)
{
	return f->flags & FIND && field_stored(f) && !(f->flags & OPINION);
}

void words_sql(struct str *b, const struct entity *e, const char *t)
{
	bool more = false;
	str_add(b, "words(");
	for (size_t i = 0; i < e->n; i++) {
		if (!searched(&e->fields[i]))
			continue;
		str_add(b, more ? ", " : "");
		field_words(b, e, &e->fields[i], t);
		more = true;
	}
	str_addc(b, ')');
}

bool entity_searchable(const struct entity *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (searched(&e->fields[i]))
			return true;
	return false;
}
