/*
 * convert_impl.h - a conversion at work: for convert.c, convert_score.c, conversion_flags.c and
 * conversion_words.c
 */
#ifndef SDI_CONVERT_IMPL_H
#define SDI_CONVERT_IMPL_H

#include "context/convert.h"
#include "tables/word_table.h"

#define SDI_MAX_CONVERSION_FLAGS 32

struct sdi_conversion_job {
	const struct stardose_tables *tables;
	const struct sdi_context_tables *facts;
	const struct sdi_words *words;
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

#endif
