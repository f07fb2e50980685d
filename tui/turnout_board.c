/* turnout_board.c - the lines of the turnout board, drawn and said. */
#include "turnout_board.h"
#include "core/date.h"
#include "core/utf8.h"
#include "draw.h"
#include "rows.h"
#include "text.h"

/* ---- lines ---- */

static const struct turnout_place *place_of(const struct board *b, int64_t institution)
{
	for (int i = 0; i < b->t.places; i++)
		if (b->t.place[i].institution == institution)
			return &b->t.place[i];
	return NULL;
}

static void add_leaders(struct board *b, const struct turnout_place *of)
{
	for (int i = 0; i < b->t.leaders; i++) {
		const struct turnout_leader *l = &b->t.leader[i];
		if (!of || l->institution == of->institution)
			b->line[b->n++] = (struct board_line){ place_of(b, l->institution), l };
	}
}

static bool same_line(const struct board_line *x, const struct board_line *y)
{
	if (!x->leader != !y->leader)
		return false;
	return x->leader ? x->leader->leader == y->leader->leader
			 : x->place->institution == y->place->institution;
}

static void put_cursor(struct board *b, const struct board_line *was)
{
	for (int i = 0; was && i < b->n; i++)
		if (same_line(&b->line[i], was))
			b->cur = i;
	if (b->cur >= b->n)
		b->cur = b->n ? b->n - 1 : 0;
}

const struct board_line *board_current(const struct board *b)
{
	return b->cur < b->n ? &b->line[b->cur] : NULL;
}

static void make_lines(struct board *b)
{
	b->line = arena_array(&b->a, struct board_line, b->t.places + b->t.leaders);
	b->n = 0;
	if (b->by_leader)
		add_leaders(b, NULL);
	for (int i = 0; i < b->t.places && !b->by_leader; i++) {
		b->line[b->n++] = (struct board_line){ &b->t.place[i], NULL };
		if (b->t.place[i].institution == b->open)
			add_leaders(b, &b->t.place[i]);
	}
}

void board_lines(struct board *b)
{
	const struct board_line *was = board_current(b);
	make_lines(b);
	put_cursor(b, was);
}

static int place_in_order(const struct board *b, int64_t leader)
{
	int i = 0;
	while (i < b->orders && b->order[i] != leader)
		i++;
	return i;
}

/* The leaders as they stood before, then those who are new, by how much hangs on them. */
static void keep_order(struct board *b)
{
	struct turnout_leader *sorted = arena_array(&b->a, struct turnout_leader, b->t.leaders);
	int n = 0;
	for (int at = 0; at <= b->orders; at++)
		for (int i = 0; i < b->t.leaders; i++)
			if (place_in_order(b, b->t.leader[i].leader) == at)
				sorted[n++] = b->t.leader[i];
	b->t.leader = sorted;
}

static void note_order(struct board *b)
{
	b->order = xrealloc(b->order, sizeof *b->order * ((size_t)b->t.leaders + 1));
	b->orders = b->t.leaders;
	for (int i = 0; i < b->t.leaders; i++)
		b->order[i] = b->t.leader[i].leader;
}

enum rc board_read(struct db *db, struct board *b, bool sort)
{
	struct board fresh = *b;
	fresh.a = (struct arena){ 0 };
	enum rc rc = turnout_read(db, &fresh.a, b->action, &fresh.t);
	if (rc) {
		arena_free(&fresh.a);
		return rc;
	}
	if (!sort)
		keep_order(&fresh);
	note_order(&fresh);
	make_lines(&fresh);
	put_cursor(&fresh, b->line ? board_current(b) : NULL);
	arena_free(&b->a);
	*b = fresh;
	return OK;
}

void board_release(struct board *b)
{
	arena_free(&b->a);
	free(b->order);
}

/* ---- words ---- */

static const char *range_text(struct arena *a, const struct range *r)
{
	return r->low == r->high ? arena_printf(a, "%d", r->high)
				 : arena_printf(a, "%d-%d", r->low, r->high);
}

/* "49 to 61", for the ear. */
static const char *range_words(struct arena *a, const struct range *r)
{
	return r->low == r->high ? arena_printf(a, "%d", r->high)
				 : arena_printf(a, _("%d to %d"), r->low, r->high);
}

/* "Fri 12 Dec 18:30: quota 120, pledged 86, expect 49 to 61 (4 in 5), came 3" */
static const char *summary(struct arena *a, const struct board *b, const char *today)
{
	const struct turnout *t = &b->t;
	struct str s = STR_INIT;
	if (t->on)
		str_addf(&s, "%s%s%s: ", date_show(a, t->on, today), t->at ? " " : "",
			t->at ? t->at : "");
	str_addf(&s, _("quota %d, pledged %d, expect %s (4 in 5)"), t->quota, t->pledged,
		range_words(a, &t->range));
	if (t->came || t->over)
		str_addf(&s, _(", came %d"), t->came);
	const char *ret = arena_dup(a, s.s);
	str_release(&s);
	return ret;
}

