/* cmd_power.c - commands of campaigns and power: the map of a campaign, a stick person. */
#include "cmd_common.h"
#include "core/power.h"

static int push_map(struct app *app, int64_t campaign)
{
	const char *v[] = { arena_int(&app->turn, campaign) };
	struct opening how = { .argc = 1, .argv = v };
	return cmd_push(app, "map", &how);
}

static void campaign_picked(struct app *app, void *arg, const char *id)
{
	(void)arg;
	if (id)
		push_map(app, strtoll(id, NULL, 10));
}

/* The only campaign that is not closed; 0 when there are several or none. */
static enum rc only_campaign(struct app *app, int64_t *ret, int *n)
{
	struct list *l;
	struct row *rows;
	enum rc rc = list_open(app->db, &(struct list_spec){ .e = entity_find("campaign"),
		.filter = "-stage:closed" }, &l);
	if (rc)
		return rc;
	rc = list_page(l, &app->turn, NULL, 1, false, 2, &rows, n);
	*ret = !rc && *n == 1 ? rows[0].id : 0;
	list_close(l);
	return rc;
}

static int cmd_map(struct app *app, int argc, const char *const *argv)
{
	int64_t campaign = 0;
	int n = 0;
	enum rc rc = OK;
	if (argc > 1)
		rc = record_resolve(app->db, entity_find("campaign"), words_text(&app->turn,
			argc - 1, argv + 1), &campaign);
	else if (!(campaign = cmd_here(app, entity_find("campaign"))))
		rc = only_campaign(app, &campaign, &n);
	if (rc)
		return app_rc(app, rc);
	if (campaign)
		return push_map(app, campaign);
	if (!n) {
		app_wrong(app, "%s", _("There is no campaign yet: \"add campaign\" begins one"));
		return X_NOTFOUND;
	}
	if (app->face == FACE_SHELL)
		return app_usage(app, argv[0]);
	const char *v[] = { "campaign" };
	struct opening how = { .argc = 1, .argv = v, .title = _("The power map of which campaign?"),
		.done = campaign_picked };
	return cmd_push(app, "pick", &how);
}

static int cmd_stick(struct app *app, int argc, const char *const *argv)
{
	int64_t id;
	int code = cmd_person(app, argc > 1 ? words_text(&app->turn, argc - 1, argv + 1) : NULL,
		&id);
	if (code)
		return code;
	if (!id) {
		app_wrong(app, "%s", _("Whose stick person? As in: stick \"Cllr Grey\""));
		return X_USAGE;
	}
	const char *v[] = { arena_int(&app->turn, id) };
	struct opening how = { .argc = 1, .argv = v };
	return cmd_push(app, "stick", &how);
}

const struct command cmds_power[] = {
	{ "map", "[CAMPAIGN]", N_("The power map of a campaign: who has power, and who is with us"), 0,
		cmd_map, NULL, N_("map") },
	{ "stick", "[PERSON]",
		N_("Somebody with a public role as a stick person, from head to feet"), 0,
		cmd_stick, NULL, N_("stick person") },
	{ 0 },
};
