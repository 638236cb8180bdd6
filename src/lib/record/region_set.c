/* region_set.c - regions merged per chromosome and build */
#include <stdlib.h>
#include <string.h>
#include "record/region_set.h"

int sdi_region_set_find(const struct sdi_region_set *set, const char *chrom)
{
	for (int i = 0; chrom && i < set->n; i++)
		if (!strcmp(set->chrom[i].name, chrom))
			return i;
	return -1;
}

static int by_beg(const void *a, const void *b)
{
	const struct sdi_span *x = a, *y = b;

	return x->beg != y->beg ? (x->beg > y->beg ? 1 : -1)
				: (x->end > y->end) - (x->end < y->end);
}

static void merge(struct sdi_spans *spans)
{
	int n = 0;

	if (!spans->n)
		return;
	qsort(spans->v, spans->n, sizeof(*spans->v), by_beg);
	for (int i = 1; i < spans->n; i++) {
		if (spans->v[i].beg > spans->v[n].end)
			spans->v[++n] = spans->v[i];
		else if (spans->v[i].end > spans->v[n].end)
			spans->v[n].end = spans->v[i].end;
	}
	spans->n = n + 1;
}

static void add_span(struct sdi_spans *spans, const struct sdi_region *region)
{
	spans->v[spans->n++] = (struct sdi_span){ region->beg, region->end };
}

/* Every list gets room for all regions: there are dozens of them. */
static int add_chrom(struct sdi_region_set *set, const char *name, int m_spans)
{
	struct sdi_region_chrom *chrom = &set->chrom[set->n];

	chrom->name = name;
	chrom->contig = -1;
	set->n++;
	for (int b = 0; b <= SDI_EITHER_BUILD; b++)
		if (!(chrom->of[b].v = calloc(m_spans, sizeof(*chrom->of[b].v))))
			return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

int sdi_region_set_init(const struct sdi_region *regions, int n_regions, struct sdi_region_set *out)
{
	int at;

	memset(out, 0, sizeof(*out));
	out->chrom = calloc(n_regions ? n_regions : 1, sizeof(*out->chrom));
	if (!out->chrom)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n_regions; i++) {
		at = sdi_region_set_find(out, regions[i].chrom);
		if (at < 0) {
			at = out->n;
			if (add_chrom(out, regions[i].chrom, n_regions) != STARDOSE_OK) {
				sdi_region_set_release(out);
				return STARDOSE_ENOMEM;
			}
		}
		add_span(&out->chrom[at].of[SDI_EITHER_BUILD], &regions[i]);
		for (int b = 0; b < STARDOSE_N_BUILDS; b++)
			if (regions[i].build == STARDOSE_BUILD_AUTO || (int)regions[i].build == b)
				add_span(&out->chrom[at].of[b], &regions[i]);
	}
	for (int i = 0; i < out->n; i++)
		for (int b = 0; b <= SDI_EITHER_BUILD; b++)
			merge(&out->chrom[i].of[b]);
	return STARDOSE_OK;
}

void sdi_region_set_release(struct sdi_region_set *set)
{
	for (int i = 0; i < set->n; i++)
		for (int b = 0; b <= SDI_EITHER_BUILD; b++)
			free(set->chrom[i].of[b].v);
	free(set->chrom);
	memset(set, 0, sizeof(*set));
}
