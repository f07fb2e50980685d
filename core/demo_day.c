/* demo_day.c - a year of the demonstration: one-to-ones and what was promised in them, calls, ties,
 * roles, dues and consents. */
#include "demo_private.h"
#include "demo_stories.h"
#include <stdio.h>

enum {
	MEETINGS = 600,
	YEAR = 364, /* days the meetings are spread over */
	PLANNED = 9,
	TOUCHES = 420,
	TIES = 260,
	LINKS = 22,
	SIX_WEEKS = 42,
};

#define SAY(m, table) (table)[chance(m, COUNT(table))]

/* ---- one-to-ones ---- */

/* Everyone in turn, leaders more often; of late every fifth and every ninth is left out, so that
 * the first question has an answer. A quarter of the borough was never met, the newcomers neither,
 * and of one kind of leader every seventh is waited for. The hidden ones are met by nobody. */
static bool meets(size_t i, long ago)
{
	if (is_hidden(i) || i >= FIRST_NEW || (i >= REGULARS && i % 4 == 1))
		return false;
	return ago > SIX_WEEKS || (i % 5 && i % 9 != 8);
}

static size_t whom(struct maker *m, int meeting, long ago)
{
	size_t i = meeting % 4 == 3 ? chance(m, REGULARS) : m->next++ % PEOPLE;
	while (!meets(i, ago))
		i = m->next++ % PEOPLE;
	return i;
}

static const char *number(struct maker *m, unsigned n)
{
	return arena_printf(&m->a, "%u", n);
}

/* Whatever is left to chance is drawn before the call: the order of arguments is the compiler's. */
static void make_step(struct maker *m, int64_t meeting, size_t who, int64_t owner, long on)
{
	long due = on + 5 + chance(m, 16);
	bool done = due < m->today && (due < m->today - SIX_WEEKS || chance(m, 8) > 1);
	bool hers = chance(m, 4) == 0;
	const char *text = hers ? SAY(m, demo_hers) : SAY(m, demo_steps);
	long done_on = due - chance(m, 4);
	make(m, "next_step", "about", arena_printf(&m->a, "one_to_one:%lld", (long long)meeting),
		"text", text, "due", day(m, due), "owner", hers ? NULL : id_text(m, owner),
		"by_person", hers ? id_text(m, m->people[who]) : NULL, "done_on",
		done ? day(m, done_on) : NULL, NULL);
}

static int64_t make_meeting(
	struct maker *m, size_t who, long on, int64_t by, const char *status, const char *at)
{
	bool held = !strcmp(status, "held");
	const char *where = SAY(m, demo_where), *story = SAY(m, demo_stories);
	const char *moves = SAY(m, demo_interests), *own = SAY(m, demo_own_words);
	bool said = chance(m, 3) == 0, trusted = chance(m, 2);
	unsigned minutes = 20 + 5 * chance(m, 6), trust = 1 + chance(m, 5);
	int64_t id = make(m, "one_to_one", "person", id_text(m, m->people[who]), "on", day(m, on),
		"organiser", id_text(m, by), "place", where, "status", status, "at", at, "minutes",
		held ? number(m, minutes) : NULL, "story", held ? story : NULL, "interests",
		held ? moves : NULL, "self_interest", held && said ? own : NULL, "trust",
		held && trusted ? number(m, trust) : NULL, "is_first",
		held && !m->met[who] ? "1" : NULL, "institution",
		m->at[who] ? id_text(m, m->places[m->at[who] - 1]) : NULL, NULL);
	m->met[who] |= held;
	return id;
}

static int64_t organiser(struct maker *m)
{
	unsigned n = chance(m, 8);
	return m->users[n < 5 ? 0 : n < 7 ? 1 : 2];
}

