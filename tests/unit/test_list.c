/* Lists: whichever way they stand, their pages are the plain ORDER BY, with no gap and no row
 * twice. */
#include "fixture.h"
#include "core/list.h"

enum { PEOPLE = 3000, MEETINGS = 6000 };

static const char *const given[] = { "Ana", "ana lucía", "Adaeze", "Øystein", "Łukasz", "محمد",
	"小龍", "Nguyễn", "O'Brien", "Çiğdem", "রহিমা", NULL, "Zoë", "Ana" };
static const char *const family[] = { "Quispe", "Núñez", NULL, "Đặng", "O'Connor", "Smith", "smith",
	"Straße", "王", "Iqbal", "Hassan" };
static const char *const steps[] = { "contact", "leader", NULL, "helper", "champion" };

/* Made with plain statements and indexed afterwards, as a bulk load is. */
static int people_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	fixture_new(f, "user", "name=Bo", "role=organiser", NULL);
	fixture_new(f, "user", "name=carla", "role=organiser", NULL);
	assert_ok(f->db, db_begin(f->db));
	db_bulk(f->db, true);
	for (int i = 0; i < PEOPLE; i++) {
		const char *who = given[i % (int)COUNT(given)];
		const char *kin = family[i * 7 / 3 % (int)COUNT(family)];
		assert_ok(f->db, db_run(f->db, "INSERT INTO person(id, given, family, known_as,"
			" contact_safety_level, owner, current_ladder_step, archived_at, actual_leader)"
			" VALUES(:id, :given, :family, :known, :safe, :owner, :step, :gone, :leader)",
			BIND(I("id", 10 + (i * 7919) % PEOPLE), T("given", who), T("family", kin),
				T("known", who || kin ? NULL : "Nobody"),
				T("safe", i % 50 == 7 ? "hidden" : i % 9 ? "normal" : "care"),
				i % 4 ? I("owner", 1 + i % 3) : T("owner", NULL),
				T("step", steps[i % (int)COUNT(steps)]),
				T("gone", i % 40 == 3 ? "2026-01-01T00:00:00Z" : NULL),
				i % 6 ? T("leader", NULL) : I("leader", i % 12 == 0))));
	}
	for (int i = 0; i < MEETINGS; i++)
		assert_ok(f->db, db_run(f->db, "INSERT INTO one_to_one(id, person, \"on\", status,"
			" organiser, story) VALUES(:id, :person, date('2024-01-01', :days), 'held',"
			" :who, :story)",
			BIND(I("id", i + 1), I("person", 10 + (i * 13) % PEOPLE),
				T("days", arena_printf(&f->a, "+%d days", i * 31 % 700)),
				i % 5 ? I("who", 1 + i % 3) : T("who", NULL),
				T("story", i % 3 ? "damp in the flat" : "school gate"))));
	db_new_ids(f->db, "person", PEOPLE + 20);
	db_new_ids(f->db, "one_to_one", MEETINGS + 1);
	db_bulk(f->db, false);
	assert_ok(f->db, schema_reindex(f->db, entity_find("person")));
	assert_ok(f->db, schema_reindex(f->db, entity_find("one_to_one")));
	assert_ok(f->db, db_commit(f->db));
	db_plan_faults(f->db);
	return 0;
}

#define NAME_KEY "{name}" /* the key of a person's own order; its text is ftype_sql.c's business */

struct ids {
	int64_t *v;
	int n;
};

/* What the plain statement gives. */
static struct ids ids_of(struct fixture *f, const char *sql)
{
	struct ids ret = { arena_array(&f->a, int64_t, PEOPLE + MEETINGS), 0 };
	const char *name = strstr(sql, NAME_KEY);
	struct str b = STR_INIT;
	str_add(&b, "/* scan: a test */ ");
	str_addn(&b, sql, name ? (size_t)(name - sql) : strlen(sql));
	if (name) {
		order_sql(&b, entity_find("person"), "t");
		str_add(&b, name + strlen(NAME_KEY));
	}
	struct stmt *st = db_query(f->db, b.s, NULL);
	str_release(&b);
	while (db_step(st))
		ret.v[ret.n++] = db_int(st, 0);
	assert_ok(f->db, db_done(st));
	return ret;
}

