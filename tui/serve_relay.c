/* serve_relay.c - carries bytes between a client and its program.
 *
 * A write to the channel may take a part, and none while keys are exchanged anew: what is left waits
 * in `pending`, and the program is not read meanwhile. What a client sends faster than the program
 * reads stays in the channel, and from CROWDED on in the socket: nothing grows. */
#include "serve.h"
#include <errno.h>
#include <libssh/callbacks.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 16384, CROWDED = 65536, LEAVING = 2 /* seconds to say goodbye in */ };

static struct {
	char bytes[PIECE];
	size_t n, sent;
	bool err;        /* they are the program's second voice */
	time_t typed;    /* when the client last sent something */
	bool full;       /* the program did not take all */
} pending;

/* Out of the channel, and not yet taken by the program. All that the channel holds is taken at once or
 * nothing: a read of any size gives the client its whole window anew, so that small ones would let the
 * channel grow for ever. */
static struct {
	char *bytes;
	size_t n, sent;
} left;

static time_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* How much of that the program took; all of it when it takes no more at all. */
static size_t give(struct session *s, const void *data, size_t n)
{
	if (s->in < 0)
		return n;
	ssize_t took = write(s->in, data, n);
	if (took < 0 && errno != EAGAIN && errno != EINTR) {
		if (s->in != s->out)
			close(s->in);
		s->in = -1;
		return n;
	}
	pending.full = took < (ssize_t)n;
	return took < 0 ? 0 : (size_t)took;
}

int relay_take(struct session *s, const void *data, uint32_t n)
{
	pending.typed = now();
	return left.n ? 0 : (int)give(s, data, n);
}

/* True when nothing is left; else the program has no room. */
static bool give_left(struct session *s)
{
	if (left.n)
		left.sent += give(s, left.bytes + left.sent, left.n - left.sent);
	if (left.sent < left.n)
		return false;
	free(left.bytes);
	left.bytes = NULL;
	left.n = left.sent = 0;
	return true;
}

/* What the program had no room for before: the channel kept it. */
static void push_left(struct session *s)
{
	int n;
	while (give_left(s) && (n = ssh_channel_poll(s->channel, 0)) > 0) {
		left.bytes = xmalloc((size_t)n);
		n = ssh_channel_read_nonblocking(s->channel, left.bytes, (uint32_t)n, 0);
		pending.typed = now();
		if (n <= 0)
			break;
		left.n = (size_t)n;
	}
	if (left.n)
		return;
	pending.full = false;
	/* Nothing more will come: a pipe is closed, a terminal is left to its hangup. */
	if (s->eof && s->in >= 0 && s->in != s->out) {
		close(s->in);
		s->in = -1;
	}
}

static void send_pending(struct session *s)
{
	while (pending.sent < pending.n) {
		const char *from = pending.bytes + pending.sent;
		uint32_t n = (uint32_t)(pending.n - pending.sent);
		int took = pending.err ? ssh_channel_write_stderr(s->channel, from, n)
		                       : ssh_channel_write(s->channel, from, n);
		if (took < 0) {
			s->gone = true;
			return;
		}
		if (!took)
			return;
		pending.sent += (size_t)took;
	}
	pending.n = pending.sent = 0;
}

static bool may_read(struct session *s)
{
	return !pending.n && ssh_channel_window_size(s->channel) > 0 &&
		!(ssh_get_status(s->ssh) & SSH_WRITE_PENDING);
}

/* One piece of what the program says; its end when it has none. */
static void read_program(struct session *s, int *fd, bool err)
{
	ssize_t n = read(*fd, pending.bytes, sizeof pending.bytes);
	if (n > 0) {
		if (!s->pty) /* a long export is no rest */
			pending.typed = now();
		pending.n = (size_t)n;
		pending.err = err;
		send_pending(s);
	} else if (!n || (errno != EAGAIN && errno != EINTR)) {
		if (*fd == s->in)
			s->in = -1;
		close(*fd);
		*fd = -1;
	}
}

