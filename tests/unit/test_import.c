/* Files into records: headers, names, addresses, codes, references, refusals, one undo for all. */
#include "fixture.h"
#include "core/import_private.h"
#include <sys/stat.h>

static const char *temp(struct fixture *f, const char *name)
{
	return arena_printf(&f->a, "%s/%s", f->dir, name);
}

/* A copy of tests/data/NAME in the test's own folder, where FILE.refused.csv may come beside it. */
static const char *data(struct fixture *f, const char *name)
{
	const char *path = temp(f, name);
	FILE *from = fopen(arena_printf(&f->a, "tests/data/%s", name), "r"), *to = fopen(path, "w");
	int c;
	assert_non_null(from);
	while ((c = getc(from)) != EOF)
		putc(c, to);
	fclose(from);
	fclose(to);
	return path;
}

static const char *text(struct fixture *f, const char *words)
{
	const char *path = temp(f, "in.csv");
	FILE *to = fopen(path, "w");
	fputs(words, to);
	fclose(to);
	return path;
}

static struct import *plan(
	struct fixture *f, const char *entity, const char *path, int argc, const char *const *argv)
{
	struct import *im;
	if (import_plan(f->db, &f->a, entity_find(entity), path, argc, argv, &im))
		fail_msg("%s", db_words(f->db));
	return im;
}

/* Plans and runs; the file goes away. */
static struct import *run(
	struct fixture *f, const char *entity, const char *path, int argc, const char *const *argv)
{
	struct import *im = plan(f, entity, path, argc, argv);
	if (import_run(f->db, &f->a, im, NULL, NULL))
		fail_msg("%s", db_words(f->db));
	unlink(path);
	return im;
}

static const char *got(struct fixture *f, const char *entity, int64_t id, const char *field)
{
	const struct entity *e = entity_find(entity);
	struct record *r;
	if (record_load(f->db, &f->a, e, id, &r))
		fail_msg("%s", db_words(f->db));
	const char *v = r->v[field_index(e, field_find(e, field))];
	return v ? v : "";
}

static int64_t rows(struct fixture *f, const char *entity)
{
	return db_int_of(
		f->db, arena_printf(&f->a, "SELECT count(*) FROM \"%s\"", entity), NULL, -1);
}

static void council_list(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "institution", data(f, "council-list.csv"), 0, NULL);
	assert_int_equal(im->good, 6);
	assert_int_equal(im->nrefused, 0);
	int64_t id = im->first;
	assert_int_equal(im->last, id + 5);
	assert_string_equal(got(f, "institution", id, "name"), "Moss Lane School");
	assert_string_equal(got(f, "institution", id, "type"), "school");
	assert_string_equal(got(f, "institution", id, "membership_status"), "unmapped");
	assert_string_equal(got(f, "institution", id, "address"), "8-10 Forty Lane, Larkstone");
	assert_string_equal(got(f, "institution", id, "postcode"), "SE15 8JW");
	assert_string_equal(got(f, "institution", id, "phone"), "+442079460491");
	assert_string_equal(got(f, "institution", id + 1, "postcode"), "SE10 1RD");
	assert_string_equal(got(f, "institution", id + 1, "notes"),
		"category: Community schools;Primary\n"
		"age_range: 3-11\nurl: Not currently available");
	assert_string_equal(got(f, "institution", id + 2, "type"), "nursery");
	assert_string_equal(got(f, "institution", id + 2, "address"), "The Lodge, Elm Grove");
	assert_string_equal(got(f, "institution", id + 2, "phone"), "+442079460013");
	assert_string_equal(got(f, "institution", id + 3, "type"), "childrens_centre");
	assert_string_equal(got(f, "institution", id + 3, "postcode"), "SE5 8RW");
	assert_string_equal(got(f, "institution", id + 3, "phone"), "+442079460580");
	/* A postcode in the midst of other words is found, and the words stay whole. */
	assert_string_equal(got(f, "institution", id + 4, "postcode"), "SE5 9NG");
	assert_non_null(strstr(got(f, "institution", id + 4, "address"), "u'SE5 9NG']"));
	assert_string_equal(got(f, "institution", id + 4, "phone"), "+442079460390");
	assert_string_equal(got(f, "institution", id + 5, "type"), "");
	assert_string_equal(got(f, "institution", id + 5, "notes"), "category: Lighthouse");
}

