/* report_gene.c - the results of genes as cards: what was seen, what it makes, what could not be seen */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

static const char *reason_text(const char *code)
{
	for (int r = 0; r < STARDOSE_N_REASONS; r++)
		if (!strcmp(stardose_reason_code(r), code))
			return stardose_reason_text(r);
	return code;
}

/* A code that has no text of its own is read as words. */
static void add_words_of(struct sdi_json *j, cJSON *to, const char *text)
{
	char *words = strdup(text);

	if (!words)
		j->failed = 1;
	for (char *c = words; c && *c; c++)
		if (*c == '_')
			*c = ' ';
	sdi_json_add_text(j, to, "text", words);
	free(words);
}

void sdi_report_coded(struct sdi_json *j, cJSON *to, const char *name, const cJSON *codes, const char *(*text_of)(const char *code))
{
	cJSON *list = sdi_json_add_array(j, to, name);
	const cJSON *code;

	cJSON_ArrayForEach(code, codes) {
		const char *text = cJSON_GetStringValue(code);
		cJSON *item = text ? sdi_json_add_object(j, list, NULL) : NULL;

		if (item) {
			sdi_json_add_text(j, item, "code", text);
			add_words_of(j, item, text_of(text));
		}
	}
}

/* 1.25, or 0.5-1.25 where the candidates differ, or "". */
static void score_text(const cJSON *score, char out[48])
{
	*out = 0;
	if (cJSON_IsNumber(score))
		snprintf(out, 48, "%g", score->valuedouble);
	else if (cJSON_IsArray(score) && cJSON_GetArraySize(score) == 2)
		snprintf(out, 48, "%g-%g", cJSON_GetArrayItem(score, 0)->valuedouble, cJSON_GetArrayItem(score, 1)->valuedouble);
}

/* ---- the picture: a scale, its bands and where this person stands ---- */

/*
 * Scores come in quarters (hundredths here). A band reaches half a step beyond its outermost scores, so that every score lies
 * inside its band; the ends of the scale give the outer bands room. What is above the end stands at the end.
 */
#define STEP 25
#define MARGIN 50
#define OPEN_END 325			/* of a scale whose last band has no upper end */
#define N_LEVELS 5

struct scale { int from, to; };

static double place_of(struct scale scale, double hundredths)
{
	double x = hundredths < scale.to ? hundredths : scale.to;

	return 100.0 * (x - scale.from) / (scale.to - scale.from);
}

static double one_digit(double x) { return (int)(x * 10 + 0.5) / 10.0; }

static int is_band(const struct stardose_phenotype_rule *rule) { return rule->is_score && rule->guideline == STARDOSE_CPIC && rule->lo >= 0; }

/* The band that begins where this one ends; NULL: this is the last. */
static const struct stardose_phenotype_rule *next_band(const struct stardose_gene *gene, const struct stardose_phenotype_rule *rule)
{
	const struct stardose_phenotype_rule *next = NULL;

	for (int r = 0; r < gene->n_rules; r++)
		if (is_band(&gene->rules[r]) && gene->rules[r].lo > rule->lo && (!next || gene->rules[r].lo < next->lo))
			next = &gene->rules[r];
	return next;
}

/* Halfway between the last score of one band and the first of the next. */
static double border(const struct stardose_phenotype_rule *below, const struct stardose_phenotype_rule *above)
{
	return (below->hi / STEP * STEP + (above->lo + STEP - 1) / STEP * STEP) / 2.0;
}

/* The band after @below, or the first. Return: where it ends */
static double add_band(const struct sdi_report_facts *facts, const struct stardose_gene *gene, const struct stardose_phenotype_rule *rule,
		       struct scale scale, double begin, cJSON *bands, struct sdi_json *j)
{
	const struct sdi_word *level = sdi_word(&facts->words, "level", rule->phenotype);
	const struct stardose_phenotype_rule *next = next_band(gene, rule);
	double end = next ? border(rule, next) : scale.to, from = place_of(scale, begin), to = place_of(scale, end);
	cJSON *band = sdi_json_add_object(j, bands, NULL);

