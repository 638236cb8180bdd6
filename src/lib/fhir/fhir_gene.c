/*
 * fhir_gene.c - results of genes as FHIR: the genotype, and what it implies before any medicine is
 * named
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "fhir/fhir_line.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* ---- words ---- */

/* "<before>0.25", "<before>0.5 to 1.25", "<before>3 or more", or nothing. */
static int put_score(kstring_t *s, const char *before, const cJSON *score)
{
	const cJSON *lo = cJSON_GetArrayItem(score, 0), *hi = cJSON_GetArrayItem(score, 1);

	if (cJSON_IsNumber(score))
		return ksprintf(s, "%s%g", before, score->valuedouble);
	if (!cJSON_IsNumber(lo))
		return 0;
	if (cJSON_IsNumber(hi))
		return ksprintf(s, "%s%g to %g", before, lo->valuedouble, hi->valuedouble);
	return ksprintf(s, "%s%g or more", before, lo->valuedouble);
}

static int put_result(kstring_t *s, const cJSON *result)
{
	const char *phenotype = sdi_json_get_text(result, "phenotype");

	if (kputs(*phenotype ? phenotype : "no phenotype", s) < 0)
		return -1;
	return put_score(s, ", activity score ", get(result, "activity_score")) < 0 ? -1 : 0;
}

/* Is this candidate the first with its text of @member? */
static int is_first(const cJSON *candidate, const cJSON *candidates, const char *member)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, candidates) {
		if (each == candidate)
			break;
		if (!strcmp(sdi_json_get_text(each, member), sdi_json_get_text(candidate, member)))
			return 0;
	}
	return 1;
}

/* The gene and its diplotype; every one that fits, joined by " or ". */
static int put_genotype(kstring_t *s, const cJSON *gene)
{
	const cJSON *candidates = get(gene, "candidates"), *each;
	const char *diplotype = sdi_json_get_text(gene, "diplotype");
	int n = 0, failed = ksprintf(s, "%s ", sdi_json_get_text(gene, "gene")) < 0;

	cJSON_ArrayForEach(each, candidates) if (*sdi_json_get_text(each, "diplotype") &&
						 is_first(each, candidates, "diplotype")) failed |=
		ksprintf(s, "%s%s", n++ ? " or " : "", sdi_json_get_text(each, "diplotype")) < 0;
	if (!n && *diplotype)
		failed |= kputs(diplotype, s) < 0;
	else if (!n)
		failed |= kputs(strcmp(sdi_json_get_text(gene, "status"), "no_call")
					? "without diplotype"
					: "no call",
				s) < 0;
	return failed ? -1 : 0;
}

/*
 * The phenotype of the gene; where the object has none of its own, the one that all its candidates
 * have: "" where one has none, wherever it stands
 */
static const char *phenotype_of(const cJSON *gene)
{
	const cJSON *candidates = get(gene, "candidates"), *each;
	const char *text = sdi_json_get_text(gene, "phenotype"),
		   *first = sdi_json_get_text(cJSON_GetArrayItem(candidates, 0), "phenotype");

	if (*text)
		return text;
	cJSON_ArrayForEach(each, candidates)
		if (strcmp(first, sdi_json_get_text(each, "phenotype")))
			return "";
	return first;
}

static int put_scales(kstring_t *s, const struct sdi_words *words, const cJSON *result)
{
	const cJSON *dpwg = get(result, "dpwg");
	kstring_t ours = KS_INITIALIZE, theirs = KS_INITIALIZE;
	int failed;

	if (!dpwg || (cJSON_Compare(get(dpwg, "phenotype"), get(result, "phenotype"), 1) &&
		      cJSON_Compare(get(dpwg, "activity_score"), get(result, "activity_score"), 1)))
		return put_result(s, result);
	failed = put_result(&ours, result) < 0 || put_result(&theirs, dpwg) < 0 ||
		 kputs("", &ours) < 0 || kputs("", &theirs) < 0 ||
		 sdi_put_words(s, words, "fhir", "on_dpwg_scale", "result", ours.s, "other",
			       theirs.s, NULL);
	ks_free(&ours);
	ks_free(&theirs);
	return failed ? -1 : 0;
}

/*
 * "CYP2D6: Intermediate Metabolizer, activity score 0.25", candidate by candidate where there are
 * several.
 */
