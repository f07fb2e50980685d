/* home_lines.c - what the first page has to say: a table, and the counting. */
#include "home.h"
#include "cells.h"
#include "core/date.h"
#include "core/few.h"
#include "core/utf8.h"

enum { DETAIL_MOST = 200 };

/* The most urgent first, what is kept for long last. Hardly ever do all of them have something to say;
 * then the last ones are below the page of 24 lines. */
static const struct home_source sources[] = {
	{ .plural = "users", .whom = FOR_KEEPER },
	{ .plural = "user_keys", .whom = FOR_KEEPER },
	{ .plural = "settings", .whom = FOR_KEEPER },
	{ .label = N_("Concerns to decide"), .question = "concerns-open" },
	{ .label = N_("Next steps due"), .question = "next-steps" },
	{ .label = N_("In the diary"), .question = "diary" },
	{ .label = N_("Coming actions"), .question = "expected", .whom = FOR_WHOLE,
		.first = N_("{on}: expect {low}-{high} of {pledged} pledged. {action}") },
	{ .label = N_("Promises due or broken"), .question = "commitments",
		.first = N_("{from_whom}, {due}, {holder}"), .words = "\"{words}\"" },
	{ .label = N_("Quotas open"), .question = "quotas-open", .whom = FOR_WHOLE,
		.first = N_("{institution}: {missing} more to pledge") },
	{ .label = N_("Reminders to give"), .question = "reminders-due",
		.first = N_("{name} brings {brings}. {which}, {action}") },
	{ .label = N_("Not checked: non-partisan"), .question = "not-checked", .whom = FOR_DOER,
		.first = "{action}, {on}" },
	{ .label = N_("We said we would change"), .question = "would-change", .first = "{change}",
		.when = "expected" },
	{ .label = N_("Actions not talked over"), .question = "no-evaluation", .whom = FOR_WHOLE,
		.first = "{action}, {on}" },
	{ .label = N_("Yes, but in no ledger"), .question = "yes-said", .whom = FOR_DOER,
		.first = "{target}: \"{verbatim}\"" },
	{ .label = N_("New, no one-to-one booked"), .question = "new-not-booked" },
	{ .label = N_("Leaders never met"), .question = "leaders-never-met" },
	{ .label = N_("Not met for six weeks"), .question = "not-met" },
	{ .label = N_("Gone quiet"), .question = "gone-quiet" },
	{ .label = N_("Members not met"), .question = "institutions-not-met", .whom = FOR_WHOLE },
	{ .label = N_("Dues late"), .question = "dues-late", .whom = FOR_DOER },
	{ .plural = "people" },
	{ .plural = "institutions" },
	{ .label = N_("Tell the safeguarding lead of a concern"), .plural = "concerns",
		.command = "add concern", .whom = FOR_TELLER },
};
/* Who meets everybody keeps no users here, nor tells what she does not read. */
_Static_assert(COUNT(sources) - 4 <= HOME_LINES && HOME_LINES + 5 <= 24, "one page");

static const struct begin {
	const char *label, *command, *asks;
} begins[] = {
	{ N_("Bring people in from a spreadsheet (CSV)"), "import people", N_("Which file?") },
	{ N_("Bring institutions in from a spreadsheet (CSV)"), "import institutions",
		N_("Which file?") },
	{ N_("Add a person by hand"), "add person", NULL },
	{ N_("Write your own name: so far you are called %s"), "set user %s name=",
		N_("Your name") },
	{ N_("Look around in an invented borough"), "demo", NULL },
};

/* ---- what there is to say ---- */

static bool has_rows(struct app *app, const char *plural)
{
	struct list_spec spec = { .e = entity_find(plural) };
	struct list *l;
	struct row *rows;
	int n = 0;
	if (list_open(app->db, &spec, &l))
		return true; /* who may not look is not told that nothing is there */
	enum rc rc = list_page(l, &app->turn, NULL, 1, false, 1, &rows, &n);
	list_close(l);
	return rc || n;
}