static void make_meetings(struct maker *m)
{
	for (int i = 0; i < MEETINGS; i++) {
		long ago = YEAR - 1 - (long)i * YEAR / MEETINGS;
		size_t who = whom(m, i, ago);
		int64_t by = organiser(m);
		bool missed = chance(m, 30) == 0;
		int64_t id = make_meeting(m, who, m->today - ago, by, missed ? "missed" : "held",
			NULL);
		if (!missed && chance(m, 5) < 2)
			make_step(m, id, who, by, m->today - ago);
	}
	static const char *const times[] = { "10:00", "13:30", NULL, "18:00" };
	for (int i = 0; i < PLANNED; i++)
		make_meeting(m, (size_t)(i * 7 + 1), m->today + (i < 2 ? 0 : i - 1),
			m->users[i % 4 == 3], "planned", times[i % COUNT(times)]);
	make(m, "next_step", "about",
		arena_printf(&m->a, "institution:%lld", (long long)m->places[3]), "text",
		"Bring the imam the programme", "due", day(m, m->today - 2), NULL);
	make(m, "next_step", "about", arena_printf(&m->a, "person:%lld", (long long)m->people[2]),
		"text", "Visit the parish hall with her", "due", day(m, m->today + 3), NULL);
}

static void make_touches(struct maker *m)
{
	static const char *const kinds[] = { "phone", "phone", "text", "whatsapp", "session",
		"visit" };
	for (int i = 0; i < TOUCHES; i++) {
		size_t who = chance(m, FIRST_NEW);
		const char *kind = SAY(m, kinds), *note = SAY(m, demo_touches);
		bool call = !strcmp(kind, "phone"), ours = chance(m, 4), said = chance(m, 2);
		bool missed = call && chance(m, 3) == 0;
		long on = m->today - chance(m, i % 5 ? SIX_WEEKS : 200);
		int64_t by = organiser(m);
		if (is_hidden(who) || who % 9 == 8)
			continue;
		make(m, "touch", "person", id_text(m, m->people[who]), "on", day(m, on), "kind", kind,
			"direction", ours ? "out" : "in", "reached", missed ? "0" : "1", "note",
			call || !said ? NULL : note, "by", id_text(m, by), NULL);
	}
}

/* ---- who knows whom ---- */

/* Mostly neighbours in the table: they share a place or a language. */
static void make_ties(struct maker *m)
{
	static const char *const kinds[] = { "neighbour", "friend", "friend", "family",
		"introduced_by", "same_institution" };
	for (int i = 0; i < TIES; i++) {
		size_t a = (size_t)i * 3 % PEOPLE, b = i % 3 ? a + 1 + chance(m, 6) : chance(m, PEOPLE);
		const char *kind = SAY(m, kinds);
		unsigned strength = 1 + chance(m, 3);
		if (b >= PEOPLE || a == b || is_hidden(a) || is_hidden(b))
			continue;
		if (m->leads[a] && !m->leads[b])
			kind = i % 2 ? "brings" : "develops";
		make(m, "relationship", "from_person", id_text(m, m->people[a]), "kind", kind,
			"to_person", id_text(m, m->people[b]), "strength", number(m, strength),
			"hidden", i % 60 == 59 ? "1" : NULL, NULL);
	}
}

static void make_links(struct maker *m)
{
	static const char *const kinds[] = { "network", "parish", "partner", "landlord",
		"same_trust", "rival", "funder" };
	for (int i = 0; i < LINKS; i++) {
		size_t a = (size_t)i * 5 % PLACES, b = (a + 3 + chance(m, 11)) % PLACES;
		const char *kind = SAY(m, kinds);
		make(m, "institution_link", "a", id_text(m, m->places[a]), "kind", kind, "b",
			id_text(m, m->places[b]), NULL);
	}
}

/* ---- roles, dues, consents ---- */

