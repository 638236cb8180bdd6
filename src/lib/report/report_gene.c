/*
 * report_gene.c - the results of genes as cards: what was seen, what it makes, what could not be
 * seen
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "guidance/result_json.h"
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

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

/* "reasons": code and text of each reason of @result. */
static void add_reasons(const struct sdi_report_facts *facts, const cJSON *result, cJSON *to,
			struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "reasons");
	const cJSON *code;

	cJSON_ArrayForEach(code, get(result, "reasons")) {
		const char *text = cJSON_GetStringValue(code);
		cJSON *item = text ? sdi_json_add_object(j, list, NULL) : NULL;

		if (item) {
			kstring_t meaning = KS_INITIALIZE;

			j->failed |= sdi_report_reason(&facts->words, result, text, &meaning) != 0;
			sdi_json_add_text(j, item, "code", text);
			add_words_of(j, item, meaning.l ? meaning.s : text);
			ks_free(&meaning);
		}
	}
}

/* 1.25, or 0.5-1.25 where the candidates differ, or "3 or more", or "". */
static void score_text(const cJSON *score, int is_least, char out[48])
{
	const cJSON *lo = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 0) : score;
	const cJSON *hi = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 1) : NULL;

	*out = 0;
	if (cJSON_IsNumber(lo) && cJSON_IsNumber(hi))
		snprintf(out, 48, "%g-%g%s", lo->valuedouble, hi->valuedouble,
			 is_least ? " or more" : "");
	else if (cJSON_IsNumber(lo))
		snprintf(out, 48, "%g%s", lo->valuedouble, is_least || hi ? " or more" : "");
}

/* "xN" of another program: copies and score are the least. */
static int is_least(const cJSON *result)
{
	const cJSON *reason;

	cJSON_ArrayForEach(
		reason,
		get(result,
		    "reasons")) if (cJSON_IsString(reason) &&
				    !strcmp(reason->valuestring,
					    stardose_reason_code(
						    STARDOSE_REASON_COPIES_AT_LEAST))) return 1;
	return 0;
}

/* ---- the words ---- */

static void add_copies(const cJSON *result, cJSON *card, struct sdi_json *j)
{
	const cJSON *copies = get(result, "copies");
	const cJSON *reads = get(result, "copies_by_reads"), *depth = get(reads, "depth");
	char text[64] = "";

	if (cJSON_IsNumber(copies) && cJSON_IsNumber(depth) &&
	    !strcmp(sdi_json_get_text(result, "copies_from"), "reads"))
		snprintf(text, sizeof(text), "%d counted from reads (%.0fx)", copies->valueint,
			 depth->valuedouble);
	else if (cJSON_IsNumber(copies))
		snprintf(text, sizeof(text), "%d%s", copies->valueint,
			 is_least(result) ? " or more" : "");
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

		score_text(get(candidate, "activity_score"), sdi_has_more_copies(candidate), score);
		if (cJSON_IsNumber(weight))
			snprintf(share, sizeof(share),
				 weight->valuedouble < 0.01 ? "below 1 %%" : "%.0f %%",
				 100 * weight->valuedouble);
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

		score_text(get(hap, "activity_value"), 0, value);
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
			sdi_json_add_text(j, item, copied[i],
					  sdi_json_get_text(variant, copied[i]));
	}
}

static void add_effects(const cJSON *result, const char *from, const char *name, cJSON *card,
			struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, card, name);
	const cJSON *effect;

	cJSON_ArrayForEach(effect, get(result, from)) {
		cJSON *item = sdi_json_add_object(j, list, NULL);
		char score[48];

		score_text(get(effect, "activity_score"), 0, score);
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
	sdi_json_add_bool(j, card, "has_not_excluded",
			  cJSON_GetArraySize(get(result, "not_excluded")) > 0);
}

/* Weak inhibitors and inducers change no result. */
static int is_weak(const cJSON *conversion)
{
	const cJSON *flag;
	int weak = 0, other = 0;

	cJSON_ArrayForEach(flag, get(conversion, "flags")) {
		const char *code = cJSON_GetStringValue(flag);

		weak |= code && (!strcmp(code, "weak_inhibitor") || !strcmp(code, "weak_inducer"));
		other |= code && !strncmp(code, "unresolved_", strlen("unresolved_"));
	}
	return weak && !other;
}

