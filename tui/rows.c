/* rows.c - a window on a list: fetching and moving. */
#include "rows.h"

/* ---- fetching ---- */

/* Looks for up to `room` rows beyond `from`; they come to lie in the arena that does not show.
 * -1 when the page could not be had: a key stopped it, or the user is told why. */
static int look(struct rows *r, const struct row *from, int dir, bool inclusive, struct row **rows)
{
	struct arena *spare = &r->page[!r->now];
	int n = 0;
	arena_clear(spare);
	enum rc rc = list_page(r->list, spare, from, dir, inclusive, r->room, rows, &n);
	if (rc && rc != BUSY)
		app_rc(r->app, rc);
	return rc ? -1 : n;
}

/* What was looked for is now what shows. */
static void take(struct rows *r, struct row *rows, int n)
{
	r->now = !r->now;
	r->row = rows;
	r->n = n;
	r->text = arena_array(&r->page[r->now], const char **, n);
	for (int i = 0; i < n; i++)
		r->text[i] = cells_of(&r->cells, &r->page[r->now], &rows[i]);
	if (r->cur >= n)
		r->cur = n ? n - 1 : 0;
}

static bool first_page(struct rows *r)
{
	struct row *rows;
	int n = look(r, NULL, 1, false, &rows);
	if (n < 0)
		return false;
	take(r, rows, n);
	r->rank = 1;
	if (n < r->room)
		r->total = n;
	return true;
}

static bool last_page(struct rows *r)
{
	struct row *rows;
	int n = look(r, NULL, -1, false, &rows);
	if (n < 0)
		return false;
	take(r, rows, n);
	if (n < r->room)
		r->total = n;
	r->rank = r->total >= 0 ? r->total - n + 1 : 0;
	return true;
}

/* The same number may be a person and an institution in a list of several kinds. */
static bool put_cursor(struct rows *r, const struct entity *e, int64_t id)
{
	for (int i = 0; i < r->n; i++)
		if (r->row[i].id == id && r->row[i].e == e) {
			r->cur = i;
			return true;
		}
	return false;
}

/* The page that begins with this row, or the last one when it would not be full. */
static bool page_from(struct rows *r, const struct row *from)
{
	struct row *rows;
	int n = look(r, from, 1, true, &rows);
	if (n < 0)
		return false;
	r->rank = 0;
	if (n == r->room)
		take(r, rows, n);
	else if (!last_page(r))
		return false;
	return true;
}

/* The first page, provided that the record is on it: what came in above is then seen. */
static bool top_with(struct rows *r, int64_t id)
{
	struct row *rows;
	int n = look(r, NULL, 1, false, &rows), i = 0;
	while (i < n && rows[i].id != id)
		i++;
	if (n <= 0 || i == n)
		return false;
	take(r, rows, n);
	if (n < r->room)
		r->total = n;
	return true;
}

void rows_ready(struct rows *r)
{
	if (!r->room)
		rows_room(r, ROWS_SAID);
}

void rows_show(struct rows *r, struct app *app, struct list *l)
{
	struct list *before = r->list;
	r->app = app;
	r->list = l;
	r->row = NULL;
	r->n = r->cur = 0;
	r->rank = 0;
	r->total = -1;
	/* The cells compare themselves with those of before, whose labels are that list's. */
	cells_init(&r->cells, app->db, l);
	if (before != l)
		list_close(before);
	if (r->room)
		first_page(r);
}

void rows_release(struct rows *r)
{
	list_close(r->list);
	arena_free(&r->page[0]);
	arena_free(&r->page[1]);
	marks_release(&r->marks);
	*r = (struct rows){ 0 };
}

bool rows_refresh(struct rows *r)
{
	if (!r->room)
		return true;
	const struct entity *e = r->n ? r->row[r->cur].e : NULL;
	int64_t id = r->n ? r->row[r->cur].id : 0;
	bool at_top = r->rank == 1;
	r->total = -1;
	if (!r->n)
		return first_page(r);
	if (!(at_top && top_with(r, id)) && !page_from(r, &r->row[0]))
		return false;
	put_cursor(r, e, id);
	return true;
}

bool rows_swap(struct rows *r, struct list *l)
{
	struct list *before = r->list;
	r->list = l;
	cells_init(&r->cells, r->app->db, l);
	list_close(before);
	return rows_refresh(r);
}

struct place rows_place(struct rows *r, struct arena *a)
{
	const struct row *row = rows_current(r);
	struct place p = { 0 };
	if (!row)
		return p;
	p.first = r->row[0];
	p.first.key = arena_dup(a, p.first.key);
	p.first.v = p.first.t = NULL;
	p.e = row->e;
	p.id = row->id;
	p.rank = r->rank;
	return p;
}

void rows_goto(struct rows *r, const struct place *p)
{
	rows_ready(r);
	if (!p->first.id || !page_from(r, &p->first))
		return;
	put_cursor(r, p->e, p->id);
	r->rank = r->rank ? r->rank : p->rank;
}

/* The current row stays in sight, and where it stands stays known. */
void rows_room(struct rows *r, int room)
{
	if (room < 1)
		room = 1;
	if (room == r->room)
		return;
	r->room = room;
	if (!r->n) {
		first_page(r);
		return;
	}
	const struct entity *e = r->row[r->cur].e;
	int64_t id = r->row[r->cur].id, rank = r->rank ? r->rank + r->cur : 0;
	if (r->cur < room) {
		if (!page_from(r, &r->row[0]))
			return;
	} else {
		struct row *rows;
		int n = look(r, &r->row[r->cur], -1, true, &rows);
		if (n < 0)
			return;
		take(r, rows, n);
	}
	put_cursor(r, e, id);
	r->rank = rank ? rank - r->cur : r->rank;
}

