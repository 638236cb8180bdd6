/*
 * table_set.h - what stands behind a struct stardose_tables, and how its parts are loaded
 *
 * stardose_tables_open() collects the bytes (table_text.h), parses each table once and keeps the
 * parsed form: strings of the public structs are borrowed from it, arrays live in one arena. Each
 * *_table.c turns rows of its table into structs; what it refuses (STARDOSE_ETABLE with file and
 * line) is what the structs cannot hold. Everything else that can be wrong with a table is for
 * stardose_tables_check() to find.
 */
#ifndef SDI_TABLE_SET_H
#define SDI_TABLE_SET_H

#include <stardose/tables.h>
#include <stardose/guidance.h>
#include "tables/assay_table.h"
#include "tables/clinic_table.h"
#include "tables/context_table.h"
#include "tables/dose_table.h"
#include "tables/bearing_table.h"
#include "tables/fhir_code_table.h"
#include "tables/label_table.h"
#include "tables/medicine_index.h"
#include "tables/name_table.h"
#include "tables/table_text.h"
#include "tables/word_table.h"
#include "util/arena.h"
#include "util/tsv.h"

/*
 * The tables about genes and assays, which calling needs, then those about co-medication, guidance
 * and words, in the order of loading: each may look up what stands before it.
 */
enum sdi_table {
	SDI_TERMS,
	SDI_CONTIGS,
	SDI_GENES,
	SDI_WINDOWS,
	SDI_VARIANTS,
	SDI_ALLELES,
	SDI_SUBALLELES,
	SDI_FREQUENCIES,
	SDI_PHENOTYPES,
	SDI_STRUCTURES,
	SDI_STRUCTURE_CLASSES,
	SDI_STRUCTURE_TAGS,
	SDI_STRUCTURE_RATES,
	SDI_ASSAYS,
	SDI_MINIMUM_SETS,
	SDI_PARALOG_SITES,
	SDI_COUNT_REGIONS,
	SDI_REFERENCE_WINDOWS,
	SDI_UNIT_SHAPES,
	SDI_UNIT_HAPLOTYPES,
	SDI_AGENTS,
	SDI_MEDICINE_NAMES,
	SDI_INTERACTIONS,
	SDI_CONVERSION_METHODS,
	SDI_CONVERSIONS,
	SDI_WASHOUTS,
	SDI_LEVEL_FACTS,
	SDI_SUBSTRATES,
	SDI_SCALES,
	SDI_SCALE_RULES,
	SDI_ANALYTES,
	SDI_LEVELS,
	SDI_TRIAL_RULES,
	SDI_VOCABULARY,
	SDI_DRUGS,
	SDI_GUIDANCE,
	SDI_HOLES,
	SDI_INTERVENTIONS,
	SDI_AGENT_CLASSES,
	SDI_LABEL_INTERACTIONS,
	SDI_DOSE_LIMITS,
	SDI_WORDS,
	SDI_FHIR_CODES,
	SDI_BEARINGS,
	SDI_N_TABLES,
	SDI_FIRST_OF_GUIDANCE = SDI_AGENTS
};

/* The arrays of a gene while they are filled; its struct shows the same ones as const. */
struct sdi_gene_room {
	struct stardose_variant *variants;
	const struct stardose_variant **core;
	struct stardose_allele *alleles;
	double *least; /* by allele: its frequency where it is rarest; 0: too few populations tell */
	int *n_populations; /* that do */
	struct stardose_suballele *suballeles;
	struct stardose_phenotype_rule *rules;
	struct stardose_window *windows;
	struct stardose_structure *structures;
	struct stardose_structure_model *model;
	struct stardose_paralog_model *paralog;
};

struct sdi_chrom_length { const char *chrom; int64_t length[STARDOSE_N_BUILDS]; };
/* A chromosome of a reference that is none of the builds, "T2T-CHM13v2.0". */
struct sdi_other_length { const char *reference; int64_t length; };

/* struct stardose_tables.impl */
struct sdi_table_impl {
	struct sdi_table_texts texts;
	struct sdi_tsv tsv[SDI_N_TABLES];
	struct sdi_arena arena;
	struct stardose_gene *genes;		/* the public array, while it is filled */
	struct sdi_gene_room *rooms;		/* by gene->order */
	int n_functions, n_lengths, n_others;
	struct stardose_function *functions;
	struct sdi_chrom_length *lengths;
	struct sdi_other_length *others;
	struct sdi_context_tables context;
	struct sdi_clinic_tables clinic;
	struct sdi_names names;
	struct sdi_medicine_index medicines;	/* of guidance.drugs */
	char *origin;
	struct stardose_guidance_tables guidance;
	struct stardose_guidance_row *guidance_rows;	/* its array, for marking */
	struct stardose_statement *facts;			/* the same */
	struct stardose_label_rule *label_rules;		/* the same */
	struct sdi_agent_classes agent_classes;
	struct sdi_dose_rows doses;
	struct sdi_words words;
	struct sdi_fhir_codes fhir_codes;
	struct sdi_bearings bearings;
	struct sdi_assay_signs assay_signs;
};

