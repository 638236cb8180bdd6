/* sdi_explain_call_text.c - a call explained to people */
#include <string.h>
#include "match/copy_match.h"
#include "explain/allele_verdict.h"
#include "explain/call_explained.h"
#include "explain/coding_explained.h"
#include "explain/reads_text.h"
#include "tables/structure_table.h"
#include "util/bits.h"
#include "write/write_call.h"

static void print_score(struct sdi_page *to, int lo, int hi)
{
	kstring_t text = KS_INITIALIZE;

	sdi_put_score(&text, lo);
	if (lo >= 0 && hi > lo) {
		kputc('-', &text);
		sdi_put_score(&text, hi);
	}
	sdi_page_put(to, "%s", text.s ? text.s : ".");
	ks_free(&text);
}

static const char *copies_source(enum stardose_copies_from from)
{
	static const char *const words[STARDOSE_N_COPIES_FROM] = {
		[STARDOSE_COPIES_FROM_NOTHING] = "sex or ploidy",
		[STARDOSE_COPIES_FROM_DEPTH] = "read depth",
		[STARDOSE_COPIES_FROM_RECORD] = "structural records",
		[STARDOSE_COPIES_FROM_READS] = "reads",
		[STARDOSE_COPIES_FROM_FILE] = "--copy-number",
		[STARDOSE_COPIES_FROM_OUTSIDE] = "an outside call",
	};

	return words[from];
}

/* A deletion beside a duplication has as many copies as a pair of the same allele. */
static void print_twin(struct sdi_page *to, const struct stardose_call *call)
{
	const struct stardose_allele *deletion = sdi_gene_deletion(call->gene);
	const struct stardose_haplotype *hap =
		call->n_candidates == 1 ? call->candidates[0].hap : NULL;

	if (call->copies < 2 || !deletion || !hap || call->candidates[0].ploidy != 2 ||
	    hap[0].allele != hap[1].allele || hap[0].n_tandem || hap[1].n_tandem ||
	    call->status == STARDOSE_STATUS_PARTIAL || call->status == STARDOSE_STATUS_OUTSIDE)
		return;
	sdi_page_put(
		to,
		"              %s beside %sx%d has as many copies and the same score, and cannot "
		"be told apart\n",
		deletion->name, hap->allele->name, call->copies);
}

static void print_head(struct sdi_page *to, const char *sample, const struct stardose_call *call)
{
	const char *diplotype = sdi_call_diplotype(call);
	int copies, known = sdi_copies_known(call, &copies);

	sdi_page_put(to, "sample %s  gene %s  build %s%s\n", sample, call->gene->name,
		stardose_build_name(call->build), call->gene->local ? "  (local tables)" : "");
	sdi_page_put(to, "  call        %s\n  status      %s\n  phenotype   %s\n",
		diplotype ? diplotype : ".", stardose_call_status_name(call->status),
		call->phenotype[STARDOSE_GUIDELINE_CPIC] ? call->phenotype[STARDOSE_GUIDELINE_CPIC]
							 : ".");
	if (call->phenotype[STARDOSE_GUIDELINE_DPWG] && call->phenotype[STARDOSE_GUIDELINE_CPIC] &&
	    strcmp(call->phenotype[STARDOSE_GUIDELINE_DPWG],
		   call->phenotype[STARDOSE_GUIDELINE_CPIC]) != 0)
		sdi_page_put(to, "  by DPWG     %s\n", call->phenotype[STARDOSE_GUIDELINE_DPWG]);
	sdi_page_put(to, "  score       ");
	print_score(to, call->score_lo, call->score_hi);
	sdi_page_put(to, "\n  phase       %s\n", stardose_phase_name(call->phase));
	if (call->gene->kind != STARDOSE_GENE_HAPLOTYPES)
		sdi_page_put(to, "  functions   %s\n", call->gene->edition);
	if (known == 1)
		sdi_page_put(to, "  copies      %d, from %s\n", copies,
			copies_source(call->copies_from));
	else if (known == 0)
		sdi_page_put(to, "  copies      not_assessed\n");
	for (int i = 0; i < call->n_exon_copies; i++)
		sdi_page_put(to, "%s%s %d%s", i ? ", " : "  by exon     ",
			     call->exon_copies[i].exons, call->exon_copies[i].copies,
			     i + 1 < call->n_exon_copies ? "" : "\n");
	print_twin(to, call);
	if (call->copies_records)
		sdi_page_put(to, "  records     %s\n", call->copies_records);
	if (call->reads)
		sdi_explain_reads(to, call->reads);
}

