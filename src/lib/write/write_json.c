/*
 * write_json.c - one call as a JSON object
 *
 * The members that the TSV has carry its names; '.' is null, lists are arrays, numbers are numbers.
 */
#include <stdlib.h>
#include <string.h>
#include <htslib/hts.h>
#include <stardose/writer.h>
#include <stardose/version.h>
#include "tables/structure_table.h"
#include "util/bits.h"
#include "util/json_add.h"
#include "util/text.h"
#include "write/reads_json.h"
#include "write/write_call.h"

/* A number when all candidates agree, [lo, hi] when they do not, null when one has none. */
static void add_score_range(struct sdi_json *j, cJSON *to, const char *name, int lo, int hi)
{
	cJSON *pair;

	if (lo < 0 || hi <= lo) {
		sdi_json_add_hundredths(j, to, name, lo);
		return;
	}
	pair = sdi_json_add_array(j, to, name);
	sdi_json_add_hundredths(j, pair, NULL, lo);
	sdi_json_add_hundredths(j, pair, NULL, hi);
}

/* The alleles behind the first, as in *36+*10. */
static void add_tandem(struct sdi_json *j, cJSON *to, const struct stardose_haplotype *h)
{
	cJSON *list = sdi_json_add_array(j, to, "tandem");

	for (int i = 0; i < h->n_tandem && !j->failed; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);
		const struct stardose_allele *allele =
			h->tandem[i].allele; /* NULL: an outside call names it, no table does */

		sdi_json_add_text(j, item, "allele", allele ? allele->name : NULL);
		sdi_json_add_text(j, item, "function", allele ? allele->function : NULL);
		sdi_json_add_hundredths(j, item, "activity_value",
					allele ? allele->value[STARDOSE_GUIDELINE_CPIC]
					       : STARDOSE_VALUE_NONE);
		if (h->tandem[i].copies > 1)
			sdi_json_add_number(j, item, "copies", h->tandem[i].copies);
		if (h->tandem[i].or_more)
			sdi_json_add_bool(j, item, "or_more", 1);
	}
}

static void add_value(struct sdi_json *j, cJSON *to, const int *value)
{
	sdi_json_add_hundredths(j, to, "activity_value", value[STARDOSE_GUIDELINE_CPIC]);
	if (value[STARDOSE_GUIDELINE_DPWG] != value[STARDOSE_GUIDELINE_CPIC])
		sdi_json_add_hundredths(j, to, "dpwg_activity_value",
					value[STARDOSE_GUIDELINE_DPWG]);
}

/* Every named variant of a haplotype with what it leaves, the one that counts first. */
static void add_listed(struct sdi_json *j, cJSON *to, const struct stardose_haplotype *h)
{
	cJSON *list = sdi_json_add_array(j, to, "listed");

	for (int i = -1; i < h->n_tandem && !j->failed; i++) {
		const struct stardose_allele *allele = i < 0 ? h->allele : h->tandem[i].allele;
		cJSON *item;

		if (!allele || sdi_bits_empty(allele->required))
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "allele", allele->name);
		sdi_json_add_text(j, item, "function", allele->function);
		add_value(j, item, allele->value);
	}
}

static void add_haplotypes(struct sdi_json *j, cJSON *to, const struct stardose_gene *gene,
			   const struct stardose_candidate *c)
{
	cJSON *haps = sdi_json_add_array(j, to, "haplotypes");

	for (int i = 0; c && i < c->ploidy && !j->failed; i++) {
		const struct stardose_haplotype *h = &c->hap[i];
		cJSON *hap = sdi_json_add_object(j, haps, NULL), *leftover;

		sdi_json_add_text(j, hap, "allele", h->allele ? h->allele->name : NULL);
		sdi_json_add_text(j, hap, "function", h->function);
		add_value(j, hap, h->value);
		if (h->copies > 1)
			sdi_json_add_number(j, hap, "copies", h->copies);
		if (h->or_more)
			sdi_json_add_bool(j, hap, "or_more", 1);
		if (gene->kind == STARDOSE_GENE_LISTED ||
		    gene->kind == STARDOSE_GENE_MITOCHONDRIAL)
			add_listed(j, hap, h);
		else if (h->n_tandem)
			add_tandem(j, hap, h);
		if (!sdi_bits_empty(h->leftover)) {
			leftover = sdi_json_add_array(j, hap, "leftover");
			for (int bit = 0; bit < gene->n_core; bit++)
				if (sdi_bits_has(&h->leftover, bit))
					sdi_json_add_text(j, leftover, NULL, gene->core[bit]->id);
		}
		if (h->n_unlisted)
			sdi_json_add_number(j, hap, "unlisted", h->n_unlisted);
	}
}

