/* outside_call.h - an outside result as a call, and whether the genotypes fit it */
#ifndef SDI_OUTSIDE_CALL_H
#define SDI_OUTSIDE_CALL_H

#include <stardose/call.h>
#include "outside/outside_set.h"

/*
 * sdi_outside_call_build() - the call that an entry makes
 * @reasons: bits that the call gets beside its own
 * @out:     new, free with sdi_call_free(); borrows gene and alleles from the tables, phenotypes of
 * genes without rules from the entry's set. Its sites are not counted: it rests on none
 *
 * The diplotype decides: its phenotype and score are those that the tables give, and a phenotype or
 * score of the row that is another leaves a reason and both beside each other; @choice says whose
 * is the call's. Where the tables do not know an allele, and
 * where there is no diplotype, the row's own phenotype and score are taken.
 */
int sdi_outside_call_build(const struct sdi_outside_entry *entry,
			   enum stardose_outside_choice choice, enum stardose_build build,
			   uint64_t reasons, struct stardose_call **out,
			   struct stardose_error *err);
/*
 * sdi_outside_key() - text that is equal for entries that make the same call; STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_outside_key(const struct sdi_outside_entry *entry, uint64_t reasons, kstring_t *out);
/*
 * sdi_outside_contradictions() - reasons to add because the genotypes say otherwise
 * @genotyped: what the same sample's genotypes gave; NULL: there are none
 * Copies are compared where both know them. Alleles are compared as small variants show them: a
 * deleted copy shows as the other one twice, a hybrid may show as anything.
 */
uint64_t sdi_outside_contradictions(const struct stardose_call *outside,
				    const struct stardose_call *genotyped);

#endif
