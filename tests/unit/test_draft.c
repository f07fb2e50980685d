/* test_draft.c - drafts outlive the program, belong to one user, file and record, and go when they
 * should. */
#include "fixture.h"
#include "tui/draft.c"

static struct draft_field two[] = {
	{ "place", NULL, "school gate" },
	{ "story", "was", "first\nsecond\twith \\n and \\- in it" },
};

/* The drafts of a test lie in the folder of its file. */
static int open_all(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	setenv("XDG_STATE_HOME", arena_printf(&f->a, "%s/state", f->dir), 1);
	return 0;
}

static bool every(void *arg, const char *path)
{
	(void)arg, (void)path;
	return true;
}

static int close_all(void **state)
{
	struct fixture *f = *state;
	static const char *const folders[] = { "state/pact-tui/drafts", "state/pact-tui", "state" };

	setenv("XDG_STATE_HOME", arena_printf(&f->a, "%s/state", f->dir), 1);
	each_draft("", every, NULL);
	for (size_t i = 0; i < COUNT(folders); i++)
		rmdir(arena_printf(&f->a, "%s/%s", f->dir, folders[i]));
	return fixture_close(state);
}

static void write_one(struct db *db, int64_t id, const char *from)
{
	struct draft d = { entity_find("one_to_one"), id, 4, from, NULL, two, 2 };

	assert_int_equal(draft_write(db, &d), OK);
}

static void comes_back_whole(void **state)
{
	struct fixture *f = *state;
	struct draft *d;
	struct draft_field gone[] = { { "place", "hall", NULL } };
	const struct entity *e = entity_find("one_to_one");

	write_one(f->db, 7, "");
	assert_int_equal(draft_read(f->db, &f->a, e, 7, "", &d), OK);
	assert_int_equal(d->rev, 4);
	assert_int_equal(d->n, 2);
	assert_null(d->f[0].base);
	assert_string_equal(d->f[1].name, "story");
	assert_string_equal(d->f[1].base, "was");
	assert_string_equal(d->f[1].now, two[1].now);
	struct draft emptied = { e, 8, 1, "", NULL, gone, 1 };
	assert_int_equal(draft_write(f->db, &emptied), OK);
	assert_int_equal(draft_read(f->db, &f->a, e, 8, "", &d), OK);
	assert_null(d->f[0].now);
}

/* One begun with Ana is not offered with Bo, nor that of record 7 with record 8. */
static void belongs_to_what_it_was_for(void **state)
{
	struct fixture *f = *state;
	const struct entity *e = entity_find("one_to_one");
	struct draft *d;

	write_one(f->db, 0, "person=1");
	assert_int_equal(draft_read(f->db, &f->a, e, 0, "person=1", &d), OK);
	assert_int_equal(draft_read(f->db, &f->a, e, 0, "person=2", &d), NOTFOUND);
	assert_int_equal(draft_read(f->db, &f->a, e, 0, "", &d), NOTFOUND);
	assert_int_equal(draft_read(f->db, &f->a, e, 1, "", &d), NOTFOUND);
	assert_int_equal(draft_read(f->db, &f->a, entity_find("person"), 0, "person=1", &d),
		NOTFOUND);
	draft_drop(f->db, e, 0, "person=1");
	assert_int_equal(draft_read(f->db, &f->a, e, 0, "person=1", &d), NOTFOUND);
}

static void belongs_to_its_writer(void **state)
{
	struct fixture *f = *state;
	struct draft *d;
	struct db *bo = fixture_user(f, "bo", "organiser");

	write_one(f->db, 7, "");
	assert_int_equal(draft_read(bo, &f->a, entity_find("one_to_one"), 7, "", &d), NOTFOUND);
	assert_int_equal(draft_count(bo), 0);
	assert_int_equal(draft_count(f->db), 1);
	db_close(bo);
}

static const char *only_file(struct arena *a)
{
	struct str folder = STR_INIT;
	const char *ret = NULL;

	assert_true(drafts_folder(&folder));
	DIR *dir = opendir(folder.s);
	assert_non_null(dir);
	for (struct dirent *de; (de = readdir(dir));)
		if (*de->d_name != '.') {
			assert_null(ret);
			ret = arena_printf(a, "%s/%s", folder.s, de->d_name);
		}
	closedir(dir);
	str_release(&folder);
	return ret;
}