static int put_conclusion(kstring_t *s, const struct sdi_words *words, const cJSON *gene)
{
	const cJSON *candidates = get(gene, "candidates"), *each;
	int n = cJSON_GetArraySize(candidates),
	    failed = ksprintf(s, "%s: ", sdi_json_get_text(gene, "gene")) < 0;

	failed |= put_scales(s, words, n == 1 && !*sdi_json_get_text(gene, "phenotype")
					? cJSON_GetArrayItem(candidates, 0)
					: gene) < 0;
	if (n > 1)
		cJSON_ArrayForEach(each, candidates) {
			failed |=
				ksprintf(s, "; if %s: ", sdi_json_get_text(each, "diplotype")) < 0;
			failed |= put_scales(s, words, each) < 0;
		}
	return failed ? -1 : 0;
}

/* ---- notes ---- */

static const char *reason_text(const struct sdi_fhir *f, const char *code)
{
	const char *text = sdi_word_text(&f->facts->words, "reason", code);

	return text ? text : code;
}

/*
 * The code, whose words stand once in the report; the words where they are of this gene alone, and
 * of copies, which nobody should have to look up
 */
static void add_reason(struct sdi_fhir *f, cJSON *to, const cJSON *gene, const char *code)
{
	const char *plain = sdi_word_text(&f->facts->words, "reason", code);
	kstring_t text = KS_INITIALIZE;

	f->j.failed |= sdi_report_reason(&f->facts->words, gene, code, &text) != 0;
	if (!f->options->all && text.l && plain && !strcmp(text.s, plain) &&
	    strcmp(code, stardose_reason_code(STARDOSE_REASON_COPIES_NOT_ASSESSED))) {
		sdi_fhir_add_note(f, to, code);
		sdi_fhir_use_flag(f, code);
	} else {
		sdi_fhir_add_note(f, to, text.l ? text.s : code);
	}
	ks_free(&text);
}

/* Names of a list that stand in a note; how many more there are is told, the rest only on demand */
#define LONG_LIST 12

/* "Alleles that are not excluded: *2, *3, +12"; nothing where the list is empty */
static void add_list_note(struct sdi_fhir *f, cJSON *to, const char *code, const cJSON *list)
{
	kstring_t items = KS_INITIALIZE, note = KS_INITIALIZE;
	const cJSON *each;
	int n = 0, most = f->options->all ? INT_MAX : LONG_LIST;

	cJSON_ArrayForEach(each, list)
		if (cJSON_IsString(each) && n++ < most &&
		    ksprintf(&items, "%s%s", items.l ? ", " : "", each->valuestring) < 0)
			f->j.failed = 1;
	if (n > most && ksprintf(&items, ", +%d", n - most) < 0)
		f->j.failed = 1;
	if (items.l && sdi_put_words(&note, &f->facts->words, "fhir", code, "list", items.s, NULL))
		f->j.failed = 1;
	sdi_fhir_add_note(f, to, note.s);
	ks_free(&items);
	ks_free(&note);
}

static void add_copies(struct sdi_fhir *f, cJSON *to, const cJSON *gene)
{
	const cJSON *copies = get(gene, "copies");
	char text[160];

	if (cJSON_IsString(copies)) {
		sdi_fhir_add_note(
			f, to,
			reason_text(f, stardose_reason_code(STARDOSE_REASON_COPIES_NOT_ASSESSED)));
	} else if (cJSON_IsNumber(copies)) {
		const char *from = sdi_json_get_text(gene, "copies_from");

		snprintf(text, sizeof(text), "Gene copies: %d%s%.40s", copies->valueint,
			 *from ? ", from " : "", from);
		sdi_fhir_add_note(f, to, text);
	}
}

static void add_notes(struct sdi_fhir *f, cJSON *to, const cJSON *gene)
{
	const cJSON *reason;
	char text[120];

	if (*sdi_json_get_text(gene, "status")) {
		snprintf(text, sizeof(text), "Call: %.80s", sdi_json_get_text(gene, "status"));
		sdi_fhir_add_note(f, to, text);
	}
	add_copies(f, to, gene);
	cJSON_ArrayForEach(reason, get(gene, "reasons"))
		if (cJSON_IsString(reason))
			add_reason(f, to, gene, reason->valuestring);
	add_list_note(f, to, "not_excluded", get(gene, "not_excluded"));
	add_list_note(f, to, "open_phenotypes", get(gene, "open_phenotypes"));
	add_list_note(f, to, "unlisted", get(gene, "unlisted"));
}

/* ---- resources ---- */

