/*
 * test_fhir_line.c - what a line of guidance names, which lines ask for something, and which share
 * their sentence in a bundle
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "fhir/fhir_alike.h"
#include "fhir/fhir_line.h"
#include "json_path.h"

static struct stardose_tables *tables;
static struct sdi_report_facts facts;
static struct stardose_fhir_options options;

static int open_tables(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	if (stardose_tables_open(NULL, &tables, &err))
		return 1;
	facts.tables = tables;
	facts.words = *sdi_tables_words(tables);
	return 0;
}

static int free_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

static cJSON *parsed(const char *json)
{
	cJSON *value = cJSON_Parse(json);

	if (!value)
		fail_msg("no JSON: %s", json);
	return value;
}

/* ---- genes of a text ---- */

/* What follows a gene's name up to the next gene; the text of one may hold ';' and ':' itself. */
static void the_part_of_a_gene_ends_where_the_next_gene_begins(void **state)
{
	static const struct { const char *text, *gene, *part; } cases[] = {
		{ "CYP2D6:*1/*4", "CYP2D6", "*1/*4" },
		{ "CYP2C19:*1/*2;CYP2D6:*1/*4", "CYP2C19", "*1/*2" },
		{ "CYP2C19:*1/*2;CYP2D6:*1/*4", "CYP2D6", "*1/*4" },
		{ "HLA-B:*15:02;*40:01;CYP2C9:*1/*3", "HLA-B", "*15:02;*40:01" },
		{ "HLA-B:*15:02;*40:01;CYP2C9:*1/*3", "CYP2C9", "*1/*3" },
		{ "CYP2C19:No Result;CYP2D6:Poor Metabolizer (0)", "CYP2D6",
		  "Poor Metabolizer (0)" },
		{ "CYP2D6:", "CYP2D6", "" },
		{ "CYP2D6:*1/*4", "CYP2D", NULL },
		{ "CYP2D6:*1/*4", "YP2D6", NULL },
		{ "CYP2D6:*1/*4", "CYP2D66", NULL },
		{ "CYP2D6", "CYP2D6", NULL },
		{ "", "CYP2D6", NULL },
		{ ";;CYP2D6:*1", "CYP2D6", "*1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n = 0;
		const char *part = sdi_fhir_part_of(cases[i].text, cases[i].gene, &n);

		if (!part != !cases[i].part ||
		    (part && (n != strlen(cases[i].part) || strncmp(part, cases[i].part, n))))
			fail_msg("%s of '%s': %.*s", cases[i].gene, cases[i].text, (int)n,
				 part ? part : "");
	}
}

static void a_flag_is_the_whole_word(void **state)
{
	cJSON *line = parsed("{\"flags\":[\"no_result\",7,null]}"), *none = parsed("{}");

	(void)state;
	assert_int_equal(sdi_fhir_has_flag(line, "no_result"), 1);
	assert_int_equal(sdi_fhir_has_flag(line, "no_res"), 0);
	assert_int_equal(sdi_fhir_has_flag(line, ""), 0);
	assert_int_equal(sdi_fhir_has_flag(none, "no_result"), 0);
	assert_int_equal(sdi_fhir_has_flag(NULL, "no_result"), 0);
	cJSON_Delete(line);
	cJSON_Delete(none);
}

/* ---- what asks for something ---- */

static void a_line_asks_by_its_action_or_by_who_acts(void **state)
{
	static const struct {
		const char *action, *flags;
		int is_proposal, is_asking;
	} cases[] = {
		{ "reduce_dose_pct", "", 1, 1 },
		{ "contraindicated", "", 1, 1 },
		{ "standard", "", 0, 0 },
		{ "no_recommendation", "", 0, 0 },
		{ "no_such_action", "", 0, 0 },
		{ "", "", 0, 0 },
		{ "reduce_dose_pct", "reference_result", 1, 0 },
		{ "standard", "enzyme_acted_on", 0, 1 },
		{ "reduce_dose_pct", "reference_result\",\"enzyme_acted_on", 1, 1 },
	};
	struct sdi_fhir f = { .facts = &facts, .options = &options };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char json[256];
		cJSON *line;

		snprintf(json, sizeof(json), "{\"action\":\"%s\",\"flags\":[\"%s\"]}",
			 cases[i].action, cases[i].flags);
		line = parsed(json);
		if (sdi_fhir_is_proposal(&f, line) != cases[i].is_proposal ||
		    sdi_fhir_is_asking(&f, line) != cases[i].is_asking)
			fail_msg("%s, %s", cases[i].action, cases[i].flags);
		cJSON_Delete(line);
	}
}

