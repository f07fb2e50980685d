/* The command line: words and quotes, finding a command, what may follow, and that each row of the
 * table says all that help and the manual need. */
#include "fixture.h"
#include "tui/cmd_common.h"

static const char *words(struct arena *a, const char *line)
{
	const char **argv;
	int n = cmd_split(a, line, &argv);
	if (n < 0)
		return "open";
	struct str b = STR_INIT;
	for (int i = 0; i < n; i++)
		str_addf(&b, "[%s]", argv[i]);
	assert_null(argv[n]);
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static void lines_are_split(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "  \t\n", "" },
		{ "list people", "[list][people]" },
		{ "  list\tpeople  ", "[list][people]" },
		{ "a \"b c\" d", "[a][b c][d]" },
		{ "a 'b c' d", "[a][b c][d]" },
		{ "given='Ana Lu' x:'y z'", "[given=Ana Lu][x:y z]" },
		{ "given=\"Ana Lu\"x", "[given=Ana Lux]" },
		{ "find O'Connor's", "[find][O'Connor's]" },
		{ "\"\" ''", "[][]" },
		{ "a\\ b \\\"c \\'d", "[a b][\"c]['d]" },
		{ "\"a\\\"b\" 'c\\'d'", "[a\"b][c'd]" },
		{ "end\\", "[end\\]" },
		{ "\"open", "open" },
		{ "x 'open", "open" },
		{ "Núñez \"小 龍\"", "[Núñez][小 龍]" },
	};
	struct arena a = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(words(&a, cases[i][0]), cases[i][1]);
	arena_free(&a);
}

/* What cmd_quote and cmd_join give comes back as the words it was. */
static void quoted_words_come_back(void **state)
{
	static const char *const hard[] = { "", "plain", "two words", "O'Connor", "'", "\"", "\\",
		"a\\b", "tab\there", "end\\", "'a b'", "x=\"y z\"", "=1+1", "new\nline" };
	struct arena a = { 0 };
	const char **argv;
	(void)state;
	const char *line = cmd_join(&a, COUNT(hard), hard);
	assert_int_equal(cmd_split(&a, line, &argv), COUNT(hard));
	for (size_t i = 0; i < COUNT(hard); i++)
		assert_string_equal(argv[i], hard[i]);
	arena_free(&a);
}

static void unfinished_lines_have_a_last_word(void **state)
{
	static const struct {
		const char *line, *last;
		int n;
		size_t at;
	} cases[] = {
		{ "", "", 1, 0 }, { "  ", "", 1, 2 }, { "li", "li", 1, 0 }, { "list ", "", 2, 5 },
		{ "list pe", "pe", 2, 5 }, { "list \"pe op", "pe op", 2, 5 },
		{ "a \"b\"", "b", 2, 2 },
		{ "a \"b\" ", "", 3, 6 },
	};
	struct arena a = { 0 };
	const char **argv;
	size_t at;
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int n = cmd_split_open(&a, cases[i].line, &argv, &at);
		assert_int_equal(n, cases[i].n);
		assert_string_equal(argv[n - 1], cases[i].last);
		assert_int_equal(at, cases[i].at);
	}
	arena_free(&a);
}

static void every_row_is_whole(void **state)
{
	(void)state;
	for (int i = 0; cmd_at(i); i++) {
		const struct command *c = cmd_at(i);
		assert_non_null(c->args);
		assert_non_null(c->run);
		assert_non_null(c->hint);
		assert_true(c->help && strlen(c->help) > 8 && c->help[strlen(c->help) - 1] != '.');
		assert_true(!i || strcmp(cmd_at(i - 1)->name, c->name) < 0);
		assert_ptr_equal(cmd_find(NULL, c->name), c);
	}
	assert_ptr_equal(cmd_find(NULL, "one-to-one"), cmd_find(NULL, "one_to_one"));
	assert_null(cmd_find(NULL, "lis"));
	assert_null(cmd_find(NULL, ""));
}