static void add_candidates(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = sdi_json_add_array(j, to, "candidates");

	for (int i = 0; i < call->n_candidates && !j->failed; i++) {
		const struct stardose_candidate *c = &call->candidates[i];
		cJSON *item = sdi_json_add_object(j, list, NULL), *dpwg;

		sdi_json_add_text(j, item, "diplotype", c->diplotype);
		sdi_json_add_text(j, item, "phenotype", c->phenotype[STARDOSE_GUIDELINE_CPIC]);
		sdi_json_add_hundredths(j, item, "activity_score",
					c->score[STARDOSE_GUIDELINE_CPIC]);
		sdi_json_add_number(j, item, "weight", (long)(c->weight * 1e6 + 0.5) / 1e6);
		sdi_json_add_number(j, item, "n_missing", c->n_missing);
		add_haplotypes(j, item, call->gene, c);
		if (sdi_same_text(c->phenotype[STARDOSE_GUIDELINE_CPIC],
				  c->phenotype[STARDOSE_GUIDELINE_DPWG]) &&
		    c->score[STARDOSE_GUIDELINE_CPIC] == c->score[STARDOSE_GUIDELINE_DPWG])
			continue;
		dpwg = sdi_json_add_object(j, item, "dpwg");
		sdi_json_add_text(j, dpwg, "phenotype", c->phenotype[STARDOSE_GUIDELINE_DPWG]);
		sdi_json_add_hundredths(j, dpwg, "activity_score",
					c->score[STARDOSE_GUIDELINE_DPWG]);
	}
}

/* DPWG's reading of the whole call, where it is another than CPIC's. */
static void add_dpwg(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	int lo = STARDOSE_VALUE_NONE, hi = STARDOSE_VALUE_NONE;
	cJSON *dpwg;

	for (int i = 0; i < call->n_candidates; i++) {
		int score = call->candidates[i].score[STARDOSE_GUIDELINE_DPWG];

		if (score < 0) {
			lo = hi = STARDOSE_VALUE_NONE;
			break;
		}
		lo = i && lo < score ? lo : score;
		hi = hi > score ? hi : score;
	}
	if (!call->n_candidates)	/* a phenotype or score from outside */
		lo = hi = call->score_lo;
	if (call->status == STARDOSE_STATUS_NO_CALL ||
	    (sdi_same_text(call->phenotype[STARDOSE_GUIDELINE_CPIC],
			   call->phenotype[STARDOSE_GUIDELINE_DPWG]) &&
	     lo == call->score_lo && hi == call->score_hi))
		return;
	dpwg = sdi_json_add_object(j, to, "dpwg");
	sdi_json_add_text(j, dpwg, "phenotype", call->phenotype[STARDOSE_GUIDELINE_DPWG]);
	add_score_range(j, dpwg, "activity_score", lo, hi);
}

/* What a row from outside gives beside what the tables give, and whose is the call's. */
static void add_views(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	const struct stardose_two_views *v = &call->views;
	cJSON *both, *one;

	if (!(call->reasons >> STARDOSE_REASON_OUTSIDE_DIFFERS & 1))
		return;
	both = sdi_json_add_object(j, to, "outside_differs");
	one = sdi_json_add_object(j, both, "outside");
	sdi_json_add_text(j, one, "phenotype", v->theirs);
	add_score_range(j, one, "activity_score", v->their_score, v->their_score);
	one = sdi_json_add_object(j, both, "tables");
	sdi_json_add_text(j, one, "phenotype", v->ours);
	add_score_range(j, one, "activity_score", v->our_score_lo, v->our_score_hi);
	sdi_json_add_text(j, both, "taken",
			  v->taken == STARDOSE_OUTSIDE_THEIRS ? "outside" : "tables");
}

