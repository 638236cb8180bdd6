/* candidate.c - a reading of a genotype as a candidate: names, values, phenotype, weight */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "call/candidate.h"
#include "structure/structure_facts.h"
#include "phenotype/listed_value.h"
#include "phenotype/phenotype.h"
#include "tables/term_table.h"

/*
 * An allele never seen in the populations counts as rarer than one in a hundred thousand
 * haplotypes.
 */
#define RARE 1e-6
/* Of copies: each beyond the second is ten times rarer; an allele of which no duplication is known
   is a thousand times rarer duplicated than one so rare that nobody counted it; a reading that
   contradicts the number stands behind all that do not. */
#define ONE_MORE_COPY 0.1
#define NEVER_SEEN 1e-3
#define AGAINST_COPIES 1e-15
#define TANDEM 0.5 /* with one hybrid before it, an allele counts half as often as alone */
#define SUBALLELE 0.1 /* and a tenth of that where the hybrid is a suballele of its own allele */

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

/* The hybrid of a haplotype; NULL: it has none. */
static const struct sdi_hybrid_unit *hybrid_of(const struct stardose_gene *gene,
					       const struct sdi_reading *reading, int h)
{
	return reading->n_hybrids[h] ? &gene->exons->hybrid[reading->unit[h]] : NULL;
}

/* *36x2+*10: the hybrid is named first, function and value are its own. */
static void hybrid_fill(const struct stardose_gene *gene, const struct sdi_reading *reading, int h,
			struct stardose_haplotype *out)
{
	const struct stardose_allele *hybrid = &gene->alleles[reading->hybrid[h]];

	out->allele = hybrid;
	out->copies = reading->n_hybrids[h];
	out->function = hybrid->function;
	memcpy(out->value, hybrid->value, sizeof(out->value));
	if (reading->copies[h])
		out->tandem[out->n_tandem++] =
			(struct stardose_tandem){ &gene->alleles[reading->allele[h]],
						  reading->copies[h], 0 };
}

static void has_no_function(const struct stardose_gene *gene, struct stardose_haplotype *out)
{
	out->function = sdi_function_of_value(gene, 0);
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
		out->value[g] = gene->method == STARDOSE_METHOD_SCORE ? 0 : STARDOSE_VALUE_NONE;
}

/*
 * A haplotype without a name has no function of its own, unless something on it abolishes
 * function.
 */
static void haplotype_fill(const struct stardose_gene *gene, const struct sdi_reading *reading,
			   int h, struct stardose_haplotype *out)
{
	const struct stardose_allele *allele = &gene->alleles[reading->allele[h]];

	if (reading->n_hybrids[h]) {
		hybrid_fill(gene, reading, h, out);
		return;
	}
	out->allele = allele;
	out->copies = reading->copies[h];
	out->leftover = reading->leftover[h];
	out->n_unlisted = reading->n_unlisted[h];
	out->function = allele->function;
	memcpy(out->value, allele->value, sizeof(out->value));
	if (is_named(reading, h)) {
		/*
		 * functions of pairs are of single alleles; what several copies do together nobody
		 * has said, unless none works
		 */
		if (out->copies > 1 && gene->method == STARDOSE_METHOD_PAIR &&
		    !sdi_is_no_function(gene, out->function))
			out->function = "";
		return;
	}
	if (abolishes(gene, sdi_bits_or(allele->required, out->leftover))) {
		has_no_function(gene, out);
	} else {
		out->function = "";
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
			out->value[g] = STARDOSE_VALUE_NONE;
	}
}

static int copies_text(int copies, kstring_t *s)
{
	return copies > 1 ? ksprintf(s, "x%d", copies) < 0 : 0;
}

/* @hybrid: the hybrid that @hap is, NULL: it is its allele; *4.013 is *4 by its allele. */
static int named_text(const struct stardose_haplotype *hap, const struct sdi_hybrid_unit *hybrid,
		      kstring_t *s)
{
	int failed = kputs(hybrid ? hybrid->name : hap->allele->name, s) < 0;

	failed |= copies_text(hap->copies, s);
	for (int i = 0; i < hap->n_tandem; i++) {
		failed |= ksprintf(s, "+%s", hap->tandem[i].allele->name) < 0;
		failed |= copies_text(hap->tandem[i].copies, s);
	}
	return failed;
}

