/* date_private.h - the calendar under date.c, date_parse.c and date_show.c; nobody else's. */
#ifndef DATE_PRIVATE_H
#define DATE_PRIVATE_H
#include "date.h"

struct ymd {
	int y, m, d;
};

bool ymd_real(struct ymd t); /* a day of the calendar, years 1 to 9999 */
int ymd_days(int y, int m);  /* in the month */
long ymd_number(struct ymd t);
struct ymd ymd_of(long number);
int weekday_of(long number); /* 0 is Monday */
bool month_read(const char *month, struct ymd *ret); /* canonical "YYYY-MM", d is 1 */
#endif