/* Fewer than four in five of what was agreed. */
static bool missed(const struct turnout *t, const struct turnout_place *p)
{
	return t->over && p->quota > 0 && 5 * p->came < 4 * p->quota;
}

static const char *place_name(const struct turnout_place *p)
{
	return p && p->institution ? p->name : _("No institution");
}

static void say_place(struct arena *a, const struct turnout *t, const struct turnout_place *p,
	struct str *to)
{
	str_addf(to, "%s: ", place_name(p));
	if (p->quota >= 0)
		str_addf(to, _("quota %d, pledged %d"), p->quota, p->pledged);
	else
		str_addf(to, _("no quota, pledged %d"), p->pledged);
	if (p->pledged)
		str_addf(to, _(", expect %s"), range_words(a, &p->range));
	if (p->came || t->over)
		str_addf(to, _(", came %d"), p->came);
	if (missed(t, p))
		str_addf(to, ", %s", _("quota missed"));
	str_add(to, ".\n");
}

static void say_leader(struct app *app, const struct turnout_place *p,
	const struct turnout_leader *l, struct str *to)
{
	struct arena *a = &app->turn;
	const struct entity *e = entity_find("person");
	const char *phone = field_show(app->db, a, field_find(e, "phone"), l->phone);
	str_addf(to, "%s, %s%s%s: ", l->name, place_name(p), *phone ? ", " : "", phone);
	if (l->brings < 0)
		str_add(to, _("not asked yet"));
	else
		str_addf(to, _("brings %d, expect %s"), l->brings, range_words(a, &l->range));
	if (l->came > 0)
		str_addf(to, _(", came %d"), l->came);
	str_add(to, ".\n");
}

void board_say(struct app *app, const struct board *b, struct str *to)
{
	struct arena *a = &app->turn;
	str_addf(to, "%s. %s.\n", utf8_scrub(a, b->t.title, true),
		summary(a, b, db_today(app->db)));
	str_addf(to, _("Of ten pledged, about %.0f come as a rule.\n"), 10 * b->t.rate);
	for (int i = 0; i < b->n; i++) {
		struct str line = STR_INIT;
		if (b->line[i].leader)
			say_leader(app, b->line[i].place, b->line[i].leader, &line);
		else
			say_place(a, &b->t, b->line[i].place, &line);
		str_addf(to, "%d %s", i + 1, utf8_scrub(a, line.s, false));
		str_release(&line);
	}
	if (!b->n)
		str_addf(to, "%s\n", _("No quota is agreed and nobody has pledged yet."));
}

/* ---- the board itself ---- */

enum { QUOTA, BAR, PLEDGED, EXPECT, CAME, COLUMNS, NAME_LEAST = 12, NAME_MOST = 26, BAR_LEAST = 8,
	NARROW = 60 };

/* Where each column stands; width 0: no room. */
struct layout {
	int name, x[COLUMNS], width[COLUMNS];
	const char *head[COLUMNS];
	int scale; /* people that a whole bar stands for */
};

static int name_width(const struct board *b)
{
	int most = 0;
	for (int i = 0; i < b->n; i++) {
		int w = b->line[i].leader ? utf8_width(b->line[i].leader->name) + 2
					  : utf8_width(place_name(b->line[i].place));
		most = w > most ? w : most;
	}
	return most < NAME_LEAST ? NAME_LEAST : most > NAME_MOST ? NAME_MOST : most;
}

/* Numbers have what they need; the name and then the bar take what is left. */
static void lay_out(struct layout *l, const struct board *b)
{
	static const int least[] = { [QUOTA] = 5, [PLEDGED] = 5, [EXPECT] = 7, [CAME] = 4 };
	int cols = draw_cols(), numbers = 0;
	l->head[QUOTA] = _("Quota"), l->head[PLEDGED] = _("Pledged");
	l->head[EXPECT] = _("Expect"), l->head[CAME] = _("Came"), l->head[BAR] = "";
	for (int i = 0; i < COLUMNS; i++) {
		int wish = cols < NARROW ? least[i] : utf8_width(l->head[i]);
		l->width[i] = i == BAR ? 0 : wish > least[i] ? wish : least[i];
		numbers += i == BAR ? 0 : l->width[i] + 1;
	}
	int room = cols - 4 - numbers;
	l->name = name_width(b);
	l->name = l->name > room ? room : l->name;
	l->width[BAR] = room - l->name - 2 >= BAR_LEAST ? room - l->name - 2 : 0;
	int x = 3 + l->name;
	for (int i = 0; i < COLUMNS; i++) {
		x += l->width[i] ? 1 + (i == BAR) : 0;
		l->x[i] = x;
		x += l->width[i];
	}
	l->scale = 1;
	for (int i = 0; i < b->t.places; i++) {
		const struct turnout_place *p = &b->t.place[i];
		int most = p->quota > p->pledged ? p->quota : p->pledged;
		most = p->came > most ? p->came : most;
		l->scale = most > l->scale ? most : l->scale;
	}
}

