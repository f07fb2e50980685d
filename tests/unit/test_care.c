/* Erasing leaves no byte of her, and she stays erased; handing over orphans nothing; consent and
 * safety decide what leaves. */
#include "fixture.h"
#include "core/care.h"
#include "core/transfer.h"

/* How often the bytes stand in any file of the fixture's folder. */
static int on_disk(struct fixture *f, const char *bytes)
{
	int n = 0;
	DIR *dir = opendir(f->dir);
	for (struct dirent *d; (d = readdir(dir));) {
		char path[512];
		snprintf(path, sizeof path, "%s/%s", f->dir, d->d_name);
		FILE *file = fopen(path, "rb");
		static char all[4 << 20];
		size_t len = file && *d->d_name != '.' ? fread(all, 1, sizeof all, file) : 0;
		for (char *at = all; len && (at = memmem(at, len - (size_t)(at - all), bytes,
			strlen(bytes))); at++)
			n++;
		if (file)
			fclose(file);
	}
	closedir(dir);
	return n;
}

static void write_file(struct fixture *f, const char *name, const char *text)
{
	char path[160];
	snprintf(path, sizeof path, "%s/%s", f->dir, name);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

static const char *number(struct fixture *f, const char *field, int64_t id)
{
	return arena_printf(&f->a, "%s=%lld", field, (long long)id);
}

/* Zoraida with something in every kind of record, and Bo whose meeting mentions her. */
struct borough {
	int64_t her, bo, hers, bos, step;
};

static struct borough fill(struct fixture *f)
{
	struct borough b;
	int64_t school = fixture_new(f, "institution", "name=St Giles", NULL);
	b.her = fixture_new(f, "person", "given=Zoraida", "family=Xuxo", "phone=07700 900123",
		"email=zoraida@xuxo.example", "dob_month=1987-03", "ward=Faraday",
		"notes_short=qzqsecret words", NULL);
	b.bo = fixture_person(f, "Bo", "Lind");
	b.hers = fixture_new(f, "one_to_one", number(f, "person", b.her), "on=2026-10-01",
		"story=qzqstory of hers", "trust=4", "next_step=qzqring qzqher", "next_due=2026-12-01",
		NULL);
	fixture_set(f, f->db, "one_to_one", b.hers, "story=qzqother story");
	b.bos = fixture_new(f, "one_to_one", number(f, "person", b.bo), "on=2026-10-02",
		"ask=met with Zoraida Xuxo's sister", NULL);
	fixture_new(f, "touch", number(f, "person", b.her), "note=qzqtouch", NULL);
	fixture_new(f, "relationship", number(f, "from_person", b.her), "kind=friend",
		number(f, "to_person", b.bo), NULL);
	fixture_new(f, "institution_person", number(f, "person", b.her),
		number(f, "institution", school), "position=qzqhead", NULL);
	fixture_new(f, "consent", number(f, "person", b.her), "purpose=newsletter",
		"note=qzqconsent", NULL);
	fixture_new(f, "contact_safety", number(f, "person", b.her), "code_word=qzqcode", NULL);
	b.step = fixture_new(f, "next_step", "text=ring the school",
		arena_printf(&f->a, "about=institution:%lld", (long long)school),
		number(f, "by_person", b.her), NULL);
	fixture_set(f, f->db, "person", b.her, "phone=07700 900124");
	/* Taken back: then her words stand in history alone. */
	fixture_new(f, "touch", number(f, "person", b.her), "note=qzqundone", NULL);
	assert_ok(f->db, history_undo(f->db, 0));
	return b;
}

static bool mentions(const struct erasure *gone, const char *entity, int64_t id)
{
	for (int i = 0; i < gone->mentions; i++)
		if (gone->mention[i].e == entity_find(entity) && gone->mention[i].id == id)
			return true;
	return false;
}

static void test_no_byte_of_her_is_left(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	/* Left by a migration, and by one that was killed; what is somebody's own stays. */
	write_file(f, "a.db-before-v2", "qzq");
	write_file(f, "a.db-before-v2.77.unfinished", "qzq");
	write_file(f, "a.db-before-lunch", "zkept");
	assert_true(on_disk(f, "Zoraida") > 0);
	assert_ok(f->db, erase_person(f->db, &f->a, b.her, "zoraida XUXO", &gone));
	assert_true(mentions(&gone, "one_to_one", b.bos));
	assert_true(mentions(&gone, "next_step", b.step));
	assert_int_equal(gone.mentions, 2);
	static const char *const hers[] = { "qzq", "900123", "900124", "xuxo.example", "1987-03" };
	for (size_t i = 0; i < COUNT(hers); i++)
		if (on_disk(f, hers[i]))
			fail_msg("%s is still there", hers[i]);
	assert_int_equal(on_disk(f, "zkept"), 1);
	/* Another's words: they stand until they are put right, and then not in history either. */
	assert_true(on_disk(f, "Zoraida") > 0);
	fixture_set(f, f->db, "one_to_one", b.bos, "ask=met with a sister");
	assert_int_equal(erase_person(f->db, &f->a, b.her, "Somebody Else", &gone), INVALID);
	assert_ok(f->db, erase_person(f->db, &f->a, b.her, "Zoraida Xuxo", &gone));
	assert_int_equal(gone.mentions, 1);
	assert_int_equal(on_disk(f, "Zoraida"), 0);
	assert_int_equal(on_disk(f, "zoraida"), 0);
	assert_int_equal(on_disk(f, "Xuxo"), 0);
}

/* Cut off before the file was written anew, or somebody was reading: the next who comes does it. */
static void test_what_is_owed_is_done_later(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	assert_ok(f->db, db_begin(f->db));
	history_action(f->db, "erase", "erase person");
	assert_ok(f->db, erase_rows(f->db, &f->a, b.her, "Zoraida Xuxo", &gone));
	assert_ok(f->db, db_commit(f->db));
	assert_true(on_disk(f, "qzqstory") > 0);
	struct db *again = fixture_connect(f, "ana");
	assert_int_equal(on_disk(f, "qzqstory"), 0);
	assert_ok(again, erase_finish(again));
	db_close(again);
}

static void test_a_reader_is_waited_for_later(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	struct db *reader = fixture_connect(f, "ana");
	struct stmt *st = db_query(reader, "SELECT id FROM person", NULL);
	assert_true(db_step(st));
	assert_int_equal(erase_person(f->db, &f->a, b.her, "Zoraida Xuxo", &gone), BUSY);
	assert_true(gone.rows > 0);
	db_done(st);
	assert_ok(f->db, erase_finish(f->db));
	assert_int_equal(on_disk(f, "qzqstory"), 0);
	db_close(reader);
}

static void test_the_skeleton_counts(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	assert_ok(f->db, erase_person(f->db, &f->a, b.her, "Zoraida Xuxo", &gone));
	assert_string_equal(fixture_get(f, f->db, "person", b.her, "ward"), "Faraday");
	assert_string_equal(fixture_get(f, f->db, "person", b.her, "given"), "(erased)");
	assert_null(fixture_get(f, f->db, "person", b.her, "phone"));
	assert_string_equal(fixture_get(f, f->db, "one_to_one", b.hers, "on"), "2026-10-01");
	assert_null(fixture_get(f, f->db, "one_to_one", b.hers, "story"));
	assert_null(fixture_get(f, f->db, "one_to_one", b.hers, "trust"));
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM touch", NULL, -1), 1);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM relationship", NULL, -1), 0);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM contact_safety", NULL, -1), 0);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person WHERE archived_at IS NULL",
		NULL, -1), 1);
	assert_ok(f->db, db_check(f->db));
	assert_string_equal(schema_verify(f->db, &f->a), "");
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH"
		" 'zoraida'", NULL, -1), 0);
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM person_fts WHERE person_fts MATCH"
		" 'lind'", NULL, -1), 1);
}

