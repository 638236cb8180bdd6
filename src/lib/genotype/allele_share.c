/* allele_share.c - AF, HF, HL or AD at definition sites of the mitochondrion */
#include <stdlib.h>
#include <string.h>
#include "genotype/collector.h"
#include "genotype/allele_share.h"
#include "genotype/format_value.h"

#define MAX_ALLELES 8 /* records with more are no substitutions that somebody defined */

/* The fields of a record that may tell. */
struct fields { const bcf_fmt_t *share, *ad; int n_alleles; };

/* The core variant that an allele by itself is about, -1 none. */
static int bit_of(const struct sdi_position_index *index, const struct sdi_record_allele *allele)
{
	if (allele->kind != SDI_ALLELE_ALT || allele->n_changes != 1 ||
	    allele->changes[0].variant < 0)
		return -1;
	return index->gene->variants[allele->changes[0].variant].bit;
}

static const bcf_fmt_t *find_share(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	static const char *const names[] = { "AF", "HF", "HL" };
	const bcf_fmt_t *found = NULL;

	for (int i = 0; i < 3 && !found; i++)
		found = sdi_format_find(hdr, rec, names[i]);
	return found;
}

static int share_of_reads(const struct fields *f, int sample, int allele, double *share)
{
	double sum = 0, of_allele = 0, reads;

	if (!f->ad || f->ad->n < f->n_alleles)
		return 0;
	for (int a = 0; a < f->n_alleles; a++) {
		if (!sdi_format_real(f->ad, sample, a, &reads) || reads < 0)
			return 0;
		sum += reads;
		of_allele = a == allele ? reads : of_allele;
	}
	*share = sum > 0 ? of_allele / sum : 0;
	return sum > 0;
}

/* As a fraction; some write per cent. */
static int share_of(const struct fields *f, int sample, int allele, double *share)
{
	if (f->share && f->share->n >= allele &&
	    sdi_format_real(f->share, sample, allele - 1, share) && *share >= 0 && *share <= 1)
		return 1;
	return share_of_reads(f, sample, allele, share);
}

static int add(struct sdi_share_list *list, int sample, int bit, double share)
{
	int permille = (int)(share * 1000 + 0.5);

	if (permille >= 1000)
		return STARDOSE_OK;
	if (list->n == list->m) {
		int want = list->m ? 2 * list->m : 64;
		struct sdi_allele_share *grown = realloc(list->of, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		list->of = grown;
		list->m = want;
	}
	list->of[list->n++] = (struct sdi_allele_share){ sample, bit, permille };
	return STARDOSE_OK;
}

/* One sample, and each allele that its genotype carries once. */
static int take_sample(struct sdi_share_list *list, const struct fields *f, const int *bit,
		       const struct sdi_observation *o, int sample)
{
	int ret = STARDOSE_OK;

	for (int a = 1; a < f->n_alleles && !ret; a++) {
		int carries = 0;
		double share;

		for (int h = 0; h < o->ploidy; h++)
			carries |= o->allele[h] == a;
		if (carries && bit[a] >= 0 && share_of(f, sample, a, &share))
			ret = add(list, sample, bit[a], share);
	}
	return ret;
}

int sdi_allele_share_take(struct sdi_share_list *list, const struct sdi_position_index *index,
			  const struct sdi_site_record *note, const struct sdi_code_view *view,
			  const bcf_hdr_t *hdr, bcf1_t *rec, int n_samples)
{
	struct fields f = { .n_alleles = note->n_alleles };
	int bit[MAX_ALLELES] = { -1 }, any = 0, ret = STARDOSE_OK;

	if (note->is_block || note->n_alleles > MAX_ALLELES)
		return STARDOSE_OK;
	for (int a = 1; a < note->n_alleles; a++)
		any |= (bit[a] = bit_of(index, &note->alleles[a])) >= 0;
	if (!any)
		return STARDOSE_OK;
	f.share = find_share(hdr, rec);
	f.ad = sdi_format_find(hdr, rec, "AD");
	if (!f.share && !f.ad)
		return STARDOSE_OK;
	for (int sample = 0; sample < n_samples && !ret; sample++) {
		struct sdi_observation o;

		if (!sdi_code_decode(view, sample, &o) && !o.flags)
			ret = take_sample(list, &f, bit, &o, sample);
	}
	return ret;
}

void sdi_share_list_release(struct sdi_share_list *list)
{
	free(list->of);
	memset(list, 0, sizeof(*list));
}
