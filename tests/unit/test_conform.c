/* The conformance test: what every record type must do, done for each row of the entity table, so
 * that nobody writes these ten tests for the next eighty. */
#include "fixture.h"
#include "core/ftype.h"
#include "core/list.h"
#include "core/transfer.h"

/* Some record types are the safeguarding lead's alone. */
static int open_as_lead(void **state)
{
	int rc = fixture_open(state);
	struct fixture *f = *state;
	fixture_set(f, f->db, "user", db_my_id(f->db), "role=organiser,admin,dsl");
	assert_ok(f->db, access_again(f->db, &(bool){ false }));
	return rc;
}
#define LEAD_TEST(f) cmocka_unit_test_setup_teardown(f, open_as_lead, fixture_close)

/* An SSH key, another one each time. */
static const char *public_key(struct fixture *f)
{
	static int made;
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
	char body[] = "AAAAC3NzaC1lZDI1NTE5AAAAIJ8vDy5bW1oMRXPyTmDPsbMyvxQC9nSb4WdFOXIbQmDr";
	body[40] = digits[++made % 32];
	body[41] = digits[made / 32 % 32];
	return arena_printf(&f->a, "ssh-ed25519 %s", body);
}

/* Text that the field's parse takes, for a record of that type. */
static const char *sample(struct fixture *f, const struct field *field, int salt)
{
	switch (field->type) {
	case FT_INT:
		return arena_printf(&f->a, "%d", field->max > field->min ? field->min + salt %
			(field->max - field->min + 1) : salt);
	case FT_BOOL:
		return "yes";
	case FT_DATE:
		return salt % 2 ? "3 feb 2026" : "2026-01-05";
	case FT_MONTH:
		return "mar 1990";
	case FT_MOMENT:
		return "2026-01-05T10:00:00Z";
	case FT_TIME:
		return arena_printf(&f->a, "%02d:30", salt % 24);
	case FT_PHONE:
		return arena_printf(&f->a, "07700 900%03d", salt % 1000);
	case FT_EMAIL:
		return "ana@example.org";
	case FT_URL:
		return "https://example.org";
	case FT_POSTCODE:
		return "se58rw";
	case FT_CODE:
	case FT_CODES:
		return codes_of(f->db, &f->a, field->of)[0].code;
	case FT_REF:
	case FT_REFS:
		return NULL; /* made by the caller */
	case FT_ONEOF:
		return NULL;
	default:
		if (!strcmp(field->name, "key"))
			return public_key(f);
		if (!strcmp(field->name, "tz"))
			return salt % 2 ? "Europe/London" : "UTC";
		return arena_printf(&f->a, "Text %d of %s", salt, field->name);
	}
}

static int64_t make(struct fixture *f, const struct entity *e, int salt, int depth);

/* A field that takes the row out of lists: the tests want it there. */
static bool unlists(const struct entity *e, const struct field *field)
{
	return e->rest && strstr(e->rest, field->name);
}

/* What the things it refers to refer to is one and the same, where there is any: two actors of one
 * campaign, two pledges for one action. */
static const char *shared(struct fixture *f, const struct entity *e)
{
	int64_t id = db_int_of(f->db, arena_printf(&f->a,
		"SELECT max(id) FROM \"%s\" WHERE archived_at IS NULL", e->name), NULL, 0);
	return id && !e->bookkeeping ? arena_printf(&f->a, "%lld", (long long)id) : NULL;
}

/* Fills every field a person may fill. */
static void fill(struct fixture *f, struct edit *ed, int salt, int depth)
{
	for (size_t i = 0; i < ed->e->n; i++) {
		const struct field *field = &ed->e->fields[i];
		if (field->flags & (RO | PART) || unlists(ed->e, field))
			continue;
		const char *text = sample(f, field, salt);
		bool need = field->flags & REQ || depth < 1;
		if (field->type == FT_REF && need && depth)
			text = shared(f, entity_find(field->of));
		if (!text && (field->type == FT_REF || field->type == FT_REFS) && need && depth < 3)
			text = arena_printf(&f->a, "%lld", (long long)make(f, entity_find(field->of),
				salt + 100, depth + 1));
		if (field->type == FT_ONEOF) {
			const char *at = field->of, *word;
			size_t n;
			str_word(&at, " ", &word, &n);
			const char *part = arena_dupn(&f->a, word, n);
			text = arena_printf(&f->a, "%s:%lld", part, (long long)make(f,
				entity_find(field_find(ed->e, part)->of), salt + 100, depth + 1));
		}
		if (text)
			assert_ok(f->db, edit_set(f->db, ed, field, text));
	}
}

