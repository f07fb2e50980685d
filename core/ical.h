/* ical.h - next steps and one-to-ones for a calendar (RFC 5545). The writer is a row of transfer.c's
 * table; there is nothing to call.
 *
 * A next step is a VTODO, due on its day; a one-to-one is a VEVENT of the whole day, planned or held.
 * UID is made of the record's number, so that reading the file again changes what is there and adds
 * nothing. STATUS follows the record.
 *
 * A diary is read over shoulders, on telephones and by the firms that keep calendars. So no one is
 * named in it: a one-to-one is called that and its place; a next step keeps its own words, in which
 * the names of the people it is about are cut to their initial; institutions keep their names. The
 * number in DESCRIPTION (show one_to_one 7) leads back to the record. Hidden people have no entries,
 * being in no list.
 */
#ifndef ICAL_H
#define ICAL_H
#include "transfer.h"
#endif
