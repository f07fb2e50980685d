/* Field types: what is typed loosely, what is kept, what is shown, what is refused in words. */
#include "fixture.h"

/* The canonical text of what is typed for a field of that type, or "!" when it is refused. */
static const char *kept(struct fixture *f, enum ft type, const char *of, const char *in)
{
	const struct field field = { "x", "X", type, 0, of };
	const char *v;
	if (field_parse(f->db, &f->a, &field, in, &v)) {
		assert_true(strlen(db_words(f->db)) > 5);
		return "!";
	}
	return v ? v : "(null)";
}

static const char *shown(struct fixture *f, enum ft type, const char *of, const char *v)
{
	const struct field field = { "x", "X", type, 0, of };
	return field_show(f->db, &f->a, &field, v);
}

struct case_ {
	const char *in, *want;
};

static void check(struct fixture *f, enum ft type, const char *of, const struct case_ *cases)
{
	for (; cases->in; cases++) {
		const char *got = kept(f, type, of, cases->in);
		if (strcmp(got, cases->want))
			fail_msg("\"%s\" gave \"%s\", not \"%s\" (%s)", cases->in, got, cases->want,
				db_words(f->db));
	}
}

static void test_text(void **state)
{
	struct fixture *f = *state;
	check(f, FT_TEXT, NULL, (struct case_[]){
		{ "  Ana  ", "Ana" }, { "\xC2\xA0" "Ana\xC2\xA0", "Ana" }, { "", "(null)" },
		{ "\u200B\u202A" "Ana\u202C\uFEFF", "Ana" }, { "\u200B \u200F", "(null)" },
		{ "A\u200Fna", "A\u200Fna" },
		{ " \t\n", "(null)" }, { "a\nb\tc", "a b c" }, { "a\x1b[31mb", "a[31mb" },
		{ "n\xCC\x83", "\xC3\xB1" }, { "\xff", "!" }, { "***", "!" }, { "a\xC2\x85" "b", "ab" },
		{ "\x01", "(null)" }, { 0 } });
	check(f, FT_NOTE, NULL, (struct case_[]){
		{ "a\r\nb\tc\n", "a\nb\tc" }, { "a\rb", "a\nb" }, { "\x07", "(null)" }, { 0 } });
	char *long_text = xcalloc(70000, 1);
	memset(long_text, 'a', 65536);
	assert_int_equal(strlen(kept(f, FT_NOTE, NULL, long_text)), 65536);
	long_text[65536] = 'a';
	assert_string_equal(kept(f, FT_NOTE, NULL, long_text), "!");
	free(long_text);
}

static void test_numbers(void **state)
{
	struct fixture *f = *state;
	check(f, FT_INT, NULL, (struct case_[]){
		{ "007", "7" }, { "1,200", "1200" }, { "-3", "-3" }, { "1.5", "!" }, { "12a", "!" },
		{ "1,20", "!" }, { "-", "!" }, { "99999999999999999999", "!" }, { 0 } });
	const struct field minutes = { "m", "Minutes", FT_INT, 0, .min = 0, .max = 600 };
	const char *v;
	assert_int_equal(field_parse(f->db, &f->a, &minutes, "601", &v), INVALID);
	assert_string_equal(db_words(f->db), "A number from 0 to 600, please");
	assert_ok(f->db, field_parse(f->db, &f->a, &minutes, "600", &v));
	check(f, FT_BOOL, NULL, (struct case_[]){
		{ "yes", "1" }, { "Y", "1" }, { "Sí", "1" }, { "x", "1" }, { "TRUE", "1" }, { "no", "0" },
		{ "N", "0" }, { "0", "0" }, { "maybe", "!" }, { 0 } });
	assert_string_equal(shown(f, FT_BOOL, NULL, "1"), "yes");
}

