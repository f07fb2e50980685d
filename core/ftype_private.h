/* ftype_private.h - what the ftype_*.c files give each other: parse and show of each family. */
#ifndef FTYPE_PRIVATE_H
#define FTYPE_PRIVATE_H
#include "ftype.h"

#define PARSE(name) enum rc name(struct db *db, struct arena *a, const struct field *f, \
	const char *in, const char **ret)
#define SHOW(name) const char *name(struct db *db, struct arena *a, const struct field *f, \
	const char *v)

/* ftype_text.c */
PARSE(parse_text);
PARSE(parse_int);
PARSE(parse_bool);
PARSE(parse_email);
PARSE(parse_url);
PARSE(parse_postcode);
SHOW(show_text);
SHOW(show_int);
SHOW(show_bool);
/* ftype_date.c */
PARSE(parse_date);
PARSE(parse_month);
PARSE(parse_moment);
PARSE(parse_time);
SHOW(show_date);
SHOW(show_month);
SHOW(show_moment);
/* ftype_phone.c */
PARSE(parse_phone);
SHOW(show_phone);
/* codes.c */
PARSE(parse_code);
PARSE(parse_codes);
SHOW(show_code);
SHOW(show_codes);
/* ftype_ref.c */
PARSE(parse_ref);
PARSE(parse_refs);
PARSE(parse_oneof);
SHOW(show_ref);
SHOW(show_refs);
SHOW(show_oneof);
/* The record type whose table a field stands in. */
const struct entity *field_entity(const struct field *f);

/* The next piece of a list that , or ; divides, without the blanks around it, in a; NULL at the
 * end. Start with *at at the list. */
char *list_piece(struct arena *a, const char **at);
#endif
