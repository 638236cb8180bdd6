/*
 * test_index_check.c - an index is looked through before htslib sees it: whole ones pass, with the
 * same bytes for htslib; cut, spoilt and foreign ones are told apart, and crash nothing
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include <htslib/tbx.h>
#include "record/index_check.h"
#include "util/memory_file.h"

enum { TBI, CSI };

static char folder[] = "index_check.XXXXXX";
static const char *const contigs[] = { "chr10", "chr22", "HLA:DRB1*15:01:01:01", "GL000009.2" };
#define N_CONTIGS 4

static const char *in_folder(const char *name)
{
	static char path[4][128];
	static int n;

	n = (n + 1) % 4;
	snprintf(path[n], sizeof(path[n]), "%s/%s", folder, name);
	return path[n];
}

static void write_bytes(const char *path, const void *bytes, size_t n, int is_bgzf)
{
	if (is_bgzf) {
		BGZF *fp = bgzf_open(path, "w");

		assert_non_null(fp);
		assert_int_equal(bgzf_write(fp, bytes, n), (ssize_t)n);
		assert_int_equal(bgzf_close(fp), 0);
	} else {
		FILE *fp = fopen(path, "wb");

		assert_non_null(fp);
		assert_int_equal(fwrite(bytes, 1, n, fp), n);
		assert_int_equal(fclose(fp), 0);
	}
}

/* All bytes of a file, decompressed. */
static uint8_t *read_bytes(const char *path, size_t *n)
{
	BGZF *fp = bgzf_open(path, "r");
	uint8_t *bytes = malloc(1 << 20);
	ssize_t got;

	assert_non_null(fp);
	assert_non_null(bytes);
	got = bgzf_read(fp, bytes, 1 << 20);
	assert_true(got > 0 && got < 1 << 20);
	bgzf_close(fp);
	*n = (size_t)got;
	return bytes;
}

