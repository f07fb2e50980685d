/* serve_host.c - the keys by which clients know this machine again. */
#include "serve.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	const char *file;
	enum ssh_keytypes_e type;
	int bits;
	bool slow; /* made behind the scenes: the door opens without it */
} keys[] = {
	{ "host_ed25519", SSH_KEYTYPE_ED25519, 0, false },
	{ "host_rsa", SSH_KEYTYPE_RSA, 3072, true },
};

static const char *path_of(const struct door *door, struct arena *a, size_t i)
{
	return arena_printf(a, "%s/%s", door->state, keys[i].file);
}

/* Written aside and then named, so that half a key is never read. */
static bool make_key(const struct door *door, struct arena *a, size_t i)
{
	const char *path = path_of(door, a, i), *aside = arena_printf(a, "%s.new", path);
	ssh_key key;
	unlink(aside);
	if (ssh_pki_generate(keys[i].type, keys[i].bits, &key) != SSH_OK)
		return false;
	bool made = ssh_pki_export_privkey_file(key, NULL, NULL, NULL, aside) == SSH_OK &&
		!chmod(aside, 0600) && !rename(aside, path);
	ssh_key_free(key);
	return made;
}

static bool closed_to_others(const char *path)
{
	struct stat st;
	return !stat(path, &st) && S_ISREG(st.st_mode) && !(st.st_mode & 077);
}

static bool is_key(const char *path)
{
	ssh_key key;
	bool ret = ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) == SSH_OK;
	if (ret)
		ssh_key_free(key);
	return ret;
}

int host_keys(struct door *door, pid_t *maker)
{
	struct arena a = { 0 };
	int code = 0;
	*maker = 0;
	for (size_t i = 0; i < COUNT(keys) && !code; i++) {
		const char *path = path_of(door, &a, i);
		if (!access(path, F_OK) && !closed_to_others(path)) {
			fprintf(stderr, _("%s may be read by others: chmod 600 closes it\n"), path);
			code = 78;
		} else if (!access(path, F_OK) && !is_key(path)) {
			fprintf(stderr, _("%s is damaged: bring it back from a copy, or delete it for a"
				" new one, which clients will ask about\n"), path);
			code = 78;
		} else if (access(path, F_OK) && keys[i].slow) {
			*maker = fork();
			if (!*maker)
				_exit(make_key(door, &a, i) ? 0 : 1);
		} else if (access(path, F_OK) && !make_key(door, &a, i)) {
			fprintf(stderr, _("%s cannot be written: %s\n"), path, strerror(errno));
			code = 74;
		}
	}
	arena_free(&a);
	if (!code)
		host_reload(door);
	return code;
}

#define CIPHERS "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes128-ctr"
#define MACS "hmac-sha2-256-etm@openssh.com,hmac-sha2-256"

/* The bind takes the keys over. What it had is given back with it. */
void host_reload(struct door *door)
{
	static const struct {
		enum ssh_bind_options_e option;
		const char *value;
	} options[] = { /* ssh-audit finds no failure in these */
		{ SSH_BIND_OPTIONS_BANNER, "pact" },
		{ SSH_BIND_OPTIONS_KEY_EXCHANGE, "curve25519-sha256,curve25519-sha256@libssh.org,"
			"diffie-hellman-group14-sha256" },
		{ SSH_BIND_OPTIONS_CIPHERS_C_S, CIPHERS },
		{ SSH_BIND_OPTIONS_CIPHERS_S_C, CIPHERS },
		{ SSH_BIND_OPTIONS_HMAC_C_S, MACS },
		{ SSH_BIND_OPTIONS_HMAC_S_C, MACS },
		{ SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, "ssh-ed25519,rsa-sha2-512,rsa-sha2-256" },
		{ SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES, "ssh-ed25519,ecdsa-sha2-nistp256,"
			"ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256" },
	};
	struct arena a = { 0 };
	bool no = false;
	int least = 2048;
	ssh_bind fresh = ssh_bind_new();
	if (!fresh)
		die("out of memory");
	ssh_bind_options_set(fresh, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
	for (size_t i = 0; i < COUNT(options); i++)
		ssh_bind_options_set(fresh, options[i].option, options[i].value);
	ssh_bind_options_set(fresh, SSH_BIND_OPTIONS_RSA_MIN_SIZE, &least);
	for (size_t i = 0; i < COUNT(keys); i++) {
		ssh_key key;
		if (ssh_pki_import_privkey_file(path_of(door, &a, i), NULL, NULL, NULL, &key) == SSH_OK)
			ssh_bind_options_set(fresh, SSH_BIND_OPTIONS_IMPORT_KEY, key);
	}
	if (door->bind)
		ssh_bind_free(door->bind);
	door->bind = fresh;
	arena_free(&a);
}

void host_print(const struct door *door, bool late)
{
	struct arena a = { 0 };
	for (size_t i = 0; i < COUNT(keys); i++) {
		ssh_key key;
		unsigned char *hash;
		size_t n;
		if ((late && !keys[i].slow) ||
			ssh_pki_import_privkey_file(path_of(door, &a, i), NULL, NULL, NULL, &key))
			continue;
		if (!ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &n)) {
			char *print = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, n);
			printf("%-11s  %s\n", ssh_key_type_to_char(ssh_key_type(key)), print ? print : "");
			ssh_string_free_char(print);
			ssh_clean_pubkey_hash(&hash);
		}
		ssh_key_free(key);
	}
	arena_free(&a);
}
