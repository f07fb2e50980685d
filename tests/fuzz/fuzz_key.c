/* Public keys as people paste them: refused with words, or one that reads again as the same key. The
 * first byte chooses: the line itself, or the inside of a key of some kind, spelt as ssh spells it. */
#include "core/access.h"
#include "core/str.h"
#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(c) \
	do { \
		if (!(c)) \
			die("a promise is broken: %s", #c); \
	} while (0)

/* "ssh-rsa AAAAB3... ana@home" around those bytes, which are its parts, or its one part. */
static const char *wrapped(struct arena *a, unsigned char way, const uint8_t *data, size_t size)
{
	static const char *const kinds[] = { "ssh-ed25519", "ecdsa-sha2-nistp256",
		"ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa", "ssh-dss" };
	const char *kind = kinds[way % COUNT(kinds)];
	struct str blob = STR_INIT;
	str_addn(&blob, (const char[]){ 0, 0, 0, (char)strlen(kind) }, 4);
	str_add(&blob, kind);
	if (way & 32)
		str_addn(&blob, (const char[]){ 0, 0, (char)(size >> 8), (char)size }, 4);
	str_addn(&blob, (const char *)data, size);
	size_t room = sodium_base64_encoded_len(blob.len, sodium_base64_VARIANT_ORIGINAL);
	char *text = arena_alloc(a, room);
	sodium_bin2base64(text, room, (const unsigned char *)blob.s, blob.len,
		sodium_base64_VARIANT_ORIGINAL);
	str_release(&blob);
	return arena_printf(a, "%s %s%s", kind, text, way & 64 ? " ana@home\n" : "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct db *db;
	struct arena a = { 0 };
	struct access_key k = { 0 }, again = { 0 };
	if (!size || size > 8192)
		return 0;
	if (!db)
		db_open(&db, "", 0); /* there is no such file: only for its words */
	const char *line = *data & 128 ? wrapped(&a, *data & 127, data + 1, size - 1)
	                               : arena_dupn(&a, (const char *)data + 1, size - 1);
	enum rc rc = access_key_read(db, &a, line, &k);
	PROMISE(rc == OK || (rc == INVALID && *db_words(db) && !k.key));
	if (!rc) {
		PROMISE(!strpbrk(k.key, "\r\n\t") && !strpbrk(k.comment, "\r\n"));
		PROMISE(!strncmp(k.fingerprint, "SHA256:", 7) && strlen(k.fingerprint) == 7 + 43);
		PROMISE(!access_key_read(db, &a, k.key, &again));
		PROMISE(same(again.key, k.key) && same(again.fingerprint, k.fingerprint));
		PROMISE(!*again.comment);
	}
	arena_free(&a);
	return 0;
}
