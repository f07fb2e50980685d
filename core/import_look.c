/* import_look.c - one line of a planned file: all that it says, and what becomes of it. */
#include "import_private.h"

static void add_cells(struct str *b, const struct import *im, const struct source *s)
{
	for (int i = 0; i < s->n; i++) {
		const struct field *f = im->map[i].f;
		if (*s->v[i])
			str_addf(b, f ? "%s (%s): %s\n" : "%s: %s\n", im->map[i].header,
				f ? field_label(im->e, f) : s->v[i], s->v[i]);
	}
}

static void add_fate(struct str *b, struct filler *f)
{
	str_addc(b, '\n');
	if (f->why.len)
		str_addf(b, _("Refused. %s\n"), f->why.s);
	else if (f->is && f->changes)
		str_addf(b, _("%s is on file. Changed: %s\n"),
			record_title(f->db, f->a, f->p->im.e, f->is), f->what.s);
	else if (f->is)
		str_addf(b, _("%s is on file, and nothing is new\n"),
			record_title(f->db, f->a, f->p->im.e, f->is));
	else if (f->like)
		str_addf(b, _("New, but it may be %s: %s\n"),
			record_title(f->db, f->a, f->p->im.e, f->like), f->like_why);
	else
		str_add(b, _("New\n"));
}

enum rc import_look(struct db *db, struct arena *a, struct import *im, long line, const char **ret)
{
	struct plan *p = (struct plan *)im;
	struct arena row = { 0 };
	struct source s;
	struct filler f;
	enum rc rc = source_open(&s, db, &row, im->path);
	if (rc)
		return rc;
	if (!plan_same_file(p, &s))
		rc = db_fail(db, CONFLICT, _("%s changed since it was looked at"), im->path);
	bool there = false;
	while (!rc && !there && source_next(&s))
		there = s.line == line;
	if (!rc && !there)
		rc = db_fail(db, NOTFOUND, _("There is no line %ld"), line);
	filler_open(&f, db, p, a);
	if (!rc)
		rc = filler_row(&f, &s);
	struct str b = STR_INIT;
	if (!rc) {
		add_cells(&b, im, &s);
		add_fate(&b, &f);
		*ret = arena_dup(a, b.s);
	}
	str_release(&b);
	filler_close(&f);
	source_close(&s);
	arena_free(&row);
	return rc;
}
