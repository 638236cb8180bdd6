/*
 * context.h - what else is known of a person: medicines, levels, states; and what they make of a
 * gene's result
 *
 *   stardose_context_new(tables, &options, &context, &err)
 *   stardose_context_read(context, path, &log, &err)		or stardose_context_taking(context,
 * list, &log, &err) stardose_context_resolve(context, &log, &err) person =
 * stardose_context_person(context, sample)		then stardose_guide_about(guide, person)
 *   stardose_context_unused(context, &log)
 *   stardose_context_free(context)
 *
 * A result of a gene is never overwritten: a conversion stands beside it, with its rule, its basis
 * and the medicine that decides. Only a conversion that a guideline or a drug label uses may select
 * guidance. docs/CONTEXT.md has the rules.
 *
 * Threads: a context is for one thread at a time, stardose_context_person() included; any number of
 * contexts may share the tables.
 */
#ifndef STARDOSE_CONTEXT_H
#define STARDOSE_CONTEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stardose/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stardose_context_kind {
	STARDOSE_CONTEXT_MEDICINE,
	STARDOSE_CONTEXT_LAB,
	STARDOSE_CONTEXT_SCORE,
	STARDOSE_CONTEXT_TRIAL,
	STARDOSE_CONTEXT_CONDITION,
	STARDOSE_CONTEXT_PROCEDURE,
	STARDOSE_CONTEXT_PERSON,
	STARDOSE_N_CONTEXT_KINDS
};
/* stardose_context_kind_name() - "medicine", "lab", ...; static */
STARDOSE_API const char *stardose_context_kind_name(enum stardose_context_kind kind);

/* Does a row still count on the day that the context is judged of? */
enum stardose_item_state {
	STARDOSE_ITEM_CURRENT,
	STARDOSE_ITEM_RESIDUAL,		/* ended, assumed to act still */
	STARDOSE_ITEM_POSSIBLE,		/* ended, may act still */
	STARDOSE_ITEM_UNKNOWN_END,	/* ended; how long it acts on is not on file */
	STARDOSE_ITEM_ENDED,
	STARDOSE_ITEM_PLANNED,		/* begins later */
	STARDOSE_ITEM_NAME_NOT_KNOWN,	/* a medicine by a name that the tables do not know */
	STARDOSE_ITEM_TRIED,		/* a trial: it is over, whatever its dates */
	STARDOSE_ITEM_RECORDED,		/* a score, a level, a fact of the person: it acts on nothing */
	STARDOSE_N_ITEM_STATES
};
/*
 * stardose_item_state_name() - "current", "residual", "possible", "duration_not_on_file", "ended",
 * "planned", "name_not_known", "tried", "recorded"; static
 */
STARDOSE_API const char *stardose_item_state_name(enum stardose_item_state state);

/* One row of the context; texts are "" where nothing was given. */
struct stardose_context_item {
	enum stardose_context_kind kind;
	const char *name;		/* as it was written */
	const char *agent;		/* the name that the tables have for it, or NULL */
	const char *value, *unit, *route, *start, *stop, *note;
	enum stardose_item_state state;
	int days_since_stop;		/* -1: not ended, or not known when */
	const char *text; /* what the tables know of it, or that they know nothing; never "" for a
			     medicine */
	int line;			/* of the file, 1-based; 0: from a list */
	const char *shown_as; /* @name with the tables' name in front of what was written for it:
				 "sertraline (Zoloft) 50 mg/d" */
	int n_nearest;
	const char *const *nearest;	/* of a name that is not known: what may have been meant */
	const char *detail; /* "key=value;key=value" in one spelling, keys in the order of
			       docs/CLINIC.md; "" */
	const char *class_name; /* of a name that is a class's and no medicine's ("SSRI"): that
				   class in words; NULL */
};

struct stardose_person {
	const char *sample;		/* NULL: whoever the only sample is */
	int n_items;
	const struct stardose_context_item *items;	/* of a file in an order that does not depend on
							   the file's; of a list as it was given */
	const char *date; /* the day that states are judged of, or "" when nothing was dated */
	const char *date_from;		/* "option", "newest date in the file", or "" */
	const char *convention;		/* opted for, or "" */
	const struct stardose_context *context;
	void *impl;			/* private */
	int n_not_known; /* medicines by names that are not known, and rows that could not be
			    read: as long as there are any, the list is not complete */
	int has_list; /* 1: medicines are listed, or said to be none; a record of scores alone
			 says nothing of medicines */
};

enum stardose_basis {
	STARDOSE_BASIS_GUIDELINE,
	STARDOSE_BASIS_LABEL,
	STARDOSE_BASIS_CONVENTION,
	STARDOSE_BASIS_FLAG_ONLY,
	STARDOSE_N_BASES
};
/* stardose_basis_name() - "guideline", "label", "convention", "flag-only"; static */
STARDOSE_API const char *stardose_basis_name(enum stardose_basis basis);

/*
 * A score or a range of scores in thousandths, since halving a score takes it to 0.125.
 * @lo -1: not known; @or_more: @lo or more
 */
struct stardose_score { int lo, hi, or_more; };

