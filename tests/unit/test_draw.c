/* What is drawn, as it stands on the screen: scrubbed, cut, in its columns, the cursor in its place. */
/* needs: tui/draw.o tui/term.o tui/key.o */
#include <stdarg.h>
#include <setjmp.h>
#include <locale.h>
#include "core/str.h"
#include "tui/draw.h"
#include "tui/term.h"
#include <cmocka.h>

/* The first line of the screen after one draw_text at column 2 of at most `cols` columns. */
static void assert_drawn(const char *text, int cols, const char *want)
{
	struct str dump = STR_INIT;
	draw_begin();
	int took = draw_text(0, 2, cols, ST_TEXT, text);
	draw_text(0, 2 + cols, 1, ST_TEXT, "|");
	draw_cursor(0, 2);
	draw_end();
	draw_dump(&dump);
	assert_in_range(took, 0, cols);
	str_cut(&dump, strcspn(dump.s, "\n"));
	assert_string_equal(dump.s, want);
	str_release(&dump);
}

static void text_stays_in_its_columns(void **state)
{
	(void)state;
	assert_drawn("Ana", 5, "  Ana  |");
	assert_drawn("Ana Lucia", 5, "  Ana …|");
	assert_drawn("Zoë", 3, "  Zoë|");
	assert_drawn("Zoe\u0308", 3, "  Zoe\u0308|");
	assert_drawn("小龍女", 6, "  小龍女|");
	assert_drawn("小龍女", 4, "  小… |");
	assert_drawn("", 3, "     |");
	assert_drawn(NULL, 3, "     |");
	/* A family in one cluster: terminals differ, the column after it must not. */
	assert_drawn("\U0001F469\u200d\U0001F469\u200d\U0001F467x", 4, "  \U0001F469x |");
}

static void controls_never_reach_the_terminal(void **state)
{
	(void)state;
	struct str dump = STR_INIT;
	draw_begin();
	draw_text(0, 0, 40, ST_TEXT, "a\033[2Jb\x07\u202e\xc2\x9b" "c\nd");
	draw_end();
	draw_dump(&dump);
	str_cut(&dump, strcspn(dump.s, "\n"));
	for (const char *c = dump.s; *c; c++)
		assert_true((unsigned char)*c >= ' ');
	assert_null(strstr(dump.s, "\u202e"));
	assert_null(strstr(dump.s, "\xc2\x9b"));
	assert_non_null(strchr(dump.s, 'd'));
	str_release(&dump);
}

static void ascii_when_asked(void **state)
{
	(void)state;
	draw_set_ascii(true);
	assert_drawn("Zoë", 5, "  Zoe  |");
	assert_drawn("小龍女", 6, "  ??????|");
	assert_drawn("Ana Lucia", 5, "  Ana ~|");
	draw_set_ascii(false);
	assert_drawn("Zoë", 3, "  Zoë|");
}

static void places_outside_are_cut_off(void **state)
{
	(void)state;
	draw_begin();
	assert_int_equal(draw_text(-1, 0, 5, ST_TEXT, "x"), 0);
	assert_int_equal(draw_text(24, 0, 5, ST_TEXT, "x"), 0);
	assert_int_equal(draw_text(0, 80, 5, ST_TEXT, "x"), 0);
	assert_int_equal(draw_text(0, -1, 5, ST_TEXT, "x"), 0);
	assert_int_equal(draw_text(0, 78, 50, ST_TEXT, "abcdef"), 2);
	draw_cell(23, 70, 50, ST_TEXT, "abcdefghijklmnop");
	draw_rule(40, 0, 10);
	draw_cursor(500, -3);
	draw_end();
	struct str dump = STR_INIT;
	draw_dump(&dump);
	assert_non_null(strstr(dump.s, "\ncursor 24 1\n"));
	str_release(&dump);
}

static void the_last_line_is_the_cursor(void **state)
{
	(void)state;
	struct str dump = STR_INIT;
	draw_begin();
	draw_rule(1, 1, 3);
	draw_cursor(4, 7);
	draw_end();
	draw_dump(&dump);
	int lines = 0;
	for (const char *c = dump.s; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 25);
	assert_true(!strncmp(dump.s, "\n ---\n", 6));
	assert_string_equal(dump.s + dump.len - strlen("cursor 5 8\n"), "cursor 5 8\n");
	str_release(&dump);
}

static void keys_may_be_fed(void **state)
{
	(void)state;
	static const key keys[] = { 'a', K_UP, K_ENTER };
	assert_false(term_key_waiting());
	assert_int_equal(term_key(-1), K_NONE); /* nobody types there: no waiting */
	term_feed(keys, 2);
	assert_int_equal(term_key(0), 'a');
	term_feed(keys + 2, 1);
	assert_true(term_key_waiting());
	assert_int_equal(term_key(0), K_UP);
	assert_true(term_fed());
	assert_int_equal(term_key(0), K_ENTER);
	assert_false(term_fed());
	assert_false(term_stop());
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	setenv("LINES", "24", 1);
	setenv("COLUMNS", "80", 1);
	if (term_open(true, NULL))
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_stays_in_its_columns),
		cmocka_unit_test(controls_never_reach_the_terminal),
		cmocka_unit_test(ascii_when_asked),
		cmocka_unit_test(places_outside_are_cut_off),
		cmocka_unit_test(the_last_line_is_the_cursor),
		cmocka_unit_test(keys_may_be_fed),
	};
	int faults = cmocka_run_group_tests(tests, NULL, NULL);
	term_close();
	return faults;
}