/* A VCF of so many records a contig, with an index of @kind beside it. */
static void make_vcf(const char *name, int n_records, int kind)
{
	char path[128];
	BGZF *fp;
	char line[128];

	snprintf(path, sizeof(path), "%s", in_folder(name));
	fp = bgzf_open(path, "w");
	assert_non_null(fp);
	snprintf(line, sizeof(line),
		 "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
	assert_true(bgzf_write(fp, line, strlen(line)) > 0);
	for (int c = 0; c < N_CONTIGS; c++)
		for (int i = 0; i < n_records; i++) {
			snprintf(line, sizeof(line), "%s\t%d\t.\tA\tC\t.\t.\t.\n", contigs[c],
				 1000 + 20000 * i);
			assert_true(bgzf_write(fp, line, strlen(line)) > 0);
		}
	assert_int_equal(bgzf_close(fp), 0);
	assert_int_equal(tbx_index_build(path, kind == CSI ? 14 : 0, &tbx_conf_vcf), 0);
}

static int make_files(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return 1;
	make_vcf("a.vcf.gz", 50, TBI);
	make_vcf("b.vcf.gz", 50, CSI);
	make_vcf("few.vcf.gz", 3, TBI);
	return 0;
}

static int remove_files(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

static const char *const index_of[] = { "a.vcf.gz.tbi", "b.vcf.gz.csi" };
static const char *const data_of[] = { "a.vcf.gz", "b.vcf.gz" };

static void a_whole_index_passes_and_its_bytes_are_kept(void **state)
{
	(void)state;
	for (int kind = TBI; kind <= CSI; kind++) {
		const char *path = in_folder(index_of[kind]);
		char name[SDI_MEMORY_NAME];
		uint8_t *bytes, *kept;
		size_t n, n_kept;
		int fd = 12345;

		assert_null(sdi_index_check(path, in_folder(data_of[kind]), NULL));
		assert_null(sdi_index_check(path, in_folder(data_of[kind]), &fd));
		if (fd < 0)
			continue; /* a system without such files */
		sdi_memory_name(fd, name);
		bytes = read_bytes(path, &n);
		kept = read_bytes(name, &n_kept);
		assert_int_equal(n, n_kept);
		assert_memory_equal(bytes, kept, n);
		free(bytes);
		free(kept);
		close(fd);
	}
}

/* htslib finds the same records by the kept bytes as by the file. */
static void htslib_reads_what_is_kept(void **state)
{
	char name[SDI_MEMORY_NAME];
	int fd, tid, n = 0;
	kstring_t line = KS_INITIALIZE;
	htsFile *fp;
	hts_itr_t *itr;
	tbx_t *tbx;

	(void)state;
	assert_null(sdi_index_check(in_folder("a.vcf.gz.tbi"), in_folder("a.vcf.gz"), &fd));
	if (fd < 0)
		skip();
	sdi_memory_name(fd, name);
	tbx = tbx_index_load3(in_folder("a.vcf.gz"), name, HTS_IDX_SILENT_FAIL);
	assert_non_null(tbx);
	close(fd); /* what is loaded needs it no more */
	fp = hts_open(in_folder("a.vcf.gz"), "r");
	assert_non_null(fp);
	tid = tbx_name2id(tbx, "chr22");
	assert_int_equal(tid, 1);
	itr = tbx_itr_queryi(tbx, tid, 400000, 500000);
	assert_non_null(itr);
	while (tbx_itr_next(fp, tbx, itr, &line) >= 0)
		n++;
	assert_int_equal(n, 5);
	ks_free(&line);
	tbx_itr_destroy(itr);
	tbx_destroy(tbx);
	hts_close(fp);
}

/* Every few bytes of the head and of the end, and some between them. */
static size_t step(size_t at, size_t n, size_t few)
{
	size_t by = at < 130 ? few : 191;

	if (at + 10 >= n)
		return 1;
	return at + by + 10 < n ? by : n - 10 - at;
}

/* Cut anywhere: only what may be left out, the count of records without place, may be gone. */
static void a_cut_index_is_damaged_wherever_it_is_cut(void **state)
{
	(void)state;
	for (int kind = TBI; kind <= CSI; kind++)
		for (int is_bgzf = 0; is_bgzf < 2; is_bgzf++) {
			size_t n;
			uint8_t *bytes = read_bytes(in_folder(index_of[kind]), &n);

			for (size_t cut = 0; cut <= n; cut += step(cut, n, is_bgzf ? 23 : 3)) {
				const char *path = in_folder("cut"), *why;
				int fd = 0;

				write_bytes(path, bytes, cut, is_bgzf);
				why = sdi_index_check(path, in_folder(data_of[kind]), &fd);
				if (cut == n || cut + 8 == n) {
					assert_null(why);
					if (fd >= 0)
						close(fd);
				} else {
					assert_non_null(why);
					assert_string_equal(why, "is damaged");
					assert_int_equal(fd, -1);
				}
			}
			free(bytes);
		}
}

static void more_than_an_index_is_damaged(void **state)
{
	static const uint8_t more[9] = { 0 };
	size_t n;
	uint8_t *bytes = read_bytes(in_folder("a.vcf.gz.tbi"), &n), *longer = malloc(n + 9);

	(void)state;
	assert_non_null(longer);
	memcpy(longer, bytes, n);
	memcpy(longer + n, more, 9);
	for (size_t k = 1; k <= 9; k++) {
		write_bytes(in_folder("long"), longer, n + k, 0);
		assert_string_equal(sdi_index_check(in_folder("long"), in_folder("a.vcf.gz"), NULL),
				    "is damaged");
	}
	free(longer);
	free(bytes);
}

/* One byte at a time made another: an answer comes, and quickly, whatever the byte says. */
static void a_spoilt_byte_never_takes_long(void **state)
{
	static const uint8_t spoilt[] = { 0x00, 0x01, 0x7f, 0xff };
	int n_refused = 0, n_tried = 0;

	(void)state;
	for (int kind = TBI; kind <= CSI; kind++) {
		size_t n;
		uint8_t *bytes = read_bytes(in_folder(index_of[kind]), &n);

		for (size_t at = 0; at < n; at += step(at, n, 1))
			for (size_t k = 0; k < sizeof(spoilt); k++) {
				uint8_t was = bytes[at];

				bytes[at] = spoilt[k];
				write_bytes(in_folder("spoilt"), bytes, n, 0);
				n_refused +=
					sdi_index_check(in_folder("spoilt"),
							in_folder(data_of[kind]), NULL) != NULL;
				n_tried++;
				bytes[at] = was;
			}
		free(bytes);
	}
	assert_true(n_refused > n_tried / 4 && n_refused < n_tried);
}

/* Counts and shapes that no index has, by their place in the format. */
static void impossible_numbers_are_damaged(void **state)
{
	static const struct {
		int kind;
		size_t at;
		uint32_t value;
	} tried[] = {
		{ TBI, 4, 5 },					  /* contigs: one more than names */
		{ TBI, 4, 3 },					  /* one fewer */
		{ TBI, 4, 0xffffffff },	 { TBI, 32, 0xffffffff }, /* bytes of names */
		{ TBI, 32, 1 },					  /* names cut in the middle */
		{ CSI, 4, 0 },					  /* bits of the smallest bin */
		{ CSI, 4, 41 },		 { CSI, 8, 10 },	  /* depth */
		{ CSI, 8, 0xffffffff },	 { CSI, 12, 0xffffffff }, /* bytes of what tabix adds */
		{ CSI, 12, 27 },				  /* too few for its fields */
		{ CSI, 40, 0xffffffff },			  /* bytes of names in it */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		size_t n;
		uint8_t *bytes = read_bytes(in_folder(index_of[tried[i].kind]), &n);
		uint32_t v = tried[i].value;

		for (int k = 0; k < 4; k++)
			bytes[tried[i].at + k] = v >> 8 * k;
		write_bytes(in_folder("number"), bytes, n, 0);
		assert_string_equal(sdi_index_check(in_folder("number"),
						    in_folder(data_of[tried[i].kind]), NULL),
				    "is damaged");
		free(bytes);
	}
}

static void no_index_at_all_is_damaged(void **state)
{
	(void)state;
	write_bytes(in_folder("text"), "chr1\t1\t.\n", 9, 0);
	write_bytes(in_folder("empty"), "", 0, 0);
	assert_string_equal(sdi_index_check(in_folder("text"), in_folder("a.vcf.gz"), NULL),
			    "is damaged");
	assert_string_equal(sdi_index_check(in_folder("empty"), in_folder("a.vcf.gz"), NULL),
			    "is damaged");
	assert_string_equal(sdi_index_check(in_folder("none"), in_folder("a.vcf.gz"), NULL),
			    "is damaged");
	assert_string_equal(sdi_index_check(folder, in_folder("a.vcf.gz"), NULL), "is damaged");
	/* the data themselves, which begin with the magic of no index */
	assert_string_equal(sdi_index_check(in_folder("a.vcf.gz"), in_folder("a.vcf.gz"), NULL),
			    "is damaged");
}

static void an_index_of_another_file_is_told(void **state)
{
	int fd = 0;

	(void)state;
	assert_string_equal(
		sdi_index_check(in_folder("few.vcf.gz.tbi"), in_folder("a.vcf.gz"), &fd),
		"belongs to another file");
	assert_int_equal(fd, -1);
	assert_string_equal(
		sdi_index_check(in_folder("a.vcf.gz.tbi"), in_folder("few.vcf.gz"), NULL),
		"belongs to another file");
	assert_null(sdi_index_check(in_folder("few.vcf.gz.tbi"), in_folder("few.vcf.gz"), NULL));
}

struct names {
	int n;
	char name[8][64];
};

static void take_name(void *user, const char *name)
{
	struct names *names = user;

	assert_true(names->n < 8);
	snprintf(names->name[names->n++], sizeof(names->name[0]), "%s", name);
}

static void names_come_in_the_order_of_the_index(void **state)
{
	(void)state;
	for (int kind = TBI; kind <= CSI; kind++) {
		struct names names = { 0 };

		sdi_index_names(in_folder(index_of[kind]), take_name, &names);
		assert_int_equal(names.n, N_CONTIGS);
		for (int i = 0; i < N_CONTIGS; i++)
			assert_string_equal(names.name[i], contigs[i]);
	}
}

/* What follows the names does not matter to who wants names alone. */
static void names_are_read_of_an_index_that_is_cut_behind_them(void **state)
{
	size_t n;
	uint8_t *bytes = read_bytes(in_folder("a.vcf.gz.tbi"), &n);
	struct names names = { 0 };

	(void)state;
	write_bytes(in_folder("head"), bytes, 100, 0);
	sdi_index_names(in_folder("head"), take_name, &names);
	assert_int_equal(names.n, N_CONTIGS);
	names.n = 0;
	write_bytes(in_folder("head"), bytes, 20, 0);
	sdi_index_names(in_folder("head"), take_name, &names);
	sdi_index_names(in_folder("none"), take_name, &names);
	sdi_index_names(in_folder("text"), take_name, &names);
	assert_int_equal(names.n, 0);
	free(bytes);
}

static void a_file_in_memory_holds_what_is_written(void **state)
{
	char name[SDI_MEMORY_NAME], got[32] = { 0 };
	int fd = sdi_memory_file();
	FILE *fp;

	(void)state;
	if (fd < 0)
		skip();
	assert_true(sdi_memory_write(fd, "one ", 4));
	assert_true(sdi_memory_write(fd, "", 0));
	assert_true(sdi_memory_write(fd, "two", 3));
	sdi_memory_name(fd, name);
	for (int twice = 0; twice < 2; twice++) { /* each opening begins at the beginning */
		fp = fopen(name, "r");
		assert_non_null(fp);
		assert_int_equal(fread(got, 1, sizeof(got), fp), 7);
		assert_string_equal(got, "one two");
		fclose(fp);
	}
	close(fd);
	assert_false(sdi_memory_write(fd, "x", 1));
	assert_null(fopen(name, "r"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_index_passes_and_its_bytes_are_kept),
		cmocka_unit_test(htslib_reads_what_is_kept),
		cmocka_unit_test(a_cut_index_is_damaged_wherever_it_is_cut),
		cmocka_unit_test(more_than_an_index_is_damaged),
		cmocka_unit_test(a_spoilt_byte_never_takes_long),
		cmocka_unit_test(impossible_numbers_are_damaged),
		cmocka_unit_test(an_index_of_another_file_is_told),
		cmocka_unit_test(names_come_in_the_order_of_the_index),
		cmocka_unit_test(no_index_at_all_is_damaged),
		cmocka_unit_test(names_are_read_of_an_index_that_is_cut_behind_them),
		cmocka_unit_test(a_file_in_memory_holds_what_is_written),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
