/*
 * caller_take.c - what the records of a stream showed becomes calls, depths and what hints at
 * copies
 */
#include <string.h>
#include "caller/caller_impl.h"
#include "caller/record_copies.h"
#include "genotype/allele_share.h"
#include "genotype/read_depth.h"
#include "util/no_memory.h"

/* Depth of the stream's reads, for hints. */
static int take_read_depth(struct stardose_caller *c, int g, const struct sdi_collector *collector,
			   const int *global, int n)
{
	const struct sdi_read_depth *depth = sdi_collector_read_depth(collector);
	struct sdi_gene_depth *of = &c->read_depth[g];

	if (!depth->sum)
		return STARDOSE_OK;
	if (sdi_gene_depth_fit(of, c->m_of_sample))
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n; i++) {
		if (global[i] < 0)
			continue;
		of->bases[global[i]] = depth->bases[i];
		of->mean[global[i]] = depth->bases[i] > 0 ? depth->sum[i] / depth->bases[i] : 0;
	}
	return STARDOSE_OK;
}

/* Depth of the regions to measure by. They may lie in a file per chromosome, so streams add up. */
static int take_region_depth(struct stardose_caller *c, const struct sdi_gene_stream *s)
{
	for (int r = 0; r < c->depth_regions.n; r++) {
		const struct sdi_read_depth *depth = &s->region_depth.of[r];
		struct sdi_gene_depth *of = &c->region_depth[r];
		enum stardose_build build = c->depth_regions.v[r].build;

		if (!depth->sum || (build != STARDOSE_BUILD_AUTO && build != s->build))
			continue;
		if (sdi_gene_depth_fit(of, c->m_of_sample))
			return STARDOSE_ENOMEM;
		for (int i = 0; i < s->n_samples; i++) {
			int at = s->global[i];

			if (at < 0 || !(depth->bases[i] > 0))
				continue;
			of->mean[at] = (of->mean[at] * of->bases[at] + depth->sum[i]) /
				       (of->bases[at] + depth->bases[i]);
			of->bases[at] += depth->bases[i];
		}
	}
	return STARDOSE_OK;
}

static int check_once(const struct stardose_caller *c, const struct sdi_gene_stream *s,
		      const struct sdi_gene_calls *gc, struct stardose_error *err)
{
	for (int i = 0; i < s->n_samples; i++)
		if (s->global[i] >= 0 && gc->of_sample[s->global[i]])
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' has %s of sample '%s', which an earlier "
						  "file of other samples has too; give each sample "
						  "and gene once, or, where a gene is cut over "
						  "files, the same samples in each of them "
						  "(bcftools view -S)",
						  s->name ? s->name : "the input", gc->gene->name,
						  c->samples.name[s->global[i]]);
	return STARDOSE_OK;
}

/* How much of a gene was silent, of the samples of a stream. */
struct missing { int worst, n_affected, n_samples; };

static struct missing count_missing(const struct sdi_gene_stream *s,
				    const struct sdi_gene_calls *gc)
{
	struct missing m = { 0 };

	for (int i = 0; i < s->n_samples; i++) {
		int n;

		if (s->global[i] < 0)
			continue;
		n = gc->calls[gc->of_sample[s->global[i]]]->n_sites[STARDOSE_EVIDENCE_ABSENT];
		m.n_samples++;
		m.n_affected += n > 0;
		m.worst = n > m.worst ? n : m.worst;
	}
	return m;
}

/* @is_assumed: what may be filled has been filled already. */
static void say_missing(const struct stardose_caller *c, const struct sdi_gene_stream *s, int g,
			int is_assumed)
{
	const struct sdi_gene_calls *gc = &c->by_gene[g];
	const struct missing m = count_missing(s, gc);
	const char *path = s->gene[g].n_files > 1 ? NULL : s->gene[g].name;

	if (!m.worst)
		return;
	stardose_log_say(
		&c->options.log, STARDOSE_OK,
		"%s: %d of %d definition sites have no record in %s%s%s (%d of %d samples "
		"affected); alleles that need them are not excluded; %s",
		gc->gene->name, m.worst, gc->gene->n_core, path ? "'" : "",
		path ? path : "the input", path ? "'" : "", m.n_affected, m.n_samples,
		!is_assumed
			? "a gVCF, a VCF with all sites, or --absent reference would fill them"
		: sdi_gene_stream_is_cut(s, g)
			? "nothing is assumed where the input may have been cut off"
			: "these are not assumed, as reads often cannot be placed there, or for "
			  "what the reasons of the calls say; a gVCF or a VCF with all sites would "
			  "tell");
}

/* Blocks of LowGQX and the like are believed unless -f is given: say so, once. */
static void say_filtered(struct stardose_caller *c, const struct sdi_gene_stream *s, int g,
			 const struct sdi_collector *collector)
{
	const char *filter;
	int n = sdi_collector_n_filtered(collector, &filter);

	if (!n || c->has_said_filtered)
		return;
	c->has_said_filtered = 1;
	stardose_log_say(&c->options.log, STARDOSE_OK,
			 "%s: %d of %d records at definition sites in %s%s%s have a FILTER such as "
			 "'%s' and count all the same; -f PASS,. would reject their genotypes",
			 c->by_gene[g].gene->name, n, sdi_collector_n_records(collector),
			 s->name ? "'" : "", s->name ? s->name : "the input", s->name ? "'" : "",
			 filter);
}

