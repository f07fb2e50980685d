/* form_field.c - the field one is in: what it shows when one comes, what its keys do, and how it
 * goes into the edit when one leaves. */
#include "form.h"
#include "core/date.h"
#include "core/utf8.h"
#include <stdio.h>

/* Typing on a value of these writes over it: nobody mends half a date or half a name. */
static bool writes_over(const struct field *f)
{
	switch (f->type) {
	case FT_TEXT:
	case FT_NOTE:
	case FT_EMAIL:
	case FT_URL:
	case FT_CODES:
	case FT_REFS:
		return false;
	default:
		return true;
	}
}

/* A name of a stored value: shown, and remembered so that it finds its id again. `one` is f, or
 * where f takes many, a field that takes one of them. */
static void add_known(struct app *app, struct form *fm, const struct field *f,
	const struct field *one, const char *v, struct str *to)
{
	const char *label = field_show(app->db, fm->a, one, v);

	if (to->len)
		str_add(to, ", ");
	str_add(to, label);
	match_remember(fm, f, v, label);
}

/* The stored value as it is edited. */
static void line_text_of(struct app *app, struct form *fm, const struct field *f, struct str *to)
{
	size_t i = field_index(fm->e, f), n;
	const char *v = fm->ed->v[i], *at = v, *word;
	struct field one = *f;

	if (fm->ed->why[i] && fm->as_typed[i])
		str_add(to, fm->as_typed[i]);
	else if (!v || !strcmp(v, FIELD_MASKED))
		str_add(to, v);
	else if (takes_many(f)) {
		one.type = f->type == FT_CODES ? FT_CODE : FT_REF;
		while (str_word(&at, ",", &word, &n))
			add_known(app, fm, f, &one, arena_dupn(fm->a, word, n), to);
	} else if (by_word(f) || by_name(f))
		add_known(app, fm, f, f, v, to);
	else if (f->type == FT_TEXT || f->type == FT_NOTE)
		str_add(to, v);
	else
		str_add(to, field_show(app->db, fm->a, f, v));
}

void field_enter(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);
	struct str text = STR_INIT;

	fm->typed = false;
	fm->fresh = true;
	if (f && widget_of(f) != W_TICK)
		line_text_of(app, fm, f, &text);
	line_set(fm->line, text.s);
	str_release(&text);
	/* Line by line what fits is said when something was typed, not before. */
	match_clear(fm);
	if (app->face != FACE_PLAIN)
		match_search(app, fm);
}

bool field_leave(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);
	const char *text, *several = NULL;
	struct str values = STR_INIT;

	if (!f || !fm->typed)
		return true;
	size_t i = field_index(fm->e, f);
	fm->typed = false;
	text = fm->as_typed[i] = arena_dup(fm->a, line_text(fm->line));
	if (by_word(f) || by_name(f)) {
		match_values(app, fm, f, text, &values, &several);
		text = arena_dup(fm->a, values.s);
	}
	str_release(&values);
	enum rc rc = edit_set(app->db, fm->ed, f, text);
	if (several) {
		edit_wrong(fm->ed, f->name, several);
		rc = INVALID;
	}
	return rc == OK;
}

/* Sets a value without the line: a tick, a choice from a menu. */
static void set_value(struct app *app, struct form *fm, const char *v)
{
	const struct field *f = field_at(fm);

	fm->as_typed[field_index(fm->e, f)] = NULL;
	edit_set(app->db, fm->ed, f, v);
	form_touched(fm);
	field_enter(app, fm);
}

void field_toggle(struct app *app, struct form *fm)
{
	const char *v = edit_value(fm->ed, field_at(fm)->name);

	set_value(app, fm, v && !strcmp(v, "1") ? "0" : "1");
}

void field_put(struct app *app, struct form *fm, const struct hit *m)
{
	match_take(fm, m);
	form_touched(fm);
	field_leave(app, fm);
	field_enter(app, fm);
}

static bool begins_like(key k, const char *word)
{
	char name[16], typed[8] = "";

	if (k < 0x110000)
		snprintf(typed, sizeof(typed), "%s", key_name(k, name));
	return *typed && !strncmp(word, typed, strlen(typed));
}

