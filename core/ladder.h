/* ladder.h - the ladder of engagement: which evidence each step asks for, who meets it, and moving
 * somebody with it.
 *
 * The steps are data (word list ladder_step, in its order; domain.md 2.6); the rules are rows of a
 * table in ladder.c by the step's code, so a step that a network adds has no rule until a row is
 * written. A rule is made of facts counted from what is on file, each with the least it takes:
 *
 *   contact      agreed to hear from us
 *   attender     came once
 *   regular      came to 4 of the last 6
 *   helper       did a task: a pledge done, or a next step of her own
 *   volunteer    a role with her induction and, where one is asked for, a DBS check that stands
 *   champion     trained, and in touch within a month
 *   facilitator  led 2 sessions
 *   leader       brought 3 people to one action, and had a public role in one
 *   team_leader  a core team of 3, and develops 2 leaders
 *   organiser    appointed
 *
 * Sessions and groups are no record type yet: touches of the kinds session and action and sign-ins
 * at actions stand in for attendance, house meetings facilitated and actions chaired for sessions
 * led, any contact for a champion's own. "The last 6" are the last days on which people of her
 * institutions came to anything; of nobody's in particular when she has none. Hidden people count
 * for nobody.
 */
#ifndef LADDER_H
#define LADDER_H
#include "record.h"

/* The step after (dir 1) or before (-1) this one; NULL at the end, or when there is no such step. */
const char *ladder_beside(struct db *db, struct arena *a, const char *step, int dir);

struct ladder_look {
	bool met;
	const char *known; /* "came to 5 of the last 6 and did 2 tasks"; "" when nothing is */
};
/* What is known of somebody towards a step, in the language of now. */
enum rc ladder_look(struct db *db, struct arena *a, int64_t person, const char *step,
	struct ladder_look *ret);
/* A step taken: a ladder_event with its evidence (NULL: what is known). One action. INVALID: there is
 * no such step, or she stands on it. */
enum rc ladder_move(struct db *db, int64_t person, const char *step, const char *because);

/* For the question `ready` (question.h): TEMP table ladder(person, next, known) of those who meet the
 * rule of the step after theirs. */
enum rc answer_ladder(struct db *db, const struct bind *params);

/* The check hook of ladder_event: the step before and, for a step up, the evidence, where nobody gave
 * them. */
enum rc ladder_check(struct db *db, struct edit *ed);
#endif
