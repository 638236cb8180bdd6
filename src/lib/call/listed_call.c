/* listed_call.c - a person's variants of a gene's list, as a call */
#include <stdlib.h>
#include <string.h>
#include "call/call_phase.h"
#include "call/call_status.h"
#include "call/candidate.h"
#include "call/coding_effects.h"
#include "call/consensus.h"
#include "call/listed_call.h"
#include "match/copy_loss.h"
#include "match/listed_match.h"
#include "phenotype/listed_value.h"
#include "tables/term_table.h"
#include "util/bits.h"

#define MAX_CLASSES 16 /* of alleles that differ in what they leave */

static void why(struct stardose_call *call, enum stardose_reason reason)
{
	call->reasons |= UINT64_C(1) << reason;
}

/* Function and values of a haplotype are those of what leaves least on it. */
static void fill_values(const struct stardose_gene *gene, struct stardose_haplotype *hap)
{
	struct sdi_copy least[STARDOSE_N_GUIDELINES];

	hap->function = hap->allele->function;
	memcpy(hap->value, hap->allele->value, sizeof(hap->value));
	if (!hap->n_tandem && (!sdi_bits_empty(hap->leftover) || hap->n_unlisted)) {
		struct sdi_copy known = sdi_allele_copy(hap->allele);

		/* what nobody knows counts, unless nothing is left anyway */
		if (!sdi_function_rank(gene, known.function, known.value[0]))
			return;
		hap->function = "";
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
			hap->value[g] = STARDOSE_VALUE_NONE;
		return;
	}
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
		sdi_listed_hap(gene, g, hap, &least[g]);
	hap->function = least[STARDOSE_GUIDELINE_CPIC].function;
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
		hap->value[g] = least[g].value[g];
}

static void fill_hap(const struct stardose_gene *gene, const struct stardose_allele *reference,
		     const struct sdi_listed_hap *from, struct stardose_haplotype *hap)
{
	hap->allele = from->n ? &gene->alleles[from->allele[0]] : reference;
	hap->copies = 1;
	hap->leftover = from->leftover;
	hap->n_unlisted = from->n_unlisted;
	for (int i = 1; i < from->n; i++)
		hap->tandem[hap->n_tandem++] =
			(struct stardose_tandem){ &gene->alleles[from->allele[i]], 1, 0 };
	fill_values(gene, hap);
}