static void one_undo(void **state)
{
	struct fixture *f = *state;
	run(f, "institution", data(f, "council-list.csv"), 0, NULL);
	assert_int_equal(rows(f, "institution"), 6);
	assert_int_equal(history_undo(f->db, 0), OK);
	assert_int_equal(rows(f, "institution"), 0);
	assert_int_equal(history_redo(f->db), OK);
	assert_int_equal(rows(f, "institution"), 6);
}

static void semicolons(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", data(f, "semicolons-bom.csv"), 0, NULL);
	assert_int_equal(im->delimiter, ';');
	assert_string_equal(im->encoding, "UTF-8");
	assert_int_equal(im->good, 2);
	assert_string_equal(got(f, "person", im->first, "given"), "Íñigo");
	assert_string_equal(got(f, "person", im->first, "family"), "Núñez");
	assert_string_equal(got(f, "person", im->first, "phone"), "+447700900123");
	assert_string_equal(got(f, "person", im->first, "notes_short"),
		"Dice: \"vengo\";\ny trae a su prima\nCumpleaños: junio");
	assert_string_equal(got(f, "person", im->last, "phone"), "+34612345678");
}

static void windows(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", data(f, "windows-1252.csv"), 0, NULL);
	assert_string_equal(im->encoding, "Windows-1252");
	assert_string_equal(got(f, "person", im->first, "family"), "Muñoz");
	assert_string_equal(got(f, "person", im->first, "notes_short"), "“Sí” – 5€");
	assert_string_equal(got(f, "person", im->last, "given"), "Siân");
}

static void tabs_and_macs(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", data(f, "tabs.csv"), 0, NULL);
	assert_int_equal(im->rows, 2);
	assert_int_equal(im->delimiter, '\t');
	assert_string_equal(got(f, "person", im->first, "email"), "ana@example.org");
	im = run(f, "person", data(f, "old-mac.csv"), 0, NULL);
	assert_int_equal(im->good, 2);
	assert_string_equal(got(f, "person", im->last, "family"), "Ros");
}

static void names(void **state)
{
	static const struct {
		const char *name, *given, *family;
	} cases[] = {
		{ "Ana Quispe", "Ana", "Quispe" },
		{ "Ana María Quispe", "Ana María", "Quispe" },
		{ "Ana", "Ana", "" },
		{ "  Ana  ", "Ana", "" },
		{ "Quispe, Ana María", "Ana María", "Quispe" },
		{ "Quispe,", "", "Quispe" },
		{ "Ana de la Cruz", "Ana", "de la Cruz" },
		{ "Vincent van Gogh", "Vincent", "van Gogh" },
		{ "Fāṭima al-ʿAbbās", "Fāṭima", "al-ʿAbbās" },
		{ "Salma bin Yusuf", "Salma", "bin Yusuf" },
		{ "Flora Mc Donald", "Flora", "Mc Donald" },
		{ "De Souza", "De", "Souza" },
		{ "Łukasz  Żółć", "Łukasz", "Żółć" },
		{ "", "", "" },
	};
	struct arena a = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *given, *family;
		name_split(&a, cases[i].name, &given, &family);
		assert_string_equal(given ? given : "", cases[i].given);
		assert_string_equal(family ? family : "", cases[i].family);
	}
	arena_free(&a);
}

