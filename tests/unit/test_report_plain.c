/* test_report_plain.c - the page for patients: speeds, what medicines make of them, one advice for
 * many medicines, names and days as a language writes them, how small the type is
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "report_fixture.h"

/* The model @text, ' standing for ", with what the page for patients adds; new */
static cJSON *plain(const char *text)
{
	struct sdi_json j = { 0 };
	cJSON *model = json_of(text);

	sdi_report_plain(&report_facts, model, &j);
	assert_false(j.failed);
	return model;
}

/* @format has one %s, for @given */
struct claim {
	const char *given, *place, *value;
};

static void check(const char *format, const struct claim *claim)
{
	char text[4096];
	cJSON *model;

	snprintf(text, sizeof(text), format, claim->given);
	model = plain(text);
	if (strcmp(value_at(model, claim->place), claim->value))
		fail_msg("%s of %s is '%s', not '%s'", claim->place, text,
			 value_at(model, claim->place), claim->value);
	cJSON_Delete(model);
}

#define CHECK(format, claims)                                                                      \
	for (size_t n = 0; n < sizeof(claims) / sizeof(*(claims)); n++)                            \
	check(format, &(claims)[n])

/* ---- speeds ---- */

#define SPEED "genes.0.speed_in_plain_words"
#define OPEN "genes.0.is_copy_number_open"
#define LESS_SURE "genes.0.is_less_sure"
#define FIRM "'is_firm':true,"
#define UNCOUNTED "'copies_not_assessed':true,"
static const struct claim speeds[] = {
	{ "'phenotype':'Poor Metabolizer'", SPEED, "Much slower than usual" },
	{ "'phenotype':'Likely Poor Metabolizer'", SPEED, "Likely much slower than usual" },
	{ "'phenotype':'Possible Intermediate Metabolizer'", SPEED, "Possibly slower than usual" },
	{ "'phenotype':'Normal Metabolizer'", SPEED, "Usual speed" },
	{ "'phenotype':'Ultrarapid Metabolizer'", SPEED, "Much faster than usual" },
	{ "'phenotype':'Indeterminate'", SPEED, "Speed not known" },
	/* what is no speed is none, and not the usual one */
	{ "'phenotype':'Poor'", SPEED, "null" },
	{ "'phenotype':'Poor Function'", SPEED, "null" },
	{ "'phenotype':''", SPEED, "null" },
	{ "'phenotype':null", SPEED, "null" },
	{ "'phenotype':2", SPEED, "null" },
	{ "'gene':'CYP2D6'", SPEED, "null" },
	/* copies that nobody counted are open, where other numbers of them are not rare */
	{ FIRM UNCOUNTED "'gene':'CYP2D6'", OPEN, "true" },
	{ FIRM UNCOUNTED "'gene':'CYP2C19'", OPEN, "false" },
	{ FIRM UNCOUNTED "'gene':'CYP2B6'", OPEN, "false" },
	{ FIRM UNCOUNTED "'gene':'CYP2C1'", OPEN, "true" }, /* no gene by a part of its name */
	{ FIRM "'gene':'CYP2D6'", OPEN, "false" },
	{ FIRM "'copies_not_assessed':false,'gene':'CYP2D6'", OPEN, "false" },
	{ FIRM "'copies_not_assessed':'true','gene':'CYP2D6'", OPEN, "false" },
	/* each of both doubts is enough; that a result is firm has to be said */
	{ FIRM "'gene':'CYP2D6'", LESS_SURE, "false" },
	{ FIRM UNCOUNTED "'gene':'CYP2D6'", LESS_SURE, "true" },
	{ FIRM UNCOUNTED "'gene':'CYP2C19'", LESS_SURE, "false" },
	{ UNCOUNTED "'gene':'CYP2C19'", LESS_SURE, "true" },
	{ "'is_firm':false,'gene':'CYP2D6'", LESS_SURE, "true" },
	{ "'gene':'CYP2D6'", LESS_SURE, "true" },
	{ "'is_firm':'true','gene':'CYP2D6'", LESS_SURE, "true" },
};

static void speeds_are_said_with_their_doubt(void **state)
{
	(void)state;
	CHECK("{'genes':[{%s}]}", speeds);
}