/* ---- lines that say the same ---- */

static cJSON *line_with(const char *drug, const char *sentence, const char *action,
			const char *more)
{
	char json[512];

	snprintf(json, sizeof(json),
		 "{\"drug\":\"%s\",\"guidance\":\"%s\",\"source\":\"CPIC\",\"action\":\"%s\"%s}", drug,
		 sentence, action, more);
	return parsed(json);
}

static cJSON *line_of(const char *drug, const char *sentence, const char *more)
{
	return line_with(drug, sentence, "standard", more);
}

static cJSON *proposal_of(const char *drug, const char *action, const char *more)
{
	char sentence[64];

	snprintf(sentence, sizeof(sentence), "CPIC: not %s.", drug);
	return line_with(drug, sentence, action, more);
}

/* Does the second of two lines go with the first? */
static int are_alike(struct sdi_fhir *f, cJSON *a, cJSON *b)
{
	cJSON *lines = cJSON_CreateArray();
	struct sdi_fhir_alike *alike;
	int n, is_alike;

	cJSON_AddItemReferenceToArray(lines, a);
	cJSON_AddItemReferenceToArray(lines, b);
	alike = sdi_fhir_group_alike(f, lines, &n);
	assert_non_null(alike);
	assert_int_equal(n, 2);
	is_alike = alike[0].next == &alike[1];
	assert_int_equal(alike[0].is_first, 1);
	assert_int_equal(alike[1].is_first, !is_alike);
	free(alike);
	cJSON_Delete(lines);
	return is_alike;
}

/* Source, result and kind of row are the same; what is asked of which medicine may differ */
static void proposals_are_alike_that_rest_on_the_same(void **state)
{
	static const struct {
		const char *drug, *action, *more;
		int is_alike;
	} cases[] = {
		{ "sertraline", "alternative", "", 1 },
		{ "sertraline", "avoid", "", 1 },
		{ "sertraline", "alternative", ",\"strength\":\"strong\",\"row_id\":\"x\"", 1 },
		{ "sertraline", "alternative", ",\"flags\":[\"no_result\"]", 1 },
		{ "sertraline", "standard", "", 0 }, /* it asks for nothing */
		{ "sertraline", "alternative", ",\"phenotype\":\"x\"", 0 },
		{ "sertraline", "alternative", ",\"gene_result\":\"CYP2C19:*2/*2\"", 0 },
		{ "sertraline", "alternative", ",\"label\":\"label\"", 0 },
		/* what is of the person's own medicines, or acted on by one, stands alone */
		{ "paroxetine", "alternative", "", 0 },
		{ "sertraline", "alternative", ",\"flags\":[\"phenoconverted\"]", 0 },
		{ "sertraline", "alternative", ",\"flags\":[\"label_rule\"]", 0 },
	};
	struct sdi_fhir f = { .facts = &facts, .options = &options };
	cJSON *first = proposal_of("codeine", "alternative", "");

	(void)state;
	f.medicines = parsed("[{\"known_as\":\"Paroxetine\"}]");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *line = proposal_of(cases[i].drug, cases[i].action, cases[i].more);

		if (are_alike(&f, first, line) != cases[i].is_alike ||
		    are_alike(&f, line, first) != cases[i].is_alike)
			fail_msg("%s: %s%s", cases[i].drug, cases[i].action, cases[i].more);
		cJSON_Delete(line);
	}
	cJSON_Delete(f.medicines);
	cJSON_Delete(first);
}

