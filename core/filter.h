/* filter.h - the filter language: what is typed after / and in `list people FILTER`.
 *
 *   filter  terms with spaces between; all must hold
 *   term    [-] ( word | "words" | field op value )
 *   op      :  is (text: contains; code, ref: is; set: holds)   =  exactly   < > <= >=   !=
 *   value   word | "several words" | a,b (either) | (nothing) is empty | * is filled;
 *           of days also no (empty) and yes (filled)
 * A bare word matches the beginning of any word of the record's FIND fields, or of the title of a
 * record its title refers to (a one-to-one is found by the person's name). field is a field's name,
 * label or synonym; `id` and `archived:yes` / `archived:all` work too; a value is parsed by the
 * field's type, so "due:<fri" and "owner:me" and "type:church" and "type:iglesia" are understood.
 * A title of a REF may be given ("person:\"Ana Quispe\""); part of it matches by `:`.
 */
#ifndef FILTER_H
#define FILTER_H
#include "entity.h"

/* The rows that hold one word, themselves or through their title: each once, in no order. */
struct found_word {
	const char *match; /* FTS5 query */
	const char *ids;   /* SQL of their ids, as "id"; takes :match */
};

struct filter {
	const struct entity *e;
	const char *match;   /* FTS5 query of the bare words; NULL: there are none, or no index */
	const char *where;   /* " AND (...)" over alias t; "" when there is none; values are bound */
	const char *test;    /* the bare words as a condition on one row, " AND (...)"; "" */
	const struct found_word *words; /* where words may also stand in a record that the title refers
	                        to: each bare word by itself; match is NULL then */
	size_t nwords;
	struct bind *binds;  /* f1, f2 ... of where and test; ends with a zero one. Bind those that the
	                        statement names, and :match */
	bool few;            /* only rows whose ids are in it */
	enum { LIVE_ONLY, ARCHIVED_ONLY, ARCHIVED_TOO } archived;
	const char *text;    /* the filter as typed, tidied */
};

/* INVALID puts a sentence on db: unknown field (did you mean), bad date, open quote.
 * lenient: a half-typed term (as in a live filter) is left out instead of refused. */
enum rc filter_parse(struct db *db, struct arena *a, const struct entity *e, const char *text,
	bool lenient, struct filter **ret);
/* What may stand instead of the last term of `text`: fields ("due:"), then the words of a code list
 * ("language:es"). For completion; in a. */
size_t filter_complete(struct db *db, struct arena *a, const struct entity *e, const char *text,
	const char ***ret);
#endif
