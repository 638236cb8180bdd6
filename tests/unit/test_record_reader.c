/* test_record_reader.c - what record/record_reader.h promises */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
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
	{ "2", STARDOSE_BUILD_GRCH38, 1000, 2000, 0, 0, 0 },
	{ "2", STARDOSE_BUILD_GRCH37, 11000, 12000, 0, 0, 0 },
	{ "2", STARDOSE_BUILD_GRCH38, 300000, 301000, 1, 0, 0 },
	{ "2", STARDOSE_BUILD_GRCH38, 1500, 2500, 1, 0, 0 },
	{ "3", STARDOSE_BUILD_GRCH38, 500, 600, 2, 0, 0 },
	{ "3", STARDOSE_BUILD_GRCH37, 1500, 1600, 2, 0, 0 },
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

static void make_index(enum kind kind, int is_csi)
{
	if (kind == BCF)
		assert_int_equal(bcf_index_build(path, 14), 0);
	else
		assert_int_equal(tbx_index_build(path, is_csi ? 14 : 0, &tbx_conf_vcf), 0);
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
	ksprintf(out, "%s:%d-%d", bcf_hdr_id2name(hdr, rec->rid), (int)rec->pos + 1,
		 (int)(rec->pos + rec->rlen));
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
	while (ret == STARDOSE_OK &&
	       (ret = sdi_reader_next(reader, rec, NULL, &error)) == STARDOSE_OK)
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
#define TAGS                                                                                       \
	"##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n##INFO=<ID=XEND,Number=.,"     \
	"Type=Integer,Description=\"No end\">\n"                                                   \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n##ALT=<ID=NON_REF,"       \
	"Description=\"Any\">\n"
#define CONTIGS "##contig=<ID=chr1>\n##contig=<ID=chr2>\n##contig=<ID=chr3>\n"
#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\tC\n"
#define HEADER META TAGS CONTIGS COLUMNS
#define REC(chrom, pos, ref, alt, info, gt)                                                        \
	chrom "\t" pos "\t.\t" ref "\t" alt "\t.\tPASS\t" info "\tGT\t" gt "\n"
#define GT1 "0/1\t1|1\t./."

static const char basic[] =
	HEADER REC("chr1", "1500", "A", "C", ".", GT1) REC("chr2", "990", "A", "C", ".", GT1)
		REC("chr2", "1000", "A", "C", ".", GT1) /* ends where the region begins */
	REC("chr2", "1001", "A", "C,G", ".", "0/1\t2|1\t.")
		REC("chr2", "1001", "A", "T", ".", "0/0\t0|0\t0/1")
			REC("chr2", "2500", "AC", "A", ".", GT1)
				REC("chr2", "2501", "A", "C", ".", GT1) /* begins where it ends */
	REC("chr2", "11500", "G", "C", ".", GT1)			/* GRCh37's region */
	REC("chr2", "300500", "G", "GC", ".", GT1) REC("chr2", "400000", "G", "C", ".", GT1)
		REC("chr3", "501", "G", "C", ".", GT1) REC("chr3", "1550", "G", "C", ".", GT1);
static const char basic_result[] =
	"chr2:1001-1001 A C G 0/1 2|1 .\nchr2:1001-1001 A T 0/0 0|0 0/1\nchr2:2500-2501 AC A 0/1 "
	"1|1 ./.\n"
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

/* ---- what a record covers ---- */

static void records_that_begin_before_a_region_reach_into_it(void **state)
{
	(void)state;
	expect(HEADER REC("chr2", "500", "N", "<NON_REF>", "END=900",
			  "0/0\t0/0\t0/0") /* ends before */
	       REC("chr2", "500", "N", "<NON_REF>", "XEND=1;END=1001;XEND=2", "0/0\t0/0\t0/0")
		       REC("chr2", "500", "N", "<NON_REF>", "END=1000", "0/0\t0/0\t0/0")
			       REC("chr2", "600", "N", ".", "END=5000", "0/0\t0/0\t0/0")
				       REC("chr2", "700", "N", "C", "XEND=5000", "0/0\t0/0\t0/0")
					       REC("chr2", "998", "ACG", "A", ".", GT1)
						       REC("chr2", "998", "ACGT", "A", ".", GT1)
							       REC("chr2", "2600", "N", "<DEL>",
								   "END=310000",
								   GT1), /* over the next region */
	       &defaults,
	       "chr2:500-1001 N <NON_REF> 0/0 0/0 0/0\nchr2:600-5000 N 0/0 0/0 0/0\nchr2:998-1001 "
	       "ACGT A 0/1 1|1 ./.\n"
	       "chr2:2600-310000 N <DEL> 0/1 1|1 ./.\n");
}

/* htslib would take an undeclared END for text, and the block would cover one base. */
static void end_counts_without_declaration_in_text(void **state)
{
	kstring_t got = KS_INITIALIZE;

	(void)state;
	write_kind(VCF, META
		   "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n" COLUMNS REC(
			   "chr2", "500", "N", ".", "END=1800", "0/0\t0/0\t0/0")
			   REC("chr2", "1500", "N", "<*>", "END=1800", "0/0\t0/0\t0/0"));
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
	assert_string_equal(got.s,
			    "chr2:500-1800 N 0/0 0/0 0/0\nchr2:1500-1800 N <*> 0/0 0/0 0/0\n");
	forget(kind_name[VCF]);
	ks_free(&got);
}

static void a_block_over_two_regions_comes_once(void **state)
{
	(void)state;
	expect(HEADER REC("chr2", "900", "N", "<NON_REF>", "END=400000", "0/0\t0/0\t0/0")
		       REC("chr3", "100", "N", "C", ".", GT1),
	       &defaults, "chr2:900-400000 N <NON_REF> 0/0 0/0 0/0\n");
}

/* ---- text as people have it ---- */

static void carriage_returns_blank_lines_and_a_missing_last_newline_are_no_harm(void **state)
{
	static const char line[] = "chr2\t1001\t.\tA\tC\t.\t.\t.\tGT\t0/1\t1|1\t0/0";
	kstring_t got = KS_INITIALIZE, text = KS_INITIALIZE;

	(void)state;
	for (const char *s = HEADER; *s; s++)
		ksprintf(&text, *s == '\n' ? "\r%c" : "%c", *s);
	ksprintf(&text, "%s\r\n\r\n\n", line);
	write_kind(VCF, text.s);
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
	assert_string_equal(got.s, "chr2:1001-1001 A C 0/1 1|1 0/0\n");

	text.l = 0;
	ksprintf(&text, HEADER "%s", line);
	write_kind(VCF, text.s);
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
	assert_string_equal(got.s, "chr2:1001-1001 A C 0/1 1|1 0/0\n");
	forget(kind_name[VCF]);
	ks_free(&got);
	ks_free(&text);
}

static void contigs_need_no_header_line(void **state)
{
	(void)state;
	for (int kind = VCF; kind <= VCF_GZIP; kind++) {
		kstring_t got = KS_INITIALIZE;

		write_kind((enum kind)kind, META TAGS COLUMNS REC("1", "7", "A", "C", ".", GT1)
						    REC("2", "1500", "A", "C", ".", GT1));
		assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
		assert_string_equal(got.s, "2:1500-1500 A C 0/1 1|1 ./.\n");
		forget(kind_name[kind]);
		ks_free(&got);
	}
}

/* ---- builds and contig names ---- */

static int open_with(const char *header, enum stardose_build asked, enum stardose_build *found)
{
	struct sdi_reader_options options = { .build = asked };
	struct sdi_reader *reader = NULL;
	int ret;

	error.text[0] = '\0';
	write_kind(VCF, header);
	ret = sdi_reader_open(path, tables, regions, N_REGIONS, &options, &reader, &error);
	if (ret == STARDOSE_OK)
		*found = sdi_reader_header_build(reader);
	sdi_reader_close(reader);
	forget(kind_name[VCF]);
	return ret;
}

#define LENGTH37 "##contig=<ID=2,length=243199373>\n"
#define LENGTH38 "##contig=<ID=chr3,length=198295559>\n"

static void contig_lengths_and_accessions_name_the_build(void **state)
{
	enum stardose_build build = STARDOSE_BUILD_GRCH37;

	(void)state;
	assert_int_equal(open_with(META CONTIGS COLUMNS, STARDOSE_BUILD_AUTO, &build), STARDOSE_OK);
	assert_int_equal(build, STARDOSE_BUILD_AUTO);
	assert_int_equal(
		open_with(
			META
			"##contig=<ID=chr2,length=12345>\n##contig=<ID=MT,length=16569>\n" COLUMNS,
			STARDOSE_BUILD_AUTO, &build),
		STARDOSE_OK);
	assert_int_equal(build, STARDOSE_BUILD_AUTO);
	assert_int_equal(open_with(META LENGTH37 COLUMNS, STARDOSE_BUILD_AUTO, &build),
			 STARDOSE_OK);
	assert_int_equal(build, STARDOSE_BUILD_GRCH37);
	assert_int_equal(open_with(META LENGTH38 COLUMNS, STARDOSE_BUILD_AUTO, &build),
			 STARDOSE_OK);
	assert_int_equal(build, STARDOSE_BUILD_GRCH38);
	assert_int_equal(
		open_with(META "##contig=<ID=NC_000002.12>\n" COLUMNS, STARDOSE_BUILD_AUTO, &build),
		STARDOSE_OK);
	assert_int_equal(build, STARDOSE_BUILD_GRCH38);
	assert_int_equal(open_with(META LENGTH38 COLUMNS, STARDOSE_BUILD_GRCH38, &build),
			 STARDOSE_OK);
}

static void a_build_that_the_header_contradicts_is_an_error_with_both_scores(void **state)
{
	enum stardose_build build;

	(void)state;
	assert_int_equal(open_with(META LENGTH37 LENGTH38 COLUMNS, STARDOSE_BUILD_AUTO, &build),
			 STARDOSE_EINPUT);
	assert_non_null(
		strstr(error.text, "1 fit GRCh37 (first '2'), 1 fit GRCh38 (first 'chr3')"));
	assert_int_equal(open_with(META "##contig=<ID=NC_000002.12,length=243199373>\n" COLUMNS,
				   STARDOSE_BUILD_AUTO, &build),
			 STARDOSE_EINPUT);
	assert_int_equal(open_with(META LENGTH37 COLUMNS, STARDOSE_BUILD_GRCH38, &build),
			 STARDOSE_EINPUT);
	assert_non_null(strstr(error.text, "--build GRCh38"));
	assert_non_null(strstr(error.text, "1 contigs fit GRCh37, 0 fit GRCh38"));
}

/* POS 1500 is in a GRCh38 region of chromosome 2, POS 11500 in a GRCh37 one. */
#define BOTH(name)                                                                                 \
	META TAGS "##contig=<ID=" name ">\n" COLUMNS REC(name, "1500", "A", "C", ".", GT1)         \
		REC(name, "11500", "A", "C", ".", GT1)

static void regions_of_the_other_build_are_dropped(void **state)
{
	struct sdi_reader_options asked = { .build = STARDOSE_BUILD_GRCH37 };

	(void)state;
	expect(BOTH("chr2"), &asked, "chr2:11500-11500 A C 0/1 1|1 ./.\n");
	expect(BOTH("2"), &defaults,
	       "2:1500-1500 A C 0/1 1|1 ./.\n2:11500-11500 A C 0/1 1|1 ./.\n");
	expect(BOTH("NC_000002.12"), &defaults, "NC_000002.12:1500-1500 A C 0/1 1|1 ./.\n");
	expect(BOTH("CM000664.2"), &defaults, "CM000664.2:1500-1500 A C 0/1 1|1 ./.\n");
	expect(BOTH("NC_000002.11"), &defaults, "NC_000002.11:11500-11500 A C 0/1 1|1 ./.\n");
}

static void set_build_drops_regions_on_the_way(void **state)
{
	(void)state;
	for (int kind = 0; kind < N_KINDS; kind++) {
		struct sdi_reader *reader = NULL;
		bcf1_t *rec = bcf_init();

		write_kind((enum kind)kind, basic);
		assert_int_equal(
			sdi_reader_open(path, tables, regions, N_REGIONS, &defaults, &reader, NULL),
			STARDOSE_OK);
		assert_int_equal(sdi_reader_next(reader, rec, NULL, NULL), STARDOSE_OK);
		assert_string_equal(sdi_reader_chrom(reader, rec), "2");
		sdi_reader_set_build(reader, STARDOSE_BUILD_GRCH37);
		assert_int_equal(sdi_reader_next(reader, rec, NULL, NULL), STARDOSE_OK);
		assert_int_equal(rec->pos + 1, 11500);
		assert_int_equal(sdi_reader_next(reader, rec, NULL, NULL), STARDOSE_OK);
		assert_int_equal(rec->pos + 1, 1550);
		assert_int_equal(sdi_reader_next(reader, rec, NULL, NULL), STARDOSE_EOF);
		sdi_reader_close(reader);
		bcf_destroy(rec);
		forget(kind_name[kind]);
	}
}

static void remember(void *user, int level, const char *text)
{
	assert_int_equal(level, STARDOSE_OK);
	snprintf(user, 200, "%s", text);
}

static void strange_contig_names_are_remarked(void **state)
{
	char said[200] = "";
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO,
					      .log = { remember, said } };
	kstring_t got = KS_INITIALIZE;

	(void)state;
	for (int kind = 0; kind < N_KINDS; kind++) {
		write_kind((enum kind)kind, META TAGS CONTIGS
			   "##contig=<ID=Chr2>\n" COLUMNS REC("Chr2", "1500", "A", "C", ".", GT1));
		if (kind == VCF_BGZF || kind == BCF)
			make_index((enum kind)kind, 0);
		said[0] = '\0';
		assert_int_equal(read_path(path, &options, &got), STARDOSE_EOF);
		assert_string_equal(got.s, "");
		assert_non_null(strstr(said, "has a known name (the first is 'Chr2')"));
		write_kind((enum kind)kind, HEADER REC("chr1", "1500", "A", "C", ".", GT1));
		said[0] = '\0';
		assert_int_equal(read_path(path, &options, &got), STARDOSE_EOF);
		if (kind == VCF_BGZF || kind == BCF)	/* the index of the file before it */
			assert_non_null(strstr(said, "is older than the file, so it is not used"));
		else
			assert_string_equal(said, "");
		forget(kind_name[kind]);
	}
	ks_free(&got);
}

