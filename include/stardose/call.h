/*
 * call.h - star alleles, diplotypes and phenotypes of samples
 *
 *   caller = stardose_caller_new(tables, &options)
 *   stardose_caller_read(caller, path) for each file, or of records that are read by somebody else
 *           stardose_caller_begin(caller, hdr, name)
 *           stardose_caller_push(caller, rec) for each record
 *           stardose_caller_end(caller)
 *   stardose_caller_finish(caller)
 *   stardose_caller_call(caller, sample, gene) for each sample and gene
 *
 * Threads: one thread at a time may change a caller. After stardose_caller_finish() it is only
 * read: any number of threads may ask it at once. Any number of callers may share the tables.
 */
#ifndef STARDOSE_CALL_H
#define STARDOSE_CALL_H

#include <stdint.h>
#include <sys/types.h>
#include <stddef.h>
#include <stardose/tables.h>
#include <stardose/outside.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STARDOSE_MAX_PLOIDY 4

/*
 * What a variant that no definition names does to the protein, the worse the later: a term of the
 * Sequence Ontology. From STARDOSE_EFFECT_START_LOST to STARDOSE_EFFECT_CODING_SEQUENCE a protein
 * is not expected to be whole.
 */
enum stardose_coding_effect {
	STARDOSE_EFFECT_NONE,
	STARDOSE_EFFECT_MISSENSE,
	STARDOSE_EFFECT_INFRAME_INSERTION,
	STARDOSE_EFFECT_INFRAME_DELETION,
	STARDOSE_EFFECT_STOP_LOST,
	STARDOSE_EFFECT_START_LOST,
	STARDOSE_EFFECT_STOP_GAINED,
	STARDOSE_EFFECT_SPLICE_DONOR,
	STARDOSE_EFFECT_SPLICE_ACCEPTOR,
	STARDOSE_EFFECT_FRAMESHIFT,
	STARDOSE_EFFECT_CODING_SEQUENCE, /* bases that the record does not spell out come in */
	STARDOSE_EFFECT_EXON, /* a coding base is replaced, of a codon that is not known here */
	STARDOSE_N_EFFECTS
};
/* stardose_coding_effect_name() - "missense_variant", "frameshift_variant", ...; static */
STARDOSE_API const char *stardose_coding_effect_name(enum stardose_coding_effect effect);

/* What was seen at one definition variant of one sample; higher is better evidence. */
enum stardose_evidence {
	STARDOSE_EVIDENCE_ABSENT,   /* nothing speaks of the site */
	STARDOSE_EVIDENCE_CONFLICT, /* records contradict each other */
	STARDOSE_EVIDENCE_REJECTED, /* a record is there, but ./., half-called, filtered or too thin
				     */
	STARDOSE_EVIDENCE_ASSUMED,  /* absent, filled with the build's reference because the user
				       said so */
	STARDOSE_EVIDENCE_BLOCK,    /* a reference block covers it and passes */
	STARDOSE_EVIDENCE_OBSERVED, /* a record names the site and its genotype passes */
	STARDOSE_N_EVIDENCE
};
/* as STARDOSE_BUILD_CAPACITY */
#define STARDOSE_EVIDENCE_CAPACITY 16
/* stardose_evidence_name() - "absent", "conflict", ...; static */
STARDOSE_API const char *stardose_evidence_name(enum stardose_evidence state);

enum stardose_call_status {
	STARDOSE_STATUS_NO_CALL,    /* nothing usable, with the reason */
	STARDOSE_STATUS_PARTIAL,    /* a haplotype fits no named allele */
	STARDOSE_STATUS_AMBIGUOUS,  /* several diplotypes fit what was seen */
	STARDOSE_STATUS_INCOMPLETE, /* one diplotype on what was seen; other alleles stay open */
	STARDOSE_STATUS_ASSUMED,    /* one diplotype, resting in part on --absent reference */
	STARDOSE_STATUS_CALLED,	 /* one diplotype, every site that could change it has evidence */
	STARDOSE_STATUS_OUTSIDE, /* taken from an outside call */
	STARDOSE_N_CALL_STATUS
};
/* stardose_call_status_name() - "no_call", "partial", ..., "called", "outside"; static */
STARDOSE_API const char *stardose_call_status_name(enum stardose_call_status status);

