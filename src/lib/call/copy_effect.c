/* copy_effect.c - what a deleted or an extra gene copy, if there were one, would make of a call */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "call/copy_effect.h"
#include "match/copy_match.h"
#include "match/diplotype_name.h"
#include "phenotype/phenotype.h"
#include "tables/structure_table.h"

static int is_homozygous(const struct stardose_candidate *c)
{
	for (int h = 1; h < c->ploidy; h++)
		if (c->hap[h].allele != c->hap[0].allele)
			return 0;
	return 1;
}

static int effect_add(struct stardose_call *call, const struct stardose_structure_class *structure,
		      struct stardose_copy_effect **list, int *n, char *diplotype,
		      const struct sdi_copy *copies, int n_copies)
{
	struct stardose_copy_effect *grown =
		diplotype ? realloc(*list, (*n + 1) * sizeof(**list)) : NULL;

	if (!grown) {
		free(diplotype);
		return STARDOSE_ENOMEM;
	}
	*list = grown;
	grown[*n].structure = structure;
	grown[*n].diplotype = diplotype;
	grown[*n].phenotype = sdi_phenotype(call->gene, STARDOSE_GUIDELINE_CPIC, copies, n_copies,
					    &grown[*n].score);
	++*n;
	return STARDOSE_OK;
}

static int add_deletion(struct stardose_call *call, const struct stardose_candidate *best)
{
	const struct stardose_allele *deletion = sdi_gene_deletion(call->gene),
				     *other = best->hap[0].allele, *low, *high;
	struct sdi_copy copies[2];
	kstring_t s = KS_INITIALIZE;

	if (!deletion || !is_homozygous(best))
		return STARDOSE_OK;
	low = deletion < other ? deletion : other;
	high = deletion < other ? other : deletion;
	copies[0] = sdi_allele_copy(other);
	copies[1] = sdi_allele_copy(deletion);
	ksprintf(&s, "%s/%s", low->name, high->name);
	return effect_add(call, NULL, &call->if_deletion, &call->n_deletion, ks_release(&s), copies,
			  2);
}

static int add_extra(struct stardose_call *call, const struct stardose_candidate *best, int twice)
{
	struct sdi_copy copies[3];
	kstring_t s = KS_INITIALIZE;

	if (!best->hap[twice].allele->duplicable)
		return STARDOSE_OK;
	for (int h = 0; h < 2; h++) {
		copies[h] = sdi_allele_copy(best->hap[h].allele);
		ksprintf(&s, "%s%s%s", h ? "/" : "", best->hap[h].allele->name,
			 h == twice ? "x2" : "");
	}
	copies[2] = copies[twice];
	return effect_add(call, NULL, &call->if_extra, &call->n_extra, ks_release(&s), copies, 3);
}

/*
 * The alleles of a haplotype such as *36+*10 as copies; their number, or 0 when an allele is not
 * in the table.
 */
static int copies_of(const struct stardose_gene *gene, const char *text, struct sdi_copy *copies,
		     int m)
{
	int n = 0;

	for (size_t len; *text && n < m; text += len + (text[len] == '+')) {
		char name[32];
		const struct stardose_allele *allele;

		len = strcspn(text, "+");
		snprintf(name, sizeof(name), "%.*s", (int)len, text);
		allele = stardose_gene_allele(gene, name);
		if (!allele)
			return 0;
		copies[n++] = sdi_allele_copy(allele);
	}
	return n;
}

static int has_effect(const struct stardose_call *call, const char *diplotype)
{
	for (int i = 0; i < call->n_hybrid; i++)
		if (!strcmp(call->if_hybrid[i].diplotype, diplotype))
			return 1;
	return 0;
}

/* One haplotype of the candidate becomes @to, the other one stays. */
static int add_hybrid(struct stardose_call *call, const struct stardose_structure_class *structure,
		      const struct stardose_allele *other, const char *to)
{
	struct sdi_copy copies[1 + STARDOSE_MAX_TANDEM] = { sdi_allele_copy(other) };
	int n = copies_of(call->gene, to, copies + 1, STARDOSE_MAX_TANDEM);
	struct sdi_diplotype_name name;
	kstring_t s = KS_INITIALIZE;
	int ret = ksprintf(&s, "%s/%s", other->name, to) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;

	if (!ret)
		ret = sdi_diplotype_parse(s.s, call->gene, &name);
	s.l = 0;
	if (!ret)
		ret = sdi_diplotype_print(&name, &s);
	if (!ret && n && !has_effect(call, s.s))
		return effect_add(call, structure, &call->if_hybrid, &call->n_hybrid,
				  ks_release(&s), copies, n + 1);
	ks_free(&s);
	return ret == STARDOSE_EROW ? STARDOSE_OK
				    : ret; /* names that the table's check complains of */
}

static int add_hybrids(struct stardose_call *call, const struct stardose_candidate *best)
{
	const struct stardose_structure_model *m = call->gene->structure;
	int ret = STARDOSE_OK;

	for (int c = 0; m && c < m->n_classes; c++)
		for (int i = 0; i < m->classes[c].n_changes; i++) {
			const struct sdi_structure_change *change = &m->classes[c].changes[i];

			for (int h = 0; h < 2 && !ret; h++)
				if (*change->from ? !strcmp(best->hap[h].allele->name, change->from)
						  : !h && is_homozygous(best))
					ret = add_hybrid(call, &m->classes[c].about,
							 best->hap[!h].allele, change->to);
		}
	return ret;
}

int sdi_copy_effects(struct stardose_call *call)
{
	const struct stardose_candidate *best = call->candidates;
	int ret;

	if (call->copies != -1 || !call->n_candidates || best->ploidy != 2 ||
	    call->reasons >> STARDOSE_REASON_PARTIAL_DELETION & 1 ||
	    call->reasons >> STARDOSE_REASON_UNLISTED_CODING_VARIANT & 1 ||
	    call->status == STARDOSE_STATUS_PARTIAL)
		return STARDOSE_OK;
	ret = add_deletion(call, best);
	for (int h = 0; h < 2 && !ret; h++)
		if (!h || !is_homozygous(best))
			ret = add_extra(call, best, h);
	return ret ? ret : add_hybrids(call, best);
}

void sdi_copy_effects_release(struct stardose_call *call)
{
	for (int i = 0; i < call->n_deletion; i++)
		free(call->if_deletion[i].diplotype);
	for (int i = 0; i < call->n_extra; i++)
		free(call->if_extra[i].diplotype);
	for (int i = 0; i < call->n_hybrid; i++)
		free(call->if_hybrid[i].diplotype);
	free(call->if_hybrid);
	free(call->if_deletion);
	free(call->if_extra);
}
