/*
 * guidance.h - what published sources say about a medicine, given the results of genes
 *
 *   stardose_guide_new(tables, &options, &guide, &err)
 *   stardose_guide_calls(guide, calls, n_calls, &guidance, &err)	for each sample of a caller,
 * or stardose_guide_results(guide, results, n_results, &guidance, &err)	for results from
 * elsewhere stardose_guide_free(guide)
 *
 * Rows come per source and are never merged, ranked or averaged. A medicine for which no row
 * applies gets a sentence that says so: silence is never a recommendation. docs/GUIDANCE.md
 * describes tables and columns.
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_GUIDANCE_H
#define STARDOSE_GUIDANCE_H

#include <stddef.h>
#include <stdint.h>
#include <stardose/call.h>
#include <stardose/context.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * ---- the facts: tables/guidance.tsv, holes.tsv, drugs.tsv, vocabulary.tsv; immutable, borrowed
 * from the tables ----
 */

/* The closed lists of vocabulary.tsv: a field of a row is one of these or the table is broken. */
enum stardose_guidance_list {
	STARDOSE_LIST_ACTION, /* what to do; @value: direction (usual, lower, higher, adjust, other,
				 watch, none) */
	STARDOSE_LIST_ALSO,   /* codes that stand only beside an action */
	STARDOSE_LIST_STRENGTH,	 /* @phrase: the verb; @value: the source that uses it, and
				    "reference" where the source compares others with such a result */
	STARDOSE_LIST_LABEL,	 /* evidence labels; @phrase: a sentence that comes first, or "" */
	STARDOSE_LIST_EVIDENCE,	 /* grades; @value: the source that uses it */
	STARDOSE_LIST_PHENOTYPE, /* @meaning: the standard term as calls have it */
	STARDOSE_LIST_CONTEXT,	 /* populations and indications; @value: what tells them apart */
	STARDOSE_LIST_SOURCE,	 /* @phrase: complete, named or listed; @value: phenotype scale */
	STARDOSE_LIST_CITATION,	 /* @phrase: DOI or address; @value: year, then "newer" and the date
				    of an edition not read */
	STARDOSE_LIST_CLASS,	 /* of medicines */
	STARDOSE_LIST_HOLE,	 /* why a source has no row for a result */
	STARDOSE_LIST_PEER,	 /* genes that PharmCAT has */
	STARDOSE_LIST_RARE_STRUCTURE, /* genes whose deleted, extra or hybrid copies are rare */
	STARDOSE_LIST_RULE_OF,	 /* whose rule about another medicine: "US label", "EU label" */
	STARDOSE_LIST_SALT,	 /* words for salts and hydrates that people write with a medicine */
	STARDOSE_LIST_CLASS_NAME, /* how people write a class in place of a medicine; @value: class */
	STARDOSE_N_LISTS
};
/* as STARDOSE_BUILD_CAPACITY */
#define STARDOSE_LIST_CAPACITY 32

struct stardose_guidance_code {
	const char *code, *meaning;
	const char *phrase;		/* piece of a sentence; {drug} and {gene} stand for names */
	const char *value;
};

struct stardose_drug {
	const char *name;		/* international nonproprietary name, lower case */
	const char *rxnorm;		/* RxNorm identifier, or "" */
	const char *atc;		/* ATC codes joined by ';', or "" */
	int n_classes, n_names;
	const struct stardose_guidance_code **classes;
	const char **names;		/* synonyms and brand names: for finding it, not verified */
};

enum stardose_guidance_term_kind {
	STARDOSE_TERM_ANY, /* whatever the result, also none */
	STARDOSE_TERM_PHENOTYPE,
	STARDOSE_TERM_NO_RESULT, /* the gene was not looked at, or gave no call */
	STARDOSE_TERM_LITERAL,	 /* a diplotype, whichever of its alleles is written first */
	STARDOSE_TERM_CARRIER,	 /* one haplotype at least is this allele ("*3 carrier") */
	STARDOSE_TERM_FINDING /* an allele that was looked for ("*15:02 positive"), or a typing that
				 shows it */
};

