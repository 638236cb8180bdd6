/* allele_votes.c - bases at definition variants, of fragments that are the gene's */
#include <stdlib.h>
#include <string.h>
#include "reads/allele_votes.h"

#define FIRST_ROOM 1024

/* ---- where to look ---- */

/*
 * The place on the neighbour of what is at @pos on the gene: -1 where the sites on both sides do
 * not agree on it, or @pos is such a site.
 */
static hts_pos_t beside(const struct stardose_paralog_model *m, enum stardose_build build,
			hts_pos_t pos)
{
	hts_pos_t before = 0, behind = 0;
	int i = 0;

	while (i < m->n_sites && m->sites[i].gene[build] < pos)
		i++;
	if (i == 0 || i == m->n_sites || m->sites[i].gene[build] == pos)
		return -1;
	before = m->sites[i - 1].paralog[build] - m->sites[i - 1].gene[build];
	behind = m->sites[i].paralog[build] - m->sites[i].gene[build];
	return before == behind ? pos + before : -1;
}

/* A substitution whose base the neighbour does not have. */
static int is_clear(const struct stardose_variant *v)
{
	const struct stardose_locus *at = &v->at[STARDOSE_BUILD_GRCH38];

	return strlen(at->ref) == 1 && strlen(at->alt) == 1 && v->paralog &&
	       !strcmp(v->paralog, at->ref);
}

static int compare_spots(const void *va, const void *vb)
{
	const struct sdi_allele_spot *a = va, *b = vb;

	if (a->pos != b->pos)
		return a->pos < b->pos ? -1 : 1;
	return a->bit - b->bit;
}

int sdi_allele_votes_init(struct sdi_allele_votes *votes, const struct stardose_gene *gene,
			  enum stardose_build build)
{
	*votes = (struct sdi_allele_votes){ 0 };
	votes->spots = malloc((2 * (size_t)gene->n_core + 1) * sizeof(*votes->spots));
	if (!votes->spots)
		return STARDOSE_ENOMEM;
	for (int bit = 0; bit < gene->n_core; bit++) {
		const struct stardose_variant *v = gene->core[bit];
		const struct stardose_locus *at = &v->at[STARDOSE_BUILD_GRCH38];
		hts_pos_t pos = v->at[build].pos;
		hts_pos_t there = is_clear(v) ? beside(gene->paralog, build, pos) : -1;

		if (there < 0)
			continue;
		for (int other = 0; other < 2; other++)
			votes->spots[votes->n_spots++] = (struct sdi_allele_spot){
				other ? there : pos, bit, *at->alt, *at->ref
			};
	}
	qsort(votes->spots, votes->n_spots, sizeof(*votes->spots), compare_spots);
	return STARDOSE_OK;
}

int sdi_allele_first(const struct sdi_allele_votes *votes, hts_pos_t pos)
{
	int lo = 0, hi = votes->n_spots;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (votes->spots[mid].pos < pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ---- what is seen ---- */

int sdi_allele_vote(struct sdi_allele_votes *votes, uint64_t key, const struct sdi_allele_spot *at,
		    char base)
{
	if (base != at->carried && base != at->other)
		return STARDOSE_OK;
	if (votes->n == votes->m) {
		int m = votes->m ? 2 * votes->m : FIRST_ROOM;
		struct sdi_allele_seen *seen = realloc(votes->seen, m * sizeof(*seen));

		if (!seen)
			return STARDOSE_ENOMEM;
		votes->seen = seen;
		votes->m = m;
	}
	votes->seen[votes->n++] = (struct sdi_allele_seen){ key, at->bit, base == at->carried };
	return STARDOSE_OK;
}

/* ---- what it comes to ---- */

static int compare_seen(const void *va, const void *vb)
{
	const struct sdi_allele_seen *a = va, *b = vb;

	if (a->bit != b->bit)
		return a->bit - b->bit;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->is_carried - b->is_carried;
}

/* Fragments of one variant: @seen begins with the first of them. Returns how many entries. */
static int count_bit(const struct sdi_allele_seen *seen, int n,
		     const struct sdi_fragment_votes *fragments, int level,
		     struct sdi_allele_count *out)
{
	int i = 0;

	*out = (struct sdi_allele_count){ .bit = seen->bit };
	while (i < n && seen[i].bit == seen->bit) {
		int first = i;

		while (i < n && seen[i].bit == seen->bit && seen[i].key == seen[first].key)
			i++;
		if (seen[i - 1].is_carried != seen[first].is_carried ||
		    sdi_fragment_level(seen[first].key) < level ||
		    !sdi_fragment_is_gene(fragments, seen[first].key))
			continue;
		*(seen[first].is_carried ? &out->carried : &out->other) += 1;
	}
	return i;
}

int sdi_allele_tally(struct sdi_allele_votes *votes, const struct sdi_fragment_votes *fragments,
		     int level, struct sdi_read_counts *out)
{
	out->alleles = malloc((votes->n_spots / 2 + 1) * sizeof(*out->alleles));
	if (!out->alleles)
		return STARDOSE_ENOMEM;
	if (votes->n)
		qsort(votes->seen, votes->n, sizeof(*votes->seen), compare_seen);
	for (int i = 0; i < votes->n;)
		i += count_bit(&votes->seen[i], votes->n - i, fragments, level,
			       &out->alleles[out->n_alleles++]);
	return STARDOSE_OK;
}

void sdi_allele_votes_release(struct sdi_allele_votes *votes)
{
	free(votes->spots);
	free(votes->seen);
	*votes = (struct sdi_allele_votes){ 0 };
}