/* ---- what medicines in use make of it ---- */

#define WITH "genes.0.with_medicines."
#define UNDER(phenotype, now)                                                                      \
	"'phenotype':'" phenotype "','with_medicines':{'phenotype':'" now "',"                     \
	"'because_of':'paroxetine, tobacco smoking'}"
#define BECAUSE(of) "'with_medicines':{'because_of':'" of "'}"
static const struct claim changes[] = {
	{ UNDER("Normal Metabolizer", "Poor Metabolizer"), WITH "change", "slower" },
	{ UNDER("Rapid Metabolizer", "Normal Metabolizer"), WITH "change", "slower" },
	{ UNDER("Ultrarapid Metabolizer", "Rapid Metabolizer"), WITH "change", "slower" },
	{ UNDER("Intermediate Metabolizer", "Likely Poor Metabolizer"), WITH "change", "slower" },
	{ UNDER("Normal Metabolizer", "Rapid Metabolizer"), WITH "change", "faster" },
	{ UNDER("Poor Metabolizer", "Intermediate Metabolizer"), WITH "change", "faster" },
	{ UNDER("Poor Metabolizer", "Poor Metabolizer"), WITH "change", "same" },
	{ UNDER("Poor Metabolizer", "Likely Poor Metabolizer"), WITH "change", "same" },
	/* a level that is not known on either side: no direction is told */
	{ UNDER("Indeterminate", "Poor Metabolizer"), WITH "change", "open" },
	{ UNDER("Normal Metabolizer", "Indeterminate"), WITH "change", "open" },
	{ UNDER("Indeterminate", "Indeterminate"), WITH "change", "open" },
	{ UNDER("", "Poor Metabolizer"), WITH "change", "open" },
	{ UNDER("Normal Metabolizer", "made up"), WITH "change", "open" },
	{ BECAUSE("paroxetine"), WITH "change", "open" },
	/* and each in its words */
	{ UNDER("Normal Metabolizer", "Poor Metabolizer"), WITH "in_plain_words",
	  "your body is estimated to process them more slowly than the test shows." },
	{ UNDER("Normal Metabolizer", "Rapid Metabolizer"), WITH "in_plain_words",
	  "your body is estimated to process them faster than the test shows." },
	{ UNDER("Normal Metabolizer", "Indeterminate"), WITH "in_plain_words",
	  "your body may process them at another speed than the test shows." },
	/* the speed of the genes is told beside, not that under medicines */
	{ UNDER("Normal Metabolizer", "Poor Metabolizer"), SPEED, "Usual speed" },
	{ "'phenotype':'Normal Metabolizer'", "genes.0.with_medicines", "-" },
	/* what is no medicine is said in plain words */
	{ UNDER("Normal Metabolizer", "Poor Metabolizer"), WITH "because_of_in_plain_words",
	  "paroxetine, smoking" },
	{ BECAUSE("piperine"), WITH "because_of_in_plain_words",
	  "black pepper extract (piperine)" },
	{ BECAUSE(""), WITH "because_of_in_plain_words", "null" },
	{ "'with_medicines':{}", WITH "because_of_in_plain_words", "null" },
	/* what acts is taken where it is in use, by either of its names, however written */
	{ BECAUSE("paroxetine"), WITH "is_taken", "true" },
	{ BECAUSE("Paroxetine"), WITH "is_taken", "true" },
	{ BECAUSE("seroxat"), WITH "is_taken", "true" },
	{ BECAUSE("bupropion"), WITH "is_taken", "true" },
	{ BECAUSE("tobacco smoking"), WITH "is_taken", "false" },
	{ BECAUSE("fluoxetine"), WITH "is_taken", "false" },
	{ BECAUSE("parox"), WITH "is_taken", "false" },
	{ BECAUSE(""), WITH "is_taken", "false" },
	{ "'with_medicines':{}", WITH "is_taken", "false" },
};

static void medicines_change_a_speed(void **state)
{
	(void)state;
	CHECK("{'genes':[{%s}],'medicines_now':[{'name':'Seroxat','known_as':'paroxetine'},"
	      "{'name':'','known_as':'Bupropion'},{}]}",
	      changes);
}

