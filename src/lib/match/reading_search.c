/* reading_search.c - sets of alleles, laid over the blocks of a genotype one after the other */
#include <stdlib.h>
#include <string.h>
#include "match/reading_search.h"

/* Blocks looked at; some hundredths of a second. */
#define BUDGET 2500000

static void fill_orders(struct sdi_search *s, int at, uint8_t *used, uint8_t *current)
{
	int ploidy = s->g->ploidy;

	if (at == ploidy) {
		memcpy(s->order[s->n_orders++], current, ploidy);
		return;
	}
	for (int h = 0; h < ploidy; h++)
		if (!(*used & 1 << h)) {
			current[at] = h;
			*used |= 1 << h;
			fill_orders(s, at + 1, used, current);
			*used &= ~(1 << h);
		}
}

int sdi_search_init(struct sdi_search *s, const struct sdi_genotype *g, struct sdi_match *out)
{
	uint8_t used = 0, current[STARDOSE_MAX_PLOIDY];

	memset(s, 0, sizeof(*s));
	s->g = g;
	s->out = out;
	fill_orders(s, 0, &used, current);
	for (int at = 0; at < g->ploidy; at++)
		for (int set = 0; set < 1 << g->ploidy; set++)
			for (int k = 0; k < s->n_orders; k++)
				s->allowed[at][set] |= (uint32_t)(set >> s->order[k][at] & 1) << k;
	s->possible = malloc((g->ploidy + 1) * (g->n_blocks + 1) * sizeof(*s->possible));
	if (!s->possible)
		return STARDOSE_ENOMEM;
	for (int b = 0; b < g->n_blocks; b++)
		s->possible[b] = (uint32_t)((UINT64_C(1) << s->n_orders) - 1);
	sdi_search_budget(s);
	return STARDOSE_OK;
}

void sdi_search_release(struct sdi_search *s)
{
	sdi_fits_release(&s->fits);
	free(s->possible);
	s->possible = NULL;
}

void sdi_search_budget(struct sdi_search *s)
{
	s->budget = s->g->ploidy > 2 ? BUDGET : INT64_MAX;
	s->is_spent = 0;
}

int sdi_search_place(struct sdi_search *s, int at, int f)
{
	int n = s->g->n_blocks;
	const uint32_t *before = s->possible + (size_t)at * n;
	uint32_t *after = s->possible + (size_t)(at + 1) * n;
	const uint8_t *on = s->fits.fit[f].on;
	int b = 0;

	if (s->budget <= 0) {
		s->is_spent = 1;
		return 0;
	}
	s->chosen[at] = f;
	while (b < n && (after[b] = before[b] & s->allowed[at][on[b]]))
		b++;
	s->budget -= b + 1;
	return b == n;
}

uint32_t sdi_search_orders(const struct sdi_search *s, const int *chosen, int b)
{
	uint32_t set = s->possible[b];

	for (int i = 0; i < s->g->ploidy; i++)
		set &= s->allowed[i][s->fits.fit[chosen[i]].on[b]];
	return set;
}

void sdi_search_reading(const struct sdi_search *s, struct sdi_reading *out)
{
	memset(out, 0, sizeof(*out));
	out->ploidy = s->g->ploidy;
	for (int i = 0; i < out->ploidy; i++) {
		out->copies[i] = 1;
		out->allele[i] = s->fits.fit[s->chosen[i]].allele;
		out->n_missing += s->fits.fit[s->chosen[i]].n_missing;
	}
}

int sdi_search_add(struct sdi_search *s, struct sdi_reading **list, int *n, int *m,
		   const struct sdi_reading *reading)
{
	if (*n == SDI_MAX_READINGS) {
		s->out->is_cut = 1;
		return STARDOSE_OK;
	}
	if (*n == *m) {
		int want = *m ? *m * 2 : 16;
		struct sdi_reading *grown = realloc(*list, want * sizeof(**list));

		if (!grown) {
			s->failed = 1;
			return STARDOSE_ENOMEM;
		}
		*list = grown;
		*m = want;
	}
	(*list)[(*n)++] = *reading;
	return STARDOSE_OK;
}
