/* kept.c - fields kept by the newest row of another type. */
#include "kept.h"
#include "ftype.h"
#include "history.h"
#include "record.h"
#include "schema.h"
#include <stdio.h>

enum { MANY = 500 }; /* rows from which one entry in history and a new index are quicker */

/* One such field, its declaration taken apart. */
struct kept {
	const struct entity *e, *by;
	const struct field *f, *of, *to, *from;
};

static const struct field *named(const struct entity *e, const char **at)
{
	const char *word;
	size_t n;
	char name[64];
	if (!str_word(at, " ", &word, &n))
		return NULL;
	snprintf(name, sizeof name, "%.*s", (int)n, word);
	return field_find(e, name);
}

/* The i-th field of the record type that is kept by others; false past the last. */
static bool kept_of(const struct entity *e, size_t *i, struct kept *ret)
{
	for (; *i < e->n; (*i)++) {
		const char *at = e->fields[*i].kept, *word;
		size_t n;
		char name[64];
		if (!at || !str_word(&at, " ", &word, &n))
			continue;
		snprintf(name, sizeof name, "%.*s", (int)n, word);
		*ret = (struct kept){ .e = e, .f = &e->fields[(*i)++], .by = entity_find(name) };
		if (!ret->by)
			continue; /* a table that a test declares may lack it */
		ret->of = named(ret->by, &at);
		ret->to = named(ret->by, &at);
		ret->from = named(ret->by, &at);
		if (!ret->of || !ret->to)
			die("%s.%s is kept by what is not there", e->name, ret->f->name);
		return true;
	}
	return false;
}

/* Every field that rows of `by` keep, in table order: *at counts on; false past the last. */
static bool kept_here(const struct entity *by, int *at, struct kept *ret)
{
	int seen = 0;
	for (size_t k = 0; entities[k]; k++)
		for (size_t i = 0; kept_of(entities[k], &i, ret);)
			if (ret->by == by && seen++ == *at) {
				(*at)++;
				return true;
			}
	return false;
}

bool kept_by(const struct entity *e)
{
	return kept_target(e, 0);
}

const struct entity *kept_target(const struct entity *e, int i)
{
	struct kept k;
	return kept_here(e, &i, &k) ? k.e : NULL;
}

const char *kept_types(struct arena *a)
{
	const char *ret = " ";
	for (size_t i = 0; entities[i]; i++)
		if (kept_by(entities[i]))
			ret = arena_printf(a, "%s%s ", ret, entities[i]->name);
	return ret;
}

/* ---- the field follows the rows ---- */

/* The value of the newest row of the record whose id `id` says, else what `otherwise` says. */
static void newest_sql(struct str *b, const struct kept *k, const char *id, const char *otherwise)
{
	const char *way = order_desc(k->by) ? "DESC" : "ASC";
	str_addf(b, "coalesce((SELECT k.\"%s\" FROM \"%s\" k WHERE k.\"%s\" = %s"
		" AND k.archived_at IS NULL ORDER BY ", k->to->name, k->by->name, k->of->name, id);
	order_sql(b, k->by, "k");
	str_addf(b, " %s, k.id %s LIMIT 1), %s, \"%s\")", way, way, otherwise, k->f->name);
}

static void follow_sql(struct str *b, const struct kept *k, const char *id, const char *otherwise)
{
	str_addf(b, "    UPDATE \"%s\" SET rev = rev + 1, \"%s\" = ", k->e->name, k->f->name);
	newest_sql(b, k, id, otherwise);
	str_addf(b, "\n    WHERE id = %s AND \"%s\" IS NOT ", id, k->f->name);
	newest_sql(b, k, id, otherwise);
	str_add(b, ";\n");
}

/* When the only row is put away the value before it holds again. A row that is deleted is one that
 * undo takes out: what stood before it is in history, and comes back by that. */
static void trigger_sql(struct str *b, const struct kept *k, int nth)
{
	static const struct {
		const char *name, *when;
		bool was, is;
	} each[] = {
		{ "i", "INSERT", false, true },
		{ "u", "UPDATE", true, true },
		{ "d", "DELETE", true, false },
	};
	char was[80], is[80], before[200] = "NULL";
	snprintf(was, sizeof was, "old.\"%s\"", k->of->name);
	snprintf(is, sizeof is, "new.\"%s\"", k->of->name);
	for (size_t i = 0; i < COUNT(each); i++) {
		if (k->from && each[i].was && each[i].is)
			snprintf(before, sizeof before, "iif(old.archived_at IS NULL AND"
				" new.archived_at IS NOT NULL, old.\"%s\", NULL)", k->from->name);
		else
			snprintf(before, sizeof before, "NULL");
		str_addf(b, "CREATE TEMP TRIGGER \"kept%d_%s_%s\" AFTER %s ON main.\"%s\""
			" WHEN NOT bulk() BEGIN\n", nth, each[i].name, k->by->name, each[i].when,
			k->by->name);
		if (each[i].is)
			follow_sql(b, k, is, before);
		if (each[i].was)
			follow_sql(b, k, was, before);
		str_add(b, "END;\n");
	}
}

