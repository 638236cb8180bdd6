/*
 * explain_allele.h - why a named allele is, or is not, part of a call; worked out from what the
 * call shows of its sites
 */
#ifndef CLI_EXPLAIN_ALLELE_H
#define CLI_EXPLAIN_ALLELE_H

#include <htslib/kstring.h>
#include <stardose/call.h>

enum allele_verdict {
	ALLELE_CANDIDATE,	/* in a candidate */
	ALLELE_NOT_EXCLUDED,	/* fits, but rests on sites without evidence */
	ALLELE_REJECTED,	/* contradicted by what was seen */
	ALLELE_NOT_VISIBLE	/* small variants cannot show it */
};

/*
 * allele_verdict() - judge one allele of call->gene
 * @because: cleared, then one reason after the other, joined by "; "; empty for most candidates
 * Return: the verdict, or STARDOSE_ENOMEM
 */
int allele_verdict(const struct stardose_call *call, const struct stardose_allele *allele,
		   kstring_t *because);
const char *allele_verdict_name(enum allele_verdict verdict);

/* site_name() - append "rs123 (22:100:A:C)", or the position alone when there is no rsID */
int site_name(kstring_t *out, const struct stardose_variant *variant);

#endif
