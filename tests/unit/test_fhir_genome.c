/*
 * test_fhir_genome.c - results of genes, what was looked at, and lines of guidance as resources of
 * a bundle: coded only where one result is meant, whatever the order of what fits
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stardose/fhir.h>
#include "built_in_tables.h"
#include "json_path.h"

/* The bundle of a line with @members; cJSON_Delete() */
static cJSON *bundle_of(const char *members)
{
	kstring_t line = KS_INITIALIZE;
	struct stardose_error err = { 0 };
	struct stardose_fhir *fhir;
	cJSON *bundle;
	char *out = NULL;

	ksprintf(&line, "{\"sample\":\"person_1\"%s%s%s}", *members ? "," : "", members,
		 strstr(members, "\"guidance\"") ? "" : ",\"guidance\":[]");
	assert_int_equal(stardose_fhir_new(tables, &fhir, &err), STARDOSE_OK);
	if (stardose_fhir_bundle(fhir, line.s, line.l, &out, &err))
		fail_msg("%s: %s", line.s, err.text);
	bundle = cJSON_Parse(out);
	assert_non_null(bundle);
	stardose_fhir_free(fhir);
	ks_free(&line);
	free(out);
	return bundle;
}

/* The @n th resource of @type whose meta/profile ends in @profile, "" any; or NULL */
static const cJSON *resource(const cJSON *bundle, const char *type, const char *profile, int n)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(bundle, "entry")) {
		const cJSON *of = json_at(entry, "resource");
		const char *has = json_text_at(of, "meta/profile/0"), *name = strrchr(has, '/');

		if (!strcmp(json_text_at(of, "resourceType"), type) &&
		    (!*profile || (name && !strcmp(name + 1, profile))) && !n--)
			return of;
	}
	return NULL;
}

static const cJSON *implication(const cJSON *bundle, int n)
{
	return resource(bundle, "Observation", "therapeutic-implication", n);
}

/* The @n th concept of a phenotype among the components of @of, or NULL */
static const cJSON *phenotype(const cJSON *of, int n)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, json_at(of, "component"))
		if (!strcmp(json_text_at(each, "code/coding/0/code"), "therapeutic-implication") &&
		    !n--)
			return json_at(each, "valueCodeableConcept");
	return NULL;
}

static int has_note(const cJSON *of, const char *words)
{
	const cJSON *each;
	int n = 0;

	cJSON_ArrayForEach(each, json_at(of, "note"))
		n += strstr(json_text_at(each, "text"), words) != NULL;
	return n;
}

/* ---- a bundle ---- */

static int has_address(const cJSON *bundle, const char *url)
{
	return json_with(bundle, "entry", "fullUrl", url) != NULL;
}

/* FHIR knows no null and nothing empty, and what is referred to must be in the bundle. */
static void check_whole(const cJSON *bundle, const cJSON *of)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, of) {
		if (cJSON_IsNull(each) || (cJSON_IsString(each) && !*each->valuestring) ||
		    ((cJSON_IsObject(each) || cJSON_IsArray(each)) && !each->child))
			fail_msg("nothing in %s", each->string ? each->string : "a list");
		if (each->string && !strcmp(each->string, "reference") &&
		    !has_address(bundle, each->valuestring))
			fail_msg("%s is not in the bundle", each->valuestring);
		check_whole(bundle, each);
	}
}

static void check_once(const cJSON *list)
{
	const cJSON *each, *other;

	cJSON_ArrayForEach(each, list)
		for (other = each->next; other; other = other->next)
			if (cJSON_Compare(each, other, 1))
				fail_msg("twice: %s", json_text_at(each, "reference"));
}

#define GENE(name, more) "{\"gene\":\"" name "\",\"status\":\"called\"" more "}"
#define ONE_GENE "\"genes\":[" GENE("CYP2D6", ",\"diplotype\":\"*4/*4\",\"phenotype\":\"Poor "     \
				    "Metabolizer\",\"activity_score\":0") "]"
#define LINE(drug, result, phenotype, text, more)                                                  \
	"{\"drug\":\"" drug "\",\"source\":\"CPIC\",\"label\":\"guideline\",\"gene_result\":\""    \
	result "\",\"phenotype\":\"" phenotype "\",\"guidance\":\"" text "\"" more "}"
#define ASKS ",\"action\":\"avoid\""
#define GUIDANCE(lines) ",\"guidance\":[" lines "]"
#define OWN(drug, text, more) LINE(drug, "CYP2D6:*4/*4", "CYP2D6:Poor Metabolizer (0)", text, more)

