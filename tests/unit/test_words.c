/* The search index when words of a row come and go: after a long walk of edits it answers as one
 * that was made afresh. */
#include "fixture.h"
#include "core/utf8.h"

enum { ROWS = 6, EDITS = 400, WORDS = 12 };

/* Beginnings shared, repeats, symbols inside words, marks, other scripts, pictures. */
static const char *const some[] = {
	"a", "an", "ana", "anas", "Ana", "ána", "an-ana", "ana.b", "b", "ba", "ban", "O'Con", "con",
	"co'n", "don't", "x+y", "x", "xy", "a@b.co", "a_b", "1", "12", "12/3", "\xF0\x9F\x98\x80",
	"an\xF0\x9F\x98\x80""a", "\xF0\x9F\x98\x80""an", "\xE2\x98\x83", "e\xCC\x81""a", "ea",
	"\xE5\xB1\xB1\xE7\x94\xB0", "\xE5\xB1\xB1", "\xED\x95\x9C\xEA\xB5\xAD", "\xD0\xB6\xD0\xB0",
	"\xD0\xB6", "\xD9\x85\xD8\xAD", "\xD9\x85\xD9\x8E\xD8\xAD", "Stra\xC3\x9F""e", "strasse", "st",
	"\xC2\xBD", "--", "...", "(an)", "an,an", "\n",
};

static unsigned draw(unsigned most)
{
	static unsigned seed = 20261121;
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % most;
}

static const char *line(struct arena *a)
{
	struct str b = STR_INIT;
	for (unsigned n = draw(WORDS); n; n--) {
		str_add(&b, some[draw(COUNT(some))]);
		if (draw(5))
			str_addc(&b, ' ');
	}
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

/* Who has a word that begins like this, as numbers in order; "" for nobody. */
static const char *found(struct fixture *f, const char *start)
{
	struct stmt *st = db_query(f->db, "SELECT group_concat(id) FROM (SELECT o.id id FROM"
		" person_fts CROSS JOIN person_ord o ON o.ord = person_fts.rowid"
		" WHERE person_fts MATCH :q ORDER BY o.id)",
		BIND(T("q", arena_printf(&f->a, "\"%s\"*", start))));
	const char *ret = db_step(st) && db_text(st, 0) ? arena_dup(&f->a, db_text(st, 0)) : "";
	assert_ok(f->db, db_done(st));
	return ret;
}

/* Every beginning of every word, and the answer of the index as it stands. */
static int ask_all(struct fixture *f, const char *answer[512])
{
	int n = 0;
	for (size_t i = 0; i < COUNT(some); i++) {
		const char *at = utf8_words(&f->a, some[i]), *word;
		size_t len;
		while (str_word(&at, " ", &word, &len))
			for (size_t k = 1; k <= len; k++)
				if (k == len || (word[k] & 0xC0) != 0x80) {
					assert_true(n < 512);
					answer[n++] = found(f, arena_dupn(&f->a, word, k));
				}
	}
	return n;
}

static void assert_as_made_afresh(struct fixture *f, int edit)
{
	const char *was[512], *is[512];
	int n = ask_all(f, was);
	assert_ok(f->db, db_script(f->db, "INSERT INTO person_fts(person_fts)"
		" VALUES('integrity-check')"));
	assert_ok(f->db, db_begin(f->db));
	assert_ok(f->db, schema_reindex(f->db, entity_find("person")));
	assert_int_equal(ask_all(f, is), n);
	db_rollback(f->db);
	for (int i = 0; i < n; i++)
		if (strcmp(was[i], is[i]))
			fail_msg("after edit %d, question %d: \"%s\", but afresh \"%s\"", edit, i, was[i],
				is[i]);
}

static void test_an_edited_index_is_as_one_made_afresh(void **state)
{
	struct fixture *f = *state;
	const struct entity *person = entity_find("person");
	int64_t id[ROWS];
	for (int i = 0; i < ROWS; i++)
		id[i] = fixture_person(f, "Row", arena_printf(&f->a, "N%d", i));
	for (int i = 1; i <= EDITS; i++) {
		const char *field = draw(6) ? "notes_short" : "known_as";
		fixture_set(f, f->db, "person", id[draw(ROWS)],
			arena_printf(&f->a, "%s=%s", field, line(&f->a)));
		if (!draw(10))
			record_archive(f->db, person, id[draw(ROWS)], draw(2));
		if (!draw(20))
			history_undo(f->db, 0);
		if (i % 20 == 0)
			assert_as_made_afresh(f, i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_an_edited_index_is_as_one_made_afresh),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
