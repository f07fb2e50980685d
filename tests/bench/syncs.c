/* syncs.so - loaded before the C library it counts what a program asks of the disk, and writes the
 * number into the file $SYNCS when the program ends. With $SYNC_MS each takes that long besides, as on
 * a disk that turns. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int syncs;

static int pass(const char *name, int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	const char *ms = getenv("SYNC_MS");
	syncs++;
	if (ms)
		usleep((useconds_t)atoi(ms) * 1000);
	return real(fd);
}

int fsync(int fd)
{
	return pass("fsync", fd);
}

int fdatasync(int fd)
{
	return pass("fdatasync", fd);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("SYNCS");
	FILE *f = path ? fopen(path, "w") : NULL;
	if (f) {
		fprintf(f, "%d\n", syncs);
		fclose(f);
	}
}