/* The words with `what` where their "%s" is, if they have one. */
static const char *filled(struct arena *a, const char *words, const char *what)
{
	const char *at = strstr(words, "%s");
	return at ? arena_printf(a, "%.*s%s%s", (int)(at - words), words, what, at + 2) : words;
}

/* The commands outlive a refresh: one may have been asked for its last word meanwhile. */
static void say_begins(struct app *app, struct home *d, struct arena *lasting)
{
	const char *me = arena_int(&app->turn, db_my_id(app->db));
	d->n = 0;
	for (size_t i = 0; i < COUNT(begins); i++) {
		if (!cmd_offered(app, begins[i].command))
			continue;
		d->line[d->n++] = (struct home_line){
			.label = filled(&d->a, _(begins[i].label), app->user),
			.command = filled(lasting, begins[i].command, me),
			.asks = begins[i].asks, .count = NONE };
	}
}

/* Her name may have been changed here, or by an administrator. */
static void name_user(struct app *app)
{
	const char *name = access_name(app->db, &app->turn);
	if (same(name, app->user))
		return;
	free((char *)app->user);
	app->user = xstrdup(name);
}

static bool may(struct app *app, const struct entity *e, enum action what)
{
	return e && !access_may(app->db, e, what);
}

/* Is it her business? *few: she is answered by numbers of everybody. */
static bool for_her(struct app *app, const struct home_source *of, const struct entity *e,
	const struct question *q, bool *few)
{
	const struct entity *person = entity_find("person"), *about = e ? e : q ? q->opens : NULL;
	*few = false;
	switch (of->whom) {
	case FOR_KEEPER: return may(app, e, WRITE) && !may(app, person, READ);
	case FOR_TELLER: return may(app, e, ADD) && !may(app, e, READ);
	default: break;
	}
	if (e ? !may(app, e, READ) : !q || few_may(app->db, q, 0, few))
		return false;
	return *few || of->whom == FOR_ALL || (of->whom == FOR_WHOLE
		? !access_whole(app->db, person) : may(app, about, WRITE));
}

static const char *label_of(struct app *app, const struct home_source *of, const struct entity *e)
{
	return of->label ? _(of->label) : e == entity_find("person") && access_whole(app->db, e)
		? _("People you may see") : entity_label(e);
}

static bool among(const struct home *d, const char *question)
{
	for (int i = 0; i < d->n; i++)
		if (d->line[i].of && same(d->line[i].of->question, question))
			return true;
	return false;
}

/* What there is to ask for who is answered by numbers alone. */
static void say_questions(struct app *app, struct home *d, struct arena *lasting)
{
	int n;
	bool few;
	const struct question *q = questions(&n);
	for (int i = 0; i < n && d->n < HOME_LINES; i++, q++)
		if (!among(d, q->name) && !few_may(app->db, q, 0, &few) && few)
			d->line[d->n++] = (struct home_line){ .label = q->title,
				.command = arena_printf(lasting, "ask %s", q->name), .count = NONE };
}

static void say_sources(struct app *app, struct home *d, struct arena *lasting)
{
	bool few, numbers = access_role(app->db, "trustee");
	d->n = 0;
	for (size_t i = 0; i < COUNT(sources) && d->n < HOME_LINES; i++) {
		const struct home_source *of = &sources[i];
		const struct entity *e = of->plural ? entity_find(of->plural) : NULL;
		const struct question *q = of->question ? question_find(of->question) : NULL;
		if (!for_her(app, of, e, q, &few))
			continue;
		d->line[d->n++] = (struct home_line){ .label = label_of(app, of, e),
			.command = of->command ? of->command : arena_printf(lasting, "%s %s",
				e ? "list" : "ask", e ? of->plural : of->question),
			.of = of, .count = of->command ? NONE : UNKNOWN };
	}
	if (numbers)
		say_questions(app, d, lasting);
}

