/* hemizygous_call.c - genes of which not everybody has two: on X, and of the mitochondrion */
#include <string.h>
#include "call/hemizygous_call.h"
#include "call/listed_call.h"
#include "call/match_call.h"
#include "match/copy_loss.h"
#include "match/copy_match.h"
#include "phenotype/phenotype.h"

static void why(struct stardose_call *call, enum stardose_reason reason)
{
	call->reasons |= UINT64_C(1) << reason;
}

/* ---- on X ---- */

/* Nothing is sure of somebody whose sex and genotypes contradict each other. */
static void unsettle(struct stardose_call *call)
{
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		for (int i = 0; i < call->n_candidates; i++)
			call->candidates[i].phenotype[g] = SDI_INDETERMINATE;
		call->phenotype[g] = SDI_INDETERMINATE;
	}
}

/* The phenotype of a male who has the first haplotype of the candidate. */
static const char *as_male(const struct stardose_call *call, const struct stardose_candidate *c,
			   enum stardose_guideline guideline)
{
	const struct sdi_copy copy = { .function = c->hap[0].function };
	int ignored;

	return sdi_phenotype(call->gene, guideline, &copy, 1, &ignored);
}

/* Two equal alleles, and nobody has said whether they are two or one. */
static void weigh_both(struct stardose_call *call)
{
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];

		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
			if (c->ploidy == 2 && c->hap[0].allele == c->hap[1].allele &&
			    strcmp(c->phenotype[g], as_male(call, c, g)))
				unsettle(call);
	}
}

static int call_one(struct stardose_call *call, const struct sdi_genotype *g,
		    const struct sdi_structure_facts *facts)
{
	struct sdi_match match;
	int ret;

	call->copies = 1;
	ret = sdi_match(g, &match);
	if (!ret && facts && facts->n_losses)
		sdi_loss_unname(&match);
	if (!ret)
		ret = sdi_call_from_match(call, g, facts, &match);
	sdi_match_release(&match);
	return ret;
}

/* One copy of a diploid genotype is all that a male has; else the other one is gone. */
static int is_short(const struct sdi_genotype *g, const struct sdi_structure_facts *facts)
{
	return facts && facts->copies == 1 && g->ploidy == 2 && facts->sex != SDI_SEX_MALE;
}

static int match_two(struct stardose_call *call, const struct sdi_genotype *g,
		     const struct sdi_structure_facts *facts, struct sdi_match *out)
{
	struct sdi_copy_counts counts;

	if (!facts)
		return sdi_match(g, out);
	counts = sdi_facts_of(facts);
	if (is_short(g, facts) || !counts.copies)
		return sdi_copy_match(g, &counts, out, &call->reasons);
	if (facts->n_losses && g->ploidy == 2)
		return sdi_loss_match(g, facts->loss, facts->n_losses, out, &call->reasons);
	return sdi_match(g, out);
}

static int call_two(struct stardose_call *call, const struct sdi_genotype *g,
		    const struct sdi_genotype *shown, const struct sdi_structure_facts *facts)
{
	struct sdi_match match = { 0 };
	int ret = match_two(call, g, facts, &match);

	if (!ret)
		ret = sdi_call_from_match(call, shown, facts, &match);
	sdi_match_release(&match);
	return ret;
}

int sdi_hemizygous_call(struct stardose_call *call, const struct sdi_genotype *g,
			const struct sdi_genotype *shown, const struct sdi_structure_facts *facts)
{
	enum sdi_sex sex = facts ? (enum sdi_sex)facts->sex : SDI_SEX_UNKNOWN;
	struct sdi_genotype one;
	int ret;

	if (sex == SDI_SEX_CONTRADICTED)
		why(call, STARDOSE_REASON_SEX_CONTRADICTED);
	if (facts && !facts->copies)
		return call_two(call, g, shown, facts);
	if (g->ploidy == 1 && sex != SDI_SEX_FEMALE)
		return call_one(call, g, facts);
	if (sex == SDI_SEX_MALE && g->ploidy == 2 && sdi_one_haplotype(g, &one))
		return call_one(call, &one, facts);
	ret = call_two(call, g, shown, facts);
	if (ret)
		return ret;
	if (sex == SDI_SEX_MALE || (sex == SDI_SEX_FEMALE && g->ploidy == 1)) {
		why(call, STARDOSE_REASON_SEX_CONTRADICTED);
		unsettle(call);
	} else if (sex != SDI_SEX_FEMALE) {
		why(call, STARDOSE_REASON_SEX_UNKNOWN);
		weigh_both(call);
	}
	if (is_short(g, facts)) /* nobody says what one allele beside a deletion is */
		unsettle(call);
	return STARDOSE_OK;
}

/* ---- of the mitochondrion ---- */

/* One haplotype that carries whatever was seen on any; 1 when a site is mixed. */
static int merge_haplotypes(const struct sdi_genotype *g, struct sdi_genotype *out)
{
	int is_mixed = 0;

	*out = *g;
	out->ploidy = 1;
	out->n_blocks = 0;
	for (int b = 0; b < g->n_blocks; b++) {
		int n_unlisted = 0;

		for (int h = 0; h < g->ploidy; h++) {
			const struct sdi_block_hap *hap = &g->blocks[b].hap[h];
			struct stardose_bits both = sdi_bits_and(out->same.known, hap->known);

			is_mixed |= !sdi_bits_empty(sdi_bits_and(
				both, sdi_bits_xor(out->same.carried, hap->carried)));
			out->same.known = sdi_bits_or(out->same.known, hap->known);
			out->same.carried = sdi_bits_or(out->same.carried, hap->carried);
			n_unlisted = hap->n_unlisted > n_unlisted ? hap->n_unlisted : n_unlisted;
		}
		out->same.n_unlisted += n_unlisted;
	}
	return is_mixed;
}

#define PURE 950 /* reads of a thousand: fewer with the variant are a mixture, whatever GT says */

/* 1 when some share is that of a mixture. */
static int take_shares(struct stardose_call *call, const struct sdi_structure_facts *facts)
{
	int is_mixed = 0;

	for (uint64_t i = 0; facts && i < facts->n_shares; i++) {
		call->shares[call->n_shares++] = (struct stardose_share){
			call->gene->core[facts->share[i].bit], facts->share[i].permille
		};
		is_mixed |= facts->share[i].permille < PURE;
	}
	return is_mixed;
}

int sdi_mitochondrial_call(struct stardose_call *call, const struct sdi_genotype *g,
			   const struct sdi_genotype *shown,
			   const struct sdi_structure_facts *facts)
{
	struct sdi_genotype one;
	int is_mixed = merge_haplotypes(g, &one);

	is_mixed |= take_shares(call, facts);
	if (is_mixed)
		why(call, STARDOSE_REASON_HETEROPLASMY);
	call->ploidy = 1;
	call->copies = 1;
	call->reasons &= ~(UINT64_C(1) << STARDOSE_REASON_HAPLOID); /* as it should be */
	return sdi_listed_call(call, &one, shown, facts);
}
