/*
 * guidance_inputs.h - everything that the result of a gene can be, as far as rows of guidance can
 * tell it apart
 */
#ifndef SDI_GUIDANCE_INPUTS_H
#define SDI_GUIDANCE_INPUTS_H

#include <stardose/guidance.h>

struct sdi_input {
	struct stardose_gene_candidate candidate;
	int is_result;		/* 0: the gene has no result */
	char diplotype[48];	/* candidate.diplotype points here, unless NULL */
	char name[64];		/* for messages */
};
struct sdi_inputs {
	int n, m;
	struct sdi_input *input;
};

/*
 * sdi_guidance_inputs() - the results of gene @g of @group (g >= n_genes: one that matters to no
 * row)
 * @in:  cleared and filled; release with sdi_guidance_inputs_release()
 *
 * Where rows are keyed by score: every score from 0 to 6 that alleles can add up to, its half (a
 * moderate inhibitor) rounded both ways, and the scores on either side of every end of an interval.
 * Where they compare diplotypes: every pair of the gene's alleles with its score and phenotype, and
 * every phenotype alone. Where they look for findings: each allele positive and negative. Else
 * every phenotype that the gene's rules or the conditions of rows and holes name. Always:
 * Indeterminate (not for findings), and no result.
 *
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_guidance_inputs(const struct stardose_tables *tables,
			const struct stardose_guidance_group *group, int g, struct sdi_inputs *in);
void sdi_guidance_inputs_release(struct sdi_inputs *in);

/*
 * sdi_hole_is_beside() - does the hole speak of rows like @row: the same medicine, source and
 * genes, its context or all of them?
 */
int sdi_hole_is_beside(const struct stardose_guidance_hole *hole,
		       const struct stardose_guidance_row *row);

#endif
