/* candidate.c - a reading of a genotype as a candidate: names, values, phenotype, weight */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "call/candidate.h"
#include "call/structure_facts.h"
#include "phenotype/phenotype.h"

/* An allele never seen in the populations counts as rarer than one in a hundred thousand haplotypes. */
#define RARE 1e-6
/* Of copies: each beyond the second is ten times rarer; an allele of which no duplication is known is a thousand times
   rarer duplicated than one so rare that nobody counted it; a reading that contradicts the number stands behind all that do not. */
#define ONE_MORE_COPY 0.1
#define NEVER_SEEN 1e-3
#define AGAINST_COPIES 1e-15

#define MAX_COPIES (2 * SDI_MAX_GENE_COPIES)

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
	out->copies = reading->copies[h];
	out->leftover = reading->leftover[h];
	out->n_unlisted = reading->n_unlisted[h];
	out->function = allele->function;
	memcpy(out->value, allele->value, sizeof(out->value));
	if (is_named(reading, h)) {
		/* functions of pairs are of single alleles; what several copies do together nobody has said, unless none works */
		if (out->copies > 1 && gene->method == STARDOSE_METHOD_PAIR && strcmp(out->function, "No function"))
			out->function = "";
		return;
	}
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

/* These return 0, or -1 when memory is short: half a name is no name. */
static int copies_text(const struct stardose_haplotype *hap, kstring_t *s)
{
	return hap->copies > 1 && ksprintf(s, "x%d", hap->copies) < 0 ? -1 : 0;
}

static int leftover_text(const struct sdi_genotype *g, const struct stardose_haplotype *hap, kstring_t *s)
{
	int bad = 0;

	for (int bit = 0; bit < g->gene->n_core; bit++) {
		const struct stardose_variant *variant = g->gene->core[bit];

		if (sdi_bits_has(&hap->leftover, bit))
			bad |= ksprintf(s, "+%s", *variant->rsid ? variant->rsid : variant->id) < 0;
	}
	if (hap->n_unlisted && hap->n_unlisted == g->n_unlisted)
		for (int i = 0; i < g->n_unlisted; i++)
			bad |= ksprintf(s, "+%s", g->unlisted[i]) < 0;
	else if (hap->n_unlisted)
		bad |= ksprintf(s, "+%d_unlisted", hap->n_unlisted) < 0;
	return -bad;
}

static int haplotype_text(const struct sdi_genotype *g, const struct stardose_haplotype *hap, kstring_t *s)
{
	if (sdi_bits_empty(hap->leftover) && !hap->n_unlisted)
		return kputs(hap->allele->name, s) < 0 || copies_text(hap, s) ? -1 : 0;
	if (kputc('[', s) < 0 || kputs(hap->allele->name, s) < 0 || leftover_text(g, hap, s) || kputc(']', s) < 0)
		return -1;
	return copies_text(hap, s);
}

/* How often a haplotype of this allele in so many copies is met with. */
static double frequency(const struct stardose_allele *allele, int copies)
{
	double f = allele->frequency;

	if (copies > 1) {
		f = allele->frequency_multiplied;
		if (f < RARE)
			f = allele->duplicable ? RARE : RARE * NEVER_SEEN;
		for (int i = 2; i < copies; i++)
			f *= ONE_MORE_COPY;
	}
	return copies > 1 || f > RARE ? f : RARE;
}

static double weight(const struct stardose_gene *gene, const struct sdi_reading *reading)
{
	double w = reading->against_copies ? AGAINST_COPIES : 1;
	int run = 1;

	for (int h = 0; h < reading->ploidy; h++) {
		run = h && reading->allele[h] == reading->allele[h - 1] && reading->copies[h] == reading->copies[h - 1] ? run + 1 : 1;
		/* multinomial: n! / product of run lengths! */
		w *= frequency(&gene->alleles[reading->allele[h]], reading->copies[h]) * (h + 1) / run;
		if (!is_named(reading, h))
			w *= RARE;
	}
	return w;
}

/* All copies on all haplotypes; none when there are more than anybody has counted. */
static int copies_of(const struct stardose_candidate *c, struct sdi_copy *copies)
{
	int n = 0;

	for (int h = 0; h < c->ploidy; h++)
		for (int i = 0; i < c->hap[h].copies && n < MAX_COPIES; i++) {
			copies[n].function = c->hap[h].function;
			memcpy(copies[n++].value, c->hap[h].value, sizeof(copies->value));
		}
	return n;
}

/* One haplotype, or more than two, is not a genotype that the rules speak of, unless it is known that these are all copies. */
static int rules_apply(int ploidy, int n_copies, int copies)
{
	return ploidy == 2 || (copies > 2 && n_copies == copies);
}

static void phenotypes_fill(const struct stardose_gene *gene, int copies, struct stardose_candidate *c)
{
	struct sdi_copy each[MAX_COPIES];
	int n = copies_of(c, each);

	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		/* rules by pairs are of two haplotypes, whatever stands on them */
		if (gene->method == STARDOSE_METHOD_PAIR)
			for (n = 0; n < c->ploidy; n++)
				each[n].function = c->hap[n].function;
		c->phenotype[g] = sdi_phenotype(gene, g, each, n, &c->score[g]);
		if (!rules_apply(c->ploidy, n, copies)) {
			c->phenotype[g] = SDI_INDETERMINATE;
			c->score[g] = STARDOSE_VALUE_NONE;
		}
	}
}

int sdi_candidate_fill(const struct sdi_genotype *genotype, const struct sdi_reading *reading, int copies,
		       struct stardose_candidate *out)
{
	kstring_t s = KS_INITIALIZE;
	int bad = 0;

	memset(out, 0, sizeof(*out));
	out->ploidy = reading->ploidy;
	out->n_missing = reading->n_missing;
	out->weight = weight(genotype->gene, reading);
	for (int h = 0; h < out->ploidy; h++) {
		haplotype_fill(genotype->gene, reading, h, &out->hap[h]);
		bad |= (h && kputc('/', &s) < 0) || haplotype_text(genotype, &out->hap[h], &s);
	}
	phenotypes_fill(genotype->gene, copies, out);
	out->diplotype = ks_release(&s);
	return !bad && out->diplotype ? STARDOSE_OK : STARDOSE_ENOMEM;
}

void sdi_candidate_release(struct stardose_candidate *candidate)
{
	free(candidate->diplotype);
	candidate->diplotype = NULL;
}

const char *sdi_reading_phenotype(const struct stardose_gene *gene, const struct sdi_reading *reading, int copies)
{
	struct stardose_candidate c = { .ploidy = reading->ploidy };

	for (int h = 0; h < c.ploidy; h++)
		haplotype_fill(gene, reading, h, &c.hap[h]);
	phenotypes_fill(gene, copies, &c);
	return c.phenotype[STARDOSE_CPIC];
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
		if (a->hap[h].copies != b->hap[h].copies)
			return a->hap[h].copies < b->hap[h].copies ? -1 : 1;
		cmp = memcmp(&a->hap[h].leftover, &b->hap[h].leftover, sizeof(a->hap[h].leftover));
		if (cmp)
			return cmp;
	}
	return 0;
}