static struct list *opened(struct fixture *f, struct list_spec spec)
{
	struct list *l;
	assert_ok(f->db, list_open(f->db, &spec, &l));
	return l;
}

static int page(struct fixture *f, struct list *l, const struct row *from, int dir, bool incl,
	int n, struct row **rows)
{
	int count;
	assert_ok(f->db, list_page(l, &f->a, from, dir, incl, n, rows, &count));
	return count;
}

/* From one end to the other in pages of n. */
static void walks(struct fixture *f, struct list *l, struct ids want, int dir, int n)
{
	struct row *rows, from;
	int seen = 0, count = page(f, l, NULL, dir, false, n, &rows);
	while (count) {
		for (int i = 0; i < count; i++) {
			int at = dir > 0 ? seen + i : want.n - seen - count + i;
			assert_in_range(at, 0, want.n - 1);
			assert_int_equal(rows[i].id, want.v[at]);
		}
		seen += count;
		from = rows[dir > 0 ? count - 1 : 0];
		count = page(f, l, &from, dir, false, n, &rows);
	}
	assert_int_equal(seen, want.n);
}

/* Around single rows: itself included, what is before and after, its rank. */
static void jumps(struct fixture *f, struct list *l, struct ids want)
{
	for (int at = 0; at < want.n; at += 1 + want.n / 12) {
		struct row *rows, *around, bare = { .id = want.v[at] };
		int64_t rank;
		assert_int_equal(page(f, l, &bare, 1, true, 1, &rows), 1);
		assert_int_equal(rows[0].id, want.v[at]);
		assert_ok(f->db, list_rank(l, &rows[0], &rank));
		assert_int_equal(rank, at + 1);
		int n = page(f, l, &rows[0], -1, true, 5, &around);
		assert_int_equal(n, at < 4 ? at + 1 : 5);
		for (int i = 0; i < n; i++)
			assert_int_equal(around[i].id, want.v[at - n + 1 + i]);
		n = page(f, l, &rows[0], -1, false, 5, &around);
		assert_int_equal(n, at < 5 ? at : 5);
		if (n)
			assert_int_equal(around[n - 1].id, want.v[at - 1]);
	}
}

static void agrees(struct fixture *f, struct list_spec spec, const char *sql)
{
	struct ids want = ids_of(f, sql);
	struct list *l = opened(f, spec);
	int64_t total;
	assert_false(list_cut_short(l));
	assert_ok(f->db, list_total(l, &total));
	assert_int_equal(total, want.n);
	assert_true(want.n > 0);
	walks(f, l, want, 1, 24);
	walks(f, l, want, -1, 24);
	walks(f, l, want, 1, 7);
	jumps(f, l, want);
	list_close(l);
	assert_string_equal(db_plan_faults(f->db), "");
}

#define PERSON (entity_find("person"))
#define MEETING (entity_find("one_to_one"))
#define MET " t.contact_safety_level <> 'hidden'"
#define LIVE " t.archived_at IS NULL AND" MET
#define SHOWN " NOT EXISTS (SELECT 1 FROM person h WHERE h.id = t.person" \
	" AND h.contact_safety_level = 'hidden')"
#define WORDS "words(ifnull(t.given, '') || ' ' || ifnull(t.family, '') || ' ' ||" \
	" ifnull(t.known_as, ''))"

static void test_own_order(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON },
		"SELECT t.id FROM person t WHERE" LIVE " ORDER BY " NAME_KEY ", t.id");
	agrees(*state, (struct list_spec){ .e = MEETING },
		"SELECT t.id FROM one_to_one t WHERE" SHOWN " ORDER BY ifnull(\"on\", '') DESC, id DESC");
}

static void test_own_order_filtered(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "step:leader -owner:Bo" },
		"SELECT t.id FROM person t WHERE" LIVE " AND current_ladder_step = 'leader'"
		" AND owner IS NOT 2 ORDER BY " NAME_KEY ", t.id");
}

static void test_sorted_by_index(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON, .sort = "family" },
		"SELECT t.id FROM person t WHERE" LIVE " ORDER BY fold(ifnull(family, '')), id");
	agrees(*state, (struct list_spec){ .e = PERSON, .sort = "-current_ladder_step" },
		"SELECT t.id FROM person t WHERE" LIVE
		" ORDER BY ifnull(current_ladder_step, '') DESC, id DESC");
	agrees(*state, (struct list_spec){ .e = PERSON, .sort = "actual_leader" },
		"SELECT t.id FROM person t WHERE" LIVE " ORDER BY ifnull(actual_leader, -1), id");
	agrees(*state, (struct list_spec){ .e = MEETING, .sort = "on" },
		"SELECT t.id FROM one_to_one t WHERE" SHOWN " ORDER BY ifnull(\"on\", ''), id");
}

