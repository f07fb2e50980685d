/* serve_session.c - one connection: key exchange, somebody comes in, one channel, one program.
 *
 * A request that is none of pty, window change, environment (a few names), shell and exec is refused,
 * and so is a second channel. What is to be run is words for pact-tui itself, which knows what may be
 * said from afar; there is no shell anywhere. */
#include "serve.h"
#include "cmd.h"
#include <errno.h>
#include <fcntl.h>
#include <libssh/callbacks.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the program ---- */

static bool name_is(const char *s, const char *letters, size_t most)
{
	return *s && strlen(s) <= most && strspn(s, letters) == strlen(s);
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

static void clean_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	alarm(0);
}

/* In the new process: its ends stand on 0, 1 and 2. */
_Noreturn static void become_program(const struct session *s, int argc, const char *const *argv)
{
	struct arena a = { 0 };
	const char **args = arena_array(&a, const char *, argc + 8);
	int n = 0;
	args[n++] = "pact-tui";
	args[n++] = "--served";
	args[n++] = "-d";
	args[n++] = s->door->file;
	args[n++] = "--as";
	args[n++] = s->user;
	for (int i = 0; i < argc; i++)
		args[n++] = argv[i];
	clearenv();
	if (s->pty)
		setenv("TERM", s->term, 1);
	for (int i = 0; i < s->nenv; i++)
		putenv((char *)s->env[i]);
	const char *folder = arena_printf(&a, "%s/sessions", s->door->state);
	setenv("XDG_STATE_HOME", folder, 1); /* not where the host keys lie */
	setenv("PATH", "/usr/bin:/bin", 1);
	/* Small pieces that are given back join their neighbours at once: a tenth of an idle program. */
	setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0", 1);
	clean_signals();
	close_range(3, ~0U, 0);
	execv(s->door->program, (char *const *)args);
	_exit(78);
}

/* On a pty, which gives it signals for window changes and for the end of the line. */
static bool start_on_pty(struct session *s, int argc, const char *const *argv)
{
	struct winsize size = { (unsigned short)s->rows, (unsigned short)s->cols, 0, 0 };
	int master;
	s->pid = forkpty(&master, NULL, NULL, &size);
	if (s->pid < 0)
		return false;
	if (!s->pid)
		become_program(s, argc, argv);
	s->in = s->out = master;
	s->err = -1;
	return true;
}

static bool start_on_pipes(struct session *s, int argc, const char *const *argv)
{
	int in[2], out[2], err[2];
	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		return false;
	s->pid = fork();
	if (s->pid < 0)
		return false;
	if (!s->pid) {
		setsid();
		dup2(in[0], 0);
		dup2(out[1], 1);
		dup2(err[1], 2);
		become_program(s, argc, argv);
	}
	close(in[0]);
	close(out[1]);
	close(err[1]);
	s->in = in[1];
	s->out = out[0];
	s->err = err[0];
	return true;
}

static int start(struct session *s, int argc, const char *const *argv)
{
	if (s->started || !(s->pty ? start_on_pty : start_on_pipes)(s, argc, argv))
		return SSH_ERROR;
	s->started = true;
	alarm(0);
	const int ends[] = { s->in, s->out, s->err };
	for (size_t i = 0; i < COUNT(ends); i++)
		if (ends[i] >= 0)
			fcntl(ends[i], F_SETFL, fcntl(ends[i], F_GETFL) | O_NONBLOCK);
	return SSH_OK;
}

/* ---- what a client asks for ---- */

static int bounded(int n)
{
	return n < 1 ? 1 : n > SIZE_MOST ? SIZE_MOST : n;
}

static int on_pty(ssh_session ssh, ssh_channel ch, const char *term, int cols, int rows, int px, int py,
	void *arg)
{
	struct session *s = arg;
	(void)ssh, (void)ch, (void)px, (void)py;
	if (s->pty || s->started)
		return SSH_ERROR;
	s->pty = true;
	s->cols = bounded(cols ? cols : 80);
	s->rows = bounded(rows ? rows : 24);
	/* A name with a slash would be a path of terminfo's. */
	snprintf(s->term, sizeof s->term, "%s",
		name_is(term, LETTERS "._+-", sizeof s->term - 1) ? term : "dumb");
	return SSH_OK;
}

static int on_window(ssh_session ssh, ssh_channel ch, int cols, int rows, int px, int py, void *arg)
{
	struct session *s = arg;
	struct winsize size = { (unsigned short)bounded(rows), (unsigned short)bounded(cols), 0, 0 };
	(void)ssh, (void)ch, (void)px, (void)py;
	s->cols = size.ws_col;
	s->rows = size.ws_row;
	if (s->started && s->pty && s->in >= 0)
		ioctl(s->in, TIOCSWINSZ, &size);
	return SSH_OK;
}

