/* tie_private.h - what counts as a tie, as pieces of SQL: path.c asks for the ties of one, network.c
 * for all of them, and both must mean the same. */
#ifndef TIE_PRIVATE_H
#define TIE_PRIVATE_H
#include "listed.h"

/* A link that opens a door; a one-to-one that was held. */
#define DOOR(l) l ".archived_at IS NULL AND " l ".kind <> 'rival'"
#define HELD(m) m ".status = 'held' AND " m ".archived_at IS NULL"
#endif