/* One alternative of a condition. */
struct stardose_guidance_term {
	enum stardose_guidance_term_kind kind;
	const struct stardose_guidance_code
		*phenotype; /* TERM_PHENOTYPE, TERM_NO_RESULT; else NULL */
	const char *text; /* as in the table, without the interval and the exclamation mark */
	int is_not;	  /* written with '!' before it: where it holds, the row does not apply */
	int lo, hi; /* activity score in hundredths, inclusive, hi INT_MAX: no upper end; lo -1: not
		       keyed by score */
};

/* What one gene must be for a row to apply: any of the terms, and none of those that exclude. */
struct stardose_condition {
	const char *gene;
	int n_terms;
	const struct stardose_guidance_term *terms;
};

struct stardose_guidance_row {
	const char *id; /* stable across versions as long as source, medicine, context and condition
			   are */
	const struct stardose_drug *drug;
	const struct stardose_guidance_code *source, *context, *action, *strength, *label,
		*citation;
	int n_genes;			/* 1 or 2; all conditions must hold */
	struct stardose_condition condition[2];
	int n_also, n_evidence;
	const struct stardose_guidance_code **also;
	const struct stardose_guidance_code **evidence;	/* in the order of the genes */
	const char *dose;		/* factor or limit, or ""; "x0.5" is half the usual dose */
	int year;			/* 0: the source gives none */
	const char *confidence;		/* how well the row was read: high, medium, low */
	int is_local; /* a laboratory's own row: the program does not ship it like this */
	int line;			/* of guidance.tsv, 1-based, for messages */
};

/*
 * Rows of one medicine and source that are keyed by the same genes: at most one of them applies in
 * each context. Where the source is complete, each context is a group of its own.
 */
struct stardose_guidance_group {
	int n_rows;
	const struct stardose_guidance_row *rows;
};

/* Results for which a source has no row: what is not said is named. */
struct stardose_guidance_hole {
	const struct stardose_drug *drug;
	const struct stardose_guidance_code *source, *reason;
	const char *context; /* of the rows; "": no context has a row; else what no row speaks of */
	int n_genes;
	struct stardose_condition condition[2];
	int line;			/* of holes.tsv */
};

/*
 * A graded fact about a medicine or a procedure that no result of a gene selects
 * (interventions.tsv).
 */
struct stardose_statement {
	const char *id;			/* unique among rows and facts */
	const struct stardose_drug *drug;
	const char *context;		/* what it is about: "enzymes", "CYP2D6", "label" */
	const struct stardose_guidance_code *label;
	const char *guidance; /* one or two sentences of our own; the phrase of the label comes
				 before them */
	const char *citation, *confidence;
	int is_local, line;		/* as in struct stardose_guidance_row */
};

/*
 * What the label of a medicine says of it beside another medicine, or beside something smoked
 * (label_interactions.tsv). It holds whatever the results of genes are.
 */
struct stardose_label_rule {
	struct stardose_guidance_row row; /* its source is of the list RULE_OF; no conditions */
	const char *form;	 /* of the medicine, where the rule is about one alone, or "" */
	const char *enzyme;	 /* "CYP2D6", several joined by ';', "" where none explains it */
	const char *who;	 /* who acts, in words: "strong CYP2D6 inhibitor" */
	const char *effect;	 /* "raises", "lowers", "reaction", "none", ... */
	const char *dose_factor; /* of the usual dose: "0.5", or "" */
	const char *dose_ceiling, *dose_start, *dose_unit; /* "20", "mg/day", or "" */
	const char *label;	 /* the brand whose label it is, or "" */
	const char *citation;	 /* label, day, section */
	const void *impl;	 /* private */
};

