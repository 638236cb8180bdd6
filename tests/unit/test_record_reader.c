/* test_record_reader.c - what record/record_reader.h promises */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>
#include "record/record_reader.h"

static struct stardose_tables *tables;

/* Made-up regions on two chromosomes. */
static const struct sdi_region regions[] = {
	{ "2", STARDOSE_GRCH38, 1000, 2000, 0 },
	{ "2", STARDOSE_GRCH37, 11000, 12000, 0 },
	{ "2", STARDOSE_GRCH38, 300000, 301000, 1 },
	{ "2", STARDOSE_GRCH38, 1500, 2500, 1 },
	{ "3", STARDOSE_GRCH38, 500, 600, 2 },
	{ "3", STARDOSE_GRCH37, 1500, 1600, 2 },
};
#define N_REGIONS ((int)(sizeof(regions) / sizeof(*regions)))

enum kind { VCF, VCF_BGZF, VCF_GZIP, BCF, BCF_RAW, N_KINDS };
static const char *const kind_name[] = { "a.vcf", "b.vcf.gz", "c.vcf.gz", "d.bcf", "e.bcf" };

static char dir[] = "/tmp/stardose-record-XXXXXX";
static char path[256];

static void write_bytes(const char *name, const char *mode, const char *text, size_t size)
{
	BGZF *fp;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fp = bgzf_open(path, mode);
	assert_non_null(fp);
	assert_int_equal(bgzf_write(fp, text, size), size);
	assert_int_equal(bgzf_close(fp), 0);
}

static void write_bcf(const char *name, const char *mode, const char *text)
{
	char from[256];
	htsFile *in, *out;
	bcf1_t *rec = bcf_init();
	bcf_hdr_t *hdr;

	write_bytes("source.vcf", "wu", text, strlen(text));
	strcpy(from, path);
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	in = hts_open(from, "r");
	out = hts_open(path, mode);
	assert_non_null(in);
	assert_non_null(out);
	hdr = bcf_hdr_read(in);
	assert_non_null(hdr);
	assert_int_equal(bcf_hdr_write(out, hdr), 0);
	while (bcf_read(in, hdr, rec) == 0)
		assert_int_equal(bcf_write(out, hdr, rec), 0);
	bcf_hdr_destroy(hdr);
	bcf_destroy(rec);
	hts_close(in);
	assert_int_equal(hts_close(out), 0);
	unlink(from);
}

static void write_kind(enum kind kind, const char *text)
{
	static const char *const mode[] = { "wu", "w", "wg", "wb", "wbu" };

	if (kind >= BCF)
		write_bcf(kind_name[kind], mode[kind], text);
	else
		write_bytes(kind_name[kind], mode[kind], text, strlen(text));
}

static void forget(const char *name)
{
	static const char *const suffix[] = { "", ".tbi", ".csi" };
	char file[300];

	for (int i = 0; i < 3; i++) {
		snprintf(file, sizeof(file), "%s/%s%s", dir, name, suffix[i]);
		unlink(file);
	}
}

/* One line for each record: contig, 1-based position and end, alleles, genotypes. */
static void print_record(const bcf_hdr_t *hdr, bcf1_t *rec, kstring_t *out)
{
	int32_t *gt = NULL;
	int m_gt = 0, n = bcf_get_genotypes(hdr, rec, &gt, &m_gt), per = n / bcf_hdr_nsamples(hdr);

	bcf_unpack(rec, BCF_UN_STR);
	ksprintf(out, "%s:%d-%d", bcf_hdr_id2name(hdr, rec->rid), (int)rec->pos + 1, (int)(rec->pos + rec->rlen));
	for (int i = 0; i < rec->n_allele; i++)
		ksprintf(out, " %s", rec->d.allele[i]);
	for (int i = 0; i < n; i++) {
		if (gt[i] == bcf_int32_vector_end)
			continue;
		ksprintf(out, "%c", i % per == 0 ? ' ' : bcf_gt_is_phased(gt[i]) ? '|' : '/');
		if (bcf_gt_is_missing(gt[i]))
			kputc('.', out);
		else
			ksprintf(out, "%d", bcf_gt_allele(gt[i]));
	}
	kputc('\n', out);
	free(gt);
}

static struct stardose_error error;
static struct sdi_reader_options defaults = { .build = STARDOSE_BUILD_AUTO };

