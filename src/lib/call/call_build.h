/*
 * call_build.h - a genotype and its readings in, the call out: ranking, status, reasons, phenotype
 * consensus
 */
#ifndef SDI_CALL_BUILD_H
#define SDI_CALL_BUILD_H

#include "structure/structure_facts.h"
#include "genotype/genotype.h"

/*
 * sdi_call_build() - match and call
 * @facts:      what is known of the gene's copies beside the genotype; NULL: nothing
 * @keep_sites: also keep what was seen at every site (struct stardose_call.sites)
 * @out:        new, free with sdi_call_free(); borrows gene and alleles from the tables
 */
int sdi_call_build(const struct sdi_genotype *genotype, const struct sdi_structure_facts *facts,
		   int keep_sites, struct stardose_call **out, struct stardose_error *err);
/*
 * sdi_call_build_none() - a gene that no file spoke of: a no_call, unless the facts say that there
 * is no copy
 */
int sdi_call_build_none(const struct stardose_gene *gene, enum stardose_build at, uint64_t reasons,
			const struct sdi_structure_facts *facts, struct stardose_call **out,
			struct stardose_error *err);
void sdi_call_free(struct stardose_call *call);

#endif
