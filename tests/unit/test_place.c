/* Where somebody was when her line ended: her screens come back, and a file that says something else
 * opens nothing. */
#include "fixture.h"
#include "tui/cmd_common.h"
#include "tui/draft.h"
#include "tui/place.h"
#include <sys/time.h>
#include <time.h>

static struct app *come(struct fixture *f)
{
	struct app *app = arena_new(&f->a, struct app);
	*app = (struct app){ .face = FACE_PLAIN, .db = f->db, .served = true,
		.out = fopen("/dev/null", "we"), .message = STR_INIT, .last = STR_INIT };
	setenv("XDG_STATE_HOME", f->dir, 1);
	cmd_keymap(app);
	assert_ok(f->db, app_push(app, "home", NULL));
	return app;
}

static void leave(struct app *app)
{
	app_close(app);
	keymap_free(app->keys);
	free((char *)app->user);
	arena_free(&app->turn);
	fclose(app->out);
	str_release(&app->message);
	str_release(&app->last);
}

static const char *place_file(struct fixture *f)
{
	return draft_beside(f->db, &f->a, "place");
}

static void answered(struct app *app, void *arg, const char *value)
{
	(void)app, (void)arg, (void)value;
}

/* To the same row of the list; what was opened to ask something stays behind. */
static void she_comes_back(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	fixture_person(f, "Bea", "Rojas");
	const struct entity *e;
	int64_t id = 0;
	struct app *app = come(f);
	assert_ok(f->db, app_open(app, "list", "people", NULL));
	assert_int_equal(cmd_run(app, 1, (const char *[]){ "down", NULL }), 0);
	assert_ok(f->db, app_open(app, "record", "person", "1", NULL));
	assert_ok(f->db, app_push(app, "list", &(struct opening){ .argc = 1,
		.argv = (const char *[]){ "people", NULL }, .done = answered }));
	assert_ok(f->db, app_push(app, "menu", &(struct opening){ .argc = 1,
		.argv = (const char *[]){ "x", NULL } }));
	place_keep(app);
	leave(app);
	app = come(f);
	place_return(app);
	assert_string_equal(app->top->ops->name, "record");
	assert_string_equal(app->top->below->ops->name, "list");
	assert_string_equal(app->top->below->below->ops->name, "home");
	assert_true(app->top->below->ops->about(app, app->top->below, &e, &id));
	assert_int_equal(id, 2);
	assert_int_equal(access(place_file(f), F_OK), -1);
	leave(app);
}

/* A form comes back, also one that goes on to something when it is saved: its draft fills it. */
static void a_form_comes_back(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	struct app *app = come(f);
	assert_ok(f->db, app_open(app, "record", "person", "1", NULL));
	assert_ok(f->db, app_push(app, "form", &(struct opening){ .argc = 2,
		.argv = (const char *[]){ "one_to_one", "person=1", NULL }, .done = answered }));
	place_keep(app);
	leave(app);
	app = come(f);
	place_return(app);
	assert_string_equal(app->top->ops->name, "form");
	assert_string_equal(app->top->below->ops->name, "record");
	leave(app);
}

/* After half an hour it is another visit. */
static void an_old_place(void **state)
{
	struct fixture *f = *state;
	struct app *app = come(f);
	assert_ok(f->db, app_open(app, "list", "people", NULL));
	place_keep(app);
	leave(app);
	struct timeval then = { time(NULL) - 31 * 60, 0 };
	assert_int_equal(utimes(place_file(f), (struct timeval[]){ then, then }), 0);
	app = come(f);
	place_return(app);
	assert_string_equal(app->top->ops->name, "home");
	leave(app);
}

/* What asks something has nobody to tell the answer; what reads a file may not over ssh. */
static void a_forged_place(void **state)
{
	static const char *const lines[] = { "- 0 conflict x", "- 0 import people", "- 0 menu x",
		"- 0 import people people.csv", "- 0 prompt x", "- 0 nothing x", "person 1 list",
		"- 0 conflict ask not-met", "- 0 record person 99", "" };
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		FILE *file = fopen(place_file(f), "we");
		fprintf(file, "%s\n", lines[i]);
		fclose(file);
		struct app *app = come(f);
		place_return(app);
		assert_string_equal(app->top->ops->name, "home");
		leave(app);
	}
}

/* It may hold her name, typed as a filter: it is no unfinished form, and goes when she is forgotten. */
static void an_erasure_takes_it(void **state)
{
	struct fixture *f = *state;
	fixture_person(f, "Ana", "Quispe");
	struct app *app = come(f);
	assert_ok(f->db, app_open(app, "list", "people", "quispe", NULL));
	place_keep(app);
	leave(app);
	assert_int_equal(access(place_file(f), F_OK), 0);
	assert_int_equal(draft_count(f->db), 0);
	draft_forget(f->db, entity_find("person"), 1);
	assert_int_equal(access(place_file(f), F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(she_comes_back),
		FIXTURE_TEST(a_form_comes_back),
		FIXTURE_TEST(an_old_place),
		FIXTURE_TEST(a_forged_place),
		FIXTURE_TEST(an_erasure_takes_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
