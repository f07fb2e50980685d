/* filter_private.h - what the files of the filter share: terms as typed, and SQL in the making. */
#ifndef FILTER_PRIVATE_H
#define FILTER_PRIVATE_H
#include "filter.h"
#include "ftype.h"

enum op { OP_IS, OP_EXACT, OP_LESS, OP_MORE, OP_UPTO, OP_FROM, OP_NOT };

/* One term as it was typed. */
struct term {
	const char *from, *to; /* where it stands in the text */
	bool minus, open;      /* begins with -; a quote was not closed */
	const char *word;      /* a bare word or quoted words; NULL: a field term */
	bool quoted;
	const char *field;
	enum op op;
	const char **v;        /* either of these; none: is empty */
	size_t n;
	bool filled;           /* the value is a bare * */
};

/* A filter while it is made. */
struct making {
	struct db *db;
	struct arena *a;
	const struct entity *e;
	struct str where;
	struct bind *binds; /* in a; ends with a zero one */
	size_t n, cap;
	int archived;
	bool few;
};

/* The next term; false at the end. */
bool term_read(struct arena *a, const char **at, struct term *ret);

/* Binds a value; appends its name with the colon to b. */
void filter_bind_text(struct making *m, struct str *b, const char *text);
void filter_bind_id(struct making *m, struct str *b, int64_t id);

/* Appends the condition of a field term to m->where. */
enum rc filter_field(struct making *m, const struct term *t);
/* A field as people call it: name, label, synonym, with - as good as _; NULL. */
const struct field *filter_field_named(const struct entity *e, const char *word);
#endif
