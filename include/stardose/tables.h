/*
 * tables.h - the facts: genes, definition variants, named alleles, functions, phenotype rules
 *
 * Threads: everything here is immutable after loading and may be read from any number of threads.
 * All pointers are borrowed from the struct stardose_tables that holds them.
 * Coordinates are 0-based here; only the text of tables and messages is 1-based.
 */
#ifndef STARDOSE_TABLES_H
#define STARDOSE_TABLES_H

#include <stdint.h>
#include <htslib/hts.h>
#include <stardose/status.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stardose_build {
	STARDOSE_BUILD_AUTO = -1,
	STARDOSE_BUILD_GRCH37 = 0,
	STARDOSE_BUILD_GRCH38 = 1,
	STARDOSE_N_BUILDS = 2
};

/*
 * How long the arrays of public structs are that are indexed by this enum. Enums grow, capacities
 * do not: entries from STARDOSE_N_... on are zero.
 */
#define STARDOSE_BUILD_CAPACITY 4

/*
 * A set of core variants of one gene, one bit each (struct stardose_variant.bit). Sets are values:
 * matching makes them by the million and none is allocated, so all genes have the same room. The
 * largest gene takes 345 of its bits; the tables refuse one that needs more than there are.
 */
#define STARDOSE_BIT_WORDS 8
#define STARDOSE_MAX_BITS (64 * STARDOSE_BIT_WORDS)
struct stardose_bits { uint64_t w[STARDOSE_BIT_WORDS]; };

/*
 * Where a variant lies in one build, parsimonious and left-aligned, as a VCF of that build writes
 * it.
 */
struct stardose_locus {
	hts_pos_t pos;			/* 0-based position of the first base of @ref */
	const char *ref, *alt;		/* VCF alleles of that build */
	int swapped; /* 1: this build's reference base IS the variant; @alt is the base without it
		      */
};

/* A definition variant: one normalised ALT at one position. */
struct stardose_variant {
	const char *id; /* GRCh38 "chrom:pos1:ref:alt", the key that other tables use */
	const char *rsid;		/* or "" */
	const char *label;		/* protein or cDNA change for people, or "" */
	const char *effect;		/* missense, frameshift, ... */
	struct stardose_locus at[STARDOSE_BUILD_CAPACITY];
	int bit; /* 0.. among the core variants of the gene; -1: not core (suballele level) */
	const char *silent; /* bases such as "A,T" that no definition names here and that leave the
			       protein as it is; or "" */
	int never_assume;   /* 1: --absent reference never fills this site (table says why) */
	int abolishes;			/* 1: this variant by itself abolishes function */
	const char *paralog; /* the base that the neighbouring gene has there, or "" */
};

enum stardose_allele_kind {
	STARDOSE_ALLELE_SMALL,	    /* defined by small variants (or by carrying none) */
	STARDOSE_ALLELE_HYBRID,	    /* hybrid gene; matchable only if it has core variants */
	STARDOSE_ALLELE_DELETION,   /* whole gene absent */
	STARDOSE_ALLELE_STRUCTURAL, /* other structural allele, or one without a usable definition
				     */
	STARDOSE_ALLELE_RETIRED /* a former name; never called, only recognised in truth and outside
				   files */
};

#define STARDOSE_VALUE_NONE (-1)	/* no activity value assigned */

enum stardose_guideline {
	STARDOSE_GUIDELINE_CPIC = 0,
	STARDOSE_GUIDELINE_DPWG = 1,
	STARDOSE_N_GUIDELINES = 2
};
/* as STARDOSE_BUILD_CAPACITY */
#define STARDOSE_GUIDELINE_CAPACITY 4

/* A named (star) allele. */
struct stardose_allele {
	const char *name; /* "*4", "c.1905+1G>A (*2A)": any text, as the table has it */
	const char *also; /* further names that find it, ';'-joined, or ""; not star alleles */
	enum stardose_allele_kind kind;
	int matchable; /* 1: small variants can show it: kind small, or a hybrid that requires some
			*/
	int duplicable;			/* 1: known to occur as xN */
	const char *function;		/* "Normal function", ..., "" when not assigned */
	int value[STARDOSE_GUIDELINE_CAPACITY]; /* activity value in hundredths (0.25 -> 25), or
					     STARDOSE_VALUE_NONE */
	struct stardose_bits required;	/* core variants that must be carried */
	struct stardose_bits
		any;	  /* core variants it does not care about; disjoint from @required */
	double frequency; /* mean over populations, for ranking only; 0 when unknown */
	double frequency_multiplied;	/* the same of haplotypes with two or more copies of it */
	const char *renamed_to;		/* retired names: today's name, else "" */
};

/* A word for what an allele does, of all genes or of some. */
struct stardose_function {
	const char *term;		/* "Decreased function" */
	const char *code;		/* "decreased" */
	const char *genes;		/* ';'-joined; "": any gene */
	int order;			/* ascending with activity; -1: says no amount */
	int lo, hi; /* activity values in hundredths that go with it; hi INT_MAX: no upper end; both
		       STARDOSE_VALUE_NONE: none does */
};

