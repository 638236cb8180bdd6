/*
 * depth_hint.h - read depth as a hint of the number of copies (docs/STRUCTURE.md, "Depth")
 *
 * A hint is a reason of the call and a line in the log; it becomes a number of copies only with
 * options.call_depth.
 */
#ifndef SDI_DEPTH_HINT_H
#define SDI_DEPTH_HINT_H

#include "structure/sample_facts.h"
#include "genotype/allele_depth.h"

/* What one gene has, by sample of the data set. */
struct sdi_gene_depth {
	const struct stardose_gene *gene;
	int n;				/* samples that @mean and @bases have room for */
	float *mean, *bases; /* depth of the reads, and the bases that it is the mean of; 0 bases:
				not known */
	struct sdi_depth_list *depths;	/* at heterozygous sites; sorted here; borrowed */
	struct sdi_sample_facts *facts;	/* of genes with structural alleles; borrowed, added to */
};

/* sdi_gene_depth_fit() - room for @n samples. Return: STARDOSE_OK, STARDOSE_ENOMEM */
int sdi_gene_depth_fit(struct sdi_gene_depth *depth, int n);
void sdi_gene_depth_release(struct sdi_gene_depth *depth);

/* A number of copies as depth tells it. */
struct sdi_depth_estimate { double copies, error; };	/* @error: one standard deviation */

/*
 * sdi_depth_estimate() - copies of @gene of one sample, measured by others, which are taken to be
 * there twice
 * @others: the genes of the file (@gene among them, which is left out), or the regions that the
 * user named The unit is the median depth of the others, at least three; the error is their spread,
 * at least 5 %, and chance. Return: 1, or 0 when there is too little to measure by
 */
int sdi_depth_estimate(const struct sdi_gene_depth *gene, const struct sdi_gene_depth *others,
		       int n_others, int sample, struct sdi_depth_estimate *out);

/*
 * sdi_depth_skew() - do the reads of both alleles at heterozygous sites contradict two copies?
 * The likelihood of shares 1:2 or 1:3, whichever allele has more at a site, against that of 1:1.
 * Sites that stand in stretches where reads of a paralog come in (never_assume), and sites that
 * share their reads, do not count. Return: 1: at least two sites, and a thousand times likelier
 */
int sdi_depth_skew(const struct stardose_gene *gene, const struct sdi_allele_depth *depths, int n);

/*
 * sdi_depth_hints() - hints for every sample whose copies nobody told, as reasons of its facts;
 * said in the log once per gene
 * @regions: what depth is measured by in place of the other genes; only their depths are filled;
 * NULL: genes
 * @name: the name of a sample, for the log
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_depth_hints(struct sdi_gene_depth *genes, int n_genes, const struct sdi_gene_depth *regions,
		    int n_regions, int n_samples, const struct stardose_call_options *options,
		    const char *const *name);

#endif
