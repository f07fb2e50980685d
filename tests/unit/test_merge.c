/* Two records made one and one made two, each taken back by one undo; what may be here twice. */
#include "fixture.h"
#include "core/duplicate.h"
#include "core/merge.h"

#define PERSON entity_find("person")

static void sounds(void **state)
{
	struct arena a = { 0 };
	(void)state;
	static const char *const alike[][2] = {
		{ "Ana Quispe", "Anna Kispe" },
		{ "Muhammad Hussein", "Mohamed Hossain" },
		{ "Yusuf al-Haddad", "Youssef Haddad" },
		{ "Ana Lucía Quispe", "Ana Quispe" },
		{ "Quispe, Ana", "Ana Quispe" },
		{ "Nguyễn Thu Hương", "Nguyen Thu Huong" },
		{ "عائشة", "عائشة" },
	};
	static const char *const unlike[][2] = {
		{ "Ana Quispe", "Luis Quispe" },
		{ "Ana Quispe", "Ana Ros" },
		{ "", "" },
	};
	for (size_t i = 0; i < COUNT(alike); i++)
		if (!names_alike(&a, alike[i][0], alike[i][1], false))
			fail_msg("%s: %s; %s: %s", alike[i][0], name_sound(&a, alike[i][0]),
				alike[i][1], name_sound(&a, alike[i][1]));
	for (size_t i = 0; i < COUNT(unlike); i++)
		assert_false(names_alike(&a, unlike[i][0], unlike[i][1], false));
	assert_true(names_alike(&a, "St Giles Infant School", "St Giles Junior School", true));
	assert_false(names_alike(&a, "The Welsh School, London", "The Stonebridge Primary School",
		true));
	arena_free(&a);
}

static int64_t person(struct fixture *f, const char *given, const char *family, const char *phone)
{
	return fixture_new(f, "person", arena_printf(&f->a, "given=%s", given),
		arena_printf(&f->a, "family=%s", family), arena_printf(&f->a, "phone=%s", phone),
		NULL);
}

static int pairs(struct fixture *f, struct db *db, const char *entity, struct pair **p)
{
	int n;
	bool more;
	assert_ok(db, duplicates_of(db, &f->a, entity_find(entity), 100, p, &n, &more));
	return n;
}

static void twice(void **state)
{
	struct fixture *f = *state;
	struct pair *p;
	int64_t ana = person(f, "Ana", "Quispe", "07700 900123");
	int64_t anna = person(f, "Anna", "Kispe", "07700 900123");
	person(f, "Luis", "Quispe", "07700 900123");
	int64_t bea = person(f, "Bea", "Ros", ""), bea2 = person(f, "BEA", "Ros", "07700 900200");
	assert_int_equal(pairs(f, f->db, "person", &p), 2);
	assert_int_equal(p[0].a, ana);
	assert_int_equal(p[0].b, anna);
	assert_string_equal(duplicate_say(f->db, &f->a, PERSON, &p[0]),
		"Ana Quispe and Anna Kispe: same phone, names sound alike");
	assert_int_equal(p[1].a, bea);
	assert_int_equal(p[1].b, bea2);
	assert_string_equal(p[1].why, "same name");
	/* Somebody said no: it is remembered. */
	assert_ok(f->db, duplicate_not(f->db, PERSON, bea2, bea));
	assert_ok(f->db, duplicate_not(f->db, PERSON, bea, bea2));
	assert_int_equal(pairs(f, f->db, "person", &p), 1);
	/* Care: a masked number ties nobody to anybody, and the hidden are in no pair. */
	fixture_set(f, f->db, "person", anna, "contact_safety_level=care");
	assert_int_equal(pairs(f, f->db, "person", &p), 0);
	fixture_set(f, f->db, "person", anna, "given=Ana");
	fixture_set(f, f->db, "person", anna, "family=Quispe");
	assert_int_equal(pairs(f, f->db, "person", &p), 1);
	fixture_set(f, f->db, "person", anna, "contact_safety_level=hidden");
	assert_int_equal(pairs(f, f->db, "person", &p), 0);
	assert_int_equal(duplicate_not(f->db, PERSON, ana, ana), INVALID);
	int n;
	bool more;
	assert_int_equal(duplicates_of(f->db, &f->a, entity_find("touch"), 9, &p, &n, &more),
		INVALID);
}

