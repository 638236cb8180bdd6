/* test_vcf_tags.c - our tags go into a record and nothing else of it changes */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "write/vcf_tags.h"

static const struct sdi_vcf_values star4 = {
	.value = { "*1/*4", "Intermediate_Metabolizer", "called" }, .len = { 5, 24, 6 },
	.joined = "*1/*4:Intermediate_Metabolizer:called", .joined_len = 37,
};
static const struct sdi_vcf_values none = {
	.value = { ".", ".", "." }, .len = { 1, 1, 1 }, .joined = ".:.:.", .joined_len = 5,
};

static const struct sdi_vcf_values *values(void *user, int sample)
{
	(void)user;
	return sample ? &none : &star4;
}

static const struct sdi_vcf_tags site = { .info = "G|rs1|*4|stop|1",
					  .values = values,
					  .n_samples = 2 };
static const struct sdi_vcf_tags nothing = { .n_samples = 2 };

#define AS_TEXT(in, tags, want) do {                                                              \
	kstring_t out = KS_INITIALIZE;                                                            \
	assert_int_equal(sdi_vcf_tags_line(in, strlen(in), tags, &out, NULL), STARDOSE_OK);       \
	assert_string_equal(out.s, want);                                                         \
	ks_free(&out);                                                                            \
} while (0)

#define F ":PGXD:PGXP:PGXS"
#define S0 ":*1/*4:Intermediate_Metabolizer:called"
#define S1 ":.:.:."

static void info_is_appended_and_replaces_a_dot(void **state)
{
	(void)state;
	AS_TEXT("22\t5\t.\tC\tT\t3.50\tPASS\tAC=1;AF=0.50\tGT\t0/1\t0/0", &site,
		"22\t5\t.\tC\tT\t3.50\tPASS\tAC=1;AF=0.50;PGX=G|rs1|*4|stop|1\tGT" F "\t0/1" S0
		"\t0/0" S1);
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0", &site,
		"22\t5\t.\tC\tT\t.\t.\tPGX=G|rs1|*4|stop|1\tGT" F "\t0/1" S0 "\t0/0" S1);
}

static void trailing_fields_that_were_left_out_are_filled(void **state)
{
	(void)state;
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\t.\tGT:AD:DP\t./.\t0/0:3,0", &site,
		"22\t5\t.\tC\tT\t.\t.\tPGX=G|rs1|*4|stop|1\tGT:AD:DP" F "\t./.:.:." S0
		"\t0/0:3,0:." S1);
}

static void a_record_without_format_gets_ours_only(void **state)
{
	(void)state;
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\t.\t.\t.\t.", &site,
		"22\t5\t.\tC\tT\t.\t.\tPGX=G|rs1|*4|stop|1\tPGXD:PGXP:PGXS\t*1/"
		"*4:Intermediate_Metabolizer:called\t.:.:.");
}

static void a_record_without_samples_gets_info_only(void **state)
{
	struct sdi_vcf_tags info_only = { .info = "G|rs1|*4|stop|1" };

	(void)state;
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\tAC=1", &info_only,
		"22\t5\t.\tC\tT\t.\t.\tAC=1;PGX=G|rs1|*4|stop|1");
}

static void values_of_an_earlier_run_are_replaced(void **state)
{
	(void)state;
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\tPGX=old|x;AC=1;PGXX=2\tGT:PGXD:PGXP:PGXS:DP\t0/1:a:b:c:7\t0/"
		"0:a",
		&site,
		"22\t5\t.\tC\tT\t.\t.\tAC=1;PGXX=2;PGX=G|rs1|*4|stop|1\tGT:DP" F "\t0/1:7" S0
		"\t0/0:." S1);
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\tPGX=old\tPGXD\ta\tb", &site,
		"22\t5\t.\tC\tT\t.\t.\tPGX=G|rs1|*4|stop|1\tPGXD:PGXP:PGXS\t*1/"
		"*4:Intermediate_Metabolizer:called\t.:.:.");
}

static void values_of_an_earlier_run_are_taken_out_where_nothing_is_to_say(void **state)
{
	const char *old = "22\t5\t.\tC\tT\t.\t.\tPGX=old\tGT:PGXD:PGXP:PGXS\t0/1:a:b:c\t0/0:a:b:c";

	(void)state;
	assert_true(sdi_vcf_line_has_tags(old, strlen(old)));
	AS_TEXT(old, &nothing, "22\t5\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0");
	AS_TEXT("22\t5\t.\tC\tT\t.\t.\tA;PGX=old;B\tPGXS\tx\ty", &nothing,
		"22\t5\t.\tC\tT\t.\t.\tA;B\t.\t.\t.");
}