/* Keys that run together, or differ in what is missing, empty or no text, are no one key */
static void groups_are_those_that_all_members_are_the_same_of(void **state)
{
	static const char *const more[] = {
		"", ",\"phenotype\":\"\"", ",\"phenotype\":null", ",\"phenotype\":\"ab\"",
		",\"phenotype\":\"a\",\"label\":\"b\"", ",\"gene_result\":\"a\",\"phenotype\":\"b\"",
		",\"gene_result\":\"ab\"", ",\"label\":\"ab\"", ",\"phenotype\":\"1:x-\"",
		",\"phenotype\":\"a\\\"b\"", ",\"phenotype\":\"é\"", ",\"phenotype\":1",
		",\"phenotype\":\"1\"", ",\"phenotype\":\"-\"",
	};
	enum { KINDS = sizeof(more) / sizeof(*more), N = 3 * KINDS };
	struct sdi_fhir f = { .facts = &facts, .options = &options };
	cJSON *lines = cJSON_CreateArray();
	struct sdi_fhir_alike *alike;
	int n;

	(void)state;
	for (int i = 0; i < N; i++) /* once forwards, twice by steps that mix them */
		cJSON_AddItemToArray(lines, proposal_of("codeine", "avoid",
							more[i < KINDS ? i : i * 5 % KINDS]));
	alike = sdi_fhir_group_alike(&f, lines, &n);
	assert_int_equal(n, N);
	for (int i = 0; i < N; i++) {
		int kind = i < KINDS ? i : i * 5 % KINDS, next = i + 1;

		while (next < N && (next < KINDS ? next : next * 5 % KINDS) != kind)
			next++;
		assert_ptr_equal(alike[i].line, cJSON_GetArrayItem(lines, i));
		if (alike[i].next != (next < N ? &alike[next] : NULL) ||
		    alike[i].is_first != (i < KINDS))
			fail_msg("line %d, %s", i, more[kind]);
	}
	free(alike);
	free(sdi_fhir_group_alike(&f, NULL, &n));
	assert_int_equal(n, 0);
	assert_int_equal(f.j.failed, 0);
	cJSON_Delete(lines);
}

static void a_sentence_is_folded_that_asks_for_nothing_of_a_medicine_nobody_takes(void **state)
{
	static const struct {
		const char *drug, *more;
		int all, is_folded;
	} cases[] = {
		{ "codeine", "", 0, 1 },
		{ "codeine", "", 1, 0 }, /* every line was asked for as it is */
		{ "paroxetine", "", 0, 0 },
		{ "codeine", ",\"flags\":[\"no_result\"]", 0, 1 },
		{ "codeine", ",\"flags\":[\"phenoconverted\"]", 0, 0 },
		{ "codeine", ",\"flags\":[\"enzyme_acted_on\"]", 0, 0 },
		{ "codeine", ",\"flags\":[\"label_rule\"]", 0, 0 },
		{ "tramadol", "", 0, 0 }, /* the sentence does not name it */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_fhir_options all = { .all = cases[i].all };
		struct sdi_fhir f = { .facts = &facts, .options = &all };
		char sentence[64];
		cJSON *line;

		snprintf(sentence, sizeof(sentence), "CPIC: %s as usual.",
			 strcmp(cases[i].drug, "tramadol") ? cases[i].drug : "it");
		line = line_of(cases[i].drug, sentence, cases[i].more);
		f.medicines = parsed("[{\"known_as\":\"paroxetine\"}]");
		if (sdi_fhir_is_folded(&f, line) != cases[i].is_folded)
			fail_msg("%s%s, all %d", cases[i].drug, cases[i].more, cases[i].all);
		cJSON_Delete(f.medicines);
		cJSON_Delete(line);
	}
}

