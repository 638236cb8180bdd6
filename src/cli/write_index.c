/* write_index.c - -W: an index beside the VCF or BCF that was just written */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>
#include "cli.h"
#include "write_index.h"

#define MIN_SHIFT 14		/* of .csi: intervals of 16 kb, as bcftools has them */

int write_index_check(const struct cli_common *common, char type, struct stardose_error *err)
{
	const char *path = common->output;

	if (common->write_index == WRITE_INDEX_NO)
		return STARDOSE_OK;
	if (!path || !strcmp(path, "-"))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--write-index wants a file; name one with -o");
	if (type != 'z' && type != 'b')
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--write-index wants bgzipped VCF or BCF (-O z or b)");
	if (type == 'b' && common->write_index == WRITE_INDEX_TBI)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "BCF has no .tbi index; --write-index=csi");
	return STARDOSE_OK;
}

int write_index(struct write_index *index, const struct cli_common *common, char type,
		const struct cli_output *out, struct stardose_error *err)
{
	int is_tbi = common->write_index == WRITE_INDEX_TBI, failed;
	const char *suffix = is_tbi ? ".tbi" : ".csi";
	size_t size;

	if (common->write_index == WRITE_INDEX_NO || !out->final)
		return STARDOSE_OK;
	size = strlen(out->path) + sizeof(".csi");
	index->path = malloc(size);
	index->final = malloc(size);
	if (!index->path || !index->final)
		return cli_no_memory(err);
	snprintf(index->path, size, "%s%s", out->path, suffix);
	snprintf(index->final, size, "%s%s", out->final, suffix);
	cli_output_guard(1, index->path);
	errno = 0;
	failed = type == 'b' ? bcf_index_build3(out->path, index->path, MIN_SHIFT, common->threads)
			     : tbx_index_build3(out->path, index->path, is_tbi ? 0 : MIN_SHIFT,
						common->threads, &tbx_conf_vcf);
	return failed ? stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write '%s': %s",
					   index->final, errno ? strerror(errno) : "write failed")
		      : STARDOSE_OK;
}

int write_index_close(struct write_index *index, int status, struct stardose_error *err)
{
	if (index->path && index->final) {
		if (!status && rename(index->path, index->final) != 0)
			status = stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write '%s': %s",
						    index->final, strerror(errno));
		if (status)
			unlink(index->path);
	}
	cli_output_guard(1, NULL);
	free(index->path);
	free(index->final);
	index->path = index->final = NULL;
	return status;
}