/* Read @file to its end; @out gets what print_record() writes. */
static int read_path(const char *file, const struct sdi_reader_options *options, kstring_t *out)
{
	struct sdi_reader *reader = NULL;
	bcf1_t *rec = bcf_init();
	int ret;

	out->l = 0;
	kputs("", out);
	error.text[0] = '\0';
	ret = sdi_reader_open(file, tables, regions, N_REGIONS, options, &reader, &error);
	while (ret == STARDOSE_OK && (ret = sdi_reader_next(reader, rec, NULL, &error)) == STARDOSE_OK)
		print_record(sdi_reader_header(reader), rec, out);
	sdi_reader_close(reader);
	bcf_destroy(rec);
	assert_int_equal(ret < 0, error.text[0] != '\0');
	return ret;
}

/* The same from stdin. */
static int read_stdin(const char *file, const struct sdi_reader_options *options, kstring_t *out)
{
	int saved = dup(0), ret;

	assert_non_null(freopen(file, "r", stdin));
	assert_int_equal(dup2(fileno(stdin), 0), 0);
	ret = read_path("-", options, out);
	dup2(saved, 0);
	close(saved);
	return ret;
}

#define META "##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"All filters passed\">\n"
#define TAGS "##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n##INFO=<ID=X,Number=.,Type=String,Description=\"X\">\n" \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n##ALT=<ID=NON_REF,Description=\"Any\">\n"
#define CONTIGS "##contig=<ID=chr1>\n##contig=<ID=chr2>\n##contig=<ID=chr3>\n"
#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\tC\n"
#define HEADER META TAGS CONTIGS COLUMNS
#define REC(chrom, pos, ref, alt, info, gt) chrom "\t" pos "\t.\t" ref "\t" alt "\t.\tPASS\t" info "\tGT\t" gt "\n"
#define GT1 "0/1\t1|1\t./."

static const char basic[] = HEADER
	REC("chr1", "1500", "A", "C", ".", GT1)
	REC("chr2", "990", "A", "C", ".", GT1)
	REC("chr2", "1000", "A", "C", ".", GT1)				/* ends where the region begins */
	REC("chr2", "1001", "A", "C,G", ".", "0/1\t2|1\t.")
	REC("chr2", "1001", "A", "T", ".", "0/0\t0|0\t0/1")
	REC("chr2", "2500", "AC", "A", ".", GT1)
	REC("chr2", "2501", "A", "C", ".", GT1)				/* begins where it ends */
	REC("chr2", "11500", "G", "C", ".", GT1)			/* GRCh37's region */
	REC("chr2", "300500", "G", "GC", ".", GT1)
	REC("chr2", "400000", "G", "C", ".", GT1)
	REC("chr3", "501", "G", "C", ".", GT1)
	REC("chr3", "1550", "G", "C", ".", GT1);
static const char basic_result[] =
	"chr2:1001-1001 A C G 0/1 2|1 .\nchr2:1001-1001 A T 0/0 0|0 0/1\nchr2:2500-2501 AC A 0/1 1|1 ./.\n"
	"chr2:11500-11500 G C 0/1 1|1 ./.\nchr2:300500-300500 G GC 0/1 1|1 ./.\n"
	"chr3:501-501 G C 0/1 1|1 ./.\nchr3:1550-1550 G C 0/1 1|1 ./.\n";

static void expect(const char *text, const struct sdi_reader_options *options, const char *result)
{
	kstring_t got = KS_INITIALIZE;

	for (int kind = 0; kind < N_KINDS; kind++) {
		write_kind((enum kind)kind, text);
		assert_int_equal(read_path(path, options, &got), STARDOSE_EOF);
		assert_string_equal(got.s, result);
		assert_int_equal(read_stdin(path, options, &got), STARDOSE_EOF);
		assert_string_equal(got.s, result);
		forget(kind_name[kind]);
	}
	ks_free(&got);
}

static void every_kind_of_input_gives_the_same_records(void **state)
{
	(void)state;
	expect(basic, &defaults, basic_result);
}

static int setup(void **state)
{
	(void)state;
	hts_set_log_level(HTS_LOG_OFF);
	return stardose_tables_open(NULL, &tables, NULL) == STARDOSE_OK && mkdtemp(dir) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_input_gives_the_same_records),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
