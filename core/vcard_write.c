/* vcard_write.c - people out as vCard 4.0. */
#include "vcard.h"
#include "transfer_private.h"

static enum rc fits(struct db *db, const struct entity *e)
{
	return e && !strcmp(e->name, "person") ? OK : db_fail(db, INVALID, "%s",
		_("Cards are of people: list people -o vcf"));
}

/* Components with semicolons between. */
static void put_parts(struct out *o, const char *name, int n, const char *const *part)
{
	str_clear(&o->line);
	str_addf(&o->line, "%s:", name);
	for (int i = 0; i < n; i++) {
		if (i)
			str_addc(&o->line, ';');
		escape_text(&o->line, part[i] ? part[i] : "");
	}
	fold_line(o->to, o->line.s);
}

static const char *full_name(struct out *o, const struct record *r)
{
	const char *given = out_value(r, "given"), *family = out_value(r, "family");
	if (given && family)
		return arena_printf(&o->a, "%s %s", given, family);
	return given ? given : family ? family : out_value(r, "known_as");
}

/* The one she had in the phone book she came from, else ours. */
static const char *uid(struct out *o, const struct record *r)
{
	static const char begin[] = VCARD_UID ":";
	bool came = r->import_ref && !strncmp(r->import_ref, begin, sizeof begin - 1);
	return came ? r->import_ref + sizeof begin - 1 : out_uid(o, r->e, r->id);
}

/* When it was last changed, as 20261121T120000Z; NULL when it came in with many others. */
static const char *revision(struct out *o, const struct record *r)
{
	const char *at = db_text_of(o->db, &o->a, "SELECT t.at FROM change c JOIN txn t ON t.id = c.txn"
		" WHERE c.entity = :e AND c.row = :id AND c.op <> 'r' ORDER BY c.id DESC LIMIT 1",
		BIND(T("e", r->e->name), I("id", r->id)));
	char *rev = arena_dup(&o->a, at), *to = rev;
	for (const char *from = rev; from && *from; from++)
		if (!strchr("-:", *from))
			*to++ = *from;
	if (to)
		*to = 0;
	return rev;
}

static void write_card(struct out *o, const struct record *r)
{
	const char *phone = out_value(r, "phone"), *address = out_value(r, "address_line");
	const char *postcode = out_value(r, "postcode");
	bool mobile = phone && !strncmp(phone, "+447", 4);
	fputs("BEGIN:VCARD\r\nVERSION:4.0\r\n", o->to);
	out_text(o, "UID", uid(o, r));
	out_text(o, "FN", full_name(o, r));
	put_parts(o, "N", 5, (const char *const[]){ out_value(r, "family"), out_value(r, "given"),
		NULL, NULL, NULL });
	out_text(o, "NICKNAME", out_value(r, "known_as"));
	out_text(o, mobile ? "TEL;TYPE=cell" : "TEL;TYPE=voice", phone);
	out_text(o, "EMAIL", out_value(r, "email"));
	if (address || postcode)
		put_parts(o, "ADR", 7, (const char *const[]){ NULL, NULL, address, NULL, NULL,
			postcode, NULL });
	out_text(o, "LANG", out_value(r, "preferred_language"));
	out_text(o, "BDAY", out_value(r, "dob_month"));
	out_text(o, "PRONOUNS", out_value(r, "pronouns"));
	out_text(o, "NOTE", out_value(r, "notes_short"));
	out_text(o, "REV", revision(o, r));
	fputs("END:VCARD\r\n", o->to);
}

/* An answer may name somebody whom no list does: her card stays here. */
static enum rc rows_out(struct out *o, const struct row *rows, int n)
{
	enum rc rc = OK;
	for (int i = 0; i < n && !rc; i++) {
		struct record *r;
		rc = out_record(o, &rows[i], &r);
		if (!rc && r && same(out_value(r, "contact_safety_level"), "normal"))
			write_card(o, r);
	}
	return rc;
}

const struct writer vcf_writer = { .word = "vcf", .flags = W_TAKEN, .fits = fits,
	.rows = rows_out };