static int64_t make(struct fixture *f, const struct entity *e, int salt, int depth)
{
	struct edit *ed = edit_new(f->db, &f->a, e);
	fill(f, ed, salt, depth);
	static int made; /* what names one row only is another each time */
	const char *at = NULL;
	const struct field *field;
	while (e->uniq && fields_each(e, e->uniq, &at, &field, NULL))
		if (field->type == FT_TEXT)
			edit_put(ed, field, arena_printf(&f->a, "unique%d", ++made));
	assert_ok(f->db, edit_save(f->db, ed));
	return ed->id;
}

static struct record *load(struct fixture *f, const struct entity *e, int64_t id)
{
	struct record *r;
	assert_ok(f->db, record_load(f->db, &f->a, e, id, &r));
	return r;
}

#define EACH(e) for (size_t e##_i = 0; entities[e##_i]; e##_i++) \
	for (const struct entity *e = entities[e##_i]; e; e = NULL)

/* The row itself: names, labels, title, order, words that lead back to it. */
static void test_the_row_is_sound(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		assert_ptr_equal(entity_find(e->name), e);
		assert_ptr_equal(entity_find(e->plural), e);
		assert_true(e->label && e->one && e->title && e->order && e->n);
		const char *const lists[] = { e->title, e->order };
		for (size_t l = 0; l < COUNT(lists); l++) {
			const char *at = NULL;
			const struct field *field;
			int n = 0;
			while (fields_each(e, lists[l], &at, &field, NULL))
				n++;
			assert_true(n > 0);
		}
		bool listed = false;
		for (size_t i = 0; i < e->n; i++) {
			const struct field *field = &e->fields[i];
			listed |= !!(field->flags & LIST);
			assert_ptr_equal(field_find(e, field->name), field);
			assert_ptr_equal(field_guess(e, field->name), field);
			assert_true(*field_label(e, field));
			assert_false((field->flags & FIND) && e->zone == ZONE_RESTRICTED);
			assert_false((field->flags & VIRT) && !field->sql);
			assert_false((field->flags & OPINION) && !e->author);
			assert_false((field->flags & MASK) && !e->mask);
			if (field->type == FT_REF || field->type == FT_REFS)
				assert_non_null(entity_find(field->of));
			if (field->type == FT_CODE || field->type == FT_CODES)
				assert_non_null(codes_of(f->db, &f->a, field->of)[0].code);
		}
		assert_true(listed);
	}
}

static void test_made_read_and_shown(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		int64_t id = make(f, e, 1, 0);
		struct record *r = load(f, e, id);
		for (size_t i = 0; i < e->n; i++) {
			const struct field *field = &e->fields[i];
			if (field->flags & (RO | PART | VIRT | OPINION | MASK) || unlists(e, field))
				continue;
			if (!r->v[i])
				fail_msg("%s.%s is empty", e->name, field->name);
			assert_true(*field_show(f->db, &f->a, field, r->v[i]));
		}
		assert_true(*record_title(f->db, &f->a, e, id));
	}
}

static void test_values_survive_parse_and_show(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		struct record *r = load(f, e, make(f, e, 2, 0));
		for (size_t i = 0; i < e->n; i++) {
			const struct field *field = &e->fields[i];
			const char *again;
			if (field->flags & (RO | PART | VIRT | MASK) || !r->v[i])
				continue;
			assert_ok(f->db, field_parse(f->db, &f->a, field, r->v[i], &again));
			assert_string_equal(again, r->v[i]);
		}
	}
}

