/* test_report_face.c - the first page: who needs a look, why, how sure that is, and what else there
 * is */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "report_fixture.h"
#include "util/text.h"

#define LINE(drug, source, action, rest)                                                           \
	"{'drug':'" drug "','source':'" source "','action':'" action "'" rest "}"
#define GENE(gene, result) ",'phenotype':'" gene ":" result "'"
#define FLAGS(flags) ",'flags':[" flags "]"
#define ITEM(name, state)                                                                          \
	"{'kind':'medicine','name':'" name "','known_as':'" name "','shown_as':'" name             \
	"','state':'" state "'}"
#define TAKES(items) ",'context':{'interactions':'assessed','items':[" items "]}"
#define TAKING(name) TAKES(ITEM(name, "current"))
#define CITALOPRAM(action, rest) LINE("citalopram", "CPIC", action, rest)
#define USE "face.uses.0."

/* ---- the sentence on top ---- */

/* @look and @usual medicines in use that need a look, or do not */
static void the_headline_counts_medicines_that_need_a_look(void **state)
{
	static const struct {
		int look, usual;
		const char *headline;
	} cases[] = {
		{ 0, 0, "No medicine is in use, as was said." },
		{ 1, 0, "The one medicine in use needs a look." },
		{ 0, 1,
		  "For the one medicine in use no source asks for more than the usual "
		  "approach." },
		{ 2, 0, "Both medicines in use need a look." },
		{ 3, 0, "All 3 medicines in use need a look." },
		{ 1, 1, "1 of 2 medicines in use needs a look." },
		{ 2, 1, "2 of 3 medicines in use need a look." },
		{ 0, 2,
		  "For none of the 2 medicines in use does a source ask for more than the "
		  "usual approach." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char items[600] = "", lines[600] = "", rest[700];
		cJSON *model;

		for (int k = 0; k < cases[i].look + cases[i].usual; k++) {
			snprintf(items + strlen(items), sizeof(items) - strlen(items),
				 "%s" ITEM("m%d", "current"), k ? "," : "", k, k, k);
			snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines),
				 "%s" LINE("m%d", "CPIC", "%s", ""), k ? "," : "", k,
				 k < cases[i].look ? "avoid" : "standard");
		}
		snprintf(rest, sizeof(rest), TAKES("%s"), items);
		model = report_of("", lines, rest);
		assert_string_equal(value_at(model, "face.headline"), cases[i].headline);
		assert_int_equal(atoi(value_at(model, "face.n_look")), cases[i].look);
		assert_string_equal(value_at(model, "face.is_quiet"),
				    cases[i].look ? "false" : "true");
		cJSON_Delete(model);
	}
}

