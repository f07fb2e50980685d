/* Lists out as CSV, JSON and columns; what must not leave; and the way there and back. */
#include "fixture.h"
#include "core/transfer.h"
#include "core/utf8.h"

static const char *written(
	struct fixture *f, const char *entity, const char *filter, enum format fmt, int cols)
{
	const char *path = arena_printf(&f->a, "%s/out", f->dir);
	struct list_spec spec = { .e = entity_find(entity), .filter = filter };
	struct list *l;
	FILE *to = fopen(path, "w+");
	assert_non_null(to);
	if (list_open(f->db, &spec, &l) || list_write(l, to, fmt, cols))
		fail_msg("%s", db_words(f->db));
	list_close(l);
	struct str b = STR_INIT;
	char part[4096];
	size_t n;
	rewind(to);
	while ((n = fread(part, 1, sizeof part, to)) > 0)
		str_addn(&b, part, n);
	fclose(to);
	unlink(path);
	const char *ret = arena_dupn(&f->a, b.s, b.len);
	str_release(&b);
	return ret;
}

static void formats(void **state)
{
	enum format fmt = FMT_CSV;
	(void)state;
	assert_true(format_find("json", &fmt));
	assert_int_equal(fmt, FMT_JSON);
	assert_true(format_find("table", &fmt) && fmt == FMT_TABLE);
	assert_false(format_find("xls", &fmt));
	assert_false(format_find(NULL, &fmt));
}

static void csv(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "institution", "name==Sum, & co", "type=church",
		"phone=020 7946 0491", "notes=two\nlines", "languages=es,en", "anchor=yes", NULL);
	const char *out = written(f, "institution", NULL, FMT_CSV, 0);
	assert_int_equal(
		strncmp(out, "id,name,type,membership_status,postcode,phone,email,", 52), 0);
	const char *row = strstr(out, "\r\n") + 2;
	const char *want = arena_printf(&f->a,
		"%lld,\"'=Sum, & co\",church,unmapped,,+442079460491,,,,,"
		"\"two\nlines\",",
		(long long)id);
	assert_int_equal(strncmp(row, want, strlen(want)), 0);
	assert_non_null(strstr(row, ",\"en,es\",1,"));
	assert_string_equal(row + strlen(row) - 2, "\r\n");
}

static void json(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(
		f, "institution", "name=The \"Hall\"", "size_estimate=40", "anchor=no", NULL);
	const char *out = written(f, "institution", NULL, FMT_JSON, 0);
	const char *want = arena_printf(
		&f->a, "{\"id\":%lld,\"name\":\"The \\\"Hall\\\"\",\"type\":null,", (long long)id);
	assert_int_equal(strncmp(out, want, strlen(want)), 0);
	assert_non_null(strstr(out, ",\"size_estimate\":40,"));
	assert_non_null(strstr(out, ",\"anchor\":false,"));
	assert_string_equal(out + strlen(out) - 2, "}\n");
}

static void empty(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(written(f, "institution", NULL, FMT_JSON, 0), "");
	const char *out = written(f, "institution", NULL, FMT_CSV, 0);
	assert_int_equal(strncmp(out, "id,name,", 8), 0);
	assert_ptr_equal(strstr(out, "\r\n") + 2, out + strlen(out));
}

static void table(void **state)
{
	struct fixture *f = *state;
	fixture_new(
		f, "institution", "name=Brackenfield and Larkstone Tenants", "type=union", NULL);
	fixture_new(f, "institution", "name=小龍 Hall", "phone=020 7946 0491", NULL);
	const char *out = written(f, "institution", NULL, FMT_TABLE, 0);
	const char *second = strchr(out, '\n') + 1, *third = strchr(second, '\n') + 1;
	assert_int_equal(strncmp(out, "id  Name ", 9), 0);
	assert_non_null(strstr(second, "Brackenfield and Larkstone Tenants  Trade union"));
	/* Columns begin at the same place whatever the letters are. */
	char *before = arena_dupn(&f->a, third, (size_t)(strstr(third, "Not yet mapped") - third));
	int at = (int)(strstr(second, "Not yet mapped") - second);
	assert_int_equal(utf8_width(before), at);
	out = written(f, "institution", NULL, FMT_TABLE, 40);
	for (const char *line = out, *end; (end = strchr(line, '\n')); line = end + 1)
		assert_true(utf8_width(arena_dupn(&f->a, line, (size_t)(end - line))) <= 40);
	assert_null(strstr(out, "Larkstone Tenants"));
}

