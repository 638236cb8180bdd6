/* result_json.c - the JSON Lines of `stardose call` as results of genes */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <cjson/cJSON.h>
#include <stardose/guidance.h>
#include "guidance/result_json.h"
#include "phenotype/phenotype.h"
#include "tables/table_set.h"
#include "util/arena.h"
#include "util/text.h"
#include "util/no_memory.h"

#define MAX_SCORE 1000	/* an activity score above this is a slip, not a person */

struct parse {
	struct sdi_arena arena;
	struct stardose_error *err;
	const char *gene;	/* being read, for messages */
};

static int no_memory(struct parse *p) { return sdi_no_memory(p->err); }

static int bad(struct parse *p, const char *what)
{
	if (p->gene)
		return stardose_error_set(p->err, STARDOSE_EINPUT, "gene '%.80s': %s", p->gene,
					  what);
	return stardose_error_set(p->err, STARDOSE_EINPUT, "%s", what);
}

/* A member that is text, or null or missing (then @out is NULL). */
static int get_text(struct parse *p, const cJSON *object, const char *name, const char *what,
		    const char **out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	*out = NULL;
	if (!item || cJSON_IsNull(item))
		return STARDOSE_OK;
	if (!cJSON_IsString(item) || !sdi_is_plain(item->valuestring))
		return bad(p, what);
	if (!*item->valuestring)
		return STARDOSE_OK;
	*out = sdi_arena_strdup(&p->arena, item->valuestring);
	return *out ? STARDOSE_OK : no_memory(p);
}

/* A number of points as hundredths; null, missing, or a range [lo, hi]: none. */
static int get_score(struct parse *p, const cJSON *object, int *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, "activity_score");

	*out = STARDOSE_VALUE_NONE;
	if (!item || cJSON_IsNull(item) || (cJSON_IsArray(item) && cJSON_GetArraySize(item) == 2))
		return STARDOSE_OK;
	if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0 && item->valuedouble <= MAX_SCORE))
		return bad(p, "\"activity_score\" is no number, null or [lo, hi]");
	*out = (int)(item->valuedouble * 100 + 0.5);
	return STARDOSE_OK;
}

static int is_true(const cJSON *object, const char *name)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, name));
}

int sdi_has_more_copies(const cJSON *candidate)
{
	const cJSON *hap, *item;
	int more = 0;

	cJSON_ArrayForEach(hap, cJSON_GetObjectItemCaseSensitive(candidate, "haplotypes")) {
		more |= is_true(hap, "or_more");
		cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(hap, "tandem"))
			more |= is_true(item, "or_more");
	}
	return more;
}

/* A number of copies without an upper end, as xN or x>=3 in a name, makes the score a lower end. */
static int is_or_more(const char *diplotype)
{
	return diplotype && (strstr(diplotype, "xN") || strstr(diplotype, "x\xe2\x89\xa5") ||
			     strstr(diplotype, "x>="));
}

/* What CPIC's scale says, and DPWG's where "dpwg" says that it is another. */
static int get_candidate(struct parse *p, const cJSON *object, struct stardose_gene_candidate *c)
{
	const cJSON *dpwg = cJSON_GetObjectItemCaseSensitive(object, "dpwg");
	int ret;

	stardose_gene_candidate_init(c);
	ret = get_text(p, object, "diplotype", "\"diplotype\" is no plain text", &c->diplotype);
	if (!ret)
		ret = get_text(p, object, "phenotype", "\"phenotype\" is no plain text",
			       &c->phenotype[STARDOSE_GUIDELINE_CPIC]);
	if (!ret)
		ret = get_score(p, object, &c->score[STARDOSE_GUIDELINE_CPIC]);
	c->is_score_or_more = sdi_has_more_copies(object) || is_or_more(c->diplotype);
	c->phenotype[STARDOSE_GUIDELINE_DPWG] = c->phenotype[STARDOSE_GUIDELINE_CPIC];
	c->score[STARDOSE_GUIDELINE_DPWG] = c->score[STARDOSE_GUIDELINE_CPIC];
	if (ret || !cJSON_IsObject(dpwg))
		return ret;
	ret = get_text(p, dpwg, "phenotype", "\"dpwg\" \"phenotype\" is no plain text",
		       &c->phenotype[STARDOSE_GUIDELINE_DPWG]);
	return !ret ? get_score(p, dpwg, &c->score[STARDOSE_GUIDELINE_DPWG]) : ret;
}

static int get_candidates(struct parse *p, const cJSON *gene, struct stardose_gene_result *r)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(gene, "candidates"), *item;
	int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0, ret = STARDOSE_OK;
	struct stardose_gene_candidate *c = sdi_arena_alloc(&p->arena, (n + 1) * sizeof(*c));

	if (!c)
		return no_memory(p);
	r->candidates = c;
	if (list && !cJSON_IsArray(list) && !cJSON_IsNull(list))
		return bad(p, "\"candidates\" is no array");
	if (r->status == STARDOSE_STATUS_NO_CALL)
		return STARDOSE_OK;
	if (!n) {
		r->n_candidates = 1;
		return get_candidate(p, gene, c);
	}
	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsObject(item))
			return bad(p, "a candidate is no object");
		ret = get_candidate(p, item, &c[r->n_candidates++]);
		if (ret)
			return ret;
	}
	return ret;
}

static int get_status(struct parse *p, const cJSON *gene, enum stardose_call_status *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(gene, "status");

	*out = STARDOSE_STATUS_OUTSIDE;
	if (!item)
		return STARDOSE_OK;
	for (int i = 0; cJSON_IsString(item) && i < STARDOSE_N_CALL_STATUS; i++)
		if (!strcmp(item->valuestring, stardose_call_status_name(i))) {
			*out = i;
			return STARDOSE_OK;
		}
	return bad(p, "\"status\" is none that this program knows");
}

