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

#define SDI_MAX_PARTS 4

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
	 * The bases that a number of copies is about: what codes (else the exons). Exons that the
	 * same hybrids take from the neighbour are a segment; the largest one is the body, each
	 * other a part.
	 */
	struct sdi_intervals body, part[SDI_MAX_PARTS];
};

/* What of a segment a hybrid has. */
enum sdi_unit_has {
	SDI_UNIT_KEEPS, /* all of it */
	SDI_UNIT_TAKES, /* none: it is the neighbour's */
	SDI_UNIT_OPEN	/* either: most of it lies where the hybrid may switch */
};

#define SDI_MAX_CARRIED 4

/* A gene that is part this gene and part its neighbour (rows "hybrid", "switch" and "carries"). */
struct sdi_hybrid_unit {
	const char *name;
	struct sdi_interval taken[STARDOSE_N_BUILDS], /* surely the neighbour's */
		open[STARDOSE_N_BUILDS]; /* where the switch may lie; empty: nothing is open */
	uint8_t body, part[SDI_MAX_PARTS]; /* enum sdi_unit_has */
	int n_carried;
	hts_pos_t carried[SDI_MAX_CARRIED]; /* GRCh38, of core variants that every such hybrid has
					       in what it keeps */
};

#define SDI_MAX_PAIRS 32

/* How a hybrid may stand on a haplotype. */
struct sdi_hybrid_pair {
	int unit;    /* index into gene->exons->hybrid */
	int hybrid;  /* what it is as an allele, index into gene->alleles: of *4.013 that is *4 */
	int partner; /* the allele behind it in a tandem, as which small variants show both; -1: it
			stands alone, and they show nothing of it */
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
	int n_parts; /* in the order of the exons in the table, as @part of every build */
	const char *body_name, *part_name[SDI_MAX_PARTS]; /* "exons 2-8", "exon 9" */
	int n_hybrids;
	struct sdi_hybrid_unit *hybrid; /* those with an interval, in the order of the table */
	int n_pairs;
	const struct sdi_hybrid_pair *pair; /* as sdi_hybrid_pairs() has them */
	int n_effects;
	const int *effect; /* by allele, from 0: as sdi_effect_classes() has them */
	int n_partial;
	struct sdi_partial_allele *partial;	/* in the order of the table */
};

/*
 * sdi_gene_extent() - borrowed; NULL for a gene that no table made, and where no build is known (a
 * call that another program made)
 */
static inline const struct sdi_gene_extent *sdi_gene_extent(const struct stardose_gene *gene,
							    enum stardose_build build)
{
	return gene->exons && build != STARDOSE_BUILD_AUTO ? &gene->exons->at[build] : NULL;
}

/*
 * sdi_hybrid_pairs() - from the gene's structures: each hybrid before each allele that a tandem row
 * has behind it ("*36+*10"); and alone, if most of its exons are or may be the neighbour's
 * @gene: with its alleles, structures and hybrids
 * @out:  room for SDI_MAX_PAIRS
 * Return: how many
 */
int sdi_hybrid_pairs(const struct stardose_gene *gene, struct sdi_hybrid_pair *out);

/*
 * sdi_effect_classes() - alleles that make the same phenotypes, whatever stands on the other
 * haplotype: they have kind, function and values in common. The partner in one of the gene's pairs
 * is a class of its own, since copies are placed by it.
 * @gene: with its alleles and pairs
 * @out:  by allele, its class from 0; room for gene->n_alleles
 * Return: how many classes; -1 when out of memory
 */
int sdi_effect_classes(const struct stardose_gene *gene, int *out);

/*
 * sdi_effect_of() - the class of an allele, below sdi_n_effects(); in a gene that no table made each
 * is a class of its own
 */
static inline int sdi_effect_of(const struct stardose_gene *gene, int allele)
{
	return gene->exons && gene->exons->effect ? gene->exons->effect[allele] : allele;
}
static inline int sdi_n_effects(const struct stardose_gene *gene)
{
	return gene->exons && gene->exons->effect ? gene->exons->n_effects : gene->n_alleles;
}

/* sdi_intervals_overlap() - how many bases of @of lie within [beg, end) */
hts_pos_t sdi_intervals_overlap(const struct sdi_intervals *of, hts_pos_t beg, hts_pos_t end);

#endif