/* ---- errors ---- */

static void expect_error(int kinds, const char *text, int status, const char *says)
{
	kstring_t got = KS_INITIALIZE;

	for (int kind = 0; kind < N_KINDS; kind++) {
		if (!(kinds & 1 << kind))
			continue;
		write_kind((enum kind)kind, text);
		if (read_path(path, &defaults, &got) != status)
			fail_msg("no error that says '%s', but '%s'", says, got.s);
		if (!strstr(error.text, says))
			fail_msg("'%s' is not in '%s'", says, error.text);
		assert_int_equal(read_stdin(path, &defaults, &got), status);
		forget(kind_name[kind]);
	}
	ks_free(&got);
}
#define TEXT_KINDS (1 << VCF | 1 << VCF_BGZF | 1 << VCF_GZIP)
#define ALL_KINDS ((1 << N_KINDS) - 1)

static void what_is_not_vcf_is_named(void **state)
{
	kstring_t got = KS_INITIALIZE;

	(void)state;
	expect_error(1 << VCF, "", STARDOSE_EINPUT, "is empty");
	expect_error(1 << VCF | 1 << VCF_GZIP, "once upon a time\n", STARDOSE_EINPUT,
		     "is text but not VCF");
	expect_error(1 << VCF, "@HD\tVN:1.6\tSO:coordinate\n", STARDOSE_EINPUT,
		     "is neither VCF nor BCF");
	expect_error(1 << VCF, "\x7f\x45LF\1\1\1\1", STARDOSE_EINPUT, "is neither VCF nor BCF");
	assert_int_equal(read_path("/nonexistent/file.vcf", &defaults, &got), STARDOSE_EINPUT);
	assert_non_null(strstr(error.text, "cannot open '/nonexistent/file.vcf': No such file"));
	assert_int_equal(read_path(dir, &defaults, &got), STARDOSE_EINPUT);
	assert_int_equal(read_path("https://example.org/a.vcf.gz", &defaults, &got),
			 STARDOSE_EUSAGE);
	ks_free(&got);
}

