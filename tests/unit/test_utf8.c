/* Names of every script: canonical form, folding, width, and text that is safe to show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "core/utf8.h"

struct pair {
	const char *in, *out;
};

#define CHECK(call, table) \
	for (size_t i_ = 0; i_ < COUNT(table); i_++) { \
		struct arena a = { 0 }; \
		const char *in = table[i_].in, *got = call; \
		if (strcmp(got, table[i_].out)) \
			fail_msg(#call ": \"%s\" gave \"%s\", not \"%s\"", in, got, \
				table[i_].out); \
		arena_free(&a); \
	}

static void folded(void **state)
{
	static const struct pair names[] = {
		{ "Amelia Smith", "amelia smith" }, { "  Amelia   Smith ", "amelia smith" },
		{ "Núñez", "nunez" }, { "Đức", "duc" }, { "Łukasz", "lukasz" },
		{ "Søren", "soren" },
		{ "Straße", "strasse" }, { "STRASSE", "strasse" }, { "O'Brien", "obrien" },
		{ "O’Brien", "obrien" }, { "O`Brien", "obrien" }, { "O´Brien", "obrien" },
		{ "ʿAbbās", "abbas" }, { "ʻAbbas", "abbas" }, { "'Abbas'", "abbas" },
		{ "Nguyễn Thị Ánh", "nguyen thi anh" }, { "Ægir Þór", "aegir thor" },
		{ "Œuvre", "oeuvre" }, { "İstanbul Işık", "istanbul isik" },
		{ "Ċensa Ħaż-Żebbuġ", "censa haz zebbug" },
		{ "Yɛboah Kɔfi", "yeboah kofi" }, { "Ŋutsu Ɗan", "nutsu dan" },
		{ "Smith-Jones, A. (St Giles)", "smith jones a st giles" },
		{ "+44 (0)7700 900123", "44 0 7700 900123" },
		{ "ana@example.org", "ana example org" },
		{ "مُحَمَّد", "محمد" }, { "محمّد", "محمد" }, { "محمـــد", "محمد" },
		{ "رحمٰن", "رحمن" },
		{ "রহিমা", "রহিমা" }, { "தமிழ்", "தமிழ்" }, { "हिन्दी", "हिन्दी" },
		{ "小龍", "小龍" }, { "김민준", "김민준" }, { "がぎ", "がぎ" }, { "ｱﾅ", "アナ" },
		{ "Ａｎａ", "ana" }, { "Ёлкина Йорк", "елкина иорк" },
		{ "Ελένη Παπάς", "ελενη παπασ" },
		{ "½ ﬁ №", "1 2 fi no" }, { "a\xE2\x80\x8D" "b", "ab" }, { "x\xFFy", "x y" },
		{ "", "" },
		{ "---", "" }, { "\xCC\x81", "" }, { "ـ", "" }, { "🌟 Ana 🌟", "ana" },
	};

	(void)state;
	CHECK(utf8_fold(&a, in), names);
}

static void words_for_the_index(void **state)
{
	static const struct pair names[] = {
		{ "Amelia Smith", "amelia smith" }, { "O'Connor", "oconnor connor" },
		{ "Sinéad O’Connor-D'Arcy Ray", "sinead oconnor connor darcy arcy ray" },
		{ "'Abbas", "abbas" }, { "James' hall", "james hall" }, { "Ng'ang'a", "nganga a" },
		{ "小龍", "小 龍" }, { "李Smith", "李 smith" }, { "김민준", "김 민 준" },
		{ "スター", "ス タ ー" }, { "রহিমা", "রহিমা" }, { "محمّد", "محمد" }, { "", "" },
	};

	(void)state;
	CHECK(utf8_words(&a, in), names);
}

/* Composed and decomposed, a name folds to the same; and a folded one to itself. */
static void folds_agree(void **state)
{
	static const char *const names[][2] = {
		{ "Nu\xCC\x81n\xCC\x83" "ez", "Núñez" }, { "\xE1\x84\x80\xE1\x85\xA1", "가" },
		{ "か\xE3\x82\x99", "が" }, { "ا\xD9\x93", "آ" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		char *one = utf8_fold(&a, names[i][0]), *two = utf8_fold(&a, names[i][1]);

		assert_string_equal(one, two);
		assert_string_equal(one, utf8_fold(&a, one));
		assert_string_equal(utf8_nfc(&a, names[i][0]), names[i][1]);
	}
	assert_non_null(strchr(utf8_version(), '.'));
	arena_free(&a);
}

static void long_texts(void **state)
{
	struct arena a = { 0 };
	size_t n = 20000;
	char *in = arena_alloc(&a, 3 * n + 1);

	(void)state;
	memset(in, 'A', n);
	assert_int_equal(strlen(utf8_fold(&a, in)), n);
	for (size_t i = 0; i < n; i++)
		memcpy(in + 3 * i, "龍", 3);
	assert_int_equal(strlen(utf8_fold(&a, in)), 3 * n);
	assert_int_equal(strlen(utf8_words(&a, in)), 4 * n - 1);
	for (size_t i = 0; i < n; i++)
		memcpy(in + 3 * i, "\xEF\xB7\xBA", 3); /* U+FDFA is a whole sentence */
	assert_true(strlen(utf8_fold(&a, in)) > 20 * n);
	arena_free(&a);
}

static void validity(void **state)
{
	static const char *const bad[] = {
		"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
		"a\xFF",
		"\xE2\x82",
	};
	struct arena a = { 0 };

	(void)state;
	assert_true(utf8_valid("", 0));
	assert_true(utf8_valid("Núñez 小龍 🌟", strlen("Núñez 小龍 🌟")));
	assert_false(utf8_valid("a\0b", 3));
	assert_false(utf8_valid("é", 1));
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *mended = utf8_nfc(&a, bad[i]);

		assert_false(utf8_valid(bad[i], strlen(bad[i])));
		assert_true(utf8_valid(mended, strlen(mended)));
		assert_non_null(strstr(mended, "\xEF\xBF\xBD"));
	}
	assert_string_equal(utf8_nfc(&a, "Straße"), "Straße");
	assert_string_equal(utf8_nfc(&a, ""), "");
	arena_free(&a);
}

