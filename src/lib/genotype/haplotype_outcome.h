/*
 * haplotype_outcome.h - one order of a cluster's rows, and what it makes of the cluster's sites
 */
#ifndef SDI_HAPLOTYPE_OUTCOME_H
#define SDI_HAPLOTYPE_OUTCOME_H

#include "genotype/haplotype_content.h"
#include "genotype/haplotype_units.h"

#define SDI_MAX_OUTCOMES 64

struct sdi_outcome {
	struct sdi_block_hap hap[STARDOSE_MAX_PLOIDY];
	struct stardose_bits odd[STARDOSE_MAX_PLOIDY];	/* sites with an allele that nobody
							   listed */
	struct stardose_bits unknown,
		absent; /* some haplotype has no usable genotype; nothing speaks of it */
	int n_orphans;	/* '*' that no other row explains */
	uint64_t oddities; /* sum over the unlisted changes: which they are, in any order */
	int is_mixed;	   /* other orders give the same haplotypes by other unlisted changes */
	uint8_t turn[SDI_MAX_UNITS];	/* one order that gives it: permutation by unit */
};

struct sdi_orders {
	struct sdi_evidence *e;
	const int *sites;		/* of the cluster, borrowed */
	int n_sites;
	struct sdi_units u;		/* its rows */
	uint8_t turn[SDI_MAX_UNITS];
	long work, all_work;		/* spent on this cluster, on the sample */
	int n_outcomes;
	int is_overrun;			/* too many orders to try them all: nothing is known */
	int is_contradiction;
	int is_probe, is_possible;	/* only asking whether there is an order; there is one */
	/* large, and not cleared for every sample: each says itself how much of it counts */
	struct sdi_content content[STARDOSE_MAX_PLOIDY];	/* while rows are put down */
	struct sdi_content laid[STARDOSE_MAX_PLOIDY];	/* of the order evaluated last */
	struct sdi_outcome outcome[SDI_MAX_OUTCOMES + 1];
};

/*
 * sdi_outcome_read() - all rows lie on orders->content: what do the sites show?
 * Changes of the haplotype decide a site, then what records say of it. orders->laid is filled.
 * Return: 1 with @out filled; 0 when the order is impossible; STARDOSE_ENOMEM
 */
int sdi_outcome_read(struct sdi_orders *orders, struct sdi_outcome *out);

/*
 * sdi_outcome_shows() - 1 when a usable site of the cluster is touched; only then an unlisted
 * allele counts
 */
int sdi_outcome_shows(const struct sdi_orders *orders, const struct sdi_change *change);

#endif