/* ---- one advice for many medicines ---- */

#define ADVICE "{'in_plain_words':'Ask first.'}"
#define ITEM(name, medicine) "{'shown_as':'" name "','medicine':" medicine "}"
#define FLAGGED(flags) "{'in_plain_words':'Ask first.'," flags "}"
#define USUAL "'is_usual':true"
#define STOPPED                                                                                    \
	"{'shown_as':'x','is_stopped':true,'state_in_plain_words':'You stopped it.','medicine':"   \
	"{'in_plain_words':'Ask first.','sources_disagree':true," USUAL ",'is_doubtful':true}}"
#define NOT_KNOWN                                                                                  \
	"{'shown_as':'y','is_not_known':true,'state_in_plain_words':'Not known.'}"
static const struct claim advice[] = {
	{ "", "advice_now", "[0]" },
	/* the same is said once, of all in their order, also where another stands between */
	{ ITEM("a", ADVICE) "," ITEM("b", ADVICE), "advice_now", "[1]" },
	{ ITEM("a", ADVICE) "," ITEM("b", ADVICE), "advice_now.0.in_plain_words", "Ask first." },
	{ ITEM("a", ADVICE) "," ITEM("b", ADVICE), "advice_now.0.names.0.name", "a" },
	{ ITEM("a", ADVICE) "," ITEM("b", ADVICE), "advice_now.0.names.1.name", "b" },
	{ ITEM("a", ADVICE) "," ITEM("n", "null") "," ITEM("c", ADVICE), "advice_now", "[2]" },
	{ ITEM("a", ADVICE) "," ITEM("n", "null") "," ITEM("c", ADVICE),
	  "advice_now.0.names.1.name", "c" },
	{ ITEM("a", ADVICE) "," ITEM("b", "{'in_plain_words':'Ask first'}"), "advice_now", "[2]" },
	/* of which no source speaks: null, and together */
	{ ITEM("a", "null"), "advice_now.0.in_plain_words", "null" },
	{ ITEM("a", "null") "," ITEM("b", "{}"), "advice_now", "[1]" },
	{ ITEM("a", "null") "," ITEM("b", "{}"), "advice_now.0.names", "[2]" },
	/* what differs in what is said beside is not the same */
	{ ITEM("a", ADVICE) "," ITEM("b", FLAGGED("'sources_disagree':true")), "advice_now",
	  "[2]" },
	{ ITEM("a", ADVICE) "," ITEM("b", FLAGGED("'sources_disagree':true")),
	  "advice_now.1.sources_disagree", "true" },
	{ ITEM("a", ADVICE), "advice_now.0.sources_disagree", "false" },
	{ ITEM("a", FLAGGED(USUAL)) "," ITEM("b", FLAGGED(USUAL ",'is_doubtful':true")),
	  "advice_now", "[2]" },
	{ ITEM("a", FLAGGED(USUAL ",'is_doubtful':true")), "advice_now.0.is_doubtful", "true" },
	{ ITEM("a", FLAGGED(USUAL ",'is_doubtful':true")), "advice_now.0.is_acted_on", "false" },
	{ ITEM("a", FLAGGED(USUAL)) "," ITEM("b", FLAGGED(USUAL ",'is_acted_on':true")),
	  "advice_now", "[2]" },
	{ ITEM("a", FLAGGED(USUAL ",'is_acted_on':true")), "advice_now.0.is_acted_on", "true" },
	{ ITEM("a", FLAGGED(USUAL ",'is_acted_on':true")), "advice_now.0.is_doubtful", "false" },
	/* the doubt is about a usual dose: other advice stands by itself */
	{ ITEM("a", FLAGGED("'is_doubtful':true")), "advice_now.0.is_doubtful", "false" },
	{ ITEM("a", FLAGGED("'is_acted_on':true")), "advice_now.0.is_acted_on", "false" },
	{ ITEM("a", ADVICE) "," ITEM("b", FLAGGED("'is_doubtful':true,'is_acted_on':true")),
	  "advice_now", "[1]" },
	/* a medicine that was stopped, or is not known, says its state and nothing of advice */
	{ STOPPED, "advice_now.0.in_plain_words", "You stopped it." },
	{ STOPPED, "advice_now.0.sources_disagree", "false" },
	{ STOPPED, "advice_now.0.is_doubtful", "false" },
	{ STOPPED "," STOPPED, "advice_now", "[1]" },
	{ STOPPED "," STOPPED, "advice_now.0.names", "[2]" },
	{ ITEM("a", ADVICE) "," STOPPED, "advice_now", "[2]" },
	{ NOT_KNOWN, "advice_now.0.in_plain_words", "Not known." },
	{ NOT_KNOWN "," STOPPED, "advice_now", "[2]" },
	/* each with those that act on it */
	{ "{'shown_as':'a','acted_on_by':'bupropion, grapefruit juice, inflammation'}",
	  "medicines_now.0.acted_on_by_in_plain_words",
	  "bupropion, grapefruit juice, inflammation" },
	{ "{'shown_as':'a','acted_on_by':'tobacco smoking'}",
	  "advice_now.0.names.0.acted_on_by", "smoking" },
	{ "{'shown_as':'a','acted_on_by':'tobacco smoking'},{'shown_as':'b'}",
	  "advice_now.0.names.1.acted_on_by", "null" },
	{ "{'shown_as':'a'}", "medicines_now.0.acted_on_by_in_plain_words", "null" },
	/* more than five are told together */
	{ "{},{},{},{},{}", "page_in_plain_words.is_grouped", "false" },
	{ "{},{},{},{},{},{}", "page_in_plain_words.is_grouped", "true" },
};

