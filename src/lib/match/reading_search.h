/*
 * reading_search.h - sets of alleles, laid over the blocks of a genotype one allele after the other
 *
 * For each block the orders in which its haplotypes can still lie over the alleles chosen so far
 * are one word of bits, so an allele that leaves some block without an order ends its branch at
 * once. Work is counted: with more than two haplotypes the sets are too many to try them all, and
 * the search gives up where it would take longer than anybody waits.
 */
#ifndef SDI_READING_SEARCH_H
#define SDI_READING_SEARCH_H

#include "match/haplotype_fit.h"
#include "match/match.h"

#define SDI_MAX_ORDERS 24		/* 4! */

struct sdi_search {
	const struct sdi_genotype *g;
	struct sdi_fits fits;
	struct sdi_match *out;
	int n_orders;
	uint8_t order[SDI_MAX_ORDERS][STARDOSE_MAX_PLOIDY]; /* haplotype by place of the allele */
	uint32_t allowed[STARDOSE_MAX_PLOIDY][1 << STARDOSE_MAX_PLOIDY]; /* orders that put one of
									    these haplotypes at a
									    place */
	uint32_t *possible; /* (ploidy + 1) x blocks: orders of each block after so many alleles */
	int chosen[STARDOSE_MAX_PLOIDY];	/* indices into fits.fit */
	int64_t budget;			/* blocks that may still be looked at */
	int is_spent;			/* 1: it was not enough */
	int failed;			/* 1: out of memory */
};

/* sdi_search_init() - @g and @out are borrowed; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_search_init(struct sdi_search *search, const struct sdi_genotype *g, struct sdi_match *out);
void sdi_search_release(struct sdi_search *search);

/* sdi_search_budget() - start counting anew; what can always be done has no limit */
void sdi_search_budget(struct sdi_search *search);

/*
 * sdi_search_place() - choose fit @f as allele number @at (from 0)
 * Return: 1; 0 when some block has no order left, or when the budget is spent
 */
int sdi_search_place(struct sdi_search *search, int at, int f);

/* sdi_search_orders() - the orders in which block @b lies over @chosen, one bit each */
uint32_t sdi_search_orders(const struct sdi_search *search, const int *chosen, int b);

/* sdi_search_reading() - the chosen alleles as a reading without leftover */
void sdi_search_reading(const struct sdi_search *search, struct sdi_reading *out);

/*
 * sdi_search_add() - append to a list that grows; at SDI_MAX_READINGS the match is marked as cut
 * Return: STARDOSE_OK; STARDOSE_ENOMEM, noted in search->failed
 */
int sdi_search_add(struct sdi_search *search, struct sdi_reading **list, int *n, int *m,
		   const struct sdi_reading *reading);

/*
 * sdi_search_partial() - the readings of contained alleles with the least leftover
 * (partial_search.c); search->fits is filled by sdi_fits_contained()
 */
void sdi_search_partial(struct sdi_search *search);

#endif
