/* allele_depth.c - AD at heterozygous definition sites */
#include <stdlib.h>
#include <string.h>
#include "genotype/allele_depth.h"

#define MAX_ALLELES 8		/* records with more are no substitutions that somebody defined */

/* The core variant that an allele by itself is about, -1 none. */
static int bit_of(const struct sdi_position_index *index, const struct sdi_record_allele *allele)
{
	const struct sdi_change *change = allele->changes;

	if (allele->kind != SDI_ALLELE_ALT || allele->n_changes != 1 || !change->base ||
	    change->variant < 0)
		return -1;
	return index->gene->variants[change->variant].bit;
}

int sdi_depth_list_add(struct sdi_depth_list *list, int sample, int bit, int carried, int other)
{
	int most = carried > other ? carried : other;

	if (list->n == list->m) {
		int want = list->m ? list->m + list->m / 2 : 64;
		struct sdi_allele_depth *grown = realloc(list->of, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		list->of = grown;
		list->m = want;
	}
	if (most > UINT8_MAX) {
		carried = (int)((int64_t)carried * UINT8_MAX / most);
		other = (int)((int64_t)other * UINT8_MAX / most);
	}
	list->of[list->n++] = (struct sdi_allele_depth){ sample, bit, carried, other, 0 };
	return STARDOSE_OK;
}

/*
 * The allele is of this build: where its reference base is the variant, the ALT is the base
 * without it.
 */
static int take_allele(struct sdi_depth_list *list, const struct sdi_position_index *index,
		       int sample, int bit, int depth, int other)
{
	int swapped = index->gene->core[bit]->at[index->build].swapped;

	return swapped ? sdi_depth_list_add(list, sample, bit, other, depth)
		       : sdi_depth_list_add(list, sample, bit, depth, other);
}

int sdi_allele_depth_take(struct sdi_depth_list *list, const struct sdi_position_index *index,
			  const struct sdi_site_record *note, const struct sdi_code_view *view,
			  const bcf_hdr_t *hdr, bcf1_t *rec, int n_samples)
{
	const bcf_fmt_t *ad = NULL;
	int bit[MAX_ALLELES], any = 0, ret = STARDOSE_OK;
	struct sdi_observation o;

	if (note->is_block || note->n_alleles > MAX_ALLELES)
		return STARDOSE_OK;
	bit[0] = -1;
	for (int a = 1; a < note->n_alleles; a++)
		any |= (bit[a] = bit_of(index, &note->alleles[a])) >= 0;
	if (any)
		ad = bcf_get_fmt(hdr, rec, "AD");
	if (!ad || !ad->p || ad->n < note->n_alleles)
		return STARDOSE_OK;
	for (int sample = 0; sample < n_samples && !ret; sample++) {
		int a, b, depth[2];

		if (view->is_plain &&
		    (sample = sdi_code_next(view, sample, n_samples)) == n_samples)
			break;
		if (sdi_code_decode(view, sample, &o) || o.flags || o.ploidy != 2 ||
		    o.allele[0] < 0 || o.allele[1] < 0)
			continue;
		a = o.allele[0];
		b = o.allele[1];
		if (!a == !b || bit[a + b] < 0) /* not one REF and one ALT that is a core variant */
			continue;
		depth[0] = sdi_code_number(ad, sample, 0);
		depth[1] = sdi_code_number(ad, sample, a + b);
		if (depth[0] >= 0 && depth[1] >= 0)
			ret = take_allele(list, index, sample, bit[a + b], depth[1], depth[0]);
	}
	return ret;
}

static int compare(const void *pa, const void *pb)
{
	const struct sdi_allele_depth *a = pa, *b = pb;

	if (a->sample != b->sample)
		return a->sample < b->sample ? -1 : 1;
	if (a->bit != b->bit)
		return a->bit < b->bit ? -1 : 1;
	if (a->carried + a->other != b->carried + b->other)
		return a->carried + a->other > b->carried + b->other ? -1 : 1;
	return b->carried - a->carried;
}

static int is_one_place(const struct stardose_gene *gene, const struct sdi_allele_depth *a,
			const struct sdi_allele_depth *b)
{
	return a->sample == b->sample && gene->core[a->bit]->at[STARDOSE_BUILD_GRCH38].pos ==
						 gene->core[b->bit]->at[STARDOSE_BUILD_GRCH38].pos;
}

void sdi_depth_list_sort(struct sdi_depth_list *list, const struct stardose_gene *gene)
{
	int n = 0;

	if (list->n)
		qsort(list->of, list->n, sizeof(*list->of), compare);
	for (int i = 0, j; i < list->n; i = j) {
		int is_other = 0;

		for (j = i + 1; j < list->n && is_one_place(gene, &list->of[i], &list->of[j]); j++)
			is_other |= list->of[j].bit != list->of[i].bit;
		if (!is_other)		/* the most reads come first */
			list->of[n++] = list->of[i];
	}
	list->n = n;
}

const struct sdi_allele_depth *sdi_depth_list_of(const struct sdi_depth_list *list, int sample,
						 int *n)
{
	int lo = 0, hi = list->n;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;

		if (list->of[mid].sample < sample)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (*n = 0; lo + *n < list->n && list->of[lo + *n].sample == sample;)
		++*n;
	return *n ? list->of + lo : NULL;
}

void sdi_depth_list_release(struct sdi_depth_list *list)
{
	free(list->of);
	memset(list, 0, sizeof(*list));
}