/* "Trustee", for whom one-to-ones are not her work; else NULL. */
static const char *here_as(struct app *app, struct home *d)
{
	const struct entity *user = entity_find("user");
	const struct field *role = field_find(user, "role");
	struct record *r;
	if (may(app, entity_find("one_to_one"), ADD) ||
		record_load(app->db, &app->turn, user, db_my_id(app->db), &r))
		return NULL;
	return arena_dup(&d->a, field_show(app->db, &app->turn, role, r->v[field_index(user, role)]));
}

void home_lines(struct app *app, struct home *d, struct arena *lasting)
{
	bool was_empty = d->empty;
	arena_clear(&d->a);
	name_user(app);
	d->empty = !access_whole(app->db, entity_find("person")) && !has_rows(app, "people") &&
		!has_rows(app, "institutions");
	d->as = here_as(app, d);
	if (d->empty)
		say_begins(app, d, lasting);
	else if (was_empty || !d->n)
		say_sources(app, d, lasting);
	for (int i = 0; i < d->n && !d->empty; i++) {
		d->line[i].count = d->line[i].of && !d->line[i].of->command ? UNKNOWN : NONE;
		d->line[i].detail = d->line[i].words = NULL;
	}
	d->weeks_known = d->empty || d->as;
	if (was_empty != d->empty)
		d->cur = 0;
	if (d->cur >= d->n)
		d->cur = d->n ? d->n - 1 : 0;
}

/* ---- numbers, when idle ---- */

/* My meetings from the newest back to twelve weeks ago, by week. */
static enum rc count_weeks(struct app *app, struct home *d)
{
	struct list_spec spec = { .e = entity_find("one_to_one"),
		.filter = "status:held organiser:me" };
	struct list *l;
	struct row *rows = NULL;
	const struct column *cols;
	struct arena page[2] = { 0 }; /* this one and the one before, whose last row it begins after */
	long today, day;
	int turn = 0, week[WEEKS] = { 0 }, on = 0, n = 1;
	enum rc rc = list_open(app->db, &spec, &l);
	if (rc)
		return rc;
	while (on < list_columns(l, &cols) - 1 && strcmp(cols[on].name, "on"))
		on++;
	date_number(db_today(app->db), &today);
	long monday = today - (today + 3) % 7, first = monday - 7 * (WEEKS - 1);
	for (bool more = true; more && !rc && n;) {
		arena_clear(&page[turn ^= 1]);
		rc = list_page(l, &page[turn], rows ? &rows[n - 1] : NULL, 1, false, 200, &rows, &n);
		for (int i = 0; i < n && more && !rc; i++) {
			more = rows[i].v[on] && date_number(rows[i].v[on], &day) && day >= first;
			if (more && day < monday + 7)
				week[(day - first) / 7]++;
		}
	}
	list_close(l);
	arena_free(&page[0]);
	arena_free(&page[1]);
	if (!rc)
		memcpy(d->week, week, sizeof week);
	return rc;
}

/* The cell of the column of that name of n bytes; "" when it is empty. */
static const char *cell_named(struct app *app, struct list *l, const struct row *row, const char *name,
	size_t n)
{
	const struct column *cols;
	for (int i = 0, all = list_columns(l, &cols); i < all; i++)
		if (strlen(cols[i].name) == n && !memcmp(cols[i].name, name, n))
			return utf8_scrub(&app->turn, list_cell(l, &app->turn, row, i), true);
	die("home: no column %.*s", (int)n, name);
}

/* "{action}, {on}" with the cells of the row. False when one of them is empty. */
static bool in_words(struct app *app, struct list *l, const struct row *row, const char *words,
	struct str *to)
{
	bool whole = true;
	for (const char *end; *words; words = end) {
		end = words + strcspn(words, "{}");
		if (*words == '{' && (end = strchr(words, '}'))) {
			const char *cell = cell_named(app, l, row, words + 1, (size_t)(end - words - 1));
			whole &= !!*cell;
			str_add(to, cell);
			end++;
		} else {
			str_addn(to, words, (size_t)(end - words));
		}
	}
	return whole;
}

