/* history_past.c - the past as a person reads it. */
#include "history.h"
#include "access.h"
#include "ftype.h"
#include "json.h"
#include "kept.h"
#include "record.h"

static const struct json_pair *pair_of(const struct json_pair *pair, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(pair[i].key, name))
			return &pair[i];
	return NULL;
}

static const char *value_of(const struct json_pair *pair, int n, const char *name)
{
	const struct json_pair *found = pair_of(pair, n, name);
	return found ? found->value : NULL;
}

/* Is the row masked now? A number that was taken off it is no longer in the row to say so. */
static bool masked(struct db *db, const struct record *r)
{
	struct str sql = STR_INIT;
	if (!r->e->mask)
		return false;
	str_add(&sql, "SELECT (");
	str_add(&sql, r->e->mask);
	str_add(&sql, ") IS NOT FALSE FROM ");
	str_ident(&sql, r->e->name);
	str_add(&sql, " t WHERE t.id = :id");
	bool ret = db_int_of(db, sql.s, BIND(I("id", r->id)), 1);
	str_release(&sql);
	return ret;
}

/* Who signed the opinions at the time: she reads what she herself wrote over her own. */
static bool signed_by_me(struct db *db, struct arena *a, const struct record *r,
	const struct json_pair *pair, int n)
{
	const char *me = arena_int(a, db_my_id(db));
	const struct json_pair *then = pair_of(pair, n, r->e->author);
	const char *author = then ? then->value
		: r->v[field_index(r->e, field_find(r->e, r->e->author))];
	return (then && !author) || same(author, me);
}

/* One changed record as its history holds it. */
struct changed {
	struct json_pair *was, *is;
	int nwas, nis;
	bool mine, masked; /* changed by the reader; the row is masked */
};

/* What the reader may know of a field's old and new value. */
static bool may_read(struct db *db, struct arena *a, const struct record *r,
	const struct field *f, const struct changed *c)
{
	if (f->flags & OPINION)
		return c->mine && signed_by_me(db, a, r, c->was, c->nwas) &&
			signed_by_me(db, a, r, c->is, c->nis);
	return !(f->flags & MASK) || !c->masked;
}

/* "Phone: 020 7 -> 020 8; Notes changed" */
static const char *what_changed(struct db *db, struct arena *a, const struct record *r,
	const char *before, const char *after, bool mine)
{
	struct changed c = { .mine = mine };
	if (!before || !after || json_object(a, before, strlen(before), &c.was, &c.nwas) ||
		json_object(a, after, strlen(after), &c.is, &c.nis))
		return "";
	c.masked = masked(db, r);
	const struct json_pair *was = c.was;
	struct str b = STR_INIT;
	for (int i = 0; i < c.nwas; i++) {
		const struct field *f = field_find(r->e, was[i].key);
		const char *now = value_of(c.is, c.nis, was[i].key);
		const char *gap = b.len ? "; " : "";
		if (!strcmp(was[i].key, "archived_at")) {
			str_addf(&b, "%s%s", gap, now ? _("archived") : _("taken out of the archive"));
		} else if (f && !may_read(db, a, r, f, &c)) {
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
	" x.undone, c.before, c.after, x.user IS nullif(:me, 0) FROM change c JOIN txn x ON x.id = c.txn"
	" LEFT JOIN user u ON u.id = x.user WHERE c.entity = :entity AND c.row = :row"
	" AND c.op <> 'I' AND x.id < :before ORDER BY c.id DESC LIMIT :n";
static const char its_import[] =
	"SELECT x.id, c.row, x.at, u.name, x.command, x.summary, x.kind, c.entity, c.op, 1,"
	" x.undone, NULL, NULL, 0 FROM change c JOIN txn x ON x.id = c.txn"
	" LEFT JOIN user u ON u.id = x.user WHERE c.op = 'I' AND c.entity = :entity"
	" AND c.row <= :row AND CAST(c.after AS INTEGER) >= :row AND x.id < :before"
	" ORDER BY c.row DESC LIMIT :n";
static const char everybody[] =
	"SELECT x.id, c.row, x.at, u.name, x.command, x.summary, x.kind, c.entity, c.op,"
	" (SELECT coalesce(nullif(sum(g.n * g.own), 0), sum(g.n)) FROM (SELECT instr(:kept,"
	" ' ' || entity || ' ') = 0 AS own, iif(op = 'I', CAST(after AS INTEGER) - row + 1, 1) AS n"
	" FROM change WHERE txn = x.id) g), x.undone, NULL, NULL, 0"
	" FROM txn x LEFT JOIN change c ON c.id = (SELECT min(id) FROM change WHERE txn = x.id)"
	" LEFT JOIN user u ON u.id = x.user WHERE x.id < :before AND x.kind <> 'migrate'"
	" AND (:logins OR x.command <> 'login')" /* who comes and goes is the administrator's business */
	" ORDER BY x.id DESC";

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
			arena_dup(a, db_text(st, 12)), db_int(st, 13));
}

/* An action on what the reader may not meet is not told of, not even that it was. */
static bool not_told(struct db *db, struct stmt *st)
{
	const struct entity *e = db_text(st, 7) ? entity_find(db_text(st, 7)) : NULL;
	return e && record_kept_from(db, e, db_int(st, 1));
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
			T("kept", kept_types(a)), I("logins", access_role(db, "admin")), { 0 } };
		const struct bind one[] = { all[0], I("n", n - *count),
			T("entity", e ? e->name : NULL), I("row", id), { 0 } };
		struct stmt *st = db_query(db, queries[q], e ? one : all);
		while (*count < n && db_step(st))
			if (e || !not_told(db, st))
				take_row(db, a, st, r, &(*ret)[(*count)++]);
		rc = db_done(st);
	}
	return rc;
}

const char *history_words(struct arena *a, const char *command)
{
	static const struct {
		const char *verb, *words;
	} known[] = {
		{ "new", N_("added") },
		{ "set", N_("changed") },
		{ "archive", N_("archived") },
		{ "unarchive", N_("taken out of the archive") },
		{ "import", N_("brought in") },
		{ "merge", N_("merged") },
		{ "split", N_("split") },
		{ "rang", N_("a call") },
		{ "sign_in", N_("signed in") },
		{ "brings", N_("a turnout pledge") },
		{ "kept", N_("a promise kept") },
		{ "commit", N_("a promise into the ledger") },
		{ "step", N_("a step taken") },
		{ "handover", N_("handed over") },
		{ "reveal", N_("looked at what is masked") },
		{ "show", N_("looked at") },
		{ "login", N_("came in") },
		{ "erase", N_("erased") },
		{ "undo", N_("taken back") },
		{ "redo", N_("done again") },
		{ "demo", N_("the demonstration") },
	};
	size_t n = strcspn(command, " ");
	for (size_t i = 0; i < COUNT(known); i++) {
		if (strlen(known[i].verb) != n || strncmp(known[i].verb, command, n))
			continue;
		const char *noun = command[n] ? command + n + 1 : "";
		const struct entity *e = entity_find(noun);
		if (!e)
			return _(known[i].words);
		return arena_printf(a, "%s (%s)", _(known[i].words),
			same(noun, e->plural) ? entity_label(e) : entity_one(e));
	}
	return command;
}