/*
 * sdi_tables_need_guidance() - STARDOSE_EUSAGE when @tables were opened for calls alone: for
 * whatever reads more of them
 */
int sdi_tables_need_guidance(const struct stardose_tables *tables, struct stardose_error *err);
/* sdi_other_reference() - whose chromosome is @length bases long: not of a build, or NULL */
const char *sdi_other_reference(const struct stardose_tables *tables, int64_t length);
/*
 * sdi_table_text() - the bytes of one table in effect
 * @text: not NUL-terminated; new, free()
 * Return: STARDOSE_OK; STARDOSE_ETABLE: no table has the name; STARDOSE_ENOMEM
 */
int sdi_table_text(const struct stardose_tables *tables, const char *name, char **text,
		   size_t *size);
/* sdi_table_parse() - the same, parsed; release @out with sdi_tsv_release() */
int sdi_table_parse(const struct stardose_tables *tables, const char *name, struct sdi_tsv *out,
		    struct stardose_error *err);
/* sdi_table_is_known() - 1 when a table of that name is compiled in */
int sdi_table_is_known(const struct stardose_tables *tables, const char *name);
/* sdi_table_is_replaced() - 1 when a directory's file is in effect instead of the embedded table */
int sdi_table_is_replaced(const struct stardose_tables *tables, const char *name);

/* ---- loading; for the *_table.c of this folder ---- */

struct sdi_load {
	struct stardose_tables *tables;
	struct sdi_table_impl *impl;
	const struct sdi_tsv *tsv;	/* the table being read */
	int row;			/* of it */
	struct stardose_error *err;
	struct stardose_gene *gene; /* of the row before: most rows are of the same */
};

/* Columns by name: fills col[], or STARDOSE_ETABLE */
int sdi_load_columns(struct sdi_load *load, const char *const *names, int n, int *col);
/* The cell of the current row; "" for "-" (not applicable) */
const char *sdi_load_cell(const struct sdi_load *load, int col);
/* STARDOSE_ETABLE: "file:line: text" */
int sdi_load_bad(struct sdi_load *load, const char *fmt, ...) STARDOSE_PRINTF(2, 3);
int sdi_load_no_memory(struct sdi_load *load);
/* Zeroed array in the arena, or NULL */
void *sdi_load_array(struct sdi_load *load, size_t n, size_t size);
/* "yes" 1, "no" 0, else STARDOSE_ETABLE */
int sdi_load_yes(struct sdi_load *load, int col, int *out);
/* A whole number within lo..hi */
int sdi_load_int(struct sdi_load *load, int col, int64_t lo, int64_t hi, int64_t *out);
/*
 * A decimal with at most @places digits behind the point, as an integer of that scale ("1.25", 2
 * -> 125); not negative
 */
int sdi_load_decimal(struct sdi_load *load, int col, int places, int64_t *out);
/* The gene that the current row is about */
int sdi_load_gene(struct sdi_load *load, int col, struct stardose_gene **out);
/* "GRCh37" or "GRCh38" */
int sdi_load_build(struct sdi_load *load, int col, enum stardose_build *out);
/* Bases: one or more of ACGT */
int sdi_load_bases(struct sdi_load *load, int col, const char **out);
/* The function of a cell: "" for "not assigned" */
const char *sdi_load_function(const struct sdi_load *load, int col);
/* The arrays of @gene to fill */
struct sdi_gene_room *sdi_load_room(const struct sdi_load *load, const struct stardose_gene *gene);
/* A table whose rows belong to genes; columns[0] names the gene. */
struct sdi_gene_rows {
	const char *const *columns;
	int n_columns;
	int (*room)(struct sdi_load *load, struct stardose_gene *gene,
		    int n); /* make room for @n rows */
	int (*row)(struct sdi_load *load, const int *col,
		   struct stardose_gene *gene); /* take the row load->row */
};
#define SDI_MAX_GENE_COLUMNS 32
/* Count the rows of each gene, make room, then take them in order. */
int sdi_load_gene_rows(struct sdi_load *load, const struct sdi_gene_rows *how);
/* The next item of a list joined by ';': its length, *s moved behind it; 0 at the end */
size_t sdi_load_item(const char **s, const char **item);
/*
 * sdi_load_list() - the cell as a list joined by ';': *@n copies of its items in the arena, which
 * the caller may cut
 */
int sdi_load_list(struct sdi_load *load, int col, const char ***out, int *n);
/*
 * sdi_load_needs() - the cell "CYP2D6 PM": a gene and the code of a phenotype
 * @gene, @phenotype: the gene, and the phenotype as calls have it; both "" for an empty cell;
 * they live as long as the tables
 * Return: STARDOSE_OK, STARDOSE_ETABLE, STARDOSE_ENOMEM
 */