struct stardose_guidance_tables {
	int n_codes[STARDOSE_LIST_CAPACITY];
	const struct stardose_guidance_code *codes[STARDOSE_LIST_CAPACITY];
	int n_drugs, n_rows, n_groups;
	const struct stardose_drug *drugs;		/* in the order of drugs.tsv */
	const struct stardose_guidance_row
		*rows; /* by medicine (order of drugs.tsv), then by group */
	const struct stardose_guidance_group *groups;	/* by medicine, then first appearance */
	int n_holes;
	const struct stardose_guidance_hole *holes;	/* in the order of holes.tsv */
	int n_facts;
	const struct stardose_statement *facts;		/* by medicine, then as in the table */
	const void *names;	/* private: the dictionary of medicine_names.tsv */
	int n_label_rules;
	const struct stardose_label_rule *label_rules;	/* those of one medicine together */
};

/* stardose_guidance_code() - an entry of a closed list by its code (exact case), or NULL */
STARDOSE_API const struct stardose_guidance_code *stardose_guidance_code(
	const struct stardose_guidance_tables *tables, enum stardose_guidance_list list,
	const char *code);
/*
 * stardose_guidance_drug() - a medicine by any of its names: international, national, brand, or a
 * code ("rxnorm:32937", "atc:N06AB05"); case, accents, and blanks around '/', do not matter. NULL:
 * not known by this name, or a combination of several
 */
STARDOSE_API const struct stardose_drug *stardose_guidance_drug(
	const struct stardose_guidance_tables *tables, const char *name);
/*
 * stardose_guidance_identity() - the identity that the row @row_id of guidance.tsv has by what it
 * says: source, medicine, and a hash of source, medicine, context, genes and conditions. Shipped
 * rows are called by it; a row that changes its meaning changes its identity.
 * @out:   owned by the caller (free)
 * Return: STARDOSE_OK, STARDOSE_EUSAGE (no such row; @err names the nearest), STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_guidance_identity(const struct stardose_tables *tables,
					    const char *row_id, char **out,
					    struct stardose_error *err);
/*
 * stardose_guidance_row() - a row by its identity (exact), also the row of a rule of a label, or
 * NULL; borrowed
 */
STARDOSE_API const struct stardose_guidance_row *stardose_guidance_row(
	const struct stardose_guidance_tables *tables, const char *id);
/* stardose_guidance_statement() - a statement by its identity (exact), or NULL; borrowed */
STARDOSE_API const struct stardose_statement *stardose_guidance_statement(
	const struct stardose_guidance_tables *tables, const char *id);
/*
 * stardose_guidance_statements() - the facts about @drug: *@n of them, in the order of the table;
 * NULL and 0: none
 */
STARDOSE_API const struct stardose_statement *stardose_guidance_statements(
	const struct stardose_guidance_tables *tables, const struct stardose_drug *drug, int *n);
/* stardose_drug_in_class() - 1 when @drug is in the class @name, upper and lower case alike */
STARDOSE_API int stardose_drug_in_class(const struct stardose_drug *drug, const char *name);
/*
 * stardose_guidance_nearest() - names that someone who wrote @name may have meant
 * @out:   up to @max names (medicines, synonyms) or classes, nearest first by edit distance;
 * borrowed
 * Return: how many; 0 when nothing is near
 */
STARDOSE_API int stardose_guidance_nearest(const struct stardose_guidance_tables *tables,
					   const char *name, int is_class, const char **out,
					   int max);
/*
 * stardose_guidance_gene() - the gene that rows ask for, upper and lower case alike, or NULL: no
 * row asks for it
 */
STARDOSE_API const char *stardose_guidance_gene(const struct stardose_guidance_tables *tables,
						const char *name);
/*
 * stardose_guidance_knows_gene() - can a result of this gene have an effect: is it one of the
 * tables, or does a row of guidance ask for it?
 * @name: upper and lower case alike
 * @near: @size bytes, for the names that it may have meant, "'CYP2D6', 'CYP2C9'"; "" when nothing
 *        is near
 * Return: 1; 0: it is none, and @near is filled
 */
STARDOSE_API int stardose_guidance_knows_gene(const struct stardose_tables *tables,
					      const char *name, char *near, size_t size);
