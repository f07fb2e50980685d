/* access.h - users, roles, zones: the one gate.
 *
 * The matrix role x zone x action is a table in access.c (the trade's, fixed). A user may hold
 * several roles. A person on a file of their own is its first user and holds every role but dsl's
 * secrets: nobody logs in to a file of their own.
 */
#ifndef ACCESS_H
#define ACCESS_H
#include "entity.h"
#include "str.h"

enum action { READ, WRITE, ADD, EXPORT };

/* Logs the connection in as the user of that name (NULL: the file's only or first user, made from
 * the login name when there is none; a name given to a file without users makes that one, as
 * organiser and administrator). NOTFOUND, or DENIED when disabled. Sets db_me, zone,
 * language wishes. */
enum rc access_login(struct db *db, const char *name);
/* Whoever is in already: an administrator may have changed her roles or shut her out meanwhile, or her
 * last day be over. DENIED, with the sentence for her, when she may come in no more. When her roles
 * are others (*changed) row scopes and wall are built anew: what was read before may be more than she
 * meets now. Until then the gate lets nothing through. Within no transaction. */
enum rc access_again(struct db *db, bool *changed);
/* May this user do that with records of e? On DENIED the words say so. */
enum rc access_may(struct db *db, const struct entity *e, enum action what);
bool access_role(struct db *db, const char *role);
/* INVALID when nobody but that user could administer this file: she stays, or it is locked for ever. */
enum rc access_stays(struct db *db, int64_t user);
/* For what works on everybody's rows at once (merging, erasing, importing): DENIED where she meets
 * some of them only. */
enum rc access_whole(struct db *db, const struct entity *e);
/* The role by which she may, for what is done under RESTRICTED: of several one that reaches all such
 * rows rather than some; "" when she may not. */
const char *access_used(struct db *db, const struct entity *e, enum action what);

/* Which rows of e her roles give her to read; ROWS_SOME: those for which `where`, over `t` and :me,
 * is true. */
enum row_scope { ROWS_NONE, ROWS_SOME, ROWS_ALL };
enum row_scope access_rows(struct db *db, const struct entity *e, struct str *where);
/* What stands where. The gate (access_may here, and the conditions that record.c, lists, questions and
 * exports put into their SQL) holds everything: the matrix of roles and zones, row scopes, and the care
 * for people of domain 3.8. The wall under a served connection holds the matrix and the row scopes alone
 * (domain 3.7): which tables and which of their rows are read and written, history and the search index
 * among them, whatever SQL is run. It does not hold 3.8, which is by row and field and depends on who
 * asks: who meets all people meets, to the wall, hidden ones as well (not only their owner and the
 * safeguarding lead), masked numbers in clear, others' opinions at any age, and who objected to being
 * listed. Nor does it hold that a reading of RESTRICTED is written down, or that numbers under five are
 * left out. So: SQL from outside, if there ever were a way in, stays within
 * a role's rows; what 3.8 promises is kept by the program's own SQL alone. */
/* wall.c. Logging in already puts row scopes under the program's SQL where the role has such. A
 * connection that serves somebody from elsewhere also gets the wall: whatever SQL is run, it reads
 * and writes what the roles give and no more. To be called after access_login. */
enum rc access_wall(struct db *db);
enum rc access_scopes(struct db *db); /* access_login's */
/* What works on everybody's rows at once, which the gate lets through for who meets all people, does so
 * without the wall, as on a file of one's own: a tie that her views hide must move too. No SQL of anybody
 * runs between the two. access_lower puts it up again and hands rc on; where that fails nothing is let
 * through any more. Nothing for who meets some people only, nor within a transaction. */
enum rc access_lift(struct db *db, bool *lifted);
enum rc access_lower(struct db *db, bool lifted, enum rc rc);
/* The user's name, language ("" when unset) and key map; in a. */
const char *access_name(struct db *db, struct arena *a);
const char *access_lang(struct db *db, struct arena *a);
const char *access_keymap(struct db *db, struct arena *a);

/* Coming in through ssh (access_key.c). A key is a person: it stands once, for one user. */
struct access_key {
	const char *key;         /* "ssh-ed25519 AAAA..." and nothing more */
	const char *fingerprint; /* "SHA256:...", as ssh-keygen -l shows it */
	const char *comment;     /* what stood behind it; "" */
};
/* Reads one line of a .pub file. INVALID for what is no key, is damaged, too weak or private. */
enum rc access_key_read(struct db *db, struct arena *a, const char *line, struct access_key *ret);
/* Whose key that is; NULL when nobody's who may come in today. */
const char *access_key_user(struct db *db, struct arena *a, const char *fingerprint);
/* Passwords are let in only where the setting `passwords` is "on". Kept as Argon2id hashes. */
bool access_passwords(struct db *db);
enum rc access_password_set(struct db *db, int64_t user, const char *password);
/* The name of the user it lets in; NULL. Takes as long for a name that nobody has. */
const char *access_password_user(struct db *db, struct arena *a, const char *name,
	const char *password);
#endif
