/* question.h - every question an organiser asks, as a block of core/questions.sql.
 *
 *   -- question not-met
 *   -- title: Who have I not met in six weeks?          (translated)
 *   -- about: what this counts, in words                (translated; shown by ? and help)
 *   -- param: days int 42 Days without a meeting        (name type default label)
 *   -- opens: person                                    (entity of column 1, the id)
 *   -- column: last_met date Last met                   (name type label; in the SELECT's order)
 *   -- reads: people, each once                         (why it may scan or sort without an index)
 *   SELECT ...                                          (:today :me :lang and the params are bound)
 *   ORDER BY ...                                        (the last one begins a line)
 * In the SQL {name p} is the name of the person of alias p, {listed p} is true of a person who may
 * stand in a list. Names are words with hyphens. The answer's first column is always the id, or
 * "person:7" where rows are of several kinds; it is named "id" in CSV and not shown on screen.
 * Numbers have 10 significant digits.
 */
#ifndef QUESTION_H
#define QUESTION_H
#include "list.h"

struct question_param {
	const char *name, *label, *def;
	enum ft type;
};
struct question {
	const char *name, *title, *about, *reads, *sql;
	const struct entity *opens;
	struct question_param *params;
	int nparams;
	struct column *cols;
	int ncols; /* without the id */
};

/* All of them, in the file's order; parsed once. */
const struct question *questions(int *n);
const struct question *question_find(const char *name);
const char *question_nearest(const char *name);
/* args: "days=30" ...; unknown or bad ones are INVALID. The list holds at most 10,000 rows; all:
 * rows are handed to each() instead and none are kept (export), ret may then be NULL. */
enum rc question_ask(struct db *db, const struct question *q, int argc, const char *const *argv,
	struct list **ret);
enum rc question_each(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg);
/* How many rows, counting to at most `most`. BUSY when a key stopped it. */
enum rc question_count(struct db *db, const struct question *q, int most, int *ret);
#endif
