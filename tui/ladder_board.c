/* ladder_board.c - the cards of the ladder board. */
#include "ladder_board.h"
#include "core/ladder.h"
#include "core/utf8.h"
#include "text.h"

static const struct entity *people(void)
{
	return entity_find("person");
}

/* ---- opening, fetching ---- */

static enum rc open_lists(struct app *app, struct ladder *d, const char *filter, struct list **ret)
{
	enum rc rc = OK;
	for (int i = 0; i < d->n && !rc; i++) {
		struct list_spec spec = { .e = people(), .filter = arena_printf(d->a,
			"current_ladder_step=%s %s", d->step[i].code, filter) };
		rc = list_open(app->db, &spec, &ret[i]);
	}
	return rc;
}

static void follow(struct app *app, struct ladder *d, int64_t person);

/* Among those a filter let through: on her who was current, else on the first of her column, else of the
 * first column that has one. */
static void to_a_match(struct ladder *d, int64_t person)
{
	int first = -1;
	for (int i = d->n - 1; i >= 0; i--) {
		struct rows *r = &d->step[i].rows;
		rows_ready(r);
		first = r->n ? i : first;
		for (int k = 0; k < r->n; k++)
			if (r->row[k].id == person) {
				d->cur = i;
				r->cur = k;
				return;
			}
	}
	if (!d->step[d->cur].rows.n && first >= 0)
		d->cur = first;
}

enum rc rungs_filter(struct app *app, struct ladder *d, const char *filter)
{
	int64_t person = d->step[d->cur].rows.list ? rungs_current(d) : 0;
	struct list **l = arena_array(&app->turn, struct list *, d->n);
	enum rc rc = open_lists(app, d, filter, l);
	for (int i = 0; i < d->n; i++)
		if (rc)
			list_close(l[i]);
		else
			rows_show(&d->step[i].rows, app, l[i]);
	if (rc)
		return rc;
	d->filter = arena_dup(d->a, filter);
	d->moved_to = -1;
	d->moved = 0;
	d->on_moved = false;
	d->nheard = 0;
	if (*filter)
		to_a_match(d, person);
	else
		follow(app, d, person);
	return OK;
}

enum rc rungs_open(struct app *app, struct ladder *d, struct arena *a, const char *filter)
{
	const struct code *c = codes_of(app->db, a, "ladder_step");
	*d = (struct ladder){ .a = a, .sentence = STR_INIT, .moved_to = -1 };
	while (c[d->n].code)
		d->n++;
	if (!d->n)
		return db_fail(app->db, INVALID, "%s", _("The ladder has no steps"));
	d->step = arena_array(a, struct step, d->n);
	for (int i = 0; i < d->n; i++)
		d->step[i] = (struct step){ .code = c[i].code, .label = c[i].label, .nlooked = -1 };
	return rungs_filter(app, d, filter);
}

void rungs_close(struct ladder *d)
{
	for (int i = 0; i < d->n; i++) {
		rows_release(&d->step[i].rows);
		free(d->step[i].ready);
		free(d->step[i].looked);
	}
	free(d->heard);
	str_release(&d->sentence);
}

/* ---- who is current, and what is known of her ---- */

int64_t rungs_current(struct ladder *d)
{
	const struct row *row = d->on_moved ? NULL : rows_current(&d->step[d->cur].rows);
	return d->on_moved ? d->moved : row ? row->id : 0;
}

int rungs_number(struct ladder *d, int64_t person)
{
	int i = 0;
	while (i < d->nheard && d->heard[i] != person)
		i++;
	if (i == d->nheard) {
		d->heard = xrealloc(d->heard, sizeof *d->heard * (size_t)(i + 1));
		d->heard[d->nheard++] = person;
	}
	return i + 1;
}

bool rungs_pick(struct ladder *d, int number)
{
	int64_t person = number >= 1 && number <= d->nheard ? d->heard[number - 1] : 0;
	for (int i = 0; person && i < d->n; i++)
		for (int k = 0; k < d->step[i].rows.n; k++)
			if (d->step[i].rows.row[k].id == person) {
				d->cur = i;
				d->on_moved = false;
				d->step[i].rows.cur = k;
				return true;
			}
	return false;
}

static bool look(struct app *app, struct ladder *d, int at, int64_t person, struct ladder_look *ret)
{
	*ret = (struct ladder_look){ false, "" };
	return person && at + 1 < d->n &&
	       !ladder_look(app->db, &app->turn, person, d->step[at + 1].code, ret) && ret->met;
}

