/* gene_listing.c - what a stream lists around its genes, and how long that is an open question */
#include "caller/gene_stream.h"

enum sdi_listing sdi_gene_stream_listing(const struct sdi_gene_stream *s, int g,
					 struct sdi_listing_signs *signs)
{
	enum sdi_listing listing = sdi_file_listing_judge(&s->listing, s->env->genes[g], s->build,
							  s->n_file_samples, signs);

	if (s->assay == STARDOSE_ASSAY_ARRAY || s->assay == STARDOSE_ASSAY_PANEL)
		return SDI_LISTING_CHOSEN;
	return s->assay != STARDOSE_ASSAY_AUTO && listing == SDI_LISTING_CHOSEN
		       ? SDI_LISTING_UNKNOWN
		       : listing;
}

int sdi_gene_stream_is_near(struct sdi_gene_stream *s, hts_pos_t pos)
{
	return s->windows.chrom && s->listing.gene &&
	       sdi_file_listing_is_near(&s->listing, s->windows.chrom, pos);
}

int sdi_gene_stream_near(struct sdi_gene_stream *s, const struct sdi_near_row *row)
{
	return s->windows.chrom && s->listing.gene
		       ? sdi_file_listing_add(&s->listing, s->windows.chrom, s->windows.builds_here,
					      s->n_files, row)
		       : STARDOSE_OK;
}

/* Is @build possible for what lies on the contig here? */
static int is_possible(const struct sdi_gene_stream *s, int build)
{
	return s->build == STARDOSE_BUILD_AUTO ? s->windows.builds_here >> build & 1
					       : (int)s->build == build;
}

hts_pos_t sdi_gene_stream_needed_end(const struct sdi_gene_stream *s, int g)
{
	hts_pos_t end = sdi_gene_windows_end(&s->windows, g, s->build);

	for (int b = 0; s->listing.gene && end && b < STARDOSE_N_BUILDS; b++) {
		const struct sdi_gene_vicinity *v =
			&sdi_file_listing_of(&s->listing, s->env->genes[g])->around[b];
		struct sdi_listing_signs signs;

		if (is_possible(s, b) && v->end > end) {
			sdi_gene_vicinity_judge(v, s->n_file_samples, 0, &signs);
			if (!signs.is_sure)
				end = v->end;
		}
	}
	return end;
}

int sdi_gene_stream_needs_file(const struct sdi_gene_stream *s, int g)
{
	int any = 0;

	if (!s->listing.gene || s->n_file_samples > SDI_FEW_SAMPLES || s->is_over ||
	    s->assay == STARDOSE_ASSAY_ARRAY || s->assay == STARDOSE_ASSAY_PANEL)
		return 0;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		struct sdi_listing_signs signs;

		if (s->build != STARDOSE_BUILD_AUTO && (int)s->build != b)
			continue;
		sdi_gene_vicinity_judge(
			&sdi_file_listing_of(&s->listing, s->env->genes[g])->around[b],
			s->n_file_samples, 1, &signs);
		any |= !signs.is_sure;
	}
	return any;
}