/*
 * stardose_guidance_knows_phenotype() - the same of the text of a phenotype, by its meaning or its
 * code; a finding ("*15:02 positive") may stand in its place
 */
STARDOSE_API int stardose_guidance_knows_phenotype(const struct stardose_tables *tables,
						   const char *text, char *near, size_t size);

/* ---- results of genes: what selects rows ---- */

/*
 * One diplotype that fits, as far as it is known: what is missing is NULL or STARDOSE_VALUE_NONE.
 */
struct stardose_gene_candidate {
	size_t size; /* of this struct; set by stardose_gene_candidate_init() */
	const char *diplotype;
	/* standard term; where one scale is missing, CPIC's serves */
	const char *phenotype[STARDOSE_GUIDELINE_CAPACITY];
	/* activity score in hundredths, or STARDOSE_VALUE_NONE */
	int score[STARDOSE_GUIDELINE_CAPACITY];
	int is_score_or_more; /* 1: at least this score (a number of copies without an upper end) */
	int half_hundredth;   /* 1: half a hundredth more (0.625): a medicine halved the score */
};

/*
 * The result of a gene. In an array that this library made, results and candidates are as long as
 * their size says: a program of an older header steps by that.
 */
struct stardose_gene_result {
	size_t size; /* of this struct; set by stardose_gene_result_init() */
	const char *gene;
	enum stardose_call_status status;
	int copies;			/* as in struct stardose_call: -1 not assessed */
	int n_candidates;		/* 0: no result */
	const struct stardose_gene_candidate *candidates;	/* best first */
	uint64_t reasons; /* as in struct stardose_call: bits 1 << enum stardose_reason; some become
			     flags */
};

/*
 * stardose_gene_candidate_init_size() - nothing is known of it
 * @size: sizeof(struct stardose_gene_candidate) as the program was compiled
 */
STARDOSE_API void stardose_gene_candidate_init_size(struct stardose_gene_candidate *candidate,
						    size_t size);
/* stardose_gene_candidate_init() - the same with the size of this header */
static inline void stardose_gene_candidate_init(struct stardose_gene_candidate *candidate)
{
	stardose_gene_candidate_init_size(candidate, sizeof(*candidate));
}
/*
 * stardose_gene_result_init_size() - of another program, without candidates, copies not applicable
 * @size: sizeof(struct stardose_gene_result) as the program was compiled
 */
STARDOSE_API void stardose_gene_result_init_size(struct stardose_gene_result *result,
						 size_t size);
/* stardose_gene_result_init() - the same with the size of this header */
static inline void stardose_gene_result_init(struct stardose_gene_result *result)
{
	stardose_gene_result_init_size(result, sizeof(*result));
}

/* The results of one sample, as `stardose call -O j` wrote them. */
struct stardose_sample_results {
	const char *sample;
	int n_results;
	const struct stardose_gene_result
		*results; /* of distinct genes, in the order of the line */
};

/*
 * stardose_sample_results_parse() - read one line of JSON Lines
 * @line:   one JSON object of @n bytes, with or without white space around it; borrowed during the
 * call only
 * @out:    new, free with stardose_sample_results_free(); untouched after an error
 *
 * Needed are "sample" and "genes", and of each gene "gene". "candidates" with "diplotype",
 * "phenotype", "activity_score" and "dpwg" are read where they stand, else the members of the gene
 * itself; "status" (outside when missing), "copies" and "reasons" become flags. Other members are
 * left alone.
 *
 * Return:  STARDOSE_OK; STARDOSE_EINPUT: not such an object (message without place), or one that
 * has guidance already; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_sample_results_parse(const char *line, size_t n,
					       struct stardose_sample_results **out,
					       struct stardose_error *err);
/*
 * stardose_sample_results_resolve() - the phenotype of each scale where only an activity score was
 * given By the score rules of the gene; a gene without such rules, or one that the tables do not
 * know, stays as it is.
 */
STARDOSE_API void stardose_sample_results_resolve(struct stardose_sample_results *results,
						  const struct stardose_tables *tables);
