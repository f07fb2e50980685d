/* import_bulk.c - many rows at once: no triggers, no indexes until the end, one change row. */
#include "import_private.h"
#include "history.h"
#include "kept.h"
#include "schema.h"

bool bulk_fits(struct db *db, const struct plan *p)
{
	return p->ready.at_once && schema_bulk_pays(db, p->im.e, p->im.fresh);
}

enum rc bulk_begin(struct db *db, struct arena *a, const struct import *im, int64_t *before,
	const char **make)
{
	int64_t first = db_new_ids(db, im->e->name, im->fresh);
	if (first <= 0)
		return FAILED;
	*before = first - 1;
	/* Undo goes backwards: the rows must come before what their hooks write. */
	history_log(db, im->e, 'I', first, NULL, arena_int(a, *before + im->fresh));
	enum rc rc = schema_unindex(db, a, im->e, make);
	db_bulk(db, true);
	return rc;
}

/* The words first: the pages that they are put together from are free for the indexes then. */
enum rc bulk_end(struct db *db, const struct import *im, const char *make)
{
	enum rc rc = schema_reindex(db, im->e);
	if (!rc)
		rc = db_script(db, make);
	db_bulk(db, false);
	return rc ? rc : kept_loaded(db, im->e, im->first, im->last);
}