static void test_days(void **state)
{
	struct fixture *f = *state;
	check(f, FT_DATE, NULL, (struct case_[]){
		{ "3 dec", "2026-12-03" }, { "2026-02-03", "2026-02-03" }, { "03/02/2026", "2026-02-03" },
		{ "03/02/2026 00:00:00", "2026-02-03" }, { "2026-02-03T10:00:00Z", "2026-02-03" },
		{ "31 feb", "!" }, { "soon", "!" }, { 0 } });
	check(f, FT_MONTH, NULL, (struct case_[]){
		{ "mar 2019", "2019-03" }, { "2019-03", "2019-03" }, { "14/03/2019", "2019-03" },
		{ "14", "!" }, { 0 } });
	check(f, FT_MOMENT, NULL, (struct case_[]){
		{ "2026-02-03T14:05:00Z", "2026-02-03T14:05:00Z" }, { "2026-02-03T25:05:00Z", "!" },
		{ "2026-02-03", "2026-02-03T00:00:00Z" }, { 0 } });
	check(f, FT_TIME, NULL, (struct case_[]){
		{ "10", "10:00" }, { "10.30", "10:30" }, { "10:30", "10:30" }, { "9", "09:00" },
		{ "2pm", "14:00" }, { "2.30 pm", "14:30" }, { "2:30 p.m.", "14:30" }, { "12am", "00:00" },
		{ "12 pm", "12:00" }, { "12", "12:00" }, { "14h", "14:00" }, { "14h30", "14:30" },
		{ "1430", "14:30" }, { "0930", "09:30" }, { "07:15", "07:15" }, { "3", "!" },
		{ "3.15", "!" }, { "03.15", "03:15" }, { "24:00", "!" }, { "10:60", "!" }, { "13pm", "!" },
		{ "0pm", "!" }, { "10:5", "!" }, { "ten", "!" }, { "10:30:00", "10:30" }, { "a las 10", "!" },
		{ 0 } });
	const struct field at = { "at", "Time", FT_TIME, 0 };
	const char *v;
	assert_int_equal(field_parse(f->db, &f->a, &at, "3.15", &v), INVALID);
	assert_string_equal(db_words(f->db),
		"3.15 in the morning or the afternoon? Like this: 3.15am, 3.15pm");
	assert_string_equal(shown(f, FT_DATE, NULL, "2026-11-27"), "Fri 27 Nov");
	assert_string_equal(shown(f, FT_DATE, NULL, NULL), "");
}

static void test_phones(void **state)
{
	struct fixture *f = *state;
	check(f, FT_PHONE, NULL, (struct case_[]){
		{ "07700 900123", "+447700900123" }, { "020 7946 0018", "+442079460018" },
		{ "(020) 7946-0018", "+442079460018" }, { "+44 (0)20 7946 0018", "+442079460018" },
		{ "0044 20.7946.0018", "+442079460018" }, { "00 44 (0) 7700 900123", "+447700900123" },
		{ "+44 07700 900123", "+447700900123" }, { "447700900123", "+447700900123" },
		{ "7700900123", "+447700900123" }, { "Tel: 07700 900123", "+447700900123" },
		{ "07700\xE2\x80\x93" "900\xC2\xA0" "123", "+447700900123" },
		{ "0034 612 345 678", "+34612345678" }, { "+34 612-345-678", "+34612345678" },
		{ "0800 1111", "+448001111" }, { "+1 (212) 555-0123", "+12125550123" },
		{ "01632 960123", "+441632960123" }, { "020 7946 0018 ext 12", "!" },
		{ "020 7946 0018 x12", "!" }, { "12345", "!" }, { "0207946001", "!" },
		{ "077009001234", "!" }, { "+", "!" }, { "00", "!" }, { "+0123456789", "!" },
		{ "see notes", "!" }, { "+1234567890123456", "!" }, { 0 } });
	kept(f, FT_PHONE, NULL, "020 7946 0018 ext 12");
	assert_non_null(strstr(db_words(f->db), "notes"));
	kept(f, FT_PHONE, NULL, "12345");
	assert_non_null(strstr(db_words(f->db), "07700 900123"));
	static const struct case_ looks[] = { { "+447700900123", "07700 900123" },
		{ "+442079460018", "020 7946 0018" }, { "+441214960000", "0121 496 0000" },
		{ "+441632960123", "01632 960123" }, { "+443331234567", "0333 123 4567" },
		{ "+448001111", "0800 1111" }, { "+34612345678", "+34 612 345 678" },
		{ "+12125550123", "+1 212 555 0123" }, { "+353861234567", "+353 861 234 567" },
		{ "+4", "+4" }, { "***", "***" } };
	for (size_t i = 0; i < COUNT(looks); i++)
		assert_string_equal(shown(f, FT_PHONE, NULL, looks[i].in), looks[i].want);
}

static void test_net(void **state)
{
	struct fixture *f = *state;
	check(f, FT_EMAIL, NULL, (struct case_[]){
		{ "Ana@example.org", "Ana@example.org" }, { "ana@example", "!" }, { "@example.org", "!" },
		{ "a@b@c.d", "!" }, { "ana @example.org", "!" }, { "a@.b", "!" }, { "a@b.", "!" }, { 0 } });
	check(f, FT_URL, NULL, (struct case_[]){
		{ "www.example.org", "www.example.org" }, { "http://x", "http://x" }, { "none", "!" },
		{ "a b.c", "!" }, { 0 } });
}

