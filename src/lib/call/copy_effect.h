/* copy_effect.h - what a deleted or an extra gene copy, if there were one, would make of a call */
#ifndef SDI_COPY_EFFECT_H
#define SDI_COPY_EFFECT_H

#include <stardose/call.h>

/*
 * sdi_copy_effects() - fill call->if_deletion, if_extra and if_hybrid from the best candidate
 * A deletion shows as homozygosity, so it is listed only where the candidate is homozygous and the
 * gene has a named deletion; an extra copy only for alleles that are known to occur duplicated; a
 * hybrid where structure_classes.tsv says what it makes of an allele of the candidate.
 */
int sdi_copy_effects(struct stardose_call *call);
void sdi_copy_effects_release(struct stardose_call *call);

#endif
