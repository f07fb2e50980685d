/* A list that comes again: nothing doubled, news taken over, what is merely like something said; and
 * an import that is killed in its midst. */
#include "fixture.h"
#include "core/import_private.h"
#include <signal.h>
#include <sys/wait.h>

static const char *write_file(struct fixture *f, const char *words)
{
	const char *path = arena_printf(&f->a, "%s/in.csv", f->dir);
	FILE *to = fopen(path, "w");
	fputs(words, to);
	fclose(to);
	return path;
}

static struct import *plan(struct fixture *f, const char *entity, const char *words)
{
	struct import *im;
	assert_ok(f->db, import_plan(f->db, &f->a, entity_find(entity), write_file(f, words), 0,
		NULL, &im));
	return im;
}

static struct import *run(struct fixture *f, const char *entity, const char *words)
{
	struct import *im = plan(f, entity, words);
	assert_ok(f->db, import_run(f->db, &f->a, im, NULL, NULL));
	return im;
}

static int64_t rows(struct fixture *f, const char *table)
{
	return db_int_of(f->db, arena_printf(&f->a, "SELECT count(*) FROM \"%s\""
		" /* scan: a test */", table), NULL, -1);
}

#define COUNTED(im, f_, c_, u_, r_, l_) \
	do { \
		const struct import *im_ = im; \
		assert_int_equal(im_->fresh, f_); \
		assert_int_equal(im_->changed, c_); \
		assert_int_equal(im_->unchanged, u_); \
		assert_int_equal(im_->repeats, r_); \
		assert_int_equal(im_->likely, l_); \
	} while (0)

static const char council[] = "name,category,address1,postcode,telephone,age_range\n"
	"Moss Lane School,Primary,Moss Lane,SE5 8RW,020 7946 0001,3-11\n"
	"St Giles Infant School,Primary,\"4 Camberwell Road, London\",SE5 0EG,020 7946 0002,3-7\n"
	"St Giles Junior School,Primary,4 Camberwell Road,SE5 0EG,020 7946 0003,7-11\n";

static void again(void **state)
{
	struct fixture *f = *state;
	COUNTED(run(f, "institution", council), 3, 0, 0, 0, 0);
	int64_t changes = rows(f, "change");
	struct import *im = run(f, "institution", council);
	COUNTED(im, 0, 0, 3, 0, 0);
	assert_int_equal(im->nsights, 0);
	assert_int_equal(rows(f, "institution"), 3);
	assert_int_equal(rows(f, "change"), changes);
	/* Undone, it comes in as new again. */
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(rows(f, "institution"), 0);
	COUNTED(run(f, "institution", council), 3, 0, 0, 0, 0);
}

/* The index of foreign ids is made by the first import of a record type, and stays: what is done
 * again after an undo, even by a newer program, is known by its ids. */
static void imported(void **state)
{
	struct fixture *f = *state;
	const struct entity *e = entity_find("institution");
	static const char list[] = "id,name\nA1,Moss Lane School\nA2,St Giles School\n";
	static const char renamed[] = "id,name\nA1,Moss Lane Primary\nA2,St Giles Primary\n";
	fixture_new(f, "institution", "name=The Hall", "type=school", NULL);
	assert_false(schema_imported(f->db, e));
	plan(f, "institution", list); /* a look alone makes nothing */
	assert_false(schema_imported(f->db, e));
	COUNTED(run(f, "institution", list), 2, 0, 0, 0, 0);
	assert_true(schema_imported(f->db, e));
	assert_false(schema_imported(f->db, entity_find("person")));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_ok(f->db, schema_rebuild(f->db));
	assert_true(schema_imported(f->db, e));
	assert_false(schema_imported(f->db, entity_find("person")));
	assert_ok(f->db, history_redo(f->db));
	COUNTED(run(f, "institution", renamed), 0, 2, 0, 0, 0);
	assert_int_equal(rows(f, "institution"), 3);
}

