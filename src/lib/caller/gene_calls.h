/* gene_calls.h - the calls of one gene in all samples: equal results are stored and written once */
#ifndef SDI_GENE_CALLS_H
#define SDI_GENE_CALLS_H

#include "structure/structure_risk.h"
#include "structure/sample_facts.h"
#include "genotype/coding_lists.h"
#include "genotype/collector.h"
#include "caller/call_env.h"
#include "genotype/allele_depth.h"

/* Samples hold an index into @calls. */
struct sdi_gene_calls {
	const struct stardose_gene *gene;
	int n;
	struct stardose_call *
		*calls; /* calls[0] is the no_call of samples that no file speaks of */
	uint32_t *of_sample;		/* by sample; 0 none yet */
	int n_genotypes;
	struct sdi_genotype *genotypes; /* parallel to @calls; only of genes with structural
					   alleles, for facts may come late */
	struct sdi_sample_facts facts;
	struct sdi_coding_lists tears; /* facts->tears is a number of it */
	struct sdi_depth_list depths;
	struct sdi_depth_list by_reads; /* of core variants, heterozygous or not (--reads) */
	struct sdi_structure_risk_set risk;
	int has_tags_apart; /* 1: a file without definition sites has bases that go with copies,
			       and its samples are not those of the file with the sites */
};

/* Every function that returns int gives STARDOSE_OK or STARDOSE_ENOMEM unless it says otherwise. */

/* sdi_gene_calls_init() - no sample yet, and room for the no_call; @gc: zeros */
int sdi_gene_calls_init(struct sdi_gene_calls *gc, const struct stardose_gene *gene);
void sdi_gene_calls_release(struct sdi_gene_calls *gc);
/* sdi_gene_calls_drop_genotypes() - once no facts can come any more */
void sdi_gene_calls_drop_genotypes(struct sdi_gene_calls *gc);
/* sdi_gene_calls_fit_samples() - room for @want samples where there was room for @had */
int sdi_gene_calls_fit_samples(struct sdi_gene_calls *gc, int had, int want);
/*
 * sdi_gene_calls_keep() - one more call, owned from now on. Return: its index; -1 when memory is
 * short, then it stays the caller's
 */
int sdi_gene_calls_keep(struct sdi_gene_calls *gc, struct stardose_call *call);

/*
 * sdi_gene_calls_take_patterns() - call what the samples of a file show, as if nothing were known
 * beside the genotypes
 * @collector: closed; @global: by sample of the file, that of the data set, which has no call yet;
 * -1: it is not asked for
 * Where facts can matter the genotypes are kept beside the calls: facts may become known after the
 * file was read. Return: also the errors of sdi_pattern_calls()
 */
int sdi_gene_calls_take_patterns(struct sdi_gene_calls *gc, const struct sdi_collector *collector,
				 const int *global, int n_samples,
				 const struct stardose_call_options *options,
				 struct stardose_error *err);
/*
 * sdi_gene_calls_take_depths() - the allele depths of a file; its samples become those of the data
 * set
 */
int sdi_gene_calls_take_depths(struct sdi_gene_calls *gc, struct sdi_collector *collector,
			       const int *global);

/*
 * sdi_gene_calls_with_facts() - samples with facts get the calls of their (pattern, facts) in place
 * of those of the pattern alone. Once, when all files are read. Return: also the errors of
 * sdi_fact_calls()
 */
int sdi_gene_calls_with_facts(struct sdi_gene_calls *gc, const struct sdi_call_env *env,
			      enum stardose_build build, struct stardose_error *err);

#endif
