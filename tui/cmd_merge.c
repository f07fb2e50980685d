/* cmd_merge.c - one person on file twice, and two in one record: merge, split, duplicates. */
#include "cmd_common.h"
#include "core/duplicate.h"
#include "core/merge.h"

enum { PAIRS_MOST = 2000, MARKS_OF = 16 };

/* ENTITY A B: two records of one type, by number. */
static int two_records(struct app *app, const struct words *w, const char *command,
	const struct entity **e, int64_t *a, int64_t *b)
{
	if (w->n != 3)
		return app_usage(app, command);
	*e = cmd_entity(app, w->v[0]);
	if (!*e)
		return X_USAGE;
	enum rc rc = record_resolve(app->db, *e, w->v[1], a);
	return app_rc(app, rc ? rc : record_resolve(app->db, *e, w->v[2], b));
}

/* The other record was chosen on the page of the one that stays. */
static void same_chosen(struct app *app, void *arg, const char *drop)
{
	const struct entity *e;
	int64_t keep;
	(void)arg;
	if (drop && app_about(app, &e, &keep))
		cmd_line(app, arena_printf(&app->turn, "merge %s %lld %s", e->name,
			(long long)keep, drop));
}

static int choose_same(struct app *app, const struct entity *e, int64_t keep)
{
	const char *const v[] = { e->name };
	struct opening how = { .argc = COUNT(v), .argv = v, .done = same_chosen,
		.title = arena_printf(&app->turn, _("Which is the same as %s?"),
			cmd_title(app, e, keep)) };
	return cmd_push(app, "pick", &how);
}

static int cmd_merge(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	int64_t keep, drop, moved;
	if (!w.n && app->face != FACE_SHELL && app_about(app, &e, &keep))
		return choose_same(app, e, keep);
	int code = two_records(app, &w, argv[0], &e, &keep, &drop);
	if (code)
		return code;
	const char *gone = cmd_title(app, e, drop);
	enum rc rc = record_merge(app->db, e, keep, drop, &moved);
	if (rc)
		return app_rc(app, rc);
	if (!moved)
		app_wrote(app, _("%s is now part of %s"), gone, cmd_title(app, e, keep));
	else
		app_wrote(app, trn("%s is now part of %s; %ld line moved",
			"%s is now part of %s; %ld lines moved", (unsigned long)moved), gone,
			cmd_title(app, e, keep), (long)moved);
	return X_OK;
}

static int cmd_not_duplicate(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	int64_t a, b;
	int code = two_records(app, &w, argv[0], &e, &a, &b);
	if (code)
		return code;
	enum rc rc = duplicate_not(app->db, e, a, b);
	if (rc)
		return app_rc(app, rc);
	app_tell(app, _("Kept apart: %s and %s"), cmd_title(app, e, a), cmd_title(app, e, b));
	return X_OK;
}

/* On the shell: "merge ENTITY" words ready to be used, and the sentence. */
static enum rc print_pairs(struct app *app, const struct entity *e, int *found)
{
	struct arena a = { 0 };
	struct pair *pair;
	int n;
	bool more;
	enum rc rc = duplicates_of(app->db, &a, e, PAIRS_MOST, &pair, &n, &more);
	for (int i = 0; !rc && i < n; i++)
		cmd_print(app, arena_printf(&a, "%s %s %s  %s\n", e->name,
			id_show(app->db, &a, pair[i].a), id_show(app->db, &a, pair[i].b),
			duplicate_say(app->db, &a, e, &pair[i])));
	if (!rc && more)
		app_tell(app, _("There are more than %d"), PAIRS_MOST);
	*found += rc ? 0 : n;
	arena_free(&a);
	return rc;
}

static int cmd_duplicates(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *only = w.n ? cmd_entity(app, w.v[0]) : NULL;
	int found = 0;
	if (w.n > 1)
		return app_usage(app, argv[0]);
	if (w.n && !only)
		return X_USAGE;
	if (app->face != FACE_SHELL) {
		struct opening how = { .argc = w.n, .argv = w.v };
		return cmd_push(app, "duplicates", &how);
	}
	enum rc rc = only ? print_pairs(app, only, &found) : OK;
	for (size_t i = 0; !only && !rc && entities[i]; i++)
		if (entities[i]->same && !access_may(app->db, entities[i], READ))
			rc = print_pairs(app, entities[i], &found);
	if (!rc && !found)
		app_tell(app, "%s", _("Nothing looks as if it were here twice"));
	return app_rc(app, rc);
}