static void test_words_stand_in_own_order(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "ana" },
		"SELECT t.id FROM person t WHERE" LIVE " AND instr(' ' || " WORDS ", ' ana') ORDER BY "
		NAME_KEY ", t.id");
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "a nu", .lenient = true },
		"SELECT t.id FROM person t WHERE" LIVE " AND instr(' ' || " WORDS ", ' a') AND"
		" instr(' ' || " WORDS ", ' nu') ORDER BY " NAME_KEY ", t.id");
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "connor step:leader,helper" },
		"SELECT t.id FROM person t WHERE" LIVE " AND family = 'O''Connor' AND"
		" current_ladder_step IN ('leader', 'helper') ORDER BY " NAME_KEY ", t.id");
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "ana archived:all" },
		"SELECT t.id FROM person t WHERE" MET " AND instr(' ' || " WORDS ", ' ana') ORDER BY "
		NAME_KEY ", t.id");
}

static void test_words_through_a_title(void **state)
{
	/* Few hits are held ... */
	agrees(*state, (struct list_spec){ .e = MEETING, .filter = "łukasz gate" },
		"SELECT t.id FROM one_to_one t JOIN person p ON p.id = t.person WHERE" SHOWN
		" AND story = 'school gate' AND fold(p.given) = 'lukasz' ORDER BY \"on\" DESC, t.id DESC");
	/* ... and many are walked. */
	agrees(*state, (struct list_spec){ .e = MEETING, .filter = "damp" },
		"SELECT t.id FROM one_to_one t WHERE" SHOWN " AND story LIKE 'damp%'"
		" ORDER BY \"on\" DESC, t.id DESC");
}

static void test_sorted_by_reference(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON, .sort = "owner" }, /* held */
		"SELECT t.id FROM person t LEFT JOIN user u ON u.id = t.owner WHERE" LIVE
		" ORDER BY u.id IS NULL, fold(u.name), " NAME_KEY ", t.id");
	agrees(*state, (struct list_spec){ .e = MEETING, .sort = "organiser" }, /* walked */
		"SELECT t.id FROM one_to_one t LEFT JOIN user u ON u.id = t.organiser WHERE" SHOWN
		" ORDER BY u.id IS NULL, fold(u.name), \"on\" DESC, t.id DESC");
	agrees(*state, (struct list_spec){ .e = MEETING, .sort = "-organiser" },
		"SELECT t.id FROM one_to_one t LEFT JOIN user u ON u.id = t.organiser WHERE" SHOWN
		" ORDER BY u.id IS NULL, fold(u.name) DESC, \"on\" DESC, t.id DESC");
}

static void test_sorted_without_an_index(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON, .sort = "last_met" },
		"SELECT t.id FROM person t WHERE" LIVE " ORDER BY ifnull((SELECT max(\"on\")"
		" FROM one_to_one o WHERE o.person = t.id), ''), t.id");
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "smith", .sort = "-step" },
		"SELECT t.id FROM person t WHERE" LIVE " AND fold(family) = 'smith'"
		" ORDER BY ifnull(current_ladder_step, '') DESC, t.id DESC");
}

static void test_tabs(void **state)
{
	const struct field *person = field_find(MEETING, "person");
	const struct field *who = field_find(MEETING, "organiser");
	agrees(*state, (struct list_spec){ .e = MEETING, .of = person, .of_id = 23 },
		"SELECT t.id FROM one_to_one t WHERE" SHOWN " AND person = 23"
		" ORDER BY \"on\" DESC, id DESC");
	agrees(*state, (struct list_spec){ .e = MEETING, .of = who, .of_id = 2, .filter = "damp" },
		"SELECT t.id FROM one_to_one t WHERE" SHOWN " AND organiser = 2 AND story LIKE 'damp%'"
		" ORDER BY \"on\" DESC, id DESC");
	agrees(*state, (struct list_spec){ .e = MEETING, .of = who, .of_id = 2, .sort = "story" },
		"SELECT t.id FROM one_to_one t WHERE" SHOWN " AND organiser = 2"
		" ORDER BY story, id");
}