static void news(void **state)
{
	struct fixture *f = *state;
	int64_t id = run(f, "institution", council)->first;
	fixture_set(f, f->db, "institution", id, "membership_status=member");
	fixture_set(f, f->db, "institution", id,
		"notes=age_range: 3-11\nThe head is called Rosa");
	struct import *im = run(f, "institution", "name,postcode,telephone,age_range,email\n"
		"MOSS LANE SCHOOL,se58rw,020 7946 0009,4-11,\n");
	COUNTED(im, 0, 1, 0, 0, 0);
	assert_int_equal(im->nsights, 1);
	assert_string_equal(fixture_get(f, f->db, "institution", id, "phone"), "+442079460009");
	assert_string_equal(fixture_get(f, f->db, "institution", id, "name"), "MOSS LANE SCHOOL");
	/* No default, no empty cell; what was said before is said anew in its place. */
	assert_string_equal(
		fixture_get(f, f->db, "institution", id, "membership_status"), "member");
	assert_string_equal(fixture_get(f, f->db, "institution", id, "address"), "Moss Lane");
	assert_string_equal(fixture_get(f, f->db, "institution", id, "notes"),
		"age_range: 4-11\nThe head is called Rosa");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "institution", id, "phone"), "+442079460001");
}

static void people(void **state)
{
	struct fixture *f = *state;
	run(f, "person", "given,family,phone,email\n"
		"Ana,Quispe,07700 900123,\n"
		"Bea,Ros,,bea@example.org\n");
	struct import *im = run(f, "person", "given,family,phone,email\n"
		"ANA,Quispe,+44 7700 900123,ana@example.org\n" /* her e-mail is news */
		"Bea,Ros,07700 900200,bea@example.org\n"       /* known by her e-mail */
		"Bea,Ros,07700 900300,\n"                      /* only the name */
		"Anna,Kispe,07700 900123,\n"                   /* sounds alike, same phone */
		"Luis,Quispe,07700 900123,\n"                  /* her husband */
		"Cruz,Vidal,07700 900400,\n"
		"Cruz,Vidal,07700 900400,cruz@example.org\n"); /* twice in the file */
	COUNTED(im, 4, 2, 0, 1, 2);
	assert_int_equal(rows(f, "person"), 6);
	assert_int_equal(im->sight[0].what, SIGHT_LIKE);
	assert_non_null(strstr(im->sight[1].why, "may be"));
	assert_string_equal(fixture_get(f, f->db, "person", im->last, "email"),
		"cruz@example.org");
}

/* Ids of one kind of file tell its rows apart and know them again; another list's ids say nothing. */
static void foreign_ids(void **state)
{
	struct fixture *f = *state;
	struct import *im = run(f, "person", "ref,id,name,phone\na,1,Ana Quispe,07700 900123\n"
		"b,2,Ana Quispe,07700 900123\n");
	COUNTED(im, 2, 0, 0, 0, 0);
	int64_t id = im->first;
	im = run(f, "person", "id,ref,name,phone\n1,a,Ana Lucia Quispe,07700 900124\n");
	COUNTED(im, 0, 1, 0, 0, 0);
	assert_string_equal(fixture_get(f, f->db, "person", id, "given"), "Ana Lucia");
	COUNTED(run(f, "person", "id,name\n1,Bea Ros\n"), 1, 0, 0, 0, 0);
	COUNTED(run(f, "touch", "id,person,on,kind\n9,Bea Ros,2026-11-20,phone\n"), 1, 0, 0, 0, 0);
	COUNTED(run(f, "touch", "id,person,on,kind\n9,Bea Ros,2026-11-20,phone\n"), 0, 0, 1, 0, 0);
}