static void headers_that_cannot_be_used_are_errors(void **state)
{
	(void)state;
	expect_error(TEXT_KINDS, META TAGS, STARDOSE_EINPUT, "ends within its header");
	expect_error(TEXT_KINDS, META "##INFO=<ID", STARDOSE_EINPUT, "ends within its header");
	expect_error(TEXT_KINDS, META "chr2\t1\t.\tA\tC\t.\t.\t.\n", STARDOSE_EINPUT, "line 3");
	expect_error(ALL_KINDS, META CONTIGS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
		     STARDOSE_EINPUT, "no samples");
	expect_error(TEXT_KINDS, META "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\n",
		     STARDOSE_EINPUT, "no samples");
	expect_error(TEXT_KINDS, META "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tA\tB\n",
		     STARDOSE_EINPUT, "no FORMAT column");
	expect_error(TEXT_KINDS, META "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT A\n",
		     STARDOSE_EINPUT, "separated by tabs");
	expect_error(TEXT_KINDS,
		     META "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\tA\n",
		     STARDOSE_EINPUT, "sample 'A' is in the #CHROM line");
}

static void unsorted_records_are_an_error(void **state)
{
	(void)state;
	expect_error(ALL_KINDS,
		     HEADER REC("chr2", "1500", "A", "C", ".", GT1)
			     REC("chr2", "1499", "A", "C", ".", GT1),
		     STARDOSE_EINPUT, "position 1499 of contig 'chr2' comes after position 1500");
	/* after the last region, too */
	expect_error(ALL_KINDS,
		     HEADER REC("chr2", "999999", "A", "C", ".", GT1)
			     REC("chr2", "10", "A", "C", ".", GT1),
		     STARDOSE_EINPUT, "is not sorted");
	expect_error(ALL_KINDS,
		     HEADER REC("chr2", "1500", "A", "C", ".", GT1)
			     REC("chr1", "5", "A", "C", ".", GT1)
				     REC("chr2", "1600", "A", "C", ".", GT1),
		     STARDOSE_EINPUT, "contig 'chr2' comes back after other contigs");
	expect_error(ALL_KINDS,
		     HEADER REC("chr1", "15", "A", "C", ".", GT1)
			     REC("chr2", "5", "A", "C", ".", GT1)
				     REC("chr1", "16", "A", "C", ".", GT1),
		     STARDOSE_EINPUT, "contig 'chr1' comes back after other contigs");
}