enum stardose_structure_type {
	STARDOSE_STRUCTURE_DELETION,
	STARDOSE_STRUCTURE_HYBRID,
	STARDOSE_STRUCTURE_OTHER,
	STARDOSE_STRUCTURE_DUPLICATION,
	STARDOSE_STRUCTURE_TANDEM
};

/*
 * A haplotype that is more than small variants: a structural allele, several copies, or different
 * alleles in tandem.
 */
struct stardose_structure {
	enum stardose_structure_type type;
	const char *name;		/* "*5", "*4.013", "*1x2", "*1x≥3", "*36+*10" */
	const char *function;		/* "" when not assigned */
	int value;	/* CPIC's activity value of the whole haplotype in hundredths, or
			   STARDOSE_VALUE_NONE */
};

/* A suballele: all its variants, core or not, as indices into gene->variants. */
struct stardose_suballele {
	const char *name;		/* "*4.001" */
	int allele;			/* index into gene->alleles */
	int n_variants;
	const int *variants;		/* ascending */
};

/* One phenotype rule: a pair of functions, or an interval of the activity score. */
struct stardose_phenotype_rule {
	enum stardose_guideline guideline;
	int is_score;			/* 1: @lo..@hi inclusive in hundredths; 0: @function */
	int lo, hi; /* hi INT_MAX: no upper end; both STARDOSE_VALUE_NONE: a score that is not known
		     */
	const char *function[2];	/* unordered pair; "" is "not assigned" */
	const char *phenotype;		/* CPIC's standard term */
	int is_single; /* 1: a rule for one haplotype alone: @function[0] */
};

/* A stretch of reference sequence, upper case. */
struct stardose_window {
	enum stardose_build build;
	hts_pos_t beg, end;		/* 0-based, half open */
	const char *seq;		/* end - beg bases */
};

/*
 * How alleles of a gene are named. Star alleles are a number (*4), perhaps letters, a suballele and
 * copies (*2x3), and are read by their parts; names of all other notations are read as a whole, as
 * alleles.tsv has them, and are never followed by copies.
 */
enum stardose_notation {
	STARDOSE_NOTATION_STAR,
	STARDOSE_NOTATION_HGVS,		/* "c.1679T>G (*13)" */
	STARDOSE_NOTATION_RSID,		/* "rs9923231 variant (T)" */
	STARDOSE_NOTATION_NAME		/* "A- 202A_376G" */
};

/*
 * What the variants of a person are put together to, and how many haplotypes a person has
 * (docs/MATCHING.md, "Kinds of genes").
 */
enum stardose_gene_kind {
	STARDOSE_GENE_HAPLOTYPES, /* an allele is a whole haplotype */
	STARDOSE_GENE_LISTED, /* each variant has a function; any of them may lie on a haplotype */
	STARDOSE_GENE_HEMIZYGOUS, /* of haplotypes, on X: males have one */
	STARDOSE_GENE_MITOCHONDRIAL, /* listed variants of the mitochondrion: everybody has one
					haplotype, which may be mixed */
	STARDOSE_N_GENE_KINDS
};

enum stardose_phenotype_method {
	STARDOSE_METHOD_NONE,
	STARDOSE_METHOD_SCORE,
	STARDOSE_METHOD_PAIR
};

struct stardose_structure_model;
struct stardose_paralog_model;
struct stardose_gene_exons;

struct stardose_gene {
	const char *name;
	const char *chrom;		/* canonical: "22", "X" */
	int order;			/* rows of all outputs come in this order, 0.. */
	enum stardose_notation notation;
	enum stardose_phenotype_method method;
	int has_structural;		/* 1: structural alleles exist, so copies matter */
	const char *programs; /* callers whose result files are of this gene alone and do not name
				 it, ","-separated; or "" */
	int local; /* 1: some table says something else of the gene than the one compiled in */
	hts_pos_t beg[STARDOSE_BUILD_CAPACITY],
		end[STARDOSE_BUILD_CAPACITY]; /* transcript, 0-based half open */
	int n_variants, n_alleles, n_suballeles, n_rules, n_windows, n_core;
	const struct stardose_variant *variants; /* ascending by GRCh38 position, then ref, alt */
	const struct stardose_variant **core;		/* core[bit] */
	/* star alleles ascending by number, then name; others as alleles.tsv has them */
	const struct stardose_allele *alleles;
	const struct stardose_suballele *suballeles;
	const struct stardose_phenotype_rule *rules;
	int n_structures;
	const struct stardose_structure *structures;	/* in the order of the table */
	const struct stardose_gene_exons *exons;	/* private; NULL in no loaded gene */
	const struct stardose_window
		*windows; /* by build, ascending, not overlapping within a build */
	const struct stardose_structure_model
		*structure; /* what nearby variants tell of copies and hybrids; private, or NULL */
	int n_functions;
	const struct stardose_function *functions;	/* terms.tsv: those of other genes too */
	struct stardose_bits open_bits; /* core variants where the builds' reference bases differ:
					   silence favours neither state */
	int is_reverse; /* 1: the transcript runs against the reference */
	const struct stardose_paralog_model
		*paralog; /* what reads of it are counted by; private, or NULL */
	const char *edition; /* whose functions these are, and of when: "CPIC 2025-11"; or "" */
	enum stardose_gene_kind kind;
	unsigned phase_ignored; /* listed variants: bits 1 << enum stardose_guideline of those that
				   go by the two worst of a person, whatever lies on one haplotype;
				   others by the worst of each haplotype */
};