/* "one_to_ones=12,15": rows that belong to the other. False: it is a field of the record. */
static bool read_marked(struct app *app, const char *word, struct marked *to)
{
	const char *is = strchr(word, '='), *at, *id;
	const struct entity *e = is
		? entity_find(arena_dupn(&app->turn, word, (size_t)(is - word))) : NULL;
	size_t n;
	if (!e)
		return false;
	int64_t *ids = arena_array(&app->turn, int64_t, strlen(is));
	*to = (struct marked){ e, ids, 0 };
	for (at = is + 1; str_word(&at, ",", &id, &n);)
		if (id_parse(app->db, arena_dupn(&app->turn, id, n), &ids[to->n]))
			to->n++;
	return true;
}

/* What is marked on the screen of the record, in all its tabs. */
static int marked_here(struct app *app, struct marked *to)
{
	struct screen *s = app_base(app);
	const struct entity *e;
	int n = 0, rows;
	for (int i = 0; s && s->ops->belongs && n < MARKS_OF; i++) {
		rows = s->ops->belongs(app, s, i, &e, NULL);
		if (!e)
			break;
		if (!rows)
			continue;
		int64_t *ids = arena_array(&app->turn, int64_t, rows);
		s->ops->belongs(app, s, i, &e, ids);
		to[n++] = (struct marked){ e, ids, rows };
	}
	return n;
}

static void forget_marks(struct app *app)
{
	struct screen *s = app_base(app);
	const struct entity *none;
	if (s && s->ops->belongs)
		s->ops->belongs(app, s, -1, &none, NULL);
}

static int cmd_split_record(struct app *app, int argc, const char *const *argv)
{
	struct words w = words_of(app, argc, argv);
	const struct entity *e;
	struct marked marked[MARKS_OF];
	int64_t id, other;
	int used, nmarked = 0, nfields = 0, code = cmd_record(app, &w, &e, &id, &used);
	if (code)
		return code;
	const char **field = arena_array(&app->turn, const char *, w.n);
	for (int i = used; i < w.n; i++)
		if (nmarked < MARKS_OF && !field_find(e, arena_dupn(&app->turn, w.v[i],
				strcspn(w.v[i], "="))) && read_marked(app, w.v[i], &marked[nmarked]))
			nmarked++;
		else
			field[nfields++] = w.v[i];
	bool here = !nmarked;
	if (here)
		nmarked = marked_here(app, marked);
	enum rc rc = record_split(app->db, e, id, nfields, field, marked, nmarked, &other);
	if (rc)
		return app_rc(app, rc);
	if (here)
		forget_marks(app);
	if (app->face == FACE_SHELL)
		cmd_print(app, arena_printf(&app->turn, "%s\n", id_show(app->db, &app->turn, other)));
	app_wrote(app, _("Told apart: %s is now two, the other is number %s"),
		cmd_title(app, e, id), id_show(app->db, &app->turn, other));
	return X_OK;
}

const struct command cmds_merge[] = {
	{ "merge", "[ENTITY KEEP DROP]", N_("Makes one record of two: what belongs to DROP goes to KEEP"),
		C_WRITES, cmd_merge, complete_record, N_("merge"), { "person", WRITE, true } },
	{ "split", "[ENTITY ID] [FIELD=VALUE ...] [PLURAL=ID,ID ...]",
		N_("Makes two records of one: what is marked, or named, goes to the second"),
		C_WRITES, cmd_split_record, complete_record, N_("split") },
	{ "duplicates", "[PLURAL]", N_("Lists records that may be here twice"), 0, cmd_duplicates,
		complete_list, N_("duplicates") },
	{ "not_duplicate", "ENTITY A B", N_("Remembers that these two are not the same"),
		C_WRITES | C_STAYS, cmd_not_duplicate, complete_record, N_("not the same") },
	{ 0 },
};
