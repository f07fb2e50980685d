/* cmd_map.c - commands that read the map of people and institutions: how healthy one is, and the
 * path from one to another. */
#include "cmd_common.h"
#include "core/health.h"
#include "core/path.h"

static int cmd_health(struct app *app, int argc, const char *const *argv)
{
	const struct entity *e = entity_find("institution");
	int64_t id;
	if (argc > 2)
		return app_usage(app, argv[0]);
	int code = cmd_meant(app, e, argc > 1 ? argv[1] : NULL, &id);
	if (code)
		return code;
	if (!id) {
		app_wrong(app, _("Which institution? As in: health \"St Giles\""));
		return X_USAGE;
	}
	struct health h;
	enum rc rc = health_of(app->db, &app->turn, id, &h);
	if (rc)
		return app_rc(app, rc);
	struct str b = STR_INIT;
	const char *title = cmd_title(app, e, id);
	str_addf(&b, _("%s: health %d of %d\n"), title, h.score, HEALTH_TESTS);
	for (int i = 0; i < HEALTH_TESTS; i++)
		str_addf(&b, "%s: %s\n", h.test[i].met ? _("yes") : _("no"), h.test[i].why);
	code = cmd_text(app, title, b.s);
	str_release(&b);
	return code;
}

/* On the screens the chain is rows to open; the sentence is said before them. */
static int show_path(struct app *app, const struct path *p)
{
	static struct column cols[] = {
		{ NULL, "name", NULL, FT_TEXT },
		{ NULL, "tie", NULL, FT_TEXT },
	};
	cols[0].label = _("Name");
	cols[1].label = _("Tie");
	struct row *rows = arena_array(&app->turn, struct row, p->n);
	for (int i = 0; i < p->n; i++) {
		const char **v = arena_array(&app->turn, const char *, 2);
		v[0] = p->step[i].title;
		v[1] = i + 1 < p->n ? p->step[i + 1].tie : NULL;
		rows[i] = (struct row){ .id = p->step[i].id,
			.v = v,
			.e = p->step[i].e->bookkeeping ? NULL : p->step[i].e,
			.t = arena_array(&app->turn, const char *, 2) };
	}
	struct opening how = { .list = list_hold(app->db,
				       arena_printf(&app->turn, _("From %s to %s"),
					       utf8_scrub(&app->turn, rows[0].v[0], true),
					       utf8_scrub(&app->turn, rows[p->n - 1].v[0], true)),
				       NULL, cols, COUNT(cols), rows, p->n, false) };
	int code = cmd_push(app, "list", &how);
	if (!code)
		app_tell(app, "%s", utf8_scrub(&app->turn, path_words(&app->turn, p), true));
	return code;
}

static int cmd_path(struct app *app, int argc, const char *const *argv)
{
	const struct entity *from, *to;
	int64_t a, b;
	if (argc > 3 || (argc < 2 && app->face == FACE_SHELL))
		return app_usage(app, argv[0]);
	enum rc rc = path_end(app->db, argc == 3 ? argv[1] : "me", &from, &a);
	if (!rc && argc > 1)
		rc = path_end(app->db, argv[argc - 1], &to, &b);
	if (rc)
		return app_rc(app, rc);
	if (argc == 1 && !app_about(app, &to, &b))
		return app_usage(app, argv[0]);
	if (argc == 1)
		cmd_subject(app, &to, &b);
	struct path p;
	rc = path_find(app->db, &app->turn, from, a, to, b, &p);
	if (rc)
		return app_rc(app, rc);
	if (app->face != FACE_SHELL)
		return show_path(app, &p);
	cmd_print(app, path_words(&app->turn, &p));
	return X_OK;
}

const struct command cmds_map[] = {
	{ "health", "[INSTITUTION]",
		N_("How healthy an institution's core team is, from 0 to 4, and why"), 0,
		cmd_health, NULL, N_("health") },
	{ "path", "[FROM] TO", N_("The shortest chain of people and institutions between two"), 0,
		cmd_path, NULL, N_("path") },
	{ 0 },
};
