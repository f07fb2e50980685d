/* run_sheet.c - an action's run sheet: what happens when, who does it, what does not fit. */
#include "turnout.h"
#include "date.h"
#include "debrief.h"
#include "entity.h"
#include "ftype.h"
#include "listed.h"
#include "record.h"
#include "str.h"
#include "utf8.h"
#include <stdio.h>

enum { WHEN = 7, MINUTES = 5, WHAT = 38, DAY = 24 * 60, NONE = -10000 };

struct item {
	int minute, minutes; /* minutes 0: it takes no time, or nobody said */
	const char *what, *who, *note;
};

struct sheet {
	struct db *db;
	struct arena *a;
	struct record *r;
	int begins; /* minutes after midnight; NONE: the action has no time */
	struct item *item;
	int n, room;
	struct str *to;
};

static const char *value(const struct sheet *s, const char *field)
{
	return s->r->v[field_index(s->r->e, field_find(s->r->e, field))];
}

static const char *shown(const struct sheet *s, const char *field)
{
	return field_show(s->db, s->a, field_find(s->r->e, field), value(s, field));
}

/* "18:30", or "+20" when nobody knows when it begins. */
static const char *clock_at(const struct sheet *s, int minute)
{
	if (s->begins == NONE)
		return arena_printf(s->a, "%+d", minute);
	int at = (s->begins + minute + 7 * DAY) % DAY;
	return arena_printf(s->a, "%02d:%02d", at / 60, at % 60);
}

static void cell(struct str *b, const char *text, int cols)
{
	size_t n = utf8_fit(text, cols - 1);
	str_addn(b, text, n);
	for (int w = utf8_width(text) < cols ? utf8_width(text) : cols - 1; w < cols; w++)
		str_addc(b, ' ');
}

/* In print: who may stand in no list is nobody here. */
#define NAMED(alias, name) "CASE WHEN " LISTED(alias) " THEN " name " END"