static void is_closed_to_others(void **state)
{
	struct fixture *f = *state;
	struct str folder = STR_INIT;
	struct stat st;

	write_one(f->db, 7, "");
	assert_int_equal(stat(only_file(&f->a), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(drafts_folder(&folder));
	assert_int_equal(stat(folder.s, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	str_release(&folder);
}

/* A file cut off anywhere, or with rubbish in it, is no draft and does no harm. */
static void a_broken_file_is_none(void **state)
{
	struct fixture *f = *state;
	const struct entity *e = entity_find("one_to_one");
	struct str whole = STR_INIT;
	struct draft *d;

	write_one(f->db, 7, "");
	const char *path = only_file(&f->a);
	assert_true(read_file(path, &whole));
	for (size_t n = 0; n < whole.len; n++) {
		struct str part = STR_INIT;
		str_addn(&part, whole.s, n);
		assert_true(put_file(path, arena_printf(&f->a, "%s.x", path), &part));
		assert_int_equal(draft_read(f->db, &f->a, e, 7, "", &d), NOTFOUND);
		str_release(&part);
	}
	str_release(&whole);
}

static void goes_after_14_days(void **state)
{
	struct fixture *f = *state;

	write_one(f->db, 7, "");
	setenv("PACT_TODAY", "2026-12-05", 1);
	draft_sweep(f->db);
	assert_int_equal(draft_count(f->db), 1);
	setenv("PACT_TODAY", "2026-12-06", 1);
	draft_sweep(f->db);
	assert_int_equal(draft_count(f->db), 0);
}

/* Erasing a person takes every draft that is about her or names her, and no other. */
static void is_forgotten_with_the_person(void **state)
{
	struct fixture *f = *state;
	const struct entity *person = entity_find("person"), *step = entity_find("next_step");
	struct draft_field with[] = { { "person", NULL, "11" } };
	struct draft_field about[] = { { "about", "person:11", "person:1" } };
	struct draft meeting = { entity_find("one_to_one"), 0, 0, "person=11", NULL, with, 1 };
	struct draft promise = { step, 3, 1, "", NULL, about, 1 };
	struct draft herself = { person, 11, 1, "", NULL, NULL, 0 };
	struct draft other = { person, 1, 1, "", NULL, NULL, 0 };

	assert_int_equal(draft_write(f->db, &meeting), OK);
	assert_int_equal(draft_write(f->db, &promise), OK);
	assert_int_equal(draft_write(f->db, &herself), OK);
	assert_int_equal(draft_write(f->db, &other), OK);
	draft_forget(f->db, person, 11);
	assert_int_equal(draft_count(f->db), 1);
	struct draft *d;
	assert_int_equal(draft_read(f->db, &f->a, person, 1, "", &d), OK);
}

/* What was begun about others and has her whole name is counted, to be told. */
static void that_names_her_is_told(void **state)
{
	struct fixture *f = *state;
	struct draft_field note[] = { { "ask", "", "bring XUXO, Zora\xC3\xAD" "da's sister" } };
	struct draft d = { entity_find("one_to_one"), 0, 0, "person=2", NULL, note, 1 };

	assert_int_equal(draft_write(f->db, &d), OK);
	assert_int_equal(draft_naming(f->db, "Zoraida Xuxo"), 1);
	assert_int_equal(draft_naming(f->db, "Zoraida Lind"), 0);
	assert_int_equal(draft_naming(f->db, "Sist"), 0);
	assert_int_equal(draft_naming(f->db, "Sister"), 1);
	assert_int_equal(draft_count(f->db), 1);
}

static void says_where_it_could_not(void **state)
{
	struct fixture *f = *state;
	struct draft d = { entity_find("person"), 1, 1, "", NULL, NULL, 0 };

	setenv("XDG_STATE_HOME", "/dev/null/nowhere", 1);
	assert_int_equal(draft_write(f->db, &d), FAILED);
	assert_non_null(strstr(db_words(f->db), "/dev/null/nowhere"));
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, open_all, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(comes_back_whole),
		TEST(belongs_to_what_it_was_for),
		TEST(belongs_to_its_writer),
		TEST(is_closed_to_others),
		TEST(a_broken_file_is_none),
		TEST(goes_after_14_days),
		TEST(is_forgotten_with_the_person),
		TEST(that_names_her_is_told),
		TEST(says_where_it_could_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
