/* report_plain_words.c - names, days and sentences as the language of the page has them */
#include <stdio.h>
#include <string.h>
#include "report/report_facts.h"

#define NAME_SIZE 256		/* of one name; a longer one is no code of the words */

const char *sdi_report_plain_word(const struct sdi_report_facts *facts, const char *kind,
				  const char *code)
{
	const struct sdi_word *word = sdi_word(&facts->words, kind, code);

	return word ? word->patient : "";
}

static int put_name(const struct sdi_report_facts *facts, const char *name, size_t n,
		    kstring_t *out)
{
	char code[NAME_SIZE];
	const char *plain = "";

	if (n < sizeof(code)) {
		memcpy(code, name, n);
		code[n] = 0;
		plain = sdi_report_plain_word(facts, "agent", code);
	}
	return *plain ? kputs(plain, out) : kputsn(name, n, out);
}

int sdi_report_plain_names(const struct sdi_report_facts *facts, const char *names, kstring_t *out)
{
	int failed = 0;

	while (*names && !failed) {
		const char *end = strstr(names, ", ");
		size_t n = end ? (size_t)(end - names) : strlen(names);

		failed = put_name(facts, names, n, out) < 0 || (end && kputs(", ", out) < 0);
		names += n + (end ? 2 : 0);
	}
	return failed ? -1 : 0;
}

int sdi_report_plain_date(const struct sdi_report_facts *facts, const char *date, kstring_t *out)
{
	int year, month, day;
	char number[16], in_year[16], code[16];

	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3 || strlen(date) != 10 ||
	    month < 1 || month > 12 || day < 1 || day > 31)
		return kputs(date, out) < 0 ? -1 : 0;
	snprintf(number, sizeof(number), "%d", day);
	snprintf(in_year, sizeof(in_year), "%d", year);
	snprintf(code, sizeof(code), "%d", month);
	return sdi_put_plain_words(
		out, &facts->words, "date", "written", "day",
		day == 1 ? sdi_report_plain_word(facts, "date", "first_day") : number, "month",
		sdi_report_plain_word(facts, "month", code), "year", in_year, NULL);
}
