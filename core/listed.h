/* listed.h - who stands in lists, counts, boards, maps and paths, said once, as SQL over a person of
 * that alias: she is not archived or hidden, and did not ask us not to use her data. Views and lists
 * of records have it from the entity table (ftype.h, hidden_sql); statements of their own take this. */
#ifndef LISTED_H
#define LISTED_H

#define LISTED(p) p ".archived_at IS NULL AND " p ".contact_safety_level <> 'hidden'" \
	" AND ifnull(" p ".processing_restricted, 0) = 0"
/* A position that has not ended; a tie that is not kept to oneself. */
#define STANDS(t) t ".archived_at IS NULL AND (" t ".to_on IS NULL OR " t ".to_on >= :today)"
#define OPEN(r) r ".archived_at IS NULL AND ifnull(" r ".hidden, 0) = 0"
#endif
