/*
 * allele_verdict.h - why a named allele is, or is not, part of a call; worked out from what the
 * call shows of its sites
 */
#ifndef SDI_ALLELE_VERDICT_H
#define SDI_ALLELE_VERDICT_H

#include <htslib/kstring.h>
#include <stardose/call.h>

enum sdi_allele_verdict {
	SDI_ALLELE_CANDIDATE,	/* in a candidate */
	SDI_ALLELE_NOT_EXCLUDED,	/* fits, but rests on sites without evidence */
	SDI_ALLELE_REJECTED,	/* contradicted by what was seen */
	SDI_ALLELE_NOT_VISIBLE	/* small variants cannot show it */
};

/*
 * sdi_allele_verdict() - judge one allele of call->gene
 * @because: cleared, then one reason after the other, joined by "; "; empty for most candidates
 * Return: the verdict, or STARDOSE_ENOMEM
 */
int sdi_allele_verdict(const struct stardose_call *call, const struct stardose_allele *allele,
		   kstring_t *because);
const char *sdi_allele_verdict_name(enum sdi_allele_verdict verdict);

/* sdi_site_name() - append "rs123 (22:100:A:C)", or the position alone when there is no rsID */
int sdi_site_name(kstring_t *out, const struct stardose_variant *variant);

#endif
