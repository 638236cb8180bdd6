/* test_report_withhold.c - a report without genotypes: what is gone wherever it stands, what stays
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "report/report_withhold.h"
#include "report_fixture.h"

#define OUT "result left out"

/* @guide is written with ' for "; what is left of it */
static cJSON *withheld(const char *guide)
{
	struct stardose_error err = { 0 };
	cJSON *json = json_of(guide);

	assert_int_equal(sdi_report_withhold(&report_facts, json, &err), STARDOSE_OK);
	return json;
}

/* ---- texts ---- */

/* A person of whom these names are known: what is said anywhere of them is left out. */
#define GENES                                                                                      \
	"{'gene':'CYP2D6','diplotype':'*4/*41','phenotype':'Intermediate Metabolizer',"            \
	"'activity_score':0.5,'candidates':[{'diplotype':'*4/*41','phenotype':"                    \
	"'Intermediate Metabolizer'},{'diplotype':'*4.001/*69','phenotype':'Poor Metabolizer'}],"  \
	"'haplotypes':[{'allele':'*4','variants':[{'id':'g.5119C>T','rsid':'rs3892097'}]},"        \
	"{'allele':'*41'},{'allele':'*4x2'}]},"                                                    \
	"{'gene':'HLA-B','outside':'*15:02 positive','diplotype':'*15:02 positive'},"              \
	"{'gene':'DPYD','diplotype':'Reference/c.1905+1G>A','phenotype':'Intermediate "            \
	"Metabolizer'}"

static const struct {
	const char *text, *left;
} texts[] = {
	/* what is no genotype is untouched */
	{ "", "" },
	{ "CYP2D6 Intermediate Metabolizer", "CYP2D6 Intermediate Metabolizer" },
	{ "20 mg twice daily (4 weeks), 0.5 tablets", "20 mg twice daily (4 weeks), 0.5 tablets" },
	{ "Reference", "Reference" },
	{ "J\xc3\xbcrgen <b> & \t x", "J\xc3\xbcrgen <b> & \t x" },
	{ "4/41", "4/41" },
	{ "2*3 = 6", "2*3 = 6" },
	/* a name, wherever it stands */
	{ "*4/*41", OUT },
	{ "(*4/*41)", "(" OUT ")" },
	{ "*4/*41; *4/*41", OUT "; " OUT },
	{ "CYP2D6 *4/*41.", "CYP2D6 " OUT "." },
	{ "CYP2D6:*4/*41;DPYD:Reference/c.1905+1G>A", "CYP2D6:" OUT ";DPYD:" OUT },
	{ "*4 and *41", OUT " and " OUT },
	{ "rs3892097, g.5119C>T", OUT ", " OUT },
	{ "\xe2\x80\x9c*4\xe2\x80\x9d", "\xe2\x80\x9c" OUT "\xe2\x80\x9d" },
	/* as it is written behind the name of its gene */
	{ "CYP2D6*4/*41", "CYP2D6" OUT },
	{ "HLA-B*15:02 positive", "HLA-B" OUT },
	{ "carries CYP2D6*4 once", "carries CYP2D6" OUT " once" },
	/* the longest name that stands there, and no part of another */
	{ "*4.001/*69", OUT },
	{ "*4x2", OUT },
	{ "*410 rs38920971 xrs3892097", "*410 rs38920971 xrs3892097" },
	{ "*4: decreased", OUT ": decreased" },
	{ "*4:01", "*4:01" },
	/* scores, however a sentence has them */
	{ "Poor (activity score 0)", "Poor" },
	{ "Poor (activity score 0.25), so", "Poor, so" },
	{ "Poor (activity score 0 to 0.25)", "Poor" },
	{ "Poor (activity score at least 3).", "Poor." },
	{ "Poor with activity score 0.25.", "Poor." },
	{ "Poor with activity score 2", "Poor" },
	{ "The activity score adds up", "The activity score adds up" },
	{ "Poor (activity score unknown)", "Poor (activity score unknown)" },
};

