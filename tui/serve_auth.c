/* serve_auth.c - who may come in: a key of a user's, or a password where the file lets those in.
 *
 * Names are said to nobody; whatever was wrong, the answer is the same. */
#include "serve.h"
#include "core/access.h"
#include "core/schema.h"
#include <errno.h>
#include <fcntl.h>
#include <libssh/callbacks.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct answer {
	bool passwords; /* are let in by the file */
	char user[128]; /* who she is; "": nobody */
};

typedef const char *asking(struct db *db, struct arena *a, const void *what);

static void read_file(const char *file, asking *who, const void *what, struct answer *ret)
{
	struct arena a = { 0 };
	struct db *db;
	if (!db_open(&db, file, DB_READONLY) && !schema_open(db)) {
		ret->passwords = access_passwords(db);
		const char *name = who(db, &a, what);
		if (name && strlen(name) < sizeof ret->user)
			snprintf(ret->user, sizeof ret->user, "%s", name);
	}
}

/* Asks of the file with what `who` does; the user's name into to when it lets one in. A process of its
 * own reads it: the session never holds the file, nor the memory that reading takes. */
static bool ask_file(struct session *s, char to[128], asking *who, const void *what)
{
	struct answer answer = { 0 };
	int p[2];
	if (pipe2(p, O_CLOEXEC))
		return false;
	pid_t pid = fork();
	if (!pid) {
		alarm(GRACE);
		read_file(s->door->file, who, what, &answer);
		_exit(write(p[1], &answer, sizeof answer) != sizeof answer);
	}
	close(p[1]);
	bool whole = pid > 0 && read(p[0], &answer, sizeof answer) == sizeof answer;
	close(p[0]);
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (!whole)
		return false;
	s->passwords = answer.passwords;
	snprintf(to, sizeof answer.user, "%s", answer.user);
	return *to;
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

/* A client that was told that a key would do sends the proof next. libssh says nothing of a proof that is
 * wrong, neither to it nor to us: something came, and nobody came in. */
static struct {
	struct ssh_counter_struct raw;
	uint64_t packets; /* that had come when it was told; 0: it was not */
	time_t since;     /* when more had come */
} proof;

bool auth_unproven(const struct session *s)
{
	if (*s->user || !proof.packets || proof.raw.in_packets == proof.packets)
		return false;
	if (!proof.since)
		proof.since = time(NULL);
	return time(NULL) - proof.since >= 2;
}

/* One more try; false when there were too many, which ends the connection. */
static bool may_try(struct session *s)
{
	s->gone |= ++s->tries > TRIES_MOST;
	if (s->gone)
		wait_a_little();
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
	if (!known && state == SSH_PUBLICKEY_STATE_VALID)
		may_try(s); /* she did not ask first whether it would do */
	ssh_string_free_char(print);
	ssh_clean_pubkey_hash(&hash);
	proof.packets = known && state == SSH_PUBLICKEY_STATE_NONE ? proof.raw.in_packets : 0;
	proof.since = 0;
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

/* One after the other: each takes memory, and anybody may ask. */
static int wait_for_turn(const struct session *s)
{
	struct arena a = { 0 };
	int fd = open(arena_printf(&a, "%s/turn", s->door->state), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0)
		flock(fd, LOCK_EX);
	arena_free(&a);
	return fd;
}

static bool password_fits(struct session *s, const char *name, const char *password)
{
	char user[128];
	if (*s->user || !may_try(s))
		return false;
	int turn = wait_for_turn(s);
	bool fits = strlen(password) <= 1024 &&
		ask_file(s, user, by_password, &(struct said){ name, password });
	close(turn);
	if (fits) {
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
	ssh_set_counters(s->ssh, NULL, &proof.raw);
	ssh_set_server_callbacks(s->ssh, &callbacks);
	ssh_set_message_callback(s->ssh, on_message, s);
	ssh_set_auth_methods(s->ssh, SSH_AUTH_METHOD_PUBLICKEY |
		(s->passwords ? SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE : 0));
}
