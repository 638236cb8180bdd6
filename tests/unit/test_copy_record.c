/*
 * test_copy_record.c - one structural record, one sample: which number of copies does it give, in
 * each caller's dialect?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include "structure/copy_record.h"

#define N(n) (SDI_COPIES_0 + (n))

static const char *version = "4.2";

static bcf_hdr_t *header(void)
{
	static const char text[] = "##contig=<ID=chr22>\n##contig=<ID=chr7>\n"
				   "##FILTER=<ID=LowQual,Description=\"x\">\n"
				   "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
				   "##INFO=<ID=SVLEN,Number=.,Type=Integer,Description=\"x\">\n"
				   "##INFO=<ID=CN,Number=.,Type=Float,Description=\"x\">\n"
				   "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
				   "##FORMAT=<ID=CN,Number=1,Type=Integer,Description=\"x\">\n"
				   "##FORMAT=<ID=CNF,Number=1,Type=Float,Description=\"x\">\n"
				   "##FORMAT=<ID=RDCN,Number=1,Type=Integer,Description=\"x\">\n"
				   "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"
				   "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"x\">\n"
				   "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";
	bcf_hdr_t *hdr = bcf_hdr_init("r");
	kstring_t copy = KS_INITIALIZE;

	ksprintf(&copy, "##fileformat=VCFv%s\n%s", version, text);
	if (bcf_hdr_parse(hdr, copy.s) || bcf_hdr_sync(hdr))
		abort();
	ks_free(&copy);
	return hdr;
}

static int lost; /* of the record that was read last */

/*
 * "REF ALT INFO FORMAT SAMPLE" at chr22:1001. Return the reading of the sample; -1 not about
 * copies, -2 strange breakend.
 */
static int read_at(const char *ref, const char *alt, const char *info, const char *format,
		   const char *sample, struct sdi_copy_record *record)
{
	bcf_hdr_t *hdr = header();
	bcf1_t *rec = bcf_init();
	kstring_t s = KS_INITIALIZE;
	struct sdi_copy_record r;
	int ret;

	ksprintf(&s, "chr22\t1001\t.\t%s\t%s\t.\tPASS\t%s\t%s\t%s", ref, alt, info, format, sample);
	if (vcf_parse(&s, hdr, rec))
		abort();
	ret = sdi_copy_record_read(hdr, rec, &r);
	if (ret > 0) {
		r.min_gq = record ? record->min_gq : 0;
		r.is_filtered = record ? record->is_filtered : 0;
	}
	lost = ret > 0 ? sdi_copy_record_lost(&r, 0) : 0;
	ret = ret > 0 ? sdi_copy_record_sample(&r, 0) : ret < 0 ? -2 : -1;
	if (record && ret >= 0)
		*record = r;
	ks_free(&s);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	return ret;
}

#define READ(alt, info, format, sample) read_at("N", alt, info, format, sample, NULL)

static void genotypes_of_deletions_count_haplotypes(void **state)
{
	(void)state;
	assert_int_equal(READ("<DEL>", "END=9000", "GT:GQ", "0/1:40"), N(1));
	assert_int_equal(READ("<DEL>", "END=9000", "GT", "1|1"), N(0));
	assert_int_equal(READ("<DEL:ME>", "END=9000", "GT", "0/1"), N(1));
	assert_int_equal(READ("<DUP>", "END=9000", "GT", "0/1"), N(3));
	assert_int_equal(READ("<DUP:TANDEM>", "END=9000", "GT", "1/1"), N(4));
}

static void a_genotype_without_the_event_is_not_two_copies(void **state)
{
	(void)state;
	assert_int_equal(READ("<DEL>", "END=9000", "GT", "0/0"), SDI_COPIES_SILENT);
	assert_int_equal(READ("<DUP>", "END=9000", "GT", "0|0"), SDI_COPIES_SILENT);
	assert_int_equal(READ("<CN0>", "END=9000", "GT", "0|0"), SDI_COPIES_SILENT);
	/* where losses and gains were both looked for, it is */
	assert_int_equal(READ("<CN0>,<CN2>", "END=9000", "GT", "0|0"), N(2));
}

static void missing_values_say_nothing(void **state)
{
	(void)state;
	assert_int_equal(READ("<DEL>", "END=9000", "GT:CN", "./.:."), SDI_COPIES_SILENT);
	assert_int_equal(READ("<CNV>", "END=9000", "GT", "./."), SDI_COPIES_SILENT);
	assert_int_equal(READ("<CNV>", "END=9000", "GT:CN:CNF", ".:.:."), SDI_COPIES_SILENT);
}

