/* heard.h - what is heard at house meetings: lines kept as fast as they are said, their themes,
 * and the report back to those who spoke.
 *
 * A line bears nobody's name unless she wants to be called. Lines that name somebody hidden or at
 * rest, and meetings of which somebody hidden was host, facilitator or scribe, count nowhere.
 * A theme belongs to one listening campaign; its label is its name there, whatever the case and the
 * accents. One that was merged into another stands for that one when it is typed.
 */
#ifndef HEARD_H
#define HEARD_H
#include "record.h"

/* A house meeting while one writes. */
struct sitting {
	int64_t campaign;
	const char *title, *question;
	int lines, ready; /* kept so far; how many would act */
};
enum rc sitting_load(struct db *db, struct arena *a, int64_t meeting, struct sitting *ret);

struct heard {
	const char *text, *theme; /* the theme's label as typed; NULL or "": none */
	const char *act_ready;    /* a code; NULL: not said */
	int64_t person;           /* who wants to be called; 0: nobody */
};
/* Keeps a line, and a new theme when there is none of that name yet: one act, one undo. *made: the
 * theme is new. INVALID: the words say what cannot be taken. */
enum rc heard_keep(struct db *db, int64_t meeting, const struct heard *h, int64_t *ret, bool *made);
/* The last n lines of a meeting, the newest last; theme and act_ready in words. */
enum rc heard_last(struct db *db, struct arena *a, int64_t meeting, int n, struct heard **ret,
	int *count);

/* Themes of the campaign one of whose words begins as typed: those of the most lines first, at most
 * `most`; one that is called just so comes alone. */
enum rc theme_match(struct db *db, struct arena *a, int64_t campaign, const char *typed, int most,
	const char ***labels, int *n);

/* The report back, to be read out: heard and hoped for, what presses, who would act, in whole
 * sentences. No names, but of those who agreed that their story be told in public: words
 * with the whole name of somebody on file, or a telephone number, count and are not quoted. */
enum rc report_back(struct db *db, struct arena *a, int64_t campaign, const char **ret);
#endif
