/* question.h - every question an organiser asks, as a block of core/questions.sql.
 *
 *   -- question not-met
 *   -- title: Who have I not met in six weeks?          (translated)
 *   -- about: what this counts, in words                (translated; shown by ? and help)
 *   -- param: days int 42 Days without a meeting        (name type default label; the type may be
 *                                                        an entity, the default "-" for nothing)
 *   -- needs: brokers                                   (worked out in C first: answers.def)
 *   -- opens: person                                    (entity of column 1, the id)
 *   -- first: card                                      (screen that Enter opens for whom the row is
 *                                                        about, instead of the row's record)
 *   -- column: last_met date Last met                   (name type label; in the SELECT's order; the
 *                                                        type may be a field: person.phone)
 *   -- counts: everybody by campaign                  (numbers alone, of everybody: answered to a
 *                                                        trustee too; the column whose rows alike have
 *                                                        a total in this answer or another, see few.h)
 *   -- whole: everybody                               (worked out from everybody, so that of some of
 *                                                        them the numbers would be wrong: refused to who
 *                                                        meets some people only; counts are so anyway)
 *   -- reads: people, each once                         (why it may scan or sort without an index)
 *   SELECT ...                                          (:today :me :lang and the params are bound)
 *   ORDER BY ...                                        (the last one begins a line)
 * In the SQL {name p} is the name of the person of alias p, {listed p} is true of a person who may
 * stand in a list, {unhidden m.host, m.scribe} when none of these is hidden, {stands r} of a position
 * that has not ended, {open r} of a tie not kept to oneself, {said l} of a line heard that counts,
 * {phone p} her number or "***" and {care p} why not to ring it, {home p} the name of
 * her first institution, {label skill t.skill} the words for the code in that column, {user p.owner}
 * the user's name, {days p.met} how many days ago that was. What SQL cannot work
 * out, a function answer_NAME of a theme file does first: it fills a TEMP table of that name, which
 * the block reads like any other. It gets the parameters (the last has a NULL name) and asks
 * db_interrupted() now and then whether a key wants it to stop; what there is to say besides (an
 * estimate's error) it leaves by db_note(). Names are words with hyphens. The
 * answer's first column is always the id, or "person:7" where rows are of several kinds; it is named
 * "id" in CSV and not shown on screen. Numbers have 10 significant digits.
 */
#ifndef QUESTION_H
#define QUESTION_H
#include "list.h"

struct question_param {
	const char *name, *label, *def;
	enum ft type;
	const char *of; /* FT_REF: the entity */
};
typedef enum rc question_needs(struct db *db, const struct bind *params);
#define ANSWER(name) question_needs answer_##name;
#include "answers.def"
#undef ANSWER
struct question {
	const char *name, *title, *about, *reads, *first;
	const char *body; /* its SQL as it stands in the file, so long: question_sql */
	int length;
	const struct entity *opens;
	struct question_param *params;
	int nparams;
	question_needs *needs; /* NULL: the SQL is enough */
	struct column *cols;
	int ncols; /* without the id */
	bool whole;
	const char *counts; /* "everybody", "everybody by campaign"; NULL */
};

/* All of them, in the file's order. Each is parsed once, when it is first asked for. */
const struct question *questions(int *n);
const struct question *question_find(const char *name);
/* Adds its SQL, with all that a block says in two words written out. */
void question_sql(const struct question *q, struct str *to);
const char *question_nearest(const char *name);
/* args: "days=30" ...; unknown or bad ones are INVALID. The list holds at most 10,000 rows; all:
 * rows are handed to each() instead and none are kept (export), ret may then be NULL. */
enum rc question_ask(struct db *db, const struct question *q, int argc, const char *const *argv,
	struct list **ret);
enum rc question_each(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg);
/* question_each once more, at once, with the same words: what was worked out still stands. */
enum rc question_again(struct db *db, const struct question *q, int argc, const char *const *argv,
	enum rc (*each)(void *arg, const struct row *row), void *arg);
/* How many rows, counting to at most `most`. BUSY when a key stopped it. */
enum rc question_count(struct db *db, const struct question *q, int most, int *ret);
#endif
