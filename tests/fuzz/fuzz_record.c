/*
 * fuzz_record.c - any bytes as VCF or BCF: the reader answers or refuses, and what it returns can
 * be unpacked; skipping finds the records that reading everything marks; a selection of samples
 * loses none
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE	/* memfd_create() */
#endif
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "record/record_reader.h"

static const struct stardose_contig contigs[] = {
	{ STARDOSE_BUILD_AUTO, "2", "2" },	  { STARDOSE_BUILD_AUTO, "chr2", "2" },
	{ STARDOSE_BUILD_GRCH38, "NC_000002.12", "2" }, { STARDOSE_BUILD_AUTO, "3", "3" },
	{ STARDOSE_BUILD_AUTO, "chr3", "3" },
};
static const struct stardose_tables tables = { .contigs = contigs,
					       .n_contigs = sizeof(contigs) / sizeof(*contigs) };
static const struct sdi_region regions[] = {
	{ "2", STARDOSE_BUILD_GRCH38, 1000, 2000, 0, 0, 0 },
	{ "2", STARDOSE_BUILD_GRCH37, 11000, 12000, 0, 0, 0 },
	{ "3", STARDOSE_BUILD_GRCH38, 500, 600, 1, 0, 0 },
};

/* What the stages behind the reader ask of a record. */
static void use(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	static const char *const tags[] = { "DP", "GQ", "AD", "PS" };
	int32_t *values = NULL;
	int n = 0;

	if (bcf_unpack(rec, BCF_UN_ALL) < 0)
		return;
	bcf_get_genotypes(hdr, rec, &values, &n);
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		bcf_get_format_int32(hdr, rec, tags[i], &values, &n);
	bcf_get_info_int32(hdr, rec, "END", &values, &n);
	free(values);
}

/* Number of records that matter, or a negative status. */
static int read_all(const char *path, const struct sdi_reader_options *options)
{
	struct stardose_error err = { 0, "" };
	struct sdi_reader *reader = NULL;
	bcf1_t *rec = bcf_init();
	int n = 0, matters, ret;

	ret = sdi_reader_open(path, &tables, regions, sizeof(regions) / sizeof(*regions), options,
			      &reader, &err);
	while (ret == STARDOSE_OK &&
	       (ret = sdi_reader_next(reader, rec, &matters, &err)) == STARDOSE_OK) {
		if (matters && !sdi_reader_chrom(reader, rec))
			abort();
		if (matters)
			use(sdi_reader_header(reader), rec);
		n += matters;
	}
	if ((ret < 0) != (err.text[0] != '\0') || (ret < 0 && ret != err.status))
		abort();
	sdi_reader_close(reader);
	bcf_destroy(rec);
	return ret < 0 ? ret : n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sdi_reader_options options = { .build = STARDOSE_BUILD_AUTO };
	int fd = memfd_create("fuzz_record", 0), skipping, everything;
	char path[64];

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	hts_set_log_level(HTS_LOG_OFF);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	skipping = read_all(path, &options);
	options.every_record = 1;
	everything = read_all(path, &options);
	if (skipping >= 0 && everything >= 0 && skipping != everything)
		abort();
	options.every_record = 0;
	options.samples = "^A";
	read_all(path, &options);
	close(fd);
	return 0;
}
