/* import_bulk.c - many rows at once: no triggers, no indexes until the end, one change row. */
#include "import_private.h"
#include "history.h"
#include "schema.h"

#define BULK_MIN 500  /* rows from which a rebuild of the index is worth it ... */
#define BULK_SHARE 20 /* ... when they are more than one in so many of the table */

/* Columns that hold sets, or refer to the very records that are coming. */
static bool has_refs(const struct plan *p, const struct entity *to)
{
	for (int i = 0; i < p->im.nmap; i++) {
		const struct field *f = p->im.map[i].f;
		if (f && (f->type == FT_REFS ||
				 (to && f->type == FT_REF && !strcmp(f->of, to->name))))
			return true;
	}
	for (int i = 0; i < p->nconstant; i++)
		if (p->constant[i].f->type == FT_REFS)
			return true;
	return false;
}

/* Sets of references are written one by one by edit_save; rows that refer to their own kind are
 * looked up while they come, which needs the indexes. */
bool bulk_fits(struct db *db, const struct plan *p)
{
	const struct entity *e = p->im.e;
	if (p->im.fresh <= BULK_MIN || e->uniq || has_refs(p, e))
		return false;
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT count(*) FROM (SELECT 1 FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " LIMIT :most) /* scan: at most BULK_SHARE rows for each that comes */");
	int64_t most = (int64_t)p->im.fresh * BULK_SHARE;
	bool fits = db_int_of(db, sql.s, BIND(I("most", most)), 0) < most;
	str_release(&sql);
	return fits;
}

/* INSERT INTO "person"("id", "import_ref", "given" ...) VALUES (:id, :import_ref, :f0 ...) */
static void prepare_insert(struct bulk *b)
{
	const struct entity *e = b->e;
	struct str names = STR_INIT, values = STR_INIT, sql = STR_INIT;
	size_t n = 2;
	b->binds = arena_array(b->a, struct bind, e->n + 3);
	for (size_t i = 0; i < e->n; i++) {
		if (!field_stored(&e->fields[i]))
			continue;
		const char *name = arena_printf(b->a, "f%zu", i);
		str_add(&names, ", ");
		str_ident(&names, e->fields[i].name);
		str_addf(&values, ", :%s", name);
		b->binds[n++] = T(name, NULL);
	}
	str_add(&sql, "INSERT INTO ");
	str_ident(&sql, e->name);
	str_addf(&sql, "(\"id\", \"import_ref\"%s) VALUES (:id, :import_ref%s)", names.s, values.s);
	b->insert = arena_dup(b->a, sql.s);
	str_release(&names);
	str_release(&values);
	str_release(&sql);
}

enum rc bulk_begin(
	struct bulk *b, struct db *db, struct arena *a, const struct entity *e, long rows)
{
	*b = (struct bulk){ .db = db, .a = a, .e = e };
	b->next = db_new_ids(db, e->name, rows);
	b->end = b->next + rows;
	/* Undo goes backwards: the rows must come before what their hooks write. */
	history_log(db, e, 'I', b->next, NULL, arena_printf(a, "%lld", (long long)b->end - 1));
	prepare_insert(b);
	enum rc rc = schema_unindex(db, a, e, &b->make);
	db_bulk(db, true);
	return rc;
}

/* What the saved hook writes besides is logged and indexed as ever: only these rows are bulk. */
enum rc bulk_row(struct bulk *b, struct edit *ed)
{
	size_t n = 2;
	if (b->next == b->end)
		return db_fail(b->db, CONFLICT, "%s",
			_("Records changed since the file was looked at, "
			  "and more rows fit now. Nothing was brought in: look at it again"));
	ed->id = b->next++;
	b->binds[0] = I("id", ed->id);
	b->binds[1] = T("import_ref", ed->import_ref);
	for (size_t i = 0; i < b->e->n; i++)
		if (field_stored(&b->e->fields[i]))
			b->binds[n++].text = ed->v[i];
	enum rc rc = db_run(b->db, b->insert, b->binds);
	if (rc || !b->e->saved)
		return rc;
	db_bulk(b->db, false);
	rc = b->e->saved(b->db, ed);
	db_bulk(b->db, true);
	return rc;
}

enum rc bulk_end(struct bulk *b)
{
	enum rc rc = db_script(b->db, b->make);
	if (!rc)
		rc = schema_reindex(b->db, b->e);
	db_bulk(b->db, false);
	return rc;
}
