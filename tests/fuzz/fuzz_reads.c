/*
 * fuzz_reads.c - any bytes as an alignment and its index: refused with a message, or counted
 *
 * The first byte chooses the names of both (BAM with .bai, BAM with .csi, CRAM with .crai), four
 * more are the length of the alignment, little-endian; the index follows it.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "reads/copy_model.h"
#include "reads/read_open.h"
#include "reads/read_pass.h"

static struct stardose_tables *tables;
static struct sdi_contig_names *names;
static char folder[] = "/tmp/fuzz_reads.XXXXXX";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* htslib (1.16) leaves the file of a .crai open where it finds a damaged line; not ours to close */
const char *__lsan_default_suppressions(void) { return "leak:hfile_init\n"; }

static void remove_folder(void) { rmdir(folder); }

static int prepare(void)
{
	struct stardose_error err;

	if (tables)
		return 0;
	if (stardose_tables_open_for_calls(NULL, &tables, &err) ||
	    sdi_contig_names_new(tables, &names, &err) || !mkdtemp(folder))
		abort();
	return atexit(remove_folder);
}

static void put(const char *path, const uint8_t *data, size_t size)
{
	FILE *fp = fopen(path, "wb");

	if (!fp || fwrite(data, 1, size, fp) != size || fclose(fp))
		abort();
}

/* What is counted is a number, whatever was read. */
static void judge(const struct stardose_gene *gene, const struct sdi_read_counts *counts)
{
	struct sdi_read_copies copies;

	for (int i = 0; i < counts->n_bins; i++)
		if (!(counts->depth[i] >= 0) || isinf(counts->depth[i]))
			abort();
	if (sdi_copy_model(gene->paralog, counts, NULL, &copies))
		return;
	if (!(copies.posterior >= 0 && copies.posterior <= 1.000001) ||
	    (!copies.verdict && !(copies.worst <= SDI_FIT_MOST)))
		abort();
}

/*
 * Records of CRAM are decoded by htslib, of which 1.16 reads past the end of a damaged block: that
 * is found within seconds and is not ours to mend. Where FUZZ_CRAM_RECORDS is not set, as
 * replay.sh sets it for the seeds, CRAM goes as far as header and index.
 */
static int has_records(const uint8_t *data, size_t n)
{
	return n < 4 || memcmp(data, "CRAM", 4) || getenv("FUZZ_CRAM_RECORDS");
}

static void count(const char *path, int is_read)
{
	struct sdi_read_request request = { .path = path, .tables = tables, .names = names,
					    .build = STARDOSE_BUILD_AUTO, .sample = "x" };
	struct stardose_error err = { 0 };
	struct sdi_read_file *file = NULL;
	int ret = sdi_read_file_open(&request, &file, &err);

	for (int g = 0; g < tables->n_genes && is_read && !ret; g++) {
		struct sdi_read_counts counts = { 0 };

		if (!tables->genes[g].paralog)
			continue;
		ret = sdi_read_file_count(file, &tables->genes[g], &counts, &err);
		if (!ret)
			judge(&tables->genes[g], &counts);
		sdi_read_counts_release(&counts);
	}
	sdi_read_file_close(file);
	if (ret && !err.text[0])
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const ending[][2] = { { "bam", "bai" }, { "bam", "csi" },
						 { "cram", "crai" } };
	char path[64], index[80];
	size_t n;
	int kind;

	if (size < 5 || prepare())
		return 0;
	kind = data[0] % 3;
	n = data[1] | data[2] << 8 | data[3] << 16 | (size_t)data[4] << 24;
	n = n < size - 5 ? n : size - 5;
	snprintf(path, sizeof(path), "%s/x.%s", folder, ending[kind][0]);
	snprintf(index, sizeof(index), "%s.%s", path, ending[kind][1]);
	put(path, data + 5, n);
	put(index, data + 5 + n, size - 5 - n);
	count(path, has_records(data + 5, n));
	remove(path);
	remove(index);
	return 0;
}