static void the_same_advice_is_given_once(void **state)
{
	(void)state;
	CHECK("{'medicines_now':[%s]}", advice);
}

/* ---- what there is ---- */

static const struct claim whole[] = {
	{ "'x':1", "has_results", "false" },
	{ "'genes':[]", "has_results", "false" },
	{ "'genes':[{}]", "has_results", "true" },
	{ "'genes':[{}]", "has_genes_without_result", "false" },
	{ "'genes_without_result':['CYP2D6']", "has_genes_without_result", "true" },
	{ "'genes_without_result':['CYP2D6']", "has_results", "false" },
	{ "'genes_without_result':[]", "has_genes_without_result", "false" },
	{ "'x':1", "advice_now", "[0]" },
	{ "'x':1", "date_in_plain_words", "null" },
	{ "'date':'2026-11-22'", "date_in_plain_words", "22 November 2026" },
	{ "'x':1", "page_in_plain_words.is_long", "false" },
	{ "'x':1", "page_in_plain_words.is_grouped", "false" },
};

static void a_page_tells_what_there_is(void **state)
{
	(void)state;
	CHECK("{%s}", whole);
}

/* ---- names and days ---- */

static const struct {
	const char *names, *plain;
} names[] = {
	{ "", "" },
	{ "paroxetine", "paroxetine" },
	{ "tobacco smoking", "smoking" },
	{ "cannabis smoking, tobacco smoking", "smoking cannabis, smoking" },
	{ "interleukin-6, paroxetine, C-reactive protein",
	  "interleukin-6 (IL-6), paroxetine, C-reactive protein (CRP)" },
	{ "tobacco smoking,piperine", "tobacco smoking,piperine" }, /* no list: one name */
	{ "tobacco", "tobacco" },
	{ "tobacco smoking, ", "smoking, " },
	{ ", tobacco smoking", ", smoking" },
};

static void names_are_plain(void **state)
{
	char longest[600];
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		ks_clear(&out);
		assert_int_equal(kputs("of ", &out), 3); /* appended */
		assert_int_equal(sdi_report_plain_names(&report_facts, names[i].names, &out), 0);
		assert_string_equal(out.s + 3, names[i].plain);
	}
	for (size_t n = 254; n < sizeof(longest); n++) { /* of any length, none is cut */
		memset(longest, 'x', n);
		longest[n] = 0;
		ks_clear(&out);
		assert_int_equal(sdi_report_plain_names(&report_facts, longest, &out), 0);
		assert_string_equal(out.s, longest);
	}
	ks_free(&out);
}