static void headers(void **state)
{
	struct fixture *f = *state;
	const char *path =
		text(f, "id,Given name,FAMILY_NAME,surname,mobile,Step,Post Code,rated_by,,why\n"
			"17,Ana,Quispe,Q.,07700 900123,Helper,se58rw,x,y,z\n");
	struct import *im = plan(f, "person", path, 0, NULL);
	static const struct {
		const char *field, *why;
		int how;
	} want[] = {
		{ NULL, "name", MAP_ID },
		{ "given", "label", MAP_FIELD },
		{ "family", "label", MAP_FIELD },
		{ NULL, NULL, MAP_NOTES },
		{ "phone", "synonym", MAP_FIELD },
		{ "current_ladder_step", "label", MAP_FIELD },
		{ "postcode", "name", MAP_FIELD },
		{ NULL, NULL, MAP_NOTES },
		{ NULL, NULL, MAP_NOTES },
		{ NULL, NULL, MAP_NOTES },
	};
	assert_int_equal(im->nmap, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct mapping *m = &im->map[i];
		assert_int_equal(m->how, want[i].how);
		assert_true(same(m->f ? m->f->name : NULL, want[i].field));
		if (want[i].why)
			assert_string_equal(m->why, want[i].why);
	}
	im = run(f, "person", path, 0, NULL);
	assert_string_equal(got(f, "person", im->first, "notes_short"),
		"surname: Q.\nrated_by: x\ncolumn 9: y\nwhy: z");
	struct record *r;
	assert_int_equal(record_load(f->db, &f->a, entity_find("person"), im->first, &r), OK);
	/* The number of a file of this kind: another list has a 17 too. */
	assert_string_equal(strchr(r->import_ref, ':'), ":17");
}

static void given_by_hand(void **state)
{
	static const char *const args[] = { "name=Who", "how_heard=Shoe size", "source:=The school",
		"joined_on:=3 feb 2026" };
	struct fixture *f = *state;
	struct import *im = run(f, "person", text(f, "who,shoe size\nAna Quispe,38\n"), 4, args);
	assert_string_equal(got(f, "person", im->first, "family"), "Quispe");
	assert_string_equal(got(f, "person", im->first, "how_heard"), "38");
	assert_string_equal(got(f, "person", im->first, "source"), "The school");
	assert_string_equal(got(f, "person", im->first, "joined_on"), "2026-02-03");
}

static void wrong_args(void **state)
{
	static const struct {
		const char *arg, *word;
	} cases[] = {
		{ "given=Colour", "no column Colour" },
		{ "fone=who", "Did you mean phone" },
		{ "joined_on:=31 feb 2026", "" },
		{ "last_met=who", "worked out" },
		{ "given", "field=column" },
		{ "owner:=Nobody At All", "" },
	};
	struct fixture *f = *state;
	const char *path = text(f, "given,who\nAna,Bea\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct import *im;
		assert_int_equal(import_plan(f->db, &f->a, entity_find("person"), path, 1,
					 &cases[i].arg, &im),
			INVALID);
		assert_non_null(strstr(db_words(f->db), cases[i].word));
	}
	unlink(path);
}

static void nothing_fits(void **state)
{
	struct fixture *f = *state;
	struct import *im;
	assert_int_equal(import_plan(f->db, &f->a, entity_find("person"),
				 "tests/data/nothing-fits.csv", 0, NULL, &im),
		INVALID);
	assert_non_null(strstr(db_words(f->db), "colour, shape"));
	assert_non_null(strstr(db_words(f->db), "given, family"));
	assert_int_equal(import_plan(f->db, &f->a, entity_find("person"), "tests/data/none.csv", 0,
				 NULL, &im),
		NOTFOUND);
}

