/* serve.c - the parent of the door: listens, says how to come in, forks for each connection.
 *
 * pact-tui-serve PROGRAM FILE [-l ADDRESS:PORT] [--state DIR] [--idle SECONDS]: `pact-tui serve` starts
 * it.
 * SIGHUP reads the host keys again; SIGTERM stops listening, gives those inside some seconds to end,
 * then ends them. It says what happened and never who or from where. */
#include "serve.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <libssh/callbacks.h>
#include <limits.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Strangers at once: from START on some are turned away at random, from FULL on all, as sshd's
 * MaxStartups 100:30:300 would. A whole office that comes back after a power cut gets in; whoever is in
 * does not count. */
enum { START = 100, RATE = 30, FULL = 300, LISTENERS = 4, DRAIN = 10 };

struct knock {
	pid_t pid;
	int told; /* reads "A" when somebody came in, end of file when the process ended; -1: is in */
};

static struct {
	struct door door;
	int listener[LISTENERS], n_listeners;
	int signals;
	struct knock *knocks;
	int n, room, strangers;
	pid_t maker; /* of a slow host key */
	time_t drain;
} at;

/* ---- listening ---- */

/* "ADDRESS:PORT", "[::1]:PORT", ":PORT" or "PORT". */
static bool split_address(struct arena *a, const char *typed, const char **host, const char **port)
{
	const char *colon = strrchr(typed, ':');
	*port = colon ? colon + 1 : typed;
	size_t n = colon ? (size_t)(colon - typed) : 0;
	if (n > 1 && typed[0] == '[' && typed[n - 1] == ']')
		*host = arena_dupn(a, typed + 1, n - 2);
	else
		*host = n ? arena_dupn(a, typed, n) : NULL;
	char *end;
	long number = strtol(*port, &end, 10);
	return **port && !*end && number >= 0 && number < 65536;
}

/* Port 0 asks for any; both families then get the same. */
static void same_port(const struct addrinfo *ai)
{
	struct sockaddr_in6 first, *to = (struct sockaddr_in6 *)ai->ai_addr;
	socklen_t n = sizeof first;
	/* The port stands at the same place in both families. */
	if (at.n_listeners && !to->sin6_port &&
		!getsockname(at.listener[0], (struct sockaddr *)&first, &n))
		to->sin6_port = first.sin6_port;
}

