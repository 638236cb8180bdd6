/* cmd_explain.c - stardose explain: what was seen, which alleles it allows, and why the call is what it is */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "call/copy_match.h"
#include "about.h"
#include "explain_allele.h"
#include "explain_guidance.h"
#include "guidance/result_set.h"
#include "peek.h"
#include "sheet.h"
#include "tables/structure_table.h"
#include "util/bits.h"
#include "write/provenance.h"
#include "write/write_call.h"

struct job {
	const struct stardose_tables *tables;
	struct cli_common *common;
	char type;
	struct cli_output out;
	kstring_t scratch;
	struct stardose_error *err;
};

/* ---- text ---- */

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
		[STARDOSE_COPIES_FROM_NOTHING] = "nothing", [STARDOSE_COPIES_FROM_DEPTH] = "read depth",
		[STARDOSE_COPIES_FROM_RECORD] = "structural records", [STARDOSE_COPIES_FROM_FILE] = "--copy-number",
		[STARDOSE_COPIES_FROM_OUTSIDE] = "an outside call",
	};

	return words[from];
}

/* A deletion beside a duplication has as many copies as a pair of the same allele. */
static void print_twin(FILE *to, const struct stardose_call *call)
{
	const struct stardose_allele *deletion = sdi_gene_deletion(call->gene);
	const struct stardose_haplotype *hap = call->n_candidates == 1 ? call->candidates[0].hap : NULL;

	if (call->copies < 2 || !deletion || !hap || call->candidates[0].ploidy != 2 || hap[0].allele != hap[1].allele ||
	    hap[0].n_tandem || hap[1].n_tandem || call->status == STARDOSE_PARTIAL || call->status == STARDOSE_OUTSIDE)
		return;
	fprintf(to, "              %s beside %sx%d has as many copies and the same score, and cannot be told apart\n", deletion->name,
		hap->allele->name, call->copies);
}

static void print_head(FILE *to, const char *sample, const struct stardose_call *call)
{
	const char *diplotype = sdi_call_diplotype(call);
	int copies, known = sdi_copies_known(call, &copies);

	fprintf(to, "sample %s  gene %s  build %s%s\n", sample, call->gene->name, stardose_build_name(call->build),
		call->gene->local ? "  (local tables)" : "");
	fprintf(to, "  call        %s\n  status      %s\n  phenotype   %s\n", diplotype ? diplotype : ".",
		stardose_call_status_name(call->status), call->phenotype[STARDOSE_CPIC] ? call->phenotype[STARDOSE_CPIC] : ".");
	if (call->phenotype[STARDOSE_DPWG] && call->phenotype[STARDOSE_CPIC] &&
	    strcmp(call->phenotype[STARDOSE_DPWG], call->phenotype[STARDOSE_CPIC]) != 0)
		fprintf(to, "  by DPWG     %s\n", call->phenotype[STARDOSE_DPWG]);
	fprintf(to, "  score       ");
	print_score(to, call->score_lo, call->score_hi);
	fprintf(to, "\n  phase       %s\n", stardose_phase_name(call->phase));
	if (known == 1)
		fprintf(to, "  copies      %d, from %s\n", copies, copies_source(call->copies_from));
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
			fprintf(to, "    %s: %s\n", stardose_reason_code(i), stardose_reason_text(i));
}

static void print_effects(FILE *to, const char *title, const struct stardose_copy_effect *effect, int n)
{
	for (int i = 0; i < n; i++) {
		fprintf(to, "  %s  %s  %s  score ", title, effect[i].diplotype, effect[i].phenotype);
		print_score(to, effect[i].score, effect[i].score);
		fputc('\n', to);
	}
}

static void print_variants(FILE *to, const char *title, const struct stardose_gene *gene, struct stardose_bits bits)
{
	if (!sdi_bits_empty(bits))
		fputs(title, to);
	for (int bit = 0; bit < gene->n_core; bit++)
		if (sdi_bits_has(&bits, bit))
			fprintf(to, " %s", *gene->core[bit]->rsid ? gene->core[bit]->rsid : gene->core[bit]->id);
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
		print_score(to, allele ? allele->value[STARDOSE_CPIC] : STARDOSE_VALUE_NONE, allele ? allele->value[STARDOSE_CPIC] : STARDOSE_VALUE_NONE);
		print_copies(to, h->tandem[i].copies, h->tandem[i].or_more);
		fputc('\n', to);
	}
}

