/* ical.c - what is planned and what is due as iCalendar. */
#include "ical.h"
#include "date.h"
#include "transfer_private.h"
#include "utf8.h"
#include <ctype.h>

/* "2026-11-27" and "2026-11-21T12:00:00Z" without what divides them. */
static const char *compact(struct out *o, const char *s)
{
	char *ret = arena_dup(&o->a, s), *to = ret;
	for (; s && *s; s++)
		if (!strchr("-:", *s))
			*to++ = *s;
	if (to)
		*to = 0;
	return ret;
}

static void put_day(struct out *o, const char *name, const char *day)
{
	if (day)
		out_text(o, arena_printf(&o->a, "%s;VALUE=DATE", name), compact(o, day));
}

/* On its day, or at its time for so long. */
static void put_when(struct out *o, const struct record *r)
{
	char at[21];
	const char *minutes = field_find(r->e, "minutes") ? out_value(r, "minutes") : NULL;
	if (!date_moment(out_value(r, "on"), out_value(r, "at"), at)) {
		put_day(o, "DTSTART", out_value(r, "on"));
		out_text(o, "TRANSP", "TRANSPARENT");
		return;
	}
	out_text(o, "DTSTART", compact(o, at));
	out_text(o, "DURATION", arena_printf(&o->a, "PT%sM", minutes ? minutes : "60"));
}

/* `kind` tells a record's second entry from its first. */
static void put_head_of(struct out *o, const struct record *r, const char *kind)
{
	char now[21];
	date_now(now);
	out_text(o, "UID", arena_printf(&o->a, "%s%s", kind, out_uid(o, r->e, r->id)));
	out_text(o, "DTSTAMP", compact(o, now));
	out_text(o, "DESCRIPTION", arena_printf(&o->a, "pact-tui: show %s %s", r->e->name,
		id_show(o->db, &o->a, r->id)));
}

static void put_head(struct out *o, const struct record *r)
{
	put_head_of(o, r, "");
}

/* The end of a task: its day, and whether it is over (on which day, where that is known). */
static void put_due(struct out *o, const char *day, bool over, const char *on)
{
	put_day(o, "DUE", day);
	out_text(o, "STATUS", over ? "COMPLETED" : "NEEDS-ACTION");
	if (on)
		out_text(o, "COMPLETED", arena_printf(&o->a, "%sT120000Z", compact(o, on)));
	out_text(o, "CLASS", "PRIVATE");
	fputs("END:VTODO\r\n", o->to);
}

/* ---- a one-to-one ---- */

static const char *joined(struct out *o, const char *a, const char *b)
{
	return a && b && strcmp(a, b) ? arena_printf(&o->a, "%s, %s", a, b) : a ? a : b;
}

static const char *institution_of(struct out *o, const struct record *r)
{
	const char *id = out_value(r, "institution");
	return id ? record_title(o->db, &o->a, entity_find("institution"), atoll(id)) : NULL;
}

static void write_meeting(struct out *o, const struct record *r)
{
	const char *where = joined(o, out_value(r, "place"), institution_of(o, r));
	bool missed = same(out_value(r, "status"), "missed");
	fputs("BEGIN:VEVENT\r\n", o->to);
	put_head(o, r);
	put_when(o, r);
	out_text(o, "SUMMARY", joined(o, entity_one(r->e), where));
	out_text(o, "LOCATION", where);
	out_text(o, "STATUS", missed ? "CANCELLED" : "CONFIRMED");
	out_text(o, "CLASS", "PRIVATE");
	fputs("END:VEVENT\r\n", o->to);
}

/* ---- a next step ---- */

/* Bytes of the word that text begins with: letters, and apostrophes between them. */
static size_t word_bytes(const char *text)
{
	size_t n = 0;
	while ((unsigned char)text[n] >= 0x80 || isalnum((unsigned char)text[n]) ||
		(n && text[n] == '\'' && isalpha((unsigned char)text[n + 1])))
		n++;
	return n;
}

/* Is it one of the names? Small words of a name (de, la) are words of any sentence too. */
static bool is_name(struct out *o, const char *names, const char *word, size_t n)
{
	const char *folded = utf8_fold(&o->a, arena_dupn(&o->a, word, n));
	return n > 1 && (!islower((unsigned char)*word) || n > 3) && *folded &&
		str_listed(names, folded, strlen(folded));
}

/* Bytes of a word without "'s" or what else hangs on by an apostrophe. */
static size_t before_apostrophe(const char *word, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (word[i] == '\'' || !strncmp(word + i, "\u2019", 3))
			return i;
	return n;
}

/* Cuts each word of text that is one of the names to its initial: "Ring Amina" is "Ring A.". */
static const char *initials(struct out *o, const char *text, const char *names)
{
	struct str b = STR_INIT;
	names = utf8_fold(&o->a, names);
	while (*text) {
		size_t n = word_bytes(text), stem = before_apostrophe(text, n);
		size_t name = is_name(o, names, text, n) ? n : is_name(o, names, text, stem) ? stem : 0;
		int cols;
		if (name)
			str_addf(&b, "%.*s.", (int)utf8_next(text, &cols), text);
		n = n ? n : 1;
		str_addn(&b, text + name, n - name);
		text += n;
	}
	const char *ret = arena_dup(&o->a, b.s);
	str_release(&b);
	return ret;
}

/* The names that a record's own people go by, with blanks between: of a row `n`, joined as it says. */
#define NAMES "SELECT group_concat(ifnull(p.given, '') || ' ' || ifnull(p.family, '') || ' '" \
	" || ifnull(p.known_as, ''), ' ') FROM "

