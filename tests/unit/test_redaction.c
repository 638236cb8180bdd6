/* test_redaction.c - lines of JSON and headers of VCF without what names their person */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stardose/redaction.h>
#include "report_fixture.h"
#include "text_files.h"
#include "write/vcf_redact.h"

/* ---- names ---- */

static void a_name_keeps_the_number_that_it_got(void **state)
{
	static const struct {
		const char *name, *shown;
	} cases[] = {
		{ "Anna", "person-1" }, { "Bert", "person-2" },	    { "Anna", "person-1" },
		{ "anna", "person-3" }, { "", "person-4" },	    { "person-1", "person-5" },
		{ "Bert", "person-2" }, { "person-1", "person-5" },
	};
	struct stardose_redaction *r;

	(void)state;
	assert_int_equal(stardose_redaction_new(report_tables, NULL, &r, NULL), STARDOSE_OK);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *shown;

		assert_int_equal(stardose_redaction_name(r, cases[i].name, &shown, NULL), 0);
		assert_string_equal(shown, cases[i].shown);
	}
	stardose_redaction_free(r);
	stardose_redaction_free(NULL);
}

/* The same in every run with the key, and of no use to those who do not have it. */
static void a_key_makes_the_same_names_again(void **state)
{
	static const char *const keys[] = { "0123456789abcdef", "0123456789abcdeF" };
	const char *shown;
	char first[2][64];

	(void)state;
	for (int k = 0; k < 2; k++)
		for (int run = 0; run < 2; run++) {
			struct stardose_redaction *r;

			put_text("key", keys[k]);
			assert_int_equal(stardose_redaction_new(report_tables, "key", &r, NULL), 0);
			if (run)
				stardose_redaction_name(r, "Bert", &shown, NULL); /* order: none */
			assert_int_equal(stardose_redaction_name(r, "Anna", &shown, NULL), 0);
			if (run)
				assert_string_equal(shown, first[k]);
			snprintf(first[k], sizeof(first[k]), "%s", shown);
			stardose_redaction_free(r);
		}
	assert_string_not_equal(first[0], first[1]);
	assert_int_equal(strncmp(first[0], "person-", 7), 0);
	assert_null(strstr(first[0], "Anna"));
}

static void a_key_that_could_be_guessed_is_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "the key for pseudonyms has 0 bytes, and 16 are the least" },
		{ "0123456789abcde", "has 15 bytes" },
		{ NULL, "no key for pseudonyms: cannot open 'key'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_redaction *r = NULL;
		struct stardose_error err = { 0 };

		if (cases[i].text)
			put_text("key", cases[i].text);
		else
			unlink("key");
		assert_int_equal(stardose_redaction_new(report_tables, "key", &r, &err),
				 STARDOSE_EUSAGE);
		if (!strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
		assert_null(r);
	}
}

/* ---- lines ---- */

/* The line with ' for " as it comes out, parsed; or NULL with its error in @err */
static cJSON *redacted(const char *text, int is_guidance, struct stardose_error *err)
{
	struct stardose_redaction *r;
	cJSON *json = json_of(text), *made = NULL;
	char *line = cJSON_PrintUnformatted(json), *out = NULL;
	int ret;

	assert_int_equal(stardose_redaction_new(report_tables, NULL, &r, NULL), STARDOSE_OK);
	ret = (is_guidance ? stardose_redaction_guidance
			   : stardose_redaction_calls)(r, line, strlen(line), &out, err);
	assert_int_equal(ret != 0, out == NULL);
	if (out)
		made = cJSON_Parse(out);
	free(out);
	cJSON_free(line);
	cJSON_Delete(json);
	stardose_redaction_free(r);
	return made;
}

