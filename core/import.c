/* import.c - a file looked at (the plan), and brought in (the run). */
#include "import_private.h"
#include "access.h"
#include "history.h"
#include "schema.h"
#include <errno.h>
#include <sys/stat.h>
#include <time.h>

#define TOLD_MAX 1000 /* refusals that a plan keeps the words of */
#define PROGRESS_NS 200000000

/* The file must be, when it is brought in, the one that was looked at. */
static void remember_file(struct plan *p, const struct source *s)
{
	struct stat st;
	if (fstat(fileno(s->in.f), &st))
		die("fstat: %s", strerror(errno));
	p->size = st.st_size;
	p->mtime = st.st_mtim.tv_sec * INT64_C(1000000000) + st.st_mtim.tv_nsec;
}

static bool same_file(const struct plan *p, const struct source *s)
{
	struct plan now = { 0 };
	remember_file(&now, s);
	return now.size == p->size && now.mtime == p->mtime;
}

static void tell(struct arena *a, struct refusal *list, long n, long line, const char *why)
{
	if (n < TOLD_MAX)
		list[n] = (struct refusal){ line, arena_dup(a, why) };
}

/* Counts what a row came to, and keeps the words while there is room. */
static void count(struct arena *a, struct import *im, const struct filler *f, long line)
{
	im->rows++;
	if (f->why.len) {
		tell(a, im->refused, im->nrefused, line, f->why.s);
		im->nrefused++;
		return;
	}
	im->good++;
	if (!f->nunfound)
		return;
	tell(a, im->unfound_at, im->nunfound_at, line, f->unfound.s);
	im->nunfound_at += im->nunfound_at < TOLD_MAX;
	im->unfound += f->nunfound;
}

static void start_counts(struct arena *a, struct import *im)
{
	if (!im->refused) {
		im->refused = arena_array(a, struct refusal, TOLD_MAX);
		im->unfound_at = arena_array(a, struct refusal, TOLD_MAX);
	}
	im->rows = im->good = im->nrefused = im->unfound = im->nunfound_at = 0;
	im->first = im->last = 0;
}

/* Does the hook that stops long statements want us to stop? Most of a plan's time is not SQL. */
static bool stopped(struct db *db)
{
	struct db_interrupt hook = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	db_interrupt_hook(db, hook);
	return hook.stop && hook.stop(hook.arg);
}

static enum rc look(struct db *db, struct arena *a, struct plan *p, struct source *s)
{
	struct arena row = { 0 };
	struct filler f;
	enum rc rc = OK;
	filler_open(&f, db, p, &row);
	start_counts(a, &p->im);
	while (!rc && source_next(s)) {
		arena_clear(&row);
		rc = filler_row(&f, s);
		if (!rc)
			count(a, &p->im, &f, s->line);
		if (!rc && p->im.rows % 1000 == 0 && stopped(db))
			rc = db_fail(db, BUSY, "%s", _("Stopped: nothing was written"));
	}
	filler_close(&f);
	arena_free(&row);
	return rc;
}

enum rc import_plan(struct db *db, struct arena *a, const struct entity *e, const char *path,
	int argc, const char *const *argv, struct import **ret)
{
	struct plan *p = arena_new(a, struct plan);
	struct source s;
	enum rc rc = access_may(db, e, ADD);
	if (!rc)
		rc = source_open(&s, db, a, path);
	if (rc)
		return rc;
	p->im.e = e;
	p->im.path = arena_dup(a, path);
	p->im.encoding = s.in.encoding;
	p->im.delimiter = s.delimiter;
	remember_file(p, &s);
	rc = import_map(db, a, p, &s, argc, argv);
	if (!rc)
		rc = look(db, a, p, &s);
	source_close(&s);
	*ret = &p->im;
	return rc;
}

struct run {
	struct db *db;
	struct plan *p;
	struct arena *a; /* of the plan */
	struct arena row;
	struct refused refused;
	long planned; /* rows of the file, as counted by the plan */
	bool in_bulk;
	struct bulk bulk;
	bool (*progress)(void *arg, long done, long of);
	void *arg;
	int64_t told; /* when progress was last called */
	bool stop;
};

static int64_t nanoseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* Also called from within long statements: the rebuilding of the index at the end. */
static bool asked_to_stop(void *arg)
{
	struct run *r = arg;
	int64_t now = nanoseconds();
	if (r->stop || !r->progress || now - r->told < PROGRESS_NS)
		return r->stop;
	r->told = now;
	r->stop = !r->progress(r->arg, r->p->im.rows, r->planned);
	return r->stop;
}