static void whatever_a_line_holds_the_bundle_is_whole(void **state)
{
	static const char *const lines[] = {
		"",
		"\"genes\":[]",
		"\"genes\":null,\"context\":null",
		"\"genes\":[null,7,{},{\"gene\":\"\"},{\"gene\":\"CYP2D6\"}]",
		"\"genes\":[{\"gene\":\"CYP2D6\",\"candidates\":[{},{}],\"reasons\":[null,7,\"\"],"
		"\"not_excluded\":[1,\"\"],\"copies\":[]}]",
		"\"genes\":[{\"gene\":\"a\\\"<b>&\\t\\u00e9\",\"diplotype\":\"\\u0001\\n\","
		"\"phenotype\":\" \",\"status\":\"no_call\"}]",
		"\"genes\":[{\"gene\":\"CYP2D6\",\"sites_seen\":1,\"sites_absent\":\"x\"}]",
		ONE_GENE GUIDANCE("null,7,{}"),
		ONE_GENE GUIDANCE("{\"gene_result\":\"CYP2D6:*4/*4\"}"),
		ONE_GENE GUIDANCE(OWN("no \\\"such\\\" <drug>\\t\\u00e9", "a\\nb\\u0001", ASKS
				       ",\"evidence\":[\"\",null,7],\"flags\":[null,\"\"],"
				       "\"also\":[null,7]")),
		ONE_GENE GUIDANCE(LINE("codeine", "COMT:no result", "COMT:No Result", "t", ASKS)),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		cJSON *bundle = bundle_of(lines[i]);

		check_whole(bundle, bundle);
		assert_non_null(resource(bundle, "DiagnosticReport", "", 0));
		cJSON_Delete(bundle);
	}
}

/* ---- genes ---- */

#define CANDIDATE(diplotype, more) "{\"diplotype\":\"" diplotype "\"" more "}"
#define POOR ",\"phenotype\":\"Poor Metabolizer\""
#define NORMAL ",\"phenotype\":\"Normal Metabolizer\""
#define BOTH(a, b) ",\"candidates\":[" a "," b "]"