/* A name that half the borough bears says nothing. */
static void common(void **state)
{
	struct fixture *f = *state;
	struct pair *p;
	for (int i = 0; i <= DUPLICATE_SHARED; i++)
		fixture_person(f, "Maria", "Garcia");
	assert_int_equal(pairs(f, f->db, "person", &p), 0);
}

/* All that stands in the tables of the record, but for what every write moves. */
static const char *whole(struct fixture *f)
{
	struct str b = STR_INIT;
	for (size_t i = 0; entities[i]; i++) {
		const struct entity *e = entities[i];
		struct str sql = STR_INIT;
		if (e->bookkeeping)
			continue;
		str_addf(&sql, "SELECT json_array(id, archived_at, import_ref");
		for (size_t k = 0; k < e->n; k++)
			if (field_stored(&e->fields[k]))
				str_addf(&sql, ", \"%s\"", e->fields[k].name);
		str_addf(&sql, ") FROM \"%s\" ORDER BY id", e->name);
		struct stmt *st = db_query(f->db, sql.s, NULL);
		while (db_step(st))
			str_addf(&b, "%s %s\n", e->name, db_text(st, 0));
		db_done(st);
		for (size_t k = 0; k < e->n; k++) {
			if (e->fields[k].type != FT_REFS)
				continue;
			st = db_query(f->db, arena_printf(&f->a, "SELECT \"row\", \"ref\" FROM"
				" \"%s_%s\" ORDER BY 1, 2", e->name, e->fields[k].name), NULL);
			while (db_step(st))
				str_addf(&b, "%s %s %s\n", e->fields[k].name, db_text(st, 0),
					db_text(st, 1));
			db_done(st);
		}
		str_release(&sql);
	}
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	return ret;
}

static const char *num(struct fixture *f, const char *field, int64_t id)
{
	return arena_printf(&f->a, "%s=%lld", field, (long long)id);
}

static void merged(void **state)
{
	struct fixture *f = *state;
	int64_t keep = person(f, "Ana", "Quispe", "07700 900123"), other = fixture_person(f, "Bea", "Ros");
	int64_t drop = fixture_new(f, "person", "given=Anna", "family=Kispe", "phone=07700 900124",
		"email=anna@example.org", "notes_short=sings", "contact_safety_level=care", NULL);
	fixture_set(f, f->db, "person", keep, "notes_short=two children");
	int64_t met = fixture_new(f, "one_to_one", num(f, "person", drop), "on=2026-11-01", NULL);
	int64_t led = fixture_new(f, "one_to_one", num(f, "person", other), "on=2026-11-02",
		arena_printf(&f->a, "introduce_to=%lld,%lld", (long long)drop, (long long)keep), NULL);
	int64_t step = fixture_new(f, "next_step", "text=ring", num(f, "person", drop), NULL);
	int64_t promise = fixture_new(f, "next_step", "text=bring a friend", num(f, "person", drop),
		num(f, "by_person", drop), NULL);
	int64_t tie = fixture_new(f, "relationship", num(f, "from_person", keep),
		num(f, "to_person", drop), "kind=friend", NULL);
	const char *before = whole(f);
	int64_t moved;
	assert_ok(f->db, record_merge(f->db, PERSON, keep, drop, &moved));
	assert_int_equal(moved, 6);
	assert_int_equal(atoll(fixture_get(f, f->db, "one_to_one", met, "person")), keep);
	assert_int_equal(atoll(fixture_get(f, f->db, "next_step", step, "person")), keep);
	assert_int_equal(atoll(fixture_get(f, f->db, "one_to_one", led, "introduce_to")), keep);
	assert_string_equal(fixture_get(f, f->db, "person", keep, "given"), "Ana");
	assert_string_equal(fixture_get(f, f->db, "person", keep, "notes_short"),
		"two children\nsings");
	assert_string_equal(fixture_get(f, f->db, "person", keep, "contact_safety_level"), "care");
	assert_string_equal(db_text_of(f->db, &f->a, "SELECT phone || ' ' || email FROM person"
		" WHERE id = :id", BIND(I("id", keep))), "+447700900123 anna@example.org");
	struct record *r;
	assert_ok(f->db, record_load(f->db, &f->a, PERSON, drop, &r));
	assert_non_null(r->archived_at);
	assert_ok(f->db, record_load(f->db, &f->a, entity_find("relationship"), tie, &r));
	assert_non_null(r->archived_at);
	assert_ok(f->db, record_load(f->db, &f->a, entity_find("next_step"), promise, &r));
	assert_null(r->archived_at); /* about her and by her: no tie of hers with herself */
	assert_int_equal(record_merged(f->db, PERSON, drop), keep);
	assert_int_equal(record_merge(f->db, PERSON, keep, drop, &moved), INVALID);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(whole(f), before);
	assert_int_equal(record_merged(f->db, PERSON, drop), drop);
	assert_ok(f->db, history_redo(f->db));
	assert_int_equal(atoll(fixture_get(f, f->db, "one_to_one", met, "person")), keep);
	assert_ok(f->db, db_check(f->db));
}

