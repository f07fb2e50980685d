/* JSON lines: what is read, what is refused, and that nothing hostile does harm. */
#include "fixture.h"
#include "core/json.h"

/* An object as "key=value|key=value", or its fault. */
static const char *object(struct arena *a, const char *s)
{
	struct json_pair *pair;
	int n;
	const char *fault = json_object(a, s, strlen(s), &pair, &n), *ret = "";
	if (fault)
		return "fault";
	for (int i = 0; i < n; i++)
		ret = arena_printf(a, "%s%s%s=%s", ret, i ? "|" : "", pair[i].key,
			pair[i].value ? pair[i].value : "(null)");
	return ret;
}

static void objects(void **state)
{
	static const struct {
		const char *json, *is;
	} cases[] = {
		{ "{}", "" },
		{ " { \"a\" : \"b\" } ", "a=b" },
		{ "{\"a\":1,\"b\":-2.5e3,\"c\":true,\"d\":false,\"e\":null}",
			"a=1|b=-2.5e3|c=true|d=false|e=(null)" },
		{ "{\"a\":\"\\\"\\\\\\/\\n\\t\"}", "a=\"\\/\n\t" },
		{ "{\"a\":\"\\u00e9\\ud83d\\ude00\"}", "a=\xC3\xA9\xF0\x9F\x98\x80" },
		{ "{\"a\":\"\\ud83d\"}", "a=\xEF\xBF\xBD" },
		{ "{\"a\":[\"x\",2,null,\"z\"]}", "a=x; 2; z" },
		{ "{\"a\":[]}", "a=(null)" },
		{ "{\"a\":{\"b\":1}}", "fault" },
		{ "{\"a\":[[1]]}", "fault" },
		{ "{\"a\":\"\\u0000\"}", "fault" },
		{ "{\"a\":\"\\ud83d\\u12\"}", "fault" },
		{ "{\"a\":\"x}", "fault" },
		{ "{\"a\":1,}", "fault" },
		{ "{\"a\" 1}", "fault" },
		{ "{a:1}", "fault" },
		{ "{\"a\":01}", "fault" },
		{ "{\"a\":tru}", "fault" },
		{ "{\"a\":}", "fault" },
		{ "{\"a\":1}}", "fault" },
		{ "{\"a\":\"\\x\"}", "fault" },
		{ "{\"a\":\"tab\there\"}", "fault" },
		{ "{", "fault" },
		{ "", "fault" },
		{ "[]", "fault" },
	};
	struct arena a = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(object(&a, cases[i].json), cases[i].is);
	arena_free(&a);
}

static void numbers(void **state)
{
	static const char *const good[] = { "0", "-1", "10", "1.5", "1e9", "-2.50E-3" };
	static const char *const bad[] = { "", "-", "01", "1.", ".5", "1e", "+1", "0x1", "1 ",
		"NaN" };
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(json_is_number(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(json_is_number(bad[i]));
}

static void strings(void **state)
{
	struct str b = STR_INIT;
	struct arena a = { 0 };
	(void)state;
	json_string(&b, "say \"so\"\\\n\t\x01\x7F Łukasz");
	assert_string_equal(b.s, "\"say \\\"so\\\"\\\\\\n\\t\\u0001\\u007f Łukasz\"");
	const char *whole = arena_printf(&a, "{\"k\":%s}", b.s);
	assert_string_equal(object(&a, whole), "k=say \"so\"\\\n\t\x01\x7F Łukasz");
	str_clear(&b);
	json_string(&b, NULL);
	assert_string_equal(b.s, "null");
	str_release(&b);
	arena_free(&a);
}

/* The rows of a text as "line:key=value|..." or "line:fault", a blank between. */
static const char *rows(struct fixture *f, const char *text)
{
	const char *path = arena_printf(&f->a, "%s/in.json", f->dir), *ret = "";
	FILE *to = fopen(path, "w");
	fputs(text, to);
	fclose(to);
	struct lines in;
	struct json j;
	struct json_row row;
	assert_int_equal(lines_open(&in, f->db, path), OK);
	unlink(path);
	json_open(&j, &in);
	while (json_next(&j, &f->a, &row)) {
		ret = arena_printf(&f->a, "%s%s%ld:", ret, *ret ? " " : "", row.line);
		for (int i = 0; i < row.n && !row.fault; i++)
			ret = arena_printf(&f->a, "%s%s%s=%s", ret, i ? "|" : "", row.pair[i].key,
				row.pair[i].value ? row.pair[i].value : "");
		if (row.fault)
			ret = arena_printf(&f->a, "%sfault", ret);
	}
	json_close(&j);
	lines_close(&in);
	return ret;
}

static void files(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(rows(f, "{\"a\":1}\n\n{\"a\":2}\n"), "1:a=1 3:a=2");
	assert_string_equal(rows(f, "{\"a\":1}\r\n{\"a\":2}"), "1:a=1 2:a=2");
	assert_string_equal(rows(f, "[{\"a\":1},\n {\"a\":\n2}]\n"), "1:a=1 2:a=2");
	assert_string_equal(
		rows(f, "{\"a\":1}\n{\"a\":\"open\n{\"a\":3}\n"), "1:a=1 2:fault 3:a=3");
	assert_string_equal(rows(f, "{\"a\":1\n{\"a\":2}\n"), "1:fault 2:a=2");
	assert_string_equal(rows(f, "nonsense\n{\"a\":2}\n"), "1:fault 2:a=2");
	assert_string_equal(rows(f, "{\"a\":{\"b\":1}}\n{\"a\":2}"), "1:fault 2:a=2");
	assert_string_equal(rows(f, ""), "");
}

/* Braces without end, and one object without end, are given up in good time. */
static void hostile(void **state)
{
	struct fixture *f = *state;
	struct str b = STR_INIT;
	for (int i = 0; i < 20000; i++)
		str_add(&b, "{\n");
	assert_non_null(strstr(rows(f, b.s), "fault"));
	str_clear(&b);
	str_add(&b, "{\"a\":\"");
	for (int i = 0; i < 150000; i++)
		str_add(&b, "12345678");
	str_add(&b, "\"}\n{\"a\":2}\n");
	assert_string_equal(rows(f, b.s), "1:fault 2:a=2");
	str_clear(&b);
	for (int i = 0; i < 100000; i++)
		str_add(&b, "[");
	assert_string_equal(rows(f, b.s), "");
	str_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects),
		cmocka_unit_test(numbers),
		cmocka_unit_test(strings),
		FIXTURE_TEST(files),
		FIXTURE_TEST(hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