/* NULL when there is nothing to put into the words. */
static const char *said(struct app *app, struct home *d, struct list *l, const struct row *row,
	const char *words)
{
	struct str b = STR_INIT;
	const char *ret = words && in_words(app, l, row, words, &b) ? arena_dup(&d->a, b.s) : NULL;
	str_release(&b);
	return ret;
}

/* Its cells, one by one. */
static const char *brief(struct app *app, struct home *d, struct list *l, const struct row *row)
{
	struct cells cells = { 0 };
	struct str b = STR_INIT;
	cells_init(&cells, app->db, l);
	cells_brief(&cells, &app->turn, row, &b);
	const char *ret = arena_dup(&d->a, b.s);
	str_release(&b);
	return ret;
}

static void first_row(struct app *app, struct home *d, struct home_line *line)
{
	const struct home_source *of = line->of;
	struct list *l;
	struct row *rows;
	int n = 0;
	if (question_ask(app->db, question_find(of->question), 0, NULL, &l))
		return;
	if (!list_page(l, &app->turn, NULL, 1, false, 1, &rows, &n) && n) {
		line->detail = said(app, d, l, &rows[0], of->first ? _(of->first) : NULL);
		line->words = said(app, d, l, &rows[0], of->words);
		if (!line->detail && !line->words)
			line->detail = brief(app, d, l, &rows[0]);
	}
	list_close(l);
}

/* An answer's rows, as far as MOST; none when its time has not come. */
static enum rc count_answer(struct app *app, struct home *d, struct home_line *line)
{
	const struct home_source *of = line->of;
	int n = 0, now = 1;
	enum rc rc = of->when ? question_count(app->db, question_find(of->when), 1, &now) : OK;
	if (!rc && now)
		rc = question_count(app->db, question_find(of->question), MOST + 1, &n);
	line->count = rc ? UNKNOWN : n;
	/* What is RESTRICTED is not said on the first page, where others look on: only that it waits. */
	const struct entity *opens = question_find(of->question)->opens;
	bool quiet = opens && opens->zone == ZONE_RESTRICTED;
	if (!rc && n && n <= DETAIL_MOST && !quiet)
		first_row(app, d, line);
	return rc;
}

static enum rc count_line(struct app *app, struct home *d, struct home_line *line)
{
	const struct home_source *of = line->of;
	enum rc rc;
	line->detail = line->words = NULL;
	if (of->question)
		return count_answer(app, d, line);
	struct list_spec spec = { .e = entity_find(of->plural) };
	struct list *l;
	rc = list_open(app->db, &spec, &l);
	if (rc)
		return rc;
	rc = list_total(l, &line->count);
	list_close(l);
	if (rc)
		line->count = UNKNOWN;
	return rc;
}

bool home_count(struct app *app, struct home *d)
{
	enum rc rc;
	if (!d->weeks_known) {
		rc = count_weeks(app, d);
		d->weeks_known = rc != BUSY;
		return rc != BUSY;
	}
	for (int i = 0; i < d->n; i++)
		if (d->line[i].count == UNKNOWN) {
			rc = count_line(app, d, &d->line[i]);
			if (rc && rc != BUSY)
				d->line[i].count = rc == DENIED ? 0 : NONE;
			return rc != BUSY;
		}
	return false;
}

/* ---- the lines that say something ---- */

static bool shows(const struct home_line *line)
{
	return line->count || !line->of || !line->of->question;
}

int home_shown(const struct home *d, int *at)
{
	int n = 0;
	for (int i = 0; i < d->n; i++)
		if (shows(&d->line[i]))
			at[n++] = i;
	return n;
}