static const char *without_names(struct out *o, const struct record *r, const char *sql,
	const char *text)
{
	const char *names = db_text_of(o->db, &o->a, sql, BIND(I("id", r->id)));
	return initials(o, text ? text : "", names ? names : "");
}

static void write_step(struct out *o, const struct record *r)
{
	const char *done = out_value(r, "done_on"), *text = out_value(r, "text");
	fputs("BEGIN:VTODO\r\n", o->to);
	put_head(o, r);
	out_text(o, "SUMMARY", joined(o, without_names(o, r, NAMES "next_step n"
		" LEFT JOIN one_to_one m ON m.id = n.one_to_one"
		" LEFT JOIN commitment c ON c.id = n.commitment"
		" JOIN person p ON p.id IN (n.person, n.by_person, m.person, c.person, c.holder)"
		" WHERE n.id = :id", text), institution_of(o, r)));
	put_due(o, out_value(r, "due"), !!done, done);
}

/* ---- an action ---- */

/* One that has no day yet stands in no calendar: an event without a start spoils the whole file. */
static void write_action(struct out *o, const struct record *r)
{
	bool off = same(out_value(r, "status"), "cancelled");
	if (!out_value(r, "on"))
		return;
	const char *where = joined(o, out_value(r, "place"), institution_of(o, r));
	fputs("BEGIN:VEVENT\r\n", o->to);
	put_head(o, r);
	put_when(o, r);
	out_text(o, "SUMMARY", without_names(o, r, NAMES "action n JOIN person p ON p.id = n.target"
		" WHERE n.id = :id", out_value(r, "title")));
	out_text(o, "LOCATION", where);
	out_text(o, "STATUS", off ? "CANCELLED" : "CONFIRMED");
	out_text(o, "CLASS", "PRIVATE");
	fputs("END:VEVENT\r\n", o->to);
}

/* ---- promises ---- */

static bool settled(const struct record *r)
{
	const char *status = out_value(r, "status");
	return !same(status, "open") && !same(status, "in_progress") && !same(status, "asked") &&
	       !same(status, "pledged");
}

/* It is due on one day and looked at again on another: an entry each. */
static void write_commitment(struct out *o, const struct record *r)
{
	const char *again = out_value(r, "next_check");
	const char *words = joined(o, without_names(o, r, NAMES "commitment n"
		" JOIN person p ON p.id IN (n.person, n.holder) WHERE n.id = :id",
		out_value(r, "text")), institution_of(o, r));
	fputs("BEGIN:VTODO\r\n", o->to);
	put_head(o, r);
	out_text(o, "SUMMARY", arena_printf(&o->a, "%s: %s", entity_one(r->e), words));
	put_due(o, out_value(r, "due"), settled(r), NULL);
	if (!again || settled(r))
		return;
	fputs("BEGIN:VTODO\r\n", o->to);
	put_head_of(o, r, "check-");
	out_text(o, "SUMMARY", arena_printf(&o->a, "%s: %s", _("Look again"), words));
	put_due(o, again, false, NULL);
}

static void write_pledge(struct out *o, const struct record *r)
{
	const char *text = out_value(r, "text"), *kind = field_show(o->db, &o->a,
		field_find(r->e, "kind"), out_value(r, "kind"));
	fputs("BEGIN:VTODO\r\n", o->to);
	put_head(o, r);
	out_text(o, "SUMMARY", joined(o, entity_one(r->e), without_names(o, r, NAMES "pledge n"
		" JOIN person p ON p.id = n.person WHERE n.id = :id", text ? text : kind)));
	put_due(o, out_value(r, "due"), settled(r), out_value(r, "done_on"));
}

/* ---- the file ---- */

static const struct {
	const char *entity;
	void (*write)(struct out *o, const struct record *r);
} kinds[] = {
	{ "next_step", write_step },
	{ "one_to_one", write_meeting },
	{ "action", write_action },
	{ "commitment", write_commitment },
	{ "pledge", write_pledge },
};

static enum rc fits(struct db *db, const struct entity *e)
{
	for (size_t i = 0; e && i < COUNT(kinds); i++)
		if (!strcmp(kinds[i].entity, e->name))
			return OK;
	return db_fail(db, INVALID, "%s", _("A calendar takes what is planned or due (one-to-ones,"
		" next steps, actions, commitments, pledges): ask diary -o ics"));
}

static enum rc begin(struct out *o, const struct row *rows, int n)
{
	(void)rows, (void)n;
	fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pact-tui//EN\r\n", o->to);
	return OK;
}

/* The diary has a commitment twice: when it is due, and when it is looked at again. */
static bool seen(struct out *o, const struct row *row)
{
	const char *id = arena_int(&o->a, row->id);
	if (!row->e || strcmp(row->e->name, "commitment"))
		return false;
	if (o->twice.len && str_listed(o->twice.s, id, strlen(id)))
		return true;
	str_addf(&o->twice, "%s ", id);
	return false;
}

static enum rc rows_out(struct out *o, const struct row *rows, int n)
{
	enum rc rc = OK;
	for (int i = 0; i < n && !rc; i++) {
		struct record *r;
		if (seen(o, &rows[i]))
			continue;
		rc = out_record(o, &rows[i], &r);
		for (size_t k = 0; !rc && r && k < COUNT(kinds); k++)
			if (!strcmp(kinds[k].entity, r->e->name))
				kinds[k].write(o, r);
	}
	return rc;
}

static void end(struct out *o)
{
	fputs("END:VCALENDAR\r\n", o->to);
}

const struct writer ics_writer = { .word = "ics", .flags = W_TAKEN, .fits = fits, .begin = begin,
	.rows = rows_out, .end = end };
