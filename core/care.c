/* care.c - how somebody may be reached: her safe-contact rule, and what consent keeps in. */
#include "care.h"
#include "access.h"

/* ---- the safe-contact rule ---- */

static void add_part(struct str *b, const char *fmt, const char *value)
{
	if (!value || !*value)
		return;
	str_add(b, b->len ? ", " : "");
	str_addf(b, fmt, value);
}

static const char *part(struct db *db, struct arena *a, const struct record *r, const char *name)
{
	const struct field *f = field_find(r->e, name);
	return field_show(db, a, f, r->v[field_index(r->e, f)]);
}

static bool is_no(const struct record *r, const char *name)
{
	return same(r->v[field_index(r->e, field_find(r->e, name))], "0");
}

const char *contact_rule(struct db *db, struct arena *a, int64_t person)
{
	const struct entity *e = entity_find("contact_safety");
	struct record *r;
	int64_t id = access_may(db, e, READ) ? 0 : db_int_of(db, "SELECT id FROM contact_safety"
		" WHERE person = :person AND archived_at IS NULL", BIND(I("person", person)), 0);
	if (!id || record_load(db, a, e, id, &r))
		return NULL;
	struct str b = STR_INIT;
	add_part(&b, "%s", part(db, a, r, "safe_channels"));
	add_part(&b, "%s", part(db, a, r, "safe_hours"));
	add_part(&b, _("say: %s"), part(db, a, r, "code_word"));
	add_part(&b, "%s", is_no(r, "voicemail_ok") ? _("no voicemail") : NULL);
	add_part(&b, "%s", is_no(r, "post_ok") ? _("no post") : NULL);
	add_part(&b, _("must not know: %s"), part(db, a, r, "who_must_not_know"));
	const char *ret = b.len ? arena_dup(a, b.s) : NULL;
	str_release(&b);
	return ret;
}

/* ---- consent ---- */

/* What each purpose opens, one field a purpose. */
static const struct {
	const char *purpose, *field;
} channels[] = {
	{ "contact_phone", "phone" },
	{ "contact_sms", "phone" },
	{ "contact_whatsapp", "phone" },
	{ "contact_email", "email" },
};

enum word { NOT_ASKED, YES, NO };

/* The latest word on a purpose. */
static enum word last_word(struct db *db, int64_t person, const char *purpose)
{
	enum word ret = NOT_ASKED;
	char latest[11] = "";
	struct stmt *st = db_query(db, "SELECT iif(withdrawn_on <= :today, withdrawn_on, given_on),"
		" given = 1 AND withdrawn_on <= :today IS NOT 1 AND expires_on < :today IS NOT 1"
		" FROM consent WHERE person = :person AND purpose = :purpose AND archived_at IS NULL",
		BIND(I("person", person), T("purpose", purpose)));
	while (db_step(st)) {
		const char *day = db_text(st, 0);
		enum word says = db_int(st, 1) ? YES : NO;
		int later = strcmp(day, latest);
		if (later > 0 || (!later && says == NO))
			ret = says;
		if (later > 0)
			memcpy(latest, day, strnlen(day, sizeof latest - 1) + 1);
	}
	return db_done(st) ? NO : ret; /* what cannot be read keeps her in */
}

bool consent_withholds(struct db *db, int64_t person, const char *field)
{
	bool no = false;
	for (size_t i = 0; i < COUNT(channels); i++) {
		if (strcmp(channels[i].field, field))
			continue;
		enum word says = last_word(db, person, channels[i].purpose);
		if (says == YES)
			return false;
		no |= says == NO;
	}
	return no;
}

bool consent_any(struct db *db)
{
	return db_int_of(db, "SELECT EXISTS(SELECT 1 FROM consent)", NULL, 0);
}