/* Changing each field alone is one change row with that field, and undo puts it back. */
static void test_each_field_changes_and_goes_back(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		if (e->bookkeeping || e->fixed)
			continue;
		int64_t id = make(f, e, 3, 0);
		for (size_t i = 0; i < e->n; i++) {
			const struct field *field = &e->fields[i];
			if (field->flags & (RO | PART | VIRT | REQ | OPINION) ||
				field->type == FT_ONEOF || unlists(e, field) ||
				same(e->author, field->name) || /* goes with an opinion */
				field->kept || /* other rows say it: test_ladder.c */
				str_listed(e->title, field->name, strlen(field->name)))
				continue;
			const char *was = load(f, e, id)->v[i];
			if (!was)
				fail_msg("%s.%s was not filled", e->name, field->name);
			struct edit *ed;
			assert_ok(f->db, edit_load(f->db, &f->a, e, id, &ed));
			edit_put(ed, field, NULL);
			assert_ok(f->db, edit_save(f->db, ed));
			assert_null(load(f, e, id)->v[i]);
			struct past *past;
			int n;
			assert_ok(f->db, history_of(f->db, &f->a, e, id, 0, 1, &past, &n));
			assert_int_equal(n, 1);
			assert_ok(f->db, history_undo(f->db, 0));
			const char *back = load(f, e, id)->v[i];
			if (!same(back, was))
				fail_msg("%s.%s: %s came back as %s", e->name, field->name,
					was ? was : "-", back ? back : "-");
		}
	}
}

static int listed(struct fixture *f, const struct list_spec *spec, int64_t id)
{
	struct list *l;
	struct row *rows;
	int n, found = 0;
	assert_ok(f->db, list_open(f->db, spec, &l));
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 500, &rows, &n));
	for (int i = 0; i < n; i++)
		found += rows[i].id == id;
	list_close(l);
	return found;
}

static void test_in_the_list_by_every_sort_both_ways(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		int64_t id = make(f, e, 4, 0);
		if (e->name[0] == 'c')
			continue; /* word lists are longer than the page this test reads */
		assert_int_equal(listed(f, &(struct list_spec){ .e = e }, id), 1);
		for (size_t i = 0; i < e->n; i++) {
			if (!(e->fields[i].flags & SORT))
				continue;
			const char *sort = e->fields[i].name;
			assert_int_equal(listed(f, &(struct list_spec){ .e = e, .sort = sort }, id), 1);
			sort = arena_printf(&f->a, "-%s", sort);
			assert_int_equal(listed(f, &(struct list_spec){ .e = e, .sort = sort }, id), 1);
		}
	}
}

static void test_archived_leaves_the_list_and_comes_back(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		if (e->name[0] == 'c')
			continue;
		int64_t id = make(f, e, 5, 0);
		const struct list_spec live = { .e = e }, kept = { .e = e, .filter = "archived:yes" };
		assert_ok(f->db, record_archive(f->db, e, id, true));
		assert_int_equal(listed(f, &live, id), 0);
		assert_int_equal(listed(f, &kept, id), 1);
		assert_ok(f->db, record_archive(f->db, e, id, false));
		assert_int_equal(listed(f, &live, id), 1);
	}
}

static void test_found_by_a_word_until_it_changes(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		for (size_t i = 0; i < e->n; i++) {
			const struct field *field = &e->fields[i];
			if (!(field->flags & FIND) || (field->type != FT_TEXT && field->type != FT_NOTE))
				continue;
			int64_t id = make(f, e, 6 + (int)i, 0);
			struct edit *ed;
			assert_ok(f->db, edit_load(f->db, &f->a, e, id, &ed));
			edit_put(ed, field, "Xóchitl Brzęk");
			assert_ok(f->db, edit_save(f->db, ed));
			const struct list_spec spec = { .e = e, .filter = "xochi brz" };
			if (!listed(f, &spec, id))
				fail_msg("%s.%s is not found", e->name, field->name);
			assert_ok(f->db, edit_load(f->db, &f->a, e, id, &ed));
			edit_put(ed, field, "plain");
			assert_ok(f->db, edit_save(f->db, ed));
			assert_int_equal(listed(f, &spec, id), 0);
		}
	}
}

/* A tab for everything that refers to it. */
static void test_a_tab_holds_what_refers(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		for (size_t i = 0; i < e->n; i++) {
			const struct field *field = &e->fields[i];
			if (field->type != FT_REF || !field_stored(field) || field->flags & (RO | PART))
				continue;
			int64_t id = make(f, e, 30 + (int)i, 0);
			const char *to = load(f, e, id)->v[i];
			assert_non_null(to);
			assert_int_equal(listed(f, &(struct list_spec){ .e = e, .of = field,
				.of_id = atoll(to) }, id), 1);
			bool tab = false;
			const struct entity *from;
			const struct field *by;
			for (size_t j = 0; entity_referrer(entity_find(field->of), j, &from, &by); j++)
				tab |= by == field;
			assert_true(tab || e->bookkeeping);
		}
	}
}