static int tick_key(struct app *app, struct form *fm, key k)
{
	if (k == ' ')
		field_toggle(app, fm);
	else if (k == K_BACKSPACE || k == K_DELETE)
		set_value(app, fm, "");
	else if (begins_like(k, _("yes")))
		set_value(app, fm, "1");
	else if (begins_like(k, _("no")))
		set_value(app, fm, "0");
	else
		return UNUSED;
	return DRAW;
}

/* A comma behind a beginning that can only mean one thing finishes it. */
static void finish_piece(struct app *app, struct form *fm)
{
	if (fm->stale)
		match_search(app, fm);
	if (fm->nmatch && (by_name(field_at(fm)) || fm->nmatch == 1) && !fm->fresh)
		match_take(fm, &fm->match[fm->mark]);
}

/* A value that is not shown is written over or stays: it cannot be mended letter by letter. */
static bool is_masked(const struct form *fm)
{
	return same(line_text(fm->line), FIELD_MASKED) &&
		same(fm->ed->v[field_index(fm->e, field_at(fm))], FIELD_MASKED);
}

/* The first key in a field that has something in it. */
static void first_key(struct form *fm, const struct field *f, key k)
{
	bool erases = k == K_BACKSPACE || k == K_DELETE;

	if ((writes_over(f) || is_masked(fm)) && (key_is_text(k) || erases))
		line_set(fm->line, "");
	else if (takes_many(f) && key_is_text(k) && k != ',' && *line_text(fm->line))
		line_insert(fm->line, ", ");
}

int field_key(struct app *app, struct form *fm, key k)
{
	const struct field *f = field_at(fm);

	if (!f)
		return UNUSED;
	if (widget_of(f) == W_TICK)
		return tick_key(app, fm, k);
	char *before = arena_dup(&app->turn, line_text(fm->line));
	if (fm->fresh)
		first_key(fm, f, k);
	if (is_masked(fm))
		return UNUSED;
	if (k == ',' && takes_many(f)) {
		finish_piece(app, fm);
		line_insert(fm->line, ", ");
	} else if (!line_key(fm->line, k) && strcmp(before, line_text(fm->line)) == 0) {
		return UNUSED;
	}
	fm->fresh = false;
	if (!strcmp(before, line_text(fm->line)))
		return DRAW; /* the cursor moved */
	fm->typed = true;
	form_touched(fm);
	fm->stale = by_word(f) || by_name(f);
	return DRAW;
}

void field_newline(struct form *fm)
{
	if (is_masked(fm))
		line_set(fm->line, "");
	line_insert(fm->line, "\n");
	fm->typed = true;
	fm->fresh = false;
	form_touched(fm);
}

bool field_finish(struct app *app, struct form *fm)
{
	const struct field *f = field_at(fm);

	if (!f || !fm->typed || (!by_word(f) && !by_name(f)))
		return true;
	if (fm->stale)
		match_search(app, fm);
	if (by_name(f) && fm->nmatch) {
		match_take(fm, &fm->match[fm->mark]);
		return true;
	}
	const char *text = line_text(fm->line);
	bool known;
	if (!text[match_tail(fm, f, text, &known)] || fm->nmatch < 2)
		return true;
	app_wrong(app, "%s", _("Several fit: type more of it"));
	return false;
}

/* "fri -> Fri 27 Nov": a date is always said back in words. */
static const char *day_text(struct app *app, struct arena *a, const char *v, const char *shown,
	const char *typed)
{
	if (typed && *typed && strcmp(typed, shown))
		return arena_printf(a, "%s -> %s", typed, shown);
	if (!date_number(v, &(long){ 0 }))
		return shown;
	return arena_printf(a, "%s, %s", date_ago(a, v, db_today(app->db)), shown);
}

const char *field_text(struct app *app, struct arena *a, struct form *fm, const struct field *f)
{
	size_t i = field_index(fm->e, f);
	const char *v = fm->ed->v[i], *typed = fm->as_typed[i];

	if (fm->ed->why[i] && typed)
		return typed;
	if (widget_of(f) == W_TICK && (!v || !strcmp(v, "0") || !strcmp(v, "1")))
		return v && *v == '1' ? arena_printf(a, "[x] %s", _("yes"))
				      : (v ? arena_printf(a, "[ ] %s", _("no")) : "[ ]");
	if (!v || !strcmp(v, FIELD_MASKED))
		return v ? v : "";
	const char *shown = field_show(app->db, a, f, v);
	return f->type == FT_DATE ? day_text(app, a, v, shown, typed) : shown;
}