/* Why a call is not (only) what one would wish. A call carries a set of them, as bits 1 << code. */
enum stardose_reason {
	STARDOSE_REASON_NO_RECORDS, /* the input has no record at any definition site of the gene */
	STARDOSE_REASON_NO_GENOTYPES,	/* records, but none with a GT of this sample */
	STARDOSE_REASON_NO_USABLE_SITE, /* every site is absent, rejected or in conflict */
	STARDOSE_REASON_SITES_ABSENT,
	STARDOSE_REASON_SITES_REJECTED,
	STARDOSE_REASON_SITES_CONFLICT,
	STARDOSE_REASON_SITES_ASSUMED,
	STARDOSE_REASON_HALF_CALL,	    /* a genotype such as ./1: one allele known */
	STARDOSE_REASON_HAPLOID,	    /* one haplotype only */
	STARDOSE_REASON_MIXED_PLOIDY,	    /* genotypes of different ploidy */
	STARDOSE_REASON_PLOIDY_UNSUPPORTED, /* more than STARDOSE_MAX_PLOIDY haplotypes */
	STARDOSE_REASON_SPANNING_DELETION,  /* '*' allele, or a deletion that is not a definition
				       variant, over a site */
	STARDOSE_REASON_UNLISTED_ALLELE, /* a definition site carries an allele that no definition
				    names */
	STARDOSE_REASON_UNPHASED,	 /* phase, if known, would decide between candidates */
	STARDOSE_REASON_PHASE_UNKNOWN, /* one diplotype fits, but unphased sites could also lie on a
				       haplotype without a name */
	STARDOSE_REASON_NO_NAMED_ALLELE, /* a haplotype fits no named allele (status partial) */
	STARDOSE_REASON_NULL_VARIANT, /* partial, but the leftover includes a variant that abolishes
				      function */
	STARDOSE_REASON_COPIES_NOT_ASSESSED,
	STARDOSE_REASON_FUNCTION_UNKNOWN,    /* an allele without assigned function or value */
	STARDOSE_REASON_CANDIDATES_DISAGREE, /* candidates have different phenotypes: Indeterminate
					      */
	STARDOSE_REASON_PHENOTYPE_OPEN, /* an allele that is not excluded would change the phenotype
					 */
	STARDOSE_REASON_NO_PHENOTYPE_RULE,  /* the gene has no phenotype rule */
	STARDOSE_REASON_TOO_MANY_READINGS,  /* more candidates than the program lists; the best are
					     * kept
					     */
	STARDOSE_REASON_SUSPECTED_DELETION, /* depth, homozygosity or the haplotype background speak
					    for a deleted copy; a hint, never a call */
	STARDOSE_REASON_SUSPECTED_EXTRA_COPY,
	STARDOSE_REASON_SUSPECTED_HYBRID,
	STARDOSE_REASON_COPIES_CONFLICT, /* what speaks of the copies contradicts itself or the
				    genotypes; named in the log and in JSON */
	STARDOSE_REASON_COPIES_UNPLACED, /* nothing tells which haplotype carries the extra copies;
				    every way is a candidate */
	STARDOSE_REASON_HYBRID_NOT_EXCLUDED, /* more than two whole genes were counted: some may be
					     hybrids, which small variants do not show */
	STARDOSE_REASON_COPIES_AT_LEAST,  /* the outside call says xN or "or more": copies and score
					  are  the least */
	STARDOSE_REASON_OUTSIDE_DIFFERS,  /* the outside row gives another phenotype or score than
					  its  diplotype, or its score, has here */
	STARDOSE_REASON_OUTSIDE_CONFLICT, /* outside rows contradict each other, so none of them is
					  used */
	STARDOSE_REASON_OUTSIDE_NO_CALL,  /* the other program looked at the gene and made no call;
					  its  reason is in the log */
	STARDOSE_REASON_GENOTYPES_DIFFER, /* the small variants of the input do not fit the outside
					  call */
	STARDOSE_REASON_PARTIAL_DELETION, /* a deletion takes exons, but not the whole gene, of a
					  haplotype */
	STARDOSE_REASON_UNNAMED_DELETION, /* a haplotype lacks the gene, and no allele of the tables
					  is that */
	STARDOSE_REASON_GENOTYPES_EMPTY,  /* 0/0 with GQ 0, DP 0, AD 0,0 or flat likelihoods: taken
					  for  no reference */
	STARDOSE_REASON_IMPUTED,      /* genotypes that were inferred from others, not measured */
	STARDOSE_REASON_REF_MISMATCH, /* the REF of a record is not the reference's base */
	STARDOSE_REASON_STREAM_END, /* the input ended inside the gene without an end mark, so
				       nothing behind its last record is assumed */
	STARDOSE_REASON_NOT_SHOWN_COVERED, /* --absent reference, but nothing shows that the region,
					      or a site, was looked at */
	STARDOSE_REASON_SITES_CHOSEN,	   /* the input lists chosen sites, as an array does, so
					      silence is not reference */
	STARDOSE_REASON_CARRIERS_EXPECTED, /* nobody of so many samples has a record at a site that
					      several should carry: it was not looked at */
	STARDOSE_REASON_VARIANT_COMMON,	   /* a silent site whose variant is the commoner allele is
					      assumed neither way */
	STARDOSE_REASON_UNLISTED_CODING_VARIANT, /* a frameshift, stop codon, lost start codon or
						    lost splice site that no definition names */
	STARDOSE_REASON_PARALOG_READS, /* a heterozygous genotype was set aside: its reads are too
					  few for one copy, and have the neighbouring gene's base */
	STARDOSE_REASON_VARIANT_PARTLY_SEEN, /* part of what makes a named variant was not seen; the
						rest stands for it */
	STARDOSE_REASON_SEX_UNKNOWN, /* a gene on X, diploid genotypes, and nobody said whose */
	STARDOSE_REASON_SEX_CONTRADICTED, /* a gene on X: what says the sex, or it and the
					     genotypes, contradict each other */
	STARDOSE_REASON_HETEROPLASMY, /* a mixture of mitochondria with and without a variant; it
					 counts as carried */
	STARDOSE_REASON_READS_SHALLOW,	 /* reads do not tell the copies: below 10x */
	STARDOSE_REASON_READS_UNEVEN,	 /* an exome, a panel or amplicons */
	STARDOSE_REASON_READS_LONG,	 /* long reads, which are not counted */
	STARDOSE_REASON_READS_SPLIT,	 /* reads of unique stretches fit another contig as well */
	STARDOSE_REASON_READS_MISFIT,	 /* no number of copies explains what was counted */
	STARDOSE_REASON_READS_AMBIGUOUS, /* two answers are left; JSON and explain name them */
	STARDOSE_N_REASONS
};
/* stardose_reason_code() - "sites_absent", ...; static. stardose_code_text() has what it means */
STARDOSE_API const char *stardose_reason_code(enum stardose_reason reason);

