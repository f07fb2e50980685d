/* Lists and records on paper: 72 columns, 60 lines, heads on every page, nothing cut off or secret. */
#include "fixture.h"
#include "core/print.h"
#include "core/utf8.h"

static const char *contents(struct fixture *f, FILE *to)
{
	struct str b = STR_INIT;
	rewind(to);
	for (int c; (c = getc(to)) != EOF;)
		str_addc(&b, (char)c);
	fclose(to);
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static const char *paper(struct fixture *f, const char *entity)
{
	FILE *to = tmpfile();
	struct list_spec spec = { .e = entity_find(entity) };
	struct list *l;
	assert_ok(f->db, list_open(f->db, &spec, &l));
	assert_ok(f->db, list_write(l, to, FMT_PRINT, 0));
	list_close(l);
	return contents(f, to);
}

static const char *sheet(struct fixture *f, const char *entity, int64_t id)
{
	FILE *to = tmpfile();
	assert_ok(f->db, record_print(f->db, entity_find(entity), id, to));
	return contents(f, to);
}

/* No line is longer than 72 columns, no page than 60 lines; the number of pages. */
static int measured(struct fixture *f, const char *text)
{
	int pages = 1, lines = 0;
	for (const char *end; *text; text = end + 1) {
		end = strchr(text, '\n');
		assert_non_null(end);
		if (*text == '\f') {
			pages++;
			lines = 0;
			text++;
		}
		const char *line = arena_dupn(&f->a, text, (size_t)(end - text));
		assert_true(utf8_width(line) <= 72);
		assert_true(end == text || end[-1] != ' ');
		assert_true(++lines <= 60);
	}
	return pages;
}

static void lists(void **state)
{
	struct fixture *f = *state;
	const char *out = paper(f, "person");
	assert_int_equal(measured(f, out), 1);
	assert_int_equal(strncmp(out, "People  ", 8), 0);
	assert_non_null(strstr(out, " Sat 21 Nov 2026, page 1\n"));
	for (int i = 0; i < 130; i++)
		fixture_person(f, arena_printf(&f->a, "Ana%d", i), i % 7 ? "Quispe" :
			"Brackenfield and Larkstone Tenants Association of all Peckham Rye");
	out = paper(f, "person");
	int pages = measured(f, out), heads = 0;
	for (const char *at = out; (at = strstr(at, "Given name")); at++)
		heads++;
	assert_true(pages >= 3);
	assert_int_equal(heads, pages);
	assert_non_null(strstr(out, ", page 3\n"));
	/* What is longer goes on below. */
	assert_non_null(strstr(out, "Association"));
	assert_non_null(strstr(out, "Rye"));
	for (int i = 0; i < 130; i++)
		assert_non_null(strstr(out, arena_printf(&f->a, "Ana%d ", i)));
}

static void records(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "person", "given=Ana", "family=Quispe", "phone=07700 900123",
		"notes_short=First line.\nA second one that is so long that it cannot stand in one line"
		" of paper, nor in two of them as wide as they are, mañana 小龍小龍小龍小龍.", NULL);
	for (int i = 0; i < 80; i++)
		fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)id),
			"on=2026-11-01", "story=Damp, and a school place", NULL);
	const char *out = sheet(f, "person", id);
	assert_true(measured(f, out) >= 2);
	assert_int_equal(strncmp(out, "Ana Quispe  ", 12), 0);
	assert_non_null(strstr(out, "\nPhone:                07700 900123\n"));
	assert_non_null(strstr(out, "\nNotes:                First line.\n                      A second"));
	assert_non_null(strstr(out, "One-to-ones\n"));
	assert_null(strstr(out, "Safe contact"));
	assert_string_equal(db_text_of(f->db, &f->a,
		"SELECT kind || ', ' || command FROM txn ORDER BY id DESC LIMIT 1", NULL),
		"read, export person");
}

static void secrets(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "person", "given=Cara", "phone=07700 900124",
		"contact_safety_level=care", NULL);
	fixture_new(f, "person", "given=Hid", "contact_safety_level=hidden", NULL);
	const char *out = sheet(f, "person", id);
	assert_null(strstr(out, "900124"));
	assert_null(strstr(out, FIELD_MASKED));
	assert_null(strstr(paper(f, "person"), "Hid"));
	struct db *trustee = fixture_user(f, "tom", "trustee");
	FILE *to = tmpfile();
	assert_int_equal(record_print(trustee, entity_find("person"), id, to), DENIED);
	assert_int_equal(ftell(to), 0);
	fclose(to);
	db_close(trustee);
	assert_int_equal(record_print(f->db, entity_find("person"), 99, stdout), NOTFOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(lists), FIXTURE_TEST(records), FIXTURE_TEST(secrets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
