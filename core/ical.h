/* ical.h - what is planned and what is due, for a calendar (RFC 5545). The writer is a row of transfer.c's
 * table; there is nothing to call.
 *
 * A next step, a pledge or a commitment is a VTODO, due on its day, and a commitment that is to be
 * looked at again another one; a one-to-one or an action is a VEVENT, planned or held: of the whole
 * day, or from its time (in UTC, which needs no table of zones) for its minutes, an hour when nothing
 * is said.
 * UID is made of the record's number, so that reading the file again changes what is there and adds
 * nothing. STATUS follows the record.
 *
 * A diary is read over shoulders, on telephones and by the firms that keep calendars. So no one is
 * named in it: a one-to-one is called that and its place; what else is due keeps its own words, in
 * which the names of the people it is about are cut to their initial; institutions keep their names. The
 * number in DESCRIPTION (show one_to_one 7) leads back to the record. Hidden people have no entries,
 * being in no list.
 */
#ifndef ICAL_H
#define ICAL_H
#include "transfer.h"
#endif
