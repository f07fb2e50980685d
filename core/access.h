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
/* May this user do that with records of e? On DENIED the words say so. */
enum rc access_may(struct db *db, const struct entity *e, enum action what);
bool access_role(struct db *db, const char *role);
/* For what works on everybody's rows at once (merging, erasing, importing): DENIED where she meets
 * some of them only. */
enum rc access_whole(struct db *db, const struct entity *e);
/* The role by which she may, for what is done under RESTRICTED; "" when she may not. */
const char *access_used(struct db *db, const struct entity *e, enum action what);

/* Which rows of e her roles give her to read; ROWS_SOME: those for which `where`, over `t` and :me,
 * is true. */
enum row_scope { ROWS_NONE, ROWS_SOME, ROWS_ALL };
enum row_scope access_rows(struct db *db, const struct entity *e, struct str *where);
/* wall.c. Logging in already puts row scopes under the program's SQL where the role has such. A
 * connection that serves somebody from elsewhere also gets the wall: whatever SQL is run, it reads
 * and writes what the roles give and no more. To be called once, after access_login. */
enum rc access_wall(struct db *db);
enum rc access_scopes(struct db *db); /* access_login's */
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
