/* access_key.c - who may come in through ssh: public keys as people paste them, and passwords where
 * the file allows them. */
#include "access.h"
#include "history.h"
#include "schema.h"
#include "str.h"
#include "utf8.h"
#include <sodium.h>

enum {
	BLOB_MOST = 4096,
	RSA_LEAST = 256, /* octets of the modulus: 2048 bits */
	/* Argon2id as OWASP's password storage sheet has it: 19 MiB, two passes. */
	PW_MEMORY = 19 << 20,
	PW_PASSES = 2,
};

static const char *const kinds[] = {
	"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
};

static bool kind_known(const char *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kinds[i], kind))
			return true;
	return false;
}

/* The next length-prefixed string of a key as it goes over the wire (RFC 4251, 5). */
static bool next_string(const unsigned char **at, const unsigned char *end,
	const unsigned char **s, size_t *n)
{
	if (end - *at < 4)
		return false;
	const unsigned char *p = *at;
	*n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
	if ((size_t)(end - p - 4) < *n)
		return false;
	*s = p + 4;
	*at = p + 4 + *n;
	return true;
}

/* Does the blob say it is of that kind, with nothing left over and, for RSA, long enough? */
static bool blob_fits(const char *kind, const unsigned char *blob, size_t len)
{
	const unsigned char *at = blob, *end = blob + len, *s;
	size_t n, first = 0, parts = 0;
	while (at < end) {
		if (!next_string(&at, end, &s, &n))
			return false;
		if (!parts && (n != strlen(kind) || memcmp(s, kind, n)))
			return false;
		if (parts == 1)
			first = n;
		if (parts == 2 && !strcmp(kind, "ssh-rsa") && n < RSA_LEAST)
			return false;
		parts++;
	}
	size_t want = strcmp(kind, "ssh-ed25519") ? 3 : 2;
	return parts == want && first && (want != 2 || first == 32);
}

enum rc access_key_read(struct db *db, struct arena *a, const char *line, struct access_key *ret)
{
	unsigned char blob[BLOB_MOST], hash[crypto_hash_sha256_BYTES];
	char print[64];
	size_t len;
	line = line ? line + strspn(line, " \t") : "";
	size_t n = strcspn(line, " \t\r\n");
	const char *kind = arena_dupn(a, line, n);
	line += n + strspn(line + n, " \t");
	if (strstr(kind, "PRIVATE") || strstr(line, "PRIVATE KEY"))
		return db_fail(db, INVALID, "%s", _("That is the private key, which stays with its owner. "
			"The public one is in the file that ends in .pub"));
	if (!kind_known(kind))
		return db_fail(db, INVALID, "%s", _("That is no public key. It is one line and begins "
			"with ssh-ed25519, ecdsa-sha2-nistp256 or ssh-rsa"));
	const char *body = line;
	n = strcspn(line, " \t\r\n");
	if (sodium_init() < 0)
		die("libsodium cannot start");
	const char *stop;
	if (sodium_base642bin(blob, sizeof blob, body, n, NULL, &len, &stop,
		    sodium_base64_VARIANT_ORIGINAL) || stop != body + n || !blob_fits(kind, blob, len))
		return db_fail(db, INVALID, "%s", _("The key is cut short, damaged or too weak. "
			"Copy its whole line"));
	crypto_hash_sha256(hash, blob, len);
	sodium_bin2base64(print, sizeof print, hash, sizeof hash,
		sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	ret->key = arena_printf(a, "%s %.*s", kind, (int)n, body);
	ret->fingerprint = arena_printf(a, "SHA256:%s", print);
	line += n + strspn(line + n, " \t");
	ret->comment = arena_dupn(a, line, strcspn(line, "\r\n"));
	return OK;
}

/* The user behind a row of hers, when she may come in today. */
static const char *if_welcome(struct db *db, struct arena *a, int64_t user)
{
	return db_text_of(db, a, "SELECT name FROM user WHERE id = :user AND archived_at IS NULL"
		" AND disabled IS NOT 1 AND (expires_on IS NULL OR expires_on >= :today)",
		BIND(I("user", user)));
}

const char *access_key_user(struct db *db, struct arena *a, const char *fingerprint)
{
	return if_welcome(db, a, db_int_of(db, "SELECT user FROM user_key"
		" WHERE fingerprint = :print AND archived_at IS NULL", BIND(T("print", fingerprint)), 0));
}

bool access_passwords(struct db *db)
{
	struct arena a = { 0 };
	bool on = same(db_setting(db, &a, "passwords", NULL), "on");
	arena_free(&a);
	return on;
}

enum rc access_password_set(struct db *db, int64_t user, const char *password)
{
	char hash[crypto_pwhash_STRBYTES];
	if (utf8_width(password) < 12)
		return db_fail(
			db, INVALID, "%s", _("A password wants twelve letters or more: four words do"));
	if (sodium_init() < 0 ||
		crypto_pwhash_str_alg(hash, password, strlen(password), PW_PASSES, PW_MEMORY,
			crypto_pwhash_ALG_ARGON2ID13))
		return db_fail(db, FAILED, "%s", _("There is no memory left to make the password safe"));
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "user password", NULL);
	rc = db_run(db, "INSERT INTO user_password(user, hash) VALUES(:user, :hash)"
		" ON CONFLICT(user) DO UPDATE SET hash = excluded.hash",
		BIND(I("user", user), T("hash", hash)));
	sodium_memzero(hash, sizeof hash);
	return db_end(db, rc);
}

/* One that fits nothing takes as long as one that fits. */
static void waste_time(const char *password)
{
	unsigned char out[32], salt[crypto_pwhash_SALTBYTES];
	randombytes_buf(salt, sizeof salt);
	(void)!crypto_pwhash(out, sizeof out, password, strlen(password), salt, PW_PASSES, PW_MEMORY,
		crypto_pwhash_ALG_ARGON2ID13);
}

const char *access_password_user(struct db *db, struct arena *a, const char *name,
	const char *password)
{
	if (sodium_init() < 0)
		die("libsodium cannot start");
	int64_t user = db_int_of(db, "SELECT id FROM user WHERE name = :name",
		BIND(T("name", name)), 0);
	const char *hash = access_passwords(db) ? db_text_of(db, a,
		"SELECT hash FROM user_password WHERE user = :user", BIND(I("user", user))) : NULL;
	if (!hash) {
		waste_time(password);
		return NULL;
	}
	return crypto_pwhash_str_verify(hash, password, strlen(password)) ? NULL
		: if_welcome(db, a, user);
}
