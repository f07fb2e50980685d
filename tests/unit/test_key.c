/* Keys out of bytes, by name, and key maps. */
/* needs: tui/key.o tui/keymap.o */
#include <stdarg.h>
#include <setjmp.h>
#include "core/embed.h"
#include "core/str.h"
#include "tui/key.h"
#include <cmocka.h>

/* The keys in a stretch of bytes after which nothing more comes, as names with blanks between. */
static void assert_keys(const char *bytes, size_t n, const char *want)
{
	struct str got = STR_INIT;
	/* In memory of its own size, so that a byte read past the end is noticed. */
	unsigned char *copy = xmalloc(n ? n : 1);
	memcpy(copy, bytes, n);
	for (size_t at = 0, used; at < n; at += used) {
		char name[16];
		key k = key_decode(copy + at, n - at, true, &used);
		assert_true(used > 0 && used <= n - at);
		if (k != K_NONE)
			str_addf(&got, "%s%s", got.len ? " " : "", key_name(k, name));
	}
	assert_string_equal(got.s, want);
	str_release(&got);
	free(copy);
}
#define KEYS(bytes, want) assert_keys(bytes, sizeof bytes - 1, want)

static void characters_and_controls(void **state)
{
	(void)state;
	KEYS("aé語", "a é 語");
	KEYS(" ", "Space");
	KEYS("\r\n\t\b\x7f", "Enter Enter Tab Backspace Backspace");
	KEYS("\x0f\x01", "C-o C-a");
	KEYS("\xff\xc3(\xc0\x80x", "( x");      /* broken UTF-8 is dropped, what follows is kept */
	KEYS("\xed\xa0\x80y", "y");             /* a surrogate */
	KEYS("\xc2\x9b", "");                   /* a C1 control in UTF-8 */
}

static void cursor_keys_of_both_modes(void **state)
{
	(void)state;
	KEYS("\033[A\033[B\033[C\033[D\033[H\033[F", "Up Down Right Left Home End");
	KEYS("\033OA\033OB\033OC\033OD\033OH\033OF", "Up Down Right Left Home End");
	KEYS("\033[1~\033[4~\033[7~\033[8~\033[5~\033[6~", "Home End Home End PgUp PgDn");
	KEYS("\033[2~\033[3~\033[Z", "Insert Delete S-Tab");
	KEYS("\033[1;5A\033[3;2~", "Up Delete"); /* with Ctrl or Shift held */
	KEYS("\033OP\033[11~\033[[A\033[24~\033[15~", "F1 F1 F1 F12 F5");
	KEYS("\033OM\033Oq", "Enter 1");        /* the keypad */
}

static void a_lone_escape(void **state)
{
	(void)state;
	KEYS("\033", "Esc");
	KEYS("\033\033[A", "Esc Up");
	KEYS("\033:", "Esc :");
	KEYS("\033[", "Esc [");
	KEYS("\033O", "Esc O");
	KEYS("\033P", "Esc P");
	KEYS("\033]x", "Esc ] x");
}

static void replies_are_dropped(void **state)
{
	(void)state;
	KEYS("\033[?62;1;6cx", "x");            /* device attributes */
	KEYS("\033[>0;276;0cx", "x");
	KEYS("\033[12;40Rx", "x");              /* where the cursor is */
	KEYS("\033[0nx", "x");
	KEYS("\033]11;rgb:ffff/ffff/ffff\033\\x", "x");
	KEYS("\033]11;rgb:0000/0000/0000\ax", "x");
	KEYS("\033P>|tmux 3.3a\033\\x", "x");
	KEYS("\033P1$r0m\033\\x", "x");
	KEYS("\033[200~\033[201~", "");
	KEYS("\033]11;rgb:ff", "");             /* cut off */
	KEYS("\033[1;\033[A", "Up");            /* broken by the next key */
}

static void more_bytes_may_come(void **state)
{
	(void)state;
	static const char *const begun[] = { "\033", "\033[", "\033[1", "\033[1;5", "\033O", "\033[[",
		"\033]11;rgb", "\033P1$", "\xc3", "\xe8\xaa" };
	for (size_t i = 0; i < COUNT(begun); i++) {
		size_t used = 9;
		assert_int_equal(key_decode((const unsigned char *)begun[i], strlen(begun[i]), false,
			&used), K_NONE);
		assert_int_equal(used, 0);
	}
}

static void names_there_and_back(void **state)
{
	(void)state;
	for (key k = 1; k < K_NONE; k = k == 0x3000 ? K_BASE + 1 : k + 1) {
		char buf[16];
		const char *name = key_name(k, buf), *at = name;
		if (!*name || (k < K_BASE && !key_is_text(k)) || strchr("hijm", k > K_CTRL ? k - K_CTRL : 0))
			continue;
		assert_int_equal(key_read(&at), k);
		assert_string_equal(at, "");
	}
	const char *at = "gp";
	assert_int_equal(key_read(&at), 'g');
	assert_int_equal(key_read(&at), 'p');
	assert_int_equal(key_read(&at), K_NONE);
	at = "C-m";
	assert_int_equal(key_read(&at), K_ENTER);
	at = "F13";
	assert_int_equal(key_read(&at), 'F');
}

