/* list_held.c - lists kept in memory: few hits under another sort, the rows of an answer. */
#include "list_private.h"
#include "utf8.h"

static void show_all(struct list *l)
{
	l->nshown = l->nrows;
	for (int i = 0; i < l->nrows; i++)
		l->shown[i] = i;
}

/* Takes l->rows as they stand. */
static void settle(struct list *l)
{
	l->held = true;
	l->shown = arena_array(&l->a, int, l->nrows);
	for (int i = 0; i < l->nrows; i++)
		l->rows[i].place = i + 1;
	show_all(l);
}

enum rc held_load(struct list *l, struct arm *arm, int most)
{
	l->rows = arena_array(&l->a, struct row, most);
	enum rc rc = arm_rows(l, arm, &l->a, most, l->rows, &l->nrows);
	settle(l);
	return rc;
}

static const char **copied_cells(struct arena *a, const char *const *from, int n)
{
	const char **to = arena_array(a, const char *, n);
	for (int i = 0; from && i < n; i++)
		to[i] = arena_dup(a, from[i]);
	return to;
}

static struct row copied(struct arena *a, const struct row *from, int ncols)
{
	struct row to = *from;
	to.v = copied_cells(a, from->v, ncols);
	to.t = copied_cells(a, from->t, ncols);
	to.key = arena_dup(a, from->key);
	return to;
}

struct list *list_hold(struct db *db, const char *title, const struct entity *e,
	const struct column *cols, int ncols, const struct row *rows, int n, bool cut_short)
{
	struct list *l = xcalloc(1, sizeof *l);
	l->db = db;
	l->e = e; /* and no spec: it cannot be opened anew */
	l->title = arena_dup(&l->a, title);
	l->cut = cut_short;
	l->ncols = ncols;
	l->cols = arena_array(&l->a, struct column, ncols);
	for (int i = 0; i < ncols; i++) {
		l->cols[i] = cols[i];
		l->cols[i].name = arena_dup(&l->a, cols[i].name);
		l->cols[i].label = arena_dup(&l->a, cols[i].label);
	}
	l->rows = arena_array(&l->a, struct row, n);
	l->nrows = n;
	for (int i = 0; i < n; i++)
		l->rows[i] = copied(&l->a, &rows[i], ncols);
	settle(l);
	return l;
}

void list_note(struct list *l, const char *words)
{
	l->note = arena_dup(&l->a, words);
}

const char *list_noted(const struct list *l)
{
	return l->note ? l->note : "";
}

/* Where a row stands among those shown: by its place, else by its id; -1. A record may stand in an
 * answer more than once. */
static int shown_at(const struct list *l, const struct row *row)
{
	for (int by_id = 0; by_id < 2; by_id++)
		for (int i = 0; i < l->nshown; i++) {
			const struct row *r = &l->rows[l->shown[i]];
			if (r->id == row->id && (!row->e || r->e == row->e) &&
				(by_id || r->place == row->place))
				return i;
		}
	return -1;
}

/* Where a row that an answer no longer holds stood: there the next one stands now. */
static int gone_from(const struct list *l, const struct row *row)
{
	int at = 0;
	while (at < l->nshown && l->rows[l->shown[at]].place < row->place)
		at++;
	return at;
}

void held_page(struct list *l, struct arena *a, const struct row *from, int dir, bool inclusive,
	int n, struct row *rows, int *count)
{
	bool back = dir < 0;
	int at = from ? shown_at(l, from) : -1;
	if (at >= 0)
		at += inclusive ? 0 : back ? -1 : 1;
	else if (from)
		at = gone_from(l, from) - back;
	else
		at = back ? l->nshown - 1 : 0;
	int first = back ? at - n + 1 : at;
	if (first < 0)
		first = 0;
	int end = back ? at + 1 : at + n;
	for (int i = first; i < end && i < l->nshown; i++)
		rows[(*count)++] = copied(a, &l->rows[l->shown[i]], l->ncols);
}

bool held_rank(const struct list *l, const struct row *row, int64_t *ret)
{
	*ret = shown_at(l, row) + 1;
	return *ret > 0;
}

/* The words of a row as it is shown, each with a blank before it. */
static const char *hay_of(struct list *l, const struct row *row)
{
	struct arena turn = { 0 };
	struct str b = STR_INIT;
	for (int i = 0; i < l->ncols; i++)
		str_addf(&b, " %s", list_cell(l, &turn, row, i));
	const char *ret = arena_printf(&l->a, " %s", utf8_words(&turn, b.s));
	str_release(&b);
	arena_free(&turn);
	return ret;
}

static bool holds_all(const char *hay, const char *words)
{
	const char *at = words, *word;
	size_t n;
	while (str_word(&at, " ", &word, &n)) {
		const char *s = hay;
		while ((s = strchr(s, ' ')) && strncmp(s + 1, word, n))
			s++;
		if (!s)
			return false;
	}
	return true;
}

void list_narrow(struct list *l, const char *words)
{
	struct arena turn = { 0 };
	show_all(l);
	if (!words || !*words)
		return;
	if (!l->hay)
		l->hay = arena_array(&l->a, const char *, l->nrows);
	words = utf8_words(&turn, words);
	l->nshown = 0;
	for (int i = 0; i < l->nrows; i++) {
		if (!l->hay[i])
			l->hay[i] = hay_of(l, &l->rows[i]);
		if (holds_all(l->hay[i], words))
			l->shown[l->nshown++] = i;
	}
	arena_free(&turn);
}
