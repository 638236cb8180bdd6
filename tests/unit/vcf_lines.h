/*
 * vcf_lines.h - for tests: records from lines of a VCF
 *
 * Define VCF_LINES_HEADER as the lines between the contigs and the column names, and use
 * make_vcf_header() and free_vcf_header() as the setup of the group. Include after cmocka.h.
 */
#ifndef VCF_LINES_H
#define VCF_LINES_H

#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>

static bcf_hdr_t *hdr;

static int make_vcf_header(void **state)
{
	char *text =
		strdup("##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=2>\n"
		       "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n" VCF_LINES_HEADER
		       "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n");
	int failed;

	(void)state;
	hdr = bcf_hdr_init("r");
	failed = !text || !hdr || bcf_hdr_parse(hdr, text);
	free(text);
	return failed ? -1 : 0;
}

static int free_vcf_header(void **state)
{
	(void)state;
	bcf_hdr_destroy(hdr);
	return 0;
}

/* The record that @line is, new: bcf_destroy() */
static bcf1_t *record_of(const char *line)
{
	kstring_t copy = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();

	assert_non_null(rec);
	kputs(line, &copy);
	assert_int_equal(vcf_parse(&copy, hdr, rec), 0);
	ks_free(&copy);
	return rec;
}

#endif