static void refused(void **state)
{
	struct fixture *f = *state;
	int64_t a = fixture_person(f, "Ana", "Quispe"), b = fixture_person(f, "Anna", "Quispe"), moved;
	assert_int_equal(record_merge(f->db, PERSON, a, a, &moved), INVALID);
	assert_int_equal(record_merge(f->db, PERSON, a, 99, &moved), NOTFOUND);
	fixture_new(f, "contact_safety", num(f, "person", a), "safe_hours=mornings", NULL);
	int64_t rule = fixture_new(f, "contact_safety", num(f, "person", b), "safe_hours=evenings", NULL);
	const char *before = whole(f);
	assert_int_equal(record_merge(f->db, PERSON, a, b, &moved), INVALID);
	assert_non_null(strstr(db_words(f->db), "only one can stay"));
	assert_string_equal(whole(f), before);
	/* One that was put away is in nobody's way. */
	assert_ok(f->db, record_archive(f->db, entity_find("contact_safety"), rule, true));
	before = whole(f);
	assert_ok(f->db, record_merge(f->db, PERSON, a, b, &moved));
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(whole(f), before);
	/* Never across a hidden woman, not even by who keeps her; the safeguarding lead may. */
	int64_t c = fixture_person(f, "Cruz", "Vidal");
	fixture_set(f, f->db, "person", c, "contact_safety_level=hidden");
	assert_int_equal(record_merge(f->db, PERSON, a, c, &moved), DENIED);
	assert_int_equal(record_merge(f->db, PERSON, c, a, &moved), DENIED);
	struct db *lead = fixture_user(f, "lead", "dsl"), *eva = fixture_user(f, "eva", "evaluator");
	assert_int_equal(record_merge(eva, PERSON, a, c, &moved), DENIED);
	assert_ok(lead, record_merge(lead, PERSON, a, c, &moved));
	assert_int_equal(db_int_of(f->db, "SELECT contact_safety_level = 'hidden' FROM person"
		" WHERE id = :id", BIND(I("id", a)), 0), 1);
	db_close(lead);
	db_close(eva);
}

static int64_t rows_in_use(struct fixture *f, const char *table)
{
	return db_int_of(f->db, arena_printf(&f->a,
		"SELECT count(*) FROM \"%s\" t WHERE t.archived_at IS NULL", table), NULL, -1);
}