/*
 * What medicines make of the result where no single target is meant: shown beside the genetic one,
 * never over it.
 */
static void add_estimate(const struct sdi_report_facts *facts, const cJSON *guide, const char *gene,
			 cJSON *card, struct sdi_json *j)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, get(guide, "phenoconversion")) {
		const cJSON *estimated = get(each, "estimated");
		const struct sdi_word *level = sdi_word(&facts->words, "level",
							sdi_json_get_text(estimated, "phenotype")),
				      *word;
		cJSON *to;

		if (strcmp(sdi_json_get_text(each, "gene"), gene) ||
		    *sdi_json_get_text(each, "drug") || !*sdi_json_get_text(each, "because_of"))
			continue;
		to = sdi_json_add_object(j, card, "with_medicines");
		sdi_json_add_text(j, to, "phenotype", sdi_json_get_text(estimated, "phenotype"));
		sdi_json_add_text(j, to, "level", level ? level->text : "");
		sdi_json_add_bool(j, to, "is_changed",
				  strcmp(sdi_json_get_text(estimated, "phenotype"),
					 sdi_json_get_text(get(each, "genetic"), "phenotype")) !=
						  0 ||
					  !level);
		sdi_json_add_bool(j, to, "is_weak", is_weak(each));
		sdi_json_add_text(j, to, "because_of", sdi_json_get_text(each, "because_of"));
		sdi_json_add_text(j, to, "basis", sdi_json_get_text(each, "basis"));
		word = sdi_word(&facts->words, "basis", sdi_json_get_text(each, "basis"));
		sdi_json_add_text(j, to, "basis_text", word ? word->text : "");
		sdi_json_add_text(j, to, "text", sdi_json_get_text(each, "text"));
		return;
	}
}

static int is_result(const cJSON *result)
{
	return strcmp(sdi_json_get_text(result, "status"), "no_call") &&
	       (*sdi_json_get_text(result, "diplotype") ||
		*sdi_json_get_text(result, "phenotype") ||
		cJSON_IsNumber(get(result, "activity_score")) ||
		cJSON_IsArray(get(result, "activity_score")));
}

/*
 * The phenotype of the band that a score alone falls into, or NULL: the result has a phenotype, a
 * diplotype, or no such score.
 */
static const char *phenotype_of_score(const struct sdi_report_facts *facts, const cJSON *result)
{
	const struct stardose_gene *gene =
		stardose_tables_gene(facts->tables, sdi_json_get_text(result, "gene"));
	const cJSON *score = get(result, "activity_score");
	const struct stardose_phenotype_rule *band;

	if (!gene || !cJSON_IsNumber(score) || *sdi_json_get_text(result, "diplotype") ||
	    *sdi_json_get_text(result, "phenotype"))
		return NULL;
	band = sdi_report_band(gene, (int)(score->valuedouble * 100 + 0.5));
	return band ? band->phenotype : NULL;
}

/*
 * A result as the guidance reads it, where another program left something out: without status it is
 * from outside, and a score alone has the phenotype of its band. Return: a copy; NULL: nothing is
 * left out, or @j has failed
 */
static cJSON *complete(const struct sdi_report_facts *facts, const cJSON *result,
		       struct sdi_json *j)
{
	int has_status = *sdi_json_get_text(result, "status") != 0;
	const char *phenotype = phenotype_of_score(facts, result);
	cJSON *copy;

	if (has_status && !phenotype)
		return NULL;
	copy = cJSON_Duplicate(result, 1);
	if (!copy)
		j->failed = 1;
	if (!has_status) {
		cJSON_DeleteItemFromObjectCaseSensitive(copy, "status");
		sdi_json_add_text(j, copy, "status", "outside");
	}
	if (phenotype) {
		cJSON_DeleteItemFromObjectCaseSensitive(copy, "phenotype");
		sdi_json_add_text(j, copy, "phenotype", phenotype);
	}
	return copy;
}

