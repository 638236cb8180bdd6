/*
 * test_fhir_record.c - what was measured and tried, and rules about medicines in use, as resources
 * of a bundle: recorded, never judged
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stardose/fhir.h>
#include "course_fixture.h"

static char raw[100000];	/* of the last bundle, as it was written */

/* The bundle of one person; @more: further members of the line, or "" ; cJSON_Delete() */
static cJSON *bundle_of(const char *facts, const char *more)
{
	const struct course_input in = { .facts = facts };
	cJSON *guide = guide_of(&in), *others = cJSON_Parse(*more ? more : "{}"), *bundle;
	struct stardose_error err = { 0 };
	struct stardose_fhir *fhir;
	char *text, *out = NULL;

	assert_non_null(others);
	cJSON_AddStringToObject(guide, "sample", "person_1");
	while (others->child) {
		cJSON *one = cJSON_DetachItemViaPointer(others, others->child);

		cJSON_AddItemToObject(guide, one->string, one);
	}
	text = cJSON_PrintUnformatted(guide);
	assert_int_equal(stardose_fhir_new(course_tables_open, &fhir, &err), STARDOSE_OK);
	if (stardose_fhir_bundle(fhir, text, strlen(text), &out, &err))
		fail_msg("%s", err.text);
	snprintf(raw, sizeof(raw), "%s", out);
	bundle = cJSON_Parse(out);
	assert_non_null(bundle);	/* also where digits stand as they were written */
	stardose_fhir_free(fhir);
	free(text);
	free(out);
	cJSON_Delete(guide);
	cJSON_Delete(others);
	return bundle;
}

/* The @n th resource of a type, or NULL */
static const cJSON *resource(const cJSON *bundle, const char *type, int n)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(bundle, "entry"))
		if (!strcmp(json_text_at(entry, "resource/resourceType"), type) && !n--)
			return json_at(entry, "resource");
	return NULL;
}

static int has_note(const cJSON *of, const char *words)
{
	const cJSON *note;

	cJSON_ArrayForEach(note, json_at(of, "note"))
		if (strstr(json_text_at(note, "text"), words))
			return 1;
	return 0;
}

/* The text of all notes of the report: what has no resource */
static int report_says(const cJSON *bundle, const char *words)
{
	char *text = cJSON_PrintUnformatted(resource(bundle, "DiagnosticReport", 0));
	int says = strstr(text, words) != NULL;

	free(text);
	return says;
}

/* ---- scores ---- */

