/* call_build.c - a genotype and its readings in, the call out */
#include <stdlib.h>
#include <string.h>
#include "call/call_build.h"
#include "call/call_phase.h"
#include "call/call_status.h"
#include "call/candidate.h"
#include "call/coding_effects.h"
#include "call/consensus.h"
#include "call/copy_effect.h"
#include "call/hemizygous_call.h"
#include "call/match_call.h"
#include "call/listed_call.h"
#include "match/copy_loss.h"
#include "match/copy_match.h"
#include "phenotype/phenotype.h"
#include "structure/paralog_reads.h"
#include "tables/gene_exons.h"
#include "util/no_memory.h"

static void why(struct stardose_call *call, enum stardose_reason reason)
{
	call->reasons |= UINT64_C(1) << reason;
}

static struct stardose_call *call_new(const struct stardose_gene *gene, enum stardose_build build)
{
	struct stardose_call *call = calloc(1, sizeof(*call));

	if (!call)
		return NULL;
	call->gene = gene;
	call->build = build;
	call->status = STARDOSE_STATUS_NO_CALL;
	call->copies = gene->has_structural ? -1 : -2;
	call->score_lo = call->score_hi = STARDOSE_VALUE_NONE;
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
		call->phenotype[g] = SDI_INDETERMINATE;
	return call;
}

/* Exons that were counted apart from the rest, and the rest. */
static void take_exons(struct stardose_call *call, const struct sdi_structure_facts *facts)
{
	const struct stardose_gene_exons *x = call->gene->exons;
	int n = 0;

	for (int p = 0; x && p < x->n_parts; p++)
		if (facts->part[p] >= 0)
			call->exon_copies[++n] = (struct stardose_exon_copies){ x->part_name[p],
										facts->part[p] };
	if (!n)
		return;
	call->exon_copies[0] = (struct stardose_exon_copies){ x->body_name, facts->copies };
	call->n_exon_copies = n + 1;
}

static void take_facts(struct stardose_call *call, const struct sdi_structure_facts *facts)
{
	if (!facts)
		return;
	call->reasons |= facts->reasons;
	call->depth_copies = facts->by_depth;
	call->depth_error = facts->depth_error;
	if (facts->copies < 0)
		call->reasons |= (uint64_t)facts->background << STARDOSE_REASON_SUSPECTED_DELETION;
	/* of a gene without structural alleles only a lack is worth a number */
	if (facts->copies < 0 || (call->copies == -2 && facts->copies > 1))
		return;
	call->copies = facts->copies;
	call->copies_from = facts->from;
	take_exons(call, facts);
}

static void count_sites(struct stardose_call *call, const struct sdi_genotype *g)
{
	for (int bit = 0; bit < g->gene->n_core; bit++)
		call->n_sites[g->state[bit]]++;
	if (call->n_sites[STARDOSE_EVIDENCE_ABSENT])
		why(call, STARDOSE_REASON_SITES_ABSENT);
	if (call->n_sites[STARDOSE_EVIDENCE_REJECTED])
		why(call, STARDOSE_REASON_SITES_REJECTED);
	if (call->n_sites[STARDOSE_EVIDENCE_CONFLICT])
		why(call, STARDOSE_REASON_SITES_CONFLICT);
	if (call->n_sites[STARDOSE_EVIDENCE_ASSUMED])
		why(call, STARDOSE_REASON_SITES_ASSUMED);
}