static void make_roles(struct maker *m)
{
	static const char *const roles[] = { "helper", "volunteer", "champion", "facilitator" };
	for (size_t i = 0; i < PEOPLE; i++) {
		if (is_hidden(i) || (!m->leads[i] && i % 7))
			continue;
		const char *role = m->leads[i] ? "parent_leader" : SAY(m, roles);
		bool checked = chance(m, 3), inducted = chance(m, 4), trained = chance(m, 2);
		long from = m->today - 60 - chance(m, 500), ends = m->today + 30 + chance(m, 700);
		make(m, "person_role", "person", id_text(m, m->people[i]), "role", role,
			"institution", m->at[i] ? id_text(m, m->places[m->at[i] - 1]) : NULL,
			"from_on", day(m, from), "dbs_level", checked ? "enhanced" : NULL, "dbs_date",
			checked ? day(m, m->today - 300) : NULL, "dbs_expiry",
			checked ? day(m, ends) : NULL, "induction_on",
			inducted ? day(m, m->today - 50) : NULL, "safeguarding_trained_on",
			trained ? day(m, m->today - 40) : NULL, NULL);
	}
}

/* This year's dues and last year's: most are paid, some are late, a small one is waived. */
static void make_dues(struct maker *m, size_t i, int year, bool last)
{
	unsigned fate = last ? 0 : (unsigned)(i % 5), pounds = 100 + 50 * chance(m, 8);
	static const char *const status[] = { "paid", "invoiced", "paid", "part_paid", "waived" };
	const char *due = day(m, m->today - (last ? 400 : 35));
	bool paid = !strcmp(status[fate], "paid");
	make(m, "membership", "institution", id_text(m, m->places[i]), "year",
		arena_printf(&m->a, "%d", year - last), "dues_amount",
		arena_printf(&m->a, "%u", pounds), "due_on", due, "status", status[fate], "paid_on",
		paid ? due : NULL, "paid_amount",
		paid	    ? arena_printf(&m->a, "%u", pounds)
		: fate == 3 ? "50"
			    : NULL,
		"waiver_reason",
		fate == 4 ? "A group without a purse: they cook for every meeting" : NULL, NULL);
}

static void make_consents(struct maker *m, size_t i)
{
	static const char *const purposes[] = { "contact_sms", "contact_whatsapp", "newsletter",
		"contact_email", "photo", "evaluation" };
	const char *purpose = SAY(m, purposes);
	long on = m->today - 20 - chance(m, 500), ends = m->today + chance(m, 300) - 20;
	make(m, "consent", "person", id_text(m, m->people[i]), "purpose", "contact_phone", "given",
		i % 11 ? "1" : "0", "given_on", day(m, on), "how", i % 3 ? "verbal" : "signature",
		NULL);
	if (i % 2)
		return;
	make(m, "consent", "person", id_text(m, m->people[i]), "purpose", purpose, "given", "1",
		"given_on", day(m, on), "how", "online", "withdrawn_on",
		i % 26 ? NULL : day(m, on + 15), "expires_on", i % 4 ? NULL : day(m, ends), NULL);
}

static void make_care(struct maker *m)
{
	for (size_t i = 0; i < PEOPLE; i++) {
		if (i % 5 != 4)
			make_consents(m, i);
		if (i % 6)
			make(m, "privacy_shown", "person", id_text(m, m->people[i]),
				"notice_version", "2", "on",
				day(m, m->today - chance(m, 300)), NULL);
	}
	make(m, "contact_safety", "person", id_text(m, m->people[17]), "safe_channels", "text",
		"safe_hours", "Not after six", "voicemail_ok", "0", "code_word", "The library",
		NULL);
	make(m, "contact_safety", "person", id_text(m, m->people[HIDDEN]), "safe_channels",
		"in_person", "safe_hours", "School hours", "voicemail_ok", "0", "post_ok", "0",
		NULL);
}

void make_days(struct maker *m)
{
	int year = atoi(day(m, m->today));
	make_meetings(m);
	make_touches(m);
	make_ties(m);
	make_links(m);
	make_roles(m);
	for (size_t i = 0; i < PLACES; i++)
		if (i % 3 == 0 || i == 2 || i == 4) {
			make_dues(m, i, year, false);
			make_dues(m, i, year, true);
		}
	make_care(m);
}