static void test_a_tab_of_a_set(void **state)
{
	struct fixture *f = *state;
	fixture_set(f, f->db, "one_to_one", 3, "introduce_to=23");
	fixture_set(f, f->db, "one_to_one", 9, "introduce_to=23,24");
	agrees(f, (struct list_spec){ .e = MEETING, .of = field_find(MEETING, "introduce_to"),
		.of_id = 23 },
		"SELECT t.id FROM one_to_one t WHERE id IN (3, 9) ORDER BY \"on\" DESC, id DESC");
}

static void test_archived(void **state)
{
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "archived:yes" },
		"SELECT t.id FROM person t WHERE archived_at IS NOT NULL AND" MET " ORDER BY " NAME_KEY
		", t.id");
	agrees(*state, (struct list_spec){ .e = PERSON, .filter = "archived:all", .sort = "-family" },
		"SELECT t.id FROM person t WHERE" MET " ORDER BY fold(ifnull(family, '')) DESC, id DESC");
}

static void test_many_words_under_another_order(void **state)
{
	struct fixture *f = *state;
	struct list *l = opened(f, (struct list_spec){ .e = MEETING, .filter = "damp",
		.sort = "organiser" });
	struct ids own = ids_of(f, "SELECT t.id FROM one_to_one t WHERE" SHOWN
		" AND story LIKE 'damp%' ORDER BY \"on\" DESC, t.id DESC");
	assert_true(list_cut_short(l));
	walks(f, l, own, 1, 24);
	list_close(l);
}

static void test_too_many_to_sort(void **state)
{
	struct fixture *f = *state;
	assert_ok(f->db, db_run(f->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < 10000) INSERT INTO person(id, given, contact_safety_level)"
		" SELECT 10000 + i, 'x', 'normal' FROM n /* scan: a test */", NULL));
	struct list *l;
	assert_int_equal(list_open(f->db, &(struct list_spec){ .e = PERSON, .sort = "ward" }, &l),
		INVALID);
	assert_non_null(strstr(db_words(f->db), "narrow the list first"));
	assert_int_equal(list_open(f->db, &(struct list_spec){ .e = PERSON, .sort = "famly" }, &l),
		INVALID);
	assert_non_null(strstr(db_words(f->db), "family"));
}

static void test_hidden_are_nowhere(void **state)
{
	struct fixture *f = *state;
	struct list *l;
	struct row *rows;
	int64_t id = fixture_new(f, "person", "given=Xiomara", "family=Hidden", "owner=me", NULL);
	int64_t met = fixture_new(f, "one_to_one",
		arena_printf(&f->a, "person=%lld", (long long)id), "story=xylophone", NULL);
	fixture_set(f, f->db, "person", id, "contact_safety_level=hidden");
	static const char *const filters[] = { "xiomara", "given:xiomara", "safe_contact:hidden",
		"contact_safety_level:hidden", "xiomara archived:all", "id:1 xiomara" };
	for (size_t i = 0; i < COUNT(filters); i++) {
		l = opened(f, (struct list_spec){ .e = PERSON, .filter = filters[i], .lenient = true });
		int n = page(f, l, NULL, 1, false, 50, &rows);
		for (int k = 0; k < n; k++)
			assert_int_not_equal(rows[k].id, id);
		list_close(l);
	}
	l = opened(f, (struct list_spec){ .e = MEETING, .filter = "xylophone" });
	assert_int_equal(page(f, l, NULL, 1, false, 5, &rows), 0);
	list_close(l);
	/* Her owner, who can open her record, sees what is in it. */
	l = opened(f, (struct list_spec){ .e = MEETING, .of = field_find(MEETING, "person"),
		.of_id = id });
	assert_int_equal(page(f, l, NULL, 1, false, 5, &rows), 1);
	assert_int_equal(rows[0].id, met);
	list_close(l);
	struct db *bo = fixture_connect(f, "Bo");
	struct list_spec tab = { .e = MEETING, .of = field_find(MEETING, "person"), .of_id = id };
	int count;
	assert_ok(bo, list_open(bo, &tab, &l));
	assert_ok(bo, list_page(l, &f->a, NULL, 1, false, 5, &rows, &count));
	assert_int_equal(count, 0);
	list_close(l);
	db_close(bo);
}