static void a_score_is_an_observation_without_interpretation(void **state)
{
	static const struct {
		const char *fact, *system, *code, *value, *method;
	} cases[] = {
		{ "score|PHQ-9|14||2026-01-01", "http://loinc.org", "44261-6", "14",
		  "rated by the person" },
		{ "score|HAM-D|18||2026-01-01||version=17;rater=clinician", "urn:stardose:scale",
		  "HAM-D-17", "18", "clinician" },
		{ "score|our scale|3||2026-01-01", "", "", "3", "" },
		{ "score|GAD-7|007||2026-01-01", "http://loinc.org", "70274-6", "7",
		  "rated by the person" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *bundle = bundle_of(cases[i].fact, "");
		const cJSON *o = resource(bundle, "Observation", 0);

		assert_json(o, "category/0/coding/0/code", "survey", cases[i].fact);
		assert_json(o, "code/coding/0/system", cases[i].system, cases[i].fact);
		assert_json(o, "code/coding/0/code", cases[i].code, cases[i].fact);
		assert_json(o, "valueQuantity/value", cases[i].value, cases[i].fact);
		assert_json(o, "effectiveDateTime", "2026-01-01", cases[i].fact);
		if (!strstr(json_text_at(o, "method/text"), cases[i].method))
			fail_msg("%s: %s", cases[i].fact, json_text_at(o, "method/text"));
		assert_null(json_at(o, "interpretation"));
		assert_null(json_at(o, "referenceRange"));
		cJSON_Delete(bundle);
	}
}

static void an_answer_about_suicidal_thoughts_is_a_component_like_any_other(void **state)
{
	static const struct { const char *fact, *name, *value; int n; } cases[] = {
		{ "score|PHQ-9|14||2026-01-01||item9=2", "valueInteger", "2", 1 },
		{ "score|PHQ-9|14||2026-01-01||item9=0", "valueInteger", "0", 1 },
		{ "score|PHQ-9|14||2026-01-01", "valueInteger", "", 0 },
		{ "score|C-SSRS|||2026-01-01||ideation=3;behaviour=no;period=month",
		  "valueInteger", "3", 3 },
		{ "score|C-SSRS|||2026-01-01||behaviour=yes", "valueBoolean", "true", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *bundle = bundle_of(cases[i].fact, "");
		const cJSON *o = resource(bundle, "Observation", 0);
		char path[64];

		snprintf(path, sizeof(path), "component/0/%s", cases[i].name);
		assert_int_equal(json_size(o, "component"), cases[i].n);
		assert_json(o, path, cases[i].value, cases[i].fact);
		assert_null(resource(bundle, "Flag", 0));
		cJSON_Delete(bundle);
	}
}

static void what_was_not_measured_is_a_note_of_the_report(void **state)
{
	static const struct { const char *fact, *words; } cases[] = {
		{ "score|PHQ-9|14||2026-06-01|||planned", "score: PHQ-9 14 2026-06-01" },
		{ "score|PHQ-9|14", "score: PHQ-9 14" },
		{ "score|PHQ-9|<14||2026-01-01", "score: PHQ-9 <14 2026-01-01" },
		{ "score|our scale|high||2026-01-01", "score: our scale high 2026-01-01" },
		{ "score|our scale|1e5||2026-01-01", "score: our scale 1e5" },
		{ "score|our scale|1,2||2026-01-01", "score: our scale 1,2" },
		{ "score|our scale|.5||2026-01-01", "score: our scale .5" },
		{ "score|our scale|5.||2026-01-01", "score: our scale 5." },
		{ "lab|clozapine|many|ng/mL|2026-01-01", "lab: clozapine many ng/mL 2026-01-01" },
		{ "lab|clozapine|420|ng/mL|2026-06-01|||planned", "lab: clozapine 420" },
		{ "person|age|40|years", "person: age 40 years" },
		{ "trial|no such thing|3|tablets|2025-01-01|2025-03-01", "trial: no such thing 3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *bundle = bundle_of(cases[i].fact, "");

		if (!report_says(bundle, cases[i].words))
			fail_msg("%s is not told", cases[i].fact);
		assert_null(resource(bundle, "Observation", 0));
		assert_null(resource(bundle, "MedicationStatement", 0));
		cJSON_Delete(bundle);
	}
}

/* ---- levels ---- */

#define RANGE "referenceRange/0/"

static void a_level_has_its_range_only_where_the_time_since_the_dose_is_known(void **state)
{
	static const struct { const char *fact, *low, *high; } cases[] = {
		{ "lab|amisulpride|420|ng/mL|2026-01-01||lastdose=12", "100", "320" },
		{ "lab|amisulpride|420|ng/mL|2026-01-01", "", "" },
		{ "lab|tranylcypromine|20|ng/mL|2026-01-01||lastdose=12", "", "50" },
		/* of both together */
		{ "lab|fluoxetine|420|ng/mL|2026-01-01||lastdose=12", "", "" },
		/* no number of the range's unit */
		{ "lab|amisulpride|420|furlong|2026-01-01||lastdose=12", "", "" },
		{ "lab|our marker|420|ng/mL|2026-01-01||lastdose=12", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *bundle = bundle_of(cases[i].fact, "");
		const cJSON *o = resource(bundle, "Observation", 0);

		assert_json(o, RANGE "low/value", cases[i].low, cases[i].fact);
		assert_json(o, RANGE "high/value", cases[i].high, cases[i].fact);
		assert_json(o, "valueQuantity/unit",
			    strstr(cases[i].fact, "furlong") ? "furlong" : "ng/mL", cases[i].fact);
		assert_json(o, "interpretation/0/coding/0/code", "", "a range judges nothing");
		cJSON_Delete(bundle);
	}
}

static void a_level_shows_the_flag_of_the_laboratory_and_its_own_digits(void **state)
{
	static const struct { const char *fact, *value, *comparator, *flag, *note; } cases[] = {
		{ "lab|lithium|0.30|mmol/L|2026-01-01||flag=low", "0.3", "", "L", "" },
		{ "lab|lithium|<0.2|mmol/L|2026-01-01||flag=high", "0.2", "<", "H", "" },
		{ "lab|lithium|0.7|mmol/L|2026-01-01T08:30||flag=normal", "0.7", "", "N", "08:30" },
		{ "lab|lithium|0.7|mmol/L|2026-01-01||assay=ISE", "0.7", "", "", "ISE" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *bundle = bundle_of(cases[i].fact, "");
		const cJSON *o = resource(bundle, "Observation", 0);

		assert_json(o, "category/0/coding/0/code", "laboratory", cases[i].fact);
		assert_json(o, "valueQuantity/value", cases[i].value, cases[i].fact);
		assert_json(o, "valueQuantity/comparator", cases[i].comparator, cases[i].fact);
		assert_json(o, "interpretation/0/coding/0/code", cases[i].flag, cases[i].fact);
		assert_json(o, "effectiveDateTime", "2026-01-01", "a day without a zone of time");
		if (*cases[i].note && !has_note(o, cases[i].note))
			fail_msg("%s has no note of '%s'", cases[i].fact, cases[i].note);
		cJSON_Delete(bundle);
	}
}

/* 0.30 is not 0.3: it says how exactly was measured. Noughts in front are no JSON. */
static void digits_stand_as_they_were_written(void **state)
{
	static const struct { const char *value, *written; } cases[] = {
		{ "0.30", "\"value\":0.30," }, { "0", "\"value\":0," },
		{ "00.5", "\"value\":0.5," },
		{ "007", "\"value\":7," },     { "1.000", "\"value\":1.000," },
		{ "100", "\"value\":100," },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char fact[128];

		snprintf(fact, sizeof(fact), "lab|lithium|%s|mmol/L|2026-01-01", cases[i].value);
		cJSON_Delete(bundle_of(fact, ""));
		if (!strstr(raw, cases[i].written))
			fail_msg("%s is not written as %s", cases[i].value, cases[i].written);
	}
}

/* ---- trials and procedures ---- */

static void a_trial_is_over_and_a_procedure_only_where_it_has_an_end(void **state)
{
	static const struct { const char *fact, *type, *status, *end; } cases[] = {
		{ "trial|sertraline|50|mg/d|2025-01-01|2025-03-01||tried", "MedicationStatement",
		  "completed", "" },
		{ "trial|our medicine|50|mg/d|2025-01-01|2025-03-01||tried",
		  "MedicationStatement", "completed", "" },
		{ "procedure|TMS|20||2025-01-01|2025-03-01", "Procedure", "completed",
		  "2025-03-01" },
		{ "procedure|TMS|20||2025-01-01", "Procedure", "unknown", "" },
		{ "procedure|ECT|||2026-06-01|||planned", "Procedure", "preparation", "" },
		/* the end by its weeks is nobody's word */
		{ "trial|ECT|12||2025-01-01||weeks=4|tried", "Procedure", "completed", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *bundle = bundle_of(cases[i].fact, "");
		const cJSON *one = resource(bundle, cases[i].type, 0);

		if (!one)
			fail_msg("%s is no %s", cases[i].fact, cases[i].type);
		assert_json(one, "status", cases[i].status, cases[i].fact);
		assert_json(one, "performedPeriod/end", cases[i].end, cases[i].fact);
		cJSON_Delete(bundle);
	}
}

/* ---- rules about medicines in use ---- */

#define IN_USE                                                                                     \
	"medicine|citalopram|30|mg/d|2026-01-01|||current\n"                                       \
	"medicine|omeprazole|||2026-01-01|||current"

static void a_rule_of_a_label_is_an_issue_where_its_medicine_is_in_use(void **state)
{
	static const struct { const char *rule; int is_issue; const char *detail; } cases[] = {
		{ "\"in_use\":true,\"action\":\"limit_max_dose\",\"row_id\":\"label-1\"", 1,
		  "At most 20 mg. (row label-1, US label 2023)" },
		{ "\"in_use\":true,\"action\":\"limit_max_dose\",\"row_id\":\"\"", 1,
		  "At most 20 mg. (US label 2023)" },
		{ "\"in_use\":false,\"action\":\"limit_max_dose\",\"row_id\":\"label-1\"", 0, "" },
		{ "\"in_use\":true,\"action\":\"standard\",\"row_id\":\"label-1\"", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char more[512];
		cJSON *bundle;
		const cJSON *issue;

		snprintf(more, sizeof(more),
			 "{\"label_rules\":[{\"drug\":\"citalopram\",\"text\":\"At most 20 mg.\","
			 "\"source\":\"US label\",\"citation\":\"2023\",%s,"
			 "\"actors\":[{\"name\":\"omeprazole\"}]}]}", cases[i].rule);
		bundle = bundle_of(IN_USE, more);
		issue = resource(bundle, "DetectedIssue", 0);
		assert_int_equal(issue != NULL, cases[i].is_issue);
		assert_json(issue, "detail", cases[i].detail, cases[i].rule);
		assert_json(issue, "severity", "", "labels give none");
		/* both statements, that of the medicine and that of who acts */
		assert_int_equal(json_size(issue, "implicated"), cases[i].is_issue ? 2 : 0);
		assert_int_equal(json_size(issue, "mitigation"), cases[i].is_issue);
		assert_null(resource(bundle, "DetectedIssue", 1));
		cJSON_Delete(bundle);
	}
}

/* Where a rule of a label is about the same two, that is the issue. */
static void who_acts_on_a_medicine_in_use_is_an_issue_unless_a_rule_says_it(void **state)
{
	static const struct { const char *drug, *name, *rules; int n_implicated; } cases[] = {
		{ "citalopram", "omeprazole", "", 2 },
		{ "Citalopram", "Omeprazole", "", 2 },
		{ "citalopram", "grapefruit", "", 1 },	/* who acts has no statement */
		{ "codeine", "omeprazole", "", 0 },	/* it is not taken */
		{ "citalopram", "omeprazole",
		  "{\"drug\":\"citalopram\",\"actors\":[{\"name\":\"omeprazole\"}]}", 0 },
		{ "citalopram", "omeprazole",
		  "{\"drug\":\"citalopram\",\"actors\":[{\"name\":\"cimetidine\"}]}", 2 },
		{ "citalopram", "omeprazole",
		  "{\"drug\":\"sertraline\",\"actors\":[{\"name\":\"omeprazole\"}]}", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char more[1024];
		cJSON *bundle;
		const cJSON *issue;

		snprintf(more, sizeof(more),
			 "{\"label_rules\":[%s],\"acted_on\":[{\"drug\":\"%s\",\"name\":\"%s\","
			 "\"gene\":\"CYP2C19\",\"strength\":\"moderate\",\"effect\":\"inhibitor\","
			 "\"citation\":\"FDA\"}]}", cases[i].rules, cases[i].drug, cases[i].name);
		bundle = bundle_of(IN_USE, more);
		issue = resource(bundle, "DetectedIssue", 0);
		if (json_size(issue, "implicated") != cases[i].n_implicated)
			fail_msg("%s on %s: %d", cases[i].name, cases[i].drug,
				 json_size(issue, "implicated"));
		assert_int_equal(issue != NULL, cases[i].n_implicated > 0);
		if (issue)
			assert_non_null(strstr(json_text_at(issue, "detail"), "CYP2C19"));
		cJSON_Delete(bundle);
	}
}

static void a_dose_is_an_issue_only_where_it_is_above(void **state)
{
	static const struct { const char *comparison; int is_issue; } cases[] = {
		{ "above", 1 }, { "within", 0 }, { "below", 0 }, { "not_comparable", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char more[512];
		cJSON *bundle;
		const cJSON *issue;

		snprintf(more, sizeof(more),
			 "{\"doses\":[{\"drug\":\"citalopram\",\"comparison\":\"%s\","
			 "\"text\":\"b\","
			 "\"limits\":[{\"text\":\"a\",\"row_id\":\"row-a\"},{\"text\":\"b\","
			 "\"row_id\":\"row-b\",\"whose\":\"US label\",\"citation\":\"2023\"}]}]}",
			 cases[i].comparison);
		bundle = bundle_of(IN_USE, more);
		issue = resource(bundle, "DetectedIssue", 0);
		assert_int_equal(issue != NULL, cases[i].is_issue);
		if (issue) /* the limit whose words decide, and the statement of the medicine */
			assert_json(issue, "detail", "b (row row-b, US label 2023)", "detail");
		assert_int_equal(json_size(issue, "implicated"), cases[i].is_issue);
		cJSON_Delete(bundle);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_score_is_an_observation_without_interpretation),
		cmocka_unit_test(an_answer_about_suicidal_thoughts_is_a_component_like_any_other),
		cmocka_unit_test(what_was_not_measured_is_a_note_of_the_report),
		cmocka_unit_test(a_level_has_its_range_only_where_the_time_since_the_dose_is_known),
		cmocka_unit_test(a_level_shows_the_flag_of_the_laboratory_and_its_own_digits),
		cmocka_unit_test(digits_stand_as_they_were_written),
		cmocka_unit_test(a_trial_is_over_and_a_procedure_only_where_it_has_an_end),
		cmocka_unit_test(a_rule_of_a_label_is_an_issue_where_its_medicine_is_in_use),
		cmocka_unit_test(who_acts_on_a_medicine_in_use_is_an_issue_unless_a_rule_says_it),
		cmocka_unit_test(a_dose_is_an_issue_only_where_it_is_above),
	};

	return cmocka_run_group_tests(tests, course_tables, course_no_tables);
}
