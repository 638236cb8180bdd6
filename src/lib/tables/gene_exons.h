/*
 * gene_exons.h - exons of a gene, what of them codes for protein, and what structural records must
 * speak of, in either build (structures.tsv)
 *
 *   const struct sdi_gene_extent *x = sdi_gene_extent(gene, build);
 *   if (sdi_intervals_overlap(&x->coding, pos, pos + 1)) ...	a coding base
 */
#ifndef SDI_GENE_EXONS_H
#define SDI_GENE_EXONS_H

#include <stardose/tables.h>

struct sdi_interval { hts_pos_t beg, end; };	/* 0-based half open */

/* Ascending, not overlapping; @length: bases of all. */
struct sdi_intervals { int n; hts_pos_t length; struct sdi_interval *v; };

/* A gene in one build. */
struct sdi_gene_extent {
	struct sdi_intervals exons; /* untranslated ends included; the transcript as one where the
				       tables have no exons */
	struct sdi_intervals coding; /* of the exons, first base of the start codon to last base of
					the stop codon; empty where the tables do not say */
	/*
	 * The bases that a number of copies is about: what codes (else the exons), without the
	 * exons that a hybrid gene takes from its neighbour as a whole, which are @part.
	 */
	struct sdi_intervals body, part;
};

/* An allele that lacks part of the gene: whatever else a deletion takes, it takes @lacks. */
struct sdi_partial_allele {
	const char *name;
	struct sdi_interval lacks[STARDOSE_N_BUILDS];
};

struct stardose_gene_exons {
	struct sdi_gene_extent at[STARDOSE_N_BUILDS];
	/*
	 * Percent of the body that records must cover to speak for the gene. 90, but 50 for a gene
	 * between repeats (rows "repeat"): there the ends of an event cannot be mapped, and callers
	 * put them anywhere (docs/STRUCTURE.md).
	 */
	int at_least;
	int n_partial;
	struct sdi_partial_allele *partial;	/* in the order of the table */
};

/* sdi_gene_extent() - borrowed; NULL for a gene that no table made */
static inline const struct sdi_gene_extent *sdi_gene_extent(const struct stardose_gene *gene,
							    enum stardose_build build)
{
	return gene->exons ? &gene->exons->at[build] : NULL;
}

/* sdi_intervals_overlap() - how many bases of @of lie within [beg, end) */
hts_pos_t sdi_intervals_overlap(const struct sdi_intervals *of, hts_pos_t beg, hts_pos_t end);

#endif
