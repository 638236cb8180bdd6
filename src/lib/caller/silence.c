/* silence.c - which core variants are not assumed, and why */
#include <string.h>
#include "caller/silence.h"
#include "tables/gene_exons.h"
#include "tables/site_frequency.h"
#include "util/bits.h"

#define SPLICE 2 /* bases beside an exon that every exome has: the splice sites */

static hts_pos_t end_of(const struct stardose_locus *at) { return at->pos + strlen(at->ref); }

static int in_covered(const struct sdi_silence *s, int bit)
{
	const struct stardose_locus *at = &s->gene->core[bit]->at[s->build];

	return sdi_covered_has(s->env->covered, s->gene->chrom, s->build, at->pos, end_of(at));
}

/* Exomes are made for what codes; where the tables do not say what does, nothing is assumed. */
static int in_exome(const struct sdi_silence *s, int bit)
{
	const struct sdi_gene_extent *extent = sdi_gene_extent(s->gene, s->build);
	const struct stardose_locus *at = &s->gene->core[bit]->at[s->build];

	return extent && extent->coding.n &&
	       sdi_intervals_overlap(&extent->coding, at->pos - SPLICE, end_of(at) + SPLICE) > 0;
}

int sdi_silence_is_covered(const struct sdi_silence *s)
{
	for (int bit = 0; s->env->covered && bit < s->gene->n_core; bit++)
		if (in_covered(s, bit))
			return 1;
	return 0;
}

/* Was the site looked at? STARDOSE_N_REASONS: nothing speaks against it. */
static enum stardose_reason why_unseen(const struct sdi_silence *s, int bit)
{
	int is_covered = s->env->covered && in_covered(s, bit);

	if (s->env->covered && !is_covered)
		return STARDOSE_REASON_NOT_SHOWN_COVERED;
	if (s->assay == STARDOSE_ASSAY_ARRAY || (s->listing == SDI_LISTING_CHOSEN && !is_covered) ||
	    (s->assay == STARDOSE_ASSAY_WES && !is_covered && !in_exome(s, bit)))
		return STARDOSE_REASON_SITES_CHOSEN;
	if (s->listing != SDI_LISTING_ALL &&
	    sdi_site_frequency(s->env->tables, s->gene, bit, 1).mean > SDI_COMMONER)
		return STARDOSE_REASON_VARIANT_COMMON;
	return STARDOSE_N_REASONS;
}

/*
 * ALT copies that the samples should have. A file that lists every variant of the region may be of
 * people in whom this one is rare, so that of such a file less is expected.
 */
static double expected_copies(const struct sdi_silence *s, int bit)
{
	int alt_carries = !s->gene->core[bit]->at[s->build].swapped;
	struct sdi_site_frequency f =
		sdi_site_frequency(s->env->tables, s->gene, bit, alt_carries);

	return 2.0 * s->n_samples * (s->listing == SDI_LISTING_ALL ? f.least : f.mean);
}

void sdi_silence_heed(const struct sdi_silence *s, struct sdi_collector *collector,
		      double *expected)
{
	for (int bit = 0; bit < s->gene->n_core; bit++) {
		enum stardose_reason why = why_unseen(s, bit);
		struct stardose_bits bits = { { 0 } };

		expected[bit] = expected_copies(s, bit);
		sdi_bits_set(&bits, bit);
		if (why < STARDOSE_N_REASONS)
			sdi_collector_deny(collector, bits, why);
	}
	sdi_collector_expect(collector, expected);
}