enum stardose_phase {
	STARDOSE_PHASE_NONE,
	STARDOSE_PHASE_UNPHASED,
	STARDOSE_PHASE_PARTIAL,
	STARDOSE_PHASE_PHASED,
	STARDOSE_PHASE_HOMOZYGOUS
};
/* stardose_phase_name() - ".", "unphased", "partial", "phased", "homozygous"; static */
STARDOSE_API const char *stardose_phase_name(enum stardose_phase phase);

/* How the genotypes were measured: which sites without record were looked at (--absent). */
enum stardose_assay {
	STARDOSE_ASSAY_AUTO, /* the records around a gene and the header tell */
	STARDOSE_ASSAY_WGS,
	STARDOSE_ASSAY_WES,
	STARDOSE_ASSAY_ARRAY,
	STARDOSE_ASSAY_PANEL,
	STARDOSE_N_ASSAYS
};

/* What told the number of copies; more trusted is higher (docs/MATCHING.md, "copies"). */
enum stardose_copies_from {
	STARDOSE_COPIES_FROM_NOTHING,
	STARDOSE_COPIES_FROM_DEPTH,	/* read depth; only where the user asked for it */
	STARDOSE_COPIES_FROM_RECORD,	/* <DEL>, <DUP>, <CNV>, ... in the input */
	STARDOSE_COPIES_FROM_READS,	/* --reads: counted in an alignment */
	STARDOSE_COPIES_FROM_FILE,	/* --copy-number */
	STARDOSE_COPIES_FROM_OUTSIDE,	/* an outside call */
	STARDOSE_N_COPIES_FROM
};
/* stardose_copies_from_name() - "nothing", "depth", "record", "reads", "file", "outside"; static */
STARDOSE_API const char *stardose_copies_from_name(enum stardose_copies_from from);

