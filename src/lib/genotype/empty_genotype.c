/* empty_genotype.c - does a genotype say nothing although it is written 0/0? */
#include "genotype/empty_genotype.h"
#include "genotype/format_value.h"

#define N_PHRED 2 /* of the likelihoods: less is likelier */
#define SAME 0.01 /* probabilities and log10 likelihoods nearer than this are one */

void sdi_empty_fields_find(struct sdi_empty_fields *f, const bcf_hdr_t *hdr, bcf1_t *rec)
{
	static const char *const quality[SDI_N_QUALITIES] = { "GQ", "RGQ", "GQX" };
	static const char *const depth[SDI_N_DEPTHS] = { "DP", "MIN_DP" };
	static const char *const likelihood[SDI_N_LIKELIHOODS] = { "PL", "LPL", "GL", "LGL", "GP", "LGP" },
			  *const reads[SDI_N_READS] = { "AD", "LAD" };

	f->any = 0;
	for (int i = 0; i < SDI_N_QUALITIES; i++)
		f->any |= !!(f->quality[i] = sdi_format_find(hdr, rec, quality[i]));
	for (int i = 0; i < SDI_N_DEPTHS; i++)
		f->any |= !!(f->depth[i] = sdi_format_find(hdr, rec, depth[i]));
	for (int i = 0; i < SDI_N_LIKELIHOODS; i++)
		f->any |= !!(f->likelihood[i] = sdi_format_find(hdr, rec, likelihood[i]));
	for (int i = 0; i < SDI_N_READS; i++)
		f->any |= !!(f->reads[i] = sdi_format_find(hdr, rec, reads[i]));
}

static int is_nought(const bcf_fmt_t *fmt, int sample)
{
	double v;

	return fmt && sdi_format_real(fmt, sample, 0, &v) && v <= 0;
}

/* Every value that is there is 0, and one is there. */
static int all_nought(const bcf_fmt_t *fmt, int sample)
{
	double v;
	int n = 0;

	for (int i = 0; fmt && i < fmt->n; i++)
		if (sdi_format_real(fmt, sample, i, &v)) {
			if (v > 0)
				return 0;
			n++;
		}
	return n > 0;
}

/* All genotypes are as likely as the first one, which is homozygous reference in any ploidy. */
static int is_flat(const bcf_fmt_t *fmt, int sample)
{
	double first, v;
	int n = 1;

	if (!fmt || !sdi_format_real(fmt, sample, 0, &first))
		return 0;
	for (; n < fmt->n && sdi_format_real(fmt, sample, n, &v); n++)
		if (v - first >= SAME || first - v >= SAME)
			return 0; /* one that differs is enough */
	return n > 1;
}

/* GP are probabilities from VCF 4.3 on, and were phred-scaled before. */
static int has_more_than_one(const bcf_fmt_t *fmt, int sample)
{
	double v;

	for (int i = 0; i < fmt->n && sdi_format_real(fmt, sample, i, &v); i++)
		if (v > 1 + SAME)
			return 1;
	return 0;
}

/* Another genotype is as likely as the first one, or likelier. A list with gaps ends at the gap. */
static int has_as_likely(const bcf_fmt_t *fmt, int sample, int is_phred)
{
	double first, v;

	if (!fmt || !sdi_format_real(fmt, sample, 0, &first))
		return 0;
	is_phred |= has_more_than_one(fmt, sample);
	for (int n = 1; n < fmt->n && sdi_format_real(fmt, sample, n, &v); n++)
		if (is_phred ? v < first + SAME : v > first - SAME)
			return 1;
	return 0;
}

int sdi_empty_fields_say(const struct sdi_empty_fields *f, int sample)
{
	int is_judged = 0;
	double v;

	if (!f->any)
		return 0;
	for (int i = 0; i < SDI_N_QUALITIES; i++) {
		if (is_nought(f->quality[i], sample))
			return 1;
		is_judged |= f->quality[i] && sdi_format_real(f->quality[i], sample, 0, &v);
	}
	for (int i = 0; i < SDI_N_DEPTHS; i++)
		if (is_nought(f->depth[i], sample))
			return 1;
	for (int i = 0; i < SDI_N_READS; i++)
		if (all_nought(f->reads[i], sample))
			return 1;
	for (int i = 0; i < SDI_N_LIKELIHOODS; i++)
		if (is_judged ? is_flat(f->likelihood[i], sample)
			      : has_as_likely(f->likelihood[i], sample, i < N_PHRED))
			return 1;
	return 0;
}