	sdi_json_add_text(j, band, "name", level ? level->text : rule->phenotype);
	sdi_json_add_number(j, band, "from", one_digit(from));
	sdi_json_add_number(j, band, "width", one_digit(to - from));
	sdi_json_add_number(j, band, "middle", one_digit((from + to) / 2));
	return end;
}

static struct scale scale_of(const struct stardose_gene *gene)
{
	struct scale scale = { -MARGIN, 0 };

	for (int r = 0; r < gene->n_rules; r++)
		if (is_band(&gene->rules[r])) {
			int hi = gene->rules[r].hi < OPEN_END ? gene->rules[r].hi + MARGIN : OPEN_END;

			scale.to = hi > scale.to ? hi : scale.to;
		}
	return scale;
}

static int in_hundredths(const cJSON *score) { return (int)(score->valuedouble * 100 + 0.5); }

/* The gene's own intervals, as CPIC draws them. */
static void score_picture(const struct sdi_report_facts *facts, const struct stardose_gene *gene, const cJSON *score, cJSON *card,
			  struct sdi_json *j)
{
	const cJSON *lo = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 0) : score;
	const cJSON *hi = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 1) : score;
	const struct stardose_phenotype_rule below = { .lo = -1 }, *rule = next_band(gene, &below);
	struct scale scale = scale_of(gene);
	double begin = scale.from, from, to;
	cJSON *picture, *bands;

	if (!rule)
		return;
	picture = sdi_json_add_object(j, card, "score_picture");
	bands = sdi_json_add_array(j, picture, "bands");
	for (; rule; rule = next_band(gene, rule))
		begin = add_band(facts, gene, rule, scale, begin, bands, j);
	from = place_of(scale, in_hundredths(lo));
	to = place_of(scale, in_hundredths(hi));
	sdi_json_add_number(j, picture, "from", one_digit(from));
	sdi_json_add_number(j, picture, "to", one_digit(to));
	sdi_json_add_number(j, picture, "width", one_digit(to - from));
	sdi_json_add_bool(j, picture, "is_range", to > from);
	sdi_json_add_bool(j, picture, "beyond", in_hundredths(hi) > scale.to);
}

/* Genes without scores: five steps from poor to ultrarapid. */
static void level_picture(const struct sdi_word *level, cJSON *card, struct sdi_json *j)
{
	cJSON *picture = sdi_json_add_object(j, card, "level_picture");
	cJSON *steps = sdi_json_add_array(j, picture, "steps");

	for (int i = 0; i < N_LEVELS; i++) {
		cJSON *step = sdi_json_add_object(j, steps, NULL);

		sdi_json_add_number(j, step, "from", i * 20);
		sdi_json_add_bool(j, step, "here", atoi(level->symbol) == i);
	}
	sdi_json_add_number(j, picture, "at", atoi(level->symbol) * 20 + 10);
}

static void add_picture(const struct sdi_report_facts *facts, const struct stardose_gene *gene, const cJSON *result, cJSON *card,
			struct sdi_json *j)
{
	const struct sdi_word *level = sdi_word(&facts->words, "level", sdi_json_get_text(result, "phenotype"));
	const cJSON *score = get(result, "activity_score");

	if (gene && gene->method == STARDOSE_METHOD_SCORE && (cJSON_IsNumber(score) || cJSON_GetArraySize(score) == 2))
		score_picture(facts, gene, score, card, j);
	else if (level && *level->symbol)
		level_picture(level, card, j);
}

/* ---- the words ---- */

static void add_copies(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	const cJSON *copies = get(result, "copies");
	char text[48] = "";

	if (cJSON_IsNumber(copies))
		snprintf(text, sizeof(text), "%d", copies->valueint);
	else if (cJSON_IsString(copies))
		snprintf(text, sizeof(text), "not assessed");
	sdi_json_add_text(j, card, "copies", text);
	sdi_json_add_bool(j, card, "copies_not_assessed", cJSON_IsString(copies));
}

static int count(const cJSON *result, const char *state)
{
	const cJSON *n = get(get(result, "sites"), state);

	return cJSON_IsNumber(n) ? n->valueint : 0;
}

