/* Many rows brought in at once: rows that are one record, what only stands in a new record by
 * itself, the order they lie in, what hooks make besides, and what is news or does not fit. */
#include "fixture.h"
#include "core/import_private.h"

enum { MANY = 600 };

/* A file of so many people besides the lines given. */
static const char *crowd(struct fixture *f, const char *header, const char *lines, const char *each)
{
	const char *path = arena_printf(&f->a, "%s/in.csv", f->dir);
	FILE *to = fopen(path, "w");
	fprintf(to, "%s\n%s", header, lines);
	for (int i = 0; i < MANY; i++)
		fprintf(to, each, MANY - i);
	fclose(to);
	return path;
}

static struct import *run(struct fixture *f, const char *entity, const char *path)
{
	struct import *im;
	assert_ok(f->db, import_plan(f->db, &f->a, entity_find(entity), path, 0, NULL, &im));
	assert_ok(f->db, import_run(f->db, &f->a, im, NULL, NULL));
	return im;
}

static int64_t number(struct fixture *f, const char *sql)
{
	return db_int_of(f->db, arena_printf(&f->a, "%s /* scan: a test */", sql), NULL, -1);
}

static int64_t named(struct fixture *f, const char *family)
{
	return db_int_of(f->db, "SELECT id FROM person WHERE family = :family /* scan: a test */",
		BIND(T("family", family)), 0);
}

/* The second row has no step: the one that every new record has does not go over the first's. */
static void default_says_nothing(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", crowd(f, "given,family,phone,email,step,notes",
		"Ana,Quispe,07700 900900,,leader,tall\n"
		"Ana,Quispe,07700 900900,ana@example.org,,sings\n", "G,F%d,,,,\n"));
	assert_int_equal(im->repeats, 1);
	assert_int_equal(im->fresh, MANY + 1);
	int64_t ana = named(f, "Quispe");
	assert_string_equal(fixture_get(f, f->db, "person", ana, "current_ladder_step"), "leader");
	assert_string_equal(fixture_get(f, f->db, "person", ana, "email"), "ana@example.org");
	assert_string_equal(fixture_get(f, f->db, "person", ana, "notes_short"), "tall\nsings");
	assert_int_equal(number(f, "SELECT count(*) FROM person"), MANY + 1);
}

/* The second knows the first by the phone, the third the second by the e-mail. */
static void one_by_another(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", crowd(f, "given,family,phone,email",
		"Ana,Quispe,07700 900900,a@example.org\n"
		"Ana,Quispe,07700 900900,b@example.org\n"
		"Ana,Quispe,07700 900901,b@example.org\n"
		"Ana,Quispe,07700 900902,c@example.org\n", "G,F%d,,\n"));
	assert_int_equal(im->repeats, 2);
	assert_int_equal(im->fresh, MANY + 2);
	assert_int_equal(number(f, "SELECT count(*) FROM person WHERE family = 'Quispe'"), 2);
}

/* Notes of 40 KiB each do not go into one: the two stay two, and nothing is lost. */
static void too_much_for_one(void **state)
{
	struct fixture *f = *state;
	char *long_word = arena_alloc(&f->a, 40 * 1024 + 1);
	memset(long_word, 'n', 40 * 1024);
	const char *line = "Ana,Quispe,07700 900900,%d%s\n";
	struct str b = STR_INIT;
	str_addf(&b, line, 1, long_word);
	str_addf(&b, line, 2, long_word);
	struct import *im = run(f, "person", crowd(f, "given,family,phone,notes", b.s, "G,F%d,,\n"));
	str_release(&b);
	assert_int_equal(im->repeats, 0);
	assert_int_equal(number(f, "SELECT count(*) FROM person WHERE family = 'Quispe'"), 2);
}

/* Those that stand together in the list lie together in the file. */
static void in_list_order(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", crowd(f, "given,family", "", "G,F%04d\n"));
	assert_int_equal(im->last - im->first, MANY - 1);
	assert_int_equal(named(f, "F0001"), im->first);
	assert_int_equal(number(f, "SELECT count(*) FROM person_ord a JOIN person_ord b"
		" ON b.id = a.id + 1 WHERE b.ord < a.ord"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM person_ord"), MANY);
	assert_ok(f->db, db_check(f->db));
}

/* A meeting's next step is a record of its own, also of six hundred at once. */
static void hooks_run(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	struct import *im = run(f, "one_to_one", crowd(f, "person,on,story,next_step,next_due",
		"Ana Quispe,2026-11-01,Rent,,\n", "Ana Quispe,2026-11-02,Buses,Call %d,2026-12-03\n"));
	assert_int_equal(im->fresh, MANY + 1);
	assert_int_equal(number(f, "SELECT count(*) FROM next_step n JOIN one_to_one o"
		" ON o.id = n.one_to_one WHERE o.story = 'Buses' AND n.due = '2026-12-03'"), MANY);
	assert_int_equal(number(f, "SELECT count(*) FROM next_step"), MANY);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(number(f, "SELECT count(*) FROM next_step"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM one_to_one"), 0);
}

static void news_and_refused(void **state)
{
	struct fixture *f = *state;
	int64_t bea = fixture_new(f, "person", "given=Bea", "family=Ros", "phone=07700 900800", NULL);
	const char *path = crowd(f, "given,family,phone,email",
		"Ana,Quispe,12,\nBea,Ros,07700 900800,bea@example.org\nCo,Co,07700 900801,@\n",
		"G,F%d,,\n");
	struct import *im = run(f, "person", path);
	assert_int_equal(im->fresh, MANY);
	assert_int_equal(im->changed, 1);
	assert_int_equal(im->nrefused, 2);
	assert_string_equal(fixture_get(f, f->db, "person", bea, "email"), "bea@example.org");
	FILE *refused = fopen(arena_printf(&f->a, "%s.refused.csv", path), "r");
	char line[200];
	assert_non_null(refused);
	for (int i = 0; i < 3; i++)
		assert_non_null(fgets(line, sizeof line, refused));
	assert_non_null(strstr(line, "line 4: email: "));
	assert_null(fgets(line, sizeof line, refused));
	fclose(refused);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(number(f, "SELECT count(*) FROM person"), 1);
	assert_null(fixture_get(f, f->db, "person", bea, "email"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(default_says_nothing),
		FIXTURE_TEST(one_by_another),
		FIXTURE_TEST(too_much_for_one),
		FIXTURE_TEST(in_list_order),
		FIXTURE_TEST(hooks_run),
		FIXTURE_TEST(news_and_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