/* ---- folds ---- */

/* Three lines on one gene say the same of two medicines, one of two genes; one asks for something.
 */
static const char guide_text[] =
	"{\"genes\":[{\"gene\":\"CYP2C19\"},{\"gene\":\"CYP2D6\"}],\"guidance\":["
	"{\"drug\":\"codeine\",\"guidance\":\"CPIC: codeine as usual.\",\"action\":\"standard\","
	"\"gene_result\":\"CYP2D6:*1/*1\",\"flags\":[]},"
	"{\"drug\":\"tramadol\",\"guidance\":\"CPIC: tramadol as usual.\",\"action\":\"standard\","
	"\"gene_result\":\"CYP2D6:*1/*1\",\"flags\":[]},"
	"{\"drug\":\"tramadol\",\"guidance\":\"CPIC: tramadol as usual.\",\"action\":\"standard\","
	"\"gene_result\":\"CYP2D6:*1/*1\",\"flags\":[]},"
	"{\"drug\":\"amitriptyline\",\"guidance\":\"CPIC: amitriptyline as usual.\","
	"\"action\":\"standard\",\"gene_result\":\"CYP2C19:*1/*1;CYP2D6:*1/*1\",\"flags\":"
	"[\"no_result\"]},"
	"{\"drug\":\"sertraline\",\"guidance\":\"CPIC: less sertraline.\","
	"\"action\":\"reduce_dose_pct\",\"gene_result\":\"CYP2C19:*2/*2\",\"flags\":[]}]}";

static void sentences_are_told_once_at_their_gene_and_others_with_the_report(void **state)
{
	struct sdi_fhir f = { .facts = &facts, .options = &options };
	cJSON *guide = parsed(guide_text), *d6 = cJSON_CreateObject(), *c19 = cJSON_CreateObject();

	(void)state;
	f.folds = cJSON_CreateArray();
	f.notes = cJSON_CreateArray();
	f.flags = cJSON_CreateObject();
	f.medicines = cJSON_CreateArray();
	sdi_fhir_fold(&f, guide);
	sdi_fhir_tell_folds(&f, d6, "CYP2D6");
	sdi_fhir_tell_folds(&f, c19, "CYP2C19");
	sdi_fhir_tell_other_folds(&f);
	assert_int_equal(f.j.failed, 0);
	assert_int_equal(json_size(d6, "note"), 1);
	assert_json(d6, "note/0/text", "CPIC: codeine, tramadol as usual.", "both, each once");
	assert_int_equal(json_size(c19, "note"), 0); /* no sentence rests on it alone */
	assert_int_equal(cJSON_GetArraySize(f.notes), 1);
	assert_non_null(
		strstr(json_text_at(f.notes, "0"), "\nCPIC: amitriptyline as usual. [no_result]"));
	assert_null(strstr(json_text_at(f.notes, "0"), "codeine"));
	assert_null(strstr(json_text_at(f.notes, "0"), "sertraline"));
	/* the flag's words are asked for */
	assert_non_null(json_at(f.flags, "no_result"));
	cJSON_Delete(f.folds);
	cJSON_Delete(f.notes);
	cJSON_Delete(f.flags);
	cJSON_Delete(f.medicines);
	cJSON_Delete(guide);
	cJSON_Delete(d6);
	cJSON_Delete(c19);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_part_of_a_gene_ends_where_the_next_gene_begins),
		cmocka_unit_test(a_flag_is_the_whole_word),
		cmocka_unit_test(a_line_asks_by_its_action_or_by_who_acts),
		cmocka_unit_test(proposals_are_alike_that_rest_on_the_same),
		cmocka_unit_test(groups_are_those_that_all_members_are_the_same_of),
		cmocka_unit_test(
			a_sentence_is_folded_that_asks_for_nothing_of_a_medicine_nobody_takes),
		cmocka_unit_test(sentences_are_told_once_at_their_gene_and_others_with_the_report),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