/* Without ids, postcodes and numbers: what says just the same as before is what it was before. */
static void known_rows(void **state)
{
	struct fixture *f = *state;
	const char *names = "name\nMaria Garcia\nMaria Garcia\nAna Quispe\n";
	COUNTED(run(f, "person", names), 3, 0, 0, 0, 0);
	COUNTED(run(f, "person", names), 0, 0, 3, 0, 0);
	COUNTED(plan(f, "person", "name,step\nAna Quispe,\n"), 1, 0, 0, 0, 1);
	const char *touch = "person,on,kind\nAna Quispe,2026-11-20,phone\n";
	COUNTED(run(f, "touch", touch), 1, 0, 0, 0, 0);
	COUNTED(run(f, "touch", touch), 0, 0, 1, 0, 0);
}

/* An export of ours: number and title say which record; an empty cell still empties nothing. */
static void own_export(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", "Quispe");
	fixture_set(f, f->db, "person", id, "notes_short=two children");
	struct import *im = run(f, "person", arena_printf(&f->a,
		"id,given,family,notes_short,email\n%lld,Ana,Quispe,,ana@example.org\n"
		"%lld,Bea,Ros,,\n", (long long)id, (long long)id + 9));
	COUNTED(im, 1, 1, 0, 0, 0);
	assert_string_equal(fixture_get(f, f->db, "person", id, "notes_short"), "two children");
	assert_string_equal(fixture_get(f, f->db, "person", id, "email"), "ana@example.org");
}

/* A hidden woman does not exist for others: her row is another's new one. Her keeper's is hers. */
static void hidden(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Ana", "Quispe");
	fixture_set(f, f->db, "person", id, "phone=07700 900123");
	fixture_set(f, f->db, "person", id, "contact_safety_level=hidden");
	const char *row = "given,family,phone\nAna,Quispe,07700 900123\n";
	COUNTED(plan(f, "person", row), 0, 0, 1, 0, 0);
	struct db *other = fixture_user(f, "bea", "organiser"), *mine = f->db;
	f->db = other;
	COUNTED(plan(f, "person", row), 1, 0, 0, 0, 0);
	f->db = mine;
	db_close(other);
}

static const char *crowd(struct fixture *f, int n, const char *phone)
{
	struct str b = STR_INIT;
	str_add(&b, "given,family,phone\n");
	for (int i = 0; i < n; i++)
		str_addf(&b, "G%d,F%d,07700 9%05d\n", i % 97, i, i % 500 == 499 ? i - 1 : i);
	str_addf(&b, "G0,F0,07700 900000\nG1,F1,%s\n", phone);
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

/* Without indexes, all the same. */
static void in_bulk(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "person", "given=G5", "family=F5", "phone=07700 900005", NULL);
	fixture_new(f, "person", "given=G6", "family=F6", "phone=07700 900006",
		"email=six@example.org", NULL);
	struct str b = STR_INIT;
	str_add(&b, crowd(f, 2000, "07700 900001"));
	str_add(&b, "G7,F7,07700 900007\n");
	struct import *im = run(f, "person", b.s);
	str_release(&b);
	COUNTED(im, 1998, 0, 2, 3, 0);
	assert_int_equal(rows(f, "person"), 2000);
	assert_int_equal(im->last - im->first, 1997);
	COUNTED(run(f, "person", crowd(f, 2000, "07700 900001")), 0, 0, 2002, 0, 0);
	assert_int_equal(rows(f, "person"), 2000);
	assert_ok(f->db, db_check(f->db));
}

/* Others write between the look and the yes: it is looked at again, in the lock. */
static void meanwhile(void **state)
{
	struct fixture *f = *state;
	struct import *im = plan(f, "person", "given,family,phone\nAna,Quispe,07700 900123\n");
	assert_int_equal(im->fresh, 1);
	struct db *other = fixture_user(f, "bea", "organiser"), *mine = f->db;
	f->db = other;
	fixture_new(f, "person", "given=Ana", "family=Quispe", "phone=07700 900123", NULL);
	f->db = mine;
	assert_ok(f->db, import_run(f->db, &f->a, im, NULL, NULL));
	COUNTED(im, 0, 0, 1, 0, 0);
	assert_int_equal(rows(f, "person"), 1);
	db_close(other);
}

