/* copy_effect.c - what a deleted or an extra gene copy, if there were one, would make of a call */
#include <stdlib.h>
#include <htslib/kstring.h>
#include "call/copy_effect.h"
#include "call/copy_match.h"
#include "phenotype/phenotype.h"

static int is_homozygous(const struct stardose_candidate *c)
{
	for (int h = 1; h < c->ploidy; h++)
		if (c->hap[h].allele != c->hap[0].allele)
			return 0;
	return 1;
}

static int effect_add(struct stardose_call *call, struct stardose_copy_effect **list, int *n, char *diplotype,
		      const struct sdi_copy *copies, int n_copies)
{
	struct stardose_copy_effect *grown = diplotype ? realloc(*list, (*n + 1) * sizeof(**list)) : NULL;

	if (!grown) {
		free(diplotype);
		return STARDOSE_ENOMEM;
	}
	*list = grown;
	grown[*n].diplotype = diplotype;
	grown[*n].phenotype = sdi_phenotype(call->gene, STARDOSE_CPIC, copies, n_copies, &grown[*n].score);
	++*n;
	return STARDOSE_OK;
}

static int add_deletion(struct stardose_call *call, const struct stardose_candidate *best)
{
	const struct stardose_allele *deletion = sdi_gene_deletion(call->gene), *other = best->hap[0].allele, *low, *high;
	struct sdi_copy copies[2];
	kstring_t s = KS_INITIALIZE;

	if (!deletion || !is_homozygous(best))
		return STARDOSE_OK;
	low = deletion < other ? deletion : other;
	high = deletion < other ? other : deletion;
	copies[0] = sdi_allele_copy(other);
	copies[1] = sdi_allele_copy(deletion);
	ksprintf(&s, "%s/%s", low->name, high->name);
	return effect_add(call, &call->if_deletion, &call->n_deletion, ks_release(&s), copies, 2);
}

static int add_extra(struct stardose_call *call, const struct stardose_candidate *best, int twice)
{
	struct sdi_copy copies[3];
	kstring_t s = KS_INITIALIZE;

	if (!best->hap[twice].allele->duplicable)
		return STARDOSE_OK;
	for (int h = 0; h < 2; h++) {
		copies[h] = sdi_allele_copy(best->hap[h].allele);
		ksprintf(&s, "%s%s%s", h ? "/" : "", best->hap[h].allele->name, h == twice ? "x2" : "");
	}
	copies[2] = copies[twice];
	return effect_add(call, &call->if_extra, &call->n_extra, ks_release(&s), copies, 3);
}

int sdi_copy_effects(struct stardose_call *call)
{
	const struct stardose_candidate *best = call->candidates;
	int ret;

	if (call->copies != -1 || !call->n_candidates || best->ploidy != 2 || call->status == STARDOSE_PARTIAL)
		return STARDOSE_OK;
	ret = add_deletion(call, best);
	for (int h = 0; h < 2 && !ret; h++)
		if (!h || !is_homozygous(best))
			ret = add_extra(call, best, h);
	return ret;
}

void sdi_copy_effects_release(struct stardose_call *call)
{
	for (int i = 0; i < call->n_deletion; i++)
		free(call->if_deletion[i].diplotype);
	for (int i = 0; i < call->n_extra; i++)
		free(call->if_extra[i].diplotype);
	free(call->if_deletion);
	free(call->if_extra);
}
