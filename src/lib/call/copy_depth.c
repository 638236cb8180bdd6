/* copy_depth.c - binomial likelihood of the candidates, given reads at heterozygous sites */
#include <math.h>
#include "call/copy_depth.h"
#include "util/bits.h"

#define MAX_WEIGHED 16			/* bits of sdi_structure_facts.dropped */
#define MISREAD 0.01			/* share of reads that show the other base */
#define AT_LEAST                                                                                   \
	6.907755278982137 /* ln 1000: so much likelier the best must be than what is dropped */
#define READ_LENGTH 150	  /* sites as near as this share their reads, so only one of them counts */
#define MAX_DEPTH 100	  /* more reads of one site are not more evidence: what biases them stays */

/* Does the haplotype carry the variant? -1: the allele does not care. */
static int carries(const struct stardose_haplotype *hap, int bit)
{
	if (sdi_bits_has(&hap->allele->required, bit) || sdi_bits_has(&hap->leftover, bit))
		return 1;
	return sdi_bits_has(&hap->allele->any, bit) ? -1 : 0;
}

/*
 * Of all copies, how many carry a variant for which the sample is heterozygous; 0 when the
 * candidate does not say.
 */
static int copies_with(const struct stardose_candidate *c, int bit)
{
	int first = carries(&c->hap[0], bit), second = carries(&c->hap[1], bit);

	if (first < 0 && second >= 0)
		first = !second;
	else if (second < 0 && first >= 0)
		second = !first;
	if (first < 0 || first == second)
		return 0;
	return first ? c->hap[0].copies : c->hap[1].copies;
}

static double log_likelihood(const struct sdi_allele_depth *d, double share)
{
	double p = share * (1 - MISREAD) + (1 - share) * MISREAD, n = d->carried + d->other;
	double scale = n > MAX_DEPTH ? MAX_DEPTH / n : 1;

	return scale * (d->carried * log(p) + d->other * log(1 - p));
}

static hts_pos_t position(const struct stardose_call *call, const struct sdi_allele_depth *d)
{
	return call->gene->core[d->bit]->at[STARDOSE_BUILD_GRCH38].pos;
}

/*
 * Sites that every candidate speaks of, far enough from each other. Core variants ascend by
 * position.
 */
static int choose_sites(const struct stardose_call *call, const struct sdi_allele_depth *depths,
			int n, const struct sdi_allele_depth **out)
{
	int n_out = 0;

	for (int i = 0; i < n; i++) {
		int is_told = depths[i].carried + depths[i].other > 0;

		for (int c = 0; c < call->n_candidates && is_told; c++)
			is_told = copies_with(&call->candidates[c], depths[i].bit) > 0;
		for (int k = 0; k < n_out && is_told; k++) {
			hts_pos_t apart = position(call, &depths[i]) - position(call, out[k]);

			is_told = apart > READ_LENGTH || apart < -READ_LENGTH;
		}
		if (is_told)
			out[n_out++] = &depths[i];
	}
	return n_out;
}

/*
 * Alleles that no definition names may share the reads with those that one does; hybrids share
 * their neighbour's.
 */
static int is_weighable(const struct stardose_call *call)
{
	for (int c = 0; c < call->n_candidates; c++)
		for (int h = 0; h < 2; h++) {
			const struct stardose_haplotype *hap = &call->candidates[c].hap[h];

			if (call->candidates[c].ploidy != 2 || hap->n_unlisted || hap->n_tandem ||
			    hap->allele->kind == STARDOSE_ALLELE_HYBRID)
				return 0;
		}
	return call->n_candidates > 1 && call->n_candidates <= MAX_WEIGHED;
}

int sdi_copy_depth(const struct stardose_call *call, const struct sdi_allele_depth *depths, int n,
		   struct sdi_structure_facts *facts)
{
	const struct sdi_allele_depth *site[STARDOSE_MAX_BITS];
	double fit[MAX_WEIGHED] = { 0 }, best = -INFINITY, as_two = 0;
	int n_sites;

	if (call->copies < 3 || n > STARDOSE_MAX_BITS || !is_weighable(call))
		return 0;
	n_sites = choose_sites(call, depths, n, site);
	if (!n_sites)
		return 0;
	for (int c = 0; c < call->n_candidates; c++) {
		for (int i = 0; i < n_sites; i++)
			fit[c] += log_likelihood(site[i],
						 copies_with(&call->candidates[c], site[i]->bit) /
							 (double)call->copies);
		if (fit[c] > best)
			best = fit[c];
	}
	for (int i = 0; i < n_sites; i++)
		as_two += log_likelihood(site[i], 0.5);
	if (as_two - best >
	    AT_LEAST) { /* as many reads of the one as of the other: extra copies of what, then? */
		facts->reasons |= UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;
		return 1;
	}
	for (int c = 0; c < call->n_candidates; c++)
		if (best - fit[c] > AT_LEAST)
			facts->dropped |= 1 << c;
	return facts->dropped != 0;
}
