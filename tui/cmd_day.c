/* cmd_day.c - commands of the organiser's day: the card before a one-to-one, the one-to-one itself
 * and what it kept, calls. */
#include "cmd_common.h"
#include "core/card.h"
#include "core/date.h"
#include "core/promise.h"

/* ---- the card ---- */

static int print_card(struct app *app, int64_t person)
{
	struct meeting_card card;
	enum rc rc = meeting_card(app->db, &app->turn, person, NULL, &card);
	if (rc)
		return app_rc(app, rc);
	struct str b = STR_INIT;
	for (int i = 0; i < CARD_LINES; i++)
		str_addf(&b, "%s: %s%s%s\n", card.label[i], i ? "" : card.title,
			!i && *card.text[i] ? ", " : "", card.text[i]);
	cmd_print(app, b.s);
	str_release(&b);
	return X_OK;
}

static int push_card(struct app *app, int64_t person)
{
	const char *v[] = { arena_int(&app->turn, person) };
	struct opening how = { .argc = 1, .argv = v };
	return cmd_push(app, "card", &how);
}

static int cmd_card(struct app *app, int argc, const char *const *argv)
{
	int64_t person;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = cmd_person(app, argc > 1 ? argv[1] : NULL, &person);
	if (!code && !person && app->face != FACE_SHELL)
		person = person_due(app->db, 0);
	if (code)
		return code;
	if (!person) {
		app_wrong(app, _("Whose card? As in: card \"Ana Quispe\""));
		return X_USAGE;
	}
	return app->face == FACE_SHELL ? print_card(app, person) : push_card(app, person);
}

/* ---- a one-to-one, what it kept, and on to the next ---- */

/* Where a one-to-one was begun; lives in the arena of the screen below its form. */
struct begun {
	int64_t meeting, person;
};

/* The next row of the list it was begun from, and her card when the card was open; from home, the
 * card of whoever is next. What was said about saving stays on the message line. */
static void go_on(struct app *app, int64_t person)
{
	bool card = !strcmp(app_base(app)->ops->name, "card");
	if (card)
		app_pop(app);
	const char *at = app_base(app)->ops->name;
	int64_t next = 0;
	if (!strcmp(at, "list")) {
		cmd_line(app, "down");
		if (card)
			cmd_person(app, NULL, &next);
	} else if (!strcmp(at, "home")) {
		next = person_due(app->db, person);
	}
	if (next && next != person)
		push_card(app, next);
}

static void ask_kept(struct app *app, struct begun *b);

static void kept_chosen(struct app *app, void *arg, const char *value)
{
	struct begun *b = arg;
	if (value && *value) {
		if (app_rc(app, promise_keep(app->db, b->meeting, strtoll(value, NULL, 10))) ==
			X_OK) {
			app_wrote(app, "%s", _("Marked as kept by this one-to-one"));
			ask_kept(app, b);
			return;
		}
	}
	go_on(app, b->person);
}

static bool was_held(struct app *app, int64_t meeting)
{
	const struct entity *e = entity_find("one_to_one");
	struct record *r;
	return !record_load(app->db, &app->turn, e, meeting, &r) &&
	       same(r->v[field_index(e, field_find(e, "status"))], "held");
}

/* "Kept by this meeting?" and her open next steps; nothing is asked when there are none. */
static void ask_kept(struct app *app, struct begun *b)
{
	struct promise *p;
	int n = 0;
	if (!was_held(app, b->meeting) ||
		promises_open(app->db, &app->turn, b->person, b->meeting, &p, &n) || !n) {
		go_on(app, b->person);
		return;
	}
	struct choice *choices = arena_array(&app->turn, struct choice, n + 2);
	choices[0] = (struct choice){ "", _("Nothing else: go on") };
	for (int i = 0; i < n; i++)
		choices[i + 1] = (struct choice){ arena_int(&app->turn, p[i].id),
			arena_printf(&app->turn, p[i].due ? "%s: %s (%s)" : "%s: %s",
				p[i].hers ? _("she") : _("we"), p[i].text,
				p[i].due ? date_show(&app->turn, p[i].due, db_today(app->db))
					 : "") };
	struct opening how = { .title = _("Which promises did this one-to-one keep?"),
		.choices = choices,
		.done = kept_chosen,
		.arg = b };
	app_push(app, "menu", &how);
}

static void met(struct app *app, void *arg, const char *value)
{
	struct begun *b = arg;
	const struct entity *e = entity_find("one_to_one");
	if (!value)
		return;
	b->meeting = strtoll(value, NULL, 10);
	b->person = person_of(app->db, e, b->meeting);
	ask_kept(app, b);
}

/* What is planned with her becomes the one that was held: the row one is on, or one of these days.
 */
static int64_t planned(struct app *app, bool named, int64_t person)
{
	const struct entity *e, *meeting = entity_find("one_to_one");
	int64_t id;
	struct record *r;
	if (named || !app_about(app, &e, &id) || e != meeting ||
		record_load(app->db, &app->turn, e, id, &r) ||
		!same(r->v[field_index(e, field_find(e, "status"))], "planned"))
		return person ? meeting_planned(app->db, person) : 0;
	return id;
}

static int cmd_one_to_one(struct app *app, int argc, const char *const *argv)
{
	int64_t person;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = cmd_person(app, argc > 1 ? argv[1] : NULL, &person);
	enum rc rc = code ? OK : access_may(app->db, entity_find("one_to_one"), ADD);
	if (code || rc)
		return code ? code : app_rc(app, rc);
	int64_t id = planned(app, argc > 1, person);
	const char *with =
		person ? arena_printf(&app->turn, "person=%s", arena_int(&app->turn, person)) : NULL;
	const char *old[] = { "one_to_one", arena_int(&app->turn, id), "status=held", "on=today" };
	const char *new[] = { "one_to_one", "new", with };
	struct opening how = { .argc = id ? 4 : with ? 3 : 2, .argv = id ? old : new,
		.done = met,
		.arg = arena_new(&app_base(app)->a, struct begun) };
	return cmd_push(app, "form", &how);
}

