/* evidence_explained.c - variants that select no medicine, explained to programs and to people */
#include <stdio.h>
#include <string.h>
#include "explain/evidence_explained.h"

#define GENOTYPE_SIZE (2 * STARDOSE_MAX_PLOIDY + 1)

/* "A/G", "A|G" where phased; "." for a haplotype that is not known or has another base; "" */
static void genotype_text(char *out, const struct stardose_site_view *site,
			  const struct stardose_locus *at)
{
	const char mark = site->phase_set >= 0 ? '|' : '/';

	for (int h = 0; h < site->n_alleles; h++) {
		if (h)
			*out++ = mark;
		*out++ = site->carries[h] < 0 ? '.' : site->carries[h] ? *at->alt : *at->ref;
	}
	*out = '\0';
}

static const struct stardose_site_view *site_of(const struct stardose_call *call,
						const struct sdi_claim *row)
{
	for (int bit = 0; call && call->sites && bit < call->gene->n_core; bit++)
		if (call->sites[bit].variant->at[STARDOSE_BUILD_GRCH38].pos ==
		    row->at[STARDOSE_BUILD_GRCH38].pos)
			return &call->sites[bit];
	return NULL;
}

static const struct stardose_call *call_of(const struct stardose_caller *caller, int sample,
					   const char *gene)
{
	for (int g = 0; g < stardose_caller_n_genes(caller); g++) {
		const struct stardose_call *call = stardose_caller_call(caller, sample, g);

		if (call && !strcmp(call->gene->name, gene))
			return call;
	}
	return NULL;
}

static int is_seen(enum stardose_evidence state)
{
	return state == STARDOSE_EVIDENCE_OBSERVED || state == STARDOSE_EVIDENCE_BLOCK;
}

static int n_carried(const struct stardose_site_view *site)
{
	int n = 0;

	for (int h = 0; site && h < site->n_alleles; h++)
		n += site->carries[h] == 1;
	return n;
}

/* The sample has a base there that is neither of the two. */
static int has_other_base(const struct stardose_call *call, const struct sdi_claim *row, int build)
{
	char at[64];
	int found = 0;

	snprintf(at, sizeof(at), "%s:%lld:", row->chrom, (long long)row->at[build].pos + 1);
	for (int i = 0; call && i < call->n_unlisted && !found; i++)
		found = !strncmp(call->unlisted[i], at, strlen(at));
	return found;
}

static const char *state_of(const struct sdi_claim *row, const struct stardose_site_view *site,
			    int is_other)
{
	if (!*row->chrom)
		return "place_not_known";
	if (is_other)
		return "other_base";
	return stardose_evidence_name(site ? site->state : STARDOSE_EVIDENCE_ABSENT);
}

static void add_site(struct sdi_json *j, cJSON *to, const struct sdi_claim *row,
		     const struct stardose_call *call)
{
	const int build = call && call->build == STARDOSE_BUILD_GRCH37 ? STARDOSE_BUILD_GRCH37
								       : STARDOSE_BUILD_GRCH38;
	const struct stardose_site_view *site = site_of(call, row);
	const int is_other = has_other_base(call, row, build);
	char genotype[GENOTYPE_SIZE] = "";

	sdi_json_add_text(j, to, "rsid", *row->site ? row->site : NULL);
	sdi_json_add_text(j, to, "label", *row->label ? row->label : NULL);
	sdi_json_add_text(j, to, "chrom", *row->chrom ? row->chrom : NULL);
	if (*row->chrom) {
		sdi_json_add_number(j, to, "pos", row->at[build].pos + 1);
		sdi_json_add_text(j, to, "ref", row->at[build].ref);
		sdi_json_add_text(j, to, "alt", row->at[build].alt);
	}
	if (site && is_seen(site->state) && !is_other)
		genotype_text(genotype, site, &row->at[build]);
	sdi_json_add_text(j, to, "state", state_of(row, site, is_other));
	sdi_json_add_text(j, to, "genotype", *genotype ? genotype : NULL);
}

/* A tag that is not seen says nothing; one that is says how far it can be believed. */
static void add_hint(struct sdi_json *j, cJSON *to, const struct sdi_claim *row,
		     const struct stardose_call *call)
{
	const struct stardose_site_view *site = site_of(call, row);
	cJSON *hint = sdi_json_add_object(j, to, "hint");

	sdi_json_add_text(j, hint, "at", row->tells);
	sdi_json_add_bool(j, hint, "tag_seen", site && is_seen(site->state) && n_carried(site));
	sdi_json_add_text(j, hint, "figures", row->figures);
}

static void add_levels(struct sdi_json *j, cJSON *to, const char *levels)
{
	cJSON *list = sdi_json_add_array(j, to, "cpic_levels");
	const char *item;
	size_t n;

	while ((n = sdi_load_item(&levels, &item)) > 0) {
		kstring_t text = KS_INITIALIZE;

		if (kputsn(item, n, &text) < 0)
			j->failed = 1;
		else
			sdi_json_put(j, list, NULL, cJSON_CreateString(text.s));
		ks_free(&text);
	}
}

