/*
 * dose_text.h - "20 mg/d", "500 mg twice daily", "1-0-1 20 mg": words in, an amount for each day,
 * week or month out
 *
 * An amount without a frequency is of one day, unless it is of a unit that is counted otherwise.
 */
#ifndef SDI_DOSE_TEXT_H
#define SDI_DOSE_TEXT_H

#include <stdint.h>

#define SDI_DOSE_UNIT_SIZE 32

struct sdi_dose {
	int64_t amount;			/* in thousandths of @unit */
	char unit[SDI_DOSE_UNIT_SIZE];	/* "mg/day", "mg/month", "tablet/day", ... */
};

/* sdi_dose_read() - 1: @text names a dose; 0: it names none */
int sdi_dose_read(const char *text, struct sdi_dose *out);

#endif
