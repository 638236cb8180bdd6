/* coding_effects.h - what a variant that no definition names leaves of a call's phenotypes */
#ifndef SDI_CODING_EFFECTS_H
#define SDI_CODING_EFFECTS_H

#include "genotype/genotype.h"

/*
 * sdi_call_take_coding() - copy the coding variants of @genotype. Return: STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_call_take_coding(struct stardose_call *call, const struct sdi_genotype *genotype);
void sdi_call_free_coding(struct stardose_call *call);

/*
 * sdi_call_break_candidates() - a haplotype that carries a variant which breaks the protein may
 * have no function left, and only phase tells which haplotype of a candidate that is
 * A candidate keeps its phenotype and score only where they are the same whichever it is, and
 * whether it works or not. In a gene of listed variants without scores the phenotype says which of
 * them are there, and stays.
 */
void sdi_call_break_candidates(struct stardose_call *call, const struct sdi_genotype *genotype);

#endif
