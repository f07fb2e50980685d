/* The window on a list: wherever one moves, the rows, the current one and the numbers agree with
 * the list read from end to end; cells and marks. */
#include "fixture.h"
#include "tui/rows.h"

enum { PEOPLE = 57 };

static void add_people(struct fixture *f)
{
	assert_ok(f->db, db_begin(f->db));
	for (int i = 0; i < PEOPLE; i++)
		fixture_person(f, arena_printf(&f->a, "P%02d", i * 37 % PEOPLE), i % 3 ? "X" : NULL);
	assert_ok(f->db, db_commit(f->db));
}

static struct list *open_people(struct fixture *f, const char *filter, const char *sort)
{
	struct list_spec spec = { .e = entity_find("person"), .filter = filter, .sort = sort };
	struct list *l;
	assert_ok(f->db, list_open(f->db, &spec, &l));
	return l;
}

/* Every id of the list, in order. */
static int read_all(struct fixture *f, struct list *l, int64_t *ids)
{
	struct row *rows;
	int n;
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 1000, &rows, &n));
	for (int i = 0; i < n; i++)
		ids[i] = rows[i].id;
	return n;
}

/* The rows that show are a run of the list; the numbers, where they are known, say which. */
static int check(const struct rows *r, const int64_t *ids, int n)
{
	int at = 0;
	while (at < n && ids[at] != r->row[0].id)
		at++;
	assert_true(at + r->n <= n);
	for (int i = 0; i < r->n; i++)
		assert_int_equal(r->row[i].id, ids[at + i]);
	assert_in_range(r->cur, 0, r->n - 1);
	if (r->n < n)
		assert_int_equal(r->n, r->room);
	if (r->rank)
		assert_int_equal(r->rank, at + 1);
	if (r->total >= 0)
		assert_int_equal(r->total, n);
	return at + r->cur;
}

static int moved(enum motion m, int at, int page, int n)
{
	switch (m) {
	case M_DOWN: return at + 1 < n ? at + 1 : at;
	case M_UP: return at ? at - 1 : at;
	case M_TOP: return 0;
	case M_BOTTOM: return n - 1;
	case M_PAGE_DOWN: return at + page < n ? at + page : n - 1;
	case M_PAGE_UP: return at > page ? at - page : 0;
	default: return at;
	}
}

/* A walk of many steps, at a height that changes, against the whole list held as an array. */
static void walk(struct fixture *f, const char *sort)
{
	struct app app = { .face = FACE_PLAIN, .db = f->db, .out = stdout };
	struct rows r = { 0 };
	int64_t ids[PEOPLE];
	rows_show(&r, &app, open_people(f, NULL, sort));
	int n = read_all(f, r.list, ids);
	assert_int_equal(n, PEOPLE);
	rows_room(&r, 10);
	unsigned dice = 4711;
	for (int step = 0, at = 0; step < 3000; step++) {
		dice = dice * 1103515245 + 12345;
		enum motion m = M_DOWN + (dice >> 16) % 6;
		if (step % 3)
			m = dice >> 20 & 8 ? M_DOWN : M_UP;
		rows_move(&r, m);
		int now = check(&r, ids, n);
		/* A page may be short of one at either end; all else is exact. */
		if (m == M_PAGE_DOWN || m == M_PAGE_UP)
			assert_true(m == M_PAGE_DOWN ? now > at || now == n - 1 : now < at || !now);
		else
			assert_int_equal(now, moved(m, at, r.room, n));
		at = now;
		if (step % 50 == 49) {
			rows_room(&r, 1 + (int)(dice >> 16) % 70);
			assert_int_equal(check(&r, ids, n), at);
		}
		if (step % 77 == 0) {
			while (rows_idle(&r))
				;
			assert_int_equal(r.rank + r.cur, at + 1);
		}
	}
	rows_release(&r);
	arena_free(&app.turn);
}

static void moves_agree_with_the_list(void **state)
{
	add_people(*state);
	walk(*state, NULL);
	walk(*state, "family");
	walk(*state, "-family");
	walk(*state, "current_ladder_step");
}