static int listed_candidate(const struct sdi_genotype *genotype, const struct sdi_listed *listed,
			    int copies, struct stardose_candidate *out)
{
	const struct stardose_gene *gene = genotype->gene;
	const struct stardose_allele *reference = sdi_gene_reference(gene);
	kstring_t s = KS_INITIALIZE;
	int failed = 0;

	memset(out, 0, sizeof(*out));
	if (!reference)
		return STARDOSE_EROW;
	out->ploidy = listed->ploidy;
	out->weight = 1;
	for (int h = 0; h < out->ploidy; h++) {
		fill_hap(gene, reference, &listed->hap[h], &out->hap[h]);
		out->n_missing += listed->hap[h].n_missing;
		failed |= h && kputc('/', &s) < 0;
		failed |= sdi_candidate_hap_text(genotype, &out->hap[h], &s);
	}
	if (failed) {
		ks_free(&s);
		return STARDOSE_ENOMEM;
	}
	sdi_candidate_phenotypes(gene, copies, out);
	out->diplotype = ks_release(&s);
	return out->diplotype ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* ---- alleles that were not seen and may be there ---- */

/* One allele for all that leave the same. */
static int classes_of(const struct stardose_gene *gene, const struct sdi_listed *listed,
		      const struct stardose_allele **classes)
{
	int n = 0;

	for (int i = 0; i < listed->n_open && n < MAX_CLASSES; i++) {
		const struct stardose_allele *a = &gene->alleles[listed->open[i]];
		int k = 0;

		while (k < n && (strcmp(classes[k]->function, a->function) ||
				 memcmp(classes[k]->value, a->value, sizeof(a->value))))
			k++;
		classes[k] = a;
		n += k == n;
	}
	return n;
}

/* @hap with one variant more. */
static void carry(const struct stardose_gene *gene, struct stardose_haplotype *hap,
		  const struct stardose_allele *allele)
{
	if (!allele)
		return;
	if (hap->n_tandem < STARDOSE_MAX_TANDEM)
		hap->tandem[hap->n_tandem++] = (struct stardose_tandem){ allele, 1, 0 };
	fill_values(gene, hap);
}

/* Each of them, on either haplotype or on both, beside what was seen. */
static int listed_open(struct stardose_call *call, const struct sdi_listed *listed)
{
	const struct stardose_allele *classes[MAX_CLASSES + 1] = { NULL };
	const struct stardose_candidate *candidate = call->candidates;
	const struct stardose_gene *gene = call->gene;
	int n = classes_of(gene, listed, classes + 1) + 1, ret = STARDOSE_OK;

	for (int i = 0; i < n && !ret; i++)
		for (int k = 0; k < (candidate->ploidy > 1 ? n : 1) && !ret; k++) {
			struct stardose_candidate c = *candidate;

			if (!i && !k)
				continue;
			carry(gene, &c.hap[0], classes[i]);
			carry(gene, &c.hap[1], classes[k]);
			sdi_candidate_phenotypes(gene, call->copies, &c);
			ret = sdi_call_open_phenotype(call,
						      c.phenotype[STARDOSE_GUIDELINE_CPIC]);
		}
	return ret;
}

/* ---- the call ---- */

static int is_partial(const struct stardose_candidate *c)
{
	for (int h = 0; h < c->ploidy; h++)
		if (!sdi_bits_empty(c->hap[h].leftover) || c->hap[h].n_unlisted)
			return 1;
	return 0;
}

static void listed_status(struct stardose_call *call, const struct sdi_genotype *g,
			  const struct sdi_listed *listed)
{
	const struct sdi_match seen = { .is_partial = is_partial(call->candidates) };

	call->status = sdi_call_status(call, seen.is_partial, listed->is_cut, listed->n_open);
	call->phase = sdi_call_phase(g);
	call->reasons |= sdi_call_phase_reasons(call, g, &seen);
	if (seen.is_partial)
		why(call, STARDOSE_REASON_NO_NAMED_ALLELE);
	if (call->candidates->n_missing)
		why(call, STARDOSE_REASON_VARIANT_PARTLY_SEEN);
	if (call->ploidy == 1 && call->copies != 1)
		why(call, STARDOSE_REASON_HAPLOID);
}

static int call_listed(struct stardose_call *call, const struct sdi_genotype *g,
		       const struct sdi_listed *listed)
{
	int ret = STARDOSE_OK;

	if (!listed->ploidy) {
		why(call, STARDOSE_REASON_PLOIDY_UNSUPPORTED);
		return STARDOSE_OK;
	}
	call->candidates = calloc(1, sizeof(*call->candidates));
	ret = call->candidates ? listed_candidate(g, listed, call->copies, call->candidates)
			       : STARDOSE_ENOMEM;
	if (ret)
		return ret;
	call->n_candidates = 1;
	listed_status(call, g, listed);
	sdi_call_break_candidates(call, g);
	sdi_call_consensus(call);
	sdi_call_trim(call, listed->is_cut);
	sdi_call_function_reasons(call);
	ret = sdi_call_not_excluded(call, listed->open, listed->n_open);
	if (!ret)
		ret = listed_open(call, listed);
	sdi_call_open_end(call);
	return ret;
}

/* Both copies are gone: what was seen all the same contradicts that. */
static int none_left(struct stardose_call *call)
{
	why(call, STARDOSE_REASON_NO_NAMED_ALLELE);
	why(call, STARDOSE_REASON_UNNAMED_DELETION);
	if (call->n_sites[STARDOSE_EVIDENCE_OBSERVED] + call->n_sites[STARDOSE_EVIDENCE_BLOCK])
		why(call, STARDOSE_REASON_COPIES_CONFLICT);
	return STARDOSE_OK;
}

int sdi_listed_call(struct stardose_call *call, const struct sdi_genotype *g,
		    const struct sdi_genotype *shown, const struct sdi_structure_facts *facts)
{
	const int has_lost = facts && facts->n_losses;
	struct sdi_genotype beside = *g; /* what is gone */
	struct sdi_listed listed = { 0 };
	int ret = STARDOSE_OK;

	if (facts && !facts->copies)
		return none_left(call);
	if (has_lost && facts->copies == 1)
		why(call, STARDOSE_REASON_UNNAMED_DELETION);
	if (has_lost && g->ploidy == 2)
		ret = sdi_loss_listed(g, facts->loss, facts->n_losses, &beside, &call->reasons);
	else if (has_lost)
		beside.same.n_unlisted += facts->n_losses;
	beside.unlisted = shown->unlisted;
	beside.n_unlisted = shown->n_unlisted;
	beside.coding = g->coding;
	beside.n_coding = g->n_coding;
	if (!ret)
		ret = sdi_listed_match(&beside, &listed);
	if (!ret)
		ret = call_listed(call, &beside, &listed);
	sdi_listed_release(&listed);
	if (beside.blocks != g->blocks)
		free(beside.blocks);
	return ret;
}