/* Rows of one gene that say the same stand together. */
static int goes_on(const struct sdi_claims *rows, int i)
{
	return i && !strcmp(rows->row[i].gene, rows->row[i - 1].gene) &&
	       !strcmp(rows->row[i].says, rows->row[i - 1].says);
}

static cJSON *add_gene(struct sdi_json *j, cJSON *list, const struct sdi_claim *row,
		       const struct stardose_call *call)
{
	static const char *const kind[SDI_N_CLAIM_KINDS] = { "panel", "label", "hint" };
	cJSON *item = sdi_json_add_object(j, list, NULL);

	sdi_json_add_text(j, item, "gene", row->gene);
	sdi_json_add_text(j, item, "kind", kind[row->kind]);
	add_levels(j, item, row->levels);
	sdi_json_add_text(j, item, "says", row->says);
	sdi_json_add_text(j, item, "does_not_support", row->not_supported);
	sdi_json_add_text(j, item, "source", row->source);
	if (row->kind == SDI_CLAIM_HINT)
		add_hint(j, item, row, call);
	return sdi_json_add_array(j, item, "sites");
}

cJSON *sdi_explain_evidence(struct sdi_json *j, const struct sdi_claims *rows,
			    const struct stardose_caller *caller, int sample)
{
	const struct stardose_call *any = stardose_caller_call(caller, sample, 0);
	cJSON *json = cJSON_CreateObject(), *list, *sites = NULL;

	sdi_json_add_text(j, json, "sample", stardose_caller_sample(caller, sample));
	sdi_json_add_text(j, json, "build", any ? stardose_build_name(any->build) : NULL);
	list = sdi_json_add_array(j, json, "evidence");
	for (int i = 0; i < rows->n && !j->failed; i++) {
		const struct sdi_claim *row = &rows->row[i];
		const struct stardose_call *call = call_of(caller, sample, row->gene);

		if (*row->chrom && !call) /* its gene was not asked for */
			continue;
		if (!sites || !goes_on(rows, i))
			sites = add_gene(j, list, row, call);
		if (*row->site)
			add_site(j, sdi_json_add_object(j, sites, NULL), row, call);
	}
	return json;
}

/* ---- text ---- */

static const char *text_of(const cJSON *json, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, name);

	return cJSON_IsString(item) ? item->valuestring : "";
}

static const char *why_not(const char *state)
{
	static const char *const why[][2] = {
		{ "place_not_known", "not read: no verified position" },
		{ "other_base", "another base than these two" },
		{ "absent", "no record" },
		{ "rejected", "no genotype that can be used" },
		{ "conflict", "records contradict each other" },
	};

	for (size_t i = 0; i < sizeof(why) / sizeof(*why); i++)
		if (!strcmp(why[i][0], state))
			return why[i][1];
	return state;
}

static void print_site(struct sdi_page *to, const cJSON *site)
{
	const char *state = text_of(site, "state"), *genotype = text_of(site, "genotype");

	sdi_page_put(to, "  %-12s %-16s ", text_of(site, "rsid"), text_of(site, "label"));
	sdi_page_put(to, "%s\n", *genotype ? genotype : why_not(state));
}

static void print_hint(struct sdi_page *to, const cJSON *hint)
{
	const int seen = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(hint, "tag_seen"));

	sdi_page_put(to, seen ? "  hint            at %s; a typing is needed before it counts\n"
			      : "  hint            none; %s is not excluded by that\n",
		     text_of(hint, "at"));
	sdi_page_put(to, "  of the tag      %s\n", text_of(hint, "figures"));
}

static void print_gene(struct sdi_page *to, const cJSON *gene)
{
	const cJSON *levels = cJSON_GetObjectItemCaseSensitive(gene, "cpic_levels"), *item,
		    *hint = cJSON_GetObjectItemCaseSensitive(gene, "hint");
	const char *before = "";

	sdi_page_put(to, "\n%s\n", text_of(gene, "gene"));
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(gene, "sites"))
		print_site(to, item);
	if (hint)
		print_hint(to, hint);
	sdi_page_put(to, "  known           %s\n", text_of(gene, "says"));
	sdi_page_put(to, "  not supported   %s\n", text_of(gene, "does_not_support"));
	if (hint)
		return;
	sdi_page_put(to, "  CPIC's levels   ");
	cJSON_ArrayForEach(item, levels) {
		sdi_page_put(to, "%s%s", before, item->valuestring);
		before = "; ";
	}
	sdi_page_put(to, "%s\n", *before ? "" : "none: not in its list of pairs");
}

void sdi_explain_evidence_text(struct sdi_page *to, const cJSON *json)
{
	const cJSON *gene;

	sdi_page_put(to, "%s   %s\n", text_of(json, "sample"), text_of(json, "build"));
	sdi_page_put(to, "Read, and supports no choice or dose of a medicine: variants that panels "
		     "sell or people ask about.\n");
	cJSON_ArrayForEach(gene, cJSON_GetObjectItemCaseSensitive(json, "evidence"))
		print_gene(to, gene);
	sdi_page_put(to, "\n");
}