static void print_haplotype(FILE *to, const struct stardose_gene *gene, const struct stardose_haplotype *h)
{
	if (!h->allele) {
		fprintf(to, "      an allele that no table has\n");
		print_tandem(to, h);
		return;
	}
	fprintf(to, "      %-8s %s, value ", h->allele->name, *h->function ? h->function : "function not assigned");
	print_score(to, h->value[STARDOSE_CPIC], h->value[STARDOSE_CPIC]);
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
			c->phenotype[STARDOSE_CPIC] ? c->phenotype[STARDOSE_CPIC] : ".");
		print_score(to, c->score[STARDOSE_CPIC], c->score[STARDOSE_CPIC]);
		if (c->n_missing)
			fprintf(to, "  rests on %d sites without evidence", c->n_missing);
		fputc('\n', to);
		for (int h = 0; h < c->ploidy; h++)
			print_haplotype(to, call->gene, &c->hap[h]);
	}
}

static void print_site(FILE *to, const struct stardose_call *call, const struct stardose_site_view *site)
{
	const struct stardose_variant *v = site->variant;
	const struct stardose_locus *at = &v->at[call->build == STARDOSE_GRCH37 ? STARDOSE_GRCH37 : STARDOSE_GRCH38];
	char genotype[SDI_GENOTYPE_SIZE];

	sdi_genotype_text(genotype, site);
	fprintf(to, "    %s:%lld\t%s\t%s\t%s\t%s\t%s\t", call->gene->chrom, (long long)at->pos + 1, at->ref, at->alt,
		*v->rsid ? v->rsid : ".", *v->label ? v->label : ".", stardose_evidence_name(site->state));
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
		fprintf(to, " %d %s%s", call->n_sites[state], stardose_evidence_name(state), state ? "," : ")\n");
	fprintf(to, "    position, ref, alt, rsid, label, state, per haplotype 1 carries the variant and 0 does not, phase set\n");
	for (int bit = 0; call->sites && bit < call->gene->n_core; bit++)
		print_site(to, call, &call->sites[bit]);
	for (int i = 0; i < call->n_unlisted; i++)
		fprintf(to, "    %s\tan allele that no definition names\n", call->unlisted[i]);
}

static int print_alleles(struct job *job, const struct stardose_call *call)
{
	static const char *const titles[] = {
		[ALLELE_CANDIDATE] = "alleles of a candidate", [ALLELE_NOT_EXCLUDED] = "alleles not excluded",
		[ALLELE_REJECTED] = "alleles rejected", [ALLELE_NOT_VISIBLE] = "alleles that small variants cannot show",
	};

	for (int wanted = ALLELE_CANDIDATE; wanted <= ALLELE_NOT_VISIBLE; wanted++) {
		int n = 0;

		for (int i = 0; i < call->gene->n_alleles; i++) {
			const struct stardose_allele *a = &call->gene->alleles[i];
			int verdict;

			if (a->kind == STARDOSE_ALLELE_RETIRED)
				continue;
			verdict = allele_verdict(call, a, &job->scratch);
			if (verdict < 0)
				return verdict;
			if (verdict != wanted)
				continue;
			if (!n++)
				fprintf(job->out.fp, "  %s\n", titles[wanted]);
			fprintf(job->out.fp, "    %s: %s\n", a->name, job->scratch.s);
		}
	}
	return STARDOSE_OK;
}

