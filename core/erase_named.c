/* erase_named.c - where others' words name somebody, and taking her out of them. */
#include "erase_private.h"
#include "history.h"
#include "schema.h"
#include "utf8.h"

/* Where her name may stand in words of others only a walk through all of them shows. */
#define WHOLE "/* scan: every word on file, once an erasure */ "

enum { WORDS = 32, ROWS = 200 };

/* SQL that is true where `text` names her; binds w0, w1 ..., beside those given. */
static struct bind *named_sql(struct arena *a, struct str *b, const char *name, const char *text,
	const struct bind *more)
{
	const char *at = utf8_fold(a, name), *word;
	struct bind *binds = arena_array(a, struct bind, WORDS + 4);
	size_t n;
	int words = 0;
	while (words < WORDS && str_word(&at, " ", &word, &n)) {
		str_addf(b, " AND instr(' ' || fold(%s) || ' ', :w%d)", text, words);
		binds[words] = T(arena_printf(a, "w%d", words),
			arena_printf(a, " %s", arena_dupn(a, word, n)));
		words++;
	}
	if (words == 1)
		binds[0].text = arena_printf(a, "%s ", binds[0].text);
	for (; more && more->name; more++)
		binds[words++] = *more;
	return binds;
}

/* Is f a place where somebody may have written of her? */
static bool has_words(const struct entity *e, const struct field *f)
{
	return field_stored(f) && (f->type == FT_TEXT || f->type == FT_NOTE) &&
		!(!strcmp(e->name, "person") && str_listed(e->title, f->name, strlen(f->name)));
}

/* The texts of a row, "t"."story", "t"."ask"; NULL when it has none. */
static const char *texts_of(struct arena *a, const struct entity *e)
{
	const char *ret = NULL;
	for (size_t i = 0; i < e->n; i++)
		if (has_words(e, &e->fields[i]))
			ret = arena_printf(a, "%s%st.\"%s\"", ret ? ret : "", ret ? ", " : "",
				e->fields[i].name);
	return ret;
}

enum rc named_rows(struct db *db, struct arena *a, const char *name, const struct entity *e,
	int64_t after, int most, int64_t **ret, int *n)
{
	struct str sql = STR_INIT;
	const char *texts = texts_of(a, e);
	*n = 0;
	*ret = arena_array(a, int64_t, most);
	if (!texts)
		return OK;
	str_addf(&sql, WHOLE "SELECT t.id FROM \"%s\" t WHERE t.id > :after", e->name);
	struct bind *binds = named_sql(a, &sql, name, texts, BIND(I("after", after)));
	str_addf(&sql, " ORDER BY t.id LIMIT %d", most);
	struct stmt *st = db_query(db, sql.s, binds);
	while (db_step(st))
		(*ret)[(*n)++] = db_int(st, 0);
	str_release(&sql);
	return db_done(st);
}

enum rc named_forget(struct db *db, struct arena *a, const char *name)
{
	struct str update = STR_INIT, del = STR_INIT;
	str_add(&update, WHOLE "UPDATE main.change SET before = '{}', after = '{}' WHERE op = 'u'");
	struct bind *binds = named_sql(a, &update, name, "before, after", NULL);
	str_add(&del, WHOLE "DELETE FROM main.change WHERE op = 'd'");
	named_sql(a, &del, name, "before", NULL);
	enum rc rc = db_run(db, update.s, binds);
	if (!rc)
		rc = db_run(db, del.s, binds);
	str_release(&update);
	str_release(&del);
	return rc;
}

/* ---- struck out ---- */

/* The word itself, or with the s of "hers". */
static bool same_word(const char *word, size_t n, const char *part, size_t len)
{
	return (n == len || (n == len + 1 && word[len] == 's')) && !memcmp(word, part, len);
}

/* How many words of the name stand in the text, both folded. */
static int words_in(const char *text, const char *name, int *of)
{
	const char *part, *word;
	size_t len, n;
	int found = 0;
	for (*of = 0; str_word(&name, " ", &part, &len); ++*of) {
		bool there = false;
		for (const char *at = text; !there && str_word(&at, " ", &word, &n);)
			there = same_word(word, n, part, len);
		found += there;
	}
	return found;
}

