/* schema.c - numbered steps for content, and everything derived made from derived.sql. */
#include "schema.h"
#include "embed.h"
#include "ftype.h"
#include "history.h"
#include "kept.h"
#include "utf8.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* Text of a part of derived.sql, up to the next "-- part". */
static const char *part(const char *name, size_t *len)
{
	const char *text = embed_find("derived.sql"), *p;
	char head[64];
	snprintf(head, sizeof head, "-- part %s\n", name);
	if (!text || !(p = strstr(text, head)))
		die("derived.sql has no part %s", name);
	p += strlen(head);
	const char *end = strstr(p, "-- part ");
	*len = end ? (size_t)(end - p) : strlen(p);
	return p;
}

/* Takes "_." out of what was written over the alias _: index expressions want bare columns. */
static void bare(struct str *b, size_t from)
{
	char *to = b->s + from;
	for (char *p = to; *p; p++)
		if (p[0] == '_' && p[1] == '.' && (p == b->s || strchr(" (,", p[-1])))
			p++;
		else
			*to++ = *p;
	*to = 0;
	b->len = (size_t)(to - b->s);
}

static void write_pairs(struct str *b, const struct entity *e, bool both)
{
	const char *names[HISTORY_MOST];
	size_t n = history_columns(e, names);
	for (size_t i = 0; i < n; i++) {
		str_add(b, i ? ", old." : "old.");
		str_ident(b, names[i]);
		if (both) {
			str_add(b, ", new.");
			str_ident(b, names[i]);
		}
	}
}

static void expand(struct str *b, const char *name, const struct entity *e,
	const struct field *f);

static void brace(struct str *b, const char *word, const struct entity *e, const struct field *f)
{
	const char *alias = strchr(word, ' ');
	alias = alias ? alias + 1 : "";
	size_t from = b->len;
	if (!strcmp(word, "E"))
		str_add(b, e->name);
	else if (!strcmp(word, "F"))
		str_add(b, f->name);
	else if (!strcmp(word, "place"))
		expand(b, word, e, f);
	else if (!strcmp(word, "pairs") || !strcmp(word, "olds"))
		write_pairs(b, e, *word == 'p');
	else if (!strncmp(word, "key ", 4))
		order_sql(b, e, alias);
	else if (!strncmp(word, "sort ", 5))
		sort_sql(b, e, f, alias);
	else if (!strncmp(word, "words ", 6))
		words_sql(b, e, alias);
	else if (!strncmp(word, "hide ", 5))
		unlisted_sql(b, e, alias);
	else
		die("derived.sql: what is {%s}?", word);
	if (!strcmp(alias, "_"))
		bare(b, from);
}

static void expand(struct str *b, const char *name, const struct entity *e,
	const struct field *f)
{
	size_t len;
	const char *p = part(name, &len), *end = p + len;
	while (p < end) {
		const char *open = memchr(p, '{', (size_t)(end - p));
		str_addn(b, p, (size_t)((open ? open : end) - p));
		if (!open)
			break;
		const char *shut = strchr(open, '}');
		char word[64];
		snprintf(word, sizeof word, "%.*s", (int)(shut - open - 1), open + 1);
		brace(b, word, e, f);
		p = shut + 1;
	}
}

/* Is sorting by f the entity's own order? Then its index is there already. */
static bool own_order(const struct entity *e, const struct field *f)
{
	struct str key = STR_INIT, sort = STR_INIT;
	order_sql(&key, e, "t");
	sort_sql(&sort, e, f, "t");
	bool same_key = !strcmp(key.s, sort.s);
	str_release(&key);
	str_release(&sort);
	return same_key;
}

/* Whom the program noted as the one who rated: there is no tab of it and no sorting by it, so its
 * index needs no order and a new name leaves it alone. */
static bool signature(const struct field *f)
{
	return f->flags & RO && !(f->flags & SORT);
}

/* Everything derived of one record type that stands in the file. */
static void expand_entity(struct str *b, const struct entity *e)
{
	if (entity_searchable(e))
		expand(b, "search", e, NULL);
	expand(b, "order", e, NULL);
	if (e->hide || e->rest)
		expand(b, "hidden", e, NULL);
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		if (f->type == FT_REFS)
			expand(b, "refs", e, f);
		else if (f->type == FT_REF && field_stored(f))
			expand(b, signature(f) ? "signed" : "ref", e, f);
		else if ((f->flags & SORT) && field_stored(f) && !own_order(e, f))
			expand(b, "sort", e, f);
	}
}

