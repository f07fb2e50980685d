/* import_refused.c - the rows that did not fit, kept with the reason before each. */
#include "import_private.h"
#include "erase_private.h"
#include "history.h"
#include "schema.h"
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

enum rc refused_row(struct refused *r, struct db *db, const char *path, const struct source *s,
	const struct filler *f)
{
	if (!r->f) {
		enum rc rc = refused_open(r, db, path, s);
		if (rc)
			return rc;
	}
	char line[64];
	snprintf(line, sizeof line, _("line %ld"), s->line);
	struct str all = STR_INIT;
	str_addf(&all, "%s: %s", line, f->why.s);
	csv_cell(r->f, true, all.s);
	str_release(&all);
	for (int i = strcmp(s->header[0], "why") ? 0 : 1; i < s->n; i++)
		csv_cell(r->f, false, f->forgotten ? "" : s->v[i]);
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

/* ---- where they are ---- */

/* Those that are there still, a path a line, and this one. */
static void remember(struct db *db, const char *path)
{
	struct arena a = { 0 };
	struct str b = STR_INIT;
	char *real = realpath(path, NULL);
	const char *was = db_setting(db, &a, "_refused", ""), *at = was, *word;
	size_t n;
	while (real && str_word(&at, "\n", &word, &n)) {
		const char *one = arena_dupn(&a, word, n);
		if (strcmp(one, real) && !access(one, F_OK))
			str_addf(&b, "%s\n", one);
	}
	str_add(&b, real ? real : "");
	if (real && strcmp(was, b.s) && !db_begin(db)) {
		history_action(db, "setting", "import refused");
		db_end(db, schema_setting(db, "_refused", b.s));
	}
	free(real);
	str_release(&b);
	arena_free(&a);
}

static bool names(const char *path, const char *name)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	bool ret = false;
	while (f && !ret && getline(&line, &room, f) >= 0) {
		struct arena a = { 0 };
		ret = named_in(&a, line, name);
		arena_free(&a);
	}
	free(line);
	if (f)
		fclose(f);
	return ret;
}

const char *refused_naming(struct db *db, struct arena *a, const char *name)
{
	const char *at = db_setting(db, a, "_refused", ""), *word, *ret = "";
	size_t n;
	while (str_word(&at, "\n", &word, &n)) {
		const char *path = arena_dupn(a, word, n);
		if (names(path, name))
			ret = arena_printf(a, "%s\n%s", ret, path);
	}
	return ret;
}

void refused_close(struct refused *r, struct db *db, bool keep)
{
	if (r->f) {
		fclose(r->f);
		if (!keep || rename(r->unfinished, r->path))
			unlink(r->unfinished);
		else
			remember(db, r->path);
	}
	free(r->path);
	free(r->unfinished);
}
