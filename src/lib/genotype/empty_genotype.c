/* empty_genotype.c - does a genotype say nothing although it is written 0/0? */
#include "genotype/empty_genotype.h"
#include "genotype/format_value.h"

#define SAME 0.01 /* probabilities and log10 likelihoods nearer than this are one */

void sdi_empty_fields_find(struct sdi_empty_fields *f, const bcf_hdr_t *hdr, bcf1_t *rec)
{
	static const char *const quality[SDI_N_QUALITIES] = { "GQ", "RGQ", "GQX" };
	static const char *const depth[SDI_N_DEPTHS] = { "DP", "MIN_DP" };
	static const char *const likelihood[SDI_N_LIKELIHOODS] = { "PL", "GL", "GP" };

	f->any = 0;
	for (int i = 0; i < SDI_N_QUALITIES; i++)
		f->any |= !!(f->quality[i] = sdi_format_find(hdr, rec, quality[i]));
	for (int i = 0; i < SDI_N_DEPTHS; i++)
		f->any |= !!(f->depth[i] = sdi_format_find(hdr, rec, depth[i]));
	for (int i = 0; i < SDI_N_LIKELIHOODS; i++)
		f->any |= !!(f->likelihood[i] = sdi_format_find(hdr, rec, likelihood[i]));
	f->any |= !!(f->ad = sdi_format_find(hdr, rec, "AD"));
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

/*
 * How many genotypes are as likely as the first one, which is homozygous reference in any ploidy;
 * @n_all counts them all. A list with gaps tells nothing.
 */
static int n_as_likely(const bcf_fmt_t *fmt, int sample, int is_judged, int *n_all)
{
	double first, v;
	int n = 0;

	*n_all = 0;
	if (!fmt || !sdi_format_real(fmt, sample, 0, &first))
		return 0;
	for (*n_all = 1; *n_all < fmt->n && sdi_format_real(fmt, sample, *n_all, &v); ++*n_all) {
		n += v - first < SAME && first - v < SAME;
		if (is_judged && n < *n_all)
			return 0; /* one that differs is enough where GQ says how good it is */
	}
	return n;
}

static int is_flat(const bcf_fmt_t *fmt, int sample, int is_judged)
{
	int n_all, n = n_as_likely(fmt, sample, is_judged, &n_all);

	return n > 0 && (!is_judged || n == n_all - 1);
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
	if (all_nought(f->ad, sample))
		return 1;
	for (int i = 0; i < SDI_N_LIKELIHOODS; i++)
		if (is_flat(f->likelihood[i], sample, is_judged))
			return 1;
	return 0;
}
