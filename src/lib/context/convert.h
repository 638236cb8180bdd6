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

#endif