static uint64_t mix(uint64_t h, const char *text)
{
	return str_hash(h, text ? text : "-");
}

/* A fingerprint of all that derived objects are made from. */
static void stamp(char ret[20])
{
	uint64_t h = mix(STR_HASH, embed_find("derived.sql"));
	h = mix(mix(h, embed_find("codes.txt")), utf8_version());
	for (size_t i = 0; entities[i]; i++) {
		const struct entity *e = entities[i];
		const char *const words[] = { e->name, e->title, e->order, e->hide, e->rest, e->mask };
		for (size_t k = 0; k < COUNT(words); k++)
			h = mix(h, words[k]);
		for (size_t j = 0; j < e->n; j++) {
			const struct field *f = &e->fields[j];
			h = mix(mix(h, f->name), f->of) ^ ((uint64_t)f->type << 32 | f->flags);
		}
	}
	snprintf(ret, 20, "%016llx", (unsigned long long)h);
}

/* Content tables have inline constraints only, so every named index is derived. *imported: the
 * record types that were ever imported, whose index of foreign ids is made again. */
static enum rc drop_derived(struct db *db, struct str *imported)
{
	struct str b = STR_INIT;
	struct stmt *st = db_query(db, "SELECT type, name FROM sqlite_master WHERE"
		" (type IN ('index', 'view', 'trigger') AND sql IS NOT NULL) OR (type = 'table' AND"
		" (sql LIKE 'CREATE VIRTUAL%' OR name LIKE '%\\_ord' ESCAPE '\\'))"
		" ORDER BY type = 'table', name", NULL);
	while (db_step(st)) {
		const char *name = db_text(st, 1), *last = strrchr(name, '_');
		str_addf(&b, "DROP %s ", db_text(st, 0));
		str_ident(&b, name);
		str_add(&b, ";\n");
		if (last && !strcmp(last, "_import"))
			str_addf(imported, " %.*s", (int)(last - name), name);
	}
	enum rc rc = db_done(st);
	if (!rc)
		rc = db_script(db, b.s);
	str_release(&b);
	return rc;
}

enum rc schema_reindex(struct db *db, const struct entity *e)
{
	if (!entity_searchable(e))
		return OK;
	struct str b = STR_INIT;
	expand(&b, "fill", e, NULL);
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	return rc;
}

bool schema_bulk_pays(struct db *db, const struct entity *e, int64_t rows)
{
	enum { LEAST = 500, SHARE = 20 }; /* more than so many, more than one in so many */
	if (rows <= LEAST)
		return false;
	struct str sql = STR_INIT;
	str_add(&sql, "SELECT count(*) FROM (SELECT 1 FROM ");
	str_ident(&sql, e->name);
	str_add(&sql, " LIMIT :most) /* scan: at most SHARE rows for each that comes or goes */");
	int64_t most = rows * SHARE;
	bool pays = db_int_of(db, sql.s, BIND(I("most", most)), 0) < most;
	str_release(&sql);
	return pays;
}

enum rc schema_unindex(struct db *db, struct arena *a, const struct entity *e, const char **again)
{
	struct str drop = STR_INIT, make = STR_INIT;
	struct stmt *st = db_query(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'index'"
		" AND tbl_name = :e AND sql IS NOT NULL", BIND(T("e", e->name)));
	while (db_step(st)) {
		str_add(&drop, "DROP INDEX ");
		str_ident(&drop, db_text(st, 0));
		str_add(&drop, ";\n");
		str_addf(&make, "%s;\n", db_text(st, 1));
	}
	enum rc rc = db_done(st);
	if (!rc)
		rc = db_script(db, drop.s);
	*again = arena_dup(a, make.s);
	str_release(&drop);
	str_release(&make);
	return rc;
}

bool schema_imported(struct db *db, const struct entity *e)
{
	char name[100];
	snprintf(name, sizeof name, "%s_import", e->name);
	return db_int_of(db, "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = :name",
		BIND(T("name", name)), 0);
}

