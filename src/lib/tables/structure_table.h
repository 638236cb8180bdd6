/*
 * structure_table.h - what the variants around a gene tell of its structure: tags, weights, rates
 *
 * structure_tags.tsv, structure_classes.tsv and structure_rates.tsv, as tools/train_structure.py
 * writes them. A gene has a model when structure_classes.tsv has rows of it. Everything lives in
 * the tables' arena.
 */
#ifndef SDI_STRUCTURE_TABLE_H
#define SDI_STRUCTURE_TABLE_H

#include <stardose/call.h>

struct sdi_tag_place {
	hts_pos_t pos;			/* 0-based; -1: the tag is not known in this build */
	char ref, alt;			/* upper case */
};

/*
 * A single-base substitution. What counts is how many copies of the GRCh38 ALT base a person has.
 */
struct sdi_tag {
	const char *id;			/* GRCh38 "chrom:pos1:ref:alt" */
	struct sdi_tag_place at[STARDOSE_N_BUILDS];
	int swapped;			/* 1: on GRCh37 the reference base is the one that counts */
};

struct sdi_tag_weight {
	int tag;
	double one, two, mean, share;
}; /* for one copy, for two; over the people trained on */

/* A stretch of the gene in which heterozygous tags are counted: a deleted copy leaves none. */
#define SDI_MAX_RUNS 8
struct sdi_tag_run { const char *name; int n_tags, *tags; };
struct sdi_run_weight {
	int run, at_most;
	double weight, mean, share;
}; /* where at most so many are heterozygous */

/* What a class makes of an allele: *10=*36+*10; @from "": of either allele of a homozygous call */
struct sdi_structure_change { const char *from, *to; };

struct sdi_structure_class {
	struct stardose_structure_class about;
	enum stardose_reason reason;	/* given from @threshold upwards */
	double intercept, threshold;
	double needs; /* 0..1: below this share of what it goes by the class is not judged; see
			 structure_score.h */
	int n_weights, n_run_weights, n_changes;
	struct sdi_tag_weight *weights;
	struct sdi_run_weight *run_weights;
	struct sdi_structure_change *changes;
};

/* People, and how many of them carry each class. */
struct sdi_structure_rate {
	const char *population,
		*diplotype; /* "all", "AFR", ...; "" for whatever small variants show */
	int n, *carriers;   /* by class; -1: the table does not say */
};

struct stardose_structure_model {
	int n_tags, n_runs, n_rates, n_classes;
	struct sdi_tag *tags;		/* in the order of the table; ids are distinct */
	struct sdi_tag_run *runs;
	struct sdi_structure_class *classes; /* in the order of structure_classes.tsv */
	struct sdi_structure_rate *rates;
};

/*
 * sdi_structure_rate() - the people of @population whose small variants show @diplotype
 * @population: NULL or "": all; @diplotype: NULL or "": whatever it is
 * Return: borrowed, or NULL when the table has no such row
 */
const struct sdi_structure_rate *sdi_structure_rate(const struct stardose_structure_model *model,
						    const char *population, const char *diplotype);

#endif
