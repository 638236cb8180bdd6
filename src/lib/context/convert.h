/*
 * convert.h - the result of a gene x what acts on it x a medicine -> a conversion; docs/CONTEXT.md
 * states the rules
 *
 * Knows results and tables only, never records. Everything made lives in the arena that the caller
 * gives.
 */
#ifndef SDI_CONVERT_H
#define SDI_CONVERT_H

#include <stardose/guidance.h>
#include "context/profile.h"
#include "util/arena.h"

/* A conversion, and the result that guidance is to be joined with where it selects. */
struct sdi_converted {
	struct stardose_conversion pub;
	const struct stardose_gene_result *result;	/* NULL: the estimate changes nothing */
};

/*
 * sdi_convert() - the conversion for one gene and medicine
 * @method:  index of the gene's row in conversion_methods.tsv
 * @profile: what acts on the gene, or NULL: nothing does
 * @result:  of the gene, or NULL: it was not looked at
 * @drug:    NULL: any medicine without a rule of its own
 * @convention: opted for, or ""
 * @out:     borrows from @tables, @profile and @arena
 * Return:   STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_convert(const struct stardose_tables *tables, int method, const struct sdi_profile *profile,
		const struct stardose_gene_result *result, const struct stardose_drug *drug,
		const char *convention, struct sdi_arena *arena, struct sdi_converted *out);

/*
 * sdi_convert_is_own() - does @drug get a conversion of its own for this gene, or does the one of
 * any medicine hold? Its own: a guideline or label has a rule for it, it acts on the gene itself,
 * or a level under co-medication was measured.
 */
int sdi_convert_is_own(const struct stardose_tables *tables, int method,
		       const struct sdi_profile *profile, const struct stardose_drug *drug);

/* ---- between convert.c and its helpers ---- */

#define SDI_MAX_CONVERSION_FLAGS 32

struct sdi_conversion_job {
	const struct stardose_tables *tables;
	const struct sdi_context_tables *facts;
	const struct sdi_conversion_method *method;
	const struct stardose_gene *gene;		/* or NULL: the tables have no such gene */
	const struct sdi_profile *profile;
	const struct stardose_gene_result *result;	/* NULL: none */
	const struct stardose_drug *drug;
	const struct sdi_conversion_rule *rule;		/* of the medicine, or NULL */
	const char *convention;
	struct sdi_arena *arena;
	struct sdi_converted *out;
	/* what was found among those that act */
	const struct sdi_acting *deciding;
	const struct sdi_acting *inhibitor, *inducer;	/* strongest by FDA's class, still acting */
	const struct sdi_acting *other_class;		/* no class of FDA's */
	const struct sdi_acting *possible;		/* ended, may still act */
	int n_inhibitors, n_halving;			/* of FDA's classes; with factor 0.5 */
	int has_self, has_local, has_ended, has_facts, has_other_class;
	int flagged;
	const char *flags[SDI_MAX_CONVERSION_FLAGS];
	int failed;					/* out of memory */
};

/*
 * sdi_conversion_flag() - add a flag once; the text is copied into the arena where it is made by
 * the printf words
 */
void sdi_conversion_flag(struct sdi_conversion_job *job, const char *fmt, ...)
	STARDOSE_PRINTF(2, 3);
/*
 * sdi_convert_score(), _steps(), _flag() - one of them for each method; profile is sorted out
 * before
 */
void sdi_convert_score(struct sdi_conversion_job *job);
void sdi_convert_steps(struct sdi_conversion_job *job);
/* sdi_conversion_words() - text, caveat and citation of a conversion that is complete otherwise */
void sdi_conversion_words(struct sdi_conversion_job *job);
/*
 * sdi_common_phenotype() - the phenotype that all candidates share, "Indeterminate", or "No
 * Result"
 */
const char *sdi_common_phenotype(const struct stardose_gene_result *result);

#endif