/* Whom two laptops signed in under two names came once; undo has it as it was. */
static void signed_in_twice(void **state)
{
	struct fixture *f = *state;
	int64_t moved, a = person(f, "Ana", "Quispe", ""), b = person(f, "Anna", "Kispe", "");
	const char *action = arena_printf(&f->a, "action=%lld",
		(long long)fixture_new(f, "action", "title=Assembly", NULL));
	fixture_new(f, "sign_in", action, arena_printf(&f->a, "person=%lld", (long long)a), NULL);
	fixture_new(f, "sign_in", action, arena_printf(&f->a, "person=%lld", (long long)b), NULL);
	assert_ok(f->db, record_merge(f->db, PERSON, a, b, &moved));
	assert_int_equal(rows_in_use(f, "sign_in"), 1);
	assert_int_equal(db_int_of(f->db, "SELECT s.person FROM sign_in s WHERE s.archived_at IS NULL",
		NULL, 0), a);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_int_equal(rows_in_use(f, "sign_in"), 2);
}

/* ---- people and institutions on one power map, at one action ---- */

static int64_t one(struct fixture *f, const char *entity, const char *what)
{
	return fixture_new(f, entity, what, NULL);
}

/* Rows in use of a table where that holds; %lld in it is the id. */
static int64_t rows_where(struct fixture *f, const char *table, const char *where, int64_t id)
{
	return db_int_of(f->db, arena_printf(&f->a, "SELECT count(*) FROM \"%s\" t"
		" WHERE t.archived_at IS NULL AND t.%s = %lld", table, where, (long long)id), NULL, -1);
}

static int64_t actor(struct fixture *f, int64_t campaign, const char *who, int64_t id,
	const char *power, const char *stance)
{
	return fixture_new(f, "power_actor", num(f, "campaign", campaign), arena_printf(&f->a,
		"who=%s:%lld", who, (long long)id), power, stance, NULL);
}

static void edge(struct fixture *f, int64_t from, const char *kind, int64_t to)
{
	fixture_new(f, "power_edge", num(f, "from_actor", from), kind, num(f, "to_actor", to), NULL);
}

/* Two actors of one campaign become one, with all that was read of either and no influence on itself. */
static void on_one_map(struct fixture *f, const char *who, int64_t keep, int64_t drop)
{
	int64_t campaign = one(f, "campaign", "title=Warm homes"), moved;
	int64_t grey = fixture_new(f, "person", "given=Grey", "is_power_holder=1", NULL);
	int64_t to = actor(f, campaign, "person", grey, "power=9", "stance=-1");
	int64_t a = actor(f, campaign, who, keep, "power=5", "stance=0");
	int64_t b = actor(f, campaign, who, drop, "power=7", "stance=2");
	fixture_set(f, f->db, "power_actor", a, "notes=chairs housing");
	fixture_set(f, f->db, "power_actor", b, "notes=drinks tea");
	fixture_set(f, f->db, "power_actor", b, "interest=her ward");
	fixture_new(f, "power_assessment", num(f, "actor", a), "on=2026-10-01", "power=4", "stance=-2",
		NULL);
	edge(f, a, "kind=advises", b);
	edge(f, b, "kind=advises", a);
	edge(f, a, "kind=advises", to);
	edge(f, b, "kind=advises", to);
	edge(f, b, "kind=funds", to);
	edge(f, to, "kind=funds", b);
	const char *before = whole(f);
	assert_ok(f->db, record_merge(f->db, entity_find(who), keep, drop, &moved));
	assert_int_equal(rows_in_use(f, "power_actor"), 2);
	assert_int_equal(rows_where(f, "power_assessment", "actor", a), 3);
	assert_string_equal(fixture_get(f, f->db, "power_actor", a, "power"), "7");
	assert_string_equal(fixture_get(f, f->db, "power_actor", a, "notes"),
		"chairs housing\ndrinks tea");
	assert_string_equal(fixture_get(f, f->db, "power_actor", a, "interest"), "her ward");
	assert_int_equal(rows_in_use(f, "power_edge"), 3);
	assert_int_equal(rows_where(f, "power_edge", "from_actor", a), 2);
	assert_int_equal(rows_where(f, "power_edge", "to_actor", a), 1);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(whole(f), before);
	assert_ok(f->db, history_redo(f->db));
	assert_int_equal(rows_in_use(f, "power_actor"), 2);
	assert_ok(f->db, db_check(f->db));
}

