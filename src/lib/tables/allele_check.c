/*
 * allele_check.c - can alleles be told apart, and do function, value and suballeles agree with
 * them?
 */
#include <string.h>
#include <strings.h>
#include "tables/table_check.h"
#include "tables/term_table.h"
#include "util/bits.h"

/* Is there a haplotype that fits both? Then nothing tells them apart. */
static int overlap(const struct stardose_allele *a, const struct stardose_allele *b)
{
	return sdi_bits_empty(sdi_bits_minus(sdi_bits_xor(a->required, b->required),
					     sdi_bits_or(a->any, b->any)));
}

static void check_distinct(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int i = 0; i < gene->n_alleles; i++)
		for (int j = i + 1; j < gene->n_alleles; j++) {
			const struct stardose_allele *a = &gene->alleles[i], *b = &gene->alleles[j];

			if (!a->matchable || !b->matchable || !overlap(a, b))
				continue;
			if (sdi_bits_equal(a->required, b->required))
				sdi_check_say(check,
					      "alleles.tsv: '%s' and '%s' of '%s' require the same "
					      "variants",
					      a->name, b->name, gene->name);
			else
				sdi_check_say(check,
					      "alleles.tsv: a haplotype can be both '%s' and '%s' "
					      "of '%s': they differ in ignored "
					      "variants only",
					      a->name, b->name, gene->name);
		}
}

/* A name that begins like the diplotype of another allele could be read as one. */
static void check_names(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int i = 0; gene->notation != STARDOSE_NOTATION_STAR && i < gene->n_alleles; i++)
		for (int j = 0; j < gene->n_alleles; j++) {
			const char *name = gene->alleles[i].name, *other = gene->alleles[j].name;
			size_t n = strlen(other);

			if (i != j && !strncasecmp(name, other, n) && strchr("/|", name[n]))
				sdi_check_say(
					check,
					"alleles.tsv: '%s' of '%s' cannot be told from '%s' or "
					"a diplotype that begins with it",
					name, gene->name, other);
		}
}

/* Of listed variants a guideline may know some only; what it makes of others is a rule. */
static int is_unknown_to(const struct stardose_gene *gene, int guideline)
{
	return gene->kind == STARDOSE_GENE_LISTED && guideline != STARDOSE_GUIDELINE_CPIC;
}

static void check_value(struct sdi_check *check, const struct stardose_gene *gene,
			const struct stardose_allele *a, int has_value)
{
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		const char *guideline = g == STARDOSE_GUIDELINE_CPIC ? "CPIC" : "DPWG";
		int value = a->value[g];

		if (has_value && gene->method == STARDOSE_METHOD_SCORE &&
		    value == STARDOSE_VALUE_NONE && !is_unknown_to(gene, g))
			sdi_check_say(
				check,
				"alleles.tsv: '%s' of '%s' has a function but no %s activity value",
				a->name, gene->name, guideline);
		else if ((!has_value || gene->method != STARDOSE_METHOD_SCORE) &&
			 value != STARDOSE_VALUE_NONE)
			sdi_check_say(check,
				      "alleles.tsv: '%s' of '%s' has a %s activity value, but %s",
				      a->name, gene->name, guideline,
				      has_value ? "the gene does not score"
						: "no function that could have one");
		else if (value != STARDOSE_VALUE_NONE &&
			 (value == 0) != sdi_is_no_function(gene, a->function))
			sdi_check_say(check,
				      "alleles.tsv: '%s' of '%s' is '%s' with the %s value %d.%02d",
				      a->name, gene->name, a->function, guideline, value / 100,
				      value % 100);
	}
}

static void check_function(struct sdi_check *check, const struct stardose_gene *gene,
			   const struct stardose_allele *a)
{
	const struct stardose_function *f = sdi_function(gene, a->function);

	if (f || !*a->function)
		check_value(check, gene, a, f && f->lo != STARDOSE_VALUE_NONE);
	else
		sdi_check_say(check,
			      "alleles.tsv: '%s' of '%s': '%s' is no term for a function in "
			      "terms.tsv",
			      a->name, gene->name, a->function);
}

