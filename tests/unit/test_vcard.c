/* Cards in, of every kind of phone book, and out; both ways together change nothing. */
#include "fixture.h"
#include "core/transfer.h"
#include "core/utf8.h"
#include "core/vcard.h"

static const char *file(struct fixture *f, const char *text)
{
	const char *path = arena_printf(&f->a, "%s/in.vcf", f->dir);
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	fputs(text, to);
	fclose(to);
	return path;
}

/* The cards of a text, a line each: "given=Ana|phone=..." or "! why"; blanks before a newline. */
static const char *read_all(struct fixture *f, const char *text)
{
	struct lines in;
	struct json_row row;
	struct str b = STR_INIT;
	assert_ok(f->db, lines_open(&in, f->db, file(f, text)));
	assert_true(cards_begin(&in));
	struct cards *c = cards_open(&in);
	while (cards_next(c, &f->a, &row)) {
		if (row.fault)
			str_addf(&b, "! %s", row.fault);
		for (int i = 0; !row.fault && i < row.n; i++)
			str_addf(&b, "%s%s=%s", i ? "|" : "", row.pair[i].key, row.pair[i].value);
		str_addc(&b, '\n');
	}
	cards_close(c);
	lines_close(&in);
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

#define CARD(v, lines) "BEGIN:VCARD\r\nVERSION:" v "\r\n" lines "END:VCARD\r\n"

static void versions(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *card, *want;
	} cases[] = {
		{ CARD("4.0", "FN:Ana Quispe\r\nN:Quispe;Ana;;;\r\nTEL;VALUE=uri;TYPE=\"cell,home\":"
			"tel:+44-7700-900123\r\nLANG;PREF=1:pt-BR\r\n"),
			"phone=+44-7700-900123|preferred_language=pt|given=Ana|family=Quispe\n" },
		{ CARD("3.0", "FN:Dr Ana Quispe\r\nN:Quispe;Ana;Maria;Dr.;\r\n"
			"item1.EMAIL;type=INTERNET:a@b.org\r\nEMAIL:c@d.org\r\n"),
			"email=a@b.org|EMAIL 2=c@d.org|given=Ana Maria|family=Quispe|FN=Dr Ana Quispe\n" },
		{ CARD("2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=B1ez;Mar=\r\n"
			"=C3=ADa\r\nNOTE;QUOTED-PRINTABLE:one=0D=0Atwo\r\n"),
			"notes_short=one\ntwo|given=María|family=Núñez\n" },
		{ CARD("2.1", "N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Nu=F1ez\r\n"),
			"family=Nuñez\n" },
		{ CARD("3.0", "FN:Ana de la Cruz\r\n"), "given=Ana|family=de la Cruz\n" },
		{ CARD("4.0", "FN:x\r\nNOTE:a\\, b\\; c\\\\ d\\ne\r\n"),
			"notes_short=a, b; c\\ d\ne|given=x\n" },
		{ CARD("4.0", "FN:x\r\nADR;TYPE=home:;Flat 2;12 Rye Lane;London;;SE15 5BS;UK\r\n"),
			"address_line=Flat 2, 12 Rye Lane, London|postcode=SE15 5BS|given=x\n" },
		{ CARD("4.0", "FN:x\r\nORG:St Giles;Hall\r\nX-FOO;X-BAR=1:yes\r\nUID:urn:x\r\n"),
			"ORG=St Giles, Hall|X-FOO=yes|import_ref=urn:x|given=x\n" },
		{ CARD("3.0", "FN:x\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nREV:2020\r\nKEY:1\r\n"),
			"given=x\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(read_all(f, cases[i].card), cases[i].want);
}

static void telephones(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(read_all(f, CARD("3.0", "FN:x\nTEL;TYPE=home:020 7946 0001\n"
		"TEL;TYPE=fax:020 7946 0002\nTEL;TYPE=CELL:07700 900123\n")),
		"phone=07700 900123|TEL 2=020 7946 0002|TEL 2 2=020 7946 0001|given=x\n");
	assert_string_equal(read_all(f, CARD("3.0", "FN:x\nTEL;TYPE=CELL:07700 900123\n"
		"TEL;TYPE=home,pref:020 7946 0001\n")),
		"phone=020 7946 0001|TEL 2=07700 900123|given=x\n");
}

/* Of a birthday the month is kept, and nothing when there is no year. */
static void birthdays(void **state)
{
	struct fixture *f = *state;
	static const char *const days[][2] = {
		{ "19850315", "dob_month=1985-03|" }, { "1985-03-15", "dob_month=1985-03|" },
		{ "1985-03", "dob_month=1985-03|" }, { "1985-03-15T00:00:00Z", "dob_month=1985-03|" },
		{ "--0315", "" }, { "1604-03-15", "" }, { "1985-13-01", "" }, { "spring", "" },
		{ "1985", "" },
	};
	for (size_t i = 0; i < COUNT(days); i++)
		assert_string_equal(read_all(f, arena_printf(&f->a,
			CARD("4.0", "FN:x\r\nBDAY:%s\r\n"), days[i][0])),
			arena_printf(&f->a, "%sgiven=x\n", days[i][1]));
}

/* Lines are folded after so many octets, wherever in a character that is. */
static void folding(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(read_all(f, CARD("3.0", "FN:Ana\r\nNOTE:caf\xC3\r\n \xA9 and\r\n\t tea\r\n")),
		"notes_short=café and tea|given=Ana\n");
	assert_string_equal(read_all(f, CARD("2.1", "FN:Nu\xF1" "ez\r\nNOTE:caf\xC3\xA9\r\n")),
		"notes_short=café|given=Nuñez\n");
}

static void refused(void **state)
{
	struct fixture *f = *state;
	struct str big = STR_INIT;
	assert_string_equal(read_all(f, CARD("3.0", "KIND:group\r\nFN:Friends\r\n") CARD("3.0", "FN:x\r\n")),
		"! a card of an organisation or group, not of a person\ngiven=x\n");
	assert_string_equal(read_all(f, "BEGIN:VCARD\nFN:cut\nBEGIN:VCARD\nFN:x\nEND:VCARD\nrubbish\n"),
		"! the card has no end\ngiven=x\n");
	assert_string_equal(read_all(f, "BEGIN:VCARD\nFN:cut"), "! the card has no end\n");
	assert_string_equal(read_all(f, CARD("3.0", "")), "! a card without a name\n");
	assert_string_equal(read_all(f, CARD("2.1", "FN:x\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:y\r\n"
		"END:VCARD\r\nNOTE:z\r\n")), "notes_short=z|given=x\n");
	str_add(&big, "BEGIN:VCARD\nFN:x\nNOTE:");
	for (int i = 0; i < 70000; i++)
		str_addc(&big, 'a');
	str_add(&big, "\nEND:VCARD\nBEGIN:VCARD\nFN:y\nEND:VCARD\n");
	assert_string_equal(read_all(f, big.s), "! the card is longer than 1 MiB\ngiven=y\n");
	str_release(&big);
}

static void bring(struct fixture *f, struct db *db, const char *path)
{
	struct import *im;
	assert_ok(db, import_plan(db, &f->a, entity_find("person"), path, 0, NULL, &im));
	assert_int_equal(im->delimiter, 'v');
	assert_int_equal(im->nrefused, 0);
	assert_ok(db, import_run(db, &f->a, im, NULL, NULL));
}

/* All people of a file as cards, into a file beside it. */
static const char *cards_of(struct fixture *f, struct db *db, const char *name)
{
	const char *path = arena_printf(&f->a, "%s/%s", f->dir, name);
	FILE *to = fopen(path, "w+");
	struct list_spec spec = { .e = entity_find("person") };
	struct list *l;
	assert_ok(db, list_open(db, &spec, &l));
	assert_ok(db, list_write(l, to, FMT_VCF, 0));
	list_close(l);
	struct str b = STR_INIT;
	rewind(to);
	for (int c; (c = getc(to)) != EOF;)
		str_addc(&b, (char)c);
	fclose(to);
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static void there_and_back(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "person", "given=Ana", "family=de la Cruz", "known_as=Anita",
		"phone=07700 900123", "email=ana@example.org", "dob_month=1985-03",
		"preferred_language=es", "address_line=12, Rye Lane; back door", "postcode=SE15 5BS",
		"pronouns=she/her", "notes_short=Sings, \\ and = more; of it\n\nA story that is so long"
		" that its line must be folded somewhere, también en español, con ñ y é y 小龍.", NULL);
	fixture_new(f, "person", "given=小龍", "phone=020 7946 0491", NULL);
	fixture_new(f, "person", "known_as==SUM(1)", "notes_short='quoted", NULL);
	const char *out = cards_of(f, f->db, "out.vcf");
	assert_non_null(strstr(out, "\r\nTEL;TYPE=cell:+447700900123\r\n"));
	assert_non_null(strstr(out, "\r\nBDAY:1985-03\r\n"));
	for (const char *line = out, *end; (end = strstr(line, "\r\n")); line = end + 2) {
		assert_true(end - line <= 75);
		assert_true(utf8_valid(line, (size_t)(end - line)));
	}
	struct db *db;
	assert_ok(db, db_open(&db, arena_printf(&f->a, "%s/b.db", f->dir), DB_CREATE));
	assert_ok(db, schema_open(db));
	assert_ok(db, access_login(db, NULL));
	bring(f, db, arena_printf(&f->a, "%s/out.vcf", f->dir));
	assert_string_equal(cards_of(f, db, "again.vcf"), out);
	bring(f, db, arena_printf(&f->a, "%s/out.vcf", f->dir)); /* nothing is doubled */
	assert_int_equal(db_int_of(db, "SELECT count(*) FROM person", NULL, 0), 3);
	db_close(db);
}

static void who_stays(void **state)
{
	struct fixture *f = *state;
	fixture_new(f, "person", "given=Hidden", "contact_safety_level=hidden", NULL);
	fixture_new(f, "person", "given=Careful", "phone=07700 900124", "email=c@example.org",
		"postcode=SE15 5BS", "contact_safety_level=care", NULL);
	int64_t id = fixture_new(f, "person", "given=Resting", NULL);
	fixture_set(f, f->db, "person", id, "processing_restricted=yes");
	const char *out = cards_of(f, f->db, "out.vcf");
	assert_null(strstr(out, "Hidden"));
	assert_null(strstr(out, "Resting"));
	assert_null(strstr(out, "Careful")); /* a card goes into phones: she has none */
	assert_null(strstr(out, "900124"));
	assert_null(strstr(out, "example.org"));
	assert_null(strstr(out, "SE15"));
	assert_null(strstr(out, "***"));
	assert_string_equal(db_text_of(f->db, &f->a,
		"SELECT kind || ', ' || command FROM txn ORDER BY id DESC LIMIT 1", NULL),
		"read, export people");
	/* Only people have cards. */
	struct list_spec spec = { .e = entity_find("institution") };
	struct list *l;
	assert_ok(f->db, list_open(f->db, &spec, &l));
	assert_int_equal(list_write(l, stdout, FMT_VCF, 0), INVALID);
	list_close(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(versions), FIXTURE_TEST(telephones), FIXTURE_TEST(birthdays),
		FIXTURE_TEST(folding), FIXTURE_TEST(refused), FIXTURE_TEST(there_and_back),
		FIXTURE_TEST(who_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