static void texts_say_neither_names_nor_scores(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char guide[2048];
		cJSON *json;

		snprintf(guide, sizeof(guide),
			 "{'sample':'*4/*41','genes':[" GENES "],'any':[{'deep':{'text':'%s'}}],"
			 "'list':['%s']}",
			 texts[i].text, texts[i].text);
		json = withheld(guide);
		if (strcmp(value_at(json, "any.0.deep.text"), texts[i].left) ||
		    strcmp(value_at(json, "list.0"), texts[i].left))
			fail_msg("'%s' becomes '%s'", texts[i].text,
				 value_at(json, "any.0.deep.text"));
		assert_string_equal(value_at(json, "sample"), "*4/*41"); /* a name of a person */
		cJSON_Delete(json);
	}
}

/* ---- results and lines ---- */

#define LINE "'guidance':[{'drug':'codeine','row_id':'CPIC-codeine-fc557ad7',"
static const struct {
	const char *guide, *place, *value;
} kept[] = {
	/* a result by its phenotype alone */
	{ "'genes':[" GENES "]", "genes.0.phenotype", "Intermediate Metabolizer" },
	{ "'genes':[" GENES "]", "genes.0.gene", "CYP2D6" },
	{ "'genes':[" GENES "]", "genes.0.diplotype", "-" },
	{ "'genes':[" GENES "]", "genes.0.activity_score", "-" },
	{ "'genes':[" GENES "]", "genes.0.haplotypes", "-" },
	{ "'genes':[" GENES "]", "genes.0.candidates", "[2]" },
	{ "'genes':[" GENES "]", "genes.0.candidates.1.phenotype", "Poor Metabolizer" },
	{ "'genes':[" GENES "]", "genes.0.candidates.1.diplotype", "-" },
	{ "'genes':[" GENES "]", "genes.1.phenotype", OUT }, /* a finding: not silent, not told */
	{ "'genes':[" GENES "]", "genes.2.phenotype", "Intermediate Metabolizer" },
	{ "'genes':[]", "genes", "[0]" },
	{ "'x':1", "genes", "[0]" },
	/* a gene without any result has none, and is not said to be left out */
	{ "'genes':[{'gene':'CYP2D6','status':'no_call','reasons':['x']}]", "genes.0.phenotype",
	  "null" },
	{ "'genes':[{'gene':'CYP2D6','status':'no_call','reasons':['x']}]", "genes.0.reasons.0",
	  "x" },
	/* a score alone, and one that is a range */
	{ "'genes':[{'gene':'CYP2D6','activity_score':1}]", "genes.0.phenotype", OUT },
	{ "'genes':[{'gene':'CYP2D6','activity_score':[1,2]}]", "genes.0.phenotype", OUT },
	/* phenotypes that are genotypes by their names */
	{ "'genes':[{'gene':'VKORC1','phenotype':'-1639 AG'}]", "genes.0.phenotype", OUT },
	{ "'genes':[{'gene':'F5','phenotype':'Factor V Leiden absent','open_phenotypes':['x']}]",
	  "genes.0.open_phenotypes", "-" },
	{ "'genes':[{'gene':'VKORC1','phenotype':'-1639 AG'}],'t':'of -1639 AG.'", "t",
	  "of " OUT "." },
	{ "'genes':[{'gene':'CYP2D6','phenotype':'*4 Poor Metabolizer'}]", "genes.0.phenotype",
	  OUT },
	{ "'genes':[{'gene':'CYP2D6','phenotype':'made up 7'}]", "genes.0.phenotype", OUT },
	/* each phenotype of candidates once; numbers of copies are gone, that they are open is not
	 */
	{ "'genes':[{'gene':'CYP2D6','candidates':[{'diplotype':'*1/*4','phenotype':'Poor "
	  "Metabolizer'},{'diplotype':'*2/*4','phenotype':'Poor Metabolizer'}]}]",
	  "genes.0.candidates", "[1]" },
	{ "'genes':[{'gene':'CYP2D6','copies':3}]", "genes.0.copies", "-" },
	{ "'genes':[{'gene':'CYP2D6','copies':'not_assessed'}]", "genes.0.copies", "not_assessed" },
	{ "'genes':[{'gene':'CYP2D6','anything_new':'*4'}]", "genes.0.anything_new", "-" },
	{ "'genes':[{'gene':'CYP2D6','if_deletion':[{'diplotype':'*4/*5','phenotype':'Poor "
	  "Metabolizer'}]}]",
	  "genes.0.if_deletion.0.phenotype", "Poor Metabolizer" },
	/* lines */
	{ "'genes':[" GENES "]," LINE "'gene_result':'CYP2D6:*4/*41'}]", "guidance.0.gene_result",
	  "CYP2D6:Intermediate Metabolizer" },
	{ "'genes':[" GENES "]," LINE "'gene_result':'CYP2D6:*4/*41;CYP2C19:no result'}]",
	  "guidance.0.gene_result", "CYP2D6:Intermediate Metabolizer;CYP2C19:no result" },
	{ "'genes':[" GENES "]," LINE "'gene_result':'CYP2D:x;CYP2D67:y'}]",
	  "guidance.0.gene_result", "CYP2D:x;CYP2D67:y" }, /* no gene by a part of its name */
	{ "'genes':[" GENES "]," LINE "'gene_result':''}]", "guidance.0.gene_result", "" },
	{ "'genes':[" GENES "]," LINE "'phenotype':'CYP2D6:Intermediate Metabolizer (0.5)'}]",
	  "guidance.0.phenotype", "CYP2D6:Intermediate Metabolizer" },
	{ "'genes':[]," LINE "'phenotype':'A:Poor Metabolizer (0)|Normal Metabolizer (1.25);B:x'}]",
	  "guidance.0.phenotype", "A:Poor Metabolizer|Normal Metabolizer;B:x" },
	{ "'genes':[]," LINE "'phenotype':'A:x (no number);B:y (2'}]", "guidance.0.phenotype",
	  "A:x (no number);B:y (2" },
	{ "'genes':[]," LINE "'phenotype':null}]", "guidance.0.phenotype", "null" },
	/* the row names the finding that it asks for */
	{ "'genes':[],'guidance':[{'row_id':'CPIC-carbamazepine-ed831fd3','guidance':'as *15:02 "
	  "positive'}]",
	  "guidance.0.guidance", "as " OUT },
	{ "'genes':[],'guidance':[{'row_id':'CPIC-carbamazepine-ed831fd3','guidance':'as "
	  "HLA-B*15:02 positive'}]",
	  "guidance.0.guidance", "as HLA-B" OUT },
	{ "'genes':[],'guidance':[{'row_id':'none','guidance':'as *15:02 positive'}]",
	  "guidance.0.guidance", "as *15:02 positive" },
	/* estimates under medicines */
	{ "'genes':[],'phenoconversion':[{'gene':'CYP2D6','genetic':{'phenotype':'p',"
	  "'activity_score':1},'estimated':{'activity_score':0}}]",
	  "phenoconversion.0.genetic.activity_score", "-" },
	{ "'genes':[],'phenoconversion':[{'gene':'CYP2D6','genetic':{'phenotype':'p',"
	  "'activity_score':1},'estimated':{'activity_score':0}}]",
	  "phenoconversion.0.estimated.activity_score", "-" },
	{ "'genes':[],'phenoconversion':[{'gene':'CYP2D6','genetic':{'phenotype':'p'}}]",
	  "phenoconversion.0.genetic.phenotype", "p" },
};

