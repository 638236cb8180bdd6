/*
 * test_cds_cards.c - cards of CDS Hooks: one for each medicine and source that asks for something,
 * one where none does, and never silence about a name
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stardose/fhir.h>
#include <stardose/tables.h>
#include "json_path.h"

static struct stardose_tables *tables;
static struct stardose_fhir *fhir;

static int begin(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	return stardose_tables_open(NULL, &tables, &err) || stardose_fhir_new(tables, &fhir, &err);
}

static int end(void **state)
{
	(void)state;
	stardose_fhir_free(fhir);
	stardose_tables_free(tables);
	return 0;
}

/* A line of guidance: "drug|source|action|flags|sentence|citation|row", flags joined by ' ' */
static void add_line(cJSON *lines, const char *text)
{
	static const char *const names[] = { "drug",	 "source",   "action", "flags",
					     "guidance", "citation", "row_id" };
	cJSON *line = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strcspn(text, "|");
		char field[512];

		snprintf(field, sizeof(field), "%.*s", (int)n, text);
		if (!strcmp(names[i], "flags")) {
			cJSON *flags = cJSON_AddArrayToObject(line, "flags");

			for (char *word = strtok(field, " "); word; word = strtok(NULL, " "))
				cJSON_AddItemToArray(flags, cJSON_CreateString(word));
		} else if (*field) {
			cJSON_AddStringToObject(line, names[i], field);
		}
		text += n + (text[n] == '|');
	}
	cJSON_AddItemToArray(lines, line);
}

/* The answer on lines joined by '\n' and names that are not known, joined by ','; cJSON_Delete() */
static cJSON *cards_of(const char *lines, const char *not_known)
{
	cJSON *guide = cJSON_CreateObject(), *list, *answer;
	char *text, *out = NULL, copy[2048], *save = NULL;
	struct stardose_error err = { 0 };

	cJSON_AddStringToObject(guide, "sample", "person_1");
	list = cJSON_AddArrayToObject(guide, "guidance");
	snprintf(copy, sizeof(copy), "%s", lines);
	for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		add_line(list, line);
	list = cJSON_AddArrayToObject(cJSON_AddObjectToObject(guide, "context"), "asked_not_known");
	snprintf(copy, sizeof(copy), "%s", not_known);
	for (char *name = strtok_r(copy, ",", &save); name; name = strtok_r(NULL, ",", &save)) {
		cJSON *one = cJSON_CreateObject();

		cJSON_AddStringToObject(one, "name", name);
		cJSON_AddItemToArray(list, one);
	}
	text = cJSON_PrintUnformatted(guide);
	if (stardose_cds_cards(fhir, text, strlen(text), &out, &err))
		fail_msg("%s", err.text);
	answer = cJSON_Parse(out);
	free(out);
	free(text);
	cJSON_Delete(guide);
	assert_non_null(answer);
	return answer;
}

/* ---- which cards ---- */

#define ASKS(drug, source) drug "|" source "|reduce_dose_pct||" drug " x0.5.|A 2020|row-1"
#define USUAL(drug, source) drug "|" source "|standard||" drug " as usual.|A 2020|row-2"

