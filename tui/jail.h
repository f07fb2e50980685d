/* jail.h - a served program locks itself in before it opens anything: it reads what it needs to run,
 * writes in the folders of its records and its state alone, and starts no program, socket or process,
 * whatever a hostile record or client makes of it. */
#ifndef JAIL_H
#define JAIL_H
#include "core/base.h"

/* file: of records; state and locale: folders, may be NULL. Dies when the kernel refuses the filter of
 * calls; without Landlock (before Linux 5.13) the folders stay those of the Unix user. */
void jail_served(const char *file, const char *state, const char *locale);
#endif
