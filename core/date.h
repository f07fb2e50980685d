/* date.h - days and moments.
 *
 * A day is "YYYY-MM-DD" in the user's time zone, else the file's (setting `zone`); a month is
 * "YYYY-MM"; a moment is "YYYY-MM-DDTHH:MM:SSZ" in UTC, a time of the day "HH:MM". Nothing but
 * date_today and date_now asks the clock, and PACT_TODAY=YYYY-MM-DD sets what they answer (tests,
 * demonstrations).
 */
#ifndef DATE_H
#define DATE_H
#include "arena.h"

/* A day number: days since 1970-01-01, so that days can be added and compared. */
bool date_number(const char *day, long *ret); /* false unless a real day in canonical form */
void date_text(long number, char ret[11]);

void date_zone(const char *zone);  /* sets the zone of date_today; an unknown zone is UTC */
bool date_zone_known(const char *zone);
void date_today(char ret[11]);
void date_now(char ret[21]);

/* Reads a day as people type it, in English and Spanish alike, day before month: "3 feb",
 * "3/2", "3.2.26", "03/02/2026", "2026-02-03", "3 de febrero de 2026", "3rd February", "fri",
 * "next fri", "viernes", "el viernes", "proximo viernes", "today", "hoy", "tomorrow", "manana",
 * "yesterday", "ayer", "in 2 weeks", "en 2 semanas", "2w", "+10" (days), "-3", "hace 3 dias",
 * "3 days ago". A weekday is the next one after `today`, "last fri"/"pasado" the one before. A day
 * without a year is the one nearest to today that is not more than 6 months back. Two-digit years
 * are 20xx up to 20 years ahead of today, else 19xx. Accents and case do not matter.
 * Returns false when it is no day; 31 February is no day. */
bool date_parse(const char *typed, const char *today, char ret[11]);
/* The same for a month: "2019-03", "mar 2019", "marzo 2019", "3/2019". */
bool month_parse(const char *typed, char ret[8]);

/* The same for a time of the day: "10", "10.30", "1430", "14h", "2pm", "2.30 p.m.". "3" could be day or
 * night: false, as for what is no time, with *either set. */
bool time_parse(const char *typed, char ret[6], bool *either);
/* That time of that day in the file's zone, as a moment. An hour that the clocks leap over is the one
 * after it. */
bool date_moment(const char *day, const char *time, char ret[21]);

/* For the eye, in the language of tr(): "Fri 27 Nov", with the year unless it is today's:
 * "Fri 27 Nov 2025". Not a day: the text itself. */
const char *date_show(struct arena *a, const char *day, const char *today);
/* How long ago or ahead, in words: "today", "tomorrow", "9 days ago", "6 weeks ago",
 * "in 3 days", "8 months ago", "2 years ago". */
const char *date_ago(struct arena *a, const char *day, const char *today);
const char *month_show(struct arena *a, const char *month);
/* A UTC moment in the file's zone: "Sat 21 Nov 14:05". */
const char *moment_show(struct arena *a, const char *moment, const char *today);
#endif
