/* small_gene.h - a made-up gene with five core variants, and genotypes of it */
#ifndef SMALL_GENE_H
#define SMALL_GENE_H

#include <stdlib.h>
#include <string.h>
#include "genotype/genotype.h"

/*
 * *1 {}, *2 {0,1}, *4 {2} any {0,1}, *10 {0,3}, *34 {1}, *39 {0}, *9 {4}; bit 1 is open in
 * openGene.
 */
static struct stardose_allele alleles[] = {
	{ .name = "*1",
	  .matchable = 1,
	  .duplicable = 1,
	  .function = "Normal function",
	  .value = { 100, 100 },
	  .frequency = .4 },
	{ .name = "*2",
	  .matchable = 1,
	  .duplicable = 1,
	  .function = "Normal function",
	  .value = { 100, 100 },
	  .required = { { 3 } },
	  .frequency = .2 },
	{ .name = "*4",
	  .matchable = 1,
	  .function = "No function",
	  .value = { 0, 0 },
	  .required = { { 4 } },
	  .any = { { 3 } },
	  .frequency = .2 },
	{ .name = "*5",
	  .kind = STARDOSE_ALLELE_DELETION,
	  .function = "No function",
	  .value = { 0, 0 } },
	{ .name = "*9",
	  .matchable = 1,
	  .function = "Decreased function",
	  .value = { 25, 50 },
	  .required = { { 16 } },
	  .frequency = .01 },
	{ .name = "*10",
	  .matchable = 1,
	  .function = "Decreased function",
	  .value = { 25, 25 },
	  .required = { { 9 } },
	  .frequency = .1 },
	{ .name = "*34",
	  .matchable = 1,
	  .function = "Normal function",
	  .value = { 100, 100 },
	  .required = { { 2 } },
	  .frequency = .001 },
	{ .name = "*39",
	  .matchable = 1,
	  .function = "Normal function",
	  .value = { 100, 100 },
	  .required = { { 1 } },
	  .frequency = .001 },
};
#define AT(pos) { { (pos), "A", "C", 0 }, { (pos), "A", "C", 0 } }
static const struct stardose_variant variants[] = {
	{ .id = "1:10:A:C", .rsid = "rs10", .at = AT(9), .bit = 0 },
	{ .id = "1:20:A:C", .rsid = "rs20", .at = AT(19), .bit = 1 },
	{ .id = "1:30:A:C", .rsid = "rs30", .at = AT(1029), .bit = 2, .abolishes = 1 },
	{ .id = "1:40:A:C", .rsid = "", .at = AT(2039), .bit = 3 },
	{ .id = "1:50:A:C", .rsid = "rs50", .at = AT(3049), .bit = 4 },
};
#undef AT
static const struct stardose_variant *core[] = { &variants[0], &variants[1], &variants[2],
						 &variants[3], &variants[4] };
static const struct stardose_phenotype_rule rules[] = {
	{ .guideline = STARDOSE_GUIDELINE_CPIC,
	  .is_score = 1,
	  .lo = 0,
	  .hi = 0,
	  .phenotype = "Poor Metabolizer" },
	{ .guideline = STARDOSE_GUIDELINE_CPIC,
	  .is_score = 1,
	  .lo = 1,
	  .hi = 124,
	  .phenotype = "Intermediate Metabolizer" },
	{ .guideline = STARDOSE_GUIDELINE_CPIC,
	  .is_score = 1,
	  .lo = 125,
	  .hi = 225,
	  .phenotype = "Normal Metabolizer" },
	{ .guideline = STARDOSE_GUIDELINE_CPIC,
	  .is_score = 1,
	  .lo = 226,
	  .hi = 100000,
	  .phenotype = "Ultrarapid Metabolizer" },
};
static const struct stardose_function functions[] = {
	{ .term = "No function", .code = "no", .genes = "" },
	{ .term = "Decreased function", .code = "decreased", .genes = "", .lo = 1, .hi = 99 },
	{ .term = "Normal function", .code = "normal", .genes = "", .lo = 100, .hi = 199 },
	{ .term = "Increased function", .code = "increased", .genes = "", .lo = 200, .hi = 100000 },
};
static inline struct stardose_gene gene(void)
{
	struct stardose_gene g = {
		.name = "GENE",
		.chrom = "1",
		.method = STARDOSE_METHOD_SCORE,
		.has_structural = 1,
		.n_variants = 5,
		.variants = variants,
		.n_core = 5,
		.core = core,
		.n_alleles = sizeof(alleles) / sizeof(*alleles),
		.alleles = alleles,
		.n_rules = 4,
		.rules = rules,
		.n_functions = sizeof(functions) / sizeof(*functions),
		.functions = functions,
	};
	return g;
}

static inline struct stardose_bits bits(uint64_t w)
{
	struct stardose_bits b = { { w } };
	return b;
}

/*
 * A diploid genotype: homozygous known/carried, then unphased or phased blocks added by
 * add_block().
 */
static inline void genotype_of(struct sdi_genotype *g, const struct stardose_gene *gene,
			       uint64_t known, uint64_t carried)
{
	memset(g, 0, sizeof(*g));
	g->gene = gene;
	g->ploidy = 2;
	g->same.known = bits(known);
	g->same.carried = bits(carried);
	for (int i = 0; i < gene->n_core; i++)
		g->state[i] = known >> (i & 63) & 1 ? STARDOSE_EVIDENCE_OBSERVED
						    : STARDOSE_EVIDENCE_ABSENT;
}

static inline void add_block(struct sdi_genotype *g, int phase_set, uint64_t known, uint64_t first,
			     uint64_t second)
{
	struct sdi_block *block;

	g->blocks = realloc(g->blocks, (g->n_blocks + 1) * sizeof(*g->blocks));
	block = memset(&g->blocks[g->n_blocks++], 0, sizeof(*g->blocks));
	block->phase_set = phase_set;
	block->hap[0].known = block->hap[1].known = bits(known);
	block->hap[0].carried = bits(first);
	block->hap[1].carried = bits(second);
	for (int i = 0; i < g->gene->n_core; i++)
		if (known >> (i & 63) & 1)
			g->state[i] = STARDOSE_EVIDENCE_OBSERVED;
}

#endif
