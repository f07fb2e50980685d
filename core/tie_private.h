/* tie_private.h - what counts as a tie, as pieces of SQL: path.c asks for the ties of one, network.c
 * for all of them, and both must mean the same. */
#ifndef TIE_PRIVATE_H
#define TIE_PRIVATE_H
#include "listed.h"

/* A position that has not ended; a tie that is not kept to oneself; a link that opens a door; a
 * one-to-one that was held. */
#define STANDS(t) t ".archived_at IS NULL AND (" t ".to_on IS NULL OR " t ".to_on >= :today)"
#define OPEN(r) r ".archived_at IS NULL AND ifnull(" r ".hidden, 0) = 0"
#define DOOR(l) l ".archived_at IS NULL AND " l ".kind <> 'rival'"
#define HELD(m) m ".status = 'held' AND " m ".archived_at IS NULL"
#endif
