/*
 * pattern_calls.h - every distinct pattern of a closed collector, alone or with facts, matched and
 * called once
 */
#ifndef SDI_PATTERN_CALLS_H
#define SDI_PATTERN_CALLS_H

#include "structure/sample_facts.h"
#include "genotype/coding_lists.h"
#include "genotype/collector.h"

/*
 * sdi_pattern_calls() - call all patterns as if nothing were known beside the genotypes
 * @n_threads: extra threads to share the patterns between; the result does not depend on it
 * @keep:      NULL, or an array of zeroed genotypes, filled; the caller releases each. Facts that
 * become known only after the pass need them
 * @out:       array of sdi_collector_n_patterns() calls, filled; the caller owns each
 */
int sdi_pattern_calls(const struct sdi_collector *collector, int keep_sites, int n_threads,
		      struct sdi_genotype *keep, struct stardose_call **out,
		      struct stardose_error *err);

/*
 * sdi_pair_calls() - call pairs of a pattern and facts
 * @genotypes: by number of the pattern; one without a gene stands for samples that no file speaks
 * of
 * @tears:     lists that pair->facts.tears is a number of
 * @out:       array of @n calls, filled; the caller owns each
 */
int sdi_pair_calls(const struct stardose_gene *gene, enum stardose_build build,
		   const struct sdi_genotype *genotypes, const struct sdi_coding_lists *tears,
		   const struct sdi_fact_pair *pairs, int n,
		   int keep_sites, int n_threads, struct stardose_call **out,
		   struct stardose_error *err);

#endif