static enum rc bring_in(struct run *r, struct filler *f)
{
	struct import *im = &r->p->im;
	enum rc rc = r->in_bulk ? bulk_row(&r->bulk, f->ed) : edit_save(r->db, f->ed);
	if (rc)
		return rc;
	if (!im->first)
		im->first = f->ed->id;
	im->last = f->ed->id;
	return OK;
}

/* Does a row of the file bear what only one record may bear, that one being new too? Such a row is
 * refused at its second coming, when it is saved. */
static bool only_this_row(const struct run *r, enum rc rc, const struct filler *f)
{
	return rc == INVALID && !r->in_bulk && f->ed->e->uniq && db_writing(r->db);
}

static enum rc all_rows(struct run *r, struct source *s)
{
	struct filler f;
	enum rc rc = OK;
	filler_open(&f, r->db, r->p, &r->row);
	start_counts(r->a, &r->p->im);
	while (!rc && source_next(s)) {
		arena_clear(&r->row);
		rc = filler_row(&f, s);
		if (!rc && !f.why.len) {
			rc = bring_in(r, &f);
			if (only_this_row(r, rc, &f)) {
				str_add(&f.why, db_words(r->db));
				rc = OK;
			}
		}
		if (!rc && f.why.len)
			rc = refused_row(&r->refused, r->db, r->p->im.path, s, f.why.s);
		if (!rc)
			count(r->a, &r->p->im, &f, s->line);
		if (!rc && asked_to_stop(r))
			rc = BUSY;
	}
	filler_close(&f);
	return rc;
}

static const char *basename_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* Everything between begin and commit. */
static enum rc write_rows(struct run *r, struct source *s)
{
	struct import *im = &r->p->im;
	const struct entity *e = im->e;
	enum rc rc = schema_writable(r->db, e);
	if (rc)
		return rc;
	history_action(r->db, "edit", arena_printf(r->a, "import %s", e->plural));
	if (r->in_bulk)
		rc = bulk_begin(&r->bulk, r->db, r->a, e, im->good);
	if (!rc)
		rc = all_rows(r, s);
	if (!rc && r->in_bulk)
		rc = bulk_end(&r->bulk);
	if (!rc)
		history_summary(r->db, "%ld %s from %s", im->good,
			im->good == 1 ? e->name : e->plural, basename_of(im->path));
	return rc ? rc : refused_finish(&r->refused, r->db);
}

static enum rc transaction(struct run *r, struct source *s)
{
	struct db_interrupt before;
	enum rc rc = db_begin(r->db);
	if (rc)
		return rc;
	r->in_bulk = bulk_fits(r->db, r->p);
	before = db_interrupt_hook(r->db, (struct db_interrupt){ asked_to_stop, r });
	rc = write_rows(r, s);
	db_interrupt_hook(r->db, before);
	if (!rc && !r->stop)
		return db_commit(r->db);
	const char *words = arena_dup(r->a, db_words(r->db));
	db_rollback(r->db);
	if (r->stop)
		return db_fail(r->db, BUSY, "%s", _("Stopped: nothing was brought in"));
	return db_fail(r->db, rc, "%s", words);
}

enum rc import_run(struct db *db, struct arena *a, struct import *im,
	bool (*progress)(void *arg, long done, long of), void *arg)
{
	struct run r = { .db = db,
		.p = (struct plan *)im,
		.a = a,
		.planned = im->rows,
		.progress = progress,
		.arg = arg,
		.told = nanoseconds() };
	struct arena header = { 0 };
	struct source s;
	enum rc rc = access_may(db, im->e, ADD);
	if (!rc)
		rc = source_open(&s, db, &header, im->path);
	if (rc)
		return rc;
	if (!same_file(r.p, &s)) {
		rc = db_fail(db, CONFLICT,
			_("%s changed since it was looked at. Nothing was brought in: "
			  "look at it again"),
			im->path);
	} else {
		db_busy_as(db, arena_printf(a, "%s: import %s", access_name(db, a), im->e->plural));
		rc = transaction(&r, &s);
		db_busy_as(db, access_name(db, a));
	}
	refused_close(&r.refused, !rc);
	source_close(&s);
	arena_free(&header);
	arena_free(&r.row);
	return rc;
}
