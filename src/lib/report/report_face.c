/* report_face.c - the first page: its sentence, the genes that matter on it, and all parts of it */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_face.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
/* 0 where @of does not say */
static int count(const cJSON *of, const char *name)
{
	const cJSON *number = get(of, name);

	return cJSON_IsNumber(number) ? (int)number->valuedouble : 0;
}
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

/* ---- the sentence ---- */

/* Is something in use of which nothing was asked? Then no line of it was looked for. */
static int leaves_out(const cJSON *to, const cJSON *face)
{
	const cJSON *use;

	cJSON_ArrayForEach(use, get(face, "uses"))
		if (is(to, "is_asked") && !is(use, "has_medicine") && !is(use, "is_stopped"))
			return 1;
	return 0;
}

static const char *headline_code(const cJSON *to, const cJSON *face)
{
	int n = count(face, "n_uses"), n_look = count(face, "n_look");

	if (!n)
		return is(to, "interactions_assessed") ? "none_in_use" : "no_list";
	if (!n_look && leaves_out(to, face))
		return "not_asked";
	if (n == 1)
		return n_look ? "one_look" : "one_usual";
	if (n == 2 && n_look == 2)
		return "both_look";
	if (n_look == n)
		return "all_look";
	return n_look > 1 ? "some_look" : n_look ? "one_of_look" : "no_look";
}

static void add_counts(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	char n[16], n_look[16];

	snprintf(n, sizeof(n), "%d", count(face, "n_uses"));
	snprintf(n_look, sizeof(n_look), "%d", count(face, "n_look"));
	sdi_add_words(why, face, "headline", headline_code(to, face), "n", n, "look", n_look);
}

static int put_name(kstring_t *out, const char *name)
{
	return (out->l && kputs(", ", out) < 0) || kputs(name, out) < 0;
}

/*
 * Those to look at whose advice is as sure as the surest one's; @n of them at most. Return: how
 * sure that is; NULL: there is none
 */
static const char *surest(const cJSON *face, int n, kstring_t *names, int *bad)
{
	static const char *const steps[] = { "firm", "depends" };
	const cJSON *use;

	for (size_t s = 0; s < sizeof(steps) / sizeof(*steps); s++) {
		cJSON_ArrayForEach(use, get(face, "uses"))
			if (n && is(use, "needs_look") && !is(use, "is_whatever") &&
			    get(use, "lead") && !strcmp(text_of(use, "sure"), steps[s])) {
				*bad |= put_name(names, text_of(use, "shown_as"));
				n--;
			}
		if (names->l)
			return steps[s];
	}
	return NULL;
}

static void add_surest(const struct sdi_why *why, cJSON *face)
{
	kstring_t names = KS_INITIALIZE;
	int bad = 0;
	const char *step = surest(face, 3, &names, &bad);

	if (step && !bad)
		sdi_add_words(why, face, "surest",
			      !strcmp(step, "firm") ? "surest_firm" : "surest_depends", "names",
			      names.s, NULL, NULL);
	else
		sdi_json_add_text(why->j, face, "surest", NULL);
	why->j->failed |= bad;
	ks_free(&names);
}

static int put_all(kstring_t *out, const cJSON *names)
{
	const cJSON *name;
	int bad = 0;

	cJSON_ArrayForEach(name, names)
		bad |= put_name(out, cJSON_GetStringValue(name));
	return bad;
}

/* A sentence with names in it, null where there is none. */
static void add_missing(const struct sdi_why *why, cJSON *face, const char *code,
			const cJSON *names)
{
	kstring_t text = KS_INITIALIZE;

	why->j->failed |= put_all(&text, names);
	if (text.l)
		sdi_add_words(why, face, code, code, "names", text.s, NULL, NULL);
	else
		sdi_json_add_text(why->j, face, code, NULL);
	ks_free(&text);
}

/* Names that are not known, and genes that a line of a medicine in use asks for without result. */
static void add_not_known(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	cJSON *genes = cJSON_CreateArray(), *names = cJSON_CreateArray();
	const cJSON *one, *item, *row;

	cJSON_ArrayForEach(one, get(to, "names_not_known"))
		sdi_json_add_text(why->j, names, NULL, text_of(one, "name"));
	cJSON_ArrayForEach(item, get(to, "medicines_now"))
		cJSON_ArrayForEach(row, get(get(item, "medicine"), "rows"))
			sdi_add_untested(why, genes, row);
	add_missing(why, face, "names_missing", names);
	add_missing(why, face, "not_tested", genes);
	cJSON_Delete(genes);
	cJSON_Delete(names);
}

