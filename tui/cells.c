/* cells.c - how a row of a list looks in columns and sounds in a sentence. */
#include "cells.h"
#include "core/access.h"
#include "core/date.h"
#include "core/ftype.h"
#include "core/utf8.h"
#include "text.h"

/* Days that mean something by themselves, by their name in the trade. */
static const struct sense {
	const char *name;
	int days;           /* late when it is more than this many days ago ... */
	const char *unless; /* ... and this column is empty ... */
	const char *open;   /* ... and its status, if it has one, is one of these */
	bool ago;           /* said as "9 days ago", and "never" when it is empty */
	const char *late;   /* what "!" says to who hears it */
	const char *never;  /* what an empty one says */
} senses[] = {
	{ "due", 0, "done_on", "open in_progress asked pledged", false, N_("late"), NULL },
	{ "next_due", 0, NULL, NULL, false, N_("late"), NULL },
	{ "last_met", 42, NULL, NULL, true, N_("too long ago"), N_("never met") },
};

static const struct sense *sense_of(const struct column *c)
{
	for (size_t i = 0; i < COUNT(senses); i++)
		if (c->type == FT_DATE && !strcmp(c->name, senses[i].name))
			return &senses[i];
	return NULL;
}

/* Does the column hold a word of the record's name? */
static bool names(const struct entity *e, const struct column *c)
{
	const char *at = e ? e->title : NULL;
	const struct field *f;
	bool desc;
	while (at && c->f && fields_each(e, at, &at, &f, &desc))
		if (f == c->f)
			return true;
	return false;
}

static bool same_columns(const struct cells *a, const struct cells *b)
{
	if (a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->cell[i].first != b->cell[i].first
			|| strcmp(a->cell[i].label, b->cell[i].label))
			return false;
	return true;
}

/* "6 weeks ago" says the days already, for the eye and the ear; files keep both. */
static bool said_twice(const struct column *col, int n, int i)
{
	if (col[i].f || col[i].type != FT_INT || strcmp(col[i].name, "days"))
		return false;
	for (int k = 0; k < n; k++) {
		const struct sense *s = sense_of(&col[k]);
		if (s && s->ago)
			return true;
	}
	return false;
}

void cells_init(struct cells *c, struct db *db, struct list *l)
{
	struct cells next = { .db = db, .list = l };
	const struct entity *e = list_entity(l);
	const struct list_spec *spec = list_spec_of(l);
	int n = list_columns(l, &next.column);
	for (int i = 0; i < n && next.n < CELLS_MOST; i++) {
		const struct column *col = &next.column[i];
		if ((spec && spec->of && spec->of == col->f) || said_twice(next.column, n, i))
			continue;
		struct cell *last = next.n ? &next.cell[next.n - 1] : NULL;
		if (last && last->first + last->n == i && names(e, col) && col->type == FT_TEXT
			&& names(e, col - 1) && (col - 1)->type == FT_TEXT) {
			last->label = _("Name");
			last->n++;
			continue;
		}
		next.cell[next.n++] = (struct cell){ col->label, i, 1, 0 };
	}
	if (c->cols && same_columns(c, &next)) {
		next.cols = c->cols;
		for (int i = 0; i < next.n; i++)
			next.cell[i].width = c->cell[i].width;
	}
	*c = next;
}

static bool is_late(const struct cells *c, const struct row *row, const struct sense *s,
	const char *v)
{
	long day, today;
	for (int i = 0, n = list_columns(c->list, &(const struct column *){ NULL }); i < n; i++) {
		const struct column *col = &c->column[i];
		bool status = s->open && col->type == FT_CODE && !strcmp(col->name, "status");
		if (row->v[i] && s->unless && !strcmp(col->name, s->unless))
			return false;
		if (row->v[i] && status && !str_listed(s->open, row->v[i], strlen(row->v[i])))
			return false;
	}
	if (!v)
		return s->ago;
	return date_number(v, &day) && date_number(db_today(c->db), &today) && day + s->days < today;
}

/* One column of a row for the eye, and whether it is late. */
static const char *one(const struct cells *c, struct arena *a, const struct row *row, int i,
	bool *late)
{
	const struct sense *s = sense_of(&c->column[i]);
	const char *v = row->v[i];
	*late = s && is_late(c, row, s, v);
	if (s && s->ago)
		return v ? date_ago(a, v, db_today(c->db)) : _("never");
	return utf8_scrub(a, list_cell(c->list, a, row, i), true);
}

static const char *join(const struct cells *c, struct arena *a, const struct row *row,
	const struct cell *cell, bool *late)
{
	const char *all = one(c, a, row, cell->first, late);
	for (int i = 1; i < cell->n; i++) {
		bool ignore;
		const char *s = one(c, a, row, cell->first + i, &ignore);
		if (*s)
			all = *all ? arena_printf(a, "%s %s", all, s) : s;
	}
	return all;
}

const char **cells_of(const struct cells *c, struct arena *a, const struct row *row)
{
	const char **text = arena_array(a, const char *, c->n);
	for (int i = 0; i < c->n; i++) {
		bool late;
		text[i] = join(c, a, row, &c->cell[i], &late);
		if (late)
			text[i] = arena_printf(a, "%s !", text[i]);
	}
	if (row->archived && c->n)
		text[0] = arena_printf(a, "%s (%s)", text[0], _("archived"));
	return text;
}