static void check_retired(struct sdi_check *check, const struct stardose_gene *gene,
			  const struct stardose_allele *a)
{
	const struct stardose_allele *today = stardose_gene_allele(gene, a->renamed_to);
	int is_structure = 0;

	for (int i = 0; i < gene->n_structures; i++)	/* a structural suballele, such as *4.013 */
		is_structure |= !strcmp(gene->structures[i].name, a->renamed_to);
	if (*a->renamed_to && !is_structure && (!today || today->kind == STARDOSE_ALLELE_RETIRED))
		sdi_check_say(check,
			      "alleles.tsv: '%s' of '%s' is renamed to '%s', which is no allele",
			      a->name, gene->name, a->renamed_to);
	if (!sdi_bits_empty(a->required) || !sdi_bits_empty(a->any))
		sdi_check_say(check, "alleles.tsv: '%s' of '%s' is retired, but has variants",
			      a->name, gene->name);
}

/*
 * On each build one allele is what a reference haplotype shows, or callers of that build could not
 * name it.
 */
static void check_reference_allele(struct sdi_check *check, const struct stardose_gene *gene)
{
	struct stardose_bits carried[STARDOSE_N_BUILDS] = { 0 };

	for (int bit = 0; bit < gene->n_core; bit++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			if (gene->core[bit]->at[build].swapped)
				sdi_bits_set(&carried[build], bit);
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		int n = 0;

		for (int i = 0; i < gene->n_alleles; i++) {
			const struct stardose_allele *a = &gene->alleles[i];

			n += a->matchable &&
			     sdi_bits_within(sdi_bits_xor(carried[build], a->required), a->any);
		}
		if (n != 1)
			sdi_check_say(check, "alleles.tsv: %d alleles of '%s' fit the %s reference",
				      n, gene->name, stardose_build_name(build));
	}
}

static void check_suballele(struct sdi_check *check, const struct stardose_gene *gene,
			    const struct stardose_suballele *sub)
{
	const struct stardose_allele *a = &gene->alleles[sub->allele];
	struct stardose_bits core = { { 0 } };

	for (int i = 0; i < sub->n_variants; i++)
		if (gene->variants[sub->variants[i]].bit >= 0)
			sdi_bits_set(&core, gene->variants[sub->variants[i]].bit);
	if (a->matchable && !sdi_bits_within(sdi_bits_xor(core, a->required), a->any))
		sdi_check_say(check, "suballeles.tsv: '%s' of '%s' does not fit its allele '%s'",
			      sub->name, gene->name, a->name);
}

/* What abolishes function by itself may stand in no allele that was found to have some. */
static void check_abolishing(struct sdi_check *check, const struct stardose_gene *gene,
			     const struct stardose_variant *v)
{
	int n = 0;

	if (!v->abolishes)
		return;
	if (v->bit < 0) {
		sdi_check_say(check, "variants.tsv: %s: abolishes function, but is not core",
			      v->id);
		return;
	}
	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *a = &gene->alleles[i];

		if (!sdi_bits_has(&a->required, v->bit) || !*a->function)
			continue;
		n++;
		if (!sdi_is_no_function(gene, a->function))
			sdi_check_say(check,
				      "variants.tsv: %s: abolishes function, but '%s' has '%s'",
				      v->id, a->name, a->function);
	}
	if (!n)
		sdi_check_say(check,
			      "variants.tsv: %s: abolishes function, but no allele with an "
			      "assigned function requires it",
			      v->id);
}

void sdi_check_alleles(struct sdi_check *check)
{
	for (int g = 0; g < check->tables->n_genes; g++) {
		const struct stardose_gene *gene = &check->tables->genes[g];

		check_distinct(check, gene);
		check_names(check, gene);
		check_reference_allele(check, gene);
		for (int i = 0; i < gene->n_alleles; i++) {
			if (gene->alleles[i].kind == STARDOSE_ALLELE_RETIRED)
				check_retired(check, gene, &gene->alleles[i]);
			else
				check_function(check, gene, &gene->alleles[i]);
		}
		for (int i = 0; i < gene->n_suballeles; i++)
			check_suballele(check, gene, &gene->suballeles[i]);
		for (int i = 0; i < gene->n_variants; i++)
			check_abolishing(check, gene, &gene->variants[i]);
	}
}