static void a_chromosome_under_two_names_is_an_error_where_regions_meet_it(void **state)
{
	static const char header[] = META TAGS CONTIGS "##contig=<ID=2>\n" COLUMNS;
	char text[2048];

	(void)state;
	snprintf(text, sizeof(text), "%s%s%s", header, REC("chr2", "1500", "A", "C", ".", GT1),
		 REC("2", "1500", "A", "C", ".", GT1));
	expect_error(ALL_KINDS, text, STARDOSE_EINPUT,
		     "names chromosome 2 in two ways, 'chr2' and '2'");
	snprintf(text, sizeof(text), "%s%s%s", header, REC("chr2", "1500", "A", "C", ".", GT1),
		 REC("2", "9000", "A", "C", ".", GT1));
	expect(text, &defaults, "chr2:1500-1500 A C 0/1 1|1 ./.\n");
}

static void malformed_lines_are_named_by_their_number(void **state)
{
#define OK_LINE REC("chr2", "1500", "A", "C", ".", GT1)
	(void)state;				/* HEADER has 10 lines */
	expect_error(TEXT_KINDS, HEADER OK_LINE "chr2\tx\t.\tA\tC\t.\t.\t.\tGT\t" GT1 "\n",
		     STARDOSE_EINPUT, "line 12");
	expect_error(TEXT_KINDS, HEADER OK_LINE "chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\n",
		     STARDOSE_EINPUT, "line 12");
	expect_error(TEXT_KINDS, HEADER "chr2\t1501\t.\tA\tC\t.\t.\t.\n", STARDOSE_EINPUT,
		     "number of columns");
	expect_error(TEXT_KINDS, HEADER "chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\t0/1\t0/1\n",
		     STARDOSE_EINPUT, "number of columns");
	expect_error(TEXT_KINDS, HEADER "chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0x1\t0/1\n",
		     STARDOSE_EINPUT, "FORMAT value");
	expect_error(TEXT_KINDS, HEADER OK_LINE HEADER, STARDOSE_EINPUT,
		     "a header line between records");
	expect_error(TEXT_KINDS, HEADER "chr2 1501 . A C\n", STARDOSE_EINPUT, "no tab");
	expect_error(TEXT_KINDS, HEADER "chr2\t900\t.\tA\n", STARDOSE_EINPUT,
		     "fewer than eight columns");
	expect_error(TEXT_KINDS,
		     HEADER "chr2\t99999999999999999999\t.\tA\tC\t.\t.\t.\tGT\t" GT1 "\n",
		     STARDOSE_EINPUT, "POS");
}

static void nul_bytes_are_not_text(void **state)
{
	static const char in_header[] =
		META "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t\0A\tB\n" OK_LINE;
	static const char in_record[] = HEADER "chr2\t1500\t.\tA\tC\t.\t.\t.\tGT\t0/1\t\0/1\t0/1\n";
	kstring_t got = KS_INITIALIZE;

	(void)state;
	write_bytes(kind_name[VCF], "wu", in_header, sizeof(in_header) - 1);
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EINPUT);
	assert_non_null(strstr(error.text, "line 3"));
	write_bytes(kind_name[VCF], "wu", in_record, sizeof(in_record) - 1);
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EINPUT);
	assert_non_null(strstr(error.text, "line 11"));
	forget(kind_name[VCF]);
	ks_free(&got);
}

static void text_cut_within_a_line_is_truncated(void **state)
{
	static const char *const cut[] = {
		"chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1", /* a sample is missing */
		"chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\t",
		"chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\t0/",
		"chr2\t1501\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\t0", /* could be haploid, could be 0/1
								  */
		"chr2\t1501\t.\tA\tC\t.\t.\t.\tGT:DP\t0/1:7\t0/1:8\t0/1",
		"chr1\t1501\t.\tA\tC\t.\t.\t.\tGT", /* on a contig that does not matter */
		"chr2\t9999\t.\tA\tC\t.\t.",
		"chr2\t15",
		"ch",
	};
	char text[2048];

	(void)state;
	for (size_t i = 0; i < sizeof(cut) / sizeof(*cut); i++) {
		snprintf(text, sizeof(text), "%s%s", HEADER, cut[i]);
		expect_error(TEXT_KINDS, text, STARDOSE_EINPUT, "truncated");
	}
}
/* ---- large files: many blocks, lines across their borders, indexes ---- */

