/* demo_private.h - what demo.c (who and where), demo_day.c (what happened between them) and
 * demo_cycle.c (what came of it) share.
 */
#ifndef DEMO_PRIVATE_H
#define DEMO_PRIVATE_H
#include "arena.h"
#include "record.h"

enum {
	NAMED = 60, /* people with a place in demo_borough.h, the first */
	PEOPLE = 400,
	PLACES = 40,
	ORGANISERS = 3,
	REGULARS = 52,	/* of the named, those one-to-ones are had with most */
	HIDDEN = 48,	/* of the named: only her owner meets her; so are two of the others */
	NEWCOMERS = 12, /* the last: put on file in the last two weeks, not met yet */
	FIRST_NEW = PEOPLE - NEWCOMERS,
	RESTRICTED = 333, /* objected: no longer used */
};

struct maker {
	struct db *db;
	struct arena a; /* emptied after each record */
	enum rc rc;	/* the first thing that went wrong; after it nothing is made */
	uint32_t seed;
	size_t next; /* whose turn it is */
	long today;
	int64_t users[ORGANISERS], places[PLACES], people[PEOPLE];
	bool met[PEOPLE], leads[PEOPLE];
	int at[PEOPLE]; /* 1.. of places; 0: none */
};

unsigned chance(struct maker *m, unsigned below); /* the same numbers on every machine */
const char *id_text(struct maker *m, int64_t id);
const char *day(struct maker *m, long number);
/* A record from field and value in turn, values canonical, NULL left out; ends with a NULL field.
 */
int64_t make(struct maker *m, const char *entity, ...) __attribute__((sentinel));
/* The same of one that is there. */
void change(struct maker *m, const char *entity, int64_t id, ...) __attribute__((sentinel));
/* Saves a record in the making. */
int64_t save(struct maker *m, struct edit *ed);
bool is_hidden(size_t person);
/* Whoever or whatever bears the name of n bytes in the tables: its place there. */
size_t person_named(const char *name, size_t n);
size_t place_named(const char *name, size_t n);
/* Meetings, promises, touches, ties, links, roles, dues, consents. */
void make_days(struct maker *m);
/* Listening, campaigns, power, actions, promises and what was learned. */
void make_cycle(struct maker *m);
#endif
