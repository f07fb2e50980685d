/* db_id.c - who, when and which: the user, the day, the site of this copy, ids, settings. */
#include "db_private.h"
#include "date.h"
#include <ctype.h>
#include <stdio.h>

#define SITE_BITS 40
#define SITES 8192

void db_me(struct db *db, int64_t user)
{
	db->me = user;
}

int64_t db_my_id(const struct db *db)
{
	return db->me;
}

const char *db_today(struct db *db)
{
	date_today(db->today);
	return db->today;
}

const char *db_setting(struct db *db, struct arena *a, const char *name, const char *otherwise)
{
	const char *v = db_text_of(db, a,
		"SELECT value FROM setting WHERE name = :name AND archived_at IS NULL",
		BIND(T("name", name)));
	return v ? v : otherwise;
}

int db_site(struct db *db)
{
	if (db->site < 0) {
		struct arena a = { 0 };
		db->site = atoi(db_setting(db, &a, "_site", "0")) & (SITES - 1);
		arena_free(&a);
	}
	return db->site;
}

/* Without RETURNING: SQLite makes a little database for those rows each time. */
int64_t db_new_ids(struct db *db, const char *entity, int64_t n)
{
	int64_t next = 0;
	enum db_trust was = db_trust(db, DB_TRUSTED);
	if (db_run(db, "INSERT INTO seq(entity, site, next) VALUES(:entity, :site, 1 + :n)"
			" ON CONFLICT(entity, site) DO UPDATE SET next = next + :n",
			BIND(T("entity", entity), I("site", db_site(db)), I("n", n))))
		db->lost = FAILED;
	else
		next = db_int_of(db, "SELECT next FROM seq WHERE entity = :entity AND site = :site",
			BIND(T("entity", entity), I("site", db_site(db))), 0);
	db_trust(db, was);
	return (int64_t)db_site(db) << SITE_BITS | (next - n);
}

int64_t db_new_id(struct db *db, const char *entity)
{
	return db_new_ids(db, entity, 1);
}

int64_t db_new_txn(struct db *db)
{
	int64_t site = db_site(db);
	enum db_trust was = db_trust(db, DB_TRUSTED);
	int64_t id = db_int_of(db, "SELECT 1 + max(:zero,"
		" ifnull((SELECT max(id) FROM main.txn WHERE id BETWEEN :zero AND :last), 0),"
		" ifnull((SELECT :zero + next - 1 FROM seq WHERE entity = 'txn' AND site = :site), 0))",
		BIND(I("zero", site << SITE_BITS), I("last", ((site + 1) << SITE_BITS) - 1),
			I("site", site)), 0);
	db_trust(db, was);
	if (!id)
		db->lost = FAILED;
	return id;
}

const char *id_show(struct db *db, struct arena *a, int64_t id)
{
	int site = (int)(id >> SITE_BITS);
	long long n = id & (((int64_t)1 << SITE_BITS) - 1);
	if (site == db_site(db))
		return arena_printf(a, "%lld", n);
	char letters[8], *p = letters + sizeof letters;
	*--p = 0;
	do
		*--p = (char)('a' + site % 26);
	while ((site /= 26));
	return arena_printf(a, "%s%lld", p, n);
}

bool id_parse(struct db *db, const char *typed, int64_t *ret)
{
	const char *p = typed;
	int64_t site = 0, n = 0;
	for (; *p >= 'a' && *p <= 'z' && site < SITES; p++)
		site = site * 26 + (*p - 'a');
	if (p == typed)
		site = db_site(db);
	if (site >= SITES || !isdigit((unsigned char)*p))
		return false;
	for (; isdigit((unsigned char)*p) && n < INT64_MAX / 16; p++)
		n = n * 10 + (*p - '0');
	if (*p || !n || (n >> SITE_BITS && isalpha((unsigned char)*typed)))
		return false;
	*ret = n >> SITE_BITS ? n : site << SITE_BITS | n; /* a long one is written out whole */
	return (*ret >> SITE_BITS) < SITES;
}