static void test_a_page_after_others_wrote(void **state)
{
	struct fixture *f = *state;
	struct row *rows, *again;
	struct list *l = opened(f, (struct list_spec){ .e = PERSON });
	int n = page(f, l, NULL, 1, false, 10, &rows);
	int64_t first = fixture_person(f, "Aaaa", NULL);
	assert_int_equal(page(f, l, &rows[0], 1, true, n, &again), n);
	for (int i = 0; i < n; i++)
		assert_int_equal(again[i].id, rows[i].id);
	assert_true(page(f, l, &rows[0], -1, false, n, &again) >= 1);
	bool found = false;
	for (int i = 0; i < n; i++)
		found |= again[i].id == first;
	assert_true(found);
	list_close(l);
}

static bool at_once(void *arg)
{
	(void)arg;
	return true;
}

static void test_a_key_stops_counting(void **state)
{
	struct fixture *f = *state;
	struct list *l = opened(f, (struct list_spec){ .e = MEETING });
	int64_t n;
	struct row *rows;
	int count;
	struct db_interrupt was = db_interrupt_hook(f->db, (struct db_interrupt){ at_once, NULL });
	assert_int_equal(list_total(l, &n), BUSY);
	assert_int_equal(list_rank(l, &(struct row){ .id = 3000 }, &n), BUSY);
	db_interrupt_hook(f->db, was);
	assert_ok(f->db, list_total(l, &n));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 3, &rows, &count));
	assert_int_equal(count, 3);
	list_close(l);
}

static void test_cells(void **state)
{
	struct fixture *f = *state;
	int64_t person = fixture_person(f, "Zzyzx", "Quispe");
	fixture_new(f, "next_step", "text=Bring the form", "due=2026-11-27",
		arena_printf(&f->a, "person=%lld", (long long)person), NULL);
	struct list *l = opened(f, (struct list_spec){ .e = entity_find("next_step") });
	const struct column *cols;
	struct row *rows;
	int n = list_columns(l, &cols);
	assert_int_equal(page(f, l, NULL, 1, false, 5, &rows), 1);
	static const char *const want[][2] = { { "text", "Bring the form" }, { "due", "Fri 27 Nov" },
		{ "about", "Zzyzx Quispe" }, { "owner", "ana" }, { "done_on", "" } };
	assert_int_equal(n, COUNT(want));
	for (int i = 0; i < n; i++) {
		assert_string_equal(cols[i].name, want[i][0]);
		assert_string_equal(list_cell(l, &f->a, &rows[0], i), want[i][1]);
	}
	assert_string_equal(list_title(l), "Next steps");
	list_close(l);
	l = opened(f, (struct list_spec){ .e = PERSON, .filter = "zzyzx", .all_fields = true });
	assert_int_equal(list_columns(l, &cols), PERSON->n);
	list_close(l);
}

static void test_an_answer_is_held_and_narrowed(void **state)
{
	struct fixture *f = *state;
	const struct column cols[] = { { NULL, "name", "Name", FT_TEXT },
		{ NULL, "n", "How many", FT_INT } };
	const char *names[] = { "Ana Núñez", "Bo Li", "Ana O'Connor", NULL };
	struct row rows[4], *got;
	for (int i = 0; i < 4; i++) {
		const char **v = arena_array(&f->a, const char *, 2);
		v[0] = names[i];
		v[1] = "7";
		rows[i] = (struct row){ .id = 5, .e = PERSON, .v = v };
	}
	struct list *l = list_hold(f->db, "Answer", PERSON, cols, 2, rows, 4, true);
	int64_t n;
	assert_true(list_cut_short(l));
	assert_int_equal(page(f, l, NULL, 1, false, 2, &got), 2);
	assert_int_equal(page(f, l, &got[1], 1, false, 9, &got), 2);
	assert_string_equal(list_cell(l, &f->a, &got[0], 0), "Ana O'Connor");
	assert_string_equal(list_cell(l, &f->a, &got[1], 0), "");
	assert_int_equal(page(f, l, NULL, -1, false, 3, &got), 3);
	assert_string_equal(list_cell(l, &f->a, &got[0], 0), "Bo Li");
	list_narrow(l, "an con");
	assert_ok(f->db, list_total(l, &n));
	assert_int_equal(n, 1);
	list_narrow(l, "nunez 7");
	assert_int_equal(page(f, l, NULL, 1, false, 9, &got), 1);
	assert_string_equal(list_cell(l, &f->a, &got[0], 0), "Ana Núñez");
	list_narrow(l, NULL);
	assert_int_equal(page(f, l, NULL, 1, false, 9, &got), 4);
	list_close(l);
}

