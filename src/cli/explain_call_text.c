/* explain_call_text.c - a call explained to people */
#include <string.h>
#include "match/copy_match.h"
#include "cli.h"
#include "explain_allele.h"
#include "explain_call.h"
#include "tables/structure_table.h"
#include "util/bits.h"
#include "write/write_call.h"

static void print_score(FILE *to, int lo, int hi)
{
	kstring_t text = KS_INITIALIZE;

	sdi_put_score(&text, lo);
	if (lo >= 0 && hi > lo) {
		kputc('-', &text);
		sdi_put_score(&text, hi);
	}
	fputs(text.s ? text.s : ".", to);
	ks_free(&text);
}

static const char *copies_source(enum stardose_copies_from from)
{
	static const char *const words[STARDOSE_N_COPIES_FROM] = {
		[STARDOSE_COPIES_FROM_NOTHING] = "nothing",
		[STARDOSE_COPIES_FROM_DEPTH] = "read depth",
		[STARDOSE_COPIES_FROM_RECORD] = "structural records",
		[STARDOSE_COPIES_FROM_FILE] = "--copy-number",
		[STARDOSE_COPIES_FROM_OUTSIDE] = "an outside call",
	};

	return words[from];
}

/* A deletion beside a duplication has as many copies as a pair of the same allele. */
static void print_twin(FILE *to, const struct stardose_call *call)
{
	const struct stardose_allele *deletion = sdi_gene_deletion(call->gene);
	const struct stardose_haplotype *hap =
		call->n_candidates == 1 ? call->candidates[0].hap : NULL;

	if (call->copies < 2 || !deletion || !hap || call->candidates[0].ploidy != 2 ||
	    hap[0].allele != hap[1].allele || hap[0].n_tandem || hap[1].n_tandem ||
	    call->status == STARDOSE_STATUS_PARTIAL || call->status == STARDOSE_STATUS_OUTSIDE)
		return;
	fprintf(to,
		"              %s beside %sx%d has as many copies and the same score, and cannot "
		"be told apart\n",
		deletion->name, hap->allele->name, call->copies);
}

static void print_head(FILE *to, const char *sample, const struct stardose_call *call)
{
	const char *diplotype = sdi_call_diplotype(call);
	int copies, known = sdi_copies_known(call, &copies);

	fprintf(to, "sample %s  gene %s  build %s%s\n", sample, call->gene->name,
		stardose_build_name(call->build), call->gene->local ? "  (local tables)" : "");
	fprintf(to, "  call        %s\n  status      %s\n  phenotype   %s\n",
		diplotype ? diplotype : ".", stardose_call_status_name(call->status),
		call->phenotype[STARDOSE_GUIDELINE_CPIC] ? call->phenotype[STARDOSE_GUIDELINE_CPIC]
							 : ".");
	if (call->phenotype[STARDOSE_GUIDELINE_DPWG] && call->phenotype[STARDOSE_GUIDELINE_CPIC] &&
	    strcmp(call->phenotype[STARDOSE_GUIDELINE_DPWG],
		   call->phenotype[STARDOSE_GUIDELINE_CPIC]) != 0)
		fprintf(to, "  by DPWG     %s\n", call->phenotype[STARDOSE_GUIDELINE_DPWG]);
	fprintf(to, "  score       ");
	print_score(to, call->score_lo, call->score_hi);
	fprintf(to, "\n  phase       %s\n", stardose_phase_name(call->phase));
	if (known == 1)
		fprintf(to, "  copies      %d, from %s\n", copies,
			copies_source(call->copies_from));
	else if (known == 0)
		fprintf(to, "  copies      not_assessed\n");
	print_twin(to, call);
	if (call->copies_records)
		fprintf(to, "  records     %s\n", call->copies_records);
}

static void print_reasons(FILE *to, const struct stardose_call *call)
{
	if (call->reasons)
		fprintf(to, "  reasons\n");
	for (int i = 0; i < STARDOSE_N_REASONS; i++)
		if (call->reasons >> i & 1)
			fprintf(to, "    %s: %s\n", stardose_reason_code(i),
				stardose_reason_text(i));
}

static void print_effects(FILE *to, const char *title, const struct stardose_copy_effect *effect,
			  int n)
{
	for (int i = 0; i < n; i++) {
		fprintf(to, "  %s  %s  %s  score ", title, effect[i].diplotype,
			effect[i].phenotype);
		print_score(to, effect[i].score, effect[i].score);
		fputc('\n', to);
	}
}

static void print_variants(FILE *to, const char *title, const struct stardose_gene *gene,
			   struct stardose_bits bits)
{
	if (!sdi_bits_empty(bits))
		fputs(title, to);
	for (int bit = 0; bit < gene->n_core; bit++)
		if (sdi_bits_has(&bits, bit))
			fprintf(to, " %s",
				*gene->core[bit]->rsid ? gene->core[bit]->rsid
						       : gene->core[bit]->id);
}

