/* schema_step.c - the CREATE TABLE an entity asks for, and whether the file agrees with it. */
#include "schema.h"
#include "ftype.h"
#include <stdio.h>

static void write_column(struct str *b, const struct field *f)
{
	const struct ftype *type = ftype_of(f);
	struct str name = STR_INIT;
	str_ident(&name, f->name);
	str_addf(b, ",\n    %s %s", name.s, type->storage);
	if (f->flags & REQ)
		str_add(b, " NOT NULL");
	if (type->check) {
		str_add(b, " CHECK (");
		for (const char *p = type->check; *p; p++)
			if (p[0] == '%' && p[1] == 's')
				str_add(b, name.s), p++;
			else
				str_addc(b, *p);
		str_add(b, ")");
	}
	if (f->type == FT_REF) {
		str_add(b, " REFERENCES ");
		str_ident(b, f->of);
		str_add(b, "(id)");
	}
	str_release(&name);
}

/* Exactly one (or at most one) of the parts is set. */
static void write_oneof(struct str *b, const struct field *f)
{
	const char *at = f->of, *word;
	size_t n;
	bool first = true;
	str_add(b, ",\n    CHECK (");
	while (str_word(&at, " ", &word, &n)) {
		str_addf(b, "%s(\"%.*s\" IS NOT NULL)", first ? "" : " + ", (int)n, word);
		first = false;
	}
	str_addf(b, " %s 1)", f->flags & REQ ? "=" : "<=");
}

static void write_link(struct str *b, const struct entity *e, const struct field *f)
{
	str_addf(b, "CREATE TABLE \"%s_%s\"(\n"
		"    \"row\" INTEGER NOT NULL REFERENCES \"%s\"(id) ON DELETE CASCADE,\n"
		"    \"ref\" INTEGER NOT NULL REFERENCES \"%s\"(id),\n"
		"    PRIMARY KEY(\"row\", \"ref\")) STRICT, WITHOUT ROWID;\n", e->name, f->name,
		e->name, f->of);
}

const char *schema_step(struct arena *a, const struct entity *e)
{
	struct str b = STR_INIT;
	str_add(&b, "CREATE TABLE ");
	str_ident(&b, e->name);
	str_add(&b, "(\n    id INTEGER PRIMARY KEY,\n    rev INTEGER NOT NULL DEFAULT 1");
	for (size_t i = 0; i < e->n; i++)
		if (field_stored(&e->fields[i]))
			write_column(&b, &e->fields[i]);
	str_add(&b, ",\n    archived_at TEXT,\n    import_ref TEXT");
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].type == FT_ONEOF)
			write_oneof(&b, &e->fields[i]);
	if (e->uniq) {
		const char *at = e->uniq, *word;
		size_t n;
		bool first = true;
		str_add(&b, ",\n    UNIQUE(");
		while (str_word(&at, " ", &word, &n)) {
			str_addf(&b, "%s\"%.*s\"", first ? "" : ", ", (int)n, word);
			first = false;
		}
		str_add(&b, ")");
	}
	str_add(&b, ") STRICT;\n");
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].type == FT_REFS)
			write_link(&b, e, &e->fields[i]);
	const char *step = arena_dup(a, b.s);
	str_release(&b);
	return step;
}

/* One column of a table as the file has it; false when it has none. */
static bool column_in_file(struct db *db, const char *table, const char *column, char type[16],
	bool *filled)
{
	struct stmt *st = db_query(db, "SELECT type, \"notnull\" FROM pragma_table_info(:table)"
		" WHERE name = :column", BIND(T("table", table), T("column", column)));
	bool there = db_step(st);
	if (there) {
		snprintf(type, 16, "%s", db_text(st, 0));
		*filled = db_int(st, 1);
	}
	db_done(st);
	return there;
}

static void verify_entity(struct db *db, const struct entity *e, struct str *b)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		char type[16], link[128];
		bool filled;
		snprintf(link, sizeof link, "%s_%s", e->name, f->name);
		if (f->type == FT_REFS) {
			if (!column_in_file(db, link, "ref", type, &filled))
				str_addf(b, "%s: there is no table %s\n", e->name, link);
		} else if (!field_stored(f)) {
			continue;
		} else if (!column_in_file(db, e->name, f->name, type, &filled)) {
			str_addf(b, "%s: there is no column %s\n", e->name, f->name);
		} else if (strcmp(type, ftype_of(f)->storage) || filled != !!(f->flags & REQ)) {
			str_addf(b, "%s.%s: the file says %s%s\n", e->name, f->name, type,
				filled ? " NOT NULL" : "");
		}
	}
	struct stmt *st = db_query(db, "SELECT name FROM pragma_table_info(:table)"
		" WHERE name NOT IN ('id', 'rev', 'archived_at', 'import_ref')",
		BIND(T("table", e->name)));
	while (db_step(st)) {
		const struct field *f = field_find(e, db_text(st, 0));
		if (!f || !field_stored(f))
			str_addf(b, "%s: no field claims the column %s\n", e->name, db_text(st, 0));
	}
	db_done(st);
}

const char *schema_verify(struct db *db, struct arena *a)
{
	struct str b = STR_INIT;
	for (size_t i = 0; entities[i]; i++)
		verify_entity(db, entities[i], &b);
	const char *said = arena_dup(a, b.s);
	str_release(&b);
	return said;
}
