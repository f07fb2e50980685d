/* report_back.c - what was heard, told to those who said it: plain sentences, to be read out. The
 * numbers are those of the questions heard and themes. */
#include "access.h"
#include "heard.h"
#include "listed.h"
#include "question.h"
#include "str.h"

enum { QUOTES = 3 }; /* words of theirs for each theme */

struct report {
	struct db *db;
	struct arena *a;
	struct str b;
	const char *campaign; /* its id, as a question takes it */
	int n;                /* places, or themes, told so far */
};

/* ---- heard ---- */

/* The columns of the question heard. */
enum { H_CAMPAIGN, H_INSTITUTION, H_LANGUAGE, H_MEETINGS, H_HEARD, H_TARGET, H_PERCENT, H_LINES,
	H_READY };

static long number(const char *v)
{
	return v ? strtol(v, NULL, 10) : 0;
}

static const char *people(struct report *r, long n)
{
	return arena_printf(r->a, trn("%ld person", "%ld people", (unsigned long)n), n);
}

static void tell_all(struct report *r, const char *const *v)
{
	long heard = number(v[H_HEARD]), meetings = number(v[H_MEETINGS]), ready = number(v[H_READY]);
	str_addf(&r->b, "%s\n\n", _("What we heard"));
	str_addf(&r->b, _("We asked: %s"), v[H_CAMPAIGN]);
	str_addf(&r->b, "\n\n");
	str_addf(&r->b, trn("At %ld house meeting we heard %s", "At %ld house meetings we heard %s",
		(unsigned long)meetings), meetings, people(r, heard));
	if (v[H_TARGET])
		str_addf(&r->b, _("; we wanted to hear %s"), v[H_TARGET]);
	str_addf(&r->b, ".");
	if (ready)
		str_addf(&r->b, trn(" %ld would act.", " %ld would act.", (unsigned long)ready), ready);
	str_addc(&r->b, '\n');
}

static void tell_place(struct report *r, const char *const *v)
{
	const char *where = !strcmp(v[H_INSTITUTION], "-") ? _("elsewhere") : v[H_INSTITUTION];
	if (!r->n++)
		str_addf(&r->b, "\n%s\n", _("Where we listened"));
	str_addf(&r->b, "- %s", where);
	if (v[H_LANGUAGE])
		str_addf(&r->b, ", %s", v[H_LANGUAGE]);
	str_addf(&r->b, ": %s", people(r, number(v[H_HEARD])));
	if (number(v[H_READY]))
		str_addf(&r->b, trn(", %ld would act", ", %ld would act",
			(unsigned long)number(v[H_READY])), number(v[H_READY]));
	str_addf(&r->b, ".\n");
}

static enum rc tell_heard(void *arg, const struct row *row)
{
	struct report *r = arg;
	if (row->v[H_INSTITUTION])
		tell_place(r, row->v);
	else
		tell_all(r, row->v);
	return OK;
}

/* ---- themes ---- */

/* The columns of the question themes. */
enum { T_THEME, T_READY, T_MAYBE, T_LINES };

/* clang-format off */
#define AGREED(p) "(SELECT count(*) FROM consent c WHERE c.person = " p ".id" \
	" AND c.purpose = 'story_public' AND c.archived_at IS NULL AND c.given = 1" \
	" AND c.given_on <= :today AND ifnull(c.withdrawn_on, '9999-12-31') > :today" \
	" AND ifnull(c.expires_on, '9999-12-31') >= :today" \
	" AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.person = c.person" \
	" AND n.purpose = c.purpose AND n.archived_at IS NULL" \
	" AND iif(n.withdrawn_on <= :today, n.withdrawn_on, n.given_on) >= c.given_on" \
	" AND (n.given <> 1 OR n.withdrawn_on <= :today OR n.expires_on < :today)))"

/* Words that name somebody on file, or hold a telephone number: a scribe wrote down too much, and a
 * room is to hear it. Who is p, and agreed, may be named. */
#define NAMES_SOMEBODY "(h.text GLOB '*[0-9][0-9][0-9][0-9][0-9]*' OR EXISTS" \
	" (SELECT /* scan: any name on file may stand in it */ 1 FROM person x" \
	" WHERE x.given > '' AND x.family > '' AND x.id IS NOT p.id" \
	" AND instr(lower(h.text), lower(x.given || ' ' || x.family))))"