/* Does so much wait for the program that the client is better not heard for now? It is heard all the
 * same when its answer may be what lets the program go on. */
static bool crowded(struct session *s)
{
	return pending.full && may_read(s) &&
		(left.n > CROWDED || ssh_channel_poll(s->channel, 0) > CROWDED);
}

/* Life is counted in bytes that came: the answer to "are you there" is one. */
struct life {
	struct ssh_counter_struct raw;
	uint64_t heard;
	time_t asked;
	int unanswered;
};

static bool alive(struct session *s, struct life *life)
{
	if (now() - life->asked < KEEPALIVE)
		return true;
	life->asked = now();
	life->unanswered = life->raw.in_bytes == life->heard && !crowded(s) ? life->unanswered + 1 : 0;
	life->heard = life->raw.in_bytes;
	/* The second call sends: the first only takes the last answer away. */
	ssh_send_keepalive(s->ssh);
	ssh_send_keepalive(s->ssh);
	return life->unanswered < 3;
}

/* Bytes both ways, once. False when the session is over. */
static bool turn(struct session *s, ssh_event event, int most)
{
	bool reads = may_read(s), deaf = crowded(s), waits = ssh_get_status(s->ssh) & SSH_WRITE_PENDING;
	struct pollfd p[4] = {
		{ s->fd, (short)((deaf ? POLLRDHUP : POLLIN) | (waits ? POLLOUT : 0)), 0 },
		{ reads ? s->out : -1, POLLIN, 0 },
		{ reads ? s->err : -1, POLLIN, 0 },
		{ pending.full ? s->in : -1, POLLOUT, 0 },
	};
	poll(p, COUNT(p), most);
	if ((!deaf || p[0].revents) && ssh_event_dopoll(event, 0) == SSH_ERROR)
		return false;
	send_pending(s);
	push_left(s);
	if (p[1].revents && !pending.n && s->out >= 0)
		read_program(s, &s->out, false);
	if (p[2].revents && !pending.n && s->err >= 0)
		read_program(s, &s->err, true);
	return !s->gone && ssh_is_connected(s->ssh);
}

/* How the program ended, as a shell would say it. */
static int end_of(pid_t pid)
{
	int status;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 255;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The exit status, then the end; the client hangs up by itself when it has read them. */
static void say_goodbye(struct session *s, ssh_event event, int status)
{
	time_t until = now() + LEAVING;
	ssh_channel_request_send_exit_status(s->channel, status);
	ssh_channel_send_eof(s->channel);
	ssh_channel_close(s->channel);
	while (!s->gone && ssh_is_connected(s->ssh) && now() < until)
		if (ssh_event_dopoll(event, 100) == SSH_ERROR)
			break;
}

void relay_run(struct session *s, ssh_event event)
{
	struct life life = { .asked = now() };
	bool told = false;
	int step = s->door->idle < KEEPALIVE ? s->door->idle : KEEPALIVE; /* seconds */
	pending.typed = now();
	ssh_set_counters(s->ssh, NULL, &life.raw);
	while ((s->out >= 0 || s->err >= 0 || pending.n) && turn(s, event, step * 1000)) {
		if (!alive(s, &life))
			break;
		if (!told && now() - pending.typed >= s->door->idle) {
			kill(s->pid, SIGHUP); /* on a screen it clears it and remembers where it was */
			told = true;
		}
		if (told && now() - pending.typed >= s->door->idle + GRACE)
			break; /* it does not heed it: its terminal is taken away */
	}
	ssh_set_counters(s->ssh, NULL, NULL); /* `life` ends here */
	if (s->out < 0 && s->err < 0 && !s->gone && ssh_is_connected(s->ssh)) {
		say_goodbye(s, event, end_of(s->pid));
		return;
	}
	/* The line is gone: so is the terminal, and the program hears of it. */
	if (s->in >= 0)
		close(s->in);
	if (s->out >= 0 && s->out != s->in)
		close(s->out);
	if (s->pid > 0) {
		kill(s->pid, SIGHUP);
		kill(s->pid, SIGCONT); /* one that stands still would never hear it */
	}
}
