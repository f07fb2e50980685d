/* desk_door.c - what the sign-in desk shows. */
#include "desk_door.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"

static const struct desk_person *person_of_id(const struct desk *d, int64_t id)
{
	for (int i = 0; i < d->n; i++)
		if (d->person[i].id == id)
			return &d->person[i];
	return NULL;
}

bool door_typed(const struct door *d)
{
	return line_text(d->line)[strspn(line_text(d->line), " ")];
}

int door_rows(const struct door *d)
{
	return d->n + door_typed(d);
}

void door_find(struct app *app, struct door *d)
{
	const char *text = line_text(d->line);
	d->stale = false;
	arena_clear(&d->a);
	d->n = d->cur = d->top = 0;
	if (door_typed(d))
		d->n = desk_find(app->db, &d->desk, &d->a, text, d->found, SHOWN);
	for (int i = 0; i < d->recents && !door_typed(d); i++) {
		const struct desk_person *p = person_of_id(&d->desk, d->recent[i]);
		if (p && p->signed_in)
			d->found[d->n++] = p;
	}
}

static void note_recent(struct door *d, int64_t id)
{
	if (d->recents == RECENT)
		d->recents--;
	memmove(d->recent + 1, d->recent, sizeof *d->recent * (size_t)d->recents++);
	d->recent[0] = id;
}

/* Who is in now and was not before, at this desk or another. */
static void compare(struct door *d, const struct desk *before)
{
	for (int i = 0; i < d->desk.n; i++) {
		const struct desk_person *now = &d->desk.person[i], *was;
		if (!now->signed_in)
			continue;
		was = person_of_id(before, now->id);
		if (!was || !was->signed_in)
			note_recent(d, now->id);
	}
}

enum rc door_read(struct app *app, struct door *d)
{
	struct desk before = d->desk;
	int64_t cur = d->cur < d->n ? d->found[d->cur]->id : 0;
	d->desk = (struct desk){ 0 };
	enum rc rc = desk_read(app->db, before.action, &d->desk);
	if (rc) {
		d->desk = before;
		return rc;
	}
	compare(d, &before);
	desk_release(&before);
	bool new_one = d->cur == d->n;
	door_find(app, d);
	for (int i = 0; i < d->n; i++)
		if (d->found[i]->id == cur)
			d->cur = i;
	if (new_one && door_typed(d))
		d->cur = d->n;
	return OK;
}

/* ---- seen and heard ---- */

static const char *count_words(struct app *app, const struct door *d)
{
	if (!d->pledged)
		return arena_printf(&app->turn, _("%d in"), d->desk.in);
	return arena_printf(&app->turn, _("%d in; %d to %d of those pledged are expected"), d->desk.in,
		d->expected.low, d->expected.high);
}

static const char *new_words(struct app *app, const struct door *d)
{
	return arena_printf(&app->turn, _("Not on file: %s"), line_text(d->line));
}

static void draw_person(const struct desk_person *p, int y, int name, int cols)
{
	draw_text(y, 3, name, ST_TEXT, p->name);
	if (p->signed_in)
		draw_text(y, cols - 1 - utf8_width(_("in")), utf8_width(_("in")), ST_GOOD, _("in"));
	if (4 + name < cols - 8)
		draw_text(y, 4 + name, cols - 8 - (4 + name), ST_QUIET, p->with);
}

void door_draw(struct app *app, struct door *d)
{
	int cols = draw_cols(), cursor, room = draw_rows() - 7, name = cols < 60 ? 20 : 30;
	draw_text(2, 1, cols - 2, ST_TEXT, count_words(app, d));
	const char *ask = _("Name:");
	draw_text(3, 1, cols - 2, ST_LABEL, arena_printf(&app->turn, "%s %s_", ask,
		line_view(d->line, cols - 5 - utf8_width(ask), &cursor)));
	if (!door_typed(d) && d->n)
		draw_text(4, 1, cols - 2, ST_QUIET, _("The last who came in:"));
	d->top = rows_top(d->top, d->cur, room);
	for (int i = d->top; i < door_rows(d) && i - d->top < room; i++) {
		int y = 5 + i - d->top;
		draw_text(y, 1, 1, ST_MARKER, rows_marker(app, i == d->cur));
		if (i < d->n)
			draw_person(d->found[i], y, name, cols);
		else
			draw_text(y, 3, cols - 4, ST_TEXT, new_words(app, d));
	}
	if (door_rows(d))
		draw_cursor(5 + d->cur - d->top, 1);
	else
		draw_cursor(3, 2 + utf8_width(ask));
}

void door_say(struct app *app, struct door *d, struct str *to)
{
	str_addf(to, "%s: %s. %s.\n", _("Sign-in desk"), d->title, count_words(app, d));
	for (int i = 0; i < d->n && door_typed(d); i++)
		str_addf(to, "%d %s%s%s%s%s\n", i + 1, utf8_scrub(&app->turn, d->found[i]->name, true),
			*d->found[i]->with ? ", " : "",
			utf8_scrub(&app->turn, d->found[i]->with, true),
			d->found[i]->signed_in ? ", " : "", d->found[i]->signed_in ? _("in") : "");
	if (door_typed(d))
		str_addf(to, "%s\n", d->n ? _("Which? A number, or more of the name; \"+ NAME\" is "
					      "somebody else who is not on file.")
					  : _("Nobody is called so. \"+ NAME\" or \"+ NAME, WITH\" "
					      "puts her on file and signs her in."));
	else
		str_addf(to, "%s\n", _("Type a name or its first letters; \"-\" takes the last one back, "
				       "\"back\" leaves, \"/back\" is a name."));
}
