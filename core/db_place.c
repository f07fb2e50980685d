/* db_place.c - where a database may lie: not on a network disk, where the WAL breaks, and not
 * in a folder that a service copies about while it changes. */
#include "db_private.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>

static const struct {
	uint32_t type;
	const char *name;
} networks[] = {
	{ 0x6969, "NFS" }, { 0x517b, "SMB" }, { 0xff534d42, "CIFS" }, { 0xfe534d42, "SMB2" },
	{ 0x5346414f, "AFS" }, { 0x73757245, "Coda" }, { 0x00c36400, "Ceph" },
};
static const char *const synced[] = {
	"/Dropbox/", "/OneDrive/", "/OneDrive - ", "/Google Drive/", "/GoogleDrive/", "/Nextcloud/",
	"/ownCloud/", "/iCloud", "/pCloudDrive/", "/MEGA/", "/Syncthing/",
};

enum rc place_check(struct db *db, const char *path)
{
	char folder[4096];
	char *real = realpath(path, NULL);
	if (!real) { /* not made yet: it is its folder that counts */
		const char *last = strrchr(path, '/');
		snprintf(folder, sizeof folder, "%.*s", last ? (int)(last - path) + 1 : 2,
			last ? path : "./");
		real = realpath(folder, NULL);
		snprintf(folder, sizeof folder, "%s/x", real ? real : path);
	} else {
		snprintf(folder, sizeof folder, "%s", real);
	}
	free(real);
	for (size_t i = 0; i < COUNT(synced); i++)
		if (strstr(folder, synced[i]))
			return db_fail(db, INVALID, _("%s lies in a folder that is copied to a service"
				" while the program writes, and that destroys it. Choose another folder"),
				path);
	char *slash = strrchr(folder, '/');
	struct statfs fs;
	if (slash)
		slash[slash == folder] = 0;
	if (statfs(slash ? folder : ".", &fs))
		return OK; /* the folder is not there yet: it will be made on the disk above it */
	for (size_t i = 0; i < COUNT(networks); i++)
		if ((uint32_t)fs.f_type == networks[i].type)
			return db_fail(db, INVALID, _("%s lies on a network disk (%s), where a database"
				" can be lost. Keep it on this machine's own disk, or use ssh"), path,
				networks[i].name);
	return OK;
}

enum rc place_folder(struct db *db, const char *path)
{
	char folder[4096];
	snprintf(folder, sizeof folder, "%s", path);
	for (char *p = folder + 1; (p = strchr(p, '/')); *p++ = '/') {
		*p = 0;
		if (mkdir(folder, 0700) && errno != EEXIST)
			return db_fail(db, FAILED, _("The folder %s cannot be made: %s"), folder,
				strerror(errno));
	}
	return OK;
}