static void print_reasons(struct sdi_page *to, const struct stardose_tables *tables,
			  const struct stardose_call *call)
{
	if (call->reasons)
		sdi_page_put(to, "  reasons\n");
	for (int i = 0; i < STARDOSE_N_REASONS; i++)
		if (call->reasons >> i & 1)
			sdi_page_put(to, "    %s: %s\n", stardose_reason_code(i),
				stardose_code_text(tables, "reason", stardose_reason_code(i)));
}

static void print_effects(struct sdi_page *to, const char *title,
			  const struct stardose_copy_effect *effect, int n)
{
	for (int i = 0; i < n; i++) {
		sdi_page_put(to, "  %s  %s  %s  score ", title, effect[i].diplotype,
			effect[i].phenotype);
		print_score(to, effect[i].score, effect[i].score);
		sdi_page_put(to, "%c", '\n');
	}
}

static void print_variants(struct sdi_page *to, const char *title, const struct stardose_gene *gene,
			   struct stardose_bits bits)
{
	if (!sdi_bits_empty(bits))
		sdi_page_put(to, "%s", title);
	for (int bit = 0; bit < gene->n_core; bit++)
		if (sdi_bits_has(&bits, bit))
			sdi_page_put(to, " %s",
				*gene->core[bit]->rsid ? gene->core[bit]->rsid
						       : gene->core[bit]->id);
}

static void print_copies(struct sdi_page *to, int copies, int or_more)
{
	if (copies > 1 || or_more)
		sdi_page_put(to, ", %d copies%s", copies, or_more ? " or more" : "");
}

/* Further alleles on the same chromosome; one that no table has is NULL. */
static void print_tandem(struct sdi_page *to, const struct stardose_haplotype *h)
{
	for (int i = 0; i < h->n_tandem; i++) {
		const struct stardose_allele *allele = h->tandem[i].allele;

		sdi_page_put(to, "        + %-6s %s, value ", allele ? allele->name : "?",
			allele && *allele->function ? allele->function : "function not assigned");
		print_score(to,
			    allele ? allele->value[STARDOSE_GUIDELINE_CPIC] : STARDOSE_VALUE_NONE,
			    allele ? allele->value[STARDOSE_GUIDELINE_CPIC] : STARDOSE_VALUE_NONE);
		print_copies(to, h->tandem[i].copies, h->tandem[i].or_more);
		sdi_page_put(to, "%c", '\n');
	}
}

static void print_haplotype(struct sdi_page *to, const struct stardose_gene *gene,
			    const struct stardose_haplotype *h)
{
	if (!h->allele) {
		sdi_page_put(to, "      an allele that no table has\n");
		print_tandem(to, h);
		return;
	}
	sdi_page_put(to, "      %-8s %s, value ", h->allele->name,
		*h->function ? h->function : "function not assigned");
	print_score(to, h->value[STARDOSE_GUIDELINE_CPIC], h->value[STARDOSE_GUIDELINE_CPIC]);
	print_copies(to, h->copies, h->or_more);
	print_variants(to, ", requires", gene, h->allele->required);
	print_variants(to, ", also carries", gene, h->leftover);
	if (h->n_unlisted)
		sdi_page_put(to, ", carries %d alleles that no definition names", h->n_unlisted);
	sdi_page_put(to, "%c", '\n');
	print_tandem(to, h);
}

static void print_candidates(struct sdi_page *to, const struct stardose_call *call)
{
	sdi_page_put(to, "  candidates\n");
	if (!call->n_candidates)
		sdi_page_put(to, "    none\n");
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];

		sdi_page_put(to, "    %d. %s  weight %.4g  %s  score ", i + 1, c->diplotype,
			     c->weight,
			     c->phenotype[STARDOSE_GUIDELINE_CPIC]
				     ? c->phenotype[STARDOSE_GUIDELINE_CPIC]
				     : ".");
		print_score(to, c->score[STARDOSE_GUIDELINE_CPIC],
			    c->score[STARDOSE_GUIDELINE_CPIC]);
		if (c->n_missing)
			sdi_page_put(to, "  rests on %d sites without evidence", c->n_missing);
		sdi_page_put(to, "%c", '\n');
		for (int h = 0; h < c->ploidy; h++)
			print_haplotype(to, call->gene, &c->hap[h]);
	}
}