static void calls_lose_their_name_and_the_folder_of_the_tables(void **state)
{
	static const struct {
		const char *line, *place, *value;
	} cases[] = {
		{ "{'sample':'Anna','x':1}", "sample", "person-1" },
		{ "{'sample':'Anna','x':1}", "x", "1" },
		{ "{'sample':'Anna','stardose':{'tables':{'origin':'/home/anna'}}}",
		  "stardose.tables.origin", "null" },
		{ "{'sample':'Anna','stardose':{'tables':{'origin':'embedded','version':'1'}}}",
		  "stardose.tables.origin", "embedded" },
		{ "{'sample':'Anna','stardose':{'tables':{'origin':'/x','version':'1'}}}",
		  "stardose.tables.version", "1" },
		{ "{'sample':'Anna','genes':[{'diplotype':'*1/*2'}]}", "genes.0.diplotype",
		  "*1/*2" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *made = redacted(cases[i].line, 0, NULL);

		assert_non_null(made);
		assert_string_equal(value_at(made, cases[i].place), cases[i].value);
		cJSON_Delete(made);
	}
}

static void what_is_no_line_of_the_program_does_not_pass(void **state)
{
	static const char *const lines[] = { "{}", "[]", "{'sample':''}", "{'sample':7}",
					     "{'Sample':'Anna'}" };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		for (int g = 0; g < 2; g++) {
			struct stardose_error err = { 0 };

			assert_null(redacted(lines[i], g, &err));
			assert_int_equal(err.status, STARDOSE_EINPUT);
			assert_non_null(strstr(err.text, g ? "'stardose guide -O j'"
							   : "'stardose call -O j'"));
		}
}

#define ITEM(rest) "{'sample':'Anna','context':{'date':'2026-01-02','items':[{" rest "}]}}"
#define MEDICINE(rest)                                                                             \
	ITEM("'kind':'medicine','name':'Cipralex','known_as':'escitalopram',"                      \
	     "'shown_as':'Cipralex of Anna'" rest)

#define NAMED(name) ITEM("'kind':'medicine','name':'" name "','known_as':'escitalopram'")

/* Of what a person takes the medicine stays; days, notes and what is no dose do not. */
static void of_an_item_only_what_is_of_the_tables_stays(void **state)
{
	static const struct {
		const char *line, *place, *value;
	} cases[] = {
		{ MEDICINE(""), "context.date", "null" },
		{ MEDICINE(",'start':'2020-01-01','stop':'2021-01-01','note':'Anna','route':'x'"),
		  "context.items.0.start", "null" },
		{ MEDICINE(",'note':'Anna said'"), "context.items.0.note", "null" },
		{ MEDICINE(",'route':'by her nurse'"), "context.items.0.route", "null" },
		{ MEDICINE(",'value':'20','unit':'mg/d'"), "context.items.0.value", "20" },
		{ MEDICINE(",'value':'20','unit':'mg/4 weeks'"), "context.items.0.unit",
		  "mg/4 weeks" },
		{ MEDICINE(",'value':'20','unit':'MG per Day'"), "context.items.0.unit",
		  "MG per Day" },
		{ MEDICINE(",'value':'<0.5','unit':'%'"), "context.items.0.value", "<0.5" },
		{ MEDICINE(",'value':'20','unit':'mg for Anna'"), "context.items.0.unit", "null" },
		{ MEDICINE(",'value':'20','unit':'mgs'"), "context.items.0.unit", "null" },
		{ MEDICINE(",'value':'20','unit':'m'"), "context.items.0.unit", "null" },
		{ MEDICINE(",'value':'20 Anna','unit':'mg/d'"), "context.items.0.value", "null" },
		{ MEDICINE(",'value':'20 Anna','unit':'mg/d'"), "context.items.0.unit", "null" },
		/* of a name what the tables have, numbers and units */
		{ MEDICINE(""), "context.items.0.shown_as", "Cipralex" },
		{ NAMED("Cipralex (escitalopram) 20 mg at night, Anna"), "context.items.0.name",
		  "Cipralex (escitalopram) 20 mg at night," },
		{ NAMED("Anna: Cipralex"), "context.items.0.name", "Cipralex" },
		{ NAMED("for Anna"), "context.items.0.name", "escitalopram" },
		{ NAMED("valproic acid 500 mg bid of Anna"), "context.items.0.name",
		  "valproic acid 500 mg bid" },
		{ NAMED("Anna, 2020-01-01"), "context.items.0.name", "escitalopram" },
		{ "{'sample':'a','label_rules':[{'actors':[{'name':'sertraline','shown_as':'"
		  "sertraline "
		  "50 mg of Anna'}]}]}",
		  "label_rules.0.actors.0.shown_as", "sertraline 50 mg" },
		{ "{'sample':'a','doses':[{'drug':'sertraline','shown_as':'Annas'}]}",
		  "doses.0.shown_as", "sertraline" },
		/* with an amount that cannot be shown the name as it was written goes too */
		{ MEDICINE(",'value':'x','unit':'mg'"), "context.items.0.shown_as",
		  "escitalopram" },
		{ ITEM("'kind':'medicine','name':'Anna 12','shown_as':'Anna 12','nearest':['Ann'],"
		       "'text':'Anna 12: not known'"),
		  "context.items.0.nearest", "[0]" },
		{ ITEM("'kind':'medicine','name':'x','class_name':'Annas'"),
		  "context.items.0.class_name", "-" },
		{ ITEM("'kind':'score','name':'x'"), "context.items", "[0]" },
		{ ITEM("'kind':'lab','name':'x'"), "context.items", "[0]" },
		{ ITEM("'kind':'person','name':'x'"), "context.items", "[0]" },
		{ ITEM("'kind':'condition','name':'x'"), "context.items", "[1]" },
		{ ITEM("'kind':'trial','name':'Cipralex','detail':{'outcome':'none','device':'A'}"),
		  "context.items.0.name", "escitalopram" },
		{ ITEM("'kind':'trial','name':'Cipralex','detail':{'outcome':'none','device':'A'}"),
		  "context.items.0.detail.outcome", "none" },
		{ ITEM("'kind':'trial','name':'Cipralex','detail':{'outcome':'none','device':'A'}"),
		  "context.items.0.detail.device", "-" },
		/* how long a trial went on stays, and its days go */
		{ ITEM("'kind':'trial','name':'x','start':'2020-01-01','stop':'2020-02-12'"),
		  "context.items.0.detail.weeks", "6" },
		{ ITEM("'kind':'trial','name':'x','start':'2020-01-01','stop':'2020-02-12'"),
		  "context.items.0.stop", "null" },
		{ ITEM("'kind':'trial','name':'x','start':'2020-01-01','stop':'2020-02-12','detail'"
		       ":"
		       "{'weeks':'3'}"),
		  "context.items.0.detail.weeks", "3" },
		{ ITEM("'kind':'trial','name':'x','start':'2020-01-01'"), "context.items.0.detail",
		  "-" },
		{ "{'sample':'a','context':{'asked_not_known':[{'name':'Anna','nearest':['x']}]}}",
		  "context.asked_not_known.0.nearest", "[0]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *made = redacted(cases[i].line, 1, NULL);
		char *text;

		assert_non_null(made);
		if (strcmp(value_at(made, cases[i].place), cases[i].value))
			fail_msg("%s of %s is %s", cases[i].place, cases[i].line,
				 value_at(made, cases[i].place));
		text = cJSON_PrintUnformatted(made);
		if (strstr(text, "Anna") || strstr(text, "2020-") || strstr(text, "2026-"))
			fail_msg("%s shows it: %s", cases[i].line, text);
		cJSON_free(text);
		cJSON_Delete(made);
	}
}

/* ---- headers ---- */

static int rename_sample(void *user, const char *name, const char **out, struct stardose_error *err)
{
	static char shown[16];
	int *n = user;

	if (!strcmp(name, "refused"))
		return stardose_error_set(err, STARDOSE_ENOMEM, "no");
	snprintf(shown, sizeof(shown), "p%d", ++*n);
	*out = shown;
	return STARDOSE_OK;
}

static bcf_hdr_t *header_of(const char *lines, const char *samples)
{
	kstring_t text = KS_INITIALIZE;
	bcf_hdr_t *hdr = bcf_hdr_init("r");

	ksprintf(&text, "##fileformat=VCFv4.2\n%s#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO%s\n",
		 lines, samples);
	assert_int_equal(bcf_hdr_parse(hdr, text.s), 0);
	ks_free(&text);
	return hdr;
}

static void a_header_keeps_what_records_need_and_no_text(void **state)
{
	static const struct {
		const char *line, *kept;
	} cases[] = {
		{ "##INFO=<ID=X,Number=1,Type=Integer,Description=\"of Anna\">\n",
		  "##INFO=<ID=X,Number=1,Type=Integer,Description=\"redacted\"" },
		{ "##INFO=<ID=X,Number=1,Type=Integer,Description=\"a, \\\"ID=Anna\\\", b>\">\n",
		  "##INFO=<ID=X,Number=1,Type=Integer,Description=\"redacted\"" },
		{ "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Anna\",Source=\"Anna\">\n",
		  "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"redacted\"" },
		{ "##FILTER=<ID=q,Description=\"Anna\">\n",
		  "##FILTER=<ID=q,Description=\"redacted\"" },
		{ "##ALT=<ID=DEL,Description=\"Anna\">\n",
		  "##ALT=<ID=DEL,Description=\"redacted\"" },
		{ "##contig=<ID=7,length=159,assembly=Anna>\n", "##contig=<ID=7,length=159" },
		{ "##bcftools_viewCommand=view Anna.vcf\n", NULL },
		{ "##SAMPLE=<ID=Anna>\n", NULL },
		{ "##stardose_tables=<Version=\"1\">\n", "##stardose_tables=<Version=\"1\">" },
		{ "##INFO=<ID=PGX,Number=1,Type=String,Description=\"Alleles (stardose)\">\n",
		  "##INFO=<ID=PGX,Number=1,Type=String,Description=\"Alleles (stardose)\"" },
		/* whose text says that it is of us, and is not: records have it all the same */
		{ "##INFO=<ID=X,Number=1,Type=String,Description=\"Anna (stardose)\">\n",
		  "##INFO=<ID=X,Number=1,Type=String,Description=\"redacted\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bcf_hdr_t *hdr = header_of(cases[i].line, "\tFORMAT\tAnna");
		kstring_t text = KS_INITIALIZE;
		int n = 0;

		assert_int_equal(sdi_vcf_redact_header(&hdr, rename_sample, &n, NULL), 0);
		assert_int_equal(bcf_hdr_format(hdr, 0, &text), 0);
		if (strstr(text.s, "Anna") || (cases[i].kept && !strstr(text.s, cases[i].kept)))
			fail_msg("of '%s': %s", cases[i].line, text.s);
		if (!cases[i].kept) /* (PASS is of every header) */
			assert_null(strstr(strstr(text.s, "PASS") + 30, "##"));
		ks_free(&text);
		bcf_hdr_destroy(hdr);
	}
}

/* Ids keep their numbers, so that a record read before is the same record behind it. */
static void a_record_stays_the_record(void **state)
{
	static const char lines[] =
		"##contig=<ID=1>\n##INFO=<ID=A,Number=1,Type=Integer,Description=\"x\">\n"
		"##FILTER=<ID=q,Description=\"x\">\n##other=1\n"
		"##INFO=<ID=B,Number=1,Type=Integer,Description=\"y (stardose)\">\n"
		"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n##contig=<ID=2>\n";
	static const char row[] = "2\t9\t.\tA\tC\t.\tq\tA=1;B=2\tGT\t0/1\t1/1";
	bcf_hdr_t *hdr = header_of(lines, "\tFORMAT\tx\ty");
	kstring_t line = KS_INITIALIZE, back = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();
	int n = 0;

	(void)state;
	kputs(row, &line);
	assert_int_equal(vcf_parse(&line, hdr, rec), 0);
	assert_int_equal(sdi_vcf_redact_header(&hdr, rename_sample, &n, NULL), STARDOSE_OK);
	assert_int_equal(bcf_hdr_nsamples(hdr), 2);
	assert_string_equal(hdr->samples[0], "p1");
	assert_string_equal(hdr->samples[1], "p2");
	assert_int_equal(vcf_format(hdr, rec, &back), 0);
	back.s[back.l - 1] = 0; /* its line feed */
	assert_string_equal(back.s, row);
	ks_free(&line);
	ks_free(&back);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
}

static void a_header_that_cannot_be_made_stays_as_it_was(void **state)
{
	bcf_hdr_t *hdr = header_of("", "\tFORMAT\tx\trefused"), *before = hdr;
	struct stardose_error err = { 0 };
	int n = 0;

	(void)state;
	assert_int_equal(sdi_vcf_redact_header(&hdr, rename_sample, &n, &err), STARDOSE_ENOMEM);
	assert_string_equal(err.text, "no");
	assert_ptr_equal(hdr, before);
	assert_string_equal(hdr->samples[0], "x");
	bcf_hdr_destroy(hdr);
	hdr = header_of("", ""); /* no samples */
	assert_int_equal(sdi_vcf_redact_header(&hdr, rename_sample, &n, &err), STARDOSE_OK);
	assert_int_equal(bcf_hdr_nsamples(hdr), 0);
	bcf_hdr_destroy(hdr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_keeps_the_number_that_it_got),
		IN_OWN_FOLDER(a_key_makes_the_same_names_again),
		IN_OWN_FOLDER(a_key_that_could_be_guessed_is_refused),
		cmocka_unit_test(calls_lose_their_name_and_the_folder_of_the_tables),
		cmocka_unit_test(what_is_no_line_of_the_program_does_not_pass),
		cmocka_unit_test(of_an_item_only_what_is_of_the_tables_stays),
		cmocka_unit_test(a_header_keeps_what_records_need_and_no_text),
		cmocka_unit_test(a_record_stays_the_record),
		cmocka_unit_test(a_header_that_cannot_be_made_stays_as_it_was),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