/* A phenotype is coded where it is the gene's, or that of everything that fits. */
static void one_phenotype_of_all_that_fits_is_implied(void **state)
{
	static const struct { const char *more, *genotype, *text, *code; } cases[] = {
		{ ",\"diplotype\":\"*2/*2\"" POOR, "CYP2C19 *2/*2", "Poor Metabolizer", "LA9657-3" },
		{ BOTH(CANDIDATE("*2/*2", POOR), CANDIDATE("*2/*3", POOR)),
		  "CYP2C19 *2/*2 or *2/*3", "Poor Metabolizer", "LA9657-3" },
		{ BOTH(CANDIDATE("*2/*2", POOR), CANDIDATE("*2/*2", POOR)), "CYP2C19 *2/*2",
		  "Poor Metabolizer", "LA9657-3" },
		{ BOTH(CANDIDATE("*2/*2", POOR), CANDIDATE("*1/*1", NORMAL)),
		  "CYP2C19 *2/*2 or *1/*1", "", "" },
		{ BOTH(CANDIDATE("*2/*2", POOR), CANDIDATE("*1/*7", "")),
		  "CYP2C19 *2/*2 or *1/*7", "", "" },
		{ BOTH(CANDIDATE("*1/*7", ""), CANDIDATE("*2/*2", POOR)),
		  "CYP2C19 *1/*7 or *2/*2", "", "" },
		{ BOTH(CANDIDATE("*1/*7", ",\"phenotype\":null"), CANDIDATE("*2/*2", POOR)),
		  "CYP2C19 *1/*7 or *2/*2", "", "" },
		{ ",\"phenotype\":\"Indeterminate\"" BOTH(CANDIDATE("*1/*7", ""),
							   CANDIDATE("*2/*2", POOR)),
		  "CYP2C19 *1/*7 or *2/*2", "Indeterminate", "" },
		{ ",\"phenotype\":\"Words\"", "CYP2C19 without diplotype", "Words", "" },
		{ ",\"diplotype\":\"*1/*7\"", "CYP2C19 *1/*7", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t line = KS_INITIALIZE;
		const cJSON *concept;
		cJSON *bundle;

		ksprintf(&line, "\"genes\":[{\"gene\":\"CYP2C19\",\"status\":\"called\"%s}]",
			 cases[i].more);
		bundle = bundle_of(line.s);
		check_whole(bundle, bundle);
		concept = phenotype(implication(bundle, 0), 0);
		assert_json(resource(bundle, "Observation", "genotype", 0),
			    "valueCodeableConcept/text", cases[i].genotype, line.s);
		assert_json(concept, "text", cases[i].text, line.s);
		assert_json(concept, "coding/0/code", cases[i].code, line.s);
		cJSON_Delete(bundle);
		ks_free(&line);
	}
}

static void a_no_call_implies_nothing(void **state)
{
	cJSON *bundle = bundle_of("\"genes\":[{\"gene\":\"CYP2C19\",\"status\":\"no_call\","
				  "\"phenotype\":\"No Result\"}]");

	(void)state;
	assert_json(resource(bundle, "Observation", "genotype", 0), "valueCodeableConcept/text",
		    "CYP2C19 no call", "a no-call");
	assert_null(implication(bundle, 0));
	cJSON_Delete(bundle);
}

static void a_list_is_cut_and_says_by_how_many(void **state)
{
	static const struct { int n; const char *end; } cases[] = {
		{ 1, "*1" }, { 12, ", *12" }, { 13, ", *12, +1" }, { 40, ", *12, +28" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t line = KS_INITIALIZE;
		const cJSON *o;
		cJSON *bundle;

		ksprintf(&line, "\"genes\":[{\"gene\":\"CYP2D6\",\"not_excluded\":[");
		for (int a = 1; a <= cases[i].n; a++)
			ksprintf(&line, "%s\"*%d\"", a > 1 ? "," : "", a);
		kputs("]}]", &line);
		bundle = bundle_of(line.s);
		o = resource(bundle, "Observation", "genotype", 0);
		assert_int_equal(has_note(o, cases[i].end), 1);
		assert_int_equal(has_note(o, ", +"), cases[i].n > 12);
		cJSON_Delete(bundle);
		ks_free(&line);
	}
}

/* ---- what was looked at ---- */

static void a_study_has_the_genes_whose_sites_were_looked_for(void **state)
{
	cJSON *bundle = bundle_of(
		"\"build\":\"GRCh38\",\"genes\":["
		GENE("CYP2D6", ",\"sites_seen\":160,\"sites_assumed\":0,\"sites_absent\":3") ","
		GENE("CYP2C9", ",\"sites_seen\":0,\"sites_assumed\":84,\"sites_absent\":2") ","
		GENE("HLA-B", "") ",{\"gene\":\"TPMT\",\"status\":\"no_call\",\"sites_absent\":5}]");
	const cJSON *analysis = resource(bundle, "Procedure", "genomic-study-analysis", 0), *each;
	char *text = cJSON_PrintUnformatted(analysis);
	int studied = 0, uncalled = 0;

	(void)state;
	assert_non_null(analysis);
	assert_non_null(strstr(text, "CYP2D6 160 of 163, CYP2C9 0 of 86 (84 assumed), "
				     "TPMT 0 of 5"));
	assert_null(strstr(text, "HLA-B"));
	cJSON_ArrayForEach(each, json_at(analysis, "extension")) {
		const cJSON *inner;

		cJSON_ArrayForEach(inner, json_at(each, "extension")) {
			studied += !strcmp(json_text_at(inner, "url"), "studied");
			uncalled += !strcmp(json_text_at(inner, "url"), "uncalled") &&
				    !strcmp(json_text_at(inner, "valueCodeableConcept/text"), "TPMT");
		}
	}
	assert_int_equal(studied, 3);
	assert_int_equal(uncalled, 1);
	/* the study has the device; without one each genotype has it */
	assert_null(json_at(resource(bundle, "Observation", "genotype", 0), "device"));
	check_whole(bundle, bundle);
	cJSON_Delete(bundle);
	bundle = bundle_of("\"genes\":[" GENE("HLA-B", ",\"diplotype\":\"*15:02/*57:01\"") "]");
	assert_null(resource(bundle, "Procedure", "", 0));
	assert_non_null(json_at(resource(bundle, "Observation", "genotype", 0), "device"));
	cJSON_Delete(bundle);
	free(text);
}

/* ---- lines of guidance ---- */

/* The first implication is the gene's own, the second the line's. */
static void alternatives_are_coded_where_they_are_one_phenotype(void **state)
{
	static const struct { const char *said, *text, *code; } cases[] = {
		{ "Poor Metabolizer", "", "" },	/* the gene's own, which stands there already */
		{ "Poor Metabolizer (0)", "", "" },
		{ "Poor Metabolizer (0)|Poor Metabolizer (0.25)", "", "" },
		{ "Intermediate Metabolizer (0.5)", "CYP2D6 Intermediate Metabolizer (0.5)",
		  "LA10317-8" },
		{ "Intermediate Metabolizer (0.25)|Intermediate Metabolizer (0.5)",
		  "CYP2D6 Intermediate Metabolizer (0.25) or Intermediate Metabolizer (0.5)",
		  "LA10317-8" },
		{ "Poor Metabolizer (0)|Intermediate Metabolizer (0.5)",
		  "CYP2D6 Poor Metabolizer (0) or Intermediate Metabolizer (0.5)", "" },
		{ "Intermediate Metabolizer (0.5)|Poor Metabolizer (0)",
		  "CYP2D6 Intermediate Metabolizer (0.5) or Poor Metabolizer (0)", "" },
		{ "Poor Metabolizer|Normal Metabolizer",
		  "CYP2D6 Poor Metabolizer or Normal Metabolizer", "" },
		{ "Poor Metabolizer (0)|Poor Metabolizer of another kind",
		  "CYP2D6 Poor Metabolizer (0) or Poor Metabolizer of another kind", "" },
		{ "No Result", "", "" },
		{ "activity score (1)", "CYP2D6 activity score (1)", "" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t line = KS_INITIALIZE;
		cJSON *bundle;

		ksprintf(&line, ONE_GENE GUIDANCE(LINE("codeine", "CYP2D6:*4/*4", "CYP2D6:%s", "Avoid.",
						       ASKS)), cases[i].said);
		bundle = bundle_of(line.s);
		check_whole(bundle, bundle);
		assert_non_null(implication(bundle, 1));
		assert_json(phenotype(implication(bundle, 1), 0), "text", cases[i].text,
			    cases[i].said);
		assert_json(phenotype(implication(bundle, 1), 0), "coding/0/code", cases[i].code,
			    cases[i].said);
		cJSON_Delete(bundle);
		ks_free(&line);
	}
}

static void what_rests_on_no_genotype_is_a_note_of_the_report(void **state)
{
	cJSON *bundle = bundle_of(ONE_GENE GUIDANCE(
		LINE("codeine", "COMT:no result", "COMT:No Result", "Words of it.",
		     ASKS ",\"row_id\":\"R7\"")));
	char *text = cJSON_PrintUnformatted(resource(bundle, "DiagnosticReport", "", 0));

	(void)state;
	assert_null(implication(bundle, 1));
	assert_null(resource(bundle, "Task", "", 0));
	assert_non_null(strstr(text, "codeine: Words of it. (row R7)"));
	cJSON_Delete(bundle);
	free(text);
}

/* Two rows say the same of one medicine, a third another medicine: one implication, two Tasks. */
static void rows_that_say_the_same_are_one_proposal(void **state)
{
	cJSON *bundle = bundle_of(ONE_GENE GUIDANCE(
		OWN("codeine", "Avoid codeine.", ASKS ",\"evidence\":[\"A\",\"B\"],\"row_id\":\"R1\","
		     "\"citation\":\"PMID:1\"") ","
		OWN("codeine", "Avoid codeine.", ASKS ",\"evidence\":[\"A\"],\"row_id\":\"R2\","
		     "\"citation\":\"PMID:1\"") ","
		OWN("tramadol", "Avoid tramadol.", ASKS ",\"evidence\":[\"C\"],\"row_id\":\"R3\","
		     "\"citation\":\"PMID:2\"")));
	const cJSON *o = implication(bundle, 1), *report = resource(bundle, "DiagnosticReport", "", 0);
	char *text = cJSON_PrintUnformatted(o);

	(void)state;
	check_whole(bundle, bundle);
	assert_null(implication(bundle, 2));
	assert_non_null(resource(bundle, "Task", "", 1));
	assert_null(resource(bundle, "Task", "", 2));
	assert_json(resource(bundle, "Task", "", 0), "description", "Avoid codeine.", "the first");
	assert_json(resource(bundle, "Task", "", 1), "description", "Avoid tramadol.", "the second");
	assert_non_null(strstr(text, "\"label\":\"R1, R2\""));
	assert_non_null(strstr(text, "\"label\":\"R3\""));
	assert_int_equal(json_size(o, "extension"), 2);
	check_once(json_at(report, "extension"));
	check_once(json_at(report, "result"));
	check_once(json_at(o, "component"));
	assert_non_null(strstr(json_text_at(report, "conclusion"), "codeine (CPIC); tramadol (CPIC)"));
	cJSON_Delete(bundle);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_a_line_holds_the_bundle_is_whole),
		cmocka_unit_test(one_phenotype_of_all_that_fits_is_implied),
		cmocka_unit_test(a_no_call_implies_nothing),
		cmocka_unit_test(a_list_is_cut_and_says_by_how_many),
		cmocka_unit_test(a_study_has_the_genes_whose_sites_were_looked_for),
		cmocka_unit_test(alternatives_are_coded_where_they_are_one_phenotype),
		cmocka_unit_test(what_rests_on_no_genotype_is_a_note_of_the_report),
		cmocka_unit_test(rows_that_say_the_same_are_one_proposal),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
