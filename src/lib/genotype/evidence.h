/*
 * evidence.h - one pattern while it becomes a genotype
 *
 * Rows are the records in which the sample is anything but homozygous reference. Rows that touch
 * the same site form a cluster: their haplotypes are laid beside each other in every order that
 * phase allows, and only what all orders agree on is known (haplotype_lay.c). A site that no row
 * touches needs no order.
 */
#ifndef SDI_EVIDENCE_H
#define SDI_EVIDENCE_H

#include "genotype/collector_impl.h"

struct sdi_row {
	int note;
	int16_t given[STARDOSE_MAX_PLOIDY];	/* allele by haplotype as in the file, -1 unknown,
						   padded with -1 */
	int n_given;				/* haplotypes that the genotype itself has */
	int16_t now[STARDOSE_MAX_PLOIDY];	/* the same in the order that is being tried */
	int phase_set;			/* -1 unphased; else 0 or PS */
	int is_fixed;			/* every haplotype alike: order means nothing */
	int unit;			/* rows of one unit are ordered together; -1 fixed */
	int cluster;			/* parent in the union-find, then the cluster's first row */
	int has_unknown, has_star, has_open;
	hts_pos_t beg, end; /* what its alleles change, widened to neighbours that they may form one
			       indel with */
};

/* What a record says of a site where the haplotype shows no change. */
enum sdi_fact { SDI_FACT_ABSENT, SDI_FACT_UNKNOWN, SDI_FACT_REF };

struct sdi_lay_scratch;

struct sdi_evidence {
	const struct sdi_collector *c;
	struct sdi_genotype *g;
	int ploidy;
	int *row_of; /* by note: 0 default, -1 rejected, else 1 + index into rows */
	int n_rows, m_rows;
	struct sdi_row *rows;
	int *cluster_of;		/* by site: first row of its cluster, or -1 */
	uint8_t *is_default; /* by site: no record at it shows anything but the default */
	struct sdi_lay_scratch *scratch;	/* of haplotype_lay.c; made at first use */
};

/*
 * sdi_evidence_allele() - allele of haplotype @hap in @note as ordered now, -1 unknown or rejected
 */
int sdi_evidence_allele(const struct sdi_evidence *e, int note, int hap);
int sdi_evidence_is_rejected(const struct sdi_evidence *e, int note);
/*
 * sdi_evidence_site_rejected() - 1 when a record at the site has no usable genotype, whatever
 * others say
 */
int sdi_evidence_site_rejected(const struct sdi_evidence *e, int site);
/* sdi_evidence_fact() - see enum sdi_fact; for a haplotype without a change at the site */
enum sdi_fact sdi_evidence_fact(const struct sdi_evidence *e, int site, int hap);
/*
 * sdi_evidence_grade() - STARDOSE_OBSERVED, or STARDOSE_BLOCK when only blocks vouch for the site
 */
enum stardose_evidence sdi_evidence_grade(const struct sdi_evidence *e, int site);
/*
 * sdi_evidence_twin_before() - the nearest earlier twin of twins[@t] that is a row, or -1 (also
 * when @t is none)
 */
int sdi_evidence_twin_before(const struct sdi_evidence *e, int t);
/*
 * sdi_evidence_note_unlisted() - add a name to genotype->unlisted (copied); sorted and made unique
 * at the end
 */
int sdi_evidence_note_unlisted(struct sdi_evidence *e, const char *name);

/*
 * sdi_evidence_of_node() - sdi_collector_genotype() for a node of the pattern set; node 0 shows no
 * observation
 */
int sdi_evidence_of_node(const struct sdi_collector *c, int32_t node, struct sdi_genotype *out);

/*
 * sdi_haplotypes_lay() - work out the sites of one cluster of rows and add them to the genotype
 * @first:  the cluster's first row, or -1: @sites holds one site that no row touches
 * @sites:  the sites of the cluster, none of them rejected
 */
int sdi_haplotypes_lay(struct sdi_evidence *e, int first, const int *sites, int n_sites);

#endif
