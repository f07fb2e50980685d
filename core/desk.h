/* desk.h - the sign-in desk at the door of an action: who is likely to come, who was meant by a few
 * letters, and signing in, once a person however many desks there are.
 *
 * Likely are, in this order: leaders who pledged; those whom such a leader brought before (the last
 * time first); people of institutions with a quota; whoever came to an action before. With whom
 * somebody comes is guessed from that, shown beside her name, and can be mended.
 *
 * A hidden person, or one who asked us not to use her data, is not among them. Her seer signs her in
 * by her whole name, and then nothing of it shows.
 */
#ifndef DESK_H
#define DESK_H
#include "db.h"

struct desk_person {
	int64_t id, institution, brought_by; /* 0: none */
	const char *name, *folded;
	const char *with; /* "Peckham Mosque, Amina Hassan"; "" */
	int64_t signed_in; /* her sign-in; 0: not in yet */
	int64_t rank;      /* how good the reason is to expect her: the best is 0 */
};

struct desk {
	struct arena a;
	int64_t action;
	struct desk_person *person; /* the likeliest first */
	int n;
	int in;                     /* who is in, with those who left no name */
};

/* Reads it anew; what was read before is given back. */
enum rc desk_read(struct db *db, int64_t action, struct desk *d);
void desk_release(struct desk *d);

/* The people meant by what was typed: beginnings of words of the name ("am", "am has", "hassan"), or
 * first letters ("ah"). Those whose name begins so come first, of these who is not in yet, of these the
 * likeliest. Up to most into at; how many. When likely people do not fill it, others on file follow,
 * copied into a. */
int desk_find(struct db *db, const struct desk *d, struct arena *a, const char *typed,
	const struct desk_person **at, int most);

/* Signs her in, or finds that she is in already (*was_in): no error, and one row. with: an institution,
 * or whoever brought her, instead of what is guessed; what it is not is kept as a note; NULL. */
enum rc desk_sign(struct db *db, const struct desk *d, const struct desk_person *p, const char *with,
	bool *was_in);
/* The same for a line "NAME" or "NAME, WITH": a walk-in. Her whole name finds who is on file under
 * it, else she is put on file; one action in history. INVALID when it is no name, or several people's:
 * she is one of those, and must be picked. *hidden: do not say her name. */
enum rc desk_new(struct db *db, const struct desk *d, const char *line, bool *was_in, bool *hidden);
/* What follows the comma of a line; NULL: nothing does. */
const char *desk_with(const char *line);
/* She did not come after all. Whom this user put on file by this very sign-in goes off it again, unless
 * something has been done with her since; *gone: she did. */
enum rc desk_out(struct db *db, int64_t action, int64_t person, bool *gone);
#endif