static void add_sites(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	int seen = count(result, "observed") + count(result, "block"), not_seen;

	if (!get(result, "sites"))
		return;
	not_seen = count(result, "absent") + count(result, "rejected") + count(result, "conflict");
	sdi_json_add_number(j, card, "sites_seen", seen);
	sdi_json_add_number(j, card, "sites_assumed", count(result, "assumed"));
	sdi_json_add_number(j, card, "sites_not_seen", not_seen);
	sdi_json_add_number(j, card, "sites_total", seen + not_seen + count(result, "assumed"));
	sdi_json_add_bool(j, card, "some_not_seen", not_seen > 0);
}

static void add_candidates(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, card, "candidates");
	const cJSON *candidate;
	int n = 0;

	cJSON_ArrayForEach(candidate, get(result, "candidates")) {
		const cJSON *weight = get(candidate, "weight");
		cJSON *item = sdi_json_add_object(j, list, NULL);
		char score[48], share[32] = "";

		score_text(get(candidate, "activity_score"), score);
		if (cJSON_IsNumber(weight))
			snprintf(share, sizeof(share), weight->valuedouble < 0.01 ? "below 1 %%" : "%.0f %%", 100 * weight->valuedouble);
		sdi_json_add_text(j, item, "diplotype", sdi_json_get_text(candidate, "diplotype"));
		sdi_json_add_text(j, item, "phenotype", sdi_json_get_text(candidate, "phenotype"));
		sdi_json_add_text(j, item, "activity_score", score);
		sdi_json_add_text(j, item, "share", share);
		n++;
	}
	sdi_json_add_bool(j, card, "several", n > 1);
}

static void add_alleles(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, card, "alleles");
	const cJSON *hap;

	cJSON_ArrayForEach(hap, get(result, "haplotypes")) {
		cJSON *item = sdi_json_add_object(j, list, NULL);
		char value[48];

		score_text(get(hap, "activity_value"), value);
		sdi_json_add_text(j, item, "allele", sdi_json_get_text(hap, "allele"));
		sdi_json_add_text(j, item, "function", sdi_json_get_text(hap, "function"));
		sdi_json_add_text(j, item, "activity_value", value);
	}
}

static void add_variants(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	static const char *const copied[] = { "id", "rsid", "label", "genotype", "state" };
	cJSON *list = sdi_json_add_array(j, card, "variants");
	const cJSON *variant;

	cJSON_ArrayForEach(variant, get(result, "variants")) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
			sdi_json_add_text(j, item, copied[i], sdi_json_get_text(variant, copied[i]));
	}
}

static void add_effects(const cJSON *result, const char *from, const char *name, cJSON *card, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, card, name);
	const cJSON *effect;

	cJSON_ArrayForEach(effect, get(result, from)) {
		cJSON *item = sdi_json_add_object(j, list, NULL);
		char score[48];

		score_text(get(effect, "activity_score"), score);
		sdi_json_add_text(j, item, "diplotype", sdi_json_get_text(effect, "diplotype"));
		sdi_json_add_text(j, item, "phenotype", sdi_json_get_text(effect, "phenotype"));
		sdi_json_add_text(j, item, "activity_score", score);
	}
}

static void add_open(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	static const char *const lists[] = { "not_excluded", "open_phenotypes" };

	for (int i = 0; i < 2; i++) {
		cJSON *copy = cJSON_Duplicate(get(result, lists[i]), 1);

		sdi_json_put(j, card, lists[i], copy ? copy : cJSON_CreateArray());
	}
}

/* What medicines make of the result where no single target is meant: shown beside the genetic one, never over it. */
static void add_estimate(const struct sdi_report_facts *facts, const cJSON *guide, const char *gene, cJSON *card, struct sdi_json *j)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, get(guide, "phenoconversion")) {
		const cJSON *estimated = get(each, "estimated");
		const struct sdi_word *level = sdi_word(&facts->words, "level", sdi_json_get_text(estimated, "phenotype"));
		cJSON *to;

		if (strcmp(sdi_json_get_text(each, "gene"), gene) || *sdi_json_get_text(each, "drug") || !*sdi_json_get_text(each, "because_of"))
			continue;
		to = sdi_json_add_object(j, card, "with_medicines");
		sdi_json_add_text(j, to, "phenotype", sdi_json_get_text(estimated, "phenotype"));
		sdi_json_add_text(j, to, "level", level ? level->text : "");
		sdi_json_add_text(j, to, "because_of", sdi_json_get_text(each, "because_of"));
		sdi_json_add_text(j, to, "basis", sdi_json_get_text(each, "basis"));
		sdi_json_add_text(j, to, "text", sdi_json_get_text(each, "text"));
		return;
	}
}