/* Masked values and what is marked so stay here; an export of personal records is written down. */
static void what_stays(void **state)
{
	struct fixture *f = *state;
	fixture_new(
		f, "person", "given=Ana", "phone=07700 900123", "contact_safety_level=care", NULL);
	fixture_new(f, "person", "given=Bea", "phone=07700 900124", NULL);
	fixture_new(f, "person", "given=Hidden", "contact_safety_level=hidden", NULL);
	const char *out = written(f, "person", NULL, FMT_CSV, 0);
	assert_null(strstr(out, "contact_safety_level"));
	assert_null(strstr(out, "Hidden"));
	assert_null(strstr(out, "900123"));
	assert_null(strstr(out, FIELD_MASKED));
	assert_non_null(strstr(out, "+447700900124"));
	assert_string_equal(db_text_of(f->db, &f->a,
				    "SELECT kind || ', ' || command || ', ' || summary"
				    " FROM txn ORDER BY id DESC LIMIT 1",
				    NULL),
		"read, export people, 2 people");
	int64_t before = db_int_of(f->db, "SELECT count(*) FROM txn", NULL, 0);
	written(f, "institution", NULL, FMT_CSV, 0);
	written(f, "person", NULL, FMT_TABLE, 80);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM txn", NULL, 0), before);
}

static void references(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	fixture_person(f, "Bea", "Ros, the elder");
	int64_t twin = fixture_person(f, "Cruz", "Vidal");
	fixture_person(f, "Cruz", "Vidal");
	fixture_new(f, "one_to_one", "person=Ana Quispe", "on=2026-11-02", NULL);
	fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)twin),
		"on=2026-11-01", NULL);
	const char *out = written(f, "one_to_one", NULL, FMT_CSV, 0);
	assert_non_null(strstr(out, ",Ana Quispe,2026-11-02,ana,"));
	/* Two have that name: only the number finds her again. */
	assert_non_null(strstr(out, arena_printf(&f->a, ",%lld,2026-11-01,", (long long)twin)));
}

static struct db *other_file(struct fixture *f, const char **path)
{
	struct db *db;
	*path = arena_printf(&f->a, "%s/other.db", f->dir);
	assert_int_equal(db_open(&db, *path, DB_CREATE), OK);
	assert_int_equal(schema_open(db), OK);
	assert_int_equal(access_login(db, NULL), OK);
	return db;
}

static void bring(struct fixture *f, struct db *db, const char *entity, enum format fmt)
{
	const char *out = written(f, entity, NULL, fmt, 0);
	const char *path = arena_printf(&f->a, "%s/there-and-back", f->dir);
	struct import *im;
	FILE *to = fopen(path, "w");
	fputs(out, to);
	fclose(to);
	if (import_plan(db, &f->a, entity_find(entity), path, 0, NULL, &im) ||
		import_run(db, &f->a, im, NULL, NULL))
		fail_msg("%s", db_words(db));
	for (int i = 0; i < im->nrefused; i++)
		fail_msg("%s: %s", entity, im->refused[i].why);
	assert_int_equal(im->unfound, 0);
	unlink(path);
}

/* Every field that may leave, of every row in the order of their ids, is the same in the other
 * file. References are compared by title. */
