/* serve_jail.c - a session process that was broken into can do no more than it must: carry bytes
 * between the socket and the program it started. No file, no socket, no process, no other image. */
#include "serve.h"
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Root may lock itself into an empty folder; anybody else has only the filter. */
static void leave_the_files(const struct door *door)
{
	struct arena a = { 0 };
	if (!geteuid()) {
		const char *empty = arena_printf(&a, "%s/empty", door->state);
		if (chroot(empty) || chdir("/"))
			die("%s cannot be entered", empty);
	}
	arena_free(&a);
}

static void limit(int what, rlim_t most)
{
	setrlimit((__rlimit_resource_t)what, &(struct rlimit){ most, most });
}

static bool allow(scmp_filter_ctx filter)
{
	static const int calls[] = {
		SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev),
		SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(recvmsg), SCMP_SYS(sendmsg),
		SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(getpid), SCMP_SYS(close),
		SCMP_SYS(shutdown), SCMP_SYS(wait4), SCMP_SYS(exit_group), SCMP_SYS(exit),
		SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
		SCMP_SYS(getrandom), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
		SCMP_SYS(rt_sigaction), SCMP_SYS(restart_syscall), SCMP_SYS(nanosleep),
		SCMP_SYS(clock_nanosleep), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
		SCMP_SYS(futex), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(time),
		SCMP_SYS(getsockname), SCMP_SYS(getpeername),
	};
	for (size_t i = 0; i < COUNT(calls); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0))
			return false;
	return !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
			SCMP_A1(SCMP_CMP_EQ, TIOCSWINSZ)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
			SCMP_A1(SCMP_CMP_EQ, FIONREAD)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
			SCMP_A1(SCMP_CMP_EQ, F_GETFL)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
			SCMP_A1(SCMP_CMP_EQ, F_SETFL)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1,
			SCMP_A1(SCMP_CMP_EQ, SIGHUP)) &&
		!seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1,
			SCMP_A1(SCMP_CMP_EQ, SIGCONT));
}

void jail_session(const struct door *door)
{
#ifndef __SANITIZE_ADDRESS__ /* it opens files and makes processes of its own */
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	leave_the_files(door);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_DATA, 1 << 27);
	prctl(PR_SET_DUMPABLE, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || !filter || !allow(filter) ||
		seccomp_load(filter))
		die("the session cannot be locked in");
	seccomp_release(filter);
#else
	(void)door;
	(void)leave_the_files;
	(void)limit;
	(void)allow;
#endif
}