/*
 * Records on three chromosomes, some of them blocks, with long INFO columns so that jumps save
 * something.
 */
static char *large(int n_per_chrom)
{
	kstring_t text = KS_INITIALIZE;
	uint32_t seed = 12345;

	kputs(HEADER, &text);
	for (int chrom = 1; chrom <= 3; chrom++) {
		for (int i = 0, pos = 1; i < n_per_chrom; i++) {
			seed = seed * 1103515245 + 12345;
			pos += (seed >> 16) % (chrom == 3 ? 3 : 50);
			ksprintf(&text, "chr%d\t%d\t.\t%s\t%s\t.\tPASS\t", chrom, pos,
				 seed >> 20 & 1 ? "ACGT" : "A", i % 97 == 0 ? "<NON_REF>" : "G");
			if (i % 97 == 0)
				ksprintf(&text, "END=%d;", pos + (i % 3 == 0 ? 200000 : 300));
			kputs("XEND=1", &text);
			for (int j = 0; j < (int)(seed >> 17) % 60; j++)
				kputs(",12", &text);
			ksprintf(&text, "\tGT\t0/%d\t1|0\t./.\n", i & 1);
		}
	}
	return text.s;
}

/* What the regions should give, by a plain reading of all records. */
static void plain_reading(const char *file, kstring_t *out)
{
	htsFile *fp = hts_open(file, "r");
	bcf_hdr_t *hdr = bcf_hdr_read(fp);
	bcf1_t *rec = bcf_init();

	out->l = 0;
	while (bcf_read(fp, hdr, rec) == 0) {
		const char *chrom = bcf_hdr_id2name(hdr, rec->rid) + 3;

		for (int i = 0; i < N_REGIONS; i++) {
			if (!strcmp(regions[i].chrom, chrom) && rec->pos < regions[i].end &&
			    rec->pos + rec->rlen > regions[i].beg) {
				print_record(hdr, rec, out);
				break;
			}
		}
	}
	bcf_hdr_destroy(hdr);
	bcf_destroy(rec);
	hts_close(fp);
}

static void skipping_equals_reading_everything(void **state)
{
	kstring_t want = KS_INITIALIZE, got = KS_INITIALIZE;
	char *text = large(20000);

	(void)state;
	for (int kind = 0; kind < N_KINDS; kind++) {
		write_kind((enum kind)kind, text);
		plain_reading(path, &want);
		assert_true(want.l > 10000);
		for (int threads = 0; threads <= 2; threads += 2) {
			struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO,
							      .n_threads = threads };

			assert_int_equal(read_path(path, &options, &got), STARDOSE_EOF);
			assert_string_equal(got.s, want.s);
			assert_int_equal(read_stdin(path, &options, &got), STARDOSE_EOF);
			assert_string_equal(got.s, want.s);
		}
		forget(kind_name[kind]);
	}
	free(text);
	ks_free(&want);
	ks_free(&got);
}

/* Spoil the bytes on chromosome 1: whoever returns records all the same has jumped over them. */
static void spoil_beginning(void)
{
	FILE *fp = fopen(path, "r+b");

	assert_non_null(fp);
	assert_int_equal(fseek(fp, 30000, SEEK_SET), 0);
	for (int i = 0; i < 5000; i++)
		fputc(0xff, fp);
	assert_int_equal(fclose(fp), 0);
}

static void touch(const char *file, long seconds)
{
	struct timespec times[2] = { { .tv_sec = seconds }, { .tv_sec = seconds } };

	assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
}

static void jumping_equals_streaming(void **state)
{
	kstring_t want = KS_INITIALIZE, got = KS_INITIALIZE;
	static const struct {
		enum kind kind;
		int is_csi;
	} with[] = { { VCF_BGZF, 0 }, { VCF_BGZF, 1 }, { BCF, 1 } };
	struct sdi_reader_options threads = { .build = STARDOSE_BUILD_AUTO, .n_threads = 2 };
	char *text = large(20000);

	(void)state;
	for (size_t i = 0; i < sizeof(with) / sizeof(*with); i++) {
		write_kind(with[i].kind, text);
		assert_int_equal(read_path(path, &defaults, &want), STARDOSE_EOF);
		make_index(with[i].kind, with[i].is_csi);
		assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
		assert_string_equal(got.s, want.s);
		assert_int_equal(read_path(path, &threads, &got), STARDOSE_EOF);
		assert_string_equal(got.s, want.s);
		forget(kind_name[with[i].kind]);
	}
	free(text);
	ks_free(&want);
	ks_free(&got);
}

static void an_index_is_used_unless_it_is_older_or_unreadable(void **state)
{
	kstring_t want = KS_INITIALIZE, got = KS_INITIALIZE;
	char *text = large(20000), index[300];
	FILE *fp;

	(void)state;
	for (int kind = VCF_BGZF; kind <= BCF; kind += BCF - VCF_BGZF) {
		write_kind((enum kind)kind, text);
		snprintf(index, sizeof(index), "%s%s", path, kind == BCF ? ".csi" : ".tbi");
		assert_int_equal(read_path(path, &defaults, &want), STARDOSE_EOF);
		make_index((enum kind)kind, 0);
		spoil_beginning();
		touch(path, 1000000000);
		touch(index, 1000000000);
		assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
		assert_string_equal(got.s, want.s);
		assert_int_equal(read_stdin(path, &defaults, &got),
				 STARDOSE_EINPUT); /* stdin is read through */
		assert_non_null(strstr(error.text, "truncated or damaged"));
		touch(index, 999999999);
		assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EINPUT);
		fp = fopen(index, "w");
		assert_non_null(fp);
		fputs("not an index", fp);
		fclose(fp);
		assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EINPUT);
		assert_non_null(strstr(error.text, "truncated or damaged"));
		forget(kind_name[kind]);
	}
	free(text);
	ks_free(&want);
	ks_free(&got);
}

