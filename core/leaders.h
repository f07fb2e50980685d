/* leaders.h - what is known of a leader, on one page: the opinion of her beside what tests show, whom
 * she brings, whom she develops; and the tree of who develops whom.
 *
 * A rating, and how many of her promises she kept, are read by who rated her and by whoever develops
 * her (as a user of the file), for 24 months (domain.md 3.8); for everybody else the page has no
 * such lines. People brought and skills are facts. Hidden people are on no page but their own.
 */
#ifndef LEADERS_H
#define LEADERS_H
#include "record.h"

/* The page without her name, a line a sentence, appended to `to` in the language of now. */
enum rc leader_page(struct db *db, struct arena *a, int64_t person, struct str *to);

/* The tree as numbered, indented lines ("1.2 Ewa Nowak, Helper"), of all or below one person: first
 * those whom nobody develops, then what is left when people develop each other in a ring; a person
 * who comes again is named with the number she has. At the end leaders whom nobody develops and who
 * develop nobody. INVALID: nothing is on file, the words say so. */
enum rc leaders_tree(struct db *db, struct arena *a, int64_t person, struct str *to);
#endif
