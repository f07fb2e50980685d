/* ledger.h - what those with power promised: from an ask that was answered into the ledger.
 *
 * An ask is one sentence that can be answered yes or no; one that is not, or that asks two things, is
 * marked so, and keeps nobody from saving it. When the answer is yes, with a condition or
 * without, it becomes a commitment: the words that were said, by whom, at which action, held by
 * whoever asked. Where a commitment stands is what its newest check found (kept.h). One is late when
 * its day has passed and nobody has found it kept.
 */
#ifndef LEDGER_H
#define LEDGER_H
#include "record.h"

/* SQL over alias c of commitment: it may still be kept; it is late; it comes back to its campaign. */
#define LEDGER_OPEN(c) c ".status IN ('open', 'in_progress')"
#define LEDGER_LATE(c) LEDGER_OPEN(c) " AND ifnull(" c ".due, '9999') < :today"
#define LEDGER_BACK(c) "(" c ".status = 'broken' OR (" LEDGER_LATE(c) "))"
/* SQL: what there is to mend in the words w of an ask. A stop after fewer than four letters is no end
 * of a sentence: "Mr. Grey". */
#define LEDGER_MEND(w) \
	"CASE WHEN rtrim(" w ") NOT GLOB '*[?\u061f\uff1f]' THEN 'question'" \
	" WHEN substr(" w ", 1, length(" w ") - 1) GLOB '*[?!;\u061f\uff1f] *'" \
	" OR lower(" w ") GLOB '*[a-z][a-z][a-z][a-z]. *' THEN 'one' END"

/* Can it go into the ledger? INVALID, with words, when the answer is no yes, nobody gave it, or it is
 * there already. */
enum rc ledger_ready(struct db *db, int64_t ask);
/* The commitment that an ask's answer is, in one action: due may be NULL or "" (nobody said when). Its
 * id goes to *ret. INVALID: as above. */
enum rc ledger_commit(struct db *db, int64_t ask, const char *due, int64_t *ret);
#endif
