/* depth_hint.c - depth of reads against other genes, and of one allele against the other */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "structure/depth_hint.h"
#include "structure/paralog_reads.h"
#include "structure/depth_regions.h"

#define MIN_OTHERS SDI_MIN_DEPTH_REGIONS	/* genes or regions to measure by */
#define MAX_OTHERS SDI_MAX_DEPTH_REGIONS
#define MIN_SPREAD 0.05 /* mapping and GC make that much even where other genes agree */
#define READ_LENGTH 150			/* bases nearer than this share their reads */
#define AWAY 0.5			/* copies; less than half a copy away from two is two */
#define SURE 3.0			/* standard deviations */
#define NEAREST 0.3			/* with --call-depth: this near to a whole number */
#define CALL_ERROR 0.25		/* two of them from a number to the middle of the next */
#define MISREAD 0.01
#define AT_LEAST 6.907755278982137	/* ln 1000 */
#define MAX_DEPTH 100 /* more reads of one site are not more evidence: what biases them stays */
#define HUNDREDTHS(x) ((int16_t)((x) > 300 ? 30000 : floor(100 * (x) + 0.5)))

int sdi_gene_depth_fit(struct sdi_gene_depth *depth, int n)
{
	float *mean, *bases;

	if (n <= depth->n)
		return STARDOSE_OK;
	mean = realloc(depth->mean, n * sizeof(*mean));
	if (mean)
		depth->mean = mean;
	bases = realloc(depth->bases, n * sizeof(*bases));
	if (bases)
		depth->bases = bases;
	if (!mean || !bases)
		return STARDOSE_ENOMEM;
	memset(mean + depth->n, 0, (n - depth->n) * sizeof(*mean));
	memset(bases + depth->n, 0, (n - depth->n) * sizeof(*bases));
	depth->n = n;
	return STARDOSE_OK;
}

void sdi_gene_depth_release(struct sdi_gene_depth *depth)
{
	free(depth->mean);
	free(depth->bases);
	depth->mean = depth->bases = NULL;
	depth->n = 0;
}

/* ---- depth against other genes ---- */

static int is_known(const struct sdi_gene_depth *gene, int sample)
{
	return sample < gene->n && gene->bases[sample] > 0;
}

/* Relative variance by chance alone: reads that cover the bases independently. */
static double chance(const struct sdi_gene_depth *gene, int sample)
{
	double reads = gene->mean[sample] * fmax(1, gene->bases[sample] / READ_LENGTH);

	return reads > 0 ? 1 / reads : 1;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, n, sizeof(*v), by_value);
	return n & 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int sdi_depth_estimate(const struct sdi_gene_depth *gene, const struct sdi_gene_depth *others,
		       int n_others, int sample, struct sdi_depth_estimate *out)
{
	double other[MAX_OTHERS], unit, spread = 0, ratio, variance;
	int n = 0;

	if (!is_known(gene, sample))
		return 0;
	for (int i = 0; i < n_others && n < MAX_OTHERS; i++)
		if (&others[i] != gene && is_known(&others[i], sample))
			other[n++] = others[i].mean[sample];
	if (n < MIN_OTHERS || (unit = median(other, n)) <= 0)
		return 0;
	for (int i = 0; i < n; i++)
		spread += (other[i] / unit - 1) * (other[i] / unit - 1) / (n - 1);
	ratio = gene->mean[sample] / unit;
	variance = fmax(spread, MIN_SPREAD * MIN_SPREAD) * (1 + 1.0 / n);
	/*
	 * What is not there has no spread of its own; the chance of half a copy keeps the error
	 * from being nothing.
	 */
	out->copies = 2 * ratio;
	out->error = 2 * sqrt(fmax(ratio, 0.25) * fmax(ratio, 0.25) * variance +
			      fmax(ratio, 0.25) *
				      (gene->mean[sample] > 0 ? ratio * chance(gene, sample) : 0));
	return 1;
}

/* ---- one allele against the other ---- */

static double log_share(const struct sdi_allele_depth *d, double share)
{
	double p = share * (1 - MISREAD) + (1 - share) * MISREAD, n = d->carried + d->other;

	return (n > MAX_DEPTH ? MAX_DEPTH / n : 1) * (d->carried * log(p) + d->other * log(1 - p));
}

/* Whichever allele is the one that is there more often. */
static double log_either(const struct sdi_allele_depth *d, double share)
{
	double a = log_share(d, share), b = log_share(d, 1 - share), top = fmax(a, b);

	return top + log((exp(a - top) + exp(b - top)) / 2);
}

int sdi_depth_skew(const struct stardose_gene *gene, const struct sdi_allele_depth *depths, int n)
{
	double even = 0, third = 0, quarter = 0;
	hts_pos_t last = -READ_LENGTH;
	int n_sites = 0;

	for (int i = 0; i < n; i++) {
		const struct stardose_variant *variant = gene->core[depths[i].bit];
		hts_pos_t pos = variant->at[STARDOSE_BUILD_GRCH38].pos;

		if (variant->never_assume || !(depths[i].carried + depths[i].other) ||
		    pos < last + READ_LENGTH || sdi_is_paralog(gene, &depths[i], NULL))
			continue;
		last = pos;
		n_sites++;
		even += log_share(&depths[i], 0.5);
		third += log_either(&depths[i], 1 / 3.0);
		quarter += log_either(&depths[i], 0.25);
	}
	return n_sites >= 2 && fmax(third, quarter) - even >= AT_LEAST;
}

