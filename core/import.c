/* import.c - a file looked at (the plan), and brought in (the run). */
#include "import_private.h"
#include "access.h"
#include "duplicate.h"
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

bool plan_same_file(const struct plan *p, const struct source *s)
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

/* Counts what a row came to. */
static void count(struct arena *a, struct import *im, const struct filler *f, long line)
{
	im->rows++;
	if (f->why.len) {
		tell(a, im->refused, im->nrefused, line, f->why.s);
		im->nrefused++;
		return;
	}
	im->good++;
	if (!f->is)
		im->fresh++;
	else if (im->first && f->is >= im->first && f->is <= im->last)
		im->repeats++;
	else if (f->changes)
		im->changed++;
	else
		im->unchanged++;
	if (!f->nunfound)
		return;
	tell(a, im->unfound_at, im->nunfound_at, line, f->unfound.s);
	im->nunfound_at += im->nunfound_at < TOLD_MAX;
	im->unfound += f->nunfound;
}

/* Lines worth a look, of each kind while there is room. */
struct sights {
	struct sight *list[SIGHT_CHANGED + 1];
	int n[SIGHT_CHANGED + 1];
};

static void see(struct arena *a, struct sights *to, const struct filler *f, long line)
{
	int what = f->why.len ? SIGHT_REFUSED : f->like ? SIGHT_LIKE : SIGHT_CHANGED;
	if ((what == SIGHT_CHANGED && !f->changes) || to->n[what] == TOLD_MAX)
		return;
	if (!to->list[what])
		to->list[what] = arena_array(a, struct sight, TOLD_MAX);
	const struct entity *e = f->p->im.e;
	int64_t id = what == SIGHT_LIKE ? f->like : what == SIGHT_CHANGED ? f->is : 0;
	const char *why = f->why.len ? f->why.s : f->what.s;
	if (what == SIGHT_LIKE)
		why = arena_printf(f->a, _("may be %s: %s"), record_title(f->db, f->a, e, id),
			f->like_why);
	to->list[what][to->n[what]++] = (struct sight){ line, what,
		arena_dup(a, f->ed ? edit_title(f->a, f->ed) : ""), arena_dup(a, why), id };
}

static void gather(struct arena *a, struct import *im, const struct sights *from)
{
	int n = 0;
	for (int i = 0; i <= SIGHT_CHANGED; i++)
		n += from->n[i];
	im->sight = arena_array(a, struct sight, n);
	im->nsights = 0;
	for (int i = 0; i <= SIGHT_CHANGED; i++)
		for (int k = 0; k < from->n[i]; k++)
			im->sight[im->nsights++] = from->list[i][k];
}

static void start_counts(struct arena *a, struct import *im)
{
	if (!im->refused) {
		im->refused = arena_array(a, struct refusal, TOLD_MAX);
		im->unfound_at = arena_array(a, struct refusal, TOLD_MAX);
	}
	im->rows = im->good = im->nrefused = im->unfound = im->nunfound_at = 0;
	im->fresh = im->changed = im->unchanged = im->repeats = 0;
	im->first = im->last = 0;
}

/* Does the hook that stops long statements want us to stop? Most of a plan's time is not SQL. */
static bool stopped(struct db *db)
{
	struct db_interrupt hook = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	db_interrupt_hook(db, hook);
	return hook.stop && hook.stop(hook.arg);
}

static int64_t newest(struct db *db)
{
	int64_t txn;
	history_since(db, 0, &txn);
	return txn;
}

