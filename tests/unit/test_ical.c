/* Next steps and one-to-ones as a calendar: what stands in it, and who is not named. */
#include "fixture.h"
#include "core/date.h"
#include "core/ical.h"
#include "core/utf8.h"

static const char *calendar(struct fixture *f, const char *entity, const char *filter)
{
	FILE *to = tmpfile();
	struct list_spec spec = { .e = entity_find(entity), .filter = filter };
	struct list *l;
	assert_ok(f->db, list_open(f->db, &spec, &l));
	assert_ok(f->db, list_write(l, to, FMT_ICS, 0));
	list_close(l);
	struct str b = STR_INIT;
	rewind(to);
	for (int c; (c = getc(to)) != EOF;)
		str_addc(&b, (char)c);
	fclose(to);
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static const char *about(struct fixture *f, const char *entity, int64_t id)
{
	return arena_printf(&f->a, "about=%s:%lld", entity, (long long)id);
}

static void nothing(void **state)
{
	assert_string_equal(calendar(*state, "next_step", NULL), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
		"PRODID:-//pact-tui//EN\r\nEND:VCALENDAR\r\n");
}

/* Where an action takes place is said once; one without a day yet is no event. */
static void actions(void **state)
{
	struct fixture *f = *state;
	int64_t host = fixture_new(f, "institution", "name=St Giles", NULL);
	fixture_new(f, "action", "title=Vigil", "on=2026-12-03", "place=St Giles",
		arena_printf(&f->a, "institution=%lld", (long long)host), NULL);
	fixture_new(f, "action", "title=Some day", NULL);
	const char *out = calendar(f, "action", NULL);
	assert_non_null(strstr(out, "LOCATION:St Giles\r\n"));
	assert_null(strstr(out, "Some day"));
}

static void steps(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", "O'Connor");
	fixture_new(f, "next_step", about(f, "person", ana), "due=2026-12-03",
		"text=Ring Ana's sister; ask Connor, the O'Connor de la Torre and Anabel", NULL);
	const char *out = calendar(f, "next_step", NULL);
	assert_string_equal(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pact-tui//EN\r\n"
		"BEGIN:VTODO\r\nUID:next_step-1@file.pact-tui\r\nDTSTAMP:20261121T120000Z\r\n"
		"DESCRIPTION:pact-tui: show next_step 1\r\n"
		"SUMMARY:Ring A.'s sister\\; ask Connor\\, the O. de la Torre and Anabel\r\n"
		"DUE;VALUE=DATE:20261203\r\nSTATUS:NEEDS-ACTION\r\nCLASS:PRIVATE\r\nEND:VTODO\r\n"
		"END:VCALENDAR\r\n");
	fixture_set(f, f->db, "next_step", 1, "done_on=2026-11-20");
	out = calendar(f, "next_step", NULL);
	assert_non_null(strstr(out, "STATUS:COMPLETED\r\nCOMPLETED:20261120T120000Z\r\n"));
}

static void institutions_are_named(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "institution", "name=St Giles, Camberwell", NULL);
	fixture_new(f, "next_step", about(f, "institution", id), "text=Ask for the hall", NULL);
	const char *out = calendar(f, "next_step", NULL);
	assert_non_null(strstr(out, "SUMMARY:Ask for the hall\\, St Giles\\, Camberwell\r\n"));
	assert_null(strstr(out, "DUE"));
}

static void meetings(void **state)
{
	struct fixture *f = *state;
	const char *ana = arena_printf(&f->a, "person=%lld",
		(long long)fixture_person(f, "Amina", "Warsame"));
	fixture_new(f, "one_to_one", ana, "on=2026-12-01", "status=planned",
		"place=Café, Rye Lane, by the door where the big plant stands and the light is good",
		NULL);
	fixture_new(f, "one_to_one", ana, "on=2026-11-01", NULL);
	const char *out = calendar(f, "one_to_one", "status:planned");
	assert_non_null(strstr(out, "BEGIN:VEVENT\r\nUID:one_to_one-1@file.pact-tui\r\n"));
	assert_non_null(strstr(out, "DTSTART;VALUE=DATE:20261201\r\nTRANSP:TRANSPARENT\r\n"
		"SUMMARY:One-to-one\\, Café\\, "));
	assert_non_null(strstr(out, "STATUS:CONFIRMED\r\n"));
	assert_null(strstr(out, "one_to_one-2"));
	assert_null(strstr(out, "Amina"));
	assert_null(strstr(out, "Warsame"));
	for (const char *line = out, *end; (end = strstr(line, "\r\n")); line = end + 2) {
		assert_true(end - line <= 75);
		assert_true(utf8_valid(line, (size_t)(end - line)));
	}
	fixture_set(f, f->db, "one_to_one", 1, "status=missed");
	assert_non_null(strstr(calendar(f, "one_to_one", "status:missed"), "STATUS:CANCELLED\r\n"));
	assert_null(strstr(calendar(f, "one_to_one", "status:planned"), "VEVENT"));
}

/* London is an hour ahead in summer; the file may be another zone's. */
static void timed(void **state)
{
	struct fixture *f = *state;
	const char *ana = arena_printf(&f->a, "person=%lld", (long long)fixture_person(f, "A", NULL));
	date_zone("Europe/London");
	fixture_new(f, "one_to_one", ana, "on=2026-12-01", "at=10.30", "status=planned", NULL);
	fixture_new(f, "one_to_one", ana, "on=2027-06-01", "at=2pm", "minutes=40", "status=planned",
		NULL);
	const char *out = calendar(f, "one_to_one", NULL);
	assert_non_null(strstr(out, "DTSTART:20261201T103000Z\r\nDURATION:PT60M\r\n"));
	assert_non_null(strstr(out, "DTSTART:20270601T130000Z\r\nDURATION:PT40M\r\n"));
	assert_null(strstr(out, "TRANSP"));
	date_zone("America/Bogota");
	assert_non_null(strstr(calendar(f, "one_to_one", NULL), "DTSTART:20261201T153000Z\r\n"));
	date_zone("Europe/London");
}

static void hidden(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_new(f, "person", "given=Hid", "contact_safety_level=hidden", NULL);
	fixture_new(f, "next_step", about(f, "person", id), "text=Secret", NULL);
	fixture_new(f, "one_to_one", arena_printf(&f->a, "person=%lld", (long long)id),
		"on=2026-12-01", "status=planned", "place=Secret", NULL);
	assert_null(strstr(calendar(f, "next_step", NULL), "VTODO"));
	assert_null(strstr(calendar(f, "one_to_one", NULL), "VEVENT"));
}

static void what_else(void **state)
{
	struct fixture *f = *state;
	struct list_spec spec = { .e = entity_find("person") };
	struct list *l;
	enum format fmt;
	assert_ok(f->db, list_open(f->db, &spec, &l));
	assert_int_equal(list_write(l, stdout, FMT_ICS, 0), INVALID);
	list_close(l);
	assert_true(format_find("ics", &fmt) && fmt == FMT_ICS);
	assert_true(format_of_file("a.b/diary.ics", &fmt) && fmt == FMT_ICS);
	assert_true(format_of_file("a.txt", &fmt) && fmt == FMT_PRINT);
	assert_false(format_of_file("a.ics/diary", &fmt));
	assert_string_equal(format_words(&f->a), "table, csv, json, vcf, ics, print");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(nothing), FIXTURE_TEST(steps), FIXTURE_TEST(institutions_are_named),
		FIXTURE_TEST(actions), FIXTURE_TEST(meetings), FIXTURE_TEST(timed), FIXTURE_TEST(hidden),
		FIXTURE_TEST(what_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
