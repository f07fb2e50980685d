/* card.h - the six lines one reads in the five minutes before a one-to-one. (How the fields of a
 * record are laid out is tui/card.h, another thing.)
 */
#ifndef CORE_CARD_H
#define CORE_CARD_H
#include "db.h"

enum { CARD_LINES = 6 };

struct meeting_card {
	int64_t person;
	const char *title; /* her name */
	const char *
		label[CARD_LINES]; /* Who, Last met, Moves her, Promised, Next step, Safe contact */
	const char *text[CARD_LINES]; /* never NULL: "not known yet" */
	bool masked;		      /* her number stands as FIELD_MASKED */
};

/* What this user may read of her, in the language of now; all in a. clear: her number, revealed
 * before (record_reveal), or NULL. NOTFOUND: no such person. */
enum rc meeting_card(struct db *db, struct arena *a, int64_t person, const char *clear,
	struct meeting_card *ret);
#endif