static void keeps_the_record_when_others_write(void **state)
{
	struct fixture *f = *state;
	struct app app = { .face = FACE_PLAIN, .db = f->db, .out = stdout };
	struct rows r = { 0 };
	add_people(f);
	rows_show(&r, &app, open_people(f, NULL, NULL));
	rows_room(&r, 10);
	for (int i = 0; i < 25; i++)
		rows_move(&r, M_DOWN);
	int64_t id = rows_current(&r)->id;
	fixture_person(f, "A", "Above");
	assert_true(rows_refresh(&r));
	assert_int_equal(rows_current(&r)->id, id);
	assert_string_equal(rows_corner(&r), "?/?");
	while (rows_idle(&r))
		;
	assert_string_equal(rows_corner(&r), "27/58");
	/* At the top what came in above is seen. */
	rows_move(&r, M_TOP);
	id = rows_current(&r)->id;
	fixture_person(f, "0", "First");
	assert_true(rows_refresh(&r));
	assert_int_equal(rows_current(&r)->id, id);
	assert_int_equal(r.cur, 1);
	rows_release(&r);
	arena_free(&app.turn);
}

static void numbers_go_on_from_page_to_page(void **state)
{
	struct fixture *f = *state;
	struct app app = { .face = FACE_PLAIN, .db = f->db, .out = stdout };
	struct rows r = { 0 };
	struct str said = STR_INIT;
	int64_t ids[PEOPLE];
	add_people(f);
	rows_show(&r, &app, open_people(f, NULL, NULL));
	read_all(f, r.list, ids);
	rows_say(&r, &said);
	assert_ptr_equal(strstr(said.s, "1 P00"), said.s);
	assert_non_null(strstr(said.s, "\n20 P19"));
	assert_null(strstr(said.s, "\n21 "));
	assert_true(rows_more(&r));
	assert_true(rows_more(&r));
	str_clear(&said);
	rows_say(&r, &said);
	assert_ptr_equal(strstr(said.s, "41 P40"), said.s);
	assert_false(rows_more(&r));
	assert_int_equal(rows_said(&r, 57)->id, ids[56]);
	assert_int_equal(rows_said(&r, 3)->id, ids[2]);
	assert_null(rows_said(&r, 58));
	assert_null(rows_said(&r, 0));
	assert_int_equal(rows_number("12"), 12);
	assert_int_equal(rows_number("12a"), 0);
	assert_int_equal(rows_number(""), 0);
	str_release(&said);
	rows_release(&r);
	arena_free(&app.turn);
}

static void marks_are_a_set(void **state)
{
	struct marks m = { 0 };
	(void)state;
	assert_false(marks_has(&m, 7));
	for (int i = 0; i < 100; i++)
		assert_true(marks_add(&m, i * 37 % 101));
	assert_false(marks_add(&m, 37));
	assert_int_equal(m.n, 100);
	for (int i = 1; i < m.n; i++)
		assert_true(m.id[i - 1] < m.id[i]);
	assert_true(marks_drop(&m, 37));
	assert_false(marks_drop(&m, 37));
	assert_false(marks_has(&m, 37));
	for (int64_t i = 0; m.n < MARKS_MOST; i++)
		marks_add(&m, 1000 + i);
	assert_false(marks_add(&m, 500));
	marks_release(&m);
	assert_int_equal(m.n, 0);
}

static void marks_all_and_none(void **state)
{
	struct fixture *f = *state;
	struct app app = { .face = FACE_PLAIN, .db = f->db, .out = stdout };
	struct rows r = { 0 };
	add_people(f);
	rows_show(&r, &app, open_people(f, "given:P1", NULL));
	assert_int_equal(rows_mark_all(&r), 10);
	rows_show(&r, &app, open_people(f, NULL, NULL));
	rows_room(&r, 10);
	assert_int_equal(r.marks.n, 10);
	rows_next(&r, 1);
	assert_true(marks_has(&r.marks, rows_current(&r)->id));
	assert_int_equal(rows_mark_all(&r), PEOPLE);
	assert_int_equal(rows_mark_all(&r), 0);
	rows_release(&r);
	arena_free(&app.turn);
}

