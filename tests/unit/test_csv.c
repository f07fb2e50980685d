/* Comma separated files: encodings, delimiters, line ends, and what spoils a record but not a file.
 */
#include "fixture.h"
#include "core/csv.h"

struct opened {
	struct lines in;
	struct csv *csv;
	struct csv_row row;
};

static const char *write_file(struct fixture *f, const void *bytes, size_t n)
{
	const char *path = arena_printf(&f->a, "%s/in.csv", f->dir);
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	fwrite(bytes, 1, n, to);
	fclose(to);
	return path;
}

static void open_text(struct fixture *f, struct opened *o, const char *text)
{
	const char *path = write_file(f, text, strlen(text));
	assert_int_equal(lines_open(&o->in, f->db, path), OK);
	o->csv = csv_open(&o->in, csv_delimiter(&o->in));
	unlink(path);
}

static void shut(struct opened *o)
{
	csv_close(o->csv);
	lines_close(&o->in);
}

/* The next record, its cells joined with | as one text; NULL at the end. */
static const char *next(struct fixture *f, struct opened *o)
{
	if (!csv_next(o->csv, &o->row))
		return NULL;
	if (o->row.fault)
		return "fault";
	const char *ret = "";
	for (int i = 0; i < o->row.n; i++)
		ret = arena_printf(&f->a, "%s%s%s", ret, i ? "|" : "", o->row.v[i]);
	return ret;
}

static void quoting(void **state)
{
	struct fixture *f = *state;
	struct opened o;
	open_text(f, &o, "a,b\n1, x y \n\"q \"\"q\"\"\",\"two\r\nlines\"\n5\" pipe,\n");
	assert_string_equal(next(f, &o), "a|b");
	assert_string_equal(next(f, &o), "1|x y");
	assert_string_equal(next(f, &o), "q \"q\"|two\r\nlines");
	assert_int_equal(o.row.line, 3);
	assert_string_equal(next(f, &o), "5\" pipe|");
	assert_int_equal(o.row.line, 5);
	assert_null(next(f, &o));
	shut(&o);
}

static void line_ends(void **state)
{
	static const char *const texts[] = { "a,b\n\n1,2\n3,4", "a,b\r\n\r\n1,2\r\n3,4\r\n",
		"a,b\r\r1,2\r3,4\r" };
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct opened o;
		open_text(f, &o, texts[i]);
		assert_string_equal(next(f, &o), "a|b");
		assert_string_equal(next(f, &o), "1|2");
		assert_int_equal(o.row.line, 3);
		assert_string_equal(next(f, &o), "3|4");
		assert_int_equal(o.row.line, 4);
		assert_null(next(f, &o));
		shut(&o);
	}
}

static void delimiters(void **state)
{
	static const struct {
		const char *text;
		char is;
	} cases[] = {
		{ "a,b\n", ',' },
		{ "a;b;c,d\n", ';' },
		{ "a\tb\n", '\t' },
		{ "alone\n1,2\n", ',' },
		{ "\"a,b,c\";d\n", ';' },
		{ "sep=;\na,b;c\n", ';' },
		{ "\n\na;b\n", ';' },
		{ "\"a\n,,,,\";b;c\n", ';' },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct lines in;
		const char *path = write_file(f, cases[i].text, strlen(cases[i].text));
		assert_int_equal(lines_open(&in, f->db, path), OK);
		assert_int_equal(csv_delimiter(&in), cases[i].is);
		lines_close(&in);
		unlink(path);
	}
	struct opened o;
	open_text(f, &o, "sep=;\na,b;c\n");
	assert_string_equal(next(f, &o), "a,b|c");
	assert_int_equal(o.row.line, 2);
	shut(&o);
}

static void encodings(void **state)
{
	struct fixture *f = *state;
	struct opened o;
	open_text(f, &o, "\xEF\xBB\xBFnombre\n\xC3\x8D\xC3\xB1igo\n");
	assert_string_equal(o.in.encoding, "UTF-8");
	assert_string_equal(next(f, &o), "nombre");
	assert_string_equal(next(f, &o), "\xC3\x8D\xC3\xB1igo");
	shut(&o);
	open_text(f, &o, "n\nJos\xE9 \x80\x35\n");
	assert_string_equal(o.in.encoding, "Windows-1252");
	assert_string_equal(next(f, &o), "n");
	assert_string_equal(next(f, &o), "Jos\xC3\xA9 \xE2\x82\xAC"
					 "5");
	shut(&o);
	/* Half a character at the very end is no UTF-8 either. */
	open_text(f, &o, "n\nAna \xC3");
	assert_string_equal(o.in.encoding, "Windows-1252");
	shut(&o);
	/* A character that lies across two blocks of reading is whole. */
	char *big = xmalloc(3 * LINES_PIECE + 4);
	for (int shift = 0; shift < 3; shift++) {
		size_t n = 0;
		while (n < (size_t)shift)
			big[n++] = 'x';
		while (n + 3 <= 2 * LINES_PIECE)
			n += (size_t)sprintf(big + n, "\xE2\x82\xAC");
		open_text(f, &o, big);
		assert_string_equal(o.in.encoding, "UTF-8");
		assert_string_equal(next(f, &o), big);
		shut(&o);
	}
	free(big);
}

