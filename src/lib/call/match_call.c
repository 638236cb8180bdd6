/* match_call.c - the readings of a gene of haplotypes in, candidates, status and phenotype out */
#include <stdlib.h>
#include <string.h>
#include "call/call_phase.h"
#include "call/call_status.h"
#include "call/candidate.h"
#include "call/coding_effects.h"
#include "call/consensus.h"
#include "call/copy_effect.h"
#include "match/copy_match.h"
#include "phenotype/phenotype.h"
#include "call/match_call.h"

static void why(struct stardose_call *call, enum stardose_reason reason)
{
	call->reasons |= UINT64_C(1) << reason;
}

static int add_candidates(struct stardose_call *call, const struct sdi_genotype *g,
			  const struct sdi_match *match)
{
	double sum = 0;
	int n = 0;

	call->candidates =
		calloc(match->n_readings ? match->n_readings : 1, sizeof(*call->candidates));
	if (!call->candidates)
		return STARDOSE_ENOMEM;
	for (; n < match->n_readings; n++) {
		int ret = sdi_candidate_fill(g, &match->readings[n], call->copies,
					     &call->candidates[n]);

		call->n_candidates = n + 1;
		if (ret)
			return ret;
	}
	if (n > 1)
		qsort(call->candidates, n, sizeof(*call->candidates), sdi_candidate_order);
	for (int i = 0; i < n; i++)
		sum += call->candidates[i].weight;
	for (int i = 0; i < n; i++)
		call->candidates[i].weight /= sum;
	return STARDOSE_OK;
}

/* Candidates that allele depth speaks against; the bits are in the order of weight, best first. */
static void drop_candidates(struct stardose_call *call, unsigned dropped)
{
	double sum = 0;
	int n = 0;

	for (int i = 0; i < call->n_candidates; i++) {
		if (i < 16 && dropped >> i & 1)
			sdi_candidate_release(&call->candidates[i]);
		else
			call->candidates[n++] = call->candidates[i];
	}
	call->n_candidates = n;
	for (int i = 0; i < n; i++)
		sum += call->candidates[i].weight;
	for (int i = 0; i < n; i++)
		call->candidates[i].weight /= sum;
}

/* Two candidates of the same alleles differ in where the copies lie. */
static int is_placed(const struct stardose_call *call)
{
	for (int i = 1; i < call->n_candidates; i++)
		for (int k = 0; k < i; k++) {
			const struct stardose_candidate *a = &call->candidates[i],
							*b = &call->candidates[k];

			if (a->hap[0].allele == b->hap[0].allele &&
			    a->hap[1].allele == b->hap[1].allele)
				return 0;
		}
	return 1;
}

/*
 * Has a pair of alleles of these classes been here, one copy of each? Then so has its phenotype:
 * most of what is not excluded differs from something else that is not in name alone.
 * @seen: by pairs of classes
 */
static int is_again(const struct stardose_gene *gene, const struct sdi_reading *r, char *seen)
{
	int a, b, n = sdi_n_effects(gene), was;

	if (r->ploidy != 2 || r->copies[0] != 1 || r->copies[1] != 1 || r->n_hybrids[0] ||
	    r->n_hybrids[1])
		return 0;
	a = sdi_effect_of(gene, r->allele[0]);
	b = sdi_effect_of(gene, r->allele[1]);
	seen += a < b ? a * n + b : b * n + a;
	was = *seen;
	*seen = 1;
	return was;
}

static int open_phenotypes(struct stardose_call *call, const struct sdi_match *match)
{
	int n = sdi_n_effects(call->gene), ret = STARDOSE_OK;
	char *seen = match->n_open_readings ? calloc(n, n) : NULL;

	if (match->n_open_readings && !seen)
		ret = STARDOSE_ENOMEM;
	for (int i = 0; i < match->n_open_readings && !ret; i++)
		if (!is_again(call->gene, &match->open_readings[i], seen))
			ret = sdi_call_open_phenotype(
				call, sdi_reading_phenotype(call->gene, &match->open_readings[i],
							    call->copies));
	free(seen);
	sdi_call_open_end(call);
	return ret;
}