/* ---- all samples ---- */

struct tally { int n, first; };

static void count(struct tally *tally, int sample)
{
	if (!tally->n++)
		tally->first = sample;
}

static void say(const struct sdi_gene_depth *gene, const struct tally *fewer,
		const struct tally *more, const struct stardose_log *log, const char *const *name)
{
	if (fewer->n)
		stardose_log_say(log, STARDOSE_OK,
				 "%s: read depth suggests a deleted copy in %d sample%s, '%s'%s; "
				 "it is not called from that "
				 "(--call-depth would)",
				 gene->gene->name, fewer->n, fewer->n > 1 ? "s" : "",
				 name[fewer->first], fewer->n > 1 ? " the first" : "");
	if (more->n)
		stardose_log_say(log, STARDOSE_OK,
				 "%s: read depth suggests an extra copy in %d sample%s, '%s'%s; it "
				 "is not called from that "
				 "(--call-depth would)",
				 gene->gene->name, more->n, more->n > 1 ? "s" : "",
				 name[more->first], more->n > 1 ? " the first" : "");
}

static int is_called(const struct stardose_call_options *options,
		     const struct sdi_depth_estimate *e)
{
	return options->call_depth && e->error <= CALL_ERROR &&
	       fabs(e->copies - floor(e->copies + 0.5)) <= NEAREST &&
	       e->copies < SDI_MAX_GENE_COPIES;
}

/*
 * What depth says of one sample: bits of reasons; @e: the estimate, its error 0 when there is
 * none.
 */
static uint64_t hints_of(const struct sdi_gene_depth *gene, const struct sdi_gene_depth *others,
			 int n_others, int sample, struct sdi_depth_estimate *e)
{
	uint64_t reasons = 0;
	int n;
	const struct sdi_allele_depth *depths = sdi_depth_list_of(gene->depths, sample, &n);

	if (n && sdi_depth_skew(gene->gene, depths, n))
		reasons |= UINT64_C(1) << STARDOSE_REASON_SUSPECTED_EXTRA_COPY;
	if (!sdi_depth_estimate(gene, others, n_others, sample, e))
		e->error = 0;
	else if (fabs(e->copies - 2) >= AWAY && fabs(e->copies - 2) >= SURE * e->error)
		reasons |= UINT64_C(1) << (e->copies < 2 ? STARDOSE_REASON_SUSPECTED_DELETION
							 : STARDOSE_REASON_SUSPECTED_EXTRA_COPY);
	return reasons;
}

static int take_hints(struct sdi_gene_depth *gene, int sample, uint64_t reasons,
		      const struct sdi_depth_estimate *e, int is_called_here)
{
	struct sdi_structure_facts *facts = sdi_sample_facts_at(gene->facts, sample);

	if (!facts)
		return STARDOSE_ENOMEM;
	if (e->error > 0) {
		facts->by_depth = HUNDREDTHS(e->copies);
		facts->depth_error = HUNDREDTHS(e->error) > 0 ? HUNDREDTHS(e->error) : 1;
	}
	if (is_called_here)
		sdi_facts_copies(facts, (int)floor(e->copies + 0.5), STARDOSE_COPIES_FROM_DEPTH);
	else
		facts->reasons |= reasons;
	return STARDOSE_OK;
}

int sdi_depth_hints(struct sdi_gene_depth *genes, int n_genes, const struct sdi_gene_depth *regions,
		    int n_regions, int n_samples, const struct stardose_call_options *options,
		    const char *const *name)
{
	const struct sdi_gene_depth *others = regions ? regions : genes;
	int n_others = regions ? n_regions : n_genes;

	for (int g = 0; g < n_genes; g++) {
		struct tally fewer = { 0 }, more = { 0 };

		if (!genes[g].gene->has_structural || (!genes[g].n && !genes[g].depths->n))
			continue;
		sdi_depth_list_sort(genes[g].depths, genes[g].gene);
		for (int i = 0; i < n_samples; i++) {
			const struct sdi_structure_facts *known =
				sdi_sample_facts_find(genes[g].facts, i);
			struct sdi_depth_estimate e = { 0 };
			uint64_t reasons;
			int called;

			if (known && known->from > STARDOSE_COPIES_FROM_DEPTH)
				continue;
			reasons = hints_of(&genes[g], others, n_others, i, &e);
			called = e.error > 0 && is_called(options, &e);
			if ((reasons || called) && take_hints(&genes[g], i, reasons, &e, called))
				return STARDOSE_ENOMEM;
			if (!called && reasons >> STARDOSE_REASON_SUSPECTED_DELETION & 1)
				count(&fewer, i);
			if (!called && reasons >> STARDOSE_REASON_SUSPECTED_EXTRA_COPY & 1)
				count(&more, i);
		}
		say(&genes[g], &fewer, &more, &options->log, name);
	}
	return STARDOSE_OK;
}