static int add_unlisted(struct stardose_call *call, const struct sdi_genotype *g)
{
	if (!g->n_unlisted)
		return STARDOSE_OK;
	call->unlisted = calloc(g->n_unlisted, sizeof(*call->unlisted));
	if (!call->unlisted)
		return STARDOSE_ENOMEM;
	for (; call->n_unlisted < g->n_unlisted; call->n_unlisted++) {
		call->unlisted[call->n_unlisted] = strdup(g->unlisted[call->n_unlisted]);
		if (!call->unlisted[call->n_unlisted])
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

static void view_block(struct stardose_call *call, const struct sdi_genotype *g,
		       const struct sdi_block *block)
{
	for (int bit = 0; bit < g->gene->n_core; bit++) {
		struct stardose_site_view *site = &call->sites[bit];
		int known = 0;

		for (int h = 0; h < g->ploidy; h++)
			known |= sdi_bits_has(&block->hap[h].known, bit);
		if (!known)
			continue;
		site->n_alleles = g->ploidy;
		site->phase_set = block->phase_set;
		for (int h = 0; h < g->ploidy; h++)
			site->carries[h] = !sdi_bits_has(&block->hap[h].known, bit)
						   ? -1
						   : sdi_bits_has(&block->hap[h].carried, bit);
	}
}

static int view_sites(struct stardose_call *call, const struct sdi_genotype *g)
{
	call->sites = calloc(g->gene->n_core ? g->gene->n_core : 1, sizeof(*call->sites));
	if (!call->sites)
		return STARDOSE_ENOMEM;
	for (int bit = 0; bit < g->gene->n_core; bit++) {
		struct stardose_site_view *site = &call->sites[bit];

		site->variant = g->gene->core[bit];
		site->state = g->state[bit];
		site->phase_set = -2;
		if (!sdi_bits_has(&g->same.known, bit))
			continue;
		site->n_alleles = g->ploidy;
		for (int h = 0; h < g->ploidy; h++)
			site->carries[h] = sdi_bits_has(&g->same.carried, bit);
	}
	for (int b = 0; b < g->n_blocks; b++)
		view_block(call, g, &g->blocks[b]);
	return STARDOSE_OK;
}

static int is_usable(const struct stardose_call *call)
{
	return call->n_sites[STARDOSE_EVIDENCE_OBSERVED] + call->n_sites[STARDOSE_EVIDENCE_BLOCK] +
		       call->n_sites[STARDOSE_EVIDENCE_ASSUMED] >
	       0;
}

/*
 * Where there is no copy there is nothing to be seen: what the sites lack is no reason for
 * anything.
 */
static void no_copy(struct stardose_call *call, const struct sdi_structure_facts *facts)
{
	call->reasons = facts->reasons;
	call->ploidy = 2;
}

/* Parts of two haplotypes are gone, and nothing else is known of copies. */
static int has_lost(const struct stardose_call *call, const struct sdi_genotype *g,
		    const struct sdi_structure_facts *facts)
{
	return facts && facts->n_losses && g->ploidy == 2 &&
	       (call->copies < 0 || call->copies == 2);
}

/* Hybrids are copies too, whichever exons they have. */
static int match_counted(struct stardose_call *call, const struct sdi_genotype *g,
			 const struct sdi_structure_facts *facts, struct sdi_match *out)
{
	const struct sdi_copy_counts counts = sdi_facts_of(facts);
	int ret = sdi_copy_match(g, &counts, out, &call->reasons);

	if (!ret && out->units)
		call->copies = out->units;
	return ret;
}

/* @shown: @g with what is lost */
static int match_haplotypes(struct stardose_call *call, const struct sdi_genotype *g,
			    const struct sdi_genotype *shown,
			    const struct sdi_structure_facts *facts)
{
	struct sdi_match match = { 0 };
	int ret;

	if (!call->copies)
		no_copy(call, facts);
	if (has_lost(call, g, facts))
		ret = sdi_loss_match(g, facts->loss, facts->n_losses, &match, &call->reasons);
	else if (call->copies < 0)
		ret = sdi_match(g, &match);
	else
		ret = match_counted(call, g, facts, &match);
	if (!ret && facts && facts->n_losses && call->copies && !has_lost(call, g, facts))
		sdi_loss_unname(&match);
	if (!ret)
		ret = sdi_call_from_match(call, shown, facts, &match);
	sdi_match_release(&match);
	return ret;
}

/* How what was seen becomes candidates, by the kind of the gene. */
typedef int match_fn(struct stardose_call *call, const struct sdi_genotype *g,
		     const struct sdi_genotype *shown, const struct sdi_structure_facts *facts);
static match_fn *const match_by_kind[STARDOSE_N_GENE_KINDS] = {
	[STARDOSE_GENE_HAPLOTYPES] = match_haplotypes,
	[STARDOSE_GENE_LISTED] = sdi_listed_call,
	[STARDOSE_GENE_HEMIZYGOUS] = sdi_hemizygous_call,
	[STARDOSE_GENE_MITOCHONDRIAL] = sdi_mitochondrial_call,
};

/*
 * Haplotypes that are lists of variants have no allele for "no copy": one that is gone is a
 * loss of all of it.
 */
static const struct sdi_structure_facts *as_losses(const struct sdi_genotype *g,
						   const struct sdi_structure_facts *facts,
						   struct sdi_structure_facts *own)
{
	const struct sdi_gene_extent *x = sdi_gene_extent(g->gene, g->build);
	const enum stardose_gene_kind kind = g->gene->kind;

	if ((kind != STARDOSE_GENE_LISTED && kind != STARDOSE_GENE_MITOCHONDRIAL) || !facts ||
	    facts->copies != 1 || !x || !x->exons.n)
		return facts;
	*own = *facts;
	own->n_losses = 1;
	own->loss[0] = (struct sdi_loss){ .beg = x->exons.v[0].beg,
					  .end = x->exons.v[x->exons.n - 1].end,
					  .on = 1,
					  .phase = SDI_LOSS_UNPHASED };
	return own;
}

static int build(const struct sdi_genotype *g, uint64_t reasons,
		 const struct sdi_structure_facts *facts, int keep_sites,
		 struct stardose_call **out, struct stardose_error *err)
{
	struct stardose_call *call = call_new(g->gene, g->build);
	struct sdi_genotype lost = { 0 };
	struct sdi_structure_facts own;
	const struct sdi_genotype *shown = g;
	int ret = call ? STARDOSE_OK : STARDOSE_ENOMEM;

	facts = as_losses(g, facts, &own);
	if (!ret && facts && facts->n_losses && g->ploidy == 2) {
		ret = sdi_loss_genotype(g, facts->loss, facts->n_losses, &lost);
		shown = &lost;
	}
	if (!ret) {
		call->ploidy = g->ploidy;
		call->reasons = g->reasons | reasons;
		take_facts(call, facts);
		count_sites(call, g);
		ret = add_unlisted(call, shown);
		if (!ret)
			ret = sdi_call_take_coding(call, g);
	}
	if (!ret && keep_sites)
		ret = view_sites(call, shown);
	if (!ret && (!call->copies || (g->ploidy && is_usable(call))))
		ret = match_by_kind[call->gene->kind](call, g, shown, facts);
	else if (!ret && !reasons)
		why(call, STARDOSE_REASON_NO_USABLE_SITE);
	sdi_genotype_release(&lost);
	if (ret) {
		sdi_call_free(call);
		return sdi_no_memory(err);
	}
	*out = call;
	return STARDOSE_OK;
}

static void take_paralog(struct stardose_call *call, const struct sdi_structure_facts *facts)
{
	for (int i = 0; i < facts->n_paralog; i++) {
		const struct sdi_paralog_share *share = &facts->paralog[i];

		call->paralog[call->n_paralog++] = (struct stardose_paralog_share){
			call->gene->core[share->bit], share->reads, share->reads + share->others
		};
	}
}

int sdi_call_build(const struct sdi_genotype *genotype, const struct sdi_structure_facts *facts,
		   int keep_sites, struct stardose_call **out, struct stardose_error *err)
{
	struct sdi_genotype own;
	int ret;

	if (!facts || !facts->n_paralog || genotype->ploidy != 2)
		return build(genotype, 0, facts, keep_sites, out, err);
	if (sdi_paralog_genotype(genotype, facts, &own))
		return sdi_no_memory(err);
	ret = build(&own, 0, facts, keep_sites, out, err);
	free(own.blocks);
	if (!ret)
		take_paralog(*out, facts);
	return ret;
}

int sdi_call_build_none(const struct stardose_gene *gene, enum stardose_build at, uint64_t reasons,
			const struct sdi_structure_facts *facts, struct stardose_call **out,
			struct stardose_error *err)
{
	const struct sdi_genotype nothing = { .gene = gene, .build = at }; /* every site absent */

	return build(&nothing, reasons, facts, 0, out, err);
}

void sdi_call_free(struct stardose_call *call)
{
	if (!call)
		return;
	for (int i = 0; i < call->n_candidates; i++)
		sdi_candidate_release(&call->candidates[i]);
	for (int i = 0; i < call->n_unlisted; i++)
		free(call->unlisted[i]);
	sdi_copy_effects_release(call);
	sdi_call_free_coding(call);
	free(call->candidates);
	free(call->unlisted);
	free(call->not_excluded);
	free(call->open_phenotypes);
	free(call->sites);
	free(call->outside_diplotype);
	free(call);
}