/* At most one copy, and no genotype that contradicts it: there is nothing to phase. */
static int shows_one(const struct stardose_call *call)
{
	return !call->copies ||
	       (call->copies == 1 && !(call->reasons >> STARDOSE_REASON_COPIES_CONFLICT & 1));
}

/* Could @unit look like a whole gene in these counts? What it lacks was not counted apart then. */
static int looks_whole(const struct stardose_gene_exons *x, const struct sdi_hybrid_unit *unit,
		       const struct sdi_structure_facts *facts)
{
	for (int p = 0; p < x->n_parts; p++)
		if (unit->part[p] == SDI_UNIT_TAKES && facts->part[p] >= 0)
			return 0;
	return unit->body != SDI_UNIT_TAKES;
}

/* More than two copies, of which some may be hybrids that nobody looked for. */
static int may_be_hybrids(const struct stardose_call *call, const struct sdi_structure_facts *facts)
{
	const struct stardose_gene_exons *x = call->gene->exons;

	if (call->copies <= 2 || !sdi_gene_has_hybrids(call->gene))
		return 0;
	for (int h = 0; x && h < x->n_hybrids; h++)
		if (looks_whole(x, &x->hybrid[h], facts))
			return 1;
	return !x || !x->n_hybrids || (call->reasons >> STARDOSE_REASON_SUSPECTED_HYBRID & 1);
}

/* What exons that were counted apart tell of hybrids, and what they leave open. */
static void judge_hybrids(struct stardose_call *call, const struct sdi_structure_facts *facts,
			  const struct sdi_match *match)
{
	if (!facts)
		return;
	if (match->units) /* the candidates have them: no suspicion any more */
		call->reasons &= ~(UINT64_C(1) << STARDOSE_REASON_SUSPECTED_HYBRID);
	if (may_be_hybrids(call, facts))
		why(call, STARDOSE_REASON_HYBRID_NOT_EXCLUDED);
}

int sdi_call_from_match(struct stardose_call *call, const struct sdi_genotype *g,
			const struct sdi_structure_facts *facts, const struct sdi_match *match)
{
	int ret = add_candidates(call, g, match);

	if (ret)
		return ret;
	if (facts && facts->dropped) {
		drop_candidates(call, facts->dropped);
		if (is_placed(call))
			call->reasons &= ~(UINT64_C(1) << STARDOSE_REASON_COPIES_UNPLACED);
	}
	if (!call->n_candidates) {
		why(call, match->is_cut ? STARDOSE_REASON_TOO_MANY_READINGS
					: STARDOSE_REASON_NO_NAMED_ALLELE);
		return STARDOSE_OK;
	}
	call->phase = shows_one(call) ? STARDOSE_PHASE_NONE : sdi_call_phase(g);
	call->status = sdi_call_status(call, match->is_partial, match->is_cut, match->n_open);
	if (match->is_partial)
		why(call, STARDOSE_REASON_NO_NAMED_ALLELE);
	if (!shows_one(call))
		call->reasons |= sdi_call_phase_reasons(call, g, match);
	if (call->copies == 1)
		call->reasons &= ~(UINT64_C(1) << STARDOSE_REASON_HAPLOID); /* as it should be */
	else if (call->ploidy == 1)
		why(call, STARDOSE_REASON_HAPLOID);
	judge_hybrids(call, facts, match);
	if (call->copies == -1)
		why(call, STARDOSE_REASON_COPIES_NOT_ASSESSED);
	sdi_call_break_candidates(call, g);
	sdi_call_consensus(call);
	sdi_call_trim(call, match->is_cut);
	sdi_call_function_reasons(call);
	ret = sdi_call_not_excluded(call, match->open, match->n_open);
	if (!ret)
		ret = open_phenotypes(call, match);
	return ret ? ret : sdi_copy_effects(call);
}