/* What a class of structure does to a haplotype. */
enum stardose_structure_kind {
	STARDOSE_KIND_DELETION,	  /* it lacks the gene */
	STARDOSE_KIND_EXTRA_COPY, /* it has a further copy of an allele */
	STARDOSE_KIND_HYBRID,	  /* it has a gene that is in part a neighbour's */
	STARDOSE_N_KINDS
};
/* stardose_structure_kind_name() - "deletion", "extra_copy", "hybrid"; static */
STARDOSE_API const char *stardose_structure_kind_name(enum stardose_structure_kind kind);

/*
 * A class of structure that small variants cannot show, but that the variants around a gene may
 * make likely: a row of structure_classes.tsv. Borrowed from the tables.
 */
struct stardose_structure_class {
	const char *name; /* of its gene: "deletion", ... */
	enum stardose_structure_kind kind;
	const char *text; /* for people */
};

/* How likely a person carries a class. */
struct stardose_class_risk {
	const struct stardose_structure_class *of;
	double probability;
	double weight_seen; /* 0..1: of the model by what was seen; the rest is of the rate */
};

/*
 * How likely a person carries each class, going by the haplotype background alone
 * (docs/STRUCTURE-RISK.md). A number beside a call, never a call.
 */
struct stardose_structure_risk {
	int tags_seen, tags_assumed, tags_total; /* none is assumed: 0 */
	int n_classes;
	const struct stardose_class_risk *classes; /* in the order of the table; borrowed from the
						      caller */
};

#define STARDOSE_MAX_TANDEM 15

/*
 * A further allele in tandem with the first one of a haplotype; in a gene of listed variants a
 * further variant on it.
 */
struct stardose_tandem {
	const struct stardose_allele *allele;
	int copies;			/* 1.. */
	int or_more;			/* 1: @copies or more (xN) */
};

/*
 * One haplotype (chromosome) of a candidate: a named allele, perhaps with variants that it does not
 * explain, perhaps in several copies, perhaps with other alleles in tandem. A whole-gene deletion
 * is an allele too, in one "copy".
 */
struct stardose_haplotype {
	const struct stardose_allele *allele;
	int copies;			/* how often @allele stands here: 1, or 2.. for xN; */
	int or_more;			/* 1: @copies or more, as in *2xN */
	int n_tandem; /* *36+*10: @allele is *36, the first name; tandem[0] is *10. Listed variants:
			 @allele is the one that counts most */
	struct stardose_tandem tandem[STARDOSE_MAX_TANDEM];
	struct stardose_bits leftover;	/* core variants beyond the allele (partial only) */
	int n_unlisted; /* alleles at definition sites that no definition names (partial only) */
	/* activity value in hundredths or STARDOSE_VALUE_NONE */
	int value[STARDOSE_GUIDELINE_CAPACITY];
	const char *function;		/* "" unknown; "No function" for a null leftover */
};

struct stardose_candidate {
	int ploidy;
	struct stardose_haplotype hap[STARDOSE_MAX_PLOIDY];	/* lower allele first */
	char *diplotype;		/* lower allele first, e.g. *1 and *4 joined by a slash */
	/* standard term; "Indeterminate" when it has none */
	const char *phenotype[STARDOSE_GUIDELINE_CAPACITY];
	/* activity score in hundredths or STARDOSE_VALUE_NONE */
	int score[STARDOSE_GUIDELINE_CAPACITY];
	double weight; /* share among the candidates by population frequency, 0..1 */
	int n_missing;			/* required variants without evidence */
};

/* What a change in copy number would make of the best candidate. */
struct stardose_copy_effect {
	char *diplotype;		/* as a diplotype, e.g. with *5 or with x2 */
	const char *phenotype;
	int score;
	const struct stardose_structure_class *structure; /* which hybrid it would be; NULL: a copy
							     less, or one more */
};

