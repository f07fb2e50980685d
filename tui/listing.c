/* listing.c - what a list screen shows, apart from how it is asked for. */
#include "listing.h"
#include "core/ftype.h"

static enum rc read_of(struct app *app, struct listing *d, const char *name, const char *id)
{
	d->spec.of = name ? field_find(d->spec.e, name) : NULL;
	if (!d->spec.of || !id || !id_parse(app->db, id, &d->spec.of_id))
		return db_fail(app->db, INVALID, _("A list of %s by what?"),
			entity_label(d->spec.e));
	d->parent = record_title(app->db, d->a, entity_find(d->spec.of->of), d->spec.of_id);
	return OK;
}

static enum rc read_words(struct app *app, struct listing *d, const struct opening *how)
{
	const char *const *v = how->argv;
	struct str filter = STR_INIT;
	enum rc rc = OK;
	int n = how->argc;
	d->spec.e = n ? entity_find(v[0]) : NULL;
	if (!d->spec.e)
		return db_fail(app->db, INVALID, "%s",
			_("A list of what? For example: list people"));
	for (int i = 1; i < n && !rc; i++) {
		if (!strcmp(v[i], "--sort") && i + 1 < n)
			d->spec.sort = arena_dup(d->a, v[++i]);
		else if (!strcmp(v[i], "--of") && i + 2 < n)
			rc = read_of(app, d, v[i + 1], v[i + 2]), i += 2;
		else
			str_addf(&filter, "%s%s", filter.len ? " " : "", v[i]);
	}
	d->filter = arena_dup(d->a, filter.s);
	str_release(&filter);
	return rc;
}

static enum rc open_anew(struct app *app, struct listing *d, struct list **l)
{
	if (d->ask)
		return question_ask(app->db, question_find(d->ask[0]), d->nask - 1, d->ask + 1, l);
	d->spec.filter = d->filter;
	return list_open(app->db, &d->spec, l);
}

enum rc listing_open(struct listing *d, struct app *app, struct arena *a,
	const struct opening *how)
{
	struct list *l = how->list;
	enum rc rc = OK;
	d->a = a;
	d->filter = "";
	d->held = l;
	if (!l && !(rc = read_words(app, d, how)))
		rc = open_anew(app, d, &l);
	if (rc)
		return rc;
	if (d->held && how->argc > 1 && !strcmp(how->argv[0], "ask")) {
		d->nask = how->argc - 1;
		d->ask = arena_array(a, const char *, d->nask);
		for (int i = 0; i < d->nask; i++)
			d->ask[i] = arena_dup(a, how->argv[i + 1]);
	}
	rows_show(&d->rows, app, l);
	return OK;
}

void listing_refresh(struct listing *d, struct app *app)
{
	struct list *l;
	d->stale = false;
	if (d->held && !d->ask)
		return;
	enum rc rc = open_anew(app, d, &l);
	d->stale = rc == BUSY;
	if (rc)
		return;
	if (d->ask)
		list_narrow(l, d->filter);
	d->stale = !rows_swap(&d->rows, l);
}

enum rc listing_filter(struct listing *d, struct app *app, const char *text, bool lenient)
{
	if (!strcmp(text, d->filter) && d->spec.lenient == lenient)
		return OK;
	const char *kept = d->filter;
	bool was_lenient = d->spec.lenient;
	struct list *l = d->rows.list;
	enum rc rc = OK;
	d->filter = arena_dup(d->a, text);
	d->spec.lenient = lenient;
	if (d->held)
		list_narrow(l, d->filter);
	else
		rc = open_anew(app, d, &l);
	if (!rc) {
		rows_show(&d->rows, app, l);
		return OK;
	}
	d->filter = kept;
	d->spec.lenient = was_lenient;
	return rc;
}

enum rc listing_sort(struct listing *d, struct app *app, const char *sort)
{
	const char *kept = d->spec.sort;
	struct list *l;
	d->spec.sort = arena_dup(d->a, sort);
	enum rc rc = open_anew(app, d, &l);
	if (rc)
		d->spec.sort = kept;
	else
		rows_show(&d->rows, app, l);
	return rc;
}

const char *const *listing_words(struct listing *d, int *n)
{
	struct arena *a = &d->rows.app->turn;
	const char **v = arena_array(a, const char *, d->nask + 8);
	int k = 0;
	if (d->ask) {
		v[k++] = "ask";
		for (int i = 0; i < d->nask; i++)
			v[k++] = d->ask[i];
	} else if (!d->held) {
		v[k++] = d->spec.e->plural;
		if (*d->filter)
			v[k++] = d->filter;
		if (d->spec.sort) {
			v[k++] = "--sort";
			v[k++] = d->spec.sort;
		}
		if (d->spec.of) {
			v[k++] = "--of";
			v[k++] = d->spec.of->name;
			v[k++] = arena_int(a, d->spec.of_id);
		}
	}
	*n = k;
	return v;
}
