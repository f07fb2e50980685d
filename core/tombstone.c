/* tombstone.c - knowing again somebody who asked to be forgotten, without keeping a word of her.
 *
 * A hash is of the folded words of her name in alphabetical order, alone or with one more mark of
 * hers, under a random key of the file: without the file a list of names cannot be tried on it. */
#include "erase_private.h"
#include "history.h"
#include "utf8.h"
#include <sodium.h>

enum { KEY = crypto_generichash_KEYBYTES, HASH = 16 };

/* What a person is known by; kind 0 is the name alone. */
struct marks {
	const char *name; /* words, folded and in order */
	int words;
	struct {
		char kind;
		const char *value;
	} mark[3];
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "Quispe, Ana" and "Ana Quispe" are one name. */
static const char *name_key(struct arena *a, const char *name, int *words)
{
	const char *at = utf8_fold(a, name ? name : ""), *word, *v[32], *ret = "";
	size_t n;
	*words = 0;
	while (*words < (int)COUNT(v) && str_word(&at, " ", &word, &n))
		v[(*words)++] = arena_dupn(a, word, n);
	qsort(v, (size_t)*words, sizeof *v, by_text);
	for (int i = 0; i < *words; i++)
		ret = arena_printf(a, "%s %s", ret, v[i]);
	return ret;
}

static void hash_of(const struct marks *m, int i, const char *key, char ret[2 * HASH + 1])
{
	unsigned char k[KEY], h[HASH];
	struct str b = STR_INIT;
	if (sodium_init() < 0 || sodium_hex2bin(k, sizeof k, key, strlen(key), NULL, NULL, NULL))
		die("a tombstone has no key");
	str_add(&b, m->name);
	if (i >= 0)
		str_addf(&b, "\n%c%s", m->mark[i].kind, m->mark[i].value);
	crypto_generichash(h, sizeof h, (const unsigned char *)b.s, b.len, k, sizeof k);
	sodium_bin2hex(ret, 2 * HASH + 1, h, sizeof h);
	sodium_memzero(b.s, b.len);
	str_release(&b);
}

/* The key of this file: that of its tombstones, or a new one. */
static void file_key(struct db *db, struct arena *a, char ret[2 * KEY + 1])
{
	unsigned char k[KEY];
	const char *has = db_text_of(db, a, "SELECT key FROM tombstone INDEXED BY tombstone_of"
		" LIMIT 1", NULL);
	if (sodium_init() < 0)
		die("libsodium cannot start");
	if (has && strlen(has) == 2 * KEY) {
		memcpy(ret, has, 2 * KEY + 1);
		return;
	}
	randombytes_buf(k, sizeof k);
	sodium_bin2hex(ret, 2 * KEY + 1, k, sizeof k);
}

static struct marks marks_of(struct arena *a, const char *name, const char *phone,
	const char *email, const char *month)
{
	struct marks m = { .mark = { { 'p', phone }, { 'e', email ? utf8_fold(a, email) : NULL },
		{ 'b', month } } };
	m.name = name_key(a, name, &m.words);
	return m;
}

/* ret: her whole name, telephone, e-mail address and month of birth as the file has them. */
static enum rc facts_in_file(struct db *db, struct arena *a, int64_t person, const char *ret[4])
{
	struct stmt *st = db_query(db, "SELECT coalesce(nullif(ltrim(ifnull(' ' || given, '')"
		" || ifnull(' ' || family, '')), ''), known_as), phone, email, dob_month FROM person"
		" WHERE id = :id", BIND(I("id", person)));
	bool there = db_step(st);
	for (int i = 0; i < 4; i++)
		ret[i] = there ? arena_dup(a, db_text(st, i)) : NULL;
	return db_done(st);
}

static enum rc marks_in_file(struct db *db, struct arena *a, int64_t person, struct marks *ret)
{
	const char *v[4];
	enum rc rc = facts_in_file(db, a, person, v);
	*ret = marks_of(a, v[0], v[1], v[2], v[3]);
	return rc;
}

/* When the record was made, "" when nothing says so. */
static const char *born(struct db *db, struct arena *a, int64_t person)
{
	const char *at = db_text_of(db, a, "SELECT x.at FROM change c JOIN txn x ON x.id = c.txn"
		" WHERE c.entity = 'person' AND c.row = :id AND c.op = 'i' ORDER BY c.id LIMIT 1",
		BIND(I("id", person)));
	if (!at)
		at = db_text_of(db, a, "SELECT x.at FROM change c"
			" JOIN txn x ON x.id = c.txn WHERE c.op = 'I' AND c.entity = 'person'"
			" AND c.row <= :id AND CAST(c.after AS INTEGER) >= :id LIMIT 1",
			BIND(I("id", person)));
	return at ? at : "";
}

enum rc tombstone_put(struct db *db, int64_t person)
{
	struct arena a = { 0 };
	struct marks m;
	enum rc rc = marks_in_file(db, &a, person, &m);
	const char *at = born(db, &a, person);
	char key[2 * KEY + 1], hash[2 * HASH + 1];
	file_key(db, &a, key);
	for (int i = -1; i < (int)COUNT(m.mark) && !rc; i++) {
		if (i >= 0 && !m.mark[i].value)
			continue;
		hash_of(&m, i, key, hash);
		rc = db_run(db, "INSERT OR IGNORE INTO tombstone(person, born, \"on\", key, hash)"
			" VALUES(:person, :born, :today, :key, :hash)", BIND(I("person", person),
			T("born", at), T("key", key), T("hash", hash)));
	}
	arena_free(&a);
	return rc;
}

/* Is one of the marks, or with bare the name alone, on a tombstone? of: of that person; 0: anybody. */
static bool known(struct db *db, struct arena *a, const struct marks *m, bool bare, int64_t of)
{
	bool ret = false;
	char hash[2 * HASH + 1];
	struct stmt *st = db_query(db, "SELECT DISTINCT key FROM tombstone"
		" INDEXED BY tombstone_of", NULL);
	while (db_step(st)) {
		const char *key = arena_dup(a, db_text(st, 0));
		for (int i = bare ? -1 : 0; i < (int)COUNT(m->mark) && !ret; i++) {
			if (i >= 0 && !m->mark[i].value)
				continue;
			hash_of(m, i, key, hash);
			ret = db_int_of(db, "SELECT 1 FROM tombstone WHERE key = :key"
				" AND hash = :hash AND :of IN (0, person)", BIND(T("key", key),
				T("hash", hash), I("of", of)), 0);
		}
	}
	db_done(st);
	return ret;
}

bool erased_any(struct db *db)
{
	return db_int_of(db, "SELECT 1 FROM tombstone INDEXED BY tombstone_of LIMIT 1", NULL, 0);
}

bool erased_before(struct db *db, const char *given, const char *family, const char *phone,
	const char *email, const char *dob_month)
{
	if (!erased_any(db))
		return false;
	struct arena a = { 0 };
	struct marks m = marks_of(&a, arena_printf(&a, "%s %s", given ? given : "",
		family ? family : ""), phone, email, dob_month);
	bool ret = known(db, &a, &m, !phone && !email && !dob_month && m.words > 1, 0);
	arena_free(&a);
	return ret;
}

bool tombstone_named(struct db *db, int64_t person, const char *name)
{
	struct arena a = { 0 };
	struct marks m = marks_of(&a, name, NULL, NULL, NULL);
	bool ret = known(db, &a, &m, true, person);
	arena_free(&a);
	return ret;
}

bool tombstone_of(struct db *db, int64_t person)
{
	return db_int_of(db, "SELECT 1 FROM tombstone WHERE person = :person LIMIT 1",
		BIND(I("person", person)), 0);
}

/* ---- an older copy ---- */

/* Is the person of that number in `to` the one whom `from` erased? A copy that went its own way may
 * have given the number to somebody else. */
static bool same_person(struct db *from, struct db *to, struct arena *a, int64_t person)
{
	const char *here = born(to, a, person);
	if (*here && db_int_of(from, "SELECT 1 FROM tombstone WHERE person = :person"
			" AND born = :born LIMIT 1",
			BIND(I("person", person), T("born", here)), 0))
		return true;
	struct marks m;
	return !marks_in_file(to, a, person, &m) && m.words && known(from, a, &m, true, person);
}

static enum rc carry_over(struct db *from, struct db *to)
{
	enum rc rc = OK;
	struct stmt *st = db_query(from, "SELECT person, born, \"on\", key, hash FROM tombstone"
		" INDEXED BY tombstone_of", NULL);
	while (!rc && db_step(st))
		rc = db_run(to, "INSERT OR IGNORE INTO tombstone(person, born, \"on\", key, hash)"
			" VALUES(:person, :born, :on, :key, :hash)", BIND(I("person", db_int(st, 0)),
			T("born", db_text(st, 1)), T("on", db_text(st, 2)),
			T("key", db_text(st, 3)), T("hash", db_text(st, 4))));
	enum rc read = db_done(st);
	return rc ? rc : read ? db_fail(to, read, "%s", db_words(from)) : OK;
}

static enum rc erase_there(struct db *to, struct arena *a, int64_t id)
{
	struct erasure gone;
	const char *v[4];
	enum rc rc = facts_in_file(to, a, id, v);
	const char *name = v[0] && *utf8_fold(a, v[0]) ? v[0] : NULL;
	if (!rc && name)
		rc = named_strike(to, a, name);
	return rc ? rc : erase_rows(to, a, id, name, &gone);
}

static enum rc replay(struct db *from, struct db *to, struct arena *a, const char *name, int *n)
{
	enum rc rc = OK;
	struct stmt *st = db_query(from, "SELECT DISTINCT person FROM tombstone"
		" INDEXED BY tombstone_of", NULL);
	while (!rc && db_step(st)) {
		int64_t id = db_int(st, 0);
		if (tombstone_of(to, id) || !same_person(from, to, a, id))
			continue;
		rc = erase_there(to, a, id);
		++*n;
	}
	enum rc read = db_done(st);
	if (!rc && read)
		rc = db_fail(to, read, "%s", db_words(from));
	if (!rc && name && !(rc = named_strike(to, a, name)) && !(rc = named_forget(to, a, name)) &&
		!(rc = named_reindex(to)))
		rc = erase_owe(to);
	return rc ? rc : carry_over(from, to);
}

enum rc erased_replay(struct db *from, struct db *to, const char *name, int *n)
{
	struct arena a = { 0 };
	enum rc rc = OK;
	*n = 0;
	if (erased_any(from) && !(rc = db_begin(to))) {
		history_action(to, "erase", "restore");
		rc = db_end(to, replay(from, to, &a, name, n));
		if (!rc)
			rc = erase_finish(to);
	}
	arena_free(&a);
	return rc;
}

bool erased_all_there(struct db *from, struct db *to)
{
	bool ret = true;
	struct stmt *st = db_query(from, "SELECT DISTINCT person FROM tombstone"
		" INDEXED BY tombstone_of", NULL);
	while (ret && db_step(st))
		ret = tombstone_of(to, db_int(st, 0));
	db_done(st);
	return ret && !db_int_of(to, "SELECT 1 FROM setting WHERE name = '_scrub'", NULL, 0);
}