static void one_map(void **state)
{
	struct fixture *f = *state;
	int64_t keep = fixture_new(f, "person", "given=Una", "is_power_holder=1", NULL);
	int64_t drop = fixture_new(f, "person", "given=Oona", "is_power_holder=1", NULL);
	on_one_map(f, "person", keep, drop);
	/* Who holds public power under one name holds it: or her card would be on a map it may not be on. */
	int64_t plain = fixture_new(f, "person", "given=Una", "is_power_holder=0", NULL), moved;
	assert_ok(f->db, record_merge(f->db, PERSON, plain, keep, &moved));
	assert_string_equal(fixture_get(f, f->db, "person", plain, "is_power_holder"), "1");
}

static void one_map_of_places(void **state)
{
	struct fixture *f = *state;
	on_one_map(f, "institution", one(f, "institution", "name=St Giles"),
		one(f, "institution", "name=Saint Giles"));
}

/* She is written twice wherever somebody is written once, and stands beside herself. */
static void one_cycle(void **state)
{
	struct fixture *f = *state;
	int64_t moved, a = fixture_new(f, "person", "given=Una", "is_power_holder=1", NULL);
	int64_t b = fixture_new(f, "person", "given=Oona", "is_power_holder=1", NULL);
	int64_t action = one(f, "action", "title=Assembly"), place = one(f, "institution", "name=Hall");
	const char *at = num(f, "action", action), *of_a = num(f, "person", a), *of_b = num(f, "person", b);
	int64_t map = fixture_new(f, "power_actor", num(f, "campaign", one(f, "campaign", "title=Homes")),
		arena_printf(&f->a, "who=person:%lld", (long long)b), num(f, "route", a), NULL);
	int64_t card = fixture_new(f, "stick_card", of_a, "head=homes", "heart=her mother", NULL);
	fixture_new(f, "stick_card", of_b, "head=votes", "heart=her ward", "feet=the mosque", NULL);
	int64_t says = fixture_new(f, "turnout_pledge", at, num(f, "leader", a), "number=5",
		"on=2026-11-01", "note=rang", NULL);
	fixture_new(f, "turnout_pledge", at, num(f, "leader", b), "number=8", "on=2026-11-10", NULL);
	int64_t in = fixture_new(f, "sign_in", at, of_a, num(f, "brought_by", b), NULL);
	fixture_new(f, "sign_in", at, of_b, num(f, "institution", place), NULL);
	int64_t skill = fixture_new(f, "skill_record", of_a, "skill=one_to_one", "stage=tried",
		num(f, "coach", b), NULL);
	int64_t role = fixture_new(f, "action_role", at, "role=chair", of_b, num(f, "backup", a), NULL);
	fixture_new(f, "ladder_event", of_a, "to_step=helper", "on=2026-10-01", NULL);
	fixture_new(f, "ladder_event", of_b, "to_step=leader", "on=2026-11-01", NULL);
	fixture_new(f, "relationship", num(f, "from_person", b), num(f, "to_person",
		fixture_person(f, "Bea", "Ros")), "kind=friend", NULL);
	const char *before = whole(f);
	assert_ok(f->db, record_merge(f->db, PERSON, a, b, &moved));
	assert_null(fixture_get(f, f->db, "power_actor", map, "route"));
	assert_int_equal(rows_where(f, "power_actor", "person", a), 1);
	assert_int_equal(rows_in_use(f, "stick_card"), 1);
	assert_string_equal(fixture_get(f, f->db, "stick_card", card, "head"), "homes\nvotes");
	assert_string_equal(fixture_get(f, f->db, "stick_card", card, "heart"), "her mother\nher ward");
	assert_string_equal(fixture_get(f, f->db, "stick_card", card, "feet"), "the mosque");
	assert_int_equal(rows_in_use(f, "turnout_pledge"), 1);
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", says, "number"), "8"); /* said later */
	assert_string_equal(fixture_get(f, f->db, "turnout_pledge", says, "note"), "rang");
	assert_int_equal(atoll(fixture_get(f, f->db, "turnout_pledge", says, "leader")), a);
	assert_int_equal(rows_in_use(f, "sign_in"), 1);
	assert_int_equal(atoll(fixture_get(f, f->db, "sign_in", in, "institution")), place);
	assert_null(fixture_get(f, f->db, "sign_in", in, "brought_by"));
	assert_null(fixture_get(f, f->db, "skill_record", skill, "coach"));
	assert_null(fixture_get(f, f->db, "action_role", role, "backup"));
	assert_int_equal(rows_where(f, "ladder_event", "person", a), 2);
	assert_string_equal(fixture_get(f, f->db, "person", a, "current_ladder_step"), "leader");
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(whole(f), before);
	assert_ok(f->db, db_check(f->db));
}