static const char *read_map(struct keymap **m, const char *text)
{
	static struct str why = STR_INIT;
	str_clear(&why);
	*m = keymap_new();
	keymap_read(*m, "test.keys", text, &why);
	return why.s;
}

static const char *line_of(struct keymap *m, const char *table, const char *keys)
{
	key k[8];
	int n = 0;
	const char *line = NULL;
	while (*keys)
		k[n++] = key_read(&keys);
	switch (keymap_find(m, table, k, n, &line)) {
	case MATCH_WHOLE:
		return line;
	case MATCH_PART:
		return "...";
	default:
		return "";
	}
}

static void a_map_is_read(void **state)
{
	(void)state;
	struct keymap *m;
	char buf[32];
	assert_string_equal(read_map(&m, "# comment\n\nbind list o one_to_one\r\n"
		"bind all gp list people language:es   # go\n  bind all # help\nbind form C-o save\n"
		"bind all x quit\nunbind all x\nbind all F1 help\n"), "");
	assert_string_equal(line_of(m, "list", "o"), "one_to_one");
	assert_string_equal(line_of(m, "all", "o"), "");
	assert_string_equal(line_of(m, "all", "g"), "...");
	assert_string_equal(line_of(m, "all", "gp"), "list people language:es");
	assert_string_equal(line_of(m, "all", "gx"), "");
	assert_string_equal(line_of(m, "all", "#"), "help");
	assert_string_equal(line_of(m, "all", "x"), "");
	assert_string_equal(keymap_keys(m, "list", "list people language:es", buf), "g p");
	assert_string_equal(keymap_keys(m, "form", "save", buf), "Ctrl-O");
	assert_string_equal(keymap_keys(m, "list", "help", buf), "#");
	assert_string_equal(keymap_keys(m, "list", "nothing", buf), "");
	keymap_free(m);
}

static void a_faulty_line_is_named_and_skipped(void **state)
{
	(void)state;
	struct keymap *m;
	assert_string_equal(read_map(&m, "bind all o\nbound all o add\nbind all Entr add\n"
		"bind all o add\nunbind all q\ninclude nowhere\n"),
		"test.keys:1: bind TABLE KEYS COMMAND\n"
		"test.keys:2: a line begins with bind, unbind or include, not bound\n"
		"test.keys:5: q is not bound in all\n"
		"test.keys:6: no shipped key map is called nowhere\n");
	assert_string_equal(line_of(m, "all", "o"), "add");
	keymap_free(m);
	assert_string_equal(read_map(&m, "bind all \x01 add\nbind all abcde add\n"),
		"test.keys:1: no such key: \x01\ntest.keys:2: no such key: abcde\n");
	keymap_free(m);
}

static bool knows(const char *table, const char *line)
{
	(void)table;
	return strcmp(line, "nonsense");
}

static const char *check_map(const char *text)
{
	static struct str why = STR_INIT;
	struct keymap *m;
	str_clear(&why);
	str_add(&why, read_map(&m, text));
	keymap_check(m, knows, &why);
	keymap_free(m);
	return why.s;
}

static void clashes_are_found(void **state)
{
	(void)state;
	assert_string_equal(check_map("bind all o add\nbind all o edit\n"), "all o is bound twice\n");
	assert_string_equal(check_map("bind all g add\nbind all gp edit\n"), "all g hides all gp\n");
	assert_string_equal(check_map("bind list g add\nbind all gp edit\n"), "list g hides all gp\n");
	assert_string_equal(check_map("bind all g add\nbind list gp edit\n"), "");
	assert_string_equal(check_map("bind all x nonsense\n"),
		"all x: no command is called nonsense\n");
	assert_string_equal(check_map("bind list PgDn page_down\n"),
		"list: page_down needs a key that every terminal has\n");
	assert_string_equal(check_map("bind list PgDn page_down\nbind list C-f page_down\n"), "");
	assert_string_equal(check_map("include default\nbind all a edit\n"), "");
}

static void shipped_maps_are_clean(void **state)
{
	(void)state;
	int maps = 0;
	for (const struct embedded *e = embedded; e->name; e++) {
		if (strncmp(e->name, "keymaps/", 8))
			continue;
		assert_string_equal(check_map(e->text), "");
		maps++;
	}
	assert_true(maps >= 2);
}

static void the_map_read_last_teaches(void **state)
{
	(void)state;
	struct keymap *m;
	char buf[32];
	assert_string_equal(read_map(&m, "include es\n"), "");
	assert_string_equal(keymap_keys(m, "list", "one_to_one", buf), "c");
	assert_string_equal(keymap_keys(m, "list", "undo", buf), "d");
	assert_string_equal(keymap_keys(m, "list", "open", buf), "Enter");
	keymap_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_and_controls),
		cmocka_unit_test(cursor_keys_of_both_modes),
		cmocka_unit_test(a_lone_escape),
		cmocka_unit_test(replies_are_dropped),
		cmocka_unit_test(more_bytes_may_come),
		cmocka_unit_test(names_there_and_back),
		cmocka_unit_test(a_map_is_read),
		cmocka_unit_test(a_faulty_line_is_named_and_skipped),
		cmocka_unit_test(clashes_are_found),
		cmocka_unit_test(shipped_maps_are_clean),
		cmocka_unit_test(the_map_read_last_teaches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