/* "escitalopram beside moclobemide", "codeine": what a source calls contraindicated */
static void add_contraindicated(const struct sdi_why *why, cJSON *face)
{
	kstring_t names = KS_INITIALIZE;
	const cJSON *use;

	cJSON_ArrayForEach(use, get(face, "uses")) {
		const char *beside = text_of(get(use, "lead"), "beside");

		if (!is(use, "is_contraindicated") || is(use, "is_stopped"))
			continue;
		if (put_name(&names, text_of(use, "inn")) ||
		    (*beside && sdi_put_words(&names, &why->facts->words, "face", "with_beside",
					      "who", beside, NULL) < 0))
			why->j->failed = 1;
	}
	if (names.l)
		sdi_add_words(why, face, "contraindicated", "contraindicated", "names", names.s, NULL,
			      NULL);
	else
		sdi_json_add_text(why->j, face, "contraindicated", NULL);
	ks_free(&names);
}

void sdi_face_headline(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	const cJSON *use;
	int is_alarm = 0;

	add_counts(why, to, face);
	add_surest(why, face);
	add_contraindicated(why, face);
	add_not_known(why, to, face);
	cJSON_ArrayForEach(use, get(face, "uses"))
		is_alarm |= is(use, "is_contraindicated") && !is(use, "is_stopped");
	sdi_json_add_bool(why->j, face, "is_alarm", is_alarm);
	sdi_json_add_bool(why->j, face, "is_quiet",
			  cJSON_GetNumberValue(get(face, "n_look")) == 0);
}

/* ---- genes ---- */

static int touches(const cJSON *to, const cJSON *card)
{
	const char *gene = text_of(card, "gene");
	const cJSON *item, *class, *medicine, *with = get(card, "with_medicines");

	if (is(with, "is_changed") && !is(with, "is_weak"))
		return 1;
	cJSON_ArrayForEach(item, get(to, "medicines_now"))
		if (sdi_face_rows_ask(get(item, "medicine"), gene))
			return 1;
	cJSON_ArrayForEach(class, get(to, "classes"))
		if (strcmp(text_of(class, "class"), "other"))
			cJSON_ArrayForEach(medicine, get(class, "medicines"))
				if (sdi_face_rows_ask(medicine, gene))
					return 1;
	return 0;
}

/* What makes a gene's result less than firm: the first of those that can change it. */
static const char *gene_doubt(const cJSON *card)
{
	if (is(card, "several"))
		return "gene_several";
	if (!strcmp(text_of(card, "status"), "partial"))
		return "gene_partial";
	if (!strcmp(text_of(card, "status"), "incomplete"))
		return "gene_sites";
	if (is(card, "copies_not_assessed"))
		return "gene_copies";
	return cJSON_GetNumberValue(get(card, "sites_assumed")) > 0 ? "gene_assumed" : NULL;
}

static void add_gene_sure(const struct sdi_why *why, cJSON *gene, const cJSON *card)
{
	const char *doubt = gene_doubt(card), *code;
	const struct sdi_word *step;
	char seen[16], total[16];

	code = !doubt ? "firm"
	       : !strcmp(doubt, "gene_several") || !strcmp(doubt, "gene_partial") ? "open"
										   : "depends";
	step = sdi_word(&why->facts->words, "sure", code);
	snprintf(seen, sizeof(seen), "%d", count(card, "sites_not_seen"));
	snprintf(total, sizeof(total), "%d", count(card, "sites_total"));
	sdi_json_add_text(why->j, gene, "sure", code);
	sdi_json_add_text(why->j, gene, "sure_symbol", step ? step->symbol : "");
	sdi_json_add_text(why->j, gene, "sure_word", step ? step->text : code);
	if (doubt)
		sdi_add_words(why, gene, "sure_text", doubt, "n", seen, "total", total);
	else if (!strcmp(text_of(card, "status"), "outside"))
		sdi_add_words(why, gene, "sure_text", "gene_outside", NULL, NULL, NULL, NULL);
	else
		sdi_json_add_text(why->j, gene, "sure_text", NULL);
}

