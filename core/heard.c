/* heard.c - lines heard, and themes found or made by their names. */
#include "heard.h"
#include "access.h"
#include "listed.h"
#include "merge.h"
#include "str.h"
#include "utf8.h"

/* clang-format off */
#define COUNTS "h.archived_at IS NULL AND (h.person IS NULL OR EXISTS (SELECT 1 FROM person p" \
	" WHERE p.id = h.person AND " LISTED("p") "))"
/* clang-format on */

static const struct entity *meetings(void)
{
	return entity_find("house_meeting");
}

/* ---- a meeting ---- */

enum rc sitting_load(struct db *db, struct arena *a, int64_t meeting, struct sitting *ret)
{
	struct record *r;
	enum rc rc = access_may(db, entity_find("heard_line"), READ);
	if (!rc)
		rc = record_load(db, a, meetings(), meeting, &r);
	if (rc)
		return rc;
	*ret = (struct sitting){ .title = record_title(db, a, meetings(), meeting) };
	struct stmt *st = db_query(db, "SELECT c.id, c.question, count(h.id),"
		" count(nullif(h.act_ready = 'yes', 0)) FROM house_meeting m"
		" JOIN listening_campaign c ON c.id = m.campaign"
		" LEFT JOIN heard_line h ON h.meeting = m.id AND " COUNTS " WHERE m.id = :id",
		BIND(I("id", meeting)));
	while (db_step(st)) {
		ret->campaign = db_int(st, 0);
		ret->question = arena_dup(a, db_text(st, 1));
		ret->lines = (int)db_int(st, 2);
		ret->ready = (int)db_int(st, 3);
	}
	return db_done(st);
}

enum rc heard_last(struct db *db, struct arena *a, int64_t meeting, int n, struct heard **ret,
	int *count)
{
	*ret = arena_array(a, struct heard, n);
	*count = 0;
	struct stmt *st = db_query(db, "SELECT h.text, t.label, h.act_ready FROM heard_line h"
		" LEFT JOIN theme t ON t.id = h.theme WHERE h.meeting = :id AND " COUNTS
		" ORDER BY h.id DESC LIMIT :n", BIND(I("id", meeting), I("n", n)));
	while (db_step(st)) /* from the end, where the newest belongs */
		(*ret)[n - ++*count] = (struct heard){ .text = arena_dup(a, db_text(st, 0)),
			.theme = arena_dup(a, db_text(st, 1)),
			.act_ready = code_label(db, a, "act_ready", db_text(st, 2)) };
	*ret += n - *count;
	return db_done(st);
}

/* ---- themes ---- */

struct fit {
	const char *label, *folded;
	int64_t lines;
};

static bool goes_before(const struct fit *a, const struct fit *b)
{
	return a->lines != b->lines ? a->lines > b->lines : strcmp(a->folded, b->folded) < 0;
}

/* Into its place among those found so far: few are wanted. */
static void put_in_order(struct fit *fit, int *n, int most, struct fit one)
{
	int at = *n < most ? (*n)++ : most;
	for (; at > 0 && goes_before(&one, &fit[at - 1]); at--)
		if (at < most)
			fit[at] = fit[at - 1];
	if (at < most)
		fit[at] = one;
}

enum rc theme_match(struct db *db, struct arena *a, int64_t campaign, const char *typed, int most,
	const char ***labels, int *n)
{
	const char *want = utf8_fold(a, typed);
	struct fit *fit = arena_array(a, struct fit, most + 1);
	bool just_so = false;
	*n = 0;
	struct stmt *st = db_query(db, "SELECT t.label, (SELECT count(*) FROM heard_line h"
		" WHERE h.theme = t.id AND h.archived_at IS NULL) FROM theme t"
		" WHERE t.campaign = :campaign AND t.archived_at IS NULL", BIND(I("campaign", campaign)));
	while (db_step(st)) {
		const char *label = arena_dup(a, db_text(st, 0)), *folded = utf8_fold(a, label);
		if (just_so || !str_word_begins(folded, want))
			continue;
		just_so = !strcmp(folded, want);
		*n = just_so ? 0 : *n;
		put_in_order(fit, n, most, (struct fit){ label, folded, db_int(st, 1) });
	}
	*labels = arena_array(a, const char *, *n);
	for (int i = 0; i < *n; i++)
		(*labels)[i] = fit[i].label;
	return db_done(st);
}

/* The theme of that name: in use, or merged into one that is; 0 when there is none. */
static int64_t theme_named(struct db *db, int64_t campaign, const char *label)
{
	const struct entity *e = entity_find("theme");
	int64_t id = db_int_of(db, "SELECT t.id FROM theme t WHERE t.campaign = :campaign"
		" AND fold(t.label) = fold(:label) AND t.archived_at IS NULL",
		BIND(I("campaign", campaign), T("label", label)), 0);
	if (id)
		return id;
	id = db_int_of(db, "SELECT max(g.dropped) FROM theme t JOIN merged g ON g.entity = 'theme'"
		" AND g.dropped = t.id JOIN txn x ON x.id = g.txn AND x.undone = 0"
		" WHERE t.campaign = :campaign AND fold(t.label) = fold(:label)",
		BIND(I("campaign", campaign), T("label", label)), 0);
	id = id ? record_merged(db, e, id) : 0;
	return db_int_of(db, "SELECT id FROM theme WHERE id = :id AND archived_at IS NULL",
		BIND(I("id", id)), 0);
}

static enum rc theme_for(struct db *db, struct arena *a, int64_t campaign, const char *label,
	int64_t *ret, bool *made)
{
	const struct entity *e = entity_find("theme");
	*ret = theme_named(db, campaign, label);
	if (*ret)
		return OK;
	struct edit *ed = edit_new(db, a, e);
	edit_put_id(ed, "campaign", campaign);
	enum rc rc = edit_set(db, ed, field_find(e, "label"), label);
	if (!rc)
		rc = edit_save(db, ed);
	*ret = ed->id;
	*made = true;
	return rc;
}

/* ---- a line ---- */

static enum rc keep(struct db *db, struct arena *a, int64_t meeting, const struct heard *h,
	int64_t *ret, bool *made)
{
	const struct entity *e = entity_find("heard_line");
	struct sitting s;
	int64_t theme = 0;
	enum rc rc = sitting_load(db, a, meeting, &s);
	if (!rc && h->theme && *h->theme)
		rc = theme_for(db, a, s.campaign, h->theme, &theme, made);
	if (rc)
		return rc;
	struct edit *ed = edit_new(db, a, e);
	edit_put_id(ed, "meeting", meeting);
	edit_put_id(ed, "theme", theme);
	edit_put_id(ed, "person", h->person);
	edit_put(ed, field_find(e, "act_ready"), h->act_ready);
	rc = edit_set(db, ed, field_find(e, "text"), h->text ? h->text : "");
	if (!rc)
		rc = edit_save(db, ed);
	*ret = ed->id;
	return rc;
}

enum rc heard_keep(struct db *db, int64_t meeting, const struct heard *h, int64_t *ret, bool *made)
{
	struct arena a = { 0 };
	*made = false;
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	rc = db_end(db, keep(db, &a, meeting, h, ret, made));
	arena_free(&a);
	return rc;
}
