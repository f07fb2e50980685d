/* core/history_past.c - the past as a person reads it. */
#include "history.h"
#include "ftype.h"
#include "json.h"
#include "record.h"

/* What the reader may know of a field's old and new value. */
static bool may_read(const struct record *r, const struct field *f)
{
	size_t i = field_index(r->e, f);
	if (f->flags & OPINION)
		return r->v[i] != NULL; /* the author reads it, everyone else gets NULL */
	return !(f->flags & MASK) || !same(r->v[i], FIELD_MASKED);
}

static const char *value_of(const struct json_pair *pair, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(pair[i].key, name))
			return pair[i].value;
	return NULL;
}

/* "Phone: 020 7 -> 020 8; Notes changed" */
static const char *what_changed(struct db *db, struct arena *a, const struct record *r,
	const char *before, const char *after)
{
	struct json_pair *was, *is;
	int n = 0, m = 0;
	if (!before || !after || json_object(a, before, strlen(before), &was, &n) ||
		json_object(a, after, strlen(after), &is, &m))
		return "";
	struct str b = STR_INIT;
	for (int i = 0; i < n; i++) {
		const struct field *f = field_find(r->e, was[i].key);
		const char *now = value_of(is, m, was[i].key);
		const char *gap = b.len ? "; " : "";
		if (!strcmp(was[i].key, "archived_at")) {
			str_addf(&b, "%s%s", gap, now ? _("archived") : _("taken out of the archive"));
		} else if (f && !may_read(r, f)) {
			str_addf(&b, "%s%s", gap, field_label(r->e, f));
		} else if (f) {
			const char *old = field_show(db, a, f, was[i].value);
			str_addf(&b, "%s%s: %s -> %s", gap, field_label(r->e, f), *old ? old : "-",
				now ? field_show(db, a, f, now) : "-");
		}
	}
	const char *said = arena_dup(a, b.s);
	str_release(&b);
	return said;
}

static const char one_record[] =
	"SELECT x.id, c.row, x.at, u.name, x.command, x.summary, x.kind, c.entity, c.op, 1,"
	" x.undone, c.before, c.after FROM change c JOIN txn x ON x.id = c.txn"
	" LEFT JOIN user u ON u.id = x.user WHERE c.entity = :entity AND c.row = :row"
	" AND c.op <> 'I' AND x.id < :before ORDER BY c.id DESC LIMIT :n";
static const char its_import[] =
	"SELECT x.id, c.row, x.at, u.name, x.command, x.summary, x.kind, c.entity, c.op, 1,"
	" x.undone, NULL, NULL FROM change c INDEXED BY change_bulk JOIN txn x ON x.id = c.txn"
	" LEFT JOIN user u ON u.id = x.user WHERE c.op = 'I' AND c.entity = :entity"
	" AND c.row <= :row AND CAST(c.after AS INTEGER) >= :row AND x.id < :before"
	" ORDER BY c.row DESC LIMIT :n";
static const char everybody[] =
	"SELECT x.id, c.row, x.at, u.name, x.command, x.summary, x.kind, c.entity, c.op,"
	" (SELECT sum(iif(op = 'I', CAST(after AS INTEGER) - row + 1, 1)) FROM change"
	" WHERE txn = x.id), x.undone, NULL, NULL"
	" FROM txn x LEFT JOIN change c ON c.id = (SELECT min(id) FROM change WHERE txn = x.id)"
	" LEFT JOIN user u ON u.id = x.user WHERE x.id < :before AND x.kind <> 'migrate'"
	" ORDER BY x.id DESC LIMIT :n";

static void take_row(struct db *db, struct arena *a, struct stmt *st, const struct record *r,
	struct past *p)
{
	*p = (struct past){ .txn = db_int(st, 0), .row = db_int(st, 1),
		.at = arena_dup(a, db_text(st, 2)), .user = arena_dup(a, db_text(st, 3)),
		.command = arena_dup(a, db_text(st, 4)), .summary = arena_dup(a, db_text(st, 5)),
		.kind = arena_dup(a, db_text(st, 6)), .op = 0, .what = "",
		.records = (int)db_int(st, 9), .undone = db_int(st, 10) };
	if (!p->user)
		p->user = "";
	if (!p->summary)
		p->summary = "";
	if (!db_text(st, 7))
		return;
	p->op = *db_text(st, 8);
	if (p->records == 1)
		p->e = entity_find(db_text(st, 7));
	if (r)
		p->what = what_changed(db, a, r, arena_dup(a, db_text(st, 11)),
			arena_dup(a, db_text(st, 12)));
}

enum rc history_of(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	int64_t before, int n, struct past **ret, int *count)
{
	struct record *r = NULL;
	enum rc rc = e ? record_load(db, a, e, id, &r) : OK;
	*count = 0;
	*ret = arena_array(a, struct past, n);
	if (rc)
		return rc;
	const char *const queries[] = { e ? one_record : everybody, e ? its_import : NULL };
	for (size_t q = 0; q < COUNT(queries) && queries[q] && !rc && *count < n; q++) {
		const struct bind all[] = { I("before", before ? before : INT64_MAX),
			I("n", n - *count), { 0 } };
		const struct bind one[] = { all[0], all[1], T("entity", e ? e->name : NULL),
			I("row", id), { 0 } };
		struct stmt *st = db_query(db, queries[q], e ? one : all);
		while (db_step(st))
			take_row(db, a, st, r, &(*ret)[(*count)++]);
		rc = db_done(st);
	}
	return rc;
}