/* The words that fit, for the line at the foot. */
static const char *words_shown(struct arena *a, const struct form *fm)
{
	struct str b = STR_INIT;

	for (int i = 0; i < fm->nmatch; i++)
		str_addf(&b, "%s%s", i ? ", " : "", fm->match[i].label);
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static const char *names_want(struct app *app, struct arena *a, struct form *fm,
	const struct field *f)
{
	bool known;
	const char *text = line_text(fm->line);
	const struct entity *e = match_entity(fm, f, 0);
	char keys[32];

	if (fm->fresh || fm->stale || !text[match_tail(fm, f, text, &known)] || known)
		return NULL;
	if (fm->more_match)
		return _("More fit: keep typing. Enter takes the one with the star");
	if (fm->nmatch)
		return _("Enter takes the one with the star, arrows move it");
	if (!e || e->bookkeeping)
		return _("Nothing by that name");
	return arena_printf(a, _("%s: nobody and nothing by that name. %s adds it"), entity_one(e),
		app->keys ? keymap_keys(app->keys, "form", "add", keys) : ":add");
}

const char *field_wants(struct app *app, struct arena *a, struct form *fm)
{
	const struct field *f = field_at(fm);
	const char *said = NULL;

	if (on_more(fm))
		return _("Enter shows the fields that are rarely needed");
	if (!f)
		return _("Enter saves");
	if (by_word(f) && fm->nmatch)
		said = words_shown(a, fm);
	else if (by_name(f))
		said = names_want(app, a, fm, f);
	else if (widget_of(f) == W_TICK)
		said = f->help ? NULL : _("Space changes it");
	if (said)
		return said;
	if (f->help)
		return tr(fm->e->name, f->help);
	return f->flags & REQ ? _("This must be filled") : "";
}

/* One row of a note beginning at s: its bytes, and where the next begins. */
static size_t note_row(const char *s, int cols, size_t *next)
{
	size_t at = 0, blank = 0, n;
	int used = 0, w;

	while (s[at] && s[at] != '\n' && (n = utf8_next(s + at, &w))) {
		if (used + w > cols) {
			*next = blank ? blank : at;
			return *next;
		}
		used += w;
		at += n;
		if (s[at - 1] == ' ')
			blank = at;
	}
	*next = at + (s[at] == '\n');
	return at;
}

int note_rows(const char *text, int cols, struct note_row *rows, int most)
{
	size_t at = 0, next;
	int n = 0;

	/* The cursor needs a column behind the last character. */
	cols = cols > 2 ? cols - 1 : 1;
	do {
		rows[n] = (struct note_row){ at, note_row(text + at, cols, &next) };
		at += next;
		n++;
	} while (n < most && next && (text[at] || text[at - 1] == '\n'));
	return n;
}

int note_row_of(const struct note_row *rows, int n, size_t at)
{
	int i = n - 1;

	while (i > 0 && rows[i].at > at)
		i--;
	return i;
}

bool note_move(struct form *fm, int by)
{
	const char *text = line_text(fm->line);
	struct note_row rows[512];
	int cols = fm->note_cols ? fm->note_cols : 60;
	int n = note_rows(text, cols, rows, (int)COUNT(rows));
	int row = note_row_of(rows, n, line_at(fm->line));

	if (row + by < 0 || row + by >= n)
		return false;
	char *before = xstrdup(text + rows[row].at);
	before[line_at(fm->line) - rows[row].at] = 0;
	struct note_row *to = &rows[row + by];
	char *beside = xstrdup(text + to->at);
	beside[to->n] = 0;
	size_t want = to->at + utf8_fit(beside, utf8_width(before));
	/* The end of a row that is cut at a blank is the beginning of the next: stay before it. */
	if (row + by + 1 < n && want == rows[row + by + 1].at && want > to->at)
		want--;
	free(before);
	free(beside);
	while (line_at(fm->line) > want && line_at(fm->line))
		line_key(fm->line, K_LEFT);
	while (line_at(fm->line) < want)
		line_key(fm->line, K_RIGHT);
	return true;
}
