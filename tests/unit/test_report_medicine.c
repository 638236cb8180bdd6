/* test_report_medicine.c - which line speaks for a source, what is said in all, and in which order
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "report/report_line.h"
#include "report_fixture.h"

/* A line of guidance; @rest is ",'x':..." and wins over nothing: names stand once. */
#define LINE(drug, source, action, rest)                                                           \
	"{'drug':'" drug "','source':'" source "','action':'" action "'" rest "}"
#define CPIC(action, rest) LINE("citalopram", "CPIC", action, rest)
#define DPWG(action, rest) LINE("citalopram", "DPWG", action, rest)
#define FLAGS(flags) ",'flags':[" flags "]"
#define CITED(by) ",'citation':'" by "'"
#define SSRI "first_page.classes.0"
#define MEDICINE "classes.0.medicines.0"

/* ---- one line ---- */

static void an_action_says_where_it_points(void **state)
{
	static const struct {
		const char *action, *direction;
	} cases[] = {
		{ "standard", "usual" },
		{ "no_recommendation", "none" },
		{ "reduce_start_dose", "lower" },
		{ "reduce_dose_pct", "lower" },
		{ "increase_dose", "higher" },
		{ "avoid", "other" },
		{ "alternative", "other" },
		{ "contraindicated", "contraindicated" },
		{ "test_required", "test" },
		{ "monitor_ecg", "watch" },
		{ "made_up", "none" },
		{ "", "none" },
		{ "lower", "none" }, /* a direction is no action */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[100];
		struct sdi_line line;
		cJSON *json;

		snprintf(text, sizeof(text), "{'action':'%s'}", cases[i].action);
		json = json_of(text);
		sdi_line_read(&report_facts, json, 1, &line);
		if (line.direction != sdi_direction_of_code(cases[i].direction))
			fail_msg("'%s' is %d", cases[i].action, (int)line.direction);
		cJSON_Delete(json);
	}
	assert_true(sdi_direction_rank("contraindicated") > sdi_direction_rank("other"));
	assert_true(sdi_direction_rank("other") > sdi_direction_rank("lower"));
	assert_true(sdi_direction_rank("open") > sdi_direction_rank("usual"));
	assert_int_equal(sdi_direction_rank("x"), 0);
	assert_int_equal(sdi_direction_rank(""), 0);
}

/* d: doubtful, a: acted on, c: one of several, l: local, n: no result, s: sources disagree, e:
 * estimated, r: reference */
