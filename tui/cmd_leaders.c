/* cmd_leaders.c - commands for the team meeting: the ladder, a step taken, the page of a leader, who
 * develops whom. */
#include "cmd_common.h"
#include "core/ladder.h"
#include "core/leaders.h"

static const struct entity *person_type(void)
{
	return entity_find("person");
}

/* ---- a step ---- */

/* "helper", its name in this language, "+" or "-": the code. */
static enum rc step_named(struct app *app, int64_t person, const char *typed, const char **ret)
{
	const struct entity *e = person_type();
	const struct field *f = field_find(e, "current_ladder_step");
	struct record *r;
	bool up = !strcmp(typed, "+");
	if (!up && strcmp(typed, "-"))
		return field_parse(app->db, &app->turn, f, typed, ret);
	enum rc rc = record_load(app->db, &app->turn, e, person, &r);
	if (rc)
		return rc;
	*ret = ladder_beside(app->db, &app->turn, r->v[field_index(e, f)], up ? 1 : -1);
	return *ret ? OK : db_fail(app->db, INVALID, up ? _("%s stands on the last step already")
		: _("%s stands on the first step already"), cmd_title(app, e, person));
}

static int taken(struct app *app, int64_t person, const char *step, const char *because)
{
	int code = app_rc(app, ladder_move(app->db, person, step, because));
	if (!code)
		app_wrote(app, "%s: %s", cmd_title(app, person_type(), person),
			code_label(app->db, &app->turn, "ladder_step", step));
	return code;
}

struct asked {
	int64_t person;
	const char *step;
};

static void because_given(struct app *app, void *arg, const char *value)
{
	const struct asked *q = arg;
	if (value)
		taken(app, q->person, q->step, value);
}

/* What is known is enough, or somebody says what it was: one line, with what is known in it. */
static int ask_because(struct app *app, int64_t person, const char *step)
{
	struct ladder_look look;
	enum rc rc = ladder_look(app->db, &app->turn, person, step, &look);
	if (rc || look.met)
		return rc ? app_rc(app, rc) : taken(app, person, step, NULL);
	struct asked *q = arena_new(&app_base(app)->a, struct asked);
	*q = (struct asked){ person, arena_dup(&app_base(app)->a, step) };
	app_ask(app, arena_printf(&app->turn, _("%s, because"), code_label(app->db, &app->turn,
		"ladder_step", step)), look.known, because_given, q);
	return X_OK;
}

static bool is_because(const char *word)
{
	return !strcmp(word, "because") || !strcmp(word, _("because"));
}

/* Could the word be a step? Then what follows are reasons, and the person goes without saying. */
static bool is_step(struct app *app, const char *word)
{
	const char *code;
	const struct field *f = field_find(person_type(), "current_ladder_step");
	return !strcmp(word, "+") || !strcmp(word, "-") ||
	       !field_parse(app->db, &app->turn, f, word, &code);
}

/* [[person] NUMBER] STEP [because WORDS]: on a screen the person may go without saying. */
static int whose(struct app *app, const struct words *w, int64_t *person, int *used)
{
	*used = w->n && !strcmp(w->v[0], "person");
	if (w->n <= *used)
		return X_USAGE;
	bool alone = w->n == *used + 1 || is_because(w->v[*used + 1]);
	if (app->face != FACE_SHELL && !*used && (alone || is_step(app, w->v[0])) &&
		!cmd_person(app, NULL, person) && *person)
		return X_OK;
	if (alone)
		return X_USAGE;
	return app_rc(app, record_resolve(app->db, person_type(), w->v[(*used)++], person));
}

static int cmd_step(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	int64_t person;
	const char *step;
	int used, code = whose(app, &w, &person, &used);
	if (code == X_USAGE || (!code && used >= w.n))
		return app_usage(app, argv[0]);
	if (code || (code = app_rc(app, step_named(app, person, w.v[used], &step))))
		return code;
	used++;
	if (used < w.n && is_because(w.v[used]))
		used++;
	const char *because = words_text(&app->turn, w.n - used, w.v + used);
	bool ask = !*because && app->face == FACE_SCREEN && !db_writing(app->db);
	return ask ? ask_because(app, person, step) : taken(app, person, step, because);
}

/* The steps, after whatever names the person. */
static void complete_step(struct app *app, int argc, const char *const *argv, struct str *to)
{
	const struct code *c = codes_of(app->db, &app->turn, "ladder_step");
	(void)argc, (void)argv;
	for (; c->code; c++)
		str_addf(to, "%s\n", c->code);
}

/* ---- the board, a page, the tree ---- */

static int cmd_ladder(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const char *v[] = { words_filter(app, &w) };
	struct opening how = { .argc = 1, .argv = v };
	return cmd_push(app, "ladder", &how);
}

static int cmd_leader(struct app *app, int argc, const char *const *argv)
{
	int64_t person;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = cmd_person(app, argc > 1 ? argv[1] : NULL, &person);
	if (!code && !person) {
		app_wrong(app, _("Who? As in: leader \"Ana Quispe\""));
		return X_USAGE;
	}
	struct str b = STR_INIT;
	if (!code && app->face == FACE_SHELL)
		str_addf(&b, "%s\n", cmd_title(app, person_type(), person));
	if (!code && !(code = app_rc(app, leader_page(app->db, &app->turn, person, &b))))
		code = cmd_text(app, cmd_title(app, person_type(), person), b.s);
	str_release(&b);
	return code;
}

/* Of everybody, unless somebody is named. */
static int cmd_tree(struct app *app, int argc, const char *const *argv)
{
	int64_t person = 0;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = argc > 1 ? cmd_person(app, argv[1], &person) : X_OK;
	struct str b = STR_INIT;
	if (!code && !(code = app_rc(app, leaders_tree(app->db, &app->turn, person, &b))))
		code = cmd_text(app, _("Who develops whom"), b.s);
	str_release(&b);
	return code;
}

const struct command cmds_leaders[] = {
	{ "ladder", "[FILTER]", N_("The ladder board: a column a step, and who stands on it"), 0,
		cmd_ladder, NULL, N_("ladder") },
	{ "step", "[PERSON] STEP [because WORDS]",
		N_("Somebody takes a step of the ladder, up or down (+ and -), with what shows it"),
		C_WRITES | C_EACH, cmd_step, complete_step, N_("step") },
	{ "leader", "[PERSON]",
		N_("What is known of a leader: step, tests beside the opinion, whom she brings"), 0,
		cmd_leader, NULL, N_("leader") },
	{ "tree", "[PERSON]", N_("Who develops whom, as a tree"), 0, cmd_tree, NULL, N_("tree") },
	{ 0 },
};