/* The exported header is exactly the fields the reader may see, and every column finds its field. */
static void test_csv_header_leads_back(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		make(f, e, 60, 0);
		struct list *l;
		assert_ok(f->db, list_open(f->db, &(struct list_spec){ .e = e, .all_fields = true }, &l));
		char *text = NULL;
		size_t size = 0;
		FILE *to = open_memstream(&text, &size);
		assert_ok(f->db, list_write(l, to, FMT_CSV, 0));
		fclose(to);
		list_close(l);
		char *line = arena_dupn(&f->a, text, strcspn(text, "\r\n"));
		free(text);
		const char *at = line, *word;
		size_t n, columns = 0;
		while (str_word(&at, ",", &word, &n)) {
			const char *name = arena_dupn(&f->a, word, n);
			if (strcmp(name, "id") && !field_find(e, name))
				fail_msg("%s: %s is no field", e->name, name);
			const struct field *field = field_find(e, name);
			assert_false(field && field->flags & NOCSV);
			columns++;
		}
		assert_true(columns > 1);
	}
}

/* Two people change different fields: both stay. */
static void test_different_fields_merge(void **state)
{
	struct fixture *f = *state;
	EACH(e) {
		const struct field *two[2];
		int n = 0;
		for (size_t i = 0; i < e->n && n < 2; i++)
			if ((e->fields[i].type == FT_TEXT || e->fields[i].type == FT_NOTE) &&
				strcmp(e->fields[i].name, "key") && strcmp(e->fields[i].name, "tz") &&
				!(e->fields[i].flags & (RO | VIRT | OPINION | MASK)))
				two[n++] = &e->fields[i];
		if (n < 2 || e->fixed)
			continue;
		int64_t id = make(f, e, 70, 0);
		struct edit *mine, *theirs;
		assert_ok(f->db, edit_load(f->db, &f->a, e, id, &mine));
		assert_ok(f->db, edit_load(f->db, &f->a, e, id, &theirs));
		edit_put(theirs, two[0], "theirs");
		assert_ok(f->db, edit_save(f->db, theirs));
		edit_put(mine, two[1], "mine");
		assert_ok(f->db, edit_save(f->db, mine));
		struct record *r = load(f, e, id);
		assert_string_equal(r->v[field_index(e, two[0])], "theirs");
		assert_string_equal(r->v[field_index(e, two[1])], "mine");
		assert_ok(f->db, edit_load(f->db, &f->a, e, id, &mine));
		assert_ok(f->db, edit_load(f->db, &f->a, e, id, &theirs));
		edit_put(theirs, two[0], "theirs again");
		assert_ok(f->db, edit_save(f->db, theirs));
		edit_put(mine, two[0], "mine again");
		assert_int_equal(edit_save(f->db, mine), CONFLICT);
		assert_true(mine->clashed[field_index(e, two[0])]);
		assert_string_equal(mine->other[field_index(e, two[0])], "theirs again");
	}
}

static void test_no_query_walks_a_table(void **state)
{
	struct fixture *f = *state;
	db_plan_faults(f->db);
	EACH(e) {
		int64_t id = make(f, e, 80, 0);
		if (e->name[0] != 'c')
			listed(f, &(struct list_spec){ .e = e }, id);
		listed(f, &(struct list_spec){ .e = e, .filter = "text" }, id);
		record_title(f->db, &f->a, e, id);
	}
	assert_string_equal(db_plan_faults(f->db), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LEAD_TEST(test_the_row_is_sound),
		LEAD_TEST(test_made_read_and_shown),
		LEAD_TEST(test_values_survive_parse_and_show),
		LEAD_TEST(test_each_field_changes_and_goes_back),
		LEAD_TEST(test_in_the_list_by_every_sort_both_ways),
		LEAD_TEST(test_archived_leaves_the_list_and_comes_back),
		LEAD_TEST(test_found_by_a_word_until_it_changes),
		LEAD_TEST(test_a_tab_holds_what_refers),
		LEAD_TEST(test_csv_header_leads_back),
		LEAD_TEST(test_different_fields_merge),
		LEAD_TEST(test_no_query_walks_a_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