static void print_copies(FILE *to, int copies, int or_more)
{
	if (copies > 1 || or_more)
		fprintf(to, ", %d copies%s", copies, or_more ? " or more" : "");
}

/* Further alleles on the same chromosome; one that no table has is NULL. */
static void print_tandem(FILE *to, const struct stardose_haplotype *h)
{
	for (int i = 0; i < h->n_tandem; i++) {
		const struct stardose_allele *allele = h->tandem[i].allele;

		fprintf(to, "        + %-6s %s, value ", allele ? allele->name : "?",
			allele && *allele->function ? allele->function : "function not assigned");
		print_score(to,
			    allele ? allele->value[STARDOSE_GUIDELINE_CPIC] : STARDOSE_VALUE_NONE,
			    allele ? allele->value[STARDOSE_GUIDELINE_CPIC] : STARDOSE_VALUE_NONE);
		print_copies(to, h->tandem[i].copies, h->tandem[i].or_more);
		fputc('\n', to);
	}
}

static void print_haplotype(FILE *to, const struct stardose_gene *gene,
			    const struct stardose_haplotype *h)
{
	if (!h->allele) {
		fprintf(to, "      an allele that no table has\n");
		print_tandem(to, h);
		return;
	}
	fprintf(to, "      %-8s %s, value ", h->allele->name,
		*h->function ? h->function : "function not assigned");
	print_score(to, h->value[STARDOSE_GUIDELINE_CPIC], h->value[STARDOSE_GUIDELINE_CPIC]);
	print_copies(to, h->copies, h->or_more);
	print_variants(to, ", requires", gene, h->allele->required);
	print_variants(to, ", also carries", gene, h->leftover);
	if (h->n_unlisted)
		fprintf(to, ", carries %d alleles that no definition names", h->n_unlisted);
	fputc('\n', to);
	print_tandem(to, h);
}

static void print_candidates(FILE *to, const struct stardose_call *call)
{
	fprintf(to, "  candidates\n");
	if (!call->n_candidates)
		fprintf(to, "    none\n");
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];

		fprintf(to, "    %d. %s  weight %.4g  %s  score ", i + 1, c->diplotype, c->weight,
			c->phenotype[STARDOSE_GUIDELINE_CPIC]
				? c->phenotype[STARDOSE_GUIDELINE_CPIC]
				: ".");
		print_score(to, c->score[STARDOSE_GUIDELINE_CPIC],
			    c->score[STARDOSE_GUIDELINE_CPIC]);
		if (c->n_missing)
			fprintf(to, "  rests on %d sites without evidence", c->n_missing);
		fputc('\n', to);
		for (int h = 0; h < c->ploidy; h++)
			print_haplotype(to, call->gene, &c->hap[h]);
	}
}

static void print_site(FILE *to, const struct stardose_call *call,
		       const struct stardose_site_view *site)
{
	const struct stardose_variant *v = site->variant;
	const struct stardose_locus *at =
		&v->at[call->build == STARDOSE_BUILD_GRCH37 ? STARDOSE_BUILD_GRCH37
							    : STARDOSE_BUILD_GRCH38];
	char genotype[SDI_GENOTYPE_SIZE];

	sdi_genotype_text(genotype, site);
	fprintf(to, "    %s:%lld\t%s\t%s\t%s\t%s\t%s\t", call->gene->chrom, (long long)at->pos + 1,
		at->ref, at->alt, *v->rsid ? v->rsid : ".", *v->label ? v->label : ".",
		stardose_evidence_name(site->state));
	fprintf(to, "%s\t", *genotype ? genotype : ".");
	if (site->phase_set >= 0)
		fprintf(to, "%d", site->phase_set);
	else
		fputc('.', to);
	fprintf(to, "%s\n", at->swapped ? "\tthe reference base is the variant" : "");
}

static void print_sites(FILE *to, const struct stardose_call *call)
{
	fprintf(to, "  sites (%d core variants:", call->gene->n_core);
	for (int state = STARDOSE_N_EVIDENCE - 1; state >= 0; state--)
		fprintf(to, " %d %s%s", call->n_sites[state], stardose_evidence_name(state),
			state ? "," : ")\n");
	fprintf(to, "    position, ref, alt, rsid, label, state, per haplotype 1 carries the "
		    "variant and 0 does not, phase set\n");
	for (int bit = 0; call->sites && bit < call->gene->n_core; bit++)
		print_site(to, call, &call->sites[bit]);
	for (int i = 0; i < call->n_unlisted; i++)
		fprintf(to, "    %s\tan allele that no definition names\n", call->unlisted[i]);
}