int sdi_load_needs(struct sdi_load *load, int col, const char **gene, const char **phenotype);

int sdi_load_terms(struct sdi_load *load);
/* Give @gene the terms of functions */
void sdi_gene_terms(const struct sdi_table_impl *impl, struct stardose_gene *gene);
int sdi_load_contigs(struct sdi_load *load);
int sdi_load_genes(struct sdi_load *load);
int sdi_load_windows(struct sdi_load *load);
int sdi_load_variants(struct sdi_load *load);
int sdi_load_alleles(struct sdi_load *load);
int sdi_load_suballeles(struct sdi_load *load);
int sdi_load_frequencies(struct sdi_load *load);
int sdi_load_phenotypes(struct sdi_load *load);
int sdi_load_structures(struct sdi_load *load);
/* Second half of it: exons, what of them codes, and partial alleles (gene_exons.h) */
int sdi_load_exons(struct sdi_load *load);
int sdi_load_agents(struct sdi_load *load);
int sdi_load_medicine_names(struct sdi_load *load);
/* After agents.tsv and drugs.tsv: their names beside those of medicine_names.tsv, sorted */
int sdi_names_index(struct sdi_load *load);
int sdi_load_interactions(struct sdi_load *load);
int sdi_load_conversion_methods(struct sdi_load *load);
int sdi_load_conversions(struct sdi_load *load);
int sdi_load_washouts(struct sdi_load *load);
int sdi_load_level_facts(struct sdi_load *load);
int sdi_load_substrates(struct sdi_load *load);
int sdi_load_structure_classes(struct sdi_load *load);
int sdi_load_structure_tags(struct sdi_load *load);
int sdi_load_structure_rates(struct sdi_load *load);
int sdi_load_paralog_sites(struct sdi_load *load);
int sdi_load_count_regions(struct sdi_load *load);
int sdi_load_reference_windows(struct sdi_load *load);
int sdi_load_unit_shapes(struct sdi_load *load);
int sdi_load_unit_haplotypes(struct sdi_load *load);
int sdi_load_vocabulary(struct sdi_load *load);
int sdi_load_drugs(struct sdi_load *load);
int sdi_load_guidance(struct sdi_load *load);
int sdi_load_holes(struct sdi_load *load);
int sdi_load_interventions(struct sdi_load *load);
int sdi_load_agent_classes(struct sdi_load *load);
int sdi_load_label_interactions(struct sdi_load *load);
int sdi_load_dose_limits(struct sdi_load *load);
int sdi_load_words(struct sdi_load *load);
int sdi_load_fhir_codes(struct sdi_load *load);
int sdi_load_bearings(struct sdi_load *load);
int sdi_load_assays(struct sdi_load *load);
int sdi_load_minimum_sets(struct sdi_load *load);

/* ---- the registry ---- */

/* Makes local whatever came of the row load->row of load->tsv. */
typedef void sdi_mark_fn(struct sdi_load *load);

/* One table: what it is called, how its rows become structs, what a laboratory's own row marks. */
struct sdi_table_kind {
	const char *name;
	int (*load)(struct sdi_load *load);
	sdi_mark_fn *mark;	/* NULL: nothing of it is local or not */
	int is_by_gene;		/* a shipped row that was left out counts like a row of one's own */
	int has_source;		/* each row says where it comes from: column "source" */
};
extern const struct sdi_table_kind sdi_table_kinds[SDI_N_TABLES];

/*
 * sdi_tables_open_texts() - tables for calls from @texts, which are taken over, also after an error
 * @like: whose origin and checksum they have, since they are made of its tables
 * Return: as stardose_tables_open()
 */
int sdi_tables_open_texts(struct sdi_table_texts *texts, const struct stardose_tables *like,
			  struct stardose_tables **out, struct stardose_error *err);

/*
 * sdi_table_load() - the one loader: table @t, whose parsed form impl->tsv[t] is, into structs; and
 * where it is in the place of a shipped one, rows that are not shipped are marked (table_local.c)
 */
int sdi_table_load(struct stardose_tables *tables, enum sdi_table t, struct stardose_error *err);
/* sdi_mark_local() - give every row of load->tsv that is not shipped to kind->mark */
int sdi_mark_local(const struct sdi_load *load, const struct sdi_table_kind *kind);
void sdi_mark_gene(struct sdi_load *load);
void sdi_mark_interaction(struct sdi_load *load);
void sdi_mark_method(struct sdi_load *load);
void sdi_mark_conversion(struct sdi_load *load);
void sdi_mark_guidance(struct sdi_load *load);
void sdi_mark_fact(struct sdi_load *load);
void sdi_mark_label_rule(struct sdi_load *load);

/* The variant of @gene with the key @item (length @n), or -1 */
int sdi_variant_index(const struct stardose_gene *gene, const char *item, size_t n);

#endif
