/*
 * trio_hint.h - a child and a parent who share no allele: a deleted copy that both carry would look
 * like that
 *
 * Who has one copy of a gene is read as homozygous for it. A child that got the deletion from one
 * parent shows only what the other one gave, and the first one only what it did not give.
 */
#ifndef SDI_TRIO_HINT_H
#define SDI_TRIO_HINT_H

#include "structure/pedigree.h"
#include "genotype/allele_depth.h"
#include "caller/gene_calls.h"

/*
 * sdi_trio_failures() - core variants that both show on every haplotype alike, and one carries
 * where the other does not
 */
int sdi_trio_failures(const struct sdi_genotype *child, const struct sdi_genotype *parent);

/*
 * sdi_trio_hints() - where a child and a parent fail at one site at least, both are suspected of a
 * deletion, in their facts Whose copies are told is not suspected, and with two copies told of
 * either, it is the genotypes that are wrong.
 * @n_samples: of @samples, those that files have genotypes of
 * @is_subset: 1: the user has chosen samples, so children and parents may be missing
 * The pairs are named in the log; it is an STARDOSE_EROW when no child of the pedigree and a parent
 * of it are samples. Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_trio_hints(struct sdi_gene_calls *genes, int n_genes, const struct sdi_pedigree *pedigree,
		   const struct sdi_sample_set *samples, int n_samples, int is_subset,
		   const struct stardose_log *log);

#endif
