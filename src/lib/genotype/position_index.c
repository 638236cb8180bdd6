/* position_index.c - definition sites, sorted, with the stretch in which each indel can slide */
#include <stdlib.h>
#include <string.h>
#include "genotype/position_index.h"

static int compare_site(const void *va, const void *vb)
{
	const struct sdi_site *a = va, *b = vb;

	if (a->beg != b->beg)
		return a->beg < b->beg ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return a->bit[0] - b->bit[0];
}

static struct sdi_site *snv_site_at(struct sdi_position_index *index, hts_pos_t pos)
{
	for (int i = 0; i < index->n_sites; i++)
		if (!index->sites[i].is_indel && index->sites[i].beg == pos &&
		    index->sites[i].n_bits < 4)
			return &index->sites[i];
	index->sites[index->n_sites] = (struct sdi_site){ .beg = pos, .end = pos + 1 };
	return &index->sites[index->n_sites++];
}

static void add_bit(struct sdi_position_index *index, struct sdi_site *site, int bit, char base)
{
	const struct stardose_variant *v = index->gene->core[bit];
	int swapped = v->at[index->build].swapped;

	site->bit[site->n_bits] = bit;
	site->base[site->n_bits] = base;
	site->ref_carries[site->n_bits++] = swapped;
	sdi_bits_set(&site->bits, bit);
	if (swapped)
		sdi_bits_set(&index->ref_carried, bit);
	/* of a variant with a function of its own silence is no evidence that people carry it */
	if (v->never_assume || (swapped && index->gene->kind != STARDOSE_GENE_HAPLOTYPES))
		sdi_bits_set(&index->no_assume, bit);
}

int sdi_position_index_init(struct sdi_position_index *index, const struct stardose_gene *gene,
			    enum stardose_build build)
{
	*index = (struct sdi_position_index){ .gene = gene, .build = build };
	index->sites = calloc(gene->n_core ? gene->n_core : 1, sizeof(*index->sites));
	if (!index->sites)
		return STARDOSE_ENOMEM;
	for (int bit = 0; bit < gene->n_core; bit++) {
		const struct stardose_locus *at = &gene->core[bit]->at[build];
		struct sdi_indel indel;

		if (strlen(at->ref) == 1 && strlen(at->alt) == 1) {
			add_bit(index, snv_site_at(index, at->pos), bit,
				at->swapped ? at->ref[0] : at->alt[0]);
		} else if (sdi_indel_of(gene, build, gene->core[bit] - gene->variants, &indel)) {
			struct sdi_site *site = &index->sites[index->n_sites++];

			*site = (struct sdi_site){
				.is_indel = 1, .indel = indel, .beg = indel.beg, .end = indel.end
			};
			if (indel.n_ins)
				site->beg = indel.beg - 1, site->end = indel.beg;
			add_bit(index, site, bit, 0);
		}
	}
	qsort(index->sites, index->n_sites, sizeof(*index->sites), compare_site);
	return STARDOSE_OK;
}

void sdi_position_index_release(struct sdi_position_index *index)
{
	free(index->sites);
	index->sites = NULL;
	index->n_sites = 0;
}

int sdi_position_index_reaches(const struct sdi_position_index *index, hts_pos_t beg, hts_pos_t end,
			       hts_pos_t pad)
{
	for (int i = 0; i < index->n_sites; i++) {
		const struct sdi_site *s = &index->sites[i];
		hts_pos_t lo = s->beg, hi = s->end;

		if (s->is_indel) {
			lo = s->indel.beg - 1;
			hi = s->indel.end + s->indel.slide + 1;
		}
		if (beg < hi + pad && end > lo - pad)
			return 1;
	}
	return 0;
}
