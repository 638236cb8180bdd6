/* made_call.h - calls of a made-up gene, for tests of writers */
#ifndef MADE_CALL_H
#define MADE_CALL_H

#include <stardose/writer.h>

static const struct stardose_allele made_alleles[] = {
	{ .name = "*1", .function = "Normal function", .value = { 100, 100 } },
	{ .name = "*9",
	  .function = "Decreased function",
	  .value = { 25, 50 },
	  .required = { { 1 } } },
	{ .name = "*17",
	  .function = "",
	  .value = { STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE },
	  .required = { { 2 } } },
};
static const struct stardose_variant made_variants[] = {
	{ .id = "7:101:A:G",
	  .rsid = "rs1",
	  .label = "K2R",
	  .bit = 0,
	  .at = { { .pos = 90, .ref = "G", .alt = "A", .swapped = 1 },
		  { .pos = 100, .ref = "A", .alt = "G" } } },
	{ .id = "7:201:C:CT",
	  .rsid = "",
	  .label = "",
	  .bit = 1,
	  .at = { { .pos = 190, .ref = "C", .alt = "CT" },
		  { .pos = 200, .ref = "C", .alt = "CT" } } },
};
static const struct stardose_variant *made_core[] = { &made_variants[0], &made_variants[1] };
static const struct stardose_gene made_gene = {
	.name = "GENE",
	.chrom = "7",
	.has_structural = 1,
	.n_variants = 2,
	.n_alleles = 3,
	.n_core = 2,
	.variants = made_variants,
	.core = made_core,
	.alleles = made_alleles,
};
static const struct stardose_tables made_tables = {
	.version = "2026.01",
	.checksum = "0123456789abcdef",
	.origin = "embedded",
	.n_genes = 1,
	.genes = &made_gene,
};

/* Two candidates, one of them with a haplotype that has no name; one site seen, one absent. */
static struct stardose_candidate made_candidates[] = {
	{ .ploidy = 2,
	  .diplotype = (char *)"*1/*9",
	  .weight = 2.0 / 3,
	  .score = { 125, 150 },
	  .phenotype = { "Normal Metabolizer", "Normal Metabolizer" },
	  .hap = { { .allele = &made_alleles[0],
		     .value = { 100, 100 },
		     .function = "Normal function" },
		   { .allele = &made_alleles[1],
		     .value = { 25, 50 },
		     .function = "Decreased function" } } },
	{ .ploidy = 2,
	  .diplotype = (char *)"*1/[*17+rs1]",
	  .weight = 1.0 / 3,
	  .n_missing = 1,
	  .score = { STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE },
	  .phenotype = { "Indeterminate", "Indeterminate" },
	  .hap = { { .allele = &made_alleles[0],
		     .value = { 100, 100 },
		     .function = "Normal function" },
		   { .allele = &made_alleles[2],
		     .leftover = { { 1 } },
		     .n_unlisted = 1,
		     .value = { -1, -1 },
		     .function = "" } } },
};
static struct stardose_site_view made_sites[] = {
	{ &made_variants[0], STARDOSE_EVIDENCE_OBSERVED, 2, { 0, 1 }, -1 },
	{ &made_variants[1], STARDOSE_EVIDENCE_ABSENT, 0, { 0 }, -1 },
};
static const struct stardose_allele *made_open[] = { &made_alleles[2] };
static const char *made_open_phenotypes[] = { "Poor Metabolizer" };
static struct stardose_copy_effect made_deletion[] = { { (char *)"*5/*9",
							 "Intermediate Metabolizer", 25, NULL } };
static char *made_unlisted[] = { (char *)"7:100:A:T" };

static inline struct stardose_call made_call(void)
{
	return (struct stardose_call){
		.gene = &made_gene,
		.build = STARDOSE_BUILD_GRCH37,
		.status = STARDOSE_STATUS_AMBIGUOUS,
		.phase = STARDOSE_PHASE_UNPHASED,
		.copies = -1,
		.ploidy = 2,
		.n_sites = { [STARDOSE_EVIDENCE_OBSERVED] = 1, [STARDOSE_EVIDENCE_ABSENT] = 1 },
		.reasons = 1 << STARDOSE_REASON_SITES_ABSENT |
			   1 << STARDOSE_REASON_COPIES_NOT_ASSESSED,
		.n_candidates = 2,
		.candidates = made_candidates,
		.phenotype = { "Indeterminate", "Indeterminate" },
		.score_lo = STARDOSE_VALUE_NONE,
		.score_hi = STARDOSE_VALUE_NONE,
		.n_not_excluded = 1,
		.not_excluded = made_open,
		.n_open_phenotypes = 1,
		.open_phenotypes = made_open_phenotypes,
		.n_unlisted = 1,
		.unlisted = made_unlisted,
		.n_deletion = 1,
		.if_deletion = made_deletion,
		.sites = made_sites,
	};
}

static inline struct stardose_call made_no_call(void)
{
	return (struct stardose_call){
		.gene = &made_gene,
		.build = STARDOSE_BUILD_GRCH37,
		.status = STARDOSE_STATUS_NO_CALL,
		.copies = -2,
		.n_sites = { [STARDOSE_EVIDENCE_ABSENT] = 2 },
		.reasons = 1 << STARDOSE_REASON_NO_RECORDS,
		.score_lo = STARDOSE_VALUE_NONE,
		.score_hi = STARDOSE_VALUE_NONE,
	};
}

#endif
