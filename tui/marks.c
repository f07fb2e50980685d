/* marks.c - ids marked with Space. */
#include "marks.h"

/* Where id stands among the marks, or would stand. */
static int place(const struct marks *m, int64_t id)
{
	int lo = 0, hi = m->n;
	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		if (m->id[mid] < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool marks_has(const struct marks *m, int64_t id)
{
	int at = place(m, id);
	return at < m->n && m->id[at] == id;
}

bool marks_add(struct marks *m, int64_t id)
{
	if (m->n == MARKS_MOST || marks_has(m, id))
		return false;
	if (m->n == m->cap) {
		m->cap = m->cap ? 2 * m->cap : 32;
		m->id = xrealloc(m->id, sizeof *m->id * (size_t)m->cap);
	}
	int at = place(m, id);
	memmove(m->id + at + 1, m->id + at, sizeof *m->id * (size_t)(m->n - at));
	m->id[at] = id;
	m->n++;
	return true;
}

bool marks_drop(struct marks *m, int64_t id)
{
	int at = place(m, id);
	if (at == m->n || m->id[at] != id)
		return false;
	m->n--;
	memmove(m->id + at, m->id + at + 1, sizeof *m->id * (size_t)(m->n - at));
	return true;
}

void marks_release(struct marks *m)
{
	free(m->id);
	*m = (struct marks){ 0 };
}
