/* jail.c - Landlock for files, a seccomp filter for calls. */
#include "jail.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of Debian 12: else a file elsewhere could still be cut to nothing. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

enum {
	KNOWS_TRUNCATE = 3, /* version of Landlock */
	MEMORY_MOST = 1 << 29, /* bytes; a million people take nine million */
	LOOK = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	KEEP = LOOK | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
		LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_DIR |
		LANDLOCK_ACCESS_FS_MAKE_REG,
	ALL = KEEP | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
		LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
};

static void open_to(int rules, const char *path, uint64_t what)
{
	struct stat st;
	struct landlock_path_beneath_attr rule = { .allowed_access = what,
		.parent_fd = path ? open(path, O_PATH | O_CLOEXEC) : -1 };
	if (rule.parent_fd < 0)
		return;
	if (!fstat(rule.parent_fd, &st) && !S_ISDIR(st.st_mode))
		rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
			LANDLOCK_ACCESS_FS_TRUNCATE;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

static void lock_files(const char *file, const char *state, const char *locale)
{
	static const char *const looked[] = { "/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo",
		"/usr/share/zoneinfo", "/etc/localtime", "/usr/lib/locale", "/usr/share/locale",
		"/usr/lib", "/lib", "/proc/self",
		"/etc/machine-id" };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	uint64_t cut = version >= KNOWS_TRUNCATE ? LANDLOCK_ACCESS_FS_TRUNCATE : 0;
	struct landlock_ruleset_attr attr = { .handled_access_fs = ALL | cut };
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	if (rules < 0)
		return;
	char *folder = xstrdup(file), *slash = strrchr(folder, '/');
	*(slash && slash > folder ? slash : folder + 1) = '\0';
	for (size_t i = 0; i < COUNT(looked); i++)
		open_to(rules, looked[i], LOOK);
	open_to(rules, locale, LOOK);
	open_to(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | cut);
	open_to(rules, folder, KEEP | cut);
	open_to(rules, state, KEEP | cut);
	if (syscall(SYS_landlock_restrict_self, rules, 0))
		die("the program cannot be locked in: %s", strerror(errno));
	close(rules);
	free(folder);
}

/* The calls that a notebook never needs; they fail, as if the machine had none. Signals are for itself:
 * the door and the others' programs run as the same Unix user. */
static bool forbid(scmp_filter_ctx filter)
{
	static const int calls[] = {
		SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone),
		SCMP_SYS(clone3), SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect),
		SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto),
		SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
		SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(unshare),
		SCMP_SYS(setns), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(bpf),
		SCMP_SYS(perf_event_open), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
		SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(memfd_create),
		SCMP_SYS(personality), SCMP_SYS(init_module), SCMP_SYS(finit_module),
		SCMP_SYS(kexec_load), SCMP_SYS(open_by_handle_at), SCMP_SYS(reboot),
		SCMP_SYS(tkill), SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_open),
		SCMP_SYS(pidfd_send_signal),
	};
	for (size_t i = 0; i < COUNT(calls); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0))
			return false;
	static const int signals[] = { SCMP_SYS(kill), SCMP_SYS(tgkill), SCMP_SYS(rt_sigqueueinfo) };
	for (size_t i = 0; i < COUNT(signals); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), signals[i], 1,
			    SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid())))
			return false;
	return true;
}

void jail_served(const char *file, const char *state, const char *locale)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#ifndef __SANITIZE_ADDRESS__ /* which has a terabyte of its own */
	setrlimit(RLIMIT_DATA, &(struct rlimit){ MEMORY_MOST, MEMORY_MOST });
#endif
	prctl(PR_SET_DUMPABLE, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		die("the program cannot be locked in: %s", strerror(errno));
#ifndef __SANITIZE_ADDRESS__ /* it looks for its leaks with a process of its own */
	lock_files(file, state, locale);
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter || !forbid(filter) || seccomp_load(filter))
		die("the program cannot be locked in");
	seccomp_release(filter);
#else
	(void)lock_files;
	(void)forbid;
	(void)file;
	(void)state;
	(void)locale;
#endif
}