/* Return: 1 when out of memory */
/* Of a reading without a name there may be hundreds, with dozens of variants each. */
static int add_text(const char *text, kstring_t *s)
{
	return kputc('+', s) < 0 || kputs(text, s) < 0;
}

static int haplotype_text(const struct sdi_genotype *g, const struct stardose_haplotype *hap,
			  const struct sdi_hybrid_unit *hybrid, kstring_t *s)
{
	int failed;

	if (hybrid || (sdi_bits_empty(hap->leftover) && !hap->n_unlisted))
		return named_text(hap, hybrid, s);
	failed = kputc('[', s) < 0 || kputs(hap->allele->name, s) < 0;
	for (int i = 0; i < hap->n_tandem; i++)
		failed |= add_text(hap->tandem[i].allele->name, s);
	for (int bit = 0; bit < g->gene->n_core; bit++)
		if (sdi_bits_has(&hap->leftover, bit)) {
			const struct stardose_variant *variant = g->gene->core[bit];

			failed |= add_text(*variant->rsid ? variant->rsid : variant->id, s);
		}
	if (hap->n_unlisted && hap->n_unlisted == g->n_unlisted)
		for (int i = 0; i < g->n_unlisted; i++)
			failed |= add_text(g->unlisted[i], s);
	else if (hap->n_unlisted)
		failed |= ksprintf(s, "+%d_unlisted", hap->n_unlisted) < 0;
	failed |= kputc(']', s) < 0;
	return failed | copies_text(hap->copies, s);
}

