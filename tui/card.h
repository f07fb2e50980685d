/* card.h - the filled fields of a record as labels and values, and how they share the lines of a
 * screen: short ones two beside each other, long ones wrapped.
 *
 * Left out are empty fields, ticks that are not set, and the parts of a "one of" field. A masked
 * value stands as ***, the first of them beside the rule for contacting that person, until it is
 * revealed. On an action to come stands what we said we would change, as on its run sheet.
 */
#ifndef CARD_H
#define CARD_H
#include "core/record.h"

struct card_item {
	const struct field *f;      /* NULL: no field of the record */
	const char *label, *value; /* safe to show; value may hold line ends */
	bool masked;
};

struct card_line {
	struct {
		const char *label, *value; /* label "" in the lines of a wrapped value */
	} part[2];
	int parts;
};

struct card {
	struct card_item *item;
	int items;
	struct card_line *line;
	int lines, cols;
	int label; /* columns the labels take */
};

/* The items of r. clear: values that were revealed, one a field, or NULL. reveal: what to press or
 * type to reveal. */
void card_read(struct card *c, struct arena *a, struct db *db, const struct record *r,
	const char *const *clear, const char *reveal);
/* Lays the items out for a width, unless that was done already. */
void card_fit(struct card *c, struct arena *a, int cols);
/* Where the second part of a line begins. */
static inline int card_half(const struct card *c)
{
	return c->cols / 2;
}
#endif