static void print_rates(FILE *to, const struct stardose_call *call)
{
	const struct stardose_structure_model *m = call->gene->structure;
	const char *diplotype = call->n_candidates ? call->candidates[0].diplotype : "";
	int by_diplotype = sdi_structure_rate(m, NULL, diplotype) != NULL;

	fprintf(to, "    of people %s%s, so many are known to carry one:\n", by_diplotype ? "whose small variants show " : "in general",
		by_diplotype ? diplotype : "");
	for (int i = 0; i < m->n_rates; i++) {
		const struct sdi_structure_rate *rate = &m->rates[i];

		if (strcmp(rate->diplotype, by_diplotype ? diplotype : ""))
			continue;
		fprintf(to, "      %s, %d people:", rate->population, rate->n);
		for (int c = 0; c < STARDOSE_N_STRUCTURES; c++)
			fprintf(to, " %s %d%s", stardose_structure_name(c), rate->carriers[c], c + 1 < STARDOSE_N_STRUCTURES ? "," : "\n");
	}
}

#define TOO_FEW 0.5	/* of what a class goes by: below, the numbers are mostly those of the population */

static void print_risk(FILE *to, const struct stardose_call *call, const struct stardose_structure_risk *risk)
{
	double least = 1;

	fprintf(to, "  how likely small variants hide a structure, by the haplotype background (%d of %d tags seen",
		risk->tags_seen, risk->tags_total);
	if (risk->tags_assumed)
		fprintf(to, ", %d assumed", risk->tags_assumed);
	fputs("); a hint, never a call:\n   ", to);
	for (int c = 0; c < STARDOSE_N_STRUCTURES; c++)
		fprintf(to, " %s %.1f %%%s", stardose_structure_name(c), 100 * risk->probability[c],
			c + 1 < STARDOSE_N_STRUCTURES ? "," : "\n");
	for (int c = 0; c < STARDOSE_N_STRUCTURES; c++)
		if (call->gene->structure->classes[c].n_weights && risk->weight_seen[c] < least)
			least = risk->weight_seen[c];
	if (least < TOO_FEW)
		print_rates(to, call);
}

/* @risk: NULL where nothing is known */
static int print_text(struct job *job, const char *sample, const struct stardose_call *call,
		      const struct stardose_structure_risk *risk)
{
	FILE *to = job->out.fp;
	int ret = STARDOSE_OK;

	print_head(to, sample, call);
	print_reasons(to, call);
	if (call->status == STARDOSE_OUTSIDE)
		fprintf(to, "  given from outside: %s; it rests on no site of the input\n",
			call->outside_diplotype ? call->outside_diplotype : "a phenotype or a score, no diplotype");
	print_candidates(to, call);
	print_effects(to, "if one copy were deleted:", call->if_deletion, call->n_deletion);
	print_effects(to, "if there were an extra copy:", call->if_extra, call->n_extra);
	print_effects(to, "if there were a hybrid:", call->if_hybrid, call->n_hybrid);
	if (risk)
		print_risk(to, call, risk);
	for (int i = 0; i < call->n_open_phenotypes; i++)
		fprintf(to, "  an allele that is not excluded would make it %s\n", call->open_phenotypes[i]);
	if (call->status != STARDOSE_OUTSIDE)
		print_sites(to, call);
	if (call->sites)
		ret = print_alleles(job, call);
	fputc('\n', to);
	return ret;
}

/* ---- JSON ---- */

static void add_sites(cJSON *to, const struct stardose_call *call)
{
	cJSON *list = cJSON_AddArrayToObject(to, "definition_sites");

	for (int bit = 0; call->sites && bit < call->gene->n_core; bit++) {
		const struct stardose_site_view *site = &call->sites[bit];
		const struct stardose_locus *at = &site->variant->at[call->build == STARDOSE_GRCH37 ? STARDOSE_GRCH37 : STARDOSE_GRCH38];
		cJSON *item = cJSON_CreateObject();
		char genotype[SDI_GENOTYPE_SIZE];

		sdi_genotype_text(genotype, site);
		sheet_text(item, "id", site->variant->id);
		sheet_text(item, "rsid", site->variant->rsid);
		sheet_text(item, "label", site->variant->label);
		sheet_number(item, "pos", at->pos + 1);
		sheet_text(item, "ref", at->ref);
		sheet_text(item, "alt", at->alt);
		cJSON_AddBoolToObject(item, "reference_is_variant", at->swapped);
		sheet_text(item, "state", stardose_evidence_name(site->state));
		sheet_text(item, "genotype", genotype);
		if (site->phase_set >= 0)
			sheet_number(item, "phase_set", site->phase_set);
		else
			cJSON_AddNullToObject(item, "phase_set");
		cJSON_AddItemToArray(list, item);
	}
}