static void add_lists(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = sdi_json_add_array(j, to, "not_excluded");

	for (int i = 0; i < call->n_not_excluded; i++)
		sdi_json_add_text(j, list, NULL, call->not_excluded[i]->name);
	list = sdi_json_add_array(j, to, "reasons");
	for (int i = 0; i < STARDOSE_N_REASONS; i++)
		if (call->reasons >> i & 1)
			sdi_json_add_text(j, list, NULL, stardose_reason_code(i));
	list = sdi_json_add_array(j, to, "open_phenotypes");
	for (int i = 0; i < call->n_open_phenotypes; i++)
		sdi_json_add_text(j, list, NULL, call->open_phenotypes[i]);
	list = sdi_json_add_array(j, to, "unlisted");
	for (int i = 0; i < call->n_unlisted; i++)
		sdi_json_add_text(j, list, NULL, call->unlisted[i]);
}

/* Variants that no definition names, with what they do to the protein. */
static void add_coding(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = call->n_coding ? sdi_json_add_array(j, to, "coding_variants") : NULL;

	for (int i = 0; i < call->n_coding && !j->failed; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, item, "variant", call->coding[i].variant);
		sdi_json_add_text(j, item, "effect",
				  stardose_coding_effect_name(call->coding[i].effect));
		sdi_json_add_number(j, item, "copies", call->coding[i].copies);
	}
}

static void add_paralog(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = call->n_paralog ? sdi_json_add_array(j, to, "paralog_reads") : NULL;

	for (int i = 0; i < call->n_paralog && !j->failed; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, item, "variant", call->paralog[i].variant->id);
		sdi_json_add_number(j, item, "reads", call->paralog[i].reads);
		sdi_json_add_number(j, item, "of", call->paralog[i].of);
	}
}

/* A text of several, joined by "; ", as a list. */
static void add_records(struct sdi_json *j, cJSON *list, const char *text)
{
	char *copy = strdup(text), *end;

	j->failed |= !copy;
	for (char *s = copy; s && !j->failed; s = end) {
		end = strstr(s, "; ");
		if (end) {
			*end = '\0';
			end += 2;
		}
		sdi_json_add_text(j, list, NULL, s);
	}
	free(copy);
}

static void add_copies(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	int copies, known = sdi_copies_known(call, &copies);

	if (known == 1)
		sdi_json_add_number(j, to, "copies", copies);
	else
		sdi_json_add_text(j, to, "copies", known ? NULL : "not_assessed");
	if (call->copies_from != STARDOSE_COPIES_FROM_NOTHING)
		sdi_json_add_text(j, to, "copies_from",
				  stardose_copies_from_name(call->copies_from));
	if (call->n_exon_copies) {
		cJSON *exons = sdi_json_add_object(j, to, "copies_by_exon");

		for (int i = 0; i < call->n_exon_copies; i++)
			sdi_json_add_number(j, exons, call->exon_copies[i].exons,
					    call->exon_copies[i].copies);
	}
	if (call->depth_error > 0) {
		cJSON *depth = sdi_json_add_object(j, to, "copies_by_depth");

		sdi_json_add_number(j, depth, "estimate", call->depth_copies / 100.0);
		sdi_json_add_number(j, depth, "error", call->depth_error / 100.0);
	}
	if (call->reads)
		sdi_json_add_reads(j, sdi_json_add_object(j, to, "copies_by_reads"), call->reads);
	if (call->copies_records)
		add_records(j, sdi_json_add_array(j, to, "copies_records"), call->copies_records);
}

static void add_effects(struct sdi_json *j, cJSON *to, const char *name,
			const struct stardose_copy_effect *effect, int n)
{
	cJSON *list = sdi_json_add_array(j, to, name);

	for (int i = 0; i < n && !j->failed; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		if (effect[i].structure)
			sdi_json_add_text(j, item, "structure", effect[i].structure->name);
		sdi_json_add_text(j, item, "diplotype", effect[i].diplotype);
		sdi_json_add_text(j, item, "phenotype", effect[i].phenotype);
		sdi_json_add_hundredths(j, item, "activity_score", effect[i].score);
	}
}

/*
 * People of whom small variants show the same diplotype, and how many of them carry which
 * structure.
 */
