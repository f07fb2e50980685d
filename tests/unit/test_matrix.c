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

static void make(struct db *db, struct arena *a, const char *entity, const char *const *assignments)
{
	struct edit *ed = edit_new(db, a, entity_find(entity));
	for (; *assignments; assignments++)
		assert_ok(db, edit_assign(db, ed, *assignments));
	assert_ok(db, edit_save(db, ed));
}

static struct db *open_as(const char *path, const char *user, bool wall)
{
	struct db *db;
	assert_ok(db, db_open(&db, path, 0));
	assert_ok(db, schema_open(db));
	assert_ok(db, access_login(db, user));
	if (wall)
		assert_ok(db, access_wall(db));
	return db;
}

#define MAKE(db, a, entity, ...) make(db, a, entity, (const char *const[]){ __VA_ARGS__, NULL })

/* A row of every zone, some of a champion's and some of others'. */
static void settle(struct fixture *f, struct borough *b)
{
	struct arena *a = &f->a;
	snprintf(b->path, sizeof b->path, "%s/demo.db", f->dir);
	assert_ok(b->ana, demo_open(&b->ana, b->path, true));
	assert_ok(b->ana, access_login(b->ana, "ana"));
	for (size_t i = 0; i < COUNT(matrix); i++)
		MAKE(b->ana, a, "user", arena_printf(a, "name=u-%s", matrix[i].role),
			arena_printf(a, "role=%s", matrix[i].role));
	for (int i = 1; i <= 3; i++)
		fixture_set(f, b->ana, "person", i, i < 3 ? "owner=u-champion" : "owner=u-organiser");
	MAKE(b->ana, a, "touch", "person=1", "note=rang");
	MAKE(b->ana, a, "contact_safety", "person=5", "code_word=daffodil");
	struct db *org = open_as(b->path, "u-organiser", false), *lead = open_as(b->path, "u-dsl", false);
	MAKE(org, a, "contact_safety", "person=3", "code_word=bluebell");
	MAKE(lead, a, "concern", "who=a girl", "verbatim=sandcastle");
	db_close(org);
	db_close(lead);
}

/* What "some rows" are, in SQL over the file as it is, where it is said in so many words. */
static const char *some_of(const char *role, const char *entity)
{
	static const char *const said[][3] = {
		{ "champion", "person", "person WHERE owner = %lld" },
		{ "champion", "touch", "touch WHERE person IN (SELECT id FROM person WHERE owner = %lld)" },
		{ "champion", "one_to_one", "one_to_one WHERE person IN (SELECT id FROM person"
			" WHERE owner = %lld)" },
		{ "organiser", "contact_safety", "contact_safety WHERE person IN (SELECT id FROM person"
			" WHERE owner = %lld)" },
		{ "organiser", "concern", "concern WHERE 0 = %lld" },
		{ "dsl", "contact_safety", "contact_safety WHERE %lld" },
		{ "dsl", "concern", "concern WHERE %lld" },
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
	int64_t me = db_my_id(db);
	if (zone < 0)
		fail_msg("%s: which zone is it in?", table);
	char may = matrix[role].reads[zone];
	const char *some = some_of(name, table);
	if (may == 'a' ? mine != all || raw != all : may == '-' ? mine > 0 || raw > 0 : mine > all)
		fail_msg("%s, %s: %lld rows, raw %lld, of %lld", name, table, (long long)mine, (long long)raw,
			(long long)all);
	if (may != 's')
		return;
	if (some)
		assert_int_equal(mine, count(b->ana, &f->a, arena_printf(&f->a, some, (long long)me)));
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
		struct db *db = open_as(b.path, arena_printf(&f->a, "u-%s", matrix[role].role), true);
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