/* A tie both have is one, and what was to be kept to oneself stays so. */
static void one_tie(void **state)
{
	struct fixture *f = *state;
	int64_t a = fixture_person(f, "Ana", "Quispe"), b = fixture_person(f, "Anna", "Kispe"), moved;
	int64_t bea = fixture_person(f, "Bea", "Ros"), hall = one(f, "institution", "name=Hall");
	const char *to = num(f, "to_person", bea);
	fixture_new(f, "relationship", num(f, "from_person", a), to, "kind=friend", NULL);
	fixture_new(f, "relationship", num(f, "from_person", b), to, "kind=friend", "hidden=1", NULL);
	fixture_new(f, "relationship", num(f, "from_person", b), to, "kind=family", NULL);
	fixture_new(f, "institution_person", num(f, "person", a), num(f, "institution", hall),
		"position=parent", NULL);
	fixture_new(f, "institution_person", num(f, "person", b), num(f, "institution", hall),
		"position=parent", "is_core_team=1", NULL);
	const char *before = whole(f);
	assert_ok(f->db, record_merge(f->db, PERSON, a, b, &moved));
	assert_int_equal(rows_in_use(f, "relationship"), 2);
	assert_int_equal(rows_where(f, "relationship", "hidden", 1), 1);
	assert_int_equal(rows_in_use(f, "institution_person"), 1);
	assert_int_equal(rows_where(f, "institution_person", "is_core_team", 1), 1);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(whole(f), before);
}

static void split(void **state)
{
	struct fixture *f = *state;
	int64_t id = person(f, "Ana", "Quispe", "07700 900123"), other;
	int64_t hers = fixture_new(f, "one_to_one", num(f, "person", id), "on=2026-11-01", NULL);
	int64_t his = fixture_new(f, "one_to_one", num(f, "person", id), "on=2026-11-02", NULL);
	int64_t step = fixture_new(f, "next_step", "text=ring", num(f, "person", id), NULL);
	const char *before = whole(f);
	const char *fields[] = { "given=Luis" };
	struct marked marked[] = { { entity_find("one_to_one"), &his, 1 },
		{ entity_find("next_step"), &step, 1 } };
	assert_ok(f->db, record_split(f->db, PERSON, id, 1, fields, marked, 2, &other));
	assert_string_equal(record_title(f->db, &f->a, PERSON, other), "Luis Quispe");
	assert_null(fixture_get(f, f->db, "person", other, "phone"));
	assert_int_equal(atoll(fixture_get(f, f->db, "one_to_one", his, "person")), other);
	assert_int_equal(atoll(fixture_get(f, f->db, "one_to_one", hers, "person")), id);
	assert_int_equal(atoll(fixture_get(f, f->db, "next_step", step, "person")), other);
	assert_int_equal(record_split(f->db, PERSON, id, 0, NULL, marked, 1, &other), INVALID);
	assert_int_equal(record_split(f->db, PERSON, id, 0, NULL, NULL, 0, &other), INVALID);
	assert_ok(f->db, history_undo(f->db, 0));
	assert_string_equal(whole(f), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sounds),
		FIXTURE_TEST(twice),
		FIXTURE_TEST(common),
		FIXTURE_TEST(merged),
		FIXTURE_TEST(refused),
		FIXTURE_TEST(signed_in_twice),
		FIXTURE_TEST(one_map),
		FIXTURE_TEST(one_map_of_places),
		FIXTURE_TEST(one_cycle),
		FIXTURE_TEST(one_tie),
		FIXTURE_TEST(split),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
