/* debrief.h - what we learned straight after an action, written down before it fades.
 *
 * How people feel is typed as it is said round the table, one word each: "Ana proud, Bea tired". Each
 * piece becomes a feeling: the last word is the word, what stands before it the name. A name is looked
 * for among those who were at the action (signed in, or with a role), then among everybody: her whole
 * name, her given name, the name she is known as, or the first of her given names. A name nobody has
 * stays with the word, so that nothing is lost; one that several have is asked about. Written again,
 * the pieces keep their people: "Ana calm" changes her word, a piece left out puts its feeling away.
 */
#ifndef DEBRIEF_H
#define DEBRIEF_H
#include "record.h"

/* The feelings of evaluation t as such a line, for its field; hidden people's are not in it. */
#define DEBRIEF_FEELINGS \
	"(SELECT group_concat(ifnull(coalesce(p.known_as, p.given, p.family) || ' ', '') || f.word," \
	" ', ') FROM feeling f LEFT JOIN person p ON p.id = f.person WHERE f.evaluation = t.id" \
	" AND f.archived_at IS NULL AND (p.id IS NULL OR p.contact_safety_level <> 'hidden'))"

/* The hooks of action_evaluation. An action that is evaluated has been held. */
enum rc debrief_check(struct db *db, struct edit *ed);
enum rc debrief_saved(struct db *db, struct edit *ed);

/* What we said after the last actions that we would change, a line each, in a; "" when nothing was
 * said, or when this user may not read it. */
const char *debrief_changes(struct db *db, struct arena *a);

/* The same on the page of an action to come, where it is called *label; NULL: nothing. */
const char *debrief_besides(struct db *db, struct arena *a, const struct record *r, const char **label);

/* The action to talk about: the last whose day has come and that has no evaluation. 0: none. */
int64_t debrief_next(struct db *db);
#endif
