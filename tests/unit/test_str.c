/* Strings that grow, words in lists, nearest words; and base: translation and dying. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "core/str.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void empty_is_never_null(void **state)
{
	struct str b = STR_INIT;

	(void)state;
	assert_string_equal(b.s, "");
	str_add(&b, NULL);
	str_add(&b, "");
	str_addf(&b, "%s", "");
	str_cut(&b, 0);
	str_clear(&b);
	assert_string_equal(b.s, "");
	str_release(&b);
	str_release(&b);
}

static void it_grows(void **state)
{
	struct str b = STR_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++)
		str_addf(&b, "%d,", i);
	assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4);
	assert_int_equal(strlen(b.s), b.len);
	assert_string_equal(b.s + b.len - 4, "999,");
	str_cut(&b, 4);
	assert_string_equal(b.s, "0,1,");
	str_cut(&b, 100);
	assert_int_equal(b.len, 4);
	str_addc(&b, 'x');
	str_addn(&b, "yz!", 2);
	assert_string_equal(b.s, "0,1,xyz");
	str_release(&b);
	assert_string_equal(b.s, "");
	str_addf(&b, "%0100d", 7);
	assert_int_equal(b.len, 100);
	str_release(&b);
	assert_string_equal(b.s, "");
}

static void words_of_a_list(void **state)
{
	const char *at = ",one two,, three ", *word;
	size_t n;

	(void)state;
	assert_true(str_word(&at, " ,", &word, &n));
	assert_int_equal(n, 3);
	assert_memory_equal(word, "one", 3);
	assert_true(str_word(&at, " ,", &word, &n));
	assert_memory_equal(word, "two", 3);
	assert_true(str_word(&at, " ,", &word, &n));
	assert_int_equal(n, 5);
	assert_memory_equal(word, "three", 5);
	assert_false(str_word(&at, " ,", &word, &n));
	assert_false(str_word(&at, " ,", &word, &n));
	assert_true(str_listed("name, phone email", "email", 5));
	assert_true(str_listed("name, phone email", "phones", 5));
	assert_false(str_listed("name, phone email", "mail", 4));
	assert_false(str_listed("name, phone email", "emails", 6));
	assert_false(str_listed("", "", 0));
	assert_false(str_listed(NULL, "a", 1));
}

static void nearest_word(void **state)
{
	static const char *const words[] = {
		"person", "venue", "one_to_one", "institution", "leader",
	};
	char huge[200];

	(void)state;
#define NEAREST(s) str_nearest(s, words, COUNT(words))
	assert_string_equal(NEAREST("persons"), "person");
	assert_string_equal(NEAREST("PERSON"), "person");
	assert_string_equal(NEAREST("pesron"), "person");
	assert_string_equal(NEAREST("vneue"), "venue");
	assert_string_equal(NEAREST("inst"), "institution");
	assert_string_equal(NEAREST("instituton"), "institution");
	assert_string_equal(NEAREST("one-to-one"), "one_to_one");
	assert_null(NEAREST("banana"));
	assert_null(NEAREST("x"));
	assert_null(NEAREST(""));
	memset(huge, 'p', sizeof huge - 1);
	huge[sizeof huge - 1] = '\0';
	assert_null(NEAREST(huge));
	assert_null(str_nearest("person", words, 0));
}

/* A catalogue written by hand: "core" and, in context venue, "Name". */
static void write_catalogue(const char *dir, const char *lang, const char *const *pairs, uint32_t n)
{
	char path[300];
	uint32_t head[7] = { 0x950412de, 0, n, 28, 28 + 8 * n, 0, 28 + 16 * n };
	uint32_t at = 28 + 16 * n;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, lang);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/%s/LC_MESSAGES", dir, lang);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/pact-tui.mo", dir, lang);
	f = fopen(path, "w");
	assert_non_null(f);
	fwrite(head, sizeof head, 1, f);
	for (int half = 0; half < 2; half++) {
		for (uint32_t i = 0; i < n; i++) {
			uint32_t entry[2] = { (uint32_t)strlen(pairs[2 * i + half]), at };

			fwrite(entry, sizeof entry, 1, f);
			at += entry[0] + 1;
		}
	}
	for (int half = 0; half < 2; half++)
		for (uint32_t i = 0; i < n; i++)
			fwrite(pairs[2 * i + half], strlen(pairs[2 * i + half]) + 1, 1, f);
	assert_int_equal(fclose(f), 0);
}