const struct row *rows_current(struct rows *r)
{
	rows_ready(r);
	return r->n ? &r->row[r->cur] : NULL;
}

/* ---- moving ---- */

enum motion rows_motion(const char *name)
{
	static const char *const names[] = { [M_DOWN] = "down", [M_UP] = "up",
		[M_PAGE_DOWN] = "page_down", [M_PAGE_UP] = "page_up", [M_TOP] = "top",
		[M_BOTTOM] = "bottom" };
	for (int m = M_DOWN; m <= M_BOTTOM; m++)
		if (!strcmp(name, names[m]))
			return m;
	return M_NONE;
}

/* One row further, past the rows that show: the page from the second row on, and one more. */
static void scroll_down(struct rows *r)
{
	struct row *rows;
	bool one = r->n < 2;
	int n = r->n < r->room ? 0 : look(r, &r->row[!one], 1, !one, &rows);
	if (n <= 0 || n < r->room)
		return;
	take(r, rows, n);
	r->cur = n - 1;
	r->rank += r->rank > 0;
}

static void scroll_up(struct rows *r)
{
	struct row *rows;
	bool one = r->room < 2;
	int last = r->n < r->room ? r->n - 1 : r->room - 2;
	int n = r->rank == 1 ? 0 : look(r, &r->row[one ? 0 : last], -1, !one, &rows);
	if (n <= 0)
		return;
	if (n < r->room) {
		first_page(r);
		return;
	}
	take(r, rows, n);
	r->cur = 0;
	r->rank -= r->rank > 0;
}

static void page_down(struct rows *r)
{
	struct row *rows;
	int n = r->n < r->room ? 0 : look(r, &r->row[r->n - 1], 1, false, &rows);
	int64_t rank = r->rank ? r->rank + n : 0;
	if (n < 0)
		return;
	if (n == r->room)
		take(r, rows, n);
	else if (n && !last_page(r))
		return;
	if (n < r->room)
		r->cur = r->n - 1;
	if (rank && n > 0)
		r->rank = rank;
}

static void page_up(struct rows *r)
{
	struct row *rows;
	int n = r->rank == 1 ? 0 : look(r, &r->row[0], -1, false, &rows);
	if (n < 0)
		return;
	if (n == r->room) {
		take(r, rows, n);
		r->rank = r->rank ? r->rank - n : 0;
		return;
	}
	if (n)
		first_page(r);
	r->cur = 0;
}

void rows_move(struct rows *r, enum motion m)
{
	rows_ready(r);
	if (!r->n)
		return;
	if (m == M_DOWN && r->cur + 1 < r->n)
		r->cur++;
	else if (m == M_DOWN)
		scroll_down(r);
	else if (m == M_UP && r->cur)
		r->cur--;
	else if (m == M_UP)
		scroll_up(r);
	else if (m == M_PAGE_DOWN)
		page_down(r);
	else if (m == M_PAGE_UP)
		page_up(r);
	else if (m == M_TOP && (r->rank == 1 || first_page(r)))
		r->cur = 0;
	else if (m == M_BOTTOM && last_page(r))
		r->cur = r->n ? r->n - 1 : 0;
}

bool rows_more(struct rows *r)
{
	struct row *rows;
	rows_ready(r);
	int n = r->n < r->room ? 0 : look(r, &r->row[r->n - 1], 1, false, &rows);
	if (n <= 0)
		return false;
	r->rank += r->rank ? r->n : 0;
	r->cur = 0;
	take(r, rows, n);
	return true;
}

static void go_to_row(struct rows *r, const struct row *row)
{
	if (!put_cursor(r, row->e, row->id) && page_from(r, row))
		put_cursor(r, row->e, row->id);
}

void rows_next(struct rows *r, int dir)
{
	const struct row *at = rows_current(r);
	struct row *rows;
	int n;
	if (!at || !r->marks.n) {
		rows_move(r, dir > 0 ? M_DOWN : M_UP);
		return;
	}
	for (int seen = 0; seen < MARKS_MOST; seen += n) {
		enum rc rc = list_page(r->list, &r->app->turn, at, dir, false, 200, &rows, &n);
		if (rc || !n) {
			app_tell(r->app, "%s", rc ? db_words(r->app->db) : _("No more marked rows"));
			return;
		}
		for (int i = dir > 0 ? 0 : n - 1; i >= 0 && i < n; i += dir)
			if (marks_has(&r->marks, rows[i].id)) {
				go_to_row(r, &rows[i]);
				return;
			}
		at = &rows[dir > 0 ? n - 1 : 0];
	}
}

void rows_mark(struct rows *r)
{
	const struct row *row = rows_current(r);
	if (!row)
		return;
	if (!list_entity(r->list)) {
		app_wrong(r->app, "%s", _("These are of several kinds: do it one by one"));
		return;
	}
	if (!marks_drop(&r->marks, row->id))
		marks_add(&r->marks, row->id);
	rows_move(r, M_DOWN);
}

int rows_mark_all(struct rows *r)
{
	struct arena a[2] = { { 0 }, { 0 } };
	struct row *rows;
	const struct row *at = NULL;
	int before = r->marks.n, n, turn = 0;
	while (list_entity(r->list) && r->marks.n < MARKS_MOST
		&& !list_page(r->list, &a[turn], at, 1, false, 500, &rows, &n) && n) {
		for (int i = 0; i < n; i++)
			marks_add(&r->marks, rows[i].id);
		at = &rows[n - 1];
		turn = !turn;
		arena_clear(&a[turn]);
	}
	arena_free(&a[0]);
	arena_free(&a[1]);
	if (r->marks.n == before)
		r->marks.n = 0;
	return r->marks.n;
}
