/* test_report_gene.c - cards of genes: results in words, what was seen, where the person stands */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "report_fixture.h"

#define CYP2C19(rest) "{'gene':'CYP2C19','status':'called','diplotype':'*1/*2'" rest "}"
#define CYP2D6(rest) "{'gene':'CYP2D6','status':'called','diplotype':'*1/*4'" rest "}"
#define RESULT(rest) "{'gene':'CYP2D6'" rest "}"
#define IM ",'phenotype':'Intermediate Metabolizer'"

static void what_is_a_result_gets_a_card_and_the_rest_is_listed(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = "", .place = "genes", .value = "[0]" },
		{ .genes = CYP2C19(""), .place = "genes.0.gene", .value = "CYP2C19" },
		{ .genes = CYP2C19(""), .place = "genes_without_result", .value = "[0]" },
		{ .genes = RESULT(",'status':'no_call','diplotype':'*1/*1'"),
		  .place = "genes",
		  .value = "[0]" },
		{ .genes = RESULT(",'status':'no_call','reasons':['no_records']"),
		  .place = "genes_without_result.0.gene",
		  .value = "CYP2D6" },
		{ .genes = RESULT(",'status':'no_call','reasons':['no_records']"),
		  .place = "genes_without_result.0.reasons.0.code",
		  .value = "no_records" },
		{ .genes = RESULT(",'status':'called'"), .place = "genes", .value = "[0]" },
		{ .genes = RESULT(",'phenotype':'Poor Metabolizer'"),
		  .place = "genes.0.level",
		  .value = "Poor" },
		{ .genes = RESULT(",'activity_score':0"), .place = "genes", .value = "[1]" },
		{ .genes = RESULT(",'activity_score':[0,1]"), .place = "genes", .value = "[1]" },
		{ .genes = RESULT(",'activity_score':'0'"), .place = "genes", .value = "[0]" },
		{ .genes = RESULT(",'phenotype':null,'diplotype':''"),
		  .place = "genes",
		  .value = "[0]" },
		{ .genes = CYP2C19(""), .place = "genes.0.diplotype", .value = "*1/*2" },
		{ .genes = CYP2C19(",'haplotypes':[{'allele':'*2','function':'No function',"
				   "'activity_value':0.5}]"),
		  .place = "genes.0.alleles.0.function",
		  .value = "No function" },
		{ .genes = CYP2C19(",'haplotypes':[{'allele':'*2','function':'No function',"
				   "'activity_value':0.5}]"),
		  .place = "genes.0.alleles.0.activity_value",
		  .value = "0.5" },
		{ .genes = CYP2C19(",'if_extra_copy':[{'diplotype':'*1x2/*2','activity_score':2}]"),
		  .place = "genes.0.if_extra_copy.0.activity_score",
		  .value = "2" },
		{ .genes = CYP2C19(",'variants':[{'id':'v','rsid':'rs1','genotype':'0/1'}]"),
		  .place = "genes.0.variants.0.genotype",
		  .value = "0/1" },
		/* no card of a gene hides that something was not seen */
		{ .genes = RESULT(",'status':'no_call'"), .place = "any_absent", .value = "true" },
		{ .genes = CYP2C19(""), .place = "any_absent", .value = "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void a_result_of_another_program_is_completed_by_the_tables(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = RESULT(",'diplotype':'*1/*4'"),
		  .place = "genes.0.status",
		  .value = "outside" },
		{ .genes = RESULT(",'activity_score':0"),
		  .place = "genes.0.phenotype",
		  .value = "Poor Metabolizer" },
		{ .genes = RESULT(",'activity_score':0.25"),
		  .place = "genes.0.phenotype",
		  .value = "Intermediate Metabolizer" },
		{ .genes = RESULT(",'activity_score':1.25"),
		  .place = "genes.0.phenotype",
		  .value = "Normal Metabolizer" },
		{ .genes = RESULT(",'activity_score':2.5"),
		  .place = "genes.0.phenotype",
		  .value = "Ultrarapid Metabolizer" },
		{ .genes = RESULT(",'activity_score':2.25"),
		  .place = "genes.0.phenotype",
		  .value = "Normal Metabolizer" },
		{ .genes = RESULT(",'activity_score':0,'phenotype':null"),
		  .place = "genes.0.phenotype",
		  .value = "Poor Metabolizer" },
		/* who gives more than a score has said what it is */
		{ .genes = RESULT(",'activity_score':0,'phenotype':'Normal Metabolizer'"),
		  .place = "genes.0.phenotype",
		  .value = "Normal Metabolizer" },
		{ .genes = RESULT(",'activity_score':0,'diplotype':'*1/*1'"),
		  .place = "genes.0.phenotype",
		  .value = "null" },
		{ .genes = RESULT(",'activity_score':[0,1]"),
		  .place = "genes.0.phenotype",
		  .value = "null" },
		{ .genes = "{'gene':'CYP2C19','activity_score':0}",
		  .place = "genes.0.phenotype",
		  .value = "null" },
		{ .genes = "{'gene':'NOGENE','activity_score':0}",
		  .place = "genes.0.phenotype",
		  .value = "null" },
		{ .genes = RESULT(",'status':'called','activity_score':0"),
		  .place = "genes.0.status",
		  .value = "called" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void a_score_is_written_as_what_is_known_of_it(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(",'activity_score':1"), .value = "1" },
		{ .genes = CYP2D6(",'activity_score':1.25"), .value = "1.25" },
		{ .genes = CYP2D6(",'activity_score':0"), .value = "0" },
		{ .genes = CYP2D6(",'activity_score':[0.5,1.25]"), .value = "0.5-1.25" },
		{ .genes = CYP2D6(",'activity_score':[1,null]"), .value = "1 or more" },
		{ .genes = CYP2D6(",'activity_score':null"), .value = "null" },
		{ .genes = CYP2D6(",'activity_score':'1'"), .value = "null" },
		{ .genes = CYP2D6(",'activity_score':[null,1]"), .value = "null" },
		{ .genes = CYP2D6(",'activity_score':3,'reasons':['copies_at_least']"),
		  .value = "3 or more" },
		{ .genes = CYP2D6(",'activity_score':[2,3],'reasons':['copies_at_least']"),
		  .value = "2-3 or more" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++) {
		struct report_claim claim = claims[i];

		claim.place = "genes.0.activity_score";
		check_report(&claim);
	}
}