static void refused(void **state)
{
	struct fixture *f = *state;
	const char *path = data(f, "half-wrong.csv"),
		   *kept = arena_printf(&f->a, "%s.refused.csv", path);
	struct import *im = plan(f, "person", path, 0, NULL);
	assert_int_equal(im->rows, 7);
	assert_int_equal(im->good, 2);
	assert_int_equal(im->nrefused, 5);
	assert_int_equal(im->refused[0].line, 3);
	assert_non_null(strstr(im->refused[0].why, "phone: "));
	assert_int_equal(access(kept, F_OK), -1);
	assert_int_equal(rows(f, "person"), 0);
	im = run(f, "person", path, 0, NULL);
	assert_int_equal(im->nrefused, 5);
	assert_int_equal(rows(f, "person"), 2);
	struct stat st;
	assert_int_equal(stat(kept, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* Mended, the refused rows come in, and the reasons do not. */
	struct source s;
	assert_int_equal(source_open(&s, f->db, &f->a, kept), OK);
	assert_string_equal(s.header[0], "why");
	assert_string_equal(s.header[1], "given");
	assert_true(source_next(&s));
	assert_string_equal(s.v[1], "Bea");
	assert_non_null(strstr(s.v[0], "line 3: phone: "));
	source_close(&s);
	im = plan(f, "person", kept, 0, NULL);
	assert_int_equal(im->map[0].how, MAP_NONE);
	unlink(kept);
}

static void references(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	int64_t giles = fixture_new(f, "institution", "name=St Giles", NULL);
	const char *path = data(f, "positions.csv");
	struct import *im = run(f, "institution_person", path, 0, NULL);
	assert_int_equal(im->good, 1);
	assert_int_equal(im->nrefused, 2);
	assert_non_null(strstr(im->refused[0].why, "nothing is called Nobody Here"));
	unlink(arena_printf(&f->a, "%s.refused.csv", path));
	assert_int_equal(atoll(got(f, "institution_person", im->first, "institution")), giles);
	/* Where the reference may be missing the row comes in without, and that is reported. */
	im = run(f, "next_step", text(f, "what,person,owner\nRing,Ana Quispe,Nobody\n"), 0, NULL);
	assert_int_equal(im->good, 1);
	assert_int_equal(im->unfound, 1);
	assert_int_equal(im->unfound_at[0].line, 2);
	assert_non_null(strstr(im->unfound_at[0].why, "owner: nothing is called Nobody"));
	fixture_person(f, "Ana", "Quispe");
	im = run(f, "institution_person", text(f, "person,institution\nAna Quispe,St Giles\n"), 0,
		NULL);
	assert_non_null(strstr(im->refused[0].why, "several are called"));
	unlink(temp(f, "in.csv.refused.csv"));
}

static void json_lines(void **state)
{
	struct fixture *f = *state;
	const char *path = data(f, "people.jsonl");
	struct import *im = run(f, "person", path, 0, NULL);
	assert_int_equal(im->delimiter, '{');
	assert_int_equal(im->good, 3);
	assert_int_equal(im->nrefused, 1);
	assert_int_equal(im->refused[0].line, 3);
	assert_string_equal(got(f, "person", im->first, "family"), "Quíspe");
	assert_string_equal(got(f, "person", im->first, "is_parent"), "1");
	assert_string_equal(got(f, "person", im->first + 1, "actual_leader"), "0");
	assert_string_equal(got(f, "person", im->last, "notes_short"), "emoji: \xF0\x9F\x98\x80");
	unlink(arena_printf(&f->a, "%s.refused.csv", path));
}

static void formulas(void **state)
{
	static const struct {
		const char *out, *in;
	} cases[] = {
		{ "'=1+1", "=1+1" },
		{ "'+a", "+a" },
		{ "'-a", "-a" },
		{ "'@a", "@a" },
		{ "''=1", "'=1" },
		{ "'tis", "'tis" },
		{ "plain", "plain" },
		{ "", "" },
		{ "'", "'" },
		{ "a=b", "a=b" },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(formula_unguard(cases[i].out), cases[i].in);
		assert_string_equal(formula_guard(&f->a, cases[i].in), cases[i].out);
	}
	struct import *im = run(f, "person", text(f, "given,notes\n'=Ana,'-x\n"), 0, NULL);
	assert_string_equal(got(f, "person", im->first, "given"), "=Ana");
	assert_string_equal(got(f, "person", im->first, "notes_short"), "-x");
}

/* Many rows go in without triggers and as one change; all that a reader sees is as ever. */
static const char *crowd(struct fixture *f, int n)
{
	struct str b = STR_INIT;
	str_add(&b, "given,family,phone\n");
	for (int i = 0; i < n; i++)
		str_addf(&b, "G%d,F%d,%s\n", i % 97, i, i % 100 == 99 ? "12" : "");
	const char *path = text(f, b.s);
	str_release(&b);
	return path;
}

static void in_bulk(void **state)
{
	struct fixture *f = *state;
	int64_t changes = rows(f, "change");
	struct import *im = run(f, "person", crowd(f, 2000), 0, NULL);
	assert_int_equal(im->good, 1980);
	assert_int_equal(im->last - im->first, 1979);
	assert_int_equal(rows(f, "person"), 1980);
	assert_int_equal(rows(f, "person_ord"), 1980);
	assert_int_equal(rows(f, "change"), changes + 1);
	assert_int_equal(
		db_int_of(f->db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH 'g3'",
			NULL, 0),
		21);
	assert_string_equal(db_text_of(f->db, &f->a,
				    "SELECT summary FROM txn WHERE id = (SELECT max(id)"
				    " FROM txn)",
				    NULL),
		"1980 people from in.csv");
	assert_int_equal(db_int_of(f->db,
				 "SELECT count(*) FROM sqlite_schema WHERE type = 'index'"
				 " AND tbl_name = 'person' AND name LIKE 'person_by_%'",
				 NULL, 0) > 3,
		1);
	unlink(temp(f, "in.csv.refused.csv"));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(rows(f, "person"), 0);
	assert_int_equal(rows(f, "person_ord"), 0);
}

static bool stop_at_once(void *arg, long done, long of)
{
	*(int *)arg += done >= 0 && of > 0;
	usleep(1000);
	return false;
}

static bool stop_at_the_end(void *arg, long done, long of)
{
	*(int *)arg += done == of;
	return done < of;
}

/* The rows are in and the index is being rebuilt: a key still takes all of it back. */
static void stopped_late(void **state)
{
	struct fixture *f = *state;
	const char *path = crowd(f, 30000);
	struct import *im = plan(f, "person", path, 0, NULL);
	int called = 0;
	enum rc rc = import_run(f->db, &f->a, im, stop_at_the_end, &called);
	unlink(path);
	unlink(temp(f, "in.csv.refused.csv"));
	if (!called) /* a machine that is done sooner than it asks */
		return;
	assert_int_equal(rc, BUSY);
	assert_int_equal(rows(f, "person"), 0);
	assert_int_equal(db_int_of(f->db,
				 "SELECT count(*) FROM sqlite_schema WHERE type = 'index'"
				 " AND tbl_name = 'person' AND name LIKE 'person_by_%'",
				 NULL, 0) > 3,
		1);
}

static void stopped(void **state)
{
	struct fixture *f = *state;
	const char *path = crowd(f, 30000);
	struct import *im = plan(f, "person", path, 0, NULL);
	int called = 0;
	enum rc rc = import_run(f->db, &f->a, im, stop_at_once, &called);
	assert_int_equal(rc, BUSY);
	assert_int_equal(called, 1);
	assert_int_equal(rows(f, "person"), 0);
	assert_int_equal(access(temp(f, "in.csv.refused.csv"), F_OK), -1);
	assert_int_equal(access(temp(f, "in.csv.refused.csv.new"), F_OK), -1);
	assert_false(db_writing(f->db));
	/* A file that is not what was looked at any more is not brought in. */
	path = text(f, "given\nAna\n");
	assert_int_equal(import_run(f->db, &f->a, im, NULL, NULL), CONFLICT);
	assert_int_equal(rows(f, "person"), 0);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(council_list),
		FIXTURE_TEST(one_undo),
		FIXTURE_TEST(semicolons),
		FIXTURE_TEST(windows),
		FIXTURE_TEST(tabs_and_macs),
		cmocka_unit_test(names),
		FIXTURE_TEST(headers),
		FIXTURE_TEST(given_by_hand),
		FIXTURE_TEST(wrong_args),
		FIXTURE_TEST(nothing_fits),
		FIXTURE_TEST(refused),
		FIXTURE_TEST(references),
		FIXTURE_TEST(json_lines),
		FIXTURE_TEST(formulas),
		FIXTURE_TEST(in_bulk),
		FIXTURE_TEST(stopped),
		FIXTURE_TEST(stopped_late),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