static void an_index_of_another_file_is_noticed(void **state)
{
	char *text = large(20000), *small = large(2000), other[300], index[300], said[300] = "";
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO,
					      .log = { .fn = remember } };
	kstring_t got = KS_INITIALIZE, want = KS_INITIALIZE;

	(void)state;
	write_kind(VCF_BGZF, text);
	make_index(VCF_BGZF, 0);
	snprintf(index, sizeof(index), "%s.tbi", path);
	snprintf(other, sizeof(other), "%s/kept", dir);
	assert_int_equal(rename(index, other), 0);
	write_kind(VCF_BGZF, small);
	assert_int_equal(rename(other, index), 0);
	touch(path, 1000000000);
	options.log.user = said;
	assert_int_equal(read_path(path, &options, &got), STARDOSE_EOF);
	assert_non_null(strstr(said, "belongs to another file, so it is not used"));
	kputs(got.s, &want);
	forget(kind_name[VCF_BGZF]);
	write_kind(VCF_BGZF, small);
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
	assert_string_equal(got.s, want.s);
	forget(kind_name[VCF_BGZF]);
	ks_free(&want);
	free(text);
	free(small);
	ks_free(&got);
}

/* Write @n bytes as the index @name, @spoilt of them from @at on made @value. */
static void write_index(const char *name, const char *bytes, size_t n, size_t at, size_t spoilt,
			int value)
{
	char *copy = malloc(n);
	BGZF *fp = bgzf_open(name, "w");

	assert_non_null(copy);
	assert_non_null(fp);
	memcpy(copy, bytes, n);
	memset(copy + at, value, spoilt < n - at ? spoilt : n - at);
	assert_int_equal(bgzf_write(fp, copy, n), n);
	assert_int_equal(bgzf_close(fp), 0);
	free(copy);
}

static void a_damaged_index_neither_crashes_nor_loses_records(void **state)
{
	static const struct { enum kind kind; int is_csi; const char *suffix; } index[] = {
		{ VCF_BGZF, 0, ".tbi" }, { VCF_BGZF, 1, ".csi" }, { BCF, 1, ".csi" }
	};
	static const int values[] = { 0xff, 0x7f, 0x80, 0 };
	char *text = large(2000), name[300], bytes[20000];
	kstring_t want = KS_INITIALIZE, got = KS_INITIALIZE;

	(void)state;
	for (int k = 0; k < 3; k++) {
		BGZF *fp;
		ssize_t n;

		write_kind(index[k].kind, text);
		assert_int_equal(read_path(path, &defaults, &want), STARDOSE_EOF);
		make_index(index[k].kind, index[k].is_csi);
		snprintf(name, sizeof(name), "%s%s", path, index[k].suffix);
		fp = bgzf_open(name, "r");
		n = bgzf_read(fp, bytes, sizeof(bytes));
		assert_in_range(n, 50, sizeof(bytes) - 1);
		assert_int_equal(bgzf_close(fp), 0);
		for (size_t at = 0; at < (size_t)n; at += at < 120 ? 4 : 20)
			for (int v = 0; v < 4; v++) {
				write_index(name, bytes, n, at, 4, values[v]);
				/* an offset that may be right is found out on the way */
				if (read_path(path, &defaults, &got) == STARDOSE_EOF && at < 40)
					assert_string_equal(got.s, want.s);
			}
		for (ssize_t end = 0; end < n; end += 7) {
			write_index(name, bytes, end ? end : 1, 0, 0, 0);
			if (end && end < n - 8) {
				assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EOF);
				assert_string_equal(got.s, want.s);
			}
		}
		forget(kind_name[index[k].kind]);
	}
	free(text);
	ks_free(&want);
	ks_free(&got);
}

static void set_build_drops_jumps(void **state)
{
	char *text = large(20000);
	struct sdi_reader *reader = NULL;
	bcf1_t *rec = bcf_init();
	int ret;

	(void)state;
	write_kind(VCF_BGZF, text);
	make_index(VCF_BGZF, 0);
	assert_int_equal(
		sdi_reader_open(path, tables, regions, N_REGIONS, &defaults, &reader, NULL),
		STARDOSE_OK);
	sdi_reader_set_build(reader, STARDOSE_BUILD_GRCH38);
	while ((ret = sdi_reader_next(reader, rec, NULL, NULL)) == STARDOSE_OK)
		if (!strcmp(sdi_reader_chrom(reader, rec), "2"))
			assert_true(rec->pos < 2500 || rec->pos + rec->rlen > 300000);
	assert_int_equal(ret, STARDOSE_EOF);
	sdi_reader_close(reader);
	bcf_destroy(rec);
	forget(kind_name[VCF_BGZF]);
	free(text);
}

static void truncated_files_are_errors(void **state)
{
	char *text = large(3000);
	kstring_t got = KS_INITIALIZE;
	struct stat st;

	(void)state;
	for (int kind = 0; kind < N_KINDS; kind++) {
		write_kind((enum kind)kind, text);
		assert_int_equal(stat(path, &st), 0);
		/* the empty last block; into the last record; half of it */
		for (int i = kind == VCF_BGZF || kind == BCF ? 0 : 1; i < 3; i++) {
			assert_int_equal(truncate(path, i == 0	 ? st.st_size - 28
							: i == 1 ? st.st_size - 9
								 : st.st_size / 2 + 7),
					 0);
			assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EINPUT);
			assert_non_null(strstr(error.text, "truncated"));
			assert_int_equal(read_stdin(path, &defaults, &got), STARDOSE_EINPUT);
			assert_non_null(strstr(error.text, "truncated"));
			write_kind((enum kind)kind, text);
		}
		forget(kind_name[kind]);
	}
	free(text);
	ks_free(&got);
}

