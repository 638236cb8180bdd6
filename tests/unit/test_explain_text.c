/* test_explain_text.c - explanations as people read them: rows of guidance, agents, medicines,
 * calls */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "explain/call_explained.h"
#include "explain/guidance_text.h"
#include "made_call.h"
#include "report_fixture.h"

typedef void print_fn(struct sdi_page *to, const cJSON *json);

/* What is given, and what the text says, or with a leading ! does not say. */
struct text_claim {
	const char *json, *says[6];
};

static void check_text(const char *what, const char *text, const char *const *says, int n)
{
	for (int i = 0; i < n && says[i]; i++)
		if (*says[i] == '!' ? strstr(text, says[i] + 1) != NULL : !strstr(text, says[i]))
			fail_msg("%s: '%s' in: %s", what, says[i], text);
}

static void check_print(print_fn *print, const struct text_claim *claims, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		cJSON *json = json_of(claims[i].json);
		struct sdi_page page = { KS_INITIALIZE, 0 };

		print(&page, json);
		assert_int_equal(page.failed, 0);
		assert_int_equal(page.text.s[page.text.l - 1], '\n');
		check_text(claims[i].json, page.text.s, claims[i].says, 6);
		ks_free(&page.text);
		cJSON_Delete(json);
	}
}

#define CHECK_PRINT(print, claims) check_print(print, claims, sizeof(claims) / sizeof(*(claims)))

/* ---- rows and agents ---- */

static void a_row_says_its_condition_action_and_source(void **state)
{
	static const struct text_claim claims[] = {
		{ "{'row_id':'r1','drug':'codeine','local':false,'source':{'code':'CPIC','meaning':"
		  "'m'},"
		  "'context':{'code':'general','meaning':'all'},'conditions':[{'gene':'CYP2D6',"
		  "'condition':'Poor Metabolizer'}],'action':{'code':'avoid','meaning':'do not'},"
		  "'also':[{'code':'x','meaning':'y'}],'dose':null,'citation':'C 2020'}",
		  { "row r1\n", "medicine    codeine\n", "condition   CYP2D6: Poor Metabolizer\n",
		    "action      avoid: do not\n", "also        x: y\n", "dose        .\n" } },
		{ "{'row_id':'r1','local':true}",
		  { "row r1  (local)\n", "!source", "!condition", "citation    .\n" } },
		{ "{'row_id':'r1','about':'something'}", { "about       something\n" } },
		/* a null is no number and no name */
		{ "{'row_id':null,'drug':7}", { "row .\n", "medicine    .\n" } },
		{ "{'row_id':'r1','beside':[{'row_id':'r2','action':'usual','conditions':[{'gene':"
		  "'G','condition':'any'}]}]}",
		  { "beside      r2  usual\n", "                G: any\n" } },
	};

	(void)state;
	CHECK_PRINT(sdi_explain_print_row, claims);
}

static void silence_of_the_sources_on_an_agent_is_no_denial(void **state)
{
	static const struct text_claim claims[] = {
		{ "{'row_id':'agent:x','interactions':[]}",
		  { "agent:x\n",
		    "no source that was read names it as acting on an enzyme here; that "
		    "does not mean that it does not" } },
		{ "{'row_id':'agent:x','contains':['a','b'],'interactions':[{'gene':'CYP2D6','"
		  "strength'"
		  ":'strong','effect':'inhibitor','by_fda':true,'local':false,'citation':'F'}]}",
		  { "contains    a\n", "contains    b\n",
		    "CYP2D6      strong inhibitor by FDA's table\n              F\n", "!no row" } },
		{ "{'row_id':'agent:x','interactions':[{'gene':'CYP2D6','strength':'weak','effect':"
		  "'inducer','by_fda':false,'local':true,'citation':'S'}]}",
		  { "weak inducer, a class of another source than FDA  (local)\n" } },
	};

	(void)state;
	CHECK_PRINT(sdi_explain_print_agent, claims);
}

/* ---- a medicine of a person ---- */

#define ROW(applies, holds)                                                                        \
	"{'applies':" applies ",'row_id':'r" applies "','context':'general','conditions':[{'gene'" \
	":'CYP2D6','estimate_under':'paroxetine','more_candidates':2,'candidates':[{'result':"     \
	"'*1/*4','because':'it is so','holds':" holds "},{'result':'*4/*4','because':'not so',"    \
	"'holds':false}]}],'line':{'guidance':'Avoid.','action':'avoid','dose':null,'flags':["     \
	"'f1','f2'],'flag_texts':{'f1':'means this'},'conversions':[{'gene':'CYP2D6','rule':'R',"  \
	"'basis':'B','text':'T'}]}}"