static void no_text(void **state)
{
	struct fixture *f = *state;
	struct lines in;
	assert_int_equal(lines_open(&in, f->db, "tests/data/utf-16.csv"), INVALID);
	assert_non_null(strstr(db_words(f->db), "UTF-16"));
	assert_int_equal(lines_open(&in, f->db, "tests/data/zeros.csv"), INVALID);
	assert_non_null(strstr(db_words(f->db), "not text"));
	assert_int_equal(lines_open(&in, f->db, "tests/data"), INVALID);
	assert_int_equal(lines_open(&in, f->db, "tests/data/none.csv"), NOTFOUND);
}

/* A cell that is too long costs its record; the next is read. */
static void too_long(void **state)
{
	struct fixture *f = *state;
	struct str b = STR_INIT;
	struct opened o;
	str_add(&b, "a,b\n\"x");
	for (int i = 0; i < 70 * 1024 / 8; i++)
		str_add(&b, i % 100 ? "long ago" : "l\n,\"\"go,");
	str_add(&b, "\",2\n3,4\n");
	open_text(f, &o, b.s);
	assert_string_equal(next(f, &o), "a|b");
	assert_string_equal(next(f, &o), "fault");
	assert_int_equal(o.row.line, 2);
	assert_string_equal(next(f, &o), "3|4");
	assert_null(next(f, &o));
	shut(&o);
	str_release(&b);
}

/* So does a quotation mark that is never closed: it must not swallow the rest of the file. */
static void never_closed(void **state)
{
	struct fixture *f = *state;
	struct opened o;
	open_text(f, &o, "a,b\n\"open,2\n3,4\n5,6");
	assert_string_equal(next(f, &o), "a|b");
	assert_string_equal(next(f, &o), "fault");
	assert_int_equal(o.row.line, 2);
	assert_string_equal(next(f, &o), "3|4");
	assert_int_equal(o.row.line, 3);
	assert_string_equal(next(f, &o), "5|6");
	assert_null(next(f, &o));
	shut(&o);
}

static void many_open(void **state)
{
	struct fixture *f = *state;
	struct str b = STR_INIT;
	struct opened o;
	str_add(&b, "a\n");
	for (int i = 0; i < 501; i++)
		str_add(&b, "\"open\n\n");
	int n = 0;
	open_text(f, &o, b.s);
	while (next(f, &o))
		assert_true(++n < 1000);
	shut(&o);
	str_release(&b);
}

static void written(void **state)
{
	static const char *const cells[] = { "plain", "a,b", "say \"so\"", "two\nlines", " blank ",
		"", NULL, "semi;colon", "\ttab", "Łukasz" };
	struct fixture *f = *state;
	const char *path = arena_printf(&f->a, "%s/out.csv", f->dir);
	FILE *to = fopen(path, "w");
	for (size_t i = 0; i < COUNT(cells); i++)
		csv_cell(to, !i, cells[i]);
	csv_end(to);
	fclose(to);
	char text[200] = "";
	to = fopen(path, "r");
	assert_true(fread(text, 1, sizeof text - 1, to) > 0);
	fclose(to);
	unlink(path);
	assert_string_equal(text, "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\" blank \",,,"
				  "\"semi;colon\",\"\ttab\",Łukasz\r\n");
	struct opened o;
	open_text(f, &o, text);
	assert_string_equal(
		next(f, &o), "plain|a,b|say \"so\"|two\nlines| blank |||semi;colon|\ttab|Łukasz");
	shut(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(quoting),
		FIXTURE_TEST(line_ends),
		FIXTURE_TEST(delimiters),
		FIXTURE_TEST(encodings),
		FIXTURE_TEST(no_text),
		FIXTURE_TEST(too_long),
		FIXTURE_TEST(never_closed),
		FIXTURE_TEST(many_open),
		FIXTURE_TEST(written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