/* stardose_sample_results_free() - NULL is nothing to do */
STARDOSE_API void stardose_sample_results_free(struct stardose_sample_results *results);

/* ---- the join ---- */

/* What a line rests on, as bits 1 << code. */
enum stardose_flag {
	STARDOSE_FLAG_CANDIDATE,  /* one of several diplotypes that fit; the others lead to other
				     rows, also shown */
	STARDOSE_FLAG_AMBIGUOUS,  /* several diplotypes fit a gene that the line rests on */
	STARDOSE_FLAG_PARTIAL,	  /* a haplotype fits no named allele */
	STARDOSE_FLAG_INCOMPLETE, /* sites without evidence leave other alleles open */
	STARDOSE_FLAG_ASSUMED,	  /* sites without record were taken as reference */
	STARDOSE_FLAG_OUTSIDE,	  /* the call was made by another program */
	STARDOSE_FLAG_COPIES_NOT_ASSESSED, /* a deletion or extra copy would change the result and
					      was not looked for, in a gene that has them often */
	STARDOSE_FLAG_PHENOTYPE_OPEN, /* an allele that is not excluded would change the phenotype
				       */
	STARDOSE_FLAG_PHASE_UNKNOWN,  /* the diplotype rests on sites that are not phased with each
					 other */
	STARDOSE_FLAG_STRUCTURE_SUSPECTED, /* hints of a deletion, an extra copy or a hybrid that
					      the result does not hold */
	STARDOSE_FLAG_COPIES_CONFLICT, /* what speaks of the number of copies contradicts itself */
	STARDOSE_FLAG_HYBRID_NOT_EXCLUDED,  /* an extra copy may be a hybrid, which a count of whole
					       genes does not tell */
	STARDOSE_FLAG_OUTSIDE_CONTRADICTED, /* an outside result contradicts its own phenotype or
					       score, another one, or the genotypes */
	STARDOSE_FLAG_ASSIGNMENT_DIFFERS, /* CPIC and DPWG assign different phenotypes to the result
					   */
	STARDOSE_FLAG_NO_RESULT,	  /* a gene that the rows ask for has no result */
	STARDOSE_FLAG_NO_ROW,	   /* the source has rows for this medicine, none for this result */
	STARDOSE_FLAG_NO_GUIDANCE, /* the tables have no row of this source for this medicine */
	STARDOSE_FLAG_SCORE_NOT_GIVEN, /* rows are told apart by activity score, only a phenotype is
					  known: all that fit are shown */
	STARDOSE_FLAG_SCORE_DIFFERS, /* the activity score selected the row; the phenotype given is
					another */
	STARDOSE_FLAG_SOURCES_DISAGREE, /* another source points elsewhere for this medicine and
					   person */
	STARDOSE_FLAG_SUPERSEDED, /* the source has a newer edition than the one that this rests on
				   */
	STARDOSE_FLAG_LOCAL,	  /* a laboratory's own row */
	STARDOSE_FLAG_ENZYME_ACTED_ON, /* a medicine in use acts on an enzyme of this one, and the
					  line does not go by that */
	STARDOSE_FLAG_LIST_INCOMPLETE, /* the list of medicines has a name that is not known, or a
					  row that could not be read: what it does to this is not
					  known either */
	STARDOSE_FLAG_REFERENCE_RESULT, /* the source compares other results with this one: its
					   usual dosing */
	STARDOSE_FLAG_RESTS_ON_MISSING_GENE, /* the lack of a result selected the row; or it says
						usual, and a gene that other lines of the medicine
						go by has no result */
	STARDOSE_FLAG_NEWER_SILENT, /* a newer guideline of another source looked at the same gene
				       and gives no recommendation */
	STARDOSE_FLAG_RARE_COPIES_NOT_ASSESSED, /* as COPIES_NOT_ASSESSED, of a gene in which such
						   copies are rare */
	STARDOSE_FLAG_LABEL_RULE, /* a rule of a label about a medicine that is in use, or about
				     smoking */
	STARDOSE_FLAG_LABEL_RULE_BESIDE, /* a rule of a label stands beside this line, which does
					    not go by it */
	STARDOSE_N_FLAGS
};
/* stardose_flag_code() - "candidate", ...; static. stardose_code_text() has what it means */
STARDOSE_API const char *stardose_flag_code(enum stardose_flag flag);