void kept_triggers(struct str *b, const struct entity *e)
{
	struct kept k;
	for (int i = 0; kept_here(e, &i, &k);)
		trigger_sql(b, &k, i);
}

/* ---- a row follows the field ---- */

static enum rc write_row(struct db *db, struct edit *ed, const struct kept *k, const char *before,
	const char *now)
{
	struct edit *row = edit_new(db, ed->a, k->by);
	edit_put(row, k->of, arena_int(ed->a, ed->id));
	edit_put(row, k->to, now);
	if (k->from)
		edit_put(row, k->from, before);
	return edit_save(db, row);
}

/* Does the newest row say so already? Then it was that row which was written. */
static bool said(struct db *db, const struct kept *k, int64_t id, const char *value)
{
	struct arena a = { 0 };
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT ");
	newest_sql(&sql, k, ":id", "NULL");
	str_addf(&sql, " FROM (SELECT NULL AS \"%s\")", k->f->name);
	bool ret = same(db_text_of(db, &a, sql.s, BIND(I("id", id))), value);
	str_release(&sql);
	arena_free(&a);
	return ret;
}

/* ed->base is the row as it was, also when nothing of the field was on the form. */
enum rc kept_saved(struct db *db, struct edit *ed)
{
	struct kept k;
	enum rc rc = OK;
	if (db_in_bulk(db)) /* the triggers rest too: who loads says all of it */
		return OK;
	for (size_t i = 0; !rc && kept_of(ed->e, &i, &k);) {
		size_t at = field_index(ed->e, k.f);
		const char *before = ed->base[at], *now = ed->v[at];
		bool news = before ? !same(before, now) : !same(k.f->def, now);
		if (ed->touched[at] && now && news && !said(db, &k, ed->id, now))
			rc = write_row(db, ed, &k, before, now);
	}
	return rc;
}

/* INSERT INTO "ladder_event"(id, "person", "to_step", "on" ...) SELECT :next + ..., t.id, ...: what
 * else such a row begins with are its defaults. */
static void load_sql(struct str *b, struct db *db, struct arena *a, const struct kept *k,
	struct bind *binds, size_t n)
{
	struct str values = STR_INIT;
	str_addf(b, "INSERT INTO \"%s\"(id, \"%s\", \"%s\"", k->by->name, k->of->name, k->to->name);
	for (size_t i = 0; i < k->by->n; i++) {
		const struct field *f = &k->by->fields[i];
		const char *v = field_stored(f) && f != k->to ? field_default(db, a, f) : NULL;
		if (!v)
			continue;
		const char *name = arena_printf(a, "d%zu", i);
		str_addf(b, ", \"%s\"", f->name);
		str_addf(&values, ", :%s", name);
		binds[n++] = T(name, v);
	}
	str_addf(b, ") SELECT :next + row_number() OVER (ORDER BY t.id) - 1, t.id, t.\"%s\"%s"
		" FROM \"%s\" t WHERE t.id BETWEEN :first AND :last AND t.\"%s\" <> :def ORDER BY t.id",
		k->f->name, values.s ? values.s : "", k->e->name, k->f->name);
	str_release(&values);
}

/* Few rows are logged and indexed by the triggers; many are one entry in history. */
static enum rc load(struct db *db, struct arena *a, const struct kept *k, int64_t first, int64_t last)
{
	const char *def = k->f->def ? k->f->def : "";
	struct bind *binds = arena_array(a, struct bind, k->by->n + 5);
	binds[0] = I("first", first);
	binds[1] = I("last", last);
	binds[2] = T("def", def);
	int64_t n = db_int_of(db, arena_printf(a, "SELECT count(*) FROM \"%s\" t WHERE t.id"
		" BETWEEN :first AND :last AND t.\"%s\" <> :def", k->e->name, k->f->name), binds, 0);
	enum rc rc = n ? schema_writable(db, k->by) : OK;
	if (!n || rc)
		return rc;
	int64_t next = db_new_ids(db, k->by->name, n);
	binds[3] = I("next", next);
	struct str sql = STR_INIT;
	load_sql(&sql, db, a, k, binds, 4);
	db_bulk(db, n > MANY);
	rc = db_run(db, sql.s, binds);
	str_release(&sql);
	if (!rc && n > MANY) {
		history_log(db, k->by, 'I', next, NULL, arena_int(a, next + n - 1));
		rc = schema_reindex(db, k->by);
	}
	db_bulk(db, false);
	return rc;
}

enum rc kept_loaded(struct db *db, const struct entity *e, int64_t first, int64_t last)
{
	struct arena a = { 0 };
	struct kept k;
	enum rc rc = OK;
	for (size_t i = 0; !rc && kept_of(e, &i, &k);)
		rc = load(db, &a, &k, first, last);
	arena_free(&a);
	return rc;
}
