/* For every role, zone and record type: raw SQL on that role's connection gets what domain 3.7 says and
 * no more, the search index and the program's own tables included. What is expected stands here, written
 * by hand; nothing of it is asked of the program. */
#include "fixture.h"
#include "core/demo.h"
#include "zones.h"

static const char own_tables[] = " seq txn change user_password tombstone merged not_duplicate search_word ";

/* Domain 3.7: what a role reads of a zone. a: all, s: some rows, -: none. */
static const struct {
	const char *role, *reads;
} matrix[] = {
	{ "organiser", "aasas" },
	{ "facilitator", "a--as" },
	{ "champion", "as-as" },
	{ "evaluator", "a--as" },
	{ "dsl", "aasas" }, /* s of RESTRICTED: through a scope, which lets all of them through */
	{ "trustee", "a--as" },
	{ "admin", "a--as" },
};

/* -1 when it is refused. */
static int64_t count(struct db *db, struct arena *a, const char *from)
{
	int64_t n = -1;
	const char *sql = arena_printf(a, "SELECT count(*) FROM %s /* scan: all */", from);
	struct stmt *st = db_query(db, sql, NULL);
	while (db_step(st))
		n = db_int(st, 0);
	return db_done(st) ? -1 : n;
}

struct borough {
	char path[120];
	struct db *ana; /* without a wall: she sees the file as it is */
	int64_t rows[100];
};

/* A row of every zone, some of a champion's and some of others'. */
static void settle(struct fixture *f, struct borough *b)
{
	struct arena *a = &f->a;
	snprintf(b->path, sizeof b->path, "%s/demo.db", f->dir);
	assert_ok(b->ana, demo_open(&b->ana, b->path, true));
	assert_ok(b->ana, access_login(b->ana, "ana"));
	for (size_t i = 0; i < COUNT(matrix); i++)
		fixture_made(f, b->ana, "user", arena_printf(a, "name=u-%s", matrix[i].role),
			arena_printf(a, "role=%s", matrix[i].role), NULL);
	for (int i = 1; i <= 3; i++)
		fixture_set(f, b->ana, "person", i, i < 3 ? "owner=u-champion" : "owner=u-organiser");
	fixture_made(f, b->ana, "touch", "person=1", "note=rang", NULL);
	/* What she did with others' people, and what refers to that. */
	fixture_made(f, b->ana, "touch", "person=5", "by=u-champion", NULL);
	int64_t met = fixture_made(f, b->ana, "one_to_one", "person=5", "organiser=u-champion", NULL);
	fixture_made(f, b->ana, "next_step", "text=ring", "owner=ana",
		arena_printf(a, "about=one_to_one:%d", (int)met), NULL);
	fixture_made(f, b->ana, "contact_safety", "person=5", "code_word=daffodil", NULL);
	struct db *org = fixture_open_as(b->path, "u-organiser", false);
	struct db *lead = fixture_open_as(b->path, "u-dsl", false);
	fixture_made(f, org, "contact_safety", "person=3", "code_word=bluebell", NULL);
	fixture_made(f, lead, "concern", "who=a girl", "verbatim=sandcastle", NULL);
	db_close(org);
	db_close(lead);
}

#define ID(name) "(SELECT id FROM user WHERE name = '" name "')"
#define OF(name) "(SELECT id FROM person WHERE owner = " ID(name) ")"
#define MINE ID("u-champion")
#define HERS OF("u-champion")

/* What "some rows" are, in SQL over the file as it is, where it is said in so many words: a champion's
 * people, what refers to them, and what she did herself. */
static const char *some_of(const char *role, const char *entity)
{
	static const char *const said[][3] = {
		{ "champion", "person", "person WHERE owner = " MINE },
		{ "champion", "touch", "touch WHERE person IN " HERS " OR by = " MINE },
		{ "champion", "one_to_one", "one_to_one WHERE person IN " HERS " OR organiser = " MINE },
		{ "champion", "next_step", "next_step WHERE person IN " HERS " OR by_person IN " HERS
			" OR owner = " MINE " OR one_to_one IN (SELECT id FROM one_to_one"
			" WHERE person IN " HERS " OR organiser = " MINE ")" },
		{ "champion", "consent", "consent WHERE person IN " HERS },
		{ "organiser", "contact_safety", "contact_safety WHERE person IN " OF("u-organiser") },
		{ "organiser", "concern", "concern WHERE 0" },
		{ "dsl", "contact_safety", "contact_safety" },
		{ "dsl", "concern", "concern" },
	};
	for (size_t i = 0; i < COUNT(said); i++)
		if (!strcmp(said[i][0], role) && !strcmp(said[i][1], entity))
			return said[i][2];
	return NULL;
}

