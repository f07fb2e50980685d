/* health.c - the four tests of a core team, in words. */
#include "health.h"
#include "date.h"
#include "question.h"

enum { LEADERS_WANTED = 3 };

struct facts {
	struct arena *a;
	const struct question *q;
	bool found;
	int health, leaders, team, trained, quota, came;
	const char *met;
};

static const char *cell(const struct facts *f, const struct row *row, const char *name)
{
	for (int i = 0; i < f->q->ncols; i++)
		if (!strcmp(f->q->cols[i].name, name))
			return row->v[i];
	die("core-teams has no column %s", name);
}

static int number(const struct facts *f, const struct row *row, const char *name)
{
	const char *v = cell(f, row, name);
	return v ? atoi(v) : 0;
}

static enum rc take(void *arg, const struct row *row)
{
	struct facts *f = arg;
	f->found = true;
	f->health = number(f, row, "health");
	f->leaders = number(f, row, "leaders");
	f->team = number(f, row, "team");
	f->trained = number(f, row, "trained");
	f->quota = number(f, row, "quota");
	f->came = number(f, row, "came");
	f->met = arena_dup(f->a, cell(f, row, "last_met"));
	return OK;
}

static const char *leaders_why(const struct facts *f)
{
	if (!f->leaders)
		return _("No leader yet: three are wanted");
	return arena_printf(f->a,
		trn("%d leader; three are wanted", "%d leaders; three are wanted",
			(unsigned long)f->leaders),
		f->leaders);
}

static const char *met_why(const struct facts *f, const char *today)
{
	if (!f->met)
		return _("Nobody there has had a one-to-one yet");
	return arena_printf(f->a, _("Last one-to-one there %s, %s; once a month is wanted"),
		date_show(f->a, f->met, today), date_ago(f->a, f->met, today));
}

static const char *trained_why(const struct facts *f)
{
	if (!f->team)
		return _("Nobody is marked as core team yet, so nobody is trained");
	return arena_printf(f->a, _("%d of %d of the core team have had induction or training"),
		f->trained, f->team);
}

static const char *quota_why(const struct facts *f)
{
	if (!f->quota)
		return _("It has agreed no quota yet for an action that was held");
	return arena_printf(f->a, _("%d came of the %d it agreed to bring last time"), f->came, f->quota);
}

enum rc health_of(struct db *db, struct arena *a, int64_t institution, struct health *ret)
{
	struct facts f = { .a = a, .q = question_find("core-teams") };
	const char *argv[] = { arena_printf(a, "institution=%lld", (long long)institution) };
	enum rc rc = question_each(db, f.q, 1, argv, take, &f);
	if (rc)
		return rc;
	if (!f.found)
		return db_fail(db, NOTFOUND, "%s", _("There is no such institution on file"));
	char month_ago[11];
	long today;
	date_number(db_today(db), &today);
	date_text(today - 31, month_ago);
	*ret = (struct health){ .score = f.health,
		.test = {
			{ f.leaders >= LEADERS_WANTED, leaders_why(&f) },
			{ f.met && strcmp(f.met, month_ago) >= 0, met_why(&f, db_today(db)) },
			{ f.team && f.trained == f.team, trained_why(&f) },
			{ f.quota && f.came >= f.quota, quota_why(&f) },
		} };
	return OK;
}