static const char *genotype(struct sdi_fhir *f, const cJSON *gene, const char *build)
{
	cJSON *o = sdi_fhir_observation(f, "genotype", "genotype");
	const char *name = sdi_json_get_text(gene, "gene");
	kstring_t s = KS_INITIALIZE;

	if (put_genotype(&s, gene) < 0)
		f->j.failed = 1;
	/* device and assembly: the study has them, once for all genes */
	if (f->options->all || !f->study)
		sdi_fhir_add_reference(f, o, "device", f->device);
	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, o, "valueCodeableConcept"), "text", s.s);
	add_notes(f, o, gene);
	sdi_fhir_add_concept(f, sdi_fhir_add_component(f, o, "gene-studied"),
			     "valueCodeableConcept", "gene", name, name);
	if (*build && (f->options->all || !f->study))
		sdi_fhir_add_concept(f, sdi_fhir_add_component(f, o, "assembly"),
				     "valueCodeableConcept", "assembly", build, build);
	ks_free(&s);
	return sdi_fhir_enter_result(f, o);
}

/* Conversions by which no guideline or label goes are told, not implied. */
static void add_conversion_notes(struct sdi_fhir *f, cJSON *to, const cJSON *guide,
				 const char *name)
{
	const cJSON *each;

	cJSON_ArrayForEach(
		each,
		get(guide, "phenoconversion")) if (!strcmp(sdi_json_get_text(each, "gene"), name) &&
						   !*sdi_json_get_text(each, "selects"))
		sdi_fhir_add_note(f, to, sdi_json_get_text(each, "text"));
}

/* A no-call implies nothing: its phenotype is a word for that. */
static int is_implying(const struct sdi_fhir *f, const cJSON *gene)
{
	if (cJSON_GetArraySize(get(gene, "candidates")))
		return 1;
	return *phenotype_of(gene) &&
	       (f->options->all || strcmp(sdi_json_get_text(gene, "status"), "no_call"));
}

const char *sdi_fhir_own_phenotype(const struct sdi_fhir *f, const cJSON *guide, const char *name)
{
	const cJSON *gene;

	cJSON_ArrayForEach(gene, get(guide, "genes"))
		if (!strcmp(sdi_json_get_text(gene, "gene"), name))
			return is_implying(f, gene) ? phenotype_of(gene) : "";
	return "";
}

/* The conclusion, where it says more than the phenotype, which stands beside it. */
static void add_conclusion(struct sdi_fhir *f, cJSON *o, const cJSON *gene, const char *phenotype)
{
	size_t name = strlen(sdi_json_get_text(gene, "gene"));
	kstring_t s = KS_INITIALIZE;

	if (put_conclusion(&s, &f->facts->words, gene) < 0)
		f->j.failed = 1;
	else if (f->options->all || strcmp(s.s + name + strlen(": "), phenotype))
		sdi_fhir_add_text(f, sdi_fhir_add_component(f, o, "conclusion"), "valueString", s.s);
	ks_free(&s);
}

/* What the genotype alone implies. */
static void implication(struct sdi_fhir *f, const cJSON *guide, const cJSON *gene, const char *from)
{
	const char *name = sdi_json_get_text(gene, "gene"), *phenotype = phenotype_of(gene);
	cJSON *o;

	if (!is_implying(f, gene))
		return;
	o = sdi_fhir_observation(f, "therapeutic-implication", "implication");
	sdi_fhir_add_reference(f, sdi_fhir_list(f, o, "derivedFrom"), NULL, from);
	add_copies(f, o, gene);
	add_conversion_notes(f, o, guide, name);
	if (*phenotype)
		sdi_fhir_add_concept(f, sdi_fhir_add_component(f, o, "implication"),
				     "valueCodeableConcept", "phenotype", phenotype, phenotype);
	add_conclusion(f, o, gene, phenotype);
	sdi_fhir_tell_folds(f, o, name);
	sdi_fhir_enter_result(f, o);
}

void sdi_fhir_genes(struct sdi_fhir *f, const cJSON *guide)
{
	const cJSON *gene;

	cJSON_ArrayForEach(gene, get(guide, "genes")) {
		const char *name = sdi_json_get_text(gene, "gene"), *url;

		if (!*name)
			continue;
		url = genotype(f, gene, sdi_json_get_text(guide, "build"));
		if (url && !get(f->genotypes, name))
			sdi_fhir_add_text(f, f->genotypes, name, url);
		if (url)
			implication(f, guide, gene, url);
	}
}