static struct list *hold(struct fixture *f, int from, int to)
{
	const struct column cols[] = { { NULL, "what", "What", FT_TEXT } };
	struct row rows[64] = { 0 };
	int n = 0;
	for (int i = from; i < to; i++, n++) {
		rows[n].id = i;
		rows[n].v = arena_array(&f->a, const char *, 1);
		rows[n].t = arena_array(&f->a, const char *, 1);
	}
	return list_hold(f->db, "Held", NULL, cols, 1, rows, n, false);
}

/* What was done leaves an answer: one is then on the next, not at the top again. */
static void an_answer_goes_on_with_the_next(void **state)
{
	struct fixture *f = *state;
	struct app app = { .face = FACE_PLAIN, .db = f->db, .out = stdout };
	struct rows r = { 0 };
	rows_show(&r, &app, hold(f, 100, 150));
	rows_room(&r, 5);
	for (int i = 0; i < 3; i++)
		rows_move(&r, M_PAGE_DOWN);
	assert_int_equal(rows_current(&r)->id, 115);
	/* All up to the current one are gone; it stood at place 16. */
	assert_true(rows_swap(&r, hold(f, 116, 166)));
	assert_int_equal(rows_current(&r)->id, 131);
	assert_true(rows_swap(&r, hold(f, 200, 203)));
	assert_int_equal(r.n, 3);
	assert_true(rows_swap(&r, hold(f, 200, 200)));
	assert_null(rows_current(&r));
	rows_release(&r);
	arena_free(&app.turn);
}

/* Given and family name are one cell; days that are late say so; nothing else is shouted. */
static void cells_speak(void **state)
{
	struct fixture *f = *state;
	struct cells c = { 0 };
	struct row *rows;
	struct str said = STR_INIT;
	int n;
	int64_t id = fixture_person(f, "Ana", "Quispe");
	fixture_set(f, f->db, "person", id, "current_ladder_step=helper");
	fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)id),
		"on=2026-10-09", NULL);
	fixture_person(f, "Bo\x1b[2J", NULL);
	struct list *l = open_people(f, NULL, NULL);
	cells_init(&c, f->db, l);
	assert_string_equal(c.cell[0].label, "Name");
	assert_string_equal(c.cell[1].label, "Step");
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 9, &rows, &n));
	assert_int_equal(n, 2);
	const char **ana = cells_of(&c, &f->a, &rows[0]), **bo = cells_of(&c, &f->a, &rows[1]);
	assert_string_equal(ana[0], "Ana Quispe");
	assert_string_equal(ana[2], "6 weeks ago !");
	assert_null(strchr(bo[0], '\x1b'));
	assert_string_equal(bo[2], "never !");
	cells_say(&c, &f->a, &rows[0], &said);
	assert_string_equal(said.s, "Ana Quispe, Helper, Last met 6 weeks ago, too long ago");
	str_clear(&said);
	cells_brief(&c, &f->a, &rows[0], &said);
	assert_string_equal(said.s, "Ana Quispe, Helper, 6 weeks ago, too long ago");
	str_clear(&said);
	cells_say(&c, &f->a, &rows[1], &said);
	assert_non_null(strstr(said.s, "Contact, never met"));
	/* A line is never wider than the screen, and the name is the last to be cut. */
	const char *const *both[] = { ana, bo };
	for (int cols = 12; cols < 120; cols++) {
		c.cols = 0;
		cells_fit(&c, cols, both, 2);
		const char *line = cells_line(&c, &f->a, ana, true);
		assert_true((int)strlen(line) <= cols);
		assert_ptr_equal(strstr(line, "Ana Quispe"), line);
	}
	str_release(&said);
	list_close(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(moves_agree_with_the_list),
		FIXTURE_TEST(keeps_the_record_when_others_write),
		FIXTURE_TEST(numbers_go_on_from_page_to_page),
		cmocka_unit_test(marks_are_a_set),
		FIXTURE_TEST(marks_all_and_none),
		FIXTURE_TEST(an_answer_goes_on_with_the_next),
		FIXTURE_TEST(cells_speak),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