static void add_rates(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	const struct stardose_structure_model *m = call->gene->structure;
	const char *diplotype = call->n_candidates ? call->candidates[0].diplotype : NULL;
	cJSON *list = sdi_json_add_array(j, to, "structure_rates");

	for (int i = 0; diplotype && i < m->n_rates && !j->failed; i++) {
		cJSON *item;

		if (strcmp(m->rates[i].diplotype, diplotype))
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "population", m->rates[i].population);
		sdi_json_add_number(j, item, "people", m->rates[i].n);
		for (int c = 0; c < m->n_classes; c++)
			if (m->rates[i].carriers[c] >= 0)
				sdi_json_add_number(j, item, m->classes[c].about.name,
						    m->rates[i].carriers[c]);
	}
}

int sdi_json_risk(kstring_t *to, const struct stardose_structure_risk *risk)
{
	int failed = kputs("\"structure_risk\":{", to) < 0;

	for (int c = 0; c < risk->n_classes; c++) {
		int parts = (int)(risk->classes[c].probability * 10000 +
				  0.5); /* printf's decimal point is the locale's */

		failed |= ksprintf(to, "\"%s\":%d.%04d,", risk->classes[c].of->name, parts / 10000,
				   parts % 10000) < 0;
	}
	failed |= ksprintf(to, "\"tags_seen\":%d,\"tags_assumed\":%d,\"tags_total\":%d}",
			   risk->tags_seen, risk->tags_assumed, risk->tags_total) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* How many core variants are in each state, and by name those that were not seen. */
static void add_sites(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	static const enum stardose_evidence unseen[] = { STARDOSE_EVIDENCE_ASSUMED,
							 STARDOSE_EVIDENCE_REJECTED,
							 STARDOSE_EVIDENCE_ABSENT,
							 STARDOSE_EVIDENCE_CONFLICT };
	cJSON *object = sdi_json_add_object(j, to, "sites"), *list;

	for (int state = STARDOSE_N_EVIDENCE - 1; state >= 0; state--)
		sdi_json_add_number(j, object, stardose_evidence_name(state), call->n_sites[state]);
	object = sdi_json_add_object(j, to, "not_seen");
	for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++) {
		list = sdi_json_add_array(j, object, stardose_evidence_name(unseen[i]));
		for (int bit = 0; call->sites && bit < call->gene->n_core; bit++)
			if (call->sites[bit].state == unseen[i])
				sdi_json_add_text(j, list, NULL, call->sites[bit].variant->id);
	}
}

void sdi_genotype_text(char *out, const struct stardose_site_view *site)
{
	for (int i = 0; i < site->n_alleles; i++) {
		if (i)
			*out++ = site->phase_set >= 0 ? '|' : '/';
		*out++ = site->carries[i] < 0 ? '.' : '0' + site->carries[i];
	}
	*out = '\0';
}

static int is_carried(const struct stardose_site_view *site)
{
	for (int i = 0; i < site->n_alleles; i++)
		if (site->carries[i] == 1)
			return 1;
	return 0;
}

/* Of a mixture of mitochondria: the share that carries the variant. */
static void add_share(struct sdi_json *j, cJSON *to, const struct stardose_call *call,
		      const struct stardose_variant *variant)
{
	for (int i = 0; i < call->n_shares; i++)
		if (call->shares[i].variant == variant)
			sdi_json_add_number(j, to, "share", call->shares[i].permille / 1000.0);
}

static void add_variants(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	cJSON *list = sdi_json_add_array(j, to, "variants");

	for (int bit = 0; call->sites && bit < call->gene->n_core && !j->failed; bit++) {
		const struct stardose_site_view *site = &call->sites[bit];
		const struct stardose_variant *v = site->variant;
		char genotype[SDI_GENOTYPE_SIZE];
		cJSON *item;

		if (!is_carried(site))
			continue;
		sdi_genotype_text(genotype, site);
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "id", v->id);
		sdi_json_add_text(j, item, "rsid", v->rsid);
		sdi_json_add_text(j, item, "label", v->label);
		sdi_json_add_text(j, item, "chrom", call->gene->chrom);
		if (call->build == STARDOSE_BUILD_GRCH37 || call->build == STARDOSE_BUILD_GRCH38) {
			sdi_json_add_number(j, item, "pos", v->at[call->build].pos + 1);
			sdi_json_add_text(j, item, "ref", v->at[call->build].ref);
			sdi_json_add_text(j, item, "alt", v->at[call->build].alt);
		}
		sdi_json_add_text(j, item, "genotype", genotype);
		sdi_json_add_text(j, item, "state", stardose_evidence_name(site->state));
		add_share(j, item, call, v);
		sdi_json_put(j, item, "phase_set",
			     site->phase_set >= 0 ? cJSON_CreateNumber(site->phase_set)
						  : cJSON_CreateNull());
	}
}