static void without_a_list_the_page_says_so(void **state)
{
	static const struct report_claim claims[] = {
		{ .place = "face.headline",
		  .value = "No list of medicines was given, so this page "
			   "cannot say which medicine in use needs a "
			   "look." },
		{ .place = "face.n_uses", .value = "0" },
		{ .place = "face.surest", .value = "null" },
		{ .place = "face.contraindicated", .value = "null" },
		{ .place = "face.is_alarm", .value = "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* Names whose parts are names: what is sure of one says nothing of the other. */
static void what_is_surest_is_named_alone(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, CITALOPRAM("avoid", ""), TAKING("citalopram"), "face.surest",
		  "Surest: citalopram." },
		{ NULL, CITALOPRAM("avoid", FLAGS("'incomplete_call'")), TAKING("citalopram"),
		  "face.surest", "None of this is firm; least open: citalopram." },
		{ NULL, CITALOPRAM("avoid", FLAGS("'ambiguous_call'")), TAKING("citalopram"),
		  "face.surest", "null" },
		{ NULL, CITALOPRAM("standard", ""), TAKING("citalopram"), "face.surest", "null" },
		{ NULL,
		  CITALOPRAM("avoid", FLAGS("'ambiguous_call'")) "," LINE("escitalopram", "CPIC",
									  "avoid", ""),
		  TAKES(ITEM("citalopram", "current") "," ITEM("escitalopram", "current")),
		  "face.surest", "Surest: escitalopram." },
		/* citalopram stands first, and its doubt is not escitalopram's */
		{ NULL,
		  CITALOPRAM("contraindicated", FLAGS("'ambiguous_call'")) "," LINE(
			  "escitalopram", "CPIC", "avoid", ""),
		  TAKES(ITEM("citalopram", "current") "," ITEM("escitalopram", "current")),
		  "face.surest", "Surest: escitalopram." },
		/* three at most */
		{ NULL,
		  LINE("a", "CPIC", "avoid", "") "," LINE("b", "CPIC", "avoid", "") "," LINE(
			  "c", "CPIC", "avoid", "") "," LINE("d", "CPIC", "avoid", ""),
		  TAKES(ITEM("a", "current") "," ITEM("b", "current") "," ITEM(
			  "c", "current") "," ITEM("d", "current")),
		  "face.surest", "Surest: a, b, c." },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void what_is_contraindicated_is_an_alarm_unless_it_was_stopped(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, CITALOPRAM("contraindicated", ""), TAKING("citalopram"), "face.is_alarm",
		  "true" },
		{ NULL, CITALOPRAM("contraindicated", ""), TAKING("citalopram"),
		  "face.contraindicated", "Contraindicated: citalopram." },
		{ NULL, CITALOPRAM("avoid", ""), TAKING("citalopram"), "face.is_alarm", "false" },
		{ NULL, CITALOPRAM("contraindicated", ""), TAKES(ITEM("citalopram", "washed_out")),
		  "face.is_alarm", "false" },
		{ NULL, CITALOPRAM("contraindicated", ""), TAKES(ITEM("citalopram", "washed_out")),
		  "face.contraindicated", "null" },
		{ NULL, LINE("citalopram", "FDA label", "contraindicated", ",'row_id':'r'"),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'r','drug':'citalopram','actors':"
				       "[{'name':'pimozide'}]}]",
		  "face.contraindicated", "Contraindicated: citalopram beside pimozide." },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void what_is_missing_is_named_on_top(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, NULL, TAKES(ITEM("x", "name_not_known") "," ITEM("y", "name_not_known")),
		  "face.names_missing", "Name not known: x, y." },
		{ NULL, CITALOPRAM("standard", GENE("CYP2C19", "No Result") FLAGS("'no_result'")),
		  TAKING("citalopram"), "face.not_tested", "Not tested: CYP2C19." },
		/* the source says the same whatever the gene is */
		{ NULL, CITALOPRAM("standard", GENE("CYP2C19", "No Result")), TAKING("citalopram"),
		  "face.not_tested", "null" },
		/* once, whatever number of lines */
		{ NULL,
		  CITALOPRAM("standard",
			     GENE("CYP2C19", "No Result;CYP2D6:No Result") FLAGS(
				     "'no_result'")) "," LINE("citalopram", "DPWG", "standard",
							      GENE("CYP2C19", "No Result")
								      FLAGS("'no_result'")),
		  TAKING("citalopram"), "face.not_tested", "Not tested: CYP2C19, CYP2D6." },
		{ NULL, CITALOPRAM("standard", GENE("CYP2C19", "No Result") FLAGS("'no_result'")),
		  TAKING("x"), "face.not_tested", "null" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* ---- medicines in use ---- */

static void the_most_urgent_stands_first(void **state)
{
	static const struct {
		const char *first, *second, *order;
	} cases[] = {
		/* by what is asked for */
		{ LINE("a", "CPIC", "reduce_dose_pct", ""), LINE("b", "CPIC", "avoid", ""), "ba" },
		{ LINE("a", "CPIC", "contraindicated", ""), LINE("b", "CPIC", "avoid", ""), "ab" },
		{ LINE("a", "CPIC", "standard", ""), LINE("b", "CPIC", "monitor_ecg", ""), "ba" },
		/* then by how sure it is */
		{ LINE("a", "CPIC", "avoid", FLAGS("'incomplete_call'")),
		  LINE("b", "CPIC", "avoid", ""), "ba" },
		{ LINE("a", "CPIC", "avoid", FLAGS("'ambiguous_call'")),
		  LINE("b", "CPIC", "avoid", FLAGS("'incomplete_call'")), "ba" },
		/* of equals as the list has them */
		{ LINE("a", "CPIC", "avoid", ""), LINE("b", "CPIC", "avoid", ""), "ab" },
		{ LINE("a", "CPIC", "standard", ""), LINE("b", "CPIC", "standard", ""), "ab" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char lines[400];
		cJSON *model;

		snprintf(lines, sizeof(lines), "%s,%s", cases[i].first, cases[i].second);
		model = report_of("", lines, TAKES(ITEM("a", "current") "," ITEM("b", "current")));
		if (*value_at(model, "face.uses.0.inn") != cases[i].order[0] ||
		    *value_at(model, "face.uses.1.inn") != cases[i].order[1])
			fail_msg("%s: %s first", lines, value_at(model, "face.uses.0.inn"));
		cJSON_Delete(model);
	}
}

/* What was stopped is last; what nobody knows may be anything. */
static void a_name_that_is_not_known_stands_behind_what_is_contraindicated(void **state)
{
	static const char lines[] = LINE("c", "CPIC", "contraindicated", "") "," LINE(
		"a", "CPIC", "avoid", "") "," LINE("s", "CPIC", "contraindicated", "");
	cJSON *model = report_of("", lines,
				 TAKES(ITEM("s", "washed_out") "," ITEM("a", "current") "," ITEM(
					 "n", "name_not_known") "," ITEM("c", "current")));
	const char *const order[] = { "c", "n", "a", "s" };

	(void)state;
	for (int i = 0; i < 4; i++) {
		char place[32];

		snprintf(place, sizeof(place), "face.uses.%d.inn", i);
		assert_string_equal(value_at(model, place), order[i]);
	}
	assert_string_equal(value_at(model, "face.uses.1.needs_look"), "true");
	assert_string_equal(value_at(model, "face.uses.3.needs_look"), "false");
	cJSON_Delete(model);
}

static void the_voice_that_stands_first_is_the_one_to_go_by(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL,
		  CITALOPRAM("reduce_dose_pct", "") "," LINE("citalopram", "DPWG", "avoid", ""),
		  TAKING("citalopram"), USE "lead.source", "DPWG" },
		/* of equals the one with the better grade */
		{ NULL,
		  CITALOPRAM("avoid", ",'strength':'optional'") "," LINE(
			  "citalopram", "DPWG", "avoid", ",'strength':'strong'"),
		  TAKING("citalopram"), USE "lead.source", "DPWG" },
		{ NULL,
		  CITALOPRAM("avoid", ",'strength':'strong'") "," LINE(
			  "citalopram", "DPWG", "avoid", ",'strength':'optional'"),
		  TAKING("citalopram"), USE "lead.source", "CPIC" },
		/* for all who take it before some of them */
		{ NULL,
		  CITALOPRAM("avoid", ",'strength':'strong','context':'children'") "," LINE(
			  "citalopram", "DPWG", "avoid", ",'strength':'optional'"),
		  TAKING("citalopram"), USE "lead.source", "DPWG" },
		{ NULL, CITALOPRAM("avoid", "") "," LINE("citalopram", "DPWG", "standard", ""),
		  TAKING("citalopram"), USE "others.0.source", "DPWG" },
		{ NULL,
		  CITALOPRAM("avoid", "") "," LINE("citalopram", "DPWG", "no_recommendation", ""),
		  TAKING("citalopram"), USE "others", "[0]" },
		{ NULL,
		  CITALOPRAM("avoid", "") "," LINE("citalopram", "DPWG", "no_recommendation", ""),
		  TAKING("citalopram"), USE "silent_sources.0", "DPWG" },
		{ NULL, CITALOPRAM("no_recommendation", ""), TAKING("citalopram"), USE "lead",
		  "-" },
		{ NULL, NULL, TAKING("citalopram"), USE "has_medicine", "false" },
		{ NULL, NULL, TAKING("citalopram"), USE "needs_look", "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define ACTS(drug, factor)                                                                         \
	",'phenoconversion':[{'gene':'CYP2C19','drug':" drug ",'because_of':'fluvoxamine',"        \
	"'factor':" factor ",'genetic':{'phenotype':'Normal Metabolizer'},'estimated':{"           \
	"'phenotype':'Poor Metabolizer'}}]"
#define GUIDED(result, rest) GENE("CYP2C19", result) ",'gene_result':'CYP2C19:*1/*2'" rest

static void advice_says_what_it_rests_on(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, CITALOPRAM("avoid", GUIDED("Intermediate Metabolizer", "")),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 intermediate *1/*2" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer (0)", "")),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 poor *1/*2" },
		{ NULL,
		  CITALOPRAM("avoid", GUIDED("Rapid Metabolizer|Ultrarapid Metabolizer", "")),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 rapid / ultrarapid *1/*2" },
		{ NULL,
		  CITALOPRAM("avoid", GUIDED("Poor Metabolizer (0)|Poor Metabolizer (0.25)", "")),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 poor *1/*2" },
		{ NULL,
		  CITALOPRAM("avoid",
			     GUIDED("Poor Metabolizer (0)|Intermediate Metabolizer (0.5)", "")),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 poor / intermediate *1/*2" },
		{ NULL, CITALOPRAM("avoid", GENE("F5", "het") ",'gene_result':'F5:het'"),
		  TAKING("citalopram"), USE "why.0", "F5 het" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", FLAGS("'phenoconverted'"))),
		  TAKING("citalopram") ACTS("null", "'0'"), USE "why.0",
		  "CYP2C19 acts poor with fluvoxamine (test: *1/*2)" },
		/* without the flag the line does not go by what acts */
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", "")),
		  TAKING("citalopram") ACTS("null", "'0'"), USE "why.0", "CYP2C19 poor *1/*2" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", FLAGS("'phenoconverted'"))),
		  TAKING("citalopram") ACTS("'sertraline'", "'0'"), USE "why.0",
		  "CYP2C19 poor *1/*2" },
		{ NULL,
		  CITALOPRAM("avoid", ",'phenotype':'CYP2C19:Poor Metabolizer;CYP2D6:No "
				      "Result','gene_result':'CYP2C19:*2/*2'"),
		  TAKING("citalopram"), USE "why.1", "CYP2D6 not tested" },
		{ NULL, CITALOPRAM("standard", GENE("CYP2C19", "No Result") FLAGS("'no_result'")),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 not tested" },
		{ NULL, CITALOPRAM("no_recommendation", GENE("CYP2C19", "Poor Metabolizer")),
		  TAKING("citalopram"), USE "has_why", "false" },
		{ NULL, LINE("citalopram", "FDA label", "avoid", ",'row_id':'r'"),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'r','what_acts':'pimozide',"
				       "'actors':[{'name':'pimozide'}]}]",
		  USE "why.0", "beside pimozide" },
		{ NULL, LINE("citalopram", "FDA label", "avoid", ",'row_id':'r'"),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'r','what_acts':'fluvoxamine "
				       "(strong CYP2C19 inhibitor)','actors':[{'name':"
				       "'fluvoxamine'}]}]",
		  USE "why.0", "fluvoxamine: strong CYP2C19 inhibitor" },
		{ NULL, LINE("citalopram", "FDA label", "avoid", ",'row_id':'r'"),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'r','what_acts':'two of a kind',"
				       "'actors':[{'name':'a'},{'name':'b'}]}]",
		  USE "why.0", "a + b: two of a kind" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define ROW(id) ",'row_id':'" id "'"
#define ANY_ROW ROW("CPIC-citalopram-7470337a")	 /* whatever the CYP2D6 result */
#define POOR_ROW ROW("CPIC-citalopram-7806c433") /* of 2023, CYP2C19 poor metabolizers */

/* What the tables know of a row by its identity. */
static void rows_of_the_tables_are_known_by_their_identity(void **state)
{
	static const char newer[] =
		LINE("citalopram", "DPWG", "avoid", FLAGS("'newer_source_silent'")) "," LINE(
			"citalopram", "CPIC", "no_recommendation", POOR_ROW);
	static const char other[] = LINE("citalopram", "DPWG", "avoid", "") "," LINE(
		"citalopram", "CPIC", "no_recommendation", POOR_ROW);
	static const struct report_claim claims[] = {
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", ANY_ROW)),
		  TAKING("citalopram"), USE "why.0", "whatever the genes are" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", ANY_ROW)),
		  TAKING("citalopram"), USE "is_whatever", "true" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", POOR_ROW)),
		  TAKING("citalopram"), USE "why.0", "CYP2C19 poor *1/*2" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", POOR_ROW)),
		  TAKING("citalopram"), USE "lead.year", "2023" },
		{ NULL, newer, TAKING("citalopram"), USE "newer",
		  "CPIC 2023 looked at it later and gives no recommendation" },
		{ NULL, other, TAKING("citalopram"), USE "newer", "null" },
		/* a line without identity is of no rule */
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", "")),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'','actors':[{'name':'x'}]}]",
		  USE "why.0", "CYP2C19 poor *1/*2" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", "")),
		  TAKES(ITEM("citalopram", "current") "," ITEM("citalopram", "planned")),
		  "face.uses.1.why.0", "CYP2C19 poor *1/*2" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* Who changes a gene that a line rests on acts on the medicine, where the line does not go by it.
 */
static void who_changes_the_gene_of_a_line_acts_on_the_medicine(void **state)
{
	static const struct {
		const char *flag, *who;
	} cases[] = {
		{ "convention_only", "fluvoxamine" },
		{ "residual_possible", "fluvoxamine" },
		{ "unresolved_strong_inhibitor", "fluvoxamine" },
		{ "phenoconverted", "fluvoxamine" },
		{ "weak_inhibitor", "null" },
		{ "unresolved", "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[300];
		struct report_claim claim = { NULL, line, TAKING("citalopram") ACTS("null", "'0'"),
					      "medicines_now.0.acted_on_by", cases[i].who };

		snprintf(line, sizeof(line),
			 CITALOPRAM("avoid", GUIDED("Poor Metabolizer", FLAGS("'%s'"))),
			 cases[i].flag);
		check_report(&claim);
	}
}

/* A result that somebody else wrote may be of any length, and of any letters. */
static void a_long_result_is_cut_between_characters(void **state)
{
	(void)state;
	for (int before = 0; before < 4; before++) {
		char result[400] = "", line[600];
		const char *why;
		cJSON *model;

		memset(result, 'x', before);
		for (int i = 0; i < 80; i++)
			strcat(result, "\u00b5\u00e9");
		snprintf(line, sizeof(line), CITALOPRAM("avoid", GENE("F5", "%s")), result);
		model = report_of("", line, "");
		why = value_at(model, "face.board.0.other_option.0.why.0");
		assert_true(strlen(why) > 90);
		assert_true(sdi_is_utf8(why));
		cJSON_Delete(model);
	}
}

static void a_doubt_makes_advice_depend_or_open(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", "")), TAKING("citalopram"),
		  USE "sure", "firm" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", "")), TAKING("citalopram"),
		  USE "sure_text", "null" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", FLAGS("'incomplete_call'"))),
		  TAKING("citalopram"), USE "sure", "depends" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", FLAGS("'incomplete_call'"))),
		  TAKING("citalopram"), USE "sure_text", "CYP2C19: sites not seen" },
		{ NULL, CITALOPRAM("avoid", GUIDED("Poor Metabolizer", FLAGS("'ambiguous_call'"))),
		  TAKING("citalopram"), USE "sure", "open" },
		/* the worst that holds is said */
		{ NULL,
		  CITALOPRAM("avoid", GUIDED("Poor Metabolizer",
					     FLAGS("'copies_not_assessed','partial_call'"))),
		  TAKING("citalopram"), USE "sure_text", "CYP2C19: a haplotype without a name" },
		/* of two genes nobody knows which */
		{ NULL,
		  CITALOPRAM("avoid", ",'phenotype':'CYP2C19:Poor Metabolizer;CYP2D6:Poor "
				      "Metabolizer'" FLAGS("'incomplete_call'")),
		  TAKING("citalopram"), USE "sure_text", "sites not seen" },
		/* doubts of another line than the one to go by do not count */
		{ NULL,
		  CITALOPRAM("avoid", "") "," LINE("citalopram", "DPWG", "standard",
						   FLAGS("'ambiguous_call'")),
		  TAKING("citalopram"), USE "sure", "firm" },
		{ NULL,
		  CITALOPRAM("standard", "") "," LINE("citalopram", "DPWG", "standard",
						      FLAGS("'ambiguous_call'")),
		  TAKING("citalopram"), USE "sure", "open" },
		/* a strong inhibitor: poor, whatever the genotype is */
		{ NULL,
		  CITALOPRAM("avoid", GUIDED("Poor Metabolizer",
					     FLAGS("'phenoconverted','ambiguous_call'"))),
		  TAKING("citalopram") ACTS("null", "'0'"), USE "sure", "firm" },
		{ NULL,
		  CITALOPRAM("avoid", GUIDED("Poor Metabolizer",
					     FLAGS("'phenoconverted','ambiguous_call'"))),
		  TAKING("citalopram") ACTS("null", "'0.5'"), USE "sure", "open" },
		{ NULL,
		  CITALOPRAM("avoid", GUIDED("Poor Metabolizer",
					     FLAGS("'phenoconverted','list_incomplete'"))),
		  TAKING("citalopram") ACTS("null", "'0'"), USE "sure", "open" },
		{ NULL, CITALOPRAM("avoid", FLAGS("'unresolved_strong_inhibitor'")),
		  TAKING("citalopram"), USE "sure", "open" },
		{ NULL, CITALOPRAM("avoid", FLAGS("'unresolved'")), TAKING("citalopram"),
		  USE "sure", "firm" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define ACTED_ON(action, actors)                                                                   \
	CITALOPRAM(action, FLAGS("'enzyme_acted_on'")),                                            \
		TAKING("citalopram") ",'acted_on':[" actors "]"
#define ACTOR(name) "{'drug':'citalopram','name':'" name "'}"

static void what_acts_beside_the_advice_is_named(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, ACTED_ON("avoid", ACTOR("omeprazole")), USE "also_acting",
		  "omeprazole acts on it; the line does not go by that" },
		{ NULL, ACTED_ON("avoid", ACTOR("esomeprazole") "," ACTOR("omeprazole")),
		  USE "also_acting",
		  "esomeprazole, omeprazole acts on it; the line does not go by that" },
		{ NULL, ACTED_ON("no_recommendation", ACTOR("omeprazole")), USE "also_acting",
		  "omeprazole acts on it, and no source has a line for that" },
		{ NULL, ACTED_ON("standard", ACTOR("omeprazole")), USE "needs_look", "true" },
		{ NULL, ACTED_ON("standard", ACTOR("omeprazole")), USE "word",
		  "usual by the genes alone; a medicine acts on it" },
		{ NULL, ACTED_ON("no_recommendation", ACTOR("omeprazole")), USE "word",
		  "no guideline; a medicine acts on it" },
		{ NULL, ACTED_ON("avoid", ACTOR("omeprazole")), USE "word",
		  "discuss another option" },
		{ NULL, ACTED_ON("avoid", "{'drug':'sertraline','name':'x'}"), USE "also_acting",
		  "null" },
		/* who is named as the reason is not named again; who is a part of that name is */
		{ NULL,
		  LINE("citalopram", "FDA label", "avoid",
		       ",'row_id':'r'" FLAGS("'enzyme_acted_on'")),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'r','drug':'citalopram','what_"
				       "acts'"
				       ":'esomeprazole','actors':[{'name':'esomeprazole'}]}],"
				       "'acted_on':[" ACTOR("esomeprazole") "]",
		  USE "also_acting", "null" },
		{ NULL,
		  LINE("citalopram", "FDA label", "avoid",
		       ",'row_id':'r'" FLAGS("'enzyme_acted_on'")),
		  TAKING("citalopram") ",'label_rules':[{'row_id':'r','drug':'citalopram','what_"
				       "acts'"
				       ":'esomeprazole','actors':[{'name':'esomeprazole'}]}],"
				       "'acted_on':[" ACTOR("omeprazole") "]",
		  USE "also_acting", "omeprazole acts on it; the line does not go by that" },
		{ NULL, CITALOPRAM("avoid", ""), TAKING("fluvoxamine") ACTS("null", "'0'"),
		  USE "acts_on", "acts on CYP2C19" },
		{ NULL, CITALOPRAM("avoid", ""), TAKING("fluvoxamine") ACTS("'citalopram'", "'0'"),
		  USE "acts_on", "null" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define RULES_OUT(drug, action)                                                                    \
	"{'row_id':'r" drug "','drug':'" drug "','action':'" action                                \
	"','in_use':true,'actors':[{'name':'pimozide'}]}"

/* The pair is the finding, so the one that acts needs a look too. */
static void who_rules_others_out_says_all_of_them(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, NULL,
		  TAKING("pimozide") ",'label_rules':[" RULES_OUT("citalopram", "avoid") "]",
		  USE "rules_out", "citalopram: not beside it, by the label" },
		{ NULL, NULL,
		  TAKING("pimozide") ",'label_rules':[" RULES_OUT(
			  "escitalopram", "contraindicated") "," RULES_OUT("citalopram",
									   "contraindicated") "]",
		  USE "rules_out", "escitalopram, citalopram: not beside it, by the label" },
		{ NULL, NULL,
		  TAKING("pimozide") ",'label_rules':[" RULES_OUT(
			  "citalopram", "avoid") "," RULES_OUT("citalopram", "contraindicated") "]",
		  USE "rules_out", "citalopram: not beside it, by the label" },
		{ NULL, NULL,
		  TAKING("pimozide") ",'label_rules':[" RULES_OUT("citalopram", "avoid") "]",
		  USE "needs_look", "true" },
		{ NULL, NULL,
		  TAKING("pimozide") ",'label_rules':[" RULES_OUT("citalopram",
								  "reduce_dose_pct") "]",
		  USE "rules_out", "null" },
		{ NULL, NULL,
		  TAKING("pimo") ",'label_rules':[" RULES_OUT("citalopram", "avoid") "]",
		  USE "rules_out", "null" },
		{ NULL, NULL,
		  TAKING("pimozide") ",'label_rules':[{'drug':'citalopram','action':'avoid','"
				     "actors':[{"
				     "'name':'pimozide'}]}]", /* citalopram is not in use */
		  USE "rules_out", "null" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define DOSE(now, comparison, limits)                                                              \
	",'doses':[{'drug':'citalopram','dose_now':" now ",'comparison':'" comparison              \
	"','text':'the dose','limits':[" limits "]}]"
#define LIMIT(kind, comparison, high)                                                              \
	"{'kind':'" kind "','comparison':'" comparison "','low':10,'high':" high ",'text':'" kind  \
	"'}"

static void a_dose_is_drawn_against_the_limit_that_matters(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("20", "within", LIMIT("usual", "within", "40")),
		  USE "ruler.is_drawn", "true" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("20", "within", LIMIT("usual", "within", "40")),
		  USE "ruler.now", "46.2" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("20", "within", LIMIT("usual", "within", "40")),
		  USE "ruler.over", "0" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("20", "within", LIMIT("usual", "within", "40")),
		  USE "ruler.low", "23.1" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("60", "above", LIMIT("usual", "above", "40")),
		  USE "ruler.high", "61.7" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("60", "above", LIMIT("usual", "above", "40")),
		  USE "ruler.over", "30.8" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("60", "above", LIMIT("usual", "above", "40")),
		  USE "ruler.within", "61.7" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("60", "above", LIMIT("usual", "above", "40")),
		  USE "needs_look", "true" },
		/* one that the dose is above, else a ceiling, else what can be compared */
		{ NULL, NULL,
		  TAKING("citalopram")
			  DOSE("20", "above",
			       LIMIT("ceiling", "within", "40") "," LIMIT("usual", "above", "15")),
		  USE "ruler.text", "usual" },
		{ NULL, NULL,
		  TAKING("citalopram")
			  DOSE("20", "within",
			       LIMIT("usual", "within", "30") "," LIMIT("ceiling", "within", "40")),
		  USE "ruler.text", "ceiling" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("20", "x", LIMIT("ceiling", "not_comparable", "40")),
		  USE "ruler.is_drawn", "false" },
		{ NULL, NULL,
		  TAKING("citalopram") DOSE("20", "x", LIMIT("ceiling", "not_comparable", "40")),
		  USE "ruler.text", "the dose" },
		{ NULL, NULL, TAKING("citalopram") DOSE("null", "x", LIMIT("usual", "x", "40")),
		  USE "ruler.is_drawn", "false" },
		{ NULL, NULL, TAKING("citalopram") DOSE("20", "x", LIMIT("usual", "x", "null")),
		  USE "ruler.is_drawn", "false" },
		{ NULL, NULL, TAKING("sertraline") DOSE("20", "x", ""), USE "ruler", "-" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* ---- genes ---- */

#define CARD(rest)                                                                                 \
	"{'gene':'CYP2C19','status':'called','diplotype':'*2/*2','phenotype':'Poor "               \
	"Metabolizer'" rest "}"
#define FACTOR(gene) "{'gene':'" gene "','status':'called','diplotype':'x/y','phenotype':'het'}"
#define OF_F5(drug, action) LINE(drug, "CPIC", action, GENE("F5", "het"))
#define FIVE(drug, action)                                                                         \
	OF_F5(drug "1", action)                                                                    \
	"," OF_F5(drug "2", action) "," OF_F5(drug "3", action) "," OF_F5(                         \
		drug "4", action) "," OF_F5(drug "5", action)
#define ASKS CITALOPRAM("avoid", GUIDED("Poor Metabolizer", ""))

static void a_gene_that_touches_no_medicine_of_the_page_is_quiet(void **state)
{
	static const struct report_claim claims[] = {
		{ CARD(""), ASKS, NULL, "face.genes.0.gene", "CYP2C19" },
		{ CARD(""), ASKS, NULL, "face.quiet_genes", "[0]" },
		{ CARD(""), ASKS, TAKING("citalopram"), "face.genes.0.gene", "CYP2C19" },
		{ CARD(""), NULL, NULL, "face.quiet_genes.0.gene", "CYP2C19" },
		{ CARD(""), NULL, NULL, "face.quiet_genes.0.text", "Poor" },
		{ CARD(""), CITALOPRAM("standard", GUIDED("Poor Metabolizer", "")), NULL,
		  "face.has_genes", "false" },
		{ CARD(""), NULL, ACTS("null", "'0'"), "face.has_genes", "true" },
		{ CARD(",'reasons':['no_phenotype_rule']"), NULL, NULL, "face.quiet_genes.0.text",
		  "read, no phenotype exists" },
		{ "{'gene':'F5','status':'called','diplotype':'x/y'}", NULL, NULL,
		  "face.quiet_genes.0.text", "x/y" },
		/* that a row names CYP4F2 is nothing of F2 */
		{ FACTOR("F2"), LINE("warfarin", "CPIC", "avoid", GENE("CYP4F2", "x")),
		  TAKING("warfarin"), "face.quiet_genes.0.gene", "F2" },
		{ FACTOR("F2"), LINE("warfarin", "CPIC", "avoid", GENE("CYP4F2", "x;F2:het")),
		  TAKING("warfarin"), "face.genes.0.gene", "F2" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* Medicines outside psychiatry: a place of their own, what is asked for most first. */
static void what_matters_elsewhere_has_a_place_of_its_own(void **state)
{
	static const char many[] = FIVE("a", "avoid") "," FIVE("b", "contraindicated");
	static const struct report_claim claims[] = {
		{ FACTOR("F5"), FIVE("a", "avoid"), NULL, "face.elsewhere.0.about", "thrombosis" },
		{ FACTOR("F5"), FIVE("a", "avoid"), NULL, "face.elsewhere.0.result", "het" },
		{ FACTOR("F5"), FIVE("a", "avoid"), NULL, "face.elsewhere.0.medicines", "[5]" },
		{ FACTOR("F5"), FIVE("a", "avoid"), NULL, "face.elsewhere.0.more", "null" },
		{ FACTOR("F5"), FIVE("a", "avoid"), NULL, "face.has_quiet_genes", "false" },
		{ FACTOR("F5"), many, NULL, "face.elsewhere.0.first", "[7]" },
		{ FACTOR("F5"), many, NULL, "face.elsewhere.0.more", "and 3 more" },
		{ FACTOR("F5"), many, NULL, "face.elsewhere.0.first.0.drug", "b1" },
		{ FACTOR("F5"), many, NULL, "face.elsewhere.0.first.5.drug", "a1" },
		/* a sign stands where it is another than before */
		{ FACTOR("F5"), many, NULL, "face.elsewhere.0.first.1.symbol", "null" },
		{ FACTOR("F5"), many, NULL, "face.elsewhere.0.first.5.symbol", "\u21c4" },
		{ FACTOR("F5"), FIVE("a", "standard"), NULL, "face.has_elsewhere", "false" },
		{ FACTOR("F5"), FIVE("a", "adjust_per_label"), NULL, "face.has_elsewhere",
		  "false" },
		{ FACTOR("F2"), FIVE("a", "avoid"), NULL, "face.quiet_genes.0.gene", "F2" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void how_sure_a_result_is_is_said_by_the_first_doubt(void **state)
{
	static const struct {
		const char *card, *sure, *text;
	} cases[] = {
		{ CARD(""), "firm", "null" },
		{ CARD(",'copies':'not_assessed'"), "depends", "copies not counted" },
		{ CARD(",'sites':{'observed':9,'assumed':1}"), "depends",
		  "sites taken as reference" },
		{ CARD(",'sites':{'observed':9,'absent':1}"), "firm", "null" },
		{ CARD(",'copies':'not_assessed','candidates':[{},{}]"), "open",
		  "several diplotypes fit" },
		{ "{'gene':'CYP2C19','status':'incomplete','diplotype':'*1/"
		  "*1','sites':{'observed':9,"
		  "'absent':2,'rejected':1}}",
		  "depends", "3 of 12 sites not seen" },
		{ "{'gene':'CYP2C19','status':'partial','diplotype':'*1/*1'}", "open",
		  "a haplotype without a name" },
		{ "{'gene':'CYP2C19','diplotype':'*1/*1'}", "firm", "from another test" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct report_claim claim = { cases[i].card, ASKS, NULL, "face.genes.0.sure",
					      cases[i].sure };

		check_report(&claim);
		claim.place = "face.genes.0.sure_text";
		claim.value = cases[i].text;
		check_report(&claim);
	}
}

/* ---- the board ---- */

static void other_medicines_stand_in_the_lane_of_what_is_said(void **state)
{
	static const struct report_claim claims[] = {
		{ NULL, CITALOPRAM("avoid", ""), NULL, "face.board.0.other_option.0.drug",
		  "citalopram" },
		{ NULL, CITALOPRAM("reduce_dose_pct", ""), NULL, "face.board.0.other_dose.0.drug",
		  "citalopram" },
		{ NULL, CITALOPRAM("standard", ""), NULL, "face.board.0.usual.0.drug",
		  "citalopram" },
		{ NULL, CITALOPRAM("no_recommendation", ""), NULL, "face.board.0.unknown.0.text",
		  "no guideline" },
		{ NULL, CITALOPRAM("contraindicated", GUIDED("Poor Metabolizer", "")), NULL,
		  "face.board.0.ruled_out.0.text", "CYP2C19 poor *1/*2" },
		{ NULL, CITALOPRAM("standard", GENE("CYP2C19", "No Result") FLAGS("'no_result'")),
		  NULL, "face.board.0.unknown.0.text", "CYP2C19 not tested" },
		{ NULL, CITALOPRAM("standard", FLAGS("'enzyme_acted_on'")),
		  ",'acted_on':[" ACTOR("omeprazole") "]", "face.board.0.unknown.0.text",
		  "acted on by omeprazole" },
		{ NULL, CITALOPRAM("standard", FLAGS("'enzyme_acted_on'")), NULL,
		  "face.board.0.unknown.0.text", "acted on by a medicine in use" },
		{ NULL, CITALOPRAM("standard", ""), NULL, "face.n_usual", "1" },
		{ NULL, CITALOPRAM("standard", ""), NULL, "face.has_usual", "true" },
		{ NULL, CITALOPRAM("standard", ""), NULL, "face.has_ruled_out", "false" },
		/* two with one reason share it */
		{ NULL,
		  CITALOPRAM("no_recommendation", "") "," LINE("sertraline", "CPIC",
							       "no_recommendation", ""),
		  NULL, "face.board.0.unknown.0.names.1", "sertraline" },
		{ NULL,
		  LINE("citalopram", "FDA label", "avoid", ",'row_id':'r'" FLAGS("'label_rule'")),
		  ",'label_rules':[{'row_id':'r','actors':[{'name':'pimozide'}]}]",
		  "face.board.0.ruled_out.0.text", "beside pimozide" },
		{ NULL, CITALOPRAM("avoid", FLAGS("'incomplete_call'")), NULL,
		  "face.board.0.other_option.0.is_doubtful", "true" },
		{ NULL, NULL, NULL, "face.has_board", "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void a_dose_is_a_few_signs_on_the_board(void **state)
{
	static const struct {
		const char *action, *dose, *rule, *shown;
	} cases[] = {
		{ "reduce_dose_pct", "x0.5", "", "\u00bd" },
		{ "reduce_dose_pct", "start x0.75", "", "\u00be" },
		{ "reduce_dose_pct", "x0.25 of it", "", "\u00bc" },
		{ "reduce_dose_pct", "x0.33", "", "\u2153" },
		{ "reduce_dose_pct", "x0.67", "", "\u2154" },
		{ "reduce_dose_pct", "x0.6", "", "\u00d70.6" },
		{ "increase_dose", "x1.5", "", "\u00d71.5" },
		{ "reduce_dose_pct", "x0.5-0.7", "", "null" }, /* a range of two is no sign */
		{ "reduce_dose_pct", "start x1; then x0.5", "", "\u00bd" },
		{ "reduce_dose_pct", "max0.5", "", "null" },
		{ "reduce_dose_pct", "", "", "null" },
		{ "limit_max_dose", "20 mg/day", "", "\u226420 mg/day" },
		{ "limit_max_dose", "20 mg/day in two doses", "", "\u226420 mg/day" },
		{ "limit_max_dose", "at most 20 mg", "", "null" },
		{ "reduce_dose_pct", "20 mg/day", "", "null" },
		{ "reduce_dose_pct", "x0.9", ",'dose_factor':0.5", "\u00bd" },
		{ "reduce_dose_pct", "", ",'dose_ceiling':30,'dose_unit':'mg/day'",
		  "\u226430 mg/day" },
		{ "reduce_dose_pct", "level x5", ",'what_acts':'a'", "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[200], rest[200] = "";
		cJSON *model;

		snprintf(line, sizeof(line), CITALOPRAM("%s", ",'row_id':'r','dose':'%s'"),
			 cases[i].action, cases[i].dose);
		if (*cases[i].rule)
			snprintf(rest, sizeof(rest), ",'label_rules':[{'row_id':'r'%s}]",
				 cases[i].rule);
		model = report_of("", line, rest);
		if (strcmp(value_at(model, "face.board.0.other_dose.0.dose"), cases[i].shown))
			fail_msg("%s%s is %s", cases[i].dose, cases[i].rule,
				 value_at(model, "face.board.0.other_dose.0.dose"));
		cJSON_Delete(model);
	}
}

/* ---- how much a page holds ---- */

/* More on the page never asks for larger type, and a page of little has the largest. */
static void the_more_there_is_the_smaller_the_type(void **state)
{
	static const char *const fits[] = { "large", "small", "smaller", "close", "smallest" };
	int last = 0;

	(void)state;
	for (int n = 0; n <= 40; n++) {
		char lines[8000] = "", items[8000] = "", rest[8200];
		const char *fit;
		cJSON *model;
		int at = 0;

		for (int k = 0; k < n; k++) {
			snprintf(items + strlen(items), sizeof(items) - strlen(items),
				 "%s" ITEM("m%d", "current"), k ? "," : "", k, k, k);
			snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines),
				 "%s" LINE("m%d", "CPIC", "avoid",
					   ",'dose':'x0.5 of the usual dose'"),
				 k ? "," : "", k);
		}
		snprintf(rest, sizeof(rest), TAKES("%s"), items);
		model = report_of("", lines, rest);
		fit = value_at(model, "face.fit");
		while (at < 5 && strcmp(fits[at], fit))
			at++;
		assert_true(at < 5);
		assert_true(at >= last);
		assert_string_equal(value_at(model, "face.is_running"), at ? "true" : "false");
		assert_true(n > 1 || !at);
		last = at;
		cJSON_Delete(model);
	}
	assert_int_equal(last, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_headline_counts_medicines_that_need_a_look),
		cmocka_unit_test(without_a_list_the_page_says_so),
		cmocka_unit_test(what_is_surest_is_named_alone),
		cmocka_unit_test(what_is_contraindicated_is_an_alarm_unless_it_was_stopped),
		cmocka_unit_test(what_is_missing_is_named_on_top),
		cmocka_unit_test(the_most_urgent_stands_first),
		cmocka_unit_test(a_name_that_is_not_known_stands_behind_what_is_contraindicated),
		cmocka_unit_test(the_voice_that_stands_first_is_the_one_to_go_by),
		cmocka_unit_test(advice_says_what_it_rests_on),
		cmocka_unit_test(rows_of_the_tables_are_known_by_their_identity),
		cmocka_unit_test(who_changes_the_gene_of_a_line_acts_on_the_medicine),
		cmocka_unit_test(a_long_result_is_cut_between_characters),
		cmocka_unit_test(a_doubt_makes_advice_depend_or_open),
		cmocka_unit_test(what_acts_beside_the_advice_is_named),
		cmocka_unit_test(who_rules_others_out_says_all_of_them),
		cmocka_unit_test(a_dose_is_drawn_against_the_limit_that_matters),
		cmocka_unit_test(a_gene_that_touches_no_medicine_of_the_page_is_quiet),
		cmocka_unit_test(what_matters_elsewhere_has_a_place_of_its_own),
		cmocka_unit_test(how_sure_a_result_is_is_said_by_the_first_doubt),
		cmocka_unit_test(other_medicines_stand_in_the_lane_of_what_is_said),
		cmocka_unit_test(a_dose_is_a_few_signs_on_the_board),
		cmocka_unit_test(the_more_there_is_the_smaller_the_type),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
