/*
 * acted_on.h - lines of a medicine on whose enzyme another medicine in use acts
 *
 * Whatever a line says, it is marked where it does not go by what acts: no medicine is usual, or
 * without guideline, unmarked.
 */
#ifndef SDI_ACTED_ON_H
#define SDI_ACTED_ON_H

#include "guidance/guide_impl.h"

/*
 * sdi_is_taken_and_acted_on() - does the person at hand take @drug, and something strong or
 * moderate act on an enzyme of it?
 */
int sdi_is_taken_and_acted_on(const struct stardose_guide *guide, const struct stardose_drug *drug);
/*
 * sdi_mark_acted_on() - flag the lines of the person at hand, and name in each who acts on which
 * enzyme. STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_mark_acted_on(struct stardose_guide *guide);

#endif