static void test_postcodes(void **state)
{
	struct fixture *f = *state;
	check(f, FT_POSTCODE, NULL, (struct case_[]){
		{ "se58rw", "SE5 8RW" }, { "SE5  8RW", "SE5 8RW" }, { "w1a 1aa", "W1A 1AA" },
		{ "EC1A1BB", "EC1A 1BB" }, { "M1 1AE", "M1 1AE" }, { "SW1A 2AA", "SW1A 2AA" },
		{ "SE15 4QN", "SE15 4QN" }, { "SE5", "!" }, { "SE5 8RWX", "!" }, { "SE5 8CI", "!" },
		{ "12345", "!" }, { "SE5 8RW London", "!" }, { 0 } });
	char code[9];
	size_t at, len;
	assert_true(postcode_find("12 Peckham Rd, London se5 8rw, UK", code, &at, &len));
	assert_string_equal(code, "SE5 8RW");
	assert_int_equal(at, 22);
	assert_int_equal(len, 7);
	assert_false(postcode_find("House 5, XSE5 8RWA", code, &at, &len));
	assert_false(postcode_find("", code, &at, &len));
}

static void test_codes(void **state)
{
	struct fixture *f = *state;
	check(f, FT_CODE, "institution_type", (struct case_[]){
		{ "school", "school" }, { "Children's centre", "childrens_centre" },
		{ "ESCUELA", "school" }, { "guardería", "nursery" }, { "guarderia", "nursery" },
		{ "nurs", "nursery" }, { "zebra", "!" }, { 0 } });
	kept(f, FT_CODE, "institution_type", "scool");
	assert_non_null(strstr(db_words(f->db), "Did you mean School?"));
	assert_non_null(strstr(db_words(f->db), "One of: School, Nursery"));
	check(f, FT_CODES, "language", (struct case_[]){
		{ "somali; es", "es,so" }, { "so,es,so", "es,so" }, { " , ;", "(null)" },
		{ "es, klingon", "!" }, { 0 } });
	assert_string_equal(shown(f, FT_CODE, "language", "es"), "Spanish");
	assert_string_equal(shown(f, FT_CODES, "language", "es,so"), "Spanish, Somali");
	assert_string_equal(shown(f, FT_CODE, "language", "xx"), "xx");
	const struct code *codes = codes_of(f->db, &f->a, "contact_safety");
	assert_string_equal(codes[0].code, "normal");
	assert_string_equal(codes[1].label, "With care");
	assert_string_equal(codes[2].code, "hidden");
	assert_null(codes[3].code);
	assert_null(codes_of(f->db, &f->a, "no_such_list")[0].code);
}

/* A code that is no longer in use is not offered, but a file that holds it can still come in. */
static void test_codes_out_of_use(void **state)
{
	struct fixture *f = *state;
	int64_t id = db_int_of(f->db, "SELECT id FROM code WHERE list = 'language' AND code = 'tw'",
		NULL, 0);
	fixture_set(f, f->db, "code", id, "active=no");
	for (const struct code *c = codes_of(f->db, &f->a, "language"); c->code; c++)
		assert_string_not_equal(c->code, "tw");
	assert_string_equal(kept(f, FT_CODE, "language", "tw"), "tw");
	assert_string_equal(kept(f, FT_CODE, "language", "Twi"), "!");
}

static void test_references(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", "Quispe"), bo = fixture_person(f, "Bo", NULL);
	int64_t hall = fixture_new(f, "institution", "name=St Giles", NULL);
	const char *a1 = arena_printf(&f->a, "%lld", (long long)ana);
	const char *both = arena_printf(&f->a, "%lld,%lld", (long long)ana, (long long)bo);
	check(f, FT_REF, "person", (struct case_[]){ { a1, a1 }, { "Ana Quispe", a1 },
		{ "ana quispe", a1 }, { "Ana", "!" }, { "999", "!" }, { 0 } });
	check(f, FT_REFS, "person", (struct case_[]){ { "Bo; Ana Quispe", both }, { "bo,bo, ana quispe",
		both }, { "bo, nobody", "!" }, { 0 } });
	assert_string_equal(shown(f, FT_REF, "person", a1), "Ana Quispe");
	assert_string_equal(shown(f, FT_REFS, "person", both), "Ana Quispe, Bo");
	assert_string_equal(shown(f, FT_REF, "person", "999"), "?");
	assert_string_equal(kept(f, FT_REF, "user", "me"), kept(f, FT_REF, "user", "ana"));
	const struct field *about = field_find(entity_find("next_step"), "about");
	const struct case_ cases[] = { { "St Giles", "institution:" }, { "person Ana Quispe", "person:" },
		{ "Person: Ana Quispe", "person:" }, { "institution:St Giles", "institution:" } };
	const char *v;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_ok(f->db, field_parse(f->db, &f->a, about, cases[i].in, &v));
		assert_memory_equal(v, cases[i].want, strlen(cases[i].want));
	}
	assert_int_equal(atoll(strchr(v, ':') + 1), hall);
	assert_string_equal(field_show(f->db, &f->a, about, v), "St Giles");
	assert_int_equal(field_parse(f->db, &f->a, about, "nobody", &v), NOTFOUND);
	fixture_person(f, "St", "Giles");
	assert_int_equal(field_parse(f->db, &f->a, about, "St Giles", &v), INVALID);
	assert_non_null(strstr(db_words(f->db), "Institution: St Giles"));
}