static void remove_catalogue(const char *dir, const char *lang)
{
	static const char *const parts[] = { "/LC_MESSAGES/pact-tui.mo", "/LC_MESSAGES", "" };
	char path[300];

	for (size_t i = 0; i < COUNT(parts); i++) {
		snprintf(path, sizeof path, "%s/%s%s", dir, lang, parts[i]);
		assert_int_equal(remove(path), 0);
	}
}

static void languages(void **state)
{
	/* Sorted by the original, as msgfmt does. */
	static const char *const es[] = {
		"", "Content-Type: text/plain; charset=UTF-8\n", "Name", "Nombre", "venue\004Name",
		"Señas",
	};
	static const char *const fr[] = {
		"", "Content-Type: text/plain; charset=UTF-8\n", "Name", "Nom",
	};
	char dir[] = "/tmp/pact-str-XXXXXX";

	(void)state;
	assert_string_equal(tr_lang(), "en");
	assert_non_null(mkdtemp(dir));
	write_catalogue(dir, "es", es, 3);
	write_catalogue(dir, "fr", fr, 2);
	setenv("LC_ALL", "xx_XX.UTF-8", 1); /* no machine has it */
	tr_language("es", dir);
	assert_string_equal(tr_lang(), "es");
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
	assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
	assert_string_equal(_("Name"), "Nombre");
	assert_string_equal(tr("venue", "Name"), "Señas");
	assert_string_equal(tr("person", "Name"), "Nombre");
	assert_string_equal(tr("person", "Unheard of"), "Unheard of");
	assert_string_equal(_(""), "");
	tr_language("fr", NULL);
	assert_string_equal(_("Name"), "Nom");
	assert_string_equal(tr("venue", "Name"), "Nom");
	setenv("LC_ALL", "C", 1);
	tr_language("es", NULL);
	assert_string_equal(_("Name"), "Nombre");
	tr_language("en", NULL);
	assert_string_equal(_("Name"), "Name");
	assert_string_equal(trn("%d person", "%d people", 1), "%d person");
	assert_string_equal(trn("%d person", "%d people", 2), "%d people");
	remove_catalogue(dir, "es");
	remove_catalogue(dir, "fr");
	assert_int_equal(rmdir(dir), 0);
}

static void restore(void)
{
	fputs("restored, ", stderr);
}

static void dying_restores_first(void **state)
{
	char said[200] = "";
	int pipes[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	if (!pid) {
		signal(SIGABRT, SIG_DFL);
		dup2(pipes[1], 2);
		base_on_die = restore;
		die("no %s", "more");
	}
	close(pipes[1]);
	for (size_t at = 0, n = 1; n; at += n)
		n = (size_t)read(pipes[0], said + at, sizeof said - 1 - at);
	close(pipes[0]);
	waitpid(pid, &status, 0);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_string_equal(said, "restored, pact-tui: no more\n");
}

/* Files keep these numbers. */
static void hashes_stay(void **state)
{
	(void)state;
	assert_true(str_hash(STR_HASH, "") == UINT64_C(0xcbf29ce484222325));
	assert_true(str_hash(STR_HASH, "a") == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(str_hash(STR_HASH, "foobar") == UINT64_C(0x85944171f73967e8));
	assert_true(str_hash(str_hash(STR_HASH, "foo"), "bar") == str_hash(STR_HASH, "foobar"));
	assert_true(str_hash(STR_HASH, NULL) == STR_HASH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_is_never_null), cmocka_unit_test(it_grows),
		cmocka_unit_test(hashes_stay),
		cmocka_unit_test(words_of_a_list), cmocka_unit_test(nearest_word),
		cmocka_unit_test(languages), cmocka_unit_test(dying_restores_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