/* One definition variant as one sample shows it; only for reports (--explain, JSON). */
struct stardose_site_view {
	const struct stardose_variant *variant;
	enum stardose_evidence state;
	int n_alleles;			/* ploidy, 0 when nothing is known */
	int8_t carries[STARDOSE_MAX_PLOIDY]; /* per haplotype: 1 carries the variant, 0 not, -1
						unknown */
	int phase_set; /* -1 unphased; -2 homozygous (phase-neutral); else PS (0: phased without PS)
			*/
};

/*
 * What an outside row itself gives beside a diplotype, and what the tables make of the diplotype,
 * where the two differ. Phenotypes are borrowed; scores in hundredths, or STARDOSE_VALUE_NONE.
 */
struct stardose_two_views {
	const char *theirs;	/* of the row; NULL: it gives none, or there is no difference */
	const char *ours;	/* CPIC */
	int their_score, our_score_lo, our_score_hi;
	enum stardose_outside_choice taken;	/* whose is the call's */
};

/* A variant of the coding bases or a splice site that no definition names, as a sample has it. */
struct stardose_coding_variant {
	char *variant; /* "chrom:pos1:ref:alt" */
	enum stardose_coding_effect effect;
	int copies; /* haplotypes that carry it, 1.. */
};

/* Reads that look like the neighbouring gene, at a site whose genotype was set aside for them. */
struct stardose_paralog_share {
	const struct stardose_variant *variant;
	int reads, of; /* with the neighbour's base, of all; at most 255 of each base */
};

#define STARDOSE_MAX_PARALOG 16
#define STARDOSE_MAX_EXON_COPIES 8

/* How often exons of a gene are there, on both chromosomes together. */
struct stardose_exon_copies {
	const char *exons; /* "exon 9", "exons 2-8" */
	int copies;
};

/* A variant that a part of the mitochondria carries. */
#define STARDOSE_MAX_SHARES 4
struct stardose_share {
	const struct stardose_variant *variant;
	int permille; /* reads with it, of a thousand */
};

#define STARDOSE_MAX_READ_FIGURES 16

/* What was counted in reads, what the best answer expects, and one standard deviation. */
struct stardose_read_figure {
	const char *name; /* "pair", "link", ...: copies; "exon9", ...: the gene's share of votes */
	int is_share;
	double seen, expected, sd;
};

/* What the reads of one sample and gene show (docs/READS.md). Lent by address: it may grow. */
struct stardose_read_profile {
	const char *verdict; /* "called", or the code of the reason why copies are not given */
	double depth;	     /* of the stretches that everybody has twice */
	int n_drawn;	     /* 1: all fragments were counted; n: one in n was */
	int has_bases;	     /* 0: places alone, so that hybrids are not told */
	double posterior, next_posterior; /* of the two answers; 0: none was looked for */
	const char *units, *next_units;	  /* "gene,neighbour/gene,gene,neighbour": the units of both
					     chromosomes as unit_haplotypes.tsv has them; "": none */
	int n_figures;
	struct stardose_read_figure figure[STARDOSE_MAX_READ_FIGURES];
};