static void assert_completes(struct app *app, const char *typed, const char *completed,
	const char *shown)
{
	struct str c = STR_INIT, s = STR_INIT;
	bool any = cmd_complete(app, typed, &c, &s);
	assert_string_equal(c.s, completed);
	if (shown)
		assert_string_equal(s.s, shown);
	assert_int_equal(any, strcmp(typed, completed) || s.len);
	str_release(&c);
	str_release(&s);
}

static void lines_are_completed(void **state)
{
	struct fixture *f = *state;
	struct app app = { .face = FACE_SHELL, .db = f->db, .message = STR_INIT, .last = STR_INIT };
	assert_completes(&app, "hel", "help ", "");
	assert_completes(&app, "zzz", "zzz", "");
	assert_completes(&app, "re", "re", "redo  redraw  reminded  repeat  report  restore");
	assert_completes(&app, "list inst", "list institution", NULL);
	assert_completes(&app, "list peo", "list people ", "");
	assert_completes(&app, "new per", "new person", "person  person_role");
	assert_completes(&app, "new person giv", "new person given=", "");
	assert_completes(&app, "new person actual_leader=", "new person actual_leader=",
		"actual_leader=yes  actual_leader=no");
	assert_completes(&app, "set institution 7 type=mosq", "set institution 7 type=mosque ", "");
	assert_completes(&app, "ask not-m", "ask not-met ", "");
	assert_completes(&app, "ask not-met ", "ask not-met days=", "");
	assert_completes(&app, "list people preferred_l", "list people preferred_language:", "");
	assert_completes(&app, "list people --sort giv", "list people --sort given ", "");
	assert_completes(&app, "help fil", "help filter ", "");
	arena_free(&app.turn);
}

static void files_are_completed(void **state)
{
	struct fixture *f = *state;
	struct app app = { .face = FACE_SHELL, .db = f->db, .message = STR_INIT, .last = STR_INIT };
	char path[128];
	snprintf(path, sizeof path, "%s/two words.csv", f->dir);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fclose(file);
	const char *typed = arena_printf(&f->a, "import people %s/two", f->dir);
	const char *whole = arena_printf(&f->a, "import people \"%s/two words.csv\" ", f->dir);
	assert_completes(&app, typed, whole, "");
	/* A line that is a file name alone has no quotes. */
	struct str name = STR_INIT, shown = STR_INIT;
	typed = arena_printf(&f->a, "%s/two", f->dir);
	assert_true(cmd_complete_path(&app, typed, &name, &shown));
	assert_string_equal(name.s, path);
	assert_false(cmd_complete_path(&app, "/nowhere/at", &name, &shown));
	assert_string_equal(name.s, "/nowhere/at");
	str_release(&name);
	str_release(&shown);
	unlink(path);
	arena_free(&app.turn);
}

static char called[32];

static int hears_its_name(struct app *app, int argc, const char *const *argv)
{
	(void)app, (void)argc;
	snprintf(called, sizeof called, "%s", argv[0]);
	return X_OK;
}

/* Several verbs share a function and tell by argv[0] which they are. */
static void a_command_hears_its_own_name(void **state)
{
	static const struct command verbs[] = {
		{ "page_down", "", "Turns a page", 0, hears_its_name, NULL, "page" }, { 0 },
	};
	static const struct screen_ops ops = { .name = "test", .verbs = verbs };
	struct screen s = { .ops = &ops };
	struct app app = { .face = FACE_SCREEN, .top = &s, .message = STR_INIT, .last = STR_INIT };
	(void)state;
	assert_int_equal(cmd_line(&app, "page-down"), X_OK);
	assert_string_equal(called, "page_down");
	arena_free(&app.turn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_split),
		cmocka_unit_test(quoted_words_come_back),
		cmocka_unit_test(unfinished_lines_have_a_last_word),
		cmocka_unit_test(every_row_is_whole),
		FIXTURE_TEST(lines_are_completed),
		FIXTURE_TEST(files_are_completed),
		cmocka_unit_test(a_command_hears_its_own_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
