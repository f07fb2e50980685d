/* kept.h - fields whose value is what the newest row of another type says: a person's step on the
 * ladder is where her newest ladder_event led.
 *
 * A field declares it: .kept = "ladder_event person to_step from_step", that is the type whose rows
 * keep it, their reference to the record, the value they give it, and the value before. The field
 * stays a column, for lists, sorting and indexes. Who sets it (set, form, import) writes such a row
 * in the same transaction; whoever adds, changes, archives or takes back such rows moves the field
 * with them, by a trigger of the connection. The newest is the first in that type's own order, among
 * equals the one with the greater id; archived rows say nothing. A record with no row has the value
 * it was given at first: the field's default needs no row.
 */
#ifndef KEPT_H
#define KEPT_H
#include "entity.h"
#include "str.h"

/* Does any field keep what rows of e say? */
bool kept_by(const struct entity *e);
/* " ladder_event ", the names of all such types: their rows come with what they keep, and are not
 * counted beside it. In a. */
const char *kept_types(struct arena *a);
/* The TEMP triggers on e, appended to b; and the types whose fields they write, one by one (NULL
 * past the last), which must be writable too. */
void kept_triggers(struct str *b, const struct entity *e);
const struct entity *kept_target(const struct entity *e, int i);
/* After ed was written: a row for each such field that changed; none in a bulk load. */
enum rc kept_saved(struct db *db, struct edit *ed);
/* After many rows of e came at once, ids first to last: the same, as one statement a field. */
enum rc kept_loaded(struct db *db, const struct entity *e, int64_t first, int64_t last);
#endif
