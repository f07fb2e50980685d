/* serve.h - the door: thin clients come in through ssh. Only serve*.c include this and libssh; they
 * are a program of their own, pact-tui-serve, which `pact-tui serve` starts, so that the program
 * itself loads no libssh.
 *
 * One parent listens, holds the host keys and no records. For each connection it forks before the
 * key exchange; the child is one session process: it lets somebody in, starts pact-tui on a pty or on
 * pipes in a clean environment, locks itself in (serve_jail.c) and then only carries bytes. libssh is
 * used without blocking from the first packet on: in blocking mode it waits inside a write.
 *
 *   serve.c          options, the parent's loop, how many may knock at once
 *   serve_host.c     the host keys
 *   serve_auth.c     who may come in
 *   serve_session.c  what a client asks for, and the program that is started for it
 *   serve_relay.c    bytes between the two, until one of them ends
 *   serve_jail.c     what a session process may do once the program runs
 */
#ifndef SERVE_H
#define SERVE_H
#include "core/arena.h"
#include "core/base.h"
#include <libssh/libssh.h>
#include <libssh/server.h>

enum {
	GRACE = 20,            /* seconds to come in, and to ask for something after that */
	TRIES_MOST = 6,        /* keys and passwords in one connection */
	KEEPALIVE = 30,        /* seconds between "are you there"; three unanswered end it */
	SIZE_MOST = 1000,      /* rows and columns */
};

struct door {
	const char *program;   /* pact-tui, which is started for each session */
	const char *file;      /* of records, an absolute path */
	const char *state;     /* folder of host keys and the pid file, 0700 */
	int idle;              /* seconds without a key, then a session on a terminal ends */
	ssh_bind bind;         /* holds the host keys; it never listens */
};

struct session {
	const struct door *door;
	ssh_session ssh;
	ssh_channel channel;
	int fd;                /* the connection */
	int tell;              /* pipe to the parent: one byte when somebody came in */
	/* Who came in; empty before. */
	char user[128];
	int tries;
	bool passwords;        /* the file lets them in */
	char asked[128];       /* whom a keyboard-interactive answer will be for */
	/* What the client asked for. */
	bool pty, started, gone; /* gone: it closed its side, or broke the rules */
	char term[48];
	int cols, rows;
	struct arena a;
	const char *env[8];    /* "LANG=es_ES.UTF-8" ... */
	int nenv;
	/* The program. out and err are -1 when ended; in is -1 when it takes no more. */
	pid_t pid;
	int in, out, err;
	bool eof;              /* the client has no more to say */
};

/* serve_host.c: reads the host keys, or makes what is missing: ed25519 at once, rsa in a child of its
 * own (*maker, else 0), to be read when that has ended. 0, or an exit code after saying why. */
int host_keys(struct door *door, pid_t *maker);
void host_reload(struct door *door);
/* The fingerprints, a line each, to stdout; late: of those alone that were made behind the scenes. */
void host_print(const struct door *door, bool late);

/* serve_auth.c */
void auth_begin(struct session *s);
/* It said that it has a key, and did not prove it. */
bool auth_unproven(const struct session *s);

/* serve_session.c: a client opens a channel; NULL refuses. */
ssh_channel session_channel(ssh_session ssh, void *arg);
/* Serves the connection and ends the process. */
_Noreturn void session_serve(struct door *door, int fd, int tell);
void session_quick(const struct session *s); /* acknowledge at once: saves 40 ms a login */

/* serve_relay.c: until the program has ended or the client is gone. */
void relay_run(struct session *s, ssh_event event);
/* What came from the client, for the program; how much of it was taken. */
int relay_take(struct session *s, const void *data, uint32_t n);

/* serve_jail.c */
void jail_session(const struct door *door);
#endif