/* Mixtures of mitochondria, by sample. */
static int take_shares(struct stardose_caller *c, const struct sdi_gene_stream *s, int g,
		       const struct sdi_collector *collector)
{
	const struct sdi_share_list *shares = sdi_collector_shares(collector);

	for (int i = 0; i < shares->n; i++) {
		const struct sdi_allele_share *one = &shares->of[i];
		struct sdi_structure_facts *facts;

		if (s->global[one->sample] < 0)
			continue;
		facts = sdi_caller_facts(c, s->global[one->sample], g);
		if (!facts)
			return STARDOSE_ENOMEM;
		if (facts->n_shares < SDI_MAX_SHARES)
			facts->share[facts->n_shares++] =
				(struct sdi_share){ one->bit, one->permille };
	}
	return STARDOSE_OK;
}

static int take_risk(struct stardose_caller *c, const struct sdi_gene_stream *s, int g)
{
	const struct sdi_tag_collector *tags = sdi_gene_stream_seen(s, g, SDI_LOOK_TAGS);
	struct sdi_gene_calls *gc = &c->by_gene[g];

	return tags ? sdi_structure_risk_take(gc->gene, s->build, tags, &c->options, s->global,
					      (const char *const *)c->samples.name, s->n_samples,
					      &gc->facts, c->options.keep_sites ? &gc->risk : NULL)
		    : STARDOSE_OK;
}

/* Tags of samples whose sites are in another file, which has other samples beside them. */
static void note_tags_apart(struct stardose_caller *c, const struct sdi_gene_stream *s, int g)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		const struct sdi_tag_collector *tags = s->gene[g].seen[build][SDI_LOOK_TAGS].self;

		c->by_gene[g].has_tags_apart |= tags && sdi_tag_collector_speaks(tags);
	}
}

static int take_calls(struct stardose_caller *c, const struct sdi_gene_stream *s, int g,
		      struct stardose_error *err)
{
	struct sdi_gene_calls *gc = &c->by_gene[g];
	struct sdi_collector *collector = sdi_gene_stream_seen(s, g, SDI_LOOK_GENOTYPES);
	int ret;

	if (!collector || !sdi_collector_speaks(collector) ||
	    !sdi_collector_n_patterns(collector)) {
		note_tags_apart(c, s, g);
		return STARDOSE_OK;
	}
	ret = check_once(c, s, gc, err);
	if (!ret)
		ret = sdi_gene_calls_take_patterns(gc, collector, s->global, s->n_samples,
						   &c->options, err);
	if (ret)
		return ret;
	say_missing(c, s, g, sdi_collector_assumes(collector));
	say_filtered(c, s, g, collector);
	if (sdi_gene_calls_take_depths(gc, collector, s->global) ||
	    take_read_depth(c, g, collector, s->global, s->n_samples) || take_risk(c, s, g) ||
	    take_shares(c, s, g, collector))
		return sdi_no_memory(err);
	return STARDOSE_OK;
}

static int take_copies(struct stardose_caller *c, const struct sdi_gene_stream *s, int g,
		       int *n_ignored, struct stardose_error *err)
{
	const struct sdi_record_copies to = { &c->env, c->by_gene, c->build };
	const struct sdi_copy_collector *copies = sdi_gene_stream_seen(s, g, SDI_LOOK_COPIES);

	if (!copies)
		return STARDOSE_OK;
	*n_ignored += sdi_copy_collector_n_ignored(copies);
	return sdi_record_copies_take(&to, g, copies, 0, s->global, s->n_samples, s->name, err);
}

static void say_ignored(const struct stardose_caller *c, const struct sdi_gene_stream *s, int n)
{
	const struct sdi_record_copies to = { &c->env, c->by_gene, c->build };

	sdi_record_copies_ignored(&to, s->name, n);
}

int sdi_caller_take_gene(struct stardose_caller *c, struct sdi_gene_stream *s, int g,
			 struct stardose_error *err)
{
	int n_ignored = 0, ret = sdi_gene_stream_close_gene(s, g, err);

	if (!ret)
		ret = take_calls(c, s, g, err);
	if (!ret)
		ret = take_copies(c, s, g, &n_ignored, err);
	say_ignored(c, s, n_ignored);
	sdi_gene_stream_drop_gene(s, g);
	return ret;
}

static int take_stream(struct stardose_caller *c, struct sdi_gene_stream *s,
		       struct stardose_error *err)
{
	int n_ignored = 0, ret = STARDOSE_OK;

	for (int g = 0; g < c->n_genes && !ret; g++) {
		ret = sdi_gene_stream_close_gene(s, g, err);
		if (!ret)
			ret = take_calls(c, s, g, err);
	}
	for (int g = 0; g < c->n_genes && !ret; g++)
		ret = take_copies(c, s, g, &n_ignored, err);
	say_ignored(c, s, n_ignored);
	if (!ret && take_region_depth(c, s))
		ret = sdi_no_memory(err);
	return ret;
}

int sdi_caller_settle_oldest(struct stardose_caller *c, struct stardose_error *err)
{
	int ret = take_stream(c, c->streams[0], err);

	sdi_gene_stream_free(c->streams[0]);
	c->n_streams--;
	memmove(c->streams, c->streams + 1, c->n_streams * sizeof(*c->streams));
	return ret;
}

int sdi_caller_settle(struct stardose_caller *c, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	while (c->n_streams && !ret && !c->env.is_stream)
		ret = sdi_caller_settle_oldest(c, err);
	return ret;
}