static void rows_that_apply_come_first_and_others_say_what_does_not_hold(void **state)
{
	static const struct text_claim claims[] = {
		{ "{'sample':'s','drug':'codeine'}", { "sample s  medicine codeine\n" } },
		{ "{'groups':[{'source':'CPIC','genes':['CYP2D6','CYP2C19'],'rows':[]}]}",
		  { "  CPIC, by CYP2D6 and CYP2C19\n", "!applies", "!no row" } },
		{ "{'groups':[{'source':'CPIC','genes':['G'],'rows':[" ROW("false", "true") "," ROW(
			  "true", "true") "]}]}",
		  { "applies  rtrue  (general)\n      CYP2D6 estimated under paroxetine\n"
		    "      CYP2D6 *1/*4: it is so\n      CYP2D6 *4/*4: not so\n"
		    "      and 2 more candidates\n      guidance  Avoid.\n      action    avoid\n"
		    "      medicines CYP2D6, rule R, basis B: T\n"
		    "      flag      f1: means this\n      flag      f2\n"
		    "    does not  rfalse  (general)\n      CYP2D6 *4/*4: not so\n",
		    "!dose" } },
		{ "{'groups':[{'source':'CPIC','genes':['G'],'rows':[],'no_row':{'guidance':'No.'},"
		  "'no_row_because':[{'code':'c','meaning':'m'}]}]}",
		  { "    no row\n      because   c: m\n      guidance  No.\n" } },
		{ "{'lines_without_rows':[{'source':'FDA','context':'c','guidance':'Silent.'}]}",
		  { "  FDA  c\n      guidance  Silent.\n" } },
	};

	(void)state;
	CHECK_PRINT(sdi_explain_print_drug, claims);
}

#define SCALES(cpic, dpwg)                                                                         \
	"{'results':[{'gene':'CYP2D6','status':'called','candidates':[{'diplotype':'*1/*4',"       \
	"'CPIC':" cpic ",'DPWG':" dpwg "}]}]}"

static void both_scales_are_said_where_they_differ(void **state)
{
	static const struct text_claim claims[] = {
		{ SCALES("{'phenotype':'IM','activity_score':1}",
			 "{'phenotype':'IM','activity_score':1}"),
		  { "  CYP2D6   called\n    *1/*4  IM, activity score 1\n", "!DPWG" } },
		{ SCALES("{'phenotype':'IM','activity_score':1}",
			 "{'phenotype':'NM','activity_score':1}"),
		  { "IM, activity score 1; by DPWG's scale NM, activity score 1\n" } },
		{ SCALES("{'phenotype':'IM','activity_score':null}",
			 "{'phenotype':'IM','activity_score'"
			 ":1}"),
		  { "IM; by DPWG's scale IM, activity score 1\n" } },
		{ SCALES("{'phenotype':null}", "{'phenotype':null}"), { "*1/*4  .\n" } },
	};

	(void)state;
	CHECK_PRINT(sdi_explain_print_drug, claims);
}

static void a_dose_is_explained_by_all_its_limits(void **state)
{
	static const struct text_claim claims[] = {
		{ "{'doses':[{'shown_as':'x 40 "
		  "mg','comparison':'above','limits':[{'comparison':'above',"
		  "'text':'at most 20','citation':'L','row_id':'r9'},{'comparison':'within','text':"
		  "'usual','citation':'M'}]}]}",
		  { "  dose x 40 mg: above\n      above     at most 20  [L; r9]\n"
		    "      within    usual  [M]\n" } },
		{ "{'doses':[]}", { "!dose" } },
	};

	(void)state;
	CHECK_PRINT(sdi_explain_print_drug, claims);
}

/* ---- a call ---- */

static char *text_of_call(const struct stardose_call *call)
{
	struct sdi_page page = { KS_INITIALIZE, 0 };

	assert_int_equal(sdi_explain_call_text(&page, report_tables, "s", call, NULL), STARDOSE_OK);
	return ks_release(&page.text);
}

static void a_call_says_what_was_seen_and_what_it_rests_on(void **state)
{
	static const char *const says[] = {
		"sample s  gene GENE  build GRCh37\n",
		"  call        *1/*9\n", /* the first of two that fit */
		"  status      ambiguous\n",
		"  score       .\n",
		"  copies      not_assessed\n",
		"    1. *1/*9  weight 0.6667  Normal Metabolizer  score 1.25\n",
		"      *9       Decreased function, value 0.25, requires rs1\n",
		"    2. *1/[*17+rs1]  weight 0.3333  Indeterminate  score .  rests on 1 sites "
		"without "
		"evidence\n",
		"      *17      function not assigned, value ., requires 7:201:C:CT, also carries "
		"rs1, "
		"carries 1 alleles that no definition names\n",
		"  if one copy were deleted:  *5/*9  Intermediate Metabolizer  score 0.25\n",
		"!if there were an extra copy",
		"  an allele that is not excluded would make it Poor Metabolizer\n",
		"    7:91\tG\tA\trs1\tK2R\tobserved\t0/1\t.\tthe reference base is the variant\n",
		"    7:191\tC\tCT\t.\t.\tabsent\t.\t.\n",
		"    7:100:A:T\tan allele that no definition names\n",
		"    copies_not_assessed: ",
		"!given from outside",
	};
	struct stardose_call call = made_call();
	char *text = text_of_call(&call);

	(void)state;
	check_text("call", text, says, sizeof(says) / sizeof(*says));
	free(text);
}