static void test_defaults(void **state)
{
	struct fixture *f = *state;
	const struct entity *meeting = entity_find("one_to_one");
	assert_string_equal(field_default(f->db, &f->a, field_find(meeting, "on")), "2026-11-21");
	assert_int_equal(atoll(field_default(f->db, &f->a, field_find(meeting, "organiser"))),
		db_my_id(f->db));
	assert_null(field_default(f->db, &f->a, field_find(meeting, "story")));
}

static const char *sql_of(struct fixture *f, void (*write)(struct str *, const struct entity *,
	const char *), const char *entity, int64_t id)
{
	struct str b = STR_INIT;
	str_add(&b, "SELECT ");
	write(&b, entity_find(entity), "t");
	str_addf(&b, " FROM %s t WHERE t.id = :id", entity);
	const char *ret = db_text_of(f->db, &f->a, b.s, BIND(I("id", id)));
	str_release(&b);
	return ret;
}

static void test_sql(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", "Quispe");
	int64_t chelo = fixture_new(f, "person", "known_as=Chelo", NULL);
	int64_t met = fixture_new(f, "one_to_one", "person=Ana Quispe", "on=20 nov", NULL);
	assert_string_equal(sql_of(f, title_sql, "person", ana), "Ana Quispe");
	assert_string_equal(sql_of(f, title_sql, "person", chelo), "Chelo");
	assert_string_equal(sql_of(f, order_sql, "person", chelo), "chelo");
	assert_string_equal(sql_of(f, title_sql, "one_to_one", met), "2026-11-20 Ana Quispe");
	assert_string_equal(sql_of(f, order_sql, "one_to_one", met), "2026-11-20");
	assert_true(order_desc(entity_find("one_to_one")));
	assert_false(order_desc(entity_find("person")));
	assert_true(entity_searchable(entity_find("person")));
	assert_false(entity_searchable(entity_find("setting")));
	struct str b = STR_INIT;
	str_ident(&b, "a\"b");
	assert_string_equal(b.s, "\"a\"\"b\"");
	str_release(&b);
}

/* Word, then number: sorted as a list is read, ten after nine, an empty one before 0. */
static void test_mixed_order(void **state)
{
	struct fixture *f = *state;
	static const char *const sorts[] = { "-5", "", "0", "9", "10" };
	const char *last = "";
	for (size_t i = 0; i < COUNT(sorts); i++) {
		int64_t id = fixture_new(f, "code", "list=zz", arena_printf(&f->a, "code=c%zu", i),
			"sort=", NULL);
		assert_ok(f->db, db_begin(f->db));
		assert_ok(f->db, db_run(f->db, "UPDATE code SET sort = nullif(:sort, '') WHERE id = :id",
			BIND(I("id", id), T("sort", sorts[i]))));
		assert_ok(f->db, db_commit(f->db));
		const char *key = sql_of(f, order_sql, "code", id);
		assert_true(strcmp(last, key) < 0);
		last = key;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_text),
		FIXTURE_TEST(test_numbers),
		FIXTURE_TEST(test_days),
		FIXTURE_TEST(test_phones),
		FIXTURE_TEST(test_net),
		FIXTURE_TEST(test_postcodes),
		FIXTURE_TEST(test_codes),
		FIXTURE_TEST(test_codes_out_of_use),
		FIXTURE_TEST(test_references),
		FIXTURE_TEST(test_defaults),
		FIXTURE_TEST(test_sql),
		FIXTURE_TEST(test_mixed_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