static void print_site(struct sdi_page *to, const struct stardose_call *call,
		       const struct stardose_site_view *site)
{
	const struct stardose_variant *v = site->variant;
	const struct stardose_locus *at =
		&v->at[call->build == STARDOSE_BUILD_GRCH37 ? STARDOSE_BUILD_GRCH37
							    : STARDOSE_BUILD_GRCH38];
	char genotype[SDI_GENOTYPE_SIZE];

	sdi_genotype_text(genotype, site);
	sdi_page_put(to, "    %s:%lld\t%s\t%s\t%s\t%s\t%s\t", call->gene->chrom,
		     (long long)at->pos + 1, at->ref, at->alt, *v->rsid ? v->rsid : ".",
		     *v->label ? v->label : ".", stardose_evidence_name(site->state));
	sdi_page_put(to, "%s\t", *genotype ? genotype : ".");
	if (site->phase_set >= 0)
		sdi_page_put(to, "%d", site->phase_set);
	else
		sdi_page_put(to, "%c", '.');
	for (int i = 0; i < call->n_shares; i++)
		if (call->shares[i].variant == v)
			sdi_page_put(to, "\tin %d.%d %% of the reads", call->shares[i].permille / 10,
				     call->shares[i].permille % 10);
	sdi_page_put(to, "%s\n", at->swapped ? "\tthe reference base is the variant" : "");
}

static void print_sites(struct sdi_page *to, const struct stardose_call *call)
{
	sdi_page_put(to, "  sites (%d core variants:", call->gene->n_core);
	for (int state = STARDOSE_N_EVIDENCE - 1; state >= 0; state--)
		sdi_page_put(to, " %d %s%s", call->n_sites[state], stardose_evidence_name(state),
			state ? "," : ")\n");
	sdi_page_put(to, "    position, ref, alt, rsid, label, state, per haplotype 1 carries the "
		    "variant and 0 does not, phase set\n");
	for (int bit = 0; call->sites && bit < call->gene->n_core; bit++)
		print_site(to, call, &call->sites[bit]);
	for (int i = 0; i < call->n_unlisted; i++)
		sdi_page_put(to, "    %s\tan allele that no definition names\n", call->unlisted[i]);
}

/* Away from definition sites: what no definition names, and changes the protein. */
static void print_coding(struct sdi_page *to, const struct stardose_call *call)
{
	if (call->n_coding)
		sdi_page_put(to, "  coding variants that no definition names\n"
				 "    variant, effect, how many haplotypes carry it\n");
	for (int i = 0; i < call->n_coding; i++)
		sdi_page_put(to, "    %s\t%s\t%d\n", call->coding[i].variant,
			     stardose_coding_effect_name(call->coding[i].effect),
			     call->coding[i].copies);
}

static void print_paralog(struct sdi_page *to, const struct stardose_call *call)
{
	if (call->n_paralog)
		sdi_page_put(to, "  taken for homozygous: reads of the neighbouring gene\n"
				 "    variant, reads with the neighbour's base, of so many\n");
	for (int i = 0; i < call->n_paralog; i++)
		sdi_page_put(to, "    %s\t%d\t%d\n", call->paralog[i].variant->id,
			     call->paralog[i].reads, call->paralog[i].of);
}

static int print_alleles(struct sdi_page *to, const struct stardose_call *call)
{
	static const char *const titles[] = {
		[SDI_ALLELE_CANDIDATE] = "alleles of a candidate",
		[SDI_ALLELE_NOT_EXCLUDED] = "alleles not excluded",
		[SDI_ALLELE_REJECTED] = "alleles rejected",
		[SDI_ALLELE_NOT_VISIBLE] = "alleles that small variants cannot show",
	};
	kstring_t because = KS_INITIALIZE;
	int verdict = STARDOSE_OK;

	for (int wanted = SDI_ALLELE_CANDIDATE; wanted <= SDI_ALLELE_NOT_VISIBLE; wanted++) {
		int n = 0;

		for (int i = 0; verdict >= 0 && i < call->gene->n_alleles; i++) {
			const struct stardose_allele *a = &call->gene->alleles[i];

			if (a->kind == STARDOSE_ALLELE_RETIRED)
				continue;
			verdict = sdi_allele_verdict(call, a, &because);
			if (verdict < 0)
				break;
			if (verdict != wanted)
				continue;
			if (!n++)
				sdi_page_put(to, "  %s\n", titles[wanted]);
			sdi_page_put(to, "    %s: %s\n", a->name, because.s);
		}
	}
	ks_free(&because);
	return verdict < 0 ? verdict : STARDOSE_OK;
}