static int print_alleles(FILE *to, const struct stardose_call *call)
{
	static const char *const titles[] = {
		[ALLELE_CANDIDATE] = "alleles of a candidate",
		[ALLELE_NOT_EXCLUDED] = "alleles not excluded",
		[ALLELE_REJECTED] = "alleles rejected",
		[ALLELE_NOT_VISIBLE] = "alleles that small variants cannot show",
	};
	kstring_t because = KS_INITIALIZE;
	int verdict = STARDOSE_OK;

	for (int wanted = ALLELE_CANDIDATE; wanted <= ALLELE_NOT_VISIBLE; wanted++) {
		int n = 0;

		for (int i = 0; verdict >= 0 && i < call->gene->n_alleles; i++) {
			const struct stardose_allele *a = &call->gene->alleles[i];

			if (a->kind == STARDOSE_ALLELE_RETIRED)
				continue;
			verdict = allele_verdict(call, a, &because);
			if (verdict < 0)
				break;
			if (verdict != wanted)
				continue;
			if (!n++)
				fprintf(to, "  %s\n", titles[wanted]);
			fprintf(to, "    %s: %s\n", a->name, because.s);
		}
	}
	ks_free(&because);
	return verdict < 0 ? verdict : STARDOSE_OK;
}

static void print_rates(FILE *to, const struct stardose_call *call)
{
	const struct stardose_structure_model *m = call->gene->structure;
	const char *diplotype = call->n_candidates ? call->candidates[0].diplotype : "";
	int by_diplotype = sdi_structure_rate(m, NULL, diplotype) != NULL;

	fprintf(to, "    of people %s%s, so many are known to carry one:\n",
		by_diplotype ? "whose small variants show " : "in general",
		by_diplotype ? diplotype : "");
	for (int i = 0; i < m->n_rates; i++) {
		const struct sdi_structure_rate *rate = &m->rates[i];

		if (strcmp(rate->diplotype, by_diplotype ? diplotype : ""))
			continue;
		fprintf(to, "      %s, %d people:", rate->population, rate->n);
		for (int c = 0; c < STARDOSE_N_CLASSES; c++)
			fprintf(to, " %s %d%s", stardose_structure_name(c), rate->carriers[c],
				c + 1 < STARDOSE_N_CLASSES ? "," : "\n");
	}
}

#define TOO_FEW                                                                                    \
	0.5 /* of what a class goes by: below, the numbers are mostly those of the population */

static void print_risk(FILE *to, const struct stardose_call *call,
		       const struct stardose_structure_risk *risk)
{
	double least = 1;

	fprintf(to,
		"  how likely small variants hide a structure, by the haplotype background (%d of "
		"%d tags seen",
		risk->tags_seen, risk->tags_total);
	if (risk->tags_assumed)
		fprintf(to, ", %d assumed", risk->tags_assumed);
	fputs("); a hint, never a call:\n   ", to);
	for (int c = 0; c < STARDOSE_N_CLASSES; c++)
		fprintf(to, " %s %.1f %%%s", stardose_structure_name(c), 100 * risk->probability[c],
			c + 1 < STARDOSE_N_CLASSES ? "," : "\n");
	for (int c = 0; c < STARDOSE_N_CLASSES; c++)
		if (call->gene->structure->classes[c].n_weights && risk->weight_seen[c] < least)
			least = risk->weight_seen[c];
	if (least < TOO_FEW)
		print_rates(to, call);
}

int explain_call_text(FILE *to, const char *sample, const struct stardose_call *call,
		      const struct stardose_structure_risk *risk)
{
	int ret = STARDOSE_OK;

	print_head(to, sample, call);
	print_reasons(to, call);
	if (call->status == STARDOSE_STATUS_OUTSIDE)
		fprintf(to, "  given from outside: %s; it rests on no site of the input\n",
			call->outside_diplotype ? call->outside_diplotype
						: "a phenotype or a score, no diplotype");
	print_candidates(to, call);
	print_effects(to, "if one copy were deleted:", call->if_deletion, call->n_deletion);
	print_effects(to, "if there were an extra copy:", call->if_extra, call->n_extra);
	print_effects(to, "if there were a hybrid:", call->if_hybrid, call->n_hybrid);
	if (risk)
		print_risk(to, call, risk);
	for (int i = 0; i < call->n_open_phenotypes; i++)
		fprintf(to, "  an allele that is not excluded would make it %s\n",
			call->open_phenotypes[i]);
	if (call->status != STARDOSE_STATUS_OUTSIDE)
		print_sites(to, call);
	if (call->sites)
		ret = print_alleles(to, call);
	fputc('\n', to);
	return ret;
}
