/* sdi_explain_call_json.c - a call explained to programs */
#include <string.h>
#include "explain/allele_verdict.h"
#include "explain/call_explained.h"
#include "explain/coding_explained.h"
#include "util/json_add.h"
#include "write/write_call.h"

static void add_sites(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = sdi_json_add_array(j, to, "definition_sites");

	for (int bit = 0; call->sites && bit < call->gene->n_core; bit++) {
		const struct stardose_site_view *site = &call->sites[bit];
		const struct stardose_locus *at =
			&site->variant
				 ->at[call->build == STARDOSE_BUILD_GRCH37 ? STARDOSE_BUILD_GRCH37
									   : STARDOSE_BUILD_GRCH38];
		cJSON *item = sdi_json_add_object(j, list, NULL);
		char genotype[SDI_GENOTYPE_SIZE];

		sdi_genotype_text(genotype, site);
		sdi_json_add_text(j, item, "id", site->variant->id);
		sdi_json_add_text(j, item, "rsid", site->variant->rsid);
		sdi_json_add_text(j, item, "label", site->variant->label);
		sdi_json_add_number(j, item, "pos", at->pos + 1);
		sdi_json_add_text(j, item, "ref", at->ref);
		sdi_json_add_text(j, item, "alt", at->alt);
		sdi_json_add_bool(j, item, "reference_is_variant", at->swapped);
		sdi_json_add_text(j, item, "state", stardose_evidence_name(site->state));
		sdi_json_add_text(j, item, "genotype", genotype);
		sdi_json_put(j, item, "phase_set",
			     site->phase_set >= 0 ? cJSON_CreateNumber(site->phase_set)
						  : cJSON_CreateNull());
	}
}

static void add_alleles(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = sdi_json_add_array(j, to, "alleles");
	kstring_t because = KS_INITIALIZE;

	for (int i = 0; call->sites && i < call->gene->n_alleles; i++) {
		const struct stardose_allele *a = &call->gene->alleles[i];
		cJSON *item;
		int verdict;

		if (a->kind == STARDOSE_ALLELE_RETIRED)
			continue;
		verdict = sdi_allele_verdict(call, a, &because);
		j->failed |= verdict < 0;
		if (j->failed)
			break;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "allele", a->name);
		sdi_json_add_text(j, item, "verdict", sdi_allele_verdict_name(verdict));
		sdi_json_add_text(j, item, "because", because.s);
	}
	ks_free(&because);
}

static void add_risk(struct sdi_json *j, cJSON *to, const struct stardose_structure_risk *risk)
{
	kstring_t text = KS_INITIALIZE;

	if (sdi_json_risk(&text, risk) == STARDOSE_OK)
		sdi_json_put(j, to, "structure_risk", cJSON_CreateRaw(strchr(text.s, '{')));
	else
		j->failed = 1;
	ks_free(&text);
}

cJSON *sdi_explain_call_json(const char *sample, const struct stardose_call *call,
			 const struct stardose_structure_risk *risk)
{
	struct sdi_json state = { 0 }, *j = &state;
	cJSON *row = cJSON_CreateObject(), *gene;

	sdi_json_add_text(j, row, "sample", sample);
	sdi_json_add_text(j, row, "build", stardose_build_name(call->build));
	gene = sdi_json_put(j, row, "call", sdi_json_call(call));
	add_sites(j, row, call);
	add_alleles(j, row, call);
	sdi_explain_coding_json(j, row, call);
	if (risk)
		add_risk(j, gene, risk);
	if (!j->failed)
		return row;
	cJSON_Delete(row);
	return NULL;
}
