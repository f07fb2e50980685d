/* desk_sign.c - signing in at the door: somebody on file, somebody new, and that it was a mistake. */
#include "desk.h"
#include "access.h"
#include "history.h"
#include "list.h"
#include "record.h"
#include "transfer.h"
#include "utf8.h"

static int64_t in_already(struct db *db, int64_t action, int64_t person)
{
	return db_int_of(db, "SELECT s.id FROM sign_in s WHERE s.action = :action"
		" AND s.person = :person AND s.archived_at IS NULL",
		BIND(I("action", action), I("person", person)), 0);
}

/* Within a transaction: whoever comes second finds what the first wrote. */
static enum rc sign(struct db *db, struct arena *a, int64_t action, const struct desk_person *p,
	const char *note, bool fresh, bool *was_in)
{
	*was_in = in_already(db, action, p->id);
	if (*was_in)
		return OK;
	struct edit *ed = edit_new(db, a, entity_find("sign_in"));
	edit_put_id(ed, "action", action);
	edit_put_id(ed, "person", p->id);
	edit_put_id(ed, "institution", p->institution);
	edit_put_id(ed, "brought_by", p->brought_by);
	if (fresh)
		edit_put(ed, field_find(ed->e, "is_new"), "1");
	if (note)
		edit_put(ed, field_find(ed->e, "note"), note);
	return edit_save(db, ed);
}

/* The one institution whose name has these words; 0: none, or several. */
static int64_t one_place(struct db *db, struct arena *a, const char *words)
{
	const struct entity *e = entity_find("institution");
	struct list_spec spec = { .e = e, .filter = utf8_fold(a, words), .lenient = true };
	struct list *l;
	struct row *rows;
	int64_t id = 0;
	int n = 0;
	if (record_resolve(db, e, words, &id) == OK)
		return id;
	if (list_open(db, &spec, &l))
		return 0;
	if (list_page(l, a, NULL, 1, false, 2, &rows, &n) || n != 1)
		n = 0;
	id = n ? rows[0].id : 0;
	list_close(l);
	return id;
}

/* "peckham" is where she comes from, "amina" who brought her, whose institution is hers too. */
static const char *put_with(struct db *db, const struct desk *d, struct arena *a, const char *with,
	struct desk_person *p)
{
	const struct desk_person *by;
	if (!with || !*with)
		return NULL;
	if ((p->institution = one_place(db, a, with)))
		return NULL;
	if (!desk_find(db, d, a, with, &by, 1))
		return with;
	p->brought_by = by->id;
	p->institution = by->institution;
	return NULL;
}

const char *desk_with(const char *line)
{
	const char *at = strchr(line, ',');
	at = at ? at + 1 + strspn(at + 1, " ") : "";
	return *at ? at : NULL;
}

/* One action in history, whatever it writes; db_end ends it. */
static enum rc begin_sign(struct db *db)
{
	enum rc rc = access_may(db, entity_find("sign_in"), ADD);
	if (!rc)
		rc = db_begin(db);
	if (!rc)
		history_action(db, "edit", "sign_in");
	return rc;
}

static enum rc sign_known(struct db *db, const struct desk *d, struct arena *a,
	const struct desk_person *p, const char *with, bool *was_in)
{
	struct desk_person she = *p;
	if (with)
		she.institution = she.brought_by = 0;
	const char *note = put_with(db, d, a, with, &she);
	return sign(db, a, d->action, &she, note, false, was_in);
}

enum rc desk_sign(struct db *db, const struct desk *d, const struct desk_person *p, const char *with,
	bool *was_in)
{
	struct arena a = { 0 };
	enum rc rc = begin_sign(db);
	if (rc)
		return rc;
	rc = db_end(db, sign_known(db, d, &a, p, with, was_in));
	arena_free(&a);
	return rc;
}

static enum rc put_on_file(struct db *db, struct arena *a, const char *name, int64_t *ret)
{
	const struct entity *e = entity_find("person");
	const char *given = NULL, *family = NULL;
	struct edit *ed = edit_new(db, a, e);
	name_split(a, name, &given, &family);
	enum rc rc = edit_set(db, ed, field_find(e, "given"), given ? given : "");
	if (!rc)
		rc = edit_set(db, ed, field_find(e, "family"), family ? family : "");
	if (rc)
		return rc;
	edit_put(ed, field_find(e, "joined_on"), db_today(db));
	rc = edit_save(db, ed);
	*ret = ed->id;
	return rc;
}

/* It has a letter of some script: a number is no name, and nobody's number is meant at the door. */
static bool is_name(struct arena *a, const char *name)
{
	const char *folded = utf8_fold(a, name);
	return folded[strspn(folded, "0123456789 ")];
}

static enum rc sign_new(struct db *db, const struct desk *d, struct arena *a, const char *line,
	bool *was_in, bool *hidden)
{
	struct desk_person p = { 0 };
	const char *name = arena_dupn(a, line, strcspn(line, ","));
	const char *note = put_with(db, d, a, desk_with(line), &p);
	enum rc rc = OK;
	bool fresh = false;
	*hidden = false;
	if (!is_name(a, name))
		return db_fail(db, INVALID, "%s", _("Type a name, and Enter"));
	rc = record_resolve(db, entity_find("person"), name, &p.id);
	if (rc == NOTFOUND)
		rc = put_on_file(db, a, name, &p.id), fresh = true;
	else if (!rc)
		*hidden = db_int_of(db, "SELECT t.contact_safety_level = 'hidden'"
			" OR ifnull(t.processing_restricted, 0) FROM person t WHERE t.id = :id",
			BIND(I("id", p.id)), 0);
	return rc ? rc : sign(db, a, d->action, &p, note, fresh, was_in);
}

enum rc desk_new(struct db *db, const struct desk *d, const char *line, bool *was_in, bool *hidden)
{
	struct arena a = { 0 };
	enum rc rc = begin_sign(db);
	if (rc)
		return rc;
	rc = db_end(db, sign_new(db, d, &a, line, was_in, hidden));
	arena_free(&a);
	return rc;
}

/* My action that put her on file by signing her in here; 0: she was on file before. */
static int64_t put_on_file_by(struct db *db, int64_t person, int64_t sign_in)
{
	return db_int_of(db, "SELECT x.id FROM txn x JOIN change s ON s.txn = x.id"
		" JOIN change p ON p.txn = x.id WHERE s.entity = 'sign_in' AND s.row = :sign_in"
		" AND s.op = 'i' AND p.entity = 'person' AND p.row = :person AND p.op = 'i'"
		" AND x.undone = 0 AND x.user = :me",
		BIND(I("sign_in", sign_in), I("person", person)), 0);
}

enum rc desk_out(struct db *db, int64_t action, int64_t person, bool *gone)
{
	int64_t id = in_already(db, action, person), by = id ? put_on_file_by(db, person, id) : 0;
	enum rc rc = OK;
	*gone = false;
	if (!id)
		return db_fail(db, NOTFOUND, "%s", _("She is not signed in here"));
	if (by && (rc = history_undo(db, by)) && rc != NOTFOUND)
		return rc;
	/* What others have done with her since stays. */
	if (in_already(db, action, person))
		return record_archive(db, entity_find("sign_in"), id, true);
	*gone = !db_int_of(db, "SELECT 1 FROM person WHERE id = :id", BIND(I("id", person)), 0);
	return OK;
}
