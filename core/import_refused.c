/* import_refused.c - the rows that did not fit, kept with the reason before each. */
#include "import_private.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static enum rc refused_open(
	struct refused *r, struct db *db, const char *path, const struct source *s)
{
	if (asprintf(&r->path, "%s.refused.csv", path) < 0 ||
		asprintf(&r->unfinished, "%s.new", r->path) < 0)
		die("%s", strerror(errno));
	unlink(r->unfinished);
	int fd = open(r->unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return db_fail(db, FAILED,
			_("%s cannot be written (%s), so the rows that do not fit "
			  "would be lost. Nothing was brought in: copy the file to a folder of "
			  "your own first"),
			r->path, strerror(errno));
	r->f = fdopen(fd, "w");
	if (!r->f)
		die("fdopen: %s", strerror(errno));
	csv_cell(r->f, true, "why");
	for (int i = strcmp(s->header[0], "why") ? 0 : 1; i < s->n; i++)
		csv_cell(r->f, false, s->header[i]);
	csv_end(r->f);
	return OK;
}

enum rc refused_row(
	struct refused *r, struct db *db, const char *path, const struct source *s, const char *why)
{
	if (!r->f) {
		enum rc rc = refused_open(r, db, path, s);
		if (rc)
			return rc;
	}
	char line[64];
	snprintf(line, sizeof line, _("line %ld"), s->line);
	struct str all = STR_INIT;
	str_addf(&all, "%s: %s", line, why);
	csv_cell(r->f, true, all.s);
	str_release(&all);
	for (int i = strcmp(s->header[0], "why") ? 0 : 1; i < s->n; i++)
		csv_cell(r->f, false, s->v[i]);
	csv_end(r->f);
	return OK;
}

/* To the disk, before anything is committed that leaves these rows out. */
enum rc refused_finish(struct refused *r, struct db *db)
{
	if (!r->f)
		return OK;
	if (!fflush(r->f) && !fsync(fileno(r->f)) && !ferror(r->f))
		return OK;
	return db_fail(db, FAILED, _("%s cannot be written: %s. Nothing was brought in"), r->path,
		strerror(errno));
}

void refused_close(struct refused *r, bool keep)
{
	if (r->f) {
		fclose(r->f);
		if (!keep || rename(r->unfinished, r->path))
			unlink(r->unfinished);
	}
	free(r->path);
	free(r->unfinished);
}