static int add_alleles(struct job *job, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = cJSON_AddArrayToObject(to, "alleles");

	for (int i = 0; call->sites && i < call->gene->n_alleles; i++) {
		const struct stardose_allele *a = &call->gene->alleles[i];
		cJSON *item;
		int verdict;

		if (a->kind == STARDOSE_ALLELE_RETIRED)
			continue;
		verdict = allele_verdict(call, a, &job->scratch);
		if (verdict < 0)
			return verdict;
		item = cJSON_CreateObject();
		sheet_text(item, "allele", a->name);
		sheet_text(item, "verdict", allele_verdict_name(verdict));
		sheet_text(item, "because", job->scratch.s);
		cJSON_AddItemToArray(list, item);
	}
	return STARDOSE_OK;
}

static int add_risk(struct job *job, cJSON *to, const struct stardose_structure_risk *risk)
{
	int ret;

	job->scratch.l = 0;
	ret = sdi_json_risk(&job->scratch, risk);
	if (ret == STARDOSE_OK && !cJSON_AddRawToObject(to, "structure_risk", strchr(job->scratch.s, '{')))
		ret = STARDOSE_ENOMEM;
	return ret;
}

static int print_json(struct job *job, const char *sample, const struct stardose_call *call,
		      const struct stardose_structure_risk *risk)
{
	cJSON *row = cJSON_CreateObject(), *gene = sdi_json_call(call);
	struct sheet sheet = { &job->out, 'j', 0, 0 };
	int ret;

	if (!row || !gene) {
		cJSON_Delete(row);
		cJSON_Delete(gene);
		return STARDOSE_ENOMEM;
	}
	sheet_text(row, "sample", sample);
	sheet_text(row, "build", stardose_build_name(call->build));
	cJSON_AddItemToObject(row, "call", gene);
	add_sites(row, call);
	ret = add_alleles(job, row, call);
	if (ret == STARDOSE_OK && risk)
		ret = add_risk(job, gene, risk);
	cJSON_AddItemToObject(row, "stardose", sdi_json_stardose(job->tables, job->common->no_version));
	if (ret == STARDOSE_OK)
		return sheet_row(&sheet, row, job->err);
	cJSON_Delete(row);
	return ret;
}

/* ---- both ---- */

static int explain_all(struct job *job, const struct stardose_caller *caller)
{
	int ret = STARDOSE_OK, n_genes = stardose_caller_n_genes(caller);

	if (job->type == 't' && !job->common->no_version) {
		ret = sdi_provenance_program(&job->scratch, "explain");
		if (ret == STARDOSE_OK)
			ret = sdi_provenance_tables(&job->scratch, job->tables);
		if (ret == STARDOSE_OK)
			ret = cli_output_sink(&job->out, job->scratch.s, job->scratch.l, job->err);
	}
	for (int s = 0; s < stardose_caller_n_samples(caller) && ret == STARDOSE_OK; s++)
		for (int g = 0; g < n_genes && ret == STARDOSE_OK; g++) {
			const struct stardose_call *call = stardose_caller_call(caller, s, g);
			struct stardose_structure_risk risk;
			int has_risk = call && call->status != STARDOSE_OUTSIDE && stardose_caller_structure_risk(caller, s, g, &risk);

			if (!call)
				continue;
			if (job->type == 'j')
				ret = print_json(job, stardose_caller_sample(caller, s), call, has_risk ? &risk : NULL);
			else
				ret = print_text(job, stardose_caller_sample(caller, s), call, has_risk ? &risk : NULL);
			if (ret == STARDOSE_OK && ferror(job->out.fp))
				ret = cli_output_failed(&job->out, job->err);
		}
	return ret;
}

/* ---- guidance ---- */

struct explain_options { struct cli_common common; char *drugs, *sources; const char *row; struct about_options about; };
#define AT(field) offsetof(struct explain_options, field)