static int on_env(ssh_session ssh, ssh_channel ch, const char *name, const char *value, void *arg)
{
	struct session *s = arg;
	(void)ssh, (void)ch;
	bool fine = !strcmp(name, "LANG") || !strcmp(name, "NO_COLOR") ||
		(!strncmp(name, "LC_", 3) && name_is(name, LETTERS "_", 24));
	if (!fine || s->started || s->nenv == (int)COUNT(s->env) || strlen(value) > 60 ||
		strspn(value, LETTERS "_.@-") != strlen(value))
		return 1;
	s->env[s->nenv++] = arena_printf(&s->a, "%s=%s", name, value);
	return 0;
}

static int on_shell(ssh_session ssh, ssh_channel ch, void *arg)
{
	(void)ssh, (void)ch;
	return start(arg, 0, NULL);
}

static int on_exec(ssh_session ssh, ssh_channel ch, const char *line, void *arg)
{
	struct session *s = arg;
	const char **argv;
	(void)ssh, (void)ch;
	int argc = cmd_split_client(&s->a, line, &argv);
	return argc < 0 ? SSH_ERROR : start(s, argc, argv);
}

static int on_subsystem(ssh_session ssh, ssh_channel ch, const char *name, void *arg)
{
	(void)ssh, (void)ch, (void)name, (void)arg;
	return SSH_ERROR;
}

static int on_data(ssh_session ssh, ssh_channel ch, void *data, uint32_t n, int is_err, void *arg)
{
	(void)ssh, (void)ch;
	return is_err ? (int)n : relay_take(arg, data, n);
}

static void on_eof(ssh_session ssh, ssh_channel ch, void *arg)
{
	struct session *s = arg;
	(void)ssh, (void)ch;
	s->eof = true;
}

static void on_close(ssh_session ssh, ssh_channel ch, void *arg)
{
	struct session *s = arg;
	(void)ssh, (void)ch;
	s->gone = true;
}

/* The callbacks are not copied: they live as long as the process. */
ssh_channel session_channel(ssh_session ssh, void *arg)
{
	static struct ssh_channel_callbacks_struct callbacks;
	struct session *s = arg;
	if (!*s->user || s->channel)
		return NULL;
	callbacks.userdata = s;
	callbacks.channel_pty_request_function = on_pty;
	callbacks.channel_pty_window_change_function = on_window;
	callbacks.channel_env_request_function = on_env;
	callbacks.channel_shell_request_function = on_shell;
	callbacks.channel_exec_request_function = on_exec;
	callbacks.channel_subsystem_request_function = on_subsystem;
	callbacks.channel_data_function = on_data;
	callbacks.channel_eof_function = on_eof;
	callbacks.channel_close_function = on_close;
	ssh_callbacks_init(&callbacks);
	s->channel = ssh_channel_new(ssh);
	if (s->channel)
		ssh_set_channel_callbacks(s->channel, &callbacks);
	return s->channel;
}

/* ---- the connection ---- */

void session_quick(const struct session *s)
{
	setsockopt(s->fd, IPPROTO_TCP, TCP_QUICKACK, &(int){ 1 }, sizeof(int));
}

static void set_socket(int fd)
{
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	setsockopt(fd, IPPROTO_IP, IP_TOS, &(int){ 0x10 }, sizeof(int));
	setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &(unsigned){ 3 * KEEPALIVE * 1000 },
		sizeof(unsigned));
	setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &(int){ 16384 }, sizeof(int));
}

static bool exchange_keys(struct session *s)
{
	int rc;
	while ((rc = ssh_handle_key_exchange(s->ssh)) == SSH_AGAIN) {
		session_quick(s);
		struct pollfd p = { s->fd, POLLIN, 0 };
		poll(&p, 1, 1000);
	}
	return rc == SSH_OK;
}

_Noreturn void session_serve(struct door *door, int fd, int tell)
{
	struct session s = { .door = door, .fd = fd, .tell = tell, .in = -1, .out = -1, .err = -1 };
	alarm(GRACE); /* its signal is left to end the process */
	set_socket(fd);
	s.ssh = ssh_new();
	if (!s.ssh || ssh_bind_accept_fd(door->bind, s.ssh, fd) != SSH_OK)
		_exit(1);
	ssh_bind_free(door->bind);
	ssh_set_blocking(s.ssh, 0);
	ssh_options_set(s.ssh, SSH_OPTIONS_REKEY_DATA, &(uint64_t){ 1ull << 30 });
	ssh_options_set(s.ssh, SSH_OPTIONS_REKEY_TIME, &(uint32_t){ 3600 });
	auth_begin(&s);
	if (!exchange_keys(&s))
		_exit(1);
	ssh_event event = ssh_event_new();
	ssh_event_add_session(event, s.ssh);
	while (!s.started && !s.gone && !auth_unproven(&s)) {
		session_quick(&s);
		if (ssh_event_dopoll(event, 1000) == SSH_ERROR)
			_exit(0);
	}
	if (s.started) {
		malloc_trim(0); /* what the exchange of keys took */
		jail_session(door);
		relay_run(&s, event);
	}
	ssh_disconnect(s.ssh);
	_exit(0);
}
