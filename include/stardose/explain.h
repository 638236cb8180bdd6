/*
 * explain.h - why a call is what it is, and why a row of guidance applies
 *
 *   stardose_explain_options_init(&options)
 *   stardose_explain_new(tables, &options, &explain, &err)
 *   stardose_explain_head(explain, &text, &err)                     once, above calls
 *   stardose_explain_call(explain, caller, sample, gene, &text, &err)
 *   stardose_explain_guidance(explain, guide, sample, results, n, &text, &err)
 *   stardose_explain_id(explain, "agent:paroxetine", &text, &err)
 *   stardose_explain_free(explain)
 *
 * Text is for people or JSON Lines, as the options have it; docs/OUTPUT.md and docs/GUIDANCE.md
 * describe both. It is borrowed from the handle until the next call with it, ends with a line feed
 * and then a zero byte, and is "" when there is nothing to say.
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_EXPLAIN_H
#define STARDOSE_EXPLAIN_H

#include <stddef.h>
#include <stardose/call.h>
#include <stardose/guidance.h>
#include <stardose/redaction.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stardose_explain_kind {
	STARDOSE_EXPLAIN_TEXT,	/* for people */
	STARDOSE_EXPLAIN_JSON	/* one object on a line of its own for each explanation */
};

struct stardose_explain_options {
	size_t size;	/* of this struct; set by stardose_explain_options_init() */
	enum stardose_explain_kind kind;
	int no_version;		/* 1: leave out program version, table version and checksum */
	/* guidance: only the row with this identity and the rows beside it; NULL: all; borrowed */
	const char *row;
	/*
	 * names for samples, and no folder of the tables in JSON (docs/PRIVACY.md); what a guide
	 * knows of medicines and days stays; borrowed until the handle is freed; NULL: as they are
	 */
	struct stardose_redaction *redaction;
};

/*
 * stardose_explain_options_init_size() - text, with versions, all rows
 * @size: sizeof(struct stardose_explain_options) as the program was compiled
 */
STARDOSE_API void stardose_explain_options_init_size(struct stardose_explain_options *options,
						     size_t size);
/* stardose_explain_options_init() - the same with the size of this header */
static inline void stardose_explain_options_init(struct stardose_explain_options *options)
{
	stardose_explain_options_init_size(options, sizeof(*options));
}

struct stardose_explain;

/*
 * stardose_explain_new() - a handle that explains
 * @tables:  borrowed, must outlive the handle
 * @options: copied, the strings in it are looked up at once
 * @out:     new, free with stardose_explain_free(); untouched after an error
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: options not initialised, or no such row of guidance;
 *           STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_explain_new(const struct stardose_tables *tables,
				      const struct stardose_explain_options *options,
				      struct stardose_explain **out, struct stardose_error *err);

/* stardose_explain_free() - also what it lent; NULL is nothing to do */
STARDOSE_API void stardose_explain_free(struct stardose_explain *explain);

/*
 * stardose_explain_head() - lines of provenance that stand above explained calls
 * @out: "" for JSON, whose lines each have it, and with options.no_version
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_explain_head(struct stardose_explain *explain, const char **out,
				       struct stardose_error *err);

/*
 * stardose_explain_call() - what was seen of a gene, which alleles it allows and forbids, and why
 * @caller:       finished, made with options.keep_sites; sites are left out without
 * @sample, gene: 0-based, as stardose_caller_call() takes them
 * @out:          "" where the sample has no call of the gene
 * Return: STARDOSE_OK; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_explain_call(struct stardose_explain *explain,
				       const struct stardose_caller *caller, int sample, int gene,
				       const char **out, struct stardose_error *err);

/*
 * stardose_explain_guidance() - for each medicine of the guide: the results, which condition of
 * which row holds, and why those of the others do not
 * @guide:   has been told whom the results are of (stardose_guide_about()); where it takes an
 *           estimate under medicines in place of a result, that is explained
 * @sample:  a name for the text
 * @results: @n of them, of distinct genes, as for stardose_guide_results(); borrowed during the
 *           call only
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: results not of a known size; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_explain_guidance(struct stardose_explain *explain,
					   struct stardose_guide *guide, const char *sample,
					   const struct stardose_gene_result *results, int n,
					   const char **out, struct stardose_error *err);

/*
 * stardose_explain_sample() - stardose_explain_guidance() of the calls of one sample of a finished
 * caller
 * @sample: 0-based
 * Return: as stardose_explain_guidance()
 */
STARDOSE_API int stardose_explain_sample(struct stardose_explain *explain,
					 struct stardose_guide *guide,
					 const struct stardose_caller *caller, int sample,
					 const char **out, struct stardose_error *err);

/*
 * stardose_explain_evidence() - what was seen of one sample at the sites of evidence.tsv, what is
 * known of them, and that none of them selects a medicine
 * @caller: finished, made with options.keep_sites and with the tables of
 *          stardose_tables_open_evidence()
 * @sample: 0-based
 * Return: STARDOSE_OK; STARDOSE_ETABLE: evidence.tsv is broken; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_explain_evidence(struct stardose_explain *explain,
					   const struct stardose_caller *caller, int sample,
					   const char **out, struct stardose_error *err);

/*
 * stardose_explain_id() - what an identity in an output stands for, in full
 * @id: of a row or statement of guidance ("row_id"), of a rule of conversion ("R3",
 *      "R6+washout"), or of something that acts on enzymes ("agent:paroxetine")
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: nothing has this identity; STARDOSE_ETABLE: words.tsv is
 *         broken; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_explain_id(struct stardose_explain *explain, const char *id,
				     const char **out, struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
