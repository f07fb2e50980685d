/* list_match.c - a word being typed as the search index answers it quickest.
 *
 * The index holds the beginnings of words up to three characters. What begins with more it gathers
 * from every word that begins so, all rows of all of them, before it gives the first row. Mostly
 * those words are few: asked for by name, the first page is there at once, however many rows hold
 * them. They are looked up each time a page is read, so that a word somebody has just added is among
 * them. */
#include "list_private.h"

enum {
	INDEXED = 3, /* characters, as derived.sql says */
	WORDS_MOST = 12,
};

static size_t characters(const char *s, size_t n)
{
	size_t ret = 0;
	for (size_t i = 0; i < n; i++)
		ret += (s[i] & 0xC0) != 0x80;
	return ret;
}

/* The words of e's index that begin like this, as ("ana" OR "anas"). False when there are none or
 * too many: then the index is asked for the beginning. A blank sorts before all that words have. */
static bool whole_words(struct list *l, struct str *b, const char *start, size_t n)
{
	const char *sql = arena_printf(&l->match, "SELECT term FROM temp.\"%s_words\""
		" WHERE term >= :from LIMIT 1", l->e->name);
	const char *from = arena_dupn(&l->match, start, n);
	size_t was = b->len;
	for (int found = 0; found <= WORDS_MOST; found++) {
		enum db_trust trust = db_trust(l->db, DB_SEARCH);
		const char *word = db_text_of(l->db, &l->match, sql, BIND(T("from", from)));
		db_trust(l->db, trust);
		if (!word || strncmp(word, start, n)) {
			str_add(b, found ? ")" : "");
			return found;
		}
		str_addf(b, "%s\"%s\"", found ? " OR " : "(", word);
		from = arena_printf(&l->match, "%s ", word);
	}
	str_cut(b, was);
	return false;
}

static bool words_known(struct list *l)
{
	if (!l->words_known)
		l->words_known = !db_script(l->db, arena_printf(&l->match, "CREATE VIRTUAL TABLE"
			" IF NOT EXISTS temp.\"%s_words\" USING fts5vocab(main, '%s_fts', instance)",
			l->e->name, l->e->name));
	return l->words_known;
}

/* The filter's match is beginnings, "ana" * AND "qui" *. */
const char *list_match(struct list *l)
{
	const char *at = l->filter->match, *word;
	struct str b = STR_INIT;
	size_t n;
	arena_clear(&l->match);
	while (str_word(&at, "\" *", &word, &n)) {
		if (*at != '"') {
			str_addf(&b, " %.*s ", (int)n, word);
			continue;
		}
		if (characters(word, n) <= INDEXED || !words_known(l) ||
			!whole_words(l, &b, word, n))
			str_addf(&b, "\"%.*s\" *", (int)n, word);
	}
	const char *ret = arena_dup(&l->match, b.s);
	str_release(&b);
	return ret;
}
