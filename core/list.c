/* list.c - opening a list, its columns and cells; which way it stands is chosen in list_arms.c. */
#include "list_private.h"
#include "access.h"
#include "date.h"
#include "record.h"
#include "str.h"

/* A field that has a column: the LIST ones, or for an export all but the ONEOF, whose parts are
 * there. A reference to records that this user may not read would tell their names. */
static bool has_column(const struct list *l, const struct field *f)
{
	if (f->type == FT_REF && access_may(l->db, entity_find(f->of), READ) == DENIED)
		return false;
	if (l->spec.all_fields)
		return f->type != FT_ONEOF;
	return f->flags & LIST && !(f->flags & PART);
}

static void set_columns(struct list *l)
{
	l->cols = arena_array(&l->a, struct column, l->e->n);
	for (size_t i = 0; i < l->e->n; i++) {
		const struct field *f = &l->e->fields[i];
		if (has_column(l, f))
			l->cols[l->ncols++] = (struct column){ f, f->name,
				arena_dup(&l->a, field_label(l->e, f)), f->type };
	}
}

/* The title of the record that f refers to. */
static void title_cell(struct str *b, const struct field *f, const char *value)
{
	const struct entity *to = entity_find(f->of);
	str_add(b, "(SELECT ");
	title_sql(b, to, "s");
	str_addf(b, " FROM \"%s\" s WHERE s.id = %s)", to->name, value);
}

static void add_cell(struct str *b, const struct entity *e, const struct field *f)
{
	struct str value = STR_INIT;
	const char *at = NULL;
	const struct field *part;
	field_sql(&value, e, f, "t");
	str_addf(b, ", %s", value.s);
	if (f->type == FT_REF) {
		str_add(b, ", ");
		title_cell(b, f, value.s);
	} else if (f->type == FT_ONEOF) {
		str_add(b, ", coalesce(NULL");
		while (fields_each(e, f->of, &at, &part, NULL)) {
			str_clear(&value);
			field_sql(&value, e, part, "t");
			str_add(b, ", ");
			title_cell(b, part, value.s);
		}
		str_addc(b, ')');
	}
	str_release(&value);
}

static void set_cells(struct list *l)
{
	struct str b = STR_INIT;
	for (int i = 0; i < l->ncols; i++)
		add_cell(&b, l->e, l->cols[i].f);
	l->cells = arena_dup(&l->a, b.s);
	str_release(&b);
}

static enum rc set_filter(struct list *l)
{
	enum rc rc = filter_parse(l->db, &l->a, l->e, l->spec.filter, l->spec.lenient, &l->filter);
	size_t n = 0;
	if (rc)
		return rc;
	while (l->filter->binds[n].name)
		n++;
	l->binds = arena_array(&l->a, struct bind, n + 8);
	return OK;
}

enum rc list_open(struct db *db, const struct list_spec *spec, struct list **ret)
{
	enum rc rc;
	*ret = NULL;
	if ((rc = access_may(db, spec->e, READ)))
		return rc;
	struct list *l = xcalloc(1, sizeof *l);
	l->db = db;
	l->e = spec->e;
	l->spec = *spec;
	l->spec.filter = arena_dup(&l->a, spec->filter);
	l->spec.sort = arena_dup(&l->a, spec->sort);
	l->title = arena_dup(&l->a, entity_label(l->e));
	set_columns(l);
	set_cells(l);
	if ((rc = set_filter(l)) || (rc = list_choose(l))) {
		list_close(l);
		return rc;
	}
	*ret = l;
	return OK;
}

void list_close(struct list *l)
{
	if (!l)
		return;
	arena_free(&l->match);
	arena_free(&l->a);
	free(l);
}

struct db *list_db(const struct list *l)
{
	return l->db;
}

const struct entity *list_entity(const struct list *l)
{
	return l->e;
}

const struct list_spec *list_spec_of(const struct list *l)
{
	return &l->spec;
}

const char *list_title(const struct list *l)
{
	return l->title;
}

int list_columns(const struct list *l, const struct column **ret)
{
	*ret = l->cols;
	return l->ncols;
}

bool list_cut_short(const struct list *l)
{
	return l->cut;
}

/* A page of RESTRICTED records is a reading of each. */
static enum rc was_read(struct list *l, const struct row *rows, int n)
{
	if (!l->e || l->e->zone != ZONE_RESTRICTED || !n)
		return OK;
	int64_t *ids = xcalloc((size_t)n, sizeof *ids);
	for (int i = 0; i < n; i++)
		ids[i] = rows[i].id;
	enum rc rc = record_was_read(l->db, l->e, ids, n, false);
	free(ids);
	return rc;
}

enum rc list_page(struct list *l, struct arena *a, const struct row *from, int dir, bool inclusive,
	int n, struct row **rows, int *count)
{
	*rows = arena_array(a, struct row, n);
	*count = 0;
	enum rc rc = OK;
	if (l->held)
		held_page(l, a, from, dir, inclusive, n, *rows, count);
	else
		rc = walk_page(l, a, from, dir, inclusive, n, *rows, count);
	return rc ? rc : was_read(l, *rows, *count);
}

enum rc list_total(struct list *l, int64_t *ret)
{
	*ret = l->nshown;
	return l->held ? OK : walk_total(l, ret);
}

enum rc list_rank(struct list *l, const struct row *row, int64_t *ret)
{
	*ret = 0;
	if (!l->held)
		return walk_rank(l, row, ret);
	if (held_rank(l, row, ret))
		return OK;
	return db_fail(l->db, NOTFOUND, "%s", _("It is no longer there"));
}

/* A title that begins with a day, as a meeting's does: "2026-11-21 Ana" is "Sat 21 Nov, Ana". */
static const char *title_shown(struct list *l, struct arena *a, const char *title)
{
	const char *day = arena_dupn(a, title, strnlen(title, 10));
	long number;
	if (!date_number(day, &number) || (title[10] && title[10] != ' '))
		return title;
	return arena_printf(a, "%s%s%s", date_show(a, day, db_today(l->db)), title[10] ? ", " : "",
		title[10] ? title + 11 : "");
}

const char *list_cell(struct list *l, struct arena *a, const struct row *row, int col)
{
	const struct column *c = &l->cols[col];
	const struct field plain = { .name = c->name, .label = c->label, .type = c->type };
	if (row->t && row->t[col])
		return title_shown(l, a, row->t[col]);
	if (!row->v[col])
		return "";
	return field_show(l->db, a, c->f ? c->f : &plain, row->v[col]);
}
