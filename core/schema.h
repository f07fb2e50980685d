/* schema.h - two schemas in one file.
 *
 * Content: core/schema/NNNN-*.sql, numbered steps that are frozen once released; user_version is the
 * number of the last one done. Derived: places, search index, sort indexes - made from
 * core/derived.sql for every entity, dropped and rebuilt whenever its text, the entity table or the
 * Unicode version changes. A migration copies the file first, drops everything derived, steps,
 * rebuilds, in one transaction.
 *
 * What derived.sql makes for entity E:
 *   "E_ord"(ord INTEGER PRIMARY KEY, id)         its place in the entity's own order, if searchable
 *   "E_fts"(w)          fts5, rowid = the place, detail=none: bare AND of prefixes only
 *   index "E_order"     (order_sql) WHERE archived_at IS NULL
 *   index "E_import"    (import_ref) WHERE import_ref IS NOT NULL, from the first import of E on:
 *                       without it no row of E has a foreign id
 *   index "E_by_F"      (sort_sql), each SORT field F that is stored and not the own order
 *   index "E_of_F"      (F, order_sql) each FT_REF field F, archived rows too (foreign keys);
 *                       an RO one, which has no tab, without the order
 *   index "E_is_hidden" (id) WHERE hide, if it has .hide
 * (rows of one key stand by their id in every index, whether or not it is named: so it is not)
 * and as TEMP triggers, made by schema_writable when a connection first writes to E:
 *   place and words after insert, update, delete; SELECT logged(...) for history (history.h).
 */
#ifndef SCHEMA_H
#define SCHEMA_H
#include "entity.h"

/* Brings a file opened with db_open to this program's schema: makes, migrates or refuses it
 * (INVALID: newer), rebuilds what is derived if need be, verifies in tests. */
enum rc schema_open(struct db *db);
int schema_newest(void);
/* Makes the TEMP triggers of e on this connection, once. Every writer calls it. */
enum rc schema_writable(struct db *db, const struct entity *e);
/* Fills places and words of e from its rows (after a bulk load, an erasure, a new Unicode). */
enum rc schema_reindex(struct db *db, const struct entity *e);
/* Are so many rows enough of e's table that it is quicker to drop its indexes and make them anew? */
bool schema_bulk_pays(struct db *db, const struct entity *e, int64_t rows);
/* Drops the indexes of e; *again is the SQL that makes them anew, in a (bulk loads). */
enum rc schema_unindex(struct db *db, struct arena *a, const struct entity *e, const char **again);
/* Was E ever imported? If not there is no index of foreign ids and none to be found; an import makes
 * it first, within its transaction. It stays, whatever is undone: redo brings the ids back. */
bool schema_imported(struct db *db, const struct entity *e);
enum rc schema_importable(struct db *db, const struct entity *e);
enum rc schema_rebuild(struct db *db); /* drops and makes all that is derived */
/* Keeps a setting of the program's own; within a transaction. */
enum rc schema_setting(struct db *db, const char *name, const char *value);
/* Disagreements between tables and descriptors, a line each; "" when there is none. */
const char *schema_verify(struct db *db, struct arena *a);
/* The CREATE TABLE step for an entity: what `pact-tui sql ENTITY` prints. */
const char *schema_step(struct arena *a, const struct entity *e);
#endif