/* One contig of one build and a name it goes by. */
struct stardose_contig {
	enum stardose_build build;	/* STARDOSE_BUILD_AUTO: the name is used in both builds */
	const char *name;		/* "chr22", "22", "NC_000022.11", ... */
	const char *chrom;		/* canonical */
};

struct stardose_guidance_tables;	/* <stardose/guidance.h> */

struct stardose_tables {
	const char *version;		/* "##version=" of genes.tsv, e.g. "2026.11" */
	char checksum[17]; /* FNV-1a, 64 bit, hex: name, NUL and bytes of every table in effect, in
			      name order */
	const char *origin;		/* "embedded" or the directory */
	int n_genes, n_contigs;
	const struct stardose_gene *genes;	/* in order */
	const struct stardose_contig *contigs;
	const struct stardose_guidance_tables *guidance; /* NULL: opened for calls alone */
	void *impl;			/* storage; private */
};

/*
 * stardose_tables_open() - load the tables
 * @dir:  a directory with the TSV files, or NULL for the ones compiled in; files that it lacks come
 * from those
 * @out:  new handle, free with stardose_tables_free(); untouched after an error
 * Return: STARDOSE_OK, STARDOSE_ETABLE (file, line and reason in @err), STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_tables_open(const char *dir, struct stardose_tables **out,
				      struct stardose_error *err);
/*
 * stardose_tables_open_for_calls() - the same without what calling does not use: guidance,
 * medicines, their interactions, and words. It takes a fraction of the time, and a fault in a table
 * that is left out is not found. Enough for a caller, writers of calls, and an annotator without
 * guidance; whatever needs more answers STARDOSE_EUSAGE
 */
STARDOSE_API int stardose_tables_open_for_calls(const char *dir, struct stardose_tables **out,
						struct stardose_error *err);
/*
 * stardose_tables_load_guidance() - the rest of them; nothing is done where it is there
 * Before other threads read @tables. After an error @tables stay good for calls; do not ask again
 * Return: as stardose_tables_open()
 */
STARDOSE_API int stardose_tables_load_guidance(struct stardose_tables *tables,
					       struct stardose_error *err);
/*
 * stardose_tables_open_evidence() - tables for calls of the sites of evidence.tsv in place of the
 * genes of @tables: for a caller with options.keep_sites, whose sites
 * stardose_explain_evidence() tells; its calls mean nothing
 * @tables: need not outlive @out
 * Return: as stardose_tables_open()
 */
STARDOSE_API int stardose_tables_open_evidence(const struct stardose_tables *tables,
					       struct stardose_tables **out,
					       struct stardose_error *err);
/* stardose_tables_free() - last of all: everything else borrows from them; NULL is nothing to do */
STARDOSE_API void stardose_tables_free(struct stardose_tables *tables);

/* stardose_tables_gene() - a gene by name (exact case), or NULL */
STARDOSE_API const struct stardose_gene *stardose_tables_gene(const struct stardose_tables *tables,
							      const char *name);
/* stardose_tables_gene_any_case() - the same, upper and lower case alike */
STARDOSE_API const struct stardose_gene *
stardose_tables_gene_any_case(const struct stardose_tables *tables, const char *name);

/* stardose_gene_allele() - an allele by name ("*4"), or NULL */
STARDOSE_API const struct stardose_allele *stardose_gene_allele(const struct stardose_gene *gene,
								const char *name);

/* stardose_chrom_length() - length of canonical @chrom ("22") in @build, 0 when unknown */
STARDOSE_API int64_t stardose_chrom_length(const struct stardose_tables *tables,
					   enum stardose_build build, const char *chrom);

/* stardose_build_name() - "GRCh37", "GRCh38" or "unknown"; static */
STARDOSE_API const char *stardose_build_name(enum stardose_build build);

/*
 * stardose_code_text() - what a code of the output means, in a sentence for people
 * @kind:   "reason" (of a call), "flag" (of a line of guidance), "conversion_flag" (of a conversion
 *          and of lines that rest on it), or another kind of words.tsv
 * @code:   "sites_absent", "no_row", "phenoconverted", ...
 * Return:  borrowed from @tables; NULL: the words have no such code
 */
STARDOSE_API const char *stardose_code_text(const struct stardose_tables *tables, const char *kind,
					    const char *code);

/*
 * stardose_tables_check() - prove that the tables are sound (docs/TABLES.md lists what is proved)
 * @log:    gets one line per finding (level STARDOSE_OK); may be NULL
 * Return:  number of findings, 0 when sound, negative enum stardose_status after an error
 * (STARDOSE_EUSAGE: opened for calls alone)
 */
STARDOSE_API int stardose_tables_check(const struct stardose_tables *tables,
				       const struct stardose_log *log);

#ifdef __cplusplus
}
#endif
#endif
