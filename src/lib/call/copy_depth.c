/* copy_depth.c - likelihood of the candidates, given reads at heterozygous sites */
#include <math.h>
#include <string.h>
#include "call/copy_depth.h"
#include "util/bits.h"

#define MAX_WEIGHED 16			/* bits of sdi_structure_facts.dropped */
#define MISREAD 0.01			/* share of reads that show the other base */
#define AT_LEAST                                                                                   \
	5.298317366548036 /* ln 200: so much likelier the best must be than what is dropped */
#define READ_LENGTH 150 /* sites as near as this share their reads, so only one of them counts */
/*
 * Intraclass correlation of the shares: reads are not drawn evenly, so that a thousand of one site
 * are worth 200. It was 0.0015 in real genomes where the neighbour has no other base
 * (docs/MATCHING.md).
 */
#define RHO 0.004
#define MOST_OFF 4.0 /* standard deviations that a site may lie off the best candidate */

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

static double log_beta(double a, double b) { return lgamma(a) + lgamma(b) - lgamma(a + b); }

/* Beta-binomial, without the binomial coefficient, which is the same for all. */
static double log_likelihood(const struct sdi_allele_depth *d, double p)
{
	double a = p * (1 - RHO) / RHO, b = (1 - p) * (1 - RHO) / RHO;

	return log_beta(a + d->carried, b + d->other) - log_beta(a, b);
}

/*
 * Reads of a haplotype with the neighbour's base are placed on the neighbour more often than those
 * of the other haplotype, which looks like a copy less.
 */
static int is_neighbours(const struct stardose_call *call, const struct sdi_allele_depth *d)
{
	const struct stardose_variant *v = call->gene->core[d->bit];

	return v->paralog && !strcmp(v->paralog, v->at[STARDOSE_BUILD_GRCH38].alt);
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
		int is_told = depths[i].carried + depths[i].other > 0 &&
			      !is_neighbours(call, &depths[i]);

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

/* Copies that should carry a variant, as a share of all, with what misreading makes of it. */
static double share_of(const struct stardose_call *call, int c, const struct sdi_allele_depth *d)
{
	double share = copies_with(&call->candidates[c], d->bit) / (double)call->copies;

	return share * (1 - MISREAD) + (1 - share) * MISREAD;
}

/*
 * Do the reads of every site look like a candidate, and not like one copy of each allele? The best
 * of candidates that are all wrong is no answer.
 */
static int fits(const struct stardose_call *call, int c, const struct sdi_allele_depth **site,
		int n_sites)
{
	double as_two = 0, as_it = 0;

	for (int i = 0; i < n_sites; i++) {
		double n = site[i]->carried + site[i]->other, p = share_of(call, c, site[i]);
		double off = fabs(site[i]->carried - n * p);

		if (off > MOST_OFF * sqrt(n * p * (1 - p) * (1 + (n - 1) * RHO)))
			return 0;
		as_it += log_likelihood(site[i], p);
		as_two += log_likelihood(site[i], 0.5);
	}
	return as_two - as_it <= AT_LEAST;
}

int sdi_copy_depth(const struct stardose_call *call, const struct sdi_allele_depth *depths, int n,
		   struct sdi_structure_facts *facts)
{
	const struct sdi_allele_depth *site[STARDOSE_MAX_BITS];
	double fit[MAX_WEIGHED] = { 0 };
	int n_sites, best = 0;

	if (call->copies < 3 || n > STARDOSE_MAX_BITS || !is_weighable(call))
		return 0;
	n_sites = choose_sites(call, depths, n, site);
	if (!n_sites)
		return 0;
	for (int c = 0; c < call->n_candidates; c++) {
		for (int i = 0; i < n_sites; i++)
			fit[c] += log_likelihood(site[i], share_of(call, c, site[i]));
		best = fit[c] > fit[best] ? c : best;
	}
	if (!fits(call, best, site, n_sites)) {
		facts->reasons |= UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;
		return 1;
	}
	for (int c = 0; c < call->n_candidates; c++)
		if (fit[best] - fit[c] > AT_LEAST)
			facts->dropped |= 1 << c;
	return facts->dropped != 0;
}