static void a_flag_says_how_firm_a_line_is(void **state)
{
	static const struct {
		const char *flags, *is;
	} cases[] = {
		{ "", "" },
		{ "'ambiguous_call'", "d" },
		{ "'partial_call'", "d" },
		{ "'incomplete_call'", "d" },
		{ "'assumed_call'", "d" },
		{ "'copies_not_assessed'", "d" },
		{ "'rare_copies_not_assessed'", "" },
		{ "'phenotype_open'", "d" },
		{ "'structure_suspected'", "d" },
		{ "'copies_conflict'", "d" },
		{ "'outside_contradicted'", "d" },
		{ "'list_incomplete'", "d" },
		{ "'candidate'", "dc" },
		{ "'score_not_given'", "c" },
		{ "'convention_only'", "da" },
		{ "'enzyme_acted_on'", "da" },
		{ "'unresolved_strong_inhibitor'", "da" },
		{ "'unresolved'", "" },
		{ "'weak_inhibitor'", "" },
		{ "'residual_possible'", "da" },
		{ "'local'", "l" },
		{ "'no_result'", "n" },
		{ "'sources_disagree'", "s" },
		{ "'phenoconverted'", "e" },
		{ "'reference_result'", "r" },
		{ "'local','sources_disagree','ambiguous_call'", "dls" },
		{ "7,null,{}", "" },
		{ "'made_up'", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[200], is[16];
		struct sdi_line line;
		cJSON *json;

		snprintf(text, sizeof(text), "{'action':'avoid','flags':[%s]}", cases[i].flags);
		json = json_of(text);
		sdi_line_read(&report_facts, json, 1, &line);
		snprintf(is, sizeof(is), "%s%s%s%s%s%s%s%s", line.is_doubtful ? "d" : "",
			 line.is_acted_on ? "a" : "", line.is_candidate ? "c" : "",
			 line.is_local ? "l" : "", line.has_no_result ? "n" : "",
			 line.is_disagreed ? "s" : "", line.is_estimated ? "e" : "",
			 line.is_reference ? "r" : "");
		if (strcmp(is, cases[i].is))
			fail_msg("[%s] is '%s'", cases[i].flags, is);
		/* nothing is advised for the result that others are compared to */
		assert_int_equal(line.direction,
				 line.is_reference ? SDI_DIRECTION_USUAL : SDI_DIRECTION_OTHER);
		cJSON_Delete(json);
	}
}

/* What the first page has of a dose, and whether it says what the action says. */
static void a_long_dose_is_cut_where_a_part_of_it_ends(void **state)
{
#define FORTY "0123456789 123456789 123456789 12345678"
	static const struct {
		const char *action, *dose, *shown;
		int is_cut, says_it;
	} cases[] = {
		{ "reduce_dose_pct", "x0.5", "x0.5", 0, 1 },
		{ "reduce_dose_pct", "start x0.75", "start x0.75", 0, 1 },
		{ "reduce_dose_pct", "half of it", "half of it", 0, 0 },
		{ "reduce_dose_pct", "max0.5", "max0.5", 0, 0 },
		{ "reduce_dose_pct", "lower dose", "lower dose", 0, 1 },
		{ "avoid", "x0.5", "x0.5", 0, 0 },
		{ "avoid", "", "null", 0, 0 },
		{ "avoid", FORTY "; 123456789 123456789 12345", FORTY "; 123456789 123456789 12345",
		  0, 0 },
		{ "avoid", FORTY "; 123456789 123456789 123456789", FORTY, 1, 0 },
		{ "avoid", FORTY ", 123456789 123456789 123456789", FORTY, 1, 0 },
		{ "avoid", "a, b; " FORTY ", 123456789 123456789 123456789", "a, b", 1, 0 },
		{ "avoid", "a (b; c); " FORTY FORTY, "a (b; c)", 1, 0 },
		{ "avoid", "a (b, c " FORTY FORTY ")", "null", 1, 0 },
		{ "avoid", FORTY FORTY, "null", 1, 0 },
		{ "reduce_dose_pct", "x0.5; " FORTY FORTY, "x0.5", 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[300];
		cJSON *model;

		snprintf(line, sizeof(line), CPIC("%s", ",'dose':'%s'"), cases[i].action,
			 cases[i].dose);
		model = report_of("", line, "");
		assert_string_equal(value_at(model, MEDICINE ".voices.0.dose"), cases[i].shown);
		assert_string_equal(value_at(model, MEDICINE ".voices.0.is_dose_cut"),
				    cases[i].is_cut ? "true" : "false");
		assert_string_equal(value_at(model, MEDICINE ".voices.0.dose_says_it"),
				    cases[i].says_it ? "true" : "false");
		assert_string_equal(value_at(model, MEDICINE ".rows.0.dose"),
				    *cases[i].dose ? cases[i].dose : "null");
		cJSON_Delete(model);
	}
}

/* ---- the line that speaks ---- */

static void of_the_lines_of_a_source_the_most_cautious_speaks(void **state)
{
	static const struct {
		const char *lines;
		const char *line;
	} cases[] = {
		{ CPIC("standard", "") "," CPIC("avoid", ""), "2" },
		{ CPIC("avoid", "") "," CPIC("standard", ""), "1" },
		{ CPIC("reduce_dose_pct", "") "," CPIC("contraindicated", ""), "2" },
		/* of equals the one whose dose fits a summary, else the first */
		{ CPIC("avoid", "") "," CPIC("avoid", ",'dose':'x0.5'"), "2" },
		{ CPIC("avoid", "") "," CPIC("avoid", ""), "1" },
		/* what is asked for in general comes before what some people are asked for */
		{ CPIC("avoid", ",'context':'children'") "," CPIC("reduce_dose_pct", ""), "2" },
		{ CPIC("avoid", ",'context':'children'") "," CPIC("reduce_dose_pct",
								  ",'context':'general'"),
		  "2" },
		{ CPIC("avoid", ",'context':'children'") "," CPIC("reduce_dose_pct",
								  ",'context':'drug label'"),
		  "2" },
		{ CPIC("avoid", ",'context':'children'") "," CPIC("standard", ""), "1" },
		{ CPIC("no_recommendation", ""), "1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *model = report_of("", cases[i].lines, "");
		const char *is = value_at(model, MEDICINE ".voices.0.line");

		if (!strcmp(value_at(model, "classes"), "[0]"))
			is = "-";
		if (strcmp(is, cases[i].line))
			fail_msg("%s: line %s", cases[i].lines, is);
		cJSON_Delete(model);
	}
}

static void in_all_the_most_cautious_source_counts(void **state)
{
	static const struct report_claim claims[] = {
		{ .guidance = CPIC("standard", "") "," DPWG("avoid", ""),
		  .place = MEDICINE ".direction",
		  .value = "other" },
		{ .guidance = CPIC("reduce_dose_pct", "") "," DPWG("standard", ""),
		  .place = MEDICINE ".direction",
		  .value = "lower" },
		{ .guidance = CPIC("standard", "") "," DPWG("no_recommendation", ""),
		  .place = MEDICINE ".direction",
		  .value = "usual" },
		{ .guidance = CPIC("standard", "") "," DPWG("no_recommendation", ""),
		  .place = MEDICINE ".is_usual",
		  .value = "true" },
		{ .guidance = CPIC("contraindicated", ""),
		  .place = MEDICINE ".is_contraindicated",
		  .value = "true" },
		/* what no result was there for is not usual: the answer is open */
		{ .guidance = CPIC("standard", FLAGS("'no_result'")),
		  .place = MEDICINE ".direction",
		  .value = "open" },
		{ .guidance = CPIC("no_recommendation", FLAGS("'no_result'")),
		  .place = MEDICINE ".direction",
		  .value = "open" },
		{ .guidance = CPIC("standard", "") "," DPWG("avoid", FLAGS("'no_result'")),
		  .place = MEDICINE ".direction",
		  .value = "other" },
		{ .guidance = CPIC("", FLAGS("'no_row'") ",'phenotype':'CYP2C19:Indeterminate'"),
		  .place = MEDICINE ".direction",
		  .value = "open" },
		{ .guidance = CPIC("standard", FLAGS("'no_row'") ",'phenotype':'CYP2C19:Normal'"),
		  .place = MEDICINE ".direction",
		  .value = "usual" },
		{ .guidance = CPIC(
			  "standard",
			  FLAGS("'no_result'") ",'phenotype':'CYP2C19:No Result;CYP2D6:No Result'"),
		  .place = MEDICINE ".word",
		  .value = "CYP2C19, CYP2D6 not tested" },
		{ .guidance = CPIC("", FLAGS("'no_row'") ",'phenotype':'CYP2C19:Indeterminate'"),
		  .place = MEDICINE ".word",
		  .value = "result indeterminate" },
		{ .guidance = CPIC("standard", "") "," DPWG("avoid", FLAGS("'ambiguous_call'")),
		  .place = MEDICINE ".is_doubtful",
		  .value = "true" },
		{ .guidance = CPIC("standard", "") "," DPWG("avoid", FLAGS("'sources_disagree'")),
		  .place = MEDICINE ".sources_disagree",
		  .value = "true" },
		{ .guidance = CPIC("standard", FLAGS("'enzyme_acted_on'")) "," DPWG("standard", ""),
		  .place = MEDICINE ".is_acted_on",
		  .value = "true" },
		{ .guidance = CPIC("standard", "") "," DPWG("standard", ""),
		  .place = MEDICINE ".is_acted_on",
		  .value = "false" },
		{ .guidance = CPIC("standard", ""),
		  .place = MEDICINE ".is_doubtful",
		  .value = "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void lines_that_ask_for_nothing_are_folded_and_named_once(void **state)
{
	static const char three[] =
		CPIC("no_recommendation", "") "," CPIC("no_recommendation", "") "," DPWG(
			"avoid", "") "," LINE("citalopram", "FDA", "standard", "");
	static const struct report_claim claims[] = {
		{ .guidance = three, .place = MEDICINE ".n_quiet", .value = "3" },
		{ .guidance = three, .place = MEDICINE ".quiet", .value = "[2]" },
		{ .guidance = three, .place = MEDICINE ".quiet.0.source", .value = "CPIC" },
		{ .guidance = three,
		  .place = MEDICINE ".quiet.0.text",
		  .value = "no recommendation" },
		{ .guidance = three, .place = MEDICINE ".quiet.1.text", .value = "usual dose" },
		{ .guidance = three, .place = MEDICINE ".all_quiet", .value = "false" },
		{ .guidance = three, .place = MEDICINE ".rows.2.is_folded", .value = "false" },
		{ .guidance = three, .place = MEDICINE ".rows.3.is_folded", .value = "true" },
		{ .guidance = three, .place = "classes.0.has_advice", .value = "true" },
		/* of two sources the same words are two, and of one source two words */
		{ .guidance = CPIC("no_recommendation", "") "," DPWG("no_recommendation", ""),
		  .place = MEDICINE ".quiet",
		  .value = "[2]" },
		{ .guidance = CPIC("no_recommendation", "") "," CPIC("risk_statement_only", ""),
		  .place = MEDICINE ".quiet.1.text",
		  .value = "names a risk, no action" },
		/* usual is what there is to say, so it is said */
		{ .guidance = CPIC("standard", ""),
		  .place = MEDICINE ".rows.0.is_folded",
		  .value = "false" },
		{ .guidance = CPIC("standard", ""),
		  .place = "classes.0.has_advice",
		  .value = "false" },
		{ .guidance = CPIC("no_recommendation", ""),
		  .place = MEDICINE ".all_quiet",
		  .value = "true" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define RULE(id, action, actor, rest)                                                              \
	"{'row_id':'" id "','drug':'citalopram','action':'" action "','in_use':true,'actors':["    \
	"{'name':'" actor "'}]" rest "}"
#define LABEL(id, action, rest) LINE("citalopram", "FDA label", action, ",'row_id':'" id "'" rest)

/* Rules of labels speak beside the sources of the list, one for each that acts. */
static void a_label_speaks_for_each_one_that_acts(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, LABEL("r1", "avoid", "") "," LABEL("r2", "reduce_dose_pct", ""),
		  ",'label_rules':[" RULE("r1", "avoid", "a", "") "," RULE("r2", "x", "b", "") "]",
		  MEDICINE ".voices.1.beside", "b" },
		{ NULL, LABEL("r1", "avoid", "") "," LABEL("r2", "reduce_dose_pct", ""),
		  ",'label_rules':[" RULE("r1", "avoid", "a", "") "," RULE("r2", "x", "a", "") "]",
		  MEDICINE ".voices.0.beside", "a" },
		{ NULL, LABEL("r1", "reduce_dose_pct", "") "," LABEL("r2", "avoid", ""),
		  ",'label_rules':[" RULE("r1", "avoid", "a", "") "," RULE("r2", "x", "a", "") "]",
		  MEDICINE ".voices.0.direction", "other" },
		/* the second voice is of CPIC then, and does not speak */
		{ NULL, LABEL("r1", "reduce_dose_pct", "") "," LABEL("r2", "avoid", ""),
		  ",'label_rules':[" RULE("r1", "avoid", "a", "") "," RULE("r2", "x", "a", "") "]",
		  MEDICINE ".voices.1.speaks", "false" },
		/* two that are for different people both stand */
		{ NULL,
		  LABEL("r1", "avoid", ",'context':'up to 70 kg'") "," LABEL(
			  "r2", "avoid", ",'context':'over 70 kg'"),
		  ",'label_rules':[" RULE("r1", "avoid", "a", "") "," RULE("r2", "x", "a", "") "]",
		  MEDICINE ".voices.1.context", "over 70 kg" },
		/* that nothing is to be changed is said where nothing else is */
		{ NULL, LABEL("r1", "standard", "") "," LABEL("r2", "avoid", ""),
		  ",'label_rules':[" RULE("r1", "x", "a", "") "," RULE("r2", "x", "b", "") "]",
		  MEDICINE ".voices.0.beside", "b" },
		{ NULL, LABEL("r1", "standard", ""),
		  ",'label_rules':[" RULE("r1", "x", "a", "") "]", MEDICINE ".voices.0.beside",
		  "a" },
		{ NULL, LABEL("r1", "contraindicated", "") "," CPIC("standard", ""), NULL,
		  MEDICINE ".is_contraindicated", "true" },
		{ NULL, LABEL("r1", "avoid", "") "," CPIC("standard", ""),
		  ",'label_rules':[{'row_id':'r1','actors':[{'name':'a'},{'name':'b'}]}]",
		  MEDICINE ".voices.0.beside", "a, b" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* ---- the order ---- */

static void medicines_stand_with_their_class(void **state)
{
	static const char some[] = LINE("clopidogrel", "CPIC", "avoid", "") "," LINE(
		"citalopram", "CPIC", "standard",
		"") "," LINE("sertraline", "CPIC", "avoid",
			     "") "," LINE("amitriptyline", "CPIC", "no_recommendation",
					  "") "," LINE("warfarin", "CPIC", "standard", "");
	static const struct report_claim claims[] = {
		{ .guidance = some, .place = SSRI ".class", .value = "SSRI" },
		{ .guidance = some, .place = SSRI ".discuss.0.drug", .value = "sertraline" },
		{ .guidance = some, .place = SSRI ".usual.0.drug", .value = "citalopram" },
		{ .guidance = some, .place = SSRI ".has_open", .value = "false" },
		{ .guidance = some, .place = "first_page.n_discuss", .value = "1" },
		{ .guidance = some, .place = "first_page.nothing_to_discuss", .value = "false" },
		{ .guidance = some, .place = "first_page.silent.0.drug", .value = "amitriptyline" },
		{ .guidance = some, .place = "first_page.classes", .value = "[1]" },
		/* outside psychiatry only what needs a talk is read, the rest is named */
		{ .guidance = some, .place = "first_page.other.0.drug", .value = "clopidogrel" },
		{ .guidance = some, .place = "first_page.other_usual.0.drug", .value = "warfarin" },
		{ .guidance = some, .place = "first_page.other.0.voices", .value = "[3]" },
		{ .guidance = some, .place = "first_page.other_usual.0.voices", .value = "-" },
		{ .guidance = CPIC("standard", FLAGS("'ambiguous_call'")),
		  .place = SSRI ".usual_doubtful.0.drug",
		  .value = "citalopram" },
		{ .guidance = CPIC("standard", FLAGS("'ambiguous_call'")),
		  .place = SSRI ".has_usual",
		  .value = "false" },
		{ .guidance = CPIC("standard", FLAGS("'no_result'")),
		  .place = SSRI ".open.0.drug",
		  .value = "citalopram" },
		{ .guidance = LINE("noname", "CPIC", "avoid", ""),
		  .place = "first_page.other.0.drug",
		  .value = "noname" },
		{ .guidance = "", .place = "first_page.nothing_to_discuss", .value = "true" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define ITEM(name, state)                                                                          \
	"{'kind':'medicine','name':'" name "','known_as':'" name "','shown_as':'" name             \
	"','state':'" state "','text':'" name ": is known.'}"
#define TAKES(items)                                                                               \
	",'context':{'interactions':'assessed','date':'2026-11-22','items':[" items "]}"

static void what_is_in_use_carries_its_guidance(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, CPIC("avoid", ""), TAKES(ITEM("citalopram", "current")),
		  "medicines_now.0.medicine.direction", "other" },
		{ NULL, CPIC("avoid", ""), TAKES(ITEM("citalopram", "current")), "classes", "[0]" },
		/* named twice: the lines are evidence once */
		{ NULL, CPIC("avoid", ""),
		  TAKES(ITEM("citalopram", "current") "," ITEM("citalopram", "planned")),
		  "medicines_now.1.medicine.rows", "[0]" },
		{ NULL, CPIC("avoid", ""),
		  TAKES(ITEM("citalopram", "current") "," ITEM("citalopram", "planned")),
		  "medicines_now.1.medicine.direction", "other" },
		{ NULL, NULL, TAKES(ITEM("x", "current")), "medicines_now.0.is_stopped", "false" },
		{ NULL, NULL, TAKES(ITEM("x", "planned")), "medicines_now.0.is_stopped", "false" },
		{ NULL, NULL, TAKES(ITEM("x", "washed_out")), "medicines_now.0.is_stopped",
		  "true" },
		{ NULL, NULL, TAKES(ITEM("x", "")), "medicines_now.0.is_stopped", "false" },
		{ NULL, NULL, TAKES(ITEM("x", "name_not_known")), "names_not_known.0.name", "x" },
		{ NULL, NULL, TAKES(ITEM("x", "name_not_known")), "medicines_now.0.is_stopped",
		  "false" },
		{ NULL, NULL, TAKES(ITEM("x", "name_not_known")), "medicine_notes", "[0]" },
		{ NULL, NULL, TAKES(ITEM("x", "current") "," ITEM("y", "current")),
		  "medicine_notes", "[1]" }, /* the same sentence of both */
		{ NULL, NULL, TAKES(ITEM("x", "current") "," ITEM("y", "current")),
		  "medicine_notes.0.names.1", "y" },
		{ NULL, NULL, TAKES(ITEM("x", "current")), "medicine_notes.0.ids.0", "agent:x" },
		{ NULL, NULL, TAKES(ITEM("x", "current")), "medicine_notes.0.text", "is known." },
		{ NULL, NULL, TAKES("{'kind':'condition','name':'c'},{'kind':'level'}"),
		  "facts_now", "[1]" },
		{ NULL, NULL, TAKES(""), "has_medicines_now", "false" },
		{ NULL, NULL, TAKES(""), "interactions_assessed", "true" },
		{ NULL, NULL, ",'context':{'interactions':'not_assessed'}", "interactions_assessed",
		  "false" },
		{ NULL, NULL, NULL, "interactions_assessed", "false" },
		{ NULL, NULL, ",'context':{'interactions':'incomplete'}", "is_list_incomplete",
		  "true" },
		{ NULL, NULL, TAKES(""), "date", "2026-11-22" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void names_that_nobody_knows_come_with_what_may_have_been_meant(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, NULL, ",'context':{'asked_not_known':[{'name':'x','nearest':['y','z']}]}",
		  "asked_not_known.0.nearest.1", "z" },
		{ NULL, NULL, ",'context':{'asked_not_known':[{'name':'x'}]}",
		  "asked_not_known.0.has_nearest", "false" },
		{ NULL, NULL, ",'context':{'asked_not_known':[{'name':'x'}]}",
		  "asked_not_known.0.nearest", "[0]" },
		{ NULL, NULL, NULL, "has_asked_not_known", "false" },
		{ NULL, NULL,
		  ",'context':{'items':[{'kind':'medicine','name':'x','state':"
		  "'name_not_known','nearest':['y']}]}",
		  "names_not_known.0.has_nearest", "true" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* ---- notes ---- */

static void what_many_lines_say_alike_is_said_once(void **state)
{
	static const char lines[] = CPIC("avoid", FLAGS("'one','two'") CITED("A 2020")) ","
	DPWG("avoid", FLAGS("'two'") CITED("B 2021")) ","
	LINE("sertraline", "CPIC", "avoid", FLAGS("'three','one'") CITED("A 2020")) ","
	LINE("sertraline", "DPWG", "avoid", "");
	static const struct report_claim claims[] = {
		{ .guidance = lines, .place = "notes", .value = "[3]" },
		{ .guidance = lines, .place = "notes.1.letter", .value = "b" },
		{ .guidance = lines, .place = "notes.2.code", .value = "three" },
		{ .guidance = lines,
		  .place = "classes.0.medicines.0.rows.1.notes.0",
		  .value = "b" },
		{ .guidance = lines,
		  .place = "classes.0.medicines.1.rows.0.notes.1",
		  .value = "a" },
		{ .guidance = lines, .place = "references", .value = "[2]" },
		{ .guidance = lines, .place = "references.1.number", .value = "2" },
		{ .guidance = lines,
		  .place = "classes.0.medicines.1.rows.0.reference",
		  .value = "1" },
		{ .guidance = lines,
		  .place = "classes.0.medicines.1.rows.1.reference",
		  .value = "null" },
		{ .guidance = lines,
		  .place = "classes.0.medicines.1.rows.1.has_notes",
		  .value = "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* More flags than letters: aa follows z, and no two notes share a letter. */
static void letters_of_notes_do_not_end_with_z(void **state)
{
	char line[2000];
	int at = snprintf(line, sizeof(line),
			  "{'drug':'citalopram','source':'CPIC','action':'avoid','flags':[");
	cJSON *model;

	(void)state;
	for (int i = 0; i < 60; i++)
		at += snprintf(line + at, sizeof(line) - at, "%s'flag_%d'", i ? "," : "", i);
	snprintf(line + at, sizeof(line) - at, "]}");
	model = report_of("", line, "");
	assert_string_equal(value_at(model, "notes.25.letter"), "z");
	assert_string_equal(value_at(model, "notes.26.letter"), "aa");
	assert_string_equal(value_at(model, "notes.51.letter"), "az");
	assert_string_equal(value_at(model, "notes.52.letter"), "ba");
	cJSON_Delete(model);
}

/* ---- what is no line of guidance ---- */

static void what_is_no_line_of_guidance_is_refused(void **state)
{
	static const char *const lines[] = { "{}",
					     "[]",
					     "7",
					     "{'sample':'a'}",
					     "{'sample':'','guidance':[]}",
					     "{'sample':7,'guidance':[]}",
					     "{'guidance':[]}",
					     "{'sample':'a','guidance':{}}",
					     "{'sample':'a','Guidance':[]}" };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct stardose_error err = { 0 };
		cJSON *guide = json_of(lines[i]), *model = NULL;

		assert_int_equal(sdi_report_model(&report_facts, guide, &model, &err),
				 STARDOSE_EINPUT);
		assert_string_equal(err.text, "not a line of 'stardose guide -O j'");
		assert_null(model);
		cJSON_Delete(guide);
	}
}

static void limits_are_those_that_hold_for_the_person(void **state)
{
	static const struct {
		const char *genes, *rest, *codes;
	} cases[] = {
		{ "", "", "interactions not_only_genes no_prediction " },
		{ "{'gene':'CYP2D6','diplotype':'*1/*1'}", TAKES(""),
		  "outside not_only_genes no_prediction " },
		{ "{'gene':'CYP2D6','status':'called','diplotype':'*1/*1'}", TAKES(""),
		  "sites not_only_genes no_prediction " },
		{ "{'gene':'CYP2D6','status':'called','diplotype':'*1/*1','copies':'not_assessed',"
		  "'candidates':[{},{}]}",
		  TAKES(""), "copies phase sites not_only_genes no_prediction " },
		{ "{'gene':'F5','status':'called','diplotype':'x','sites':{'absent':1}}", TAKES(""),
		  "absent sites not_only_genes no_prediction " },
		{ "{'gene':'F5','status':'called','diplotype':'x','sites':{'conflict':1}}",
		  TAKES(""), "absent sites not_only_genes no_prediction " },
		{ "", ",'context':{'interactions':'incomplete'}",
		  "list_incomplete not_only_genes no_prediction " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *model = report_of(cases[i].genes, "", cases[i].rest);
		const cJSON *limit;
		char codes[200] = "";

		cJSON_ArrayForEach(limit, sdi_json_get(model, "limits"))
		{
			strcat(codes, sdi_json_get_text(limit, "code"));
			strcat(codes, " ");
			assert_true(*sdi_json_get_text(limit, "text"));
		}
		if (strcmp(codes, cases[i].codes))
			fail_msg("%s %s: %s", cases[i].genes, cases[i].rest, codes);
		cJSON_Delete(model);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_action_says_where_it_points),
		cmocka_unit_test(a_flag_says_how_firm_a_line_is),
		cmocka_unit_test(a_long_dose_is_cut_where_a_part_of_it_ends),
		cmocka_unit_test(of_the_lines_of_a_source_the_most_cautious_speaks),
		cmocka_unit_test(in_all_the_most_cautious_source_counts),
		cmocka_unit_test(lines_that_ask_for_nothing_are_folded_and_named_once),
		cmocka_unit_test(a_label_speaks_for_each_one_that_acts),
		cmocka_unit_test(medicines_stand_with_their_class),
		cmocka_unit_test(what_is_in_use_carries_its_guidance),
		cmocka_unit_test(names_that_nobody_knows_come_with_what_may_have_been_meant),
		cmocka_unit_test(what_many_lines_say_alike_is_said_once),
		cmocka_unit_test(letters_of_notes_do_not_end_with_z),
		cmocka_unit_test(what_is_no_line_of_guidance_is_refused),
		cmocka_unit_test(limits_are_those_that_hold_for_the_person),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