/* Reads the whole file against what is on file now. */
static enum rc look(struct db *db, struct arena *a, struct plan *p, struct source *s)
{
	struct arena row = { 0 };
	struct sights sights = { 0 };
	struct filler f;
	p->newest = newest(db);
	enum rc rc = ready_open(&p->ready, db, a, p);
	filler_open(&f, db, p, &row);
	start_counts(a, &p->im);
	p->im.likely = 0;
	while (!rc && source_next(s)) {
		arena_clear(&row);
		rc = filler_row(&f, s);
		if (rc)
			break;
		count(a, &p->im, &f, s->line);
		p->im.likely += f.like && !f.why.len;
		see(a, &sights, &f, s->line);
		rc = ready_row(&p->ready, &f);
		if (!rc && p->im.rows % 1000 == 0 && stopped(db))
			rc = db_fail(db, BUSY, "%s", _("Stopped: nothing was written"));
	}
	if (!rc)
		rc = ready_settle(&p->ready, &f, &p->im.repeats);
	filler_close(&f);
	arena_free(&row);
	p->im.fresh -= p->im.repeats;
	gather(a, &p->im, &sights);
	return rc;
}

/* All that a look reads is of one moment, and what it keeps is no transaction a row. */
static enum rc look_at_once(struct db *db, struct arena *a, struct plan *p, struct source *s)
{
	enum rc rc = db_script(db, "SAVEPOINT look");
	if (rc)
		return rc;
	rc = look(db, a, p, s);
	db_script(db, rc ? "ROLLBACK TO look; RELEASE look" : "RELEASE look");
	return rc;
}

/* Files of one kind have the same headers, in whatever order. */
static const char *kind_of(struct arena *a, const struct source *s)
{
	uint64_t sum = (uint64_t)s->n;
	for (int i = 0; i < s->n; i++)
		sum += (uint64_t)name_number(a, s->header[i]);
	return arena_printf(a, "%08x", (unsigned)(sum ^ sum >> 32));
}

enum rc import_plan(struct db *db, struct arena *a, const struct entity *e, const char *path,
	int argc, const char *const *argv, struct import **ret)
{
	struct plan *p = arena_new(a, struct plan);
	struct source s;
	enum rc rc = access_may(db, e, ADD);
	if (!rc)
		rc = access_whole(db, e);
	if (!rc)
		rc = source_open(&s, db, a, path);
	if (rc)
		return rc;
	p->im.e = e;
	p->im.path = arena_dup(a, path);
	p->im.encoding = s.in.encoding;
	p->im.delimiter = s.delimiter;
	p->kind = s.cards ? VCARD_UID : kind_of(a, &s); /* a card's is the same in every file */
	remember_file(p, &s);
	rc = import_map(db, a, p, &s, argc, argv);
	if (!rc)
		rc = look_at_once(db, a, p, &s);
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
	long planned, done; /* rows of the file, as counted by the plan; and so far */
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
	r->stop = !r->progress(r->arg, r->done, r->planned);
	return r->stop;
}

/* Does a row of the file bear what only one record may bear, that one being new too? Such a row is
 * refused at its second coming, when it is saved. */
static bool only_this_row(const struct run *r, enum rc rc, const struct filler *f)
{
	return rc == INVALID && f->ed->e->uniq && db_writing(r->db);
}

static enum rc bring_in(struct run *r, struct filler *f)
{
	struct import *im = &r->p->im;
	enum rc rc = f->is ? same_save(f) : edit_save(r->db, f->ed);
	if (only_this_row(r, rc, f)) {
		str_add(&f->why, db_words(r->db));
		return OK;
	}
	if (rc || f->is)
		return rc;
	if (!im->first)
		im->first = f->ed->id;
	im->last = f->ed->id;
	return OK;
}

static enum rc one_row(struct run *r, struct filler *f, struct source *s)
{
	arena_clear(&r->row);
	enum rc rc = filler_row(f, s);
	if (!rc && !f->why.len)
		rc = bring_in(r, f);
	if (!rc && f->why.len)
		rc = refused_row(&r->refused, r->db, r->p->im.path, s, f);
	return rc || !asked_to_stop(r) ? rc : BUSY;
}

static enum rc row_by_row(struct run *r, struct source *s)
{
	struct filler f;
	enum rc rc = OK;
	filler_open(&f, r->db, r->p, &r->row);
	f.probes = INT32_MAX; /* what a row may be was told before */
	start_counts(r->a, &r->p->im);
	while (!rc && source_next(s)) {
		rc = one_row(r, &f, s);
		if (!rc)
			count(r->a, &r->p->im, &f, s->line);
		r->done++;
		f.empty &= !r->p->im.fresh;
	}
	filler_close(&f);
	return rc;
}

