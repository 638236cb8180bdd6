/*
 * haplotype_lay.h - one cluster of rows while its haplotypes are laid beside each other (private to
 * the stage)
 */
#ifndef SDI_HAPLOTYPE_LAY_H
#define SDI_HAPLOTYPE_LAY_H

#include "genotype/evidence.h"

#define SDI_MAX_PIECES 96		/* changes on one haplotype of one cluster */
#define SDI_MAX_STARS 16
#define SDI_MAX_OUTCOMES 64

struct sdi_piece {
	struct sdi_change change;
	int note, allele;
}; /* note -1: from several records together */

struct sdi_content {
	int n, n_star, is_joint;
	struct sdi_piece piece[SDI_MAX_PIECES];
	int star[SDI_MAX_STARS];		/* notes in which the haplotype is '*' */
	int n_orphan;			/* '*' without a deletion that explains it */
};

struct sdi_outcome {
	struct sdi_block_hap hap[STARDOSE_MAX_PLOIDY];
	struct stardose_bits odd;	/* sites with an allele that nobody listed */
	struct stardose_bits unknown,
		absent; /* some haplotype has no usable genotype; nothing speaks of it */
	int order;			/* one order that gives it */
	uint64_t oddities; /* sum over the unlisted changes: which they are, in any order */
	int is_mixed;	   /* other orders give the same haplotypes by other unlisted changes */
};

struct sdi_lay_scratch {
	struct sdi_content content[STARDOSE_MAX_PLOIDY];
	struct sdi_outcome outcome[SDI_MAX_OUTCOMES];
};

struct sdi_cluster {
	struct sdi_evidence *e;
	const int *sites;
	int n_sites;
	int *rows;
	int n_rows;
	hts_pos_t beg, end;		/* what its rows change */
	int n_units, anchor;		/* units are numbered from 0; the anchor keeps its order */
	int phase_set;			/* of the anchor, -1 unphased */
	int n_orders;
	struct sdi_content *content;	/* by haplotype */
	int n_outcomes, is_overrun;
	struct sdi_outcome *outcome;
};

/* The allele @a of a row's record; borrowed. */
static inline const struct sdi_record_allele *sdi_row_allele(const struct sdi_evidence *e,
							     const struct sdi_row *row, int a)
{
	return &e->c->notes[row->note].alleles[a];
}

/* sdi_cluster_order() - set row->now to the @order-th of cluster->n_orders */
void sdi_cluster_order(const struct sdi_cluster *cl, int order);
/*
 * sdi_cluster_evaluate() - 1: @out says what the rows show as ordered now; 0: the order is
 * impossible; negative: error
 */
int sdi_cluster_evaluate(const struct sdi_cluster *cl, struct sdi_outcome *out);
/*
 * sdi_cluster_shows() - 1 when a usable site of the cluster is touched; only then an unlisted
 * allele counts
 */
int sdi_cluster_shows(const struct sdi_cluster *cl, const struct sdi_change *change);
/* sdi_content_removes() - 1 when a deletion on the haplotype takes a base of [@beg, @end) */
int sdi_content_removes(const struct sdi_content *c, hts_pos_t beg, hts_pos_t end);

/*
 * sdi_site_merge() - what the outcomes agree on into the genotype, the rest as conflict
 * (site_merge.c)
 */
int sdi_site_merge(struct sdi_cluster *cl);

#endif
