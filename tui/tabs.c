/* tabs.c - what stands under a record. */
#include "tabs.h"
#include "core/utf8.h"

enum {
	PAST_MOST = 200,
	ALWAYS = 3, /* tabs that stand first, empty or not */
};

static enum rc open_rows(struct app *app, const struct tabs *t, const struct tab *tab,
	struct list **ret)
{
	struct list_spec spec = { .e = tab->from, .of = tab->by, .of_id = t->id };
	return list_open(app->db, &spec, ret);
}

static bool has_rows(struct app *app, const struct tabs *t, const struct tab *tab)
{
	struct list *l;
	struct row *rows;
	int n = 0;
	if (open_rows(app, t, tab, &l))
		return false;
	enum rc rc = list_page(l, &app->turn, NULL, 1, false, 1, &rows, &n);
	list_close(l);
	return rc || n;
}

/* Under what everybody reads, of rows that she meets in part, a number would be wrong; under one that
 * is met by row itself, a person of hers, all of them are hers. */
static bool in_part(struct app *app, const struct tabs *t, const struct entity *from)
{
	struct str where = STR_INIT;
	bool part = from && !from->scope && access_rows(app->db, from, &where) != ROWS_ALL &&
		access_rows(app->db, t->e, &where) == ROWS_ALL;
	str_release(&where);
	return part;
}

/* A tab of a kind that has one already says by which field, and is only there when it holds
 * something: "Next steps: Promised by". */
static void add_tab(struct tabs *t, struct app *app, struct arena *a, const struct entity *from,
	const struct field *by)
{
	struct tab tab = { from, by, entity_label(from),
		in_part(app, t, from) ? TAB_PART : TAB_UNKNOWN };
	bool second = false;
	for (int i = 0; i < t->n; i++)
		second |= t->tab[i].from == from;
	if (second && !has_rows(app, t, &tab))
		return;
	if (second)
		tab.label = arena_printf(a, "%s: %s", tab.label, field_label(from, by));
	t->tab[t->n++] = tab;
}

/* Is the record in this user's keeping, or is she the safeguarding lead? */
static bool in_my_care(struct app *app, const struct tabs *t)
{
	struct record *r;
	if (access_role(app->db, "dsl"))
		return true;
	if (!t->e->seer || record_load(app->db, &app->turn, t->e, t->id, &r))
		return false;
	const char *seer = r->v[field_index(t->e, field_find(t->e, t->e->seer))];
	return seer && strtoll(seer, NULL, 10) == db_my_id(app->db);
}

/* First the few that every record of the kind is about, then those that hold something and the past;
 * the many that hold nothing come last. */
static void put_in_order(struct tabs *t, struct app *app)
{
	struct tab *rest = arena_array(&app->turn, struct tab, t->n + 1);
	int held = 0, empty = 0;
	for (int i = 0; i < t->n; i++)
		if (i < ALWAYS || has_rows(app, t, &t->tab[i]))
			t->tab[held++] = t->tab[i];
		else
			rest[empty++] = t->tab[i];
	t->tab[held++] = (struct tab){ NULL, NULL, _("Past"), TAB_UNKNOWN };
	memcpy(&t->tab[held], rest, sizeof *rest * (size_t)empty);
	t->n = held + empty;
}

void tabs_find(struct tabs *t, struct app *app, struct arena *a)
{
	const struct tab shown = t->n ? t->tab[t->at] : (struct tab){ 0 };
	bool any = t->n;
	const struct entity *from;
	const struct field *by;
	size_t n = 0;
	while (entity_referrer(t->e, n, &from, &by))
		n++;
	t->tab = arena_array(a, struct tab, n + 1);
	t->n = t->at = 0;
	for (size_t i = 0; i < n && entity_referrer(t->e, i, &from, &by); i++)
		if (!access_may(app->db, from, READ) && (!from->scope || in_my_care(app, t)))
			add_tab(t, app, a, from, by);
	put_in_order(t, app);
	for (int i = 0; any && i < t->n; i++)
		if (t->tab[i].by == shown.by)
			t->at = i;
}

int tabs_first(const struct tabs *t, struct app *app)
{
	for (int i = 0; i < t->n && t->tab[i].from; i++)
		if (has_rows(app, t, &t->tab[i]))
			return i;
	return 0;
}

