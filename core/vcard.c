/* vcard.c - a card made into a row: which property is which field, and which of several is hers. */
#include "import_private.h"
#include "vcard_private.h"

enum { CARD_MOST = 1024 * 1024, PAIRS_MOST = 200 };

static const char cut_off[] = N_("the card has no end");
static const char too_long[] = N_("the card is longer than 1 MiB");
static const char no_person[] = N_("a card of an organisation or group, not of a person");
static const char no_name[] = N_("a card without a name");

/* The components with something between them; NULL when all are empty. */
static const char *all_components(struct arena *a, const char *value, const char *between)
{
	const char *ret = NULL, *part;
	while (value) {
		part = card_part(a, &value, ';');
		if (part)
			ret = ret ? arena_printf(a, "%s%s%s", ret, between, part) : part;
	}
	return ret;
}

/* ---- a card ---- */

struct card {
	struct arena *a;
	struct json_row *row;
	const char *given, *family, *full;
	int phone_rank; /* of the telephone that is in the row, with its place */
	int phone, phones, emails;
	bool apart;     /* KIND says it is not a person */
	size_t bytes;
};

static void add_pair(struct card *d, const char *key, const char *value)
{
	struct json_row *r = d->row;
	if (!value || !*value || r->n == PAIRS_MOST)
		return;
	d->bytes += strlen(value);
	r->pair[r->n++] = (struct json_pair){ key, value };
}

/* The same header does not come twice: the second is "TEL 2". */
static void add_more(struct card *d, const char *name, const char *value)
{
	const char *key = name;
	int again = 2;
	for (int i = 0; i < d->row->n; i++)
		if (!strcmp(d->row->pair[i].key, key)) {
			key = arena_printf(d->a, "%s %d", name, again++);
			i = -1;
		}
	add_pair(d, key, value);
}

static void take_name(struct card *d, const struct property *p)
{
	const char *v = p->value, *part[5] = { 0 };
	for (int i = 0; i < 5; i++)
		part[i] = card_part(d->a, &v, ';');
	d->family = part[0];
	d->given = part[1] && part[2] ? arena_printf(d->a, "%s %s", part[1], part[2]) :
		part[1] ? part[1] : part[2];
}

static void take_full(struct card *d, const struct property *p)
{
	const char *v = p->value;
	d->full = card_part(d->a, &v, 0);
}

/* "tel:+44..." too. The best one takes the place of the person's telephone. */
static void take_phone(struct card *d, const struct property *p)
{
	const char *v = p->value, *number = card_part(d->a, &v, 0);
	if (!number)
		return;
	if (!strncasecmp(number, "tel:", 4))
		number = arena_dupn(d->a, number + 4, strcspn(number + 4, ";"));
	int rank = card_param(p, "FAX") || card_param(p, "PAGER") ? 1 : card_param(p, "PREF") ? 4 :
		card_param(p, "CELL") || card_param(p, "IPHONE") ? 3 : 2;
	if (rank > d->phone_rank && d->phones) {
		const char *before = d->row->pair[d->phone].value;
		d->row->pair[d->phone].value = number;
		number = before;
	}
	if (rank > d->phone_rank)
		d->phone_rank = rank;
	if (!d->phones++) {
		d->phone = d->row->n;
		add_pair(d, "phone", number);
	} else {
		add_more(d, "TEL 2", number);
	}
}

static void take_email(struct card *d, const struct property *p)
{
	const char *v = p->value, *email = card_part(d->a, &v, 0);
	if (!email)
		return;
	if (!d->emails++)
		add_pair(d, "email", email);
	else
		add_more(d, "EMAIL 2", email);
}

static void take_address(struct card *d, const struct property *p)
{
	const char *v = p->value, *line = NULL, *part, *postcode = NULL;
	for (int i = 0; i < 7; i++) {
		part = card_part(d->a, &v, ';');
		if (i == 5)
			postcode = part;
		else if (part && i < 5)
			line = line ? arena_printf(d->a, "%s, %s", line, part) : part;
	}
	add_more(d, "address_line", line);
	add_more(d, "postcode", postcode);
}

/* "19850315", "1985-03-15", "1985-03": the month is kept. Without a year, for which 1604 stands in
 * some phone books, there is no month of birth to keep. */
static void take_birthday(struct card *d, const struct property *p)
{
	int year = 0, month = 0;
	const char *s = p->value;
	if (sscanf(s, "%4d-%2d", &year, &month) != 2 && sscanf(s, "%4d%2d", &year, &month) != 2)
		return;
	if (year > 1604 && year < 10000 && month >= 1 && month <= 12)
		add_pair(d, "dob_month", arena_printf(d->a, "%04d-%02d", year, month));
}