int sdi_candidate_hap_text(const struct sdi_genotype *g, const struct stardose_haplotype *hap,
			   kstring_t *s)
{
	return haplotype_text(g, hap, NULL, s);
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

static double hybrid_frequency(const struct stardose_gene *gene, const struct sdi_reading *reading,
			       int h)
{
	double f;

	if (reading->copies[h])
		f = frequency(&gene->alleles[reading->allele[h]], reading->copies[h]) * TANDEM;
	else
		f = frequency(&gene->alleles[reading->hybrid[h]], 1);
	if (strcmp(gene->alleles[reading->hybrid[h]].name, hybrid_of(gene, reading, h)->name))
		f *= SUBALLELE;
	for (int i = 1; i < reading->n_hybrids[h]; i++)
		f *= ONE_MORE_COPY;
	return f;
}

static int is_same_haplotype(const struct sdi_reading *r, int a, int b)
{
	return r->allele[a] == r->allele[b] && r->copies[a] == r->copies[b] &&
	       r->n_hybrids[a] == r->n_hybrids[b] && r->unit[a] == r->unit[b];
}

static double weight(const struct stardose_gene *gene, const struct sdi_reading *reading)
{
	double w = reading->against_copies ? AGAINST_COPIES : 1;
	int run = 1;

	for (int h = 0; h < reading->ploidy; h++) {
		double f = reading->n_hybrids[h] ? hybrid_frequency(gene, reading, h)
						 : frequency(&gene->alleles[reading->allele[h]],
							     reading->copies[h]);

		run = h && is_same_haplotype(reading, h, h - 1) ? run + 1 : 1;
		w *= f * (h + 1) / run;		/* multinomial: n! / product of run lengths! */
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
	for (int h = 0; h < c->ploidy; h++)
		for (int t = 0; t < c->hap[h].n_tandem; t++)
			for (int i = 0; i < c->hap[h].tandem[t].copies && n < MAX_COPIES; i++)
				copies[n++] = sdi_allele_copy(c->hap[h].tandem[t].allele);
	return n;
}

/*
 * One haplotype, or more than two, is not a genotype that the rules speak of, unless it is known
 * that these are all copies; of one alone few genes have rules.
 */
static int rules_apply(const struct stardose_gene *gene, int ploidy, int n_copies, int copies)
{
	return ploidy == 2 || (copies > 2 && n_copies == copies) ||
	       (gene->kind >= STARDOSE_GENE_HEMIZYGOUS && copies == 1 && ploidy == 1 &&
		n_copies == 1);
}

void sdi_candidate_phenotypes(const struct stardose_gene *gene, int copies,
			      struct stardose_candidate *c)
{
	struct sdi_copy each[MAX_COPIES];
	int is_listed = gene->kind == STARDOSE_GENE_LISTED ||
			gene->kind == STARDOSE_GENE_MITOCHONDRIAL,
	    n = is_listed ? c->ploidy : copies_of(c, each);

	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		if (is_listed)
			sdi_listed_copies(gene, g, c->hap, c->ploidy, each);
		/* rules by pairs are of two haplotypes, whatever stands on them */
		if (gene->method == STARDOSE_METHOD_PAIR && !is_listed)
			for (n = 0; n < c->ploidy; n++)
				each[n].function = c->hap[n].function;
		c->phenotype[g] = sdi_phenotype(gene, g, each, n, &c->score[g]);
		if (!rules_apply(gene, c->ploidy, n, copies)) {
			c->phenotype[g] = SDI_INDETERMINATE;
			c->score[g] = STARDOSE_VALUE_NONE;
		}
	}
}

int sdi_candidate_fill(const struct sdi_genotype *genotype, const struct sdi_reading *reading,
		       int copies, struct stardose_candidate *out)
{
	kstring_t s = KS_INITIALIZE;
	int failed = 0;

	memset(out, 0, sizeof(*out));
	out->ploidy = reading->ploidy;
	out->n_missing = reading->n_missing;
	out->weight = weight(genotype->gene, reading);
	for (int h = 0; h < out->ploidy; h++) {
		haplotype_fill(genotype->gene, reading, h, &out->hap[h]);
		failed |= h && kputc('/', &s) < 0;
		failed |= haplotype_text(genotype, &out->hap[h],
					 hybrid_of(genotype->gene, reading, h), &s);
	}
	if (failed) {
		ks_free(&s);
		return STARDOSE_ENOMEM;
	}
	sdi_candidate_phenotypes(genotype->gene, copies, out);
	out->diplotype = ks_release(&s);
	return out->diplotype ? STARDOSE_OK : STARDOSE_ENOMEM;
}

void sdi_candidate_break(const struct stardose_gene *gene, int copies, unsigned broken,
			 struct stardose_candidate *c)
{
	for (int h = 0; h < c->ploidy; h++) {
		if (!(broken >> h & 1))
			continue;
		for (int t = 0; t < c->hap[h].n_tandem; t++)
			c->hap[h].copies += c->hap[h].tandem[t].copies;
		c->hap[h].n_tandem = 0;
		has_no_function(gene, &c->hap[h]);
		if (gene->method == STARDOSE_METHOD_PAIR)
			c->hap[h].function = sdi_least_function(gene);
	}
	sdi_candidate_phenotypes(gene, copies, c);
}

void sdi_candidate_release(struct stardose_candidate *candidate)
{
	free(candidate->diplotype);
	candidate->diplotype = NULL;
}

const char *sdi_reading_phenotype(const struct stardose_gene *gene,
				  const struct sdi_reading *reading, int copies)
{
	struct stardose_candidate c; /* large, and there are many readings: what is used is filled */

	c.ploidy = reading->ploidy;
	for (int h = 0; h < c.ploidy; h++) {
		memset(&c.hap[h], 0, sizeof(c.hap[h]));
		haplotype_fill(gene, reading, h, &c.hap[h]);
	}
	sdi_candidate_phenotypes(gene, copies, &c);
	return c.phenotype[STARDOSE_GUIDELINE_CPIC];
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
		if (a->hap[h].n_tandem != b->hap[h].n_tandem)
			return a->hap[h].n_tandem < b->hap[h].n_tandem ? -1 : 1;
		cmp = memcmp(&a->hap[h].leftover, &b->hap[h].leftover, sizeof(a->hap[h].leftover));
		if (cmp)
			return cmp;
	}
	return 0;
}