static bool listen_on(const struct addrinfo *ai)
{
	int fd = socket(ai->ai_family, ai->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;
	if (fd < 0)
		return false;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (ai->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
	same_port(ai);
	if (at.n_listeners == LISTENERS || bind(fd, ai->ai_addr, ai->ai_addrlen) || listen(fd, 128)) {
		int why = errno;
		close(fd);
		errno = why;
		return false;
	}
	at.listener[at.n_listeners++] = fd;
	return true;
}

static int open_listeners(const char *typed)
{
	struct arena a = { 0 };
	struct addrinfo want = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *all = NULL;
	const char *host, *port;
	int why = 0;
	if (!split_address(&a, typed, &host, &port) || getaddrinfo(host, port, &want, &all)) {
		fprintf(stderr, _("%s is no address to listen on. Like this: 0.0.0.0:2222, [::1]:2222\n"),
			typed);
		arena_free(&a);
		return 2;
	}
	for (struct addrinfo *ai = all; ai; ai = ai->ai_next)
		if (!listen_on(ai))
			why = errno;
	freeaddrinfo(all);
	/* A machine without IPv6 is heard by the other; a port that somebody has is half a door. */
	bool heard = at.n_listeners && (why != EADDRINUSE || !strcmp(port, "0"));
	if (!heard)
		fprintf(stderr, _("Nobody can be heard on %s: %s\n"), typed, strerror(why));
	arena_free(&a);
	return heard ? 0 : 74;
}

/* What a client types; the port is the one that was given, also for port 0. */
static void print_door(void)
{
	char host[256] = "localhost";
	struct sockaddr_storage addr;
	socklen_t n = sizeof addr;
	char port[8] = "";
	gethostname(host, sizeof host - 1);
	getsockname(at.listener[0], (struct sockaddr *)&addr, &n);
	getnameinfo((struct sockaddr *)&addr, n, NULL, 0, port, sizeof port, NI_NUMERICSERV);
	/* One address that clients can reach is what they type. */
	char one[64] = "";
	getnameinfo((struct sockaddr *)&addr, n, one, sizeof one, NULL, 0, NI_NUMERICHOST);
	if (at.n_listeners == 1 && *one && strcmp(one, "0.0.0.0") && strcmp(one, "::"))
		snprintf(host, sizeof host, "%s", one);
	host_print(&at.door, false);
	printf(_("The door is open. On a client type: ssh -p %s %s\n"), port, host);
	fflush(stdout);
}

/* ---- who is at the door ---- */

static bool turned_away(void)
{
	if (at.strangers < START)
		return false;
	if (at.strangers >= FULL)
		return true;
	uint32_t dice;
	if (getrandom(&dice, sizeof dice, 0) != sizeof dice)
		return true;
	int chance = RATE + (100 - RATE) * (at.strangers - START) / (FULL - START);
	return (int)(dice % 100) < chance;
}

static void close_all_but(int a, int b)
{
	int low = a < b ? a : b, high = a < b ? b : a;
	if (low > 3)
		close_range(3, (unsigned)low - 1, 0);
	if (high > low + 1)
		close_range((unsigned)low + 1, (unsigned)high - 1, 0);
	close_range((unsigned)high + 1, ~0U, 0);
}

static void remember(pid_t pid, int told)
{
	if (at.n == at.room)
		at.knocks = xrealloc(at.knocks, sizeof *at.knocks * (size_t)(at.room = at.room * 2 + 64));
	at.knocks[at.n++] = (struct knock){ pid, told };
	at.strangers++;
}

static void take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC), tell[2];
	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE) /* who knocks goes on knocking */
			nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
		return;
	}
	if (turned_away() || pipe2(tell, O_CLOEXEC)) {
		close(fd);
		return;
	}
	pid_t pid = fork();
	if (!pid) {
		sigset_t none;
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		close_all_but(fd, tell[1]);
		session_serve(&at.door, fd, tell[1]);
	}
	close(fd);
	close(tell[1]);
	if (pid < 0)
		close(tell[0]);
	else
		remember(pid, tell[0]);
}

static void is_in(struct knock *k)
{
	char c;
	(void)!read(k->told, &c, 1);
	close(k->told);
	k->told = -1;
	at.strangers--;
}

static void reap(void)
{
	pid_t pid;
	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		if (pid == at.maker) {
			at.maker = 0;
			host_reload(&at.door);
			host_print(&at.door, true);
			fflush(stdout);
			continue;
		}
		for (int i = 0; i < at.n; i++) {
			if (at.knocks[i].pid != pid)
				continue;
			if (at.knocks[i].told >= 0)
				is_in(&at.knocks[i]);
			at.knocks[i] = at.knocks[--at.n];
			break;
		}
	}
}

/* ---- the loop ---- */

static void end_all(int sig)
{
	for (int i = 0; i < at.n; i++)
		kill(at.knocks[i].pid, sig);
}

static void stop_listening(void)
{
	for (int i = 0; i < at.n_listeners; i++)
		close(at.listener[i]);
	at.n_listeners = 0;
	at.drain = time(NULL) + DRAIN;
	if (at.n)
		fprintf(stderr, trn("The door is closed; %d session ends within %d seconds\n",
			"The door is closed; %d sessions end within %d seconds\n", (unsigned long)at.n),
			at.n, DRAIN);
}

static void heed_signals(void)
{
	struct signalfd_siginfo info;
	while (read(at.signals, &info, sizeof info) == sizeof info)
		switch (info.ssi_signo) {
		case SIGCHLD: reap(); break;
		case SIGHUP: host_reload(&at.door); break;
		default: at.drain ? end_all(SIGKILL) : stop_listening(); break;
		}
}

static void loop(void)
{
	struct pollfd *p = NULL;
	while (at.n_listeners || at.n) {
		int n = 0, known = at.n;
		p = xrealloc(p, sizeof *p * (size_t)(1 + LISTENERS + at.n));
		p[n++] = (struct pollfd){ at.signals, POLLIN, 0 };
		for (int i = 0; i < at.n_listeners; i++)
			p[n++] = (struct pollfd){ at.listener[i], POLLIN, 0 };
		int first = n;
		for (int i = 0; i < at.n; i++)
			p[n++] = (struct pollfd){ at.knocks[i].told, POLLIN, 0 };
		if (poll(p, (nfds_t)n, at.drain ? 200 : -1) < 0 && errno != EINTR)
			die("poll: %s", strerror(errno));
		for (int i = 0; i < known; i++)
			if (p[first + i].revents && at.knocks[i].told >= 0)
				is_in(&at.knocks[i]);
		for (int i = 0; i < at.n_listeners; i++)
			if (p[1 + i].revents)
				take(at.listener[i]);
		if (p[0].revents)
			heed_signals();
		if (at.drain && time(NULL) >= at.drain)
			end_all(SIGTERM);
	}
	free(p);
}