static void half_a_genotype_is_a_hint(void **state)
{
	(void)state;
	assert_int_equal(READ("<DEL>", "END=9000", "GT", "./1"), SDI_COPIES_FEWER);
	assert_int_equal(READ("<DUP>", "END=9000", "GT", "./1"), SDI_COPIES_MORE);
	assert_int_equal(READ("<DEL>", "END=9000", "GT", "1"), SDI_COPIES_FEWER);
}

static void dragen_segments_give_their_number(void **state)
{
	(void)state;
	assert_int_equal(READ("<DUP>", "SVTYPE=CNV;END=9000;REFLEN=8000", "GT:SM:CN:BC:PE",
			      "./1:1.66:3:12:48,81"),
			 N(3));
	assert_int_equal(READ("<DUP>", "END=9000", "GT:CN", "./1:4"), N(4));
	assert_int_equal(READ("<DEL>", "END=9000", "GT:CN", "1/1:0"), N(0));
	assert_int_equal(READ("<DEL>", "END=9000", "GT:CN", "0/1:1"), N(1));
	assert_int_equal(READ(".", "END=9000;REFLEN=8000", "GT:SM:CN", "./.:1.01:2"), N(2));
	assert_int_equal(READ("<DEL>,<DUP>", "END=9000", "GT:CN", "1/2:3"), N(3));
}

static void gatk_allele_numbers_are_no_haplotypes(void **state)
{
	(void)state;
	assert_int_equal(
		READ("<DEL>,<DUP>", "END=9000", "GT:CN:NP:QA:QS:QSE:QSS", "0:2:208:94:3077:98:136"),
		N(2));
	assert_int_equal(
		READ("<DEL>,<DUP>", "END=9000", "GT:CN:NP:QA:QS:QSE:QSS", "1:0:1:493:493:493:493"),
		N(0));
	assert_int_equal(
		READ("<DEL>,<DUP>", "END=9000", "GT:CN:NP:QA:QS:QSE:QSS", "2:4:7:6:9:15:8"), N(4));
	assert_int_equal(READ(".", "END=9000", "GT:CN:NP", "0:2:208"), N(2));
}

static void thousand_genomes_alleles_name_the_copies_of_a_haplotype(void **state)
{
	(void)state;
	assert_int_equal(READ("<CN0>", "END=9000", "GT", "0|1"), N(1));
	assert_int_equal(READ("<CN0>,<CN2>", "END=9000", "GT", "1|2"), N(2));
	assert_int_equal(READ("<CN0>,<CN2>,<CN3>", "END=9000", "GT", "2|3"), N(5));
	assert_int_equal(READ("<CN2>", "END=9000", "GT", "0|1"), N(3));
	assert_int_equal(READ("<CN2>", "END=9000", "GT", "1|1"), N(4));
}

static void delly_depth_gives_the_number_where_the_event_is(void **state)
{
	(void)state;
	assert_int_equal(READ("<DEL>", "END=9000", "GT:GQ:FT:RDCN", "0/1:80:PASS:1"), N(1));
	assert_int_equal(READ("<DUP>", "END=9000", "GT:GQ:FT:RDCN", "0/1:80:PASS:4"), N(4));
	assert_int_equal(READ("<DEL>", "END=9000", "GT:GQ:FT:RDCN", "0/0:80:PASS:3"),
			 SDI_COPIES_SILENT);
	assert_int_equal(READ("<DEL>", "END=9000", "GT:GQ:FT:RDCN", "0/1:9:LowQual:1"),
			 SDI_COPIES_FEWER);
	assert_int_equal(READ("<CNV>", "END=9000", "GT:CN:RDCN", "1/1:3:3"), N(3));
}

static void fractions_count_near_whole_numbers_only(void **state)
{
	(void)state;
	assert_int_equal(READ("<CNV>", "END=9000", "GT:CNF", "./.:2.9"), N(3));
	assert_int_equal(READ("<CNV>", "END=9000", "GT:CNF", "./.:2.5"), SDI_COPIES_SILENT);
	/* CN where no header line declares its type: the value is text then */
	assert_int_equal(READ("<CNV>", "END=9000", "GT:CNQX:CN", "./.:1:3"), N(3));
	assert_int_equal(READ("<CNV>", "END=9000;CN=1", "GT", "./."), N(1));
}