/* The plan holds no lock: another saves while it is on the screen, and while it is made. */
static void by_hand(void **state)
{
	struct fixture *f = *state;
	const char *words = "given,family,who told us\nAna,Quispe,the school\n";
	const char *path = write_file(f, words), *args[] = { "source=who told us" };
	struct import *im;
	assert_ok(f->db, import_plan(f->db, &f->a, entity_find("person"), path, 1, args, &im));
	assert_false(db_writing(f->db));
	assert_string_equal(im->map[2].f->name, "source");
	assert_ok(f->db, import_run(f->db, &f->a, im, NULL, NULL));
	/* The next file of that kind, in whatever order, goes the same way; undo does not touch that. */
	assert_ok(f->db, history_undo(f->db, 0));
	im = plan(f, "person", "who told us,given,family\nthe church,Bea,Ros\n");
	assert_string_equal(im->map[0].f->name, "source");
	assert_string_equal(im->map[0].why, "as the last time");
	im = plan(f, "person", "who told us,given,family,phone\nthe church,Bea,Ros,\n");
	assert_int_equal(im->map[0].how, MAP_NOTES);
}

static void looked_at(void **state)
{
	struct fixture *f = *state;
	run(f, "institution", council);
	struct import *im = plan(f, "institution", "name,postcode,phone\n"
		"Moss Lane School,SE5 8RW,020 7946 0009\nA,SE5 8RW,12\n");
	const char *text;
	assert_ok(f->db, import_look(f->db, &f->a, im, 2, &text));
	assert_non_null(strstr(text, "phone (Phone): 020 7946 0009\n"));
	assert_non_null(strstr(text, "Changed: Phone: 020 7946 0001 -> 020 7946 0009"));
	assert_ok(f->db, import_look(f->db, &f->a, im, 3, &text));
	assert_non_null(strstr(text, "Refused. phone: "));
	assert_int_equal(import_look(f->db, &f->a, im, 9, &text), NOTFOUND);
	assert_int_equal(im->sight[0].what, SIGHT_REFUSED);
	assert_int_equal(im->sight[1].what, SIGHT_CHANGED);
}

static bool die_there(void *arg, long done, long of)
{
	(void)arg, (void)of;
	if (done > 0)
		kill(getpid(), SIGKILL);
	return true;
}

/* Somebody pulls the plug in the midst: nothing of it is there, and the file is sound. */
static void killed(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	const char *path = write_file(f, crowd(f, 40000, "12"));
	db_close(f->db);
	pid_t child = fork();
	if (!child) {
		struct db *db = fixture_connect(f, NULL);
		struct import *im;
		if (!import_plan(db, &f->a, entity_find("person"), path, 0, NULL, &im))
			import_run(db, &f->a, im, die_there, NULL);
		_exit(0);
	}
	int how;
	waitpid(child, &how, 0);
	f->db = fixture_connect(f, NULL);
	assert_true(WIFSIGNALED(how));
	assert_int_equal(WTERMSIG(how), SIGKILL);
	assert_int_equal(rows(f, "person"), 1);
	assert_int_equal(rows(f, "person_ord"), 1);
	assert_int_equal(access(arena_printf(&f->a, "%s.refused.csv", path), F_OK), -1);
	assert_ok(f->db, db_check(f->db));
	fixture_person(f, "Bea", "Ros"); /* and nobody is kept out */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(again),
		FIXTURE_TEST(imported),
		FIXTURE_TEST(news),
		FIXTURE_TEST(people),
		FIXTURE_TEST(foreign_ids),
		FIXTURE_TEST(known_rows),
		FIXTURE_TEST(own_export),
		FIXTURE_TEST(hidden),
		FIXTURE_TEST(in_bulk),
		FIXTURE_TEST(meanwhile),
		FIXTURE_TEST(by_hand),
		FIXTURE_TEST(looked_at),
		FIXTURE_TEST(killed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