static void test_what_was_merged_into_hers_goes_too(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	int64_t her = fixture_person(f, "Zoraida", "Xuxo"), twin = fixture_new(f, "person",
		"given=Soraida", "family=Qzqtwin", "phone=07700 900125", NULL);
	assert_ok(f->db, db_begin(f->db));
	assert_ok(f->db, db_run(f->db, "INSERT INTO merged(entity, dropped, kept, name, txn)"
		" VALUES('person', :twin, :her, 1, 1)", BIND(I("twin", twin), I("her", her))));
	assert_ok(f->db, db_commit(f->db));
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Xuxo", &gone));
	assert_int_equal(on_disk(f, "Qzqtwin"), 0);
	assert_int_equal(on_disk(f, "900125"), 0);
	assert_true(erased_before(f->db, "Soraida", "Qzqtwin", "+447700900125", NULL, NULL));
	assert_int_equal(db_int_of(f->db, "SELECT count(*) FROM merged", NULL, -1), 0);
}

/* What is hers must all be found, or none of it goes. */
static void test_nothing_is_half_erased(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	assert_ok(f->db, db_run(f->db, "INSERT INTO change(txn, entity, row, op, before)"
		" SELECT max(id), 'touch', 99, 'd', 'no JSON' FROM txn", NULL));
	assert_int_equal(erase_person(f->db, &f->a, b.her, "Zoraida Xuxo", &gone), FAILED);
	assert_int_equal(gone.rows, 0);
	assert_string_equal(fixture_get(f, f->db, "person", b.her, "family"), "Xuxo");
}