static void test_next_steps_of_her_meetings_are_hers(void **state)
{
	struct fixture *f = *state;
	const struct entity *step = entity_find("next_step");
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t met = fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)ana),
		"next_step=later", "next_due=2026-12-20", NULL);
	fixture_new(f, "next_step", "text=sooner", "due=2026-12-01",
		arena_printf(&f->a, "about=person:%lld", (long long)ana), NULL);
	fixture_new(f, "next_step", "text=not hers",
		arena_printf(&f->a, "about=person:%lld", (long long)bo), NULL);
	const struct list_spec hers = { .e = step, .of = field_find(step, "person"), .of_id = ana };
	struct list *l;
	struct row *rows;
	int n;
	assert_ok(f->db, list_open(f->db, &hers, &l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 10, &rows, &n));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].v[0], "sooner");
	assert_string_equal(rows[1].v[0], "later");
	assert_ok(f->db, list_page(l, &f->a, &rows[0], 1, false, 10, &rows, &n));
	assert_int_equal(n, 1);
	list_close(l);
	const struct list_spec of_it = { .e = step, .of = field_find(step, "one_to_one"),
		.of_id = met };
	assert_ok(f->db, list_open(f->db, &of_it, &l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 10, &rows, &n));
	assert_int_equal(n, 1);
	list_close(l);
}

/* Who works here is seen by all who do; that she is a hidden person, and names for those who may not
 * read people, are not. */
static void test_users_tell_no_names(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_person(f, "Xiomara", "Hidden");
	fixture_set(f, f->db, "user", 1, arena_printf(&f->a, "person=%lld", (long long)id));
	struct db *eva = fixture_user(f, "eva", "evaluator");
	const struct list_spec spec = { .e = entity_find("user"), .filter = "ana" };
	for (int hidden = 0; hidden < 2; hidden++) {
		struct db *const who[] = { f->db, eva };
		for (size_t i = 0; i < COUNT(who); i++) {
			struct list *l;
			struct row *rows;
			const struct column *col;
			int n, told = 0;
			assert_ok(who[i], list_open(who[i], &spec, &l));
			assert_ok(who[i], list_page(l, &f->a, NULL, 1, false, 5, &rows, &n));
			assert_int_equal(n, 1);
			for (int k = list_columns(l, &col); k--;)
				told += rows[0].v[k] && !strcmp(col[k].name, "person");
			assert_int_equal(told, !hidden && !i);
			list_close(l);
		}
		fixture_set(f, f->db, "person", id, "contact_safety_level=hidden");
	}
	db_close(eva);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PEOPLE_TEST(t) cmocka_unit_test_setup_teardown(t, people_open, fixture_close)
		PEOPLE_TEST(test_own_order),
		PEOPLE_TEST(test_own_order_filtered),
		PEOPLE_TEST(test_sorted_by_index),
		PEOPLE_TEST(test_words_stand_in_own_order),
		PEOPLE_TEST(test_words_through_a_title),
		PEOPLE_TEST(test_sorted_by_reference),
		PEOPLE_TEST(test_sorted_without_an_index),
		PEOPLE_TEST(test_tabs),
		PEOPLE_TEST(test_a_tab_of_a_set),
		PEOPLE_TEST(test_archived),
		PEOPLE_TEST(test_many_words_under_another_order),
		PEOPLE_TEST(test_too_many_to_sort),
		PEOPLE_TEST(test_hidden_are_nowhere),
		PEOPLE_TEST(test_a_page_after_others_wrote),
		PEOPLE_TEST(test_a_key_stops_counting),
		FIXTURE_TEST(test_next_steps_of_her_meetings_are_hers),
		FIXTURE_TEST(test_users_tell_no_names),
		FIXTURE_TEST(test_cells),
		FIXTURE_TEST(test_an_answer_is_held_and_narrowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
