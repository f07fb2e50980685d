/* Whatever is asked, a key stops it: of tens of thousands of people and meetings no question works
 * long without looking at the keyboard, and when that says stop, it soon has. */
#include "fixture.h"
#include "core/question.h"
#include <time.h>

enum { PEOPLE = 20000, MEETINGS = 60000, SOON = 20 }; /* looks */

static int crowd_open(void **state)
{
	fixture_open(state);
	struct fixture *f = *state;
	assert_ok(f->db, db_begin(f->db));
	db_bulk(f->db, true);
	assert_ok(f->db, db_run(f->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < :n) INSERT INTO person(id, given, family, contact_safety_level, owner,"
		" current_ladder_step, actual_leader, joined_on, preferred_language) SELECT i,"
		" 'G' || i % 97, 'F' || i, 'normal', 1, iif(i % 3, 'contact', 'leader'), i % 5 = 0,"
		" date('2026-11-20', '-' || i % 900 || ' days'), iif(i % 2, 'so', 'es') FROM n"
		" /* scan: a test */", BIND(I("n", PEOPLE))));
	assert_ok(f->db, db_run(f->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < :n) INSERT INTO one_to_one(id, person, \"on\", organiser, status) SELECT i,"
		" 1 + i * 7919 % :people, date('2026-11-20', '-' || (i * 31 % 1400) || ' days'), 1,"
		" 'held' FROM n /* scan: a test */",
		BIND(I("n", MEETINGS), I("people", PEOPLE))));
	assert_ok(f->db, db_run(f->db, "INSERT INTO relationship(id, from_person, to_person, kind)"
		" SELECT p.id, p.id, 1 + p.id * 31 % :people, iif(p.id % 3, 'knows', 'develops')"
		" FROM person p WHERE 1 + p.id * 31 % :people <> p.id /* scan: a test */",
		BIND(I("people", PEOPLE))));
	db_bulk(f->db, false);
	assert_ok(f->db, db_commit(f->db));
	return 0;
}

/* How often it looks, and the most seconds of work between two looks. */
struct looks {
	long n, last; /* last: the look from which on it says stop; 0: never */
	double at, longest;
};

static double worked(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool look(void *arg)
{
	struct looks *l = arg;
	double now = worked();
	if (now - l->at > l->longest)
		l->longest = now - l->at;
	l->at = now;
	return ++l->n >= l->last && l->last;
}

static enum rc asked(struct fixture *f, const struct question *q, struct looks *l)
{
	struct list *list = NULL;
	*l = (struct looks){ .last = l->last, .at = worked() };
	db_interrupt_hook(f->db, (struct db_interrupt){ .stop = look, .arg = l });
	enum rc rc = question_ask(f->db, q, 0, NULL, &list);
	db_interrupt_hook(f->db, (struct db_interrupt){ 0 });
	if (!rc) {
		list_close(list);
		look(l); /* what came after the last one */
		l->n--;
	}
	return rc;
}

static void every_question(void **state)
{
	struct fixture *f = *state;
	int n;
	long most = 0;
	const struct question *q = questions(&n);
	for (int i = 0; i < n; i++) {
		struct looks all = { 0 };
		enum rc rc = asked(f, &q[i], &all);
		if (rc && rc != BUSY)
			continue; /* it wants to be told something first */
		if (all.longest > 0.1)
			fail_msg("%s works %.3f s without a look", q[i].name, all.longest);
		most = all.n > most ? all.n : most;
		long when[] = { 1, all.n / 2, all.n * 9 / 10 };
		for (size_t k = 0; k < COUNT(when); k++) {
			struct looks one = { .last = when[k] };
			if (all.n < SOON) /* it is done sooner than anybody could stop it */
				continue;
			rc = asked(f, &q[i], &one);
			if (rc != BUSY || one.n > when[k] + SOON)
				fail_msg("%s: told to stop at look %ld of %ld, it looked %ld times: %d",
					q[i].name, when[k], all.n, one.n, rc);
		}
	}
	assert_true(most > 1000); /* else there was nothing to stop */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_question, crowd_open, fixture_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