/* ---- samples ---- */

static void expect_samples(const char *list, const char *file, const char *result)
{
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO,
					      .samples = list,
					      .samples_file = file };

	expect(HEADER REC("chr2", "1500", "A", "C", ".", "0/1\t1|1\t0/0"), &options, result);
}

static void samples_are_selected_in_the_order_of_the_file(void **state)
{
	char file[256], not_file[260];
	FILE *fp;

	(void)state;
	expect_samples("C,A", NULL, "chr2:1500-1500 A C 0/1 0/0\n");
	expect_samples("^A", NULL, "chr2:1500-1500 A C 1|1 0/0\n");
	expect_samples("A,B,C", NULL, "chr2:1500-1500 A C 0/1 1|1 0/0\n");
	snprintf(file, sizeof(file), "%s/samples", dir);
	snprintf(not_file, sizeof(not_file), "^%s", file);
	fp = fopen(file, "w");
	assert_non_null(fp);
	fputs("C\r\n\nB\n", fp);
	fclose(fp);
	expect_samples(NULL, file, "chr2:1500-1500 A C 1|1 0/0\n");
	expect_samples(NULL, not_file, "chr2:1500-1500 A C 0/1\n");
	unlink(file);
}

static void impossible_selections_are_usage_errors(void **state)
{
	static const struct { const char *list, *file, *says;
	} with[] = {
		{ "A,Z", NULL, "no sample 'Z'" },
		{ "^Z", NULL, "no sample 'Z'" },
		{ "^A,B,C", NULL, "is excluded" },
		{ "", NULL, "no sample name" },
		{ "A,B,A", NULL, "'A' is named twice" },
		{ NULL, "/nonexistent/list", "cannot open" },
		{ "A", "/dev/null", "not both" },
		{ NULL, "/dev/null", "no sample name" },
	};
	kstring_t got = KS_INITIALIZE;

	(void)state;
	write_kind(VCF, basic);
	for (size_t i = 0; i < sizeof(with) / sizeof(*with); i++) {
		struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO,
						      .samples = with[i].list,
						      .samples_file = with[i].file };

		assert_int_equal(read_path(path, &options, &got), STARDOSE_EUSAGE);
		if (!strstr(error.text, with[i].says))
			fail_msg("'%s' is not in '%s'", with[i].says, error.text);
	}
	forget(kind_name[VCF]);
	ks_free(&got);
}

static void samples_may_be_in_another_file(void **state)
{
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO,
					      .samples = "Z,B",
					      .samples_elsewhere = 1 };
	struct sdi_reader *reader = NULL;
	bcf1_t *rec = bcf_init();

	(void)state;
	expect(HEADER REC("chr2", "1500", "A", "C", ".", "0/1\t1|1\t0/0"), &options,
	       "chr2:1500-1500 A C 1|1\n");
	options.samples = "Y,Z";
	write_kind(VCF, basic);
	assert_int_equal(sdi_reader_open(path, tables, regions, N_REGIONS, &options, &reader, NULL),
			 STARDOSE_OK);
	assert_int_equal(bcf_hdr_nsamples(sdi_reader_header(reader)), 0);
	assert_int_equal(sdi_reader_next(reader, rec, NULL, NULL), STARDOSE_EOF);
	sdi_reader_close(reader);
	bcf_destroy(rec);
	forget(kind_name[VCF]);
}

/* ---- annotate ---- */

static void every_record_gives_all_lines_as_they_were(void **state)
{
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO, .every_record = 1 };
	char *text = large(2000);
	const char *body = strstr(text, "#CHROM");

	(void)state;
	body = strchr(body, '\n') + 1;
	for (int kind = 0; kind < N_KINDS; kind++) {
		struct sdi_reader *reader = NULL;
		kstring_t got = KS_INITIALIZE, matter = KS_INITIALIZE, want = KS_INITIALIZE;
		bcf1_t *rec = bcf_init();
		int n = 0, matters, ret;

		write_kind((enum kind)kind, text);
		if (kind == VCF_BGZF)
			make_index(VCF_BGZF, 0);		/* must not be used */
		plain_reading(path, &want);
		assert_int_equal(sdi_reader_open(path, tables, regions, N_REGIONS, &options,
						 &reader, &error),
				 STARDOSE_OK);
		while ((ret = sdi_reader_next(reader, rec, &matters, NULL)) == STARDOSE_OK) {
			n++;
			if (sdi_reader_line(reader))
				ksprintf(&got, "%s\n", sdi_reader_line(reader)->s);
			if (matters)
				print_record(sdi_reader_header(reader), rec, &matter);
		}
		assert_int_equal(ret, STARDOSE_EOF);
		assert_int_equal(n, 6000);
		assert_string_equal(matter.s, want.s);
		if (kind < BCF)
			assert_string_equal(got.s, body);
		else
			assert_null(got.s);
		sdi_reader_close(reader);
		bcf_destroy(rec);
		ks_free(&got);
		ks_free(&matter);
		ks_free(&want);
		forget(kind_name[kind]);
	}
	free(text);
}

