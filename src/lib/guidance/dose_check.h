/*
 * dose_check.h - the dose that the list has against what sources have as numbers
 *
 * Against the usual dose of the label for the person's age, the ceilings of rules of labels that
 * the list meets, those for the person's results of genes, and factors of the usual maximum. What
 * cannot be compared says why: another unit, another form, an age that is not given.
 */
#ifndef SDI_DOSE_CHECK_H
#define SDI_DOSE_CHECK_H

#include "guidance/guide_impl.h"

/*
 * sdi_check_doses() - guide->out.doses of the person at hand, from the lines in @guide, in
 * guide->passing. STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_check_doses(struct stardose_guide *guide);

#endif