enum rc schema_importable(struct db *db, const struct entity *e)
{
	if (schema_imported(db, e))
		return OK;
	struct str b = STR_INIT;
	expand(&b, "imported", e, NULL);
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	return rc;
}

static enum rc make_derived(struct db *db, const char *imported)
{
	struct str b = STR_INIT;
	expand(&b, "once", NULL, NULL);
	for (size_t i = 0; entities[i]; i++) {
		const struct entity *e = entities[i];
		expand_entity(&b, e);
		if (str_listed(imported, e->name, strlen(e->name)))
			expand(&b, "imported", e, NULL);
	}
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	for (size_t i = 0; !rc && entities[i]; i++)
		rc = schema_reindex(db, entities[i]);
	return rc;
}

enum rc schema_setting(struct db *db, const char *name, const char *value)
{
	enum db_trust was = db_trust(db, DB_TRUSTED); /* the program's own, whoever is here */
	enum rc rc;
	if (db_int_of(db, "SELECT count(*) FROM setting WHERE name = :name", BIND(T("name", name)), 0))
		rc = db_run(db, "UPDATE setting SET value = :value, rev = rev + 1 WHERE name = :name",
			BIND(T("name", name), T("value", value)));
	else
		rc = db_run(db, "INSERT INTO setting(id, rev, name, value) VALUES(:id, 1, :name, :value)",
			BIND(I("id", db_new_id(db, "setting")), T("name", name), T("value", value)));
	db_trust(db, was);
	return rc;
}

/* One line of codes.txt: list | code | English | Spanish. */
static enum rc seed_code(struct db *db, char *line, int sort)
{
	char *col[4];
	int n = 0;
	for (char *p = line, *next; p && n < 4; p = next) {
		next = strchr(p, '|');
		if (next)
			*next++ = 0;
		p += strspn(p, " ");
		size_t len = strlen(p);
		while (len && p[len - 1] == ' ')
			p[--len] = 0;
		col[n++] = p;
	}
	if (n < 4)
		die("codes.txt: four columns, please: %s", line);
	if (db_int_of(db, "SELECT count(*) FROM code WHERE list = :list AND code = :code",
			BIND(T("list", col[0]), T("code", col[1])), 0))
		return OK;
	enum rc rc = db_run(db, "INSERT INTO code(id, rev, list, code, sort, active)"
		" VALUES(:id, 1, :list, :code, :sort, 1)", BIND(I("id", db_new_id(db, "code")),
		T("list", col[0]), T("code", col[1]), I("sort", sort)));
	static const char *const langs[] = { "en", "es" };
	for (size_t i = 0; !rc && i < COUNT(langs); i++)
		rc = db_run(db, "INSERT INTO code_label(id, rev, list, code, lang, label)"
			" VALUES(:id, 1, :list, :code, :lang, :label)",
			BIND(I("id", db_new_id(db, "code_label")), T("list", col[0]),
				T("code", col[1]), T("lang", langs[i]), T("label", col[2 + i])));
	return rc;
}

static enum rc seed_codes(struct db *db)
{
	enum rc rc = OK;
	int sort = 0;
	for (const char *p = embed_find("codes.txt"), *end; !rc && *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		if (*p == '#' || p == end)
			continue;
		char line[300];
		snprintf(line, sizeof line, "%.*s", (int)(end - p), p);
		rc = seed_code(db, line, sort += 10);
	}
	return rc;
}

/* In the open transaction; nothing derived stands. */
static enum rc make_all(struct db *db, const char *imported)
{
	char now[20];
	stamp(now);
	db_bulk(db, true);
	enum rc rc = seed_codes(db);
	if (!rc && !(rc = make_derived(db, imported)))
		rc = schema_setting(db, "_derived", now);
	db_bulk(db, false);
	return rc;
}

enum rc schema_rebuild(struct db *db)
{
	struct str imported = STR_INIT;
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	if (!(rc = drop_derived(db, &imported)))
		rc = make_all(db, imported.s);
	str_release(&imported);
	return db_end(db, rc);
}

/* Content. */