static void take_language(struct card *d, const struct property *p)
{
	const char *v = p->value, *lang = card_part(d->a, &v, 0);
	size_t n = lang ? strcspn(lang, "-_") : 0; /* "pt-BR" is pt */
	add_more(d, "preferred_language", lang ? arena_dupn(d->a, lang, n) : NULL);
}

static void take_kind(struct card *d, const struct property *p)
{
	d->apart |= !strcasecmp(p->value, "group") || !strcasecmp(p->value, "org");
}

static void leave(struct card *d, const struct property *p)
{
	(void)d, (void)p;
}

static void take_nickname(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "known_as", card_part(d->a, &v, 0));
}

static void take_pronouns(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "pronouns", card_part(d->a, &v, 0));
}

static void take_note(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "notes_short", card_part(d->a, &v, 0));
}

static void take_uid(struct card *d, const struct property *p)
{
	const char *v = p->value;
	add_more(d, "import_ref", card_part(d->a, &v, 0));
}

static const struct {
	const char *name;
	void (*take)(struct card *d, const struct property *p);
} properties[] = {
	{ "N", take_name }, { "FN", take_full }, { "NICKNAME", take_nickname },
	{ "TEL", take_phone }, { "EMAIL", take_email }, { "ADR", take_address },
	{ "BDAY", take_birthday }, { "LANG", take_language }, { "NOTE", take_note },
	{ "PRONOUNS", take_pronouns }, { "UID", take_uid }, { "KIND", take_kind },
	{ "X-ADDRESSBOOKSERVER-KIND", take_kind }, { "VERSION", leave }, { "PRODID", leave },
	{ "REV", leave }, { "SOURCE", leave }, { "PHOTO", leave }, { "LOGO", leave },
	{ "SOUND", leave }, { "KEY", leave }, { "CLIENTPIDMAP", leave }, { "XML", leave },
	{ "SORT-STRING", leave }, { "MAILER", leave }, { "LABEL", leave }, { "X-ABLABEL", leave },
	{ "X-ABADR", leave }, { "AGENT", leave },
};

static void take(struct card *d, const struct property *p)
{
	for (size_t i = 0; i < COUNT(properties); i++)
		if (!strcmp(properties[i].name, p->name)) {
			properties[i].take(d, p);
			return;
		}
	add_more(d, p->name, all_components(d->a, p->value, ", "));
}

static bool is_there(const struct card *d, const char *value)
{
	for (int i = 0; i < d->row->n; i++)
		if (same(value, d->row->pair[i].value))
			return true;
	return false;
}

/* Names come last: the full one is taken apart only where its parts are not given, nor is it what she
 * is called. */
static void finish(struct card *d)
{
	if (d->full && is_there(d, d->full))
		d->full = NULL;
	if (d->full && !d->given && !d->family) {
		name_split(d->a, d->full, &d->given, &d->family);
		d->full = NULL;
	}
	add_pair(d, "given", d->given);
	add_pair(d, "family", d->family);
	const char *both = arena_printf(d->a, "%s%s%s", d->given ? d->given : "",
		d->given && d->family ? " " : "", d->family ? d->family : "");
	if (d->full && strcmp(d->full, both))
		add_more(d, "FN", d->full);
	if (d->apart)
		d->row->fault = no_person;
	else if (!d->row->n)
		d->row->fault = no_name;
}

/* Up to the END of the card, or to where the next one begins without this having ended. */
static void read_card(struct cards *c, struct card *d)
{
	struct property p;
	int inside = 0; /* cards within the card (AGENT) */
	bool agent = false;
	while (card_line(c)) {
		if (card_line_is(c, "END:VCARD")) {
			if (!inside--)
				return;
			continue;
		}
		if (card_line_is(c, "BEGIN:VCARD")) {
			c->begun = !agent;
			if (c->begun)
				break;
			inside++;
			agent = false;
			continue;
		}
		if (inside || !card_property(c, d->a, &p))
			continue;
		agent = !strcmp(p.name, "AGENT");
		if (d->bytes + c->line.len > CARD_MOST || c->line.len >= CARD_LINE_MOST)
			d->row->fault = strcmp(p.name, "PHOTO") ? too_long : d->row->fault;
		else
			take(d, &p);
	}
	d->row->fault = cut_off;
}

bool cards_next(struct cards *c, struct arena *a, struct json_row *row)
{
	while (!c->begun && card_line(c))
		c->begun = card_line_is(c, "BEGIN:VCARD");
	if (!c->begun)
		return false;
	c->begun = false;
	*row = (struct json_row){ .line = c->number,
		.pair = arena_array(a, struct json_pair, PAIRS_MOST) };
	struct card d = { .a = a, .row = row };
	read_card(c, &d);
	if (!row->fault)
		finish(&d);
	return true;
}