static void a_record_that_contradicts_itself_is_torn(void **state)
{
	(void)state;
	assert_int_equal(READ("<DEL>", "END=9000", "GT:CN", "0/1:2"), SDI_COPIES_TORN);
	assert_int_equal(READ("<DEL>", "END=9000", "GT:CN", "1/1:1"), SDI_COPIES_TORN);
	assert_int_equal(READ("<DUP>", "END=9000", "GT:CN", "0/1:2"), SDI_COPIES_TORN);
	assert_int_equal(READ("<DUP>", "END=9000", "GT:CN", "./1:2"), SDI_COPIES_TORN);
	assert_int_equal(READ("<DEL>", "END=9000", "GT:FT:RDCN", "0/1:PASS:2"), SDI_COPIES_TORN);
}

static void poor_records_are_hints(void **state)
{
	struct sdi_copy_record r = { .is_filtered = 1 };

	(void)state;
	assert_int_equal(read_at("N", "<DEL>", "END=9000", "GT", "0/1", &r), SDI_COPIES_FEWER);
	r = (struct sdi_copy_record){ .is_filtered = 1 };
	assert_int_equal(read_at("N", "<CNV>", "END=9000", "GT:CN", "./.:2", &r),
			 SDI_COPIES_SILENT);
	r = (struct sdi_copy_record){ .min_gq = 20 };
	assert_int_equal(read_at("N", "<DUP>", "END=9000", "GT:GQ", "0/1:19", &r), SDI_COPIES_MORE);
	r = (struct sdi_copy_record){ .min_gq = 20 };
	assert_int_equal(read_at("N", "<DUP>", "END=9000", "GT:GQ", "0/1:20", &r), N(3));
}

static void the_end_is_END_or_SVLEN_or_REF(void **state)
{
	struct sdi_copy_record r = { 0 };
	char ref[200];

	(void)state;
	assert_int_equal(read_at("N", "<DEL>", "END=9000;SVLEN=-5", "GT", "0/1", &r), N(1));
	assert_int_equal(r.beg, 1001);
	assert_int_equal(r.end, 9000);
	r = (struct sdi_copy_record){ 0 };
	assert_int_equal(read_at("N", "<DEL>", "END=42135343", "GT", "0/1", &r), N(1));
	assert_int_equal(r.end, 42135343);	/* more digits than a float has */
	r = (struct sdi_copy_record){ 0 };
	assert_int_equal(read_at("N", "<DEL>", "SVLEN=-5000", "GT", "0/1", &r), N(1));
	assert_int_equal(r.end, 6001);
	r = (struct sdi_copy_record){ 0 };
	memset(ref, 'A', sizeof(ref));
	ref[199] = '\0';
	assert_int_equal(read_at(ref, "A", ".", "GT", "0/1", &r), N(1));
	assert_int_equal(r.end - r.beg, 198);
}

static void small_changes_and_other_events_are_not_about_copies(void **state)
{
	(void)state;
	assert_int_equal(read_at("A", "G", ".", "GT", "0/1", NULL), -1);
	assert_int_equal(read_at("ACGTACGT", "A", ".", "GT", "0/1", NULL), -1);
	assert_int_equal(READ("<INS>", "END=1001", "GT", "0/1"), -1);
	assert_int_equal(READ("<INV>", "END=9000", "GT", "0/1"), -1);
	assert_int_equal(READ("<NON_REF>", "END=9000", "GT", "0/0"), -1);
	assert_int_equal(READ(".", "END=9000", "GT:DP", "0/0:30"), -1);
}

static void breakends_in_order_are_deletions_and_tandem_duplications(void **state)
{
	struct sdi_copy_record r = { 0 };

	(void)state;
	assert_int_equal(read_at("N", "N[chr22:9000[", "SVTYPE=BND", "GT", "0/1", &r), N(1));
	assert_int_equal(r.beg, 1001);
	assert_int_equal(r.end, 8999);
	r = (struct sdi_copy_record){ 0 };
	assert_int_equal(read_at("N", "]chr22:100]N", "SVTYPE=BND", "GT", "1/1", &r), N(0));
	assert_int_equal(r.beg, 100);
	assert_int_equal(r.end, 1000);
	assert_int_equal(READ("]chr22:9000]N", "SVTYPE=BND", "GT", "0/1"), N(3));
	assert_int_equal(READ("NACG[chr22:100[", "SVTYPE=BND", "GT", "0/1"), N(3));
	assert_int_equal(READ("N]chr22:9000]", "SVTYPE=BND", "GT", "0/1"), -2);
	assert_int_equal(READ("[chr22:9000[N", "SVTYPE=BND", "GT", "0/1"), -2);
	assert_int_equal(READ("N[chr7:9000[", "SVTYPE=BND", "GT", "0/1"), -2);
	assert_int_equal(READ("N.", "SVTYPE=BND", "GT", "0/1"), -2);
}