/* indicator and source of each card, in their order */
static void a_card_for_each_medicine_and_source_that_asks_for_something(void **state)
{
	static const struct { const char *claim, *lines, *indicators, *sources; } cases[] = {
		{ "nothing was asked", "", "", "" },
		{ "one asks", ASKS("codeine", "CPIC"), "warning", "CPIC" },
		{ "one does not", USUAL("codeine", "CPIC"), "info", "stardose" },
		{ "two ask", ASKS("codeine", "CPIC") "\n" ASKS("codeine", "DPWG"),
		  "warning warning", "CPIC DPWG" },
		{ "one of two asks: the other needs no card",
		  USUAL("codeine", "CPIC") "\n" ASKS("codeine", "DPWG"), "warning", "DPWG" },
		{ "two lines of one source are one card",
		  ASKS("codeine", "CPIC") "\n" ASKS("codeine", "CPIC"), "warning", "CPIC" },
		{ "none of two sources asks: one card",
		  USUAL("codeine", "CPIC") "\n" USUAL("codeine", "DPWG"), "info", "stardose" },
		{ "each medicine by itself",
		  ASKS("codeine", "CPIC") "\n" USUAL("sertraline", "CPIC"), "warning info",
		  "CPIC stardose" },
		{ "contraindicated is graver", "codeine|FDA|contraindicated||Not codeine.|A|r",
		  "critical", "FDA" },
		{ "and it counts where it stands second",
		  ASKS("codeine", "FDA") "\ncodeine|FDA|contraindicated||Not codeine.|A|r",
		  "critical", "FDA" },
		{ "a result that the source takes for its reference asks for nothing",
		  "codeine|CPIC|reduce_dose_pct|reference_result|Codeine.|A|r", "info",
		  "stardose" },
		{ "something in use acts on it, whatever the action",
		  "codeine|CPIC|standard|enzyme_acted_on|Codeine.|A|r", "warning", "CPIC" },
		{ "no recommendation is no advice", "codeine|CPIC|no_recommendation||Codeine.|A|r",
		  "info", "stardose" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *answer = cards_of(cases[i].lines, "");
		const cJSON *card;
		char sources[64] = "";

		if (strcmp(json_joined(answer, "cards", "indicator"), cases[i].indicators) != 0)
			fail_msg("%s: %s", cases[i].claim,
				 json_joined(answer, "cards", "indicator"));
		cJSON_ArrayForEach(card, json_at(answer, "cards"))
			snprintf(sources + strlen(sources), sizeof(sources) - strlen(sources),
				 "%s%s", *sources ? " " : "", json_text_at(card, "source/label"));
		assert_string_equal(sources, cases[i].sources);
		cJSON_Delete(answer);
	}
}

static void a_name_that_is_not_known_has_a_card_of_its_own(void **state)
{
	cJSON *answer = cards_of(USUAL("codeine", "CPIC"), "codine,RxNorm 42");

	(void)state;
	assert_string_equal(json_joined(answer, "cards", "indicator"), "info info info");
	assert_json(answer, "cards/1/summary",
		    "codine: not known here by this name or code; nothing was assessed", "first");
	assert_json(answer, "cards/2/summary",
		    "RxNorm 42: not known here by this name or code; nothing was assessed",
		    "second");
	cJSON_Delete(answer);
}

/* ---- what a quiet card may say ---- */

static void silence_is_told_as_silence_and_a_gene_without_result_as_unknown(void **state)
{
	static const struct { const char *flags, *summary; } cases[] = {
		{ "", "codeine: no source asks for more than the usual; this does not mean that it "
		      "suits" },
		{ "no_result",
		  "codeine: a gene without result decides; nothing is known of it here" },
		{ "rests_on_missing_gene",
		  "codeine: a gene without result decides; nothing is known of it here" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char lines[256];
		cJSON *answer;

		/* the open gene may stand in any of its lines */
		snprintf(lines, sizeof(lines), "%s\ncodeine|DPWG|standard|%s|Codeine.|A|r",
			 USUAL("codeine", "CPIC"), cases[i].flags);
		answer = cards_of(lines, "");
		assert_json(answer, "cards/0/summary", cases[i].summary, cases[i].flags);
		assert_int_equal(json_size(answer, "cards"), 1);
		cJSON_Delete(answer);
	}
}

static void a_quiet_card_is_of_its_medicine_alone(void **state)
{
	cJSON *answer =
		cards_of(USUAL("codeine", "CPIC") "\n" USUAL(
				 "sertraline",
				 "CPIC") "\n"
					 "sertraline|DPWG|standard|no_result|Sertraline.||row-4",
			 "");

	(void)state;
	assert_json(answer, "cards/0/detail", "codeine as usual.\n- A 2020 (row-2)", "codeine");
	assert_json(answer, "cards/1/detail",
		    "sertraline as usual.\n- A 2020 (row-2)\n\nSertraline.\n- a gene that the rows "
		    "ask for has no result (row-4)",
		    "sertraline");
	cJSON_Delete(answer);
}

/* ---- texts ---- */

static void a_detail_has_all_that_the_source_says_and_nothing_of_another(void **state)
{
	cJSON *answer = cards_of("codeine|CPIC|reduce_dose_pct||First of CPIC.|A 2020|row-1\n"
				 "codeine|DPWG|standard||Of DPWG.|B 2021|row-2\n"
				 "codeine|CPIC|standard||Second of CPIC.||row-3\n"
				 "sertraline|CPIC|standard||Of another.|C|row-4",
				 "");

	(void)state;
	assert_json(answer, "cards/0/detail",
		    "First of CPIC.\n- A 2020 (row-1)\n\nSecond of CPIC. (row-3)", "CPIC");
	assert_json(answer, "cards/0/summary",
		    "codeine: lower target, maintenance or daily dose (CPIC)",
		    "what the action means");
	cJSON_Delete(answer);
}

/* A star is a mark of Markdown, and so are the other signs of it. */
static void no_sign_of_a_name_is_a_mark_of_markdown(void **state)
{
	static const struct { const char *sentence, *detail; } cases[] = {
		{ "*1/*2 of CYP2D6.", "\\*1/\\*2 of CYP2D6." },
		{ "[*4+rs1]_x", "\\[\\*4+rs1\\]\\_x" },
		{ "`<b>#~{}\\", "\\`\\<b\\>\\#\\~\\{\\}\\\\" },
		{ "plain, text: (1.5) - 2", "plain, text: (1.5) - 2" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[256];
		cJSON *answer;

		snprintf(line, sizeof(line), "codeine|CPIC|reduce_dose_pct||%s", cases[i].sentence);
		answer = cards_of(line, "");
		assert_json(answer, "cards/0/detail", cases[i].detail, cases[i].sentence);
		cJSON_Delete(answer);
	}
}

static void what_a_flag_means_stands_beneath_its_line(void **state)
{
	cJSON *answer = cards_of(
		      "codeine|CPIC|reduce_dose_pct|incomplete_call no_such_flag|Codeine.", ""),
	      *none = cards_of("codeine|CPIC|reduce_dose_pct||Codeine.", "");
	const char *detail = json_text_at(answer, "cards/0/detail");

	(void)state;
	/* one bullet for the flag that is known, none for the other */
	assert_non_null(strstr(detail, "Codeine.\n- "));
	assert_null(strstr(strstr(detail, "\n- ") + 1, "\n- "));
	assert_json(none, "cards/0/detail", "Codeine.", "no flag");
	cJSON_Delete(answer);
	cJSON_Delete(none);
}

static size_t n_characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

/* CDS Hooks: less than 140 characters, whatever their bytes; ": not known here ..." takes 59 */
static void a_summary_has_less_than_140_characters(void **state)
{
	static const struct {
		const char *sign;
		int times;
		size_t n;
		int is_cut;
	} cases[] = {
		{ "a", 80, 139, 0 },	    { "a", 81, 139, 1 },
		{ "a", 300, 139, 1 },	    { "\xc3\xa9", 80, 139, 0 },
		{ "\xc3\xa9", 81, 139, 1 }, { "\xf0\x9f\x92\x8a", 200, 139, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t name = KS_INITIALIZE;
		const char *summary;
		cJSON *answer;
		int is_cut;

		for (int k = 0; k < cases[i].times; k++)
			kputs(cases[i].sign, &name);
		answer = cards_of("", name.s);
		summary = json_text_at(answer, "cards/0/summary");
		is_cut = strstr(summary, "...") != NULL;
		if (n_characters(summary) != cases[i].n || is_cut != cases[i].is_cut)
			fail_msg("%d times '%s': %zu characters: %s", cases[i].times, cases[i].sign,
				 n_characters(summary), summary);
		assert_null(strstr(summary, "\xef\xbf\xbd")); /* cut between characters */
		cJSON_Delete(answer);
		ks_free(&name);
	}
}

static void the_same_line_gives_the_same_cards_and_each_its_own_address(void **state)
{
	static const char lines[] = ASKS("codeine", "CPIC") "\n" ASKS("codeine", "DPWG");
	cJSON *first = cards_of(lines, ""), *second = cards_of(lines, "");

	(void)state;
	assert_true(cJSON_Compare(first, second, 1));
	assert_int_equal(strlen(json_text_at(first, "cards/0/uuid")), 36);
	assert_string_not_equal(json_text_at(first, "cards/0/uuid"),
				json_text_at(first, "cards/1/uuid"));
	cJSON_Delete(first);
	cJSON_Delete(second);
}

static void what_is_no_line_of_guidance_has_no_answer(void **state)
{
	static const char *const bad[] = {
		"", "{", "[]", "null", "{}", "{\"sample\":1}", "{\"sample\":\"a\"} x", "\xff"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct stardose_error err = { 0 };
		char *out = NULL;

		if (stardose_cds_cards(fhir, bad[i], strlen(bad[i]), &out, &err) != STARDOSE_EINPUT)
			fail_msg("'%s' is taken for a line", bad[i]);
		assert_null(out);
		assert_int_not_equal(err.text[0], '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_for_each_medicine_and_source_that_asks_for_something),
		cmocka_unit_test(a_name_that_is_not_known_has_a_card_of_its_own),
		cmocka_unit_test(silence_is_told_as_silence_and_a_gene_without_result_as_unknown),
		cmocka_unit_test(a_quiet_card_is_of_its_medicine_alone),
		cmocka_unit_test(a_detail_has_all_that_the_source_says_and_nothing_of_another),
		cmocka_unit_test(no_sign_of_a_name_is_a_mark_of_markdown),
		cmocka_unit_test(what_a_flag_means_stands_beneath_its_line),
		cmocka_unit_test(a_summary_has_less_than_140_characters),
		cmocka_unit_test(the_same_line_gives_the_same_cards_and_each_its_own_address),
		cmocka_unit_test(what_is_no_line_of_guidance_has_no_answer),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
