/* dose_limits.h - numbers that the dose of one medicine is held against; for dose_check.c */
#ifndef SDI_DOSE_LIMITS_H
#define SDI_DOSE_LIMITS_H

#include "context/dose_text.h"
#include "guidance/guide_impl.h"
#include "tables/dose_table.h"

#define SDI_MAX_LIMITS 48

/* What is known of one medicine in use, while its limits are collected. */
struct sdi_dose_job {
	struct stardose_guide *guide;
	const struct stardose_context_item *item;
	const struct stardose_drug *drug;
	struct sdi_dose dose;
	int age;			/* years, or -1 */
	int beg, end;			/* its lines */
	const struct sdi_dose_row *rows;
	int n_rows;
	int64_t usual_high;	/* the highest usual dose of the age and form, mg/day; or -1 */
	int n_limits, is_full, failed;
	struct stardose_dose_limit limits[SDI_MAX_LIMITS];
};

/* sdi_collect_limits() - job->limits from the tables, rules of labels and lines; sets job->failed
 * where memory is short */
void sdi_collect_limits(struct sdi_dose_job *job);
/* sdi_put_amount() - 17800 -> "17.8" */
int sdi_put_amount(kstring_t *out, int64_t thousandths);

#endif
