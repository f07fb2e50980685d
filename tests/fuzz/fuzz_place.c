/* Whatever stands in the file that says where somebody was when her line ended, the program comes up
 * with a screen that can be said. The first byte chooses a screen to begin the lines with. */
#include "file.h"
#include "core/demo.h"
#include "tui/cmd_common.h"
#include "tui/draft.h"
#include "tui/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The demonstration, its home screen, and the path of the file. */
static struct app *open_once(const char **path)
{
	static struct app app = { .face = FACE_PLAIN, .served = true, .message = STR_INIT,
		.last = STR_INIT };
	static char place[200];
	*path = place;
	if (app.db)
		return &app;
	const char *dir = fuzz_folder();
	if (!(app.out = fopen("/dev/null", "we")))
		abort();
	setenv("XDG_STATE_HOME", dir, 1);
	snprintf(place, sizeof place, "%s/a.db", dir);
	if (demo_open(&app.db, place, true))
		die("%s", db_words(app.db));
	snprintf(place, sizeof place, "%s", draft_beside(app.db, &app.turn, "place"));
	cmd_keymap(&app);
	app_push(&app, "home", NULL);
	return &app;
}

static void write_place(const char *path, unsigned char first, const uint8_t *data, size_t size)
{
	FILE *f = fopen(path, "we");
	int screens = 0;
	if (!f)
		die("%s cannot be written", path);
	while (screen_at(screens))
		screens++;
	if (first % (screens + 2) < screens)
		fprintf(f, "person 7 %s ", screen_at(first % (screens + 2))->name);
	else if (first % (screens + 2) == screens)
		fputs("- 0 list ask ", f);
	fwrite(data, 1, size, f);
	fclose(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path;
	struct app *app = open_once(&path);
	struct str said = STR_INIT;
	if (!size || size > 300)
		return 0;
	write_place(path, *data, data + 1, size - 1);
	place_return(app);
	if (!access(path, F_OK))
		die("the place is still there");
	place_keep(app); /* and again, from what was made of it */
	unlink(path);
	app->top->ops->say(app, app->top, &said);
	if (!said.len)
		die("the screen %s says nothing", app->top->ops->name);
	str_release(&said);
	app_home(app);
	app_turn(app);
	return 0;
}