static const struct opt guidance_opts[] = {
	{ 0, "drug", "LIST", OPT_LIST, AT(drugs), "explain the guidance for these medicines, not the calls", NULL },
	{ 0, "source", "LIST", OPT_LIST, AT(sources), "of guidance, only these sources, such as cpic [all]", NULL },
	{ 0, "row", "ID", OPT_STRING, AT(row), "explain this row of guidance; without FILE, what it says", NULL },
	{ 0 }
};

static const struct opt about_opts[] = { ABOUT_OPTIONS(AT(about)), { 0 } };

static int explain_calls(struct explain_guidance *e, const struct stardose_caller *caller, struct stardose_error *err)
{
	int n_genes = stardose_caller_n_genes(caller), ret = STARDOSE_OK;
	struct sdi_result_set *set = sdi_result_set_new();
	struct stardose_gene_result *results = calloc(n_genes + 1, sizeof(*results));

	if (!set || !results)
		ret = STARDOSE_ENOMEM;
	for (int s = 0; ret == STARDOSE_OK && s < stardose_caller_n_samples(caller); s++) {
		for (int g = 0; ret == STARDOSE_OK && g < n_genes; g++) {
			const struct stardose_gene_result *r = sdi_result_set_call(set, stardose_caller_call(caller, s, g));

			if (r)
				results[g] = *r;
			ret = r ? STARDOSE_OK : STARDOSE_ENOMEM;
		}
		if (ret == STARDOSE_OK)
			ret = explain_guidance_person(e, stardose_caller_sample(caller, s), results, n_genes, err);
	}
	free(results);
	sdi_result_set_free(set);
	return ret;
}

static int explain_lines(struct explain_guidance *e, const char *path, struct stardose_error *err)
{
	FILE *from = strcmp(path, "-") ? fopen(path, "r") : stdin;
	struct stardose_sample_results results;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	int ret = STARDOSE_OK;

	if (!from)
		return stardose_error_set(err, STARDOSE_EINPUT, "cannot open '%s': %s", path, strerror(errno));
	while (ret == STARDOSE_OK && (n = getline(&line, &size, from)) >= 0) {
		if (strspn(line, " \t\r\n") == (size_t)n)
			continue;
		ret = stardose_sample_results_parse(line, n, &results, err);
		if (ret != STARDOSE_OK)
			break;
		stardose_sample_results_settle(&results, e->tables);
		ret = explain_guidance_person(e, results.sample, results.results, results.n_results, err);
		stardose_sample_results_release(&results);
	}
	free(line);
	if (from != stdin)
		fclose(from);
	return ret;
}

static int explain_persons(struct job *job, struct explain_guidance *e, int n, char **files)
{
	struct stardose_caller *caller = NULL;
	struct stardose_outside *outside = NULL;
	int is_json = 0, ret = n ? peek_is_json(files[0], &is_json, job->err) : STARDOSE_OK;

	for (int i = 0; ret == STARDOSE_OK && is_json && i < n; i++)
		ret = explain_lines(e, files[i], job->err);
	if (ret != STARDOSE_OK || is_json)
		return ret;
	ret = cli_outside_open(job->common, job->tables, &outside, job->err);
	if (ret == STARDOSE_OK)
		ret = cli_call_files(job->common, job->tables, outside, n, files, &caller, job->err);
	if (ret == STARDOSE_OK)
		ret = explain_calls(e, caller, job->err);
	stardose_caller_free(caller);
	stardose_outside_free(outside);
	return ret;
}