/* The result for one gene and one sample. Many samples may share one struct. */
struct stardose_call {
	const struct stardose_gene *gene;
	enum stardose_build build;
	enum stardose_call_status status;
	enum stardose_phase phase;
	int copies; /* genes and hybrids; -1 not assessed, -2 gene without structural alleles */
	enum stardose_copies_from copies_from;
	/*
	 * where depth speaks: copies by depth and one standard deviation, hundredths; error 0: it
	 * does not
	 */
	int depth_copies, depth_error;
	const char *copies_records;	/* structural records that speak of the copies, used or not,
					   joined by "; "; or NULL;     borrowed from the caller */
	uint64_t reasons;		/* bits 1 << enum stardose_reason */
	int ploidy;
	int n_sites[STARDOSE_EVIDENCE_CAPACITY];	/* core variants of the gene by state */
	int n_candidates;
	struct stardose_candidate *candidates;	/* best first */
	const char *phenotype[STARDOSE_GUIDELINE_CAPACITY];	/* consensus */
	int score_lo, score_hi; /* CPIC, over the candidates, hundredths; STARDOSE_VALUE_NONE */
	int n_not_excluded;
	const struct stardose_allele *
		*not_excluded; /* ascending; fit, but rest on absent or rejected sites */
	int n_open_phenotypes;
	const char **open_phenotypes; /* CPIC terms that an allele not excluded would make instead;
					 sorted, without the consensus */
	int n_unlisted;
	char **unlisted; /* "chrom:pos1:ref:alt" of unlisted alleles at definition sites */
	int n_deletion, n_extra, n_hybrid; /* copy effects; only when copies are not assessed */
	struct stardose_copy_effect *if_deletion, *if_extra, *if_hybrid;
	struct stardose_site_view *sites; /* gene->n_core, by bit; NULL unless options.keep_sites */
	char *outside_diplotype;	/* status outside: as given, else NULL */
	struct stardose_two_views views; /* with STARDOSE_REASON_OUTSIDE_DIFFERS, else zeros */
	int n_coding;
	struct stardose_coding_variant *coding; /* ascending by position */
	int n_shares; /* mixtures of mitochondria, where the file tells how much of each */
	struct stardose_share shares[STARDOSE_MAX_SHARES];
	int n_exon_copies; /* where exons were counted apart: most of the gene first, else 0 */
	struct stardose_exon_copies exon_copies[STARDOSE_MAX_EXON_COPIES];
	int n_paralog; /* with STARDOSE_REASON_PARALOG_READS */
	struct stardose_paralog_share paralog[STARDOSE_MAX_PARALOG]; /* ascending by position */
	const struct stardose_read_profile *reads; /* what --reads shows of the gene, used or not;
						      NULL: nothing; borrowed from the caller */
};

struct stardose_call_options {
	size_t size; /* of this struct; set by stardose_call_options_init() */
	enum stardose_build build;	/* STARDOSE_BUILD_AUTO: prove it */
	int absent_is_reference;	/* --absent reference */
	int input_is_complete; /* 1: input that ends inside a gene ends there by right, also without
				  an end mark; else it may have been cut off */
	int min_gq, min_dp; /* 0: off; a missing GQ or DP fails a threshold that is on */
	double min_gp; /* 0: off; least GP of the genotype that is called, missing fails */
	double min_r2; /* 0: off; least INFO/DR2, R2, AR2 or INFO of an imputed record */
	const char *apply_filters;	/* comma list such as "PASS,."; NULL: every record */
	const char *genes;		/* comma list; NULL: all of the tables */
	const char *samples;		/* comma list, leading '^' to exclude; NULL: all */
	const char
		*copy_number; /* TSV of sample, gene, copies; NULL (docs/MATCHING.md, "copies") */
	const char *pedigree; /* PLINK FAM or PED: children and parents who share no allele; NULL
				 (docs/STRUCTURE.md, "Trios") */
	const char *depth_regions; /* BED of what read depth is measured by; NULL: the other genes
				      (docs/STRUCTURE.md, "Depth") */
	int call_depth; /* 1: read depth gives copies that nothing better tells; else it is a hint
			 */
	const char *population;	  /* "AFR", "AMR", "EAS", "EUR", "SAS" or another of
				     structure_rates.tsv; NULL: all together */
	const char *samples_file; /* one name per line, what stands behind a tab is left alone;
				     leading '^' on the path to exclude; NULL */
	/*
	 * results from elsewhere (<stardose/outside.h>); borrowed for the caller's life, of one
	 * caller; NULL
	 */
	struct stardose_outside *outside;
	int several_files; /* 1: more than one file will be read, so a sample asked for may be in
			      any of them */
	int force_samples; /* 1: names of samples and samples_file that no file has are left out,
			      and the log says which */
	int keep_sites;			/* 1: fill stardose_call.sites (JSON and explain need it) */
	int n_threads;			/* extra threads for decompression and matching; 0: none */
	struct stardose_log log;
	enum stardose_assay assay; /* of every file: what silence means where absent_is_reference;
				      in an array REF speaks of the ALTs of its record alone */
	const char *covered;	   /* BED of what was looked at, where absent_is_reference: there a
				      site without record is reference, elsewhere it is not; NULL */
	int shard, n_shards; /* 0: every sample that is asked for; else the @shard-th, from 1, of
				@n_shards slices of them in the order of the file. Files must then
				be of the same samples */
	int is_part; /* 1 (always with n_shards): other callers have other samples of the same set,
			so names of samples in outside results, in tables of copies and among those
			asked for may be theirs: they add no sample here and are no fault */
	const char *sex; /* TSV of sample and sex, or a table of context (docs/CONTEXT.md) whose
			    rows of the condition "sex" count: for genes on X; NULL: what
			    @pedigree and the ploidy of genotypes tell */
	const char *reads; /* BAM or CRAM files, "[NAME=]FILE" joined by ',', counted for copies
			      when every sample is known; NULL: none */
	const char *reads_list; /* a file of such lines; NULL: none */
	const char *reference;	/* FASTA for the bases of CRAM files; NULL: none */
};
/*
 * stardose_call_options_init_size() - the defaults that the manual states: prove the build, nothing
 * is assumed
 * @size: sizeof(struct stardose_call_options) as the program was compiled
 */
