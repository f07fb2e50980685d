/* access.h - users, roles, zones: the one gate.
 *
 * The matrix role x zone x action is a table in access.c (the trade's, fixed). A user may hold
 * several roles. A person on a file of their own is its first user and holds every role but dsl's
 * secrets: nobody logs in to a file of their own.
 */
#ifndef ACCESS_H
#define ACCESS_H
#include "entity.h"

enum action { READ, WRITE, ADD, EXPORT };

/* Logs the connection in as the user of that name (NULL: the file's only or first user, made from
 * the login name when there is none; a name given to a file without users makes that one, as
 * organiser and administrator). NOTFOUND, or DENIED when disabled. Sets db_me, zone,
 * language wishes. */
enum rc access_login(struct db *db, const char *name);
/* May this user do that with records of e? On DENIED the words say so. */
enum rc access_may(struct db *db, const struct entity *e, enum action what);
bool access_role(struct db *db, const char *role);
/* The user's name, language ("" when unset) and key map; in a. */
const char *access_name(struct db *db, struct arena *a);
const char *access_lang(struct db *db, struct arena *a);
const char *access_keymap(struct db *db, struct arena *a);
#endif