/* What the context makes of the result of one gene, for one medicine or for any. */
struct stardose_conversion {
	const char *gene;
	const char *drug; /* NULL: any medicine that has no conversion of its own here */
	const char *genetic_phenotype;	/* "No Result" when there is none */
	struct stardose_score genetic_score;
	int is_computed; /* 1: an estimate was made, also one that equals the genetic result */
	const char
		*phenotype; /* the estimate, "A or B" when it is a range; NULL when not computed */
	struct stardose_score score;
	const char *because_of;		/* the deciding medicine or state, or "" */
	const char *factor;		/* "0", "0.5", "1", or "" */
	const char *rule;      /* "R3", "R6+washout", "C1", "flag", ... (docs/CONTEXT.md) */
	const char *rule_from; /* guideline, project_decision, precedent, arithmetic, convention,
				  facts, no_fda_class */
	enum stardose_basis basis;
	const char *selects;		/* the source whose rows the estimate selects, or NULL */
	const char *selects_context;	/* only in this context, or "" */
	int n_flags;
	const char *const *flags;
	int n_flags_elsewhere;		/* the same for lines that the estimate does not select */
	const char *const *flags_elsewhere;
	const char *citation;
	const char *text;		/* our words, at most four sentences */
	/*
	 * the estimate for the beginning of a sentence: "GENE normal metabolizer (activity score
	 * 2), estimated ..."
	 */
	const char *subject;
	const char *caveat; /* for the middle of a sentence: "paroxetine may change this", or "" */
};

struct stardose_context_options {
	size_t size; /* of this struct; set by stardose_context_options_init() */
	const char *date; /* YYYY-MM-DD: judge states of this day; NULL: the newest date that a file
			     has */
	const char *convention; /* opt in to a convention of conversion_methods.tsv, such as "c1";
				   NULL: none */
};

/*
 * stardose_context_options_init_size() - the newest date of the file, no convention
 * @size: sizeof(struct stardose_context_options) as the program was compiled
 */
STARDOSE_API void stardose_context_options_init_size(struct stardose_context_options *options,
						     size_t size);
/* stardose_context_options_init() - the same with the size of this header */
static inline void stardose_context_options_init(struct stardose_context_options *options)
{
	stardose_context_options_init_size(options, sizeof(*options));
}

struct stardose_context;

/*
 * stardose_context_new() - @tables is borrowed and must outlive the context; @options is copied
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: no such day, or no such convention; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_context_new(const struct stardose_tables *tables,
				      const struct stardose_context_options *options,
				      struct stardose_context **out, struct stardose_error *err);
/*
 * stardose_context_read() - rows of a file for samples by name (docs/CONTEXT.md, "File")
 * @log: one line (STARDOSE_EROW) for each row that is set aside, with file, line and why
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read, binary, no header line; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_context_read(struct stardose_context *context, const char *path,
				       const struct stardose_log *log, struct stardose_error *err);
/* stardose_context_parse() - the same from @n bytes; @name is for messages */
STARDOSE_API int stardose_context_parse(struct stardose_context *context, const char *name,
					const char *bytes, size_t n, const struct stardose_log *log,
					struct stardose_error *err);
/*
 * stardose_context_taking() - a comma list of what the only sample takes: "paroxetine 20 mg/d,
 * terbinafine topical", also states ("pregnancy") and levels ("CRP 12 mg/L"); "none" says that
 * nothing is taken
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: an empty list, or an entry that cannot be
 * read; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_context_taking(struct stardose_context *context, const char *list,
					 struct stardose_error *err);
/*
 * stardose_context_resolve() - after the last row, before the first person: contradictions, the
 * day, and states
 * @log: rows that contradict each other, names that are not known (STARDOSE_EROW); which day
 * counts, medicines without classification (STARDOSE_OK)
 */
STARDOSE_API int stardose_context_resolve(struct stardose_context *context,
					  const struct stardose_log *log,
					  struct stardose_error *err);
/*
 * stardose_context_person() - what is known of a sample; borrowed; NULL: nothing was given, which
 * is not "takes nothing"
 */
STARDOSE_API const struct stardose_person *stardose_context_person(struct stardose_context *context,
								   const char *sample);
/* stardose_context_has_list() - 1: medicines are listed, or said to be none, of one person at least */
STARDOSE_API int stardose_context_has_list(const struct stardose_context *context);
/* stardose_context_n_not_known() - the sum of n_not_known over all persons, once resolved */
STARDOSE_API int stardose_context_n_not_known(const struct stardose_context *context);
/*
 * stardose_context_is_for_one() - 1: the context is a list, and says whose only when there is one
 * sample
 */
STARDOSE_API int stardose_context_is_for_one(const struct stardose_context *context);
/*
 * stardose_context_unused() - samples of files that nobody asked for: one line with level @level;
 * how many
 */
STARDOSE_API int stardose_context_unused(const struct stardose_context *context,
					 const struct stardose_log *log, int level);
/* stardose_context_free() - also every person that it lent; NULL is nothing to do */
STARDOSE_API void stardose_context_free(struct stardose_context *context);

#ifdef __cplusplus
}
#endif
#endif
