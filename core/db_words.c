/* db_words.c - what lists sort by and the search index holds, as functions of SQL. */
#include "db_private.h"
#include "utf8.h"

#define WITHOUT_MOST 8192 /* bytes of words compared one by one */

/* What is filled, joined by blanks; '' when nothing is. */
static const char *joined(struct arena *a, int argc, const char *const *argv)
{
	size_t room = 1;
	for (int i = 0; i < argc; i++)
		room += argv[i] ? strlen(argv[i]) + 1 : 0;
	char *ret = arena_alloc(a, room), *to = ret;
	for (int i = 0; i < argc; i++) {
		if (!argv[i] || !*argv[i])
			continue;
		if (to > ret)
			*to++ = ' ';
		to = stpcpy(to, argv[i]);
	}
	return ret;
}

/* fold(a, b, ...): of what is filled. */
static const char *sql_fold(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)db;
	const char *s = argc == 1 ? argv[0] : joined(a, argc, argv);
	return s && *s ? utf8_fold(a, s) : "";
}

/* fold_or(rest, a, b, ...): fold(a, b, ...), or of the rest when none of them is filled. */
static const char *sql_fold_or(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	const char *s = argc > 1 ? joined(a, argc - 1, argv + 1) : "";
	return *s ? utf8_fold(a, s) : sql_fold(db, a, argc > 0, argv);
}

/* words(a, b, ...): the words by which they are found. */
static const char *sql_words(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)db;
	return utf8_words(a, joined(a, argc, argv));
}

/* dialled(phone): found by its whole, as dialled at home, and by its last groups. */
static const char *sql_dialled(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)db;
	const char *s = argc == 1 ? argv[0] : NULL;
	size_t n = s ? strlen(s) : 0;
	const char *home = s && !strncmp(s, "+44", 3) ? s + 3 : NULL;
	if (!s)
		return NULL;
	return arena_printf(a, "%s%s%s%s %s %s %s", home ? "0" : "", home ? home : "",
		home ? " " : "", s, s + (n > 8 ? n - 8 : 0), s + (n > 6 ? n - 6 : 0),
		s + (n > 4 ? n - 4 : 0));
}

static int times(const char *text, const char *wanted, size_t n)
{
	const char *word;
	size_t len;
	int count = 0;
	while (str_word(&text, " ", &word, &len))
		count += len == n && !memcmp(word, wanted, n);
	return count;
}

/* Marks the first bytes of those words of a that b has not, or not as often: the index counts. */
static void mark_changed(const char *a, const char *b, bool changed[256])
{
	const char *word, *at = a;
	size_t len;
	while (str_word(&at, " ", &word, &len))
		if (times(a, word, len) != times(b, word, len))
			changed[(unsigned char)*word] = true;
}

/* without(a, b): the words of a but for those that stay as they are in b, for the index. Words that
 * begin alike go and come together: the index also holds the beginnings of words, once a row. Long
 * texts are given whole, by the same measure both ways round, so that what goes and what comes
 * agree. */
static const char *sql_without(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)db;
	const char *from = argc == 2 ? argv[0] : NULL, *other = argc == 2 ? argv[1] : NULL, *word;
	bool changed[256] = { 0 };
	size_t len;
	if (!from || !other)
		return NULL;
	if (strlen(from) + strlen(other) > WITHOUT_MOST)
		return from;
	mark_changed(from, other, changed);
	mark_changed(other, from, changed);
	struct str left = STR_INIT;
	while (str_word(&from, " ", &word, &len))
		if (changed[(unsigned char)*word]) {
			str_addc(&left, ' ');
			str_addn(&left, word, len);
		}
	const char *ret = arena_dup(a, left.s);
	str_release(&left);
	return ret;
}

static const char *sql_bulk(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)a, (void)argc, (void)argv;
	return db->bulk ? "1" : "0";
}

static const char *sql_met_whole(struct db *db, struct arena *a, int argc, const char *const *argv)
{
	(void)a;
	bool part = db->part && argc == 1 && argv[0] && str_listed(db->part, argv[0], strlen(argv[0]));
	return part ? "0" : "1";
}

void db_meets_part(struct db *db, const char *types)
{
	free(db->part);
	db->part = xstrdup(types);
}

void words_init(struct db *db)
{
	db_add_function(db, "met_whole", false, sql_met_whole);
	db_add_function(db, "fold", true, sql_fold);
	db_add_function(db, "fold_or", true, sql_fold_or);
	db_add_function(db, "words", true, sql_words);
	db_add_function(db, "dialled", true, sql_dialled);
	db_add_function(db, "without", true, sql_without);
	db_add_function(db, "bulk", false, sql_bulk);
}