/* Words said on a theme, where every meeting and person may be told of. The name stands there only
 * when she agreed that her story be told. */
static const char quotes[] =
	"SELECT h.text, p.id FROM heard_line h JOIN house_meeting m ON m.id = h.meeting"
	" LEFT JOIN person p ON p.id = h.person AND " AGREED("p") " > 0"
	" WHERE h.theme = :theme AND h.archived_at IS NULL AND m.archived_at IS NULL"
	" AND NOT EXISTS (SELECT 1 FROM person x WHERE x.contact_safety_level = 'hidden'"
	" AND x.id IN (m.host, m.facilitator, m.scribe))"
	" AND (h.person IS NULL OR EXISTS (SELECT 1 FROM person x WHERE x.id = h.person AND "
	LISTED("x") "))"
	" AND NOT " NAMES_SOMEBODY " AND (h.act_ready = 'yes') IS :ready ORDER BY h.id LIMIT :most";
/* clang-format on */

/* Those who would act are quoted first. */
static enum rc tell_quotes(struct report *r, int64_t theme)
{
	int told = 0;
	enum rc rc = OK;
	for (int ready = 1; ready >= 0 && !rc; ready--) {
		struct stmt *st = db_query(r->db, quotes,
			BIND(I("theme", theme), I("ready", ready), I("most", QUOTES - told)));
		for (; db_step(st); told++) {
			str_addf(&r->b, "   \"%s\"", db_text(st, 0));
			if (!db_null(st, 1))
				str_addf(&r->b, " - %s", record_title(r->db, r->a,
					entity_find("person"), db_int(st, 1)));
			str_addc(&r->b, '\n');
		}
		rc = db_done(st);
	}
	return rc;
}

static enum rc tell_theme(void *arg, const struct row *row)
{
	struct report *r = arg;
	long lines = number(row->v[T_LINES]), ready = number(row->v[T_READY]);
	if (!r->n++)
		str_addf(&r->b, "\n%s\n", _("What presses on us"));
	str_addf(&r->b, "%d. %s: ", r->n, row->v[T_THEME]);
	str_addf(&r->b, trn("%ld voice", "%ld voices", (unsigned long)lines), lines);
	if (ready)
		str_addf(&r->b, trn(", %ld would act", ", %ld would act", (unsigned long)ready), ready);
	str_addf(&r->b, ".\n");
	return tell_quotes(r, row->id);
}

/* ---- what comes of it ---- */

static enum rc tell_campaign(struct report *r)
{
	struct stmt *st = db_query(r->db, "SELECT c.title, c.issue FROM listening_campaign l"
		" JOIN campaign c ON c.id = l.campaign WHERE l.id = CAST(:id AS INTEGER)"
		" AND c.archived_at IS NULL", BIND(T("id", r->campaign)));
	while (db_step(st)) {
		str_addf(&r->b, "\n%s\n", _("What we do with it"));
		str_addf(&r->b, "%s", db_text(st, 0));
		if (!db_null(st, 1))
			str_addf(&r->b, ": %s", db_text(st, 1));
		str_addf(&r->b, ".\n");
	}
	str_addf(&r->b, "\n%s\n", _("Thank you to all who opened their doors, and to all who spoke."));
	return db_done(st);
}

static enum rc ask(struct report *r, const char *question,
	enum rc (*tell)(void *arg, const struct row *row))
{
	const char *arg = arena_printf(r->a, "campaign=%s", r->campaign);
	r->n = 0;
	return question_each(r->db, question_find(question), 1, &arg, tell, r);
}

enum rc report_back(struct db *db, struct arena *a, int64_t campaign, const char **ret)
{
	const struct entity *e = entity_find("listening_campaign");
	struct report r = { .db = db, .a = a, .b = STR_INIT,
		.campaign = arena_int(a, campaign) };
	struct record *c;
	enum rc rc = access_may(db, entity_find("heard_line"), READ);
	if (!rc)
		rc = record_load(db, a, e, campaign, &c);
	if (!rc && c->archived_at)
		rc = db_fail(db, INVALID, _("%s is archived: bring it back first"),
			record_title(db, a, e, campaign));
	if (!rc)
		rc = ask(&r, "heard", tell_heard);
	if (!rc)
		rc = ask(&r, "themes", tell_theme);
	if (!rc)
		rc = tell_campaign(&r);
	*ret = arena_dup(a, r.b.s);
	str_release(&r.b);
	return rc;
}
