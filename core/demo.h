/* demo.h - the demonstration: a borough with invented people, to try everything on.
 *
 * Everyone and every place in it is made up; telephone numbers are the ones kept free for fiction.
 * It is the same each time, but for its days, which lie around today. Its setting "_demo" marks the
 * file, so that line 1 says DEMO in words.
 */
#ifndef DEMO_H
#define DEMO_H
#include "db.h"

/* Opens the demonstration at path and logs in its first user; makes it when it is missing. fresh:
 * what was there before is thrown away. INVALID: the file is no demonstration, and was left alone.
 * *ret is always a handle; on failure it only has words. */
enum rc demo_open(struct db **ret, const char *path, bool fresh);
#endif