static int is_result(const cJSON *result)
{
	return strcmp(sdi_json_get_text(result, "status"), "no_call") &&
	       (*sdi_json_get_text(result, "diplotype") || *sdi_json_get_text(result, "phenotype"));
}

static void add_card(const struct sdi_report_facts *facts, const cJSON *guide, const cJSON *result, cJSON *cards, struct sdi_json *j)
{
	const char *name = sdi_json_get_text(result, "gene"), *status = sdi_json_get_text(result, "status");
	const struct stardose_gene *gene = stardose_tables_gene(facts->tables, name);
	const struct sdi_word *word = sdi_word(&facts->words, "status", status);
	const struct sdi_word *level = sdi_word(&facts->words, "level", sdi_json_get_text(result, "phenotype"));
	const struct sdi_word *about = sdi_word(&facts->words, "gene", name);
	cJSON *card = sdi_json_add_object(j, cards, NULL);
	char score[48];

	score_text(get(result, "activity_score"), score);
	sdi_json_add_text(j, card, "gene", name);
	sdi_json_add_text(j, card, "diplotype", sdi_json_get_text(result, "diplotype"));
	sdi_json_add_text(j, card, "phenotype", sdi_json_get_text(result, "phenotype"));
	sdi_json_add_text(j, card, "level", level ? level->text : "");
	sdi_json_add_text(j, card, "level_in_plain_words", level ? level->patient : "");
	sdi_json_add_text(j, card, "about_in_plain_words", about ? about->patient : "");
	sdi_json_add_text(j, card, "activity_score", score);
	sdi_json_add_text(j, card, "status", status);
	sdi_json_add_text(j, card, "status_text", word ? word->text : status);
	sdi_json_add_text(j, card, "status_symbol", word ? word->symbol : "");
	sdi_json_add_text(j, card, "status_in_plain_words", word ? word->patient : "");
	sdi_json_add_bool(j, card, "is_firm", !strcmp(status, "called") || !strcmp(status, "outside"));
	sdi_json_add_text(j, card, "phase", strcmp(sdi_json_get_text(result, "phase"), ".") ? sdi_json_get_text(result, "phase") : "");
	add_copies(result, card, j);
	add_sites(result, card, j);
	add_picture(facts, gene, result, card, j);
	add_estimate(facts, guide, name, card, j);
	sdi_report_coded(j, card, "reasons", get(result, "reasons"), reason_text);
	add_candidates(result, card, j);
	add_alleles(result, card, j);
	add_variants(result, card, j);
	add_effects(result, "if_deletion", "if_deletion", card, j);
	add_effects(result, "if_extra_copy", "if_extra_copy", card, j);
	add_open(result, card, j);
}

void sdi_report_genes(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to, struct sdi_json *j)
{
	cJSON *cards = sdi_json_add_array(j, to, "genes"), *silent = sdi_json_add_array(j, to, "genes_without_result");
	const cJSON *result;
	int any_copies = 0, any_absent = 0, any_several = 0;

	cJSON_ArrayForEach(result, get(guide, "genes")) {
		if (is_result(result)) {
			add_card(facts, guide, result, cards, j);
			any_copies |= cJSON_IsString(get(result, "copies"));
			any_absent |= count(result, "absent") + count(result, "rejected") > 0;
			any_several |= cJSON_GetArraySize(get(result, "candidates")) > 1;
		} else {
			cJSON *item = sdi_json_add_object(j, silent, NULL);

			sdi_json_add_text(j, item, "gene", sdi_json_get_text(result, "gene"));
			sdi_report_coded(j, item, "reasons", get(result, "reasons"), reason_text);
		}
	}
	sdi_json_add_bool(j, to, "any_copies_not_assessed", any_copies);
	sdi_json_add_bool(j, to, "any_absent", any_absent || cJSON_GetArraySize(silent) > 0);
	sdi_json_add_bool(j, to, "any_several", any_several);
}
