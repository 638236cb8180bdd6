/* gene_close.c - a gene's records are over: what silence in it means, then its observers are done
 */
#include <inttypes.h>
#include "caller/gene_stream.h"

/* Silence behind the end of an input that may have been cut off is not a reference base. */
static void heed_end(struct sdi_gene_stream *s, int g)
{
	struct sdi_collector *c = sdi_gene_stream_seen(s, g, SDI_LOOK_GENOTYPES);
	hts_pos_t reach = s->gene[g].reach;
	int n;

	if (!c || !sdi_gene_stream_is_cut(s, g))
		return;
	n = sdi_collector_ends_at(c, reach);
	if (!n)
		s->gene[g].reach = HTS_POS_MAX;
	if (n && sdi_collector_n_records(c))
		stardose_log_say(
			&s->env->options->log, STARDOSE_OK,
			"%s%s%s ends inside %s (%s:%" PRIhts_pos
			") without an end mark and may have been cut off: nothing is assumed at "
			"the %d definition sites behind; if it is complete, --complete says so",
			s->name ? "'" : "", s->name ? s->name : "the input", s->name ? "'" : "",
			s->env->genes[g]->name, s->env->genes[g]->chrom, reach, n);
}

static void say_listing(struct sdi_gene_stream *s, int g, const struct sdi_listing_signs *signs)
{
	if (s->has_said_listing)
		return;
	s->has_said_listing = 1;
	if (s->sign)
		stardose_log_say(&s->env->options->log, STARDOSE_OK,
				 "%s%s%s lists chosen sites, since its header has '%s' and so it "
				 "is of assay %s; "
				 "sites without record are not taken for reference, unless --assay "
				 "wgs, --assay "
				 "wes or --covered says that they were looked at",
				 s->name ? "'" : "", s->name ? s->name : "the input",
				 s->name ? "'" : "", s->sign->word, s->sign->assay);
	else
		stardose_log_say(
			&s->env->options->log, STARDOSE_OK,
			"%s%s%s lists chosen sites, as an array, a panel or an exome does: around "
			"%s it has "
			"%d in %.0f kb, %d of which nobody carries, and about %.0f are usual where "
			"every "
			"variant of %d sample%s is listed; sites without record are not taken for "
			"reference, unless --assay wgs, --assay wes or --covered says that they "
			"were looked "
			"at",
			s->name ? "'" : "", s->name ? s->name : "the input", s->name ? "'" : "",
			signs->is_of_file ? "the genes" : s->env->genes[g]->name, signs->n_rows,
			signs->bases / 1000, signs->n_reference, signs->expected, s->n_file_samples,
			s->n_file_samples == 1 ? "" : "s");
}

static struct sdi_silence silence_of(const struct sdi_gene_stream *s, int g)
{
	return (struct sdi_silence){ .env = s->env,
				     .gene = s->env->genes[g],
				     .build = s->build,
				     .assay = s->assay,
				     .n_samples = s->n_file_samples };
}

/* A gene without any record of its own is called where something shows that somebody looked. */
static int cover_gene(struct sdi_gene_stream *s, int g, struct stardose_error *err)
{
	struct sdi_observer *seen = &s->gene[g].seen[s->build][SDI_LOOK_GENOTYPES];
	const struct sdi_silence silence = silence_of(s, g);
	int ret = STARDOSE_OK;

	if (!sdi_file_listing_of(&s->listing, s->env->genes[g])->around[s->build].n_records &&
	    !sdi_silence_is_covered(&silence))
		return STARDOSE_OK;
	if (!seen->self)
		ret = sdi_observer_new(s->env, &s->look_options, g, s->build, SDI_LOOK_GENOTYPES,
				       s->n_samples, seen, err);
	if (!ret)
		sdi_collector_cover(seen->self);
	return ret;
}

/* What silence means in the gene. */
static void heed_silence(struct sdi_gene_stream *s, int g)
{
	struct sdi_collector *c = sdi_gene_stream_seen(s, g, SDI_LOOK_GENOTYPES);
	struct sdi_silence silence = silence_of(s, g);
	struct sdi_listing_signs signs;

	if (!c)
		return;
	silence.listing = sdi_gene_stream_listing(s, g, &signs);
	if (s->env->options->assay == STARDOSE_ASSAY_AUTO && !s->env->covered &&
	    (silence.listing == SDI_LISTING_CHOSEN || s->sign))
		say_listing(s, g, &signs);
	sdi_silence_heed(&silence, c, s->expected);
}

/* What the records of an array leave open at the sites that they are about. */
static void heed_probes(struct sdi_gene_stream *s, int g)
{
	struct sdi_collector *c = sdi_gene_stream_seen(s, g, SDI_LOOK_GENOTYPES);

	if (c && s->assay == STARDOSE_ASSAY_ARRAY)
		sdi_collector_probes(c);
}

int sdi_gene_stream_close_gene(struct sdi_gene_stream *s, int g, struct stardose_error *err)
{
	int ret = STARDOSE_OK,
	    is_filled = s->env->options->absent_is_reference && s->build != STARDOSE_BUILD_AUTO;

	if (is_filled)
		ret = cover_gene(s, g, err);
	if (!ret)
		heed_end(s, g);
	if (!ret && is_filled)
		heed_silence(s, g);
	if (!ret && s->build != STARDOSE_BUILD_AUTO)
		heed_probes(s, g);
	for (int look = 0; look < SDI_N_LOOKS && s->build != STARDOSE_BUILD_AUTO && !ret; look++) {
		struct sdi_observer *observer = &s->gene[g].seen[s->build][look];

		if (observer->self)
			ret = observer->close(observer->self, err);
	}
	return ret;
}