static int step_number(const struct embedded *m)
{
	return strncmp(m->name, "schema/", 7) ? 0 : atoi(m->name + 7);
}

int schema_newest(void)
{
	int newest = 0;
	for (const struct embedded *m = embedded; m->name; m++)
		if (step_number(m) > newest)
			newest = step_number(m);
	return newest;
}

static enum rc run_steps(struct db *db, int version)
{
	enum rc rc = OK;
	for (int n = version + 1; !rc && n <= schema_newest(); n++)
		for (const struct embedded *m = embedded; !rc && m->name; m++)
			if (step_number(m) == n)
				rc = db_script(db, m->text);
	char mark[40];
	snprintf(mark, sizeof mark, "PRAGMA user_version=%d", schema_newest());
	return rc ? rc : db_script(db, mark);
}

/* In the open transaction; copy is the file as it was, or NULL. */
static enum rc migrate_now(struct db *db, int version, const char *copy)
{
	enum rc rc = OK;
	struct str kept = STR_INIT, imported = STR_INIT;
	str_addf(&kept, "%s-before-v%d", db_path(db), schema_newest());
	if (copy && rename(copy, kept.s))
		rc = db_fail(db, FAILED, _("%s cannot be written: %s"), kept.s, strerror(errno));
	if (!rc && !(rc = drop_derived(db, &imported)) && !(rc = run_steps(db, version)))
		rc = make_all(db, imported.s);
	str_release(&kept);
	str_release(&imported);
	return rc;
}

/* Others may be at the same: each makes a copy of her own, and that of who migrates is kept. */
static enum rc migrate(struct db *db, int version)
{
	enum rc rc;
	struct str copy = STR_INIT;
	str_addf(&copy, "%s-before-v%d.%ld", db_path(db), schema_newest(), (long)getpid());
	if (version) {
		remove(copy.s);
		rc = db_copy(db, copy.s);
	} else {
		/* The mark goes in before the log begins: half a file is then ours all the same. */
		rc = db_script(db, "PRAGMA application_id=0x50414354; PRAGMA journal_mode=WAL");
	}
	if (!rc && !(rc = db_begin(db))) {
		bool first = db_int_of(db, "PRAGMA user_version", NULL, 0) == version;
		rc = db_end(db, first ? migrate_now(db, version, version ? copy.s : NULL) : OK);
	}
	if (version)
		remove(copy.s);
	str_release(&copy);
	return rc;
}

enum rc schema_open(struct db *db)
{
	enum rc rc;
	history_init(db);
	int version = (int)db_int_of(db, "PRAGMA user_version", NULL, -1);
	if (version < 0)
		return FAILED;
	if (version > schema_newest())
		return db_fail(db, INVALID, _("%s was written by a newer pact-tui (schema %d, this one"
			" knows %d). Nothing was touched"), db_path(db), version, schema_newest());
	if (version < schema_newest() && (rc = migrate(db, version)))
		return rc;
	struct arena a = { 0 };
	char now[20];
	stamp(now);
	const char *made = db_setting(db, &a, "_derived", "");
	rc = strcmp(made, now) ? schema_rebuild(db) : OK;
	arena_free(&a);
	return rc;
}

enum rc schema_writable(struct db *db, const struct entity *e)
{
	char name[100];
	if (db_in_bulk(db)) /* they would rest */
		return OK;
	snprintf(name, sizeof name, "log_i_%s", e->name);
	enum db_trust was = db_trust(db, DB_TRUSTED);
	/* Stopped, it would read as if they were not there. */
	struct db_interrupt hook = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	bool there = db_int_of(db, "SELECT 1 FROM sqlite_temp_master WHERE name = :name",
		BIND(T("name", name)), 0);
	db_interrupt_hook(db, hook);
	db_trust(db, was);
	if (there)
		return OK;
	struct str b = STR_INIT;
	expand(&b, "temp log", e, NULL);
	if (entity_searchable(e))
		expand(&b, "temp search", e, NULL);
	kept_triggers(&b, e);
	enum rc rc = db_script(db, b.s);
	str_release(&b);
	const struct entity *also;
	for (int i = 0; !rc && (also = kept_target(e, i)); i++)
		rc = also == e ? OK : schema_writable(db, also);
	return rc;
}