static int get_copies(struct parse *p, const cJSON *gene, int *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(gene, "copies");

	*out = -2;
	if (!item || cJSON_IsNull(item))
		return STARDOSE_OK;
	if (cJSON_IsNumber(item) && item->valueint >= 0)
		*out = item->valueint;
	else if (cJSON_IsString(item) && !strcmp(item->valuestring, "not_assessed"))
		*out = -1;
	else
		return bad(p, "\"copies\" is no number, \"not_assessed\" or null");
	return STARDOSE_OK;
}

/* Codes that this program does not know say nothing to it. */
static uint64_t get_reasons(const cJSON *gene)
{
	uint64_t reasons = 0;
	const cJSON *item;

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(gene, "reasons"))
		for (int i = 0; cJSON_IsString(item) && i < STARDOSE_N_REASONS; i++)
			if (!strcmp(item->valuestring, stardose_reason_code(i)))
				reasons |= (uint64_t)1 << i;
	return reasons;
}

static int get_gene(struct parse *p, const cJSON *gene, struct stardose_gene_result *r)
{
	int ret;

	stardose_gene_result_init(r);
	p->gene = NULL;
	if (!cJSON_IsObject(gene))
		return bad(p, "\"genes\" holds something that is no object");
	ret = get_text(p, gene, "gene", "\"gene\" is no plain text", &r->gene);
	if (!ret && !r->gene)
		return bad(p, "an object of \"genes\" has no \"gene\"");
	p->gene = r->gene;
	if (!ret)
		ret = get_status(p, gene, &r->status);
	if (!ret)
		ret = get_copies(p, gene, &r->copies);
	if (!ret)
		ret = get_candidates(p, gene, r);
	r->reasons = get_reasons(gene);
	return ret;
}

static int get_genes(struct parse *p, const cJSON *genes, struct stardose_sample_results *out)
{
	int n = cJSON_GetArraySize(genes), ret = STARDOSE_OK;
	struct stardose_gene_result *results =
		sdi_arena_alloc(&p->arena, (n + 1) * sizeof(*results));
	const cJSON *item;

	if (!results)
		return no_memory(p);
	out->results = results;
	cJSON_ArrayForEach(item, genes) {
		ret = get_gene(p, item, &results[out->n_results]);
		for (int i = 0; !ret && i < out->n_results; i++)
			if (!strcasecmp(results[i].gene, results[out->n_results].gene))
				ret = bad(p, "a second result of this gene");
		if (ret)
			return ret;
		out->n_results++;
	}
	return ret;
}

static int get_sample(struct parse *p, const cJSON *line, struct stardose_sample_results *out)
{
	const cJSON *genes = cJSON_GetObjectItemCaseSensitive(line, "genes");
	int ret;

	if (!cJSON_IsObject(line))
		return bad(p, "not a JSON object on one line, as 'stardose call -O j' writes it "
			      "(cut short?)");
	if (cJSON_HasObjectItem(line, "guidance"))
		return bad(p, "it has \"guidance\" already; give the calls that it was made from");
	ret = get_text(p, line, "sample", "\"sample\" is no plain text", &out->sample);
	if (!ret && !out->sample)
		return bad(p, "no \"sample\": this is not what 'stardose call -O j' writes");
	if (!ret && !cJSON_IsArray(genes))
		return bad(p, "no array \"genes\": this is not what 'stardose call -O j' writes");
	return !ret ? get_genes(p, genes, out) : ret;
}

static int is_blank(const char *s, const char *end)
{
	while (s < end && strchr(" \t\r\n", *s))
		s++;
	return s == end;
}

/* What a program has of it is the first member. */
struct line_results { struct stardose_sample_results shown; struct sdi_arena arena; };

int stardose_sample_results_parse(const char *line, size_t n, struct stardose_sample_results **out,
				  struct stardose_error *err)
{
	struct parse p = { .err = err };
	struct line_results *new = calloc(1, sizeof(*new));
	const char *end = NULL;
	cJSON *json = cJSON_ParseWithLengthOpts(line, n, &end, 0);
	int ret;

	if (json && !is_blank(end, line + n)) {
		cJSON_Delete(json);
		json = NULL;
	}
	ret = new ? get_sample(&p, json, &new->shown) : no_memory(&p);
	cJSON_Delete(json);
	if (ret) {
		sdi_arena_release(&p.arena);
		free(new);
		return ret;
	}
	new->arena = p.arena;
	*out = &new->shown;
	return STARDOSE_OK;
}

void stardose_sample_results_resolve(struct stardose_sample_results *results,
				     const struct stardose_tables *tables)
{
	for (int i = 0; i < results->n_results; i++) {
		const struct stardose_gene *gene =
			stardose_tables_gene_any_case(tables, results->results[i].gene);
		/* the candidates lie in the arena of @results */
		struct stardose_gene_candidate *c =
			(struct stardose_gene_candidate *)results->results[i].candidates;

		for (int k = 0; gene && gene->method == STARDOSE_METHOD_SCORE &&
				k < results->results[i].n_candidates;
		     k++)
			for (int s = 0; s < STARDOSE_N_GUIDELINES; s++)
				if (!c[k].phenotype[s] && !c[k].half_hundredth &&
				    c[k].score[s] != STARDOSE_VALUE_NONE)
					c[k].phenotype[s] =
						sdi_phenotype_from_score(gene, s, c[k].score[s]);
	}
}

void stardose_sample_results_free(struct stardose_sample_results *results)
{
	struct line_results *all = (struct line_results *)results;

	if (!all)
		return;
	sdi_arena_release(&all->arena);
	free(all);
}