static void widths(void **state)
{
	static const struct {
		const char *s;
		int cols;
	} texts[] = {
		{ "", 0 }, { "Ana", 3 }, { "Núñez", 5 }, { "n\xCC\x83", 1 }, { "小龍", 4 },
		{ "김", 2 },
		{ "👩‍👩‍👧‍👦", 2 }, { "🇬🇧", 2 }, { "👍🏽", 2 }, { "🌟a", 3 }, { "\xFF", 1 },
		{ "e\xCC\x81\xCC\x82x", 2 },
		{ "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 2 },
	};
	const char *s = "a小n\xCC\x83🇬🇧b";
	int cols;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (utf8_width(texts[i].s) != texts[i].cols)
			fail_msg("\"%s\" is %d wide", texts[i].s, utf8_width(texts[i].s));
	assert_int_equal(utf8_next(s, &cols), 1);
	assert_int_equal(utf8_next(s + 1, &cols), 3);
	assert_int_equal(cols, 2);
	assert_int_equal(utf8_next(s + 4, &cols), 3);
	assert_int_equal(cols, 1);
	assert_int_equal(utf8_next(s + 7, &cols), 8);
	assert_int_equal(cols, 2);
	assert_int_equal(utf8_next("", &cols), 0);
	assert_int_equal(utf8_prev(s, 16), 1);
	assert_int_equal(utf8_prev(s, 15), 8);
	assert_int_equal(utf8_prev(s, 7), 3);
	assert_int_equal(utf8_prev(s, 4), 3);
	assert_int_equal(utf8_prev(s, 1), 1);
	assert_int_equal(utf8_prev(s, 0), 0);
	assert_int_equal(utf8_prev("abc", 3), 1);
	assert_int_equal(utf8_prev("abn\xCC\x83", 5), 3);
	assert_int_equal(utf8_fit(s, 0), 0);
	assert_int_equal(utf8_fit(s, 2), 1); /* half a wide one does not fit */
	assert_int_equal(utf8_fit(s, 3), 4);
	assert_int_equal(utf8_fit(s, 4), 7);
	assert_int_equal(utf8_fit(s, 99), strlen(s));
}

static void scrubbed(void **state)
{
	static const struct pair lines[] = {
		{ "a\x1B[31mb", "a^[[31mb" }, { "a\x07", "a^G" }, { "\x7F", "^?" },
		{ "a\nb", "a b" },
		{ "a\tb", "a b" }, { "a\rb", "a^Mb" }, { "\xC2\x9B" "31m", "^[[31m" },
		{ "\xC2\x85", "^[E" },
		{ "a\xE2\x80\xAE" "b", "a\xEF\xBF\xBD" "b" }, { "\xE2\x81\xA6", "\xEF\xBF\xBD" },
		{ "\xE2\x80\x8F\xD8\x9C", "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "a\xFF" "b", "a\xEF\xBF\xBD" "b" },
		{ "\xE2\x80\xA8", " " }, { "\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD" },
	};
	static const struct pair notes[] = {
		{ "a\nb\x1B", "a\nb^[" }, { "a\xE2\x80\xA8" "b", "a\nb" },
	};
	static const char *const clean[] = {
		"", "Ana", "Núñez 小龍", "👩‍👩‍👧‍👦", "می\xE2\x80\x8Cخواهم",
	};
	struct arena arena = { 0 };

	(void)state;
	CHECK(utf8_scrub(&a, in, true), lines);
	CHECK(utf8_scrub(&a, in, false), notes);
	for (size_t i = 0; i < COUNT(clean); i++)
		assert_ptr_equal(utf8_scrub(&arena, clean[i], true), clean[i]);
	arena_free(&arena);
}

static void other_encodings(void **state)
{
	static const struct pair ascii[] = {
		{ "Ana", "Ana" }, { "Núñez", "Nunez" }, { "Łukasz", "Lukasz" }, { "ŁÓDŹ", "LODZ" },
		{ "Straße", "Strasse" }, { "Ægir", "Aegir" }, { "O’Brien", "O'Brien" },
		{ "ʿAbbās", "'Abbas" },
		{ "“a” – b…", "\"a\" - b..." }, { "小龍", "????" }, { "👩‍👩‍👧‍👦", "??" },
		{ "محمّد", "????" },
		{ "£5", "GBP5" }, { "½", "1/2" }, { "\xFF", "?" }, { "Ðức", "Duc" },
	};
	struct arena arena = { 0 };

	(void)state;
	CHECK(utf8_ascii(&a, in), ascii);
	assert_string_equal(utf8_from_cp1252(&arena, "Nu\xF1" "ez \x80\x93\x81", 9),
		"Nuñez €“\xEF\xBF\xBD");
	assert_string_equal(utf8_from_cp1252(&arena, "a\0b", 3), "a\xEF\xBF\xBD" "b");
	assert_string_equal(utf8_from_cp1252(&arena, "", 0), "");
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folded), cmocka_unit_test(words_for_the_index),
		cmocka_unit_test(folds_agree), cmocka_unit_test(long_texts),
		cmocka_unit_test(validity), cmocka_unit_test(widths),
		cmocka_unit_test(scrubbed), cmocka_unit_test(other_encodings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
