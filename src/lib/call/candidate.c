/* candidate.c - a reading of a genotype as a candidate: names, values, phenotype, weight */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "call/candidate.h"
#include "phenotype/phenotype.h"

/* An allele never seen in the populations counts as rarer than one in a hundred thousand haplotypes. */
#define RARE 1e-6

static int abolishes(const struct stardose_gene *gene, struct stardose_bits bits)
{
	for (int bit = 0; bit < gene->n_core; bit++)
		if (sdi_bits_has(&bits, bit) && gene->core[bit]->abolishes)
			return 1;
	return 0;
}

static int is_named(const struct sdi_reading *reading, int h)
{
	return sdi_bits_empty(reading->leftover[h]) && !reading->n_unlisted[h];
}

/* A haplotype without a name has no function of its own, unless something on it abolishes function. */
static void haplotype_fill(const struct stardose_gene *gene, const struct sdi_reading *reading, int h, struct stardose_haplotype *out)
{
	const struct stardose_allele *allele = &gene->alleles[reading->allele[h]];

	out->allele = allele;
	out->copies = 1;
	out->leftover = reading->leftover[h];
	out->n_unlisted = reading->n_unlisted[h];
	out->function = allele->function;
	memcpy(out->value, allele->value, sizeof(out->value));
	if (is_named(reading, h))
		return;
	if (abolishes(gene, sdi_bits_or(allele->required, out->leftover))) {
		out->function = "No function";
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
			out->value[g] = gene->method == STARDOSE_METHOD_SCORE ? 0 : STARDOSE_VALUE_NONE;
	} else {
		out->function = "";
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
			out->value[g] = STARDOSE_VALUE_NONE;
	}
}

static void variant_name(const struct stardose_variant *variant, kstring_t *s)
{
	kputs(*variant->rsid ? variant->rsid : variant->id, s);
}

static int haplotype_text(const struct sdi_genotype *g, const struct stardose_haplotype *hap, kstring_t *s)
{
	if (sdi_bits_empty(hap->leftover) && !hap->n_unlisted)
		return kputs(hap->allele->name, s);
	kputc('[', s);
	kputs(hap->allele->name, s);
	for (int bit = 0; bit < g->gene->n_core; bit++)
		if (sdi_bits_has(&hap->leftover, bit)) {
			kputc('+', s);
			variant_name(g->gene->core[bit], s);
		}
	if (hap->n_unlisted && hap->n_unlisted == g->n_unlisted)
		for (int i = 0; i < g->n_unlisted; i++)
			ksprintf(s, "+%s", g->unlisted[i]);
	else if (hap->n_unlisted)
		ksprintf(s, "+%d_unlisted", hap->n_unlisted);
	return kputc(']', s);
}

static double weight(const struct stardose_gene *gene, const struct sdi_reading *reading, int ploidy)
{
	double w = 1;
	int run = 1;

	for (int h = 0; h < ploidy; h++) {
		double f = gene->alleles[reading->allele[h]].frequency;

		run = h && reading->allele[h] == reading->allele[h - 1] ? run + 1 : 1;
		w *= (f > RARE ? f : RARE) * (h + 1) / run;	/* multinomial: n! / product of run lengths! */
		if (!is_named(reading, h))
			w *= RARE;
	}
	return w;
}

static void phenotypes_fill(const struct stardose_gene *gene, struct stardose_candidate *c)
{
	struct sdi_copy copies[STARDOSE_MAX_PLOIDY];

	for (int h = 0; h < c->ploidy; h++) {
		copies[h].function = c->hap[h].function;
		memcpy(copies[h].value, c->hap[h].value, sizeof(copies[h].value));
	}
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		c->phenotype[g] = sdi_phenotype(gene, g, copies, c->ploidy, &c->score[g]);
		if (c->ploidy != 2) {	/* one haplotype, or more than two, is not a genotype that the rules speak of */
			c->phenotype[g] = SDI_INDETERMINATE;
			c->score[g] = STARDOSE_VALUE_NONE;
		}
	}
}

int sdi_candidate_fill(const struct sdi_genotype *genotype, const struct sdi_reading *reading, struct stardose_candidate *out)
{
	kstring_t s = KS_INITIALIZE;

	memset(out, 0, sizeof(*out));
	out->ploidy = genotype->ploidy;
	out->n_missing = reading->n_missing;
	out->weight = weight(genotype->gene, reading, genotype->ploidy);
	for (int h = 0; h < out->ploidy; h++) {
		haplotype_fill(genotype->gene, reading, h, &out->hap[h]);
		if (h)
			kputc('/', &s);
		if (haplotype_text(genotype, &out->hap[h], &s) < 0) {
			ks_free(&s);
			return STARDOSE_ENOMEM;
		}
	}
	phenotypes_fill(genotype->gene, out);
	out->diplotype = ks_release(&s);
	return out->diplotype ? STARDOSE_OK : STARDOSE_ENOMEM;
}

void sdi_candidate_release(struct stardose_candidate *candidate)
{
	free(candidate->diplotype);
	candidate->diplotype = NULL;
}

const char *sdi_reading_phenotype(const struct stardose_gene *gene, const struct sdi_reading *reading, int ploidy)
{
	struct sdi_copy copies[STARDOSE_MAX_PLOIDY];
	int score;

	if (ploidy != 2)
		return SDI_INDETERMINATE;
	for (int h = 0; h < ploidy; h++)
		copies[h] = sdi_allele_copy(&gene->alleles[reading->allele[h]]);
	return sdi_phenotype(gene, STARDOSE_CPIC, copies, ploidy, &score);
}

int sdi_candidate_order(const void *pa, const void *pb)
{
	const struct stardose_candidate *a = pa, *b = pb;
	int cmp;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (a->n_missing != b->n_missing)
		return a->n_missing < b->n_missing ? -1 : 1;
	for (int h = 0; h < a->ploidy; h++) {
		if (a->hap[h].allele != b->hap[h].allele)
			return a->hap[h].allele < b->hap[h].allele ? -1 : 1;
		cmp = memcmp(&a->hap[h].leftover, &b->hap[h].leftover, sizeof(a->hap[h].leftover));
		if (cmp)
			return cmp;
	}
	return 0;
}