/* A medicine, or something smoked, of the list that meets a rule of a label. */
struct stardose_label_actor {
	const char *name;	/* as the tables call it */
	const char *shown_as;	/* as the list has it: "fluvoxamine (Luvox) 100 mg/d" */
	enum stardose_item_state state;
	int days_since_stop;	/* -1: not ended, or not known when */
};

/* A rule of a label that somebody's list meets. */
struct stardose_label_hit {
	const struct stardose_label_rule *rule;
	int is_in_use;		/* the medicine of the rule is in the list too */
	int is_strictest;	/* no other rule of the medicine asks for more */
	int asks_on_smoking;	/* whether smoking changes is to be asked */
	int n_actors;
	const struct stardose_label_actor *actors;
};

struct stardose_guidance_line {
	const struct stardose_drug *drug;
	const struct stardose_guidance_code *source;	/* NULL with @fact */
	const struct stardose_guidance_code *context;	/* NULL with NO_GUIDANCE and with @fact */
	const struct stardose_guidance_row *row;	/* NULL: no row applies */
	const struct stardose_statement *fact;	/* a fact that no result selects, or NULL */
	const char *gene_result; /* "GENE:DIPLOTYPE;GENE2:no result"; candidates joined by '|'; ""
				    with NO_GUIDANCE and @fact */
	const char
		*phenotype; /* what selected the row: "GENE:Poor Metabolizer (0)"; the same shape */
	const char *guidance;		/* our wording, at most two sentences */
	uint32_t flags;			/* bits 1 << enum stardose_flag */
	const struct stardose_conversion
		*conversion[2];	       /* of the row's genes, NULL: nothing acts on them */
	unsigned char is_passing;      /* 1: only until the next call with the guide (see struct
					  stardose_guidance) */
	unsigned char is_converted[2]; /* 1: the estimate of conversion[] selected the row; its
					  flags are .flags, else .flags_elsewhere */
	const struct stardose_label_hit *label_hit; /* the line is this rule of a label; its row
						       is the rule's; else NULL */
};

/* A medicine that was asked for, by a name that no table has. */
struct stardose_asked_name {
	const char *name;
	int n_nearest;
	const char *const *nearest;
};

/*
 * A number that a dose is held against: what the label has as usual, or a ceiling of a label, a
 * rule or a row of guidance. Amounts are in thousandths of the unit, -1: none; texts "" where there
 * is nothing to say.
 */
struct stardose_dose_limit {
	const char *kind;		/* "usual" or "ceiling" */
	int64_t low, high;
	const char *unit;		/* "mg/day" */
	const char *whose;		/* "US label", "DPWG" */
	const char *population, *indication, *form;
	const char *because_of;	/* who acts, a result of a gene, "age" */
	const char *row_id;		/* of the line that has it */
	const char *factor;		/* of the usual maximum that makes it */
	const char *comparison;		/* "above", "within", "below", "not_comparable" */
	const char *why_not;		/* "unit", "form", "population" */
	const char *citation;
	const char *text;		/* "now 40 mg/day, at most 20 mg/day (US label; ...)" */
};

/* The dose of a medicine in use, with its limits; the one that decides first. */
struct stardose_dose {
	const struct stardose_drug *drug;
	const char *shown_as;
	int64_t amount;			/* thousandths of @unit */
	const char *unit;
	const char *comparison, *text;	/* in all */
	int n_limits;
	const struct stardose_dose_limit *limits;
};

/*
 * Somebody in use, or being washed out, who acts strongly or moderately on an enzyme of a medicine,
 * while no line of it goes by that enzyme: its lines carry ENZYME_ACTED_ON and name this one.
 */