/* A row alone, or with files: the row and its neighbours for each person; medicines: all their rows. */
static int explain_guidance(struct job *job, const struct explain_options *o, int n, char **files)
{
	struct explain_guidance e = { .tables = job->tables, .type = job->type, .no_version = job->common->no_version, .out = &job->out };
	struct stardose_guide_options options = { .drugs = o->drugs, .sources = o->sources };
	int ret;

	if (o->row && !n && !job->common->outside)
		return explain_guidance_row(&e, o->row, job->err);
	if (o->row) {
		e.row = stardose_guidance_row(job->tables->guidance, o->row);
		if (!e.row)
			return stardose_error_set(job->err, STARDOSE_EUSAGE, "no row of guidance '%.80s' that a result selects", o->row);
		options.drugs = e.row->drug->name;
	}
	ret = stardose_guide_new(job->tables->guidance, &options, &e.guide, job->err);
	if (ret == STARDOSE_OK)
		ret = about_open(job->common, &o->about, job->tables, &e.about, job->err);
	if (ret == STARDOSE_OK)
		ret = explain_persons(job, &e, n, files);
	if (ret == STARDOSE_OK)
		about_finish(&e.about, job->common);
	about_close(&e.about);
	stardose_guide_free(e.guide);
	return ret;
}

static int explain_call_files(struct job *job, int n, char **files)
{
	struct stardose_outside *outside = NULL;
	struct stardose_caller *caller = NULL;
	int ret = cli_outside_open(job->common, job->tables, &outside, job->err);

	job->common->keep_sites = 1;
	if (ret == STARDOSE_OK)
		ret = cli_call_files(job->common, job->tables, outside, n, files, &caller, job->err);
	if (ret == STARDOSE_OK)
		ret = explain_all(job, caller);
	stardose_caller_free(caller);
	stardose_outside_free(outside);
	return ret;
}

/* ---- the command ---- */

/* The identity of a row in the place of a file: explain ID. */
static int is_row_id(const struct job *job, int n, char **args)
{
	const struct stardose_guidance_tables *t = job->tables->guidance;

	return n == 1 && (stardose_guidance_row(t, args[0]) || stardose_guidance_fact(t, args[0])) && access(args[0], F_OK) != 0;
}

static int work(struct job *job, struct explain_options *o, const struct cmd *cmd, int n, char **args)
{
	int ret;

	if (o->row && o->drugs)
		return stardose_error_set(job->err, STARDOSE_EUSAGE, "give either --row or --drug");
	if (!o->row && !o->drugs && (o->about.taking || o->about.context))
		return stardose_error_set(job->err, STARDOSE_EUSAGE, "what a person takes has no effect on calls; name a medicine with --drug");
	if (!o->row && is_row_id(job, n, args)) {
		o->row = args[0];
		n = 0;
	}
	if (!o->row && (n = cli_input_files(cmd, job->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_output_open(&job->out, job->common->output, 1, job->err);
	if (ret != STARDOSE_OK)
		return ret;
	ret = o->row || o->drugs ? explain_guidance(job, o, n, args) : explain_call_files(job, n, args);
	return cli_output_close(&job->out, ret, job->err);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct explain_options *o = options;
	struct stardose_tables *tables;
	struct job job = { .common = &o->common, .err = err, .type = cli_output_type(&o->common, "tj", err) };
	int ret;

	if (!job.type)
		return STARDOSE_EUSAGE;
	ret = cli_tables_open(&o->common, &tables, err);
	if (ret != STARDOSE_OK)
		return ret;
	job.tables = tables;
	ret = work(&job, o, cmd, n, args);
	ks_free(&job.scratch);
	stardose_tables_free(tables);
	return ret;
}

static const struct opt output_type[] = { CLI_OUTPUT_TYPE("t|j", "t: text for people, j: JSON Lines [t]"), { 0 } };
static const struct opt_group groups[] = {
	{ "Guidance", guidance_opts }, { "Persons", about_opts }, { "Input", cli_input_opts }, { NULL, cli_structural_opts }, { "Tables", cli_table_opts },
	{ "Output", cli_output_opts }, { NULL, output_type }, { 0 }
};

const struct cmd cmd_explain = {
	.name = "explain", .usage = "[options] FILE... | ROW_ID",
	.about = "why a call is what it is, or why a row of guidance applies",
	.groups = groups, .size = sizeof(struct explain_options), .run = run,
	.notes = "FILE as for 'stardose call', with --drug or --row as for 'stardose guide'. Every sample and gene is explained;\n"
		 "choose with -s and -g. ROW_ID is the identity of a row, as in the output of 'stardose guide'.\n",
};