/* What one reads of the status in a few words; an outside result may be several. */
static const char *brief_code(const cJSON *result)
{
	const char *status = sdi_json_get_text(result, "status");

	return !strcmp(status, "outside") && cJSON_GetArraySize(get(result, "candidates")) > 1
		       ? "outside_several"
		       : status;
}

static void add_card(const struct sdi_report_facts *facts, const cJSON *guide, const cJSON *result,
		     cJSON *cards, struct sdi_json *j)
{
	const char *name = sdi_json_get_text(result, "gene"),
		   *status = sdi_json_get_text(result, "status");
	const struct stardose_gene *gene = stardose_tables_gene(facts->tables, name);
	const struct sdi_word *word = sdi_word(&facts->words, "status", status);
	const struct sdi_word *brief =
		sdi_word(&facts->words, "status_in_short", brief_code(result));
	const struct sdi_word *level =
		sdi_word(&facts->words, "level", sdi_json_get_text(result, "phenotype"));
	const struct sdi_word *about = sdi_word(&facts->words, "gene", name);
	cJSON *card = sdi_json_add_object(j, cards, NULL);
	char score[48];

	score_text(get(result, "activity_score"), is_least(result), score);
	sdi_json_add_text(j, card, "gene", name);
	sdi_json_add_text(j, card, "diplotype", sdi_json_get_text(result, "diplotype"));
	sdi_json_add_text(j, card, "phenotype", sdi_json_get_text(result, "phenotype"));
	sdi_json_add_text(j, card, "level", level ? level->text : "");
	sdi_json_add_text(j, card, "level_in_plain_words", level ? level->patient : "");
	sdi_json_add_text(j, card, "about_in_plain_words", about ? about->patient : "");
	sdi_json_add_text(j, card, "activity_score", score);
	sdi_json_add_text(j, card, "status", status);
	sdi_json_add_text(j, card, "status_text", word ? word->text : status);
	sdi_json_add_text(j, card, "status_in_short",
			  brief	 ? brief->text
			  : word ? word->text
				 : status);
	sdi_json_add_text(j, card, "status_symbol", word ? word->symbol : "");
	sdi_json_add_text(j, card, "status_in_plain_words", word ? word->patient : "");
	sdi_json_add_bool(j, card, "is_called", !strcmp(status, "called"));
	sdi_json_add_bool(j, card, "is_firm",
			  !strcmp(status, "called") || !strcmp(status, "outside"));
	sdi_json_add_bool(j, card, "is_local", cJSON_IsTrue(get(result, "local")));
	sdi_json_add_text(j, card, "edition", sdi_json_get_text(result, "edition"));
	sdi_json_add_text(j, card, "phase",
			  strcmp(sdi_json_get_text(result, "phase"), ".")
				  ? sdi_json_get_text(result, "phase")
				  : "");
	add_copies(result, card, j);
	add_sites(result, card, j);
	sdi_report_picture(facts, gene, result, card, j);
	add_estimate(facts, guide, name, card, j);
	add_reasons(facts, result, card, j);
	add_candidates(result, card, j);
	add_alleles(result, card, j);
	add_variants(result, card, j);
	add_effects(result, "if_deletion", "if_deletion", card, j);
	add_effects(result, "if_extra_copy", "if_extra_copy", card, j);
	add_open(result, card, j);
	sdi_report_hidden(facts, gene, result, card, j);
}

/* ---- what was tested, in all ---- */

/*
 * Genes for which @holds, by name, with @more of each unless NULL; @any tells whether there are
 * some.
 */
static void list_genes(struct sdi_json *j, cJSON *tested, const char *name, const char *any,
		       const cJSON *cards, int (*holds)(const cJSON *card), const char *more)
{
	cJSON *list = sdi_json_add_array(j, tested, name);
	const cJSON *card;

	cJSON_ArrayForEach(card, cards) {
		cJSON *item = holds(card) ? sdi_json_add_object(j, list, NULL) : NULL;

		if (!item)
			continue;
		sdi_json_add_text(j, item, "gene", sdi_json_get_text(card, "gene"));
		if (more)
			sdi_json_put(j, item, more, cJSON_Duplicate(get(card, more), 0));
	}
	sdi_json_add_bool(j, tested, any, cJSON_GetArraySize(list) > 0);
}