/* Of genes of other kinds than haplotypes: which. */
static void add_kind(struct sdi_json *j, cJSON *to, const struct stardose_gene *gene)
{
	static const char *const kinds[STARDOSE_N_GENE_KINDS] = { "haplotypes", "listed",
								  "hemizygous", "mitochondrial" };

	if (gene->kind == STARDOSE_GENE_HAPLOTYPES)
		return;
	sdi_json_add_text(j, to, "kind", kinds[gene->kind]);
}

cJSON *sdi_json_call(const struct stardose_call *call)
{
	struct sdi_json state = { 0 }, *j = &state;
	cJSON *o = cJSON_CreateObject();

	j->failed = !o;
	sdi_json_add_text(j, o, "gene", call->gene->name);
	sdi_json_add_text(j, o, "diplotype", sdi_call_diplotype(call));
	sdi_json_add_text(j, o, "phenotype", call->phenotype[STARDOSE_GUIDELINE_CPIC]);
	add_score_range(j, o, "activity_score", call->score_lo, call->score_hi);
	add_dpwg(j, o, call);
	sdi_json_add_text(j, o, "status", stardose_call_status_name(call->status));
	if (call->status == STARDOSE_STATUS_OUTSIDE)
		sdi_json_add_text(j, o, "outside", call->outside_diplotype);
	add_views(j, o, call);
	add_copies(j, o, call);
	sdi_json_add_text(j, o, "phase",
			  call->phase == STARDOSE_PHASE_NONE ? NULL
							     : stardose_phase_name(call->phase));
	sdi_json_add_number(j, o, "sites_seen", sdi_sites_seen(call));
	sdi_json_add_number(j, o, "sites_assumed", call->n_sites[STARDOSE_EVIDENCE_ASSUMED]);
	sdi_json_add_number(j, o, "sites_absent", call->n_sites[STARDOSE_EVIDENCE_ABSENT]);
	add_candidates(j, o, call);
	add_lists(j, o, call);
	add_coding(j, o, call);
	add_paralog(j, o, call);
	add_haplotypes(j, o, call->gene, call->n_candidates ? &call->candidates[0] : NULL);
	add_effects(j, o, "if_deletion", call->if_deletion, call->n_deletion);
	add_effects(j, o, "if_extra_copy", call->if_extra, call->n_extra);
	if (call->gene->structure && call->copies == -1 &&
	    call->status != STARDOSE_STATUS_OUTSIDE) {
		add_effects(j, o, "if_hybrid", call->if_hybrid, call->n_hybrid);
		add_rates(j, o, call);
	}
	add_variants(j, o, call);
	add_sites(j, o, call);
	add_kind(j, o, call->gene);
	sdi_json_add_bool(j, o, "local", call->gene->local);
	if (call->gene->edition && *call->gene->edition)
		sdi_json_add_text(j, o, "edition", call->gene->edition);
	if (!j->failed)
		return o;
	cJSON_Delete(o);
	return NULL;
}

cJSON *sdi_json_stardose(const struct stardose_tables *tables, int no_version)
{
	struct sdi_json state = { 0 }, *j = &state;
	cJSON *o = cJSON_CreateObject(), *t;

	j->failed = !o;
	sdi_json_add_text(j, o, "schema", SDI_CALL_SCHEMA);
	if (!no_version) {
		sdi_json_add_text(j, o, "version", stardose_version());
		sdi_json_add_text(j, o, "htslib", hts_version());
		t = sdi_json_add_object(j, o, "tables");
		sdi_json_add_text(j, t, "version", tables->version);
		sdi_json_add_text(j, t, "checksum", tables->checksum);
		sdi_json_add_text(j, t, "origin", tables->origin);
	}
	if (!j->failed)
		return o;
	cJSON_Delete(o);
	return NULL;
}