static void copies_are_counted_or_said_not_to_be(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(",'copies':2"), .place = "genes.0.copies", .value = "2" },
		{ .genes = CYP2D6(",'copies':3,'reasons':['copies_at_least']"),
		  .place = "genes.0.copies",
		  .value = "3 or more" },
		{ .genes = CYP2D6(",'copies':'not_assessed'"),
		  .place = "genes.0.copies",
		  .value = "not assessed" },
		{ .genes = CYP2D6(",'copies':'not_assessed'"),
		  .place = "any_copies_not_assessed",
		  .value = "true" },
		{ .genes = CYP2D6(",'copies':2"),
		  .place = "any_copies_not_assessed",
		  .value = "false" },
		{ .genes = CYP2D6(""), .place = "genes.0.copies", .value = "null" },
		{ .genes = CYP2D6(
			  ",'copies':3,'copies_from':'reads','copies_by_reads':{'depth':31.6}"),
		  .place = "genes.0.copies",
		  .value = "3 counted from reads (32x)" },
		{ .genes = CYP2D6(
			  ",'copies':3,'copies_from':'table','copies_by_reads':{'depth':31}"),
		  .place = "genes.0.copies",
		  .value = "3" },
		{ .genes = CYP2D6(",'copies':3"),
		  .place = "tested.copies_counted.0.copies",
		  .value = "3" },
		{ .genes = RESULT(",'diplotype':'*1/*1','copies':2"),
		  .place = "tested.any_copies_counted",
		  .value = "false" },
		{ .genes = CYP2D6(",'copies':'not_assessed'"),
		  .place = "tested.copies_not_assessed.0.gene",
		  .value = "CYP2D6" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define SITES ",'sites':{'observed':3,'block':2,'assumed':1,'rejected':1,'conflict':1,'absent':2}"

static void only_records_and_blocks_are_sites_seen(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(SITES), .place = "genes.0.sites_seen", .value = "5" },
		{ .genes = CYP2D6(SITES), .place = "genes.0.sites_assumed", .value = "1" },
		{ .genes = CYP2D6(SITES), .place = "genes.0.sites_not_seen", .value = "4" },
		{ .genes = CYP2D6(SITES), .place = "genes.0.sites_total", .value = "10" },
		{ .genes = CYP2D6(SITES), .place = "any_absent", .value = "true" },
		{ .genes = CYP2D6(",'sites':{'observed':1,'assumed':9}"),
		  .place = "genes.0.some_not_seen",
		  .value = "false" },
		{ .genes = CYP2D6(",'sites':{'rejected':1}"),
		  .place = "any_absent",
		  .value = "true" },
		{ .genes = CYP2D6(",'sites':{'conflict':1}"),
		  .place = "genes.0.some_not_seen",
		  .value = "true" },
		{ .genes = CYP2D6(""), .place = "genes.0.sites_total", .value = "-" },
		{ .genes = CYP2D6(SITES) "," CYP2C19(SITES),
		  .place = "tested.sites_total",
		  .value = "20" },
		{ .genes = CYP2D6(SITES) "," CYP2C19(""),
		  .place = "tested.sites_seen",
		  .value = "5" },
		{ .genes = CYP2D6(""), .place = "tested.any_sites", .value = "false" },
		{ .genes = CYP2D6(SITES), .place = "tested.assumed.0.sites_assumed", .value = "1" },
		{ .genes = CYP2D6(SITES),
		  .place = "tested.not_all_seen.0.sites_not_seen",
		  .value = "4" },
		{ .genes = RESULT(",'diplotype':'*1/*1'") "," CYP2C19(""),
		  .place = "tested.read.0.gene",
		  .value = "CYP2C19" },
		{ .genes = RESULT(",'diplotype':'*1/*1'") "," CYP2C19(""),
		  .place = "tested.outside.0.gene",
		  .value = "CYP2D6" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void what_fits_too_is_said_with_how_likely_it_is(void **state)
{
	static const char two[] = CYP2D6(",'phase':'unphased','candidates':[{'diplotype':'*1/*4',"
					 "'weight':0.996,'activity_score':1},{'diplotype':'*2/*9',"
					 "'weight':0.004,'activity_score':[1,1.25]}]");
	static const struct report_claim claims[] = {
		{ .genes = two, .place = "genes.0.several", .value = "true" },
		{ .genes = two, .place = "any_several", .value = "true" },
		{ .genes = two, .place = "genes.0.candidates.0.share", .value = "100 %" },
		{ .genes = two, .place = "genes.0.candidates.1.share", .value = "below 1 %" },
		{ .genes = two, .place = "genes.0.candidates.1.activity_score", .value = "1-1.25" },
		{ .genes = two, .place = "tested.not_phased.0.gene", .value = "CYP2D6" },
		{ .genes = two, .place = "genes.0.phase", .value = "unphased" },
		{ .genes = CYP2D6(",'candidates':[{'diplotype':'*1/*4'}],'phase':'.'"),
		  .place = "genes.0.several",
		  .value = "false" },
		{ .genes = CYP2D6(",'candidates':[{'diplotype':'*1/*4'}],'phase':'.'"),
		  .place = "genes.0.candidates.0.share",
		  .value = "null" },
		{ .genes = CYP2D6(",'phase':'.'"), .place = "genes.0.phase", .value = "null" },
		{ .genes = CYP2D6(",'phase':'partial'"),
		  .place = "tested.any_not_phased",
		  .value = "true" },
		{ .genes = CYP2D6(",'phase':'phased'"),
		  .place = "tested.any_not_phased",
		  .value = "false" },
		{ .genes = CYP2D6(",'candidates':[{'weight':0.01}]"),
		  .place = "genes.0.candidates.0.share",
		  .value = "1 %" },
		{ .genes = CYP2D6(",'not_excluded':['*9']"),
		  .place = "genes.0.has_not_excluded",
		  .value = "true" },
		{ .genes = CYP2D6(",'not_excluded':[]"),
		  .place = "genes.0.has_not_excluded",
		  .value = "false" },
		{ .genes = CYP2D6(",'open_phenotypes':['Poor Metabolizer']"),
		  .place = "genes.0.open_phenotypes.0",
		  .value = "Poor Metabolizer" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void a_code_without_words_is_read_as_words(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(",'reasons':['made_up_code']"),
		  .place = "genes.0.reasons.0.text",
		  .value = "made up code" },
		{ .genes = CYP2D6(",'reasons':[7,'x']"),
		  .place = "genes.0.reasons",
		  .value = "[1]" },
		{ .genes = CYP2D6(",'reasons':['outside_differs'],'outside_differs':{'taken':"
				  "'outside','outside':{'phenotype':'Poor Metabolizer'},'tables':{"
				  "'activity_score':[1,2]}}"),
		  .place = "genes.0.reasons.0.code",
		  .value = "outside_differs" },
		{ .genes = "{'gene':'CYP2D6','status':'made_up','diplotype':'*1/*1'}",
		  .place = "genes.0.status_text",
		  .value = "made_up" },
		{ .genes = "{'gene':'NOGENE','status':'called','diplotype':'*1/*1'}",
		  .place = "genes.0.about_in_plain_words",
		  .value = "null" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* Both views of a result that two programs give differently, with all that is known of each. */
static void a_difference_says_both_views(void **state)
{
	static const struct {
		const char *taken;
		const char *theirs, *ours, *said[3];
	} cases[] = {
		{ "outside",
		  "{'phenotype':'Poor Metabolizer','activity_score':0}",
		  "{'phenotype':'Normal Metabolizer','activity_score':2}",
		  { "Poor Metabolizer, activity score 0",
		    "Normal Metabolizer, activity score 2" } },
		{ "tables",
		  "{'activity_score':[0,0.5]}",
		  "{'phenotype':'Normal Metabolizer'}",
		  { "activity score 0-0.5", "Normal Metabolizer" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char result[400];
		cJSON *model;
		const char *text;

		snprintf(result, sizeof(result),
			 RESULT(",'diplotype':'*1/*1','reasons':['outside_differs'],"
				"'outside_differs':{'taken':'%s','outside':%s,'tables':%s}"),
			 cases[i].taken, cases[i].theirs, cases[i].ours);
		model = report_of(result, "", "");
		text = value_at(model, "genes.0.reasons.0.text");
		for (int k = 0; cases[i].said[k]; k++)
			if (!strstr(text, cases[i].said[k]))
				fail_msg("'%s' does not say '%s'", text, cases[i].said[k]);
		cJSON_Delete(model);
	}
}

/* ---- the picture ---- */

static void the_picture_shows_where_the_result_stands(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(IM), .place = "genes.0.picture.is_placed", .value = "true" },
		{ .genes = CYP2D6(IM),
		  .place = "genes.0.picture.steps.1.is_here",
		  .value = "true" },
		{ .genes = CYP2D6(IM),
		  .place = "genes.0.picture.steps.2.is_here",
		  .value = "false" },
		{ .genes = CYP2D6(IM), .place = "genes.0.picture.steps.3.from", .value = "60" },
		/* no rapid metabolizers of CYP2D6: that step is not on its scale */
		{ .genes = CYP2D6(IM),
		  .place = "genes.0.picture.steps.3.is_scale",
		  .value = "false" },
		{ .genes = CYP2C19(IM),
		  .place = "genes.0.picture.steps.3.is_scale",
		  .value = "true" },
		{ .genes = CYP2D6(""), .place = "genes.0.picture", .value = "-" },
		{ .genes = CYP2D6(",'phenotype':'Indeterminate'"),
		  .place = "genes.0.picture",
		  .value = "-" },
		{ .genes = CYP2D6(",'phenotype':'Indeterminate','candidates':[{'phenotype':"
				  "'Poor Metabolizer'}]"),
		  .place = "genes.0.picture.is_placed",
		  .value = "false" },
		{ .genes = CYP2D6(",'phenotype':'Indeterminate','candidates':[{'phenotype':"
				  "'Poor Metabolizer'}]"),
		  .place = "genes.0.picture.steps.0.is_possible",
		  .value = "true" },
		{ .genes = CYP2D6(IM ",'open_phenotypes':['Poor Metabolizer',7]"),
		  .place = "genes.0.picture.steps.0.is_possible",
		  .value = "true" },
		{ .genes = CYP2D6(IM ",'candidates':[{'phenotype':'Intermediate Metabolizer'}]"),
		  .place = "genes.0.picture.steps.1.is_possible",
		  .value = "false" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

/* Every score of a band lies inside the band's step, in order, none on a border. */
static void a_mark_lies_inside_the_step_of_its_band(void **state)
{
	double last = 0;

	(void)state;
	for (int score = 0; score <= 1000; score += 25) {
		static const int lowest[] = { 0, 25, 125, -1, 250 };
		char result[200];
		cJSON *model;
		double at;
		int step = score >= 250 ? 4 : score >= 125 ? 2 : score >= 25 ? 1 : 0;

		assert_true(score >= lowest[step]);
		snprintf(result, sizeof(result), RESULT(",'activity_score':%g"), score / 100.0);
		model = report_of(result, "", "");
		at = atof(value_at(model, "genes.0.picture.mark.from"));
		assert_string_equal(value_at(model, "genes.0.picture.mark.width"), "0");
		if (at <= 20 * step || at >= 20 * (step + 1))
			fail_msg("score %d is at %g", score, at);
		if (at < last)
			fail_msg("score %d is at %g, behind %g", score, at, last);
		last = at;
		cJSON_Delete(model);
	}
}

static void a_range_of_scores_is_a_mark_as_wide(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(IM ",'activity_score':[0.25,1]"),
		  .place = "genes.0.picture.mark.from",
		  .value = "22.5" },
		{ .genes = CYP2D6(IM ",'activity_score':[0.25,1]"),
		  .place = "genes.0.picture.mark.to",
		  .value = "37.5" },
		{ .genes = CYP2D6(IM ",'activity_score':[0.25,1]"),
		  .place = "genes.0.picture.mark.width",
		  .value = "15" },
		{ .genes = CYP2D6(IM ",'activity_score':[1,null]"),
		  .place = "genes.0.picture.mark.to",
		  .value = "100" },
		{ .genes = CYP2D6(IM ",'activity_score':[1,0.25]"),
		  .place = "genes.0.picture.mark",
		  .value = "-" },
		{ .genes = CYP2D6(IM), .place = "genes.0.picture.mark", .value = "-" },
		/* a gene whose phenotypes do not come of scores */
		{ .genes = CYP2C19(IM ",'activity_score':1"),
		  .place = "genes.0.picture.mark",
		  .value = "-" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

#define PM_IF(what) ",'if_" what "':[{'phenotype':'Poor Metabolizer','diplotype':'*4/*5'}]"

static void other_numbers_of_copies_reach_as_far_as_they_lead(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(IM PM_IF("deletion")),
		  .place = "genes.0.picture.reach.from",
		  .value = "10" },
		{ .genes = CYP2D6(IM PM_IF("deletion")),
		  .place = "genes.0.picture.reach.to",
		  .value = "30" },
		{ .genes = CYP2D6(IM PM_IF("extra_copy")),
		  .place = "genes.0.picture.reach.width",
		  .value = "20" },
		{ .genes = CYP2D6(IM PM_IF("deletion") ",'if_extra_copy':[{'phenotype':"
						       "'Ultrarapid Metabolizer'}]"),
		  .place = "genes.0.picture.reach.to",
		  .value = "90" },
		{ .genes = CYP2D6(",'phenotype':'Poor Metabolizer'" PM_IF("deletion")),
		  .place = "genes.0.picture.reach",
		  .value = "-" },
		{ .genes = CYP2D6(IM ",'if_deletion':[{'phenotype':'Indeterminate'}]"),
		  .place = "genes.0.picture.reach",
		  .value = "-" },
		{ .genes = CYP2D6(",'phenotype':'Indeterminate','candidates':[{'phenotype':"
				  "'Poor Metabolizer'}]" PM_IF("deletion")),
		  .place = "genes.0.picture.reach",
		  .value = "-" },
		{ .genes = CYP2D6(IM PM_IF("deletion")),
		  .place = "genes.0.if_deletion.0.diplotype",
		  .value = "*4/*5" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

static void the_picture_is_said_for_those_who_do_not_see_it(void **state)
{
	static const struct report_claim claims[] = {
		{ .genes = CYP2D6(IM ",'activity_score':1" PM_IF("deletion")),
		  .value = "Intermediate Metabolizer, activity score 1; with a deleted copy: Poor "
			   "Metabolizer" },
		{ .genes = CYP2D6(IM ",'open_phenotypes':['Poor Metabolizer']"
				     ",'candidates':[{'phenotype':'Normal Metabolizer'}]"),
		  .value = "Intermediate Metabolizer; not excluded: Poor Metabolizer" },
		{ .genes = CYP2D6(",'phenotype':'Indeterminate','candidates':[{'phenotype':'Normal "
				  "Metabolizer'},{'phenotype':'Poor Metabolizer'}]"),
		  .value = "Indeterminate; possible: Normal Metabolizer; possible: Poor "
			   "Metabolizer" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++) {
		struct report_claim claim = claims[i];

		claim.place = "genes.0.picture.text";
		check_report(&claim);
	}
}

/* ---- under medicines ---- */

#define CONVERSION(drug, estimated, flags)                                                         \
	",'phenoconversion':[{'gene':'CYP2D6','drug':" drug ",'because_of':'paroxetine','basis':"  \
	"'convention','genetic':{'phenotype':'Normal "                                             \
	"Metabolizer'},'estimated':{'phenotype':'" estimated "'},'flags':[" flags "]}]"

static void an_estimate_stands_beside_the_result(void **state)
{
	static const char normal[] = CYP2D6(",'phenotype':'Normal Metabolizer'");
	static const struct report_claim claims[] = {
		{ normal, NULL, CONVERSION("null", "Poor Metabolizer", ""),
		  "genes.0.with_medicines.level", "Poor" },
		{ normal, NULL, CONVERSION("null", "Poor Metabolizer", ""), "genes.0.level",
		  "Normal" },
		{ normal, NULL, CONVERSION("null", "Poor Metabolizer", ""),
		  "genes.0.with_medicines.is_changed", "true" },
		{ normal, NULL, CONVERSION("null", "Normal Metabolizer", ""),
		  "genes.0.with_medicines.is_changed", "false" },
		{ normal, NULL, CONVERSION("null", "", ""), "genes.0.with_medicines.is_changed",
		  "true" }, /* it has no level */
		{ normal, NULL, CONVERSION("null", "Poor Metabolizer", "'weak_inhibitor'"),
		  "genes.0.with_medicines.is_weak", "true" },
		{ normal, NULL,
		  CONVERSION("null", "Poor Metabolizer", "'weak_inducer','unresolved_x'"),
		  "genes.0.with_medicines.is_weak", "false" },
		{ normal, NULL, CONVERSION("null", "Poor Metabolizer", "'phenoconverted'"),
		  "genes.0.with_medicines.is_weak", "false" },
		/* one that is meant for a medicine is no result of the gene */
		{ normal, NULL, CONVERSION("'codeine'", "Poor Metabolizer", ""),
		  "genes.0.with_medicines", "-" },
		{ CYP2C19(""), NULL, CONVERSION("null", "Poor Metabolizer", ""),
		  "genes.0.with_medicines", "-" },
	};

	(void)state;
	CHECK_REPORTS(claims);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_a_result_gets_a_card_and_the_rest_is_listed),
		cmocka_unit_test(a_result_of_another_program_is_completed_by_the_tables),
		cmocka_unit_test(a_score_is_written_as_what_is_known_of_it),
		cmocka_unit_test(copies_are_counted_or_said_not_to_be),
		cmocka_unit_test(only_records_and_blocks_are_sites_seen),
		cmocka_unit_test(what_fits_too_is_said_with_how_likely_it_is),
		cmocka_unit_test(a_code_without_words_is_read_as_words),
		cmocka_unit_test(a_difference_says_both_views),
		cmocka_unit_test(the_picture_shows_where_the_result_stands),
		cmocka_unit_test(a_mark_lies_inside_the_step_of_its_band),
		cmocka_unit_test(a_range_of_scores_is_a_mark_as_wide),
		cmocka_unit_test(other_numbers_of_copies_reach_as_far_as_they_lead),
		cmocka_unit_test(the_picture_is_said_for_those_who_do_not_see_it),
		cmocka_unit_test(an_estimate_stands_beside_the_result),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