/* ---- beginning ---- */

static const char *state_folder(struct arena *a, const char *given)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	char real[PATH_MAX];
	if (given)
		return *given != '/' && realpath(given, real) ? arena_dup(a, real) : given;
	if (state && *state == '/')
		return arena_printf(a, "%s/pact-tui/serve", state);
	return arena_printf(a, "%s/.local/state/pact-tui/serve", home ? home : "");
}

/* The folder and those above it, ours alone. */
static bool make_folder(struct arena *a, const char *path)
{
	struct stat st;
	char *p = arena_dup(a, path);
	for (char *s = p + 1; (s = strchr(s, '/')); s++) {
		*s = '\0';
		mkdir(p, 0700);
		*s = '/';
	}
	mkdir(p, 0700);
	mkdir(arena_printf(a, "%s/empty", path), 0700);
	mkdir(arena_printf(a, "%s/sessions", path), 0700);
	return !stat(path, &st) && S_ISDIR(st.st_mode) && !chmod(path, 0700);
}

/* A served program may read the folder of its records: the host keys must not lie there. */
static bool lies_in(const char *path, const char *file)
{
	size_t n = (size_t)(strrchr(file, '/') - file);
	return !strncmp(path, file, n) && (path[n] == '/' || !path[n]);
}

static void write_pid(struct arena *a)
{
	FILE *f = fopen(arena_printf(a, "%s/pid", at.door.state), "we");
	if (f)
		fprintf(f, "%ld\n", (long)getpid());
	if (f)
		fclose(f);
}

static void catch_signals(void)
{
	static const int caught[] = { SIGCHLD, SIGHUP, SIGTERM, SIGINT };
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < COUNT(caught); i++)
		sigaddset(&set, caught[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	at.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

static int usage(void)
{
	fprintf(stderr, "%s\n", _("Usage: pact-tui serve [-l ADDRESS:PORT] [--state DIR] [--idle SECONDS]"));
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option known[] = { { "listen", required_argument, NULL, 'l' },
		{ "state", required_argument, NULL, 's' }, { "idle", required_argument, NULL, 'i' },
		{ 0 } };
	struct arena a = { 0 };
	const char *address = ":2222", *state = NULL;
	int opt, code;
	umask(077);
	tr_language(getenv("PACT_LANG") ? getenv("PACT_LANG") : "en", getenv("PACT_LOCALE"));
	if (argc < 3)
		return usage();
	at.door.idle = 300;
	at.door.program = argv[1];
	at.door.file = realpath(argv[2], NULL);
	optind = 3;
	while ((opt = getopt_long(argc, argv, "l:", known, NULL)) != -1)
		if (opt == 'l')
			address = optarg;
		else if (opt == 's')
			state = optarg;
		else if (opt == 'i' && atoi(optarg) > 0)
			at.door.idle = atoi(optarg);
		else
			return usage();
	if (optind < argc || !at.door.file)
		return usage();
	at.door.state = state_folder(&a, state);
	if (!make_folder(&a, at.door.state)) {
		fprintf(stderr, _("%s cannot be made: %s\n"), at.door.state, strerror(errno));
		return 74;
	}
	at.door.state = realpath(at.door.state, NULL);
	if (lies_in(at.door.state, at.door.file)) {
		fprintf(stderr, _("%s lies where the records are, and the host keys must not: name another"
			" folder with --state\n"), at.door.state);
		return 78;
	}
	ssh_init();
	catch_signals();
	if ((code = open_listeners(address)) || (code = host_keys(&at.door, &at.maker))) {
		arena_free(&a);
		return code;
	}
	write_pid(&a);
	print_door();
	loop();
	unlink(arena_printf(&a, "%s/pid", at.door.state));
	ssh_bind_free(at.door.bind);
	free(at.knocks);
	arena_free(&a);
	return 0;
}
