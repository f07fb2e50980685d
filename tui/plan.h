/* plan.h - what an import would do, in plain words: the same on the shell, by ear and on a screen. */
#ifndef PLAN_H
#define PLAN_H
#include "app.h"

/* "98 rows: 94 new, 2 changed, 2 unchanged; 2 of the new may be here already" */
const char *plan_counts(struct arena *a, const struct import *im);
/* Where a column goes: "telephone -> Phone", "age_range -> notes". */
const char *plan_column(struct arena *a, const struct import *im, const struct mapping *m);
/* All of it, some lines of each kind, for those who read or hear it as text. numbered: the lines
 * worth a look carry numbers and are all there. */
const char *plan_text(struct arena *a, const struct import *im, bool numbered);
/* Brings it in and says what came of it; an exit code. */
int plan_run(struct app *app, struct arena *a, struct import *im);
#endif
