/* fact_calls.h - the calls of samples of which more is known than their genotypes */
#ifndef SDI_FACT_CALLS_H
#define SDI_FACT_CALLS_H

#include "structure/sample_facts.h"
#include "genotype/allele_depth.h"
#include "genotype/coding_lists.h"

struct sdi_fact_input {
	const struct stardose_gene *gene;
	enum stardose_build build;
	int n_samples;
	const struct sdi_sample_facts *facts;
	const struct sdi_genotype *genotypes;	/* by pattern; one without a gene stands for samples
						   that no file speaks of */
	const struct sdi_coding_lists *tears; /* of which facts have numbers */
	const struct sdi_depth_list *depths; /* sorted; may be empty */
	const struct sdi_depth_list *by_reads; /* the same, of samples that @depths have nothing of */
	int keep_sites, n_threads;
};

/*
 * sdi_fact_calls() - one call for each distinct pattern and facts; where extra copies may lie on
 * either haplotype and the reads tell, one for what they leave
 * @of_sample: by sample, the number of its pattern; for samples with facts replaced by @first plus
 * the index of the call
 * @out:       new array, free(); the caller owns each call
 * Return: how many calls, or a negative status
 */
int sdi_fact_calls(const struct sdi_fact_input *in, uint32_t *of_sample, uint32_t first,
		   struct stardose_call ***out, struct stardose_error *err);

#endif
