/* test_repeat_record.c - lengths of a repeat as ExpansionHunter writes them, spelled out */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stardose/status.h>
#include "genotype/repeat_record.h"

#define VCF_LINES_HEADER                                                                           \
	"##ALT=<ID=STR8,Description=\"x\">\n"                                                      \
	"##INFO=<ID=RU,Number=1,Type=String,Description=\"x\">\n"                                  \
	"##INFO=<ID=REF,Number=1,Type=Integer,Description=\"x\">\n"                                \
	"##FORMAT=<ID=REPCN,Number=1,Type=String,Description=\"x\">\n"
#include "vcf_lines.h"

/* The alleles that come out, joined by commas; "" where it cannot be spelled, NULL: it is none. */
static char *spelled(const char *ref, const char *alt, const char *info)
{
	kstring_t line = { 0, 0, NULL }, out = { 0, 0, NULL };
	bcf1_t *rec, *made = NULL;
	int ret;

	ksprintf(&line, "1\t100\t.\t%s\t%s\t.\tPASS\t%s\tGT:REPCN\t0/1:7/8", ref, alt, info);
	rec = record_of(line.s);
	bcf_unpack(rec, BCF_UN_STR);
	if (sdi_is_repeat_record(rec)) {
		kputs("", &out);
		ret = sdi_repeat_record(hdr, rec, &made);
		assert_true(ret == 0 || ret == 1);
		assert_int_equal(ret, made != NULL);
		for (int i = 0; made && i < made->n_allele; i++)
			ksprintf(&out, "%s%s", i ? "," : "", made->d.allele[i]);
		assert_int_equal(rec->n_allele, 1 + (int)(strchr(alt, ',') != NULL) + 1);
	}
	if (made)
		bcf_destroy(made);
	bcf_destroy(rec);
	ks_free(&line);
	return out.s;
}

static void check(const char *ref, const char *alt, const char *info, const char *expected)
{
	char *said = spelled(ref, alt, info);

	if (expected)
		assert_string_equal(said, expected);
	else
		assert_null(said);
	free(said);
}

static void lengths_become_bases_behind_the_anchor(void **state)
{
	(void)state;
	/* the reference first, what the file has, then lengths nearby that are excluded with it */
	check("C", "<STR3>", "RU=AT;REF=2", "CATAT,CATATAT,C,CAT,CATATATAT,CATATATATAT");
	check("C", "<STR1>,<STR4>", "RU=AT;REF=2",
	      "CATAT,CAT,CATATATAT,C,CATATAT,CATATATATAT");
}

static void what_does_not_say_its_unit_or_its_length_is_not_spelled(void **state)
{
	(void)state;
	check("C", "<STR3>", "RU=AT", "");
	check("C", "<STR3>", "REF=2", "");
	check("C", "<STR3>", "RU=N1;REF=2", "");
	check("C", "<STR3>", "RU=AT;REF=0", "");
	check("CA", "<STR3>", "RU=AT;REF=2", "");
	check("C", "<STR3>,<DEL>", "RU=AT;REF=2", "");
	check("C", "<STR60000>", "RU=AT;REF=2", "");
	check("C", "<STR>", "RU=AT;REF=2", NULL);
	check("C", "<STR3x>", "RU=AT;REF=2", NULL);
	check("C", "CAT", "RU=AT;REF=2", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths_become_bases_behind_the_anchor),
		cmocka_unit_test(what_does_not_say_its_unit_or_its_length_is_not_spelled),
	};

	return cmocka_run_group_tests(tests, make_vcf_header, free_vcf_header);
}
