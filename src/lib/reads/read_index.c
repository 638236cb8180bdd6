/* read_index.c - the index beside BAM or CRAM */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <htslib/kstring.h>
#include "reads/read_index.h"
#include "record/index_check.h"
#include "util/no_memory.h"
#include "util/user_file.h"

#define MOST_CRAI ((size_t)64 << 20)	/* bytes of text: of a whole genome it has less than 10 */

/* @path with @suffix behind it, or in place of @ending. NULL: out of memory, or no such ending */
static char *name_of(const char *path, const char *ending, const char *suffix)
{
	size_t n = strlen(path), m = ending ? strlen(ending) : 0;
	kstring_t s = KS_INITIALIZE;

	if (ending && (n <= m || strcmp(path + n - m, ending)))
		return NULL;
	if (kputsn(path, n - m, &s) < 0 || kputs(suffix, &s) < 0) {
		ks_free(&s);
		return NULL;
	}
	return ks_release(&s);
}

static char *find(const char *path, int is_cram)
{
	static const struct { int is_cram; const char *ending, *suffix; } ways[] = {
		{ 0, NULL, ".bai" },	{ 0, NULL, ".csi" },   { 0, ".bam", ".bai" },
		{ 0, ".bam", ".csi" },	{ 1, NULL, ".crai" }, { 1, ".cram", ".crai" },
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		char *name = ways[i].is_cram == is_cram
				     ? name_of(path, ways[i].ending, ways[i].suffix)
				     : NULL;

		if (name && !access(name, F_OK))
			return name;
		free(name);
	}
	return NULL;
}

/* "tid begin span container slice size": numbers that lie within a file of @size bytes. */
static int is_crai_line(const char *line, off_t size)
{
	int64_t v[6];
	int end = 0;

	return sscanf(line, "%" SCNd64 "\t%" SCNd64 "\t%" SCNd64 "\t%" SCNd64 "\t%" SCNd64
			    "\t%" SCNd64 "%n",
		      &v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &end) == 6 &&
	       !line[end] && v[0] >= -2 && v[0] < INT32_MAX && v[1] >= -1 && v[2] >= 0 &&
	       v[1] < INT64_C(1) << 40 && v[2] < INT64_C(1) << 40 && v[3] >= 0 && v[4] >= 0 &&
	       v[5] >= 0 && v[5] <= size && v[3] <= size - v[5] && v[4] <= size;
}

/* NULL: it can be used; else what is wrong, as of sdi_index_check() */
static const char *check_crai(const char *index, const char *data)
{
	struct stardose_error err;
	struct sdi_user_text lines;
	const char *why = NULL;
	char *text = NULL, *line;
	size_t size = 0;
	struct stat st;

	if (stat(data, &st) || sdi_user_slurp(index, MOST_CRAI, &text, &size, &err))
		return "is damaged";
	lines = (struct sdi_user_text){ .at = text, .end = text + size };
	while (!why && (line = sdi_user_line(&lines)))
		if (lines.has_nul || !is_crai_line(line, st.st_size))
			why = "is damaged, or belongs to another file";
	free(text);
	return why;
}

int sdi_read_index_find(const char *path, int is_cram, char **out, struct stardose_error *err)
{
	const char *why;
	char *name = find(path, is_cram);

	if (!name)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' has no index beside it; samtools index %s makes one",
					  path, path);
	why = is_cram ? check_crai(name, path) : sdi_index_check_reads(name, path);
	if (!why) {
		*out = name;
		return STARDOSE_OK;
	}
	stardose_error_set(err, STARDOSE_EINPUT,
			   "the index '%s' %s; samtools index %s makes it anew", name, why, path);
	free(name);
	return STARDOSE_EINPUT;
}
