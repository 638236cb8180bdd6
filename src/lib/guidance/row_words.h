/*
 * row_words.h - conditions of guidance rows in words, and why one holds or does not
 *
 * Every function appends to @out and returns STARDOSE_OK or STARDOSE_ENOMEM.
 */
#ifndef SDI_ROW_WORDS_H
#define SDI_ROW_WORDS_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "tables/word_table.h"

/*
 * sdi_put_condition() - "activity score 0.01 to 1.24 (Intermediate Metabolizer where no score is
 * known), unless ..."
 */
int sdi_put_condition(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_condition *condition);
/*
 * sdi_put_candidate() - what a result says, as far as @condition asks: the diplotype, "Poor
 * Metabolizer, activity score 0"
 * @candidate: NULL: "no result"
 */
int sdi_put_candidate(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_condition *condition,
		      const struct stardose_gene_candidate *candidate,
		      enum stardose_guideline scale);
/*
 * sdi_put_verdict() - "meets Poor Metabolizer" or "needs activity score 2.26 or more"
 * @candidate: as sdi_group_candidate() has it
 * @holds: set to 1 when the condition holds
 */
int sdi_put_verdict(kstring_t *out, const struct sdi_words *words,
		    const struct stardose_condition *condition,
		    const struct stardose_gene_candidate *candidate, enum stardose_guideline scale,
		    int *holds);

#endif