static void test_it_is_not_undone(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	assert_ok(f->db, erase_person(f->db, &f->a, b.her, "Zoraida Xuxo", &gone));
	assert_int_equal(history_undo(f->db, history_txn(f->db)), INVALID);
	/* u after it is meant for it: what was done before is taken back by its number alone. */
	int64_t before = db_int_of(f->db, "SELECT max(id) FROM txn WHERE kind = 'edit' AND undone = 0",
		NULL, 0);
	assert_int_equal(history_undo(f->db, 0), INVALID);
	assert_non_null(strstr(db_words(f->db), arena_printf(&f->a, "undo %lld",
		(long long)before)));
	assert_int_equal(history_undo(f->db, 0), INVALID);
	history_undo(f->db, before);
	fixture_person(f, "Cy", "Ro");
	assert_ok(f->db, history_undo(f->db, 0));
	while (!history_undo(f->db, 0))
		;
	assert_string_equal(fixture_get(f, f->db, "person", b.her, "given"), "(erased)");
	while (!history_redo(f->db))
		;
	assert_int_equal(on_disk(f, "qzq"), 0);
}

static void test_who_may_not_and_a_wrong_name(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	int64_t her = fixture_person(f, "Zoraida", "Xuxo");
	assert_int_equal(erase_person(f->db, &f->a, her, "Zoraida", &gone), INVALID);
	assert_int_equal(erase_person(f->db, &f->a, her, "", &gone), INVALID);
	assert_int_equal(erase_person(f->db, &f->a, her, NULL, &gone), INVALID);
	assert_int_equal(erase_person(f->db, &f->a, 99, "Zoraida Xuxo", &gone), NOTFOUND);
	struct db *tess = fixture_user(f, "tess", "trustee");
	assert_int_equal(erase_person(tess, &f->a, her, "Zoraida Xuxo", &gone), DENIED);
	fixture_set(f, f->db, "person", her, "contact_safety_level=hidden");
	struct db *bo = fixture_user(f, "bo", "organiser");
	assert_int_equal(erase_person(bo, &f->a, her, "Zoraida Xuxo", &gone), NOTFOUND);
	db_close(tess);
	db_close(bo);
	assert_string_equal(fixture_get(f, f->db, "person", her, "given"), "Zoraida");
}

static void test_she_stays_out(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	assert_false(erased_before(f->db, "Zoraida", "Xuxo", "+447700900124", NULL, NULL));
	assert_ok(f->db, erase_person(f->db, &f->a, b.her, "Zoraida Xuxo", &gone));
	assert_true(erased_before(f->db, "ZORAÏDA", "xuxo", "+447700900124", NULL, NULL));
	assert_true(erased_before(f->db, "Xuxo", "Zoraida", NULL, "Zoraida@xuxo.example", NULL));
	assert_true(erased_before(f->db, "Zoraida", "Xuxo", "+44207000000", NULL, "1987-03"));
	assert_true(erased_before(f->db, "Zoraida", "Xuxo", NULL, NULL, NULL));
	assert_false(erased_before(f->db, "Zoraida", "Xuxo", "+44207000000", NULL, NULL));
	assert_false(erased_before(f->db, "Bo", "Xuxo", "+447700900124", NULL, NULL));
	write_file(f, "again.csv", "given,family,phone\nZoraida,Xuxo,07700 900124\nCy,Ro,\n");
	struct import *im;
	assert_ok(f->db, import_plan(f->db, &f->a, entity_find("person"),
		arena_printf(&f->a, "%s/again.csv", f->dir), 0, NULL, &im));
	assert_int_equal(im->nrefused, 1);
	assert_non_null(strstr(im->refused[0].why, "forgotten"));
}

static void copy_file(struct fixture *f, const char *name, char path[160])
{
	snprintf(path, 160, "%s/%s", f->dir, name);
	assert_ok(f->db, db_copy(f->db, path));
}