static void the_other_build_has_its_own_places(void **state)
{
	struct stardose_call call = made_call();
	char *text;

	(void)state;
	call.build = STARDOSE_BUILD_GRCH38;
	text = text_of_call(&call);
	assert_non_null(strstr(text, "    7:101\tA\tG\trs1\tK2R\tobserved\t0/1\t.\n"));
	assert_null(strstr(text, "the reference base is the variant"));
	free(text);
}

/* What a call has beside its candidates is said where it is so, and nothing is said of what is not.
 */
static void what_a_call_knows_of_copies_is_said_with_its_source(void **state)
{
	static const struct {
		int copies;
		enum stardose_copies_from from;
		const char *says;
	} cases[] = {
		{ 2, STARDOSE_COPIES_FROM_FILE, "  copies      2, from --copy-number\n" },
		{ 3, STARDOSE_COPIES_FROM_READS, "  copies      3, from reads\n" },
		{ 2, STARDOSE_COPIES_FROM_DEPTH, "  copies      2, from read depth\n" },
		{ 1, STARDOSE_COPIES_FROM_RECORD, "  copies      1, from structural records\n" },
		{ -1, STARDOSE_COPIES_FROM_NOTHING, "  copies      not_assessed\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_call call = made_call();
		char *text;

		call.copies = cases[i].copies;
		call.copies_from = cases[i].from;
		text = text_of_call(&call);
		check_text("copies", text, &cases[i].says, 1);
		free(text);
	}
}

static void a_call_without_records_has_no_candidate(void **state)
{
	static const char *const says[] = { "  status      no_call\n",
					    "  candidates\n    none\n",
					    "    no_records: ",
					    "  sites (2 core variants:",
					    "!an allele that no definition names",
					    "!by DPWG" };
	struct stardose_call call = made_no_call();
	char *text = text_of_call(&call);

	(void)state;
	check_text("no call", text, says, sizeof(says) / sizeof(*says));
	free(text);
}

static void an_outside_call_rests_on_no_site(void **state)
{
	static const char *const says[] = {
		"  given from outside: *1/*9; it rests on no site of the input\n",
		"  its own words differ from the tables; what is taken stands first\n"
		"    the row     Poor Metabolizer  score 0\n"
		"    the tables  no phenotype  score 0.5-1\n",
		"!  sites (",
	};
	struct stardose_call call = made_call();
	char *text;

	(void)state;
	call.status = STARDOSE_STATUS_OUTSIDE;
	call.outside_diplotype = (char *)"*1/*9";
	call.reasons = 1u << STARDOSE_REASON_OUTSIDE_DIFFERS;
	call.views = (struct stardose_two_views){ .taken = STARDOSE_OUTSIDE_THEIRS,
						  .theirs = "Poor Metabolizer",
						  .their_score = 0,
						  .our_score_lo = 50,
						  .our_score_hi = 100 };
	text = text_of_call(&call);
	check_text("outside", text, says, sizeof(says) / sizeof(*says));
	free(text);
	call.views.taken = STARDOSE_OUTSIDE_OURS; /* what is taken stands first */
	text = text_of_call(&call);
	assert_true(strstr(text, "the tables") < strstr(text, "the row  "));
	free(text);
}

static void both_guidelines_are_said_where_their_phenotypes_differ(void **state)
{
	struct stardose_call call = made_call();
	char *text;

	(void)state;
	call.phenotype[STARDOSE_GUIDELINE_CPIC] = "Intermediate Metabolizer";
	call.phenotype[STARDOSE_GUIDELINE_DPWG] = "Normal Metabolizer";
	call.score_lo = 100;
	call.score_hi = 125;
	text = text_of_call(&call);
	assert_non_null(strstr(text, "  phenotype   Intermediate Metabolizer\n"
				     "  by DPWG     Normal Metabolizer\n  score       1-1.25\n"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_says_its_condition_action_and_source),
		cmocka_unit_test(silence_of_the_sources_on_an_agent_is_no_denial),
		cmocka_unit_test(rows_that_apply_come_first_and_others_say_what_does_not_hold),
		cmocka_unit_test(both_scales_are_said_where_they_differ),
		cmocka_unit_test(a_dose_is_explained_by_all_its_limits),
		cmocka_unit_test(a_call_says_what_was_seen_and_what_it_rests_on),
		cmocka_unit_test(the_other_build_has_its_own_places),
		cmocka_unit_test(what_a_call_knows_of_copies_is_said_with_its_source),
		cmocka_unit_test(a_call_without_records_has_no_candidate),
		cmocka_unit_test(an_outside_call_rests_on_no_site),
		cmocka_unit_test(both_guidelines_are_said_where_their_phenotypes_differ),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