int tabs_named(const struct tabs *t, struct app *app, const char *name)
{
	for (int i = 0; i < t->n; i++) {
		const struct tab *tab = &t->tab[i];
		if (!strcmp(name, tab->from ? arena_printf(&app->turn, "%s.%s", tab->from->name,
			tab->by->name) : "past"))
			return i;
	}
	return tabs_first(t, app);
}

/* Every change of the record, newest first, as rows. */
static enum rc open_past(struct app *app, const struct tabs *t, struct list **ret)
{
	struct arena *a = &app->turn;
	struct past *past;
	int n;
	enum rc rc = history_of(app->db, a, t->e, t->id, 0, PAST_MOST, &past, &n);
	if (rc)
		return rc;
	const struct column cols[] = {
		{ NULL, "at", _("When"), FT_MOMENT },
		{ NULL, "who", _("Who"), FT_TEXT },
		{ NULL, "what", _("What"), FT_TEXT },
	};
	struct row *rows = arena_array(a, struct row, n);
	for (int i = 0; i < n; i++) {
		const struct past *p = &past[i];
		const char *what = p->what && *p->what ? p->what
			: history_words(a, p->command ? p->command : p->kind);
		rows[i].id = p->txn;
		rows[i].v = arena_array(a, const char *, COUNT(cols));
		rows[i].t = arena_array(a, const char *, COUNT(cols));
		rows[i].v[0] = p->at;
		rows[i].v[1] = p->user;
		rows[i].v[2] = p->undone ? arena_printf(a, _("%s (taken back)"), what) : what;
	}
	*ret = list_hold(app->db, arena_printf(a, _("%s: past"),
		record_title(app->db, a, t->e, t->id)), NULL, cols, COUNT(cols), rows, n, n == PAST_MOST);
	return OK;
}

enum rc tabs_open(const struct tabs *t, struct app *app, int i, struct list **ret)
{
	const struct tab *tab = &t->tab[i];
	return tab->from ? open_rows(app, t, tab, ret) : open_past(app, t, ret);
}

bool tabs_count(struct tabs *t, struct app *app, int i)
{
	struct list *l;
	if (t->tab[i].count == TAB_PART)
		return true;
	if (tabs_open(t, app, i, &l))
		return false;
	enum rc rc = list_total(l, &t->tab[i].count);
	list_close(l);
	if (rc)
		t->tab[i].count = TAB_UNKNOWN;
	return !rc;
}

static const char *tab_text(const struct tabs *t, struct app *app, int i)
{
	const struct tab *tab = &t->tab[i];
	const char *n = tab->count < 0 ? ""
		: arena_printf(&app->turn, " %lld", (long long)tab->count);
	return i == t->at ? arena_printf(&app->turn, "[%d %s%s]", i + 1, tab->label, n)
			  : arena_printf(&app->turn, "%d %s%s", i + 1, tab->label, n);
}

/* A line is full at cols: the text goes on the next. */
static void lay_word(struct str *b, struct app *app, int cols, const char **line, int *n,
	const char *word)
{
	if (b->len && utf8_width(b->s) + 2 + utf8_width(word) > cols) {
		line[(*n)++] = arena_dup(&app->turn, b->s);
		str_clear(b);
	}
	str_addf(b, "%s%s", b->len ? "  " : "", word);
}

/* few: without those that hold nothing, which are counted at the end, "+24". The line of the current
 * one is in *current. */
static int lay_out(const struct tabs *t, struct app *app, int cols, bool few, const char **line,
	int *current)
{
	int n = 0, left_out = 0;
	struct str b = STR_INIT;
	for (int i = 0; i < t->n; i++) {
		if (few && i >= ALWAYS && i != t->at && !t->tab[i].count) {
			left_out++;
			continue;
		}
		lay_word(&b, app, cols, line, &n, tab_text(t, app, i));
		if (i == t->at)
			*current = n;
	}
	if (left_out)
		lay_word(&b, app, cols, line, &n, arena_printf(&app->turn, "+%d", left_out));
	line[n++] = arena_dup(&app->turn, b.s);
	str_release(&b);
	return n;
}

int tabs_lines(const struct tabs *t, struct app *app, int cols, int most, const char **line)
{
	int current = 0, n = lay_out(t, app, cols, false, line, &current);
	if (n > most)
		n = lay_out(t, app, cols, true, line, &current);
	if (n <= most)
		return n;
	if (current >= most)
		memmove(line, line + current - most + 1, sizeof *line * (size_t)most);
	return most;
}
