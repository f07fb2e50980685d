/* print.h - lists and records on paper: plain text, 72 columns, pages of 60 lines with a form feed
 * between, each with a head (title, day, page). Columns share the width; what is longer goes on in
 * the next line, and a row is not torn apart between two pages. Lists are written by list_write.
 */
#ifndef PRINT_H
#define PRINT_H
#include "transfer.h"

/* One record: its filled fields, then a list for each kind of record that refers to it. What may not
 * leave (masked, hidden, marked so) is not on the paper, and history says that it was printed. */
enum rc record_print(struct db *db, const struct entity *e, int64_t id, FILE *to);
/* Text about that record as it stands, its first line on every page; lines of 72 columns at most. */
enum rc text_print(struct db *db, const struct entity *e, int64_t id, const char *text, FILE *to);
#endif