static void print_rates(struct sdi_page *to, const struct stardose_call *call)
{
	const struct stardose_structure_model *m = call->gene->structure;
	const char *diplotype = call->n_candidates ? call->candidates[0].diplotype : "";
	int by_diplotype = sdi_structure_rate(m, NULL, diplotype) != NULL;

	sdi_page_put(to, "    of people %s%s, so many are known to carry one:\n",
		by_diplotype ? "whose small variants show " : "in general",
		by_diplotype ? diplotype : "");
	for (int i = 0; i < m->n_rates; i++) {
		const struct sdi_structure_rate *rate = &m->rates[i];

		if (strcmp(rate->diplotype, by_diplotype ? diplotype : ""))
			continue;
		sdi_page_put(to, "      %s, %d people:", rate->population, rate->n);
		for (int c = 0; c < m->n_classes; c++)
			sdi_page_put(to, " %s %d%s", m->classes[c].about.name, rate->carriers[c],
				     c + 1 < m->n_classes ? "," : "\n");
	}
}

#define TOO_FEW                                                                                    \
	0.5 /* of what a class goes by: below, the numbers are mostly those of the population */

static void print_risk(struct sdi_page *to, const struct stardose_call *call,
		       const struct stardose_structure_risk *risk)
{
	double least = 1;

	sdi_page_put(
		to,
		"  how likely small variants hide a structure, by the haplotype background (%d of "
		"%d tags seen",
		risk->tags_seen, risk->tags_total);
	sdi_page_put(to, "%s", "); a hint, never a call:\n   ");
	for (int c = 0; c < risk->n_classes; c++)
		sdi_page_put(to, " %s %.1f %%%s", risk->classes[c].of->name,
			     100 * risk->classes[c].probability,
			     c + 1 < risk->n_classes ? "," : "\n");
	for (int c = 0; c < risk->n_classes; c++)
		if (call->gene->structure->classes[c].n_weights &&
		    risk->classes[c].weight_seen < least)
			least = risk->classes[c].weight_seen;
	if (least < TOO_FEW)
		print_rates(to, call);
}

static void print_view(struct sdi_page *to, const char *whose, const char *phenotype, int lo,
		       int hi)
{
	sdi_page_put(to, "    %s  %s  score ", whose, phenotype ? phenotype : "no phenotype");
	print_score(to, lo, hi);
	sdi_page_put(to, "%c", '\n');
}

/* What a row gives beside its diplotype, and what the tables make of that. */
static void print_outside(struct sdi_page *to, const struct stardose_call *call)
{
	const struct stardose_two_views *v = &call->views;

	if (call->status != STARDOSE_STATUS_OUTSIDE)
		return;
	sdi_page_put(to, "  given from outside: %s; it rests on no site of the input\n",
		     call->outside_diplotype ? call->outside_diplotype
					     : "a phenotype or a score, no diplotype");
	if (!(call->reasons >> STARDOSE_REASON_OUTSIDE_DIFFERS & 1))
		return;
	sdi_page_put(to, "  its own words differ from the tables; what is taken stands first\n");
	for (int i = 0; i < 2; i++)
		if (i == (v->taken == STARDOSE_OUTSIDE_OURS))
			print_view(to, "the row   ", v->theirs, v->their_score, v->their_score);
		else
			print_view(to, "the tables", v->ours, v->our_score_lo, v->our_score_hi);
}

int sdi_explain_call_text(struct sdi_page *to, const struct stardose_tables *tables,
			  const char *sample, const struct stardose_call *call,
		      const struct stardose_structure_risk *risk)
{
	int ret = STARDOSE_OK;

	print_head(to, sample, call);
	print_reasons(to, tables, call);
	print_outside(to, call);
	print_candidates(to, call);
	print_effects(to, "if one copy were deleted:", call->if_deletion, call->n_deletion);
	print_effects(to, "if there were an extra copy:", call->if_extra, call->n_extra);
	print_effects(to, "if there were a hybrid:", call->if_hybrid, call->n_hybrid);
	if (risk)
		print_risk(to, call, risk);
	for (int i = 0; i < call->n_open_phenotypes; i++)
		sdi_page_put(to, "  an allele that is not excluded would make it %s\n",
			call->open_phenotypes[i]);
	if (call->status != STARDOSE_STATUS_OUTSIDE)
		print_sites(to, call);
	print_paralog(to, call);
	print_coding(to, call);
	if (call->sites)
		ret = sdi_explain_coding_text(to, call);
	if (call->sites && !ret)
		ret = print_alleles(to, call);
	sdi_page_put(to, "%c", '\n');
	return to->failed ? STARDOSE_ENOMEM : ret;
}
