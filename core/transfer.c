/* transfer.c - lists and answers out: which formats there are, and the way of every row into one. */
#include "transfer_private.h"
#include "access.h"
#include "care.h"
#include "history.h"
#include "record.h"
#include <errno.h>

#define PAGE 200

static const struct writer *const writers[] = {
	[FMT_TABLE] = &table_writer,
	[FMT_CSV] = &csv_writer,
	[FMT_JSON] = &json_writer,
	[FMT_VCF] = &vcf_writer,
	[FMT_ICS] = &ics_writer,
	[FMT_PRINT] = &print_writer,
};

bool format_find(const char *word, enum format *ret)
{
	for (size_t i = 0; word && i < COUNT(writers); i++)
		if (!strcmp(writers[i]->word, word)) {
			*ret = (enum format)i;
			return true;
		}
	return false;
}

bool format_of_file(const char *path, enum format *ret)
{
	const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
	if (!dot || (slash && slash > dot))
		return false;
	return format_find(!strcmp(dot, ".txt") ? "print" : dot + 1, ret);
}

const char *format_words(struct arena *a)
{
	const char *ret = writers[0]->word;
	for (size_t i = 1; i < COUNT(writers); i++)
		ret = arena_printf(a, "%s, %s", ret, writers[i]->word);
	return ret;
}

enum rc out_log(struct db *db, const struct entity *e, const char *what, int64_t rows, int64_t id)
{
	if (!e || db_readonly(db) || (e->zone != ZONE_PERSONAL && e->zone != ZONE_RESTRICTED))
		return OK;
	char command[120];
	snprintf(command, sizeof command, "export %s", what);
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	history_action(db, "read", command);
	const char *role = e->zone == ZONE_RESTRICTED ? access_used(db, e, EXPORT) : "";
	history_summary(db, "%lld %s%s%s", (long long)rows, rows == 1 ? e->name : e->plural,
		*role ? ", " : "", role);
	history_log(db, e, 'r', id, NULL, NULL);
	return db_commit(db);
}

static enum rc may_leave(struct db *db, const struct writer *w, const struct entity *e)
{
	enum rc rc = w->fits ? w->fits(db, e) : OK;
	return rc || !(w->flags & W_TAKEN) || !e ? rc : access_may(db, e, EXPORT);
}

static void out_open(struct out *o, struct db *db, FILE *to, enum format fmt, struct list *l)
{
	*o = (struct out){ .db = db, .to = to, .w = writers[fmt], .l = l, .line = STR_INIT, .twice = STR_INIT,
		.consents = writers[fmt]->flags & W_TAKEN && consent_any(db) };
	if (!l)
		return;
	o->n = list_columns(l, &o->cols);
	o->e = list_entity(l);
	o->title = list_title(l);
}

static enum rc out_page(struct out *o, const struct row *rows, int n)
{
	enum rc rc = OK;
	if (!o->begun && o->w->begin)
		rc = o->w->begin(o, rows, n);
	o->begun = true;
	if (!rc)
		rc = o->w->rows(o, rows, n);
	arena_clear(&o->a);
	return rc || !ferror(o->to) ? rc : FAILED;
}

static enum rc out_row(void *arg, const struct row *row)
{
	return out_page(arg, row, 1);
}

/* The end of what went well: an empty list has a head and an end too. */
static enum rc out_close(struct out *o, enum rc rc)
{
	if (!rc && !o->begun)
		rc = out_page(o, NULL, 0);
	if (!rc && o->w->end)
		o->w->end(o);
	bool lost = ferror(o->to) || (!rc && fflush(o->to));
	str_release(&o->line);
	str_release(&o->twice);
	free(o->width);
	free(o->paper);
	arena_free(&o->a);
	if (lost && errno == EPIPE) /* whoever read has enough: nothing to tell */
		return db_fail(o->db, FAILED, "%s", "");
	if (lost)
		return db_fail(o->db, FAILED, _("The list cannot be written: %s"), strerror(errno));
	return rc;
}

/* Page by page; a page lives until the next one is there. */
static enum rc all_pages(struct out *o)
{
	struct arena a[2] = { { 0 }, { 0 } };
	struct row *rows, *last = NULL;
	int n = PAGE;
	enum rc rc = OK;
	for (int turn = 0; !rc && n == PAGE; turn ^= 1) {
		arena_clear(&a[turn]);
		rc = list_page(o->l, &a[turn], last, 1, false, PAGE, &rows, &n);
		if (!rc)
			rc = out_page(o, rows, n);
		last = !rc && n ? &rows[n - 1] : last;
	}
	arena_free(&a[0]);
	arena_free(&a[1]);
	return rc;
}

static enum rc write_rows(struct list *l, FILE *to, enum format fmt, int cols)
{
	struct db *db = list_db(l);
	const struct entity *e = list_entity(l);
	const struct writer *w = writers[fmt];
	int64_t total;
	enum rc rc = may_leave(db, w, e);
	if (!rc && w->flags & W_TAKEN && !(rc = list_total(l, &total)))
		rc = out_log(db, e, e ? e->plural : "answer", total, 0);
	if (rc)
		return rc;
	struct out o;
	out_open(&o, db, to, fmt, l);
	o.room = cols;
	return out_close(&o, all_pages(&o));
}

enum rc list_write(struct list *l, FILE *to, enum format fmt, int cols)
{
	const struct list_spec *spec = list_spec_of(l);
	/* A list on the screen shows a few fields: the same rows are read anew with all of them. */
	if (!(writers[fmt]->flags & W_ALL) || !spec || !spec->e || spec->all_fields)
		return write_rows(l, to, fmt, cols);
	struct list_spec whole = *spec;
	struct list *all;
	whole.all_fields = true;
	enum rc rc = list_open(list_db(l), &whole, &all);
	if (rc)
		return rc;
	rc = write_rows(all, to, fmt, cols);
	list_close(all);
	return rc;
}

static enum rc count_row(void *arg, const struct row *row)
{
	(void)row;
	++*(int64_t *)arg;
	return OK;
}

/* counted: its rows were, just before, and what they needed was worked out for that. */
static enum rc answer_rows(struct db *db, const struct question *q, int argc,
	const char *const *argv, FILE *to, enum format fmt, bool counted)
{
	struct out o;
	out_open(&o, db, to, fmt, NULL);
	o.cols = q->cols;
	o.n = q->ncols;
	o.e = q->opens;
	o.title = tr(NULL, q->title);
	return out_close(&o, counted ? question_again(db, q, argc, argv, out_row, &o)
				     : question_each(db, q, argc, argv, out_row, &o));
}

enum rc question_write(struct db *db, const struct question *q, int argc, const char *const *argv,
	FILE *to, enum format fmt, int cols)
{
	const struct writer *w = writers[fmt];
	struct list *l;
	int64_t rows = 0;
	enum rc rc = may_leave(db, w, q->opens);
	if (!rc && w->flags & W_TAKEN && !(rc = question_each(db, q, argc, argv, count_row, &rows)))
		rc = out_log(db, q->opens, q->name, rows, 0);
	if (rc)
		return rc;
	if (!(w->flags & W_CELLS))
		return answer_rows(db, q, argc, argv, to, fmt, w->flags & W_TAKEN);
	if ((rc = question_ask(db, q, argc, argv, &l)))
		return rc;
	struct out o;
	out_open(&o, db, to, fmt, l);
	o.room = cols;
	rc = out_close(&o, all_pages(&o));
	list_close(l);
	return rc;
}
