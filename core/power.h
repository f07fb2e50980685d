/* power.h - who has power over a campaign's decision, where they stand, and how that moved.
 *
 * Two axes, as organisers draw it: power over the decision (0 none, 10 decides alone) and stance
 * (-3 strongly against, 0 neutral, 3 strongly with us; the words are the list "stance"). An actor is
 * a person with a public role or an institution; what is typed as its power and stance is kept as an
 * assessment of today, so that movement shows. The newest assessment counts; where an actor stood on
 * a day is the newest one up to then, and without one the very first. Hidden people, those at rest
 * and what is archived are on no map.
 */
#ifndef POWER_H
#define POWER_H
#include "record.h"

enum { POWER_MOST = 10, STANCE_MOST = 3 };

struct actor {
	int64_t id;               /* the power_actor */
	const struct entity *e;   /* person or institution ... */
	int64_t who;              /* ... and which */
	const char *name, *role;  /* role NULL: none given */
	bool decides;             /* can give what we ask */
	bool placed;              /* was assessed at all */
	int power, stance;
	bool moved;               /* stood somewhere else before */
	int was_power, was_stance;
	const char *was_on;
	int64_t route;            /* the person who is our way in, as somebody wrote down; 0 */
	const char *way;          /* the way in as a sentence, of the route alone at first; NULL */
};

struct influence {
	int64_t from, to;  /* power_actors */
	const char *words; /* "Cllr Grey: advises Leader of council" */
};

/* The actors of a campaign, the most powerful first, the unplaced last; where they stood before is
 * as of `since`. NOTFOUND: no such campaign for this user. All is in a. */
enum rc power_map(struct db *db, struct arena *a, int64_t campaign, const char *since,
	struct actor **ret, int *n);
/* What an actor does to others and they to it, within its campaign. */
enum rc power_influence(struct db *db, struct arena *a, int64_t actor, struct influence **ret,
	int *n);
/* "power 6, leaning for"; "not assessed yet". */
const char *power_place(struct db *db, struct arena *a, const struct actor *x);
/* "Cllr Grey on 1 Oct: power 6, leaning against (-1).", whether or not it moved since; NULL when it was first
 * assessed today. */
const char *power_then(struct db *db, struct arena *a, const struct actor *x);
/* "Cllr Grey: power 6, leaning for (+1), was leaning against (-1) on 1 Oct." */
const char *power_sentence(struct db *db, struct arena *a, const struct actor *x);
/* Finds the ways in that nobody wrote down: the shortest chains from me, all in one walk, which in a
 * borough takes long enough to be left for idle moments. BUSY: a key stopped it. */
enum rc power_ways(struct db *db, struct arena *a, struct actor *actors, int n);

/* Moves an actor a step or more, as an assessment of today by me. One that was never assessed comes
 * to the middle first. INVALID at the edge. */
enum rc power_move(struct db *db, struct arena *a, int64_t actor, int power, int stance);

/* The stick card of a person with a public role; 0: none is written yet. INVALID, with the reason,
 * for anybody else. */
enum rc power_stick(struct db *db, int64_t person, int64_t *card);

/* ---- rules of the record types ---- */

/* INVALID when the person that `field` names has no public role. */
enum rc power_public(struct db *db, struct edit *ed, const char *field);
/* INVALID when the campaign has this actor already. */
enum rc power_once(struct db *db, struct edit *ed);
/* Power and stance are said together; an assessment is not emptied. */
enum rc power_numbers(struct db *db, struct edit *ed);
/* Saved hook: power and stance as an assessment of today by me. Again on the same day it is the
 * same row, unless somebody else assessed in between. */
enum rc power_assess(struct db *db, struct edit *ed);
/* INVALID when the actor an assessment is of has no public role any more. */
enum rc power_assessable(struct db *db, struct edit *ed);
/* INVALID when a public role is taken from somebody who is on a map or has a stick card. */
enum rc power_released(struct db *db, struct edit *ed);
#endif