static int is_outside(const cJSON *card)
{
	return !strcmp(sdi_json_get_text(card, "status"), "outside");
}
static int is_read(const cJSON *card) { return !is_outside(card); }
/* A diplotype from elsewhere does not tell whether anybody counted. */
static int is_counted(const cJSON *card)
{
	return !is_outside(card) && *sdi_json_get_text(card, "copies") &&
	       !cJSON_IsTrue(get(card, "copies_not_assessed"));
}
static int is_not_counted(const cJSON *card)
{
	return cJSON_IsTrue(get(card, "copies_not_assessed"));
}
static int hides_some(const cJSON *card) { return get(card, "hidden_haplotypes") != NULL; }
static int is_not_all_seen(const cJSON *card) { return cJSON_IsTrue(get(card, "some_not_seen")); }
static int is_assumed(const cJSON *card)
{
	return cJSON_GetNumberValue(get(card, "sites_assumed")) > 0;
}
static int is_several(const cJSON *card) { return cJSON_IsTrue(get(card, "several")); }

static int is_not_phased(const cJSON *card)
{
	const char *phase = sdi_json_get_text(card, "phase");

	return !strcmp(phase, "unphased") || !strcmp(phase, "partial");
}

static void add_tested(struct sdi_json *j, cJSON *to)
{
	const cJSON *cards = get(to, "genes"), *card;
	cJSON *tested = sdi_json_add_object(j, to, "tested");
	int seen = 0, total = 0;

	cJSON_ArrayForEach(card, cards)
		if (cJSON_IsNumber(get(card, "sites_total"))) {
			seen += get(card, "sites_seen")->valueint;
			total += get(card, "sites_total")->valueint;
		}
	sdi_json_add_number(j, tested, "sites_seen", seen);
	sdi_json_add_number(j, tested, "sites_total", total);
	sdi_json_add_bool(j, tested, "any_sites", total > 0);
	list_genes(j, tested, "read", "any_read", cards, is_read, NULL);
	list_genes(j, tested, "outside", "any_outside", cards, is_outside, NULL);
	list_genes(j, tested, "not_all_seen", "any_not_all_seen", cards, is_not_all_seen,
		   "sites_not_seen");
	list_genes(j, tested, "hiding", "any_hiding", cards, hides_some, NULL);
	list_genes(j, tested, "assumed", "any_assumed", cards, is_assumed, "sites_assumed");
	list_genes(j, tested, "copies_counted", "any_copies_counted", cards, is_counted, "copies");
	list_genes(j, tested, "copies_not_assessed", "any_copies_not_assessed", cards,
		   is_not_counted, NULL);
	list_genes(j, tested, "not_phased", "any_not_phased", cards, is_not_phased, NULL);
	list_genes(j, tested, "several", "any_several", cards, is_several, NULL);
}

void sdi_report_genes(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		      struct sdi_json *j)
{
	cJSON *cards = sdi_json_add_array(j, to, "genes"),
	      *silent = sdi_json_add_array(j, to, "genes_without_result");
	const cJSON *result;
	int any_copies = 0, any_absent = 0, any_several = 0;

	cJSON_ArrayForEach(result, get(guide, "genes")) {
		if (is_result(result)) {
			cJSON *whole = complete(facts, result, j);

			add_card(facts, guide, whole ? whole : result, cards, j);
			cJSON_Delete(whole);
			any_copies |= cJSON_IsString(get(result, "copies"));
			any_absent |= count(result, "absent") + count(result, "rejected") +
					      count(result, "conflict") >
				      0;
			any_several |= cJSON_GetArraySize(get(result, "candidates")) > 1;
		} else {
			cJSON *item = sdi_json_add_object(j, silent, NULL);

			sdi_json_add_text(j, item, "gene", sdi_json_get_text(result, "gene"));
			add_reasons(facts, result, item, j);
		}
	}
	sdi_json_add_bool(j, to, "any_copies_not_assessed", any_copies);
	sdi_json_add_bool(j, to, "any_absent", any_absent || cJSON_GetArraySize(silent) > 0);
	sdi_json_add_bool(j, to, "any_several", any_several);
	add_tested(j, to);
}
