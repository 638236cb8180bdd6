/*
 * call_build.h - a genotype and its readings in, the call out: ranking, status, reasons, phenotype consensus
 */
#ifndef SDI_CALL_BUILD_H
#define SDI_CALL_BUILD_H

#include "genotype/genotype.h"

#define SDI_MAX_CANDIDATES 512

/*
 * sdi_call_build() - match and call
 * @keep_sites: also keep what was seen at every site (struct stardose_call.sites)
 * @out:        new, free with sdi_call_free(); borrows gene and alleles from the tables
 */
int sdi_call_build(const struct sdi_genotype *genotype, int keep_sites, struct stardose_call **out, struct stardose_error *err);
/* sdi_call_build_none() - a no_call for a gene that no file spoke of */
int sdi_call_build_none(const struct stardose_gene *gene, enum stardose_build build, uint64_t reasons,
			struct stardose_call **out, struct stardose_error *err);
void sdi_call_free(struct stardose_call *call);

#endif