static const struct {
	const char *lang, *date, *written;
} dates[] = {
	{ "en", "2026-11-22", "22 November 2026" },
	{ "en", "2026-01-01", "1 January 2026" },
	{ "en", "2024-12-31", "31 December 2024" },
	{ "de", "2026-03-09", "9. M\xc3\xa4rz 2026" },
	{ "de", "2026-03-01", "1. M\xc3\xa4rz 2026" },
	{ "fr", "2026-08-01", "1er ao\xc3\xbbt 2026" },
	{ "fr", "2026-08-02", "2 ao\xc3\xbbt 2026" },
	/* what is no day stays as it is */
	{ "en", "", "" },
	{ "en", "2026-11", "2026-11" },
	{ "en", "2026-11-2", "2026-11-2" },
	{ "en", "2026-11-22T10:00", "2026-11-22T10:00" },
	{ "en", "22.11.2026", "22.11.2026" },
	{ "en", "2026-13-01", "2026-13-01" },
	{ "en", "2026-00-10", "2026-00-10" },
	{ "en", "2026-05-00", "2026-05-00" },
	{ "en", "2026-05-32", "2026-05-32" },
	{ "en", "not-a-date", "not-a-date" },
};

static void days_are_written_as_a_language_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		struct sdi_report_facts facts;
		kstring_t out = KS_INITIALIZE;

		assert_int_equal(sdi_report_facts_open(&facts, report_tables, dates[i].lang, NULL),
				 STARDOSE_OK);
		assert_int_equal(kputs("on ", &out), 3);
		assert_int_equal(sdi_report_plain_date(&facts, dates[i].date, &out), 0);
		assert_string_equal(out.s + 3, dates[i].written);
		ks_free(&out);
		sdi_report_facts_release(&facts);
	}
}

/* ---- how small the type is ---- */

/* Which of three smaller types a page with @n of @item in its list @name has: 0 none */
static int type_of(const char *name, const char *item, int n)
{
	static const char *const types[] = { "is_long", "is_longer", "is_longest" };
	cJSON *model = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(model, name);
	struct sdi_json j = { 0 };
	int type = 0;

	while (n--)
		cJSON_AddItemToArray(list, json_of(item));
	sdi_report_plain(&report_facts, model, &j);
	assert_false(j.failed);
	for (int i = 0; i < 3; i++) {
		const cJSON *page = cJSON_GetObjectItem(model, "page_in_plain_words");
		int is = !strcmp("true", value_at(page, types[i]));

		assert_true(!is || type == i); /* the smaller one only beside the larger */
		type += is;
	}
	cJSON_Delete(model);
	return type;
}

static const struct {
	const char *list, *item;
} longer[] = {
	{ "genes", "{'about_in_plain_words':'What it does.'}" },
	{ "medicines_now", "{'shown_as':'amitriptyline','medicine':{'in_plain_words':'Ask.'}}" },
	{ "limits", "{'in_plain_words':'Not every site of every gene was seen.'}" },
	{ "genes_without_result", "'CYP2D6'" },
};

/* Of whatever a page has more, the type never grows, and gets smaller by steps. */
static void more_text_needs_a_smaller_type(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(longer) / sizeof(*longer); i++) {
		int sizes = 1, last = 0;

		for (int n = 0; n <= 5 || (last < 3 && n < 300); n++) {
			int type = type_of(longer[i].list, longer[i].item, n);

			if (n != 6 || strcmp(longer[i].list, "medicines_now"))
				assert_true(type >= last); /* six medicines are told together */
			sizes += type != last;
			last = type;
		}
		assert_int_equal(last, 3);
		assert_true(sizes >= 3);
	}
	assert_int_equal(type_of("limits", "{'in_plain_words':''}", 300), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(speeds_are_said_with_their_doubt),
		cmocka_unit_test(medicines_change_a_speed),
		cmocka_unit_test(the_same_advice_is_given_once),
		cmocka_unit_test(a_page_tells_what_there_is),
		cmocka_unit_test(names_are_plain),
		cmocka_unit_test(days_are_written_as_a_language_does),
		cmocka_unit_test(more_text_needs_a_smaller_type),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