static void a_line_without_our_tags_is_known(void **state)
{
	const char *other = "22\t5\tPGX\tC\tT\t.\tPGX\tAPGX=1;PGXX\tGT:PGXDD\t0/1\t0/0",
		   *fmt = "22\t5\t.\tC\tT\t.\t.\t.\tGT:PGXS\t0/1\t0/0";

	(void)state;
	assert_false(sdi_vcf_line_has_tags(other, strlen(other)));
	assert_true(sdi_vcf_line_has_tags(fmt, strlen(fmt)));
	assert_false(sdi_vcf_line_has_tags("22\t5", 4));
}

static void a_wrong_number_of_columns_is_an_input_error(void **state)
{
	static const char *const lines[] = {
		"22\t5\t.\tC\tT\t.\t.",
		"22\t5\t.\tC\tT\t.\t.\t.",
		"22\t5\t.\tC\tT\t.\t.\t.\tGT\t0/1",
		"22\t5\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/1\t0/1",
	};
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_int_equal(sdi_vcf_tags_line(lines[i], strlen(lines[i]), &site, &out, NULL),
				 STARDOSE_EINPUT);
	ks_free(&out);
}

static void a_value_holds_no_byte_with_a_meaning_of_its_own(void **state)
{
	kstring_t out = KS_INITIALIZE;

	(void)state;
	sdi_vcf_clean("Likely Poor: a;b=c,d%\t|&", 0, &out);
	assert_string_equal(out.s, "Likely_Poor%3A_a%3Bb%3Dc%2Cd%25%09%7C%26");
	ks_clear(&out);
	sdi_vcf_clean("*1|*4&x", 1, &out);
	assert_string_equal(out.s, "*1|*4&x");
	ks_clear(&out);
	sdi_vcf_clean("", 0, &out);
	assert_string_equal(out.s, ".");
	ks_free(&out);
}