static void phenotypes_and_advice_stay(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		char guide[2048];
		cJSON *json;

		snprintf(guide, sizeof(guide), "{%s}", kept[i].guide);
		json = withheld(guide);
		if (strcmp(value_at(json, kept[i].place), kept[i].value))
			fail_msg("%s of %s is '%s', not '%s'", kept[i].place, guide,
				 value_at(json, kept[i].place), kept[i].value);
		cJSON_Delete(json);
	}
}

/* What was left out once has nothing more to leave out. */
static void once_is_enough(void **state)
{
	cJSON *json = withheld("{'genes':[" GENES "],'guidance':[{'gene_result':'CYP2D6:*4/*41',"
			       "'phenotype':'CYP2D6:Intermediate Metabolizer (0.5)'}],"
			       "'t':'*4 with activity score 0.5.'}");
	char *first = cJSON_PrintUnformatted(json), *second;

	(void)state;
	assert_int_equal(sdi_report_withhold(&report_facts, json, NULL), STARDOSE_OK);
	second = cJSON_PrintUnformatted(json);
	assert_string_equal(first, second);
	assert_null(strchr(first, '*'));
	cJSON_free(first);
	cJSON_free(second);
	cJSON_Delete(json);
}

/* More names than there is room for at first, in any order: the longest that stands there is gone.
 */
