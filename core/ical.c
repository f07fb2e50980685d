/* ical.c - next steps and one-to-ones as iCalendar. */
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

static void put_head(struct out *o, const struct record *r)
{
	char now[21];
	date_now(now);
	out_text(o, "UID", out_uid(o, r->e, r->id));
	out_text(o, "DTSTAMP", compact(o, now));
	out_text(o, "DESCRIPTION", arena_printf(&o->a, "pact-tui: show %s %s", r->e->name,
		id_show(o->db, &o->a, r->id)));
}

/* ---- a one-to-one ---- */

static const char *joined(struct out *o, const char *a, const char *b)
{
	return a && b ? arena_printf(&o->a, "%s, %s", a, b) : a ? a : b;
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
	put_day(o, "DTSTART", out_value(r, "on"));
	out_text(o, "SUMMARY", joined(o, entity_one(r->e), where));
	out_text(o, "LOCATION", where);
	out_text(o, "STATUS", missed ? "CANCELLED" : "CONFIRMED");
	out_text(o, "CLASS", "PRIVATE");
	out_text(o, "TRANSP", "TRANSPARENT");
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

/* All the names that a next step's own people go by, with blanks between. */
static const char *names_about(struct out *o, const struct record *r)
{
	const char *names = db_text_of(o->db, &o->a,
		"SELECT group_concat(ifnull(p.given, '') || ' ' || ifnull(p.family, '') || ' '"
		" || ifnull(p.known_as, ''), ' ') FROM next_step n"
		" LEFT JOIN one_to_one m ON m.id = n.one_to_one"
		" JOIN person p ON p.id IN (n.person, n.by_person, m.person) WHERE n.id = :id",
		BIND(I("id", r->id)));
	return names ? names : "";
}

static void write_step(struct out *o, const struct record *r)
{
	const char *done = out_value(r, "done_on"), *text = out_value(r, "text");
	fputs("BEGIN:VTODO\r\n", o->to);
	put_head(o, r);
	out_text(o, "SUMMARY", joined(o, initials(o, text ? text : "", names_about(o, r)),
		institution_of(o, r)));
	put_day(o, "DUE", out_value(r, "due"));
	out_text(o, "STATUS", done ? "COMPLETED" : "NEEDS-ACTION");
	if (done)
		out_text(o, "COMPLETED", arena_printf(&o->a, "%sT120000Z", compact(o, done)));
	out_text(o, "CLASS", "PRIVATE");
	fputs("END:VTODO\r\n", o->to);
}

/* ---- the file ---- */

static const struct {
	const char *entity;
	void (*write)(struct out *o, const struct record *r);
} kinds[] = {
	{ "next_step", write_step },
	{ "one_to_one", write_meeting },
};

static enum rc fits(struct db *db, const struct entity *e)
{
	for (size_t i = 0; e && i < COUNT(kinds); i++)
		if (!strcmp(kinds[i].entity, e->name))
			return OK;
	return db_fail(db, INVALID, "%s", _("A calendar takes next steps and one-to-ones:"
		" list next_steps -o ics"));
}

static enum rc begin(struct out *o, const struct row *rows, int n)
{
	(void)rows, (void)n;
	fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pact-tui//EN\r\n", o->to);
	return OK;
}

static enum rc rows_out(struct out *o, const struct row *rows, int n)
{
	enum rc rc = OK;
	for (int i = 0; i < n && !rc; i++) {
		struct record *r;
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