static int cmd_kept(struct app *app, int argc, const char *const *argv)
{
	int64_t meeting, step;
	if (argc < 3)
		return app_usage(app, argv[0]);
	enum rc rc = record_resolve(app->db, entity_find("one_to_one"), argv[1], &meeting);
	if (!rc)
		rc = db_begin(app->db);
	if (rc)
		return app_rc(app, rc);
	history_action(app->db, "edit", "kept");
	for (int i = 2; i < argc && !rc; i++) {
		rc = record_resolve(app->db, entity_find("next_step"), argv[i], &step);
		if (!rc)
			rc = promise_keep(app->db, meeting, step);
	}
	rc = db_end(app->db, rc);
	if (!rc)
		app_wrote(app, "%s", _("Marked as kept by this one-to-one"));
	return app_rc(app, rc);
}

/* ---- calls ---- */

/* On a card it is the call of the row that the card was opened from, if that is about her. */
static void row_below(struct app *app, const struct entity **e, int64_t *id)
{
	struct screen *card = app_base(app), *s = card->below;
	const struct entity *row;
	int64_t row_id;
	if (strcmp(card->ops->name, "card") || !s || !s->ops->about ||
		!s->ops->about(app, s, &row, &row_id) || person_of(app->db, row, row_id) != *id)
		return;
	*e = row;
	*id = row_id;
}

/* Afterwards one is with the next already. */
static int rang(
	struct app *app, const struct entity *e, int64_t id, bool reached, const char *again)
{
	int64_t person = person_of(app->db, e, id);
	int code = app_rc(app, call_note(app->db, e, id, reached, again));
	if (code)
		return code;
	app_wrote(app, reached ? _("Noted: reached") : _("Noted: no answer"));
	if (app->face != FACE_SHELL)
		go_on(app, person);
	return X_OK;
}

struct call {
	const struct entity *e;
	int64_t id;
};

static void day_given(struct app *app, void *arg, const char *value)
{
	const struct call *c = arg;
	if (value && *value)
		rang(app, c->e, c->id, true, value);
}

static void call_chosen(struct app *app, void *arg, const char *value)
{
	const struct call *c = arg;
	if (!value)
		return;
	if (!strcmp(value, "when"))
		app_ask(app, _("When then? (thu, 3 dec, in 2 weeks)"), "", day_given, arg);
	else
		rang(app, c->e, c->id, *value == 'y', value[1] ? value + 1 : NULL);
}

static int ask_call(struct app *app, const struct entity *e, int64_t id)
{
	static const struct choice step[] = {
		{ "n+2", N_("No answer: try again in two days") },
		{ "n+1", N_("No answer: try again tomorrow") },
		{ "n+7", N_("No answer: try again in a week") },
		{ "y", N_("Reached: it is done") },
		{ "when", N_("Reached: on another day ...") },
		{ 0 },
	};
	static const struct choice anybody[] = {
		{ "n", N_("No answer") },
		{ "y", N_("Reached") },
		{ 0 },
	};
	const struct choice *from = strcmp(e->name, "next_step") ? anybody : step;
	struct choice choices[COUNT(step)] = { 0 };
	for (int i = 0; from[i].value; i++)
		choices[i] = (struct choice){ from[i].value, _(from[i].label) };
	struct call *c = arena_new(&app_base(app)->a, struct call);
	*c = (struct call){ e, id };
	int64_t person = person_of(app->db, e, id);
	const char *title =
		person ? cmd_title(app, entity_find("person"), person) : cmd_title(app, e, id);
	struct opening how = { .title = arena_printf(&app->turn, _("Rang: %s"), title),
		.choices = choices,
		.done = call_chosen,
		.arg = c };
	return cmd_push(app, "menu", &how);
}

/* The answer is the last word, or the last but one before the day. */
static int cmd_rang(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	int64_t id;
	int used, code = cmd_record(app, &w, &e, &id, &used);
	if (code)
		return code;
	if (!used && app->face != FACE_SHELL)
		row_below(app, &e, &id);
	if (used == w.n && app->face != FACE_SHELL)
		return ask_call(app, e, id);
	const char *said = used < w.n ? w.v[used] : "";
	bool yes = !strcmp(said, "yes") || !strcmp(said, _("yes"));
	if (w.n - used > 2 || (!yes && strcmp(said, "no") && strcmp(said, _("no"))))
		return app_usage(app, argv[0]);
	return rang(app, e, id, yes, used + 1 < w.n ? w.v[used + 1] : NULL);
}

const struct command cmds_day[] = {
	{ "card", "[PERSON]", N_("Six lines to read before a one-to-one"), 0, cmd_card, NULL,
		N_("card") },
	{ "one_to_one", "[PERSON]", N_("Writes down a one-to-one with this person"),
		C_SCREEN | C_PERSON, cmd_one_to_one, NULL, N_("one-to-one"),
		{ "one_to_one", ADD, false } },
	{ "kept", "ONE_TO_ONE NEXT_STEP ...", N_("Marks next steps as kept by a one-to-one"),
		C_WRITES, cmd_kept, NULL, N_("kept") },
	{ "rang", "[ENTITY ID] [no|yes [WHEN]]",
		N_("Notes a call: no answer and when to try again, or reached"), C_WRITES, cmd_rang,
		complete_record, N_("rang"), { "touch", ADD, false } },
	{ 0 },
};