static void any_number_of_names_is_left_out(void **state)
{
	for (int turn = 0; turn < 2; turn++) {
		cJSON *guide = cJSON_CreateObject(), *genes, *one;
		char name[32], text[64];

		genes = cJSON_AddArrayToObject(guide, "genes");
		for (int i = 0; i < 200; i++) {
			snprintf(name, sizeof(name), "*%d", 10 + (turn ? 199 - i : i));
			cJSON_AddItemToArray(genes, one = cJSON_CreateObject());
			cJSON_AddStringToObject(one, "gene", "CYP2D6");
			cJSON_AddStringToObject(one, "diplotype", name);
			snprintf(text, sizeof(text), "%s-%s", name, name);
			cJSON_AddStringToObject(guide, name, text);
		}
		assert_int_equal(sdi_report_withhold(&report_facts, guide, NULL), STARDOSE_OK);
		for (int i = 10; i < 210; i++) {
			snprintf(name, sizeof(name), "*%d", i);
			assert_string_equal(value_at(guide, name), OUT "-" OUT);
		}
		cJSON_Delete(guide);
	}
	(void)state;
}

/* ---- identities of rows ---- */

static const struct {
	const char *text, *left;
} ids[] = {
	{ "CPIC-codeine-fc557ad7", "CPIC-codeine" },	      /* PM[0-0] tells the score */
	{ "FDA-codeine-b684e826", "FDA-codeine-b684e826" },   /* PM is a phenotype */
	{ "CPIC-abacavir-2b988139", "CPIC-abacavir" },	      /* a finding */
	{ "CPIC-codeine-3cc8aeb6", "CPIC-codeine-3cc8aeb6" }, /* whatever the gene is */
	{ "rows CPIC-codeine-fc557ad7, CPIC-codeine-fc557ad7; (CPIC-abacavir-2b988139)",
	  "rows CPIC-codeine, CPIC-codeine; (CPIC-abacavir)" },
	{ "[CPIC-codeine-fc557ad7]", "[CPIC-codeine]" },
	{ "CPIC-codeine-00000000", "CPIC-codeine-00000000" }, /* no row */
	{ "2026-01-02, beta-blocker - x", "2026-01-02, beta-blocker - x" },
	{ "-", "-" },
	{ "", "" },
};

static void a_row_that_tells_the_result_is_not_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		char model[256];
		cJSON *json;

		snprintf(model, sizeof(model), "{'a':[{'row_id':'%s'}],'b':'%s','n':1}",
			 ids[i].text, ids[i].text);
		json = json_of(model);
		assert_int_equal(sdi_report_withhold_ids(&report_facts, json, NULL), STARDOSE_OK);
		assert_string_equal(value_at(json, "a.0.row_id"), ids[i].left);
		assert_string_equal(value_at(json, "b"), ids[i].left);
		cJSON_Delete(json);
	}
}

/* ---- out of memory ---- */

static int left_to_give;

static void *give(size_t size) { return left_to_give-- > 0 ? malloc(size) : NULL; }

/* Whatever allocation of the JSON fails, a status says so: never a half-cleaned line as if done. */
static void without_memory_nothing_is_handed_out(void **state)
{
	cJSON_Hooks short_of = { give, free };
	int n = 0, ret = STARDOSE_ENOMEM;

	(void)state;
	while (ret != STARDOSE_OK && n < 2000) {
		struct stardose_error err = { 0 };
		cJSON *json = json_of("{'genes':[" GENES "],'t':'of *4/*41'}");

		left_to_give = n++;
		cJSON_InitHooks(&short_of);
		ret = sdi_report_withhold(&report_facts, json, &err);
		cJSON_InitHooks(NULL);
		if (ret)
			assert_int_equal(err.status, STARDOSE_ENOMEM);
		else
			assert_string_equal(value_at(json, "t"), "of " OUT);
		cJSON_Delete(json);
	}
	assert_int_equal(ret, STARDOSE_OK);
	assert_true(n > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_say_neither_names_nor_scores),
		cmocka_unit_test(phenotypes_and_advice_stay),
		cmocka_unit_test(once_is_enough),
		cmocka_unit_test(any_number_of_names_is_left_out),
		cmocka_unit_test(a_row_that_tells_the_result_is_not_named),
		cmocka_unit_test(without_memory_nothing_is_handed_out),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
