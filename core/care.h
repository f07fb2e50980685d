/* care.h - care for the people recorded: forgetting one who asks, handing over when an organiser
 * leaves, the rule for reaching somebody safely, and what a refused or withdrawn consent keeps in.
 */
#ifndef CARE_H
#define CARE_H
#include "record.h"

/* ---- forgetting ----
 *
 * Her record stays as a skeleton so that counts stay true: its number, ward, the day she joined,
 * her step and organiser. It is archived under a word that says it was erased. Rows that are hers
 * (about her, by a reference that must be filled or names the row) lose every word, telephone,
 * opinion and code that says what moves her; ties, positions, consents, notices and safe-contact
 * rules go altogether. What merely mentions her (an optional reference, her whole name in a note)
 * is somebody else's: it is listed for review. Records that were
 * merged into hers are hers. History forgets the words of all her rows, and any
 * earlier wording of others' notes that has her whole name. A tombstone is left.
 *
 * It is one action of kind "erase" and is not undone. Afterwards the search index is rebuilt and
 * the file rewritten, so that no byte of her name is left in it or its log (db_scrub); the copies
 * that migrations left beside the file go too. Her drafts are the face's (draft_forget). */
struct erased_row {
	const struct entity *e;
	int64_t id;
};
struct erasure {
	struct erased_row *row;     /* what was hers, the person first */
	int rows;
	struct erased_row *mention; /* for review; this user may meet each of them */
	int mentions;
};
/* name must be hers in full, whatever its accents and case: INVALID if not. Once she is erased the
 * same call, again with her name, looks for what still mentions her and cleans history of what was
 * written about her meanwhile. BUSY with rows in *ret: done, but somebody reads the file so that its
 * log could not be emptied yet; the words say so. Without rows nothing was erased. */
enum rc erase_person(struct db *db, struct arena *a, int64_t id, const char *name,
	struct erasure *ret);

/* What an erasure still owes the file: that its bytes go too. erase_person and erased_replay do it
 * at once; after a power cut, or when somebody read the file just then, the next to come in does
 * (access_login). OK when nothing is owed. */
enum rc erase_finish(struct db *db);
enum rc erase_owe(struct db *db); /* says in the file that it is to be done */

/* Was somebody of this name and telephone, or name and e-mail address, or name and month of birth,
 * erased? A name of two words or more that comes with none of these is known by itself. Any may be
 * NULL; values are canonical. For imports: what is typed by hand is not stopped, for people come
 * back of their own accord. */
bool erased_before(struct db *db, const char *given, const char *family, const char *phone,
	const char *email, const char *dob_month);
bool erased_any(struct db *db); /* has anybody been? */
/* In an older copy, or what was restored from one: erases in `to` everybody whom `from` has a
 * tombstone of, and carries the tombstones over. Both are open at this program's schema. There
 * nobody reviews what others wrote: each word of her name becomes "(erased)" in texts that have the
 * whole of it, if it is of two words or more; those of `name` as well, which may be NULL. *n is how
 * many were erased. */
enum rc erased_replay(struct db *from, struct db *to, const char *name, int *n);
/* Is there nobody left to erase in that copy? It is only read, and may be of an older schema. */
bool erased_all_there(struct db *from, struct db *to);

/* What erase.c asks of tombstone.c: the row's hashes written down before it is wiped; is that the
 * name an erased person had; was she erased at all. */
enum rc tombstone_put(struct db *db, int64_t person);
bool tombstone_named(struct db *db, int64_t person, const char *name);
bool tombstone_of(struct db *db, int64_t person);
/* erase_person without the questions, within a transaction. name NULL: no tombstone is made and
 * mentions are not looked for. */
enum rc erase_rows(struct db *db, struct arena *a, int64_t id, const char *name,
	struct erasure *ret);

/* ---- handing over ----
 *
 * Everything FROM looks after becomes TO's: people, institutions, next steps that are open, and
 * planned one-to-ones, hidden people's too. That is one action and undone as one. Then FROM's roles
 * are given to TO as well and FROM is disabled; users are bookkeeping, which undo does not touch. */
struct handed {
	int64_t people, institutions, next_steps, meetings;
	const char *roles; /* TO's new ones, "dsl,admin"; "" when none */
};
enum rc handover(struct db *db, struct arena *a, int64_t from, int64_t to, struct handed *ret);

/* ---- reaching somebody ---- */

/* Her safe-contact rule as one line for the eye ("Text message, not after 6 pm, say: the school, no
 * voicemail"); NULL when there is none or this user may not read it. */
const char *contact_rule(struct db *db, struct arena *a, int64_t person);

/* Does consent keep her telephone number or e-mail address ("phone", "email"; any other field:
 * never) in, when people leave the program as a file?
 *   - Of each purpose the latest word counts: the row whose day (withdrawn_on once it has come,
 *     else given_on) is the latest; of the same day a refusal.
 *   - A word is yes while given, not withdrawn and not run out; else it is no.
 *   - email is kept in when contact_email is a no. phone when contact_phone, contact_sms or
 *     contact_whatsapp is a no and none of the three is a yes.
 *   - No row at all means she was not asked: her number goes into one's own telephone book. Who may
 *     be written to is another question, with no as its answer when nothing is known: `ask
 *     may-contact`. */
bool consent_withholds(struct db *db, int64_t person, const char *field);
/* Is there any consent to look at? Saves the question a row. */
bool consent_any(struct db *db);
#endif
