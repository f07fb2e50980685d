/* import_row.c - a record made of a row of a file: checked just as a form would check it. */
#include "import_private.h"
#include "care.h"

void filler_open(struct filler *f, struct db *db, struct plan *p, struct arena *a)
{
	*f = (struct filler){
		.db = db, .p = p, .a = a, .notes = STR_INIT, .why = STR_INIT, .unfound = STR_INIT,
		.what = STR_INIT, .unsaid = STR_INIT
	};
	same_open(f);
}

void filler_close(struct filler *f)
{
	str_release(&f->notes);
	str_release(&f->why);
	str_release(&f->unfound);
	str_release(&f->what);
	str_release(&f->unsaid);
	same_close(f);
}

static enum rc set_name(struct filler *f, const struct mapping *m, const char *typed)
{
	const char *given, *family;
	name_split(f->a, typed, &given, &family);
	enum rc rc = given ? filler_set(f, m->f, m->header, given) : OK;
	return rc || !family ? rc : filler_set(f, m->f2, m->header, family);
}

static const struct field *postcode_field(const struct entity *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].type == FT_POSTCODE)
			return &e->fields[i];
	return NULL;
}

/* The postcode that stands in a line of an address, if the row has given none. One that ends the
 * line is taken off it; one in the midst of other words stays where it was as well. */
static const char *take_postcode(struct filler *f, const struct field *field, const char *line)
{
	char code[9];
	size_t at, n;
	if (!field || f->p->own || f->ed->v[field_index(f->p->im.e, field)] ||
		!postcode_find(line, code, &at, &n))
		return line;
	edit_put(f->ed, field, arena_dup(f->a, code));
	if (line[at + n + strspn(line + at + n, " .,")])
		return line;
	while (at && strchr(" ,", line[at - 1]))
		at--;
	return arena_dupn(f->a, line, at);
}

/* The columns of an address are one field, in the order of the file. */
static enum rc set_address(struct filler *f, const struct source *s)
{
	const struct field *to = NULL, *postcode = postcode_field(f->p->im.e);
	struct str all = STR_INIT;
	for (int i = 0; i < s->n; i++) {
		if (f->p->im.map[i].how != MAP_ADDRESS)
			continue;
		const char *cell = text_trim(f->a, s->v[i], strlen(s->v[i]));
		const char *line = cell ? take_postcode(f, postcode, cell) : "";
		to = f->p->im.map[i].f;
		if (*line)
			str_addf(&all, "%s%s", all.len ? ", " : "", line);
	}
	enum rc rc = all.len ? filler_set(f, to, to->name, all.s) : OK;
	str_release(&all);
	return rc;
}

static enum rc set_cell(struct filler *f, const struct mapping *m, const char *cell)
{
	const struct entity *e = f->p->im.e;
	const char *typed = text_trim(f->a, cell, strlen(cell));
	if (!typed) {
		if (f->p->own && m->how == MAP_FIELD && !(m->f->flags & (REQ | VIRT)))
			edit_put(f->ed, m->f, NULL);
		return OK;
	}
	switch (m->how) {
	case MAP_FIELD:
		return filler_set(f, m->f, m->header, typed);
	case MAP_NAME:
		return set_name(f, m, typed);
	case MAP_ID:
		f->ed->import_ref = typed;
		return OK;
	case MAP_NOTES:
		if (e->notes)
			filler_note(f, m->header, typed);
		return OK;
	default:
		return OK;
	}
}

static enum rc set_notes(struct filler *f)
{
	const struct field *notes =
		f->p->im.e->notes ? field_find(f->p->im.e, f->p->im.e->notes) : NULL;
	if (!notes || !f->notes.len)
		return OK;
	const char *before = f->ed->v[field_index(f->p->im.e, notes)];
	enum rc rc = edit_set(f->db, f->ed, notes,
		before ? arena_printf(f->a, "%s\n%s", before, f->notes.s) : f->notes.s);
	if (rc && !import_stops(rc))
		filler_refuse(f, notes->name, db_words(f->db));
	return import_stops(rc);
}

/* What a check found: the fields' own sentences, or the one for the whole record. */
static void refuse_checked(struct filler *f)
{
	bool any = false;
	for (size_t i = 0; i < f->ed->e->n; i++)
		if (f->ed->why[i]) {
			filler_refuse(
				f, field_label(f->ed->e, &f->ed->e->fields[i]), f->ed->why[i]);
			any = true;
		}
	if (!any)
		filler_refuse(f, NULL, db_words(f->db));
	if (f->unfound.len)
		filler_refuse(f, NULL, f->unfound.s);
}

/* Touched is what the file says. What a new record has besides is added when it is one. */
static void begin(struct filler *f)
{
	str_clear(&f->notes);
	str_clear(&f->why);
	str_clear(&f->unfound);
	str_clear(&f->what);
	str_clear(&f->unsaid);
	f->nunfound = 0;
	f->is = f->like = 0;
	f->new_ref = NULL;
	f->changes = f->forgotten = false;
	f->nkeys = 0;
	f->nth++;
	f->ed = edit_new(f->db, f->a, f->p->im.e);
	memset(f->ed->touched, 0, f->ed->e->n * sizeof *f->ed->touched);
}

static enum rc fill(struct filler *f, const struct source *s)
{
	struct plan *p = f->p;
	enum rc rc = OK;
	for (int i = 0; i < p->nconstant && !rc; i++)
		rc = filler_set(f, p->constant[i].f, p->constant[i].f->name, p->constant[i].typed);
	for (int i = 0; i < s->n && !rc; i++)
		rc = set_cell(f, &p->im.map[i], s->v[i]);
	return rc ? rc : set_address(f, s);
}

/* The row as a new record, or as news of one. */
static enum rc settle(struct filler *f)
{
	enum rc rc = same_find(f);
	if (rc || f->is)
		return rc ? rc : same_update(f);
	for (size_t i = 0; i < f->ed->e->n; i++) {
		if (!f->ed->v[i] || f->ed->touched[i])
			continue;
		f->ed->touched[i] = true;
		str_addf(&f->unsaid, "%zu ", i);
	}
	return set_notes(f);
}

/* She asked to be forgotten, and may since have come back of her own accord: then she is on file. */
static bool was_erased(const struct filler *f)
{
	const struct edit *ed = f->ed;
	return ed->e == entity_find("person") && erased_before(f->db, edit_value(ed, "given"),
		edit_value(ed, "family"), edit_value(ed, "phone"), edit_value(ed, "email"),
		edit_value(ed, "dob_month"));
}

enum rc filler_row(struct filler *f, const struct source *s)
{
	begin(f);
	if (s->fault) {
		filler_refuse(f, NULL, s->fault);
		return OK;
	}
	same_row(f, s);
	enum rc rc = fill(f, s);
	if (rc || f->why.len)
		return rc;
	if ((rc = settle(f))) {
		if (!import_stops(rc))
			filler_refuse(f, NULL, db_words(f->db));
		return import_stops(rc);
	}
	if (f->why.len || (f->is && !f->changes))
		return OK;
	if ((f->forgotten = !f->is && was_erased(f))) {
		filler_refuse(f, NULL, _("she asked to be forgotten"));
		return OK;
	}
	rc = edit_check(f->db, f->ed);
	if (rc && !import_stops(rc))
		refuse_checked(f);
	return import_stops(rc);
}