/* The most and the least columns of the terminal a cell can use. */
static void wishes(const struct cells *c, int i, const char *const *const *text, int n, int *want,
	int *least, int cols)
{
	const struct column *col = &c->column[c->cell[i].first];
	bool name = names(list_entity(c->list), col) || !i;
	int most = col->type == FT_TEXT || col->type == FT_NOTE ? 40 : 30;
	*want = utf8_width(c->cell[i].label);
	for (int k = 0; k < n; k++) {
		int w = utf8_width(text[k][i]);
		if (w > *want)
			*want = w;
	}
	if (name && *want < 20 && col->type == FT_TEXT)
		*want = 20;
	if (*want > most)
		*want = most;
	/* A day or a telephone number that is cut says nothing; words are understood from their
	 * beginning, and who it is from most of her name. */
	bool whole = col->type == FT_PHONE || col->type == FT_POSTCODE || col->type == FT_DATE;
	/* An answer has few columns, and each was asked for: rather one less than all cut short. */
	bool words = !col->f && col->type == FT_TEXT && cols >= 72;
	*least = whole ? 16 : name ? cols < 36 ? 12 : cols < 72 ? cols / 3 : 24 : words ? 16 : 8;
	if (*least > *want)
		*least = *want;
}

void cells_fit(struct cells *c, int cols, const char *const *const *text, int n)
{
	int want[CELLS_MOST], least[CELLS_MOST], got[CELLS_MOST] = { 0 }, used = 0, last = -1;
	if (c->cols == cols || !c->n)
		return;
	for (int i = 0; i < c->n; i++)
		wishes(c, i, text, n, &want[i], &least[i], cols);
	text_columns(cols, c->n, want, least, got);
	for (int i = 0; i < c->n; i++) {
		c->cell[i].width = got[i];
		if (got[i]) {
			used += got[i] + (last >= 0);
			last = i;
		}
	}
	/* What is left parts the columns better, then makes room for long words in the last one. */
	for (int i = 0; i < last && used < cols; i++)
		if (got[i]) {
			c->cell[i].width++;
			used++;
		}
	if (last >= 0 && used < cols)
		c->cell[last].width += cols - used;
	/* An empty list was measured by its heads alone: measure again when rows come. */
	c->cols = n ? cols : 0;
}

const char *cells_line(const struct cells *c, struct arena *a, const char *const *text, bool ascii)
{
	struct str b = STR_INIT;
	for (int i = 0; i < c->n; i++) {
		const struct cell *cell = &c->cell[i];
		if (!cell->width)
			continue;
		if (b.len)
			str_addc(&b, ' ');
		str_add(&b, text_fit(a, text ? text[i] : cell->label, cell->width, ascii));
	}
	while (b.len && b.s[b.len - 1] == ' ')
		str_cut(&b, b.len - 1);
	const char *line = arena_dup(a, b.s);
	str_release(&b);
	return line;
}

/* Names, words of a list and places speak for themselves; days, numbers and free words do not. */
static const char *with_label(const struct cells *c, struct arena *a, const struct cell *cell,
	const char *text)
{
	const struct column *col = &c->column[cell->first];
	if (names(list_entity(c->list), col))
		return text;
	switch (col->type) {
	case FT_CODE:
	case FT_CODES:
	case FT_REF:
	case FT_REFS:
	case FT_ONEOF:
	case FT_POSTCODE:
	case FT_EMAIL:
	case FT_URL:
		return text;
	case FT_BOOL:
		return cell->label;
	case FT_TEXT:
	case FT_NOTE:
		if (!cell->first || (!col->f && !strcmp(col->name, "what")))
			return text;
		return arena_printf(a, "%s: %s", cell->label, text);
	default:
		return arena_printf(a, "%s %s", cell->label, text);
	}
}

/* A tick that is not set, a count of nothing in an answer. */
static bool says_nothing(const struct column *col, const char *v)
{
	return (col->type == FT_BOOL && !same(v, "1"))
		|| (col->type == FT_INT && !col->f && same(v, "0"));
}

/* Read aloud, a line of an answer is to be short: how late it is was said with its day, that it is
 * one's own goes without saying, and the last words are read on the record or the card. */
static bool too_long_to_hear(const struct cells *c, struct arena *a, const struct column *col,
	const char *v)
{
	if (col->f)
		return false;
	return !strcmp(col->name, "late") || !strcmp(col->name, "last") ||
		((!strcmp(col->name, "owner") || !strcmp(col->name, "by")) &&
			same(v, access_name(c->db, a)));
}

/* In brief a value stands without its label, and what needs one is left out. */
static const char *heard(const struct cells *c, struct arena *a, const struct row *row, int i,
	bool brief)
{
	const struct cell *cell = &c->cell[i];
	const struct column *col = &c->column[cell->first];
	const struct sense *s = sense_of(col);
	const char *v = row->v[cell->first];
	bool late;
	const char *text = join(c, a, row, cell, &late);
	if (!*text || says_nothing(col, v) || too_long_to_hear(c, a, col, v))
		return "";
	if (brief && (col->type == FT_BOOL || col->type == FT_INT || col->type == FT_PHONE))
		return "";
	if (!v && s && s->never)
		return _(s->never);
	if (!brief)
		text = with_label(c, a, cell, text);
	return late ? arena_printf(a, "%s, %s", text, _(s->late)) : text;
}

static void say(const struct cells *c, struct arena *a, const struct row *row, bool brief,
	struct str *to)
{
	size_t before = to->len;
	for (int i = 0; i < c->n; i++) {
		const char *text = heard(c, a, row, i, brief);
		if (*text)
			str_addf(to, "%s%s", to->len > before ? ", " : "", text);
	}
	if (row->archived)
		str_addf(to, ", %s", _("archived"));
	if (to->len == before)
		str_add(to, "-");
}

void cells_say(const struct cells *c, struct arena *a, const struct row *row, struct str *to)
{
	say(c, a, row, false, to);
}

void cells_brief(const struct cells *c, struct arena *a, const struct row *row, struct str *to)
{
	say(c, a, row, true, to);
}