static void test_an_older_copy_forgets_too(void **state)
{
	struct fixture *f = *state;
	struct borough b = fill(f);
	struct erasure gone;
	struct db *old;
	char path[160];
	int n;
	copy_file(f, "old.db", path);
	fixture_set(f, f->db, "person", b.her, "family=Xuxo-Paz");
	assert_ok(f->db, erase_person(f->db, &f->a, b.her, "Zoraida Xuxo-Paz", &gone));
	assert_ok(old, db_open(&old, path, 0));
	assert_ok(old, schema_open(old));
	assert_ok(old, access_login(old, "ana"));
	assert_ok(old, erased_replay(f->db, old, NULL, &n));
	assert_int_equal(n, 1);
	assert_string_equal(fixture_get(f, old, "person", b.her, "given"), "(erased)");
	assert_string_equal(fixture_get(f, old, "person", b.bo, "given"), "Bo");
	assert_true(erased_before(old, "Zoraida", "Xuxo-Paz", "+447700900124", NULL, NULL));
	assert_ok(old, erased_replay(f->db, old, NULL, &n));
	assert_int_equal(n, 0);
	db_close(old);
	assert_int_equal(on_disk(f, "qzqstory"), 0);
	assert_int_equal(on_disk(f, "900124"), 0);
}

/* A copy went its own way: there the number is somebody else's. */
static void test_a_replay_spares_others(void **state)
{
	struct fixture *f = *state;
	struct erasure gone;
	struct db *other;
	char path[160];
	int n;
	copy_file(f, "other.db", path);
	int64_t her = fixture_person(f, "Zoraida", "Xuxo");
	assert_ok(f->db, erase_person(f->db, &f->a, her, "Zoraida Xuxo", &gone));
	assert_ok(other, db_open(&other, path, 0));
	assert_ok(other, schema_open(other));
	assert_ok(other, access_login(other, "ana"));
	assert_ok(other, db_begin(other));
	assert_ok(other, db_run(other, "INSERT INTO person(id, given, family, contact_safety_level)"
		" VALUES(:id, 'Cy', 'Ro', 'normal')", BIND(I("id", her))));
	assert_ok(other, db_commit(other));
	assert_ok(other, erased_replay(f->db, other, NULL, &n));
	assert_int_equal(n, 0);
	assert_string_equal(fixture_get(f, other, "person", her, "given"), "Cy");
	db_close(other);
}

static void test_handover(void **state)
{
	struct fixture *f = *state;
	struct handed h;
	struct db *bo = fixture_user(f, "bo", "organiser,dsl");
	int64_t from = db_my_id(bo), to = db_my_id(f->db);
	int64_t her = fixture_new(f, "person", "given=Ana", "owner=bo",
		"contact_safety_level=hidden", NULL);
	int64_t school = fixture_new(f, "institution", "name=St Giles", "lead_user=bo", NULL);
	const char *about = arena_printf(&f->a, "about=institution:%lld", (long long)school);
	int64_t open = fixture_new(f, "next_step", "text=ring", about, "owner=bo", NULL);
	int64_t done = fixture_new(f, "next_step", "text=rang", "done_on=2026-11-01", about,
		"owner=bo", NULL);
	assert_int_equal(handover(f->db, &f->a, from, from, &h), INVALID);
	struct db *cy = fixture_user(f, "cy", "organiser");
	assert_int_equal(handover(cy, &f->a, from, to, &h), DENIED);
	db_close(cy);
	assert_ok(f->db, handover(f->db, &f->a, from, to, &h));
	assert_int_equal(h.people, 1);
	assert_int_equal(h.institutions, 1);
	assert_int_equal(h.next_steps, 1);
	assert_string_equal(h.roles, "dsl");
	const char *me = arena_printf(&f->a, "%lld", (long long)to);
	const char *other = arena_printf(&f->a, "%lld", (long long)from);
	assert_string_equal(fixture_get(f, f->db, "person", her, "owner"), me);
	assert_string_equal(fixture_get(f, f->db, "next_step", open, "owner"), me);
	assert_string_equal(fixture_get(f, f->db, "next_step", done, "owner"), other);
	assert_string_equal(fixture_get(f, f->db, "user", from, "disabled"), "1");
	bool changed;
	assert_ok(f->db, access_again(f->db, &changed));
	assert_true(access_role(f->db, "dsl"));
	assert_int_equal(handover(f->db, &f->a, to, from, &h), INVALID);
	/* One act, taken back as one; the users stay as they are. */
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(fixture_get(f, f->db, "person", her, "owner"), other);
	assert_string_equal(fixture_get(f, f->db, "institution", school, "lead_user"), other);
	assert_string_equal(fixture_get(f, f->db, "user", from, "disabled"), "1");
	db_close(bo);
}