STARDOSE_API void stardose_call_options_init_size(struct stardose_call_options *options,
						  size_t size);
/* stardose_call_options_init() - the same with the size of this header */
static inline void stardose_call_options_init(struct stardose_call_options *options)
{
	stardose_call_options_init_size(options, sizeof(*options));
}

struct stardose_caller;

/*
 * stardose_caller_new() - a caller that no file was read for yet
 * @tables:  borrowed, must outlive the caller
 * @options: copied, with its strings; @options->outside stays borrowed; NULL: the defaults
 * @out:     new, free with stardose_caller_free(); untouched after an error
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: options without size, an unknown gene or population;
 *           STARDOSE_EINPUT: a file of the options cannot be used; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_caller_new(const struct stardose_tables *tables,
				     const struct stardose_call_options *options,
				     struct stardose_caller **out, struct stardose_error *err);
/* stardose_caller_free() - also every call that it lent; NULL is nothing to do */
STARDOSE_API void stardose_caller_free(struct stardose_caller *caller);
struct bcf_hdr_t;
struct bcf1_t;
/*
 * stardose_caller_begin() - records of a file, or of any other source, will be pushed
 * @hdr:  of the records; borrowed until stardose_caller_end()
 * @name: what messages call the source; NULL: "the input"
 *
 * Samples join those of earlier files by name. Files with the same samples in the same order are
 * parts of one stream: the records of a gene may be spread over several of them, and are called
 * together. No site may come in two of them.
 *
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: a file is open already, or options.samples names a sample
 * that @hdr lacks (unless options.several_files); STARDOSE_EINPUT: contigs of the header contradict
 * each other or options.build; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_caller_begin(struct stardose_caller *caller, const struct bcf_hdr_t *hdr,
				       const char *name, struct stardose_error *err);
/*
 * stardose_caller_push() - the next record
 * @rec: as htslib read it with the header; any record is welcome, what is far from genes costs a
 * comparison. It may be unpacked by the call and is not kept
 *
 * Records of a contig need not be sorted for this, but the genes' sites should come once.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: genotypes malformed, REF bases contradict the build, a site
 * that an earlier file has too; STARDOSE_EUSAGE: no file has begun; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_caller_push(struct stardose_caller *caller, struct bcf1_t *rec,
				      struct stardose_error *err);
/*
 * stardose_caller_end() - the source has ended: its build is decided
 * Return: STARDOSE_OK; STARDOSE_EINPUT: the build cannot be told, REF bases contradict it, or
 * earlier files are of the other one; STARDOSE_EUSAGE: no file has begun
 */
STARDOSE_API int stardose_caller_end(struct stardose_caller *caller, struct stardose_error *err);
/*
 * stardose_caller_read() - push one VCF, bgzipped VCF or BCF ("-": stdin) from its begin to its end
 * Only records near genes are parsed; with an index beside the file only these are read. Return:
 * STARDOSE_OK, STARDOSE_EINPUT, ...
 */
STARDOSE_API int stardose_caller_read(struct stardose_caller *caller, const char *path,
				      struct stardose_error *err);
/*
 * stardose_read_fn - bytes of a source
 * @buffer: room for @n bytes
 * Return:  how many were written, at least one; 0: the end; negative: it failed
 */
typedef ssize_t stardose_read_fn(void *user, void *buffer, size_t n);
/*
 * stardose_caller_read_fd() - the same from an open descriptor, from where it stands to its end
 * @fd:   stays open; a pipe or socket will do
 * @name: what messages call it; NULL: "the input"
 */
