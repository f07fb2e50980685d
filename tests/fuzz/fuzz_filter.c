/* Whatever is typed into a filter, it is understood or refused, and what it becomes is SQL that
 * runs. The first byte chooses the record type and whether the filter is still being typed. */
#include "file.h"
#include "core/list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct db *open_once(void)
{
	static struct db *db;
	if (db)
		return db;
	db = fuzz_file("INSERT INTO person(id, given, family, contact_safety_level)"
		" VALUES(1, 'Ana', 'Quispe', 'normal')");
	schema_reindex(db, entity_find("person"));
	return db;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size || size > 400)
		return 0;
	struct db *db = open_once();
	struct arena a = { 0 };
	const char *text = arena_dupn(&a, (const char *)data + 1, size - 1), **offers;
	struct list_spec spec = { .e = entities[(*data >> 1) % entity_count()], .filter = text,
		.lenient = *data & 1 };
	struct list *l;
	struct row *rows;
	int n;
	enum rc rc = list_open(db, &spec, &l);
	if (!rc) {
		rc = list_page(l, &a, NULL, 1, false, 5, &rows, &n);
		list_close(l);
	}
	if (rc && rc != INVALID && rc != access_may(db, spec.e, READ))
		die("%d %s: %s", rc, db_words(db), text);
	if (rc && !*db_words(db))
		die("no words: %s", text);
	filter_complete(db, &a, spec.e, text, &offers);
	arena_free(&a);
	return 0;
}