bool named_in(struct arena *a, const char *text, const char *name)
{
	int of;
	return words_in(utf8_fold(a, text), utf8_fold(a, name), &of) == of && of;
}

/* The text without her; NULL when she is not in it. Pieces stand between blanks; the stops and commas
 * at their ends stay. */
static const char *without(struct arena *a, const char *text, const char *name)
{
	static const char blanks[] = " \t\r\n", opens[] = "(\"", stops[] = ".,;:!?)\"";
	struct str b = STR_INIT;
	bool struck = false, last = false;
	for (const char *p = text; p && *p;) {
		size_t gap = strspn(p, blanks), n = strcspn(p + gap, blanks);
		const char *piece = arena_dupn(a, p + gap, n);
		int of;
		bool out = n && words_in(utf8_fold(a, piece), name, &of);
		size_t core = n, open = out ? strspn(piece, opens) : 0;
		while (out && core && strchr(stops, piece[core - 1]))
			core--;
		bool again = out && last && !open;
		if (!again)
			str_addn(&b, p, gap + (out ? open : n));
		if (out)
			str_addf(&b, "%s%s", again ? "" : _("(erased)"), piece + core);
		struck |= out;
		last = out && core == n;
		p += gap + n;
	}
	const char *ret = struck ? arena_dup(a, b.s) : NULL;
	str_release(&b);
	return ret;
}

static enum rc strike_row(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	const char *name)
{
	struct bind *binds = arena_array(a, struct bind, e->n + 2);
	struct str sql = STR_INIT;
	int n = 0, of;
	const char *all = db_text_of(db, a, arena_printf(a, "SELECT fold(%s) FROM \"%s\" t"
		" WHERE t.id = :id", texts_of(a, e), e->name), BIND(I("id", id)));
	if (words_in(all, name, &of) < of)
		return OK; /* "an" begins "and" */
	str_addf(&sql, "UPDATE \"%s\" SET rev = rev + 1", e->name);
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		const char *now = !has_words(e, f) ? NULL : without(a, db_text_of(db, a,
			arena_printf(a, "SELECT \"%s\" FROM \"%s\" WHERE id = :id", f->name, e->name),
			BIND(I("id", id))), name);
		if (!now)
			continue;
		str_addf(&sql, ", \"%s\" = :%s", f->name, f->name);
		binds[n++] = T(f->name, now);
	}
	str_add(&sql, " WHERE id = :row");
	binds[n] = I("row", id);
	enum rc rc = db_run(db, sql.s, binds);
	str_release(&sql);
	if (!rc)
		history_log(db, e, 'u', id, "{}", "{}");
	return rc;
}

static enum rc strike(struct db *db, struct arena *a, const struct entity *e, const char *name)
{
	int64_t *id, after = INT64_MIN;
	int n;
	enum rc rc;
	do {
		rc = named_rows(db, a, name, e, after, ROWS, &id, &n);
		for (int i = 0; i < n && !rc; i++)
			rc = strike_row(db, a, e, id[i], name);
		if (n)
			after = id[n - 1];
	} while (!rc && n == ROWS);
	return rc;
}

enum rc named_strike(struct db *db, struct arena *a, const char *name)
{
	const char *words = utf8_fold(a, name);
	enum rc rc = OK;
	if (!strchr(words, ' '))
		return OK;
	bool was = db_in_bulk(db);
	db_bulk(db, true);
	for (size_t i = 0; !rc && entities[i]; i++)
		if (!entities[i]->bookkeeping)
			rc = strike(db, a, entities[i], words);
	db_bulk(db, was);
	return rc;
}

enum rc named_reindex(struct db *db)
{
	enum rc rc = OK;
	for (size_t i = 0; !rc && entities[i]; i++)
		if (entity_searchable(entities[i]))
			rc = schema_reindex(db, entities[i]);
	return rc;
}