static void compare(struct fixture *f, struct db *db, const char *entity)
{
	const struct entity *e = entity_find(entity);
	const char *sql = arena_printf(&f->a,
		"SELECT group_concat(id) FROM (SELECT id FROM \"%s\""
		" ORDER BY substr(coalesce(import_ref, id),"
		" instr(coalesce(import_ref, ''), ':') + 1) + 0)",
		entity);
	const char *ours = db_text_of(f->db, &f->a, sql, NULL),
		   *theirs = db_text_of(db, &f->a, sql, NULL);
	const char *a, *b;
	size_t n, m;
	assert_non_null(ours);
	assert_non_null(theirs);
	while (str_word(&ours, ",", &a, &n) && str_word(&theirs, ",", &b, &m)) {
		struct record *x, *y;
		assert_int_equal(record_load(f->db, &f->a, e, atoll(a), &x), OK);
		assert_int_equal(record_load(db, &f->a, e, atoll(b), &y), OK);
		for (size_t i = 0; i < e->n; i++) {
			const struct field *fl = &e->fields[i];
			const char *left = x->v[i], *right = y->v[i];
			if (fl->type == FT_REF || fl->type == FT_REFS || fl->type == FT_ONEOF) {
				left = field_show(f->db, &f->a, fl, left);
				right = field_show(db, &f->a, fl, right);
			}
			if (!same(left, right))
				fail_msg("%s.%s: %s became %s", e->name, fl->name,
					left ? left : "-", right ? right : "-");
		}
	}
	assert_false(str_word(&ours, ",", &a, &n));
}

static void there_and_back(void **state)
{
	static const char *const types[] = { "institution", "person", "institution_person",
		"one_to_one" };
	struct fixture *f = *state;
	fixture_new(f, "institution", "name='=Odd \"name\", with; all\tof it", "type=mosque",
		"postcode=SE5 8RW", "languages=ar,so", "size_estimate=120", "anchor=yes",
		"address=1 High St, London SE5 9NG",
		"notes=- begins like a formula\n\nand goes on ", "membership_status=", NULL);
	fixture_new(f, "person", "given=Íñigo", "family=de la Cruz", "phone=07700 900123",
		"email=i@example.org", "preferred_language=es", "dob_month=1980-02",
		"is_parent=yes", "interpreter_needed=no", "owner=", "joined_on=2026-02-03",
		"notes_short=@home", NULL);
	fixture_new(f, "person", "given=+Bea", "current_ladder_step=leader", NULL);
	fixture_new(f, "institution_person", "institution='=Odd \"name\", with; all of it",
		"person=Íñigo de la Cruz", "position=Imam", "from_on=2025-01-31", NULL);
	fixture_new(f, "one_to_one", "person=Íñigo de la Cruz", "on=2026-11-02",
		"story=Long, \"long\"\nstory", "interests=faith,housing", "next_step=Ring the imam",
		"next_due=2026-12-01", "introduce_to=+Bea", "minutes=45", NULL);
	for (int fmt = FMT_CSV; fmt <= FMT_JSON; fmt++) {
		const char *path;
		struct db *db = other_file(f, &path);
		for (size_t i = 0; i < COUNT(types); i++)
			bring(f, db, types[i], (enum format)fmt);
		for (size_t i = 0; i < COUNT(types); i++)
			compare(f, db, types[i]);
		db_close(db);
		unlink(path);
		unlink(arena_printf(&f->a, "%s-lock", path));
	}
}

static void answers(void **state)
{
	struct fixture *f = *state;
	const struct question *q = question_find("not-met");
	assert_non_null(q);
	fixture_person(f, "Ana", "Quispe");
	for (int fmt = FMT_TABLE; fmt <= FMT_JSON; fmt++) {
		char *out = NULL;
		size_t n = 0;
		FILE *to = open_memstream(&out, &n);
		if (question_write(f->db, q, 0, NULL, to, (enum format)fmt, 80))
			fail_msg("%s", db_words(f->db));
		fclose(to);
		assert_non_null(strstr(out, "Ana"));
		assert_non_null(strstr(out, fmt == FMT_JSON ? "{\"id\":" : "id"));
		free(out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats),
		FIXTURE_TEST(csv),
		FIXTURE_TEST(json),
		FIXTURE_TEST(empty),
		FIXTURE_TEST(table),
		FIXTURE_TEST(what_stays),
		FIXTURE_TEST(references),
		FIXTURE_TEST(there_and_back),
		FIXTURE_TEST(answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
