/* draft_private.h - what draft.c and draft_forget.c share: where drafts lie and how they are read. */
#ifndef DRAFT_PRIVATE_H
#define DRAFT_PRIVATE_H
#include "draft.h"
#include "core/str.h"

/* How the name of a file ends that is no draft: half of one that a kill left, or draft_beside. */
#define DRAFT_ASIDE ".aside"

bool drafts_folder(struct str *to);
/* How the names of drafts begin: of a record file; of this user in it. */
unsigned long long draft_file(struct db *db);
void draft_begin(struct db *db, struct str *to);
/* NULL when the file is no whole draft. */
struct draft *draft_load(struct arena *a, const char *path);
/* Walks the files of the folder whose names begin so; drops those of which gone() says so.
 * Returns how many stay. */
int each_draft(const char *begin, bool (*gone)(void *arg, const char *path), void *arg);
#endif