static const char *name_sql(struct arena *a, const char *alias)
{
	struct str b = STR_INIT;
	title_sql(&b, entity_find("person"), alias);
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static enum rc read_items(struct sheet *s)
{
	const char *sql = arena_printf(s->a, "SELECT r.minute, r.minutes, r.item, "
		NAMED("p", "%s") ", r.note FROM run_item r LEFT JOIN person p ON p.id = r.person"
		" WHERE r.action = :action AND r.archived_at IS NULL"
		" ORDER BY r.minute, r.id", name_sql(s->a, "p"));
	struct stmt *st = db_query(s->db, sql, BIND(I("action", s->r->id)));
	while (db_step(st)) {
		if (s->n == s->room) {
			struct item *more = arena_array(s->a, struct item, s->room = 2 * s->room + 16);
			if (s->n)
				memcpy(more, s->item, sizeof *more * (size_t)s->n);
			s->item = more;
		}
		s->item[s->n++] = (struct item){ (int)db_int(st, 0), (int)db_int(st, 1),
			arena_dup(s->a, db_text(st, 2)), arena_dup(s->a, db_text(st, 3)),
			arena_dup(s->a, db_text(st, 4)) };
	}
	return db_done(st);
}

static void write_head(struct sheet *s)
{
	static const char *const facts[] = { "kind", "on", "at", "place" };
	const char *comma = "";
	str_addf(s->to, "%s\n", value(s, "title"));
	for (size_t i = 0; i < COUNT(facts); i++)
		if (value(s, facts[i])) {
			str_addf(s->to, "%s%s", comma, shown(s, facts[i]));
			comma = ", ";
		}
	str_add(s->to, "\n");
	if (value(s, "to_check"))
		str_addf(s->to, "%s: %s\n",
			field_label(s->r->e, field_find(s->r->e, "to_check")), shown(s, "to_check"));
	str_addc(s->to, '\n');
}

/* The bytes of an item's words that fit beside who does it: all, or up to a blank. */
static size_t beside_who(const char *what)
{
	size_t n = utf8_fit(what, WHAT - 1), at = n;
	while (what[n] && at && what[at] != ' ')
		at--;
	return what[n] && at ? at : n;
}

static void write_item(struct sheet *s, const struct item *it)
{
	struct str b = STR_INIT;
	cell(&b, clock_at(s, it->minute), WHEN);
	cell(&b, it->minutes ? arena_printf(s->a, "%d", it->minutes) : "", MINUTES);
	size_t n = it->who ? beside_who(it->what) : 0;
	const char *rest = it->what + n + strspn(it->what + n, " ");
	if (it->who)
		cell(&b, arena_dupn(s->a, it->what, n), WHAT);
	str_add(&b, it->who ? it->who : it->what);
	while (b.len && b.s[b.len - 1] == ' ')
		str_cut(&b, b.len - 1);
	str_addf(s->to, "%s\n", b.s);
	if (it->who && *rest)
		str_addf(s->to, "%*s%s\n", WHEN + MINUTES, "", rest);
	if (it->note)
		str_addf(s->to, "%*s%s\n", WHEN + MINUTES, "", it->note);
	str_release(&b);
}

/* What begins before the one before it has ended, and how long all of it is. */
static void write_sums(struct sheet *s)
{
	int sum = 0, end = 0, first = s->item[0].minute;
	for (int i = 0; i < s->n; i++) {
		const struct item *it = &s->item[i];
		int over = i + 1 < s->n ? it->minute + it->minutes - s->item[i + 1].minute : 0;
		sum += it->minutes;
		end = it->minute + it->minutes > end ? it->minute + it->minutes : end;
		if (over > 0)
			str_addf(s->to, trn("Runs over: %s, by %d minute: \"%s\" begins at %s.\n",
				"Runs over: %s, by %d minutes: \"%s\" begins at %s.\n",
				(unsigned long)over), it->what, over, s->item[i + 1].what,
				clock_at(s, s->item[i + 1].minute));
	}
	str_addf(s->to, trn("In all %d minute, from %s to %s", "In all %d minutes, from %s to %s",
		(unsigned long)sum), sum, clock_at(s, first), clock_at(s, end));
	if (end - first > sum)
		str_addf(s->to, trn(", %d of them not planned", ", %d minutes not planned",
			(unsigned long)(end - first - sum)), end - first - sum);
	str_add(s->to, ".\n");
}

struct role {
	int sort;
	const char *code, *who, *day, *backup, *from;
};

static enum rc read_roles(struct sheet *s, struct role **ret, int *n)
{
	const char *sql = arena_printf(s->a, "SELECT ifnull((SELECT c.sort FROM code c"
		" WHERE c.list = 'action_role' AND c.code = r.role), 99), r.role, " NAMED("p", "%s")
		", r.rehearsed_on, " NAMED("b", "%s") ", i.name FROM action_role r"
		" LEFT JOIN person p ON p.id = r.person LEFT JOIN person b ON b.id = r.backup"
		" LEFT JOIN institution i ON i.id = r.institution"
		" WHERE r.action = :action AND r.archived_at IS NULL",
		name_sql(s->a, "p"), name_sql(s->a, "b"));
	int room = 0;
	*ret = NULL;
	*n = 0;
	struct stmt *st = db_query(s->db, sql, BIND(I("action", s->r->id)));
	while (db_step(st)) {
		if (*n == room) {
			struct role *more = arena_array(s->a, struct role, room = 2 * room + 16);
			if (*n)
				memcpy(more, *ret, sizeof *more * (size_t)*n);
			*ret = more;
		}
		(*ret)[(*n)++] = (struct role){ (int)db_int(st, 0), arena_dup(s->a, db_text(st, 1)),
			arena_dup(s->a, db_text(st, 2)), arena_dup(s->a, db_text(st, 3)),
			arena_dup(s->a, db_text(st, 4)), arena_dup(s->a, db_text(st, 5)) };
	}
	return db_done(st);
}

/* In the order of the word list: who is seen first stands first. */
static int by_role(const void *x, const void *y)
{
	const struct role *a = x, *b = y;
	return a->sort != b->sort ? a->sort - b->sort : strcmp(a->who ? a->who : "", b->who ? b->who : "");
}

static void write_role(struct sheet *s, const struct role *r)
{
	str_addf(s->to, "%s: %s", code_label(s->db, s->a, "action_role", r->code),
		r->who ? r->who : _("nobody yet"));
	str_addf(s->to, r->from ? " (%s), " : ", ", r->from);
	if (r->day)
		str_addf(s->to, _("rehearsed %s"), date_show(s->a, r->day, db_today(s->db)));
	else
		str_add(s->to, _("not rehearsed"));
	if (r->backup)
		str_addf(s->to, _("; %s stands in"), r->backup);
	str_add(s->to, r->backup ? ".\n" : _("; nobody stands in.\n"));
}

static enum rc write_roles(struct sheet *s)
{
	struct role *role;
	int n;
	enum rc rc = read_roles(s, &role, &n);
	if (n)
		qsort(role, (size_t)n, sizeof *role, by_role);
	for (int i = 0; i < n && !rc; i++) {
		if (!i)
			str_addc(s->to, '\n');
		write_role(s, &role[i]);
	}
	return rc;
}

/* What was said after the last actions comes back before this one. */
static void write_changes(struct sheet *s)
{
	const char *at = debrief_changes(s->db, s->a), *line;
	size_t n;
	if (!same(value(s, "status"), "planned") || !*at)
		return;
	str_addf(s->to, "\n%s:\n", _("Last time we said we would change"));
	while (str_word(&at, "\n", &line, &n))
		str_addf(s->to, "  %.*s\n", (int)n, line);
}

enum rc run_sheet(struct db *db, struct arena *a, int64_t action, const char **ret)
{
	struct str b = STR_INIT;
	struct sheet s = { .db = db, .a = a, .to = &b, .begins = NONE };
	int hour, minute;
	enum rc rc = record_load(db, a, entity_find("action"), action, &s.r);
	if (rc)
		return rc;
	const char *at = value(&s, "at");
	if (at && sscanf(at, "%d:%d", &hour, &minute) == 2)
		s.begins = hour * 60 + minute;
	rc = read_items(&s);
	write_head(&s);
	for (int i = 0; i < s.n; i++)
		write_item(&s, &s.item[i]);
	if (s.n) {
		str_addc(&b, '\n');
		write_sums(&s);
	} else {
		str_addf(&b, "%s\n", _("Nothing is on the run sheet yet."));
	}
	if (!rc)
		rc = write_roles(&s);
	if (!rc)
		write_changes(&s);
	*ret = arena_dup(a, b.s);
	str_release(&b);
	return rc;
}