static bcf_hdr_t *header(const char *more)
{
	bcf_hdr_t *hdr = bcf_hdr_init("w");

	bcf_hdr_append(hdr, "##contig=<ID=22>");
	bcf_hdr_append(hdr, "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">");
	bcf_hdr_append(hdr, "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">");
	if (more)
		bcf_hdr_append(hdr, more);
	bcf_hdr_add_sample(hdr, "S1");
	bcf_hdr_add_sample(hdr, "S2");
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	return hdr;
}

static char *formatted(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	kstring_t out = KS_INITIALIZE;

	assert_int_equal(vcf_format(hdr, rec, &out), 0);
	out.s[--out.l] = '\0';
	return out.s;
}

static void bcf_and_text_get_the_same(void **state)
{
	static const char *const lines[] = {
		"22\t5\t.\tC\tT\t3.5\tPASS\tAC=1\tGT\t0/1\t0/0", "22\t5\t.\tC\tT\t.\t.\t.\t.\t.\t.",
		"22\t5\t.\tC\tT\t.\t.\tPGX=old\tGT:PGXD\t0/1:x\t0/0:y",
	};
	bcf_hdr_t *in = header(NULL), *out;
	bcf1_t *rec = bcf_init();
	kstring_t scratch = KS_INITIALIZE;
	int was, i, pass;

	(void)state;
	assert_int_equal(sdi_vcf_tags_header(in, NULL, NULL, SDI_N_CALL_TAGS, &out, &was, NULL),
			 STARDOSE_OK);
	assert_false(was);
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < 3; i++) {
			const struct sdi_vcf_tags *tags = pass ? &nothing : &site;
			kstring_t line = KS_INITIALIZE, want = KS_INITIALIZE;
			char *got;

			kputs(lines[i], &line);
			assert_int_equal(vcf_parse(&line, out, rec), 0);
			assert_int_equal(sdi_vcf_record_has_tags(out, rec), i == 2);
			assert_int_equal(sdi_vcf_tags_record(out, rec, tags, &scratch, NULL),
					 STARDOSE_OK);
			got = formatted(out, rec);
			assert_int_equal(
				sdi_vcf_tags_line(lines[i], strlen(lines[i]), tags, &want, NULL),
				STARDOSE_OK);
			assert_string_equal(got, want.s);
			free(got);
			ks_free(&line);
			ks_free(&want);
		}
	bcf_destroy(rec);
	bcf_hdr_destroy(in);
	bcf_hdr_destroy(out);
	ks_free(&scratch);
}

static const struct stardose_tables from = { .version = "2026.11",
					     .checksum = "0123456789abcdef",
					     .origin = "embedded" };

static char *header_text(const bcf_hdr_t *hdr)
{
	kstring_t text = KS_INITIALIZE;

	assert_int_equal(bcf_hdr_format(hdr, 0, &text), 0);
	return text.s;
}

static void the_header_declares_the_tags_and_their_origin(void **state)
{
	bcf_hdr_t *in = header(NULL), *out, *plain;
	char *text, *bare;
	int was;

	(void)state;
	assert_int_equal(sdi_vcf_tags_header(in, &from, "stardose annotate\n-Ob", SDI_N_CALL_TAGS,
					     &out, &was, NULL),
			 STARDOSE_OK);
	assert_int_equal(sdi_vcf_tags_header(in, NULL, NULL, SDI_N_CALL_TAGS, &plain, &was, NULL),
			 STARDOSE_OK);
	text = header_text(out);
	bare = header_text(plain);
	assert_non_null(strstr(text, "\n##INFO=<ID=PGX,Number=.,Type=String,"));
	assert_non_null(strstr(text, "\n##FORMAT=<ID=PGXD,Number=1,Type=String,"));
	assert_non_null(strstr(text, "\n##FORMAT=<ID=PGXP,Number=1,Type=String,"));
	assert_non_null(strstr(text, "\n##FORMAT=<ID=PGXS,Number=1,Type=String,"));
	assert_non_null(strstr(text, "\n##stardose_annotateVersion="));
	assert_non_null(strstr(text, "\n##stardose_annotateCommand=stardose annotate -Ob\n"));
	assert_non_null(strstr(text, "\n##stardose_tables=<Version=2026.11,Checksum="
				     "0123456789abcdef,Origin=\"embedded\">\n"));
	assert_null(strstr(bare, "##stardose"));
	assert_non_null(strstr(bare, "ID=PGXS"));
	free(text);
	free(bare);
	bcf_hdr_destroy(in);
	bcf_hdr_destroy(out);
	bcf_hdr_destroy(plain);
}

static void annotating_twice_leaves_one_declaration_and_one_origin(void **state)
{
	struct stardose_tables later = from;
	bcf_hdr_t *in = header(NULL), *once, *twice, *direct;
	char *a, *b;
	int was;

	(void)state;
	later.version = "2027.1";
	assert_int_equal(sdi_vcf_tags_header(in, &from, "stardose annotate -Ob", SDI_N_CALL_TAGS,
					     &once, &was, NULL),
			 STARDOSE_OK);
	assert_int_equal(sdi_vcf_tags_header(once, &later, "stardose annotate again",
					     SDI_N_CALL_TAGS, &twice, &was, NULL),
			 STARDOSE_OK);
	assert_true(was);
	assert_int_equal(sdi_vcf_tags_header(in, &later, "stardose annotate again", SDI_N_CALL_TAGS,
					     &direct, &was, NULL),
			 STARDOSE_OK);
	a = header_text(twice);
	b = header_text(direct);
	assert_string_equal(a, b);
	assert_int_equal(bcf_hdr_id2int(once, BCF_DT_ID, "PGXS"),
			 bcf_hdr_id2int(twice, BCF_DT_ID, "PGXS"));
	free(a);
	free(b);
	bcf_hdr_destroy(in);
	bcf_hdr_destroy(once);
	bcf_hdr_destroy(twice);
	bcf_hdr_destroy(direct);
}

static void another_programs_tag_of_our_name_is_not_overwritten(void **state)
{
	static const char *const lines[] = {
		"##INFO=<ID=PGX,Number=.,Type=String,Description=\"something else\">",
		"##INFO=<ID=PGX,Number=1,Type=String,Description=\"ours? (stardose)\">",
		"##FORMAT=<ID=PGXP,Number=1,Type=Integer,Description=\"ours? (stardose)\">",
		"##FORMAT=<ID=PGXD,Number=1,Type=String,Description=\"Pharmacogenetic dose\">",
	};
	struct stardose_error err;
	int was;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		bcf_hdr_t *in = header(lines[i]), *out;

		assert_int_equal(
			sdi_vcf_tags_header(in, &from, NULL, SDI_N_CALL_TAGS, &out, &was, &err),
			STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, "bcftools annotate -x"));
		bcf_hdr_destroy(in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(info_is_appended_and_replaces_a_dot),
		cmocka_unit_test(trailing_fields_that_were_left_out_are_filled),
		cmocka_unit_test(a_record_without_format_gets_ours_only),
		cmocka_unit_test(a_record_without_samples_gets_info_only),
		cmocka_unit_test(values_of_an_earlier_run_are_replaced),
		cmocka_unit_test(values_of_an_earlier_run_are_taken_out_where_nothing_is_to_say),
		cmocka_unit_test(a_line_without_our_tags_is_known),
		cmocka_unit_test(a_wrong_number_of_columns_is_an_input_error),
		cmocka_unit_test(a_value_holds_no_byte_with_a_meaning_of_its_own),
		cmocka_unit_test(bcf_and_text_get_the_same),
		cmocka_unit_test(the_header_declares_the_tags_and_their_origin),
		cmocka_unit_test(annotating_twice_leaves_one_declaration_and_one_origin),
		cmocka_unit_test(another_programs_tag_of_our_name_is_not_overwritten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