static void word(struct fixture *f, int64_t who, const char *purpose, const char *given,
	const char *more)
{
	fixture_new(f, "consent", number(f, "person", who), arena_printf(&f->a, "purpose=%s", purpose),
		arena_printf(&f->a, "given=%s", given), "given_on=2026-05-01", more, NULL);
}

static void test_the_latest_word_counts(void **state)
{
	struct fixture *f = *state;
	int64_t her = fixture_person(f, "Ana", NULL);
	assert_false(consent_withholds(f->db, her, "phone"));
	word(f, her, "contact_phone", "0", "how=verbal");
	assert_true(consent_withholds(f->db, her, "phone"));
	assert_false(consent_withholds(f->db, her, "email"));
	assert_false(consent_withholds(f->db, her, "given"));
	word(f, her, "contact_sms", "1", "how=verbal");
	assert_false(consent_withholds(f->db, her, "phone"));
	word(f, her, "contact_sms", "1", "withdrawn_on=2026-11-21");
	assert_true(consent_withholds(f->db, her, "phone"));
	int64_t bo = fixture_person(f, "Bo", NULL);
	word(f, bo, "contact_email", "1", "withdrawn_on=2026-12-01");
	assert_false(consent_withholds(f->db, bo, "email"));
	int64_t cy = fixture_person(f, "Cy", NULL);
	word(f, cy, "contact_email", "1", "expires_on=2026-11-20");
	assert_true(consent_withholds(f->db, cy, "email"));
}

static const char *exported(struct fixture *f)
{
	struct list *l;
	char *text = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&text, &n);
	assert_ok(f->db, list_open(f->db, &(struct list_spec){ .e = entity_find("person"),
		.all_fields = true }, &l));
	assert_ok(f->db, list_write(l, to, FMT_CSV, 0));
	list_close(l);
	fclose(to);
	const char *ret = arena_dup(&f->a, text);
	free(text);
	return ret;
}

static void test_a_withdrawal_acts_on_exports_at_once(void **state)
{
	struct fixture *f = *state;
	int64_t her = fixture_new(f, "person", "given=Ana", "phone=07700 900123",
		"email=ana@example.org", NULL);
	assert_non_null(strstr(exported(f), "+447700900123"));
	word(f, her, "contact_phone", "1", "withdrawn_on=2026-11-21");
	assert_null(strstr(exported(f), "+447700900123"));
	assert_non_null(strstr(exported(f), "ana@example.org"));
	word(f, her, "contact_email", "0", "how=verbal");
	assert_null(strstr(exported(f), "ana@example.org"));
}

static int answers(struct fixture *f, const char *question, const char *arg)
{
	struct list *l;
	int64_t total;
	assert_ok(f->db, question_ask(f->db, question_find(question), 1, &arg, &l));
	assert_ok(f->db, list_total(l, &total));
	list_close(l);
	return (int)total;
}

static void test_may_contact_is_no_unless_said(void **state)
{
	struct fixture *f = *state;
	int64_t ana = fixture_person(f, "Ana", NULL), bo = fixture_person(f, "Bo", NULL);
	int64_t cy = fixture_person(f, "Cy", NULL);
	fixture_person(f, "Di", NULL);
	word(f, ana, "newsletter", "1", "how=verbal");
	word(f, bo, "newsletter", "1", "withdrawn_on=2026-06-01");
	word(f, cy, "newsletter", "1", "how=verbal");
	assert_int_equal(answers(f, "may-contact", "purpose=newsletter"), 2);
	assert_int_equal(answers(f, "may-contact", "purpose=contact_sms"), 0);
	word(f, cy, "newsletter", "0", "how=verbal");
	assert_int_equal(answers(f, "may-contact", "purpose=newsletter"), 1);
	fixture_set(f, f->db, "person", ana, "contact_safety_level=hidden");
	assert_int_equal(answers(f, "may-contact", "purpose=newsletter"), 0);
}

