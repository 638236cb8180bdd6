/*
 * date.c - days of the calendar as numbers: years begin in March, so that the odd day is the last
 * one
 */
#include <stdio.h>
#include <string.h>
#include "context/date.h"

static int days_before(int month) { return (153 * month + 2) / 5; }	/* month 0 is March */

static int is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_of(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

static int number(const char *digits, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return -1;
		value = value * 10 + digits[i] - '0';
	}
	return value;
}

int sdi_date_parse(const char *text)
{
	int year, month, day;

	if (strlen(text) != SDI_DAY_SIZE - 1 || text[4] != '-' || text[7] != '-')
		return SDI_NO_DAY;
	year = number(text, 4);
	month = number(text + 5, 2);
	day = number(text + 8, 2);
	if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
	    day > days_of(year, month))
		return SDI_NO_DAY;
	year -= month < 3;
	return 365 * year + year / 4 - year / 100 + year / 400 + days_before((month + 9) % 12) +
	       day - 1;
}

void sdi_date_text(int day, char out[SDI_DAY_SIZE])
{
	int year = day / 366, month = 11, of_year;

	while (365 * (year + 1) + (year + 1) / 4 - (year + 1) / 100 + (year + 1) / 400 <= day)
		year++;
	of_year = day - (365 * year + year / 4 - year / 100 + year / 400);
	while (days_before(month) > of_year)
		month--;
	snprintf(out, SDI_DAY_SIZE, "%04u-%02u-%02u", (unsigned)(year + (month >= 10)) % 10000,
		 (unsigned)((month + 2) % 12 + 1) % 100,
		 (unsigned)(of_year - days_before(month) + 1) % 100);
}
