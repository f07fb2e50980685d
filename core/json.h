/* json.h - JSON as far as records need it: flat objects, one a line or in one array.
 *
 * Reading is safe with anything: nothing recurses, an object holds at most 1 MiB and 1,000 keys,
 * and what is wrong with one costs that one only (reading goes on in the next line). Values become
 * text: strings as they are, numbers as written, true and false by those words, null is NULL, an
 * array of such values is joined with "; ". An object inside an object is refused.
 */
#ifndef JSON_H
#define JSON_H
#include "lines.h"
#include "str.h"

struct json_pair {
	const char *key, *value;
};
struct json_row {
	long line;              /* where it begins */
	int n;
	struct json_pair *pair; /* in the arena of json_next */
	const char *fault;      /* why it cannot be read (untranslated); NULL */
};

struct json {
	struct lines *in;
	struct str text;        /* read and not yet taken */
	size_t at;              /* where in it the next object is looked for */
	long line;              /* of text.s + at */
	int resyncs;            /* objects that did not end */
};

void json_open(struct json *j, struct lines *in);
bool json_next(struct json *j, struct arena *a, struct json_row *row);
void json_close(struct json *j); /* the lines stay open */

/* The object that s begins with and ends with. The result is why not, or NULL. */
const char *json_object(struct arena *a, const char *s, size_t n, struct json_pair **ret,
	int *count);
/* Is s a number as JSON writes them? */
bool json_is_number(const char *s);
/* s in quotation marks, escaped; NULL gives null. */
void json_string(struct str *b, const char *s);
#endif
