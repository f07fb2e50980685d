/* One line being typed. */
/* needs: tui/line.o tui/key.o */
#include <stdarg.h>
#include <setjmp.h>
#include "tui/line.h"
#include <cmocka.h>

static void type(struct line *l, const char *keys)
{
	while (*keys) {
		if (*keys == ' ') {
			line_key(l, ' ');
			keys++;
			continue;
		}
		if (*keys == '<')
			keys++;
		line_key(l, key_read(&keys));
		if (*keys == '>')
			keys++;
	}
}

/* What is typed into `text`, with | where the cursor is. */
static void assert_typed(const char *text, const char *keys, const char *want)
{
	struct line *l = line_new(text);
	struct str got = STR_INIT;
	type(l, keys);
	str_addn(&got, line_text(l), line_at(l));
	str_add(&got, "|");
	str_add(&got, line_text(l) + line_at(l));
	assert_string_equal(got.s, want);
	str_release(&got);
	line_free(l);
}

static void edits_by_grapheme(void **state)
{
	(void)state;
	assert_typed("", "ab c", "ab c|");
	assert_typed(NULL, "x", "x|");
	assert_typed("Zoë", "<Backspace>", "Zo|");
	assert_typed("Zoe\u0308", "<Backspace>", "Zo|");
	assert_typed("小龍", "<Left><Left>x", "x|小龍");
	assert_typed("abc", "<Home><Delete><Right>x", "bx|c");
	assert_typed("abc", "<C-a><Left><Backspace>", "|abc");
	assert_typed("abc", "<Right><Delete>", "abc|");
	assert_typed("one two  ", "<C-w>", "one |");
	assert_typed("one two", "<C-w><C-w><C-w>", "|");
	assert_typed("abc", "<Left><C-u>", "|c");
	assert_typed("abc", "<Left><Left><C-k>", "a|");
	assert_typed("abc", "<C-a><C-e>d", "abcd|");
}

static void leaves_other_keys_alone(void **state)
{
	(void)state;
	struct line *l = line_new("a");
	static const key others[] = { K_ENTER, K_ESC, K_TAB, K_UP, K_DOWN, K_CTRL + 'o', K_F1 };
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(line_key(l, others[i]));
	assert_string_equal(line_text(l), "a");
	line_set(l, "other");
	assert_string_equal(line_text(l), "other");
	assert_int_equal(line_at(l), 5);
	line_insert(l, "s");
	assert_string_equal(line_text(l), "others");
	line_free(l);
}

static void shows_the_part_with_the_cursor(void **state)
{
	(void)state;
	struct line *l = line_new("");
	int cursor;
	assert_string_equal(line_view(l, 5, &cursor), "");
	assert_int_equal(cursor, 0);
	for (int i = 0; i < 30; i++) {
		line_key(l, 'a' + i % 26);
		const char *view = line_view(l, 10, &cursor);
		assert_in_range(cursor, 1, 9);
		assert_int_equal(view[cursor - 1], 'a' + i % 26);
	}
	for (int i = 30; i > 0; i--) {
		line_key(l, K_LEFT);
		const char *view = line_view(l, 10, &cursor);
		assert_in_range(cursor, 0, 9);
		assert_int_equal(view[cursor], 'a' + (i - 1) % 26);
	}
	line_key(l, K_END);
	while (*line_text(l)) {
		line_key(l, K_BACKSPACE);
		const char *view = line_view(l, 10, &cursor);
		assert_true(cursor > 0 || !*line_text(l));
		assert_int_equal(strlen(view), cursor);
	}
	line_set(l, "小龍女");
	assert_string_equal(line_view(l, 1, &cursor), "");
	line_view(l, 4, &cursor);
	assert_in_range(cursor, 0, 3);
	line_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_by_grapheme),
		cmocka_unit_test(leaves_other_keys_alone),
		cmocka_unit_test(shows_the_part_with_the_cursor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