static void look_at(struct fixture *f, struct borough *b, struct db *db, int role, const char *table)
{
	int zone = zone_of(table);
	const char *quoted = arena_printf(&f->a, "\"%s\"", table), *name = matrix[role].role;
	int64_t all = count(b->ana, &f->a, quoted), mine = count(db, &f->a, quoted);
	int64_t raw = count(db, &f->a, arena_printf(&f->a, "main.%s", quoted));
	if (zone < 0)
		fail_msg("%s: which zone is it in?", table);
	char may = matrix[role].reads[zone];
	const char *some = some_of(name, table);
	/* OPEN, but by a view where it may hang on a hidden person and she does not meet everybody. */
	bool viewed = zone == OPEN && raw < 0 && matrix[role].reads[PERSONAL] != 'a';
	bool wrong = may == 'a' ? mine != all || (raw != all && !viewed) : may == '-' ? mine > 0 || raw > 0
		: mine < 0 || mine > all;
	if (wrong || (all < 1 && zone != KEYS))
		fail_msg("%s, %s: %lld rows, raw %lld, of %lld", name, table, (long long)mine, (long long)raw,
			(long long)all);
	if (may != 's')
		return;
	int64_t want = some ? count(b->ana, &f->a, some) : mine;
	if (mine != want || (some && zone == PERSONAL && !mine))
		fail_msg("%s, %s: %lld, not %lld", name, table, (long long)mine, (long long)want);
	/* Past the view nothing more is had; of concerns and of keys not even the view's own way round. */
	if (raw > mine)
		fail_msg("%s, %s: raw %lld of %lld", name, table, (long long)raw, (long long)mine);
	if (zone == PERSONAL && all > 50 && mine > all / 2)
		fail_msg("%s, %s: %lld of %lld", name, table, (long long)mine, (long long)all);
}

/* Tables behind the record types: the index, its shadows, links, and the program's own. */
static void look_behind(struct fixture *f, struct db *db, int role, const char *table)
{
	char word[80], of[64];
	bool whole = !strcmp(matrix[role].role, "organiser") || !strcmp(matrix[role].role, "dsl");
	int64_t raw = count(db, &f->a, arena_printf(&f->a, "main.\"%s\"", table));
	snprintf(word, sizeof word, " %s ", table);
	if (strstr(own_tables, word)) {
		bool people = whole && strstr(" tombstone merged not_duplicate ", word);
		if ((raw >= 0) != people)
			fail_msg("%s, %s: %lld", matrix[role].role, table, (long long)raw);
		return;
	}
	/* "person" of "person_fts_idx" and of "one_to_one_interests": the longest record type. */
	snprintf(of, sizeof of, "%s", table);
	for (char *cut; zone_of(of) < 0 && (cut = strrchr(of, '_'));)
		*cut = '\0';
	int zone = zone_of(of);
	if (zone < 0)
		fail_msg("%s: whose is it?", table);
	if (raw >= 0 && matrix[role].reads[zone] != 'a')
		fail_msg("%s, %s: %lld", matrix[role].role, table, (long long)raw);
}

static void test_matrix(void **state)
{
	struct fixture *f = *state;
	struct borough b = { 0 };
	const char *table[400];
	int n = 0, behind = 0;
	settle(f, &b);
	struct stmt *st = db_query(b.ana, "SELECT name FROM sqlite_schema WHERE type = 'table'"
		" AND name NOT LIKE 'sqlite_%' /* scan: all */", NULL);
	while (db_step(st))
		table[n++] = arena_dup(&f->a, db_text(st, 0));
	assert_ok(b.ana, db_done(st));
	for (int role = 0; role < (int)COUNT(matrix); role++) {
		struct db *db = fixture_open_as(b.path, arena_printf(&f->a, "u-%s", matrix[role].role), true);
		for (int i = 0; i < n; i++) {
			if (entity_find(table[i]) && !strcmp(entity_find(table[i])->name, table[i])) {
				look_at(f, &b, db, role, table[i]);
			} else {
				look_behind(f, db, role, table[i]);
				behind++;
			}
		}
		assert_int_equal(count(db, &f->a, "sqlite_temp_schema"), -1);
		db_close(db);
	}
	assert_true(behind > 7 * 100);
	db_close(b.ana);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_matrix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
