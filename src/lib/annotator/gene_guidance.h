/* gene_guidance.h - what sources advise, as short codes for FORMAT/PGXG, by sample and gene */
#ifndef SDI_GENE_GUIDANCE_H
#define SDI_GENE_GUIDANCE_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "caller/call_env.h"

/* Begin with zeros. */
struct sdi_gene_guidance {
	int n_samples;
	struct sdi_sample_set texts; /* each value once */
	int32_t *of;		     /* by gene, then sample: index into @texts, -1: none */
};

/*
 * sdi_gene_guidance_make() - the lines of every sample, of the genes that they rest on
 * @caller: finished; @global: by sample of the file, that of the caller, -1: not asked for
 * A value is a list, joined by ',': medicine|source|action, and the context as a fourth part where
 * the source tells contexts apart. '.' stands for the action where the source has no row for the
 * result.
 */
int sdi_gene_guidance_make(struct sdi_gene_guidance *to, struct stardose_guide *guide,
			   const struct stardose_caller *caller, const struct sdi_call_env *env,
			   const int *global, int n_samples, struct stardose_error *err);
void sdi_gene_guidance_release(struct sdi_gene_guidance *guidance);

/* sdi_gene_guidance_of() - the value of a sample at one gene; borrowed; NULL: there is none */
const char *sdi_gene_guidance_of(const struct sdi_gene_guidance *guidance, int gene, int sample);

/* sdi_gene_guidance_join() - add the parts of @value to @list that are not in it yet */
int sdi_gene_guidance_join(const char *value, kstring_t *list);

#endif