STARDOSE_API int stardose_caller_read_fd(struct stardose_caller *caller, int fd, const char *name,
					 struct stardose_error *err);
/* stardose_caller_read_memory() - the same from @n bytes, which are borrowed for the call */
STARDOSE_API int stardose_caller_read_memory(struct stardose_caller *caller, const void *bytes,
					     size_t n, const char *name,
					     struct stardose_error *err);
/*
 * stardose_caller_read_from() - the same from a function
 * @read: is called by a thread of its own, never again after this call returns; an error that ends
 * the reading waits for the call of @read that is under way
 * Return: as stardose_caller_read(); STARDOSE_EINPUT also where @read failed
 */
STARDOSE_API int stardose_caller_read_from(struct stardose_caller *caller, stardose_read_fn *read,
					   void *user, const char *name,
					   struct stardose_error *err);
/*
 * stardose_caller_read_structural() - read a VCF or BCF of structural variants for the copies of
 * genes alone After stardose_caller_read(): samples of other names are left out. Structural records
 * in the genotype files are used without this. Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be
 * used, or of another build; ...
 */
STARDOSE_API int stardose_caller_read_structural(struct stardose_caller *caller, const char *path,
						 struct stardose_error *err);
/*
 * stardose_caller_read_alignment() - read BAM or CRAM of one sample for the copies of genes
 * @sample:    of the genotypes, that the file is of; NULL: its @RG lines say
 * @reference: FASTA with an index, for the bases of a CRAM; NULL: none
 * After stardose_caller_read(). A file that cannot be used is set aside, with a line in the log
 * (STARDOSE_EROW); one that does not tell the copies gives the calls a reason.
 * Return: STARDOSE_OK, STARDOSE_EUSAGE (a URL, or no gene is counted by reads), STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_caller_read_alignment(struct stardose_caller *caller, const char *sample,
						const char *path, const char *reference,
						struct stardose_error *err);
/*
 * stardose_caller_finish() - after the last file: every sample and gene gets its call
 * Return: STARDOSE_OK; STARDOSE_EINPUT: no build could be proved, or a sample that was asked for is
 *         in no file; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_caller_finish(struct stardose_caller *caller, struct stardose_error *err);

/*
 * stardose_caller_n_samples() - samples of the files in order of first appearance, then those that
 * only outside results name; after stardose_caller_finish()
 */
STARDOSE_API int stardose_caller_n_samples(const struct stardose_caller *caller);
/* stardose_caller_sample() - name of a sample, 0-based; borrowed until the caller is freed */
STARDOSE_API const char *stardose_caller_sample(const struct stardose_caller *caller, int sample);
/*
 * stardose_caller_n_genes() - genes of the tables that were asked for, in their order, then those
 * that only outside results name
 */
STARDOSE_API int stardose_caller_n_genes(const struct stardose_caller *caller);
/* stardose_caller_gene() - a gene of the caller, 0-based; borrowed until the caller is freed */
STARDOSE_API const struct stardose_gene *stardose_caller_gene(const struct stardose_caller *caller,
							      int gene);
/*
 * stardose_caller_call() - the result; borrowed until the caller is freed. Equal pointers are equal
 * results. NULL: nobody looked. The sample, or the gene, is known from outside results only, and
 * none is of both.
 */
STARDOSE_API const struct stardose_call *stardose_caller_call(const struct stardose_caller *caller,
							      int sample, int gene);
/*
 * stardose_caller_calls() - all results of one sample that are not NULL, in gene order
 * @out:   room for stardose_caller_n_genes()
 * Return: how many
 */
STARDOSE_API int stardose_caller_calls(const struct stardose_caller *caller, int sample,
				       const struct stardose_call **out);

/*
 * stardose_caller_structure_risk() - how likely a sample carries each class of structure
 * Return: borrowed from @caller; NULL: the tables have no model of the gene, no file spoke of it,
 *         or options.keep_sites was not set
 */
STARDOSE_API const struct stardose_structure_risk *
stardose_caller_structure_risk(const struct stardose_caller *caller, int sample, int gene);

#ifdef __cplusplus
}
#endif
#endif
