/*
 * header_text.h - for tests: a header from its lines
 *
 * Include after cmocka.h.
 */
#ifndef HEADER_TEXT_H
#define HEADER_TEXT_H

#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>

/* @lines: each ended by a newline; @samples: with a tab before each, or "". New: bcf_hdr_destroy()
 */
static inline bcf_hdr_t *header_of(const char *lines, const char *samples)
{
	kstring_t text = KS_INITIALIZE;
	bcf_hdr_t *hdr = bcf_hdr_init("r");

	assert_non_null(hdr);
	ksprintf(&text,
		 "##fileformat=VCFv4.2\n%s#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO%s%s\n",
		 lines, *samples ? "\tFORMAT" : "", samples);
	assert_int_equal(bcf_hdr_parse(hdr, text.s), 0);
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	ks_free(&text);
	return hdr;
}

#endif