void rungs_look(struct app *app, struct ladder *d, int at)
{
	struct step *c = &d->step[at];
	struct ladder_look l;
	int n = c->rows.n, same_ones = 0;
	while (same_ones < n && n == c->nlooked && c->looked[same_ones] == c->rows.row[same_ones].id)
		same_ones++;
	if (same_ones == n && n == c->nlooked)
		return;
	c->nlooked = n;
	c->ready = xrealloc(c->ready, sizeof *c->ready * (size_t)(n + 1));
	c->looked = xrealloc(c->looked, sizeof *c->looked * (size_t)(n + 1));
	for (int i = 0; i < n; i++) {
		c->looked[i] = c->rows.row[i].id;
		c->ready[i] = look(app, d, at, c->looked[i], &l);
	}
}

/* The letter of the family name stays whatever is cut. */
static const char *short_name(struct app *app, const char *given, const char *family, int cols)
{
	int width, step;
	if (!given || !family)
		return given ? given : family;
	size_t n = utf8_next(family, &step);
	width = utf8_width(given);
	if (width > cols - 1 - step)
		given = text_fit(&app->turn, given, cols - 1 - step, true);
	return arena_printf(&app->turn, "%s %.*s", given, (int)n, family);
}

const char *rungs_card(struct app *app, int64_t person, int cols)
{
	struct record *r;
	const struct entity *e = people();
	if (record_load(app->db, &app->turn, e, person, &r))
		return "?";
	const char *name = short_name(app, r->v[field_index(e, field_find(e, "given"))],
		r->v[field_index(e, field_find(e, "family"))], cols);
	return utf8_scrub(&app->turn, name ? name : record_title(app->db, &app->turn, e, person),
		true);
}

const char *rungs_name(struct app *app, struct rows *r, int i, int cols)
{
	const struct column *col;
	const char *given = NULL, *family = NULL;
	int n = list_columns(r->list, &col);
	for (int k = 0; k < n; k++) {
		if (!strcmp(col[k].name, "given"))
			given = r->row[i].v[k];
		else if (!strcmp(col[k].name, "family"))
			family = r->row[i].v[k];
	}
	const char *name = short_name(app, given, family, cols);
	return name ? utf8_scrub(&app->turn, name, true) : rungs_card(app, r->row[i].id, cols);
}

const char *rungs_sentence(struct app *app, struct ladder *d, int at, int64_t person, bool moved)
{
	struct ladder_look l;
	if (!look(app, d, at, person, &l))
		return "";
	const char *raise = rows_key(app, "ladder", "raise");
	const char *undo = rows_key(app, "ladder", "undo");
	/* So that little of it changes when she moves, and what it says of undo is true before and after. */
	return arena_printf(&app->turn,
		moved ? _("* %s %s: %s moved her to %s, %s moves her back.")
		      : _("* %s %s: %s moves her to %s, %s moves her back."),
		rungs_card(app, person, RUNGS_WIDE), l.known, raise, d->step[at + 1].label, undo);
}

/* ---- a card that was moved ---- */

/* The cursor on her, wherever she stands now. */
static void follow(struct app *app, struct ladder *d, int64_t person)
{
	struct record *r;
	const struct entity *e = people();
	if (!person || record_load(app->db, &app->turn, e, person, &r))
		return;
	const char *step = r->v[field_index(e, field_find(e, "current_ladder_step"))];
	for (int i = 0; step && i < d->n; i++)
		if (!strcmp(d->step[i].code, step)) {
			struct rows *rows = &d->step[i].rows;
			d->cur = i;
			for (int k = 0; k < rows->n; k++)
				if (rows->row[k].id == person) {
					rows->cur = k;
					return;
				}
			rows_goto(rows, &(struct place){ .first = { .id = person, .e = e }, .e = e,
				.id = person });
		}
}

void rungs_settle(struct app *app, struct ladder *d)
{
	int64_t on = d->on_moved ? d->moved : 0;
	d->moved_to = -1;
	d->moved = 0;
	d->on_moved = false;
	for (int i = 0; i < d->n; i++) {
		d->step[i].nlooked = -1;
		if (d->step[i].rows.room)
			rows_refresh(&d->step[i].rows);
	}
	follow(app, d, on);
}

void rungs_land(struct app *app, struct ladder *d, int64_t person, int to, const char *words)
{
	struct rows *from = &d->step[d->cur].rows, *into = &d->step[to].rows;
	struct ladder_look l;
	str_clear(&d->sentence);
	str_add(&d->sentence, words);
	if (from->total > 0)
		from->total--;
	if (into->total >= 0)
		into->total++;
	d->moved = person;
	d->moved_to = to;
	d->moved_ready = look(app, d, to, person, &l);
	d->on_moved = true;
	d->cur = to;
	d->txn = history_txn(app->db);
}