/* While the indexes are there: what is news of records on file, and what does not fit. */
static enum rc others(struct run *r, struct source *s)
{
	struct filler f;
	int64_t nth = 0;
	enum rc rc = OK;
	filler_open(&f, r->db, r->p, &r->row);
	f.probes = INT32_MAX;
	while (!rc && (nth = ready_other(&r->p->ready, nth))) {
		while (f.nth + 1 < nth && source_next(s))
			f.nth++;
		if (source_next(s))
			rc = one_row(r, &f, s);
	}
	filler_close(&f);
	return rc;
}

/* The counts of the plan hold. */
static enum rc at_once(struct run *r, struct source *s)
{
	enum { BATCH = 10000 }; /* rows between two looks at the keyboard */
	struct import *im = &r->p->im;
	const char *make;
	int64_t before = 0;
	enum rc rc = others(r, s);
	if (!rc)
		rc = bulk_begin(r->db, r->a, im, &before, &make);
	for (long at = 0; at < im->fresh && !rc; at += BATCH) {
		rc = ready_copy(&r->p->ready, before, at, at + BATCH);
		r->done = at + BATCH < im->fresh ? at + BATCH : r->planned;
		if (!rc && asked_to_stop(r))
			rc = BUSY;
	}
	im->first = before + 1;
	im->last = before + im->fresh;
	return rc ? rc : bulk_end(r->db, im, make);
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
	if (rc || (rc = schema_importable(r->db, e)))
		return rc;
	history_action(r->db, "edit", arena_printf(r->a, "import %s", e->plural));
	rc = bulk_fits(r->db, r->p) ? at_once(r, s) : row_by_row(r, s);
	if (!rc)
		history_summary(r->db, "%ld %s from %s", im->good,
			im->good == 1 ? e->name : e->plural, basename_of(im->path));
	return rc ? rc : refused_finish(&r->refused, r->db);
}

/* What others wrote since the plan may be what is in the file: another look, nobody writing now. */
static enum rc look_again(struct run *r, struct source *s)
{
	if (newest(r->db) == r->p->newest)
		return OK;
	enum rc rc = look(r->db, r->a, r->p, s);
	if (rc)
		return rc;
	source_close(s);
	return source_open(s, r->db, r->a, r->p->im.path);
}

static enum rc transaction(struct run *r, struct source *s)
{
	struct db_interrupt before;
	enum rc rc = db_begin(r->db);
	if (rc)
		return rc;
	before = db_interrupt_hook(r->db, (struct db_interrupt){ asked_to_stop, r });
	rc = look_again(r, s);
	if (!rc)
		rc = write_rows(r, s);
	if (rc)
		r->p->newest = -1; /* what was seen in here goes with the rest: look again */
	db_interrupt_hook(r->db, before);
	rc = db_end(r->db, r->stop ? BUSY : rc);
	return r->stop ? db_fail(r->db, BUSY, "%s", _("Stopped: nothing was brought in")) : rc;
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
	if (!plan_same_file(r.p, &s)) {
		rc = db_fail(db, CONFLICT,
			_("%s changed since it was looked at. Nothing was brought in: "
			  "look at it again"),
			im->path);
	} else {
		db_busy_as(db, arena_printf(a, "%s: import %s", access_name(db, a), im->e->plural));
		rc = transaction(&r, &s);
		db_busy_as(db, access_name(db, a));
		if (!rc) {
			import_remember(db, r.p); /* if not: what was brought in stands all the same */
			ready_forget(&r.p->ready);
			r.p->newest = -1;
		}
	}
	refused_close(&r.refused, db, !rc);
	source_close(&s);
	arena_free(&header);
	arena_free(&r.row);
	return rc;
}
