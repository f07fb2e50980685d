/* path.c - the two ends of a chain, and the chain between them. */
#include "path_private.h"
#include "access.h"
#include "record.h"
#include "tie_private.h"

static enum rc my_end(struct db *db, const struct entity **e, int64_t *id)
{
	*id = db_int_of(db, "SELECT person FROM user WHERE id = :me", NULL, 0);
	*e = *id ? path_entity(PERSON) : path_entity(USER);
	if (!*id)
		*id = db_my_id(db);
	return OK;
}

/* "head of housing": whose position that is, or whose part in a campaign; when nobody's, what was
 * said before stands. */
static enum rc by_post(struct db *db, const char *typed, enum rc rc, const struct entity **e,
	int64_t *id)
{
	int n = 0;
	struct arena a = { 0 };
	const char *said = arena_dup(&a, db_words(db));
	struct stmt *st = db_query(db,
		"SELECT 0, r.person FROM institution_person r JOIN person p ON p.id = r.person"
		" WHERE fold(r.position) = fold(:typed) AND fold(:typed) <> '' AND " STANDS("r")
		" AND " LISTED("p")
		" UNION SELECT iif(o.person IS NULL, 1, 0), coalesce(o.person, o.institution)"
		" FROM power_actor o LEFT JOIN person p ON p.id = o.person"
		" LEFT JOIN institution i ON i.id = o.institution"
		" WHERE fold(o.role) = fold(:typed) AND fold(:typed) <> '' AND o.archived_at IS NULL"
		" AND (i.id IS NOT NULL AND i.archived_at IS NULL OR " LISTED("p") ")",
		BIND(T("typed", typed)));
	while (db_step(st)) {
		*e = path_entity((enum kind)db_int(st, 0));
		*id = db_int(st, 1);
		n++;
	}
	enum rc how = db_done(st);
	if (how || n == 1)
		rc = how;
	else if (n)
		rc = db_fail(db, INVALID, _("%d hold the post \"%s\": give the name of one"), n, typed);
	else
		db_fail(db, rc, "%s", said);
	arena_free(&a);
	return rc;
}

enum rc path_end(struct db *db, const char *typed, const struct entity **e, int64_t *id)
{
	if (!strcmp(typed, "me") || !strcmp(typed, _("me")))
		return my_end(db, e, id);
	for (enum kind kind = PERSON; kind <= INSTITUTION; kind++) {
		*e = path_entity(kind);
		size_t n = strlen((*e)->name);
		if (!strncmp(typed, (*e)->name, n) && typed[n] == ':')
			return record_resolve(db, *e, typed + n + 1, id);
	}
	*e = path_entity(PERSON);
	enum rc rc = record_resolve(db, *e, typed, id);
	if (rc != NOTFOUND)
		return rc;
	*e = path_entity(INSTITUTION);
	rc = record_resolve(db, *e, typed, id);
	return rc == NOTFOUND ? by_post(db, typed, rc, e, id) : rc;
}

/* Hidden people, those at rest and what is archived are in no path, as its ends neither. */
static bool listed(struct db *db, enum kind kind, int64_t id)
{
	static const char *const sql[] = {
		[PERSON] = "SELECT 1 FROM person p WHERE p.id = :id AND " LISTED("p"),
		[INSTITUTION] = "SELECT 1 FROM institution WHERE id = :id AND archived_at IS NULL",
		[USER] = "SELECT 1 FROM user WHERE id = :id",
	};
	return db_int_of(db, sql[kind], BIND(I("id", id)), 0);
}

/* Those that may not be met are not looked for: a walk to them would go everywhere. */
static enum rc search(struct walk *from, struct walk *to, struct path *ret)
{
	int in_from, in_to, n;
	enum rc rc = walk_both(from, to, &in_from, &in_to);
	if (rc || in_from < 0)
		return rc ? rc : NOTFOUND;
	int room = from->node[in_from].depth + to->node[in_to].depth + 1;
	struct hop *hop = walk_hops(from, in_from, room, &n);
	walk_on(to, in_to, hop, &n);
	path_tell(from->db, from->a, hop, n, ret);
	return OK;
}

enum rc path_find(struct db *db, struct arena *a, const struct entity *from, int64_t from_id,
	const struct entity *to, int64_t to_id, struct path *ret)
{
	struct walk forth = { 0 }, back = { 0 };
	enum kind one = path_kind(from), other = path_kind(to);
	*ret = (struct path){ 0 };
	enum rc rc = access_may(db, entity_find("person"), READ);
	if (rc)
		return rc;
	if (from == to && from_id == to_id)
		return db_fail(db, INVALID, "%s", _("A path needs two ends: these are the same"));
	if (!listed(db, one, from_id) || !listed(db, other, to_id))
		rc = NOTFOUND;
	else if (!(rc = walk_begin(&forth, db, a, one, from_id)) &&
		!(rc = walk_begin(&back, db, a, other, to_id)))
		rc = search(&forth, &back, ret);
	walk_end(&forth);
	walk_end(&back);
	if (rc == NOTFOUND)
		return db_fail(db, NOTFOUND, _("No chain that is on file leads from %s to %s"),
			one == USER ? _("you") : record_title(db, a, from, from_id),
			record_title(db, a, to, to_id));
	return rc;
}

static bool all_found(struct walk *w, const struct path_end *to, int n)
{
	for (int i = 0; i < n; i++)
		if (walk_found(w, path_kind(to[i].e), to[i].id) < 0)
			return false;
	return true;
}

enum rc path_find_all(struct db *db, struct arena *a, const struct path_end *from,
	const struct path_end *to, int n, struct path *ret)
{
	struct walk w;
	memset(ret, 0, sizeof *ret * (size_t)n);
	enum rc rc = access_may(db, entity_find("person"), READ);
	if (rc || !listed(db, path_kind(from->e), from->id))
		return rc;
	rc = walk_begin(&w, db, a, path_kind(from->e), from->id);
	while (!rc && w.edge < w.n && !all_found(&w, to, n))
		rc = walk_widen(&w);
	for (int i = 0; i < n && !rc; i++) {
		int hops, at = walk_found(&w, path_kind(to[i].e), to[i].id);
		if (at < 0)
			continue;
		const struct hop *hop = walk_hops(&w, at, w.node[at].depth + 1, &hops);
		path_tell(db, a, hop, hops, &ret[i]);
	}
	walk_end(&w);
	return rc;
}
