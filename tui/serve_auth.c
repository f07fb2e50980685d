/* serve_auth.c - who may come in: a key of a user's, or a password where the file lets those in.
 *
 * The file is opened for reading at the first question and closed when somebody is in: no handle of
 * it goes on over a fork. Names are said to nobody; whatever was wrong, the answer is the same. */
#include "serve.h"
#include "core/access.h"
#include "core/schema.h"
#include <libssh/callbacks.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Asks of the file with what `who` does; the user's name into to when it lets one in. */
static bool ask_file(struct session *s, char to[128],
	const char *(*who)(struct db *db, struct arena *a, const void *what), const void *what)
{
	struct arena a = { 0 };
	struct db *db;
	bool in = false;
	if (!db_open(&db, s->door->file, DB_READONLY) && !schema_open(db)) {
		s->passwords = access_passwords(db);
		const char *name = who(db, &a, what);
		in = name && strlen(name) < 128;
		if (in)
			snprintf(to, 128, "%s", name);
	}
	db_close(db);
	arena_free(&a);
	return in;
}

/* A wrong answer costs a little time, the same for every name. */
static void wait_a_little(void)
{
	nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);
}

static void let_in(struct session *s, const char *name)
{
	snprintf(s->user, sizeof s->user, "%s", name);
	(void)!write(s->tell, "A", 1);
	alarm(GRACE); /* to ask for something */
}

/* One more try; false when there were too many, which ends the connection. */
static bool may_try(struct session *s)
{
	s->gone |= ++s->tries > TRIES_MOST;
	return !s->gone;
}

static const char *by_key(struct db *db, struct arena *a, const void *what)
{
	return access_key_user(db, a, what);
}

/* Called twice for a key: to ask whether it would do, then with the proof. */
static int on_key(ssh_session ssh, const char *name, struct ssh_key_struct *key, char state, void *arg)
{
	struct session *s = arg;
	unsigned char *hash;
	char user[128];
	size_t n;
	(void)ssh;
	(void)name; /* the key is the person, whatever she calls herself on that machine */
	if (*s->user || (state == SSH_PUBLICKEY_STATE_NONE && !may_try(s)) ||
		(state != SSH_PUBLICKEY_STATE_NONE && state != SSH_PUBLICKEY_STATE_VALID) ||
		ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &n))
		return SSH_AUTH_DENIED;
	char *print = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, n);
	bool known = print && ask_file(s, user, by_key, print);
	ssh_string_free_char(print);
	ssh_clean_pubkey_hash(&hash);
	if (known && state == SSH_PUBLICKEY_STATE_VALID)
		let_in(s, user);
	return known ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
}

struct said {
	const char *name, *password;
};

static const char *by_password(struct db *db, struct arena *a, const void *what)
{
	const struct said *said = what;
	return access_password_user(db, a, said->name, said->password);
}

static bool password_fits(struct session *s, const char *name, const char *password)
{
	char user[128];
	if (*s->user || !may_try(s))
		return false;
	if (strlen(password) <= 1024 &&
		ask_file(s, user, by_password, &(struct said){ name, password })) {
		let_in(s, user);
		return true;
	}
	wait_a_little();
	return false;
}

static int on_password(ssh_session ssh, const char *name, const char *password, void *arg)
{
	(void)ssh;
	return password_fits(arg, name, password) ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
}

static int on_none(ssh_session ssh, const char *name, void *arg)
{
	(void)ssh;
	(void)name;
	(void)arg;
	return SSH_AUTH_DENIED;
}

/* Keyboard-interactive: one question, not shown as it is typed. Its answer bears no name, so the one
 * of the question is kept. */
static int on_interactive(struct session *s, ssh_message m)
{
	if (!ssh_message_auth_kbdint_is_response(m)) {
		const char *prompts[] = { "Password: " };
		char quiet[] = { 0 };
		snprintf(s->asked, sizeof s->asked, "%s", ssh_message_auth_user(m));
		ssh_message_auth_interactive_request(m, "", "", 1, prompts, quiet);
		return 0;
	}
	const char *answer = ssh_userauth_kbdint_getnanswers(s->ssh) == 1
		? ssh_userauth_kbdint_getanswer(s->ssh, 0) : NULL;
	if (!answer || !password_fits(s, s->asked, answer))
		return 1;
	ssh_message_auth_reply_success(m, 0);
	return 0;
}

/* What no callback takes: 1 is the answer "no". */
static int on_message(ssh_session ssh, ssh_message m, void *arg)
{
	struct session *s = arg;
	(void)ssh;
	if (ssh_message_type(m) == SSH_REQUEST_AUTH && s->passwords &&
		ssh_message_subtype(m) == SSH_AUTH_METHOD_INTERACTIVE)
		return on_interactive(s, m);
	return 1;
}

static const char *nobody(struct db *db, struct arena *a, const void *what)
{
	(void)db;
	(void)a;
	(void)what;
	return NULL;
}

void auth_begin(struct session *s)
{
	static struct ssh_server_callbacks_struct callbacks;
	char user[128];
	ask_file(s, user, nobody, NULL); /* whether passwords are let in */
	callbacks.userdata = s;
	callbacks.auth_pubkey_function = on_key;
	callbacks.auth_none_function = on_none;
	if (s->passwords)
		callbacks.auth_password_function = on_password;
	callbacks.channel_open_request_session_function = session_channel;
	ssh_callbacks_init(&callbacks);
	ssh_set_server_callbacks(s->ssh, &callbacks);
	ssh_set_message_callback(s->ssh, on_message, s);
	ssh_set_auth_methods(s->ssh, SSH_AUTH_METHOD_PUBLICKEY |
		(s->passwords ? SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE : 0));
}
