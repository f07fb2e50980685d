/* fixture.h - what most tests of core start from: a new file in a folder of its own, opened, with
 * "ana" logged in as its first user, on Saturday 21 November 2026. cmocka wants its headers first.
 *
 *   static void test_x(void **state) { struct fixture *f = *state; ... }
 *   FIXTURE_TEST(test_x)
 */
#ifndef FIXTURE_H
#define FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>
#include "core/access.h"
#include "core/history.h"
#include "core/question.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/str.h"

struct fixture {
	char dir[64], path[96];
	struct db *db;  /* ana's */
	struct arena a; /* given back with the fixture */
};

#define FIXTURE_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_open, fixture_close)

/* The call went well, or the words say what did not. */
#define assert_ok(db, call) \
	do { \
		enum rc rc_ = (call); \
		if (rc_) \
			fail_msg("%s: %d, %s", #call, rc_, db_words(db)); \
	} while (0)

/* A connection to that file by the user of that name (NULL: whoever it is), behind her wall or with
 * none. Close it. */
static inline struct db *fixture_open_as(const char *path, const char *user, bool wall)
{
	struct db *db;
	assert_ok(db, db_open(&db, path, DB_CREATE));
	assert_ok(db, schema_open(db));
	assert_ok(db, access_login(db, user));
	if (wall)
		assert_ok(db, access_wall(db));
	return db;
}

/* Another connection to the file of the fixture. */
static inline struct db *fixture_connect(struct fixture *f, const char *user)
{
	return fixture_open_as(f->path, user, false);
}

static inline struct db *fixture_walled(struct fixture *f, const char *user)
{
	return fixture_open_as(f->path, user, true);
}

static inline int fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	setenv("PACT_TODAY", "2026-11-21", 1);
	setenv("PACT_USER", "ana", 1);
	tr_language("en", NULL);
	snprintf(f->dir, sizeof f->dir, "/tmp/pact-unit-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/a.db", f->dir);
	f->db = fixture_connect(f, NULL);
	*state = f;
	return 0;
}

static inline int fixture_close(void **state)
{
	struct fixture *f = *state;
	db_close(f->db);
	arena_free(&f->a);
	DIR *dir = opendir(f->dir);
	for (struct dirent *d; dir && (d = readdir(dir));) {
		char path[512];
		snprintf(path, sizeof path, "%s/%s", f->dir, d->d_name);
		unlink(path);
	}
	if (dir)
		closedir(dir);
	rmdir(f->dir);
	free(f);
	return 0;
}

static inline int64_t fixture_save(struct fixture *f, struct db *db, const char *entity, va_list ap)
{
	struct edit *ed = edit_new(db, &f->a, entity_find(entity));
	const char *assignment;
	while ((assignment = va_arg(ap, const char *)))
		assert_ok(db, edit_assign(db, ed, assignment));
	assert_ok(db, edit_save(db, ed));
	return ed->id;
}

/* A new record from "field=value" assignments that end with NULL, saved by db's user; its id. */
static inline int64_t fixture_made(struct fixture *f, struct db *db, const char *entity, ...)
{
	va_list ap;
	va_start(ap, entity);
	int64_t id = fixture_save(f, db, entity, ap);
	va_end(ap);
	return id;
}

/* The same, saved by ana. */
static inline int64_t fixture_new(struct fixture *f, const char *entity, ...)
{
	va_list ap;
	va_start(ap, entity);
	int64_t id = fixture_save(f, f->db, entity, ap);
	va_end(ap);
	return id;
}

static inline int64_t fixture_person(struct fixture *f, const char *given, const char *family)
{
	return fixture_new(f, "person", arena_printf(&f->a, "given=%s", given),
		arena_printf(&f->a, "family=%s", family ? family : ""), NULL);
}

/* A record as db's user begins to change it. */
static inline struct edit *fixture_edit(struct fixture *f, struct db *db, const char *entity, int64_t id)
{
	struct edit *ed;
	assert_ok(db, edit_load(db, &f->a, entity_find(entity), id, &ed));
	return ed;
}

/* One field of a record set and saved by db's user. */
static inline void fixture_set(struct fixture *f, struct db *db, const char *entity, int64_t id,
	const char *assignment)
{
	struct edit *ed = fixture_edit(f, db, entity, id);
	assert_ok(db, edit_assign(db, ed, assignment));
	assert_ok(db, edit_save(db, ed));
}

/* A field of a record as db's user reads it; NULL too when there is no such record for her. */
static inline const char *fixture_get(struct fixture *f, struct db *db, const char *entity,
	int64_t id, const char *field)
{
	struct record *r;
	const struct entity *e = entity_find(entity);
	if (record_load(db, &f->a, e, id, &r))
		return NULL;
	return r->v[field_index(e, field_find(e, field))];
}

/* A new user of the file with these roles, on a connection of her own. Close it. */
static inline struct db *fixture_user(struct fixture *f, const char *name, const char *roles)
{
	fixture_new(f, "user", arena_printf(&f->a, "name=%s", name),
		arena_printf(&f->a, "role=%s", roles), NULL);
	return fixture_connect(f, name);
}
/* What is answered to "name", with "arg" when it is not NULL: a line a row, "Ana|2|yes". */
static inline const char *fixture_answer(struct fixture *f, const char *name, const char *arg)
{
	struct list *l;
	const struct column *cols;
	struct row *rows;
	struct str b = STR_INIT;
	int n, ncols;
	assert_ok(f->db, question_ask(f->db, question_find(name), arg != NULL, &arg, &l));
	ncols = list_columns(l, &cols);
	assert_ok(f->db, list_page(l, &f->a, NULL, 1, false, 100, &rows, &n));
	for (int i = 0; i < n; i++)
		for (int k = 0; k < ncols; k++)
			str_addf(&b, "%s%s", list_cell(l, &f->a, &rows[i], k), k + 1 < ncols ? "|" : "\n");
	const char *ret = arena_dup(&f->a, b.s);
	str_release(&b);
	list_close(l);
	return ret;
}
#endif