static void every_record_needs_no_samples(void **state)
{
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO, .every_record = 1 };
	int matters;

	(void)state;
	for (int kind = 0; kind < N_KINDS; kind++) {
		struct sdi_reader *reader = NULL;
		bcf1_t *rec = bcf_init();

		write_kind((enum kind)kind, META CONTIGS
			   "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
			   "chr1\t5\t.\tA\tC\t.\t.\t.\nchr2\t1500\t.\tA\tC\t.\t.\t.\n");
		assert_int_equal(
			sdi_reader_open(path, tables, regions, N_REGIONS, &options, &reader, NULL),
			STARDOSE_OK);
		assert_int_equal(sdi_reader_next(reader, rec, &matters, NULL), STARDOSE_OK);
		assert_int_equal(matters, 0);
		assert_int_equal(sdi_reader_next(reader, rec, &matters, NULL), STARDOSE_OK);
		assert_int_equal(matters, 1);
		assert_int_equal(rec->pos, 1499);
		assert_int_equal(sdi_reader_next(reader, rec, &matters, NULL), STARDOSE_EOF);
		sdi_reader_close(reader);
		bcf_destroy(rec);
		forget(kind_name[kind]);
	}
}

/* ---- damage ---- */

/*
 * Found by tests/fuzz/fuzz_record.c: text behind the #CHROM line of a BCF header that htslib
 * refuses.
 */
static void a_header_with_text_behind_its_last_line_is_refused(void **state)
{
	static const char text[] = META COLUMNS
		"x\nx\tA\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nK\nL\nM\nN\nO\nP\nQ\nR\nS\nT\nU\nV\nW\n";
	kstring_t bytes = KS_INITIALIZE, got = KS_INITIALIZE;
	uint32_t size = sizeof(text);
	char *sample;

	(void)state;
	kputsn("BCF\2\2", 5, &bytes);
	for (int i = 0; i < 4; i++)
		kputc(size >> 8 * i & 0xff, &bytes);
	kputsn(text, sizeof(text), &bytes);
	sample = bytes.s + (strstr(text, "\tB\tC\n") + 1 - text) + 9;
	assert_int_equal(*sample, 'B');
	*sample = 'A';
	write_bytes(kind_name[BCF_RAW], "wu", bytes.s, bytes.l);
	assert_int_equal(read_path(path, &defaults, &got), STARDOSE_EINPUT);
	assert_non_null(strstr(error.text, "sample 'A' is in the #CHROM line"));
	forget(kind_name[BCF_RAW]);
	ks_free(&bytes);
	ks_free(&got);
}

/* Change bytes of uncompressed input one by one: any answer is right but a crash. */
static void damaged_bytes_never_crash_the_reader(void **state)
{
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO, .samples = "A,C" };
	kstring_t got = KS_INITIALIZE;
	int n_errors = 0;

	(void)state;
	for (int kind = VCF; kind <= BCF_RAW; kind += BCF_RAW - VCF) {
		char bytes[8192];
		size_t size;
		FILE *fp;

		write_kind((enum kind)kind, basic);
		fp = fopen(path, "rb");
		assert_non_null(fp);
		size = fread(bytes, 1, sizeof(bytes), fp);
		fclose(fp);
		for (size_t at = size - 700; at < size; at++) {
			char kept = bytes[at];

			for (int value = 0; value < 3; value++) {
				bytes[at] = value == 0	 ? '\0'
					    : value == 1 ? '\xff'
							 : (char)(kept + 1);
				write_bytes(kind_name[kind], "wu", bytes, size);
				n_errors += read_path(path, value == 2 ? &options : &defaults,
						      &got) < 0;
			}
			bytes[at] = kept;
		}
		forget(kind_name[kind]);
	}
	assert_true(n_errors > 500);
	ks_free(&got);
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
		cmocka_unit_test(records_that_begin_before_a_region_reach_into_it),
		cmocka_unit_test(end_counts_without_declaration_in_text),
		cmocka_unit_test(a_block_over_two_regions_comes_once),
		cmocka_unit_test(
			carriage_returns_blank_lines_and_a_missing_last_newline_are_no_harm),
		cmocka_unit_test(contigs_need_no_header_line),
		cmocka_unit_test(contig_lengths_and_accessions_name_the_build),
		cmocka_unit_test(a_build_that_the_header_contradicts_is_an_error_with_both_scores),
		cmocka_unit_test(regions_of_the_other_build_are_dropped),
		cmocka_unit_test(set_build_drops_regions_on_the_way),
		cmocka_unit_test(strange_contig_names_are_remarked),
		cmocka_unit_test(what_is_not_vcf_is_named),
		cmocka_unit_test(headers_that_cannot_be_used_are_errors),
		cmocka_unit_test(unsorted_records_are_an_error),
		cmocka_unit_test(a_chromosome_under_two_names_is_an_error_where_regions_meet_it),
		cmocka_unit_test(malformed_lines_are_named_by_their_number),
		cmocka_unit_test(nul_bytes_are_not_text),
		cmocka_unit_test(text_cut_within_a_line_is_truncated),
		cmocka_unit_test(skipping_equals_reading_everything),
		cmocka_unit_test(jumping_equals_streaming),
		cmocka_unit_test(an_index_is_used_unless_it_is_older_or_unreadable),
		cmocka_unit_test(an_index_of_another_file_is_noticed),
		cmocka_unit_test(a_damaged_index_neither_crashes_nor_loses_records),
		cmocka_unit_test(set_build_drops_jumps),
		cmocka_unit_test(truncated_files_are_errors),
		cmocka_unit_test(samples_are_selected_in_the_order_of_the_file),
		cmocka_unit_test(impossible_selections_are_usage_errors),
		cmocka_unit_test(samples_may_be_in_another_file),
		cmocka_unit_test(every_record_gives_all_lines_as_they_were),
		cmocka_unit_test(every_record_needs_no_samples),
		cmocka_unit_test(a_header_with_text_behind_its_last_line_is_refused),
		cmocka_unit_test(damaged_bytes_never_crash_the_reader),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