static void test_whom_to_tell(void **state)
{
	struct fixture *f = *state;
	setenv("PACT_TODAY", "2026-10-20", 1);
	int64_t ana = fixture_new(f, "person", "given=Ana", "source=the imam", NULL);
	fixture_person(f, "Bo", NULL);
	setenv("PACT_TODAY", "2026-11-21", 1);
	fixture_new(f, "person", "given=Cy", "source=the imam", NULL);
	assert_int_equal(answers(f, "not-told", "days=21"), 1);
	assert_int_equal(answers(f, "not-told", "days=40"), 0);
	fixture_set(f, f->db, "person", ana, "told_on=2026-11-21");
	assert_int_equal(answers(f, "not-told", "days=21"), 0);
}

static void test_the_rule_is_for_owner_and_lead(void **state)
{
	struct fixture *f = *state;
	int64_t her = fixture_new(f, "person", "given=Ana", "contact_safety_level=care", NULL);
	assert_null(contact_rule(f->db, &f->a, her));
	fixture_new(f, "contact_safety", number(f, "person", her), "safe_channels=text",
		"safe_hours=not after 6 pm", "code_word=the school", "voicemail_ok=0", NULL);
	assert_string_equal(contact_rule(f->db, &f->a, her),
		"Text message, not after 6 pm, say: the school, no voicemail");
	struct db *bo = fixture_user(f, "bo", "organiser"), *di = fixture_user(f, "di", "dsl");
	assert_null(contact_rule(bo, &f->a, her));
	assert_non_null(contact_rule(di, &f->a, her));
	db_close(bo);
	db_close(di);
}

static void test_opinions_age_and_are_few_eyes(void **state)
{
	struct fixture *f = *state;
	int64_t coach = fixture_person(f, "Coach", NULL), her = fixture_person(f, "Ana", NULL);
	struct db *bo = fixture_user(f, "bo", "organiser"), *cy = fixture_user(f, "cy", "organiser");
	fixture_set(f, f->db, "user", db_my_id(bo), number(f, "person", coach));
	fixture_set(f, f->db, "person", her, "rating=2");
	assert_string_equal(fixture_get(f, f->db, "person", her, "rating"), "2");
	assert_string_equal(fixture_get(f, f->db, "person", her, "rated_on"), "2026-11-21");
	assert_null(fixture_get(f, bo, "person", her, "rating"));
	fixture_new(f, "relationship", number(f, "from_person", coach), "kind=develops",
		number(f, "to_person", her), NULL);
	assert_string_equal(fixture_get(f, bo, "person", her, "rating"), "2");
	assert_null(fixture_get(f, cy, "person", her, "rating"));
	int64_t old = fixture_new(f, "one_to_one", number(f, "person", her), "on=2024-11-20",
		"trust=4", NULL);
	int64_t late = fixture_new(f, "one_to_one", number(f, "person", her), "on=2024-11-22",
		"trust=4", NULL);
	assert_null(fixture_get(f, f->db, "one_to_one", old, "trust"));
	assert_string_equal(fixture_get(f, f->db, "one_to_one", late, "trust"), "4");
	assert_string_equal(fixture_get(f, bo, "one_to_one", late, "trust"), "4");
	setenv("PACT_TODAY", "2028-11-22", 1);
	assert_null(fixture_get(f, f->db, "person", her, "rating"));
	db_close(bo);
	db_close(cy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_no_byte_of_her_is_left),
		FIXTURE_TEST(test_what_is_owed_is_done_later),
		FIXTURE_TEST(test_a_reader_is_waited_for_later),
		FIXTURE_TEST(test_the_skeleton_counts),
		FIXTURE_TEST(test_what_was_merged_into_hers_goes_too),
		FIXTURE_TEST(test_nothing_is_half_erased),
		FIXTURE_TEST(test_it_is_not_undone),
		FIXTURE_TEST(test_who_may_not_and_a_wrong_name),
		FIXTURE_TEST(test_she_stays_out),
		FIXTURE_TEST(test_an_older_copy_forgets_too),
		FIXTURE_TEST(test_a_replay_spares_others),
		FIXTURE_TEST(test_handover),
		FIXTURE_TEST(test_the_latest_word_counts),
		FIXTURE_TEST(test_a_withdrawal_acts_on_exports_at_once),
		FIXTURE_TEST(test_may_contact_is_no_unless_said),
		FIXTURE_TEST(test_whom_to_tell),
		FIXTURE_TEST(test_the_rule_is_for_owner_and_lead),
		FIXTURE_TEST(test_opinions_age_and_are_few_eyes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
