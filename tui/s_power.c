/* s_power.c - the power map of a campaign.
 *
 * opening.argv: CAMPAIGN, its id. Cards are chosen with arrows and moved with H L
 * (stance) and J K (power); each move is an assessment of today and one action to undo. Where cards
 * stood on the day `since` is drawn and said. */
#include "cmd_common.h"
#include "core/date.h"
#include "draw.h"
#include "power_board.h"
#include "rows.h"
#include "term.h"

enum { SINCE_DAYS = 31 };

static int within(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

static void make_cards(struct power_board *b)
{
	b->card = arena_array(&b->a, struct lay_card, b->n);
	for (int i = 0; i < b->n; i++) {
		const struct actor *x = &b->actor[i];
		b->card[i] = (struct lay_card){ .name = x->name,
			.placed = x->placed,
			.power = within(x->power, 0, POWER_MOST),
			.stance = within(x->stance, -STANCE_MOST, STANCE_MOST),
			.moved = x->moved,
			.was_power = within(x->was_power, 0, POWER_MOST),
			.was_stance = within(x->was_stance, -STANCE_MOST, STANCE_MOST) };
	}
}

/* The order of before stays while the map is open: "stronger 3" twice is about one actor. */
static void keep_order(struct power_board *b, const struct power_board *old)
{
	int at = 0;
	for (int k = 0; k < old->n; k++)
		for (int i = at; i < b->n; i++)
			if (b->actor[i].id == old->actor[k].id) {
				struct actor x = b->actor[i];
				memmove(&b->actor[at + 1], &b->actor[at],
					sizeof x * (size_t)(i - at));
				b->actor[at++] = x;
			}
}

/* What was known of the ways in stays until it is looked for again, so that nothing flickers. */
static void keep_ways(struct power_board *b, const struct power_board *old)
{
	for (int i = 0; i < b->n; i++)
		for (int k = 0; k < old->n && !b->actor[i].way; k++)
			if (old->actor[k].id == b->actor[i].id && !old->actor[k].route)
				b->actor[i].way = arena_dup(&b->a, old->actor[k].way);
}

static enum rc read_map(struct app *app, struct power_board *b)
{
	struct power_board old = *b;
	int64_t at = b->n ? b->actor[b->cur].id : 0;
	b->a = (struct arena){ 0 };
	enum rc rc = power_map(app->db, &b->a, b->campaign, b->since, &b->actor, &b->n);
	if (rc) {
		arena_free(&b->a);
		*b = old;
		return rc;
	}
	keep_order(b, &old);
	make_cards(b);
	keep_ways(b, &old);
	b->title = utf8_scrub(&b->a, record_title(app->db, &b->a, entity_find("campaign"),
		b->campaign), true);
	if (b->cur >= b->n)
		b->cur = b->n ? b->n - 1 : 0;
	for (int i = 0; i < b->n; i++)
		if (b->actor[i].id == at)
			b->cur = i;
	arena_free(&old.a);
	return OK;
}

static enum rc map_open(struct app *app, struct screen *s)
{
	struct power_board *b = s->data;
	long today;
	if (!s->how.argc || !id_parse(app->db, s->how.argv[0], &b->campaign))
		return db_fail(app->db, INVALID, "%s", _("Which campaign? As in: map \"Warm homes\""));
	if (date_number(db_today(app->db), &today))
		date_text(today - SINCE_DAYS, b->since);
	return read_map(app, b);
}

static void map_close(struct app *app, struct screen *s)
{
	(void)app;
	arena_free(&((struct power_board *)s->data)->a);
}

static int map_refresh(struct app *app, struct screen *s)
{
	struct power_board *b = s->data;
	enum rc rc = read_map(app, b);
	if (rc == NOTFOUND) {
		app_rc(app, rc);
		return CLOSE;
	}
	b->stale |= !rc;
	return DRAW;
}

static int map_idle(struct app *app, struct screen *s)
{
	struct power_board *b = s->data;
	bool known = b->ways && !b->stale;
	if (known || !b->n || power_ways(app->db, &b->a, b->actor, b->n) == BUSY)
		return DONE;
	b->ways = true;
	b->stale = false;
	return DRAW;
}

/* ---- verbs ---- */

static struct power_board *board(struct app *app)
{
	return app_base(app)->data;
}

/* The actor with that number, as `say` counts, or of that name; the current one without words. -1
 * after saying that there is none. */
static int which(struct app *app, int argc, const char *const *argv)
{
	struct power_board *b = board(app);
	const char *typed = words_text(&app->turn, argc - 1, argv + 1);
	int number = argc > 1 ? rows_number(argv[1]) : 0, found = -1;
	if (argc < 2 && b->n)
		return b->cur;
	if (number >= 1 && number <= b->n)
		return number - 1;
	for (int i = 0; i < b->n && found < 0; i++)
		if (!strcmp(utf8_fold(&app->turn, b->actor[i].name), utf8_fold(&app->turn, typed)))
			found = i;
	if (found < 0)
		app_wrong(app, "%s", b->n ? _("There is nobody of that name or number on this map")
					  : _("Nobody is on this map yet"));
	return found;
}

static int run_choose(struct app *app, int argc, const char *const *argv)
{
	static const char *const ways[] = { "left", "right", "up", "down" };
	struct power_board *b = board(app);
	size_t way = 0;
	(void)argc;
	while (way + 1 < COUNT(ways) && strcmp(ways[way], argv[0]))
		way++;
	if (power_is_map() && app->face == FACE_SCREEN)
		b->cur = lay_nearest(b->card, b->n, b->cur, (enum lay_way)way);
	else
		b->cur = within(b->cur + (way % 2 ? 1 : -1), 0, b->n ? b->n - 1 : 0);
	return X_OK;
}

static int run_step(struct app *app, int argc, const char *const *argv)
{
	struct power_board *b = board(app);
	int step = strcmp(argv[0], "prev") ? 1 : -1;
	(void)argc;
	if (b->n)
		b->cur = (b->cur + step + b->n) % b->n;
	return X_OK;
}

static int run_end(struct app *app, int argc, const char *const *argv)
{
	struct power_board *b = board(app);
	(void)argc;
	b->cur = strcmp(argv[0], "top") && b->n ? b->n - 1 : 0;
	return X_OK;
}

/* On the screen the message line says where the card is anyway: a move paints no more than it. */
static int run_move(struct app *app, int argc, const char *const *argv)
{
	static const struct {
		const char *name;
		int power, stance;
	} moves[] = { { "against", 0, -1 }, { "with_us", 0, 1 }, { "weaker", -1, 0 },
		{ "stronger", 1, 0 } };
	struct power_board *b = board(app);
	size_t m = 0;
	int i = which(app, argc, argv);
	if (i < 0)
		return X_NOTFOUND;
	while (m + 1 < COUNT(moves) && strcmp(moves[m].name, argv[0]))
		m++;
	b->cur = i;
	const char *was = power_place(app->db, &app->turn, &b->actor[i]);
	enum rc rc = power_move(app->db, &app->turn, b->actor[i].id, moves[m].power, moves[m].stance);
	if (rc == INVALID && app->face == FACE_SCREEN) {
		term_beep(); /* at the edge */
		return X_OK;
	}
	if (!rc)
		rc = read_map(app, b);
	if (!rc && app->face != FACE_SCREEN) {
		const struct actor *x = &b->actor[b->cur];
		app_wrote(app, _("%s: %s; before, %s"), utf8_scrub(&app->turn, x->name, true),
			power_place(app->db, &app->turn, x), was);
	}
	return app_rc(app, rc);
}

static int run_open(struct app *app, int argc, const char *const *argv)
{
	int i = which(app, argc, argv);
	if (i < 0)
		return X_NOTFOUND;
	return app_code(app_open(app, "record", "power_actor", arena_printf(&app->turn, "%lld",
		(long long)board(app)->actor[i].id), NULL));
}

static int run_influence(struct app *app, int argc, const char *const *argv)
{
	int i = which(app, argc, argv);
	if (i < 0)
		return X_NOTFOUND;
	return cmd_line(app, arena_printf(&app->turn, "add power_edge from_actor=%lld",
		(long long)board(app)->actor[i].id));
}

static int run_place(struct app *app, int argc, const char *const *argv)
{
	(void)argc, (void)argv;
	return cmd_line(app, arena_printf(&app->turn, "add power_actor campaign=%lld",
		(long long)board(app)->campaign));
}

static void since_typed(struct app *app, void *arg, const char *typed)
{
	struct power_board *b = arg;
	char day[11];
	if (!typed || !*typed)
		return;
	if (!date_parse(typed, db_today(app->db), day)) {
		app_wrong(app, _("Not a day: %s"), utf8_scrub(&app->turn, typed, true));
		return;
	}
	memcpy(b->since, day, sizeof day);
	app_rc(app, read_map(app, b));
}

static int run_since(struct app *app, int argc, const char *const *argv)
{
	struct power_board *b = board(app);
	if (argc > 1)
		since_typed(app, b, words_text(&app->turn, argc - 1, argv + 1));
	else
		app_ask(app, _("Show what moved since when? (1 oct, 3 weeks ago)"), "", since_typed, b);
	return X_OK;
}

static const struct command verbs[] = {
	{ "left", "", N_("To the nearest on the left"), C_SCREEN, run_choose, NULL, N_("left") },
	{ "right", "", N_("To the nearest on the right"), C_SCREEN, run_choose, NULL, N_("right") },
	{ "up", "", N_("To the nearest above"), C_SCREEN, run_choose, NULL, N_("up") },
	{ "down", "", N_("To the nearest below"), C_SCREEN, run_choose, NULL, N_("down") },
	{ "next", "", N_("To the next, the less powerful after the more powerful"), C_SCREEN, run_step,
		NULL, N_("next") },
	{ "prev", "", N_("To the one before"), C_SCREEN, run_step, NULL, N_("before") },
	{ "top", "", N_("To the most powerful"), C_SCREEN, run_end, NULL, N_("top") },
	{ "bottom", "", N_("To the last"), C_SCREEN, run_end, NULL, N_("end") },
	{ "against", "[NUMBER|NAME]", N_("Moves an actor a step against us, as of today"),
		C_SCREEN | C_WRITES, run_move, NULL, N_("against") },
	{ "with_us", "[NUMBER|NAME]", N_("Moves an actor a step towards us, as of today"),
		C_SCREEN | C_WRITES, run_move, NULL, N_("with us") },
	{ "stronger", "[NUMBER|NAME]", N_("Gives an actor a step more power, as of today"),
		C_SCREEN | C_WRITES, run_move, NULL, N_("more") },
	{ "weaker", "[NUMBER|NAME]", N_("Gives an actor a step less power, as of today"),
		C_SCREEN | C_WRITES, run_move, NULL, N_("less") },
	{ "influence", "[NUMBER|NAME]", N_("Writes down whom this actor moves, and how"),
		C_SCREEN | C_WRITES, run_influence, NULL, N_("influence") },
	{ "since", "[DAY]", N_("Shows what moved since another day"), C_SCREEN, run_since, NULL,
		N_("since") },
	{ "open", "[NUMBER|NAME]", N_("Opens the actor's record"), C_SCREEN, run_open, NULL,
		N_("open") },
	{ "place", "", N_("Puts somebody on the map: a public role, or an institution"),
		C_SCREEN | C_WRITES, run_place, NULL, N_("add") },
	{ 0 },
};

/* ---- seen and heard ---- */

static void map_draw(struct app *app, struct screen *s)
{
	power_draw(app, s->data);
}

static const char *map_corner(struct app *app, struct screen *s)
{
	const struct power_board *b = s->data;
	if (app->face == FACE_SCREEN && !power_is_map())
		return NULL;
	return arena_printf(&app->turn, _("since %s"),
		date_show(&app->turn, b->since, db_today(app->db)));
}

static const char *map_title(struct app *app, struct screen *s)
{
	return arena_printf(&app->turn, _("Power map: %s"), ((struct power_board *)s->data)->title);
}

/* Power map: warm homes, 5 actors, since Thu 1 Oct. */
static void map_say(struct app *app, struct screen *s, struct str *to)
{
	struct power_board *b = s->data;
	map_idle(app, s);
	str_addf(to, trn("%s, %d actor, %s.\n", "%s, %d actors, %s.\n", (unsigned long)b->n),
		map_title(app, s), b->n, map_corner(app, s));
	if (!b->n)
		str_addf(to, "%s\n", _("Nobody is on this map yet."));
	for (int i = 0; i < b->n; i++)
		str_addf(to, "%d %s\n", i + 1, power_tell(app, b, i));
	if (app->face == FACE_PLAIN && b->n)
		str_add(to,
			_("A number opens one. \"with_us NUMBER\", \"against NUMBER\", \"stronger NUMBER\" "
			  "and \"weaker NUMBER\" move one a step.\n"));
}

static int map_answer(struct app *app, struct screen *s, const char *line)
{
	(void)s;
	return cmd_opens(app, line, run_open);
}

static bool map_about(struct app *app, struct screen *s, const struct entity **e, int64_t *id)
{
	const struct power_board *b = s->data;
	(void)app;
	*e = b->n ? entity_find("power_actor") : entity_find("campaign");
	*id = b->n ? b->actor[b->cur].id : b->campaign;
	return true;
}

const struct screen_ops screen_map = {
	.name = "map",
	.keys = "map",
	.board = true,
	.quiet = true,
	.acts = "power_assessment power_edge power_actor",
	.size = sizeof(struct power_board),
	.open = map_open,
	.close = map_close,
	.draw = map_draw,
	.say = map_say,
	.answer = map_answer,
	.refresh = map_refresh,
	.idle = map_idle,
	.title = map_title,
	.corner = map_corner,
	.hint = "against,with_us,weaker,stronger,undo,influence,path,since,open,place",
	.verbs = verbs,
	.about = map_about,
};