static void from_version_4_4_on_a_number_is_of_its_allele(void **state)
{
	(void)state;
	assert_int_equal(READ("<CNV>", "END=9000;CN=0", "GT", "0/1"), N(0)); /* of both, before */
	version = "4.4";
	assert_int_equal(READ("<CNV>", "SVLEN=8000;CN=0", "GT", "0/1"), N(1));
	assert_int_equal(READ("<CNV>", "SVLEN=8000;CN=0", "GT", "1/1"), N(0));
	assert_int_equal(READ("<CNV>,<CNV>", "SVLEN=8000,8000;CN=1,2", "GT", "1/2"), N(3));
	assert_int_equal(READ("<CNV>,<CNV>", "SVLEN=8000,8000;CN=0,3", "GT", "1|2"), N(3));
	assert_int_equal(READ("<DUP>", "SVLEN=8000;CN=3", "GT", "0/1"), N(4));
	assert_int_equal(READ("<CNV>", "SVLEN=8000;CN=0", "GT:CN", "0/1:1"), N(1));
	assert_int_equal(READ("<CNV>", "SVLEN=8000;CN=0", "GT:CN", "0/1:2"), SDI_COPIES_TORN);
	/* the name of the allele stands where the number contradicts it */
	assert_int_equal(READ("<DEL>", "SVLEN=8000;CN=1", "GT", "0/1"), N(1));
	assert_int_equal(READ("<CNV>", "SVLEN=8000;CN=0.5", "GT", "0/1"), SDI_COPIES_SILENT);
	version = "4.5";
	assert_int_equal(READ("<CNV>", "SVLEN=8000;CN=0", "GT", "0/1"), N(1));
	version = "4.2";
}

static void what_is_lost_is_told_by_haplotype(void **state)
{
	(void)state;
	READ("<DEL>", "END=9000", "GT", "0/1");
	assert_int_equal(lost, SDI_LOST_SECOND);
	READ("<DEL>", "END=9000", "GT", "1|0");
	assert_int_equal(lost, SDI_LOST_FIRST | SDI_LOST_PHASED);
	READ("<DEL>", "END=9000", "GT", "1|1");
	assert_int_equal(lost & (SDI_LOST_FIRST | SDI_LOST_SECOND), 3);
	READ("<DEL>", "END=9000", "GT", "./1");
	assert_int_equal(lost, SDI_LOST_SECOND);
	READ("<CNV>", "END=9000", "GT:CN", "./.:1");
	assert_int_equal(lost, SDI_LOST_FIRST);
	READ("<DEL>", "END=9000", "GT:CN", "0/1:2");
	assert_int_equal(lost, 0);
	READ("<DEL>", "END=9000", "GT:FT", "0/1:LowQ");
	assert_int_equal(lost, 0);
	READ("<DUP>", "END=9000", "GT", "0/1");
	assert_int_equal(lost, 0);
	READ("<DEL>", "END=9000", "GT:CN", "1:.");
	assert_int_equal(lost, 0); /* a kind of event, not a haplotype */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(genotypes_of_deletions_count_haplotypes),
		cmocka_unit_test(a_genotype_without_the_event_is_not_two_copies),
		cmocka_unit_test(missing_values_say_nothing),
		cmocka_unit_test(half_a_genotype_is_a_hint),
		cmocka_unit_test(dragen_segments_give_their_number),
		cmocka_unit_test(gatk_allele_numbers_are_no_haplotypes),
		cmocka_unit_test(thousand_genomes_alleles_name_the_copies_of_a_haplotype),
		cmocka_unit_test(delly_depth_gives_the_number_where_the_event_is),
		cmocka_unit_test(fractions_count_near_whole_numbers_only),
		cmocka_unit_test(a_record_that_contradicts_itself_is_torn),
		cmocka_unit_test(poor_records_are_hints),
		cmocka_unit_test(the_end_is_END_or_SVLEN_or_REF),
		cmocka_unit_test(small_changes_and_other_events_are_not_about_copies),
		cmocka_unit_test(from_version_4_4_on_a_number_is_of_its_allele),
		cmocka_unit_test(what_is_lost_is_told_by_haplotype),
		cmocka_unit_test(breakends_in_order_are_deletions_and_tandem_duplications),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