/* The five steps of the picture, and on which of them medicines in use put the person. */
static void add_steps(const struct sdi_why *why, cJSON *gene, const cJSON *card)
{
	const cJSON *with = get(card, "with_medicines"), *step;
	int now = is(with, "is_changed") && !is(with, "is_weak")
			  ? sdi_report_step(why->facts, text_of(with, "phenotype"))
			  : -1,
	    at = 0;
	cJSON *steps = sdi_json_add_array(why->j, gene, "steps");

	cJSON_ArrayForEach(step, get(get(card, "picture"), "steps")) {
		cJSON *copy = cJSON_Duplicate(step, 1);

		sdi_json_add_bool(why->j, copy, "is_now", at++ == now);
		sdi_json_put(why->j, steps, NULL, copy);
	}
	sdi_json_add_bool(why->j, gene, "has_steps", at > 0);
	sdi_json_add_text(why->j, gene, "picture_text", text_of(get(card, "picture"), "text"));
}

static void add_gene(const struct sdi_why *why, cJSON *genes, const cJSON *card)
{
	static const char *const copied[] = { "gene", "diplotype", "level", "phenotype",
					      "activity_score" };
	const cJSON *with = get(card, "with_medicines");
	cJSON *gene = sdi_json_add_object(why->j, genes, NULL);

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(why->j, gene, copied[i], text_of(card, copied[i]));
	sdi_json_add_bool(why->j, gene, "several", is(card, "several"));
	sdi_json_add_bool(why->j, gene, "is_local", is(card, "is_local"));
	add_steps(why, gene, card);
	if (with)
		sdi_json_put(why->j, gene, "with_medicines", cJSON_Duplicate(with, 1));
	add_gene_sure(why, gene, card);
}

/* A gene that is read and has no speed: "read, no phenotype exists". */
static const char *quiet_word(const cJSON *card)
{
	const cJSON *reason;

	cJSON_ArrayForEach(reason, get(card, "reasons"))
		if (!strcmp(text_of(reason, "code"), "no_phenotype_rule"))
			return NULL;
	if (*text_of(card, "level"))
		return text_of(card, "level");
	return *text_of(card, "phenotype") ? text_of(card, "phenotype") : text_of(card, "diplotype");
}

static void add_quiet(const struct sdi_why *why, cJSON *genes, const cJSON *card)
{
	cJSON *gene = sdi_json_add_object(why->j, genes, NULL);
	const char *word = quiet_word(card);
	const struct sdi_word *said =
		sdi_word(&why->facts->words, "quiet_result", text_of(card, "phenotype"));

	sdi_json_add_text(why->j, gene, "gene", text_of(card, "gene"));
	if (word && *word)
		sdi_json_add_text(why->j, gene, "text", said ? said->text : word);
	else
		sdi_add_words(why, gene, "text", "no_phenotype", NULL, NULL, NULL, NULL);
}

void sdi_face_genes(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	cJSON *genes = sdi_json_add_array(why->j, face, "genes"),
	      *elsewhere = sdi_json_add_array(why->j, face, "elsewhere"),
	      *quiet = sdi_json_add_array(why->j, face, "quiet_genes");
	const cJSON *card;

	cJSON_ArrayForEach(card, get(to, "genes")) {
		if (touches(to, card))
			add_gene(why, genes, card);
		else if (!sdi_face_elsewhere(why, to, elsewhere, card))
			add_quiet(why, quiet, card);
	}
	sdi_json_add_bool(why->j, face, "has_genes", cJSON_GetArraySize(genes) > 0);
	sdi_json_add_bool(why->j, face, "has_elsewhere", cJSON_GetArraySize(elsewhere) > 0);
	sdi_json_add_bool(why->j, face, "has_quiet_genes", cJSON_GetArraySize(quiet) > 0);
}

void sdi_report_face(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		     struct sdi_json *j)
{
	const struct sdi_why why = { facts, guide, j };
	cJSON *face = sdi_json_add_object(j, to, "face");

	sdi_face_uses(&why, to, face);
	sdi_face_headline(&why, to, face);
	sdi_face_genes(&why, to, face);
	sdi_face_board(&why, to, face);
	sdi_face_fit(j, to, face);
}
