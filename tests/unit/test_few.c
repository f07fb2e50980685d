/* What a trustee is answered of the invented borough: numbers of everybody, none that tells of one. */
#include "fixture.h"
#include "core/demo.h"
#include "core/few.h"
#include "core/list.h"

enum { ROWS = 400 };

struct answer {
	struct row *row;
	int n;
};

static struct answer answered(struct fixture *f, struct db *db, const struct question *q)
{
	struct answer ret;
	struct list *l;
	assert_ok(db, question_ask(db, q, 0, NULL, &l));
	assert_ok(db, list_page(l, &f->a, NULL, 1, false, ROWS, &ret.row, &ret.n));
	assert_true(ret.n < ROWS);
	list_close(l);
	return ret;
}

static int column_named(const struct question *q, const char *name)
{
	for (int i = 0; i < q->ncols; i++)
		if (!strcmp(q->cols[i].name, name))
			return i;
	return -1;
}

static long number(const char *cell)
{
	return cell ? strtol(cell, NULL, 10) : 0;
}

/* One column of the rows that have the same word in column by (-1: of all). */
static void look_at(const struct question *q, struct answer few, struct answer all, int by, int first,
	int col)
{
	int hidden = 0, parts = 0, place = column_named(q, "institution");
	long together = 0;
	bool total = false;
	for (int i = 0; i < all.n; i++) {
		const char *said = few.row[i].v[col], *truth = all.row[i].v[col];
		if (by >= 0 && !same(all.row[i].v[by], all.row[first].v[by]))
			continue;
		if (said && strcmp(said, truth ? truth : ""))
			fail_msg("%s: %s for %s", q->name, said, truth);
		if (said && number(said) > 0 && number(said) < 5)
			fail_msg("%s, %s: %s is said", q->name, q->cols[col].name, said);
		if (said || number(truth) <= 0) {
			total |= said && place >= 0 && !all.row[i].v[place];
			continue;
		}
		hidden++;
		parts += place >= 0 && all.row[i].v[place];
		together += number(truth);
	}
	if (!strcmp(q->cols[col].name, "percent"))
		return; /* a share of another column */
	if (hidden && (hidden == 1 || together < 5))
		fail_msg("%s, %s: %d hidden, %ld together", q->name, q->cols[col].name, hidden, together);
	if (total && parts == 1)
		fail_msg("%s, %s: the total tells", q->name, q->cols[col].name);
}

static void no_name(struct fixture *f, struct db *db, const struct question *q, struct answer few)
{
	struct stmt *st = db_query(db, "SELECT given || ' ' || family FROM person WHERE family <> ''"
		" /* scan: all */", NULL);
	int names = 0;
	for (; db_step(st); names++)
		for (int i = 0; i < few.n; i++)
			for (int c = 0; c < q->ncols; c++)
				if (few.row[i].v[c] && strstr(few.row[i].v[c], db_text(st, 0)))
					fail_msg("%s: %s", q->name, few.row[i].v[c]);
	assert_ok(db, db_done(st));
	assert_true(names > 100);
	for (int i = 0; i < few.n; i++)
		assert_true(!few.row[i].e || few.row[i].e->zone == ZONE_OPEN);
	(void)f;
}

static void test_the_borough(void **state)
{
	struct fixture *f = *state;
	struct db *ana, *db[2];
	char path[120];
	int n, counts = 0, hidden = 0;
	snprintf(path, sizeof path, "%s/demo.db", f->dir);
	assert_ok(ana, demo_open(&ana, path, true));
	assert_ok(ana, access_login(ana, "ana"));
	struct edit *ed = edit_new(ana, &f->a, entity_find("user"));
	assert_ok(ana, edit_assign(ana, ed, "name=tia"));
	assert_ok(ana, edit_assign(ana, ed, "role=trustee"));
	assert_ok(ana, edit_save(ana, ed));
	for (int wall = 0; wall < 2; wall++) {
		assert_ok(db[wall], db_open(&db[wall], path, 0));
		assert_ok(db[wall], schema_open(db[wall]));
		assert_ok(db[wall], access_login(db[wall], "tia"));
		if (wall)
			assert_ok(db[wall], access_wall(db[wall]));
	}
	const struct question *q = questions(&n);
	for (int i = 0; i < n; i++, q++) {
		int by = q->counts && strstr(q->counts, " by ") ? column_named(q,
			strstr(q->counts, " by ") + 4) : -1;
		if (!q->counts)
			continue;
		counts++;
		struct answer all = answered(f, ana, q);
		assert_true(all.n > 0);
		for (int wall = 0; wall < 2; wall++) {
			struct answer few = answered(f, db[wall], q);
			int said;
			assert_int_equal(few.n, all.n);
			for (int c = 0; c < q->ncols; c++)
				for (int r = 0; r < all.n && q->cols[c].type == FT_INT; r++) {
					look_at(q, few, all, by, r, c);
					hidden += all.row[r].v[c] && !few.row[r].v[c];
				}
			no_name(f, ana, q, few);
			assert_ok(db[wall], question_count(db[wall], q, 1000, &said));
			assert_int_equal(said, all.n);
		}
	}
	assert_int_equal(counts, 6);
	assert_true(hidden > 0);
	for (int wall = 0; wall < 2; wall++)
		db_close(db[wall]);
	db_close(ana);
}

/* One number left out alone would be the total less the others; so in each group, and of a share. */
static void test_groups(void **state)
{
	(void)state;
	static struct column cols[] = { { .name = "campaign", .type = FT_TEXT },
		{ .name = "heard", .type = FT_INT }, { .name = "target", .type = FT_INT },
		{ .name = "percent", .type = FT_INT } };
	const struct question q = { .name = "x", .cols = cols, .ncols = COUNT(cols),
		.counts = "everybody by campaign" };
	const char *cell[][4] = { { "a", "23", "50", "46" }, { "a", "3" }, { "a", "20" },
		{ "b", "12", "20", "60" }, { "b", "12" }, { "c", "1", "20", "5" },
		{ "c", "1" }, { "c", "30" }, { "c", "40" } };
	static const char *const want[COUNT(cell)] = { "23", NULL, NULL, "12", "12", NULL, NULL, NULL, "40" };
	struct row rows[COUNT(cell)] = { 0 };
	for (size_t i = 0; i < COUNT(cell); i++)
		rows[i].v = cell[i];
	few_hide(&q, rows, COUNT(cell));
	for (size_t i = 0; i < COUNT(cell); i++)
		if (!same(cell[i][1], want[i]))
			fail_msg("row %zu: %s", i, cell[i][1]);
	assert_string_equal(cell[0][3], "46");
	assert_string_equal(cell[3][3], "60");
	assert_null(cell[5][3]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_the_borough),
		cmocka_unit_test(test_groups),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