static void number_at(const struct layout *l, int y, int column, enum style st, const char *text)
{
	int w = utf8_width(text), room = l->width[column];
	if (w > room)
		w = room;
	draw_text(y, l->x[column] + room - w, w, st, text);
}

static const char *count(struct arena *a, int n)
{
	return n < 0 ? "-" : arena_printf(a, "%d", n);
}

/* "########----": what is there, and what is agreed but not there yet. */
static void draw_bar(struct arena *a, const struct layout *l, int y, int have, int agreed)
{
	int width = l->width[BAR], full = (have * width + l->scale / 2) / l->scale;
	int whole = ((agreed > have ? agreed : have) * width + l->scale / 2) / l->scale;
	char *bar = arena_alloc(a, (size_t)width + 1);
	for (int i = 0; i < whole && i < width; i++)
		bar[i] = i < full ? '#' : '-';
	draw_text(y, l->x[BAR], width, ST_TEXT, bar);
}

static void draw_place(struct arena *a, const struct board *b, const struct layout *l, int y,
	const struct turnout_place *p)
{
	bool after = b->t.over || p->came > p->pledged;
	draw_text(y, 3, l->name, ST_TEXT, place_name(p));
	number_at(l, y, QUOTA, ST_TEXT, count(a, p->quota));
	number_at(l, y, PLEDGED, ST_TEXT, count(a, p->pledged));
	number_at(l, y, EXPECT, ST_TEXT, p->pledged ? range_text(a, &p->range) : "-");
	if (p->came || b->t.over)
		number_at(l, y, CAME, ST_TEXT, missed(&b->t, p) ? arena_printf(a, "%d!", p->came)
								: count(a, p->came));
	draw_bar(a, l, y, after ? p->came : p->pledged, p->quota);
}

/* Institution and number to ring, where the bars of institutions are. */
static void draw_where(struct app *app, const struct layout *l, int y, const struct board_line *line)
{
	const struct entity *e = entity_find("person");
	const char *phone = field_show(app->db, &app->turn, field_find(e, "phone"), line->leader->phone);
	int x = l->x[QUOTA] + 1, room = l->x[PLEDGED] - x - 1, w = utf8_width(phone);
	if (w && w < room - NAME_LEAST) {
		draw_text(y, x + room - w, w, ST_TEXT, phone);
		room -= w + 1;
	}
	draw_text(y, x, room, ST_QUIET, place_name(line->place));
}

static void draw_leader(struct app *app, const struct board *b, const struct layout *l, int y,
	const struct board_line *line, bool current)
{
	const struct turnout_leader *who = line->leader;
	struct arena *a = &app->turn;
	int in = b->by_leader ? 0 : 2;
	draw_text(y, 3 + in, l->name - in, ST_TEXT, who->name);
	if (b->by_leader && l->width[BAR])
		draw_where(app, l, y, line);
	if (current && *b->typed)
		number_at(l, y, PLEDGED, ST_FIELD, arena_printf(a, "%s_", b->typed));
	else
		number_at(l, y, PLEDGED, ST_TEXT, count(a, who->brings));
	number_at(l, y, EXPECT, ST_TEXT, who->brings > 0 ? range_text(a, &who->range) : "-");
	if (who->came > 0)
		number_at(l, y, CAME, ST_TEXT, count(a, who->came));
}

static int draw_head(struct app *app, const struct board *b, const struct layout *l)
{
	char **line;
	int n = text_wrap(&app->turn, summary(&app->turn, b, db_today(app->db)),
		draw_cols() - 2, &line), y = 2;
	for (int i = 0; i < n && i < 3; i++)
		draw_text(y++, 1, draw_cols() - 2, ST_TEXT, line[i]);
	draw_text(y, 3, l->name, ST_HEAD, b->by_leader ? _("Leader") : _("Institution"));
	for (int i = b->by_leader ? PLEDGED : QUOTA; i < COLUMNS; i++)
		number_at(l, y, i, ST_HEAD, l->head[i]);
	return y + 1;
}

void board_draw(struct app *app, struct board *b)
{
	struct layout l = { 0 };
	lay_out(&l, b);
	int first = draw_head(app, b, &l), room = draw_rows() - 2 - first;
	b->top = rows_top(b->top, b->cur, room);
	if (b->top > b->n - room)
		b->top = b->n > room ? b->n - room : 0;
	for (int i = b->top; i < b->n && i - b->top < room; i++) {
		int y = first + i - b->top;
		draw_text(y, 1, 1, ST_MARKER, rows_marker(app, i == b->cur));
		if (b->line[i].leader)
			draw_leader(app, b, &l, y, &b->line[i], i == b->cur);
		else
			draw_place(&app->turn, b, &l, y, b->line[i].place);
	}
	if (!b->n)
		draw_text(first, 3, draw_cols() - 4, ST_TEXT,
			_("No quota is agreed and nobody has pledged yet."));
	draw_cursor(b->n ? first + b->cur - b->top : first, 1);
}
