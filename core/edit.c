/* edit.c - a change in the making: its fields, before anything is written. */
#include "record.h"
#include "date.h"

static struct edit *blank(struct arena *a, const struct entity *e)
{
	struct edit *ed = arena_new(a, struct edit);
	ed->e = e;
	ed->a = a;
	ed->base = arena_array(a, const char *, e->n);
	ed->v = arena_array(a, const char *, e->n);
	ed->touched = arena_array(a, bool, e->n);
	ed->why = arena_array(a, const char *, e->n);
	ed->other = arena_array(a, const char *, e->n);
	ed->clashed = arena_array(a, bool, e->n);
	return ed;
}

struct edit *edit_new(struct db *db, struct arena *a, const struct entity *e)
{
	struct edit *ed = blank(a, e);
	for (size_t i = 0; i < e->n; i++) {
		const char *v = field_default(db, a, &e->fields[i]);
		if (v)
			edit_put(ed, &e->fields[i], v);
	}
	return ed;
}

enum rc edit_load(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	struct edit **ret)
{
	struct record *r;
	enum rc rc = record_load(db, a, e, id, &r);
	if (rc)
		return rc;
	struct edit *ed = blank(a, e);
	ed->id = id;
	ed->rev = r->rev;
	ed->import_ref = r->import_ref;
	memcpy(ed->base, r->v, e->n * sizeof *r->v);
	memcpy(ed->v, r->v, e->n * sizeof *r->v);
	*ret = ed;
	return OK;
}

static void set(struct edit *ed, const struct field *f, const char *v)
{
	size_t i = field_index(ed->e, f);
	ed->v[i] = v;
	ed->touched[i] = true;
	ed->why[i] = NULL;
}

/* The parts follow what the whole says: "person:7" sets person and empties the others. */
static void set_parts(struct edit *ed, const struct field *whole, const char *v)
{
	const char *at = NULL;
	const struct field *part;
	while (fields_each(ed->e, whole->of, &at, &part, NULL)) {
		size_t n = strlen(part->name);
		bool this = v && !strncmp(v, part->name, n) && v[n] == ':';
		set(ed, part, this ? v + n + 1 : NULL);
	}
}

/* The whole of which f is a part; NULL. */
static const struct field *whole_of(const struct entity *e, const struct field *f)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].type == FT_ONEOF &&
			str_listed(e->fields[i].of, f->name, strlen(f->name)))
			return &e->fields[i];
	return NULL;
}

/* A value for one part of the whole. Where another part was given too, neither is dropped in silence. */
static void put_part(struct edit *ed, const struct field *whole, const struct field *f, const char *v)
{
	size_t at = field_index(ed->e, whole);
	const char *was = ed->touched[at] && ed->v[at] ? ed->v[at] : "";
	const struct field *other =
		field_find(ed->e, arena_dupn(ed->a, was, strcspn(was, ":")));
	edit_put(ed, whole, arena_printf(ed->a, "%s:%s", f->name, v));
	if (other && other != f)
		edit_wrong(ed, whole->name, arena_printf(ed->a,
			_("Give either %s or %s, not both"), field_label(ed->e, other),
			field_label(ed->e, f)));
}

void edit_put(struct edit *ed, const struct field *f, const char *v)
{
	v = arena_dup(ed->a, v);
	const struct field *whole = f->flags & PART ? whole_of(ed->e, f) : NULL;
	if (whole && v) {
		put_part(ed, whole, f, v);
		return;
	}
	set(ed, f, v);
	if (f->type == FT_ONEOF)
		set_parts(ed, f, v);
	const char *about = whole ? ed->v[field_index(ed->e, whole)] : NULL;
	if (about && !strncmp(about, f->name, strlen(f->name)) && about[strlen(f->name)] == ':')
		set(ed, whole, NULL);
}

void edit_put_id(struct edit *ed, const char *field, int64_t id)
{
	if (id)
		edit_put(ed, field_find(ed->e, field), arena_int(ed->a, id));
}

enum rc edit_set(struct db *db, struct edit *ed, const struct field *f, const char *typed)
{
	if (f->flags & RO)
		return db_fail(db, DENIED, _("%s is kept by the program and cannot be typed"),
			field_label(ed->e, f));
	const char *v;
	enum rc rc = field_parse(db, ed->a, f, typed, &v);
	if (!rc) {
		edit_put(ed, f, v);
		return OK;
	}
	set(ed, f, arena_dup(ed->a, typed));
	edit_wrong(ed, f->name, db_words(db));
	return rc;
}

/* Unknown field: says which one was probably meant. */
static enum rc unknown(struct db *db, const struct entity *e, const char *name)
{
	const char *near = field_nearest(e, name);
	if (near)
		return db_fail(db, INVALID, _("%s has no field \"%s\". Did you mean %s?"),
			entity_one(e), name, near);
	return db_fail(db, INVALID, _("%s has no field \"%s\""), entity_one(e), name);
}

enum rc edit_assign(struct db *db, struct edit *ed, const char *assignment)
{
	const char *eq = strchr(assignment, '=');
	if (!eq)
		return db_fail(db, INVALID, _("Write field=value, not \"%s\""), assignment);
	const char *name = arena_dupn(ed->a, assignment, (size_t)(eq - assignment));
	const struct field *f = field_find(ed->e, name);
	if (!f)
		f = field_guess(ed->e, name);
	if (!f)
		return unknown(db, ed->e, name);
	enum rc rc = edit_set(db, ed, f, eq + 1);
	if (rc && rc != DENIED) {
		const char *why = ed->why[field_index(ed->e, f)];
		db_fail(db, rc, "%s: %s", f->name, why);
	}
	return rc;
}

const char *edit_value(const struct edit *ed, const char *field)
{
	const struct field *f = field_find(ed->e, field);
	if (!f)
		die("%s has no field %s", ed->e->name, field);
	return ed->v[field_index(ed->e, f)];
}

void edit_wrong(struct edit *ed, const char *field, const char *why)
{
	const struct field *f = field_find(ed->e, field);
	if (f)
		ed->why[field_index(ed->e, f)] = arena_dup(ed->a, why);
}

enum rc edit_check_zone(struct db *db, struct edit *ed, const char *field)
{
	const char *zone = edit_value(ed, field);
	if (!zone || !*zone || date_zone_known(zone))
		return OK;
	edit_wrong(ed, field, _("Not a time zone. Like this: Europe/London, America/Lima"));
	return db_fail(db, INVALID, _("There is no time zone %s"), zone);
}

void edit_rebase(struct edit *ed)
{
	for (size_t i = 0; i < ed->e->n; i++) {
		if (ed->clashed[i])
			ed->base[i] = ed->other[i];
		ed->clashed[i] = false;
		ed->other[i] = NULL;
	}
	ed->rev = ed->other_rev;
	ed->who = NULL;
}