struct stardose_enzyme_hit {
	const struct stardose_drug *drug;	/* the medicine that is acted on */
	const char *gene;			/* of the enzyme */
	const char *agent;			/* who acts, as the tables call it */
	const char *strength, *effect;		/* "strong" or "moderate", "inhibitor" or "inducer" */
	const char *citation;		/* whose word it is that the enzyme is one of the medicine's */
};

/*
 * The lines of one person, in order of the tables: medicine, then facts, source, context and genes.
 * Persons share lines: equal pointers are equal lines, and each stays as it is until the guide is
 * freed, but for lines that are passing: of the many combinations of results and medicines in a
 * cohort only some are kept.
 */
struct stardose_guidance {
	int n_lines;
	const struct stardose_guidance_line *const *lines;
	const struct stardose_person
		*person; /* as stardose_guide_about() had it; NULL: nothing was given */
	int n_conversions;
	const struct stardose_conversion *const
		*conversions; /* by gene; what medicines make of the results */
	int n_asked_not_known; /* of the medicines asked for: those set aside */
	const struct stardose_asked_name *asked_not_known;
	int n_doses;
	const struct stardose_dose *doses; /* of medicines in use whose dose was written */
	int n_enzyme_hits;
	const struct stardose_enzyme_hit *enzyme_hits; /* by medicine, in the order of lines */
};

/* Comma lists, upper and lower case alike; NULL: all. */
struct stardose_guide_options {
	size_t size; /* of this struct; set by stardose_guide_options_init() */
	const char *drugs; /* names; a medicine named here gets its facts, and a line also when
			      there is no row for it */
	const char *drug_classes;	/* added to @drugs */
	const char *sources;
	struct stardose_log log; /* told of each unknown name that is set aside (STARDOSE_EROW) */
};

/*
 * stardose_guide_options_init_size() - all medicines that have rows, all sources
 * @size: sizeof(struct stardose_guide_options) as the program was compiled
 */
STARDOSE_API void stardose_guide_options_init_size(struct stardose_guide_options *options,
						   size_t size);
/* stardose_guide_options_init() - the same with the size of this header */
static inline void stardose_guide_options_init(struct stardose_guide_options *options)
{
	stardose_guide_options_init_size(options, sizeof(*options));
}

struct stardose_guide;

/*
 * stardose_guide_new() - choose medicines and sources
 * @tables:  borrowed, must outlive the guide
 * @options: used during the call only; NULL: all medicines that have rows, all sources
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: unknown medicine, class or source, with the nearest
 * names (with options->log: only when a list has no other); STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_guide_new(const struct stardose_guidance_tables *tables,
				    const struct stardose_guide_options *options,
				    struct stardose_guide **out, struct stardose_error *err);
/* stardose_guide_free() - also every line that it lent; NULL is nothing to do */
STARDOSE_API void stardose_guide_free(struct stardose_guide *guide);

/*
 * stardose_guide_about() - whom the next results are of
 * @person: borrowed until the guide is freed, of a context made with the same tables; NULL: nothing
 * is known of medicines, and nothing is assumed
 */
STARDOSE_API void stardose_guide_about(struct stardose_guide *guide,
				       const struct stardose_person *person);

/*
 * stardose_guide_calls() - the lines for one sample
 * @calls:  of distinct genes; borrowed until the guide is freed, because each distinct call is
 * joined once and remembered by its address
 * @out:    borrowed; valid until the next call with this guide
 */
STARDOSE_API int stardose_guide_calls(struct stardose_guide *guide,
				      const struct stardose_call *const *calls, int n_calls,
				      const struct stardose_guidance **out,
				      struct stardose_error *err);
/*
 * stardose_guide_results() - the same from plain results, which are copied; equal ones are joined
 * once
 * @results: @n_results of them, each and its candidates with their size
 * Return: also STARDOSE_EUSAGE: results or candidates without their size
 */
STARDOSE_API int stardose_guide_results(struct stardose_guide *guide,
					const struct stardose_gene_result *results, int n_results,
					const struct stardose_guidance **out,
					struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
