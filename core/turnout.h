/* turnout.h - who comes to an action: quotas agreed with institutions, pledges of leaders, what of
 * these will arrive (forecast.h), and who came.
 *
 * A range is of those who were pledged; who walks in comes on top. It is learnt from the actions
 * before that one at which it was written down who brought whom: for each leader how many she had
 * pledged, and how many of these came (never more than she pledged: more is a gift, not a record).
 *
 * A leader's own record is seen by herself and by her coach (who develops her, in the ties). For
 * anybody else her range is made of the group's record, and so is that of an institution with fewer
 * than TURNOUT_FEW leaders who pledged, from which hers could be told. The range of the whole action
 * is made of every record: nobody's can be read off it.
 *
 * Left out everywhere: hidden people and those who asked us not to use their data, also of counts.
 */
#ifndef TURNOUT_H
#define TURNOUT_H
#include "db.h"
#include "forecast.h"

enum { TURNOUT_FEW = 3, TURNOUT_RECORD = 3 /* actions a record wants before it is told */ };

/* SQL: true of a row `s` of who came, or of a pledge, that may be counted. */
#define TURNOUT_COUNTS(s, person)                                                                  \
	s ".archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM person h WHERE h.id = " s "." person \
	  " AND (h.contact_safety_level = 'hidden' OR h.processing_restricted = 1))"
/* And of a pledge `p` that somebody can still bring: an archived leader brings nobody. */
#define TURNOUT_PLEDGED(p)                                                                         \
	TURNOUT_COUNTS(p, "leader") " AND NOT EXISTS (SELECT 1 FROM person g WHERE g.id = " p      \
	    ".leader AND g.archived_at IS NOT NULL)"

struct turnout_leader {
	int64_t leader, institution, pledge; /* institution 0: none said; pledge 0: not asked yet */
	const char *name;
	const char *phone;  /* as this user may read it; NULL: none */
	int brings;         /* -1: not asked yet */
	int came;           /* those she brought */
	struct pledger own; /* her record as the program knows it: not for showing */
	bool seen;          /* may this user see it? */
	struct range range;
	double moves;       /* how many people hang on a call to her */
	const char *reminded;
};

struct turnout_place {
	int64_t institution; /* 0: pledges and sign-ins that name none */
	const char *name;
	int quota;           /* -1: none was agreed */
	int pledged, came;
	int leaders;         /* that pledged */
	struct range range;
};

struct turnout {
	int64_t action;
	const char *title, *on, *at; /* on and at may be NULL */
	bool over;                   /* its day is past, or it was held */
	int quota, pledged;
	int came, arrived;           /* everybody; of those pledged */
	double rate;                 /* the group's show rate */
	struct range range;
	struct turnout_place *place;
	int places;
	struct turnout_leader *leader; /* who moves the forecast most comes first */
	int leaders;
};

/* The next action that is planned, else the last one; 0: there is none. */
int64_t turnout_next(struct db *db);
/* All of an action, in a. Who may not read pledges gets places without leaders. */
enum rc turnout_read(struct db *db, struct arena *a, int64_t action, struct turnout *ret);

/* So many a leader brings: her pledge for this action is made, changed, or found again. */
enum rc turnout_pledge(struct db *db, int64_t action, int64_t leader, int brings);
/* The reminder that is due (7, 2 or 0 days before) was given today. NOTFOUND: none is due. */
enum rc turnout_reminded(struct db *db, int64_t pledge);

/* The run sheet as text for a screen or paper, 72 columns wide: clock times when the action has a
 * time, who does what, what runs over, who has which role. */
enum rc run_sheet(struct db *db, struct arena *a, int64_t action, const char **ret);
#endif
