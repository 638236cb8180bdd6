/* date.h - days of the calendar as numbers, so that they can be counted */
#ifndef SDI_DATE_H
#define SDI_DATE_H

#include <stddef.h>

#define SDI_NO_DAY (-1)
#define SDI_DAY_SIZE 11

/*
 * sdi_date_parse() - "2026-11-22" -> days since 0000-03-01, or SDI_NO_DAY: not a day of the
 * Gregorian calendar, 1900..2199
 */
int sdi_date_parse(const char *text);
/* sdi_date_text() - the day as YYYY-MM-DD */
void sdi_date_text(int day, char out[SDI_DAY_SIZE]);

#endif
